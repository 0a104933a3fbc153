//! What keys do in the queue and on a paper, beside answering.

use super::second::Right;
use super::{Place, Shows, Surveys, full_name, standing_of, workshop};
use super::{about, codes};
use crate::domain::{Answer, CuratorSheetId, Key, Kind, Questionnaire, Response, ResponseId, Second};
use crate::fields::{Worded, fold, names};
use crate::kit::{
    Act, Command, Item, Keys, LIST, PaneId, PickFor, Picker, Stroke, World, infos, row, run, verb, writable,
};
use crate::panes::transfer;
use crate::text::fill;

/// Saves a paper although questions are left; asked for by the dialog only, so it has no key.
pub const SAVE_REST: &str = "keying.rest";

/// What a command belongs to.
pub fn place_of(id: &str) -> Place {
    match id.split('.').next() {
        Some("keying") => Place::Paper,
        Some("checking") => Place::Check,
        Some("sheet") => Place::Sheets,
        Some("item") => Place::Items,
        _ => Place::List,
    }
}

/// Runs the command of what is in front that has this key. `None` when none has.
pub fn press(pane: &mut Surveys, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
    let (folded, lang) = (stroke.folded(), world.text.lang);
    let mut fitting = infos(COMMANDS, pane, world);
    fitting.retain(|info| place_of(info.id) == pane.place() && info.keys.fit(folded, lang));
    let chosen = fitting.iter().find(|info| info.disabled.is_none()).or(fitting.first())?;
    run(COMMANDS, chosen.id, pane, world)
}

type Allowed = Result<(), String>;

fn only(holds: bool, world: &World) -> Allowed {
    if holds { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn browsing(pane: &Surveys, world: &World) -> Allowed {
    only(pane.place() == Place::List, world)
}

fn selected(pane: &Surveys, world: &World, shows: Shows) -> Allowed {
    only(pane.place() == Place::List && pane.shows == shows, world)?;
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
    let standing = pane.list.current().and_then(|key| standing_of(pane, key)).copied();
    let Some(standing) = standing else { return Vec::new() };
    let sheet = pane.sheet().filter(|_| standing.response.is_none() && pane.parked_of(standing.person).is_none());
    let answering = sheet.and_then(|sheet| codes::answering(standing.person, &sheet.questionnaire, world));
    if let Some(answering) = answering {
        return vec![codes::ask_take_over(&answering, false, world)];
    }
    pane.open(standing, world);
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
    // Who looks for the curator's sheet among the questionnaires is led to where it is filled in.
    let curator = Item {
        key: CuratorSheetId::from(world.year).into(),
        hay: fold(text.monitoring.curator),
        label: text.monitoring.curator.to_owned(),
        detail: text.panes.curator_elsewhere.to_owned(),
    };
    let items = pane.sheets.iter().map(item).chain([curator]).collect();
    let goes = PickFor::Start(|keys, _| {
        let pane = |key: Key| if key.kind == Kind::CuratorSheet { PaneId::Monitoring } else { PaneId::Surveys };
        keys.first().map(|&key| Act::Go(pane(key), Some(key))).into_iter().collect()
    });
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

fn listing(pane: &Surveys, world: &World) -> Allowed {
    only(pane.is_listing(), world)
}

fn sheets(pane: &Surveys, world: &World) -> Allowed {
    only(pane.place() == Place::Sheets, world)
}

fn on_sheet(pane: &Surveys, world: &World) -> Allowed {
    sheets(pane, world)?;
    pane.list.current().map(drop).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn may_make(pane: &Surveys, world: &World) -> Allowed {
    sheets(pane, world)?;
    writable(pane, world)
}

fn may_remove_sheet(pane: &Surveys, world: &World) -> Allowed {
    on_sheet(pane, world)?;
    writable(pane, world)?;
    let id = pane.meant(world);
    let answers = id.map_or(0, |id| world.register.referring(id.into(), Kind::Response).count());
    if answers == 0 { Ok(()) } else { Err(fill(world.text.surveys.has_answers, &[&answers])) }
}

fn may_renew(pane: &Surveys, world: &World) -> Allowed {
    may_make(pane, world)?;
    if pane.lacking > 0 { Ok(()) } else { Err(world.text.surveys.nothing_lacking.to_owned()) }
}

fn items(pane: &Surveys, world: &World) -> Allowed {
    only(pane.place() == Place::Items, world)
}

fn may_change(pane: &Surveys, world: &World) -> Allowed {
    items(pane, world)?;
    writable(pane, world)
}

fn on_item(pane: &Surveys, world: &World) -> Allowed {
    may_change(pane, world)?;
    only(pane.row_place() > 0, world)
}

fn show_sheets(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let there = matches!(pane.shows, Shows::Sheets | Shows::Items);
    let chosen = pane.chosen;
    pane.show(if there { Shows::Queue } else { Shows::Sheets }, world);
    if let Some(id) = chosen.filter(|_| !there) {
        pane.list.select(id.into());
    }
    Vec::new()
}

fn take_apart(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    if let Some(id) = pane.meant(world) {
        pane.take_apart(id, world);
    }
    Vec::new()
}

fn preview(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let sheet = pane.meant(world).and_then(|id| world.register.get::<Questionnaire>(id).cloned());
    sheet.map(|sheet| workshop::preview(&sheet, world)).into_iter().collect()
}

fn back_to_queue(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    pane.show(Shows::Queue, world);
    Vec::new()
}

fn back_to_sheets(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let id = pane.meant(world);
    pane.show(Shows::Sheets, world);
    if let Some(id) = id {
        pane.list.select(id.into());
    }
    Vec::new()
}

fn export_sheet(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let id = pane.meant(world);
    id.and_then(|id| transfer::ask_export_survey(id, world)).into_iter().collect()
}

fn key_second(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let id = pane.list.current().and_then(ResponseId::of);
    id.map(|id| pane.open_second(id, world)).unwrap_or_default()
}

fn can_key_second(pane: &Surveys, world: &World) -> Allowed {
    in_keyed(pane, world)?;
    let response = pane.list.current().and_then(ResponseId::of).and_then(|id| world.register.get::<Response>(id));
    match response.and_then(|response| response.second.as_ref()) {
        // What somebody answered at a terminal nobody keyed from a paper.
        _ if pane.list.current().and_then(ResponseId::of).is_some_and(|id| codes::is_own(id, world)) => {
            Err(world.text.messages.second_own.to_owned())
        }
        Some(Second::Settled { .. }) => Err(world.text.messages.second_done.to_owned()),
        _ => Ok(()),
    }
}

/// The paper under the cursor.
fn kept(pane: &Surveys, world: &World) -> Option<(ResponseId, std::sync::Arc<Response>)> {
    let id = pane.list.current().and_then(ResponseId::of)?;
    Some((id, world.register.get::<Response>(id).map(std::sync::Arc::clone)?))
}

fn may_bind(pane: &Surveys, world: &World) -> Allowed {
    in_keyed(pane, world)?;
    only(pane.sheet().is_some_and(|sheet| about::asks(&sheet.questionnaire)), world)?;
    let ask = kept(pane, world).and_then(|(id, response)| about::ask(id, &response, world));
    ask.map(drop).ok_or_else(|| world.text.panes.about_one.to_owned())
}

fn checking(pane: &Surveys, world: &World) -> Allowed {
    only(pane.checking.is_some(), world)
}

fn at_difference(pane: &Surveys, world: &World) -> Allowed {
    only(pane.checking.as_ref().is_some_and(|checking| checking.place() < checking.places.len()), world)
}

fn all_settled(pane: &Surveys, world: &World) -> Allowed {
    checking(pane, world)?;
    let open = pane.checking.as_ref().map_or(0, |checking| checking.places.len() - checking.settled());
    if open == 0 { Ok(()) } else { Err(fill(world.text.messages.second_open, &[&open])) }
}

fn choose(pane: &mut Surveys, right: Right) -> Vec<Act> {
    if let Some(checking) = &mut pane.checking {
        checking.choose(right);
    }
    Vec::new()
}

fn step_check(pane: &mut Surveys, by: isize) -> Vec<Act> {
    if let Some(checking) = &mut pane.checking {
        checking.step(by);
    }
    Vec::new()
}

fn settle(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let Some(checking) = pane.checking.take() else { return Vec::new() };
    let Some(batch) = checking.batch(world.today()) else { return Vec::new() };
    pane.second_of_next(checking.id, world);
    vec![Act::Save(batch)]
}

fn leave_check(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    pane.checking = None;
    vec![Act::Say(world.text.messages.second_left.to_owned())]
}

fn may_import(pane: &Surveys, world: &World) -> Allowed {
    browsing(pane, world)?;
    writable(pane, world)?;
    only(pane.sheet().is_some(), world)
}

fn ask_answers(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let form = pane.sheet().and_then(|sheet| transfer::import_answers(sheet.id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn jump(pane: &mut Surveys) -> Vec<Act> {
    if let Some(keying) = &mut pane.keying {
        keying.begin_jump();
    }
    Vec::new()
}

/// Leaves the paper as it is and finds another person.
fn another(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let mut acts = pane.leave(world);
    acts.extend(run(LIST, "list.filter", &mut pane.list, world).unwrap_or_default());
    acts
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
    row!("answers.import", verb::IMPORT, import_answers, import_answers_help, 90, may_import, ask_answers),
    row!("survey.remove", verb::REMOVE, remove, remove_help, 0, in_keyed, remove),
    row!("survey.sheets", verb::SHEETS, sheets_list, sheets_list_help, 5, browsing, show_sheets),
    row!("sheet.queue", verb::SHEETS, sheets_list, sheets_list_help, 0, listing, show_sheets),
    row!("sheet.open", verb::OPEN, sheet_open, sheet_open_help, 1, on_sheet, take_apart),
    row!("sheet.new", verb::NEW, sheet_new, sheet_new_help, 2, may_make, |_, world| vec![Act::Form(Box::new(
        workshop::forms::new(world)
    ))]),
    row!("sheet.view", verb::VIEW, sheet_view, sheet_view_help, 3, on_sheet, preview),
    row!("sheet.renew", verb::MORE, sheet_renew, sheet_renew_help, 4, may_renew, |pane, world| pane.renew(world)),
    row!("sheet.import", verb::IMPORT, sheet_import, sheet_import_help, 5, may_make, |_, world| vec![
        transfer::ask_import(Kind::Questionnaire, world)
    ]),
    row!("sheet.export", verb::EXPORT, sheet_export, sheet_export_help, 6, on_sheet, export_sheet),
    row!("sheet.remove", verb::REMOVE, remove, sheet_remove_help, 0, may_remove_sheet, |pane, world| pane
        .remove_sheet(world)),
    row!("sheet.leave", Keys::same(&["esc"]), leave, sheet_leave_help, 7, sheets, back_to_queue),
    row!("item.change", verb::OPEN, item_change, item_change_help, 1, may_change, |pane, world| pane.change_row(world)),
    row!("item.new", verb::NEW, item_new, item_new_help, 2, may_change, |pane, world| pane.add_row(world)),
    row!("item.remove", verb::REMOVE, remove, item_remove_help, 4, on_item, |pane, world| pane.remove_row(world)),
    row!("item.raise", Keys::same(&["alt-up"]), item_up, item_up_help, 5, on_item, |pane, world| pane
        .move_row(false, world)),
    row!("item.lower", Keys::same(&["alt-down"]), item_down, item_down_help, 0, on_item, |pane, world| pane
        .move_row(true, world)),
    row!("item.view", verb::VIEW, sheet_view, sheet_view_help, 3, items, preview),
    row!("item.export", verb::EXPORT, sheet_export, sheet_export_help, 0, items, export_sheet),
    row!("item.leave", Keys::same(&["esc"]), leave, item_leave_help, 6, items, back_to_sheets),
    row!("survey.pair", verb::PIN, paper_pair, paper_pair_help, 5, may_bind, |pane, world| {
        kept(pane, world).and_then(|(id, response)| about::ask(id, &response, world)).into_iter().collect()
    }),
    row!("survey.second", verb::CHECK, key_second, key_second_help, 4, can_key_second, key_second),
    row!("keying.jump", Keys::same(&["ctrl-g"]), answer_jump, answer_jump_help, 9, keying, |pane, _| jump(pane)),
    row!("keying.another", Keys::same(&["f3", "ctrl-f"]), answer_another, answer_another_help, 10, keying, another),
    row!("checking.first", Keys::same(&["left"]), check_first, check_first_help, 1, at_difference, |pane, _| choose(
        pane,
        Right::First
    )),
    row!("checking.second", Keys::same(&["right"]), check_second, check_second_help, 2, at_difference, |pane, _| {
        choose(pane, Right::Second)
    }),
    row!("checking.done", Keys::same(&["enter"]), answer_done, check_done_help, 3, all_settled, settle),
    row!("checking.save", Keys::same(&["f2", "ctrl-s"]), answer_save, check_done_help, 0, all_settled, settle),
    row!("checking.up", Keys::same(&["up"]), answer_up, answer_up_help, 0, checking, |pane, _| step_check(pane, -1)),
    row!("checking.down", Keys::same(&["down"]), answer_down, answer_down_help, 0, checking, |pane, _| step_check(
        pane, 1
    )),
    row!("checking.leave", Keys::same(&["esc"]), answer_leave, check_leave_help, 4, checking, leave_check),
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
