//! How candidates become mentors: the selection sheet of each, and the sessions in which they are taught (seed §4,
//! model §3.5, §7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{MentorId, Words, YearId};

coded! {
    /// When mentors are taught (seed §4).
    pub enum TrainingKind {
        /// Первичное обучение, before the first meeting.
        Primary = "primary",
        /// Обучение в процессе деятельности.
        InService = "in_service",
    }
}

coded! {
    /// How a session is held (seed §4 prefers the role play).
    pub enum TrainingMethod {
        /// Ролевая игра.
        RolePlay = "role_play",
        /// Практикум.
        Workshop = "workshop",
        /// Разбор случаев.
        Cases = "cases",
        /// Беседа, круглый стол.
        Discussion = "discussion",
        /// Лекция.
        Lecture = "lecture",
        /// Онлайн-занятие.
        Online = "online",
    }
}

coded! {
    /// The two styles mentors are taught (seed §4).
    pub enum MentorStyle {
        /// Развивающий: the relation first.
        Developing = "developing",
        /// Инструментальный: the task first.
        Instrumental = "instrumental",
    }
}

/// A session for mentors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// In which year.
    pub year: YearId,
    /// The day.
    pub on: NaiveDate,
    /// Primary or in service.
    pub kind: TrainingKind,
    /// Length in minutes.
    pub minutes: u16,
    /// Codes of what was taught, [`TrainingTopic::code`].
    pub topics: Vec<Words>,
    /// How.
    pub method: TrainingMethod,
    /// Which styles were practised.
    pub styles: Vec<MentorStyle>,
    /// Who taught.
    pub leader: Words,
    /// Who was there.
    pub present: Vec<MentorId>,
    /// Anything else.
    pub notes: Words,
}

impl Training {
    /// A session of which only the day and the kind are known.
    pub fn new(year: YearId, on: NaiveDate, kind: TrainingKind) -> Self {
        Self {
            year,
            on,
            kind,
            minutes: 60,
            topics: Vec::new(),
            method: TrainingMethod::RolePlay,
            styles: Vec::new(),
            leader: Words::default(),
            present: Vec::new(),
            notes: Words::default(),
        }
    }
}

/// A topic of training, from the school's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingTopic {
    /// Stable code, kept in sessions.
    pub code: Words,
    /// Its name.
    pub title: Words,
    /// Whether nobody is admitted without it (model §7).
    pub mandatory: bool,
}

coded! {
    /// What a criterion of selection judges (seed §3: psychological, pedagogical and, in some forms, professional).
    pub enum CriterionGroup {
        /// Психологическая готовность.
        Psychological = "psychological",
        /// Педагогическая готовность.
        Pedagogical = "pedagogical",
        /// Профессиональная готовность; asked of students and employers.
        Professional = "professional",
    }
}

/// A criterion of the interview sheet, from the school's list. It is judged 0 to [`MOST_MARKS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Stable code, kept in sheets.
    pub code: Words,
    /// Its name.
    pub title: Words,
    /// What it judges.
    pub group: CriterionGroup,
}

/// The most a criterion gives (model §3.5).
pub const MOST_MARKS: u8 = 2;

/// The selection sheet of a mentor: the application as it was written, the interview, and what they aim at. Steps,
/// dates and the decision stand in the entry itself ([`super::Mentor`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Of whom.
    pub mentor: MentorId,
    /// The application in free written form, whole (seed §8 stage 4).
    pub application: Words,
    /// Образование, стаж.
    pub education: Words,
    /// Почему хочет быть наставником.
    pub motive: Words,
    /// Опыт работы с детьми, волонтёрства.
    pub experience: Words,
    /// Ограничения.
    pub limits: Words,
    /// Кто рекомендует.
    pub recommended_by: Words,
    /// Own aims, put into words in primary training (seed §4).
    pub aims: Words,
    /// What they expect (seed §4).
    pub expectations: Words,
    /// The style they lean to.
    pub style: Option<MentorStyle>,
    /// Who held the interview.
    pub interviewer: Words,
    /// Marks by the code of the criterion, 0 to [`MOST_MARKS`].
    pub marks: Vec<(Words, u8)>,
    /// What the interviewer concluded.
    pub conclusion: Words,
}

impl Selection {
    /// A sheet on which nothing is written.
    pub fn new(mentor: MentorId) -> Self {
        let none = Words::default;
        Self {
            mentor,
            application: none(),
            education: none(),
            motive: none(),
            experience: none(),
            limits: none(),
            recommended_by: none(),
            aims: none(),
            expectations: none(),
            style: None,
            interviewer: none(),
            marks: Vec::new(),
            conclusion: none(),
        }
    }
}

/// A sheet has the number of its mentor, so that two who begin it at once begin the same one.
impl From<MentorId> for super::SelectionId {
    fn from(mentor: MentorId) -> Self {
        Self(mentor.0)
    }
}
