//! The people of the invented school: everybody on its class lists, those who have left it, and the adults around it.
//!
//! A pupil who takes no part is a name, a class and a year of birth. What the programme needs to know is added when
//! somebody joins.

use chrono::{Datelike, NaiveDate};

use crate::domain::{Birth, Class, Consent, ConsentKind, Ids, Letter, Person, PersonId, PersonKind, PersonName, phone};

use super::calendar::{Season, shift};
use super::names::{self, RARITIES, Sex};
use super::rng::Rng;

/// Lowest grade of the programme.
const FIRST: u8 = 5;
/// Highest grade of a school.
const LAST: u8 = 11;
/// Pupils a class has at most.
const CLASS_SIZE: usize = 27;
/// Letters of classes. К is left out because «5КЛ» would be read as «5 класс».
const LETTERS: &str = "АБВГДЕЖЗИЛМНОПРСТУФХЦЧШЩЭЮЯ";

const UNIVERSITIES: &[&str] = &["ТГУ", "ТПУ", "ТГПУ", "ТУСУР", "СибГМУ", "ТГАСУ"];
const STUDIES: &[&str] =
    &["прикладная математика", "педагогика", "лечебное дело", "программная инженерия", "филология", "строительство"];
const SUBJECTS: &[&str] = &[
    "учитель математики",
    "учитель физики",
    "учитель русского языка и литературы",
    "учитель биологии",
    "учитель английского языка",
    "учитель информатики",
    "учитель истории",
    "педагог-организатор",
    "учитель технологии",
];
const FIRMS: &[&str] = &[
    "ООО «Сибирь»",
    "АО «Кедровый завод»",
    "ООО «Точный прибор»",
    "ИП Лесной",
    "ООО «Обь-Софт»",
    "районная библиотека",
    "ООО «Северный дом»",
    "ветеринарная клиника «Барс»",
];
const JOBS: &[&str] =
    &["инженер", "технолог", "программист", "бухгалтер", "врач", "дизайнер", "мастер участка", "директор"];

/// A person with what no record keeps.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Identity of the record.
    pub(super) id: PersonId,
    /// The record.
    pub(super) person: Person,
    /// Grade in the current year; above 11 for those who have left, 0 for adults.
    grade: u8,
    /// Whether any year has an entry of theirs.
    pub(super) takes_part: bool,
}

/// Everybody.
#[derive(Debug)]
pub(super) struct Crowd {
    /// Pupils and former pupils by grade, then adults. Places are used as identities within one run.
    pub(super) members: Vec<Member>,
    /// Those who must be among the mentees of the current year: wearers of rare names, namesakes.
    pub(super) wanted: Vec<usize>,
}

impl Member {
    /// The grade in a year, while it is one of the programme's.
    pub(super) fn grade_in(&self, season: &Season) -> Option<u8> {
        self.grade.checked_sub(season.back).filter(|grade| (FIRST..=LAST).contains(grade))
    }

    /// Puts a consent on file, unless one holds on that day already.
    pub(super) fn sign(&mut self, kind: ConsentKind, on: NaiveDate, until: Option<NaiveDate>) {
        if self.person.consents_to(kind, on) {
            return;
        }
        let signer = match self.person.guardian.split(", +").next() {
            Some(parent) if !parent.is_empty() => parent.to_owned(),
            _ => self.person.name.full(),
        };
        self.person.consents.push(Consent {
            kind,
            signer: signer.into(),
            signed_on: on,
            valid_until: until,
            withdrawn_on: None,
        });
    }

    /// Lets every consent on file end before `day`.
    pub(super) fn let_consents_expire(&mut self, day: NaiveDate) {
        for consent in &mut self.person.consents {
            consent.valid_until = Some(consent.valid_until.map_or(shift(day, -1), |last| last.min(shift(day, -1))));
        }
    }

    /// Adds what the programme asks of somebody who joins it.
    pub(super) fn join(&mut self, rng: &mut Rng) {
        self.takes_part = true;
        let person = &mut self.person;
        if person.kind != PersonKind::Pupil && self.grade <= LAST || !person.guardian.is_empty() {
            return;
        }
        person.guardian = format!("{}, {}", names::guardian(rng, &person.name), number(rng)).into();
        if let (Birth::Year(year), true) = (person.birth, rng.chance(75)) {
            let mut part = |most| u32::try_from(rng.within(1, most)).unwrap_or(1);
            let date = NaiveDate::from_ymd_opt(i32::from(year), part(12), part(28));
            person.birth = date.map_or(person.birth, Birth::Date);
        }
        if self.grade >= 8 && rng.chance(60) {
            person.phone = number(rng).into();
        }
    }
}

impl Crowd {
    /// The people of a school with `pupils` pupils, and `adults` of each kind around it. `seasons` are the years, the
    /// current one last.
    pub(super) fn gather(
        pupils: usize,
        adults: &[(PersonKind, usize)],
        seasons: &[Season],
        rng: &mut Rng,
        ids: &mut Ids,
    ) -> Self {
        let mut crowd = Self { members: Vec::with_capacity(pupils), wanted: Vec::new() };
        let gone = u8::try_from(seasons.len().saturating_sub(1)).unwrap_or(0);
        for grade in FIRST..=LAST + gone {
            let extra = usize::from(usize::from(grade - FIRST) < pupils % 7);
            crowd.parallel(grade, pupils / 7 + extra, seasons, rng, ids);
        }
        crowd.name_the_rare(pupils, rng);
        let today = seasons.last().map_or(NaiveDate::MIN, |season| season.now);
        for &(kind, count) in adults {
            for _ in 0..count {
                let person = adult(kind, today, rng);
                crowd.members.push(Member { id: PersonId(ids.fresh()), person, grade: 0, takes_part: false });
            }
        }
        crowd
    }

    fn parallel(&mut self, grade: u8, size: usize, seasons: &[Season], rng: &mut Rng, ids: &mut Ids) {
        let classes = size.div_ceil(CLASS_SIZE);
        for place in 0..size {
            let sex = names::sex(rng);
            let kind = if grade > LAST { PersonKind::Graduate } else { PersonKind::Pupil };
            let mut member = Member {
                id: PersonId(ids.fresh()),
                person: Person::new(names::young(rng, sex), kind),
                grade,
                takes_part: false,
            };
            let letter = letter(place % classes, classes);
            let class = |season: &Season| Some((season.id, Class { grade: member.grade_in(season)?, letter }));
            member.person.classes = seasons.iter().filter_map(class).collect();
            let first_year = seasons.last().map_or(0, |season| season.start.year());
            let born = first_year - i32::from(grade) - 6 - i32::from(rng.chance(25));
            member.person.birth = u16::try_from(born).map_or(Birth::Unknown, Birth::Year);
            self.members.push(member);
        }
    }

    /// Gives the rare names to chance pupils of the current year, and the names of some to others in another grade.
    fn name_the_rare(&mut self, pupils: usize, rng: &mut Rng) {
        let mut places: Vec<usize> = (0..pupils).collect();
        rng.shuffle(&mut places);
        for &(name, _) in RARITIES {
            let Some(place) = places.pop() else { return };
            self.members[place].person.name = PersonName::parse(name);
            self.wanted.push(place);
        }
        let pairs = (pupils / 300).max(2);
        for pair in 0..pairs {
            let Some(one) = places.pop() else { return };
            let other = places.iter().rposition(|&other| self.members[other].grade != self.members[one].grade);
            let Some(other) = other.map(|at| places.swap_remove(at)) else { return };
            self.members[other].person.name = self.members[one].person.name.clone();
            if pair < 2 {
                self.wanted.extend([one, other]);
            }
        }
    }

    /// Pupils of the programme's grades in a year, from `lowest` up, by place.
    pub(super) fn pupils(&self, season: &Season, lowest: u8) -> Vec<usize> {
        let fits = |member: &Member| member.grade_in(season).is_some_and(|grade| grade >= lowest);
        (0..self.members.len()).filter(|&place| fits(&self.members[place])).collect()
    }

    /// Adults of a kind, by place.
    pub(super) fn adults(&self, kind: PersonKind) -> Vec<usize> {
        (0..self.members.len())
            .filter(|&place| self.members[place].grade == 0 && self.members[place].person.kind == kind)
            .collect()
    }

    /// Pupils by grade in a year, as the year keeps them.
    pub(super) fn contingent(&self, season: &Season) -> Vec<(u8, u16)> {
        let count = |grade| self.members.iter().filter(|member| member.grade_in(season) == Some(grade)).count();
        (FIRST..=LAST).map(|grade| (grade, u16::try_from(count(grade)).unwrap_or(u16::MAX))).collect()
    }
}

/// The letter of the class at `place` in a parallel of `classes`; empty where there is only one.
fn letter(place: usize, classes: usize) -> Letter {
    if classes < 2 {
        return Letter::default();
    }
    let letters: Vec<char> = LETTERS.chars().collect();
    let at = |index: usize| letters[index % letters.len()];
    let text: String = match place.checked_sub(letters.len()) {
        None => at(place).into(),
        Some(rest) => [at(rest / letters.len()), at(rest)].iter().collect(),
    };
    text.parse().unwrap_or_default()
}

/// An invented number, under a code that mobile operators do not use.
fn number(rng: &mut Rng) -> String {
    phone::pretty(&format!("7944{:07}", rng.below(10_000_000)))
}

fn adult(kind: PersonKind, today: NaiveDate, rng: &mut Rng) -> Person {
    let sex = if rng.chance(60) { Sex::Female } else { Sex::Male };
    let student = matches!(kind, PersonKind::Student | PersonKind::Graduate);
    let name = if student { names::young(rng, sex) } else { names::grown(rng, sex) };
    let mut person = Person::new(name, kind);
    let age = if student { rng.within(18, 23) } else { rng.within(28, 58) };
    person.birth = u16::try_from(i64::from(today.year()) - age).map_or(Birth::Unknown, Birth::Year);
    let (organisation, position) = match kind {
        PersonKind::Student | PersonKind::Graduate => {
            let course = (age - 17).clamp(1, 5);
            (format!("{}, {course} курс", rng.pick(UNIVERSITIES)), rng.text(STUDIES))
        }
        PersonKind::Teacher => ("школа № 58".to_owned(), rng.text(SUBJECTS)),
        _ => (rng.text(FIRMS), rng.text(JOBS)),
    };
    person.organisation = organisation.into();
    person.position = position.into();
    person.phone = number(rng).into();
    if rng.chance(70) {
        person.email = format!("n{:06}@example.org", rng.below(1_000_000)).into();
    }
    person
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_with_two_and_every_class_can_be_read_again() {
        let read = |text: &str| text.parse::<Letter>().unwrap();
        assert_eq!((letter(0, 1), letter(0, 2), letter(26, 30)), (Letter::default(), read("А"), read("Я")));
        assert_eq!((letter(27, 60), letter(28, 60), letter(54, 60)), (read("АА"), read("АБ"), read("БА")));
        let all: std::collections::HashSet<Letter> = (0..530).map(|place| letter(place, 530)).collect();
        assert_eq!(all.len(), 530);
        for letter in all {
            let class = Class { grade: 5, letter };
            assert_eq!(Class::parse(&class.to_string()), Some(class));
        }
    }
}
