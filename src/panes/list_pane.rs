//! The pane that four bases share: a list of records with a card beside it, or under it where the window is narrow.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::beside::{Areas, BESIDE, Shares, frame, split};
use super::full_card::FullCard;
use super::{Pane, namesakes, people};
use crate::domain::{Change, Key, Register};
use crate::fields::{Brief, Column, Ctx, Field, Order, fold, haystack, names};
use crate::kit::paint::{self, Line};
use crate::kit::{Act, Code, Command, Dialog, Info, Keys, LIST, List, PaneId, Row, Stroke, Tone, World, infos, run};
use crate::text::fill;

/// What is particular to one base.
pub trait Base: Sized + 'static {
    /// A record with what belongs to it.
    type Row;
    /// The pane it is shown in.
    const PANE: PaneId;

    /// Its fields; those with a column make the list.
    fn fields() -> &'static [Field<Self::Row>];

    /// The records to list.
    fn keys(&self, world: &World) -> Vec<Key>;

    /// One of them.
    fn load(register: &Register, key: Key) -> Option<Self::Row>;

    /// What the card says of it, most important first.
    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line>;

    /// The card over the whole width: everything on file about it.
    fn whole(&self, key: Key, card: &mut FullCard, world: &World);

    /// Its own commands.
    fn commands() -> &'static [Command<ListPane<Self>>];

    /// A word about the whole base for the line under the list.
    fn summary(&self, _world: &World) -> Vec<String> {
        Vec::new()
    }

    /// What is said in place of the rows while there are none: where they come from.
    fn nothing(&self, _world: &World) -> &'static str {
        ""
    }

    /// Whether the words about the base may go on under the card.
    const NUMBERS_ACROSS: bool = false;

    /// Cells between the edge and the first column for a mark of the row.
    const MARK: u16 = 0;

    /// Takes note of what the marks go by, whenever the rows are worked out.
    fn note_marks(&mut self, _world: &World) {}

    /// The mark of a row, told apart without colour.
    fn mark(&self, _key: Key, _world: &World) -> Option<(&'static str, Tone)> {
        None
    }

    /// Whether the newest stands first until the curator sorts otherwise.
    const NEWEST_FIRST: bool = false;

    /// Whether the cursor may stand on a record when the list is first shown; it takes the first that may.
    fn is_start(&self, _key: Key, _world: &World) -> bool {
        true
    }

    /// The row that shows a record, where that is not the record itself; the base turns to the rows it is among.
    fn row_of(&mut self, key: Key, _world: &World) -> Key {
        key
    }

    /// A page of its own instead of list and card. In front of it only the commands of [`Self::PAGE`] work.
    fn page(&self, _world: &World) -> Option<Vec<Line>> {
        None
    }

    /// Identities of the commands that work in front of the page.
    const PAGE: &'static [&'static str] = &[];

    /// Puts the page away.
    fn close_page(&mut self) {}

    /// Identities of the commands that bring the first records, best first: while there are none, nothing else is
    /// worth a place in the footer.
    const BEGINNING: &'static [&'static str] = &[];
}

/// A pane over one base.
pub struct ListPane<B: Base> {
    /// The list.
    pub list: List,
    /// What is particular to the base.
    pub base: B,
    summary: Vec<String>,
    /// Identities of the columns on screen, from the left.
    visible: Vec<&'static str>,
    /// Identity of the column the list is sorted by; one that is on screen.
    by: &'static str,
    /// Namesakes of one class.
    alike: HashSet<Key>,
}

impl<B: Base> ListPane<B> {
    /// A pane that has not seen the register yet.
    pub fn new(base: B) -> Self {
        let by = Self::columns().first().map_or("", |field| field.id);
        Self { list: List::default(), base, summary: Vec::new(), visible: Vec::new(), by, alike: HashSet::new() }
    }

    fn columns() -> Vec<&'static Field<B::Row>> {
        B::fields().iter().filter(|field| field.column.is_some()).collect()
    }

    fn rows(&self, world: &World) -> Vec<Row> {
        let ctx = world.masked();
        let order = Order::new();
        let by = Self::columns().into_iter().find(|field| field.id == self.by);
        let row = |key: Key| {
            let row = B::load(&world.register, key)?;
            let sorted =
                by.map_or_else(Vec::new, |field| order.value(&field.seen(&row, &ctx), &field.shown(&row, &ctx)));
            Some(Row { key, hay: fold(&haystack(B::fields(), &row, &ctx)).into(), order: sorted.into() })
        };
        let keys = self.base.keys(world);
        // Said beforehand how many there may be, the rows do not outgrow their room again and again.
        let mut rows = Vec::with_capacity(keys.len());
        rows.extend(keys.into_iter().filter_map(row));
        rows
    }

    /// Sorts by the column to the right of the one it is sorted by, and from the last by the first.
    fn turn_sorting(&mut self) {
        let at = self.visible.iter().position(|id| *id == self.by).map_or(0, |at| at + 1);
        self.by = self.visible.get(at).or(self.visible.first()).copied().unwrap_or(self.by);
    }

    /// Takes note of the columns on screen. A list sorted by one that has left it is sorted by the first.
    fn see_columns(&mut self, width: u16, world: &World) {
        self.visible = fitting(Self::columns(), width).iter().map(|placed| placed.field.id).collect();
        if !self.visible.contains(&self.by)
            && let Some(first) = self.visible.first()
        {
            self.by = first;
            self.refresh(world);
        }
    }

    fn head(&self, area: Rect, fitting: &[Placed<B::Row>], buf: &mut Buffer, world: &World) {
        let marks = world.theme.marks();
        let mark = if self.list.is_descending() { marks.falling } else { marks.rising };
        let mut x = area.x + 1 + B::MARK;
        for Placed { field, column, width, .. } in fitting {
            let (label, cells) = ((column.head)(world.text), usize::from(*width));
            let text = if field.id == self.by {
                let label = paint::clip(label, cells.saturating_sub(paint::width(mark)), "");
                format!("{label}{mark}")
            } else {
                paint::clip(label, cells, "")
            };
            paint::put(buf, area, x, area.y, &text, world.theme.style(Tone::Muted));
            x += width + 1;
        }
    }

    fn line(
        &self,
        area: Rect,
        (key, current): (Key, bool),
        fitting: &[Placed<B::Row>],
        buf: &mut Buffer,
        world: &World,
    ) {
        let (theme, marks, y) = (world.theme, world.theme.marks(), area.y);
        let picked = self.list.is_picked(key);
        let lead = match (current, picked) {
            (true, _) => marks.focus,
            (false, true) => marks.picked,
            (false, false) => " ",
        };
        paint::put(buf, area, area.x, y, lead, theme.style(Tone::Accent));
        let Some(row) = B::load(&world.register, key) else { return };
        let ctx = world.ctx();
        let mut x = area.x + 1 + B::MARK;
        if let Some((mark, tone)) = self.base.mark(key, world) {
            paint::put(buf, area, area.x + 1, y, mark, theme.style(tone));
        }
        for (place, placed) in fitting.iter().enumerate() {
            let width = placed.width;
            let is_alike = placed.field.id == "name" && self.alike.contains(&key);
            let born = if is_alike { namesakes::born(key, world) } else { String::new() };
            let room = usize::from(width).saturating_sub(paint::width(&born));
            let text = paint::clip(&placed.words(&row, &ctx).replace('\n', " "), room, marks.ellipsis) + &born;
            let tone = if picked { Tone::Accent } else { Tone::Plain };
            // Only the first word is reversed: the focus is seen, and moving it repaints two words, not two rows.
            let (first, rest) = match place == 0 && current {
                true => text.split_at(text.find(' ').unwrap_or(text.len())),
                false => ("", text.as_str()),
            };
            let after = paint::put(buf, area, x, y, first, theme.style(Tone::Focus));
            paint::put(buf, area, after, y, rest, theme.style(tone));
            x += width + 1;
        }
    }

    /// The lines of the card over the whole width.
    fn whole(&self, key: Key, area: Rect, world: &World) -> Vec<Line> {
        let mut card = FullCard::new(world, usize::from(area.width.saturating_sub(2)));
        self.base.whole(key, &mut card, world);
        if let Some(line) = people::changed_line(key, world) {
            card.line(Line::default());
            card.line(line);
        }
        card.into_lines()
    }

    fn read(&self, key: Key, area: Rect, buf: &mut Buffer, world: &World) {
        let (theme, marks) = (world.theme, world.theme.marks());
        let head = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
        let place = fill(world.text.common.of, &[&self.list.place(), &self.list.shown_count()]);
        let x = paint::put_right(buf, head, head.y, &place, theme.style(Tone::Muted));
        let lead = if self.list.is_picked(key) { marks.picked } else { "" };
        let name = format!("{lead}{}", names::of_key(&world.register, key, world.text));
        let name = paint::clip(&name, usize::from(x.saturating_sub(head.x + 1)), marks.ellipsis);
        paint::put(buf, head, head.x, head.y, &name, theme.style(Tone::Heading));
        let rows = card_rows(area);
        let lines = self.whole(key, area, world);
        for (line, y) in lines.iter().skip(self.list.card_top()).zip(rows.y..rows.bottom()) {
            paint::put_line(buf, rows, y, line);
        }
        let below = lines.len().saturating_sub(self.list.card_top() + usize::from(rows.height));
        if below > 0 {
            let more = fill(world.text.common.more_below, &[&below, &marks.down]);
            let under = Rect { y: rows.bottom(), height: 1, ..rows };
            paint::put_right(buf, under, under.y, &more, theme.style(Tone::Muted));
        }
    }

    /// What a step takes although the filter hides it is said before the step: over its form, or as a question where it
    /// would be saved at once.
    fn told_of_marks(&self, acts: Vec<Act>, world: &World) -> Vec<Act> {
        let (text, marks) = (world.text, self.list.picked_words(world.text).unwrap_or_default());
        let of_many = |act: &Act| match act {
            Act::Save(batch) => batch.changes.len() > 1,
            Act::Form(form) => form.base.len() > 1,
            _ => false,
        };
        let saves = |act: &Act| matches!(act, Act::Save(_));
        if !acts.iter().any(of_many) {
            return acts;
        }
        if !acts.iter().any(saves) {
            return acts.into_iter().chain([Act::Say(marks)]).collect();
        }
        let dialog = Dialog::new(fill(text.messages.marks_hidden, &[&marks]), Vec::new())
            .answer(Keys::each(&["д", "enter"], &["y", "enter"]), text.common.yes, acts)
            .answer(Keys::each(&["н", "esc"], &["n", "esc"]), text.common.no, Vec::new());
        vec![Act::Ask(Box::new(dialog))]
    }

    fn status(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let text = world.text;
        let (shown, all) = (self.list.shown_count(), self.list.count());
        let mut parts = vec![if shown == all { all.to_string() } else { fill(text.common.of, &[&shown, &all]) }];
        parts.extend(self.list.picked_words(text));
        let filtered = is_filtered(&self.list);
        parts.extend(self.summary.iter().filter(|_| !filtered).cloned());
        let y = area.bottom().saturating_sub(1);
        let words = paint::joined(&parts, usize::from(area.width).saturating_sub(1));
        let x = paint::put(buf, area, area.x + 1, y, &words, world.theme.style(Tone::Muted));
        typed_filter(&self.list, Rect { x, width: area.right().saturating_sub(x), ..area }, buf, world);
    }
}

/// A step was taken of records or of the people behind them.
pub(super) fn step_over(list: &mut List, changes: &[Change], world: &World) {
    let changed = |key: Key| changes.iter().any(|change| change.key == key);
    let person = |key| names::person_of(&world.register, key).map(Key::from);
    list.stepped(|key| changed(key) || person(key).is_some_and(changed));
}

fn is_filtered(list: &List) -> bool {
    list.is_filtering() || !list.filter().text().is_empty()
}

/// What the list is searched for, in the last row of `area`: as much of its end as fits.
pub(super) fn typed_filter(list: &List, area: Rect, buf: &mut Buffer, world: &World) {
    if !is_filtered(list) {
        return;
    }
    let y = area.bottom().saturating_sub(1);
    let muted = world.theme.style(Tone::Muted);
    let mut x = paint::put(buf, area, area.x, y, &format!(" · {}: ", world.text.common.filter), muted);
    let room = usize::from(area.right().saturating_sub(x + 1));
    let typed = list.filter().text();
    let tail =
        typed.char_indices().map(|(at, _)| &typed[at..]).find(|tail| paint::width(tail) <= room).unwrap_or_default();
    x = paint::put(buf, area, x, y, tail, world.theme.style(Tone::Accent));
    if list.is_filtering() {
        paint::put(buf, area, x, y, " ", world.theme.style(Tone::Focus));
    }
}

/// A column with its place in the window.
struct Placed<T: 'static> {
    field: &'static Field<T>,
    column: Column,
    width: u16,
    /// The shorter form, where it is shown in that.
    brief: Option<Brief>,
}

impl<T> Placed<T> {
    fn words(&self, row: &T, ctx: &Ctx) -> String {
        match &self.brief {
            Some(brief) if !self.field.restricted => (brief.words)(&self.field.seen(row, ctx), ctx.text),
            _ => self.field.shown(row, ctx),
        }
    }
}

fn needed<T>(columns: &[Placed<T>]) -> u16 {
    columns.iter().map(|placed| placed.width + 1).sum()
}

/// Which columns fit into `width`, and how wide each is: they leave by priority, then those that can get shorter do, and
/// the widest of those that stay takes what is left or gives what is wanting.
fn fitting<T>(columns: Vec<&'static Field<T>>, width: u16) -> Vec<Placed<T>> {
    let placed = |field: &'static Field<T>| {
        field.column.map(|column| Placed { field, column, width: column.width, brief: None })
    };
    let mut columns: Vec<Placed<T>> = columns.into_iter().filter_map(placed).collect();
    while needed(&columns) > width {
        let Some(widest) = columns.iter().map(|it| it.column.leaves).max().filter(|leaves| *leaves > 0) else {
            break;
        };
        if let Some(at) = columns.iter().rposition(|it| it.column.leaves == widest) {
            columns.remove(at);
        }
    }
    if needed(&columns) > width {
        for it in &mut columns {
            it.brief = it.column.brief;
            it.width = it.brief.map_or(it.width, |brief| brief.width);
        }
    }
    let spare = width.saturating_sub(needed(&columns)).min(16);
    let over = needed(&columns).saturating_sub(width);
    let widest = columns.iter_mut().rev().filter(|it| it.column.leaves == 0).max_by_key(|it| it.width);
    if let Some(widest) = widest {
        widest.width = (widest.width + spare).saturating_sub(over);
    }
    columns
}

/// Leaves in the footer of an empty base what brings records into it.
fn rank_beginning(commands: &mut [Info], beginning: &[&str]) {
    for info in commands {
        info.rank = (1..).zip(beginning).find(|(_, id)| **id == info.id).map_or(0, |(rank, _)| rank);
    }
}

/// The room a card has.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Cells in a line.
    pub width: usize,
    /// Whether there is room for everything. Where there is not, every line has a place of its own, so that going
    /// from row to row changes few cells: a slow line pays for each.
    pub roomy: bool,
}

impl Room {
    /// The room of a card in these cells.
    pub fn of(area: Rect) -> Self {
        Self { width: usize::from(area.width), roomy: area.width >= 44 && area.height >= 16 }
    }
}

/// The lines of the card over the whole width: below the name, above the word on what lies further down.
pub(super) fn card_rows(area: Rect) -> Rect {
    let height = area.height.saturating_sub(2);
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height }
}

/// How much of its window a list of records takes.
const SHARES: Shares = Shares { beside_from: BESIDE, wide: 55, narrow: 60, under: 60 };

/// Where list and card stand in a window.
pub(super) fn areas(area: Rect) -> Areas {
    split(area, &SHARES)
}

impl<B: Base> Pane for ListPane<B> {
    fn id(&self) -> PaneId {
        B::PANE
    }

    fn refresh(&mut self, world: &World) {
        self.base.note_marks(world);
        let rows = self.rows(world);
        self.alike = namesakes::alike(&rows.iter().map(|row| row.key).collect::<Vec<Key>>(), world);
        self.summary = self.base.summary(world);
        let first = self.list.count() == 0;
        self.list.fill(rows);
        if first && B::NEWEST_FIRST {
            self.list.newest_first();
            let base = &self.base;
            self.list.start_at(|key| base.is_start(key, world));
        }
    }

    fn fit(&mut self, area: Rect, world: &World) {
        let list = areas(area).list;
        self.list.fit(usize::from(list.height.saturating_sub(2)));
        self.see_columns(list.width.saturating_sub(1 + B::MARK), world);
        if self.list.is_reading()
            && let Some(key) = self.list.current()
        {
            let lines = self.whole(key, area, world).len();
            self.list.fit_card(lines, usize::from(card_rows(area).height));
        }
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = infos(B::commands(), self, world);
        if self.base.page(world).is_some() {
            commands.retain(|command| B::PAGE.contains(&command.id));
            return commands;
        }
        commands.extend(infos(LIST, &self.list, world));
        if self.list.count() == 0 && !B::BEGINNING.is_empty() {
            rank_beginning(&mut commands, B::BEGINNING);
        }
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        if let Some(acts) = run(B::commands(), id, self, world) {
            return if self.list.hidden_marks() > 0 { self.told_of_marks(acts, world) } else { acts };
        }
        let acts = run(LIST, id, &mut self.list, world).unwrap_or_default();
        if self.list.is_stale() {
            self.turn_sorting();
            self.refresh(world);
        }
        acts
    }

    fn stepped(&mut self, changes: &[Change], world: &World) {
        step_over(&mut self.list, changes, world);
    }

    fn is_searching(&self) -> bool {
        self.list.is_filtering()
    }

    fn typed(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        if self.base.page(world).is_some() {
            let away = matches!(stroke.code, Code::Esc | Code::Enter);
            return away.then(|| {
                self.base.close_page();
                Vec::new()
            });
        }
        if stroke.code == Code::Esc && self.list.is_reading() {
            self.list.close_card();
            return Some(Vec::new());
        }
        if self.list.is_filtering()
            && stroke.code == Code::Right
            && self.list.filter().before() == self.list.filter().text()
        {
            self.list.open_card();
            return Some(Vec::new());
        }
        if !self.list.is_filtering() {
            return self.list.show_everything(stroke).then(Vec::new);
        }
        if self.list.keep_found(stroke) {
            return Some(Vec::new());
        }
        if stroke.code == Code::Enter {
            self.list.stop_filtering();
            let open = B::commands().first().map(|command| command.id)?;
            return Some(self.run(open, world));
        }
        self.list.filter_press(stroke).then(Vec::new)
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Vec<Act> {
        if self.list.is_filtering() {
            self.list.filter_paste(text);
        }
        Vec::new()
    }

    fn select(&mut self, key: Key, world: &World) {
        let row = self.base.row_of(key, world);
        if row != key {
            self.refresh(world);
        }
        self.list.select(row);
    }

    fn current(&self) -> Option<Key> {
        self.list.current()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        if let Some(page) = self.base.page(world) {
            let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
            for (line, y) in page.iter().zip(area.y..area.bottom()) {
                paint::put_line(buf, area, y, line);
            }
            return;
        }
        if let Some(key) = self.list.current().filter(|_| self.list.is_reading()) {
            return self.read(key, area, buf, world);
        }
        let areas = areas(area);
        let fitting = fitting(Self::columns(), areas.list.width.saturating_sub(1 + B::MARK));
        self.head(areas.list, &fitting, buf, world);
        let body = areas.list.y + 1..areas.list.bottom().saturating_sub(1);
        for (y, (key, current)) in body.zip(self.list.window()) {
            self.line(Rect { y, height: 1, ..areas.list }, (key, current), &fitting, buf, world);
        }
        if self.list.shown_count() == 0 {
            let found = self.list.count() > 0;
            let words = if found { world.text.common.nothing_found } else { self.base.nothing(world) };
            let rows = areas.list.y + 2..areas.list.bottom().saturating_sub(1);
            for (line, y) in paint::wrap(words, usize::from(areas.list.width.saturating_sub(2))).iter().zip(rows) {
                paint::put(buf, areas.list, areas.list.x + 1, y, line, world.theme.style(Tone::Muted));
            }
        }
        frame(&areas, buf, world);
        let across = B::NUMBERS_ACROSS && areas.beside;
        let foot = if across { Rect { width: area.width, ..areas.list } } else { areas.list };
        self.status(foot, buf, world);
        let Some(key) = self.list.current() else { return };
        let lines = self.base.card(key, world, Room::of(areas.card));
        for (line, y) in lines.iter().zip(areas.card.y..areas.card.bottom() - u16::from(across)) {
            let line = line.clipped(usize::from(areas.card.width), world.theme.marks().ellipsis);
            paint::put_line(buf, areas.card, y, &line);
        }
    }
}
