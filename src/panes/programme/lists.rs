//! The page of the school's own lists: what mentors are taught, by what candidates are judged, what is awarded, what
//! pairs usually plan, and the program's own terms as the school words them. A line that is used cannot go; it can be
//! renamed, and a term taken out of what is offered.

use std::collections::BTreeMap;

use super::list_items::{ListItem, Which};
use super::{list_form, list_items, list_terms};
use crate::domain::{Kind, Lists, TheLists, Vocabulary};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Dialog, Form, Keys, PaneId, Tone, World, row, verb, writable};
use crate::panes::ask_removal;
use crate::panes::records::step;
use crate::panes::report::{Card, Entry, Placing, Report, Topic, on_row};
use crate::text::fill;

/// The page.
#[derive(Default)]
pub struct ListsPage {
    /// The list of each row, and the place in it unless the row is its heading.
    rows: Vec<(Which, Option<usize>)>,
}

impl Topic for ListsPage {
    const PANE: PaneId = PaneId::Programme;
    const CARD: Placing = Placing::Wide;

    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let lists = world.register.lists();
        self.rows.clear();
        let mut entries = Vec::new();
        for which in Which::all() {
            let items = list_items::items(lists, which, world.text);
            let used = match which {
                Which::Terms(list) => list_terms::tally(list, &world.register),
                _ => BTreeMap::new(),
            };
            let mut head = Entry::heading(which.name(world.text));
            head.value = items.len().to_string();
            entries.push(head);
            self.rows.push((which, None));
            for (place, item) in items.iter().enumerate() {
                let entry = entry(item, which, used.get(item.code.as_str()), world);
                // A search hides the headings, and the name of a list finds all its lines.
                entries.push(entry.found_by(which.name(world.text).to_owned()));
                self.rows.push((which, Some(place)));
            }
        }
        entries
    }

    fn head(&self, world: &World) -> String {
        let p = &world.text.programme;
        let usual = world.register.lists() == Lists::usual();
        fill(p.lists_head, &[if usual { &p.lists_usual } else { &p.lists_own }])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (p, mut card) = (&world.text.programme, Card::new(world, cells));
        let Some((which, at)) = self.rows.get(place) else { return Vec::new() };
        let items = list_items::items(world.register.lists(), *which, world.text);
        match at.and_then(|at| items.get(at)) {
            None => card.say(which.name(world.text), Tone::Heading),
            Some(item) => {
                card.say(&item.label(), Tone::Heading);
                card.say(list_items::aside(item, *which, world.text), Tone::Plain);
                card.say(&list_items::origin(item, *which, world.text), Tone::Plain);
                let used = list_items::used(item, *which, world);
                let words = used.map_or(p.lists_unused.to_owned(), |used| fill(p.lists_used, &[&used]));
                card.say(&words, Tone::Muted);
            }
        }
        let item = at.and_then(|at| items.get(at));
        hints(*which, item, world).into_iter().for_each(|hint| card.say(hint, Tone::Muted));
        card.done()
    }

    fn nothing(&self, _world: &World) -> String {
        String::new()
    }

    fn commands() -> &'static [Command<Report<Self>>] {
        COMMANDS
    }
}

/// A line: how many records use an entry of a list of terms stands beside it.
fn entry(item: &ListItem, which: Which, used: Option<&BTreeMap<Kind, usize>>, world: &World) -> Entry {
    let aside = list_items::aside(item, which, world.text);
    let Which::Terms(_) = which else { return Entry::new(item.label(), aside) };
    let hidden = item.restricted && !world.reveal;
    let count = match used.map(|kinds| kinds.values().sum::<usize>()) {
        Some(_) if hidden => world.text.common.hidden_hint.to_owned(),
        Some(count) => count.to_string(),
        None => String::new(),
    };
    let tone = if item.retired { Tone::Muted } else { Tone::Plain };
    Entry::new(item.label(), [aside, &count].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · "))
        .marked(" ", tone)
}

/// What is good to know before a line is changed.
fn hints(which: Which, item: Option<&ListItem>, world: &World) -> Vec<&'static str> {
    let p = &world.text.programme;
    match (which, item) {
        (Which::Topics, _) => vec![p.lists_hint_topic],
        (Which::Terms(Vocabulary::CloseReasons), None) => vec![p.lists_hint_terms, p.lists_hint_health],
        (Which::Terms(_), None) => vec![p.lists_hint_terms],
        (Which::Terms(list), Some(item)) if list.is_counted(&item.code) => vec![p.lists_hint_counted],
        _ => Vec::new(),
    }
}

type Page = Report<ListsPage>;

fn row_of(page: &Page) -> Option<(Which, Option<usize>)> {
    page.place().and_then(|place| page.topic.rows.get(place)).copied()
}

fn item_of(page: &Page) -> Option<(Which, usize)> {
    row_of(page).and_then(|(which, at)| Some((which, at?)))
}

fn on_item(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    item_of(page).map(drop).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn on_list(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    on_row(page, world)
}

fn form(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// The step after which a list reads as `items`.
fn replaced(command: &str, which: Which, items: &[ListItem], world: &World) -> Act {
    let before = list_items::on_file(world);
    let after = list_items::with(world.register.lists(), which, items);
    step(command, TheLists, before, after)
}

fn can_remove(page: &Page, world: &World) -> Result<(), String> {
    on_item(page, world)?;
    let Some((which, at)) = item_of(page) else { return Ok(()) };
    let items = list_items::items(world.register.lists(), which, world.text);
    if items.len() == 1 {
        return Err(world.text.programme.list_last.to_owned());
    }
    let p = &world.text.programme;
    let Some(item) = items.get(at) else { return Ok(()) };
    let (used, kept) = match which {
        Which::Terms(list) if !list.is_seat(&item.code) => return Err(p.list_of_program.to_owned()),
        Which::Terms(_) => (list_items::used(item, which, world), p.list_is_held),
        _ => (list_items::used(item, which, world), p.list_is_used),
    };
    used.map_or(Ok(()), |used| Err(fill(kept, &[&used])))
}

fn can_retire(page: &Page, world: &World) -> Result<(), String> {
    on_item(page, world)?;
    let p = &world.text.programme;
    let Some((which @ Which::Terms(_), at)) = item_of(page) else { return Err(p.list_only_removed.to_owned()) };
    let items = list_items::items(world.register.lists(), which, world.text);
    let offered = |item: &ListItem| !item.retired && !item.restricted;
    let others = items.iter().enumerate().filter(|(place, item)| *place != at && offered(item)).count();
    if others == 0 && items.get(at).is_some_and(|item| !item.retired) {
        return Err(p.list_last.to_owned());
    }
    Ok(())
}

/// Takes an entry out of what is offered, or brings it back.
fn retire(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some((which, at)) = item_of(page) else { return Vec::new() };
    let mut items = list_items::items(world.register.lists(), which, world.text);
    let Some(item) = items.get_mut(at) else { return Vec::new() };
    item.retired = !item.retired;
    let command = if item.retired { "lists.retire" } else { "lists.restore" };
    vec![replaced(command, which, &items, world)]
}

fn can_shift(page: &Page, world: &World) -> Result<(), String> {
    on_item(page, world)?;
    match item_of(page) {
        Some((Which::Terms(_), _)) => Err(world.text.programme.list_fixed_order.to_owned()),
        _ => Ok(()),
    }
}

fn remove(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some((which, at)) = item_of(page) else { return Vec::new() };
    let mut items = list_items::items(world.register.lists(), which, world.text);
    if at >= items.len() {
        return Vec::new();
    }
    let gone = items.remove(at);
    match replaced("lists.remove", which, &items, world) {
        Act::Save(batch) => ask_removal("lists.remove", &gone.title, batch.changes, world),
        other => vec![other],
    }
}

/// Moves the line under the cursor by one; the cursor goes along.
fn shift(page: &mut Page, by: isize, world: &mut World) -> Vec<Act> {
    let Some((which, at)) = item_of(page) else { return Vec::new() };
    let mut items = list_items::items(world.register.lists(), which, world.text);
    let Some(to) = at.checked_add_signed(by).filter(|to| *to < items.len()) else {
        return vec![Act::Refuse(world.text.programme.list_edge.to_owned())];
    };
    items.swap(at, to);
    page.step(by);
    vec![replaced("lists.move", which, &items, world)]
}

fn is_own(page: &Page, world: &World) -> Result<(), String> {
    on_list(page, world)?;
    let Some((which, _)) = row_of(page) else { return Ok(()) };
    match list_items::usual_again(which, world) == list_items::items(world.register.lists(), which, world.text) {
        true => Err(world.text.programme.list_usual_same.to_owned()),
        false => Ok(()),
    }
}

/// Asks before a list of one's own goes, and says what goes with it.
fn usual(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some((which, _)) = row_of(page) else { return Vec::new() };
    let p = &world.text.programme;
    let usual = list_items::usual_again(which, world);
    let own = list_items::items(world.register.lists(), which, world.text);
    let lost: Vec<&str> =
        own.iter().filter(|item| !usual.iter().any(|it| it.title == item.title)).map(|it| it.title.as_str()).collect();
    let mut lines = vec![p.list_usual_kept.to_owned()];
    if !lost.is_empty() {
        lines.insert(0, fill(p.list_usual_lost, &[&lost.join(", ")]));
    }
    let act = replaced("lists.usual", which, &usual, world);
    let dialog = Dialog::new(fill(p.list_usual_title, &[&which.name(world.text)]), lines)
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), p.list_yes, vec![act])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), p.list_no, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}

/// Its commands.
pub static COMMANDS: &[Command<Page>] = &[
    row!("lists.open", verb::OPEN, lists_open, lists_open_help, 1, on_item, |page, world| {
        form(item_of(page).and_then(|(which, at)| list_form::edit(which, Some(at), world)))
    }),
    row!("lists.new", verb::NEW, lists_new, lists_new_help, 2, on_list, |page, world| {
        form(row_of(page).and_then(|(which, _)| list_form::edit(which, None, world)))
    }),
    row!("lists.raise", Keys::same(&["alt-up"]), raise, raise_help, 3, can_shift, |page, world| shift(page, -1, world)),
    row!("lists.lower", Keys::same(&["alt-down"]), lower, lower_help, 4, can_shift, |page, world| shift(
        page, 1, world
    )),
    row!("lists.retire", verb::REST, lists_retire, lists_retire_help, 3, can_retire, retire),
    row!("lists.usual", verb::USUAL, lists_usual, lists_usual_help, 5, is_own, usual),
    row!("lists.remove", verb::REMOVE, remove, remove_help, 0, can_remove, remove),
];
