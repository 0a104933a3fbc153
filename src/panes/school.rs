//! The school's name, the numbers the methodology leaves to it (model §5.3), and the holidays of the year on screen.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::domain::{Batch, Break, Calendar, CalendarId, Change, MOST_BREAKS, Record, School, TheSchool, Year};
use crate::fields::{Field, FieldKind, Value, dates};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::text::fill;

macro_rules! text {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Text,
            |school: &School, _| Value::text(&school.$name),
            |school: &mut School, value, _| school.$name = value.into_text(),
        )
    };
}

macro_rules! rule {
    ($name:ident, $low:literal, $high:literal) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Number { low: $low, high: $high },
            |school: &School, _| Value::Number(i64::from(school.rules.$name)),
            |school: &mut School, value, _| {
                if let Some(number) = value.as_number().and_then(|number| number.try_into().ok()) {
                    school.rules.$name = number;
                }
            },
        )
        .required()
    };
}

/// The fields of the school.
pub static SCHOOL: &[Field<School>] = &[
    text!(name, school_name).required(),
    text!(full_name, school_full_name),
    text!(director, director),
    rule!(silence_warn_days, 1, 365),
    rule!(silence_alarm_days, 1, 365),
    rule!(rhythm_times, 0, 20),
    rule!(missed_in_row, 1, 20),
    rule!(missed_alarm, 1, 20),
    rule!(missed_share, 0, 100),
    rule!(first_work_days, 0, 365),
    rule!(plan_days, 0, 365),
    rule!(comfort_warn, 0, 10),
    rule!(comfort_alarm, 0, 10),
    rule!(comfort_drop, 0, 9),
    rule!(apart_warn, 0, 9),
    rule!(apart_alarm, 0, 9),
    rule!(contact_first_days, 0, 365),
    rule!(contact_days, 0, 365),
    rule!(risk_factors, 0, 3),
    rule!(early_days, 0, 365),
    rule!(trial_days, 0, 365),
    rule!(expiry_notice_days, 0, 365),
    rule!(usual_minutes, 5, 600),
    rule!(training_hours, 0, 500),
];

/// The holidays being typed, as many as there may be; empty ones at the end.
#[derive(Debug, Clone, PartialEq)]
struct Holidays([String; MOST_BREAKS]);

impl Holidays {
    fn of(calendar: &Calendar) -> Self {
        let mut breaks = calendar.breaks.iter();
        Self(std::array::from_fn(|_| breaks.next().map(|off| words(*off)).unwrap_or_default()))
    }
}

macro_rules! holidays {
    ($($at:literal $name:ident),+) => {
        &[$(Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Text,
            |row: &Holidays, _| Value::text(&row.0[$at]),
            |row: &mut Holidays, value, _| row.0[$at] = value.into_text(),
        )),+]
    };
}

static HOLIDAYS: &[Field<Holidays>] =
    holidays![0 break_1, 1 break_2, 2 break_3, 3 break_4, 4 break_5, 5 break_6, 6 break_7, 7 break_8];

/// «24.10.2026 – 01.11.2026»
fn words(off: Break) -> String {
    format!("{} – {}", dates::full(off.from), dates::full(off.to))
}

/// All holidays in one line.
pub fn breaks_words(breaks: &[Break]) -> String {
    breaks.iter().map(|off| words(*off)).collect::<Vec<_>>().join(", ")
}

/// Two days of a school year, with or without the year: «24.10 – 01.11».
fn read(typed: &str, year: &Year) -> Option<Break> {
    let parts: Vec<&str> = typed.split(['–', '—', '-']).map(str::trim).collect();
    let [from, to] = parts.as_slice() else { return None };
    let day = |typed: &str| {
        let near = if typed.matches('.').count() < 2 { of_year(typed, year) } else { None };
        near.or_else(|| dates::parse(typed, year.start))
    };
    let off = Break { from: day(from)?, to: day(to)? };
    let inside = |day: NaiveDate| (year.start..=year.end).contains(&day);
    (off.from <= off.to && inside(off.from) && inside(off.to)).then_some(off)
}

/// A day without a year, in the calendar year in which the school year has it.
fn of_year(typed: &str, year: &Year) -> Option<NaiveDate> {
    let found = dates::parse(typed, year.start)?;
    let mut years = year.start.year()..=year.end.year();
    years.find_map(|number| found.with_year(number).filter(|day| (year.start..=year.end).contains(day)))
}

/// The form of the school.
pub fn edit(world: &World) -> Option<Form> {
    let school = world.register.school()?;
    let ctx = world.ctx();
    let holidays = Holidays::of(&world.register.calendar(world.year));
    let inputs = SCHOOL.iter().map(|field| Input::of(field, school.as_ref(), &ctx));
    let inputs = inputs.chain(HOLIDAYS.iter().map(|field| Input::of(field, &holidays, &ctx))).collect();
    let form = Form::new("school", world.text.panes.school_title, Some(TheSchool.into()), inputs, submit);
    Some(form.over(&world.register, &[TheSchool.into(), CalendarId::from(world.year).into()]).hinting(hints))
}

fn hints(_form: &Form, world: &World) -> Vec<String> {
    let year = world.register.get::<Year>(world.year).map_or_else(String::new, |year| year.title());
    vec![fill(world.text.panes.holidays_hint, &[&year])]
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some(Record::School(before)) = form.opened(TheSchool.into()) else {
        return Ok(Act::Save(Batch::new("school.edit", Vec::new())));
    };
    let mut after = School::clone(before);
    form.write(SCHOOL, &mut after, &world.ctx())?;
    let changed = **before != after;
    let change = changed.then(|| Change::edit(TheSchool, &Arc::clone(before), after));
    let changes = change.into_iter().chain(holidays(form, world)?).collect();
    Ok(Act::Save(Batch::new("school.edit", changes)))
}

/// The change of the holidays, if they were touched.
fn holidays(form: &Form, world: &World) -> Result<Option<Change>, Vec<FieldError>> {
    let id = CalendarId::from(world.year);
    let on_file = match form.opened(id.into()) {
        Some(Record::Calendar(calendar)) => Some(Arc::clone(calendar)),
        _ => None,
    };
    let before = on_file.as_ref().map_or_else(|| world.register.calendar(world.year), |known| Calendar::clone(known));
    let mut row = Holidays::of(&before);
    form.write(HOLIDAYS, &mut row, &world.ctx())?;
    if row == Holidays::of(&before) {
        return Ok(None);
    }
    let after = Calendar { year: world.year, breaks: breaks(&row, world)? };
    Ok(Some(match on_file {
        Some(known) => Change::edit(id, &known, after),
        None => Change::create(id, after),
    }))
}

fn breaks(row: &Holidays, world: &World) -> Result<Vec<Break>, Vec<FieldError>> {
    let m = &world.text.messages;
    let Some(year) = world.register.get::<Year>(world.year) else { return Ok(Vec::new()) };
    let mut typed = Vec::new();
    let mut errors = Vec::new();
    for (field, words) in HOLIDAYS.iter().zip(&row.0).filter(|(_, words)| !words.is_empty()) {
        match read(words, year) {
            Some(off) => typed.push((off, field.id)),
            None => errors.push(FieldError { field: field.id, message: m.break_bad.to_owned() }),
        }
    }
    typed.sort_unstable();
    let overlap = typed.windows(2).find(|two| two[0].0.to >= two[1].0.from);
    if let Some([first, second]) = overlap.filter(|_| errors.is_empty()) {
        let message = fill(m.break_order, &[&words(first.0), &words(second.0)]);
        errors.push(FieldError { field: second.1, message });
    }
    if errors.is_empty() { Ok(typed.into_iter().map(|(off, _)| off).collect()) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_are_read_as_people_write_them() {
        let year = Year::starting(2026);
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let autumn = Break { from: day(2026, 10, 24), to: day(2026, 11, 1) };
        for typed in ["24.10 – 01.11", "24.10-1.11", "24.10.2026 — 01.11.2026", " 24.10.26 – 01.11.26 "] {
            assert_eq!(read(typed, &year), Some(autumn), "{typed}");
        }
        assert_eq!(read("31.12 – 10.01", &year), Some(Break { from: day(2026, 12, 31), to: day(2027, 1, 10) }));
        for wrong in ["", "24.10", "осенью", "01.11 – 24.10", "24.10.2025 – 01.11.2025", "24.10 – 40.11", "1 – 2 – 3"]
        {
            assert_eq!(read(wrong, &year), None, "{wrong}");
        }
        assert_eq!(read(&words(autumn), &year), Some(autumn), "what is shown reads back");
    }
}
