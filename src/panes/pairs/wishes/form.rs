//! The form of a preference sheet: names in the order they are picked.

use std::sync::Arc;

use super::NEXT;
use crate::domain::{Batch, Change, Key, LOWEST_RANK, PreferenceSheet, PreferenceSheetId, Record};
use crate::fields::{SheetRow, names, sheet_fields};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "wish";

/// The form of the sheet of a mentee or a mentor, or of a sheet by its own key. A new one leads to the next person whose
/// sheet is still to come, as a pile of papers does.
pub fn edit(key: Key, world: &World) -> Option<Form> {
    let register = &world.register;
    let sheet = PreferenceSheetId::of(key).map(|id| register.get::<PreferenceSheet>(id).map(|sheet| sheet.author));
    let author = sheet.unwrap_or(Some(key))?;
    let mut row = SheetRow::load(register, author)?;
    if row.id.is_none() {
        row = fresh(author, world)?;
    }
    let ctx = world.ctx();
    let inputs = sheet_fields(author).iter().map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.panes.wish_title, &[&names::of_key(register, author, world.text)]);
    let form = Form::new(FORM, title, Some(author), inputs, submit).hinting(hints);
    Some(match row.id {
        Some(id) => form.over(register, &[id.into()]),
        None => form.then(NEXT),
    })
}

/// An empty sheet, filled in at the general meeting if there was one by now.
fn fresh(author: Key, world: &World) -> Option<SheetRow> {
    let year = world.register.record(author)?.year()?;
    let mut row = SheetRow::blank(year, author);
    let held = world.register.general_meetings(year).into_iter().map(|(_, meeting)| meeting.date);
    let last = held.filter(|day| *day <= world.today()).max();
    Arc::make_mut(&mut row.sheet).on = Some(last.unwrap_or_else(|| world.today()));
    Some(row)
}

fn opened(form: &Form, world: &World) -> Option<SheetRow> {
    let on_file = form.base.iter().find_map(|(key, record)| match (PreferenceSheetId::of(*key), record) {
        (Some(id), Record::PreferenceSheet(sheet)) => Some(SheetRow { id: Some(id), sheet: Arc::clone(sheet) }),
        _ => None,
    });
    on_file.or_else(|| fresh(form.target?, world))
}

fn typed(form: &Form, before: &SheetRow, world: &World) -> Result<SheetRow, Vec<FieldError>> {
    let mut row = before.clone();
    form.write(sheet_fields(before.sheet.author), &mut row, &world.ctx())?;
    Ok(row)
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let m = &world.text.messages;
    let Some(row) = opened(form, world).and_then(|before| typed(form, &before, world).ok()) else { return Vec::new() };
    let room = usize::from(world.register.pairing().names_on_sheet);
    let many = row.sheet.named.len();
    let person = names::person_of(&world.register, row.sheet.author);
    let own = row.sheet.named.iter().any(|named| names::person_of(&world.register, named.whom) == person);
    let crowded = (many > room).then(|| fill(m.wish_many_names, &[&many, &room]));
    crowded.into_iter().chain(own.then(|| m.wish_own_name.to_owned())).collect()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let nothing = Ok(Act::Save(Batch::new("wish.edit", Vec::new())));
    let Some(before) = opened(form, world) else { return nothing };
    let row = typed(form, &before, world)?;
    sound(form, &row, world)?;
    let empty = row.sheet.named.is_empty() && row.sheet.vetoes.is_empty() && row.sheet.notes.is_empty();
    match row.id {
        None if !form.is_dirty() => nothing,
        None if empty => Err(wrong(world.text.messages.wish_nobody.to_owned())),
        None => {
            let id = PreferenceSheetId(world.fresh_id());
            let change = Change::create(id, PreferenceSheet::clone(&row.sheet));
            Ok(Act::Save(Batch::new("wish.key", vec![change])))
        }
        Some(_) if row.sheet == before.sheet => nothing,
        // Nothing is left of it.
        Some(id) if empty => {
            let name = names::of_key(&world.register, id.into(), world.text);
            let asked = crate::panes::ask_removal("wish.remove", &name, [Change::delete(id, &before.sheet)], world);
            asked.into_iter().next().map_or(nothing, Ok)
        }
        Some(id) => {
            let change = Change::edit(id, &before.sheet, PreferenceSheet::clone(&row.sheet));
            Ok(Act::Save(Batch::new("wish.edit", vec![change])))
        }
    }
}

fn wrong(message: String) -> Vec<FieldError> {
    vec![FieldError { field: "named", message }]
}

/// A sheet gives each name one place, and no more names than there are ranks.
fn sound(form: &Form, row: &SheetRow, world: &World) -> Result<(), Vec<FieldError>> {
    let m = &world.text.messages;
    if form.value("named", &world.ctx()).as_picked().len() > usize::from(LOWEST_RANK) {
        return Err(wrong(fill(m.wish_too_many, &[&LOWEST_RANK])));
    }
    let both = row.sheet.vetoes.iter().find(|whom| row.sheet.rank_of(**whom).is_some());
    match both {
        Some(whom) => Err(wrong(fill(m.wish_named_and_vetoed, &[&names::of_key(&world.register, *whom, world.text)]))),
        None => Ok(()),
    }
}
