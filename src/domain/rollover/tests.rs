use std::sync::Arc;

use super::super::sample::{Sample, day};
use super::super::*;
use super::*;

const PHRASES: [&str; 3] = ["ждёт с 2026/27", "продолжается в 2027/28", "работает с 2026/27"];

fn phrases() -> Phrases {
    let [waits, goes_on, goes_on_since] = PHRASES.map(str::to_owned);
    Phrases { waits, goes_on, goes_on_since }
}

/// The end of May.
fn may() -> NaiveDate {
    day(5, 28)
}

fn choices(sample: &Sample) -> Choices {
    Choices { pairs: PairPlan::GoOn, ..Choices::usual(&sample.register, sample.year, may()) }
}

/// Takes the step; gives the register before and after, and the new year.
fn roll(sample: &mut Sample, choices: &Choices) -> (Register, YearId) {
    let before = sample.register.clone();
    let outlook = Outlook::new(&sample.register, sample.year, choices, may()).unwrap();
    let mut ids = Ids::alone();
    ids.skip_past(sample.register.highest_id());
    let batch = Batch::new("year.begin", changes(&sample.register, &outlook, &mut ids, &phrases()));
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".into() };
    sample.register.commit(&batch.changes, &stamp).unwrap();
    let year = sample.register.years().last().unwrap().0;
    (before, year)
}

fn class(register: &Register, person: PersonId, year: YearId) -> Option<String> {
    register.get::<Person>(person).unwrap().class_in(year).map(ToString::to_string)
}

fn same(one: &Register, other: &Register) -> bool {
    let all = |register: &Register| register.all().map(|(key, record)| (key, record.clone())).collect::<Vec<_>>();
    all(one) == all(other)
}

#[test]
fn pupils_go_up_a_class_the_last_become_graduates_and_one_step_back_undoes_all_of_it() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let led = sample.person_of(sample.mentee_of(pair));
    let eleventh = sample.mentor("Орлова Ада Юрьевна", PersonKind::Pupil);
    let leader = sample.register.get::<Mentor>(eleventh).unwrap().person;
    let (before, year) = roll(&mut sample, &choices(&Sample::new()));
    let register = &sample.register;
    assert_eq!((class(register, led, sample.year), class(register, led, year)), (Some("7Б".into()), Some("8Б".into())));
    let graduate = register.get::<Person>(leader).unwrap();
    assert_eq!((graduate.kind, graduate.class_in(year)), (PersonKind::Graduate, None));
    assert_eq!(graduate.kind_in(sample.year), PersonKind::Pupil, "the old year reads as it was");
    // As a mentor they stay, and what an adult from outside needs is asked of them from now on, not of the past.
    let (new, _) = register.mentor_of(leader, year).unwrap();
    assert!(status::missing_for_admission(register, eleventh, may()).is_empty());
    let entry = Mentor { record_check_until: None, ..Mentor::clone(register.get::<Mentor>(new).unwrap()) };
    assert_eq!(entry.training, Step::Done);
    sample.edit::<Mentor>(new, |mentor| mentor.record_check_until = None);
    assert_eq!(status::missing_for_admission(&sample.register, new, may()), [Missing::RecordCheck]);
    sample.edit::<Mentor>(new, |mentor| mentor.record_check_until = entry.medical_check_until);

    let outlook = Outlook::new(&before, sample.year, &choices(&sample), may()).unwrap();
    assert_eq!((outlook.promoted.len(), outlook.graduates.as_slice()), (1, [leader].as_slice()));
    let mut again = before.clone();
    let mut ids = Ids::alone();
    ids.skip_past(again.highest_id());
    let step = changes(&again, &outlook, &mut ids, &phrases());
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    again.commit(&step, &stamp).unwrap();
    again.commit(&inverse(&step), &stamp).unwrap();
    assert!(same(&again, &before), "one step back");
}

#[test]
fn a_pair_goes_on_with_its_plan_and_closes_in_the_old_year() {
    let mut sample = Sample::new();
    let old = sample.working(day(10, 1));
    let done = PlanItem { done_on: Some(day(3, 1)), ..PlanItem::new(PlanSection::Growth) };
    let open = PlanItem { due: Some(day(4, 1)), task: "проект".into(), ..PlanItem::new(PlanSection::Growth) };
    sample.put(PlanId::from(old), Plan { items: vec![done, open], ..Plan::new(old) });
    let (_, year) = roll(&mut sample, &choices(&Sample::new()));
    let register = &sample.register;
    let (new, pair) = register.pairs(year).next().unwrap();
    assert_eq!(pair.state, PairState::Fixed);
    assert_eq!(pair.started_on, Some(register.get::<Year>(year).unwrap().start));
    assert_eq!(register.mentees(year).count(), 1);
    let entry = register.get::<Mentee>(pair.mentees[0]).unwrap();
    assert_eq!((entry.requests.len(), entry.entered_on, entry.notes.as_str()), (1, Some(day(9, 1)), ""));
    let plan = register.get::<Plan>(PlanId::from(new)).unwrap();
    assert_eq!(plan.items.len(), 1, "what is done stays behind");
    assert_eq!(plan.items[0].due, NaiveDate::from_ymd_opt(2028, 4, 1));
    let closed = register.get::<Pair>(old).unwrap();
    let closing = closed.closing.as_ref().unwrap();
    assert_eq!((closed.state, closing.reason, closing.on), (PairState::Finished, CloseReason::CycleEnd, may()));
    assert_eq!(closing.note.as_str(), PHRASES[1]);
    let was = register.get::<Mentee>(closed.mentees[0]).unwrap();
    assert_eq!((was.standing, was.left_on), (MenteeStanding::Completed, Some(may())));
    // It need not get acquainted again.
    assert_eq!(status::next_kind(register, new), MeetingKind::Regular);
    let meeting = Meeting::planned(new, MeetingKind::Regular, register.get::<Year>(year).unwrap().start);
    assert_eq!(meeting_warnings(register, None, &meeting, meeting.date), []);
}

#[test]
fn what_stands_in_the_way_of_a_pair_leaves_it_agreed_and_is_named() {
    let mut sample = Sample::new();
    let old = sample.working(day(10, 1));
    let led = sample.person_of(sample.mentee_of(old));
    sample.edit::<Person>(led, |person| person.consents[0].valid_until = Some(day(6, 30)));
    let outlook = Outlook::new(&sample.register, sample.year, &choices(&sample), may()).unwrap();
    let mentee = sample.mentee_of(old);
    let obstacle = Obstacle::Consent(led, ConsentKind::Data);
    assert_eq!(outlook.pairs, [(old, PairFate::Waits(vec![mentee], obstacle))]);
    let (_, year) = roll(&mut sample, &choices(&Sample::new()));
    let (_, pair) = sample.register.pairs(year).next().unwrap();
    assert_eq!(pair.status(), PairStatus::Agreed);
}

#[test]
fn who_waits_waits_on_with_their_requests_and_who_left_stays_behind() {
    let mut sample = Sample::new();
    let waiting = sample.mentee("Бобров Ян Ильич", "5А");
    let gone = sample.mentee("Лисин Пётр Ильич", "5Б");
    let last = sample.mentee("Котов Олег Ильич", "11Б");
    sample.edit::<Mentee>(gone, |mentee| mentee.standing = MenteeStanding::Left);
    let [waits, left, graduate] = [waiting, gone, last].map(|id| sample.person_of(id));
    let (_, year) = roll(&mut sample, &choices(&Sample::new()));
    let register = &sample.register;
    let (_, entry) = register.mentee_of(waits, year).unwrap();
    assert_eq!((entry.requests.len(), entry.notes.as_str()), (1, PHRASES[0]));
    assert_eq!(entry.entered_on, Some(day(9, 1)), "they have waited since then");
    assert!(register.mentee_of(left, year).is_none() && register.mentee_of(graduate, year).is_none());
    assert_eq!(class(register, left, year).as_deref(), Some("6Б"), "they left the programme, not the school");
    assert_eq!(register.get::<Mentee>(waiting).unwrap().standing, MenteeStanding::Participating);
}

#[test]
fn choices_close_pairs_and_leave_out_whoever_is_to_be_left_out() {
    let mut sample = Sample::new();
    let old = sample.working(day(10, 1));
    let kept = {
        let mentor = sample.mentor("Гусев Олег Павлович", PersonKind::Teacher);
        let mentee = sample.mentee("Ли Ада Юрьевна", "6А");
        sample.pair(mentor, &[mentee], day(10, 2))
    };
    let choices = Choices {
        pairs: PairPlan::Close,
        own: [(kept, PairPlan::Stay)].into(),
        mentors: false,
        ninth_goes_on: false,
        ..choices(&sample)
    };
    let ninth = sample.mentee("Юн Ян Олегович", "9В");
    let ninth_person = sample.person_of(ninth);
    let (_, year) = roll(&mut sample, &choices);
    let register = &sample.register;
    assert_eq!((register.pairs(year).count(), register.mentors(year).count()), (0, 0));
    assert_eq!(register.get::<Pair>(old).unwrap().state, PairState::Finished);
    assert_eq!(register.get::<Pair>(kept).unwrap().state, PairState::Fixed, "left alone");
    assert_eq!(class(register, ninth_person, year), None);
    assert_eq!(register.mentees(year).count(), 1, "only who waited");

    // The second time whoever was left behind follows, and nobody comes twice.
    let people = register.people().filter(|(_, person)| person.class_in(year).is_some()).count();
    let choices = Choices { own: BTreeMap::new(), pairs: PairPlan::GoOn, mentors: true, ..choices };
    let outlook = Outlook::new(register, sample.year, &choices, may()).unwrap();
    assert_eq!((outlook.known, outlook.promoted.len()), (Some(year), 0));
    assert_eq!(outlook.pairs.len(), 1);
    roll(&mut sample, &choices);
    let register = &sample.register;
    assert_eq!(register.years().len(), 2);
    assert_eq!((register.pairs(year).count(), register.mentors(year).count()), (1, 2));
    assert_eq!(register.people().filter(|(_, person)| person.class_in(year).is_some()).count(), people);
    let outlook = Outlook::new(register, sample.year, &choices, may()).unwrap();
    assert!(outlook.is_empty(), "{outlook:?}");
}

#[test]
fn papers_are_carried_over_with_their_dates_a_year_later() {
    let mut sample = Sample::new();
    let from = sample.year;
    let before = NaiveDate::from_ymd_opt(2026, 8, 31);
    let curator = Appointment { name: "Белова Н. С.".into(), order_no: "311".into(), order_on: before };
    let passport = Passport {
        aim: "цель".into(),
        council_no: "01".into(),
        council_on: before,
        order_no: "287".into(),
        order_on: before,
        curators: vec![curator],
        ..Passport::new(from)
    };
    sample.put(PassportId::from(from), passport);
    let activity = Activity {
        title: "Общая встреча".into(),
        due: Some(day(11, 15)),
        done: Step::Done,
        ..Activity::new(from, Stage::Pairing)
    };
    sample.put(ActivityId(800), activity);
    let mut numbers = YearNumbers::new(from);
    numbers.set_plan(Indicator::ALL[0], Some(70));
    numbers.aged_10_19 = Some(400);
    sample.put(YearNumbersId::from(from), numbers);
    let (_, year) = roll(&mut sample, &choices(&Sample::new()));
    let register = &sample.register;
    let curator = Appointment { name: "Белова Н. С.".into(), ..Appointment::default() };
    let carried = Passport { aim: "цель".into(), curators: vec![curator], ..Passport::new(year) };
    assert_eq!(**register.get::<Passport>(PassportId::from(year)).unwrap(), carried, "the orders are the year's own");
    let (_, line) = register.activities(year)[0];
    assert_eq!((line.due, line.done), (NaiveDate::from_ymd_opt(2027, 11, 15), Step::Open));
    let numbers = register.numbers(year);
    assert_eq!((numbers.plan(Indicator::ALL[0]), numbers.aged_10_19), (Some(70), None));
}

#[test]
fn the_sheet_of_a_mentor_goes_on_without_the_aims_of_the_year() {
    let mut sample = Sample::new();
    let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
    let sheet = Selection {
        application: "Хочу помогать".into(),
        aims: "Чтобы к весне решал задачи".into(),
        expectations: "Встреч каждую неделю".into(),
        ..Selection::new(mentor)
    };
    sample.put(SelectionId::from(mentor), sheet.clone());
    let (_, year) = roll(&mut sample, &choices(&Sample::new()));
    let next = sample.register.mentor_of(sample.register.get::<Mentor>(mentor).unwrap().person, year).unwrap().0;
    let carried = sample.register.get::<Selection>(SelectionId::from(next)).unwrap();
    let expected = Selection { mentor: next, aims: "".into(), expectations: "".into(), ..sheet };
    assert_eq!(**carried, expected);
}

#[test]
fn who_moved_to_another_school_gets_no_class_here() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let mentee = sample.mentee_of(pair);
    let person = sample.person_of(mentee);
    sample.close(pair, PairState::Ended, day(2, 1));
    sample.edit::<Pair>(pair, |pair| pair.closing.as_mut().unwrap().reason = CloseReason::Moved);
    sample.edit::<Mentee>(mentee, |mentee| mentee.standing = MenteeStanding::Left);
    let outlook = Outlook::new(&sample.register, sample.year, &choices(&sample), may()).unwrap();
    assert_eq!(outlook.moved, [person]);
    let (_, year) = roll(&mut sample, &choices(&Sample::new()));
    assert_eq!(class(&sample.register, person, year), None);
    assert_eq!(sample.register.get::<Person>(person).unwrap().kind, PersonKind::Pupil);
}

#[test]
fn who_moved_gets_no_class_here_without_a_pair_and_as_a_mentor_too() {
    let mut sample = Sample::new();
    let alone = sample.mentee("Бобров Ян Ильич", "5А");
    sample.edit::<Mentee>(alone, |mentee| mentee.standing = MenteeStanding::Moved);
    let pair = sample.working(day(10, 1));
    let mentor = sample.register.get::<Pair>(pair).unwrap().mentor;
    let led = sample.mentee_of(pair);
    let leader = sample.register.get::<Mentor>(mentor).unwrap().person;
    let year = sample.year;
    sample.edit::<Person>(leader, |person| {
        person.kind = PersonKind::Pupil;
        person.set_class(year, Class::parse("9А"));
    });
    sample.edit::<Mentor>(mentor, |mentor| mentor.standing = MentorStanding::Moved);
    let outlook = Outlook::new(&sample.register, sample.year, &choices(&sample), may()).unwrap();
    let gone = [sample.person_of(alone), leader];
    assert!(gone.iter().all(|person| outlook.moved.contains(person)), "{:?}", outlook.moved);
    assert!(outlook.mentees.contains(&(alone, MenteeFate::Moved)));
    assert!(outlook.mentors.contains(&(mentor, MentorFate::LeftOut)));
    assert!(outlook.pairs.contains(&(pair, PairFate::Closes(CloseReason::Moved))));
    let person = sample.person_of(led);
    let (_, next) = roll(&mut sample, &choices(&Sample::new()));
    assert!(gone.iter().all(|person| class(&sample.register, *person, next).is_none()));
    assert!(class(&sample.register, person, next).is_some(), "who was led stays");
}

#[test]
fn a_past_year_is_read_as_it_was() {
    let mut sample = Sample::new();
    let id = sample.mentee("Бобров Ян Ильич", "5А");
    let person = sample.person_of(id);
    sample.edit::<Person>(person, |person| person.consents[0].valid_until = Some(day(8, 31)));
    let later = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    assert_eq!(status::mentee(&sample.register, id, later), Some(status::MenteeStatus::Matching));
    let kept = Arc::clone(sample.register.get::<Mentee>(id).unwrap());
    assert_eq!(kept.year, sample.year);
}

#[test]
fn two_programmes_of_a_school_move_each_pupil_once() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let led = sample.person_of(sample.mentee_of(pair));
    let eleventh = sample.mentor("Орлова Ада Юрьевна", PersonKind::Pupil);
    let leader = sample.register.get::<Mentor>(eleventh).unwrap().person;
    let (first, other) = (sample.year, YearId(5_000));
    let named = Year::clone(sample.register.get::<Year>(first).unwrap()).of_programme(&"Школа лидеров".into());
    sample.put(other, named);
    for person in [led, leader] {
        let class = sample.register.get::<Person>(person).unwrap().class_in(first).copied();
        sample.edit::<Person>(person, |person| person.set_class(other, class));
    }
    let choices = choices(&Sample::new());
    roll(&mut sample, &choices);
    let of = |sample: &Sample, year| sample.register.years_of_programme(year).last().unwrap().0;
    let next = of(&sample, first);
    assert_eq!(of(&sample, other), other, "the other programme has its own next year");
    sample.edit::<Person>(led, |person| person.set_class(next, Class::parse("8В")));
    sample.year = other;
    let outlook = Outlook::new(&sample.register, other, &choices, may()).unwrap();
    assert_eq!(outlook.graduates, [leader]);
    roll(&mut sample, &choices);
    let beside = of(&sample, other);
    assert_eq!(sample.register.get::<Year>(beside).unwrap().title(), "2027/28 Школа лидеров");
    assert_eq!(class(&sample.register, led, beside), Some("8В".into()), "as the programme before it put them");
    assert_eq!(sample.register.get::<Person>(leader).unwrap().kind, PersonKind::Graduate);
}
