//! Selection, training and plans as a person keys them: how many keys they take, and what is on file afterwards.

use std::time::Duration;

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::status::{self, MentorStatus, Missing};
use nastavnik::domain::{
    Batch, Change, Context, Entry, Form, Gate, InterviewDecision, Key, Kind, MeetingId, Mentor, MentorId, Origin, Pair,
    PairId, Plan, Selection, Step, Training, TrainingId, TrainingKind, Waiver, WaiverId, taught, trained,
};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};
use crate::support::Program;

fn desk() -> Model {
    model(&stage::register(), Lang::Ru, (100, 30))
}

/// Somebody else changes what is on file.
fn told(model: &mut Model, changes: Vec<Change>) {
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: model.world.now.timestamp(),
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: "mentor.edit".into(),
        origin: Origin::Done,
        changes,
    };
    model.update(Msg::News(vec![entry]), model.world.now);
}

fn edit<T: nastavnik::domain::Entity + Clone>(model: &mut Model, id: T::Id, edit: impl FnOnce(&mut T)) {
    let before = model.world.register.get::<T>(id).unwrap().clone();
    let mut after = T::clone(&before);
    edit(&mut after);
    told(model, vec![Change::edit(id, &before, after)]);
}

/// The steps that some presses made; the disk has them.
fn steps(model: &mut Model, presses: &[&str]) -> Vec<Batch> {
    let mut steps = Vec::new();
    for press in presses {
        let mut effects = keys(model, &[press]);
        while let Some(batch) = effects.into_iter().find_map(saved) {
            let entry = Entry {
                generation: model.world.register.generation() + 1,
                at: model.world.now.timestamp(),
                who: model.world.who.clone(),
                session: "pts/0:1".into(),
                command: batch.command.clone(),
                origin: batch.origin,
                changes: batch.changes.clone(),
            };
            steps.push(batch);
            let entry = Box::new(entry);
            effects = model.update(Msg::Saved { entry, can_undo: true }, model.world.now);
        }
    }
    steps
}

fn saved(effect: Effect) -> Option<Batch> {
    match effect {
        Effect::Save { batch, .. } => Some(batch),
        _ => None,
    }
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn mentor(model: &Model, id: MentorId) -> &Mentor {
    model.world.register.get::<Mentor>(id).unwrap()
}

/// Brings the cursor of pane 3 to a mentor.
fn at(model: &mut Model, id: MentorId) {
    model.update(Msg::Key(nastavnik::kit::Stroke::char('3')), model.world.now);
    for _ in 0..200 {
        if model.desk.pane().current() == Some(id.into()) {
            return;
        }
        keys(model, &["down"]);
    }
    keys(model, &["home"]);
    for _ in 0..200 {
        if model.desk.pane().current() == Some(id.into()) {
            return;
        }
        keys(model, &["down"]);
    }
    panic!("not on the list");
}

fn with_status(model: &Model, wanted: MentorStatus) -> MentorId {
    let world = &model.world;
    let is = |id: &MentorId| status::mentor(&world.register, *id, world.today()) == Some(wanted);
    world.register.mentors(world.year).map(|(id, _)| id).find(is).unwrap()
}

fn missing(model: &Model, id: MentorId) -> Vec<Missing> {
    status::missing_for_admission(&model.world.register, id, model.world.today())
}

fn on_training(model: &mut Model) {
    keys(model, &["8"]);
    for _ in 0..12 {
        if screen(model).contains("[Обучение]") {
            return;
        }
        keys(model, &["tab"]);
    }
    panic!("there is no page of training");
}

/// All sessions are gone, and so is what was taught elsewhere.
fn nobody_taught(model: &mut Model) -> Vec<MentorId> {
    let (register, year) = (&model.world.register, model.world.year);
    let mut changes: Vec<Change> =
        register.trainings(year).into_iter().map(|(id, training)| Change::delete(id, training)).collect();
    let blank = |mentor: &Mentor| Mentor { training: Step::Open, training_hours: 0, ..mentor.clone() };
    let entries = register.mentors(year).filter(|(_, it)| it.training.is_done() || it.training_hours > 0);
    changes.extend(entries.map(|(id, mentor)| Change::edit(id, mentor, blank(mentor))));
    // A mentor of last year stays taught; these were not mentors then.
    let people = register.years();
    let (last, _) = people.iter().rev().nth(1).unwrap();
    let new = register.mentors(year).filter(|(_, it)| register.mentor_of(it.person, *last).is_none());
    let new = new.map(|(id, _)| id).collect();
    told(model, changes);
    new
}

#[test]
fn a_session_and_its_attendance_take_five_keys_beside_what_is_typed() {
    let mut model = desk();
    let new = nobody_taught(&mut model);
    on_training(&mut model);
    let many = new.iter().filter(|id| !trained(&model.world.register, **id, model.world.today()).is_done()).count();
    assert!(many >= 5, "{many} to teach");
    // 1 new, 2 save; the attendance is asked for at once: 3 everybody, 4 save.
    let presses = ["н", "f2", "*", "f2"];
    let done = steps(&mut model, &presses);
    assert_eq!(done.iter().map(|batch| batch.command.as_str()).collect::<Vec<_>>(), ["training.new", "training.roll"]);
    assert!(presses.len() <= 6);
    let (id, session) = model.world.register.trainings(model.world.year).pop().unwrap();
    assert_eq!((session.on, session.kind), (model.world.today(), TrainingKind::Primary));
    assert!(session.present.len() >= 5);
    let topics: Vec<String> = session.topics.iter().map(|code| code.to_string()).collect();
    let mandatory: Vec<String> = model
        .world
        .register
        .lists()
        .topics
        .iter()
        .filter(|topic| topic.mandatory)
        .map(|topic| topic.code.to_string())
        .collect();
    assert_eq!(topics, mandatory, "what everybody must hear is proposed");
    // What the school asks for is proposed: two hours. One would not be enough.
    let present = session.present.clone();
    let today = model.world.today();
    assert_eq!(session.minutes, 120);
    assert!(present.iter().all(|who| trained(&model.world.register, *who, today).date() == Some(today)));
    edit::<Training>(&mut model, id, |training| training.minutes = 60);
    assert!(present.iter().all(|who| !trained(&model.world.register, *who, today).is_done()));
    // Taken back in one step, and nobody is trained any more: there is one source of truth.
    edit::<Training>(&mut model, id, |training| training.present.clear());
    assert!(present.iter().all(|who| taught(&model.world.register, *who, today).step() == Step::Open));
}

#[test]
fn the_page_and_the_plan_teach_the_same_mentors() {
    let mut model = desk();
    on_training(&mut model);
    let (register, year) = (&model.world.register, model.world.year);
    let counts = |line: &nastavnik::analysis::RoadmapLine| {
        let line = register.get::<nastavnik::domain::Activity>(line.id).unwrap();
        line.counted == Some(nastavnik::domain::Counted::Training)
    };
    let lines = nastavnik::analysis::roadmap(register, year, model.world.today());
    let of = lines.iter().find(|line| counts(line)).and_then(|line| line.tally).unwrap();
    let reserve = register.mentors(year).filter(|(_, it)| it.decision == InterviewDecision::Reserve).count();
    assert!(reserve > 0 && of.of + reserve <= register.mentors(year).count(), "{of:?}");
    keys(&mut model, &["в"]);
    assert!(screen(&mut model).contains(&format!("обучено {} из {}", of.done, of.of)), "{}", screen(&mut model));
}

#[test]
fn a_new_session_that_nobody_touched_is_left_at_once() {
    let mut model = desk();
    nobody_taught(&mut model);
    on_training(&mut model);
    keys(&mut model, &["н"]);
    assert!(!model.desk.form().unwrap().is_dirty(), "what is proposed is nobody's work");
    keys(&mut model, &["esc"]);
    assert!(model.desk.form().is_none(), "{}", screen(&mut model));
    // A proposal that was emptied stays empty.
    keys(&mut model, &["н"]);
    let topics = |model: &Model| model.desk.form().map(|form| form.inputs[form.focus()].id) == Some("topics");
    while !topics(&model) {
        keys(&mut model, &["down"]);
    }
    let left = |model: &Model| model.desk.form().map_or(0, |form| form.inputs[form.focus()].edit().text().len());
    for _ in 0..20 {
        keys(&mut model, &["ctrl-u", "bs"]);
    }
    assert_eq!(left(&model), 0);
    let done = steps(&mut model, &["f2"]);
    let session = done.iter().flat_map(|batch| &batch.changes).find_map(|change| match &change.after {
        Some(nastavnik::domain::Record::Training(session)) => Some(session.topics.len()),
        _ => None,
    });
    assert_eq!(session, Some(0), "{}", screen(&mut model));
}

#[test]
fn what_a_mentor_missed_is_made_up_for_where_the_key_for_next_leads() {
    let mut model = desk();
    let new = nobody_taught(&mut model);
    on_training(&mut model);
    steps(&mut model, &["н", "f2"]);
    keys(&mut model, &["esc"]);
    // From their row in 3 to the same mentor among the trained.
    let id = *new.iter().find(|id| missing(&model, **id).first() == Some(&Missing::Training)).unwrap();
    at(&mut model, id);
    keys(&mut model, &["с"]);
    assert_eq!(model.desk.pane().current(), Some(id.into()), "{}", screen(&mut model));
    keys(&mut model, &["с"]);
    assert_eq!(model.desk.form().map(|form| form.id), Some("training.roll"), "{}", screen(&mut model));
    keys(&mut model, &["esc", "н"]);
    assert_eq!(model.desk.form().map(|form| form.id), Some("training"), "{}", screen(&mut model));
}

#[test]
fn a_roll_is_gone_through_with_one_key_for_each() {
    let mut model = desk();
    nobody_taught(&mut model);
    on_training(&mut model);
    steps(&mut model, &["н", "f2"]);
    // + came, - did not; Enter ends the list, F2 keeps it.
    let done = steps(&mut model, &["+", "-", "+", "+", "enter", "f2"]);
    assert_eq!(done.len(), 1);
    let session = model.world.register.trainings(model.world.year).pop().unwrap().1;
    assert_eq!(session.present.len(), 3);
    // Those who are chosen stand above, so that three keys take them back: nobody came.
    let done = steps(&mut model, &["с", "-", "-", "-", "enter", "f2"]);
    assert_eq!(done.len(), 1, "{}", screen(&mut model));
    let session = model.world.register.trainings(model.world.year).pop().unwrap().1;
    assert!(session.present.is_empty());
}

#[test]
fn an_interview_is_keyed_like_a_questionnaire_and_decides_in_the_same_step() {
    let mut model = desk();
    let id = with_status(&model, MentorStatus::Applied);
    at(&mut model, id);
    // The step that is due opens the sheet; a digit for each criterion, the decision, save.
    keys(&mut model, &["с"]);
    let asked = model.desk.form().unwrap().inputs.iter().filter(|input| input.id.starts_with("mark_")).count();
    assert!((5..=6).contains(&asked));
    let marks: Vec<&str> = ["2", "1", "0", "2", "2", "1"][..asked].to_vec();
    let mut done = steps(&mut model, &marks);
    done.extend(steps(&mut model, &["2", "f2"]));
    let [batch] = done.as_slice() else { panic!("{done:?}") };
    assert_eq!(batch.command, "mentor.interview");
    let kinds: Vec<Kind> = batch.changes.iter().map(|change| change.key.kind).collect();
    assert_eq!(kinds, [Kind::Selection, Kind::Mentor]);
    assert_eq!(mentor(&model, id).decision, InterviewDecision::Recommended);
    assert_eq!(mentor(&model, id).interview, Step::DoneOn(model.world.today()));
    let sheet = model.world.register.get::<Selection>(id.into()).unwrap();
    assert_eq!(sheet.marks.len(), asked);
    assert_eq!(sheet.marks[2].1, 0, "nothing is a mark as well");
    assert!(!missing(&model, id).contains(&Missing::Interview));
}

#[test]
fn professional_readiness_is_asked_where_the_form_asks_it() {
    for (form, wanted) in
        [(Form::PupilPupil, 5), (Form::StudentPupil, 6), (Form::EmployerPupil, 6), (Form::TeacherPupil, 5)]
    {
        let mut model = desk();
        let id = with_status(&model, MentorStatus::Applied);
        edit::<Mentor>(&mut model, id, |mentor| mentor.form = Some(form));
        at(&mut model, id);
        keys(&mut model, &["Л"]);
        let asked = model.desk.form().unwrap().inputs.iter().filter(|input| input.id.starts_with("mark_")).count();
        assert_eq!(asked, wanted, "{form:?}");
    }
}

#[test]
fn a_gate_is_passed_with_a_reason_told_and_taken_back_and_a_consent_never() {
    let mut model = desk();
    let id = with_status(&model, MentorStatus::Admitted);
    let sessions = model.world.register.trainings_of(id);
    let gone: Vec<Change> = sessions
        .into_iter()
        .map(|(session, it)| {
            let mut after = Training::clone(it);
            after.present.retain(|who| *who != id);
            Change::edit(session, it, after)
        })
        .collect();
    told(&mut model, gone);
    edit::<Mentor>(&mut model, id, |mentor| mentor.training = Step::Open);
    if missing(&model, id).is_empty() {
        // Taught the year before: what is missing is taken from the application instead.
        edit::<Mentor>(&mut model, id, |mentor| mentor.application = Step::Open);
    }
    let gates = missing(&model, id);
    assert_eq!(gates.len(), 1, "{gates:?}");
    at(&mut model, id);
    let done = steps(&mut model, &["!", "учит десять лет", "f2"]);
    assert_eq!(done.len(), 1);
    assert!(missing(&model, id).is_empty());
    assert_eq!(status::mentor(&model.world.register, id, model.world.today()), Some(MentorStatus::Admitted));
    keys(&mut model, &["right"]);
    let shown = screen(&mut model);
    assert!(shown.contains("допущен с оговоркой") && shown.contains("учит десять лет"), "{shown}");
    keys(&mut model, &["left"]);
    assert_eq!(steps(&mut model, &["!", "1"])[0].command, "gate.withdraw");
    assert_eq!(missing(&model, id), gates);
    // Without a reason there is none; without consent no reason helps.
    assert!(steps(&mut model, &["!", "f2"]).is_empty());
    keys(&mut model, &["esc", "esc"]);
    let person = mentor(&model, id).person;
    edit::<Mentor>(&mut model, id, |mentor| {
        mentor.application = Step::Done;
        mentor.training = Step::Done;
    });
    edit::<nastavnik::domain::Person>(&mut model, person, |person| person.consents.clear());
    assert_eq!(missing(&model, id), [Missing::Consent]);
    keys(&mut model, &["!"]);
    assert!(
        model.desk.form().is_none() && screen(&mut model).contains("оговоркой не заменить"),
        "{}",
        screen(&mut model)
    );
    // No record of the kind gets in by another way.
    assert!(Gate::ALL.iter().all(|gate| !gate.code().contains("consent") && !gate.code().contains("check")));
}

#[test]
fn no_reason_passes_an_interview_that_was_decided_against_somebody() {
    let mut model = desk();
    let id = with_status(&model, MentorStatus::Admitted);
    at(&mut model, id);
    for (decision, word) in [(InterviewDecision::Refused, "отказ"), (InterviewDecision::Reserve, "резерв")] {
        edit::<Mentor>(&mut model, id, |mentor| mentor.decision = decision);
        assert_eq!(missing(&model, id), [Missing::Interview]);
        keys(&mut model, &["!"]);
        let shown = screen(&mut model);
        assert!(model.desk.form().is_none() && shown.contains("решение меняют в листе"), "{shown}");
        assert!(shown.contains(&format!("решение: {word}")), "{shown}");
    }
    // A reason given before the decision holds against it no longer.
    let passed = Waiver {
        year: model.world.year,
        gate: Gate::Interview,
        about: id.into(),
        reason: "учит десять лет".into(),
        on: model.world.today(),
    };
    told(&mut model, vec![Change::create(WaiverId(900_000_001), passed)]);
    assert_eq!(missing(&model, id), [Missing::Interview]);
    edit::<Mentor>(&mut model, id, |mentor| {
        mentor.decision = InterviewDecision::Pending;
        mentor.interview = Step::Open;
    });
    assert_eq!(missing(&model, id), []);
}

#[test]
fn a_step_of_many_is_dated_and_spares_those_who_took_it() {
    let mut model = desk();
    keys(&mut model, &["3", "ctrl-a", "с"]);
    let front = model.desk.form().map(|form| form.id);
    assert_eq!(front, Some("mentor.steps"));
    let before: Vec<(MentorId, Step)> =
        model.world.register.mentors(model.world.year).map(|(id, mentor)| (id, mentor.application)).collect();
    let done = steps(&mut model, &["1", "f2"]);
    let [batch] = done.as_slice() else { panic!("{done:?}") };
    let open: Vec<Key> = before.iter().filter(|(_, step)| !step.is_done()).map(|(id, _)| (*id).into()).collect();
    let changed: Vec<Key> = batch.changes.iter().map(|change| change.key).collect();
    assert!(!open.is_empty() && changed.len() == open.len() && open.iter().all(|key| changed.contains(key)));
    for (id, step) in before.iter().filter(|(_, step)| step.is_done()) {
        assert_eq!(mentor(&model, *id).application, *step);
    }
}

/// A working pair whose plan is empty, in front.
fn pair_in_front(model: &mut Model) -> PairId {
    keys(model, &["4", "home"]);
    let id = PairId::of(model.desk.pane().current().unwrap()).unwrap();
    if let Some(plan) = model.world.register.get::<Plan>(id.into()).cloned() {
        told(model, vec![Change::delete(plan.pair.into(), &plan)]);
    }
    id
}

#[test]
fn a_goal_is_added_from_the_usual_ones_and_reached_in_three_keys() {
    let mut model = desk();
    let id = pair_in_front(&mut model);
    let yesterday = model.world.today().pred_opt().unwrap();
    let due = yesterday.format("%d.%m.%Y").to_string();
    // 1 the plan, 2 a usual task, its due date typed, 3 save.
    let done = steps(&mut model, &["п", "3", &due, "f2"]);
    assert_eq!(done.len(), 1, "{}", screen(&mut model));
    // A second one of their own.
    steps(&mut model, &["п", "н", "н", "Разобрать дроби", "f2"]);
    let plan = Plan::clone(model.world.register.get::<Plan>(nastavnik::domain::PlanId::from(id)).unwrap());
    assert_eq!(plan.items.len(), 2);
    assert_eq!(plan.items[0].task, model.world.register.lists().tasks[2].1);
    assert_eq!((plan.reached(), plan.late(model.world.today())), (0, 1));
    assert!(screen(&mut model).contains("!1"), "{}", screen(&mut model));
    // Reached: 1 the key, 2 which one, 3 save.
    let done = steps(&mut model, &["+", "1", "f2"]);
    assert_eq!(done[0].command, "plan.reached");
    let plan = model.world.register.get::<Plan>(id.into()).unwrap();
    assert_eq!((plan.reached(), plan.late(model.world.today())), (1, 0));
    assert_eq!(plan.items[0].done_on, Some(model.world.today()));
    // The last open one needs no choice.
    assert_eq!(steps(&mut model, &["+", "f2"]).len(), 1);
    assert_eq!(steps(&mut model, &["+"]).len(), 0);
    assert!(model.desk.form().is_none());
}

#[test]
fn a_goal_is_deleted_and_a_day_to_come_is_refused() {
    let mut model = desk();
    let id = pair_in_front(&mut model);
    steps(&mut model, &["п", "н", "Разобрать дроби", "f2"]);
    let tomorrow = model.world.today().succ_opt().unwrap().format("%d.%m.%Y").to_string();
    keys(&mut model, &["+", "up"]);
    keys(&mut model, &["ctrl-u"]);
    assert!(steps(&mut model, &[&tomorrow, "f2"]).is_empty());
    keys(&mut model, &["esc", "esc"]);
    keys(&mut model, &["п", "1"]);
    keys(&mut model, &["up"; 20]);
    keys(&mut model, &["down"; 20]);
    let done = steps(&mut model, &["д", "f2"]);
    assert_eq!(done[0].command, "plan.remove");
    assert!(model.world.register.get::<Plan>(id.into()).unwrap().items.is_empty());
}

#[test]
fn lessons_are_offered_to_pairs_with_a_teacher_alone() {
    let model = desk();
    let world = &model.world;
    let of = |wanted: Form| {
        let pair = world.register.pairs(world.year).find(|(_, pair)| pair.state.is_active() && pair.form == wanted)?;
        let form = nastavnik::panes::meetings::new(pair.0, world);
        let input = form.inputs.iter().find(|input| input.id == "context").unwrap();
        Some(input.fitting.clone().unwrap())
    };
    let lesson = Context::Lesson.code().to_owned();
    assert!(of(Form::TeacherPupil).unwrap().contains(&lesson));
    let pupils = of(Form::PupilPupil).unwrap();
    assert!(!pupils.contains(&lesson) && pupils.len() == Context::ALL.len() - 1);
}

/// What a person at a real terminal does: a session with everybody there, and an interview.
#[test]
fn attendance_and_interview_are_keyed_in_a_terminal() {
    const PATIENCE: Duration = Duration::from_secs(20);
    let mut program = Program::spawn(env!("CARGO_BIN_EXE_nastavnik"), &["--demo"], &[], (100, 30));
    program.wait_for("Сегодня", PATIENCE);
    program.send("8");
    program.wait_for("План", PATIENCE);
    for _ in 0..12 {
        if program.text().contains("[Обучение]") {
            break;
        }
        program.send("\t");
        program.settle(Duration::from_millis(200));
    }
    assert!(program.text().contains("[Обучение]"), "{}", program.text());
    let mut pressed = 0;
    let mut press = |program: &mut Program, key: &str, wanted: &str| {
        program.send(key);
        pressed += 1;
        program.wait_for(wanted, PATIENCE);
    };
    press(&mut program, "н", "Новое занятие");
    press(&mut program, "\x1bOQ", "Явка");
    press(&mut program, "*", "завершат: ");
    press(&mut program, "\x1bOQ", "записано");
    assert!(pressed <= 6, "{pressed} keys");
    program.settle(Duration::from_millis(300));
    assert!(program.text().contains("[Обучение]") && !program.text().contains("Явка ·"), "{}", program.text());
    program.send("3");
    program.wait_for("статус", PATIENCE);
    program.send("Л");
    program.wait_for("Лист собеседования", PATIENCE);
    // Up to the first mark, then one digit for each.
    program.send("\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A\x1b[B\x1b[B");
    program.send("01201");
    program.settle(Duration::from_millis(300));
    let marked = program
        .text()
        .lines()
        .filter(|line| line.contains("псих.") || line.contains("пед."))
        .map(|line| line.trim_end().chars().last().unwrap())
        .collect::<String>();
    assert_eq!(marked, "01201", "{}", program.text());
}

#[test]
fn what_was_typed_for_an_interview_outlives_the_line() {
    let mut model = desk();
    let id = with_status(&model, MentorStatus::Applied);
    at(&mut model, id);
    keys(&mut model, &["с"]);
    let effects = keys(&mut model, &["2", "1"]);
    let Some(Effect::KeepDraft(draft)) = effects.into_iter().find(|it| matches!(it, Effect::KeepDraft(_))) else {
        panic!("no draft")
    };
    let form = nastavnik::panes::restore(&draft, &model.world).unwrap();
    let marks: Vec<String> = ["mark_1", "mark_2", "mark_3"]
        .map(|id| form.inputs.iter().find(|input| input.id == id).unwrap().keep(&model.world.ctx()))
        .to_vec();
    assert_eq!(marks, ["2", "1", ""]);
}

#[test]
fn a_new_session_may_lie_ahead_and_then_nobody_is_asked_who_came() {
    let mut model = desk();
    on_training(&mut model);
    let ahead = (model.world.today() + chrono::Days::new(10)).format("%d.%m.%Y").to_string();
    keys(&mut model, &["н", "ctrl-u"]);
    let done = steps(&mut model, &[&ahead, "f2"]);
    assert_eq!(done.len(), 1, "{}", screen(&mut model));
    assert!(model.desk.form().is_none());
    let id = TrainingId::of(model.desk.pane().current().unwrap()).unwrap();
    assert!(model.world.register.get::<Training>(id).unwrap().on > model.world.today());
    keys(&mut model, &["с"]);
    assert!(model.desk.form().is_none() && screen(&mut model).contains("ещё не прошло"));
}

#[test]
fn a_meeting_says_within_what_people_met() {
    let mut model = desk();
    let id = pair_in_front(&mut model);
    let form = model.world.register.get::<Pair>(id).unwrap().form;
    assert!(Context::Project.suits(form));
    keys(&mut model, &["м", "Проект", "enter"]);
    for _ in 0..20 {
        let at = model.desk.form().map(|form| form.inputs[form.focus()].id);
        if at == Some("context") {
            break;
        }
        keys(&mut model, &["down"]);
    }
    let done = steps(&mut model, &["п", "f2"]);
    let kept = done[0].changes.iter().find_map(|change| MeetingId::of(change.key)).unwrap();
    let context = model.world.register.get::<nastavnik::domain::Meeting>(kept).unwrap().context;
    assert_eq!(context, Some(Context::Project));
}

#[test]
fn the_step_to_training_leads_to_where_a_session_can_be_entered_and_the_roll_taken() {
    let mut model = desk();
    let new = nobody_taught(&mut model);
    on_training(&mut model);
    steps(&mut model, &["н", "f2"]);
    keys(&mut model, &["esc", "esc", "esc"]);
    let ready = |id: &MentorId| missing(&model, *id).first() == Some(&Missing::Training);
    let id = new.into_iter().find(ready).unwrap();
    let session = model.world.register.trainings(model.world.year).pop().unwrap().0;
    assert!(!model.world.register.get::<Training>(session).unwrap().present.contains(&id));
    at(&mut model, id);
    keys(&mut model, &["с"]);
    assert_eq!(model.desk.panes[model.desk.front].current(), Some(id.into()), "{}", screen(&mut model));
    keys(&mut model, &["с"]);
    let form = model.desk.form().expect("the roll of the session they were not at");
    assert_eq!(form.target, Some(session.into()));
    keys(&mut model, &["esc", "esc", "н"]);
    assert!(model.desk.form().is_some(), "{}", screen(&mut model));
}
