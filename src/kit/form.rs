//! A form: fields one under another, errors under the field they belong to, nothing lost by a slip.
//!
//! A form knows nothing of records. It is opened over the fields of one, and `submit` turns what was typed back into
//! a batch of changes. Only fields that were touched are written, over the record as it is on file: when somebody
//! else has changed it meanwhile, that is seen and shown, never overwritten.

use super::command::row;
use super::input::Effect;
use super::{Act, Command, Draft, Input, Keys, Part, Slot, Stroke, World, always};
use crate::domain::{Access, Key, Record, Register};
use crate::fields::{Ctx, Field, FieldKind, OF_PSYCHOLOGIST, Problem, Value, sentence};
use crate::text::Lang;

/// What is wrong, and in which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Identity of the field.
    pub field: &'static str,
    /// The sentence under it.
    pub message: String,
}

/// What a form becomes: changes to save, or something else to do.
pub type Submit = fn(&Form, &mut World) -> Result<Act, Vec<FieldError>>;

/// An open form.
#[derive(Debug)]
pub struct Form {
    /// Which form, for drafts.
    pub id: &'static str,
    /// What it is about.
    pub title: String,
    /// The record it edits, or the one a new record belongs to.
    pub target: Option<Key>,
    /// Which part of that record, where the form is about one of several.
    pub part: Option<Part>,
    /// The fields.
    pub inputs: Vec<Input>,
    /// Records as they were when it was opened.
    pub base: Vec<(Key, Record)>,
    /// What it becomes.
    pub submit: Submit,
    /// What deserves a word while it is filled in.
    pub hints: fn(&Form, &World) -> Vec<String>,
    /// Questions that come and go with what is typed.
    pub asks: fn(&mut Form, &World),
    /// The command that goes on once it is saved: whoever keys a pile of papers wants the next one.
    pub then: Option<&'static str>,
    /// The journal entry that changed those records last.
    pub revision: u64,
    /// Esc was pressed once over unsaved work.
    pub leaving: bool,
    focus: usize,
}

impl Form {
    /// A form over some fields.
    pub fn new(
        id: &'static str,
        title: impl Into<String>,
        target: Option<Key>,
        inputs: Vec<Input>,
        submit: Submit,
    ) -> Self {
        let hints = |_: &Self, _: &World| Vec::new();
        Self {
            id,
            title: title.into(),
            target,
            part: None,
            inputs,
            base: Vec::new(),
            submit,
            hints,
            asks: |_, _| {},
            then: None,
            revision: 0,
            leaving: false,
            focus: 0,
        }
    }

    /// Remembers records as they are now, to notice when somebody changes them.
    pub fn over(mut self, register: &Register, keys: &[Key]) -> Self {
        self.revision =
            keys.iter().filter_map(|&key| register.stamp(key)).map(|stamp| stamp.generation).max().unwrap_or(0);
        self.base = keys.iter().filter_map(|&key| register.record(key).map(|record| (key, record.clone()))).collect();
        self
    }

    /// About one of several parts of its record.
    pub fn of_part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// With a word to say while it is filled in.
    pub fn hinting(mut self, hints: fn(&Form, &World) -> Vec<String>) -> Self {
        self.hints = hints;
        self
    }

    /// With questions that come and go with what is typed.
    pub fn asking(mut self, asks: fn(&mut Form, &World)) -> Self {
        self.asks = asks;
        self
    }

    /// With a command that goes on once it is saved.
    pub fn then(mut self, command: &'static str) -> Self {
        self.then = Some(command);
        self
    }

    /// Puts a question after the field `after`, in place of the same question asked before: an answer that was given
    /// stands as long as it is among the offers. `None` takes the question away.
    pub fn ask(&mut self, id: &str, question: Option<Input>, after: &str) {
        let focused = self.inputs.get(self.focus).map(|input| input.id);
        let asked = self.inputs.iter().position(|input| input.id == id).map(|at| self.inputs.remove(at));
        if let Some(mut question) = question {
            if let Some(asked) = asked {
                question.keep_answer(asked);
            }
            let place = self.inputs.iter().position(|input| input.id == after).map_or(self.inputs.len(), |at| at + 1);
            self.inputs.insert(place, question);
        }
        let last = self.inputs.len().saturating_sub(1);
        self.focus = self.inputs.iter().position(|input| Some(input.id) == focused).unwrap_or(self.focus.min(last));
    }

    /// With the focus on a field.
    pub fn focused(mut self, id: &str) -> Self {
        self.focus_on(id);
        self
    }

    /// The record of that identity as it was when the form was opened.
    pub fn opened(&self, key: Key) -> Option<&Record> {
        self.base.iter().find(|(known, _)| *known == key).map(|(_, record)| record)
    }

    /// The field with the focus.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// The value of a field, if it is a good one.
    pub fn value(&self, id: &str, ctx: &Ctx) -> Value {
        let input = self.inputs.iter().find(|input| input.id == id);
        input.and_then(|input| input.value(ctx).ok()).unwrap_or_default()
    }

    /// A field by identity, to put something into it.
    pub fn input_mut(&mut self, id: &str) -> Option<&mut Input> {
        self.inputs.iter_mut().find(|input| input.id == id)
    }

    /// Whether anything was typed that is not on file.
    pub fn is_dirty(&self) -> bool {
        self.inputs.iter().any(Input::is_dirty)
    }

    /// Writes what was touched into a row.
    ///
    /// # Errors
    /// One error for each field that does not take what was typed.
    pub fn write<T>(&self, fields: &[Field<T>], row: &mut T, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        for input in &self.inputs {
            let Some(field) = fields.iter().find(|field| field.id == input.id) else { continue };
            let outcome =
                input.value(ctx).and_then(|value| if input.is_dirty() { field.write(row, value, ctx) } else { Ok(()) });
            if let Err(problem) = outcome {
                errors.push(FieldError { field: field.id, message: sentence::problem(&problem, ctx.text) });
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Shows errors under their fields; the focus goes to the first.
    pub fn show(&mut self, errors: &[FieldError]) {
        for error in errors {
            if let Some(input) = self.input_mut(error.field) {
                input.error = Some(error.message.clone());
            }
        }
        if let Some(at) = self.inputs.iter().position(|input| input.error.is_some()) {
            self.focus = at;
        }
    }

    /// Where its draft is kept.
    pub fn slot(&self) -> Slot {
        match &self.part {
            Some(part) => Slot::new(&format!("{}{}", self.id, part.place + 1), self.target),
            None => Slot::new(self.id, self.target),
        }
    }

    /// What would be lost if the line dropped now; `None` when nothing would.
    pub fn draft(&self, world: &World) -> Option<Draft> {
        if !self.is_dirty() {
            return None;
        }
        let ctx = world.ctx();
        let touched: Vec<&Input> = self.inputs.iter().filter(|input| input.is_dirty()).collect();
        Some(Draft {
            slot: self.slot(),
            form: self.id.to_owned(),
            title: self.title.clone(),
            target: self.target,
            part: self.part.clone(),
            over: self.keys(),
            revision: self.revision,
            fields: touched.iter().map(|input| (input.id.to_owned(), input.keep(&ctx))).collect(),
            before: touched.iter().map(|input| (input.id.to_owned(), input.keep_opened(&ctx))).collect(),
            at: world.now.timestamp(),
        })
    }

    /// The records it was opened over.
    pub fn keys(&self) -> Vec<Key> {
        self.base.iter().map(|(key, _)| *key).collect()
    }

    /// Puts back what a draft kept.
    pub fn restore(&mut self, draft: &Draft, world: &World) {
        self.fill_from(draft, &world.ctx());
        // What was typed may have led to a question, which the draft has an answer to, and that answer to another.
        for _ in 0..2 {
            (self.asks)(self, world);
            self.fill_from(draft, &world.ctx());
        }
    }

    /// Goes back to what the record held when a draft was typed: its fields differ from that, and not from what the
    /// record holds now.
    pub fn go_back_to(&mut self, draft: &Draft, ctx: &Ctx) {
        for (id, text) in &draft.before {
            if let Some(input) = self.input_mut(id) {
                input.open_over(text, ctx);
            }
        }
    }

    /// Which of its records was changed last.
    pub fn changed_last(&self, register: &Register) -> Option<Key> {
        self.base.iter().map(|(key, _)| *key).max_by_key(|key| register.stamp(*key).map(|stamp| stamp.generation))
    }

    /// Whether a record that it was opened over is no longer there.
    pub fn has_lost_its_record(&self, world: &World) -> bool {
        self.base.iter().any(|(key, _)| world.register.record(*key).is_none())
    }

    fn fill_from(&mut self, draft: &Draft, ctx: &Ctx) {
        for (id, text) in &draft.fields {
            if let Some(input) = self.input_mut(id) {
                input.restore(text, ctx);
            }
        }
    }

    /// Takes what was picked for the focused field and goes on.
    pub fn take_picked(&mut self, keys: Vec<Key>, ctx: &Ctx) {
        if let Some(input) = self.inputs.get_mut(self.focus) {
            input.put(Value::Picked(keys), ctx);
            self.forward(ctx);
        }
    }

    /// What is typed into the focused field, where it is a path.
    pub fn typed_path(&self) -> Option<&str> {
        let input = self.inputs.get(self.focus)?;
        matches!(input.kind, FieldKind::Path).then(|| input.edit().text())
    }

    /// Takes what a directory offers for a path that was typed; see [`Input::complete`].
    pub fn take_paths(&mut self, typed: &str, found: Vec<String>, ctx: &Ctx) {
        let Some(input) = self.inputs.get_mut(self.focus).filter(|input| matches!(input.kind, FieldKind::Path)) else {
            return;
        };
        if !input.complete(typed, found) {
            input.error = Some(ctx.text.messages.nothing_to_complete.to_owned());
        }
    }

    /// Puts pasted text into the focused field.
    pub fn paste(&mut self, text: &str, ctx: &Ctx) {
        if self.is_open(self.focus, ctx) {
            self.inputs[self.focus].paste(text);
        }
    }

    /// Takes a press that belongs to the focused field, and the moves between fields. `None` when it is neither.
    pub fn press(&mut self, stroke: Stroke, ctx: &Ctx) -> Option<Effect> {
        let open = self.is_open(self.focus, ctx);
        let input = self.inputs.get_mut(self.focus)?;
        let effect = if open { input.press(stroke, ctx) } else { Effect::None };
        match effect {
            Effect::None => None,
            Effect::Next => {
                self.leaving = false;
                self.forward(ctx);
                Some(Effect::Taken)
            }
            effect => {
                self.leaving = false;
                Some(effect)
            }
        }
    }

    /// Whether a field may be seen.
    pub fn is_shown(&self, at: usize, ctx: &Ctx) -> bool {
        self.inputs.get(at).is_some_and(|input| ctx.reveal || !input.restricted)
    }

    /// Whether a field may be seen and changed.
    pub fn is_open(&self, at: usize, ctx: &Ctx) -> bool {
        self.is_shown(at, ctx) && !self.inputs[at].locked
    }

    /// Fits it to who opens it: what they may not know of is not in it, what they may not change is locked.
    pub fn fit(&mut self, world: &World) {
        if !world.sees_restricted() {
            self.inputs.retain(|input| !input.restricted);
            self.focus = self.focus.min(self.inputs.len().saturating_sub(1));
        }
        let is_theirs = |input: &Input| OF_PSYCHOLOGIST.contains(&input.id);
        if world.access() == Access::Psychologist && self.inputs.iter().any(is_theirs) {
            self.inputs.iter_mut().for_each(|input| input.locked = !is_theirs(input));
            if self.inputs.get(self.focus).is_some_and(|input| input.locked) {
                self.focus = self.inputs.iter().position(|input| !input.locked).unwrap_or(0);
            }
        }
    }

    fn focus_on(&mut self, id: &str) {
        if let Some(at) = self.inputs.iter().position(|input| input.id == id) {
            self.focus = at;
        }
    }

    /// On to the next field; what was typed is judged on leaving.
    fn forward(&mut self, ctx: &Ctx) {
        self.judge(ctx);
        self.focus = (self.focus + 1).min(self.inputs.len().saturating_sub(1));
    }

    fn back(&mut self, ctx: &Ctx) {
        self.judge(ctx);
        self.focus = self.focus.saturating_sub(1);
    }

    fn judge(&mut self, ctx: &Ctx) {
        let Some(input) = self.inputs.get_mut(self.focus) else { return };
        input.left();
        input.error = match input.value(ctx) {
            Err(problem) if problem != Problem::Required => Some(sentence::problem(&problem, ctx.text)),
            _ => None,
        };
    }

    fn is_last(&self) -> bool {
        self.focus + 1 == self.inputs.len()
    }
}

fn save(form: &mut Form, world: &mut World) -> Vec<Act> {
    match (form.submit)(form, world) {
        // A form that was accepted leaves no draft; of a step the draft goes when it is on disk.
        Ok(Act::Close) => vec![Act::DropDraft(form.slot()), Act::Close],
        Ok(Act::Save(batch)) if batch.changes.is_empty() => vec![Act::DropDraft(form.slot()), Act::Close],
        Ok(act) => vec![act],
        Err(errors) => {
            form.show(&errors);
            let lost = errors.iter().find(|error| !form.inputs.iter().any(|input| input.id == error.field));
            lost.map(|error| Act::Refuse(error.message.clone())).into_iter().collect()
        }
    }
}

fn leave(form: &mut Form, world: &mut World) -> Vec<Act> {
    if !form.is_dirty() || form.leaving {
        return vec![Act::DropDraft(form.slot()), Act::Close];
    }
    form.leaving = true;
    vec![Act::Refuse(world.text.messages.esc_again.to_owned())]
}

fn next(form: &mut Form, world: &mut World) -> Vec<Act> {
    form.forward(&world.ctx());
    Vec::new()
}

fn enter(form: &mut Form, world: &mut World) -> Vec<Act> {
    if form.is_last() { save(form, world) } else { next(form, world) }
}

fn is_date(form: &Form, world: &World) -> Result<(), String> {
    let date = form.inputs.get(form.focus).is_some_and(|input| matches!(input.kind, FieldKind::Date | FieldKind::Step));
    let date = date && form.is_open(form.focus, &world.ctx());
    if date { Ok(()) } else { Err(world.text.messages.not_a_date_field.to_owned()) }
}

fn shift_day(form: &mut Form, world: &mut World, days_back: u64) -> Vec<Act> {
    let ctx = world.ctx();
    let day = ctx.today.checked_sub_days(chrono::Days::new(days_back)).unwrap_or(ctx.today);
    if let Some(input) = form.inputs.get_mut(form.focus) {
        input.put(Value::Date(day), &ctx);
    }
    form.forward(&ctx);
    Vec::new()
}

/// What every form can do.
pub static FORM: &[Command<Form>] = &[
    row!("form.save", Keys::same(&["f2", "ctrl-s"]), save, save_help, 1, always, save),
    row!("form.next", Keys::same(&["enter"]), next, next_help, 2, always, enter),
    row!("form.tab", Keys::same(&["tab", "down"]), next, tab_help, 0, always, next),
    row!("form.back", Keys::same(&["s-tab", "up"]), back, back_help, 0, always, |form, world| {
        form.back(&world.ctx());
        Vec::new()
    }),
    row!("form.today", Keys::same(&["f8"]), today, today_help, 4, is_date, |form, world| shift_day(form, world, 0)),
    row!("form.yesterday", Keys::same(&["f9"]), yesterday, yesterday_help, 5, is_date, |form, world| shift_day(
        form, world, 1
    )),
    row!("form.leave", Keys::same(&["esc"]), leave, leave_help, 3, always, leave),
];

/// The letters that mean today and yesterday in an empty date field, for the hint beside it.
pub fn day_letters(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Ru => ("с", "в"),
        Lang::En => ("t", "y"),
    }
}
