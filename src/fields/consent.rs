//! What is on file of a person's consents, kind by kind, and the sheet of paper that is being entered (model §3.9).

use std::sync::Arc;

use chrono::NaiveDate;

use super::choices::CONSENTS;
use super::{Choice, Ctx, Field, FieldKind, HasPerson, Pool, Value, Worded, person};
use crate::domain::{AfterWithdrawal, Consent, ConsentKind, Person, PersonId, Register, SheetState};
use crate::text::Text;

impl Worded for SheetState {
    fn word(self, text: &Text) -> &'static str {
        let y = &text.years;
        match self {
            Self::Holds => y.sheet_holds,
            Self::Ends => y.sheet_ends,
            Self::Expired => y.sheet_expired,
            Self::Withdrawn => y.sheet_withdrawn,
            Self::Missing => y.sheet_missing,
        }
    }
}

/// What may be said of a kind of consent.
pub static SHEET_STATES: &[Choice] = &[
    Choice::new("holds", |t| t.years.sheet_holds),
    Choice::new("ends", |t| t.years.sheet_ends),
    Choice::new("expired", |t| t.years.sheet_expired),
    Choice::new("withdrawn", |t| t.years.sheet_withdrawn),
    Choice::new("missing", |t| t.years.sheet_missing),
];

impl Worded for AfterWithdrawal {
    fn word(self, text: &Text) -> &'static str {
        let y = &text.years;
        match self {
            Self::Pause => y.after_pause,
            Self::End => y.after_end,
            Self::Leave => y.after_leave,
        }
    }
}

/// What may become of pairs when a consent was taken back.
pub static AFTER_WITHDRAWAL: &[Choice] = &[
    Choice::new("pause", |t| t.years.after_pause),
    Choice::new("end", |t| t.years.after_end),
    Choice::new("leave", |t| t.years.after_leave),
];

/// What may become of the pairs of somebody who leaves: they do not come back, so nothing rests.
pub static AFTER_LEAVING: &[Choice] =
    &[Choice::new("end", |t| t.years.after_end), Choice::new("leave", |t| t.years.after_leave)];

/// A person with their consents.
#[derive(Debug, Clone)]
pub struct ConsentRow {
    /// Who.
    pub person_id: PersonId,
    /// The person.
    pub person: Arc<Person>,
}

impl HasPerson for ConsentRow {
    fn person_id(&self) -> Option<PersonId> {
        Some(self.person_id)
    }

    fn person(&self) -> &Person {
        &self.person
    }

    fn person_mut(&mut self) -> &mut Person {
        Arc::make_mut(&mut self.person)
    }
}

impl ConsentRow {
    /// The line of a person on file.
    pub fn load(register: &Register, id: PersonId) -> Option<Self> {
        Some(Self { person_id: id, person: Arc::clone(register.get::<Person>(id)?) })
    }

    /// How a kind stands; `None` where it is not asked for.
    pub fn state(&self, kind: ConsentKind, ctx: &Ctx) -> Option<SheetState> {
        let notice = ctx.register.rules().expiry_notice_days;
        let state = self.person.sheet_state(kind, ctx.today, notice);
        let asked = match kind {
            ConsentKind::Data | ConsentKind::Publication => true,
            ConsentKind::Participation => ctx.register.mentee_of(self.person_id, ctx.year).is_some(),
            // Only of those of whom anything is known; nobody is asked about health for nothing.
            ConsentKind::Health => self.person.tells_of_health(),
        };
        Some(state).filter(|state| asked || *state != SheetState::Missing)
    }
}

macro_rules! sheet {
    ($kind:ident, $id:literal, $signed:literal, $until:literal, $head:ident) => {
        [
            Field::computed(
                $id,
                |text| text.years.$head,
                FieldKind::Choice(SHEET_STATES),
                |row: &ConsentRow, ctx| Value::code(row.state(ConsentKind::$kind, ctx).map(SheetState::code)),
            ),
            Field::computed(
                $signed,
                |text| text.years.sheet_signed,
                FieldKind::Date,
                |row: &ConsentRow, _| Value::date(row.person.consent(ConsentKind::$kind).map(|it| it.signed_on)),
            ),
            Field::computed(
                $until,
                |text| text.years.sheet_until,
                FieldKind::Date,
                |row: &ConsentRow, _| Value::date(row.person.consent(ConsentKind::$kind).and_then(|it| it.valid_until)),
            ),
        ]
    };
}

const DATA: [Field<ConsentRow>; 3] = sheet!(Data, "data", "data_signed", "data_until", sheet_data);
const PARTICIPATION: [Field<ConsentRow>; 3] =
    sheet!(Participation, "participation", "participation_signed", "participation_until", sheet_participation);
const PUBLICATION: [Field<ConsentRow>; 3] =
    sheet!(Publication, "publication", "publication_signed", "publication_until", sheet_publication);
const HEALTH: [Field<ConsentRow>; 3] = sheet!(Health, "health", "health_signed", "health_until", sheet_health);

const fn of(fields: [Field<ConsentRow>; 3], leaves: u8) -> [Field<ConsentRow>; 3] {
    let [state, signed, until] = fields;
    let head = state.label;
    [state.column(head, 8, leaves), signed, until]
}

const fn hidden(fields: [Field<ConsentRow>; 3]) -> [Field<ConsentRow>; 3] {
    let [state, signed, until] = fields;
    [state.restricted(), signed.restricted(), until.restricted()]
}

static ROWS: [Field<ConsentRow>; 14] = {
    let [d0, d1, d2] = of(DATA, 0);
    let [p0, p1, p2] = of(PARTICIPATION, 0);
    let [u0, u1, u2] = of(PUBLICATION, 0);
    let [h0, h1, h2] = hidden(HEALTH);
    [person::name::<ConsentRow>(), person::class::<ConsentRow>(), d0, d1, d2, p0, p1, p2, u0, u1, u2, h0, h1, h2]
};

/// What the list of consents shows and its export writes.
pub static CONSENT_ROWS: &[Field<ConsentRow>] = &ROWS;

/// A sheet of paper as it is entered, for one person or for many.
#[derive(Debug, Clone)]
pub struct SheetEntry {
    /// What it allows.
    pub kind: ConsentKind,
    /// When it was signed.
    pub signed_on: Option<NaiveDate>,
    /// The last day it holds.
    pub valid_until: Option<NaiveDate>,
    /// Who signed; empty: the representative of each, or themselves.
    pub signer: String,
    /// Whose consents.
    pub people: Vec<PersonId>,
}

impl SheetEntry {
    /// The sheet of one of them. Without a signer: [`Person::usual_signer`].
    pub fn of(&self, person: &Person, signed_on: NaiveDate) -> Consent {
        let usual = || person.usual_signer(signed_on);
        let signer = if self.signer.is_empty() { usual() } else { self.signer.as_str().into() };
        Consent { kind: self.kind, signer, signed_on, valid_until: self.valid_until, withdrawn_on: None }
    }
}

/// What is asked about a sheet.
pub static SHEET_ENTRY: &[Field<SheetEntry>] = &[
    Field::new(
        "consent_kind",
        |text| text.fields.consent_kind,
        FieldKind::Choice(CONSENTS),
        |it: &SheetEntry, _| Value::Code(it.kind.code()),
        |it: &mut SheetEntry, value, _| {
            it.kind = value.as_code().and_then(ConsentKind::from_code).unwrap_or(it.kind);
        },
    )
    .required(),
    Field::new(
        "signed_on",
        |text| text.years.sheet_signed,
        FieldKind::Date,
        |it: &SheetEntry, _| Value::date(it.signed_on),
        |it: &mut SheetEntry, value, _| it.signed_on = value.as_date(),
    )
    .required(),
    Field::new(
        "valid_until",
        |text| text.years.sheet_until,
        FieldKind::Date,
        |it: &SheetEntry, _| Value::date(it.valid_until),
        |it: &mut SheetEntry, value, _| it.valid_until = value.as_date(),
    ),
    Field::new(
        "signer",
        |text| text.years.sheet_signer,
        FieldKind::Text,
        |it: &SheetEntry, _| Value::text(&it.signer),
        |it: &mut SheetEntry, value, _| it.signer = value.into_text(),
    ),
    Field::new(
        "people",
        |text| text.years.sheet_people,
        FieldKind::Pick { pool: Pool::People, many: true },
        |it: &SheetEntry, _| Value::Picked(it.people.iter().map(|&id| id.into()).collect()),
        |it: &mut SheetEntry, value, _| {
            it.people = value.as_picked().iter().copied().filter_map(PersonId::of).collect();
        },
    )
    .required(),
];
