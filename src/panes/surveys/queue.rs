//! Who is to be asked and who has answered: the judgement of `analysis`, put in the order of a class register.
//!
//! Only the questionnaire on screen is lined up person by person; of the others the counts are enough.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{about, codes};
use crate::analysis::{self, Due};
use crate::domain::{
    Audience, InvitationId, Mentee, MenteeId, Mentor, MentorId, PairId, Person, PersonId, PersonKind, Questionnaire,
    QuestionnaireId, Response, ResponseId, Wave, YearId, lineage,
};
use crate::fields::Order;
use crate::kit::World;

/// The code of the curator's sheet in bases that were begun when it was a questionnaire. It is a record of the year now,
/// filled in on the page of the self-check; papers keyed here before stay on file and are shown, new ones are not asked.
const CURATOR: &str = "curator";

/// A questionnaire of the year on screen.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The newest version.
    pub id: QuestionnaireId,
    /// What it asks.
    pub questionnaire: Arc<Questionnaire>,
    /// People who have answered it to the end; of one that is answered any number of times, the papers of the year.
    pub answered: usize,
    /// People who should; nobody has to answer one that is answered any number of times.
    pub expected: usize,
    /// Papers that are not in, in no order.
    pub due: Vec<Due>,
}

/// Where one person is with a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// Their number in the list, from 1: the same in the queue, among the papers that are in, and all through a batch.
    pub number: u32,
    /// The pair on account of which they are asked, while they still are.
    pub pair: Option<PairId>,
    /// Whether the paper is still to be keyed, or keyed to its end.
    pub due: bool,
    /// What was keyed so far.
    pub response: Option<ResponseId>,
    /// The code by which they can answer, while it is not used.
    pub invitation: Option<InvitationId>,
}

/// The questionnaires of the year on screen: entry before exit, mentees before mentors.
pub fn sheets(world: &World) -> Vec<Sheet> {
    // Who is due is lined up by name later, and only for the questionnaire on screen.
    let queue = analysis::queue_as_found(&world.register, world.year, world.today());
    let mut due: HashMap<QuestionnaireId, Vec<Due>> = HashMap::new();
    for paper in queue.due {
        due.entry(paper.questionnaire).or_default().push(paper);
    }
    let sheet = |row: analysis::Coverage| {
        Some(Sheet {
            id: row.questionnaire,
            questionnaire: Arc::clone(world.register.get::<Questionnaire>(row.questionnaire)?),
            answered: row.answered,
            expected: row.expected,
            due: due.remove(&row.questionnaire).unwrap_or_default(),
        })
    };
    let mut sheets: Vec<Sheet> = queue.coverage.into_iter().filter_map(sheet).collect();
    sheets.extend(repeated(world));
    sheets
}

/// The newest versions of what is answered any number of times, with how often it was this year.
fn repeated(world: &World) -> Vec<Sheet> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, response) in world.register.responses().filter(|(_, response)| response.year == world.year) {
        if let Some(asked) = world.register.get::<Questionnaire>(response.questionnaire).filter(|it| it.is_repeated()) {
            *counts.entry(asked.code.as_str()).or_default() += 1;
        }
    }
    let count = |asked: &Questionnaire| counts.get(asked.code.as_str()).copied();
    let mut sheets: Vec<Sheet> = lineage::newest(&world.register)
        .into_iter()
        .filter(|(_, asked)| asked.is_repeated() && !asked.items.is_empty())
        .filter(|(_, asked)| asked.code != CURATOR || count(asked).is_some())
        .map(|(id, asked)| Sheet {
            id,
            questionnaire: Arc::clone(asked),
            answered: count(asked).unwrap_or(0),
            expected: 0,
            due: Vec::new(),
        })
        .collect();
    sheets.sort_by(|a, b| a.questionnaire.rank().cmp(&b.questionnaire.rank()));
    sheets
}

/// Whom a questionnaire that is answered any number of times may be asked, with their pair where one is meant: a pulse
/// asks those who work now, a sheet everybody in the base, one for curators the teachers.
fn askable(sheet: &Questionnaire, world: &World) -> Vec<(PersonId, Option<PairId>)> {
    let (register, year) = (&world.register, world.year);
    let working = || register.pairs(year).filter(|(_, pair)| pair.state.is_active() && sheet.fits(pair.form));
    let mentee = |id: MenteeId| register.get::<Mentee>(id).map(|it| it.person);
    let mentor = |id: MentorId| register.get::<Mentor>(id).map(|it| it.person);
    match (sheet.wave, sheet.audience) {
        (_, Audience::Curator) if sheet.code == CURATOR => Vec::new(),
        (_, Audience::Curator) => {
            let teachers = register.people().filter(|(_, person)| person.kind == PersonKind::Teacher);
            teachers.map(|(id, _)| (id, None)).collect()
        }
        (Wave::Pulse, Audience::Mentee) => working()
            .flat_map(|(id, pair)| pair.mentees.iter().filter_map(move |led| Some((mentee(*led)?, Some(id)))))
            .collect(),
        (Wave::Pulse, Audience::Mentor) => {
            working().filter_map(|(id, pair)| Some((mentor(pair.mentor)?, Some(id)))).collect()
        }
        (_, Audience::Mentee) => register.mentees(year).map(|(_, it)| (it.person, None)).collect(),
        (_, Audience::Mentor) => register.mentors(year).map(|(_, it)| (it.person, None)).collect(),
    }
}

/// Everybody a repeated questionnaire may be asked, who has not answered it today; and every paper of the year.
fn repeated_standings(sheet: &Sheet, world: &World) -> Vec<Standing> {
    let papers = world.register.responses().filter(|(_, response)| {
        let asked = world.register.get::<Questionnaire>(response.questionnaire);
        response.year == world.year && asked.is_some_and(|asked| asked.code == sheet.questionnaire.code)
    });
    let papers: Vec<(ResponseId, &Arc<Response>)> = papers.collect();
    let today = || papers.iter().filter(|(_, it)| it.on == world.today());
    // A mentor of several pairs has a paper for each, unless one was about all of them.
    let is_due = |person: PersonId| {
        let of_person: Vec<Option<PairId>> =
            today().filter(|(_, it)| it.respondent == person).map(|(_, it)| it.pair).collect();
        let pairs = about::several(&sheet.questionnaire, person, world.year, world);
        of_person.is_empty() || (!of_person.contains(&None) && of_person.len() < pairs.len())
    };
    let invited = codes::invited(&sheet.questionnaire, world);
    let mut seen = HashSet::new();
    let open = askable(&sheet.questionnaire, world).into_iter().filter(|(person, _)| seen.insert(*person));
    let open = open.map(|(person, pair)| {
        let invitation = invited.get(&person).copied();
        Standing { person, number: 0, pair, due: is_due(person), response: None, invitation }
    });
    let keyed = papers.iter().map(|(id, it)| {
        let (person, response) = (it.respondent, Some(*id));
        Standing { person, number: 0, pair: it.pair, due: false, response, invitation: None }
    });
    open.chain(keyed).collect()
}

/// Whether somebody answers at the end without having answered at the beginning: their expectations are not known.
pub fn lacks_entry(sheet: &Questionnaire, person: PersonId, year: YearId, world: &World) -> bool {
    let entry = |response: &Response| {
        let asked = world.register.get::<Questionnaire>(response.questionnaire);
        asked.is_some_and(|asked| asked.wave == Wave::Entry && asked.audience == sheet.audience)
    };
    let mut given = world.register.responses_of(person).into_iter().filter(|(_, response)| response.year == year);
    sheet.wave == Wave::Exit && !given.any(|(_, response)| entry(response))
}

/// Everybody a questionnaire concerns, by class (people without one last) and name as Russian lists have it.
pub fn standings(sheet: &Sheet, world: &World) -> Vec<Standing> {
    let mut people = match sheet.questionnaire.is_repeated() {
        true => repeated_standings(sheet, world),
        false => standings_of_wave(sheet, world),
    };
    let order = Order::new();
    people.sort_by_cached_key(|standing| {
        let person = world.register.get::<Person>(standing.person);
        let class = person.and_then(|person| person.class_in(world.year)).cloned();
        let name = person.map_or_else(Vec::new, |person| order.key(&person.name.full()));
        (class.is_none(), class, name, standing.person, standing.response)
    });
    // Somebody who has answered several times is there several times, and is one person.
    let (mut number, mut last) = (0, None);
    for standing in &mut people {
        number += u32::from(last.replace(standing.person) != Some(standing.person));
        standing.number = number;
    }
    people
}

fn standings_of_wave(sheet: &Sheet, world: &World) -> Vec<Standing> {
    let invited = codes::invited(&sheet.questionnaire, world);
    let standing = |due: &Due| Standing {
        person: due.respondent,
        number: 0,
        pair: Some(due.pair),
        due: true,
        response: due.begun,
        invitation: invited.get(&due.respondent).copied(),
    };
    let mut people: HashMap<PersonId, Standing> = sheet.due.iter().map(|due| (due.respondent, standing(due))).collect();
    for (id, response) in world.register.responses().filter(|(_, response)| response.year == world.year) {
        let asked = world.register.get::<Questionnaire>(response.questionnaire);
        if asked.is_some_and(|asked| asked.code == sheet.questionnaire.code) {
            let person = response.respondent;
            let known = people.entry(person).or_insert_with(|| {
                let invitation = invited.get(&person).copied();
                Standing { person, number: 0, pair: None, due: false, response: None, invitation }
            });
            known.response = known.response.or(Some(id));
        }
    }
    people.into_values().collect()
}
