//! The reader of questionnaire files: TOML to raw values with their places, raw values to a [`Questionnaire`] or an
//! error that names line, item and fault. The two steps are apart because TOML's own reader knows types and places
//! but not what a questionnaire may be.

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;

use crate::domain::{Audience, Form, Item, ItemKind, Label, Questionnaire, Wave};

use super::{Fault, HIGHEST_RATING, LOWEST_RATING, MOST_OPTIONS, ReadError};

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

#[derive(Deserialize)]
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
    kind: Option<Spanned<String>>,
    low: Option<Spanned<i64>>,
    high: Option<Spanned<i64>>,
    options: Option<Spanned<Vec<Spanned<RawLabel>>>>,
    #[serde(default)]
    ru: String,
    #[serde(default)]
    en: String,
    #[serde(default)]
    reversed: bool,
    linked: Option<Spanned<String>>,
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
        error(None, (at, Fault::Malformed(e.message().to_owned())))
    })?;
    let mut sheet = head(&raw).map_err(|placed| error(None, placed))?;
    let mut seen = HashSet::new();
    for spanned in raw.items {
        let start = spanned.span().start;
        let raw = spanned.into_inner();
        let id = Some(raw.id.trim().to_owned()).filter(|id| !id.is_empty());
        let item = item(raw, start, sheet.wave).map_err(|placed| error(id.clone(), placed))?;
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

fn head(raw: &RawSheet) -> Result<Questionnaire, Placed> {
    let code = raw.code.as_ref().map(|code| code.get_ref().trim()).unwrap_or_default();
    let title = raw.title.as_ref().map(|title| label(&title.get_ref().ru, &title.get_ref().en)).unwrap_or_default();
    let at = |place: Option<usize>, field| (place, Fault::EmptyText { field });
    if code.is_empty() {
        return Err(at(raw.code.as_ref().map(|code| code.span().start), "code"));
    }
    if title.ru.is_empty() {
        return Err(at(raw.title.as_ref().map(|title| title.span().start), "title"));
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
        items: Vec::new(),
    })
}

fn known<T>(code: &Spanned<String>, field: &'static str, from: fn(&str) -> Option<T>) -> Result<T, Placed> {
    let unknown = || (Some(code.span().start), Fault::UnknownCode { field, code: code.get_ref().clone() });
    from(code.get_ref()).ok_or_else(unknown)
}

fn label(ru: &str, en: &str) -> Label {
    Label { ru: ru.trim().to_owned(), en: en.trim().to_owned() }
}

fn item(raw: RawItem, start: usize, wave: Wave) -> Result<Item, Placed> {
    let empty = |field| (Some(start), Fault::EmptyText { field });
    let id = raw.id.trim().to_owned();
    if id.is_empty() {
        return Err(empty("id"));
    }
    let written = raw.kind.as_ref().ok_or_else(|| empty("kind"))?;
    let kind = kind(&raw, written)?;
    let label = label(&raw.ru, &raw.en);
    if label.ru.is_empty() {
        return Err(empty("ru"));
    }
    let linked = raw.linked.map(|linked| link(&linked, wave)).transpose()?;
    Ok(Item { id, label, kind, reversed: raw.reversed, linked })
}

fn link(linked: &Spanned<String>, wave: Wave) -> Result<String, Placed> {
    let at = Some(linked.span().start);
    let target = linked.get_ref().trim();
    if target.is_empty() {
        return Err((at, Fault::EmptyText { field: "linked" }));
    }
    if wave != Wave::Entry {
        return Err((at, Fault::LinkOutsideEntry));
    }
    Ok(target.to_owned())
}

fn kind(raw: &RawItem, written: &Spanned<String>) -> Result<ItemKind, Placed> {
    let code = written.get_ref().as_str();
    let (scaled, optioned) = (code == "scale", matches!(code, "choice" | "several"));
    let simple = match code {
        "yesno" => Some(ItemKind::YesNo),
        "text" => Some(ItemKind::Text),
        "percent" => Some(ItemKind::Percent),
        _ => None,
    };
    if simple.is_none() && !scaled && !optioned {
        let fault = Fault::UnknownCode { field: "kind", code: code.to_owned() };
        return Err((Some(written.span().start), fault));
    }
    for (field, value) in [("low", &raw.low), ("high", &raw.high)] {
        misplaced(value.as_ref().filter(|_| !scaled), field)?;
    }
    misplaced(raw.options.as_ref().filter(|_| !optioned), "options")?;
    match code {
        "scale" => scale(raw, written),
        "choice" => Ok(ItemKind::Choice(options(raw, written)?)),
        "several" => Ok(ItemKind::Several(options(raw, written)?)),
        _ => Ok(simple.unwrap_or(ItemKind::Text)),
    }
}

fn misplaced<T>(value: Option<&Spanned<T>>, field: &'static str) -> Result<(), Placed> {
    value.map_or(Ok(()), |value| Err((Some(value.span().start), Fault::Misplaced { field })))
}

fn scale(raw: &RawItem, written: &Spanned<String>) -> Result<ItemKind, Placed> {
    let low = raw.low.as_ref().map_or(LOWEST_RATING, |low| *low.get_ref());
    let high = raw.high.as_ref().map_or(HIGHEST_RATING, |high| *high.get_ref());
    let at = raw.low.as_ref().or(raw.high.as_ref()).map_or(written.span().start, |bound| bound.span().start);
    let wrong = (Some(at), Fault::Scale { low, high });
    if low < LOWEST_RATING || high > HIGHEST_RATING || low >= high {
        return Err(wrong);
    }
    match (u8::try_from(low), u8::try_from(high)) {
        (Ok(low), Ok(high)) => Ok(ItemKind::Scale { low, high }),
        _ => Err(wrong),
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
    let labels = options.get_ref().iter().map(|option| {
        let label = label(&option.get_ref().ru, &option.get_ref().en);
        let empty = label.ru.is_empty().then(|| (Some(option.span().start), Fault::EmptyText { field: "options" }));
        empty.map_or(Ok(label), Err)
    });
    labels.collect()
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
