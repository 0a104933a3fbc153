//! A mentee becomes a candidate mentor in one key (seed §6: «долгосрочная база наставников»): the entry of the year to
//! come, where that is open, else of the year on screen, with what is known carried over.

use crate::domain::{
    Batch, Change, EventId, EventRole, Kind, Mentee, MenteeId, Mentor, MentorId, Pair, Person, PersonId, PersonKind,
    Year, YearId, status,
};
use crate::fields::{Said, Worded, names};
use crate::kit::{Act, World};
use crate::text::fill;

/// The year for which somebody becomes a candidate.
fn year_of(world: &World) -> YearId {
    let years = world.register.years_of_programme(world.year);
    let at = years.iter().position(|(id, _)| *id == world.year);
    at.and_then(|at| years.get(at + 1)).map_or(world.year, |(id, _)| *id)
}

fn title(year: YearId, world: &World) -> String {
    world.register.get::<Year>(year).map(|year| year.title()).unwrap_or_default()
}

/// Whether a mentee can become a candidate.
///
/// # Errors
/// That they are on file as a mentor already, and how they stand there.
pub fn allowed(id: MenteeId, world: &World) -> Result<(), String> {
    let (register, year) = (&world.register, year_of(world));
    let person = register.get::<Mentee>(id).map(|mentee| mentee.person);
    let Some((mentor, _)) = person.and_then(|person| register.mentor_of(person, year)) else { return Ok(()) };
    let status = status::mentor(register, mentor, world.today()).map_or("", |status| status.word(world.text));
    let name = names::mentee_short(register, id);
    Err(fill(world.text.deeds.candidate_there, &[&name, &title(year, world), &status]))
}

/// Makes them one, and says so.
pub fn enter(id: MenteeId, world: &mut World) -> Vec<Act> {
    let Some(mentee) = world.register.get::<Mentee>(id).cloned() else { return Vec::new() };
    let year = year_of(world);
    let entry = carried(id, &mentee, year, world);
    let name = names::mentee_short(&world.register, id);
    let said = fill(world.text.deeds.candidate_made, &[&name, &title(year, world)]);
    let change = Change::create(MentorId(world.fresh_id()), entry);
    vec![Act::Save(Batch::new("mentee.candidate", vec![change])), Act::Say(said)]
}

/// The entry with what is known: what they like, when they are free, the form they would lead in, what they won, and
/// what they were led to themselves.
fn carried(id: MenteeId, mentee: &Mentee, year: YearId, world: &World) -> Mentor {
    let register = &world.register;
    let kind = register.get::<Person>(mentee.person).map_or(PersonKind::Pupil, |person| person.kind);
    let mut entry = Mentor::new(mentee.person, year);
    entry.entered_on = Some(world.today());
    entry.form = Some(status::usual_form(kind, PersonKind::Pupil));
    entry.interests = mentee.interests.clone();
    entry.time = mentee.time.clone();
    entry.achievements = prizes(mentee.person, world).into();
    let last = register.pairs_of_mentee(id).pop().map(|(_, pair)| Pair::clone(pair));
    let led =
        last.as_ref().map(|pair| fill(world.text.deeds.candidate_led, &[&names::mentor_short(register, pair.mentor)]));
    let result = last.map(|pair| pair.result).filter(|result| !result.is_empty()).or(Some(mentee.result.clone()));
    let note = fill(world.text.deeds.candidate_note, &[&title(mentee.year, world)]);
    let parts = std::iter::once(note).chain(led).chain(result.map(|result| result.to_string()));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    entry.notes = parts.join(", ").into();
    entry
}

/// «победитель: Олимпиада по физике», of every event.
fn prizes(person: PersonId, world: &World) -> String {
    let register = &world.register;
    let events = register.referring(person.into(), Kind::Event).filter_map(EventId::of);
    let mut events: Vec<_> = events.filter_map(|id| register.get::<crate::domain::Event>(id)).collect();
    events.sort_by_key(|event| event.on);
    let won = events.into_iter().filter_map(|event| {
        let own = event.of(person)?;
        let prize = matches!(own.role, EventRole::Winner | EventRole::PrizeWinner);
        prize.then(|| format!("{}: {}", own.role.said(&world.register, world.text), event.title))
    });
    won.collect::<Vec<_>>().join("; ")
}
