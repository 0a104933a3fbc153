//! The roadmap of a usual year: what is laid out into a year that has none.
//!
//! Every line of the seed's table of stages (seed §8) is there in its order, with what documents and the monitoring ask
//! for besides; the days are those of a typical year (model §3.4, «Typical year»), counted from its first day. Wording
//! and days are the school's to change.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Activity, Counted, Section, Stage, Year, YearId};

/// A line: its stage and section, its name, its first and last day as month and day of the month (month 0 is the one in
/// which the year begins), who is in charge, its result, its document, and what counts it.
struct Usual {
    stage: Stage,
    section: Section,
    title: &'static str,
    days: [(u32, u32); 2],
    responsible: &'static str,
    result: &'static str,
    document: &'static str,
    counted: Option<Counted>,
}

macro_rules! usual {
    ($($stage:ident, $section:ident, $title:literal, $from:expr, $due:expr, $who:literal, $result:literal, $document:literal, $counted:expr;)+) => {
        &[$(Usual {
            stage: Stage::$stage,
            section: Section::$section,
            title: $title,
            days: [$from, $due],
            responsible: $who,
            result: $result,
            document: $document,
            counted: $counted,
        }),+]
    };
}

use Counted as C;

static USUAL: &[Usual] = usual! {
    Preparation, Regulation, "Создание благоприятных условий для запуска программы", (0, 1), (0, 15), "директор",
        "Программа утверждена, куратор назначен", "Приказ о внедрении и назначении куратора, положение", Some(C::Order);
    Preparation, Support, "Подготовка данных школы: контингент, анкеты входа и выхода", (0, 1), (0, 20), "куратор",
        "Есть от чего считать показатели", "Сведения о контингенте", Some(C::Preparations);
    Preparation, Introduction, "Сбор предварительных запросов от потенциальных наставляемых", (0, 5), (0, 25),
        "классные руководители", "Предварительные запросы собраны", "Сводка запросов", None;
    Preparation, Introduction, "Выбор аудитории для поиска наставников", (0, 5), (0, 25), "куратор",
        "Известно, где искать наставников", "Список аудиторий", None;
    Preparation, Support, "Информирование и выбор форм наставничества", (0, 5), (0, 25), "куратор, педагогический совет",
        "Формы выбраны, участники знают о программе", "Протокол педагогического совета", None;
    Preparation, Support, "Информационная работа, направленная на привлечение внешних ресурсов", (0, 5), (0, 30),
        "куратор, директор", "Соглашения с партнёрами действуют", "Соглашения о сотрудничестве", Some(C::Partners);
    Mentees, Introduction, "Выявление проблем обучающихся, которые можно решить с помощью наставничества", (0, 15), (1, 15),
        "классные руководители, педагог-психолог", "Проблемы названы", "Представления, результаты тестов", None;
    Mentees, Introduction, "Сбор и систематизация запросов от потенциальных наставляемых", (0, 15), (1, 20), "куратор",
        "База наставляемых с картой запросов", "База наставляемых, карта запросов", Some(C::Requests);
    Mentees, Regulation, "Сбор согласий наставляемых и их родителей", (0, 15), (1, 20), "классные руководители",
        "Согласия получены", "Согласия на отдельных листах", Some(C::Consents);
    Mentors, Introduction, "База наставников: обучающиеся, мотивированные помочь сверстникам", (0, 15), (1, 15),
        "классные руководители", "Ученики-наставники названы", "База наставников", Some(C::PupilMentors);
    Mentors, Introduction, "База наставников: педагоги, готовые передать свой опыт", (0, 15), (1, 15), "куратор",
        "Педагоги-наставники названы", "База наставников", Some(C::TeacherMentors);
    Mentors, Introduction, "База наставников: родители и другие внешние наставники", (0, 15), (1, 15),
        "куратор, родительский совет", "Внешние наставники названы", "База наставников", Some(C::OutsideMentors);
    Selection, Introduction, "Анкеты в письменной свободной форме от всех потенциальных наставников", (1, 1), (1, 20),
        "куратор", "Анкеты заполнены всеми", "Анкеты наставников", Some(C::Applications);
    Selection, Introduction, "Выявление наставников, подходящих для программы: собеседования", (1, 5), (1, 25),
        "куратор, педагог-психолог", "Решение по каждому", "Листы собеседования", Some(C::Interviews);
    Selection, Support, "Обучение наставников: первичное", (1, 10), (1, 31), "куратор",
        "Наставники готовы к первой встрече", "Программа и ведомость обучения", Some(C::Training);
    Selection, Regulation, "Утверждение реестра наставников", (1, 25), (2, 5), "директор",
        "Наставники допущены", "Приказ об утверждении реестра", Some(C::Admitted);
    Pairing, Introduction, "Общая встреча всех отобранных наставников и наставляемых", (1, 25), (2, 10), "куратор",
        "Листы предпочтений обеих сторон", "Протокол общей встречи", Some(C::GeneralMeeting);
    Pairing, Regulation, "Закрепление сложившихся пар и групп в базе куратора", (2, 1), (2, 20), "куратор, директор",
        "Пары и группы готовы к работе", "Приказ о закреплении пар", Some(C::Pairs);
    Work, Introduction, "Встреча-знакомство, пробная рабочая встреча, встреча-планирование", (2, 1), (3, 10), "наставники",
        "Пара знает, над чем работает", "Дневник встреч", Some(C::FirstMeetings);
    Work, Support, "Планы работы пар и групп", (2, 10), (3, 15), "наставники, куратор", "План у каждой пары",
        "Планы пар", Some(C::Plans);
    Work, Monitoring, "Обратная связь на входе: наставляемые и наставники", (2, 1), (3, 20), "куратор",
        "Исходные ожидания известны", "Анкеты входа", Some(C::EntryResponses);
    Work, Introduction, "Комплекс последовательных встреч", (2, 10), (7, 30), "наставники",
        "Пары встречаются, цели достигаются", "Дневник встреч", Some(C::Meetings);
    Work, Support, "Обучение наставников в процессе деятельности", (3, 1), (6, 31), "куратор",
        "Трудности наставников разобраны", "Ведомость обучения", Some(C::InService);
    Work, Monitoring, "Промежуточный мониторинг: обратная связь пар и куратора", (3, 10), (4, 25), "куратор",
        "Видно, каким парам нужна помощь", "Справка", Some(C::Interim);
    Work, Introduction, "Итоговая встреча каждой пары и группы", (7, 10), (8, 20), "наставники",
        "Пара подвела итог", "Дневник встреч", Some(C::FinalMeetings);
    Completion, Monitoring, "Обратная связь на выходе: наставляемые и наставники", (7, 10), (8, 20), "куратор",
        "Динамика и удовлетворённость известны", "Анкеты выхода", Some(C::ExitResponses);
    Completion, Introduction, "Подведение итогов работы каждой пары и группы", (7, 15), (8, 20), "куратор, наставники",
        "Пары завершены, результат записан", "Отзывы, итоговые листы", Some(C::Closed);
    Completion, Monitoring, "Подведение итогов программы школы", (8, 1), (8, 31), "куратор",
        "Сильные и слабые стороны названы", "Анкета куратора, SWOT, отчёт", Some(C::Review);
    Completion, Spreading, "Публичное подведение итогов: фестиваль", (8, 10), (8, 31), "куратор, директор",
        "Итоги показаны всем", "Сценарий, публикация", Some(C::Festival);
    Completion, Spreading, "Популяризация лучших практик", (8, 1), (9, 15), "куратор",
        "Лучшие практики собраны", "База практик", Some(C::Practices);
    Completion, Coordination, "Поощрение наставников", (8, 10), (8, 31), "директор", "Наставники награждены",
        "Приказ о поощрении, грамоты, письма", Some(C::Awards);
    Completion, Coordination, "Корректировка программы на следующий год", (8, 15), (9, 30), "куратор, педагогический совет",
        "Задачи, перечень, сроки и показатели уточнены", "Паспорт на следующий год", None;
};

/// The day of a usual year, inside the year as it is: a month that has no such day ends on its last.
fn day(year: &Year, (month, day): (u32, u32)) -> Option<NaiveDate> {
    let first = year.start.with_day(1)?.checked_add_months(Months::new(month))?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    let wanted = first.checked_add_days(Days::new(u64::from(day.saturating_sub(1))))?.min(last);
    Some(wanted.clamp(year.start, year.end.max(year.start)))
}

/// The roadmap of a usual year, in the order of the stages; nothing of it is done.
pub fn usual_roadmap(id: YearId, year: &Year) -> Vec<Activity> {
    let line = |usual: &Usual| Activity {
        section: usual.section,
        title: usual.title.into(),
        from: day(year, usual.days[0]),
        due: day(year, usual.days[1]),
        responsible: usual.responsible.into(),
        result: usual.result.into(),
        document: usual.document.into(),
        counted: usual.counted,
        ..Activity::new(id, usual.stage)
    };
    USUAL.iter().map(line).collect()
}

/// What counts a line that is ticked by hand although the line of this name in a usual year counts itself: a plan laid
/// out before it did.
pub fn counts_by_now(line: &Activity) -> Option<Counted> {
    let same = |usual: &&Usual| usual.stage == line.stage && line.title.as_str() == usual.title;
    if line.counted.is_some() { None } else { USUAL.iter().find(same).and_then(|usual| usual.counted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of the seed's table (§8), by words that its lines have.
    const SEED: [(Stage, &[&str]); 7] = [
        (
            Stage::Preparation,
            &[
                "благоприятных условий",
                "предварительных запросов",
                "аудитории для поиска наставников",
                "Информирование и выбор форм",
                "внешних ресурсов",
            ],
        ),
        (Stage::Mentees, &["Выявление проблем обучающихся", "Сбор и систематизация запросов"]),
        (Stage::Mentors, &["мотивированные помочь сверстникам", "педагоги", "родители"]),
        (Stage::Selection, &["письменной свободной форме", "собеседования", "Обучение наставников"]),
        (Stage::Pairing, &["Общая встреча", "сложившихся пар"]),
        (
            Stage::Work,
            &[
                "знакомство",
                "пробная рабочая",
                "планирование",
                "последовательных встреч",
                "Итоговая встреча",
                "Обратная связь",
            ],
        ),
        (
            Stage::Completion,
            &["итогов работы каждой пары", "итогов программы школы", "Публичное подведение", "практик", "Поощрение"],
        ),
    ];

    #[test]
    fn a_line_of_an_older_plan_is_known_by_its_stage_and_its_name() {
        let mut all = usual_roadmap(YearId(1), &Year::starting(2026));
        assert!(all.iter().all(|line| counts_by_now(line).is_none()), "what counts itself needs nothing, nor a tick");
        let line = all.iter_mut().find(|line| line.counted == Some(Counted::Consents)).unwrap();
        line.counted = None;
        assert_eq!(counts_by_now(line), Some(Counted::Consents));
        line.title = "Собрать бумаги".into();
        assert_eq!(counts_by_now(line), None, "an own line is ticked");
    }

    #[test]
    fn every_row_of_the_seeds_table_is_there_and_every_section_has_a_line() {
        let year = Year::starting(2026);
        let roadmap = usual_roadmap(YearId(1), &year);
        for (stage, rows) in SEED {
            for words in rows {
                let found = roadmap.iter().any(|it| it.stage == stage && it.title.contains(words));
                assert!(found, "{stage:?}: {words}");
            }
        }
        for section in Section::ALL {
            assert!(roadmap.iter().any(|it| it.section == *section), "{section:?}");
        }
        let mut counted: Vec<Counted> = roadmap.iter().filter_map(|it| it.counted).collect();
        counted.sort_unstable();
        assert_eq!(counted.len(), Counted::ALL.len(), "each is counted once");
        counted.dedup();
        assert_eq!(counted.len(), Counted::ALL.len());
    }

    #[test]
    fn days_follow_the_year_and_stay_inside_it() {
        for start in [2023, 2026, 2027] {
            let year = Year::starting(start);
            for it in usual_roadmap(YearId(1), &year) {
                let (from, due) = (it.from.unwrap(), it.due.unwrap());
                assert!(from <= due && year.start <= from && due <= year.end, "{} {from} {due}", it.title);
                assert!(!it.responsible.is_empty() && !it.result.is_empty() && !it.document.is_empty(), "{}", it.title);
            }
        }
        let year = Year::starting(2026);
        let festival = usual_roadmap(YearId(1), &year).into_iter().find(|it| it.counted == Some(Counted::Festival));
        assert_eq!(festival.and_then(|it| it.due), NaiveDate::from_ymd_opt(2027, 5, 31));
    }
}
