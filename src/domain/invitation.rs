//! An invitation: one questionnaire, put to one person who answers it at a terminal by a code (`nastavnik respond`).
//!
//! **The answers given so far lie in the invitation itself.** Each answer replaces the record in a transaction of its
//! own, so it is as durable as anything in the base, is carried by backups, reaches the curator's screen as news, and
//! can be gone on with at any other machine. A file of drafts beside the base would have been a second place with rules
//! of its own for all of that. At the end one transaction puts the [`Response`] in place and marks the code as used.
//!
//! **The response takes the number of its invitation.** Numbers are given out once for all kinds, so nobody else has
//! it. One code can therefore never become two responses, a response tells by its number that the person gave it
//! themselves, and whoever answers needs none of the [`super::LANES`]: a whole school at its computers keeps no curator
//! out.
//!
//! **Who opens a code last has it.** Opening counts [`Invitation::sitting`] up, which makes the record another one than
//! an earlier terminal knows: its next answer is refused and its session ends. A line that broke without the server
//! noticing thus never locks anybody out, and two people with one code cannot mix their answers.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Answer, InvitationId, PersonId, QuestionnaireId, Response, ResponseId, YearId};

/// Digits of a code. Digits alone are the same in every keyboard layout and are not confused when read from paper.
/// With a thousand codes that are valid at once, a guess hits one of them once in a million times.
pub const CODE_DIGITS: usize = 9;

/// A code is written in groups of this many digits.
const GROUP: usize = 3;

/// How long a code can be given at most, in days: a sheet of codes is not to be good for a school year.
pub const LONGEST_VALID: u64 = 60;

/// One questionnaire for one person by one code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// In which year it is asked.
    pub year: YearId,
    /// Which version is asked.
    pub questionnaire: QuestionnaireId,
    /// Who is asked.
    pub respondent: PersonId,
    /// [`CODE_DIGITS`] digits.
    pub code: String,
    /// When it was given out.
    pub issued_on: NaiveDate,
    /// The last day on which the code can be entered.
    pub valid_until: NaiveDate,
    /// When the code was entered first.
    pub started_on: Option<NaiveDate>,
    /// When the answers were handed in; the code is no good after that.
    pub used_on: Option<NaiveDate>,
    /// How many times the code was entered. Only the terminal that knows the last number may answer.
    pub sitting: u32,
    /// One answer for every item once somebody has begun; none before that and none after the end.
    pub answers: Vec<Answer>,
}

impl Invitation {
    /// A code for somebody, for `days` days including today, at most [`LONGEST_VALID`].
    pub fn new(
        asked: (QuestionnaireId, YearId),
        respondent: PersonId,
        code: String,
        today: NaiveDate,
        days: u64,
    ) -> Self {
        let more = days.clamp(1, LONGEST_VALID) - 1;
        Self {
            year: asked.1,
            questionnaire: asked.0,
            respondent,
            code,
            issued_on: today,
            valid_until: today.checked_add_days(Days::new(more)).unwrap_or(today),
            started_on: None,
            used_on: None,
            sitting: 0,
            answers: Vec::new(),
        }
    }

    /// Whether the code opens the questionnaire on `today`. A clock that goes a day behind keeps nobody out.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.used_on.is_none() && today <= self.valid_until
    }

    /// Whether it was opened at a terminal and is not handed in: answers lie in it, or will with the next key.
    pub fn is_opened(&self) -> bool {
        self.used_on.is_none() && !self.answers.is_empty()
    }

    /// Whether somebody has given an answer that is not handed in.
    pub fn is_begun(&self) -> bool {
        self.answered() > 0
    }

    /// How many items have an answer.
    pub fn answered(&self) -> usize {
        self.answers.iter().filter(|answer| !matches!(answer, Answer::NotAsked | Answer::Skipped)).count()
    }

    /// The same, entered at a terminal once more; the terminal it was at before may not go on.
    pub fn sat_down(&self, items: usize, today: NaiveDate) -> Self {
        let mut answers = self.answers.clone();
        answers.resize(items, Answer::NotAsked);
        let started_on = self.started_on.or(Some(today));
        Self { started_on, sitting: self.sitting.wrapping_add(1), answers, ..self.clone() }
    }

    /// What it becomes when its answers are handed in. They are in the response then, and nowhere else.
    pub fn handed_in(&self, today: NaiveDate) -> Self {
        Self { used_on: Some(today), answers: Vec::new(), ..self.clone() }
    }

    /// The answers as a response.
    pub fn response(&self, on: NaiveDate) -> Response {
        Response::new(self.questionnaire, self.year, self.respondent, on, self.answers.clone())
    }

    /// The code for the eye: «482 173 509».
    pub fn code_words(&self) -> String {
        let digits: Vec<char> = self.code.chars().collect();
        digits.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }
}

impl InvitationId {
    /// The number of the response it becomes.
    pub fn response(self) -> ResponseId {
        ResponseId(self.0)
    }
}

impl ResponseId {
    /// The invitation it came from, if it came from one.
    pub fn invitation(self) -> InvitationId {
        InvitationId(self.0)
    }
}

/// The code in what somebody typed: its digits, whatever stands between them. `None` when they are too few or too many.
pub fn typed_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let other = typed.chars().any(|c| !(c.is_ascii_digit() || c.is_whitespace() || c == '-'));
    (digits.len() == CODE_DIGITS && !other).then_some(digits)
}

/// A code that nobody has. `random` must give numbers that cannot be foreseen.
pub fn fresh_code(taken: &BTreeSet<String>, mut random: impl FnMut() -> u64) -> String {
    loop {
        // 10⁹ divides 2⁶⁴ with a rest so small that no code is noticeably likelier than another.
        let code = format!("{:0width$}", random() % 10_u64.pow(9), width = CODE_DIGITS);
        if !taken.contains(&code) {
            return code;
        }
    }
}

/// Codes of invitations, of whatever state: a code is never given out twice.
pub fn taken<'a>(all: impl Iterator<Item = &'a Invitation>) -> BTreeSet<String> {
    all.map(|invitation| invitation.code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn invitation() -> Invitation {
        Invitation::new((QuestionnaireId(8), YearId(1)), PersonId(2), "042173509".into(), day(10), 7)
    }

    #[test]
    fn a_code_is_good_from_its_day_through_its_last() {
        let invitation = invitation();
        assert_eq!(invitation.valid_until, day(16));
        assert!(invitation.is_open(day(10)) && invitation.is_open(day(16)) && !invitation.is_open(day(17)));
        assert!(!invitation.handed_in(day(11)).is_open(day(11)));
        let endless = Invitation::new((QuestionnaireId(8), YearId(1)), PersonId(2), String::new(), day(10), u64::MAX);
        assert_eq!((endless.valid_until - day(10)).num_days(), 59);
    }

    #[test]
    fn a_code_is_read_as_people_write_it_and_nothing_else_is() {
        assert_eq!(invitation().code_words(), "042 173 509");
        for typed in ["042173509", " 042 173 509 ", "042-173-509"] {
            assert_eq!(typed_code(typed).as_deref(), Some("042173509"), "{typed}");
        }
        for typed in ["", "04217350", "0421735090", "О42173509", "042 173 5o9"] {
            assert_eq!(typed_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_code_is_never_given_out_twice() {
        let taken = BTreeSet::from(["000000007".to_owned()]);
        let mut numbers = [7, 1_000_000_007, 12].into_iter();
        assert_eq!(fresh_code(&taken, || numbers.next().unwrap()), "000000012");
    }

    #[test]
    fn sitting_down_keeps_the_answers_and_makes_another_record() {
        let mut begun = invitation().sat_down(3, day(11));
        assert_eq!((begun.sitting, begun.started_on, begun.answered()), (1, Some(day(11)), 0));
        begun.answers[1] = Answer::Scale(7);
        let again = begun.sat_down(3, day(12));
        assert_eq!((again.sitting, again.started_on, again.answers.clone()), (2, Some(day(11)), begun.answers.clone()));
        assert_ne!(again, begun);
        assert_eq!(again.response(day(12)).answers, begun.answers);
        assert!(!again.handed_in(day(12)).is_begun());
    }
}
