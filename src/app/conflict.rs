//! Two people, one record: what each changed, field by field or answer by answer, and whose word stands.
//!
//! The form or the paper of the one who came second is laid over the record as it is now. What only one side touched
//! needs no decision; for whatever both touched the curator takes one or the other, and may go back for a third.

use crate::domain::{Key, Refusal};
use crate::fields::{Ctx, names};
use crate::kit::{Act, Command, Dialog, Draft, Form, Input, Keys, Side, Slot, Versions, World, always, row};
use crate::panes;
use crate::text::fill;

/// What a conflict is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The form that lies beneath it.
    Form,
    /// The paper in pane 6 whose draft is kept in this place.
    Paper(Slot),
}

/// A conflict on screen.
#[derive(Debug)]
pub struct Conflict {
    /// What it is about.
    pub about: About,
    /// Who changed what, and when.
    pub who: Option<String>,
    /// What either side changed, contested ones first.
    pub rows: Vec<Versions>,
    /// The row with the cursor.
    pub cursor: usize,
}

/// The form over the record as it is now, holding what was typed in `mine`.
pub fn rebased(mine: &Form, world: &World) -> Option<Form> {
    let mut form = panes::reopen(mine.id, mine.target, mine.part.as_ref(), &mine.keys(), world)?;
    if let Some(draft) = mine.draft(world) {
        form.restore(&draft, world);
    }
    Some(form)
}

impl Conflict {
    /// What differs between the form as it was typed and the one from [`rebased`]; `changed` is the record that
    /// somebody changed meanwhile.
    pub fn new(changed: Option<Key>, mine: &Form, theirs: &Form, world: &World) -> Self {
        let rows = mine.inputs.iter().filter_map(|input| compare(input, theirs, world)).collect();
        let line = world.text.messages.conflict_line;
        Self::of(About::Form, changed.and_then(|key| who(key, line, world)), rows)
    }

    /// What differs between a form that is opened again from its draft, and what its fields held when it was typed.
    pub fn of_draft(draft: &Draft, form: &Form, world: &World) -> Option<Self> {
        let mut mine = panes::restore(draft, world)?;
        mine.go_back_to(draft, &world.ctx());
        Some(Self::new(form.changed_last(&world.register), &mine, form, world))
    }

    /// What differs between a paper and the response that is on file by now; `created` when none was before.
    pub fn of_paper(slot: Slot, key: Key, created: bool, rows: Vec<Versions>, world: &World) -> Self {
        let m = &world.text.messages;
        let line = if created { m.conflict_keyed } else { m.conflict_line };
        Self::of(About::Paper(slot), who(key, line, world), rows)
    }

    fn of(about: About, who: Option<String>, mut rows: Vec<Versions>) -> Self {
        rows.sort_by_key(|row| !row.contested);
        Self { about, who, rows, cursor: 0 }
    }

    /// Its title, what to do, and what its rows are called.
    pub fn words(&self, world: &World) -> [&'static str; 3] {
        let m = &world.text.messages;
        match (&self.about, self.is_contested()) {
            (About::Form, true) => [m.conflict_title, m.conflict_choose, m.conflict_field],
            (About::Form, false) => [m.conflict_title, m.conflict_apart, m.conflict_field],
            (About::Paper(_), true) => [m.paper_title, m.paper_choose, m.paper_question],
            (About::Paper(_), false) => [m.paper_title, m.paper_apart, m.paper_question],
        }
    }

    /// Whether there is anything to decide.
    pub fn is_contested(&self) -> bool {
        self.rows.iter().any(|row| row.contested)
    }

    /// Puts the decisions into the form.
    pub fn settle(&self, form: &mut Form, ctx: &Ctx) {
        for row in self.rows.iter().filter(|row| row.side == Side::Theirs) {
            if let Some(input) = form.input_mut(&row.field) {
                input.revert(ctx);
            }
        }
    }

    fn step(&mut self, by: isize) -> Vec<Act> {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        Vec::new()
    }

    /// Takes a side for the row under the cursor and goes on to the next one that is contested.
    fn take(&mut self, side: Side) -> Vec<Act> {
        let Some(row) = self.rows.get_mut(self.cursor).filter(|row| row.contested) else { return Vec::new() };
        row.side = side;
        if self.rows.get(self.cursor + 1).is_some_and(|next| next.contested) {
            self.cursor += 1;
        }
        Vec::new()
    }

    fn turn(&mut self) -> Vec<Act> {
        if let Some(row) = self.rows.get_mut(self.cursor).filter(|row| row.contested) {
            row.side = if row.side == Side::Mine { Side::Theirs } else { Side::Mine };
        }
        Vec::new()
    }
}

/// What can be done in a conflict.
pub static CONFLICT: &[Command<Conflict>] = &[
    row!("conflict.mine", Keys::same(&["1", "left"]), keep_mine, keep_mine_help, 2, contested, |c, _| c
        .take(Side::Mine)),
    row!("conflict.theirs", Keys::same(&["2", "right"]), keep_theirs, keep_theirs_help, 3, contested, |c, _| c
        .take(Side::Theirs)),
    row!("conflict.turn", Keys::same(&["space"]), keep_other, keep_other_help, 0, contested, |c, _| c.turn()),
    row!("conflict.save", Keys::same(&["enter", "f2", "ctrl-s"]), save, conflict_save_help, 1, always, |_, _| vec![
        Act::Settle { save: true }
    ]),
    row!("conflict.drop", Keys::same(&["0"]), drop_mine, drop_mine_help, 4, always, |_, _| vec![Act::Yield]),
    row!("conflict.up", Keys::same(&["up", "k"]), up, up_help, 0, always, |c, _| c.step(-1)),
    row!("conflict.down", Keys::same(&["down", "j"]), down, down_help, 0, always, |c, _| c.step(1)),
    row!("conflict.form", Keys::same(&["esc"]), to_form, to_form_help, 5, always, |_, _| vec![Act::Settle {
        save: false
    }]),
];

fn contested(conflict: &Conflict, world: &World) -> Result<(), String> {
    let row = conflict.rows.get(conflict.cursor);
    if row.is_some_and(|row| row.contested) { Ok(()) } else { Err(world.text.messages.not_contested.to_owned()) }
}

/// The word that the record is gone.
pub fn gone(world: &World) -> Dialog {
    let m = &world.text.messages;
    Dialog::new(m.conflict_title, vec![m.conflict_gone.to_owned()]).answer(
        Keys::same(&["enter", "esc"]),
        m.back_to_form,
        Vec::new(),
    )
}

/// The record a stale change was about.
pub fn stale_key(refusal: &Refusal) -> Option<Key> {
    match refusal {
        Refusal::Stale { key } => Some(*key),
        _ => None,
    }
}

/// Who made or changed a record, and when, in such a sentence.
pub fn who(key: Key, line: &str, world: &World) -> Option<String> {
    let stamp = world.register.stamp(key)?;
    let name = names::of_key(&world.register, key, world.text);
    Some(fill(line, &[&stamp.who, &name, &world.moment(stamp.at)]))
}

/// The row of a field that either side changed. What is restricted is compared, and not shown.
fn compare(mine: &Input, theirs: &Form, world: &World) -> Option<Versions> {
    let ctx = world.ctx();
    let now = theirs.inputs.iter().find(|input| input.id == mine.id)?;
    let (ours, other) = (mine.is_dirty(), now.opened != mine.opened);
    if !ours && !other {
        return None;
    }
    let typed = mine.keep(&ctx);
    let same = mine.value(&ctx).is_ok_and(|value| value == now.opened);
    let shown = |text: String| {
        let hidden = mine.restricted && !world.reveal;
        if hidden { world.text.common.hidden.to_owned() } else { text }
    };
    Some(Versions {
        field: mine.id.to_owned(),
        label: mine.label.to_string(),
        before: shown(mine.kind.show(&mine.opened, &ctx)),
        mine: shown(mine.value(&ctx).map_or(typed, |value| mine.kind.show(&value, &ctx))),
        theirs: shown(mine.kind.show(&now.opened, &ctx)),
        contested: ours && other && !same,
        side: if ours { Side::Mine } else { Side::Theirs },
    })
}
