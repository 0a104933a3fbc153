//! What the invented school has of the programme around its pairs: the passport, corrected since last year, the roadmap
//! of a usual year, ticked as far as the year has gone, and partners. It comes late and throws no dice, so everything
//! else stays as it is without it.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Season, shift};
use super::texts::passport as words;
use crate::domain::{
    Activity, ActivityId, Appointment, Change, Ids, Partner, PartnerId, PartnerKind, Passport, PassportId, Step, Year,
    usual_roadmap,
};

/// All of it.
pub(super) fn changes(seasons: &[Season], ids: &mut Ids) -> Vec<Change> {
    let first = seasons.first().map_or(0, |season| season.start.year());
    let mut changes = Vec::new();
    for season in seasons {
        changes.push(Change::create(PassportId::from(season.id), passport(season, first)));
        changes.extend(roadmap(season).into_iter().map(|it| Change::create(ActivityId(ids.fresh()), it)));
    }
    let current = seasons.last().map(partners).unwrap_or_default();
    changes.extend(current.into_iter().map(|it| Change::create(PartnerId(ids.fresh()), it)));
    changes
}

/// The passport of a year; the first has not yet what was added since, and one curator.
fn passport(season: &Season, first: i32) -> Passport {
    let corrected = season.start.year() > first;
    let with = |text: &str, added: &str| match corrected {
        true => format!("{}\n{added}", text.trim_end_matches('.').to_owned() + ";").into(),
        false => text.into(),
    };
    let before = |days: i64| Some(shift(season.start, -days));
    let mut curators = vec![Appointment {
        name: "Белова Нина Сергеевна, заместитель директора".into(),
        order_no: "311".into(),
        order_on: before(1),
    }];
    if corrected {
        let name = "Климова Ольга Андреевна, педагог-психолог".into();
        curators.push(Appointment { name, order_no: "288".into(), order_on: before(1) });
    }
    Passport {
        title: words::TITLE.into(),
        grounds: words::GROUNDS.into(),
        aim: words::AIM.into(),
        tasks: with(words::TASKS, words::TASK_ADDED),
        participants: words::PARTICIPANTS.into(),
        partners: words::PARTNERS.into(),
        span: format!("{first}–{} годы", first + 3).into(),
        results: words::RESULTS.into(),
        indicators: with(words::INDICATORS, words::INDICATOR_ADDED),
        correction: words::CORRECTION.into(),
        council_no: "01".into(),
        council_on: before(2),
        order_no: if corrected { "287" } else { "310" }.into(),
        order_on: before(1),
        curators,
        ..Passport::new(season.id)
    }
}

/// What is ticked by hand was done two days before it was due, but for one line that is late.
fn roadmap(season: &Season) -> Vec<Activity> {
    let year = Year { start: season.start, end: season.end, contingent: Vec::new(), programme: "".into() };
    let mut lines = usual_roadmap(season.id, &year);
    let by_hand = lines.iter_mut().filter(|it| it.counted.is_none());
    for (place, line) in by_hand.enumerate() {
        let done = line.due.map(|due| season.past(shift(due, -2))).filter(|_| is_over(line.due, season));
        let forgotten = season.is_current() && place == LATE;
        line.done = done.filter(|_| !forgotten).map_or(Step::Open, Step::DoneOn);
    }
    lines
}

/// Which of the lines ticked by hand was forgotten this year: where to look for mentors.
const LATE: usize = 1;

fn is_over(due: Option<NaiveDate>, season: &Season) -> bool {
    due.is_some_and(|due| due <= season.now) || !season.is_current()
}

/// Who gives mentors: with agreements for years, for good, about to end, over, and none yet.
fn partners(season: &Season) -> Vec<Partner> {
    let from = |days: i64| Some(shift(season.start, -days));
    let until = |days| Some(shift(season.now, days));
    let bound = |name: &str, kind, number: &str, on, until| Partner {
        kind,
        agreement_no: number.into(),
        agreement_on: on,
        agreement_until: until,
        ..Partner::new(name)
    };
    let mut partners = vec![
        bound("ТГУ", PartnerKind::University, "14/21", from(700), None),
        bound("ТПУ", PartnerKind::University, "9", from(350), until(400)),
        bound("АО «Кедровый завод»", PartnerKind::Enterprise, "3", from(340), until(19)),
        bound("ООО «Точный прибор»", PartnerKind::Enterprise, "5", from(380), from(10)),
        bound("ООО «Обь-Софт»", PartnerKind::Enterprise, "7", from(20), until(600)),
        bound("Дворец творчества детей", PartnerKind::Extracurricular, "", None, None),
    ];
    let told = [
        ("Отдел по работе со студентами, Юрьева А. В.", "Студенты-наставники, дни открытых дверей"),
        ("Центр довузовской подготовки, Сомов К. Г.", "Студенты-наставники, лаборатории"),
        ("Отдел кадров, Дроздова И. П.", "Наставники, экскурсии на производство"),
        ("Директор, Ким Р. О.", "Наставники, профессиональные пробы"),
        ("Руководитель отдела обучения, Лапин Е. С.", "Наставники, площадка для проектов"),
        ("Методист, Гордеева Л. М.", "Кружки, залы для фестиваля"),
    ];
    for (partner, (contact, gives)) in partners.iter_mut().zip(told) {
        (partner.contact, partner.gives) = (contact.into(), gives.into());
    }
    partners
}
