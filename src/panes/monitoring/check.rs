//! The page of the self-check: the curator's own sheet, the benchmarks of the standard one by one, and below them the
//! pairs, each with what it meets and what it lacks.

use super::chart::{Bar, bars};
use super::report::Source;
use super::{forms, notes, words};
use crate::analysis::monitoring::{Check, CheckResult, PairStanding, Standard, benchmarks, by_pair};
use crate::analysis::stats::count;
use crate::domain::{CURATOR_QUESTIONS, CuratorSheet, CuratorSheetId, Deed, Key, Kind, Pair, PairId};
use crate::fields::{Worded, fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, PaneId, PickFor, Picker, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Curator,
    Standard(Standard),
    Check(CheckResult),
    /// What the standard asks for and nothing on file tells, by its place in [`NOT_KEPT`].
    NotKept(usize),
    Pairs,
    Pair(PairStanding),
}

type Words = fn(&Text) -> &'static str;

/// What the standard asks for (model §11.1) and no record of the school says. It is named so that nobody thinks it met,
/// and counts nowhere.
const NOT_KEPT: [(Standard, Words); 3] = [
    (Standard::Recruitment, |text| text.monitoring.kept_not_description),
    (Standard::Screening, |text| text.monitoring.kept_not_commitment),
    (Standard::Matching, |text| text.monitoring.kept_not_staff),
];

/// The page.
#[derive(Default)]
pub struct SelfCheck {
    rows: Vec<Shown>,
}

fn standard(of: Standard, text: &Text) -> &'static str {
    let m = &text.monitoring;
    match of {
        Standard::Recruitment => m.standard_recruitment,
        Standard::Screening => m.standard_screening,
        Standard::Training => m.standard_training,
        Standard::Matching => m.standard_matching,
        Standard::Monitoring => m.standard_monitoring,
        Standard::Closure => m.standard_closure,
    }
}

fn check(of: Check, text: &Text) -> &'static str {
    let m = &text.monitoring;
    match of {
        Check::RequestInScope => m.check_request,
        Check::Offer => m.check_offer,
        Check::Application => m.check_application,
        Check::Interview => m.check_interview,
        Check::Certificates => m.check_certificates,
        Check::Consents => m.check_consents,
        Check::TrainingHours => m.check_training,
        Check::TrainedBefore => m.check_trained,
        Check::TrainingTopics => m.check_topics,
        Check::Criteria => m.check_criteria,
        Check::Ordered => m.check_ordered,
        Check::Introduced => m.check_introduced,
        Check::Agreement => m.check_agreement,
        Check::FirstMonth => m.check_first_month,
        Check::Monthly => m.check_monthly,
        Check::Described => m.check_described,
        Check::Relationship => m.check_relationship,
        Check::Safety => m.check_safety,
        Check::ContactFirstMonth => m.check_contact_first,
        Check::ContactMonthly => m.check_contact_monthly,
        Check::ContactAsked => m.check_contact_asked,
        Check::FinalMeeting => m.check_final,
        Check::ClosingTalk => m.check_talk,
        Check::ExitAnswers => m.check_exit,
        Check::NextStep => m.check_next,
    }
}

/// The curator's sheet of the year, answered or not.
fn sheet(world: &World) -> CuratorSheet {
    let on_file = world.register.get::<CuratorSheet>(CuratorSheetId::from(world.year));
    on_file.map_or_else(|| CuratorSheet::new(world.year), |sheet| (**sheet).clone())
}

fn verdict(sheet: &CuratorSheet, text: &Text) -> String {
    let m = &text.monitoring;
    match sheet.verdict() {
        Some((sum, standing)) => fill(m.curator_sum, &[&sum, &standing.word(text)]),
        None => fill(m.curator_open, &[&sheet.points.iter().flatten().count()]),
    }
}

fn questions(text: &Text) -> [&'static str; CURATOR_QUESTIONS] {
    let m = &text.monitoring;
    [
        m.curator_1,
        m.curator_2,
        m.curator_3,
        m.curator_4,
        m.curator_5,
        m.curator_6,
        m.curator_7,
        m.curator_8,
        m.curator_9,
    ]
}

impl SelfCheck {
    fn results(&self) -> impl Iterator<Item = &CheckResult> {
        self.rows.iter().filter_map(|shown| match shown {
            Shown::Check(result) => Some(result),
            _ => None,
        })
    }

    fn pairs(&self) -> impl Iterator<Item = &PairStanding> {
        self.rows.iter().filter_map(|shown| match shown {
            Shown::Pair(standing) => Some(standing),
            _ => None,
        })
    }

    /// How many pairs lack nothing, of how many; and how many checks are met by all they apply to.
    fn complete(&self) -> [(usize, usize); 2] {
        let (pairs, whole) = (self.pairs().count(), self.pairs().filter(|it| it.missing.is_empty()).count());
        let applying = || self.results().filter(|it| applies_to(it) > 0);
        let met = applying().filter(|it| it.missing.is_empty()).count();
        [(whole, pairs), (met, applying().count())]
    }

    /// Goes to one of the pairs that lack something.
    fn lacking(result: &CheckResult, world: &World) -> Vec<Act> {
        let item = |pair: &PairId| {
            let label = pair_name(*pair, world);
            Item { key: (*pair).into(), hay: fold(&label), label, detail: String::new() }
        };
        let goes =
            PickFor::Start(|keys, _| keys.first().map(|key| Act::Go(PaneId::Pairs, Some(*key))).into_iter().collect());
        let title = fill(world.text.monitoring.check_lacking, &[&check(result.check, world.text)]);
        let items = result.missing.iter().map(item).collect();
        vec![Act::Pick(Box::new(Picker::new(title, items, goes, false)))]
    }

    /// What applies to nobody yet cannot be said to be met by all.
    fn verdict_on(result: &CheckResult, text: &Text) -> Option<(&'static str, Tone)> {
        match (applies_to(result), result.missing.len()) {
            (0, _) => Some((text.monitoring.check_nobody, Tone::Muted)),
            (_, 0) => Some((text.monitoring.check_all, Tone::Good)),
            _ => None,
        }
    }

    fn check_entry(result: &CheckResult, world: &World) -> Entry {
        let (text, marks, all) = (world.text, world.theme.marks(), applies_to(result));
        let value = match all {
            0 => text.common.none.to_owned(),
            all => fill(text.monitoring.of, &[&result.met.len(), &all]),
        };
        let entry = Entry::new(check(result.check, text), value);
        match (all, result.missing.len()) {
            (0, _) => entry.marked(" ", Tone::Muted),
            (_, 0) => entry.marked(marks.tick, Tone::Good),
            _ => entry.marked(marks.cross, Tone::Warning),
        }
    }

    fn pair_entry(standing: &PairStanding, world: &World) -> Entry {
        let (text, marks) = (world.text, world.theme.marks());
        let all = standing.met.len() + standing.missing.len();
        let value = fill(text.monitoring.of, &[&standing.met.len(), &all]);
        let entry = Entry::new(pair_name(standing.pair, world), value).of(standing.pair);
        match standing.missing.len() {
            0 => entry.marked(marks.tick, Tone::Good),
            _ => entry.marked(marks.cross, Tone::Warning),
        }
    }

    /// The rows of what nothing tells, at the end of a standard.
    fn not_kept(&mut self, of: Option<Standard>, entries: &mut Vec<Entry>, text: &Text) {
        for (place, (standard, words)) in NOT_KEPT.iter().enumerate() {
            if Some(*standard) == of {
                entries.push(Entry::new(words(text), text.monitoring.not_kept).marked(" ", Tone::Muted));
                self.rows.push(Shown::NotKept(place));
            }
        }
    }

    fn pair_card(standing: &PairStanding, card: &mut Card) {
        let (text, marks) = (card.world.text, card.world.theme.marks());
        card.say(&pair_name(standing.pair, card.world), Tone::Heading);
        let parts = [
            (text.monitoring.pair_lacks, &standing.missing, marks.cross, Tone::Warning),
            (text.monitoring.pair_meets, &standing.met, marks.tick, Tone::Good),
        ];
        for (title, checks, mark, tone) in parts.into_iter().filter(|(_, checks, ..)| !checks.is_empty()) {
            card.part(&fill(title, &[&checks.len()]));
            for of in checks {
                card.say(&format!("{mark} {}", check(*of, text)), tone);
            }
        }
    }
}

/// Pairs a check applies to.
fn applies_to(result: &CheckResult) -> usize {
    result.met.len() + result.missing.len()
}

fn pair_name(id: PairId, world: &World) -> String {
    world.register.get::<Pair>(id).map_or_else(String::new, |it| names::of_pair(&world.register, it, world.text))
}

impl Source for SelfCheck {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let (text, m) = (world.text, &world.text.monitoring);
        let sheet_key = CuratorSheetId::from(world.year);
        let mut entries = vec![Entry::new(m.curator, verdict(&sheet(world), text)).of(sheet_key)];
        self.rows = vec![Shown::Curator];
        let mut last = None;
        let open = |it: &CheckResult| it.check != Check::Safety || world.sees_restricted();
        let results = benchmarks(&world.register, world.year, world.today());
        let results: Vec<CheckResult> = results.into_iter().filter(open).collect();
        let pairs = by_pair(&results);
        for result in results {
            let of = result.check.standard();
            if last != Some(of) {
                self.not_kept(last, &mut entries, text);
                entries.push(Entry::heading(standard(of, text)));
                self.rows.push(Shown::Standard(of));
                last = Some(of);
            }
            entries.push(Self::check_entry(&result, world));
            self.rows.push(Shown::Check(result));
        }
        self.not_kept(last, &mut entries, text);
        if !pairs.is_empty() {
            entries.push(Entry::heading(m.check_pairs));
            self.rows.push(Shown::Pairs);
        }
        for standing in pairs {
            entries.push(Self::pair_entry(&standing, world));
            self.rows.push(Shown::Pair(standing));
        }
        entries
    }

    fn head(&self, world: &World) -> String {
        let m = &world.text.monitoring;
        match self.complete() {
            [(_, 0), _] => m.check_none.to_owned(),
            [(whole, pairs), (met, applying)] => fill(m.check_head, &[&whole, &pairs, &met, &applying]),
        }
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (text, m) = (world.text, &world.text.monitoring);
        let mut card = Card::new(world, cells);
        match self.rows.get(place) {
            Some(Shown::Curator) => {
                let sheet = sheet(world);
                card.say(m.curator, Tone::Heading);
                card.say(&verdict(&sheet, text), Tone::Accent);
                for (question, points) in questions(text).iter().zip(&sheet.points) {
                    let points = points.map_or(text.common.none.to_owned(), |points| points.to_string());
                    card.say(&format!("{points} {question}"), Tone::Plain);
                }
                card.say(m.curator_scale, Tone::Muted);
                card.say(m.curator_note, Tone::Muted);
                card.say(&sheet.notes, Tone::Plain);
            }
            Some(Shown::Standard(of)) => {
                card.say(standard(*of, text), Tone::Heading);
                let own: Vec<&CheckResult> = self.results().filter(|it| it.check.standard() == *of).collect();
                let bar = |result: &&CheckResult| Bar {
                    label: check(result.check, text).to_owned(),
                    value: result.share().unwrap_or(0.0),
                    shown: words::percent(result.share(), text),
                    tone: Tone::Accent,
                };
                let lines = bars(&own.iter().map(bar).collect::<Vec<_>>(), Some(count(100)), cells, world);
                card.add(lines);
            }
            Some(Shown::Check(result)) => {
                card.say(check(result.check, text), Tone::Heading);
                card.say(&fill(m.check_met, &[&result.met.len(), &applies_to(result)]), Tone::Accent);
                if result.check == Check::Safety {
                    notes::say(&mut card);
                }
                if let Some((words, tone)) = Self::verdict_on(result, text) {
                    card.say(words, tone);
                } else {
                    card.say(m.check_missing, Tone::Warning);
                    for pair in &result.missing {
                        card.say(&pair_name(*pair, world), Tone::Plain);
                    }
                }
            }
            Some(Shown::NotKept(place)) => {
                card.say(NOT_KEPT[*place].1(text), Tone::Heading);
                card.say(m.not_kept, Tone::Accent);
                card.say(m.not_kept_about, Tone::Muted);
            }
            Some(Shown::Pairs) => {
                card.say(m.check_pairs, Tone::Heading);
                card.say(m.check_pairs_about, Tone::Muted);
            }
            Some(Shown::Pair(standing)) => Self::pair_card(standing, &mut card),
            None => {}
        }
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let text = world.text;
        let title = text.monitoring.page_check.to_owned();
        if let Some(Shown::Check(CheckResult { check: Check::Safety, .. })) = self.rows.get(place) {
            return Some((text.monitoring.safety_table.to_owned(), notes::table_of(world)));
        }
        if let Some(Shown::Check(result)) = self.rows.get(place) {
            let marks = world.theme.marks();
            let met = result.met.iter().map(|pair| vec![pair_name(*pair, world), marks.tick.to_owned()]);
            let missing = result.missing.iter().map(|pair| vec![pair_name(*pair, world), marks.cross.to_owned()]);
            let rows: Vec<Vec<String>> = missing.chain(met).collect();
            return Some((check(result.check, text).to_owned(), table(&["", ""], &rows, world)));
        }
        if let Some(Shown::Pairs | Shown::Pair(_)) = self.rows.get(place) {
            let row = |it: &PairStanding| {
                let all = it.met.len() + it.missing.len();
                vec![pair_name(it.pair, world), it.met.len().to_string(), it.missing.len().to_string(), all.to_string()]
            };
            let rows: Vec<Vec<String>> = self.pairs().map(row).collect();
            let m = &text.monitoring;
            return Some((title, table(&["", m.check_col_met, m.check_col_missing, m.check_col_all], &rows, world)));
        }
        let rows: Vec<Vec<String>> = self
            .results()
            .map(|it| {
                vec![
                    check(it.check, text).to_owned(),
                    it.met.len().to_string(),
                    applies_to(it).to_string(),
                    words::percent(it.share(), text),
                ]
            })
            .collect();
        let m = &text.monitoring;
        Some((title, table(&["", m.check_col_met, m.check_col_all, "%"], &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        match self.rows.get(place) {
            Some(Shown::Curator) => match world.closed_to(Deed::Anything) {
                Some(reason) => vec![Act::Refuse(reason)],
                None => forms::curator(world.year, world).map(|form| Act::Form(Box::new(form))).into_iter().collect(),
            },
            Some(Shown::Check(result)) => match Self::verdict_on(result, world.text) {
                Some((words, _)) => vec![Act::Say(words.to_owned())],
                None => Self::lacking(result, world),
            },
            Some(Shown::NotKept(_)) => vec![Act::Say(world.text.monitoring.not_kept_about.to_owned())],
            Some(Shown::Pair(standing)) => vec![Act::Go(PaneId::Pairs, Some(standing.pair.into()))],
            _ => vec![Act::Refuse(world.text.monitoring.no_people.to_owned())],
        }
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.check_none.to_owned()
    }

    fn choose(&mut self, key: Key) -> bool {
        key.kind == Kind::CuratorSheet
    }
}
