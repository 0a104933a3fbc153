//! The lines of the school's lists, all of one shape: a name with what one list or the other knows of it besides.

use std::sync::Arc;

use super::list_terms;
use crate::domain::{
    Award, Criterion, CriterionGroup, Kind, Lists, Plan, PlanSection, Record, Selection, TheLists, Training,
    TrainingTopic, Vocabulary, Words,
};
use crate::fields::Worded;
use crate::kit::World;
use crate::text::{Text, fill};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Topics of training.
    Topics,
    /// Criteria of the interview.
    Criteria,
    /// Nominations.
    Nominations,
    /// Usual tasks of plans.
    Tasks,
    /// A list of the program's own terms.
    Terms(Vocabulary),
}

impl Which {
    /// All of them, in the order of the page.
    pub fn all() -> impl Iterator<Item = Self> {
        let words = [Self::Topics, Self::Criteria, Self::Nominations, Self::Tasks];
        words.into_iter().chain(Vocabulary::ALL.iter().copied().map(Self::Terms))
    }

    /// A stable code, for drafts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Criteria => "criteria",
            Self::Nominations => "nominations",
            Self::Tasks => "tasks",
            Self::Terms(list) => list.code(),
        }
    }

    /// The list of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|which| which.code() == code)
    }

    /// Its name on screen.
    pub fn name(self, text: &Text) -> &'static str {
        let p = &text.programme;
        match self {
            Self::Topics => p.list_topics,
            Self::Criteria => p.list_criteria,
            Self::Nominations => p.list_nominations,
            Self::Tasks => p.list_tasks,
            Self::Terms(Vocabulary::Problems) => p.list_problems,
            Self::Terms(Vocabulary::Sources) => p.list_sources,
            Self::Terms(Vocabulary::CloseReasons) => p.list_close_reasons,
            Self::Terms(Vocabulary::Contexts) => p.list_contexts,
            Self::Terms(Vocabulary::Places) => p.list_places,
            Self::Terms(Vocabulary::EventKinds) => p.list_event_kinds,
            Self::Terms(Vocabulary::EventRoles) => p.list_event_roles,
            Self::Terms(Vocabulary::PartnerKinds) => p.list_partner_kinds,
        }
    }
}

/// A line of a list. What a list does not know of its lines stays as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Stable code; empty where a list has none, and of a line that is new.
    pub code: Words,
    /// Its name.
    pub title: Words,
    /// Of a topic: whether nobody is admitted without it.
    pub mandatory: bool,
    /// Of a criterion: what it judges.
    pub group: CriterionGroup,
    /// Of a task: the section of the plan.
    pub section: PlanSection,
    /// Of a problem: its mark, «З12».
    pub mark: &'static str,
    /// Of a term: whether it discloses health.
    pub restricted: bool,
    /// Of a term: whether it is no longer offered.
    pub retired: bool,
}

impl ListItem {
    /// A line of which only the name is known.
    pub fn new(title: impl Into<Words>) -> Self {
        Self {
            code: Words::default(),
            title: title.into(),
            mandatory: false,
            group: CriterionGroup::Psychological,
            section: PlanSection::Difficulties,
            mark: "",
            restricted: false,
            retired: false,
        }
    }

    /// Its name on screen, behind its mark where it has one.
    pub fn label(&self) -> String {
        if self.mark.is_empty() { self.title.to_string() } else { format!("{} {}", self.mark, self.title) }
    }
}

/// The lines of a list.
pub fn items(lists: &Lists, which: Which, text: &Text) -> Vec<ListItem> {
    let named = |title: &Words| ListItem::new(title.clone());
    match which {
        Which::Topics => {
            let topic =
                |it: &TrainingTopic| ListItem { code: it.code.clone(), mandatory: it.mandatory, ..named(&it.title) };
            lists.topics.iter().map(topic).collect()
        }
        Which::Criteria => {
            let criterion = |it: &Criterion| ListItem { code: it.code.clone(), group: it.group, ..named(&it.title) };
            lists.criteria.iter().map(criterion).collect()
        }
        Which::Nominations => lists.nominations.iter().map(named).collect(),
        Which::Tasks => {
            lists.tasks.iter().map(|(section, title)| ListItem { section: *section, ..named(title) }).collect()
        }
        Which::Terms(list) => list_terms::items(lists, list, text),
    }
}

/// The lines of every list before and after, as the journal compares them: what else they say stands behind their name.
pub fn words(before: &Lists, after: &Lists, text: &Text) -> Vec<(&'static str, Vec<String>, Vec<String>)> {
    let lines = |lists: &Lists, which: Which| {
        let line = |item: ListItem| match aside(&item, which, text) {
            "" => item.label(),
            aside => format!("{} ({aside})", item.label()),
        };
        items(lists, which, text).into_iter().map(line).collect()
    };
    Which::all().map(|which| (which.name(text), lines(before, which), lines(after, which))).collect()
}

/// What a line says beside its name: «обязательная», what a criterion judges, the section of a plan, «не предлагается».
pub fn aside(item: &ListItem, which: Which, text: &Text) -> &'static str {
    match which {
        Which::Topics if item.mandatory => text.programme.topic_mandatory,
        Which::Criteria => item.group.word(text),
        Which::Tasks => item.section.word(text),
        Which::Terms(_) if item.retired => text.programme.item_retired,
        Which::Topics | Which::Nominations | Which::Terms(_) => "",
    }
}

/// What a line is in the program, where a school has made another of it.
pub fn origin(item: &ListItem, which: Which, text: &Text) -> String {
    match which {
        Which::Terms(list) => list_terms::origin(item, list, text),
        _ => String::new(),
    }
}

/// The lists with one of them replaced. A line that is new gets a code nobody has.
pub fn with(lists: &Lists, which: Which, items: &[ListItem]) -> Lists {
    if let Which::Terms(list) = which {
        return list_terms::with(lists, list, items);
    }
    let mut after = lists.clone();
    let mut coded: Vec<(Words, &ListItem)> = Vec::new();
    for item in items {
        let taken =
            |code: &str| coded.iter().any(|(known, _)| *known == *code) || items.iter().any(|it| it.code == *code);
        let fresh = || (1..).map(|number| format!("own_{number}")).find(|code| !taken(code)).unwrap_or_default();
        let code = if item.code.is_empty() { fresh().into() } else { item.code.clone() };
        coded.push((code, item));
    }
    let title = |item: &ListItem| item.title.clone();
    match which {
        Which::Topics => {
            let topic =
                |(code, it): (Words, &ListItem)| TrainingTopic { code, title: title(it), mandatory: it.mandatory };
            after.topics = coded.into_iter().map(topic).collect();
        }
        Which::Criteria => {
            let criterion = |(code, it): (Words, &ListItem)| Criterion { code, title: title(it), group: it.group };
            after.criteria = coded.into_iter().map(criterion).collect();
        }
        Which::Nominations => after.nominations = items.iter().map(title).collect(),
        Which::Tasks => after.tasks = items.iter().map(|it| (it.section, title(it))).collect(),
        Which::Terms(_) => {}
    }
    after
}

/// The record of the lists; nothing while the school has changed none.
pub fn on_file(world: &World) -> Option<Arc<Lists>> {
    world.register.get::<Lists>(TheLists).map(Arc::clone)
}

/// The usual list, with the school's own lines behind it that are used and cannot go.
pub fn usual_again(which: Which, world: &World) -> Vec<ListItem> {
    if let Which::Terms(list) = which {
        return list_terms::usual_again(list, world);
    }
    let mut usual = items(Lists::usual(), which, world.text);
    let same = |a: &ListItem, b: &ListItem| if a.code.is_empty() { a.title == b.title } else { a.code == b.code };
    let own = items(world.register.lists(), which, world.text).into_iter();
    let kept: Vec<ListItem> =
        own.filter(|item| !usual.iter().any(|it| same(it, item)) && used(item, which, world).is_some()).collect();
    usual.extend(kept);
    usual
}

/// Where a line is used: «занятия 3»; nothing where it is not.
pub fn used(item: &ListItem, which: Which, world: &World) -> Option<String> {
    let p = &world.text.programme;
    let (kind, words) = match which {
        Which::Topics => (Kind::Training, p.used_trainings),
        Which::Criteria => (Kind::Selection, p.used_sheets),
        Which::Nominations => (Kind::Award, p.used_awards),
        Which::Tasks => (Kind::Plan, p.used_plans),
        Which::Terms(list) => return list_terms::used(item, list, world),
    };
    let count = world.register.of_kind(kind).filter(|(_, record)| names(record, item)).count();
    (count > 0).then(|| fill(words, &[&count]))
}

fn names(record: &Record, item: &ListItem) -> bool {
    let of_training = |it: &Training| it.topics.contains(&item.code);
    let of_sheet = |it: &Selection| it.marks.iter().any(|(code, _)| *code == item.code);
    let of_award = |it: &Award| it.nomination == item.title;
    let of_plan = |it: &Plan| it.items.iter().any(|goal| goal.task == item.title);
    match record {
        Record::Training(it) => of_training(it),
        Record::Selection(it) => of_sheet(it),
        Record::Award(it) => of_award(it),
        Record::Plan(it) => of_plan(it),
        _ => false,
    }
}
