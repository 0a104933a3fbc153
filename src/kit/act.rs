//! What a pane asks of the app. A pane changes only itself; everything beyond it is one of these.

use super::{Dialog, Form, Picker, Preview};
use crate::domain::{Batch, Key, Kind, YearId};

/// The panes, by their digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaneId {
    /// 1 Сегодня.
    Today,
    /// 2 Наставляемые.
    Mentees,
    /// 3 Наставники.
    Mentors,
    /// 4 Пары.
    Pairs,
    /// 5 Встречи.
    Meetings,
    /// 6 Анкеты.
    Surveys,
    /// 7 Итоги.
    Monitoring,
    /// 8 Программа.
    Programme,
}

/// Something a pane, a form or a dialog asks for.
#[derive(Debug)]
pub enum Act {
    /// Take these changes and keep them. They come from the form in front, if one is.
    Save(Batch),
    /// Take these changes, which come from a paper that was keyed; it is given back when they cannot be kept.
    SavePaper(Batch, Box<super::Draft>),
    /// Take changes once more that the disk had refused; whatever lies in front has nothing to do with them.
    Again(Batch),
    /// Open a form.
    Form(Box<Form>),
    /// Open a picker.
    Pick(Box<Picker>),
    /// Ask something.
    Ask(Box<Dialog>),
    /// Show a big step before it is taken.
    Preview(Box<Preview>),
    /// Say something in passing.
    Say(String),
    /// Say why something is not possible.
    Refuse(String),
    /// Go to a pane, to a record there.
    Go(PaneId, Option<Key>),
    /// Show another year.
    Year(YearId),
    /// Run a command by its identity, as if its key had been pressed.
    Run(&'static str),
    /// Take back the last step of this user.
    Undo,
    /// Put back what was taken back.
    Redo,
    /// Show who changed a record, or the whole journal.
    History(Option<Key>),
    /// Read the whole journal on, before the entry of that generation.
    Older(u64),
    /// Keep half-typed work outside the base.
    KeepDraft(super::Draft),
    /// The half-typed work is thrown away.
    DropDraft(super::Slot),
    /// Look what the directory of a half-typed path offers.
    Complete(String),
    /// Read a file with a roster.
    OpenRoster(Kind, String),
    /// Read another sheet of the workbook that is on its way in.
    OpenSheet(std::path::PathBuf, String),
    /// Write a base of people to a file.
    Export(Kind, String),
    /// Write a file that the form in front asked for.
    WriteFrom(std::path::PathBuf, Vec<u8>),
    /// Write a file of the curator's.
    Write(std::path::PathBuf, Vec<u8>),
    /// Make a backup of the base.
    Backup,
    /// Put text on the clipboard of the person at the keyboard.
    Copy(String),
    /// End a conflict by the decisions taken: save the form at once, or go back to it.
    Settle {
        /// Whether to save.
        save: bool,
    },
    /// End a conflict by giving up everything that was typed.
    Yield,
    /// Show a page to read: its title and its lines.
    Read(String, Vec<super::paint::Line>),
    /// Show who is in the base.
    Company,
    /// Leave the program.
    Quit,
    /// Close what is in front.
    Close,
    /// Create the base: the invented school when `true`, an empty one otherwise.
    Found(bool),
    /// Open the draft of that number among those found at the start.
    OpenDraft(usize),
    /// Offer that draft no more now; it stays.
    SkipDraft(usize),
    /// Offer no draft any more now; they stay.
    PutDraftsOff,
    /// Throw that draft away.
    ForgetDraft(usize),
}
