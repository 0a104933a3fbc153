//! Commands that work everywhere.

use super::desk::{Desk, Overlay};
use super::help;
use super::palette::{Entry, Palette};
use crate::domain::YearId;
use crate::fields::names;
use crate::kit::{Act, Command, Info, Keys, PaneId, World, always, row, steppable, verb, writable};
use crate::panes::{self, PANES, Pane, Tab};
use crate::text::fill;

fn go(desk: &mut Desk, pane: PaneId, world: &World) -> Vec<Act> {
    desk.show(pane, world);
    Vec::new()
}

macro_rules! pane {
    ($id:literal, $digit:literal, $pane:ident, $word:ident, $help:ident) => {
        Command {
            id: $id,
            keys: Keys::same(&[$digit]),
            label: |t| t.commands.$word,
            help: |t| t.commands.$help,
            rank: 0,
            enabled: always,
            run: |desk, world| go(desk, PaneId::$pane, world),
        }
    };
}

/// Commands that work wherever nothing lies in front of the pane.
pub static GLOBAL: &[Command<Desk>] = &[
    pane!("pane.today", "1", Today, pane_today, pane_today_help),
    pane!("pane.mentees", "2", Mentees, pane_mentees, pane_mentees_help),
    pane!("pane.mentors", "3", Mentors, pane_mentors, pane_mentors_help),
    pane!("pane.pairs", "4", Pairs, pane_pairs, pane_pairs_help),
    pane!("pane.meetings", "5", Meetings, pane_meetings, pane_meetings_help),
    pane!("pane.surveys", "6", Surveys, pane_surveys, pane_surveys_help),
    pane!("pane.monitoring", "7", Monitoring, pane_monitoring, pane_monitoring_help),
    pane!("pane.programme", "8", Programme, pane_programme, pane_programme_help),
    row!("undo", verb::UNDO, undo, undo_help, 95, can_undo, |_, _| vec![Act::Undo]),
    row!("redo", Keys::same(&["U", "ctrl-y"]), redo, redo_help, 0, steppable, |_, _| vec![Act::Redo]),
    row!("history", Keys::same(&["f5"]), history, history_help, 0, has_current, |desk, _| vec![Act::History(
        desk.current()
    )]),
    row!("journal", Keys::same(&["f12"]), journal, journal_help, 0, always, |_, _| vec![Act::History(None)]),
    row!("company", Keys::same(&["f9"]), company, company_help, 0, always, |_, _| vec![Act::Company]),
    row!("reveal", Keys::same(&["f4"]), reveal, reveal_help, 0, always, |_, world| reveal(world)),
    row!("copy", Keys::same(&["ctrl-c", "f11"]), copy, copy_help, 0, has_current, |desk, world| copy(desk, world)),
    row!("palette", Keys::same(&[":", "ctrl-p"]), palette, palette_help, 0, always, |desk, world| open_palette(
        desk, world
    )),
    row!("help", Keys::same(&["f1", "?"]), help, help_help, 0, always, |desk, world| open_help(desk, world)),
    row!("year.earlier", Keys::same(&["alt-left", "["]), year_earlier, year_earlier_help, 0, always, |_, world| {
        turn_year(world, false)
    }),
    row!("year.later", Keys::same(&["alt-right", "]"]), year_later, year_later_help, 0, always, |_, world| turn_year(
        world, true
    )),
    row!("year.begin", Keys::same(&["ctrl-n"]), open_year, open_year_help, 0, writable, |_, world| vec![
        panes::begin_year(world)
    ]),
    row!("people.twins", Keys::same(&["ctrl-t"]), find_twins, find_twins_help, 0, writable, |_, world| {
        panes::find_twins(world)
    }),
    row!("school", Keys::same(&["ctrl-o"]), school, school_help, 0, writable, |_, world| school(world)),
    row!("base.backup", Keys::same(&["ctrl-k"]), backup, backup_help, 0, always, |_, _| vec![Act::Backup]),
    row!("quit", Keys::same(&["ctrl-q", "f10"]), quit, quit_help, 0, always, |_, _| vec![Act::Quit]),
];

fn can_undo(desk: &Desk, world: &World) -> Result<(), String> {
    steppable(desk, world)?;
    if desk.can_undo { Ok(()) } else { Err(world.text.messages.nothing_to_undo.to_owned()) }
}

fn has_current(desk: &Desk, world: &World) -> Result<(), String> {
    if desk.current().is_some() { Ok(()) } else { Err(world.text.messages.nothing_selected.to_owned()) }
}

fn reveal(world: &mut World) -> Vec<Act> {
    if !world.sees_restricted() {
        return vec![Act::Refuse(world.text.years.denied_reveal.to_owned())];
    }
    world.reveal = !world.reveal;
    let m = &world.text.messages;
    vec![Act::Say(if world.reveal { m.reveal_on } else { m.reveal_off }.to_owned())]
}

fn copy(desk: &Desk, world: &World) -> Vec<Act> {
    let name = desk.current().map(|key| names::of_key(&world.register, key, world.text));
    name.map(Act::Copy).into_iter().collect()
}

fn open_palette(desk: &mut Desk, world: &World) -> Vec<Act> {
    let everywhere = desk.everywhere(world);
    let pages = pages(desk, &everywhere, world);
    let mut commands = desk.commands(world);
    commands.extend(everywhere);
    commands.retain(|command| command.disabled.is_none() && command.id != "palette");
    let entries = commands.iter().map(Entry::command).chain(pages).collect();
    desk.overlays.push(Overlay::Palette(Box::new(Palette::new(entries))));
    Vec::new()
}

/// The pages of all panes, each with the digit of its pane: whoever knows the name of one need not know where it is.
fn pages(desk: &Desk, everywhere: &[Info], world: &World) -> Vec<Entry> {
    let lang = world.text.lang;
    let of_pane = |(pane, tab): (&dyn Pane, &Tab)| {
        let digit = tab.digit.to_string();
        let leads = everywhere.iter().find(|info| info.keys.of(lang).contains(&digit.as_str()));
        let keys = leads.map_or(Keys::same(&[]), |info| info.keys);
        let entry = |(place, name): (usize, &'static str)| {
            let words = fill(world.text.panes.palette_page, &[&name, &(tab.name)(world.text)]);
            Entry::page(keys, name, words, tab.id, place)
        };
        pane.pages(world.text).into_iter().enumerate().map(entry).collect::<Vec<_>>()
    };
    desk.panes.iter().map(AsRef::as_ref).zip(PANES).flat_map(of_pane).collect()
}

fn open_help(desk: &mut Desk, world: &World) -> Vec<Act> {
    let page = help::page(desk, world);
    desk.overlays.push(Overlay::Page(page));
    Vec::new()
}

/// The year before or after the one on screen.
fn turn_year(world: &mut World, later: bool) -> Vec<Act> {
    let years: Vec<YearId> = world.register.years().into_iter().map(|(id, _)| id).collect();
    let at = years.iter().position(|id| *id == world.year).unwrap_or(0);
    let next = if later { at.checked_add(1) } else { at.checked_sub(1) };
    let Some(year) = next.and_then(|at| years.get(at)) else {
        return vec![Act::Refuse(world.text.messages.no_such_year.to_owned())];
    };
    world.year = *year;
    vec![Act::Say(fill(world.text.messages.year_changed, &[&world.year_title()]))]
}

fn school(world: &World) -> Vec<Act> {
    panes::school_form(world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
}
