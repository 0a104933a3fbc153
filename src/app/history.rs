//! The journal for the eye: who did what, and when.

use super::commands::GLOBAL;
use super::differences;
use crate::domain::{Batch, Change, Entry, Key, Kind, Origin, Record, lineage};
use crate::fields::names::{self, Remembered};
use crate::fields::{Needle, Worded, fold};
use crate::kit::paint::{Line, clip_words};
use crate::kit::{Tone, World, key_name};
use crate::panes::PANES;
use crate::surveys::wording;
use crate::text::{Text, fill};

/// The title of the journal: of a record with what belongs to it, or of everything.
pub fn title(keys: Option<&[Key]>, world: &World) -> String {
    let p = &world.text.panes;
    match keys.and_then(<[Key]>::first) {
        Some(&key) => fill(p.history_title, &[&names::of_key(&world.register, key, world.text)]),
        None => p.journal_title.to_owned(),
    }
}

/// What an entry says, as far as it is about `keys` and fits the filter; nothing where it does not. The filter never
/// looks behind the mask. Who is on file no more is named by the entry itself, or by those `read` beside it.
pub fn lines(entry: &Entry, read: &[Entry], keys: Option<&[Key]>, needle: &Needle, world: &World) -> Vec<Line> {
    let records = remembered(entry, read, world);
    let theme = world.theme;
    let mark = match entry.origin {
        Origin::Done => String::new(),
        Origin::Undo(_) => format!(" ({})", world.text.panes.undone_mark),
        Origin::Redo(_) => format!(" ({})", world.text.panes.redone_mark),
    };
    let head =
        format!("{} · {} · {}{mark}", world.moment(entry.at), entry.who, command_word(&entry.command, world.text));
    if !is_told(entry, world) {
        return Vec::new();
    }
    let of_interest = |change: &&Change| is_seen(change, world) && keys.is_none_or(|keys| keys.contains(&change.key));
    let fits = |change: &&Change| {
        let seen = [vec![head.clone(), subject(change, &records, world)], differences::lines(change, &world.masked())]
            .concat();
        needle.fits(&fold(&seen.join(" ")))
    };
    let about: Vec<&Change> = entry.changes.iter().filter(of_interest).collect();
    let wanted: Vec<&Change> = if needle.is_empty() { about } else { about.into_iter().filter(fits).collect() };
    if wanted.is_empty() && !(entry.changes.is_empty() && needle.fits(&fold(&head))) {
        return Vec::new();
    }
    let mut lines = vec![Line::of(head, theme.style(Tone::Heading))];
    for change in wanted.iter().take(MOST) {
        lines.push(Line::of(format!("  {}", subject(change, &records, world)), theme.style(Tone::Plain)));
        let details = differences::lines(change, &world.ctx()).into_iter();
        lines
            .extend(details.map(|line| Line::of(format!("    {}", line.replace('\n', " ")), theme.style(Tone::Muted))));
    }
    if wanted.len() > MOST {
        let rest = fill(world.text.common.and_more, &[&(wanted.len() - MOST)]);
        lines.push(Line::of(format!("  {rest}"), theme.style(Tone::Muted)));
    }
    lines
}

/// Whether whoever looks is told of an entry: not of one that changed nothing but what is closed to them.
pub fn is_told(entry: &Entry, world: &World) -> bool {
    entry.changes.is_empty() || entry.changes.iter().any(|change| is_seen(change, world))
}

fn is_seen(change: &Change, world: &World) -> bool {
    world.access().sees_change(&world.register, change, world.today())
}

/// «наставник: Щёголева Ксения, 10Б»
fn subject(change: &Change, records: &Remembered, world: &World) -> String {
    format!("{}: {}", change.key.kind.word(world.text), name_of(change, records, world))
}

/// Changes of one step that are shown; an import has hundreds.
const MOST: usize = 8;

/// What an entry and those read beside it tell of records that are not on file.
fn remembered<'a>(entry: &'a Entry, read: &'a [Entry], world: &'a World) -> Remembered<'a> {
    let own = std::iter::once(entry.changes.as_slice());
    let changes = own.chain(read.iter().map(|entry| entry.changes.as_slice())).collect();
    Remembered { register: &world.register, changes }
}

fn name_of(change: &Change, records: &Remembered, world: &World) -> String {
    match change.after.as_ref().or(change.before.as_ref()) {
        Some(record) => names::of_record(records, record, world.text),
        None => names::of_key(&world.register, change.key, world.text),
    }
}

/// A name that leaves room for what became of it: the title of an event may take several lines.
fn short_name(change: &Change, records: &Remembered, world: &World) -> String {
    clip_words(&name_of(change, records, world), NAME, world.theme.marks().ellipsis)
}

/// Cells of a name in a line that says what was done.
const NAME: usize = 60;

/// What a step was, for people.
pub fn step_word(entry: &Entry, world: &World) -> String {
    let what = command_word(&entry.command, world.text);
    let records = remembered(entry, &[], world);
    match entry.changes.as_slice() {
        [] => what.to_owned(),
        [one] => format!("{what} · {}", short_name(one, &records, world)),
        [.., last] if entry.changes.len() <= 3 => format!("{what} · {}", short_name(last, &records, world)),
        many => format!("{what} · {}", world.text.count(many.len(), world.text.counts.records)),
    }
}

/// What is said of a step that the list in front does not show.
pub fn said_of(batch: &Batch, world: &World) -> Option<String> {
    let m = &world.text.messages;
    let records = Remembered { register: &world.register, changes: vec![&batch.changes] };
    let name = || batch.changes.first().map_or_else(String::new, |change| name_of(change, &records, world));
    match batch.command.as_str() {
        _ if batch.origin != Origin::Done => None,
        "mentee.request" => Some(fill(m.request_added, &[&name()])),
        "mentee.request_edit" => Some(fill(m.request_edited, &[&name()])),
        "mentee.request_remove" => Some(fill(m.request_removed, &[&name(), &key_of("undo", world)])),
        "survey.edit" => questionnaire_changed(batch, world),
        "year.begin" => Some(year_begun(batch, world)),
        _ => None,
    }
}

/// A year that was opened from the one before, or that more was carried over into.
fn year_begun(batch: &Batch, world: &World) -> String {
    let (y, key) = (&world.text.years, key_of("undo", world));
    match batch.changes.first().and_then(|change| change.after.as_ref()) {
        Some(Record::Year(year)) => fill(y.opened, &[&year.title(), &key]),
        _ => fill(y.filled, &[&world.text.count(batch.changes.len(), world.text.counts.records), &key]),
    }
}

/// What became of a questionnaire that was changed: that it is another version, and what that does to older answers.
fn questionnaire_changed(batch: &Batch, world: &World) -> Option<String> {
    let [change] = &batch.changes[..] else { return None };
    let Some(Record::Questionnaire(sheet)) = &change.after else { return None };
    let (old, created) = match &change.before {
        Some(Record::Questionnaire(before)) => (Some(before.as_ref()), false),
        _ => (lineage::older(&world.register, sheet).first().copied(), true),
    };
    let old = old?;
    let older =
        world.register.questionnaires().filter(|(id, it)| it.code == sheet.code && Key::from(*id) != change.key);
    let answers: usize = older.map(|(id, _)| world.register.referring(id.into(), Kind::Response).count()).sum();
    // With no answers anywhere nothing needs to be said of a step that the list shows.
    if !created && answers == 0 && !wording::is_telling(old, sheet) {
        return None;
    }
    let title = names::title(sheet, world.text);
    let version = created.then(|| fill(world.text.surveys.new_version, &[&title, &sheet.version, &answers]));
    let changed = wording::changed(&world.register, old, sheet, world.text);
    let said: Vec<String> = version.into_iter().chain(changed).collect();
    if said.is_empty() { None } else { Some(said.join(" · ")) }
}

/// The first key of a command that works everywhere.
fn key_of(id: &str, world: &World) -> String {
    let command = GLOBAL.iter().find(|command| command.id == id);
    let key = command.and_then(|command| command.keys.of(world.text.lang).first());
    key.map_or_else(String::new, |key| key_name(key, world.layout, world))
}

/// What a step was, by the identity of its command: what is done now, as a whole sentence, so that it also reads well
/// after «Отменено:».
pub fn command_word<'a>(id: &'a str, text: &'static Text) -> &'a str {
    let c = &text.commands;
    match id {
        "base.found" => c.did_base_found,
        "base.rescue" => c.did_base_rescue,
        "base.lost" => c.did_base_lost,
        "base.forget" => c.did_base_forget,
        "school.edit" => c.did_school_edit,
        "import.mentees" => c.did_import_mentees,
        "import.mentors" => c.did_import_mentors,
        "mentee.new" | "mentor.mentee" => c.did_mentee_new,
        "mentor.new" | "mentee.mentor" => c.did_mentor_new,
        "mentee.edit" => c.did_mentee_edit,
        "mentor.edit" => c.did_mentor_edit,
        "mentor.step" => c.did_mentor_step,
        "mentee.request" => c.did_mentee_request,
        "mentee.request_edit" => c.did_request_edit,
        "mentee.request_remove" => c.did_request_remove,
        "year.begin" => c.did_year_begin,
        "consent.withdraw" => c.did_withdraw,
        "mentee.many" | "mentor.many" | "pair.many" => c.did_many,
        "person.join" => c.did_join,
        "consent.sign" => c.did_sign,
        "consent.restore" => c.did_restore,
        "staff.new" | "staff.edit" => c.did_staff,
        "proposal.accept" => c.did_accept,
        "proposal.move" => c.did_move,
        "proposal.part" => c.did_part,
        "proposal.accept_all" => c.did_accept_all,
        "proposal.pin" => c.did_pin,
        "proposal.unpin" => c.did_unpin,
        "proposal.forbid" => c.did_forbid,
        "proposal.force" => c.did_force,
        "proposal.keep" => c.did_keep_trial,
        "pair.new" => c.did_pair_new,
        "pair.edit" => c.did_pair_edit,
        "pair.fix" => c.did_pair_fix,
        "pair.close" => c.did_pair_close,
        "pair.pause" => c.did_pair_pause,
        "pair.resume" => c.did_pair_resume,
        "pair.agree" => c.did_pair_agree,
        "pair.trial" => c.did_pair_trial,
        "pair.join" => c.did_pair_join,
        "pair.leave" => c.did_pair_leave,
        "pair.reopen" => c.did_pair_reopen,
        "meeting.new" => c.did_meeting_new,
        "meeting.edit" => c.did_meeting_edit,
        "meeting.held" => c.did_meeting_held,
        "meeting.no_show" => c.did_meeting_no_show,
        "meeting.cancelled" => c.did_meeting_cancelled,
        "rules.edit" => c.did_rules_edit,
        "rules.new" => c.did_rules_new,
        "rules.usual" => c.did_rules_usual,
        "rules.remove" => c.did_rules_remove,
        "import.preferences" => c.did_import_wishes,
        "wish.key" => c.did_wish_key,
        "wish.edit" => c.did_wish_edit,
        "wish.pin" => c.did_wish_pin,
        "general.new" => c.did_general_new,
        "general.edit" => c.did_general_edit,
        "lists.edit" | "lists.move" | "lists.remove" => c.did_lists,
        removal if removal.ends_with(".remove") => c.did_remove,
        other => asking_word(other, text)
            .or_else(|| deed_word(other, text))
            .or_else(|| watched_word(other, text))
            .or_else(|| programme_word(other, text))
            .or_else(|| word_of_selection(other, text))
            .or_else(|| label_of(other, text))
            .unwrap_or(other),
    }
}

/// As [`command_word`], for questionnaires and answers.
fn asking_word(id: &str, text: &'static Text) -> Option<&'static str> {
    let c = &text.commands;
    Some(match id {
        "survey.key" => c.did_survey_key,
        "survey.pair" => c.did_survey_pair,
        "survey.second" => c.did_survey_second,
        "survey.settle" => c.did_survey_settle,
        "survey.import" => c.did_survey_import,
        "survey.edit" => c.did_survey_edit,
        "survey.new" => c.did_survey_new,
        "survey.renew" => c.did_survey_renew,
        "import.answers" => c.did_import_answers,
        "import.measures" => c.did_import_measures,
        "survey.invite" => c.did_survey_invite,
        "survey.withdraw" => c.did_survey_withdraw,
        "respond.open" => c.did_respond_open,
        "respond.answer" => c.did_respond_answer,
        "respond.done" => c.did_respond_done,
        _ => return None,
    })
}

/// As [`command_word`], for what a curator does while pairs work and afterwards.
fn watched_word(id: &str, text: &'static Text) -> Option<&'static str> {
    let c = &text.commands;
    Some(match id {
        "measure.new" => c.did_measure,
        "measure.school" => c.did_school_measure,
        "measure.parameter" => c.did_own_parameter,
        "monitoring.numbers" => c.did_numbers,
        "monitoring.plan" => c.did_target,
        "monitoring.curator" => c.did_curator,
        "monitoring.swot" => c.did_swot,
        "contact.new" | "contact.edit" => c.did_contact,
        "today.snooze" => c.did_snooze,
        "today.wake" => c.did_wake,
        "person.erase" => c.did_erase,
        "consent.after" => c.did_after,
        _ => return None,
    })
}

/// The same of the programme around the pairs.
fn programme_word(id: &str, text: &'static Text) -> Option<&'static str> {
    let c = &text.commands;
    Some(match id {
        "activity.new" => c.did_activity_new,
        "activity.edit" => c.did_activity_edit,
        "roadmap.tick" => c.did_tick,
        "roadmap.untick" => c.did_untick,
        "roadmap.usual" => c.did_usual_year,
        "roadmap.count" => c.did_count_lines,
        "passport" => c.did_passport,
        "year.another" => c.did_another,
        "passport.curator" => c.did_curators,
        "gate.pass" => c.did_gate_pass,
        "gate.withdraw" => c.did_gate_withdraw,
        "partner.new" => c.did_partner_new,
        "partner.edit" => c.did_partner_edit,
        "lists.usual" => c.did_lists_usual,
        "lists.retire" => c.did_lists_retire,
        "lists.restore" => c.did_lists_restore,
        _ => return None,
    })
}

/// What a step of selection, training or planning was.
fn word_of_selection(id: &str, text: &'static Text) -> Option<&'static str> {
    let c = &text.commands;
    Some(match id {
        "mentor.interview" => c.did_interview,
        "mentor.application" => c.did_application,
        "mentor.aims" => c.did_aims,
        "training.new" => c.did_training_new,
        "training.edit" => c.did_training_edit,
        "training.roll" => c.did_roll,
        "plan.goal" => c.did_goal_new,
        "plan.edit" => c.did_goal_edit,
        "plan.reached" => c.did_goal_reached,
        _ => return None,
    })
}

/// The same of events, practices, awards and candidates.
fn deed_word(id: &str, text: &'static Text) -> Option<&'static str> {
    let c = &text.commands;
    Some(match id {
        "mentee.candidate" => c.did_mentor_new,
        "event.new" => c.did_event_new,
        "event.edit" => c.did_event_edit,
        "event.roll" => c.did_event_roll,
        "event.held" => c.did_event_held,
        "practice.new" => c.did_practice_new,
        "practice.edit" => c.did_practice_edit,
        "practice.publish" => c.did_practice_publish,
        "award.new" => c.did_award_new,
        "award.edit" => c.did_award_edit,
        "award.given" => c.did_award_given,
        "award.certificates" => c.did_certificates,
        _ => return None,
    })
}

/// The label of a command of some pane.
fn label_of(id: &str, text: &'static Text) -> Option<&'static str> {
    let commands = PANES.iter().flat_map(|tab| (tab.commands)(text));
    commands.into_iter().find(|info| info.id == id).map(|info| info.label)
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
        let shown: Vec<String> = lines(&entry, &[], None, &Needle::new(""), &world).iter().map(whole).collect();
        assert!(shown[0].contains("petrova"), "{shown:?}");
        assert!(shown[1].contains("Пробная Вера Ильинична"), "{shown:?}");
        assert_eq!(shown[2].trim(), "содержание удалено по сроку хранения");
    }
}
