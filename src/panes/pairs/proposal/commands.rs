//! What the keys do on the page of the proposal.

use super::menu::Menu;
use super::others::Others;
use super::{Entry, Page, ruling, speaker};
use crate::domain::{Batch, PairingRule, Verdict};
use crate::fields::names;
use crate::kit::{Act, Code, Command, Dialog, Keys, Stroke, World, always, key_name, row, verb, writable};
use crate::pairing::{Objective, Proposal, Proposed, Scope, Variants, WhyNot, keep, points};
use crate::text::fill;

/// The commands of the page.
pub static COMMANDS: &[Command<Page>] = &[
    row!("proposal.accept", verb::ACCEPT, accept, accept_help, 1, can_accept, |page, world| {
        let Some(pair) = page.pair().cloned() else { return Vec::new() };
        match works_with(page, &pair) {
            Some(now) => ask_move(page, &pair, now, world),
            None => accept("proposal.accept", page, &[pair], world),
        }
    }),
    row!("proposal.accept_all", verb::ACCEPT_ALL, accept_all, accept_all_help, 2, any_safe, accept_all),
    row!("proposal.why_not", verb::WHY_NOT, why_not, why_not_help, 3, on_mentee, why_not),
    row!("proposal.what_if", verb::WHAT_IF, what_if, what_if_help, 4, can_try, what_if),
    row!("proposal.pin", verb::PIN, pin, pin_help, 5, can_rule, pin),
    row!("proposal.forbid", verb::END, forbid, forbid_help, 7, can_rule, forbid),
    row!("proposal.variants", verb::VIEW, variants, variants_help, 8, solved, variants),
    row!("proposal.pending", verb::MORE, pending, pending_help, 0, untried, |page, world| {
        page.plan.include_pending = !page.plan.include_pending;
        page.solve(world);
        Vec::new()
    }),
    row!("proposal.everybody", verb::ALSO, everybody, everybody_help, 0, untried, |page, world| {
        page.plan.scope = if page.plan.scope == Scope::Waiting { Scope::Everybody } else { Scope::Waiting };
        if page.plan.scope == Scope::Waiting && page.objective == Objective::Today {
            page.objective = Objective::Score;
        }
        page.solve(world);
        Vec::new()
    }),
    row!("proposal.keep", verb::NEXT, keep_trial, keep_trial_help, 1, can_keep, keep_trial),
    row!("proposal.drop", Keys::same(&["esc"]), drop_trial, drop_trial_help, 2, is_tried, |page, world| {
        page.tried = None;
        // A parting that is dropped was all that was looked at.
        if page.plan.scope == Scope::Working {
            return vec![page.leave_parting(world)];
        }
        page.fill(world);
        Vec::new()
    }),
    row!("ruling.remove", verb::REMOVE, ruling_remove, ruling_remove_help, 6, on_ruling, |page, world| {
        let Some(Entry::Ruled(id)) = page.entry() else { return Vec::new() };
        ruling::taken_back(*id, world).map(Act::Save).into_iter().collect()
    }),
];

fn solved(page: &Page, world: &World) -> Result<(), String> {
    page.shown().map(drop).ok_or_else(|| world.text.messages.list_empty.to_owned())
}

fn untried(page: &Page, world: &World) -> Result<(), String> {
    if page.tried.is_none() { Ok(()) } else { Err(world.text.messages.first_end_trial.to_owned()) }
}

fn is_tried(page: &Page, world: &World) -> Result<(), String> {
    if page.tried.is_some() { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn can_keep(page: &Page, world: &World) -> Result<(), String> {
    is_tried(page, world).and_then(|()| writable(page, world))
}

fn can_accept(page: &Page, world: &World) -> Result<(), String> {
    untried(page, world)?;
    writable(page, world)?;
    let pair = page.pair().ok_or_else(|| world.text.messages.no_pair_here.to_owned())?;
    if works_with(page, pair) == Some(pair.mentor) {
        return Err(world.text.messages.works_already.to_owned());
    }
    Ok(())
}

/// The mentor a mentee works with today, by number. Known only where everybody is matched anew.
fn works_with(page: &Page, pair: &Proposed) -> Option<u32> {
    page.shown().and_then(|proposal| proposal.cohort.mentees[pair.mentee as usize].today)
}

/// Nobody is moved from a pair that works without a question.
fn ask_move(page: &Page, pair: &Proposed, now: u32, world: &mut World) -> Vec<Act> {
    let Some(proposal) = page.shown() else { return Vec::new() };
    let to = Some(pair.mentor);
    let changes = keep::moved(proposal, &[(pair.mentee, to)], &world.register, world.today(), &mut world.ids);
    let mentee = names::mentee_short(&world.register, proposal.cohort.mentees[pair.mentee as usize].id);
    let lines = move_lines(proposal, (pair.mentee, Some(now), to), world);
    let title = fill(world.text.messages.move_title, &[&mentee]);
    vec![ask_moves(title, lines, Batch::new("proposal.move", changes), world)]
}

/// What ends and what begins for a mentee who goes from one mentor to another.
fn move_lines(proposal: &Proposal, (mentee, from, to): (u32, Option<u32>, Option<u32>), world: &World) -> Vec<String> {
    let (m, cohort) = (&world.text.messages, &proposal.cohort);
    let mentor = |at: u32| names::mentor_short(&world.register, cohort.mentors[at as usize].id);
    let mentee = names::mentee_short(&world.register, cohort.mentees[mentee as usize].id);
    let ends = from.map(|from| fill(m.move_ends, &[&mentee, &mentor(from)]));
    let begins = to.map(|to| fill(m.move_begins, &[&mentee, &mentor(to)]));
    ends.into_iter().chain(begins).collect()
}

fn ask_moves(title: String, lines: Vec<String>, batch: Batch, world: &World) -> Act {
    let m = &world.text.messages;
    let dialog = Dialog::new(title, lines)
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), m.move_yes, vec![Act::Save(batch)])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), m.move_no, Vec::new());
    Act::Ask(Box::new(dialog))
}

fn any_safe(page: &Page, world: &World) -> Result<(), String> {
    untried(page, world)?;
    writable(page, world)?;
    let empty = || page.shown().and_then(|proposal| speaker(world).empty(proposal));
    let none = || empty().unwrap_or_else(|| world.text.messages.none_safe.to_owned());
    if safe(page).is_empty() { Err(none()) } else { Ok(()) }
}

fn safe(page: &Page) -> Vec<Proposed> {
    let Some(proposal) = page.shown() else { return Vec::new() };
    let free = |pair: &Proposed| proposal.cohort.mentees[pair.mentee as usize].today.is_none();
    proposal.pairs().into_iter().filter(|pair| pair.is_safe() && free(pair)).collect()
}

fn accept(command: &str, page: &Page, pairs: &[Proposed], world: &mut World) -> Vec<Act> {
    let Some(proposal) = page.shown() else { return Vec::new() };
    let batch = keep::accepted(command, proposal, pairs, &world.register, &mut world.ids);
    batch.map(Act::Save).into_iter().collect()
}

fn accept_all(page: &mut Page, world: &mut World) -> Vec<Act> {
    let pairs = safe(page);
    let key = |keys: Keys| {
        keys.of(world.text.lang).first().map_or_else(String::new, |key| key_name(key, world.layout, world))
    };
    let count = world.text.count(pairs.len(), world.text.counts.pairs);
    let said = fill(world.text.messages.accepted, &[&count, &key(verb::AGREE_ALL), &key(verb::FIX_ALL)]);
    let mut acts = accept("proposal.accept_all", page, &pairs, world);
    acts.push(Act::Say(said));
    acts
}

fn on_mentee(page: &Page, world: &World) -> Result<(), String> {
    page.mentee().map(drop).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn why_not(page: &mut Page, world: &mut World) -> Vec<Act> {
    let Some((proposal, mentee)) = page.shown().zip(page.mentee()) else { return Vec::new() };
    page.others = Some(Others::of(proposal, mentee, world));
    Vec::new()
}

fn can_try(page: &Page, world: &World) -> Result<(), String> {
    on_mentee(page, world)
}

fn what_if(page: &mut Page, world: &mut World) -> Vec<Act> {
    page.look_for_help();
    let Some(base) = page.shown() else { return Vec::new() };
    let menu = match page.entry() {
        Some(Entry::Pair(pair)) => Menu::of_pair(base, pair, world),
        Some(Entry::Without(mentee, _)) => {
            let helps = page.helps.as_ref().map_or(&[][..], |(_, helps)| helps.as_slice());
            if helps.is_empty() {
                return vec![Act::Refuse(super::no_help(base, world.text).to_owned())];
            }
            Menu::of_mentee(base, *mentee, helps, world)
        }
        Some(Entry::Ruled(_)) | None => return Vec::new(),
    };
    page.menu = Some(menu);
    Vec::new()
}

fn can_rule(page: &Page, world: &World) -> Result<(), String> {
    untried(page, world)?;
    writable(page, world)?;
    page.pair().map(drop).ok_or_else(|| world.text.messages.no_pair_here.to_owned())
}

/// Pins the pair under the cursor, or takes the pin back.
fn pin(page: &mut Page, world: &mut World) -> Vec<Act> {
    let pinned = page.pair().is_some_and(|pair| pair.pinned);
    decide(page, world, (!pinned).then_some(Verdict::Pin), if pinned { "proposal.unpin" } else { "proposal.pin" })
}

fn forbid(page: &mut Page, world: &mut World) -> Vec<Act> {
    decide(page, world, Some(Verdict::Forbid), "proposal.forbid")
}

fn decide(page: &Page, world: &mut World, verdict: Option<Verdict>, command: &str) -> Vec<Act> {
    let Some((proposal, pair)) = page.shown().zip(page.pair()) else { return Vec::new() };
    let cohort = &proposal.cohort;
    let two = (cohort.mentees[pair.mentee as usize].id, cohort.mentors[pair.mentor as usize].id);
    let change = keep::rule(&world.register, &mut world.ids, world.year, two, verdict, "");
    change.map(|change| Act::Save(Batch::new(command, vec![change]))).into_iter().collect()
}

fn on_ruling(page: &Page, world: &World) -> Result<(), String> {
    writable(page, world)?;
    match page.entry() {
        Some(Entry::Ruled(_)) => Ok(()),
        _ => Err(world.text.messages.nothing_selected.to_owned()),
    }
}

fn keep_trial(page: &mut Page, world: &mut World) -> Vec<Act> {
    if page.plan.scope == Scope::Working {
        return ask_parting(page, world);
    }
    let Some(tried) = page.tried.take() else { return Vec::new() };
    let changes = keep::trials(&tried.proposal, &world.register, &mut world.ids);
    page.fill(world);
    if changes.is_empty() { Vec::new() } else { vec![Act::Save(Batch::new("proposal.keep", changes))] }
}

/// A pair that parts, and whoever moves for it, are not parted without a question.
fn ask_parting(page: &Page, world: &mut World) -> Vec<Act> {
    let Some(tried) = &page.tried else { return Vec::new() };
    let moves = &tried.difference.moves;
    let to: Vec<_> = moves.iter().map(|step| (step.mentee, step.to)).collect();
    let changes = keep::moved(&tried.proposal, &to, &world.register, world.today(), &mut world.ids);
    let lines = moves.iter().flat_map(|step| move_lines(&tried.proposal, (step.mentee, step.from, step.to), world));
    let lines = lines.collect();
    let m = &world.text.messages;
    vec![ask_moves(m.parting_title.to_owned(), lines, Batch::new("proposal.part", changes), world)]
}

/// The variants side by side, each on a digit.
fn variants(page: &mut Page, world: &mut World) -> Vec<Act> {
    const DIGITS: [Keys; 4] = [Keys::same(&["1"]), Keys::same(&["2"]), Keys::same(&["3"]), Keys::same(&["4"])];
    const RUNS: [&str; 4] = ["proposal.by_score", "proposal.by_ranks", "proposal.by_stable", "proposal.by_today"];
    let Some(proposal) = page.shown() else { return Vec::new() };
    let Ok(Variants(all)) = Variants::of(proposal) else { return Vec::new() };
    let (text, speaker) = (world.text, speaker(world));
    let p = &text.panes;
    let heads = [
        p.variant_pairs,
        p.variant_sum,
        p.variant_worst,
        p.variant_first,
        p.variant_second,
        p.variant_blocking,
        p.variant_differs,
    ];
    let mut dialog = Dialog::new(p.variants_title, vec![table_row("", &heads.map(str::to_owned))]);
    for variant in &all {
        let totals = variant.totals;
        let choice = |place: usize| variant.profile.choices.get(place).copied().unwrap_or(0);
        let worst = totals.worst.map_or_else(|| text.common.none.to_owned(), |worst| points(worst).to_string());
        let sum = (totals.score + 5) / 10;
        let numbers = [i64::from(totals.matched), sum].map(|number| number.to_string());
        let choices = [choice(0), choice(1)].map(|number| number.to_string());
        let [matched, sum] = numbers;
        let [first, second] = choices;
        let cells = [matched, sum, worst, first, second, variant.blocking.to_string(), variant.differs.to_string()];
        dialog.lines.push(table_row(speaker.objective(variant.objective), &cells));
    }
    dialog.lines.push(String::new());
    for ((variant, keys), id) in all.iter().zip(DIGITS).zip(RUNS) {
        let about = match variant.objective {
            Objective::Score => text.pairing.about_score,
            Objective::Ranks => text.pairing.about_ranks,
            Objective::Stable => text.pairing.about_stable,
            Objective::Today => text.pairing.about_today,
        };
        let label = format!("{}: {about}", speaker.objective(variant.objective));
        dialog = dialog.answer(keys, label, vec![Act::Run(id)]);
    }
    vec![Act::Ask(Box::new(dialog))]
}

/// A row of the table of variants.
fn table_row(name: &str, cells: &[String]) -> String {
    const WIDTHS: [usize; 7] = [5, 7, 8, 6, 6, 6, 8];
    let cells = cells.iter().zip(WIDTHS).map(|(cell, width)| format!("{cell:>width$}"));
    format!("{name:<12}{}", cells.collect::<String>())
}

/// The commands behind the answers about variants; they have no keys of their own.
pub static VARIANTS: &[Command<Page>] = &[
    row!("proposal.by_score", Keys::same(&[]), variants, variants_help, 0, always, |page, world| turn_to(
        page,
        Objective::Score,
        world
    )),
    row!("proposal.by_ranks", Keys::same(&[]), variants, variants_help, 0, always, |page, world| turn_to(
        page,
        Objective::Ranks,
        world
    )),
    row!("proposal.by_stable", Keys::same(&[]), variants, variants_help, 0, always, |page, world| turn_to(
        page,
        Objective::Stable,
        world
    )),
    row!("proposal.by_today", Keys::same(&[]), variants, variants_help, 0, always, |page, world| turn_to(
        page,
        Objective::Today,
        world
    )),
];

fn turn_to(page: &mut Page, objective: Objective, world: &World) -> Vec<Act> {
    page.objective = objective;
    page.tried = None;
    page.solve(world);
    Vec::new()
}

/// In front of the mentors for one mentee letters narrow the list, Enter pins, Esc goes back.
pub fn typed_into_others(page: &mut Page, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
    match stroke.code {
        Code::Esc => {
            page.others = None;
            Some(Vec::new())
        }
        Code::Enter => Some(pin_other(page, world)),
        _ => page.others.as_mut()?.press(stroke).then(Vec::new),
    }
}

/// Pins the mentor under the cursor of the answers, with a reason where rules are set aside.
fn pin_other(page: &mut Page, world: &mut World) -> Vec<Act> {
    if let Err(reason) = untried(page, world).and_then(|()| writable(page, world)) {
        return vec![Act::Refuse(reason)];
    }
    let Some(others) = &page.others else { return Vec::new() };
    let Some((mentor, answer)) = others.current() else { return Vec::new() };
    let (mentee, why) = (others.mentee(), answer.why.clone());
    let Some(proposal) = page.shown() else { return Vec::new() };
    let Some(number) = proposal.cohort.mentee(mentee) else { return Vec::new() };
    let lines = speaker(world).why_not(proposal, (number, answer.mentor), &why);
    let acts = match &why {
        WhyNot::Together => Vec::new(),
        WhyNot::Rules(rules) => {
            let firm = rules.iter().find(|obstacle| !obstacle.rule.can_bend());
            if firm.is_some_and(|firm| speaker(world).hides_obstacle(firm)) {
                return vec![Act::Refuse(world.text.pairing.hidden_firm.to_owned())];
            }
            if let Some(firm) = firm {
                return vec![Act::Refuse(refusal(firm.rule, &lines, world))];
            }
            vec![Act::Form(Box::new(ruling::force(mentee, mentor, lines.join("; "), world)))]
        }
        WhyNot::AllPinned => return vec![Act::Refuse(lines.join(" "))],
        WhyNot::Price(_) | WhyNot::Wishes { .. } => {
            let change =
                keep::rule(&world.register, &mut world.ids, world.year, (mentee, mentor), Some(Verdict::Pin), "");
            change.map(|change| Act::Save(Batch::new("proposal.pin", vec![change]))).into_iter().collect()
        }
    };
    page.others = None;
    acts
}

/// What to do about a rule that never bends.
fn refusal(rule: PairingRule, lines: &[String], world: &World) -> String {
    let firm = crate::fields::choices::firm(rule, world.text).unwrap_or_default();
    format!("{}. {firm}", lines.join("; "))
}

/// In front of the changes that can be tried arrows choose, Enter tries, Esc goes back.
pub fn typed_into_menu(page: &mut Page, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
    let menu = page.menu.as_mut()?;
    match (stroke.folded().code, stroke.code) {
        (_, Code::Esc) => page.menu = None,
        (_, Code::Up) | (Code::Char('k'), _) => menu.step(-1),
        (_, Code::Down | Code::Tab) | (Code::Char('j'), _) => menu.step(1),
        (Code::Char(digit @ '1'..='9'), _) => {
            let place = digit as usize - '1' as usize;
            if place < menu.choices.len() {
                menu.cursor = place;
                try_current(page, world);
            }
        }
        (_, Code::Enter) => try_current(page, world),
        _ => return None,
    }
    Some(Vec::new())
}

fn try_current(page: &mut Page, world: &World) {
    let Some(trial) = page.menu.take().and_then(|menu| menu.current().map(|choice| choice.trial)) else { return };
    let mut trials = page.tried.take().map(|tried| tried.trials).unwrap_or_default();
    trials.push(trial);
    page.try_out(trials, world);
    page.fill(world);
}

/// «Егоров П., 9А» for the head of the answers.
pub fn name_of(page: &Page, world: &World) -> String {
    let id = page.others.as_ref().map(Others::mentee);
    id.map_or_else(String::new, |id| names::of_key(&world.register, id.into(), world.text))
}
