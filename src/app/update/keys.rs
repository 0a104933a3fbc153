//! Where a press goes: to what lies in front, to the pane, to a command.

use super::{Model, Phase};
use crate::app::commands::GLOBAL;
use crate::app::conflict::CONFLICT;
use crate::app::desk::Overlay;
use crate::app::effect::Effect;
use crate::app::incoming::INCOMING;
use crate::app::palette::Chosen;
use crate::fields::{FieldKind, Pool, sentence};
use crate::kit::{
    Act, Code, Command, FORM, Form, Info, InputEffect, Layout, Outcome, PREVIEW, PickFor, Picker, Stroke, World, run,
};
use crate::panes;

impl Model {
    pub(super) fn key(&mut self, stroke: Stroke) -> Vec<Effect> {
        self.desk.toast = None;
        if !self.takes_text()
            && let Some(layout) = Layout::of(stroke)
        {
            self.world.layout = layout;
        }
        let quit = stroke.folded();
        if self.phase == Phase::Opening || matches!(self.phase, Phase::Unusable(_)) {
            let leave = quit == Stroke::ctrl('q') || matches!(quit.code, Code::Esc | Code::F(10) | Code::Char('q'));
            if !leave && self.phase == Phase::Opening {
                // Typed ahead of the base: kept until it is there.
                self.early.push(stroke);
            }
            return if leave { vec![Effect::Quit] } else { Vec::new() };
        }
        if !self.desk.overlays.is_empty() && (quit == Stroke::ctrl('q') || quit.code == Code::F(10)) {
            return self.perform(vec![Act::Quit]);
        }
        let acts = match self.desk.overlays.last_mut() {
            None => self.pane_key(stroke),
            Some(Overlay::Form(_)) => self.form_key(stroke),
            Some(Overlay::Picker(picker)) => match picker.press(stroke) {
                Some(outcome) => self.picked(outcome),
                None => Vec::new(),
            },
            Some(Overlay::Dialog(dialog)) => match dialog.press(stroke, self.world.text.lang) {
                Some(acts) => {
                    self.desk.overlays.pop();
                    acts
                }
                None => Vec::new(),
            },
            Some(Overlay::Palette(palette)) => match palette.press(stroke) {
                Some(Chosen::Command(id)) => {
                    self.desk.overlays.pop();
                    vec![Act::Run(id)]
                }
                Some(Chosen::Page(pane, place)) => {
                    self.desk.overlays.pop();
                    self.go(pane, None);
                    self.desk.pane_mut().turn_to(place, &self.world);
                    Vec::new()
                }
                Some(Chosen::None) => {
                    self.desk.overlays.pop();
                    Vec::new()
                }
                None => Vec::new(),
            },
            Some(Overlay::Page(_)) => self.page_key(stroke),
            Some(Overlay::Journal(journal)) => journal.press(stroke, &mut self.world),
            Some(Overlay::Incoming(incoming)) => table_key(INCOMING, incoming.as_mut(), stroke, &mut self.world),
            Some(Overlay::Preview(preview)) => table_key(PREVIEW, preview.as_mut(), stroke, &mut self.world),
            Some(Overlay::Conflict(conflict)) => table_key(CONFLICT, conflict.as_mut(), stroke, &mut self.world),
        };
        self.perform(acts)
    }

    /// Whether a letter pressed now is text rather than a command.
    fn takes_text(&self) -> bool {
        match self.desk.overlays.last() {
            Some(Overlay::Form(_) | Overlay::Picker(_) | Overlay::Palette(_)) => true,
            Some(Overlay::Journal(journal)) => journal.is_filtering(),
            Some(Overlay::Dialog(_) | Overlay::Page(_) | Overlay::Incoming(_)) => false,
            Some(Overlay::Conflict(_) | Overlay::Preview(_)) => false,
            None => self.desk.pane().is_searching() || self.desk.pane().takes_plain_keys(),
        }
    }

    pub(super) fn pane_key(&mut self, stroke: Stroke) -> Vec<Act> {
        let Self { desk, world, .. } = self;
        if let Some(acts) = desk.pane_mut().typed(stroke, world) {
            return acts;
        }
        let folded = stroke.folded();
        let lang = world.text.lang;
        let mut commands = desk.commands(world);
        commands.extend(desk.everywhere(world));
        let fitting = |info: &&Info| info.keys.fit(folded, lang);
        let possible = commands.iter().filter(fitting).find(|info| info.disabled.is_none());
        match possible.or_else(|| commands.iter().find(fitting)) {
            Some(info) => vec![Act::Run(info.id)],
            None if stroke.code == Code::Esc => Vec::new(),
            None => vec![Act::Refuse(world.text.messages.no_such_key.to_owned())],
        }
    }

    pub(super) fn form_key(&mut self, stroke: Stroke) -> Vec<Act> {
        let Self { desk, world, .. } = self;
        let Some(Overlay::Form(form)) = desk.overlays.last_mut() else { return Vec::new() };
        let folded = stroke.folded();
        let reveal = folded.code == Code::F(4);
        match form.press(stroke, &world.ctx()) {
            Some(InputEffect::Pick(letter)) => {
                let roll = roll_of(form).filter(|_| letter == Some('*'));
                let Some(pool) = roll else { return pick_for(form, letter, world).into_iter().collect() };
                let everybody = || panes::pool(pool, world).iter().map(|item| item.key).collect();
                form.take_picked(panes::everybody_meant(pool, world).unwrap_or_else(everybody), &world.ctx());
                return form.draft(world).map(Act::KeepDraft).into_iter().collect();
            }
            Some(InputEffect::Complete) => {
                return form.typed_path().map(|typed| Act::Complete(typed.to_owned())).into_iter().collect();
            }
            Some(InputEffect::Locked) => return vec![Act::Refuse(world.text.messages.hidden_choice.to_owned())],
            Some(_) => return vec![form.draft(world).map_or_else(|| Act::DropDraft(form.slot()), Act::KeepDraft)],
            None if reveal => return vec![Act::Run("reveal")],
            None if stroke.text().is_some() && form.inputs.get(form.focus()).is_some_and(|input| input.locked) => {
                return vec![Act::Refuse(sentence::denied(world.access(), world.text).to_owned())];
            }
            None => {}
        }
        let lang = world.text.lang;
        let everywhere = GLOBAL.iter().find(|command| {
            matches!(command.id, "help" | "quit") && stroke.text().is_none() && command.keys.fit(folded, lang)
        });
        if let Some(command) = everywhere {
            return vec![Act::Run(command.id)];
        }
        let command = FORM.iter().find(|command| command.keys.fit(folded, lang));
        command.and_then(|command| run(FORM, command.id, form.as_mut(), world)).unwrap_or_default()
    }

    pub(super) fn page_key(&mut self, stroke: Stroke) -> Vec<Act> {
        let (cells, height) = crate::app::view::page_room(self.world.size);
        let Some(Overlay::Page(page)) = self.desk.overlays.last_mut() else { return Vec::new() };
        let last = page.wrapped(cells).len().saturating_sub(height);
        let folded = stroke.folded();
        let top = match folded.code {
            Code::Up | Code::Char('k') => page.top.saturating_sub(1),
            Code::Down | Code::Char('j') => (page.top + 1).min(last),
            Code::PageUp => page.top.saturating_sub(height),
            Code::PageDown | Code::Char(' ') => (page.top + height).min(last),
            Code::Home => 0,
            Code::End => last,
            _ => {
                self.desk.overlays.pop();
                return Vec::new();
            }
        };
        if let Some(Overlay::Page(page)) = self.desk.overlays.last_mut() {
            page.top = top;
        }
        Vec::new()
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let Self { desk, world, .. } = self;
        let acts = match desk.overlays.last_mut() {
            None => desk.pane_mut().paste(text, world),
            Some(Overlay::Form(form)) => {
                form.paste(text, &world.ctx());
                form.draft(world).map(Act::KeepDraft).into_iter().collect()
            }
            Some(Overlay::Picker(picker)) => {
                picker.paste(text);
                Vec::new()
            }
            Some(Overlay::Palette(palette)) => {
                palette.paste(text);
                Vec::new()
            }
            Some(Overlay::Journal(journal)) => {
                journal.paste(text, world);
                Vec::new()
            }
            Some(Overlay::Dialog(_) | Overlay::Page(_) | Overlay::Incoming(_)) => Vec::new(),
            Some(Overlay::Conflict(_) | Overlay::Preview(_)) => Vec::new(),
        };
        self.perform(acts)
    }

    pub(super) fn picked(&mut self, outcome: Outcome) -> Vec<Act> {
        let Some(Overlay::Picker(picker)) = self.desk.overlays.pop() else { return Vec::new() };
        let Outcome::Chosen(keys) = outcome else { return Vec::new() };
        match picker.purpose {
            PickFor::Start(then) => then(&keys, &mut self.world),
            PickFor::With(first, then) => then(&[&[first], keys.as_slice()].concat(), &mut self.world),
            PickFor::Field => {
                let Self { desk, world, .. } = self;
                if let Some(Overlay::Incoming(incoming)) = desk.overlays.last_mut() {
                    return incoming.take_picked(&keys, world);
                }
                let Some(Overlay::Form(form)) = desk.overlays.last_mut() else { return Vec::new() };
                form.take_picked(keys, &world.ctx());
                form.draft(world).map(Act::KeepDraft).into_iter().collect()
            }
        }
    }
}

/// The command of a table that a key means.
fn table_key<T>(table: &'static [Command<T>], state: &mut T, stroke: Stroke, world: &mut World) -> Vec<Act> {
    let (folded, lang) = (stroke.folded(), world.text.lang);
    let command = table.iter().find(|command| command.keys.fit(folded, lang));
    command.and_then(|command| run(table, command.id, state, world)).unwrap_or_default()
}

/// The pool of the focused field, where everybody in it may be picked at once.
fn roll_of(form: &Form) -> Option<Pool> {
    match form.inputs.get(form.focus())?.kind {
        FieldKind::Pick { pool, many: true } => Some(pool).filter(|pool| pool.is_roll()),
        _ => None,
    }
}

/// The picker for the focused field of a form; the letter typed starts the search.
fn pick_for(form: &Form, letter: Option<char>, world: &World) -> Option<Act> {
    let input = form.inputs.get(form.focus())?;
    let FieldKind::Pick { pool, many } = input.kind else { return None };
    let picked = if many { input.chosen().as_picked().to_vec() } else { Vec::new() };
    let mut picker = Picker::new(input.label.as_ref(), panes::pool(pool, world), PickFor::Field, many);
    picker = picker.meaning(panes::everybody_meant(pool, world)).with_picked(picked);
    match letter {
        // These say of the first who stands there whether they came.
        Some(mark @ ('+' | '=' | '-')) if many => drop(picker.press(Stroke::char(mark))),
        Some(letter) => picker.paste(letter.encode_utf8(&mut [0; 4])),
        None => {}
    }
    Some(Act::Pick(Box::new(picker)))
}
