//! The traffic light of a pair: one colour, and every reason for it. It is no probability: what is known of early ends
//! does not carry one (the best predictor explains a fifth; McQuillin & Lyons 2021).

use chrono::NaiveDate;

use super::super::view::{Gauge, PairRow, View};
use super::{Level, Reason, Signal, Signals, Subject, contacts, course, risk};
use crate::domain::{PairId, Register, Secret, YearId};

/// How a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// Something is about to fail, or unsafe.
    Red,
    /// Something is worth a look.
    Yellow,
    /// Nothing stands out, and it is too early to say more.
    Early,
    /// Nothing stands out.
    Green,
}

/// The light of a working pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Light {
    /// The colour.
    pub colour: Colour,
    /// Every reason, the gravest first, what was put off last. A talk of the curator that is due and risks known
    /// beforehand are among them and give no colour: they are not about how the pair is.
    pub reasons: Vec<Signal>,
}

/// The light of a pair on `today`; `None` where it does not work.
pub fn light(register: &Register, pair: PairId, today: NaiveDate) -> Option<Light> {
    let row = PairRow::alone(register, pair)?;
    let (rules, calendar) = (register.rules(), register.calendar(row.pair.year));
    of(register, Gauge { rules: &rules, calendar: &calendar, today }, &row)
}

/// The lights of the working pairs of a year, by identity.
pub fn lights(register: &Register, year: YearId, today: NaiveDate) -> Vec<(PairId, Light)> {
    let view = View::new(register, year, today);
    view.pairs.iter().filter_map(|row| Some((row.id, of(register, view.gauge(), row)?))).collect()
}

impl Light {
    /// The light as somebody sees it: what they may not know of is neither among the reasons nor in the colour.
    #[must_use]
    pub fn open_to(mut self, sees: impl Fn(Secret) -> bool) -> Self {
        self.reasons.retain(|signal| signal.secret().is_none_or(&sees));
        Self { colour: colour(&self.reasons), ..self }
    }
}

fn of(register: &Register, gauge: Gauge, row: &PairRow) -> Option<Light> {
    if !row.pair.state.is_active() {
        return None;
    }
    let mut signals = Signals::default();
    course::look(register, gauge, row, &mut signals);
    let due = contacts::due(gauge, row);
    if let Some(days) = contacts::longest(&due, gauge.today) {
        let sides = due.iter().map(|it| it.side).collect();
        signals.warn(Subject::Pair(row.id), Reason::ContactDue { sides, days });
    }
    let risks = risk::of(register, gauge, row);
    if !risks.is_empty() {
        signals.note(Subject::Pair(row.id), Reason::AtRisk { count: 1, risks });
    }
    let mut reasons = signals.found;
    reasons.iter_mut().for_each(|signal| signal.heed(register, gauge.today));
    reasons.sort_by_key(|signal| (signal.put_off.is_some(), signal.level, signal.reason.order()));
    Some(Light { colour: colour(&reasons), reasons })
}

fn colour(reasons: &[Signal]) -> Colour {
    let own = |signal: &&Signal| {
        let elsewhere = match signal.reason {
            Reason::ContactDue { .. } | Reason::AtRisk { .. } => true,
            // A slight unease that may be about another pair colours none.
            Reason::OneOfPairs { .. } => signal.level == Level::Note,
            _ => false,
        };
        signal.put_off.is_none() && !elsewhere
    };
    let gravest = reasons.iter().filter(own).map(|signal| signal.level).min();
    match gravest {
        Some(Level::Alarm) => Colour::Red,
        Some(Level::Warning) => Colour::Yellow,
        Some(Level::Note) => Colour::Early,
        None => Colour::Green,
    }
}
