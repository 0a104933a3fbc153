//! What a base begins with: a school, its year and its questionnaires. A file of its own so that an empty base and the
//! invented school are founded the same way.

use chrono::NaiveDate;

use super::{Change, Ids, Questionnaire, QuestionnaireId, Rules, School, TheSchool, Year, YearId};

/// The changes that found an empty base for the school called `name`: the school with the usual rules, the programme
/// year of `today` as the active one, and the questionnaires in their order. Identities are [`Ids::alone`]'s, so the
/// changes suit only a base that nobody else has open.
pub fn founding(name: &str, today: NaiveDate, questionnaires: Vec<Questionnaire>) -> Vec<Change> {
    let mut ids = Ids::alone();
    let year = YearId(ids.fresh());
    let school = School {
        name: name.to_owned(),
        // That is for the school to say, and preparation waits for it.
        full_name: String::new(),
        director: String::new(),
        active_year: year,
        rules: Rules::default(),
    };
    let numbered = questionnaires.into_iter().map(|sheet| (QuestionnaireId(ids.fresh()), sheet)).collect();
    founding_of(school, vec![(year, Year::around(today))], numbered)
}

/// As [`founding`], with everything given: the school first, then its years, then the questionnaires.
pub fn founding_of(
    school: School,
    years: Vec<(YearId, Year)>,
    questionnaires: Vec<(QuestionnaireId, Questionnaire)>,
) -> Vec<Change> {
    let mut changes = vec![Change::create(TheSchool, school)];
    changes.extend(years.into_iter().map(|(id, year)| Change::create(id, year)));
    changes.extend(questionnaires.into_iter().map(|(id, sheet)| Change::create(id, sheet)));
    changes
}

#[cfg(test)]
mod tests {
    use super::super::{Audience, Label, Register, Stamp, Wave};
    use super::*;

    #[test]
    fn an_empty_base_has_a_school_a_year_and_its_questionnaires() {
        let sheet = Questionnaire {
            code: "own".into(),
            version: 1,
            title: Label::default(),
            wave: Wave::Pulse,
            audience: Audience::Mentee,
            forms: Vec::new(),
            own: false,
            items: Vec::new(),
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let mut register = Register::new();
        let stamp = Stamp { generation: 1, at: 0, who: "curator".into() };
        register.commit(&founding("школа № 7", today, vec![sheet]), &stamp).unwrap();
        let school = register.school().unwrap();
        assert_eq!(school.name, "школа № 7");
        assert_eq!(register.get::<Year>(school.active_year).unwrap().title(), "2026/27");
        assert_eq!((register.years().len(), register.questionnaires().count()), (1, 1));
    }
}
