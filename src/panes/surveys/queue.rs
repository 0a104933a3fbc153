//! Who is to be asked and who has answered: the judgement of `analysis`, put in the order of a class register.
//!
//! Only the questionnaire on screen is lined up person by person; of the others the counts are enough.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes;
use crate::analysis::{self, Due};
use crate::domain::{InvitationId, PairId, Person, PersonId, Questionnaire, QuestionnaireId, ResponseId};
use crate::fields::Order;
use crate::kit::World;

/// A questionnaire of the year on screen.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The newest version.
    pub id: QuestionnaireId,
    /// What it asks.
    pub questionnaire: Arc<Questionnaire>,
    /// People who have answered it to the end.
    pub answered: usize,
    /// People who should.
    pub expected: usize,
    /// Papers that are not in, in no order.
    pub due: Vec<Due>,
}

/// Where one person is with a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
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
    let queue = analysis::queue(&world.register, world.year, world.today());
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
    queue.coverage.into_iter().filter_map(sheet).collect()
}

/// Everybody a questionnaire concerns, by class (people without one last) and name as Russian lists have it.
pub fn standings(sheet: &Sheet, world: &World) -> Vec<Standing> {
    let invited = codes::invited(&sheet.questionnaire, world);
    let standing = |due: &Due| Standing {
        person: due.respondent,
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
                Standing { person, pair: None, due: false, response: None, invitation }
            });
            known.response = known.response.or(Some(id));
        }
    }
    let order = Order::new();
    let mut people: Vec<Standing> = people.into_values().collect();
    people.sort_by_cached_key(|standing| {
        let person = world.register.get::<Person>(standing.person);
        let class = person.and_then(|person| person.class_in(world.year)).cloned();
        let name = person.map_or_else(Vec::new, |person| order.key(&person.name.full()));
        (class.is_none(), class, name, standing.person)
    });
    people
}
