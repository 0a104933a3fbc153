//! Fields of a preference sheet: what its form asks, and what the list says of whoever it is of (model §3.6).

use std::sync::Arc;

use super::{Ctx, Field, FieldKind, Pool, Value, names};
use crate::domain::{Key, Kind, Named, Person, PreferenceSheet, PreferenceSheetId, Register, YearId, wishes};

/// Somebody who takes part, with the sheet they have; an empty one where they have none.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// The sheet on file, if there is one.
    pub id: Option<PreferenceSheetId>,
    /// What it says.
    pub sheet: Arc<PreferenceSheet>,
}

impl SheetRow {
    /// The sheet of a mentee or a mentor.
    pub fn load(register: &Register, author: Key) -> Option<Self> {
        let year = register.record(author)?.year()?;
        Some(match register.sheet_of(author) {
            Some((id, sheet)) => Self { id: Some(id), sheet: Arc::clone(sheet) },
            None => Self::blank(year, author),
        })
    }

    /// An empty sheet.
    pub fn blank(year: YearId, author: Key) -> Self {
        Self { id: None, sheet: Arc::new(PreferenceSheet::new(year, author)) }
    }

    fn edit(&mut self) -> &mut PreferenceSheet {
        Arc::make_mut(&mut self.sheet)
    }

    fn person<'a>(&self, register: &'a Register) -> Option<&'a Person> {
        register.get::<Person>(names::person_of(register, self.sheet.author)?).map(AsRef::as_ref)
    }
}

/// What the form of a sheet asks; the other side is offered.
const fn asked(pool: Pool) -> [Field<SheetRow>; 4] {
    [
        Field::new(
            "named",
            |text| text.fields.wish_named,
            FieldKind::Pick { pool, many: true },
            |row: &SheetRow, _| Value::Picked(row.sheet.named.iter().map(|named| named.whom).collect()),
            |row, value, _| row.edit().name_in_order(value.as_picked().iter().copied()),
        ),
        Field::new(
            "vetoes",
            |text| text.fields.wish_vetoes,
            FieldKind::Pick { pool, many: true },
            |row: &SheetRow, _| Value::Picked(row.sheet.vetoes.clone()),
            |row, value, _| row.edit().vetoes = value.as_picked().to_vec(),
        )
        .restricted(),
        Field::new(
            "on",
            |text| text.fields.wish_on,
            FieldKind::Date,
            |row: &SheetRow, _| Value::date(row.sheet.on),
            |row, value, _| row.edit().on = value.as_date(),
        ),
        Field::new(
            "notes",
            |text| text.fields.notes,
            FieldKind::Long,
            |row: &SheetRow, _| Value::text(&row.sheet.notes),
            |row, value, _| row.edit().notes = value.into_text().into(),
        ),
    ]
}

static OF_MENTEE: [Field<SheetRow>; 4] = asked(Pool::AllMentors);
static OF_MENTOR: [Field<SheetRow>; 4] = asked(Pool::AllMentees);

/// The fields of the form of somebody's sheet: a mentee names mentors, a mentor mentees.
pub fn sheet_fields(author: Key) -> &'static [Field<SheetRow>] {
    if author.kind == Kind::Mentor { &OF_MENTOR } else { &OF_MENTEE }
}

/// What the list of those who take part says of each.
pub static WISHES: &[Field<SheetRow>] = &[
    Field::computed(
        "author",
        |text| text.fields.name,
        FieldKind::Name,
        |row: &SheetRow, ctx| row.person(ctx.register).map_or(Value::Empty, |person| Value::Text(person.name.full())),
    )
    .searched()
    .column(|text| text.fields.name, 16, 0),
    Field::computed(
        "class",
        |text| text.fields.class,
        FieldKind::Text,
        |row: &SheetRow, ctx| row.person(ctx.register).map_or(Value::Empty, |person| Value::Text(place(person, ctx))),
    )
    .searched()
    .column(|text| text.fields.class_head, 8, 3),
    Field::computed(
        "named",
        |text| text.fields.wish_named,
        FieldKind::Text,
        |row: &SheetRow, ctx| Value::text(&named_words(&row.sheet.named, ctx)),
    )
    .searched()
    .column(|text| text.fields.wish_named_head, 16, 0),
    Field::computed(
        "vetoes",
        |text| text.fields.wish_vetoes,
        FieldKind::Number { low: 0, high: i64::MAX },
        |row: &SheetRow, _| count(row.sheet.vetoes.len()),
    )
    .restricted()
    .column(|text| text.fields.wish_vetoes, 6, 4),
    Field::computed(
        "named_by",
        |text| text.fields.wish_named_by,
        FieldKind::Number { low: 0, high: i64::MAX },
        |row: &SheetRow, ctx| count(wishes::named_by(ctx.register, row.sheet.author).len()),
    )
    .column(|text| text.fields.wish_named_by_head, 4, 1),
    Field::computed(
        "mutual",
        |text| text.fields.wish_mutual,
        FieldKind::Flag,
        |row: &SheetRow, ctx| {
            if wishes::is_mutual_first(ctx.register, &row.sheet) { Value::Flag(true) } else { Value::Empty }
        },
    )
    .column(|text| text.fields.wish_mutual_head, 4, 2),
];

/// None is left empty, so that the eye finds those who have some.
fn count(number: usize) -> Value {
    i64::try_from(number).ok().filter(|number| *number > 0).map_or(Value::Empty, Value::Number)
}

/// The class of a pupil, of others what they do or where they work.
fn place(person: &Person, ctx: &Ctx) -> String {
    let class = person.class_in(ctx.year).map(ToString::to_string);
    let work = [&person.position, &person.organisation].into_iter().find(|words| !words.is_empty());
    class.or_else(|| work.map(ToString::to_string)).unwrap_or_default()
}

/// «1 Волков, 2 Сомова»
fn named_words(named: &[Named], ctx: &Ctx) -> String {
    let words = |named: &Named| {
        let person = names::person_of(ctx.register, named.whom).and_then(|id| ctx.register.get::<Person>(id));
        format!("{} {}", named.rank, person.map_or("", |person| person.name.last.as_str()))
    };
    named.iter().map(words).collect::<Vec<_>>().join(", ")
}
