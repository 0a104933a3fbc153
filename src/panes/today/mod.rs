//! Pane 1: what needs a hand, worst first, each row with the key that deals with it; then the meetings of the day and
//! how far the year is. A curator with ten minutes between lessons starts here and may need nothing else.

mod deed;
mod snooze;
#[cfg(test)]
mod tests;
mod view;
mod wording;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Pane, contacts, meetings, pairs};
use crate::analysis::{Appointment, Overview, Signal, overview};
use crate::domain::{Key, Pair, PairId};
use crate::kit::{Act, Command, Form, Info, Keys, PaneId, World, infos, loggable, row, run, verb, writable};

pub use snooze::{SNOOZE, again as snooze_again};
pub use wording::{light as light_words, light_mark, light_seen, lights_seen, put_off_of};

/// The pane.
#[derive(Debug, Default)]
pub struct Today {
    /// The state of the year; `None` until the register was seen.
    seen: Option<Overview>,
    /// Whether nobody takes part yet, so that there is nothing to watch over.
    bare: bool,
    cursor: usize,
    top: usize,
    agenda_top: usize,
    page: usize,
}

/// What can be under the cursor.
#[derive(Debug, Clone, Copy)]
enum Row<'a> {
    Signal(&'a Signal),
    Meeting(&'a Appointment),
}

impl Row<'_> {
    /// Whether `other` is about the same thing, perhaps with other numbers by now.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Signal(a), Self::Signal(b)) => {
                deed::key(*self) == deed::key(*other)
                    // What was put off is dealt with, wherever it went.
                    && a.put_off.is_some() == b.put_off.is_some()
                    && std::mem::discriminant(&a.reason) == std::mem::discriminant(&b.reason)
            }
            (Self::Meeting(a), Self::Meeting(b)) => a.meeting == b.meeting,
            _ => false,
        }
    }
}

impl Today {
    fn signals(&self) -> &[Signal] {
        self.seen.as_ref().map_or(&[], |seen| &seen.signals)
    }

    fn meetings(&self) -> &[Appointment] {
        self.seen.as_ref().map_or(&[], |seen| &seen.agenda.today)
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.signals().iter().map(Row::Signal).chain(self.meetings().iter().map(Row::Meeting))
    }

    fn count(&self) -> usize {
        self.signals().len() + self.meetings().len()
    }

    fn row(&self) -> Option<Row<'_>> {
        self.rows().nth(self.cursor)
    }

    /// The one pair the row under the cursor is about.
    fn pair(&self, world: &World) -> Option<PairId> {
        deed::pair(self.row()?, world)
    }

    fn move_to(&mut self, place: usize) -> Vec<Act> {
        self.cursor = place.min(self.count().saturating_sub(1));
        Vec::new()
    }
}

/// The first row in sight, so that row `cursor` of `count` is in a window of `height`.
fn scrolled(top: usize, cursor: usize, height: usize, count: usize) -> usize {
    let lowest = (cursor + 1).saturating_sub(height);
    top.clamp(lowest, cursor.max(lowest)).min(count.saturating_sub(height))
}

fn filled(pane: &Today, world: &World) -> Result<(), String> {
    if pane.count() > 0 { Ok(()) } else { Err(world.text.messages.list_empty.to_owned()) }
}

fn seen(pane: &Today, world: &World) -> Result<(), String> {
    pane.seen.as_ref().map(drop).ok_or_else(|| world.text.messages.list_empty.to_owned())
}

fn can_deal(pane: &Today, world: &World) -> Result<(), String> {
    filled(pane, world)?;
    pane.row().map(deed::of).and_then(|deed| deed.closed(world)).map_or(Ok(()), Err)?;
    match pane.row().map(deed::of) {
        Some(deed::Deed::Answer(_)) if !world.reveal => Err(world.text.panes.why_hidden.to_owned()),
        _ => Ok(()),
    }
}

/// The row's own meeting, or a new one of its pair; where a row is about nobody in particular, of the pair picked.
fn log_meeting(pane: &mut Today, world: &mut World) -> Vec<Act> {
    let Some(row) = pane.row() else { return meetings::log(None, world) };
    match deed::of(row) {
        deed @ (deed::Deed::Mark(_) | deed::Deed::Held(..)) => deed.run(row, world),
        _ => meetings::log(deed::pair(row, world), world),
    }
}

/// Whether the row is about one pair.
fn of_pair(pane: &Today, world: &World) -> Result<(), String> {
    filled(pane, world).and_then(|()| writable(pane, world))?;
    pane.pair(world).map(drop).ok_or_else(|| world.text.messages.not_one_pair.to_owned())
}

fn can_rest(pane: &Today, world: &World) -> Result<(), String> {
    filled(pane, world).and_then(|()| writable(pane, world))?;
    pane.row().and_then(|row| snooze::never(row, world)).map_or(Ok(()), Err)
}

fn shown(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

// Whether a command is possible does not depend on the row, but for what is masked: a footer that changed with every
// step would distract.
static COMMANDS: &[Command<Today>] = &[
    row!(deed::OPEN, verb::OPEN, open_row, open_row_help, 1, filled, |pane, world| {
        pane.row().map(|row| deed::go(row, world)).unwrap_or_default()
    }),
    row!(deed::DEAL, verb::NEXT, attention_deal, attention_deal_help, 2, can_deal, |pane, world| pane
        .row()
        .map(|row| deed::of(row).run(row, world))
        .unwrap_or_default()),
    row!(deed::MEETING, verb::MEETING, new_meeting, new_meeting_help, 3, loggable, log_meeting),
    row!(deed::SURVEY, verb::SURVEY, key_survey, key_survey_help, 4, filled, |pane, world| {
        pane.row().map(|row| deed::survey(row, world)).unwrap_or_default()
    }),
    row!(deed::TALK, verb::CONTACT, talk, talk_help, 0, of_pair, |pane, world| {
        shown(pane.pair(world).and_then(|pair| contacts::talk(pair, world)))
    }),
    row!(deed::REST, verb::REST, snooze, snooze_help, 5, can_rest, |pane, world| {
        pane.row().map(|row| snooze::put_off(row, world)).unwrap_or_default()
    }),
    row!("today.plan", verb::PLAN, plan_meeting, plan_meeting_help, 0, of_pair, |pane, world| {
        shown(pane.pair(world).map(|pair| meetings::plan(pair, world)))
    }),
    row!("today.close", verb::END, close_pair, close_pair_help, 0, of_pair, |pane, world| {
        shown(pane.pair(world).and_then(|pair| pairs::close(pair, world)))
    }),
    row!("today.join", verb::MORE, join_group, join_group_help, 0, of_pair, |pane, world| {
        shown(pane.pair(world).and_then(|pair| pairs::join(pair, world)))
    }),
    row!("today.what_if", verb::WHAT_IF, pair_what_if, pair_what_if_help, 0, of_pair, |pane, world| {
        let pair = pane.pair(world).and_then(|id| world.register.get::<Pair>(id));
        let first = pair.and_then(|pair| pair.mentees.first().copied());
        first.map(|mentee| Act::Go(PaneId::Pairs, Some(mentee.into()))).into_iter().collect()
    }),
    row!("today.stages", verb::VIEW, stages, stages_help, 96, seen, |pane, world| {
        let lines = pane.seen.as_ref().map(|seen| view::stage_page(&seen.stages, world));
        lines.map(|lines| Act::Read(world.text.panes.stages.to_owned(), lines)).into_iter().collect()
    }),
    row!("today.up", Keys::same(&["up", "k"]), up, up_help, 0, filled, |pane, _| {
        pane.move_to(pane.cursor.saturating_sub(1))
    }),
    row!("today.down", Keys::same(&["down", "j"]), down, down_help, 0, filled, |pane, _| {
        pane.move_to(pane.cursor + 1)
    }),
    row!("today.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 0, filled, |pane, _| {
        pane.move_to(pane.cursor.saturating_sub(pane.page.max(1)))
    }),
    row!("today.page_down", Keys::same(&["pgdn"]), page_down, page_down_help, 0, filled, |pane, _| {
        pane.move_to(pane.cursor + pane.page.max(1))
    }),
    row!("today.first", Keys::same(&["home"]), first, first_help, 0, filled, |pane, _| pane.move_to(0)),
    row!("today.last", Keys::same(&["end"]), last, last_help, 0, filled, |pane, _| pane.move_to(usize::MAX)),
];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Today>] {
    COMMANDS
}

impl Pane for Today {
    fn id(&self) -> PaneId {
        PaneId::Today
    }

    fn refresh(&mut self, world: &World) {
        let register = &world.register;
        let mut fresh = overview(register, world.year, world.today());
        fresh.signals.retain(|signal| signal.secret().is_none_or(|secret| world.sees(secret)));
        self.bare = register.mentees(world.year).next().is_none() && register.mentors(world.year).next().is_none();
        let before = self.seen.replace(fresh);
        let place = before.as_ref().and_then(|before| {
            let was = before.signals.iter().map(Row::Signal).chain(before.agenda.today.iter().map(Row::Meeting));
            let was = was.clone().nth(self.cursor)?;
            self.rows().position(|row| row.is_like(&was))
        });
        // What was dealt with is gone; the cursor then stands on what came next.
        self.move_to(place.unwrap_or(self.cursor));
    }

    fn fit(&mut self, area: Rect, _world: &World) {
        let (signals, meetings) = (self.signals().len(), self.meetings().len());
        let places = view::places(area, signals, meetings);
        let height = usize::from(places.signals.height);
        self.page = height.saturating_sub(1);
        let cursor = self.cursor.min(signals.saturating_sub(1));
        self.top = scrolled(self.top, cursor, height, signals);
        let height = usize::from(places.agenda.height);
        self.agenda_top = scrolled(self.agenda_top, self.cursor.saturating_sub(signals), height, meetings);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        infos(COMMANDS, self, world)
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        run(COMMANDS, id, self, world).unwrap_or_default()
    }

    fn select(&mut self, key: Key, _world: &World) {
        let place = self.rows().position(|row| deed::key(row) == Some(key));
        self.cursor = place.unwrap_or(self.cursor);
    }

    fn current(&self) -> Option<Key> {
        self.row().and_then(deed::key)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        if let Some(seen) = &self.seen {
            view::draw(self, seen, area, buf, world);
        }
    }
}
