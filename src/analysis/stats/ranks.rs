//! Ranks with ties, and how far two rankings agree.

use super::{count, mean, student};

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

/// How far two rankings of the same people agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// Spearman's rank correlation, −1 to 1.
    pub rho: f64,
    /// The chance of one at least as far from 0 if the two had nothing to do with each other; two-sided, by Student's
    /// distribution as `scipy.stats.spearmanr` has it.
    pub p: f64,
    /// How many people.
    pub n: usize,
}

/// Spearman's rank correlation of pairs of values; `None` where a side does not vary, or of fewer than three.
pub fn rank_correlation(pairs: &[(f64, f64)]) -> Option<Correlation> {
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (first, second) = (ranks(&first).0, ranks(&second).0);
    let (a, b) = (mean(&first)?, mean(&second)?);
    let spread = |ranks: &[f64], middle: f64| ranks.iter().map(|rank| (rank - middle).powi(2)).sum::<f64>();
    let both: f64 = first.iter().zip(&second).map(|(x, y)| (x - a) * (y - b)).sum();
    let scale = (spread(&first, a) * spread(&second, b)).sqrt();
    let n = pairs.len();
    if n < 3 || scale <= 0.0 {
        return None;
    }
    let rho = (both / scale).clamp(-1.0, 1.0);
    let freedom = count(n - 2);
    let p = student::two_sided(rho * (freedom / (1.0 - rho * rho)).sqrt(), freedom);
    Some(Correlation { rho, p, n })
}
