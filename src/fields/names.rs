//! How records are called on screen.

use std::sync::Arc;

use chrono::NaiveDate;

use super::choices::Worded;
use super::dates;
use crate::domain::{
    Change, Entity, Key, Kind, Measure, Meeting, Mentee, MenteeId, Mentor, MentorId, Pair, PairId, Parameter, Person,
    PersonId, PersonKind, Questionnaire, Record, Register, Response, SchoolMeasure, SchoolParameter, Year, YearId,
};
use crate::text::{Text, fill};

/// Where records are looked for by whoever names one: a name leads from a pair to a mentee to a person.
pub trait Records {
    /// The record under a key.
    fn find(&self, key: Key) -> Option<&Record>;
}

impl Records for Register {
    fn find(&self, key: Key) -> Option<&Record> {
        self.record(key)
    }
}

/// The register, and for what it no longer has or does not have yet, what changes tell of it.
pub struct Remembered<'a> {
    /// What is on file.
    pub register: &'a Register,
    /// Changes that were made at some time, the ones to be believed first at the front.
    pub changes: Vec<&'a [Change]>,
}

impl Records for Remembered<'_> {
    fn find(&self, key: Key) -> Option<&Record> {
        let told = || {
            let mut changes = self.changes.iter().copied().flatten().filter(|change| change.key == key);
            changes.find_map(|change| change.after.as_ref().or(change.before.as_ref()))
        };
        self.register.record(key).or_else(told)
    }
}

fn get<T: Entity>(records: &impl Records, id: T::Id) -> Option<&Arc<T>> {
    T::unwrap(records.find(id.into())?)
}

/// What a measure of a person is of: one of М1–М12, or by its name one of the school's own.
pub fn parameter<'a>(register: &'a impl Records, of: Parameter, text: &'a Text) -> &'a str {
    let own = match of {
        Parameter::Own(id) => get::<SchoolParameter>(register, id),
        _ => None,
    };
    own.map_or(of.word(text), |own| &own.name)
}

/// «Фёдоров Семён Петрович · 7Б» for people; what tells other records apart for those.
pub fn of_key(register: &impl Records, key: Key, text: &Text) -> String {
    match register.find(key) {
        Some(record) => of_record(register, record, text),
        None => key.kind.word(text).to_owned(),
    }
}

/// As [`of_key`], for a record that may not be in the register any more.
pub fn of_record(register: &impl Records, record: &Record, text: &Text) -> String {
    match record {
        Record::School(school) => school.name.clone(),
        Record::Year(year) => year.title(),
        Record::Person(person) => person.name.full(),
        Record::Mentee(mentee) => entry(register, mentee.person, mentee.year),
        Record::Mentor(mentor) => entry(register, mentor.person, mentor.year),
        Record::Pair(pair) => of_pair(register, pair, text),
        Record::Meeting(meeting) => of_meeting(register, meeting, text),
        Record::Questionnaire(questionnaire) => title(questionnaire, text).to_owned(),
        Record::Response(response) => of_response(register, response, text),
        Record::Pairing(_) => record.kind().word(text).to_owned(),
        Record::YearNumbers(_) | Record::CuratorSheet(_) | Record::Swot(_) => record.kind().word(text).to_owned(),
        Record::Passport(_) | Record::Lists(_) => record.kind().word(text).to_owned(),
        Record::Activity(activity) => titled(record.kind(), &activity.title, text),
        Record::Partner(partner) => partner.name.to_string(),
        Record::Waiver(waiver) => {
            let about = register.find(waiver.about).map(|about| of_record(register, about, text));
            format!("{} · {}", about.unwrap_or_default(), waiver.gate.word(text))
        }
        Record::Training(training) => {
            format!("{} {} · {}", record.kind().word(text), dates::full(training.on), training.kind.word(text))
        }
        Record::Selection(sheet) => {
            let who = get::<Mentor>(register, sheet.mentor).map(|mentor| entry(register, mentor.person, mentor.year));
            format!("{}: {}", record.kind().word(text), who.unwrap_or_default())
        }
        Record::Plan(plan) => {
            let pair = get::<Pair>(register, plan.pair).map(|pair| of_pair(register, pair, text));
            format!("{}: {}", record.kind().word(text), pair.unwrap_or_default())
        }
        Record::Event(event) => format!("{} · {}", titled(record.kind(), &event.title, text), dates::full(event.on)),
        Record::Practice(practice) => titled(record.kind(), &practice.title, text),
        Record::Award(award) => {
            let who = get::<Person>(register, award.person).map(|person| person.name.full());
            format!("{} · {}", who.unwrap_or_default(), award.kind.word(text))
        }
        Record::Staff(staff) => format!("{} · {}", staff.user, staff.duty.word(text)),
        Record::Calendar(calendar) => {
            let year = get::<Year>(register, calendar.year).map_or_else(String::new, |year| year.title());
            format!("{} {year}", record.kind().word(text))
        }
        Record::Contact(contact) => about_pair(register, record.kind().word(text), contact.pair, contact.on, text),
        Record::Snooze(snooze) => {
            let (cause, about) = (snooze.cause.word(text), of_key(register, snooze.about, text));
            fill(text.panes.put_off_named, &[&cause, &dates::full(snooze.until), &about])
        }
        Record::Measure(measure) => of_measure(register, measure, text),
        Record::SchoolParameter(parameter) => parameter.name.to_string(),
        Record::SchoolMeasure(measure) => of_school_measure(register, measure, text),
        Record::GeneralMeeting(meeting) => {
            format!("{} {}", record.kind().word(text), dates::full(meeting.date))
        }
        Record::PreferenceSheet(sheet) => {
            let author = register.find(sheet.author).map(|author| of_record(register, author, text));
            format!("{}: {}", record.kind().word(text), author.unwrap_or_default())
        }
        Record::Invitation(asked) => {
            let title = get::<Questionnaire>(register, asked.questionnaire).map_or("", |sheet| title(sheet, text));
            format!("{} · {title}", entry(register, asked.respondent, asked.year))
        }
        Record::Ruling(ruling) => {
            let (mentee, mentor) = (mentee_short(register, ruling.mentee), mentor_short(register, ruling.mentor));
            format!("{}: {mentee} – {mentor}", record.kind().word(text))
        }
    }
}

fn of_school_measure(register: &impl Records, measure: &SchoolMeasure, text: &Text) -> String {
    let parameter = get::<SchoolParameter>(register, measure.parameter);
    let name = parameter.map_or_else(String::new, |parameter| parameter.name.to_string());
    format!("{name} · {}", measure.wave.word(text))
}

/// «разговор 12.10.2026: Фёдоров С. – Щёголева К.»
fn about_pair(register: &impl Records, what: &str, pair: PairId, on: NaiveDate, text: &Text) -> String {
    let pair = get::<Pair>(register, pair).map_or_else(String::new, |pair| of_pair(register, pair, text));
    format!("{what} {}: {pair}", dates::full(on))
}

/// A title in quotes, or what has none.
fn titled(kind: Kind, title: &str, text: &Text) -> String {
    if title.is_empty() { kind.word(text).to_owned() } else { format!("«{title}»") }
}

/// «Фёдоров – Щёголева», mentee first; «группа 3 – Щёголева» for a group.
pub fn of_pair(register: &impl Records, pair: &Pair, text: &Text) -> String {
    let mentor = mentor_short(register, pair.mentor);
    match pair.mentees.as_slice() {
        [one] => format!("{} – {mentor}", mentee_short(register, *one)),
        many => format!("{} – {mentor}", fill(text.common.group, &[&many.len()])),
    }
}

/// «Фёдоров С.»
pub fn mentee_short(register: &impl Records, id: MenteeId) -> String {
    let person = get::<Mentee>(register, id).and_then(|mentee| get::<Person>(register, mentee.person));
    person.map_or_else(String::new, |person| person.name.short())
}

/// «Щёголева К.»
pub fn mentor_short(register: &impl Records, id: MentorId) -> String {
    let person = get::<Mentor>(register, id).and_then(|mentor| get::<Person>(register, mentor.person));
    person.map_or_else(String::new, |person| person.name.short())
}

/// «Щёголева К., 10Б», «Фролов М., педагог»: a mentor told from others of the same surname. What the mentor is may be
/// given in three or four letters.
pub fn mentor_told(register: &impl Records, id: MentorId, brief: bool, text: &Text) -> String {
    let Some(mentor) = get::<Mentor>(register, id) else { return String::new() };
    let Some(person) = get::<Person>(register, mentor.person) else { return String::new() };
    let is = match person.class_in(mentor.year) {
        Some(class) => class.to_string(),
        None if brief => kind_brief(person.kind, text).to_owned(),
        None => person.kind.word(text).to_owned(),
    };
    format!("{}, {is}", person.name.short())
}

fn kind_brief(kind: PersonKind, text: &Text) -> &'static str {
    let t = &text.terms;
    match kind {
        PersonKind::Pupil => t.pupil_brief,
        PersonKind::Student => t.student_brief,
        PersonKind::Teacher => t.teacher_brief,
        PersonKind::Parent => t.parent_brief,
        PersonKind::Graduate => t.graduate_brief,
        PersonKind::Employee => t.employee_brief,
        PersonKind::Other => t.other_brief,
    }
}

/// The title of a questionnaire in the language of the screen.
pub fn title<'a>(questionnaire: &'a Questionnaire, text: &Text) -> &'a str {
    label(&questionnaire.title, text)
}

/// A label in the language of the screen; Russian where nothing else is known.
pub fn label<'a>(label: &'a crate::domain::Label, text: &Text) -> &'a str {
    match text.lang {
        crate::text::Lang::En if !label.en.is_empty() => &label.en,
        _ => &label.ru,
    }
}

/// The person behind a record of a person, a mentee or a mentor.
pub fn person_of(register: &Register, key: Key) -> Option<PersonId> {
    match key.kind {
        Kind::Person => PersonId::of(key),
        Kind::Mentee => Some(register.get::<Mentee>(MenteeId::of(key)?)?.person),
        Kind::Mentor => Some(register.get::<Mentor>(MentorId::of(key)?)?.person),
        _ => None,
    }
}

/// «Фёдоров Семён Петрович, 7Б»
pub fn entry(register: &impl Records, person: PersonId, year: YearId) -> String {
    let Some(who) = get::<Person>(register, person) else { return String::new() };
    match who.class_in(year) {
        Some(class) => format!("{}, {class}", who.name.full()),
        None => who.name.full(),
    }
}

/// As [`entry`], of a day: with the class of the school year it lies in where that is on file, else of `year`.
pub fn entry_on(register: &Register, person: PersonId, on: NaiveDate, year: YearId) -> String {
    let then = register.years().into_iter().find(|(_, span)| span.contains(on)).map(|(id, _)| id);
    let known = |id: &YearId| register.get::<Person>(person).is_some_and(|who| who.class_in(*id).is_some());
    entry(register, person, then.filter(known).unwrap_or(year))
}

fn of_meeting(register: &impl Records, meeting: &Meeting, text: &Text) -> String {
    let pair = get::<Pair>(register, meeting.pair).map_or_else(String::new, |pair| of_pair(register, pair, text));
    format!("{pair} · {} {}", meeting.date.format("%d.%m.%Y"), meeting.kind.word(text))
}

fn of_measure(register: &impl Records, measure: &Measure, text: &Text) -> String {
    format!("{} · {}", entry(register, measure.person, measure.year), parameter(register, measure.parameter, text))
}

fn of_response(register: &impl Records, response: &Response, text: &Text) -> String {
    let name = entry(register, response.respondent, response.year);
    match get::<Questionnaire>(register, response.questionnaire) {
        Some(questionnaire) => format!("{name} · {}", title(questionnaire, text)),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Class;
    use crate::domain::sample::{Sample, day};

    #[test]
    fn a_past_day_has_the_class_of_its_own_year_where_that_is_on_file() {
        let mut sample = Sample::new();
        let mentee = sample.mentee("Фёдоров Семён", "7Б");
        let (who, this, last) = (sample.person_of(mentee), sample.year, YearId(9_001));
        let spring = NaiveDate::from_ymd_opt(2026, 4, 12).unwrap();
        sample.put(last, Year::starting(2025));
        let told = |sample: &Sample, on| entry_on(&sample.register, who, on, this);
        assert_eq!(told(&sample, spring), "Фёдоров Семён, 7Б", "nothing is on file of that year");
        sample.edit::<Person>(who, |person| person.set_class(last, Class::parse("6Б")));
        assert_eq!(told(&sample, spring), "Фёдоров Семён, 6Б");
        assert_eq!(told(&sample, day(10, 1)), "Фёдоров Семён, 7Б");
    }
}
