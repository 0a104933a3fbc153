//! A signal that the curator has put off until a day: they know, and something is under way.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Key, Kind, Words};

coded! {
    /// What a signal is about. Safety and missing consents are not among them: nobody puts those off.
    pub enum Cause {
        /// Давно не виделись.
        Silence = "silence",
        /// Встречи срываются.
        Missed = "missed",
        /// Кому-то в паре плохо.
        Comfort = "comfort",
        /// Стороны видят пару по-разному.
        Apart = "apart",
        /// Застряли на первых встречах.
        Stuck = "stuck",
        /// Нет приказа.
        Order = "order",
        /// Пауза кончилась.
        Pause = "pause",
        /// Нет итоговой встречи.
        Final = "final",
        /// Куратору пора поговорить со сторонами.
        Contact = "contact",
        /// Риски, известные заранее.
        Risk = "risk",
        /// Справка об отсутствии судимости.
        RecordCheck = "record_check",
        /// Медосмотр.
        MedicalCheck = "medical_check",
        /// Сторона ушла из программы.
        Gone = "gone",
        /// Подопечных больше, чем мест.
        Places = "places",
        /// Встреча прошла без отметки.
        Unmarked = "unmarked",
        /// Сторона не ответила на предложение.
        Reply = "reply",
        /// Пробный срок кончается.
        Trial = "trial",
        /// Долго без наставника.
        Waiting = "waiting",
        /// Нет анкеты входа.
        Entry = "entry",
        /// Нет анкеты выхода.
        Exit = "exit",
        /// Строка дорожной карты опаздывает.
        Roadmap = "roadmap",
        /// Соглашение с партнёром кончается.
        Agreement = "agreement",
        /// Наставник на пути к допуску.
        Steps = "steps",
        /// О молодой паре рано судить.
        Early = "early",
    }
}

impl Cause {
    /// Whether a signal of this cause is ever about a record of some kind. A person is meant by the entry of a year.
    pub fn is_about(self, kind: Kind) -> bool {
        match self {
            Self::RecordCheck | Self::MedicalCheck | Self::Places | Self::Steps => kind == Kind::Mentor,
            Self::Waiting => kind == Kind::Mentee,
            Self::Entry => matches!(kind, Kind::Mentee | Kind::Mentor),
            Self::Unmarked => kind == Kind::Meeting,
            Self::Roadmap => kind == Kind::Activity,
            Self::Agreement => kind == Kind::Partner,
            _ => kind == Kind::Pair,
        }
    }
}

/// A signal put off. When its day comes, the signal is back; a signal that meanwhile becomes an alarm is back at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// About what: a pair, an entry of a person, a meeting, a line of the roadmap, a partner.
    pub about: Key,
    /// Which signal.
    pub cause: Cause,
    /// Whether it was an alarm when it was put off.
    pub alarm: bool,
    /// The day on which it is back.
    pub until: NaiveDate,
    /// Why it can wait.
    pub why: Words,
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, day};
    use super::super::{Batch, Change, Refusal, SnoozeId};
    use super::*;

    #[test]
    fn a_signal_is_put_off_once_and_about_what_it_can_be_about() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let mentee = sample.mentee_of(pair);
        let refused = |sample: &mut Sample, about: Key, cause| {
            let snooze = Snooze { about, cause, alarm: false, until: day(12, 1), why: Words::default() };
            sample.register.check(&Batch::new("today.snooze", vec![Change::create(SnoozeId(900), snooze)])).err()
        };
        assert_eq!(refused(&mut sample, mentee.into(), Cause::Waiting), None);
        let unfit = Some(Refusal::OutOfRange { field: "about" });
        assert_eq!(refused(&mut sample, pair.into(), Cause::Waiting), unfit);
        assert_eq!(refused(&mut sample, mentee.into(), Cause::Silence), unfit);
        let first = sample.put_off(mentee, Cause::Waiting, false, day(11, 1));
        let twice = Some(Refusal::Duplicate { key: first.into() });
        assert_eq!(refused(&mut sample, mentee.into(), Cause::Waiting), twice);
        assert_eq!(refused(&mut sample, mentee.into(), Cause::Entry), None, "another signal");
    }
}
