//! The page of the roadmap: the seven stages with their activities, how far each is and what is late; or the same
//! activities in five columns by section. Under the stages stand the duties of the curator, each with where it is done.

use std::sync::Arc;

use super::{deeds, forms, words};
use crate::analysis::{RoadmapLine, mean_percent, roadmap};
use crate::domain::{
    Activity, ActivityId, Batch, Change, Section, Stage, Step, Year, YearId, counts_by_now, usual_roadmap,
};
use crate::fields::{Worded, dates, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, Tone, World, always, first_key, key_name, row, verb, writable};
use crate::panes::ask_removal;
use crate::panes::report::{Across, Card, Entry, Placing, Report, Topic, on_row};
use crate::text::fill;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Stage(Stage),
    Section(Section),
    Activity(RoadmapLine),
    Duties,
    /// A duty, by its place among what is done.
    Duty(usize),
}

/// The page.
#[derive(Default)]
pub struct Roadmap {
    rows: Vec<Shown>,
    by_section: bool,
    done: usize,
    late: usize,
    count: usize,
}

const BY_STAGE: &[Across] = &[(|text| text.programme.column_due, 10), (|text| text.programme.column_responsible, 20)];
const BY_SECTION: &[Across] = &[
    (|text| text.programme.column_due, 10),
    (|text| text.programme.column_responsible, 14),
    (|text| text.programme.column_result, 18),
];

impl Roadmap {
    fn activity(&mut self, line: RoadmapLine, number: &str, world: &World) -> Option<Entry> {
        let activity = world.register.get::<Activity>(line.id)?;
        self.rows.push(Shown::Activity(line));
        let due = activity.due.map(|due| world.day(due)).unwrap_or_default();
        let mut cells = vec![due, activity.responsible.to_string()];
        let value = match (self.by_section, line.tally, activity.done) {
            (true, ..) => {
                let both = [activity.document.as_str(), activity.result.as_str()];
                cells.push(both.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(". "));
                String::new()
            }
            (_, Some(tally), _) => words::tally(tally, world.text),
            (_, None, Step::DoneOn(day)) => world.day(day),
            (_, None, _) => String::new(),
        };
        let label = format!("{number}{}", activity.title);
        let hay = format!("{} {} {}", activity.responsible, activity.result, activity.document);
        let entry = Entry::new(label, value).of(line.id).across(cells).found_by(hay);
        let marks = world.theme.marks();
        Some(match (line.done, line.late) {
            (true, _) => entry.marked(marks.tick, Tone::Good),
            (_, true) => entry.marked(marks.warning, Tone::Warning),
            _ => entry,
        })
    }

    fn by_stage(&mut self, lines: &[(RoadmapLine, &Activity)], world: &World) -> Vec<Entry> {
        let mut entries = Vec::new();
        for &stage in Stage::ALL {
            let own: Vec<RoadmapLine> =
                lines.iter().filter(|(_, it)| it.stage == stage).map(|(line, _)| *line).collect();
            let (done, late) = (own.iter().filter(|line| line.done).count(), own.iter().any(|line| line.late));
            let mut head = Entry::heading(words::stage(stage, world.text));
            if !own.is_empty() {
                let percent = mean_percent(own.iter().map(|line| line.percent()));
                head.value = fill(world.text.common.of_percent, &[&done, &own.len(), &percent]);
                head.tone = if late { Tone::Warning } else { Tone::Heading };
            }
            entries.push(head);
            self.rows.push(Shown::Stage(stage));
            entries.extend(own.into_iter().filter_map(|line| self.activity(line, "", world)));
        }
        entries.push(Entry::heading(world.text.programme.duties));
        self.rows.push(Shown::Duties);
        for (at, what, place) in deeds::of(None, world.text) {
            entries.push(Entry::new(what, place).marked(world.theme.marks().dot, Tone::Plain));
            self.rows.push(Shown::Duty(at));
        }
        entries
    }

    /// № п/п, мероприятие, срок, ответственный, результат и документ.
    fn by_section(&mut self, lines: &[(RoadmapLine, &Activity)], world: &World) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (number, &section) in (1..).zip(Section::ALL) {
            entries.push(Entry::heading(format!("{number} {}", section.word(world.text))));
            self.rows.push(Shown::Section(section));
            let own = lines.iter().filter(|(_, it)| it.section == section);
            for (place, (line, _)) in (1..).zip(own) {
                entries.extend(self.activity(*line, &format!("{number}.{place} "), world));
            }
        }
        entries
    }

    /// The stage the cursor stands in: a new line belongs there.
    fn stage_at(&self, place: usize, world: &World) -> Stage {
        let above = self.rows.iter().take(place + 1).rev();
        let stage = above.filter_map(|row| match row {
            Shown::Stage(stage) => Some(*stage),
            Shown::Activity(line) => world.register.get::<Activity>(line.id).map(|it| it.stage),
            _ => None,
        });
        stage.into_iter().next().unwrap_or(Stage::Preparation)
    }

    fn line(&self, place: usize) -> Option<RoadmapLine> {
        match self.rows.get(place) {
            Some(Shown::Activity(line)) => Some(*line),
            _ => None,
        }
    }
}

impl Topic for Roadmap {
    const PANE: PaneId = PaneId::Programme;
    const CARD: Placing = Placing::Wide;

    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let lines = roadmap(&world.register, world.year, world.today());
        self.count = lines.len();
        self.done = lines.iter().filter(|line| line.done).count();
        self.late = lines.iter().filter(|line| line.late).count();
        let lines: Vec<(RoadmapLine, &Activity)> = lines
            .into_iter()
            .filter_map(|line| Some((line, world.register.get::<Activity>(line.id)?.as_ref())))
            .collect();
        self.rows.clear();
        if self.by_section { self.by_section(&lines, world) } else { self.by_stage(&lines, world) }
    }

    fn columns(&self) -> &'static [Across] {
        if self.by_section { BY_SECTION } else { BY_STAGE }
    }

    fn shares_room(&self) -> bool {
        self.by_section
    }

    fn head(&self, world: &World) -> String {
        let p = &world.text.programme;
        if self.count == 0 {
            return nothing_yet(world);
        }
        let mut parts = vec![fill(p.roadmap_head, &[&world.year_title(), &self.done, &self.count])];
        if self.late > 0 {
            parts.push(fill(p.roadmap_late, &[&self.late]));
        }
        parts.push(if self.by_section { p.roadmap_sections } else { p.roadmap_stages }.to_owned());
        parts.join(" · ")
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (p, mut card) = (&world.text.programme, Card::new(world, cells));
        match self.rows.get(place) {
            Some(Shown::Stage(stage)) => stage_card(*stage, &mut card),
            Some(Shown::Section(section)) => card.say(section.word(world.text), Tone::Heading),
            Some(Shown::Activity(line)) => activity_card(*line, &mut card),
            Some(Shown::Duties | Shown::Duty(_)) => {
                card.say(p.duties, Tone::Heading);
                card.say(p.duties_source, Tone::Muted);
                for (_, what, place) in deeds::of(None, world.text) {
                    card.say(&fill(p.stage_where, &[&what, &place]), Tone::Plain);
                }
            }
            None => {}
        }
        card.done()
    }

    fn nothing(&self, world: &World) -> String {
        nothing_yet(world)
    }

    fn commands() -> &'static [Command<Report<Self>>] {
        COMMANDS
    }
}

fn nothing_yet(world: &World) -> String {
    let key = verb::ACCEPT.of(world.text.lang).first().map(|name| key_name(name, world.layout, world));
    fill(world.text.programme.roadmap_empty, &[&key.unwrap_or_default()])
}

/// What the stage leaves behind, what is done in it, and where.
fn stage_card(stage: Stage, card: &mut Card) {
    let (world, p) = (card.world, &card.world.text.programme);
    card.say(words::stage(stage, world.text), Tone::Heading);
    card.say(&fill(p.stage_outcome, &[&words::outcome(stage, world.text)]), Tone::Plain);
    card.part(p.stage_todo);
    for (_, what, place) in deeds::of(Some(stage), world.text) {
        card.say(&fill(p.stage_where, &[&what, &place]), Tone::Plain);
    }
    card.say(p.stage_goes, Tone::Muted);
}

fn activity_card(line: RoadmapLine, card: &mut Card) {
    let (world, text, p) = (card.world, card.world.text, &card.world.text.programme);
    let Some(activity) = world.register.get::<Activity>(line.id) else { return };
    card.say(&activity.title, Tone::Heading);
    let span = words::span(activity.from, activity.due, text);
    let said = [
        (p.said_stage, words::stage(activity.stage, text)),
        (p.said_section, activity.section.word(text)),
        (p.said_due, span.as_str()),
        (p.said_responsible, &activity.responsible),
        (p.said_result, &activity.result),
        (p.said_document, &activity.document),
    ];
    for (words, what) in said.into_iter().filter(|(_, what)| !what.is_empty()) {
        card.say(&fill(words, &[&what]), Tone::Plain);
    }
    let tone = if line.done { Tone::Good } else { Tone::Plain };
    match (line.tally.zip(activity.counted), activity.done) {
        (Some((tally, counted)), ticked) => {
            card.say(&fill(p.said_counted, &[&counted.word(text), &words::tally(tally, text)]), tone);
            if let Step::DoneOn(day) = ticked {
                card.say(&fill(p.said_ticked_before, &[&dates::full(day)]), Tone::Muted);
            }
        }
        (None, Step::DoneOn(day)) => card.say(&fill(p.said_ticked, &[&dates::full(day)]), tone),
        (None, Step::Done) => card.say(&fill(p.said_ticked, &[&text.common.yes]), tone),
        (None, Step::Open) => card.say(p.said_open, tone),
    }
    if counts_by_now(activity).is_some() {
        card.say(&fill(p.said_could_count, &[&first_key(verb::ACCEPT, world)]), Tone::Muted);
    }
    if let Some(due) = activity.due.filter(|_| line.late) {
        card.say(&fill(p.said_late, &[&dates::full(due)]), Tone::Warning);
    }
    card.say(&activity.notes, Tone::Muted);
}

type Page = Report<Roadmap>;

fn on_line(page: &Page, world: &World) -> Result<RoadmapLine, String> {
    let line = page.place().and_then(|place| page.topic.line(place));
    line.ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_change(page: &Page, world: &World) -> Result<(), String> {
    on_line(page, world)?;
    writable(page, world)
}

/// A line is edited, so it takes somebody who may; from a stage or a duty everybody may go on.
fn can_open(page: &Page, world: &World) -> Result<(), String> {
    on_row(page, world)?;
    if on_line(page, world).is_ok() { writable(page, world) } else { Ok(()) }
}

fn open(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some(shown) = page.place().and_then(|place| page.topic.rows.get(place)) else { return Vec::new() };
    match shown {
        Shown::Activity(line) => {
            forms::activity(line.id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
        }
        Shown::Stage(stage) => deeds::choose(*stage, world),
        Shown::Duty(at) => deeds::go(*at),
        Shown::Section(_) | Shown::Duties => vec![Act::Refuse(world.text.messages.not_now.to_owned())],
    }
}

fn can_tick(page: &Page, world: &World) -> Result<(), String> {
    let line = on_line(page, world)?;
    writable(page, world)?;
    let counted = world.register.get::<Activity>(line.id).and_then(|activity| activity.counted);
    match counted {
        Some(counted) => Err(fill(world.text.programme.is_counted, &[&counted.word(world.text)])),
        None => Ok(()),
    }
}

fn tick(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Ok(line) = on_line(page, world) else { return Vec::new() };
    let Some(before) = world.register.get::<Activity>(line.id) else { return Vec::new() };
    let (command, done) = match before.done {
        Step::Open => ("roadmap.tick", Step::DoneOn(world.today())),
        _ => ("roadmap.untick", Step::Open),
    };
    let after = Activity { done, ..Activity::clone(before) };
    vec![Act::Save(Batch::new(command, vec![Change::edit(line.id, before, after)]))]
}

fn new(page: &mut Page, world: &mut World) -> Vec<Act> {
    let stage = page.topic.stage_at(page.place().unwrap_or(0), world);
    vec![Act::Form(Box::new(forms::new_activity(stage, world)))]
}

fn remove(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Ok(line) = on_line(page, world) else { return Vec::new() };
    let Some(activity) = world.register.get::<Activity>(line.id) else { return Vec::new() };
    let name = names::of_key(&world.register, line.id.into(), world.text);
    ask_removal("activity.remove", &name, [Change::delete(line.id, activity)], world)
}

/// There is no plan, or one laid out before some of its lines counted themselves.
fn can_lay_out(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    match world.register.activities(world.year).is_empty() || !by_hand(world).is_empty() {
        true => Ok(()),
        false => Err(world.text.programme.has_roadmap.to_owned()),
    }
}

/// Lines of the plan that are ticked by hand and could be counted, as they would be then. The tick stays on file.
fn by_hand(world: &World) -> Vec<Change> {
    let lines = world.register.activities(world.year).into_iter();
    let counted = |(id, line): (ActivityId, &Arc<Activity>)| {
        let counted = Some(counts_by_now(line)?);
        Some(Change::edit(id, line, Activity { counted, ..Activity::clone(line) }))
    };
    lines.filter_map(counted).collect()
}

fn lay_out(world: &mut World) -> Vec<Act> {
    let old = by_hand(world);
    vec![Act::Save(match old.is_empty() {
        true => Batch::new("roadmap.usual", usual(world.year, world)),
        false => Batch::new("roadmap.count", old),
    })]
}

/// The roadmap of a usual year as changes of one step.
pub fn usual(year: YearId, world: &mut World) -> Vec<Change> {
    let Some(span) = world.register.get::<Year>(year).map(|span| Year::clone(span)) else { return Vec::new() };
    let lines = usual_roadmap(year, &span).into_iter();
    lines.map(|line| Change::create(ActivityId(world.fresh_id()), line)).collect()
}

/// Its commands.
pub static COMMANDS: &[Command<Page>] = &[
    row!("roadmap.open", verb::OPEN, roadmap_open, roadmap_open_help, 1, can_open, open),
    row!("roadmap.usual", verb::ACCEPT, usual_year, usual_year_help, 2, can_lay_out, |_, world| lay_out(world)),
    row!("roadmap.tick", verb::NEXT, tick, tick_help, 3, can_tick, tick),
    row!("activity.new", verb::NEW, new_activity, new_activity_help, 4, writable, new),
    row!("roadmap.layout", verb::VIEW, roadmap_layout, roadmap_layout_help, 5, always, |page, world| {
        page.topic.by_section = !page.topic.by_section;
        page.fill(world);
        Vec::new()
    }),
    row!("activity.remove", verb::REMOVE, remove, remove_help, 0, can_change, remove),
];
