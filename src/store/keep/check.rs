//! Looking a base through: everything that could be wrong with it, each with what to do.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDateTime;

use crate::domain::{Key, Kind, Record};

use super::super::error::StoreError;
use super::super::{codec, file, presence};
use super::backup::newest;
use super::copy::Contents;
use super::survey::{Damage, Image, Survey, engine_approves};

/// A backup older than this is worth a word, in days.
const OLD_BACKUP: i64 = 7;

/// How often a base in use is looked through again before it is called damaged.
const TRIES: usize = 3;

/// Something about a base that its keeper should know.
#[derive(Debug)]
pub enum Finding {
    /// The file cannot even be looked into.
    Closed(StoreError),
    /// The engine finds pages that are not what was written.
    Pages,
    /// Something cannot be read.
    Damage(Damage),
    /// A record refers to one that is not there.
    Dangling {
        /// Which record.
        from: Key,
        /// To what.
        to: Key,
    },
    /// A record belongs to a year that is not there.
    NoYear {
        /// Which record.
        from: Key,
        /// Which year.
        year: u32,
    },
    /// Answers are not such as the questions of their questionnaire take, one for each.
    OtherQuestions {
        /// The response, or the code they were given by.
        from: Key,
        /// Its questionnaire.
        to: Key,
    },
    /// There is no school.
    NoSchool,
    /// Journal entries are missing.
    Gap {
        /// The first that is missing.
        first: u64,
        /// The last.
        last: u64,
    },
    /// The base says it has got to one generation, and the journal ends with another.
    Generation {
        /// What the base says.
        said: u64,
        /// The newest entry.
        found: u64,
    },
    /// An identity was given out that the base does not know of; another session could give it out again.
    HighestId {
        /// The largest the base knows of.
        said: u32,
        /// The largest there is.
        found: u32,
    },
    /// A record was changed by an entry that is not there yet.
    Ahead {
        /// Which record.
        key: Key,
        /// By which entry.
        generation: u64,
    },
    /// A newer program wrote the base.
    Newer,
    /// Everybody on the machine can read the file.
    WorldReadable,
    /// The directory is the group's, and the file is not.
    NotShared,
    /// The directory of sessions is closed to the group that the base is open to.
    LanesClosed,
    /// The directory of sessions cannot be looked into.
    LanesUnseen(StoreError),
    /// There is no backup in the usual place.
    NoBackup,
    /// The newest backup in the usual place is old.
    OldBackup {
        /// By how many days.
        days: i64,
    },
}

impl Finding {
    /// Whether the base is not sound because of it; otherwise it is advice.
    pub fn is_fault(&self) -> bool {
        !matches!(
            self,
            Self::OtherQuestions { .. }
                | Self::WorldReadable
                | Self::NotShared
                | Self::LanesClosed
                | Self::LanesUnseen(_)
                | Self::NoBackup
                | Self::OldBackup { .. }
        )
    }
}

/// What looking a base through has shown.
#[derive(Debug)]
pub struct Report {
    /// What the base holds, as far as it can be read.
    pub contents: Contents,
    /// When the newest backup in the usual place was made, in local time.
    pub last_backup: Option<NaiveDateTime>,
    /// What is wrong or worth a word, faults first.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        !self.findings.iter().any(Finding::is_fault)
    }

    /// Why the file could not even be looked at, which says nothing about the base: it is not there, closed, something
    /// else. A file that is empty or cut short is a base that is not sound.
    pub fn unseen(&self) -> Option<&StoreError> {
        match self.findings.as_slice() {
            [Finding::Closed(StoreError::Empty { .. } | StoreError::Truncated { .. } | StoreError::Damaged { .. })] => {
                None
            }
            [Finding::Closed(error)] => Some(error),
            _ => None,
        }
    }

    /// Whether a newer program wrote the base, so that this one cannot tell whether it is sound.
    pub fn is_of_newer(&self) -> bool {
        self.findings.iter().any(|finding| matches!(finding, Finding::Newer))
    }

    fn closed(error: StoreError) -> Self {
        Self { contents: Contents::default(), last_backup: None, findings: vec![Finding::Closed(error)] }
    }
}

/// Looks the base at `path` through, in use or not, at local time `now`. Nothing is written and nobody waits.
pub fn check(path: &Path, now: NaiveDateTime) -> Report {
    let mut report = look(path);
    // A commit in the very moment of looking could make a sound base look broken; a broken one stays so.
    for _ in 1..TRIES {
        if report.is_sound() || presence::look(path).is_ok_and(|inside| inside.is_empty()) {
            break;
        }
        report = look(path);
    }
    if !matches!(report.findings.as_slice(), [Finding::Closed(_)]) {
        report.last_backup = newest(path).map(|(made, _)| made);
        report.findings.extend(backup_age(report.last_backup, now));
    }
    report
}

/// As [`check`], without asking for backups.
pub(super) fn look(path: &Path) -> Report {
    match file::real(path).and_then(|path| through(&path)) {
        Ok(report) => report,
        Err(error) => Report::closed(error),
    }
}

fn through(path: &Path) -> Result<Report, StoreError> {
    let image = Image::of(path)?;
    let survey = Survey::of(&image.bytes);
    if survey.foreign {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let mut findings: Vec<Finding> = survey.damage.iter().copied().map(Finding::Damage).collect();
    if survey.is_of_newer() {
        // The rest of the findings would follow from what cannot be read.
        findings = vec![Finding::Newer];
    } else {
        findings.extend(references(&survey));
        findings.extend(answers(&survey));
        findings.extend(journal(&survey));
        findings.extend(position(&survey));
    }
    if !matches!(engine_approves(&image.bytes), Ok(true)) {
        findings.insert(0, Finding::Pages);
    }
    findings.extend(image.judged.world_readable.then_some(Finding::WorldReadable));
    findings.extend((!file::has_rights_of(path)).then_some(Finding::NotShared));
    match presence::look(path) {
        Err(error) => findings.push(Finding::LanesUnseen(error)),
        Ok(_) => findings.extend((!presence::is_open_like(path)).then_some(Finding::LanesClosed)),
    }
    Ok(Report { contents: contents(&survey), last_backup: None, findings })
}

pub(super) fn contents(survey: &Survey<'_>) -> Contents {
    let mut contents = survey.facts.as_ref().map(Contents::of).unwrap_or_default();
    survey.records.keys().for_each(|key| contents.count(*key));
    contents.entries = survey.journal.len() as u64;
    let last = survey.journal.last_key_value();
    contents.last_at =
        last.and_then(|(generation, bytes)| codec::open_entry(*generation, bytes).ok()).map_or(0, |entry| entry.at);
    contents
}

fn references(survey: &Survey<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_there = |key: Key| survey.records.contains_key(&key);
    for (&from, (_, record)) in &survey.records {
        let missing = record.references().into_iter().filter(|to| !is_there(*to));
        findings.extend(missing.map(|to| Finding::Dangling { from, to }));
        if let Some(year) = record.year().filter(|year| !is_there((*year).into())) {
            findings.push(Finding::NoYear { from, year: year.0 });
        }
    }
    if !survey.records.keys().any(|key| key.kind == Kind::School) {
        findings.push(Finding::NoSchool);
    }
    findings
}

/// Answers that do not fit their questions. No copy of the base is better in this, so it is advice.
fn answers(survey: &Survey<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (&from, (_, record)) in &survey.records {
        let (asked, answers) = match record {
            Record::Response(response) => (response.questionnaire, &response.answers),
            Record::Invitation(invitation) if invitation.is_opened() => (invitation.questionnaire, &invitation.answers),
            _ => continue,
        };
        let Some((_, Record::Questionnaire(sheet))) = survey.records.get(&asked.into()) else { continue };
        if !sheet.takes(answers) {
            findings.push(Finding::OtherQuestions { from, to: asked.into() });
        }
    }
    findings
}

/// Entries that are missing, unless the page that held them has been named already.
fn journal(survey: &Survey<'_>) -> Vec<Finding> {
    let newest = survey.journal.last_key_value().map_or(0, |(generation, _)| *generation);
    let ends = survey.facts.map_or(newest, |facts| facts.generation.max(newest));
    let mut findings = Vec::new();
    let mut wanted = 1;
    for &generation in survey.journal.keys().chain(&[ends + 1]) {
        if generation > wanted && !survey.lost_entry(wanted) {
            findings.push(Finding::Gap { first: wanted, last: generation - 1 });
        }
        wanted = generation + 1;
    }
    findings
}

fn position(survey: &Survey<'_>) -> Vec<Finding> {
    let Some(facts) = survey.facts else { return Vec::new() };
    let mut findings = Vec::new();
    let newest = survey.journal.last_key_value().map_or(0, |(generation, _)| *generation);
    if newest != facts.generation && !survey.lost_entry(facts.generation) {
        findings.push(Finding::Generation { said: facts.generation, found: newest });
    }
    let highest = survey.records.keys().map(|key| key.id).max().unwrap_or(0);
    if highest > facts.highest_id {
        findings.push(Finding::HighestId { said: facts.highest_id, found: highest });
    }
    let ahead = survey.records.iter().filter(|(_, (stamp, _))| stamp.generation > facts.generation);
    findings.extend(ahead.map(|(key, (stamp, _))| Finding::Ahead { key: *key, generation: stamp.generation }));
    findings
}

fn backup_age(last: Option<NaiveDateTime>, now: NaiveDateTime) -> Option<Finding> {
    let Some(last) = last else { return Some(Finding::NoBackup) };
    let days = (now - last).num_days();
    (days > OLD_BACKUP).then_some(Finding::OldBackup { days })
}

/// The generations up to `last` that have no entry.
pub(super) fn missing(survey: &Survey<'_>, last: u64) -> BTreeSet<u64> {
    (1..=last).filter(|generation| !survey.journal.contains_key(generation)).collect()
}
