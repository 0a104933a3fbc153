//! The papers of a year, one for each person and questionnaire, whatever version they answered.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Period;
use crate::domain::{
    Answer, Audience, Form, Item, Kind, Pair, PairId, PairState, PersonId, Questionnaire, QuestionnaireId, Register,
    Response, ResponseId, Wave, Year, YearId, lineage,
};
use crate::fields::fold;

/// One paper.
#[derive(Debug, Clone)]
pub struct Paper<'a> {
    /// Who answered.
    pub person: PersonId,
    /// The version that was answered.
    pub sheet: &'a Questionnaire,
    /// What was answered.
    pub response: &'a Response,
    /// The versions between the newest one and that.
    between: Rc<[&'a Questionnaire]>,
}

/// All papers of a year.
#[derive(Debug)]
pub struct Papers<'a> {
    /// By [`Questionnaire::rank`] of the newest version.
    kinds: Vec<PaperKind<'a>>,
}

/// The papers of one questionnaire.
#[derive(Debug)]
pub(super) struct PaperKind<'a> {
    /// The newest version.
    pub id: QuestionnaireId,
    /// The same.
    pub newest: &'a Questionnaire,
    /// The versions before it, the newest first.
    pub older: Vec<&'a Questionnaire>,
    /// One for each person: of several versions the newest.
    pub papers: BTreeMap<PersonId, Paper<'a>>,
    /// Papers put aside because the same person answered a newer version.
    pub doubled: usize,
}

impl<'a> Papers<'a> {
    /// The papers of `year` that were filled in during a period; all of them without.
    pub fn of(register: &'a Register, year: YearId, period: Option<Period>) -> Self {
        let days = period.map(|period| period.widened(register.get::<Year>(year).map(AsRef::as_ref)));
        Self::gathered(register, year, |_, on| days.is_none_or(|days| days.holds(on)))
    }

    /// What is compared in a period: the papers of its exits, and those of the entry up to its end, for an entry lies
    /// months before its exit.
    pub fn of_change(register: &'a Register, year: YearId, period: Period) -> Self {
        let days = period.widened(register.get::<Year>(year).map(AsRef::as_ref));
        let fits = |sheet: &Questionnaire, on| on <= days.to && (sheet.wave == Wave::Entry || days.holds(on));
        Self::gathered(register, year, fits)
    }

    fn gathered(register: &'a Register, year: YearId, fits: impl Fn(&Questionnaire, NaiveDate) -> bool) -> Self {
        let kind = |(id, newest): (QuestionnaireId, &'a Arc<Questionnaire>)| {
            let older = lineage::older(register, newest);
            PaperKind { id, newest: newest.as_ref(), older, papers: BTreeMap::new(), doubled: 0 }
        };
        let mut kinds: Vec<PaperKind> = lineage::newest(register).into_iter().map(kind).collect();
        kinds.sort_by_key(|kind| kind.newest.rank());
        let places: HashMap<&str, usize> =
            kinds.iter().enumerate().map(|(place, kind)| (kind.newest.code.as_str(), place)).collect();
        let mut found: Vec<(ResponseId, &Response)> = register
            .responses()
            .filter(|(_, response)| response.year == year)
            .map(|(id, response)| (id, response.as_ref()))
            .collect();
        found.sort_by_key(|(id, response)| (response.on, *id));
        let mut ways: HashMap<(usize, QuestionnaireId), Rc<[&Questionnaire]>> = HashMap::new();
        for (_, response) in found {
            let Some(sheet) = register.get::<Questionnaire>(response.questionnaire) else { continue };
            if !fits(sheet, response.on) {
                continue;
            }
            let Some(place) = places.get(sheet.code.as_str()) else { continue };
            let place = heir(register, &kinds, *place, sheet, response).unwrap_or(*place);
            let way = ways.entry((place, response.questionnaire));
            let between = way.or_insert_with(|| {
                let kind = &kinds[place];
                if std::ptr::eq(kind.newest, sheet.as_ref()) {
                    return Rc::default();
                }
                lineage::between(&kind.older, kind.newest, sheet).into()
            });
            let between = Rc::clone(between);
            kinds[place].take(Paper { person: response.respondent, sheet, response, between });
        }
        Self { kinds }
    }

    pub(super) fn kinds(&self) -> impl Iterator<Item = &PaperKind<'a>> {
        self.kinds.iter()
    }

    pub(super) fn of_wave(&self, wave: Wave, audience: Audience) -> impl Iterator<Item = &PaperKind<'a>> {
        self.kinds().filter(move |kind| kind.newest.wave == wave && kind.newest.audience == audience)
    }
}

/// The place of the questionnaire that a paper counts for, where that is not the newest version of its own: it was made
/// for more forms than the newest version is, and the form of this person has one of its own by now.
fn heir(
    register: &Register,
    kinds: &[PaperKind],
    place: usize,
    sheet: &Questionnaire,
    response: &Response,
) -> Option<usize> {
    let newest = kinds[place].newest;
    if sheet.forms == newest.forms {
        return None;
    }
    let forms = forms_of(register, response.respondent, sheet.audience, response.year);
    if forms.is_empty() || forms.iter().any(|form| newest.fits(*form)) {
        return None;
    }
    kinds.iter().position(|kind| {
        let other = kind.newest;
        (other.wave, other.audience) == (sheet.wave, sheet.audience)
            && !other.forms.is_empty()
            && forms.iter().any(|form| other.fits(*form) && sheet.fits(*form))
    })
}

/// The forms in which somebody stands on one side in the pairs of a year.
fn forms_of(register: &Register, person: PersonId, side: Audience, year: YearId) -> BTreeSet<Form> {
    let kind = if side == Audience::Mentee { Kind::Mentee } else { Kind::Mentor };
    let entries = register.referring(person.into(), kind);
    let pairs = entries.flat_map(|entry| register.referring(entry, Kind::Pair)).filter_map(PairId::of);
    let pairs = pairs.filter_map(|id| register.get::<Pair>(id));
    pairs.filter(|pair| pair.year == year && pair.state != PairState::Proposed).map(|pair| pair.form).collect()
}

impl<'a> PaperKind<'a> {
    /// Whether some form has both this questionnaire and the other.
    pub fn meets(&self, other: &Questionnaire) -> bool {
        Form::ALL.iter().any(|form| self.newest.fits(*form) && other.fits(*form))
    }

    /// The versions in which the better end of an item became the other one, the newest first, and whether answers
    /// from before count from the other end since.
    pub fn turns(&self, item: &Item) -> Vec<(u16, bool)> {
        let (mut known, mut version, mut turns) = (item, self.newest.version, Vec::new());
        for older in &self.older {
            if let Some(found) = known.of_old(&older.items) {
                turns.extend((known.reversed != found.reversed).then(|| (version, known.is_turned(found))));
                known = found;
            }
            version = older.version;
        }
        turns
    }

    fn take(&mut self, paper: Paper<'a>) {
        if let Some(known) = self.papers.get(&paper.person) {
            self.doubled += 1;
            let rank = |it: &Paper| (it.sheet.code == self.newest.code, it.sheet.version);
            // Of what is asked again and again the last word counts, whatever version it was.
            if !self.newest.is_repeated() && rank(known) > rank(&paper) {
                return;
            }
        }
        self.papers.insert(paper.person, paper);
    }

    /// What everybody answered to an item of the newest version.
    pub fn answers<'b>(&'b self, item: &'b Item) -> impl Iterator<Item = (PersonId, Given)> + use<'b, 'a> {
        self.papers.values().map(move |paper| (paper.person, paper.answer(item)))
    }
}

/// An answer as the newest version would have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// An answer, or one of the ways to have none.
    Said(Answer),
    /// The version that was answered has no such item, or one that cannot be compared with it.
    OtherQuestion,
}

impl Paper<'_> {
    /// The answer to an item of the version that was answered, by its id, told so that more is better.
    pub fn upright(&self, id: &str) -> Option<Given> {
        let place = self.sheet.items.iter().position(|item| item.id == id)?;
        let (item, given) = (&self.sheet.items[place], Given::Said(self.response.answers.get(place)?.clone()));
        Some(if item.reversed { given.turned(item) } else { given })
    }

    /// The answer to an item of the newest version, found by its id or one it had, from the other end where the version
    /// that was answered had the scale the other way.
    pub fn answer(&self, item: &Item) -> Given {
        let asked = item.ancestor(&self.between, self.sheet);
        let Some((asked, answer)) = asked.and_then(|asked| Some((asked, self.response.answers.get(asked.place)?)))
        else {
            return Given::OtherQuestion;
        };
        let is_none = matches!(answer, Answer::NotAsked | Answer::Blank | Answer::NotApplicable | Answer::Skipped);
        let told = if is_none { Some(answer.clone()) } else { item.told(asked.item, asked.turned, answer) };
        told.map_or(Given::OtherQuestion, Given::Said)
    }
}

impl Given {
    /// The answer as one to the same question worded the other way round: of a rating, a share, or yes and no the other
    /// end.
    pub fn turned(self, item: &Item) -> Self {
        match self {
            Self::Said(answer) => item.told(item, true, &answer).map_or(Self::OtherQuestion, Self::Said),
            Self::OtherQuestion => Self::OtherQuestion,
        }
    }

    /// The answer as a number: a rating, a share, yes as 1 and no as 0.
    pub fn number(&self) -> Option<f64> {
        self.whole().map(f64::from)
    }

    /// The same number in hundredths, as measures are kept.
    pub fn hundredths(&self) -> Option<i32> {
        self.whole().map(|number| i32::from(number) * 100)
    }

    fn whole(&self) -> Option<u8> {
        match self {
            Self::Said(Answer::Scale(number) | Answer::Percent(number)) => Some(*number),
            Self::Said(Answer::YesNo(yes)) => Some(u8::from(*yes)),
            _ => None,
        }
    }
}

/// Open answers that say the same, the commonest first: the words of whoever said it first, and who said it.
pub fn voiced(answers: &[(PersonId, String)]) -> Vec<(String, Vec<PersonId>)> {
    let mut groups: Vec<(String, String, Vec<PersonId>)> = Vec::new();
    for (person, words) in answers {
        let key = fold(words.trim().trim_end_matches(['.', '!', ' ']));
        match groups.iter_mut().find(|(known, ..)| *known == key) {
            Some((_, _, people)) => people.push(*person),
            None if key.is_empty() => {}
            None => groups.push((key, words.trim().to_owned(), vec![*person])),
        }
    }
    groups.sort_by_key(|(_, _, people)| std::cmp::Reverse(people.len()));
    groups.into_iter().map(|(_, words, people)| (words, people)).collect()
}
