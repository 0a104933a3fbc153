//! Nastavnik: a school's mentoring programme, run from the keyboard of a terminal.
//!
//! This page is the plan of the house: which rooms there are, what may know what, and how one press of a key finds
//! its way to the disk and back to the screen. Every room opens with its own paragraph on why it exists; `README.md`
//! is for those who use the program.
//!
//! # Rooms
//! A room imports only from rows below its own. Rooms in one row do not know each other.
//!
//! ```text
//! main                            arguments in, exit code out
//! cli        runtime              commands without a screen  |  threads, the channel, effects
//! app                             the model and its update: what lies in front, saving, undo, drafts, help
//! panes      term                 one folder a pane          |  the terminal: session, input, frames, signals
//! kit                             lists, forms, pickers, dialogs; strokes, commands, acts
//! store      exchange   demo      the base on disk  |  rosters in, tables out  |  an invented school
//! pairing                         people as numbers and back: rules, score, proposal, explanations
//! analysis   matching   surveys   what needs a hand, how far each stage is  |  pairing  |  questionnaires as files
//! fields                          every field of every record, declared once
//! domain                          the programme: records, rules, the register and the change that alters it
//! text                            every word the program says, in Russian and in English; knows nothing
//! ```
//!
//! Two rooms share a word across a row: [`term`] gives presses as [`kit::Stroke`], so that whoever takes them need not
//! know a terminal library. Only [`runtime`] sees the terminal, the app and the base together.
//!
//! # One key, one direction
//! 1. [`term::run_input`] sleeps in a read on a thread of its own. A press becomes a [`kit::Stroke`] and goes into the
//!    one channel, where signals, the dropped line, the base and other sessions arrive as well.
//! 2. [`runtime::run`] wakes, takes everything there is, and gives each message to [`app::Model::update`] together
//!    with the time: the app has no clock.
//! 3. The app asks what lies in front. A field being typed into takes the character as it is. Otherwise the stroke is
//!    folded to its physical key ([`kit::Stroke::folded`]), so both keyboard layouts work, and looked up in the tables
//!    of [`kit::Command`]s: the pane's own, its list's, then [`app::commands::GLOBAL`]. A command that is not possible
//!    says why.
//! 4. The command answers with [`kit::Act`]s: a pane changes itself alone and asks for the rest. A change of data is a
//!    [`domain::Batch`] of [`domain::Change`]s, each holding the record before and after. The register checks it
//!    against the rules and takes it at once, so the screen does not wait.
//! 5. What is left for the world comes out as [`app::Effect`]s. [`app::Effect::Save`] goes to the thread of the base:
//!    one transaction of the [`store`] checks the generation, writes the records and a row of the journal, and comes
//!    back durable. Only then does the title say «записано».
//! 6. If another session was faster, its entries are followed first and ours is tried again on top; what no longer
//!    fits becomes a question with both versions. If the disk refuses, the change is taken back and the form returns
//!    as it was typed.
//! 7. When nothing more waits, [`app::view::draw`] turns the model into cells, and [`term::Screen`] sends what differs
//!    in one write.
//!
//! The **change is the one currency**: saving, undo, the journal, news from other sessions and an import are the same
//! value going different ways.
//!
//! # Declared once
//! - **A field** is a [`fields::Field`]. *To add one:* the field in its struct in `domain`, and for a text its place in
//!   `texts()` beside the struct, so that equal texts are held once; a row in [`fields::MENTEE`], [`fields::MENTOR`],
//!   [`fields::PAIR`] or [`fields::MEETING`]; its label in `text/fields.rs`; for a new choice its options in
//!   `fields/choices.rs`. Form, list, filter, journal, import and export read the row. The card does not: what it
//!   says, and in which order, is written by hand in `card.rs` of the pane (`about` for a mentor, `asides` for a
//!   mentee). What is stored has changed with the struct, and records on disk do not describe themselves: the type as
//!   it was goes to `store::legacy`, its line in `store/formats.rs` gets the next number, and `tests/golden` a file of
//!   the new format beside the old one. The golden tests fail until all of that is done.
//! - **A pane** is a folder in `panes`. *To add one:* a [`panes::Pane`] (a base of records is a [`panes::ListPane`]
//!   over a [`panes::Base`]); its name in [`kit::PaneId`]; a line in [`panes::PANES`] and one in [`panes::all`]; a
//!   `pane!` row for its digit in `app/commands.rs`; if records are shown there, an arm in [`panes::pane_of`].
//! - **A form** is a [`kit::Form`] with an identity. *To add one:* the function of its pane that makes it, and an arm in
//!   [`panes::reopen`], by which a draft and a conflict find it again.
//! - **A command** is a [`kit::Command`]. *To add one:* a row in the table of its pane, or in [`kit::LIST`],
//!   [`kit::FORM`] or [`app::commands::GLOBAL`]; its keys from [`kit::verb`], where a verb has one key for all panes;
//!   its label and its sentence (`name` and `name_help`) in `text/commands.rs`; if it saves a step, what the journal
//!   and undo call that step, an arm in `app/history.rs`. Footer, F1 and the palette read the
//!   row, and so does README's table of keys: `NASTAVNIK_BLESS=1 cargo test --test readme` writes it anew.
//! - **A word** is a line `name: "по-русски", "in English";` in a file of `text`, found as `text.panes.name` and the
//!   like. A missing translation does not compile, and a test sees that both leave the same gaps for values.
//! - **A kind of record** is a file in `domain` and a line in `domain/record.rs`.
//! - **A questionnaire** is a TOML file; those in `surveys/builtin` are read like any other. *To add one:* its items there,
//!   and its head in `surveys::BUILTIN`; a changed one gets the next version, which older bases are offered.
//!
//! # What holds, and what is not here
//! - `domain` knows no terminal, disk, clock or language. Days are arguments; words are added in `fields`.
//! - Only `term` names crossterm, only `store` names redb and bincode, only `runtime` starts threads. ratatui stays
//!   where things are drawn: `term`, `kit`, the views of `panes` and `app`, and the rectangle `runtime` hands over.
//! - No async runtime. Six threads sleep in the kernel until something happens; they share one channel each way and
//!   no data. A seventh lives as long as a directory is looked into for the path being typed.
//! - Whoever answers a questionnaire by a code (`nastavnik respond`) has a loop and a screen of their own
//!   ([`runtime::respond`], [`panes::respond`]) and no way from there to the app; see `domain/invitation.rs`.
//! - No polling. News of other sessions come from the kernel (inotify); only where it cannot give them does
//!   [`store::Watcher`] look twice a second. No running clock, no spinner, no frame when nothing changed.
//! - No `unsafe`, and no `unwrap` or `expect` outside tests. Bad input is an error value that says what, where and
//!   what to do; each room has its own error type, and sentences are made at the edge.
//! - No globals but constant tables, save what a panic must find: the mode the terminal was in, the names of the last
//!   commands, and whether there was a panic.
//! - No disk on the way to the screen: the register of one school lives in memory, and the base is read once.
//! - No rule that only warns may block, and no unsafe step may pass: what is hard is a [`domain::Refusal`], all else a
//!   [`domain::Warning`].
//! - Who sees what is one table, `domain/sight.rs`: a field, a page, a kind of record, a signal and a table that goes out
//!   name the [`domain::Secret`] they give away, and whoever may not see it is shown no trace of it.
//! - Health data and safety notes are `restricted` fields: masked on screen until F4, never searched by the filter,
//!   left out of exports unless asked for, and absent from logs and crash reports.
//! - Every text that enters from outside is normalised and rid of control characters first ([`text::clean`]).

pub mod analysis;
pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod fields;
pub mod kit;
pub mod matching;
pub mod pairing;
pub mod panes;
pub mod runtime;
pub mod store;
pub mod surveys;
pub mod term;
pub mod text;
