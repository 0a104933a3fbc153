//! Proposals in sentences, the same on screen and on the command line.

use chrono::Weekday;

use super::ages::OLDEST;
use super::cohort::NoBy;
use super::explain::{HelpBy, WhyNot, WithoutMentor};
use super::hours::Window;
use super::proposal::{Doubt, Objective, Proposal};
use super::rules::{Detail, Obstacle};
use super::score::{Known, Part};
use super::{Ages, Cohort};
use crate::domain::{
    CloseReason, LAST_GRADE, Mentee, MenteeId, Mentor, MentorId, Pair, PairingRule, Problem, Register,
};
use crate::fields::Said;
use crate::fields::choices::{Marked, Worded};
use crate::fields::{dates, names};
use crate::matching::{Difference, ProblemError};
use crate::text::{Lang, Text, fill};

/// How many of a long row of names are said.
const NAMED: usize = 3;

/// What sentences are made with.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// Names.
    pub register: &'a Register,
    /// Words.
    pub text: &'a Text,
    /// Whether restricted matters are said.
    pub reveal: bool,
}

/// Thousandths as the points of 100 people see, rounded.
pub fn points(score: u16) -> u16 {
    (score + 5) / 10
}

/// Points with a sign: «−7», «+3», «0».
fn signed(score: i64) -> String {
    let points = (score.abs() + 5) / 10;
    match score {
        _ if points == 0 => "0".to_owned(),
        score if score < 0 => format!("−{points}"),
        _ => format!("+{points}"),
    }
}

impl Speaker<'_> {
    fn mentee(&self, cohort: &Cohort, mentee: u32) -> String {
        names::mentee_short(self.register, cohort.mentees[mentee as usize].id)
    }

    fn mentor(&self, cohort: &Cohort, mentor: u32) -> String {
        names::mentor_short(self.register, cohort.mentors[mentor as usize].id)
    }

    /// «82 из 100, сильная»
    pub fn score(&self, cohort: &Cohort, score: u16) -> String {
        fill(self.text.pairing.score_line, &[&points(score), &self.strength(cohort, score)])
    }

    /// «сильная», «хорошая», «слабая»
    pub fn strength(&self, cohort: &Cohort, score: u16) -> &'static str {
        let (rules, words) = (cohort.rules(), &self.text.pairing);
        match score {
            _ if points(score) >= u16::from(rules.strong) => words.strong,
            _ if points(score) >= u16::from(rules.good) => words.good,
            _ => words.weak,
        }
    }

    /// What a component of a score says: «закрывает: математика».
    pub fn part(&self, part: &Part) -> String {
        let p = &self.text.pairing;
        match &part.known {
            Known::Nothing { mentee: true, mentor: true } => p.unknown_both.to_owned(),
            Known::Nothing { mentee: true, .. } => p.unknown_mentee.to_owned(),
            Known::Nothing { .. } => p.unknown_mentor.to_owned(),
            Known::Requests { by, near, covered, missed } => self.requests(by, near, *covered, missed),
            Known::Ranks(ranks) => self.ranks(*ranks),
            Known::Hours(windows) if windows.is_empty() => p.no_common_hours.to_owned(),
            Known::Hours(windows) => fill(p.common_hours, &[&self.windows(windows)]),
            Known::Likes(shared) if shared.is_empty() => p.nothing_shared.to_owned(),
            Known::Likes(shared) => fill(p.both_like, &[&shared.join(", ")]),
            Known::Away(ages, away) => self.ages(*ages, *away),
            Known::Experience { together: true, .. } => p.finished_together.to_owned(),
            Known::Experience { finished: 0, hours, .. } => fill(p.trained_hours, &[hours]),
            Known::Experience { finished, .. } => fill(p.finished_pairs, &[finished]),
        }
    }

    /// «запрос 38 из 40: закрывает математику»: every component with what it says.
    pub fn reasons(&self, cohort: &Cohort, mentee: u32, mentor: u32) -> Vec<String> {
        let parts = cohort.parts(mentee, mentor);
        parts.iter().map(|part| format!("{}: {}", part.component.word(self.text), self.part(part))).collect()
    }

    fn requests(&self, by: &[String], near: &[Problem], covered: usize, missed: &[String]) -> String {
        let p = &self.text.pairing;
        let missed_words = missed.iter().map(|text| shortened(text)).collect::<Vec<_>>().join("; ");
        if by.is_empty() && covered > 0 {
            let told = near.iter().filter(|problem| self.reveal || !problem.is_restricted());
            let told: Vec<&str> = told.map(|problem| problem.word(self.text)).collect();
            let told = if told.is_empty() { p.hidden_rule.to_owned() } else { told.join(", ") };
            return match missed.len() {
                0 => fill(p.covers_near, &[&told]),
                _ => fill(p.covers_near_some, &[&told, &missed_words]),
            };
        }
        let by = by.join(", ");
        match (covered, missed.len()) {
            (0, _) => fill(p.covers_none, &[&missed_words]),
            (_, 0) => fill(p.covers, &[&by]),
            (some, rest) => fill(p.covers_some, &[&some, &(some + rest), &by, &missed_words]),
        }
    }

    fn ranks(&self, ranks: [Option<u8>; 2]) -> String {
        let p = &self.text.pairing;
        match ranks {
            [Some(1), Some(1)] => p.both_first.to_owned(),
            [Some(mentee), Some(mentor)] => fill(p.both_named, &[&mentee, &mentor]),
            [Some(mentee), None] => fill(p.mentee_named, &[&mentee]),
            [None, Some(mentor)] => fill(p.mentor_named, &[&mentor]),
            [None, None] => p.none_named.to_owned(),
        }
    }

    fn windows(&self, windows: &[Window]) -> String {
        let said = windows.iter().take(NAMED).map(|it| format!("{} {}", self.day(it.day), it.from.format("%H:%M")));
        let rest = windows.len().saturating_sub(NAMED);
        let rest = (rest > 0).then(|| fill(self.text.pairing.rest_of, &[&rest]));
        said.chain(rest).collect::<Vec<_>>().join(", ")
    }

    fn day(&self, day: Weekday) -> &'static str {
        const RU: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
        const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let names = if self.text.lang == Lang::Ru { RU } else { EN };
        names[day.num_days_from_monday() as usize % 7]
    }

    fn ages(&self, ages: Ages, away: u8) -> String {
        let p = &self.text.pairing;
        match (ages, away) {
            (Ages::Any, _) => p.any_age.to_owned(),
            (Ages::Grades(low, high), 0) => fill(p.age_fits_grades, &[&self.range(low, high, LAST_GRADE)]),
            (Ages::Years(low, high), 0) => fill(p.age_fits_years, &[&self.range(low, high, OLDEST)]),
            (Ages::Grades(low, high), away) => fill(p.age_off_grades, &[&self.range(low, high, LAST_GRADE), &away]),
            (Ages::Years(low, high), away) => fill(p.age_off_years, &[&self.range(low, high, OLDEST), &away]),
        }
    }

    /// «5–7», «от 9», «до 6», «8»
    fn range(&self, low: u8, high: u8, last: u8) -> String {
        let p = &self.text.pairing;
        match (low, high) {
            _ if low == high => low.to_string(),
            (0, _) => fill(p.up_to, &[&high]),
            _ if high >= last => fill(p.from, &[&low]),
            _ => format!("{low}–{high}"),
        }
    }

    /// Whether a rule is said only where restricted matters are: health, and that one of the two said no.
    pub fn hides(&self, rule: PairingRule) -> bool {
        !self.reveal && matches!(rule, PairingRule::Ovz | PairingRule::Veto)
    }

    /// As [`Self::hides`], of what stands between two: what the curator forbade is no secret.
    pub fn hides_obstacle(&self, obstacle: &Obstacle) -> bool {
        self.hides(obstacle.rule) && obstacle.detail != Detail::SaidNo(NoBy::Curator)
    }

    /// «Р4: нет общего времени: пн 14:30 и вт 15:00». The number of a restricted rule would say as much as its words.
    pub fn obstacle(&self, cohort: &Cohort, (mentee, mentor): (u32, u32), obstacle: &Obstacle) -> String {
        if self.hides_obstacle(obstacle) {
            return self.text.pairing.hidden_rule.to_owned();
        }
        let mark = obstacle.rule.mark(self.text);
        format!("{mark}: {}", self.obstacle_words(cohort, (mentee, mentor), obstacle))
    }

    fn obstacle_words(&self, cohort: &Cohort, (mentee, mentor): (u32, u32), obstacle: &Obstacle) -> String {
        let p = &self.text.pairing;
        if self.hides_obstacle(obstacle) {
            return p.hidden_rule.to_owned();
        }
        let (led, leader) = (&cohort.mentees[mentee as usize], &cohort.mentors[mentor as usize]);
        match &obstacle.detail {
            Detail::MenteeConsent(kind) => return fill(p.consent_missing, &[&kind.word(self.text)]),
            Detail::Lacks(what) => {
                return fill(p.lacks, &[&what.iter().map(|it| it.word(self.text)).collect::<Vec<_>>().join(", ")]);
            }
            Detail::Out(status) => return fill(p.mentor_out, &[&status.word(self.text)]),
            Detail::WishedForm(form) => return fill(p.other_form, &[&form.word(self.text)]),
            Detail::SaidNo(by) => return self.said_no(*by).to_owned(),
            Detail::Before(id) => return self.came_apart(self.register.get::<Pair>(*id).map(AsRef::as_ref)),
            Detail::Plain => {}
        }
        match obstacle.rule {
            PairingRule::Form => p.no_form.to_owned(),
            PairingRule::Time => {
                fill(p.no_hours, &[&self.time_of(led.id, leader.id).0, &self.time_of(led.id, leader.id).1])
            }
            PairingRule::Places => p.no_places.to_owned(),
            PairingRule::Class => {
                let grade = |grade: Option<u8>| grade.map_or_else(|| "?".to_owned(), |grade| grade.to_string());
                fill(p.class_not_above, &[&grade(leader.grade), &grade(led.grade)])
            }
            PairingRule::SamePerson => p.family.to_owned(),
            rule => rule.word(self.text).to_owned(),
        }
    }

    fn time_of(&self, mentee: MenteeId, mentor: MentorId) -> (String, String) {
        let led = self.register.get::<Mentee>(mentee).map(|mentee| mentee.time.to_string());
        let leader = self.register.get::<Mentor>(mentor).map(|mentor| mentor.time.to_string());
        (shortened(&led.unwrap_or_default()), shortened(&leader.unwrap_or_default()))
    }

    fn said_no(&self, by: NoBy) -> &'static str {
        let p = &self.text.pairing;
        match by {
            NoBy::Mentee => p.veto_mentee,
            NoBy::Mentor => p.veto_mentor,
            NoBy::Curator => p.veto_curator,
        }
    }

    fn came_apart(&self, pair: Option<&Pair>) -> String {
        let p = &self.text.pairing;
        let Some(closing) = pair.and_then(|pair| pair.closing.as_ref()) else { return p.came_apart_plain.to_owned() };
        let hidden = closing.reason == CloseReason::Health && !self.reveal;
        let reason = if hidden { self.text.common.hidden_hint } else { closing.reason.said(self.register, self.text) };
        fill(p.came_apart, &[&dates::full(closing.on), &reason])
    }

    /// Why a pair wants a look.
    pub fn doubt(&self, cohort: &Cohort, (mentee, mentor): (u32, u32), doubt: &Doubt) -> String {
        let p = &self.text.pairing;
        match doubt {
            Doubt::Soft(rule) => {
                let all = cohort.obstacles(mentee, mentor);
                let found = all.iter().find(|obstacle| obstacle.rule == *rule);
                let words = found.map(|it| self.obstacle(cohort, (mentee, mentor), it)).unwrap_or_default();
                fill(p.doubt_soft, &[&words, &cohort.rules().soft_cost])
            }
            Doubt::Consent(kind) => fill(p.doubt_consent, &[&kind.word(self.text)]),
            Doubt::Papers(what) => {
                fill(p.doubt_papers, &[&what.iter().map(|it| it.word(self.text)).collect::<Vec<_>>().join(", ")])
            }
            Doubt::NoRequest => p.doubt_request.to_owned(),
            Doubt::Weak => fill(p.doubt_weak, &[&cohort.rules().good]),
            Doubt::SmallGroup(from) => fill(p.doubt_small, &[from]),
        }
    }

    /// Why somebody is not with a mentor: the rules, or the price and then who would move, a line each.
    pub fn why_not(&self, proposal: &Proposal, (mentee, mentor): (u32, u32), why: &WhyNot) -> Vec<String> {
        let (p, cohort) = (&self.text.pairing, &proposal.cohort);
        match why {
            WhyNot::Together => vec![p.together.to_owned()],
            WhyNot::Rules(obstacles) => {
                obstacles.iter().map(|obstacle| self.obstacle(cohort, (mentee, mentor), obstacle)).collect()
            }
            WhyNot::AllPinned => vec![fill(p.all_pinned, &[&self.mentor(cohort, mentor)])],
            WhyNot::Price(difference) => self.price(proposal, difference),
            WhyNot::Wishes { mentee_has_better: true, .. } => {
                vec![fill(p.wishes_mentee, &[&self.mentee(cohort, mentee)])]
            }
            WhyNot::Wishes { mentor_has_better: true, .. } => {
                vec![fill(p.wishes_mentor, &[&self.mentor(cohort, mentor)])]
            }
            WhyNot::Wishes { .. } => vec![p.wishes_both.to_owned()],
        }
    }

    /// The price of a change and everybody who would move, a line each.
    pub fn price(&self, proposal: &Proposal, difference: &Difference) -> Vec<String> {
        let mut lines = vec![self.price_short(proposal, difference)];
        lines.extend(self.moves(proposal, difference));
        lines
    }

    /// «цена −7»
    pub fn price_short(&self, proposal: &Proposal, difference: &Difference) -> String {
        let p = &self.text.pairing;
        if difference.matched < 0 {
            let more = usize::try_from(-difference.matched).unwrap_or(usize::MAX);
            return fill(p.price_people, &[&self.text.count(more, self.text.counts.people)]);
        }
        match (proposal.objective, difference.value) {
            _ if difference.loses_people() => p.price_turn.to_owned(),
            (_, 0) => p.free_of_charge.to_owned(),
            (Objective::Ranks, value) => fill(p.price_ranks, &[&-value]),
            (_, value) => fill(p.price, &[&signed(value)]),
        }
    }

    /// Who would move, in the order of the chain.
    pub fn moves(&self, proposal: &Proposal, difference: &Difference) -> Vec<String> {
        let (p, cohort) = (&self.text.pairing, &proposal.cohort);
        let line = |step: &crate::matching::Move| {
            let who = self.mentee(cohort, step.mentee);
            match step.to {
                Some(to) => fill(p.goes_to, &[&who, &self.mentor(cohort, to), &signed(i64::from(step.score))]),
                None => fill(p.left_out, &[&who]),
            }
        };
        difference.moves.iter().map(line).collect()
    }

    /// Why somebody gets no mentor.
    pub fn without(&self, proposal: &Proposal, why: &WithoutMentor) -> String {
        let (p, text) = (&self.text.pairing, self.text);
        match why {
            WithoutMentor::Consent(kind) => fill(p.without_consent, &[&kind.word(text)]),
            WithoutMentor::Wishes => p.without_wishes.to_owned(),
            WithoutMentor::Nobody(rules) if rules.is_empty() => p.short_nobody.to_owned(),
            WithoutMentor::Nobody(rules) => {
                let rule = |word: &str, count: usize| fill(p.without_rule, &[&word, &count]);
                let (hidden, open): (Vec<_>, Vec<_>) = rules.iter().partition(|(rule, _)| self.hides(*rule));
                let hidden: usize = hidden.iter().map(|(_, count)| count).sum();
                let mut said: Vec<String> = open.iter().map(|it| rule(it.0.word(text), it.1)).collect();
                said.extend((hidden > 0).then(|| rule(p.hidden_rule, hidden)));
                fill(p.without_anybody, &[&said.join(", ")])
            }
            WithoutMentor::Shortage { mentees, mentors, seats } => {
                let seats = text.count(*seats as usize, text.counts.places);
                let whose = self.row_of(mentors.iter().map(|mentor| self.mentor(&proposal.cohort, *mentor)));
                fill(p.without_places, &[&fill(p.wait_for, &[&mentees.len()]), &seats, &whose])
            }
        }
    }

    /// Who else waits for the same places: «среди них: Фролов М., Котова С., ещё 4».
    pub fn rivals(&self, proposal: &Proposal, mentee: u32, why: &WithoutMentor) -> Option<String> {
        let WithoutMentor::Shortage { mentees, .. } = why else { return None };
        let others = mentees.iter().filter(|other| **other != mentee);
        let names = self.row_of(others.map(|other| self.mentee(&proposal.cohort, *other)));
        (!names.is_empty()).then(|| fill(self.text.pairing.rivals, &[&names]))
    }

    /// As [`Self::without`], in a word or two for a row.
    pub fn without_short(&self, why: &WithoutMentor) -> String {
        let p = &self.text.pairing;
        match why {
            WithoutMentor::Consent(_) => p.short_consent.to_owned(),
            WithoutMentor::Nobody(_) => p.short_nobody.to_owned(),
            WithoutMentor::Wishes => p.short_wishes.to_owned(),
            WithoutMentor::Shortage { mentees, seats, .. } => fill(p.short_places, &[seats, &mentees.len()]),
        }
    }

    /// Rules in the few cells of a row: «Р4: нет общего времени», «Р4 Р5», «Р4 (F4)».
    pub fn rules(&self, rules: &[Obstacle]) -> String {
        let (hidden, open): (Vec<_>, Vec<_>) = rules.iter().partition(|it| self.hides_obstacle(it));
        match (open.as_slice(), hidden.is_empty()) {
            ([], _) => self.text.pairing.hidden_rule.to_owned(),
            ([one], true) => format!("{}: {}", one.rule.mark(self.text), one.rule.word(self.text)),
            (all, all_open) => {
                let marks = all.iter().map(|it| it.rule.mark(self.text)).collect::<Vec<_>>().join(" ");
                if all_open { marks } else { format!("{marks} {}", self.text.pairing.hidden_more) }
            }
        }
    }

    /// A change that would help: «+1 место: Егоров П.».
    pub fn help(&self, proposal: &Proposal, mentee: u32, change: &HelpBy) -> String {
        let (p, cohort) = (&self.text.pairing, &proposal.cohort);
        match change {
            HelpBy::Place(mentor) => fill(p.help_place, &[&self.mentor(cohort, *mentor)]),
            HelpBy::Lift(mentor, rules) => {
                let rules: Vec<String> = rules
                    .iter()
                    .map(|it| format!("«{}»", self.obstacle_words(cohort, (mentee, *mentor), it)))
                    .collect();
                fill(p.help_lift, &[&self.mentor(cohort, *mentor), &rules.join(", ")])
            }
        }
    }

    /// Up to a few names, and how many more there are.
    fn row_of(&self, names: impl Iterator<Item = String>) -> String {
        let all: Vec<String> = names.collect();
        let rest = all.len().saturating_sub(NAMED);
        let said = all.into_iter().take(NAMED);
        let rest = (rest > 0).then(|| fill(self.text.pairing.rest_of, &[&rest]));
        said.chain(rest).collect::<Vec<_>>().join(", ")
    }

    /// Whether it was checked that nothing is better.
    pub fn proof(&self, proposal: &Proposal) -> &'static str {
        let p = &self.text.pairing;
        match (proposal.objective, proposal.proven) {
            (_, false) => p.not_proven,
            (Objective::Stable, true) => p.proven_stable,
            (_, true) => p.proven,
        }
    }

    /// Pairs that the curator pinned and that cannot be, each with what stands in the way.
    pub fn lost_pins(&self, proposal: &Proposal) -> Vec<String> {
        let cohort = &proposal.cohort;
        let sentence = |two: (u32, u32)| {
            let (mentee, mentor) = (self.mentee(cohort, two.0), self.mentor(cohort, two.1));
            fill(self.text.pairing.pin_lost, &[&mentee, &mentor, &self.why_lost(proposal, two)])
        };
        cohort.lost_pins().into_iter().map(sentence).collect()
    }

    fn why_lost(&self, proposal: &Proposal, two: (u32, u32)) -> String {
        let cohort = &proposal.cohort;
        let hard: Vec<Obstacle> = cohort.obstacles(two.0, two.1).into_iter().filter(|it| it.hard).collect();
        if !hard.is_empty() {
            return hard.iter().map(|it| self.obstacle(cohort, two, it)).collect::<Vec<_>>().join("; ");
        }
        match proposal.problem.pinned(two.0) {
            Some(other) => fill(self.text.pairing.pinned_elsewhere, &[&self.mentor(cohort, other)]),
            None => fill(self.text.pairing.pins_fill, &[&cohort.mentors[two.1 as usize].seats]),
        }
    }

    /// What keeps a proposal empty, and what to do. `None` where it has pairs.
    pub fn empty(&self, proposal: &Proposal) -> Option<String> {
        let (p, cohort) = (&self.text.pairing, &proposal.cohort);
        if proposal.matching.pairs().next().is_some() {
            return None;
        }
        if cohort.mentees.is_empty() {
            let nobody = self.register.mentees(cohort.year).next().is_none();
            return Some(if nobody { p.no_mentees } else { p.nobody_waits }.to_owned());
        }
        if cohort.mentors.is_empty() {
            return Some(p.no_mentors.to_owned());
        }
        let ready = |mentor: &&super::MentorFacts| {
            mentor.out.is_none() && (cohort.plan.include_pending || mentor.lacks.is_empty())
        };
        if !cohort.mentors.iter().any(|mentor| ready(&mentor)) {
            let mut lacks: Vec<_> = cohort.mentors.iter().flat_map(|mentor| mentor.lacks.iter().copied()).collect();
            lacks.sort_unstable();
            lacks.dedup();
            let lacks: Vec<&str> = lacks.into_iter().map(|what| what.word(self.text)).collect();
            return Some(fill(p.nobody_trained, &[&lacks.join(", ")]));
        }
        if cohort.mentors.iter().filter(ready).all(|mentor| mentor.seats == 0) {
            return Some(p.no_free_places.to_owned());
        }
        let mut rules: Vec<PairingRule> = (0..proposal.problem.mentees())
            .flat_map(|mentee| (0..proposal.problem.mentors()).map(move |mentor| (mentee, mentor)))
            .filter_map(|(mentee, mentor)| cohort.obstacles(mentee, mentor).into_iter().find(|it| it.hard))
            .map(|obstacle| obstacle.rule)
            .collect();
        rules.sort_unstable();
        rules.dedup();
        let word = |rule: PairingRule| if self.hides(rule) { p.hidden_rule } else { rule.word(self.text) };
        let mut rules: Vec<&str> = rules.into_iter().map(word).collect();
        rules.dedup();
        Some(fill(p.no_pair_allowed, &[&rules.join(", ")]))
    }

    /// Why a cohort could not be solved.
    pub fn unsolved(&self, error: &ProblemError) -> String {
        match error {
            ProblemError::TooLarge { mentees, mentors, .. } => {
                let (mentees, mentors) = (
                    self.text.count(*mentees, self.text.counts.mentees),
                    self.text.count(*mentors, self.text.counts.mentors),
                );
                fill(self.text.pairing.too_large, &[&mentees, &mentors])
            }
            other => other.to_string(),
        }
    }

    /// The name of an aim.
    pub fn objective(&self, objective: Objective) -> &'static str {
        let p = &self.text.pairing;
        match objective {
            Objective::Score => p.objective_score,
            Objective::Ranks => p.objective_ranks,
            Objective::Stable => p.objective_stable,
            Objective::Today => p.objective_today,
        }
    }
}

/// A text of which the beginning is enough to know it again.
fn shortened(text: &str) -> String {
    const ENOUGH: usize = 40;
    if text.chars().count() <= ENOUGH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(ENOUGH).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole_words.trim_end_matches([',', ';', ':', '.']))
}
