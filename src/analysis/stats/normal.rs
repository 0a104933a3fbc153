//! The tails of the normal distribution, to the last digits of a double: the standard library has no error function.

/// Terms after which both expansions have long met the precision of a double.
const TERMS: u32 = 200;
/// From here on the continued fraction is the better one.
const FAR: f64 = 3.0;

/// The chance that a standard normal value lies at least as far from 0 as `z`, on either side.
pub(super) fn two_sided(z: f64) -> f64 {
    complement(z.abs() / std::f64::consts::SQRT_2).clamp(0.0, 1.0)
}

/// erfc(x) for x ≥ 0 (Abramowitz and Stegun 7.1.6 and 7.1.14).
fn complement(x: f64) -> f64 {
    if x < FAR { 1.0 - series(x) } else { fraction(x) }
}

/// erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms positive, so nothing cancels.
fn series(x: f64) -> f64 {
    let (mut term, mut sum) = (x, x);
    for n in 1..TERMS {
        term *= 2.0 * x * x / (2.0 * f64::from(n) + 1.0);
        sum += term;
    }
    std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() * sum
}

/// erfc(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), from the inside out.
fn fraction(x: f64) -> f64 {
    let inner = (1..TERMS).rev().fold(x, |below, n| x + f64::from(n) / 2.0 / below);
    std::f64::consts::FRAC_2_SQRT_PI / 2.0 * (-x * x).exp() / inner
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.special.erfc(z / sqrt(2))`.
    #[test]
    fn tails_agree_with_scipy() {
        let known = [
            (0.0, 1.0),
            (0.5, 0.617_075_077_451_973_9),
            (1.959_963_984_540_054, 0.05),
            (4.0, 6.334_248_366_623_996e-5),
            (4.3, 1.707_981_094_198_363e-5),
            (8.0, 1.244_192_114_854_356_8e-15),
        ];
        for (z, wanted) in known {
            assert!((two_sided(z) / wanted - 1.0).abs() < 1e-9, "{z}: {}", two_sided(z));
            assert_eq!(two_sided(z).to_bits(), two_sided(-z).to_bits());
        }
    }
}
