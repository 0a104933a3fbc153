//! The request map: the seed's problems against classes, with what nobody has met yet (model §3.3).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::view::View;
use crate::domain::{Class, Letter, Lists, Problem, Register, RequestState, YearId};

/// How many requests, and how many of them no pair meets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RequestCount {
    /// Requests that were not withdrawn.
    pub requests: usize,
    /// Those no working or finished pair meets; a postponed request is one of them.
    pub unmet: usize,
}

impl RequestCount {
    fn add(&mut self, unmet: bool) {
        self.requests += 1;
        self.unmet += usize::from(unmet);
    }

    fn join(&mut self, other: Self) {
        self.requests += other.requests;
        self.unmet += other.unmet;
    }
}

/// One problem across all classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRow {
    /// The problem; `None` gathers the requests to which nobody has given a code.
    pub problem: Option<Problem>,
    /// One count for every column of the map.
    pub cells: Vec<RequestCount>,
    /// Their sum.
    pub total: RequestCount,
}

impl MapRow {
    /// Whether the row discloses health and is hidden unless asked for ([`Problem::is_restricted`]). A hidden row can
    /// be worked out from sums, so whoever hides it takes its counts out of them too.
    pub fn is_restricted(&self) -> bool {
        self.problem.is_some_and(Problem::is_restricted)
    }
}

/// Problems by class. A request with two problems counts in both rows, and once in the sums at the foot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestMap {
    /// The columns, as schools list them; `None`, for mentees without a class, comes last and only when needed.
    pub classes: Vec<Option<Class>>,
    /// Every problem that is offered or asked for: the seed's in its order, the school's own, those of health; then the
    /// requests without a code.
    pub rows: Vec<MapRow>,
    /// Requests of each column.
    pub foot: Vec<RequestCount>,
    /// All requests.
    pub total: RequestCount,
}

impl RequestMap {
    /// The same map with one column for every grade, named by a class without a letter.
    pub fn by_grade(&self) -> Self {
        let grade =
            |class: &Option<Class>| class.as_ref().map(|it| Class { grade: it.grade, letter: Letter::default() });
        let wide: Vec<Option<Class>> = self.classes.iter().map(grade).collect();
        let mut classes = wide.clone();
        classes.dedup();
        let fold = |cells: &[RequestCount]| {
            let mut folded = vec![RequestCount::default(); classes.len()];
            let mut at = 0;
            for (cell, class) in cells.iter().zip(&wide) {
                at += usize::from(classes[at] != *class);
                folded[at].join(*cell);
            }
            folded
        };
        let rows = self.rows.iter().map(|row| MapRow { cells: fold(&row.cells), ..*row }).collect();
        Self { rows, foot: fold(&self.foot), total: self.total, classes }
    }
}

/// The request map of `year` on `today`. Mentees who left and requests that were withdrawn are not in it.
pub fn request_map(register: &Register, year: YearId, today: NaiveDate) -> RequestMap {
    let view = View::new(register, year, today);
    let rows = view.mentees.iter().filter(|row| !row.mentee.standing.is_gone());
    let mut columns: BTreeMap<(bool, Option<&Class>), Column> = BTreeMap::new();
    for row in rows {
        let class = row.person.class_in(year);
        let counted = row.mentee.requests.iter().filter(|it| it.state != RequestState::Withdrawn && !it.is_empty());
        for request in counted {
            let unmet = request.state == RequestState::Postponed || !(row.paired || row.finished);
            columns.entry((class.is_none(), class)).or_default().add(&request.problems, unmet);
        }
    }
    assemble(columns, register.lists())
}

/// Problems and, after them, requests without a code.
const ROWS: usize = Problem::ALL.len() + 1;

#[derive(Default)]
struct Column {
    cells: [RequestCount; ROWS],
    all: RequestCount,
}

impl Column {
    fn add(&mut self, problems: &[Problem], unmet: bool) {
        self.all.add(unmet);
        if problems.is_empty() {
            self.cells[ROWS - 1].add(unmet);
        }
        for (at, problem) in Problem::ALL.iter().enumerate() {
            if problems.contains(problem) {
                self.cells[at].add(unmet);
            }
        }
    }
}

fn assemble(columns: BTreeMap<(bool, Option<&Class>), Column>, lists: &Lists) -> RequestMap {
    let classes = columns.keys().map(|(_, class)| class.cloned()).collect();
    let columns: Vec<Column> = columns.into_values().collect();
    let sum = |cells: &[RequestCount]| {
        let mut total = RequestCount::default();
        cells.iter().for_each(|cell| total.join(*cell));
        total
    };
    let problems = Problem::ALL.iter().copied().map(Some).chain([None]);
    let row = |(at, problem)| {
        let cells: Vec<RequestCount> = columns.iter().map(|column| column.cells[at]).collect();
        MapRow { problem, total: sum(&cells), cells }
    };
    let offered = |row: &MapRow| row.problem.is_none_or(|it| lists.is_offered(Problem::LIST, it.code()));
    let mut rows: Vec<MapRow> = problems.enumerate().map(row).collect();
    rows.retain(|row| offered(row) || row.total.requests > 0);
    rows.sort_by_key(|row| (row.problem.is_none(), row.is_restricted()));
    let foot: Vec<RequestCount> = columns.iter().map(|column| column.all).collect();
    RequestMap { rows, total: sum(&foot), foot, classes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Mentee, MenteeId, MenteeStanding, PairState, PersonKind, Request};

    fn mentee(sample: &mut Sample, class: &str, problems: &[Problem]) -> MenteeId {
        let id = sample.mentee("Аистов Ян", class);
        sample.edit::<Mentee>(id, |mentee| mentee.requests[0].problems = problems.to_vec());
        id
    }

    fn count(requests: usize, unmet: usize) -> RequestCount {
        RequestCount { requests, unmet }
    }

    fn row(map: &RequestMap, problem: Option<Problem>) -> &MapRow {
        map.rows.iter().find(|row| row.problem == problem).unwrap()
    }

    #[test]
    fn counts_codes_by_class_and_what_is_unmet() {
        let mut sample = Sample::new();
        let met = mentee(&mut sample, "7Б", &[Problem::Motivation, Problem::Adaptation]);
        mentee(&mut sample, "7А", &[Problem::Motivation]);
        let postponed = mentee(&mut sample, "10А", &[Problem::OvzAcceptance]);
        mentee(&mut sample, "", &[]);
        let left = mentee(&mut sample, "7А", &[Problem::Motivation]);
        sample.edit::<Mentee>(left, |mentee| mentee.standing = MenteeStanding::Left);
        sample.edit::<Mentee>(met, |mentee| {
            let withdrawn = Request { state: RequestState::Withdrawn, ..mentee.requests[0].clone() };
            mentee.requests.push(withdrawn);
        });
        let mentor = sample.mentor("Совин", PersonKind::Teacher);
        sample.pair(mentor, &[met, postponed], day(10, 1));
        sample.edit::<Mentee>(postponed, |mentee| mentee.requests[0].state = RequestState::Postponed);

        let map = request_map(&sample.register, sample.year, day(11, 1));
        let names: Vec<String> =
            map.classes.iter().map(|class| class.as_ref().map_or("–".into(), ToString::to_string)).collect();
        assert_eq!(names, ["7А", "7Б", "10А", "–"]);
        assert_eq!(row(&map, Some(Problem::Motivation)).cells, [count(1, 1), count(1, 0), count(0, 0), count(0, 0)]);
        assert_eq!(row(&map, Some(Problem::Adaptation)).total, count(1, 0));
        assert_eq!(row(&map, Some(Problem::OvzAcceptance)).total, count(1, 1));
        assert!(row(&map, Some(Problem::OvzAcceptance)).is_restricted());
        assert!(!row(&map, Some(Problem::Motivation)).is_restricted());
        assert_eq!(row(&map, None).cells[3], count(1, 1));
        assert_eq!((map.total, map.foot[1]), (count(4, 3), count(1, 0)));

        let grades = map.by_grade();
        assert_eq!(grades.classes.iter().flatten().map(|class| class.grade).collect::<Vec<_>>(), [7, 10]);
        assert_eq!(row(&grades, Some(Problem::Motivation)).cells, [count(2, 1), count(0, 0), count(0, 0)]);
        assert_eq!((grades.total, grades.foot[0]), (count(4, 3), count(2, 1)));
    }

    #[test]
    fn a_finished_pair_meets_and_a_broken_one_does_not() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let unmet = |sample: &Sample| request_map(&sample.register, sample.year, day(12, 1)).total.unmet;
        assert_eq!(unmet(&sample), 0);
        sample.close(pair, PairState::Finished, day(11, 1));
        assert_eq!(unmet(&sample), 0);
        sample.close(pair, PairState::Ended, day(11, 1));
        assert_eq!(unmet(&sample), 1);
    }

    #[test]
    fn an_empty_year_has_all_rows_and_no_columns() {
        let sample = Sample::new();
        let map = request_map(&sample.register, sample.year, day(11, 1));
        assert_eq!((map.rows.len(), map.classes.len(), map.by_grade().foot.len()), (14, 0, 0));
    }
}
