//! The kinds of field: how text becomes a value and a value becomes text, once for forms, import and export.

use chrono::{NaiveDate, NaiveTime};

use super::vocabulary::{Choice, offered};
use super::{Ctx, Value, dates};
use crate::domain::{Class, Key, PersonName, phone};

/// One option of a choice that the school itself has set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The stable code.
    pub code: String,
    /// The word on screen.
    pub word: String,
    /// Whether the option itself discloses health.
    pub restricted: bool,
}

/// Whom a picker offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    /// Mentees of the year.
    Mentees,
    /// Mentors of the year.
    Mentors,
    /// Working pairs of the year.
    Pairs,
    /// Pairs of the year that are proposed.
    Proposals,
    /// Mentees who take part in the year, waiting or not.
    AllMentees,
    /// Mentors who take part in the year, free or not.
    AllMentors,
    /// Pairs of the year whatever became of them.
    YearPairs,
    /// Partners of the school.
    Partners,
    /// Everybody on file, in whichever role and year.
    People,
    /// Mentors of the year who are to be taught, with what they still lack.
    Trainees,
}

impl Pool {
    /// Whether it makes sense to pick everybody there is: for who came to a meeting of all.
    pub fn is_roll(self) -> bool {
        matches!(self, Self::AllMentees | Self::AllMentors | Self::People | Self::Trainees)
    }
}

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Long,
    /// The path of a file, which is completed as it is typed.
    Path,
    /// Фамилия Имя Отчество.
    Name,
    /// A telephone number with any remark.
    Phone,
    /// A class.
    Class,
    /// A year or a whole date of birth.
    Birth,
    /// A whole number within bounds.
    Number {
        /// The smallest.
        low: i64,
        /// The largest.
        high: i64,
    },
    /// A day.
    Date,
    /// An hour.
    Time,
    /// A step: its day, or just «да».
    Step,
    /// One option.
    Choice(&'static [Choice]),
    /// One of the options the school has set up; the value is the code, as a text. What was set up once and is no more
    /// keeps its code.
    Listed(fn(&Ctx) -> Vec<Listed>),
    /// Any of the options the school has set up; the value is their codes, as a text of a line each. Typed by their
    /// numbers, or by their words with a semicolon between.
    Several(fn(&Ctx) -> Vec<Listed>),
    /// Any of the options.
    Tags(&'static [Choice]),
    /// Yes or no.
    Flag,
    /// A rating, one key.
    Scale {
        /// The lowest.
        low: u8,
        /// The highest.
        high: u8,
    },
    /// A record picked from a pool; `many` allows more than one.
    Pick {
        /// Whom to offer.
        pool: Pool,
        /// Whether several may be picked.
        many: bool,
    },
    /// One of a few records that the form itself offers. No table of fields has it.
    Offered,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was typed where something must be.
    Required,
    /// Not a day.
    NotADate,
    /// Not an hour.
    NotATime,
    /// Not a number, or outside the bounds.
    NotANumber {
        /// The smallest allowed.
        low: i64,
        /// The largest allowed.
        high: i64,
    },
    /// None of the options.
    NotAnOption,
    /// Not a class of a school.
    NotAClass,
    /// Neither a year nor a date of birth.
    NotABirth,
    /// Longer than a field may be.
    TooLong,
    /// Fewer than two words where family and given name are needed.
    NotAName,
}

/// The longest text one field takes, in characters. A record stays far below the size limit of the base.
pub const LONGEST: usize = 4_000;

impl FieldKind {
    /// Reads typed or imported text.
    ///
    /// # Errors
    /// [`Problem`] saying what the text is not.
    pub fn parse(&self, text: &str, ctx: &Ctx) -> Result<Value, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Value::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(Problem::TooLong);
        }
        match self {
            Self::Text | Self::Long | Self::Path => Ok(Value::text(text)),
            Self::Name => Ok(Value::Text(PersonName::parse(text).full())),
            Self::Phone => Ok(Value::Text(phone::pretty(text))),
            Self::Class => Class::parse(text).map(|c| Value::Text(c.to_string())).ok_or(Problem::NotAClass),
            Self::Birth => birth(text, ctx.today),
            Self::Number { low, high } => number(text, *low, *high),
            Self::Date => dates::parse(text, ctx.today).map(Value::Date).ok_or(Problem::NotADate),
            Self::Time => time(text).map(Value::Time).ok_or(Problem::NotATime),
            Self::Step => step(text, ctx.today),
            Self::Choice(options) => option(text, options, ctx).map(Value::Code).ok_or(Problem::NotAnOption),
            Self::Listed(list) => listed(text, &list(ctx)).map(Value::Text).ok_or(Problem::NotAnOption),
            Self::Several(list) => several(text, &list(ctx)).map(Value::Text).ok_or(Problem::NotAnOption),
            Self::Tags(options) => tags(text, options, ctx),
            Self::Flag => flag(text).map(Value::Flag).ok_or(Problem::NotAnOption),
            Self::Scale { low, high } => number(text, i64::from(*low), i64::from(*high)),
            // Records are picked, not typed; import resolves names itself.
            Self::Pick { .. } | Self::Offered => Err(Problem::NotAnOption),
        }
    }

    /// The value as text that [`Self::parse`] reads back, restricted options left out unless `ctx` reveals them.
    pub fn show(&self, value: &Value, ctx: &Ctx) -> String {
        match value {
            Value::Empty => String::new(),
            Value::Text(text) => self.words(text, ctx),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => dates::full(*date),
            Value::Time(time) => time.format("%H:%M").to_string(),
            Value::Flag(true) => ctx.text.common.yes.to_owned(),
            Value::Flag(false) => ctx.text.common.no.to_owned(),
            Value::Code(code) => self.word(code, ctx).unwrap_or_default().to_owned(),
            Value::Codes(codes) => codes.iter().filter_map(|code| self.word(code, ctx)).collect::<Vec<_>>().join(" "),
            Value::Picked(keys) => keys.iter().map(|key| picked(*key, ctx)).collect::<Vec<_>>().join(", "),
        }
    }

    /// The options of a choice or of tags.
    pub fn options(&self) -> &'static [Choice] {
        match self {
            Self::Choice(options) | Self::Tags(options) => options,
            _ => &[],
        }
    }

    /// Whether a value may be shown and let out as it stands. Masked options may not.
    pub fn discloses(&self, value: &str, ctx: &Ctx) -> bool {
        match self {
            Self::Listed(list) => list(ctx).iter().any(|option| option.code == value && option.restricted),
            _ => self.options().iter().any(|option| option.code == value && option.restricted),
        }
    }

    fn words(&self, text: &str, ctx: &Ctx) -> String {
        if let Self::Several(list) = self {
            let options = list(ctx);
            let word = |code: &str| word_of(code, &options, ctx);
            return text.lines().map(word).collect::<Vec<_>>().join(";\n");
        }
        let Self::Listed(list) = self else { return text.to_owned() };
        word_of(text, &list(ctx), ctx)
    }

    fn word<'a>(&self, code: &str, ctx: &Ctx<'a>) -> Option<&'a str> {
        let option = self.options().iter().find(|option| option.code == code)?;
        if option.restricted && !ctx.reveal {
            return None;
        }
        Some(option.word(ctx))
    }
}

fn picked(key: Key, ctx: &Ctx) -> String {
    super::names::of_key(ctx.register, key, ctx.text)
}

fn number(text: &str, low: i64, high: i64) -> Result<Value, Problem> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let parsed = whole.parse().ok().filter(|n| (low..=high).contains(n));
    parsed.map(Value::Number).ok_or(Problem::NotANumber { low, high })
}

fn birth(text: &str, today: NaiveDate) -> Result<Value, Problem> {
    let year =
        text.trim_end_matches(['г', '.', ' ']).strip_suffix(".0").unwrap_or(text.trim_end_matches(['г', '.', ' ']));
    if let Ok(year) = year.parse::<i64>()
        && year.to_string().len() == 4
    {
        return number(&year.to_string(), 1900, 2100).map_err(|_| Problem::NotABirth);
    }
    dates::parse(text, today).filter(|date| *date <= today).map(Value::Date).ok_or(Problem::NotABirth)
}

fn time(text: &str) -> Option<NaiveTime> {
    let digits: Vec<&str> = text.split([':', '.', '-', ' ', 'ч']).filter(|part| !part.is_empty()).collect();
    let (hour, minute) = match digits.as_slice() {
        [hour] if hour.len() <= 2 => (*hour, "0"),
        [packed] if packed.len() == 4 && packed.is_ascii() => packed.split_at(2),
        [hour, minute, ..] => (*hour, *minute),
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

fn step(text: &str, today: NaiveDate) -> Result<Value, Problem> {
    match flag(text) {
        Some(done) => Ok(Value::Flag(done)),
        None => dates::parse(text, today).map(Value::Date).ok_or(Problem::NotADate),
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "да" | "д" | "yes" | "y" | "true" | "1" | "+" | "✓" | "есть" | "пройдено" => Some(true),
        "нет" | "н" | "no" | "n" | "false" | "0" | "-" | "–" => Some(false),
        _ => None,
    }
}

/// Letters and digits alone, lower case, ё as е: «Педагог-ученик» and «педагог – ученик» are one option.
pub fn squeezed(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// By its code, by what the school calls it, or by what the program calls it in either language. What is no longer
/// offered is known all the same.
fn option(text: &str, options: &[Choice], ctx: &Ctx) -> Option<&'static str> {
    let wanted = squeezed(text);
    let known = || options.iter().filter(|option| option.is_entry(ctx));
    let by_code = known().find(|option| squeezed(option.code) == wanted);
    let own = |option: &&Choice| option.own_title(ctx).is_some_and(|title| squeezed(title) == wanted);
    let usual = |option: &&Choice| option.usual_words().any(|word| squeezed(word) == wanted);
    by_code.or_else(|| known().find(own)).or_else(|| known().find(usual)).map(|option| option.code)
}

/// A code as it stands, or by the word on screen; of two with one word, the first.
fn listed(text: &str, options: &[Listed]) -> Option<String> {
    let wanted = squeezed(text);
    let by_code = options.iter().find(|option| squeezed(&option.code) == wanted);
    let found = by_code.or_else(|| options.iter().find(|option| squeezed(&option.word) == wanted));
    found.map(|option| option.code.clone())
}

/// The word of a code that a school has set up; the code itself where it is no more.
fn word_of(code: &str, options: &[Listed], ctx: &Ctx) -> String {
    match options.iter().find(|option| option.code == code) {
        Some(option) if option.restricted && !ctx.reveal => String::new(),
        Some(option) => option.word.clone(),
        None => code.to_owned(),
    }
}

/// Codes of what was typed, each once, in the order of the list: «1 2 5», or words with a semicolon or a line between.
fn several(text: &str, options: &[Listed]) -> Option<String> {
    let mut places = Vec::new();
    let mut gone = Vec::new();
    for part in text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        // Numbers typed behind what stands there already need no sign between.
        let words = if listed(part, options).is_some() { part } else { part.trim_end_matches(is_of_numbers) };
        let numbers = &part[words.len()..];
        for number in numbers.split([' ', ',']).filter(|word| !word.is_empty()) {
            let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            places.push(place.filter(|place| *place < options.len())?);
        }
        let known = listed(words, options).and_then(|code| options.iter().position(|option| option.code == code));
        match known {
            _ if words.is_empty() => {}
            Some(place) => places.push(place),
            // What the list has no more stays where it was kept.
            None if !words.contains(' ') && words.is_ascii() => gone.push(words.to_owned()),
            None => return None,
        }
    }
    places.sort_unstable();
    places.dedup();
    let codes = places.into_iter().map(|place| options[place].code.clone());
    Some(codes.chain(gone).collect::<Vec<_>>().join("\n"))
}

fn is_of_numbers(c: char) -> bool {
    c.is_ascii_digit() || c == ' ' || c == ','
}

/// The options that were meant: by what they are called, with a sign between where that has spaces; or by their marks,
/// or their numbers in the list on screen from 1.
fn tags(text: &str, options: &'static [Choice], ctx: &Ctx) -> Result<Value, Problem> {
    let parts = |text: &str, signs: &[char]| -> Vec<String> {
        text.split(signs).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let shown = offered(options, &[], ctx);
    let number = |word: &str| {
        let place = word.parse::<usize>().ok()?.checked_sub(1)?;
        shown.get(place).map(|option| option.code)
    };
    let whole = |part: &str| option(part, options, ctx);
    let mut codes = Vec::new();
    for part in parts(text, &[';', '\n']) {
        // Word by word first: «З1 2» is no З12.
        let found = all(&parts(&part, &[',', ' ']), |word| whole(word).or_else(|| number(word)))
            .or_else(|| whole(&part).map(|code| vec![code]))
            .or_else(|| all(&parts(&part, &[',']), whole))
            .ok_or(Problem::NotAnOption)?;
        codes.extend(found);
    }
    codes.sort_by_key(|code| options.iter().position(|option| option.code == *code));
    codes.dedup();
    Ok(Value::Codes(codes))
}

fn all(words: &[String], of: impl Fn(&str) -> Option<&'static str>) -> Option<Vec<&'static str>> {
    words.iter().map(|word| of(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::choices::FORMS;
    use super::super::vocabulary::PROBLEMS;
    use super::*;
    use crate::domain::{Access, Register, YearId};
    use crate::text::{Lang, Text};

    fn with_ctx(check: impl Fn(&Ctx)) {
        let register = Register::new();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let ctx = Ctx {
            register: &register,
            year: YearId(1),
            today,
            text: Text::of(Lang::Ru),
            reveal: false,
            access: Access::Curator,
        };
        check(&ctx);
    }

    #[test]
    fn options_are_known_however_schools_write_them() {
        with_ctx(|ctx| {
            for typed in ["Педагог-ученик", "«педагог – ученик»", "teacher_pupil", "ПЕДАГОГ - УЧЕНИК"]
            {
                assert_eq!(FieldKind::Choice(FORMS).parse(typed, ctx), Ok(Value::Code("teacher_pupil")), "{typed}");
            }
            assert_eq!(FieldKind::Choice(FORMS).parse("другая", ctx), Err(Problem::NotAnOption));
        });
    }

    #[test]
    fn restricted_tags_are_kept_but_not_shown() {
        with_ctx(|ctx| {
            let kind = FieldKind::Tags(PROBLEMS);
            let value = kind.parse("ОВЗ1, З7 з1", ctx).unwrap();
            assert_eq!(value, Value::Codes(vec!["z1", "z7", "ovz1"]));
            assert_eq!(kind.parse("1 7", ctx), kind.parse("З1 З7", ctx), "numbers do as well");
            assert_eq!(kind.parse("12", ctx), Err(Problem::NotAnOption), "not by a number that is not shown");
            assert_eq!(kind.show(&value, ctx), "З1 З7");
            assert_eq!(kind.show(&value, &Ctx { reveal: true, ..*ctx }), "З1 З7 ОВЗ1");
        });
    }

    #[test]
    fn several_of_the_schools_list_are_typed_by_number_or_word_and_read_back() {
        let list = |_: &Ctx| {
            let option = |code: &str, word: &str| Listed { code: code.into(), word: word.into(), restricted: false };
            vec![
                option("goals", "Цели и правила, роль"),
                option("age", "Возраст"),
                option("xxi", "Навыки XXI века, 4К"),
            ]
        };
        with_ctx(|ctx| {
            let kind = FieldKind::Several(list);
            let codes = |text: &str| kind.parse(text, ctx).map(Value::into_text);
            let wanted = |codes: &str| Ok(codes.to_owned());
            assert_eq!(codes("3 1"), wanted("goals\nxxi"));
            assert_eq!(codes("1,2;1"), wanted("goals\nage"));
            assert_eq!(codes("Цели и правила, роль; возраст"), wanted("goals\nage"));
            for behind in ["Возраст 3", "Возраст3", "Возраст, 3", "Возраст\n3"] {
                assert_eq!(codes(behind), wanted("age\nxxi"), "{behind}");
            }
            for wrong in ["4", "0", "Погода", "Возраст 9"] {
                assert_eq!(codes(wrong), Err(Problem::NotAnOption), "{wrong}");
            }
            let all = Value::Text("goals\nage\nxxi".into());
            assert_eq!(kind.parse(&kind.show(&all, ctx), ctx), Ok(all));
            // A topic that left the list is kept by its code.
            let gone = Value::Text("age\nold_one".into());
            assert_eq!(kind.parse(&kind.show(&gone, ctx), ctx), Ok(gone));
        });
    }

    #[test]
    fn reads_births_hours_and_numbers_as_spreadsheets_give_them() {
        with_ctx(|ctx| {
            for typed in ["2012", "2012.0", "2012 г."] {
                assert_eq!(FieldKind::Birth.parse(typed, ctx), Ok(Value::Number(2012)), "{typed}");
            }
            assert!(matches!(FieldKind::Birth.parse("01.05.2012", ctx), Ok(Value::Date(_))));
            assert_eq!(FieldKind::Birth.parse("давно", ctx), Err(Problem::NotABirth));
            let half_past_two = NaiveTime::from_hms_opt(14, 30, 0).unwrap();
            for typed in ["14:30", "1430", "14.30", "14 30"] {
                assert_eq!(FieldKind::Time.parse(typed, ctx), Ok(Value::Time(half_past_two)), "{typed}");
            }
            assert_eq!(FieldKind::Time.parse("25:00", ctx), Err(Problem::NotATime));
            let number = FieldKind::Number { low: 1, high: 9 };
            assert_eq!(number.parse("12", ctx), Err(Problem::NotANumber { low: 1, high: 9 }));
        });
    }

    #[test]
    fn what_is_shown_reads_back() {
        with_ctx(|ctx| {
            let date = NaiveDate::from_ymd_opt(2025, 10, 6).unwrap();
            for (kind, value) in [
                (FieldKind::Date, Value::Date(date)),
                (FieldKind::Step, Value::Date(date)),
                (FieldKind::Step, Value::Flag(true)),
                (FieldKind::Choice(FORMS), Value::Code("student_pupil")),
                (FieldKind::Tags(PROBLEMS), Value::Codes(vec!["z2", "z11"])),
                (FieldKind::Name, Value::Text("Римский-Корсаков Семён".into())),
            ] {
                assert_eq!(kind.parse(&kind.show(&value, ctx), ctx), Ok(value));
            }
        });
    }
}
