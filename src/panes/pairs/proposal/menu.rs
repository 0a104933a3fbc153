//! Changes that can be tried on a scratch copy, each with what it would bring.

use crate::fields::names;
use crate::kit::World;
use crate::pairing::{Help, Proposal, Proposed, Speaker, Trial};
use crate::text::fill;

/// How many changes that would help are offered.
const HELPS: usize = 6;

/// A change that can be tried.
#[derive(Debug)]
pub struct Choice {
    /// What it is.
    pub label: String,
    /// What it would bring: «+1 с наставником, сдвинутся ещё 2».
    pub effect: String,
    /// The change.
    pub trial: Trial,
}

/// The changes for one row.
#[derive(Debug)]
pub struct Menu {
    /// Whose row.
    pub title: String,
    /// The changes.
    pub choices: Vec<Choice>,
    /// Which one the cursor is on.
    pub cursor: usize,
}

impl Menu {
    /// What can be tried about a pair.
    pub fn of_pair(base: &Proposal, pair: &Proposed, world: &World) -> Self {
        let (p, cohort) = (&world.text.panes, &base.cohort);
        let (mentee, mentor) = (cohort.mentees[pair.mentee as usize].id, &cohort.mentors[pair.mentor as usize]);
        let leader = names::mentor_short(&world.register, mentor.id);
        let mut trials = vec![
            (fill(p.try_place, &[&leader]), Trial::Places { mentor: mentor.id, more: 1 }),
            (fill(p.try_without_mentor, &[&leader]), Trial::Without(mentor.id.into())),
            (p.try_forbid.to_owned(), Trial::Forbid(mentee, mentor.id)),
        ];
        let load = base.matching.mentees(pair.mentor).count();
        let small = mentor.group_from > 1 && load < usize::from(mentor.group_from);
        if small {
            let least = u32::from(mentor.group_from);
            trials.push((fill(p.try_fill, &[&leader, &least]), Trial::AtLeast { mentor: mentor.id, mentees: least }));
        }
        let title = format!("{} – {leader}", names::mentee_short(&world.register, mentee));
        Self::new(title, trials, base, world)
    }

    /// What can be tried for somebody who is without a mentor.
    pub fn of_mentee(base: &Proposal, mentee: u32, helps: &[Help], world: &World) -> Self {
        let speaker = Speaker { register: &world.register, text: world.text, reveal: world.reveal };
        let trials = helps
            .iter()
            .take(HELPS)
            .map(|help| (speaker.help(base, mentee, &help.change), help.change.trial(mentee, base)))
            .collect();
        let title = names::mentee_short(&world.register, base.cohort.mentees[mentee as usize].id);
        Self::new(title, trials, base, world)
    }

    fn new(title: String, trials: Vec<(String, Trial)>, base: &Proposal, world: &World) -> Self {
        let choice = |(label, trial)| {
            let effect = effect(base, trial, world);
            Choice { label, effect, trial }
        };
        Self { title, choices: trials.into_iter().map(choice).collect(), cursor: 0 }
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.choices.len().saturating_sub(1));
    }

    /// The change under the cursor.
    pub fn current(&self) -> Option<&Choice> {
        self.choices.get(self.cursor)
    }
}

/// What a change would bring, in a few words.
fn effect(base: &Proposal, trial: Trial, world: &World) -> String {
    let Ok(after) = base.tried(&world.register, world.today(), &[trial]) else { return String::new() };
    let difference = base.difference(&after);
    let p = &world.text.panes;
    if difference.moves.is_empty() {
        return p.try_nothing.to_owned();
    }
    let gained = match difference.matched {
        0 => String::new(),
        more if more > 0 => fill(p.try_more, &[&more]),
        less => fill(p.try_less, &[&-less]),
    };
    let moved = fill(p.try_moves, &[&difference.moves.len()]);
    [gained, moved].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
