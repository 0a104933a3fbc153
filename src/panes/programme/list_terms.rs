//! The lines of a list of the program's own terms ([`Vocabulary`]): as the program words them, as the school does, and
//! what the school has added.

use std::collections::BTreeMap;

use super::list_items::ListItem;
use crate::domain::{Kind, Lists, Record, Register, Vocabulary, Wording, Words};
use crate::fields::vocabulary::entries;
use crate::fields::{Choice, Ctx, Worded};
use crate::kit::{FieldError, World};
use crate::text::{Lang, Text, fill};

/// The longest name of an entry, in characters: it stands in columns and on sheets.
const LONGEST: usize = 60;

/// The field of a form that names an entry.
const TITLE: &str = "title";

/// The lines of a list, those about health last, as forms offer them.
pub fn items(lists: &Lists, list: Vocabulary, text: &Text) -> Vec<ListItem> {
    let item = |option: &Choice| {
        let usual = option.usual_title(text);
        let own = lists.own_title(list, option.code);
        ListItem {
            code: option.code.into(),
            mark: if option.is_mark() { option.usual(text) } else { "" },
            restricted: option.restricted,
            retired: !lists.is_offered(list, option.code),
            ..ListItem::new(own.unwrap_or(usual))
        }
    };
    let there = entries(list).iter().filter(|option| lists.has_entry(list, option.code));
    let mut items: Vec<ListItem> = there.map(item).collect();
    items.sort_by_key(|item| item.restricted);
    items
}

/// «в программе: …» of a line that is reworded, and of one of the school's own that it is.
pub fn origin(item: &ListItem, list: Vocabulary, text: &Text) -> String {
    let usual = entries(list).iter().find(|option| item.code == *option.code).map(|option| option.usual_title(text));
    match usual {
        _ if list.is_seat(&item.code) => text.programme.item_own.to_owned(),
        Some(usual) if item.title != *usual => fill(text.programme.item_usually, &[&usual]),
        _ => String::new(),
    }
}

/// The lists with the lines of one of them replaced. What reads as the program has it is no word of the school's.
pub fn with(lists: &Lists, list: Vocabulary, items: &[ListItem]) -> Lists {
    let usual = |item: &ListItem| {
        let option = entries(list).iter().find(|option| item.code == *option.code);
        let is_usual = |lang| option.is_some_and(|option| item.title == *option.usual_title(Text::of(lang)));
        !list.is_seat(&item.code) && [Lang::Ru, Lang::En].into_iter().any(is_usual)
    };
    let wording = |item: &ListItem| Wording {
        list,
        code: item.code.clone(),
        title: if usual(item) { Words::default() } else { item.title.clone() },
        retired: item.retired,
    };
    lists.with_wordings(list, items.iter().map(wording))
}

/// The list as the program has it, with the school's own lines behind it that are used and cannot go.
pub fn usual_again(list: Vocabulary, world: &World) -> Vec<ListItem> {
    let mut usual = items(Lists::usual(), list, world.text);
    let used = tally(list, &world.register);
    let own = items(world.register.lists(), list, world.text).into_iter();
    usual.extend(own.filter(|item| list.is_seat(&item.code) && used.contains_key(item.code.as_str())));
    usual.sort_by_key(|item| item.restricted);
    usual
}

/// How many records of each kind use each entry of a list, in all years.
pub fn tally(list: Vocabulary, register: &Register) -> BTreeMap<&'static str, BTreeMap<Kind, usize>> {
    let mut tally: BTreeMap<&'static str, BTreeMap<Kind, usize>> = BTreeMap::new();
    for (_, record) in register.all() {
        let mut codes = list.codes_in(record);
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *tally.entry(code).or_default().entry(Record::kind(record)).or_default() += 1;
        }
    }
    tally
}

/// Where a line is used: «встреча 12»; nothing where it is not. That of health is told only to those who look at it.
pub fn used(item: &ListItem, list: Vocabulary, world: &World) -> Option<String> {
    let tally = tally(list, &world.register);
    let by_kind = tally.get(item.code.as_str())?;
    if item.restricted && !world.reveal {
        return Some(world.text.common.hidden_hint.to_owned());
    }
    let words = by_kind.iter().map(|(kind, count)| format!("{} {count}", kind.word(world.text)));
    Some(words.collect::<Vec<_>>().join(", "))
}

/// The first seat without a name that no record holds, among those about health or among the others.
///
/// # Errors
/// All are taken.
pub fn seat(list: Vocabulary, health: bool, world: &World) -> Result<Words, FieldError> {
    let (lists, used) = (world.register.lists(), tally(list, &world.register));
    let seats: Vec<&Choice> =
        entries(list).iter().filter(|it| list.is_seat(it.code) && it.restricted == health).collect();
    let is_free = |option: &&&Choice| !lists.has_entry(list, option.code) && !used.contains_key(option.code);
    let free = seats.iter().find(is_free).map(|option| option.code.into());
    free.ok_or_else(|| error(fill(world.text.programme.list_full, &[&seats.len()])))
}

/// Whether a line may be called what it is called: by words, shortly, and as no other of the list is.
///
/// # Errors
/// The sentence that says what is wrong.
pub fn check(item: &ListItem, list: Vocabulary, ctx: &Ctx) -> Result<(), FieldError> {
    let p = &ctx.text.programme;
    if !item.title.chars().any(char::is_alphabetic) {
        return Err(error(p.list_no_letter.to_owned()));
    }
    if item.title.chars().count() > LONGEST {
        return Err(error(fill(p.list_long, &[&LONGEST])));
    }
    let mut others = entries(list).iter().filter(|option| item.code != *option.code);
    let Some(twin) = others.find(|option| option.is_called(&item.title, ctx)) else { return Ok(()) };
    let shown = twin.own_title(ctx).unwrap_or(twin.usual_title(ctx.text));
    let retired = twin.is_entry(ctx) && !ctx.register.lists().is_offered(list, twin.code);
    Err(error(fill(if retired { p.list_twin_retired } else { p.list_twin_of }, &[&shown])))
}

fn error(message: String) -> FieldError {
    FieldError { field: TITLE, message }
}
