//! What people answered. Every respondent has a temper that runs through all their answers, and the exit questionnaire
//! moves from the entry questionnaire by what the pair achieved, so that means, gaps and correlations look like life.

use chrono::NaiveDate;

use crate::domain::{
    Answer, Audience, FREQUENCY_STEPS, Form, Item, ItemKind, PairState, PersonId, Questionnaire, QuestionnaireId,
    Response, ResponseId, Wave,
};

use super::Scene;
use super::calendar::{Season, shift};
use super::mentees::{Entrant, Fate};
use super::mentors::{Helper, Lot, form};
use super::pairs::Duo;
use super::rng::Rng;

/// The questionnaires a school uses.
pub(super) type Sheets = [(QuestionnaireId, Questionnaire)];

const BEFORE: &[&str] =
    &["В прошлом году в нашей школе", "В летнем лагере", "В кружке, помогали старшие", "В другой школе"];
const HOPES_MENTEE: &[&str] = &[
    "Подтянуть учёбу",
    "Найти друзей",
    "Понять, кем хочу стать",
    "Перестать бояться контрольных",
    "Поддержки и советов",
    "Интересных встреч",
    "Сделать свой проект",
];
const VALUES_MENTEE: &[&str] = &[
    "Можно спросить и не бояться",
    "Общение",
    "Помощь с уроками",
    "Что меня слушают",
    "Новые знакомства",
    "Внимание ко мне",
];
const LACKS: &[&str] =
    &["Мало времени", "Хотелось бы встречаться чаще", "Больше выездов", "Всё устраивает", "Своего кабинета"];
const HOPES_MENTOR: &[&str] =
    &["Научиться объяснять", "Помочь младшим", "Передать свой опыт", "Увидеть успехи наставляемого", "Новый опыт"];
const VALUES_MENTOR: &[&str] = &[
    "Доверие наставляемого",
    "Видеть, что получается",
    "Обучение наставников",
    "Работа в команде",
    "Общение с детьми",
];

/// One respondent at one time.
struct Voice {
    person: PersonId,
    /// 3 to 9: how kindly they rate.
    temper: i64,
    /// What the programme added or took, −2 to 2.
    gain: i64,
    /// Whether they met in a group.
    group: bool,
}

/// The answers of a year: entry questionnaires of those who began, exit questionnaires of those who came to an end.
pub(super) fn collect(
    scene: &mut Scene,
    season: &Season,
    sheets: &Sheets,
    helpers: &[Helper],
    entrants: &[Entrant],
    duos: &[Duo],
) -> Vec<(ResponseId, Response)> {
    let mut responses = Vec::new();
    let mut pair_of_helper = vec![None; helpers.len()];
    let mut pair_of_entrant = vec![None; entrants.len()];
    for (nth, duo) in duos.iter().enumerate() {
        pair_of_helper[duo.helper] = Some(nth);
        duo.led.iter().for_each(|&place| pair_of_entrant[place] = Some(nth));
    }
    for (place, entrant) in entrants.iter().enumerate() {
        let duo = pair_of_entrant[place].map(|nth| &duos[nth]);
        let asked = matches!(entrant.fate, Fate::Ready | Fate::Withdrawn | Fate::Left);
        let form = duo.map_or(Form::PupilPupil, |duo| duo.pair.form);
        let began = entrant.mentee.entered_on.filter(|_| asked);
        let voice = voice(entrant.mentee.person, duo, &mut scene.rng);
        ask(scene, season, (sheets, Audience::Mentee, form), &voice, began, duo, &mut responses);
    }
    for (place, helper) in helpers.iter().enumerate() {
        let duo = pair_of_helper[place].map(|nth| &duos[nth]);
        let asked = !matches!(helper.lot, Lot::Potential | Lot::Applied | Lot::Refused);
        let began = helper.mentor.entered_on.filter(|_| asked);
        let voice = voice(helper.mentor.person, duo, &mut scene.rng);
        ask(scene, season, (sheets, Audience::Mentor, form(helper.kind)), &voice, began, duo, &mut responses);
    }
    responses
}

fn voice(person: PersonId, duo: Option<&Duo>, rng: &mut Rng) -> Voice {
    let gain = match duo.map(|duo| duo.pair.state) {
        Some(PairState::Ended) => rng.within(-2, 0),
        _ => rng.within(0, 2),
    };
    Voice { person, temper: rng.within(4, 8), gain, group: duo.is_some_and(|duo| duo.pair.is_group()) }
}

/// Hands out the entry questionnaire and, where a pair has closed, the exit questionnaire. Some never come back.
fn ask(
    scene: &mut Scene,
    season: &Season,
    (sheets, audience, form): (&Sheets, Audience, Form),
    voice: &Voice,
    began: Option<NaiveDate>,
    duo: Option<&Duo>,
    responses: &mut Vec<(ResponseId, Response)>,
) {
    let Some(began) = began else { return };
    let back = |paired: bool| match (season.is_current(), paired) {
        (false, _) => 93,
        (true, true) => 88,
        (true, false) => 55,
    };
    let closed = duo.and_then(|duo| duo.pair.closing.as_ref()).map(|closing| closing.on);
    let entry = scene.rng.chance(back(duo.is_some())).then_some((Wave::Entry, season.past(shift(began, 4))));
    let exit = closed.filter(|_| scene.rng.chance(86)).map(|on| (Wave::Exit, season.past(on)));
    let asks = |wave| sheets.iter().filter(move |(_, sheet)| sheet.wave == wave && sheet.audience == audience);
    let mut known = Vec::new();
    for (wave, on) in entry.into_iter().chain(exit) {
        let Some((_, common)) = asks(wave).next() else { continue };
        let drawn = fill(common, voice, &known, &mut scene.rng);
        let Some((id, sheet)) = asks(wave).find(|(_, sheet)| sheet.fits(form)) else { continue };
        let answers = if sheet == common { drawn.clone() } else { retold(sheet, common, &drawn, voice, &known) };
        if wave == Wave::Entry {
            known = expectations(sheet, &answers);
            known.extend(expectations(common, &drawn));
        }
        let response = Response::new(*id, season.id, voice.person, on, answers);
        responses.push((ResponseId(scene.ids.fresh()), response));
    }
}

/// What was expected of each exit item: its id and the rating. Of two items that answer one expectation both move by it.
fn expectations(sheet: &Questionnaire, answers: &[Answer]) -> Vec<(String, i64)> {
    let rated = sheet.items.iter().zip(answers).filter_map(|(item, answer)| match answer {
        Answer::Scale(rating) => Some((item, i64::from(*rating))),
        _ => None,
    });
    rated.flat_map(|(item, rating)| item.linked.iter().map(move |id| (id.clone(), rating))).collect()
}

/// The answers to a questionnaire of another form: what all forms ask alike is answered alike, and what this one asks
/// beside is drawn aside, so that people and pairs of the school do not change with its questionnaires.
fn retold(
    sheet: &Questionnaire,
    common: &Questionnaire,
    drawn: &[Answer],
    voice: &Voice,
    known: &[(String, i64)],
) -> Vec<Answer> {
    let mut aside = Rng::new(u64::from(voice.person.0));
    let answers = sheet.items.iter().map(|item| {
        let same = common.items.iter().position(|other| other.id == item.id && other.kind == item.kind);
        same.and_then(|at| drawn.get(at).cloned()).unwrap_or_else(|| {
            let expected = known.iter().find(|(id, _)| *id == item.id).map(|(_, rating)| *rating);
            answer(sheet, item, voice, expected, &mut aside)
        })
    });
    sheet.settled(&answers.collect::<Vec<_>>())
}

fn fill(sheet: &Questionnaire, voice: &Voice, known: &[(String, i64)], rng: &mut Rng) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::with_capacity(sheet.items.len());
    for item in &sheet.items {
        let after_no = answers.last() == Some(&Answer::YesNo(false)) && item.kind == ItemKind::Text;
        let expected = known.iter().find(|(id, _)| *id == item.id).map(|(_, rating)| *rating);
        let alone = sheet.wave == Wave::Exit && item.id == "X5" && !voice.group;
        answers.push(if after_no || alone {
            Answer::NotApplicable
        } else if rng.chance(3) {
            Answer::Blank
        } else {
            answer(sheet, item, voice, expected, rng)
        });
    }
    sheet.settled(&answers)
}

fn answer(sheet: &Questionnaire, item: &Item, voice: &Voice, expected: Option<i64>, rng: &mut Rng) -> Answer {
    let gain = if sheet.wave == Wave::Exit { voice.gain } else { 0 };
    // What was expected holds half of what comes of it; the rest is temper.
    let base = expected.map_or(voice.temper, |rating| (rating + voice.temper + 1) / 2);
    let mood = base + gain + rng.within(-1, 1);
    let small = |number: usize| u8::try_from(number).unwrap_or(0);
    match &item.kind {
        ItemKind::Scale { low, high } => {
            let (low, high) = (i64::from(*low), i64::from(*high));
            // Moods run from 1 to 10; a shorter scale is a coarser look at the same mood.
            let rating = low + (mood.clamp(1, 10) - 1) * (high - low) / 9;
            let rating = if item.reversed { low + high - rating } else { rating };
            Answer::Scale(u8::try_from(rating).unwrap_or(1))
        }
        ItemKind::YesNo if matches!(item.id.as_str(), "1" | "X1") => Answer::YesNo(rng.chance(25)),
        ItemKind::YesNo => {
            let likely = usize::try_from((mood * 10 + 12).clamp(5, 97)).unwrap_or(50);
            Answer::YesNo(rng.chance(likely) != item.reversed)
        }
        ItemKind::Choice(options) => Answer::Choice(small(rng.below(options.len()))),
        ItemKind::Several(options) => {
            Answer::Several((0..options.len()).filter(|_| rng.chance(40)).map(small).collect())
        }
        ItemKind::Percent { low, high } => {
            Answer::Percent(u8::try_from((mood * 10).clamp(i64::from(*low), i64::from(*high))).unwrap_or(*high))
        }
        ItemKind::Frequency => Answer::Choice(small(rng.below(usize::from(FREQUENCY_STEPS)))),
        ItemKind::Text => said(sheet, item, rng),
    }
}

fn said(sheet: &Questionnaire, item: &Item, rng: &mut Rng) -> Answer {
    let mentee = sheet.audience == Audience::Mentee;
    let hopes = if mentee { HOPES_MENTEE } else { HOPES_MENTOR };
    let values = if mentee { VALUES_MENTEE } else { VALUES_MENTOR };
    let list = match (mentee, item.id.as_str()) {
        (_, "2" | "X2") => BEFORE,
        (true, "14" | "X13") | (false, "11" | "X12") => hopes,
        (true, "X16") | (false, "X15") => LACKS,
        _ => values,
    };
    if rng.chance(12) { Answer::Blank } else { Answer::Text(rng.text(list).into()) }
}
