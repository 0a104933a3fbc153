//! Who was at an event, entered for a whole class at once: a group is chosen, all of it is ticked, single ones are
//! unticked. Role and result go to everybody ticked, be it a class or one winner.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{
    Attendance, Batch, Change, Class, Event, EventId, EventKind, EventRole, InterviewDecision, Key, Kind, Mentee,
    Mentor, MentorId, PairState, Person, PersonId, Record, people_of,
};
use crate::fields::{ROLL, RollRow, Value, fold, names};
use crate::kit::{Act, FieldError, Form, Input, Item, Part, PickFor, Picker, World};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "event.roll";

/// People who are entered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Every mentee of the year who had not left by the day of the event.
    Mentees,
    /// Every mentor of the year who had not left by then and was not refused.
    Mentors,
    /// Whoever is named.
    People,
    /// A class.
    Class(Class),
    /// A mentor with everybody they lead.
    PairsOf(MentorId),
}

impl Group {
    /// How a draft knows it.
    fn code(self) -> String {
        match self {
            Self::Mentees => "mentees".to_owned(),
            Self::Mentors => "mentors".to_owned(),
            Self::People => "people".to_owned(),
            Self::Class(class) => format!("class {class}"),
            Self::PairsOf(id) => format!("pairs {}", id.0),
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        match code.split_once(' ') {
            Some(("class", class)) => Class::parse(class).map(Self::Class),
            Some(("pairs", id)) => id.parse().ok().map(|id| Self::PairsOf(MentorId(id))),
            _ => [Self::Mentees, Self::Mentors, Self::People].into_iter().find(|group| group.code() == code),
        }
    }

    /// What it is called.
    fn word(self, world: &World) -> String {
        let d = &world.text.deeds;
        match self {
            Self::Mentees => d.roll_mentees.to_owned(),
            Self::Mentors => d.roll_mentors.to_owned(),
            Self::People => d.roll_people.to_owned(),
            Self::Class(class) => fill(d.roll_class, &[&class]),
            Self::PairsOf(id) => fill(d.roll_pairs, &[&names::of_key(&world.register, id.into(), world.text)]),
        }
    }

    /// What it is called in the title of a form.
    fn short(self, world: &World) -> String {
        match self {
            Self::Class(class) => class.to_string(),
            Self::PairsOf(id) => names::mentor_short(&world.register, id),
            other => other.word(world),
        }
    }

    /// Its people on the day of an event, each once, by name.
    fn people(self, on: NaiveDate, world: &World) -> Vec<PersonId> {
        let (register, year) = (&world.register, world.year);
        let people: BTreeSet<PersonId> = match self {
            Self::Mentees => {
                let here = |it: &Mentee| !it.standing.is_gone() || it.left_on.is_some_and(|left| left > on);
                register.mentees(year).filter(|(_, it)| here(it)).map(|(_, it)| it.person).collect()
            }
            Self::Mentors => {
                let here = |it: &Mentor| !it.standing.is_gone() || it.left_on.is_some_and(|left| left > on);
                let refused = |it: &Mentor| it.decision == InterviewDecision::Refused;
                register.mentors(year).filter(|(_, it)| here(it) && !refused(it)).map(|(_, it)| it.person).collect()
            }
            Self::People => BTreeSet::new(),
            Self::Class(class) => {
                register.people().filter(|(_, it)| it.class_in(year) == Some(&class)).map(|(id, _)| id).collect()
            }
            Self::PairsOf(mentor) => {
                let pairs = register.pairs_of_mentor(mentor);
                let pairs = pairs.into_iter().filter(|(_, pair)| pair.state != PairState::Proposed);
                pairs.flat_map(|(id, _)| people_of(register, id)).collect()
            }
        };
        let order = crate::fields::Order::new();
        let mut people: Vec<PersonId> = people.into_iter().collect();
        let name = |id: &PersonId| register.get::<Person>(*id).map_or_else(String::new, |person| person.name.full());
        people.sort_by_cached_key(|id| order.key(&name(id)));
        people
    }
}

/// The groups of the year: all of a side, single ones, the classes, the mentors with their pairs.
fn groups(world: &World) -> Vec<Group> {
    let (register, year) = (&world.register, world.year);
    let classes: BTreeSet<Class> = register.people().filter_map(|(_, person)| person.class_in(year)).copied().collect();
    let leads = |id: &MentorId| register.pairs_of_mentor(*id).iter().any(|(_, pair)| pair.state != PairState::Proposed);
    let mentors = register.mentors(year).map(|(id, _)| id).filter(leads);
    let sides = [Group::Mentees, Group::Mentors, Group::People].into_iter();
    sides.chain(classes.into_iter().map(Group::Class)).chain(mentors.map(Group::PairsOf)).collect()
}

/// A group as it is to be entered: all of it ticked, or those of it who are on the roll already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choice {
    group: Group,
    known: bool,
}

/// What the code of a choice of those known ends with.
const KNOWN: &str = " known";

impl Choice {
    fn code(self) -> String {
        format!("{}{}", self.group.code(), if self.known { KNOWN } else { "" })
    }

    fn of_code(code: &str) -> Option<Self> {
        let group = code.strip_suffix(KNOWN).unwrap_or(code);
        Group::of_code(group).map(|group| Self { group, known: code.ends_with(KNOWN) })
    }

    /// As the picker knows it: groups are no records, their place is all they have.
    fn key(place: usize, known: bool) -> Key {
        Key { kind: Kind::Event, id: u32::try_from(2 * place + usize::from(known)).unwrap_or(u32::MAX) }
    }

    fn of_key(key: Key, world: &World) -> Option<Self> {
        let id = usize::try_from(key.id).ok()?;
        groups(world).get(id / 2).map(|group| Self { group: *group, known: id % 2 == 1 })
    }
}

/// Asks which group is to be entered.
pub fn pick(event: EventId, world: &World) -> Vec<Act> {
    let Some(on_file) = world.register.get::<Event>(event) else { return Vec::new() };
    let there: BTreeSet<PersonId> = on_file.present.iter().map(|one| one.person).collect();
    let mut classes: HashMap<Class, Vec<PersonId>> = HashMap::new();
    for (id, person) in world.register.people() {
        if let Some(class) = person.class_in(world.year) {
            classes.entry(*class).or_default().push(id);
        }
    }
    let (mut items, mut known) = (Vec::new(), Vec::new());
    for (place, group) in groups(world).into_iter().enumerate() {
        let people = match group {
            Group::Class(class) => classes.get(&class).cloned().unwrap_or_default(),
            other => other.people(on_file.on, world),
        };
        let entered = people.iter().filter(|id| there.contains(id)).count();
        let label = group.word(world);
        let detail = match group {
            Group::People => String::new(),
            _ => fill(world.text.deeds.roll_count, &[&people.len(), &entered]),
        };
        items.push(Item { key: Choice::key(place, false), hay: fold(&label), label, detail });
        if entered > 0 {
            let label = fill(world.text.deeds.roll_known, &[&group.short(world)]);
            let detail = fill(world.text.deeds.roll_known_count, &[&entered]);
            known.push(Item { key: Choice::key(place, true), hay: fold(&label), label, detail });
        }
    }
    items.extend(known);
    let then = PickFor::With(event.into(), |keys, world| {
        let [event, choice] = keys else { return Vec::new() };
        let choice = Choice::of_key(*choice, world);
        let form = EventId::of(*event).zip(choice).and_then(|(event, choice)| form(event, &choice.code(), world));
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    });
    vec![Act::Pick(Box::new(Picker::new(world.text.deeds.roll_pick, items, then, false)))]
}

/// Those of a group who are on the roll already.
fn known(event: &Event, people: &[PersonId]) -> Vec<PersonId> {
    people.iter().copied().filter(|id| event.of(*id).is_some()).collect()
}

/// The form of a group at an event.
pub fn form(id: EventId, code: &str, world: &World) -> Option<Form> {
    let event = world.register.get::<Event>(id)?;
    let Choice { group, known: only_known } = Choice::of_code(code)?;
    let people = group.people(event.on, world);
    let row = RollRow { present: known(event, &people), ..RollRow::default() };
    let ctx = world.ctx();
    let inputs = ROLL.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.deeds.roll_title, &[&group.short(world), &event.title]);
    let place = groups(world).iter().position(|known| *known == group).unwrap_or(0);
    let part = Part { place, count: 1, words: code.to_owned() };
    let mut form = Form::new(FORM, title, Some(id.into()), inputs, submit)
        .over(&world.register, &[id.into()])
        .of_part(part)
        .hinting(hints);
    if !only_known && let Some(input) = form.input_mut("present") {
        input.propose(Value::Picked(people.into_iter().map(Key::from).collect()));
    }
    // Of a group everybody is ticked already; of single people somebody is still to be chosen.
    Some(if group == Group::People { form } else { form.focused("role") })
}

/// The event as it was, the group, and the roll as it is filled in.
fn typed(form: &Form, world: &World) -> Option<(EventId, Arc<Event>, Group, RollRow)> {
    let id = form.target.and_then(EventId::of)?;
    let Record::Event(event) = form.opened(id.into())? else { return None };
    let group = form.part.as_ref().and_then(|part| Choice::of_code(&part.words))?.group;
    let (mut row, ctx) = (RollRow::default(), world.ctx());
    form.write(ROLL, &mut row, &ctx).ok()?;
    // Proposed or chosen, whom the field shows is who was there.
    row.present = form.value("present", &ctx).as_picked().iter().filter_map(|&key| PersonId::of(key)).collect();
    Some((id, Arc::clone(event), group, row))
}

/// Those of the group who were on the roll and are ticked no more.
fn gone(event: &Event, group: Group, row: &RollRow, world: &World) -> Vec<PersonId> {
    let known = known(event, &group.people(event.on, world));
    known.into_iter().filter(|id| !row.present.contains(id)).collect()
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let Some((_, event, group, row)) = typed(form, world) else { return Vec::new() };
    let d = &world.text.deeds;
    let gone = gone(&event, group, &row, world);
    if !gone.is_empty() {
        let short = |id: &PersonId| world.register.get::<Person>(*id).map_or_else(String::new, |it| it.name.short());
        return vec![fill(d.roll_gone, &[&gone.iter().map(short).collect::<Vec<_>>().join(", ")])];
    }
    let only_known = form.part.as_ref().and_then(|part| Choice::of_code(&part.words)).is_some_and(|it| it.known);
    vec![
        match group {
            Group::People => d.roll_hint_people,
            _ if only_known => d.roll_hint_known,
            _ => d.roll_hint,
        }
        .to_owned(),
    ]
}

/// The event with the roll of a group taken: who is ticked is there, who of the group is not is not, and nobody else
/// changes. What is said of role and result goes to everybody ticked; what is not said stays as it was.
fn taken(event: &Event, gone: &[PersonId], row: &RollRow) -> Event {
    let mut after = event.clone();
    after.present.retain(|one| !gone.contains(&one.person));
    for &person in &row.present {
        let at = after.present.iter().position(|one| one.person == person).unwrap_or_else(|| {
            after.present.push(Attendance { person, role: EventRole::Participant, result: "".into() });
            after.present.len() - 1
        });
        let one = &mut after.present[at];
        one.role = row.role.unwrap_or(one.role);
        if !row.result.is_empty() {
            one.result = row.result.as_str().into();
        }
    }
    after
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut row = RollRow::default();
    form.write(ROLL, &mut row, &world.ctx())?;
    let Some((id, event, group, row)) = typed(form, world) else {
        return Ok(Act::Save(Batch::new(FORM, Vec::new())));
    };
    let mut after = taken(&event, &gone(&event, group, &row, world), &row);
    // Whoever takes the roll was there. A project is held when it is brought to its end.
    after.held |= after.on <= world.today() && after.kind != EventKind::Project && !after.present.is_empty();
    let change = (*event != after).then(|| Change::edit(id, &event, after));
    Ok(Act::Save(Batch::new(FORM, change.into_iter().collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::YearId;
    use crate::domain::sample::day;

    fn event(people: &[(u32, EventRole, &str)]) -> Event {
        let mut event = Event::new(YearId(1), EventKind::Contest, day(10, 1));
        let one = |&(id, role, result): &(u32, EventRole, &str)| Attendance {
            person: PersonId(id),
            role,
            result: result.into(),
        };
        event.present = people.iter().map(one).collect();
        event
    }

    #[test]
    fn a_roll_changes_the_group_and_nobody_else() {
        let before =
            event(&[(1, EventRole::Winner, "1 место"), (2, EventRole::Participant, ""), (9, EventRole::Speaker, "")]);
        let row = RollRow { present: [1, 3].map(PersonId).to_vec(), role: None, result: String::new() };
        let after = taken(&before, &[PersonId(2)], &row);
        let kept =
            event(&[(1, EventRole::Winner, "1 место"), (9, EventRole::Speaker, ""), (3, EventRole::Participant, "")]);
        assert_eq!(after, kept);
    }

    #[test]
    fn role_and_result_go_to_everybody_ticked_where_they_are_said() {
        let before = event(&[(1, EventRole::Participant, "дошёл до финала"), (2, EventRole::Participant, "")]);
        let row = RollRow {
            present: [1, 2].map(PersonId).to_vec(),
            role: Some(EventRole::PrizeWinner),
            result: String::new(),
        };
        let after = taken(&before, &[], &row);
        assert_eq!(after, event(&[(1, EventRole::PrizeWinner, "дошёл до финала"), (2, EventRole::PrizeWinner, "")]));
        let row = RollRow { present: vec![PersonId(2)], role: None, result: "2 место".into() };
        assert_eq!(taken(&after, &[], &row).of(PersonId(2)).unwrap().result, "2 место");
        assert_eq!(taken(&after, &[], &row).of(PersonId(1)).unwrap().result, "дошёл до финала");
    }

    #[test]
    fn a_group_is_found_again_by_its_code() {
        let all = [Group::Mentees, Group::Mentors, Group::People, Group::PairsOf(MentorId(7))];
        let class = Class::parse("7Б").map(Group::Class);
        for group in all.into_iter().chain(class) {
            for known in [false, true] {
                let choice = Choice { group, known };
                assert_eq!(Choice::of_code(&choice.code()), Some(choice));
            }
        }
        assert_eq!(Group::of_code("кто-то"), None);
    }
}
