//! Wishes against a base on disk: two terminals, the curator, and the end.

use std::sync::Arc;

use chrono::NaiveDate;

use super::desk::Desk;
use crate::demo;
use crate::domain::{
    Answer, Batch, Change, Invitation, InvitationId, ItemKind, Kind, PersonId, Questionnaire, QuestionnaireId,
    Register, Response, ResponseId, YearId,
};
use crate::panes::respond::{Told, Wish};
use crate::store::{Mode, RESPONDENT, Store};
use crate::surveys;
use crate::text::{Lang, Text};

const CODE: &str = "482173509";
const ID: InvitationId = InvitationId(900_000);

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

struct School {
    directory: tempfile::TempDir,
    sheet: QuestionnaireId,
    year: YearId,
    person: PersonId,
    items: usize,
    kinds: Vec<ItemKind>,
}

impl School {
    /// The invented school, and a code for somebody who has not answered anything.
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let plan = demo::Plan { pupils: 100, ..demo::Plan::usual(today()) };
        let store = Store::create(&directory.path().join("b.redb"), &demo::school(&plan, surveys::builtin().unwrap()));
        store.unwrap().close().unwrap();
        let mut school = Self {
            directory,
            sheet: QuestionnaireId(0),
            year: YearId(0),
            person: PersonId(0),
            items: 0,
            kinds: Vec::new(),
        };
        let register = school.register();
        school.year = register.school().unwrap().active_year;
        let (sheet, asked) = register.questionnaires().next().unwrap();
        (school.sheet, school.items) = (sheet, asked.items.len());
        school.kinds = asked.items.iter().map(|item| item.kind.clone()).collect();
        school.person = register.people().map(|(id, _)| id).find(|id| register.responses_of(*id).is_empty()).unwrap();
        let issued = Invitation::new((school.sheet, school.year), school.person, CODE.into(), today(), 7);
        school.write(vec![Change::create::<Invitation>(ID, issued)]);
        school
    }

    fn store(&self) -> Store {
        Store::open(&self.directory.path().join("b.redb"), Mode::ReadWrite).unwrap()
    }

    fn register(&self) -> Register {
        self.store().load().unwrap()
    }

    fn write(&self, changes: Vec<Change>) {
        let mut store = self.store();
        let generation = store.generation().unwrap();
        store.execute(generation, &Batch::new("survey.invite", changes)).unwrap();
    }

    fn desk(&self) -> Desk {
        Desk::new(&self.directory.path().join("b.redb"), Text::of(Lang::Ru))
    }

    /// A terminal at which the code was entered.
    fn sat_down(&self) -> Desk {
        let mut desk = self.desk();
        assert!(matches!(open(&mut desk, CODE), Told::Opened(_)));
        desk
    }

    fn invitation(&self) -> Option<Arc<Invitation>> {
        self.register().get::<Invitation>(ID).cloned()
    }

    fn given(&self, score: u8) -> Vec<Answer> {
        self.kinds.iter().map(|kind| given_to(kind, score)).collect()
    }

    fn responses(&self) -> Vec<(ResponseId, Arc<Response>)> {
        let register = self.register();
        register.responses_of(self.person).into_iter().map(|(id, response)| (id, Arc::clone(response))).collect()
    }
}

/// The rating, or something else where an item takes none.
fn given_to(kind: &ItemKind, score: u8) -> Answer {
    let rating = Answer::Scale(score);
    if kind.takes(&rating) { rating } else { Answer::Blank }
}

fn open(desk: &mut Desk, code: &str) -> Told {
    desk.perform(&Wish::Open(code.to_owned()), today())
}

fn keep(desk: &mut Desk, answers: Vec<Answer>) -> Told {
    desk.perform(&Wish::Keep(answers), today())
}

#[test]
fn answers_are_in_the_base_one_by_one_and_become_one_response_under_the_same_number() {
    let school = School::new();
    let mut desk = school.sat_down();
    let mut answers = vec![Answer::NotAsked; school.items];
    for (place, answer) in school.given(3).into_iter().enumerate() {
        answers[place] = answer;
        assert!(matches!(keep(&mut desk, answers.clone()), Told::Kept));
        assert_eq!(school.invitation().unwrap().answers, answers);
    }
    assert!(matches!(desk.perform(&Wish::HandIn, today()), Told::HandedIn));
    let responses = school.responses();
    assert_eq!(responses.len(), 1);
    assert_eq!((responses[0].0, &responses[0].1.answers), (ID.response(), &answers));
    let used = school.invitation().unwrap();
    assert_eq!((used.used_on, used.answers.len()), (Some(today()), 0));
    // Asked once more, as after a disk that said it failed.
    assert!(matches!(desk.perform(&Wish::HandIn, today()), Told::HandedIn));
    assert_eq!(school.responses(), responses);
    assert!(matches!(open(&mut school.desk(), CODE), Told::Used));
    let last = school.store().journal(None, 1).unwrap().remove(0);
    assert_eq!((last.who.as_str(), last.command.as_str()), (RESPONDENT, "respond.done"));
}

#[test]
fn wrong_late_and_spoilt_codes_are_one_and_the_same() {
    let school = School::new();
    let mut desk = school.desk();
    for code in ["482173508", "000000000"] {
        assert!(matches!(open(&mut desk, code), Told::Unknown), "{code}");
    }
    let late = today() + chrono::Days::new(7);
    assert!(matches!(desk.perform(&Wish::Open(CODE.into()), late), Told::Unknown));
    assert_eq!(school.invitation().unwrap().sitting, 0, "a code that did not open left no trace");
    assert!(matches!(keep(&mut desk, school.given(1)), Told::Withdrawn), "no code, no answers");
}

#[test]
fn who_enters_the_code_last_has_it() {
    let school = School::new();
    let mut first = school.sat_down();
    assert!(matches!(keep(&mut first, school.given(1)), Told::Kept));
    let mut second = school.desk();
    let Told::Opened(opened) = open(&mut second, CODE) else { panic!("not opened") };
    assert_eq!(opened.answers, school.given(1), "it goes on where the other terminal was");
    assert_eq!(opened.register.people().count(), 1);
    assert_eq!(opened.register.all().count(), 3);
    assert!(matches!(keep(&mut first, school.given(2)), Told::Elsewhere));
    assert!(matches!(first.perform(&Wish::HandIn, today()), Told::Elsewhere));
    assert_eq!(school.invitation().unwrap().answers, school.given(1));
    assert!(matches!(keep(&mut second, school.given(3)), Told::Kept));
    assert!(matches!(second.perform(&Wish::HandIn, today()), Told::HandedIn));
    assert!(matches!(keep(&mut first, school.given(2)), Told::Elsewhere));
    assert_eq!(school.responses()[0].1.answers, school.given(3));
}

#[test]
fn the_curator_may_withdraw_prolong_or_key_the_paper_meanwhile() {
    let school = School::new();
    let mut desk = school.sat_down();
    let before = school.invitation().unwrap();
    let longer = Invitation { valid_until: today() + chrono::Days::new(30), ..Invitation::clone(&before) };
    school.write(vec![Change::edit(ID, &before, longer.clone())]);
    assert!(matches!(keep(&mut desk, school.given(2)), Told::Kept));
    let now = school.invitation().unwrap();
    assert_eq!((now.valid_until, &now.answers), (longer.valid_until, &school.given(2)), "both changes are there");

    let paper = Response { answers: school.given(5), ..now.response(today()) };
    school.write(vec![Change::create::<Response>(ResponseId(900_001), paper)]);
    assert!(matches!(desk.perform(&Wish::HandIn, today()), Told::OnPaper));
    assert_eq!(school.invitation().unwrap().answers, school.given(2), "what was answered is still there");
    assert!(matches!(open(&mut school.desk(), CODE), Told::OnPaper));

    school.write(vec![Change::delete(ID, &school.invitation().unwrap())]);
    assert!(matches!(keep(&mut desk, school.given(1)), Told::Withdrawn));
    assert!(matches!(open(&mut school.desk(), CODE), Told::Unknown));
    assert_eq!(school.responses().len(), 1);
}

#[test]
fn a_base_put_in_the_place_of_the_open_one_is_written_to_and_no_other() {
    let school = School::new();
    let mut desk = school.sat_down();
    let base = school.directory.path().join("b.redb");
    let copy = school.directory.path().join("copy.redb");
    std::fs::copy(&base, &copy).unwrap();
    std::fs::rename(&copy, &base).unwrap();
    assert!(matches!(keep(&mut desk, school.given(4)), Told::Kept));
    assert_eq!(school.invitation().unwrap().answers, school.given(4));
    std::fs::remove_file(&base).unwrap();
    assert!(matches!(keep(&mut desk, school.given(5)), Told::Failed(_)));
    assert!(!base.exists(), "a base is never created");
}

#[test]
fn nobody_who_answers_takes_a_lane_or_can_be_undone_by_a_curator() {
    let school = School::new();
    let desks: Vec<Desk> = (0..70).map(|_| school.sat_down()).collect();
    assert_eq!(crate::store::present(&school.directory.path().join("b.redb")), []);
    assert_eq!(school.invitation().unwrap().sitting, 70);
    let mut store = school.store();
    let who = store.identity().user.clone();
    let undoable = store.last_undoable(&who).unwrap().unwrap();
    assert_eq!(undoable.command, "survey.invite");
    drop(desks);
    assert!(school.register().of_kind(Kind::Invitation).count() == 1);
}

/// A base in which the rule that keeps the questions was broken, as older programs did: nothing is taken for an answer to
/// what was not asked.
#[test]
fn answers_never_go_to_other_questions() {
    let school = School::new();
    let mut desk = school.sat_down();
    assert!(matches!(keep(&mut desk, school.given(3)), Told::Kept));
    let before = Arc::clone(school.register().get::<Questionnaire>(school.sheet).unwrap());
    let mut after = Questionnaire::clone(&before);
    after.items.remove(0);
    school.write(vec![Change::edit(school.sheet, &before, after)]);
    assert!(matches!(keep(&mut desk, vec![Answer::NotAsked; school.items]), Told::Changed));
    assert!(matches!(desk.perform(&Wish::HandIn, today()), Told::Changed));
    assert!(school.responses().is_empty());
    let Told::Opened(opened) = open(&mut school.desk(), CODE) else { panic!() };
    assert_eq!(opened.answers, vec![Answer::NotAsked; school.items - 1], "asked anew");
}
