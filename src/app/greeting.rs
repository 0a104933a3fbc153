//! The first run: three ways to begin.

use std::path::Path;

use crate::kit::{Act, Dialog, Keys, PaneId, World};
use crate::text::fill;

/// The question a missing base is greeted with.
pub fn ask(path: &Path, world: &World) -> Dialog {
    let p = &world.text.panes;
    let mut dialog = Dialog::new(p.greeting_title, vec![fill(p.greeting_line, &[&path.display()])])
        .answer(Keys::same(&["1"]), p.greeting_demo, vec![Act::Found(true)])
        .answer(
            Keys::same(&["2"]),
            p.greeting_import,
            vec![Act::Found(false), Act::Go(PaneId::Mentees, None), Act::Run("mentee.import")],
        )
        .answer(Keys::same(&["3"]), p.greeting_empty, vec![Act::Found(false)])
        .answer(Keys::same(&["ctrl-q", "f10", "esc"]), p.greeting_quit, vec![Act::Quit]);
    dialog.firm = true;
    dialog
}
