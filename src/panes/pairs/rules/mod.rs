//! The page of the rules: forms and role models, what a pair is scored by, what may not be, thresholds, topics. The
//! methodology leaves all of it to the school (seed §7, model §5–6), so each row says what it means, what is usual, and
//! what a change of it changes.

mod form;
mod rows;
mod tables;
mod view;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{Key, Kind, Pairing, Register, ThePairing};
use crate::fields::choices::firm;
use crate::fields::fold;
use crate::kit::{
    Act, Code, Command, FIXED_LIST, Form, Info, LIST, List, PaneId, Row, Stroke, World, infos, row, run, verb, writable,
};
use crate::panes::Pane;
use crate::text::fill;

pub use form::{OWN, ROW, reopen};
use rows::Spot;
pub use rows::differences;
pub use tables::label_of;

/// The page.
#[derive(Default)]
pub struct Rules {
    list: List,
    rows: Vec<(Key, Spot)>,
}

impl Rules {
    fn spot(&self, key: Key) -> Option<&Spot> {
        self.rows.iter().find(|(known, _)| *known == key).map(|(_, spot)| spot)
    }

    fn current_spot(&self) -> Option<&Spot> {
        self.spot(self.list.current()?)
    }
}

fn selected<'a>(page: &'a Rules, world: &World) -> Result<&'a Spot, String> {
    page.current_spot().ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_write(page: &Rules, world: &World) -> Result<(), String> {
    selected(page, world).and_then(|_| writable(page, world))
}

fn can_edit(page: &Rules, world: &World) -> Result<(), String> {
    match selected(page, world)? {
        Spot::Rule(rule) => firm(*rule, world.text).map_or(Ok(()), |why| Err(why.to_owned())),
        _ => Ok(()),
    }
}

fn can_add(page: &Rules, world: &World) -> Result<(), String> {
    match selected(page, world)? {
        Spot::Form(_) | Spot::Role(..) | Spot::Topic(_) => Ok(()),
        _ => Err(world.text.rules.cannot_add.to_owned()),
    }
}

fn can_put_back(page: &Rules, world: &World) -> Result<(), String> {
    can_edit(page, world)?;
    let (spot, r) = (selected(page, world)?, &world.text.rules);
    match (spot.is_own(), spot.is_usual(world.register.pairing(), &world.ctx())) {
        (true, _) => Err(r.no_usual.to_owned()),
        (_, true) => Err(r.usual_already.to_owned()),
        _ => Ok(()),
    }
}

fn can_remove(page: &Rules, world: &World) -> Result<(), String> {
    let (spot, r) = (selected(page, world)?, &world.text.rules);
    if !spot.is_own() {
        return Err(r.cannot_remove.to_owned());
    }
    let pairs = match spot {
        Spot::Role(form, code) => Pairing::pairs_with(&world.register, *form, code),
        _ => 0,
    };
    if pairs == 0 { Ok(()) } else { Err(fill(r.role_in_use, &[&pairs])) }
}

fn shown(form: Form) -> Vec<Act> {
    vec![Act::Form(Box::new(form))]
}

fn open(page: &mut Rules, world: &mut World) -> Vec<Act> {
    page.current_spot().map(|spot| shown(form::edit(spot, world))).unwrap_or_default()
}

fn add(page: &mut Rules, world: &mut World) -> Vec<Act> {
    match page.current_spot() {
        Some(Spot::Form(of) | Spot::Role(of, _)) => shown(form::new_role(*of, world)),
        Some(Spot::Topic(_)) => shown(form::new_topic(world)),
        _ => Vec::new(),
    }
}

/// The rules on file, if any are, and a copy to be changed.
fn copy(register: &Register) -> (Option<&Arc<Pairing>>, Pairing) {
    (register.get::<Pairing>(ThePairing), register.pairing().clone())
}

fn put_back(page: &mut Rules, world: &mut World) -> Vec<Act> {
    let (before, mut after) = copy(&world.register);
    let Some(spot) = page.current_spot() else { return Vec::new() };
    spot.put_back(&mut after);
    if after.good >= after.strong {
        return vec![Act::Refuse(fill(world.text.rules.need_order, &[&after.good, &after.strong]))];
    }
    vec![Act::Save(form::step("rules.usual", before, after))]
}

fn remove(page: &mut Rules, world: &mut World) -> Vec<Act> {
    let (before, mut after) = copy(&world.register);
    let Some(spot) = page.current_spot() else { return Vec::new() };
    match spot {
        Spot::Role(_, code) => after.forms.iter_mut().for_each(|model| model.roles.retain(|role| role.code != *code)),
        Spot::Topic(title) => after.topics.retain(|topic| topic.title != *title),
        _ => return Vec::new(),
    }
    let name = spot.title(world.register.pairing(), world.text);
    let batch = form::step("rules.remove", before, after);
    let change = batch.changes.into_iter().next();
    change.map(|change| crate::panes::ask_removal("rules.remove", &name, [change], world)).unwrap_or_default()
}

/// Runs a command, or says why the row under the cursor cannot have it.
fn if_can(
    page: &mut Rules,
    world: &mut World,
    can: fn(&Rules, &World) -> Result<(), String>,
    then: fn(&mut Rules, &mut World) -> Vec<Act>,
) -> Vec<Act> {
    match can(page, world) {
        Ok(()) => then(page, world),
        Err(reason) => vec![Act::Refuse(reason)],
    }
}

/// The commands of the page. Whether one is possible is said when it is asked for: a footer that changed with every row
/// would distract.
pub static COMMANDS: &[Command<Rules>] = &[
    row!("rules.open", verb::OPEN, open, open_rule_help, 1, can_write, |page, world| {
        if_can(page, world, can_edit, open)
    }),
    row!("rules.new", verb::NEW, new_rule, new_rule_help, 2, can_write, |page, world| {
        if_can(page, world, can_add, add)
    }),
    row!("rules.usual", verb::USUAL, usual_rule, usual_rule_help, 3, can_write, |page, world| {
        if_can(page, world, can_put_back, put_back)
    }),
    row!("rules.remove", verb::REMOVE, remove, remove_help, 0, can_write, |page, world| {
        if_can(page, world, can_remove, remove)
    }),
];

impl Pane for Rules {
    fn id(&self) -> PaneId {
        PaneId::Pairs
    }

    fn refresh(&mut self, world: &World) {
        let (pairing, ctx) = (world.register.pairing(), world.ctx());
        let rows = rows::all(pairing).into_iter().map(|(id, spot)| (Key { kind: Kind::Pairing, id }, spot));
        let before = std::mem::replace(&mut self.rows, rows.collect());
        let hay = |spot: &Spot| {
            let words = [spot.section(ctx.text), &spot.name(pairing, ctx.text), &spot.value(pairing, &ctx)].join(" ");
            fold(&words).into()
        };
        // Their numbers are their order.
        let row = |(key, spot): &(Key, Spot)| Row { key: *key, hay: hay(spot), order: key.id.to_be_bytes().into() };
        self.list.fill(self.rows.iter().map(row).collect());
        let is_new = |(_, spot): &&(Key, Spot)| !before.iter().any(|(_, known)| known == spot);
        if self.rows.len() == before.len() + 1
            && let Some((key, _)) = self.rows.iter().find(is_new)
        {
            self.list.select(*key);
        }
    }

    fn fit(&mut self, area: Rect, world: &World) {
        view::fit(self, area, world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = infos(COMMANDS, self, world);
        commands.extend(infos(LIST, &self.list, world).into_iter().filter(|info| FIXED_LIST.contains(&info.id)));
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        if let Some(acts) = run(COMMANDS, id, self, world) {
            return acts;
        }
        run(LIST, id, &mut self.list, world).unwrap_or_default()
    }

    fn is_searching(&self) -> bool {
        self.list.is_filtering()
    }

    fn typed(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        if stroke.code == Code::Esc && self.list.is_reading() {
            self.list.close_card();
            return Some(Vec::new());
        }
        if !self.list.is_filtering() {
            return self.list.show_everything(stroke).then(Vec::new);
        }
        if self.list.keep_found(stroke) {
            return Some(Vec::new());
        }
        if stroke.code == Code::Enter {
            self.list.stop_filtering();
            return Some(self.run("rules.open", world));
        }
        self.list.filter_press(stroke).then(Vec::new)
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Vec<Act> {
        if self.list.is_filtering() {
            self.list.filter_paste(text);
        }
        Vec::new()
    }

    fn current(&self) -> Option<Key> {
        self.list.current().map(|_| ThePairing.into())
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        view::draw(self, area, buf, world);
    }
}
