//! A roster: people, or their wishes.

use super::{ByHand, Line, Matter, Width, neighbour};
use crate::domain::{Batch, Year, YearId};
use crate::exchange::{
    Decision, Draft, Mapping, Plan, PlanError, PlannedRow, Roster, RowState, Sheet, Target, plan, rejected_csv,
    titled_year, with_year, wording,
};
use crate::fields::{Ctx, names};
use crate::kit::{Tone, World, key_name};
use crate::text::{Text, fill};

/// A roster with its columns recognised as far as they can be.
#[derive(Debug)]
pub struct People {
    roster: Roster,
    sheet: Sheet,
    mapping: Mapping,
    plan: Result<Plan, PlanError>,
    /// The years it may go into, oldest first.
    years: Vec<Year>,
    /// Which of them it goes into.
    year: usize,
    /// Whether those who are on file already get what the file says of them.
    update: bool,
    by_hand: ByHand<Decision>,
}

impl People {
    /// What a file holds.
    pub fn new(roster: Roster, sheet: Sheet, world: &World) -> Self {
        let mapping = Mapping::guess(roster, &sheet);
        let plan = plan(&sheet, &mapping, &world.ctx());
        let years = years(&sheet, &mapping, plan.as_ref().ok(), world);
        let shown = world.register.get::<Year>(world.year).map(|year| year.start);
        let year = years.iter().position(|year| Some(year.start) == shown).unwrap_or(0);
        Self { roster, sheet, mapping, plan, years, year, update: false, by_hand: ByHand(Vec::new()) }
    }

    fn plan_anew(&mut self, world: &World) {
        self.plan = plan(&self.sheet, &self.mapping, &self.ctx(world));
        let Ok(plan) = &mut self.plan else { return };
        if self.update {
            plan.update_known();
        }
        for (number, decision) in self.by_hand.all() {
            let at = plan.rows.iter().position(|row| row.number == number);
            at.map(|at| plan.decide(at, decision));
        }
    }

    /// The year it goes into.
    fn year(&self) -> Option<&Year> {
        self.years.get(self.year)
    }

    /// The identity of that year; `None` while it is not on file.
    fn year_id(&self, world: &World) -> Option<YearId> {
        let wanted = self.year()?;
        let mut known = world.register.years_of_programme(world.year).into_iter();
        known.find(|(_, year)| year.is_beside(wanted)).map(|(id, _)| id)
    }

    fn ctx<'a>(&self, world: &'a World) -> Ctx<'a> {
        Ctx { year: self.year_id(world).unwrap_or(NOT_YET), ..world.ctx() }
    }

    /// «2025/26», with a word where it comes into the base together with the roster.
    fn year_words(&self, world: &World) -> String {
        let title = self.year().map(Year::title).unwrap_or_default();
        if self.year_id(world).is_some() { title } else { fill(world.text.panes.import_new_year, &[&title]) }
    }

    /// Why this may be the wrong year.
    fn doubts(&self, plan: &Plan, world: &World) -> Option<String> {
        let m = &world.text.messages;
        let year = self.year()?;
        let titled = titled_year(&self.sheet, &self.mapping.header).filter(|titled| titled.title() != year.title());
        let key = key_name("]", world.layout, world);
        if let Some(titled) = titled {
            return Some(fill(m.import_year_titled, &[&titled.title(), &key]));
        }
        plan.is_of_another_year(year).then(|| fill(m.import_year_differs, &[&year.title(), &key]))
    }

    fn targets(&self, at: usize) -> Vec<Target> {
        let Some(now) = self.mapping.columns.get(at).map(|column| column.target) else { return Vec::new() };
        let taken = |target: &Target| match target {
            Target::Field(_) => self.mapping.columns.iter().any(|column| column.target == *target),
            _ => false,
        };
        let fields = self.roster.field_ids().into_iter().filter(|id| *id != "notes").map(Target::Field);
        let note = self.roster.keeps_notes().then_some(Target::Note);
        let all = std::iter::once(Target::Unknown).chain(note).chain(fields);
        all.filter(|target| *target == now || !taken(target)).collect()
    }
}

impl Matter for People {
    fn title(&self, file: &str, world: &World) -> String {
        fill(world.text.panes.import_title, &[&self.year_words(world), &file])
    }

    fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    fn of_sheet(&self, sheet: Sheet, world: &World) -> Option<Box<dyn Matter>> {
        Some(Box::new(Self::new(self.roster, sheet, world)))
    }

    fn error(&self) -> Option<&PlanError> {
        self.plan.as_ref().err()
    }

    fn error_words(&self, error: &PlanError, text: &Text) -> String {
        let m = &text.messages;
        match error {
            PlanError::NoNameColumn { .. } => m.import_no_name_shown.to_owned(),
            PlanError::NoWishColumns { .. } => m.import_no_wish_columns_shown.to_owned(),
            PlanError::NotAllGood { rejected, undecided } => {
                fill(m.import_not_all_good_shown, &[&text.count(*rejected, text.counts.rows), undecided])
            }
            other => wording::plan_error(other, text),
        }
    }

    fn tally(&self, state: RowState) -> usize {
        self.plan.as_ref().map_or(0, |plan| plan.count(state))
    }

    fn apart(&self, text: &Text) -> Option<String> {
        let other = self.plan.as_ref().ok()?.left_out.len();
        (other > 0).then(|| fill(text.panes.import_other_rows, &[&other]))
    }

    fn note(&self, world: &World) -> String {
        let Ok(plan) = &self.plan else { return String::new() };
        let days = plan.days.iter().map(|doubt| wording::day_doubt_plain(doubt, world.text));
        days.chain(wording::unread_shown(plan, world.text)).collect::<Vec<_>>().join(" · ")
    }

    fn rows(&self) -> usize {
        self.plan.as_ref().map_or(0, |plan| plan.rows.len())
    }

    /// Who, class, telephone, the gist.
    fn widths(&self) -> &'static [Width] {
        &[(10, 36), (2, 8), (10, 18), (8, 70)]
    }

    fn row(&self, at: usize, world: &World) -> Option<Line> {
        let row = self.plan.as_ref().ok()?.rows.get(at)?;
        let phone = row.draft.person().map_or_else(String::new, |person| person.phone.to_string());
        let class = row.draft.class(self.ctx(world).year);
        let parts = vec![row.draft.name(), class, phone, row.draft.gist().replace('\n', " ")];
        Some(Line { number: row.number, parts, fate: fate(row, world) })
    }

    fn about_row(&self, at: usize, world: &World) -> String {
        let Ok(plan) = &self.plan else { return String::new() };
        let Some(row) = plan.rows.get(at) else { return String::new() };
        let faults = row.faults.iter().map(|fault| wording::fault(fault, world.text));
        let remark = row.remark.iter().map(|remark| wording::remark(remark, world.text));
        faults.chain(remark).chain(self.doubts(plan, world)).collect::<Vec<String>>().join("; ")
    }

    fn columns(&self) -> usize {
        self.mapping.columns.len()
    }

    fn column(&self, at: usize, world: &World) -> Option<(String, String, Tone)> {
        let column = self.mapping.columns.get(at)?;
        let p = &world.text.panes;
        let (words, tone) = match column.target {
            Target::Field(id) => (format!("{} ({id})", self.roster.label(id, world.text)), Tone::Good),
            Target::Note => (p.import_note.to_owned(), Tone::Good),
            Target::Number => (p.import_number.to_owned(), Tone::Muted),
            Target::Derived => (p.import_derived.to_owned(), Tone::Muted),
            Target::Unknown => (p.import_unknown.to_owned(), Tone::Warning),
        };
        Some((column.name(), words, tone))
    }

    fn about_column(&self, at: usize, text: &Text) -> String {
        let doubt = self.plan.as_ref().ok().and_then(|plan| plan.days.iter().find(|doubt| doubt.index == at));
        if let Some(doubt) = doubt {
            return wording::day_doubt_plain(doubt, text);
        }
        let lost = self.plan.as_ref().ok().and_then(|plan| plan.not_taken.iter().find(|column| column.index == at));
        lost.map_or_else(String::new, |column| wording::not_taken(column, text))
    }

    fn decide(&mut self, at: usize, forward: bool, _world: &World) -> bool {
        let Ok(plan) = &mut self.plan else { return false };
        let Some(row) = plan.rows.get(at) else { return false };
        let choices = row.choices();
        let now = choices.iter().position(|choice| *choice == row.decision);
        let number = row.number;
        let Some(next) = neighbour(&choices, now, forward).filter(|next| plan.decide(at, *next)) else { return false };
        self.by_hand.note(number, next);
        true
    }

    fn mean(&mut self, at: usize, forward: bool, world: &World) -> bool {
        let targets = self.targets(at);
        let now = targets.iter().position(|target| *target == self.mapping.columns[at].target);
        let Some(target) = neighbour(&targets, now, forward) else { return false };
        self.mapping.columns[at].target = target;
        self.plan_anew(world);
        true
    }

    fn update(&mut self, world: &World) {
        self.update = !self.update;
        self.plan_anew(world);
    }

    fn updates(&self) -> bool {
        self.update
    }

    fn years(&self) -> usize {
        self.years.len()
    }

    /// Everything is judged anew: who is on file in one year may be new in another.
    fn next_year(&mut self, forward: bool, world: &World) {
        let all: Vec<usize> = (0..self.years.len()).collect();
        self.year = neighbour(&all, Some(self.year), forward).unwrap_or(self.year);
        self.plan_anew(world);
    }

    fn batch(&self, world: &mut World, skip_bad: bool) -> Result<Batch, PlanError> {
        let plan = self.plan.as_ref().map_err(Clone::clone)?;
        world.ids.skip_past(world.register.highest_id());
        let mut ids = world.ids.clone();
        let on_file = self.year_id(world);
        let year = on_file.unwrap_or_else(|| YearId(ids.fresh()));
        let batch = plan.batch(&Ctx { year, ..world.ctx() }, &mut ids, skip_bad)?;
        world.ids = ids;
        let fresh = self.year().filter(|_| on_file.is_none()).map(|new| (year, new.clone()));
        Ok(with_year(batch, fresh))
    }

    fn all_known(&self, text: &Text) -> Option<String> {
        let plan = self.plan.as_ref().ok().filter(|plan| plan.known() > 0 && plan.count(RowState::Taken) == 0)?;
        Some(wording::all_known(plan, text))
    }

    fn left_out(&self, world: &World) -> Option<Vec<u8>> {
        rejected_csv(self.plan.as_ref().ok()?, world.text).ok().filter(|bytes| !bytes.is_empty())
    }
}

/// Stands for a year that is not on file yet. No record has it.
const NOT_YET: YearId = YearId(0);

/// The years a roster may go into: those of the programme on screen, the one its title names, the one in which everybody
/// joined.
fn years(sheet: &Sheet, mapping: &Mapping, plan: Option<&Plan>, world: &World) -> Vec<Year> {
    let known = world.register.years_of_programme(world.year);
    let programme = known.first().map(|(_, year)| year.programme.clone()).unwrap_or_default();
    let mut years: Vec<Year> = known.into_iter().map(|(_, year)| Year::clone(year)).collect();
    for said in [titled_year(sheet, &mapping.header), plan.and_then(Plan::joined_year)].into_iter().flatten() {
        if years.iter().all(|year| !year.is_beside(&said)) {
            years.push(said.of_programme(&programme));
        }
    }
    years.sort_by_key(|year| year.start);
    years
}

fn fate(row: &PlannedRow, world: &World) -> (String, Tone) {
    let p = &world.text.panes;
    let who = |person| names::entry(&world.register, person, world.year);
    match (row.state(), row.decision) {
        (RowState::Rejected, _) => {
            let first = row.faults.first().map(|fault| wording::fault(fault, world.text));
            (first.unwrap_or_default(), Tone::Danger)
        }
        (_, Decision::New) if matches!(row.draft, Draft::Wish(_)) => (p.import_sheet.to_owned(), Tone::Good),
        (_, Decision::New) => (p.import_new.to_owned(), Tone::Good),
        (_, Decision::Join(person)) => (fill(p.import_join, &[&who(person)]), Tone::Good),
        (_, Decision::Update(person)) => (fill(p.import_update, &[&who(person)]), Tone::Good),
        (_, Decision::Skip) => (p.import_skip.to_owned(), Tone::Muted),
        (_, Decision::Undecided) => (p.import_undecided.to_owned(), Tone::Warning),
    }
}
