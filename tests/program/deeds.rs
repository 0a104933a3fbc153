//! Events, practices, awards and candidates, walked as a person types them.

use std::collections::BTreeSet;

use nastavnik::app::{Effect, Model};
use nastavnik::domain::{
    Attendance, AwardKind, Change, Class, Event, EventId, EventKind, EventRole, Key, Kind, Mentee, MenteeStanding,
    Mentor, Pair, PairId, PairState, PersonId, Practice, Register, YearId, people_of,
};
use nastavnik::fields::fold;
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (80, 24))
}

/// Turns the pages of pane 8 until the one of that name is in front.
fn page(model: &mut Model, name: &str) {
    keys(model, &["8"]);
    let there = |model: &mut Model| picture(model, Layout::Cyrillic).join("\n").contains(&format!("[{name}]"));
    for _ in 0..20 {
        if there(model) {
            return;
        }
        keys(model, &["tab"]);
    }
    panic!("no page {name}: {:?}", picture(model, Layout::Cyrillic));
}

fn is_saved(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Save { .. }))
}

fn said(model: &Model) -> String {
    model.desk.toast.as_ref().map_or_else(String::new, |toast| toast.text.clone())
}

fn year(model: &Model) -> YearId {
    model.world.year
}

/// A class of the year with at least five pupils, and who is in it.
fn a_class(register: &Register, year: YearId) -> (Class, BTreeSet<PersonId>) {
    let of = |class: Class| -> BTreeSet<PersonId> {
        register.people().filter(|(_, it)| it.class_in(year) == Some(&class)).map(|(id, _)| id).collect()
    };
    let classes: BTreeSet<Class> = register.people().filter_map(|(_, it)| it.class_in(year)).copied().collect();
    classes.into_iter().map(|class| (class, of(class))).find(|(_, people)| people.len() >= 5).unwrap()
}

/// Enters a contest of today and gives its number.
fn new_contest(model: &mut Model, title: &str) -> EventId {
    page(model, "События");
    keys(model, &["н", "enter", title]);
    assert!(is_saved(&keys(model, &["f2"])), "{}", said(model));
    let found = model.world.register.events(year(model)).into_iter().find(|(_, it)| it.title == *title);
    let (id, event) = found.expect("the event is on file");
    assert!(event.held && event.kind == EventKind::Contest && event.present.is_empty(), "today is held: {event:?}");
    id
}

fn event(model: &Model, id: EventId) -> Event {
    Event::clone(model.world.register.get::<Event>(id).unwrap())
}

fn there(event: &Event) -> BTreeSet<PersonId> {
    event.present.iter().map(|one| one.person).collect()
}

#[test]
fn a_whole_class_is_on_the_roll_in_one_step_and_single_ones_come_off() {
    let mut model = fresh();
    let (class, people) = a_class(&model.world.register, year(&model));
    let id = new_contest(&mut model, "Олимпиада");
    keys(&mut model, &["е", &class.to_string().to_lowercase(), "enter"]);
    keys(&mut model, &["f2"]);
    assert_eq!(there(&event(&model, id)), people);
    assert!(event(&model, id).present.iter().all(|one| one.role == EventRole::Participant));

    // Once more nothing changes: those entered are ticked, and nobody else.
    keys(&mut model, &["е", &class.to_string().to_lowercase(), "enter"]);
    keys(&mut model, &["f2"]);
    assert_eq!(there(&event(&model, id)), people);

    // One of them is unticked: back to «Были», the picker, the first of those ticked, a space.
    keys(&mut model, &["е", &class.to_string().to_lowercase(), "enter", "up", " ", "down", "up", "up", "up"]);
    keys(&mut model, &[" ", "f2"]);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(!screen.contains("выбрано"), "the picker is done: {screen}");
    keys(&mut model, &["f2"]);
    assert_eq!(there(&event(&model, id)).len(), people.len() - 1);
}

#[test]
fn a_winner_gets_role_and_result_and_the_others_keep_theirs() {
    let mut model = fresh();
    let (class, people) = a_class(&model.world.register, year(&model));
    let id = new_contest(&mut model, "Олимпиада");
    keys(&mut model, &["е", &class.to_string().to_lowercase(), "enter", "f2"]);
    let winner = *people.first().unwrap();
    let name = fold(&model.world.register.get::<nastavnik::domain::Person>(winner).unwrap().name.full());
    // One by one: the picker opens on the first letter typed.
    keys(&mut model, &["е", "по одному", "enter"]);
    keys(&mut model, &[name.as_str(), "enter", "enter"]);
    keys(&mut model, &["п", "п", "enter", "1 место", "f2"]);
    let after = event(&model, id);
    let own = after.of(winner).unwrap();
    assert_eq!((own.role, own.result.as_str()), (EventRole::Winner, "1 место"), "{after:?}");
    assert_eq!(there(&after), people);
    let others: Vec<&Attendance> = after.present.iter().filter(|one| one.person != winner).collect();
    assert!(others.iter().all(|one| one.role == EventRole::Participant && one.result.is_empty()));
    // The person's own card tells of it.
    let entry = model.world.register.mentee_of(winner, year(&model)).map(|(id, _)| Key::from(id));
    if let Some(key) = entry {
        keys(&mut model, &["2"]);
        let world = &model.world;
        model.desk.panes[1].select(key, world);
        keys(&mut model, &["right"]);
        let mut whole = String::new();
        for _ in 0..6 {
            whole.push_str(&picture(&mut model, Layout::Cyrillic).join("\n"));
            keys(&mut model, &["pgdn"]);
        }
        assert!(whole.contains("Олимпиада") && whole.contains("победитель"), "{whole}");
    }
}

#[test]
fn an_event_to_come_is_not_held_and_the_last_day_follows_the_first() {
    let mut model = fresh();
    page(&mut model, "События");
    keys(&mut model, &["н", "up", "ctrl-u", "+9", "enter", "enter", "Форум", "f2"]);
    let on_file = model.world.register.events(year(&model)).into_iter().find(|(_, it)| it.title == "Форум");
    let (_, forum) = on_file.expect("the event is on file");
    assert!(!forum.held, "it is still to come");
    keys(&mut model, &["с"]);
    assert_eq!(said(&model), "Событие ещё впереди: отмечать рано.");
    keys(&mut model, &["enter", "down", "down", "down", "down", "down", "вчера", "f2"]);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("Последний день раньше первого"), "{screen}");
}

/// The finished pair of last year with a result whose people have not all agreed to be named, with pane 4 on it.
fn at_a_finished_pair(model: &mut Model) -> PairId {
    keys(model, &["4", "["]);
    let register = &model.world.register;
    let fits = |id: &PairId, pair: &Pair| {
        let may = |person: &PersonId| {
            register.get::<nastavnik::domain::Person>(*person).unwrap().may_be_named(model.world.today())
        };
        pair.state == PairState::Finished
            && !pair.goal.is_empty()
            && !people_of(register, *id).iter().all(may)
            && register.referring((*id).into(), Kind::Practice).next().is_none()
    };
    let id = register.pairs(year(model)).find(|(id, pair)| fits(id, pair)).map(|(id, _)| id).unwrap();
    // Closed ones are listed too.
    keys(model, &["к"]);
    let world = &model.world;
    model.desk.panes[3].select(Key::from(id), world);
    id
}

#[test]
fn a_pair_becomes_a_practice_in_one_key_and_goes_out_only_with_every_consent() {
    let mut model = fresh();
    let id = at_a_finished_pair(&mut model);
    let pair = Pair::clone(model.world.register.get::<Pair>(id).unwrap());
    let held: Vec<_> = model.world.register.meetings_of(id).into_iter().filter(|(_, it)| it.is_held()).collect();
    let (topic, meetings) = (held.first().unwrap().1.topic.to_string(), held.len());
    assert!(is_saved(&keys(&mut model, &["т", "f2"])), "{}", said(&model));
    let practice = |model: &Model| -> Practice {
        let mut all = model.world.register.practices(year(model));
        Practice::clone(all.find(|(_, it)| it.pair == Some(id)).unwrap().1)
    };
    let written = practice(&model);
    assert_eq!(written.title, pair.goal.lines().next().unwrap());
    assert!(written.work.contains(&topic) && written.result.contains(pair.result.as_str()), "{written:?}");
    assert!(written.result.contains(&format!("Встреч {meetings}")), "{written:?}");

    // The same key opens it again rather than making a second one.
    keys(&mut model, &["т"]);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("нет согласия на публикацию"), "{screen}");
    // Down to the link, past the five criteria, which take a digit each.
    for _ in 0..6 {
        keys(&mut model, &["down"]);
    }
    keys(&mut model, &["9", "8", "0", "7", "6", "down", "https://school/1"]);
    keys(&mut model, &["f2"]);
    let screen = picture(&mut model, Layout::Cyrillic).join(" ");
    assert!(screen.contains("Назвать публично нельзя"), "{screen}");
    assert!(!practice(&model).is_published());
    // The cursor stands in the day of publication, the link is below it.
    keys(&mut model, &["down", "ctrl-u", "f2"]);
    assert_eq!(practice(&model).score(), Some(40));
    page(&mut model, "Практики");
    let key = model.world.register.practices(year(&model)).find(|(_, it)| it.pair == Some(id)).map(|(id, _)| id.into());
    let world = &model.world;
    model.desk.panes[7].select(key.unwrap(), world);
    keys(&mut model, &["с"]);
    assert!(said(&model).starts_with("Назвать публично нельзя"), "{}", said(&model));
    assert!(!practice(&model).is_published());
}

#[test]
fn a_mentee_becomes_a_candidate_in_one_key_and_only_once() {
    let mut model = fresh();
    keys(&mut model, &["2", "["]);
    let register = &model.world.register;
    let next = register.years().last().unwrap().0;
    let fits = |person: PersonId| register.mentor_of(person, next).is_none();
    let (id, mentee) = register.mentees(year(&model)).find(|(_, it)| fits(it.person)).unwrap();
    let (person, interests) = (mentee.person, mentee.interests.clone());
    let world = &model.world;
    model.desk.panes[1].select(Key::from(id), world);
    assert!(is_saved(&keys(&mut model, &["Т"])), "{}", said(&model));
    let (_, entry) = model.world.register.mentor_of(person, next).expect("an entry of the year to come");
    let entry = Mentor::clone(entry);
    assert_eq!(entry.interests, interests);
    assert!(entry.notes.starts_with("Был(а) наставляемым(ой) в ") && !entry.application.is_done(), "{entry:?}");
    keys(&mut model, &["Т"]);
    assert!(said(&model).contains("уже в базе наставников"), "{}", said(&model));
    assert_eq!(model.world.register.referring(person.into(), Kind::Mentor).count(), 1);
}

#[test]
fn everybody_who_completed_gets_a_certificate_once_and_in_one_step() {
    let mut model = fresh();
    page(&mut model, "Поощрение");
    keys(&mut model, &["["]);
    let certificates = |model: &Model| {
        let all = model.world.register.awards(year(model));
        let people: Vec<PersonId> =
            all.filter(|(_, it)| it.kind == AwardKind::Certificate).map(|(_, it)| it.person).collect();
        (people.len(), people.into_iter().collect::<BTreeSet<_>>())
    };
    let (before, _) = certificates(&model);
    let effects = keys(&mut model, &["В", "15-о", "f2"]);
    assert!(is_saved(&effects), "{}", said(&model));
    let (after, people) = certificates(&model);
    assert!(after > before && people.len() == after, "nobody twice");
    let (mentees, mentors) = nastavnik::analysis::recognition::completed(&model.world.register, year(&model));
    assert_eq!(people, mentees.union(&mentors).copied().collect());
    keys(&mut model, &["В"]);
    assert_eq!(said(&model), "Сертификаты есть у всех, кто завершил.");
}

#[test]
fn a_nomination_leads_to_a_diploma_with_its_figures_and_on_to_a_letter() {
    let mut model = fresh();
    page(&mut model, "Поощрение");
    keys(&mut model, &["["]);
    let count =
        |model: &Model, kind| model.world.register.awards(year(model)).filter(|(_, it)| it.kind == kind).count();
    let diplomas = count(&model, AwardKind::Diploma);
    keys(&mut model, &["н", "терпение", "enter"]);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("1. "), "candidates in their order: {screen}");
    // A pupil, so that there are parents to write to.
    let register = &model.world.register;
    let by = nastavnik::analysis::recognition::Ranking::Meetings;
    let side = nastavnik::analysis::recognition::Side::Mentors;
    let all = nastavnik::analysis::recognition::candidates(register, year(&model), model.world.today(), side, by);
    let person = |id: PersonId| register.get::<nastavnik::domain::Person>(id).unwrap();
    let pupil = all.iter().find(|it| person(it.person).kind == nastavnik::domain::PersonKind::Pupil).unwrap();
    let (name, meetings) = (person(pupil.person).name.full(), pupil.meetings);
    keys(&mut model, &[&fold(&name), "enter"]);
    assert!(is_saved(&keys(&mut model, &["7-о", "f2"])), "{}", said(&model));
    assert_eq!(count(&model, AwardKind::Diploma), diplomas + 1);
    let award = model.world.register.awards(year(&model)).find(|(_, it)| it.order_no == "7-о").unwrap();
    assert!(award.1.basis.contains(&format!("встреч {meetings}")), "{:?}", award.1);
    let (key, letters) = (Key::from(award.0), count(&model, AwardKind::ParentsLetter));
    let world = &model.world;
    model.desk.panes[7].select(key, world);
    keys(&mut model, &["е", "f2"]);
    assert_eq!(count(&model, AwardKind::ParentsLetter), letters + 1, "{}", said(&model));
    // Its card is the letter as it is printed.
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("письмо родителям"), "{screen}");
}

#[test]
fn who_left_before_the_event_is_in_no_group_of_its_roll_and_who_left_after_is() {
    let mut model = fresh();
    let id = new_contest(&mut model, "Конкурс");
    let today = model.world.today();
    let all: Vec<_> = model.world.register.mentees(year(&model)).map(|(id, it)| (id, it.clone())).collect();
    let here = all.iter().filter(|(_, it)| !it.standing.is_gone()).take(2).cloned().collect::<Vec<_>>();
    for (days, (id, before)) in [(0, &here[0]), (1, &here[1])] {
        let left_on = today.checked_add_days(chrono::Days::new(days));
        let after = Mentee { standing: MenteeStanding::Left, left_on, ..Mentee::clone(before) };
        let stamp = nastavnik::domain::Stamp { generation: 9, at: 0, who: String::new() };
        model.world.register.commit(&[Change::edit(*id, before, after)], &stamp).unwrap();
    }
    let refused = nastavnik::domain::InterviewDecision::Refused;
    let out = |it: &Mentor| it.standing.is_gone() || it.decision == refused;
    assert!(model.world.register.mentors(year(&model)).any(|(_, it)| out(it)), "somebody is out in this school");
    keys(&mut model, &["е", "все наставляемые", "enter", "f2"]);
    let there_now = there(&event(&model, id));
    assert!(!there_now.contains(&here[0].1.person) && there_now.contains(&here[1].1.person));
    keys(&mut model, &["е", "все наставники", "enter", "f2"]);
    let there_now = there(&event(&model, id));
    let register = &model.world.register;
    let led = |person: PersonId| register.mentee_of(person, year(&model)).is_some();
    let wrong = register.mentors(year(&model)).filter(|(_, it)| out(it) && there_now.contains(&it.person));
    assert_eq!(wrong.filter(|(_, it)| !led(it.person)).count(), 0);
}

#[test]
fn a_candidate_is_chosen_and_the_award_opens_with_nomination_and_person() {
    let mut model = fresh();
    page(&mut model, "Поощрение");
    keys(&mut model, &["к"]);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains("Лучший наставник · 1."), "{shown}");
    keys(&mut model, &["enter"]);
    let form = model.desk.form().expect("the form of the award");
    let value = |id: &str| form.inputs.iter().find(|input| input.id == id).unwrap().edit().text().to_owned();
    assert_eq!(value("nomination"), "Лучший наставник");
    assert!(!value("basis").is_empty() && form.target.and_then(PersonId::of).is_some());
}

#[test]
fn a_mentee_becomes_a_candidate_and_the_word_names_the_key_that_takes_it_back() {
    let mut model = fresh();
    keys(&mut model, &["2", "Т"]);
    let word = said(&model);
    assert!(word.contains("кандидат в наставники"), "{word}");
}
