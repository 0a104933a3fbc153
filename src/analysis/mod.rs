//! What the data say, as plain values without a word of any language.
//!
//! This room exists so that every screen, report and test reads the same judgement of the year: what needs a hand, how
//! far each stage is, who waits, who has not answered. It only reads the register; the panes add the words. Whoever
//! needs several answers at once takes [`overview()`], which walks the year once.

mod agenda;
mod attention;
pub mod monitoring;
mod overview;
mod places;
mod queue;
mod request_map;
mod stages;
pub mod stats;
mod view;

pub use agenda::{Agenda, Appointment, agenda};
pub use attention::{ConsentGap, Level, Reason, Signal, Subject, attention};
pub use overview::{Overview, overview};
pub use places::{Places, places};
pub use queue::{Coverage, Due, Queue, exit_owed, queue, queue_as_found};
pub use request_map::{MapRow, RequestCount, RequestMap, request_map};
pub use stages::{Late, Overdue, Preparation, StageProgress, preparation_gaps, stages};
