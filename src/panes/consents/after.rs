//! What stops when a consent is taken back: pairs at work, what was published, tables that go out (model §3.9).

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{
    AfterWithdrawal, Award, AwardId, AwardKind, Change, CloseReason, Closing, ConsentKind, Initiator, Kind, MenteeId,
    MentorId, Next, Pair, PairId, PairState, PersonId, Practice, PracticeId, Words,
};
use crate::fields::{dates, names};
use crate::kit::World;
use crate::panes::pairs;
use crate::text::fill;

/// What a withdrawal touches.
#[derive(Debug, Default)]
pub struct Touched {
    /// Pairs at work, with the mentee whose consent it is; `None` where it is the mentor's.
    pairs: Vec<(PairId, Option<MenteeId>)>,
    practices: Vec<PracticeId>,
    awards: Vec<AwardId>,
    exports: bool,
}

impl Touched {
    /// What hangs on a consent of a person.
    pub fn by(person: PersonId, kind: ConsentKind, world: &World) -> Self {
        let mut touched = Self { exports: kind == ConsentKind::Data, ..Self::default() };
        if matches!(kind, ConsentKind::Data | ConsentKind::Participation) {
            touched.pairs = working(person, kind == ConsentKind::Data, world);
        }
        if matches!(kind, ConsentKind::Data | ConsentKind::Publication) {
            touched.practices = published(person, world);
            touched.awards = features(person, world);
        }
        touched
    }

    /// Whether pairs at work are among it.
    pub fn has_pairs(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// Whether any of those pairs goes on as if nothing had been: one that rests is decided.
    pub fn still_works(&self, world: &World) -> bool {
        let works = |id| world.register.get::<Pair>(id).is_some_and(|pair| pair.state == PairState::Fixed);
        self.pairs.iter().any(|(id, _)| works(*id))
    }

    /// What will stop, in sentences.
    pub fn lines(&self, world: &World) -> Vec<String> {
        let (y, register) = (&world.text.years, &world.register);
        let named = |keys: Vec<crate::domain::Key>| -> String {
            let names: Vec<String> = keys.into_iter().map(|key| names::of_key(register, key, world.text)).collect();
            names.join(", ")
        };
        let mut lines = Vec::new();
        if !self.pairs.is_empty() {
            lines.push(fill(y.stops_pairs, &[&named(self.pairs.iter().map(|(id, _)| (*id).into()).collect())]));
        }
        let leaves = self.pairs.iter().any(|(id, led)| led.is_some() && is_group(*id, world));
        lines.extend(leaves.then(|| y.stops_group.to_owned()));
        let out: Vec<crate::domain::Key> =
            self.practices.iter().map(|&id| id.into()).chain(self.awards.iter().map(|&id| id.into())).collect();
        if !out.is_empty() {
            lines.push(fill(y.stops_published, &[&named(out)]));
        }
        lines.extend(self.exports.then(|| y.stops_exports.to_owned()));
        lines
    }

    /// The changes that follow a withdrawal on a day.
    pub fn changes(&self, plan: AfterWithdrawal, on: NaiveDate, world: &mut World) -> Vec<Change> {
        let note = fill(world.text.years.unpublished_note, &[&dates::full(on)]);
        let mut changes: Vec<Change> = Vec::new();
        for id in &self.practices {
            let Some(before) = world.register.get::<Practice>(*id) else { continue };
            // Where it can be read is no longer the place to look for it, but for the curator who takes it down.
            let (published_on, link) = (None, Words::default());
            let mut after = Practice { published_on, link, ..Practice::clone(before) };
            let was = if before.link.is_empty() { note.clone() } else { format!("{note} ({})", before.link) };
            pairs::note(&mut after.notes, &was);
            changes.push(Change::edit(*id, before, after));
        }
        for id in &self.awards {
            let Some(before) = world.register.get::<Award>(*id) else { continue };
            changes.push(Change::edit(*id, before, Award { given_on: None, ..Award::clone(before) }));
        }
        if plan == AfterWithdrawal::Leave {
            return changes;
        }
        for (id, led) in &self.pairs {
            let Some(before) = world.register.get::<Pair>(*id).map(Arc::clone) else { continue };
            // One of a group never rests alone.
            if plan == AfterWithdrawal::Pause && !(led.is_some() && before.is_group()) {
                let after = Pair { state: PairState::Paused, paused_until: None, ..Pair::clone(&before) };
                changes.push(Change::edit(*id, &before, after));
                continue;
            }
            let leavers: Vec<MenteeId> = led.iter().copied().collect();
            let end = (PairState::Ended, closing(led.is_some(), on));
            changes.extend(pairs::end(*id, &before, &leavers, end, world));
        }
        changes
    }
}

fn is_group(id: PairId, world: &World) -> bool {
    world.register.get::<Pair>(id).is_some_and(|pair| pair.is_group())
}

/// The end of a pair of which the consent of somebody led, or of the mentor, was taken back.
fn closing(led: bool, on: NaiveDate) -> Closing {
    let (reason, by) = (CloseReason::ConsentWithdrawn, if led { Initiator::Parent } else { Initiator::Mentor });
    Closing { on, reason, by, talk_held: false, note: Words::default(), next: Next::Open }
}

/// The pairs at work that someone is led in, and where `leads`, those they lead.
fn working(person: PersonId, leads: bool, world: &World) -> Vec<(PairId, Option<MenteeId>)> {
    let register = &world.register;
    let entries = register.referring(person.into(), Kind::Mentee).filter_map(MenteeId::of);
    let led = entries.filter_map(|id| register.active_pair_of(id).map(|(pair, _)| (pair, Some(id))));
    let mentors = register.referring(person.into(), Kind::Mentor).filter_map(MentorId::of).filter(|_| leads);
    let leading = mentors.flat_map(|id| register.pairs_of_mentor(id));
    let mut pairs: Vec<_> = led.collect();
    pairs.extend(leading.filter(|(_, pair)| pair.state.is_active()).map(|(id, _)| (id, None)));
    pairs.sort_unstable();
    pairs
}

/// What was published about pairs someone is in.
fn published(person: PersonId, world: &World) -> Vec<PracticeId> {
    let register = &world.register;
    let is_in = |id: PairId| {
        let Some(pair) = register.get::<Pair>(id) else { return false };
        let led = pair.mentees.iter().any(|id| names::person_of(register, (*id).into()) == Some(person));
        led || register.mentor_person_id(pair.mentor) == Some(person)
    };
    let years = register.years();
    let all = years.iter().flat_map(|(year, _)| register.practices(*year));
    all.filter(|(_, it)| it.published_on.is_some() && it.pair.is_some_and(is_in)).map(|(id, _)| id).collect()
}

/// Features about someone that have gone out.
fn features(person: PersonId, world: &World) -> Vec<AwardId> {
    let register = &world.register;
    let ids = register.referring(person.into(), Kind::Award).filter_map(AwardId::of);
    let out = |id: &AwardId| {
        register.get::<Award>(*id).is_some_and(|it| it.kind == AwardKind::Feature && it.given_on.is_some())
    };
    ids.filter(out).collect()
}
