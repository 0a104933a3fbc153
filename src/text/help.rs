//! What `--help` says.

use super::words;

words! {
    /// What `--help` says.
    Help {
        usage: "Вызов:", "Usage:";
        commands: "Команды:", "Commands:";
        arguments: "Аргументы:", "Arguments:";
        options: "Ключи:", "Options:";
        /// Stands in the line of usage for all options.
        options_here: "[КЛЮЧИ]", "[OPTIONS]";
        default: "по умолчанию {}", "default {}";
        variable: "переменная {}", "variable {}";

        file: "ФАЙЛ", "FILE";
        language: "ЯЗЫК", "LANGUAGE";
        command: "КОМАНДА", "COMMAND";
        what: "ЧТО", "WHAT";
        column: "ПОЛЕ=СТОЛБЕЦ", "FIELD=COLUMN";
        name: "ИМЯ", "NAME";
        code: "КОД", "CODE";
        year: "ГОД", "YEAR";
        format: "ФОРМАТ", "FORMAT";
        objective: "ЦЕЛЬ", "OBJECTIVE";
        years_value: "ЛЕТ", "YEARS";
        number: "ЧИСЛО", "NUMBER";
        shell: "ОБОЛОЧКА", "SHELL";

        nastavnik: "Наставничество школы в терминале: наставляемые, наставники, пары, анкеты.\nБез команды открывается экран.", "A school's mentoring in the terminal: mentees, mentors, pairs, questionnaires.\nWithout a command the screen opens.";
        import: "Взять в базу список людей, анкету, ответы; отменяется одним шагом", "Take a roster, a questionnaire or answers in; one step to undo";
        export: "Выгрузить таблицу или анкету из базы", "Write a table or a questionnaire of the base";
        propose: "Предложить пары всем, кто ждёт, с объяснениями; ничего не меняет", "Propose pairs for all who wait, explained; changes nothing";
        backup: "Сделать проверенную резервную копию, не мешая работать", "Make a verified backup while others work";
        check: "Проверить базу, не мешая работать; спасти, что читается", "Look the base through while others work; save what can be read";
        restore: "Вернуть базу из копии; нынешняя останется рядом", "Put a backup back; the present base stays beside it";
        tidy: "Переписать базу компактно, забыв старое; когда в ней никого", "Write the base anew, smaller, and forget what is old";
        respond: "Дать одному человеку ответить на одну анкету по коду", "Let one person answer one questionnaire by a code";
        respond_code: "Код с листка; иначе он спрашивается", "The code on the slip; otherwise it is asked for";
        respond_idle: "Закончить, если столько минут ничего не нажимают", "End after that many minutes without a key";
        code_value: "КОД", "CODE"; minutes_value: "МИНУТЫ", "MINUTES";
        demo: "Создать выдуманную школу любого размера", "Make an invented school of any size";
        completions: "Вывести дополнение команд для оболочки", "Print completions for a shell";
        help: "Показать эту справку или справку по команде", "Show this help, or that of a command";

        db: "Файл базы; иначе nastavnik.redb в каталоге данных пользователя", "The base; otherwise nastavnik.redb in the user's data directory";
        lang: "Язык экранов и сообщений", "The language of screens and messages";
        demo_screen: "Экран с выдуманной школой, которая исчезнет при выходе", "The screen over an invented school that vanishes afterwards";
        no_sync: "Для терминалов, на которых видны знаки ?2026h: рисовать без них", "Draw without synchronized updates, for terminals that show ?2026h";
        help_flag: "Показать справку", "Show help";
        version: "Показать версию программы", "Show the version of the program";
        roster: "Что в файле", "What the file holds";
        roster_file: "CSV, XLSX, XLS или ODS; анкета – TOML", "CSV, XLSX, XLS or ODS; a questionnaire is TOML";
        map: "Отдать столбец полю: заголовок, буква или номер; можно повторять", "Give a column to a field: its head, letters or number; may be repeated";
        dry_run: "Только сказать, что было бы сделано", "Say what would be done, and change nothing";
        skip_bad: "Взять верные строки, остальные с причинами – в ФАЙЛ.rejected.csv", "Take the good rows; the others, with reasons, go to FILE.rejected.csv";
        update: "Записать сведения из файла поверх тех, что уже есть в базе", "Write what the file says over entries that are on file already";
        sheet: "Лист книги", "The sheet of a workbook";
        year_wanted: "Год: 2026/27, «2026/27 Программа»; иначе с которого открывается экран", "The year: 2026/27, “2026/27 Name”; else the one the screen opens with";
        table: "Что выгрузить", "What to write";
        survey_code: "Какая анкета: её код", "Which questionnaire: its code";
        format_wanted: "В каком виде", "How it is written";
        out: "Куда; иначе в стандартный вывод", "Where to; otherwise to standard output";
        with_restricted: "Вместе с закрытыми сведениями: здоровье, безопасность, «нельзя»", "With health data, safety notes and vetoes; left out otherwise";
        as_json: "Для программ: JSON вместо таблицы", "For programs: JSON instead of a table";
        objective_wanted: "Что главное после числа пар; у stable пар может выйти меньше", "What counts after the number of pairs; stable may pair fewer";
        include_pending: "Учесть и тех, чьи согласия, допуск и справки ещё идут; они помечены", "Plan with people whose papers are on their way, and mark them";
        backup_out: "Куда; иначе в каталог копий рядом с базой, имя по времени", "Where to; otherwise beside the base, named by the moment";
        keep_all: "Не удалять старые копии из каталога рядом с базой", "Remove none of the older backups beside the base";
        rescue: "Спасти всё, что читается, в новую базу; повреждённую не трогать", "Save what can be read into a new base; the damaged one stays as it is";
        restore_file: "Резервная копия или база", "A backup, or a base";
        forget_erased: "Удалить из журнала прежние данные обезличенных, без отмены", "Delete what the journal holds of those made unknown, for good";
        forget_before: "Удалить содержание записей журнала старше; кто и когда – останется", "Delete contents of journal entries older than that; who and when stays";
        new_base: "Какой файл базы создать", "The base to create";
        pupils: "Сколько учеников в школе, от 100 до 100000", "Pupils of the school, from 100 to 100000";
        years: "Сколько лет программе, от 1 до 10", "Years of the programme, from 1 to 10";
        seed: "Другое число – другая школа; то же число в тот же день – та же", "Another number, another school; the same on the same day, the same";
        shell_wanted: "Для какой оболочки", "For which shell";
        about_command: "О какой команде", "About which command";

        russian: "русский", "Russian";
        english: "английский", "English";
        mentees: "база наставляемых", "the base of mentees";
        preferences: "листы предпочтений после общей встречи", "preference sheets after the general meeting";
        consents: "согласия: у кого какие есть и каких нет", "consents: who has which and lacks which";
        answers_out: "ответы на анкеты или на одну из них (--survey)", "answers to questionnaires, or to one of them (--survey)";
        indicators: "показатели года", "the indicators of the year"; events: "события", "events";
        mentors: "база наставников", "the base of mentors";
        pairs: "пары и группы", "pairs and groups";
        meetings: "встречи", "meetings";
        survey_file: "анкета", "a questionnaire";
        answers: "ответы на анкету", "answers to a questionnaire"; measures: "баллы методик и другие измерения", "totals of instruments and other measures";
        by_score: "наибольшая сумма баллов", "the greatest sum of scores";
        by_ranks: "ближе всего к спискам наставляемых", "closest to the lists of the mentees";
        by_wishes: "нет двоих, кто оба предпочли бы друг друга", "no two who would both rather have each other";
        xlsx: "книга Excel", "an Excel workbook";
        csv: "таблица, как её открывает Excel", "a table as Excel opens it";
        json: "один массив объектов", "one array of objects";
    }
}
