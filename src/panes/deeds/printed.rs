//! What a letter, a diploma or a certificate says, as plain text: what the card shows and what a document will print.

use crate::domain::{Award, AwardKind, Person, PersonKind, School, Year};
use crate::fields::dates;
use crate::fields::declension::{self, Case};
use crate::kit::World;
use crate::text::fill;

/// Its lines from the top; empty ones part the parts. The curator's own text stands in place of the usual one.
pub fn lines(award: &Award, world: &World) -> Vec<String> {
    let d = &world.text.deeds;
    let school = world.register.school();
    let (heading, body) = match award.kind {
        AwardKind::Diploma => (d.to_diploma, diploma(award, world)),
        AwardKind::Certificate => (d.to_certificate, certificate(award, world)),
        AwardKind::ParentsLetter => {
            (d.to_heading, vec![fill(d.to_parents_body, &[&who(award, world), &year(award, world)])])
        }
        AwardKind::EmployerLetter => {
            (d.to_heading, vec![fill(d.to_employer_body, &[&who(award, world), &year(award, world)])])
        }
        AwardKind::Feature => (d.to_feature, vec![described(award, world)]),
    };
    let called = |school: &School| if school.full_name.is_empty() { &school.name } else { &school.full_name }.clone();
    let mut lines: Vec<String> = school.map(|school| called(school)).into_iter().collect();
    if is_letter(award.kind) && !award.addressee.is_empty() {
        lines.extend([String::new(), award.addressee.to_string()]);
    }
    lines.extend([String::new(), heading.to_owned(), String::new()]);
    if award.words.is_empty() {
        lines.extend(body);
        // What a diploma stands on is for the school to know; a letter thanks.
        if !award.basis.is_empty() && !is_letter(award.kind) {
            lines.push(fill(d.to_basis, &[&award.basis.trim_end_matches('.')]));
        }
    } else {
        lines.extend(award.words.lines().map(str::to_owned));
    }
    lines.push(String::new());
    if let Some(on) = award.order_on.filter(|_| !award.order_no.is_empty()) {
        lines.push(fill(d.to_order, &[&award.order_no, &dates::full(on)]));
    }
    lines.extend(school.map(|school| fill(d.to_director, &[&school.director])));
    lines
}

/// Whether it goes to somebody else than who is honoured.
pub fn is_letter(kind: AwardKind) -> bool {
    matches!(kind, AwardKind::ParentsLetter | AwardKind::EmployerLetter)
}

fn person<'a>(award: &Award, world: &'a World) -> Option<&'a Person> {
    world.register.get::<Person>(award.person).map(AsRef::as_ref)
}

/// «Щёголева Ксения Львовна, 10Б», «Гусев Олег Ильич, инженер, ООО «Сибирь»»
fn described(award: &Award, world: &World) -> String {
    let Some(person) = person(award, world) else { return String::new() };
    let class = person.class_in(award.year).map(ToString::to_string);
    let work = [&person.position, &person.organisation].into_iter().filter(|word| !word.is_empty());
    let parts = std::iter::once(person.name.full()).chain(class).chain(work.map(ToString::to_string));
    parts.collect::<Vec<_>>().join(", ")
}

fn who(award: &Award, world: &World) -> String {
    person(award, world).map_or_else(String::new, |person| person.name.full())
}

fn year(award: &Award, world: &World) -> String {
    world.register.get::<Year>(award.year).map(|year| year.title()).unwrap_or_default()
}

fn diploma(award: &Award, world: &World) -> Vec<String> {
    let d = &world.text.deeds;
    let mut lines = vec![d.to_awarded.to_owned(), described(award, world)];
    if !award.nomination.is_empty() {
        lines.push(fill(d.to_nomination, &[&award.nomination]));
    }
    lines
}

fn certificate(award: &Award, world: &World) -> Vec<String> {
    let to = person(award, world).map_or_else(String::new, |person| declension::full(&person.name, Case::Dative));
    vec![fill(world.text.deeds.to_certifies, &[&to]), fill(world.text.deeds.to_completed, &[&year(award, world)])]
}

/// To whom a letter about somebody goes, in the dative where it can be said: their parents, or where they work or
/// study. Empty where there is nobody to write to.
pub fn addressee(kind: AwardKind, person: &Person, world: &World) -> String {
    let d = &world.text.deeds;
    match kind {
        AwardKind::ParentsLetter => {
            let parent = a_name(&person.guardian).map(|name| declension::full(&name, Case::Dative));
            parent.unwrap_or_else(|| fill(d.parents_of, &[&declension::full(&person.name, Case::Genitive)]))
        }
        AwardKind::EmployerLetter if is_own_school(person, world) => {
            let director = world.register.school().and_then(|school| a_name(&school.director));
            director.map_or(d.to_own_head.to_owned(), |name| declension::full(&name, Case::Dative))
        }
        AwardKind::EmployerLetter if !person.organisation.is_empty() => {
            let known = world.register.partners().find(|(_, partner)| partner.name == person.organisation);
            let contact = known.and_then(|(_, partner)| a_name(&partner.contact));
            match contact {
                Some(name) => format!("{}, {}", declension::full(&name, Case::Dative), person.organisation),
                None => fill(d.to_the_head, &[&workplace(person)]),
            }
        }
        AwardKind::EmployerLetter => String::new(),
        AwardKind::Diploma | AwardKind::Certificate | AwardKind::Feature => {
            declension::full(&person.name, Case::Dative)
        }
    }
}

/// The organisation alone: a student's is often written with the course they are in, «ТГУ, 5 курс».
fn workplace(person: &Person) -> &str {
    let whole = person.organisation.as_str();
    whole.split_once(", ").filter(|(_, rest)| rest.contains("курс")).map_or(whole, |(name, _)| name)
}

/// Whether somebody works at this school: its head is no stranger to be written to by the name of the school.
fn is_own_school(person: &Person, world: &World) -> bool {
    world.register.school().is_some_and(|school| person.organisation == school.name.as_str())
}

/// Which letters somebody can have: to the parents of a pupil, to the organisation of an adult.
pub fn letters(person: &Person) -> Vec<AwardKind> {
    let parents = person.kind == PersonKind::Pupil;
    let employer = !person.organisation.is_empty();
    let all = [(parents, AwardKind::ParentsLetter), (employer, AwardKind::EmployerLetter)];
    all.into_iter().filter(|(may, _)| *may).map(|(_, kind)| kind).collect()
}

/// The name with which a text begins: «Иванова Мария Петровна, мать, +7…». Nothing where it begins otherwise.
fn a_name(text: &str) -> Option<crate::domain::PersonName> {
    let first = text.split([',', '+', '(', ';']).next()?.trim();
    let words: Vec<&str> = first.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    ((2..=3).contains(&words.len()) && words.iter().all(is_name)).then(|| crate::domain::PersonName::parse(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Partner, PartnerId};

    fn world() -> (World, crate::domain::PersonId, crate::domain::PersonId) {
        let mut sample = Sample::new();
        let pupil = sample.person("Щёголева Ксения Львовна", PersonKind::Pupil, "10А");
        let adult = sample.person("Гусев Олег Ильич", PersonKind::Employee, "");
        sample.edit::<Person>(adult, |person| person.organisation = "АО «Завод»".into());
        let mut world = crate::kit::sample::world();
        world.year = sample.year;
        world.register = sample.register;
        (world, pupil, adult)
    }

    #[test]
    fn letters_go_to_whom_they_are_meant_for() {
        let (mut world, pupil, adult) = world();
        let of = |world: &World, id, kind| addressee(kind, world.register.get::<Person>(id).unwrap(), world);
        assert_eq!(of(&world, pupil, AwardKind::ParentsLetter), "Родителям Щёголевой Ксении Львовны");
        let mut before = Person::clone(world.register.get::<Person>(pupil).unwrap());
        before.guardian = "Щёголева Анна Ильинична, мать, +7 900 000-00-00".into();
        assert_eq!(addressee(AwardKind::ParentsLetter, &before, &world), "Щёголевой Анне Ильиничне");
        before.guardian = "мать, +7 900 000-00-00".into();
        assert_eq!(addressee(AwardKind::ParentsLetter, &before, &world), "Родителям Щёголевой Ксении Львовны");
        assert_eq!(of(&world, adult, AwardKind::EmployerLetter), "Руководителю организации АО «Завод»");
        let partner = Partner { contact: "Лось Иван Фомич".into(), ..Partner::new("АО «Завод»") };
        let stamp = crate::domain::Stamp { generation: 1, at: 0, who: String::new() };
        let create = crate::domain::Change::create::<Partner>(PartnerId(900), partner);
        world.register.commit(&[create], &stamp).unwrap();
        assert_eq!(of(&world, adult, AwardKind::EmployerLetter), "Лосю Ивану Фомичу, АО «Завод»");
        let known = world.register.school().unwrap().clone();
        before.organisation = known.name.as_str().into();
        assert_eq!(addressee(AwardKind::EmployerLetter, &before, &world), "Директору школы", "no whole name");
        let named = School { director: "Белова Анна Львовна".into(), ..known.as_ref().clone() };
        let edit = crate::domain::Change::edit(crate::domain::TheSchool, &known, named);
        world.register.commit(&[edit], &stamp).unwrap();
        assert_eq!(addressee(AwardKind::EmployerLetter, &before, &world), "Беловой Анне Львовне");
        let letters_of = |id| letters(world.register.get::<Person>(id).unwrap());
        assert_eq!(letters_of(pupil), [AwardKind::ParentsLetter]);
        assert_eq!(letters_of(adult), [AwardKind::EmployerLetter]);
    }

    #[test]
    fn a_text_says_who_for_what_and_by_which_order() {
        let (world, pupil, _) = world();
        let mut award = Award::new(world.year, AwardKind::Diploma, pupil);
        award.nomination = "Лучший наставник".into();
        award.basis = "встреч 18, часов 12".into();
        (award.order_no, award.order_on) = ("7-о".into(), Some(day(12, 1)));
        let text = lines(&award, &world).join("\n");
        for words in ["ГРАМОТА", "Щёголева Ксения Львовна, 10А", "«Лучший наставник»", "встреч 18, часов 12", "№ 7-о"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        award.kind = AwardKind::Certificate;
        assert!(lines(&award, &world).join("\n").contains("Щёголевой Ксении Львовне"));
        award.words = "За всё.".into();
        let own = lines(&award, &world).join("\n");
        assert!(own.contains("За всё.") && !own.contains("Щёголевой"), "own words take the place of the usual ones");
    }
}
