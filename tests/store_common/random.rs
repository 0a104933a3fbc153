//! Chance that can be repeated: seeds, and whether the long forms of the tests are asked for.

#![allow(clippy::print_stderr)] // A seed that failed must be seen.

/// Whether the long forms of the tests are asked for, which take minutes: `NASTAVNIK_LONG=1`.
pub fn is_long() -> bool {
    std::env::var_os("NASTAVNIK_LONG").is_some_and(|value| value == "1")
}

/// The seeds of a random test: that of `NASTAVNIK_SEED` alone, or as many as the form asks for.
pub fn seeds(short: u64, long: u64) -> Vec<u64> {
    let asked = std::env::var("NASTAVNIK_SEED").ok().and_then(|seed| seed.parse().ok());
    asked.map_or_else(|| (0..if is_long() { long } else { short }).collect(), |seed| vec![seed])
}

/// Says with which seed a test failed.
pub struct Replay(pub u64);

impl Drop for Replay {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("again with NASTAVNIK_SEED={}", self.0);
        }
    }
}

/// Numbers that a seed determines (SplitMix64).
#[derive(Debug, Clone)]
pub struct Rng(pub u64);

impl Rng {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`, which is not zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of some values.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap_or_default()]
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
