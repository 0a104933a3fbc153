//! A pane of several pages, of which one is in front: what pane 4 needs, where the same people are looked at as pairs,
//! as a proposal, and as what they wish.
//!
//! Each page is a [`Pane`] of its own and knows nothing of the others. Tab turns them over; a record that is gone to
//! brings the page that shows its kind.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Pane;
use crate::domain::{Change, Key, Kind, Secret};
use crate::kit::{
    Act, Command, Draft, Info, Keys, Laid, PaneId, Slot, Stroke, Tone, Versions, World, always, infos, paint, row, run,
};
use crate::text::Text;

/// A page.
pub struct Page {
    /// Its name in the line under the pages.
    pub name: fn(&Text) -> &'static str,
    /// What it gives away as a whole, if that is not for everybody.
    pub secret: Option<Secret>,
    /// The kinds of record it shows.
    pub kinds: &'static [Kind],
    /// What is on it.
    pub pane: Box<dyn Pane>,
}

/// The pages of a pane.
pub struct Pages {
    id: PaneId,
    pages: Vec<Page>,
    front: usize,
    /// Whether the page in front is not for whoever sits here.
    shut: bool,
}

impl Pages {
    /// Pages, the first in front.
    pub fn new(id: PaneId, pages: Vec<Page>) -> Self {
        Self { id, pages, front: 0, shut: false }
    }

    fn front(&self) -> &dyn Pane {
        self.pages[self.front].pane.as_ref()
    }

    fn front_mut(&mut self) -> &mut dyn Pane {
        self.pages[self.front].pane.as_mut()
    }

    /// Brings the page that is `steps` further to the front. The others may have missed what happened since.
    fn turn(&mut self, steps: usize, world: &World) -> Vec<Act> {
        self.bring((self.front + steps) % self.pages.len(), world);
        Vec::new()
    }

    fn bring(&mut self, place: usize, world: &World) {
        if self.front != place {
            self.front = place;
            self.refresh(world);
        }
    }
}

/// Turning pages.
pub static PAGES: &[Command<Pages>] = &[
    row!("pages.next", Keys::same(&["tab"]), page_next, page_next_help, 6, always, |pages, world| pages.turn(1, world)),
    row!("pages.previous", Keys::same(&["s-tab"]), page_previous, page_previous_help, 0, always, |pages, world| pages
        .turn(pages.pages.len() - 1, world)),
];

/// Where the page lies. The names of the pages are below it, where spreadsheets have taught people to look.
fn body(area: Rect) -> Rect {
    Rect { height: area.height.saturating_sub(1), ..area }
}

impl Pane for Pages {
    fn id(&self) -> PaneId {
        self.id
    }

    fn refresh(&mut self, world: &World) {
        self.shut = self.pages[self.front].secret.is_some_and(|secret| !world.sees(secret));
        self.front_mut().refresh(world);
    }

    fn fit(&mut self, area: Rect, world: &World) {
        self.front_mut().fit(body(area), world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = if self.shut { Vec::new() } else { self.front().commands(world) };
        if self.shut || !self.front().is_engaged() {
            commands.extend(infos(PAGES, self, world));
        }
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        if let Some(acts) = run(PAGES, id, self, world) {
            return acts;
        }
        if self.shut { Vec::new() } else { self.front_mut().run(id, world) }
    }

    fn is_searching(&self) -> bool {
        self.front().is_searching()
    }

    fn search_hint(&self, text: &Text) -> &'static str {
        self.front().search_hint(text)
    }

    fn takes_plain_keys(&self) -> bool {
        self.front().takes_plain_keys()
    }

    fn typed(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        self.front_mut().typed(stroke, world)
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Vec<Act> {
        self.front_mut().paste(text, world)
    }

    fn select(&mut self, key: Key, world: &World) {
        // The page in front keeps what it shows itself.
        let shows = |place: &usize| self.pages[*place].kinds.contains(&key.kind);
        if let Some(place) = std::iter::once(self.front).chain(0..self.pages.len()).find(shows) {
            self.bring(place, world);
        }
        self.front_mut().select(key, world);
    }

    /// The page in front stays there, whatever it has brought about.
    fn created(&mut self, key: Key, world: &World) {
        if self.pages[self.front].kinds.contains(&key.kind) {
            self.front_mut().created(key, world);
        }
    }

    fn stepped(&mut self, changes: &[Change], world: &World) {
        self.front_mut().stepped(changes, world);
    }

    fn current(&self) -> Option<Key> {
        self.front().current().filter(|_| !self.shut)
    }

    fn is_engaged(&self) -> bool {
        self.front().is_engaged()
    }

    fn restore(&mut self, draft: &Draft, world: &World) -> Option<Laid> {
        let mut pages = self.pages.iter_mut().enumerate();
        let (place, laid) = pages.find_map(|(place, page)| Some((place, page.pane.restore(draft, world)?)))?;
        self.front = place;
        Some(laid)
    }

    fn settle(&mut self, slot: &Slot, versions: &[Versions], world: &World) -> Vec<Act> {
        self.front_mut().settle(slot, versions, world)
    }

    fn put_away(&mut self, slot: &Slot) {
        self.pages.iter_mut().for_each(|page| page.pane.put_away(slot));
    }

    fn pages(&self, text: &Text) -> Vec<&'static str> {
        self.pages.iter().map(|page| (page.name)(text)).collect()
    }

    fn turn_to(&mut self, place: usize, world: &World) {
        if place < self.pages.len() {
            self.bring(place, world);
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let names: Vec<&str> = self.pages.iter().map(|page| (page.name)(world.text)).collect();
        let (theme, y) = (world.theme, area.bottom().saturating_sub(1));
        let row = names_row(&names, self.front, usize::from(area.width));
        let mut x = area.x;
        if row.first > 0 {
            x = paint::put(buf, area, x, y, theme.marks().ellipsis, theme.style(Tone::Muted));
        }
        for (place, name) in names.iter().enumerate().skip(row.first) {
            let (words, tone) = match place == self.front {
                true => (format!("[{name}]{}", " ".repeat(row.gap - 1)), Tone::Heading),
                false => (format!(" {name}{}", " ".repeat(row.gap)), Tone::Muted),
            };
            let room = usize::from(area.right().saturating_sub(x));
            if place > self.front && paint::width(&words) > room {
                let edge = Rect { x: area.right().saturating_sub(1), width: 1, ..area };
                paint::put(buf, edge, edge.x, y, theme.marks().caret_right, theme.style(Tone::Muted));
                break;
            }
            x = paint::put(buf, area, x, y, &words, theme.style(tone));
        }
        if self.shut {
            return draw_closed(body(area), buf, world);
        }
        self.front().view(body(area), buf, world);
    }
}

/// A page that is not for whoever sits here: that it is not, and for whom it is.
pub fn draw_closed(area: Rect, buf: &mut Buffer, world: &World) {
    let lines = paint::wrap(world.text.years.closed_page, usize::from(area.width.saturating_sub(2)));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        paint::put(buf, area, area.x + 1, y, &line, world.theme.style(Tone::Muted));
    }
}

/// How the names of the pages stand in their line.
#[derive(Debug, PartialEq, Eq)]
struct NamesRow {
    /// The first that is shown.
    first: usize,
    /// Cells after a name.
    gap: usize,
}

/// Two cells lie between the names, one where that is too many; where the front one would still be cut off, the row
/// begins further on.
fn names_row(names: &[&str], front: usize, cells: usize) -> NamesRow {
    let needed = |first: usize, gap: usize| {
        let names = names.iter().skip(first).take((front + 1).saturating_sub(first));
        names.map(|name| paint::width(name) + 1 + gap).sum::<usize>() + 1 + usize::from(first > 0)
    };
    let all = |gap: usize| names.iter().map(|name| paint::width(name) + 1 + gap).sum::<usize>() + 1;
    if all(2) <= cells {
        return NamesRow { first: 0, gap: 2 };
    }
    let first = (0..=front).find(|first| needed(*first, 1) <= cells).unwrap_or(front);
    NamesRow { first, gap: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_page_in_front_is_always_in_sight() {
        let names = ["План", "Паспорт", "Ворота", "Партнёры", "Обучение", "События", "Практики", "Списки"];
        assert_eq!(names_row(&names[..3], 1, 60), NamesRow { first: 0, gap: 2 });
        assert_eq!(names_row(&names, 0, 60), NamesRow { first: 0, gap: 1 });
        for cells in [60, 80] {
            for front in 0..names.len() {
                let row = names_row(&names, front, cells);
                let shown = names[row.first..=front].iter().map(|name| paint::width(name) + 1 + row.gap).sum::<usize>();
                assert!(shown + 1 < cells, "{front} in {cells}");
            }
        }
        assert!(names_row(&names, 7, 60).first > 0);
    }
}
