//! The plan of a pair: goals offered from what pairs usually plan, with a due date, and marked as reached in a few keys
//! (model §3.7).

use std::sync::Arc;

use crate::domain::{
    Basis, Batch, Change, Key, MenteeId, Pair, PairId, Plan, PlanId, PlanItem, PlanSection, Record, Secret, Words,
};
use crate::fields::{Field, FieldKind, GOAL, Value, Worded, names};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Act, Dialog, FieldError, Form, Input, Keys, Part, Tone, World, first_key, verb};
use crate::panes::FullCard;
use crate::text::fill;

/// Identity of the form of a goal, new or on file.
const GOAL_FORM: &str = "plan.goal";
/// Identity of the form that marks a goal as reached.
const REACHED_FORM: &str = "plan.reached";
/// Identity of the form of the plan as a whole.
const PLAN_FORM: &str = "plan.edit";

/// The plan of a pair, for those who may read it.
fn plan_of(id: PairId, world: &World) -> Option<&Arc<Plan>> {
    world.register.get::<Plan>(id.into()).filter(|_| world.sees(Secret::Work(id)))
}

/// The plan a card tells of: that of whoever left a group is the group's.
fn shown_plan(id: PairId, world: &World) -> Option<&Arc<Plan>> {
    let own = plan_of(id, world).filter(|plan| !plan.items.is_empty());
    let shared = || plan_of(world.register.group_of(id)?, world).filter(|plan| !plan.items.is_empty());
    own.or_else(shared)
}

/// Places of the goals: the open ones by their due date, then those that are reached.
fn in_order(plan: &Plan) -> Vec<usize> {
    let mut places: Vec<usize> = (0..plan.items.len()).collect();
    places.sort_by_key(|&at| {
        let goal = &plan.items[at];
        (goal.done_on.is_some(), goal.due.is_none(), goal.due, at)
    });
    places
}

/// «до 15.12: Разобрать дроби», «просрочена с 15.12: …», or the day it was reached: first what must not be cut.
fn words(goal: &PlanItem, world: &World) -> (String, Tone) {
    let (t, today) = (&world.text.training, world.today());
    let day = |day| world.day(day);
    match (goal.done_on, goal.due) {
        (Some(on), _) => (fill(t.goal_reached_on, &[&world.theme.marks().tick, &day(on), &goal.task]), Tone::Muted),
        (None, Some(due)) if goal.is_late(today) => (fill(t.goal_late, &[&day(due), &goal.task]), Tone::Danger),
        (None, Some(due)) => (fill(t.goal_to, &[&day(due), &goal.task]), Tone::Plain),
        (None, None) => (goal.task.to_string(), Tone::Plain),
    }
}

/// «цели: 2 из 5 · просрочено 1»; nothing where there is no plan.
pub fn line(id: PairId, world: &World) -> Option<(String, Tone)> {
    let plan = shown_plan(id, world)?;
    let t = &world.text.training;
    let said = fill(t.plan_line, &[&plan.reached(), &plan.items.len()]);
    match plan.late(world.today()) {
        0 => Some((said, Tone::Plain)),
        late => Some((format!("{said} · {}", fill(t.plan_late, &[&late])), Tone::Danger)),
    }
}

/// «цели 2/5 !1» in a place of its own, so that only digits change from pair to pair; nothing where there is no plan.
pub fn brief(id: PairId, world: &World) -> Line {
    let Some(plan) = shown_plan(id, world) else { return Line::default() };
    let said = fill(world.text.training.plan_brief, &[&plan.reached(), &plan.items.len()]);
    let line = Line::of(said, world.theme.style(Tone::Plain));
    match plan.late(world.today()) {
        0 => line,
        late => line.and(format!(" !{late}"), world.theme.style(Tone::Danger)),
    }
}

/// Goals that are late in pairs at work.
pub fn late(world: &World) -> usize {
    let working = world.register.pairs(world.year).filter(|(_, pair)| pair.state.is_active());
    working.filter_map(|(id, _)| plan_of(id, world)).map(|plan| plan.late(world.today())).sum()
}

/// Goals a card shows.
const SHOWN: usize = 4;

/// The plan in a roomy card.
pub fn lines(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let (Some((head, tone)), Some(plan)) = (line(id, world), shown_plan(id, world)) else { return Vec::new() };
    let mut lines = vec![Line::of(head, world.theme.style(tone))];
    let open: Vec<usize> = in_order(plan).into_iter().filter(|&at| plan.items[at].done_on.is_none()).collect();
    for &at in open.iter().take(SHOWN) {
        let (said, tone) = words(&plan.items[at], world);
        let style = world.theme.style(tone);
        lines.extend(wrap(&format!("– {said}"), width).into_iter().map(|line| Line::of(line, style)));
    }
    if let Some(more) = open.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(Line::of(fill(world.text.training.plan_more, &[&more]), world.theme.style(Tone::Muted)));
    }
    lines
}

/// The plan over the whole width: both sections, every goal with what was to come of it and what did.
pub fn whole(id: PairId, card: &mut FullCard, world: &World) {
    let Some(plan) = shown_plan(id, world) else { return };
    let t = &world.text.training;
    for &section in PlanSection::ALL {
        let of_section: Vec<usize> =
            in_order(plan).into_iter().filter(|&at| plan.items[at].section == section).collect();
        if of_section.is_empty() {
            continue;
        }
        card.heading(section.word(world.text));
        for at in of_section {
            let goal = &plan.items[at];
            let (said, tone) = words(goal, world);
            card.item(&said, tone);
            let mark = goal.mark.map(|mark| mark.to_string()).unwrap_or_default();
            let facts = [
                (t.goal_basis, goal.basis.word(world.text)),
                (t.goal_expected, goal.expected.as_str()),
                (t.goal_actual, &goal.actual),
                (t.goal_mark, &mark),
            ];
            for (label, words) in facts.into_iter().filter(|(_, words)| !words.is_empty()) {
                card.say(&format!("{}: {words}", label.to_lowercase()), Tone::Muted, 2);
            }
        }
    }
    card.say(&plan.notes, Tone::Muted, 0);
}

fn title(sentence: &str, id: PairId, world: &World) -> String {
    fill(sentence, &[&names::of_key(&world.register, id.into(), world.text)])
}

fn shown(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// The plan to look at: a goal to open, a new one, its span. Where there is none, what pairs usually plan.
pub fn open(id: PairId, world: &World) -> Vec<Act> {
    let Some(plan) = plan_of(id, world).filter(|plan| !plan.items.is_empty()) else { return choose(id, world) };
    let t = &world.text.training;
    let mut dialog =
        Dialog::new(title(t.plan_title, id, world), line(id, world).map(|(said, _)| said).into_iter().collect());
    for (at, keys) in in_order(plan).into_iter().zip(verb::DIGITS) {
        dialog = dialog.answer(keys, words(&plan.items[at], world).0, shown(edit(id, at, world)));
    }
    dialog = dialog
        .answer(verb::NEW, t.goal_new, choose(id, world))
        .answer(verb::PERIOD, t.plan_span, shown(span(id, world)))
        .answer(Keys::same(&["esc"]), t.plan_leave, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}

/// What pairs usually plan, to choose from, or a goal of their own.
fn choose(id: PairId, world: &World) -> Vec<Act> {
    let t = &world.text.training;
    let mut dialog = Dialog::new(title(t.plan_title, id, world), vec![t.plan_ask.to_owned()]);
    for ((section, task), keys) in world.register.lists().tasks.iter().zip(verb::DIGITS) {
        let form = new(id, Some((*section, task)), world);
        dialog = dialog.answer(keys, format!("{task} ({})", section.word(world.text)), shown(form));
    }
    dialog = dialog.answer(verb::NEW, t.goal_own, shown(new(id, None, world))).answer(
        Keys::same(&["esc"]),
        t.plan_leave,
        Vec::new(),
    );
    vec![Act::Ask(Box::new(dialog))]
}

/// Where goals of a pair may come from, the likeliest first.
fn bases(id: PairId, world: &World) -> Vec<Basis> {
    let register = &world.register;
    let Some(pair) = register.get::<Pair>(id) else { return Basis::ALL.to_vec() };
    let role = if pair.role.is_empty() { None } else { register.pairing().role_in(pair.form, &pair.role) };
    let grade = |&mentee: &MenteeId| Some(register.mentee_person(mentee)?.class_in(pair.year)?.grade);
    Basis::offered(role, pair.mentees.iter().filter_map(grade).max())
}

/// What a goal that is not reached yet is asked.
const OPEN: &[&str] = &["task", "due", "basis", "section", "expected"];

fn blank() -> PlanItem {
    PlanItem::new(PlanSection::Difficulties)
}

/// The form of a new goal.
fn new(id: PairId, usual: Option<(PlanSection, &Words)>, world: &World) -> Option<Form> {
    world.register.get::<Pair>(id)?;
    let ctx = world.ctx();
    let asked = GOAL.iter().filter(|field| OPEN.contains(&field.id));
    let inputs = asked.map(|field| Input::of(field, &blank(), &ctx)).collect();
    let form = Form::new(GOAL_FORM, title(world.text.training.goal_title, id, world), Some(id.into()), inputs, submit);
    let mut form = form.over(&world.register, &[PlanId::from(id).into()]);
    let bases = bases(id, world);
    let (section, task) = usual.map_or((PlanSection::Growth, ""), |(section, task)| (section, task.as_str()));
    let proposed = [
        ("task", Value::text(task)),
        ("section", Value::Code(section.code())),
        ("basis", Value::code(bases.first().map(|basis| basis.code()))),
    ];
    for (field, value) in proposed {
        if let Some(input) = form.input_mut(field) {
            input.put(value, &ctx);
        }
    }
    offer_bases(&mut form, &bases);
    Some(form.focused(if task.is_empty() { "task" } else { "due" }))
}

fn offer_bases(form: &mut Form, bases: &[Basis]) {
    if let Some(input) = form.input_mut("basis") {
        input.fitting = Some(bases.iter().map(|basis| basis.code().to_owned()).collect());
    }
}

/// Whether a goal is to be taken out of its plan, as its form asks.
static REMOVAL: &[Field<bool>] = &[Field::new(
    "goal_off",
    |text| text.training.goal_off,
    FieldKind::Flag,
    |off: &bool, _| Value::Flag(*off),
    |off: &mut bool, value, _| *off = value == Value::Flag(true),
)];

fn part(plan: &Plan, at: usize) -> Part {
    Part { place: at, count: plan.items.len(), words: plan.items[at].task.to_string() }
}

/// The form of a goal on file.
fn edit(id: PairId, at: usize, world: &World) -> Option<Form> {
    let plan = plan_of(id, world)?;
    let (goal, ctx) = (plan.items.get(at)?, world.ctx());
    let mut inputs: Vec<Input> = GOAL.iter().map(|field| Input::of(field, goal, &ctx)).collect();
    inputs.extend(REMOVAL.iter().map(|field| Input::of(field, &false, &ctx)));
    let form = Form::new(GOAL_FORM, title(world.text.training.goal_title, id, world), Some(id.into()), inputs, submit);
    let mut form = form.over(&world.register, &[PlanId::from(id).into()]).of_part(part(plan, at));
    let mut bases = bases(id, world);
    // What was chosen before stays to be chosen.
    if !bases.contains(&goal.basis) {
        bases.push(goal.basis);
    }
    offer_bases(&mut form, &bases);
    Some(form)
}

/// The form that marks a goal as reached today.
fn reached_form(id: PairId, at: usize, world: &World) -> Option<Form> {
    let plan = plan_of(id, world)?;
    let (goal, ctx) = (plan.items.get(at)?, world.ctx());
    let asked = GOAL.iter().filter(|field| matches!(field.id, "done_on" | "actual" | "mark"));
    let inputs = asked.map(|field| Input::of(field, goal, &ctx)).collect();
    let form = Form::new(REACHED_FORM, words(goal, world).0, Some(id.into()), inputs, submit);
    let mut form = form.over(&world.register, &[PlanId::from(id).into()]).of_part(part(plan, at));
    if let Some(day) = form.input_mut("done_on") {
        day.put(Value::Date(ctx.today), &ctx);
    }
    Some(form.focused("actual"))
}

/// Goals that are not reached, by their due date.
fn open_goals(id: PairId, world: &World) -> Vec<usize> {
    let Some(plan) = plan_of(id, world) else { return Vec::new() };
    in_order(plan).into_iter().filter(|&at| plan.items[at].done_on.is_none()).collect()
}

/// Whether a pair has a goal that is not reached.
///
/// # Errors
/// That it has none, as a sentence.
pub fn can_reach(id: PairId, world: &World) -> Result<(), String> {
    let none = || fill(world.text.training.goals_none, &[&first_key(verb::PLAN, world)]);
    if open_goals(id, world).is_empty() { Err(none()) } else { Ok(()) }
}

/// Asks which goal was reached, where there are several.
pub fn reach(id: PairId, world: &World) -> Vec<Act> {
    let open = open_goals(id, world);
    let Some(plan) = plan_of(id, world) else { return Vec::new() };
    if let [one] = open.as_slice() {
        return shown(reached_form(id, *one, world));
    }
    let mut dialog = Dialog::new(title(world.text.training.plan_title, id, world), Vec::new());
    for (at, keys) in open.into_iter().zip(verb::DIGITS) {
        dialog = dialog.answer(keys, words(&plan.items[at], world).0, shown(reached_form(id, at, world)));
    }
    vec![Act::Ask(Box::new(dialog.answer(Keys::same(&["esc"]), world.text.training.plan_leave, Vec::new())))]
}

/// What a goal becomes when its form is saved.
enum Done {
    Removed,
    Kept(PlanItem),
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some(id) = form.target.and_then(PairId::of) else { return Ok(Act::Close) };
    let key = PlanId::from(id);
    let before = match form.opened(key.into()) {
        Some(Record::Plan(plan)) => Some(Arc::clone(plan)),
        _ => None,
    };
    let mut plan = before.as_ref().map_or_else(|| begun(id, world), |plan| Plan::clone(plan));
    let command = match &form.part {
        None => {
            let Done::Kept(goal) = typed(form, blank(), world)? else { return Ok(Act::Close) };
            plan.items.push(goal);
            "plan.goal"
        }
        Some(part) => {
            let tasks: Vec<&str> = plan.items.iter().map(|goal| goal.task.as_str()).collect();
            let Some(at) = part.find(&tasks) else {
                return Ok(Act::Refuse(world.text.training.goal_gone.to_owned()));
            };
            match typed(form, plan.items[at].clone(), world)? {
                Done::Removed => {
                    plan.items.remove(at);
                    "plan.remove"
                }
                Done::Kept(goal) => {
                    plan.items[at] = goal;
                    if form.id == REACHED_FORM { REACHED_FORM } else { PLAN_FORM }
                }
            }
        }
    };
    Ok(Act::Save(Batch::new(command, change(key, before, plan))))
}

fn change(key: PlanId, before: Option<Arc<Plan>>, plan: Plan) -> Vec<Change> {
    match before {
        None => vec![Change::create(key, plan)],
        Some(before) if *before == plan => Vec::new(),
        Some(before) => vec![Change::edit(key, &before, plan)],
    }
}

/// A plan that begins with the pair.
fn begun(id: PairId, world: &World) -> Plan {
    Plan { from: world.register.get::<Pair>(id).and_then(|pair| pair.began_on()), ..Plan::new(id) }
}

fn typed(form: &Form, mut goal: PlanItem, world: &World) -> Result<Done, Vec<FieldError>> {
    let ctx = world.ctx();
    if form.value("goal_off", &ctx) == Value::Flag(true) {
        return Ok(Done::Removed);
    }
    form.write(GOAL, &mut goal, &ctx)?;
    if goal.done_on.is_some_and(|on| on > world.today()) {
        let message = world.text.training.goal_before.to_owned();
        return Err(vec![FieldError { field: "done_on", message }]);
    }
    Ok(Done::Kept(goal))
}

/// The plan as a whole.
static SPAN: &[Field<Plan>] = &[
    Field::new(
        "from",
        |text| text.training.plan_from,
        FieldKind::Date,
        |plan: &Plan, _| Value::date(plan.from),
        |plan: &mut Plan, value, _| plan.from = value.as_date(),
    ),
    Field::new(
        "until",
        |text| text.training.plan_until,
        FieldKind::Date,
        |plan: &Plan, _| Value::date(plan.until),
        |plan: &mut Plan, value, _| plan.until = value.as_date(),
    ),
    Field::new(
        "notes",
        |text| text.training.notes,
        FieldKind::Long,
        |plan: &Plan, _| Value::text(&plan.notes),
        |plan: &mut Plan, value, _| plan.notes = value.into_text().into(),
    ),
];

/// The form of the plan as a whole: its first and last day, and notes.
fn span(id: PairId, world: &World) -> Option<Form> {
    let (plan, ctx) = (plan_of(id, world)?, world.ctx());
    let inputs = SPAN.iter().map(|field| Input::of(field, plan.as_ref(), &ctx)).collect();
    let form =
        Form::new(PLAN_FORM, title(world.text.training.plan_title, id, world), Some(id.into()), inputs, submit_span);
    Some(form.over(&world.register, &[PlanId::from(id).into()]))
}

fn submit_span(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let key = form.target.and_then(PairId::of).map(PlanId::from);
    let (Some(key), Some(Record::Plan(before))) = (key, key.and_then(|key| form.opened(key.into()))) else {
        return Ok(Act::Close);
    };
    let mut after = Plan::clone(before);
    form.write(SPAN, &mut after, &world.ctx())?;
    if after.from.zip(after.until).is_some_and(|(first, last)| last < first) {
        let message = world.text.training.plan_backwards.to_owned();
        return Err(vec![FieldError { field: "until", message }]);
    }
    Ok(Act::Save(Batch::new(PLAN_FORM, change(key, Some(Arc::clone(before)), after))))
}

/// Opens a form of a plan again, for a draft and after a conflict.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    let id = target.and_then(PairId::of)?;
    let place = |part: &Part| {
        let tasks: Vec<&str> = plan_of(id, world)?.items.iter().map(|goal| goal.task.as_str()).collect();
        part.find(&tasks)
    };
    match (form, part) {
        (GOAL_FORM, None) => {
            let mut form = new(id, None, world)?;
            let ctx = world.ctx();
            form.inputs.iter_mut().for_each(|input| input.revert(&ctx));
            Some(form)
        }
        (GOAL_FORM, Some(part)) => edit(id, place(part)?, world),
        (REACHED_FORM, Some(part)) => {
            let mut form = reached_form(id, place(part)?, world)?;
            let ctx = world.ctx();
            form.inputs.iter_mut().for_each(|input| input.revert(&ctx));
            Some(form)
        }
        (PLAN_FORM, _) => span(id, world),
        _ => None,
    }
}
