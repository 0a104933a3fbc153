//! Cohorts of any size by construction: requests, hours, interests, grades, sheets, vetoes, rulings and pairs that came
//! apart or ended well, all of it said in words as people say it. The same seed makes the same people.

use chrono::NaiveDate;
use nastavnik::domain::{
    CloseReason, Closing, Form, Health, Initiator, Key, Mentee, MenteeId, Mentor, MentorId, Next, Pair, PairId,
    PairState, Person, PersonKind, Request, Verdict,
};

use super::people::People;

const REQUESTS: [&str; 12] = [
    "Подтянуть математику, боюсь ОГЭ",
    "Не с кем дружить в новом классе",
    "Хочу выступать на сцене и не волноваться",
    "Выбрать профессию",
    "Английский язык, разговорная речь",
    "Проект по экологии",
    "Программирование на python",
    "Физика и химия",
    "Олимпиада по истории",
    "Стать увереннее",
    "Рисовать и научиться дизайну",
    "Заниматься керамикой",
];
const GIVES: [&str; 10] = [
    "алгебра, геометрия; физика",
    "адаптация, общение, дружба",
    "публичные выступления, театр",
    "профориентация, вуз, карьера",
    "английский и немецкий",
    "исследования, экология",
    "информатика, робототехника",
    "химия, биология",
    "история, обществознание",
    "керамика, рисование",
];
const LIKES: [&str; 8] =
    ["шахматы", "футбол и бег", "музыка, гитара", "чтение", "робототехника", "танцы", "походы", "видеоигры"];
const TIMES: [&str; 10] = [
    "вт 15:00, чт 15:00",
    "пн 14:30",
    "ср-пт после 16:00",
    "по пятницам, вечером",
    "сб 10-12",
    "после уроков",
    "вт, чт 14:00",
    "ежедневно 17:00-18:00",
    "по договорённости",
    "",
];
const AGES: [&str; 6] = ["5–7 класс", "12–14 лет", "любой", "с 7 класса", "", "8-9"];

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Rng(pub u64);

impl Rng {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<'a>(&mut self, some: &[&'a str]) -> &'a str {
        some[self.below(some.len())]
    }
}

/// So many who wait, so many admitted, and seats for a hundred mentees.
pub fn crowd(today: NaiveDate, mentees: usize, mentors: usize, seats: usize, seed: u64) -> People {
    let mut rng = Rng(seed);
    let mut people = People::on(today);
    let led: Vec<MenteeId> = (0..mentees).map(|at| mentee(&mut people, &mut rng, at)).collect();
    let places = |at: usize| {
        let (end, begin) = (mentees * seats * (at + 1), mentees * seats * at);
        u8::try_from((end / mentors / 100 - begin / mentors / 100).clamp(1, 12)).unwrap()
    };
    let leaders: Vec<MentorId> = (0..mentors).map(|at| mentor(&mut people, &mut rng, at, places(at))).collect();
    for mentee in &led {
        sheet(&mut people, &mut rng, (*mentee).into(), &leaders);
        let mentor = leaders[rng.below(leaders.len())];
        match rng.below(60) {
            0 => before(&mut people, *mentee, mentor, PairState::Ended),
            1 => before(&mut people, *mentee, mentor, PairState::Finished),
            2 => people.rule(*mentee, mentor, Verdict::Pin),
            3 => people.rule(*mentee, mentor, Verdict::Forbid),
            4 => people.rule(*mentee, mentor, Verdict::Allow),
            _ => {}
        }
    }
    for mentor in &leaders {
        sheet(&mut people, &mut rng, (*mentor).into(), &led);
    }
    people
}

fn mentee(people: &mut People, rng: &mut Rng, at: usize) -> MenteeId {
    let class = format!("{}Б", 5 + rng.below(7));
    let id = people.mentee(&format!("Ёлкин{at} Пётр"), &class, rng.of(&REQUESTS), rng.of(&TIMES));
    let (more, priority) = (rng.of(&REQUESTS), u8::try_from(rng.below(3) + 1).unwrap());
    let likes = format!("{}, {}", rng.of(&LIKES), rng.of(&LIKES));
    let form = [None, None, Some(Form::PupilPupil), Some(Form::TeacherPupil), Some(Form::EmployerPupil)][rng.below(5)];
    let silent = rng.chance(10);
    people.edit::<Mentee>(id, |mentee| {
        mentee.requests.push(Request { text: more.into(), priority, ..Request::default() });
        if silent {
            mentee.requests.clear();
        }
        mentee.interests = likes.as_str().into();
        mentee.form = form;
    });
    let person = people.register.get::<Mentee>(id).unwrap().person;
    if rng.chance(7) {
        people.edit::<Person>(person, |person| person.health = Health::Ovz);
    }
    if rng.chance(3) {
        people.edit::<Person>(person, |person| person.guardian = "Соколова7 Вера Павловна".into());
    }
    id
}

fn mentor(people: &mut People, rng: &mut Rng, at: usize, places: u8) -> MentorId {
    let kinds = [PersonKind::Teacher, PersonKind::Pupil, PersonKind::Employee, PersonKind::Parent, PersonKind::Student];
    let kind = kinds[rng.below(kinds.len())];
    let gives = format!("{}; {}", rng.of(&GIVES), rng.of(&GIVES));
    let id = people.mentor(&format!("Соколова{at} Вера"), kind, &gives, rng.of(&TIMES), places);
    let (likes, ages) = (rng.of(&LIKES), rng.of(&AGES));
    let (ready, hours) = (rng.chance(40), u16::try_from(rng.below(8)).unwrap());
    people.edit::<Mentor>(id, |mentor| {
        mentor.interests = likes.into();
        mentor.preferred_age = ages.into();
        mentor.ready_for_ovz = ready;
        mentor.training_hours = hours;
    });
    id
}

/// A third filled in a sheet: up to four names, now and then a veto.
fn sheet<Id: Copy + Into<Key>>(people: &mut People, rng: &mut Rng, author: Key, others: &[Id]) {
    if !rng.chance(33) {
        return;
    }
    let mut whom: Vec<Key> = (0..5).map(|_| others[rng.below(others.len())].into()).collect();
    whom.sort_unstable();
    whom.dedup();
    let veto: Vec<Key> = if rng.chance(20) { whom.pop().into_iter().collect() } else { Vec::new() };
    people.sheet(author, &whom, &veto);
}

/// A pair of the same people that is over.
fn before(people: &mut People, mentee: MenteeId, mentor: MentorId, state: PairState) {
    let closing = Closing {
        on: people.today,
        reason: CloseReason::CycleEnd,
        by: Initiator::Curator,
        talk_held: true,
        note: "".into(),
        next: Next::Open,
    };
    let pair =
        Pair { state, closing: Some(closing), ..Pair::new(people.year, Form::TeacherPupil, mentor, vec![mentee]) };
    let id = PairId(people.fresh());
    people.put(id, pair);
}
