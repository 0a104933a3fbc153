//! The page of consents: everybody of the year with what is on paper of them, and who lacks which (model §3.9). A pile of
//! papers is entered with one date and a key a person: mark them, or pick them in the form.

use std::sync::Arc;

use crate::domain::{Batch, Change, ConsentKind, Key, Kind, Person, PersonId, Register, SheetState, status};
use crate::fields::{CONSENT_ROWS, ConsentRow, Field, SHEET_ENTRY, SheetEntry, Worded};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, FieldError, Form, Input, PaneId, Tone, World, always, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::{FullCard, Pane as _, consents, people, transfer};
use crate::text::{Text, fill};

/// Identity of the form.
pub const FORM: &str = "consent.sign";

/// Who is listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    AnyGap,
    Data,
    Participation,
    Publication,
    Ending,
}

impl Which {
    fn next(self) -> Self {
        match self {
            Self::All => Self::AnyGap,
            Self::AnyGap => Self::Data,
            Self::Data => Self::Participation,
            Self::Participation => Self::Publication,
            Self::Publication => Self::Ending,
            Self::Ending => Self::All,
        }
    }

    fn word(self, text: &Text) -> &'static str {
        let y = &text.years;
        match self {
            Self::All => y.which_all,
            Self::AnyGap => y.which_any,
            Self::Data => y.which_data,
            Self::Participation => y.which_participation,
            Self::Publication => y.which_publication,
            Self::Ending => y.which_ends,
        }
    }

    fn lists(self, row: &ConsentRow, world: &World) -> bool {
        let ctx = world.ctx();
        let lacks = |kind| row.state(kind, &ctx).is_some_and(|state| !state.allows());
        match self {
            Self::All => true,
            Self::AnyGap => lacks(ConsentKind::Data) || lacks(ConsentKind::Participation),
            Self::Data => lacks(ConsentKind::Data),
            Self::Participation => lacks(ConsentKind::Participation),
            Self::Publication => lacks(ConsentKind::Publication),
            Self::Ending => {
                [ConsentKind::Data, ConsentKind::Participation, ConsentKind::Publication].iter().any(|kind| {
                    let state = row.state(*kind, &ctx);
                    matches!(state, Some(SheetState::Ends | SheetState::Expired | SheetState::Withdrawn))
                })
            }
        }
    }
}

/// What is particular to this list: who is listed.
#[derive(Debug, Default)]
pub struct Consents {
    which: Which,
}

/// Everybody who takes part in the year on screen.
fn everybody(world: &World) -> Vec<PersonId> {
    let register = &world.register;
    let mentees = register.mentees(world.year).map(|(_, mentee)| mentee.person);
    let mut people: Vec<PersonId> = mentees.chain(register.mentors(world.year).map(|(_, it)| it.person)).collect();
    people.sort_unstable();
    people.dedup();
    people
}

impl Base for Consents {
    type Row = ConsentRow;
    const PANE: PaneId = PaneId::Programme;

    fn fields() -> &'static [Field<ConsentRow>] {
        CONSENT_ROWS
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        let rows = everybody(world).into_iter().filter_map(|id| ConsentRow::load(&world.register, id));
        rows.filter(|row| self.which.lists(row, world)).map(|row| row.person_id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<ConsentRow> {
        ConsentRow::load(register, PersonId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        let Some(row) = Self::load(&world.register, key) else { return Vec::new() };
        let mut card = FullCard::new(world, room.width);
        for (words, tone) in blocked(&row, world) {
            card.item(&words, tone);
        }
        card.consents(row.person_id, &row.person, asked(&row, world));
        card.into_lines()
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        let Some(row) = Self::load(&world.register, key) else { return };
        for (words, tone) in blocked(&row, world) {
            card.item(&words, tone);
        }
        card.consents(row.person_id, &row.person, asked(&row, world));
        card.pairs(row.person_id);
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn nothing(&self, world: &World) -> &'static str {
        let y = &world.text.years;
        if everybody(world).is_empty() { y.consents_empty } else { y.consents_none }
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let (ctx, y) = (world.ctx(), &world.text.years);
        let rows: Vec<ConsentRow> =
            everybody(world).into_iter().filter_map(|id| ConsentRow::load(&world.register, id)).collect();
        let lacking = |kind| {
            let lacks = |row: &&ConsentRow| row.state(kind, &ctx).is_some_and(|state| !state.allows());
            rows.iter().filter(lacks).count()
        };
        let all = self.which == Which::All;
        let mut words: Vec<String> = (!all).then(|| self.which.word(world.text).to_owned()).into_iter().collect();
        words.extend([
            fill(y.gaps_data, &[&lacking(ConsentKind::Data)]),
            fill(y.gaps_participation, &[&lacking(ConsentKind::Participation)]),
            fill(y.gaps_publication, &[&lacking(ConsentKind::Publication)]),
        ]);
        words
    }
}

/// The kinds that are asked of somebody.
fn asked(row: &ConsentRow, world: &World) -> &'static [ConsentKind] {
    match world.register.mentee_of(row.person_id, world.year) {
        Some(_) => people::OF_MENTEE,
        None => people::OF_MENTOR,
    }
}

/// What may not be done as things stand.
fn blocked(row: &ConsentRow, world: &World) -> Vec<(String, Tone)> {
    let (y, today) = (&world.text.years, world.today());
    let mut lines = Vec::new();
    let is_mentee = world.register.mentee_of(row.person_id, world.year).is_some();
    let missing = status::missing_consent(&row.person, today).filter(|kind| is_mentee || *kind == ConsentKind::Data);
    lines.extend(missing.map(|kind| (fill(y.blocks_pair, &[&kind.word(world.text)]), Tone::Danger)));
    if !row.person.consents_to(ConsentKind::Publication, today) {
        lines.push((y.blocks_publication.to_owned(), Tone::Warning));
    }
    if row.person.is_withdrawn(today) {
        lines.push((y.blocks_export.to_owned(), Tone::Danger));
    }
    lines
}

type Pane = ListPane<Consents>;

fn selected(pane: &Pane, world: &World) -> Result<PersonId, String> {
    writable(pane, world)?;
    pane.list.current().and_then(PersonId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_sign(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).map(drop)
}

fn person(id: PersonId, world: &World) -> Option<&Arc<Person>> {
    world.register.get::<Person>(id)
}

fn can_withdraw(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    let stands = person(id, world).is_some_and(|person| consents::has_standing(person, world));
    if stands { Ok(()) } else { Err(world.text.messages.no_consent_to_withdraw.to_owned()) }
}

/// The kind whose newest sheet was taken back last.
fn last_withdrawn(person: &Person, world: &World) -> Option<ConsentKind> {
    let may_show = |kind: &&ConsentKind| world.reveal || **kind != ConsentKind::Health;
    let withdrawn =
        ConsentKind::ALL.iter().filter(may_show).filter_map(|&kind| Some((person.consent(kind)?.withdrawn_on?, kind)));
    withdrawn.max().map(|(_, kind)| kind)
}

fn can_restore(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    let some = person(id, world).is_some_and(|person| last_withdrawn(person, world).is_some());
    if some { Ok(()) } else { Err(world.text.years.nothing_withdrawn.to_owned()) }
}

/// The withdrawal itself was a mistake: the sheet holds as if nothing had been.
fn restore(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let restored = selected(pane, world).ok().and_then(|id| {
        let before = person(id, world)?;
        let kind = last_withdrawn(before, world)?;
        let mut after = Person::clone(before);
        after.consents.iter_mut().rev().find(|consent| consent.kind == kind)?.withdrawn_on = None;
        Some((Change::edit(id, before, after), kind))
    });
    let Some((change, kind)) = restored else { return Vec::new() };
    let said = fill(world.text.years.restored, &[&kind.word(world.text)]);
    vec![Act::Save(Batch::new("consent.restore", vec![change])), Act::Say(said)]
}

/// The entry through which a person takes part, for what belongs to an entry.
fn entry(id: PersonId, world: &World) -> Option<Key> {
    let mentee = world.register.mentee_of(id, world.year).map(|(id, _)| Key::from(id));
    mentee.or_else(|| world.register.mentor_of(id, world.year).map(|(id, _)| id.into()))
}

fn withdraw(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let entry = selected(pane, world).ok().and_then(|id| entry(id, world));
    let form = entry.and_then(|entry| consents::withdraw(entry, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// The form of a pile of papers of one kind and day.
pub fn sign(people: Vec<PersonId>, world: &World) -> Form {
    let ctx = world.ctx();
    let first = [ConsentKind::Data, ConsentKind::Participation, ConsentKind::Publication];
    let lacks = |kind: &&ConsentKind| {
        let rows = people.iter().filter_map(|id| ConsentRow::load(&world.register, *id));
        rows.into_iter().any(|row| row.state(**kind, &ctx).is_some_and(|state| !state.allows()))
    };
    let kind = first.iter().find(lacks).copied().unwrap_or(ConsentKind::Data);
    let row = SheetEntry { kind, signed_on: Some(world.today()), valid_until: None, signer: String::new(), people };
    let inputs = SHEET_ENTRY.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    Form::new(FORM, world.text.years.sheet_title, None, inputs, submit).hinting(hints)
}

/// Everything as it stands in the form, proposed or typed.
fn typed(form: &Form, world: &World) -> Result<SheetEntry, Vec<FieldError>> {
    let (signer, people) = (String::new(), Vec::new());
    let mut row = SheetEntry { kind: ConsentKind::Data, signed_on: None, valid_until: None, signer, people };
    let ctx = world.ctx();
    form.write(SHEET_ENTRY, &mut row, &ctx)?;
    for field in SHEET_ENTRY {
        // What was wrong has been said already.
        let _ = field.write(&mut row, form.value(field.id, &ctx), &ctx);
    }
    Ok(row)
}

/// Those of a pile of whom nobody would know who signed.
fn unsigned<'a>(row: &'a SheetEntry, world: &'a World) -> impl Iterator<Item = &'a Arc<Person>> {
    let on = row.signed_on.unwrap_or_else(|| world.today());
    let people = row.people.iter().filter_map(|id| person(*id, world));
    people.filter(move |person| row.of(person, on).signer.is_empty())
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let y = &world.text.years;
    let Ok(row) = typed(form, world) else { return Vec::new() };
    let mut hints = vec![y.sheet_usual_signer.to_owned()];
    let unsigned: Vec<String> = unsigned(&row, world).map(|person| person.name.short()).collect();
    if !unsigned.is_empty() {
        hints.push(fill(y.sheet_no_representative, &[&unsigned.join(", ")]));
    }
    let there = row.people.iter().filter_map(|id| person(*id, world));
    let there: Vec<String> =
        there.filter(|person| person.consents_to(row.kind, world.today())).map(|person| person.name.short()).collect();
    if !there.is_empty() {
        hints.push(fill(y.sheet_there, &[&there.join(", ")]));
    }
    hints
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let row = typed(form, world)?;
    let error = |field, message: &str| Err(vec![FieldError { field, message: message.to_owned() }]);
    let Some(signed_on) = row.signed_on else { return error("signed_on", world.text.messages.required) };
    if signed_on > world.today() {
        return error("signed_on", world.text.years.sheet_in_future);
    }
    if row.valid_until.is_some_and(|last| last < signed_on) {
        return error("valid_until", world.text.years.sheet_order);
    }
    if row.people.is_empty() {
        return error("people", world.text.messages.required);
    }
    let signed = row.people.iter().filter_map(|id| {
        let before = person(*id, world)?;
        let mut after = Person::clone(before);
        after.consents.push(row.of(before, signed_on));
        // The newest sheet is the one that counts, in whichever order the papers came in.
        after.consents.sort_by_key(|consent| consent.signed_on);
        Some(Change::edit(*id, before, after))
    });
    Ok(Act::Save(Batch::new(FORM, signed.collect())))
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("consent.sign", verb::OPEN, sign_consent, sign_consent_help, 1, can_sign, |pane, world| {
        let people = pane.list.chosen().into_iter().filter_map(PersonId::of).collect();
        vec![Act::Form(Box::new(sign(people, world)))]
    }),
    row!("consent.pile", verb::NEW, consent_pile, consent_pile_help, 2, writable, |_, world| vec![Act::Form(
        Box::new(sign(Vec::new(), world))
    )]),
    row!("consent.which", verb::VIEW, which_consents, which_consents_help, 92, always, |pane, world| {
        pane.base.which = pane.base.which.next();
        pane.refresh(world);
        Vec::new()
    }),
    row!("consent.withdraw", verb::END, withdraw_consent, withdraw_consent_help, 3, can_withdraw, withdraw),
    row!("consent.restore", verb::REST, restore_consent, restore_consent_help, 0, can_restore, restore),
    row!("consent.export", verb::EXPORT, export_consents, export_consents_help, 4, always, |_, world| vec![
        transfer::ask_export(Kind::Person, world)
    ]),
];
