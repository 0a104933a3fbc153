//! The page of recognition: who was honoured, with what, by which order; whom the figures suggest; letters and
//! certificates.

use std::sync::Arc;

use super::{award_form, printed};
use crate::analysis::recognition::{Merit, Ranking, Side, candidates, completed, of_nomination};
use crate::domain::{
    Award, AwardId, AwardKind, Batch, Change, Deed, Key, Kind, Person, PersonId, Refusal, Register, Secret,
    not_for_public, people_of,
};
use crate::fields::{AWARD, AwardRow, Field, Worded, dates, fold, names, sentence};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Dialog, Form, Item, PaneId, PickFor, Picker, Tone, World, always, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::report::Card;
use crate::panes::{FullCard, people};
use crate::text::fill;

/// What is particular to this base: nothing beyond its records.
#[derive(Debug, Default)]
pub struct Awards;

impl Base for Awards {
    type Row = AwardRow;
    const PANE: PaneId = PaneId::Programme;
    const BEGINNING: &'static [&'static str] = &["award.new", "award.certificates", "award.candidates"];

    fn fields() -> &'static [Field<AwardRow>] {
        AWARD
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.awards(world.year).map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<AwardRow> {
        AwardRow::load(register, AwardId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        let Some(row) = Self::load(&world.register, key) else { return Vec::new() };
        if room.roomy { whole(&row, world, room.width) } else { brief(&row.award, world, room.width) }
    }

    /// The text as it is printed, then the record.
    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        let Some(row) = Self::load(&world.register, key) else { return };
        card.heading(world.text.deeds.award_text);
        for line in printed::lines(&row.award, world) {
            match line.as_str() {
                "" => card.line(Line::default()),
                words => card.say(words, Tone::Plain, 2),
            }
        }
        card.heading(world.text.panes.card_record);
        card.facts(AWARD, &row, &["kind_now", "who"]);
        if let Some((words, tone)) = feature(&row.award, world) {
            card.say(&words, tone, 0);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn nothing(&self, world: &World) -> &'static str {
        world.text.deeds.no_awards
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let d = &world.text.deeds;
        let all = || world.register.awards(world.year).map(|(_, award)| award);
        let given = all().filter(|award| award.given_on.is_some()).count();
        let open = all().filter(|award| award.order_no.is_empty()).count();
        let order = (open > 0).then(|| fill(d.award_total_order, &[&open]));
        std::iter::once(fill(d.award_total_given, &[&given])).chain(order).collect()
    }
}

/// Whom «Наши наставники» names, and whether they may be named; nothing of other kinds.
fn feature(award: &Award, world: &World) -> Option<(String, Tone)> {
    if award.kind != AwardKind::Feature {
        return None;
    }
    let (d, register) = (&world.text.deeds, &world.register);
    let pair = award.pair.map_or_else(Vec::new, |pair| people_of(register, pair));
    let named: Vec<PersonId> = std::iter::once(award.person).chain(pair).collect();
    let name = |id| register.get::<Person>(id).map_or_else(String::new, |person| person.name.full());
    Some(match (not_for_public(register, &named, world.today()), award.given_on) {
        (Some(id), Some(_)) => (fill(d.award_feature_down, &[&name(id)]), Tone::Danger),
        (Some(id), None) => (fill(d.award_feature_may_not, &[&name(id)]), Tone::Warning),
        (None, _) => (d.award_feature_may.to_owned(), Tone::Plain),
    })
}

/// «приказ № 7-о от 20.05.2027», or that there is none.
fn order(award: &Award, world: &World) -> String {
    let d = &world.text.deeds;
    match award.order_on.filter(|_| !award.order_no.is_empty()) {
        Some(on) => fill(d.award_order_line, &[&award.order_no, &dates::full(on)]),
        None => d.award_no_order.to_owned(),
    }
}

fn given(award: &Award, world: &World) -> String {
    let d = &world.text.deeds;
    award.given_on.map_or_else(|| d.award_not_given.to_owned(), |on| fill(d.award_given_line, &[&dates::full(on)]))
}

fn brief(award: &Award, world: &World, width: usize) -> Vec<Line> {
    let line = |words: &str, tone| people::one_line(&words.replace('\n', " "), tone, world, width);
    let said = if printed::is_letter(award.kind) { &award.addressee } else { &award.nomination };
    let mut lines = vec![line(said, Tone::Plain), line(&order(award, world), Tone::Muted)];
    let (words, tone) = feature(award, world).unwrap_or_else(|| (award.basis.to_string(), Tone::Plain));
    lines.extend(people::two_lines(&words.replace('\n', " "), tone, world, width, width * 2));
    lines
}

fn whole(row: &AwardRow, world: &World, width: usize) -> Vec<Line> {
    let award = &row.award;
    let mut card = Card::new(world, width);
    card.say(&names::of_key(&world.register, award.person.into(), world.text), Tone::Heading);
    card.say(award.kind.word(world.text), Tone::Plain);
    card.say(&award.nomination, Tone::Accent);
    if let Some((words, tone)) = feature(award, world) {
        card.say(&words, tone);
    }
    card.say(&format!("{} · {}", order(award, world), given(award, world)), Tone::Muted);
    card.part(world.text.deeds.award_text);
    for line in printed::lines(award, world) {
        match line.as_str() {
            "" => card.add(vec![Line::default()]),
            words => card.say(words, Tone::Plain),
        }
    }
    let mut lines = card.done();
    lines.extend(row.id.and_then(|id| people::changed_line(id.into(), world)));
    lines
}

/// The figures behind a candidate in words.
pub fn figures(merit: &Merit, world: &World) -> String {
    let d = &world.text.deeds;
    let mut parts: Vec<String> = Vec::new();
    match merit.pair {
        Some(_) if merit.reached > 0 => parts.push(d.figure_pair_reached.to_owned()),
        Some(_) if merit.finished > 0 => parts.push(d.figure_pair_finished.to_owned()),
        Some(_) => parts.push(d.figure_pair_works.to_owned()),
        None => {
            parts.push(fill(d.figure_mentees, &[&merit.led]));
            parts.push(fill(d.figure_reached, &[&merit.reached, &merit.pairs]));
        }
    }
    if merit.goals > 0 {
        parts.push(fill(d.figure_goals, &[&merit.goals_reached, &merit.goals]));
    }
    parts.push(fill(d.figure_meetings, &[&merit.meetings]));
    parts.push(fill(d.figure_hours, &[&(merit.minutes / 60)]));
    let more = [(d.figure_projects, merit.projects), (d.figure_high, merit.high_rated)];
    parts.extend(more.into_iter().filter(|(_, count)| *count > 0).map(|(words, count)| fill(words, &[&count])));
    parts.extend(merit.satisfied.then(|| d.figure_satisfied.to_owned()));
    parts.join(", ")
}

/// A mentor, or a pair by both names.
fn candidate_name(merit: &Merit, world: &World) -> String {
    let key = merit.pair.map_or_else(|| merit.mentor.into(), Key::from);
    names::of_key(&world.register, key, world.text)
}

fn order_word(by: Ranking, world: &World) -> &'static str {
    let d = &world.text.deeds;
    match by {
        Ranking::Result => d.order_result,
        Ranking::Meetings => d.order_meetings,
        Ranking::Projects => d.order_projects,
    }
}

/// What somebody has of this nomination already.
fn awarded(person: PersonId, nomination: &str, world: &World) -> bool {
    let same = |award: &Award| award.person == person && award.nomination.as_str() == nomination;
    world.register.awards(world.year).any(|(_, award)| same(award))
}

/// How many candidates of a nomination the list of all of them shows.
const SHOWN: u32 = 10;

/// The candidates of every nomination, with the figures behind them; whoever is chosen gets the form of that award.
fn all_candidates(world: &World) -> Vec<Act> {
    let d = &world.text.deeds;
    // Candidates are ranked by goals reached and by who is satisfied.
    if !world.sees(Secret::Answers) {
        return vec![Act::Refuse(world.text.years.denied_reveal.to_owned())];
    }
    let mut items = Vec::new();
    for (list, nomination) in (0..).zip(&world.register.lists().nominations) {
        let (side, by) = of_nomination(nomination);
        if side == Side::Everybody {
            continue;
        }
        let found = candidates(&world.register, world.year, world.today(), side, by);
        for (place, merit) in (0..SHOWN).zip(&found) {
            let has = if awarded(merit.person, nomination, world) { world.theme.marks().tick } else { "" };
            let label = format!("{nomination} · {}. {} {has}", place + 1, candidate_name(merit, world));
            let detail = figures(merit, world);
            items.push(Item { key: candidate_key(list, place), hay: fold(&label), label, detail });
        }
    }
    if items.is_empty() {
        return vec![Act::Refuse(d.candidates_none.to_owned())];
    }
    let then = PickFor::Start(|keys, world| keys.first().map(|key| honour(*key, world)).unwrap_or_default());
    vec![Act::Pick(Box::new(Picker::new(d.page_candidates, items, then, false)))]
}

/// Candidates are no records, and one may be of several nominations: the places of both are all they have.
fn candidate_key(list: u32, place: u32) -> Key {
    Key { kind: Kind::Lists, id: list * SHOWN + place }
}

/// The form of the award of a candidate, for whoever may give one.
fn honour(of: Key, world: &mut World) -> Vec<Act> {
    if let Some(why) = world.closed_to(Deed::Anything) {
        return vec![Act::Refuse(why)];
    }
    let list = Key { kind: Kind::Lists, id: of.id / SHOWN };
    let (side, by) = of_nomination(&nomination(list, world));
    let found = candidates(&world.register, world.year, world.today(), side, by);
    let merit = usize::try_from(of.id % SHOWN).ok().and_then(|place| found.get(place));
    let key = merit.map(|merit| merit.pair.map_or_else(|| merit.mentor.into(), Key::from));
    key.map(|key| award_to(&[list, key], world)).unwrap_or_default()
}

/// Nominations are no records, their place in the list is all they have; the one past the last is none of them.
fn nomination(key: Key, world: &World) -> String {
    let place = usize::try_from(key.id).unwrap_or(usize::MAX);
    world.register.lists().nominations.get(place).map_or_else(String::new, ToString::to_string)
}

/// Asks for which nomination, then for whom of its candidates.
fn pick_nomination(world: &World) -> Vec<Act> {
    let d = &world.text.deeds;
    let all = world.register.lists().nominations.iter().map(ToString::to_string);
    let item = |(place, label): (usize, String)| {
        let (side, by) = of_nomination(&label);
        let known = side != Side::Everybody && place < world.register.lists().nominations.len();
        let detail = if known { fill(d.candidates_head, &[&order_word(by, world)]) } else { String::new() };
        let key = Key { kind: Kind::Lists, id: u32::try_from(place).unwrap_or(u32::MAX) };
        Item { key, hay: fold(&label), label, detail }
    };
    let items = all.chain([d.award_other.to_owned()]).enumerate().map(item).collect();
    let then = PickFor::Start(|keys, world| keys.first().map(|key| pick_candidate(*key, world)).unwrap_or_default());
    vec![Act::Pick(Box::new(Picker::new(d.award_pick, items, then, false)))]
}

fn pick_candidate(of: Key, world: &World) -> Vec<Act> {
    let nomination = nomination(of, world);
    let (side, by) = of_nomination(&nomination);
    if nomination.is_empty() {
        let items = people::everybody(&world.ctx());
        let picker = Picker::new(world.text.deeds.award_person, items, PickFor::With(of, award_to), false);
        return vec![Act::Pick(Box::new(picker))];
    }
    if side == Side::Everybody {
        return shown(award_form::certificates(world));
    }
    let found = candidates(&world.register, world.year, world.today(), side, by);
    if found.is_empty() {
        return vec![Act::Refuse(world.text.deeds.candidates_none.to_owned())];
    }
    let item = |(place, merit): (usize, &Merit)| {
        let key = merit.pair.map_or_else(|| merit.mentor.into(), Key::from);
        let has = if awarded(merit.person, &nomination, world) { world.theme.marks().tick } else { "" };
        let label = format!("{}. {} {has}", place + 1, candidate_name(merit, world));
        let hours = merit.minutes / 60;
        let detail = fill(world.text.deeds.brief_figures, &[&merit.meetings, &hours, &merit.reached, &merit.pairs]);
        Item { key, hay: fold(&candidate_name(merit, world)), label, detail }
    };
    let items = found.iter().enumerate().map(item).collect();
    vec![Act::Pick(Box::new(Picker::new(nomination, items, PickFor::With(of, award_to), false)))]
}

/// The form of an award of that nomination to a candidate, with the figures as its grounds.
fn award_to(keys: &[Key], world: &mut World) -> Vec<Act> {
    let &[of, key] = keys else { return Vec::new() };
    let nomination = nomination(of, world);
    if let Some(person) = PersonId::of(key) {
        return shown(award_form::blank(person, world));
    }
    let (side, by) = of_nomination(&nomination);
    let found = candidates(&world.register, world.year, world.today(), side, by);
    let merit = found.iter().find(|merit| merit.pair.map_or_else(|| merit.mentor.into(), Key::from) == key);
    shown(merit.and_then(|merit| award_form::nominated(&nomination, merit, &figures(merit, world), world)))
}

fn shown(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

type Pane = ListPane<Awards>;

fn selected(pane: &Pane, world: &World) -> Result<AwardId, String> {
    pane.list.current().and_then(AwardId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn current<'a>(pane: &Pane, world: &'a World) -> Option<&'a Arc<Award>> {
    selected(pane, world).ok().and_then(|id| world.register.get::<Award>(id))
}

fn can_write_letters(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    let award = current(pane, world).filter(|award| !printed::is_letter(award.kind));
    let Some(award) = award else { return Err(world.text.deeds.award_letter_of.to_owned()) };
    let person = world.register.get::<Person>(award.person);
    let any = person.is_some_and(|person| !printed::letters(person).is_empty());
    if any { Ok(()) } else { Err(world.text.deeds.letter_nobody.to_owned()) }
}

/// The letters about who was honoured: one is opened at once, of two the curator chooses.
fn letters(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Some(award) = current(pane, world).map(Arc::clone) else { return Vec::new() };
    let Some(person) = world.register.get::<Person>(award.person) else { return Vec::new() };
    let kinds = printed::letters(person);
    if let [one] = kinds.as_slice() {
        return shown(award_form::letter(*one, &award, world));
    }
    let title = fill(world.text.deeds.award_letters, &[&person.name.full()]);
    let mut dialog = Dialog::new(title, Vec::new());
    for (kind, keys) in kinds.into_iter().zip(verb::DIGITS) {
        dialog = dialog.answer(keys, kind.word(world.text), shown(award_form::letter(kind, &award, world)));
    }
    vec![Act::Ask(Box::new(dialog))]
}

/// Those marked, else the one under the cursor, that were not handed over yet.
fn to_give(pane: &Pane, world: &World) -> Vec<(AwardId, Arc<Award>)> {
    let chosen = pane.list.chosen().into_iter().filter_map(AwardId::of);
    let awards = chosen.filter_map(|id| world.register.get::<Award>(id).map(|award| (id, Arc::clone(award))));
    awards.filter(|(_, award)| award.given_on.is_none()).collect()
}

fn can_give(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    if to_give(pane, world).is_empty() { Err(world.text.deeds.award_is_given.to_owned()) } else { Ok(()) }
}

fn give(pane: &Pane, world: &mut World) -> Vec<Act> {
    let today = Some(world.today());
    let given = |(id, award): &(AwardId, Arc<Award>)| {
        Change::edit(*id, award, Award { given_on: today, ..Award::clone(award) })
    };
    let batch = Batch::new("award.given", to_give(pane, world).iter().map(given).collect());
    match world.register.check(&batch) {
        Err(refusal @ Refusal::NotForPublic { .. }) => {
            vec![Act::Refuse(sentence::refusal(&refusal, &world.register, world.text))]
        }
        _ => vec![Act::Save(batch)],
    }
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let (Ok(id), Some(award)) = (selected(pane, world), current(pane, world)) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    crate::panes::ask_removal("award.remove", &name, [Change::delete(id, award)], world)
}

fn some_completed(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    if !award_form::without_certificate(world).is_empty() {
        return Ok(());
    }
    let (mentees, mentors) = completed(&world.register, world.year);
    let (d, nobody) = (&world.text.deeds, mentees.is_empty() && mentors.is_empty());
    Err(if nobody { d.certificates_nobody } else { d.certificates_none }.to_owned())
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("award.open", verb::OPEN, open, open_help, 1, can_edit, |pane, world| {
        shown(selected(pane, world).ok().and_then(|id| award_form::edit(id, world)))
    }),
    row!("award.new", verb::NEW, new_award, new_award_help, 2, writable, |_, world| pick_nomination(world)),
    row!("award.candidates", verb::VIEW, candidates, candidates_help, 3, always, |_, world| all_candidates(world)),
    row!("award.given", verb::NEXT, award_given, award_given_help, 4, can_give, |pane, world| give(pane, world)),
    row!("award.letters", verb::MORE, letters, letters_help, 5, can_write_letters, letters),
    row!("award.certificates", verb::ACCEPT_ALL, certificates, certificates_help, 6, some_completed, |_, world| shown(
        award_form::certificates(world)
    )),
    row!("award.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];
