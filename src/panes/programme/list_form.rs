//! The form of a line of one of the school's lists.

use super::list_items::{self, ListItem, Which};
use super::list_terms;
use crate::domain::{CriterionGroup, Key, Lists, PlanSection, TheLists, Vocabulary};
use crate::fields::programme_choices::{CRITERION_GROUPS, PLAN_SECTIONS};
use crate::fields::{Field, FieldKind, Value, squeezed};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::panes::records::{opened, step};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "lists.item";

/// What a line may say; each list asks for what it knows.
static ITEM: &[Field<ListItem>] = &[
    Field::new(
        "title",
        |text| text.programme.item_title,
        FieldKind::Text,
        |row: &ListItem, _| Value::text(&row.title),
        |row: &mut ListItem, value, _| row.title = value.into_text().into(),
    )
    .required(),
    Field::new(
        "mandatory",
        |text| text.programme.item_mandatory,
        FieldKind::Flag,
        |row: &ListItem, _| Value::Flag(row.mandatory),
        |row: &mut ListItem, value, _| row.mandatory = value == Value::Flag(true),
    ),
    Field::new(
        "group",
        |text| text.programme.item_group,
        FieldKind::Choice(CRITERION_GROUPS),
        |row: &ListItem, _| Value::Code(row.group.code()),
        |row: &mut ListItem, value, _| {
            if let Some(group) = value.as_code().and_then(CriterionGroup::from_code) {
                row.group = group;
            }
        },
    )
    .required(),
    Field::new(
        "section",
        |text| text.programme.item_section,
        FieldKind::Choice(PLAN_SECTIONS),
        |row: &ListItem, _| Value::Code(row.section.code()),
        |row: &mut ListItem, value, _| {
            if let Some(section) = value.as_code().and_then(PlanSection::from_code) {
                row.section = section;
            }
        },
    )
    .required(),
    Field::new(
        "health",
        |text| text.programme.item_health,
        FieldKind::Flag,
        |row: &ListItem, _| Value::Flag(row.restricted),
        |row: &mut ListItem, value, _| row.restricted = value == Value::Flag(true),
    ),
];

fn asked(which: Which, is_new: bool, field: &str) -> bool {
    match field {
        "title" => true,
        "mandatory" => which == Which::Topics,
        "group" => which == Which::Criteria,
        "section" => which == Which::Tasks,
        // What discloses health stays closed for ever, so this is asked once.
        _ => is_new && which == Which::Terms(Vocabulary::Problems),
    }
}

/// The form of the line at a place of a list, or of a new one.
pub fn edit(which: Which, place: Option<usize>, world: &World) -> Option<Form> {
    let p = &world.text.programme;
    let items = list_items::items(world.register.lists(), which, world.text);
    let on_file = match place {
        Some(place) => Some((place, items.get(place)?)),
        None => None,
    };
    let name = which.name(world.text);
    let title = on_file.map_or_else(|| fill(p.list_new, &[&name]), |(_, it)| fill(p.list_edit, &[&name, &it.label()]));
    let row = on_file.map_or_else(|| ListItem::new(""), |(_, it)| it.clone());
    let fields = ITEM.iter().filter(|field| asked(which, on_file.is_none(), field.id));
    let inputs = fields.map(|field| Input::of(field, &row, &world.ctx())).collect();
    // Which list it is goes with the words, so that a draft finds its line in the right one.
    let words = format!("{}\n{}", which.code(), row.title);
    let part = Part { place: on_file.map_or(items.len(), |(place, _)| place), count: items.len(), words };
    let form = Form::new(FORM, title, Some(TheLists.into()), inputs, submit).of_part(part);
    Some(form.over(&world.register, &[TheLists.into()]))
}

/// The list and the line a part is about; no line for a new one.
fn told(part: &Part) -> Option<(Which, &str)> {
    let (code, title) = part.words.split_once('\n')?;
    Some((Which::from_code(code)?, title))
}

/// The form again, for a draft and after a conflict.
pub fn reopen(part: &Part, world: &World) -> Option<Form> {
    let (which, title) = told(part)?;
    if title.is_empty() {
        return edit(which, None, world);
    }
    let items = list_items::items(world.register.lists(), which, world.text);
    let now: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
    let part = Part { words: title.to_owned(), ..part.clone() };
    edit(which, Some(part.find(&now)?), world)
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some((which, known)) = form.part.as_ref().and_then(told) else { return Ok(Act::Close) };
    let key: Key = TheLists.into();
    let (before, lists) = opened(form, key, || Lists::usual().clone());
    let mut items = list_items::items(&lists, which, world.text);
    let place = form.part.as_ref().map_or(items.len(), |part| part.place).min(items.len());
    let mut item = items.get(place).filter(|_| !known.is_empty()).cloned().unwrap_or_else(|| ListItem::new(""));
    form.write(ITEM, &mut item, &world.ctx())?;
    if let Which::Terms(list) = which {
        if item.code.is_empty() {
            item.code = list_terms::seat(list, item.restricted, world).map_err(|error| vec![error])?;
        }
        list_terms::check(&item, list, &world.ctx()).map_err(|error| vec![error])?;
    }
    let twin = |(at, other): (usize, &ListItem)| {
        (known.is_empty() || at != place) && squeezed(&other.title) == squeezed(&item.title)
    };
    if items.iter().enumerate().any(twin) {
        let message = world.text.programme.list_twin.to_owned();
        return Err(vec![FieldError { field: "title", message }]);
    }
    match items.get_mut(place).filter(|_| !known.is_empty()) {
        Some(old) => *old = item,
        None => items.push(item),
    }
    Ok(step("lists.edit", TheLists, before, list_items::with(&lists, which, &items)))
}
