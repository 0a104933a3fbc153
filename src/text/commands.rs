//! Labels of commands for the footer, and a sentence about each for F1.

use super::words;

words! {
    /// Labels of commands, and a sentence about each.
    Commands {
        filter: "найти", "find"; filter_help: "Искать в списке: имя, класс, телефон, код запроса, слова в любом порядке", "Search the list: name, class, phone, request code, words in any order";
        up: "выше", "up"; up_help: "На строку выше", "One row up";
        down: "ниже", "down"; down_help: "На строку ниже", "One row down";
        page_up: "страница вверх", "page up"; page_up_help: "На страницу вверх", "One page up";
        page_down: "страница вниз", "page down"; page_down_help: "На страницу вниз", "One page down";
        first: "в начало", "first"; first_help: "К первой строке", "To the first row";
        last: "в конец", "last"; last_help: "К последней строке", "To the last row";
        pick: "отметить", "mark"; pick_help: "Отметить строку или снять отметку", "Mark the row or unmark it";
        pick_all: "отметить все", "mark all"; pick_all_help: "Отметить все показанные строки или снять отметки", "Mark all rows shown or unmark them";
        sort: "порядок", "sort"; sort_help: "Сортировать по следующему столбцу", "Sort by the next column";
        sort_down: "наоборот", "reverse"; sort_down_help: "Повернуть порядок", "Reverse the order";
        save: "записать", "save"; save_help: "Записать форму", "Save the form";
        next: "дальше", "next"; next_help: "К следующему полю; с последнего – записать", "To the next field; from the last one, save";
        back: "назад", "back"; back_help: "К предыдущему полю", "To the previous field";
        leave: "закрыть", "close"; leave_help: "Закрыть форму; недописанное не бросается без второго Esc", "Close the form; unsaved text needs a second Esc";
        today: "сегодня", "today"; today_help: "Поставить сегодняшнюю дату", "Put today's date";
        yesterday: "вчера", "yesterday"; yesterday_help: "Поставить вчерашнюю дату", "Put yesterday's date";
        open: "изменить", "edit"; open_help: "Открыть карточку для правки", "Open the card for editing";
        open_row: "открыть", "open"; open_row_help: "Перейти к записи", "Go to the record";
        new_mentee: "новый", "new"; new_mentee_help: "Новый наставляемый", "A new mentee";
        new_mentor: "новый", "new"; new_mentor_help: "Новый наставник", "A new mentor";
        new_pair: "новая", "new"; new_pair_help: "Закрепить пару или группу под приказом", "Fix a pair or a group under an order";
        new_meeting: "встреча", "meeting"; new_meeting_help: "Записать встречу", "Log a meeting";
        plan_meeting: "план", "plan"; plan_meeting_help: "Запланировать встречу", "Plan a meeting";
        key_survey: "анкета", "survey"; key_survey_help: "Внести бумажную анкету", "Key a paper questionnaire";
        second_request: "ещё запрос", "one more request"; second_request_help: "Добавить наставляемому ещё один запрос", "Add one more request to the mentee";
        request_map: "карта", "map"; request_map_help: "Карта запросов: коды по классам", "The request map: codes by class";
        as_mentee: "в наставляемые", "as mentee"; as_mentee_help: "Внести этого человека и в базу наставляемых", "Enter this person as a mentee as well";
        as_mentor: "в наставники", "as mentor"; as_mentor_help: "Внести этого человека и в базу наставников", "Enter this person as a mentor as well";
        take_step: "шаг", "step"; take_step_help: "Отметить следующий шаг отбора сегодняшним днём: анкета, собеседование, обучение", "Take the next step of selection today: application, interview, training";
        pair_with: "в пару", "pair"; pair_with_help: "Закрепить за этим наставником наставляемых", "Fix mentees to this mentor";
        remove: "удалить", "remove"; remove_help: "Удалить запись", "Remove the record";
        fix: "закрепить", "fix"; fix_help: "Закрепить предложенную пару под приказом", "Fix a proposed pair under an order";
        close_pair: "завершить", "close"; close_pair_help: "Завершить или прекратить пару", "Finish or end the pair";
        reopen_pair: "вернуть", "reopen"; reopen_pair_help: "Вернуть закрытую пару в работу", "Reopen a closed pair";
        pause_pair: "пауза", "pause"; pause_pair_help: "Поставить пару на паузу или вернуть с неё", "Pause the pair or resume it";
        closed_pairs: "закрытые", "closed"; closed_pairs_help: "Показать или скрыть закрытые пары", "Show or hide closed pairs";
        held: "состоялась", "held"; held_help: "Отметить запланированную встречу состоявшейся", "Mark the planned meeting as held";
        cancelled: "отменена", "cancelled"; cancelled_help: "Отметить встречу отменённой", "Mark the meeting as cancelled";
        no_show: "не пришли", "no show"; no_show_help: "Отметить, что на встречу не пришли", "Mark that nobody came";
        which_meetings: "какие", "which"; which_meetings_help: "Показать: все, запланированные, просроченные", "Show all, planned or overdue meetings";
        attention_deal: "сделать", "deal"; attention_deal_help: "Сделать то, о чём говорит строка", "Deal with what the row is about";
        start_keying: "вносить", "key"; start_keying_help: "Вносить анкету: цифра отвечает и ведёт дальше", "Key the form: a digit answers and goes on";
        other_wave: "другая анкета", "other form"; other_wave_help: "Выбрать другую анкету", "Choose another questionnaire";
        keyed_list: "внесённые", "keyed"; keyed_list_help: "Показать внесённые анкеты или очередь", "Show keyed questionnaires or the queue";
        answer_back: "назад", "back"; answer_back_help: "К предыдущему вопросу", "To the previous question";
        answer_blank: "нет ответа", "no answer"; answer_blank_help: "На этот вопрос нет ответа", "This question was not answered";
        answer_na: "не было", "n/a"; answer_na_help: "Не относится к этому человеку", "Does not apply to this person";
        answer_repeat: "как выше", "as above"; answer_repeat_help: "Повторить ответ на предыдущий вопрос", "Repeat the answer above";
        answer_done: "записать", "save"; answer_done_help: "Записать анкету и перейти к следующему человеку", "Save the form and go on to the next person";
        answer_next: "дальше", "next"; answer_next_help: "К следующему вопросу", "To the next question";
        answer_leave: "прервать", "leave"; answer_leave_help: "Прервать: внесённое останется черновиком", "Leave: what was keyed stays as a draft";
        undo: "отменить", "undo"; undo_help: "Отменить свой последний шаг, и после перезапуска тоже", "Take back your last step, also after a restart";
        redo: "вернуть", "redo"; redo_help: "Вернуть отменённое", "Put back what was undone";
        help: "все клавиши", "all keys"; help_help: "Показать все клавиши этого места", "Show every key that works here";
        palette: "команды", "commands"; palette_help: "Найти любую команду по слову", "Find any command by a word";
        history: "кто и когда", "who and when"; history_help: "Кто и когда менял эту запись", "Who changed this record, and when";
        journal: "журнал", "journal"; journal_help: "Журнал всех изменений", "The journal of all changes";
        reveal: "закрытое", "restricted"; reveal_help: "Показать или скрыть сведения о здоровье и записки о безопасности", "Show or hide health data and safety notes";
        quit: "выйти", "quit"; quit_help: "Выйти из программы", "Leave the program";
        copy: "копировать", "copy"; copy_help: "Скопировать строку в буфер вашего терминала", "Copy the row to your terminal's clipboard";
        import_mentees: "внести список наставляемых", "import mentees"; import_mentees_help: "Прочитать список наставляемых из таблицы или CSV", "Read a roster of mentees from a spreadsheet or CSV";
        import_mentors: "внести список наставников", "import mentors"; import_mentors_help: "Прочитать список наставников из таблицы или CSV", "Read a roster of mentors from a spreadsheet or CSV";
        export_mentees: "выгрузить наставляемых", "export mentees"; export_mentees_help: "Записать базу наставляемых в файл CSV или JSON", "Write the base of mentees to a CSV or JSON file";
        export_mentors: "выгрузить наставников", "export mentors"; export_mentors_help: "Записать базу наставников в файл CSV или JSON", "Write the base of mentors to a CSV or JSON file";
        year_earlier: "прошлый год", "earlier year"; year_earlier_help: "Показать предыдущий учебный год", "Show the year before";
        year_later: "следующий год", "later year"; year_later_help: "Показать следующий учебный год", "Show the year after";
        school: "школа", "school"; school_help: "Название школы и пороги предупреждений", "Name of the school and thresholds of warnings";
        pane_today: "Сегодня", "Today"; pane_today_help: "Что требует внимания", "What needs a hand";
        pane_mentees: "Наставляемые", "Mentees"; pane_mentees_help: "База наставляемых", "The base of mentees";
        pane_mentors: "Наставники", "Mentors"; pane_mentors_help: "База наставников", "The base of mentors";
        pane_pairs: "Пары", "Pairs"; pane_pairs_help: "Пары и группы", "Pairs and groups";
        pane_meetings: "Встречи", "Meetings"; pane_meetings_help: "Встречи пар и групп", "Meetings of pairs and groups";
        pane_surveys: "Анкеты", "Surveys"; pane_surveys_help: "Внесение анкет", "Keying of questionnaires";
        base_found: "создание базы", "base created";
        import_done_mentees: "импорт наставляемых", "import of mentees";
        import_done_mentors: "импорт наставников", "import of mentors";
        mentee_edit: "правка наставляемого", "mentee edited"; mentor_edit: "правка наставника", "mentor edited";
        pair_edit: "правка пары", "pair edited"; meeting_edit: "правка встречи", "meeting edited";
        survey_key: "внесена анкета", "questionnaire keyed"; school_edit: "настройки школы", "school settings";
    }
}
