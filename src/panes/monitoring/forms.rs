//! The forms of pane 7: a measure, the numbers of a year, the fact and plan of an indicator, the curator's sheet, the
//! table of strengths and weaknesses, and the days to look at.

use std::sync::Arc;

use chrono::NaiveDate;

use super::people::{self, PEOPLE};
use super::school_form::{self, SCHOOL};
use super::swot;
use crate::analysis::monitoring::counted_from_events;
use crate::domain::{
    Batch, Change, CuratorSheet, CuratorSheetId, Indicator, Key, MOST_POINTS, Measure, MeasureId, Parameter, Person,
    PersonId, Record, SatisfiedBy, SchoolParameterId, Swot, SwotId, Wave, Whose, Year, YearId, YearNumbers,
    YearNumbersId,
};
use crate::fields::choices::{SATISFIED_BY, WAVES};
use crate::fields::hundredths::{decimal, hundredths};
use crate::fields::{Ctx, Field, FieldKind, Listed, Order, Value, Worded, dates, names};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::panes::records::{inputs, opened, step};
use crate::text::fill;

/// Identity of the form of a measure.
pub const MEASURE: &str = "measure.new";
/// Identity of the form of the numbers of a year.
pub const NUMBERS: &str = "monitoring.numbers";
/// Identity of the form of an indicator.
pub const TARGET: &str = "monitoring.plan";
/// Identity of the form of the curator's sheet.
pub const CURATOR: &str = "monitoring.curator";
/// Identity of the form of strengths and weaknesses.
pub const SWOT: &str = "monitoring.swot";
/// Identity of the form of the days.
pub const PERIOD: &str = "monitoring.period";

/// A form of this pane again, by its identity.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    match form {
        MEASURE => measure(PersonId::of(target?)?, world),
        SCHOOL => school_form::reopen(target, part, world),
        PEOPLE => match target {
            Some(target) => people::form(Some(SchoolParameterId::of(target)?), world),
            None => people::form(None, world),
        },
        NUMBERS => numbers(YearId::of(target?)?, world),
        TARGET => self::target(YearId::of(target?)?, Indicator::from_code(&part?.words)?, world),
        CURATOR => curator(YearId::of(target?)?, world),
        SWOT => swot_form(YearId::of(target?)?, world),
        PERIOD => Some(period(world)),
        _ => None,
    }
}

/// A measure being typed.
#[derive(Debug, Clone)]
struct MeasureRow {
    parameter: Option<Parameter>,
    wave: Option<Wave>,
    value: String,
    on: Option<NaiveDate>,
    notes: String,
}

static MEASURE_FIELDS: &[Field<MeasureRow>] = &[
    Field::new(
        "parameter",
        |text| text.monitoring.measure_parameter,
        FieldKind::Listed(parameters),
        |row: &MeasureRow, _| Value::text(&row.parameter.map_or_else(String::new, parameter_code)),
        |row: &mut MeasureRow, value, _| row.parameter = parameter_of(&value),
    )
    .required(),
    Field::new(
        "wave",
        |text| text.monitoring.measure_wave,
        FieldKind::Choice(WAVES),
        |row: &MeasureRow, _| Value::code(row.wave.map(Wave::code)),
        |row: &mut MeasureRow, value, _| row.wave = value.as_code().and_then(Wave::from_code),
    )
    .required(),
    Field::new(
        "value",
        |text| text.monitoring.measure_value,
        FieldKind::Text,
        |row: &MeasureRow, _| Value::text(&row.value),
        |row: &mut MeasureRow, value, _| row.value = value.into_text(),
    ),
    Field::new(
        "on",
        |text| text.monitoring.measure_on,
        FieldKind::Date,
        |row: &MeasureRow, _| Value::date(row.on),
        |row: &mut MeasureRow, value, _| row.on = value.as_date(),
    )
    .required(),
    Field::new(
        "notes",
        |text| text.monitoring.measure_notes,
        FieldKind::Text,
        |row: &MeasureRow, _| Value::text(&row.notes),
        |row: &mut MeasureRow, value, _| row.notes = value.into_text(),
    ),
];

/// М1–М12, then the school's own by name.
fn parameters(ctx: &Ctx) -> Vec<Listed> {
    let listed = |code: String, word: &str| Listed { code, word: word.to_owned(), restricted: false };
    let usual = Parameter::ALL.iter().map(|it| listed(parameter_code(*it), it.word(ctx.text)));
    let own = ctx.register.own_parameters(Whose::People);
    let mut own: Vec<Listed> = own.map(|(id, it)| listed(parameter_code(Parameter::Own(id)), &it.name)).collect();
    let order = Order::new();
    own.sort_by_cached_key(|it| order.key(&it.word));
    usual.chain(own).collect()
}

/// What the form knows a parameter by: the number tells those of the school's own apart.
fn parameter_code(of: Parameter) -> String {
    match of {
        Parameter::Own(id) => format!("{}{}", of.code(), id.0),
        usual => usual.code().to_owned(),
    }
}

fn parameter_of(value: &Value) -> Option<Parameter> {
    let code = match value {
        Value::Text(code) => code.as_str(),
        other => other.as_code()?,
    };
    let own = || Some(Parameter::Own(SchoolParameterId(code.strip_prefix("own")?.parse().ok()?)));
    Parameter::from_code(code).or_else(own)
}

/// What is on file of what a measure would be.
fn known_measure(
    person: PersonId,
    parameter: Parameter,
    wave: Wave,
    world: &World,
) -> Option<(MeasureId, Arc<Measure>)> {
    let same = |known: &Measure| known.person == person && known.parameter == parameter && known.wave == wave;
    world.register.measures(world.year).find(|(_, known)| same(known)).map(|(id, known)| (id, Arc::clone(known)))
}

/// The form of a measure of somebody. What is entered a second time corrects the first, or takes it away.
pub fn measure(person: PersonId, world: &World) -> Option<Form> {
    world.register.get::<Person>(person)?;
    let title = fill(world.text.monitoring.measure_title, &[&names::entry(&world.register, person, world.year)]);
    let row = fresh(world.today());
    let inputs = inputs(MEASURE_FIELDS, &row, &world.ctx());
    Some(Form::new(MEASURE, title, Some(person.into()), inputs, submit_measure).hinting(hints_of_measure))
}

fn fresh(today: NaiveDate) -> MeasureRow {
    MeasureRow { parameter: None, wave: None, value: String::new(), on: Some(today), notes: String::new() }
}

/// What is on file already, once it is said of what.
fn hints_of_measure(form: &Form, world: &World) -> Vec<String> {
    let mut row = fresh(world.today());
    // What is typed wrong so far is told when it is saved.
    let _ = form.write(MEASURE_FIELDS, &mut row, &world.ctx());
    let person = form.target.and_then(PersonId::of);
    let known = person.zip(row.parameter).zip(row.wave);
    let known = known.and_then(|((person, parameter), wave)| known_measure(person, parameter, wave, world));
    let said = |(_, it): (MeasureId, Arc<Measure>)| {
        fill(world.text.monitoring.measure_known, &[&decimal(it.value), &dates::full(it.on)])
    };
    known.map(said).into_iter().collect()
}

fn submit_measure(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let m = &world.text.monitoring;
    let mut row = fresh(world.today());
    form.write(MEASURE_FIELDS, &mut row, &world.ctx())?;
    let person = form.target.and_then(PersonId::of).unwrap_or(PersonId(0));
    let (Some(parameter), Some(wave), Some(on)) = (row.parameter, row.wave, row.on) else { return Ok(Act::Close) };
    let error = |field, message: String| Err(vec![FieldError { field, message }]);
    if !matches!(wave, Wave::Entry | Wave::Exit) {
        return error("wave", m.measure_pulse.to_owned());
    }
    let known = known_measure(person, parameter, wave, world);
    if row.value.trim().is_empty() {
        return match known {
            Some((id, before)) => Ok(Act::Save(Batch::new(MEASURE, vec![Change::delete(id, &before)]))),
            None => error("value", m.measure_nothing.to_owned()),
        };
    }
    let scale = parameter.scale(&world.register);
    let typed = row.value.trim().trim_end_matches(['%', ' ']);
    let Some(value) = hundredths(typed).filter(|value| scale.takes(*value)) else {
        return error("value", school_form::wanted(scale, world.text));
    };
    if on > world.today() {
        return error("on", m.school_ahead.to_owned());
    }
    let year = world.year;
    let after = Measure { year, person, parameter, wave, value, on, notes: row.notes.into() };
    Ok(match known {
        Some((id, before)) => step(MEASURE, id, Some(before), after),
        None => step(MEASURE, MeasureId(world.fresh_id()), None, after),
    })
}

/// The numbers of a year with its list of classes.
#[derive(Debug, Clone, PartialEq)]
pub struct NumbersRow {
    /// Whose pupils by grade.
    pub year: Year,
    /// The rest.
    pub numbers: YearNumbers,
}

/// More pupils than any school has.
const MOST: i64 = 60_000;

macro_rules! number {
    ($id:literal, $label:ident, |$row:ident| $get:expr, |$set:ident, $value:ident| $put:expr) => {
        Field::new(
            $id,
            |text| text.monitoring.$label,
            FieldKind::Number { low: 0, high: MOST },
            |$row: &NumbersRow, _| $get.map_or(Value::Empty, |number| Value::Number(i64::from(number))),
            |$set: &mut NumbersRow, value: Value, _| {
                let $value = value.as_number().and_then(|number| u32::try_from(number).ok());
                $put;
            },
        )
    };
}

macro_rules! grade {
    ($id:literal, $label:ident, $grade:literal) => {
        number!($id, $label, |row| pupils(&row.year, $grade), |row, value| set_pupils(&mut row.year, $grade, value))
    };
}

fn pupils(year: &Year, grade: u8) -> Option<u16> {
    year.contingent.iter().find(|(known, _)| *known == grade).map(|(_, pupils)| *pupils)
}

fn set_pupils(year: &mut Year, grade: u8, value: Option<u32>) {
    year.contingent.retain(|(known, _)| *known != grade);
    year.contingent.extend(value.and_then(|value| u16::try_from(value).ok()).map(|value| (grade, value)));
    year.contingent.sort_unstable();
}

/// The fields of the numbers of a year.
pub static NUMBERS_FIELDS: &[Field<NumbersRow>] = &[
    number!("aged_10_19", numbers_1019, |row| row.numbers.aged_10_19, |row, value| row.numbers.aged_10_19 = value),
    number!("aged_15_19", numbers_1519, |row| row.numbers.aged_15_19, |row, value| row.numbers.aged_15_19 = value),
    number!("young_teachers", numbers_teachers, |row| row.numbers.young_teachers, |row, value| row
        .numbers
        .young_teachers =
        value),
    number!("enterprises", numbers_enterprises, |row| row.numbers.enterprises, |row, value| row.numbers.enterprises =
        value),
    Field::new(
        "satisfied_by",
        |text| text.monitoring.numbers_satisfied,
        FieldKind::Choice(SATISFIED_BY),
        |row: &NumbersRow, _| Value::Code(row.numbers.satisfied_by.code()),
        |row: &mut NumbersRow, value, _| {
            if let Some(rule) = value.as_code().and_then(SatisfiedBy::from_code) {
                row.numbers.satisfied_by = rule;
            }
        },
    )
    .required(),
    grade!("grade_5", grade_5, 5),
    grade!("grade_6", grade_6, 6),
    grade!("grade_7", grade_7, 7),
    grade!("grade_8", grade_8, 8),
    grade!("grade_9", grade_9, 9),
    grade!("grade_10", grade_10, 10),
    grade!("grade_11", grade_11, 11),
];

/// The form of the numbers of a year.
pub fn numbers(year: YearId, world: &World) -> Option<Form> {
    let span = world.register.get::<Year>(year)?;
    let row = NumbersRow { year: Year::clone(span), numbers: world.register.numbers(year) };
    let title = fill(world.text.monitoring.numbers_title, &[&span.title()]);
    let form = Form::new(NUMBERS, title, Some(year.into()), inputs(NUMBERS_FIELDS, &row, &world.ctx()), submit_numbers);
    Some(form.over(&world.register, &[year.into(), YearNumbersId::from(year).into()]))
}

fn submit_numbers(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let nothing = || Act::Save(Batch::new(NUMBERS, Vec::new()));
    let Some(id) = form.target.and_then(YearId::of) else { return Ok(nothing()) };
    let Some(Record::Year(span)) = form.opened(id.into()) else { return Ok(nothing()) };
    let key = YearNumbersId::from(id);
    let (before, numbers) = opened(form, key.into(), || YearNumbers::new(id));
    let mut row = NumbersRow { year: Year::clone(span), numbers };
    form.write(NUMBERS_FIELDS, &mut row, &world.ctx())?;
    let mut changes = Vec::new();
    if **span != row.year {
        changes.push(Change::edit(id, span, row.year));
    }
    match step(NUMBERS, key, before, row.numbers) {
        Act::Save(batch) => changes.extend(batch.changes),
        other => return Ok(other),
    }
    Ok(Act::Save(Batch::new(NUMBERS, changes)))
}

/// Fact and plan of one indicator.
#[derive(Debug, Clone, Default)]
struct Target {
    fact: Option<u32>,
    plan: Option<u32>,
}

fn known(number: Option<u32>) -> Value {
    number.map_or(Value::Empty, |number| Value::Number(i64::from(number)))
}

fn typed(value: &Value) -> Option<u32> {
    value.as_number().and_then(|number| u32::try_from(number).ok())
}

static TARGET_FIELDS: &[Field<Target>] = &[
    Field::new(
        "fact",
        |text| text.monitoring.target_fact,
        FieldKind::Number { low: 0, high: MOST },
        |row: &Target, _| known(row.fact),
        |row: &mut Target, value, _| row.fact = typed(&value),
    ),
    Field::new(
        "plan",
        |text| text.monitoring.target_plan,
        FieldKind::Number { low: 0, high: MOST },
        |row: &Target, _| known(row.plan),
        |row: &mut Target, value, _| row.plan = typed(&value),
    ),
];

/// The form of what an indicator should be, and of what it is where the school counts it itself.
pub fn target(year: YearId, indicator: Indicator, world: &World) -> Option<Form> {
    let span = world.register.get::<Year>(year)?;
    let numbers = world.register.numbers(year);
    let row = Target { fact: numbers.fact(indicator), plan: numbers.plan(indicator) };
    let shown = TARGET_FIELDS.iter().filter(|field| field.id == "plan" || indicator.is_counted_by_hand());
    let inputs = shown.map(|field| Input::of(field, &row, &world.ctx())).collect();
    let title = fill(world.text.monitoring.target_title, &[&indicator.word(world.text), &span.title()]);
    let place = Indicator::ALL.iter().position(|known| *known == indicator).unwrap_or(0);
    let part = Part { place, count: Indicator::ALL.len(), words: indicator.code().to_owned() };
    let form = Form::new(TARGET, title, Some(year.into()), inputs, submit_target).of_part(part);
    Some(form.over(&world.register, &[YearNumbersId::from(year).into()]).hinting(hints_of_target))
}

/// A number entered by hand counts for nothing once events tell it.
fn hints_of_target(form: &Form, world: &World) -> Vec<String> {
    let about = form.target.and_then(YearId::of);
    let indicator = form.part.as_ref().and_then(|part| Indicator::from_code(&part.words));
    let (Some(year), Some(indicator)) = (about, indicator) else { return Vec::new() };
    let told = counted_from_events(&world.register, year, indicator);
    told.then(|| world.text.monitoring.fact_from_events.to_owned()).into_iter().collect()
}

fn submit_target(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let about = form.target.and_then(YearId::of);
    let indicator = form.part.as_ref().and_then(|part| Indicator::from_code(&part.words));
    let (Some(year), Some(indicator)) = (about, indicator) else { return Ok(Act::Close) };
    let key = YearNumbersId::from(year);
    let (before, mut numbers) = opened(form, key.into(), || YearNumbers::new(year));
    let mut row = Target { fact: numbers.fact(indicator), plan: numbers.plan(indicator) };
    form.write(TARGET_FIELDS, &mut row, &world.ctx())?;
    if indicator.is_counted_by_hand() {
        numbers.set_fact(indicator, row.fact);
    }
    numbers.set_plan(indicator, row.plan);
    Ok(step(TARGET, key, before, numbers))
}

macro_rules! question {
    ($id:literal, $label:ident, $place:literal) => {
        Field::new(
            $id,
            |text| text.monitoring.$label,
            // One digit is one answer, as when a paper is keyed.
            FieldKind::Scale { low: 0, high: MOST_POINTS },
            |sheet: &CuratorSheet, _| known(sheet.points.get($place).copied().flatten().map(u32::from)),
            |sheet: &mut CuratorSheet, value, _| {
                if let Some(points) = sheet.points.get_mut($place) {
                    *points = typed(&value).and_then(|number| u8::try_from(number).ok());
                }
            },
        )
    };
}

/// The fields of the curator's sheet.
pub static CURATOR_FIELDS: &[Field<CuratorSheet>] = &[
    question!("q1", curator_short_1, 0),
    question!("q2", curator_short_2, 1),
    question!("q3", curator_short_3, 2),
    question!("q4", curator_short_4, 3),
    question!("q5", curator_short_5, 4),
    question!("q6", curator_short_6, 5),
    question!("q7", curator_short_7, 6),
    question!("q8", curator_short_8, 7),
    question!("q9", curator_short_9, 8),
    Field::new(
        "notes",
        |text| text.monitoring.curator_notes,
        FieldKind::Text,
        |sheet: &CuratorSheet, _| Value::text(&sheet.notes),
        |sheet: &mut CuratorSheet, value, _| sheet.notes = value.into_text().into(),
    ),
];

/// The form of the curator's sheet.
pub fn curator(year: YearId, world: &World) -> Option<Form> {
    world.register.get::<Year>(year)?;
    let key = CuratorSheetId::from(year);
    let sheet = world.register.get::<CuratorSheet>(key).map_or_else(|| CuratorSheet::new(year), |it| (**it).clone());
    let inputs = inputs(CURATOR_FIELDS, &sheet, &world.ctx());
    let form = Form::new(CURATOR, world.text.monitoring.curator, Some(year.into()), inputs, submit_curator);
    let hints = |_: &Form, world: &World| vec![world.text.monitoring.curator_scale.to_owned()];
    Some(form.over(&world.register, &[key.into()]).hinting(hints))
}

fn submit_curator(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some(year) = form.target.and_then(YearId::of) else { return Ok(Act::Close) };
    let key = CuratorSheetId::from(year);
    let (before, mut sheet) = opened(form, key.into(), || CuratorSheet::new(year));
    form.write(CURATOR_FIELDS, &mut sheet, &world.ctx())?;
    Ok(step(CURATOR, key, before, sheet))
}

macro_rules! side {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.monitoring.$name,
            FieldKind::Long,
            |swot: &Swot, _| Value::text(&swot.$name),
            |swot: &mut Swot, value, _| swot.$name = value.into_text().into(),
        )
    };
}

/// The fields of strengths and weaknesses.
pub static SWOT_FIELDS: &[Field<Swot>] = &[side!(strengths), side!(weaknesses), side!(opportunities), side!(threats)];

/// The form of strengths and weaknesses. Where nothing is on file yet the draft from the data stands in it, to be saved
/// as it is or changed.
pub fn swot_form(year: YearId, world: &World) -> Option<Form> {
    world.register.get::<Year>(year)?;
    let key = SwotId::from(year);
    let on_file = world.register.get::<Swot>(key);
    let row = on_file.map_or_else(|| Swot::new(year), |it| (**it).clone());
    let ctx = world.ctx();
    let inputs = inputs(SWOT_FIELDS, &row, &ctx);
    let mut form = Form::new(SWOT, world.text.monitoring.swot_title, Some(year.into()), inputs, submit_swot)
        .over(&world.register, &[key.into()]);
    if on_file.is_none() {
        let draft = swot::drafted(year, world);
        for field in SWOT_FIELDS {
            if let Some(input) = form.input_mut(field.id) {
                input.put((field.get)(&draft, &ctx), &ctx);
            }
        }
    }
    Some(form)
}

fn submit_swot(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some(year) = form.target.and_then(YearId::of) else { return Ok(Act::Close) };
    let key = SwotId::from(year);
    let (before, mut row) = opened(form, key.into(), || Swot::new(year));
    form.write(SWOT_FIELDS, &mut row, &world.ctx())?;
    Ok(step(SWOT, key, before, row))
}

/// The days to look at, as a form holds them.
#[derive(Debug, Clone, Copy)]
struct Days {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

static PERIOD_FIELDS: &[Field<Days>] = &[
    Field::new(
        "from",
        |text| text.monitoring.period_from,
        FieldKind::Date,
        |days: &Days, _| Value::date(days.from),
        |days: &mut Days, value, _| days.from = value.as_date(),
    ),
    Field::new(
        "to",
        |text| text.monitoring.period_to,
        FieldKind::Date,
        |days: &Days, _| Value::date(days.to),
        |days: &mut Days, value, _| days.to = value.as_date(),
    ),
];

/// Asks for the days to look at. Both left empty, it is the year again.
pub fn period(world: &World) -> Form {
    let shown = super::words::period(world);
    let days = Days { from: Some(shown.from), to: Some(shown.to) };
    let inputs = inputs(PERIOD_FIELDS, &days, &world.ctx());
    Form::new(PERIOD, world.text.monitoring.period_title, None, inputs, submit_period)
}

fn submit_period(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let shown = super::words::period(world);
    let mut days = Days { from: Some(shown.from), to: Some(shown.to) };
    form.write(PERIOD_FIELDS, &mut days, &world.ctx())?;
    let year = world.register.get::<Year>(world.year).map(Arc::clone);
    let Some(year) = year else { return Ok(Act::Close) };
    let (from, to) = (days.from.unwrap_or(year.start), days.to.unwrap_or(year.end));
    let error = |message: &str| Err(vec![FieldError { field: "to", message: message.to_owned() }]);
    if to < from {
        return error(world.text.monitoring.period_bad);
    }
    if to < year.start || from > year.end {
        return error(world.text.monitoring.period_outside);
    }
    world.period = (days.from.is_some() || days.to.is_some()).then_some((from, to));
    Ok(Act::Close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_write_them() {
        for (text, wanted) in [("4,25", 425), ("4.5", 450), (" 10 ", 1000), ("0", 0), ("3,05", 305)] {
            assert_eq!(hundredths(text), Some(wanted), "{text}");
        }
        for text in ["", ",5", "4,255", "-1", "4,2,5", "пять", "99999999999"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
        for (value, wanted) in [(425, "4,25"), (450, "4,5"), (1000, "10"), (305, "3,05"), (0, "0")] {
            assert_eq!((decimal(value), hundredths(wanted)), (wanted.to_owned(), Some(value)));
        }
    }
}
