//! The worked numbers of model §12 and the corners of each part, over a small school.

use super::*;
use crate::analysis::stats::percent;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    Answer, Audience, Birth, Condition, Form, Health, Indicator, Item, ItemKind, Label, Measure, MeasureId,
    MeetingKind, MeetingState, Mentee, MenteeId, Pair, PairId, PairState, Parameter, Person, PersonId, PersonKind,
    Questionnaire, QuestionnaireId, Response, ResponseId, SatisfiedBy, Wanted, Wave, Year, YearNumbers, YearNumbersId,
};

pub(super) const PERIOD: fn() -> Period = || Period { from: day(9, 1), to: day(8, 31) };

fn until(to: chrono::NaiveDate) -> Period {
    Period { from: day(9, 1), to }
}

pub(super) fn item(id: &str, kind: ItemKind, linked: Option<&str>) -> Item {
    Item { linked: linked.map(str::to_owned).into_iter().collect(), ..Item::new(id, Label::default(), kind) }
}

pub(super) const SCALE: ItemKind = ItemKind::Scale { low: 1, high: 10 };

/// A questionnaire of the items given.
pub(super) fn sheet(sample: &mut Sample, number: u32, code: &str, wave: Wave, items: Vec<Item>) -> QuestionnaireId {
    let id = QuestionnaireId(number);
    let code = code.to_owned();
    let (title, audience) = (Label::default(), Audience::Mentee);
    let sheet = Questionnaire { code, version: 1, title, wave, audience, forms: Vec::new(), own: true, items };
    sample.put(id, sheet);
    id
}

pub(super) fn respond(
    sample: &mut Sample,
    number: u32,
    sheet: QuestionnaireId,
    person: PersonId,
    answers: Vec<Answer>,
) {
    let response = Response::new(sheet, sample.year, person, day(5, 20), answers);
    sample.put(ResponseId(number), response);
}

/// Mentees of pairs that are over, one mentor for every three.
pub(super) fn finished(sample: &mut Sample, mentees: usize) -> Vec<MenteeId> {
    let ids: Vec<MenteeId> = (0..mentees).map(|n| sample.mentee(&format!("Аистов {n}"), "7А")).collect();
    for three in ids.chunks(3) {
        let mentor = sample.mentor("Ли Ада", PersonKind::Teacher);
        let pair = sample.pair(mentor, three, day(10, 1));
        sample.close(pair, PairState::Finished, day(5, 10));
    }
    ids
}

/// Model §12: entry item 4 = 6, exit X3 = 9 → +3; four pairs +3, 0, −1, +2 → mean +1.0, ≥ 0 in 75 %.
#[test]
fn worked_gap_of_expectations() {
    let mut sample = Sample::new();
    let entry = sheet(&mut sample, 900, "in", Wave::Entry, vec![item("4", SCALE, Some("X3"))]);
    let exit = sheet(&mut sample, 901, "out", Wave::Exit, vec![item("X3", SCALE, None)]);
    let mentees = finished(&mut sample, 6);
    for (number, (before, now)) in (0..).zip([(6, 9), (5, 5), (8, 7), (4, 6)]) {
        let person = sample.person_of(mentees[number as usize]);
        respond(&mut sample, 1000 + number, entry, person, vec![Answer::Scale(before)]);
        respond(&mut sample, 2000 + number, exit, person, vec![Answer::Scale(now)]);
    }
    // One was lost, one came in later, one did not say: unpaired, and counted.
    let (lost, late) = (sample.person_of(mentees[4]), sample.person_of(mentees[5]));
    respond(&mut sample, 1010, entry, lost, vec![Answer::Scale(3)]);
    respond(&mut sample, 1011, entry, late, vec![Answer::Blank]);
    respond(&mut sample, 2011, exit, late, vec![Answer::Scale(3)]);
    let gaps = expectations(&sample.register, sample.year, PERIOD());
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].changes(), [300, 0, -100, 200]);
    assert_eq!((gaps[0].mean_change(), gaps[0].not_below()), (Some(1.0), Some(75.0)));
    assert_eq!((&*gaps[0].only_before, &*gaps[0].only_after), (&[lost][..], &[late][..]));
    assert!(gaps[0].is_small() && gaps[0].test().is_none(), "four say nothing of chance");

    let pairs = pair_gaps(&sample.register, sample.year, PERIOD());
    assert_eq!(pairs.len(), 4);
    assert_eq!(pairs[0].mean(), Some(-1.0));
    assert_eq!(pairs[0].worst().map(|gap| (gap.item.id.as_str(), gap.hoped, gap.got)), Some(("4", 800, 700)));
    assert_eq!(pairs[3].worst(), None);
}

/// Model §12: 41 да, 5 нет, 4 blank of 50 returned from 63 mentees → 89.1 %, response rate 79.4 %.
#[test]
fn worked_satisfied_share() {
    let mut sample = Sample::new();
    let exit = sheet(
        &mut sample,
        900,
        "out",
        Wave::Exit,
        vec![item("X3", SCALE, None), item("X12", SCALE, None), item("X17", ItemKind::YesNo, None)],
    );
    let mentees = finished(&mut sample, 63);
    let said = |n: u32| match n {
        0..41 => Answer::YesNo(true),
        41..46 => Answer::YesNo(false),
        _ => Answer::Blank,
    };
    for number in 0..50 {
        let person = sample.person_of(mentees[number as usize]);
        let answers = vec![Answer::Scale(9), Answer::Scale(if number < 10 { 7 } else { 6 }), said(number)];
        respond(&mut sample, 1000 + number, exit, person, answers);
    }
    let by = |rule| satisfaction(&sample.register, sample.year, PERIOD(), Audience::Mentee, rule);
    let glad = by(SatisfiedBy::Glad);
    assert_eq!((glad.yes.len(), glad.no.len(), glad.unsaid.len()), (41, 5, 4));
    assert_eq!(format!("{:.1}", glad.share().unwrap()), "89.1");
    assert_eq!((by(SatisfiedBy::Outcome).yes.len(), by(SatisfiedBy::Outcome).no.len()), (10, 40));
    assert_eq!(by(SatisfiedBy::Mean).share(), Some(100.0), "(9 + 6) / 2 is 7.5");

    let results = sheet_results(&sample.register, sample.year, until(day(6, 1)), None);
    let result = &results[0];
    assert_eq!((result.expected.len(), result.returned.len(), result.early.len()), (63, 50, 0));
    assert_eq!(format!("{:.1}", result.response_rate().unwrap()), "79.4");
    assert_eq!(result.silent().len(), 13);
    assert_eq!(result.satisfied.as_ref(), Some(&glad), "on the page of the questionnaire likewise");
    let glad = &result.items[2];
    assert_eq!((glad.who_said(true).len(), glad.blank.len()), (41, 4));
    assert_eq!(glad.yes_share(), percent(41, 46));
    assert_eq!((result.items[0].mean(), result.items[0].median()), (Some(9.0), Some(9.0)));
    assert_eq!(result.items[1].distribution()[5..7], [(6, 40), (7, 10)]);
    let other = sheet_results(&sample.register, sample.year, until(day(6, 1)), Some(Form::PupilPupil));
    assert_eq!((other[0].expected.len(), other[0].items[0].given.len()), (0, 0), "all are of another form");
}

/// Model §12: 600 pupils aged 10–19, 210 mentees of them (3 aged 9 excluded) → 35.0 % → plan 35 met.
#[test]
fn worked_share_of_mentees() {
    let mut sample = Sample::new();
    let mentees = finished(&mut sample, 213);
    for (number, id) in mentees.iter().enumerate() {
        let born = if number < 3 { 2018 } else { 2017 - u16::try_from(number % 10).unwrap() };
        let person = sample.person_of(*id);
        sample.edit::<Person>(person, |person| person.birth = Birth::Year(born));
    }
    let mut numbers = YearNumbers::new(sample.year);
    numbers.aged_10_19 = Some(600);
    numbers.set_plan(Indicator::Mentees, Some(35));
    sample.put(YearNumbersId::from(sample.year), numbers);
    let all = figures(&sample.register, sample.year, PERIOD());
    let figure = all.iter().find(|figure| figure.indicator == Indicator::Mentees).unwrap();
    assert_eq!(figure.amount, Amount::Share { part: 210, whole: 600 });
    assert_eq!((figure.amount.number(), figure.done(), figure.is_met()), (Some(35.0), Some(100.0), Some(true)));
    assert_eq!(figure.people.len(), 210);
    let ages = cut(&sample.register, sample.year, PERIOD(), &Forms::new(), &figure.people, Cut::Age);
    assert_eq!((ages.len(), ages[0].0), (10, Group::Age(Some(10))));
}

/// Model §12: born 2012, report year 2023 → 11 → in 10–19, not in 15–19.
#[test]
fn worked_age() {
    let mut sample = Sample::new();
    let id = sample.person("Ли Ада", PersonKind::Pupil, "5А");
    let age = |sample: &Sample, year| {
        let to = chrono::NaiveDate::from_ymd_opt(year, 5, 31).unwrap();
        Period { from: to, to }.age(sample.register.get::<Person>(id).unwrap())
    };
    assert_eq!(age(&sample, 2023), None);
    for birth in [Birth::Year(2012), Birth::Date(chrono::NaiveDate::from_ymd_opt(2012, 12, 31).unwrap())] {
        sample.edit::<Person>(id, |person| person.birth = birth);
        assert_eq!(age(&sample, 2023), Some(11));
    }
    assert!((10..=19).contains(&11) && !(15..=19).contains(&11));
}

#[test]
fn versions_keep_their_questions_and_turned_scales_are_turned_back() {
    let mut sample = Sample::new();
    let old =
        sheet(&mut sample, 900, "before", Wave::Exit, vec![item("X9", ItemKind::YesNo, None), item("X3", SCALE, None)]);
    let new = sheet(&mut sample, 901, "out", Wave::Exit, vec![item("X3", SCALE, None), item("X9", SCALE, None)]);
    sample.edit::<Questionnaire>(old, |sheet| sheet.items[1].reversed = true);
    sample.edit::<Questionnaire>(new, |sheet| {
        sheet.version = 2;
        sheet.items[0].label.ru = "Иначе спрошено?".into();
    });
    let mentees = finished(&mut sample, 3);
    let people: Vec<PersonId> = mentees.iter().map(|id| sample.person_of(*id)).collect();
    respond(&mut sample, 1000, old, people[0], vec![Answer::YesNo(true), Answer::Scale(2)]);
    respond(&mut sample, 1001, new, people[1], vec![Answer::Scale(4), Answer::NotAsked]);
    // One answered both versions: the newer stands, the other is told.
    respond(&mut sample, 1002, new, people[2], vec![Answer::Scale(5), Answer::Scale(5)]);
    respond(&mut sample, 1003, old, people[2], vec![Answer::YesNo(true), Answer::Scale(1)]);
    // As an older program let it in: today nobody answers two versions.
    sample.edit::<Questionnaire>(old, |sheet| "out".clone_into(&mut sheet.code));
    let results = sheet_results(&sample.register, sample.year, until(day(6, 1)), None);
    assert_eq!((results.len(), results[0].id, results[0].doubled), (1, new, 1));
    let first = &results[0].items[0];
    assert_eq!(first.numbers(), [9.0, 4.0, 5.0], "2 of a scale the other way is 9");
    let second = &results[0].items[1];
    assert_eq!(
        (second.numbers(), &*second.other_question, &*second.not_asked),
        (vec![5.0], &[people[0]][..], &[people[1]][..])
    );
    assert_eq!(results[0].returned.len(), 2, "a paper keyed by half is not returned");
}

/// Model §4.4.4: 5 ↔ (4 + 5) / 2. What does not apply is not missing; what was not answered is.
#[test]
fn two_outcomes_of_one_hope_count_by_their_mean() {
    let mut sample = Sample::new();
    let mut hope = item("5", SCALE, None);
    hope.linked = vec!["X4".into(), "X5".into()];
    let entry = sheet(&mut sample, 900, "in", Wave::Entry, vec![hope]);
    let exit = sheet(&mut sample, 901, "out", Wave::Exit, vec![item("X4", SCALE, None), item("X5", SCALE, None)]);
    let mentees = finished(&mut sample, 4);
    let people: Vec<PersonId> = mentees.iter().map(|id| sample.person_of(*id)).collect();
    let given = [
        [Answer::Scale(8), Answer::Scale(5)],
        [Answer::Scale(4), Answer::NotApplicable],
        [Answer::Scale(4), Answer::Blank],
        [Answer::NotApplicable, Answer::NotApplicable],
    ];
    for ((number, person), answers) in (0..).zip(&people).zip(given) {
        respond(&mut sample, 1000 + number, entry, *person, vec![Answer::Scale(6)]);
        respond(&mut sample, 2000 + number, exit, *person, answers.to_vec());
    }
    let gaps = expectations(&sample.register, sample.year, PERIOD());
    assert_eq!((gaps.len(), gaps[0].changes()), (1, vec![50, -200]));
    assert_eq!(gaps[0].only_before, people[2..]);
    assert!(matches!(&gaps[0].what, What::Expectation { exit, .. } if exit.len() == 2));
}

/// A condition leaves an item out: it was neither answered nor missed, and the paper is whole.
#[test]
fn what_a_condition_leaves_out_is_neither_given_nor_missing() {
    let mut sample = Sample::new();
    let mut asked = item("X2", ItemKind::YesNo, None);
    asked.when = Some(Condition { item: "X1".into(), wanted: Wanted::YesNo(true) });
    let exit = sheet(&mut sample, 900, "out", Wave::Exit, vec![item("X1", ItemKind::YesNo, None), asked]);
    let mentees = finished(&mut sample, 3);
    for (number, (first, second)) in
        (0..).zip([(true, Answer::YesNo(true)), (true, Answer::Blank), (false, Answer::Skipped)])
    {
        let person = sample.person_of(mentees[number as usize]);
        respond(&mut sample, 1000 + number, exit, person, vec![Answer::YesNo(first), second]);
    }
    let results = sheet_results(&sample.register, sample.year, until(day(6, 1)), None);
    let second = &results[0].items[1];
    assert_eq!((second.given.len(), second.blank.len(), second.skipped.len(), second.not_asked.len()), (1, 1, 1, 0));
    assert_eq!((second.yes_share(), results[0].returned.len()), (Some(100.0), 3));
}

/// Older answers are found through the id an item had, even where another item had its present id before.
#[test]
fn a_renamed_item_keeps_its_answers() {
    let mut sample = Sample::new();
    let old = sheet(&mut sample, 900, "out", Wave::Exit, vec![item("X1", SCALE, None), item("X2", SCALE, None)]);
    let mut renamed = item("X1", SCALE, None);
    renamed.was = Some("X2".into());
    let new = sheet(&mut sample, 901, "out", Wave::Exit, vec![renamed]);
    sample.edit::<Questionnaire>(new, |sheet| sheet.version = 2);
    let person = finished(&mut sample, 1)[0];
    let person = sample.person_of(person);
    respond(&mut sample, 1000, old, person, vec![Answer::Scale(2), Answer::Scale(7)]);
    let results = sheet_results(&sample.register, sample.year, until(day(6, 1)), None);
    assert_eq!((results.len(), results[0].items[0].numbers()), (1, vec![7.0]));
}

/// Forms of mentoring have questionnaires of their own: an entry paper meets the exit paper of its form, and a paper of
/// the time when one was made for all forms counts for the one its form has by now.
#[test]
fn each_form_has_its_own_questionnaires_and_old_papers_find_theirs() {
    let mut sample = Sample::new();
    let forms = |sample: &mut Sample, id, version, forms: Vec<Form>| {
        sample.edit::<Questionnaire>(id, |sheet| (sheet.version, sheet.forms) = (version, forms));
    };
    let hope = || vec![item("4", SCALE, Some("X3"))];
    let came = || vec![item("X3", SCALE, None)];
    let all_in = sheet(&mut sample, 900, "in", Wave::Entry, hope());
    let pupils_in = sheet(&mut sample, 901, "in", Wave::Entry, hope());
    forms(&mut sample, pupils_in, 2, vec![Form::PupilPupil]);
    let teachers_in = sheet(&mut sample, 902, "tp_in", Wave::Entry, hope());
    forms(&mut sample, teachers_in, 1, vec![Form::TeacherPupil]);
    let pupils_out = sheet(&mut sample, 903, "out", Wave::Exit, came());
    forms(&mut sample, pupils_out, 1, vec![Form::PupilPupil]);
    let teachers_out = sheet(&mut sample, 904, "tp_out", Wave::Exit, came());
    forms(&mut sample, teachers_out, 1, vec![Form::TeacherPupil]);
    // Mentees of teachers, all of them.
    let mentees = finished(&mut sample, 3);
    let people: Vec<PersonId> = mentees.iter().map(|id| sample.person_of(*id)).collect();
    respond(&mut sample, 1000, all_in, people[0], vec![Answer::Scale(5)]);
    respond(&mut sample, 2000, teachers_out, people[0], vec![Answer::Scale(8)]);
    respond(&mut sample, 1001, teachers_in, people[1], vec![Answer::Scale(5)]);
    respond(&mut sample, 2001, teachers_out, people[1], vec![Answer::Scale(4)]);
    // Answered the pupils' paper by mistake: its exit is not that of the teachers' form.
    respond(&mut sample, 1002, teachers_in, people[2], vec![Answer::Scale(5)]);
    respond(&mut sample, 2002, pupils_out, people[2], vec![Answer::Scale(9)]);
    let results = sheet_results(&sample.register, sample.year, until(day(6, 1)), None);
    let teachers = results.iter().find(|result| result.id == teachers_in).unwrap();
    assert_eq!((teachers.expected.len(), teachers.returned.len()), (3, 3), "the old paper counts here");
    let gaps = expectations(&sample.register, sample.year, PERIOD());
    assert_eq!(gaps.len(), 1, "the same questions of two forms are one series");
    assert_eq!(gaps[0].people.iter().map(|twice| twice.person).collect::<Vec<_>>(), people[..2]);
    assert_eq!((gaps[0].changes(), &*gaps[0].only_before), (vec![300, -100], &people[2..]));
    let left = results.iter().find(|result| result.id == teachers_out).unwrap();
    assert_eq!((left.expected.len(), left.returned.len()), (3, 2));
}

fn measured(sample: &mut Sample, number: u32, person: PersonId, wave: Wave, parameter: Parameter, value: i32) {
    let (year, on) = (sample.year, if wave == Wave::Entry { day(9, 20) } else { day(5, 20) });
    let notes = "".into();
    sample.put(MeasureId(number), Measure { year, person, parameter, wave, value, on, notes });
}

#[test]
fn measures_are_joined_by_person_and_the_lost_are_counted() {
    let mut sample = Sample::new();
    let mentees = finished(&mut sample, 8);
    let people: Vec<PersonId> = mentees.iter().map(|id| sample.person_of(*id)).collect();
    for (number, person) in (0..).zip(&people) {
        measured(&mut sample, 3000 + number, *person, Wave::Entry, Parameter::Anxiety, 4000);
        if number < 7 {
            let value = 4000 - 100 * (i32::try_from(number).unwrap() - 1);
            measured(&mut sample, 3100 + number, *person, Wave::Exit, Parameter::Anxiety, value);
        }
    }
    measured(&mut sample, 3200, people[0], Wave::Exit, Parameter::Marks, 425);
    let all = movements(&sample.register, sample.year, until(day(6, 1)));
    assert_eq!(
        all.iter().map(|it| &it.what).collect::<Vec<_>>(),
        [&What::Measure(Parameter::Marks), &What::Measure(Parameter::Anxiety)]
    );
    let anxiety = &all[1];
    // A fall of anxiety is an improvement.
    assert_eq!(anxiety.changes(), [-100, 0, 100, 200, 300, 400, 500]);
    assert_eq!((anxiety.mean_change(), anxiety.means()), (Some(2.0), Some((40.0, 38.0))));
    let [better, same, worse] = anxiety.split();
    assert_eq!((better.len(), same, worse, anxiety.only_before.len()), (5, vec![people[1]], vec![people[0]], 1));
    let test = anxiety.test().unwrap();
    assert_eq!((test.n, test.zeros), (6, 1));
    assert_eq!((&*all[0].only_after, all[0].people.len(), all[0].test()), (&[people[0]][..], 0, None));
    assert!(movements(&sample.register, sample.year, until(day(10, 1)))[0].people.is_empty(), "the exit was later");
}

#[test]
fn people_are_counted_once_and_pairs_by_the_days_they_worked() {
    let mut sample = Sample::new();
    let mentor = sample.mentor("Ли Ада", PersonKind::Pupil);
    let led = sample.mentee("Аистов Ян", "5А");
    let early = sample.pair(mentor, &[led], day(9, 10));
    sample.close(early, PairState::Ended, day(10, 10));
    let again = sample.pair(mentor, &[led], day(11, 1));
    let proposed = sample.mentee("Бобров Ян", "5А");
    let waiting = sample.pair(mentor, &[proposed], day(11, 1));
    sample.edit::<Pair>(waiting, |pair| pair.state = PairState::Proposed);
    // The pupil who leads is led as well.
    let leader = sample.leader_of(again);
    let adult = sample.mentor("Юн Ян", PersonKind::Employee);
    let own = MenteeId(800);
    sample.put(own, Mentee::new(leader, sample.year));
    sample.pair(adult, &[own], day(11, 5));
    sample.edit::<Person>(sample.person_of(led), |person| person.health = Health::Zpr);
    sample.edit::<Year>(sample.year, |year| year.contingent = vec![(5, 30), (11, 20)]);
    let amount = |from, to, indicator| {
        let all = figures(&sample.register, sample.year, Period { from, to });
        all.into_iter().find(|it| it.indicator == indicator).unwrap().amount
    };
    let whole = |indicator| amount(day(9, 1), day(8, 31), indicator);
    assert_eq!(whole(Indicator::Involved), Amount::Count(2));
    assert_eq!(whole(Indicator::MenteesOfAll), Amount::Share { part: 2, whole: 50 });
    assert_eq!(whole(Indicator::InvolvedOfAll), Amount::Share { part: 2, whole: 50 });
    assert_eq!((whole(Indicator::EnterpriseMentors), whole(Indicator::Ovz)), (Amount::Count(1), Amount::Count(1)));
    assert_eq!(whole(Indicator::Events), Amount::Unknown, "nobody has counted them");
    assert_eq!(amount(day(10, 11), day(10, 31), Indicator::Involved), Amount::Count(0), "between the two pairs");
    assert_eq!(amount(day(10, 10), day(10, 31), Indicator::Involved), Amount::Count(2), "its last day counts");
    assert_eq!(amount(day(9, 1), day(9, 9), Indicator::Involved), Amount::Count(0));
}

#[test]
fn directions_follow_polarity_and_compare_like_with_like() {
    let figure = |indicator, reading, amount| Figure {
        indicator,
        form: None,
        reading,
        amount,
        people: Vec::new(),
        among: Vec::new(),
        plan: Some(Plan::School(2)),
    };
    let counted = |indicator, count| figure(indicator, Reading::ByHand, Amount::Count(count));
    let of = |indicator, before, now| direction(&counted(indicator, before), &counted(indicator, now));
    assert_eq!(of(Indicator::Involved, 3, 4), Direction::Better);
    assert_eq!(of(Indicator::Complaints, 3, 4), Direction::Worse);
    assert_eq!(of(Indicator::Disoriented, 4, 3), Direction::Better);
    assert_eq!(of(Indicator::Complaints, 4, 4), Direction::Same);
    let glad = |rule, part, whole| {
        figure(Indicator::SatisfiedMentees, Reading::Satisfied(rule), Amount::Share { part, whole })
    };
    let (by, other) = (SatisfiedBy::Glad, SatisfiedBy::Mean);
    assert_eq!(direction(&glad(by, 5, 10), &glad(by, 6, 10)), Direction::Better);
    assert_eq!(direction(&glad(by, 5, 10), &glad(other, 6, 10)), Direction::Otherwise, "another rule");
    assert_eq!(direction(&glad(by, 2, 3), &glad(by, 6, 10)), Direction::TooFew, "of three, a year before");
    assert_eq!(direction(&glad(by, 6, 10), &glad(by, 2, 3)), Direction::TooFew);
    let unknown = figure(Indicator::Complaints, Reading::ByHand, Amount::Unknown);
    assert_eq!(direction(&unknown, &counted(Indicator::Complaints, 1)), Direction::Unknown);
    let figure = counted(Indicator::Complaints, 4);
    assert_eq!((figure.done(), figure.is_met()), (Some(50.0), Some(false)));
}

#[test]
fn benchmarks_judge_only_what_applies() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let share = |sample: &Sample, check, today| {
        let all = benchmarks(&sample.register, sample.year, today);
        all.into_iter().find(|it| it.check == check).map(|it| (it.met.len(), it.missing.len())).unwrap()
    };
    assert_eq!(share(&sample, Check::FirstMonth, day(10, 20)), (0, 0), "the month is not over");
    assert_eq!(share(&sample, Check::FirstMonth, day(11, 2)), (0, 1));
    sample.first_three(pair, day(10, 2));
    assert_eq!(share(&sample, Check::FirstMonth, day(11, 2)), (1, 0));
    assert_eq!(share(&sample, Check::Monthly, day(11, 30)), (0, 0));
    assert_eq!(share(&sample, Check::Monthly, day(12, 1)), (0, 1));
    sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(11, 15));
    assert_eq!(share(&sample, Check::Monthly, day(12, 1)), (1, 0));
    assert_eq!(share(&sample, Check::Described, day(12, 1)), (0, 1), "no lengths");
    assert_eq!(share(&sample, Check::Certificates, day(12, 1)), (0, 0), "a teacher needs none");
    assert_eq!(share(&sample, Check::RequestInScope, day(12, 1)), (1, 0));
    assert_eq!(share(&sample, Check::TrainingHours, day(12, 1)), (0, 1));
    assert_eq!(share(&sample, Check::ClosingTalk, day(12, 1)), (0, 0));
    sample.close(pair, PairState::Finished, day(12, 2));
    assert_eq!(share(&sample, Check::ClosingTalk, day(12, 5)), (1, 0));
    assert_eq!(share(&sample, Check::FinalMeeting, day(12, 5)), (0, 1));
    assert_eq!(share(&sample, Check::NextStep, day(12, 5)), (0, 1));
    let all = benchmarks(&sample.register, sample.year, day(12, 5));
    assert_eq!(all.iter().map(|it| it.check).collect::<Vec<_>>(), Check::ALL);
    assert!(Check::ALL.is_sorted_by_key(|check| check.standard()));
}

#[test]
fn a_pair_that_lacks_most_comes_first_and_its_checks_are_those_that_name_it() {
    let mut sample = Sample::new();
    let (poor, rich) = (sample.working(day(10, 1)), sample.working(day(10, 1)));
    sample.first_three(rich, day(10, 2));
    let results = benchmarks(&sample.register, sample.year, day(11, 2));
    let pairs = by_pair(&results);
    assert_eq!(pairs.iter().map(|it| it.pair).collect::<Vec<_>>(), [poor, rich]);
    assert!(pairs[0].missing.contains(&Check::FirstMonth) && pairs[1].met.contains(&Check::FirstMonth));
    for it in &pairs {
        let naming = |of: fn(&CheckResult) -> &Vec<PairId>| {
            results.iter().filter(|result| of(result).contains(&it.pair)).map(|result| result.check).collect::<Vec<_>>()
        };
        assert_eq!(
            (naming(|result| &result.met), naming(|result| &result.missing)),
            (it.met.clone(), it.missing.clone())
        );
    }
}

#[test]
fn the_draft_gathers_what_was_said_most() {
    let mut sample = Sample::new();
    let items =
        vec![item("X15", ItemKind::Text, None), item("X16", ItemKind::Text, None), item("X19", ItemKind::YesNo, None)];
    let exit = sheet(&mut sample, 900, "out", Wave::Exit, items);
    let mentees = finished(&mut sample, 6);
    for (number, words) in (0..).zip(["Общение", "общение.", "Уроки", "ОБЩЕНИЕ", "поездки", "  "])
    {
        let person = sample.person_of(mentees[number as usize]);
        let answers = vec![Answer::Text(words.into()), Answer::Blank, Answer::YesNo(number < 2)];
        respond(&mut sample, 1000 + number, exit, person, answers);
    }
    let waiting = sample.mentee("Волков Ян", "6А");
    let draft = swot_draft(&sample.register, sample.year, day(6, 1));
    assert_eq!(draft.valued[0], ("Общение".to_owned(), 3));
    assert_eq!((draft.valued.len(), draft.lacking.len()), (3, 0));
    assert!(draft.opportunities.contains(&Opportunity::FutureMentors(2)));
    assert!(draft.threats.iter().any(|it| matches!(it, Threat::UnmetRequests(n) if *n >= 1)));
    sample.edit::<Person>(sample.person_of(waiting), |person| person.consents.clear());
    let draft = swot_draft(&sample.register, sample.year, day(6, 1));
    assert!(draft.threats.contains(&Threat::ConsentsMissing(1)), "{:?}", draft.threats);
}

/// An outcome that got another id is still the outcome, and an item that was renamed twice keeps its first answers.
#[test]
fn expectations_and_answers_survive_a_rename_and_another() {
    let mut sample = Sample::new();
    let entry = sheet(&mut sample, 900, "in", Wave::Entry, vec![item("4", SCALE, Some("X3"))]);
    let was = |id: &str, was: &str| Item { was: Some(was.into()), ..item(id, SCALE, None) };
    let first = sheet(&mut sample, 901, "out", Wave::Exit, vec![item("X3", SCALE, None)]);
    let mut versions = vec![first];
    for (number, (id, before)) in (1..).zip([("Y3", "X3"), ("Z3", "Y3")]) {
        let next = sheet(&mut sample, 901 + number, "out", Wave::Exit, vec![was(id, before)]);
        sample.edit::<Questionnaire>(next, |sheet| sheet.version = u16::try_from(number + 1).unwrap());
        versions.push(next);
    }
    let mentees = finished(&mut sample, 3);
    for (number, (mentee, exit)) in (0..).zip(mentees.iter().zip(&versions)) {
        let person = sample.person_of(*mentee);
        respond(&mut sample, 1000 + number, entry, person, vec![Answer::Scale(4)]);
        respond(&mut sample, 1100 + number, *exit, person, vec![Answer::Scale(7)]);
    }
    let found = expectations(&sample.register, sample.year, PERIOD());
    assert_eq!((found.len(), found[0].people.len()), (1, 3));
}
