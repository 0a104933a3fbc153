//! The request map: problem codes by class, with the share that has no pair yet (model §3.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::status::RequestStatus;
use crate::domain::{Mentee, MenteeId, Problem, status};
use crate::fields::Worded;
use crate::kit::paint::Line;
use crate::kit::{Tone, World};

/// Requests of one code: all, and those not met, by grade.
#[derive(Default)]
struct Count {
    all: usize,
    unmet: usize,
}

/// The matrix as lines.
pub fn lines(world: &World) -> Vec<Line> {
    let text = world.text;
    let counts = count(world);
    let grades: BTreeSet<u8> = counts.keys().map(|(_, grade)| *grade).collect();
    let mut lines = vec![Line::of(text.panes.map_title, world.theme.style(Tone::Heading)), Line::default()];
    let cells: String = grades.iter().map(|grade| format!("{grade:>5}")).collect();
    let head = format!("{:38}{cells}{:>8}{:>11}", "", text.panes.map_total, text.panes.map_unmet);
    lines.push(Line::of(head, world.theme.style(Tone::Muted)));
    for &problem in Problem::ALL.iter().filter(|problem| world.reveal || !problem.is_restricted()) {
        lines.push(row(problem, &grades, &counts, world));
    }
    if !world.reveal {
        lines.push(Line::of(text.panes.map_hidden, world.theme.style(Tone::Muted)));
    }
    lines
}

fn row(problem: Problem, grades: &BTreeSet<u8>, counts: &BTreeMap<(Problem, u8), Count>, world: &World) -> Line {
    let of = |grade: &u8| counts.get(&(problem, *grade)).map_or(0, |count| count.all);
    let all: usize = grades.iter().map(of).sum();
    let unmet: usize = grades.iter().filter_map(|grade| counts.get(&(problem, *grade))).map(|count| count.unmet).sum();
    let cell = |grade: &u8| match of(grade) {
        0 => format!("{:>5}", world.theme.marks().dot),
        n => format!("{n:>5}"),
    };
    let long = crate::fields::choices::PROBLEMS.iter().find(|option| option.code == problem.code());
    let name = long.and_then(|option| option.long).map_or("", |long| long(world.text));
    let cells: String = grades.iter().map(cell).collect();
    let label = crate::kit::paint::clip(name, 31, world.theme.marks().ellipsis);
    let line =
        Line::of(format!("{:6}{label:32}{cells}{all:>8}", problem.word(world.text)), world.theme.style(Tone::Plain));
    let tone = if unmet > 0 { Tone::Warning } else { Tone::Muted };
    line.and(format!("{unmet:>11}"), world.theme.style(tone))
}

fn count(world: &World) -> BTreeMap<(Problem, u8), Count> {
    let register = &world.register;
    let mut counts: BTreeMap<(Problem, u8), Count> = BTreeMap::new();
    for (id, mentee) in register.mentees(world.year) {
        let grade =
            register.mentee_person(id).and_then(|person| person.class_in(world.year)).map_or(0, |class| class.grade);
        for (problem, met) in problems(id, mentee, world) {
            let count = counts.entry((problem, grade)).or_default();
            count.all += 1;
            count.unmet += usize::from(!met);
        }
    }
    counts
}

fn problems(id: MenteeId, mentee: &Mentee, world: &World) -> Vec<(Problem, bool)> {
    let mut all = Vec::new();
    for request in mentee.open_requests() {
        let met = status::request(&world.register, id, request.state, world.today()) == RequestStatus::Met;
        all.extend(request.problems.iter().map(|problem| (*problem, met)));
    }
    all.sort_unstable();
    all.dedup_by_key(|(problem, _)| *problem);
    all
}
