//! How candidates become mentors: the selection sheet of each, and the sessions in which they are taught (seed §4,
//! model §3.5, §7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, MentorId, Words, YearId};

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

impl CriterionGroup {
    /// Whether the interview with a mentor of a form asks about it: professional readiness is for students and
    /// employers to show (seed §3, §7.2, §7.3). While no form is known, nothing is left out.
    pub fn is_asked(self, form: Option<Form>) -> bool {
        let professional =
            matches!(form, None | Some(Form::StudentPupil | Form::EmployerPupil | Form::EmployerStudent));
        self != Self::Professional || professional
    }
}

/// The most criteria a school may judge by: a sheet has room for no more.
pub const MOST_CRITERIA: usize = 16;

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

    /// The mark of a criterion.
    pub fn mark(&self, code: &str) -> Option<u8> {
        self.marks.iter().find(|(known, _)| known == code).map(|(_, mark)| *mark)
    }

    /// Gives a criterion its mark, or takes it away.
    pub fn set_mark(&mut self, code: &str, mark: Option<u8>) {
        let Some(mark) = mark else { return self.marks.retain(|(known, _)| known != code) };
        match self.marks.iter_mut().find(|(known, _)| known == code) {
            Some((_, known)) => *known = mark,
            None => self.marks.push((code.into(), mark)),
        }
    }

    /// The points given, and the most there could be for what was judged.
    pub fn points(&self) -> (u32, u32) {
        let given = self.marks.iter().map(|(_, mark)| u32::from(*mark)).sum();
        (given, u32::try_from(self.marks.len()).unwrap_or(0) * u32::from(MOST_MARKS))
    }
}

/// A sheet has the number of its mentor, so that two who begin it at once begin the same one.
impl From<MentorId> for super::SelectionId {
    fn from(mentor: MentorId) -> Self {
        Self(mentor.0)
    }
}
