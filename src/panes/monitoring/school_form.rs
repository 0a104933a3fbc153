//! The form of a parameter of the school: both its values of the year, and what it is.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{
    Batch, Better, Change, Entity, Key, Register, Scale, SchoolMeasure, SchoolMeasureId, SchoolParameter,
    SchoolParameterId, UsualParameter, Wave, Whose, Year, YearId,
};
use crate::fields::choices::{BETTER, SCALES};
use crate::fields::hundredths::{decimal, hundredths};
use crate::fields::{Field, FieldKind, Value, Worded, squeezed};
use crate::kit::{Act, FieldError, Form, Part, World};
use crate::panes::records::inputs;
use crate::text::{Text, fill};

/// Identity of the form.
pub const SCHOOL: &str = "measure.school";

/// What a parameter is, as the form holds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParameterRow {
    /// What it is called.
    pub name: String,
    /// In what it is measured.
    pub scale: Option<Scale>,
    /// Which way is better.
    pub better: Option<Better>,
}

impl From<&SchoolParameter> for ParameterRow {
    fn from(it: &SchoolParameter) -> Self {
        Self { name: it.name.to_string(), scale: Some(it.scale), better: Some(it.better) }
    }
}

impl ParameterRow {
    fn usual(it: UsualParameter, text: &Text) -> Self {
        let (scale, better) = it.usually();
        Self { name: it.word(text).to_owned(), scale: Some(scale), better: Some(better) }
    }
}

/// The fields of what it is.
pub static PARAMETER_FIELDS: &[Field<ParameterRow>] = &[
    Field::new(
        "name",
        |text| text.monitoring.school_name,
        FieldKind::Text,
        |row: &ParameterRow, _| Value::text(&row.name),
        |row: &mut ParameterRow, value, _| row.name = value.into_text(),
    )
    .required(),
    Field::new(
        "scale",
        |text| text.monitoring.school_scale,
        FieldKind::Choice(SCALES),
        |row: &ParameterRow, _| Value::code(row.scale.map(Scale::code)),
        |row: &mut ParameterRow, value, _| row.scale = value.as_code().and_then(Scale::from_code),
    )
    .required(),
    Field::new(
        "better",
        |text| text.monitoring.school_better,
        FieldKind::Choice(BETTER),
        |row: &ParameterRow, _| Value::code(row.better.map(Better::code)),
        |row: &mut ParameterRow, value, _| row.better = value.as_code().and_then(Better::from_code),
    )
    .required(),
];

/// One end of the year.
#[derive(Debug, Clone, Default)]
struct End {
    value: String,
    on: Option<NaiveDate>,
    notes: String,
}

#[derive(Debug, Clone, Default)]
struct Ends {
    entry: End,
    exit: End,
}

macro_rules! end {
    ($end:ident: $value:literal $label:ident, $on:literal $day:ident, $notes:literal $source:ident) => {
        [
            Field::new(
                $value,
                |text| text.monitoring.$label,
                FieldKind::Text,
                |row: &Ends, _| Value::text(&row.$end.value),
                |row: &mut Ends, value, _| row.$end.value = value.into_text(),
            ),
            Field::new(
                $on,
                |text| text.monitoring.$day,
                FieldKind::Date,
                |row: &Ends, _| Value::date(row.$end.on),
                |row: &mut Ends, value, _| row.$end.on = value.as_date(),
            ),
            Field::new(
                $notes,
                |text| text.monitoring.$source,
                FieldKind::Text,
                |row: &Ends, _| Value::text(&row.$end.notes),
                |row: &mut Ends, value, _| row.$end.notes = value.into_text(),
            ),
        ]
    };
}

static ENTRY_FIELDS: &[Field<Ends>] =
    &end!(entry: "entry" school_entry, "entry_on" school_entry_on, "entry_notes" school_entry_notes);
static EXIT_FIELDS: &[Field<Ends>] =
    &end!(exit: "exit" school_exit, "exit_on" school_exit_on, "exit_notes" school_exit_notes);

type Taken = Option<(SchoolMeasureId, Arc<SchoolMeasure>)>;

/// Both ends of a year among records.
fn ends(taken: &[Taken; 2], today: NaiveDate) -> Ends {
    let [entry, exit] = taken.each_ref().map(|known| match known {
        Some((_, it)) => End { value: decimal(it.value), on: Some(it.on), notes: it.notes.to_string() },
        None => End { on: Some(today), ..End::default() },
    });
    Ends { entry, exit }
}

fn on_file(register: &Register, id: SchoolParameterId, year: YearId) -> [Taken; 2] {
    [Wave::Entry, Wave::Exit].map(|wave| {
        let mut all = register.school_measures(id).filter(|(_, it)| it.year == year && it.wave == wave);
        all.next().map(|(id, it)| (id, Arc::clone(it)))
    })
}

fn year_title(world: &World) -> String {
    world.register.get::<Year>(world.year).map(|year| year.title()).unwrap_or_default()
}

/// The form again: of a parameter on file, of a usual one by its code, or of one of the school's own.
pub fn reopen(target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    match (target, part) {
        (Some(target), _) => known(SchoolParameterId::of(target)?, world),
        (None, Some(part)) => Some(usual(UsualParameter::from_code(&part.words)?, world)),
        (None, None) => Some(own(world)),
    }
}

/// The form of a parameter on file, with the focus on what it waits for.
pub fn known(id: SchoolParameterId, world: &World) -> Option<Form> {
    let parameter = world.register.get::<SchoolParameter>(id)?;
    let taken = on_file(&world.register, id, world.year);
    let title = fill(world.text.monitoring.school_title, &[&parameter.name, &year_title(world)]);
    let over: Vec<Key> =
        std::iter::once(id.into()).chain(taken.iter().flatten().map(|(id, _)| Key::from(*id))).collect();
    let focus = if taken[0].is_some() { "exit" } else { "entry" };
    let mut form = form(title, Some(id.into()), &ParameterRow::from(parameter.as_ref()), &taken, world);
    // What it is comes last: it is seldom changed.
    form.inputs.rotate_left(PARAMETER_FIELDS.len());
    Some(form.over(&world.register, &over).hinting(hints).focused(focus))
}

/// The form of a parameter that schools usually have.
pub fn usual(it: UsualParameter, world: &World) -> Form {
    let row = ParameterRow::usual(it, world.text);
    let title = fill(world.text.monitoring.school_title, &[&row.name, &year_title(world)]);
    let place = UsualParameter::ALL.iter().position(|known| *known == it).unwrap_or(0);
    let part = Part { place, count: UsualParameter::ALL.len(), words: it.code().to_owned() };
    let mut form = form(title, None, &row, &[None, None], world).of_part(part);
    form.inputs.rotate_left(PARAMETER_FIELDS.len());
    form.focused("entry")
}

/// The form of a parameter of the school's own.
pub fn own(world: &World) -> Form {
    let title = fill(world.text.monitoring.school_new, &[&year_title(world)]);
    form(title, None, &ParameterRow::default(), &[None, None], world)
}

fn form(title: String, target: Option<Key>, row: &ParameterRow, taken: &[Taken; 2], world: &World) -> Form {
    let (ctx, ends) = (world.ctx(), ends(taken, world.today()));
    let mut all = inputs(PARAMETER_FIELDS, row, &ctx);
    all.extend(inputs(ENTRY_FIELDS, &ends, &ctx));
    all.extend(inputs(EXIT_FIELDS, &ends, &ctx));
    Form::new(SCHOOL, title, target, all, submit)
}

fn hints(_: &Form, world: &World) -> Vec<String> {
    vec![world.text.monitoring.school_hint.to_owned()]
}

/// What the form found of the year on screen.
fn found(form: &Form) -> [Taken; 2] {
    [Wave::Entry, Wave::Exit].map(|wave| {
        form.base.iter().find_map(|(key, record)| {
            let it = SchoolMeasure::unwrap(record).filter(|it| it.wave == wave)?;
            Some((SchoolMeasureId::of(*key)?, Arc::clone(it)))
        })
    })
}

type Wrong = Vec<FieldError>;

fn wrong(field: &'static str, message: impl Into<String>) -> Wrong {
    vec![FieldError { field, message: message.into() }]
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Wrong> {
    let taken = found(form);
    let id = form.target.and_then(SchoolParameterId::of);
    let before = id.and_then(|id| form.opened(id.into())).and_then(SchoolParameter::unwrap).map(Arc::clone);
    let (row, ends) = typed(form, before.as_deref(), &taken, world)?;
    let (Some(scale), Some(better)) = (row.scale, row.better) else { return Ok(Act::Close) };
    let parameter = SchoolParameter { name: row.name.trim().into(), scale, better, of: Whose::School };
    sound(id, &parameter, &world.register, world.text)?;
    let values = values(&ends, scale, world)?;
    let elsewhere = id.is_some_and(|id| world.register.school_measures(id).any(|(_, it)| it.year != world.year));
    let remains = elsewhere || values.iter().any(Option::is_some);
    if !remains && before.is_none() {
        return Err(wrong("entry", world.text.monitoring.school_no_value));
    }
    let id = id.unwrap_or_else(|| SchoolParameterId(world.fresh_id()));
    let mut changes = Vec::new();
    match &before {
        None => changes.push(Change::create(id, parameter)),
        Some(before) if **before != parameter && remains => changes.push(Change::edit(id, before, parameter)),
        Some(_) => {}
    }
    let sides = [(Wave::Entry, &ends.entry), (Wave::Exit, &ends.exit)];
    for (((wave, end), value), known) in sides.into_iter().zip(values).zip(&taken) {
        let year = known.as_ref().map_or(world.year, |(_, it)| it.year);
        let notes = end.notes.as_str().into();
        let after = value.map(|(value, on)| SchoolMeasure { year, parameter: id, wave, value, on, notes });
        changes.extend(change(known, after, world));
    }
    // What is measured in no year is measured no longer.
    changes.extend(before.filter(|_| !remains).map(|before| Change::delete(id, &before)));
    Ok(Act::Save(Batch::new(SCHOOL, changes)))
}

/// What was typed, over what the form found.
fn typed(
    form: &Form,
    before: Option<&SchoolParameter>,
    taken: &[Taken; 2],
    world: &World,
) -> Result<(ParameterRow, Ends), Wrong> {
    let ctx = world.ctx();
    let code = form.part.as_ref().and_then(|part| UsualParameter::from_code(&part.words));
    let usual = || code.map_or_else(ParameterRow::default, |it| ParameterRow::usual(it, world.text));
    let mut row = before.map_or_else(usual, ParameterRow::from);
    let mut ends = ends(taken, world.today());
    let mut errors = form.write(PARAMETER_FIELDS, &mut row, &ctx).err().unwrap_or_default();
    for fields in [ENTRY_FIELDS, EXIT_FIELDS] {
        errors.extend(form.write(fields, &mut ends, &ctx).err().unwrap_or_default());
    }
    if errors.is_empty() { Ok((row, ends)) } else { Err(errors) }
}

/// A value in hundredths and its day, where one was typed.
type Typed = Option<(i32, NaiveDate)>;

/// Both ends, the exit not before the entry.
fn values(ends: &Ends, scale: Scale, world: &World) -> Result<[Typed; 2], Wrong> {
    let entry = value(&ends.entry, ("entry", "entry_on"), scale, world)?;
    let exit = value(&ends.exit, ("exit", "exit_on"), scale, world)?;
    match (entry, exit) {
        (Some((_, first)), Some((_, last))) if last < first => {
            Err(wrong("exit_on", world.text.monitoring.school_order))
        }
        both => Ok(both.into()),
    }
}

/// From what is on file to what was typed; nothing where it is the same.
fn change(known: &Taken, after: Option<SchoolMeasure>, world: &mut World) -> Option<Change> {
    match (known, after) {
        (None, None) => None,
        (Some((key, before)), None) => Some(Change::delete(*key, before)),
        (Some((_, before)), Some(after)) if **before == after => None,
        (Some((key, before)), Some(after)) => Some(Change::edit(*key, before, after)),
        (None, Some(after)) => Some(Change::create(SchoolMeasureId(world.fresh_id()), after)),
    }
}

/// Whether the parameter has a name of its own, and a scale for what is on file.
fn sound(
    id: Option<SchoolParameterId>,
    parameter: &SchoolParameter,
    register: &Register,
    text: &Text,
) -> Result<(), Wrong> {
    let m = &text.monitoring;
    let same = |other: &SchoolParameter| squeezed(&other.name) == squeezed(&parameter.name);
    if register.school_parameters().any(|(other, it)| Some(other) != id && same(it)) {
        return Err(wrong("name", m.school_twice));
    }
    let mut taken = id.into_iter().flat_map(|id| register.school_measures(id));
    match taken.find(|(_, it)| !parameter.scale.takes(it.value)) {
        Some((_, it)) => Err(wrong("scale", fill(m.school_scale_bad, &[&decimal(it.value)]))),
        None => Ok(()),
    }
}

/// One end as it was typed: the value and its day; `None` where no value was typed.
fn value(end: &End, (field, day): (&'static str, &'static str), scale: Scale, world: &World) -> Result<Typed, Wrong> {
    let typed = end.value.trim().trim_end_matches(['%', ' ']);
    if typed.is_empty() {
        return Ok(None);
    }
    let Some(value) = hundredths(typed).filter(|value| scale.takes(*value)) else {
        return Err(wrong(field, wanted(scale, world.text)));
    };
    let on = end.on.unwrap_or_else(|| world.today());
    if on > world.today() {
        return Err(wrong(day, world.text.monitoring.school_ahead));
    }
    Ok(Some((value, on)))
}

/// «Нужно число от 2 до 5, до сотых.»
pub(super) fn wanted(scale: Scale, text: &Text) -> String {
    let (low, high) = scale.bounds();
    let words = if scale.is_whole() { text.monitoring.school_whole_number } else { text.monitoring.measure_bad };
    fill(words, &[&decimal(low), &decimal(high)])
}
