//! Which pair a mentor's pulse is about. A mentor of several pairs has one paper for each, or one about all of them: when
//! it is keyed it is asked which, and a paper that is in can be bound to a pair later.

use std::sync::Arc;

use crate::domain::{
    Audience, Batch, Change, Key, Kind, Pair, PairId, PersonId, Questionnaire, Response, ResponseId, TheSchool, Wave,
    YearId,
};
use crate::fields::{fold, names};
use crate::kit::{Act, Item, PickFor, Picker, World};
use crate::text::fill;

/// Whether a questionnaire is about a pair and its respondents may be in several.
pub fn asks(sheet: &Questionnaire) -> bool {
    sheet.wave == Wave::Pulse && sheet.audience == Audience::Mentor
}

/// The pairs that somebody leads now, where they are several and the questionnaire asks about one.
pub fn several(sheet: &Questionnaire, person: PersonId, year: YearId, world: &World) -> Vec<PairId> {
    let mentor = world.register.mentor_of(person, year).filter(|_| asks(sheet));
    let led = mentor.map_or_else(Vec::new, |(id, _)| world.register.pairs_of_mentor(id));
    let pairs: Vec<PairId> =
        led.into_iter().filter(|(_, pair)| pair.state.is_active() && sheet.fits(pair.form)).map(|(id, _)| id).collect();
    if pairs.len() > 1 { pairs } else { Vec::new() }
}

/// The pairs about which somebody answered on a day already; nothing stands for a paper about all of them.
pub fn answered(sheet: &Questionnaire, person: PersonId, response: &Response, world: &World) -> Vec<Option<PairId>> {
    let same = |other: &Response| {
        let asked = world.register.get::<Questionnaire>(other.questionnaire);
        other.on == response.on && other.year == response.year && asked.is_some_and(|it| it.code == sheet.code)
    };
    let given = world.register.responses_of(person).into_iter();
    given.filter(|(_, other)| same(other)).map(|(_, other)| other.pair).collect()
}

/// Asks which pair a response is about; nothing where there is no choice.
pub fn ask(id: ResponseId, response: &Response, world: &World) -> Option<Act> {
    let sheet = world.register.get::<Questionnaire>(response.questionnaire)?;
    let pairs = several(sheet, response.respondent, response.year, world);
    let taken = answered(sheet, response.respondent, response, world);
    let item = |key: Key, label: String| Item { key, hay: fold(&label), label, detail: String::new() };
    let open = |pair: &&PairId| response.pair == Some(**pair) || !taken.contains(&Some(**pair));
    let named = |pair: &PairId| {
        let record = world.register.get::<Pair>(*pair)?;
        Some(item((*pair).into(), names::of_pair(&world.register, record, world.text)))
    };
    let mut items: Vec<Item> = pairs.iter().filter(open).filter_map(named).collect();
    if items.is_empty() {
        return None;
    }
    items.push(item(TheSchool.into(), fill(world.text.panes.about_all, &[&pairs.len()])));
    let who = names::entry(&world.register, response.respondent, response.year);
    let title = fill(world.text.panes.about_which, &[&who]);
    Some(Act::Pick(Box::new(Picker::new(title, items, PickFor::With(id.into(), bind), false))))
}

/// Binds a response to what was picked.
fn bind(keys: &[Key], world: &mut World) -> Vec<Act> {
    let [response, about, ..] = keys else { return Vec::new() };
    let Some(id) = ResponseId::of(*response) else { return Vec::new() };
    let Some(before) = world.register.get::<Response>(id).map(Arc::clone) else { return Vec::new() };
    let pair = if about.kind == Kind::Pair { PairId::of(*about) } else { None };
    if before.pair == pair {
        return Vec::new();
    }
    let change = Change::edit(id, &before, Response { pair, ..Response::clone(&before) });
    vec![Act::Save(Batch::new("survey.pair", vec![change]))]
}

#[cfg(test)]
mod tests {
    use super::super::queue;
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Answer, PersonKind, Stamp};
    use crate::kit::sample as kit_sample;

    fn commit(world: &mut World, batch: &Batch) -> bool {
        let stamp = Stamp { generation: 2, at: 0, who: "тест".into() };
        world.register.commit(&batch.changes, &stamp).is_ok()
    }

    /// A mentor of two pairs with a pulse, and the world around.
    fn school() -> (World, PersonId, [PairId; 2], crate::domain::QuestionnaireId) {
        let mut sample = Sample::new();
        let mentor = sample.mentor("Гесс Юлия", PersonKind::Teacher);
        let pairs = ["Аистов Ян", "Бобров Ян"].map(|name| {
            let mentee = sample.mentee(name, "7А");
            sample.pair(mentor, &[mentee], day(9, 10))
        });
        let sheet = sample.questionnaire("pulse", 1, Wave::Pulse, Audience::Mentor);
        let person = sample.leader_of(pairs[0]);
        let mut world = kit_sample::world();
        (world.year, world.register) = (sample.year, sample.register);
        (world, person, pairs, sheet)
    }

    fn is_due(world: &World, person: PersonId) -> bool {
        let sheets = queue::sheets(world);
        let sheet = sheets.iter().find(|sheet| sheet.questionnaire.code == "pulse").unwrap();
        queue::standings(sheet, world).iter().any(|it| it.person == person && it.due)
    }

    #[test]
    fn each_pair_of_a_mentor_has_a_paper_of_a_day_and_no_pair_two() {
        let (mut world, person, pairs, sheet) = school();
        for (number, pair) in (9_000..).zip(pairs) {
            assert!(is_due(&world, person));
            let answers = vec![Answer::Scale(2), Answer::Scale(2)];
            let response = Response::new(sheet, world.year, person, world.today(), answers);
            let id = ResponseId(number);
            let create = Batch::new("survey.key", vec![Change::create(id, response.clone())]);
            assert!(commit(&mut world, &create), "another pair is another paper");
            let Some(Act::Pick(picker)) = ask(id, &response, &world) else { panic!("which pair is not asked") };
            let offered: Vec<Key> = picker.items.iter().map(|item| item.key).collect();
            assert_eq!(offered.len(), if number == 9_000 { 3 } else { 2 }, "pairs that have none, and all of them");
            assert_eq!(offered[0], pair.into());
            let PickFor::With(first, then) = picker.purpose else { panic!("bound to nothing") };
            let acts = then(&[first, pair.into()], &mut world);
            let [Act::Save(batch)] = &acts[..] else { panic!("{acts:?}") };
            assert!(commit(&mut world, batch));
            assert_eq!(world.register.get::<Response>(id).unwrap().pair, Some(pair));
        }
        assert!(!is_due(&world, person), "both pairs have theirs");
        let twice =
            Response { pair: Some(pairs[0]), ..Response::clone(world.register.get(ResponseId(9_001)).unwrap()) };
        let twice = Batch::new("survey.key", vec![Change::create(ResponseId(9_002), twice)]);
        assert!(!commit(&mut world, &twice), "the same pair twice on a day is the same paper");
    }

    #[test]
    fn a_paper_about_all_pairs_is_enough_and_one_pair_is_not_asked_about() {
        let (mut world, person, pairs, sheet) = school();
        let response =
            Response::new(sheet, world.year, person, world.today(), vec![Answer::Scale(5), Answer::Scale(5)]);
        let create = Batch::new("survey.key", vec![Change::create(ResponseId(9_000), response.clone())]);
        assert!(commit(&mut world, &create));
        assert!(!is_due(&world, person));
        let before = Arc::clone(world.register.get::<Pair>(pairs[1]).unwrap());
        let ended = Pair { state: crate::domain::PairState::Proposed, ..Pair::clone(&before) };
        let end = Batch::new("pair.edit", vec![Change::edit(pairs[1], &before, ended)]);
        assert!(commit(&mut world, &end));
        assert!(ask(ResponseId(9_000), &response, &world).is_none());
    }
}
