//! A human being: one record whatever roles and years they take part in.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Class, PersonName, Words, YearId};

coded! {
    /// Who a person is to the school (seed §5 lists who may be a mentor).
    pub enum PersonKind {
        /// Обучающийся.
        Pupil = "pupil",
        /// Студент.
        Student = "student",
        /// Педагог.
        Teacher = "teacher",
        /// Родитель.
        Parent = "parent",
        /// Выпускник школы.
        Graduate = "graduate",
        /// Сотрудник предприятия или предприниматель.
        Employee = "employee",
        /// Кто-то ещё.
        Other = "other",
    }
}

impl PersonKind {
    /// An adult from outside the school, whose certificates are checked before admission (model §9).
    pub fn is_external_adult(self) -> bool {
        matches!(self, Self::Student | Self::Parent | Self::Graduate | Self::Employee | Self::Other)
    }
}

/// When a person was born, as far as it is known. The official form asks for the year alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Birth {
    /// Nothing is known.
    #[default]
    Unknown,
    /// The calendar year.
    Year(u16),
    /// The whole date.
    Date(NaiveDate),
}

/// From how many whole years on somebody is of age (ГК РФ ст. 21).
const ADULT: u32 = 18;

impl Birth {
    /// The calendar year, if anything is known.
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => Some(i32::from(year)),
            Self::Date(date) => Some(date.year()),
        }
    }
}

coded! {
    /// Health that the school must know of to help. A special category of personal data (152-ФЗ ст. 10):
    /// hidden on every screen and left out of every export unless asked for.
    pub enum Health {
        /// Nobody has said anything.
        NotStated = "not_stated",
        /// Ограничений нет.
        None = "none",
        /// Ограниченные возможности здоровья.
        Ovz = "ovz",
        /// Задержка психического развития.
        Zpr = "zpr",
    }
}

coded! {
    /// What a paper consent allows (model §3.9). Each is a sheet of its own since 01.09.2025.
    pub enum ConsentKind {
        /// Обработка персональных данных.
        Data = "data",
        /// Участие в программе.
        Participation = "participation",
        /// Распространение: фото, кейс на сайте.
        Publication = "publication",
        /// Обработка сведений о здоровье.
        Health = "health",
    }
}

coded! {
    /// How the newest sheet of a kind stands on a day.
    pub enum SheetState {
        /// It holds.
        Holds = "holds",
        /// It holds, but not for long.
        Ends = "ends",
        /// It has run out.
        Expired = "expired",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// There is none.
        Missing = "missing",
    }
}

coded! {
    /// What becomes of the pairs at work when a consent they need was taken back.
    pub enum AfterWithdrawal {
        /// They rest until there is a new sheet.
        Pause = "pause",
        /// They end.
        End = "end",
        /// Nothing yet: the curator sees to it.
        Leave = "leave",
    }
}

impl SheetState {
    /// Whether what it allows is allowed.
    pub fn allows(self) -> bool {
        matches!(self, Self::Holds | Self::Ends)
    }
}

/// One consent on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// What it allows.
    pub kind: ConsentKind,
    /// Who signed; for a minor the parent or legal representative.
    pub signer: Words,
    /// When it was signed.
    pub signed_on: NaiveDate,
    /// The last day it holds, where it has one.
    pub valid_until: Option<NaiveDate>,
    /// When it was taken back.
    pub withdrawn_on: Option<NaiveDate>,
}

impl Consent {
    /// Whether it holds on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.withdrawn_on.is_none_or(|taken_back| taken_back > day) && self.valid_until.is_none_or(|last| last >= day)
    }
}

/// A human being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Фамилия, имя, отчество.
    pub name: PersonName,
    /// Who they are to the school.
    pub kind: PersonKind,
    /// When they were born.
    pub birth: Birth,
    /// The class in each year they were a pupil. One truth for both roles of that year.
    pub classes: Vec<(YearId, Class)>,
    /// Place of work or study other than a class of this school.
    pub organisation: Words,
    /// Position, speciality or course.
    pub position: Words,
    /// Phone as typed; see [`super::phone`] for comparing.
    pub phone: Words,
    /// E-mail.
    pub email: Words,
    /// Parent or legal representative with their contact, for minors.
    pub guardian: Words,
    /// Restricted: see [`Health`].
    pub health: Health,
    /// Consents on paper, in the order they came in.
    pub consents: Vec<Consent>,
}

impl Person {
    /// The person as whoever may not know of their health knows them.
    #[must_use]
    pub fn without_health(&self) -> Self {
        let mut person = Self { health: Health::NotStated, ..self.clone() };
        person.consents.retain(|consent| consent.kind != ConsentKind::Health);
        person
    }

    /// Whether somebody is eighteen on a day: by the birthday, by the year of birth as soon as no birthday in it leaves
    /// a doubt, and where neither is known, by what they are. A graduate was a pupil when their telephone was written
    /// down and may be a minor still, so they are no adult by that.
    pub fn is_of_age(&self, on: NaiveDate) -> bool {
        match self.birth {
            Birth::Date(born) => on.years_since(born).is_some_and(|years| years >= ADULT),
            Birth::Year(year) => i64::from(on.year()) - i64::from(year) > i64::from(ADULT),
            Birth::Unknown => !matches!(self.kind, PersonKind::Pupil | PersonKind::Graduate),
        }
    }

    /// A person of whom only the name and the kind are known.
    pub fn new(name: PersonName, kind: PersonKind) -> Self {
        Self {
            name,
            kind,
            birth: Birth::Unknown,
            classes: Vec::new(),
            organisation: Words::default(),
            position: Words::default(),
            phone: Words::default(),
            email: Words::default(),
            guardian: Words::default(),
            health: Health::NotStated,
            consents: Vec::new(),
        }
    }

    /// Every text of the record, to be shared with its equals.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Words> {
        let PersonName { last, first, patronymic } = &mut self.name;
        let own = [&mut self.organisation, &mut self.position, &mut self.phone, &mut self.email, &mut self.guardian];
        let signers = self.consents.iter_mut().map(|consent| &mut consent.signer);
        [last, first, patronymic].into_iter().chain(own).chain(signers)
    }

    /// The class in a year.
    pub fn class_in(&self, year: YearId) -> Option<&Class> {
        self.classes.iter().find(|(known, _)| *known == year).map(|(_, class)| class)
    }

    /// Who they were to the school in a year: whoever was in a class then was a pupil, whatever they are now.
    pub fn kind_in(&self, year: YearId) -> PersonKind {
        if self.class_in(year).is_some() { PersonKind::Pupil } else { self.kind }
    }

    /// Sets or clears the class in a year.
    pub fn set_class(&mut self, year: YearId, class: Option<Class>) {
        self.classes.retain(|(known, _)| *known != year);
        self.classes.extend(class.map(|class| (year, class)));
        self.classes.sort_by_key(|(known, _)| *known);
    }

    /// The newest consent of a kind.
    pub fn consent(&self, kind: ConsentKind) -> Option<&Consent> {
        self.consents.iter().rev().find(|consent| consent.kind == kind)
    }

    /// Whether they had agreed in writing by `day` that they be named in public, and had not taken that back.
    pub fn may_be_named(&self, day: NaiveDate) -> bool {
        let mut sheets = self.consents.iter().filter(|consent| consent.kind == ConsentKind::Publication);
        sheets.any(|consent| consent.signed_on <= day && consent.holds_on(day))
    }

    /// How the newest sheet of a kind stands on `day`; one that ends within `notice` days is named before it does.
    pub fn sheet_state(&self, kind: ConsentKind, day: NaiveDate, notice: u16) -> SheetState {
        let Some(consent) = self.consent(kind) else { return SheetState::Missing };
        if consent.withdrawn_on.is_some_and(|on| on <= day) {
            return SheetState::Withdrawn;
        }
        match consent.valid_until.map(|last| (last - day).num_days()) {
            Some(left) if left < 0 => SheetState::Expired,
            Some(left) if left <= i64::from(notice) => SheetState::Ends,
            _ => SheetState::Holds,
        }
    }

    /// Whether anything about health is on file.
    pub fn tells_of_health(&self) -> bool {
        matches!(self.health, Health::Ovz | Health::Zpr)
    }

    /// Whether the consent to keep their data was taken back by `day`: they leave every table that goes out.
    pub fn is_withdrawn(&self, day: NaiveDate) -> bool {
        self.consent(ConsentKind::Data).is_some_and(|consent| consent.withdrawn_on.is_some_and(|on| on <= day))
    }

    /// Whether a consent of this kind holds on `day`.
    pub fn consents_to(&self, kind: ConsentKind, day: NaiveDate) -> bool {
        self.consent(kind).is_some_and(|consent| consent.holds_on(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_may_be_named_from_the_day_they_signed_until_they_take_it_back() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let sheet = |from, until, back| Consent {
            kind: ConsentKind::Publication,
            signer: "мать".into(),
            signed_on: day(from),
            valid_until: until,
            withdrawn_on: back,
        };
        let mut person = Person::new(PersonName::parse("Ли Ада"), PersonKind::Pupil);
        assert!(!person.may_be_named(day(5)));
        person.consents = vec![sheet(2, Some(day(6)), None), sheet(10, None, Some(day(12)))];
        let named = [1, 2, 6, 7, 10, 11, 12].map(|d| person.may_be_named(day(d)));
        assert_eq!(named, [false, true, true, false, true, true, false]);
    }

    #[test]
    fn consent_ends_with_its_term_or_when_taken_back() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let mut consent = Consent {
            kind: ConsentKind::Data,
            signer: "мать".into(),
            signed_on: day(1),
            valid_until: Some(day(10)),
            withdrawn_on: None,
        };
        assert!(consent.holds_on(day(10)) && !consent.holds_on(day(11)));
        consent.withdrawn_on = Some(day(5));
        assert!(consent.holds_on(day(4)) && !consent.holds_on(day(5)));
    }
}
