//! The page of the rules: every kind of row is changed by keys, taken back, and put back to what is usual.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{
    Batch, Change, ClassRule, Component, Entry, Form, MenteeId, Origin, Pair, PairId, Pairing, PairingRule, Precedence,
    Problem, Record, ThePairing, Warning, pair_warnings,
};
use nastavnik::fields::{Ctx, PAIR, PairRow};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};
use crate::undone::{found, written};

/// The page in front, over a school that has changed nothing.
fn page(size: (u16, u16)) -> Model {
    let mut model = model(&stage::register(), Lang::Ru, size);
    keys(&mut model, &["4", "s-tab"]);
    assert!(screen(&mut model).contains("[Правила]"), "{}", screen(&mut model));
    model
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn pairing(model: &Model) -> &Pairing {
    model.world.register.pairing()
}

/// Opens the row that is found by these words.
fn open(model: &mut Model, words: &str) -> Vec<Effect> {
    keys(model, &["esc", "/", words, "enter"])
}

fn is_saved(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Save { .. }))
}

/// A row found by its words, keys that change it, what they change.
type Case = (&'static str, &'static [&'static str], fn(&Pairing) -> bool);

static CASES: &[Case] = &[
    ("работодатель – студент", &["д"], |p| p.form(Form::EmployerStudent).unwrap().used),
    ("учитель – учитель", &["д", "enter", " сотрудник"], |p| {
        let form = p.form(Form::TeacherTeacher).unwrap();
        form.used && form.mentors.len() == 2
    }),
    ("равный – другому", &["Свой взгляд", "enter", "н", "enter", "2"], |p| {
        let role = p.role("peer_other").unwrap();
        role.title == "Свой взгляд" && !role.used && role.class_rule == ClassRule::Higher
    }),
    ("примирение", &["enter", "enter", "enter", "З7", "enter", " ОВЗ", "enter", "50"], |p| {
        let role = p.role("mediation").unwrap();
        role.problems == [Problem::Communication]
            && role.is_restricted()
            && role.emphasis == [(Component::Request, 50), (Component::Preference, 150)]
    }),
    ("оценка запрос", &["bs", "bs", "55"], |p| p.weight(Component::Request) == 55),
    ("р4", &["2"], |p| p.bends(PairingRule::Time)),
    ("сильная", &["bs", "bs", "90"], |p| p.strong == 90),
    ("хорошая", &["bs", "bs", "60"], |p| p.good == 60),
    ("цена мягкого", &["bs", "bs", "7"], |p| p.soft_cost == 7),
    ("цена остаться", &["bs", "bs", "9"], |p| p.stay_bonus == 9),
    ("цена нагрузки", &["bs", "3"], |p| p.load_step == 3),
    ("имён на листе", &["bs", "4"], |p| p.names_on_sheet == 4),
    ("кто первый", &["3"], |p| p.first == [Precedence::LeftOver, Precedence::Urgent]),
    ("шахматы", &[", Дебют, гамбит"], |p| {
        p.topic("шахматы").unwrap().words.iter().map(|word| word.as_str()).eq(["шахмат", "дебют", "гамбит"])
    }),
];

#[test]
fn every_kind_of_row_is_changed_taken_back_and_put_back() {
    for (words, typed, holds) in CASES {
        let mut model = page((100, 30));
        assert!(!holds(pairing(&model)), "{words}");
        open(&mut model, words);
        assert!(model.desk.form().is_some(), "{words}: {}", screen(&mut model));
        keys(&mut model, typed);
        let effects = keys(&mut model, &["f2"]);
        assert!(is_saved(&effects), "{words}: {}", screen(&mut model));
        let made = written(&mut model, &effects);
        assert_eq!((made.command.as_str(), made.changes.len()), ("rules.edit", 1), "{words}");
        assert!(holds(pairing(&model)), "{words}: {:?}", pairing(&model));
        assert!(screen(&mut model).contains("● изменено 1"), "{words}: {}", screen(&mut model));
        // One step back, and forward again.
        let (_, said) = found(&mut model, false, &made, None);
        assert!(said.contains("правило изменено"), "{said}");
        assert_eq!(pairing(&model), Pairing::usual(), "{words}");
        found(&mut model, true, &made, None);
        assert!(holds(pairing(&model)), "{words}");
        // Back to what is usual.
        let effects = keys(&mut model, &["bs"]);
        assert!(is_saved(&effects), "{words}: {}", screen(&mut model));
        assert_eq!(pairing(&model), Pairing::usual(), "{words}");
        assert!(!is_saved(&keys(&mut model, &["bs"])), "{words}");
        assert!(screen(&mut model).contains("и так всё как обычно"), "{words}");
    }
}

#[test]
fn what_is_usual_is_what_is_documented() {
    let usual = Pairing::usual();
    let weights: Vec<u16> = Component::ALL.iter().map(|&component| usual.weight(component)).collect();
    assert_eq!(weights, [40, 25, 15, 10, 5, 5]);
    assert_eq!((usual.strong, usual.good, usual.soft_cost, usual.stay_bonus), (75, 55, 15, 15));
    assert_eq!((usual.load_step, usual.names_on_sheet), (0, 5));
    assert_eq!(usual.first, [Precedence::Ovz, Precedence::Urgent]);
    assert_eq!(usual.soft, [PairingRule::Form], "another form than the one wished is worth a talk");
    let run: Vec<Form> = usual.forms.iter().filter(|model| model.used).map(|model| model.form).collect();
    assert_eq!(run, Form::SEED);
    let rule = |code: &str| usual.role(code).unwrap().class_rule;
    assert_eq!((rule("achiever_struggling"), rule("peer_peer")), (ClassRule::Higher, ClassRule::Any));
    assert_eq!(rule("settled_newcomer"), ClassRule::NotLower);
    let bending: Vec<usize> =
        PairingRule::ALL.iter().filter(|rule| rule.can_bend()).map(|rule| rule.number()).collect();
    assert_eq!(bending, [3, 4, 7, 8, 11]);
}

#[test]
fn a_rule_that_never_bends_says_why() {
    for (number, rule) in (1..).zip(PairingRule::ALL) {
        let mut model = page((100, 30));
        keys(&mut model, &["/", &format!("запреты р{number} "), "enter"]);
        assert_eq!(model.desk.form().is_some(), rule.can_bend(), "{rule:?}: {}", screen(&mut model));
        if !rule.can_bend() {
            assert!(screen(&mut model).contains("Всегда жёсткое: "), "{}", screen(&mut model));
        }
    }
}

#[test]
fn what_cannot_be_is_said_under_its_field() {
    let bad: &[(&str, &[&str], &str)] = &[
        ("сильная", &["bs", "bs", "120"], "от 1 до 100"),
        ("сильная", &["bs", "bs", "40"], "ниже порога сильной: сейчас 55 и 40"),
        ("хорошая", &["bs", "bs", "80"], "ниже порога сильной: сейчас 80 и 75"),
        ("имён на листе", &["bs", "0"], "от 1 до 20"),
        ("оценка запрос", &["bs", "bs", "много"], "от 0 до 100"),
        ("оценка запрос", &["bs", "bs"], "Нужно заполнить"),
        ("ученик – ученик", &["enter", "ctrl-u"], "хоть кто-то"),
        ("кто первый", &["enter", "1"], "Названо дважды"),
        ("шахматы", &[", ш"], "слишком коротко"),
        ("лидер – пассивный", &["Примирение"], "Такое название уже есть"),
    ];
    for (words, typed, message) in bad {
        let mut model = page((100, 30));
        open(&mut model, words);
        keys(&mut model, typed);
        let effects = keys(&mut model, &["f2"]);
        let shown = screen(&mut model);
        assert!(!is_saved(&effects) && shown.contains(message), "{words}: {message}\n{shown}");
    }
    // Something must weigh: the last weight cannot go.
    let mut model = page((100, 30));
    let weights = ["запрос", "желание", "время", "интересы", "возраст", "опыт"];
    for (at, words) in weights.iter().enumerate() {
        open(&mut model, &format!("оценка {words}"));
        let effects = keys(&mut model, &["bs", "bs", "0", "f2"]);
        assert_eq!(is_saved(&effects), at < 5, "{words}: {}", screen(&mut model));
        if at < 5 {
            written(&mut model, &effects);
        }
    }
    assert!(screen(&mut model).contains("должно весить больше нуля"));
}

/// Presses keys, the last of which saves, and the disk has it.
fn save(model: &mut Model, pressed: &[&str]) {
    let effects = keys(model, pressed);
    written(model, &effects);
}

/// Adds an own role model to the form ученик – ученик.
fn with_own_role(model: &mut Model) {
    save(model, &["home", "н", "Шефство", "enter", "enter", "3", "f2"]);
    assert_eq!(pairing(model).role("own_1").map(|role| role.class_rule), Some(ClassRule::NotLower));
}

/// Gives a working pair of two pupils that role model.
fn pair_with(model: &mut Model, role: &str) -> PairId {
    let register = &model.world.register;
    let of_pupils = |pair: &Pair| pair.form == Form::PupilPupil && !pair.is_group();
    let (id, pair) = register.pairs(model.world.year).find(|(_, pair)| of_pupils(pair)).unwrap();
    let mut after = Pair::clone(pair);
    after.role = role.into();
    let batch = Batch::new("pair.edit", vec![Change::edit(id, pair, after)]);
    let entry = Entry {
        generation: register.generation() + 1,
        at: 0,
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: batch.command,
        origin: Origin::Done,
        changes: batch.changes,
    };
    let now = model.world.now;
    model.update(Msg::News(vec![entry]), now);
    id
}

#[test]
fn an_own_role_model_is_added_used_kept_while_used_and_removed() {
    let mut model = page((100, 30));
    with_own_role(&mut model);
    let shown = screen(&mut model);
    assert!(shown.lines().any(|line| line.contains("▌") && line.contains("Шефство")), "the cursor is on it: {shown}");
    assert!(shown.contains("своё, обычного нет"), "{shown}");
    // Nothing is usual there.
    keys(&mut model, &["bs"]);
    assert!(screen(&mut model).contains("Это своё"), "{}", screen(&mut model));
    // With pairs it can be switched off, not removed.
    pair_with(&mut model, "own_1");
    keys(&mut model, &["del"]);
    assert!(screen(&mut model).contains("Пар с этой моделью: 1"), "{}", screen(&mut model));
    keys(&mut model, &["enter", "enter", "н"]);
    assert!(screen(&mut model).contains("Её можно выключить"), "{}", screen(&mut model));
    save(&mut model, &["f2"]);
    assert!(!pairing(&model).role("own_1").unwrap().used);
    // Nor does it go another way, such as by undo in another session.
    let record = model.world.register.record(ThePairing.into()).cloned();
    let gone = Batch::new("rules.new", vec![Change { key: ThePairing.into(), before: record, after: None }]);
    assert!(model.world.register.check(&gone).is_err());
    // Without pairs it goes.
    let mut model = page((100, 30));
    with_own_role(&mut model);
    keys(&mut model, &["del"]);
    assert!(screen(&mut model).contains("Удалить: модель «Шефство»?"), "{}", screen(&mut model));
    save(&mut model, &["д"]);
    assert!(pairing(&model).role("own_1").is_none());
    assert_eq!(pairing(&model), Pairing::usual());
}

#[test]
fn only_own_ones_are_removed_and_added_where_they_belong() {
    let mut model = page((100, 30));
    for words in ["лидер – пассивный", "шахматы", "р4", "сильная"] {
        keys(&mut model, &["esc", "/", words, "esc"]);
        keys(&mut model, &["del"]);
        assert!(screen(&mut model).contains("Удаляют только своё"), "{words}: {}", screen(&mut model));
    }
    keys(&mut model, &["н"]);
    assert!(screen(&mut model).contains("Своё добавляют"), "{}", screen(&mut model));
    save(&mut model, &["end", "н", "Вязание", "enter", "вязан, спиц", "f2"]);
    let topic = pairing(&model).topic("Вязание").unwrap();
    assert_eq!(topic.words.len(), 2);
    save(&mut model, &["del", "д"]);
    assert_eq!(pairing(&model), Pairing::usual());
    // A second of one name is none.
    keys(&mut model, &["end", "н", "Шахматы", "f2"]);
    assert!(screen(&mut model).contains("Такое название уже есть"), "{}", screen(&mut model));
}

#[test]
fn an_own_role_model_goes_through_form_card_export_and_import() {
    let mut model = page((160, 50));
    with_own_role(&mut model);
    let id = pair_with(&mut model, "mediation");
    let Model { desk, world, .. } = &mut model;
    desk.pane_mut().select(id.into(), world);
    keys(&mut model, &["enter"]);
    // Mentees, mentor, form, role: each answer is shown before it is taken.
    keys(&mut model, &["tab", "tab", "tab"]);
    let shown = screen(&mut model);
    assert!(shown.contains("Шефство") && shown.contains("равный – равному"), "{shown}");
    assert!(!shown.contains("педагог – одарённый"), "of this form alone: {shown}");
    keys(&mut model, &["ш"]);
    save(&mut model, &["f2"]);
    assert_eq!(model.world.register.get::<Pair>(id).unwrap().role.as_str(), "own_1");
    assert!(screen(&mut model).contains("Шефство"), "{}", screen(&mut model));
    // Out by its title, and in by title or code.
    let field = PAIR.iter().find(|field| field.id == "role").unwrap();
    let ctx = model.world.ctx();
    let row = PairRow::load(&model.world.register, id).unwrap();
    assert_eq!(field.shown(&row, &ctx), "Шефство");
    let bytes = nastavnik::exchange::export::render(
        nastavnik::exchange::export::Table::Pairs,
        nastavnik::exchange::export::Format::Csv,
        &ctx,
        false,
    );
    assert!(String::from_utf8(bytes.unwrap()).unwrap().contains("Шефство"));
    for written in ["шефство", "own_1", "Своё шефство"] {
        let mut row = row.clone();
        let read = field.read(&mut row, written, &ctx);
        assert_eq!(read.is_ok(), written != "Своё шефство", "{written}");
        assert_eq!(row.pair.role.as_str(), "own_1", "{written}");
    }
}

#[test]
fn a_role_model_for_children_with_ovz_is_masked_whoever_made_it() {
    let mut model = page((100, 30));
    save(&mut model, &["home", "н", "Тьютор", "enter", "enter", "enter", "enter", "ОВЗ", "f2"]);
    assert!(pairing(&model).role("own_1").unwrap().is_restricted());
    let id = pair_with(&mut model, "own_1");
    let field = PAIR.iter().find(|field| field.id == "role").unwrap();
    let row = PairRow::load(&model.world.register, id).unwrap();
    let ctx = model.world.ctx();
    assert_eq!(
        (field.shown(&row, &ctx).as_str(), field.shown(&row, &Ctx { reveal: true, ..ctx }).as_str()),
        ("", "Тьютор")
    );
    for restricted in [false, true] {
        for format in [nastavnik::exchange::export::Format::Csv, nastavnik::exchange::export::Format::Json] {
            let bytes = nastavnik::exchange::export::render(
                nastavnik::exchange::export::Table::Pairs,
                format,
                &model.world.ctx(),
                restricted,
            );
            let text = String::from_utf8(bytes.unwrap()).unwrap();
            assert_eq!(text.contains("Тьютор") || text.contains("own_1"), restricted, "{format:?}");
        }
    }
    // It is not offered to whoever may not see it.
    let Model { desk, world, .. } = &mut model;
    desk.pane_mut().select(id.into(), world);
    keys(&mut model, &["enter", "tab", "tab", "tab"]);
    assert!(screen(&mut model).contains("лидер – пассивный"), "{}", screen(&mut model));
    assert!(!screen(&mut model).contains("Тьютор"), "{}", screen(&mut model));
}

#[test]
fn the_class_rule_of_an_own_role_model_is_the_one_that_warns() {
    let mut model = page((100, 30));
    with_own_role(&mut model);
    let warns = |model: &Model, id: PairId| {
        let pair = model.world.register.get::<Pair>(id).unwrap();
        pair_warnings(&model.world.register, Some(id), pair)
            .iter()
            .any(|warning| matches!(warning, Warning::ClassNotHigher { .. }))
    };
    let id = pair_with(&mut model, "own_1");
    level(&mut model, id);
    assert!(!warns(&model, id), "the same class is allowed by «не ниже»");
    open(&mut model, "шефство");
    save(&mut model, &["enter", "enter", "2", "f2"]);
    assert!(warns(&model, id), "«выше» wants more");
    open(&mut model, "шефство");
    save(&mut model, &["enter", "enter", "1", "f2"]);
    assert!(!warns(&model, id), "«любой» wants nothing");
}

/// Puts the mentee of a pair into the class of their mentor.
fn level(model: &mut Model, id: PairId) {
    let register = &model.world.register;
    let pair = register.get::<Pair>(id).unwrap();
    let class = *register.mentor_person(pair.mentor).unwrap().class_in(pair.year).unwrap();
    let mentee: MenteeId = pair.mentees[0];
    let person = register.get::<nastavnik::domain::Mentee>(mentee).unwrap().person;
    let before = register.get::<nastavnik::domain::Person>(person).unwrap();
    let mut after = nastavnik::domain::Person::clone(before);
    after.set_class(pair.year, Some(class));
    let entry = Entry {
        generation: register.generation() + 1,
        at: 0,
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: "mentee.edit".into(),
        origin: Origin::Done,
        changes: vec![Change::edit(person, before, after)],
    };
    let now = model.world.now;
    model.update(Msg::News(vec![entry]), now);
}

#[test]
fn a_form_of_the_page_outlives_a_rival_and_a_dropped_line() {
    let mut model = page((100, 30));
    open(&mut model, "сильная");
    keys(&mut model, &["bs", "bs", "90"]);
    let draft = model.desk.form().unwrap().draft(&model.world).unwrap();
    let restored = nastavnik::panes::restore(&draft, &model.world).unwrap();
    assert_eq!(restored.inputs[0].edit().text(), "90");
    // Somebody else has changed another row meanwhile: both stand.
    let mut after = pairing(&model).clone();
    after.soft = vec![PairingRule::Time];
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: 0,
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: "rules.edit".into(),
        origin: Origin::Done,
        changes: vec![Change::create(ThePairing, after)],
    };
    let now = model.world.now;
    model.update(Msg::News(vec![entry]), now);
    keys(&mut model, &["f2"]);
    assert!(screen(&mut model).contains("орлов"), "{}", screen(&mut model));
    let effects = keys(&mut model, &["f2"]);
    assert!(is_saved(&effects), "{}", screen(&mut model));
    assert_eq!((pairing(&model).strong, pairing(&model).bends(PairingRule::Time)), (90, true));
}

#[test]
fn the_journal_tells_which_row_was_changed() {
    let mut model = page((100, 30));
    open(&mut model, "сильная");
    save(&mut model, &["bs", "bs", "90", "f2"]);
    open(&mut model, "р4");
    let effects = keys(&mut model, &["2", "f2"]);
    let entry = written(&mut model, &effects);
    let msg = Msg::Journal { keys: None, before: None, entries: vec![entry], more: false };
    let now = model.world.now;
    model.update(msg, now);
    let journal = screen(&mut model);
    assert!(journal.contains("Р4 нет общего времени. Правило: жёсткое → мягкое"), "{journal}");
}

#[test]
fn a_narrow_window_and_english_show_the_same() {
    let mut narrow = page((60, 20));
    let shown = screen(&mut narrow);
    for words in ["формы", "ученик – ученик", "лидер – пассивный", "есть", "Кто в этой форме ведёт"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    keys(&mut narrow, &["/", "р1 ", "right"]);
    keys(&mut narrow, &["esc", "end", "right"]);
    assert!(screen(&mut narrow).contains("начала слов"), "{}", screen(&mut narrow));

    let mut english = model(&stage::register(), Lang::En, (100, 30));
    keys(&mut english, &["4", "s-tab"]);
    let shown = picture(&mut english, Layout::Latin).join("\n");
    for words in ["[Rules]", "forms", "pupil – pupil", "leader – passive", "Who may lead in it"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    keys(&mut english, &["/", "score request", "enter"]);
    assert!(picture(&mut english, Layout::Latin).join("\n").contains("Weight, 0–100"));
    keys(&mut english, &["bs", "bs", "30", "f2"]);
    assert_eq!(pairing(&english).weight(Component::Request), 30);
}

#[test]
fn a_form_that_is_switched_on_is_offered_before_those_that_are_not() {
    let mut model = page((160, 50));
    open(&mut model, "студент – ученик");
    assert!(is_saved(&keys(&mut model, &["н", "f2"])));
    keys(&mut model, &["tab", "н", "tab", "tab"]);
    let shown = screen(&mut model);
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words}: {shown}"));
    assert!(place("1 ученик – ученик") < place("2 работодатель – ученик"), "{shown}");
    assert!(place("3 педагог – ученик") < place("4 студент – ученик"), "{shown}");
    keys(&mut model, &["4"]);
    let shown = screen(&mut model);
    assert!(shown.contains("Формы «студент – ученик» в вашей школе нет"), "{shown}");
    // A role model of another form is pointed out.
    keys(&mut model, &["1", "tab", "2", "s-tab", "2"]);
    let shown = screen(&mut model);
    assert!(shown.contains("Ролевая модель «лидер – пассивный» – не из формы «работодатель – ученик»"), "{shown}");
}

#[test]
fn a_sound_record_is_all_that_can_be_kept() {
    let mut model = page((100, 30));
    let mut after = pairing(&model).clone();
    after.soft = vec![PairingRule::Consent];
    let bad = Batch::new("rules.edit", vec![Change::create(ThePairing, after)]);
    assert!(model.world.register.check(&bad).is_err());
    let fine = Batch::new("rules.edit", vec![Change::create(ThePairing, Pairing::default())]);
    assert!(model.world.register.check(&fine).is_ok());
    assert!(matches!(fine.changes[0].after, Some(Record::Pairing(_))));
}
