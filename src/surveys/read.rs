//! The reader of questionnaire files: TOML to raw values with their places, raw values to a [`Questionnaire`] or an
//! error that names line, item and fault. The two steps are apart because TOML's own reader knows types and places
//! but not what a questionnaire may be.

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;

use crate::domain::{Audience, Condition, Form, Item, ItemKind, Label, MOST_LINKS, Questionnaire, Wanted, Wave};
use crate::text::clean::clean;

use super::{Fault, HIGHEST_RATING, LONGEST_ID, LONGEST_TEXT, MOST_ITEMS, MOST_OPTIONS, ReadError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSheet {
    code: Option<Spanned<String>>,
    version: Spanned<i64>,
    title: Option<Spanned<RawLabel>>,
    wave: Spanned<String>,
    audience: Spanned<String>,
    #[serde(default)]
    forms: Vec<Spanned<String>>,
    #[serde(default)]
    items: Vec<Spanned<RawItem>>,
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
/// [`ReadError`] with the first fault found, in the order of the file's head and then its items.
pub fn read(text: &str) -> Result<Questionnaire, ReadError> {
    let error =
        |item: Option<String>, (at, fault): Placed| ReadError { line: at.map(|byte| line_of(text, byte)), item, fault };
    let raw: RawSheet = toml::from_str(text).map_err(|e| {
        let at = e.span().map(|span| span.start);
        let item = at.and_then(|byte| item_at(text, byte));
        error(item, (at, Fault::Malformed(e.message().to_owned())))
    })?;
    let mut sheet = head(&raw).map_err(|placed| error(None, placed))?;
    if let Some(extra) = raw.items.get(MOST_ITEMS) {
        return Err(error(None, (Some(extra.span().start), Fault::TooManyItems(raw.items.len()))));
    }
    let mut seen = HashSet::new();
    for spanned in raw.items {
        let start = spanned.span().start;
        let raw = spanned.into_inner();
        let id = Some(raw.id.trim().to_owned()).filter(|id| !id.is_empty());
        let item = item(raw, start, &sheet).map_err(|placed| error(id.clone(), placed))?;
        if !seen.insert(item.id.clone()) {
            return Err(error(id, (Some(start), Fault::DuplicateId)));
        }
        sheet.items.push(item);
    }
    if sheet.items.is_empty() {
        return Err(error(None, (None, Fault::NoItems)));
    }
    Ok(sheet)
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The id of the item in whose lines a byte stands, for faults of the notation itself.
fn item_at(text: &str, byte: usize) -> Option<String> {
    let start = text.get(..byte)?.rfind("[[items]]")?;
    let body = &text[start + 1..];
    let end = body.find("[[items]]").unwrap_or(body.len());
    let id = body[..end].lines().find_map(|line| line.trim().strip_prefix("id")?.trim().strip_prefix('='))?;
    let id = id.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned();
    Some(id).filter(|id| !id.is_empty())
}

fn head(raw: &RawSheet) -> Result<Questionnaire, Placed> {
    let code = raw.code.as_ref().map(|code| code.get_ref().trim()).unwrap_or_default();
    let at = |place: Option<usize>, field| (place, Fault::EmptyText { field });
    let code_at = raw.code.as_ref().map(|code| code.span().start);
    if code.is_empty() {
        return Err(at(code_at, "code"));
    }
    if !is_code(code) {
        return Err((code_at, Fault::BadId(code.to_owned())));
    }
    let title_at = raw.title.as_ref().map(|title| title.span().start);
    let title = raw.title.as_ref().map_or_else(|| Ok(Label::default()), |title| label(title.get_ref(), "title"));
    let title = title.map_err(|fault| (title_at, fault))?;
    if title.ru.is_empty() {
        return Err(at(title_at, "title"));
    }
    let version = *raw.version.get_ref();
    let valid = u16::try_from(version).ok().filter(|version| *version > 0);
    Ok(Questionnaire {
        code: code.to_owned(),
        version: valid.ok_or((Some(raw.version.span().start), Fault::Version(version)))?,
        title,
        wave: known(&raw.wave, "wave", Wave::from_code)?,
        audience: known(&raw.audience, "audience", Audience::from_code)?,
        forms: raw.forms.iter().map(|form| known(form, "forms", Form::from_code)).collect::<Result<_, _>>()?,
        own: true,
        items: Vec::new(),
    })
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

fn item(raw: RawItem, start: usize, sheet: &Questionnaire) -> Result<Item, Placed> {
    let empty = |field| (Some(start), Fault::EmptyText { field });
    let id = raw.id.trim().to_owned();
    if id.is_empty() {
        return Err(empty("id"));
    }
    if !is_id(&id, LONGEST_ID) {
        return Err((Some(start), Fault::BadId(id)));
    }
    let written = raw.kind.as_ref().ok_or_else(|| empty("kind"))?;
    let kind = kind(&raw, written)?;
    let question = RawLabel { ru: raw.ru, en: raw.en };
    let label = label(&question, "ru").map_err(|fault| (Some(start), fault))?;
    if label.ru.is_empty() {
        return Err(empty("ru"));
    }
    let neutral = raw.neutral.as_ref().is_some_and(|neutral| *neutral.get_ref());
    if neutral && raw.reversed {
        return Err((raw.neutral.map(|neutral| neutral.span().start), Fault::BothWays));
    }
    Ok(Item {
        was: raw.was.as_ref().map(|was| former(was, &id, sheet)).transpose()?,
        section: optional_label(raw.section.as_ref(), "section")?,
        help: optional_label(raw.help.as_ref(), "help")?,
        required: raw.required,
        reversed: raw.reversed,
        neutral,
        linked: raw.linked.map_or_else(|| Ok(Vec::new()), |linked| links(&linked, sheet.wave))?,
        when: raw.when.map(|when| condition(&when, &sheet.items)).transpose()?,
        ..Item::new(id, label, kind)
    })
}

/// The id an item had before. It must be nobody's now, or answers would be found twice.
fn former(was: &Spanned<String>, id: &str, sheet: &Questionnaire) -> Result<String, Placed> {
    let former = was.get_ref().trim();
    let taken = former == id || sheet.items.iter().any(|item| item.id == former || item.was.as_deref() == Some(former));
    match former {
        "" => Err((Some(was.span().start), Fault::EmptyText { field: "was" })),
        _ if taken => Err((Some(was.span().start), Fault::WasTaken(former.to_owned()))),
        _ => Ok(former.to_owned()),
    }
}

fn links(linked: &Spanned<toml::Value>, wave: Wave) -> Result<Vec<String>, Placed> {
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
    if wave != Wave::Entry {
        return Err((at, Fault::LinkOutsideEntry));
    }
    Ok(ids)
}

fn condition(when: &Spanned<RawWhen>, above: &[Item]) -> Result<Condition, Placed> {
    let at = Some(when.span().start);
    let raw = when.get_ref();
    let item = raw.item.trim();
    if item.is_empty() {
        return Err((at, Fault::EmptyText { field: "when.item" }));
    }
    let asked = above.iter().find(|other| other.id == item);
    let asked = asked.ok_or_else(|| (at, Fault::ConditionOnUnknown(item.to_owned())))?;
    let unfit = || (at, Fault::ConditionUnfit(item.to_owned()));
    let wanted = wanted(raw, &asked.kind).filter(|wanted| wanted.suits(&asked.kind)).ok_or_else(unfit)?;
    Ok(Condition { item: item.to_owned(), wanted })
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

fn kind(raw: &RawItem, written: &Spanned<String>) -> Result<ItemKind, Placed> {
    let code = written.get_ref().as_str();
    let (bounded, optioned) = (matches!(code, "scale" | "percent"), matches!(code, "choice" | "several"));
    let simple = match code {
        "yesno" => Some(ItemKind::YesNo),
        "text" => Some(ItemKind::Text),
        "frequency" => Some(ItemKind::Frequency),
        _ => None,
    };
    if simple.is_none() && !bounded && !optioned {
        let fault = Fault::UnknownCode { field: "kind", code: code.to_owned() };
        return Err((Some(written.span().start), fault));
    }
    for (field, value) in [("low", &raw.low), ("high", &raw.high)] {
        misplaced(value.as_ref().filter(|_| !bounded), field)?;
    }
    misplaced(raw.options.as_ref().filter(|_| !optioned), "options")?;
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
        _ => Ok(simple.unwrap_or(ItemKind::Text)),
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
