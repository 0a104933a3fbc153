//! Which rules stand between two people (Р1 to Р11), and whether each can be done something about.

use super::Cohort;
use super::cohort::NoBy;
use super::couple::Couple;
use crate::domain::status::{MentorStatus, Missing};
use crate::domain::{ConsentKind, Form, PairId, PairingRule, Verdict};

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
        let couple = self.couple(mentee, mentor);
        let standing = PairingRule::ALL.iter().filter(|rule| couple.stands(**rule));
        let obstacle =
            |rule: &PairingRule| Obstacle { rule: *rule, hard: couple.is_hard(*rule), detail: couple.detail(*rule) };
        standing.map(obstacle).collect()
    }
}

impl Couple<'_> {
    /// Whether a rule stands between the two and was not lifted for them.
    pub(super) fn stands(&self, rule: PairingRule) -> bool {
        self.applies(rule) && !self.is_lifted(rule)
    }

    fn is_lifted(&self, rule: PairingRule) -> bool {
        // A pair that works goes on working: a paper that expired or an hour that changed is a signal, not a rule broken.
        if self.led.today == Some(self.mentor) {
            return rule != PairingRule::Veto;
        }
        match &self.between.ruling {
            // Whoever pins two has decided about everything that could bend.
            Some((Verdict::Pin, _)) => rule.can_bend(),
            Some((Verdict::Allow, lifted)) => lifted.contains(&rule),
            Some((Verdict::Forbid, _)) | None => false,
        }
    }

    fn applies(&self, rule: PairingRule) -> bool {
        let (led, leader, between) = (self.led, self.leader, self.between);
        let pending = self.cohort.plan.include_pending;
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
            PairingRule::Form => self.form().is_none_or(|form| led.form.is_some_and(|wish| wish != form)),
            PairingRule::Time => match (led.hours, leader.hours) {
                (Some(one), Some(other)) => !one.common(other).has_meeting(self.cohort.minutes),
                _ => false,
            },
            PairingRule::Places => leader.seats == 0,
            PairingRule::Veto => between.veto.is_some(),
            PairingRule::Class => self.has_roles && !self.has_role(),
            PairingRule::Ovz => led.ovz && !leader.ready_for_ovz,
            PairingRule::SamePerson => led.person == leader.person || between.family,
            PairingRule::Broken => between.apart.is_some(),
        }
    }

    fn detail(&self, rule: PairingRule) -> Detail {
        let (led, leader, between) = (self.led, self.leader, self.between);
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
            PairingRule::Veto => between.veto.map_or(Detail::Plain, Detail::SaidNo),
            PairingRule::Broken => between.apart.map_or(Detail::Plain, Detail::Before),
            PairingRule::Time | PairingRule::Places | PairingRule::Class => Detail::Plain,
            PairingRule::Ovz | PairingRule::SamePerson => Detail::Plain,
        }
    }

    /// Whether a rule forbids a pair of the two, or only warns. Where no form suits at all, that is no matter of wishes.
    pub(super) fn is_hard(&self, rule: PairingRule) -> bool {
        let no_form = rule == PairingRule::Form && self.form().is_none();
        no_form || !self.cohort.rules.bends(rule)
    }
}
