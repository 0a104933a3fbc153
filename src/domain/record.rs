//! What the base consists of: a record of some kind under a key.
//!
//! Records are shared, never changed in place: a change puts a new record where the old one was. That makes
//! undo, the journal and the rows of a list cheap, since all of them only hold a reference.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{
    Activity, ActivityId, Award, AwardId, Calendar, CalendarId, Contact, ContactId, CuratorSheet, CuratorSheetId,
    Event, EventId, GeneralMeeting, GeneralMeetingId, Invitation, InvitationId, Lists, Measure, MeasureId, Meeting,
    MeetingId, Mentee, MenteeId, Mentor, MentorId, Pair, PairId, Pairing, Parameter, Partner, PartnerId, Passport,
    PassportId, Person, PersonId, Plan, PlanId, Pool, Practice, PracticeId, PreferenceSheet, PreferenceSheetId,
    Questionnaire, QuestionnaireId, Response, ResponseId, Ruling, RulingId, School, SchoolMeasure, SchoolMeasureId,
    SchoolParameter, SchoolParameterId, Selection, SelectionId, Snooze, SnoozeId, Staff, StaffId, Swot, SwotId,
    TheLists, ThePairing, Training, TrainingId, Waiver, WaiverId, Year, YearId, YearNumbers, YearNumbersId,
};

coded! {
    /// The kinds of record. The order is part of the stored format.
    pub enum Kind {
        /// [`School`].
        School = "school",
        /// [`Year`].
        Year = "year",
        /// [`Person`].
        Person = "person",
        /// [`Mentee`].
        Mentee = "mentee",
        /// [`Mentor`].
        Mentor = "mentor",
        /// [`Pair`].
        Pair = "pair",
        /// [`Meeting`].
        Meeting = "meeting",
        /// [`Questionnaire`].
        Questionnaire = "questionnaire",
        /// [`Response`].
        Response = "response",
        /// [`Pairing`].
        Pairing = "pairing",
        /// [`GeneralMeeting`].
        GeneralMeeting = "general_meeting",
        /// [`PreferenceSheet`].
        PreferenceSheet = "preference_sheet",
        /// [`Ruling`].
        Ruling = "ruling",
        /// [`Invitation`].
        Invitation = "invitation",
        /// [`Measure`].
        Measure = "measure",
        /// [`YearNumbers`].
        YearNumbers = "year_numbers",
        /// [`CuratorSheet`].
        CuratorSheet = "curator_sheet",
        /// [`Swot`].
        Swot = "swot",
        /// [`Passport`].
        Passport = "passport",
        /// [`Activity`].
        Activity = "activity",
        /// [`Partner`].
        Partner = "partner",
        /// [`Waiver`].
        Waiver = "waiver",
        /// [`Training`].
        Training = "training",
        /// [`Selection`].
        Selection = "selection",
        /// [`Plan`].
        Plan = "plan",
        /// [`Event`].
        Event = "event",
        /// [`Practice`].
        Practice = "practice",
        /// [`Award`].
        Award = "award",
        /// [`Staff`].
        Staff = "staff",
        /// [`Lists`].
        Lists = "lists",
        /// [`Calendar`].
        Calendar = "calendar",
        /// [`Contact`].
        Contact = "contact",
        /// [`Snooze`].
        Snooze = "snooze",
        /// [`SchoolParameter`].
        SchoolParameter = "school_parameter",
        /// [`SchoolMeasure`].
        SchoolMeasure = "school_measure",
    }
}

/// Where a record lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// Of what kind.
    pub kind: Kind,
    /// Which one.
    pub id: u32,
}

/// The one school of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TheSchool;

impl From<TheSchool> for Key {
    fn from(TheSchool: TheSchool) -> Self {
        Self { kind: Kind::School, id: 0 }
    }
}

impl From<TheLists> for Key {
    fn from(TheLists: TheLists) -> Self {
        Self { kind: Kind::Lists, id: 0 }
    }
}

impl From<ThePairing> for Key {
    fn from(ThePairing: ThePairing) -> Self {
        Self { kind: Kind::Pairing, id: 0 }
    }
}

/// A kind of record as the register and the changes see it.
pub trait Entity: Sized {
    /// How one is named.
    type Id: Copy + Into<Key>;

    /// As a record.
    fn wrap(value: Arc<Self>) -> Record;

    /// Out of a record of this kind.
    fn unwrap(record: &Record) -> Option<&Arc<Self>>;
}

macro_rules! records {
    ($($variant:ident: $type:ty, $id:ty;)+) => {
        /// A record of any kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        pub enum Record { $(#[doc = concat!("A [`", stringify!($type), "`].")] $variant(Arc<$type>)),+ }

        impl Record {
            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$variant(_) => Kind::$variant),+ }
            }
        }

        $(impl Entity for $type {
            type Id = $id;

            fn wrap(value: Arc<Self>) -> Record {
                Record::$variant(value)
            }

            fn unwrap(record: &Record) -> Option<&Arc<Self>> {
                match record { Record::$variant(value) => Some(value), _ => None }
            }
        })+
    };
}

records! {
    School: School, TheSchool;
    Year: Year, YearId;
    Person: Person, PersonId;
    Mentee: Mentee, MenteeId;
    Mentor: Mentor, MentorId;
    Pair: Pair, PairId;
    Meeting: Meeting, MeetingId;
    Questionnaire: Questionnaire, QuestionnaireId;
    Response: Response, ResponseId;
    Pairing: Pairing, ThePairing;
    GeneralMeeting: GeneralMeeting, GeneralMeetingId;
    PreferenceSheet: PreferenceSheet, PreferenceSheetId;
    Ruling: Ruling, RulingId;
    Invitation: Invitation, InvitationId;
    Measure: Measure, MeasureId;
    YearNumbers: YearNumbers, YearNumbersId;
    CuratorSheet: CuratorSheet, CuratorSheetId;
    Swot: Swot, SwotId;
    Passport: Passport, PassportId;
    Activity: Activity, ActivityId;
    Partner: Partner, PartnerId;
    Waiver: Waiver, WaiverId;
    Training: Training, TrainingId;
    Selection: Selection, SelectionId;
    Plan: Plan, PlanId;
    Event: Event, EventId;
    Practice: Practice, PracticeId;
    Award: Award, AwardId;
    Staff: Staff, StaffId;
    Lists: Lists, TheLists;
    Calendar: Calendar, CalendarId;
    Contact: Contact, ContactId;
    Snooze: Snooze, SnoozeId;
    SchoolParameter: SchoolParameter, SchoolParameterId;
    SchoolMeasure: SchoolMeasure, SchoolMeasureId;
}

impl Record {
    /// Shares the texts of a record that nobody else holds yet.
    pub fn share(&mut self, pool: &mut Pool) {
        match self {
            Self::Person(person) => Arc::make_mut(person).texts().for_each(|text| pool.share(text)),
            Self::Mentee(mentee) => Arc::make_mut(mentee).texts().for_each(|text| pool.share(text)),
            Self::Mentor(mentor) => Arc::make_mut(mentor).texts().for_each(|text| pool.share(text)),
            Self::Pair(pair) => Arc::make_mut(pair).texts().for_each(|text| pool.share(text)),
            Self::Meeting(meeting) => Arc::make_mut(meeting).texts().for_each(|text| pool.share(text)),
            Self::School(_) | Self::Year(_) | Self::Questionnaire(_) | Self::Response(_) | Self::Invitation(_) => {}
            // One of a kind, or few.
            Self::Pairing(_) | Self::GeneralMeeting(_) | Self::PreferenceSheet(_) | Self::Ruling(_) => {}
            Self::YearNumbers(_) | Self::CuratorSheet(_) | Self::Swot(_) | Self::Passport(_) | Self::Lists(_) => {}
            Self::Activity(_) | Self::Partner(_) | Self::Waiver(_) | Self::Training(_) | Self::Staff(_) => {}
            // Long texts of their own.
            Self::Selection(_) | Self::Plan(_) | Self::Event(_) | Self::Practice(_) | Self::Award(_) => {}
            Self::Calendar(_) | Self::Snooze(_) => {}
            Self::SchoolParameter(_) | Self::SchoolMeasure(_) => {}
            Self::Contact(contact) => pool.share(&mut Arc::make_mut(contact).note),
            Self::Measure(measure) => pool.share(&mut Arc::make_mut(measure).notes),
        }
    }
}

macro_rules! keys {
    ($($id:ident = $kind:ident),+ $(,)?) => { $(
        impl From<$id> for Key {
            fn from($id(id): $id) -> Self {
                Self { kind: Kind::$kind, id }
            }
        }

        impl $id {
            /// The identity behind a key of this kind.
            pub fn of(key: Key) -> Option<Self> {
                (key.kind == Kind::$kind).then_some(Self(key.id))
            }
        }
    )+ };
}

keys! {
    YearId = Year,
    PersonId = Person,
    MenteeId = Mentee,
    MentorId = Mentor,
    PairId = Pair,
    MeetingId = Meeting,
    QuestionnaireId = Questionnaire,
    ResponseId = Response,
    GeneralMeetingId = GeneralMeeting,
    PreferenceSheetId = PreferenceSheet,
    RulingId = Ruling,
    InvitationId = Invitation,
    MeasureId = Measure,
    YearNumbersId = YearNumbers,
    CuratorSheetId = CuratorSheet,
    SwotId = Swot,
    PassportId = Passport,
    ActivityId = Activity,
    PartnerId = Partner,
    WaiverId = Waiver,
    TrainingId = Training,
    SelectionId = Selection,
    PlanId = Plan,
    EventId = Event,
    PracticeId = Practice,
    AwardId = Award,
    StaffId = Staff,
    CalendarId = Calendar,
    ContactId = Contact,
    SnoozeId = Snooze,
    SchoolParameterId = SchoolParameter,
    SchoolMeasureId = SchoolMeasure,
}

impl Record {
    /// The records this one cannot do without.
    pub fn references(&self) -> Vec<Key> {
        match self {
            Self::School(_) | Self::Year(_) | Self::Person(_) | Self::Questionnaire(_) | Self::Pairing(_) => Vec::new(),
            Self::YearNumbers(_) | Self::CuratorSheet(_) | Self::Swot(_) | Self::Passport(_) => Vec::new(),
            Self::Activity(_) | Self::Partner(_) | Self::Lists(_) | Self::SchoolParameter(_) => Vec::new(),
            Self::Waiver(waiver) => vec![waiver.about],
            Self::Training(training) => training.present.iter().map(|&id| id.into()).collect(),
            Self::Selection(sheet) => vec![sheet.mentor.into()],
            Self::Plan(plan) => vec![plan.pair.into()],
            Self::Event(event) => {
                let people = event.present.iter().map(|one| one.person.into());
                people.chain(event.partner.map(Key::from)).collect()
            }
            Self::Practice(practice) => practice.pair.map(Key::from).into_iter().collect(),
            Self::Award(award) => std::iter::once(award.person.into()).chain(award.pair.map(Key::from)).collect(),
            Self::Staff(staff) => staff.person.map(Key::from).into_iter().collect(),
            Self::Calendar(_) => Vec::new(),
            Self::Contact(contact) => vec![contact.pair.into()],
            Self::Snooze(snooze) => vec![snooze.about],
            Self::Measure(measure) => {
                let own = match measure.parameter {
                    Parameter::Own(id) => Some(Key::from(id)),
                    _ => None,
                };
                std::iter::once(measure.person.into()).chain(own).collect()
            }
            Self::SchoolMeasure(measure) => vec![measure.parameter.into()],
            Self::Mentee(mentee) => vec![mentee.person.into()],
            Self::Mentor(mentor) => vec![mentor.person.into()],
            Self::Pair(pair) => {
                let mentees = pair.mentees.iter().map(|&id| id.into());
                std::iter::once(pair.mentor.into()).chain(mentees).chain(pair.part_of.map(Key::from)).collect()
            }
            Self::Meeting(meeting) => vec![meeting.pair.into()],
            Self::Response(response) => {
                let asked = [response.questionnaire.into(), response.respondent.into()];
                asked.into_iter().chain(response.pair.map(Key::from)).collect()
            }
            Self::GeneralMeeting(meeting) => {
                let mentors = meeting.mentors.iter().map(|&id| id.into());
                mentors.chain(meeting.mentees.iter().map(|&id| id.into())).collect()
            }
            Self::PreferenceSheet(sheet) => {
                let named = sheet.named.iter().map(|named| named.whom);
                std::iter::once(sheet.author).chain(named).chain(sheet.vetoes.iter().copied()).collect()
            }
            Self::Ruling(ruling) => vec![ruling.mentee.into(), ruling.mentor.into()],
            Self::Invitation(invitation) => vec![invitation.questionnaire.into(), invitation.respondent.into()],
        }
    }

    /// The year it belongs to, for records that belong to one.
    pub fn year(&self) -> Option<YearId> {
        match self {
            Self::Mentee(mentee) => Some(mentee.year),
            Self::Mentor(mentor) => Some(mentor.year),
            Self::Pair(pair) => Some(pair.year),
            Self::Response(response) => Some(response.year),
            Self::GeneralMeeting(meeting) => Some(meeting.year),
            Self::PreferenceSheet(sheet) => Some(sheet.year),
            Self::Ruling(ruling) => Some(ruling.year),
            Self::Invitation(invitation) => Some(invitation.year),
            Self::Measure(measure) => Some(measure.year),
            Self::SchoolMeasure(measure) => Some(measure.year),
            Self::YearNumbers(numbers) => Some(numbers.year),
            Self::CuratorSheet(sheet) => Some(sheet.year),
            Self::Swot(swot) => Some(swot.year),
            Self::Calendar(calendar) => Some(calendar.year),
            Self::School(_) | Self::Year(_) | Self::Person(_) | Self::Meeting(_) | Self::Questionnaire(_) => None,
            Self::Passport(passport) => Some(passport.year),
            Self::Activity(activity) => Some(activity.year),
            Self::Waiver(waiver) => Some(waiver.year),
            Self::Training(training) => Some(training.year),
            Self::Event(event) => Some(event.year),
            Self::Practice(practice) => Some(practice.year),
            Self::Award(award) => Some(award.year),
            Self::Pairing(_) | Self::Partner(_) | Self::Selection(_) | Self::Plan(_) => None,
            Self::Staff(_) | Self::Lists(_) => None,
            Self::Contact(_) | Self::Snooze(_) | Self::SchoolParameter(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde::Serialize;
    use serde_json::Value;

    use super::super::*;

    /// How many texts a record holds, of which all are empty: what else is written as text has a name.
    fn empty_texts(record: &impl Serialize) -> usize {
        fn count(value: &Value) -> usize {
            match value {
                Value::String(text) => usize::from(text.is_empty()),
                Value::Array(values) => values.iter().map(count).sum(),
                Value::Object(fields) => fields.values().map(count).sum(),
                _ => 0,
            }
        }
        count(&serde_json::to_value(record).unwrap())
    }

    /// A text that `texts` forgets is in memory once for every record that has it.
    #[test]
    fn every_text_of_a_record_is_shared() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        let mut person = Person::new(PersonName::default(), PersonKind::Pupil);
        let signer = Words::default();
        let kind = ConsentKind::Data;
        person.consents.push(Consent { kind, signer, signed_on: day, valid_until: None, withdrawn_on: None });
        let mut mentee = Mentee::new(PersonId(1), YearId(1));
        mentee.requests.push(Request::default());
        let mut mentor = Mentor::new(PersonId(1), YearId(1));
        let mut pair = Pair::new(YearId(1), Form::PupilPupil, MentorId(1), vec![MenteeId(1)]);
        let (reason, by, note) = (CloseReason::GoalReached, Initiator::Curator, Words::default());
        pair.closing = Some(Closing { on: day, reason, by, talk_held: false, note, next: Next::Open });
        let mut meeting = Meeting::planned(PairId(1), MeetingKind::Regular, day);
        assert_eq!(empty_texts(&person), person.texts().count());
        assert_eq!(empty_texts(&mentee), mentee.texts().count());
        assert_eq!(empty_texts(&mentor), mentor.texts().count());
        assert_eq!(empty_texts(&pair), pair.texts().count());
        assert_eq!(empty_texts(&meeting), meeting.texts().count());
        assert!(empty_texts(&person) > 8 && empty_texts(&meeting) == 5, "the count sees texts");
    }
}
