//! What the school measured of itself, year by year. It is one number at each end of a year, so nothing is tested and
//! nothing averaged: only how it went, and how it went before, can be told.

use super::Period;
use crate::domain::{Register, SchoolMeasure, SchoolParameter, SchoolParameterId, Wave, Year, YearId};

/// A parameter at both ends of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchoolYear<'a> {
    /// Which year.
    pub year: YearId,
    /// At the entry.
    pub entry: Option<&'a SchoolMeasure>,
    /// At the exit.
    pub exit: Option<&'a SchoolMeasure>,
}

impl SchoolYear<'_> {
    /// By how much it rose, in hundredths; below 0 it fell.
    pub fn rise(&self) -> Option<i32> {
        Some(self.exit?.value - self.entry?.value)
    }

    fn is_empty(&self) -> bool {
        self.entry.is_none() && self.exit.is_none()
    }
}

/// A parameter of the school over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolSeries<'a> {
    /// Its key.
    pub id: SchoolParameterId,
    /// What it is.
    pub parameter: &'a SchoolParameter,
    /// Every year before in which it was measured, oldest first.
    pub before: Vec<SchoolYear<'a>>,
    /// The year asked for, as far as the period goes.
    pub now: SchoolYear<'a>,
}

/// Everything the school measured of itself up to a year, of that year what was taken at the entry by the end of a period
/// and at the exit in it. What it began to measure later is not among them.
pub fn school_series(register: &Register, year: YearId, period: Period) -> Vec<SchoolSeries<'_>> {
    let days = period.widened(register.get::<Year>(year).map(AsRef::as_ref));
    let years: Vec<YearId> = register.years().into_iter().map(|(id, _)| id).collect();
    let earlier = years.split(|id| *id == year).next().unwrap_or_default();
    let in_time = |it: &SchoolMeasure| it.on <= days.to && (it.wave == Wave::Entry || it.on >= days.from);
    let series = |(id, parameter)| {
        let of_year = |year: YearId| {
            let taken = |wave| {
                let mut all = register.school_measures(id).map(|(_, it): (_, &'_ std::sync::Arc<_>)| it.as_ref());
                all.find(|it: &&SchoolMeasure| it.year == year && it.wave == wave)
            };
            SchoolYear { year, entry: taken(Wave::Entry), exit: taken(Wave::Exit) }
        };
        let whole = of_year(year);
        let now =
            SchoolYear { year, entry: whole.entry.filter(|it| in_time(it)), exit: whole.exit.filter(|it| in_time(it)) };
        let before: Vec<SchoolYear> = earlier.iter().map(|year| of_year(*year)).filter(|it| !it.is_empty()).collect();
        let known = !whole.is_empty() || !before.is_empty();
        known.then_some(SchoolSeries { id, parameter, before, now })
    };
    register.school_parameters().filter_map(|(id, it)| series((id, it.as_ref()))).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Better, Scale, SchoolMeasureId, SchoolParameter, Whose};

    fn take(sample: &mut Sample, number: u32, wave: Wave, value: i32, on: NaiveDate) {
        let (year, parameter) = (sample.year, SchoolParameterId(700));
        sample.put(SchoolMeasureId(number), SchoolMeasure { year, parameter, wave, value, on, notes: "".into() });
    }

    #[test]
    fn an_exit_outside_the_days_asked_for_is_no_change_of_theirs() {
        let mut sample = Sample::new();
        let name = "Прогулы".into();
        let parameter = SchoolParameter { name, scale: Scale::Cases, better: Better::Less, of: Whose::School };
        sample.put(SchoolParameterId(700), parameter.clone());
        let whole = Period::of_year(sample.register.get::<Year>(sample.year).unwrap(), NaiveDate::MAX);
        assert!(school_series(&sample.register, sample.year, whole).is_empty(), "nothing was measured");
        take(&mut sample, 701, Wave::Entry, 900, day(9, 10));
        take(&mut sample, 702, Wave::Exit, 500, day(12, 20));
        let rise = |period| {
            let all = school_series(&sample.register, sample.year, period);
            assert_eq!((all.len(), all[0].parameter), (1, &parameter));
            all[0].now.rise()
        };
        assert_eq!(rise(whole), Some(-400));
        assert_eq!(rise(Period { to: day(12, 1), ..whole }), None);
        assert_eq!(
            (Better::Less.judge(-400), Better::More.judge(-400), Better::Neither.judge(-400)),
            (Some(true), Some(false), None)
        );
    }
}
