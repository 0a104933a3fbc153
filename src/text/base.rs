//! What can be wrong with the base, and what to do.

use super::words;

words! {
    /// What can be wrong with the base, and what to do.
    Base {
        missing: "Базы нет: {}. Запустите nastavnik и выберите, с чего начать, или укажите файл ключом --db.", "There is no base: {}. Start the program to create one, or name the file with --db.";
        directory: "Это каталог, а нужен файл базы: {}.", "This is a directory, a base is a file: {}.";
        forbidden: "Нет прав на файл: {}. Попросите администратора включить вас в группу кураторов.", "No permission for {}. Ask the administrator to add you to the curators' group.";
        empty: "Файл пуст: {}. Похоже на прерванную копию. Верните базу из резервной копии: nastavnik restore ФАЙЛ.", "The file is empty: {}. It looks like an interrupted copy. Put a backup back: nastavnik restore FILE.";
        foreign: "Это не база «Наставника»: {}. Проверьте имя файла.", "This is not a Nastavnik base: {}. Check the file name.";
        truncated: "Файл обрезан: {}. Верните базу из резервной копии: nastavnik restore ФАЙЛ.", "The file is cut short: {}. Put a backup back: nastavnik restore FILE.";
        exists: "Файл уже есть, и он не тронут: {}. Выберите другое имя.", "The file exists and was left alone: {}. Choose another name.";
        network: "База лежит на сетевом диске: {}. На нём нельзя надёжно работать вдвоём: перенесите её на диск сервера.", "The base lies on a network drive: {}. Sharing it there is not safe: move it to a disk of the server.";
        damaged: "Файл базы повреждён, ничего не изменено. Посмотрите, что цело: nastavnik check. Верните базу из резервной копии: nastavnik restore ФАЙЛ.", "The base is damaged, nothing was changed. See what is left: nastavnik check. Put a backup back: nastavnik restore FILE.";
        unfinished: "Прошлый сеанс оборвался. Откройте базу один раз с правом записи, и её снова можно будет читать.", "The last session was cut off. Open the base once with permission to write, then it can be read again.";
        unreadable: "Повреждено: {}, ничего не изменено. Посмотрите, что цело: nastavnik check. Верните базу из резервной копии: nastavnik restore ФАЙЛ.", "Damaged: {}, nothing was changed. See what is left: nastavnik check. Put a backup back: nastavnik restore FILE.";
        newer: "База создана более новой программой. Обновите программу.", "A newer program made this base. Update the program.";
        older: "База слишком старая для этой программы. Откройте её прежней версией.", "The base is too old for this program. Open it with the former version.";
        other_program: "Базу держит другая версия программы. Закройте старые сеансы.", "Another version of the program holds the base. Close old sessions.";
        busy: "Базу держит другой сеанс: {}. Подождите или завершите его.", "Another session holds the base: {}. Wait, or end it.";
        stopped: "Базу держит остановленный сеанс: {}. Вернитесь в него командой fg или завершите: kill -CONT {} или kill {}.", "A stopped session holds the base: {}. Bring it back with fg, or end it: kill -CONT {} or kill {}.";
        outrun: "Ничего не записано: {} раз подряд первым успевал другой сеанс – {}. Повторите, когда он закончит.", "Nothing was saved: {} times in a row another session was faster: {}. Try again when it has finished.";
        unknown_session: "неизвестный", "unknown";
        diverged: "Экран отстал от базы. Перезапустите программу: введённое сохранится как черновик.", "The screen has fallen behind the base. Restart the program; what you typed stays as a draft.";
        replaced: "Файл базы подменили под работающей программой. Перезапустите её.", "The base was replaced under the running program. Restart it.";
        reloaded: "Файл базы заменили: на экране то, что в нём сейчас. Проверьте последние записи.", "The file of the base was replaced: the screen shows what is in it now. Check the latest entries.";
        vanished: "Файл базы исчез: {}. Верните его на место – программа увидит его сама. Набранное лежит черновиком.", "The file of the base is gone: {}. Put it back, and the program will see it. What you typed is kept as a draft.";
        world_readable: "Файл базы могут читать все пользователи сервера. Закройте его: chmod 600 (для группы – 660).", "Every user of the server can read the base. Close it: chmod 600 (660 for a group).";
        clock_behind: "Часы сервера отстают: последняя запись сделана позже, чем сейчас. Скажите администратору.", "The clock of the server is behind: the latest entry was made later than now. Tell the administrator.";
        directory_closed: "База открыта только для чтения: каталог {} закрыт на запись. Попросите администратора открыть его группе кураторов: chmod g+rwxs {}", "The base is open for reading only: the directory {} is closed to you. Ask the administrator to open it to the curators' group: chmod g+rwxs {}";
        crowded: "В базе уже слишком много сеансов (64). Закройте лишние.", "Too many sessions (64) are in the base. Close some.";
        lanes: "Не узнать, кто работает в базе: каталог сеансов {} не открыть ({}). Попросите администратора дать на него права группе кураторов: chmod -R g+rwX {}", "There is no telling who is in the base: the directory of sessions {} cannot be opened ({}). Ask the administrator to open it to the curators' group: chmod -R g+rwX {}";
        no_space: "На диске нет места. Освободите место и повторите.", "No space is left on the disk. Free some and try again.";
        disk: "Диск отказал, записанное раньше цело. Повторите; если не поможет, скажите администратору: {}.", "The disk failed; what was saved before is safe. Try again; if that does not help, tell the administrator: {}.";
        io: "{}: {}.", "{}: {}.";
        too_large: "Запись слишком длинная ({} байт): сократите её.", "The record is too long ({} bytes): shorten it.";
        wrong: "Ошибка программы: такое изменение не записать. Сообщите разработчикам.", "An error of the program: such a change cannot be saved. Tell its developers.";
        read_only: "База открыта только для чтения: нет прав на запись. Попросите администратора включить вас в группу кураторов.", "The base is open for reading only: no permission to write. Ask the administrator to add you to the curators' group.";
        read_only_disk: "База открыта только для чтения: её диск подключён без права записи. Скажите администратору: диск нужно проверить и подключить для записи.", "The base is open for reading only: its disk is mounted for reading. Tell the administrator: the disk must be looked at and mounted for writing.";
        read_only_asked: "База открыта только для чтения, как и было велено. Чтобы записывать, откройте её заново.", "The base is open for reading only, as was asked for. To write, open it anew.";
        read_only_full: "На диске нет места: база открыта только для чтения. Освободите место и запустите программу снова.", "No space is left on the disk: the base is open for reading only. Free some and start again.";
        read_only_newer: "База создана более новой программой: только чтение. Обновите программу.", "A newer program made this base: reading only. Update the program.";
        internal: "Внутренняя ошибка программы: это не получилось, работать можно дальше. Отчёт без личных данных лежит рядом с базой.", "An internal error of the program: this did not work, the rest goes on. A report without personal data lies beside the base.";
        crash_command: "Команда остановилась из-за внутренней ошибки. Отчёт без личных данных: {}", "The command stopped on an internal error. A report without personal data: {}";
        crash: "Программа остановилась из-за внутренней ошибки. Записанное цело, недописанное осталось черновиком. Отчёт без личных данных: {}", "The program stopped on an internal error. What was saved is safe, what was typed is kept as a draft. A report without personal data: {}";
        crash_no_report: "Программа остановилась из-за внутренней ошибки. Записанное цело, недописанное осталось черновиком.", "The program stopped on an internal error. What was saved is safe, what was typed is kept as a draft.";
        not_a_terminal: "Экрану нужен терминал. Без экрана работают команды: nastavnik --help.", "The screen needs a terminal. Commands work without one: nastavnik --help.";
        terminal_dumb: "Терминал не умеет рисовать экран (TERM={}).", "The terminal cannot draw a screen (TERM={}).";
        terminal_taken: "Терминал уже занят этой же программой.", "This program has the terminal already.";
        too_long_to_copy: "Слишком длинно для буфера терминала.", "Too long for the terminal's clipboard.";
        terminal_failed: "Терминал отказал: {}.", "The terminal failed: {}.";
        home_unknown: "Не найден каталог данных пользователя. Укажите файл базы: --db ФАЙЛ.", "The user's data directory was not found. Name the base with --db FILE.";
        new_school: "моя школа", "my school";
        draft_failed: "Черновик не сохраняется: {}. Запишите форму, не закрывая.", "The draft cannot be kept: {}. Save the form before you leave it.";
        draft_unreadable: "Недописанное не читается; файл отложен: {}.", "What was half-typed cannot be read; its file was put aside: {}.";
        founded: "База создана: {}", "The base is created: {}";
    }
}
