//! The weeks in which pairs met: a row a pair, a cell a week; on the card one pair by days, a row a month. Every cell is
//! told apart by its mark, so nothing is lost without colour.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::report::Source;
use crate::analysis::Light;
use crate::domain::{Calendar, ContactId, Key, Meeting, MeetingId, MeetingState, Pair, PairId, PairState, Year};
use crate::fields::{Worded, dates, fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, PaneId, PickFor, Picker, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::panes::{contacts, today};
use crate::text::fill;

/// The page.
#[derive(Default)]
pub struct Weeks {
    pairs: Vec<PairId>,
    lights: Vec<(PairId, Light)>,
}

/// Days of a week.
const WEEK: u64 = 7;
/// Cells of the name of a month.
const MONTH: usize = 3;
/// The month with which the usual school year ends.
const LAST_MONTH: u32 = 5;

/// The Monday of a day's week.
fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

/// The Mondays from the first week of the year to the last of May, or later where there are later meetings.
fn mondays(world: &World) -> Vec<NaiveDate> {
    let Some(year) = world.register.get::<Year>(world.year) else { return Vec::new() };
    let may = NaiveDate::from_ymd_opt(year.start.year() + 1, LAST_MONTH, 31).unwrap_or(year.end);
    let meetings = world.register.pairs(world.year).flat_map(|(id, _)| world.register.meetings_of(id));
    let newest = meetings.map(|(_, meeting)| meeting.date).max().unwrap_or(may);
    let last = may.max(newest).min(year.end);
    let weeks = (0..).map_while(|week| monday(year.start).checked_add_days(Days::new(WEEK * week)));
    weeks.take_while(|monday| *monday <= last).collect()
}

/// What happened to a pair in some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// The pair did not work then, or the days are to come.
    Outside,
    /// Nothing, and it was time for something.
    Nothing,
    /// Nothing, on holidays.
    Off,
    Planned,
    Missed,
    Once,
    Often,
}

/// The cell of the days from `first` to `last`.
fn cell(
    pair: &Pair,
    meetings: &[&Meeting],
    days: (NaiveDate, NaiveDate),
    calendar: &Calendar,
    today: NaiveDate,
) -> Cell {
    let (first, last) = days;
    let of = |state| meetings.iter().filter(|it| (first..=last).contains(&it.date) && it.state == state).count();
    let fell = of(MeetingState::NoShow) + of(MeetingState::Cancelled);
    match (of(MeetingState::Held), fell, of(MeetingState::Planned)) {
        (2.., ..) => return Cell::Often,
        (1, ..) => return Cell::Once,
        (_, 1.., _) => return Cell::Missed,
        (_, _, 1..) => return Cell::Planned,
        _ => {}
    }
    let began = pair.began_on().is_some_and(|began| began <= last);
    let over = pair.closing.as_ref().is_some_and(|closing| closing.on < first);
    // Of a week only the days of school count: its weekend may lie outside the holidays.
    let days = || first.iter_days().take_while(|day| *day <= last);
    let is_school = |day: &NaiveDate| day.weekday().num_days_from_monday() < 5;
    let off = match days().any(|day| is_school(&day)) {
        true => days().filter(is_school).all(|day| calendar.is_off(day)),
        false => days().all(|day| calendar.is_off(day)),
    };
    if !began || over || first > today {
        Cell::Outside
    } else if off {
        Cell::Off
    } else {
        Cell::Nothing
    }
}

impl Cell {
    fn mark(self, world: &World) -> &'static str {
        let marks = world.theme.marks();
        match self {
            Self::Outside => " ",
            Self::Nothing => marks.dot,
            Self::Off => "~",
            Self::Planned => marks.before,
            Self::Missed => marks.cross,
            Self::Once => marks.shades[1],
            Self::Often => marks.shades[3],
        }
    }
}

fn meetings_of(pair: PairId, world: &World) -> Vec<&Meeting> {
    world.register.history_of(pair).into_iter().map(|(_, meeting)| meeting.as_ref()).collect()
}

/// «сен  окт  ноя»: the name of a month over the week in which it begins.
fn months(mondays: &[NaiveDate], world: &World) -> String {
    let mut line = String::new();
    for (at, monday) in mondays.iter().enumerate() {
        let begins = monday.iter_days().take(7).find(|day| day.day() == 1);
        // A name is written whole or not at all.
        if let Some(day) = begins.filter(|_| line.chars().count() <= at && at + MONTH <= mondays.len()) {
            line.extend(std::iter::repeat_n(' ', at - line.chars().count()));
            line.push_str(month(day, world));
        }
    }
    line.extend(std::iter::repeat_n(' ', mondays.len().saturating_sub(line.chars().count())));
    line.chars().take(mondays.len()).collect()
}

fn month(day: NaiveDate, world: &World) -> &'static str {
    world.text.monitoring.months.split(' ').nth(day.month0() as usize).unwrap_or_default()
}

impl Weeks {
    fn pair(&self, place: usize) -> Option<PairId> {
        self.pairs.get(place.checked_sub(1)?).copied()
    }

    fn light(&self, pair: PairId) -> Option<&Light> {
        self.lights.binary_search_by_key(&pair, |(id, _)| *id).ok().map(|at| &self.lights[at].1)
    }

    fn entry(&self, id: PairId, mondays: &[NaiveDate], calendar: &Calendar, world: &World) -> Option<Entry> {
        let pair = world.register.get::<Pair>(id)?;
        let meetings = meetings_of(id, world);
        let week = |monday: &NaiveDate| {
            let sunday = monday.checked_add_days(Days::new(WEEK - 1)).unwrap_or(*monday);
            cell(pair, &meetings, (*monday, sunday), calendar, world.today()).mark(world)
        };
        let entry =
            Entry::new(names::of_pair(&world.register, pair, world.text), mondays.iter().map(week).collect::<String>());
        let hay = pair.mentees.iter().map(|id| names::of_key(&world.register, (*id).into(), world.text));
        let entry = entry.of(id).found_by(hay.collect::<Vec<_>>().join(" "));
        let Some(colour) = self.light(id).map(|light| light.colour) else {
            return Some(entry.marked(" ", Tone::Muted));
        };
        let (mark, tone) = today::light_mark(colour, world);
        // The weeks of a pair that works are not dimmed.
        Some(entry.marked(mark, if tone == Tone::Muted { Tone::Plain } else { tone }))
    }

    /// The pair by days, the newest month first.
    fn grid(&self, id: PairId, world: &World) -> Vec<Line> {
        let Some(pair) = world.register.get::<Pair>(id) else { return Vec::new() };
        let meetings = meetings_of(id, world);
        let talks: Vec<NaiveDate> = world.talks_of(id).into_iter().map(|(_, it)| it.on).collect();
        let calendar = world.register.calendar(pair.year);
        let days = meetings.iter().map(|it| it.date).chain(talks.iter().copied()).chain(pair.began_on());
        let (Some(first), Some(newest)) = (days.clone().min(), days.max()) else { return Vec::new() };
        let end = newest.max(pair.closing.as_ref().map_or(world.today(), |closing| closing.on));
        let starts = (0..).map_while(|at| first.with_day(1)?.checked_add_months(Months::new(at)));
        let of_month = |start: NaiveDate| {
            let days = start.iter_days().take_while(|day| day.month() == start.month());
            let mark = |day: NaiveDate| match cell(pair, &meetings, (day, day), &calendar, world.today()) {
                Cell::Outside | Cell::Nothing | Cell::Off if talks.contains(&day) => world.text.monitoring.weeks_talk,
                cell => cell.mark(world),
            };
            let marks: String = days.map(mark).collect();
            Line::of(format!("{} ", month(start, world)), world.theme.style(Tone::Muted))
                .and(marks, world.theme.style(Tone::Plain))
        };
        let mut lines: Vec<Line> = starts.take_while(|start| *start <= end).map(of_month).collect();
        lines.push(Line::of(scale(), world.theme.style(Tone::Muted)));
        lines.reverse();
        lines
    }
}

/// The days of a month over the grid: «1   5    10   15».
fn scale() -> String {
    let mut line = " ".repeat(MONTH + 1);
    for day in [1, 5, 10, 15, 20, 25, 30] {
        line.extend(std::iter::repeat_n(' ', (MONTH + day).saturating_sub(line.chars().count())));
        line.push_str(&day.to_string());
    }
    line
}

/// Whether somebody looks for this pair here: not a proposal.
fn has_begun(pair: &Pair) -> bool {
    pair.state != PairState::Proposed
}

impl Source for Weeks {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let register = &world.register;
        self.lights = today::lights_seen(world);
        let order = crate::fields::Order::new();
        let begun = register.pairs(world.year).filter(|(_, pair)| has_begun(pair));
        self.pairs = begun.map(|(id, _)| id).collect();
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_by_cached_key(|id| {
            let colour = self.light(*id).map(|light| light.colour);
            (colour.is_none(), colour, order.key(&names::of_key(register, (*id).into(), world.text)))
        });
        self.pairs = pairs;
        if self.pairs.is_empty() {
            return Vec::new();
        }
        let (mondays, calendar) = (mondays(world), register.calendar(world.year));
        let head = Entry { value: months(&mondays, world), ..Entry::heading(world.text.monitoring.weeks_pair) };
        let rows = self.pairs.iter().filter_map(|id| self.entry(*id, &mondays, &calendar, world));
        std::iter::once(head).chain(rows).collect()
    }

    fn head(&self, world: &World) -> String {
        let marks = [Cell::Once, Cell::Often, Cell::Missed, Cell::Planned].map(|cell| cell.mark(world));
        fill(world.text.monitoring.weeks_head, &[&marks[0], &marks[1], &marks[2], &marks[3]])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (m, mut card) = (&world.text.monitoring, Card::new(world, cells));
        let Some(id) = self.pair(place) else {
            card.say(m.weeks_about, Tone::Plain);
            return card.done();
        };
        for (words, tone) in self.light(id).map(|light| today::light_words(light, world)).unwrap_or_default() {
            card.say(&words, tone);
        }
        card.say(&fill(m.weeks_grid, &[&m.weeks_talk]), Tone::Heading);
        card.add(self.grid(id, world));
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let Some(id) = self.pair(place) else { return Some(by_month(&self.pairs, world)) };
        let m = &world.text.monitoring;
        let meetings = meetings_of(id, world);
        let row = |it: &&Meeting| {
            let minutes = if it.minutes > 0 { fill(m.weeks_minutes, &[&it.minutes]) } else { String::new() };
            vec![
                dates::full(it.date),
                it.kind.word(world.text).to_owned(),
                it.state.word(world.text).to_owned(),
                minutes,
            ]
        };
        let rows: Vec<Vec<String>> = meetings.iter().map(row).collect();
        let mut lines = table(&["", "", "", ""], &rows, world);
        let talks = world.talks_of(id);
        let plain = world.theme.style(Tone::Plain);
        lines.extend(talks.iter().map(|(_, talk)| Line::of(contacts::words(talk, world.text), plain)));
        Some((names::of_key(&world.register, id.into(), world.text), lines))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let m = &world.text.monitoring;
        let Some(id) = self.pair(place) else { return vec![Act::Refuse(m.no_people.to_owned())] };
        let item = |key: Key, label: String| Item { key, hay: fold(&label), label, detail: String::new() };
        let meeting = |(id, it): (MeetingId, &std::sync::Arc<Meeting>)| {
            let parts = [dates::full(it.date), it.kind.word(world.text).into(), it.state.word(world.text).into()];
            (it.date, item(id.into(), parts.join(" · ")))
        };
        let talk = |(id, it): (ContactId, &std::sync::Arc<crate::domain::Contact>)| {
            (it.on, item(id.into(), contacts::words(it, world.text)))
        };
        let talks = world.talks_of(id).into_iter().map(talk);
        let mut items: Vec<(NaiveDate, Item)> =
            world.register.history_of(id).into_iter().map(meeting).chain(talks).collect();
        if items.is_empty() {
            return vec![Act::Refuse(m.weeks_nothing.to_owned())];
        }
        items.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
        let title = names::of_key(&world.register, id.into(), world.text);
        let items = items.into_iter().map(|(_, item)| item).collect();
        vec![Act::Pick(Box::new(Picker::new(title, items, PickFor::Start(go_to), false)))]
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.weeks_none.to_owned()
    }

    fn is_wide(&self) -> bool {
        true
    }
}

/// To a meeting in its base; a talk opens in its form.
fn go_to(keys: &[Key], world: &mut World) -> Vec<Act> {
    let Some(key) = keys.first().copied() else { return Vec::new() };
    match (ContactId::of(key), &world.read_only) {
        (None, _) => vec![Act::Go(PaneId::Meetings, Some(key))],
        (Some(_), Some(reason)) => vec![Act::Refuse(reason.clone())],
        (Some(id), None) => contacts::edit(id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect(),
    }
}

/// All pairs by month: how often they met, how often not, and how long.
fn by_month(pairs: &[PairId], world: &World) -> (String, Vec<Line>) {
    let m = &world.text.monitoring;
    let mut months: std::collections::BTreeMap<(i32, u32), (usize, usize, u32)> = std::collections::BTreeMap::new();
    // Those of a group once, also where somebody left it.
    let all = pairs.iter().flat_map(|id| world.register.meetings_of(*id)).map(|(_, meeting)| meeting);
    for meeting in all.filter(|it| it.state != MeetingState::Planned) {
        let (held, missed, minutes) = months.entry((meeting.date.year(), meeting.date.month())).or_default();
        match meeting.state {
            MeetingState::Held => {
                *held += 1;
                *minutes += u32::from(meeting.minutes);
            }
            _ => *missed += 1,
        }
    }
    let row = |((year, month), (held, missed, minutes)): ((i32, u32), (usize, usize, u32))| {
        vec![format!("{month:02}.{year}"), held.to_string(), missed.to_string(), (minutes / 60).to_string()]
    };
    let rows: Vec<Vec<String>> = months.into_iter().map(row).collect();
    let lines = table(&[m.weeks_month, m.weeks_held, m.weeks_missed, m.weeks_hours], &rows, world);
    (m.page_calendar.to_owned(), lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Break, MeetingKind};
    use crate::kit::sample;

    /// A pair since 5 October with a meeting, two in a week, one that nobody came to, holidays, and one planned.
    fn world() -> (World, PairId) {
        let mut school = Sample::new();
        let pair = school.working(day(10, 5));
        let mut met = |state, on| school.meeting(pair, MeetingKind::Regular, state, on);
        met(MeetingState::Held, day(10, 6));
        met(MeetingState::Held, day(10, 12));
        met(MeetingState::Held, day(10, 18));
        met(MeetingState::NoShow, day(10, 20));
        met(MeetingState::Planned, day(11, 24));
        let year = school.year;
        school.edit::<Calendar>(year.into(), |it| it.breaks = vec![Break { from: day(10, 31), to: day(11, 6) }]);
        school.talk(pair, &[crate::domain::ContactSide::Mentor], day(10, 8));
        let mut world = sample::world();
        (world.register, world.year) = (school.register, school.year);
        world.now = day(11, 12).and_hms_opt(12, 0, 0).unwrap().and_local_timezone(chrono::Local).unwrap();
        (world, pair)
    }

    #[test]
    fn every_week_has_its_mark() {
        let (world, pair) = world();
        let mut weeks = Weeks::default();
        let rows = weeks.gather(&world);
        assert_eq!((rows.len(), weeks.pair(1)), (2, Some(pair)));
        // Weeks from 31 August: five before the pair began, then one meeting, two, a missed one, nothing, holidays of
        // which the weekend is not part, the week on screen, nothing yet, and the plan.
        assert_eq!(rows[1].value.trim_end(), "     ▒█×·~· ○");
        assert_eq!(rows[0].value, "сен окт ноя  дек янв  фев мар апр май   ");
        assert_eq!(rows[0].value.chars().count(), rows[1].value.chars().count());
        assert_eq!(mondays(&world).len(), 40, "to the last of May");
        assert_eq!(monday(day(10, 11)), day(10, 5), "a Sunday ends its week");
    }

    #[test]
    fn every_day_has_its_mark_and_a_talk_its_letter() {
        let (world, pair) = world();
        let mut weeks = Weeks::default();
        weeks.gather(&world);
        let text = |line: &Line| line.0.iter().map(|span| span.text.as_str()).collect::<String>();
        let grid: Vec<String> = weeks.grid(pair, &world).iter().map(text).collect();
        assert_eq!(grid[0], "    1   5    10   15   20   25   30");
        assert_eq!(grid[1].trim_end(), "ноя ~~~~~~······           ○");
        assert_eq!(grid[2], "окт     ·▒·к···▒·····▒·×··········~");
        assert_eq!(grid.len(), 3);
        let (_, table) = weeks.table(1, &world).unwrap();
        assert_eq!(table.len(), 1 + 5 + 1, "a head, five meetings, a talk");
        let (_, months) = weeks.table(0, &world).unwrap();
        assert_eq!(text(&months[1]).split_whitespace().collect::<Vec<_>>(), ["10.2026", "3", "1", "0"]);
        assert!(matches!(weeks.open(1, &world)[..], [Act::Pick(_)]));
    }
}
