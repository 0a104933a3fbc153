//! What `nastavnik match` prints around the sentences of a proposal.

use super::words;

words! {
    /// The proposal on the command line.
    Matched {
        title: "Предложение пар, {}: {}", "Proposed pairs, {}: {}";
        head_mentee: "Наставляемый", "Mentee"; head_mentor: "Наставник", "Mentor";
        head_points: "балл", "points"; head_choice: "выбор", "choice";
        choice: "{}-й", "{}";
        pinned: "сцеплена вами", "pinned by you";
        look: "проверить: {}", "check: {}";

        without: "Без наставника: {}", "Without a mentor: {}";
        would_help: "{}: поможет {}", "{}: what would help: {}";
        only_veto: "{}: мешает только вето, подробно – на экране (4)", "{}: only a veto stands in the way, see pane 4"; no_help: "{}: {}", "{}: {}";
        pending_both: "бумаги идут у обоих", "papers of both are on their way"; pending_mentee: "бумаги идут у наставляемого", "papers of the mentee are on their way";
        pending_mentor: "бумаги идут у наставника", "papers of the mentor are on their way";

        in_all: "Итого", "In all";
        found: "наставник есть у {} из {}", "{} of {} have a mentor";
        to_check: "; проверить: {}", "; to check: {}";
        sum: "сумма баллов {}, худшая пара {}: {}", "sum of points {}, worst pair {}: {}";
        worst_up: "худшая пара может быть {}, цена {}", "the worst pair could be {}, price {}";
        choices: "выбор наставляемых: {}", "choices of the mentees: {}";
        got_choice: "{}-й – {}", "choice {} – {}"; unnamed: "не названы – {}", "not named – {}";
        blocking: "оба предпочли бы друг друга: {}", "both would rather have each other: {}";
        two: "{} – {}", "{} – {}";
        no_data: "ни запросов, ни времени, ни интересов не записано: баллы ничего не говорят", "no requests, hours or interests are on file: the points say nothing";
        pending: "у наставляемых ({}) и наставников ({}) бумаги ещё идут; учесть их: --include-pending", "papers of mentees ({}) and mentors ({}) are on their way; to plan with them: --include-pending";
        planned: "бумаги ещё идут: закрепить такие пары можно, когда они придут", "papers are on their way: such pairs can be fixed when they are in";
    }
}
