//! What the card says of a session, and of what a mentor was taught.

use crate::domain::{Mentor, MentorId, Taught, Training, TrainingId, TrainingKind, attended, taught};
use crate::fields::{self, TRAINING, TrainingRow, Worded, dates, length, names};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Tone, World};
use crate::panes::{FullCard, Room, people};
use crate::text::fill;

/// The card of a session, most important first.
pub fn session(id: TrainingId, world: &World, room: Room) -> Vec<Line> {
    let Some(training) = world.register.get::<Training>(id) else { return Vec::new() };
    let (text, width) = (world.text, room.width);
    let parts = [length(u32::from(training.minutes), text), training.method.word(text).to_owned()];
    let leader = (!training.leader.is_empty()).then(|| training.leader.to_string());
    let head = parts.into_iter().chain(leader).collect::<Vec<_>>().join(" · ");
    let came = came(training, world);
    if !room.roomy {
        let topics = titles(training, world).join("; ");
        let mut lines =
            vec![people::one_line(&head, Tone::Plain, world, width), people::one_line(&came.0, came.1, world, width)];
        lines.extend(people::two_lines(&topics, Tone::Muted, world, width, width * 2));
        return lines;
    }
    let mut lines = Vec::new();
    let mut say = |words: &str, tone: Tone| {
        let style = world.theme.style(tone);
        lines.extend(wrap(words, width).into_iter().filter(|line| !line.is_empty()).map(|line| Line::of(line, style)));
    };
    say(&head, Tone::Plain);
    let styles: Vec<&str> = training.styles.iter().map(|style| style.word(text)).collect();
    say(&styles.join(", "), Tone::Muted);
    for title in titles(training, world) {
        say(&format!("{} {title}", world.theme.marks().tick), Tone::Plain);
    }
    say(&came.0, came.1);
    say(&training.notes, Tone::Muted);
    lines.extend(people::changed_line(id.into(), world));
    lines
}

/// The card of a session over the whole width.
pub fn whole_session(id: TrainingId, row: &TrainingRow, card: &mut FullCard, world: &World) {
    card.facts(TRAINING, row, &["present"]);
    let Some(training) = world.register.get::<Training>(id) else { return };
    card.heading(world.text.training.present);
    let mut present: Vec<String> =
        training.present.iter().map(|&id| names::of_key(&world.register, id.into(), world.text)).collect();
    let order = fields::Order::new();
    present.sort_by_cached_key(|name| order.key(name));
    if present.is_empty() {
        card.say(world.text.training.came_none, Tone::Warning, 0);
    }
    for name in present {
        card.say(&name, Tone::Plain, 0);
    }
}

fn titles(training: &Training, world: &World) -> Vec<String> {
    let topics = &world.register.lists().topics;
    let title = |code: &crate::domain::Words| {
        topics.iter().find(|topic| topic.code == *code).map_or(code, |topic| &topic.title).to_string()
    };
    training.topics.iter().map(title).collect()
}

/// Who was there, or that nobody has said so of a session that was held.
fn came(training: &Training, world: &World) -> (String, Tone) {
    let t = &world.text.training;
    if training.present.is_empty() {
        let late = training.on <= world.today();
        return (t.came_none.to_owned(), if late { Tone::Warning } else { Tone::Muted });
    }
    let names: Vec<String> = training.present.iter().map(|&id| names::mentor_short(&world.register, id)).collect();
    let said = format!("{}: {}", names.len(), names.join(", "));
    (fill(t.came_list, &[&said]), Tone::Plain)
}

/// What of primary training a mentor still lacks; nothing where it is complete.
pub fn lacking(id: MentorId, world: &World) -> String {
    let register = &world.register;
    fields::lacking(&taught(register, id, world.today()), register.rules().training_hours, world.text)
}

/// «обучен 12.10.2026»
pub fn trained_on(id: MentorId, world: &World) -> String {
    let t = &world.text.training;
    let day = taught(&world.register, id, world.today()).step().date();
    day.map_or(t.trained.to_owned(), |day| format!("{} {}", t.trained, dates::full(day)))
}

/// The card of what a mentor was taught, most important first.
pub fn trainee(id: MentorId, world: &World, room: Room) -> Vec<Line> {
    let width = room.width;
    let taught = taught(&world.register, id, world.today());
    let (head, tone) = head(id, &taught, world);
    if !room.roomy {
        let mut lines = Vec::from(people::two_lines(&head, tone, world, width, width * 2));
        let sessions = world.text.count(attended(&world.register, id, world.today()).len(), world.text.counts.sessions);
        let hours = length(taught.minutes, world.text);
        lines.push(people::one_line(&format!("{sessions} · {hours}"), Tone::Plain, world, width));
        let aims = world.selection_of(id).map_or("", |sheet| &sheet.aims);
        lines.push(people::one_line(aims, Tone::Muted, world, width));
        return lines;
    }
    let mut lines = Vec::new();
    for (words, tone) in whole(id, &taught, (head, tone), world) {
        let style = world.theme.style(tone);
        lines.extend(wrap(&words, width).into_iter().map(|line| Line::of(line, style)));
    }
    lines
}

/// The card of what a mentor was taught over the whole width.
pub fn whole_trainee(id: MentorId, card: &mut FullCard, world: &World) {
    let taught = taught(&world.register, id, world.today());
    let head = head(id, &taught, world);
    for (words, tone) in whole(id, &taught, head, world) {
        card.item(&words, tone);
    }
}

fn head(id: MentorId, taught: &Taught, world: &World) -> (String, Tone) {
    if taught.step().is_done() {
        return (trained_on(id, world), Tone::Good);
    }
    (fill(world.text.panes.missing, &[&lacking(id, world)]), Tone::Warning)
}

/// Everything there is to say of what a mentor was taught: topic by topic, session by session, and what they aim at.
fn whole(id: MentorId, taught: &Taught, head: (String, Tone), world: &World) -> Vec<(String, Tone)> {
    let (register, t, marks) = (&world.register, &world.text.training, world.theme.marks());
    let mut said = vec![head];
    for topic in &register.lists().topics {
        let had = taught.had.contains(&&topic.code);
        if had || topic.mandatory {
            let mark = if had { marks.tick } else { world.text.common.none };
            let tone = if had { Tone::Plain } else { Tone::Warning };
            said.push((fill(t.topic_had, &[&mark, &topic.title]), tone));
        }
    }
    let sessions = attended(register, id, world.today());
    if sessions.is_empty() {
        said.push((t.attended_none.to_owned(), Tone::Muted));
    }
    said.extend(sessions.into_iter().map(|training| (line(training, world), Tone::Plain)));
    if taught.elsewhere > 0 {
        let hours = length(u32::from(taught.elsewhere) * 60, world.text);
        said.push((fill(t.elsewhere, &[&hours]), Tone::Muted));
    }
    if taught.by_hand.is_done() {
        let on = taught.by_hand.date().map_or_else(String::new, |day| format!(" {}", dates::full(day)));
        said.push((fill(t.by_hand, &[&on]), Tone::Muted));
    }
    if let Some(sheet) = world.selection_of(id) {
        let style = sheet.style.map_or("", |style| style.word(world.text));
        let aims = [(t.aims, sheet.aims.as_str()), (t.expectations, &sheet.expectations), (t.style, style)];
        let told = aims.into_iter().filter(|(_, words)| !words.is_empty());
        said.extend(told.map(|(label, words)| (format!("{}: {words}", label.to_lowercase()), Tone::Muted)));
    }
    said
}

/// «12.10.2026 · первичное · 1 ч 30 мин»
fn line(training: &Training, world: &World) -> String {
    let kind = training.kind.word(world.text);
    fill(
        world.text.training.attended,
        &[&dates::full(training.on), &kind, &length(u32::from(training.minutes), world.text)],
    )
}

/// Names of those who would complete their primary training by being at a session, as it would be.
pub fn completing(id: Option<TrainingId>, training: &Training, world: &World) -> Vec<String> {
    let register = &world.register;
    let hours = register.rules().training_hours;
    let on_file = id.and_then(|id| register.get::<Training>(id));
    let completes = |who: &MentorId| {
        let mut taught = taught(register, *who, world.today());
        let counted = on_file.is_some_and(|before| before.present.contains(who));
        if taught.step().is_done() || counted || training.kind == TrainingKind::InService {
            return false;
        }
        taught.attend(training, hours);
        taught.step().is_done()
    };
    let known = |who: &&MentorId| register.get::<Mentor>(**who).is_some();
    let all = training.present.iter().filter(known).filter(|who| completes(who));
    all.map(|who| names::mentor_short(register, *who)).collect()
}
