//! Who on either side of the year a name means.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use super::super::columns::distance;
use super::super::twins::OnFile;
use super::entry_of;
use crate::domain::{Audience, Class, Key, Person, PersonId, PersonKind, PersonName, Register, YearId};
use crate::exchange::roster::{Candidate, Likeness};
use crate::fields::{Ctx, fold};

/// Names that are nearly right are looked for so often; a file of another school would take too long otherwise.
const LOOKED: u32 = 100;

/// What a name came to.
#[derive(Debug)]
pub(super) enum Found {
    /// One person's entry.
    One(Key),
    /// Several may be meant.
    Several(Vec<Candidate>),
    /// Nobody; perhaps somebody of nearly that name.
    Nobody(Option<String>),
}

/// Those who take part this year, as they are found by name.
pub(super) struct Sides<'a> {
    on_file: OnFile<'a>,
    register: &'a Register,
    year: YearId,
    mentees: Side,
    mentors: Side,
    looked: Cell<u32>,
}

/// One side, by folded family name.
#[derive(Default)]
struct Side {
    by_last: HashMap<String, Vec<PersonId>>,
    /// Folded full names under their first letter, each with the name as it is written.
    by_letter: BTreeMap<char, Vec<(String, String)>>,
}

impl Side {
    fn of(people: impl Iterator<Item = PersonId>, register: &Register) -> Self {
        let mut side = Self::default();
        for id in people {
            let Some(person) = register.get::<Person>(id) else { continue };
            side.by_last.entry(fold(&person.name.last)).or_default().push(id);
            let (full, folded) = (person.name.full(), fold(&person.name.full()));
            if let Some(letter) = folded.chars().next() {
                side.by_letter.entry(letter).or_default().push((folded, full));
            }
        }
        side
    }

    /// Somebody whose name, or name without the patronymic, is one or two letters off.
    fn near(&self, name: &str) -> Option<String> {
        let length = name.chars().count();
        let allowed = if length < 12 { 1 } else { 2 };
        let off = |(folded, full): &(String, String)| {
            let short: String = folded.split(' ').take(2).collect::<Vec<_>>().join(" ");
            let close = |known: &str| {
                let comparable = known.chars().count().abs_diff(length) <= allowed;
                comparable.then(|| distance(known, name)).filter(|distance| *distance <= allowed)
            };
            Some((close(folded).into_iter().chain(close(&short)).min()?, full.clone()))
        };
        let same_letter = self.by_letter.get(&name.chars().next()?)?;
        same_letter.iter().filter_map(off).min().map(|(_, full)| full)
    }
}

impl<'a> Sides<'a> {
    pub(super) fn new(ctx: &Ctx<'a>) -> Self {
        let (register, year) = (ctx.register, ctx.year);
        Self {
            on_file: OnFile::new(register, year),
            register,
            year,
            mentees: Side::of(register.mentees(year).map(|(_, mentee)| mentee.person), register),
            mentors: Side::of(register.mentors(year).map(|(_, mentor)| mentor.person), register),
            looked: Cell::new(0),
        }
    }

    fn side(&self, side: Audience) -> &Side {
        match side {
            Audience::Mentee => &self.mentees,
            // The curator stands on no side; files cannot name one.
            Audience::Mentor | Audience::Curator => &self.mentors,
        }
    }

    /// Whom a name on a side means: by the whole name as a roster finds people, else by family name and initials.
    pub(super) fn find(&self, side: Audience, written: &str, class: &str) -> Found {
        let (name, inline) = parted(written);
        let class = Class::parse(class).or(inline);
        let mut person = Person::new(PersonName::parse(&name), PersonKind::Other);
        person.set_class(self.year, class);
        let takes_part =
            |(id, likeness): (PersonId, Likeness)| Some((entry_of(self.register, id, side, self.year)?, id, likeness));
        let like = self.on_file.like(&person).into_iter().filter(|(_, likeness)| *likeness >= Likeness::Doubtful);
        let mut found: Vec<(Key, PersonId, Likeness)> = like.filter_map(takes_part).collect();
        if let Some(best) = found.iter().map(|(_, _, likeness)| *likeness).max() {
            found.retain(|(_, _, likeness)| *likeness == best);
        } else {
            let short = self.shortened(side, &person.name, class).into_iter();
            found = short.filter_map(|id| takes_part((id, Likeness::Possible))).collect();
        }
        match found.as_slice() {
            [] => Found::Nobody(self.near(side, &person.name)),
            [(key, _, _)] => Found::One(*key),
            several => {
                let candidate = |(_, person, likeness): &(Key, PersonId, Likeness)| Candidate {
                    person: *person,
                    likeness: *likeness,
                    has_entry: false,
                };
                Found::Several(several.iter().map(candidate).collect())
            }
        }
    }

    /// Those of a family name whose other names begin as written: «Волков И.», «Волков И. П.», «Волков».
    fn shortened(&self, side: Audience, name: &PersonName, class: Option<Class>) -> Vec<PersonId> {
        let rest = fold(&format!("{} {}", name.first, name.patronymic));
        let parts: Vec<&str> = rest.split(['.', ' ']).filter(|part| !part.is_empty()).collect();
        let fits = |id: &&PersonId| {
            let Some(known) = self.register.get::<Person>(**id) else { return false };
            let names = [fold(&known.name.first), fold(&known.name.patronymic)];
            let begun = parts.len() <= 2 && parts.iter().zip(&names).all(|(part, name)| name.starts_with(part));
            let other_class = class.is_some_and(|class| known.class_in(self.year).is_some_and(|is| *is != class));
            begun && !other_class
        };
        let named = self.side(side).by_last.get(&fold(&name.last)).into_iter().flatten();
        named.filter(fits).copied().collect()
    }

    fn near(&self, side: Audience, name: &PersonName) -> Option<String> {
        self.looked.set(self.looked.get() + 1);
        (self.looked.get() <= LOOKED).then(|| self.side(side).near(&fold(&name.full()))).flatten()
    }
}

/// A name and the class written behind it: «Петрова Ксения, 5А», «Петрова Ксения (5А)», «Петрова Ксения 5 А».
fn parted(written: &str) -> (String, Option<Class>) {
    let text = written.trim();
    let bracketed = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let behind = bracketed.or_else(|| text.rsplit_once(','));
    if let Some((name, class)) = behind
        && let Some(class) = Class::parse(class)
    {
        return (name.trim().to_owned(), Some(class));
    }
    // Without a mark between them only a class with a letter is one: «Student 001» is a name.
    let Some(at) = text.char_indices().find(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at) else {
        return (text.to_owned(), None);
    };
    let lettered = text[at..].chars().any(char::is_alphabetic);
    match Class::parse(&text[at..]).filter(|_| lettered && text[..at].split_whitespace().count() >= 1) {
        Some(class) => (text[..at].trim().to_owned(), Some(class)),
        None => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_behind_a_name_is_told_from_a_number_that_is_one() {
        for (written, name, class) in [
            ("Петрова Ксения, 5А", "Петрова Ксения", Some("5А")),
            ("Петрова Ксения (5 «А»)", "Петрова Ксения", Some("5А")),
            ("Петрова Ксения 10б", "Петрова Ксения", Some("10Б")),
            ("Волков И. П.", "Волков И. П.", None),
            ("Student 001", "Student 001", None),
            ("Иванов, Пётр", "Иванов, Пётр", None),
        ] {
            let (found, parsed) = parted(written);
            assert_eq!((found.as_str(), parsed.map(|c| c.to_string()).as_deref()), (name, class), "{written}");
        }
    }
}
