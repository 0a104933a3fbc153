//! What was measured twice, from the records to the numbers on screen, against scipy.

use super::*;
use crate::analysis::stats::Method;
use crate::analysis::stats::tests::{close, numbers};
use crate::domain::sample::{Sample, day};
use crate::domain::{Measure, MeasureId, Parameter, PersonId, PersonKind, Wave};

fn put(sample: &mut Sample, person: PersonId, wave: Wave, parameter: Parameter, value: i32) {
    let number = u32::try_from(sample.register.measures(sample.year).count()).unwrap();
    let (year, on) = (sample.year, if wave == Wave::Entry { day(9, 20) } else { day(5, 20) });
    sample.put(MeasureId(3000 + number), Measure { year, person, parameter, wave, value, on, notes: "".into() });
}

/// Marks in steps of five hundredths, as they are in a school, before and after.
fn marks(seed: u64, people: usize, worse: i32) -> Vec<(i32, i32)> {
    let drawn: Vec<i32> = numbers(seed, 2 * people).into_iter().map(|it| i32::try_from(it).unwrap()).collect();
    let pair = |(first, second): (&i32, &i32)| {
        let before = 300 + 5 * (first % 21);
        (before, before + 5 * (second % 9 - worse))
    };
    drawn[..people].iter().zip(&drawn[people..]).map(pair).collect()
}

/// `before = [300 + 5 * (v % 21) …]`, `after = [before + 5 * (w % 9 - worse) …]` with the numbers of the generator of
/// `stats::tests`, and `wilcoxon` of the differences in scipy 1.17.1, the effect from `rankdata`: seed, people, worse,
/// statistic, p, effect. Divided by 100 before they are subtracted, equal differences are not equal any more: the p of
/// the first row would be 0.15625, of the last 0.6985.
const SCIPY: [(u64, usize, i32, f64, f64, f64, Method); 5] = [
    (21, 6, 2, 3.0, 0.125, 0.714_285_714_285_714_3, Method::Exact),
    (22, 13, 3, 36.0, 0.881_347_656_25, 0.076_923_076_923_076_93, Method::Exact),
    (23, 14, 3, 31.5, 0.553_384_896_814_66, 0.192_307_692_307_692_32, Method::Normal),
    (24, 40, 3, 293.5, 0.175_254_201_928_790_93, 0.247_435_897_435_897_45, Method::Normal),
    (25, 153, 4, 4067.0, 0.552_917_635_791_223, -0.059_218_135_554_013_42, Method::Normal),
];

#[test]
fn marks_with_ties_are_tested_as_scipy_tests_them() {
    for (seed, people, worse, statistic, p, effect, method) in SCIPY {
        let mut sample = Sample::new();
        for (number, (before, after)) in marks(seed, people, worse).into_iter().enumerate() {
            let person = sample.person(&format!("Аистов {number}"), PersonKind::Pupil, "7А");
            put(&mut sample, person, Wave::Entry, Parameter::Marks, before);
            put(&mut sample, person, Wave::Exit, Parameter::Marks, after);
        }
        let all = movements(&sample.register, sample.year, day(6, 1));
        let test = all[0].test().unwrap();
        assert_eq!((all[0].people.len(), test.method), (people, method), "{seed}");
        assert!(close(test.risen.min(test.fallen), statistic), "{seed}: {test:?}");
        assert!(close(test.p, p) && close(test.effect, effect), "{seed}: {test:?}, not {p} and {effect}");
    }
}

/// 3,90 → 4,65 and 3,15 → 3,90 are one and the same change, whatever the digits.
#[test]
fn equal_changes_are_equal() {
    let mut sample = Sample::new();
    for (number, (before, after)) in [(390, 465), (315, 390), (305, 380)].into_iter().enumerate() {
        let person = sample.person(&format!("Аистов {number}"), PersonKind::Pupil, "7А");
        put(&mut sample, person, Wave::Entry, Parameter::Marks, before);
        put(&mut sample, person, Wave::Exit, Parameter::Marks, after);
    }
    let all = movements(&sample.register, sample.year, day(6, 1));
    assert_eq!((all[0].changes(), all[0].mean_change()), (vec![75, 75, 75], Some(0.75)));
}
