//! The page of the school's own lists: what mentors are taught, by what candidates are judged, what is awarded, what
//! pairs usually plan. A line that is used cannot go; it can be renamed.

use super::list_items::{ListItem, Which};
use super::{list_form, list_items};
use crate::domain::{Lists, TheLists};
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
        for which in Which::ALL {
            let items = list_items::items(lists, which);
            let mut head = Entry::heading(which.name(world.text));
            head.value = items.len().to_string();
            entries.push(head);
            self.rows.push((which, None));
            for (place, item) in items.iter().enumerate() {
                entries.push(Entry::new(item.title.as_str(), list_items::aside(item, which, world.text)));
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
        let items = list_items::items(world.register.lists(), *which);
        match at.and_then(|at| items.get(at)) {
            None => card.say(which.name(world.text), Tone::Heading),
            Some(item) => {
                card.say(&item.title, Tone::Heading);
                card.say(list_items::aside(item, *which, world.text), Tone::Plain);
                let used = list_items::used(item, *which, world);
                let words = used.map_or(p.lists_unused.to_owned(), |used| fill(p.lists_used, &[&used]));
                card.say(&words, Tone::Muted);
            }
        }
        if *which == Which::Topics {
            card.say(p.lists_hint_topic, Tone::Muted);
        }
        card.done()
    }

    fn nothing(&self, _world: &World) -> String {
        String::new()
    }

    fn commands() -> &'static [Command<Report<Self>>] {
        COMMANDS
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
    let items = list_items::items(world.register.lists(), which);
    if items.len() == 1 {
        return Err(world.text.programme.list_last.to_owned());
    }
    match items.get(at).and_then(|item| list_items::used(item, which, world)) {
        Some(used) => Err(fill(world.text.programme.list_is_used, &[&used])),
        None => Ok(()),
    }
}

fn remove(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some((which, at)) = item_of(page) else { return Vec::new() };
    let mut items = list_items::items(world.register.lists(), which);
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
    let mut items = list_items::items(world.register.lists(), which);
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
    match list_items::usual_again(which, world) == list_items::items(world.register.lists(), which) {
        true => Err(world.text.programme.list_usual_same.to_owned()),
        false => Ok(()),
    }
}

/// Asks before a list of one's own goes, and says what goes with it.
fn usual(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some((which, _)) = row_of(page) else { return Vec::new() };
    let p = &world.text.programme;
    let usual = list_items::usual_again(which, world);
    let own = list_items::items(world.register.lists(), which);
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
    row!("lists.raise", Keys::same(&["alt-up"]), raise, raise_help, 3, on_item, |page, world| shift(page, -1, world)),
    row!("lists.lower", Keys::same(&["alt-down"]), lower, lower_help, 4, on_item, |page, world| shift(page, 1, world)),
    row!("lists.usual", verb::USUAL, lists_usual, lists_usual_help, 5, is_own, usual),
    row!("lists.remove", verb::REMOVE, remove, remove_help, 0, can_remove, remove),
];
