//! What a record of the programme and of its monitoring may hold: each stands under the key that belongs to it, is there once, and its numbers
//! are within their scales.

use std::collections::HashSet;
use std::hash::Hash;

use chrono::NaiveDate;

use super::{
    Award, AwardKind, BEST_MARK, CURATOR_QUESTIONS, Change, CuratorSheet, CuratorSheetId, Duty, Event, Gate, Indicator,
    Key, Kind, Lists, MOST_CRITERIA, MOST_MARKS, MOST_POINTS, MOST_PRACTICE_POINTS, Measure, MeasureId, Mentee, Mentor,
    PRACTICE_CRITERIA, Pair, PairId, Partner, PassportId, Person, PersonId, Plan, PlanId, Practice, Record, Refusal,
    Register, SchoolMeasure, SchoolParameter, Selection, SelectionId, Staff, SwotId, Training, Waiver, Wave, Whose,
    Wording, YearNumbers, YearNumbersId,
};

/// The first rule without exception that a record of the programme breaks.
pub(super) fn violation(register: &Register, change: &Change, after: &Record) -> Option<Refusal> {
    let key = change.key;
    match after {
        Record::Passport(passport) => refuse(key == PassportId::from(passport.year).into(), "year"),
        Record::Measure(measure) => measure_violation(register, key, measure),
        Record::SchoolParameter(parameter) => school_parameter_violation(register, key, parameter),
        Record::SchoolMeasure(measure) => school_measure_violation(register, key, measure),
        Record::YearNumbers(numbers) => numbers_violation(key, numbers),
        Record::CuratorSheet(sheet) => curator_violation(key, sheet),
        Record::Swot(swot) => refuse(key == SwotId::from(swot.year).into(), "year"),
        Record::Activity(activity) => refuse(in_order(activity.from, activity.due), "due"),
        Record::Partner(partner) => partner_violation(register, key, partner),
        Record::Waiver(waiver) => waiver_violation(register, key, waiver),
        Record::Training(training) => training_violation(training),
        Record::Selection(sheet) => selection_violation(key, sheet),
        Record::Plan(plan) => plan_violation(key, plan),
        Record::Event(event) => event_violation(event),
        Record::Practice(practice) => practice_violation(register, practice),
        Record::Award(award) => award_violation(register, award),
        Record::Staff(staff) => staff_violation(register, key, staff).or_else(|| no_curator(register)),
        Record::Lists(lists) => lists_violation(lists).or_else(|| nameless(register, change)),
        _ => None,
    }
}

/// What would be broken by a record of the programme that is gone.
pub(super) fn violation_without(register: &Register, change: &Change) -> Option<Refusal> {
    match change.key.kind {
        Kind::Staff => no_curator(register),
        Kind::Lists => nameless(register, change),
        _ => None,
    }
}

fn refuse(sound: bool, field: &'static str) -> Option<Refusal> {
    (!sound).then_some(Refusal::OutOfRange { field })
}

fn in_order<T: PartialOrd>(first: Option<T>, last: Option<T>) -> bool {
    first.zip(last).is_none_or(|(first, last)| first <= last)
}

fn are_distinct<T: Eq + Hash>(all: impl IntoIterator<Item = T>) -> bool {
    let mut seen = HashSet::new();
    all.into_iter().all(|one| seen.insert(one))
}

/// Another record of the kind of `key` of which something is true.
fn twin(register: &Register, key: Key, same: impl Fn(&Record) -> bool) -> Option<Refusal> {
    let mut others = register.of_kind(key.kind).filter(|(other, _)| *other != key);
    others.find(|(_, record)| same(record)).map(|(key, _)| Refusal::Duplicate { key })
}

/// A parameter is taken once at each end of a year, and within its scale.
fn measure_violation(register: &Register, key: Key, measure: &Measure) -> Option<Refusal> {
    let is_school = measure.parameter.own(register).is_some_and(|it| it.of == Whose::School);
    let fits = measure.parameter.scale(register).takes(measure.value);
    if is_school || !fits || !matches!(measure.wave, Wave::Entry | Wave::Exit) {
        return Some(Refusal::OutOfRange { field: "value" });
    }
    let same =
        |other: &Measure| (other.year, other.parameter, other.wave) == (measure.year, measure.parameter, measure.wave);
    let mut others = register.referring(measure.person.into(), Kind::Measure).filter(|other| *other != key);
    let twin = others.find(|other| {
        MeasureId::of(*other).and_then(|id| register.get::<Measure>(id)).is_some_and(|other| same(other))
    });
    twin.map(|key| Refusal::Duplicate { key })
}

/// What a school measures has a name of its own, and its scale holds what was measured on it.
fn school_parameter_violation(register: &Register, key: Key, parameter: &SchoolParameter) -> Option<Refusal> {
    let name = |of: &SchoolParameter| of.name.trim().to_lowercase();
    let same = |record: &Record| match record {
        Record::SchoolParameter(other) => other.of == parameter.of && name(other) == name(parameter),
        _ => false,
    };
    let (mut of_school, mut of_people) =
        (register.referring(key, Kind::SchoolMeasure).peekable(), register.referring(key, Kind::Measure).peekable());
    let other = if parameter.of == Whose::School { of_people.peek() } else { of_school.peek() };
    let is_other = other.is_some();
    let taken = of_school.chain(of_people).filter_map(|key| match register.record(key)? {
        Record::SchoolMeasure(it) => Some(it.value),
        Record::Measure(it) => Some(it.value),
        _ => None,
    });
    let fits = taken.collect::<Vec<i32>>().into_iter().all(|value| parameter.scale.takes(value));
    refuse(!name(parameter).is_empty(), "name")
        .or_else(|| refuse(parameter.is_sound(), "better"))
        .or_else(|| refuse(!is_other, "of"))
        .or_else(|| refuse(fits, "scale"))
        .or_else(|| twin(register, key, same))
}

/// It is measured once at each end of a year, and on its scale.
fn school_measure_violation(register: &Register, key: Key, measure: &SchoolMeasure) -> Option<Refusal> {
    let of = register.get::<SchoolParameter>(measure.parameter).filter(|it| it.of == Whose::School);
    let sound = of.is_some_and(|of| of.scale.takes(measure.value));
    let same = |other: &SchoolMeasure| (other.year, other.wave) == (measure.year, measure.wave);
    let mut others = register.school_measures(measure.parameter).filter(|(id, _)| Key::from(*id) != key);
    let twin = others.find(|(_, other)| same(other)).map(|(id, _)| Refusal::Duplicate { key: id.into() });
    refuse(sound && matches!(measure.wave, Wave::Entry | Wave::Exit), "value").or(twin)
}

/// A year has one record of numbers, and only what nothing on file says is counted by hand.
fn numbers_violation(key: Key, numbers: &YearNumbers) -> Option<Refusal> {
    if key != YearNumbersId::from(numbers.year).into() {
        return Some(Refusal::OutOfRange { field: "year" });
    }
    let by_hand = numbers.facts.iter().all(|(indicator, _)| indicator.is_counted_by_hand());
    let once = |list: &[(Indicator, u32)]| list.is_sorted_by(|a, b| a.0 < b.0);
    let sound = by_hand && once(&numbers.facts) && once(&numbers.plans);
    (!sound).then_some(Refusal::OutOfRange { field: "indicators" })
}

fn curator_violation(key: Key, sheet: &CuratorSheet) -> Option<Refusal> {
    let sound =
        sheet.points.len() == CURATOR_QUESTIONS && sheet.points.iter().flatten().all(|points| *points <= MOST_POINTS);
    refuse(sound && key == CuratorSheetId::from(sheet.year).into(), "points")
}

fn partner_violation(register: &Register, key: Key, partner: &Partner) -> Option<Refusal> {
    let same = |record: &Record| matches!(record, Record::Partner(other) if other.name == partner.name);
    refuse(!partner.name.trim().is_empty(), "name")
        .or_else(|| refuse(in_order(partner.agreement_on, partner.agreement_until), "agreement_until"))
        .or_else(|| twin(register, key, same))
}

/// A gate is passed once, by whom it stands before, and for a reason.
fn waiver_violation(register: &Register, key: Key, waiver: &Waiver) -> Option<Refusal> {
    let stands_before = match waiver.gate {
        Gate::Application | Gate::Interview | Gate::Training => Kind::Mentor,
        Gate::Meetings | Gate::ExitResponses => Kind::Pair,
        Gate::DataKept => Kind::Person,
    };
    let same = |record: &Record| matches!(record, Record::Waiver(other) if (other.gate, other.about) == (waiver.gate, waiver.about));
    refuse(waiver.about.kind == stands_before, "about")
        .or_else(|| refuse(!waiver.reason.trim().is_empty(), "reason"))
        .or_else(|| twin(register, key, same))
}

fn training_violation(training: &Training) -> Option<Refusal> {
    refuse((1..=24 * 60).contains(&training.minutes), "minutes")
        .or_else(|| refuse(are_distinct(&training.present), "present"))
}

fn selection_violation(key: Key, sheet: &Selection) -> Option<Refusal> {
    let once = are_distinct(sheet.marks.iter().map(|(code, _)| code));
    let scaled = sheet.marks.iter().all(|(_, mark)| *mark <= MOST_MARKS);
    refuse(key == SelectionId::from(sheet.mentor).into(), "mentor").or_else(|| refuse(once && scaled, "marks"))
}

fn plan_violation(key: Key, plan: &Plan) -> Option<Refusal> {
    let scaled = plan.items.iter().all(|item| item.mark.is_none_or(|mark| (1..=BEST_MARK).contains(&mark)));
    refuse(key == PlanId::from(plan.pair).into(), "pair")
        .or_else(|| refuse(in_order(plan.from, plan.until), "until"))
        .or_else(|| refuse(scaled, "mark"))
}

fn event_violation(event: &Event) -> Option<Refusal> {
    refuse(in_order(Some(event.on), event.until), "until")
        .or_else(|| refuse(are_distinct(event.present.iter().map(|one| one.person)), "present"))
}

/// The people of a pair: whoever is led, then who leads.
pub fn people_of(register: &Register, pair: PairId) -> Vec<PersonId> {
    let Some(pair) = register.get::<Pair>(pair) else { return Vec::new() };
    let led = pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).map(|mentee| mentee.person);
    led.chain(register.get::<Mentor>(pair.mentor).map(|mentor| mentor.person)).collect()
}

/// The first of some people who may not be named in public on `day`.
pub fn not_for_public(register: &Register, people: &[PersonId], day: NaiveDate) -> Option<PersonId> {
    let may = |id: &PersonId| register.get::<Person>(*id).is_some_and(|person| person.may_be_named(day));
    people.iter().copied().find(|id| !may(id))
}

fn named_in_public(register: &Register, people: &[PersonId], day: NaiveDate) -> Option<Refusal> {
    not_for_public(register, people, day).map(|person| Refusal::NotForPublic { person })
}

/// A link is the practice in public: it stands in the official columns 12 and 16. So it has its day.
fn practice_violation(register: &Register, practice: &Practice) -> Option<Refusal> {
    let scaled = |points: &u8| (1..=MOST_PRACTICE_POINTS).contains(points);
    let sound = practice.points.len() == PRACTICE_CRITERIA && practice.points.iter().flatten().all(scaled);
    let people = practice.pair.map_or_else(Vec::new, |pair| people_of(register, pair));
    let named = practice.published_on.and_then(|day| named_in_public(register, &people, day));
    refuse(sound, "points")
        .or_else(|| refuse(practice.link.is_empty() || practice.is_published(), "published_on"))
        .or(named)
}

/// «Наши наставники» is public from the day it came out.
fn award_violation(register: &Register, award: &Award) -> Option<Refusal> {
    let day = award.given_on.filter(|_| award.kind == AwardKind::Feature)?;
    let pair = award.pair.map_or_else(Vec::new, |pair| people_of(register, pair));
    let people: Vec<PersonId> = std::iter::once(award.person).chain(pair).collect();
    named_in_public(register, &people, day)
}

fn staff_violation(register: &Register, key: Key, staff: &Staff) -> Option<Refusal> {
    let same = |record: &Record| matches!(record, Record::Staff(other) if other.user == staff.user);
    refuse(!staff.user.trim().is_empty(), "user").or_else(|| twin(register, key, same))
}

/// Where anybody has a duty, somebody is the curator: else nobody could ever change a duty again.
fn no_curator(register: &Register) -> Option<Refusal> {
    let mut duties = register.staff().map(|(_, staff)| staff.duty).peekable();
    let nobody = duties.peek().is_none();
    refuse(nobody || duties.any(|duty| duty == Duty::Curator), "duty")
}

fn lists_violation(lists: &Lists) -> Option<Refusal> {
    let named = |code: &str, title: &str| !code.trim().is_empty() && !title.trim().is_empty();
    let topics = lists.topics.iter().all(|topic| named(&topic.code, &topic.title))
        && are_distinct(lists.topics.iter().map(|topic| &topic.code));
    let criteria = lists.criteria.len() <= MOST_CRITERIA
        && lists.criteria.iter().all(|criterion| named(&criterion.code, &criterion.title))
        && are_distinct(lists.criteria.iter().map(|criterion| &criterion.code));
    let says = |wording: &Wording| wording.retired || !wording.title.trim().is_empty();
    let known = |wording: &Wording| wording.list.codes().contains(&wording.code.as_str());
    let titles = lists.wordings.iter().filter(|it| !it.title.is_empty()).map(|it| (it.list, it.title.to_lowercase()));
    let wordings = lists.wordings.iter().all(|wording| says(wording) && known(wording))
        && lists.wordings.is_sorted_by(|one, next| one.place() < next.place())
        && are_distinct(titles);
    refuse(topics, "topics").or_else(|| refuse(criteria, "criteria")).or_else(|| refuse(wordings, "wordings"))
}

/// An entry of the school's own that records use keeps a name: by a form, an undo or another session, it cannot go.
fn nameless(register: &Register, change: &Change) -> Option<Refusal> {
    let of = |record: &Option<Record>| match record {
        Some(Record::Lists(lists)) => lists.wordings.clone(),
        _ => Vec::new(),
    };
    let (before, after) = (of(&change.before), of(&change.after));
    let named = |wording: &&Wording| !wording.title.is_empty() && wording.is_own();
    let stays = |gone: &Wording| after.iter().filter(named).any(|it| it.place() == gone.place());
    let mut gone = before.iter().filter(named).filter(|wording| !stays(wording));
    gone.find_map(|wording| {
        let by = register.all().find(|(_, record)| wording.list.codes_in(record).contains(&wording.code.as_str()));
        by.map(|(by, _)| Refusal::EntryUsed { title: wording.title.clone(), by })
    })
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::domain::sample::{Sample, day};

    /// A school with a working pair.
    fn school() -> Register {
        let mut sample = Sample::new();
        sample.working(day(11, 1));
        sample.register
    }

    fn refused(register: &mut Register, change: Change) -> Option<Refusal> {
        register.check(&Batch::new("test", vec![change])).err()
    }

    #[test]
    fn staff_without_a_curator_is_refused_however_it_comes_about() {
        let mut register = school();
        let staff = |user: &str, duty| Staff { user: user.into(), duty, person: None, name: Words::default() };
        let director = Change::create::<Staff>(StaffId(901), staff("director", Duty::Director));
        assert_eq!(refused(&mut register, director.clone()), Some(Refusal::OutOfRange { field: "duty" }));
        let curator = Change::create::<Staff>(StaffId(900), staff("curator", Duty::Curator));
        let stamp = Stamp { generation: 1, at: 0, who: String::new() };
        register.commit(&[curator.clone(), director], &stamp).unwrap();
        assert_eq!(
            refused(&mut register, Change::create::<Staff>(StaffId(902), staff("curator", Duty::Helper))),
            Some(Refusal::Duplicate { key: StaffId(900).into() })
        );
        let gone = inverse(&[curator]).remove(0);
        assert_eq!(refused(&mut register, gone), Some(Refusal::OutOfRange { field: "duty" }));
    }

    #[test]
    fn a_gate_is_passed_once_by_whom_it_stands_before_and_for_a_reason() {
        let mut register = school();
        let year = register.school().unwrap().active_year;
        let mentor: Key = register.mentors(year).next().unwrap().0.into();
        let pair: Key = register.pairs(year).next().unwrap().0.into();
        let waiver = |gate, about, reason: &str| Waiver { year, gate, about, reason: reason.into(), on: day(10, 1) };
        let create = |id, waiver| Change::create::<Waiver>(WaiverId(id), waiver);
        let field = |field| Some(Refusal::OutOfRange { field });
        assert_eq!(refused(&mut register, create(900, waiver(Gate::Training, pair, "да"))), field("about"));
        assert_eq!(refused(&mut register, create(900, waiver(Gate::Training, mentor, " "))), field("reason"));
        let stamp = Stamp { generation: 1, at: 0, who: String::new() };
        register.commit(&[create(900, waiver(Gate::Training, mentor, "учился год назад"))], &stamp).unwrap();
        assert_eq!(
            refused(&mut register, create(901, waiver(Gate::Training, mentor, "ещё раз"))),
            Some(Refusal::Duplicate { key: WaiverId(900).into() })
        );
        assert_eq!(refused(&mut register, create(901, waiver(Gate::Interview, mentor, "знаем"))), None);
    }

    #[test]
    fn nobody_is_named_in_public_without_a_consent_that_holds_on_that_day() {
        let mut register = school();
        let year = register.school().unwrap().active_year;
        let (pair, of) = register.pairs(year).map(|(id, pair)| (id, pair.clone())).next().unwrap();
        let people = people_of(&register, pair);
        let mentor = register.get::<Mentor>(of.mentor).unwrap().person;
        assert_eq!(people.last(), Some(&mentor));
        let mut practice = Practice::new(year, Some(pair));
        let feature = |given_on| Award { given_on, ..Award::new(year, AwardKind::Feature, mentor) };
        let write = |practice: &Practice| Change::create::<Practice>(PracticeId(900), practice.clone());
        let give = |award| Change::create::<Award>(AwardId(901), award);
        assert_eq!(refused(&mut register, write(&practice)), None, "a draft names nobody in public");
        practice.link = "https://school/1".into();
        assert_eq!(refused(&mut register, write(&practice)), Some(Refusal::OutOfRange { field: "published_on" }));
        practice.published_on = Some(day(11, 20));
        let first = people[0];
        assert_eq!(refused(&mut register, write(&practice)), Some(Refusal::NotForPublic { person: first }));
        assert_eq!(refused(&mut register, give(feature(None))), None);
        assert_eq!(
            refused(&mut register, give(feature(Some(day(11, 20))))),
            Some(Refusal::NotForPublic { person: mentor })
        );
        let stamp = Stamp { generation: 1, at: 0, who: String::new() };
        for id in people {
            let person = register.get::<Person>(id).unwrap().clone();
            let mut after = Person::clone(&person);
            after.consents.push(Consent {
                kind: ConsentKind::Publication,
                signer: "мать".into(),
                signed_on: day(11, 10),
                valid_until: None,
                withdrawn_on: (id == first).then(|| day(11, 25)),
            });
            register.commit(&[Change::edit(id, &person, after)], &stamp).unwrap();
        }
        assert_eq!(refused(&mut register, write(&practice)), None);
        assert_eq!(refused(&mut register, give(feature(Some(day(11, 20))))), None);
        practice.published_on = Some(day(11, 25));
        assert_eq!(
            refused(&mut register, write(&practice)),
            Some(Refusal::NotForPublic { person: first }),
            "taken back"
        );
        let school_wide = Practice { pair: None, ..practice };
        assert_eq!(refused(&mut register, write(&school_wide)), None, "nobody is named");
    }

    #[test]
    fn numbers_stay_within_their_scales_and_keys_with_their_owners() {
        let mut register = school();
        let year = register.school().unwrap().active_year;
        let mentor = register.mentors(year).next().unwrap().0;
        let pair = register.pairs(year).next().unwrap().0;
        let field = |field| Some(Refusal::OutOfRange { field });
        let mut sheet = Selection::new(mentor);
        sheet.marks = vec![("motive".into(), MOST_MARKS + 1)];
        let id = SelectionId::from(mentor);
        assert_eq!(refused(&mut register, Change::create::<Selection>(id, sheet.clone())), field("marks"));
        sheet.marks = vec![("motive".into(), MOST_MARKS)];
        assert_eq!(refused(&mut register, Change::create::<Selection>(id, sheet.clone())), None);
        let other = SelectionId(id.0 + 1);
        assert_eq!(refused(&mut register, Change::create::<Selection>(other, sheet)), field("mentor"));
        let mut plan = Plan::new(pair);
        plan.items = vec![PlanItem { mark: Some(BEST_MARK + 1), ..PlanItem::new(PlanSection::Growth) }];
        assert_eq!(refused(&mut register, Change::create::<Plan>(PlanId::from(pair), plan)), field("mark"));
        let mut event = Event::new(year, EventKind::Festival, day(10, 1));
        event.until = day(10, 1).pred_opt();
        assert_eq!(refused(&mut register, Change::create::<Event>(EventId(900), event)), field("until"));
        let mut practice = Practice::new(year, Some(pair));
        practice.points[0] = Some(0);
        assert_eq!(refused(&mut register, Change::create::<Practice>(PracticeId(900), practice)), field("points"));
        let mut training = Training::new(year, day(10, 1), TrainingKind::Primary);
        training.present = vec![mentor, mentor];
        assert_eq!(refused(&mut register, Change::create::<Training>(TrainingId(900), training)), field("present"));
    }
}
