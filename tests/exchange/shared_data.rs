//! The long form: real and large inputs that are not part of the project. Run with
//! `NASTAVNIK_SHARED_DATA=DIR cargo test --test exchange -- --ignored`.

use std::path::PathBuf;

use nastavnik::domain::{Register, YearId};
use nastavnik::exchange::export::{Format, Table, render};
use nastavnik::exchange::{Mapping, Roster, RowState, open};
use nastavnik::pairing::{Objective, Plan as PairingPlan, Proposal, Speaker};
use nastavnik::text::{Lang, Text};
use serde_json::Value;

use super::support::{YEAR, ctx, planned, register, take, today};

fn data(name: &str) -> PathBuf {
    PathBuf::from(std::env::var_os("NASTAVNIK_SHARED_DATA").unwrap()).join(name)
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn forty_pupils_of_windows_1251() {
    let path = data("roster_mentees_1251.csv");
    let sheet = open(&path, None).unwrap();
    let mut register = register();
    let plan = planned(Roster::Mentees, &sheet, &[], &register);
    assert_eq!((plan.rows.len(), plan.count(RowState::Taken)), (40, 40));
    assert!(plan.not_taken.is_empty() && plan.left_out.is_empty());
    take(&plan, &mut register);
    let bytes = std::fs::read(&path).unwrap();
    let (decoded, _, lossy) = encoding_rs::WINDOWS_1251.decode(&bytes);
    assert!(!lossy);
    let rows: Vec<Value> =
        serde_json::from_slice(&render(Table::Mentees, Format::Json, &ctx(&register), false).unwrap()).unwrap();
    assert_eq!(rows.len(), 40);
    for row in rows {
        let name = row["name"].as_str().unwrap();
        assert!(decoded.contains(&format!(";{name};")), "{name}");
        assert!(row["birth_year"].is_u64() && row["class"].is_string() && row["phone"].is_string());
        assert!(row["request"].is_string() && row["form"].is_string() && row["entered_on"].is_string());
    }
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn eighteen_mentors_of_a_workbook() {
    let path = data("roster_mentors.xlsx");
    let mut register = register();
    let mentees = data("roster_mentees_1251.csv");
    take(&planned(Roster::Mentees, &open(&mentees, None).unwrap(), &[], &register), &mut register);
    let plan = planned(Roster::Mentors, &open(&path, None).unwrap(), &[], &register);
    assert_eq!((plan.rows.len(), plan.count(RowState::Taken)), (18, 18));
    assert!(plan.not_taken.is_empty() && plan.left_out.is_empty());
    take(&plan, &mut register);
    assert_eq!(register.people().count(), 58);
    let rows: Vec<Value> =
        serde_json::from_slice(&render(Table::Mentors, Format::Json, &ctx(&register), false).unwrap()).unwrap();
    for row in rows {
        for key in ["phone", "entered_on", "form", "competences", "interests", "preferred_age", "time", "organisation"]
        {
            assert!(row[key].is_string(), "{key}");
        }
    }
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn a_scheme_of_fifty_and_fifty() {
    let mentees = data("mentoring_scheme_mentees.csv");
    let mentors = data("mentoring_scheme_mentors.csv");
    let map = [
        ("first_name", "first name"),
        ("last_name", "last name"),
        ("email", "email address"),
        ("position", "job title"),
        ("organisation", "organisation"),
        ("notes", "grade"),
        ("notes", "profession"),
        ("notes", "both mentor and mentee"),
    ];
    let mut register = register();
    for (roster, path, table) in
        [(Roster::Mentees, mentees, Table::Mentees), (Roster::Mentors, mentors, Table::Mentors)]
    {
        let plan = planned(roster, &open(&path, None).unwrap(), &map, &register);
        assert_eq!((plan.rows.len(), plan.count(RowState::Taken), plan.not_taken.len()), (50, 50, 0));
        take(&plan, &mut register);
        let rows: Vec<Value> =
            serde_json::from_slice(&render(table, Format::Json, &ctx(&register), false).unwrap()).unwrap();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        for record in reader.records().map(Result::unwrap) {
            let wanted = [("first_name", 0), ("last_name", 1), ("email", 2), ("position", 4), ("organisation", 6)];
            let same = |row: &&Value| wanted.iter().all(|(key, column)| row[key] == record[*column]);
            let row = rows.iter().find(same).unwrap_or_else(|| panic!("{record:?}"));
            let notes =
                format!("both mentor and mentee: {}\ngrade: {}\nprofession: {}", &record[3], &record[5], &record[7]);
            assert_eq!(row["notes"], notes.as_str());
        }
    }
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn a_grade_book_of_a_thousand_columns_opens() {
    let path = data("gradebook.xlsx");
    let sheet = open(&path, None).unwrap();
    assert_eq!((sheet.name.as_str(), sheet.names.len()), ("Data Entry", 5));
    assert!(open(&path, Some("Absences")).is_ok());
    let begun = std::time::Instant::now();
    Mapping::guess(Roster::Mentees, &sheet);
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
    println!("{} columns in {:?}", sheet.width(), begun.elapsed());
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn the_choices_of_glasgow_come_in_whole() {
    let mut register = register();
    for (roster, file, people) in
        [(Roster::Mentees, "glasgow_mentees.csv", 35), (Roster::Mentors, "glasgow_mentors.csv", 61)]
    {
        let plan = planned(roster, &open(&data(file), None).unwrap(), &[], &register);
        assert_eq!((plan.rows.len(), plan.count(RowState::Taken)), (people, people), "{file}");
        take(&plan, &mut register);
    }
    let file = data("glasgow_preferences.csv");
    let plan = planned(Roster::Preferences, &open(&file, None).unwrap(), &[], &register);
    let mut reader = csv::Reader::from_path(&file).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 100);
    assert_eq!((plan.rows.len(), plan.count(RowState::Taken)), (rows.len(), rows.len()));
    take(&plan, &mut register);
    let sheets: Vec<_> = register.sheets(YEAR).map(|(_, sheet)| sheet).collect();
    assert_eq!(sheets.len(), 35);
    assert_eq!(sheets.iter().map(|sheet| sheet.named.len()).sum::<usize>(), rows.len());
    // Every row by itself, under the names it has.
    let written: Vec<Value> =
        serde_json::from_slice(&render(Table::Preferences, Format::Json, &ctx(&register), true).unwrap()).unwrap();
    for row in rows {
        let rank: u64 = row[2].parse().unwrap();
        let same = |out: &&Value| out["mentee"] == row[0] && out["mentor"] == row[1] && out["rank"] == rank;
        assert_eq!(written.iter().filter(same).count(), 1, "{row:?}");
    }
}

/// The proposal with people whose papers are on their way; everything that can be said about it is said.
fn proposed(register: &Register, year: YearId, objective: Objective) -> Proposal {
    let speaker = Speaker { register, text: Text::of(Lang::Ru), reveal: false };
    let sure = Proposal::of(register, year, today(), &PairingPlan::default(), objective).unwrap();
    assert!(speaker.empty(&sure).is_some_and(|sentence| sentence.contains("не допущен")), "papers are still to come");
    let plan = PairingPlan { include_pending: true, ..PairingPlan::default() };
    let proposal = Proposal::of(register, year, today(), &plan, objective).unwrap();
    assert!(proposal.proven && speaker.empty(&proposal).is_none());
    for mentee in proposal.unmatched() {
        let why = proposal.why_without(mentee).unwrap();
        assert!(!speaker.without(&proposal, &why).is_empty() && !proposal.helps(mentee).is_empty());
    }
    proposal
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn two_rosters_of_a_school_are_paired_by_what_they_ask_and_can() {
    let mut register = register();
    for (roster, name) in [(Roster::Mentees, "roster_mentees_1251.csv"), (Roster::Mentors, "roster_mentors.xlsx")] {
        take(&planned(roster, &open(&data(name), None).unwrap(), &[], &register), &mut register);
    }
    let proposal = proposed(&register, YEAR, Objective::Score);
    assert_eq!((proposal.totals().matched, proposal.unmatched().len()), (18, 22), "one place each");
    let strong = proposal.pairs().iter().filter(|pair| pair.score >= 750).count();
    let speaker = Speaker { register: &register, text: Text::of(Lang::Ru), reveal: false };
    for pair in proposal.pairs().iter().take(strong) {
        let reasons = speaker.reasons(&proposal.cohort, pair.mentee, pair.mentor);
        assert!(reasons[0].starts_with("запрос: закрывает: "), "{reasons:?}");
    }
    assert!(strong >= 14, "{strong}");
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn a_scheme_without_requests_is_paired_and_doubted() {
    let mut register = register();
    let map = [("first_name", "first name"), ("last_name", "last name"), ("email", "email address")];
    for (roster, name) in
        [(Roster::Mentees, "mentoring_scheme_mentees.csv"), (Roster::Mentors, "mentoring_scheme_mentors.csv")]
    {
        take(&planned(roster, &open(&data(name), None).unwrap(), &map, &register), &mut register);
    }
    let proposal = proposed(&register, YEAR, Objective::Score);
    assert_eq!((proposal.totals().matched, proposal.cohort.in_use.len()), (50, 0));
    assert!(proposal.pairs().iter().all(|pair| !pair.is_safe()));
}

/// PrefLib 00038: all 35 can be matched, and 57 is the least sum of ranks.
#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn students_of_glasgow_are_all_matched_with_ranks_of_57() {
    let mut register = register();
    for (roster, name) in [
        (Roster::Mentees, "glasgow_mentees.csv"),
        (Roster::Mentors, "glasgow_mentors.csv"),
        (Roster::Preferences, "glasgow_preferences.csv"),
    ] {
        take(&planned(roster, &open(&data(name), None).unwrap(), &[], &register), &mut register);
    }
    let proposal = proposed(&register, YEAR, Objective::Ranks);
    assert_eq!((proposal.totals().matched, proposal.profile().sum, proposal.profile().unnamed), (35, 57, 0));
}
