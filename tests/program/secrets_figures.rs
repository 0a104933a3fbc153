//! A number is for everybody; whom it would give away, and why a pair ended, is not.

use std::collections::BTreeSet;

use nastavnik::domain::{CloseReason, Duty, Indicator, Key, Pair, PersonId, Secret};
use nastavnik::fields::{Said, Worded};
use nastavnik::text::{Lang, Text};

use crate::secrets::{Planted, planted, screen};
use crate::stage::{keys, model};

#[test]
fn why_a_pair_ended_is_on_no_card_of_whoever_may_not_see_it() {
    let text = Text::of(Lang::Ru);
    for (duty, told) in [(Some(Duty::Director), true), (Some(Duty::Helper), false), (None, false)] {
        let at = planted(duty);
        let mut model = model(&at.register, Lang::Ru, (200, 160));
        let pair = at.register.get::<Pair>(at.closed).unwrap();
        let about: [(&str, Key); 3] =
            [("4", at.closed.into()), ("3", pair.mentor.into()), ("2", pair.mentees[0].into())];
        for (pane, key) in about {
            keys(&mut model, &[pane]);
            if pane == "4" {
                keys(&mut model, &["к"]);
            }
            let front = model.desk.front;
            model.desk.panes[front].select(key, &model.world);
            keys(&mut model, &["right"]);
            let shown = screen(&mut model);
            assert!(shown.contains(text.terms.pair_ended), "{duty:?} {pane} {shown}");
            assert_eq!(shown.contains(CloseReason::NoTime.said(&at.register, text)), told, "{duty:?} {pane} {shown}");
            keys(&mut model, &["left"]);
        }
    }
}

/// The lists of people that the rows of pane 7 open, each as its window says what it is of.
fn behind_figures(at: &Planted, what: &[&'static str]) -> BTreeSet<&'static str> {
    let mut model = model(&at.register, Lang::Ru, (200, 60));
    keys(&mut model, &["f4", "7"]);
    let opens = |shown: &str, what: &str| shown.contains(&format!("{what} · "));
    let mut found = BTreeSet::new();
    let pages = model.desk.panes[model.desk.front].pages(model.world.text).len();
    for _ in 0..pages {
        keys(&mut model, &["home"]);
        // No page has more rows.
        for _ in 0..70 {
            let before = screen(&mut model);
            keys(&mut model, &["enter"]);
            let after = screen(&mut model);
            found.extend(what.iter().filter(|it| !opens(&before, it) && opens(&after, it)));
            keys(&mut model, &["esc", "down"]);
            if screen(&mut model) == before {
                break;
            }
        }
        keys(&mut model, &["tab"]);
    }
    found
}

#[test]
fn a_number_opens_no_people_whom_it_would_give_away() {
    let text = Text::of(Lang::Ru);
    let tells = |it: &Indicator| Secret::of_indicator(*it, PersonId(1)).is_some();
    let (closed, open): (Vec<Indicator>, Vec<Indicator>) = Indicator::ALL.iter().partition(|it| tells(it));
    let words = |all: &[Indicator]| all.iter().map(|it| it.word(text)).collect::<Vec<_>>();
    let (mut closed, open) = (words(&closed), words(&open));
    let (d, y) = (&text.deeds, &text.years);
    let reason = text.terms.close_no_time;
    closed.extend([d.year_goal_reached, d.year_exit, y.sum_glad_mentees, reason]);
    let all = [closed.clone(), open.clone()].concat();
    let office = behind_figures(&planted(Some(Duty::Director)), &all);
    let (adaptation, glad) = (Indicator::Adaptation.word(text), Indicator::SatisfiedMentors.word(text));
    for told in [adaptation, glad, reason, d.year_exit] {
        assert!(office.contains(told), "{told} {office:?}");
    }
    for duty in [Some(Duty::Helper), None] {
        let found = behind_figures(&planted(duty), &all);
        let told: Vec<&&str> = found.iter().filter(|it| closed.contains(it)).collect();
        assert!(told.is_empty(), "{duty:?} {told:?}");
        assert!(open.iter().all(|it| office.contains(it) == found.contains(it)), "{duty:?} {found:?}");
    }
}

#[test]
fn the_request_map_is_for_the_office() {
    let text = Text::of(Lang::Ru);
    for (duty, told) in [(Some(Duty::Director), true), (Some(Duty::Helper), false), (None, false)] {
        let mut model = model(&planted(duty).register, Lang::Ru, (200, 60));
        keys(&mut model, &["2", "к"]);
        assert_eq!(screen(&mut model).contains(text.panes.map_title), told, "{duty:?}");
        keys(&mut model, &["esc", "7", "s-tab"]);
        assert_eq!(screen(&mut model).contains(text.monitoring.heat_unmet), told, "{duty:?}");
    }
}
