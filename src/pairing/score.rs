//! How good a pair would be: a few components, each with its own data and its own sentence (model §5.2).
//!
//! A component is 0 to 1000; the score is their weighted mean, less what soft rules cost. **Not known is middling**: where
//! one side said nothing, the component counts as 500, so that neither silence nor one lucky match wins against
//! people of whom more is known. A component for which nobody has data is left out for all. The emphasis of the role
//! model raises or lowers a weight.

use super::cohort::NoBy;
use super::hours::Window;
use super::{Ages, Cohort, MenteeFacts, MentorFacts, Want};
use crate::domain::{Component, PairingRule};
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
        self.score_but(None, mentee, mentor)
    }

    /// As [`Self::score`], as if the mentor had a free place.
    pub fn score_with_place(&self, mentee: u32, mentor: u32) -> Option<u16> {
        self.score_but(Some(PairingRule::Places), mentee, mentor)
    }

    fn score_but(&self, passed: Option<PairingRule>, mentee: u32, mentor: u32) -> Option<u16> {
        let mut soft = 0_u32;
        for rule in PairingRule::ALL {
            if Some(*rule) == passed || !self.stands(*rule, mentee, mentor) {
                continue;
            }
            if self.is_hard(*rule, mentee, mentor) {
                return None;
            }
            soft += 1;
        }
        let cost = soft * u32::from(self.rules.soft_cost) * 10;
        let score = u32::from(self.worth(mentee, mentor)).saturating_sub(cost);
        u16::try_from(score).ok()
    }

    /// The weighted mean of the components, whatever rules stand between.
    pub fn worth(&self, mentee: u32, mentor: u32) -> u16 {
        let (mut sum, mut weights) = (0_u64, 0_u64);
        for component in &self.in_use {
            let weight = u64::from(self.weight(*component, mentee, mentor));
            sum += weight * u64::from(self.value(*component, mentee, mentor).unwrap_or(MIDDLING));
            weights += weight;
        }
        (sum + weights / 2).checked_div(weights).and_then(|mean| u16::try_from(mean).ok()).unwrap_or(MIDDLING)
    }

    /// The components of a pair's score, those in use.
    pub fn parts(&self, mentee: u32, mentor: u32) -> Vec<Part> {
        let part = |component: &Component| Part {
            component: *component,
            weight: self.weight(*component, mentee, mentor),
            value: self.value(*component, mentee, mentor).unwrap_or(MIDDLING),
            known: self.known(*component, mentee, mentor),
        };
        self.in_use.iter().map(part).collect()
    }

    fn weight(&self, component: Component, mentee: u32, mentor: u32) -> u32 {
        let usual = u32::from(self.rules.weight(component)) * 100;
        let role = self.role_of(mentee, mentor);
        let emphasis = role.and_then(|role| role.emphasis.iter().find(|(known, _)| *known == component));
        emphasis.map_or(usual, |(_, percent)| usual / 100 * u32::from(*percent))
    }

    /// Whether anybody on both sides has data for a component.
    pub(super) fn anybody_has(&self, component: Component) -> bool {
        let mentees = self.mentees.iter().any(|mentee| said_by_mentee(component, mentee));
        let mentors = self.mentors.iter().any(|mentor| said_by_mentor(component, mentor));
        match component {
            Component::Preference => !self.ranks.is_empty(),
            Component::Experience => mentors || !self.finished.is_empty(),
            _ => mentees && mentors,
        }
    }

    fn value(&self, component: Component, mentee: u32, mentor: u32) -> Option<u16> {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        let silent = !said_by_mentee(component, led) || !said_by_mentor(component, leader);
        match component {
            Component::Preference if led.has_sheet || leader.has_sheet => Some(self.preference(mentee, mentor)),
            Component::Experience if self.finished.contains(&(mentee, mentor)) => Some(SCORE_MAX),
            _ if silent => None,
            Component::Preference => None,
            Component::Request => Some(covered(led, leader)),
            Component::Time => {
                let common = led.hours?.common(leader.hours?).meetings(self.minutes);
                Some(share(common, ENOUGH_WINDOWS))
            }
            Component::Interests => Some(alike(led, leader)),
            Component::Age => {
                let away = leader.ages?.away(led.grade, led.age)?;
                Some(SCORE_MAX.saturating_sub(u16::from(away) * AWAY_COSTS))
            }
            Component::Experience => Some(experience(leader)),
        }
    }

    /// The mean of both sides: the first choice counts 1000, each further one 200 less, and 0 from the sixth on.
    fn preference(&self, mentee: u32, mentor: u32) -> u16 {
        let of =
            |rank: Option<u8>| rank.map_or(0, |rank| SCORE_MAX.saturating_sub(u16::from(rank.max(1) - 1) * RANK_COSTS));
        let [one, other] = self.ranks(mentee, mentor);
        u16::midpoint(of(one), of(other))
    }

    fn known(&self, component: Component, mentee: u32, mentor: u32) -> Known {
        let (led, leader) = (&self.mentees[mentee as usize], &self.mentors[mentor as usize]);
        if self.value(component, mentee, mentor).is_none() {
            let mentee = !said_by_mentee(component, led);
            return Known::Nothing { mentee, mentor: !said_by_mentor(component, leader) };
        }
        match component {
            Component::Request => self.requests(led, leader),
            Component::Preference => Known::Ranks(self.ranks(mentee, mentor)),
            Component::Time => {
                let common = led.hours.zip(leader.hours).map(|(one, other)| one.common(other));
                Known::Hours(common.into_iter().flat_map(|hours| hours.windows(self.minutes)).collect())
            }
            Component::Interests => {
                let mut shared = self.topics.titles(led.likes.topics & leader.likes.topics);
                if shared.is_empty() {
                    shared = led.likes.shared(&leader.likes).map(|word| self.topics.written(word).to_owned()).collect();
                }
                Known::Likes(shared)
            }
            Component::Age => {
                let ages = leader.ages.unwrap_or(Ages::Any);
                Known::Away(ages, ages.away(led.grade, led.age).unwrap_or(0))
            }
            Component::Experience => Known::Experience {
                together: self.finished.contains(&(mentee, mentor)),
                finished: leader.finished,
                hours: leader.training_hours,
            },
        }
    }

    fn requests(&self, led: &MenteeFacts, leader: &MentorFacts) -> Known {
        let (mut topics, mut words, mut missed, mut covered) = (0_u128, Vec::new(), Vec::new(), 0);
        for want in led.wants.iter().filter(|want| says(want)) {
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
                words.extend(shared.iter().map(|word| self.topics.written(*word).to_owned()));
            }
        }
        let mut by = self.topics.titles(topics);
        by.extend(words);
        Known::Requests { by, covered, missed }
    }

    /// Who said no to a pair, if somebody did.
    pub fn said_no(&self, mentee: u32, mentor: u32) -> Option<NoBy> {
        self.vetoes.get(&(mentee, mentor)).copied()
    }
}

/// Two common hours a week are as good as any number.
const ENOUGH_WINDOWS: usize = 2;
/// Three things both like are as good as any number.
const ENOUGH_LIKES: usize = 3;
/// What each class or year outside of the mentor's wish costs.
const AWAY_COSTS: u16 = 250;
/// What each place further down a preference sheet costs.
const RANK_COSTS: u16 = 200;
/// A request that is covered by the topic it names.
const NAMED: u32 = 800;
/// What is added to [`NAMED`] when all its topics are covered.
const NAMED_ALL: u32 = 200;
/// A request of which only the problem is covered.
const HELPED: u32 = 500;

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
    if want.helping & leader.gives.topics != 0 || want.problems & leader.problems != 0 {
        return HELPED;
    }
    let no_topic = want.about.topics == 0 || leader.gives.topics == 0;
    if no_topic && want.about.shared(&leader.gives).next().is_some() { NAMED } else { 0 }
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
