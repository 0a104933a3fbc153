//! The program's lists of terms that a school may change: reword an entry, take it out of what is offered, add its own.
//!
//! Such a list is an enum ([`coded!`](super::coded)) whose last variants are *seats*: variants without a meaning, each of
//! which a school gives one by naming it. So a record keeps a term as it always did, whatever the school calls it, and
//! an entry of the school's own needs no other layout. A seat without a name is empty: it is offered nowhere.
//! What the school says is a [`Wording`] in the record of its [`Lists`]; `fields` lays it over the program's words.

use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{
    CloseReason, Context, EventKind, EventRole, Lists, Pairing, PartnerKind, Place, Problem, Record, Source, Words,
};

coded! {
    /// The lists of terms that a school may change.
    pub enum Vocabulary {
        /// [`Problem`].
        Problems = "problems",
        /// [`Source`].
        Sources = "sources",
        /// [`CloseReason`].
        CloseReasons = "close_reasons",
        /// [`Context`].
        Contexts = "contexts",
        /// [`Place`].
        Places = "places",
        /// [`EventKind`].
        EventKinds = "event_kinds",
        /// [`EventRole`].
        EventRoles = "event_roles",
        /// [`PartnerKind`].
        PartnerKinds = "partner_kinds",
    }
}

impl Vocabulary {
    /// The codes of all its entries, seats last.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Problems => Problem::CODES,
            Self::Sources => Source::CODES,
            Self::CloseReasons => CloseReason::CODES,
            Self::Contexts => Context::CODES,
            Self::Places => Place::CODES,
            Self::EventKinds => EventKind::CODES,
            Self::EventRoles => EventRole::CODES,
            Self::PartnerKinds => PartnerKind::CODES,
        }
    }

    /// The codes of its seats.
    pub fn seats(self) -> &'static [&'static str] {
        match self {
            Self::Problems => Problem::SEATS,
            Self::Sources => Source::SEATS,
            Self::CloseReasons => CloseReason::SEATS,
            Self::Contexts => Context::SEATS,
            Self::Places => Place::SEATS,
            Self::EventKinds => EventKind::SEATS,
            Self::EventRoles => EventRole::SEATS,
            Self::PartnerKinds => PartnerKind::SEATS,
        }
    }

    /// Whether an entry is a seat.
    pub fn is_seat(self, code: &str) -> bool {
        self.seats().contains(&code)
    }

    /// Whether the program itself asks for an entry: indicators, the roadmap and results count by it.
    pub fn is_counted(self, code: &str) -> bool {
        let counted: &[&str] = match self {
            Self::Problems => &[Problem::Adaptation.code()],
            Self::CloseReasons => &[CloseReason::GoalReached.code(), CloseReason::Moved.code()],
            Self::EventKinds => &[EventKind::Festival.code(), EventKind::Career.code(), EventKind::Project.code()],
            Self::Sources | Self::Contexts | Self::Places | Self::EventRoles | Self::PartnerKinds => &[],
        };
        counted.contains(&code)
    }

    /// The codes of its entries that a record uses, with repeats.
    pub fn codes_in(self, record: &Record) -> Vec<&'static str> {
        match (self, record) {
            (Self::Problems, Record::Mentee(mentee)) => {
                mentee.requests.iter().flat_map(|request| &request.problems).map(|problem| problem.code()).collect()
            }
            (Self::Problems, Record::Pairing(pairing)) => in_rules(pairing),
            (Self::Sources, Record::Mentee(mentee)) => {
                mentee.requests.iter().filter_map(|request| request.source).map(Source::code).collect()
            }
            (Self::CloseReasons, Record::Pair(pair)) => {
                pair.closing.iter().map(|closing| closing.reason.code()).collect()
            }
            (Self::Contexts, Record::Meeting(meeting)) => meeting.context.into_iter().map(Context::code).collect(),
            (Self::Places, Record::Meeting(meeting)) => vec![meeting.place.code()],
            (Self::EventKinds, Record::Event(event)) => vec![event.kind.code()],
            (Self::EventRoles, Record::Event(event)) => event.present.iter().map(|one| one.role.code()).collect(),
            (Self::PartnerKinds, Record::Partner(partner)) => vec![partner.kind.code()],
            _ => Vec::new(),
        }
    }
}

fn in_rules(pairing: &Pairing) -> Vec<&'static str> {
    let of_roles = pairing.forms.iter().flat_map(|form| &form.roles).flat_map(|role| &role.problems);
    of_roles.chain(pairing.topics.iter().flat_map(|topic| &topic.problems)).map(|problem| problem.code()).collect()
}

/// What a school says of one entry of a list of terms. What it says nothing of is as the program has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// In which list.
    pub list: Vocabulary,
    /// Which entry.
    pub code: Words,
    /// What the school calls it; of a problem, what its mark means. Empty: as the program has it.
    pub title: Words,
    /// No longer offered; records that have it keep it.
    pub retired: bool,
}

impl Wording {
    /// Where it stands among those of all lists.
    pub fn place(&self) -> (Vocabulary, usize) {
        let codes = self.list.codes();
        (self.list, codes.iter().position(|code| *self.code == **code).unwrap_or(codes.len()))
    }

    /// Whether it is of an entry of the school's own.
    pub fn is_own(&self) -> bool {
        self.list.is_seat(&self.code)
    }
}

impl Lists {
    /// What the school says of an entry, if anything.
    pub fn wording(&self, list: Vocabulary, code: &str) -> Option<&Wording> {
        self.wordings.iter().find(|wording| wording.list == list && wording.code == *code)
    }

    /// What the school calls an entry, where it has a word of its own for it.
    pub fn own_title(&self, list: Vocabulary, code: &str) -> Option<&str> {
        self.wording(list, code).map(|wording| wording.title.as_str()).filter(|title| !title.is_empty())
    }

    /// Whether there is such an entry: a seat that nobody has named is none.
    pub fn has_entry(&self, list: Vocabulary, code: &str) -> bool {
        !list.is_seat(code) || self.own_title(list, code).is_some()
    }

    /// Whether an entry is offered for new records.
    pub fn is_offered(&self, list: Vocabulary, code: &str) -> bool {
        self.has_entry(list, code) && self.wording(list, code).is_none_or(|wording| !wording.retired)
    }

    /// These lists with everything that is said of one list of terms replaced; what says nothing is left out.
    #[must_use]
    pub fn with_wordings(&self, list: Vocabulary, wordings: impl IntoIterator<Item = Wording>) -> Self {
        let mut after = self.clone();
        after.wordings.retain(|wording| wording.list != list);
        after.wordings.extend(wordings.into_iter().filter(|it| it.retired || !it.title.is_empty()));
        after.wordings.sort_by_key(Wording::place);
        after
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::domain::sample::{Sample, day};

    const REASONS: Vocabulary = Vocabulary::CloseReasons;

    fn wording(code: &str, title: &str, retired: bool) -> Wording {
        Wording { list: REASONS, code: code.into(), title: title.into(), retired }
    }

    fn lists(wordings: &[Wording]) -> Lists {
        Lists::default().with_wordings(REASONS, wordings.iter().cloned())
    }

    /// A school with a pair that closed for a reason.
    fn closed(reason: CloseReason) -> Sample {
        let mut sample = Sample::new();
        let pair = sample.working(day(11, 1));
        sample.edit::<Pair>(pair, |pair| {
            pair.state = PairState::Ended;
            pair.closing = Some(Closing {
                on: day(11, 20),
                reason,
                by: Initiator::Curator,
                talk_held: true,
                note: Words::default(),
                next: Next::Open,
            });
        });
        sample
    }

    #[test]
    fn seats_come_last_and_only_those_of_health_are_restricted() {
        for &list in Vocabulary::ALL {
            let (codes, seats) = (list.codes(), list.seats());
            assert!(codes.ends_with(seats) && seats.len() >= 8, "{list:?}");
        }
        let own: Vec<_> = Problem::ALL.iter().filter(|it| Problem::SEATS.contains(&it.code())).collect();
        assert_eq!(own.iter().filter(|problem| problem.is_restricted()).count(), 2);
    }

    #[test]
    fn an_empty_seat_is_no_entry_and_what_was_taken_out_is_one() {
        let lists =
            lists(&[wording("own2", "смена формы", false), wording("moved", "", true), wording("no_time", "", false)]);
        assert_eq!(lists.wordings.len(), 2, "what says nothing is not kept: {:?}", lists.wordings);
        assert!(!lists.has_entry(REASONS, "own1") && !lists.is_offered(REASONS, "own1"));
        assert!(lists.is_offered(REASONS, "own2"));
        assert!(lists.has_entry(REASONS, "moved") && !lists.is_offered(REASONS, "moved"));
        assert_eq!(lists.own_title(REASONS, "moved"), None);
        assert!(!lists.has_entry(Vocabulary::Contexts, "own2"), "another list has seats of its own");
    }

    #[test]
    fn an_entry_of_the_schools_own_that_is_used_keeps_a_name() {
        let mut sample = closed(CloseReason::Own1);
        let named = lists(&[wording("own1", "смена формы", false)]);
        sample.put(TheLists, named.clone());
        let by = sample.register.pairs(sample.year).next().unwrap().0.into();
        let mut refused = |change: Change| sample.register.check(&Batch::new("test", vec![change])).err();
        let used = Refusal::EntryUsed { title: "смена формы".into(), by };
        assert_eq!(
            refused(Change::edit::<Lists>(TheLists, &named.clone().into(), Lists::default())),
            Some(used.clone())
        );
        assert_eq!(
            refused(Change::delete::<Lists>(TheLists, &named.clone().into())),
            Some(used),
            "an undo of the first step"
        );
        for other in [wording("own1", "другая форма", false), wording("own1", "смена формы", true)]
        {
            assert_eq!(refused(Change::edit::<Lists>(TheLists, &named.clone().into(), lists(&[other]))), None);
        }
    }

    #[test]
    fn an_unused_one_goes_and_what_makes_no_sense_does_not_come() {
        let mut sample = closed(CloseReason::Moved);
        let named = lists(&[wording("own1", "смена формы", false)]);
        sample.put(TheLists, named.clone());
        let mut refused = |after: Lists| {
            let change = Change::edit::<Lists>(TheLists, &named.clone().into(), after);
            sample.register.check(&Batch::new("test", vec![change])).err()
        };
        assert_eq!(refused(Lists::default()), None);
        let raw = |wordings: Vec<Wording>| Lists { wordings, ..Lists::default() };
        let wrong = Some(Refusal::OutOfRange { field: "wordings" });
        assert_eq!(refused(raw(vec![wording("own1", "", false)])), wrong, "says nothing");
        assert_eq!(refused(raw(vec![wording("own99", "так", false)])), wrong, "no such entry");
        assert_eq!(
            refused(raw(vec![wording("own1", "так", false), wording("own2", "Так", false)])),
            wrong,
            "one word twice"
        );
        assert_eq!(
            refused(raw(vec![wording("own2", "так", false), wording("own1", "иначе", false)])),
            wrong,
            "out of order"
        );
    }
}
