//! The page of events: what took place, who took part, with what result.

use std::sync::Arc;

use super::roll;
use crate::analysis::monitoring::event_counts;
use crate::domain::{
    Batch, Change, Event, EventId, EventKind, EventRole, Indicator, Key, Kind, Person, Record, Register,
};
use crate::fields::{EVENT, EventRow, Field, Said, Value, Worded, dates, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, FieldError, Form, Input, PaneId, Tone, World, always, key_name, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::report::Card;
use crate::panes::{FullCard, outside_year, people};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "event";

/// What is particular to this base: nothing beyond its records.
#[derive(Debug, Default)]
pub struct Events;

impl Base for Events {
    type Row = EventRow;
    const PANE: PaneId = PaneId::Programme;
    const NEWEST_FIRST: bool = true;
    const BEGINNING: &'static [&'static str] = &["event.new"];

    fn fields() -> &'static [Field<EventRow>] {
        EVENT
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.events(world.year).into_iter().map(|(id, _)| id.into()).collect()
    }

    /// Today and what has been, not the farthest plan.
    fn is_start(&self, key: Key, world: &World) -> bool {
        let event = EventId::of(key).and_then(|id| world.register.get::<Event>(id));
        event.is_some_and(|event| event.on <= world.today())
    }

    fn load(register: &Register, key: Key) -> Option<EventRow> {
        EventRow::load(register, EventId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        let Some(row) = Self::load(&world.register, key) else { return Vec::new() };
        if room.roomy { whole(&row, world, room.width) } else { brief(&row.event, world, room.width) }
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        let Some(row) = Self::load(&world.register, key) else { return };
        card.facts(EVENT, &row, &["kind_now", "standing"]);
        if let Some(words) = counted(&row.event, world) {
            card.say(&words, Tone::Muted, 0);
        }
        card.heading(world.text.deeds.event_who);
        for (role, names) in roles(&row.event, world) {
            card.item(
                &fill(world.text.deeds.event_role_line, &[&role.said(&world.register, world.text), &names.join("; ")]),
                Tone::Plain,
            );
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn nothing(&self, world: &World) -> &'static str {
        world.text.deeds.no_events
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let d = &world.text.deeds;
        let held = world.register.held_events(world.year);
        let people = |events: &mut dyn Iterator<Item = &&Event>| {
            events
                .flat_map(|event| &event.present)
                .map(|one| one.person)
                .collect::<std::collections::HashSet<_>>()
                .len()
        };
        vec![
            fill(d.event_total, &[&held.len()]),
            fill(d.event_total_people, &[&people(&mut held.iter())]),
            fill(d.event_total_high, &[&people(&mut held.iter().filter(|event| event.high_rating))]),
        ]
    }
}

/// «12.10.2026 – 20.10.2026»
pub fn days(event: &Event, world: &World) -> String {
    match event.until.filter(|until| *until > event.on) {
        Some(until) => fill(world.text.deeds.event_days, &[&dates::full(event.on), &dates::full(until)]),
        None => dates::full(event.on),
    }
}

/// Who took part by role, those with a prize first; each with a result where there is one.
fn roles(event: &Event, world: &World) -> Vec<(EventRole, Vec<String>)> {
    use EventRole as R;
    let order = crate::fields::Order::new();
    let named = |role: EventRole| {
        let own = event.present.iter().filter(|one| one.role == role);
        let mut names: Vec<String> = own
            .map(|one| {
                let name = names::entry_on(&world.register, one.person, event.on, event.year);
                if one.result.is_empty() { name } else { format!("{name} ({})", one.result) }
            })
            .collect();
        names.sort_by_cached_key(|name| order.key(name));
        (role, names)
    };
    let all = [R::Winner, R::PrizeWinner, R::Author, R::Speaker, R::Organiser, R::Participant].map(named);
    all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// «считается в показателях: …», or that it is not of its year.
fn counted(event: &Event, world: &World) -> Option<String> {
    if let Some(words) = outside_year(event.year, (event.on, event.last_day()), world) {
        return Some(words);
    }
    let all = Indicator::ALL.iter().filter(|indicator| event_counts(event, **indicator));
    let words: Vec<&str> = all.map(|indicator| indicator.word(world.text)).collect();
    (!words.is_empty()).then(|| fill(world.text.deeds.event_counts, &[&words.join(", ")]))
}

/// Every line in a place of its own.
fn brief(event: &Event, world: &World, width: usize) -> Vec<Line> {
    let line = |words: &str, tone| people::one_line(words, tone, world, width);
    let first = event.present.iter().filter(|one| matches!(one.role, EventRole::Winner | EventRole::PrizeWinner));
    let short = |one: &crate::domain::Attendance| {
        world.register.get::<Person>(one.person).map_or_else(String::new, |person| person.name.short())
    };
    let prizes = first.map(short).collect::<Vec<_>>().join(", ");
    let roll = if event.present.is_empty() { missing_roll(world) } else { prizes };
    vec![
        line(&days(event, world), Tone::Plain),
        line(event.kind.said(&world.register, world.text), Tone::Muted),
        line(&event.place, Tone::Muted),
        line(&roll, if event.present.is_empty() { Tone::Warning } else { Tone::Plain }),
    ]
}

fn missing_roll(world: &World) -> String {
    let key = verb::MORE.of(world.text.lang).first().map_or_else(String::new, |key| key_name(key, world.layout, world));
    fill(world.text.deeds.event_nobody, &[&key])
}

fn whole(row: &EventRow, world: &World, width: usize) -> Vec<Line> {
    let (event, d) = (&row.event, &world.text.deeds);
    let mut card = Card::new(world, width);
    card.say(&event.title, Tone::Heading);
    let place = (!event.place.is_empty()).then(|| event.place.to_string());
    let first = [days(event, world), event.kind.said(&world.register, world.text).to_owned()].into_iter().chain(place);
    card.say(&first.collect::<Vec<_>>().join(" · "), Tone::Plain);
    if event.high_rating {
        card.say(d.event_is_high, Tone::Accent);
    }
    card.say(&counted(event, world).unwrap_or_default(), Tone::Muted);
    if let Some(partner) = event.partner {
        card.say(&fill(d.event_with, &[&names::of_key(&world.register, partner.into(), world.text)]), Tone::Plain);
    }
    card.say(&event.result, Tone::Plain);
    card.say(&event.link, Tone::Muted);
    if event.present.is_empty() {
        card.say(&missing_roll(world), Tone::Warning);
    }
    for (role, names) in roles(event, world) {
        let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        let more = names.len().saturating_sub(SHOWN);
        let words = if more == 0 { shown } else { fill(d.event_and, &[&shown, &more]) };
        card.part(&format!("{} {}", role.said(&world.register, world.text), names.len()));
        card.say(&words, Tone::Plain);
    }
    let mut lines = card.done();
    lines.extend(row.id.and_then(|id| people::changed_line(id.into(), world)));
    lines
}

/// How many names of a role the card beside the list says; the full card says all.
const SHOWN: usize = 12;

/// The form of an event on file.
pub fn edit(id: EventId, world: &World) -> Option<Form> {
    let row = EventRow::load(&world.register, id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    let form = Form::new(FORM, title, Some(id.into()), inputs(&row, world), submit);
    Some(form.over(&world.register, &[id.into()]).hinting(hints))
}

/// The form of a new event, of today until something else is said.
pub fn new(world: &World) -> Form {
    let inputs = inputs(&fresh(world), world);
    Form::new(FORM, world.text.deeds.new_event_title, None, inputs, submit)
        .hinting(hints)
        .asking(propose_held)
        .focused("kind")
}

fn fresh(world: &World) -> EventRow {
    let event = Event { held: true, ..Event::new(world.year, EventKind::Contest, world.today()) };
    EventRow { id: None, event: Arc::new(event) }
}

fn inputs(row: &EventRow, world: &World) -> Vec<Input> {
    let ctx = world.ctx();
    EVENT.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, &ctx)).collect()
}

/// What has been is entered as held, what is to come is not, until the curator says otherwise.
fn propose_held(form: &mut Form, world: &World) {
    let ctx = world.ctx();
    let project = form.value("kind", &ctx).as_code() == Some(EventKind::Project.code());
    let last = form.value("until", &ctx).as_date().or_else(|| form.value("on", &ctx).as_date());
    let held = last.is_some_and(|day| day <= ctx.today) && !project;
    if let Some(input) = form.input_mut("held") {
        input.propose(Value::Flag(held));
    }
}

/// The event as the form has it.
fn typed(form: &Form, world: &World) -> Result<(EventRow, EventRow), Vec<FieldError>> {
    let on_file = form.target.and_then(|key| match (EventId::of(key), form.opened(key)?) {
        (Some(id), Record::Event(event)) => Some(EventRow { id: Some(id), event: Arc::clone(event) }),
        _ => None,
    });
    let before = on_file.unwrap_or_else(|| fresh(world));
    let mut row = before.clone();
    let ctx = world.ctx();
    form.write(EVENT, &mut row, &ctx)?;
    // Proposed or chosen, what the field shows is what is kept.
    Arc::make_mut(&mut row.event).held = form.value("held", &ctx) == Value::Flag(true);
    Ok((before, row))
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    typed(form, world).ok().and_then(|(_, row)| counted(&row.event, world)).into_iter().collect()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let (before, row) = typed(form, world)?;
    let event = &row.event;
    let wrong = |field, message: &str| Err(vec![FieldError { field, message: message.to_owned() }]);
    if event.last_day() < event.on {
        return wrong("until", world.text.deeds.event_lasts);
    }
    if event.held && event.on > world.today() {
        return wrong("held", world.text.deeds.event_to_come);
    }
    let change = match row.id {
        None => Some(Change::create(EventId(world.fresh_id()), Event::clone(event))),
        Some(id) => (before.event != row.event).then(|| Change::edit(id, &before.event, Event::clone(event))),
    };
    let command = if row.id.is_some() { "event.edit" } else { "event.new" };
    Ok(Act::Save(Batch::new(command, change.into_iter().collect())))
}

type Pane = ListPane<Events>;

fn selected(pane: &Pane, world: &World) -> Result<EventId, String> {
    pane.list.current().and_then(EventId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

/// The events a command is about: those marked, else the one under the cursor; of them those that can be marked held.
fn to_hold(pane: &Pane, world: &World) -> Vec<(EventId, Arc<Event>)> {
    let chosen = pane.list.chosen().into_iter().filter_map(EventId::of);
    let events = chosen.filter_map(|id| world.register.get::<Event>(id).map(|event| (id, Arc::clone(event))));
    events.filter(|(_, event)| !event.held && event.on <= world.today()).collect()
}

fn can_hold(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    if !to_hold(pane, world).is_empty() {
        return Ok(());
    }
    let event = selected(pane, world).ok().and_then(|id| world.register.get::<Event>(id));
    let d = &world.text.deeds;
    Err(if event.is_some_and(|event| event.held) { d.event_is_held } else { d.event_to_come }.to_owned())
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(event) = world.register.get::<Event>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    crate::panes::ask_removal("event.remove", &name, [Change::delete(id, event)], world)
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("event.open", verb::OPEN, open, open_help, 1, can_edit, |pane, world| {
        let form = selected(pane, world).ok().and_then(|id| edit(id, world));
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }),
    row!("event.new", verb::NEW, new_event, new_event_help, 2, writable, |_, world| vec![Act::Form(Box::new(new(
        world
    )))]),
    row!("event.roll", verb::MORE, take_roll, take_roll_help, 3, can_edit, |pane, world| {
        selected(pane, world).map(|id| roll::pick(id, world)).unwrap_or_default()
    }),
    row!("event.held", verb::NEXT, event_held, event_held_help, 4, can_hold, |pane, world| {
        let held =
            |(id, event): &(EventId, Arc<Event>)| Change::edit(*id, event, Event { held: true, ..Event::clone(event) });
        vec![Act::Save(Batch::new("event.held", to_hold(pane, world).iter().map(held).collect()))]
    }),
    row!("event.export", verb::EXPORT, export_events, export_events_help, 0, always, |_, world| vec![
        crate::panes::transfer::ask_export(Kind::Event, world)
    ]),
    row!("event.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::kit::sample;

    #[test]
    fn an_event_outside_the_year_is_warned_of_and_counted_for_nothing() {
        let school = Sample::new();
        let mut world = sample::world();
        (world.register, world.year) = (school.register.clone(), school.year);
        let mut form = new(&world);
        let ctx = world.ctx();
        form.input_mut("kind").unwrap().put(Value::Code(EventKind::Career.code()), &ctx);
        form.input_mut("title").unwrap().put(Value::Text("День завода".into()), &ctx);
        form.input_mut("on").unwrap().put(Value::Date(day(9, 1)), &ctx);
        assert!(hints(&form, &world)[0].starts_with("считается"), "{:?}", hints(&form, &world));
        form.input_mut("on").unwrap().put(Value::Date(day(9, 1) - chrono::Days::new(180)), &ctx);
        assert_eq!(hints(&form, &world), ["день вне 2026/27: этому году не засчитывается"]);
    }
}
