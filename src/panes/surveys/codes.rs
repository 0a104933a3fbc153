//! Codes by which people answer by themselves: giving them out, taking them back, and the sheet to cut into slips.

use std::path::Path;
use std::sync::Arc;

use super::queue::Standing;
use super::{Surveys, standing_of};
use crate::domain::{
    Batch, Change, Invitation, InvitationId, Person, PersonId, Questionnaire, Response, fresh_code, taken, twin,
};
use crate::exchange::export;
use crate::exchange::wording;
use crate::fields::{Order, dates, names};
use crate::kit::{Act, Dialog, Keys, World, paint, verb};
use crate::text::fill;

/// Commands of the dialogs, with for how many days they give codes. They have no key of their own.
const TERMS: [(&str, u64); 3] = [("survey.invite_day", 1), ("survey.invite_week", 7), ("survey.invite_fortnight", 14)];
/// As above: the codes that were asked about are withdrawn.
const WITHDRAW: &str = "survey.withdraw_asked";

/// As above: a paper is keyed in place of what is answered by a code, from the queue or when it is saved.
const TAKE_OVER: &str = "survey.take_over";
const SAVE_OVER: &str = "keying.take_over";

/// Runs a command of one of the dialogs. `None` when it is none.
pub fn run_asked(pane: &mut Surveys, id: &str, world: &mut World) -> Option<Vec<Act>> {
    match id {
        WITHDRAW => return Some(step_back(withdrawable(pane, world), world)),
        TAKE_OVER => {
            let person = pane.list.current().and_then(|key| standing_of(pane, key)).map(|standing| standing.person);
            return Some(take_over(pane, person, "survey.key", world));
        }
        SAVE_OVER => {
            let person = pane.keying.as_ref().map(|keying| keying.person);
            return Some(take_over(pane, person, "keying.save", world));
        }
        _ => {}
    }
    TERMS.iter().find(|(term, _)| *term == id).map(|(_, days)| issue(pane, *days, world))
}

/// The invitation of a person to the questionnaire on screen that is not handed in.
pub fn open_of<'a>(standing: &Standing, world: &'a World) -> Option<(InvitationId, &'a Arc<Invitation>)> {
    let id = standing.invitation?;
    world.register.get::<Invitation>(id).map(|asked| (id, asked))
}

/// Whose answers by a code a paper of theirs would push aside: the code is opened at a terminal and not handed in.
pub fn answering(person: PersonId, asked: &Questionnaire, world: &World) -> Option<(InvitationId, Arc<Invitation>)> {
    code_of(person, asked, world).filter(|(_, it)| it.is_opened())
}

/// The code of a person for a questionnaire that is not handed in.
pub fn code_of(person: PersonId, asked: &Questionnaire, world: &World) -> Option<(InvitationId, Arc<Invitation>)> {
    let id = *invited(asked, world).get(&person)?;
    world.register.get::<Invitation>(id).map(|it| (id, Arc::clone(it)))
}

/// Asks whether a paper is to be keyed although its person answers by a code; `saved` when it is keyed already.
pub fn ask_take_over((_, asked): &(InvitationId, Arc<Invitation>), saved: bool, world: &World) -> Act {
    let text = &world.text.respond;
    let who = names::entry(&world.register, asked.respondent, asked.year);
    let given = fill(text.over_line, &[&asked.answered(), &asked.answers.len()]);
    let (then, yes, deed) = match saved {
        true => (text.over_then_saved, text.over_yes_saved, SAVE_OVER),
        false => (text.over_then, text.over_yes, TAKE_OVER),
    };
    let dialog = Dialog::new(fill(text.over_title, &[&who]), vec![given, then.to_owned()])
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), yes, vec![Act::Run(deed)])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), text.over_no, Vec::new());
    Act::Ask(Box::new(dialog))
}

/// Takes the code of a person back, so that nothing more can be answered by it, and goes on with the paper: what was
/// answered is a begun paper by then.
fn take_over(pane: &mut Surveys, person: Option<PersonId>, then: &'static str, world: &World) -> Vec<Act> {
    let sheet = match &pane.keying {
        Some(keying) => Some(&keying.sheet),
        None => pane.sheet().map(|sheet| &sheet.questionnaire),
    };
    let found = person.zip(sheet).and_then(|(person, sheet)| answering(person, sheet, world));
    // What is created by it is not what is to be shown.
    pane.saved = found.as_ref().map(|(id, _)| id.response());
    let mut acts = step_back(found.into_iter().collect(), world);
    acts.push(Act::Run(then));
    acts
}

/// What stands in the row of somebody who has a code, as narrow as can be.
pub fn mark(asked: &Invitation, world: &World) -> String {
    let text = &world.text.respond;
    if !asked.is_open(world.today()) {
        return text.mark_stale.to_owned();
    }
    if asked.started_on.is_none() {
        return fill(text.mark_code, &[&asked.code_words()]);
    }
    fill(text.mark_begun, &[&asked.code_words(), &asked.answered(), &asked.answers.len()])
}

/// Whether somebody gave a response themselves.
pub fn is_own(response: crate::domain::ResponseId, world: &World) -> bool {
    world.register.get::<Invitation>(response.invitation()).is_some()
}

/// Those marked, or everybody in the queue as the filter shows it.
fn meant(pane: &Surveys) -> Vec<Standing> {
    let of = |key| standing_of(pane, key).copied();
    if pane.list.picked_count() > 0 {
        return pane.list.chosen().into_iter().filter_map(of).collect();
    }
    pane.list.current().into_iter().chain(pane.list.following()).filter_map(of).collect()
}

/// Who of them gets a code: nobody who has one that is good, and nobody whose paper is half keyed.
fn lacking(pane: &Surveys, world: &World) -> (Vec<Standing>, usize) {
    let meant = meant(pane);
    let begun = meant.iter().filter(|standing| standing.response.is_some()).count();
    let has = |standing: &Standing| open_of(standing, world).is_some_and(|(_, asked)| asked.is_open(world.today()));
    let lacking = meant.into_iter().filter(|standing| standing.due && standing.response.is_none() && !has(standing));
    (lacking.collect(), begun)
}

/// Asks for how long the codes are to be good.
pub fn ask_issue(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let text = &world.text.respond;
    let (lacking, begun) = lacking(pane, world);
    if lacking.is_empty() {
        return vec![Act::Refuse(text.issue_nobody.to_owned())];
    }
    let mut lines = vec![fill(text.issue_line, &[&lacking.len()])];
    if begun > 0 {
        lines.push(fill(text.issue_begun, &[&begun]));
    }
    let mut dialog = Dialog::new(text.issue_title, lines);
    let words = [text.issue_day, text.issue_week, text.issue_fortnight];
    for (((term, _), words), keys) in TERMS.iter().zip(words).zip(verb::DIGITS) {
        dialog = dialog.answer(keys, words, vec![Act::Run(term)]);
    }
    vec![Act::Ask(Box::new(dialog.answer(Keys::each(&["н", "esc"], &["n", "esc"]), text.issue_no, Vec::new())))]
}

fn issue(pane: &Surveys, days: u64, world: &mut World) -> Vec<Act> {
    let Some(sheet) = pane.chosen else { return Vec::new() };
    let (lacking, _) = lacking(pane, world);
    let mut codes = taken(world.register.invitations().map(|(_, asked)| asked.as_ref()));
    let (today, asked) = (world.today(), (sheet, world.year));
    let mut until = today;
    let mut changes = Vec::with_capacity(lacking.len());
    for standing in lacking {
        let code = fresh_code(&codes, world.random);
        codes.insert(code.clone());
        let fresh = Invitation::new(asked, standing.person, code, today, days);
        until = fresh.valid_until;
        let stale = open_of(&standing, world).map(|(id, old)| (id, Arc::clone(old)));
        changes.push(match stale {
            // What was answered by a code that has run out is kept for the new one.
            Some((id, old)) => {
                let renewed =
                    Invitation { issued_on: today, valid_until: until, code: fresh.code, ..Invitation::clone(&old) };
                Change::edit(id, &old, renewed)
            }
            None => Change::create(InvitationId(world.fresh_id()), fresh),
        });
    }
    if changes.is_empty() {
        return Vec::new();
    }
    let said = fill(world.text.respond.issued, &[&changes.len(), &dates::full(until)]);
    vec![Act::Save(Batch::new("survey.invite", changes)), Act::Say(said)]
}

/// Codes of those marked, or of the person under the cursor, that are not handed in.
fn withdrawable(pane: &Surveys, world: &World) -> Vec<(InvitationId, Arc<Invitation>)> {
    let standings = pane.list.chosen().into_iter().filter_map(|key| standing_of(pane, key));
    standings.filter_map(|standing| open_of(standing, world)).map(|(id, asked)| (id, Arc::clone(asked))).collect()
}

/// Asks whether to take codes back.
pub fn ask_withdraw(pane: &mut Surveys, world: &mut World) -> Vec<Act> {
    let text = &world.text.respond;
    let found = withdrawable(pane, world);
    if found.is_empty() {
        return vec![Act::Refuse(text.no_codes.to_owned())];
    }
    let begun = found.iter().filter(|(_, asked)| asked.is_begun()).count();
    let mut lines = vec![text.withdraw_line.to_owned()];
    if begun > 0 {
        lines.push(fill(text.withdraw_begun, &[&begun]));
    }
    let dialog = Dialog::new(fill(text.withdraw_title, &[&found.len()]), lines)
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), text.withdraw_yes, vec![Act::Run(WITHDRAW)])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), text.withdraw_no, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}

/// Takes codes back. What was answered by them becomes a paper that is begun: nothing that was kept is lost.
fn step_back(codes: Vec<(InvitationId, Arc<Invitation>)>, world: &World) -> Vec<Act> {
    let mut changes = Vec::new();
    for (id, asked) in codes {
        changes.push(Change::delete(id, &asked));
        let response = asked.response(world.today());
        if asked.is_begun() && twin(&world.register, None, &response).is_none() {
            changes.push(Change::create::<Response>(id.response(), response));
        }
    }
    if changes.is_empty() { Vec::new() } else { vec![Act::Save(Batch::new("survey.withdraw", changes))] }
}

/// What removing a response changes: the code it was given by goes with it, so that the person can be asked again.
pub fn removal(id: crate::domain::ResponseId, response: &Arc<Response>, world: &World) -> Vec<Change> {
    let asked = world.register.get::<Invitation>(id.invitation());
    let asked = asked.map(|asked| Change::delete(id.invitation(), asked));
    std::iter::once(Change::delete(id, response)).chain(asked).collect()
}

/// Whether there is a code to print.
pub fn has_sheet(pane: &Surveys, world: &World) -> Result<(), String> {
    let open = world.register.invitations().any(|(_, asked)| asked.year == world.year && asked.is_open(world.today()));
    if pane.keying.is_none() && open { Ok(()) } else { Err(world.text.respond.no_codes.to_owned()) }
}

/// The codes of the year that are good, as a file to print: a table where the name ends in `.csv`, else slips to cut.
pub fn sheet(path: &str, world: &World) -> Act {
    let slips = slips(world);
    let bytes = if path.to_lowercase().ends_with(".csv") {
        export::csv_bytes(&table(&slips, world))
    } else {
        Ok(cut(&slips, world).into_bytes())
    };
    match bytes {
        Ok(bytes) => Act::Write(Path::new(path).to_owned(), bytes),
        Err(error) => Act::Refuse(wording::export_error(&error, world.text)),
    }
}

/// Name, class, questionnaire, code, last day.
type Slip = [String; 5];

/// One for each code, by questionnaire, class and name.
fn slips(world: &World) -> Vec<Slip> {
    let order = Order::new();
    let open =
        world.register.invitations().filter(|(_, asked)| asked.year == world.year && asked.is_open(world.today()));
    let slip = |asked: &Invitation| {
        let person = world.register.get::<Person>(asked.respondent)?;
        let sheet = world.register.get::<Questionnaire>(asked.questionnaire)?;
        let class = person.class_in(world.year);
        let title = names::title(sheet, world.text).to_owned();
        let name = person.name.full();
        let place = (title.clone(), class.is_none(), class.cloned(), order.key(&name), asked.respondent);
        let class = class.map_or_else(String::new, ToString::to_string);
        Some((place, [name, class, title, asked.code_words(), dates::full(asked.valid_until)]))
    };
    let mut slips: Vec<_> = open.filter_map(|(_, asked)| slip(asked)).collect();
    slips.sort_by(|(a, _), (b, _)| a.cmp(b));
    slips.into_iter().map(|(_, slip)| slip).collect()
}

fn table(slips: &[Slip], world: &World) -> Vec<Vec<String>> {
    let t = &world.text.respond;
    let head = [t.sheet_name, t.sheet_class, t.sheet_sheet, t.sheet_code, t.sheet_until].map(str::to_owned);
    std::iter::once(head).chain(slips.iter().cloned()).map(Vec::from).collect()
}

fn cut(slips: &[Slip], world: &World) -> String {
    let t = &world.text.respond;
    let line = "- ".repeat(36);
    let how = paint::wrap(t.sheet_how, 72).join("\n");
    let mut out = String::new();
    for [name, class, title, code, until] in slips {
        let who = if class.is_empty() { name.clone() } else { format!("{name}, {class}") };
        out += &format!(
            "{who}\n{title}\n\n    {}  {code}    ({} {until})\n\n{}\n{line}\n",
            t.sheet_code, t.sheet_until, how
        );
    }
    out
}

/// The open invitation of each person to any version of a questionnaire, in the year on screen.
pub fn invited(asked: &Questionnaire, world: &World) -> std::collections::HashMap<PersonId, InvitationId> {
    let of_it = |invitation: &Invitation| {
        let sheet = world.register.get::<Questionnaire>(invitation.questionnaire);
        invitation.year == world.year
            && invitation.used_on.is_none()
            && sheet.is_some_and(|sheet| sheet.code == asked.code)
    };
    let all = world.register.invitations().filter(|(_, invitation)| of_it(invitation));
    all.map(|(id, invitation)| (invitation.respondent, id)).collect()
}
