//! What the card says of a mentor.

use chrono::NaiveDate;

use super::{steps as way, waiver};
use crate::domain::status::Missing;
use crate::domain::{Mentor, MentorId, Person, Secret, Step, status, trained};
use crate::fields::{AIMS, APPLICATION, INTERVIEW, MENTOR, MentorRow, SelectionRow, Worded, dates, names};
use crate::kit::paint::{Line, width as cells_of, wrap};
use crate::kit::{Tone, World, first_key, verb};
use crate::panes::{FullCard, Room, full_card, people, today};
use crate::text::fill;

/// The card, most important first.
pub fn lines(id: MentorId, world: &World, room: Room) -> Vec<Line> {
    if room.roomy { whole(id, world, room.width) } else { brief(id, world, room.width) }
}

/// One line each, in places of their own. Papers are spoken of only where some are missing.
fn brief(id: MentorId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(mentor) = register.get::<Mentor>(id) else { return Vec::new() };
    let Some(person) = register.get::<Person>(mentor.person) else { return Vec::new() };
    let plain = world.theme.style(Tone::Plain);
    let (number, whose) = people::number(mentor.person, person, world);
    let one_line = |words: &str, tone: Tone| people::one_line(words, tone, world, width);
    let free = status::free_places(register, id).max(0);
    let sees = world.sees(Secret::Selection);
    let is_admitted = !sees || status::missing_for_admission(register, id, world.today()).is_empty();
    let mut lines = vec![
        Line::of(person.kind_in(world.year).word(world.text), plain),
        one_line(format!("{number} {whose}").trim(), Tone::Plain),
        Line::of(fill(world.text.panes.places_free, &[&free, &mentor.capacity]), plain),
    ];
    let missing = steps_missing(id, world);
    match people::withdrawn_line(person, world) {
        Some(withdrawn) => lines.extend([one_line(&mentor.competences, Tone::Plain), withdrawn]),
        None if is_admitted => {
            lines.extend([one_line(&mentor.competences, Tone::Plain), one_line(&led(id, world), Tone::Plain)]);
        }
        // Until the papers are in, which ones are missing matters more than what the mentor is good at.
        None if cells_of(&missing) > width => {
            lines.extend(people::two_lines(&missing, Tone::Warning, world, width, 2 * width));
        }
        None => lines.extend([one_line(&mentor.competences, Tone::Plain), one_line(&missing, Tone::Warning)]),
    }
    // Few have a reservation: the line costs nothing where there is none.
    let waived = if sees { waiver::passed(id, world) } else { Vec::new() };
    let gates: Vec<&str> = waived.iter().map(|(_, waiver)| waiver.gate.word(world.text)).collect();
    if !gates.is_empty() {
        lines.push(one_line(&fill(world.text.training.waived_brief, &[&gates.join(", ")]), Tone::Warning));
    }
    lines
}

/// The mentees whom a mentor leads now.
fn led(id: MentorId, world: &World) -> String {
    let register = &world.register;
    let active = register.pairs_of_mentor(id).into_iter().rev().filter(|(_, pair)| pair.state.is_active());
    let names: Vec<String> =
        active.flat_map(|(_, pair)| pair.mentees.iter().map(|&id| names::mentee_short(register, id))).collect();
    names.join(", ")
}

fn place(person: &Person, world: &World) -> String {
    let place = [person.organisation.as_str(), person.position.as_str()];
    let kind = std::iter::once(person.kind_in(world.year).word(world.text));
    kind.chain(place).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn whole(id: MentorId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(mentor) = register.get::<Mentor>(id) else { return Vec::new() };
    let Some(person) = register.get::<Person>(mentor.person) else { return Vec::new() };
    let plain = world.theme.style(Tone::Plain);
    let mut lines = Vec::new();
    lines.extend(wrap(&place(person, world), width).into_iter().map(|line| Line::of(line, plain)));
    lines.extend(people::contact_lines(mentor.person, person, world));
    lines.push(people::consent_line(person, people::OF_MENTOR, world));
    lines.extend(people::withdrawn_line(person, world));
    if world.sees(Secret::Selection) {
        lines.extend(steps(id, mentor, world, width));
        lines.extend(sheet(id, world, width));
        lines.extend(checks(mentor, world));
        let tone = world.theme.style(missing_tone(id, world));
        lines.extend(wrap(&standing(id, world), width).into_iter().map(|line| Line::of(line, tone)));
        lines.extend(ways(id, world, width));
    }
    let free = status::free_places(register, id).max(0);
    lines.push(Line::of(fill(world.text.panes.places_free, &[&free, &mentor.capacity]), plain));
    lines.extend(readiness(mentor, world).map(|words| Line::of(words, plain)));
    lines.extend(pairs(id, world));
    lines.extend(about(mentor, world, width));
    if register.mentee_of(mentor.person, mentor.year).is_some() {
        lines.push(Line::of(world.text.panes.also_mentee, world.theme.style(Tone::Muted)));
    }
    let years = people::other_years(register, mentor.person, world);
    lines.extend(years.map(|line| Line::of(line, world.theme.style(Tone::Muted))));
    lines.extend(people::health_line(person.health, world));
    lines.extend(people::put_off_lines(id.into(), world, width));
    lines.extend(people::changed_line(id.into(), world));
    lines
}

/// The card over the whole width: how far admission is, then the record, then what belongs to the person.
pub fn whole_width(id: MentorId, row: &MentorRow, card: &mut FullCard, world: &World) {
    let (mentor, text) = (&row.mentor, world.text);
    if world.sees(Secret::Selection) {
        card.heading(text.panes.card_admission);
        card.item(&standing(id, world), missing_tone(id, world));
        for words in waiver::words(id, world) {
            card.item(&words, Tone::Warning);
        }
        for words in [way::next_words(id, world), waiver::key_words(id, world)].into_iter().flatten() {
            card.say(&words, Tone::Muted, 0);
        }
    }
    let free = status::free_places(&world.register, id).max(0);
    card.say(&fill(text.panes.places_free, &[&free, &mentor.capacity]), Tone::Plain, 0);
    card.heading(text.panes.card_record);
    card.facts(MENTOR, row, TOLD);
    if world.register.mentee_of(mentor.person, mentor.year).is_some() {
        card.say(text.panes.also_mentee, Tone::Muted, 0);
    }
    selection(id, card, world);
    today::put_off_of(id.into(), world).iter().for_each(|words| card.say(words, Tone::Muted, 0));
    full_card::person(card, mentor.person, people::OF_MENTOR, world);
}

/// What the selection sheet says, as it was written.
fn selection(id: MentorId, card: &mut FullCard, world: &World) {
    let Some(row) = SelectionRow::load(&world.register, id, Vec::new()) else { return };
    if world.selection_of(id).is_none() {
        return;
    }
    card.heading(world.text.panes.card_selection);
    for (code, mark) in &row.sheet.marks {
        let criterion = world.register.lists().criteria.iter().find(|criterion| criterion.code == *code);
        let title = criterion.map_or(code, |criterion| &criterion.title);
        card.say(&format!("{title}: {mark}"), Tone::Plain, 0);
    }
    card.facts(INTERVIEW, &row, &["interview", "decision"]);
    card.facts(APPLICATION, &row, &["application", "record_check_until", "medical_check_until"]);
    card.facts(AIMS, &row, &[]);
}

/// Fields that the places, the consents and the status tell of.
const TOLD: &[&str] =
    &["free", "capacity", "consent_data", "consent_participation", "consent_publication", "status", "case_link"];

/// For whom the mentor is ready beyond a single pupil: «группа от 3 · готов к детям с ОВЗ».
fn readiness(mentor: &Mentor, world: &World) -> Option<String> {
    let f = &world.text.fields;
    let group = (mentor.group_from > 0).then(|| format!("{} {}", f.group_from, mentor.group_from).to_lowercase());
    let parts: Vec<String> =
        group.into_iter().chain(mentor.ready_for_ovz.then(|| f.ready_for_ovz.to_owned())).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// «анкета ✓ собеседование ✓ рекомендован обучение –»
fn steps(id: MentorId, mentor: &Mentor, world: &World, width: usize) -> Vec<Line> {
    let (t, marks) = (&world.text.terms, world.theme.marks());
    let mark = |step: Step| if step.is_done() { marks.tick } else { world.text.common.none };
    let decision = if mentor.interview.is_done() { mentor.decision.word(world.text) } else { "" };
    let words = format!(
        "{} {} · {} {} {decision} · {} {}",
        t.missing_application,
        mark(mentor.application),
        t.missing_interview,
        mark(mentor.interview),
        t.missing_training,
        mark(trained(&world.register, id, world.today()))
    );
    wrap(&words.replace("  ", " "), width)
        .into_iter()
        .map(|line| Line::of(line, world.theme.style(Tone::Plain)))
        .collect()
}

/// Reservations, and the keys that do what is missing.
fn ways(id: MentorId, world: &World, width: usize) -> Vec<Line> {
    let said = |words: String, tone: Tone| {
        let style = world.theme.style(tone);
        wrap(&words, width).into_iter().map(move |line| Line::of(line, style)).collect::<Vec<_>>()
    };
    let waived = waiver::words(id, world).into_iter().flat_map(|words| said(words, Tone::Warning));
    let keys = [way::next_words(id, world), waiver::key_words(id, world)].into_iter().flatten();
    waived.chain(keys.flat_map(|words| said(words, Tone::Muted))).collect()
}

/// «анкета: мотивация …», «собеседование: 9 из 10 баллов», as far as there is a sheet.
fn sheet(id: MentorId, world: &World, width: usize) -> Vec<Line> {
    let Some(sheet) = world.selection_of(id) else { return Vec::new() };
    let t = &world.text.training;
    let (given, most) = sheet.points();
    let mut said = Vec::new();
    if most > 0 {
        said.push(fill(t.interview_by, &[&given, &most]));
    }
    if !sheet.application.is_empty() {
        said.push(fill(t.application_on_file, &[&sheet.application.lines().next().unwrap_or_default()]));
    }
    let muted = world.theme.style(Tone::Muted);
    let clipped =
        said.into_iter().map(|words| crate::kit::paint::clip_words(&words, width, world.theme.marks().ellipsis));
    clipped.map(|line| Line::of(line, muted)).collect()
}

fn checks(mentor: &Mentor, world: &World) -> Vec<Line> {
    let t = &world.text.terms;
    let line = |(word, until): (&str, Option<NaiveDate>)| {
        let until = until?;
        let tone = if until < world.today() { Tone::Danger } else { Tone::Muted };
        let until = dates::full(until);
        Some(Line::of(format!("{word} {}", fill(world.text.common.to_date, &[&until])), world.theme.style(tone)))
    };
    let both =
        [(t.missing_record_check, mentor.record_check_until), (t.missing_medical_check, mentor.medical_check_until)];
    both.into_iter().filter_map(line).collect()
}

/// What is missing to be admitted, with the key that does the first of it: «не хватает: обучение (с), согласие».
fn steps_missing(id: MentorId, world: &World) -> String {
    let missing = status::missing_for_admission(&world.register, id, world.today());
    if missing.is_empty() || way::due(id, world).is_none() {
        return standing(id, world);
    }
    let key = format!(" ({})", first_key(verb::NEXT, world));
    let word = |(at, what): (usize, Missing)| format!("{}{}", what.word(world.text), if at == 0 { &key } else { "" });
    fill(world.text.panes.missing, &[&missing.into_iter().enumerate().map(word).collect::<Vec<_>>().join(", ")])
}

/// What is missing to be admitted, or that nothing is.
pub fn standing(id: MentorId, world: &World) -> String {
    let missing = status::missing_for_admission(&world.register, id, world.today());
    if missing.is_empty() {
        return world.text.panes.all_in.to_owned();
    }
    let against = world.register.get::<Mentor>(id).map(|it| it.decision).filter(|decision| decision.is_against());
    if let Some(decision) = against {
        return fill(world.text.training.decided, &[&decision.word(world.text)]);
    }
    let words: Vec<&str> = missing.into_iter().map(|what| what.word(world.text)).collect();
    fill(world.text.panes.missing, &[&words.join(", ")])
}

fn missing_tone(id: MentorId, world: &World) -> Tone {
    let missing = status::missing_for_admission(&world.register, id, world.today());
    if missing.is_empty() { Tone::Good } else { Tone::Warning }
}

fn pairs(id: MentorId, world: &World) -> Vec<Line> {
    let register = &world.register;
    let mut lines = Vec::new();
    for (pair_id, pair) in register.pairs_of_mentor(id).into_iter().rev().take(4) {
        let mentees: Vec<String> = pair.mentees.iter().map(|&id| names::mentee_short(register, id)).collect();
        lines.extend(people::pair_lines(pair, &mentees.join(", "), world));
        if pair.state.is_active() {
            lines.push(crate::panes::mentees::last_meeting(pair_id, world));
        }
    }
    if lines.is_empty() {
        lines.push(Line::of(world.text.panes.no_mentees, world.theme.style(Tone::Muted)));
    }
    lines
}

fn about(mentor: &Mentor, world: &World, width: usize) -> Vec<Line> {
    let f = &world.text.fields;
    let facts = [
        (f.competences, &mentor.competences),
        (f.achievements, &mentor.achievements),
        (f.interests, &mentor.interests),
        (f.preferred_age, &mentor.preferred_age),
        (f.time, &mentor.time),
    ];
    let notes = world.sees(Secret::Notes).then_some((f.notes, &mentor.notes));
    let told = facts.into_iter().chain(notes).filter(|(_, fact)| !fact.is_empty());
    told.flat_map(|(label, fact)| wrap(&format!("{}: {fact}", label.to_lowercase()), width))
        .map(|line| Line::of(line, world.theme.style(Tone::Muted)))
        .collect()
}
