//! What is not for everybody's eyes is on no road by which somebody could come to see it. The roads are gone one by one
//! for every duty, and every column of every table that goes out is classed here: a new one fails until it is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use nastavnik::app::{Model, Msg};
use nastavnik::domain::{
    Answer, Birth, Change, CloseReason, Closing, Contact, ContactId, ContactSide, Duty, Initiator, InterviewDecision,
    Item, Key, Measure, MeasureId, Meeting, MeetingId, MeetingKind, MeetingState, Mentee, MenteeId, Mentor, MentorId,
    Next, Pair, PairId, PairState, Parameter, Person, PersonId, PersonKind, Plan, PlanId, PlanItem, PlanSection,
    Practice, PracticeId, Questionnaire, Register, Response, ResponseId, Selection, Staff, StaffId, Stamp, Step, Wave,
    Words,
};
use nastavnik::exchange::export::{self, Format, Table};
use nastavnik::kit::{Layout, Size};
use nastavnik::text::{Lang, Text};
use serde_json::Value;

use crate::school::world;
use crate::stage::{self, keys, model, picture};

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// For everybody who may look.
    Open,
    /// Leaves only when asked for, by those who may.
    Restricted,
    /// For the curator, the psychologist and the director.
    Office,
    /// For these and whoever leads the pair.
    OfPair,
    /// For these, whoever leads the pair, and of adults for helpers.
    Reach,
}

use Class::{OfPair, Office, Open, Reach, Restricted};

/// Every column of every table that goes out, by the name it has in JSON.
const COLUMNS: &[(Table, &[(Class, &str)])] = &[
    (
        Table::Mentees,
        &[
            (
                Open,
                "id person_id year name last_name first_name patronymic class status_now wish \
                birth_year birth_date consent_data consent_participation consent_publication form \
                entered_on time interests status left_on organisation position kind case_link",
            ),
            (OfPair, "request problems source priority request_state requests result"),
            (Reach, "phone guardian email"),
            (Office, "notes"),
            (Restricted, "group health"),
        ],
    ),
    (
        Table::Mentors,
        &[
            (
                Open,
                "id person_id year name last_name first_name patronymic kind class free status_now \
                organisation position competences achievements interests preferred_age time capacity \
                group_from ready_for_ovz form entered_on training training_hours consent_data status \
                left_on birth_year birth_date consent_participation consent_publication \
                case_link",
            ),
            (Reach, "phone email guardian"),
            (Office, "application interview decision record_check_until medical_check_until notes result"),
            (Restricted, "health"),
        ],
    ),
    (
        Table::Pairs,
        &[
            (
                Open,
                "id year mentees mentor form role state order_no order_date mentor_agreed_on \
                mentees_agreed_on started_on trial_until paused_until outcome close_on close_next",
            ),
            (OfPair, "goal result close_reason close_by"),
            (Office, "exception notes close_talk close_note"),
        ],
    ),
    (
        Table::Meetings,
        &[
            (Open, "id date pair kind state present minutes topic result next_step place context time"),
            (OfPair, "mood_mentee mood_mentor"),
            (Restricted, "safety_note safety_action"),
        ],
    ),
    (Table::Preferences, &[(Open, "id year mentee mentee_class mentor mentor_class rank side")]),
    (
        Table::Consents,
        &[
            (
                Open,
                "id person_id year name last_name first_name patronymic class data data_signed \
                data_until participation participation_signed participation_until publication \
                publication_signed publication_until",
            ),
            (Restricted, "health health_signed health_until"),
        ],
    ),
    (Table::Answers(None), &[(Office, "id person_id pair_id year name class survey version wave audience on answers")]),
    (Table::Measures, &[(Office, "id person_id year name class parameter scale better wave value on notes")]),
    (Table::Indicators, &[(Open, "id year name form value part whole plan done before")]),
    (Table::Events, &[(Open, "id year on kind title count high_rating held until place partner result link notes")]),
];

/// The columns of a table, each with its class.
fn columns(classes: &[(Class, &'static str)]) -> Vec<(&'static str, Class)> {
    classes.iter().flat_map(|(class, names)| names.split_whitespace().map(|name| (name, *class))).collect()
}

/// What was noted of a measure. No screen shows it; the table that goes out does.
const MEASURED: &str = "замер со слов мамы";
/// Words that stand on file in what is closed and nowhere else.
const PHONE: &str = "+7 913 444-55-66";
const MARKS: &[&str] = &[
    PHONE,
    "просит помочь с переездом",
    "пометка о мальчике",
    "пометка о наставнике",
    "пометка о паре",
    "исключение ради брата",
    "пометка о конце",
    "к детям пока рано",
    "тяжело дома",
    "боится идти домой",
    "ответ между нами",
    "02.02.2019",
    "03.03.2019",
    "04.04.2039",
    "05.05.2039",
    "рекомендован",
    "не прятаться на переменах",
    "перестал прятаться",
    "разобрать, чего боится",
    "спокойно ходит в столовую",
    "случай с переменами",
    "мальчик осмелел",
    "наставник научился ждать",
];
/// The goal of the pair that a helper leads: for the office and for them.
const OWN_GOAL: &str = "дочитать толстую книгу";

/// An invented school with all of that in it, and whom it is about.
pub struct Planted {
    pub register: Register,
    changes: Vec<Change>,
    /// The pair of somebody else, and one that a helper would lead.
    other: PairId,
    own: PairId,
    leader: PersonId,
    pub closed: PairId,
    meeting: MeetingId,
    reserve: MentorId,
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Pairs that work, each of another mentor.
fn working(register: &Register) -> Vec<(PairId, Pair)> {
    let year = register.school().unwrap().active_year;
    let mut led = BTreeSet::new();
    let works = register.pairs(year).filter(|(_, it): &(PairId, _)| it.state == PairState::Fixed);
    works.filter(|(_, it)| led.insert(it.mentor)).map(|(id, it)| (id, Pair::clone(it))).collect()
}

pub fn planted(duty: Option<Duty>) -> Planted {
    let mut register = stage::register();
    let who = world(register.clone(), Lang::Ru, (100, 30)).who;
    // A pupil may lead and be led: of somebody else means of another child as well.
    let works = working(&register);
    let leads = |mine: &Pair| register.mentor_person_id(mine.mentor).unwrap();
    let apart = |mine: &Pair, it: &Pair| {
        mine.mentor != it.mentor && register.get::<Mentee>(it.mentees[0]).unwrap().person != leads(mine)
    };
    let both = works.iter().flat_map(|mine| works.iter().map(move |theirs| (mine.clone(), theirs.clone())));
    let ((own, mine), (other, theirs)) = both.into_iter().find(|(mine, it)| apart(&mine.1, &it.1)).unwrap();
    let leader = leads(&mine);
    let third = |(id, it): &(PairId, &std::sync::Arc<Pair>)| it.state.is_active() && ![own, other].contains(id);
    let (closed, ended) = register.pairs(mine.year).find(third).map(|(id, it)| (id, Pair::clone(it))).unwrap();
    let year = mine.year;
    let mut changes = Vec::new();
    let leaders: BTreeSet<MentorId> = register.pairs(year).map(|(_, it): (PairId, _)| it.mentor).collect();
    let reserve = register.mentors(year).map(|(id, _)| id).find(|id| !leaders.contains(id)).unwrap();
    changes.extend(of_mentors(&register, &theirs, reserve));
    changes.extend(of_mentee(&register, theirs.mentees[0]));
    changes.extend(of_pairs(&register, (other, &theirs), (closed, &ended)));
    changes.extend(of_work(&register, other));
    let led = register.get::<Pair>(own).unwrap();
    changes.push(Change::edit(own, led, Pair { goal: OWN_GOAL.into(), ..Pair::clone(led) }));
    let staff = |user: &str, duty, person| Staff { user: user.into(), duty, person, name: Words::default() };
    changes.push(Change::create::<Staff>(StaffId(90_000), staff("главный куратор", Duty::Curator, None)));
    if let Some(duty) = duty {
        let person = (duty == Duty::Helper).then_some(leader);
        changes.push(Change::create::<Staff>(StaffId(90_001), staff(&who, duty, person)));
    }
    let stamp = Stamp { generation: 2, at: 0, who: "главный куратор".into() };
    register.commit(&changes, &stamp).unwrap();
    register.set_position(2, 0);
    Planted { register, changes, other, own, leader, closed, meeting: MeetingId(91_004), reserve }
}

/// What is told of the mentor of a pair, and of one who was put in reserve.
fn of_mentors(register: &Register, theirs: &Pair, reserve: MentorId) -> Vec<Change> {
    let mut changes = Vec::new();
    let mentor = register.get::<Mentor>(theirs.mentor).unwrap();
    let told = Mentor {
        application: Step::DoneOn(day(2019, 2, 2)),
        interview: Step::DoneOn(day(2019, 3, 3)),
        decision: InterviewDecision::Recommended,
        record_check_until: Some(day(2039, 4, 4)),
        medical_check_until: Some(day(2039, 5, 5)),
        notes: "пометка о наставнике".into(),
        result: "наставник научился ждать".into(),
        ..Mentor::clone(mentor)
    };
    changes.push(Change::edit(theirs.mentor, mentor, told));
    let before = register.get::<Mentor>(reserve).unwrap();
    let told = Mentor {
        application: Step::Done,
        interview: Step::Done,
        decision: InterviewDecision::Reserve,
        ..Mentor::clone(before)
    };
    changes.push(Change::edit(reserve, before, told));
    if let Some(sheet) = register.get::<Selection>(theirs.mentor.into()) {
        changes.push(Change::delete(theirs.mentor.into(), sheet));
    }
    let sheet = Selection { conclusion: "к детям пока рано".into(), ..Selection::new(theirs.mentor) };
    changes.push(Change::create::<Selection>(theirs.mentor.into(), sheet));

    changes
}

/// What is told of a mentee.
fn of_mentee(register: &Register, id: MenteeId) -> Vec<Change> {
    let (year, today) = (register.school().unwrap().active_year, chrono::Local::now().date_naive());
    let mut changes = Vec::new();
    let mentee = register.get::<Mentee>(id).unwrap();
    let mut told =
        Mentee {
            notes: "пометка о мальчике".into(), result: "мальчик осмелел".into(), ..Mentee::clone(mentee)
        };
    told.requests.truncate(1);
    told.requests[0].text = "просит помочь с переездом".into();
    changes.push(Change::edit(id, mentee, told));
    let person = register.get::<Person>(mentee.person).unwrap();
    let told = Person {
        phone: PHONE.into(),
        guardian: "Мама".into(),
        email: "a@example.org".into(),
        kind: PersonKind::Pupil,
        birth: Birth::Date(today - chrono::Months::new(14 * 12)),
        ..Person::clone(person)
    };
    changes.push(Change::edit(mentee.person, person, told));

    let measure = Measure {
        person: mentee.person,
        year,
        parameter: Parameter::ALL[0],
        wave: Wave::Entry,
        value: 300,
        on: today,
        notes: MEASURED.into(),
    };
    let known = register.measures(year).filter(|(_, it)| it.person == mentee.person);
    changes.extend(known.map(|(id, it)| Change::delete(id, it)));
    changes.push(Change::create::<Measure>(MeasureId(91_200), measure));
    changes.push(answered(register, mentee.person, today));

    changes
}

/// What is told of a pair and of one that closed.
fn of_pairs(register: &Register, (other, theirs): (PairId, &Pair), (closed, ended): (PairId, &Pair)) -> Vec<Change> {
    let today = chrono::Local::now().date_naive();
    let mut changes = Vec::new();
    let pair = register.get::<Pair>(other).unwrap();
    let (notes, exception) = ("пометка о паре".into(), "исключение ради брата".into());
    let (goal, result) = ("не прятаться на переменах".into(), "перестал прятаться".into());
    changes.push(Change::edit(other, pair, Pair { notes, exception, goal, result, ..Pair::clone(pair) }));
    let pair = register.get::<Pair>(closed).unwrap();
    let closing = Closing {
        on: today,
        reason: CloseReason::NoTime,
        by: Initiator::Mentor,
        talk_held: true,
        note: "пометка о конце".into(),
        next: Next::Open,
    };
    changes.push(Change::edit(closed, pair, Pair { state: PairState::Ended, closing: Some(closing), ..ended.clone() }));

    // Four meetings in which somebody feels worse and worse.
    let feel = |at: u32, mood| {
        let on = today - chrono::Days::new(u64::from(9 - 2 * at));
        let mut one = Meeting::planned(other, MeetingKind::Regular, on);
        (one.state, one.minutes, one.present) = (MeetingState::Held, 45, theirs.mentees.clone());
        (one.mood_mentee, one.mood_mentor) = (Some(mood), Some(mood));
        if at == 4 {
            one.safety_note = "боится идти домой".into();
        }
        Change::create(MeetingId(91_000 + at), one)
    };
    changes.extend([(1, 5), (2, 5), (3, 1), (4, 1)].map(|(at, mood)| feel(at, mood)));

    let talk =
        Contact { with: vec![ContactSide::Mentee], note: "тяжело дома".into(), ..Contact::on(other, today) };
    changes.push(Change::create::<Contact>(ContactId(91_100), talk));
    changes
}

/// What a pair plans, and a practice that is being written of it.
fn of_work(register: &Register, pair: PairId) -> Vec<Change> {
    let id = PlanId::from(pair);
    let mut plan = Plan::new(pair);
    let mut goal = PlanItem::new(PlanSection::Difficulties);
    (goal.task, goal.expected) = ("разобрать, чего боится".into(), "спокойно ходит в столовую".into());
    plan.items = vec![goal];
    let year = register.get::<Pair>(pair).unwrap().year;
    let practice = Practice { title: "случай с переменами".into(), ..Practice::new(year, Some(pair)) };
    let plan = match register.get::<Plan>(id) {
        Some(before) => Change::edit(id, before, plan),
        None => Change::create::<Plan>(id, plan),
    };
    vec![plan, Change::create::<Practice>(PracticeId(91_400), practice)]
}

/// A paper with words of somebody's own on it.
fn answered(register: &Register, person: PersonId, on: NaiveDate) -> Change {
    let of_words = |item: &Item| item.kind == nastavnik::domain::ItemKind::Text;
    let fits = |sheet: &Questionnaire| sheet.items.iter().any(of_words);
    let (id, sheet) = register.questionnaires().find(|(_, sheet)| fits(sheet)).unwrap();
    let answer = |item: &Item| {
        if of_words(item) { Answer::Text("ответ между нами".into()) } else { Answer::Blank }
    };
    let year = register.school().unwrap().active_year;
    let answers = sheet.items.iter().map(answer).collect();
    let pair = register.pairs(year).next().map(|(id, _)| id);
    let paper = Response { questionnaire: id, respondent: person, year, on, answers, second: None, pair };
    let known = register.responses().find(|(_, it)| (it.respondent, it.questionnaire) == (person, id));
    match known {
        Some((id, before)) => Change::edit(id, before, paper),
        None => Change::create::<Response>(ResponseId(91_300), paper),
    }
}

pub fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

/// Everything that somebody of a duty can bring on screen of what was planted.
fn looked_through(at: &Planted) -> String {
    let mut model = model(&at.register, Lang::Ru, (200, 160));
    model.update(Msg::Resize(Size { width: 200, height: 160 }), model.world.now);
    keys(&mut model, &["f4"]);
    let mut seen = String::new();
    for pane in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        keys(&mut model, &[pane]);
        let pages = model.desk.panes[model.desk.front].pages(model.world.text).len();
        for _ in 0..pages.max(1) {
            seen.push_str(&screen(&mut model));
            keys(&mut model, &["tab"]);
        }
    }
    let pair = at.register.get::<Pair>(at.other).unwrap();
    let about: [(&str, Key); 7] = [
        ("2", pair.mentees[0].into()),
        ("3", pair.mentor.into()),
        ("3", at.reserve.into()),
        ("4", at.other.into()),
        ("4", at.own.into()),
        ("4", at.closed.into()),
        ("5", at.meeting.into()),
    ];
    for (pane, key) in about {
        keys(&mut model, &[pane]);
        let front = model.desk.front;
        model.desk.panes[front].select(key, &model.world);
        seen.push_str(&screen(&mut model));
        keys(&mut model, &["right"]);
        seen.push_str(&screen(&mut model));
        keys(&mut model, &["left"]);
    }
    for change in &at.changes {
        seen.push_str(&stage::journal_of(&mut model, vec![change.clone()]));
    }
    seen
}

fn taken_out(at: &Planted, table: Table, with_restricted: bool) -> Option<Vec<BTreeMap<String, Value>>> {
    let world = world(at.register.clone(), Lang::Ru, (100, 30));
    let bytes = export::render(table, Format::Json, &world.ctx(), with_restricted).ok()?;
    Some(serde_json::from_slice(&bytes).unwrap())
}

fn id_of_person(row: &BTreeMap<String, Value>) -> Option<PersonId> {
    u32::try_from(row.get("person_id")?.as_u64()?).ok().map(PersonId)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        Value::String(words) => words.is_empty(),
        _ => false,
    }
}

#[test]
fn every_column_that_goes_out_is_classed_and_the_office_gets_them_all() {
    assert_eq!(COLUMNS.iter().map(|(table, _)| *table).collect::<Vec<_>>(), Table::ALL);
    for duty in [Duty::Curator, Duty::Psychologist, Duty::Director] {
        let at = planted(Some(duty));
        for (table, classes) in COLUMNS {
            let columns = columns(classes);
            let rows = taken_out(&at, *table, true).unwrap();
            let there: BTreeSet<&str> = rows.iter().flat_map(|row| row.keys().map(String::as_str)).collect();
            let classed: BTreeSet<&str> = columns.iter().map(|(name, _)| *name).collect();
            assert_eq!(there, classed, "{}", table.code());
            // Whatever is closed to others says something here, so that its absence there can be seen.
            for (name, _) in columns.iter().filter(|(_, class)| matches!(class, Office | OfPair)) {
                assert!(rows.iter().any(|row| row.get(*name).is_some_and(|it| !is_empty(it))), "{name}");
            }
        }
    }
}

#[test]
fn what_is_closed_leaves_in_no_format_with_whoever_may_not_see_it() {
    for duty in [Some(Duty::Helper), None] {
        let at = planted(duty);
        let world = world(at.register.clone(), Lang::Ru, (100, 30));
        let year = at.register.get::<Pair>(at.own).unwrap().year;
        let leads = |it: &Pair| it.state.is_active() && at.register.mentor_person_id(it.mentor) == Some(at.leader);
        let mine = at.register.pairs(year).filter(|(_, it): &(PairId, _)| duty.is_some() && leads(it));
        let mine = mine.flat_map(|(_, it)| it.mentees.iter().filter_map(|id| at.register.get::<Mentee>(*id)));
        // Of themselves they know as well, whichever table says it.
        let near: BTreeSet<PersonId> = mine.map(|it| it.person).chain(duty.map(|_| at.leader)).collect();
        let mut own_rows = 0;
        for (table, classes) in COLUMNS {
            let columns = columns(classes);
            assert!(taken_out(&at, *table, true).is_none(), "restricted data leave with nobody else");
            let Some(rows) = taken_out(&at, *table, false) else {
                assert!(columns.iter().all(|(_, class)| *class == Office), "{} is closed whole", table.code());
                continue;
            };
            assert!(columns.iter().any(|(_, class)| *class == Open));
            for row in &rows {
                let is_own = match table {
                    Table::Meetings => {
                        let pair = row["pair"]["id"].as_u64().and_then(|id| u32::try_from(id).ok()).map(PairId);
                        let pair = pair.and_then(|id| at.register.get::<Pair>(id)).unwrap();
                        duty.is_some() && leads(pair)
                    }
                    Table::Pairs => {
                        let pair = row["id"].as_u64().and_then(|id| u32::try_from(id).ok()).map(PairId);
                        duty.is_some() && leads(pair.and_then(|id| at.register.get::<Pair>(id)).unwrap())
                    }
                    Table::Mentees | Table::Mentors => id_of_person(row).is_some_and(|id| near.contains(&id)),
                    _ => false,
                };
                own_rows += usize::from(is_own);
                let person = id_of_person(row).and_then(|id| at.register.get::<Person>(id));
                let reached = person.is_some_and(|it| duty.is_some() && it.is_of_age(world.today()));
                for (name, class) in &columns {
                    let closed = match class {
                        Open => false,
                        Restricted | Office => true,
                        OfPair => !is_own,
                        Reach => !is_own && !reached,
                    };
                    let value = row.get(*name).unwrap_or(&Value::Null);
                    assert!(!closed || is_empty(value), "{duty:?} {} {name} {value}", table.code());
                }
            }
            for format in [Format::Csv, Format::Json] {
                let bytes = export::render(*table, format, &world.ctx(), false).unwrap();
                let text = String::from_utf8(bytes).unwrap();
                let told = MARKS.iter().chain([&MEASURED]).find(|mark| text.contains(**mark));
                assert_eq!(told, None, "{duty:?} {} {format:?}", table.code());
            }
        }
        assert_eq!(own_rows > 0, duty.is_some(), "a helper has rows of their own");
    }
}

#[test]
fn what_is_closed_is_on_no_screen_of_whoever_may_not_see_it() {
    for duty in [Some(Duty::Curator), Some(Duty::Psychologist), Some(Duty::Director), Some(Duty::Helper), None] {
        let at = planted(duty);
        let seen = looked_through(&at);
        let office = matches!(duty, Some(Duty::Curator | Duty::Psychologist | Duty::Director));
        let text = Text::of(Lang::Ru);
        let mood = text.fields.mood_mentee.to_lowercase();
        let low = text.panes.uncomfortable.split("{}").nth(1).unwrap();
        let marks = MARKS.iter().copied().chain([mood.as_str(), low, "резерв"]);
        assert!(!seen.contains(MEASURED));
        for mark in marks {
            assert_eq!(seen.to_lowercase().contains(&mark.to_lowercase()), office, "{duty:?} {mark}");
        }
        assert_eq!(seen.contains(OWN_GOAL), duty.is_some(), "{duty:?}");
    }
}

#[test]
fn neither_search_nor_the_order_of_a_list_tells_what_is_closed() {
    for (duty, told) in [(Some(Duty::Curator), true), (Some(Duty::Helper), false), (None, false)] {
        let at = planted(duty);
        let mut model = model(&at.register, Lang::Ru, (100, 40));
        let name = at.register.mentor_person(at.reserve).unwrap().name.last.to_string();
        keys(&mut model, &["3", "/", "резерв"]);
        assert_eq!(screen(&mut model).contains(&name), told, "{duty:?} {}", screen(&mut model));
        keys(&mut model, &["esc", "esc", "2", "/", "44455"]);
        let pair = at.register.get::<Pair>(at.other).unwrap();
        let name = at.register.mentee_person(pair.mentees[0]).unwrap().name.last.to_string();
        assert_eq!(screen(&mut model).contains(&name), told, "{duty:?} {}", screen(&mut model));
    }
}
