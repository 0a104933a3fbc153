//! What the data say, as plain values without a word of any language.
//!
//! This room exists so that every screen, report and test reads the same judgement of the year: what needs a hand, how
//! far each stage is, who waits, who has not answered. It only reads the register; the panes add the words. Whoever
//! needs several answers at once takes [`overview()`], which walks the year once.

mod agenda;
mod attention;
mod gates;
pub mod monitoring;
mod overview;
mod places;
mod queue;
pub mod recognition;
mod reflection;
mod request_map;
mod roadmap;
mod safety;
mod stages;
pub mod stats;
mod unasked;
mod view;
mod year_results;

pub use agenda::{Agenda, Appointment, agenda};
pub use attention::{
    Colour, ConsentGap, ContactDue, Level, Light, PutOff, Reason, Risk, Signal, Subject, Told, attention, contact_dues,
    light, lights,
};
pub use gates::{Cause, Held, Passage, gates, owed_at_closing, skipped_by};
pub use overview::{Overview, overview};
pub use places::{Places, places};
pub use queue::{Coverage, Due, Queue, exit_owed, queue, queue_as_found};
pub use reflection::{REFLECTION, reflections};
pub use request_map::{MapRow, RequestCount, RequestMap, request_map};
pub use roadmap::{RoadmapLine, Tally, mean_percent, roadmap};
pub use safety::{SafetyCase, SafetyNotes, safety_notes};
pub use stages::{Late, Preparation, StageProgress, preparation_gaps, stages};
pub use unasked::{Unasked, unasked};
pub use year_results::{YearResults, year_results};
