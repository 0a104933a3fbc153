//! The words of the step from one year to the next.

use super::choices::Worded;
use crate::domain::rollover::{MenteeFate, PairPlan};
use crate::text::Text;

impl Worded for PairPlan {
    fn word(self, text: &Text) -> &'static str {
        let y = &text.years;
        match self {
            Self::GoOn => y.plan_go_on,
            Self::Close => y.plan_close,
            Self::Stay => y.plan_stay,
        }
    }
}

impl Worded for MenteeFate {
    fn word(self, text: &Text) -> &'static str {
        let y = &text.years;
        match self {
            Self::Paired => y.fate_paired,
            Self::Waits => y.fate_waits,
            Self::Completes => y.fate_completes,
            Self::Completed => y.fate_completed,
            Self::Left => y.fate_left,
            Self::Graduates => y.fate_graduates,
            Self::Moved => y.fate_moved,
            Self::NoPair => y.fate_no_pair,
            Self::Stays => y.fate_stays,
            Self::There => y.fate_there,
        }
    }
}
