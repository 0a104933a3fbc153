//! The life of a pair, walked as a person types it: proposed, agreed, fixed, paused, left, ended, and what is told of it.

use chrono::Days;
use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::status::{self, MenteeStatus};
use nastavnik::domain::{
    Answer, Batch, Change, CloseReason, ConsentKind, Entry, Form, Meeting, MeetingId, MeetingKind, MeetingState,
    Mentee, MenteeId, Mentor, MentorId, Next, Pair, PairId, PairState, PairStatus, Person, PersonKind, Register,
    Response, ResponseId, Stamp, YearId,
};
use nastavnik::fields::{fold, names};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::people::People;
use crate::school::today;
use crate::stage::{self, keys, model, picture};

/// The invented school without the proposals it came with, so that the test knows every one.
struct Scene {
    register: Register,
    year: YearId,
    waiting: Vec<MenteeId>,
}

impl Scene {
    fn new() -> Self {
        let mut register = stage::register();
        let year = register.school().unwrap().active_year;
        let open: Vec<Change> = register
            .pairs(year)
            .filter(|(_, pair)| pair.state == PairState::Proposed)
            .map(|(id, pair)| Change::delete(id, pair))
            .collect();
        commit(&mut register, &open);
        let waits = |id: &MenteeId| {
            status::mentee(&register, *id, today()) == Some(MenteeStatus::Matching)
                && status::wish(&register, *id).is_none()
        };
        let waiting = register.mentees(year).map(|(id, _)| id).filter(waits).collect();
        Self { register, year, waiting }
    }

    /// Somebody grown-up who may lead `places` more.
    fn leader(&self, places: i32) -> MentorId {
        let fits = |id: &MentorId| {
            self.register.mentor_person(*id).is_some_and(|person| person.kind == PersonKind::Teacher)
                && status::missing_for_admission(&self.register, *id, today()).is_empty()
                && status::free_places(&self.register, *id) >= places
        };
        self.register.mentors(self.year).map(|(id, _)| id).find(fits).expect("somebody has places")
    }

    /// A teacher with room for a group.
    fn leader_of_five(&mut self) -> MentorId {
        let id = self.leader(1);
        self.edit::<Mentor>(id, |mentor| mentor.capacity = 20);
        id
    }

    fn edit<T: nastavnik::domain::Entity + Clone>(&mut self, id: T::Id, edit: impl FnOnce(&mut T))
    where
        T::Id: Copy,
    {
        let before = self.register.get::<T>(id).unwrap().clone();
        let mut after = T::clone(&before);
        edit(&mut after);
        commit(&mut self.register, &[Change::edit(id, &before, after)]);
    }

    fn add(&mut self, pair: Pair) -> PairId {
        let id = PairId(self.register.highest_id() + 1);
        commit(&mut self.register, &[Change::create(id, pair)]);
        id
    }

    /// A proposal for the next `size` who wait; both sides have agreed when `agreed`.
    fn propose(&mut self, mentor: MentorId, size: usize, agreed: bool) -> PairId {
        let mentees: Vec<MenteeId> = self.waiting.drain(..size).collect();
        let day = agreed.then(today);
        let pair = Pair::new(self.year, Form::TeacherPupil, mentor, mentees);
        self.add(Pair { mentor_agreed_on: day, mentees_agreed_on: day, ..pair })
    }

    /// A pair that began `days` ago, on trial for sixty.
    fn work(&mut self, mentor: MentorId, size: usize, days: u64) -> PairId {
        let id = self.propose(mentor, size, true);
        let start = today() - Days::new(days);
        self.edit::<Pair>(id, |pair| {
            pair.state = PairState::Fixed;
            pair.order_no = "9".into();
            pair.order_date = Some(start);
            pair.started_on = Some(start);
            pair.trial_until = Some(start + Days::new(60));
        });
        id
    }

    fn open(&self, size: (u16, u16)) -> Model {
        model(&self.register, Lang::Ru, size)
    }
}

fn commit(register: &mut Register, changes: &[Change]) {
    let stamp = Stamp { generation: 1, at: chrono::Utc::now().timestamp(), who: "петрова".to_owned() };
    register.commit(changes, &stamp).unwrap();
}

fn pair(model: &Model, id: PairId) -> Pair {
    Pair::clone(model.world.register.get::<Pair>(id).unwrap())
}

fn at(model: &mut Model, id: PairId) {
    keys(model, &["4"]);
    model.desk.panes[3].select(id.into(), &model.world);
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn front(model: &Model) -> Option<&'static str> {
    model.desk.form().map(|form| form.id)
}

/// Presses the keys; what they save, which must be one step, is on the disk afterwards.
fn saves(model: &mut Model, typed: &[&str]) -> Batch {
    let batch = saved(&keys(model, typed));
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: model.world.now.timestamp(),
        who: "петрова".to_owned(),
        session: "pts/1:1".to_owned(),
        command: batch.command.clone(),
        origin: batch.origin,
        changes: batch.changes.clone(),
    };
    model.update(Msg::Saved { entry: Box::new(entry), can_undo: true }, model.world.now);
    batch
}

fn saved(effects: &[Effect]) -> Batch {
    let batches = effects.iter().filter_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch.clone()),
        _ => None,
    });
    let batches: Vec<Batch> = batches.collect();
    assert_eq!(batches.len(), 1, "{effects:?}");
    batches.into_iter().next().unwrap()
}

fn row_of(model: &mut Model, words: &str) -> String {
    let rows = picture(model, Layout::Cyrillic);
    rows.into_iter().find(|row| row.contains(words)).unwrap_or_else(|| panic!("no row with {words}"))
}

#[test]
fn one_key_leads_a_pair_from_proposal_to_meeting() {
    let mut scene = Scene::new();
    let mentor = scene.leader(1);
    let id = scene.propose(mentor, 1, false);
    let mut model = scene.open((80, 24));
    at(&mut model, id);
    assert!(row_of(&mut model, "▌").contains("предложена"));
    // Nobody has answered: the form asks who did. Only the mentor has.
    keys(&mut model, &["с"]);
    assert_eq!(front(&model), Some("pair.agree"));
    let batch = saves(&mut model, &["tab", "ctrl-u", "f2"]);
    assert_eq!(batch.command, "pair.agree");
    assert_eq!(
        (pair(&model, id).status(), pair(&model, id).mentor_agreed_on),
        (PairStatus::AwaitingMentees, Some(today()))
    );
    assert!(row_of(&mut model, "▌").contains("ждёт наст-мого"));
    assert!(screen(&mut model).contains("наставник ✓ · наставляемый –"), "{}", screen(&mut model));
    // One side is missing: the key says today, without a question.
    saves(&mut model, &["с"]);
    assert_eq!(pair(&model, id).status(), PairStatus::Agreed);
    keys(&mut model, &["с"]);
    assert_eq!(front(&model), Some("pair.fix"));
    saves(&mut model, &["12", "f2"]);
    let fixed = pair(&model, id);
    assert_eq!((fixed.state, fixed.order_no.as_str()), (PairState::Fixed, "12"));
    assert_eq!((fixed.order_date, fixed.started_on), (Some(today()), Some(today())));
    assert_eq!(fixed.trial_until, Some(today() + Days::new(60)));
    keys(&mut model, &["с"]);
    assert_eq!(front(&model), Some("meeting.new"));
}

#[test]
fn a_group_of_five_is_fixed_in_ten_keys() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let id = scene.propose(mentor, 5, true);
    let mut model = scene.open((80, 24));
    let typed = ["4", "Ф", "1", "2", "7", "-", "о", "f2"];
    let batch = saves(&mut model, &typed);
    println!("a group of five fixed: {} keys", typed.len());
    assert!(typed.len() <= 10);
    assert_eq!(batch.changes.len(), 1);
    let fixed = pair(&model, id);
    assert_eq!((fixed.state, fixed.order_no.as_str(), fixed.mentees.len()), (PairState::Fixed, "127-о", 5));
}

/// After many pairs were accepted at once: two keys for what all agreed, a number and a key for the order.
#[test]
fn what_all_agreed_is_marked_in_two_keys() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let ids: Vec<PairId> = (0..4).map(|_| scene.propose(mentor, 1, false)).collect();
    let earlier = today() - Days::new(3);
    scene.edit::<Pair>(ids[1], |pair| pair.mentor_agreed_on = Some(earlier));
    let mut model = scene.open((80, 24));
    keys(&mut model, &["4", "С"]);
    assert_eq!(front(&model), Some("pair.agree"));
    assert!(screen(&mut model).contains("Кто согласен: 4 пары"), "{}", screen(&mut model));
    let batch = saves(&mut model, &["f2"]);
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("pair.agree", 4));
    assert!(ids.iter().all(|id| pair(&model, *id).status() == PairStatus::Agreed));
    assert_eq!(pair(&model, ids[1]).mentor_agreed_on, Some(earlier), "what was on file stays");
    keys(&mut model, &["С"]);
    assert_eq!(front(&model), None);
    assert!(screen(&mut model).contains("Ответа ни от кого не ждут"), "{}", screen(&mut model));
    assert_eq!(saves(&mut model, &["Ф", "12", "f2"]).changes.len(), 4);
}

/// The same from the proposal on: accepted, agreed, fixed under an order.
#[test]
fn a_group_of_five_goes_from_proposal_to_order_in_ten_keys() {
    let mut people = People::on(today());
    for name in ["Ёлкин", "Жуков", "Белов", "Попов", "Яшин"] {
        people.mentee(&format!("{name} Пётр"), "7Б", "математика", "вт 15:00");
    }
    let mentor = people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "вт 15:00", 5);
    people.edit::<Mentor>(mentor, |mentor| mentor.group_from = 3);
    let mut model = model(&people.register, Lang::Ru, (80, 24));
    keys(&mut model, &["4", "tab"]);
    let steps: [&[&str]; 3] = [&["В"], &["s-tab", "С", "f2"], &["Ф", "1", "2", "7", "f2"]];
    let batches = steps.map(|typed| saves(&mut model, typed));
    let pressed: usize = steps.iter().map(|typed| typed.len()).sum();
    println!("a group of five from proposal to order: {pressed} keys");
    assert!(pressed <= 10);
    assert!(batches.iter().all(|batch| batch.changes.len() == 1), "a group is one record: {batches:?}");
    let group = pair(&model, PairId::of(batches[2].changes[0].key).unwrap());
    assert_eq!((group.state, group.order_no.as_str(), group.mentees.len()), (PairState::Fixed, "127", 5));
    assert_eq!((group.mentor, group.mentor_agreed_on), (mentor, Some(today())));
}

#[test]
fn five_marked_mentees_become_a_group_under_an_order() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let mut model = scene.open((80, 24));
    keys(&mut model, &["2"]);
    for id in &scene.waiting[..5] {
        model.desk.panes[1].select((*id).into(), &model.world);
        keys(&mut model, &[" "]);
    }
    let name = fold(&model.world.register.mentor_person(mentor).unwrap().name.full());
    let batch = saves(&mut model, &["ф", &name, "enter", "enter", "enter", "31", "f2"]);
    // Besides the words: the pane, five marks, ф, Enter on the mentor, two fields on to the order, F2.
    let besides_words = 1 + 5 + 1 + 1 + 2 + 1;
    println!("a group of five from nothing: {besides_words} keys besides the words");
    let id = PairId::of(batch.changes[0].key).unwrap();
    let group = pair(&model, id);
    assert_eq!((group.mentor, group.mentees.len(), group.order_no.as_str()), (mentor, 5, "31"));
    assert_eq!(group.order_date, Some(today()));
}

#[test]
fn who_cannot_be_fixed_is_named_first_and_the_others_go_as_one_step() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let ids = [scene.propose(mentor, 1, true), scene.propose(mentor, 1, true), scene.propose(mentor, 1, true)];
    let unready = scene.register.get::<Pair>(ids[1]).unwrap().mentees[0];
    let person = scene.register.get::<Mentee>(unready).unwrap().person;
    scene.edit::<Person>(person, |person| person.consents.retain(|it| it.kind != ConsentKind::Data));
    let mut model = scene.open((80, 24));
    for id in ids {
        at(&mut model, id);
        keys(&mut model, &[" "]);
    }
    keys(&mut model, &["ф"]);
    let name = scene.register.mentee_person(unready).unwrap().name.full();
    let shown = screen(&mut model).replace('\n', " ");
    let shown: Vec<&str> = shown.split_whitespace().collect();
    let shown = shown.join(" ");
    assert!(shown.contains("Закрепить: 3 пары"), "{shown}");
    assert!(shown.contains("не закрепить") && shown.contains(&format!("{name}: нет бумаги")), "{shown}");
    let batch = saves(&mut model, &["40", "f2"]);
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("pair.fix", 2));
    let states = ids.map(|id| pair(&model, id).state);
    assert_eq!(states, [PairState::Fixed, PairState::Proposed, PairState::Fixed]);
    // Alone it cannot be taken, and what was typed stays.
    at(&mut model, ids[1]);
    keys(&mut model, &["esc"]);
    let effects = keys(&mut model, &["ф", "41", "f2"]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save { .. })));
    assert_eq!(front(&model), Some("pair.fix"));
    assert!(screen(&mut model).contains("Закреплять нечего"));
}

#[test]
fn as_many_reasons_as_fit_are_told_and_the_rest_is_counted() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    scene.edit::<Mentor>(mentor, |mentor| mentor.application = nastavnik::domain::Step::Open);
    for _ in 0..scene.waiting.len().min(9) {
        scene.propose(mentor, 1, true);
    }
    let count = nastavnik::panes::pool(nastavnik::fields::Pool::Proposals, &scene.open((80, 24)).world).len();
    assert!(count >= 6, "{count} proposals");
    let mut model = scene.open((60, 20));
    keys(&mut model, &["4", "Ф"]);
    let shown = screen(&mut model);
    assert!(shown.contains("не закрепить") && shown.contains("… ещё"), "{shown}");
    assert!(shown.contains("Приказ №"), "the fields stay in sight: {shown}");
}

#[test]
fn places_run_out_within_one_step_and_a_reason_is_kept() {
    let mut scene = Scene::new();
    let mentor = scene.leader(1);
    let free = status::free_places(&scene.register, mentor);
    let ids: Vec<PairId> = (0..=free).map(|_| scene.propose(mentor, 1, true)).collect();
    let mut model = scene.open((100, 30));
    keys(&mut model, &["4", "Ф", "7", "f2"]);
    assert_eq!(front(&model), Some("pair.fix"), "one more than there are places, so a reason is asked for");
    assert!(screen(&mut model).contains("Если так и нужно, напишите здесь почему"));
    saves(&mut model, &["брат и сестра", "f2"]);
    let reasons: Vec<String> = ids.iter().map(|id| pair(&model, *id).exception.to_string()).collect();
    assert_eq!(reasons.iter().filter(|reason| *reason == "брат и сестра").count(), 1, "{reasons:?}");
    assert!(ids.iter().all(|id| pair(&model, *id).state == PairState::Fixed));
}

#[test]
fn a_pause_has_a_day_of_return_and_ends_with_one_key() {
    let mut scene = Scene::new();
    let mentor = scene.leader(1);
    let id = scene.work(mentor, 1, 10);
    let mut model = scene.open((80, 24));
    at(&mut model, id);
    keys(&mut model, &["у", "вчера", "f2"]);
    assert_eq!(front(&model), Some("pair.pause"));
    assert!(screen(&mut model).contains("должен быть впереди"));
    saves(&mut model, &["ctrl-u", "f2"]);
    assert_eq!((pair(&model, id).state, pair(&model, id).paused_until), (PairState::Paused, None));
    assert!(row_of(&mut model, "▌").contains("на паузе"));
    saves(&mut model, &["у"]);
    assert_eq!(pair(&model, id).state, PairState::Fixed);
    saves(&mut model, &["у", "+20", "f2"]);
    let back = today() + Days::new(20);
    assert_eq!(pair(&model, id).paused_until, Some(back));
    assert!(row_of(&mut model, "▌").contains(&format!("пауза до {}", back.format("%d.%m"))));
    // A pause that has run out is on the first pane, with the key that ends it.
    let mut scene = Scene { register: model.world.register.clone(), ..scene };
    scene.edit::<Pair>(id, |pair| pair.paused_until = Some(today() - Days::new(3)));
    let mut model = scene.open((80, 24));
    walk_to(&mut model, "пауза кончилась");
    saves(&mut model, &["с"]);
    assert_eq!((pair(&model, id).state, pair(&model, id).paused_until), (PairState::Fixed, None));
}

/// Goes down the first pane to the row that says so.
fn walk_to(model: &mut Model, words: &str) {
    keys(model, &["1", "home"]);
    for _ in 0..200 {
        if picture(model, Layout::Cyrillic).iter().any(|row| row.starts_with('▌') && row.contains(words)) {
            return;
        }
        keys(model, &["down"]);
    }
    panic!("no row says {words}");
}

#[test]
fn today_asks_about_trials_answers_and_orders() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let on_trial = scene.work(mentor, 1, 57);
    let silent = scene.propose(mentor, 1, false);
    scene.edit::<Pair>(silent, |pair| pair.mentor_agreed_on = Some(today() - Days::new(8)));
    let agreed = scene.propose(mentor, 1, false);
    scene.edit::<Pair>(agreed, |pair| {
        pair.mentor_agreed_on = Some(today() - Days::new(9));
        pair.mentees_agreed_on = Some(today() - Days::new(7));
    });
    // The trials the school came with are not what is asked about.
    let others: Vec<PairId> = scene.register.pairs(scene.year).map(|(id, _)| id).filter(|id| *id != on_trial).collect();
    for id in others {
        scene.edit::<Pair>(id, |pair| pair.trial_until = None);
    }
    let mut model = scene.open((80, 24));
    walk_to(&mut model, "испытательный срок до");
    keys(&mut model, &["с"]);
    assert!(screen(&mut model).contains("Спросите обе стороны"));
    saves(&mut model, &["enter"]);
    assert_eq!(pair(&model, on_trial).trial_until, today().pred_opt());
    assert!(pair(&model, on_trial).notes.contains("обе стороны остаются вместе"));
    assert!(!screen(&mut model).contains("испытательный срок до"), "it was dealt with");

    walk_to(&mut model, "на предложение не ответили");
    saves(&mut model, &["с"]);
    assert_eq!(pair(&model, silent).mentees_agreed_on, Some(today()));

    walk_to(&mut model, "согласны, приказа нет");
    keys(&mut model, &["с"]);
    saves(&mut model, &["55", "f2"]);
    assert_eq!(pair(&model, agreed).order_no, "55");
    assert_eq!(pair(&model, silent).state, PairState::Proposed, "who agreed today is not late");
}

#[test]
fn an_end_on_trial_is_nobodys_fault_and_the_mentee_waits_again() {
    let mut scene = Scene::new();
    let mentor = scene.leader(1);
    let id = scene.work(mentor, 1, 20);
    let mentee = scene.register.get::<Pair>(id).unwrap().mentees[0];
    let mut model = scene.open((80, 24));
    at(&mut model, id);
    // Ended, today, a mismatch, both sides, talk held, a new pair.
    keys(&mut model, &["з", "2", "enter", "enter", "7"]);
    let shown = screen(&mut model);
    assert!(shown.contains("без чьей-либо вины"), "{shown}");
    assert!(shown.contains("Нет анкет выхода"), "{shown}");
    let batch = saves(&mut model, &["enter", "5", "enter", "д", "enter", "2", "f2"]);
    assert_eq!(batch.command, "pair.close");
    let ended = pair(&model, id);
    let closing = ended.closing.clone().unwrap();
    assert_eq!((closing.reason, closing.next, closing.talk_held), (CloseReason::Mismatch, Next::NewPair, true));
    assert!(ended.ended_on_trial());
    assert_eq!(status::mentee(&model.world.register, mentee, today()), Some(MenteeStatus::Matching));
    // Counted apart once the closed ones are listed.
    let on_trial =
        |model: &Model| model.world.register.pairs(model.world.year).filter(|(_, it)| it.ended_on_trial()).count();
    let mut wide = scene_of(&model).open((200, 50));
    keys(&mut wide, &["4", "к"]);
    let counted = format!("из них в испытательный срок {}", on_trial(&wide));
    assert!(screen(&mut wide).contains(&counted), "{counted}: {}", screen(&mut wide));
    // What was decided is told of the mentee.
    keys(&mut model, &["2"]);
    model.desk.panes[1].select(mentee.into(), &model.world);
    assert!(row_of(&mut model, "▌").contains("новая пара"));
    assert!(screen(&mut model).contains("дальше: новая пара"));
    keys(&mut model, &["/", "новая пара"]);
    assert!(row_of(&mut model, "▌").contains("новая пара"));
}

#[test]
fn what_both_sides_said_at_the_end_is_asked_for_and_told() {
    let mut scene = Scene::new();
    let mentor = scene.leader(1);
    let id = scene.work(mentor, 1, 20);
    let mentee = scene.register.get::<Pair>(id).unwrap().mentees[0];
    let sheet = |code: &str, register: &Register| {
        register.questionnaires().find(|(_, it)| it.code == code).map(|(id, it)| (id, it.items.len())).unwrap()
    };
    let (asked, items) = sheet("reflection_mentee", &scene.register);
    let person = scene.register.get::<Mentee>(mentee).unwrap().person;
    let mut answers = vec![Answer::Blank; items];
    answers[0] = Answer::Text("Научился просить о помощи".into());
    let response = Response::new(asked, scene.year, person, today(), answers);
    let paper = ResponseId(scene.register.highest_id() + 1);
    commit(&mut scene.register, &[Change::create(paper, response)]);
    let mut model = scene.open((200, 50));
    at(&mut model, id);
    // Finished: the sheet of the mentee is there, the mentor's is not.
    keys(&mut model, &["з", "1", "enter", "enter", "enter", "1"]);
    let leader = names::mentor_short(&model.world.register, mentor);
    let wanted = format!("ещё не внесён: {leader}");
    assert!(screen(&mut model).contains(&wanted), "{wanted}: {}", screen(&mut model));
    keys(&mut model, &["esc", "esc", "right"]);
    let shown = screen(&mut model);
    assert!(shown.contains("Что сказали в конце") && shown.contains("Научился просить о помощи"), "{shown}");
    assert!(!shown.contains("?:"), "{shown}");
}

fn scene_of(model: &Model) -> Scene {
    Scene { register: model.world.register.clone(), year: model.world.year, waiting: Vec::new() }
}

#[test]
fn who_came_apart_before_is_remembered_and_a_reason_is_asked_for() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    for reason in [CloseReason::NoTime, CloseReason::Health] {
        let id = scene.work(mentor, 1, 20);
        let mentee = scene.register.get::<Pair>(id).unwrap().mentees[0];
        let on = today() - Days::new(3);
        scene.edit::<Pair>(id, |pair| {
            pair.state = PairState::Ended;
            pair.closing = Some(nastavnik::domain::Closing {
                on,
                reason,
                by: nastavnik::domain::Initiator::Both,
                talk_held: true,
                note: "".into(),
                next: Next::NewPair,
            });
        });
        let again = Pair::new(scene.year, Form::TeacherPupil, mentor, vec![mentee]);
        let again = scene.add(Pair { mentor_agreed_on: Some(on), mentees_agreed_on: Some(on), ..again });
        let mut model = scene.open((100, 30));
        at(&mut model, again);
        keys(&mut model, &["ф", "12"]);
        let shown = screen(&mut model);
        assert!(shown.contains("эта пара уже распадалась"), "{shown}");
        assert_eq!(shown.contains("нет времени"), reason == CloseReason::NoTime, "{shown}");
        assert_eq!(shown.contains("причина закрыта"), reason == CloseReason::Health, "{shown}");
        assert!(!shown.to_lowercase().contains("здоров"), "{shown}");
        keys(&mut model, &["f2"]);
        assert_eq!(front(&model), Some("pair.fix"), "not without a reason");
        saves(&mut model, &["оба просят", "f2"]);
        assert_eq!(
            (pair(&model, again).state, pair(&model, again).exception.as_str()),
            (PairState::Fixed, "оба просят")
        );
    }
}

#[test]
fn a_mentee_joins_a_working_pair_and_leaves_the_group_again() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let id = scene.work(mentor, 2, 30);
    let first = scene.register.get::<Pair>(id).unwrap().mentees[0];
    let newcomer = scene.waiting[0];
    let meeting = MeetingId(scene.register.highest_id() + 1);
    let mut held = Meeting::planned(id, MeetingKind::Acquaintance, today() - Days::new(10));
    (held.state, held.present) = (MeetingState::Held, vec![first]);
    commit(&mut scene.register, &[Change::create(meeting, held)]);
    scene.edit::<Mentor>(mentor, |mentor| mentor.group_from = 3);
    let mut model = scene.open((100, 30));
    at(&mut model, id);
    let name = fold(&model.world.register.mentee_person(newcomer).unwrap().name.full());
    let batch = saves(&mut model, &["е", &name, "enter", "enter", "enter", "переехал в этот класс", "f2"]);
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("pair.join", 1));
    let group = pair(&model, id);
    assert_eq!(group.mentees.last(), Some(&newcomer));
    let noted = format!("{}: в пару вошли", today().format("%d.%m.%Y"));
    assert!(group.notes.contains(&noted) && group.notes.contains("переехал в этот класс"), "{}", group.notes);

    // The first one leaves: what is left is smaller than the mentor leads.
    keys(&mut model, &["ы", "1"]);
    assert!(screen(&mut model).contains("берёт группу от 3, здесь 2"), "{}", screen(&mut model));
    let batch = saves(&mut model, &["enter", "enter", "enter", "5", "enter", "3", "f2"]);
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("pair.leave", 2));
    let group = pair(&model, id);
    assert_eq!((group.state, group.mentees.len(), group.mentees.contains(&first)), (PairState::Fixed, 2, false));
    assert!(group.notes.contains("выбыл(а)") && group.notes.contains("нет времени"), "{}", group.notes);
    let own = pair(&model, PairId::of(batch.changes[1].key).unwrap());
    assert_eq!((own.mentor, own.mentees.as_slice(), own.state), (mentor, [first].as_slice(), PairState::Ended));
    assert_eq!(own.closing.as_ref().map(|closing| closing.reason), Some(CloseReason::NoTime));
    assert_eq!(status::mentee(&model.world.register, first, today()), Some(MenteeStatus::Matching));
    // Who was at a meeting stays there, and it can still be corrected.
    keys(&mut model, &["5"]);
    model.desk.panes[4].select(meeting.into(), &model.world);
    saves(&mut model, &["enter", "f9", "f2"]);
    assert_eq!(model.world.register.get::<Meeting>(meeting).unwrap().present, [first]);
}

#[test]
fn nobody_leaves_a_pair_of_two_and_nobody_joins_without_papers() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let id = scene.work(mentor, 1, 30);
    let newcomer = scene.waiting[0];
    let person = scene.register.get::<Mentee>(newcomer).unwrap().person;
    scene.edit::<Person>(person, |person| {
        for consent in &mut person.consents {
            consent.withdrawn_on = Some(today() - Days::new(1));
        }
    });
    let mut model = scene.open((100, 30));
    at(&mut model, id);
    keys(&mut model, &["ы"]);
    assert!(front(&model).is_none());
    assert!(screen(&mut model).contains("её не покидают, её завершают"), "{}", screen(&mut model));
    let name = fold(&model.world.register.mentee_person(newcomer).unwrap().name.full());
    keys(&mut model, &["е", &name, "enter", "enter", "f2"]);
    assert_eq!(front(&model), Some("pair.join"));
    assert!(screen(&mut model).contains("нет бумаги"), "{}", screen(&mut model));
    assert_eq!(pair(&model, id).mentees.len(), 1);
}

#[test]
fn numbers_stand_under_the_list_and_their_words_filter_it() {
    let mut scene = Scene::new();
    let mentor = scene.leader_of_five();
    let (one, two) = (scene.propose(mentor, 1, false), scene.propose(mentor, 1, false));
    let three = scene.propose(mentor, 1, true);
    scene.edit::<Pair>(two, |pair| pair.mentees_agreed_on = Some(today()));
    let mut model = scene.open((80, 24));
    keys(&mut model, &["4"]);
    let numbers = row_of(&mut model, "согласны 1");
    for part in ["предложено 1", "ждут 1", "согласны 1", "работает ", "мест "] {
        assert!(numbers.contains(part), "{part}: {numbers}");
    }
    for (words, id) in [("предложена", one), ("ждёт наставника", two), ("согласны", three)]
    {
        keys(&mut model, &["4", "/", words]);
        let name = names::of_key(&model.world.register, id.into(), model.world.text);
        let rows = picture(&mut model, Layout::Cyrillic);
        assert!(
            rows.iter().any(|row| row.starts_with('▌') && row.contains(name.split(' ').next().unwrap())),
            "{words}"
        );
        assert!(rows.iter().any(|row| row.contains(" 1 из ")), "{words}: {rows:#?}");
        keys(&mut model, &["esc"]);
    }
}
