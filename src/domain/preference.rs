//! What was said about who should be with whom before there is a pair: the general meeting, the preference sheets of
//! both sides, the curator's own rulings (seed §8 stage 5, model §3.6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Key, MenteeId, MentorId, PairingRule, Words, YearId};

coded! {
    /// In which way the general meeting was held; the seed leaves it open («в любом формате»).
    pub enum MeetingFormat {
        /// Быстрые встречи.
        Speed = "speed",
        /// Нетворкинг.
        Networking = "networking",
        /// Групповая игра.
        Game = "game",
        /// Мастер-классы.
        Workshops = "workshops",
        /// Онлайн.
        Online = "online",
        /// По-другому.
        Other = "other",
    }
}

/// The meeting at which all mentors and all mentees of a year get to know each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneralMeeting {
    /// In which year.
    pub year: YearId,
    /// The day.
    pub date: NaiveDate,
    /// Where.
    pub place: Words,
    /// In which way.
    pub format: MeetingFormat,
    /// Mentors who came.
    pub mentors: Vec<MentorId>,
    /// Mentees who came.
    pub mentees: Vec<MenteeId>,
    /// How it went.
    pub course: Words,
    /// What came of it.
    pub result: Words,
}

impl GeneralMeeting {
    /// A meeting of which nothing but the day is known.
    pub fn new(year: YearId, date: NaiveDate) -> Self {
        Self {
            year,
            date,
            place: Words::default(),
            format: MeetingFormat::Speed,
            mentors: Vec::new(),
            mentees: Vec::new(),
            course: Words::default(),
            result: Words::default(),
        }
    }
}

/// The lowest rank a sheet can give. Ranks start with 1, the most wished.
pub const LOWEST_RANK: u8 = 100;

/// A place on a preference sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Who is named: a mentor on a mentee's sheet, a mentee on a mentor's.
    pub whom: Key,
    /// 1 the most wished, up to [`LOWEST_RANK`]. Equal ranks are a tie.
    pub rank: u8,
}

/// Whom one side would like, and whom not at all, after the general meeting. One sheet a person and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceSheet {
    /// In which year.
    pub year: YearId,
    /// Whose sheet: a mentee or a mentor.
    pub author: Key,
    /// When it was filled in.
    pub on: Option<NaiveDate>,
    /// Who is named, best first.
    pub named: Vec<Named>,
    /// With whom in no case. Seen by the curator alone; never printed for the other side.
    pub vetoes: Vec<Key>,
    /// Anything else.
    pub notes: Words,
}

impl PreferenceSheet {
    /// An empty sheet.
    pub fn new(year: YearId, author: Key) -> Self {
        Self { year, author, on: None, named: Vec::new(), vetoes: Vec::new(), notes: Words::default() }
    }

    /// The rank given to somebody.
    pub fn rank_of(&self, whom: Key) -> Option<u8> {
        self.named.iter().find(|named| named.whom == whom).map(|named| named.rank)
    }

    /// Names in this order, with ranks 1, 2, 3 and so on.
    pub fn name_in_order(&mut self, order: impl IntoIterator<Item = Key>) {
        self.named = order.into_iter().zip(1..=LOWEST_RANK).map(|(whom, rank)| Named { whom, rank }).collect();
    }
}

coded! {
    /// What the curator decided about two people.
    pub enum Verdict {
        /// They belong together.
        Pin = "pin",
        /// They do not.
        Forbid = "forbid",
        /// They may, although rules say otherwise.
        Allow = "allow",
    }
}

/// The curator's decision about two people before there is a pair. One for each two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// In which year.
    pub year: YearId,
    /// Who would be led.
    pub mentee: MenteeId,
    /// Who would lead.
    pub mentor: MentorId,
    /// What was decided.
    pub verdict: Verdict,
    /// Rules that do not bind these two. Only those that may bend ([`PairingRule::can_bend`]).
    pub lifted: Vec<PairingRule>,
    /// Why.
    pub reason: Words,
}
