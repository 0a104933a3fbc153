//! How many can be matched at all, and where the seats are too few.
//!
//! Hopcroft and Karp (1973), generalised to seats: breadth-first layers over mentors, then augmenting paths with
//! current arcs along the layers. Priority classes are added one after another. An augmenting path leaves nobody
//! without a mentor who had one, so class 0 keeps its greatest number while class 1 joins; because sets of mentees
//! that can be matched together form a transversal matroid, this costs the total nothing.
//!
//! Around those whom a class leaves unmatched lies the over-demanded part of Dulmage and Mendelsohn (1958): all
//! mentors they can reach along alternating paths are full, with mentees who compete for these seats alone. In every
//! best solution these seats go to these mentees (Hall's condition, tight), so the region is sealed and solved apart.
//! What is never reached is [`AMPLE`]: everybody there has a mentor in every best solution.

use super::problem::{NONE, Problem};
use super::seating::Seating;
use super::solution::Counters;

/// The region where seats suffice. Any other region bears the number of the class that runs short in it.
pub(super) const AMPLE: u16 = u16::MAX;

/// The split of everybody into regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Regions {
    /// The region of each mentee.
    pub mentee: Vec<u16>,
    /// The region of each mentor.
    pub mentor: Vec<u16>,
}

/// Matches as many as possible, class by class, and splits people into regions.
pub(super) fn maximum(problem: &Problem, seating: &mut Seating, counters: &mut Counters) -> Regions {
    let mut search = Search::new(problem, seating, counters);
    let mut classes = problem.class.clone();
    classes.sort_unstable();
    classes.dedup();
    for class in classes {
        search.start(class);
        while search.layers() {
            search.augment_all();
        }
        search.seal(u16::from(class));
    }
    search.regions
}

/// How many mentees of each class have a mentor in a best solution, pinned ones included.
pub(super) fn maximum_by_class(problem: &Problem) -> Vec<(u8, u32)> {
    let mut seating = Seating::new(problem);
    maximum(problem, &mut seating, &mut Counters::default());
    let matched = |mentee: &u32| seating.is_matched(*mentee) || problem.pinned(*mentee).is_some();
    let mut counts: Vec<(u8, u32)> = Vec::new();
    let mut classes: Vec<u8> = (0..problem.mentees()).filter(matched).map(|mentee| problem.class(mentee)).collect();
    classes.sort_unstable();
    for class in classes {
        match counts.last_mut() {
            Some((last, count)) if *last == class => *count += 1,
            _ => counts.push((class, 1)),
        }
    }
    counts
}

struct Search<'a> {
    problem: &'a Problem,
    seating: &'a mut Seating,
    counters: &'a mut Counters,
    regions: Regions,
    /// Mentees of the class at hand who have no mentor yet.
    free: Vec<u32>,
    /// The layer of each mentor, from 1; 0 was not reached.
    layer: Vec<u32>,
    /// The next edge each mentee tries, and the next mentee each mentor would move.
    next_edge: Vec<u32>,
    next_holder: Vec<u32>,
    queue: Vec<u32>,
    path: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, seating: &'a mut Seating, counters: &'a mut Counters) -> Self {
        let (mentees, mentors) = (problem.class.len(), problem.capacity.len());
        Self {
            problem,
            seating,
            counters,
            regions: Regions { mentee: vec![AMPLE; mentees], mentor: vec![AMPLE; mentors] },
            free: Vec::new(),
            layer: vec![0; mentors],
            next_edge: vec![0; mentees],
            next_holder: vec![0; mentors],
            queue: Vec::new(),
            path: Vec::new(),
        }
    }

    /// Gives mentees of `class` the best seat that is still free; the others wait for paths.
    fn start(&mut self, class: u8) {
        self.free.clear();
        for mentee in 0..self.problem.mentees() {
            if self.problem.class(mentee) != class || self.problem.pinned(mentee).is_some() {
                continue;
            }
            let open = |mentor: u32| !self.seating.is_full(mentor) && !self.is_sealed(mentor);
            match self.problem.edges(mentee).iter().find(|edge| open(edge.mentor)) {
                Some(edge) => self.seating.seat(mentee, edge.mentor, 0),
                None => self.free.push(mentee),
            }
        }
    }

    fn is_sealed(&self, mentor: u32) -> bool {
        self.regions.mentor[mentor as usize] != AMPLE
    }

    /// Numbers the layers up to the first with a free seat. False if there is none.
    fn layers(&mut self) -> bool {
        self.layer.fill(0);
        self.queue.clear();
        for at in 0..self.free.len() {
            self.reach(self.free[at], 1);
        }
        let mut at = 0;
        let mut last = NONE;
        while at < self.queue.len() {
            let mentor = self.queue[at];
            at += 1;
            let layer = self.layer[mentor as usize];
            if layer > last {
                break;
            }
            if !self.seating.is_full(mentor) {
                last = layer;
            }
            if last != NONE {
                continue;
            }
            for held in 0..self.seating.load(mentor) {
                let mentee = self.seating.holders(mentor)[held as usize];
                self.reach(mentee, layer + 1);
            }
        }
        last != NONE
    }

    fn reach(&mut self, mentee: u32, layer: u32) {
        let edges = self.problem.edges(mentee);
        self.counters.relaxations += edges.len() as u64;
        for edge in edges {
            let place = edge.mentor as usize;
            if self.layer[place] == 0 && self.regions.mentor[place] == AMPLE {
                self.layer[place] = layer;
                self.queue.push(edge.mentor);
            }
        }
    }

    fn augment_all(&mut self) {
        self.next_edge.fill(0);
        self.next_holder.fill(0);
        let waiting = std::mem::take(&mut self.free);
        for mentee in waiting {
            if !self.augment(mentee) {
                self.free.push(mentee);
            }
        }
    }

    /// Looks for a path along the layers from `start` to a free seat, and walks it. No recursion: a path may be as
    /// long as there are mentors.
    fn augment(&mut self, start: u32) -> bool {
        self.counters.searches += 1;
        self.path.clear();
        self.path.push(start);
        while let Some(&mentee) = self.path.last() {
            let Some(mentor) = self.step(mentee) else {
                self.path.pop();
                if let Some(&before) = self.path.last() {
                    let left = self.mentor_at(before);
                    self.next_holder[left as usize] += 1;
                }
                continue;
            };
            if !self.seating.is_full(mentor) {
                self.walk(mentor);
                return true;
            }
            let holder = self.seating.holders(mentor)[self.next_holder[mentor as usize] as usize];
            self.path.push(holder);
        }
        false
    }

    /// The next mentor of the following layer to whom `mentee` could go and who could still make room.
    fn step(&mut self, mentee: u32) -> Option<u32> {
        let edges = self.problem.edges(mentee);
        while let Some(edge) = edges.get(self.next_edge[mentee as usize] as usize) {
            self.counters.relaxations += 1;
            let mentor = edge.mentor;
            let follows = self.layer[mentor as usize] as usize == self.path.len();
            if follows && (!self.seating.is_full(mentor) || self.may_move(mentor)) {
                return Some(mentor);
            }
            self.next_edge[mentee as usize] += 1;
        }
        None
    }

    fn may_move(&self, mentor: u32) -> bool {
        self.next_holder[mentor as usize] < self.seating.load(mentor)
    }

    /// The mentor whom `mentee` is trying at the moment.
    fn mentor_at(&self, mentee: u32) -> u32 {
        self.problem.edges(mentee)[self.next_edge[mentee as usize] as usize].mentor
    }

    /// Everybody on the path takes the seat of the next, and the last the free seat of `end`.
    fn walk(&mut self, end: u32) {
        let last = self.path.len() - 1;
        for at in 0..last {
            let mentor = self.mentor_at(self.path[at]);
            let place = self.next_holder[mentor as usize];
            self.seating.replace(mentor, place, self.path[at]);
            self.next_holder[mentor as usize] += 1;
        }
        self.seating.seat(self.path[last], end, 0);
    }

    /// Seals what those who stay unmatched can reach: nobody of a later class may enter.
    fn seal(&mut self, region: u16) {
        self.layer.fill(0);
        self.queue.clear();
        for at in 0..self.free.len() {
            let mentee = self.free[at];
            self.regions.mentee[mentee as usize] = region;
            self.reach(mentee, 1);
        }
        let mut at = 0;
        while at < self.queue.len() {
            let mentor = self.queue[at];
            at += 1;
            for held in 0..self.seating.load(mentor) {
                let mentee = self.seating.holders(mentor)[held as usize];
                self.regions.mentee[mentee as usize] = region;
                self.reach(mentee, 1);
            }
        }
        for mentor in &self.queue {
            self.regions.mentor[*mentor as usize] = region;
        }
    }
}
