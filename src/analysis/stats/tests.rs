//! The statistics held against what they must fulfil and against scipy.

use proptest::prelude::*;

use super::*;

/// The numbers of a generator that is as easily written in Python:
/// `x = (x * 1103515245 + 12345) % 2**31; out.append(x >> 16)`.
pub(crate) fn numbers(seed: u64, count: usize) -> Vec<u64> {
    let next = |x: &mut u64| {
        *x = (*x * 1_103_515_245 + 12_345) % (1 << 31);
        Some(*x >> 16)
    };
    (0..count).scan(seed, |x, _| next(x)).collect()
}

fn float(value: u64) -> f64 {
    f64::from(u32::try_from(value).unwrap())
}

/// Whether two numbers agree to six digits.
pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * b.abs().max(1e-12)
}

/// `wilcoxon([v % width - shift for v in numbers(seed, n)])` of scipy 1.17.1, and the effect from `rankdata`:
/// seed, n, width, shift, statistic, p, effect.
const SCIPY: [(u64, usize, u64, u64, f64, f64, f64); 11] = [
    (1, 6, 9, 3, 6.0, 0.40625, 0.428_571_428_571_428_55),
    (2, 8, 7, 2, 1.5, 0.046_875, 0.892_857_142_857_142_9),
    (3, 13, 5, 1, 4.0, 0.007_812_5, 0.878_787_878_787_878_8),
    (4, 14, 5, 1, 0.0, 0.013_874_405_883_025_447, 1.0),
    (5, 30, 9, 3, 90.5, 0.009_923_936_020_778_946, 0.554_187_192_118_226_6),
    (6, 50, 7, 3, 466.0, 0.931_673_387_155_048_2, 0.014_799_154_334_038_054),
    (7, 200, 9, 3, 3019.5, 3.974_637_403_874_516e-12, 0.603_349_753_694_581_3),
    (8, 1000, 11, 4, 142_202.0, 1.297_566_026_003_265_7e-17, 0.324_300_373_245_142),
    (9, 12, 2000, 900, 38.0, 0.969_726_562_5, 0.025_641_025_641_025_64),
    (10, 50, 30_000, 13_000, 616.0, 0.840_754_056_793_709_7, 0.033_725_490_196_078_43),
    (11, 51, 30_000, 13_000, 629.0, 0.749_955_627_333_080_5, 0.051_282_051_282_051_28),
];

#[test]
fn the_signed_rank_test_agrees_with_scipy_ties_and_zeros_included() {
    for (seed, n, width, shift, statistic, p, effect) in SCIPY {
        let differences: Vec<f64> =
            numbers(seed, n).into_iter().map(|value| float(value % width) - float(shift)).collect();
        let test = signed_rank(&differences).unwrap();
        assert!(close(test.risen.min(test.fallen), statistic), "{seed}: {test:?}");
        assert!(close(test.p, p), "{seed}: {test:?}, not {p}");
        assert!(close(test.effect, effect), "{seed}: {test:?}");
    }
}

/// `spearmanr(a, b)` of scipy 1.17.1 with `a = [v % 7 …]`, `b = [v % 5 + w % 3 …]`.
#[test]
fn the_rank_correlation_agrees_with_scipy() {
    for (seed, n, wanted) in [(1, 10, -0.447_951_755_679_079_97), (2, 60, -0.075_392_786_576_958_55)] {
        let first = numbers(seed, n).into_iter().map(|value| value % 7);
        let second = numbers(seed + 100, n).into_iter();
        let pairs: Vec<(f64, f64)> = first.zip(second).map(|(a, value)| (float(a), float(value % 5 + a % 3))).collect();
        let rho = rank_correlation(&pairs).unwrap();
        assert!(close(rho, wanted), "{rho}");
    }
    assert_eq!(rank_correlation(&[(1.0, 2.0), (1.0, 3.0)]), None, "one side does not vary");
}

/// 72 people weighed before and after (R, MASS, `anorexia`), against scipy 1.17.1: all of them and each group.
#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn real_paired_data_agree_with_scipy() {
    let path = std::path::PathBuf::from(std::env::var_os("NASTAVNIK_SHARED_DATA").unwrap());
    let mut reader = csv::Reader::from_path(path.join("paired_weights_72.csv")).unwrap();
    let rows: Vec<(String, f64)> = reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[1].to_owned(), row[3].parse::<f64>().unwrap() - row[2].parse::<f64>().unwrap()))
        .collect();
    let known = [
        ("", 72, 831.5, 0.010_515_250_346_046_032, 0.349_374_021_909_233_17),
        ("CBT", 29, 131.5, 0.062_919_722_626_026_67, 0.395_402_298_850_574_7),
        ("Cont", 26, 150.0, 0.736_605_730_258_806_4, -0.076_923_076_923_076_93),
        ("FT", 17, 11.0, 0.000_839_233_398_437_5, 0.856_209_150_326_797_3),
    ];
    for (group, n, statistic, p, effect) in known {
        let of_group = rows.iter().filter(|(of, _)| group.is_empty() || of == group);
        let differences: Vec<f64> = of_group.map(|(_, difference)| *difference).collect();
        let test = signed_rank(&differences).unwrap();
        assert_eq!(differences.len(), n, "{group}");
        assert!(close(test.risen.min(test.fallen), statistic) && close(test.effect, effect), "{group}: {test:?}");
        assert!(close(test.p, p), "{group}: {test:?}");
    }
    let all: Vec<f64> = rows.iter().map(|(_, difference)| *difference).collect();
    assert!(close(mean(&all).unwrap(), 2.763_888_888_888_889) && close(median(&all).unwrap(), 1.65));
}

#[test]
fn nothing_has_no_mean_and_no_test() {
    assert_eq!((mean(&[]), median(&[]), percent(0, 0)), (None, None, None));
    assert_eq!(signed_rank(&[]), None);
    assert_eq!(signed_rank(&[0.0, 0.0]), None, "nobody changed");
    assert_eq!(distribution(&[1, 3, 3, 9], 1, 4), [(1, 1), (2, 0), (3, 2), (4, 0)]);
}

/// The chance counted by brute force over all signs.
fn by_enumeration(differences: &[f64]) -> f64 {
    let changed: Vec<f64> = differences.iter().copied().filter(|it| *it != 0.0).collect();
    let (ranks, _) = ranks::ranks(&changed.iter().map(|it| it.abs()).collect::<Vec<_>>());
    let risen: f64 = changed.iter().zip(&ranks).filter(|(it, _)| **it > 0.0).map(|(_, rank)| rank).sum();
    let all = 1_u32 << changed.len();
    let sum = |signs: u32| -> f64 {
        ranks.iter().enumerate().filter(|(at, _)| signs & (1 << at) != 0).map(|(_, rank)| rank).sum()
    };
    let below = (0..all).filter(|signs| sum(*signs) <= risen).count();
    let above = (0..all).filter(|signs| sum(*signs) >= risen).count();
    (2.0 * count(below.min(above)) / f64::from(all)).min(1.0)
}

proptest! {
    #[test]
    fn exact_chances_are_those_of_all_signs(raw in prop::collection::vec(-4_i32..=4, 1..=12)) {
        let differences: Vec<f64> = raw.iter().map(|it| f64::from(*it)).collect();
        if let Some(test) = signed_rank(&differences) {
            prop_assert_eq!(test.method, Method::Exact);
            prop_assert!((test.p - by_enumeration(&differences)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_mirror_turns_the_effect_and_keeps_the_chance(raw in prop::collection::vec(-9_i32..=9, 1..=80)) {
        let differences: Vec<f64> = raw.iter().map(|it| f64::from(*it)).collect();
        let turned: Vec<f64> = differences.iter().map(|it| -it).collect();
        let (Some(test), Some(mirror)) = (signed_rank(&differences), signed_rank(&turned)) else { return Ok(()) };
        prop_assert!((test.effect + mirror.effect).abs() < 1e-12);
        prop_assert!((test.p - mirror.p).abs() < 1e-12);
        prop_assert!(test.p > 0.0 && test.p <= 1.0 && test.effect.abs() <= 1.0);
        prop_assert_eq!(test.n + test.zeros, differences.len());
        let n = count(test.n);
        prop_assert!((test.risen + test.fallen - n * (n + 1.0) / 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_median_has_as_many_below_as_above(raw in prop::collection::vec(-50_i32..=50, 1..=40)) {
        let values: Vec<f64> = raw.iter().map(|it| f64::from(*it)).collect();
        let middle = median(&values).unwrap();
        prop_assert!(values.iter().filter(|it| **it < middle).count() <= values.len() / 2);
        prop_assert!(values.iter().filter(|it| **it > middle).count() <= values.len() / 2);
        let average = mean(&values).unwrap();
        prop_assert!(values.iter().any(|it| *it <= average) && values.iter().any(|it| *it >= average));
    }

    #[test]
    fn a_correlation_does_not_see_the_scale(raw in prop::collection::vec((-9_i32..=9, -9_i32..=9), 2..=40)) {
        let pairs: Vec<(f64, f64)> = raw.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).collect();
        let scaled: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (a * 7.0 + 1.0, -b)).collect();
        match (rank_correlation(&pairs), rank_correlation(&scaled)) {
            (Some(rho), Some(turned)) => prop_assert!((rho + turned).abs() < 1e-12),
            (rho, turned) => prop_assert_eq!(rho, turned),
        }
    }
}
