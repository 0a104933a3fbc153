//! Random problems that repeat themselves, and the slow and obvious way to solve small ones.

use nastavnik::matching::{Draft, Matching, Problem};

#[path = "../store_common/random.rs"]
#[allow(dead_code)] // It has more than is needed here.
mod random;

/// Numbers that a seed determines, of the width that drafts have.
pub struct Rng(random::Rng);

impl Rng {
    pub fn of(seed: u64) -> Self {
        Self(random::Rng(seed))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.0.below(u64::from(end))).unwrap()
    }

    pub fn within(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// How random problems are made.
#[derive(Clone, Copy)]
pub struct Shape {
    pub mentees: (u32, u32),
    pub mentors: (u32, u32),
    pub capacity: u32,
    /// Priorities, pins, today's pairs, costs of seats, minimums.
    pub extras: bool,
}

pub const TINY: Shape = Shape { mentees: (0, 7), mentors: (0, 5), capacity: 3, extras: true };
pub const SMALL: Shape = Shape { mentees: (1, 25), mentors: (1, 12), capacity: 4, extras: true };
pub const PLAIN: Shape = Shape { mentees: (1, 40), mentors: (1, 25), capacity: 4, extras: false };

/// A random draft. Scores are often few and alike, so that ties are met.
pub fn draft(rng: &mut Rng, shape: Shape) -> Draft {
    let mentees = rng.within(shape.mentees.0, shape.mentees.1);
    let mentors = rng.within(shape.mentors.0, shape.mentors.1);
    let most = rng.within(1, shape.capacity);
    let capacity: Vec<u32> = (0..mentors).map(|_| rng.within(0, most)).collect();
    let mut draft = Draft::new(mentees as usize, &capacity);
    let density = rng.within(5, 95);
    let kinds = if rng.chance(40) { rng.within(1, 5) } else { 1_000 };
    let mut free = capacity.clone();
    for mentee in 0..mentees {
        let mut pinned = false;
        for mentor in 0..mentors {
            if !rng.chance(density) {
                continue;
            }
            draft.edge(mentee, mentor, u16::try_from(rng.within(0, kinds)).unwrap());
            if shape.extras && !pinned && free[mentor as usize] > 0 && rng.chance(4) {
                pinned = true;
                free[mentor as usize] -= 1;
                draft.pin(mentee, mentor);
            }
        }
    }
    if shape.extras {
        extras(rng, &mut draft, mentees, &capacity, kinds);
    }
    draft
}

fn extras(rng: &mut Rng, draft: &mut Draft, mentees: u32, capacity: &[u32], kinds: u32) {
    if rng.chance(60) {
        let classes = rng.within(1, 3);
        for mentee in 0..mentees {
            draft.class(mentee, u8::try_from(rng.below(classes) * 2).unwrap());
        }
    }
    let mentors = u32::try_from(capacity.len()).unwrap();
    if rng.chance(50) && mentors > 0 {
        draft.stay_bonus(rng.within(0, kinds));
        for mentee in (0..mentees).filter(|mentee| mentee % 2 == 0) {
            draft.today(mentee, rng.below(mentors));
        }
    }
    if rng.chance(25) {
        draft.load_step(rng.within(1, kinds.min(200)));
    }
    if rng.chance(25) {
        for (mentor, seats) in (0..).zip(capacity).filter(|(_, seats)| **seats > 0) {
            if rng.chance(40) {
                draft.at_least(mentor, rng.within(1, *seats));
            }
        }
    }
}

/// What is to be greatest, compared from left to right: matched by class, demanded seats filled, value.
pub type Rank = (Vec<u32>, u32, i64);

/// Recomputes from the pairs alone, sharing nothing with the program.
pub fn rank(problem: &Problem, mate: &[Option<u32>]) -> Rank {
    let mut classes = vec![0; 256];
    let mut loads = vec![0_u32; problem.mentors() as usize];
    let mut value = 0;
    for (mentee, mentor) in (0..).zip(mate) {
        let Some(mentor) = *mentor else { continue };
        classes[usize::from(problem.class(mentee))] += 1;
        value += i64::from(problem.edges(mentee).iter().find(|edge| edge.mentor == mentor).unwrap().score);
        if problem.today(mentee) == Some(mentor) {
            value += i64::from(problem.stay_bonus());
        }
        value -= i64::from(problem.load_step()) * i64::from(loads[mentor as usize]);
        loads[mentor as usize] += 1;
    }
    let demanded = (0..).zip(&loads).map(|(mentor, load)| problem.minimum(mentor).min(*load)).sum();
    (classes, demanded, value)
}

pub fn mates(problem: &Problem, matching: &Matching) -> Vec<Option<u32>> {
    (0..problem.mentees()).map(|mentee| matching.mate(mentee)).collect()
}

pub fn rank_of(problem: &Problem, matching: &Matching) -> Rank {
    rank(problem, &mates(problem, matching))
}

/// Tries everything.
pub fn brute_force(problem: &Problem) -> Rank {
    let mut free: Vec<u32> = (0..problem.mentors()).map(|mentor| problem.capacity(mentor)).collect();
    let mut best = None;
    try_all(problem, &mut Vec::new(), &mut free, &mut best);
    best.unwrap()
}

fn try_all(problem: &Problem, mate: &mut Vec<Option<u32>>, free: &mut [u32], best: &mut Option<Rank>) {
    let mentee = u32::try_from(mate.len()).unwrap();
    if mentee == problem.mentees() {
        let rank = rank(problem, mate);
        if best.as_ref().is_none_or(|before| *before < rank) {
            *best = Some(rank);
        }
        return;
    }
    for edge in problem.edges(mentee) {
        if problem.pinned(mentee).is_some_and(|pinned| pinned != edge.mentor) || free[edge.mentor as usize] == 0 {
            continue;
        }
        free[edge.mentor as usize] -= 1;
        mate.push(Some(edge.mentor));
        try_all(problem, mate, free, best);
        mate.pop();
        free[edge.mentor as usize] += 1;
    }
    if problem.pinned(mentee).is_none() {
        mate.push(None);
        try_all(problem, mate, free, best);
        mate.pop();
    }
}

/// Runs `check` on `count` random problems and says which seed failed.
pub fn each(count: u64, shape: Shape, mut check: impl FnMut(&mut Rng, Draft)) {
    for seed in 0..count {
        let mut rng = Rng::of(seed);
        let draft = draft(&mut rng, shape);
        let run = std::panic::AssertUnwindSafe(|| check(&mut rng, draft));
        if let Err(panic) = std::panic::catch_unwind(run) {
            println!("seed {seed}");
            std::panic::resume_unwind(panic);
        }
    }
}
