//! Wilcoxon's signed-rank test for the same people measured twice, and how large the effect is.
//!
//! What is reckoned how follows `scipy.stats.wilcoxon` with its defaults, so that a school's psychologist who checks a
//! number there finds the same one: people without a change are left out; up to 50 without ties and zeros, and up to
//! 13 with them, the chance is counted over all ways to give signs to the ranks; beyond that the normal approximation
//! with the correction for ties stands in, without the one for continuity.

use super::ranks::ranks;
use super::{count, normal};

/// How the chance was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Counted over all ways to give signs to the ranks.
    Exact,
    /// By the normal approximation.
    Normal,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// Differences that are not zero.
    pub n: usize,
    /// Differences that are.
    pub zeros: usize,
    /// Sum of the ranks of the rises.
    pub risen: f64,
    /// Sum of the ranks of the falls.
    pub fallen: f64,
    /// The chance of a difference between the two at least as large if nothing had changed; two-sided, 0 to 1.
    pub p: f64,
    /// Matched-pairs rank-biserial correlation (Kerby 2014): −1 all fell, 0 balanced, 1 all rose.
    pub effect: f64,
    /// How `p` was found.
    pub method: Method,
}

/// Most differences, zeros counted, for which the exact chance is taken where some are equal or zero.
const EXACT_WITH_TIES: usize = 13;
/// Most differences for which it is taken where none are.
const EXACT: usize = 50;

/// The test over the differences of some people, later minus earlier. `None` where nobody changed.
pub fn signed_rank(differences: &[f64]) -> Option<SignedRank> {
    let changed: Vec<f64> = differences.iter().copied().filter(|it| *it != 0.0).collect();
    if changed.is_empty() {
        return None;
    }
    let sizes: Vec<f64> = changed.iter().map(|it| it.abs()).collect();
    let (ranks, groups) = ranks(&sizes);
    let sum = |wanted: bool| {
        let of_sign = changed.iter().zip(&ranks).filter(|(it, _)| (**it > 0.0) == wanted);
        of_sign.map(|(_, rank)| rank).sum::<f64>()
    };
    let (risen, fallen) = (sum(true), sum(false));
    let zeros = differences.len() - changed.len();
    let plain = zeros == 0 && groups.iter().all(|size| *size == 1);
    let exact = differences.len() <= if plain { EXACT } else { EXACT_WITH_TIES };
    let (p, method) = match exact {
        true => (exact_chance(&ranks, risen), Method::Exact),
        false => (approximate_chance(&groups, risen), Method::Normal),
    };
    let effect = (risen - fallen) / (risen + fallen);
    Some(SignedRank { n: changed.len(), zeros, risen, fallen, p, effect, method })
}

/// Shared ranks are halves, so twice a rank is whole and sums of them can be counted: how many of the 2ⁿ ways to give
/// signs make each sum.
fn exact_chance(ranks: &[f64], risen: f64) -> f64 {
    let doubled = |rank: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "twice a rank of at most 50")]
        let whole = (rank * 2.0).round() as usize;
        whole
    };
    let whole: Vec<usize> = ranks.iter().map(|rank| doubled(*rank)).collect();
    let mut ways = vec![0.0; whole.iter().sum::<usize>() + 1];
    ways[0] = 1.0;
    for rank in whole {
        for sum in (rank..ways.len()).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    let at = doubled(risen).min(ways.len() - 1);
    let (below, above): (f64, f64) = (ways[..=at].iter().sum(), ways[at..].iter().sum());
    let all: f64 = ways.iter().sum();
    (2.0 * below.min(above) / all).min(1.0)
}

fn approximate_chance(groups: &[usize], risen: f64) -> f64 {
    let n = count(groups.iter().sum());
    let middle = n * (n + 1.0) / 4.0;
    let ties: f64 = groups.iter().map(|size| count(*size).powi(3) - count(*size)).sum();
    let spread = ((n * (n + 1.0) * (2.0 * n + 1.0) - ties / 2.0) / 24.0).sqrt();
    normal::two_sided((risen - middle) / spread)
}
