//! Making a whole of records some of which are lost: nothing may refer to what is not there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};

use crate::domain::*;
use crate::text::{Text, fill};

use super::guess::{self, Traces};

/// What has to be done to records so that nothing refers to what is not there.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// The changes that do it.
    pub(super) changes: Vec<Change>,
    /// Records that others refer to and that are not there.
    pub(super) wanted: BTreeSet<Key>,
    /// Those of them that get a stand-in.
    pub(super) stood_in: Vec<Key>,
    /// Records that are left out.
    pub(super) left_out: Vec<Key>,
}

/// Works out how to mend records of a base that was founded at `created`, in seconds since 1970 UTC.
pub(super) fn mend(records: &BTreeMap<Key, (Stamp, Record)>, created: i64, text: &Text) -> Mended {
    let mut mender = Mender {
        records: records.iter().map(|(key, (_, record))| (*key, record.clone())).collect(),
        next: highest(records) + 1,
        founded: DateTime::from_timestamp(created, 0).map_or(NaiveDate::MIN, |moment| moment.date_naive()),
        mended: Mended::default(),
        text,
    };
    // In this order what is invented for one is there for the next.
    mender.years();
    mender.school();
    let before = [
        Kind::Plan,
        Kind::Practice,
        Kind::Award,
        Kind::Event,
        Kind::Waiver,
        Kind::Training,
        Kind::Selection,
        Kind::Staff,
        Kind::Response,
        Kind::Invitation,
        Kind::Measure,
        Kind::Pair,
        Kind::GeneralMeeting,
        Kind::PreferenceSheet,
        Kind::Ruling,
        Kind::Waiver,
        Kind::Training,
        Kind::Selection,
        Kind::Plan,
        Kind::Event,
        Kind::Practice,
        Kind::Award,
        Kind::Staff,
        Kind::Contact,
        Kind::SchoolMeasure,
    ];
    for kind in before.into_iter().chain([Kind::Mentee, Kind::Mentor, Kind::Meeting, Kind::Snooze]) {
        mender.all_of(kind);
    }
    mender.mended
}

/// The largest identity that a record has or refers to: what is invented must not take the number of what is lost.
fn highest(records: &BTreeMap<Key, (Stamp, Record)>) -> u32 {
    let of = |(key, (_, record)): (&Key, &(Stamp, Record))| {
        let named = record.references().into_iter().map(|to| to.id).chain(record.year().map(|year| year.0));
        named.fold(key.id, u32::max)
    };
    records.iter().map(of).max().unwrap_or(0)
}

struct Mender<'a> {
    records: BTreeMap<Key, Record>,
    next: u32,
    founded: NaiveDate,
    mended: Mended,
    text: &'a Text,
}

impl Mender<'_> {
    fn all_of(&mut self, kind: Kind) {
        let keys: Vec<Key> = self.records.keys().filter(|key| key.kind == kind).copied().collect();
        for key in keys {
            let Some(record) = self.records.get(&key).cloned() else { continue };
            let missing: Vec<Key> =
                record.references().into_iter().filter(|to| !self.records.contains_key(to)).collect();
            for to in missing {
                self.mended.wanted.insert(to);
                if !self.stand_in(to, &record) {
                    self.leave_out(key, &record);
                    break;
                }
            }
        }
    }

    /// Puts something in place of a lost record that another one refers to; false where nothing can stand for it.
    fn stand_in(&mut self, to: Key, from: &Record) -> bool {
        // Nobody is invented for the sake of a signal put off.
        if matches!(from, Record::Snooze(_)) {
            return false;
        }
        // What says nothing of its year is of the newest.
        let year = from.year().or_else(|| self.newest_year()).unwrap_or(YearId(0));
        let record = match to.kind {
            Kind::Person => {
                let kind = if matches!(from, Record::Mentor(_)) { PersonKind::Other } else { PersonKind::Pupil };
                self.person(to, kind)
            }
            Kind::Questionnaire => Questionnaire::wrap(self.questionnaire(to).into()),
            Kind::Pair => Pair::wrap(self.pair(to).into()),
            Kind::Partner => Partner::wrap(Partner::new(fill(self.text.keep.lost_name, &[&to.id])).into()),
            Kind::SchoolParameter => SchoolParameter::wrap(self.school_parameter(to).into()),
            Kind::Mentee => {
                let person = self.fresh_person(to, PersonKind::Pupil);
                Mentee::wrap(Mentee::new(person, year).into())
            }
            Kind::Mentor => {
                let person = self.fresh_person(to, PersonKind::Other);
                Mentor::wrap(Mentor::new(person, year).into())
            }
            _ => return false,
        };
        self.create(to, record);
        true
    }

    /// A parameter whose scale holds everything that was measured of a lost one. Which way is better nobody knows.
    fn school_parameter(&self, of: Key) -> SchoolParameter {
        let mut taken = self.each::<SchoolMeasure>().filter(|measure| Key::from(measure.parameter) == of);
        let people = self.each::<Measure>().filter_map(|it| match it.parameter {
            Parameter::Own(id) => Some((Key::from(id), it.value)),
            _ => None,
        });
        let of_people: Vec<i32> = people.filter(|(key, _)| *key == of).map(|(_, value)| value).collect();
        let name = fill(self.text.keep.lost_name, &[&of.id]).into();
        if !of_people.is_empty() {
            let fits = of_people.iter().all(|value| Scale::Points.takes(*value));
            let scale = if fits { Scale::Points } else { Scale::Cases };
            return SchoolParameter { name, scale, better: Better::More, of: Whose::People };
        }
        let scale = if taken.all(|measure| Scale::Points.takes(measure.value)) { Scale::Points } else { Scale::Cases };
        SchoolParameter { name, scale, better: Better::Neither, of: Whose::School }
    }

    /// A questionnaire that everything answered to a lost one fits into.
    fn questionnaire(&self, of: Key) -> Questionnaire {
        let of_it = |record: &&Response| Key::from(record.questionnaire) == of;
        let responses: Vec<&Response> = self.each::<Response>().filter(of_it).collect();
        let asked = self.each::<Invitation>().filter(|asked| Key::from(asked.questionnaire) == of);
        let begun = asked.map(|asked| asked.answers.as_slice()).filter(|answers| !answers.is_empty());
        let known = self.each::<Questionnaire>().map(|known| (known.code.as_str(), known.version));
        let traces = Traces {
            id: of.id,
            answers: responses.iter().map(|response| response.answers.as_slice()).chain(begun).collect(),
            audience: self.audience(&responses),
            taken: known.collect(),
        };
        guess::questionnaire(&traces, self.text)
    }

    /// Whether those who answered were all mentees or all mentors then.
    fn audience(&self, responses: &[&Response]) -> Option<Audience> {
        let asked: BTreeSet<_> = responses.iter().map(|response| (response.respondent, response.year)).collect();
        let mentees = self.each::<Mentee>().any(|mentee| asked.contains(&(mentee.person, mentee.year)));
        let mentors = self.each::<Mentor>().any(|mentor| asked.contains(&(mentor.person, mentor.year)));
        match (mentees, mentors) {
            (true, false) => Some(Audience::Mentee),
            (false, true) => Some(Audience::Mentor),
            _ => None,
        }
    }

    /// A pair of those who came to its meetings and somebody who is not known.
    fn pair(&mut self, of: Key) -> Pair {
        let meetings: Vec<&Meeting> = self.each::<Meeting>().filter(|meeting| Key::from(meeting.pair) == of).collect();
        let came: BTreeSet<MenteeId> = meetings.iter().flat_map(|meeting| meeting.present.iter().copied()).collect();
        let mut mentees: Vec<MenteeId> =
            came.into_iter().filter(|id| self.records.contains_key(&(*id).into())).collect();
        let day = meetings.iter().map(|meeting| meeting.date).max().unwrap_or(self.founded);
        let year = self.year_of(day);
        let mentor = MentorId(self.fresh());
        let person = self.fresh_person(mentor.into(), PersonKind::Other);
        self.create(mentor.into(), Mentor::wrap(Mentor::new(person, year).into()));
        if mentees.is_empty() {
            let mentee = MenteeId(self.fresh());
            let person = self.fresh_person(mentee.into(), PersonKind::Pupil);
            self.create(mentee.into(), Mentee::wrap(Mentee::new(person, year).into()));
            mentees.push(mentee);
        }
        Pair::new(year, Form::PupilPupil, mentor, mentees)
    }

    /// The year a day belongs to; one is made where it is not there.
    fn year_of(&mut self, day: NaiveDate) -> YearId {
        let holds = |record: &Record| matches!(record, Record::Year(year) if (year.start..=year.end).contains(&day));
        let known = self.records.iter().find(|(_, record)| holds(record)).and_then(|(key, _)| YearId::of(*key));
        known.unwrap_or_else(|| {
            let id = YearId(self.fresh());
            self.create(id.into(), Year::wrap(Year::around(day).into()));
            id
        })
    }

    fn each<T: Entity + 'static>(&self) -> impl Iterator<Item = &T> {
        self.records.values().filter_map(|record| T::unwrap(record).map(AsRef::as_ref))
    }

    /// A number nobody has.
    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// «Утрачено, наставник 12»
    fn person(&self, of: Key, kind: PersonKind) -> Record {
        let name = fill(self.text.keep.lost_name, &[&of.id]);
        Person::wrap(Person::new(PersonName::parse(&name), kind).into())
    }

    fn fresh_person(&mut self, of: Key, kind: PersonKind) -> PersonId {
        let id = PersonId(self.fresh());
        let person = self.person(of, kind);
        self.create(id.into(), person);
        id
    }

    fn create(&mut self, key: Key, record: Record) {
        self.mended.stood_in.push(key);
        self.mended.changes.push(Change { key, before: None, after: Some(record.clone()) });
        self.records.insert(key, record);
    }

    fn leave_out(&mut self, key: Key, record: &Record) {
        self.records.remove(&key);
        self.mended.left_out.push(key);
        self.mended.changes.push(Change { key, before: Some(record.clone()), after: None });
    }

    /// Years that entries, pairs and answers belong to, dated by what is known of them.
    fn years(&mut self) {
        let mut wanted: BTreeMap<YearId, Option<NaiveDate>> = BTreeMap::new();
        for record in self.records.values() {
            let Some(year) = record.year().filter(|year| !self.records.contains_key(&(*year).into())) else { continue };
            let day = match record {
                Record::Mentee(mentee) => mentee.entered_on,
                Record::Mentor(mentor) => mentor.entered_on,
                Record::Pair(pair) => pair.began_on(),
                Record::Response(response) => Some(response.on),
                Record::Invitation(invitation) => Some(invitation.issued_on),
                Record::Measure(measure) => Some(measure.on),
                Record::SchoolMeasure(measure) => Some(measure.on),
                Record::GeneralMeeting(meeting) => Some(meeting.date),
                Record::PreferenceSheet(sheet) => sheet.on,
                Record::Waiver(waiver) => Some(waiver.on),
                Record::Training(training) => Some(training.on),
                Record::Event(event) => Some(event.on),
                Record::Award(award) => award.given_on.or(award.order_on),
                Record::Practice(practice) => practice.published_on,
                _ => None,
            };
            let known = wanted.entry(year).or_default();
            *known = (*known).max(day);
        }
        for (id, day) in wanted {
            self.mended.wanted.insert(id.into());
            self.create(id.into(), Year::wrap(Year::around(day.unwrap_or(self.founded)).into()));
        }
    }

    fn newest_year(&self) -> Option<YearId> {
        let years = self.records.keys().rev().copied().filter_map(YearId::of);
        years.max_by_key(|id| match self.records.get(&(*id).into()) {
            Some(Record::Year(year)) => year.start,
            _ => NaiveDate::MIN,
        })
    }

    /// The school, and the year its screens open with.
    fn school(&mut self) {
        let newest = self.newest_year();
        let key = TheSchool.into();
        match self.records.get(&key).cloned() {
            Some(Record::School(school)) if self.records.contains_key(&school.active_year.into()) => {}
            Some(Record::School(school)) => {
                let active = self.year_or_new(newest);
                let mended = School { active_year: active, ..School::clone(&school) };
                let after = School::wrap(mended.into());
                let before = Some(Record::School(school));
                self.mended.changes.push(Change { key, before, after: Some(after.clone()) });
                self.records.insert(key, after);
            }
            _ => {
                let name = self.text.base.new_school.to_owned();
                let active_year = self.year_or_new(newest);
                let school = School {
                    full_name: name.clone(),
                    name,
                    director: String::new(),
                    active_year,
                    rules: Rules::default(),
                };
                self.mended.wanted.insert(key);
                self.create(key, School::wrap(school.into()));
            }
        }
    }

    fn year_or_new(&mut self, known: Option<YearId>) -> YearId {
        known.unwrap_or_else(|| {
            let id = YearId(self.fresh());
            self.create(id.into(), Year::wrap(Year::around(self.founded).into()));
            id
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    /// What the school measured outlives the record of what it was.
    #[test]
    fn a_lost_parameter_of_the_school_leaves_its_values() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 12).unwrap();
        let stamp = || Stamp { generation: 1, at: 0, who: String::new() };
        for (value, scale) in [(371, Scale::Points), (2_000_000, Scale::Cases)] {
            let (year, parameter) = (YearId(1), SchoolParameterId(7));
            let measure = SchoolMeasure { year, parameter, wave: Wave::Entry, value, on: day, notes: Words::default() };
            let records = BTreeMap::from([
                (year.into(), (stamp(), Year::wrap(Year::around(day).into()))),
                (SchoolMeasureId(8).into(), (stamp(), SchoolMeasure::wrap(measure.into()))),
            ]);
            let mended = mend(&records, 0, Text::of(Lang::Ru));
            assert!(mended.left_out.is_empty(), "{mended:?}");
            let stood_in = mended.changes.iter().find(|change| change.key == parameter.into());
            let Some(Record::SchoolParameter(made)) = stood_in.and_then(|change| change.after.as_ref()) else {
                panic!("{mended:?}")
            };
            assert_eq!((made.scale, made.better), (scale, Better::Neither));
        }
    }
}
