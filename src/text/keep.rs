//! Keeping the base: backups, putting one back, checking, saving what is left, forgetting.

use super::words;

words! {
    /// Keeping the base: backups, putting one back, checking, saving what is left, forgetting.
    Keep {
        made: "Резервная копия сделана: {} ({}).", "The backup is made: {} ({}).";
        made_short: "Резервная копия: {}", "Backup: {}";
        made_on_screen: "Копия: {} в {}", "Backup: {} in {}";
        removed: "Удалены старые копии ({}): {}.", "Old backups removed ({}): {}.";
        spared_clock: "Старые копии не удалены: последняя из прежних сделана {}, а часы сервера показывают {}. Проверьте часы (date); если они идут верно, старые копии удалятся со следующей.", "No old backup was removed: the last of those before was made {}, and the clock of the server says {}. Look at the clock (date); if it is right, old backups go with the next one.";
        spared_rest: "Старых копий осталось на следующий раз: {}.", "Old backups left for the next time: {}.";
        under_way: "делаю резервную копию, работать можно дальше", "making a backup; you can go on working";
        no_copy_of_demo: "Демонстрация исчезнет при выходе: копировать нечего.", "The demonstration vanishes when you leave: there is nothing to back up.";
        no_room: "Мало места в каталоге {}: нужно {} МБ, свободно {} МБ. Освободите место и повторите.", "Not enough room in {}: {} MB are needed, {} MB are free. Free some and try again.";
        no_shelf: "Каталог резервных копий недоступен: {}. Исправьте права на него или укажите другое место: --out FILE.", "The directory of backups is closed: {}. Mend its rights, or choose another place with --out FILE.";
        unreadable: "Копия не сделана: повреждена запись ({}). Посмотрите, что ещё повреждено: nastavnik check.", "No backup was made: a value is damaged ({}). See what else is: nastavnik check.";
        damaged: "Копия не сделана: файл базы повреждён. Посмотрите, что цело: nastavnik check.", "No backup was made: the base is damaged. See what is left: nastavnik check.";
        generation: "поколение {}, {}", "generation {}, {}";
        journal_entry: "запись журнала {}", "journal entry {}";
        fact: "сведение о базе «{}»", "fact “{}” of the base";
        unknown_kind: "запись {} неизвестного вида {}", "record {} of unknown kind {}";
        lost_name: "Утрачено №{}", "Lost №{}";
        checking: "База {}: {}, записей журнала {}.", "Base {}: {}, journal entries {}.";
        last_backup: "Последняя резервная копия: {}.", "Last backup: {}.";
        sound: "База исправна.", "The base is sound.";
        unsound: "База неисправна. Ничего в ней не меняйте: верните последнюю исправную копию (nastavnik restore FILE), а чего в ней нет, спасите в новую базу: nastavnik check --rescue FILE.", "The base is not sound. Change nothing in it: put the last sound backup back (nastavnik restore FILE), and save what it lacks into a new base: nastavnik check --rescue FILE.";
        newer: "База создана более новой программой и не проверена: обновите программу.", "A newer program made this base, so it was not checked: update the program.";
        pages: "Страницы файла не те, что были записаны: диск или чужая программа их испортили. Проверьте диск.", "Pages of the file are not what was written: the disk or another program has spoilt them. Check the disk.";
        no_table: "Не найдено начало таблицы: {}. Целые страницы найдёт check --rescue.", "The beginning of a table is lost: {}. check --rescue finds the pages that are whole.";
        too_few: "В таблице «{}» не хватает значений: {}. Что ещё есть в файле, найдёт check --rescue.", "The table “{}” lacks values: {}. check --rescue finds what else is in the file.";
        table_facts: "сведения о базе", "facts about the base"; table_records: "записи", "records"; table_journal: "журнал", "journal";
        records_page: "Не читается страница записей: {} … {}. Что есть о них в журнале, вернёт check --rescue.", "A page of records cannot be read: {} … {}. check --rescue brings back what the journal has of them.";
        journal_page: "Не читается страница журнала: {} … {}. Сами записи от этого целы, история за это время пропала.", "A page of the journal cannot be read: {} … {}. Records are not harmed by that, their history of that time is lost.";
        beginning: "начало", "beginning"; end: "конец", "end";
        value_changed: "Испорчено: {}. Верните копию или спасите остальное: check --rescue.", "Spoilt: {}. Restore a backup, or save the rest: check --rescue.";
        value_absent: "Нет нужного: {}. Верните копию или спасите остальное: check --rescue.", "Missing: {}. Restore a backup, or save the rest: check --rescue.";
        value_unknown: "Не понять: {}. Похоже на более новую программу: обновите её и проверьте снова.", "Makes no sense: {}. It looks like a newer program's: update the program and check again.";
        dangling: "{} ссылается на то, чего нет: {}. check --rescue поставит замену или уберёт ссылку.", "{} refers to what is not there: {}. check --rescue puts a stand-in or leaves it out.";
        no_school: "Нет записи о школе. check --rescue заведёт её заново, название впишите сами (Ctrl+O).", "There is no record of the school. check --rescue makes one; put its name in yourself (Ctrl+O).";
        gap: "В журнале нет записей с {} по {}: история за это время неполна.", "Journal entries {} to {} are missing: the history of that time has gaps.";
        generation_differs: "База считает последним поколение {}, а журнал кончается на {}. Верните копию или спасите базу: check --rescue.", "The base says its last generation is {}, and the journal ends with {}. Restore a backup, or save the base: check --rescue.";
        highest_id: "Номер {} выдан, а база помнит только до {}: номера могут повториться. Спасите базу: check --rescue.", "Number {} has been given out, and the base remembers {} as the last: numbers could come twice. Save the base: check --rescue.";
        ahead: "{} изменено поколением {}, которого ещё не было. Верните копию или спасите базу: check --rescue.", "{} was changed by generation {}, which has not been yet. Restore a backup, or save the base: check --rescue.";
        world_readable: "Совет: файл базы могут читать все на этой машине. Закройте его: chmod o= {}.", "Advice: everybody on this machine can read the base. Close it: chmod o= {}.";
        not_shared: "Совет: каталог общий, а файл базы группе закрыт. Откройте его: chmod g+rw {}.", "Advice: the directory is shared, and the base is closed to the group. Open it: chmod g+rw {}.";
        lanes_closed: "Совет: база открыта группе, а каталог сеансов {} – нет, и кураторы не смогут записывать. Откройте его: chgrp -R --reference={} {} && chmod -R g+rwX {}", "Advice: the base is open to its group, and the directory of sessions {} is not, so curators cannot write. Open it: chgrp -R --reference={} {} && chmod -R g+rwX {}";
        lanes_unseen: "Совет: {}", "Advice: {}";
        moved: "Пока вы решали, в базе что-то записали, и сведения выше устарели. Ничего не изменено: повторите команду.", "While you decided, somebody saved something in the base, and what is said above no longer holds. Nothing was changed: run the command again.";
        unlike: "База не тронута: новому файлу не дать владельца, группу и права прежнего {} ({}). Запустите команду от имени владельца файла или администратора (sudo).", "The base was left alone: a new file cannot be given the owner, group and rights of {} ({}). Run the command as the owner of the file, or as the administrator (sudo).";
        no_backup: "Совет: резервных копий нет. Сделайте: nastavnik backup.", "Advice: there are no backups. Make one: nastavnik backup.";
        old_backup: "Совет: последней резервной копии {} дн. Сделайте новую: nastavnik backup.", "Advice: the last backup is {} days old. Make a new one: nastavnik backup.";
        nothing_to_rescue: "База исправна: спасать нечего, новая не создана.", "The base is sound: there is nothing to save, and no new one was made.";
        rescued: "Спасено в новую базу {}: {}. Прочитано на месте {}, найдено в журнале и на других страницах {}.", "Saved into a new base {}: {}. Read in place {}, found in the journal and on other pages {}.";
        perhaps_older: "Возможно, не последняя версия", "Perhaps not the last version";
        restored: "Найдено в журнале и на других страницах", "Found in the journal and on other pages";
        lost_count: "Не нашлось нигде: {}.", "Found nowhere: {}.";
        lost: "Из них известны по ссылкам и журналу", "Of these, references and journal know of";
        stood_in: "Заведена замена, впишите, что помните", "A stand-in was made; put in what you remember";
        left_out: "Не взято: пропало то, на что ссылалось", "Left out: what it referred to is lost";
        lost_entries: "Записей журнала не прочитано: {}.", "Journal entries that could not be read: {}.";
        nothing_readable: "Ни одной записи прочитать не удалось. Верните резервную копию: nastavnik restore FILE.", "Not one record could be read. Restore a backup: nastavnik restore FILE.";
        inside: "В базе работают: {}. Попросите выйти (Ctrl+Q) и повторите.", "Others are in the base: {}. Ask them to leave (Ctrl+Q), then try again.";
        cut: "Архив обрезан или испорчен: {}. Возьмите другую копию.", "The archive is cut short or spoilt: {}. Take another backup.";
        backup_unsound: "Копия неисправна, база не тронута. Возьмите другую копию.", "The backup is not sound, and the base was left alone. Take another backup.";
        forgotten_step: "Содержание этого шага удалено по сроку хранения, отменить его уже нельзя.", "The contents of this step were deleted when their time was up; it can no longer be taken back.";
        forgotten_change: "содержание удалено по сроку хранения", "contents deleted when their time was up";
        in_backup: "В копии: {}.", "The backup holds: {}.";
        in_base: "Сейчас в базе: {}.", "The base holds now: {}.";
        base_absent: "Сейчас базы нет.", "There is no base now.";
        base_unsound: "Нынешняя база неисправна: {}", "The present base is not sound: {}";
        held: "поколение {} от {}, {}, записей журнала {}", "generation {} of {}, {}, journal entries {}";
        step_back: "Будет потеряно изменений, сделанных после копии: {}. Нынешняя база останется рядом под другим именем.", "Changes made after the backup that will be gone: {}. The present base stays beside it under another name.";
        ask_restore: "Вернуть эту копию? [д/Н] ", "Put this backup back? [y/N] ";
        yes: "дy", "yд";
        not_restored: "Ничего не изменено.", "Nothing was changed.";
        restored_to: "База возвращена из копии: {}.", "The base is back from the backup: {}.";
        set_aside: "Прежняя база лежит здесь: {}. Когда она станет не нужна, удалите её сами: в ней личные данные.", "The base that was there lies here: {}. Delete it yourself when you need it no more: it holds personal data.";
        tidied: "База переписана: было {} КБ, стало {} КБ.", "The base was written anew: {} KB before, {} KB now.";
        forgotten: "Удалено содержание записей журнала: {}. Кто, когда и что делал – осталось. В старых резервных копиях содержание есть, пока их не сменят новые.", "Contents of journal entries deleted: {}. Who did what, and when, stays. Older backups still have the contents until newer ones take their place.";
    }
}
