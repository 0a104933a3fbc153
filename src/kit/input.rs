//! One field of a form while it is being filled in.

use std::borrow::Cow;

use chrono::Days;

use super::{Code, Completion, Edit, Stroke};
use crate::domain::{Key, Kind};
use crate::fields::{Choice, Ctx, Field, FieldKind, Listed, Problem, Value, dates, offered};

/// One answer that a form itself offers in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The record it stands for.
    pub key: Key,
    /// What it says.
    pub words: String,
}

/// A field of a form.
#[derive(Debug)]
pub struct Input {
    /// Identity of the field.
    pub id: &'static str,
    /// Its label; a list of the school's may have given it.
    pub label: Cow<'static, str>,
    /// What stands under it while it has the focus, in place of what its kind offers; empty: that.
    pub note: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it is masked until asked for.
    pub restricted: bool,
    /// Whether it is shown and stands as it is: changing it is not the duty of who looks.
    pub locked: bool,
    /// What is wrong with it, to be shown under it.
    pub error: Option<String>,
    /// What the record held when the form was opened.
    pub opened: Value,
    /// For [`FieldKind::Offered`], the answers.
    pub offers: Vec<Offer>,
    /// For kinds with options, the codes of those that fit here, in order; `None` for all of them.
    pub fitting: Option<Vec<String>>,
    /// For [`FieldKind::Path`], what the directory offers for what is typed.
    pub completion: Completion,
    /// Whether the person at the keyboard chose what is chosen, be it what was there already.
    by_hand: bool,
    /// For kinds that are chosen, what is chosen.
    chosen: Value,
    /// For kinds that are typed, what is typed.
    edit: Edit,
    /// What `edit` held when the form was opened.
    shown: String,
    /// For answers that are chosen, the beginning of a word as typed so far.
    begun: String,
}

/// What a press did to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: the press is none of the field's.
    None,
    /// The field took it.
    Taken,
    /// The field took it and is complete: on to the next.
    Next,
    /// What is chosen is hidden, and may not be changed until it is shown.
    Locked,
    /// Somebody is to be picked; the letter that was typed starts the search.
    Pick(Option<char>),
    /// What the directory offers is asked for.
    Complete,
}

impl Input {
    /// A field of a record, holding what the record holds.
    pub fn of<T>(field: &Field<T>, row: &T, ctx: &Ctx) -> Self {
        let opened = (field.get)(row, ctx);
        let full = Ctx { reveal: true, ..*ctx };
        let shown = match field.kind {
            // Restricted tags stay out of the text; they are kept beside it.
            FieldKind::Tags(_) => field.kind.show(&opened, ctx),
            _ => field.kind.show(&opened, &full),
        };
        Self {
            id: field.id,
            label: (field.label)(ctx.text).into(),
            note: String::new(),
            kind: field.kind,
            required: field.required,
            restricted: field.restricted,
            locked: false,
            error: None,
            by_hand: false,
            chosen: opened.clone(),
            opened,
            offers: Vec::new(),
            fitting: None,
            completion: Completion::default(),
            edit: Edit::new(&shown),
            shown,
            begun: String::new(),
        }
    }

    /// A question of the form's own, which no record holds. It must be answered; `likely` is the answer that stands
    /// until the curator gives another.
    pub fn asking(id: &'static str, label: &'static str, offers: Vec<Offer>, likely: Option<Key>) -> Self {
        let opened = likely.map_or(Value::Empty, |key| Value::Picked(vec![key]));
        Self {
            id,
            label: label.into(),
            note: String::new(),
            kind: FieldKind::Offered,
            required: true,
            restricted: false,
            locked: false,
            error: None,
            by_hand: false,
            chosen: opened.clone(),
            opened,
            offers,
            fitting: None,
            completion: Completion::default(),
            edit: Edit::default(),
            shown: String::new(),
            begun: String::new(),
        }
    }

    /// Takes over from the same question as it stood before: the answer, if one was given that can still be given, and
    /// what is wrong with it.
    pub(super) fn keep_answer(&mut self, mut before: Self) {
        self.begun = std::mem::take(&mut before.begun);
        if self.is_typed() {
            (self.edit, self.error) = (before.edit, before.error);
            return;
        }
        let can_be_given = |key: &Key| self.offers.iter().any(|offer| offer.key == *key);
        if before.is_dirty() && before.chosen.as_picked().iter().all(can_be_given) {
            self.chosen = before.chosen.clone();
        }
        self.error = if self.chosen == before.chosen { before.error } else { None };
    }

    /// Whether it is typed, rather than chosen or picked.
    pub fn is_typed(&self) -> bool {
        !matches!(
            self.kind,
            FieldKind::Choice(_)
                | FieldKind::Listed(_)
                | FieldKind::Flag
                | FieldKind::Scale { .. }
                | FieldKind::Pick { .. }
                | FieldKind::Offered
        )
    }

    /// The text being typed.
    pub fn edit(&self) -> &Edit {
        &self.edit
    }

    /// What is chosen, for kinds that are not typed.
    pub fn chosen(&self) -> &Value {
        &self.chosen
    }

    /// Whether it differs from what the form was opened with.
    pub fn is_dirty(&self) -> bool {
        if self.is_typed() { self.edit.text() != self.shown } else { self.chosen != self.opened }
    }

    /// Its value.
    ///
    /// # Errors
    /// [`Problem`] when what was typed is not what the field takes, or is missing where it is required.
    pub fn value(&self, ctx: &Ctx) -> Result<Value, Problem> {
        let value = if self.is_typed() { self.typed_value(ctx)? } else { self.chosen.clone() };
        if self.required && value.is_empty() { Err(Problem::Required) } else { Ok(value) }
    }

    fn typed_value(&self, ctx: &Ctx) -> Result<Value, Problem> {
        let value = self.kind.parse(self.edit.text(), ctx)?;
        let FieldKind::Tags(options) = self.kind else { return Ok(value) };
        if ctx.reveal {
            return Ok(value);
        }
        let hidden = |code: &&str| options.iter().any(|option| option.code == *code && option.restricted);
        let mut codes = value.as_codes().to_vec();
        codes.extend(self.opened.as_codes().iter().filter(|code| hidden(code) && !value.as_codes().contains(code)));
        codes.sort_by_key(|code| options.iter().position(|option| option.code == *code));
        Ok(Value::Codes(codes))
    }

    /// Puts a value in, as if it had been typed or chosen.
    pub fn put(&mut self, value: Value, ctx: &Ctx) {
        self.error = None;
        self.edit.set(&self.kind.show(&value, ctx));
        self.chosen = value;
    }

    /// Puts in what is usual for what else the form says, for kinds that are chosen. It is no work of the curator's: an
    /// answer given by hand stands, and a form that holds nothing else has nothing to lose.
    pub fn propose(&mut self, value: Value) {
        if self.by_hand || self.is_dirty() || self.chosen == value {
            return;
        }
        self.error = None;
        self.opened = value.clone();
        self.chosen = value;
    }

    /// The field is left: the next letter begins a word anew.
    pub(super) fn left(&mut self) {
        self.begun.clear();
    }

    /// Takes back what was typed: it holds again what the form was opened with.
    pub fn revert(&mut self, ctx: &Ctx) {
        self.error = None;
        self.chosen = self.opened.clone();
        let full = Ctx { reveal: true, ..*ctx };
        let ctx = if matches!(self.kind, FieldKind::Tags(_)) { ctx } else { &full };
        self.edit.set(&self.kind.show(&self.opened, ctx));
    }

    /// Puts back text from a draft.
    pub fn restore(&mut self, text: &str, ctx: &Ctx) {
        if self.is_typed() {
            self.edit.set(text);
        } else if matches!(self.kind, FieldKind::Pick { .. } | FieldKind::Offered) {
            self.chosen = Value::Picked(text.split_whitespace().filter_map(read_key).collect());
        } else if let Ok(value) = self.kind.parse(text, ctx) {
            self.chosen = value;
        }
    }

    /// Becomes the field as it would be had the record held that text of a draft when the form was opened; what is
    /// typed or chosen stays.
    pub fn open_over(&mut self, text: &str, ctx: &Ctx) {
        let now = self.keep(ctx);
        self.restore(text, ctx);
        self.opened = self.value(ctx).unwrap_or_default();
        self.shown = self.edit.text().to_owned();
        self.restore(&now, ctx);
    }

    /// What a draft keeps of it.
    pub fn keep(&self, ctx: &Ctx) -> String {
        if self.is_typed() { self.edit.text().to_owned() } else { self.keep_value(&self.chosen, ctx) }
    }

    /// What a draft keeps of what the record held.
    pub fn keep_opened(&self, ctx: &Ctx) -> String {
        if self.is_typed() { self.shown.clone() } else { self.keep_value(&self.opened, ctx) }
    }

    fn keep_value(&self, value: &Value, ctx: &Ctx) -> String {
        match value {
            Value::Picked(keys) => {
                keys.iter().map(|key| format!("{}:{}", key.kind.code(), key.id)).collect::<Vec<_>>().join(" ")
            }
            // A name may be another's by the time the draft is read.
            Value::Text(code) => code.clone(),
            value => self.kind.show(value, &Ctx { reveal: true, ..*ctx }),
        }
    }

    /// Puts pasted text in. Line breaks stay only where there are several lines.
    pub fn paste(&mut self, text: &str) {
        if self.is_typed() {
            self.error = None;
            let several = matches!(self.kind, FieldKind::Long | FieldKind::Several(_));
            self.edit.insert(&if several { text.to_owned() } else { text.replace('\n', " ") });
        }
    }

    /// Takes a press.
    pub fn press(&mut self, stroke: Stroke, ctx: &Ctx) -> Effect {
        let dated = matches!(self.kind, FieldKind::Date | FieldKind::Step) && self.press_date(stroke, ctx);
        let effect = match self.kind {
            _ if dated => Effect::Taken,
            FieldKind::Choice(_) | FieldKind::Listed(_) => self.press_choice(stroke, ctx),
            FieldKind::Flag => self.press_flag(stroke),
            FieldKind::Scale { low, high } => self.press_scale(stroke, low, high),
            FieldKind::Pick { .. } => self.press_pick(stroke),
            FieldKind::Offered => self.press_offered(stroke),
            FieldKind::Path if stroke.code == Code::Tab => self.press_tab(),
            FieldKind::Long | FieldKind::Several(_) if is_line_break(stroke) => {
                self.edit.insert("\n");
                Effect::Taken
            }
            _ if self.edit.press(stroke) => Effect::Taken,
            _ => Effect::None,
        };
        if effect != Effect::None {
            self.error = None;
            self.by_hand |= matches!(effect, Effect::Taken | Effect::Next);
        }
        if stroke.code != Code::Tab {
            self.completion = Completion::default();
        }
        effect
    }

    /// The first Tab asks what there is; the next ones turn through it.
    fn press_tab(&mut self) -> Effect {
        match self.completion.turn() {
            Some(path) => {
                self.edit.set(path);
                Effect::Taken
            }
            None => Effect::Complete,
        }
    }

    /// Takes what the directory offers for what was `typed`, unless something else stands here by now: as much as all
    /// offers share is put in. `false` when there is no offer.
    pub fn complete(&mut self, typed: &str, found: Vec<String>) -> bool {
        if self.edit.text() != typed {
            return true;
        }
        let completion = Completion::new(found);
        if completion.is_empty() {
            return false;
        }
        if completion.common().chars().count() >= typed.chars().count() {
            self.edit.set(completion.common());
        }
        self.completion = if completion.is_one() { Completion::default() } else { completion };
        true
    }

    /// The options to choose from: restricted ones only when revealed, of those that fit here.
    pub fn options(&self, ctx: &Ctx) -> Vec<Listed> {
        let of_choice = |option: &Choice| Listed {
            code: option.code.to_owned(),
            word: option.word(ctx).to_owned(),
            restricted: option.restricted,
        };
        let mut options: Vec<Listed> = match self.kind {
            FieldKind::Listed(list) => {
                list(ctx).into_iter().filter(|option| ctx.reveal || !option.restricted).collect()
            }
            kind => offered(kind.options(), &self.held(), ctx).into_iter().map(of_choice).collect(),
        };
        if let Some(fitting) = &self.fitting {
            let place = |option: &Listed| fitting.iter().position(|code| *code == option.code);
            options.retain(|option| place(option).is_some());
            options.sort_by_key(place);
        }
        options
    }

    /// The codes that stand here or stood when the form was opened: they can be chosen though they are offered no more.
    pub fn held(&self) -> Vec<&'static str> {
        let of =
            |value: &Value| value.as_code().into_iter().chain(value.as_codes().iter().copied()).collect::<Vec<_>>();
        [of(&self.opened), of(&self.chosen)].concat()
    }

    /// The code that is chosen, for kinds with options.
    fn code(&self) -> Option<&str> {
        match &self.chosen {
            Value::Text(code) => Some(code),
            value => value.as_code(),
        }
    }

    /// A code as a value of this field.
    fn value_of(&self, code: String) -> Value {
        match self.kind {
            FieldKind::Listed(_) => Value::Text(code),
            kind => Value::code(kind.options().iter().map(|option| option.code).find(|known| *known == code)),
        }
    }

    fn press_choice(&mut self, stroke: Stroke, ctx: &Ctx) -> Effect {
        if !ctx.reveal && self.code().is_some_and(|code| self.kind.discloses(code, ctx)) {
            // What is not shown must not be changed unseen.
            return if stroke.text().is_some()
                || matches!(stroke.code, Code::Left | Code::Right | Code::Delete | Code::Backspace)
            {
                Effect::Locked
            } else {
                Effect::None
            };
        }
        let options = self.options(ctx);
        let at = options.iter().position(|option| Some(option.code.as_str()) == self.code());
        let words: Vec<&str> = options.iter().map(|option| option.word.as_str()).collect();
        let Some(place) = chosen_by(stroke, &words, at, &mut self.begun) else { return Effect::None };
        let chosen = place.and_then(|place| options.get(place)).map(|option| option.code.clone());
        self.chosen = chosen.map_or(Value::Empty, |code| self.value_of(code));
        Effect::Taken
    }

    fn press_offered(&mut self, stroke: Stroke) -> Effect {
        let at = self.offers.iter().position(|offer| self.chosen.as_picked() == [offer.key]);
        let words: Vec<&str> = self.offers.iter().map(|offer| offer.words.as_str()).collect();
        let Some(place) = chosen_by(stroke, &words, at, &mut self.begun) else { return Effect::None };
        let offer = place.and_then(|place| self.offers.get(place));
        self.chosen = offer.map_or(Value::Empty, |offer| Value::Picked(vec![offer.key]));
        Effect::Taken
    }

    fn press_flag(&mut self, stroke: Stroke) -> Effect {
        let now = self.chosen == Value::Flag(true);
        let next = match stroke.code {
            Code::Char(' ') | Code::Left | Code::Right => !now,
            Code::Char('д' | 'Д' | 'l' | 'y' | '1' | '+') => true,
            Code::Char('н' | 'Н' | 'n' | '0' | '-') => false,
            _ => return Effect::None,
        };
        self.chosen = Value::Flag(next);
        Effect::Taken
    }

    fn press_scale(&mut self, stroke: Stroke, low: u8, high: u8) -> Effect {
        match stroke.code {
            Code::Char(c) => {
                let Some(digit) = c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) else {
                    return Effect::None;
                };
                let rating = if digit == 0 && low > 0 { 10 } else { digit };
                if !(low..=high).contains(&rating) {
                    return Effect::None;
                }
                self.chosen = Value::Number(i64::from(rating));
                Effect::Next
            }
            Code::Backspace | Code::Delete => {
                self.chosen = Value::Empty;
                Effect::Taken
            }
            _ => Effect::None,
        }
    }

    fn press_pick(&mut self, stroke: Stroke) -> Effect {
        match stroke.code {
            Code::Backspace | Code::Delete => {
                let mut keys = self.chosen.as_picked().to_vec();
                keys.pop();
                self.chosen = Value::Picked(keys);
                Effect::Taken
            }
            Code::Enter if self.chosen.is_empty() => Effect::Pick(None),
            Code::Char(' ') => Effect::Pick(None),
            _ => stroke.text().map_or(Effect::None, |c| Effect::Pick(Some(c))),
        }
    }

    /// Today and yesterday in one key, and a day more or less.
    fn press_date(&mut self, stroke: Stroke, ctx: &Ctx) -> bool {
        let Some(c) = stroke.text() else { return false };
        if self.edit.text().is_empty()
            && let Some(date) = dates::shortcut(c, ctx.text.lang, ctx.today)
        {
            self.edit.set(&dates::full(date));
            return true;
        }
        let Some(date) = dates::parse(self.edit.text(), ctx.today).filter(|_| self.edit.text().len() == 10) else {
            return false;
        };
        let moved = match c {
            '+' | '=' => date.checked_add_days(Days::new(1)),
            '-' => date.checked_sub_days(Days::new(1)),
            // The rest of «сегодня» after its first letter has done everything.
            letter if letter.is_alphabetic() => return true,
            _ => None,
        };
        if let Some(date) = moved {
            self.edit.set(&dates::full(date));
        }
        moved.is_some()
    }
}

/// Which of some answers a press chooses while the one at `at` stands and a word is `begun`: `Some(None)` for none of
/// them, `None` when the press does not choose.
fn chosen_by(stroke: Stroke, words: &[&str], at: Option<usize>, begun: &mut String) -> Option<Option<usize>> {
    let last = words.len().saturating_sub(1);
    if let Code::Char(c) = stroke.code
        && !(stroke.ctrl || stroke.alt)
        && let Some(place) = by_word(c, words, at, begun)
    {
        return Some(Some(place));
    }
    begun.clear();
    match stroke.code {
        Code::Left => Some(at.map_or(Some(last), |at| at.checked_sub(1))),
        Code::Right | Code::Char(' ') => Some(Some(at.map_or(0, |at| if at == last { 0 } else { at + 1 }))),
        Code::Backspace | Code::Delete => Some(None),
        Code::Char(c) if !stroke.ctrl && !stroke.alt => {
            let digit = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok())?;
            digit.checked_sub(1).filter(|place| *place < words.len()).map(Some)
        }
        _ => None,
    }
}

/// The answer that begins as typed: the letters of one word lead to it, the same first letter again to the next one of
/// its answers. In either layout.
fn by_word(c: char, words: &[&str], at: Option<usize>, begun: &mut String) -> Option<usize> {
    let letter = c.to_lowercase().next()?;
    let starts = |place: &usize, typed: &str| {
        let word = words[*place].to_lowercase();
        let alike = |map: fn(char) -> char| word.starts_with(&typed.chars().map(map).collect::<String>());
        alike(|c| c) || alike(super::unfold) || alike(super::fold)
    };
    let longer = format!("{begun}{letter}");
    if !begun.is_empty() {
        let from = at.unwrap_or(0).min(words.len());
        if let Some(place) = (from..words.len()).chain(0..from).find(|place| starts(place, &longer)) {
            *begun = longer;
            return Some(place);
        }
    }
    if !letter.is_alphabetic() {
        return None;
    }
    let after = at.map_or(0, |at| at + 1).min(words.len());
    *begun = letter.to_string();
    (after..words.len()).chain(0..after).find(|place| starts(place, begun))
}

fn is_line_break(stroke: Stroke) -> bool {
    (stroke.code == Code::Enter && (stroke.alt || stroke.shift)) || stroke.folded() == Stroke::ctrl('j')
}

fn read_key(text: &str) -> Option<Key> {
    let (kind, id) = text.split_once(':')?;
    Some(Key { kind: Kind::from_code(kind)?, id: id.parse().ok()? })
}
