//! What the card says: the reason of a pair, why somebody is without a mentor, the whole answer to «why not».

use super::{Entry, Page, speaker};
use crate::domain::{MenteeId, MentorId, Ruling, Verdict};
use crate::fields::{Worded, names};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Tone, World};
use crate::pairing::{Doubt, Proposal, Proposed, WhyNot, WithoutMentor, points};
use crate::text::fill;

/// How many other mentors the card names.
const OTHERS: usize = 3;
/// How many changes that would help the card names.
const HELPS: usize = 3;

/// The card of the row in front.
pub fn lines(page: &Page, width: usize, world: &World) -> Vec<Line> {
    let mut card = Card { world, width, lines: Vec::new() };
    let Some(proposal) = page.shown() else { return Vec::new() };
    if let Some(menu) = &page.menu {
        if let Some(choice) = menu.current() {
            card.say(&choice.label, Tone::Heading);
            card.say(&choice.effect, Tone::Plain);
        }
        return card.lines;
    }
    if let Some((mentor, answer)) = page.others.as_ref().and_then(super::Others::current) {
        card.answer(proposal, page.others.as_ref().map(super::Others::mentee), mentor, &answer.why);
        return card.lines;
    }
    match page.entry() {
        Some(Entry::Pair(pair)) => card.pair(proposal, pair),
        Some(Entry::Without(mentee, _)) => card.without(page, proposal, *mentee),
        Some(Entry::Ruled(id)) => {
            if let Some(ruling) = world.register.get::<Ruling>(*id) {
                card.ruling(ruling);
            }
        }
        None => {}
    }
    card.lines
}

struct Card<'a> {
    world: &'a World,
    width: usize,
    lines: Vec<Line>,
}

impl Card<'_> {
    fn say(&mut self, words: &str, tone: Tone) {
        let style = self.world.theme.style(tone);
        let lines = wrap(words, self.width).into_iter().filter(|line| !line.is_empty());
        self.lines.extend(lines.map(|line| Line::of(line, style)));
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    fn heading(&mut self, mentee: MenteeId, mentor: MentorId) {
        let world = self.world;
        let name = |key| names::of_key(&world.register, key, world.text);
        self.say(&name(mentee.into()), Tone::Heading);
        let kind = world.register.mentor_person(mentor).filter(|person| person.class_in(world.year).is_none());
        let kind = kind.map_or_else(String::new, |person| format!(", {}", person.kind.word(world.text)));
        self.say(&format!("{} {}{kind}", world.theme.marks().left, name(mentor.into())), Tone::Heading);
    }

    fn pair(&mut self, proposal: &Proposal, pair: &Proposed) {
        let (world, cohort) = (self.world, &proposal.cohort);
        let speaker = speaker(world);
        let two = (pair.mentee, pair.mentor);
        self.heading(cohort.mentees[pair.mentee as usize].id, cohort.mentors[pair.mentor as usize].id);
        let now = cohort.mentees[pair.mentee as usize].today.filter(|now| *now != pair.mentor);
        if let Some(now) = now {
            let name = names::mentor_short(&world.register, cohort.mentors[now as usize].id);
            self.say(&fill(world.text.panes.card_now, &[&name]), Tone::Plain);
        }
        self.say(&speaker.score(cohort, pair.score), Tone::Plain);
        // What wants a look comes before what there is to see: the last lines may not fit.
        for doubt in &pair.doubts {
            let words = speaker.doubt(cohort, two, doubt);
            self.say(&format!("{} {words}", world.theme.marks().warning), Tone::Warning);
        }
        self.parts(proposal, two);
        self.others(proposal, pair);
    }

    /// «запрос 38 из 40: закрывает: математика». The points of all components make the whole score.
    fn parts(&mut self, proposal: &Proposal, (mentee, mentor): (u32, u32)) {
        let speaker = speaker(self.world);
        let parts = proposal.cohort.parts(mentee, mentor);
        let all: u64 = parts.iter().map(|part| u64::from(part.weight)).sum();
        for part in &parts {
            let whole = (u64::from(part.weight) * 100 + all / 2) / all.max(1);
            let got = (u64::from(part.weight) * u64::from(part.value) / 10 + all / 2) / all.max(1);
            let points = fill(self.world.text.pairing.points_of, &[&got, &whole]);
            let name = part.component.word(self.world.text);
            let tone = if part.is_known() { Tone::Plain } else { Tone::Muted };
            self.say(&format!("{name} {points}: {}", speaker.part(part)), tone);
        }
    }

    fn others(&mut self, proposal: &Proposal, pair: &Proposed) {
        let (world, cohort) = (self.world, &proposal.cohort);
        let others = proposal.others(pair.mentee);
        let name = |mentor: u32| names::mentor_short(&world.register, cohort.mentors[mentor as usize].id);
        let said = others.iter().filter(|(mentor, _)| *mentor != pair.mentor).take(OTHERS);
        let said: Vec<String> = said
            .map(|(mentor, _)| format!("{} {}", name(*mentor), points(proposal.score(pair.mentee, *mentor))))
            .collect();
        if !said.is_empty() {
            self.gap();
            self.say(&fill(world.text.panes.others_best, &[&said.join(", ")]), Tone::Muted);
        }
    }

    fn without(&mut self, page: &Page, proposal: &Proposal, mentee: u32) {
        let world = self.world;
        let id = proposal.cohort.mentees[mentee as usize].id;
        self.say(&names::of_key(&world.register, id.into(), world.text), Tone::Heading);
        for want in &proposal.cohort.mentees[mentee as usize].wants {
            self.say(&want.text, Tone::Muted);
        }
        let Some(why) = proposal.why_without(mentee) else { return };
        self.gap();
        self.say(&speaker(world).without(proposal, &why), Tone::Warning);
        if let Some(rivals) = speaker(world).rivals(proposal, mentee, &why) {
            self.say(&rivals, Tone::Muted);
        }
        // Where nobody at all can be paired, what is wrong with the whole comes before what would help one.
        if let Some(words) = speaker(world).empty(proposal) {
            self.gap();
            self.say(&words, Tone::Plain);
        }
        let helps =
            page.helps.as_ref().filter(|(known, _)| *known == id).map_or(&[][..], |(_, helps)| helps.as_slice());
        self.gap();
        if helps.is_empty() {
            if !matches!(why, WithoutMentor::Consent(_)) {
                self.say(super::no_help(proposal, world.text), Tone::Muted);
            }
            return;
        }
        self.say(world.text.panes.card_helps, Tone::Muted);
        for help in helps.iter().take(HELPS) {
            let words = speaker(world).help(proposal, mentee, &help.change);
            let moved = help.difference.moves.len().saturating_sub(1);
            let moved = if moved > 0 {
                format!(" ({})", fill(world.text.pairing.help_moves, &[&moved]))
            } else {
                String::new()
            };
            self.say(&format!("{} {words}{moved}", world.theme.marks().dot), Tone::Plain);
        }
    }

    fn answer(&mut self, proposal: &Proposal, mentee: Option<MenteeId>, mentor: MentorId, why: &WhyNot) {
        let numbers = mentee.and_then(|id| Some((id, proposal.cohort.mentee(id)?))).zip(proposal.cohort.mentor(mentor));
        let Some(((id, mentee), number)) = numbers else { return };
        self.heading(id, mentor);
        for line in speaker(self.world).why_not(proposal, (mentee, number), why) {
            self.say(&line, Tone::Plain);
        }
        self.gap();
        let (speaker, two) = (speaker(self.world), (mentee, number));
        self.say(&speaker.score(&proposal.cohort, proposal.score(mentee, number)), Tone::Muted);
        self.parts(proposal, two);
        // Where a rule forbids the two, whoever sets it aside sets aside those that only warn as well.
        let obstacles = if proposal.problem.score(mentee, number).is_some() {
            proposal.cohort.obstacles(mentee, number)
        } else {
            Vec::new()
        };
        for obstacle in obstacles {
            let words = speaker.doubt(&proposal.cohort, two, &Doubt::Soft(obstacle.rule));
            self.say(&format!("{} {words}", self.world.theme.marks().warning), Tone::Warning);
        }
    }

    fn ruling(&mut self, ruling: &Ruling) {
        self.heading(ruling.mentee, ruling.mentor);
        let p = &self.world.text.panes;
        let words = match ruling.verdict {
            Verdict::Forbid => p.ruled_forbidden,
            Verdict::Allow => p.ruled_allowed,
            Verdict::Pin => p.ruled_lost,
        };
        self.say(words, Tone::Plain);
        self.say(&ruling.reason, Tone::Muted);
    }
}
