//! Two on file who are one person: found by themselves or pointed at, shown side by side, joined in one step.

use std::sync::Arc;

use super::people::everybody;
use crate::domain::joining::{Choices, Fact, Joined, are_strangers, join};
use crate::domain::{Batch, Birth, Key, Kind, Person, PersonId, Year};
use crate::exchange::{Likeness, twins};
use crate::fields::{Worded, dates, fold, names, sentence};
use crate::kit::{Act, Ahead, Dialog, Fact as Line, Item, Keys, PickFor, Picker, Preview, Tone, World};
use crate::text::{Text, fill};

/// Joins the two that are marked; otherwise asks with whom whoever is under the cursor is one.
pub fn start(chosen: &[Key], world: &World) -> Vec<Act> {
    let people: Vec<PersonId> = chosen.iter().filter_map(|key| names::person_of(&world.register, *key)).collect();
    match people.as_slice() {
        [one, other] if one != other => show(*one, *other, world),
        [one] => ask(*one, world),
        _ => vec![Act::Refuse(world.text.years.join_two.to_owned())],
    }
}

/// Everybody who seems to be on file twice, surest first.
pub fn found(world: &World) -> Vec<Act> {
    let found = twins(&world.register, world.year);
    if found.is_empty() {
        return vec![Act::Say(world.text.years.join_none.to_owned())];
    }
    // A picker knows one record a line: the one who goes; the one who stays is found from there again.
    let item = |(stays, goes, likeness): (PersonId, PersonId, Likeness)| {
        let label = names::entry(&world.register, goes, world.year);
        let detail = format!("{} · {}", about(stays, world), sure(likeness, world.text));
        Item { key: goes.into(), hay: fold(&format!("{label} {detail}")), label, detail }
    };
    let items = found.into_iter().map(item).collect();
    let then = PickFor::Start(|keys, world| {
        let goes = keys.first().copied().and_then(PersonId::of);
        let two = goes.and_then(|goes| twins(&world.register, world.year).into_iter().find(|(_, it, _)| *it == goes));
        two.map_or_else(Vec::new, |(stays, goes, _)| show(stays, goes, world))
    });
    vec![Act::Pick(Box::new(Picker::new(world.text.years.join_found, items, then, false)))]
}

/// How sure it is.
fn sure(likeness: Likeness, text: &Text) -> &'static str {
    let y = &text.years;
    match likeness {
        Likeness::Same => y.alike_same,
        Likeness::Possible => y.alike_possible,
        Likeness::Doubtful | Likeness::SharedEmail => y.alike_doubtful,
    }
}

/// The others, those first who may be the same.
fn ask(one: PersonId, world: &World) -> Vec<Act> {
    let Some(person) = world.register.get::<Person>(one) else { return Vec::new() };
    let like = |key: Key| {
        let other = PersonId::of(key).and_then(|id| world.register.get::<Person>(id))?;
        crate::exchange::likeness(person, other, world.year)
    };
    let mut items: Vec<Item> = everybody(&world.ctx()).into_iter().filter(|item| item.key != one.into()).collect();
    for item in &mut items {
        if let Some(likeness) = like(item.key) {
            item.detail = format!("{} · {}", item.detail, sure(likeness, world.text));
        }
    }
    items.sort_by_cached_key(|item| std::cmp::Reverse(like(item.key)));
    let title = fill(world.text.years.join_with, &[&person.name.full()]);
    let then = PickFor::With(one.into(), |keys, world| start(keys, world));
    vec![Act::Pick(Box::new(Picker::new(title, items, then, false)))]
}

/// The step, shown before it is taken. Whoever has more on file stays.
fn show(one: PersonId, other: PersonId, world: &World) -> Vec<Act> {
    let (stays, goes) = if weight(other, world) > weight(one, world) { (other, one) } else { (one, other) };
    let (Some(a), Some(b)) = (world.register.get::<Person>(stays), world.register.get::<Person>(goes)) else {
        return Vec::new();
    };
    let choices = Choices::usual(a, b);
    vec![Act::Preview(Box::new(Preview::new(Step { stays, goes, choices }, world)))]
}

fn weight(person: PersonId, world: &World) -> usize {
    Kind::ALL.iter().map(|&kind| world.register.referring(person.into(), kind).count()).sum()
}

/// «7Б · 2013 г. · +7 …», what tells somebody from a namesake.
fn about(id: PersonId, world: &World) -> String {
    let Some(person) = world.register.get::<Person>(id) else { return String::new() };
    let mut words: Vec<String> = person.class_in(world.year).map(ToString::to_string).into_iter().collect();
    words.extend(person.birth.year().map(|year| fill(world.text.panes.born, &[&year])));
    words.extend((!person.phone.is_empty()).then(|| person.phone.to_string()));
    words.extend((!person.organisation.is_empty()).then(|| person.organisation.to_string()));
    words.join(" · ")
}

/// The step as it is decided so far.
#[derive(Debug)]
struct Step {
    stays: PersonId,
    goes: PersonId,
    choices: Choices,
}

const STAYS: u32 = 0;
const FACTS: u32 = 1;
const STRANGERS: u32 = 49;
const MOVED: u32 = 50;
const TOGETHER: u32 = 60;
const TWICE: u32 = 100;

impl Step {
    fn people<'a>(&self, world: &'a World) -> Option<(&'a Arc<Person>, &'a Arc<Person>)> {
        Some((world.register.get::<Person>(self.stays)?, world.register.get::<Person>(self.goes)?))
    }

    fn joined(&self, world: &World) -> Option<Joined> {
        join(&world.register, self.stays, self.goes, &self.choices)
    }

    fn facts_of(&self, stays: &Person, goes: &Person, world: &World) -> Vec<Line> {
        let line = |(place, &fact): (u32, &Fact)| {
            if !fact.differs(stays, goes) {
                return None;
            }
            let label = label(fact, world.text);
            if fact == Fact::Health && !world.reveal {
                return Some(Line::told(FACTS + place, label, world.text.common.hidden_hint));
            }
            let [own, theirs] = [stays, goes].map(|person| value(fact, person, world));
            let taken = self.choices.taken.contains(&fact);
            let (shown, other) = if taken { (theirs, own) } else { (own, theirs) };
            let other = fill(world.text.years.join_other, &[&other]);
            Some(Line::choice(FACTS + place, label, shown).naming(vec![other]))
        };
        (0..).zip(Fact::ALL).filter_map(line).collect()
    }

    fn twice(&self, joined: &Joined, world: &World) -> Vec<Line> {
        let y = &world.text.years;
        let line = |(place, (own, theirs)): (u32, &(Key, Key))| {
            let value = if self.choices.preferred.contains(theirs) { y.join_of_other } else { y.join_own };
            let label = names::of_key(&world.register, *own, world.text);
            Line::choice(TWICE + place, label, value).naming(vec![y.join_twice_note.to_owned()]).meant(Tone::Warning)
        };
        (0..).zip(&joined.twice).map(line).collect()
    }
}

fn label(fact: Fact, text: &Text) -> &'static str {
    let f = &text.fields;
    match fact {
        Fact::Name => f.name,
        Fact::Kind => f.kind,
        Fact::Birth => f.birth,
        Fact::Class => f.class,
        Fact::Phone => f.phone,
        Fact::Email => f.email,
        Fact::Guardian => f.guardian,
        Fact::Organisation => f.organisation,
        Fact::Position => f.position,
        Fact::Health => f.health,
    }
}

fn value(fact: Fact, person: &Person, world: &World) -> String {
    let words = match fact {
        Fact::Name => person.name.full(),
        Fact::Kind => person.kind.word(world.text).to_owned(),
        Fact::Birth => match person.birth {
            Birth::Unknown => String::new(),
            Birth::Year(year) => year.to_string(),
            Birth::Date(day) => dates::full(day),
        },
        Fact::Class => classes(person, world),
        Fact::Phone => person.phone.to_string(),
        Fact::Email => person.email.to_string(),
        Fact::Guardian => person.guardian.to_string(),
        Fact::Organisation => person.organisation.to_string(),
        Fact::Position => person.position.to_string(),
        Fact::Health => person.health.word(world.text).to_owned(),
    };
    if words.is_empty() { world.text.common.none.to_owned() } else { words }
}

/// «7Б», or with the years where there are several.
fn classes(person: &Person, world: &World) -> String {
    if let [(_, class)] = person.classes.as_slice() {
        return class.to_string();
    }
    let title = |id| world.register.get::<Year>(id).map(|year| year.title()).unwrap_or_default();
    let all = person.classes.iter().map(|(year, class)| format!("{class} ({})", title(*year)));
    all.collect::<Vec<_>>().join(", ")
}

impl Ahead for Step {
    fn title(&self, world: &World) -> String {
        let name = self.people(world).map(|(stays, _)| stays.name.full()).unwrap_or_default();
        fill(world.text.years.join_title, &[&name])
    }

    fn facts(&self, world: &World) -> Vec<Line> {
        let (Some((stays, goes)), Some(joined)) = (self.people(world), self.joined(world)) else { return Vec::new() };
        let (y, register) = (&world.text.years, &world.register);
        let who = |id| {
            let name = register.get::<Person>(id).map_or_else(String::new, |person| person.name.full());
            let about = about(id, world);
            if about.is_empty() { name } else { format!("{name} · {about}") }
        };
        let mut lines = vec![
            Line::choice(STAYS, y.join_stays, who(self.stays)).naming(vec![fill(y.join_goes, &[&who(self.goes)])]),
        ];
        if are_strangers(stays, goes, world.year) {
            lines.push(Line::told(STRANGERS, y.join_strangers, y.join_strangers_why).meant(Tone::Warning));
        }
        lines.extend(self.facts_of(stays, goes, world));
        let named = |keys: &mut dyn Iterator<Item = Key>| -> Vec<String> {
            keys.map(|key| format!("{}: {}", key.kind.word(world.text), names::of_key(register, key, world.text)))
                .collect()
        };
        if !joined.moved.is_empty() {
            let names = named(&mut joined.moved.iter().copied());
            lines.push(Line::told(MOVED, y.join_moved, joined.moved.len().to_string()).naming(names));
        }
        if !joined.together.is_empty() {
            let names = named(&mut joined.together.iter().map(|(own, _)| *own));
            lines.push(Line::told(TOGETHER, y.join_together, joined.together.len().to_string()).naming(names));
        }
        lines.extend(self.twice(&joined, world));
        lines
    }

    fn turn(&mut self, code: u32, _forward: bool, world: &World) {
        if code == STAYS {
            std::mem::swap(&mut self.stays, &mut self.goes);
            if let Some((stays, goes)) = self.people(world) {
                self.choices = Choices::usual(stays, goes);
            }
            return;
        }
        if code >= TWICE {
            let place = usize::try_from(code - TWICE).unwrap_or(usize::MAX);
            let theirs = self.joined(world).and_then(|joined| joined.twice.get(place).map(|(_, theirs)| *theirs));
            if let Some(theirs) = theirs
                && !self.choices.preferred.remove(&theirs)
            {
                self.choices.preferred.insert(theirs);
            }
            return;
        }
        let place = usize::try_from(code.saturating_sub(FACTS)).unwrap_or(usize::MAX);
        if let Some(&fact) = Fact::ALL.get(place)
            && !self.choices.taken.remove(&fact)
        {
            self.choices.taken.insert(fact);
        }
    }

    fn take(&self, world: &mut World) -> Result<Vec<Act>, String> {
        let Some(joined) = self.joined(world) else { return Err(world.text.messages.not_now.to_owned()) };
        let batch = Batch::new("person.join", joined.changes);
        if let Err(refusal) = world.register.check(&batch) {
            let why = sentence::refusal(&refusal, &world.register, world.text);
            return Err(fill(world.text.years.join_refused, &[&why]));
        }
        let strangers = self.people(world).is_some_and(|(stays, goes)| are_strangers(stays, goes, world.year));
        if !strangers {
            return Ok(vec![Act::Save(batch)]);
        }
        // Enter is pressed without reading: two who have nothing in common take an answer of their own.
        let y = &world.text.years;
        let dialog = Dialog::new(y.join_strangers, vec![y.join_strangers_ask.to_owned()])
            .answer(Keys::each(&["д"], &["y"]), y.join_strangers_yes, vec![Act::Save(batch)])
            .answer(Keys::each(&["н", "esc"], &["n", "esc"]), y.join_strangers_no, Vec::new());
        Ok(vec![Act::Ask(Box::new(dialog))])
    }
}
