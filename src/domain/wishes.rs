//! What both sides wish, seen together: who takes part, whose sheet is still to come, who named whom, and where two
//! people are each other's first choice (model §3.6, the pairs that «сложились» at the general meeting).

use chrono::NaiveDate;

use super::status::{self, MenteeStatus, MentorStatus};
use super::{Key, Kind, MenteeId, MentorId, PreferenceSheet, PreferenceSheetId, Register, Verdict, YearId};

/// Whether a mentee or a mentor takes part in the programme on `today`: nobody who has left, finished or was turned
/// down.
pub fn takes_part(register: &Register, who: Key, today: NaiveDate) -> bool {
    use MenteeStatus as E;
    use MentorStatus as R;
    let mentee = |id| status::mentee(register, id, today).is_some_and(|at| !matches!(at, E::Completed | E::Left));
    let out = |at: MentorStatus| matches!(at, R::Reserve | R::Refused | R::Completed | R::Removed);
    let mentor = |id| status::mentor(register, id, today).is_some_and(|at| !out(at));
    MenteeId::of(who).map(mentee).or_else(|| MentorId::of(who).map(mentor)).unwrap_or(false)
}

/// Whether somebody's sheet is still to come: they have none, and are free to be matched. Of mentors only those are
/// asked who are past the interview, since the general meeting is for the selected (seed §8 stage 5).
pub fn is_awaited(register: &Register, who: Key, today: NaiveDate) -> bool {
    if register.sheet_of(who).is_some() {
        return false;
    }
    let mentee = |id| status::mentee(register, id, today) != Some(MenteeStatus::Paired);
    let mentor = |id| {
        let selected = status::mentor(register, id, today).is_some_and(|at| {
            matches!(
                at,
                MentorStatus::Interviewed | MentorStatus::Trained | MentorStatus::Admitted | MentorStatus::Leading
            )
        });
        selected && status::free_places(register, id) > 0
    };
    let free = MenteeId::of(who).map(mentee).or_else(|| MentorId::of(who).map(mentor)).unwrap_or(false);
    free && takes_part(register, who, today)
}

/// The sheets of others that speak of somebody, for good or ill.
pub fn sheets_about(register: &Register, whom: Key) -> impl Iterator<Item = &PreferenceSheet> {
    let about = register.referring(whom, Kind::PreferenceSheet).filter_map(PreferenceSheetId::of);
    let sheets = about.filter_map(|id| register.get::<PreferenceSheet>(id));
    sheets.map(AsRef::as_ref).filter(move |sheet: &&PreferenceSheet| sheet.author != whom)
}

/// Who named somebody, with the rank they gave, the best first.
pub fn named_by(register: &Register, whom: Key) -> Vec<(Key, u8)> {
    let ranked = sheets_about(register, whom).filter_map(|sheet| Some((sheet.author, sheet.rank_of(whom)?)));
    let mut named: Vec<(Key, u8)> = ranked.collect();
    named.sort_by_key(|(author, rank)| (*rank, *author));
    named
}

/// The rank that `author` gave to `whom`.
pub fn rank_given(register: &Register, author: Key, whom: Key) -> Option<u8> {
    register.sheet_of(author)?.1.rank_of(whom)
}

/// Whether somebody's first choice chose them first as well.
pub fn is_mutual_first(register: &Register, sheet: &PreferenceSheet) -> bool {
    firsts(sheet).any(|whom| rank_given(register, whom, sheet.author) == Some(1))
}

fn firsts(sheet: &PreferenceSheet) -> impl Iterator<Item = Key> + '_ {
    sheet.named.iter().filter(|named| named.rank == 1).map(|named| named.whom)
}

/// Where two people stand who are each other's first choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MutualState {
    /// They can be put together.
    Open,
    /// They are, by a ruling or by a working pair.
    Together,
    /// The curator forbade it.
    Forbidden,
    /// One of them is taken: the mentee is in another pair or pinned to another mentor, or no place is left.
    Taken,
}

/// Two people who are each other's first choice. Neither vetoed the other: a sheet cannot name and veto one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mutual {
    /// Who would be led.
    pub mentee: MenteeId,
    /// Who would lead.
    pub mentor: MentorId,
    /// Whether they can be put together.
    pub state: MutualState,
}

/// The mutual first choices of a year, in the order of the mentees' numbers. Of several that want one place the first
/// is open and the others are taken, so that all open ones can be pinned at once.
pub fn mutual_firsts(register: &Register, year: YearId) -> Vec<Mutual> {
    let sheets = register.sheets(year).filter_map(|(_, sheet)| Some((MenteeId::of(sheet.author)?, sheet)));
    let chosen = |(mentee, sheet): (MenteeId, &std::sync::Arc<PreferenceSheet>)| {
        let both = |whom: &Key| rank_given(register, *whom, mentee.into()) == Some(1);
        let mentors: Vec<MentorId> = firsts(sheet).filter(both).filter_map(MentorId::of).collect();
        mentors.into_iter().map(move |mentor| (mentee, mentor)).collect::<Vec<_>>()
    };
    let mut couples: Vec<(MenteeId, MentorId)> = sheets.flat_map(chosen).collect();
    couples.sort_unstable();
    let mut pinned: Vec<(MenteeId, MentorId)> = register
        .rulings(year)
        .filter(|(_, ruling)| ruling.verdict == Verdict::Pin)
        .map(|(_, ruling)| (ruling.mentee, ruling.mentor))
        .collect();
    let mut mutual = Vec::new();
    for (mentee, mentor) in couples {
        let state = state_of(register, mentee, mentor, &pinned);
        if state == MutualState::Open {
            pinned.push((mentee, mentor));
        }
        mutual.push(Mutual { mentee, mentor, state });
    }
    mutual
}

fn state_of(register: &Register, mentee: MenteeId, mentor: MentorId, pinned: &[(MenteeId, MentorId)]) -> MutualState {
    let working = register.active_pair_of(mentee).map(|(_, pair)| pair.mentor);
    if working == Some(mentor) || pinned.contains(&(mentee, mentor)) {
        return MutualState::Together;
    }
    let forbidden = register.ruling_on(mentee, mentor).is_some_and(|(_, ruling)| ruling.verdict == Verdict::Forbid);
    if forbidden {
        return MutualState::Forbidden;
    }
    // A pin whose mentee is in a pair by now takes no place beyond that pair's.
    let waits = |(other, _): &&(MenteeId, MentorId)| register.active_pair_of(*other).is_none();
    let promised = pinned.iter().filter(|(_, whose)| *whose == mentor).filter(waits).count();
    let places = usize::try_from(status::free_places(register, mentor)).unwrap_or(0);
    let taken = working.is_some() || pinned.iter().any(|(known, _)| *known == mentee) || promised >= places;
    if taken { MutualState::Taken } else { MutualState::Open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Form, Pair, PairState, PersonKind, Ruling, RulingId};

    const TODAY: (u32, u32) = (10, 20);

    struct School {
        sample: Sample,
        mentees: Vec<MenteeId>,
        mentors: Vec<MentorId>,
    }

    fn school(mentees: usize, mentors: usize) -> School {
        let mut sample = Sample::new();
        let mentees = (0..mentees).map(|n| sample.mentee(&format!("Ученик{n} Пётр"), "7Б")).collect();
        let mentors = (0..mentors)
            .map(|n| {
                let id = sample.mentor(&format!("Учитель{n} Вера"), PersonKind::Teacher);
                sample.edit::<crate::domain::Mentor>(id, |mentor| mentor.capacity = 1);
                id
            })
            .collect();
        School { sample, mentees, mentors }
    }

    impl School {
        fn sheet(&mut self, author: Key, order: &[Key]) {
            let mut sheet = PreferenceSheet::new(self.sample.year, author);
            sheet.name_in_order(order.iter().copied());
            let id = PreferenceSheetId(self.sample.register.highest_id() + 1);
            self.sample.put(id, sheet);
        }

        fn rule(&mut self, mentee: MenteeId, mentor: MentorId, verdict: Verdict) {
            let (year, lifted) = (self.sample.year, Vec::new());
            let id = RulingId(self.sample.register.highest_id() + 1);
            self.sample.put(id, Ruling { year, mentee, mentor, verdict, lifted, reason: "".into() });
        }

        fn states(&self) -> Vec<MutualState> {
            mutual_firsts(&self.sample.register, self.sample.year).iter().map(|mutual| mutual.state).collect()
        }
    }

    #[test]
    fn only_the_first_choice_of_both_is_mutual() {
        let mut school = school(3, 2);
        let (a, b, c) = (school.mentees[0], school.mentees[1], school.mentees[2]);
        let (x, y) = (school.mentors[0], school.mentors[1]);
        school.sheet(a.into(), &[x.into(), y.into()]);
        school.sheet(b.into(), &[x.into()]);
        school.sheet(c.into(), &[x.into(), y.into()]);
        school.sheet(x.into(), &[a.into(), b.into()]);
        school.sheet(y.into(), &[c.into()]);
        let found = mutual_firsts(&school.sample.register, school.sample.year);
        assert_eq!(found, [Mutual { mentee: a, mentor: x, state: MutualState::Open }]);
        assert_eq!(named_by(&school.sample.register, x.into()), [(a.into(), 1), (b.into(), 1), (c.into(), 1)]);
        assert_eq!(named_by(&school.sample.register, c.into()), [(y.into(), 1)]);
        let sheet = |key: Key| school.sample.register.sheet_of(key).unwrap().1;
        assert!(is_mutual_first(&school.sample.register, sheet(a.into())));
        assert!(!is_mutual_first(&school.sample.register, sheet(y.into())));
    }

    #[test]
    fn nobody_is_pinned_twice_or_against_a_ruling_or_beyond_the_places() {
        let mut school = school(2, 2);
        let (a, b, x, y) = (school.mentees[0], school.mentees[1], school.mentors[0], school.mentors[1]);
        school.sheet(a.into(), &[x.into()]);
        school.sheet(b.into(), &[x.into()]);
        // One place, two firsts: a tie as imports bring it.
        let mut sheet = PreferenceSheet::new(school.sample.year, x.into());
        sheet.name_in_order([a.into(), b.into()]);
        sheet.named.iter_mut().for_each(|named| named.rank = 1);
        let id = PreferenceSheetId(school.sample.register.highest_id() + 1);
        school.sample.put(id, sheet);
        assert_eq!(school.states(), [MutualState::Open, MutualState::Taken]);
        school.rule(a, y, Verdict::Pin);
        assert_eq!(school.states(), [MutualState::Taken, MutualState::Open], "a is promised to another");
        school.rule(b, x, Verdict::Forbid);
        assert_eq!(school.states(), [MutualState::Taken, MutualState::Forbidden]);
    }

    #[test]
    fn a_pair_that_works_is_together_and_takes_the_place() {
        let mut school = school(2, 1);
        let (a, b, x) = (school.mentees[0], school.mentees[1], school.mentors[0]);
        school.sheet(a.into(), &[x.into()]);
        school.sheet(x.into(), &[a.into()]);
        let mut pair = Pair::new(school.sample.year, Form::TeacherPupil, x, vec![a]);
        (pair.state, pair.started_on) = (PairState::Fixed, Some(day(10, 12)));
        let id = crate::domain::PairId(school.sample.register.highest_id() + 1);
        school.sample.put(id, pair);
        assert_eq!(school.states(), [MutualState::Together]);
        let (register, today) = (&school.sample.register, day(TODAY.0, TODAY.1));
        assert!(!is_awaited(register, a.into(), today) && !is_awaited(register, x.into(), today));
        assert!(is_awaited(register, b.into(), today) && takes_part(register, x.into(), today));
    }
}
