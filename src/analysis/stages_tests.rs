use super::*;
use crate::analysis::{RoadmapLine, roadmap};
use crate::demo;
use crate::domain::sample::{Sample, day};
use crate::domain::{Mentee, Passport, PassportId, Person, School, Stamp, Step, TheSchool};

fn stage(sample: &Sample, stage: Stage, today: NaiveDate) -> StageProgress {
    stages(&sample.register, sample.year, today).into_iter().find(|it| it.stage == stage).unwrap()
}

fn late(sample: &Sample, of: Stage, today: NaiveDate) -> Vec<Option<Counted>> {
    stage(sample, of, today).late.into_iter().map(|late| late.counted.map(|(what, _)| what)).collect()
}

/// Lays the plan of a usual year out.
fn plan(sample: &mut Sample) {
    let year = sample.year;
    let span = sample.register.get::<Year>(year).unwrap().clone();
    for (number, line) in (900..).zip(usual_roadmap(year, &span)) {
        sample.put(ActivityId(number), line);
    }
}

#[test]
fn preparation_is_what_is_on_file() {
    let mut sample = Sample::new();
    let year = sample.year;
    sample.edit::<Year>(year, |year| year.contingent = vec![(5, 60)]);
    sample.questionnaire("in-m", 1, Wave::Entry, Audience::Mentee);
    assert_eq!(
        preparation_gaps(&sample.register, year),
        [Preparation::EntryQuestionnaires, Preparation::ExitQuestionnaires]
    );
    sample.questionnaire("in-n", 1, Wave::Entry, Audience::Mentor);
    sample.questionnaire("out-m", 1, Wave::Exit, Audience::Mentee);
    sample.questionnaire("out-n", 1, Wave::Exit, Audience::Mentor);
    assert_eq!(preparation_gaps(&sample.register, year), []);
    sample.edit::<School>(TheSchool, |school| school.director.clear());
    assert_eq!(preparation_gaps(&sample.register, year), [Preparation::Director]);
}

#[test]
fn what_comes_with_the_program_is_no_deed_of_the_school() {
    let today = day(9, 1);
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    let sheets = crate::surveys::builtin().unwrap();
    register.commit(&crate::domain::founding("моя школа", today, sheets), &stamp).unwrap();
    let year = register.school().unwrap().active_year;
    let first = || stages(&register, year, today).remove(0);
    assert_eq!((first().done, first().percent), (0, 0));
    assert_eq!(preparations(&register, year), Tally { done: 0, of: 3 });
    // A questionnaire that is missing is to be made; of the school's own doing the rest counts.
    let mut sample = Sample::new();
    sample.edit::<Year>(sample.year, |year| year.contingent = vec![(5, 60)]);
    assert_eq!(preparations(&sample.register, sample.year), Tally { done: 3, of: 5 });
}

#[test]
fn an_empty_base_has_done_nothing_and_a_stage_is_as_long_as_the_plan() {
    let mut sample = Sample::new();
    let progress = |sample: &Sample| {
        let all = stages(&sample.register, sample.year, day(9, 1));
        all.iter().map(|it| (it.done, it.of)).collect::<Vec<_>>()
    };
    assert_eq!(progress(&sample), [(0, 3), (0, 2), (0, 3), (0, 4), (0, 2), (0, 7), (0, 6)]);
    assert!(stages(&sample.register, sample.year, day(9, 1)).iter().all(|it| it.late.is_empty()));
    plan(&mut sample);
    assert_eq!(progress(&sample), [(0, 6), (0, 3), (0, 3), (0, 4), (0, 2), (0, 7), (0, 7)]);
}

#[test]
fn the_stages_are_the_lines_of_the_roadmap() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let plan = demo::Plan { pupils: 200, years: 2, seed: 58, today };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    register.commit(&demo::school(&plan, crate::surveys::builtin().unwrap()), &stamp).unwrap();
    let register = &register;
    for (year, _) in register.years() {
        let lines = roadmap(register, year, today);
        let stage_of = |line: &RoadmapLine| register.get::<Activity>(line.id).unwrap().stage;
        for progress in stages(register, year, today) {
            let own: Vec<_> = lines.iter().filter(|line| stage_of(line) == progress.stage).collect();
            let done = own.iter().filter(|line| line.done).count();
            assert_eq!((progress.done, progress.of), (done, own.len()), "{:?}", progress.stage);
            assert_eq!(progress.percent, super::super::mean_percent(own.iter().map(|line| line.percent())));
            assert_eq!(progress.percent == 100, done == own.len());
            let late: Vec<_> = own.iter().filter(|line| line.late).map(|line| Some(line.id)).collect();
            assert_eq!(progress.late.iter().map(|it| it.line).collect::<Vec<_>>(), late);
        }
        assert!(lines.iter().any(|line| line.done) && lines.iter().any(|line| line.late));
    }
}

#[test]
fn without_a_plan_the_counted_lines_of_a_usual_one_are_measured_and_say_what_is_late() {
    let mut sample = Sample::new();
    sample.mentee("Аистов Ян", "7А");
    let unsigned = sample.mentee("Бобров Ян", "7А");
    let person = sample.person_of(unsigned);
    sample.edit::<Person>(person, |person| person.consents.clear());
    let first = stage(&sample, Stage::Mentees, day(10, 20));
    assert_eq!((first.done, first.of, first.percent, first.late.len()), (1, 2, 75, 0));
    let after = stage(&sample, Stage::Mentees, day(10, 21));
    assert_eq!(after.late, [Late { line: None, counted: Some((Counted::Consents, Tally { done: 1, of: 2 })) }]);
    sample.edit::<Mentee>(unsigned, |mentee| mentee.requests.clear());
    assert_eq!(
        late(&sample, Stage::Mentees, day(10, 21)),
        [Some(Counted::Requests), Some(Counted::Consents)],
        "in the order of the plan"
    );
}

#[test]
fn a_tick_moves_the_stage_and_an_own_line_is_late_by_its_own_day() {
    let mut sample = Sample::new();
    let year = sample.year;
    let own = Activity { due: Some(day(9, 10)), ..Activity::new(year, Stage::Preparation) };
    sample.put(ActivityId(700), own);
    let order = Activity { counted: Some(Counted::Order), ..Activity::new(year, Stage::Preparation) };
    sample.put(ActivityId(701), order);
    let seen = stage(&sample, Stage::Preparation, day(9, 11));
    assert_eq!((seen.done, seen.of), (0, 2));
    assert_eq!(seen.late, [Late { line: Some(ActivityId(700)), counted: None }]);
    sample.edit::<Activity>(ActivityId(700), |it| it.done = Step::DoneOn(day(9, 11)));
    let mut passport = Passport::new(year);
    (passport.order_no, passport.order_on) = ("310".into(), Some(day(9, 1)));
    passport.curators = vec![crate::domain::Appointment { name: "Белова Н. С.".into(), ..Default::default() }];
    sample.put(PassportId::from(year), passport);
    let seen = stage(&sample, Stage::Preparation, day(9, 11));
    assert_eq!((seen.done, seen.of, seen.late.len()), (2, 2, 0), "the order of the programme appoints its curator");
    assert_eq!(stage(&sample, Stage::Work, day(9, 11)).of, 0, "a plan of one's own has what it has");
}
