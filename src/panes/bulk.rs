//! One field of many marked rows, set in one step: how many change is said before it is done.

use std::sync::Arc;

use super::{departure, people};
use crate::domain::{Batch, Change, Key, Mentee, MenteeId, Mentor, MentorId, Pair, PairId, Register, YearId};
use crate::fields::{
    Ctx, Field, FieldKind, Listed, MENTEE, MENTOR, MenteeRow, MentorRow, PAIR, PairRow, Value, names, sentence,
};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::text::fill;

/// What is particular to a base.
trait Many {
    /// A record with what belongs to it.
    type Row: Clone + 'static;
    /// Identity of the form and of the command.
    const FORM: &'static str;
    /// Its fields.
    fn table() -> &'static [Field<Self::Row>];
    /// Identities of those that make sense for many at once.
    const OFFERED: &'static [&'static str];
    /// One of the records.
    fn load(register: &Register, key: Key) -> Option<Self::Row>;
    /// A row that says nothing.
    fn blank(of: &Self::Row, year: YearId) -> Self::Row;
    /// What follows from the field that was set.
    fn settle(_before: &Self::Row, _after: &mut Self::Row, _ctx: &Ctx) {}
    /// What differs, as changes.
    fn changes(before: &Self::Row, after: &Self::Row) -> Vec<Change>;
}

struct OfMentees;
struct OfMentors;
struct OfPairs;

impl Many for OfMentees {
    type Row = MenteeRow;
    const FORM: &'static str = "mentee.many";
    const OFFERED: &'static [&'static str] =
        &["class", "form", "status", "entered_on", "left_on", "priority", "source", "request_state", "time"];

    fn table() -> &'static [Field<MenteeRow>] {
        MENTEE
    }

    fn load(register: &Register, key: Key) -> Option<MenteeRow> {
        MenteeRow::load(register, MenteeId::of(key)?)
    }

    fn blank(_: &MenteeRow, year: YearId) -> MenteeRow {
        MenteeRow::blank(year)
    }

    fn settle(before: &MenteeRow, after: &mut MenteeRow, ctx: &Ctx) {
        departure::date_mentee(&before.mentee, &mut after.mentee, ctx.today);
    }

    fn changes(before: &MenteeRow, after: &MenteeRow) -> Vec<Change> {
        let person = before.person_id.and_then(|id| people::person_change(id, Some(&before.person), &after.person));
        let entry = before.id.filter(|_| before.mentee != after.mentee);
        let entry = entry.map(|id| Change::edit(id, &before.mentee, Mentee::clone(&after.mentee)));
        person.into_iter().chain(entry).collect()
    }
}

impl Many for OfMentors {
    type Row = MentorRow;
    const FORM: &'static str = "mentor.many";
    const OFFERED: &'static [&'static str] = &[
        "form",
        "status",
        "entered_on",
        "left_on",
        "application",
        "interview",
        "decision",
        "training",
        "training_hours",
        "capacity",
        "record_check_until",
        "medical_check_until",
        "organisation",
        "time",
    ];

    fn table() -> &'static [Field<MentorRow>] {
        MENTOR
    }

    fn load(register: &Register, key: Key) -> Option<MentorRow> {
        MentorRow::load(register, MentorId::of(key)?)
    }

    fn blank(_: &MentorRow, year: YearId) -> MentorRow {
        MentorRow::blank(year)
    }

    fn settle(before: &MentorRow, after: &mut MentorRow, ctx: &Ctx) {
        departure::date_mentor(&before.mentor, &mut after.mentor, ctx.today);
    }

    fn changes(before: &MentorRow, after: &MentorRow) -> Vec<Change> {
        let person = before.person_id.and_then(|id| people::person_change(id, Some(&before.person), &after.person));
        let entry = before.id.filter(|_| before.mentor != after.mentor);
        let entry = entry.map(|id| Change::edit(id, &before.mentor, Mentor::clone(&after.mentor)));
        person.into_iter().chain(entry).collect()
    }
}

impl Many for OfPairs {
    type Row = PairRow;
    const FORM: &'static str = "pair.many";
    const OFFERED: &'static [&'static str] = &[
        "order_no",
        "order_date",
        "started_on",
        "trial_until",
        "mentor_agreed_on",
        "mentees_agreed_on",
        "form",
        "paused_until",
        "goal",
    ];

    fn table() -> &'static [Field<PairRow>] {
        PAIR
    }

    fn load(register: &Register, key: Key) -> Option<PairRow> {
        PairRow::load(register, PairId::of(key)?)
    }

    fn blank(of: &PairRow, year: YearId) -> PairRow {
        let pair = Pair::new(year, of.pair.form, of.pair.mentor, of.pair.mentees.clone());
        PairRow { id: None, pair: Arc::new(pair) }
    }

    fn changes(before: &PairRow, after: &PairRow) -> Vec<Change> {
        let changed = before.id.filter(|_| before.pair != after.pair);
        changed.map(|id| Change::edit(id, &before.pair, Pair::clone(&after.pair))).into_iter().collect()
    }
}

/// Which field is set.
#[derive(Debug, Clone, Default)]
struct Asked(String);

/// Identity of the question which field is set.
const WHICH: &str = "field";

fn offered<M: Many>(ctx: &Ctx) -> Vec<Listed> {
    let fields = M::OFFERED.iter().filter_map(|id| M::table().iter().find(|field| field.id == *id));
    let listed = |field: &Field<M::Row>| Listed {
        code: field.id.to_owned(),
        word: (field.label)(ctx.text).to_lowercase(),
        restricted: false,
    };
    fields.map(listed).collect()
}

fn question<M: Many>() -> Field<Asked> {
    Field::new(
        WHICH,
        |text| text.years.many_field,
        FieldKind::Listed(offered::<M>),
        |asked: &Asked, _| Value::text(&asked.0),
        |asked: &mut Asked, value, _| asked.0 = value.into_text(),
    )
    .required()
}

/// The form that sets a field of the marked records of a base.
pub fn form(keys: &[Key], world: &World) -> Option<Form> {
    match keys.first()?.kind {
        crate::domain::Kind::Mentee => Some(form_of::<OfMentees>(keys, world)),
        crate::domain::Kind::Mentor => Some(form_of::<OfMentors>(keys, world)),
        crate::domain::Kind::Pair => Some(form_of::<OfPairs>(keys, world)),
        _ => None,
    }
}

/// Opens the form again over those of the records that are still there.
pub fn reopen(id: &str, over: &[Key], world: &World) -> Option<Form> {
    let left: Vec<Key> = over.iter().copied().filter(|key| world.register.record(*key).is_some()).collect();
    form(&left, world).filter(|form| form.id == id)
}

fn form_of<M: Many>(keys: &[Key], world: &World) -> Form {
    let first = Input::of(&question::<M>(), &Asked::default(), &world.ctx());
    let title = fill(world.text.years.many_title, &[&keys.len()]);
    let form = Form::new(M::FORM, title, None, vec![first], submit::<M>);
    form.over(&world.register, keys).hinting(hints::<M>).asking(ask::<M>)
}

fn chosen<M: Many>(form: &Form, ctx: &Ctx) -> Option<&'static Field<M::Row>> {
    let id = form.value(WHICH, ctx).into_text();
    M::table().iter().find(|field| field.id == id)
}

/// The value is asked for as the field that was chosen takes it.
fn ask<M: Many>(form: &mut Form, world: &World) {
    let ctx = world.ctx();
    let wanted = chosen::<M>(form, &ctx);
    let shown = form.inputs.get(1).map(|input| input.id);
    if wanted.map(|field| field.id) != shown {
        let row = form.base.first().and_then(|(key, _)| M::load(&world.register, *key));
        let input = wanted.zip(row).map(|(field, row)| Input::of(field, &M::blank(&row, world.year), &ctx));
        form.inputs.truncate(1);
        form.inputs.extend(input);
    }
    departure::ask(form, world);
}

/// The changes, and how many of the records are so already.
fn changes<M: Many>(form: &Form, world: &World) -> Option<(Vec<Change>, usize)> {
    let ctx = world.ctx();
    let field = chosen::<M>(form, &ctx)?;
    let value = form.inputs.get(1)?.value(&ctx).ok().filter(|value| !value.is_empty())?;
    let (mut all, mut same) = (Vec::new(), 0);
    for (key, _) in &form.base {
        let Some(before) = M::load(&world.register, *key) else { continue };
        let mut after = before.clone();
        field.write(&mut after, value.clone(), &ctx).ok()?;
        M::settle(&before, &mut after, &ctx);
        let own = M::changes(&before, &after);
        same += usize::from(own.is_empty());
        // One person may stand behind several of the records.
        all.extend(own.into_iter().filter(|change: &Change| !all_has(&all, change)).collect::<Vec<_>>());
    }
    Some((all, same))
}

fn all_has(all: &[Change], change: &Change) -> bool {
    all.iter().any(|known| known.key == change.key)
}

fn hints<M: Many>(form: &Form, world: &World) -> Vec<String> {
    let y = &world.text.years;
    let Some((changes, same)) = changes::<M>(form, world) else {
        return vec![fill(y.many_waits, &[&form.base.len()])];
    };
    let all = form.base.len();
    let mut hints = vec![fill(y.many_changes, &[&(all - same), &all])];
    let named: Vec<String> =
        changes.iter().take(NAMED).map(|it| names::of_key(&world.register, it.key, world.text)).collect();
    if !named.is_empty() {
        let more = if changes.len() > NAMED { ", …" } else { "" };
        hints.push(format!("{}{more}", named.join(", ")));
    }
    hints.extend(departure::hints(form, world));
    hints
}

/// How many of those who change are named.
const NAMED: usize = 6;

fn submit<M: Many>(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let ctx = world.ctx();
    let error = |field, message: String| Err(vec![FieldError { field, message }]);
    let Some(field) = chosen::<M>(form, &ctx) else {
        return error(WHICH, world.text.messages.required.to_owned());
    };
    match form.inputs.get(1).map(|input| input.value(&ctx)) {
        Some(Err(problem)) => return error(field.id, sentence::problem(&problem, world.text)),
        Some(Ok(value)) if value.is_empty() => return error(field.id, world.text.years.many_empty.to_owned()),
        _ => {}
    }
    let Some((mut changes, _)) = changes::<M>(form, world) else {
        return error(field.id, world.text.messages.required.to_owned());
    };
    if changes.is_empty() {
        return error(field.id, world.text.years.many_same.to_owned());
    }
    let today = world.today();
    changes.extend(departure::changes(form, Some(today), world)?);
    let batch = Batch::new(M::FORM, changes);
    match world.register.check(&batch) {
        Err(refusal) => error(field.id, sentence::refusal(&refusal, &world.register, world.text)),
        Ok(()) => Ok(Act::Save(batch)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_offered_is_one_that_can_be_set() {
        fn all<M: Many>() {
            for id in M::OFFERED {
                let field = M::table().iter().find(|field| field.id == *id);
                assert!(field.is_some_and(|field| field.set.is_some() && !field.restricted), "{id}");
            }
        }
        all::<OfMentees>();
        all::<OfMentors>();
        all::<OfPairs>();
    }
}
