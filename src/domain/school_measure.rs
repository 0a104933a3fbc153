//! What a school measures of itself as a whole: one number at the beginning of a year and one at its end. What is
//! measured is the school's own: a name, a scale, and which way is better (model §4.5, seed §7.1–7.4 and §9).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{SchoolParameterId, Wave, Words, YearId};

coded! {
    /// In what a parameter of the school is measured, and with that within which bounds.
    pub enum Scale {
        /// A share, 0–100 %.
        Percent = "percent",
        /// People.
        People = "people",
        /// Cases: complaints, conflicts, lessons missed.
        Cases = "cases",
        /// The mean of school marks, 2–5.
        Mark = "mark",
        /// A rating, 1–10.
        Ten = "ten",
        /// The total of a test.
        Points = "points",
    }
}

/// The most people or cases a school counts, in hundredths.
const MOST: i32 = 6_000_000;

impl Scale {
    /// The least and the largest value, in hundredths. Tests of psychologists end where they like.
    pub fn bounds(self) -> (i32, i32) {
        match self {
            Self::Percent => (0, 10_000),
            Self::People | Self::Cases => (0, MOST),
            Self::Mark => (200, 500),
            Self::Ten => (100, 1_000),
            Self::Points => (0, 100_000),
        }
    }

    /// Whether it is counted in whole numbers.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::People | Self::Cases)
    }

    /// Whether a value in hundredths can stand on it.
    pub fn takes(self, value: i32) -> bool {
        let (low, high) = self.bounds();
        (low..=high).contains(&value) && (!self.is_whole() || value % 100 == 0)
    }
}

coded! {
    /// Which way a parameter of the school should go.
    pub enum Better {
        /// The more, the better.
        More = "more",
        /// The less, the better.
        Less = "less",
        /// Neither: the school only watches it.
        Neither = "neither",
    }
}

impl Better {
    /// Whether a rise, below 0 a fall, is for the better; `None` where nothing moved or nobody judges.
    pub fn judge(self, rise: i32) -> Option<bool> {
        match self {
            _ if rise == 0 => None,
            Self::More => Some(rise > 0),
            Self::Less => Some(rise < 0),
            Self::Neither => None,
        }
    }
}

coded! {
    /// Of whom a parameter of the school's own is measured.
    pub enum Whose {
        /// Of the school as a whole ([`SchoolMeasure`]).
        School = "school",
        /// Of people, each by themselves ([`super::Measure`]).
        People = "people",
    }
}

/// Something the school measures of itself or of people, beside what the model names. It belongs to no year, so the years
/// can be laid side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolParameter {
    /// What it is called. No two of one kind have one name.
    pub name: Words,
    /// In what it is measured.
    pub scale: Scale,
    /// Which way it should go. What is measured of people is always judged.
    pub better: Better,
    /// Of whom it is measured.
    pub of: Whose,
}

impl SchoolParameter {
    /// Whether its scale and direction suit what it is measured of: nobody is a number of people, and a change of a person
    /// that nobody judges could not be told.
    pub fn is_sound(&self) -> bool {
        self.of == Whose::School || (self.scale != Scale::People && self.better != Better::Neither)
    }
}

/// One number of the school, taken at the entry or at the exit. It is never told of a pupil: who stands on record with the
/// police, for one, is a number here and nothing else (model §4.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolMeasure {
    /// In which year.
    pub year: YearId,
    /// What.
    pub parameter: SchoolParameterId,
    /// Entry or exit.
    pub wave: Wave,
    /// The value in hundredths.
    pub value: i32,
    /// When it was taken.
    pub on: NaiveDate,
    /// From which document, by whom.
    pub notes: Words,
}

coded! {
    /// What schools usually measure of themselves, offered so that nobody has to think up a scale. What happens over time
    /// is counted for a quarter of the school year: only equal spans can be compared, and the number of the whole year is
    /// an indicator of its own ([`super::Indicator`]).
    pub enum UsualParameter {
        /// Seed 7.1–7.4, повышение успеваемости.
        MeanMark = "mean_mark",
        /// The same as the share of those with marks 4 and 5 (model §4.5, М2).
        GoodMarks = "good_marks",
        /// Seed 7.1–7.4, психоэмоциональный фон: a test of the climate in the classes.
        Climate = "climate",
        /// Seed 7.1, 7.3, 7.4: кружки и объединения.
        Clubs = "clubs",
        /// Seed 7.1: спортивные секции.
        Sports = "sports",
        /// Seed 7.1, 7.2: на учёте в полиции.
        Police = "police",
        /// Seed 7.1, 7.2: на учёте в психоневрологическом диспансере.
        Dispensary = "dispensary",
        /// Seed 7.1: жалобы родителей и учителей.
        Complaints = "complaints",
        /// Seed 7.1: конфликты внутри класса и школы.
        Conflicts = "conflicts",
        /// Lessons missed without a good reason; not of the document, but what most schools count anyway.
        Truancy = "truancy",
    }
}

impl UsualParameter {
    /// On which scale it is measured, and which way is better.
    pub fn usually(self) -> (Scale, Better) {
        match self {
            Self::MeanMark => (Scale::Mark, Better::More),
            Self::GoodMarks | Self::Clubs | Self::Sports => (Scale::Percent, Better::More),
            Self::Climate => (Scale::Points, Better::More),
            Self::Police | Self::Dispensary => (Scale::People, Better::Less),
            Self::Complaints | Self::Conflicts | Self::Truancy => (Scale::Cases, Better::Less),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, day};
    use super::super::{
        Access, Batch, Change, Measure, MeasureId, Parameter, PersonKind, Refusal, SchoolMeasureId, Stamp,
    };
    use super::*;

    /// Why the register does not take a change.
    fn refused(sample: &Sample, change: Change) -> Option<Refusal> {
        let mut register = sample.register.clone();
        register.check(&Batch::new("test", vec![change])).err()
    }

    #[test]
    fn a_scale_takes_what_lies_within_it_and_counts_people_whole() {
        assert!(Scale::Mark.takes(387) && !Scale::Mark.takes(199) && !Scale::Mark.takes(501));
        assert!(Scale::People.takes(1400) && !Scale::People.takes(1450) && !Scale::Cases.takes(-100));
        assert!(Scale::Percent.takes(10_000) && !Scale::Percent.takes(10_001));
    }

    #[test]
    fn one_value_at_each_end_of_a_year_and_on_its_scale() {
        let mut sample = Sample::new();
        let (of, year) = (SchoolParameterId(700), sample.year);
        let named = |name: &str| SchoolParameter {
            name: name.into(),
            scale: Scale::Mark,
            better: Better::More,
            of: Whose::School,
        };
        let taken = |wave, value| SchoolMeasure { year, parameter: of, wave, value, on: day(9, 8), notes: "".into() };
        let orphan = Change::create(SchoolMeasureId(701), taken(Wave::Entry, 380));
        assert!(matches!(refused(&sample, orphan), Some(Refusal::NotFound { .. })));
        sample.put(of, named("Средний балл"));
        sample.put(SchoolMeasureId(701), taken(Wave::Entry, 380));
        let create = |measure| Change::create(SchoolMeasureId(702), measure);
        assert!(matches!(refused(&sample, create(taken(Wave::Entry, 390))), Some(Refusal::Duplicate { .. })));
        assert!(matches!(
            refused(&sample, create(taken(Wave::Exit, 501))),
            Some(Refusal::OutOfRange { field: "value" })
        ));
        assert!(matches!(refused(&sample, create(taken(Wave::Pulse, 390))), Some(Refusal::OutOfRange { .. })));
        assert_eq!(refused(&sample, create(taken(Wave::Exit, 390))), None);
        let twin = Change::create(SchoolParameterId(703), named(" средний БАЛЛ"));
        assert!(matches!(refused(&sample, twin), Some(Refusal::Duplicate { .. })));
        let nameless = Change::create(SchoolParameterId(703), named(" "));
        assert!(matches!(refused(&sample, nameless), Some(Refusal::OutOfRange { field: "name" })));
        let before = sample.register.get::<SchoolParameter>(of).unwrap().clone();
        let rescaled = SchoolParameter { scale: Scale::People, ..named("Средний балл") };
        let rescaled = Change::edit(of, &before, rescaled);
        assert!(
            matches!(refused(&sample, rescaled), Some(Refusal::OutOfRange { field: "scale" })),
            "3,8 is no number of people"
        );
        assert!(matches!(refused(&sample, Change::delete(of, &before)), Some(Refusal::StillUsed { .. })));
    }

    #[test]
    fn what_is_measured_of_people_is_judged_and_stays_theirs() {
        let mut sample = Sample::new();
        let (of, person) = (SchoolParameterId(700), sample.person("Аистов Ян", PersonKind::Pupil, "7А"));
        let named = |better| SchoolParameter { name: "YSoR".into(), scale: Scale::Points, better, of: Whose::People };
        let neither = Change::create(of, named(Better::Neither));
        assert!(matches!(refused(&sample, neither), Some(Refusal::OutOfRange { field: "better" })));
        sample.put(of, named(Better::More));
        let year = sample.year;
        let taken = |parameter, value| {
            let (wave, on, notes) = (Wave::Entry, day(9, 8), "".into());
            Change::create(MeasureId(701), Measure { year, person, parameter, wave, value, on, notes })
        };
        assert!(matches!(
            refused(&sample, taken(Parameter::Own(SchoolParameterId(9)), 400)),
            Some(Refusal::NotFound { .. })
        ));
        assert!(matches!(refused(&sample, taken(Parameter::Own(of), -100)), Some(Refusal::OutOfRange { .. })));
        let measure =
            SchoolMeasure { year, parameter: of, wave: Wave::Entry, value: 4, on: day(9, 8), notes: "".into() };
        let of_school = Change::create(SchoolMeasureId(702), measure);
        assert!(matches!(refused(&sample, of_school), Some(Refusal::OutOfRange { .. })), "it is of people");
        let stamp = Stamp { generation: 1, at: 0, who: "test".into() };
        sample.register.commit(&[taken(Parameter::Own(of), 400)], &stamp).unwrap();
        let before = sample.register.get::<SchoolParameter>(of).unwrap().clone();
        assert!(matches!(refused(&sample, Change::delete(of, &before)), Some(Refusal::StillUsed { .. })));
        let turned = Change::edit(of, &before, SchoolParameter { of: Whose::School, ..named(Better::More) });
        assert!(matches!(refused(&sample, turned), Some(Refusal::OutOfRange { field: "of" })));
    }

    /// Whoever brings totals of tests brings those of the school; mentors who help do not.
    #[test]
    fn who_measures_people_measures_the_school() {
        let mut sample = Sample::new();
        sample.put(
            SchoolParameterId(700),
            SchoolParameter {
                name: "Климат".into(), scale: Scale::Points, better: Better::More, of: Whose::School
            },
        );
        let (parameter, wave, on, notes) = (SchoolParameterId(700), Wave::Entry, day(9, 8), "".into());
        let measure = SchoolMeasure { year: sample.year, parameter, wave, value: 3_150, on, notes };
        let changes = [Change::create(SchoolMeasureId(701), measure)];
        let all = [Access::Curator, Access::Psychologist, Access::Director, Access::Helper(None), Access::Stranger];
        let may =
            all.map(|access| access.may(&sample.register, &changes, crate::domain::Origin::Done, day(11, 1)).is_ok());
        assert_eq!(may, [true, true, false, false, false]);
    }
}
