//! The page of gates: who is held between two stages and by what, and who passed with which reason (model §2.8).

use std::sync::Arc;

use super::{forms, words};
use crate::analysis::{Held, Passage, gates};
use crate::domain::{Batch, Change, Gate, Key, Kind, Waiver, WaiverId};
use crate::fields::{Worded, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Dialog, Keys, PaneId, Tone, World, row, verb, writable};
use crate::panes::pane_of;
use crate::panes::report::{Across, Card, Entry, Placing, Report, Topic};
use crate::text::fill;

/// What a row is.
#[derive(Debug, Clone)]
enum Shown {
    Gate(Passage),
    Held(Held),
    Passed(WaiverId, Arc<Waiver>),
}

/// The page.
#[derive(Default)]
pub struct Gates {
    rows: Vec<Shown>,
    held: usize,
    passed: usize,
}

const CAUSES: &[Across] = &[(|text| text.programme.column_cause, 36)];

/// The reasons on file of the year, by identity.
fn waivers(world: &World) -> Vec<(WaiverId, Arc<Waiver>)> {
    let all = world.register.of_kind(Kind::Waiver).filter_map(|(key, _)| WaiverId::of(key));
    let all = all.filter_map(|id| world.register.get::<Waiver>(id).map(|waiver| (id, Arc::clone(waiver))));
    all.filter(|(_, waiver)| waiver.year == world.year).collect()
}

impl Gates {
    fn held(&mut self, held: &Held, world: &World) -> Entry {
        self.rows.push(Shown::Held(held.clone()));
        let name = names::of_key(&world.register, held.about, world.text);
        let causes = words::causes(&held.causes, world);
        // One may be held at two gates, so no row is known by whom it is about.
        let hay = causes.clone();
        Entry::new(name, "").across(vec![causes]).found_by(hay).marked(world.theme.marks().warning, Tone::Warning)
    }

    fn passed(&mut self, id: WaiverId, waiver: &Arc<Waiver>, world: &World) -> Entry {
        self.rows.push(Shown::Passed(id, Arc::clone(waiver)));
        let name = names::of_key(&world.register, waiver.about, world.text);
        let hay = waiver.gate.word(world.text).to_owned();
        Entry::new(name, "")
            .of(id)
            .found_by(hay)
            .across(vec![waiver.reason.to_string()])
            .marked(world.theme.marks().tick, Tone::Good)
    }
}

impl Topic for Gates {
    const PANE: PaneId = PaneId::Programme;
    const CARD: Placing = Placing::Wide;

    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let (held, passed) = (gates(&world.register, world.year, world.today()), waivers(world));
        self.rows.clear();
        (self.held, self.passed) = (held.len(), passed.len());
        let mut entries = Vec::new();
        for passage in Passage::ALL {
            let own: Vec<&Held> = held.iter().filter(|it| it.passage == passage).collect();
            let mut head = Entry::heading(words::passage(passage, world.text).0);
            head.value = if own.is_empty() { world.text.common.none.to_owned() } else { own.len().to_string() };
            entries.push(head);
            self.rows.push(Shown::Gate(passage));
            entries.extend(own.into_iter().map(|it| self.held(it, world)));
            let through = passed.iter().filter(|(_, waiver)| passage.gates().contains(&waiver.gate));
            entries.extend(through.map(|(id, waiver)| self.passed(*id, waiver, world)));
        }
        entries
    }

    fn columns(&self) -> &'static [Across] {
        CAUSES
    }

    fn shares_room(&self) -> bool {
        true
    }

    fn head(&self, world: &World) -> String {
        fill(world.text.programme.gates_head, &[&self.held, &self.passed])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (text, mut card) = (world.text, Card::new(world, cells));
        let name = |key: Key| names::of_key(&world.register, key, text);
        match self.rows.get(place) {
            Some(Shown::Gate(passage)) => {
                let (name, rule) = words::passage(*passage, text);
                card.say(name, Tone::Heading);
                card.say(rule, Tone::Plain);
            }
            Some(Shown::Held(held)) => {
                card.say(&name(held.about), Tone::Heading);
                card.say(&words::causes(&held.causes, world), Tone::Warning);
                card.say(words::passage(held.passage, text).1, Tone::Muted);
            }
            Some(Shown::Passed(_, waiver)) => {
                card.say(&name(waiver.about), Tone::Heading);
                card.say(waiver.gate.word(text), Tone::Plain);
                card.say(&waiver.reason, Tone::Plain);
                card.say(&world.day(waiver.on), Tone::Muted);
            }
            None => {}
        }
        card.done()
    }

    fn nothing(&self, world: &World) -> String {
        world.text.programme.gates_free.to_owned()
    }

    fn commands() -> &'static [Command<Report<Self>>] {
        COMMANDS
    }
}

type Page = Report<Gates>;

fn row_of(page: &Page) -> Option<&Shown> {
    page.place().and_then(|place| page.topic.rows.get(place))
}

fn about(page: &Page) -> Option<Key> {
    match row_of(page)? {
        Shown::Gate(_) => None,
        Shown::Held(held) => Some(held.about),
        Shown::Passed(_, waiver) => Some(waiver.about),
    }
}

fn is_about(page: &Page, world: &World) -> Result<(), String> {
    about(page).map(drop).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn open(page: &mut Page, _world: &mut World) -> Vec<Act> {
    let Some(key) = about(page) else { return Vec::new() };
    pane_of(key).map(|pane| Act::Go(pane, Some(key))).into_iter().collect()
}

/// What a reason would pass: the row under the cursor, or of a heading everybody below it who is held and can be.
fn passable(page: &Page, world: &World) -> Vec<(Gate, Key)> {
    match row_of(page) {
        Some(Shown::Passed(_, waiver)) => vec![(waiver.gate, waiver.about)],
        Some(Shown::Held(held)) => forms::passable(held, world).into_iter().collect(),
        Some(Shown::Gate(passage)) => forms::held_at(*passage, world),
        None => Vec::new(),
    }
}

fn can_pass(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    let Some(row) = row_of(page) else { return Err(world.text.messages.nothing_selected.to_owned()) };
    if !passable(page, world).is_empty() {
        return Ok(());
    }
    let p = &world.text.programme;
    let nobody = matches!(row, Shown::Gate(passage) if !passage.gates().is_empty());
    Err(if nobody { p.gate_holds_nobody } else { p.cannot_pass }.to_owned())
}

fn pass(page: &mut Page, world: &mut World) -> Vec<Act> {
    let form = match row_of(page) {
        Some(Shown::Gate(passage)) => forms::waivers(*passage, world),
        _ => passable(page, world).first().and_then(|(gate, about)| forms::waiver(*gate, *about, world)),
    };
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn is_passed(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    match row_of(page) {
        Some(Shown::Passed(..)) => Ok(()),
        _ => Err(world.text.programme.not_passed.to_owned()),
    }
}

fn withdraw(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some(Shown::Passed(id, waiver)) = row_of(page) else { return Vec::new() };
    let p = &world.text.programme;
    let name = names::of_key(&world.register, (*id).into(), world.text);
    let batch = Batch::new("gate.withdraw", vec![Change::delete(*id, waiver)]);
    let dialog = Dialog::new(fill(p.withdraw_pass, &[&name]), vec![p.withdraw_then.to_owned()])
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), p.withdraw_yes, vec![Act::Save(batch)])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), p.withdraw_no, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}

/// Its commands.
pub static COMMANDS: &[Command<Page>] = &[
    row!("gate.open", verb::OPEN, gate_open, gate_open_help, 1, is_about, open),
    row!("gate.pass", verb::NEXT, gate_pass, gate_pass_help, 2, can_pass, pass),
    row!("gate.withdraw", verb::END, gate_withdraw, gate_withdraw_help, 3, is_passed, withdraw),
];
