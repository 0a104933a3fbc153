//! Admission with a reservation: a gate the curator lets a mentor pass, why, and the way back (model §2.8). Consents and
//! the checks of adults from outside are no gates, so nothing here can pass them.

use std::sync::Arc;

use crate::domain::status::{self, Missing};
use crate::domain::{Batch, Change, Gate, Mentor, MentorId, Waiver, WaiverId};
use crate::fields::{Worded, dates, names};
use crate::kit::{Act, Dialog, Keys, World, first_key, verb};
use crate::panes::programme;
use crate::text::fill;

/// The gates a mentor stands before.
const GATES_OF_MENTORS: [(Missing, Gate); 3] = [
    (Missing::Application, Gate::Application),
    (Missing::Interview, Gate::Interview),
    (Missing::Training, Gate::Training),
];

/// The gates a mentor has passed with a reason.
pub fn passed(id: MentorId, world: &World) -> Vec<(WaiverId, &Arc<Waiver>)> {
    GATES_OF_MENTORS.iter().filter_map(|(_, gate)| world.register.passed(*gate, id.into())).collect()
}

/// The gates a mentor has not passed yet; none where the interview was decided against them.
fn before(id: MentorId, world: &World) -> Vec<Gate> {
    if is_against(id, world) {
        return Vec::new();
    }
    let missing = status::missing_for_admission(&world.register, id, world.today());
    GATES_OF_MENTORS.iter().filter(|(what, _)| missing.contains(what)).map(|(_, gate)| *gate).collect()
}

fn is_against(id: MentorId, world: &World) -> bool {
    world.register.get::<Mentor>(id).is_some_and(|mentor| mentor.decision.is_against())
}

/// «с оговоркой: без собеседования – учит десять лет (12.10.2026, petrova)».
pub fn words(id: MentorId, world: &World) -> Vec<String> {
    let said = |(key, waiver): (WaiverId, &Arc<Waiver>)| {
        let who = world.register.stamp(key.into()).map_or_else(String::new, |stamp| stamp.who);
        let (gate, day) = (waiver.gate.word(world.text), dates::full(waiver.on));
        fill(world.text.training.waived, &[&gate, &waiver.reason, &day, &who])
    };
    passed(id, world).into_iter().map(said).collect()
}

/// «! – допустить с оговоркой», where that can be.
pub fn key_words(id: MentorId, world: &World) -> Option<String> {
    let t = &world.text.training;
    (!before(id, world).is_empty()).then(|| fill(t.next_key, &[&first_key(verb::EXCUSE, world), &t.next_waiver]))
}

/// Whether there is a gate to pass or a reservation to take back.
///
/// # Errors
/// Why there is neither, as a sentence.
pub fn can(id: MentorId, world: &World) -> Result<(), String> {
    let t = &world.text.training;
    if !before(id, world).is_empty() || !passed(id, world).is_empty() {
        return Ok(());
    }
    if is_against(id, world) {
        return Err(t.waiver_against.to_owned());
    }
    let missing = status::missing_for_admission(&world.register, id, world.today());
    Err(if missing.is_empty() { t.waiver_not_needed } else { t.waiver_never }.to_owned())
}

/// The form of the reason where there is one gate and nothing was passed yet; else the question which gate to pass, or
/// which reservation to take back.
pub fn open(id: MentorId, world: &World) -> Vec<Act> {
    let form = |gate| programme::waiver(gate, id.into(), world).map(|form| Act::Form(Box::new(form)));
    let (given, open) = (passed(id, world), before(id, world));
    if let ([], [gate]) = (given.as_slice(), open.as_slice()) {
        return form(*gate).into_iter().collect();
    }
    let t = &world.text.training;
    let title = fill(t.waiver_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut dialog = Dialog::new(title, words(id, world));
    let back = |(key, waiver): (WaiverId, &Arc<Waiver>)| {
        let batch = Batch::new("gate.withdraw", vec![Change::delete(key, waiver)]);
        (fill(t.waiver_back, &[&waiver.gate.word(world.text)]), vec![Act::Save(batch)])
    };
    let pass = |gate: Gate| (fill(t.waiver_pass, &[&gate.word(world.text)]), form(gate).into_iter().collect());
    let answers = given.into_iter().map(back).chain(open.into_iter().map(pass));
    for ((said, acts), keys) in answers.zip(verb::DIGITS) {
        dialog = dialog.answer(keys, said, acts);
    }
    vec![Act::Ask(Box::new(dialog.answer(Keys::same(&["esc"]), t.waiver_leave, Vec::new())))]
}
