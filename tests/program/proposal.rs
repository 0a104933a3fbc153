//! The proposal as a curator works with it: few keys, one step each, nothing kept before it is said so.

use nastavnik::app::{Effect, Model};
use nastavnik::domain::{Change, Key, Mentor, Pair, PairState, Record, Register, Stamp, Verdict};
use nastavnik::kit::{Code, Layout, Stroke};
use nastavnik::text::Lang;

use crate::people::People;
use crate::school::founding;
use crate::stage::{self, commands, keys, model, picture, press};

const SIZE: (u16, u16) = (80, 24);

/// The page, with the keys that lead to it pressed.
fn page() -> Model {
    let mut model = model(&register(), Lang::Ru, SIZE);
    keys(&mut model, &["4", "tab"]);
    model
}

/// A school large enough for every kind of row.
fn register() -> Register {
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&founding(600, 2), &stamp).unwrap();
    register.set_position(1, 0);
    register
}

fn space(model: &mut Model) -> Vec<Effect> {
    press(model, Stroke::char(' '))
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

/// The changes of the step that was saved, if one was.
fn saved(effects: &[Effect]) -> Vec<Change> {
    let batches = effects.iter().filter_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch.changes.clone()),
        _ => None,
    });
    batches.flatten().collect()
}

fn pairs(changes: &[Change]) -> Vec<Pair> {
    let pair = |change: &Change| match &change.after {
        Some(Record::Pair(pair)) => Some(Pair::clone(pair)),
        _ => None,
    };
    changes.iter().filter_map(pair).collect()
}

/// How many rows the list has with this mark.
fn marked(model: &mut Model, mark: char) -> usize {
    let rows = picture(model, Layout::Cyrillic);
    rows[4..].iter().filter(|row| row.chars().nth(1) == Some(mark)).count()
}

/// Goes down to the first row with this mark.
fn go_to(model: &mut Model, mark: char) {
    for _ in 0..200 {
        let rows = picture(model, Layout::Cyrillic);
        if rows.iter().any(|row| row.starts_with('▌') && row.chars().nth(1) == Some(mark)) {
            return;
        }
        press(model, Stroke::plain(Code::Down));
    }
    panic!("no row with {mark}\n{}", screen(model));
}

#[test]
fn all_safe_pairs_are_accepted_in_one_key_and_taken_back_in_one() {
    let mut model = page();
    let safe = marked(&mut model, '✓');
    assert!(safe > 0, "{}", screen(&mut model));
    let effects = keys(&mut model, &["В"]);
    let changes = saved(&effects);
    assert_eq!(pairs(&changes).len(), changes.len(), "pairs and nothing else");
    assert!(changes.len() >= safe);
    for pair in pairs(&changes) {
        assert_eq!(pair.state, PairState::Proposed);
        assert!(!pair.role.is_empty(), "the role model is named: {pair:?}");
    }
    assert_eq!(marked(&mut model, '✓'), 0, "what was accepted is no proposal any more");
    assert!(screen(&mut model).contains("[Предложение]"));
    assert!(screen(&mut model).contains("Принято"), "{}", screen(&mut model));
}

#[test]
fn a_doubtful_pair_is_accepted_in_one_key_each() {
    let mut model = page();
    go_to(&mut model, '?');
    let mentee = model.desk.current().unwrap();
    let made = pairs(&saved(&space(&mut model)));
    assert_eq!(made.len(), 1);
    assert!(made[0].mentees.iter().any(|id| Key::from(*id) == mentee));
    assert_ne!(model.desk.current(), Some(mentee), "the row is gone");
    assert!(screen(&mut model).contains("[Предложение]"), "and the next one is there");
}

#[test]
fn why_not_somebody_else_takes_four_keys() {
    let mut model = page();
    press(&mut model, Stroke::char('я'));
    let rows = picture(&mut model, Layout::Cyrillic);
    // Whoever stands somewhere down the list: the first letters of the name bring them up.
    let name: String = rows[10].chars().skip(1).take_while(|c| c.is_alphabetic()).collect();
    let typed: String = name.to_lowercase().chars().take(3).collect();
    keys(&mut model, &[&typed]);
    let rows = picture(&mut model, Layout::Cyrillic);
    let current = rows.iter().find(|row| row.starts_with('▌')).unwrap();
    let found: String = current.chars().skip(1).take(3).collect();
    assert_eq!(found.to_lowercase(), typed, "{rows:#?}");
    let card: String = rows[4..].iter().map(|row| row.chars().skip(46).collect::<String>()).collect();
    let answered =
        ["Р1", "Р2", "Р3", "Р4", "Р5", "Р7", "Р8", "Р10", "Р11", "цена", "без потерь", "закрытое", "предложено"];
    assert!(answered.iter().any(|words| card.contains(words)), "{card}");
    press(&mut model, Stroke::plain(Code::Esc));
    assert!(screen(&mut model).contains("сопоставлено"), "Esc goes back");
}

#[test]
fn whoever_could_be_is_pinned_from_the_answers_and_let_go_again() {
    let mut model = page();
    keys(&mut model, &["я", "down"]);
    let changes = saved(&keys(&mut model, &["enter"]));
    let Some(Record::Ruling(ruling)) = &changes[0].after else { panic!("{changes:?}") };
    assert_eq!(ruling.verdict, Verdict::Pin);
    assert_eq!(marked(&mut model, '●'), 1, "{}", screen(&mut model));
    go_to(&mut model, '●');
    keys(&mut model, &["ц"]);
    assert_eq!(model.world.register.rulings(model.world.year).count(), 0, "let go");
    assert_eq!(marked(&mut model, '●'), 0);
}

#[test]
fn a_forbidden_pair_is_gone_and_can_be_allowed_again() {
    let mut model = page();
    let before = screen(&mut model);
    let changes = saved(&keys(&mut model, &["з"]));
    let Some(Record::Ruling(ruling)) = &changes[0].after else { panic!("{changes:?}") };
    let (mentee, mentor) = (ruling.mentee, ruling.mentor);
    assert_eq!(ruling.verdict, Verdict::Forbid);
    assert_eq!(model.desk.current(), Some(mentee.into()), "what becomes of them is the next question");
    keys(&mut model, &["end"]);
    go_to(&mut model, '!');
    assert!(screen(&mut model).contains("нельзя вместе"));
    let footer = picture(&mut model, Layout::Cyrillic).pop().unwrap();
    let row = picture(&mut model, Layout::Cyrillic).into_iter().find(|row| row.starts_with("▌!")).unwrap();
    let list = row.split('│').next().unwrap();
    assert!(list.contains(" – ") && list.trim_end().ends_with(" нельзя") && !list.contains('…'), "whole at 80: {row}");
    assert!(footer.contains("Del"), "how to take it back is in sight: {footer}");
    keys(&mut model, &["del"]);
    assert!(model.world.register.ruling_on(mentee, mentor).is_none());
    keys(&mut model, &["home"]);
    assert_eq!(screen(&mut model).lines().nth(3), before.lines().nth(3), "as it was");
}

#[test]
fn a_rule_is_set_aside_with_a_reason_and_an_unsafe_one_never() {
    let mut model = page();
    keys(&mut model, &["я"]);
    let (mut bending, mut firm) = (None, None);
    for place in 0..60 {
        let rows = picture(&mut model, Layout::Cyrillic);
        let row: String = rows.iter().find(|row| row.starts_with('▌')).unwrap().chars().take(44).collect();
        let words = row.trim_end();
        bending = bending.or(words.ends_with("Р4: нет общего времени").then_some(place));
        firm = firm.or((words.contains("Р2:") || words.contains("Р5:")).then_some(place));
        press(&mut model, Stroke::plain(Code::Down));
    }
    let go = |model: &mut Model, place: usize| {
        keys(model, &["esc", "я"]);
        (0..place).for_each(|_| drop(press(model, Stroke::plain(Code::Down))));
    };
    go(&mut model, firm.unwrap());
    assert!(saved(&keys(&mut model, &["enter"])).is_empty());
    assert!(screen(&mut model).contains("Всегда жёсткое"), "{}", screen(&mut model));

    go(&mut model, bending.unwrap());
    keys(&mut model, &["enter"]);
    assert!(screen(&mut model).contains("Р4"), "the rule is named: {}", screen(&mut model));
    assert!(saved(&keys(&mut model, &["f2"])).is_empty() && model.desk.form().is_some(), "not without a reason");
    let changes = saved(&keys(&mut model, &["договорились на вечер", "f2"]));
    let [Change { after: Some(Record::Ruling(ruling)), .. }] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!((ruling.verdict, &*ruling.reason), (Verdict::Pin, "договорились на вечер"));
    assert_eq!(marked(&mut model, '●'), 1);
}

#[test]
fn a_trial_changes_nothing_until_it_is_kept() {
    let mut model = page();
    let before = screen(&mut model);
    keys(&mut model, &["ч"]);
    assert!(screen(&mut model).contains("+1 место"), "{}", screen(&mut model));
    let effects = keys(&mut model, &["enter"]);
    assert!(saved(&effects).is_empty());
    assert!(screen(&mut model).contains("проба"), "{}", screen(&mut model));
    assert!(screen(&mut model).contains("сохранить пробу"));
    keys(&mut model, &["esc"]);
    assert_eq!(screen(&mut model), before, "dropped without a trace");

    keys(&mut model, &["ч", "enter"]);
    let changes = saved(&keys(&mut model, &["с"]));
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    let (Some(Record::Mentor(was)), Some(Record::Mentor(is))) = (&change.before, &change.after) else { panic!() };
    assert_eq!(is.capacity, Mentor::clone(was).capacity + 1);
    assert!(!screen(&mut model).contains("проба"));
}

#[test]
fn accepting_waits_until_a_trial_has_ended() {
    let mut model = page();
    keys(&mut model, &["ч", "enter"]);
    assert!(saved(&space(&mut model)).is_empty());
    assert!(saved(&keys(&mut model, &["В"])).is_empty());
    assert!(saved(&keys(&mut model, &["ц"])).is_empty());
}

#[test]
fn whoever_gets_nobody_is_told_why_and_what_would_help() {
    let mut model = page();
    go_to(&mut model, '×');
    let shown = screen(&mut model);
    assert!(shown.contains("Помогло бы") || shown.contains("нового наставника"), "{shown}");
    keys(&mut model, &["ч"]);
    if shown.contains("Помогло бы") {
        assert!(screen(&mut model).contains("Что если"), "{}", screen(&mut model));
        keys(&mut model, &["1"]);
        assert!(screen(&mut model).contains("+1 с наставником"), "{}", screen(&mut model));
    }
}

#[test]
fn variants_are_chosen_by_a_digit() {
    let mut model = page();
    keys(&mut model, &["к"]);
    let shown = screen(&mut model);
    assert!(shown.contains("по баллам") && shown.contains("без обид"), "{shown}");
    keys(&mut model, &["3"]);
    let head = picture(&mut model, Layout::Cyrillic)[3].clone();
    assert!(head.starts_with(" без обид") && head.contains("обид нет, проверено"), "{head}");
    keys(&mut model, &["я"]);
    assert!(screen(&mut model).contains("Почему не"));
}

#[test]
fn working_pairs_are_matched_anew_only_on_demand_and_never_behind_somebodys_back() {
    let mut model = page();
    keys(&mut model, &["т"]);
    let head = picture(&mut model, Layout::Cyrillic)[3].clone();
    assert!(head.contains("все заново"), "{head}");
    go_to(&mut model, '→');
    let moved = model.desk.current().unwrap();
    assert!(saved(&space(&mut model)).is_empty(), "nobody is moved without a question");
    assert!(screen(&mut model).contains("перезакрепление"), "{}", screen(&mut model));
    let changes = saved(&keys(&mut model, &["д"]));
    let states: Vec<PairState> = pairs(&changes).iter().map(|pair| pair.state).collect();
    assert!(states.contains(&PairState::Ended) && states.contains(&PairState::Proposed), "{changes:?}");
    let of = pairs(&changes).into_iter().filter(|pair| pair.state != PairState::Fixed);
    assert!(of.flat_map(|pair| pair.mentees).all(|id| Key::from(id) == moved));
    go_to(&mut model, '=');
    assert!(saved(&space(&mut model)).is_empty());
}

#[test]
fn a_base_that_may_only_be_read_proposes_and_keeps_nothing() {
    let mut model = page();
    model.world.read_only = Some("база открыта другими".to_owned());
    assert!(saved(&space(&mut model)).is_empty());
    for key in ["В", "ц", "з"] {
        assert!(saved(&keys(&mut model, &[key])).is_empty(), "{key}");
    }
    keys(&mut model, &["я", "down"]);
    assert!(saved(&keys(&mut model, &["enter"])).is_empty());
    assert!(screen(&mut model).contains("Почему не"));
}

#[test]
fn the_page_works_in_a_narrow_window_and_in_english() {
    for size in [(60, 20), (200, 50)] {
        let mut model = model(&register(), Lang::En, size);
        keys(&mut model, &["4", "tab"]);
        let shown = screen(&mut model);
        assert!(shown.contains("nothing is better, checked"), "{shown}");
        keys(&mut model, &["y"]);
        assert!(screen(&mut model).contains("Why not"), "{}", screen(&mut model));
        keys(&mut model, &["esc", "t"]);
        assert!(screen(&mut model).contains("What if"), "{}", screen(&mut model));
        keys(&mut model, &["esc"]);
        assert!(commands(&model).iter().any(|info| info.id == "proposal.accept_all"));
    }
}

/// What becomes of everybody when a pair parts is seen from the pair itself, and moves few.
#[test]
fn what_if_a_pair_came_apart() {
    let mut model = model(&register(), Lang::Ru, SIZE);
    keys(&mut model, &["4", "ч"]);
    let head = picture(&mut model, Layout::Cyrillic)[3].clone();
    assert!(head.contains("проба"), "{head}");
    let moves: String = head.chars().skip_while(|c| *c != 'у').skip(1).filter(char::is_ascii_digit).collect();
    assert!(moves.parse::<u32>().unwrap_or_else(|_| panic!("{}", screen(&mut model))) <= 3, "{head}");
    keys(&mut model, &["esc"]);
    assert!(!picture(&mut model, Layout::Cyrillic)[3].contains("проба"));
}

/// What a parting would bring about is done, once it is agreed to, in one step: nobody is left in two pairs, and no
/// decision against the two is made behind the curator's back.
#[test]
fn a_parting_that_is_kept_is_done_as_it_was_shown() {
    let mut model = model(&register(), Lang::Ru, SIZE);
    keys(&mut model, &["4", "ч"]);
    assert!(saved(&keys(&mut model, &["с"])).is_empty(), "no pair ends without a question");
    let asked = screen(&mut model);
    assert!(asked.contains("Развести пару") && asked.contains("перезакрепление"), "{asked}");
    let changes = saved(&keys(&mut model, &["д"]));
    let made = pairs(&changes);
    assert_eq!(made.len(), changes.len(), "pairs and nothing else: {changes:?}");
    let of = |state: PairState| made.iter().filter(move |pair| pair.state == state).flat_map(|pair| &pair.mentees);
    let ended: Vec<_> = of(PairState::Ended).collect();
    assert!(!ended.is_empty() && of(PairState::Proposed).all(|mentee| ended.contains(&mentee)), "{made:?}");
    let year = model.world.year;
    for mentee in ended {
        let open =
            model.world.register.pairs_of_mentee(*mentee).into_iter().filter(|(_, pair)| !pair.state.is_closed());
        assert!(open.count() <= 1);
    }
    assert_eq!(model.world.register.rulings(year).count(), 0);
    let head = picture(&mut model, Layout::Cyrillic)[3].clone();
    assert!(head.starts_with(" сопоставлено"), "back with those who wait: {head}");
}

/// A group that parts leaves nobody where they were.
#[test]
fn a_group_parts_as_a_whole() {
    let mut model = model(&register(), Lang::Ru, SIZE);
    let working = |pair: &Pair| pair.state == PairState::Fixed && pair.mentees.len() > 1;
    let year = model.world.year;
    let group = model.world.register.pairs(year).find(|(_, pair)| working(pair)).map(|(id, _)| id).unwrap();
    let members = model.world.register.get::<Pair>(group).unwrap().mentees.clone();
    keys(&mut model, &["4"]);
    while model.desk.current() != Some(group.into()) {
        press(&mut model, Stroke::plain(Code::Down));
    }
    keys(&mut model, &["ч", "с"]);
    let made = pairs(&saved(&keys(&mut model, &["д"])));
    let ended: Vec<&Pair> = made.iter().filter(|pair| pair.mentees.iter().any(|id| members.contains(id))).collect();
    assert!(ended.iter().any(|pair| pair.state == PairState::Ended && pair.mentees == members), "{made:?}");
}

/// A number in the line over the list is whole or not there at all.
#[test]
fn the_line_over_the_list_is_never_cut() {
    for (width, pressed) in [(60, ""), (80, ""), (60, "т"), (80, "т"), (80, "те"), (200, "")] {
        let mut model = model(&register(), Lang::Ru, (width, 24));
        keys(&mut model, &["4", "tab", pressed]);
        let head = picture(&mut model, Layout::Cyrillic)[3].clone();
        assert!(head.contains("сопоставлено") && !head.contains('…'), "{head}");
        let numbers: Vec<u32> = head.split(|c: char| !c.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect();
        assert!(numbers[0] <= numbers[1], "no more are matched than there are: {head}");
    }
}

/// Two mentors of one surname are told apart by their class, or by what they are.
#[test]
fn a_mentor_is_told_with_a_class_or_a_word() {
    for (size, words) in [((80, 24), ["студ.", "пед."]), ((200, 50), ["студент", "педагог"])] {
        let mut model = model(&register(), Lang::Ru, size);
        keys(&mut model, &["4", "tab"]);
        let mentors: Vec<String> = picture(&mut model, Layout::Cyrillic)
            .iter()
            .filter(|row| matches!(row.chars().nth(1), Some('✓' | '?')))
            .map(|row| row.split('│').next().unwrap_or_default().split(", ").skip(2).collect())
            .collect();
        assert!(mentors.len() > 10 && mentors.iter().all(|is| !is.is_empty()), "{mentors:?}");
        assert!(words.iter().all(|word| mentors.iter().any(|is| is.starts_with(word))), "{mentors:?}");
        assert!(mentors.iter().any(|is| is.starts_with(|c: char| c.is_ascii_digit())), "{mentors:?}");
    }
}

/// Whoever would move has the present mentor on the card.
#[test]
fn the_mentor_somebody_would_leave_is_named() {
    let mut model = page();
    keys(&mut model, &["т"]);
    go_to(&mut model, '→');
    assert!(screen(&mut model).contains("сейчас наставник: "), "{}", screen(&mut model));
}

/// Where nobody can be paired the page says what is wrong with the whole, in a year without anybody as well.
#[test]
fn a_proposal_without_pairs_says_what_to_do() {
    let mut people = People::on(crate::school::today());
    let mut model = model(&people.register, Lang::Ru, SIZE);
    keys(&mut model, &["4"]);
    assert!(screen(&mut model).contains("Пар пока нет"), "{}", screen(&mut model));
    keys(&mut model, &["tab"]);
    let shown = screen(&mut model);
    assert!(shown.contains("нет ни одного наставляемого") && !shown.contains("0 из 0"), "{shown}");
    keys(&mut model, &["tab"]);
    assert!(screen(&mut model).contains("Предпочитать пока некому"), "{}", screen(&mut model));
    people.mentee("Ёлкин Пётр", "7Б", "математика", "");
    let mut model = stage::model(&people.register, Lang::Ru, (200, 50));
    keys(&mut model, &["4", "tab"]);
    assert!(screen(&mut model).contains("нет ни одного наставника"), "{}", screen(&mut model));
    keys(&mut model, &["В"]);
    assert!(picture(&mut model, Layout::Cyrillic)[48].contains("нет ни одного наставника"), "{}", screen(&mut model));
}

/// A variant by wishes says where one sees what would help, not that nothing would.
#[test]
fn a_variant_by_wishes_sends_to_the_one_that_knows_what_helps() {
    let mut model = page();
    keys(&mut model, &["к", "3"]);
    go_to(&mut model, '×');
    let shown = screen(&mut model);
    assert!(!shown.contains("одной правки мало") && !shown.contains("Помогло бы"), "{shown}");
    assert!(shown.contains("что поможет, видно"), "{shown}");
}

/// A trial says of those who are still without a mentor what would help them, not that nothing would.
#[test]
fn a_trial_knows_what_would_help_as_well() {
    let mut model = page();
    go_to(&mut model, '×');
    keys(&mut model, &["ч", "1"]);
    let mut helped = 0;
    for _ in 0..60 {
        let shown = screen(&mut model);
        assert!(shown.contains("проба"), "{shown}");
        helped += usize::from(shown.contains("Помогло бы"));
        press(&mut model, Stroke::plain(Code::Down));
    }
    assert!(helped > 3, "{}", screen(&mut model));
}

/// Who is looked for stands over the list as long as the others are left out.
#[test]
fn a_filter_is_in_sight_as_long_as_it_holds() {
    let mut model = page();
    let name = picture(&mut model, Layout::Cyrillic)[4].chars().skip(3).take(5).collect::<String>().to_lowercase();
    keys(&mut model, &["/", &name]);
    let head = picture(&mut model, Layout::Cyrillic)[3].clone();
    assert!(head.contains(&format!("фильтр: {name}")) && head.contains(" из "), "{head}");
    keys(&mut model, &["enter"]);
    assert_eq!(picture(&mut model, Layout::Cyrillic)[3], head);
    keys(&mut model, &["esc"]);
    assert!(picture(&mut model, Layout::Cyrillic)[3].contains("сопоставлено"));
}

/// Many without a mentor are the proposal's business; the row of Today leads there.
#[test]
fn today_leads_to_the_proposal_for_many() {
    let mut model = model(&stage::register(), Lang::Ru, (110, 40));
    keys(&mut model, &["1"]);
    let on_row = |model: &mut Model| {
        let rows = picture(model, Layout::Cyrillic);
        rows.iter().any(|row| row.starts_with('▌') && row.contains("наставляемых") && row.contains("без наставника"))
    };
    for _ in 0..40 {
        if on_row(&mut model) {
            break;
        }
        keys(&mut model, &["down"]);
    }
    assert!(on_row(&mut model), "{}", picture(&mut model, Layout::Cyrillic).join("\n"));
    keys(&mut model, &["с"]);
    assert!(model.desk.form().is_none());
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains("[Предложение]"), "{shown}");
}
