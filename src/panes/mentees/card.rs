//! What the card says of a mentee.

use crate::domain::{Kind, Mentee, MenteeId, Person, Questionnaire, Request, Secret, Wave, status};
use crate::fields::vocabulary::PROBLEMS;
use crate::fields::{self, FieldKind, MENTEE, MenteeRow, Said, Value, Worded, names};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Tone, World};
use crate::panes::{FullCard, Room, full_card, people, today};
use crate::text::fill;

/// The card, most important first.
pub fn lines(id: MenteeId, world: &World, room: Room) -> Vec<Line> {
    if room.roomy { whole(id, world, room.width) } else { brief(id, world, room.width) }
}

/// The most of a request that is told beside the list, of a mentee who waits for a mentor and of one who has a pair, of
/// whom there is more to tell: going from row to row repaints it, and a slow line pays for that.
const LETTERS: [usize; 2] = [36, 30];

/// Every line in a place of its own.
fn brief(id: MenteeId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(mentee) = register.get::<Mentee>(id) else { return Vec::new() };
    let Some(person) = register.get::<Person>(mentee.person) else { return Vec::new() };
    let request = requests_seen(mentee, world).next();
    let asked = request.map_or_else(String::new, |request| request_words(request, world));
    let withdrawn = people::withdrawn_line(person, world);
    let mut lines = vec![
        people::contact_brief(mentee.person, person, world, width),
        people::consent_line(person, people::OF_MENTEE, world),
    ];
    let letters = LETTERS[usize::from(register.active_pair_of(id).is_some())].max(width);
    // Two lines for the request, unless what was withdrawn needs the second.
    match withdrawn {
        Some(withdrawn) => lines.extend([people::one_line(&asked, Tone::Plain, world, width), withdrawn]),
        None => lines.extend(people::two_lines(&asked, Tone::Plain, world, width, letters)),
    }
    lines.extend(leader(id, world));
    lines.extend(people::health_line(person.health, world));
    lines
}

/// Who leads a mentee and how long ago they met; of a pair that does not work now, how it stands.
fn leader(id: MenteeId, world: &World) -> [Line; 2] {
    let register = &world.register;
    let Some((pair_id, pair)) = register.pairs_of_mentee(id).pop() else {
        return [Line::of(world.text.panes.no_pair, world.theme.style(Tone::Muted)), Line::default()];
    };
    let mentor = names::mentor_short(register, pair.mentor);
    if pair.state.is_active() {
        let led = fill(world.text.panes.led_by, &[&mentor]);
        return [Line::of(led, world.theme.style(Tone::Plain)), last_meeting(pair_id, world)];
    }
    let told = format!("{} · {mentor}", fields::standing(pair, &world.ctx()));
    [Line::of(told, world.theme.style(Tone::Muted)), wish(id, world).unwrap_or_default()]
}

/// «дальше: новая пара»: what was decided when the last pair closed.
fn wish(id: MenteeId, world: &World) -> Option<Line> {
    let next = status::wish(&world.register, id)?;
    let words = fill(world.text.panes.wish_line, &[&next.word(world.text)]);
    Some(Line::of(words, world.theme.style(Tone::Plain)))
}

/// The requests of a mentee, as far as who looks may know of them.
fn requests_seen<'a>(mentee: &'a Mentee, world: &World) -> impl Iterator<Item = &'a Request> {
    let sees = world.sees(Secret::Requests(mentee.person));
    mentee.requests.iter().filter(move |request| sees && !request.is_empty())
}

/// «З3 Заговорить по-английски»
pub(super) fn request_words(request: &Request, world: &World) -> String {
    let codes = Value::Codes(request.problems.iter().map(|problem| problem.code()).collect());
    let codes = FieldKind::Tags(PROBLEMS).show(&codes, &world.ctx());
    format!("{codes} {}", request.text).trim().to_owned()
}

fn whole(id: MenteeId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(mentee) = register.get::<Mentee>(id) else { return Vec::new() };
    let Some(person) = register.get::<Person>(mentee.person) else { return Vec::new() };
    let mut lines = people::contact_lines(mentee.person, person, world);
    lines.push(people::consent_line(person, people::OF_MENTEE, world));
    lines.extend(people::withdrawn_line(person, world));
    lines.extend(requests(id, mentee, world, width));
    lines.push(Line::default());
    lines.extend(pairs(id, world));
    lines.extend(answers(mentee, world));
    lines.extend(people::health_line(person.health, world));
    lines.extend(asides(mentee, world));
    lines.extend(people::put_off_lines(id.into(), world, width));
    lines.extend(people::changed_line(id.into(), world));
    lines
}

/// The card over the whole width: the requests first, then the record, then what belongs to the person.
pub fn whole_width(row: &MenteeRow, card: &mut FullCard, world: &World) {
    let (mentee, text) = (&row.mentee, world.text);
    if world.sees(Secret::Requests(mentee.person)) {
        card.heading(text.panes.requests);
    }
    for request in requests_seen(mentee, world) {
        card.item(&request_words(request, world), Tone::Plain);
        card.say(&about(row.id, request, world), Tone::Muted, 2);
    }
    card.heading(text.panes.card_record);
    card.facts(MENTEE, row, TOLD);
    if is_mentor_too(mentee, world) {
        card.say(text.panes.also_mentor, Tone::Muted, 0);
    }
    if let Some(id) = row.id {
        today::put_off_of(id.into(), world).iter().for_each(|words| card.say(words, Tone::Muted, 0));
    }
    full_card::person(card, mentee.person, people::OF_MENTEE, world);
}

/// Fields that the requests, the consents and the status tell of.
const TOLD: &[&str] = &[
    "request",
    "problems",
    "source",
    "priority",
    "request_state",
    "consent_data",
    "consent_participation",
    "consent_publication",
    "status",
    "standing_now",
    "case_link",
];

/// «учитель · важность 2 · в подборе»
fn about(id: Option<MenteeId>, request: &Request, world: &World) -> String {
    let state = id.map(|id| status::request(&world.register, id, request.state, world.today()).word(world.text));
    let source = request.source.map(|source| source.said(&world.register, world.text).to_owned());
    let priority = format!("{} {}", world.text.panes.priority, request.priority);
    source.into_iter().chain([priority]).chain(state.map(str::to_owned)).collect::<Vec<_>>().join(" · ")
}

fn is_mentor_too(mentee: &Mentee, world: &World) -> bool {
    let mut entries = world.register.referring(mentee.person.into(), Kind::Mentor);
    entries.any(|key| world.register.record(key).and_then(|record| record.year()) == Some(mentee.year))
}

fn requests(id: MenteeId, mentee: &Mentee, world: &World, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for request in requests_seen(mentee, world) {
        let whole = request_words(request, world);
        lines.extend(wrap(&whole, width).into_iter().map(|line| Line::of(line, world.theme.style(Tone::Plain))));
        let about = about(Some(id), request, world);
        lines.push(Line::of(format!("  {about}"), world.theme.style(Tone::Muted)));
    }
    lines
}

fn pairs(id: MenteeId, world: &World) -> Vec<Line> {
    let register = &world.register;
    let mut lines = Vec::new();
    for (pair_id, pair) in register.pairs_of_mentee(id).into_iter().rev().take(3) {
        lines.extend(people::pair_lines(pair, &names::mentor_short(register, pair.mentor), world));
        if pair.state.is_active() {
            lines.push(last_meeting(pair_id, world));
        }
    }
    lines.extend(wish(id, world));
    if lines.is_empty() {
        lines.push(Line::of(world.text.panes.no_pair, world.theme.style(Tone::Muted)));
    }
    lines
}

/// «виделись 38 дней назад»
pub fn last_meeting(pair: crate::domain::PairId, world: &World) -> Line {
    let rules = world.register.rules();
    let days = status::silent_days(&world.register, pair, world.today()).unwrap_or(0);
    let tone = if days >= i64::from(rules.silence_alarm_days) {
        Tone::Danger
    } else if days >= i64::from(rules.silence_warn_days) {
        Tone::Warning
    } else {
        Tone::Plain
    };
    let line = match status::last_held(&world.register, pair) {
        Some(_) => fill(world.text.panes.last_meeting, &[&people::days_ago(days, world)]),
        None => world.text.panes.never_met.to_owned(),
    };
    Line::of(line, world.theme.style(tone))
}

fn answers(mentee: &Mentee, world: &World) -> Vec<Line> {
    if !world.sees(Secret::Answers) {
        return Vec::new();
    }
    let register = &world.register;
    let given = register.responses_of(mentee.person).into_iter().filter(|(_, response)| response.year == mentee.year);
    let line = |wave: Wave, on| format!("{} {}", wave.word(world.text), world.day(on));
    let words: Vec<String> = given
        .filter_map(|(_, response)| {
            Some(line(register.get::<Questionnaire>(response.questionnaire)?.wave, response.on))
        })
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    vec![Line::of(
        format!("{}: {}", world.text.fields.questionnaire.to_lowercase(), words.join(" · ")),
        world.theme.style(Tone::Muted),
    )]
}

fn asides(mentee: &Mentee, world: &World) -> Vec<Line> {
    let register = &world.register;
    let muted = world.theme.style(Tone::Muted);
    let mut lines = Vec::new();
    if is_mentor_too(mentee, world) {
        lines.push(Line::of(world.text.panes.also_mentor, muted));
    }
    lines.extend(people::other_years(register, mentee.person, world).map(|line| Line::of(line, muted)));
    let notes = Some(&mentee.notes).filter(|_| world.sees(Secret::Notes));
    for note in [&mentee.time, &mentee.interests].into_iter().chain(notes) {
        if !note.is_empty() {
            lines.push(Line::of(note.replace('\n', " · "), muted));
        }
    }
    lines
}
