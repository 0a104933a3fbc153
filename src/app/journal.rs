//! The journal in front: who did what and when, newest first, read on further back as it is scrolled, narrowed by a
//! filter.

use super::history;
use crate::domain::{Entry, Key};
use crate::fields::Needle;
use crate::kit::paint::Line;
use crate::kit::{Act, Code, Command, Edit, Keys, Stroke, Tone, World, always, row, run};
use crate::text::fill;

/// The journal of a record with what belongs to it, or of everything.
#[derive(Debug)]
pub struct Journal {
    keys: Option<Vec<Key>>,
    entries: Vec<Entry>,
    /// Whether the base has entries further back.
    more: bool,
    /// Whether they have been asked for.
    waiting: bool,
    filter: Edit,
    filtering: bool,
    revealed: bool,
    lines: Vec<Line>,
    /// How many of the entries there are for this user.
    read: usize,
    /// How many of them the filter shows.
    shown: usize,
    top: usize,
    height: usize,
}

impl Journal {
    /// The newest entries; `more` when there are others further back.
    pub fn new(keys: Option<Vec<Key>>, entries: Vec<Entry>, more: bool, world: &World) -> Self {
        let mut journal = Self {
            keys,
            entries,
            more,
            waiting: false,
            filter: Edit::default(),
            filtering: false,
            revealed: world.reveal,
            lines: Vec::new(),
            read: 0,
            shown: 0,
            top: 0,
            height: 1,
        };
        journal.arrange(world);
        journal
    }

    /// Takes the entries before `before`, if that is where this journal ends.
    pub fn take_older(&mut self, before: u64, entries: Vec<Entry>, more: bool, world: &World) {
        if self.oldest() != Some(before) {
            return;
        }
        self.waiting = false;
        self.more = more;
        self.entries.extend(entries);
        self.arrange(world);
    }

    /// What was asked for will not come.
    pub fn give_up(&mut self) {
        self.waiting = false;
    }

    /// Whether letters go to the filter.
    pub fn is_filtering(&self) -> bool {
        self.filtering
    }

    /// Tells it how many rows there are in all, and what may be shown.
    pub fn fit(&mut self, height: u16, world: &World) {
        self.height = usize::from(height.saturating_sub(HEAD)).max(1);
        if self.revealed != world.reveal {
            self.arrange(world);
        }
        self.top = self.top.min(self.last_top());
    }

    fn oldest(&self) -> Option<u64> {
        self.entries.last().map(|entry| entry.generation)
    }

    fn arrange(&mut self, world: &World) {
        self.revealed = world.reveal;
        let needle = Needle::new(self.filter.text());
        // What this user may not know of is not counted either.
        let told = |entry: &&Entry| {
            !history::lines(entry, &self.entries, self.keys.as_deref(), &Needle::new(""), world).is_empty()
        };
        self.read = if world.sees_restricted() { self.entries.len() } else { self.entries.iter().filter(told).count() };
        self.lines.clear();
        self.shown = 0;
        for entry in &self.entries {
            let lines = history::lines(entry, &self.entries, self.keys.as_deref(), &needle, world);
            self.shown += usize::from(!lines.is_empty());
            self.lines.extend(lines);
        }
        if self.more && !self.lines.is_empty() {
            self.lines.push(Line::of(world.text.panes.journal_more, world.theme.style(Tone::Muted)));
        }
    }

    fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }

    /// Moves the window; at the end of what was read, asks for what lies further back.
    fn move_to(&mut self, top: usize) -> Vec<Act> {
        self.top = top.min(self.last_top());
        let at_end = self.top == self.last_top() && top > 0;
        match self.oldest().filter(|_| at_end && self.more && !self.waiting) {
            Some(before) => {
                self.waiting = true;
                vec![Act::Older(before)]
            }
            None => Vec::new(),
        }
    }

    /// Takes a press.
    pub fn press(&mut self, stroke: Stroke, world: &mut World) -> Vec<Act> {
        if self.filtering && self.type_into_filter(stroke, world) {
            return Vec::new();
        }
        let (folded, lang) = (stroke.folded(), world.text.lang);
        match JOURNAL.iter().find(|command| command.keys.fit(folded, lang)) {
            Some(command) => run(JOURNAL, command.id, self, world).unwrap_or_default(),
            None if folded.code == Code::F(4) => vec![Act::Run("reveal")],
            None => Vec::new(),
        }
    }

    fn type_into_filter(&mut self, stroke: Stroke, world: &World) -> bool {
        match stroke.code {
            Code::Enter => self.filtering = false,
            Code::Esc => {
                self.filter.set("");
                self.filtering = false;
            }
            _ if self.filter.press(stroke) => {}
            _ => return false,
        }
        self.arrange(world);
        self.top = 0;
        true
    }

    /// Puts pasted text into the filter.
    pub fn paste(&mut self, text: &str, world: &World) {
        if self.filtering {
            self.filter.insert(&text.replace('\n', " "));
            self.arrange(world);
            self.top = 0;
        }
    }

    /// Esc shows everything again, and puts the journal away when it does.
    fn leave(&mut self, world: &World) -> Vec<Act> {
        if self.filter.text().is_empty() {
            return vec![Act::Close];
        }
        self.filter.set("");
        self.arrange(world);
        self.move_to(0)
    }

    /// What it is about: «Журнал», or whose history.
    pub fn title(&self, world: &World) -> String {
        history::title(self.keys.as_deref(), world)
    }

    /// How many entries are shown of those that were read.
    pub fn count(&self, world: &World) -> String {
        fill(world.text.panes.journal_count, &[&self.shown, &self.read])
    }

    /// The filter as typed.
    pub fn filter(&self) -> &str {
        self.filter.text()
    }

    /// The lines from the first in sight on.
    pub fn window(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().skip(self.top)
    }

    /// Why there is nothing to show, if so.
    pub fn nothing(&self, world: &World) -> Option<&'static str> {
        let p = &world.text.panes;
        let sentence = match (self.read == 0, self.more) {
            (true, _) => p.history_none,
            (false, true) => p.journal_none_so_far,
            (false, false) => world.text.common.nothing_found_here,
        };
        self.lines.is_empty().then_some(sentence)
    }
}

/// Rows above the entries.
pub const HEAD: u16 = 2;

/// What can be done in the journal.
pub static JOURNAL: &[Command<Journal>] = &[
    row!("journal.filter", Keys::same(&["/", "f3", "ctrl-f"]), filter, journal_filter_help, 1, always, |journal, _| {
        journal.filtering = true;
        Vec::new()
    }),
    row!("journal.down", Keys::same(&["down", "j"]), down, journal_down_help, 0, always, |journal, _| journal
        .move_to(journal.top + 1)),
    row!("journal.up", Keys::same(&["up", "k"]), up, up_help, 0, always, |journal, _| journal
        .move_to(journal.top.saturating_sub(1))),
    row!("journal.page_down", Keys::same(&["pgdn", "space"]), page_down, journal_down_help, 3, always, |journal, _| {
        journal.move_to(journal.top + journal.height)
    }),
    row!("journal.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 4, always, |journal, _| journal
        .move_to(journal.top.saturating_sub(journal.height))),
    row!("journal.first", Keys::same(&["home"]), first, first_help, 0, always, |journal, _| journal.move_to(0)),
    row!("journal.last", Keys::same(&["end"]), last, journal_down_help, 0, always, |journal, _| journal
        .move_to(journal.last_top().max(1))),
    row!(
        "journal.leave",
        Keys::same(&["esc", "enter", "f5", "f12"]),
        leave,
        journal_leave_help,
        2,
        always,
        |journal, world| { journal.leave(world) }
    ),
];
