//! Making somebody unknown whose consent to keep their data was taken back: asked, shown before it is done, done in one
//! step (152-ФЗ ст. 21; model §9).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{pairs, programme};
use crate::domain::{
    Anonymised, Batch, Blanks, ConsentKind, ERASE_WITHIN, Gate, Key, Kind, Pair, PairId, Person, PersonId, anonymise,
    still_in,
};
use crate::fields::{Worded, dates, names, sentence};
use crate::kit::{Act, Ahead, Dialog, Fact, Form, Keys, Preview, Tone, World, verb};
use crate::text::fill;

/// What can be done about the data of whoever is behind an entry: make them unknown, or say why they are kept.
pub fn offer(entry: Key, world: &World) -> Vec<Act> {
    let y = &world.text.years;
    let Some(id) = names::person_of(&world.register, entry) else { return Vec::new() };
    let Some(person) = world.register.get::<Person>(id) else { return Vec::new() };
    if person.is_anonymous() {
        return vec![Act::Refuse(y.erase_done.to_owned())];
    }
    let mut said = vec![match withdrawn(person) {
        Some(on) => fill(y.erase_ask, &[&dates::full(on.checked_add_days(Days::new(ERASE_WITHIN)).unwrap_or(on))]),
        None => y.erase_none.to_owned(),
    }];
    // Nobody unknown is in a pair: that ends first.
    let pair = still_in(&world.register, id);
    let first = match pair {
        Some(pair) => {
            said.push(fill(y.erase_pair, &[&names::of_key(&world.register, pair.into(), world.text)]));
            (y.erase_end, ending(pair, entry, world).map(|form| Act::Form(Box::new(form))).into_iter().collect())
        }
        None => (y.erase_look, vec![Act::Preview(Box::new(Preview::new(Step { person: id }, world)))]),
    };
    let kept = world.register.passed(Gate::DataKept, id.into());
    said.extend(kept.map(|(_, waiver)| fill(y.erase_kept, &[&waiver.reason])));
    let why = programme::waiver(Gate::DataKept, id.into(), world).map(|form| Act::Form(Box::new(form)));
    let mut dialog =
        Dialog::new(fill(y.erase_title, &[&person.name.full()]), said).answer(verb::DIGITS[0], first.0, first.1);
    if withdrawn(person).is_some() {
        dialog = dialog.answer(verb::DIGITS[1], y.erase_why, why.into_iter().collect());
    }
    vec![Act::Ask(Box::new(dialog.answer(Keys::same(&["esc"]), y.erase_no, Vec::new())))]
}

/// The form that ends the pair of somebody, or lets them go from their group.
fn ending(pair: PairId, entry: Key, world: &World) -> Option<Form> {
    let is_one_of_many =
        world.register.get::<Pair>(pair).is_some_and(|pair| pair.is_group() && Key::from(pair.mentor) != entry);
    if is_one_of_many { pairs::leave(pair, world) } else { pairs::close(pair, world) }
}

fn withdrawn(person: &Person) -> Option<NaiveDate> {
    person.consent(ConsentKind::Data).and_then(|sheet| sheet.withdrawn_on)
}

#[derive(Debug)]
struct Step {
    person: PersonId,
}

impl Step {
    fn found(&self, world: &World) -> Anonymised {
        let blanks = Blanks { name: world.text.years.erase_name, erased: world.text.years.erase_word };
        anonymise(&world.register, self.person, blanks, world.today()).unwrap_or_default()
    }

    /// Whose texts are erased, by kind: «Встреча: 6».
    fn kinds(found: &Anonymised, world: &World) -> Vec<String> {
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        let own = found.changes.iter().filter(|it| it.key.kind != Kind::Person && !found.named.contains(&it.key));
        own.for_each(|change| *counts.entry(change.key.kind).or_default() += 1);
        counts.into_iter().map(|(kind, count)| format!("{}: {count}", kind.word(world.text))).collect()
    }
}

impl Ahead for Step {
    fn title(&self, world: &World) -> String {
        let name = world.register.get::<Person>(self.person).map(|person| person.name.full()).unwrap_or_default();
        fill(world.text.years.erase_title, &[&name])
    }

    fn facts(&self, world: &World) -> Vec<Fact> {
        let (y, found) = (&world.text.years, self.found(world));
        let renamed = found.changes.iter().find(|change| change.key == self.person.into());
        let name = renamed.and_then(|change| match &change.after {
            Some(crate::domain::Record::Person(person)) => Some(person.name.full()),
            _ => None,
        });
        let named =
            |key: &Key| format!("{}: {}", key.kind.word(world.text), names::of_key(&world.register, *key, world.text));
        let kinds = Self::kinds(&found, world);
        vec![
            Fact::told(0, y.erase_becomes, name.unwrap_or_default()),
            Fact::told(1, y.erase_person, "").naming(vec![y.erase_facts.to_owned()]),
            Fact::told(2, y.erase_texts, (found.changes.len() - found.named.len()).to_string()).naming(kinds),
            Fact::told(3, y.erase_named, found.named.len().to_string()).naming(found.named.iter().map(named).collect()),
            Fact::told(4, y.erase_stays, "").naming(vec![y.erase_figures.to_owned()]),
            Fact::told(5, y.erase_journal, "").naming(vec![y.erase_journal_why.to_owned()]).meant(Tone::Warning),
        ]
    }

    fn turn(&mut self, _code: u32, _forward: bool, _world: &World) {}

    fn take(&self, world: &mut World) -> Result<Vec<Act>, String> {
        if let Some(pair) = still_in(&world.register, self.person) {
            let pair = names::of_key(&world.register, pair.into(), world.text);
            return Err(fill(world.text.years.erase_pair, &[&pair]));
        }
        let batch = Batch::new("person.erase", self.found(world).changes);
        if let Err(refusal) = world.register.check(&batch) {
            return Err(sentence::refusal(&refusal, &world.register, world.text));
        }
        // Enter is pressed without reading: what erases takes an answer of its own.
        let y = &world.text.years;
        let dialog = Dialog::new(self.title(world), vec![y.erase_sure.to_owned()])
            .answer(Keys::each(&["д"], &["y"]), y.erase_yes, vec![Act::Save(batch)])
            .answer(Keys::each(&["н", "esc"], &["n", "esc"]), y.join_strangers_no, Vec::new());
        Ok(vec![Act::Ask(Box::new(dialog))])
    }
}
