//! The page of practices: the cases of the pairs and what the school does well.

use std::sync::Arc;

use super::{practice_form, year_pairs};
use crate::domain::{
    Batch, Change, Key, Kind, PairId, Person, PersonId, Practice, PracticeId, Record, Register, TheSchool,
    not_for_public, people_of,
};
use crate::fields::{Field, PRACTICE, PracticeRow, dates, fold, names, sentence};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Form, Item, PaneId, PickFor, Picker, Tone, World, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::report::Card;
use crate::panes::{FullCard, people};
use crate::text::fill;

/// What is particular to this base: nothing beyond its records.
#[derive(Debug, Default)]
pub struct Practices;

impl Base for Practices {
    type Row = PracticeRow;
    const PANE: PaneId = PaneId::Programme;
    const BEGINNING: &'static [&'static str] = &["practice.new"];

    fn fields() -> &'static [Field<PracticeRow>] {
        PRACTICE
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        let seen = |practice: &Arc<Practice>| {
            let (access, record) = (world.access(), Record::Practice(Arc::clone(practice)));
            access.sees_record(&world.register, &record, world.today())
        };
        world.register.practices(world.year).filter(|(_, practice)| seen(practice)).map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<PracticeRow> {
        PracticeRow::load(register, PracticeId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        let Some(row) = Self::load(&world.register, key) else { return Vec::new() };
        if room.roomy { whole(&row, world, room.width) } else { brief(&row.practice, world, room.width) }
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        let Some(row) = Self::load(&world.register, key) else { return };
        card.facts(PRACTICE, &row, &[]);
        let (words, tone) = publication(&row.practice, world);
        card.say(&words, tone, 0);
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn nothing(&self, world: &World) -> &'static str {
        world.text.deeds.no_practices
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let out = world.register.practices(world.year).filter(|(_, practice)| practice.is_published()).count();
        vec![fill(world.text.deeds.practice_total_out, &[&out])]
    }
}

/// Who is named in a practice: the people of its pair.
pub fn named(practice: &Practice, register: &Register) -> Vec<PersonId> {
    practice.pair.map_or_else(Vec::new, |pair| people_of(register, pair))
}

fn name(id: PersonId, world: &World) -> String {
    world.register.get::<Person>(id).map_or_else(String::new, |person| person.name.full())
}

/// Whether a practice is out, may go out, or has to come off the site.
pub fn publication(practice: &Practice, world: &World) -> (String, Tone) {
    let (d, register) = (&world.text.deeds, &world.register);
    let people = named(practice, register);
    let lacking = not_for_public(register, &people, world.today());
    match (practice.published_on, lacking) {
        (Some(_), Some(id)) => (fill(d.practice_take_down, &[&name(id, world)]), Tone::Danger),
        (Some(on), None) => (fill(d.practice_out, &[&dates::full(on), &practice.link]), Tone::Good),
        (None, Some(id)) => (fill(d.practice_may_not, &[&name(id, world)]), Tone::Warning),
        (None, None) if people.is_empty() => (d.practice_nobody.to_owned(), Tone::Muted),
        (None, None) => (d.practice_may.to_owned(), Tone::Plain),
    }
}

/// «самооценка 38 из 50», or how many criteria were judged.
fn score(practice: &Practice, world: &World) -> String {
    let d = &world.text.deeds;
    match practice.score() {
        Some(score) => fill(d.practice_score_line, &[&score]),
        None => fill(d.practice_score_part, &[&practice.points.iter().flatten().count()]),
    }
}

fn brief(practice: &Practice, world: &World, width: usize) -> Vec<Line> {
    let line = |words: &str, tone| people::one_line(&words.replace('\n', " "), tone, world, width);
    let (words, tone) = publication(practice, world);
    let mut lines = vec![line(&score(practice, world), Tone::Muted)];
    lines.extend(people::two_lines(&practice.result.replace('\n', " "), Tone::Plain, world, width, width * 2));
    lines.push(line(&words, tone));
    lines
}

fn whole(row: &PracticeRow, world: &World, width: usize) -> Vec<Line> {
    let (practice, d) = (&row.practice, &world.text.deeds);
    let mut card = Card::new(world, width);
    card.say(&practice.title, Tone::Heading);
    let pair = practice.pair.map(|pair| names::of_key(&world.register, pair.into(), world.text));
    card.say(&pair.unwrap_or_else(|| d.practice_of_school.to_owned()), Tone::Muted);
    let (words, tone) = publication(practice, world);
    card.say(&words, tone);
    card.say(&score(practice, world), Tone::Muted);
    let parts = [
        (d.practice_request, &practice.request),
        (d.practice_work, &practice.work),
        (d.practice_result, &practice.result),
        (d.practice_mentee_words, &practice.mentee_words),
        (d.practice_mentor_words, &practice.mentor_words),
    ];
    for (title, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
        card.part(title);
        card.say(words, Tone::Plain);
    }
    let mut lines = card.done();
    lines.extend(row.id.and_then(|id| people::changed_line(id.into(), world)));
    lines
}

type Pane = ListPane<Practices>;

fn selected(pane: &Pane, world: &World) -> Result<PracticeId, String> {
    pane.list.current().and_then(PracticeId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn shown(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// Asks whose practice it is: a pair's, or the school's.
fn pick(world: &World) -> Vec<Act> {
    let d = &world.text.deeds;
    let school = Item {
        key: TheSchool.into(),
        label: d.practice_of_school.to_owned(),
        detail: String::new(),
        hay: fold(d.practice_of_school),
    };
    let items = std::iter::once(school).chain(year_pairs(world)).collect();
    let then = PickFor::Start(|keys, world| match keys.first() {
        Some(key) if key.kind == Kind::School => shown(practice_form::new(None, world)),
        Some(key) => PairId::of(*key).map(|pair| practice_form::for_pair(pair, world)).unwrap_or_default(),
        None => Vec::new(),
    });
    vec![Act::Pick(Box::new(Picker::new(d.practice_pick, items, then, false)))]
}

fn can_publish(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    let practice = selected(pane, world).ok().and_then(|id| world.register.get::<Practice>(id));
    let Some(practice) = practice.filter(|practice| !practice.is_published()) else {
        return Err(world.text.messages.not_now.to_owned());
    };
    match not_for_public(&world.register, &named(practice, &world.register), world.today()) {
        Some(person) => {
            let refusal = crate::domain::Refusal::NotForPublic { person };
            Err(sentence::refusal(&refusal, &world.register, world.text))
        }
        None => Ok(()),
    }
}

fn publish(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(before) = world.register.get::<Practice>(id).map(Arc::clone) else { return Vec::new() };
    let after = Practice { published_on: Some(world.today()), ..Practice::clone(&before) };
    vec![Act::Save(Batch::new("practice.publish", vec![Change::edit(id, &before, after)]))]
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(practice) = world.register.get::<Practice>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    crate::panes::ask_removal("practice.remove", &name, [Change::delete(id, practice)], world)
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("practice.open", verb::OPEN, open, open_help, 1, can_edit, |pane, world| {
        shown(selected(pane, world).ok().and_then(|id| practice_form::edit(id, world)))
    }),
    row!("practice.new", verb::NEW, new_practice, new_practice_help, 2, writable, |_, world| pick(world)),
    row!("practice.publish", verb::NEXT, publish, publish_help, 3, can_publish, publish),
    row!("practice.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];
