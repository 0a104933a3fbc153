//! A pane of several pages, of which one is in front: what pane 4 needs, where the same people are looked at as pairs,
//! as a proposal, and as what they wish.
//!
//! Each page is a [`Pane`] of its own and knows nothing of the others. Tab turns them over; a record that is gone to
//! brings the page that shows its kind.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Pane;
use crate::domain::{Key, Kind};
use crate::kit::{
    Act, Command, Draft, Info, Keys, Laid, PaneId, Slot, Stroke, Tone, Versions, World, always, infos, paint, row, run,
};
use crate::text::Text;

/// A page.
pub struct Page {
    /// Its name in the line under the pages.
    pub name: fn(&Text) -> &'static str,
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
}

impl Pages {
    /// Pages, the first in front.
    pub fn new(id: PaneId, pages: Vec<Page>) -> Self {
        Self { id, pages, front: 0 }
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
            self.front_mut().refresh(world);
        }
    }
}

/// Turning pages.
pub static PAGES: &[Command<Pages>] = &[
    row!("pages.next", Keys::same(&["tab"]), page_next, page_next_help, 6, always, |pages, world| pages.turn(1, world)),
    row!("pages.previous", Keys::same(&["s-tab"]), page_previous, page_previous_help, 0, always, |pages, world| pages
        .turn(pages.pages.len() - 1, world)),
];

/// The first page that is named, so that the one in front is seen with the next one after it, where there is one.
fn first_shown(names: &[&str], front: usize, cells: usize) -> usize {
    let wide = |from: usize, to: usize| names[from..=to].iter().map(|name| paint::width(name) + 3).sum::<usize>();
    let last = (front + 1).min(names.len().saturating_sub(1));
    // One cell at either end says that there is more.
    (0..=front).find(|from| wide(*from, last) + 2 <= cells).unwrap_or(front)
}

/// Where the page lies. The names of the pages are below it, where spreadsheets have taught people to look.
fn body(area: Rect) -> Rect {
    Rect { height: area.height.saturating_sub(1), ..area }
}

impl Pane for Pages {
    fn id(&self) -> PaneId {
        self.id
    }

    fn refresh(&mut self, world: &World) {
        self.front_mut().refresh(world);
    }

    fn fit(&mut self, area: Rect, world: &World) {
        self.front_mut().fit(body(area), world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = self.front().commands(world);
        if !self.front().is_engaged() {
            commands.extend(infos(PAGES, self, world));
        }
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        if let Some(acts) = run(PAGES, id, self, world) {
            return acts;
        }
        self.front_mut().run(id, world)
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

    fn current(&self) -> Option<Key> {
        self.front().current()
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

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let (theme, y) = (world.theme, area.bottom().saturating_sub(1));
        let names: Vec<&str> = self.pages.iter().map(|page| (page.name)(world.text)).collect();
        let first = first_shown(&names, self.front, usize::from(area.width));
        let mut x = area.x;
        if first > 0 {
            x = paint::put(buf, area, x, y, theme.marks().caret_left, theme.style(Tone::Muted));
        }
        for (place, name) in names.iter().enumerate().skip(first) {
            let (words, tone) = match place == self.front {
                true => (format!("[{name}] "), Tone::Heading),
                false => (format!(" {name}  "), Tone::Muted),
            };
            let room = usize::from(area.right().saturating_sub(x));
            if place > self.front && paint::width(&words) > room {
                let edge = Rect { x: area.right().saturating_sub(1), width: 1, ..area };
                paint::put(buf, edge, edge.x, y, theme.marks().caret_right, theme.style(Tone::Muted));
                break;
            }
            x = paint::put(buf, area, x, y, &words, theme.style(tone));
        }
        self.front().view(body(area), buf, world);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_front_is_always_named() {
        let names = ["Показатели", "Опросы", "Динамика", "Ожидания", "SWOT", "Самопроверка", "Карта", "Календарь"];
        assert_eq!(first_shown(&names, 0, 60), 0);
        assert_eq!(first_shown(&names, 7, 200), 0, "all of them fit");
        for (front, cells) in (0..names.len()).flat_map(|front| [30, 60, 80].map(|cells| (front, cells))) {
            let first = first_shown(&names, front, cells);
            let shown: usize = names[first..=front].iter().map(|name| paint::width(name) + 3).sum();
            assert!(first <= front && shown < cells, "{front} in {cells}");
        }
    }
}
