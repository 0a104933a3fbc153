//! Stage 1: what each questionnaire brought, item by item, for all or for one form of mentoring.

use std::collections::{HashMap, HashSet};

use super::Period;
use super::answers::{Given, Paper, PaperKind, Papers};
use super::satisfaction::{self, Satisfaction};
use crate::analysis::queue;
use crate::analysis::stats::{count, distribution, mean, median, percent};
use crate::analysis::view::View;
use crate::domain::{
    Answer, Audience, FREQUENCY_STEPS, Form, Item, ItemKind, PairState, PersonId, Questionnaire, QuestionnaireId,
    Register, Wave, YearId,
};

/// What one questionnaire brought.
#[derive(Debug)]
pub struct SheetResult<'a> {
    /// Its newest version.
    pub id: QuestionnaireId,
    /// The same.
    pub sheet: &'a Questionnaire,
    /// Who should have answered by now.
    pub expected: Vec<PersonId>,
    /// Who of them has.
    pub returned: Vec<PersonId>,
    /// Who of them has handed in a paper that is not keyed to its end.
    pub half_keyed: Vec<PersonId>,
    /// Who has although nobody expects it: before the pair began, or while it goes on.
    pub early: Vec<PersonId>,
    /// Papers put aside because the same person answered a newer version.
    pub doubled: usize,
    /// Who of all these is satisfied, by the rule of the year: of an exit questionnaire alone.
    pub satisfied: Option<Satisfaction>,
    /// Its items, in order.
    pub items: Vec<ItemResult<'a>>,
}

impl SheetResult<'_> {
    /// The response rate in per cent; `None` where nobody is expected.
    pub fn response_rate(&self) -> Option<f64> {
        percent(self.returned.len(), self.expected.len())
    }

    /// Everybody whose answers are in the items.
    pub fn respondents(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.returned.iter().chain(&self.half_keyed).chain(&self.early).copied()
    }

    /// Who should have answered and has not.
    pub fn silent(&self) -> Vec<PersonId> {
        let has = |person: &PersonId| self.returned.contains(person) || self.half_keyed.contains(person);
        self.expected.iter().copied().filter(|person| !has(person)).collect()
    }
}

/// What one item brought.
#[derive(Debug)]
pub struct ItemResult<'a> {
    /// The item of the newest version.
    pub item: &'a Item,
    /// Answers.
    pub given: Vec<(PersonId, Answer)>,
    /// Не ответили.
    pub blank: Vec<PersonId>,
    /// Неприменимо.
    pub not_applicable: Vec<PersonId>,
    /// Left out by a condition: neither answered nor missing.
    pub skipped: Vec<PersonId>,
    /// Не опрошены: their paper is half keyed.
    pub not_asked: Vec<PersonId>,
    /// Answered a version in which the question was another.
    pub other_question: Vec<PersonId>,
    /// The versions in which its better end became the other one, the newest first, and whether answers from before
    /// are turned round since.
    pub turns: Vec<(u16, bool)>,
}

impl<'a> ItemResult<'a> {
    fn of(kind: &PaperKind<'a>, item: &'a Item, fits: &dyn Fn(PersonId) -> bool) -> Self {
        let mut result = Self {
            item,
            given: Vec::new(),
            blank: Vec::new(),
            not_applicable: Vec::new(),
            skipped: Vec::new(),
            not_asked: Vec::new(),
            other_question: Vec::new(),
            turns: kind.turns(item),
        };
        for (person, given) in kind.answers(item).filter(|(person, _)| fits(*person)) {
            match given {
                Given::OtherQuestion => result.other_question.push(person),
                Given::Said(Answer::Blank) => result.blank.push(person),
                Given::Said(Answer::NotApplicable) => result.not_applicable.push(person),
                Given::Said(Answer::Skipped) => result.skipped.push(person),
                Given::Said(Answer::NotAsked) => result.not_asked.push(person),
                Given::Said(answer) => result.given.push((person, answer)),
            }
        }
        result
    }

    /// Ratings and shares as numbers.
    pub fn numbers(&self) -> Vec<f64> {
        let number = |answer: &Answer| match answer {
            Answer::Scale(number) | Answer::Percent(number) => Some(f64::from(*number)),
            _ => None,
        };
        self.given.iter().filter_map(|(_, answer)| number(answer)).collect()
    }

    /// The mean of ratings or shares.
    pub fn mean(&self) -> Option<f64> {
        mean(&self.numbers())
    }

    /// Their median.
    pub fn median(&self) -> Option<f64> {
        median(&self.numbers())
    }

    /// How often each rating was given; nothing where the item takes none.
    pub fn distribution(&self) -> Vec<(u8, usize)> {
        let ItemKind::Scale { low, high } = self.item.kind else { return Vec::new() };
        let ratings: Vec<u8> = self.given.iter().filter_map(|(_, answer)| rating(answer)).collect();
        distribution(&ratings, low, high)
    }

    /// Who answered yes, or no.
    pub fn who_said(&self, yes: bool) -> Vec<PersonId> {
        self.given.iter().filter(|(_, answer)| *answer == Answer::YesNo(yes)).map(|(person, _)| *person).collect()
    }

    /// The share of yes among yes and no, in per cent.
    pub fn yes_share(&self) -> Option<f64> {
        let (yes, no) = (self.who_said(true).len(), self.who_said(false).len());
        percent(yes, yes + no)
    }

    /// How many chose each option of a choice, or each step of a frequency.
    pub fn chosen(&self) -> Vec<usize> {
        let options = match &self.item.kind {
            ItemKind::Choice(options) | ItemKind::Several(options) => options.len(),
            ItemKind::Frequency => usize::from(FREQUENCY_STEPS),
            _ => return Vec::new(),
        };
        let has = |answer: &Answer, option: u8| match answer {
            Answer::Choice(one) => *one == option,
            Answer::Several(some) => some.contains(&option),
            _ => false,
        };
        let options = (0_u8..).take(options);
        options.map(|option| self.given.iter().filter(|(_, answer)| has(answer, option)).count()).collect()
    }

    /// Open answers.
    pub fn texts(&self) -> Vec<(PersonId, String)> {
        let text = |answer: &Answer| match answer {
            Answer::Text(text) => Some(text.to_string()),
            _ => None,
        };
        self.given.iter().filter_map(|(person, answer)| Some((*person, text(answer)?))).collect()
    }

    /// Where the mean lies on the item's scale, 0 worst to 1 best, for telling strong from weak items.
    pub fn height(&self) -> Option<f64> {
        let height = match self.item.kind {
            ItemKind::Scale { low, high } => {
                (self.mean()? - f64::from(low)) / f64::from(high.saturating_sub(low).max(1))
            }
            ItemKind::YesNo => self.yes_share()? / count(100),
            _ => return None,
        };
        Some(if self.item.reversed { 1.0 - height } else { height })
    }
}

pub(super) fn rating(answer: &Answer) -> Option<u8> {
    match answer {
        Answer::Scale(rating) => Some(*rating),
        _ => None,
    }
}

/// What the questionnaires of a year brought in a period, for one form or for all, in the order entry, exit, pulse and
/// mentees before mentors. Who is asked follows from how the pairs stood on its last day. Whoever was in pairs of two
/// forms counts for the one they are asked about.
pub fn sheet_results(register: &Register, year: YearId, period: Period, form: Option<Form>) -> Vec<SheetResult<'_>> {
    let view = View::new(register, year, period.to);
    let papers = Papers::of(register, year, Some(period));
    papers.kinds().map(|kind| of_kind(&view, kind, form)).collect()
}

fn of_kind<'a>(view: &View<'a>, kind: &PaperKind<'a>, form: Option<Form>) -> SheetResult<'a> {
    let sheet = kind.newest;
    let asked = queue::asked(view, sheet);
    let forms = forms(view, sheet.audience, &asked);
    let fits = |person: PersonId| form.is_none_or(|form| forms.get(&person) == Some(&form));
    let expected: Vec<PersonId> = asked.iter().map(|(person, _)| *person).filter(|person| fits(*person)).collect();
    let is_whole = |paper: &Paper| !paper.response.answers.contains(&Answer::NotAsked);
    let has = |person: &&PersonId, whole: bool| kind.papers.get(person).is_some_and(|paper| is_whole(paper) == whole);
    let returned = expected.iter().filter(|person| has(person, true)).copied().collect();
    let half_keyed = expected.iter().filter(|person| has(person, false)).copied().collect();
    let known: HashSet<PersonId> = expected.iter().copied().collect();
    let early = kind.papers.keys().copied().filter(|person| fits(*person) && !known.contains(person)).collect();
    let papers = kind.papers.values().filter(|paper| fits(paper.person));
    let rule = || view.register.numbers(view.year).satisfied_by;
    let satisfied = (sheet.wave == Wave::Exit).then(|| satisfaction::by_papers(papers, sheet.audience, rule()));
    let items = sheet.items.iter().map(|item| ItemResult::of(kind, item, &fits)).collect();
    let (id, doubled) = (kind.id, kind.doubled);
    SheetResult { id, sheet, expected, returned, half_keyed, early, doubled, satisfied, items }
}

/// The form on account of which each person answers: that of the pair they are asked about, else of their newest pair,
/// else the one they wish.
fn forms(view: &View, audience: Audience, asked: &[(PersonId, crate::domain::PairId)]) -> HashMap<PersonId, Form> {
    let mut forms = HashMap::new();
    match audience {
        Audience::Mentee => {
            forms.extend(view.mentees.iter().filter_map(|row| Some((row.mentee.person, row.mentee.form?))));
        }
        Audience::Mentor => {
            forms.extend(view.mentors.iter().filter_map(|row| Some((row.mentor.person, row.mentor.form?))));
        }
        Audience::Curator => {}
    }
    for row in view.pairs.iter().filter(|row| row.pair.state != PairState::Proposed) {
        let people: Vec<PersonId> = match audience {
            Audience::Curator => Vec::new(),
            Audience::Mentor => view.mentor(row.pair.mentor).map(|row| row.mentor.person).into_iter().collect(),
            Audience::Mentee => {
                row.pair.mentees.iter().filter_map(|id| view.mentee(*id)).map(|row| row.mentee.person).collect()
            }
        };
        forms.extend(people.into_iter().map(|person| (person, row.pair.form)));
    }
    let about = asked.iter().filter_map(|(person, pair)| Some((*person, view.pair(*pair)?.pair.form)));
    forms.extend(about);
    forms
}
