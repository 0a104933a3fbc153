//! What a school decides about pairing once and for all: which forms it runs, who may lead in them, which rules bend,
//! and what a good pair is made of (seed §7, model §5–6).
//!
//! The methodology leaves all of this open, so it is one record of data with defaults, not code. What is decided about
//! single people stands in [`super::Ruling`] and [`super::PreferenceSheet`].

use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, PersonKind, Problem, Role, TargetGroup, Words};

mod defaults;
mod sound;

pub(super) use sound::violation;
pub use sound::{HEAVIEST, STRONGEST};

/// The one record of the pairing rules of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThePairing;

coded! {
    /// The rules that can stand between two people, Р1 to Р11. The order is their number.
    pub enum PairingRule {
        /// Р1: a consent is missing or has run out.
        Consent = "consent",
        /// Р2: the mentor is not selected and trained.
        Admission = "admission",
        /// Р3: there is no form that suits both.
        Form = "form",
        /// Р4: no hour at which both are free.
        Time = "time",
        /// Р5: the mentor has no free place.
        Places = "places",
        /// Р6: one side, or the curator, said no.
        Veto = "veto",
        /// Р7: the mentor's class is not above the mentee's (seed §7.1).
        Class = "class",
        /// Р8: the mentor did not say to be ready for a child with ОВЗ.
        Ovz = "ovz",
        /// Р9: both are one person.
        SamePerson = "same_person",
        /// Р10: an adult from outside without the checks (model §9).
        Checks = "checks",
        /// Р11: this pair has come apart before.
        Broken = "broken",
    }
}

impl PairingRule {
    /// Its number, 1 to 11.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|rule| *rule == self).map_or(0, |at| at + 1)
    }

    /// Whether a school may let it only warn. What is unsafe never bends, and a place that is not there cannot.
    pub fn can_bend(self) -> bool {
        matches!(self, Self::Form | Self::Time | Self::Class | Self::Ovz | Self::Broken)
    }
}

coded! {
    /// What the score of a pair is made of.
    pub enum Component {
        /// З: how much of what is asked for the mentor can give.
        Request = "request",
        /// П: whom both sides named after the general meeting.
        Preference = "preference",
        /// В: hours at which both are free.
        Time = "time",
        /// И: what both like.
        Interests = "interests",
        /// А: the age or class the mentor wishes.
        Age = "age",
        /// О: what is behind the mentor, and the two together.
        Experience = "experience",
    }
}

coded! {
    /// How the mentor's class must stand to the mentee's. It binds pupils only.
    pub enum ClassRule {
        /// Any.
        Any = "any",
        /// A higher class.
        Higher = "higher",
        /// The same class or a higher one.
        NotLower = "not_lower",
    }
}

impl ClassRule {
    /// Whether a mentor of one grade may lead a mentee of another.
    pub fn allows(self, mentor: u8, mentee: u8) -> bool {
        match self {
            Self::Any => true,
            Self::Higher => mentor > mentee,
            Self::NotLower => mentor >= mentee,
        }
    }
}

coded! {
    /// Who gets a mentor before the others when there are not enough. It never lowers how many get one.
    pub enum Precedence {
        /// A child with ОВЗ. Restricted where it is shown of a person.
        Ovz = "ovz",
        /// A request of priority 1.
        Urgent = "urgent",
        /// Was in the programme the year before and had no mentor.
        LeftOver = "left_over",
    }
}

/// A role model inside a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleModel {
    /// Stable code, kept in pairs. Those of [`super::Role`] have a name of their own.
    pub code: Words,
    /// Name on screen and paper. Empty: the name that belongs to the code.
    pub title: Words,
    /// Whether new pairs may have it.
    pub used: bool,
    /// How classes must stand.
    pub class_rule: ClassRule,
    /// The problems it is for, which decides what a proposal calls a pair.
    pub problems: Vec<Problem>,
    /// The target groups it is for.
    pub groups: Vec<TargetGroup>,
    /// What counts for more or less in it than usually, in per cent of the usual weight.
    pub emphasis: Vec<(Component, u16)>,
}

impl RoleModel {
    /// A role model of the school's own with nothing but a name.
    pub fn own(code: &str, title: &str) -> Self {
        Self {
            code: code.into(),
            title: title.into(),
            used: true,
            class_rule: ClassRule::Any,
            problems: Vec::new(),
            groups: Vec::new(),
            emphasis: Vec::new(),
        }
    }

    /// Whether the school has made it, so that there is no usual one to go back to.
    pub fn is_own(&self) -> bool {
        Role::from_code(&self.code).is_none()
    }

    /// Whether it is about learning a subject.
    pub fn is_academic(&self) -> bool {
        self.groups.contains(&TargetGroup::Struggling)
    }

    /// Whether a pair that has it discloses health: such a pair is with a child with ОВЗ.
    pub fn is_restricted(&self) -> bool {
        self.code == Role::TeacherOvz.code() || self.groups.contains(&TargetGroup::Ovz)
    }
}

/// A form as the school runs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormModel {
    /// Which form.
    pub form: Form,
    /// Whether the school runs it.
    pub used: bool,
    /// Who may be a mentor in it.
    pub mentors: Vec<PersonKind>,
    /// Who may be a mentee in it.
    pub mentees: Vec<PersonKind>,
    /// The role models, the usual one first.
    pub roles: Vec<RoleModel>,
}

/// Something people ask for and can share, known by how its words begin: what ties a request to a competence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What it is called in an explanation: «математика».
    pub title: Words,
    /// Beginnings of words that mean it, in small letters with ё as е.
    pub words: Vec<Words>,
    /// The seed's problems that somebody who can share it helps with.
    pub problems: Vec<Problem>,
}

/// The pairing rules of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// Every form, used or not.
    pub forms: Vec<FormModel>,
    /// How much each component weighs; only what the sides have said counts, so the sum is free.
    pub weights: Vec<(Component, u16)>,
    /// The rules that only warn.
    pub soft: Vec<PairingRule>,
    /// How many points of 100 a broken soft rule costs.
    pub soft_cost: u8,
    /// From so many points of 100 on a pair is a strong one.
    pub strong: u8,
    /// From so many points of 100 on a pair is a good one; below it is a weak one.
    pub good: u8,
    /// How many points of 100 it is worth to stay together when others are matched anew.
    pub stay_bonus: u8,
    /// How many points of 100 the second mentee of a mentor costs, the third twice as many: evens out the load.
    pub load_step: u8,
    /// How many names a preference sheet has room for.
    pub names_on_sheet: u8,
    /// Who comes first, the first of all first.
    pub first: Vec<Precedence>,
    /// What requests and competences are about.
    pub topics: Vec<Topic>,
}

impl Pairing {
    /// The form as the school runs it.
    pub fn form(&self, form: Form) -> Option<&FormModel> {
        self.forms.iter().find(|model| model.form == form)
    }

    /// The role model of a code.
    pub fn role(&self, code: &str) -> Option<&RoleModel> {
        self.forms.iter().flat_map(|form| &form.roles).find(|role| role.code == code)
    }

    /// The role model of a pair: forms may each have one of the same code.
    pub fn role_in(&self, form: Form, code: &str) -> Option<&RoleModel> {
        let own = self.form(form).and_then(|model| model.roles.iter().find(|role| role.code == code));
        own.or_else(|| self.role(code))
    }

    /// A topic by its title.
    pub fn topic(&self, title: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.title == title)
    }

    /// Weight of a component.
    pub fn weight(&self, component: Component) -> u16 {
        self.weights.iter().find(|(known, _)| *known == component).map_or(0, |(_, weight)| *weight)
    }

    /// Whether a rule only warns.
    pub fn bends(&self, rule: PairingRule) -> bool {
        rule.can_bend() && self.soft.contains(&rule)
    }
}
