//! What a change did to a record, field by field, as it was and as it became.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{
    Answer, Calendar, Change, Consent, ConsentKind, GeneralMeeting, Indicator, Key, Kind, Lists, Measure, Meeting,
    Mentee, Mentor, Pair, PairId, Partner, Passport, Person, PersonId, Plan, PlanItem, PreferenceSheet, Questionnaire,
    Record, Request, Response, SchoolMeasure, Secret, Selection, Year, YearNumbers,
};
use crate::fields::hundredths::decimal;
use crate::fields::{
    ACTIVITY, AIMS, APPLICATION, CLOSING, Ctx, Field, GENERAL_MEETING, GOAL, GeneralRow, INTERVIEW, MEETING, MENTEE,
    MENTOR, MeetingRow, MenteeRow, MentorRow, PAIR, PARTNER, PASSPORT, PairRow, PartnerRow, REQUEST, SelectionRow,
    SheetRow, TRAINING, TrainingRow, WAIVER, Worded, dates, names, sheet_fields,
};
use crate::panes::contacts::CONTACT;
use crate::panes::monitoring::{
    CURATOR_FIELDS, NUMBERS_FIELDS, NumbersRow, PARAMETER_FIELDS, ParameterRow, SWOT_FIELDS,
};
use crate::panes::pairs::rules;
use crate::panes::programme;
use crate::panes::surveys::answer_words;
use crate::panes::{SCHOOL, breaks_words};
use crate::text::{Text, fill};

/// «Телефон: – → +7 913 …», for what differs in a changed record. Restricted fields stay masked unless `ctx` reveals.
pub fn lines(change: &Change, ctx: &Ctx) -> Vec<String> {
    if !ctx.access.sees_change(ctx.register, change, ctx.today) {
        return Vec::new();
    }
    if change.is_forgotten() {
        return vec![ctx.text.keep.forgotten_change.to_owned()];
    }
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => of_records(change.key, before, after, ctx),
        // Lists that nobody has changed are in no record, and are the usual ones.
        (None, Some(Record::Lists(after))) => of_lists(Lists::usual(), after, ctx.text),
        (Some(Record::Lists(before)), None) => of_lists(before, Lists::usual(), ctx.text),
        _ => Vec::new(),
    }
}

fn of_records(key: Key, before: &Record, after: &Record, ctx: &Ctx) -> Vec<String> {
    match (before, after) {
        (Record::Mentee(a), Record::Mentee(b)) => {
            [compare(MENTEE, &of_mentee(a), &of_mentee(b), ctx), of_requests(a, b, ctx)].concat()
        }
        (Record::Mentor(a), Record::Mentor(b)) => compare(MENTOR, &of_mentor(a), &of_mentor(b), ctx),
        (Record::Person(a), Record::Person(b)) => of_people(PersonId::of(key), a, b, ctx),
        (Record::Pair(a), Record::Pair(b)) => {
            let (a, b) = (of_pair(key, a), of_pair(key, b));
            [compare(PAIR, &a, &b, ctx), compare(CLOSING, &a, &b, ctx)].concat()
        }
        (Record::Meeting(a), Record::Meeting(b)) => compare(MEETING, &of_meeting(a), &of_meeting(b), ctx),
        (Record::PreferenceSheet(a), Record::PreferenceSheet(b)) => {
            compare(sheet_fields(b.author), &of_sheet(a), &of_sheet(b), ctx)
        }
        (Record::GeneralMeeting(a), Record::GeneralMeeting(b)) => {
            compare(GENERAL_MEETING, &of_general(a), &of_general(b), ctx)
        }
        (Record::School(a), Record::School(b)) => compare(SCHOOL, a.as_ref(), b.as_ref(), ctx),
        (Record::Pairing(a), Record::Pairing(b)) => {
            let differences = rules::differences(a, b, ctx).into_iter();
            differences.filter_map(|(label, was, is)| arrow(&label, &was, &is, ctx.text)).collect()
        }
        (Record::Questionnaire(a), Record::Questionnaire(b)) => of_questionnaires(a, b, ctx.text),
        (Record::Response(a), Record::Response(b)) => of_responses(a, b, ctx),
        (Record::CuratorSheet(a), Record::CuratorSheet(b)) => compare(CURATOR_FIELDS, a.as_ref(), b.as_ref(), ctx),
        (Record::Swot(a), Record::Swot(b)) => compare(SWOT_FIELDS, a.as_ref(), b.as_ref(), ctx),
        (Record::Activity(a), Record::Activity(b)) => compare(ACTIVITY, a.as_ref(), b.as_ref(), ctx),
        (Record::Passport(a), Record::Passport(b)) => {
            [compare(PASSPORT, a.as_ref(), b.as_ref(), ctx), of_curators(a, b, ctx)].concat()
        }
        (Record::Partner(a), Record::Partner(b)) => compare(PARTNER, &of_partner(a), &of_partner(b), ctx),
        (Record::Waiver(a), Record::Waiver(b)) => compare(WAIVER, a.as_ref(), b.as_ref(), ctx),
        (Record::Lists(a), Record::Lists(b)) => of_lists(a, b, ctx.text),
        (Record::YearNumbers(a), Record::YearNumbers(b)) => of_numbers(a, b, ctx),
        (Record::Contact(a), Record::Contact(b)) => compare(CONTACT, a.as_ref(), b.as_ref(), ctx),
        (Record::Calendar(a), Record::Calendar(b)) => {
            let words = |calendar: &Calendar| breaks_words(&calendar.breaks);
            arrow(Kind::Calendar.word(ctx.text), &words(a), &words(b), ctx.text).into_iter().collect()
        }
        (Record::Snooze(a), Record::Snooze(b)) => {
            let p = &ctx.text.panes;
            let until = arrow(p.snooze_until, &dates::full(a.until), &dates::full(b.until), ctx.text);
            until.into_iter().chain(arrow(p.snooze_why, &a.why, &b.why, ctx.text)).collect()
        }
        (Record::Measure(a), Record::Measure(b)) => of_measures(a, b, ctx),
        (Record::SchoolMeasure(a), Record::SchoolMeasure(b)) => of_school_measures(a, b, ctx),
        (Record::SchoolParameter(a), Record::SchoolParameter(b)) => {
            compare(PARAMETER_FIELDS, &ParameterRow::from(a.as_ref()), &ParameterRow::from(b.as_ref()), ctx)
        }
        (Record::Selection(a), Record::Selection(b)) => of_selections(a, b, ctx),
        (Record::Training(a), Record::Training(b)) => compare(TRAINING, &TrainingRow::of(a), &TrainingRow::of(b), ctx),
        (Record::Plan(a), Record::Plan(b)) => of_plans(a, b, ctx),
        _ => Vec::new(),
    }
}

fn of_school_measures(a: &SchoolMeasure, b: &SchoolMeasure, ctx: &Ctx) -> Vec<String> {
    let m = &ctx.text.monitoring;
    let value = arrow(m.measure_value, &decimal(a.value), &decimal(b.value), ctx.text);
    let on = arrow(m.measure_on, &dates::full(a.on), &dates::full(b.on), ctx.text);
    let notes = arrow(m.measure_notes, &a.notes, &b.notes, ctx.text);
    [value, on, notes].into_iter().flatten().collect()
}

/// What the sheet alone says, then the mark of each criterion; steps stand in the change of the entry beside it.
fn of_selections(before: &Arc<Selection>, after: &Arc<Selection>, ctx: &Ctx) -> Vec<String> {
    let (a, b) = (SelectionRow::of_sheet(before), SelectionRow::of_sheet(after));
    let mut lines: Vec<String> =
        [APPLICATION, AIMS, INTERVIEW].into_iter().flat_map(|fields| compare(fields, &a, &b, ctx)).collect();
    let judged = before.marks.iter().chain(&after.marks).map(|(code, _)| code).collect::<BTreeSet<_>>();
    for code in judged {
        let criterion = ctx.register.lists().criteria.iter().find(|criterion| criterion.code == *code);
        let title = criterion.map_or(code, |criterion| &criterion.title);
        let shown = |sheet: &Selection| sheet.mark(code).map_or_else(String::new, |mark| mark.to_string());
        lines.extend(arrow(title, &shown(before), &shown(after), ctx.text));
    }
    lines
}

/// Goals have no identity: one that stands in its place is the same, however it was reworded; else it came or went.
fn of_plans(before: &Plan, after: &Plan, ctx: &Ctx) -> Vec<String> {
    let task = |goal: &PlanItem| goal.task.clone();
    let same = before.items.len() == after.items.len();
    let mut lines = Vec::new();
    for (at, goal) in after.items.iter().enumerate() {
        let was = match before.items.get(at) {
            Some(was) if same => Some(was),
            _ => before.items.iter().find(|was| was.task == goal.task),
        };
        match was {
            Some(was) => {
                let label = task(was);
                lines.extend(compare(GOAL, was, goal, ctx).into_iter().map(|line| format!("{label}. {line}")));
            }
            None => lines.extend(arrow(ctx.text.training.goal_task, "", &goal.task, ctx.text)),
        }
    }
    let stays = |was: &&PlanItem| same || after.items.iter().any(|goal| goal.task == was.task);
    let gone = before.items.iter().filter(|was| !stays(was));
    lines.extend(gone.filter_map(|was| arrow(ctx.text.training.goal_task, &was.task, "", ctx.text)));
    lines
}

fn of_partner(partner: &Arc<Partner>) -> PartnerRow {
    PartnerRow { id: None, partner: Arc::clone(partner) }
}

/// Who was appointed and who no longer is, each with the order.
fn of_curators(before: &Passport, after: &Passport, ctx: &Ctx) -> Vec<String> {
    let named = |passport: &Passport| -> Vec<String> {
        passport.curators.iter().map(|one| programme::curator_words(one, ctx.text)).collect()
    };
    let (was, is) = (named(before), named(after));
    let label = ctx.text.programme.name;
    let gone = was.iter().filter(|one| !is.contains(one)).filter_map(|one| arrow(label, one, "", ctx.text));
    let new = is.iter().filter(|one| !was.contains(one)).filter_map(|one| arrow(label, "", one, ctx.text));
    gone.chain(new).collect()
}

/// The lines that went, came or were reworded, list by list; what only moved is said in one word.
fn of_lists(before: &Lists, after: &Lists, text: &Text) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, was, is) in programme::list_words(before, after, text) {
        let gone: Vec<&String> = was.iter().filter(|line| !is.contains(line)).collect();
        let new: Vec<&String> = is.iter().filter(|line| !was.contains(line)).collect();
        if gone.is_empty() && new.is_empty() && was != is {
            lines.push(fill(text.programme.list_moved, &[&name]));
        }
        for place in 0..gone.len().max(new.len()) {
            let word = |of: &[&String]| of.get(place).map(|line| line.to_string()).unwrap_or_default();
            lines.extend(arrow(name, &word(&gone), &word(&new), text));
        }
    }
    lines
}

/// The numbers a form shows, then facts and plans of the indicators.
fn of_numbers(before: &YearNumbers, after: &YearNumbers, ctx: &Ctx) -> Vec<String> {
    let row = |numbers: &YearNumbers| NumbersRow { year: Year::starting(0), numbers: numbers.clone() };
    let mut lines = compare(NUMBERS_FIELDS, &row(before), &row(after), ctx);
    let shown = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    for indicator in Indicator::ALL {
        let m = &ctx.text.monitoring;
        let two = [
            (m.target_fact, before.fact(*indicator), after.fact(*indicator)),
            (m.target_plan, before.plan(*indicator), after.plan(*indicator)),
        ];
        for (label, was, is) in two.into_iter().filter(|(_, was, is)| was != is) {
            let label = format!("{}. {label}", indicator.word(ctx.text));
            lines.extend(arrow(&label, &shown(was), &shown(is), ctx.text));
        }
    }
    lines
}

fn of_mentee(mentee: &Arc<Mentee>) -> MenteeRow {
    MenteeRow { mentee: Arc::clone(mentee), ..MenteeRow::blank(mentee.year) }
}

/// The first request is among the fields of the entry, all but the day it was made. The others stand here whole, and
/// one that came or went by what it asks.
fn of_requests(before: &Mentee, after: &Mentee, ctx: &Ctx) -> Vec<String> {
    let mut lines = Vec::new();
    if !ctx.sees(Secret::Requests(after.person)) {
        return lines;
    }
    for place in 0..before.requests.len().max(after.requests.len()) {
        let label = fill(ctx.text.panes.request_number, &[&(place + 1)]);
        match (before.requests.get(place), after.requests.get(place)) {
            (Some(was), Some(is)) => {
                let told = REQUEST.iter().filter(|field| place > 0 || field.id == "made_on");
                let changed = told.filter(|field| differs(field, was, is, ctx));
                lines.extend(changed.map(|field| format!("{label}. {}", difference(field, was, is, ctx))));
            }
            (was, is) if place > 0 => {
                let words = |request: Option<&Request>| request.map_or("", |request| request.text.as_str()).to_owned();
                lines.extend(arrow(&label, &words(was), &words(is), ctx.text));
            }
            _ => {}
        }
    }
    lines
}

fn of_mentor(mentor: &Arc<Mentor>) -> MentorRow {
    MentorRow { mentor: Arc::clone(mentor), ..MentorRow::blank(mentor.year) }
}

fn of_pair(key: Key, pair: &Arc<Pair>) -> PairRow {
    PairRow { id: PairId::of(key), pair: Arc::clone(pair) }
}

fn of_meeting(meeting: &Arc<Meeting>) -> MeetingRow {
    MeetingRow { id: None, meeting: Arc::clone(meeting), next_date: None }
}

fn of_sheet(sheet: &Arc<PreferenceSheet>) -> SheetRow {
    SheetRow { id: None, sheet: Arc::clone(sheet) }
}

fn of_general(meeting: &Arc<GeneralMeeting>) -> GeneralRow {
    GeneralRow { id: None, meeting: Arc::clone(meeting) }
}

/// A person is shown in two tables, each with fields of its own.
fn of_people(person_id: Option<PersonId>, before: &Arc<Person>, after: &Arc<Person>, ctx: &Ctx) -> Vec<String> {
    let as_mentee = |person| MenteeRow { person: Arc::clone(person), person_id, ..MenteeRow::blank(ctx.year) };
    let as_mentor = |person| MentorRow { person: Arc::clone(person), person_id, ..MentorRow::blank(ctx.year) };
    let mut lines = compare(MENTEE, &as_mentee(before), &as_mentee(after), ctx);
    for line in compare(MENTOR, &as_mentor(before), &as_mentor(after), ctx) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.extend(withdrawals(before, after, ctx));
    lines
}

fn withdrawals(before: &Person, after: &Person, ctx: &Ctx) -> Vec<String> {
    let withdrawn = |person: &Person, kind| person.consent(kind).and_then(|consent: &Consent| consent.withdrawn_on);
    let may_show = |kind: ConsentKind| ctx.reveal || kind != ConsentKind::Health;
    let line = |&kind: &ConsentKind| {
        let on = withdrawn(after, kind).filter(|on| may_show(kind) && withdrawn(before, kind) != Some(*on))?;
        Some(fill(ctx.text.panes.consent_withdrawn, &[&dates::full(on), &kind.word(ctx.text)]))
    };
    ConsentKind::ALL.iter().filter_map(line).collect()
}

fn of_questionnaires(before: &Questionnaire, after: &Questionnaire, text: &Text) -> Vec<String> {
    let f = &text.fields;
    let forms = |of: &Questionnaire| of.forms.iter().map(|form| form.word(text)).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<String> = [
        arrow(f.questionnaire, names::title(before, text), names::title(after, text), text),
        arrow(f.wave, before.wave.word(text), after.wave.word(text), text),
        arrow(f.respondent, before.audience.word(text), after.audience.word(text), text),
        arrow(f.form, &forms(before), &forms(after), text),
    ]
    .into_iter()
    .flatten()
    .collect();
    let gone = before.items.iter().filter(|item| after.items.iter().all(|other| other.id != item.id));
    lines.extend(gone.filter_map(|item| arrow(&item.id, names::label(&item.label, text), "", text)));
    for item in &after.items {
        let was = before.items.iter().find(|other| other.id == item.id);
        let words = was.map_or("", |was| names::label(&was.label, text));
        match arrow(&item.id, words, names::label(&item.label, text), text) {
            Some(line) => lines.push(line),
            // The question reads as before; what it takes or how it is counted does not.
            None if was != Some(item) => lines.push(fill(text.panes.item_changed, &[&item.id, &words])),
            None => {}
        }
    }
    lines
}

fn of_measures(before: &Measure, after: &Measure, ctx: &Ctx) -> Vec<String> {
    let value = names::parameter(ctx.register, before.parameter, ctx.text);
    let value = arrow(value, &decimal(before.value), &decimal(after.value), ctx.text);
    let on = arrow(ctx.text.monitoring.measure_on, &dates::full(before.on), &dates::full(after.on), ctx.text);
    value.into_iter().chain(on).collect()
}

fn of_responses(before: &Response, after: &Response, ctx: &Ctx) -> Vec<String> {
    let text = ctx.text;
    let Some(asked) = ctx.register.get::<Questionnaire>(after.questionnaire) else { return Vec::new() };
    let mut lines: Vec<String> =
        arrow(text.fields.date, &dates::full(before.on), &dates::full(after.on), text).into_iter().collect();
    for (at, item) in asked.items.iter().enumerate() {
        let words = |of: &Response| answer_words(&item.kind, of.answers.get(at).unwrap_or(&Answer::NotAsked), text);
        let label = format!("{}. {}", at + 1, names::label(&item.label, text));
        lines.extend(arrow(&label, &words(before), &words(after), text));
    }
    lines
}

/// «Волна: вход → выход», where the two differ.
fn arrow(label: &str, before: &str, after: &str, text: &Text) -> Option<String> {
    let shown = |words: &str| if words.is_empty() { text.common.none.to_owned() } else { words.to_owned() };
    (before != after).then(|| format!("{label}: {} → {}", shown(before), shown(after)))
}

fn compare<T>(fields: &[Field<T>], before: &T, after: &T, ctx: &Ctx) -> Vec<String> {
    let changed = |field: &&Field<T>| field.set.is_some() && field.exported && differs(field, before, after, ctx);
    fields.iter().filter(changed).map(|field| difference(field, before, after, ctx)).collect()
}

/// Whether who looks is told that a field differs. Where all that differs is closed to them, nothing does.
fn differs<T>(field: &Field<T>, before: &T, after: &T, ctx: &Ctx) -> bool {
    let told = || ctx.sees(Secret::Restricted) || field.shown(before, ctx) != field.shown(after, ctx);
    (field.get)(before, ctx) != (field.get)(after, ctx) && told()
}

fn difference<T>(field: &Field<T>, before: &T, after: &T, ctx: &Ctx) -> String {
    let shown = |row: &T| Some(field.shown(row, ctx)).filter(|shown| !shown.is_empty());
    let shown = |row: &T| shown(row).unwrap_or_else(|| ctx.text.common.none.to_owned());
    format!("{}: {} → {}", (field.label)(ctx.text), shown(before), shown(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Activity, ActivityId, Appointment, Gate, PartnerId, PassportId, Stage, Step, TheLists, Vocabulary, Waiver,
        WaiverId, Wording, Words, YearId,
    };
    use crate::kit::sample;

    fn said<T: crate::domain::Entity + Clone>(id: T::Id, before: T, edit: impl FnOnce(&mut T)) -> Vec<String> {
        let world = sample::world();
        let mut after = before.clone();
        edit(&mut after);
        lines(&Change::edit(id, &Arc::new(before), after), &world.ctx())
    }

    #[test]
    fn what_changed_of_the_programme_is_told_field_by_field() {
        let year = YearId(1);
        let line = said(ActivityId(1), Activity::new(year, Stage::Work), |it| {
            (it.stage, it.done) = (Stage::Completion, Step::Done);
        });
        assert_eq!(line, ["Этап: работа → завершение", "Сделано: – → да"]);
        let passport = said(PassportId(1), Passport::new(year), |it| {
            it.aim = "вырасти".into();
            it.curators.push(Appointment { name: "Белова".into(), order_no: "7".into(), order_on: None });
        });
        assert_eq!(passport, ["Цель: – → вырасти", "Куратор: – → Белова, приказ № 7"]);
        let partner = said(PartnerId(1), Partner::new("ТГУ"), |it| it.agreement_no = "5".into());
        assert_eq!(partner, ["Соглашение №: – → 5"]);
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        let waiver = Waiver { year, gate: Gate::Meetings, about: PairId(1).into(), reason: "лагерь".into(), on };
        assert_eq!(said(WaiverId(1), waiver, |it| it.reason = "лес".into()), ["Причина: лагерь → лес"]);
    }

    #[test]
    fn a_list_of_terms_tells_its_words_and_what_is_offered_no_more() {
        let list = Vocabulary::CloseReasons;
        let wording =
            |code: &str, title: &str, retired| Wording { list, code: code.into(), title: title.into(), retired };
        let with = |wordings: Vec<Wording>| Lists::usual().with_wordings(list, wordings);
        let told = |before: Lists, after: Lists| said(TheLists, before, |it| *it = after);
        let name = "Причины завершения пар";
        let own = || with(vec![wording("own1", "смена формы", false)]);
        assert_eq!(told(Lists::usual().clone(), own()), [format!("{name}: – → смена формы")]);
        let reworded = with(vec![wording("no_time", "не успевает", false)]);
        assert_eq!(told(Lists::usual().clone(), reworded), [format!("{name}: нет времени → не успевает")]);
        let retired = with(vec![wording("own1", "смена формы", true)]);
        assert_eq!(told(own(), retired), [format!("{name}: смена формы → смена формы (не предлагается)")]);
        // The first step of all makes the record, and its undo takes it away.
        let world = sample::world();
        let first = Change::create::<Lists>(TheLists, own());
        assert_eq!(lines(&first, &world.ctx()), [format!("{name}: – → смена формы")]);
        let undone = Change::delete::<Lists>(TheLists, &Arc::new(own()));
        assert_eq!(lines(&undone, &world.ctx()), [format!("{name}: смена формы → –")]);
    }

    #[test]
    fn a_list_tells_what_came_went_was_reworded_or_moved() {
        let usual = || Lists::usual().clone();
        let nomination = |words: &str| Words::from(words);
        let came = said(TheLists, usual(), |it| it.nominations.push(nomination("За смелость")));
        assert_eq!(came, ["Номинации: – → За смелость"]);
        let reworded = said(TheLists, usual(), |it| it.nominations[0] = nomination("Наставник года"));
        assert_eq!(reworded, ["Номинации: Лучший наставник → Наставник года"]);
        let moved = said(TheLists, usual(), |it| it.topics.swap(0, 1));
        assert_eq!(moved, ["Темы обучения наставников: порядок изменён"]);
    }
}
