//! The page of the roadmap: the seven stages with their activities, or the same activities by section.

use super::words;
use crate::domain::{Activity, ActivityId, Section, Stage};
use crate::fields::Worded;
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, Tone, World, always, row, verb};
use crate::panes::report::{Card, Entry, Report, Topic};
use crate::text::fill;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Stage(Stage),
    Section(Section),
    Activity(ActivityId),
}

/// The page.
#[derive(Default)]
pub struct Roadmap {
    rows: Vec<Shown>,
    by_section: bool,
}

impl Roadmap {
    fn activity(&mut self, id: ActivityId, activity: &Activity, world: &World) -> Entry {
        self.rows.push(Shown::Activity(id));
        let span = words::span(None, activity.due, world.text);
        let marks = world.theme.marks();
        let entry = Entry::new(activity.title.as_str(), span).of(id).found_by(activity.responsible.to_string());
        match activity.done.is_done() {
            true => entry.marked(marks.tick, Tone::Good),
            false if activity.due.is_some_and(|due| due < world.today()) => entry.marked(marks.warning, Tone::Warning),
            false => entry,
        }
    }
}

impl Topic for Roadmap {
    const PANE: PaneId = PaneId::Programme;

    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let activities = world.register.activities(world.year);
        self.rows.clear();
        let mut entries = Vec::new();
        if self.by_section {
            for &section in Section::ALL {
                entries.push(Entry::heading(section.word(world.text)));
                self.rows.push(Shown::Section(section));
                let own = activities.iter().filter(|(_, it)| it.section == section);
                entries.extend(own.map(|(id, it)| self.activity(*id, it, world)));
            }
            return entries;
        }
        for &stage in Stage::ALL {
            entries.push(Entry::heading(words::stage(stage, world.text)));
            self.rows.push(Shown::Stage(stage));
            let own = activities.iter().filter(|(_, it)| it.stage == stage);
            entries.extend(own.map(|(id, it)| self.activity(*id, it, world)));
        }
        entries
    }

    fn head(&self, world: &World) -> String {
        let p = &world.text.programme;
        let activities = world.register.activities(world.year);
        if activities.is_empty() {
            return p.roadmap_empty.to_owned();
        }
        let done = activities.iter().filter(|(_, it)| it.done.is_done()).count();
        fill(p.roadmap_head, &[&world.year_title(), &done, &activities.len()])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (p, mut card) = (&world.text.programme, Card::new(world, cells));
        match self.rows.get(place) {
            Some(Shown::Stage(stage)) => card.say(words::stage(*stage, world.text), Tone::Heading),
            Some(Shown::Section(section)) => card.say(section.word(world.text), Tone::Heading),
            Some(Shown::Activity(id)) => {
                let Some(activity) = world.register.get::<Activity>(*id) else { return Vec::new() };
                card.say(&activity.title, Tone::Heading);
                let span = words::span(activity.from, activity.due, world.text);
                let lines = [
                    (p.due_by, span.as_str()),
                    (p.responsible, &activity.responsible),
                    (p.result, &activity.result),
                    (p.document, &activity.document),
                ];
                for (words, what) in lines.into_iter().filter(|(_, what)| !what.is_empty()) {
                    card.say(&fill(words, &[&what]), Tone::Plain);
                }
                card.say(&activity.notes, Tone::Muted);
            }
            None => {}
        }
        card.done()
    }

    fn nothing(&self, world: &World) -> String {
        world.text.programme.roadmap_empty.to_owned()
    }

    fn commands() -> &'static [Command<Report<Self>>] {
        COMMANDS
    }
}

/// Its commands.
pub static COMMANDS: &[Command<Report<Roadmap>>] =
    &[row!("roadmap.layout", verb::VIEW, roadmap_layout, roadmap_layout_help, 5, always, |page, world| {
        page.topic.by_section = !page.topic.by_section;
        page.fill(world);
        Vec::<Act>::new()
    })];
