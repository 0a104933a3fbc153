//! Fields of a practice (model §3.10).

use std::sync::Arc;

use super::{Field, FieldKind, Pool, Value};
use crate::domain::{Kind, MOST_PRACTICE_POINTS, PairId, Practice, PracticeId, Register};

/// A practice under its identity.
#[derive(Debug, Clone)]
pub struct PracticeRow {
    /// The practice, unless it is new.
    pub id: Option<PracticeId>,
    /// What it is.
    pub practice: Arc<Practice>,
}

impl PracticeRow {
    /// A practice on file.
    pub fn load(register: &Register, id: PracticeId) -> Option<Self> {
        Some(Self { id: Some(id), practice: Arc::clone(register.get::<Practice>(id)?) })
    }

    fn edit(&mut self) -> &mut Practice {
        Arc::make_mut(&mut self.practice)
    }
}

macro_rules! practice_text {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.deeds.$label,
            FieldKind::$kind,
            |row: &PracticeRow, _| Value::text(&row.practice.$name),
            |row: &mut PracticeRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! points {
    ($id:literal, $label:ident, $place:literal) => {
        Field::new(
            $id,
            |text| text.deeds.$label,
            FieldKind::Scale { low: 1, high: MOST_PRACTICE_POINTS },
            |row: &PracticeRow, _| {
                let points = row.practice.points.get($place).copied().flatten();
                points.map_or(Value::Empty, |points| Value::Number(i64::from(points)))
            },
            |row: &mut PracticeRow, value: Value, _| {
                let points = value.as_number().and_then(|number| u8::try_from(number).ok());
                if let Some(place) = row.edit().points.get_mut($place) {
                    *place = points;
                }
            },
        )
    };
}

/// Where the published practices of somebody's pairs can be read: the official columns 12 and 16.
pub fn case_links(register: &Register, pairs: impl IntoIterator<Item = PairId>) -> String {
    let of_pair = |pair: PairId| register.referring(pair.into(), Kind::Practice).filter_map(PracticeId::of);
    let practices = pairs.into_iter().flat_map(of_pair).filter_map(|id| register.get::<Practice>(id));
    let links = practices.filter(|it| it.is_published() && !it.link.is_empty()).map(|it| it.link.to_string());
    links.collect::<Vec<_>>().join("; ")
}

/// Every field of a practice, in the order of the form.
pub static PRACTICE: &[Field<PracticeRow>] = &[
    practice_text!(title, practice_title, Text).required().searched().column(|text| text.deeds.practice_title, 26, 0),
    Field::new(
        "pair",
        |text| text.deeds.practice_pair,
        FieldKind::Pick { pool: Pool::YearPairs, many: false },
        |row: &PracticeRow, _| Value::Picked(row.practice.pair.map(Into::into).into_iter().collect()),
        |row: &mut PracticeRow, value, _| {
            row.edit().pair = value.as_picked().first().and_then(|&key| PairId::of(key));
        },
    )
    .searched()
    .column(|text| text.fields.pair, 24, 2),
    practice_text!(request, practice_request, Long),
    practice_text!(work, practice_work, Long),
    practice_text!(result, practice_result, Long),
    practice_text!(mentee_words, practice_mentee_words, Long),
    practice_text!(mentor_words, practice_mentor_words, Long),
    points!("points_1", practice_points_1, 0),
    points!("points_2", practice_points_2, 1),
    points!("points_3", practice_points_3, 2),
    points!("points_4", practice_points_4, 3),
    points!("points_5", practice_points_5, 4),
    Field::computed(
        "score",
        |text| text.deeds.practice_score,
        FieldKind::Number { low: 0, high: 50 },
        |row: &PracticeRow, _| row.practice.score().map_or(Value::Empty, |score| Value::Number(i64::from(score))),
    )
    .column(|text| text.deeds.practice_score_head, 5, 1),
    Field::new(
        "published_on",
        |text| text.deeds.practice_published,
        FieldKind::Date,
        |row: &PracticeRow, _| Value::date(row.practice.published_on),
        |row: &mut PracticeRow, value, _| row.edit().published_on = value.as_date(),
    )
    .column(|text| text.deeds.practice_published_head, 10, 3),
    practice_text!(link, practice_link, Text),
    practice_text!(notes, event_notes, Long),
];
