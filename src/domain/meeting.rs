//! A meeting of a pair or a group (seed §4 lists the five kinds in their order; model §3.8).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, MenteeId, PairId, Words};

coded! {
    /// The five kinds of meeting, in the order of the seed.
    pub enum MeetingKind {
        /// Встреча-знакомство.
        Acquaintance = "acquaintance",
        /// Пробная рабочая встреча.
        Trial = "trial",
        /// Встреча-планирование.
        Planning = "planning",
        /// Последовательная встреча; the only kind that repeats.
        Regular = "regular",
        /// Итоговая встреча.
        Final = "final",
    }
}

coded! {
    /// What became of a meeting.
    pub enum MeetingState {
        /// Запланирована.
        Planned = "planned",
        /// Состоялась.
        Held = "held",
        /// Отменена.
        Cancelled = "cancelled",
        /// Не пришли.
        NoShow = "no_show",
    }
}

coded! {
    /// Where people met.
    pub enum Place of Places {
        /// Школа.
        School = "school",
        /// Выезд.
        Trip = "trip",
        /// Предприятие, вуз.
        Partner = "partner",
        /// Онлайн.
        Online = "online",
        /// Телефон.
        Phone = "phone",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

coded! {
    /// Within what they met (seed §7.1 to §7.4).
    pub enum Context of Contexts {
        /// Внеурочная деятельность.
        Extracurricular = "extracurricular",
        /// Классный час.
        ClassHour = "class_hour",
        /// Работа над проектом.
        Project = "project",
        /// Подготовка к конкурсу, участие в нём.
        Contest = "contest",
        /// Поход на спортивное или культурное мероприятие.
        Outing = "outing",
        /// Волонтёрство.
        Volunteering = "volunteering",
        /// Урочная деятельность; the seed knows it of «педагог – ученик» alone (§7.4).
        Lesson = "lesson",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

impl Context {
    /// Whether the seed knows it of pairs of a form.
    pub fn suits(self, form: Form) -> bool {
        self != Self::Lesson || form == Form::TeacherPupil
    }
}

/// A meeting, planned or past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Whose.
    pub pair: PairId,
    /// Which of the five kinds.
    pub kind: MeetingKind,
    /// What became of it.
    pub state: MeetingState,
    /// The day.
    pub date: NaiveDate,
    /// The hour, where it was agreed.
    pub time: Option<NaiveTime>,
    /// Length in minutes; 0 when unknown.
    pub minutes: u16,
    /// Where.
    pub place: Place,
    /// Within what they met, where it was said.
    pub context: Option<Context>,
    /// Mentees who came. For a pair it is the one or nobody.
    pub present: Vec<MenteeId>,
    /// Topic or goal.
    pub topic: Words,
    /// What was done and what came of it.
    pub result: Words,
    /// What was agreed for the next time.
    pub next_step: Words,
    /// The mentee's mood, 1 low to 5 high.
    pub mood_mentee: Option<u8>,
    /// The mentor's mood, 1 low to 5 high.
    pub mood_mentor: Option<u8>,
    /// A safety note for the curator alone: complaint, bullying, risk (model §9). Restricted.
    pub safety_note: Words,
    /// What the curator did about it. Restricted.
    pub safety_action: Words,
    /// When the note was written here, by the clock of the school; unknown for notes older than this field.
    pub safety_noted: Option<NaiveDateTime>,
    /// When the curator wrote what was done.
    pub safety_acted: Option<NaiveDateTime>,
}

impl Meeting {
    /// A planned meeting of which only the kind and the day are known.
    pub fn planned(pair: PairId, kind: MeetingKind, date: NaiveDate) -> Self {
        Self {
            pair,
            kind,
            state: MeetingState::Planned,
            date,
            time: None,
            minutes: 0,
            place: Place::School,
            context: None,
            present: Vec::new(),
            topic: Words::default(),
            result: Words::default(),
            next_step: Words::default(),
            mood_mentee: None,
            mood_mentor: None,
            safety_note: Words::default(),
            safety_action: Words::default(),
            safety_noted: None,
            safety_acted: None,
        }
    }

    /// Every text of it, to be shared with its equals.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Words> {
        [&mut self.topic, &mut self.result, &mut self.next_step, &mut self.safety_note, &mut self.safety_action]
            .into_iter()
    }

    /// Whether it took place.
    pub fn is_held(&self) -> bool {
        self.state == MeetingState::Held
    }

    /// Keeps when its safety note was written and answered, `now` being the moment in which `before` became this.
    pub fn keep_safety_times(&mut self, before: Option<&Self>, now: NaiveDateTime) {
        let kept = |words: &Words, was: Option<(&Words, Option<NaiveDateTime>)>| match was {
            _ if words.is_empty() => None,
            Some((known, at)) if !known.is_empty() => at,
            _ => Some(now),
        };
        self.safety_noted = kept(&self.safety_note, before.map(|old| (&old.safety_note, old.safety_noted)));
        self.safety_acted = kept(&self.safety_action, before.map(|old| (&old.safety_action, old.safety_acted)));
    }

    /// The safety note and what was done about it, in words.
    pub fn note(&self) -> (&Words, &Words) {
        (&self.safety_note, &self.safety_action)
    }

    /// The meeting as whoever may not know of its safety note knows it.
    #[must_use]
    pub fn without_note(&self) -> Self {
        let (safety_note, safety_action) = Default::default();
        Self { safety_note, safety_action, safety_noted: None, safety_acted: None, ..self.clone() }
    }

    /// A safety note to which nobody has answered yet.
    pub fn awaits_safety_action(&self) -> bool {
        !self.safety_note.is_empty() && self.safety_action.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_the_moment_in_which_it_was_written() {
        let at = |hour| NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|day| day.and_hms_opt(hour, 0, 0));
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let blank = Meeting::planned(PairId(1), MeetingKind::Regular, day);
        let changed = |before: &Meeting, note: &str, action: &str, hour: u32| {
            let mut after = Meeting { safety_note: note.into(), safety_action: action.into(), ..before.clone() };
            after.keep_safety_times(Some(before), at(hour).unwrap());
            after
        };
        let noted = changed(&blank, "ссора", "", 9);
        assert_eq!((noted.safety_noted, noted.safety_acted), (at(9), None));
        let reworded = changed(&noted, "ссора в раздевалке", "", 10);
        assert_eq!(reworded.safety_noted, at(9), "other words are no other note");
        let acted = changed(&reworded, "ссора в раздевалке", "разговор", 12);
        assert_eq!((acted.safety_noted, acted.safety_acted), (at(9), at(12)));
        let taken_back = changed(&acted, "", "", 13);
        assert_eq!((taken_back.safety_noted, taken_back.safety_acted), (None, None));
        let old = Meeting { safety_note: "давно".into(), ..blank };
        assert_eq!(changed(&old, "давно", "звонили", 9).safety_noted, None, "when it was written nobody knows");
    }
}
