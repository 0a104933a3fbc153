//! Keying as a curator does it: keys in, acts out, no terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{Answer, Audience, Item, ItemKind, Label, PairState, PersonKind, Questionnaire, Stamp, Wave};
use crate::kit::sample;

pub(super) const SCALE: ItemKind = ItemKind::Scale { low: 1, high: 10 };

pub(super) fn options(words: &[&str]) -> Vec<Label> {
    words.iter().map(|word| Label { ru: (*word).into(), en: String::new() }).collect()
}

/// A pane over three mentees who should answer one questionnaire.
pub(super) struct Bench {
    pub pane: Surveys,
    pub world: World,
    pub people: Vec<PersonId>,
    pub sheet: QuestionnaireId,
}

pub(super) fn add_sheet(sample: &mut Sample, id: u32, wave: Wave, kinds: Vec<ItemKind>) -> QuestionnaireId {
    let item = |(kind, number): (ItemKind, usize)| {
        let question = "насколько легко и комфортно вам было общаться с наставником на встречах?";
        Item::new(format!("X{number}"), Label::of(format!("Вопрос {number}: {question}")), kind)
    };
    let sheet = Questionnaire {
        code: format!("sheet{id}"),
        version: 1,
        title: Label::of(format!("Анкета {id}")),
        wave,
        audience: Audience::Mentee,
        forms: Vec::new(),
        own: false,
        items: kinds.into_iter().zip(1..).map(item).collect(),
    };
    sample.put(QuestionnaireId(id), sheet);
    QuestionnaireId(id)
}

impl Bench {
    pub fn new(kinds: Vec<ItemKind>) -> Self {
        let mut sample = Sample::new();
        let sheet = add_sheet(&mut sample, 900, Wave::Entry, kinds);
        add_sheet(&mut sample, 901, Wave::Exit, vec![SCALE]);
        // The order of the queue: class first, ё between е and ж.
        let people = [("Ёлкин Пётр Ильич", "7Б"), ("Жуков Ян Олегович", "7Б"), ("Аистов Лев Ильич", "10А")];
        let mentor = sample.mentor("Соколова Вера Павловна", PersonKind::Teacher);
        let ids: Vec<_> = people.iter().map(|(name, class)| sample.mentee(name, class)).collect();
        for id in &ids {
            sample.pair(mentor, &[*id], day(10, 1));
        }
        let people = ids.iter().map(|id| sample.person_of(*id)).collect();
        let mut world = sample::world();
        world.register = sample.register;
        world.year = sample.year;
        let mut pane = Surveys::default();
        pane.fit(Rect::new(0, 0, 80, 20), &world);
        pane.refresh(&world);
        Self { pane, world, people, sheet }
    }

    /// Presses one key the way the app does.
    pub fn press(&mut self, stroke: Stroke) -> Vec<Act> {
        if let Some(acts) = self.pane.typed(stroke, &mut self.world) {
            return acts;
        }
        let (folded, lang) = (stroke.folded(), self.world.text.lang);
        let commands = self.pane.commands(&self.world);
        let fitting = commands.iter().find(|info| info.disabled.is_none() && info.keys.fit(folded, lang));
        fitting.map(|info| info.id).map_or_else(Vec::new, |id| self.pane.run(id, &mut self.world))
    }

    pub fn code(&mut self, code: Code) -> Vec<Act> {
        self.press(Stroke::plain(code))
    }

    pub fn keys(&mut self, keys: &str) -> Vec<Act> {
        keys.chars()
            .flat_map(|c| self.press(if c == '\n' { Stroke::plain(Code::Enter) } else { Stroke::char(c) }))
            .collect()
    }

    /// Takes what was saved as the app does: into the register, then the pane looks again, then goes to what is new.
    pub fn commit(&mut self, acts: &[Act]) {
        for act in acts {
            let Act::SavePaper(batch, _) = act else { continue };
            let stamp = Stamp { generation: 2, at: 0, who: "petrova".into() };
            self.world.register.commit(&batch.changes, &stamp).unwrap();
            self.pane.refresh(&self.world);
            for change in batch.changes.iter().filter(|change| change.before.is_none()) {
                self.pane.select(change.key, &self.world);
            }
        }
    }

    pub fn answers(&self) -> &[Answer] {
        &self.pane.keying.as_ref().unwrap().answers
    }

    pub fn place(&self) -> usize {
        self.pane.keying.as_ref().unwrap().place()
    }

    pub fn keyed_person(&self) -> Option<PersonId> {
        self.pane.keying.as_ref().map(|keying| keying.person)
    }

    pub fn screen(&self, width: u16, height: u16) -> String {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        self.pane.view(area, &mut buf, &self.world);
        let line = |y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>();
        (0..height).map(line).collect::<Vec<_>>().join("\n")
    }
}

pub(super) fn saved(acts: &[Act]) -> &crate::domain::Batch {
    acts.iter().find_map(|act| if let Act::SavePaper(batch, _) = act { Some(batch) } else { None }).unwrap()
}

pub(super) fn response(batch: &crate::domain::Batch) -> &Response {
    match batch.changes[0].after.as_ref().unwrap() {
        crate::domain::Record::Response(response) => response,
        other => panic!("{:?}", other.kind()),
    }
}

pub(super) fn drafts(acts: &[Act]) -> Vec<&Draft> {
    acts.iter().filter_map(|act| if let Act::KeepDraft(draft) = act { Some(draft) } else { None }).collect()
}

pub(super) fn refusals(acts: &[Act]) -> usize {
    acts.iter().filter(|act| matches!(act, Act::Refuse(_))).count()
}

#[test]
fn twenty_answers_are_twenty_one_keys_and_the_next_person_is_open() {
    let mut bench = Bench::new(vec![SCALE; 20]);
    bench.keys("\n");
    assert_eq!(bench.keyed_person(), Some(bench.people[0]));
    let acts = bench.keys("12345678901234567890\n");
    assert_eq!(drafts(&acts).len(), 20, "every answer is kept");
    assert_eq!(acts.iter().filter(|act| matches!(act, Act::SavePaper(..))).count(), 1);
    let keyed = drafts(&acts).last().copied().unwrap();
    assert!(acts.iter().any(|act| matches!(act, Act::SavePaper(_, draft) if draft.as_ref() == keyed)));
    let batch = saved(&acts);
    assert_eq!(batch.command, "survey.key");
    let answers: Vec<Answer> = (0..20).map(|n| Answer::Scale(n % 10 + 1)).collect();
    let response = response(batch);
    assert_eq!(response.answers, answers);
    assert_eq!((response.questionnaire, response.respondent), (bench.sheet, bench.people[0]));
    assert_eq!((response.year, response.on), (bench.world.year, bench.world.today()));
    bench.commit(&acts);
    assert_eq!((bench.keyed_person(), bench.place()), (Some(bench.people[1]), 0));
    let screen = bench.screen(80, 20);
    assert!(screen.contains("внесено 1 из 3") && screen.contains("дальше: Аистов Лев Ильич, 10А"), "{screen}");
}

#[test]
fn the_last_paper_ends_the_queue() {
    let mut bench = Bench::new(vec![SCALE]);
    bench.keys("\n");
    for _ in 0..2 {
        let acts = bench.keys("7\n");
        bench.commit(&acts);
    }
    let acts = bench.keys("7\n");
    assert!(acts.iter().any(|act| matches!(act, Act::Say(said) if said == bench.world.text.messages.queue_empty)));
    bench.commit(&acts);
    assert!(bench.pane.keying.is_none());
    let screen = bench.screen(80, 20);
    assert!(screen.contains("внесено 3 из 3") && screen.contains("Очередь пуста"), "{screen}");
}

#[test]
fn the_paper_after_a_found_person_is_the_one_below() {
    let mut bench = Bench::new(vec![SCALE]);
    bench.keys("/жук\n");
    assert_eq!(bench.keyed_person(), Some(bench.people[1]));
    let acts = bench.keys("5\n");
    bench.commit(&acts);
    assert_eq!(bench.keyed_person(), Some(bench.people[2]));
    let acts = bench.keys("5\n");
    bench.commit(&acts);
    assert_eq!(bench.keyed_person(), Some(bench.people[0]), "then from the top");
}

#[test]
fn the_filter_knows_names_classes_and_numbers() {
    for (typed, wanted) in [("елкин", 0), ("10а", 2), ("2", 1)] {
        let mut bench = Bench::new(vec![SCALE]);
        bench.keys(&format!("/{typed}"));
        assert_eq!(bench.pane.current(), Some(bench.people[wanted].into()), "{typed}");
    }
}

#[test]
fn saving_early_asks_and_leaves_the_rest_unasked() {
    let mut bench = Bench::new(vec![SCALE; 4]);
    bench.keys("\n");
    assert_eq!(refusals(&bench.code(Code::F(2))), 1, "nothing to save yet");
    bench.keys("77");
    let acts = bench.press(Stroke::ctrl('ы'));
    let [Act::Ask(dialog)] = acts.as_slice() else { panic!("{acts:?}") };
    assert!(dialog.lines[0].contains('2'));
    let [Act::Run(id)] = dialog.answers[0].acts.as_slice() else { panic!("{dialog:?}") };
    let acts = bench.pane.run(id, &mut bench.world);
    let unasked = Answer::NotAsked;
    assert_eq!(response(saved(&acts)).answers, [Answer::Scale(7), Answer::Scale(7), unasked.clone(), unasked]);
    bench.commit(&acts);
    assert_eq!(bench.keyed_person(), Some(bench.people[1]));
    bench.code(Code::Esc);
    assert!(bench.screen(80, 20).contains("начата: 2 из 4"));
    bench.code(Code::Up);
    bench.keys("\n");
    assert_eq!((bench.keyed_person(), bench.place()), (Some(bench.people[0]), 2), "goes on where it stopped");
    let acts = bench.keys("88\n");
    assert!(saved(&acts).changes[0].before.is_some(), "the same response is completed");
}

#[test]
fn leaving_keeps_a_draft_and_coming_back_goes_on() {
    let mut bench = Bench::new(vec![SCALE; 4]);
    bench.keys("\n");
    let acts = bench.code(Code::Esc);
    assert!(drafts(&acts).is_empty() && bench.pane.keying.is_none(), "an empty paper leaves nothing");
    bench.keys("\n12");
    let acts = bench.code(Code::Esc);
    assert_eq!(drafts(&acts).len(), 1);
    assert!(matches!(&acts[1], Act::Say(said) if said.contains("Ёлкин") && said.contains("2 из 4")));
    assert!(bench.screen(80, 20).contains("черновик: 2 из 4"));
    bench.keys("\n");
    assert_eq!((bench.keyed_person(), bench.place()), (Some(bench.people[0]), 2));
}

#[test]
fn a_draft_left_behind_keeps_its_place_when_another_paper_is_saved() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    let left = bench.keys("\n1");
    bench.code(Code::Esc);
    bench.code(Code::Down);
    let acts = bench.keys("\n34\n");
    assert!(!acts.iter().any(|act| matches!(act, Act::DropDraft(_))));
    let slots = |acts: &[Act]| drafts(acts).iter().map(|draft| draft.slot.clone()).collect::<Vec<_>>();
    assert!(!slots(&acts).contains(&slots(&left)[0]));
}

#[test]
fn a_draft_is_taken_up_again_at_the_question_it_was_left_at() {
    let kinds = vec![SCALE, ItemKind::Several(options(&["спорт", "кино"])), ItemKind::Text, SCALE, ItemKind::YesNo];
    let mut bench = Bench::new(kinds);
    let acts = bench.keys("\n 12\nБоюсь О");
    let draft = drafts(&acts).last().copied().unwrap().clone();
    assert_eq!((draft.form.as_str(), draft.target), ("keying", Some(bench.people[0].into())));
    assert_eq!(draft.fields[0], ("questionnaire".into(), "900".into()));
    let mut other = Surveys::default();
    other.refresh(&bench.world);
    assert!(other.restore(&draft, &bench.world).is_some());
    bench.pane = other;
    let text = Answer::Text("Боюсь О".into());
    let unasked = Answer::NotAsked;
    assert_eq!(bench.answers(), [Answer::Blank, Answer::Several([0, 1].into()), text, unasked.clone(), unasked]);
    assert_eq!(bench.place(), 2);
    let acts = bench.keys("ГЭ\n-д\n");
    assert_eq!(response(saved(&acts)).answers[2], Answer::Text("Боюсь ОГЭ".into()));
}

#[test]
fn a_draft_of_somebody_gone_is_not_taken_up() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    let acts = bench.keys("\n1");
    let mut draft = drafts(&acts)[0].clone();
    draft.target = Some(PersonId(7_777).into());
    assert!(bench.pane.restore(&draft, &bench.world).is_none());
    draft.form = "mentee".into();
    assert!(bench.pane.restore(&draft, &bench.world).is_none());
}

#[test]
fn a_paper_somebody_else_keyed_stays_until_the_app_has_laid_it_over_theirs() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    bench.keys("\n12");
    let (questionnaire, year, respondent) = (bench.sheet, bench.world.year, bench.people[0]);
    let answers = vec![Answer::Blank; 2];
    let twin = Response::new(questionnaire, year, respondent, day(11, 1), answers);
    let change = Change::create(ResponseId(5_000), twin);
    bench.world.register.commit(&[change], &Stamp { generation: 3, at: 0, who: "иванов".into() }).unwrap();
    bench.pane.refresh(&bench.world);
    let acts = bench.keys("\n");
    let [Act::SavePaper(_, draft)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!(bench.answers(), [Answer::Scale(1), Answer::Scale(2)]);
    let laid = bench.pane.restore(draft, &bench.world).unwrap();
    assert_eq!(bench.pane.keying.as_ref().unwrap().corrects(), Some(ResponseId(5_000)));
    assert_eq!(bench.answers(), [Answer::Scale(1), Answer::Scale(2)]);
    assert!(bench.pane.parked.is_empty(), "it is the same paper, not another");
    let [Act::KeepDraft(kept), Act::DropDraft(old)] = &laid.acts[..] else { panic!("{:?}", laid.acts) };
    assert_eq!((&kept.slot, old), (&laid.slot, &draft.slot));
}

#[test]
fn a_keyed_paper_is_corrected_in_place() {
    let mut bench = Bench::new(vec![SCALE; 3]);
    bench.keys("\n");
    let acts = bench.keys("123\n");
    bench.commit(&acts);
    bench.code(Code::Esc);
    bench.keys("к");
    assert!(bench.screen(80, 20).contains("внесённые 1"));
    bench.keys("\n");
    assert_eq!((bench.place(), bench.answers()[0].clone()), (0, Answer::Scale(1)));
    bench.code(Code::Down);
    bench.keys("9");
    let acts = bench.code(Code::F(2));
    let change = &saved(&acts).changes[0];
    assert!(matches!(&change.before, Some(crate::domain::Record::Response(old)) if old.answers[1] == Answer::Scale(2)));
    assert_eq!(response(saved(&acts)).answers, [Answer::Scale(1), Answer::Scale(9), Answer::Scale(3)]);
    bench.commit(&acts);
    assert!(bench.pane.keying.is_none(), "a correction goes back to the list");
    bench.keys("\n");
    let acts = bench.code(Code::F(2));
    assert!(
        !acts.iter().any(|act| matches!(act, Act::SavePaper(..))) && bench.pane.keying.is_none(),
        "nothing changed"
    );
    let acts = bench.code(Code::Delete);
    assert!(matches!(acts.as_slice(), [Act::Ask(_)]));
}

#[test]
fn others_send_people_here() {
    let mut bench = Bench::new(vec![SCALE]);
    bench.pane.select(bench.people[2].into(), &bench.world);
    assert_eq!(bench.pane.current(), Some(bench.people[2].into()));
    let acts = bench.keys("\n4\n");
    let key = saved(&acts).changes[0].key;
    bench.commit(&acts);
    let (mentee, _) = bench.world.register.mentee_of(bench.people[2], bench.world.year).unwrap();
    bench.pane.select(mentee.into(), &bench.world);
    assert_eq!((bench.pane.shows, bench.pane.current()), (Shows::Keyed, Some(key)), "what is in is shown");
    let mentor = bench.world.register.mentors(bench.world.year).next().unwrap().0;
    bench.pane.select(mentor.into(), &bench.world);
    assert!(bench.screen(80, 20).contains("Соколова Вера Павловна: анкет сейчас не ждут"));
}

/// Whoever is looked for in vain reads why their paper is not asked for.
#[test]
fn somebody_of_another_form_is_not_keyed_here_and_it_is_said_why() {
    let mut bench = Bench::new(vec![SCALE]);
    let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
    let after = Questionnaire { forms: vec![crate::domain::Form::EmployerPupil], ..Questionnaire::clone(&before) };
    let stamp = Stamp { generation: 1, at: 0, who: String::new() };
    bench.world.register.commit(&[Change::edit(bench.sheet, &before, after)], &stamp).unwrap();
    bench.pane.chosen = Some(bench.sheet);
    bench.pane.refresh(&bench.world);
    bench.pane.select(bench.people[0].into(), &bench.world);
    assert!(bench.screen(80, 20).contains("Ёлкин Пётр Ильич, 7Б: в другой форме"), "{}", bench.screen(80, 20));
}

#[test]
fn the_questionnaire_with_most_papers_comes_first_until_another_is_chosen() {
    let mut bench = Bench::new(vec![SCALE]);
    assert_eq!(bench.pane.chosen, Some(bench.sheet));
    let acts = bench.keys("а");
    let [Act::Pick(picker)] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!(picker.items.len(), 3, "and the curator's sheet, which is filled in elsewhere");
    let crate::kit::PickFor::Start(then) = picker.purpose else { panic!() };
    let acts = then(&[picker.items[2].key], &mut bench.world);
    assert!(matches!(acts.as_slice(), [Act::Go(PaneId::Monitoring, Some(key))] if key.kind == Kind::CuratorSheet));
    let acts = then(&[picker.items[1].key], &mut bench.world);
    let [Act::Go(PaneId::Surveys, Some(key))] = acts.as_slice() else { panic!("{acts:?}") };
    bench.pane.select(*key, &bench.world);
    bench.pane.refresh(&bench.world);
    assert_eq!(bench.pane.chosen, Some(QuestionnaireId(901)));
    assert_eq!(bench.pane.list.count(), 0, "no pair is over yet");
    let pair = bench.world.register.pairs(bench.world.year).next().unwrap();
    let ended = crate::domain::Pair { state: PairState::Finished, ..(**pair.1).clone() };
    let change = Change::edit(pair.0, &pair.1.clone(), ended);
    bench.world.register.commit(&[change], &Stamp { generation: 3, at: 0, who: String::new() }).unwrap();
    bench.pane.refresh(&bench.world);
    assert_eq!(bench.pane.list.count(), 1);
}

/// A base begun when the curator's sheet was a questionnaire: it is asked of nobody any more, and what was keyed is seen.
#[test]
fn a_curators_sheet_keyed_long_ago_stays_on_file_and_is_not_asked_again() {
    let mut bench = Bench::new(vec![SCALE]);
    let sheet = QuestionnaireId(902);
    let asked = Questionnaire {
        code: "curator".into(),
        version: 1,
        title: Label::of("Анкета куратора"),
        wave: Wave::Occasion,
        audience: Audience::Curator,
        forms: Vec::new(),
        own: false,
        items: vec![Item::new("1.1", Label::of("Отвечает ли работа цели?"), ItemKind::Scale { low: 0, high: 2 })],
    };
    let stamp = Stamp { generation: 3, at: 0, who: String::new() };
    bench.world.register.commit(&[Change::create(sheet, asked)], &stamp).unwrap();
    bench.pane.refresh(&bench.world);
    assert!(bench.pane.sheets.iter().all(|it| it.id != sheet), "nobody is asked");
    let teacher = bench.world.register.mentors(bench.world.year).next().unwrap().1.person;
    let paper = Response::new(sheet, bench.world.year, teacher, bench.world.today(), vec![Answer::Scale(2)]);
    let paper = Change::create(ResponseId(903), paper);
    bench.world.register.commit(&[paper], &stamp).unwrap();
    bench.pane.refresh(&bench.world);
    bench.pane.select(ResponseId(903).into(), &bench.world);
    assert_eq!((bench.pane.shows, bench.pane.list.count()), (Shows::Keyed, 1));
    bench.pane.show(Shows::Queue, &bench.world);
    assert_eq!(bench.pane.list.count(), 0, "eighteen teachers in turn were a mistake");
}
