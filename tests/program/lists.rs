//! What a row of a list tells at each size, and what the list is sorted by.

use nastavnik::app::Model;
use nastavnik::domain::{Change, Meeting, MeetingId, MeetingKind, MeetingState, Register, Stamp};
use nastavnik::kit::{Layout, Stroke};
use nastavnik::text::Lang;

use crate::stage::{self, model, picture, press};

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (200, 50)];

/// The row under the cursor, as far as the card beside it.
fn row(model: &mut Model) -> String {
    let marks = model.world.theme.marks();
    let rows = picture(model, Layout::Cyrillic);
    let row = rows.iter().find(|row| row.starts_with(marks.focus)).expect("the cursor is somewhere");
    row.split(marks.bar).next().unwrap().to_owned()
}

/// A school with a meeting in every state.
fn in_every_state() -> (Register, Vec<(MeetingId, MeetingState)>) {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    let meetings: Vec<_> = register.pairs(year).flat_map(|(id, _)| register.meetings_of(id)).take(4).collect();
    let mut changes = Vec::new();
    let mut ids = Vec::new();
    for ((id, meeting), state) in meetings.into_iter().zip(MeetingState::ALL) {
        let after =
            Meeting { state: *state, kind: MeetingKind::Planning, present: Vec::new(), ..Meeting::clone(meeting) };
        changes.extend((after != **meeting).then(|| Change::edit(id, meeting, after)));
        ids.push((id, *state));
    }
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&changes, &stamp).unwrap();
    (register, ids)
}

#[test]
fn what_became_of_a_meeting_is_told_in_its_row() {
    let (register, meetings) = in_every_state();
    for lang in [Lang::Ru, Lang::En] {
        for size in SIZES {
            let mut model = model(&register, lang, size);
            press(&mut model, Stroke::char('5'));
            let t = &model.world.text.terms;
            let words = |state: MeetingState| match state {
                MeetingState::Planned => [t.meeting_planned, t.meeting_planned_brief],
                MeetingState::Held => [t.meeting_held, t.meeting_held_brief],
                MeetingState::Cancelled => [t.meeting_cancelled, t.meeting_cancelled_brief],
                MeetingState::NoShow => [t.meeting_no_show, t.meeting_no_show_brief],
            };
            let kinds = [t.kind_planning, t.kind_planning_brief];
            for (id, state) in &meetings {
                let world = &model.world;
                model.desk.panes[4].select((*id).into(), world);
                press(&mut model, Stroke::plain(nastavnik::kit::Code::F(4)));
                let row = row(&mut model);
                let row = format!("{row} ");
                let tells = |word: &str| row.contains(&format!(" {word} "));
                assert!(words(*state).iter().any(|word| tells(word)), "{size:?} {state:?}: {row:?}");
                assert!(kinds.iter().any(|word| row.contains(word)), "{size:?}: {row:?}");
                let others = MeetingState::ALL.iter().filter(|other| *other != state);
                for other in others.flat_map(|other| words(*other)) {
                    assert!(!tells(other), "{size:?} {state:?}: {row:?}");
                }
            }
        }
    }
}
