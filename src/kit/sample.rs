//! A world for tests: fixed in time, Russian, without colour, at 80×24.

use chrono::{Local, TimeZone};

use super::{Layout, Size, Theme, World};
use crate::domain::{Ids, Register, YearId};
use crate::text::{Lang, Text};

/// A world around an empty register on 24 November 2026.
pub(crate) fn world() -> World {
    World {
        register: Register::new(),
        year: YearId(1),
        now: Local.with_ymd_and_hms(2026, 11, 24, 14, 2, 0).unwrap(),
        text: Text::of(Lang::Ru),
        reveal: false,
        period: None,
        read_only: None,
        layout: Layout::Cyrillic,
        theme: Theme { colour: false, lines: true },
        size: Size { width: 80, height: 24 },
        ids: Ids::lane(1),
        random: || std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0),
        who: "petrova".into(),
    }
}
