//! What the form of a new pair shows is what it keeps, and whom its pickers offer first.

use nastavnik::app::{Effect, Model};
use nastavnik::domain::{
    Form, Key, Kind, MenteeId, Mentor, MentorId, MentorStanding, Pair, PersonKind, Record, status,
};
use nastavnik::fields::{Pool, Worded, fold};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

/// Who can lead one more pair, of that kind, with no wish of their own for a form.
fn leader(model: &Model, kind: PersonKind) -> MentorId {
    let register = &model.world.register;
    let fits = |id: &MentorId| {
        register.mentor_person(*id).is_some_and(|person| person.kind == kind)
            && status::missing_for_admission(register, *id, model.world.today()).is_empty()
            && status::free_places(register, *id) > 0
    };
    register.mentors(model.world.year).map(|(id, _)| id).find(fits).unwrap_or_else(|| panic!("no {kind:?} leads"))
}

/// A mentee who waits for a mentor.
fn waiting(model: &Model) -> MenteeId {
    let register = &model.world.register;
    let waits =
        |id: &MenteeId| status::mentee(register, *id, model.world.today()) == Some(status::MenteeStatus::Matching);
    register.mentees(model.world.year).map(|(id, _)| id).find(waits).unwrap()
}

fn name(model: &Model, key: Key) -> String {
    let register = &model.world.register;
    let person = match key.kind {
        Kind::Mentee => register.mentee_person(MenteeId(key.id)),
        _ => register.mentor_person(MentorId(key.id)),
    };
    fold(&person.unwrap().name.full())
}

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (100, 30))
}

/// The form of mentoring on screen.
fn shown(model: &mut Model) -> String {
    let screen = picture(model, Layout::Cyrillic);
    let line = screen.iter().find(|line| line.trim_start_matches(['▌', ' ']).starts_with("Форма")).unwrap();
    line.trim_start_matches(['▌', ' ']).trim_start_matches("Форма*").trim_matches(['‹', '›', ' ']).to_owned()
}

fn kept(effects: &[Effect]) -> Form {
    let pair = effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => match &batch.changes[0].after {
            Some(Record::Pair(pair)) => Some(Pair::clone(pair)),
            _ => None,
        },
        _ => None,
    });
    pair.unwrap_or_else(|| panic!("no pair is saved: {effects:?}")).form
}

/// Opens the form of a new pair and picks a mentee and a mentor.
fn pick(model: &mut Model, mentor: MentorId) {
    let mentee = name(model, waiting(model).into());
    let mentor = name(model, mentor.into());
    keys(model, &["4", "н", &mentee, "enter", "enter", &mentor, "enter"]);
}

#[test]
fn the_usual_form_stands_in_its_field_once_the_mentor_is_known() {
    let mut model = fresh();
    let teacher = leader(&model, PersonKind::Teacher);
    keys(&mut model, &["4", "н"]);
    assert!(!shown(&mut model).contains("ученик"), "nobody leads yet, so nothing is usual");
    keys(&mut model, &["esc"]);
    pick(&mut model, teacher);
    let form = shown(&mut model);
    let effects = keys(&mut model, &["f2"]);
    let kept = kept(&effects);
    assert!(form.starts_with(kept.word(model.world.text)), "shown {form:?}, kept {kept:?}");
    assert_eq!(kept, Form::TeacherPupil);
}

#[test]
fn every_form_that_is_shown_can_be_kept() {
    for (digit, form) in (1..).zip(Form::ALL) {
        let mut model = fresh();
        let teacher = leader(&model, PersonKind::Teacher);
        pick(&mut model, teacher);
        // The picker leaves the cursor on the form.
        keys(&mut model, &[&digit.to_string()]);
        assert!(shown(&mut model).starts_with(form.word(model.world.text)), "{form:?}");
        let effects = keys(&mut model, &["f2"]);
        assert_eq!(kept(&effects), *form);
    }
}

#[test]
fn a_form_chosen_by_hand_outlives_another_mentor() {
    let mut model = fresh();
    let (teacher, pupil) = (leader(&model, PersonKind::Teacher), leader(&model, PersonKind::Pupil));
    pick(&mut model, teacher);
    let pupil_name = name(&model, pupil.into());
    // Nothing chosen: the form follows the mentor.
    keys(&mut model, &["up", &pupil_name, "enter"]);
    assert!(shown(&mut model).starts_with("ученик – ученик"), "{}", shown(&mut model));
    // The very form that was proposed, chosen by hand, stays.
    let teacher_name = name(&model, teacher.into());
    keys(&mut model, &["1", "up", &teacher_name, "enter"]);
    assert!(shown(&mut model).starts_with("ученик – ученик"), "{}", shown(&mut model));
    assert_eq!(kept(&keys(&mut model, &["f2"])), Form::PupilPupil);
}

#[test]
fn a_pair_cannot_be_kept_without_a_form() {
    let mut model = fresh();
    let teacher = leader(&model, PersonKind::Teacher);
    pick(&mut model, teacher);
    let effects = keys(&mut model, &["bs", "f2"]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save { .. })), "{effects:?}");
    assert!(picture(&mut model, Layout::Cyrillic).join("\n").contains("Нужно заполнить"));
}

#[test]
fn whoever_can_lead_is_offered_first_and_the_others_say_why_not() {
    let model = fresh();
    let (register, today) = (&model.world.register, model.world.today());
    let offered = nastavnik::panes::pool(Pool::Mentors, &model.world);
    let can = |id: MentorId| {
        let mentor = register.get::<Mentor>(id).unwrap();
        mentor.standing == MentorStanding::Participating
            && status::missing_for_admission(register, id, today).is_empty()
            && status::free_places(register, id) > 0
    };
    let leads: Vec<bool> = offered.iter().map(|item| can(MentorId(item.key.id))).collect();
    let able = leads.iter().filter(|leads| **leads).count();
    assert!(able > 0 && able < leads.len() && leads[..able].iter().all(|leads| *leads), "{leads:?}");
    assert!(offered[..able].iter().all(|item| item.detail.contains("мест")));
    let reasons: Vec<&str> = offered[able..].iter().map(|item| item.detail.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("мест нет")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.starts_with("не хватает: ")), "{reasons:?}");
    assert!(matches!(reasons.last().copied(), Some("отказ" | "резерв")), "{reasons:?}");

    let mentees = nastavnik::panes::pool(Pool::Mentees, &model.world);
    let waits: Vec<bool> = mentees.iter().map(|item| item.detail == "в подборе").collect();
    let waiting = waits.iter().filter(|waits| **waits).count();
    assert!(waiting > 0 && waiting < waits.len() && waits[..waiting].iter().all(|waits| *waits));
}

#[test]
fn the_picker_of_several_names_whom_it_has_and_says_what_enter_does() {
    let mut model = fresh();
    let mentee = waiting(&model);
    let typed = name(&model, mentee.into());
    let short = nastavnik::fields::names::mentee_short(&model.world.register, mentee);
    keys(&mut model, &["4", "н", &typed]);
    let asked = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(asked.contains("Enter – добавить: "), "{asked}");
    keys(&mut model, &["enter"]);
    let screen = picture(&mut model, Layout::Cyrillic);
    let picked = screen.join("\n");
    assert!(picked.contains(&format!("Наставляемые, выбрано 1 ({short}) ")), "{picked}");
    assert!(picked.contains("Enter – готово, выбрано 1"), "{picked}");
    let marked: Vec<&String> = screen.iter().filter(|line| line.starts_with("  ●")).collect();
    assert_eq!(marked.len(), 1, "{picked}");
    keys(&mut model, &["enter"]);
    assert!(picture(&mut model, Layout::Cyrillic).join("\n").contains("Новая пара"), "back in the form");
}
