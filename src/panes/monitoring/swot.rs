//! The page of strengths and weaknesses: what the curator wrote, or the draft that the data give.

use std::sync::Arc;

use super::forms;
use super::report::{Extra, Source};
use crate::analysis::monitoring::{Draft, Opportunity, Threat, swot_draft};
use crate::domain::{Deed, Key, Kind, Swot, SwotId, Words, YearId};
use crate::fields::{fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, PickFor, Picker, Tone, World};
use crate::panes::records::step;
use crate::panes::report::{Card, Entry};
use crate::text::{Text, fill};

/// The page.
#[derive(Default)]
pub struct SwotPage {
    rows: Vec<(usize, String)>,
    written: bool,
    /// What the data say now and the curator's words do not, with its side.
    fresh: Vec<(usize, String)>,
}

/// The four sides of a table.
fn of_sides(swot: &Swot) -> [&Words; 4] {
    [&swot.strengths, &swot.weaknesses, &swot.opportunities, &swot.threats]
}

/// The lines of the draft that a table does not have, with the side of each. A line whose number alone differs is another
/// line: it says what is so now.
fn lacking(swot: &Swot, world: &World) -> Vec<(usize, String)> {
    let draft = drafted(swot.year, world);
    let sides = of_sides(&draft).into_iter().zip(of_sides(swot)).enumerate();
    let lines = sides.flat_map(|(side, (drafted, written))| {
        let has = move |line: &&str| written.lines().any(|known| fold(known) == fold(line));
        drafted.lines().filter(move |line| !has(line)).map(move |line| (side, line.to_owned()))
    });
    lines.collect()
}

/// Asks which lines of the draft to take over. What the curator wrote stays as it is.
fn ask(world: &World) -> Vec<Act> {
    let Some(swot) = world.register.get::<Swot>(SwotId::from(world.year)) else {
        return vec![Act::Refuse(world.text.monitoring.swot_unwritten.to_owned())];
    };
    let fresh = lacking(swot, world);
    if fresh.is_empty() {
        return vec![Act::Say(world.text.monitoring.swot_same.to_owned())];
    }
    let item = |(place, (side, line)): (u32, &(usize, String))| {
        let detail = sides(world.text)[*side].to_owned();
        let key = Key { kind: Kind::Swot, id: place };
        Item { key, hay: fold(&format!("{line} {detail}")), label: line.clone(), detail }
    };
    let items = (0..).zip(&fresh).map(item).collect();
    vec![Act::Pick(Box::new(Picker::new(world.text.monitoring.swot_take, items, PickFor::Start(take), true)))]
}

fn take(keys: &[Key], world: &mut World) -> Vec<Act> {
    let id = SwotId::from(world.year);
    let Some(before) = world.register.get::<Swot>(id) else { return Vec::new() };
    let mut after = Swot::clone(before);
    for (place, (side, line)) in (0..).zip(lacking(before, world)) {
        if !keys.iter().any(|key| key.id == place) {
            continue;
        }
        let words = match side {
            0 => &mut after.strengths,
            1 => &mut after.weaknesses,
            2 => &mut after.opportunities,
            _ => &mut after.threats,
        };
        *words = if words.trim().is_empty() { line.into() } else { format!("{}\n{line}", words.trim_end()).into() };
    }
    vec![step(forms::SWOT, id, Some(Arc::clone(before)), after)]
}

/// The four sides in the order of the table: inner positive, inner negative, outer positive, outer negative.
fn sides(text: &Text) -> [&'static str; 4] {
    let m = &text.monitoring;
    [m.strengths, m.weaknesses, m.opportunities, m.threats]
}

/// The draft of a year as a record that was never written.
pub fn drafted(year: YearId, world: &World) -> Swot {
    let draft = swot_draft(&world.register, year, world.today());
    let [strengths, weaknesses, opportunities, threats] =
        lines(&draft, world.text).map(|lines| lines.join("\n").into());
    Swot { year, strengths, weaknesses, opportunities, threats }
}

fn lines(draft: &Draft, text: &Text) -> [Vec<String>; 4] {
    let m = &text.monitoring;
    let said = |all: &[(String, usize)]| -> Vec<String> {
        all.iter().map(|(words, number)| fill(m.said_by, &[words, number])).collect()
    };
    let rated = |words, all: &[(crate::domain::Label, f64)]| -> Vec<String> {
        all.iter().map(|(label, _)| fill(words, &[&names::label(label, text)])).collect()
    };
    let opportunity = |it: &Opportunity| match it {
        Opportunity::FutureMentors(number) => fill(m.future_mentors, &[number]),
        Opportunity::Partners(number) => fill(m.partners, &[number]),
        Opportunity::FreePlaces(number) => fill(m.free_places, &[number]),
    };
    let threat = |it: &Threat| match it {
        Threat::UnmetRequests(number) => fill(m.unmet, &[number]),
        Threat::ConsentsMissing(number) => fill(m.consents_missing, &[number]),
        Threat::MentorsShort(number) => fill(m.mentors_short, &[number]),
        Threat::Graduating(number) => fill(m.graduating, &[number]),
    };
    [
        [said(&draft.valued), rated(m.rated, &draft.strong)].concat(),
        [said(&draft.lacking), rated(m.rated_low, &draft.weak)].concat(),
        draft.opportunities.iter().map(opportunity).collect(),
        draft.threats.iter().map(threat).collect(),
    ]
}

impl Source for SwotPage {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let on_file = world.register.get::<Swot>(SwotId::from(world.year));
        self.written = on_file.is_some();
        self.fresh = on_file.map_or_else(Vec::new, |swot| lacking(swot, world));
        let swot = on_file.map_or_else(|| drafted(world.year, world), |swot| (**swot).clone());
        self.rows.clear();
        let mut entries = Vec::new();
        for (side, words) in [swot.strengths, swot.weaknesses, swot.opportunities, swot.threats].iter().enumerate() {
            entries.push(Entry::heading(sides(world.text)[side]));
            self.rows.push((side, words.to_string()));
            let lines: Vec<&str> = words.lines().filter(|line| !line.trim().is_empty()).collect();
            if lines.is_empty() {
                entries.push(Entry::new(world.text.monitoring.swot_empty, "").marked(" ", Tone::Muted));
                self.rows.push((side, String::new()));
            }
            for line in lines {
                entries.push(Entry::new(line, ""));
                self.rows.push((side, line.to_owned()));
            }
        }
        entries
    }

    fn head(&self, world: &World) -> String {
        let m = &world.text.monitoring;
        match self.fresh.len() {
            _ if !self.written => m.drafted.to_owned(),
            0 => m.written.to_owned(),
            fresh => fill(m.written_fresh, &[&fresh]),
        }
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let mut card = Card::new(world, cells);
        if let Some((side, words)) = self.rows.get(place) {
            card.say(sides(world.text)[*side], Tone::Heading);
            words.lines().for_each(|line| card.say(line, Tone::Plain));
            let mut fresh = self.fresh.iter().filter(|(of, _)| of == side).peekable();
            if fresh.peek().is_some() {
                card.part(world.text.monitoring.swot_now);
                fresh.for_each(|(_, line)| card.say(line, Tone::Muted));
            }
        }
        card.done()
    }

    fn can(&self, extra: Extra) -> bool {
        extra == Extra::Draft
    }

    fn extra(&self, _extra: Extra, _place: usize, world: &World) -> Vec<Act> {
        ask(world)
    }

    fn table(&self, _place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let mut card = Card::new(world, usize::MAX);
        for (side, title) in sides(world.text).into_iter().enumerate() {
            card.part(title);
            if let Some((_, words)) = self.rows.iter().find(|(of, _)| *of == side) {
                words.lines().for_each(|line| card.say(line, Tone::Plain));
            }
        }
        Some((world.text.monitoring.swot_title.to_owned(), card.done()))
    }

    fn open(&self, _place: usize, world: &World) -> Vec<Act> {
        if let Some(reason) = world.closed_to(Deed::Anything) {
            return vec![Act::Refuse(reason)];
        }
        forms::swot_form(world.year, world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.swot_empty.to_owned()
    }

    fn choose(&mut self, key: Key) -> bool {
        key.kind == Kind::Swot
    }
}
