//! What keys do in the queue and on a paper, beside answering.

use super::codes;
use super::{Shows, Surveys, full_name, standing_of};
use crate::domain::{Answer, Questionnaire, Response, ResponseId};
use crate::fields::{Worded, fold, names};
use crate::kit::{Act, Command, Item, Keys, PaneId, PickFor, Picker, Stroke, World, infos, row, run, verb, writable};
use crate::panes::transfer;
use crate::text::fill;

/// Saves a paper although questions are left; asked for by the dialog only, so it has no key.
pub const SAVE_REST: &str = "keying.rest";

/// Whether a command belongs to a paper rather than to the list.
pub fn is_of_paper(id: &str) -> bool {
    id.starts_with("keying.")
}

/// Runs the command of a paper that has this key. `None` when none has.
pub fn press(pane: &mut Surveys, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
    let (folded, lang) = (stroke.folded(), world.text.lang);
    let mut fitting = infos(COMMANDS, pane, world);
    fitting.retain(|info| is_of_paper(info.id) && info.keys.fit(folded, lang));
    let chosen = fitting.iter().find(|info| info.disabled.is_none()).or(fitting.first())?;
    run(COMMANDS, chosen.id, pane, world)
}

type Allowed = Result<(), String>;

fn only(holds: bool, world: &World) -> Allowed {
    if holds { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn browsing(pane: &Surveys, world: &World) -> Allowed {
    only(pane.keying.is_none(), world)
}

fn selected(pane: &Surveys, world: &World, shows: Shows) -> Allowed {
    only(pane.keying.is_none() && pane.shows == shows, world)?;
    match pane.list.current() {
        Some(_) => writable(pane, world),
        None if shows == Shows::Queue && pane.list.count() == 0 => Err(world.text.messages.queue_empty.to_owned()),
        None => Err(world.text.messages.nothing_selected.to_owned()),
    }
}

fn in_queue(pane: &Surveys, world: &World) -> Allowed {
    selected(pane, world, Shows::Queue)
}

fn can_withdraw(pane: &Surveys, world: &World) -> Allowed {
    selected(pane, world, pane.shows)
}

fn in_keyed(pane: &Surveys, world: &World) -> Allowed {
    selected(pane, world, Shows::Keyed)
}

fn has_sheets(pane: &Surveys, world: &World) -> Allowed {
    browsing(pane, world)?;
    if pane.sheets.is_empty() { Err(world.text.panes.sheets_none.to_owned()) } else { Ok(()) }
}

fn keying(pane: &Surveys, world: &World) -> Allowed {
    only(pane.keying.is_some(), world)
}

fn at_question(pane: &Surveys, world: &World) -> Allowed {
    only(pane.keying.as_ref().is_some_and(|keying| keying.item().is_some()), world)
}

fn at_end(pane: &Surveys, world: &World) -> Allowed {
    only(pane.keying.as_ref().is_some_and(|keying| keying.item().is_none()), world)
}

/// At a question whose line takes no text: the same keys are text where something is written already.
fn not_writing(pane: &Surveys, world: &World) -> Allowed {
    at_question(pane, world)?;
    only(!pane.keying.as_ref().is_some_and(super::Keying::is_writing), world)
}

/// Below the first question, with nothing typed that the key would erase instead.
fn can_go_back(pane: &Surveys, world: &World) -> Allowed {
    below_first(pane, world)?;
    only(!pane.keying.as_ref().is_some_and(super::Keying::is_erasable), world)
}

fn below_first(pane: &Surveys, world: &World) -> Allowed {
    only(pane.keying.as_ref().is_some_and(|keying| keying.place() > 0), world)
}

fn has_above(pane: &Surveys, world: &World) -> Allowed {
    not_writing(pane, world)?;
    let above = pane.keying.as_ref().and_then(|keying| keying.above());
    above.map(drop).ok_or_else(|| world.text.messages.nothing_above.to_owned())
}

fn open(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let standing = pane.list.current().and_then(|key| standing_of(pane, key)).map(|(_, standing)| *standing);
    if let Some(standing) = standing {
        pane.open(standing, world);
    }
    Vec::new()
}

fn pick_sheet(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let text = world.text;
    let item = |sheet: &super::Sheet| {
        let asked = &sheet.questionnaire;
        let label = names::title(asked, text).to_owned();
        let count = fill(text.common.of, &[&sheet.answered, &sheet.expected]);
        let detail = format!("{} · {} · {count}", asked.wave.word(text), asked.audience.word(text));
        Item { key: sheet.id.into(), hay: fold(&format!("{label} {detail}")), label, detail }
    };
    let items = pane.sheets.iter().map(item).collect();
    let goes =
        PickFor::Start(|keys, _| keys.first().map(|&key| Act::Go(PaneId::Surveys, Some(key))).into_iter().collect());
    vec![Act::Pick(Box::new(Picker::new(text.panes.choose_wave, items, goes, false)))]
}

fn turn_over(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    pane.show(if pane.shows == Shows::Queue { Shows::Keyed } else { Shows::Queue }, world);
    Vec::new()
}

fn remove(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let Some(id) = pane.list.current().and_then(ResponseId::of) else { return Vec::new() };
    let Some(response) = world.register.get::<Response>(id) else { return Vec::new() };
    let title =
        world.register.get::<Questionnaire>(response.questionnaire).map_or("", |asked| names::title(asked, world.text));
    let name = format!("{} · {title}", full_name(response.respondent, world));
    super::super::ask_removal("survey.remove", &name, codes::removal(id, response, world), world)
}

fn give(pane: &mut Surveys, world: &World, answer: Answer) -> Vec<Act> {
    if let Some(keying) = &mut pane.keying {
        keying.give(answer);
    }
    pane.kept(world)
}

fn repeat(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let above = pane.keying.as_ref().and_then(|keying| keying.above());
    above.map(|answer| give(pane, world, answer)).unwrap_or_default()
}

fn next(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let done = pane.keying.as_mut().is_some_and(super::Keying::enter);
    if done { pane.kept(world) } else { vec![Act::Refuse(pane.expected(world))] }
}

fn step(pane: &mut Surveys, by: isize) -> Vec<Act> {
    if let Some(keying) = &mut pane.keying {
        keying.step(by);
    }
    Vec::new()
}

/// Everything this pane can do. Rows of a paper begin with `keying.` and are possible only while one is open.
pub static COMMANDS: &[Command<Surveys>] = &[
    row!("survey.key", verb::OPEN, start_keying, start_keying_help, 1, in_queue, open),
    row!("survey.correct", verb::OPEN, correct_answers, correct_answers_help, 1, in_keyed, open),
    row!("survey.which", verb::SURVEY, other_wave, other_wave_help, 2, has_sheets, pick_sheet),
    row!("survey.keyed", verb::VIEW, keyed_list, keyed_list_help, 3, browsing, turn_over),
    row!("survey.invite", verb::NEW, codes_issue, codes_issue_help, 91, in_queue, codes::ask_issue),
    row!("survey.withdraw", verb::END, codes_withdraw, codes_withdraw_help, 0, can_withdraw, codes::ask_withdraw),
    row!("survey.codes", verb::EXPORT, codes_sheet, codes_sheet_help, 0, codes::has_sheet, |_, world| vec![
        transfer::ask_codes(world)
    ]),
    row!("survey.remove", verb::REMOVE, remove, remove_help, 0, in_keyed, remove),
    row!("keying.blank", Keys::same(&["space"]), answer_blank, answer_blank_help, 2, not_writing, |pane, world| give(
        pane,
        world,
        Answer::Blank
    )),
    row!("keying.na", Keys::same(&["-"]), answer_na, answer_na_help, 3, not_writing, |pane, world| give(
        pane,
        world,
        Answer::NotApplicable
    )),
    row!("keying.back", Keys::same(&["bs"]), answer_back, answer_back_help, 5, can_go_back, |pane, _| step(pane, -1)),
    row!("keying.repeat", Keys::same(&["*", "="]), answer_repeat, answer_repeat_help, 7, has_above, repeat),
    row!("keying.next", Keys::same(&["enter"]), answer_next, answer_next_help, 6, at_question, next),
    row!("keying.done", Keys::same(&["enter"]), answer_done, answer_done_help, 1, at_end, |pane, world| pane
        .save(false, world)),
    row!("keying.leave", Keys::same(&["esc"]), answer_leave, answer_leave_help, 8, keying, |pane, world| pane
        .leave(world)),
    row!("keying.save", Keys::same(&["f2", "ctrl-s"]), answer_save, answer_save_help, 4, keying, |pane, world| pane
        .save(false, world)),
    row!("keying.up", Keys::same(&["up"]), answer_up, answer_up_help, 0, below_first, |pane, _| step(pane, -1)),
    row!("keying.down", Keys::same(&["down"]), answer_down, answer_down_help, 0, at_question, |pane, _| step(pane, 1)),
    row!("keying.far_up", Keys::same(&["pgup"]), answer_far_up, answer_far_up_help, 0, below_first, |pane, _| step(
        pane, -10
    )),
    row!("keying.far_down", Keys::same(&["pgdn"]), answer_far_down, answer_far_down_help, 0, at_question, |pane, _| {
        step(pane, 10)
    }),
];
