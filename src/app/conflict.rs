//! Two people, one record: what each changed, side by side, and whose word stands.

use crate::domain::{Key, Refusal};
use crate::fields::names;
use crate::kit::{Act, Dialog, Form, Input, Keys, World};
use crate::panes;
use crate::text::fill;

/// The form over the record as it is now, holding what was typed in `mine`.
pub fn rebased(mine: &Form, world: &World) -> Option<Form> {
    let mut form = panes::reopen(mine.id, mine.target, world)?;
    if let Some(draft) = mine.draft(world) {
        form.restore(&draft, world);
    }
    Some(form)
}

/// The question who is right, with both versions. Asked over the form from [`rebased`].
pub fn ask(refusal: &Refusal, mine: &Form, theirs: &Form, world: &World) -> Dialog {
    let m = &world.text.messages;
    let mut lines: Vec<String> = stale_key(refusal).and_then(|key| who(key, world)).into_iter().collect();
    lines.extend(mine.inputs.iter().filter_map(|input| difference(input, theirs, world)));
    Dialog::new(m.conflict_title, lines)
        .answer(Keys::same(&["1"]), m.keep_mine, vec![Act::Run("form.save")])
        .answer(Keys::same(&["2"]), m.keep_theirs, vec![Act::DropDraft, Act::Close])
        .answer(Keys::same(&["3", "esc"]), m.back_to_form, Vec::new())
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

fn who(key: Key, world: &World) -> Option<String> {
    let stamp = world.register.stamp(key)?;
    let name = names::of_key(&world.register, key, world.text);
    Some(fill(world.text.messages.conflict_line, &[&stamp.who, &name, &world.moment(stamp.at)]))
}

/// «Телефон: у вас «…», у них «…»», for a field either side changed.
fn difference(mine: &Input, theirs: &Form, world: &World) -> Option<String> {
    let ctx = world.ctx();
    let now = theirs.inputs.iter().find(|input| input.id == mine.id)?;
    let changed_by_them = now.opened != mine.opened;
    if mine.restricted && !world.reveal && (changed_by_them || mine.is_dirty()) {
        return Some(format!("{}: {}", mine.label, world.text.common.hidden));
    }
    let ours = mine.value(&ctx).map(|value| mine.kind.show(&value, &ctx)).unwrap_or_default();
    let before = mine.kind.show(&now.opened, &ctx);
    let m = &world.text.messages;
    match (mine.is_dirty(), changed_by_them) {
        (true, true) => Some(fill(m.conflict_both, &[&mine.label, &ours, &before])),
        (true, false) => Some(fill(m.conflict_mine, &[&mine.label, &ours])),
        (false, true) => Some(fill(m.conflict_theirs, &[&mine.label, &before])),
        (false, false) => None,
    }
}
