//! Reading the rows: of whom each is, what it says, and whether it is on file.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::answers::{
    AnswerColumns, AnswerDecision, AnswerRemark, AnswerTarget, CellFault, Days, NamedRow, Whom,
};
use super::plan::{Meant, MeasurePlan, MeasureRow, Measured, Same, known};
use crate::analysis::Unasked;
use crate::domain::{
    Better, Measure, Parameter, PersonId, Scale, SchoolMeasure, SchoolParameter, SchoolParameterId, UsualParameter,
    Wave, Whose,
};
use crate::exchange::error::PlanError;
use crate::exchange::sheet::{CellKind, Row, Sheet};
use crate::fields::choices::{BETTER, PARAMETERS, SCALES, USUAL_PARAMETERS, WAVES};
use crate::fields::hundredths::hundredths;
use crate::fields::{Choice, Ctx, LONGEST, squeezed};

/// How a table names the school where others have a person, squeezed.
const THE_SCHOOL: [&str; 6] = ["школа", "всяшкола", "школавцелом", "school", "thewholeschool", "theschoolasawhole"];

/// Reads every row of a sheet and says what it would do; `update` writes over other values on file. A row is of the school
/// where it names the school in place of a person, and where it names nobody and measures what no person has.
///
/// # Errors
/// [`PlanError::NoNameColumn`] when no column tells of whom a measure is, [`PlanError::NoMeasureColumns`] when parameter,
/// wave or value is missing.
pub fn plan_measures(
    sheet: &Sheet,
    columns: &AnswerColumns,
    update: bool,
    ctx: &Ctx,
) -> Result<MeasurePlan, PlanError> {
    let heads = || columns.columns.iter().map(|column| column.name()).collect();
    let body = sheet.rows.get(columns.body..).unwrap_or_default();
    let (register, year) = (ctx.register, ctx.year);
    let out = |person| {
        let part = register.mentee_of(person, year).is_some() || register.mentor_of(person, year).is_some();
        (!part).then_some(Unasked::Role)
    };
    let days = Days::of(body, columns, ctx);
    let mut reader = Reader { columns, update, ctx, days, whom: Whom::new(ctx, false, &out), seen: Seen::default() };
    let rows = || body.iter().filter(|row| row.filled() > 0);
    if !columns.tell_who() && rows().next().is_none_or(|_| rows().any(|row| !reader.is_of_school(row))) {
        return Err(PlanError::NoNameColumn { columns: heads() });
    }
    let needed = [AnswerTarget::Parameter, AnswerTarget::Wave, AnswerTarget::Value];
    if !needed.iter().all(|target| columns.of(*target).is_some()) {
        return Err(PlanError::NoMeasureColumns { columns: heads() });
    }
    let rows = rows().map(|row| reader.row(row)).collect();
    Ok(MeasurePlan { columns: columns.clone(), days: reader.days.doubt, rows })
}

struct Reader<'a> {
    columns: &'a AnswerColumns,
    update: bool,
    ctx: &'a Ctx<'a>,
    days: Days<'a>,
    whom: Whom<'a>,
    seen: Seen,
}

/// What rows above said.
#[derive(Default)]
struct Seen {
    /// By what they measure: their number and value.
    rows: HashMap<Same, (usize, i32)>,
    /// Parameters of the school's own that came with them, by their squeezed names.
    new: HashMap<(Whose, String), SchoolParameter>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) -> MeasureRow {
        let of_school = self.is_of_school(row);
        let (mut named, found) = if of_school { (self.school(row), None) } else { self.whom.row(row, self.columns) };
        let day = self.days.read(row).unwrap_or_else(|fault| {
            named.faults.push(fault);
            None
        });
        let taken = Taken { wave: self.wave(row, &mut named.faults), on: day.unwrap_or(self.ctx.today) };
        let measured = if of_school {
            self.of_school(row, taken, &mut named.faults)
        } else {
            self.of_person(row, taken, &mut named.faults)
        };
        if let Some(measured) = measured.as_ref().filter(|_| of_school || found.is_some()) {
            (named.decision, named.remark) = self.judged(found, row.number, measured);
        }
        MeasureRow { named, measured, dated: day.is_some() }
    }

    fn text<'r>(&self, row: &'r Row, target: AnswerTarget) -> &'r str {
        let column = self.columns.of(target).map(|column| column.index);
        let sound = |index: &usize| row.cells.get(*index).is_none_or(|cell| cell.kind != CellKind::Error);
        column.filter(sound).map_or("", |index| row.text(index))
    }

    fn is_of_school(&self, row: &Row) -> bool {
        let who = [
            AnswerTarget::Name,
            AnswerTarget::LastName,
            AnswerTarget::FirstName,
            AnswerTarget::Code,
            AnswerTarget::Email,
        ];
        let who: Vec<&str> = who.iter().map(|it| self.text(row, *it)).filter(|it| !it.is_empty()).collect();
        match who.as_slice() {
            [] => {
                let said = self.text(row, AnswerTarget::Parameter);
                !said.is_empty() && word(PARAMETERS, said).is_none() && self.on_file(said, Whose::People).is_none()
            }
            named => named.iter().any(|it| THE_SCHOOL.contains(&squeezed(it).as_str())),
        }
    }

    /// A row of the school: nobody has to be found.
    fn school(&self, row: &Row) -> NamedRow {
        NamedRow {
            number: row.number,
            cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
            who: self.ctx.text.monitoring.school_whole.to_owned(),
            candidates: Vec::new(),
            faults: Vec::new(),
            remark: None,
            decision: AnswerDecision::Undecided,
        }
    }

    fn wave(&self, row: &Row, faults: &mut Vec<CellFault>) -> Option<Wave> {
        let said = self.text(row, AnswerTarget::Wave);
        let wave = wave(said);
        if wave.is_none() {
            faults.push(CellFault::Wave(said.to_owned()));
        }
        wave
    }

    fn value(&self, row: &Row, scale: Option<Scale>, faults: &mut Vec<CellFault>) -> Option<i32> {
        let said = self.text(row, AnswerTarget::Value);
        let (low, high) = scale.map_or((0, i32::MAX), Scale::bounds);
        let whole = scale.is_some_and(Scale::is_whole);
        let fits = |value: &i32| (low..=high).contains(value) && (!whole || value % 100 == 0);
        let value = hundredths(said.trim_end_matches(['%', ' '])).filter(fits);
        if value.is_none() {
            let said = said.to_owned();
            faults.push(if whole { CellFault::Whole(said, low, high) } else { CellFault::Value(said, low, high) });
        }
        value
    }

    fn notes(&self, row: &Row) -> String {
        self.text(row, AnswerTarget::Notes).chars().take(LONGEST).collect()
    }

    fn of_person(&mut self, row: &Row, taken: Taken, faults: &mut Vec<CellFault>) -> Option<Measured> {
        let said = self.text(row, AnswerTarget::Parameter);
        let (parameter, new) = match word(PARAMETERS, said).and_then(Parameter::from_code) {
            Some(usual) => (Some(usual), None),
            None => match self.meant(row, Whose::People, faults) {
                Some(Meant::Known(id)) => (Some(Parameter::Own(id)), None),
                Some(Meant::New(it)) => (Some(Parameter::Own(SchoolParameterId(0))), Some(it)),
                None => (None, None),
            },
        };
        let known = parameter.map(|parameter| parameter.scale(self.ctx.register));
        let value = self.value(row, new.as_ref().map(|it| it.scale).or(known), faults);
        let measure = Measure {
            year: self.ctx.year,
            person: PersonId(0),
            parameter: parameter?,
            wave: taken.wave?,
            value: value?,
            on: taken.on,
            notes: self.notes(row).into(),
        };
        Some(Measured::Person { measure, new })
    }

    fn of_school(&mut self, row: &Row, taken: Taken, faults: &mut Vec<CellFault>) -> Option<Measured> {
        let of = self.meant(row, Whose::School, faults);
        let scale = match of.as_ref() {
            Some(Meant::New(it)) => Some(it.scale),
            Some(Meant::Known(id)) => self.ctx.register.get::<SchoolParameter>(*id).map(|it| it.scale),
            None => None,
        };
        let value = self.value(row, scale, faults);
        let parameter = match of.as_ref()? {
            Meant::Known(id) => *id,
            Meant::New(_) => SchoolParameterId(0),
        };
        let measure = SchoolMeasure {
            year: self.ctx.year,
            parameter,
            wave: taken.wave?,
            value: value?,
            on: taken.on,
            notes: self.notes(row).into(),
        };
        Some(Measured::School { of: of?, measure })
    }

    /// The parameter of the school's own that bears a name.
    fn on_file(&self, said: &str, of: Whose) -> Option<SchoolParameterId> {
        let wanted = squeezed(said);
        self.ctx.register.own_parameters(of).find(|(_, it)| squeezed(&it.name) == wanted).map(|(id, _)| id)
    }

    /// Which parameter of the school's own a row names: one on file, one of a row above, a usual one, or one whose scale
    /// and better direction the row tells.
    fn meant(&mut self, row: &Row, of: Whose, faults: &mut Vec<CellFault>) -> Option<Meant> {
        let said = self.text(row, AnswerTarget::Parameter).trim();
        if let Some(id) = self.on_file(said, of) {
            return Some(Meant::Known(id));
        }
        let wanted = squeezed(said);
        if let Some(it) = self.seen.new.get(&(of, wanted.clone())) {
            return Some(Meant::New(it.clone()));
        }
        let usual = || word(USUAL_PARAMETERS, said).and_then(UsualParameter::from_code).map(UsualParameter::usually);
        let usual = if of == Whose::School { usual() } else { None };
        let scale = told(self.text(row, AnswerTarget::Scale), scale, usual.map(|it| it.0));
        let better = told(self.text(row, AnswerTarget::Better), better, usual.map(|it| it.1));
        match (scale, better) {
            (Ok(scale), Ok(better)) if !wanted.is_empty() => {
                let name: String = said.chars().take(LONGEST).collect();
                let it = SchoolParameter { name: name.into(), scale, better, of };
                if it.is_sound() {
                    self.seen.new.insert((of, wanted), it.clone());
                    return Some(Meant::New(it));
                }
                faults.push(match better {
                    Better::Neither => CellFault::Better(self.text(row, AnswerTarget::Better).to_owned()),
                    _ => CellFault::Scale(self.text(row, AnswerTarget::Scale).to_owned()),
                });
            }
            (Err(Some(bad)), _) => faults.push(CellFault::Scale(bad)),
            (_, Err(Some(bad))) => faults.push(CellFault::Better(bad)),
            _ if of == Whose::People => faults.push(CellFault::Parameter(said.to_owned())),
            _ => faults.push(CellFault::SchoolParameter(said.to_owned())),
        }
        None
    }

    fn judged(
        &mut self,
        person: Option<PersonId>,
        number: usize,
        measured: &Measured,
    ) -> (AnswerDecision, Option<AnswerRemark>) {
        let (_, value) = measured.taken();
        let Some(same) = measured.same(person) else { return (AnswerDecision::Undecided, None) };
        if let Some((row, before)) = self.seen.rows.get(&same) {
            return if *before == value {
                (AnswerDecision::Skip, Some(AnswerRemark::Repeats(*row)))
            } else {
                let twice = person.map_or(AnswerRemark::SchoolTwice(*row), |_| AnswerRemark::RepeatsOtherwise(*row, 1));
                (AnswerDecision::Undecided, Some(twice))
            };
        }
        self.seen.rows.insert(same, (number, value));
        let take = |over| match (person, over) {
            (Some(person), Some(key)) => AnswerDecision::Replace(person, key),
            (Some(person), None) => AnswerDecision::Take(person),
            (None, over) => AnswerDecision::School(over),
        };
        match known(self.ctx, person, measured) {
            None => (take(None), None),
            Some((_, other)) if other == value => {
                (AnswerDecision::Skip, Some(person.map_or(AnswerRemark::SchoolOnFile, AnswerRemark::OnFile)))
            }
            Some((key, _)) => {
                let decision = if self.update { take(Some(key)) } else { AnswerDecision::Skip };
                let differs = |person| AnswerRemark::Differs(person, 1);
                (decision, Some(person.map_or(AnswerRemark::SchoolDiffers, differs)))
            }
        }
    }
}

/// At which end of the year, and the day.
#[derive(Clone, Copy)]
struct Taken {
    wave: Option<Wave>,
    on: NaiveDate,
}

/// What a cell says, or what is usual where it says nothing.
///
/// # Errors
/// The words of the cell that mean nothing; none where it is empty and nothing is usual.
fn told<T>(said: &str, read: fn(&str) -> Option<T>, usual: Option<T>) -> Result<T, Option<String>> {
    if said.trim().is_empty() { usual.ok_or(None) } else { read(said).ok_or_else(|| Some(said.to_owned())) }
}

/// The scale a cell names.
fn scale(said: &str) -> Option<Scale> {
    match said.trim() {
        "%" => Some(Scale::Percent),
        _ => word(SCALES, said).and_then(Scale::from_code).or_else(|| match squeezed(said).as_str() {
            "доля" | "проценты" | "процент" => Some(Scale::Percent),
            "человек" | "чел" | "люди" | "учеников" => Some(Scale::People),
            "случаев" | "случаи" | "штук" | "шт" => Some(Scale::Cases),
            "среднийбалл" | "25" => Some(Scale::Mark),
            "оценка" | "110" => Some(Scale::Ten),
            "баллы" | "баллов" => Some(Scale::Points),
            _ => None,
        }),
    }
}

/// Which way is better, as a cell says it.
fn better(said: &str) -> Option<Better> {
    word(BETTER, said).and_then(Better::from_code).or_else(|| match squeezed(said).as_str() {
        "больше" | "выше" => Some(Better::More),
        "меньше" | "ниже" => Some(Better::Less),
        _ => None,
    })
}

/// The code that a cell names: by the code, or by the word in either language.
fn word(choices: &[Choice], text: &str) -> Option<&'static str> {
    let wanted = squeezed(text);
    let named =
        |choice: &&Choice| squeezed(choice.code) == wanted || choice.usual_words().any(|word| squeezed(word) == wanted);
    // М5, with the letter of either alphabet.
    let latin = wanted.strip_prefix('м').map(|number| format!("m{number}"));
    choices.iter().find(named).map(|choice| choice.code).or_else(|| {
        let latin = latin?;
        choices.iter().find(|choice| choice.code == latin).map(|choice| choice.code)
    })
}

/// Вход or выход, as people name them.
fn wave(text: &str) -> Option<Wave> {
    let wanted = squeezed(text);
    let known = word(WAVES, text).and_then(Wave::from_code).or(match wanted.as_str() {
        "до" | "начало" | "вначале" | "1" | "pre" | "before" => Some(Wave::Entry),
        "после" | "конец" | "вконце" | "2" | "post" | "after" => Some(Wave::Exit),
        _ => None,
    });
    known.filter(|wave| matches!(wave, Wave::Entry | Wave::Exit))
}
