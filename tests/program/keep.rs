//! Backup, restore, check and tidy as the administrator runs them, and the backup a curator makes on screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use chrono::Local;
use nastavnik::domain::{Batch, Change, TheSchool};
use nastavnik::store::keep::check;
use nastavnik::store::{Mode, Store};

use crate::school::{CTRL_Q, PATIENCE, PROGRAM, School};

fn run(base: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(base).args(args).stdin(Stdio::null()).env("TERM", "xterm").output().unwrap()
}

fn said(output: &Output) -> (String, String) {
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

fn backups(school: &School) -> Vec<PathBuf> {
    let shelf = school.base.with_file_name("school.redb.backups");
    fs::read_dir(shelf).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_backup_is_made_checked_and_put_back() {
    let school = School::of(100);
    let made = run(&school.base, &["backup"]);
    let (path, err) = said(&made);
    assert!(made.status.success() && err.is_empty(), "a nightly job that went well says nothing: {err}");
    assert_eq!(backups(&school), [PathBuf::from(path.trim_end())]);
    let checked = run(&school.base, &["check"]);
    let (out, err) = said(&checked);
    assert!(checked.status.success() && out.contains("База исправна.") && err.is_empty(), "{out}{err}");
    let whole = fs::read(&school.base).unwrap();
    fs::write(&school.base, &whole[..whole.len() / 2]).unwrap();
    let checked = run(&school.base, &["check"]);
    let (out, err) = said(&checked);
    assert!(checked.status.code() == Some(1) && err.contains("restore"), "{out}{err}");
    assert!(!err.contains("panicked"), "{err}");
    let restored = run(&school.base, &["restore", path.trim_end()]);
    let (aside, err) = said(&restored);
    assert!(restored.status.success(), "{err}");
    assert_eq!(fs::read(aside.trim_end()).unwrap(), whole[..whole.len() / 2]);
    assert!(run(&school.base, &["check"]).status.success());
    let again = run(&school.base, &["--lang", "en", "backup", "--out", path.trim_end()]);
    assert!(again.status.code() == Some(1) && said(&again).1.contains("exists"));
}

#[test]
fn a_damaged_base_is_saved_into_a_new_one() {
    let school = School::of(100);
    let mut bytes = fs::read(&school.base).unwrap();
    let page = bytes.len() / 4096 / 2 * 4096;
    bytes[page..page + 4096].fill(0xEE);
    bytes[..4096].fill(0xEE);
    fs::write(&school.base, &bytes).unwrap();
    let refused = run(&school.base, &["backup"]);
    assert_eq!(refused.status.code(), Some(1));
    let target = school.directory().join("saved.redb");
    let saved = run(&school.base, &["check", "--rescue", target.to_str().unwrap()]);
    let (out, err) = said(&saved);
    assert!(saved.status.success() && out.contains("Спасено в новую базу"), "{out}{err}");
    assert!(!err.contains("panicked"), "{err}");
    assert!(run(&target, &["check"]).status.success());
    assert!(fs::read(&school.base).unwrap() == bytes);
}

#[test]
fn what_needs_the_base_alone_names_who_is_inside() {
    let school = School::of(100);
    let copy = school.directory().join("copy.gz");
    let program = school.open();
    assert!(run(&school.base, &["backup", "--out", copy.to_str().unwrap()]).status.success());
    assert!(run(&school.base, &["check"]).status.success());
    for args in [vec!["restore", copy.to_str().unwrap()], vec!["tidy"]] {
        let refused = run(&school.base, &args);
        let (_, err) = said(&refused);
        assert!(refused.status.code() == Some(1) && err.contains("В базе работают"), "{args:?}: {err}");
        assert!(err.contains("(pts/"), "{args:?}: {err}");
    }
    drop(program);
}

#[test]
fn tidying_forgets_and_makes_a_backup_first() {
    let school = School::of(100);
    let done = run(&school.base, &["tidy", "--forget-before", "3"]);
    let (out, err) = said(&done);
    assert!(done.status.success() && out.contains("переписана") && err.is_empty(), "{out}{err}");
    assert_eq!(backups(&school).len(), 1);
    assert!(run(&school.base, &["check"]).status.success());
    assert_eq!(run(&school.base, &["tidy", "--forget-before", "0"]).status.code(), Some(2));
}

/// Everything in the directory of a base and of its backups, by name.
fn lying(school: &School) -> Vec<PathBuf> {
    let beside = fs::read_dir(school.directory()).unwrap().map(|entry| entry.unwrap().path());
    beside.filter(|path| path.is_file()).chain(backups(school)).collect()
}

/// Puts the directory of a base into the state it had: the base itself, and nothing made since.
fn set_back(school: &School, whole: &[u8], known: &[PathBuf]) {
    fs::write(&school.base, whole).unwrap();
    lying(school).iter().filter(|path| !known.contains(path)).for_each(|path| fs::remove_file(path).unwrap());
}

/// Whatever moment a kill comes at, there is a sound base, and it is the one from before or the one from after: a
/// restore is done when the generation is that of the backup, and then the base that was there lies beside it; tidying
/// is done when the file is another, and then there is a backup of what it was. Whoever says to have done it has.
#[test]
fn a_kill_at_any_moment_leaves_a_sound_base() {
    use std::os::unix::fs::MetadataExt;
    let school = School::of(100);
    let backup = school.directory().join("backup.gz");
    assert!(run(&school.base, &["backup", "--out", backup.to_str().unwrap()]).status.success());
    rename_school(&school.base);
    let generation = |base: &Path| Store::open(base, Mode::ReadOnly).unwrap().load().unwrap().generation();
    let (whole, known, latest) = (fs::read(&school.base).unwrap(), lying(&school), generation(&school.base));
    let (mut before, mut after, mut finished) = (0, 0, 0);
    for round in 0..40_u64 {
        set_back(&school, &whole, &known);
        let inode = fs::metadata(&school.base).unwrap().ino();
        let tidies = round % 2 == 0;
        let args = if tidies { vec!["tidy", "--keep-all"] } else { vec!["restore", backup.to_str().unwrap()] };
        let mut command = Command::new(PROGRAM);
        command.arg("--db").arg(&school.base).args(&args).stdin(Stdio::null()).stdout(Stdio::null());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        // The last rounds are left alone, so that there is an end to compare with on any machine.
        if round < 36 {
            thread::sleep(Duration::from_millis(round * 37 % 120));
            let _ = child.kill();
        }
        let success = child.wait().unwrap().success();
        let report = check(&school.base, Local::now().naive_local());
        assert!(report.is_sound(), "round {round}: {:?}", report.findings);
        let done = match (tidies, generation(&school.base)) {
            (true, found) => {
                assert_eq!(found, latest, "round {round}");
                fs::metadata(&school.base).unwrap().ino() != inode
            }
            (false, found) => {
                assert!(found == latest || found == latest - 1, "round {round}: {found}");
                found == latest - 1
            }
        };
        assert!(done || !success, "round {round}: it was said to be done");
        if done && tidies {
            assert_eq!(backups(&school).len(), 1, "round {round}: the backup comes first");
        } else if done {
            let aside = lying(&school).into_iter().find(|path| path.to_string_lossy().contains(".before-restore-"));
            assert_eq!(generation(&aside.unwrap()), latest, "round {round}");
        }
        (before, after, finished) =
            (before + usize::from(!done), after + usize::from(done), finished + usize::from(success));
    }
    assert!(before > 2 && after >= finished && finished >= 4, "{before} before, {after} after, {finished} finished");
}

/// One more step in a base.
fn rename_school(base: &Path) {
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let before = register.get::<nastavnik::domain::School>(TheSchool).unwrap().clone();
    let after =
        nastavnik::domain::School { name: "после копии".into(), ..nastavnik::domain::School::clone(&before) };
    let change = Change::edit::<nastavnik::domain::School>(TheSchool, &before, after);
    store.execute(register.generation(), &Batch::new("school.edit", vec![change])).unwrap();
    store.close().unwrap();
}

#[test]
fn a_curator_makes_a_backup_from_the_screen() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("\x0b");
    program.wait_for("Копия: nastavnik-", PATIENCE);
    assert_eq!(backups(&school).len(), 1);
    program.send(CTRL_Q);
    drop(program);
    assert!(run(&school.base, &["restore", backups(&school)[0].to_str().unwrap()]).status.success());
}

/// What stands in the way is named as what it is, never as the base.
#[test]
fn what_stands_in_the_way_is_named_as_it_was_typed() {
    let school = School::of(100);
    let at = |name: &str| school.directory().join(name).to_str().unwrap().to_owned();
    fs::write(at("empty.gz"), "").unwrap();
    fs::write(at("letter"), "a letter to the parents").unwrap();
    for (args, name, sentence) in [
        (["backup", "--out"], "nodir/x.gz", "нет каталога"),
        (["restore", "--"], "nosuch.gz", "Такой копии нет"),
        (["restore", "--"], "empty.gz", "Файл копии пуст"),
        (["restore", "--"], "letter", "Это не копия"),
    ] {
        let refused = run(&school.base, &[args[0], args[1], &at(name)]);
        let (_, err) = said(&refused);
        assert!(refused.status.code() == Some(1) && err.contains(sentence), "{args:?} {name}: {err}");
        assert!(err.contains(name.split('/').next().unwrap()), "{args:?} {name}: {err}");
    }
    for name in ["nosuch.redb", "letter", ""] {
        let refused = run(Path::new(&at(name)), &["check"]);
        let (_, err) = said(&refused);
        assert!(refused.status.code() == Some(1) && err.contains("Проверить не удалось"), "{name}: {err}");
        assert!(!err.contains("База неисправна"), "{name}: {err}");
    }
}

#[test]
fn a_backup_whose_name_cannot_be_printed_is_told_all_the_same() {
    let school = School::of(100);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(&school.base).arg("backup").stdin(Stdio::null()).stdout(full);
    let made = command.output().unwrap();
    let (_, err) = said(&made);
    assert!(made.status.code() == Some(1) && err.contains("Копия сделана"), "{err}");
    assert!(err.contains(backups(&school)[0].to_str().unwrap()), "{err}");
}
