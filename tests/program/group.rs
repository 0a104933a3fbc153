//! Curators who are different users of the system and share a base through their group.
//!
//! Only root can become somebody else: these tests say so and do nothing when another user runs them.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::school::*;
use crate::sessions::{go_to_phone, open_card, phone};
use crate::support::Program;

/// The group of the curators, two of them, and somebody else: numbers that no account file lists, so that the program
/// takes their names from the environment.
const GROUP: u32 = 61_000;
const PETROVA: (u32, u32) = (61_001, GROUP);
const ORLOV: (u32, u32) = (61_002, GROUP);
const STRANGER: (u32, u32) = (61_003, 61_003);

/// A school as README has an administrator set it up: the directory belongs to the group, and new files with it.
struct Shared {
    school: School,
    /// Where everybody may start the program from, wherever it was built.
    program: PathBuf,
    _programs: TempDir,
}

impl Shared {
    /// `None`, with the reason printed, when the tests cannot become somebody else.
    fn new() -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            println!("not root, so nobody else can start a session: not tried");
            return None;
        }
        let school = School::none();
        chown(school.directory(), Some(0), Some(GROUP)).unwrap();
        fs::set_permissions(school.directory(), Permissions::from_mode(0o2770)).unwrap();
        let school = school.founded(100);
        let programs = tempfile::tempdir().unwrap();
        fs::set_permissions(programs.path(), Permissions::from_mode(0o755)).unwrap();
        let program = programs.path().join("nastavnik");
        fs::copy(PROGRAM, &program).unwrap();
        Some(Self { school, program, _programs: programs })
    }

    fn start(&self, user: (u32, u32), name: &str) -> Program {
        let args = ["--db", self.school.base.to_str().unwrap()];
        Program::spawn_as(user, self.program.to_str().unwrap(), &args, &[("USER", name)])
    }

    fn open(&self, user: (u32, u32), name: &str) -> Program {
        let mut program = self.start(user, name);
        program.wait_for(READY, PATIENCE);
        program.rest(PATIENCE);
        program
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        self.school.directory().join(format!("school.redb{suffix}"))
    }
}

/// Owner, group and rights.
fn about(path: &Path) -> (u32, u32, u32) {
    let about = fs::metadata(path).unwrap();
    (about.uid(), about.gid(), about.mode() & 0o7777)
}

/// Gives the person on the card another phone.
fn change_phone(program: &mut Program, letters: &str, number: &str) {
    open_card(program, letters);
    go_to_phone(program);
    program.send(CTRL_U);
    program.send(number);
    program.send(F2);
}

#[test]
fn two_users_see_each_other_and_neither_undoes_over_the_other() {
    let Some(shared) = Shared::new() else { return };
    let school = &shared.school;
    let (id, _, letters) = findable(&school.register(), 6);
    let mut petrova = shared.open(PETROVA, "petrova");
    let mut orlov = shared.open(ORLOV, "orlov");
    petrova.wait_for("вас 2", PATIENCE);
    orlov.wait_for("вас 2", PATIENCE);
    change_phone(&mut petrova, &letters, "+7 900 111-11-11");
    school.wait_for("her phone", |register| phone(register, id) == "+7 900 111-11-11");
    orlov.wait_for("petrova: ", PATIENCE);
    orlov.rest(PATIENCE);
    change_phone(&mut orlov, &letters, "+7 900 222-22-22");
    school.wait_for("his phone", |register| phone(register, id) == "+7 900 222-22-22");
    petrova.wait_for("orlov: карточка наставляемого исправлена", PATIENCE);
    petrova.wait_for("изменил(а): orlov", PATIENCE);
    petrova.rest(PATIENCE);
    let generation = school.register().generation();
    petrova.send("u");
    petrova.wait_for("Не отменить.", PATIENCE);
    petrova.rest(PATIENCE);
    let said = petrova.text().replace('\n', " ");
    assert!(said.contains("тем временем изменил(а) orlov"), "{said}");
    assert_eq!(
        (school.register().generation(), phone(&school.register(), id).as_str()),
        (generation, "+7 900 222-22-22")
    );
    // What he did himself he takes back, and then hers is on top again.
    orlov.send("u");
    school.wait_for("her phone again", |register| phone(register, id) == "+7 900 111-11-11");
}

#[test]
fn files_belong_to_the_group_and_drafts_to_their_author() {
    let Some(shared) = Shared::new() else { return };
    assert_eq!(about(&shared.school.base), (0, GROUP, 0o660));
    let mut petrova = shared.open(PETROVA, "petrova");
    assert_eq!(about(&shared.beside(".sessions")), (PETROVA.0, GROUP, 0o2770));
    assert_eq!(about(&shared.beside(".sessions/lane-00")), (PETROVA.0, GROUP, 0o660));
    petrova.send("2нЩукарёва");
    petrova.wait_for("Щукарёва", PATIENCE);
    petrova.rest(PATIENCE);
    petrova.signal(Signal::KILL);
    petrova.wait_exit(PATIENCE);
    let drafts = shared.beside(".drafts-petrova");
    let (owner, _, rights) = about(&drafts);
    assert_eq!((owner, rights & 0o777), (PETROVA.0, 0o700));
    // Another user of the group is not asked about what is not theirs, and takes the lane that has become free.
    let orlov = shared.open(ORLOV, "orlov");
    assert!(!orlov.text().contains("Осталось недописанное"), "{}", orlov.text());
    assert!(!shared.beside(".sessions/lane-01").exists());
    let mut petrova = shared.start(PETROVA, "petrova");
    petrova.wait_for("Осталось недописанное", PATIENCE);
}

#[test]
fn somebody_outside_the_group_is_told_what_to_ask_for() {
    let Some(shared) = Shared::new() else { return };
    let mut stranger = shared.start(STRANGER, "stranger");
    stranger.wait_for("Нет прав на файл", PATIENCE);
    stranger.wait_for("группу кураторов", PATIENCE);
}

/// The directory was made without the rights README gives it: that is what is to be mended, not one that is not there.
#[test]
fn a_directory_closed_to_the_group_is_named() {
    let Some(shared) = Shared::new() else { return };
    fs::set_permissions(shared.school.directory(), Permissions::from_mode(0o2750)).unwrap();
    let mut petrova = shared.start(PETROVA, "petrova");
    petrova.wait_for("только чтение", PATIENCE);
    petrova.rest(PATIENCE);
    let said: String = petrova.text().lines().map(|line| line.trim_matches(['─', ' '])).collect();
    assert!(said.contains("закрыт на запись") && said.contains("chmod g+rwxs"), "{}", petrova.text());
    assert!(!said.contains(".sessions"), "{}", petrova.text());
}
