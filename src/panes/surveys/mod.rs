//! Pane 6: paper questionnaires, keyed at the speed of the number pad.
//!
//! Two states: the queue of those who should answer (or the list of papers that are in), and one paper being keyed.
//! While a paper is keyed every plain key belongs to it. A digit answers and goes on; the paper that is saved makes
//! room for the next person of the queue.

mod about;
pub(super) mod answer;
pub mod codes;
mod commands;
pub(super) mod keying;
mod page;
mod paper;
mod queue;
mod rebase;
mod second;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_codes;
#[cfg(test)]
mod tests_keys;
#[cfg(test)]
mod tests_rebase;
#[cfg(test)]
mod tests_second;
mod view;
mod workshop;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Pane, list_pane, pages};
use crate::analysis::{Unasked, unasked};
use crate::domain::{Change, Key, Kind, Person, PersonId, QuestionnaireId, Response, ResponseId, Secret};
use crate::exchange::unasked_words;
use crate::fields::{fold, names};
use crate::kit::{
    Act, Code, Command, Draft, Info, LIST, Laid, List, PaneId, Row, Side, Slot, Stroke, Versions, World, infos, run,
};
use crate::text::fill;
pub use answer::words as answer_words;
use keying::Keying;
use queue::{Sheet, Standing};
use second::{Checking, Tally};
pub use workshop::forms as workshop_forms;

/// Which list is on screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Shows {
    /// Those whose paper is still to be keyed.
    #[default]
    Queue,
    /// Papers that are in.
    Keyed,
    /// The questionnaires themselves.
    Sheets,
    /// The items of one of them.
    Items,
}

/// What the keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    List,
    Sheets,
    Items,
    Paper,
    Check,
}

/// The pane.
#[derive(Debug, Default)]
pub struct Surveys {
    list: List,
    sheets: Vec<Sheet>,
    chosen: Option<QuestionnaireId>,
    people: Vec<Standing>,
    shows: Shows,
    keying: Option<Keying>,
    /// Differences between two keyings that are being settled.
    checking: Option<Checking>,
    /// What second keyings tell of the chosen questionnaire; counted only where the keyed papers are shown.
    tally: Option<Tally>,
    /// Papers that were left before their end, the newest last.
    parked: Vec<Keying>,
    /// The paper whose second keying was saved and differs: its differences are shown once it is on file.
    awaited: Option<ResponseId>,
    /// The response saved last: the app shows what was created, and the next paper must not give way to it.
    saved: Option<ResponseId>,
    note: Option<String>,
    /// All questionnaires, while they are shown.
    known: Vec<workshop::Known>,
    /// Where the cursor stood in the lists that are not on screen.
    spots: Vec<(Shows, Key)>,
    /// How many questionnaires of the program this base does not have.
    lacking: usize,
    /// The code of the questionnaire that is taken apart, and its newest version.
    open: Option<String>,
    open_id: Option<QuestionnaireId>,
}

/// Goes to the papers of a person, if there are any to key or to read; else it is said here that there are none.
pub fn ask(person: PersonId, world: &World) -> Vec<Act> {
    let is_due = || queue::sheets(world).iter().any(|sheet| sheet.due.iter().any(|due| due.respondent == person));
    let answered = || world.register.responses_of(person).iter().any(|(_, response)| response.year == world.year);
    if answered() || is_due() {
        return go_to(person);
    }
    let name = names::entry(&world.register, person, world.year);
    vec![Act::Refuse(fill(world.text.messages.not_in_queue, &[&name]))]
}

/// Goes to a person in the queue.
pub fn go_to(person: PersonId) -> Vec<Act> {
    vec![Act::Go(PaneId::Surveys, Some(person.into()))]
}

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Surveys>] {
    commands::COMMANDS
}

/// What the list can do that makes sense for a queue, whose order is fixed.
const OF_LIST: [&str; 9] = [
    "list.pick",
    "list.pick_all",
    "list.filter",
    "list.up",
    "list.down",
    "list.page_up",
    "list.page_down",
    "list.first",
    "list.last",
];

impl Surveys {
    fn place(&self) -> Place {
        match (&self.checking, &self.keying) {
            (Some(_), _) => Place::Check,
            (None, Some(_)) => Place::Paper,
            (None, None) => match self.shows {
                Shows::Queue | Shows::Keyed => Place::List,
                Shows::Sheets => Place::Sheets,
                Shows::Items => Place::Items,
            },
        }
    }

    /// Whether a list is in front, and no paper.
    fn is_listing(&self) -> bool {
        matches!(self.place(), Place::List | Place::Sheets | Place::Items)
    }

    fn sheet(&self) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| Some(sheet.id) == self.chosen)
    }

    /// Works out what is shown of the chosen questionnaire; the one with most papers to key until one is chosen.
    fn line_up(&mut self, world: &World) {
        if matches!(self.shows, Shows::Sheets | Shows::Items) {
            return self.line_up_sheets(world);
        }
        if self.sheet().is_none() {
            self.chosen = self.sheets.iter().rev().max_by_key(|sheet| sheet.due.len()).map(|sheet| sheet.id);
        }
        self.people = self.sheet().map_or_else(Vec::new, |sheet| queue::standings(sheet, world));
        self.tally = self
            .sheet()
            .filter(|_| self.shows == Shows::Keyed)
            .map(|sheet| Tally::of(&world.register, &sheet.questionnaire.code, world.year));
        let rows = self.people.iter().zip(0..).filter_map(|(standing, place)| self.row(standing, place, world));
        let rows = rows.collect();
        self.list.fill(rows);
    }

    /// The questionnaires, or the items of one; back to the list when that one is gone.
    fn line_up_sheets(&mut self, world: &World) {
        self.known = workshop::known(world);
        self.open_id = self.taken_apart(world).map(|(id, _)| id);
        if self.shows == Shows::Items {
            if let Some(rows) = self.taken_apart(world).map(|(_, sheet)| workshop::item_rows(sheet, world)) {
                return self.list.fill(rows);
            }
            (self.shows, self.open) = (Shows::Sheets, None);
        }
        self.lacking = crate::surveys::missing_builtin(&world.register).map_or(0, |missing| missing.len());
        self.list.fill(workshop::rows(&self.known, world));
    }

    fn row(&self, standing: &Standing, place: u32, world: &World) -> Option<Row> {
        let key = match self.shows {
            Shows::Queue => standing.due.then(|| standing.person.into())?,
            Shows::Keyed => standing.response?.into(),
            Shows::Sheets | Shows::Items => return None,
        };
        let name = names::entry(&world.register, standing.person, world.year);
        let hay = fold(&format!("{name} {}", standing.number));
        Some(Row { key, hay: hay.into(), order: place.to_be_bytes().into() })
    }

    fn show(&mut self, shows: Shows, world: &World) {
        if self.shows == shows {
            return;
        }
        let left = self.shows;
        self.spots.retain(|(of, _)| *of != left);
        self.spots.extend(self.list.current().map(|key| (left, key)));
        self.shows = shows;
        self.list.clear_filter();
        self.line_up(world);
        // Every list has a cursor of its own: one that stayed on its line would stand on something else.
        match self.spots.iter().find(|(of, _)| *of == shows) {
            Some((_, key)) => self.list.select(*key),
            None => self.list.step(isize::MIN),
        }
    }

    fn choose(&mut self, id: QuestionnaireId, world: &World) {
        self.chosen = Some(id);
        self.list.clear_filter();
        self.line_up(world);
    }

    /// Finds a person: where their paper is due, else where it is keyed, the questionnaire on screen first.
    fn find(&mut self, person: PersonId, world: &World) {
        if !matches!(self.shows, Shows::Queue | Shows::Keyed) {
            self.show(Shows::Queue, world);
        }
        let asks = |sheet: &Sheet| sheet.due.iter().any(|due| due.respondent == person);
        let here = self.sheet().filter(|sheet| asks(sheet)).map(|sheet| sheet.id);
        if let Some(id) = here.or_else(|| self.sheets.iter().find(|sheet| asks(sheet)).map(|sheet| sheet.id)) {
            self.show(Shows::Queue, world);
            self.choose(id, world);
            self.list.select(person.into());
            return;
        }
        let answered = world.register.responses_of(person);
        match answered.iter().rev().find(|(_, response)| response.year == world.year) {
            Some((id, _)) => self.find_keyed(*id, world),
            None => {
                let name = names::entry(&world.register, person, world.year);
                let sheet = self.sheet().map(|sheet| &sheet.questionnaire);
                let why = sheet.and_then(|sheet| unasked(&world.register, sheet, person, world.year));
                // Who is on the other side is asked by other questionnaires, and that no paper of theirs is due says it all.
                let why = why.filter(|why| *why != Unasked::Role);
                let none = || fill(world.text.messages.not_in_queue, &[&name]);
                self.note = Some(why.map_or_else(none, |why| format!("{name}: {}", unasked_words(why, world.text))));
            }
        }
    }

    fn find_keyed(&mut self, id: ResponseId, world: &World) {
        let Some(response) = world.register.get::<Response>(id) else { return };
        let Some(sheet) = self.sheet_of(response.questionnaire, world) else { return };
        self.show(Shows::Keyed, world);
        self.choose(sheet, world);
        self.list.select(id.into());
    }

    /// The newest version of a questionnaire of which this is one.
    fn sheet_of(&self, id: QuestionnaireId, world: &World) -> Option<QuestionnaireId> {
        let code = &world.register.get::<crate::domain::Questionnaire>(id)?.code;
        self.sheets.iter().find(|sheet| sheet.questionnaire.code == *code).map(|sheet| sheet.id)
    }

    /// The list takes a press while its filter is typed.
    fn typed_into_list(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        if !self.list.is_filtering() {
            return self.list.show_everything(stroke).then(Vec::new);
        }
        if self.list.keep_found(stroke) {
            return Some(Vec::new());
        }
        if stroke.code == Code::Enter {
            self.list.stop_filtering();
            let id = match self.shows {
                Shows::Queue => "survey.key",
                Shows::Keyed => "survey.correct",
                Shows::Sheets => "sheet.open",
                Shows::Items => "item.change",
            };
            return run(commands::COMMANDS, id, self, world);
        }
        self.list.filter_press(stroke).then(Vec::new)
    }
}

impl Pane for Surveys {
    fn id(&self) -> PaneId {
        PaneId::Surveys
    }

    fn refresh(&mut self, world: &World) {
        // Settled or keyed anew by somebody else meanwhile: there is nothing left to settle here.
        self.checking.take_if(|checking| {
            world.register.get::<Response>(checking.id).is_none_or(|response| *response != checking.response)
        });
        self.keying.iter_mut().chain(&mut self.parked).for_each(|keying| keying.renew(world));
        self.sheets = queue::sheets(world);
        // The questionnaire on screen may have got a newer version.
        self.chosen = self.chosen.map(|id| self.sheet_of(id, world).unwrap_or(id));
        self.line_up(world);
        if let Some(checking) = self.awaited.and_then(|id| Checking::of(id, world)) {
            (self.awaited, self.checking) = (None, Some(checking));
        }
    }

    fn fit(&mut self, area: Rect, _world: &World) {
        // The items of a questionnaire have no heads of columns above them.
        let more = usize::from(self.shows == Shows::Items);
        self.list.fit(view::list_height(area) + more);
    }

    fn stepped(&mut self, changes: &[Change], world: &World) {
        list_pane::step_over(&mut self.list, changes, world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        if !world.sees(Secret::Answers) {
            return Vec::new();
        }
        let mut commands = infos(commands::COMMANDS, self, world);
        commands.retain(|info| commands::place_of(info.id) == self.place());
        if self.is_listing() {
            let of_list = infos(LIST, &self.list, world).into_iter().filter(|info| OF_LIST.contains(&info.id));
            commands.extend(of_list);
        }
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        if !world.sees(Secret::Answers) {
            return Vec::new();
        }
        self.note = None;
        if id == commands::SAVE_REST {
            return self.save(true, world);
        }
        if let Some(acts) = codes::run_asked(self, id, world) {
            return acts;
        }
        if let Some(acts) = run(commands::COMMANDS, id, self, world) {
            return acts;
        }
        if !self.is_listing() || !OF_LIST.contains(&id) {
            return Vec::new();
        }
        run(LIST, id, &mut self.list, world).unwrap_or_default()
    }

    fn is_searching(&self) -> bool {
        self.list.is_filtering()
    }

    fn takes_plain_keys(&self) -> bool {
        !self.is_listing()
    }

    fn typed(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        self.note = None;
        match self.place() {
            Place::Paper => return self.typed_into_paper(stroke, world),
            Place::Check => {
                let (checking, lang) = (self.checking.as_mut(), world.text.lang);
                if checking.is_some_and(|checking| checking.press(stroke, lang)) {
                    return Some(Vec::new());
                }
                return commands::press(self, stroke, world);
            }
            Place::List | Place::Sheets | Place::Items => {}
        }
        self.typed_into_list(stroke, world)
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Vec<Act> {
        if let Some(keying) = &mut self.keying {
            let taken = keying.paste(text);
            return if taken { self.kept(world) } else { vec![Act::Refuse(self.expected(world))] };
        }
        if self.list.is_filtering() {
            self.list.filter_paste(text);
        }
        Vec::new()
    }

    fn select(&mut self, key: Key, world: &World) {
        if self.saved.take().is_some_and(|saved| key == saved.into()) {
            return;
        }
        self.park();
        self.checking = None;
        match key.kind {
            Kind::Questionnaire if matches!(self.shows, Shows::Sheets | Shows::Items) => {
                if let Some(id) = QuestionnaireId::of(key) {
                    self.take_apart(id, world);
                }
            }
            Kind::Questionnaire => {
                let chosen = QuestionnaireId::of(key).and_then(|id| self.sheet_of(id, world));
                if let Some(id) = chosen {
                    self.show(Shows::Queue, world);
                    self.choose(id, world);
                }
            }
            Kind::Response => {
                if let Some(id) = ResponseId::of(key) {
                    self.find_keyed(id, world);
                }
            }
            _ => {
                if let Some(person) = names::person_of(&world.register, key) {
                    self.find(person, world);
                }
            }
        }
    }

    fn restore(&mut self, draft: &Draft, world: &World) -> Option<Laid> {
        let (mut keying, beneath) = rebase::restored(draft, world)?;
        keying.renew(world);
        self.park();
        // The very paper the draft is of gives way to its new self.
        self.parked.retain(|parked| parked.slot() != draft.slot || parked.draft(world).fields != draft.fields);
        self.saved = None;
        if keying.year == world.year
            && let Some(id) = self.sheet_of(keying.questionnaire, world)
        {
            self.show(Shows::Queue, world);
            self.choose(id, world);
            self.list.select(keying.person.into());
        }
        let slot = keying.slot();
        self.keying = Some(keying);
        let mut acts = self.kept(world);
        if slot != draft.slot {
            acts.push(Act::DropDraft(draft.slot.clone()));
        }
        Some(Laid { slot, acts, beneath })
    }

    fn settle(&mut self, slot: &Slot, versions: &[Versions], world: &World) -> Vec<Act> {
        self.bring(slot);
        let Some(keying) = self.keying.as_mut().filter(|keying| keying.slot() == *slot) else { return Vec::new() };
        for version in versions.iter().filter(|version| version.side == Side::Theirs) {
            keying.revert(&version.field);
        }
        self.kept(world)
    }

    fn is_engaged(&self) -> bool {
        !self.is_listing()
    }

    fn put_away(&mut self, slot: &Slot) {
        self.keying.take_if(|keying| keying.slot() == *slot);
        self.parked.retain(|keying| keying.slot() != *slot);
    }

    fn current(&self) -> Option<Key> {
        if let Some(checking) = &self.checking {
            return Some(checking.id.into());
        }
        match &self.keying {
            Some(keying) => Some(keying.corrects().map_or_else(|| keying.person.into(), Key::from)),
            None if self.shows == Shows::Items => self.open_id.map(Key::from),
            None => self.list.current(),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        if !world.sees(Secret::Answers) {
            return pages::draw_closed(area, buf, world);
        }
        match (&self.checking, &self.keying) {
            (Some(checking), _) => view::check(checking, area, buf, world),
            (None, Some(keying)) => view::paper(self, keying, area, buf, world),
            (None, None) => match self.shows {
                Shows::Queue | Shows::Keyed => view::list(self, area, buf, world),
                Shows::Sheets => workshop::sheets(self, area, buf, world),
                Shows::Items => workshop::items(self, area, buf, world),
            },
        }
    }
}

/// Somebody's standing as the list's row names it: a person in the queue, a response among the keyed.
fn standing_of(pane: &Surveys, key: Key) -> Option<&Standing> {
    let wanted = |standing: &Standing| match pane.shows {
        Shows::Queue => standing.due && key == standing.person.into(),
        Shows::Keyed => standing.response.is_some_and(|id| key == id.into()),
        Shows::Sheets | Shows::Items => false,
    };
    pane.people.iter().find(|standing| wanted(standing))
}

/// Full name of a person; nothing when they are gone.
fn full_name(person: PersonId, world: &World) -> String {
    world.register.get::<Person>(person).map_or_else(String::new, |person| person.name.full())
}
