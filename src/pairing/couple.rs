//! Two people side by side: the form and the role their pair would have and what was said between them, looked up once
//! for all the rules and all the parts of the score.

use super::cohort::NoBy;
use super::facts::bits;
use super::{Cohort, MenteeFacts, MentorFacts};
use crate::domain::{
    ClassRule, Component, Form, FormModel, PairId, Pairing, PairingRule, PersonKind, RoleModel, Verdict,
};

/// What was said of two people, or happened between them. Of most couples there is nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Between {
    /// The mentee's rank of the mentor, the mentor's of the mentee.
    pub(super) ranks: [Option<u8>; 2],
    pub(super) veto: Option<NoBy>,
    pub(super) ruling: Option<(Verdict, Vec<PairingRule>)>,
    /// Their pair that came apart before.
    pub(super) apart: Option<PairId>,
    /// They finished a pair well before.
    pub(super) finished: bool,
    pub(super) family: bool,
}

impl Between {
    pub(super) fn is_pinned(&self) -> bool {
        matches!(self.ruling, Some((Verdict::Pin, _)))
    }
}

/// Nothing.
static NOTHING: Between =
    Between { ranks: [None; 2], veto: None, ruling: None, apart: None, finished: false, family: false };

/// Weights of all components, in hundredths, by their place in [`Component::ALL`].
pub(super) type Weights = [u32; Component::ALL.len()];

/// What is worked out of the forms of a school once for all couples.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// What components weigh where there is no role.
    usual: Weights,
    /// The roles in use, by the place of their form.
    roles: Vec<Vec<Role>>,
}

#[derive(Debug, Clone)]
struct Role {
    /// Its place in the form.
    at: usize,
    /// The problems it is for, as bits.
    problems: u32,
    weights: Weights,
}

impl Prepared {
    pub(super) fn of(rules: &Pairing) -> Self {
        let mut usual = Weights::default();
        for component in Component::ALL {
            usual[*component as usize] = u32::from(rules.weight(*component)) * 100;
        }
        let role = |(at, role): (usize, &RoleModel)| {
            let mut weights = usual;
            // Where a component is named twice, the first counts.
            for (component, percent) in role.emphasis.iter().rev() {
                weights[*component as usize] = usual[*component as usize] / 100 * u32::from(*percent);
            }
            Role { at, problems: bits(role.problems.iter().copied()), weights }
        };
        let roles = |form: &FormModel| form.roles.iter().enumerate().filter(|(_, it)| it.used).map(role).collect();
        Self { usual, roles: rules.forms.iter().map(roles).collect() }
    }
}

/// Two people.
pub(super) struct Couple<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) led: &'a MenteeFacts,
    pub(super) leader: &'a MentorFacts,
    /// The number of the mentor.
    pub(super) mentor: u32,
    pub(super) between: &'a Between,
    form: Option<&'a FormModel>,
    /// Whether the form has roles, whatever classes say.
    pub(super) has_roles: bool,
    role: Option<&'a Role>,
}

impl Cohort {
    pub(super) fn couple(&self, mentee: u32, mentor: u32) -> Couple<'_> {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        let between = self.between[mentee as usize].get(&mentor).unwrap_or(&NOTHING);
        let form = self.form_at(led, leader);
        let roles = form.map_or(&[][..], |at| &self.prepared.roles[at]);
        Couple {
            cohort: self,
            led,
            leader,
            mentor,
            between,
            form: form.map(|at| &self.rules.forms[at]),
            has_roles: !roles.is_empty(),
            role: form.and_then(|at| self.best_role(&self.rules.forms[at], roles, led, leader)),
        }
    }

    /// The place of the form a pair of two would have: what the mentee wishes if it suits, else what the mentor wishes,
    /// else the first that suits both. A mentor leads the forms of their kind and the one they were entered for.
    fn form_at(&self, led: &MenteeFacts, leader: &MentorFacts) -> Option<usize> {
        let mut found = None;
        for (at, model) in self.rules.forms.iter().enumerate() {
            let leads = model.mentors.contains(&leader.kind) || leader.form == Some(model.form);
            if !model.used || !leads || !model.mentees.contains(&led.kind) {
                continue;
            }
            let wished = |wish: Option<Form>| wish == Some(model.form);
            if wished(led.form) {
                return Some(at);
            }
            let second = wished(leader.form);
            if found.is_none() || second {
                found = Some(at);
            }
        }
        found
    }

    /// Of the roles that the classes allow, the one that is for most of what the mentee asks; the first among equals.
    fn best_role<'a>(
        &self,
        form: &FormModel,
        roles: &'a [Role],
        led: &MenteeFacts,
        leader: &MentorFacts,
    ) -> Option<&'a Role> {
        let mut best: Option<(u32, &Role)> = None;
        for role in roles {
            let model = &form.roles[role.at];
            if !class_allows(model.class_rule, led, leader) {
                continue;
            }
            let for_group = led.group.is_some_and(|group| model.groups.contains(&group));
            let fit = (role.problems & led.problems).count_ones() * 2 + u32::from(for_group);
            if best.is_none_or(|(least, _)| fit > least) {
                best = Some((fit, role));
            }
        }
        best.map(|(_, role)| role)
    }

    /// The form a pair of two would have.
    pub fn form_of(&self, mentee: u32, mentor: u32) -> Option<Form> {
        self.couple(mentee, mentor).form()
    }

    /// The role model a pair of two would have.
    pub fn role_of(&self, mentee: u32, mentor: u32) -> Option<&RoleModel> {
        let couple = self.couple(mentee, mentor);
        Some(&couple.form?.roles[couple.role?.at])
    }
}

impl Couple<'_> {
    pub(super) fn form(&self) -> Option<Form> {
        self.form.map(|model| model.form)
    }

    pub(super) fn has_role(&self) -> bool {
        self.role.is_some()
    }

    /// What a component weighs in the role of the two, in hundredths.
    pub(super) fn weight(&self, component: Component) -> u32 {
        self.role.map_or(&self.cohort.prepared.usual, |role| &role.weights)[component as usize]
    }
}

/// Classes bind pupils whose class is known.
fn class_allows(rule: ClassRule, led: &MenteeFacts, leader: &MentorFacts) -> bool {
    match (leader.kind, leader.grade, led.grade) {
        (PersonKind::Pupil, Some(mentor), Some(mentee)) => rule.allows(mentor, mentee),
        _ => true,
    }
}
