//! Identities of records and how several sessions give out new ones without asking each other.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
    )+ };
}

ids! {
    /// A programme year.
    YearId,
    /// A human being, once for all years and roles.
    PersonId,
    /// A person's entry as a mentee in one year.
    MenteeId,
    /// A person's entry as a mentor in one year.
    MentorId,
    /// A pair or a group.
    PairId,
    /// A meeting of a pair or a group.
    MeetingId,
    /// One version of a questionnaire.
    QuestionnaireId,
    /// One filled-in questionnaire.
    ResponseId,
    /// A general meeting.
    GeneralMeetingId,
    /// One person's preference sheet.
    PreferenceSheetId,
    /// A decision of the curator about two people.
    RulingId,
    /// One questionnaire for one person by a code.
    InvitationId,
    /// A measure of one person.
    MeasureId,
    /// The numbers of a year; the same number as the year's.
    YearNumbersId,
    /// The curator's sheet of a year; the same number as the year's.
    CuratorSheetId,
    /// Strengths and weaknesses of a year; the same number as the year's.
    SwotId,
    /// The passport of a year; the same number as the year's.
    PassportId,
    /// A line of the roadmap.
    ActivityId,
    /// A partner.
    PartnerId,
    /// A gate passed with a reason.
    WaiverId,
    /// A session for mentors.
    TrainingId,
    /// The selection sheet of a mentor; the same number as the mentor's.
    SelectionId,
    /// The plan of a pair; the same number as the pair's.
    PlanId,
    /// An event.
    EventId,
    /// A practice.
    PracticeId,
    /// An award.
    AwardId,
    /// A system user.
    StaffId,
    /// The holidays of a year; the same number as the year's.
    CalendarId,
    /// A talk of the curator with a side of a pair.
    ContactId,
    /// A signal about a pair that was put off.
    SnoozeId,
    /// Something the school measures of itself.
    SchoolParameterId,
    /// A measure of the school.
    SchoolMeasureId,
}

/// How many sessions can give out identities at the same time.
pub const LANES: u32 = 64;

/// Gives out identities that no other session gives out.
///
/// Each open session holds one of [`LANES`] lanes for itself (the store sees to that) and uses only numbers
/// congruent to its lane. Two sessions therefore never create the same number, with no write to the base and no
/// round trip before a record exists on screen.
#[derive(Debug, Clone)]
pub struct Ids {
    lane: u32,
    stride: u32,
    next: u32,
}

impl Ids {
    /// Identities of the session that holds `lane` (taken modulo [`LANES`]).
    pub fn lane(lane: u32) -> Self {
        let lane = lane % LANES;
        let next = if lane == 0 { LANES } else { lane };
        Self { lane, stride: LANES, next }
    }

    /// Identities for a base that nobody else can have open yet, without gaps.
    pub fn alone() -> Self {
        Self { lane: 0, stride: 1, next: 1 }
    }

    /// Moves past `used`, the largest number known to have been given out by anyone.
    pub fn skip_past(&mut self, used: u32) {
        if self.next > used {
            return;
        }
        let steps = used.saturating_sub(self.lane) / self.stride + 1;
        self.next = self.lane + steps * self.stride;
    }

    /// The next free number.
    pub fn fresh(&mut self) -> u32 {
        let id = self.next;
        self.next = id + self.stride;
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_never_meet() {
        let mut a = Ids::lane(3);
        let mut b = Ids::lane(4);
        let first: Vec<u32> = (0..100).map(|_| a.fresh()).collect();
        let second: Vec<u32> = (0..100).map(|_| b.fresh()).collect();
        assert!(first.iter().all(|id| !second.contains(id)));
        assert!(first.iter().all(|id| id % LANES == 3));
    }

    #[test]
    fn skips_past_what_others_used() {
        for lane in [0, 1, 5, 63] {
            let mut ids = Ids::lane(lane);
            ids.skip_past(1_000);
            let id = ids.fresh();
            assert!(id > 1_000 && id <= 1_000 + LANES && id % LANES == lane);
        }
    }

    #[test]
    fn never_gives_zero() {
        assert_eq!(Ids::alone().fresh(), 1);
        let mut zero = Ids::lane(0);
        assert!(zero.fresh() > 0);
    }
}
