//! A field, declared once.

use super::{Ctx, FieldKind, Problem, Value};
use crate::domain::Secret;
use crate::text::Text;

/// A shorter way to show a column where the window is too narrow for all of them.
#[derive(Debug, Clone, Copy)]
pub struct Brief {
    /// Its width in cells.
    pub width: u16,
    /// The words of a value that is not restricted.
    pub words: fn(&Value, &Text) -> String,
}

/// Where a field stands in a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The head over it.
    pub head: fn(&Text) -> &'static str,
    /// Its width in cells.
    pub width: u16,
    /// When it leaves a narrowing window: the largest number first; 0 never.
    pub leaves: u8,
    /// How it is shown in a window too narrow for the width above.
    pub brief: Option<Brief>,
}

/// One row of the table of fields of a record: everything the program knows of it. Form, list, card, filter,
/// import and export all read this.
#[derive(Debug)]
pub struct Field<T: 'static> {
    /// The stable id: `--map`, JSON keys, documentation.
    pub id: &'static str,
    /// The label.
    pub label: fn(&Text) -> &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether a record cannot be without it.
    pub required: bool,
    /// Whether it discloses health or another secret: masked on screen, left out of exports unless asked for.
    pub restricted: bool,
    /// What it gives away of a record, beside what is restricted, that is not for everybody.
    pub secret: fn(&T, &Ctx) -> Option<Secret>,
    /// Whether the filter looks here.
    pub searched: bool,
    /// Whether forms show it. The others serve import and export.
    pub in_form: bool,
    /// Whether exports write it. Composite columns of paper forms are only read.
    pub exported: bool,
    /// Its column in lists.
    pub column: Option<Column>,
    /// Heads by which import knows it, beside its id and labels.
    pub aliases: &'static [&'static str],
    /// Reads it from a record.
    pub get: fn(&T, &Ctx) -> Value,
    /// Writes it into a record; `None` where it is worked out.
    pub set: Option<fn(&mut T, Value, &Ctx)>,
}

impl<T> Field<T> {
    /// A plain optional field that forms show and exports write.
    pub const fn new(
        id: &'static str,
        label: fn(&Text) -> &'static str,
        kind: FieldKind,
        get: fn(&T, &Ctx) -> Value,
        set: fn(&mut T, Value, &Ctx),
    ) -> Self {
        Self {
            id,
            label,
            kind,
            required: false,
            restricted: false,
            secret: |_, _| None,
            searched: false,
            in_form: true,
            exported: true,
            column: None,
            aliases: &[],
            get,
            set: Some(set),
        }
    }

    /// A field that is worked out from others.
    pub const fn computed(
        id: &'static str,
        label: fn(&Text) -> &'static str,
        kind: FieldKind,
        get: fn(&T, &Ctx) -> Value,
    ) -> Self {
        Self {
            id,
            label,
            kind,
            required: false,
            restricted: false,
            secret: |_, _| None,
            searched: false,
            in_form: false,
            exported: true,
            column: None,
            aliases: &[],
            get,
            set: None,
        }
    }

    /// A record cannot be without it.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It is masked until asked for.
    pub const fn restricted(mut self) -> Self {
        self.restricted = true;
        self
    }

    /// It gives away what is not for everybody.
    pub const fn secret(mut self, secret: fn(&T, &Ctx) -> Option<Secret>) -> Self {
        self.secret = secret;
        self
    }

    /// The filter looks here.
    pub const fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// Import reads it; forms and exports leave it alone, since other fields hold the same.
    pub const fn import_only(mut self) -> Self {
        self.in_form = false;
        self.exported = false;
        self
    }

    /// Exports write it and import reads it; forms leave it alone.
    pub const fn no_form(mut self) -> Self {
        self.in_form = false;
        self
    }

    /// Exports leave it alone: it says again what other fields say, for the eye.
    pub const fn unexported(mut self) -> Self {
        self.exported = false;
        self
    }

    /// It has a column in lists.
    pub const fn column(mut self, head: fn(&Text) -> &'static str, width: u16, leaves: u8) -> Self {
        self.column = Some(Column { head, width, leaves, brief: None });
        self
    }

    /// Its column has a shorter form for narrow windows.
    pub const fn brief(mut self, width: u16, words: fn(&Value, &Text) -> String) -> Self {
        if let Some(column) = &mut self.column {
            column.brief = Some(Brief { width, words });
        }
        self
    }

    /// Heads by which import knows it.
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Whether who looks is not even told that there is something.
    pub fn is_closed(&self, row: &T, ctx: &Ctx) -> bool {
        let restricted = self.restricted.then_some(Secret::Restricted);
        restricted.into_iter().chain((self.secret)(row, ctx)).any(|secret| !ctx.sees(secret))
    }

    /// Its value, nothing where it is closed to who looks. Masked it is not: that is for the words.
    pub fn seen(&self, row: &T, ctx: &Ctx) -> Value {
        if self.is_closed(row, ctx) { Value::Empty } else { (self.get)(row, ctx) }
    }

    /// Its value as text, masked where it must be and nothing where it is closed to who looks.
    pub fn shown(&self, row: &T, ctx: &Ctx) -> String {
        let value = self.seen(row, ctx);
        if self.restricted && !ctx.reveal {
            return if value.is_empty() { String::new() } else { ctx.text.common.hidden.to_owned() };
        }
        self.kind.show(&value, ctx)
    }

    /// Reads text and writes it into a record.
    ///
    /// # Errors
    /// [`Problem`] when the text is not what the field takes; the record is unchanged.
    pub fn read(&self, row: &mut T, text: &str, ctx: &Ctx) -> Result<(), Problem> {
        let value = self.kind.parse(text, ctx)?;
        self.write(row, value, ctx)
    }

    /// Writes a value into a record.
    ///
    /// # Errors
    /// [`Problem::Required`] when nothing is given where something must be; the record is unchanged.
    pub fn write(&self, row: &mut T, value: Value, ctx: &Ctx) -> Result<(), Problem> {
        if self.required && value.is_empty() {
            return Err(Problem::Required);
        }
        if let Some(set) = self.set {
            set(row, value, ctx);
        }
        Ok(())
    }
}

/// The fields of a person and of a meeting that are the psychologist's to write: those that
/// [`Access::may`](crate::domain::Access::may) lets through.
pub const OF_PSYCHOLOGIST: [&str; 3] = ["health", "safety_note", "safety_action"];

/// What the filter sees of a record.
pub fn haystack<T>(fields: &[Field<T>], row: &T, ctx: &Ctx) -> String {
    let mut out = String::new();
    for field in fields.iter().filter(|field| field.searched && !field.restricted) {
        let shown = field.shown(row, ctx);
        if shown.is_empty() {
            continue;
        }
        if matches!(field.kind, FieldKind::Phone) {
            out.push_str(&crate::domain::phone::digits(&shown));
            out.push(' ');
        }
        out.push_str(&shown);
        out.push(' ');
    }
    super::fold(&out)
}
