//! What the pairing rules of a school may not say, however they come: from a form, an undo, another session.

use super::{Component, Pairing, ThePairing};
use crate::domain::{Change, Form, Key, LOWEST_RANK, Pair, Record, Refusal, Register};

/// The most a component may weigh.
pub const HEAVIEST: u16 = 100;
/// The most a role model may put on a component, in per cent of its usual weight.
pub const STRONGEST: u16 = 500;

/// Why a change of the rules, already in its place, cannot stand: a value that is out of range, or a role model that is
/// gone although pairs have it.
pub(in crate::domain) fn violation(register: &Register, change: &Change) -> Option<Refusal> {
    let of = |record: &Option<Record>| match record {
        Some(Record::Pairing(pairing)) => Some(std::sync::Arc::clone(pairing)),
        _ => None,
    };
    let (before, after) = (of(&change.before), of(&change.after));
    if let Some(field) = after.as_deref().and_then(Pairing::fault) {
        return Some(Refusal::OutOfRange { field });
    }
    let before = before.as_deref().unwrap_or(Pairing::usual());
    let after = after.as_deref().unwrap_or(Pairing::usual());
    let gone = |code: &str| before.role(code).is_some() && after.role(code).is_none();
    let by = pairs_where(register, |pair| gone(&pair.role)).next()?;
    Some(Refusal::StillUsed { key: ThePairing.into(), by })
}

fn pairs_where(register: &Register, fits: impl Fn(&Pair) -> bool) -> impl Iterator<Item = Key> {
    register.all().filter(move |(_, record)| matches!(record, Record::Pair(pair) if fits(pair))).map(|(key, _)| key)
}

impl Pairing {
    /// How many pairs of all years have a role model of a form.
    pub fn pairs_with(register: &Register, form: Form, code: &str) -> usize {
        pairs_where(register, |pair| pair.form == form && pair.role == code).count()
    }

    /// How many pairs that are not over have a form.
    pub fn open_pairs_in(register: &Register, form: Form) -> usize {
        pairs_where(register, |pair| pair.form == form && !pair.state.is_closed()).count()
    }

    /// The first field that says what it may not.
    fn fault(&self) -> Option<&'static str> {
        let faults = [
            ("forms", !self.forms_are_sound()),
            ("roles", !self.roles_are_sound()),
            ("weights", !self.weights_are_sound()),
            ("soft", !self.soft.iter().all(|rule| rule.can_bend())),
            ("soft_cost", self.soft_cost > 100),
            ("strong", self.strong > 100 || self.good >= self.strong),
            ("stay_bonus", self.stay_bonus > 100),
            ("load_step", self.load_step > 100),
            ("names_on_sheet", !(1..=LOWEST_RANK).contains(&self.names_on_sheet)),
            ("first", !all_differ(&self.first)),
            ("topics", !self.topics_are_sound()),
        ];
        faults.into_iter().find(|(_, wrong)| *wrong).map(|(field, _)| field)
    }

    /// Every form is there once, and one that is run has people on both sides.
    fn forms_are_sound(&self) -> bool {
        let once = Form::ALL.iter().all(|form| self.forms.iter().filter(|model| model.form == *form).count() == 1);
        let manned = |model: &super::FormModel| !model.used || !model.mentors.is_empty() && !model.mentees.is_empty();
        once && self.forms.iter().all(manned)
    }

    fn roles_are_sound(&self) -> bool {
        let roles = || self.forms.iter().flat_map(|form| &form.roles);
        let named = roles().all(|role| !role.code.is_empty() && (!role.is_own() || !role.title.is_empty()));
        let own: Vec<&str> = roles().filter(|role| role.is_own()).map(|role| role.code.as_str()).collect();
        let once =
            self.forms.iter().all(|form| all_differ(&form.roles.iter().map(|role| &role.code).collect::<Vec<_>>()));
        let mild = roles().flat_map(|role| &role.emphasis).all(|(_, percent)| *percent <= STRONGEST);
        named && once && all_differ(&own) && mild
    }

    fn weights_are_sound(&self) -> bool {
        let known: Vec<Component> = self.weights.iter().map(|(component, _)| *component).collect();
        let weighs = self.weights.iter().any(|(_, weight)| *weight > 0);
        weighs && all_differ(&known) && self.weights.iter().all(|(_, weight)| *weight <= HEAVIEST)
    }

    fn topics_are_sound(&self) -> bool {
        let titles: Vec<&str> = self.topics.iter().map(|topic| topic.title.as_str()).collect();
        titles.iter().all(|title| !title.is_empty()) && all_differ(&titles)
    }
}

fn all_differ<T: PartialEq>(all: &[T]) -> bool {
    all.iter().enumerate().all(|(at, one)| !all[..at].contains(one))
}

#[cfg(test)]
mod tests {
    use super::super::{PairingRule, RoleModel};
    use super::*;

    fn fault(change: impl FnOnce(&mut Pairing)) -> Option<&'static str> {
        let mut pairing = Pairing::default();
        change(&mut pairing);
        pairing.fault()
    }

    #[test]
    fn the_usual_rules_are_sound_and_each_kind_of_fault_is_named() {
        assert_eq!(fault(|_| {}), None);
        assert_eq!(fault(|p| p.forms.truncate(5)), Some("forms"));
        assert_eq!(fault(|p| p.forms[0].mentors.clear()), Some("forms"));
        assert_eq!(fault(|p| p.forms[5].mentors.clear()), None, "a form that is not run may wait for its people");
        assert_eq!(fault(|p| p.forms[0].roles.push(RoleModel::own("own_1", ""))), Some("roles"));
        assert_eq!(
            fault(|p| (0..2).for_each(|at| p.forms[at].roles.push(RoleModel::own("own_1", "Свой")))),
            Some("roles")
        );
        assert_eq!(fault(|p| p.weights.iter_mut().for_each(|(_, weight)| *weight = 0)), Some("weights"));
        assert_eq!(fault(|p| p.soft.push(PairingRule::Consent)), Some("soft"));
        assert_eq!(fault(|p| p.soft.push(PairingRule::Time)), None);
        assert_eq!(fault(|p| p.good = p.strong), Some("strong"));
        assert_eq!(fault(|p| p.names_on_sheet = 0), Some("names_on_sheet"));
        assert_eq!(fault(|p| p.first.extend(p.first.clone())), Some("first"));
        assert_eq!(fault(|p| p.topics[1].title = p.topics[0].title.clone()), Some("topics"));
    }
}
