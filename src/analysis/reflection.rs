//! What both sides of a pair say of it when it ends: the sheets of the closing meeting (seed §8, stage 7; model §3.10).

use crate::domain::{Mentee, Pair, PersonId, Questionnaire, Register, Response, Wave};

/// How the code of every sheet of the closing meeting begins; the school's own are told by it as well.
pub const REFLECTION: &str = "reflection";

/// Everybody in a pair, the mentees first, each with the newest sheet of the closing meeting filled in that year.
pub fn reflections<'a>(register: &'a Register, pair: &Pair) -> Vec<(PersonId, Option<&'a Response>)> {
    let mentees = pair.mentees.iter().filter_map(|id| Some(register.get::<Mentee>(*id)?.person));
    let people = mentees.chain(register.mentor_person_id(pair.mentor));
    people.map(|person| (person, sheet_of(register, pair, person))).collect()
}

fn sheet_of<'a>(register: &'a Register, pair: &Pair, person: PersonId) -> Option<&'a Response> {
    let is_sheet = |response: &Response| {
        let asked = register.get::<Questionnaire>(response.questionnaire);
        asked.is_some_and(|asked| asked.wave == Wave::Occasion && asked.code.starts_with(REFLECTION))
    };
    let mut papers = register.responses_of(person).into_iter().map(|(_, response)| response.as_ref());
    papers.rfind(|response| response.year == pair.year && is_sheet(response))
}
