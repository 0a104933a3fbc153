//! `nastavnik backup`, `restore`, `check` and `tidy`: what the administrator runs, by hand or at night.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, Months, NaiveDateTime};

use super::args::{Backup, Check, Restore, Tidy};
use super::base::may_replace;
use super::tell;
use crate::store::keep::{self, Contents, Forget, Report, Spared, Target, backup_failed};
use crate::store::{Mode, Store, StoreError, present, sentence};
use crate::text::{SystemError, Text, fill};

/// How many findings or records a list names; of a broken page hundreds follow.
const MOST: usize = 25;

/// Makes a backup and prints where it lies.
///
/// # Errors
/// A sentence about what stands in the way; no file was made.
pub fn backup(wanted: &Backup, base: &Path, text: &Text) -> Result<(), String> {
    let target = match &wanted.out {
        Some(path) => Target::File(path.clone()),
        None if wanted.keep_all => Target::ShelfKeepingAll,
        None => Target::Shelf,
    };
    let now = Local::now().naive_local();
    let made = || {
        let mut store = Store::open(base, Mode::ReadOnly)?;
        let made = store.snapshot()?.backup(&target, now)?;
        store.close()?;
        Ok(made)
    };
    let made = made().map_err(|error| backup_failed(&error, text))?;
    let held = text.count(made.contents.record_count(), text.counts.records);
    let held = fill(text.keep.generation, &[&made.contents.generation, &held]);
    tell_by_day(&fill(text.keep.made, &[&made.path.display(), &held]));
    tell_cleared(&made, now, text);
    let path = made.path.display();
    print_or(&path.to_string(), |why| fill(text.keep.made_unsaid, &[&path, &why]), text)
}

/// Prints the result of something that has been done, whatever becomes of the printing.
fn print_or(result: &str, unsaid: impl Fn(String) -> String, text: &Text) -> Result<(), String> {
    match writeln!(io::stdout(), "{result}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unsaid(SystemError::from(&error).words(text))),
        _ => Ok(()),
    }
}

/// Says what went well to whoever sits at the terminal. At night nobody reads it, and the mail of a nightly job should
/// mean that something is wrong.
fn tell_by_day(sentence: &str) {
    if io::stderr().is_terminal() {
        tell(sentence);
    }
}

/// What became of older backups. That some went as they should is said by day; a clock that is not to be believed always.
fn tell_cleared(made: &keep::Backup, now: NaiveDateTime, text: &Text) {
    let k = &text.keep;
    let moment = |moment: NaiveDateTime| moment.format("%d.%m.%Y %H:%M").to_string();
    if !made.removed.is_empty() {
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().display().to_string();
        let names: Vec<String> = made.removed.iter().map(name).collect();
        tell_by_day(&fill(k.removed, &[&names.len(), &names.join(", ")]));
    }
    match made.spared {
        Some(Spared::Clock { newest }) => tell(&fill(k.spared_clock, &[&moment(newest), &moment(now)])),
        Some(Spared::Rest { left }) => tell_by_day(&fill(k.spared_rest, &[&left])),
        None => {}
    }
}

/// Looks the base through and says what is wrong; or saves what can be read of it into a new one.
///
/// # Errors
/// A sentence that says the base is not sound, or what stands in the way of saving.
pub fn check(wanted: &Check, base: &Path, text: &Text) -> Result<(), String> {
    let k = &text.keep;
    let report = keep::check(base, Local::now().naive_local());
    match (report.unseen(), &wanted.rescue) {
        (Some(StoreError::Foreign { .. }), Some(target)) => return rescue(base, target, text),
        (Some(error), _) => return Err(could_not_look(error, text)),
        (None, _) => {}
    }
    let held = text.count(report.contents.record_count(), text.counts.records);
    super::print(&fill(k.checking, &[&base.display(), &held, &report.contents.entries]))?;
    if let Some(made) = report.last_backup {
        super::print(&fill(k.last_backup, &[&made.format("%d.%m.%Y %H:%M")]))?;
    }
    for found in report.findings.iter().take(MOST) {
        super::print(&keep::finding(found, base, text))?;
    }
    if report.findings.len() > MOST {
        super::print(&fill(text.common.and_more, &[&(report.findings.len() - MOST)]))?;
    }
    let sound = Report::is_sound(&report);
    if sound {
        super::print(k.sound)?;
    }
    match &wanted.rescue {
        Some(_) if sound => super::print(k.nothing_to_rescue),
        Some(target) => rescue(base, target, text),
        None if sound => Ok(()),
        None if report.is_of_newer() => Err(text.base.newer.to_owned()),
        None => Err(k.unsound.to_owned()),
    }
}

/// Nothing is known of the base then, least of all that it is not sound.
fn could_not_look(error: &StoreError, text: &Text) -> String {
    let said = fill(text.keep.not_looked, &[&sentence(error, &[], text)]);
    match error {
        StoreError::Foreign { .. } => format!("{said} {}", text.keep.if_it_was),
        _ => said,
    }
}

fn rescue(base: &Path, target: &Path, text: &Text) -> Result<(), String> {
    let k = &text.keep;
    let saved = keep::rescue(base, target, text).map_err(|error| match error {
        StoreError::Damaged { .. } => k.nothing_readable.to_owned(),
        other => sentence(&other, &[], text),
    })?;
    let held = text.count(saved.contents.record_count(), text.counts.records);
    let found = saved.restored.len() + saved.perhaps_older.len();
    super::print(&fill(k.rescued, &[&saved.path.display(), &held, &saved.read, &found]))?;
    if let Some(lost) = saved.lost_count.filter(|lost| *lost > 0) {
        super::print(&fill(k.lost_count, &[&lost]))?;
    }
    let lists = [
        (k.restored, &saved.restored),
        (k.perhaps_older, &saved.perhaps_older),
        (k.lost, &saved.lost),
        (k.stood_in, &saved.stood_in),
        (k.left_out, &saved.left_out),
    ];
    for (word, keys) in lists.into_iter().filter(|(_, keys)| !keys.is_empty()) {
        let mut names: Vec<String> = keys.iter().take(MOST).map(|key| keep::key(*key, text)).collect();
        if keys.len() > MOST {
            names.push(fill(text.common.and_more, &[&(keys.len() - MOST)]));
        }
        super::print(&format!("{word} ({}): {}.", keys.len(), names.join(", ")))?;
    }
    if saved.lost_entries > 0 {
        super::print(&fill(k.lost_entries, &[&saved.lost_entries]))?;
    }
    Ok(())
}

/// Puts a backup in the place of the base. Asks once where somebody can answer; otherwise it goes ahead, since nothing
/// is destroyed.
///
/// # Errors
/// A sentence about what stands in the way; the base is the one that was there.
pub fn restore(wanted: &Restore, base: &Path, text: &'static Text) -> Result<(), String> {
    may_replace(base, text)?;
    let k = &text.keep;
    let failed = |error: StoreError| sentence(&error, &present(base), text);
    let ready = keep::Restore::prepare(&wanted.file, base).map_err(failed)?;
    if let Some(fault) = keep::obstacle(&ready.backup) {
        tell(&keep::finding(fault, &wanted.file, text));
        return Err(k.backup_unsound.to_owned());
    }
    tell(&fill(k.in_backup, &[&held(&ready.backup.contents, text)]));
    tell(&comparison(&ready, text));
    if !agreed(text).map_err(|error| error.to_string())? {
        return Err(k.not_restored.to_owned());
    }
    let aside = ready.put(Local::now().naive_local()).map_err(failed)?;
    tell(&fill(k.restored_to, &[&base.display()]));
    match aside {
        None => Ok(()),
        Some(aside) => {
            tell(&fill(k.set_aside, &[&aside.display()]));
            super::print(&aside.display().to_string())
        }
    }
}

/// What is there now, beside what the backup holds.
fn comparison(ready: &keep::Restore, text: &Text) -> String {
    let k = &text.keep;
    let Some(report) = &ready.present else { return k.base_absent.to_owned() };
    if let Some(fault) = keep::obstacle(report) {
        return fill(k.base_unsound, &[&keep::finding(fault, Path::new(""), text)]);
    }
    let now = fill(k.in_base, &[&held(&report.contents, text)]);
    let later = report.contents.generation.saturating_sub(ready.backup.contents.generation);
    format!("{now}\n{}", fill(k.step_back, &[&later]))
}

/// «поколение 12 от 24.11.2026 14:02, 640 записей, записей журнала 12»
fn held(contents: &Contents, text: &Text) -> String {
    let moment = DateTime::from_timestamp(contents.last_at, 0).unwrap_or_default().with_timezone(&Local);
    let records = text.count(contents.record_count(), text.counts.records);
    let moment = moment.format("%d.%m.%Y %H:%M");
    fill(text.keep.held, &[&contents.generation, &moment, &records, &contents.entries])
}

/// Asks whoever sits at the terminal; where nobody does, silence is consent.
fn agreed(text: &Text) -> io::Result<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(true);
    }
    write!(io::stderr(), "{}", text.keep.ask_restore)?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let first = answer.trim().to_lowercase().chars().next();
    Ok(first.is_some_and(|first| text.keep.yes.contains(first)))
}

/// Writes the base anew, after a backup.
///
/// # Errors
/// A sentence about what stands in the way; the base is the one that was there.
pub fn tidy(wanted: &Tidy, base: &Path, text: &'static Text) -> Result<(), String> {
    may_replace(base, text)?;
    let k = &text.keep;
    let now = Local::now();
    let years_ago = |years: u32| now.checked_sub_months(Months::new(12 * years)).map(|day| day.timestamp());
    let target = if wanted.keep_all { Target::ShelfKeepingAll } else { Target::Shelf };
    let forget = Forget { before: wanted.forget_before.and_then(years_ago), erased: wanted.forget_erased };
    let done = keep::tidy(base, forget, &target, now.naive_local());
    let done = done.map_err(|error| match error {
        StoreError::Inside | StoreError::Busy { .. } => sentence(&error, &present(base), text),
        other => backup_failed(&other, text),
    })?;
    tell_cleared(&done.backup, now.naive_local(), text);
    super::print(&fill(k.made_short, &[&done.backup.path.display()]))?;
    if wanted.forget_before.is_some() || wanted.forget_erased {
        super::print(&fill(k.forgotten, &[&done.forgotten]))?;
    }
    if done.copies > 0 {
        super::print(&fill(k.copies_removed, &[&done.copies]))?;
    }
    let (before, after) = done.sizes;
    super::print(&fill(k.tidied, &[&before.div_ceil(1024), &after.div_ceil(1024)]))
}
