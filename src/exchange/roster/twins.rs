//! Who on file a row may be.
//!
//! A base of a school has namesakes, and one person can be in both bases. Joining two people would be worse than
//! asking, so only evidence joins: a phone, an e-mail, a date of birth, a class, a year of birth. A class or a year that
//! differs parts namesakes, and so does being a pupil here against being an adult.

use std::collections::HashMap;

use crate::domain::{Birth, Person, PersonId, PersonKind, PersonName, Register, YearId, phone};
use crate::fields::fold;

/// How sure it is that two people are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Only the e-mail is shared: a family may have one.
    SharedEmail,
    /// The name is the same, or the same but for a patronymic, and something speaks against it.
    Doubtful,
    /// The name is the same, and nothing else speaks for or against it.
    Possible,
    /// The name is the same, and something else agrees.
    Same,
}

/// Somebody on file whom a row may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// How sure it is.
    pub likeness: Likeness,
    /// Whether they have an entry in this role and year already.
    pub has_entry: bool,
}

/// People on file by what they are found by.
pub(in crate::exchange) struct OnFile<'a> {
    register: &'a Register,
    year: YearId,
    by_name: HashMap<String, Vec<PersonId>>,
    by_email: HashMap<String, Vec<PersonId>>,
}

impl<'a> OnFile<'a> {
    pub(in crate::exchange) fn new(register: &'a Register, year: YearId) -> Self {
        let (mut by_name, mut by_email) = (HashMap::new(), HashMap::new());
        for (id, person) in register.people() {
            push(&mut by_name, name_key(&person.name), id);
            push(&mut by_email, fold(&person.email), id);
        }
        Self { register, year, by_name, by_email }
    }

    /// Everybody a person may be, surest first, with how sure.
    pub(in crate::exchange) fn like(&self, person: &Person) -> Vec<(PersonId, Likeness)> {
        let named = self.by_name.get(&name_key(&person.name)).into_iter().flatten();
        let mailed = self.by_email.get(&fold(&person.email)).into_iter().flatten();
        let mut ids: Vec<PersonId> = named.chain(mailed).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let weigh = |id: PersonId| Some((id, likeness(person, self.register.get::<Person>(id)?, self.year)?));
        let mut found: Vec<(PersonId, Likeness)> = ids.into_iter().filter_map(weigh).collect();
        found.sort_by_key(|(id, likeness)| (std::cmp::Reverse(*likeness), *id));
        found
    }
}

/// Everybody who seems to be on file twice, surest first: who was there first, who came later, how sure it is. A shared
/// mailbox alone is a family's.
pub fn twins(register: &Register, year: YearId) -> Vec<(PersonId, PersonId, Likeness)> {
    let on_file = OnFile::new(register, year);
    let later = |(id, person): (PersonId, &std::sync::Arc<Person>)| {
        let like = on_file.like(person).into_iter().filter(|(_, likeness)| *likeness > Likeness::SharedEmail);
        like.filter(|(other, _)| *other < id).map(|(other, likeness)| (other, id, likeness)).collect::<Vec<_>>()
    };
    let mut found: Vec<_> = register.people().flat_map(later).collect();
    found.sort_by_key(|(one, other, likeness)| (std::cmp::Reverse(*likeness), *one, *other));
    found
}

fn push(index: &mut HashMap<String, Vec<PersonId>>, key: String, id: PersonId) {
    if !key.is_empty() {
        index.entry(key).or_default().push(id);
    }
}

/// Family and given name. Patronymics are compared later, since lists leave them out.
pub(in crate::exchange) fn name_key(name: &PersonName) -> String {
    fold(&format!("{} {}", name.last, name.first))
}

/// How sure it is that two people are one, as far as a year shows; `None` when they are not.
pub fn likeness(a: &Person, b: &Person, year: YearId) -> Option<Likeness> {
    let same_email = agree(&fold(&a.email), &fold(&b.email));
    if !same_name(&a.name, &b.name) {
        return (same_email == Some(true)).then(|| by_email_alone(a, b, year));
    }
    let same_phone = agree(&phone::digits(&a.phone), &phone::digits(&b.phone));
    let same_class = a.class_in(year).zip(b.class_in(year)).map(|(a, b)| a == b);
    let (same_birth, whole_date) = births(a.birth, b.birth);
    if same_email == Some(true) || (same_birth == Some(true) && whole_date) {
        return Some(Likeness::Same);
    }
    if same_class == Some(false) || same_birth == Some(false) || pupil_and_adult(a, b, year) {
        return None;
    }
    if same_phone == Some(true) {
        return Some(Likeness::Same);
    }
    let agrees = same_class == Some(true) || same_birth == Some(true);
    let doubted = same_phone == Some(false) || same_email == Some(false);
    Some(match (agrees, doubted || fold(&a.name.patronymic) != fold(&b.name.patronymic)) {
        (true, _) if !doubted => Likeness::Same,
        (_, true) => Likeness::Doubtful,
        _ => Likeness::Possible,
    })
}

/// A grown-up's mailbox is their own, whatever became of the name; a pupil's may be the family's.
fn by_email_alone(a: &Person, b: &Person, year: YearId) -> Likeness {
    let pupil = a.class_in(year).is_some() || b.class_in(year).is_some();
    let same_first = fold(&a.name.first) == fold(&b.name.first);
    if same_first || !pupil { Likeness::Same } else { Likeness::SharedEmail }
}

/// Whether anything but the name can tell this person from a namesake.
pub fn is_told_apart(person: &Person, year: YearId) -> bool {
    let contact = !person.phone.is_empty() || !person.email.is_empty();
    contact || person.birth != Birth::Unknown || person.class_in(year).is_some()
}

/// Whether two names are one; a patronymic that is left out speaks for nothing.
pub fn same_name(a: &PersonName, b: &PersonName) -> bool {
    let (first, second) = (fold(&a.patronymic), fold(&b.patronymic));
    name_key(a) == name_key(b) && (first == second || first.is_empty() || second.is_empty())
}

/// Whether two known texts agree; `None` when either is unknown.
fn agree(a: &str, b: &str) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| a == b)
}

/// Whether births agree, and whether whole dates did.
fn births(a: Birth, b: Birth) -> (Option<bool>, bool) {
    match (a, b) {
        (Birth::Date(a), Birth::Date(b)) => (Some(a == b), true),
        _ => (a.year().zip(b.year()).map(|(a, b)| a == b), false),
    }
}

/// Nobody is in a class of this year and a grown-up at once.
fn pupil_and_adult(a: &Person, b: &Person, year: YearId) -> bool {
    let pupil = |person: &Person| person.class_in(year).is_some();
    let adult = |person: &Person| !pupil(person) && !matches!(person.kind, PersonKind::Pupil | PersonKind::Other);
    (pupil(a) && adult(b)) || (adult(a) && pupil(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Class;

    const YEAR: YearId = YearId(1);

    fn person(name: &str, class: &str, phone: &str) -> Person {
        let mut person = Person::new(PersonName::parse(name), PersonKind::Pupil);
        person.set_class(YEAR, Class::parse(class));
        person.phone = phone.into();
        person
    }

    #[test]
    fn namesakes_of_other_classes_are_other_people() {
        let a = person("Петрова Ксения Петровна", "5А", "");
        assert_eq!(likeness(&a, &person("Петрова Ксения Петровна", "9Б", ""), YEAR), None);
        assert_eq!(likeness(&a, &person("петрова ксения петровна", "5а", ""), YEAR), Some(Likeness::Same));
        assert_eq!(likeness(&a, &person("Петрова Ксения", "", ""), YEAR), Some(Likeness::Doubtful));
        assert_eq!(likeness(&a, &person("Петрова Ксения Петровна", "", ""), YEAR), Some(Likeness::Possible));
    }

    #[test]
    fn a_teacher_is_not_the_pupil_of_the_same_name() {
        let pupil = person("Алексеев Максим Сергеевич", "8Б", "1234567890");
        let mut teacher = person("Алексеев Максим Сергеевич", "", "");
        teacher.kind = PersonKind::Teacher;
        assert_eq!(likeness(&pupil, &teacher, YEAR), None);
    }

    #[test]
    fn another_phone_leaves_a_doubt() {
        let a = person("Юдин Олег Ильич", "7А", "8 913 000-00-01");
        let b = person("Юдин Олег Ильич", "7А", "8 913 000-00-02");
        assert_eq!(likeness(&a, &b, YEAR), Some(Likeness::Doubtful));
        let same = person("Юдин Олег Ильич", "7А", "+7 (913) 000-00-01");
        assert_eq!(likeness(&a, &same, YEAR), Some(Likeness::Same));
    }

    #[test]
    fn a_shared_mailbox_alone_is_no_identity() {
        let (mut a, mut b) = (person("Юдин Олег Ильич", "7А", ""), person("Юдина Анна Ильинична", "5А", ""));
        a.email = "family@example.org".into();
        b.email = "Family@example.org".into();
        assert_eq!(likeness(&a, &b, YEAR), Some(Likeness::SharedEmail));
        b.name = PersonName::parse("Юдин Олег");
        assert_eq!(likeness(&a, &b, YEAR), Some(Likeness::Same));
    }
}
