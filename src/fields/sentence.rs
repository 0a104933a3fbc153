//! What went wrong, in one sentence: what, and what to do.

use super::choices::Worded;
use super::vocabulary::Said;
use super::{Problem, dates, names};
use crate::domain::{
    Access, Audience, CloseReason, Deed, Key, Kind, MenteeId, Pair, PairId, Person, Refusal, Register, Stamp, Warning,
};
use crate::text::{Text, fill};

/// What is wrong with what was typed into a field.
pub fn problem(problem: &Problem, text: &Text) -> String {
    let m = &text.messages;
    match problem {
        Problem::Required => m.required.to_owned(),
        Problem::NotADate => m.not_a_date.to_owned(),
        Problem::NotATime => m.not_a_time.to_owned(),
        Problem::NotANumber { low, high } => fill(m.not_a_number, &[low, high]),
        Problem::NotAnOption => m.not_an_option.to_owned(),
        Problem::NotAClass => m.not_a_class.to_owned(),
        Problem::NotABirth => m.not_a_birth.to_owned(),
        Problem::TooLong => fill(m.too_long, &[&super::LONGEST]),
        Problem::NotAName => m.not_a_name.to_owned(),
    }
}

/// Why a change was not taken.
pub fn refusal(refusal: &Refusal, register: &Register, text: &Text) -> String {
    let m = &text.messages;
    let name = |key: &Key| names::of_key(register, *key, text);
    let person =
        |id: crate::domain::PersonId| register.get::<Person>(id).map_or_else(String::new, |person| person.name.full());
    match refusal {
        Refusal::Stale { key } => fill(m.stale, &[&name(key), &who_changed(register.stamp(*key), text)]),
        Refusal::NotFound { key } => fill(m.not_found, &[&key.kind.word(text)]),
        Refusal::StillUsed { key, by } => fill(m.still_used, &[&name(key), &by.kind.word(text), &name(by)]),
        Refusal::EntryUsed { title, by } => fill(m.entry_used, &[title, &by.kind.word(text), &name(by)]),
        Refusal::DuplicateEntry { person: id, kind: Kind::Mentor } => fill(m.mentor_twice, &[&person(*id)]),
        Refusal::DuplicateEntry { person: id, .. } => fill(m.mentee_twice, &[&person(*id)]),
        Refusal::Duplicate { key } => fill(m.there_already, &[&name(key)]),
        Refusal::Answered { key } => fill(m.already_answered, &[&name(key)]),
        Refusal::AsksOthers { .. } => m.asks_others.to_owned(),
        Refusal::OtherQuestions { key } => fill(m.other_questions, &[&name(key)]),
        Refusal::DuplicateYear { .. } => m.year_twice.to_owned(),
        Refusal::DuplicateResponse { person: id } => fill(m.response_twice, &[&person(*id)]),
        Refusal::NoConsent { person: id, kind } => fill(m.no_consent, &[&person(*id), &kind.word(text)]),
        Refusal::NotAdmitted { person: id, missing } => {
            let missing: Vec<&str> = missing.iter().map(|what| what.word(text)).collect();
            fill(m.not_admitted, &[&person(*id), &missing.join(", ")])
        }
        Refusal::NotForPublic { person: id } => fill(m.not_for_public, &[&person(*id)]),
        Refusal::NotAllowed { access } => denied(*access, text).to_owned(),
        Refusal::EmptyPair => m.empty_pair.to_owned(),
        Refusal::OwnMentor { person: id } => fill(m.own_mentor, &[&person(*id)]),
        Refusal::OutOfRange { field } => fill(m.out_of_range, &[field]),
    }
}

/// Why somebody may not do a particular thing.
pub fn denied_deed(access: Access, deed: Deed, text: &Text) -> String {
    let sentence = match (access, deed) {
        (Access::Helper(Some(_)), Deed::Removal) => text.years.denied_removal,
        _ => denied(access, text),
    };
    sentence.to_owned()
}

/// Why whoever sits at the keyboard may not do something, and who may.
pub fn denied(access: Access, text: &Text) -> &'static str {
    let y = &text.years;
    match access {
        Access::Helper(None) => y.denied_helper_nobody,
        Access::Helper(Some(_)) => y.denied_helper,
        Access::Psychologist => y.denied_psychologist,
        Access::Director => y.denied_director,
        Access::Curator | Access::Stranger => y.denied_stranger,
    }
}

fn who_changed(stamp: Option<Stamp>, text: &Text) -> String {
    stamp.map(|stamp| stamp.who).filter(|who| !who.is_empty()).unwrap_or_else(|| text.messages.somebody.to_owned())
}

/// What is odd, and may stay so.
pub fn warning(warning: &Warning, register: &Register, text: &Text) -> String {
    let m = &text.messages;
    let key_name = |key: Key| names::of_key(register, key, text);
    match warning {
        Warning::AlreadyPaired { mentee, pair } => {
            fill(m.already_paired, &[&names::mentee_short(register, *mentee), &key_name((*pair).into())])
        }
        Warning::OverCapacity { mentor, capacity, wanted } => {
            fill(m.over_capacity, &[&names::mentor_short(register, *mentor), capacity, wanted])
        }
        Warning::ClassNotHigher { mentee } => fill(m.class_not_higher, &[&key_name((*mentee).into())]),
        Warning::NoRequest { mentee } => fill(m.no_request, &[&names::mentee_short(register, *mentee)]),
        Warning::NoOrder => m.no_order.to_owned(),
        Warning::NotAgreed { mentor, mentees } => {
            let sides = [(*mentor, Audience::Mentor), (*mentees, Audience::Mentee)];
            let silent: Vec<&str> = sides.iter().filter(|(is, _)| *is).map(|(_, side)| side.word(text)).collect();
            fill(m.not_agreed, &[&silent.join(", ")])
        }
        Warning::GroupTooSmall { mentor, from, wanted } => {
            fill(m.group_too_small, &[&names::mentor_short(register, *mentor), from, wanted])
        }
        Warning::CameApart { mentee, pair } => came_apart(*mentee, *pair, register, text),
        Warning::KindSkipped { missing } => fill(m.kind_skipped, &[&missing.word(text)]),
        Warning::KindRepeated { kind } => fill(m.kind_repeated, &[&kind.word(text)]),
        Warning::HeldInFuture => m.held_in_future.to_owned(),
        Warning::OutsidePair => m.outside_pair.to_owned(),
    }
}

/// When and why; a reason that tells of health is never among them, since warnings are not masked.
fn came_apart(mentee: MenteeId, pair: PairId, register: &Register, text: &Text) -> String {
    let m = &text.messages;
    let Some(pair) = register.get::<Pair>(pair) else { return String::new() };
    let (on, reason) = match &pair.closing {
        Some(closing) if closing.reason == CloseReason::Health => (dates::full(closing.on), m.came_apart_hidden),
        Some(closing) => (dates::full(closing.on), closing.reason.said(register, text)),
        None => (String::new(), ""),
    };
    let (led, leads) = (names::mentee_short(register, mentee), names::mentor_short(register, pair.mentor));
    fill(m.came_apart, &[&led, &leads, &on, &reason])
}
