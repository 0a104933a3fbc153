//! Which column is which item: by id, by number, by the words of the question, or by words close to them.

use super::heads;
use crate::domain::{Audience, Item, Questionnaire};
use crate::exchange::error::MapError;
use crate::exchange::roster::{by_place, column_letters};
use crate::exchange::sheet::Sheet;
use crate::fields::squeezed;

/// How many rows from the top the head may be.
const DEEPEST: usize = 20;
/// Share of words, in per cent, that two questions must have in common to be close.
const CLOSE: usize = 60;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerTarget {
    /// The answer to an item, by its place.
    Item(usize),
    /// Фамилия Имя Отчество.
    Name,
    /// The family name alone.
    LastName,
    /// The given name alone.
    FirstName,
    /// The patronymic alone.
    Patronymic,
    /// The class.
    Class,
    /// The e-mail.
    Email,
    /// The telephone.
    Phone,
    /// The number of the person's record.
    Code,
    /// The day it was filled in, or taken.
    Date,
    /// The same, where of days with slashes the month comes first.
    MonthFirst,
    /// What was measured.
    Parameter,
    /// At the entry or at the exit.
    Wave,
    /// The value of a measure.
    Value,
    /// What is said of a measure.
    Notes,
    /// In what the school measures something.
    Scale,
    /// Which way that should go.
    Better,
    /// Nothing that is read.
    Unknown,
}

impl AnswerTarget {
    /// Whether no other column can say this one's thing beside it.
    pub fn excludes(self, other: Self) -> bool {
        let day = |it| matches!(it, Self::Date | Self::MonthFirst);
        self == other || (day(self) && day(other))
    }
}

/// What is told of respondents, with the heads it is known by, squeezed.
const ABOUT: [(AnswerTarget, &str, &[&str]); 10] = [
    (
        AnswerTarget::Name,
        "name",
        &[
            "фио",
            "фамилияимяотчество",
            "фамилияимя",
            "фамилияиимя",
            "вашафамилияиимя",
            "вашефио",
            "ктовы",
            "имяфамилия",
            "name",
            "fullname",
        ],
    ),
    (AnswerTarget::LastName, "last_name", &["фамилия", "вашафамилия", "lastname", "surname"]),
    (AnswerTarget::FirstName, "first_name", &["имя", "вашеимя", "firstname"]),
    (AnswerTarget::Patronymic, "patronymic", &["отчество", "вашеотчество", "patronymic"]),
    (AnswerTarget::Class, "class", &["класс", "вашкласс", "вкакомвыклассе", "вкакомклассевыучитесь", "class", "grade"]),
    (
        AnswerTarget::Email,
        "email",
        &["email", "почта", "адресэлектроннойпочты", "электроннаяпочта", "эпочта", "emailaddress", "username"],
    ),
    (AnswerTarget::Phone, "phone", &["телефон", "номертелефона", "вашномертелефона", "phone"]),
    (AnswerTarget::Code, "code", &["код", "вашкод", "номерзаписи", "personid", "code", "numberoftherecord"]),
    (
        AnswerTarget::Date,
        "date",
        &[
            "дата",
            "отметкавремени",
            "времясоздания",
            "датазаполнения",
            "времязаполнения",
            "датаотправки",
            "timestamp",
            "date",
            "submittedat",
            "submitteddate",
        ],
    ),
    (AnswerTarget::MonthFirst, "date_month_first", &[]),
];

/// What is told of measures, with the heads it is known by, squeezed.
const MEASURED: [(AnswerTarget, &str, &[&str]); 6] = [
    (
        AnswerTarget::Parameter,
        "parameter",
        &["параметр", "показатель", "методика", "тест", "чтоизмерено", "parameter", "measure", "instrument", "test"],
    ),
    (
        AnswerTarget::Wave,
        "wave",
        &["замер", "волна", "этап", "срез", "входвыход", "входиливыход", "entryorexit", "wave", "stage", "entryexit"],
    ),
    (
        AnswerTarget::Value,
        "value",
        &["значение", "балл", "баллы", "сумма", "суммабаллов", "результат", "итог", "value", "score", "total"],
    ),
    (AnswerTarget::Notes, "notes", &["примечание", "примечания", "комментарий", "чемизмерено", "notes", "comment"]),
    (
        AnswerTarget::Scale,
        "scale",
        &["шкала", "единица", "единицаизмерения", "вчемизмеряют", "scale", "unit", "measuredin"],
    ),
    (AnswerTarget::Better, "better", &["лучше", "чтолучше", "better"]),
];

/// Everything a column of a table of measures can say, with the word of `--map` for it.
pub fn measured_targets() -> impl Iterator<Item = (AnswerTarget, &'static str)> {
    MEASURED.iter().chain(&ABOUT).map(|(target, id, _)| (*target, *id))
}

/// What a column can tell of a respondent, with the word of `--map` for it.
pub fn respondent_targets() -> impl Iterator<Item = (AnswerTarget, &'static str)> {
    ABOUT.iter().map(|(target, id, _)| (*target, *id))
}

/// How surely a column is what it is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// It is not known what it is.
    Unknown,
    /// Its words are close to those of the question.
    Close,
    /// It has the number of the item.
    Number,
    /// It has the id or the very words.
    Exact,
    /// Somebody said so.
    Told,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerColumn {
    /// From 0.
    pub index: usize,
    /// Its head; empty where there is none.
    pub head: String,
    /// Whether another column has the same head.
    pub twin: bool,
    /// What it says.
    pub target: AnswerTarget,
    /// How surely.
    pub sure: Sureness,
}

impl AnswerColumn {
    /// The head, or the letters of a column without one; both where the head alone would not tell it: «Оценка [D]».
    pub fn name(&self) -> String {
        match (self.head.is_empty(), self.twin) {
            (true, _) => column_letters(self.index),
            (false, true) => format!("{} [{}]", self.head, column_letters(self.index)),
            (false, false) => self.head.clone(),
        }
    }

    /// What stands over it in the file, or its letters.
    pub fn head_or_letters(&self) -> String {
        if self.head.is_empty() { column_letters(self.index) } else { self.head.clone() }
    }
}

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerColumns {
    /// Every column, in order.
    pub columns: Vec<AnswerColumn>,
    /// Index in [`Sheet::rows`] of the first row below the head.
    pub body: usize,
}

impl AnswerColumns {
    /// Finds the head and recognises what can be recognised.
    pub fn guess(sheet: &Sheet, asked: &Questionnaire) -> Self {
        Self::recognise(sheet, &|head| recognised(head, asked))
    }

    /// The same of a table of measures.
    pub fn of_measures(sheet: &Sheet) -> Self {
        Self::recognise(sheet, &|head| {
            let whole = squeezed(head);
            let measured = MEASURED.iter().find(|(_, _, heads)| heads.contains(&whole.as_str()));
            let known = measured.map(|(target, ..)| *target).or_else(|| about(head, None));
            known.map_or((AnswerTarget::Unknown, Sureness::Unknown), |target| (target, Sureness::Exact))
        })
    }

    fn recognise(sheet: &Sheet, known_as: &dyn Fn(&str) -> (AnswerTarget, Sureness)) -> Self {
        let at = |at: usize| Self::of_row(sheet, known_as, at);
        // A row of answers is full of numbers, and a number alone may be that of an item.
        let has_words = |column: &&AnswerColumn| column.head.chars().any(char::is_alphabetic);
        let known = |columns: &Self| {
            let found = columns.columns.iter().filter(|column| column.target != AnswerTarget::Unknown);
            found.filter(has_words).count()
        };
        let mut best = at(0);
        for row in 1..sheet.rows.len().min(DEEPEST) {
            let other = at(row);
            if known(&other) > known(&best) {
                best = other;
            }
        }
        best
    }

    fn of_row(sheet: &Sheet, known_as: &dyn Fn(&str) -> (AnswerTarget, Sureness), at: usize) -> Self {
        let heads = (0..sheet.width()).map(|index| sheet.rows.get(at).map_or("", |row| row.text(index)));
        let heads: Vec<String> = heads.map(|head| head.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let mut columns: Vec<AnswerColumn> = heads
            .into_iter()
            .enumerate()
            .map(|(index, head)| {
                let (target, sure) = known_as(&head);
                AnswerColumn { index, head, twin: false, target, sure }
            })
            .collect();
        mark_twins(&mut columns);
        keep_surest(&mut columns);
        Self { columns, body: at + 1 }
    }

    /// With columns given by hand: pairs of an item's id or `name`, `class`, … and a column's head, letters or number.
    ///
    /// # Errors
    /// [`MapError`] when there is no such item or column, or one is given twice.
    pub fn with(self, given: &[(&str, &str)], asked: &Questionnaire) -> Result<Self, MapError> {
        self.told(given, &|field| target_of(field, asked), &|field| MapError::NoSuchItem {
            item: field.to_owned(),
            items: asked.items.iter().map(|item| item.id.clone()).collect(),
        })
    }

    /// The same of a table of measures: `parameter`, `wave`, `value`, `notes`, `scale`, `better`, and who.
    ///
    /// # Errors
    /// [`MapError`] when there is no such field or column, or one is given twice.
    pub fn with_measured(self, given: &[(&str, &str)]) -> Result<Self, MapError> {
        let all = || MEASURED.iter().chain(&ABOUT);
        let target = |field: &str| all().find(|(_, id, _)| *id == field).map(|(target, ..)| *target);
        self.told(given, &target, &|field| MapError::NoSuchField {
            field: field.to_owned(),
            fields: all().map(|(_, id, _)| *id).collect(),
        })
    }

    fn told(
        mut self,
        given: &[(&str, &str)],
        target: &dyn Fn(&str) -> Option<AnswerTarget>,
        unknown: &dyn Fn(&str) -> MapError,
    ) -> Result<Self, MapError> {
        let mut told: Vec<(usize, AnswerTarget)> = Vec::new();
        for (field, column) in given {
            let target = target(field).ok_or_else(|| unknown(field))?;
            let index = self.place(column)?;
            if told.iter().any(|(other, _)| *other == index) {
                return Err(MapError::ColumnTwice { column: (*column).to_owned() });
            }
            if told.iter().any(|(_, other)| *other == target) {
                return Err(MapError::FieldTwice { field: (*field).to_owned() });
            }
            told.push((index, target));
        }
        for (index, target) in told {
            self.give(index, target);
        }
        Ok(self)
    }

    /// Gives a column to something; whatever else had it lets go.
    pub fn give(&mut self, index: usize, target: AnswerTarget) {
        for column in &mut self.columns {
            if column.index == index {
                (column.target, column.sure) = (target, Sureness::Told);
            } else if column.target.excludes(target) {
                (column.target, column.sure) = (AnswerTarget::Unknown, Sureness::Unknown);
            }
        }
    }

    /// Whether some column tells whom a row means.
    pub fn tell_who(&self) -> bool {
        let names = [AnswerTarget::Name, AnswerTarget::LastName, AnswerTarget::FirstName];
        let mut tells = names.into_iter().chain([AnswerTarget::Code, AnswerTarget::Email]);
        tells.any(|target| self.of(target).is_some())
    }

    /// The column that says something.
    pub fn of(&self, target: AnswerTarget) -> Option<&AnswerColumn> {
        self.columns.iter().find(|column| column.target == target)
    }

    /// The column read instead of this one, which has the same head; `None` when this one is read or there is no other.
    pub fn read_instead(&self, column: &AnswerColumn) -> Option<&AnswerColumn> {
        let same =
            |other: &&AnswerColumn| other.index != column.index && squeezed(&other.head) == squeezed(&column.head);
        let read = |other: &&AnswerColumn| other.target != AnswerTarget::Unknown;
        let open = column.twin && column.target == AnswerTarget::Unknown;
        self.columns.iter().filter(same).find(read).filter(|_| open)
    }

    /// The column of a head, a head with letters as [`AnswerColumn::name`] has it, letters alone, or a number.
    fn place(&self, column: &str) -> Result<usize, MapError> {
        let wanted = squeezed(column);
        let all = || self.columns.iter().filter(|_| !wanted.is_empty());
        let mut headed = all().filter(|known| squeezed(&known.head) == wanted);
        if let (Some(first), Some(second)) = (headed.next(), headed.next()) {
            let twins = [first, second].into_iter().chain(headed).map(|twin| column_letters(twin.index)).collect();
            return Err(MapError::Twins { column: column.to_owned(), letters: twins });
        }
        let named = all().find(|known| squeezed(&known.head) == wanted || squeezed(&known.name()) == wanted);
        let found = named.map(|known| known.index).or_else(|| by_place(column).filter(|at| *at < self.columns.len()));
        found.ok_or_else(|| MapError::NoSuchColumn {
            column: column.to_owned(),
            columns: self.columns.iter().map(AnswerColumn::name).collect(),
        })
    }
}

/// Columns that their heads do not tell apart.
fn mark_twins(columns: &mut [AnswerColumn]) {
    let heads: Vec<String> = columns.iter().map(|column| squeezed(&column.head)).collect();
    for (column, head) in columns.iter_mut().zip(&heads) {
        column.twin = !head.is_empty() && heads.iter().filter(|other| *other == head).count() > 1;
    }
}

/// What a word of `--map` means.
fn target_of(field: &str, asked: &Questionnaire) -> Option<AnswerTarget> {
    let item = asked.items.iter().position(|item| item.id == field).map(AnswerTarget::Item);
    item.or_else(|| ABOUT.iter().find(|(_, id, _)| *id == field).map(|(target, ..)| *target))
}

fn recognised(head: &str, asked: &Questionnaire) -> (AnswerTarget, Sureness) {
    let whole = squeezed(head);
    if whole.is_empty() {
        return (AnswerTarget::Unknown, Sureness::Unknown);
    }
    let same = |text: &str| !text.is_empty() && squeezed(text) == whole;
    let exact = asked
        .items
        .iter()
        .position(|item| head.trim() == item.id || same(&item.label.ru) || same(&item.label.en))
        // As the program's own tables head their columns.
        .or_else(|| asked.items.iter().position(|item| own_heads(item).iter().any(|head| same(head))))
        .or_else(|| asked.items.iter().position(|item| same(&item.id)));
    if let Some(at) = exact {
        return (AnswerTarget::Item(at), Sureness::Exact);
    }
    if let Some(target) = about(head, Some(asked.audience)) {
        return (target, Sureness::Exact);
    }
    if let Some(at) = by_number(head, asked) {
        return (AnswerTarget::Item(at), Sureness::Number);
    }
    match closest(head, asked) {
        Some(at) => (AnswerTarget::Item(at), Sureness::Close),
        None => (AnswerTarget::Unknown, Sureness::Unknown),
    }
}

/// How the program's own tables head the column of an item, in words of one language.
pub(in crate::exchange) fn own_head(item: &Item, label: &str) -> String {
    format!("{}. {label}", item.id)
}

fn own_heads(item: &Item) -> [String; 2] {
    [&item.label.ru, &item.label.en].map(|label| own_head(item, label))
}

/// What a head tells of the respondent: as it stands, or without what is polite in it.
fn about(head: &str, audience: Option<Audience>) -> Option<AnswerTarget> {
    let of = |whole: &str| ABOUT.iter().find(|(_, _, heads)| heads.contains(&whole)).map(|(target, ..)| *target);
    of(&squeezed(head)).or_else(|| {
        let plain = heads::plain(head, audience);
        of(&plain).or_else(|| heads::known(&plain))
    })
}

/// «4. Насколько…», «X4) …», «Вопрос 4»: the id, or else the place, that a head begins with. A head with words of its own
/// must not speak of something else: its words decide.
fn by_number(head: &str, asked: &Questionnaire) -> Option<usize> {
    let rest = ["вопрос", "question", "№", "q"].iter().find_map(|word| {
        let lower = head.to_lowercase();
        lower.strip_prefix(word).map(|rest| head[head.len() - rest.len()..].trim_start().to_owned())
    });
    let rest = rest.unwrap_or_else(|| head.to_owned());
    let mark = rest.split(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ':')).next()?;
    let id = asked.items.iter().position(|item| item.id.eq_ignore_ascii_case(mark));
    let number = || mark.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < asked.items.len());
    let at = id.or_else(number)?;
    let words = rest[mark.len()..].trim_start_matches(['.', ')', ':', ' ']);
    let elsewhere = closest(words, asked).is_some_and(|other| other != at);
    (!elsewhere).then_some(at)
}

/// The item whose words are most like the head, if they are like enough and no other comes as near.
fn closest(head: &str, asked: &Questionnaire) -> Option<usize> {
    let said = words(head);
    if said.len() < 2 {
        return None;
    }
    let alike = |item: &Item| common(&said, &words(&item.label.ru)).max(common(&said, &words(&item.label.en)));
    let mut scored: Vec<(usize, usize)> = asked.items.iter().map(alike).zip(0..).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let first = scored.first().filter(|(score, _)| *score >= CLOSE)?;
    let rival = scored.get(1).is_some_and(|(score, _)| *score == first.0);
    (!rival).then_some(first.1)
}

/// The words of a question by their beginnings, so that endings do not matter.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('ё', "е");
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(|word| word.chars().take(6).collect()).collect()
}

/// How many of all the words of two questions are in both, in per cent.
fn common(a: &[String], b: &[String]) -> usize {
    let both = a.iter().filter(|word| b.contains(word)).count();
    (both * 100).checked_div(a.len() + b.len() - both.min(b.len())).unwrap_or(0)
}

/// Of several columns that would be one thing, the surest is; of equals the first.
fn keep_surest(columns: &mut [AnswerColumn]) {
    for at in 0..columns.len() {
        let (target, sure) = (columns[at].target, columns[at].sure);
        let beaten = columns.iter().enumerate().any(|(other, rival)| {
            other != at && rival.target == target && (rival.sure > sure || (rival.sure == sure && other < at))
        });
        if target != AnswerTarget::Unknown && beaten {
            (columns[at].target, columns[at].sure) = (AnswerTarget::Unknown, Sureness::Unknown);
        }
    }
}
