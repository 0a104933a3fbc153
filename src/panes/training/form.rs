//! The form of a session, and the attendance taken with one key for each.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{THEN, card, taking_part};
use crate::domain::{Batch, Change, Key, MentorId, Record, Training, TrainingId, TrainingKind, Words, taught, trained};
use crate::fields::{FieldKind, Pool, TRAINING, TrainingRow, names};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::panes::outside_year;
use crate::text::fill;

/// Identity of the form of a session.
const FORM: &str = "training";
/// Identity of the form of its attendance.
const ROLL: &str = "training.roll";

/// The form of a session on file.
pub fn edit(id: TrainingId, world: &World) -> Option<Form> {
    let row = TrainingRow::load(&world.register, id)?;
    let form = Form::new(FORM, world.text.training.training_title, Some(id.into()), inputs(&row, world), submit);
    let mut form = form.over(&world.register, &[id.into()]).hinting(hints).asking(offer_whom);
    offer_whom(&mut form, world);
    Some(form)
}

/// The form of a new session: what is left to teach, by whoever taught last, today. Who was there is asked once it is
/// saved.
pub fn new(world: &World) -> Form {
    let row = TrainingRow::of(&Arc::new(proposed(world)));
    let form = Form::new(FORM, world.text.training.training_new_title, None, inputs(&row, world), submit);
    let mut form = form.hinting(hints).asking(offer_whom).then(THEN);
    offer_whom(&mut form, world);
    form.focused("on")
}

fn blank(world: &World) -> Training {
    Training::new(world.year, world.today(), TrainingKind::Primary)
}

/// What the next session usually is.
fn proposed(world: &World) -> Training {
    let register = &world.register;
    let ready = |id: &MentorId| trained(register, *id, world.today()).is_done();
    let mut training = blank(world);
    let sessions = register.trainings(world.year);
    if let Some((_, last)) = sessions.last() {
        training.minutes = last.minutes;
        training.leader.clone_from(&last.leader);
    }
    let all = taking_part(world);
    if all.iter().all(ready) {
        training.kind = TrainingKind::InService;
        return training;
    }
    let waiting: Vec<MentorId> = all.into_iter().filter(|id| !ready(id)).collect();
    training.minutes = minutes_left(&waiting, world).unwrap_or(training.minutes);
    let primary = || sessions.iter().filter(|(_, training)| training.kind == TrainingKind::Primary);
    let told = |code: &Words| primary().any(|(_, training)| training.topics.contains(code));
    let mandatory: Vec<&Words> =
        register.lists().topics.iter().filter(|topic| topic.mandatory).map(|topic| &topic.code).collect();
    let open: Vec<Words> = mandatory.iter().filter(|code| !told(code)).map(|&code| code.clone()).collect();
    training.topics = if open.is_empty() { mandatory.into_iter().cloned().collect() } else { open };
    training
}

/// The longest that a session may take, in minutes, as its field says.
const LONGEST: u32 = 24 * 60;

/// What most of those who lack hours of primary training still lack of the norm of the school, in minutes; the more of
/// it where as many lack more. `None` where only topics are left to teach.
fn minutes_left(waiting: &[MentorId], world: &World) -> Option<u16> {
    let hours = world.register.rules().training_hours;
    let mut lacking: BTreeMap<u32, usize> = BTreeMap::new();
    for id in waiting {
        let left = taught(&world.register, *id, world.today()).minutes_lacking(hours);
        *lacking.entry(left).or_default() += usize::from(left > 0);
    }
    let (left, _) = lacking.into_iter().filter(|(left, _)| *left > 0).max_by_key(|(left, count)| (*count, *left))?;
    u16::try_from(left.min(LONGEST)).ok()
}

/// The form of the attendance: nothing else is asked.
pub fn roll(id: TrainingId, world: &World) -> Option<Form> {
    let row = TrainingRow::load(&world.register, id)?;
    let ctx = world.ctx();
    let asked = TRAINING.iter().filter(|field| field.id == "present");
    let inputs = asked.map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.training.roll_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut form =
        Form::new(ROLL, title, Some(id.into()), inputs, submit).over(&world.register, &[id.into()]).hinting(hints);
    whom(&mut form, row.training.kind);
    Some(form)
}

fn inputs(row: &TrainingRow, world: &World) -> Vec<Input> {
    let ctx = world.ctx();
    TRAINING.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, &ctx)).collect()
}

/// Primary training is for those who lack something, the other for everybody.
fn offer_whom(form: &mut Form, world: &World) {
    let kind = form.value("kind", &world.ctx()).as_code().and_then(TrainingKind::from_code);
    whom(form, kind.unwrap_or(TrainingKind::Primary));
}

fn whom(form: &mut Form, kind: TrainingKind) {
    let pool = if kind == TrainingKind::Primary { Pool::Trainees } else { Pool::AllMentors };
    if let Some(input) = form.input_mut("present") {
        input.kind = FieldKind::Pick { pool, many: true };
    }
}

/// A session on file, as it was when its form was opened.
type OnFile = Option<(TrainingId, Arc<Training>)>;

/// The session as it was when the form was opened, and as the form has it.
fn typed(form: &Form, world: &World) -> Result<(OnFile, TrainingRow), Vec<FieldError>> {
    let on_file = form.target.and_then(|key| match (TrainingId::of(key), form.opened(key)?) {
        (Some(id), Record::Training(training)) => Some((id, Arc::clone(training))),
        _ => None,
    });
    let mut row = TrainingRow::of(&on_file.as_ref().map_or_else(|| Arc::new(blank(world)), |(_, it)| Arc::clone(it)));
    if on_file.is_none() {
        // Proposed or typed, what the form shows is what the session is.
        for field in TRAINING {
            let value = form.value(field.id, &world.ctx());
            if !value.is_empty() {
                drop(field.write(&mut row, value, &world.ctx()));
            }
        }
    }
    form.write(TRAINING, &mut row, &world.ctx())?;
    Ok((on_file, row))
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let Ok((on_file, row)) = typed(form, world) else { return Vec::new() };
    let t = &world.text.training;
    let done = card::completing(on_file.map(|(id, _)| id), &row.training, world);
    let done = if done.is_empty() { t.roll_nobody.to_owned() } else { format!("{}: {}", done.len(), done.join(", ")) };
    let asked = form.id == ROLL || form.inputs.get(form.focus()).is_some_and(|input| input.id == "present");
    let coming = asked.then(|| fill(t.roll_hint, &[&done]));
    let on = row.training.on;
    outside_year(row.training.year, (on, on), world).into_iter().chain(coming).collect()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let (on_file, row) = typed(form, world)?;
    let after = Training::clone(&row.training);
    if after.on > world.today() && !after.present.is_empty() {
        let message = fill(world.text.training.roll_in_future, &[&crate::fields::dates::full(after.on)]);
        return Err(vec![FieldError { field: "on", message }]);
    }
    let Some((id, before)) = on_file else {
        let change = Change::create(TrainingId(world.fresh_id()), after);
        return Ok(Act::Save(Batch::new("training.new", vec![change])));
    };
    let change = (*before != after).then(|| Change::edit(id, &before, after));
    let command = if form.id == ROLL { ROLL } else { "training.edit" };
    Ok(Act::Save(Batch::new(command, change.into_iter().collect())))
}

/// Opens a form of a session again, for a draft and after a conflict.
pub fn reopen(form: &str, target: Option<Key>, world: &World) -> Option<Form> {
    match (form, target) {
        (FORM, None) => Some(new(world)),
        (FORM, Some(key)) => edit(TrainingId::of(key)?, world),
        (ROLL, Some(key)) => roll(TrainingId::of(key)?, world),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Lists, Mentor, PersonKind, Step, TheLists, TrainingTopic};
    use crate::fields::Value;
    use crate::kit::sample;

    fn school() -> (Sample, World) {
        let mut sample = Sample::new();
        let topic = |code: &str| TrainingTopic { code: code.into(), title: code.into(), mandatory: code != "c" };
        let topics = ["a", "b", "c"].map(topic).to_vec();
        sample.put(TheLists, Lists { topics, ..Lists::default() });
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
        let mut world = sample::world();
        world.register = sample.register.clone();
        world.year = sample.year;
        (sample, world)
    }

    #[test]
    fn what_is_left_to_teach_is_proposed() {
        let (mut sample, mut world) = school();
        let codes = |training: &Training| training.topics.iter().map(|code| code.to_string()).collect::<Vec<_>>();
        assert_eq!(codes(&proposed(&world)), ["a", "b"]);
        let first = Training {
            topics: vec!["a".into()],
            minutes: 90,
            leader: "психолог".into(),
            ..Training::new(sample.year, day(10, 1), TrainingKind::Primary)
        };
        sample.put(TrainingId(9_000), first);
        world.register = sample.register.clone();
        let next = proposed(&world);
        assert_eq!((codes(&next), next.leader.as_str()), (vec!["b".to_owned()], "психолог"));
        assert_eq!(next.minutes, 120, "nobody was there, and two hours are asked");
        let mentor = world.register.mentors(world.year).next().unwrap().0;
        sample.edit::<Training>(TrainingId(9_000), |session| session.present = vec![mentor]);
        world.register = sample.register.clone();
        assert_eq!(proposed(&world).minutes, 30, "what is left to the norm");
        sample.edit::<Training>(TrainingId(9_000), |session| session.minutes = 150);
        world.register = sample.register.clone();
        assert_eq!(proposed(&world).minutes, 150, "a topic is left and no hours: as long as the last");
        sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Done);
        world.register = sample.register.clone();
        assert_eq!(proposed(&world).kind, TrainingKind::InService);
    }

    #[test]
    fn a_session_outside_the_year_is_warned_of() {
        let (_, world) = school();
        let mut form = new(&world);
        let ctx = world.ctx();
        assert_eq!(hints(&form, &world), [""; 0]);
        form.input_mut("on").unwrap().put(Value::Date(day(9, 1) - chrono::Days::new(1)), &ctx);
        assert_eq!(hints(&form, &world), ["день вне 2026/27: этому году не засчитывается"]);
    }

    #[test]
    fn nobody_was_at_a_session_that_is_still_to_come() {
        let (_, mut world) = school();
        let mentor = world.register.mentors(world.year).next().unwrap().0;
        let mut form = new(&world);
        let ctx = world.ctx();
        form.input_mut("on").unwrap().put(Value::Date(day(12, 1)), &ctx);
        form.input_mut("present").unwrap().put(Value::Picked(vec![mentor.into()]), &ctx);
        assert_eq!(submit(&form, &mut world).unwrap_err()[0].field, "on");
    }
}
