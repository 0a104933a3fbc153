//! The mutual first choices of a year: shown, and pinned together.

use crate::domain::wishes::{Mutual, MutualState, mutual_firsts};
use crate::domain::{Batch, Change, Ruling, RulingId, Verdict};
use crate::fields::names;
use crate::kit::{Act, Dialog, Keys, World};
use crate::text::fill;

/// Lines of the window that the question and its answers need beside the couples.
const AROUND: usize = 10;

/// Everybody who chose each other first, with the offer to pin those who still can be.
pub fn show(world: &mut World) -> Vec<Act> {
    let (m, p) = (&world.text.messages, &world.text.panes);
    let all = mutual_firsts(&world.register, world.year);
    if all.is_empty() {
        return vec![Act::Refuse(m.mutual_none.to_owned())];
    }
    let changes = pins(&all, world);
    let room = usize::from(world.size.height).saturating_sub(AROUND).max(3);
    let mut lines: Vec<String> = all.iter().take(room).map(|mutual| line(mutual, world)).collect();
    lines.extend(all.len().checked_sub(room).filter(|rest| *rest > 0).map(|n| fill(world.text.common.and_more, &[&n])));
    let mut dialog = Dialog::new(fill(p.mutual_title, &[&all.len()]), lines);
    if !changes.is_empty() {
        let (said, batch) = (fill(p.mutual_pin, &[&changes.len()]), Batch::new("wish.pin", changes));
        dialog = dialog.answer(Keys::same(&["enter"]), said, vec![Act::Save(batch)]);
    }
    vec![Act::Ask(Box::new(dialog.answer(Keys::same(&["esc"]), m.mutual_leave, Vec::new())))]
}

/// «Фёдоров С. – Щёголева К. · наставник занят»
fn line(mutual: &Mutual, world: &World) -> String {
    let p = &world.text.panes;
    let couple = format!(
        "{} – {}",
        names::mentee_short(&world.register, mutual.mentee),
        names::mentor_short(&world.register, mutual.mentor)
    );
    let why = match mutual.state {
        MutualState::Open => return couple,
        MutualState::Together => p.mutual_together,
        MutualState::Forbidden => p.mutual_forbidden,
        MutualState::Taken => p.mutual_taken,
    };
    format!("{couple} · {why}")
}

/// A pin for each couple that can be put together; a ruling that lifted rules for them keeps what it lifted.
fn pins(all: &[Mutual], world: &mut World) -> Vec<Change> {
    let open = all.iter().filter(|mutual| mutual.state == MutualState::Open);
    let mut changes = Vec::new();
    for Mutual { mentee, mentor, .. } in open.copied() {
        let (verdict, reason) = (Verdict::Pin, world.text.panes.mutual_reason.into());
        let known = world.register.ruling_on(mentee, mentor).map(|(id, ruling)| (id, std::sync::Arc::clone(ruling)));
        changes.push(match known {
            Some((id, before)) => Change::edit(id, &before, Ruling { verdict, reason, ..Ruling::clone(&before) }),
            None => {
                let ruling = Ruling { year: world.year, mentee, mentor, verdict, lifted: Vec::new(), reason };
                Change::create(RulingId(world.fresh_id()), ruling)
            }
        });
    }
    changes
}
