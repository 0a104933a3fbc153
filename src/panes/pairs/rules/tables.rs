//! The fields of the rules: what the form of a row asks, and what is told of it on a card and in the journal.
//!
//! Nothing here is of a person, so that no option is masked.

use crate::domain::{
    ClassRule, Component, FormModel, HEAVIEST, Pairing, PersonKind, Precedence, Problem, RoleModel, STRONGEST,
    TargetGroup, Topic,
};
use crate::fields::choices::{CLASS_RULES, PERSON_KINDS, PRECEDENCES};
use crate::fields::vocabulary::PROBLEMS;
use crate::fields::{Choice, Field, FieldKind, Value, fold};
use crate::text::Text;

/// The options of a table with none of them masked.
const fn open<const N: usize>(options: &[Choice]) -> [Choice; N] {
    let mut opened = [options[0]; N];
    let mut at = 0;
    while at < N {
        opened[at] = options[at].open();
        at += 1;
    }
    opened
}

static ALL_PROBLEMS: [Choice; Problem::ALL.len()] = open(PROBLEMS);
static ALL_PRECEDENCES: [Choice; Precedence::ALL.len()] = open(PRECEDENCES);

/// Target groups in one word each, so that several stand in one line.
static GROUPS: &[Choice] = &[
    group(TargetGroup::HardChoice, |t| t.rules.group_hard_choice, |t| t.terms.group_hard_choice),
    group(TargetGroup::Gifted, |t| t.rules.group_gifted, |t| t.terms.group_gifted),
    group(TargetGroup::Struggling, |t| t.rules.group_struggling, |t| t.terms.group_struggling),
    group(TargetGroup::Ovz, |t| t.rules.group_ovz, |t| t.terms.group_ovz),
];

const fn group(group: TargetGroup, word: fn(&Text) -> &'static str, long: fn(&Text) -> &'static str) -> Choice {
    Choice::new(group.code(), word).meaning_so(long)
}

macro_rules! used {
    ($model:ty) => {
        Field::new(
            "rule_used",
            |text| text.fields.rule_used,
            FieldKind::Flag,
            |model: &$model, _| Value::Flag(model.used),
            |model: &mut $model, value, _| model.used = value == Value::Flag(true),
        )
    };
}

/// Several terms of a list, in the order of the list whatever the order they are kept in.
macro_rules! several {
    ($id:literal, $label:ident, $options:expr, $model:ty, $name:ident: $term:ident) => {
        Field::new(
            $id,
            |text| text.fields.$label,
            FieldKind::Tags($options),
            |model: &$model, _| {
                let held = $term::ALL.iter().filter(|term| model.$name.contains(term));
                Value::Codes(held.map(|term| term.code()).collect())
            },
            |model: &mut $model, value, _| {
                model.$name = value.as_codes().iter().filter_map(|code| $term::from_code(code)).collect();
            },
        )
    };
}

macro_rules! title {
    ($model:ty) => {
        Field::new(
            "rule_title",
            |text| text.fields.rule_title,
            FieldKind::Text,
            |model: &$model, _| Value::text(&model.title),
            |model: &mut $model, value, _| model.title = value.into_text().into(),
        )
    };
}

/// The fields of a form.
pub static FORM: &[Field<FormModel>] = &[
    used!(FormModel),
    several!("rule_mentors", rule_mentors, PERSON_KINDS, FormModel, mentors: PersonKind),
    several!("rule_mentees", rule_mentees, PERSON_KINDS, FormModel, mentees: PersonKind),
];

macro_rules! emphasis {
    ($id:ident, $component:ident) => {
        Field::new(
            stringify!($id),
            |text| text.fields.$id,
            FieldKind::Number { low: 0, high: STRONGEST as i64 },
            |role: &RoleModel, _| {
                let set = role.emphasis.iter().find(|(component, _)| *component == Component::$component);
                set.map_or(Value::Empty, |(_, percent)| Value::Number(i64::from(*percent)))
            },
            |role: &mut RoleModel, value, _| {
                role.emphasis.retain(|(component, _)| *component != Component::$component);
                let percent = value.as_number().and_then(|number| u16::try_from(number).ok());
                // The usual weight is no emphasis.
                role.emphasis.extend(percent.filter(|percent| *percent != 100).map(|it| (Component::$component, it)));
                role.emphasis.sort_unstable();
            },
        )
    };
}

/// The fields of a role model.
pub static ROLE: &[Field<RoleModel>] = &[
    title!(RoleModel),
    used!(RoleModel),
    Field::new(
        "rule_class",
        |text| text.fields.rule_class,
        FieldKind::Choice(CLASS_RULES),
        |role: &RoleModel, _| Value::Code(role.class_rule.code()),
        |role: &mut RoleModel, value, _| {
            role.class_rule = value.as_code().and_then(ClassRule::from_code).unwrap_or(ClassRule::Any);
        },
    )
    .required(),
    several!("problems", problems, &ALL_PROBLEMS, RoleModel, problems: Problem),
    several!("rule_groups", rule_groups, GROUPS, RoleModel, groups: TargetGroup),
    emphasis!(emphasis_request, Request),
    emphasis!(emphasis_preference, Preference),
    emphasis!(emphasis_time, Time),
    emphasis!(emphasis_interests, Interests),
    emphasis!(emphasis_age, Age),
    emphasis!(emphasis_experience, Experience),
];

/// The field of a weight.
pub static WEIGHT: &[Field<u16>] = &[Field::new(
    "rule_weight",
    |text| text.fields.rule_weight,
    FieldKind::Number { low: 0, high: HEAVIEST as i64 },
    |weight: &u16, _| Value::Number(i64::from(*weight)),
    |weight: &mut u16, value, _| {
        *weight = value.as_number().and_then(|number| u16::try_from(number).ok()).unwrap_or(*weight);
    },
)
.required()];

static HARDNESS: &[Choice] = &[Choice::new("hard", |t| t.rules.hard), Choice::new("soft", |t| t.rules.soft)];

/// The field of a rule: whether it only warns.
pub static BENDS: &[Field<bool>] = &[Field::new(
    "rule_bends",
    |text| text.fields.rule_bends,
    FieldKind::Choice(HARDNESS),
    |soft: &bool, _| Value::Code(if *soft { "soft" } else { "hard" }),
    |soft: &mut bool, value, _| *soft = value.as_code() == Some("soft"),
)
.required()];

macro_rules! limit {
    ($name:ident, $low:literal, $high:literal) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Number { low: $low, high: $high },
            |pairing: &Pairing, _| Value::Number(i64::from(pairing.$name)),
            |pairing: &mut Pairing, value, _| {
                let number = value.as_number().and_then(|number| u8::try_from(number).ok());
                pairing.$name = number.unwrap_or(pairing.$name);
            },
        )
        .required()
    };
}

/// The thresholds, one field a row.
pub static LIMITS: &[Field<Pairing>] = &[
    limit!(strong, 1, 100),
    limit!(good, 0, 99),
    limit!(soft_cost, 0, 100),
    limit!(stay_bonus, 0, 100),
    limit!(load_step, 0, 100),
    limit!(names_on_sheet, 1, 20),
];

/// Who comes first, second, third.
pub type Queue = [Option<Precedence>; 3];

macro_rules! place {
    ($id:ident, $at:literal) => {
        Field::new(
            stringify!($id),
            |text| text.fields.$id,
            FieldKind::Choice(&ALL_PRECEDENCES),
            |queue: &Queue, _| Value::code(queue[$at].map(Precedence::code)),
            |queue: &mut Queue, value, _| queue[$at] = value.as_code().and_then(Precedence::from_code),
        )
    };
}

/// The fields of who comes first.
pub static FIRST: &[Field<Queue>] = &[place!(first_1, 0), place!(first_2, 1), place!(first_3, 2)];

/// The fields of a topic.
pub static TOPIC: &[Field<Topic>] = &[
    title!(Topic).required(),
    Field::new(
        "rule_words",
        |text| text.fields.rule_words,
        FieldKind::Text,
        |topic: &Topic, _| Value::text(&topic.words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")),
        |topic: &mut Topic, value, _| {
            topic.words.clear();
            for word in value.into_text().split([',', ';']).map(fold).filter(|word| !word.is_empty()) {
                if !topic.words.iter().any(|known| *known == word) {
                    topic.words.push(word.into());
                }
            }
        },
    ),
    several!("problems", problems, &ALL_PROBLEMS, Topic, problems: Problem),
];

/// The label of a field of the page, for what is told of a draft.
pub fn label_of(id: &str, text: &Text) -> Option<&'static str> {
    fn of<T>(fields: &[Field<T>], id: &str, text: &Text) -> Option<&'static str> {
        fields.iter().find(|field| field.id == id).map(|field| (field.label)(text))
    }
    of(FORM, id, text)
        .or_else(|| of(ROLE, id, text))
        .or_else(|| of(WEIGHT, id, text))
        .or_else(|| of(BENDS, id, text))
        .or_else(|| of(LIMITS, id, text))
        .or_else(|| of(FIRST, id, text))
        .or_else(|| of(TOPIC, id, text))
}
