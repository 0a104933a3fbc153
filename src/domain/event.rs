//! Events of the programme and who took part in them (seed §6, §8 stage 7; model §4.5, §4.7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PartnerId, PersonId, Words, Year, YearId};

coded! {
    /// What an event is. The general meeting of stage 5 is a record of its own ([`super::GeneralMeeting`]).
    pub enum EventKind of EventKinds {
        /// Фестиваль, публичное подведение итогов.
        Festival = "festival",
        /// Форум, конференция.
        Forum = "forum",
        /// Конкурс, олимпиада.
        Contest = "contest",
        /// Профориентационное мероприятие.
        Career = "career",
        /// Проект.
        Project = "project",
        /// Кружок, объединение, секция.
        Club = "club",
        /// Волонтёрская акция.
        Volunteering = "volunteering",
        /// Спортивное или культурное мероприятие.
        Outing = "outing",
        /// Информационная встреча, собрание.
        Briefing = "briefing",
        /// Другое.
        Other = "other",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

coded! {
    /// How somebody took part.
    pub enum EventRole of EventRoles {
        /// Участник.
        Participant = "participant",
        /// Призёр.
        PrizeWinner = "prize_winner",
        /// Победитель.
        Winner = "winner",
        /// Организатор.
        Organiser = "organiser",
        /// Выступающий, ведущий.
        Speaker = "speaker",
        /// Автор проекта.
        Author = "author",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

/// One person at an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who.
    pub person: PersonId,
    /// How.
    pub role: EventRole,
    /// What came of it.
    pub result: Words,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// In which year.
    pub year: YearId,
    /// What it is.
    pub kind: EventKind,
    /// Its name.
    pub title: Words,
    /// Its first day.
    pub on: NaiveDate,
    /// Its last day, if it took longer.
    pub until: Option<NaiveDate>,
    /// Where.
    pub place: Words,
    /// In the lists of the ministries: the participants count as those of high-rating events (seed, passport).
    pub high_rating: bool,
    /// Prepared or done together with a partner.
    pub partner: Option<PartnerId>,
    /// Whether it took place; a project: whether it was brought to its end.
    pub held: bool,
    /// Who took part, each once.
    pub present: Vec<Attendance>,
    /// What came of it.
    pub result: Words,
    /// Where it can be read about.
    pub link: Words,
    /// Anything else.
    pub notes: Words,
}

impl Event {
    /// An event of which only the kind and the day are known.
    pub fn new(year: YearId, kind: EventKind, on: NaiveDate) -> Self {
        let none = Words::default;
        Self {
            year,
            kind,
            title: none(),
            on,
            until: None,
            place: none(),
            high_rating: false,
            partner: None,
            held: false,
            present: Vec::new(),
            result: none(),
            link: none(),
            notes: none(),
        }
    }

    /// The day on which it is over.
    pub fn last_day(&self) -> NaiveDate {
        self.until.unwrap_or(self.on)
    }

    /// Whether a day of it is of `year`.
    pub fn is_in(&self, year: &Year) -> bool {
        self.on <= year.end && year.start <= self.last_day()
    }

    /// How somebody took part, if they did.
    pub fn of(&self, person: PersonId) -> Option<&Attendance> {
        self.present.iter().find(|one| one.person == person)
    }
}
