//! A signal about a pair that the curator has put off until a day: they know, and something is under way.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PairId, Words};

coded! {
    /// What a signal about a pair is about. Safety and missing consents are not among them: nobody puts those off.
    pub enum Cause {
        /// Давно не виделись.
        Silence = "silence",
        /// Встречи срываются.
        Missed = "missed",
        /// Кому-то в паре плохо.
        Comfort = "comfort",
        /// Стороны видят пару по-разному.
        Apart = "apart",
        /// Застряли на первых встречах.
        Stuck = "stuck",
        /// Нет приказа.
        Order = "order",
        /// Пауза кончилась.
        Pause = "pause",
        /// Нет итоговой встречи.
        Final = "final",
        /// Куратору пора поговорить со сторонами.
        Contact = "contact",
        /// Риски, известные заранее.
        Risk = "risk",
    }
}

/// A signal put off. When its day comes, the signal is back; a signal that meanwhile becomes an alarm is back at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// About which pair.
    pub pair: PairId,
    /// Which signal.
    pub cause: Cause,
    /// Whether it was an alarm when it was put off.
    pub alarm: bool,
    /// The day on which it is back.
    pub until: NaiveDate,
    /// Why it can wait.
    pub why: Words,
}
