//! Stages 1–3: the ground is prepared, mentees are entered with their papers, mentors are found.

use tempfile::TempDir;

use super::walk::*;
use crate::school::*;

/// What a class teacher's list of mentees says, and no more.
const MENTEE_COLUMNS: &[&str] = &[
    "ФИО",
    "Класс",
    "Запрос",
    "Проблемы",
    "Родился",
    "Телефон",
    "Представитель",
    "Источник",
    "Важность 1–3",
    "Время",
    "Интересы",
];
/// What a list of candidates for mentors says.
const MENTOR_COLUMNS: &[&str] = &[
    "ФИО",
    "Кто это",
    "Класс",
    "Место работы, учёбы",
    "Должность, курс",
    "Телефон",
    "Компетенции",
    "Достижения",
    "Интересы",
    "Желаемый возраст",
    "Время",
    "Мест",
    "Форма",
    "Родился",
    "Представитель",
];

/// Mentees that the roster brings; the last of them has told nobody yet what for.
pub const IN_ROSTER: usize = 18;
/// Entered by hand: two of one name in one class, and another.
pub const TWINS: &str = "Щукарёва Нина Львовна";
pub const THIRD: &str = "Ёлкин Фёдор Ильич";
pub const BY_HAND: usize = 3;
pub const MENTEES: usize = BY_HAND + IN_ROSTER;

/// Whom the year is about.
pub struct People {
    /// Mentees of the roster, as it lists them.
    pub mentees: Vec<Row>,
    /// Candidates for mentors, as theirs lists them.
    pub mentors: Vec<Row>,
}

impl People {
    /// People of the demonstration school, by the program's own commands: nobody who is in both bases, and no namesakes.
    pub fn of_the_demonstration() -> Self {
        let directory = TempDir::new().unwrap();
        let base = directory.path().join("demo.redb");
        run(&base, &["demo", "--out", base.to_str().unwrap(), "--pupils", "120", "--years", "1"]);
        let exported = |kind| rows(&String::from_utf8(run(&base, &["export", kind]).stdout).unwrap());
        let (mentees, mentors) = (exported("mentees"), exported("mentors"));
        let once = |row: &Row| {
            let of_name = |all: &[Row]| all.iter().filter(|other| other["ФИО"] == row["ФИО"]).count();
            of_name(&mentees) + of_name(&mentors) == 1
        };
        let asking = |row: &&Row| once(row) && !row["Запрос"].is_empty() && !row["Проблемы"].is_empty();
        let mut chosen: Vec<Row> = mentees.iter().filter(asking).take(IN_ROSTER).cloned().collect();
        assert_eq!(chosen.len(), IN_ROSTER);
        for column in ["Запрос", "Проблемы"] {
            chosen.last_mut().unwrap().insert(column.to_owned(), String::new());
        }
        Self { mentees: chosen, mentors: mentors.iter().filter(|row| once(row)).cloned().collect() }
    }

    /// Candidates of a kind, by name.
    pub fn of_kind(&self, kinds: &[&str]) -> Vec<&str> {
        let of = |row: &&Row| kinds.contains(&row["Кто это"].as_str());
        self.mentors.iter().filter(of).map(|row| row["ФИО"].as_str()).collect()
    }

    /// The mentee of the roster whom nobody agreed for.
    pub fn refused_by_parents(&self) -> &str {
        &self.mentees[0]["ФИО"]
    }
}

/// Stage 1: an order, a curator, the usual plan, the school's own data, a partner.
pub fn the_ground_is_prepared(walk: &mut Walk) {
    walk.does(&["3"]).sees(READY);
    let empty = walk.stage("подготовка");
    assert_eq!(empty, (0, 3), "three lines of a usual year that the data tell");

    walk.does(&["8", " "]).sees("из 32");
    walk.page("Паспорт").does(&[ENTER, "Наставничество школы № 58", F2]);
    walk.to("приказ").does(&[ENTER, "15-о", DOWN, F8, F2]);
    walk.does(&["н", "Петрова Анна Сергеевна", DOWN, "15-о", DOWN, F8, F2])
        .sees("Петрова Анна Сергеевна, приказ № 15-о");
    walk.does(&[
        CTRL_O,
        CTRL_U,
        "Школа № 58",
        DOWN,
        CTRL_U,
        "МАОУ СОШ № 58 г. Томска",
        DOWN,
        "Беляев Павел Иванович",
        F2,
    ]);
    walk.sees("Школа № 58");
    walk.does(&["7", "с", DOWN, DOWN, DOWN, DOWN, DOWN]).does(&["60", DOWN, "60", F2]).sees("Паспорт программы");
    let prepared = walk.stage("подготовка");
    assert_eq!(prepared, (2, 6));

    let plan = walk.plan();
    assert_eq!(
        plan.of("Подготовка условий"),
        (2, 6),
        "the order and the data; three are ticked by hand, one counts partners"
    );
    assert_eq!(plan.of("Создание благоприятных условий"), (2, 2));
    assert_eq!(plan.of("Подготовка данных школы"), (3, 3), "the questionnaires came with the program");
    assert_eq!(plan.of("Информационная работа"), (0, 1));
    // First requests, where to look for mentors, which forms.
    walk.to("сбор предварительных").does(&["с", DOWN, "с", DOWN, "с"]);
    walk.page("Партнёры")
        .does(&["н", "ООО «Обь-Софт»", DOWN, DOWN, "+300", DOWN, "7", DOWN, F8, F2])
        .sees("соглашение, ещё 300");
    let plan = walk.plan();
    assert_eq!(plan.of("Подготовка условий"), (6, 6));
    assert_eq!(plan.of("Информационная работа"), (1, 1));
    walk.ends("1 подготовка");
}

/// Stage 2: some by hand, most from a roster, then their papers in two piles.
pub fn mentees_are_entered(walk: &mut Walk, people: &People) {
    walk.does(&["2", "н", TWINS, ENTER, "7Б", ENTER, "Подтянуть математику", ENTER, "1", F2]).sees(TWINS);
    walk.does(&["н", TWINS, ENTER, "7Б", ENTER]).sees("другой человек");
    walk.does(&["2", ENTER, "Боюсь отвечать у доски", ENTER, "7", F2]);
    walk.does(&["н", THIRD, ENTER, "9А", ENTER, "Выбрать профессию", ENTER, "2", F2]).sees(THIRD);
    assert_eq!(walk.table("mentees").len(), BY_HAND, "two of one name are two");

    let roster = walk.file("список.csv", &table(&people.mentees, MENTEE_COLUMNS));
    walk.does(&["и", roster.to_str().unwrap(), ENTER]).sees(&format!("возьмётся {IN_ROSTER} · с ошибками 0"));
    walk.does(&[F2]).sees(&format!("Взято: {IN_ROSTER}"));
    assert_eq!(walk.stage("наставляемые"), (0, 3), "no consent yet");
    let plan = walk.plan();
    assert_eq!(plan.of("Сбор и систематизация запросов"), (MENTEES - 1, MENTEES));
    assert_eq!(plan.of("Сбор согласий"), (0, MENTEES));

    // All papers but those of one family: to process data, then to take part.
    walk.page("Согласия").does(&[CTRL_A]).to(people.refused_by_parents()).does(&[" "]);
    walk.does(&[ENTER, DOWN, CTRL_U, "-60", F2])
        .sees("ПДн нет: 1 ")
        .does(&[ENTER, "2", DOWN, CTRL_U, "-60", F2])
        .sees("участия нет: 1 ");
    let plan = walk.plan();
    assert_eq!(plan.of("Сбор согласий"), (MENTEES - 1, MENTEES));
    assert_eq!(plan.of("База наставляемых"), (0, 3));
    // The line that is ticked.
    walk.to("выявление проблем").does(&["с"]);
    assert_eq!(walk.plan().of("База наставляемых"), (1, 3));
    assert_eq!(walk.stage("наставляемые"), (1, 3), "one has no papers, one no request");
    walk.ends("2 наставляемые");
}

/// Stage 3: candidates come from a list; pupils, teachers and people from outside are counted by themselves.
pub fn mentors_are_found(walk: &mut Walk, people: &People) {
    let all = people.mentors.len();
    let list = walk.file("наставники.csv", &table(&people.mentors, MENTOR_COLUMNS));
    walk.does(&["3", "и", list.to_str().unwrap(), ENTER]).sees(&format!("возьмётся {all} · с ошибками 0"));
    walk.does(&[F2]).sees(&format!("Взято: {all}"));
    let plan = walk.plan();
    assert_eq!(plan.of("Анкеты в письменной свободной форме"), (0, all));
    let (pupils, teachers) = (people.of_kind(&["ученик"]).len(), people.of_kind(&["педагог"]).len());
    assert_eq!(plan.of("База наставников: обучающиеся"), (pupils, pupils));
    assert_eq!(plan.of("База наставников: педагоги"), (teachers, teachers));
    let outside = all - pupils - teachers;
    assert_eq!(plan.of("База наставников: родители"), (outside, outside));
    assert_eq!(walk.stage("наставники"), (3, 3));
    walk.ends("3 наставники");
}
