//! Numbers, amounts and people in words.

use crate::analysis::monitoring::{Amount, Figure, Period, Plan};
use crate::domain::{Key, Person, PersonId, SatisfiedBy, Secret, Year};
use crate::fields::{fold, names};
use crate::kit::{Act, Item, PaneId, PickFor, Picker, World};
use crate::panes::{FullCard, full_card};
use crate::text::{Lang, Text, fill};

/// The days on screen: those asked for as far as they lie in the year, else the year as far as it has gone.
pub fn period(world: &World) -> Period {
    let Some(year) = world.register.get::<Year>(world.year) else {
        return Period { from: world.today(), to: world.today() };
    };
    let (own, whole) = (world.period, Period::of_year(year, world.today()));
    let inside = own.map(|(from, to)| Period { from: from.max(year.start), to: to.min(year.end) });
    inside.filter(|period| period.from <= period.to).unwrap_or(whole)
}

/// Whether the days on screen are others than the year's.
pub fn is_own_period(world: &World) -> bool {
    let whole = world.register.get::<Year>(world.year).map(|year| Period::of_year(year, world.today()));
    whole.is_some_and(|whole| whole != period(world))
}

/// With a number of decimals, and the sign of the language between. Halves go away from zero, as at school.
pub fn number(value: f64, decimals: usize, text: &Text) -> String {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    // What came of hundredths by division misses a half by a hair: the tenth decimal mends that.
    let value = ((value * scale * 1e9).round() / 1e9).round() / scale;
    let shown = format!("{value:.decimals$}");
    // A rounded −0 is no fall.
    let shown = if shown.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
        shown.trim_start_matches('-').to_owned()
    } else {
        shown.replace('-', "−")
    };
    if text.lang == Lang::Ru { shown.replace('.', ",") } else { shown }
}

/// «+1,5», «−0,3», «0».
pub fn signed(value: f64, text: &Text) -> String {
    signed_to(value, 1, text)
}

/// The same with a number of decimals.
pub fn signed_to(value: f64, decimals: usize, text: &Text) -> String {
    let shown = number(value, decimals, text);
    if is_zero(&shown) || value < 0.0 { shown } else { format!("+{shown}") }
}

/// Whether a number as it is shown is zero.
pub fn is_zero(shown: &str) -> bool {
    shown.chars().all(|c| matches!(c, '0' | ',' | '.'))
}

/// «35,0 %» of a share, «240» of a count; only numbers of people where a share stands on few.
pub fn amount(amount: Amount, text: &Text) -> String {
    let m = &text.monitoring;
    match amount {
        Amount::Unknown => m.unknown.to_owned(),
        Amount::Count(number) => number.to_string(),
        Amount::Share { part, whole: 0 } => fill(m.no_whole, &[&part]),
        Amount::Share { part, whole } if amount.is_small() => fill(m.of, &[&part, &whole]),
        Amount::Share { .. } => percent(amount.number(), text),
    }
}

/// «35,0 %»; a dash for nothing.
pub fn percent(share: Option<f64>, text: &Text) -> String {
    share.map_or(text.common.none.to_owned(), |share| fill(text.monitoring.percent, &[&number(share, 1, text)]))
}

/// Who counts as satisfied by a rule: «ответил «да»: рад, что участвовал».
pub fn rule(rule: SatisfiedBy, text: &Text) -> &'static str {
    match rule {
        SatisfiedBy::Glad => text.findings.rule_glad,
        SatisfiedBy::Outcome => text.findings.rule_outcome,
        SatisfiedBy::Mean => text.findings.rule_mean,
    }
}

/// What is planned, in words.
pub fn plan(figure: &Figure, text: &Text) -> String {
    let m = &text.monitoring;
    let share = matches!(figure.amount, Amount::Share { .. }) || matches!(figure.plan, Some(Plan::Federal(..)));
    let of = |number: u32| if share { fill(m.percent, &[&number]) } else { number.to_string() };
    match figure.plan {
        None => m.plan_none.to_owned(),
        Some(Plan::School(number)) => fill(m.plan_school, &[&of(number)]),
        Some(Plan::Federal(number, true)) => fill(m.plan_federal, &[&of(number)]),
        Some(Plan::Federal(number, false)) => fill(m.plan_unsure, &[&of(number)]),
    }
}

/// Opens the people behind a figure: typed letters find one, Enter goes to them. Not for whoever does not see all that
/// their names give away there.
pub fn open_people(
    title: &str,
    people: &[(PersonId, String)],
    gives: impl IntoIterator<Item = Secret>,
    world: &World,
) -> Vec<Act> {
    if gives.into_iter().any(|secret| !world.sees(secret)) {
        return vec![Act::Refuse(world.text.years.denied_reveal.to_owned())];
    }
    if people.is_empty() {
        return vec![Act::Refuse(world.text.monitoring.no_people.to_owned())];
    }
    let order = crate::fields::Order::new();
    let item = |(person, detail): &(PersonId, String)| {
        let label = names::entry(&world.register, *person, world.year);
        Item { key: (*person).into(), hay: fold(&format!("{label} {detail}")), label, detail: detail.clone() }
    };
    let mut items: Vec<Item> = people.iter().map(item).collect();
    items.sort_by_cached_key(|item| order.key(&item.label));
    let title =
        fill(world.text.monitoring.people_title, &[&title, &world.text.count(items.len(), world.text.counts.people)]);
    vec![Act::Pick(Box::new(Picker::new(title, items, PickFor::Start(go_to), false)))]
}

/// To the entry of a person in the year on screen: among the mentees if they are there, else among the mentors.
fn go_to(keys: &[Key], world: &mut World) -> Vec<Act> {
    let Some(person) = keys.first().copied().and_then(PersonId::of) else { return Vec::new() };
    let (register, year) = (&world.register, world.year);
    let mentee = register.mentee_of(person, year).map(|(id, _)| (PaneId::Mentees, Key::from(id)));
    let entry = mentee.or_else(|| register.mentor_of(person, year).map(|(id, _)| (PaneId::Mentors, id.into())));
    match entry {
        Some((pane, key)) => vec![Act::Go(pane, Some(key))],
        None => vec![outsider(person, world)],
    }
}

/// Somebody who takes no part this year and has no row to go to: what is on file of them, as a page.
fn outsider(person: PersonId, world: &World) -> Act {
    let mut card = FullCard::new(world, usize::from(world.size.width).saturating_sub(2));
    full_card::person(&mut card, person, &[], world);
    let title = fill(world.text.deeds.not_of_year, &[&names::entry(&world.register, person, world.year)]);
    Act::Read(title, card.into_lines())
}

/// A person in a narrow row.
pub fn short(person: PersonId, world: &World) -> String {
    world.register.get::<Person>(person).map_or_else(String::new, |person| person.name.short())
}
