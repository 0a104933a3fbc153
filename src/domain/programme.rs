//! The programme as the school wrote it down: its passport, its roadmap, its partners, and where a gate was passed with
//! a reason (seed, passport and §8; model §2, §3.4).

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Key, Step, Words, Year, YearId};

coded! {
    /// The seven stages, in the seed's order (seed §8).
    pub enum Stage {
        /// Подготовка условий.
        Preparation = "preparation",
        /// База наставляемых.
        Mentees = "mentees",
        /// База наставников.
        Mentors = "mentors",
        /// Отбор и обучение.
        Selection = "selection",
        /// Формирование пар и групп.
        Pairing = "pairing",
        /// Организация работы пар и групп.
        Work = "work",
        /// Завершение.
        Completion = "completion",
    }
}

coded! {
    /// Sections of a roadmap of five columns (model §3.4).
    pub enum Section {
        /// Нормативное регулирование.
        Regulation = "regulation",
        /// Организационная, методическая и информационная поддержка.
        Support = "support",
        /// Внедрение в организации.
        Introduction = "introduction",
        /// Распространение практик.
        Spreading = "spreading",
        /// Мониторинг и оценка.
        Monitoring = "monitoring",
        /// Координация.
        Coordination = "coordination",
    }
}

/// Who was made a curator, and by which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The curator, as documents write the name.
    pub name: Words,
    /// Number of the order.
    pub order_no: Words,
    /// Its date.
    pub order_on: Option<NaiveDate>,
}

/// The passport of the programme as it reads in one year; a year before keeps its own wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// In which year.
    pub year: YearId,
    /// Наименование программы.
    pub title: Words,
    /// Основания для разработки, one a line.
    pub grounds: Words,
    /// Цель.
    pub aim: Words,
    /// Задачи, one a line.
    pub tasks: Words,
    /// Участники, one a line.
    pub participants: Words,
    /// Соисполнители и партнёры, one a line.
    pub partners: Words,
    /// Сроки реализации: «2021–2024 годы».
    pub span: Words,
    /// Ожидаемые результаты, one a line.
    pub results: Words,
    /// Показатели эффективности, one a line.
    pub indicators: Words,
    /// Период, основание и порядок корректировки.
    pub correction: Words,
    /// Number of the minutes in which the council agreed.
    pub council_no: Words,
    /// Their date.
    pub council_on: Option<NaiveDate>,
    /// Number of the director's order that approved it.
    pub order_no: Words,
    /// Its date.
    pub order_on: Option<NaiveDate>,
    /// Curators appointed by order.
    pub curators: Vec<Appointment>,
}

impl Passport {
    /// A passport of which nothing is written.
    pub fn new(year: YearId) -> Self {
        let none = Words::default;
        Self {
            year,
            title: none(),
            grounds: none(),
            aim: none(),
            tasks: none(),
            participants: none(),
            partners: none(),
            span: none(),
            results: none(),
            indicators: none(),
            correction: none(),
            council_no: none(),
            council_on: None,
            order_no: none(),
            order_on: None,
            curators: Vec::new(),
        }
    }

    /// The wording as another year begins with it. Numbers and dates of minutes and orders are each year's own.
    pub fn carried(&self, year: YearId) -> Self {
        let own = |one: &Appointment| Appointment { name: one.name.clone(), ..Appointment::default() };
        Self {
            year,
            council_no: Words::default(),
            council_on: None,
            order_no: Words::default(),
            order_on: None,
            curators: self.curators.iter().map(own).collect(),
            ..self.clone()
        }
    }
}

/// Whether an order of a year has its number and a date that is of that year: after the work of the year before has
/// come to its end in May ([`super::usual_roadmap`]), and before the year does.
pub fn is_ordered(number: &str, on: Option<NaiveDate>, year: &Year) -> bool {
    let first = year.start.checked_sub_months(Months::new(3)).unwrap_or(year.start);
    !number.trim().is_empty() && on.is_some_and(|on| first <= on && on <= year.end)
}

coded! {
    /// What of an activity the records themselves tell, so that nobody ticks it.
    pub enum Counted {
        /// The passport has its order and a curator.
        Order = "order",
        /// Every preparation of stage 1 that can be seen on file.
        Preparations = "preparations",
        /// Partners whose agreement ran within the year.
        Partners = "partners",
        /// Mentees with a request.
        Requests = "requests",
        /// Mentees with their consents.
        Consents = "consents",
        /// Mentors with a written application.
        Applications = "applications",
        /// Mentors with an interview decided.
        Interviews = "interviews",
        /// Mentors with primary training.
        Training = "training",
        /// Mentors admitted.
        Admitted = "admitted",
        /// The general meeting was held.
        GeneralMeeting = "general_meeting",
        /// Ready mentees who were given a fixed pair.
        Pairs = "pairs",
        /// Working pairs with the first three kinds of meeting.
        FirstMeetings = "first_meetings",
        /// Working pairs with a plan.
        Plans = "plans",
        /// Working pairs with a series of meetings of the fourth kind.
        Meetings = "meetings",
        /// Entry questionnaires of the people in pairs.
        EntryResponses = "entry_responses",
        /// Exit questionnaires of all the people in pairs.
        ExitResponses = "exit_responses",
        /// Pairs that were closed as planned.
        Closed = "closed",
        /// The curator's sheet and the table of strengths and weaknesses.
        Review = "review",
        /// Practices published, of those written down.
        Practices = "practices",
        /// Awards with an order.
        Awards = "awards",
        /// The festival or another public summing up was held.
        Festival = "festival",
        /// Pairs that held their final meeting.
        FinalMeetings = "final_meetings",
        /// Pupils among the mentors.
        PupilMentors = "pupil_mentors",
        /// Teachers among the mentors.
        TeacherMentors = "teacher_mentors",
        /// Parents and others from outside among the mentors.
        OutsideMentors = "outside_mentors",
        /// Mentors at work who came to a session of training in service.
        InService = "in_service",
        /// Pairs at work of which both sides were heard on the way.
        Interim = "interim",
    }
}

/// A line of the roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// In which year.
    pub year: YearId,
    /// To which stage it belongs.
    pub stage: Stage,
    /// To which section of the layout of five columns.
    pub section: Section,
    /// Наименование мероприятия.
    pub title: Words,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; after it an activity that is not done is late.
    pub due: Option<NaiveDate>,
    /// Ответственный исполнитель.
    pub responsible: Words,
    /// Результат.
    pub result: Words,
    /// Вид документа.
    pub document: Words,
    /// What on file tells how far it is; without it the curator ticks it.
    pub counted: Option<Counted>,
    /// Whether the curator ticked it.
    pub done: Step,
    /// Anything else.
    pub notes: Words,
}

impl Activity {
    /// An activity of which only the stage is known.
    pub fn new(year: YearId, stage: Stage) -> Self {
        let none = Words::default;
        Self {
            year,
            stage,
            section: Section::Introduction,
            title: none(),
            from: None,
            due: None,
            responsible: none(),
            result: none(),
            document: none(),
            counted: None,
            done: Step::Open,
            notes: none(),
        }
    }
}

coded! {
    /// What a partner is (seed, passport: соисполнители и партнёры).
    pub enum PartnerKind of PartnerKinds {
        /// Предприятие, организация.
        Enterprise = "enterprise",
        /// Индивидуальный предприниматель.
        Entrepreneur = "entrepreneur",
        /// Вуз.
        University = "university",
        /// Колледж, техникум.
        College = "college",
        /// Дополнительное образование.
        Extracurricular = "extracurricular",
        /// Некоммерческая организация.
        Nonprofit = "nonprofit",
        /// Другая школа.
        School = "school",
        /// Другое.
        Other = "other",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

/// An organisation that gives mentors or helps otherwise. It stays from year to year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Its name; the workplace of its people reads the same.
    pub name: Words,
    /// What it is.
    pub kind: PartnerKind,
    /// Who speaks for it.
    pub contact: Words,
    /// Phone.
    pub phone: Words,
    /// E-mail.
    pub email: Words,
    /// Number of the agreement.
    pub agreement_no: Words,
    /// Its date.
    pub agreement_on: Option<NaiveDate>,
    /// Its last day; none: without an end.
    pub agreement_until: Option<NaiveDate>,
    /// What it gives: mentors, rooms, excursions.
    pub gives: Words,
    /// Anything else.
    pub notes: Words,
}

impl Partner {
    /// A partner of whom only the name is known.
    pub fn new(name: impl Into<Words>) -> Self {
        let none = Words::default;
        Self {
            name: name.into(),
            kind: PartnerKind::Enterprise,
            contact: none(),
            phone: none(),
            email: none(),
            agreement_no: none(),
            agreement_on: None,
            agreement_until: None,
            gives: none(),
            notes: none(),
        }
    }

    /// Whether an agreement is in force on some day of `year`.
    pub fn is_bound_in(&self, year: &Year) -> bool {
        self.agreement_on.is_some_and(|on| on <= year.end) && self.agreement_until.is_none_or(|last| year.start <= last)
    }

    /// Whether an agreement is in force on `day`.
    pub fn is_bound(&self, day: NaiveDate) -> bool {
        self.agreement_on.is_some_and(|on| on <= day) && self.agreement_until.is_none_or(|last| day <= last)
    }
}

coded! {
    /// The gates between stages at which the curator may go on with a reason (model §2.8). Consents and the checks of
    /// adults from outside are no gates: nobody passes them.
    pub enum Gate {
        /// 3→4: a mentor without an application.
        Application = "application",
        /// 4→5: a mentor without the interview's recommendation.
        Interview = "interview",
        /// 4→5: a mentor without primary training.
        Training = "training",
        /// 6.1→6.5: the order of the kinds of meeting.
        Meetings = "meetings",
        /// 6→7: a pair closes without exit questionnaires.
        ExitResponses = "exit_responses",
        /// No gate between stages: a person's data are kept although the consent to that was taken back, and why the law
        /// allows it (152-ФЗ ст. 6, ст. 9 ч. 2).
        DataKept = "data_kept",
    }
}

/// A gate passed with a reason: of a mentor for the first three, of a pair for the next two, of a person for the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// In which year.
    pub year: YearId,
    /// Which gate.
    pub gate: Gate,
    /// Who or what passed it.
    pub about: Key,
    /// Why.
    pub reason: Words,
    /// When.
    pub on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agreement_is_in_force_from_its_date_to_its_last_day() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let without = Partner::new("завод");
        let open = Partner { agreement_on: Some(day(10)), ..without.clone() };
        let ending = Partner { agreement_until: Some(day(20)), ..open.clone() };
        assert!(!without.is_bound(day(10)));
        assert_eq!([9, 10, 21].map(|d| open.is_bound(day(d))), [false, true, true]);
        assert_eq!([9, 10, 20, 21].map(|d| ending.is_bound(day(d))), [false, true, true, false]);
        assert_eq!([2025, 2026, 2027].map(|it| ending.is_bound_in(&Year::starting(it))), [false, true, false]);
        assert_eq!([2025, 2026, 2027].map(|it| open.is_bound_in(&Year::starting(it))), [false, true, true]);
        assert!(!without.is_bound_in(&Year::starting(2026)));
    }

    #[test]
    fn an_order_is_of_its_year_from_the_summer_before_to_the_last_day() {
        let year = Year::starting(2026);
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let of = |on| is_ordered("287", on, &year);
        assert_eq!([day(2025, 8, 31), day(2026, 5, 31), None].map(of), [false; 3]);
        assert_eq!([day(2026, 6, 1), day(2026, 8, 31), day(2027, 8, 31)].map(of), [true; 3]);
        assert!(!of(day(2027, 9, 1)));
        assert!(!is_ordered(" ", day(2026, 9, 1), &year));
    }
}
