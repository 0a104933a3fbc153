//! Fields of whoever sits at the keyboard.

use std::sync::Arc;

use super::programme_choices::DUTIES;
use super::{Field, FieldKind, Pool, Value};
use crate::domain::{Duty, PersonId, Register, Staff, StaffId, Words};

/// A line of the list of duties.
#[derive(Debug, Clone)]
pub struct StaffRow {
    /// The record, unless it is new.
    pub id: Option<StaffId>,
    /// What it says.
    pub staff: Arc<Staff>,
}

impl StaffRow {
    /// A line for somebody new.
    pub fn blank() -> Self {
        let none = Words::default;
        let staff = Staff { user: none(), duty: Duty::Helper, person: None, name: none() };
        Self { id: None, staff: Arc::new(staff) }
    }

    /// The line of a record on file.
    pub fn load(register: &Register, id: StaffId) -> Option<Self> {
        Some(Self { id: Some(id), staff: Arc::clone(register.get::<Staff>(id)?) })
    }

    fn edit(&mut self) -> &mut Staff {
        Arc::make_mut(&mut self.staff)
    }
}

/// Every field of a duty, in the order of the form.
pub static STAFF: &[Field<StaffRow>] = &[
    Field::new(
        "user",
        |text| text.years.staff_user,
        FieldKind::Text,
        |row: &StaffRow, _| Value::text(&row.staff.user),
        |row: &mut StaffRow, value, _| row.edit().user = value.into_text().into(),
    )
    .required()
    .searched()
    .column(|text| text.years.staff_user, 16, 0),
    Field::new(
        "duty",
        |text| text.years.staff_duty,
        FieldKind::Choice(DUTIES),
        |row: &StaffRow, _| Value::Code(row.staff.duty.code()),
        |row: &mut StaffRow, value, _| {
            if let Some(duty) = value.as_code().and_then(Duty::from_code) {
                row.edit().duty = duty;
            }
        },
    )
    .required()
    .searched()
    .column(|text| text.years.staff_duty, 12, 0),
    Field::new(
        "name",
        |text| text.years.staff_name,
        FieldKind::Text,
        |row: &StaffRow, _| Value::text(&row.staff.name),
        |row: &mut StaffRow, value, _| row.edit().name = value.into_text().into(),
    )
    .searched()
    .column(|text| text.years.staff_name, 22, 2),
    Field::new(
        "person",
        |text| text.years.staff_person,
        FieldKind::Pick { pool: Pool::People, many: false },
        |row: &StaffRow, _| row.staff.person.map_or(Value::Empty, |id| Value::Picked(vec![id.into()])),
        |row: &mut StaffRow, value, _| {
            row.edit().person = value.as_picked().first().copied().and_then(PersonId::of);
        },
    )
    .column(|text| text.years.staff_person, 22, 1),
];
