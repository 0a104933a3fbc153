//! A meeting of a pair or a group (seed §4 lists the five kinds in their order; model §3.8).

use chrono::{NaiveDate, NaiveTime};
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
    pub enum Place {
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
}

coded! {
    /// Within what they met (seed §7.1 to §7.4).
    pub enum Context {
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

    /// A safety note to which nobody has answered yet.
    pub fn awaits_safety_action(&self) -> bool {
        !self.safety_note.is_empty() && self.safety_action.is_empty()
    }
}
