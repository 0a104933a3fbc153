//! The rules and the score as slowly and plainly as they can be said: every couple worked out by itself from what is on
//! file, nothing prepared. What the room gives must be the same, couple for couple.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use nastavnik::demo::{self, Plan as School};
use nastavnik::domain::status::Missing;
use nastavnik::domain::{
    Component, Form, Mentee, MenteeId, Mentor, MentorId, PairState, PairingRule, Person, PersonId, PersonKind, Problem,
    Register, RoleModel, Ruling, Stamp, Verdict,
};
use nastavnik::matching::SCORE_MAX;
use nastavnik::pairing::{Cohort, MenteeFacts, MentorFacts, Plan, Scope, Want};
use nastavnik::surveys;

use super::crowd::crowd;

const MIDDLING: u16 = 500;

struct Slow<'a> {
    register: &'a Register,
    cohort: &'a Cohort,
    rulings: HashMap<(MenteeId, MentorId), Ruling>,
    apart: HashSet<(PersonId, PersonId)>,
    finished: HashSet<(PersonId, PersonId)>,
}

impl<'a> Slow<'a> {
    fn of(register: &'a Register, cohort: &'a Cohort) -> Self {
        let rulings = register.rulings(cohort.year);
        let couples = |wanted: PairState| {
            let over = register.all_pairs().filter(move |(_, pair)| pair.state == wanted);
            let over = over.filter(|(_, pair)| pair.state == PairState::Finished || pair.came_apart());
            let couples = over.flat_map(|(_, pair)| {
                let mentor = register.get::<Mentor>(pair.mentor).unwrap().person;
                pair.mentees.iter().map(move |led| (register.get::<Mentee>(*led).unwrap().person, mentor))
            });
            couples.collect()
        };
        Self {
            register,
            cohort,
            rulings: rulings.map(|(_, it)| ((it.mentee, it.mentor), Ruling::clone(it))).collect(),
            apart: couples(PairState::Ended),
            finished: couples(PairState::Finished),
        }
    }

    fn led(&self, mentee: u32) -> &MenteeFacts {
        &self.cohort.mentees[mentee as usize]
    }

    fn leader(&self, mentor: u32) -> &MentorFacts {
        &self.cohort.mentors[mentor as usize]
    }

    fn score(&self, mentee: u32, mentor: u32) -> Option<u16> {
        let standing: Vec<PairingRule> = self.standing(mentee, mentor);
        if standing.iter().any(|rule| self.is_hard(*rule, mentee, mentor)) {
            return None;
        }
        let cost = u16::try_from(standing.len()).unwrap() * u16::from(self.cohort.rules().soft_cost) * 10;
        Some(self.worth(mentee, mentor).saturating_sub(cost))
    }

    fn standing(&self, mentee: u32, mentor: u32) -> Vec<PairingRule> {
        let stands = |rule: &PairingRule| self.applies(*rule, mentee, mentor) && !self.is_lifted(*rule, mentee, mentor);
        PairingRule::ALL.iter().copied().filter(stands).collect()
    }

    fn is_hard(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        let rules = self.cohort.rules();
        let bends = rule.can_bend() && rules.soft.contains(&rule);
        !bends || (rule == PairingRule::Form && self.form(mentee, mentor).is_none())
    }

    fn is_lifted(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        if self.led(mentee).today == Some(mentor) {
            return rule != PairingRule::Veto;
        }
        let ruling = self.rulings.get(&(self.led(mentee).id, self.leader(mentor).id));
        ruling.is_some_and(|ruling| match ruling.verdict {
            Verdict::Pin => rule.can_bend(),
            Verdict::Allow => ruling.lifted.contains(&rule),
            Verdict::Forbid => false,
        })
    }

    fn applies(&self, rule: PairingRule, mentee: u32, mentor: u32) -> bool {
        let (led, leader) = (self.led(mentee), self.leader(mentor));
        let pending = self.cohort.plan.include_pending;
        let lacks = |what: Missing| !pending && leader.lacks.contains(&what);
        let couple = (led.person, leader.person);
        match rule {
            PairingRule::Consent => (!pending && led.lacks.is_some()) || lacks(Missing::Consent),
            PairingRule::Admission => {
                leader.out.is_some()
                    || [Missing::Application, Missing::Interview, Missing::Training].into_iter().any(lacks)
            }
            PairingRule::Form => match self.form(mentee, mentor) {
                Some(form) => led.form.is_some_and(|wish| wish != form),
                None => true,
            },
            PairingRule::Time => self.meetings(led, leader) == Some(0),
            PairingRule::Places => leader.seats == 0,
            PairingRule::Veto => self.cohort.said_no(mentee, mentor).is_some(),
            PairingRule::Class => {
                !self.roles(mentee, mentor).is_empty() && self.allowed_roles(mentee, mentor).is_empty()
            }
            PairingRule::Ovz => led.ovz && !leader.ready_for_ovz,
            PairingRule::SamePerson => led.person == leader.person || self.is_parent(led, leader),
            PairingRule::Checks => lacks(Missing::RecordCheck) || lacks(Missing::MedicalCheck),
            PairingRule::Broken => self.apart.contains(&couple),
        }
    }

    fn is_parent(&self, led: &MenteeFacts, leader: &MentorFacts) -> bool {
        let name = &self.register.get::<Person>(leader.person).unwrap().name;
        let guardian = self.register.get::<Person>(led.person).unwrap().guardian.to_lowercase();
        let named = |part: &str| !part.is_empty() && guardian.contains(&part.to_lowercase());
        leader.kind == PersonKind::Parent && named(&name.last) && named(&name.first)
    }

    fn meetings(&self, led: &MenteeFacts, leader: &MentorFacts) -> Option<usize> {
        let common = led.hours?.common(leader.hours?);
        Some(common.windows(self.register.rules().usual_minutes).count())
    }

    fn form(&self, mentee: u32, mentor: u32) -> Option<Form> {
        let (led, leader) = (self.led(mentee), self.leader(mentor));
        let models = self.cohort.rules().forms.iter().filter(|model| {
            let leads = model.mentors.contains(&leader.kind) || leader.form == Some(model.form);
            model.used && leads && model.mentees.contains(&led.kind)
        });
        let suiting: Vec<Form> = models.map(|model| model.form).collect();
        let wish = |wish: Option<Form>| wish.filter(|form| suiting.contains(form));
        wish(led.form).or(wish(leader.form)).or(suiting.first().copied())
    }

    fn roles(&self, mentee: u32, mentor: u32) -> Vec<&RoleModel> {
        let Some(form) = self.form(mentee, mentor) else { return Vec::new() };
        self.cohort.rules().form(form).unwrap().roles.iter().filter(|role| role.used).collect()
    }

    fn allowed_roles(&self, mentee: u32, mentor: u32) -> Vec<&RoleModel> {
        let (led, leader) = (self.led(mentee), self.leader(mentor));
        let allows = |role: &&RoleModel| match (leader.kind, leader.grade, led.grade) {
            (PersonKind::Pupil, Some(above), Some(below)) => role.class_rule.allows(above, below),
            _ => true,
        };
        self.roles(mentee, mentor).into_iter().filter(allows).collect()
    }

    fn role(&self, mentee: u32, mentor: u32) -> Option<&RoleModel> {
        let led = self.led(mentee);
        let asked = |problem: &Problem| {
            let bit = 1 << Problem::ALL.iter().position(|known| known == problem).unwrap();
            led.wants.iter().any(|want| want.problems & bit != 0)
        };
        let fit = |role: &RoleModel| {
            let for_group = led.group.is_some_and(|group| role.groups.contains(&group));
            let problems: HashSet<_> =
                role.problems.iter().filter(|problem| asked(problem)).map(|it| it.code()).collect();
            problems.len() * 2 + usize::from(for_group)
        };
        let roles = self.allowed_roles(mentee, mentor);
        let best = roles.iter().map(|role| fit(role)).max()?;
        roles.into_iter().find(|role| fit(role) == best)
    }

    fn worth(&self, mentee: u32, mentor: u32) -> u16 {
        let (mut sum, mut weights) = (0, 0);
        for component in &self.cohort.in_use {
            let weight = self.weight(*component, mentee, mentor);
            sum += weight * u64::from(self.value(*component, mentee, mentor).unwrap_or(MIDDLING));
            weights += weight;
        }
        let mean = (sum + weights / 2).checked_div(weights);
        mean.map_or(MIDDLING, |mean| u16::try_from(mean).unwrap())
    }

    fn weight(&self, component: Component, mentee: u32, mentor: u32) -> u64 {
        let role = self.role(mentee, mentor);
        let emphasis = role.and_then(|role| role.emphasis.iter().find(|(known, _)| *known == component));
        u64::from(self.cohort.rules().weight(component)) * emphasis.map_or(100, |(_, percent)| u64::from(*percent))
    }

    fn value(&self, component: Component, mentee: u32, mentor: u32) -> Option<u16> {
        let (led, leader) = (self.led(mentee), self.leader(mentor));
        match component {
            Component::Request => {
                let wants: Vec<&Want> =
                    led.wants.iter().filter(|want| !want.about.is_empty() || want.problems != 0).collect();
                if wants.is_empty() || leader.gives.is_empty() {
                    return None;
                }
                let sum: u32 = wants.iter().map(|want| u32::from(want.weight) * met(want, leader)).sum();
                let weights: u32 = wants.iter().map(|want| u32::from(want.weight)).sum();
                u16::try_from(sum / weights).ok()
            }
            Component::Preference => {
                let points = |rank: Option<u8>, has_sheet: bool| match (rank, has_sheet) {
                    (Some(rank), _) => 1_150_u16.saturating_sub(150 * u16::from(rank)).max(400),
                    (None, true) => 250,
                    (None, false) => 500,
                };
                let [one, other] = self.cohort.ranks(mentee, mentor);
                let both = || u16::midpoint(points(one, led.has_sheet), points(other, leader.has_sheet));
                (led.has_sheet || leader.has_sheet).then(both)
            }
            Component::Time => self.meetings(led, leader).map(|windows| [0, 500, SCORE_MAX][windows.min(2)]),
            Component::Interests => {
                if led.likes.is_empty() || leader.likes.is_empty() {
                    return None;
                }
                let topics = |of: u128| of.count_ones() as usize;
                let shared = led.likes.words.iter().filter(|word| leader.likes.words.contains(word)).count();
                let shared = shared.max(topics(led.likes.topics & leader.likes.topics));
                let most = |one: &nastavnik::pairing::About| one.words.len().max(topics(one.topics));
                let enough = most(&led.likes).min(most(&leader.likes)).clamp(1, 3);
                u16::try_from(shared.min(enough) * usize::from(SCORE_MAX) / enough).ok()
            }
            Component::Age => {
                let away = leader.ages?.away(led.grade, led.age)?;
                let known = led.grade.is_some() || led.age.is_some();
                known.then(|| SCORE_MAX.saturating_sub(250 * u16::from(away)))
            }
            Component::Experience => {
                if self.finished.contains(&(led.person, leader.person)) {
                    return Some(SCORE_MAX);
                }
                let points = u32::from(leader.finished) * 300 + u32::from(leader.training_hours) * 100;
                (points > 0).then(|| u16::try_from(points.min(900)).unwrap())
            }
        }
    }
}

fn met(want: &Want, leader: &MentorFacts) -> u32 {
    let named = (want.about.topics & leader.gives.topics).count_ones();
    if named > 0 {
        return 800 + 200 * named / want.about.topics.count_ones();
    }
    let by_words = want.about.topics == 0 || leader.gives.topics == 0;
    let shared = want.about.words.iter().any(|word| leader.gives.words.contains(word));
    if by_words && shared {
        return 800;
    }
    match (want.helping & leader.gives.topics != 0, want.problems & leader.problems != 0) {
        (true, _) => 500,
        (false, true) => 250,
        (false, false) => 0,
    }
}

/// Compares every couple. Gives how many were allowed, and how many were not.
fn compare(register: &Register, cohort: &Cohort) -> (usize, usize) {
    let slow = Slow::of(register, cohort);
    let (mut allowed, mut not) = (0, 0);
    for mentee in 0..u32::try_from(cohort.mentees.len()).unwrap() {
        for mentor in 0..u32::try_from(cohort.mentors.len()).unwrap() {
            let score = slow.score(mentee, mentor);
            assert_eq!(cohort.score(mentee, mentor), score, "{mentee} {mentor}");
            assert_eq!(cohort.worth(mentee, mentor), slow.worth(mentee, mentor), "{mentee} {mentor}");
            assert_eq!(cohort.role_of(mentee, mentor), slow.role(mentee, mentor), "{mentee} {mentor}");
            assert_eq!(cohort.form_of(mentee, mentor), slow.form(mentee, mentor), "{mentee} {mentor}");
            let standing: Vec<PairingRule> = cohort.obstacles(mentee, mentor).iter().map(|it| it.rule).collect();
            assert_eq!(standing, slow.standing(mentee, mentor), "{mentee} {mentor}");
            if score.is_some() { allowed += 1 } else { not += 1 }
        }
    }
    let problem = cohort.problem().unwrap();
    assert_eq!(problem.edge_count(), allowed);
    for mentee in 0..problem.mentees() {
        assert!(problem.edges(mentee).iter().all(|edge| slow.score(mentee, edge.mentor) == Some(edge.score)));
    }
    (allowed, not)
}

fn plans() -> [Plan; 2] {
    [(false, Scope::Waiting), (true, Scope::Everybody)].map(|(include_pending, scope)| Plan {
        include_pending,
        scope,
        trials: Vec::new(),
    })
}

#[test]
fn every_couple_of_the_invented_school_scores_as_the_slow_way_says() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let plan = School { pupils: 600, years: 2, seed: 58, today };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    let year = register.opening_year(today).unwrap();
    for plan in plans() {
        let (allowed, not) = compare(&register, &Cohort::of(&register, year, today, &plan));
        assert!(allowed > 100 && not > 100, "{allowed} {not}");
    }
}

#[test]
fn every_couple_of_a_crowd_scores_as_the_slow_way_says() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    for seed in 0..4 {
        let people = crowd(today, 90, 40, 90, seed);
        for plan in plans() {
            let cohort = Cohort::of(&people.register, people.year, today, &plan);
            assert_eq!(cohort.in_use.len(), Component::ALL.len());
            let (allowed, not) = compare(&people.register, &cohort);
            assert!(allowed > 300 && not > 300, "{allowed} {not}");
        }
    }
}
