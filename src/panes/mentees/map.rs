//! The request map: problem codes by grade, with the share that has no pair yet (model §3.3).

use crate::analysis::{MapRow, RequestCount, RequestMap, request_map};
use crate::domain::Class;
use crate::fields::{Worded, vocabulary};
use crate::kit::paint::{Line, clip};
use crate::kit::{Tone, World};
use crate::text::fill;

/// Cells of a code, of a grade, of the sum and of what is unmet.
const CODE: usize = 6;
const GRADE: usize = 4;
const SUM: usize = 8;
const UNMET: usize = 10;
/// Rows of a window around the problems: the frame of the window, title, head, sum and what is said below.
const AROUND: usize = 9;
/// Cells free at the left edge of the window.
const MARGIN: usize = 1;

/// The matrix as lines.
pub fn lines(world: &World) -> Vec<Line> {
    let text = world.text;
    let mut map = shown(&request_map(&world.register, world.year, world.today()).by_grade(), world.reveal);
    let gone = fit(&mut map.rows, usize::from(world.size.height).saturating_sub(AROUND));
    let muted = world.theme.style(Tone::Muted);
    let label = label_width(&map, world);
    let grade = |class: &Option<Class>| class.as_ref().map_or(text.common.none.to_owned(), |it| it.grade.to_string());
    let cells: String = map.classes.iter().map(|class| format!("{:>GRADE$}", grade(class))).collect();
    let (total, unmet) = (text.panes.map_total, text.panes.map_unmet);
    let head = format!("{:CODE$}{:label$}{cells}{total:>SUM$}{unmet:>UNMET$}", "", "");
    let mut lines = vec![Line::of(text.panes.map_title, world.theme.style(Tone::Heading)), Line::of(head, muted)];
    lines.extend(map.rows.iter().map(|row| problem(row, label, world)));
    lines.push(counted(&format!("{total:CODE$}{:label$}", ""), &map.foot, map.total, world));
    let more = (gone > 0).then(|| fill(text.panes.map_more, &[&gone]));
    let hidden = (!world.reveal).then(|| text.panes.map_hidden.to_owned());
    let notes: Vec<String> = hidden.into_iter().chain(more).collect();
    if !notes.is_empty() {
        lines.push(Line::of(notes.join(" · "), muted));
    }
    lines
}

/// Leaves as many rows as there is room for, and says how many went: those nobody asks for first, so that the sums stay
/// in sight whatever a school has added.
fn fit(rows: &mut Vec<MapRow>, room: usize) -> usize {
    let all = rows.len();
    if all > room {
        rows.retain(|row| row.total.requests > 0);
    }
    rows.truncate(room);
    all - rows.len()
}

/// The map without the rows about health, unless they may be seen. Their counts leave the sums too: otherwise a row
/// that is hidden could be worked out from those that are not.
pub fn shown(map: &RequestMap, reveal: bool) -> RequestMap {
    let mut map = map.clone();
    if reveal {
        return map;
    }
    for row in map.rows.iter().filter(|row| row.is_restricted()) {
        map.foot.iter_mut().zip(&row.cells).for_each(|(sum, cell)| take(sum, *cell));
        take(&mut map.total, row.total);
    }
    map.rows.retain(|row| !row.is_restricted());
    map
}

/// A request with both hidden problems counts once in a sum and twice in rows, so a sum stops at nothing.
fn take(sum: &mut RequestCount, hidden: RequestCount) {
    sum.requests = sum.requests.saturating_sub(hidden.requests);
    sum.unmet = sum.unmet.saturating_sub(hidden.unmet);
}

/// What the names of the problems may take of the window.
fn label_width(map: &RequestMap, world: &World) -> usize {
    let taken = MARGIN + CODE + GRADE * map.classes.len() + SUM + UNMET;
    usize::from(world.size.width).saturating_sub(taken).clamp(4, 36)
}

fn problem(row: &MapRow, label: usize, world: &World) -> Line {
    let text = world.text;
    let (code, name) = match row.problem {
        Some(problem) => (problem.word(text), vocabulary::meaning(problem, &world.ctx())),
        None => ("", text.panes.map_no_code),
    };
    let name = clip(name, label.saturating_sub(1), world.theme.marks().ellipsis);
    counted(&format!("{code:CODE$}{name:label$}"), &row.cells, row.total, world)
}

/// A number, or a dot for none: one sign for it in the whole table.
fn number(count: usize, dot: &str) -> String {
    if count == 0 { dot.to_owned() } else { count.to_string() }
}

fn counted(lead: &str, cells: &[RequestCount], total: RequestCount, world: &World) -> Line {
    let dot = world.theme.marks().dot;
    let cell = |cell: &RequestCount| format!("{:>GRADE$}", number(cell.requests, dot));
    let cells: String = cells.iter().map(cell).collect();
    let sum = number(total.requests, dot);
    let line = Line::of(format!("{lead}{cells}{sum:>SUM$}"), world.theme.style(Tone::Plain));
    let tone = if total.unmet > 0 { Tone::Warning } else { Tone::Muted };
    line.and(format!("{:>UNMET$}", number(total.unmet, dot)), world.theme.style(tone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Mentee, Problem};

    #[test]
    fn hidden_rows_leave_the_sums_too() {
        let mut sample = Sample::new();
        for problems in [&[Problem::Motivation][..], &[Problem::OvzAcceptance], &[Problem::OvzInvolvement]] {
            let id = sample.mentee("Аистов Ян", "7А");
            sample.edit::<Mentee>(id, |mentee| mentee.requests[0].problems = problems.to_vec());
        }
        let map = request_map(&sample.register, sample.year, day(11, 1)).by_grade();
        let (open, closed) = (shown(&map, true), shown(&map, false));
        assert_eq!((open.total.requests, open.foot[0].unmet, open.rows.len()), (3, 3, 14));
        assert_eq!((closed.total.requests, closed.foot[0].unmet, closed.rows.len()), (1, 1, 12));
        assert!(closed.rows.iter().all(|row| !row.is_restricted()));
    }

    #[test]
    fn rows_nobody_asks_for_leave_a_low_window_first() {
        let mut sample = Sample::new();
        let id = sample.mentee("Аистов Ян", "7А");
        sample
            .edit::<Mentee>(id, |mentee| mentee.requests[0].problems = vec![Problem::Adaptation, Problem::Motivation]);
        let all = request_map(&sample.register, sample.year, day(11, 1)).by_grade().rows;
        for (room, left) in [(all.len(), all.len()), (all.len() - 1, 2), (1, 1)] {
            let mut rows = all.clone();
            assert_eq!((fit(&mut rows, room), rows.len()), (all.len() - left, left), "{room}");
            assert_eq!(rows[0].problem, Some(Problem::Motivation));
        }
    }

    #[test]
    fn a_request_with_both_hidden_problems_does_not_underflow() {
        let mut sample = Sample::new();
        let id = sample.mentee("Аистов Ян", "7А");
        let both = vec![Problem::OvzAcceptance, Problem::OvzInvolvement];
        sample.edit::<Mentee>(id, |mentee| mentee.requests[0].problems = both);
        let map = request_map(&sample.register, sample.year, day(11, 1)).by_grade();
        assert_eq!(shown(&map, false).total, RequestCount::default());
    }
}
