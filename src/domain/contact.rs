//! A talk of the curator with a side of a pair. The standard (EEPM, benchmark B.5; model §11.1) asks for one with the
//! mentor and one with the mentee at least twice in the first month and monthly afterwards, and says what each talk is
//! about.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PairId, Words};

coded! {
    /// Whom the curator talked with.
    pub enum ContactSide {
        /// Наставник.
        Mentor = "mentor",
        /// Наставляемый; in a group, one of them at least.
        Mentee = "mentee",
        /// Родители.
        Parents = "parents",
    }
}

coded! {
    /// How.
    pub enum ContactWay {
        /// Лично.
        InPerson = "in_person",
        /// По телефону.
        Phone = "phone",
        /// Перепиской.
        Message = "message",
        /// По видеосвязи.
        Online = "online",
    }
}

coded! {
    /// What the standard wants asked in every talk.
    pub enum ContactTopic {
        /// Чем занимались.
        Activities = "activities",
        /// Что получилось.
        Outcomes = "outcomes",
        /// Безопасно ли.
        Safety = "safety",
        /// Какие отношения.
        Relationship = "relationship",
        /// Что изменилось.
        Impact = "impact",
    }
}

/// A talk of the curator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// About which pair.
    pub pair: PairId,
    /// With whom, one at least; with several when they sat together.
    pub with: Vec<ContactSide>,
    /// The day.
    pub on: NaiveDate,
    /// How.
    pub how: ContactWay,
    /// What was asked.
    pub asked: Vec<ContactTopic>,
    /// What was said. What is about safety belongs into the note of a meeting, where it is restricted.
    pub note: Words,
}

impl Contact {
    /// A talk of which only the pair and the day are known.
    pub fn on(pair: PairId, on: NaiveDate) -> Self {
        let note = Words::default();
        Self { pair, with: Vec::new(), on, how: ContactWay::InPerson, asked: Vec::new(), note }
    }

    /// Whether everything was asked that the standard wants asked.
    pub fn asks_all(&self) -> bool {
        ContactTopic::ALL.iter().all(|topic| self.asked.contains(topic))
    }
}
