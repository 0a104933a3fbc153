//! The day of a row, as form services and spreadsheets write it.
//!
//! «11/12/2026» is two days, and which one is meant follows from the whole column, or from the fact that nobody answers
//! in the future, or from what somebody said of the column. Where only a guess is left, it is told.

use chrono::{Months, NaiveDate};

use super::columns::{AnswerColumns, AnswerTarget, Sureness};
use super::whom::CellFault;
use crate::domain::Year;
use crate::exchange::sheet::Row;
use crate::exchange::slashes::{DayDoubt, DayOrder, day_alone};
use crate::fields::{Ctx, dates};

/// Months before a year in which its first forms are filled in already: the summer.
const AHEAD: Months = Months::new(3);

/// Reads the days of a table.
#[derive(Debug)]
pub struct Days<'a> {
    column: Option<usize>,
    order: DayOrder,
    /// Where the order was guessed.
    pub doubt: Option<DayDoubt>,
    today: NaiveDate,
    year: Option<&'a Year>,
}

impl<'a> Days<'a> {
    /// Looks through the column of days, if there is one.
    pub fn of(body: &[Row], columns: &AnswerColumns, ctx: &Ctx<'a>) -> Self {
        let year = ctx.register.get::<Year>(ctx.year).map(AsRef::as_ref);
        let told = columns.of(AnswerTarget::MonthFirst);
        let Some(column) = told.or_else(|| columns.of(AnswerTarget::Date)) else {
            return Self { column: None, order: DayOrder::DayFirst, doubt: None, today: ctx.today, year };
        };
        let (index, order) = (column.index, if told.is_some() { DayOrder::MonthFirst } else { DayOrder::DayFirst });
        let mut days = Self { column: Some(index), order, doubt: None, today: ctx.today, year };
        if column.sure == Sureness::Told {
            return days;
        }
        let texts = body.iter().map(|row| row.text(index));
        let (order, open) = DayOrder::of(texts, |day| days.is_possible(day));
        days.order = order;
        days.doubt = open.map(|(said, read)| DayDoubt { index, column: column.name(), said, read, order });
        days
    }

    /// The day of a row, without its hour; `None` where it tells none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&self, row: &Row) -> Result<Option<NaiveDate>, CellFault> {
        let text = self.column.map_or("", |column| row.text(column));
        if text.is_empty() {
            return Ok(None);
        }
        let alone = day_alone(text);
        let bad = || CellFault::Day(text.to_owned());
        let day = match self.order.read(text) {
            None => dates::parse(alone, self.today).ok_or_else(bad)?,
            Some(day) => day.ok_or_else(bad)?,
        };
        match self.year {
            _ if day > self.today => Err(CellFault::DayAhead(text.to_owned())),
            Some(year) if !self.is_possible(day) => Err(CellFault::DayElsewhere(text.to_owned(), year.title())),
            _ => Ok(Some(day)),
        }
    }

    /// Whether something of the year can have been answered or measured then.
    fn is_possible(&self, day: NaiveDate) -> bool {
        let within =
            |year: &Year| year.start.checked_sub_months(AHEAD).is_none_or(|first| first <= day) && day <= year.end;
        day <= self.today && self.year.is_none_or(within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Access, Change, Register, Stamp, YearId};
    use crate::exchange::sheet::{Sheet, from_bytes};
    use crate::text::{Lang, Text};

    fn read(cells: &[&str]) -> Vec<Result<Option<String>, CellFault>> {
        let mut register = Register::new();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
        register.commit(&[Change::create(YearId(1), Year::around(today))], &stamp).unwrap();
        let ctx = Ctx {
            register: &register,
            year: YearId(1),
            today,
            text: Text::of(Lang::Ru),
            reveal: false,
            access: Access::Curator,
        };
        let table =
            format!("дата;балл\n{}\n", cells.iter().map(|cell| format!("{cell};5")).collect::<Vec<_>>().join("\n"));
        let sheet: Sheet = from_bytes("t.csv", table.into_bytes(), None).unwrap();
        let columns = AnswerColumns::of_measures(&sheet);
        let days = Days::of(&sheet.rows[1..], &columns, &ctx);
        sheet.rows[1..].iter().map(|row| days.read(row).map(|day| day.map(|day| day.to_string()))).collect()
    }

    #[test]
    fn form_services_write_days_in_many_ways() {
        for text in [
            "2026/11/12 3:14:15 PM GMT+3",
            "2026/11/12",
            "2026-11-12T15:14:15Z",
            "2026-11-12 15:14:15",
            "2026.11.12",
            "11/12/2026 15:14",
            "11/12/2026 3:14:15 PM",
            "12.11.2026 15:14:15",
            "12.11.26",
            "12 ноября 2026 г., 15:14",
        ] {
            assert_eq!(read(&[text]), [Ok(Some("2026-11-12".to_owned()))], "{text}");
        }
        assert_eq!(read(&["11/13/2026 15:14:15"]), [Ok(Some("2026-11-13".to_owned()))]);
        assert_eq!(read(&["13/11/2026 15:14:15"]), [Ok(Some("2026-11-13".to_owned()))]);
        assert_eq!(read(&[""]), [Ok(None)]);
    }

    #[test]
    fn the_column_tells_whether_the_day_or_the_month_comes_first() {
        let day = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(read(&["10/11/2026", "10/23/2026"]), [day("2026-10-11"), day("2026-10-23")]);
        assert_eq!(read(&["10/11/2026", "23/10/2026"]), [day("2026-11-10"), day("2026-10-23")]);
        assert_eq!(read(&["10/11/2026", "11/11/2026"]), [day("2026-11-10"), day("2026-11-11")], "a guess, and told");
    }

    #[test]
    fn nobody_answers_in_the_future_or_in_another_year() {
        for text in ["12.11.2036", "31.12.2026", "25.11.2026"] {
            assert_eq!(read(&[text]), [Err(CellFault::DayAhead(text.into()))]);
        }
        for text in ["12.11.2006", "31.05.2026", "2025/11/12"] {
            assert_eq!(read(&[text]), [Err(CellFault::DayElsewhere(text.into(), "2026/27".into()))]);
        }
        assert_eq!(read(&["01.06.2026"]), [Ok(Some("2026-06-01".to_owned()))]);
        for text in ["вчерашний", "31.02.2026", "13/13/2026", "46338"] {
            assert_eq!(read(&[text]), [Err(CellFault::Day(text.into()))]);
        }
    }
}
