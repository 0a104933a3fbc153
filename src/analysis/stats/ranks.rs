//! Ranks with ties, and how far two rankings agree.

use super::{count, mean};

/// The ranks of values from 1, equal values sharing the mean of theirs; and the sizes of the groups of equals.
pub(super) fn ranks(values: &[f64]) -> (Vec<f64>, Vec<usize>) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let (mut ranks, mut groups, mut before) = (vec![0.0; values.len()], Vec::new(), 0);
    for group in order.chunk_by(|a, b| values[*a].total_cmp(&values[*b]).is_eq()) {
        let shared = count(before) + (count(group.len()) + 1.0) / 2.0;
        group.iter().for_each(|at| ranks[*at] = shared);
        groups.push(group.len());
        before += group.len();
    }
    (ranks, groups)
}

/// Spearman's rank correlation of pairs of values, −1 to 1; `None` where a side does not vary.
pub fn rank_correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (first, second) = (ranks(&first).0, ranks(&second).0);
    let (a, b) = (mean(&first)?, mean(&second)?);
    let spread = |ranks: &[f64], middle: f64| ranks.iter().map(|rank| (rank - middle).powi(2)).sum::<f64>();
    let both: f64 = first.iter().zip(&second).map(|(x, y)| (x - a) * (y - b)).sum();
    let scale = (spread(&first, a) * spread(&second, b)).sqrt();
    (scale > 0.0).then(|| (both / scale).clamp(-1.0, 1.0))
}
