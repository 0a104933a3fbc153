//! A person's entry as a mentee in one year, with the requests that brought them (seed §3, model §3.1 and §3.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, PersonId, Words, YearId};

coded! {
    /// The problems of a pupil that mentoring can solve (seed §3: eleven, and two of children with ОВЗ). What a school
    /// adds goes on with the seed's numbers.
    pub enum Problem of Problems {
        /// З1: низкая мотивация, неудовлетворительная успеваемость.
        Motivation = "z1",
        /// З2: нет осознанной позиции для выбора траектории и профессии.
        CareerChoice = "z2",
        /// З3: нельзя реализоваться в стандартной программе.
        SelfRealisation = "z3",
        /// З4: нет условий для активной гражданской позиции.
        CivicPosition = "z4",
        /// З5: мало знает о возможностях творчества и карьеры.
        Awareness = "z5",
        /// З6: кризис идентификации, ценностей, ориентиров.
        Identity = "z6",
        /// З7: конфликтность, неразвитая коммуникация.
        Communication = "z7",
        /// З8: нет условий для метапредметных навыков.
        MetaSkills = "z8",
        /// З9: высокий порог вхождения в программы для талантливых.
        TalentThreshold = "z9",
        /// З10: эмоциональная неустойчивость, кризисы подростка.
        Emotional = "z10",
        /// З11: адаптация в новом коллективе.
        Adaptation = "z11",
        /// ОВЗ1: невключённость, отстранённость. Restricted.
        OvzInvolvement = "ovz1",
        /// ОВЗ2: непринятие коллективом. Restricted.
        OvzAcceptance = "ovz2",
    }
    seats {
        Own12 = "z12", Own13 = "z13", Own14 = "z14", Own15 = "z15", Own16 = "z16", Own17 = "z17", Own18 = "z18",
        Own19 = "z19", OwnOvz3 = "ovz3", OwnOvz4 = "ovz4",
    }
}

impl Problem {
    /// Whether the code itself discloses health.
    pub fn is_restricted(self) -> bool {
        matches!(self, Self::OvzInvolvement | Self::OvzAcceptance | Self::OwnOvz3 | Self::OwnOvz4)
    }
}

coded! {
    /// The target groups of the programme (seed §1).
    pub enum TargetGroup {
        /// Сложный выбор, низкая мотивация, трудности адаптации.
        HardChoice = "hard_choice",
        /// Одарённый ребёнок.
        Gifted = "gifted",
        /// С трудом осваивает программу.
        Struggling = "struggling",
        /// Ребёнок с ОВЗ. Restricted.
        Ovz = "ovz",
    }
}

coded! {
    /// Who told the curator of the request.
    pub enum Source of Sources {
        /// Сам наставляемый.
        Own = "self",
        /// Родитель.
        Parent = "parent",
        /// Классный руководитель.
        ClassTeacher = "class_teacher",
        /// Педагог-предметник.
        Teacher = "teacher",
        /// Психолог.
        Psychologist = "psychologist",
        /// Социальный педагог.
        SocialWorker = "social_worker",
        /// Профориентационный тест.
        Test = "test",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

coded! {
    /// What the curator has decided about a request; whether a pair meets it is seen from the pairs.
    pub enum RequestState {
        /// To be met.
        Open = "open",
        /// Отложен.
        Postponed = "postponed",
        /// Снят.
        Withdrawn = "withdrawn",
    }
}

/// What a mentee wants help with: a line of the request map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// In the words of whoever asked.
    pub text: Words,
    /// The seed's problems it touches, in the seed's order, without repeats.
    pub problems: Vec<Problem>,
    /// Who brought it.
    pub source: Option<Source>,
    /// 1 most urgent, 3 least.
    pub priority: u8,
    /// What was decided.
    pub state: RequestState,
    /// When it was made.
    pub made_on: Option<NaiveDate>,
}

/// Lowest urgency of a request.
pub const LOWEST_PRIORITY: u8 = 3;

impl Default for Request {
    fn default() -> Self {
        Self {
            text: Words::default(),
            problems: Vec::new(),
            source: None,
            priority: 2,
            state: RequestState::Open,
            made_on: None,
        }
    }
}

impl Request {
    /// Nothing has been said yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.problems.is_empty()
    }
}

coded! {
    /// Where a mentee stands by the curator's decision; the rest of the life cycle is seen from consents and pairs.
    pub enum MenteeStanding {
        /// Участвует.
        Participating = "participating",
        /// Завершил программу.
        Completed = "completed",
        /// Выбыл.
        Left = "left",
        /// Выбыл: сменил школу. The next year has no class for them.
        Moved = "moved",
    }
}

impl MenteeStanding {
    /// Whether they left before the end, for whatever reason.
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Left | Self::Moved)
    }

    /// Whether they take part no more, by whichever end.
    pub fn is_over(self) -> bool {
        self.is_gone() || self == Self::Completed
    }
}

/// A person's entry as a mentee in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentee {
    /// Whose entry.
    pub person: PersonId,
    /// In which year.
    pub year: YearId,
    /// When they joined; the official column 6.
    pub entered_on: Option<NaiveDate>,
    /// The form they wish.
    pub form: Option<Form>,
    /// The target group of the seed. [`TargetGroup::Ovz`] is restricted.
    pub group: Option<TargetGroup>,
    /// Requests, the main one first.
    pub requests: Vec<Request>,
    /// When they are free, in words.
    pub time: Words,
    /// What they like.
    pub interests: Words,
    /// Where they stand.
    pub standing: MenteeStanding,
    /// When they completed or left, and why.
    pub left_on: Option<NaiveDate>,
    /// Results of the programme; the official column 11.
    pub result: Words,
    /// Anything else about this year.
    pub notes: Words,
}

impl Mentee {
    /// An entry of which nothing but person and year is known.
    pub fn new(person: PersonId, year: YearId) -> Self {
        Self {
            person,
            year,
            entered_on: None,
            form: None,
            group: None,
            requests: Vec::new(),
            time: Words::default(),
            interests: Words::default(),
            standing: MenteeStanding::Participating,
            left_on: None,
            result: Words::default(),
            notes: Words::default(),
        }
    }

    /// Every text of the entry, to be shared with its equals.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Words> {
        let requests = self.requests.iter_mut().map(|request| &mut request.text);
        requests.chain([&mut self.time, &mut self.interests, &mut self.result, &mut self.notes])
    }

    /// The requests that still ask for help.
    pub fn open_requests(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(|request| request.state == RequestState::Open && !request.is_empty())
    }
}
