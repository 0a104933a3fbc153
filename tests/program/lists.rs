//! What a row of a list tells at each size, and what the list is sorted by.

use nastavnik::app::{Model, Msg};
use nastavnik::domain::status::{self, MentorStatus};
use nastavnik::domain::{Change, Meeting, MeetingId, MeetingKind, MeetingState, Register, Stamp};
use nastavnik::kit::{Code, Layout, Size, Stroke, stroke_of};
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture, press};

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (200, 50)];

/// The row under the cursor, as far as the card beside it.
fn row(model: &mut Model) -> String {
    let marks = model.world.theme.marks();
    let rows = picture(model, Layout::Cyrillic);
    let row = rows.iter().find(|row| row.starts_with(marks.focus)).expect("the cursor is somewhere");
    row.split(marks.bar).next().unwrap().to_owned()
}

/// A school with a meeting in every state.
fn in_every_state() -> (Register, Vec<(MeetingId, MeetingState)>) {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    let meetings: Vec<_> = register.pairs(year).flat_map(|(id, _)| register.meetings_of(id)).take(4).collect();
    let mut changes = Vec::new();
    let mut ids = Vec::new();
    for ((id, meeting), state) in meetings.into_iter().zip(MeetingState::ALL) {
        let after =
            Meeting { state: *state, kind: MeetingKind::Planning, present: Vec::new(), ..Meeting::clone(meeting) };
        changes.extend((after != **meeting).then(|| Change::edit(id, meeting, after)));
        ids.push((id, *state));
    }
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&changes, &stamp).unwrap();
    (register, ids)
}

#[test]
fn what_became_of_a_meeting_is_told_in_its_row() {
    let (register, meetings) = in_every_state();
    for lang in [Lang::Ru, Lang::En] {
        for size in SIZES {
            let mut model = model(&register, lang, size);
            press(&mut model, Stroke::char('5'));
            let t = &model.world.text.terms;
            let words = |state: MeetingState| match state {
                MeetingState::Planned => [t.meeting_planned, t.meeting_planned_brief],
                MeetingState::Held => [t.meeting_held, t.meeting_held_brief],
                MeetingState::Cancelled => [t.meeting_cancelled, t.meeting_cancelled_brief],
                MeetingState::NoShow => [t.meeting_no_show, t.meeting_no_show_brief],
            };
            let kinds = [t.kind_planning, t.kind_planning_brief];
            for (id, state) in &meetings {
                let world = &model.world;
                model.desk.panes[4].select((*id).into(), world);
                press(&mut model, Stroke::plain(Code::F(4)));
                let row = row(&mut model);
                let row = format!("{row} ");
                let tells = |word: &str| row.contains(&format!(" {word} "));
                assert!(words(*state).iter().any(|word| tells(word)), "{size:?} {state:?}: {row:?}");
                assert!(kinds.iter().any(|word| row.contains(word)), "{size:?}: {row:?}");
                let others = MeetingState::ALL.iter().filter(|other| *other != state);
                for other in others.flat_map(|other| words(*other)) {
                    assert!(!tells(other), "{size:?} {state:?}: {row:?}");
                }
            }
        }
    }
}

/// The heading of the list, and where in it each heading begins.
fn head(model: &mut Model) -> String {
    let bar = model.world.theme.marks().bar;
    picture(model, Layout::Cyrillic)[3].split(bar).next().unwrap().to_owned()
}

/// The words on screen in the column whose heading carries an arrow.
fn sorted_words(model: &mut Model) -> Vec<String> {
    let heading = head(model);
    let arrow = heading.chars().position(|c| "▲▼".contains(c)).expect("a heading carries an arrow");
    let before: Vec<char> = heading.chars().take(arrow).collect();
    let start = before.iter().rposition(|c| *c == ' ').unwrap() + 1;
    let bar = model.world.theme.marks().bar;
    let rows = picture(model, Layout::Cyrillic);
    let cell = |row: &String| {
        let row: String = row.split(bar).next().unwrap().chars().skip(start).collect();
        row.split("  ").next().unwrap_or_default().trim().to_owned()
    };
    rows[4..rows.len() - 3].iter().map(cell).collect()
}

#[test]
fn sorting_turns_through_the_columns_on_screen_and_says_which() {
    let register = stage::register();
    for size in SIZES {
        for digit in ['2', '3', '4', '5'] {
            let mut model = model(&register, Lang::Ru, size);
            press(&mut model, Stroke::char(digit));
            let first = head(&mut model);
            let mut seen = vec![first.clone()];
            for _ in 0..12 {
                press(&mut model, stroke_of("f6").unwrap());
                let now = head(&mut model);
                assert_eq!(now.matches(['▲', '▼']).count(), 1, "pane {digit} at {size:?}: {now:?}");
                if now == first {
                    break;
                }
                assert!(!seen.contains(&now), "pane {digit} at {size:?}: {now:?} twice");
                seen.push(now);
            }
            assert_eq!(head(&mut model), first, "pane {digit} at {size:?}: back at the first");
            assert!(seen.len() > 2, "pane {digit} at {size:?}: {seen:?}");
        }
    }
}

#[test]
fn the_arrow_tells_the_truth() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (200, 50));
    press(&mut model, Stroke::char('4'));
    for _ in 0..2 {
        press(&mut model, stroke_of("f6").unwrap());
    }
    let heading = head(&mut model);
    assert!(heading.contains('▲'), "{heading:?}");
    let rising = sorted_words(&mut model);
    let mut sorted = rising.clone();
    sorted.sort();
    sorted.dedup();
    assert!(sorted.len() > 1, "{rising:?}");
    press(&mut model, stroke_of("f7").unwrap());
    assert!(head(&mut model).contains('▼'));
    assert_ne!(sorted_words(&mut model), rising);
}

#[test]
fn a_column_that_leaves_the_window_takes_its_sorting_along() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (200, 50));
    press(&mut model, Stroke::char('2'));
    let narrow = |model: &mut Model, size: (u16, u16)| {
        let size = Size { width: size.0, height: size.1 };
        model.update(Msg::Resize(size), chrono::Local::now());
    };
    let last = |heading: &str| heading.trim_end().ends_with('▲');
    while !last(&head(&mut model)) {
        press(&mut model, stroke_of("f6").unwrap());
    }
    narrow(&mut model, (80, 24));
    assert!(head(&mut model).contains("ФИО▲"), "{:?}", head(&mut model));
    let names = sorted_words(&mut model);
    assert!(names.is_sorted_by_key(|name| name.to_lowercase().replace('ё', "е")), "{names:?}");
}

#[test]
fn the_key_of_the_stages_opens_their_page() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (80, 24));
    press(&mut model, Stroke::char('к'));
    let page = picture(&mut model, Layout::Cyrillic);
    for word in ["подготовка", "наставляемые", "отбор", "завершение"] {
        assert!(page.iter().any(|row| row.contains(word) && row.contains(" из ")), "{word}: {page:#?}");
    }
}

#[test]
fn the_request_map_says_the_way_back_and_writes_none_in_one_way() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (80, 24));
    press(&mut model, Stroke::char('2'));
    press(&mut model, Stroke::char('к'));
    let map = picture(&mut model, Layout::Cyrillic);
    assert!(map.last().unwrap().contains("к список"), "{:?}", map.last());
    assert!(map[3..18].iter().all(|row| row.starts_with(' ')), "a free cell at the edge: {map:#?}");
    assert!(map[5..18].iter().all(|row| !row.split_whitespace().any(|cell| cell == "0")), "{map:#?}");
    press(&mut model, Stroke::char('к'));
    assert!(head(&mut model).contains("ФИО"));
}

#[test]
fn a_form_says_that_more_lies_below_and_above() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (60, 20));
    press(&mut model, Stroke::char('2'));
    press(&mut model, Stroke::char('н'));
    let form = picture(&mut model, Layout::Cyrillic);
    let has = |form: &[String], mark: &str| form.iter().any(|row| row.contains("ещё") && row.contains(mark));
    assert!(has(&form, "↓") && !has(&form, "↑"), "{form:#?}");
    for _ in 0..13 {
        press(&mut model, Stroke::plain(Code::Tab));
    }
    let middle = picture(&mut model, Layout::Cyrillic);
    assert!(has(&middle, "↓") && has(&middle, "↑"), "{middle:#?}");
    press(&mut model, Stroke::plain(Code::BackTab));
    for _ in 0..20 {
        press(&mut model, Stroke::plain(Code::Tab));
        if !has(&picture(&mut model, Layout::Cyrillic), "↓") {
            break;
        }
    }
    let end = picture(&mut model, Layout::Cyrillic);
    assert!(has(&end, "↑") && !has(&end, "↓"), "{end:#?}");
}

/// A status is a word of the list, so it finds its rows; Tab goes to them, and what they need is done for all of them.
#[test]
fn rows_that_a_search_found_can_be_marked() {
    let register = stage::register();
    let year = register.school().unwrap().active_year;
    let today = chrono::Local::now().date_naive();
    let is = |id: &nastavnik::domain::MentorId| {
        status::mentor(&register, *id, today).map(MentorStatus::code) == Some(MentorStatus::Refused.code())
    };
    let refused = register.mentors(year).filter(|(id, _)| is(id)).count();
    let mut model = model(&register, Lang::Ru, (100, 30));
    keys(&mut model, &["3", "/", "отказ"]);
    assert!(picture(&mut model, Layout::Cyrillic).pop().unwrap().contains("Tab – строки"));
    keys(&mut model, &["tab", "ctrl-a"]);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(refused > 0 && shown.contains(&format!("{refused} из ")), "{shown}");
    assert!(shown.contains(&format!("отмечено {refused} · фильтр: отказ")), "{shown}");
    // A digit chooses one of the first nine fields, so no other has a number.
    keys(&mut model, &["М"]);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains(" 9 часов обучения") && !shown.contains(" 10 мест"), "{shown}");
    assert!(shown.contains("   мест"), "{shown}");
}
