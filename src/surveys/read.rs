//! The reader of questionnaire files: TOML to raw values with their places, raw values to a [`Questionnaire`] or to all
//! that is wrong, with line, item and fault. The two steps are apart because TOML's own reader knows types and places
//! but not what a questionnaire may be. Head and items are read one by one, so that a fault of one hides no other.

use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::domain::{Audience, Condition, Form, Item, ItemKind, Label, MOST_LINKS, Questionnaire, Wanted, Wave};
use crate::text::clean::clean;

use super::syntax;
use super::{Fault, HIGHEST_RATING, LONGEST_ID, LONGEST_TEXT, MOST_ITEMS, MOST_OPTIONS, ReadError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHead {
    code: Option<Spanned<String>>,
    version: Option<Spanned<i64>>,
    title: Option<Spanned<RawLabel>>,
    wave: Option<Spanned<String>>,
    audience: Option<Spanned<String>>,
    #[serde(default)]
    forms: Vec<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLabel {
    #[serde(default)]
    ru: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    #[serde(default)]
    id: String,
    was: Option<Spanned<String>>,
    kind: Option<Spanned<String>>,
    low: Option<Spanned<i64>>,
    high: Option<Spanned<i64>>,
    options: Option<Spanned<Vec<Spanned<RawLabel>>>>,
    #[serde(default)]
    ru: String,
    #[serde(default)]
    en: String,
    section: Option<Spanned<RawLabel>>,
    help: Option<Spanned<RawLabel>>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    reversed: bool,
    neutral: Option<Spanned<bool>>,
    linked: Option<Spanned<toml::Value>>,
    when: Option<Spanned<RawWhen>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWhen {
    #[serde(default)]
    item: String,
    is: Option<toml::Value>,
    from: Option<i64>,
    to: Option<i64>,
}

/// A fault and the byte it starts at, before the line and the item are known.
type Placed = (Option<usize>, Fault);

/// Reads one questionnaire; the format is described in [`super`].
///
/// # Errors
/// [`ReadError`] with the first fault in the order of lines.
pub fn read(text: &str) -> Result<Questionnaire, ReadError> {
    let none = ReadError { line: None, item: None, fault: Fault::NoItems };
    read_all(text).map_err(|faults| faults.into_iter().next().unwrap_or(none))
}

/// The same, with everything that is wrong.
///
/// # Errors
/// A [`ReadError`] for each fault, in the order of lines; what only follows from another fault is not among them.
pub fn read_all(text: &str) -> Result<Questionnaire, Vec<ReadError>> {
    let (mended, found) = syntax::checked(text);
    let is_bare = found.is_empty();
    let mut faults = Faults::new(&mended, found);
    let (document, _) = DeTable::parse_recoverable(&mended);
    let span = document.span();
    let mut table = document.into_inner();
    let items = faults.items_of(table.remove("items"));
    if let Some(extra) = items.get(MOST_ITEMS) {
        let fault = Fault::TooManyItems(items.len());
        return Err(vec![ReadError { line: Some(line_of(&mended, extra.span().start)), item: None, fault }]);
    }
    let first = items.first().map_or(mended.len(), |item| item.span().start);
    let mut sheet = faults.head(table, span, first);
    let mut above: Vec<Above> = Vec::with_capacity(items.len());
    let starts: Vec<usize> = items.iter().map(|item| item.span().start).collect();
    let count = items.len();
    for (at, item) in items.into_iter().enumerate() {
        let part = starts[at]..starts.get(at + 1).copied().unwrap_or(mended.len());
        let wave = sheet.as_ref().map(|sheet| sheet.wave);
        let read = faults.whole_item(item, part, wave, &mut above);
        if let Some((sheet, item)) = sheet.as_mut().zip(read) {
            sheet.items.push(item);
        }
    }
    if count == 0 && is_bare {
        faults.push(None, (None, Fault::NoItems));
    }
    faults.found.sort_by_key(|fault| fault.line);
    sheet.filter(|_| faults.found.is_empty()).ok_or(faults.found)
}

/// An item that was read before, as far as those below may speak of it.
struct Above {
    id: String,
    was: Option<String>,
    /// `None` where its kind could not be read.
    kind: Option<ItemKind>,
}

/// Everything wrong with a file so far, and what of the part being read is not to be judged any more.
struct Faults<'t> {
    text: &'t str,
    found: Vec<ReadError>,
    /// Lines that are no TOML.
    lines: Vec<usize>,
    /// Whether such a line is in this part: what is absent from it may stand there.
    is_broken: bool,
    /// Words of this part with values of another type: they are not absent.
    struck: Vec<String>,
}

impl<'t> Faults<'t> {
    fn new(text: &'t str, found: Vec<ReadError>) -> Self {
        let lines = found.iter().filter_map(|fault| fault.line).collect();
        Self { text, found, lines, is_broken: false, struck: Vec::new() }
    }

    /// Begins another part of the file: the head, or an item.
    fn begin(&mut self, part: &Range<usize>) {
        let (from, to) = (line_of(self.text, part.start), line_of(self.text, part.end));
        self.is_broken = self.lines.iter().any(|line| (from..to).contains(line));
        self.struck.clear();
    }

    fn push(&mut self, item: Option<&str>, (at, fault): Placed) {
        let line = at.map(|byte| line_of(self.text, byte));
        if self.follows(&fault) || line.is_some_and(|line| self.lines.contains(&line)) {
            return;
        }
        self.found.push(ReadError { line, item: item.map(str::to_owned), fault });
    }

    /// Whether something only seems to be absent, since the place where it stands could not be read.
    fn follows(&self, fault: &Fault) -> bool {
        let is_struck = |word: &str| self.is_broken || self.struck.iter().any(|struck| struck == word);
        match fault {
            Fault::EmptyText { field } => is_struck(field),
            Fault::TooFewOptions(0) => is_struck("options"),
            Fault::Malformed(said) => said.strip_prefix(MISSING).is_some_and(|word| is_struck(word.trim_matches('`'))),
            _ => false,
        }
    }

    fn took<T>(&mut self, item: Option<&str>, read: Result<T, Placed>) -> Option<T> {
        read.map_err(|placed| self.push(item, placed)).ok()
    }

    /// The words of a part, each of its own type. What is of another type or unknown is told and left out.
    fn words<T: DeserializeOwned>(&mut self, item: Option<&str>, table: DeTable, span: Range<usize>) -> Option<T> {
        let mut table = table;
        loop {
            let value = Spanned::new(span.clone(), DeValue::Table(table.clone()));
            let error = match T::deserialize(ValueDeserializer::from(value)) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            let at = error.span().map(|span| span.start);
            self.push(item, (at, Fault::Malformed(error.message().to_owned())));
            let holds = |from: usize, to: usize| at.is_some_and(|at| (from..=to).contains(&at));
            let mut words = table.iter().map(|(word, value)| (word, word.span().start, value.span().end));
            let word = words.find(|(_, from, to)| holds(*from, *to)).map(|(word, ..)| word.get_ref().to_string())?;
            table.remove(word.as_str());
            self.struck.push(word);
        }
    }

    /// The items as they stand in the file.
    fn items_of<'i>(&mut self, items: Option<Spanned<DeValue<'i>>>) -> Vec<Spanned<DeValue<'i>>> {
        match items {
            Some(items) => match items.get_ref() {
                DeValue::Array(all) => all.iter().cloned().collect(),
                _ => {
                    let error = Vec::<toml::Value>::deserialize(ValueDeserializer::from(items)).err();
                    self.wrong(error);
                    Vec::new()
                }
            },
            None => Vec::new(),
        }
    }

    fn wrong(&mut self, error: Option<toml::de::Error>) {
        if let Some(error) = error {
            let at = error.span().map(|span| span.start);
            self.push(None, (at, Fault::Malformed(error.message().to_owned())));
        }
    }

    fn head(&mut self, table: DeTable, span: Range<usize>, end: usize) -> Option<Questionnaire> {
        self.begin(&(0..end));
        let raw: RawHead = self.words(None, table, span)?;
        let code = self.took(None, code(&raw));
        let title = self.took(None, title(&raw));
        let version = self.took(None, version(&raw));
        let wave = self.took(None, word(raw.wave.as_ref(), "wave", Wave::from_code));
        let audience = self.took(None, word(raw.audience.as_ref(), "audience", Audience::from_code));
        let forms = raw.forms.iter().filter_map(|form| self.took(None, known(form, "forms", Form::from_code)));
        let forms = forms.collect();
        // Only the wave is needed to judge the items.
        Some(Questionnaire {
            code: code.unwrap_or_default(),
            version: version.unwrap_or(1),
            title: title.unwrap_or_default(),
            wave: wave?,
            audience: audience.unwrap_or(Audience::Mentee),
            forms,
            own: true,
            items: Vec::new(),
        })
    }

    /// One item, judged by itself and by those above it.
    fn whole_item(
        &mut self,
        item: Spanned<DeValue>,
        part: Range<usize>,
        wave: Option<Wave>,
        above: &mut Vec<Above>,
    ) -> Option<Item> {
        self.begin(&part);
        let span = item.span();
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong(RawItem::deserialize(ValueDeserializer::from(item)).err());
            return None;
        };
        let id = table.get("id").and_then(|id| match id.get_ref() {
            DeValue::String(id) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
            _ => item_at(self.text, part.end),
        });
        let raw: RawItem = self.words(id.as_deref(), table.clone(), span.clone())?;
        let kind = raw.kind.as_ref().map(|written| kind_of(&raw, written));
        let known = Above {
            id: id.clone().unwrap_or_default(),
            was: raw.was.as_ref().map(|was| was.get_ref().trim().to_owned()),
            kind: kind.as_ref().and_then(|kind| kind.as_ref().ok()).cloned(),
        };
        let read = self.item(raw, span.start, wave, above);
        if id.is_some() && above.iter().any(|other| other.id == known.id) {
            self.push(id.as_deref(), (Some(span.start), Fault::DuplicateId));
        }
        above.push(known);
        read
    }

    fn item(&mut self, raw: RawItem, start: usize, wave: Option<Wave>, above: &[Above]) -> Option<Item> {
        let told = raw.id.trim().to_owned();
        let name = Some(told.as_str()).filter(|id| !id.is_empty());
        let empty = |field| (Some(start), Fault::EmptyText { field });
        let id = self.took(name, id_of(&told, start));
        for (field, value) in [("low", &raw.low), ("high", &raw.high)] {
            self.took(name, misplaced(value.as_ref().filter(|_| !is_bounded(&raw)), field));
        }
        self.took(name, misplaced(raw.options.as_ref().filter(|_| !is_optioned(&raw)), "options"));
        let kind = self.took(name, raw.kind.as_ref().ok_or_else(|| empty("kind")).and_then(|it| kind_of(&raw, it)));
        let question = RawLabel { ru: raw.ru, en: raw.en };
        let question = label(&question, "ru").map_err(|fault| (Some(start), fault));
        let said = question.and_then(|label| if label.ru.is_empty() { Err(empty("ru")) } else { Ok(label) });
        let label = self.took(name, said);
        let neutral = raw.neutral.as_ref().is_some_and(|neutral| *neutral.get_ref());
        if neutral && raw.reversed {
            self.push(name, (raw.neutral.map(|neutral| neutral.span().start), Fault::BothWays));
        }
        let was = self.took(name, raw.was.as_ref().map(|was| former(was, &told, above)).transpose());
        let section = self.took(name, optional_label(raw.section.as_ref(), "section"));
        let help = self.took(name, optional_label(raw.help.as_ref(), "help"));
        let linked = raw.linked.map_or_else(|| Ok(Vec::new()), |linked| links(&linked, wave));
        let linked = self.took(name, linked);
        let when = self.took(name, raw.when.map_or(Ok(None), |when| condition(&when, above)));
        Some(Item {
            was: was?,
            section: section?,
            help: help?,
            required: raw.required,
            reversed: raw.reversed,
            neutral,
            linked: linked?,
            when: when?,
            ..Item::new(id?, label?, kind?)
        })
    }
}

/// How the fault of a word that must be there begins, as TOML's own reader has it.
const MISSING: &str = "missing field ";

pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The id of the item in whose lines a byte stands, for faults of the notation itself.
pub(super) fn item_at(text: &str, byte: usize) -> Option<String> {
    let start = text.get(..byte)?.rfind("[[items]]")?;
    let body = &text[start + 1..];
    let end = body.find("[[items]]").unwrap_or(body.len());
    let id = body[..end].lines().find_map(|line| line.trim().strip_prefix("id")?.trim().strip_prefix('='))?;
    let id = id.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned();
    Some(id).filter(|id| !id.is_empty())
}

fn code(raw: &RawHead) -> Result<String, Placed> {
    let code = raw.code.as_ref().map(|code| code.get_ref().trim()).unwrap_or_default();
    let at = raw.code.as_ref().map(|code| code.span().start);
    match code {
        "" => Err((at, Fault::EmptyText { field: "code" })),
        _ if !is_code(code) => Err((at, Fault::BadId(code.to_owned()))),
        _ => Ok(code.to_owned()),
    }
}

fn title(raw: &RawHead) -> Result<Label, Placed> {
    let at = raw.title.as_ref().map(|title| title.span().start);
    let title = raw.title.as_ref().map_or_else(|| Ok(Label::default()), |title| label(title.get_ref(), "title"));
    let title = title.map_err(|fault| (at, fault))?;
    if title.ru.is_empty() { Err((at, Fault::EmptyText { field: "title" })) } else { Ok(title) }
}

fn version(raw: &RawHead) -> Result<u16, Placed> {
    let written = raw.version.as_ref().ok_or_else(|| absent("version"))?;
    let version = *written.get_ref();
    let valid = u16::try_from(version).ok().filter(|version| *version > 0);
    valid.ok_or((Some(written.span().start), Fault::Version(version)))
}

fn word<T>(written: Option<&Spanned<String>>, field: &'static str, from: fn(&str) -> Option<T>) -> Result<T, Placed> {
    written.ok_or_else(|| absent(field)).and_then(|written| known(written, field, from))
}

fn absent(field: &str) -> Placed {
    (None, Fault::Malformed(format!("{MISSING}`{field}`")))
}

fn known<T>(code: &Spanned<String>, field: &'static str, from: fn(&str) -> Option<T>) -> Result<T, Placed> {
    let unknown = || (Some(code.span().start), Fault::UnknownCode { field, code: code.get_ref().clone() });
    from(code.get_ref()).ok_or_else(unknown)
}

/// Whether something can be the code of a questionnaire.
pub fn is_code(code: &str) -> bool {
    !code.is_empty() && is_id(code, LONGEST_TEXT)
}

/// Whether something can be the name of an item on the command line and in a draft.
fn is_id(id: &str, longest: usize) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    id.chars().count() <= longest && id.chars().all(allowed)
}

/// A text in one line, without what a terminal would take for an order.
fn label(raw: &RawLabel, field: &'static str) -> Result<Label, Fault> {
    let line = |text: &str| {
        let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > LONGEST_TEXT { Err(Fault::TooLong { field }) } else { Ok(line) }
    };
    Ok(Label { ru: line(&raw.ru)?, en: line(&raw.en)? })
}

fn optional_label(raw: Option<&Spanned<RawLabel>>, field: &'static str) -> Result<Label, Placed> {
    let Some(raw) = raw else { return Ok(Label::default()) };
    let at = Some(raw.span().start);
    let label = label(raw.get_ref(), field).map_err(|fault| (at, fault))?;
    if label.ru.is_empty() { Err((at, Fault::EmptyText { field })) } else { Ok(label) }
}

fn id_of(id: &str, start: usize) -> Result<String, Placed> {
    match id {
        "" => Err((Some(start), Fault::EmptyText { field: "id" })),
        _ if !is_id(id, LONGEST_ID) => Err((Some(start), Fault::BadId(id.to_owned()))),
        _ => Ok(id.to_owned()),
    }
}

/// The id an item had before. It must be nobody's now, or answers would be found twice.
fn former(was: &Spanned<String>, id: &str, above: &[Above]) -> Result<String, Placed> {
    let former = was.get_ref().trim();
    let taken = former == id || above.iter().any(|item| item.id == former || item.was.as_deref() == Some(former));
    match former {
        "" => Err((Some(was.span().start), Fault::EmptyText { field: "was" })),
        _ if taken => Err((Some(was.span().start), Fault::WasTaken(former.to_owned()))),
        _ => Ok(former.to_owned()),
    }
}

fn links(linked: &Spanned<toml::Value>, wave: Option<Wave>) -> Result<Vec<String>, Placed> {
    let at = Some(linked.span().start);
    let written = match linked.get_ref() {
        toml::Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let ids = written.iter().map(|id| id.as_str().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned));
    let ids: Option<Vec<String>> = ids.collect();
    let ids = ids.filter(|ids| !ids.is_empty()).ok_or((at, Fault::EmptyText { field: "linked" }))?;
    if ids.len() > MOST_LINKS {
        return Err((at, Fault::TooManyLinks(ids.len())));
    }
    if wave.is_some_and(|wave| wave != Wave::Entry) {
        return Err((at, Fault::LinkOutsideEntry));
    }
    Ok(ids)
}

fn condition(when: &Spanned<RawWhen>, above: &[Above]) -> Result<Option<Condition>, Placed> {
    let at = Some(when.span().start);
    let raw = when.get_ref();
    let item = raw.item.trim();
    if item.is_empty() {
        return Err((at, Fault::EmptyText { field: "when.item" }));
    }
    let asked = above.iter().find(|other| other.id == item);
    let asked = asked.ok_or_else(|| (at, Fault::ConditionOnUnknown(item.to_owned())))?;
    // Of what kind it is has to be put right first.
    let Some(kind) = &asked.kind else { return Ok(None) };
    let unfit = || (at, Fault::ConditionUnfit(item.to_owned()));
    let wanted = wanted(raw, kind).filter(|wanted| wanted.suits(kind)).ok_or_else(unfit)?;
    Ok(Some(Condition { item: item.to_owned(), wanted }))
}

fn wanted(raw: &RawWhen, kind: &ItemKind) -> Option<Wanted> {
    let small = |number: i64| u8::try_from(number).ok();
    match (&raw.is, raw.from, raw.to) {
        (Some(is), None, None) => match is {
            toml::Value::Boolean(yes) => Some(Wanted::YesNo(*yes)),
            toml::Value::String(word) if word == "yes" || word == "no" => Some(Wanted::YesNo(word == "yes")),
            toml::Value::Integer(number) if !matches!(kind, ItemKind::Scale { .. } | ItemKind::Percent { .. }) => {
                Some(Wanted::OneOf(vec![small(*number)?.checked_sub(1)?]))
            }
            toml::Value::Integer(number) => Some(Wanted::Between { low: small(*number)?, high: small(*number)? }),
            toml::Value::Array(numbers) if !numbers.is_empty() => {
                let index = |number: &toml::Value| small(number.as_integer()?)?.checked_sub(1);
                numbers.iter().map(index).collect::<Option<Vec<u8>>>().map(Wanted::OneOf)
            }
            _ => None,
        },
        (None, from, to) if from.is_some() || to.is_some() => {
            let (lowest, highest) = match kind {
                ItemKind::Scale { low, high } | ItemKind::Percent { low, high } => (*low, *high),
                _ => return None,
            };
            let low = from.map_or(Some(lowest), small)?;
            Some(Wanted::Between { low, high: to.map_or(Some(highest), small)? })
        }
        _ => None,
    }
}

fn kind_code(raw: &RawItem) -> &str {
    raw.kind.as_ref().map_or("", |kind| kind.get_ref().as_str())
}

/// Whether the kind has bounds; one that is not known might.
fn is_bounded(raw: &RawItem) -> bool {
    !matches!(kind_code(raw), "yesno" | "text" | "frequency" | "choice" | "several")
}

/// Whether the kind has options; one that is not known might.
fn is_optioned(raw: &RawItem) -> bool {
    !matches!(kind_code(raw), "yesno" | "text" | "frequency" | "scale" | "percent")
}

fn kind_of(raw: &RawItem, written: &Spanned<String>) -> Result<ItemKind, Placed> {
    let code = written.get_ref().as_str();
    match code {
        "scale" => {
            let (low, high) = bounds(raw, written, (1, HIGHEST_RATING), |low, high| Fault::Scale { low, high })?;
            // The key 0 means ten where there is a ten, so a scale has the one or the other.
            if low == 0 && i64::from(high) == HIGHEST_RATING {
                let at = raw.low.as_ref().map(|low| low.span().start);
                return Err((at, Fault::Scale { low: 0, high: HIGHEST_RATING }));
            }
            Ok(ItemKind::Scale { low, high })
        }
        "percent" => {
            let (low, high) = bounds(raw, written, (0, 100), |low, high| Fault::Percent { low, high })?;
            Ok(ItemKind::Percent { low, high })
        }
        "choice" => Ok(ItemKind::Choice(options(raw, written)?)),
        "several" => Ok(ItemKind::Several(options(raw, written)?)),
        "yesno" => Ok(ItemKind::YesNo),
        "text" => Ok(ItemKind::Text),
        "frequency" => Ok(ItemKind::Frequency),
        _ => Err((Some(written.span().start), Fault::UnknownCode { field: "kind", code: code.to_owned() })),
    }
}

fn misplaced<T>(value: Option<&Spanned<T>>, field: &'static str) -> Result<(), Placed> {
    value.map_or(Ok(()), |value| Err((Some(value.span().start), Fault::Misplaced { field })))
}

/// The bounds of an item, those of its kind where they are left out.
fn bounds(
    raw: &RawItem,
    written: &Spanned<String>,
    (least, most): (i64, i64),
    fault: fn(i64, i64) -> Fault,
) -> Result<(u8, u8), Placed> {
    let low = raw.low.as_ref().map_or(least, |low| *low.get_ref());
    let high = raw.high.as_ref().map_or(most, |high| *high.get_ref());
    let at = raw.low.as_ref().or(raw.high.as_ref()).map_or(written.span().start, |bound| bound.span().start);
    match (u8::try_from(low), u8::try_from(high)) {
        (Ok(small), Ok(large)) if low < high && high <= most => Ok((small, large)),
        _ => Err((Some(at), fault(low, high))),
    }
}

fn options(raw: &RawItem, written: &Spanned<String>) -> Result<Vec<Label>, Placed> {
    let Some(options) = &raw.options else {
        return Err((Some(written.span().start), Fault::TooFewOptions(0)));
    };
    let count = options.get_ref().len();
    let at = Some(options.span().start);
    if count < 2 {
        return Err((at, Fault::TooFewOptions(count)));
    }
    if count > MOST_OPTIONS {
        return Err((at, Fault::TooManyOptions(count)));
    }
    let mut labels: Vec<Label> = Vec::with_capacity(count);
    for option in options.get_ref() {
        let at = Some(option.span().start);
        let label = label(option.get_ref(), "options").map_err(|fault| (at, fault))?;
        if label.ru.is_empty() {
            return Err((at, Fault::EmptyText { field: "options" }));
        }
        if labels.iter().any(|other| other.ru == label.ru) {
            return Err((at, Fault::SameOption(label.ru)));
        }
        labels.push(label);
    }
    Ok(labels)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
