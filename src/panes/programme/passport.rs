//! The page of the passport: the document of the year section by section, and what differs from the wording before it.

use super::{another, forms, words};
use crate::domain::{Appointment, Passport};
use crate::fields::{Field, PASSPORT};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Act, Command, Form, PaneId, Tone, World, row, verb, writable};
use crate::panes::ask_removal;
use crate::panes::report::{Card, Entry, Placing, Report, Topic, on_row};
use crate::text::{Text, fill};

/// A document wider than this is hard to read.
const WIDEST: u16 = 110;

/// What a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// A section, by the field that the form shows first.
    Section(&'static str),
    /// The list of curators.
    Curators,
    /// A curator, by place.
    Curator(usize),
}

/// The page.
#[derive(Default)]
pub struct PassportPage {
    rows: Vec<Shown>,
    entries: Vec<Entry>,
    comparing: bool,
    head: String,
}

/// A section of the document: the field it begins with, its name, and its text.
struct Section {
    field: &'static str,
    name: &'static str,
    text: String,
}

/// The sections in the order of the document. Number and date of an order stand in one line.
fn sections(passport: &Passport, world: &World) -> Vec<Section> {
    let ctx = world.ctx();
    let numbered = |id: &str| match id {
        "council_no" => Some(words::numbered(&passport.council_no, passport.council_on, world.text)),
        "order_no" => Some(words::numbered(&passport.order_no, passport.order_on, world.text)),
        _ => None,
    };
    let section = |field: &'static Field<Passport>| Section {
        field: field.id,
        name: (field.label)(world.text).trim_end_matches(" №"),
        text: numbered(field.id).unwrap_or_else(|| field.shown(passport, &ctx)),
    };
    PASSPORT.iter().filter(|field| !field.id.ends_with("_on")).map(section).collect()
}

/// «Белова Н. С., приказ № 310 от 31.08.2026»
pub fn curator(one: &Appointment, text: &Text) -> String {
    match words::numbered(&one.order_no, one.order_on, text) {
        order if order.is_empty() => one.name.to_string(),
        order => fill(text.programme.curator_line, &[&one.name, &order]),
    }
}

fn curators(passport: &Passport, world: &World) -> String {
    passport.curators.iter().map(|one| curator(one, world.text)).collect::<Vec<_>>().join("\n")
}

/// The lines of one text that another lacks, in order.
fn lines_without<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    // A line that became the last of a list ends on a point where a semicolon stood.
    fn bare(line: &str) -> &str {
        line.trim().trim_end_matches([';', '.', ','])
    }
    let known: Vec<&str> = other.lines().map(bare).collect();
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !known.contains(&bare(line))).collect()
}

impl PassportPage {
    fn add(&mut self, shown: Shown, entry: Entry) {
        self.rows.push(shown);
        self.entries.push(entry);
    }

    /// The lines of a text, broken to the width of the window; those after the first of a paragraph are set in.
    fn text(&mut self, of: Shown, text: &str, (mark, tone): (&'static str, Tone), world: &World) {
        let cells = usize::from(world.size.width.min(WIDEST).saturating_sub(6));
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut mark = mark;
            for line in wrap(paragraph, cells) {
                self.add(of, Entry::new(line.trim_end(), "").marked(mark, tone));
                mark = " ";
            }
        }
    }

    fn section(&mut self, of: Shown, name: &str, text: &str, world: &World) {
        self.add(of, Entry::heading(name));
        if text.trim().is_empty() {
            self.add(of, Entry::new(world.text.programme.passport_unwritten, "").marked(" ", Tone::Muted));
        }
        self.text(of, text, (" ", Tone::Plain), world);
    }

    fn document(&mut self, passport: &Passport, world: &World) {
        let p = &world.text.programme;
        for section in sections(passport, world) {
            self.section(Shown::Section(section.field), section.name, &section.text, world);
        }
        self.add(Shown::Curators, Entry::heading(p.curators));
        if passport.curators.is_empty() {
            self.add(Shown::Curators, Entry::new(p.curators_none, "").marked(" ", Tone::Muted));
        }
        for (place, one) in passport.curators.iter().enumerate() {
            self.text(Shown::Curator(place), &curator(one, world.text), (" ", Tone::Plain), world);
        }
    }

    /// One section of the comparison: what went and what came. Says whether it differs.
    fn compared(&mut self, of: Shown, name: &str, (was, is): (&str, &str), world: &World) -> bool {
        let (p, marks) = (&world.text.programme, world.theme.marks());
        let (gone, new) = (lines_without(was, is), lines_without(is, was));
        let differs = !gone.is_empty() || !new.is_empty();
        let mut head = Entry::heading(name);
        head.value = if differs { p.passport_changed } else { p.passport_same }.to_owned();
        head.tone = if differs { Tone::Warning } else { Tone::Muted };
        self.add(of, head);
        self.text(of, &gone.join("\n"), (marks.cross, Tone::Warning), world);
        self.text(of, &new.join("\n"), ("+", Tone::Good), world);
        differs
    }

    fn comparison(&mut self, passport: &Passport, former: &Passport, world: &World) -> usize {
        let (is, was) = (sections(passport, world), sections(former, world));
        let mut differing = 0;
        for (is, was) in is.iter().zip(&was) {
            differing += usize::from(self.compared(Shown::Section(is.field), is.name, (&was.text, &is.text), world));
        }
        let both = (curators(former, world), curators(passport, world));
        let name = world.text.programme.curators;
        differing + usize::from(self.compared(Shown::Curators, name, (&both.0, &both.1), world))
    }
}

impl Topic for PassportPage {
    const PANE: PaneId = PaneId::Programme;
    const CARD: Placing = Placing::Nowhere;

    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let (p, year) = (&world.text.programme, world.year);
        let (passport, of) = forms::passport_of(year, world);
        self.rows.clear();
        self.entries.clear();
        self.head = match of {
            None => p.passport_none.to_owned(),
            Some(of) if of == year => fill(p.passport_of, &[&world.year_title()]),
            Some(of) => fill(p.passport_copy, &[&world.year_title(), &forms::year_title(of, world)]),
        };
        match forms::former(year, world).filter(|_| self.comparing) {
            Some((of, former)) => {
                let differing = self.comparison(&passport, former, world);
                let years = (world.year_title(), forms::year_title(of, world));
                self.head = fill(p.passport_changes, &[&years.0, &years.1, &differing]);
            }
            None => self.document(&passport, world),
        }
        std::mem::take(&mut self.entries)
    }

    fn head(&self, _world: &World) -> String {
        self.head.clone()
    }

    fn card(&self, _place: usize, cells: usize, world: &World) -> Vec<Line> {
        Card::new(world, cells).done()
    }

    fn nothing(&self, world: &World) -> String {
        world.text.programme.passport_none.to_owned()
    }

    fn commands() -> &'static [Command<Report<Self>>] {
        COMMANDS
    }
}

type Page = Report<PassportPage>;

fn row_of(page: &Page) -> Option<Shown> {
    page.place().and_then(|place| page.topic.rows.get(place)).copied()
}

fn can_open(page: &Page, world: &World) -> Result<(), String> {
    on_row(page, world)?;
    writable(page, world)
}

fn form(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn open(page: &mut Page, world: &mut World) -> Vec<Act> {
    match row_of(page) {
        Some(Shown::Section(field)) => form(forms::passport(world.year, world).map(|form| form.focused(field))),
        Some(Shown::Curator(place)) => form(forms::curator(world.year, Some(place), world)),
        Some(Shown::Curators) => form(forms::curator(world.year, None, world)),
        None => Vec::new(),
    }
}

fn can_remove(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    match row_of(page) {
        Some(Shown::Curator(_)) => Ok(()),
        _ => Err(world.text.messages.nothing_selected.to_owned()),
    }
}

fn remove(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some(Shown::Curator(place)) = row_of(page) else { return Vec::new() };
    let (passport, _) = forms::passport_of(world.year, world);
    let Some(name) = passport.curators.get(place).map(|one| one.name.to_string()) else { return Vec::new() };
    let Some(batch) = forms::curator_gone(world.year, place, world) else { return Vec::new() };
    ask_removal(&batch.command, &name, batch.changes, world)
}

fn has_former(_: &Page, world: &World) -> Result<(), String> {
    let former = forms::former(world.year, world).map(drop);
    former.ok_or_else(|| world.text.programme.passport_no_former.to_owned())
}

/// Its commands.
pub static COMMANDS: &[Command<Page>] = &[
    row!("passport.open", verb::OPEN, passport_open, passport_open_help, 1, can_open, open),
    row!("passport.compare", verb::VIEW, compare, compare_help, 2, has_former, |page, world| {
        page.topic.comparing = !page.topic.comparing;
        page.fill(world);
        Vec::new()
    }),
    row!("passport.new", verb::NEW, new_curator, new_curator_help, 3, writable, |_, world| {
        form(forms::curator(world.year, None, world))
    }),
    row!("passport.another", verb::ALSO, another_programme, another_programme_help, 0, writable, |_, world| {
        form(another::form(world))
    }),
    row!("passport.remove", verb::REMOVE, remove, remove_help, 0, can_remove, remove),
];
