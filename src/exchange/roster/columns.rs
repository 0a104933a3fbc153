//! Which field a head names: by its id, its aliases, its labels in both languages, or something close to one of them.

use super::{Roster, Target};
use crate::fields::{CHOICE, Field, MENTEE, MENTOR, squeezed};
use crate::text::{Lang, Text};

/// Official columns of the base of mentees that follow from pairs and closings (model §3.1, columns 7, 9, 12, 13).
const DERIVED_OF_MENTEES: &[&str] = &[
    "ФИО наставника",
    "Наставник",
    "Место работы/учебы наставника",
    "Ссылка на кейс/отзыв наставляемого, размещенные на сайте организации",
    "Ссылка на кейс/отзыв",
    "Ссылка на кейс",
    "Отметка о прохождении программы",
    "Отметка о прохождении",
];

/// The same of mentors (model §3.2, columns 11, 13, 16).
const DERIVED_OF_MENTORS: &[&str] = &[
    "ФИО наставляемого (наставляемых)",
    "ФИО наставляемого",
    "Наставляемый",
    "Наставляемые",
    "Место работы/учебы наставляемого",
    "Ссылка на кейс/отзыв наставника, размещенные на сайте организации",
    "Ссылка на кейс/отзыв",
    "Ссылка на кейс",
    // The head that exports once gave to free places.
    "своб",
];

/// Heads of running numbers and of our own record numbers.
const NUMBERS: &[&str] = &["п/п", "№ п/п", "номер п/п", "id", "person_id", "Номер записи", "record id"];

/// Beginnings of words for people other than the one a row is about.
const OTHERS: &[&str] = &["родител", "представител", "матер", "мамы", "отца", "наставник", "наставляем", "руководител"];

/// Squeezed heads shorter than this must fit exactly: «имя» is close to too much.
const SHORT: usize = 6;
/// A head this long may stand for a longer official one, or the other way round.
const TELLING: usize = 8;

/// The heads a roster's columns are known by, best first.
pub(super) struct Heads {
    known: Vec<(String, Target)>,
}

impl Heads {
    /// A head that will be found again: as it stands, or with the id of its field where it does not tell.
    pub(super) fn telling(&self, head: &str, target: Target) -> String {
        match target {
            Target::Field(id) if self.find(head).map(|(found, _)| found) != Some(target) => format!("{head} ({id})"),
            _ => head.to_owned(),
        }
    }

    /// The heads of a roster.
    pub(super) fn of(roster: Roster) -> Self {
        let mut known = match roster {
            Roster::Mentees => known(MENTEE),
            Roster::Mentors => known(MENTOR),
            Roster::Preferences => known(CHOICE),
        };
        let derived = match roster {
            Roster::Mentees => DERIVED_OF_MENTEES,
            Roster::Mentors => DERIVED_OF_MENTORS,
            Roster::Preferences => &[],
        };
        known.extend(derived.iter().map(|head| (squeezed(head), Target::Derived)));
        known.extend(NUMBERS.iter().map(|head| (squeezed(head), Target::Number)));
        Self { known }
    }

    /// What a head names, and how surely: 3 exactly, 2 apart from a remark in brackets, 1 nearly.
    pub(super) fn find(&self, head: &str) -> Option<(Target, u8)> {
        let whole = squeezed(head);
        if whole.is_empty() {
            return head.contains(['№', '#']).then_some((Target::Number, 3));
        }
        if let Some(target) = self.exact(&whole).or_else(|| self.by_id_in_brackets(head)) {
            return Some((target, 3));
        }
        let (bare, remark) = head.split_once(['(', '[']).unwrap_or((head, ""));
        if let Some(target) = self.exact(&squeezed(bare)).filter(|target| is_about(*target, &squeezed(remark))) {
            return Some((target, 2));
        }
        self.beginning(&whole).or_else(|| self.close(&whole)).map(|target| (target, 1))
    }

    fn exact(&self, head: &str) -> Option<Target> {
        self.known.iter().find(|(known, _)| known == head).map(|(_, target)| *target)
    }

    /// «Статус (status_now)», as our own export tells two columns of one label apart.
    fn by_id_in_brackets(&self, head: &str) -> Option<Target> {
        let id = head.rsplit_once('(')?.1.strip_suffix(')')?;
        let plain = id.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if !plain {
            return None;
        }
        self.exact(&squeezed(id))
    }

    /// The longest known head that begins like this one, or that this one begins like.
    fn beginning(&self, head: &str) -> Option<Target> {
        let long = |text: &str| text.chars().count() >= TELLING;
        let fits = |known: &str| (long(known) && head.starts_with(known)) || (long(head) && known.starts_with(head));
        let best = self.known.iter().filter(|(known, _)| fits(known)).max_by_key(|(known, _)| known.len());
        best.filter(|(known, target)| is_about(*target, head.strip_prefix(known.as_str()).unwrap_or_default()))
            .map(|(_, target)| *target)
    }

    fn close(&self, head: &str) -> Option<Target> {
        let length = head.chars().count();
        if length < SHORT {
            return None;
        }
        let allowed = if length < 12 { 1 } else { 2 };
        // A wide sheet has thousands of heads to compare, and most differ in length alone.
        let comparable = |known: usize| known >= SHORT && known.abs_diff(length) <= allowed;
        let near = self.known.iter().filter(|(known, _)| comparable(known.chars().count()));
        let scored = near.map(|(known, target)| (distance(known, head), *target));
        scored.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, t)| t)
    }
}

/// Whether a column is about the person of its row, judged by what follows a known head. A phone «(мамы)» is how a pupil
/// is reached; a birthday or a name «родителя» is somebody else's.
fn is_about(target: Target, rest: &str) -> bool {
    let reaches = matches!(target, Target::Field("phone" | "email" | "contacts" | "guardian") | Target::Derived);
    reaches || !OTHERS.iter().any(|other| rest.contains(other))
}

fn known<T>(fields: &'static [Field<T>]) -> Vec<(String, Target)> {
    let read = || fields.iter().filter(|field| field.set.is_some());
    let languages = [Text::of(Lang::Ru), Text::of(Lang::En)];
    let ids = read().map(|field| (squeezed(field.id), Target::Field(field.id)));
    let aliases = read().flat_map(|f| f.aliases.iter().map(|head| (squeezed(head), Target::Field(f.id))));
    let labels = |exported: bool| {
        let some = read().filter(move |field| field.exported == exported);
        some.flat_map(move |f| languages.map(|text| (squeezed((f.label)(text)), Target::Field(f.id))))
    };
    let computed = fields.iter().filter(|field| field.set.is_none());
    let derived = computed.map(|field| (squeezed(field.id), Target::Derived));
    let derived_labels = fields
        .iter()
        .filter(|field| field.set.is_none())
        .flat_map(|f| languages.map(|text| (squeezed((f.label)(text)), Target::Derived)));
    // A label of a field that exports write wins over that of a composite column, so what we write we read back.
    let named = ids.chain(aliases).chain(labels(true)).chain(labels(false));
    named.chain(derived).chain(derived_labels).collect()
}

/// How many letters must be put in, taken out or replaced (Levenshtein).
pub(in crate::exchange) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(roster: Roster, head: &str) -> Option<Target> {
        Heads::of(roster).find(head).map(|(target, _)| target)
    }

    #[test]
    fn knows_every_official_column_of_mentees() {
        for (head, wanted) in [
            ("№", Target::Number),
            ("№ п/п", Target::Number),
            ("ФИО наставляемого", Target::Field("name")),
            ("ФИО наставляемого (полностью)", Target::Field("name")),
            ("Контактные данные для связи (данные представителя)", Target::Field("contacts")),
            ("Год рождения\nнаставляемого", Target::Field("birth_year")),
            ("Год рождения наставляемого, полных лет на момент открытия", Target::Field("birth_year")),
            ("Основной запрос наставляемого (чему хотите научиться)", Target::Field("request")),
            ("Дата вхождения в программу", Target::Field("entered_on")),
            ("ФИО наставника", Target::Derived),
            ("Форма наставничества", Target::Field("form")),
            ("Место работы/учёбы наставника", Target::Derived),
            ("Дата завершения программы", Target::Field("left_on")),
            ("Результаты программы", Target::Field("result")),
            ("Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации", Target::Derived),
            ("Отметка о прохождении программы", Target::Derived),
        ] {
            assert_eq!(found(Roster::Mentees, head), Some(wanted), "{head}");
        }
    }

    #[test]
    fn knows_every_official_column_of_mentors() {
        for (head, wanted) in [
            ("ФИО наставника", Target::Field("name")),
            ("Контактные данные для связи", Target::Field("contacts")),
            ("Место работы/учебы наставника", Target::Field("workplace")),
            ("Основные компетенции наставника", Target::Field("competences")),
            ("Важные для программы достижения наставника", Target::Field("achievements")),
            ("Интересы наставника", Target::Field("interests")),
            ("Желаемый возраст наставляемых", Target::Field("preferred_age")),
            ("Ресурс времени на программу наставничества", Target::Field("time")),
            ("Дата вхождения в программу", Target::Field("entered_on")),
            ("ФИО наставляемого (наставляемых)", Target::Derived),
            ("Форма наставничества", Target::Field("form")),
            ("Место работы/учебы наставляемого", Target::Derived),
            ("Дата завершения программы", Target::Field("left_on")),
            ("Результаты программы", Target::Field("result")),
            ("Ссылка на кейс/отзыв наставника, размещенные на сайте организации", Target::Derived),
        ] {
            assert_eq!(found(Roster::Mentors, head), Some(wanted), "{head}");
        }
    }

    #[test]
    fn forgives_small_slips_but_not_other_words() {
        assert_eq!(found(Roster::Mentees, "Фамилмя"), Some(Target::Field("last_name")));
        assert_eq!(found(Roster::Mentees, "First Name"), Some(Target::Field("first_name")));
        assert_eq!(found(Roster::Mentees, "Телефон родителя"), None);
        assert_eq!(found(Roster::Mentees, "Имена"), None);
        assert_eq!(found(Roster::Mentees, "Дата рождения родителя"), None);
        assert_eq!(found(Roster::Mentees, "ФИО (законного представителя)"), None);
        assert_eq!(found(Roster::Mentees, "Телефон (мамы)"), Some(Target::Field("phone")));
        assert_eq!(found(Roster::Mentees, "Кто это такой (class)"), Some(Target::Field("class")));
        assert_eq!(found(Roster::Mentees, "profession"), None);
    }

    #[test]
    fn measures_slips() {
        assert_eq!(distance("учебы", "учёбы"), 1);
        assert_eq!(distance("", "абв"), 3);
        assert_eq!(distance("класс", "класс"), 0);
    }
}
