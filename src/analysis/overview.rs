//! Everything the first pane shows, from one walk over the year.

use chrono::NaiveDate;

use super::view::View;
use super::{Agenda, Coverage, Places, Signal, StageProgress, agenda, attention, places, queue, stages};
use crate::domain::{Register, YearId};

/// The state of a year on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// What needs a hand, worst first.
    pub signals: Vec<Signal>,
    /// What is planned.
    pub agenda: Agenda,
    /// The seven stages, in order.
    pub stages: Vec<StageProgress>,
    /// Free places against waiting mentees.
    pub places: Places,
    /// How far the keying of each questionnaire is.
    pub coverage: Vec<Coverage>,
}

/// The state of `year` on `today`; the same values the single functions give.
pub fn overview(register: &Register, year: YearId, today: NaiveDate) -> Overview {
    let view = View::new(register, year, today);
    let queue = queue::of(&view, queue::Order::AsFound);
    Overview {
        signals: attention::of(&view, &queue),
        agenda: agenda::of(&view),
        stages: stages::of(&view),
        places: places::of(&view),
        coverage: queue.coverage,
    }
}
