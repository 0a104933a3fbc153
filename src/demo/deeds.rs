//! What the invented school did beside its pairs: events with their rolls, practices, awards. Like monitoring it comes
//! last and throws dice of its own. Only what lies before the day the school is made for has taken place.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::calendar::{Season, shift};
use super::crowd::Crowd;
use super::rng::Rng;
use super::{Plan, Records};
use crate::domain::{
    Attendance, Award, AwardId, AwardKind, Change, CloseReason, Event, EventId, EventKind, EventRole, Ids, MenteeId,
    MentorId, Pair, PairId, PairState, Person, PersonId, PersonKind, Practice, PracticeId,
};

/// The most people on one roll, whatever the size of the school.
const MOST: usize = 150;

/// Who is at an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guests {
    /// So many in a hundred of the mentees.
    Mentees(usize),
    /// Every mentor.
    Mentors,
    /// Two whole classes of a grade.
    Classes(u8),
    /// So many in a hundred of the pairs, both sides.
    Pairs(usize),
}

/// An event of every year.
struct Usual {
    kind: EventKind,
    title: &'static str,
    /// Days after 1 September, and how many days it lasts beyond the first.
    day: i64,
    lasts: i64,
    high: bool,
    place: &'static str,
    guests: Guests,
    result: &'static str,
}

const fn usual(kind: EventKind, title: &'static str, day: i64, guests: Guests) -> Usual {
    Usual { kind, title, day, lasts: 0, high: false, place: "актовый зал", guests, result: "" }
}

const EVENTS: &[Usual] = &[
    Usual {
        result: "Рассказали о программе, раздали анкеты",
        ..usual(EventKind::Briefing, "Собрание о программе наставничества", 9, Guests::Mentors)
    },
    Usual {
        lasts: 130,
        place: "школа и районная библиотека",
        result: "Полка обмена работает, собрано 214 книг",
        ..usual(EventKind::Project, "Книги – соседям", 24, Guests::Pairs(22))
    },
    Usual {
        result: "Встретились с шестью предприятиями",
        ..usual(EventKind::Career, "День профессий", 38, Guests::Classes(9))
    },
    Usual {
        high: true,
        place: "школа № 58",
        result: "Двое идут на следующий этап",
        ..usual(EventKind::Contest, "Всероссийская олимпиада, школьный этап", 44, Guests::Mentees(12))
    },
    Usual {
        lasts: 21,
        place: "кванториум",
        result: "Все прошли три пробы",
        ..usual(EventKind::Career, "Профессиональные пробы", 52, Guests::Mentees(18))
    },
    Usual {
        result: "Лучшие прочли на общешкольной линейке",
        ..usual(EventKind::Contest, "Конкурс чтецов", 79, Guests::Mentees(9))
    },
    Usual {
        high: true,
        place: "областной дворец творчества",
        result: "Диплом за опыт школы",
        ..usual(EventKind::Forum, "Форум наставников «Рядом»", 150, Guests::Pairs(8))
    },
    Usual {
        lasts: 90,
        place: "школьный двор",
        result: "Маршрут открыт, по нему водят пятиклассников",
        ..usual(EventKind::Project, "Экотропа у школы", 155, Guests::Pairs(15))
    },
    Usual {
        place: "парк",
        result: "Посадили 40 саженцев",
        ..usual(EventKind::Volunteering, "Посади своё дерево", 236, Guests::Pairs(20))
    },
    Usual {
        result: "Назвали лучших наставников и лучшую пару",
        ..usual(EventKind::Festival, "Фестиваль наставничества", 257, Guests::Pairs(60))
    },
];

const MENTEE_WORDS: &[&str] = &[
    "Теперь не страшно задавать вопросы.",
    "Теперь я знаю, куда буду поступать.",
    "Со мной занимались не по обязанности, и это чувствуется.",
    "Оказалось, что я умею больше, чем кажется.",
];
const MENTOR_WORDS: &[&str] = &[
    "Мы учились друг у друга.",
    "Главное было не решать за него.",
    "Мы оба ждали этих встреч.",
    "Приятно видеть, как человек начинает верить в себя.",
];

/// All of it.
pub(super) fn changes(plan: Plan, seasons: &[Season], crowd: &Crowd, records: &Records, ids: &mut Ids) -> Vec<Change> {
    let mut rng = Rng::new(plan.seed.wrapping_add(0xDEED));
    let people: HashMap<PersonId, &Person> = crowd.members.iter().map(|member| (member.id, &member.person)).collect();
    let hall = Hall {
        crowd,
        records,
        people,
        mentees: records.mentees.iter().map(|(id, mentee)| (*id, mentee.person)).collect(),
        mentors: records.mentors.iter().map(|(id, mentor)| (*id, mentor.person)).collect(),
    };
    let mut changes = Vec::new();
    for season in seasons {
        changes.extend(hall.events(season, &mut rng).map(|event| Change::create(EventId(ids.fresh()), event)));
        changes.extend(hall.practices(season, &mut rng).map(|it| Change::create(PracticeId(ids.fresh()), it)));
        changes.extend(hall.awards(season).map(|award| Change::create(AwardId(ids.fresh()), award)));
    }
    changes
}

/// What is looked things up in.
struct Hall<'a> {
    crowd: &'a Crowd,
    records: &'a Records,
    people: HashMap<PersonId, &'a Person>,
    mentees: HashMap<MenteeId, PersonId>,
    mentors: HashMap<MentorId, PersonId>,
}

impl<'a> Hall<'a> {
    /// The events of a season: those that have been, the projects at work, and the next one to come.
    fn events(&self, season: &Season, rng: &mut Rng) -> impl Iterator<Item = Event> {
        let mut events = Vec::new();
        for usual in EVENTS {
            let on = weekday(shift(season.start, usual.day), season);
            let begun = on <= season.now;
            let mut event = Event::new(season.id, usual.kind, on);
            event.title = usual.title.into();
            event.place = usual.place.into();
            event.high_rating = usual.high;
            event.until = (usual.lasts > 0).then(|| weekday(shift(on, usual.lasts), season));
            event.held = event.last_day() <= season.now;
            if begun {
                event.present = self.roll(usual, season, on, rng);
            }
            if event.held {
                event.result = usual.result.into();
            }
            events.push(event);
            if !begun {
                break;
            }
        }
        events.into_iter()
    }

    fn roll(&self, usual: &Usual, season: &Season, on: NaiveDate, rng: &mut Rng) -> Vec<Attendance> {
        let here = |entered: Option<NaiveDate>, left: Option<NaiveDate>| {
            entered.is_none_or(|day| day <= on) && left.is_none_or(|day| day >= on)
        };
        let guests: Vec<PersonId> = match usual.guests {
            Guests::Mentees(share) => {
                let of_year = self.records.mentees.iter().filter(|(_, it)| it.year == season.id);
                let there = of_year.filter(|(_, it)| here(it.entered_on, it.left_on));
                there.filter(|_| rng.chance(share)).map(|(_, it)| it.person).collect()
            }
            Guests::Mentors => {
                let of_year = self.records.mentors.iter().filter(|(_, it)| it.year == season.id);
                of_year.filter(|(_, it)| here(it.entered_on, it.left_on)).map(|(_, it)| it.person).collect()
            }
            Guests::Classes(grade) => self.classes(season, grade),
            Guests::Pairs(share) => {
                // Pairs that form later join a project that is at work.
                let last = shift(on, usual.lasts).min(season.now);
                let at_work = |pair: &Pair| {
                    pair.year == season.id
                        && pair.state != PairState::Proposed
                        && pair.began_on().is_some_and(|day| day <= last)
                        && pair.closing.as_ref().is_none_or(|closing| shift(closing.on, 14) >= on)
                };
                let pairs = self.records.pairs.iter().filter(|(_, pair)| at_work(pair));
                pairs.filter(|_| rng.chance(share)).flat_map(|(_, pair)| self.of_pair(pair)).collect()
            }
        };
        let mut seen = HashSet::new();
        let once = guests.into_iter().filter(|id| seen.insert(*id)).take(MOST);
        once.enumerate().map(|(place, person)| self.taking(usual, person, place)).collect()
    }

    fn classes(&self, season: &Season, grade: u8) -> Vec<PersonId> {
        let members = self.crowd.members.iter().filter(|it| it.takes_part || it.person.kind == PersonKind::Pupil);
        let of_grade = members.filter_map(|it| Some((it.person.class_in(season.id)?, it.id)));
        let mut pupils: Vec<_> = of_grade.filter(|(class, _)| class.grade == grade).collect();
        pupils.sort_by_key(|(class, id)| (**class, *id));
        let mut classes: Vec<_> = pupils.iter().map(|(class, _)| **class).collect();
        classes.dedup();
        classes.truncate(2);
        pupils.into_iter().filter(|(class, _)| classes.contains(class)).map(|(_, id)| id).collect()
    }

    fn of_pair(&self, pair: &Pair) -> Vec<PersonId> {
        let led = pair.mentees.iter().filter_map(|id| self.mentees.get(id));
        led.chain(self.mentors.get(&pair.mentor)).copied().collect()
    }

    /// How somebody took part: contests have winners, projects authors, a festival speakers.
    fn taking(&self, usual: &Usual, person: PersonId, place: usize) -> Attendance {
        use EventRole as R;
        let pupil = self.people.get(&person).is_some_and(|it| it.kind == PersonKind::Pupil);
        let (role, result) = match (usual.kind, place) {
            (EventKind::Contest, 0) => (R::Winner, "1 место"),
            (EventKind::Contest, 1 | 2) => (R::PrizeWinner, "призёр"),
            (EventKind::Project, _) if place.is_multiple_of(5) && pupil => (R::Author, ""),
            (EventKind::Festival | EventKind::Forum, place) if place % 9 == 1 => (R::Speaker, "рассказ о своей паре"),
            (EventKind::Festival, 2 | 3) => (R::Organiser, ""),
            _ => (R::Participant, ""),
        };
        Attendance { person, role, result: result.into() }
    }

    /// The finished pairs of a season with a result, in the order in which they closed.
    fn finished(&self, season: &Season) -> Vec<&'a (PairId, Pair)> {
        let done = |pair: &Pair| pair.year == season.id && pair.state == PairState::Finished && !pair.result.is_empty();
        let mut pairs: Vec<_> = self.records.pairs.iter().filter(|(_, pair)| done(pair)).collect();
        pairs.sort_by_key(|(id, pair)| (pair.closing.as_ref().map(|closing| closing.on), *id));
        pairs
    }

    /// The cases of a past year, some of them published; of the current one what has been begun.
    fn practices(&self, season: &Season, rng: &mut Rng) -> impl Iterator<Item = Practice> {
        let named = |pair: &Pair| {
            let may = |id: &PersonId| self.people.get(id).is_some_and(|it| it.may_be_named(season.now));
            self.of_pair(pair).iter().all(may)
        };
        // As many that may go out as others, where there are so many.
        let (public, others): (Vec<_>, Vec<_>) = self.finished(season).into_iter().partition(|(_, pair)| named(pair));
        let (few, most) = if season.is_current() { (0, 1) } else { (3, 3) };
        let spread = |pairs: Vec<&'a (PairId, Pair)>, most: usize| {
            let step = (pairs.len() / 3).max(1);
            pairs.into_iter().step_by(step).take(most).collect::<Vec<_>>()
        };
        let pairs: Vec<_> = spread(public, few).into_iter().chain(spread(others, most)).collect();
        let requests: HashMap<MenteeId, &crate::domain::Mentee> =
            self.records.mentees.iter().map(|(id, mentee)| (*id, mentee)).collect();
        let mut practices = Vec::new();
        for (place, (id, pair)) in pairs.into_iter().enumerate() {
            let asked = pair.mentees.first().and_then(|id| requests.get(id)).and_then(|mentee| mentee.requests.first());
            let Some(asked) = asked.filter(|it| !it.problems.iter().any(|problem| problem.is_restricted())) else {
                continue;
            };
            let mut practice = Practice::new(season.id, Some(*id));
            practice.title = if pair.goal.is_empty() { asked.text.clone() } else { pair.goal.clone() };
            practice.request = asked.text.clone();
            practice.work =
                "Встречались раз в неделю: разбирали трудное, ставили цель на неделю, отмечали, что получилось".into();
            practice.result = pair.result.clone();
            if !season.is_current() {
                practice.mentee_words = rng.text(MENTEE_WORDS).into();
                practice.mentor_words = rng.text(MENTOR_WORDS).into();
                practice.points = (0..5).map(|_| u8::try_from(rng.within(6, 10)).ok()).collect();
                let on = season.now;
                if named(pair) {
                    practice.published_on = Some(on);
                    practice.link = format!("https://school58.example/nastavniki/{}", place + 1).into();
                }
            }
            practices.push(practice);
        }
        practices.into_iter()
    }

    /// The awards of a past year: the best mentors and a pair by an order, letters to parents, a few certificates, and
    /// a line in «Наши наставники» where that may be.
    fn awards(&self, season: &Season) -> impl Iterator<Item = Award> {
        let mut awards = Vec::new();
        if season.is_current() {
            return awards.into_iter();
        }
        let pairs = self.finished(season);
        let reached =
            |pair: &Pair| pair.closing.as_ref().is_some_and(|closing| closing.reason == CloseReason::GoalReached);
        let mut count: HashMap<MentorId, usize> = HashMap::new();
        for (_, pair) in pairs.iter().filter(|(_, pair)| reached(pair)) {
            *count.entry(pair.mentor).or_default() += 1;
        }
        let mut best: Vec<(MentorId, usize)> = count.into_iter().collect();
        best.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let named = |mut award: Award, nomination: &str, basis: String| {
            award.nomination = nomination.into();
            award.basis = basis.into();
            award.order_no = format!("{}-о", 211 + 3 * usize::from(season.back)).into();
            award.order_on = Some(season.past(shift(season.now, -5)));
            award.given_on = Some(season.now);
            award
        };
        for (mentor, reached) in best.iter().take(3) {
            let Some(&person) = self.mentors.get(mentor) else { continue };
            let basis = format!("пар с достигнутой целью {reached}");
            awards.push(named(Award::new(season.id, AwardKind::Diploma, person), "Лучший наставник", basis.clone()));
            let Some(who) = self.people.get(&person) else { continue };
            if who.kind == PersonKind::Pupil {
                let mut letter = named(Award::new(season.id, AwardKind::ParentsLetter, person), "", basis.clone());
                let parent = who.guardian.split(", +").next().unwrap_or_default();
                letter.addressee = parent.into();
                awards.push(letter);
            }
            if who.may_be_named(season.now) {
                awards.push(named(Award::new(season.id, AwardKind::Feature, person), "", basis));
            }
        }
        if let Some((id, pair)) = pairs.iter().find(|(_, pair)| reached(pair))
            && let Some(&person) = self.mentors.get(&pair.mentor)
        {
            let award = Award { pair: Some(*id), ..Award::new(season.id, AwardKind::Diploma, person) };
            awards.push(named(award, "Лучшая пара «Наставник+»", "цель пары достигнута".to_owned()));
        }
        let certified = pairs.iter().flat_map(|(_, pair)| self.of_pair(pair)).take(20);
        let mut seen = HashSet::new();
        for person in certified.filter(|id| seen.insert(*id)) {
            awards.push(named(Award::new(season.id, AwardKind::Certificate, person), "", String::new()));
        }
        awards.into_iter()
    }
}

/// A day of the season on which a school works.
fn weekday(day: NaiveDate, season: &Season) -> NaiveDate {
    use chrono::{Datelike, Weekday};
    let day = if day.weekday() == Weekday::Sun { shift(day, 1) } else { day };
    day.min(season.end)
}
