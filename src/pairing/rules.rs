//! Which rules stand between two people (Р1 to Р11), and whether each can be done something about.

use super::Cohort;
use super::cohort::NoBy;
use crate::domain::status::{MentorStatus, Missing};
use crate::domain::{ClassRule, ConsentKind, Form, FormModel, PairId, PairingRule, PersonKind, RoleModel, Verdict};

use super::facts::bits;

/// What exactly stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// Nothing more to say than the rule.
    Plain,
    /// This consent of the mentee.
    MenteeConsent(ConsentKind),
    /// What the mentor lacks.
    Lacks(Vec<Missing>),
    /// The mentor takes no part at all.
    Out(MentorStatus),
    /// The form the mentee wishes, which the mentor cannot lead.
    WishedForm(Form),
    /// Who said no.
    SaidNo(NoBy),
    /// The pair that came apart.
    Before(PairId),
}

/// A rule that stands between two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// Which rule.
    pub rule: PairingRule,
    /// Whether it forbids the pair, or only warns.
    pub hard: bool,
    /// What exactly.
    pub detail: Detail,
}

impl Cohort {
    /// Every rule that stands between two, in the order of their numbers.
    pub fn obstacles(&self, mentee: u32, mentor: u32) -> Vec<Obstacle> {
        let standing = PairingRule::ALL.iter().filter(|rule| self.stands(**rule, mentee, mentor));
        let obstacle = |rule: &PairingRule| Obstacle {
            rule: *rule,
            hard: self.is_hard(*rule, mentee, mentor),
            detail: self.detail(*rule, mentee, mentor),
        };
        standing.map(obstacle).collect()
    }

    /// Whether a rule stands between two and was not lifted for them.
    pub fn stands(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        self.applies(rule, mentee, mentor) && !self.is_lifted(rule, mentee, mentor)
    }

    fn is_lifted(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        match self.rulings.get(&(mentee, mentor)) {
            // Whoever pins two has decided about everything that could bend.
            Some((Verdict::Pin, _)) => rule.can_bend(),
            Some((Verdict::Allow, lifted)) => lifted.contains(&rule),
            Some((Verdict::Forbid, _)) | None => false,
        }
    }

    fn applies(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        let pending = self.plan.include_pending;
        let lacks = |what: Missing| !pending && leader.lacks.contains(&what);
        match rule {
            PairingRule::Consent => (!pending && led.lacks.is_some()) || lacks(Missing::Consent),
            PairingRule::Admission => {
                leader.out.is_some()
                    || lacks(Missing::Application)
                    || lacks(Missing::Interview)
                    || lacks(Missing::Training)
            }
            PairingRule::Checks => lacks(Missing::RecordCheck) || lacks(Missing::MedicalCheck),
            PairingRule::Form => {
                self.form_of(mentee, mentor).is_none_or(|form| led.form.is_some_and(|wish| wish != form))
            }
            PairingRule::Time => match (led.hours, leader.hours) {
                (Some(one), Some(other)) => one.common(other).meetings(self.minutes) == 0,
                _ => false,
            },
            PairingRule::Places => leader.seats == 0,
            PairingRule::Veto => self.vetoes.contains_key(&(mentee, mentor)),
            PairingRule::Class => {
                self.form_of(mentee, mentor).is_some()
                    && self.role_of(mentee, mentor).is_none()
                    && self.has_roles(mentee, mentor)
            }
            PairingRule::Ovz => led.ovz && !leader.ready_for_ovz,
            PairingRule::SamePerson => led.person == leader.person || self.family.contains(&(mentee, mentor)),
            PairingRule::Broken => self.apart.contains_key(&(mentee, mentor)),
        }
    }

    fn detail(&self, rule: PairingRule, mentee: u32, mentor: u32) -> Detail {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        let lacks = |some: &[Missing]| {
            let lacking: Vec<Missing> = leader.lacks.iter().copied().filter(|what| some.contains(what)).collect();
            Detail::Lacks(lacking)
        };
        match rule {
            PairingRule::Consent => led.lacks.map_or_else(|| lacks(&[Missing::Consent]), Detail::MenteeConsent),
            PairingRule::Admission => match leader.out {
                Some(status) => Detail::Out(status),
                None => lacks(&[Missing::Application, Missing::Interview, Missing::Training]),
            },
            PairingRule::Checks => lacks(&[Missing::RecordCheck, Missing::MedicalCheck]),
            PairingRule::Form => led.form.map_or(Detail::Plain, Detail::WishedForm),
            PairingRule::Veto => self.vetoes.get(&(mentee, mentor)).map_or(Detail::Plain, |by| Detail::SaidNo(*by)),
            PairingRule::Broken => self.apart.get(&(mentee, mentor)).map_or(Detail::Plain, |id| Detail::Before(*id)),
            PairingRule::Time | PairingRule::Places | PairingRule::Class => Detail::Plain,
            PairingRule::Ovz | PairingRule::SamePerson => Detail::Plain,
        }
    }

    /// Whether a rule forbids a pair of two, or only warns. Where no form suits at all, that is no matter of wishes.
    pub(super) fn is_hard(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        let no_form = rule == PairingRule::Form && self.form_of(mentee, mentor).is_none();
        no_form || !self.rules.bends(rule)
    }

    /// The form a pair of two would have: what the mentee wishes if it suits, else what the mentor wishes, else the
    /// first that suits both. A mentor leads the forms of their kind and the one they were entered for.
    pub fn form_of(&self, mentee: u32, mentor: u32) -> Option<Form> {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        let suits = |model: &FormModel| {
            let leads = model.mentors.contains(&leader.kind) || leader.form == Some(model.form);
            model.used && leads && model.mentees.contains(&led.kind)
        };
        let suiting = || self.rules.forms.iter().filter(|model| suits(model)).map(|model| model.form);
        let wished = |wish: Option<Form>| suiting().find(|form| Some(*form) == wish);
        wished(led.form).or_else(|| wished(leader.form)).or_else(|| suiting().next())
    }

    /// The role model a pair of two would have: of those that the classes allow, the one that is for most of what the
    /// mentee asks.
    pub fn role_of(&self, mentee: u32, mentor: u32) -> Option<&RoleModel> {
        let led = &self.mentees[mentee as usize];
        let problems = led.wants.iter().fold(0, |mask, want| mask | want.problems);
        let fit = |role: &RoleModel| {
            let for_group = led.group.is_some_and(|group| role.groups.contains(&group));
            (bits(role.problems.iter().copied()) & problems).count_ones() * 2 + u32::from(for_group)
        };
        let mut roles = self.roles(mentee, mentor).filter(|role| self.class_allows(role.class_rule, mentee, mentor));
        let first = roles.next()?;
        Some(roles.fold(first, |best, role| if fit(role) > fit(best) { role } else { best }))
    }

    fn roles(&self, mentee: u32, mentor: u32) -> impl Iterator<Item = &RoleModel> {
        let model = self.form_of(mentee, mentor).and_then(|form| self.rules.form(form));
        model.into_iter().flat_map(|model| model.roles.iter().filter(|role| role.used))
    }

    fn has_roles(&self, mentee: u32, mentor: u32) -> bool {
        self.roles(mentee, mentor).next().is_some()
    }

    /// Classes bind pupils whose class is known.
    fn class_allows(&self, rule: ClassRule, mentee: u32, mentor: u32) -> bool {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        match (leader.kind, leader.grade, led.grade) {
            (PersonKind::Pupil, Some(mentor), Some(mentee)) => rule.allows(mentor, mentee),
            _ => true,
        }
    }
}
