//! Whom a questionnaire is not for, and why.
//!
//! The queue asks people on account of their pairs. A table of answers and a curator at the keys may bring anybody, and
//! what somebody of another form says would be counted among the results of this one.

use crate::domain::{
    Audience, Form, InterviewDecision, Pair, PairState, Person, PersonId, PersonKind, Questionnaire, Register, Wave,
    YearId, status,
};

/// Why a questionnaire is not for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unasked {
    /// They have no part of that side in this year.
    Role,
    /// They take part in another form of mentoring.
    Form(Form),
    /// They were refused as a mentor.
    Refused,
    /// They have left, and were in no pair of this form.
    Gone,
}

/// Somebody's entry of a year on the side that is asked.
struct Side<'a> {
    pairs: Vec<&'a Pair>,
    /// The forms it is meant for where no pair says so; none where that is not known.
    meant: Vec<Form>,
    refused: bool,
    gone: bool,
}

/// Why a questionnaire is certainly not for somebody in a year; `None` where it is or may be. Whoever has answered it
/// already is asked, whatever became of them.
pub fn unasked(register: &Register, asked: &Questionnaire, person: PersonId, year: YearId) -> Option<Unasked> {
    let side = match asked.audience {
        Audience::Curator => return None,
        Audience::Mentee => as_mentee(register, person, year),
        Audience::Mentor => as_mentor(register, person, year),
    };
    let Some(side) = side else { return Some(Unasked::Role) };
    if has_answered(register, asked, person, year) || side.pairs.iter().any(|pair| asked.fits(pair.form)) {
        return None;
    }
    let begun = side.pairs.iter().rev().find(|pair| pair.state != PairState::Proposed);
    if let Some(pair) = begun {
        return Some(Unasked::Form(pair.form));
    }
    // A candidate is interviewed before anybody knows what becomes of them.
    let waits = asked.wave == Wave::Occasion;
    match side {
        Side { refused: true, .. } if !waits => Some(Unasked::Refused),
        Side { gone: true, .. } if !waits => Some(Unasked::Gone),
        Side { meant, .. } if meant.iter().any(|form| asked.fits(*form)) => None,
        Side { meant, .. } => meant.first().map(|form| Unasked::Form(*form)),
    }
}

fn as_mentee(register: &Register, person: PersonId, year: YearId) -> Option<Side<'_>> {
    let (id, entry) = register.mentee_of(person, year)?;
    let pairs = register.pairs_of_mentee(id).into_iter().map(|(_, pair)| pair.as_ref()).collect();
    let meant = entry.form.into_iter().collect();
    Some(Side { pairs, meant, refused: false, gone: entry.standing.is_gone() })
}

fn as_mentor(register: &Register, person: PersonId, year: YearId) -> Option<Side<'_>> {
    let (id, entry) = register.mentor_of(person, year)?;
    let pairs = register.pairs_of_mentor(id).into_iter().map(|(_, pair)| pair.as_ref()).collect();
    let kind = || register.get::<Person>(person).map(|person| person.kind_in(year));
    let meant = entry.form.map_or_else(|| kind().map_or_else(Vec::new, usual), |form| vec![form]);
    let refused = entry.decision == InterviewDecision::Refused;
    Some(Side { pairs, meant, refused, gone: entry.standing.is_gone() })
}

/// The forms in which people of a kind can only be mentors; none where they might be in any.
fn usual(kind: PersonKind) -> Vec<Form> {
    let certain = matches!(kind, PersonKind::Pupil | PersonKind::Student | PersonKind::Teacher | PersonKind::Employee);
    let led = [PersonKind::Pupil, PersonKind::Student, PersonKind::Teacher];
    led.into_iter().filter(|_| certain).map(|led| status::usual_form(kind, led)).collect()
}

fn has_answered(register: &Register, asked: &Questionnaire, person: PersonId, year: YearId) -> bool {
    let same = |id| register.get::<Questionnaire>(id).is_some_and(|sheet| sheet.code == asked.code);
    register.responses_of(person).into_iter().any(|(_, it)| it.year == year && same(it.questionnaire))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Answer, Mentor};

    #[test]
    fn only_who_certainly_is_not_asked_is_told_so() {
        let mut sample = Sample::new();
        let sheet = sample.questionnaire("in", 1, Wave::Entry, Audience::Mentor);
        sample.edit::<Questionnaire>(sheet, |sheet| sheet.forms = vec![Form::PupilPupil]);
        let teacher = sample.mentor("Гесс Анна", PersonKind::Teacher);
        let parent = sample.mentor("Юдина Вера", PersonKind::Parent);
        let refused = sample.mentor("Абрамова Ольга", PersonKind::Parent);
        sample.edit::<Mentor>(refused, |it| it.decision = InterviewDecision::Refused);
        let mentee = sample.mentee("Аистов Ян", "7Б");
        let why = |sample: &Sample, person| {
            let asked = sample.register.get::<Questionnaire>(sheet).unwrap();
            unasked(&sample.register, asked, person, sample.year)
        };
        let person = |sample: &Sample, id| sample.register.get::<Mentor>(id).unwrap().person;
        assert_eq!(why(&sample, person(&sample, teacher)), Some(Unasked::Form(Form::TeacherPupil)));
        assert_eq!(why(&sample, person(&sample, parent)), None, "nobody knows yet");
        assert_eq!(why(&sample, person(&sample, refused)), Some(Unasked::Refused));
        assert_eq!(why(&sample, sample.person_of(mentee)), Some(Unasked::Role));
        // A pair says more than a kind, and an answer on file more than either.
        let pair = sample.pair(teacher, &[mentee], day(10, 1));
        sample.edit::<Pair>(pair, |pair| pair.form = Form::PupilPupil);
        assert_eq!(why(&sample, person(&sample, teacher)), None);
        sample.edit::<Pair>(pair, |pair| pair.form = Form::TeacherPupil);
        assert_eq!(why(&sample, person(&sample, teacher)), Some(Unasked::Form(Form::TeacherPupil)));
        let leader = person(&sample, teacher);
        sample.respond(sheet, leader, &[Answer::Scale(7), Answer::Blank]);
        assert_eq!(why(&sample, leader), None);
        // Whoever was refused was interviewed all the same.
        let interview = sample.questionnaire("talk", 1, Wave::Occasion, Audience::Mentor);
        let asked = sample.register.get::<Questionnaire>(interview).unwrap();
        assert_eq!(unasked(&sample.register, asked, person(&sample, refused), sample.year), None);
    }
}
