//! The page of strengths and weaknesses: what the curator wrote, or the draft that the data give.

use super::forms;
use super::report::Source;
use crate::analysis::monitoring::{Draft, Opportunity, Threat, swot_draft};
use crate::domain::{Deed, Key, Kind, Swot, SwotId, YearId};
use crate::fields::names;
use crate::kit::paint::Line;
use crate::kit::{Act, Tone, World};
use crate::panes::report::{Card, Entry};
use crate::text::{Text, fill};

/// The page.
#[derive(Default)]
pub struct SwotPage {
    rows: Vec<(usize, String)>,
    written: bool,
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
        if self.written { m.written } else { m.drafted }.to_owned()
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let mut card = Card::new(world, cells);
        if let Some((side, words)) = self.rows.get(place) {
            card.say(sides(world.text)[*side], Tone::Heading);
            words.lines().for_each(|line| card.say(line, Tone::Plain));
        }
        card.done()
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
