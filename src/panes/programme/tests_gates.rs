//! Gates over a small school: who is held, who passes with a reason, and what nobody passes.

use super::tests::{Bench, bench_of, full};
use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{Audience, Gate, Meeting, MeetingKind, Pair, PairId, PairState, Person, Wave};
use crate::fields::Value;
use crate::kit::Act;
use crate::panes::{meetings, pairs};

#[test]
fn a_gate_is_passed_with_a_reason_and_holds_again_without_it() {
    let mut bench = full();
    bench.page(Kind::Waiver);
    let shown = bench.drawn(110, 40);
    assert!(shown.contains("держит правило: 2"), "{shown}");
    bench.to("не было: знакомство");
    let acts = bench.run("gate.open");
    assert!(matches!(&acts[..], [Act::Go(PaneId::Pairs, Some(key))] if key.kind == Kind::Pair), "{acts:?}");
    let mut form = bench.form("gate.pass");
    assert_eq!(bench.submit(&form)[0].field, "reason");
    bench.put(&mut form, "reason", Value::Text("знакомы по прошлому году".into()));
    assert_eq!(bench.submit(&form), []);
    let shown = bench.drawn(110, 40);
    assert!(shown.contains("правило: 1 · прошли с причиной: 1") && shown.contains("знакомы по прошлому"), "{shown}");
    bench.to("знакомы по прошлому");
    bench.agree("gate.withdraw");
    assert!(bench.drawn(110, 40).contains("прошли с причиной: 0"));
}

#[test]
fn everybody_held_at_a_gate_passes_it_with_one_reason() {
    let mut sample = Sample::new();
    sample.questionnaire("out", 1, Wave::Exit, Audience::Mentee);
    let pairs: Vec<PairId> = (0..3).map(|_| sample.working(day(10, 1))).collect();
    for pair in &pairs {
        sample.first_three(*pair, day(10, 2));
        sample.close(*pair, PairState::Finished, day(11, 1));
    }
    let mut bench = bench_of(sample);
    bench.page(Kind::Waiver);
    bench.to("без анкет выхода");
    let mut form = bench.form("gate.pass");
    assert!(form.title.contains(": 3 с одной причиной"), "{}", form.title);
    assert_eq!(bench.submit(&form)[0].field, "reason");
    bench.put(&mut form, "reason", Value::Text("уехали в лагерь".into()));
    let part = form.part.clone();
    assert!(reopen(forms::WAIVER_FORM, None, part.as_ref(), &bench.world).is_some());
    assert_eq!(bench.submit(&form), []);
    for pair in pairs {
        let (_, waiver) = bench.world.register.passed(Gate::ExitResponses, pair.into()).unwrap();
        assert_eq!(waiver.reason.as_str(), "уехали в лагерь");
    }
    bench.to("без анкет выхода");
    assert!(bench.refused("gate.pass").contains("никого"));
    bench.to("ещё не взять в пару");
    assert!(bench.refused("gate.pass").contains("не пройти"));
}

#[test]
fn what_makes_somebody_safe_is_no_gate() {
    let mut sample = Sample::new();
    let mentee = sample.mentee("Зимина Анна", "6А");
    let person = sample.person_of(mentee);
    sample.edit::<Person>(person, |person| person.consents.clear());
    let mut bench = bench_of(sample);
    bench.page(Kind::Waiver);
    bench.to("Зимина");
    assert!(bench.refused("gate.pass").contains("не пройти"));
    bench.to("не допущен к паре");
    bench.refused("gate.open");
    bench.refused("gate.withdraw");
}

/// A pair that is to close, with an exit questionnaire that its mentee has not answered.
fn closing() -> (Bench, PairId) {
    let mut sample = Sample::new();
    sample.questionnaire("out", 1, Wave::Exit, Audience::Mentee);
    let pair = sample.working(day(10, 1));
    (bench_of(sample), pair)
}

#[test]
fn a_pair_closes_without_exit_questionnaires_for_a_reason_that_is_kept() {
    let (mut bench, pair) = closing();
    let mut form = pairs::close(pair, &bench.world).unwrap();
    bench.put(&mut form, "outcome", Value::Code(PairState::Finished.code()));
    bench.put(&mut form, "close_reason", Value::Code("cycle_end"));
    let errors = bench.submit(&form);
    assert_eq!(errors[0].field, "why_no_exit");
    assert!(errors[0].message.contains("Ёлкин"), "{errors:?}");
    bench.put(&mut form, "why_no_exit", Value::Text("уехал до опроса".into()));
    // Another answer does not take away what was typed.
    bench.put(&mut form, "close_talk", Value::Flag(true));
    assert_eq!(bench.submit(&form), []);
    let state = |bench: &Bench| bench.world.register.get::<Pair>(pair).unwrap().state;
    assert_eq!(state(&bench), PairState::Finished);
    let (_, waiver) = bench.world.register.passed(Gate::ExitResponses, pair.into()).unwrap();
    assert_eq!(&*waiver.reason, "уехал до опроса");
    // Corrected later, the closing asks no more.
    let form = pairs::close(pair, &bench.world).unwrap();
    assert_eq!(bench.submit(&form), []);
}

#[test]
fn a_pair_that_is_broken_off_has_its_reason_already() {
    let (mut bench, pair) = closing();
    let mut form = pairs::close(pair, &bench.world).unwrap();
    bench.put(&mut form, "outcome", Value::Code(PairState::Finished.code()));
    assert!(form.input_mut("why_no_exit").is_some());
    bench.put(&mut form, "outcome", Value::Code(PairState::Ended.code()));
    assert!(form.input_mut("why_no_exit").is_none());
    bench.put(&mut form, "close_reason", Value::Code("moved"));
    assert_eq!(bench.submit(&form), []);
    assert!(bench.world.register.passed(Gate::ExitResponses, pair.into()).is_none());
}

#[test]
fn a_meeting_out_of_order_warns_and_takes_a_reason() {
    let (mut bench, pair) = closing();
    let mut form = meetings::new(pair, &bench.world);
    assert!(form.input_mut("why_order").is_none(), "the kind that is next");
    bench.put(&mut form, "kind", Value::Code(MeetingKind::Regular.code()));
    assert!(form.input_mut("why_order").is_some());
    assert!(!(form.hints)(&form, &bench.world).is_empty());
    // Without a reason it is taken all the same.
    assert_eq!(bench.submit(&form), []);
    assert!(bench.world.register.passed(Gate::Meetings, pair.into()).is_none());
    let mut form = meetings::new(pair, &bench.world);
    bench.put(&mut form, "kind", Value::Code(MeetingKind::Final.code()));
    bench.put(&mut form, "why_order", Value::Text("лагерь".into()));
    assert_eq!(bench.submit(&form), []);
    assert_eq!(&*bench.world.register.passed(Gate::Meetings, pair.into()).unwrap().1.reason, "лагерь");
    let kinds: Vec<MeetingKind> =
        bench.world.register.meetings_of(pair).iter().map(|(_, it): &(_, &std::sync::Arc<Meeting>)| it.kind).collect();
    assert_eq!(kinds.len(), 2);
    let mut form = meetings::new(pair, &bench.world);
    bench.put(&mut form, "kind", Value::Code(MeetingKind::Regular.code()));
    assert!(form.input_mut("why_order").is_none(), "excused once, excused for the pair");
}
