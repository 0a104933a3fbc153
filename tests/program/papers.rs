//! Two curators key the same paper: nothing either of them keyed is lost, and nobody's answers are overwritten unseen.

use nastavnik::app::{Effect, KeptDraft, Model, Msg};
use nastavnik::domain::{
    Answer, Batch, Change, Entry, Origin, PersonId, Questionnaire, QuestionnaireId, Record, Register, Response,
    ResponseId,
};
use nastavnik::kit::{Draft, Layout};
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, keys, model, picture};

const THEIRS: ResponseId = ResponseId(60_000);

/// A session with the first paper of the queue open and two questions answered «не применимо», and whose it is.
struct Desk {
    model: Model,
    person: PersonId,
    sheet: QuestionnaireId,
    items: usize,
    draft: Draft,
}

impl Desk {
    fn new() -> Self {
        let mut model = model(&stage::register(), Lang::Ru, (100, 30));
        keys(&mut model, &["6", "enter"]);
        let effects = keys(&mut model, &["--"]);
        let [Effect::KeepDraft(draft)] = &effects[..] else { panic!("{effects:?}") };
        let person = PersonId::of(draft.target.unwrap()).unwrap();
        let sheet = QuestionnaireId(draft.fields[0].1.parse().unwrap());
        let items = model.world.register.get::<Questionnaire>(sheet).unwrap().items.len();
        Self { person, sheet, items, draft: draft.clone(), model }
    }

    /// A paper of this person, with what is given of it from its first question on.
    fn answers(&self, given: &[Answer]) -> Vec<Answer> {
        let mut answers = given.to_vec();
        answers.resize(self.items, Answer::NotAsked);
        answers
    }

    /// What somebody else wrote: the same paper with these answers.
    fn theirs(&self, given: &[Answer]) -> Entry {
        let (questionnaire, year, respondent) = (self.sheet, self.model.world.year, self.person);
        let response = Response::new(questionnaire, year, respondent, self.model.world.today(), self.answers(given));
        self.entry(Change::create(THEIRS, response))
    }

    fn entry(&self, change: Change) -> Entry {
        Entry {
            generation: self.model.world.register.generation() + 1,
            at: self.model.world.now.timestamp(),
            who: "орлов".to_owned(),
            session: "pts/1:1".to_owned(),
            command: "survey.key".to_owned(),
            origin: Origin::Done,
            changes: vec![change],
        }
    }

    fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        self.model.update(msg, self.model.world.now)
    }

    /// Saves as far as it is keyed.
    fn save(&mut self) -> Vec<Effect> {
        keys(&mut self.model, &["f2"]);
        keys(&mut self.model, &["enter"])
    }

    fn screen(&mut self) -> String {
        picture(&mut self.model, Layout::Cyrillic).join("\n")
    }

    fn assert_shows(&mut self, parts: &[&str]) {
        let screen = self.screen();
        for part in parts {
            assert!(screen.contains(part), "no {part} on:\n{screen}");
        }
    }

    fn said(&self) -> String {
        self.model.desk.toast.as_ref().map_or_else(String::new, |toast| toast.text.clone())
    }

    fn on_file(&self) -> Vec<Answer> {
        let found = self.model.world.register.responses_of(self.person);
        let same: Vec<_> = found.iter().filter(|(_, response)| response.questionnaire == self.sheet).collect();
        let [(_, response)] = &same[..] else { panic!("{} papers", same.len()) };
        response.answers.clone()
    }
}

fn saved(effects: &[Effect]) -> &Batch {
    let found =
        effects.iter().find_map(|effect| if let Effect::Save { batch, .. } = effect { Some(batch) } else { None });
    found.unwrap_or_else(|| panic!("nothing is saved: {effects:?}"))
}

/// They keyed the first question otherwise and the third, which this session has not reached.
const OTHERWISE: [Answer; 3] = [Answer::Blank, Answer::NotAsked, Answer::Blank];

#[test]
fn a_paper_somebody_else_keyed_first_shows_both_and_mine_stands() {
    let mut desk = Desk::new();
    let theirs = desk.theirs(&OTHERWISE);
    desk.tell(Msg::News(vec![theirs]));
    let effects = desk.save();
    let kept = effects.iter().any(|effect| matches!(effect, Effect::KeepDraft(now) if now.slot != desk.draft.slot));
    let dropped = effects.iter().any(|effect| matches!(effect, Effect::DropDraft(slot) if *slot == desk.draft.slot));
    assert!(kept && dropped, "{effects:?}");
    desk.assert_shows(&["Эта анкета уже внесена", "орлов внёс(ла)", "Где ответы разошлись", "1. ", "у них: «"]);
    keys(&mut desk.model, &["enter"]);
    let effects = keys(&mut desk.model, &["enter"]);
    let batch = saved(&effects);
    assert!(matches!(batch.changes[..], [Change { before: Some(Record::Response(_)), .. }]), "a correction");
    let merged = [Answer::NotApplicable, Answer::NotApplicable, Answer::Blank];
    assert_eq!(desk.on_file(), desk.answers(&merged));
}

#[test]
fn two_takes_their_answer_and_esc_goes_back_to_the_paper_with_it() {
    let mut desk = Desk::new();
    let theirs = desk.theirs(&OTHERWISE);
    desk.tell(Msg::News(vec![theirs]));
    desk.save();
    keys(&mut desk.model, &["2", "esc"]);
    assert_eq!(desk.on_file(), desk.answers(&OTHERWISE), "nothing is saved yet");
    assert!(!desk.screen().contains("Эта анкета уже внесена"));
    desk.save();
    assert_eq!(desk.on_file(), desk.answers(&[Answer::Blank, Answer::NotApplicable, Answer::Blank]));
}

#[test]
fn zero_leaves_theirs_and_no_draft() {
    let mut desk = Desk::new();
    let theirs = desk.theirs(&OTHERWISE);
    desk.tell(Msg::News(vec![theirs]));
    desk.save();
    let effects = keys(&mut desk.model, &["0"]);
    assert!(matches!(effects[..], [Effect::DropDraft(_)]), "{effects:?}");
    assert_eq!(desk.on_file(), desk.answers(&OTHERWISE));
    assert!(!desk.screen().contains("Эта анкета уже внесена"));
}

#[test]
fn a_paper_overtaken_on_its_way_to_the_disk_comes_back_the_same_way() {
    let mut desk = Desk::new();
    let theirs = desk.theirs(&OTHERWISE);
    saved(&desk.save());
    let effects = desk.tell(Msg::Behind(vec![theirs]));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::KeepDraft(_))), "{effects:?}");
    desk.assert_shows(&["Эта анкета уже внесена", "орлов внёс(ла)"]);
    keys(&mut desk.model, &["enter"]);
    saved(&keys(&mut desk.model, &["enter"]));
    assert_eq!(desk.on_file(), desk.answers(&[Answer::NotApplicable, Answer::NotApplicable, Answer::Blank]));
}

#[test]
fn a_correction_of_what_somebody_else_took_away_is_keyed_anew() {
    let mut desk = Desk::new();
    let mine = saved(&desk.save()).changes[0].clone();
    let entry = Entry { who: "петрова".to_owned(), ..desk.entry(mine.clone()) };
    desk.tell(Msg::Saved { entry: Box::new(entry), can_undo: true });
    desk.model.desk.pane_mut().select(mine.key, &desk.model.world);
    keys(&mut desk.model, &["enter"]);
    keys(&mut desk.model, &["-"]);
    let gone = desk.entry(mine.inverse());
    desk.tell(Msg::News(vec![gone]));
    desk.save();
    assert!(desk.said().contains("Эту анкету тем временем удалили"), "{}", desk.said());
    desk.save();
    assert_eq!(desk.on_file(), desk.answers(&[Answer::NotApplicable, Answer::NotApplicable, Answer::NotApplicable]));
}

/// A session that starts after `theirs` was written, with the draft of `desk` on offer and opened.
fn opened_later(desk: &Desk, theirs: &[Answer]) -> Desk {
    let mut later = Desk { model: model(&stage::register(), Lang::Ru, (100, 30)), draft: desk.draft.clone(), ..*desk };
    let theirs = later.theirs(theirs);
    later.tell(Msg::News(vec![theirs]));
    let draft = later.draft.clone();
    later.tell(Msg::Drafts(vec![KeptDraft { path: "draft.json".into(), draft }]));
    later
}

#[test]
fn a_draft_of_what_is_on_file_by_now_opens_as_a_correction() {
    let desk = Desk::new();
    let mut later = opened_later(&desk, &[Answer::NotAsked, Answer::NotAsked, Answer::Blank]);
    let effects = keys(&mut later.model, &["enter"]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::KeepDraft(_))), "{effects:?}");
    assert!(later.said().contains("орлов внёс(ла)") && later.said().contains("добавлены"), "{}", later.said());
    later.save();
    assert_eq!(later.on_file(), later.answers(&[Answer::NotApplicable, Answer::NotApplicable, Answer::Blank]));
}

#[test]
fn a_draft_that_contradicts_what_is_on_file_is_compared_at_once() {
    let desk = Desk::new();
    let mut later = opened_later(&desk, &OTHERWISE);
    keys(&mut later.model, &["enter"]);
    later.assert_shows(&["Эта анкета уже внесена", "орлов внёс(ла)"]);
}

#[test]
fn a_draft_of_the_very_answers_on_file_is_done_with() {
    let desk = Desk::new();
    let mut later = opened_later(&desk, &[Answer::NotApplicable, Answer::NotApplicable, Answer::Blank]);
    let effects = keys(&mut later.model, &["enter"]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::KeepDraft(_))), "{effects:?}");
    assert!(later.said().contains("записывать нечего"), "{}", later.said());
}

/// Papers in the base, with how many of their questions have either answer.
fn papers(register: &Register) -> Vec<(ResponseId, usize, usize)> {
    let year = register.school().unwrap().active_year;
    let count = |response: &Response, wanted: &Answer| response.answers.iter().filter(|a| *a == wanted).count();
    let of_year = register.responses().filter(|(_, response)| response.year == year);
    of_year.map(|(id, r)| (id, count(r, &Answer::NotApplicable), count(r, &Answer::Blank))).collect()
}

#[test]
fn two_sessions_key_the_same_paper_and_both_see_their_answers_on_file() {
    let school = School::of(100);
    let before: Vec<ResponseId> = papers(&school.register()).into_iter().map(|(id, ..)| id).collect();
    let new = |register: &Register| {
        let all = papers(register).into_iter();
        all.filter(|(id, ..)| !before.contains(id)).map(|(_, mine, theirs)| (mine, theirs)).collect::<Vec<_>>()
    };
    let (mut mine, mut theirs) = (school.open(), school.open());
    for program in [&mut mine, &mut theirs] {
        program.send("6");
        program.rest(PATIENCE);
        program.send(ENTER);
        program.rest(PATIENCE);
    }
    mine.send("---");
    theirs.send("  ");
    theirs.rest(PATIENCE);
    theirs.send(F2);
    theirs.wait_for("не до конца", PATIENCE);
    theirs.send(ENTER);
    school.wait_for("their paper", |register| new(register) == [(0, 2)]);
    mine.rest(PATIENCE);
    mine.send(F2);
    mine.wait_for("не до конца", PATIENCE);
    mine.send(ENTER);
    mine.wait_for("Эта анкета уже внесена", PATIENCE);
    mine.send("2");
    mine.rest(PATIENCE);
    mine.send(ENTER);
    mine.wait_for("не до конца", PATIENCE);
    mine.send(ENTER);
    school.wait_for("both", |register| new(register) == [(2, 1)]);
    mine.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}

#[test]
fn every_answer_is_in_sight_on_the_smallest_screen() {
    let mut desk = Desk::new();
    desk.tell(Msg::Resize(nastavnik::kit::Size { width: 60, height: 20 }));
    let theirs = desk.theirs(&OTHERWISE);
    desk.tell(Msg::News(vec![theirs]));
    desk.save();
    desk.assert_shows(&["▌1. ", "  2. ", "  3. ", "было: ", "у вас: ", "у них: ", "Esc к правке"]);
}
