//! How good a pair would be: a few components, each with its own data and its own sentence (model §5.2).
//!
//! A component is 0 to 1000; the score is their weighted mean, less what soft rules cost. **Not known is middling**: where
//! one side said nothing, the component counts as 500, so that neither silence nor one lucky match wins against
//! people of whom more is known. A component for which nobody has data is left out for all. The emphasis of the role
//! model raises or lowers a weight.

use std::collections::BTreeMap;

use super::cohort::NoBy;
use super::couple::Couple;
use super::facts::bit;
use super::hours::Window;
use super::{Ages, Cohort, MenteeFacts, MentorFacts, Want};
use crate::domain::{Component, PairingRule, Problem};
use crate::matching::SCORE_MAX;

/// What a component counts where nothing is known.
const MIDDLING: u16 = SCORE_MAX / 2;

/// What is behind a component, for its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// One side said nothing, or both.
    Nothing {
        /// Whether the mentee's side did.
        mentee: bool,
        /// Whether the mentor's side did.
        mentor: bool,
    },
    /// Requests that are covered, by what, and those that are not.
    Requests {
        /// What is shared: titles of topics, or words.
        by: Vec<String>,
        /// Problems for which the mentor has something else than what is asked for.
        near: Vec<Problem>,
        /// Of how many requests something is covered.
        covered: usize,
        /// Texts of those of which nothing is.
        missed: Vec<String>,
    },
    /// The ranks given: the mentee's of the mentor, the mentor's of the mentee.
    Ranks([Option<u8>; 2]),
    /// Hours both have.
    Hours(Vec<Window>),
    /// What both like.
    Likes(Vec<String>),
    /// How many classes or years outside of what the mentor wishes.
    Away(Ages, u8),
    /// What is behind the mentor.
    Experience {
        /// The two finished a pair before.
        together: bool,
        /// Pairs finished.
        finished: u16,
        /// Hours of training.
        hours: u16,
    },
}

/// A component of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub component: Component,
    /// Its weight among the weights in use, with the role's emphasis.
    pub weight: u32,
    /// How good, 0 to 1000; middling where nothing is known.
    pub value: u16,
    /// What is behind it.
    pub known: Known,
}

impl Part {
    /// Whether the sides said enough for it.
    pub fn is_known(&self) -> bool {
        !matches!(self.known, Known::Nothing { .. })
    }
}

impl Cohort {
    /// How good the pair would be, 0 to [`SCORE_MAX`]; `None` where a hard rule stands between the two.
    pub fn score(&self, mentee: u32, mentor: u32) -> Option<u16> {
        let couple = self.couple(mentee, mentor);
        let mut soft = 0_u32;
        for rule in PairingRule::ALL {
            if !couple.stands(*rule) {
                continue;
            }
            if couple.is_hard(*rule) {
                return None;
            }
            soft += 1;
        }
        let cost = soft * u32::from(self.rules.soft_cost) * 10;
        let score = u32::from(couple.worth()).saturating_sub(cost);
        u16::try_from(score).ok()
    }

    /// The weighted mean of the components, whatever rules stand between.
    pub fn worth(&self, mentee: u32, mentor: u32) -> u16 {
        self.couple(mentee, mentor).worth()
    }

    /// The components of a pair's score, those in use.
    pub fn parts(&self, mentee: u32, mentor: u32) -> Vec<Part> {
        let couple = self.couple(mentee, mentor);
        let part = |component: &Component| Part {
            component: *component,
            weight: couple.weight(*component),
            value: couple.value(*component).unwrap_or(MIDDLING),
            known: couple.known(*component),
        };
        self.in_use.iter().map(part).collect()
    }

    /// Whether anybody on both sides has data for a component.
    pub(super) fn anybody_has(&self, component: Component) -> bool {
        let mentees = self.mentees.iter().any(|mentee| said_by_mentee(component, mentee));
        let mentors = self.mentors.iter().any(|mentor| said_by_mentor(component, mentor));
        let mut between = self.between.iter().flat_map(BTreeMap::values);
        match component {
            Component::Preference => between.any(|it| it.ranks != [None; 2]),
            Component::Experience => mentors || between.any(|it| it.finished),
            _ => mentees && mentors,
        }
    }

    /// Who said no to a pair, if somebody did.
    pub fn said_no(&self, mentee: u32, mentor: u32) -> Option<NoBy> {
        self.couple(mentee, mentor).between.veto
    }
}

impl Couple<'_> {
    fn worth(&self) -> u16 {
        let (mut sum, mut weights) = (0_u64, 0_u64);
        for component in &self.cohort.in_use {
            let weight = u64::from(self.weight(*component));
            sum += weight * u64::from(self.value(*component).unwrap_or(MIDDLING));
            weights += weight;
        }
        (sum + weights / 2).checked_div(weights).and_then(|mean| u16::try_from(mean).ok()).unwrap_or(MIDDLING)
    }

    fn value(&self, component: Component) -> Option<u16> {
        let (led, leader) = (self.led, self.leader);
        let silent = !said_by_mentee(component, led) || !said_by_mentor(component, leader);
        match component {
            Component::Preference if led.has_sheet || leader.has_sheet => {
                Some(preference(self.between.ranks, [led.has_sheet, leader.has_sheet]))
            }
            Component::Experience if self.between.finished => Some(SCORE_MAX),
            _ if silent => None,
            Component::Preference => None,
            Component::Request => Some(covered(led, leader)),
            Component::Time => {
                let common = led.hours?.common(leader.hours?).starts(self.cohort.minutes);
                Some(share(common.take(ENOUGH_WINDOWS).count(), ENOUGH_WINDOWS))
            }
            Component::Interests => Some(alike(led, leader)),
            Component::Age => {
                let away = leader.ages?.away(led.grade, led.age)?;
                Some(SCORE_MAX.saturating_sub(u16::from(away) * AWAY_COSTS))
            }
            Component::Experience => Some(experience(leader)),
        }
    }

    fn known(&self, component: Component) -> Known {
        let (led, leader, topics) = (self.led, self.leader, &self.cohort.topics);
        if self.value(component).is_none() {
            let mentee = !said_by_mentee(component, led);
            return Known::Nothing { mentee, mentor: !said_by_mentor(component, leader) };
        }
        match component {
            Component::Request => self.requests(),
            Component::Preference => Known::Ranks(self.between.ranks),
            Component::Time => {
                let common = led.hours.zip(leader.hours).map(|(one, other)| one.common(other));
                Known::Hours(common.into_iter().flat_map(|hours| hours.windows(self.cohort.minutes)).collect())
            }
            Component::Interests => {
                let mut shared = topics.titles(led.likes.topics & leader.likes.topics);
                if shared.is_empty() {
                    shared = led.likes.shared(&leader.likes).map(|word| topics.written(word).to_owned()).collect();
                }
                Known::Likes(shared)
            }
            Component::Age => {
                let ages = leader.ages.unwrap_or(Ages::Any);
                Known::Away(ages, ages.away(led.grade, led.age).unwrap_or(0))
            }
            Component::Experience => Known::Experience {
                together: self.between.finished,
                finished: leader.finished,
                hours: leader.training_hours,
            },
        }
    }

    fn requests(&self) -> Known {
        let (leader, dictionary) = (self.leader, &self.cohort.topics);
        let (mut topics, mut words, mut problems, mut missed, mut covered) = (0_u128, Vec::new(), 0, Vec::new(), 0);
        for want in self.led.wants.iter().filter(|want| says(want)) {
            let named = want.about.topics & leader.gives.topics;
            let helping = want.helping & leader.gives.topics;
            let shared: Vec<u32> = want.about.shared(&leader.gives).collect();
            if met(want, leader) == 0 {
                missed.push(want.text.clone());
                continue;
            }
            covered += 1;
            topics |= if named != 0 { named } else { helping };
            if named == 0 && helping == 0 {
                problems |= if shared.is_empty() { want.problems & leader.problems } else { 0 };
                words.extend(shared.iter().map(|word| dictionary.written(*word).to_owned()));
            }
        }
        let mut by = dictionary.titles(topics);
        by.extend(words);
        let near = Problem::ALL.iter().copied().filter(|problem| bit(*problem) & problems != 0).collect();
        Known::Requests { by, near, covered, missed }
    }
}

/// Two common hours a week are as good as any number.
const ENOUGH_WINDOWS: usize = 2;
/// Three things both like are as good as any number.
const ENOUGH_LIKES: usize = 3;
/// What each class or year outside of the mentor's wish costs.
const AWAY_COSTS: u16 = 250;
/// What each place further down a preference sheet costs, and the least that being named at all is worth.
const RANK_COSTS: u16 = 150;
const NAMED_AT_ALL: u16 = 400;
/// Not to be named on a sheet. It has room for a few names only, so this says little, but more than no sheet.
const NOT_NAMED: u16 = 250;
/// A request that is covered by the topic it names.
const NAMED: u32 = 800;
/// What is added to [`NAMED`] when all its topics are covered.
const NAMED_ALL: u32 = 200;
/// A request whose problem, as the curator noted it, is one that the mentor's topics help with.
const HELPED: u32 = 500;
/// Another topic than the one asked for, if for the same problem: robotics for mathematics.
const NEAR: u32 = 250;

/// The mean of both sides: the first choice counts 1000, each further one [`RANK_COSTS`] less. A side without a sheet is
/// middling.
fn preference([one, other]: [Option<u8>; 2], [has_one, has_other]: [bool; 2]) -> u16 {
    let named = |rank: u8| SCORE_MAX.saturating_sub(u16::from(rank.max(1) - 1) * RANK_COSTS).max(NAMED_AT_ALL);
    let of = |rank: Option<u8>, has_sheet: bool| match rank {
        Some(rank) => named(rank),
        None if has_sheet => NOT_NAMED,
        None => MIDDLING,
    };
    u16::midpoint(of(one, has_one), of(other, has_other))
}

fn said_by_mentee(component: Component, mentee: &MenteeFacts) -> bool {
    match component {
        Component::Request => mentee.wants.iter().any(says),
        Component::Preference => mentee.has_sheet,
        Component::Time => mentee.hours.is_some(),
        Component::Interests => !mentee.likes.is_empty(),
        Component::Age => mentee.grade.is_some() || mentee.age.is_some(),
        Component::Experience => true,
    }
}

fn said_by_mentor(component: Component, mentor: &MentorFacts) -> bool {
    match component {
        Component::Request => !mentor.gives.is_empty(),
        Component::Preference => mentor.has_sheet,
        Component::Time => mentor.hours.is_some(),
        Component::Interests => !mentor.likes.is_empty(),
        Component::Age => mentor.ages.is_some(),
        Component::Experience => mentor.finished > 0 || mentor.training_hours > 0,
    }
}

/// Whether a request says anything that could be met.
fn says(want: &Want) -> bool {
    !want.about.is_empty() || want.problems != 0
}

/// How far a mentor meets a request, 0 to 1000.
fn met(want: &Want, leader: &MentorFacts) -> u32 {
    let named = want.about.topics & leader.gives.topics;
    if named != 0 {
        return NAMED + NAMED_ALL * named.count_ones() / want.about.topics.count_ones();
    }
    let no_topic = want.about.topics == 0 || leader.gives.topics == 0;
    if no_topic && want.about.shared(&leader.gives).next().is_some() {
        return NAMED;
    }
    if want.helping & leader.gives.topics != 0 {
        return HELPED;
    }
    if want.problems & leader.problems != 0 { NEAR } else { 0 }
}

fn covered(led: &MenteeFacts, leader: &MentorFacts) -> u16 {
    let (mut sum, mut weights) = (0, 0);
    for want in led.wants.iter().filter(|want| says(want)) {
        sum += u32::from(want.weight) * met(want, leader);
        weights += u32::from(want.weight);
    }
    u16::try_from(sum / weights.max(1)).unwrap_or(SCORE_MAX)
}

fn alike(led: &MenteeFacts, leader: &MentorFacts) -> u16 {
    let topics = (led.likes.topics & leader.likes.topics).count_ones() as usize;
    let shared = topics.max(led.likes.shared(&leader.likes).count());
    let named = |about: &super::About| about.words.len().max(about.topics.count_ones() as usize);
    let enough = named(&led.likes).min(named(&leader.likes)).clamp(1, ENOUGH_LIKES);
    share(shared, enough)
}

/// A finished pair counts for 300, an hour of training for 100, together never as much as having finished one with
/// this very mentee.
fn experience(leader: &MentorFacts) -> u16 {
    let points = u32::from(leader.finished) * 300 + u32::from(leader.training_hours) * 100;
    u16::try_from(points.min(900)).unwrap_or(900)
}

fn share(part: usize, whole: usize) -> u16 {
    let full = usize::from(SCORE_MAX);
    u16::try_from((part.min(whole) * full) / whole.max(1)).unwrap_or(SCORE_MAX)
}
