//! An invented school of any size, always the same for the same seed.
//!
//! It exists so that the program can be tried before a single real child is entered, measured with a hundred pupils and
//! with a hundred thousand, and tested against a programme that has everything in it: people of every kind and standing,
//! pairs in every state, signals of every sort, two years to compare. The people do not exist; every name is a chance
//! combination.
//!
//! The school is told as the list of changes that creates it, so it enters a base by the same door as everything else.
//! Its current year is that of the day it is made for, and looks alive on that day; the file
//! `calendar.rs` says how.

mod answers;
mod calendar;
mod contacts;
mod crowd;
mod deeds;
mod meetings;
mod mentees;
mod mentors;
mod monitoring;
mod names;
mod pairs;
mod plans;
mod programme;
mod rng;
mod texts;
mod training;
mod wishes;

use std::collections::HashSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::{
    Change, GeneralMeeting, GeneralMeetingId, Ids, Meeting, MeetingId, Mentee, MenteeId, MenteeStanding, Mentor,
    MentorId, Pair, PairId, PersonKind, Plan as PairPlan, PlanId, PreferenceSheet, PreferenceSheetId, Questionnaire,
    QuestionnaireId, Response, ResponseId, Rules, School, Selection, SelectionId, Training, TrainingId, Year, YearId,
    founding_of,
};

use calendar::Season;
use crowd::Crowd;
use mentors::{Helper, Lot};
use rng::Rng;
use texts::Theme;

/// Pupils of grades 5 to 11 an invented school can have.
pub const PUPILS: RangeInclusive<u32> = 100..=100_000;
/// Programme years it can look back on, the current one included.
pub const YEARS: RangeInclusive<u8> = 1..=10;

/// What school to invent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Pupils of grades 5 to 11; brought inside [`PUPILS`].
    pub pupils: u32,
    /// Programme years, the current one included; brought inside [`YEARS`].
    pub years: u8,
    /// What makes two schools differ.
    pub seed: u64,
    /// The day on which the school is looked at.
    pub today: NaiveDate,
}

impl Plan {
    /// The demonstration school: 600 pupils, last year finished, this year under way.
    pub fn usual(today: NaiveDate) -> Self {
        Self { pupils: 600, years: 2, seed: 58, today }
    }

    fn within_bounds(self) -> Self {
        let pupils = self.pupils.clamp(*PUPILS.start(), *PUPILS.end());
        Self { pupils, years: self.years.clamp(*YEARS.start(), *YEARS.end()), ..self }
    }

    fn pupils(self) -> usize {
        usize::try_from(self.pupils).unwrap_or(usize::MAX)
    }

    /// Mentees of a year; the programme grew by a tenth of today's size each year.
    fn mentees(self, back: u8) -> usize {
        grown(self.pupils() * 220 / 600, back)
    }

    fn mentors(self, back: u8) -> usize {
        grown((self.pupils() * 70).div_ceil(600), back)
    }
}

fn grown(today: usize, back: u8) -> usize {
    today * (10 - usize::from(back.min(5))) / 10
}

/// What the rooms of this module share while a school is being made.
struct Scene {
    crowd: Crowd,
    themes: Vec<&'static Theme>,
    rng: Rng,
    ids: Ids,
}

/// What a school has on file besides its people.
#[derive(Default)]
struct Records {
    mentees: Vec<(MenteeId, Mentee)>,
    mentors: Vec<(MentorId, Mentor)>,
    pairs: Vec<(PairId, Pair)>,
    meetings: Vec<(MeetingId, Meeting)>,
    responses: Vec<(ResponseId, Response)>,
    meetings_of_all: Vec<GeneralMeeting>,
    sheets: Vec<PreferenceSheet>,
    trainings: Vec<Training>,
    selections: Vec<Selection>,
    plans: Vec<PairPlan>,
}

/// The changes that found a base with an invented school in it: school, years, `questionnaires`, people, then
/// everything that refers to them. The same plan and questionnaires give the same changes. Identities are
/// [`Ids::alone`]'s, so the changes suit only a base that nobody else has open.
///
/// People answer the first questionnaire that fits their audience and form; without questionnaires nobody answers.
pub fn school(plan: &Plan, questionnaires: Vec<Questionnaire>) -> Vec<Change> {
    let plan = plan.within_bounds();
    let mut ids = Ids::alone();
    let mut rng = Rng::new(plan.seed);
    let mut season = |back| Season::new(YearId(ids.fresh()), plan.today, back);
    let seasons: Vec<Season> = (0..plan.years).rev().map(&mut season).collect();
    let sheets: Vec<(QuestionnaireId, Questionnaire)> =
        questionnaires.into_iter().map(|sheet| (QuestionnaireId(ids.fresh()), sheet)).collect();
    let crowd = Crowd::gather(plan.pupils(), &adults(plan), &seasons, &mut rng, &mut ids);
    let mut scene = Scene { crowd, themes: texts::themes(), rng, ids };
    let mut records = Records::default();
    let mut led = HashSet::new();
    for season in &seasons {
        led = live_through(&mut scene, season, plan, &led, &sheets, &mut records);
    }
    changes(plan, &seasons, sheets, scene.crowd, records, scene.ids)
}

/// Half as many adults again as a year needs, so that some come and go.
fn adults(plan: Plan) -> Vec<(PersonKind, usize)> {
    let shares = mentors::shares(plan.mentors(0)).into_iter();
    shares.filter(|(kind, _)| *kind != PersonKind::Pupil).map(|(kind, count)| (kind, count + count / 2)).collect()
}

/// Lets one year pass. `led` are those who were mentees the year before; returns those of this year.
fn live_through(
    scene: &mut Scene,
    season: &Season,
    plan: Plan,
    led: &HashSet<usize>,
    sheets: &answers::Sheets,
    records: &mut Records,
) -> HashSet<usize> {
    let mut helpers = mentors::recruit(scene, season, plan.mentors(season.back), led);
    let leading: HashSet<usize> = helpers.iter().map(|helper| helper.member).collect();
    let first = foremost(scene, season, &helpers);
    let mut entrants = mentees::enrol(scene, season, plan.mentees(season.back), &first, &leading);
    if season.is_current() {
        let mut rng = Rng::new(plan.seed ^ 0x7EAC_4E45);
        records.trainings = training::sessions(season, &mut helpers, &mut rng);
        records.selections = training::sheets(&helpers, &mut rng);
    }
    let duos = pairs::form_pairs(scene, season, &mut helpers, &mut entrants);
    if !season.is_current() {
        for entrant in entrants.iter_mut().filter(|entrant| entrant.mentee.left_on.is_none()) {
            entrant.mentee.standing = MenteeStanding::Left;
            entrant.mentee.left_on = Some(season.now);
            entrant.mentee.result = "Наставник не нашёлся, заявка на следующий год".into();
        }
    }
    for duo in &duos {
        records.meetings.extend(meetings::diary(scene, season, duo, &entrants));
    }
    if season.is_current() {
        let mut rng = Rng::new(plan.seed ^ 0x9E37_79B9);
        let of = |duo: &pairs::Duo, rng: &mut Rng| {
            plans::plan(season, duo, scene.themes[duo.theme], &entrants, &records.meetings, rng)
        };
        records.plans = duos.iter().filter_map(|duo| of(duo, &mut rng)).collect();
    }
    // Chance of its own for each year.
    let mut rng = Rng::new(plan.seed ^ u64::from(season.back).wrapping_add(1).wrapping_mul(0x5EED_0F57));
    let meeting = wishes::meeting(season, &helpers, &entrants, &mut rng);
    if season.is_current() {
        records.sheets = wishes::sheets(season, meeting.date, (&helpers, &entrants), &duos, &mut rng);
    }
    records.meetings_of_all.push(meeting);
    records.responses.extend(answers::collect(scene, season, sheets, &helpers, &entrants, &duos));
    records.pairs.extend(duos.into_iter().map(|duo| (duo.id, duo.pair)));
    records.mentors.extend(helpers.into_iter().map(|helper| (helper.id, helper.mentor)));
    let members = entrants.iter().map(|entrant| entrant.member).collect();
    records.mentees.extend(entrants.into_iter().map(|entrant| (entrant.id, entrant.mentee)));
    members
}

/// Who is to be among the mentees of the current year: wearers of remarkable names, and some pupils who lead younger
/// ones and are themselves led by an adult.
fn foremost(scene: &Scene, season: &Season, helpers: &[Helper]) -> Vec<usize> {
    if !season.is_current() {
        return Vec::new();
    }
    let young = helpers.iter().filter(|helper| helper.lot == Lot::Leading && helper.grade.is_some());
    let both = young.take((helpers.len() / 30).max(1)).map(|helper| helper.member);
    scene.crowd.wanted.iter().copied().chain(both).collect()
}

fn changes(
    plan: Plan,
    seasons: &[Season],
    sheets: Vec<(QuestionnaireId, Questionnaire)>,
    crowd: Crowd,
    mut records: Records,
    mut ids: Ids,
) -> Vec<Change> {
    let mut later: Vec<Change> = Vec::new();
    let meetings = std::mem::take(&mut records.meetings_of_all).into_iter();
    later.extend(meetings.map(|meeting| Change::create(GeneralMeetingId(ids.fresh()), meeting)));
    let wishes = std::mem::take(&mut records.sheets).into_iter();
    later.extend(wishes.map(|sheet| Change::create(PreferenceSheetId(ids.fresh()), sheet)));
    let selections = std::mem::take(&mut records.selections).into_iter();
    later.extend(selections.map(|sheet| Change::create(SelectionId::from(sheet.mentor), sheet)));
    let plans = std::mem::take(&mut records.plans).into_iter();
    later.extend(plans.map(|plan| Change::create(PlanId::from(plan.pair), plan)));
    later.extend(monitoring::changes(plan, seasons, &crowd, &records, &mut ids));
    later.extend(contacts::changes(plan, seasons, &records, &mut ids));
    later.extend(programme::changes(seasons, &mut ids));
    later.extend(deeds::changes(plan, seasons, &crowd, &records, &mut ids));
    let year = |season: &Season| {
        let contingent = crowd.contingent(season);
        let year = Year { start: season.start, end: season.end, contingent, programme: "".into() };
        (season.id, year)
    };
    let years: Vec<(YearId, Year)> = seasons.iter().map(year).collect();
    let school = School {
        name: "школа № 58".to_owned(),
        full_name: "Муниципальное автономное общеобразовательное учреждение «Средняя школа № 58» (вымышленная)"
            .to_owned(),
        director: "Заречная Тамара Викторовна".to_owned(),
        active_year: years.last().map_or(YearId(0), |(id, _)| *id),
        rules: Rules::default(),
    };
    let mut changes = founding_of(school, years, sheets);
    // Who left before this year and never took part is on no list the school still keeps.
    let kept = crowd.members.into_iter().filter(|member| member.takes_part || member.person.kind == PersonKind::Pupil);
    changes.extend(kept.map(|member| Change::create(member.id, member.person)));
    changes.extend(records.mentees.into_iter().map(|(id, mentee)| Change::create(id, mentee)));
    changes.extend(records.mentors.into_iter().map(|(id, mentor)| Change::create(id, mentor)));
    // Who was taught at them is admitted by them.
    changes.extend(records.trainings.into_iter().map(|training| Change::create(TrainingId(ids.fresh()), training)));
    changes.extend(records.pairs.into_iter().map(|(id, pair)| Change::create(id, pair)));
    changes.extend(records.meetings.into_iter().map(|(id, meeting)| Change::create(id, meeting)));
    changes.extend(records.responses.into_iter().map(|(id, response)| Change::create(id, response)));
    changes.extend(later);
    changes
}

#[cfg(test)]
mod tests;
