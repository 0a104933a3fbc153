//! A table of answers or of measures: rows are about people who are on file.

use super::{ByHand, Line, Matter, Width, neighbour};
use crate::analysis::unasked;
use crate::domain::{Answer, Batch, PersonId, Questionnaire, QuestionnaireId};
use crate::exchange::{
    AnswerColumns, AnswerDecision, AnswerPlan, AnswerRemark, AnswerTarget, DayDoubt, MeasurePlan, Measured, NamedRow,
    PlanError, PlanWants, RowState, Sheet, Sureness, answer_plan_error, answer_remark_shown, cell_fault,
    day_doubt_shown, left_out, measured_targets, plan_answers, plan_measures, respondent_targets, unasked_words,
};
use crate::fields::hundredths::decimal;
use crate::fields::{Pool, Worded, names};
use crate::kit::{Item, PickFor, Picker, Tone, World};
use crate::panes;
use crate::text::{Text, fill};

/// What the table holds.
#[derive(Debug)]
enum Planned {
    Answers(QuestionnaireId, Result<AnswerPlan, PlanError>),
    Measures(Result<MeasurePlan, PlanError>),
}

/// The table.
#[derive(Debug)]
pub struct Named {
    sheet: Sheet,
    columns: AnswerColumns,
    planned: Planned,
    /// Whether other values on file are written over.
    update: bool,
    by_hand: ByHand<AnswerDecision>,
}

impl Named {
    /// Answers to a questionnaire; `None` when it is gone.
    pub fn answers(id: QuestionnaireId, sheet: Sheet, world: &World) -> Option<Self> {
        let asked = world.register.get::<Questionnaire>(id)?;
        let columns = AnswerColumns::guess(&sheet, asked);
        Some(Self::new(sheet, columns, Planned::Answers(id, Err(PlanError::NothingToTake)), world))
    }

    /// Measures.
    pub fn measures(sheet: Sheet, world: &World) -> Self {
        let columns = AnswerColumns::of_measures(&sheet);
        Self::new(sheet, columns, Planned::Measures(Err(PlanError::NothingToTake)), world)
    }

    fn new(sheet: Sheet, columns: AnswerColumns, planned: Planned, world: &World) -> Self {
        let mut new = Self { sheet, columns, planned, update: false, by_hand: ByHand(Vec::new()) };
        new.plan(world);
        new
    }

    fn plan(&mut self, world: &World) {
        let ctx = world.ctx();
        match &mut self.planned {
            Planned::Answers(id, plan) => {
                let wants = PlanWants { questionnaire: *id, update: self.update };
                *plan = plan_answers(&self.sheet, &self.columns, wants, &ctx);
            }
            Planned::Measures(plan) => *plan = plan_measures(&self.sheet, &self.columns, self.update, &ctx),
        }
        for (number, decision) in self.by_hand.all() {
            let at = self.named().iter().position(|row| row.number == number);
            let same = |other: &AnswerDecision| {
                *other == decision || decision.person().is_some_and(|it| other.person() == Some(it))
            };
            if let Some((at, person)) = at.zip(decision.person()) {
                self.offer(at, person);
            }
            let now = at.and_then(|at| Some((at, self.choices(at, world).into_iter().find(same)?)));
            now.map(|(at, decision)| self.decide_to(at, decision));
        }
    }

    fn choices(&self, at: usize, world: &World) -> Vec<AnswerDecision> {
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.choices(at, &world.ctx()),
            Planned::Measures(Ok(plan)) => plan.choices(at, &world.ctx()),
            _ => Vec::new(),
        }
    }

    fn offer(&mut self, at: usize, person: PersonId) -> bool {
        match &mut self.planned {
            Planned::Answers(_, Ok(plan)) => plan.offer(at, person),
            Planned::Measures(Ok(plan)) => plan.offer(at, person),
            _ => false,
        }
    }

    fn decide_to(&mut self, at: usize, decision: AnswerDecision) -> bool {
        match &mut self.planned {
            Planned::Answers(_, Ok(plan)) => plan.decide(at, decision),
            Planned::Measures(Ok(plan)) => plan.decide(at, decision),
            _ => false,
        }
    }

    fn named(&self) -> Vec<&NamedRow> {
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.named().collect(),
            Planned::Measures(Ok(plan)) => plan.named().collect(),
            _ => Vec::new(),
        }
    }

    fn at(&self, at: usize) -> Option<&NamedRow> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().ok()?.rows.get(at).map(|row| &row.named),
            Planned::Measures(plan) => plan.as_ref().ok()?.rows.get(at).map(|row| &row.named),
        }
    }

    /// What was guessed of the days.
    fn days(&self) -> Option<&DayDoubt> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().ok()?.days.as_ref(),
            Planned::Measures(plan) => plan.as_ref().ok()?.days.as_ref(),
        }
    }

    fn asked<'w>(&self, world: &'w World) -> Option<&'w Questionnaire> {
        let Planned::Answers(id, _) = self.planned else { return None };
        world.register.get::<Questionnaire>(id).map(AsRef::as_ref)
    }

    fn targets(&self, world: &World) -> Vec<AnswerTarget> {
        match self.asked(world) {
            Some(asked) => {
                let about = respondent_targets().map(|(target, _)| target);
                about.chain((0..asked.items.len()).map(AnswerTarget::Item)).collect()
            }
            None => measured_targets().map(|(target, _)| target).collect(),
        }
    }

    /// What a row says: how many answers, or which measure.
    fn gist(&self, at: usize, world: &World) -> String {
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.rows.get(at).map_or_else(String::new, |row| {
                let none = [Answer::NotAsked, Answer::Blank, Answer::NotApplicable, Answer::Skipped];
                let given = |answer: &&Answer| !none.contains(*answer);
                fill(world.text.surveys.answer_count, &[&row.answers.iter().filter(given).count()])
            }),
            Planned::Measures(Ok(plan)) => {
                let measured = plan.rows.get(at).and_then(|row| row.measured.as_ref());
                measured.map_or_else(String::new, |it| {
                    let (wave, value) = it.taken();
                    format!("{} {} · {}", wave.word(world.text), decimal(value), it.what(&world.ctx()))
                })
            }
            _ => String::new(),
        }
    }

    /// Whether a row brings a parameter of the school that is not on file.
    fn brings_new(&self, row: &NamedRow) -> bool {
        let Planned::Measures(Ok(plan)) = &self.planned else { return false };
        let said = plan.rows.iter().find(|it| it.named.number == row.number).and_then(|it| it.measured.as_ref());
        said.is_some_and(Measured::is_new)
    }

    fn fate(&self, row: &NamedRow, world: &World) -> (String, Tone) {
        let (p, s) = (&world.text.panes, &world.text.surveys);
        let who = |person| names::entry(&world.register, person, world.year);
        match (row.state(), row.decision) {
            (RowState::Rejected, _) => {
                let first = row.faults.first().map(|fault| cell_fault(fault, self.asked(world), world.text));
                (first.unwrap_or_default(), Tone::Danger)
            }
            (_, AnswerDecision::Take(person)) if who(person) == row.who => (s.answer_known.to_owned(), Tone::Good),
            (_, AnswerDecision::Take(person)) => (fill(s.answer_is, &[&who(person)]), Tone::Good),
            (_, AnswerDecision::Replace(person, _)) => (fill(s.answer_over, &[&who(person)]), Tone::Good),
            (_, AnswerDecision::School(None)) if self.brings_new(row) => (s.school_taken_new.to_owned(), Tone::Good),
            (_, AnswerDecision::School(None)) => (s.school_taken.to_owned(), Tone::Good),
            (_, AnswerDecision::School(Some(_))) => (s.school_over.to_owned(), Tone::Good),
            (_, AnswerDecision::Skip) => (p.import_skip.to_owned(), Tone::Muted),
            (_, AnswerDecision::Undecided) if row.candidates.is_empty() => (s.answer_nobody.to_owned(), Tone::Warning),
            (_, AnswerDecision::Undecided) => (p.import_undecided.to_owned(), Tone::Warning),
        }
    }

    fn item_words(&self, item: usize, sure: Sureness, world: &World) -> (String, Tone) {
        let s = &world.text.surveys;
        let close = sure == Sureness::Close;
        let (form, tone) = if close { (s.column_close, Tone::Warning) } else { (s.column_item, Tone::Good) };
        let item = self.asked(world).and_then(|asked| asked.items.get(item));
        let words = item.map(|item| fill(form, &[&item.id, &names::label(&item.label, world.text)]));
        (words.unwrap_or_default(), tone)
    }
}

impl Matter for Named {
    fn title(&self, file: &str, world: &World) -> String {
        match self.asked(world) {
            Some(asked) => fill(world.text.surveys.answer_title, &[&names::title(asked, world.text), &file]),
            None => fill(world.text.surveys.measures_title, &[&file]),
        }
    }

    fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    fn of_sheet(&self, sheet: Sheet, world: &World) -> Option<Box<dyn Matter>> {
        Some(match self.planned {
            Planned::Answers(id, _) => Box::new(Self::answers(id, sheet, world)?),
            Planned::Measures(_) => Box::new(Self::measures(sheet, world)),
        })
    }

    fn error(&self) -> Option<&PlanError> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().err(),
            Planned::Measures(plan) => plan.as_ref().err(),
        }
    }

    fn error_words(&self, error: &PlanError, text: &Text) -> String {
        let (s, m) = (&text.surveys, &text.messages);
        match error {
            PlanError::NoNameColumn { .. } => s.answer_no_respondent_shown.to_owned(),
            PlanError::NoItemColumn { .. } => s.answer_no_items_shown.to_owned(),
            PlanError::NoMeasureColumns { .. } => s.measure_no_columns_shown.to_owned(),
            PlanError::NotAllGood { rejected, undecided } => {
                fill(m.import_not_all_good_shown, &[&text.count(*rejected, text.counts.rows), undecided])
            }
            other => answer_plan_error(other, text),
        }
    }

    fn tally(&self, state: RowState) -> usize {
        self.named().iter().filter(|row| row.state() == state).count()
    }

    /// Items without a column, people without an entry questionnaire, columns nobody reads.
    fn note(&self, world: &World) -> String {
        let s = &world.text.surveys;
        let mut parts: Vec<String> = self.days().map(|doubt| day_doubt_shown(doubt, world.text)).into_iter().collect();
        if let (Planned::Answers(_, Ok(plan)), Some(asked)) = (&self.planned, self.asked(world)) {
            if plan.without_entry > 0 {
                parts.push(fill(s.answer_no_entry_shown, &[&plan.without_entry]));
            }
            let ids: Vec<&str> = plan.unasked.iter().filter_map(|at| Some(asked.items.get(*at)?.id.as_str())).collect();
            if !ids.is_empty() {
                parts.push(fill(s.answer_unasked_shown, &[&ids.join(", ")]));
            }
        }
        let unread = self.columns.columns.iter().filter(|column| column.target == AnswerTarget::Unknown);
        parts.extend(unread.filter(|column| !column.head.is_empty()).map(|it| fill(s.answer_unread, &[&it.name()])));
        parts.join(" · ")
    }

    fn rows(&self) -> usize {
        self.named().len()
    }

    /// Who, and what the row says of them.
    fn widths(&self) -> &'static [Width] {
        &[(10, 50), (8, 70)]
    }

    fn row(&self, at: usize, world: &World) -> Option<Line> {
        let row = self.at(at)?;
        let parts = vec![row.who.clone(), self.gist(at, world)];
        Some(Line { number: row.number, parts, fate: self.fate(row, world) })
    }

    fn about_row(&self, at: usize, world: &World) -> String {
        let Some(row) = self.at(at) else { return String::new() };
        let faults = row.faults.iter().map(|fault| cell_fault(fault, self.asked(world), world.text));
        // Somebody was pointed at: that nobody bears the name is settled.
        let settled = |remark: &&AnswerRemark| row.person().is_some() && **remark == AnswerRemark::Nobody;
        let remark =
            row.remark.iter().filter(|remark| !settled(remark)).map(|remark| answer_remark_shown(remark, &world.ctx()));
        faults.chain(remark).collect::<Vec<String>>().join("; ")
    }

    fn columns(&self) -> usize {
        self.columns.columns.len()
    }

    fn column(&self, at: usize, world: &World) -> Option<(String, String, Tone)> {
        let column = self.columns.columns.get(at)?;
        let s = &world.text.surveys;
        let plain = match column.target {
            AnswerTarget::Unknown => {
                return Some((column.name(), world.text.panes.import_unknown.to_owned(), Tone::Warning));
            }
            AnswerTarget::Item(item) => {
                let (words, tone) = self.item_words(item, column.sure, world);
                return Some((column.name(), words, tone));
            }
            AnswerTarget::Name => s.column_name,
            AnswerTarget::LastName => s.column_last_name,
            AnswerTarget::FirstName => s.column_first_name,
            AnswerTarget::Patronymic => s.column_patronymic,
            AnswerTarget::Class => s.column_class,
            AnswerTarget::Email => s.column_email,
            AnswerTarget::Phone => s.column_phone,
            AnswerTarget::Code => s.column_code,
            AnswerTarget::Date => s.column_date,
            AnswerTarget::MonthFirst => s.column_month_first,
            AnswerTarget::Parameter => s.column_parameter,
            AnswerTarget::Wave => s.column_wave,
            AnswerTarget::Value => s.column_value,
            AnswerTarget::Notes => s.column_notes,
            AnswerTarget::Scale => s.column_scale,
            AnswerTarget::Better => s.column_better,
        };
        Some((column.name(), plain.to_owned(), Tone::Good))
    }

    fn about_column(&self, at: usize, text: &Text) -> String {
        let doubt = self.days().filter(|doubt| doubt.index == at);
        doubt.map_or_else(String::new, |doubt| day_doubt_shown(doubt, text))
    }

    fn decide(&mut self, at: usize, forward: bool, world: &World) -> bool {
        let Some((number, now)) = self.at(at).map(|row| (row.number, row.decision)) else { return false };
        let choices = self.choices(at, world);
        let next = neighbour(&choices, choices.iter().position(|choice| *choice == now), forward);
        let Some(next) = next.filter(|next| self.decide_to(at, *next)) else { return false };
        self.by_hand.note(number, next);
        true
    }

    fn can_point(&self, at: usize) -> bool {
        self.at(at).is_some_and(|row| row.faults.is_empty())
    }

    /// Everybody on file, first those who are asked, then the others with the reason.
    fn whom(&self, at: usize, world: &World) -> Option<Picker> {
        let row = self.at(at)?;
        let asked = self.asked(world);
        let why = |item: &Item| unasked(&world.register, asked?, PersonId::of(item.key)?, world.year);
        let mut items: Vec<(bool, Item)> = panes::pool(Pool::People, world)
            .into_iter()
            .map(|item| match why(&item) {
                Some(why) => (true, Item { detail: unasked_words(why, world.text), ..item }),
                None => (false, item),
            })
            .collect();
        items.sort_by_key(|(out, _)| *out);
        let title = fill(world.text.surveys.answer_whom, &[&row.who]);
        Some(Picker::new(title, items.into_iter().map(|(_, item)| item).collect(), PickFor::Field, false))
    }

    fn point(&mut self, at: usize, person: PersonId, world: &World) -> Result<(), String> {
        let Some(number) = self.at(at).map(|row| row.number) else { return Ok(()) };
        self.offer(at, person);
        let choice = self.choices(at, world).into_iter().find(|choice| choice.person() == Some(person));
        let Some(choice) = choice.filter(|choice| self.decide_to(at, *choice)) else {
            let who = names::entry(&world.register, person, world.year);
            return Err(fill(world.text.surveys.answer_cannot, &[&who]));
        };
        self.by_hand.note(number, choice);
        Ok(())
    }

    fn mean(&mut self, at: usize, forward: bool, world: &World) -> bool {
        let Some(now) = self.columns.columns.get(at).map(|column| column.target) else { return false };
        let others = |target: AnswerTarget| {
            let mut others = self.columns.columns.iter().filter(|column| column.index != at);
            others.any(|column| column.target.excludes(target))
        };
        let free = |target: &AnswerTarget| *target == now || !others(*target);
        let targets: Vec<AnswerTarget> =
            std::iter::once(AnswerTarget::Unknown).chain(self.targets(world).into_iter().filter(free)).collect();
        let place = targets.iter().position(|target| *target == now);
        let Some(target) = neighbour(&targets, place, forward) else { return false };
        let column = &mut self.columns.columns[at];
        column.target = target;
        column.sure = if target == AnswerTarget::Unknown { Sureness::Unknown } else { Sureness::Told };
        self.plan(world);
        true
    }

    fn update(&mut self, world: &World) {
        self.update = !self.update;
        self.plan(world);
    }

    fn updates(&self) -> bool {
        self.update
    }

    fn batch(&self, world: &mut World, skip_bad: bool) -> Result<Batch, PlanError> {
        world.ids.skip_past(world.register.highest_id());
        let mut ids = world.ids.clone();
        let batch = match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().map_err(Clone::clone)?.batch(&world.ctx(), &mut ids, skip_bad),
            Planned::Measures(plan) => plan.as_ref().map_err(Clone::clone)?.batch(&world.ctx(), &mut ids, skip_bad),
        };
        world.ids = ids;
        batch
    }

    fn left_out(&self, world: &World) -> Option<Vec<u8>> {
        left_out(self.named().into_iter(), &self.columns, self.asked(world), &world.ctx()).ok()?
    }
}
