//! What both bases of people share: the person behind an entry, and lines about a person for either card.

use std::sync::Arc;

use crate::domain::{
    Change, CloseReason, ConsentKind, Health, Key, Pair, PairId, Person, PersonId, Record, Register, Secret,
};
use crate::fields::{self, Ctx, Said, Worded, fold, names};
use crate::kit::paint::{Line, clip_words, width, wrap};
use crate::kit::{Form, Item, Tone, World};
use crate::text::fill;

/// The change that puts `person` on file: new, edited, or none when nothing differs from `before`.
pub fn person_change(id: PersonId, before: Option<&Arc<Person>>, person: &Arc<Person>) -> Option<Change> {
    match before {
        None => Some(Change::create(id, Person::clone(person))),
        Some(before) if before != person => Some(Change::edit(id, before, Person::clone(person))),
        Some(_) => None,
    }
}

/// The person of a form as they were when it was opened.
pub fn opened_person(form: &Form, id: PersonId) -> Option<&Arc<Person>> {
    match form.opened(id.into())? {
        Record::Person(person) => Some(person),
        _ => None,
    }
}

/// Contacts, birth and consents of a person for a card, as far as who looks may reach them.
pub fn contact_lines(id: PersonId, person: &Person, world: &World) -> Vec<Line> {
    let text = world.text;
    let plain = world.theme.style(Tone::Plain);
    let mut lines = Vec::new();
    let mut contact: Vec<String> = Vec::new();
    contact.extend(person.birth.year().map(|year| fill(text.panes.born, &[&year])));
    let reach = world.sees(Secret::Contacts(id));
    contact.extend((reach && !person.phone.is_empty()).then(|| person.phone.to_string()));
    contact.extend((reach && !person.guardian.is_empty()).then(|| person.guardian.to_string()));
    if !contact.is_empty() {
        lines.push(Line::of(contact.join(" · "), plain));
    }
    if reach && !person.email.is_empty() {
        lines.push(Line::of(person.email.clone(), plain));
    }
    lines
}

/// A year and a number in one line: the number stands where it is never cut, and only digits change from person to
/// person. Whose it is, is left out where that does not fit.
pub fn contact_brief(id: PersonId, person: &Person, world: &World, cells: usize) -> Line {
    let born = person.birth.year().map(|year| fill(world.text.panes.born, &[&year])).unwrap_or_default();
    let (number, whose) = number(id, person, world);
    let short = format!("{born} {number}");
    let long = format!("{short} {whose}");
    let line = if width(long.trim()) <= cells { long } else { short };
    Line::of(line.trim(), world.theme.style(Tone::Plain))
}

/// The person's own number, or the representative's and who that is; nothing for whom that is none of their business.
pub fn number<'a>(id: PersonId, person: &'a Person, world: &World) -> (&'a str, &'a str) {
    if !world.sees(Secret::Contacts(id)) {
        return ("", "");
    }
    if !person.phone.is_empty() {
        return (&person.phone, "");
    }
    let guardian = &person.guardian;
    let whose = guardian.split([',', ' ']).next().unwrap_or_default();
    (guardian.find('+').map_or("", |at| &guardian[at..]), whose)
}

/// A line of a brief card: whole words, as many as fit.
pub fn one_line(words: &str, tone: Tone, world: &World, cells: usize) -> Line {
    Line::of(clip_words(words, cells, world.theme.marks().ellipsis), world.theme.style(tone))
}

/// Two lines of a brief card: whole words, as many as fit into `letters`. The second keeps its place when it is empty.
pub fn two_lines(words: &str, tone: Tone, world: &World, cells: usize, letters: usize) -> [Line; 2] {
    let lines = wrap(&clip_words(words, letters, world.theme.marks().ellipsis), cells);
    let [first, rest @ ..] = lines.as_slice() else { return Default::default() };
    [first.trim_end(), &rest.concat()].map(|words| one_line(words, tone, world, cells))
}

/// The consents a card of a mentee tells of.
pub const OF_MENTEE: &[ConsentKind] = &[ConsentKind::Data, ConsentKind::Participation, ConsentKind::Publication];
/// The consents a card of a mentor tells of: nobody else signs for an adult to take part.
pub const OF_MENTOR: &[ConsentKind] = &[ConsentKind::Data, ConsentKind::Publication];

/// «согласия: ПДн ✓ уч. ✓ публ. –»
pub fn consent_line(person: &Person, kinds: &[ConsentKind], world: &World) -> Line {
    let marks = world.theme.marks();
    let mut line = Line::of(world.text.panes.consents, world.theme.style(Tone::Muted));
    for &kind in kinds {
        let holds = person.consents_to(kind, world.today());
        let (mark, tone) = if holds { (marks.tick, Tone::Plain) } else { (world.text.common.none, Tone::Warning) };
        line = line.and(format!("{} ", short_word(kind, world)), world.theme.style(Tone::Plain));
        line = line.and(format!("{mark} "), world.theme.style(tone));
    }
    line
}

/// A kind of consent in the few cells of a card.
fn short_word(kind: ConsentKind, world: &World) -> &'static str {
    let p = &world.text.panes;
    match kind {
        ConsentKind::Data => p.consent_data_short,
        ConsentKind::Participation => p.consent_participation_short,
        ConsentKind::Publication => p.consent_publication_short,
        ConsentKind::Health => p.consent_health_short,
    }
}

/// «отозвано 12.11: уч.», for the newest sheet of each kind that was taken back.
pub fn withdrawn_line(person: &Person, world: &World) -> Option<Line> {
    let p = &world.text.panes;
    let may_show = |kind: ConsentKind| world.reveal || kind != ConsentKind::Health;
    let withdrawn = ConsentKind::ALL.iter().filter(|kind| may_show(**kind)).filter_map(|&kind| {
        let on = person.consent(kind)?.withdrawn_on?;
        Some(fill(p.consent_withdrawn, &[&world.day(on), &short_word(kind, world)]))
    });
    let words = withdrawn.collect::<Vec<_>>().join(", ");
    (!words.is_empty()).then(|| Line::of(words, world.theme.style(Tone::Danger)))
}

/// Health, masked until asked for; nothing where nothing was stated.
pub fn health_line(health: Health, world: &World) -> Option<Line> {
    if health == Health::NotStated || !world.sees_restricted() {
        return None;
    }
    let p = &world.text.panes;
    let line =
        if world.reveal { fill(p.health_shown, &[&health.word(world.text)]) } else { p.health_hidden.to_owned() };
    Some(Line::of(line, world.theme.style(Tone::Muted)))
}

/// Why a pair was closed, no reason at all for whoever may not know of it; a reason of health is hidden.
pub fn closing_word(id: PairId, reason: CloseReason, world: &World) -> &str {
    match reason {
        _ if !world.sees(Secret::Work(id)) => world.text.common.none,
        CloseReason::Health if !world.sees_restricted() => world.text.common.none,
        CloseReason::Health if !world.reveal => world.text.common.hidden_hint,
        reason => reason.said(&world.register, world.text),
    }
}

/// Other years in which a person took part.
pub fn other_years(register: &Register, person: PersonId, world: &World) -> Option<String> {
    let mut years: Vec<String> = Vec::new();
    for (id, year) in register.years() {
        let took_part = register.mentee_of(person, id).is_some() || register.mentor_of(person, id).is_some();
        if id != world.year && took_part {
            years.push(year.title());
        }
    }
    (!years.is_empty()).then(|| fill(world.text.panes.also_years, &[&years.join(", ")]))
}

/// «изменил(а): Петрова, вчера 16:40», by the later of the changes of an entry and of the person behind it. Whoever may
/// not see what is restricted is not told: the last change may have been one of those.
pub fn changed_line(key: Key, world: &World) -> Option<Line> {
    if !world.sees_restricted() {
        return None;
    }
    let person = names::person_of(&world.register, key).map(Key::from);
    let stamps = std::iter::once(key).chain(person).filter_map(|key| world.register.stamp(key));
    let stamp = stamps.max_by_key(|stamp| stamp.generation).filter(|stamp| !stamp.who.is_empty())?;
    let line = fill(world.text.panes.changed_by, &[&stamp.who, &world.moment(stamp.at)]);
    Some(Line::of(line, world.theme.style(Tone::Muted)))
}

/// What is put off about an entry, until when and why.
pub fn put_off_lines(key: Key, world: &World, cells: usize) -> Vec<Line> {
    let words = super::today::put_off_of(key, world).into_iter();
    words.flat_map(|words| wrap(&words, cells)).map(|line| Line::of(line, world.theme.style(Tone::Muted))).collect()
}

/// «38 дней назад»
pub fn days_ago(days: i64, world: &World) -> String {
    let number = usize::try_from(days.max(0)).unwrap_or(0);
    match days {
        0 => world.text.common.today.to_owned(),
        1 => world.text.common.yesterday.to_owned(),
        _ => fill(world.text.panes.days_ago, &[&world.text.count(number, world.text.counts.days)]),
    }
}

/// «Пара с 12.10 · Щёголева К., 10Б» and what the pair is.
pub fn pair_lines(pair: &Pair, other: &str, world: &World) -> Vec<Line> {
    let text = world.text;
    let sentence = if pair.is_group() { text.panes.group_since } else { text.panes.pair_since };
    let since = pair.began_on().map_or_else(|| text.common.none.to_owned(), |day| world.day(day));
    let tone = if pair.state.is_active() { Tone::Plain } else { Tone::Muted };
    let mut lines = vec![Line::of(fill(sentence, &[&since, &other]), world.theme.style(tone))];
    let mut what = pair.form.word(text).to_owned();
    if !pair.state.is_active() {
        what = format!("{what} · {}", fields::standing(pair, &world.ctx()));
    }
    lines.push(Line::of(what, world.theme.style(Tone::Muted)));
    lines
}

/// Everybody on file as items of a picker.
pub fn everybody(ctx: &Ctx) -> Vec<Item> {
    let mut items: Vec<Item> = ctx
        .register
        .people()
        .map(|(id, person)| {
            let class = person.class_in(ctx.year).map(ToString::to_string).unwrap_or_default();
            let label = person.name.full();
            let reach = ctx.sees(Secret::Contacts(id));
            let number = if reach { crate::domain::phone::digits(&person.phone) } else { String::new() };
            let hay = fold(&format!("{label} {class} {number}"));
            let detail = if class.is_empty() { person.organisation.to_string() } else { class };
            Item { key: id.into(), label, detail, hay }
        })
        .collect();
    items.sort_by(|a, b| a.hay.cmp(&b.hay));
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_in_a_second_line_up_to_its_letters() {
        let world = crate::kit::sample::world();
        let words =
            |lines: [Line; 2]| lines.map(|line| line.0.iter().map(|span| span.text.as_str()).collect::<String>());
        let shown = |text: &str, letters| words(two_lines(text, Tone::Plain, &world, 20, letters));
        assert_eq!(shown("З1 боюсь ОГЭ", 36), ["З1 боюсь ОГЭ", ""]);
        let long = "З1 боюсь ОГЭ по математике и физике, хочу понимать";
        assert_eq!(shown(long, 36), ["З1 боюсь ОГЭ по", "математике и физике…"]);
        assert_eq!(shown(long, 100), ["З1 боюсь ОГЭ по", "математике и физике…"]);
        assert_eq!(shown("", 36), ["", ""]);
    }
}
