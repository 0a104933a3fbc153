//! What every pane may look at: the register, the year on screen, the day, the language.

use std::sync::Arc;

use chrono::{DateTime, Local, NaiveDate};

use super::{Layout, Theme};
use crate::domain::{
    Access, Contact, ContactId, Deed, Ids, Key, MentorId, PairId, Register, Secret, Selection, Year, YearId,
};
use crate::fields::{Ctx, sentence};
use crate::text::Text;

/// The size of the terminal in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// The world around a pane. Panes read it; only `app` changes the register in it.
#[derive(Debug)]
pub struct World {
    /// Everything on file.
    pub register: Register,
    /// The year on screen.
    pub year: YearId,
    /// Now, as of the last thing that happened; the program has no running clock.
    pub now: DateTime<Local>,
    /// The language.
    pub text: &'static Text,
    /// Whether restricted fields are shown.
    pub reveal: bool,
    /// The days pane 7 looks at, from the first to the last; the whole year as far as it has gone without.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Why nothing may be changed, if nothing may.
    pub read_only: Option<String>,
    /// The keyboard layout of the letter last pressed as a command. What is typed into fields does not count: an
    /// address or a path is in Latin letters on any keyboard, and whoever types it goes back before the next command.
    pub layout: Layout,
    /// Colours and marks.
    pub theme: Theme,
    /// The terminal.
    pub size: Size,
    /// Gives out identities for new records.
    pub ids: Ids,
    /// Gives numbers that nobody can foresee, for codes.
    pub random: fn() -> u64,
    /// The system user at the keyboard.
    pub who: String,
}

impl World {
    /// The day.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// A day for people, as [`Ctx::day`].
    pub fn day(&self, on: NaiveDate) -> String {
        self.ctx().day(on)
    }

    /// Whether the year on screen has not begun: nothing in it is late, or behind.
    pub fn is_year_ahead(&self) -> bool {
        self.register.get::<Year>(self.year).is_some_and(|year| self.today() < year.start)
    }

    /// What fields need to know.
    pub fn ctx(&self) -> Ctx<'_> {
        Ctx {
            register: &self.register,
            year: self.year,
            today: self.today(),
            text: self.text,
            reveal: self.reveal,
            access: self.access(),
        }
    }

    /// As [`Self::ctx`] with restricted values masked whatever is on screen: for the filter.
    pub fn masked(&self) -> Ctx<'_> {
        Ctx { reveal: false, ..self.ctx() }
    }

    /// What the person at the keyboard may do.
    pub fn access(&self) -> Access {
        Access::of(&self.register, &self.who)
    }

    /// Whether who looks may ever see something, revealed or not.
    pub fn sees(&self, secret: Secret) -> bool {
        self.access().sees(&self.register, secret, self.today())
    }

    /// Whether who looks may know of health, safety notes and the like, and so whether what is masked is spoken of.
    pub fn sees_restricted(&self) -> bool {
        self.sees(Secret::Restricted)
    }

    /// What the curator and the sides of a pair talked about, the oldest first; nothing for whom that is none of their
    /// business.
    pub fn talks_of(&self, pair: PairId) -> Vec<(ContactId, &Arc<Contact>)> {
        if self.sees(Secret::Talks) { self.register.contacts_of(pair) } else { Vec::new() }
    }

    /// The sheet on which the selection of a mentor is written, for those who may read it.
    pub fn selection_of(&self, mentor: MentorId) -> Option<&Arc<Selection>> {
        self.register.get::<Selection>(mentor.into()).filter(|_| self.sees(Secret::Selection))
    }

    /// Why a change of this sort cannot be made here, if it cannot: the base may only be read, or this is not the duty
    /// of whoever sits at the keyboard.
    pub fn closed_to(&self, deed: Deed) -> Option<String> {
        let access = self.access();
        let denied = || (!access.can(&self.register, deed)).then(|| sentence::denied_deed(access, deed, self.text));
        self.read_only.clone().or_else(denied)
    }

    /// As [`Self::closed_to`], of what hangs on one record.
    pub fn closed_at(&self, deed: Deed, key: Key) -> Option<String> {
        let access = self.access();
        let denied = || {
            (!access.may_touch(&self.register, key, self.today()))
                .then(|| sentence::denied(access, self.text).to_owned())
        };
        self.closed_to(deed).or_else(denied)
    }

    /// A number for a new record.
    pub fn fresh_id(&mut self) -> u32 {
        self.ids.skip_past(self.register.highest_id());
        self.ids.fresh()
    }

    /// «2026/27»
    pub fn year_title(&self) -> String {
        self.register.get::<Year>(self.year).map(|year| year.title()).unwrap_or_default()
    }

    /// The hour of a moment for people: «14:02», or with the day where it was not today.
    pub fn moment(&self, at: i64) -> String {
        let Some(when) = DateTime::from_timestamp(at, 0).map(|utc| utc.with_timezone(&Local)) else {
            return String::new();
        };
        let hour = when.format("%H:%M");
        if when.date_naive() == self.today() {
            return hour.to_string();
        }
        format!("{} {hour}", self.day(when.date_naive()))
    }
}
