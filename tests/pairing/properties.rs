//! What holds of every text and of every cohort.

use chrono::NaiveDate;
use nastavnik::domain::{Key, Mentor, Pairing, PersonKind};
use nastavnik::matching::{SCORE_MAX, solve};
use nastavnik::pairing::{Ages, Hours, Objective, Proposal, Topics, Variants};
use proptest::prelude::*;

use super::crowd::Rng;
use super::people::People;

/// What people write about hours and ages, and what they never would.
const PIECES: &str = "(пн|вт|ср|чт|пт|сб|вс|понедельник|mon|с|со|до|после|от|утром|вечером|уроков|будни|выходные|\
    класс|кл\\.|лет|года|любой|старше|[0-9]{1,20}|[0-9]{1,2}:[0-9]{1,2}|[-–—−:;,. \n\t]|\\PC){0,24}";

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>(), words in PIECES, minutes in any::<u16>(), away in any::<(Option<u8>, Option<u8>)>()) {
        let mut topics = Topics::new(&Pairing::usual().topics);
        for text in [text.as_str(), words.as_str()] {
            if let Some(hours) = Hours::read(text) {
                let windows: Vec<_> = hours.windows(minutes).collect();
                prop_assert_eq!(hours.has_meeting(minutes), !windows.is_empty());
                prop_assert!(windows.len() <= 7 * 96 && hours.common(hours) == hours);
                let order = |window: &nastavnik::pairing::Window| (window.day.num_days_from_monday(), window.from);
                prop_assert!(windows.is_sorted_by_key(order));
                prop_assert!(minutes <= 10 || hours.windows(minutes / 2).count() >= windows.len());
            }
            if let Some(ages) = Ages::read(text) {
                ages.away(away.0, away.1);
            }
            let about = topics.about(text);
            topics.titles(about.topics);
            topics.problems(about.topics);
            for word in &about.words {
                prop_assert!(!topics.written(*word).is_empty());
            }
            prop_assert!(about.words.is_sorted() && about.shared(&about).count() == about.words.len());
        }
    }

    /// Topics by the first letters are those that looking for every beginning in the whole text finds.
    #[test]
    fn topics_are_those_of_a_plain_search(words in proptest::collection::vec("[а-яё]{0,12}|математику|режим дня|новом классе|огэ|python", 0..12)) {
        let dictionary = &Pairing::usual().topics;
        let text = words.join(" ");
        let spaced = format!(" {}", words.join(" ").replace('ё', "е").split_whitespace().collect::<Vec<_>>().join(" "));
        let plain = dictionary.iter().enumerate().filter(|(_, topic)| {
            topic.words.iter().any(|begin| spaced.contains(&format!(" {begin}")))
        });
        let plain = plain.fold(0_u128, |mask, (at, _)| mask | 1 << at);
        prop_assert_eq!(Topics::new(dictionary).about(&text).topics, plain, "{}", text);
    }
}

/// People as they are told, to be entered in any order.
struct Told {
    mentees: Vec<(String, String, &'static str, &'static str)>,
    mentors: Vec<(String, PersonKind, &'static str, &'static str, u8)>,
    /// Whose sheet (a mentee's, or a mentor's), the names in order, the vetoes.
    sheets: Vec<(bool, usize, Vec<usize>, Vec<usize>)>,
}

fn told(seed: u64) -> Told {
    let mut rng = Rng(seed);
    let (mentees, mentors) = (4 + rng.below(14), 2 + rng.below(7));
    let requests = ["математика", "общение с классом", "программирование", "выбрать профессию", ""];
    let times = ["вт 15:00, чт 15:00", "вт 15:00", "пт вечером", "", "сб 10-12"];
    let kinds = [PersonKind::Teacher, PersonKind::Pupil, PersonKind::Employee];
    let mentee = |rng: &mut Rng, at: usize| {
        let class = format!("{}А", 5 + rng.below(7));
        (format!("Ёлкин{at} Пётр"), class, requests[rng.below(5)], times[rng.below(5)])
    };
    let mentor = |rng: &mut Rng, at: usize| {
        let (kind, places) = (kinds[rng.below(3)], u8::try_from(1 + rng.below(3)).unwrap());
        (format!("Соколова{at} Вера"), kind, requests[rng.below(4)], times[rng.below(5)], places)
    };
    let (led, leaders): (Vec<_>, Vec<_>) =
        ((0..mentees).map(|at| mentee(&mut rng, at)).collect(), (0..mentors).map(|at| mentor(&mut rng, at)).collect());
    let mut sheets = Vec::new();
    for (is_mentor, count, others) in [(false, mentees, mentors), (true, mentors, mentees)] {
        for author in 0..count {
            if rng.below(3) == 0 {
                continue;
            }
            let mut named: Vec<usize> = (0..others).filter(|_| rng.below(3) == 0).collect();
            named.sort_by_key(|_| rng.below(1_000));
            let vetoes = if rng.below(5) == 0 { named.pop().into_iter().collect() } else { Vec::new() };
            sheets.push((is_mentor, author, named, vetoes));
        }
    }
    Told { mentees: led, mentors: leaders, sheets }
}

/// Enters them, backwards and the mentors first if wanted.
fn entered(told: &Told, backwards: bool) -> People {
    let mut people = People::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
    let (mut mentees, mut mentors) = (vec![None; told.mentees.len()], vec![None; told.mentors.len()]);
    let order = |count: usize| (0..count).map(move |at| if backwards { count - 1 - at } else { at });
    for round in 0..2 {
        if (round == 0) == backwards {
            for at in order(told.mentors.len()) {
                let (name, kind, gives, time, places) = &told.mentors[at];
                let id = people.mentor(name, *kind, gives, time, *places);
                people.edit::<Mentor>(id, |mentor| mentor.ready_for_ovz = at % 2 == 0);
                mentors[at] = Some(Key::from(id));
            }
        } else {
            for at in order(told.mentees.len()) {
                let (name, class, request, time) = &told.mentees[at];
                mentees[at] = Some(Key::from(people.mentee(name, class, request, time)));
            }
        }
    }
    for at in order(told.sheets.len()) {
        let (is_mentor, author, named, vetoes) = &told.sheets[at];
        let (own, others) = if *is_mentor { (&mentors, &mentees) } else { (&mentees, &mentors) };
        let keys = |some: &[usize]| some.iter().map(|at| others[*at].unwrap()).collect::<Vec<_>>();
        people.sheet(own[*author].unwrap(), &keys(named), &keys(vetoes));
    }
    people
}

/// What an objective comes to: how many, the sum of scores, and what ranks are worth.
fn worth(proposal: &Proposal) -> (u32, i64, i64) {
    let profile = proposal.profile();
    let named: i64 = profile.choices.iter().map(|count| i64::from(*count)).sum();
    let ranks = named * i64::from(SCORE_MAX + 1) - i64::try_from(profile.sum).unwrap();
    (proposal.totals().matched, proposal.totals().score, ranks)
}

#[test]
fn the_order_in_which_people_were_entered_does_not_matter() {
    let mut pairs = 0;
    for seed in 0..80 {
        let told = told(seed);
        let (one, other) = (entered(&told, false), entered(&told, true));
        let of = |people: &People, objective| worth(&people.proposal(objective));
        let (one_score, other_score) = (of(&one, Objective::Score), of(&other, Objective::Score));
        assert_eq!((one_score.0, one_score.1), (other_score.0, other_score.1), "seed {seed}");
        let (one_ranks, other_ranks) = (of(&one, Objective::Ranks), of(&other, Objective::Ranks));
        assert_eq!((one_ranks.0, one_ranks.2), (other_ranks.0, other_ranks.2), "seed {seed}");
        pairs += one_score.0;
    }
    assert!(pairs > 300, "{pairs}");
}

#[test]
fn each_objective_is_best_at_its_own() {
    let (mut differ, mut better) = (0, 0);
    for seed in 0..80 {
        let people = entered(&told(seed), false);
        let [score, ranks, stable] =
            [Objective::Score, Objective::Ranks, Objective::Stable].map(|objective| people.proposal(objective));
        assert!(score.proven && ranks.proven && stable.proven, "seed {seed}");
        let (by_score, by_ranks, by_wishes) = (worth(&score), worth(&ranks), worth(&stable));
        assert_eq!(by_ranks.0, by_score.0, "ranks pair as many, seed {seed}");
        assert!(by_wishes.0 <= by_score.0, "seed {seed}");
        assert!(by_score.1 >= by_ranks.1 && by_ranks.2 >= by_score.2, "seed {seed}");
        let ranks_alone = solve(&ranks.preferences.by_ranks(&ranks.problem)).matching.totals(&ranks.problem);
        assert!(by_ranks.1 >= ranks_alone.score, "what ranks leave open is chosen by score, seed {seed}");
        better += usize::from(by_ranks.1 > ranks_alone.score);
        differ += usize::from(by_score != by_ranks) + usize::from(by_ranks != by_wishes);
        let variants = Variants::of(&score).unwrap().0;
        let [one, two, three] = variants.as_slice() else { panic!("three variants, seed {seed}") };
        assert_eq!((one.differs, three.blocking), (0, 0), "seed {seed}");
        assert_eq!((two.totals, &two.matching), (ranks.totals(), &ranks.matching), "seed {seed}");
        assert_eq!(&three.matching, &stable.matching, "seed {seed}");
    }
    assert!(differ > 40 && better > 10, "{differ} {better}");
}

/// Nobody has somebody they like better who likes them better too: looked for couple by couple.
#[test]
fn a_stable_proposal_leaves_no_two_who_would_rather_have_each_other() {
    let mut couples = 0;
    for seed in 0..80 {
        let proposal = entered(&told(seed), false).proposal(Objective::Stable);
        let (problem, matching) = (&proposal.problem, &proposal.matching);
        let order = |mentee: u32, mentor: u32, side: usize| {
            let rank = proposal.cohort.ranks(mentee, mentor)[side].unwrap_or(u8::MAX);
            (rank, SCORE_MAX - problem.score(mentee, mentor).unwrap())
        };
        for mentee in 0..problem.mentees() {
            for mentor in problem.edges(mentee).iter().map(|edge| edge.mentor) {
                couples += 1;
                let mate = matching.mate(mentee);
                let wants = mate.is_none_or(|has| order(mentee, mentor, 0) < order(mentee, has, 0));
                let led: Vec<u32> = matching.mentees(mentor).collect();
                let is_free = led.len() < problem.capacity(mentor) as usize;
                let prefers = led.iter().any(|has| order(mentee, mentor, 1) < order(*has, mentor, 1));
                assert!(!(wants && (is_free || prefers)), "seed {seed}: {mentee} and {mentor}");
            }
        }
    }
    assert!(couples > 1_000, "{couples}");
}
