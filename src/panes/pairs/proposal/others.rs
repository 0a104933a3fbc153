//! Every mentor for one mentee: what having them would cost, or which rule stands in the way. «Почему не X?» is answered
//! by typing the beginning of X's name.

use std::collections::HashMap;

use crate::domain::{Key, MenteeId, MentorId};
use crate::fields::{Needle, fold, names};
use crate::kit::{List, Row, Stroke, World};
use crate::pairing::{Proposal, Speaker, WhyNot, points};

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The mentor's number.
    pub mentor: u32,
    /// In a word: «цена −7», «Р4».
    pub short: String,
    /// Why.
    pub why: WhyNot,
}

/// The mentors for one mentee, those who could be theirs first, the cheapest first.
#[derive(Debug)]
pub struct Others {
    mentee: MenteeId,
    answers: HashMap<Key, Answer>,
    /// Names as the filter sees them.
    names: HashMap<Key, String>,
    /// The list; its filter takes every letter.
    pub list: List,
}

impl Others {
    /// Answers for everybody.
    pub fn of(proposal: &Proposal, mentee: u32, world: &World) -> Self {
        let speaker = Speaker { register: &world.register, text: world.text, reveal: world.reveal };
        let prices: HashMap<u32, WhyNot> = proposal
            .others(mentee)
            .into_iter()
            .map(|(mentor, difference)| (mentor, difference.map_or(WhyNot::AllPinned, WhyNot::Price)))
            .collect();
        let mut answers: Vec<Answer> = (0..proposal.problem.mentors())
            .map(|mentor| {
                let together = proposal.matching.mate(mentee) == Some(mentor);
                let priced = prices.get(&mentor).filter(|_| !together).cloned();
                let why = priced.unwrap_or_else(|| proposal.why_not(mentee, mentor));
                let short = short(proposal, (mentee, mentor), &why, speaker);
                Answer { mentor, short, why }
            })
            .collect();
        answers.sort_by_cached_key(|answer| order(answer, proposal, mentee));
        let key = |answer: &Answer| Key::from(proposal.cohort.mentors[answer.mentor as usize].id);
        let name = |answer: &Answer| fold(&names::of_key(&world.register, key(answer), world.text));
        let names: HashMap<Key, String> = answers.iter().map(|answer| (key(answer), name(answer))).collect();
        let rows = (0_u32..).zip(&answers).map(|(place, answer)| {
            let hay = names.get(&key(answer)).map_or("", String::as_str);
            Row { key: key(answer), hay: hay.into(), order: place.to_be_bytes().into() }
        });
        let mut list = List::default();
        list.fill(rows.collect());
        let answers = answers.into_iter().map(|answer| (key(&answer), answer)).collect();
        Self { mentee: proposal.cohort.mentees[mentee as usize].id, answers, names, list }
    }

    /// Whose mentors these are.
    pub fn mentee(&self) -> MenteeId {
        self.mentee
    }

    /// The answer under the cursor.
    pub fn current(&self) -> Option<(MentorId, &Answer)> {
        let key = self.list.current()?;
        Some((MentorId::of(key)?, self.answers.get(&key)?))
    }

    /// The answer about a mentor.
    pub fn answer(&self, key: Key) -> Option<&Answer> {
        self.answers.get(&key)
    }

    /// Takes a press. The cursor goes to the first whose name begins with what was typed.
    pub fn press(&mut self, stroke: Stroke) -> bool {
        let before = self.list.filter().text().to_owned();
        let taken = self.list.filter_press(stroke);
        let typed = self.list.filter().text();
        if typed != before && !typed.is_empty() {
            let needle = Needle::new(typed);
            let begins = |key: Key| self.names.get(&key).is_some_and(|name| needle.begins(name));
            let found = self.answers.keys().any(|key| begins(*key));
            if found {
                self.list.start_at(begins);
            }
        }
        taken
    }

    /// Takes newer answers, keeping what was typed and where the cursor stands.
    pub fn renew(&mut self, mut fresh: Self) {
        fresh.list.filter_paste(self.list.filter().text());
        if let Some(key) = self.list.current() {
            fresh.list.select(key);
        }
        *self = fresh;
    }
}

fn short(proposal: &Proposal, (mentee, mentor): (u32, u32), why: &WhyNot, speaker: Speaker) -> String {
    match why {
        WhyNot::Price(difference) => {
            let score = points(proposal.score(mentee, mentor));
            format!("{score} · {}", speaker.price_short(proposal, difference))
        }
        WhyNot::Rules(rules) => speaker.rules(rules),
        _ => speaker.why_not(proposal, (mentee, mentor), why).into_iter().next().unwrap_or_default(),
    }
}

/// Together first, then what could be by its price, then what the wishes or the rules forbid, the fewest rules first.
fn order(answer: &Answer, proposal: &Proposal, mentee: u32) -> (u8, i64, i64) {
    let score = i64::from(proposal.score(mentee, answer.mentor));
    match &answer.why {
        WhyNot::Together => (0, 0, 0),
        WhyNot::Price(difference) => {
            let people = -difference.matched * 1_000_000 + i64::from(difference.loses_people()) * 500_000;
            (1, people - difference.value, -score)
        }
        WhyNot::Wishes { .. } => (1, 0, -score),
        WhyNot::AllPinned => (2, 0, -score),
        WhyNot::Rules(rules) => (3, i64::try_from(rules.len()).unwrap_or(i64::MAX), -score),
    }
}
