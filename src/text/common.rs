//! Words that occur everywhere.

use super::{Plural, words};

words! {
    /// Words that occur everywhere.
    Common {
        product: "Наставник", "Nastavnik";
        today: "сегодня", "today";
        yesterday: "вчера", "yesterday";
        tomorrow: "завтра", "tomorrow";
        yes: "да", "yes";
        no: "нет", "no";
        none: "–", "–";
        hidden: "скрыто", "hidden";
        hidden_hint: "скрыто (F4)", "hidden (F4)";
        saving: "сохраняется", "saving";
        saved: "записано {}", "saved {}";
        not_saved: "последнее не записано", "the last step is not saved";
        all_saved: "всё записано", "all saved";
        leave_hint: "Ctrl+Q – выйти", "Ctrl+Q – leave";
        read_only: "только чтение", "read only";
        draft: "черновик · ничего не сохранено", "draft · nothing is saved";
        company: "вас {}", "{} here";
        more: "ещё F1", "more F1";
        of: "{} из {}", "{} of {}";
        of_percent: "{} из {}, {} %", "{} of {}, {} %";
        filter: "фильтр", "filter";
        selected: "отмечено {}", "{} selected"; selected_hidden: "отмечено {}, не видно {}", "{} selected, {} out of sight";
        empty: "пусто", "empty";
        nothing_found: "Ничего не найдено. Esc – показать всех.", "Nothing found. Esc shows everybody.";
        page_hint: "↑ ↓ PgUp PgDn листать   Esc закрыть", "↑ ↓ PgUp PgDn scroll   Esc close";
        search_hint: "буквы – искать   Tab – строки   Enter открыть   Esc все", "letters search   Tab rows   Enter open   Esc all";
        journal_search_hint: "буквы – искать   ↑ ↓   Enter оставить   Esc показать всё", "letters search   ↑ ↓   Enter keeps it   Esc shows all";
        choose_hint: "буквы – искать   ↑ ↓   Enter выбрать   Esc назад", "letters search   ↑ ↓   Enter choose   Esc back";
        choose_many_hint: "буквы – искать   ↑ ↓   Пробел отметить   F2 готово   Esc назад", "letters search   ↑ ↓   Space mark   F2 done   Esc back";
        answer_hint: "нажмите клавишу ответа", "press the key of an answer";
        nothing_found_here: "Ничего не найдено.", "Nothing found.";
        demo_vanishes: "демо, исчезнет при выходе", "demo, gone when you leave";
        too_small: "Нужно окно не меньше 60×20; сейчас {}×{}.", "The window must be at least 60×20; it is {}×{}.";
        opening: "Открываю базу…", "Opening the base…";
        demo: "демонстрация", "demonstration";
        group: "группа {}", "group {}";
        required: "обязательно", "required";
        to_date: "до {}", "until {}";
        more_below: "ещё {} {}", "{} more {}";
        and_more: "… ещё {}", "… {} more";
        day_1: "пн", "Mon"; day_2: "вт", "Tue"; day_3: "ср", "Wed"; day_4: "чт", "Thu"; day_5: "пт", "Fri";
        day_6: "сб", "Sat"; day_7: "вс", "Sun";
    }
}

/// Words that agree with a number.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Counts {
    pub pairs: Plural,
    pub groups: Plural,
    pub people: Plural,
    pub mentees: Plural,
    pub mentors: Plural,
    pub meetings: Plural,
    pub days: Plural,
    pub places: Plural,
    pub rows: Plural,
    pub columns: Plural,
    pub hours: Plural,
    pub responses: Plural,
    pub changes: Plural,
    pub records: Plural,
    pub fields: Plural,
    pub times: Plural,
    pub sessions: Plural,
}

impl Counts {
    pub(super) const RU: Self = Self {
        pairs: Plural(&["пара", "пары", "пар"]),
        groups: Plural(&["группа", "группы", "групп"]),
        people: Plural(&["человек", "человека", "человек"]),
        mentees: Plural(&["наставляемый", "наставляемых", "наставляемых"]),
        mentors: Plural(&["наставник", "наставника", "наставников"]),
        meetings: Plural(&["встреча", "встречи", "встреч"]),
        days: Plural(&["день", "дня", "дней"]),
        places: Plural(&["место", "места", "мест"]),
        rows: Plural(&["строка", "строки", "строк"]),
        columns: Plural(&["столбец", "столбца", "столбцов"]),
        hours: Plural(&["час", "часа", "часов"]),
        responses: Plural(&["анкета", "анкеты", "анкет"]),
        changes: Plural(&["изменение", "изменения", "изменений"]),
        records: Plural(&["запись", "записи", "записей"]),
        fields: Plural(&["поле", "поля", "полей"]),
        times: Plural(&["раз", "раза", "раз"]),
        sessions: Plural(&["занятие", "занятия", "занятий"]),
    };
    pub(super) const EN: Self = Self {
        pairs: Plural(&["pair", "pairs"]),
        groups: Plural(&["group", "groups"]),
        people: Plural(&["person", "people"]),
        mentees: Plural(&["mentee", "mentees"]),
        mentors: Plural(&["mentor", "mentors"]),
        meetings: Plural(&["meeting", "meetings"]),
        days: Plural(&["day", "days"]),
        places: Plural(&["place", "places"]),
        rows: Plural(&["row", "rows"]),
        columns: Plural(&["column", "columns"]),
        hours: Plural(&["hour", "hours"]),
        responses: Plural(&["questionnaire", "questionnaires"]),
        changes: Plural(&["change", "changes"]),
        records: Plural(&["record", "records"]),
        fields: Plural(&["field", "fields"]),
        times: Plural(&["time", "times"]),
        sessions: Plural(&["session", "sessions"]),
    };
}
