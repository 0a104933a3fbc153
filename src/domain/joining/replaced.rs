//! A record in which one key stands in place of another.

use std::sync::Arc;

use crate::domain::{Key, MenteeId, MentorId, PersonId, Record};

/// The record with every mention of `from` turned into `to`; a list in which both stood names them once.
pub fn replaced(record: &Record, from: Key, to: Key) -> Record {
    let mut record = record.clone();
    replace(&mut record, Swap { from, to });
    record
}

#[derive(Clone, Copy)]
struct Swap {
    from: Key,
    to: Key,
}

impl Swap {
    fn person(self, id: &mut PersonId) {
        if Key::from(*id) == self.from {
            *id = PersonId(self.to.id);
        }
    }

    fn mentee(self, id: &mut MenteeId) {
        if Key::from(*id) == self.from {
            *id = MenteeId(self.to.id);
        }
    }

    fn mentor(self, id: &mut MentorId) {
        if Key::from(*id) == self.from {
            *id = MentorId(self.to.id);
        }
    }

    fn key(self, key: &mut Key) {
        if *key == self.from {
            *key = self.to;
        }
    }

    fn mentees(self, ids: &mut Vec<MenteeId>) {
        ids.iter_mut().for_each(|id| self.mentee(id));
        once(ids, |id| *id);
    }

    fn mentors(self, ids: &mut Vec<MentorId>) {
        ids.iter_mut().for_each(|id| self.mentor(id));
        once(ids, |id| *id);
    }
}

/// Leaves the first of those that are the same.
fn once<T, K: Eq + std::hash::Hash>(list: &mut Vec<T>, of: impl Fn(&T) -> K) {
    let mut seen = std::collections::HashSet::new();
    list.retain(|one| seen.insert(of(one)));
}

fn replace(record: &mut Record, swap: Swap) {
    match record {
        Record::Mentee(it) => swap.person(&mut Arc::make_mut(it).person),
        Record::Mentor(it) => swap.person(&mut Arc::make_mut(it).person),
        Record::Response(it) => swap.person(&mut Arc::make_mut(it).respondent),
        Record::Invitation(it) => swap.person(&mut Arc::make_mut(it).respondent),
        Record::Measure(it) => swap.person(&mut Arc::make_mut(it).person),
        Record::Award(it) => swap.person(&mut Arc::make_mut(it).person),
        Record::Staff(it) => Arc::make_mut(it).person.iter_mut().for_each(|id| swap.person(id)),
        Record::Event(it) => {
            let present = &mut Arc::make_mut(it).present;
            present.iter_mut().for_each(|one| swap.person(&mut one.person));
            once(present, |one| one.person);
        }
        Record::Pair(it) => {
            let pair = Arc::make_mut(it);
            swap.mentor(&mut pair.mentor);
            swap.mentees(&mut pair.mentees);
        }
        Record::Meeting(it) => swap.mentees(&mut Arc::make_mut(it).present),
        Record::GeneralMeeting(it) => {
            let meeting = Arc::make_mut(it);
            swap.mentors(&mut meeting.mentors);
            swap.mentees(&mut meeting.mentees);
        }
        Record::PreferenceSheet(it) => {
            let sheet = Arc::make_mut(it);
            swap.key(&mut sheet.author);
            sheet.named.iter_mut().for_each(|named| swap.key(&mut named.whom));
            once(&mut sheet.named, |named| named.whom);
            sheet.vetoes.iter_mut().for_each(|key| swap.key(key));
            once(&mut sheet.vetoes, |key| *key);
            let named: Vec<Key> = sheet.named.iter().map(|named| named.whom).collect();
            sheet.vetoes.retain(|key| !named.contains(key));
        }
        Record::Ruling(it) => {
            let ruling = Arc::make_mut(it);
            swap.mentee(&mut ruling.mentee);
            swap.mentor(&mut ruling.mentor);
        }
        Record::Training(it) => swap.mentors(&mut Arc::make_mut(it).present),
        Record::Waiver(it) => swap.key(&mut Arc::make_mut(it).about),
        Record::Snooze(it) => swap.key(&mut Arc::make_mut(it).about),
        Record::Selection(it) => swap.mentor(&mut Arc::make_mut(it).mentor),
        // Nothing of these names a person or an entry of theirs.
        Record::School(_) | Record::Year(_) | Record::Person(_) | Record::Questionnaire(_) | Record::Pairing(_) => {}
        Record::YearNumbers(_) | Record::CuratorSheet(_) | Record::Swot(_) | Record::Passport(_) => {}
        Record::Activity(_) | Record::Partner(_) | Record::Plan(_) | Record::Practice(_) | Record::Lists(_) => {}
        Record::Contact(_) | Record::Calendar(_) => {}
        Record::SchoolParameter(_) | Record::SchoolMeasure(_) => {}
    }
}
