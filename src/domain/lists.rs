//! Lists of words that a school may change without a release: what is taught, by what candidates are judged, what is
//! awarded, what pairs usually plan (model §3.5, §3.7, §3.11, §7), and how the program's own terms are worded.
//!
//! They are one record, like the pairing rules. What a school starts with is after the seed and the model, in our own
//! words.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Criterion, CriterionGroup, PlanSection, TrainingTopic, Wording, Words};

/// The one record of the school's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TheLists;

/// The lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// Topics of training.
    pub topics: Vec<TrainingTopic>,
    /// Criteria of the interview.
    pub criteria: Vec<Criterion>,
    /// Nominations.
    pub nominations: Vec<Words>,
    /// What pairs usually plan, by section.
    pub tasks: Vec<(PlanSection, Words)>,
    /// What the school says otherwise of the program's lists of terms, in the order of the lists and their codes.
    pub wordings: Vec<Wording>,
}

static USUAL: LazyLock<Lists> = LazyLock::new(Lists::default);

impl Lists {
    /// The lists of a school that has changed none.
    pub fn usual() -> &'static Self {
        &USUAL
    }
}

impl Default for Lists {
    fn default() -> Self {
        let topic = |&(code, mandatory, title): &(&str, bool, &str)| TrainingTopic {
            code: code.into(),
            title: title.into(),
            mandatory,
        };
        let criterion = |&(code, group, title): &(&str, CriterionGroup, &str)| Criterion {
            code: code.into(),
            title: title.into(),
            group,
        };
        Self {
            topics: TOPICS.iter().map(topic).collect(),
            criteria: CRITERIA.iter().map(criterion).collect(),
            nominations: NOMINATIONS.iter().map(|&title| title.into()).collect(),
            tasks: TASKS.iter().map(|&(section, title)| (section, title.into())).collect(),
            wordings: Vec::new(),
        }
    }
}

/// The seed's four tasks, the two styles, what EEPM asks before the first meeting (benchmarks B.3), and the seed's
/// extra topics for training in service.
const TOPICS: &[(&str, bool, &str)] = &[
    ("goals", true, "Цели и правила программы, роль наставника"),
    ("relations", true, "Позитивные личные отношения с наставляемым"),
    ("boundaries", true, "Границы, этика, конфиденциальность"),
    ("safety", true, "Безопасность ребёнка: что делать и кому сказать"),
    ("styles", true, "Развивающий и инструментальный стиль"),
    ("closure", true, "Как завершать работу пары"),
    ("life_skills", false, "Жизненные навыки: цели, решения, планирование"),
    ("society", false, "Социальные и культурные группы"),
    ("careers", false, "Образовательные и карьерные траектории, передача навыков"),
    ("own_goals", false, "Свои цели и ожидания, сравнение с целями наставляемых"),
    ("communication", false, "Эффективная коммуникация"),
    ("age", false, "Возрастные и эмоциональные трудности"),
    ("leadership", false, "Лидерство и активная жизненная позиция"),
    ("potential", false, "Раскрытие личностного потенциала, навыки XXI века"),
    ("family", false, "Работа с семьёй"),
    ("hard_cases", false, "Сложные ситуации"),
];

/// The interview sheet of model §3.5.
const CRITERIA: &[(&str, CriterionGroup, &str)] = &[
    ("motive", CriterionGroup::Psychological, "Мотивация"),
    ("stability", CriterionGroup::Psychological, "Эмоциональная устойчивость"),
    ("responsibility", CriterionGroup::Psychological, "Ответственность"),
    ("communication", CriterionGroup::Pedagogical, "Коммуникация"),
    ("boundaries", CriterionGroup::Pedagogical, "Понимание границ и конфиденциальности"),
    ("fitness", CriterionGroup::Professional, "Пригодность к форме: опыт и навыки, которые передаст"),
];

/// Seed §6, model §3.11.
const NOMINATIONS: &[&str] = &[
    "Лучший наставник",
    "Лучшая пара «Наставник+»",
    "За терпение и поддержку",
    "За общий проект",
    "Участник программы наставничества",
];

/// Model §3.7.
const TASKS: &[(PlanSection, &str)] = &[
    (PlanSection::Difficulties, "Самодиагностика: в чём трудности"),
    (PlanSection::Difficulties, "Диагностическая беседа"),
    (PlanSection::Difficulties, "Меры по преодолению трудностей"),
    (PlanSection::Growth, "Изучить материалы по теме"),
    (PlanSection::Growth, "Перенять опыт: задание, проект, тренировка"),
    (PlanSection::Growth, "Освоить правила и навыки"),
    (PlanSection::Growth, "Участвовать в мероприятии, конкурсе, кружке"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_there_once() {
        let lists = Lists::usual();
        let codes = |all: Vec<&Words>| {
            let mut sorted = all.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(sorted.len(), all.len());
        };
        codes(lists.topics.iter().map(|topic| &topic.code).collect());
        codes(lists.criteria.iter().map(|criterion| &criterion.code).collect());
        assert!(lists.topics.iter().filter(|topic| topic.mandatory).count() >= 4);
    }
}
