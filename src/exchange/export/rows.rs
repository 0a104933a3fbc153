//! The rows of each table, as objects and as texts.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::{Table, json, monitoring};
use crate::domain::{Audience, Birth, Key, Kind, Pair, PairId, Person, PersonId, PreferenceSheet, PreferenceSheetId};
use crate::fields::{
    CHOICE, CLOSING, CONSENT_ROWS, ChoiceRow, ConsentRow, Ctx, EVENT, EventRow, Field, HasPerson, MEETING, MENTEE,
    MENTOR, MeetingRow, MenteeRow, MentorRow, Order, PAIR, PairRow, names,
};

/// The table as objects.
pub(super) fn objects(table: Table, ctx: &Ctx) -> Vec<Json> {
    let objects: Vec<Map<String, Json>> = match table {
        Table::Mentees => mentees(ctx).iter().map(|row| mentee_object(row, ctx)).collect(),
        Table::Mentors => mentors(ctx).iter().map(|row| mentor_object(row, ctx)).collect(),
        Table::Pairs => pairs(ctx).iter().map(|row| pair_object(row, ctx)).collect(),
        Table::Meetings => meetings(ctx).iter().map(|row| meeting_object(row, ctx)).collect(),
        Table::Consents => consents(ctx).iter().map(|row| consent_object(row, ctx)).collect(),
        Table::Preferences => choices("veto", ctx).iter().map(|row| choice_object(row, ctx)).collect(),
        Table::Events => events(ctx).iter().map(|row| event_object(row, ctx)).collect(),
        Table::Answers(of) => return monitoring::answers(of, ctx).objects,
        Table::Measures => return monitoring::measures(ctx).objects,
        Table::Indicators => return monitoring::indicators(ctx).objects,
    };
    objects.into_iter().map(Json::Object).collect()
}

/// The table as texts, heads first.
pub(super) fn texts(table: Table, ctx: &Ctx) -> Vec<Vec<String>> {
    match table {
        Table::Mentees => lines(&[MENTEE], &mentees(ctx), |row| row.id.map(|id| id.0), ctx),
        Table::Mentors => lines(&[MENTOR], &mentors(ctx), |row| row.id.map(|id| id.0), ctx),
        Table::Pairs => lines(&[PAIR, CLOSING], &pairs(ctx), |row| row.id.map(|id| id.0), ctx),
        Table::Meetings => lines(&[MEETING], &meetings(ctx), |row| row.id.map(|id| id.0), ctx),
        Table::Consents => lines(&[CONSENT_ROWS], &consents(ctx), |row| Some(row.person_id.0), ctx),
        Table::Preferences => {
            lines(&[CHOICE], &choices(ctx.text.panes.wish_never, ctx), |row| row.id.map(|id| id.0), ctx)
        }
        Table::Events => lines(&[EVENT], &events(ctx), |row| row.id.map(|id| id.0), ctx),
        Table::Answers(of) => monitoring::answers(of, ctx).texts,
        Table::Measures => monitoring::measures(ctx).texts,
        Table::Indicators => monitoring::indicators(ctx).texts,
    }
}

fn mentees(ctx: &Ctx) -> Vec<MenteeRow> {
    let rows = ctx.register.mentees(ctx.year).filter_map(|(id, _)| MenteeRow::load(ctx.register, id));
    by_name(rows.filter(|row| may_leave(row, ctx)).collect())
}

fn mentors(ctx: &Ctx) -> Vec<MentorRow> {
    let rows = ctx.register.mentors(ctx.year).filter_map(|(id, _)| MentorRow::load(ctx.register, id));
    by_name(rows.filter(|row| may_leave(row, ctx)).collect())
}

/// Whose consent to keep their data was taken back is in no table that goes out (152-ФЗ ст. 21).
fn may_leave(row: &impl HasPerson, ctx: &Ctx) -> bool {
    !row.person().is_withdrawn(ctx.today)
}

/// As [`may_leave`], of whoever is behind an entry.
pub(super) fn entry_may_leave(key: Key, ctx: &Ctx) -> bool {
    let person = names::person_of(ctx.register, key).and_then(|id| ctx.register.get::<Person>(id));
    person.is_none_or(|person| !person.is_withdrawn(ctx.today))
}

/// Everybody who takes part, once.
fn consents(ctx: &Ctx) -> Vec<ConsentRow> {
    let mentees = ctx.register.mentees(ctx.year).map(|(_, mentee)| mentee.person);
    let mentors = ctx.register.mentors(ctx.year).map(|(_, mentor)| mentor.person);
    let people: BTreeSet<PersonId> = mentees.chain(mentors).collect();
    by_name(people.into_iter().filter_map(|id| ConsentRow::load(ctx.register, id)).collect())
}

fn consent_object(row: &ConsentRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = person_object(Some(row.person_id.0), Some(row.person_id.0), row.person(), ctx);
    json::fields(&mut object, CONSENT_ROWS, row, ctx);
    object
}

fn by_name<T: HasPerson>(mut rows: Vec<T>) -> Vec<T> {
    let order = Order::new();
    rows.sort_by_cached_key(|row| order.key(&row.person().name.full()));
    rows
}

fn pairs(ctx: &Ctx) -> Vec<PairRow> {
    let pairs = ctx.register.pairs(ctx.year).filter(|(_, pair)| pair_may_leave(pair, ctx));
    pairs.filter_map(|(id, _)| PairRow::load(ctx.register, id)).collect()
}

/// A pair is left out with either of the two who may not leave.
fn pair_may_leave(pair: &Pair, ctx: &Ctx) -> bool {
    let mut members = std::iter::once(Key::from(pair.mentor)).chain(pair.mentees.iter().map(|id| Key::from(*id)));
    members.all(|key| entry_may_leave(key, ctx))
}

fn meetings(ctx: &Ctx) -> Vec<MeetingRow> {
    let may_leave = ctx.register.pairs(ctx.year).filter(|(_, pair)| pair_may_leave(pair, ctx));
    let pairs: Vec<PairId> = may_leave.map(|(id, _)| id).collect();
    let ids = pairs.into_iter().flat_map(|pair| ctx.register.meetings_of(pair)).map(|(id, _)| id);
    let mut rows: Vec<MeetingRow> = ids.filter_map(|id| MeetingRow::load(ctx.register, id)).collect();
    rows.sort_by_key(|row| (row.meeting.date, row.meeting.time, row.id));
    rows
}

fn events(ctx: &Ctx) -> Vec<EventRow> {
    ctx.register.events(ctx.year).into_iter().filter_map(|(id, _)| EventRow::load(ctx.register, id)).collect()
}

fn event_object(row: &EventRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(row.id.map(|id| id.0)));
    object.insert("year".to_owned(), json!(year(ctx)));
    json::fields(&mut object, EVENT, row, ctx);
    object
}

/// A row for every name on every sheet, mentees' sheets first, each by name and in its order; vetoes, where they may
/// leave, after the names.
fn choices(never: &str, ctx: &Ctx) -> Vec<ChoiceRow> {
    let order = Order::new();
    let mut sheets: Vec<(PreferenceSheetId, &PreferenceSheet)> =
        ctx.register.sheets(ctx.year).map(|(id, sheet)| (id, sheet.as_ref())).collect();
    let name = |sheet: &PreferenceSheet| order.key(&names::of_key(ctx.register, sheet.author, ctx.text));
    sheets.sort_by_cached_key(|(id, sheet)| (sheet.author.kind, name(sheet), *id));
    sheets.retain(|(_, sheet)| entry_may_leave(sheet.author, ctx));
    let rows = |(id, sheet): (PreferenceSheetId, &PreferenceSheet)| {
        let named = sheet
            .named
            .iter()
            .filter(|named| entry_may_leave(named.whom, ctx))
            .map(|named| (named.whom, named.rank.to_string()));
        let vetoes = sheet
            .vetoes
            .iter()
            .filter(|whom| ctx.reveal && entry_may_leave(**whom, ctx))
            .map(|whom| (*whom, never.to_owned()));
        let row = |(whom, rank)| choice(id, sheet.author, whom, rank, ctx);
        named.chain(vetoes).map(row).collect::<Vec<_>>()
    };
    sheets.into_iter().flat_map(rows).collect()
}

fn choice(id: PreferenceSheetId, author: Key, whom: Key, rank: String, ctx: &Ctx) -> ChoiceRow {
    let by_mentee = author.kind == Kind::Mentee;
    let (mentee, mentor) = if by_mentee { (author, whom) } else { (whom, author) };
    let person = |key| names::person_of(ctx.register, key).and_then(|id| ctx.register.get::<Person>(id));
    let name = |key| person(key).map_or_else(String::new, |person| person.name.full());
    let class = |key| person(key).and_then(|person| person.class_in(ctx.year)).map(ToString::to_string);
    ChoiceRow {
        id: Some(id),
        mentee: name(mentee),
        mentee_class: class(mentee).unwrap_or_default(),
        mentor: name(mentor),
        mentor_class: class(mentor).unwrap_or_default(),
        rank,
        side: Some(if by_mentee { Audience::Mentee } else { Audience::Mentor }),
        ..ChoiceRow::default()
    }
}

fn choice_object(row: &ChoiceRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(row.id.map(|id| id.0)));
    object.insert("year".to_owned(), json!(year(ctx)));
    json::fields(&mut object, CHOICE, row, ctx);
    object
}

/// Who a row is about, with the parts of the name, so that nothing of it is lost.
fn person_object(id: Option<u32>, person_id: Option<u32>, person: &Person, ctx: &Ctx) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(id));
    object.insert("person_id".to_owned(), json!(person_id));
    object.insert("year".to_owned(), json!(year(ctx)));
    object.insert("name".to_owned(), json!(person.name.full()));
    object.insert("last_name".to_owned(), json!(person.name.last));
    object.insert("first_name".to_owned(), json!(person.name.first));
    object.insert("patronymic".to_owned(), json!(person.name.patronymic));
    object
}

pub(super) fn year(ctx: &Ctx) -> Option<String> {
    ctx.register.get::<crate::domain::Year>(ctx.year).map(|year| year.title())
}

/// The year alone and the whole date apart, each of one type.
fn birth(object: &mut Map<String, Json>, person: &Person) {
    object.insert("birth_year".to_owned(), json!(person.birth.year()));
    let date = match person.birth {
        Birth::Date(date) => json!(date.to_string()),
        Birth::Unknown | Birth::Year(_) => Json::Null,
    };
    object.insert("birth_date".to_owned(), date);
}

fn mentee_object(row: &MenteeRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = person_object(row.id.map(|id| id.0), row.person_id.map(|id| id.0), row.person(), ctx);
    json::fields(&mut object, MENTEE, row, ctx);
    birth(&mut object, row.person());
    object.insert("requests".to_owned(), json::requests(&row.mentee, ctx));
    object
}

fn mentor_object(row: &MentorRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = person_object(row.id.map(|id| id.0), row.person_id.map(|id| id.0), row.person(), ctx);
    json::fields(&mut object, MENTOR, row, ctx);
    birth(&mut object, row.person());
    object
}

fn pair_object(row: &PairRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(row.id.map(|id| id.0)));
    object.insert("year".to_owned(), json!(year(ctx)));
    json::fields(&mut object, PAIR, row, ctx);
    if row.pair.closing.is_some() {
        json::fields(&mut object, CLOSING, row, ctx);
    }
    object
}

fn meeting_object(row: &MeetingRow, ctx: &Ctx) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(row.id.map(|id| id.0)));
    json::fields(&mut object, MEETING, row, ctx);
    object.remove("next_date");
    object
}

/// Heads and values of the fields that exports write, each head once. A head that another column has already gets the
/// id of its field.
fn lines<T>(tables: &[&[Field<T>]], rows: &[T], id: fn(&T) -> Option<u32>, ctx: &Ctx) -> Vec<Vec<String>> {
    let mut fields: Vec<&Field<T>> = Vec::new();
    for field in tables.iter().flat_map(|table| table.iter()) {
        let may_leave = field.exported && (ctx.reveal || !field.restricted) && field.id != "next_date";
        if may_leave && !fields.iter().any(|known| known.id == field.id) {
            fields.push(field);
        }
    }
    let mut heads = vec![ctx.text.fields.id.to_owned()];
    for field in &fields {
        let label = (field.label)(ctx.text);
        let rival = fields.iter().any(|other| other.id != field.id && (other.label)(ctx.text) == label);
        let plain = !rival || field.set.is_some() && !heads.iter().any(|head| head == label);
        heads.push(if plain { label.to_owned() } else { format!("{label} ({})", field.id) });
    }
    let mut table = vec![heads];
    for row in rows {
        let number = id(row).map_or_else(String::new, |id| id.to_string());
        let values = fields.iter().map(|field| field.shown(row, ctx));
        table.push(std::iter::once(number).chain(values).collect());
    }
    table
}
