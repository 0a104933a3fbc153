//! Who asks for help in a year, what they ask for, and whether their papers are in.

use std::collections::HashSet;

use crate::domain::{ConsentKind, Form, Health, Mentee, MenteeId, MenteeStanding, Request, RequestState, Source};

use super::Scene;
use super::calendar::{Season, shift};
use super::crowd::Member;
use super::rng::Rng;
use super::texts::{INTERESTS, Nature, TIMES, Theme};

/// How it goes with a mentee's papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Everything is in.
    Ready,
    /// Joined, but nobody has asked what for.
    NoRequest,
    /// The consent to take part is missing.
    NoParticipation,
    /// No consent at all.
    NoConsents,
    /// Last year's consents have run out.
    Expired,
    /// The parents have taken the consent back.
    Withdrawn,
    /// Has left the programme.
    Left,
}

/// The mix of the current year, repeated for larger schools and thinned for smaller ones.
const FATES: [Fate; 44] = {
    let mut fates = [Fate::Ready; 44];
    fates[7] = Fate::Left;
    fates[13] = Fate::NoParticipation;
    fates[20] = Fate::NoRequest;
    fates[29] = Fate::NoConsents;
    fates[35] = Fate::Expired;
    fates[40] = Fate::Withdrawn;
    fates
};

/// A mentee with what no record keeps.
#[derive(Debug)]
pub(super) struct Entrant {
    /// Identity of the record.
    pub(super) id: MenteeId,
    /// The record.
    pub(super) mentee: Mentee,
    /// Place in the crowd.
    pub(super) member: usize,
    /// Grade.
    pub(super) grade: u8,
    /// What they ask for.
    pub(super) theme: usize,
    /// State of the papers.
    pub(super) fate: Fate,
    /// Whether they lead others in the same year.
    pub(super) leads: bool,
}

/// Enrols `count` pupils: first those in `first`, then chance ones who are not `leading`.
pub(super) fn enrol(
    scene: &mut Scene,
    season: &Season,
    count: usize,
    first: &[usize],
    leading: &HashSet<usize>,
) -> Vec<Entrant> {
    let known: HashSet<&usize> = first.iter().chain(leading).collect();
    let mut others = scene.crowd.pupils(season, 0);
    others.retain(|place| !known.contains(place));
    scene.rng.shuffle(&mut others);
    let chosen: Vec<usize> = first.iter().chain(&others).copied().take(count).collect();
    let deck = deck(&scene.themes);
    let mut entrants = Vec::with_capacity(chosen.len());
    for (place, &member) in chosen.iter().enumerate() {
        let ready = !season.is_current() || leading.contains(&member);
        let fate = if ready { Fate::Ready } else { fate(place, chosen.len()) };
        entrants.extend(enter(scene, season, member, fate, &deck, leading.contains(&member)));
    }
    entrants
}

/// Enters one pupil. Who leads others asks for help with the choice of a profession.
fn enter(scene: &mut Scene, season: &Season, place: usize, fate: Fate, deck: &[usize], leads: bool) -> Option<Entrant> {
    let member = &mut scene.crowd.members[place];
    let rng = &mut scene.rng;
    let grade = member.grade_in(season)?;
    let theme = if leads { career(&scene.themes) } else { theme(grade, &scene.themes, deck, rng) };
    let about = scene.themes[theme];
    member.join(rng);
    let mut mentee = Mentee::new(member.id, season.id);
    describe(&mut mentee, about, season, rng);
    if fate == Fate::NoRequest {
        mentee.requests.clear();
    }
    collect_papers(member, &mentee, fate, about.nature, season, rng);
    if fate == Fate::Left {
        mentee.standing = MenteeStanding::Left;
        mentee.left_on = Some(season.past(shift(season.now, -rng.within(3, 25))));
        mentee.notes = "Переход в другую школу".into();
    }
    Some(Entrant { id: MenteeId(scene.ids.fresh()), mentee, member: place, grade, theme, fate, leads })
}

fn fate(place: usize, count: usize) -> Fate {
    if count < FATES.len() { FATES[place * FATES.len() / count] } else { FATES[place % FATES.len()] }
}

/// Every theme as often as it is asked for; ОВЗ about once in thirty.
fn deck(themes: &[&'static Theme]) -> Vec<usize> {
    let often = |nature| match nature {
        Nature::Ovz => 1,
        Nature::Talent | Nature::Project | Nature::Growth => 2,
        Nature::Learning | Nature::Newcomer => 3,
        Nature::Career => 4,
    };
    (0..themes.len()).flat_map(|at| std::iter::repeat_n(at, often(themes[at].nature))).collect()
}

fn career(themes: &[&'static Theme]) -> usize {
    themes.iter().position(|theme| theme.nature == Nature::Career).unwrap_or(0)
}

/// A theme of the deck that fits the grade: nobody chooses a profession in grade 5 or settles in in grade 11.
fn theme(grade: u8, themes: &[&'static Theme], deck: &[usize], rng: &mut Rng) -> usize {
    let fits = |at: usize| match themes[at].nature {
        Nature::Career => grade >= 8,
        Nature::Newcomer => grade <= 8,
        Nature::Talent => grade >= 6,
        _ => true,
    };
    (0..8).map(|_| rng.pick(deck)).find(|&at| fits(at)).unwrap_or(0)
}

fn describe(mentee: &mut Mentee, theme: &Theme, season: &Season, rng: &mut Rng) {
    let joined = season.joining(rng);
    mentee.entered_on = Some(joined);
    mentee.group = rng.chance(90).then_some(theme.group);
    mentee.form = rng.chance(50).then(|| wish(theme.nature, rng));
    mentee.time = rng.text(TIMES).into();
    mentee.interests = match (rng.pick(INTERESTS), rng.pick(INTERESTS)) {
        (one, other) if one == other => one.into(),
        (one, other) => format!("{one}, {other}").into(),
    };
    let main = request(theme, season.past(shift(joined, -rng.within(0, 9))), rng);
    mentee.requests.push(main);
    if rng.chance(15) {
        let mut second = request(theme, joined, rng);
        second.priority = 3;
        second.state = rng.pick(&[RequestState::Open, RequestState::Postponed, RequestState::Withdrawn]);
        if second.text != mentee.requests[0].text {
            mentee.requests.push(second);
        }
    }
}

fn wish(nature: Nature, rng: &mut Rng) -> Form {
    match nature {
        Nature::Career => rng.pick(&[Form::EmployerPupil, Form::StudentPupil]),
        Nature::Learning => rng.pick(&[Form::PupilPupil, Form::TeacherPupil, Form::StudentPupil]),
        Nature::Talent | Nature::Ovz => rng.pick(&[Form::TeacherPupil, Form::StudentPupil]),
        Nature::Newcomer | Nature::Growth => Form::PupilPupil,
        Nature::Project => rng.pick(&[Form::PupilPupil, Form::EmployerPupil]),
    }
}

fn request(theme: &Theme, on: chrono::NaiveDate, rng: &mut Rng) -> Request {
    let both = rng.chance(40);
    let mut problems: Vec<_> = theme.problems.iter().copied().take(if both { 2 } else { 1 }).collect();
    problems.sort_unstable();
    let source = match theme.nature {
        Nature::Career => rng.pick(&[Source::Test, Source::Own, Source::Parent, Source::ClassTeacher]),
        Nature::Learning => rng.pick(&[Source::Teacher, Source::ClassTeacher, Source::Parent, Source::Own]),
        Nature::Growth | Nature::Ovz => {
            rng.pick(&[Source::Psychologist, Source::ClassTeacher, Source::SocialWorker, Source::Parent, Source::Own])
        }
        Nature::Newcomer => rng.pick(&[Source::ClassTeacher, Source::Parent]),
        Nature::Talent | Nature::Project => rng.pick(&[Source::Own, Source::Teacher]),
    };
    Request {
        text: rng.text(theme.requests).into(),
        problems,
        source: rng.chance(95).then_some(source),
        priority: rng.pick(&[1, 2, 2, 2, 3, 3]),
        state: RequestState::Open,
        made_on: Some(on),
    }
}

fn collect_papers(member: &mut Member, mentee: &Mentee, fate: Fate, nature: Nature, season: &Season, rng: &mut Rng) {
    let on = mentee.entered_on.unwrap_or(season.start);
    let until = rng.chance(30).then_some(season.end);
    if matches!(fate, Fate::NoParticipation | Fate::NoConsents | Fate::Expired) {
        member.let_consents_expire(season.start);
    }
    match fate {
        Fate::NoConsents => return,
        Fate::NoParticipation => return member.sign(ConsentKind::Data, on, until),
        Fate::Expired => {
            let last = Some(shift(season.start, -1));
            member.sign(ConsentKind::Data, shift(on, -365), last);
            return member.sign(ConsentKind::Participation, shift(on, -365), last);
        }
        Fate::Ready | Fate::NoRequest | Fate::Withdrawn | Fate::Left => {}
    }
    member.sign(ConsentKind::Data, on, until);
    member.sign(ConsentKind::Participation, on, until);
    if rng.chance(60) {
        member.sign(ConsentKind::Publication, on, None);
    }
    if nature == Nature::Ovz {
        member.person.health = rng.pick(&[Health::Ovz, Health::Ovz, Health::Zpr]);
        if rng.chance(80) {
            member.sign(ConsentKind::Health, on, until);
        }
    }
    if fate == Fate::Withdrawn {
        withdraw(member, season.past(shift(season.now, -rng.within(2, 15))));
    }
}

/// Takes back the newest consent to take part.
pub(super) fn withdraw(member: &mut Member, on: chrono::NaiveDate) {
    let newest = member.person.consents.iter_mut().rev().find(|consent| consent.kind == ConsentKind::Participation);
    if let Some(consent) = newest {
        consent.withdrawn_on = Some(on);
    }
}
