//! What can be wrong with the base, and what to do.

use super::words;

words! {
    /// What can be wrong with the base, and what to do.
    Base {
        missing: "Базы нет: {}. Запустите nastavnik и выберите, с чего начать, или укажите файл ключом --db.", "There is no base: {}. Start the program to create one, or name the file with --db.";
        directory: "Это каталог, а нужен файл базы: {}.", "This is a directory, a base is a file: {}.";
        forbidden: "Нет прав на файл: {}. Попросите администратора включить вас в группу кураторов.", "No permission for {}. Ask the administrator to add you to the curators' group.";
        empty: "Файл пуст: {}. Похоже на прерванную копию: верните базу из резервной копии.", "The file is empty: {}. It looks like an interrupted copy: restore the base from a backup.";
        foreign: "Это не база «Наставника»: {}. Проверьте имя файла.", "This is not a Nastavnik base: {}. Check the file name.";
        truncated: "Файл обрезан: {}. Верните базу из резервной копии.", "The file is cut short: {}. Restore the base from a backup.";
        exists: "Файл уже есть, и он не тронут: {}. Выберите другое имя.", "The file exists and was left alone: {}. Choose another name.";
        network: "База лежит на сетевом диске: {}. На нём нельзя надёжно работать вдвоём: перенесите её на диск сервера.", "The base lies on a network drive: {}. Sharing it there is not safe: move it to a disk of the server.";
        damaged: "Файл базы повреждён. Ничего не изменено: верните базу из резервной копии.", "The base is damaged. Nothing was changed: restore it from a backup.";
        unfinished: "Прошлый сеанс оборвался. Откройте базу один раз с правом записи, и её снова можно будет читать.", "The last session was cut off. Open the base once with permission to write, then it can be read again.";
        unreadable: "Повреждена запись базы: {}. Ничего не изменено: верните базу из резервной копии.", "A record of the base is damaged: {}. Nothing was changed: restore it from a backup.";
        newer: "База создана более новой программой. Обновите программу.", "A newer program made this base. Update the program.";
        older: "База слишком старая для этой программы. Откройте её прежней версией.", "The base is too old for this program. Open it with the former version.";
        other_program: "Базу держит другая версия программы. Закройте старые сеансы.", "Another version of the program holds the base. Close old sessions.";
        busy: "Базу держит другой сеанс: {}. Подождите или завершите его.", "Another session holds the base: {}. Wait, or end it.";
        unknown_session: "неизвестный", "unknown";
        diverged: "Экран отстал от базы. Перезапустите программу: введённое сохранится как черновик.", "The screen has fallen behind the base. Restart the program; what you typed stays as a draft.";
        replaced: "Файл базы подменили под работающей программой. Перезапустите её.", "The base was replaced under the running program. Restart it.";
        crowded: "В базе уже слишком много сеансов (64). Закройте лишние.", "Too many sessions (64) are in the base. Close some.";
        no_space: "На диске нет места. Освободите место и повторите.", "No space is left on the disk. Free some and try again.";
        disk: "Диск отказал, записанное раньше цело. Повторите; если не поможет, скажите администратору: {}.", "The disk failed; what was saved before is safe. Try again; if that does not help, tell the administrator: {}.";
        other: "База: {}.", "Base: {}.";
        read_only: "База открыта только для чтения: нет прав на запись.", "The base is open for reading only: no permission to write.";
        read_only_newer: "База создана более новой программой: только чтение. Обновите программу.", "A newer program made this base: reading only. Update the program.";
        crash: "Программа остановилась из-за внутренней ошибки. Записанное цело, недописанное осталось черновиком. Отчёт без личных данных: {}", "The program stopped on an internal error. What was saved is safe, what was typed is kept as a draft. A report without personal data: {}";
        crash_no_report: "Программа остановилась из-за внутренней ошибки. Записанное цело, недописанное осталось черновиком.", "The program stopped on an internal error. What was saved is safe, what was typed is kept as a draft.";
        not_a_terminal: "Экрану нужен терминал. Без экрана работают команды: nastavnik --help.", "The screen needs a terminal. Commands work without one: nastavnik --help.";
        terminal_dumb: "Терминал не умеет рисовать экран (TERM={}).", "The terminal cannot draw a screen (TERM={}).";
        terminal_failed: "Терминал отказал: {}.", "The terminal failed: {}.";
        home_unknown: "Не найден каталог данных пользователя. Укажите файл базы: --db FILE.", "The user's data directory was not found. Name the base with --db FILE.";
        new_school: "моя школа", "my school";
        draft_failed: "Черновик не сохраняется: {}. Запишите форму, не закрывая.", "The draft cannot be kept: {}. Save the form before you leave it.";
        founded: "База создана: {}", "The base is created: {}";
    }
}
