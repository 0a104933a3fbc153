//! Who leaves the programme, before the end or at it, and what becomes of the pairs they are in. It is asked where they are said
//! to have left, and done in the same step: no pair stays at work unseen with a side that is gone (model §8).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::pairs;
use crate::domain::{
    AfterWithdrawal, Change, CloseReason, Key, Mentee, MenteeId, MenteeStanding, Mentor, MentorId, MentorStanding,
    Next, Pair, PairId, PairState, Record,
};
use crate::fields::{AFTER_LEAVING, CLOSING, Field, FieldKind, PairRow, Value, names};
use crate::kit::{FieldError, Form, Input, Offer, World};
use crate::text::fill;

/// The field that says where somebody stands.
const STATUS: &str = "status";
/// The question what becomes of the pairs.
const PAIRS: &str = "after_pairs";
/// What is asked of pairs that end, of what a closing says.
const ENDING: [&str; 3] = ["close_reason", "close_by", "close_talk"];

static AFTER: Field<AfterWithdrawal> = Field::new(
    PAIRS,
    |text| text.years.after_pairs,
    FieldKind::Choice(AFTER_LEAVING),
    |plan: &AfterWithdrawal, _| Value::Code(plan.code()),
    |plan: &mut AfterWithdrawal, value, _| {
        *plan = value.as_code().and_then(AfterWithdrawal::from_code).unwrap_or(*plan);
    },
)
.required();

/// The pairs at work that lose a side: those of their mentees who leave, none of them where the mentor does.
type Losing = BTreeMap<PairId, Vec<MenteeId>>;

/// Who of the entries that a form is about had not left when it was opened, and has as it is filled in, be it because
/// they completed.
fn leaving(form: &Form, world: &World) -> Vec<Key> {
    let typed = form.value(STATUS, &world.ctx());
    let Some(code) = typed.as_code() else { return Vec::new() };
    let goes = |record: &Record| match record {
        Record::Mentee(it) if !it.standing.is_gone() => MenteeStanding::from_code(code)
            .is_some_and(|after| after != it.standing && after != MenteeStanding::Participating),
        Record::Mentor(it) if !it.standing.is_gone() => MentorStanding::from_code(code)
            .is_some_and(|after| after != it.standing && (after.is_gone() || after == MentorStanding::Completed)),
        _ => false,
    };
    form.base.iter().filter(|(_, record)| goes(record)).map(|(key, _)| *key).collect()
}

fn losing(leaving: &[Key], world: &World) -> Losing {
    let register = &world.register;
    let mut losing = Losing::new();
    for id in leaving.iter().copied().filter_map(MenteeId::of) {
        for (pair, _) in register.pairs_of_mentee(id).iter().filter(|(_, pair)| pair.state.is_active()) {
            losing.entry(*pair).or_default().push(id);
        }
    }
    for id in leaving.iter().copied().filter_map(MentorId::of) {
        let led = register.pairs_of_mentor(id);
        losing.extend(led.iter().filter(|(_, pair)| pair.state.is_active()).map(|(pair, _)| (*pair, Vec::new())));
    }
    losing
}

/// Asks what becomes of the pairs, as long as somebody leaves who is in any.
pub fn ask(form: &mut Form, world: &World) {
    let ctx = world.ctx();
    let leaving = leaving(form, world);
    let lost = losing(&leaving, world);
    let first = lost.keys().next().and_then(|id| PairRow::load(&world.register, *id));
    let question = first.as_ref().map(|_| Input::of(&AFTER, &AfterWithdrawal::End, &ctx));
    form.ask(PAIRS, question, STATUS);
    let ends = form.value(PAIRS, &ctx).as_code() == Some(AfterWithdrawal::End.code());
    let mut after = PAIRS;
    for id in ENDING {
        let field = CLOSING.iter().find(|field| field.id == id);
        let mut question = field.zip(first.as_ref()).filter(|_| ends).map(|(field, row)| Input::of(field, row, &ctx));
        if let Some((input, value)) = question.as_mut().zip(usual(id, form, world)) {
            input.propose(value);
        }
        form.ask(id, question, after);
        after = id;
    }
}

/// What the status says already: a change of school is its own reason. Any other, and who asked for the end, is for the
/// curator to say.
fn usual(field: &str, form: &Form, world: &World) -> Option<Value> {
    let moved = form.value(STATUS, &world.ctx()).as_code() == Some(MenteeStanding::Moved.code());
    (field == "close_reason" && moved).then(|| Value::Code(CloseReason::Moved.code()))
}

/// How the pairs end: as planned for those who completed.
fn outcome(form: &Form, world: &World) -> PairState {
    let completes = form.value(STATUS, &world.ctx()).as_code() == Some(MenteeStanding::Completed.code());
    if completes { PairState::Finished } else { PairState::Ended }
}

/// Which pairs lose a side, and on which day whoever leaves has left where no day is said.
pub fn hints(form: &Form, world: &World) -> Vec<String> {
    let y = &world.text.years;
    let leaving = leaving(form, world);
    let lost = losing(&leaving, world);
    let name = |id: &PairId| names::of_key(&world.register, (*id).into(), world.text);
    let mut hints = Vec::new();
    if !lost.is_empty() {
        hints.push(fill(y.leaving_pairs, &[&lost.keys().map(name).collect::<Vec<_>>().join(", ")]));
    }
    let stays = |(id, leavers): (&PairId, &Vec<MenteeId>)| {
        let pair = world.register.get::<Pair>(*id);
        !leavers.is_empty() && pair.is_some_and(|pair| pair.mentees.len() > leavers.len())
    };
    hints.extend(lost.iter().any(stays).then(|| y.leaving_group.to_owned()));
    let undated = !leaving.is_empty() && form.value("left_on", &world.ctx()).as_date().is_none();
    hints.extend(undated.then(|| y.leaving_today.to_owned()));
    hints
}

/// A mentee's entry in which they have left or completed says when; on `today` where nobody said.
pub fn date_mentee(before: &Mentee, after: &mut Arc<Mentee>, today: NaiveDate) {
    let stops = after.standing != MenteeStanding::Participating && before.standing == MenteeStanding::Participating;
    if stops && after.left_on.is_none() {
        Arc::make_mut(after).left_on = Some(today);
    }
}

/// The same of a mentor's entry. Whoever rests has not left.
pub fn date_mentor(before: &Mentor, after: &mut Arc<Mentor>, today: NaiveDate) {
    let over = |standing| !matches!(standing, MentorStanding::Participating | MentorStanding::Paused);
    if over(after.standing) && !over(before.standing) && after.left_on.is_none() {
        Arc::make_mut(after).left_on = Some(today);
    }
}

/// What becomes of the pairs, for those who left on `on`.
///
/// # Errors
/// What is asked and not answered.
pub fn changes(form: &Form, on: Option<NaiveDate>, world: &mut World) -> Result<Vec<Change>, Vec<FieldError>> {
    let leaving = leaving(form, world);
    let lost = losing(&leaving, world);
    let ends = form.value(PAIRS, &world.ctx()).as_code() == Some(AfterWithdrawal::End.code());
    let Some(first) = lost.keys().next().filter(|_| ends) else { return Ok(Vec::new()) };
    let Some(mut row) = PairRow::load(&world.register, *first) else { return Ok(Vec::new()) };
    let ctx = world.ctx();
    // Typed first, so that what is wrong is said; then what is proposed, which no record holds yet.
    form.write(CLOSING, &mut row, &ctx)?;
    if form.value("close_by", &ctx).as_code().is_none() {
        return Err(vec![FieldError { field: "close_by", message: ctx.text.messages.required.to_owned() }]);
    }
    for field in CLOSING.iter().filter(|field| ENDING.contains(&field.id)) {
        let _ = field.write(&mut row, form.value(field.id, &ctx), &ctx);
    }
    let Some(mut closing) = row.pair.closing.clone() else { return Ok(Vec::new()) };
    closing.on = on.unwrap_or(world.today());
    let mut changes = Vec::new();
    for (id, leavers) in lost {
        let Some(before) = world.register.get::<Pair>(id).map(Arc::clone) else { continue };
        // Whoever is left without a mentor may need another; whoever left does not.
        let next = if leavers.is_empty() { Next::Open } else { Next::NoPair };
        let closing = crate::domain::Closing { next, ..closing.clone() };
        changes.extend(pairs::end(id, &before, &leavers, (outcome(form, world), closing), world));
    }
    Ok(changes)
}

/// The question who changed school, where a pair closes for that.
const MOVER: &str = "mover";

/// Asks who of a pair has moved, as long as that is why it closes: `likely` stands until the curator says otherwise.
pub fn ask_mover(form: &mut Form, id: PairId, likely: Option<MenteeId>, world: &World) {
    let moved = form.value("close_reason", &world.ctx()).as_code() == Some(CloseReason::Moved.code());
    let pair = world.register.get::<Pair>(id).filter(|_| moved);
    let question = pair.map(|pair| {
        let offer = |key: Key| Offer { key, words: names::of_key(&world.register, key, world.text) };
        let mentees = pair.mentees.iter().map(|id| offer((*id).into()));
        let nobody = Offer { key: id.into(), words: world.text.years.mover_nobody.to_owned() };
        let offers = mentees.chain([offer(pair.mentor.into()), nobody]).collect();
        let likely = likely.map_or(Key::from(pair.mentor), Key::from);
        Input::asking(MOVER, world.text.years.mover, offers, Some(likely))
    });
    form.ask(MOVER, question, "close_reason");
}

/// The entry of whoever moved, as one who has left on `on`.
pub fn moved(form: &Form, on: NaiveDate, world: &World) -> Option<Change> {
    let who = form.value(MOVER, &world.ctx()).as_picked().first().copied()?;
    if let Some(id) = MenteeId::of(who) {
        let before = world.register.get::<Mentee>(id).filter(|it| !it.standing.is_gone())?;
        let after = Mentee { standing: MenteeStanding::Moved, left_on: Some(on), ..Mentee::clone(before) };
        return Some(Change::edit(id, before, after));
    }
    let id = MentorId::of(who)?;
    let before = world.register.get::<Mentor>(id).filter(|it| !it.standing.is_gone())?;
    let after = Mentor { standing: MentorStanding::Moved, left_on: Some(on), ..Mentor::clone(before) };
    Some(Change::edit(id, before, after))
}
