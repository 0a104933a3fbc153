//! Chance that repeats itself. An own generator of a few lines (SplitMix64, Steele, Lea and Flood 2014), because the
//! invented school must be the same for the same seed in every release, and a library's generator may change.

/// A source of numbers that depend on the seed alone.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    /// The sequence of `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0. The bias of the remainder is far below what an invented school shows.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let number = self.next() % (end.max(1) as u64);
        usize::try_from(number).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn within(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `list`, which must not be empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A text of `list`, owned.
    pub(super) fn text(&mut self, list: &[&str]) -> String {
        self.pick(list).to_owned()
    }

    /// Puts `list` into a chance order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_published_sequence() {
        let mut rng = Rng::new(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423_u64];
        assert_eq!([rng.next(), rng.next(), rng.next()], expected);
    }

    #[test]
    fn stays_in_its_bounds_and_loses_nothing() {
        let mut rng = Rng::new(58);
        let drawn: Vec<i64> = (0..1_000).map(|_| rng.within(-2, 3)).collect();
        assert!((-2..=3).all(|n| drawn.contains(&n)) && drawn.iter().all(|n| (-2..=3).contains(n)));
        let mut list: Vec<usize> = (0..50).collect();
        rng.shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
