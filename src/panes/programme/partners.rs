//! The page of partners: organisations that give mentors or help otherwise, with their agreements, their people and the
//! events held with them.

use std::sync::Arc;

use crate::domain::{
    Batch, Change, Event, EventId, Key, Kind, MentorId, Partner, PartnerId, Record, Refusal, Register,
};
use crate::fields::{Field, PARTNER, PartnerRow, Said, dates, names, squeezed};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Act, Command, FieldError, Form, PaneId, Tone, World, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::records::inputs;
use crate::panes::{FullCard, ask_removal};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "partner";

/// What is particular to this base: nothing beyond its records.
#[derive(Debug, Default)]
pub struct Partners;

impl Base for Partners {
    type Row = PartnerRow;
    const PANE: PaneId = PaneId::Programme;
    const BEGINNING: &'static [&'static str] = &["partner.new"];

    fn fields() -> &'static [Field<PartnerRow>] {
        PARTNER
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.partners().map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<PartnerRow> {
        PartnerRow::load(register, PartnerId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        let Some(partner) = PartnerId::of(key).and_then(|id| world.register.get::<Partner>(id)) else {
            return Vec::new();
        };
        let line = |words: &str, tone: Tone| Line::of(words, world.theme.style(tone));
        let (state, tone) = agreement(partner, world);
        let number = match partner.phone.is_empty() {
            true => partner.email.as_str(),
            false => partner.phone.as_str(),
        };
        let mut lines = vec![
            line(partner.kind.said(&world.register, world.text), Tone::Muted),
            line(&state, tone),
            line(&partner.contact, Tone::Plain),
            line(number, Tone::Plain),
        ];
        let people: Vec<String> = people(partner, world).into_iter().map(|(_, name)| name).collect();
        let words = if people.is_empty() { world.text.common.none.to_owned() } else { people.join(", ") };
        let said = [
            (world.text.programme.partner_people, words.as_str()),
            (world.text.programme.partner_gives, &partner.gives),
        ];
        for (head, what) in said.into_iter().filter(|(_, what)| !what.is_empty()) {
            lines.push(line(head, Tone::Heading));
            lines.extend(wrap(what, room.width).iter().map(|words| line(words.trim_end(), Tone::Plain)));
        }
        lines
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        let Some(id) = PartnerId::of(key) else { return };
        let Some(row) = Self::load(&world.register, key) else { return };
        let p = &world.text.programme;
        let (state, tone) = agreement(&row.partner, world);
        card.say(&state, tone, 0);
        card.facts(PARTNER, &row, &["name"]);
        card.heading(p.partner_people);
        let people = people(&row.partner, world);
        if people.is_empty() {
            card.say(p.partner_nobody, Tone::Muted, 0);
        }
        people.iter().for_each(|(_, name)| card.item(name, Tone::Plain));
        let events = events(id, world);
        if !events.is_empty() {
            card.heading(p.partner_events);
            events.iter().for_each(|name| card.item(name, Tone::Plain));
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn nothing(&self, world: &World) -> &'static str {
        world.text.programme.no_partners
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let bound = world.register.partners().filter(|(_, partner)| partner.is_bound(world.today())).count();
        vec![fill(world.text.programme.partners_sum, &[&bound])]
    }
}

/// How the agreement stands, and how that is meant.
fn agreement(partner: &Partner, world: &World) -> (String, Tone) {
    let (p, today) = (&world.text.programme, world.today());
    let days = |until: chrono::NaiveDate| usize::try_from((until - today).num_days()).unwrap_or(0);
    match (partner.agreement_on, partner.agreement_until) {
        (None, _) => (p.agreement_none.to_owned(), Tone::Warning),
        (Some(on), _) if on > today => (fill(p.agreement_later, &[&dates::full(on)]), Tone::Muted),
        (_, Some(until)) if until < today => (fill(p.agreement_over, &[&dates::full(until)]), Tone::Warning),
        (_, Some(until)) => {
            let left = world.text.count(days(until), world.text.counts.days);
            let soon = days(until) <= usize::from(world.register.rules().expiry_notice_days);
            (fill(p.agreement_ends, &[&left]), if soon { Tone::Warning } else { Tone::Good })
        }
        (_, None) => (p.agreement_open.to_owned(), Tone::Good),
    }
}

/// The mentors of the year whose organisation reads as the partner's name does, whatever the quotes and the case.
fn people(partner: &Partner, world: &World) -> Vec<(MentorId, String)> {
    let (register, name) = (&world.register, squeezed(&partner.name));
    let mentors = register.mentors(world.year);
    let same = mentors.filter(|(id, _)| {
        let place = register.mentor_person(*id).map_or("", |person| person.organisation.as_str());
        // «ТГУ, 3 курс» is the ТГУ too.
        let first = place.split(',').next().unwrap_or_default();
        !name.is_empty() && (squeezed(place) == name || squeezed(first) == name)
    });
    same.map(|(id, _)| (id, names::of_key(register, id.into(), world.text))).collect()
}

fn events(id: PartnerId, world: &World) -> Vec<String> {
    let of = world.register.referring(id.into(), Kind::Event).filter_map(EventId::of);
    let mut events: Vec<_> = of.filter_map(|id| Some((world.register.get::<Event>(id)?.on, id))).collect();
    events.sort_unstable();
    events.into_iter().map(|(_, id)| names::of_key(&world.register, id.into(), world.text)).collect()
}

/// The form of a partner on file, or of a new one.
pub fn edit(target: Option<Key>, world: &World) -> Option<Form> {
    let (row, title) = match target {
        Some(key) => {
            (PartnerRow::load(&world.register, PartnerId::of(key)?)?, names::of_key(&world.register, key, world.text))
        }
        None => (fresh(), world.text.programme.partner_new.to_owned()),
    };
    let form = Form::new(FORM, title, target, inputs(PARTNER, &row, &world.ctx()), submit);
    Some(form.over(&world.register, target.as_slice()))
}

fn fresh() -> PartnerRow {
    PartnerRow { id: None, partner: Arc::new(Partner::new("")) }
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let on_file = form.target.and_then(|key| match (PartnerId::of(key), form.opened(key)?) {
        (Some(id), Record::Partner(partner)) => Some((id, Arc::clone(partner))),
        _ => None,
    });
    let mut row = on_file.as_ref().map_or_else(fresh, |(id, it)| PartnerRow { id: Some(*id), partner: Arc::clone(it) });
    form.write(PARTNER, &mut row, &world.ctx())?;
    let error = |field, message: &str| Err(vec![FieldError { field, message: message.to_owned() }]);
    let (on, until) = (row.partner.agreement_on, row.partner.agreement_until);
    if on.zip(until).is_some_and(|(on, until)| until < on) {
        return error("agreement_until", world.text.programme.agreement_before);
    }
    let after = Partner::clone(&row.partner);
    let (command, change) = match on_file {
        Some((_, before)) if *before == after => ("partner.edit", None),
        Some((id, before)) => ("partner.edit", Some(Change::edit(id, &before, after))),
        None => ("partner.new", Some(Change::create(PartnerId(world.fresh_id()), after))),
    };
    let batch = Batch::new(command, change.into_iter().collect());
    match world.register.check(&batch) {
        Err(Refusal::Duplicate { .. }) => error("name", world.text.programme.partner_twin),
        _ => Ok(Act::Save(batch)),
    }
}

type Pane = ListPane<Partners>;

fn selected(pane: &Pane, world: &World) -> Result<PartnerId, String> {
    pane.list.current().and_then(PartnerId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn can_remove(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    let events = events(selected(pane, world)?, world);
    if events.is_empty() { Ok(()) } else { Err(fill(world.text.programme.partner_used, &[&events.join(", ")])) }
}

fn form(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(partner) = world.register.get::<Partner>(id) else { return Vec::new() };
    ask_removal("partner.remove", &partner.name, [Change::delete(id, partner)], world)
}

/// Its commands.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("partner.open", verb::OPEN, partner_open, partner_open_help, 1, can_edit, |pane, world| {
        form(edit(pane.list.current(), world))
    }),
    row!("partner.new", verb::NEW, new_partner, new_partner_help, 2, writable, |_, world| form(edit(None, world))),
    row!("partner.remove", verb::REMOVE, remove, remove_help, 0, can_remove, remove),
];
