//! Statistics on plain numbers: what monitoring says of answers and measures.
//!
//! This room within a room knows nothing of the programme, so that each number can be held against another
//! program's. Where the methodology names no statistic (model §4.6) the usual one of the trade is taken: for the same
//! people measured twice Wilcoxon's signed-rank test, because ratings are ranks and groups are small.

mod normal;
mod ranks;
mod signed_rank;
#[cfg(test)]
pub(crate) mod tests;

pub use ranks::rank_correlation;
pub use signed_rank::{Method, SignedRank, signed_rank};

/// The arithmetic mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}

/// The middle value, or the mean of the two middle ones; `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    let upper = sorted.get(half)?;
    Some(if sorted.len() % 2 == 1 { *upper } else { (sorted[half - 1] + upper) / 2.0 })
}

/// How often each whole number from `low` to `high` occurs; what lies outside is in neither.
pub fn distribution(values: &[u8], low: u8, high: u8) -> Vec<(u8, usize)> {
    (low..=high).map(|rating| (rating, values.iter().filter(|value| **value == rating).count())).collect()
}

/// `part` of `whole` in per cent; `None` of nothing.
pub fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| count(part) * 100.0 / count(whole))
}

/// A count as a number to reckon with: schools stay far below the limit of exactness.
pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
