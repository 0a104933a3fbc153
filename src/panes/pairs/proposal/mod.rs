//! The page of the proposal: who would be with whom, with the reason beside it. Nothing is kept until it is accepted.
//!
//! In front of the list there may be one of two things: [`Others`], every mentor for one mentee with the price or the
//! rule, which answers «why not X»; or [`Menu`], changes that can be tried. A change that is tried replaces the list by
//! what would come of it ([`Tried`]) until it is kept or dropped.

mod card;
mod commands;
mod menu;
mod others;
mod ruling;
mod view;

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{Key, Kind, MenteeId, Pair, PairId, RulingId, Verdict};
use crate::fields::{fold, names};
use crate::kit::{Act, Code, Info, LIST, List, PaneId, Row, Stroke, World, infos, run};
use crate::matching::{Difference, ProblemError};
use crate::pairing::{Help, Objective, Plan, Proposal, Proposed, Scope, Speaker, Trial};
use crate::panes::Pane;
use crate::text::Text;

pub use commands::COMMANDS;
pub use ruling::{FORM as RULING_FORM, reopen as reopen_ruling};

use menu::Menu;
use others::Others;

/// What a row is.
#[derive(Debug, Clone)]
enum Entry {
    /// A pair of the proposal.
    Pair(Proposed),
    /// A mentee who gets nobody, by number, and why in a word.
    Without(u32, String),
    /// A decision of the curator that no row above shows: a couple forbidden or allowed, a pin that does not fit.
    Ruled(RulingId),
}

/// Changes on the scratch copy, and what would come of them.
#[derive(Debug)]
struct Tried {
    trials: Vec<Trial>,
    proposal: Proposal,
    difference: Difference,
}

/// The page.
#[derive(Debug, Default)]
pub struct Page {
    plan: Plan,
    objective: Objective,
    /// The proposal as things stand; `None` until the register was seen.
    base: Option<Result<Proposal, ProblemError>>,
    tried: Option<Tried>,
    list: List,
    entries: HashMap<Key, Entry>,
    others: Option<Others>,
    menu: Option<Menu>,
    /// What would help the mentee under the cursor; trying it out takes longer than drawing may.
    helps: Option<(MenteeId, Vec<Help>)>,
    note: Option<String>,
    /// The pair whose parting is looked at, to go back to.
    parting: Option<PairId>,
}

/// What the list can do that makes sense for a proposal, whose order is its own.
const OF_LIST: [&str; 7] =
    ["list.filter", "list.up", "list.down", "list.page_up", "list.page_down", "list.first", "list.last"];

/// Who makes the sentences of this page.
fn speaker(world: &World) -> Speaker<'_> {
    Speaker { register: &world.register, text: world.text, reveal: world.reveal }
}

/// That no change was found which would help, or where it would be seen.
fn no_help(proposal: &Proposal, text: &Text) -> &'static str {
    match proposal.objective {
        Objective::Score | Objective::Ranks => text.pairing.no_help,
        Objective::Stable | Objective::Today => text.pairing.help_by_score,
    }
}

impl Page {
    /// The proposal on screen: the one that is tried, or the one as things stand.
    fn shown(&self) -> Option<&Proposal> {
        let base = self.base.as_ref().and_then(|solved| solved.as_ref().ok());
        self.tried.as_ref().map(|tried| &tried.proposal).or(base)
    }

    fn entry(&self) -> Option<&Entry> {
        self.entries.get(&self.list.current()?)
    }

    /// The mentee under the cursor, by number.
    fn mentee(&self) -> Option<u32> {
        match self.entry()? {
            Entry::Pair(pair) => Some(pair.mentee),
            Entry::Without(mentee, _) => Some(*mentee),
            Entry::Ruled(_) => None,
        }
    }

    /// The pair under the cursor.
    fn pair(&self) -> Option<&Proposed> {
        match self.entry()? {
            Entry::Pair(pair) => Some(pair),
            Entry::Without(..) | Entry::Ruled(_) => None,
        }
    }

    /// What would become of everybody if the pair in which a mentee works came apart, with as few people moved as can be.
    fn part(&mut self, mentee: MenteeId, world: &World) {
        let Some((id, pair)) = world.register.active_pair_of(mentee) else { return };
        self.plan.scope = Scope::Working;
        self.objective = Objective::Score;
        self.parting = Some(id);
        self.tried = None;
        self.solve(world);
        let apart = pair.mentees.iter().map(|mentee| Trial::Forbid(*mentee, pair.mentor)).collect();
        self.try_out(apart, world);
        self.fill(world);
        self.list.select(mentee.into());
    }

    /// A parting that was kept, or came about otherwise, is not looked at any longer.
    fn leave_what_is_done(&mut self, world: &World) {
        let works = |id: PairId| world.register.get::<Pair>(id).is_some_and(|pair| pair.state.is_active());
        if self.plan.scope == Scope::Working && !self.parting.is_some_and(works) {
            self.plan.scope = Scope::Waiting;
            (self.tried, self.parting) = (None, None);
        }
    }

    /// Back from the parting that was looked at to those who wait, and to the pair it was about.
    fn leave_parting(&mut self, world: &World) -> Act {
        self.plan.scope = Scope::Waiting;
        self.solve(world);
        Act::Go(PaneId::Pairs, self.parting.take().map(Key::from))
    }

    /// Solves anew. What was tried is tried again on what is on file by now.
    fn solve(&mut self, world: &World) {
        let (register, today) = (&world.register, world.today());
        let before = self.base.take().and_then(Result::ok).filter(|before| before.cohort.year == world.year);
        self.base = Some(match &before {
            Some(before) => Proposal::after(before, register, today, &self.plan, self.objective),
            None => Proposal::of(register, world.year, today, &self.plan, self.objective),
        });
        let trials = self.tried.take().map(|tried| tried.trials);
        if let (Some(trials), true) = (trials, before.is_some()) {
            self.try_out(trials, world);
        }
        self.fill(world);
    }

    fn try_out(&mut self, trials: Vec<Trial>, world: &World) {
        let Some(Ok(base)) = &self.base else { return };
        if trials.is_empty() {
            self.tried = None;
            return;
        }
        match base.tried(&world.register, world.today(), &trials) {
            Ok(proposal) => {
                let difference = base.difference(&proposal);
                self.tried = Some(Tried { trials, proposal, difference });
            }
            Err(error) => self.note = Some(speaker(world).unsolved(&error)),
        }
    }

    /// Lines up the rows: pairs, the best first; then who gets nobody; then decisions that no row shows.
    fn fill(&mut self, world: &World) {
        self.helps = None;
        let Some(proposal) = self.shown() else {
            self.entries.clear();
            self.list.fill(Vec::new());
            return;
        };
        let cohort = &proposal.cohort;
        let key = |mentee: u32| Key::from(cohort.mentees[mentee as usize].id);
        // Who stays where they are today is the least of the news.
        let mut pairs = proposal.pairs();
        pairs.sort_by_key(|pair| pair.today);
        let pairs = pairs.into_iter().map(|pair| (key(pair.mentee), Entry::Pair(pair)));
        let short = |mentee: u32| {
            let why = proposal.why_without(mentee);
            why.map_or_else(String::new, |why| speaker(world).without_short(&why))
        };
        let without = proposal.unmatched().into_iter();
        let without = without.map(|mentee| (key(mentee), Entry::Without(mentee, short(mentee))));
        let lost = proposal.cohort.lost_pins();
        let ruled = world.register.rulings(world.year).filter(|(_, ruling)| {
            let two = cohort.mentee(ruling.mentee).zip(cohort.mentor(ruling.mentor));
            ruling.verdict != Verdict::Pin || two.is_some_and(|two| lost.contains(&two))
        });
        let ruled: Vec<_> = ruled.map(|(id, _)| (Key::from(id), Entry::Ruled(id))).collect();
        let entries: Vec<(Key, Entry)> = pairs.chain(without).chain(ruled).collect();
        let row = |(place, (key, entry)): (u32, &(Key, Entry))| {
            let hay = self.hay(*key, entry, world);
            Row { key: *key, hay: hay.into(), order: place.to_be_bytes().into() }
        };
        let rows = (0..).zip(&entries).map(row).collect();
        self.entries = entries.into_iter().collect();
        self.list.fill(rows);
        self.look_for_help();
    }

    fn hay(&self, key: Key, entry: &Entry, world: &World) -> String {
        let register = &world.register;
        let mentor = match (entry, self.shown()) {
            (Entry::Pair(pair), Some(proposal)) => {
                let id = proposal.cohort.mentors[pair.mentor as usize].id;
                names::of_key(register, id.into(), world.text)
            }
            _ => String::new(),
        };
        fold(&format!("{} {mentor}", names::of_key(register, key, world.text)))
    }

    /// What would help the mentee under the cursor, worked out once.
    fn look_for_help(&mut self) {
        let Some(Entry::Without(mentee, _)) = self.entry() else { return };
        let mentee = *mentee;
        let Some(proposal) = self.shown() else { return };
        let id = proposal.cohort.mentees[mentee as usize].id;
        if self.helps.as_ref().is_none_or(|(known, _)| *known != id) {
            let helps = proposal.helps(mentee);
            self.helps = Some((id, helps));
        }
    }

    fn is_plain(&self) -> bool {
        self.others.is_none() && self.menu.is_none()
    }
}

impl Pane for Page {
    fn id(&self) -> PaneId {
        PaneId::Pairs
    }

    fn refresh(&mut self, world: &World) {
        self.leave_what_is_done(world);
        self.solve(world);
        let mentee = self.others.as_ref().map(Others::mentee);
        if let (Some(id), Some(proposal)) = (mentee, self.shown()) {
            let fresh = proposal.cohort.mentee(id).map(|mentee| Others::of(proposal, mentee, world));
            match (fresh, &mut self.others) {
                (Some(fresh), Some(others)) => others.renew(fresh),
                _ => self.others = None,
            }
        }
    }

    fn fit(&mut self, area: Rect, _world: &World) {
        let height = view::list_height(area);
        self.list.fit(height);
        if let Some(others) = &mut self.others {
            others.list.fit(height);
        }
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = infos(COMMANDS, self, world);
        commands.extend(infos(LIST, &self.list, world).into_iter().filter(|info| OF_LIST.contains(&info.id)));
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        self.note = None;
        let own = run(COMMANDS, id, self, world).or_else(|| run(commands::VARIANTS, id, self, world));
        let acts = match own {
            Some(acts) => acts,
            None if OF_LIST.contains(&id) => run(LIST, id, &mut self.list, world).unwrap_or_default(),
            None => Vec::new(),
        };
        self.look_for_help();
        acts
    }

    fn is_searching(&self) -> bool {
        self.list.is_filtering() || !self.is_plain()
    }

    fn search_hint(&self, text: &Text) -> &'static str {
        match (&self.menu, &self.others) {
            (Some(_), _) => text.panes.try_hint,
            (None, Some(_)) => text.panes.others_hint,
            (None, None) => text.panes.narrow_hint,
        }
    }

    fn typed(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        self.note = None;
        if self.others.is_some() {
            return commands::typed_into_others(self, stroke, world);
        }
        if self.menu.is_some() {
            return commands::typed_into_menu(self, stroke, world);
        }
        if !self.list.is_filtering() {
            let dropped = stroke.code == Code::Esc && self.tried.is_some() && self.list.filter().text().is_empty();
            if dropped {
                return Some(self.run("proposal.drop", world));
            }
            return self.list.show_everything(stroke).then(Vec::new);
        }
        let taken = match stroke.code {
            Code::Enter => {
                self.list.stop_filtering();
                true
            }
            _ => self.list.filter_press(stroke),
        };
        self.look_for_help();
        taken.then(Vec::new)
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Vec<Act> {
        if let Some(others) = &mut self.others {
            others.list.filter_paste(text);
        } else if self.list.is_filtering() {
            self.list.filter_paste(text);
        }
        Vec::new()
    }

    fn select(&mut self, key: Key, world: &World) {
        self.menu = None;
        self.others = None;
        if let Some(id) = MenteeId::of(key)
            && !self.entries.contains_key(&key)
        {
            self.part(id, world);
        }
        let mentee = match key.kind {
            Kind::Ruling => {
                world.register.get::<crate::domain::Ruling>(RulingId(key.id)).map(|ruling| ruling.mentee.into())
            }
            _ => None,
        };
        let known = if self.entries.contains_key(&key) { Some(key) } else { mentee };
        if let Some(key) = known {
            self.list.select(key);
        }
        self.look_for_help();
    }

    /// Whoever was decided about stays under the cursor: what becomes of them is the next question.
    fn created(&mut self, _key: Key, _world: &World) {}

    fn current(&self) -> Option<Key> {
        self.list.current()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        view::page(self, area, buf, world);
    }
}
