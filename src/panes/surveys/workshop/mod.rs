//! The workshop: the questionnaires themselves, and one of them taken apart into its items.
//!
//! Every change is a step of its own and can be taken back. A questionnaire that was answered is never changed: what is
//! changed becomes its next version, and the list goes on with that one.

mod fields;
pub mod forms;
mod view;

use std::collections::HashMap;
use std::sync::Arc;

use super::{Shows, Surveys};
use crate::domain::{Change, Key, Kind, Questionnaire, QuestionnaireId, lineage};
use crate::fields::{Worded, answer, fold, names};
use crate::kit::paint::{self, Line};
use crate::kit::{Act, Row, Tone, World};
use crate::surveys;
use crate::text::{Text, fill};
pub use view::{items, sheets};

/// A questionnaire as the list shows it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The newest version.
    pub id: QuestionnaireId,
    /// What it asks.
    pub sheet: Arc<Questionnaire>,
    /// Papers of all its versions in all years.
    pub answers: usize,
}

/// All questionnaires by wave, audience and title.
pub fn known(world: &World) -> Vec<Known> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, response) in world.register.responses() {
        if let Some(asked) = world.register.get::<Questionnaire>(response.questionnaire) {
            *counts.entry(asked.code.as_str()).or_default() += 1;
        }
    }
    let known = lineage::newest(&world.register).into_iter().map(|(id, sheet)| Known {
        id,
        sheet: Arc::clone(sheet),
        answers: counts.get(sheet.code.as_str()).copied().unwrap_or(0),
    });
    let mut known: Vec<Known> = known.collect();
    known.sort_by(|a, b| {
        let key = |known: &Known| (known.sheet.wave, known.sheet.audience, known.sheet.forms.clone(), known.id);
        key(a).cmp(&key(b))
    });
    known
}

/// The rows of the list of questionnaires.
pub fn rows(known: &[Known], world: &World) -> Vec<Row> {
    let row = |(known, number): (&Known, u32)| {
        let sheet = &known.sheet;
        let words = [sheet.wave.word(world.text), sheet.audience.word(world.text), sheet.code.as_str()];
        let hay = fold(&format!("{} {}", names::title(sheet, world.text), words.join(" ")));
        Row { key: known.id.into(), hay: hay.into(), order: number.to_be_bytes().into() }
    };
    known.iter().zip(0..).map(row).collect()
}

/// The rows of one questionnaire: its head, then its items. A row has no record of its own, so its key is its place.
pub fn item_rows(sheet: &Questionnaire, world: &World) -> Vec<Row> {
    let row = |(hay, place): (String, u32)| Row {
        key: Key { kind: Kind::Questionnaire, id: place },
        hay: fold(&hay).into(),
        order: place.to_be_bytes().into(),
    };
    let head = names::title(sheet, world.text).to_owned();
    let items = sheet.items.iter().map(|item| format!("{} {}", item.id, names::label(&item.label, world.text)));
    std::iter::once(head).chain(items).zip(0..).map(row).collect()
}

impl Surveys {
    /// The questionnaire that is taken apart.
    pub(super) fn taken_apart<'a>(&self, world: &'a World) -> Option<(QuestionnaireId, &'a Questionnaire)> {
        surveys::newest(&world.register, self.open.as_deref()?)
    }

    /// The place of the row under the cursor: 0 for the head, the items from 1.
    pub(super) fn row_place(&self) -> usize {
        self.list.current().and_then(|key| usize::try_from(key.id).ok()).unwrap_or(0)
    }

    /// The questionnaire under the cursor of the list, or the one taken apart.
    pub(super) fn meant(&self, world: &World) -> Option<QuestionnaireId> {
        match self.shows {
            Shows::Items => self.taken_apart(world).map(|(id, _)| id),
            _ => self.list.current().and_then(QuestionnaireId::of),
        }
    }

    /// Takes a questionnaire apart.
    pub(super) fn take_apart(&mut self, id: QuestionnaireId, world: &World) {
        if let Some(sheet) = world.register.get::<Questionnaire>(id) {
            let another = self.shows != Shows::Items || self.open.as_ref() != Some(&sheet.code);
            self.open = Some(sheet.code.clone());
            self.show(Shows::Items, world);
            self.line_up(world);
            if another {
                self.list.select(Key { kind: Kind::Questionnaire, id: 0 });
            }
        }
    }

    /// Opens the form of the row under the cursor.
    pub(super) fn change_row(&mut self, world: &World) -> Vec<Act> {
        let Some((id, sheet)) = self.taken_apart(world) else { return Vec::new() };
        let form = match self.row_place().checked_sub(1) {
            None => forms::head(id, world),
            Some(place) => forms::item(id, &forms::part(sheet, place), world),
        };
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }

    /// Opens the form of an item after the row under the cursor.
    pub(super) fn add_row(&mut self, world: &World) -> Vec<Act> {
        let form = self.taken_apart(world).and_then(|(id, _)| forms::item_new(id, self.row_place(), world));
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }

    /// Takes the item under the cursor away.
    pub(super) fn remove_row(&mut self, world: &mut World) -> Vec<Act> {
        let Some((id, sheet)) = self.taken_apart(world) else { return Vec::new() };
        let Some(place) = self.row_place().checked_sub(1).filter(|place| *place < sheet.items.len()) else {
            return Vec::new();
        };
        let mut after = sheet.clone();
        let gone = after.items.remove(place);
        // What was asked on account of its answer is asked of everybody.
        for item in after.items.iter_mut().filter(|item| item.when.as_ref().is_some_and(|when| when.item == gone.id)) {
            item.when = None;
        }
        vec![forms::save(id, after, world)]
    }

    /// Moves the item under the cursor. Refused where a condition would come before what it asks about.
    pub(super) fn move_row(&mut self, down: bool, world: &mut World) -> Vec<Act> {
        let Some((id, sheet)) = self.taken_apart(world) else { return Vec::new() };
        let Some(place) = self.row_place().checked_sub(1) else { return Vec::new() };
        let other = if down { place + 1 } else { place.wrapping_sub(1) };
        if other >= sheet.items.len() {
            return Vec::new();
        }
        let mut after = sheet.clone();
        after.items.swap(place, other);
        let (upper, lower) = (&after.items[place.min(other)], &after.items[place.max(other)]);
        if upper.when.as_ref().is_some_and(|when| when.item == lower.id) {
            return vec![Act::Refuse(fill(world.text.surveys.condition_order, &[&upper.id, &lower.id]))];
        }
        let key = Key { kind: Kind::Questionnaire, id: u32::try_from(other + 1).unwrap_or(0) };
        self.list.select(key);
        vec![forms::save(id, after, world)]
    }

    /// Asks before a questionnaire goes that nobody answered.
    pub(super) fn remove_sheet(&mut self, world: &World) -> Vec<Act> {
        let Some(id) = self.meant(world) else { return Vec::new() };
        let Some(sheet) = world.register.get::<Questionnaire>(id) else { return Vec::new() };
        let name = fill(world.text.surveys.version_of, &[&names::title(sheet, world.text), &sheet.version]);
        crate::panes::ask_removal("survey.remove_sheet", &name, vec![Change::delete(id, sheet)], world)
    }

    /// Takes the questionnaires of the program that this base does not have.
    pub(super) fn renew(&mut self, world: &mut World) -> Vec<Act> {
        world.ids.skip_past(world.register.highest_id());
        let mut ids = world.ids.clone();
        let Ok(changes) = surveys::renew(&world.register, &mut ids) else { return Vec::new() };
        world.ids = ids;
        let said = fill(world.text.surveys.renewed, &[&changes.len()]);
        vec![Act::Say(said), Act::Save(crate::domain::Batch::new("survey.renew", changes))]
    }
}

/// A questionnaire as a paper to read.
pub fn preview(sheet: &Questionnaire, world: &World) -> Act {
    let (text, theme) = (world.text, world.theme);
    let line = |words: String, tone| Line::of(words, theme.style(tone));
    let mut lines = Vec::new();
    for (item, number) in sheet.items.iter().zip(1..) {
        if !item.section.ru.is_empty() {
            lines.push(line(String::new(), Tone::Plain));
            lines.push(line(names::label(&item.section, text).to_owned(), Tone::Heading));
        }
        let must = if item.required { " *" } else { "" };
        lines.push(line(format!("{number}. {}{must}", names::label(&item.label, text)), Tone::Plain));
        let details = details(sheet, item, text);
        lines.extend(details.into_iter().map(|words| line(format!("   {words}"), Tone::Muted)));
    }
    Act::Read(fill(text.surveys.version_of, &[&names::title(sheet, text), &sheet.version]), lines)
}

/// What is to be known of an item beside its question.
fn details(sheet: &Questionnaire, item: &crate::domain::Item, text: &Text) -> Vec<String> {
    let mut details = vec![super::answer::prompt(&item.kind, text)];
    let options = answer::options(&item.kind, text);
    if !options.is_empty() {
        let keyed: Vec<String> = options.iter().zip(1..).map(|(words, key)| format!("{key} {words}")).collect();
        details = vec![keyed.join("   ")];
    }
    let help = names::label(&item.help, text);
    details.extend((!help.is_empty()).then(|| help.to_owned()));
    details.extend(item.when.as_ref().map(|when| {
        let asked = sheet.items.iter().position(|other| other.id == when.item).map_or(0, |at| at + 1);
        fill(text.surveys.only_if, &[&asked, &fields::wanted_words(&when.wanted, text)])
    }));
    details
}

/// «Вход · наставляемый · ученик – ученик»
fn about(sheet: &Questionnaire, text: &Text) -> String {
    let mut of = vec![sheet.wave.word(text), sheet.audience.word(text)];
    of.extend(sheet.forms.iter().map(|form| form.word(text)));
    of.join(" · ")
}

/// A text clipped to a number of cells.
fn clipped(text: &str, cells: usize, world: &World) -> String {
    paint::clip(text, cells, world.theme.marks().ellipsis)
}
