//! The next year, opened from this one: what will become of everybody, shown and decided before anything is done.

use crate::domain::rollover::{
    Choices, MenteeFate, MentorFate, Obstacle, Outlook, PairFate, PairPlan, Phrases, changes,
};
use crate::domain::{Batch, LAST_GRADE, MenteeId, Mentor, MentorId, PairId, PersonId, Year, YearId};
use crate::fields::{Order, Said, Worded, dates, names, sentence};
use crate::kit::{Act, Ahead, Fact, Preview, Tone, World};
use crate::text::{Text, fill};

/// Opens the step from the year on screen to the next, or says why there is none.
pub fn begin(world: &World) -> Act {
    let years = world.register.years_of_programme(world.year);
    let Some(at) = years.iter().position(|(id, _)| *id == world.year) else {
        return Act::Refuse(world.text.messages.no_such_year.to_owned());
    };
    let (from, year) = years[at];
    // From an old year into one long under way nobody is moved.
    let next = year.next().title();
    let in_order = match &years[at + 1..] {
        [] => true,
        [(_, only)] => only.title() == next,
        _ => false,
    };
    if !in_order {
        let newest = years.last().map(|(_, year)| year.title()).unwrap_or_default();
        return Act::Refuse(fill(world.text.years.not_from_here, &[&newest]));
    }
    let choices = Choices::usual(&world.register, from, world.today());
    Act::Preview(Box::new(Preview::new(Rollover { from, choices }, world)))
}

/// The step as it is decided so far.
#[derive(Debug)]
struct Rollover {
    from: YearId,
    choices: Choices,
}

// The lines, by their codes; pairs one by one come behind.
const YEAR: u32 = 0;
const PUPILS: u32 = 1;
const NINTH: u32 = 2;
const LAST: u32 = 3;
const AWAY: u32 = 4;
const UNCLASSED: u32 = 5;
const PAIRS: u32 = 6;
const WAITING_PAIRS: u32 = 7;
const FORCED: u32 = 8;
const PROPOSALS: u32 = 9;
const PARTED: u32 = 10;
const IN_PAIRS: u32 = 11;
const WAITING: u32 = 12;
const LEFT: u32 = 13;
const MENTORS: u32 = 14;
const ALUMNI: u32 = 15;
const OUT: u32 = 16;
const PAPERS: u32 = 17;
const EACH: u32 = 18;
const FIRST_PAIR: u32 = 100;

impl Rollover {
    fn outlook(&self, world: &World) -> Option<Outlook> {
        Outlook::new(&world.register, self.from, &self.choices, world.today())
    }

    fn plan(&self, pair: PairId) -> PairPlan {
        self.choices.own.get(&pair).copied().unwrap_or(self.choices.pairs)
    }

    /// The pairs at work by name, with their place among the lines.
    fn pairs(outlook: &Outlook, world: &World) -> Vec<(String, PairId, PairFate)> {
        let order = Order::new();
        let named = |(id, fate): &(PairId, PairFate)| {
            (names::of_key(&world.register, (*id).into(), world.text), *id, fate.clone())
        };
        let mut pairs: Vec<_> = outlook.pairs.iter().map(named).collect();
        pairs.sort_by_cached_key(|(name, id, _)| (order.key(name), *id));
        pairs
    }

    fn pupils(&self, outlook: &Outlook, world: &World) -> Vec<Fact> {
        let y = &world.text.years;
        let people = |ids: &[PersonId]| sorted(ids.iter().map(|id| person(*id, self.from, world)).collect());
        let ninth: Vec<PersonId> = ninth(outlook, world, self.from);
        let mut facts = vec![
            Fact::told(PUPILS, y.pupils_up, outlook.promoted.len().to_string())
                .naming(vec![y.pupils_up_note.to_owned()]),
        ];
        if !ninth.is_empty() && self.choices.last_grade == LAST_GRADE {
            let value = if self.choices.ninth_goes_on { y.ninth_up } else { y.ninth_open };
            facts.push(Fact::choice(NINTH, y.ninth, counted(value, ninth.len())).naming(people(&ninth)));
        }
        let value = fill(y.last_grade_is, &[&self.choices.last_grade]);
        facts.push(
            Fact::choice(LAST, y.graduates, counted(&value, outlook.graduates.len()))
                .naming(people(&outlook.graduates)),
        );
        if !outlook.moved.is_empty() {
            facts.push(Fact::told(AWAY, y.moved, outlook.moved.len().to_string()).naming(people(&outlook.moved)));
        }
        if !outlook.without_class.is_empty() {
            let fact = Fact::told(UNCLASSED, y.without_class, outlook.without_class.len().to_string());
            facts.push(fact.naming(people(&outlook.without_class)).meant(Tone::Warning));
        }
        facts
    }

    fn pair_lines(&self, outlook: &Outlook, world: &World) -> Vec<Fact> {
        let y = &world.text.years;
        let pairs = Self::pairs(outlook, world);
        if pairs.is_empty() && outlook.proposals == 0 {
            return Vec::new();
        }
        let plan = self.choices.pairs.word(world.text);
        let same = pairs.iter().filter(|(_, id, _)| self.plan(*id) == self.choices.pairs).count();
        let mut facts = vec![Fact::choice(PAIRS, y.pairs, counted(plan, same)).naming(vec![y.pairs_note.to_owned()])];
        let waiting: Vec<String> = pairs.iter().filter_map(|(name, _, fate)| waits(name, fate, world)).collect();
        if !waiting.is_empty() {
            facts.push(
                Fact::told(WAITING_PAIRS, y.pairs_wait, waiting.len().to_string()).naming(waiting).meant(Tone::Warning),
            );
        }
        let forced = |(name, id, fate): &(String, PairId, PairFate)| match fate {
            PairFate::Closes(reason) if self.plan(*id) == PairPlan::GoOn => {
                Some(format!("{name}: {}", reason.said(&world.register, world.text)))
            }
            _ => None,
        };
        let forced: Vec<String> = pairs.iter().filter_map(forced).collect();
        if !forced.is_empty() {
            facts.push(Fact::told(FORCED, y.pairs_forced, forced.len().to_string()).naming(forced));
        }
        if outlook.proposals > 0 {
            let fact = Fact::told(PROPOSALS, y.proposals, outlook.proposals.to_string());
            facts.push(fact.naming(vec![y.proposals_note.to_owned()]));
        }
        facts
    }

    fn mentee_lines(&self, outlook: &Outlook, world: &World) -> Vec<Fact> {
        let (y, register) = (&world.text.years, &world.register);
        let name = |id: MenteeId| names::of_key(register, id.into(), world.text);
        let of = |wanted: &[MenteeFate]| -> Vec<MenteeId> {
            outlook.mentees.iter().filter(|(_, fate)| wanted.contains(fate)).map(|(id, _)| *id).collect()
        };
        let had_pair = |id: &MenteeId| register.active_pair_of(*id).is_some();
        let mut facts = Vec::new();
        let paired = of(&[MenteeFate::Paired]);
        if !paired.is_empty() {
            facts.push(Fact::told(IN_PAIRS, y.mentees_in_pairs, paired.len().to_string()));
        }
        let (parted, waiting): (Vec<MenteeId>, Vec<MenteeId>) =
            of(&[MenteeFate::Completes, MenteeFate::Waits]).into_iter().partition(had_pair);
        if !parted.is_empty() {
            let value = if self.choices.parted_go_on { y.parted_wait } else { y.parted_complete };
            let names = sorted(parted.iter().map(|id| name(*id)).collect());
            facts.push(Fact::choice(PARTED, y.mentees_parted, counted(value, parted.len())).naming(names));
        }
        let stays: Vec<MenteeId> =
            of(&[MenteeFate::Stays]).into_iter().filter(|id| !self.choices.waiting && !had_pair(id)).collect();
        let who = if self.choices.waiting { waiting } else { stays };
        if !who.is_empty() {
            let value = if self.choices.waiting { y.waiting_on } else { y.not_carried };
            let names = sorted(who.iter().map(|id| name(*id)).collect());
            facts.push(Fact::choice(WAITING, y.mentees_waiting, counted(value, who.len())).naming(names));
        }
        let behind = |(id, fate): &(MenteeId, MenteeFate)| {
            let left =
                !matches!(fate, MenteeFate::Paired | MenteeFate::Waits | MenteeFate::Completes | MenteeFate::Stays);
            left.then(|| format!("{} ({})", name(*id), fate.word(world.text)))
        };
        let left = sorted(outlook.mentees.iter().filter_map(behind).collect());
        if !left.is_empty() {
            facts.push(Fact::told(LEFT, y.mentees_left, left.len().to_string()).naming(left));
        }
        facts
    }

    fn mentor_lines(&self, outlook: &Outlook, world: &World) -> Vec<Fact> {
        let (y, register) = (&world.text.years, &world.register);
        let named = |wanted: fn(&MentorFate) -> bool, gone: bool| -> Vec<String> {
            let fits = |(id, fate): &&(MentorId, MentorFate)| wanted(fate) && graduates(outlook, *id, world) == gone;
            sorted(
                outlook
                    .mentors
                    .iter()
                    .filter(fits)
                    .map(|(id, _)| names::of_key(register, (*id).into(), world.text))
                    .collect(),
            )
        };
        let staying = named(|fate| *fate == MentorFate::Stays, false);
        let others = named(|fate| *fate == MentorFate::LeftOut, false);
        let mut facts = Vec::new();
        if !staying.is_empty() || !others.is_empty() {
            let (value, who) = if self.choices.mentors { (y.stay_in_base, staying) } else { (y.not_carried, others) };
            facts.push(
                Fact::choice(MENTORS, y.mentors, counted(value, who.len())).naming(vec![y.mentors_note.to_owned()]),
            );
        }
        let alumni = named(|fate| matches!(fate, MentorFate::Graduates | MentorFate::LeftOut), true);
        if !alumni.is_empty() {
            let value = if self.choices.alumni && self.choices.mentors { y.stay_in_base } else { y.not_carried };
            let names = std::iter::once(y.alumni_note.to_owned()).chain(alumni.clone()).collect();
            facts.push(Fact::choice(ALUMNI, y.alumni, counted(value, alumni.len())).naming(names));
        }
        let out = named(|fate| *fate == MentorFate::Out, false);
        if !out.is_empty() {
            facts.push(Fact::told(OUT, y.mentors_out, out.len().to_string()).naming(out));
        }
        facts
    }

    fn papers(&self, outlook: &Outlook, world: &World) -> Fact {
        let y = &world.text.years;
        let value = if self.choices.papers { y.carried } else { y.not_carried };
        let counts = [usize::from(outlook.passport), outlook.activities, outlook.targets];
        let note = fill(y.papers_note, &[&counts[0], &counts[1], &counts[2]]);
        Fact::choice(PAPERS, y.papers, value).naming(vec![note])
    }

    fn each_pair(&self, outlook: &Outlook, world: &World) -> Vec<Fact> {
        let pairs = Self::pairs(outlook, world);
        let head = (!pairs.is_empty()).then(|| Fact::told(EACH, world.text.years.each_pair, "").meant(Tone::Heading));
        let line = |(place, (name, id, fate)): (u32, &(String, PairId, PairFate))| {
            let fact = Fact::choice(FIRST_PAIR + place, name, self.plan(*id).word(world.text));
            match fate {
                PairFate::Waits(..) => fact.naming(waits(name, fate, world).into_iter().collect()).meant(Tone::Warning),
                PairFate::Closes(reason) => fact.naming(vec![reason.said(&world.register, world.text).to_owned()]),
                PairFate::GoesOn(_) | PairFate::Stays => fact,
            }
        };
        head.into_iter().chain((0..).zip(&pairs).map(line)).collect()
    }
}

/// Ninth-graders who stay at school.
fn ninth(outlook: &Outlook, world: &World, from: YearId) -> Vec<PersonId> {
    let was_ninth = |id: &PersonId| {
        let person = world.register.get::<crate::domain::Person>(*id);
        person.and_then(|person| person.class_in(from)).is_some_and(|class| class.grade == 9)
    };
    let promoted = outlook.promoted.iter().map(|(id, _)| *id);
    promoted.chain(outlook.undecided.iter().copied()).filter(was_ninth).collect()
}

fn graduates(outlook: &Outlook, mentor: MentorId, world: &World) -> bool {
    let person = world.register.get::<Mentor>(mentor).map(|mentor| mentor.person);
    person.is_some_and(|person| outlook.graduates.contains(&person))
}

/// «продолжаются · 120»
fn counted(words: &str, count: usize) -> String {
    format!("{words} · {count}")
}

fn person(id: PersonId, year: YearId, world: &World) -> String {
    names::entry(&world.register, id, year)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    let order = Order::new();
    names.sort_by_cached_key(|name| order.key(name));
    names
}

/// «Фёдоров – Щёголева: нет согласия на обработку данных (Фёдоров С.)», for a pair that goes on when a paper has come.
fn waits(name: &str, fate: &PairFate, world: &World) -> Option<String> {
    let PairFate::Waits(_, obstacle) = fate else { return None };
    let text = world.text;
    let (who, what) = match obstacle {
        Obstacle::Consent(who, kind) => (*who, fill(text.years.no_consent, &[&kind.word(text)])),
        Obstacle::Papers(who, missing) => {
            let missing: Vec<&str> = missing.iter().map(|what| what.word(text)).collect();
            (*who, missing.join(", "))
        }
    };
    let who = world.register.get::<crate::domain::Person>(who).map_or_else(String::new, |person| person.name.short());
    Some(format!("{name}: {what} ({who})"))
}

fn phrases(from: &str, to: &str, text: &Text) -> Phrases {
    let y = &text.years;
    Phrases {
        waits: fill(y.waits_since, &[&from]),
        goes_on: fill(y.goes_on_in, &[&to]),
        goes_on_since: fill(y.goes_on_since, &[&from]),
    }
}

impl Ahead for Rollover {
    fn title(&self, world: &World) -> String {
        let title = |year: Option<&std::sync::Arc<Year>>| year.map(|year| year.title()).unwrap_or_default();
        let from = title(world.register.get::<Year>(self.from));
        let outlook = self.outlook(world);
        let to = outlook.as_ref().map(|outlook| outlook.to.title()).unwrap_or_default();
        let known = outlook.is_some_and(|outlook| outlook.known.is_some());
        let y = &world.text.years;
        fill(if known { y.fill_title } else { y.begin_title }, &[&to, &from])
    }

    fn facts(&self, world: &World) -> Vec<Fact> {
        let Some(outlook) = self.outlook(world) else { return Vec::new() };
        let y = &world.text.years;
        let span = format!("{} – {}", dates::full(outlook.to.start), dates::full(outlook.to.end));
        let mut facts = vec![Fact::told(YEAR, y.year, span)];
        if outlook.known.is_none() && outlook.to.start > world.today() {
            let note = fill(y.opens_later, &[&dates::full(outlook.to.start)]);
            facts[0].names.push(note);
        }
        facts.extend(self.pupils(&outlook, world));
        facts.extend(self.pair_lines(&outlook, world));
        facts.extend(self.mentee_lines(&outlook, world));
        facts.extend(self.mentor_lines(&outlook, world));
        facts.push(self.papers(&outlook, world));
        facts.extend(self.each_pair(&outlook, world));
        facts
    }

    fn turn(&mut self, code: u32, forward: bool, world: &World) {
        let choices = &mut self.choices;
        match code {
            NINTH => choices.ninth_goes_on = !choices.ninth_goes_on,
            LAST => choices.last_grade = next(&Choices::LAST_GRADES, choices.last_grade, forward),
            PAIRS => choices.pairs = next(PairPlan::ALL, choices.pairs, forward),
            PARTED => choices.parted_go_on = !choices.parted_go_on,
            WAITING => choices.waiting = !choices.waiting,
            MENTORS => choices.mentors = !choices.mentors,
            ALUMNI => choices.alumni = !choices.alumni,
            PAPERS => choices.papers = !choices.papers,
            pair => {
                let Some(outlook) = self.outlook(world) else { return };
                let place = usize::try_from(pair.saturating_sub(FIRST_PAIR)).unwrap_or(usize::MAX);
                let Some((_, id, _)) = Self::pairs(&outlook, world).into_iter().nth(place) else { return };
                let plan = next(PairPlan::ALL, self.plan(id), forward);
                self.choices.own.insert(id, plan);
            }
        }
    }

    fn take(&self, world: &mut World) -> Result<Vec<Act>, String> {
        let Some(outlook) = self.outlook(world) else { return Err(world.text.messages.no_such_year.to_owned()) };
        if outlook.is_empty() {
            return Err(fill(world.text.years.nothing_to_carry, &[&outlook.to.title()]));
        }
        let from = world.register.get::<Year>(self.from).map(|year| year.title()).unwrap_or_default();
        let phrases = phrases(&from, &outlook.to.title(), world.text);
        world.ids.skip_past(world.register.highest_id());
        let mut ids = world.ids.clone();
        let batch = Batch::new("year.begin", changes(&world.register, &outlook, &mut ids, &phrases));
        if let Err(refusal) = world.register.check(&batch) {
            return Err(sentence::refusal(&refusal, &world.register, world.text));
        }
        world.ids = ids;
        let opened = batch.changes.first().and_then(|change| YearId::of(change.key));
        let to = outlook.known.or(opened).unwrap_or(self.from);
        Ok(vec![Act::Save(batch), Act::Year(to)])
    }
}

/// The one behind or before `now`, round and round.
fn next<T: Copy + PartialEq>(all: &[T], now: T, forward: bool) -> T {
    let at = all.iter().position(|one| *one == now).unwrap_or(0);
    let step = if forward { 1 } else { all.len() - 1 };
    all[(at + step) % all.len()]
}
