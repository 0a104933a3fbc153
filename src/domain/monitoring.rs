//! What monitoring needs beside the answers: measures taken twice, the numbers of a year, the curator's own sheet, and
//! the table of strengths and weaknesses (model §4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Better, PersonId, Register, Scale, SchoolParameter, SchoolParameterId, Wave, Words, YearId};

/// What is measured at the beginning and at the end (model §4.5, М1–М12), and what a school measures of people beside
/// that. The order of variants is part of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Parameter {
    /// М1: вовлечённость в образовательную деятельность, 1–10.
    Involvement,
    /// М2: успеваемость, средний балл, 2–5.
    Marks,
    /// М3: гибкие навыки, 1–10.
    SoftSkills,
    /// М4: желание посещать школу, 1–10.
    WishForSchool,
    /// М5: личностная тревожность, балл теста; less is better.
    Anxiety,
    /// М6: понимание собственного будущего, 1–10.
    Future,
    /// М7: эмоциональное состояние при посещении школы, 1–10.
    Mood,
    /// М8: желание высокой успеваемости, 1–10.
    WishForMarks,
    /// М9: включённость наставляемого, 1–10, said by the mentor.
    Inclusion,
    /// М10: доля приглашённых на стажировку, %, said by the employer.
    Invited,
    /// М11: профпригодность, 1–10, said by the employer.
    Fitness,
    /// М12: выгорание педагога, балл теста; less is better.
    Burnout,
    /// A parameter of the school's own, with a name, a scale and a better direction: the total of another instrument.
    Own(SchoolParameterId),
}

impl Parameter {
    /// М1–М12, in the order of the methodology.
    pub const ALL: &'static [Self] = &[
        Self::Involvement,
        Self::Marks,
        Self::SoftSkills,
        Self::WishForSchool,
        Self::Anxiety,
        Self::Future,
        Self::Mood,
        Self::WishForMarks,
        Self::Inclusion,
        Self::Invited,
        Self::Fitness,
        Self::Burnout,
    ];

    /// The stable code; all of the school's own have one.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Involvement => "m1",
            Self::Marks => "m2",
            Self::SoftSkills => "m3",
            Self::WishForSchool => "m4",
            Self::Anxiety => "m5",
            Self::Future => "m6",
            Self::Mood => "m7",
            Self::WishForMarks => "m8",
            Self::Inclusion => "m9",
            Self::Invited => "m10",
            Self::Fitness => "m11",
            Self::Burnout => "m12",
            Self::Own(_) => "own",
        }
    }

    /// The one of М1–М12 that a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.code() == code)
    }

    /// The school's own parameter that it is, while it is on file.
    pub fn own(self, register: &Register) -> Option<&SchoolParameter> {
        let Self::Own(id) = self else { return None };
        register.get::<SchoolParameter>(id).map(AsRef::as_ref)
    }

    /// Whether a fall is an improvement.
    pub fn is_reversed(self, register: &Register) -> bool {
        matches!(self, Self::Anxiety | Self::Burnout) || self.own(register).is_some_and(|it| it.better == Better::Less)
    }

    /// On which scale it is measured.
    pub fn scale(self, register: &Register) -> Scale {
        match self {
            Self::Marks => Scale::Mark,
            Self::Invited => Scale::Percent,
            Self::Anxiety | Self::Burnout => Scale::Points,
            Self::Own(_) => self.own(register).map_or(Scale::Points, |it| it.scale),
            _ => Scale::Ten,
        }
    }
}

/// A parameter of one person, taken at the entry or at the exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// In which year.
    pub year: YearId,
    /// Of whom.
    pub person: PersonId,
    /// What.
    pub parameter: Parameter,
    /// Entry or exit.
    pub wave: Wave,
    /// The value in hundredths, so that 4.25 is exact: 425.
    pub value: i32,
    /// When it was taken.
    pub on: NaiveDate,
    /// With which test, by whom.
    pub notes: Words,
}

coded! {
    /// By what a respondent counts as satisfied (model §4.6; there is no federal rule).
    pub enum SatisfiedBy {
        /// Рад, что участвовал: да.
        Glad = "glad",
        /// Доволен результатом: 7 и выше.
        Outcome = "outcome",
        /// Среднее всех оценок выхода: 7 и выше.
        Mean = "mean",
    }
}

coded! {
    /// The indicators of a year: the passport's nine (seed, passport of the programme), the federal shares (model §4.7),
    /// and the evaluated results of the forms (seed §7.1–7.4).
    pub enum Indicator {
        /// Паспорт 1: обучающиеся 5–11 классов, вовлечённые в наставничество.
        Involved = "involved",
        /// Паспорт 2: участники высокорейтинговых мероприятий.
        Events = "events",
        /// Паспорт 3: вовлечённые в проектную деятельность.
        Projects = "projects",
        /// Паспорт 4: участники профориентационных мероприятий.
        Career = "career",
        /// Паспорт 5: наставники от предприятий.
        EnterpriseMentors = "enterprise_mentors",
        /// Паспорт 6: студенты-наставники.
        StudentMentors = "student_mentors",
        /// Паспорт 7: рост мотивации.
        Motivation = "motivation",
        /// Паспорт 8: проблемы адаптации.
        Adaptation = "adaptation",
        /// Паспорт 9: дети с ОВЗ. Restricted.
        Ovz = "ovz",
        /// Ф1: доля детей 10–19 лет – наставляемых.
        Mentees = "mentees_10_19",
        /// The national project's reading of Ф1: наставляемые из контингента.
        MenteesOfAll = "mentees_of_all",
        /// The same, with mentors: вовлечённые из контингента.
        InvolvedOfAll = "involved_of_all",
        /// Ф2: доля детей 15–19 лет – наставников.
        YoungMentors = "mentors_15_19",
        /// Ф3: доля молодых специалистов – наставляемых.
        YoungTeachers = "young_teachers",
        /// Ф4: доля предприятий, давших наставников.
        Enterprises = "enterprises",
        /// Ф5: удовлетворённость наставляемых.
        SatisfiedMentees = "satisfied_mentees",
        /// Ф6: удовлетворённость наставников.
        SatisfiedMentors = "satisfied_mentors",
        /// 7.1–7.4: выросла успеваемость.
        BetterMarks = "better_marks",
        /// 7.1–7.4: улучшился психоэмоциональный фон.
        BetterMood = "better_mood",
        /// 7.1, 7.3, 7.4: захотели в кружки и объединения.
        Clubs = "clubs",
        /// 7.1: захотели в спортивные секции.
        Sports = "sports",
        /// 7.2, 7.3: планируют стать наставниками.
        FutureMentors = "future_mentors",
        /// 7.1, 7.2: на учёте в полиции и ПНД. A number of the school, never of a pupil.
        Watched = "watched",
        /// 7.1: жалобы родителей и учителей.
        Complaints = "complaints",
        /// 7.1, 7.2, 7.4: реализованные проекты.
        ProjectsDone = "projects_done",
        /// 7.3: прошли профориентационную программу.
        CareerDone = "career_done",
        /// 7.3: планируют работать на предприятиях региона.
        RegionJobs = "region_jobs",
        /// 7.2: социально и профессионально дезориентированные подростки. A number of the school, never of a pupil.
        Disoriented = "disoriented",
    }
}

impl Indicator {
    /// Whether a fall is an improvement.
    pub fn is_reversed(self) -> bool {
        matches!(self, Self::Adaptation | Self::Watched | Self::Complaints | Self::Disoriented)
    }

    /// Whether events on file tell it, where there are any of its kind.
    pub fn is_seen_in_events(self) -> bool {
        matches!(self, Self::Events | Self::Projects | Self::Career | Self::ProjectsDone | Self::CareerDone)
    }

    /// Whether the school counts it by hand where nothing on file says it. Of some there are events on file, and those
    /// are counted instead.
    pub fn is_counted_by_hand(self) -> bool {
        let by_hand = [Self::Events, Self::Projects, Self::Career, Self::Watched, Self::Complaints];
        by_hand.contains(&self)
            || matches!(self, Self::ProjectsDone | Self::CareerDone | Self::RegionJobs | Self::Disoriented)
    }
}

/// Identity of what belongs to a year once: the number of the year itself, so that two curators who begin it at the
/// same time begin the same record.
macro_rules! of_year {
    ($($name:ident),+) => { $(
        impl From<YearId> for super::$name {
            fn from(year: YearId) -> Self {
                Self(year.0)
            }
        }
    )+ };
}

of_year!(YearNumbersId, CuratorSheetId, SwotId, PassportId, CalendarId);

/// The numbers of a year that nobody's record says: the denominators, what the school counts by hand, what it plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearNumbers {
    /// Of which year.
    pub year: YearId,
    /// Pupils aged 10 to 19.
    pub aged_10_19: Option<u32>,
    /// Pupils aged 15 to 19.
    pub aged_15_19: Option<u32>,
    /// Teachers in their first three years.
    pub young_teachers: Option<u32>,
    /// Enterprises the school works with.
    pub enterprises: Option<u32>,
    /// Who counts as satisfied.
    pub satisfied_by: SatisfiedBy,
    /// What the school counted by hand ([`Indicator::is_counted_by_hand`]), one entry an indicator.
    pub facts: Vec<(Indicator, u32)>,
    /// What is planned: people for a count, per cent for a share. One entry an indicator.
    pub plans: Vec<(Indicator, u32)>,
}

impl YearNumbers {
    /// A year of which nothing is known.
    pub fn new(year: YearId) -> Self {
        Self {
            year,
            aged_10_19: None,
            aged_15_19: None,
            young_teachers: None,
            enterprises: None,
            satisfied_by: SatisfiedBy::Glad,
            facts: Vec::new(),
            plans: Vec::new(),
        }
    }

    /// What was counted by hand.
    pub fn fact(&self, indicator: Indicator) -> Option<u32> {
        find(&self.facts, indicator)
    }

    /// What is planned.
    pub fn plan(&self, indicator: Indicator) -> Option<u32> {
        find(&self.plans, indicator)
    }

    /// Sets or clears what was counted by hand.
    pub fn set_fact(&mut self, indicator: Indicator, value: Option<u32>) {
        set(&mut self.facts, indicator, value);
    }

    /// Sets or clears what is planned.
    pub fn set_plan(&mut self, indicator: Indicator, value: Option<u32>) {
        set(&mut self.plans, indicator, value);
    }
}

fn find(list: &[(Indicator, u32)], wanted: Indicator) -> Option<u32> {
    list.iter().find(|(indicator, _)| *indicator == wanted).map(|(_, value)| *value)
}

fn set(list: &mut Vec<(Indicator, u32)>, wanted: Indicator, value: Option<u32>) {
    list.retain(|(indicator, _)| *indicator != wanted);
    list.extend(value.map(|value| (wanted, value)));
    list.sort_unstable();
}

/// Questions of the curator's sheet (model §4.3).
pub const CURATOR_QUESTIONS: usize = 9;
/// The most a question of it gives: 2 в полной мере, 1 частично, 0 не проявляется.
pub const MOST_POINTS: u8 = 2;

/// The curator's own judgement of the programme (model §4.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CuratorSheet {
    /// Of which year.
    pub year: YearId,
    /// The answers in the order of the sheet, [`CURATOR_QUESTIONS`] of them; 0 to [`MOST_POINTS`].
    pub points: Vec<Option<u8>>,
    /// Anything else.
    pub notes: Words,
}

coded! {
    /// What the sheet says of the programme. The thresholds are from memory (model §4.3).
    pub enum Standing {
        /// Оптимальный, 15–18.
        Optimal = "optimal",
        /// Допустимый, 9–14.
        Acceptable = "acceptable",
        /// Недопустимый, 0–8.
        Unacceptable = "unacceptable",
    }
}

impl CuratorSheet {
    /// A sheet nobody has answered.
    pub fn new(year: YearId) -> Self {
        Self { year, points: vec![None; CURATOR_QUESTIONS], notes: Words::default() }
    }

    /// The sum and what it says; `None` while an answer is missing.
    pub fn verdict(&self) -> Option<(u8, Standing)> {
        let sum = self.points.iter().try_fold(0_u8, |sum, points| sum.checked_add((*points)?))?;
        let standing = match sum {
            15.. => Standing::Optimal,
            9..=14 => Standing::Acceptable,
            _ => Standing::Unacceptable,
        };
        (self.points.len() == CURATOR_QUESTIONS).then_some((sum, standing))
    }
}

/// Strengths, weaknesses, opportunities and threats as the curator wrote them down (model §4.2), a line each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swot {
    /// Of which year.
    pub year: YearId,
    /// Сильные стороны.
    pub strengths: Words,
    /// Слабые стороны.
    pub weaknesses: Words,
    /// Возможности.
    pub opportunities: Words,
    /// Угрозы.
    pub threats: Words,
}

impl Swot {
    /// An empty table.
    pub fn new(year: YearId) -> Self {
        let none = Words::default;
        Self { year, strengths: none(), weaknesses: none(), opportunities: none(), threats: none() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(points: [u8; CURATOR_QUESTIONS]) -> CuratorSheet {
        CuratorSheet { points: points.map(Some).to_vec(), ..CuratorSheet::new(YearId(1)) }
    }

    /// Model §12: 2,2,1,2,1,2,1,2,1 = 14 → допустимый.
    #[test]
    fn the_curator_sheet_of_the_model_is_acceptable() {
        assert_eq!(sheet([2, 2, 1, 2, 1, 2, 1, 2, 1]).verdict(), Some((14, Standing::Acceptable)));
        assert_eq!(sheet([2, 2, 2, 2, 2, 2, 2, 1, 0]).verdict(), Some((15, Standing::Optimal)));
        assert_eq!(sheet([1, 1, 1, 1, 1, 1, 1, 1, 1]).verdict(), Some((9, Standing::Acceptable)));
        assert_eq!(sheet([1, 1, 1, 1, 1, 1, 1, 1, 0]).verdict(), Some((8, Standing::Unacceptable)));
        let mut half = sheet([2; CURATOR_QUESTIONS]);
        half.points[3] = None;
        assert_eq!((half.verdict(), CuratorSheet::new(YearId(1)).verdict()), (None, None));
    }

    #[test]
    fn numbers_of_a_year_are_one_each() {
        let mut numbers = YearNumbers::new(YearId(1));
        numbers.set_plan(Indicator::Mentees, Some(35));
        numbers.set_plan(Indicator::Mentees, Some(50));
        numbers.set_fact(Indicator::Events, Some(0));
        assert_eq!((numbers.plan(Indicator::Mentees), numbers.plans.len()), (Some(50), 1));
        assert_eq!((numbers.fact(Indicator::Events), numbers.fact(Indicator::Career)), (Some(0), None));
        numbers.set_plan(Indicator::Mentees, None);
        assert!(numbers.plans.is_empty());
    }
}
