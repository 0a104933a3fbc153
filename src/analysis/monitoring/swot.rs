//! A draft of strengths, weaknesses, opportunities and threats from what is on file (model §4.2). The curator edits it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::answers::{Given, Papers, voiced};
use super::stage_one::ItemResult;
use super::{is_small, sheet_results};
use crate::analysis::view::View;
use crate::analysis::{places, request_map};
use crate::domain::{Answer, Audience, PersonId, PersonKind, Register, Wave, YearId};
use crate::fields::fold;

/// How many of the commonest answers, and of the strongest and the weakest items, are named (model §4.2).
const TOP: usize = 3;
/// What people write who miss nothing, folded: no weakness of the programme.
const CONTENT: [&str; 7] = ["все устраивает", "всего хватило", "все хорошо", "все понравилось", "ничего", "нет", "-"];
/// From this height of a scale on an item is a strength, and below the other it is a weakness (7 and 5 of 1–10).
const STRONG: f64 = 6.0 / 9.0;
/// See [`STRONG`].
const WEAK: f64 = 4.0 / 9.0;

/// The items of the federal exit questionnaires that are read: what was valued, what was missing, and, of the mentees,
/// who wants to become a mentor (model §4.4.2, §4.4.4).
fn items(audience: Audience) -> (&'static str, &'static str) {
    match audience {
        Audience::Mentee => ("X15", "X16"),
        Audience::Mentor | Audience::Curator => ("X14", "X15"),
    }
}

/// An opportunity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opportunity {
    /// Mentees who want to become mentors.
    FutureMentors(usize),
    /// Organisations whose people are mentors.
    Partners(usize),
    /// Places that nobody has taken.
    FreePlaces(usize),
}

/// A threat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threat {
    /// Requests that nobody meets.
    UnmetRequests(usize),
    /// Mentees who cannot be paired because a consent is missing.
    ConsentsMissing(usize),
    /// More mentees wait than there are places: by how many.
    MentorsShort(usize),
    /// Mentors of the last grade, who will be gone next year.
    Graduating(usize),
}

/// A draft.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What was valued, by how many.
    pub valued: Vec<(String, usize)>,
    /// The items that were answered best: their question in the language of the sheet's label, and the mean height.
    pub strong: Vec<(crate::domain::Label, f64)>,
    /// What was missing, by how many.
    pub lacking: Vec<(String, usize)>,
    /// The items that were answered worst.
    pub weak: Vec<(crate::domain::Label, f64)>,
    /// What could be used.
    pub opportunities: Vec<Opportunity>,
    /// What could go wrong.
    pub threats: Vec<Threat>,
}

/// The draft of a year on `today`. Answers of small groups are left out of the means, not of what was said.
pub fn swot_draft(register: &Register, year: YearId, today: NaiveDate) -> Draft {
    let mut draft = Draft::default();
    let papers = Papers::of(register, year, None);
    draft.valued = said(&papers, |(valued, _)| valued);
    draft.lacking = said(&papers, |(_, lacking)| lacking);
    let results = sheet_results(register, year, today, None);
    let exit = results.iter().filter(|result| result.sheet.wave == Wave::Exit);
    let mut heights: Vec<(&ItemResult, f64)> = exit
        .flat_map(|result| &result.items)
        .filter(|item| !is_small(item.given.len()) && matches!(item.item.kind, crate::domain::ItemKind::Scale { .. }))
        .filter_map(|item| Some((item, item.height()?)))
        .collect();
    heights.sort_by(|a, b| b.1.total_cmp(&a.1));
    let named = |(item, height): &(&ItemResult, f64)| (item.item.label.clone(), *height);
    draft.strong = heights.iter().take_while(|(_, height)| *height >= STRONG).take(TOP).map(named).collect();
    draft.weak = heights.iter().rev().take_while(|(_, height)| *height <= WEAK).take(TOP).map(named).collect();
    draft.opportunities = opportunities(register, year, today, &papers);
    draft.threats = threats(register, year, today);
    draft
}

/// What both sides said most, whoever wants nothing left out.
fn said(papers: &Papers, which: fn((&'static str, &'static str)) -> &'static str) -> Vec<(String, usize)> {
    let mut words: Vec<(PersonId, String)> = Vec::new();
    for audience in [Audience::Mentee, Audience::Mentor] {
        let id = which(items(audience));
        for kind in papers.of_wave(Wave::Exit, audience) {
            for item in kind.newest.items.iter().filter(|item| item.id == id) {
                words.extend(kind.answers(item).filter_map(|(person, given)| match given {
                    Given::Said(Answer::Text(text)) => Some((person, text.to_string())),
                    _ => None,
                }));
            }
        }
    }
    let mut groups = voiced(&words);
    groups.retain(|(words, _)| !CONTENT.contains(&fold(words.trim_end_matches(['.', '!'])).as_str()));
    groups.into_iter().take(TOP).map(|(words, people)| (words, people.len())).collect()
}

fn opportunities(register: &Register, year: YearId, today: NaiveDate, papers: &Papers) -> Vec<Opportunity> {
    let view = View::new(register, year, today);
    let mut willing = BTreeSet::new();
    for kind in papers.of_wave(Wave::Exit, Audience::Mentee) {
        for item in kind.newest.items.iter().filter(|item| item.id == "X19") {
            let yes = kind.answers(item).filter(|(_, given)| given.number() == Some(1.0));
            willing.extend(yes.map(|(person, _)| person));
        }
    }
    let outside = view.mentors.iter().filter(|row| row.leads() && row.person.kind == PersonKind::Employee);
    let partners: BTreeSet<String> =
        outside.map(|row| fold(&row.person.organisation)).filter(|it| !it.is_empty()).collect();
    let free = places(register, year, today).free;
    let all = [
        (willing.len(), Opportunity::FutureMentors as fn(usize) -> Opportunity),
        (partners.len(), Opportunity::Partners),
        (free, Opportunity::FreePlaces),
    ];
    all.into_iter().filter(|(number, _)| *number > 0).map(|(number, of)| of(number)).collect()
}

fn threats(register: &Register, year: YearId, today: NaiveDate) -> Vec<Threat> {
    let view = View::new(register, year, today);
    let map = request_map(register, year, today);
    // What is printed for all must not tell of health, not even as the rest of a sum.
    let hidden: usize = map.rows.iter().filter(|row| row.is_restricted()).map(|row| row.total.unmet).sum();
    let places = places(register, year, today);
    let lacking = view.mentees.iter().filter(|row| row.participates() && !row.paired && row.gap.is_some()).count();
    let last = crate::domain::LAST_GRADE;
    let graduating = view
        .mentors
        .iter()
        .filter(|row| row.leads() && row.person.class_in(year).is_some_and(|class| class.grade == last))
        .count();
    let all = [
        (map.total.unmet.saturating_sub(hidden), Threat::UnmetRequests as fn(usize) -> Threat),
        (lacking, Threat::ConsentsMissing),
        (places.waiting.saturating_sub(places.free), Threat::MentorsShort),
        (graduating, Threat::Graduating),
    ];
    all.into_iter().filter(|(number, _)| *number > 0).map(|(number, of)| of(number)).collect()
}
