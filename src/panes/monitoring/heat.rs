//! The request map as a heat picture: problems against grades, the darker the more requests. The numbers themselves are
//! one key away.

use super::chart::{Bar, bars, shade};
use super::report::Source;
use super::words;
use crate::analysis::stats::count;
use crate::analysis::{MapRow, RequestCount, RequestMap, request_map};
use crate::domain::{Class, PersonId, Problem, RequestState, Secret};
use crate::fields::{Worded, vocabulary};
use crate::kit::paint::{Line, clip, width};
use crate::kit::{Act, Tone, World};
use crate::panes::mentees;
use crate::panes::report::{Card, Entry, table};
use crate::text::fill;

/// The page.
#[derive(Default)]
pub struct Heat {
    map: Option<RequestMap>,
}

/// Cells of a grade, and of a sum.
const CELL: usize = 3;
const SUM: usize = 4;
/// The widest name in the table, and what the window takes of a line.
const NAME: usize = 40;
const FRAME: usize = 4;

fn grade(class: Option<&Class>, world: &World) -> String {
    class.map_or(world.text.common.none.to_owned(), |class| class.grade.to_string())
}

/// The name of a problem: its code, and what it means.
fn name(row: &MapRow, world: &World) -> String {
    match row.problem {
        Some(problem) => format!("{} {}", problem.word(world.text), vocabulary::meaning(problem, &world.ctx())),
        None => world.text.panes.map_no_code.to_owned(),
    }
}

impl Heat {
    fn map(&self) -> Option<&RequestMap> {
        self.map.as_ref().filter(|map| map.total.requests > 0)
    }

    /// The row under a place: the first is the head, the last the sum.
    fn row(&self, place: usize) -> Option<&MapRow> {
        self.map()?.rows.get(place.checked_sub(1)?)
    }

    /// The largest number of a cell.
    fn most(&self) -> usize {
        let cells = self.map().into_iter().flat_map(|map| &map.rows).flat_map(|row| &row.cells);
        cells.map(|cell| cell.requests).max().unwrap_or(0)
    }
}

/// The sums at the end of a row.
fn sums(total: RequestCount) -> String {
    format!("{:>SUM$}{:>SUM$}", total.requests, total.unmet)
}

impl Source for Heat {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let m = &world.text.monitoring;
        let map = request_map(&world.register, world.year, world.today()).by_grade();
        self.map = Some(mentees::shown_map(&map, world.reveal));
        let Some(map) = self.map() else { return Vec::new() };
        let grades: String =
            map.classes.iter().map(|class| format!("{:>CELL$}", grade(class.as_ref(), world))).collect();
        let head = Entry::heading(m.heat_code);
        let head = Entry { value: format!("{grades}{:>SUM$}{:>SUM$}", m.heat_all, m.heat_unmet), ..head };
        let most = self.most();
        let picture = |cell: &RequestCount| format!(" {}", shade(cell.requests, most, world).repeat(CELL - 1));
        let row = |row: &MapRow| {
            let cells: String = row.cells.iter().map(picture).collect();
            let tone = if row.total.requests > 0 { Tone::Accent } else { Tone::Muted };
            Entry::new(name(row, world), format!("{cells}{}", sums(row.total))).marked(" ", tone)
        };
        let foot: String = map.foot.iter().map(|cell| format!("{:>CELL$}", cell.requests)).collect();
        let foot = Entry::new(world.text.panes.map_total, format!("{foot}{}", sums(map.total)));
        std::iter::once(head).chain(map.rows.iter().map(row)).chain([foot]).collect()
    }

    fn head(&self, world: &World) -> String {
        let shades = world.theme.marks().shades;
        fill(world.text.monitoring.heat_head, &[&shades[0], &shades[3]])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (m, mut card) = (&world.text.monitoring, Card::new(world, cells));
        let Some(map) = self.map() else { return card.done() };
        let (title, counts, total) = match self.row(place) {
            Some(row) => (name(row, world), &row.cells, row.total),
            None => (world.text.panes.map_total.to_owned(), &map.foot, map.total),
        };
        card.say(&title, Tone::Heading);
        card.say(&fill(m.heat_cell, &[&total.requests, &total.unmet]), Tone::Accent);
        let bar = |(class, cell): (&Option<Class>, &RequestCount)| Bar {
            label: grade(class.as_ref(), world),
            value: count(cell.requests),
            shown: fill(m.heat_cell, &[&cell.requests, &cell.unmet]),
            tone: if cell.unmet > 0 { Tone::Warning } else { Tone::Accent },
        };
        let lines = bars(&map.classes.iter().zip(counts).map(bar).collect::<Vec<_>>(), None, cells, world);
        card.add(lines);
        card.say(m.heat_about, Tone::Muted);
        if !world.reveal {
            card.say(world.text.panes.map_hidden, Tone::Muted);
        }
        card.done()
    }

    fn table(&self, _place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let (map, p) = (self.map()?, &world.text.panes);
        let grades: Vec<String> = map.classes.iter().map(|class| grade(class.as_ref(), world)).collect();
        let mut head = vec![""];
        head.extend(grades.iter().map(String::as_str).chain([p.map_total, p.map_unmet]));
        let numbers = head[1..].iter().map(|word| width(word).max(2) + 2).sum::<usize>() + FRAME;
        let label = usize::from(world.size.width).saturating_sub(numbers).clamp(CELL, NAME);
        let cells = |label: &str, cells: &[RequestCount], total: RequestCount| {
            let numbers = cells.iter().map(|cell| cell.requests).chain([total.requests, total.unmet]);
            std::iter::once(label.to_owned()).chain(numbers.map(|number| number.to_string())).collect::<Vec<_>>()
        };
        let short = |row: &MapRow| clip(&name(row, world), label, world.theme.marks().ellipsis);
        let rows = map.rows.iter().map(|row| cells(&short(row), &row.cells, row.total));
        let rows: Vec<Vec<String>> = rows.chain([cells(p.map_total, &map.foot, map.total)]).collect();
        Some((p.map_title.to_owned(), table(&head, &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let Some(row) = self.row(place) else {
            return vec![Act::Refuse(world.text.monitoring.no_people.to_owned())];
        };
        let people: Vec<(PersonId, String)> = asking(row.problem, world);
        let gives = people.iter().map(|(person, _)| Secret::Requests(*person));
        words::open_people(&name(row, world), &people, gives, world)
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.heat_none.to_owned()
    }
}

/// Who asks for help with a problem, or without a code: those the map counts.
fn asking(problem: Option<Problem>, world: &World) -> Vec<(PersonId, String)> {
    let of = |mentee: &crate::domain::Mentee| {
        let mut requests = mentee.requests.iter().filter(|it| it.state != RequestState::Withdrawn && !it.is_empty());
        requests.any(|request| match problem {
            Some(problem) => request.problems.contains(&problem),
            None => request.problems.is_empty(),
        })
    };
    let mentees = world.register.mentees(world.year).filter(|(_, mentee)| !mentee.standing.is_gone());
    mentees.filter(|(_, mentee)| of(mentee)).map(|(_, mentee)| (mentee.person, String::new())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Mentee;
    use crate::domain::sample::{Sample, day};
    use crate::kit::{Theme, sample};

    /// Eight who want to learn better in the seventh grade, one in the fifth, one of them with a hidden problem.
    fn world() -> World {
        let mut school = Sample::new();
        for (class, problem) in [("7А", Problem::Motivation); 8]
            .into_iter()
            .chain([("5Б", Problem::Motivation), ("5Б", Problem::OvzAcceptance)])
        {
            let id = school.mentee("Аистов Ян", class);
            school.edit::<Mentee>(id, |mentee| mentee.requests[0].problems = vec![problem]);
        }
        let mut world = sample::world();
        (world.register, world.year) = (school.register, school.year);
        world.now = day(11, 1).and_hms_opt(12, 0, 0).unwrap().and_local_timezone(chrono::Local).unwrap();
        world
    }

    #[test]
    fn the_darkest_cell_is_the_largest_and_health_stays_out_of_it() {
        let mut world = world();
        let mut heat = Heat::default();
        let rows = heat.gather(&world);
        assert_eq!(rows[0].value, "  5  7 все без");
        assert_eq!(rows[1].value, " ░░ ██   9   9");
        assert_eq!(rows.last().unwrap().value, "  1  8   9   9", "the hidden request is in no sum");
        assert!(heat.row(1).is_some() && heat.row(0).is_none() && heat.row(rows.len() - 1).is_none());
        world.theme = Theme { colour: false, lines: false };
        assert_eq!(heat.gather(&world)[1].value, " .. ##   9   9");
        world.reveal = true;
        assert_eq!(heat.gather(&world).last().unwrap().value, "  2  8  10  10");
    }

    #[test]
    fn the_table_has_the_same_numbers_and_the_people_are_behind_them() {
        let world = world();
        let mut heat = Heat::default();
        heat.gather(&world);
        let (_, lines) = heat.table(1, &world).unwrap();
        let text = |line: &Line| line.0.iter().map(|span| span.text.as_str()).collect::<String>();
        let words: Vec<String> = text(&lines[1]).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words[words.len() - 4..], ["1", "8", "9", "9"]);
        assert!(lines.iter().all(|line| width(&text(line)) <= 76));
        assert_eq!(asking(Some(Problem::Motivation), &world).len(), 9);
        assert!(matches!(heat.open(1, &world)[..], [Act::Pick(_)]));
        assert!(matches!(heat.open(0, &world)[..], [Act::Refuse(_)]));
    }
}
