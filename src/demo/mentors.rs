//! Who offers help in a year, and how far each has come on the way to admission.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::{ConsentKind, Form, InterviewDecision, Mentor, MentorId, MentorStanding, PersonKind, Step};

use super::Scene;
use super::calendar::{Season, shift};
use super::crowd::Member;
use super::rng::Rng;
use super::texts::{AGES, INTERESTS, Nature, TIMES, Theme};

/// How far a mentor has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lot {
    /// Leads somebody.
    Leading,
    /// Could lead.
    Admitted,
    /// A paper is missing.
    Trained,
    /// Recommended, not trained.
    Interviewed,
    /// Kept for later.
    Reserve,
    /// Turned down.
    Refused,
    /// Has applied.
    Applied,
    /// Was only named.
    Potential,
    /// Has stopped for a while.
    Paused,
    /// Was taken out.
    Removed,
}

/// The mix of the current year, repeated for larger schools and thinned for smaller ones.
const LOTS: [Lot; 35] = {
    let mut lots = [Lot::Leading; 35];
    lots[2] = Lot::Admitted;
    lots[5] = Lot::Potential;
    lots[8] = Lot::Applied;
    lots[11] = Lot::Interviewed;
    lots[14] = Lot::Trained;
    lots[17] = Lot::Reserve;
    lots[20] = Lot::Refused;
    lots[23] = Lot::Paused;
    lots[26] = Lot::Removed;
    lots[29] = Lot::Admitted;
    lots
};

/// What the certificates of an adult from outside say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Papers {
    /// They hold for months.
    InOrder,
    /// They end within weeks.
    EndSoon,
    /// They have ended while the pair works.
    Ended,
}

/// A mentor with what no record keeps.
#[derive(Debug)]
pub(super) struct Helper {
    /// Identity of the record.
    pub(super) id: MentorId,
    /// The record.
    pub(super) mentor: Mentor,
    /// Place in the crowd.
    pub(super) member: usize,
    /// Who they are.
    pub(super) kind: PersonKind,
    /// Grade, for a pupil.
    pub(super) grade: Option<u8>,
    /// What they are best at, and second best.
    pub(super) themes: [usize; 2],
    /// How far they have come.
    pub(super) lot: Lot,
    /// State of the certificates.
    pub(super) papers: Papers,
}

/// How many mentors of each kind there are among `count`; pupils first.
pub(super) fn shares(count: usize) -> Vec<(PersonKind, usize)> {
    let adults = [
        (PersonKind::Student, 15),
        (PersonKind::Teacher, 20),
        (PersonKind::Parent, 8),
        (PersonKind::Graduate, 7),
        (PersonKind::Employee, 10),
    ];
    let mut shares: Vec<_> = adults.into_iter().map(|(kind, percent)| (kind, (count * percent / 100).max(1))).collect();
    let grown: usize = shares.iter().map(|(_, count)| count).sum();
    shares.insert(0, (PersonKind::Pupil, count.saturating_sub(grown)));
    shares
}

/// Recruits `count` mentors. Pupils of grade 8 and above who were `led` before come first among the pupils.
pub(super) fn recruit(scene: &mut Scene, season: &Season, count: usize, led: &HashSet<usize>) -> Vec<Helper> {
    let mut chosen = Vec::with_capacity(count);
    for (kind, wanted) in shares(count) {
        let mut pool = if kind == PersonKind::Pupil { elders(scene, season) } else { scene.crowd.adults(kind) };
        scene.rng.shuffle(&mut pool);
        if kind == PersonKind::Pupil {
            // A third of the pupils were led themselves, as far as there are any.
            let (grown, new): (Vec<usize>, Vec<usize>) = pool.iter().partition(|place| led.contains(place));
            let first = grown.len().min(wanted / 3);
            pool = grown[..first].iter().chain(&new).chain(&grown[first..]).copied().collect();
        }
        chosen.extend(pool.into_iter().take(wanted).map(|place| (place, kind)));
    }
    scene.rng.shuffle(&mut chosen);
    let mut outsiders = 0;
    let mut helpers = Vec::with_capacity(chosen.len());
    for (place, &(member, kind)) in chosen.iter().enumerate() {
        let lot = lot(season, place, chosen.len());
        let mut helper = Helper {
            id: MentorId(scene.ids.fresh()),
            mentor: Mentor::new(scene.crowd.members[member].id, season.id),
            member,
            kind,
            grade: scene.crowd.members[member].grade_in(season).filter(|_| kind == PersonKind::Pupil),
            themes: [0, 1].map(|turn| theme(kind, place + turn, &scene.themes, &mut scene.rng)),
            lot,
            papers: papers(season, kind, lot, &mut outsiders),
        };
        scene.crowd.members[member].join(&mut scene.rng);
        describe(&mut helper, season, &scene.themes, &mut scene.rng);
        advance(&mut helper, season, &mut scene.crowd.members[member], &mut scene.rng);
        // Two of three agree that they be named on the site.
        if helper.mentor.training.is_done() && lot != Lot::Trained && place % 3 != 1 {
            let on = season.past(helper.mentor.entered_on.unwrap_or(season.start));
            scene.crowd.members[member].sign(ConsentKind::Publication, on, None);
        }
        helpers.push(helper);
    }
    helpers
}

/// Pupils old enough to lead. Wearers of the names that are to be found among the mentees stay there.
fn elders(scene: &Scene, season: &Season) -> Vec<usize> {
    let mut pool = scene.crowd.pupils(season, 8);
    pool.retain(|place| !scene.crowd.wanted.contains(place));
    pool
}

fn lot(season: &Season, place: usize, count: usize) -> Lot {
    match (season.is_current(), place % 12) {
        (true, _) if count < LOTS.len() => LOTS[place * LOTS.len() / count],
        (true, _) => LOTS[place % LOTS.len()],
        (false, 5) => Lot::Reserve,
        (false, 11) => Lot::Refused,
        (false, _) => Lot::Leading,
    }
}

fn papers(season: &Season, kind: PersonKind, lot: Lot, outsiders: &mut usize) -> Papers {
    if !season.is_current() || !kind.is_external_adult() || lot != Lot::Leading {
        return Papers::InOrder;
    }
    *outsiders += 1;
    match *outsiders % 8 {
        1 => Papers::EndSoon,
        3 => Papers::Ended,
        _ => Papers::InOrder,
    }
}

/// Whether people of a kind usually help with this.
pub(super) fn suits(kind: PersonKind, nature: Nature) -> bool {
    match kind {
        PersonKind::Pupil => !matches!(nature, Nature::Ovz | Nature::Career),
        PersonKind::Student => !matches!(nature, Nature::Ovz | Nature::Newcomer),
        PersonKind::Teacher => !matches!(nature, Nature::Newcomer | Nature::Career),
        PersonKind::Graduate => matches!(nature, Nature::Career | Nature::Learning | Nature::Project),
        _ => matches!(nature, Nature::Career | Nature::Talent | Nature::Project),
    }
}

fn theme(kind: PersonKind, place: usize, themes: &[&'static Theme], rng: &mut Rng) -> usize {
    let ovz = kind == PersonKind::Teacher && place.is_multiple_of(4);
    let fits = |theme: &Theme| if ovz { theme.nature == Nature::Ovz } else { suits(kind, theme.nature) };
    let open: Vec<usize> = (0..themes.len()).filter(|&at| fits(themes[at])).collect();
    rng.pick(&open)
}

fn describe(helper: &mut Helper, season: &Season, themes: &[&'static Theme], rng: &mut Rng) {
    let mentor = &mut helper.mentor;
    mentor.entered_on = Some(season.joining(rng));
    mentor.capacity = match helper.kind {
        PersonKind::Pupil => 1 + u8::from(rng.chance(50)),
        PersonKind::Teacher => 4 + u8::from(rng.chance(50)),
        PersonKind::Employee => 3 + u8::from(rng.chance(50)),
        _ => 3 + u8::from(rng.chance(40)),
    };
    mentor.form = rng.chance(80).then(|| form(helper.kind));
    let [best, second] = helper.themes.map(|at| rng.pick(themes[at].competences));
    mentor.competences = if best == second { best.into() } else { format!("{best}; {second}").into() };
    mentor.achievements = rng.text(achievements(helper.kind)).into();
    let (one, other) = (rng.pick(INTERESTS), rng.pick(INTERESTS));
    mentor.interests = if one == other { one.into() } else { format!("{one}, {other}").into() };
    // Pupils lead younger ones.
    mentor.preferred_age = rng.text(if helper.kind == PersonKind::Pupil { &AGES[..3] } else { &AGES[2..] }).into();
    mentor.time = rng.text(TIMES).into();
}

/// The form in which people of a kind lead pupils.
pub(super) fn form(kind: PersonKind) -> Form {
    crate::domain::status::usual_form(kind, PersonKind::Pupil)
}

fn achievements(kind: PersonKind) -> &'static [&'static str] {
    match kind {
        PersonKind::Pupil => &[
            "Призовое место городской олимпиады",
            "Участие в совете старшеклассников",
            "Волонтёрская книжка, 60 часов",
            "Отличная учёба, победа в конкурсе проектов",
            "",
        ],
        PersonKind::Student | PersonKind::Graduate => {
            &["Повышенная стипендия", "Опыт вожатого два лета", "Диплом студенческой конференции", ""]
        }
        PersonKind::Teacher => {
            &["Высшая категория, стаж 18 лет", "Подготовка призёров олимпиад", "Первая категория, классное руководство"]
        }
        _ => &["Стаж 12 лет, обучение молодых сотрудников", "Своё дело девять лет", "Лекции для школьников", ""],
    }
}

/// Takes the steps to where the mentor's lot is.
fn advance(helper: &mut Helper, season: &Season, member: &mut Member, rng: &mut Rng) {
    use InterviewDecision::{Recommended, Refused, Reserve};
    if helper.lot == Lot::Potential {
        return;
    }
    let joined = helper.mentor.entered_on.unwrap_or(season.start);
    let mut done = |days: i64| step(season, shift(joined, days), rng);
    let mentor = &mut helper.mentor;
    mentor.application = done(1);
    if helper.lot == Lot::Applied {
        return;
    }
    mentor.interview = done(6);
    mentor.decision = match helper.lot {
        Lot::Reserve => Reserve,
        Lot::Refused => Refused,
        _ => Recommended,
    };
    if matches!(helper.lot, Lot::Interviewed | Lot::Reserve | Lot::Refused) {
        return;
    }
    mentor.training = done(11);
    mentor.training_hours = u16::try_from(rng.within(2, 6)).unwrap_or(2);
    if helper.lot == Lot::Trained {
        member.let_consents_expire(season.start);
        return;
    }
    member.sign(ConsentKind::Data, season.past(joined), None);
    if helper.kind.is_external_adult() {
        let day = certificate(helper.papers, season, rng);
        mentor.record_check_until = Some(day);
        mentor.medical_check_until = Some(shift(day, if helper.papers == Papers::InOrder { 30 } else { 200 }));
    }
    match helper.lot {
        Lot::Paused => mentor.standing = MentorStanding::Paused,
        Lot::Removed => {
            mentor.standing = MentorStanding::Removed;
            mentor.left_on = Some(season.past(shift(season.now, -9)));
        }
        _ => {}
    }
}

/// A step taken on `day`, or on the day of the first order if that was earlier: nobody leads before it. Of a few steps
/// the day was not written down.
fn step(season: &Season, day: NaiveDate, rng: &mut Rng) -> Step {
    let known = rng.chance(95);
    if known { Step::DoneOn(season.past(day.min(season.order(0)))) } else { Step::Done }
}

fn certificate(papers: Papers, season: &Season, rng: &mut Rng) -> NaiveDate {
    match papers {
        Papers::InOrder => shift(season.now, rng.within(60, 300)),
        Papers::EndSoon => shift(season.now, rng.within(4, 25)),
        // Later moved past the first day of each pair, which could not have begun without it.
        Papers::Ended => shift(season.now, -rng.within(4, 12)),
    }
}
