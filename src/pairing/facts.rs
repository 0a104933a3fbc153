//! What pairing needs to know of one person, read from the register once, so that looking at a pair costs no look at
//! the records.

use chrono::{Datelike, NaiveDate};

use super::words::{About, Topics};
use super::{Ages, Hours};
use crate::domain::status::{self, Missing};
use crate::domain::{
    Birth, ConsentKind, Form, Health, InterviewDecision, Kind, Mentee, MenteeId, Mentor, MentorId, MentorStanding,
    Pair, PairState, Pairing, Person, PersonId, PersonKind, Precedence, Problem, Register, TargetGroup, YearId, taught,
};

/// Something a mentee asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// What its words are about.
    pub about: About,
    /// Topics that help with its problems.
    pub helping: u128,
    /// Its problems: those the curator noted and those its topics stand for, as bits by [`Problem`].
    pub problems: u32,
    /// How much it counts: 3 for the most urgent, 1 for the least.
    pub weight: u16,
    /// As it was asked.
    pub text: String,
}

/// A mentee as pairing sees them.
#[derive(Debug, Clone)]
pub struct MenteeFacts {
    /// Whose entry.
    pub id: MenteeId,
    /// Who.
    pub person: PersonId,
    /// Pupil, student, teacher.
    pub kind: PersonKind,
    /// Class without its letter.
    pub grade: Option<u8>,
    /// Full years; by the year alone where no more is known.
    pub age: Option<u8>,
    /// Open requests.
    pub wants: Vec<Want>,
    /// Problems of all of them, as bits by [`Problem`].
    pub problems: u32,
    /// When they are free.
    pub hours: Option<Hours>,
    /// What they like.
    pub likes: About,
    /// The form they wish.
    pub form: Option<Form>,
    /// Target group.
    pub group: Option<TargetGroup>,
    /// A child with ОВЗ or ЗПР. Restricted.
    pub ovz: bool,
    /// The consent that is missing.
    pub lacks: Option<ConsentKind>,
    /// Priority class, 0 first.
    pub class: u8,
    /// With whom they work today, by the mentor's number. Only where everybody is matched anew.
    pub today: Option<u32>,
    /// Whether they filled in a preference sheet.
    pub has_sheet: bool,
}

/// A mentor as pairing sees them.
#[derive(Debug, Clone)]
pub struct MentorFacts {
    /// Whose entry.
    pub id: MentorId,
    /// Who.
    pub person: PersonId,
    /// Pupil, student, teacher and so on.
    pub kind: PersonKind,
    /// Class without its letter, for a pupil.
    pub grade: Option<u8>,
    /// What they can share.
    pub gives: About,
    /// Problems they can help with, as bits by [`Problem`].
    pub problems: u32,
    /// When they are free.
    pub hours: Option<Hours>,
    /// What they like.
    pub likes: About,
    /// Whom they wish.
    pub ages: Option<Ages>,
    /// The form they wish.
    pub form: Option<Form>,
    /// Places that can be filled.
    pub seats: u32,
    /// Leads a group from so many on; below 2 works with each alone.
    pub group_from: u8,
    /// Ready for a child with ОВЗ.
    pub ready_for_ovz: bool,
    /// What is missing for admission.
    pub lacks: Vec<Missing>,
    /// Takes no part whatever papers come: refused, in reserve, paused, gone.
    pub out: Option<status::MentorStatus>,
    /// Pairs that were finished well, in all years.
    pub finished: u16,
    /// Hours of primary training.
    pub training_hours: u16,
    /// Whether they filled in a preference sheet.
    pub has_sheet: bool,
}

/// A problem as a bit.
pub(super) fn bit(problem: Problem) -> u32 {
    Problem::ALL.iter().position(|known| *known == problem).map_or(0, |at| 1 << at)
}

/// Problems as bits.
pub(super) fn bits(problems: impl IntoIterator<Item = Problem>) -> u32 {
    problems.into_iter().fold(0, |mask, problem| mask | bit(problem))
}

/// Reads people with the eyes of one year and day.
pub(super) struct Reader<'a> {
    pub(super) register: &'a Register,
    pub(super) year: YearId,
    pub(super) today: NaiveDate,
    pub(super) rules: &'a Pairing,
}

impl Reader<'_> {
    pub(super) fn mentee(&self, id: MenteeId, mentee: &Mentee, topics: &mut Topics) -> Option<MenteeFacts> {
        let person = self.register.get::<Person>(mentee.person)?;
        let ovz = matches!(person.health, Health::Ovz | Health::Zpr) || mentee.group == Some(TargetGroup::Ovz);
        let want = |topics: &mut Topics, request: &crate::domain::Request| {
            let about = topics.about(&request.text);
            let problems = bits(request.problems.iter().copied()) | bits(topics.problems(about.topics));
            Want {
                helping: topics.helping_with(&request.problems),
                about,
                problems,
                weight: u16::from(4 - request.priority.clamp(1, 3)),
                text: request.text.as_str().to_owned(),
            }
        };
        let wants: Vec<Want> = mentee.open_requests().map(|request| want(topics, request)).collect();
        Some(MenteeFacts {
            id,
            person: mentee.person,
            kind: person.kind,
            grade: person.class_in(self.year).map(|class| class.grade),
            age: age(person.birth, self.today),
            class: self.class(id, mentee, ovz),
            problems: wants.iter().fold(0, |mask, want| mask | want.problems),
            wants,
            hours: Hours::read(&mentee.time),
            likes: topics.about(&mentee.interests),
            form: mentee.form,
            group: mentee.group,
            ovz,
            lacks: status::missing_consent(person, self.today),
            today: None,
            has_sheet: self.register.sheet_of(id.into()).is_some(),
        })
    }

    /// The first precedence of the school that applies.
    fn class(&self, id: MenteeId, mentee: &Mentee, ovz: bool) -> u8 {
        let applies = |precedence: &Precedence| match precedence {
            Precedence::Ovz => ovz,
            Precedence::Urgent => mentee.open_requests().any(|request| request.priority == 1),
            Precedence::LeftOver => self.was_left_over(id, mentee),
        };
        let place = self.rules.first.iter().position(applies).unwrap_or(self.rules.first.len());
        u8::try_from(place).unwrap_or(u8::MAX)
    }

    /// Had an entry in the year before and no pair that worked.
    fn was_left_over(&self, id: MenteeId, mentee: &Mentee) -> bool {
        let years = self.register.years_of_programme(mentee.year);
        let before = years.iter().position(|(year, _)| *year == mentee.year).and_then(|at| at.checked_sub(1));
        let Some((before, _)) = before.and_then(|at| years.get(at)) else { return false };
        let Some((entry, _)) = self.register.mentee_of(mentee.person, *before).filter(|(entry, _)| *entry != id) else {
            return false;
        };
        self.register.pairs_of_mentee(entry).iter().all(|(_, pair)| pair.state == PairState::Proposed)
    }

    pub(super) fn mentor(&self, id: MentorId, mentor: &Mentor, topics: &mut Topics) -> Option<MentorFacts> {
        let person = self.register.get::<Person>(mentor.person)?;
        let gives = topics.about(&mentor.competences);
        Some(MentorFacts {
            id,
            person: mentor.person,
            kind: person.kind,
            grade: person.class_in(self.year).map(|class| class.grade),
            problems: bits(topics.problems(gives.topics)),
            gives,
            hours: Hours::read(&mentor.time),
            likes: topics.about(&mentor.interests),
            ages: Ages::read(&mentor.preferred_age),
            form: mentor.form,
            seats: u32::from(mentor.capacity),
            group_from: mentor.group_from,
            ready_for_ovz: mentor.ready_for_ovz,
            lacks: status::missing_for_admission(self.register, id, self.today),
            out: self.out(id, mentor),
            finished: self.finished(mentor.person),
            training_hours: taught(self.register, id, self.today).hours(),
            has_sheet: self.register.sheet_of(id.into()).is_some(),
        })
    }

    fn out(&self, id: MentorId, mentor: &Mentor) -> Option<status::MentorStatus> {
        let decided = mentor.decision.is_against();
        if mentor.standing == MentorStanding::Participating && !decided {
            return None;
        }
        let status = status::mentor(self.register, id, self.today)?;
        // Whoever leads already and was then put in reserve still takes nobody new.
        Some(match (status, mentor.decision) {
            (status::MentorStatus::Leading, InterviewDecision::Refused) => status::MentorStatus::Refused,
            (status::MentorStatus::Leading, _) => status::MentorStatus::Reserve,
            (other, _) => other,
        })
    }

    fn finished(&self, person: PersonId) -> u16 {
        let entries = self.register.referring(person.into(), Kind::Mentor).filter_map(MentorId::of);
        let finished = |pair: &Pair| pair.state == PairState::Finished;
        let count =
            entries.map(|id| self.register.pairs_of_mentor(id).iter().filter(|(_, pair)| finished(pair)).count());
        u16::try_from(count.sum::<usize>()).unwrap_or(u16::MAX)
    }
}

/// Full years on a day; where only the year of birth is known, the years by the end of this one.
fn age(birth: Birth, today: NaiveDate) -> Option<u8> {
    let years = match birth {
        Birth::Date(date) => i32::try_from(today.years_since(date)?).ok()?,
        Birth::Year(_) | Birth::Unknown => today.year() - birth.year()?,
    };
    u8::try_from(years).ok()
}
