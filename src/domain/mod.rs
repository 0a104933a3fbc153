//! The programme itself: people, requests, pairs, meetings, surveys, the register that holds them and the change that
//! alters it.
//!
//! This room exists so that what the programme *is* can be read in one place. It knows no terminal, no disk, no clock
//! and no language: dates come in as arguments, words are added by the room `fields`. Names are the field's own terms
//! (Mentee, Mentor, Pair, Request, Wave, Consent). A new kind of record is a file here and a line in `record.rs`.

mod anonymise;
mod calendar;
mod change;
mod class;
mod coded;
mod contact;
mod event;
mod form;
mod founding;
mod id;
mod invitation;
pub mod joining;
pub mod lineage;
mod lists;
mod meeting;
mod mentee;
mod mentor;
mod monitoring;
mod name;
mod pair;
mod pairing;
mod parts;
mod person;
pub mod phone;
mod plan;
mod practice;
mod preference;
mod programme;
mod record;
mod register;
mod roadmap;
pub mod rollover;
mod rules;
#[cfg(test)]
pub(crate) mod sample;
mod school;
mod school_measure;
mod sight;
mod snooze;
mod sound;
mod staff;
pub mod status;
mod survey;
mod survey_rules;
mod taught;
mod training;
mod vocabulary;
pub mod wishes;
mod words;

pub use anonymise::{Anonymised, Blanks, ERASE_WITHIN, anonymise, pairs_of, still_in};
pub use calendar::{Break, Calendar, MOST_BREAKS};
pub use change::{Batch, Change, Entry, Origin, Stamp, inverse};
pub use class::{Class, FIRST_GRADE, LAST_GRADE, Letter, NotALetter};
pub use contact::{Contact, ContactSide, ContactTopic, ContactWay};
pub use event::{Attendance, Event, EventKind, EventRole};
pub use form::{Form, Role};
pub use founding::{founding, founding_of};
pub use id::{
    ActivityId, AwardId, CalendarId, ContactId, CuratorSheetId, EventId, GeneralMeetingId, Ids, InvitationId, LANES,
    MeasureId, MeetingId, MenteeId, MentorId, PairId, PartnerId, PassportId, PersonId, PlanId, PracticeId,
    PreferenceSheetId, QuestionnaireId, ResponseId, RulingId, SchoolMeasureId, SchoolParameterId, SelectionId,
    SnoozeId, StaffId, SwotId, TrainingId, WaiverId, YearId, YearNumbersId,
};
pub use invitation::{CODE_DIGITS, Invitation, LONGEST_VALID, fresh_code, taken, typed_code};
pub use lists::{Lists, TheLists};
pub use meeting::{Context, Meeting, MeetingKind, MeetingState, Place};
pub use mentee::{LOWEST_PRIORITY, Mentee, MenteeStanding, Problem, Request, RequestState, Source, TargetGroup};
pub use mentor::{InterviewDecision, Mentor, MentorStanding, Step};
pub use monitoring::{
    CURATOR_QUESTIONS, CuratorSheet, Indicator, MOST_POINTS, Measure, Parameter, SatisfiedBy, Standing, Swot,
    YearNumbers,
};
pub use name::PersonName;
pub use pair::{CloseReason, Closing, Initiator, Next, Pair, PairState, PairStatus};
pub use pairing::{
    ClassRule, Component, FormModel, HEAVIEST, Pairing, PairingRule, Precedence, RoleModel, STRONGEST, ThePairing,
    Topic,
};
pub use person::{AfterWithdrawal, Birth, Consent, ConsentKind, Health, Person, PersonKind, SheetState};
pub use plan::{BEST_MARK, Basis, Plan, PlanItem, PlanSection};
pub use practice::{Award, AwardKind, MOST_PRACTICE_POINTS, PRACTICE_CRITERIA, Practice};
pub use preference::{GeneralMeeting, LOWEST_RANK, MeetingFormat, Named, PreferenceSheet, Ruling, Verdict};
pub use programme::{
    Activity, Appointment, Counted, Gate, Partner, PartnerKind, Passport, Section, Stage, Waiver, is_ordered,
};
pub use record::{Entity, Key, Kind, Record, TheSchool};
pub use register::Register;
pub use roadmap::{counts_by_now, usual_roadmap};
pub use rules::{Refusal, Warning, meeting_warnings, pair_refusal, pair_warnings};
pub use school::{Rules, School, Year};
pub use school_measure::{Better, Scale, SchoolMeasure, SchoolParameter, UsualParameter, Whose};
pub use sight::Secret;
pub use snooze::{Cause, Snooze};
pub use sound::{not_for_public, people_of};
pub use staff::{Access, Deed, Duty, Staff};
pub use survey::{
    Answer, Audience, Condition, FREQUENCY_STEPS, Item, ItemKind, Label, MOST_LINKS, Questionnaire, Response, Second,
    Wanted, Wave,
};
pub use survey_rules::{holding, overtaken, twin};
pub use taught::{Taught, attended, taught, trained};
pub use training::{
    Criterion, CriterionGroup, MOST_CRITERIA, MOST_MARKS, MentorStyle, Selection, Training, TrainingKind,
    TrainingMethod, TrainingTopic,
};
pub use vocabulary::{Vocabulary, Wording};
pub use words::{Pool, Words};
