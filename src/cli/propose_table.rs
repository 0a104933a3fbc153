//! The proposal as plain text: the pairs with what to look at, those without a mentor with why and what would help,
//! and what it comes to.

use std::fmt;
use std::io::{self, IsTerminal};

use super::propose::{is_pending, left_over, pending_hint};
use crate::domain::{PairingRule, Person, PersonId};
use crate::fields::Ctx;
use crate::kit::paint::{clip, width};
use crate::pairing::{Doubt, Help, HelpBy, Objective, Proposal, Proposed, Speaker, WithoutMentor, points};
use crate::term;
use crate::text::{clean, fill};

/// Where the output is no terminal.
const USUAL_WIDTH: usize = 80;
/// Names need no more than that.
const NAME_MAX: usize = 36;
/// Nor can they do with less.
const NAME_MIN: usize = 12;
/// What stands beside two names: points, the strength in a word, the choice, and the gaps.
const BESIDE: usize = 26;
const INDENT: usize = 3;

/// A proposal, ready to be printed.
pub struct Table<'a> {
    proposal: &'a Proposal,
    speaker: Speaker<'a>,
    ctx: &'a Ctx<'a>,
    width: usize,
}

impl<'a> Table<'a> {
    /// As wide as the terminal, or 80 columns.
    pub fn new(proposal: &'a Proposal, speaker: Speaker<'a>, ctx: &'a Ctx<'a>) -> Self {
        let width = if io::stdout().is_terminal() { usize::from(term::window_size().0) } else { USUAL_WIDTH };
        Self { proposal, speaker, ctx, width }
    }

    fn names(&self) -> usize {
        (self.width.saturating_sub(BESIDE) / 2).clamp(NAME_MIN, NAME_MAX)
    }

    fn mentee(&self, at: u32) -> String {
        called(self.proposal.cohort.mentees[at as usize].person, usize::MAX, self.ctx)
    }

    fn mentor(&self, at: u32) -> String {
        called(self.proposal.cohort.mentors[at as usize].person, usize::MAX, self.ctx)
    }

    fn title(&self) -> String {
        let year = self.ctx.register.years().into_iter().find(|(id, _)| *id == self.ctx.year);
        let year = year.map(|(_, year)| year.title()).unwrap_or_default();
        fill(self.ctx.text.matched.title, &[&year, &self.speaker.objective(self.proposal.objective)])
    }

    fn row(&self, mentee: &str, mentor: &str, points: &str, strength: &str, choice: &str) -> String {
        let names = self.names();
        let row = format!(
            "{}  {}  {}{points} {}  {choice}",
            cell(mentee, names),
            cell(mentor, names),
            " ".repeat(6_usize.saturating_sub(width(points))),
            cell(strength, 8),
        );
        row.trim_end().to_owned()
    }

    /// Lists are spoken of only where there are any.
    fn has_choices(&self) -> bool {
        self.proposal.cohort.mentees.iter().any(|mentee| mentee.has_sheet)
    }

    fn pairs(&self, out: &mut fmt::Formatter, pairs: &[Proposed]) -> fmt::Result {
        let m = &self.ctx.text.matched;
        let head_choice = if self.has_choices() { m.head_choice } else { "" };
        writeln!(out, "{}", self.row(m.head_mentee, m.head_mentor, m.head_points, "", head_choice))?;
        for pair in pairs {
            let rank = self.proposal.cohort.ranks(pair.mentee, pair.mentor)[0];
            let choice = rank.map(|rank| fill(m.choice, &[&rank])).unwrap_or_default();
            let strength = self.speaker.strength(&self.proposal.cohort, pair.score);
            let cohort = &self.proposal.cohort;
            let mentee = called(cohort.mentees[pair.mentee as usize].person, self.names(), self.ctx);
            let mentor = called(cohort.mentors[pair.mentor as usize].person, self.names(), self.ctx);
            writeln!(out, "{}", self.row(&mentee, &mentor, &points(pair.score).to_string(), strength, &choice))?;
            if pair.pinned {
                self.aside(out, m.pinned)?;
            }
            let doubts = self.doubts(pair);
            if !doubts.is_empty() {
                self.aside(out, &fill(m.look, &[&doubts.join("; ")]))?;
            }
        }
        Ok(())
    }

    /// What to look at. That the pair is weak stands in its row; which papers are on their way, in the cards.
    fn doubts(&self, pair: &Proposed) -> Vec<String> {
        let m = &self.ctx.text.matched;
        let is_paper = |doubt: &&Doubt| matches!(doubt, Doubt::Consent(_) | Doubt::Papers(_));
        let mentee = pair.doubts.iter().any(|doubt| matches!(doubt, Doubt::Consent(_)));
        let mentor = pair.doubts.iter().any(|doubt| matches!(doubt, Doubt::Papers(_)));
        let papers = match (mentee, mentor) {
            (true, true) => Some(m.pending_both),
            (true, false) => Some(m.pending_mentee),
            (false, true) => Some(m.pending_mentor),
            (false, false) => None,
        };
        let others = pair.doubts.iter().filter(|doubt| !is_paper(doubt) && **doubt != Doubt::Weak);
        let others = others.map(|doubt| self.speaker.doubt(&self.proposal.cohort, (pair.mentee, pair.mentor), doubt));
        papers.map(str::to_owned).into_iter().chain(others).collect()
    }

    /// By what keeps them without: many wait for the same places.
    fn left_over(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let left = left_over(self.proposal, self.speaker);
        if left.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", fill(self.ctx.text.matched.without, &[&left.len()]))?;
        let mut reasons: Vec<(WithoutMentor, Vec<u32>)> = Vec::new();
        for mentee in left {
            let Some(why) = self.proposal.why_without(mentee) else { continue };
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, all)) => all.push(mentee),
                None => reasons.push((why, vec![mentee])),
            }
        }
        for (why, mentees) in reasons {
            writeln!(out)?;
            self.wrapped(out, &self.speaker.without(self.proposal, &why), 0)?;
            // Neither a consent nor somebody else's wish is for a change of rules to mend.
            let may_help = !matches!(why, WithoutMentor::Consent(_)) && self.proposal.objective != Objective::Stable;
            for mentee in mentees {
                let line = if may_help { self.help(mentee) } else { self.mentee(mentee) };
                self.aside(out, &line)?;
            }
        }
        Ok(())
    }

    /// The change that asks least. Whose veto it is, is not for paper.
    fn help(&self, mentee: u32) -> String {
        let (text, m, who) = (self.ctx.text, &self.ctx.text.matched, self.mentee(mentee));
        let helps = self.proposal.helps(mentee);
        let lifts_veto = |help: &&Help| matches!(&help.change, HelpBy::Lift(_, rules) if rules.iter().any(|it| it.rule == PairingRule::Veto));
        let Some(help) = helps.iter().find(|help| !lifts_veto(help)) else {
            return match helps.len() {
                0 => fill(m.no_help, &[&who, &text.pairing.no_help]),
                _ => fill(m.only_veto, &[&who]),
            };
        };
        let change = self.speaker.help(self.proposal, mentee, &help.change);
        let change = fill(m.would_help, &[&who, &change]);
        match help.difference.moves.len().saturating_sub(1) {
            0 => change,
            others => {
                let others = text.count(others, text.counts.people);
                format!("{change} ({})", fill(text.pairing.help_moves, &[&others]))
            }
        }
    }

    fn totals(&self, out: &mut fmt::Formatter, pairs: &[Proposed]) -> fmt::Result {
        let (m, proposal) = (&self.ctx.text.matched, self.proposal);
        writeln!(out, "\n{}", m.in_all)?;
        let doubtful = pairs.iter().filter(|pair| !pair.is_safe()).count();
        let mut found = fill(m.found, &[&pairs.len(), &proposal.cohort.mentees.len()]);
        if doubtful > 0 {
            found += &fill(m.to_check, &[&doubtful]);
        }
        self.aside(out, &found)?;
        if let Some(worst) = pairs.last() {
            let sum = (proposal.totals().score + 5) / 10;
            let who = fill(m.two, &[&self.mentee(worst.mentee), &self.mentor(worst.mentor)]);
            self.aside(out, &fill(m.sum, &[&sum, &points(worst.score), &who]))?;
        }
        if let Some(up) = proposal.bottleneck().filter(|found| points(found.best) > points(found.now)) {
            let price = (-up.raised.difference.value + 5) / 10;
            self.aside(out, &fill(m.worst_up, &[&points(up.best), &price]))?;
        }
        if self.has_choices() {
            self.aside(out, &fill(m.choices, &[&self.profile()]))?;
            self.blocking(out)?;
        }
        if proposal.cohort.in_use.is_empty() {
            self.aside(out, m.no_data)?;
        }
        self.aside(out, self.speaker.proof(proposal))?;
        if pairs.iter().any(is_pending) {
            self.aside(out, m.planned)?;
        }
        pending_hint(proposal, self.ctx.text).map_or(Ok(()), |hint| self.aside(out, &hint))
    }

    fn blocking(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let m = &self.ctx.text.matched;
        let blocking = self.proposal.blocking();
        if !blocking.is_empty() {
            let two = |(mentee, mentor): &(u32, u32)| fill(m.two, &[&self.mentee(*mentee), &self.mentor(*mentor)]);
            let mut said: Vec<String> = blocking.iter().take(3).map(two).collect();
            let rest = blocking.len().saturating_sub(said.len());
            said.extend((rest > 0).then(|| fill(self.ctx.text.pairing.rest_of, &[&rest])));
            self.aside(out, &fill(m.blocking, &[&said.join("; ")]))?;
        }
        Ok(())
    }

    fn profile(&self) -> String {
        let (m, profile) = (&self.ctx.text.matched, self.proposal.profile());
        let got = (1..).zip(&profile.choices).filter(|(_, count)| **count > 0);
        let got = got.map(|(choice, count): (usize, _)| fill(m.got_choice, &[&choice, count]));
        let unnamed = (profile.unnamed > 0).then(|| fill(m.unnamed, &[&profile.unnamed]));
        got.chain(unnamed).collect::<Vec<_>>().join(", ")
    }

    /// A sentence under what it is about.
    fn aside(&self, out: &mut fmt::Formatter, sentence: &str) -> fmt::Result {
        self.wrapped(out, sentence, INDENT)
    }

    /// A sentence in as many lines as it takes.
    fn wrapped(&self, out: &mut fmt::Formatter, sentence: &str, indent: usize) -> fmt::Result {
        let room = self.width.saturating_sub(indent).max(NAME_MIN);
        let mut line = String::new();
        let clean = one_line(sentence);
        for word in clean.split(' ') {
            if !line.is_empty() && width(&line) + 1 + width(word) > room {
                writeln!(out, "{:indent$}{line}", "")?;
                line.clear();
            }
            let gap = if line.is_empty() { "" } else { " " };
            line += &format!("{gap}{}", clip(word, room, "…"));
        }
        writeln!(out, "{:indent$}{line}", "")
    }
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.proposal.pairs();
        writeln!(out, "{}\n", self.title())?;
        self.pairs(out, &pairs)?;
        self.left_over(out)?;
        self.totals(out, &pairs)
    }
}

/// A text in exactly so many cells.
fn cell(text: &str, cells: usize) -> String {
    let text = clip(&one_line(text), cells, "…");
    let rest = cells.saturating_sub(width(&text));
    text + &" ".repeat(rest)
}

/// «Агафонов Григорий, 7Б» in so many cells; the class is never cut, since it tells namesakes apart.
fn called(person: PersonId, cells: usize, ctx: &Ctx) -> String {
    let Some(person) = ctx.register.get::<Person>(person) else { return String::new() };
    let name = one_line(&format!("{} {}", person.name.last, person.name.first));
    let class = person.class_in(ctx.year).map(|class| format!(", {class}")).unwrap_or_default();
    format!("{}{class}", clip(&name, cells.saturating_sub(width(&class)), "…"))
}

/// Whatever stands in a base, the terminal gets no codes and no line breaks of it.
fn one_line(text: &str) -> String {
    clean::clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
