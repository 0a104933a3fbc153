//! The journal for the eye: who did what, and when.

use super::desk::Page;
use crate::domain::{Change, Entry, Key, Origin, Record};
use crate::fields::{
    CLOSING, Ctx, Field, MEETING, MENTEE, MENTOR, MeetingRow, MenteeRow, MentorRow, PAIR, PairRow, Worded, names,
};
use crate::kit::paint::Line;
use crate::kit::{Tone, World};
use crate::panes::{PANES, SCHOOL};
use crate::text::{Text, fill};

/// The page of a record with what belongs to it, or of the whole journal.
pub fn page(keys: Option<&[Key]>, entries: &[Entry], world: &World) -> Page {
    let p = &world.text.panes;
    let title = match keys.and_then(<[Key]>::first) {
        Some(&key) => fill(p.history_title, &[&names::of_key(&world.register, key, world.text)]),
        None => p.journal_title.to_owned(),
    };
    let mut lines: Vec<Line> = entries.iter().flat_map(|entry| lines(entry, keys, world)).collect();
    if lines.is_empty() {
        lines.push(Line::of(p.history_none, world.theme.style(Tone::Muted)));
    }
    Page { title, lines, top: 0 }
}

fn lines(entry: &Entry, keys: Option<&[Key]>, world: &World) -> Vec<Line> {
    let theme = world.theme;
    let mark = match entry.origin {
        Origin::Done => String::new(),
        Origin::Undo(_) => format!(" ({})", world.text.panes.undone_mark),
        Origin::Redo(_) => format!(" ({})", world.text.panes.redone_mark),
    };
    let head =
        format!("{} · {} · {}{mark}", world.moment(entry.at), entry.who, command_word(&entry.command, world.text));
    let mut lines = vec![Line::of(head, theme.style(Tone::Heading))];
    let of_interest = |change: &&Change| keys.is_none_or(|keys| keys.contains(&change.key));
    let wanted: Vec<&Change> = entry.changes.iter().filter(of_interest).collect();
    for change in wanted.iter().take(MOST) {
        let name = name_of(change, world);
        let details = differences(change, world);
        lines.push(Line::of(format!("  {}: {name}", change.key.kind.word(world.text)), theme.style(Tone::Plain)));
        lines.extend(details.into_iter().map(|line| Line::of(format!("    {line}"), theme.style(Tone::Muted))));
    }
    if wanted.len() > MOST {
        let rest = fill(world.text.common.and_more, &[&(wanted.len() - MOST)]);
        lines.push(Line::of(format!("  {rest}"), theme.style(Tone::Muted)));
    }
    lines
}

/// Changes of one step that are shown; an import has hundreds.
const MOST: usize = 8;

fn name_of(change: &Change, world: &World) -> String {
    let record = change.after.as_ref().or(change.before.as_ref());
    match record {
        Some(record) => names::of_record(&world.register, record, world.text),
        None => names::of_key(&world.register, change.key, world.text),
    }
}

/// What a step was, for people.
pub fn step_word(entry: &Entry, world: &World) -> String {
    let what = command_word(&entry.command, world.text);
    match entry.changes.as_slice() {
        [] => what.to_owned(),
        [one] => format!("{what} · {}", name_of(one, world)),
        [.., last] if entry.changes.len() <= 3 => format!("{what} · {}", name_of(last, world)),
        many => format!("{what} · {}", world.text.count(many.len(), world.text.counts.records)),
    }
}

/// The words of a command's identity.
pub fn command_word<'a>(id: &'a str, text: &'static Text) -> &'a str {
    let c = &text.commands;
    match id {
        "base.found" => c.base_found,
        "base.rescue" => c.base_rescue,
        "base.lost" => c.base_lost,
        "base.forget" => c.base_forget,
        "mentee.new" | "mentee.mentor" => c.new_mentee_help,
        "mentor.new" => c.new_mentor_help,
        "mentee.edit" => c.mentee_edit,
        "mentor.edit" => c.mentor_edit,
        "mentor.step" => c.take_step,
        "mentee.request" => c.second_request,
        "pair.new" => c.new_pair_help,
        "pair.edit" => c.pair_edit,
        "pair.fix" => c.fix_help,
        "pair.close" => c.close_pair_help,
        "pair.pause" => c.pause_pair,
        "pair.reopen" => c.reopen_pair,
        "meeting.new" => c.new_meeting_help,
        "meeting.edit" => c.meeting_edit,
        "meeting.held" => c.held_help,
        "meeting.no_show" => c.no_show_help,
        "meeting.cancelled" => c.cancelled_help,
        "survey.key" => c.survey_key,
        "school.edit" => c.school_edit,
        "import.mentees" => c.import_done_mentees,
        "import.mentors" => c.import_done_mentors,
        removal if removal.ends_with(".remove") => c.remove,
        other => label_of(other, text).unwrap_or(other),
    }
}

/// The label of a command of some pane.
fn label_of(id: &str, text: &'static Text) -> Option<&'static str> {
    let commands = PANES.iter().flat_map(|tab| (tab.commands)(text));
    commands.into_iter().find(|info| info.id == id).map(|info| info.label)
}

/// «Телефон: – → +7 913 …», for the fields of a changed record.
fn differences(change: &Change, world: &World) -> Vec<String> {
    let ctx = world.ctx();
    match (&change.before, &change.after) {
        (None, None) => vec![world.text.keep.forgotten_change.to_owned()],
        (Some(Record::Mentee(a)), Some(Record::Mentee(b))) => {
            let blank = MenteeRow::blank(a.year);
            let row = |mentee: &std::sync::Arc<_>| MenteeRow { mentee: std::sync::Arc::clone(mentee), ..blank.clone() };
            compare(MENTEE, &row(a), &row(b), &ctx)
        }
        (Some(Record::Mentor(a)), Some(Record::Mentor(b))) => {
            let blank = MentorRow::blank(a.year);
            let row = |mentor: &std::sync::Arc<_>| MentorRow { mentor: std::sync::Arc::clone(mentor), ..blank.clone() };
            compare(MENTOR, &row(a), &row(b), &ctx)
        }
        (Some(Record::Person(a)), Some(Record::Person(b))) => {
            let blank = MenteeRow::blank(world.year);
            let row = |person: &std::sync::Arc<_>| MenteeRow { person: std::sync::Arc::clone(person), ..blank.clone() };
            let mut lines = compare(MENTEE, &row(a), &row(b), &ctx);
            let mentor = MentorRow::blank(world.year);
            let row =
                |person: &std::sync::Arc<_>| MentorRow { person: std::sync::Arc::clone(person), ..mentor.clone() };
            for line in compare(MENTOR, &row(a), &row(b), &ctx) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            lines
        }
        (Some(Record::Pair(a)), Some(Record::Pair(b))) => {
            let row = |pair: &std::sync::Arc<_>| PairRow { id: None, pair: std::sync::Arc::clone(pair) };
            let mut lines = compare(PAIR, &row(a), &row(b), &ctx);
            lines.extend(compare(CLOSING, &row(a), &row(b), &ctx));
            lines
        }
        (Some(Record::Meeting(a)), Some(Record::Meeting(b))) => {
            let row = |meeting: &std::sync::Arc<_>| MeetingRow {
                id: None,
                meeting: std::sync::Arc::clone(meeting),
                next_date: None,
            };
            compare(MEETING, &row(a), &row(b), &ctx)
        }
        (Some(Record::School(a)), Some(Record::School(b))) => compare(SCHOOL, a.as_ref(), b.as_ref(), &ctx),
        _ => Vec::new(),
    }
}

fn compare<T>(fields: &[Field<T>], before: &T, after: &T, ctx: &Ctx) -> Vec<String> {
    let changed = |field: &&Field<T>| {
        field.set.is_some() && field.exported && (field.get)(before, ctx) != (field.get)(after, ctx)
    };
    fields.iter().filter(changed).map(|field| difference(field, before, after, ctx)).collect()
}

fn difference<T>(field: &Field<T>, before: &T, after: &T, ctx: &Ctx) -> String {
    let shown = |row: &T| Some(field.shown(row, ctx)).filter(|shown| !shown.is_empty());
    let shown = |row: &T| shown(row).unwrap_or_else(|| ctx.text.common.none.to_owned());
    format!("{}: {} → {}", (field.label)(ctx.text), shown(before), shown(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Person, PersonId, PersonKind, PersonName, Stamp};
    use crate::kit::sample;

    #[test]
    fn what_is_no_longer_kept_is_said_and_the_record_is_still_named() {
        let mut world = sample::world();
        let person = Person::new(PersonName::parse("Пробная Вера Ильинична"), PersonKind::Pupil);
        let create = Change::create::<Person>(PersonId(7), person);
        let stamp = Stamp { generation: 2, at: 0, who: "petrova".into() };
        world.register.commit(std::slice::from_ref(&create), &stamp).unwrap();
        let entry = Entry {
            generation: 2,
            at: 0,
            who: "petrova".into(),
            session: "pts/1:1".into(),
            command: "mentee.edit".into(),
            origin: Origin::Done,
            changes: vec![Change { before: None, after: None, ..create }],
        };
        let whole = |line: &Line| line.0.iter().map(|span| span.text.as_str()).collect::<String>();
        let shown: Vec<String> = lines(&entry, None, &world).iter().map(whole).collect();
        assert!(shown[0].contains("petrova"), "{shown:?}");
        assert!(shown[1].contains("Пробная Вера Ильинична"), "{shown:?}");
        assert_eq!(shown[2].trim(), "содержание удалено по сроку хранения");
    }
}
