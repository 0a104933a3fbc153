//! The page of wishes: sheets keyed in a pile, vetoes behind the mask, the general meeting, mutual first choices.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{
    Batch, Change, Entry, GeneralMeeting, Key, Kind, Origin, PreferenceSheet, PreferenceSheetId, Record, Verdict,
    wishes,
};
use nastavnik::fields::{Pool, fold, names};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

/// The page of wishes over a school in which nobody has handed in a sheet and no general meeting was held.
fn fresh() -> Model {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    let register = &model.world.register;
    let year = model.world.year;
    let sheets = register.sheets(year).map(|(id, sheet)| Change::delete(id, sheet));
    let meetings = register.general_meetings(year).into_iter().map(|(id, meeting)| Change::delete(id, meeting));
    let rulings = register.rulings(year).map(|(id, ruling)| Change::delete(id, ruling));
    let changes: Vec<Change> = sheets.chain(meetings).chain(rulings).collect();
    told(&mut model, changes);
    keys(&mut model, &["4"]);
    while !on_page(&mut model) {
        keys(&mut model, &["tab"]);
    }
    model
}

fn on_page(model: &mut Model) -> bool {
    screen(model).contains("[Предпочтения]")
}

/// Somebody else changes what is on file.
fn told(model: &mut Model, changes: Vec<Change>) {
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: model.world.now.timestamp(),
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: "wish.edit".into(),
        origin: Origin::Done,
        changes,
    };
    model.update(Msg::News(vec![entry]), model.world.now);
}

/// The step that some presses made; the disk has it.
fn kept(model: &mut Model, presses: &[&str]) -> Option<Batch> {
    let effects = keys(model, presses);
    let batch = effects.into_iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch),
        _ => None,
    })?;
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: model.world.now.timestamp(),
        who: model.world.who.clone(),
        session: "pts/0:1".into(),
        command: batch.command.clone(),
        origin: batch.origin,
        changes: batch.changes.clone(),
    };
    model.update(Msg::Saved { entry: Box::new(entry), can_undo: true }, model.world.now);
    Some(batch)
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

/// Everybody of a pool whose name nobody else has, with it.
fn offered(model: &Model, pool: Pool) -> Vec<(Key, String)> {
    let items = nastavnik::panes::pool(pool, &model.world);
    let full = |key: Key| fold(&names::of_key(&model.world.register, key, model.world.text));
    let all: Vec<(Key, String)> = items.iter().map(|item| (item.key, full(item.key))).collect();
    let alone = |(key, name): &(Key, String)| {
        let bare = name.split(',').next().unwrap_or_default();
        all.iter().all(|(other, known)| other == key || !known.starts_with(bare))
    };
    all.iter().filter(|entry| alone(entry)).map(|(key, name)| (*key, name.replace(',', ""))).collect()
}

fn sheet(model: &Model, author: Key) -> Option<PreferenceSheet> {
    model.world.register.sheet_of(author).map(|(_, sheet)| PreferenceSheet::clone(sheet))
}

/// Somebody hands in a sheet.
fn hand_in(model: &mut Model, author: Key, order: &[Key], vetoes: &[Key]) {
    let mut sheet = PreferenceSheet::new(model.world.year, author);
    sheet.name_in_order(order.iter().copied());
    sheet.vetoes = vetoes.to_vec();
    let id = PreferenceSheetId(model.world.fresh_id());
    told(model, vec![Change::create(id, sheet)]);
}

#[test]
fn a_sheet_is_keyed_in_the_order_picked_and_leads_to_the_next() {
    let mut model = fresh();
    let mentors = offered(&model, Pool::AllMentors);
    keys(&mut model, &["с"]);
    let first = model.desk.form().unwrap().target.unwrap();
    assert!(wishes::is_awaited(&model.world.register, first, model.world.today()));
    // The second of the school's list is named first: the order is that of the hand.
    let batch = kept(&mut model, &[&mentors[1].1, "enter", &mentors[0].1, "enter", "enter", "f2"]).unwrap();
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("wish.key", 1), "one sheet, one step");
    let named: Vec<(Key, u8)> = sheet(&model, first).unwrap().named.iter().map(|n| (n.whom, n.rank)).collect();
    assert_eq!(named, [(mentors[1].0, 1), (mentors[0].0, 2)]);
    assert_eq!(sheet(&model, first).unwrap().on, Some(model.world.today()));
    let next = model.desk.form().expect("the next sheet is open").target.unwrap();
    assert!(next != first && sheet(&model, next).is_none());
    // A form nothing was typed into closes with one Esc, and the cursor is where the typist got to.
    keys(&mut model, &["esc"]);
    assert!(model.desk.form().is_none());
    assert_eq!(model.desk.current(), Some(next));
}

#[test]
fn more_names_than_the_sheet_has_room_for_are_a_hint_and_an_empty_sheet_is_asked_about() {
    let mut model = fresh();
    let mentors = offered(&model, Pool::AllMentors);
    keys(&mut model, &["с"]);
    let author = model.desk.form().unwrap().target.unwrap();
    let room = usize::from(model.world.register.pairing().names_on_sheet);
    for (_, name) in &mentors[..=room] {
        keys(&mut model, &[name, "enter"]);
    }
    keys(&mut model, &["enter"]);
    let hint = format!("Названо {}, а в листе место для {room}.", room + 1);
    assert!(screen(&mut model).contains(&hint), "{}", screen(&mut model));
    assert!(kept(&mut model, &["f2"]).is_some(), "a hint does not stop it");
    keys(&mut model, &["esc"]);
    assert_eq!(sheet(&model, author).unwrap().named.len(), room + 1);
    // Corrected, it leads nowhere.
    go(&mut model, author);
    kept(&mut model, &["enter", "bs", "f2"]);
    assert!(model.desk.form().is_none(), "a correction is one paper");
    assert_eq!(sheet(&model, author).unwrap().named.len(), room);
    keys(&mut model, &["enter"]);
    for _ in 0..room {
        keys(&mut model, &["bs"]);
    }
    assert!(kept(&mut model, &["f2"]).is_none(), "asked first");
    assert!(screen(&mut model).contains("Удалить"), "{}", screen(&mut model));
    assert_eq!(kept(&mut model, &["enter"]).unwrap().command, "wish.remove");
    assert!(sheet(&model, author).is_none() && model.desk.form().is_none());
    // A new sheet in which nobody stands is no sheet.
    keys(&mut model, &["enter", "down", "down", "f9", "f2"]);
    assert!(screen(&mut model).contains("В листе никого нет"), "{}", screen(&mut model));
}

/// Leads the cursor to somebody of the side on screen.
fn go(model: &mut Model, key: Key) {
    keys(model, &["home"]);
    while model.desk.current() != Some(key) {
        let before = model.desk.current();
        keys(model, &["down"]);
        assert_ne!(model.desk.current(), before, "{key:?} is not in the list");
    }
}

#[test]
fn a_veto_is_behind_the_mask_and_may_not_be_named_as_well() {
    let mut model = fresh();
    let mentors = offered(&model, Pool::AllMentors);
    keys(&mut model, &["с"]);
    let author = model.desk.form().unwrap().target.unwrap();
    // Masked, the field of vetoes takes nothing.
    keys(&mut model, &["down", &mentors[0].1, "esc", "esc"]);
    assert!(sheet(&model, author).is_none());
    keys(&mut model, &["f4"]);
    go(&mut model, author);
    keys(&mut model, &["enter", &mentors[1].1, "enter", "enter", &mentors[0].1, "enter", "enter", "f2", "esc"]);
    assert_eq!(sheet(&model, author).unwrap().vetoes, [mentors[0].0]);
    go(&mut model, author);
    let person = names::person_of(&model.world.register, mentors[0].0).unwrap();
    let last = model.world.register.get::<nastavnik::domain::Person>(person).unwrap().name.last.clone();
    assert!(screen(&mut model).contains(&format!("нельзя: {last}")), "{}", screen(&mut model));
    keys(&mut model, &["f4"]);
    let masked = screen(&mut model);
    assert!(masked.contains("«нельзя»: F4") && !masked.contains("нельзя: "), "{masked}");
    assert!(!masked.contains(last.as_str()), "{masked}");
    // The one who is refused is not told either.
    keys(&mut model, &["к"]);
    go(&mut model, mentors[0].0);
    assert!(screen(&mut model).contains("«нельзя»: F4"));
    keys(&mut model, &["к"]);
    go(&mut model, author);
    keys(&mut model, &["enter", " ", &mentors[0].1, "enter", "enter", "f2"]);
    assert!(screen(&mut model).contains("в этом же листе отмечено «нельзя»"), "{}", screen(&mut model));
}

#[test]
fn the_general_meeting_takes_everybody_in_one_key_and_can_be_taken_off() {
    let mut model = fresh();
    let (all_mentors, all_mentees) = (everybody(&model, Kind::Mentor), everybody(&model, Kind::Mentee));
    keys(&mut model, &["м"]);
    assert!(screen(&mut model).contains("Общая встреча"));
    keys(&mut model, &["enter", "*", "*", "Актовый зал"]);
    assert_eq!(kept(&mut model, &["f2"]).unwrap().command, "general.new");
    let meeting = |model: &Model| -> Option<GeneralMeeting> {
        let meetings = model.world.register.general_meetings(model.world.year);
        meetings.first().map(|(_, meeting)| GeneralMeeting::clone(meeting))
    };
    let held = meeting(&model).unwrap();
    assert_eq!((held.mentors.len(), held.mentees.len()), (all_mentors, all_mentees));
    assert_eq!(held.place, "Актовый зал");
    assert!(on_page(&mut model), "{}", screen(&mut model));
    let said = format!("были {all_mentors} и {all_mentees}");
    assert!(screen(&mut model).contains(&said), "{}", screen(&mut model));
    // Those of one class, by the class typed and one key: nobody of it is left.
    keys(&mut model, &["м", "1", "down", "down", " ", "7", "*"]);
    assert!(kept(&mut model, &["f2", "f2"]).is_some());
    let fewer = meeting(&model).unwrap().mentees;
    assert!(!fewer.is_empty() && fewer.len() < all_mentees);
    // A second one, and the first taken off.
    kept(&mut model, &["м", "н", "с", "f2"]);
    assert_eq!(model.world.register.general_meetings(model.world.year).len(), 2);
    keys(&mut model, &["м", "1"]);
    for _ in 0..7 {
        keys(&mut model, &["tab"]);
    }
    assert!(screen(&mut model).contains("▌Убрать запись"), "{}", screen(&mut model));
    assert_eq!(kept(&mut model, &["д", "f2"]).unwrap().command, "general.remove");
    assert_eq!(model.world.register.general_meetings(model.world.year).len(), 1);
}

fn everybody(model: &Model, kind: Kind) -> usize {
    let (register, today) = (&model.world.register, model.world.today());
    let all: Vec<Key> = match kind {
        Kind::Mentor => register.mentors(model.world.year).map(|(id, _)| id.into()).collect(),
        _ => register.mentees(model.world.year).map(|(id, _)| id.into()).collect(),
    };
    all.into_iter().filter(|key| wishes::takes_part(register, *key, today)).count()
}

/// People who can be put together, two by two.
fn free(model: &Model) -> Vec<(Key, Key)> {
    let (register, today) = (&model.world.register, model.world.today());
    let awaited = |key: &Key| wishes::is_awaited(register, *key, today);
    let mentees = register.mentees(model.world.year).map(|(id, _)| id.into()).filter(awaited);
    let mentors = register.mentors(model.world.year).map(|(id, _)| id.into()).filter(awaited);
    mentees.zip(mentors).collect()
}

#[test]
fn mutual_first_choices_are_shown_and_pinned_in_one_step() {
    let mut model = fresh();
    assert!(keys(&mut model, &["ц"]).is_empty());
    assert!(screen(&mut model).contains("Взаимных первых выборов пока нет"));
    let couples = free(&model);
    assert!(couples.len() > 3, "{couples:?}");
    for (mentee, mentor) in &couples[..2] {
        hand_in(&mut model, *mentee, &[*mentor], &[]);
        hand_in(&mut model, *mentor, &[*mentee], &[]);
    }
    // First for one side only, and refused by the other.
    let (mentee, mentor) = couples[2];
    hand_in(&mut model, mentee, &[mentor], &[]);
    hand_in(&mut model, mentor, &[], &[mentee]);
    assert!(screen(&mut model).contains("взаимных 2"), "{}", screen(&mut model));
    keys(&mut model, &["ц"]);
    assert!(screen(&mut model).contains("Взаимные первые выборы: 2"), "{}", screen(&mut model));
    let batch = kept(&mut model, &["enter"]).unwrap();
    assert_eq!(batch.command, "wish.pin");
    let pinned: Vec<(Key, Key, Verdict)> = batch
        .changes
        .iter()
        .filter_map(|change| match &change.after {
            Some(Record::Ruling(ruling)) => Some((ruling.mentee.into(), ruling.mentor.into(), ruling.verdict)),
            _ => None,
        })
        .collect();
    assert_eq!(pinned, couples[..2].iter().map(|(a, b)| (*a, *b, Verdict::Pin)).collect::<Vec<_>>());
    // A second time there is nobody left to pin.
    keys(&mut model, &["ц"]);
    let again = screen(&mut model);
    assert!(again.contains("уже вместе") && !again.contains("сцепить"), "{again}");
}

#[test]
fn a_half_keyed_sheet_outlives_a_dropped_line() {
    let mut model = fresh();
    let mentors = offered(&model, Pool::AllMentors);
    keys(&mut model, &["с"]);
    let author = model.desk.form().unwrap().target.unwrap();
    let effects = keys(&mut model, &[&mentors[0].1, "enter", "enter"]);
    let draft = effects.iter().find_map(|effect| match effect {
        Effect::KeepDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    let form = nastavnik::panes::restore(&draft.unwrap(), &model.world).unwrap();
    assert_eq!(form.target, Some(author));
    assert_eq!(form.value("named", &model.world.ctx()).as_picked(), [mentors[0].0]);
}

#[test]
fn two_who_key_one_sheet_are_told() {
    let mut model = fresh();
    let mentors = offered(&model, Pool::AllMentors);
    keys(&mut model, &["с"]);
    let author = model.desk.form().unwrap().target.unwrap();
    hand_in(&mut model, author, &[mentors[1].0], &[]);
    assert!(kept(&mut model, &[&mentors[0].1, "enter", "enter", "f2"]).is_none());
    assert_eq!(sheet(&model, author).unwrap().named[0].whom, mentors[1].0, "theirs stays");
    assert!(model.desk.form().is_some(), "what was typed stays too");
}
