//! Languages, counting words, and putting values into sentences.

use super::base::Base;
use super::commands::Commands;
use super::common::{Common, Counts};
use super::deeds::Deeds;
use super::fields::Fields;
use super::findings::Findings;
use super::help::Help;
use super::keep::Keep;
use super::matched::Matched;
use super::messages::Messages;
use super::monitoring::Monitoring;
use super::pairing::Pairing;
use super::panes::Panes;
use super::programme::Programme;
use super::respond::Respond;
use super::rules::Rules;
use super::surveys::Surveys;
use super::system::System;
use super::terms::Terms;
use super::training::Training;
use super::usage::Usage;
use super::years::Years;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Russian, the default whatever the environment says.
    Ru,
    /// English.
    En,
}

/// All words in one language.
#[derive(Debug)]
pub struct Text {
    /// Which language this is.
    pub lang: Lang,
    /// Words that occur everywhere.
    pub common: Common,
    /// Words that agree with a number.
    pub counts: Counts,
    /// Labels of fields.
    pub fields: Fields,
    /// The programme's own terms: forms, statuses, reasons.
    pub terms: Terms,
    /// Labels and explanations of commands.
    pub commands: Commands,
    /// What is said of events, practices and awards.
    pub deeds: Deeds,
    /// What may be said of findings.
    pub findings: Findings,
    /// What is said about a proposal of pairs.
    pub pairing: Pairing,
    /// A proposal on the command line.
    pub matched: Matched,
    /// One year after another, people joined, many changed at once, consents, duties.
    pub years: Years,
    /// What the panes say.
    pub panes: Panes,
    /// What a respondent reads, and what is said of codes.
    pub respond: Respond,
    /// The rules of pairing.
    pub rules: Rules,
    /// Questionnaires themselves.
    pub surveys: Surveys,
    /// Errors, warnings and confirmations.
    pub messages: Messages,
    /// Selection and training of mentors, and the plans of pairs.
    pub training: Training,
    /// What pane 7 says.
    pub monitoring: Monitoring,
    /// What pane 8 says.
    pub programme: Programme,
    /// What can be wrong with the base.
    pub base: Base,
    /// Backups and what else keeps a base.
    pub keep: Keep,
    /// What the operating system can say.
    pub system: System,
    /// What can be wrong with the arguments.
    pub usage: Usage,
    /// What `--help` says.
    pub help: Help,
}

static RU: Text = Text {
    lang: Lang::Ru,
    common: Common::RU,
    counts: Counts::RU,
    fields: Fields::RU,
    terms: Terms::RU,
    commands: Commands::RU,
    deeds: Deeds::RU,
    findings: Findings::RU,
    pairing: Pairing::RU,
    matched: Matched::RU,
    years: Years::RU,
    panes: Panes::RU,
    respond: Respond::RU,
    rules: Rules::RU,
    surveys: Surveys::RU,
    messages: Messages::RU,
    training: Training::RU,
    monitoring: Monitoring::RU,
    programme: Programme::RU,
    base: Base::RU,
    keep: Keep::RU,
    system: System::RU,
    usage: Usage::RU,
    help: Help::RU,
};

static EN: Text = Text {
    lang: Lang::En,
    common: Common::EN,
    counts: Counts::EN,
    fields: Fields::EN,
    terms: Terms::EN,
    commands: Commands::EN,
    deeds: Deeds::EN,
    findings: Findings::EN,
    pairing: Pairing::EN,
    matched: Matched::EN,
    years: Years::EN,
    panes: Panes::EN,
    respond: Respond::EN,
    rules: Rules::EN,
    surveys: Surveys::EN,
    messages: Messages::EN,
    training: Training::EN,
    monitoring: Monitoring::EN,
    programme: Programme::EN,
    base: Base::EN,
    keep: Keep::EN,
    system: System::EN,
    usage: Usage::EN,
    help: Help::EN,
};

impl Text {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ru => &RU,
            Lang::En => &EN,
        }
    }

    /// «5 пар», «5 pairs».
    pub fn count(&self, number: usize, word: Plural) -> String {
        format!("{number} {}", word.form(self.lang, number))
    }
}

/// The forms of a word beside a number.
#[derive(Debug, Clone, Copy)]
pub struct Plural(pub &'static [&'static str]);

impl Plural {
    /// The form that goes with `number`: Russian has one/few/many, English one/many.
    pub fn form(self, lang: Lang, number: usize) -> &'static str {
        let place = match lang {
            Lang::En => usize::from(number != 1),
            Lang::Ru => match (number % 10, number % 100) {
                (1, n) if n != 11 => 0,
                (2..=4, n) if !(12..=14).contains(&n) => 1,
                _ => 2,
            },
        };
        self.0.get(place).or(self.0.last()).copied().unwrap_or_default()
    }
}

/// Puts values in place of `{}` from left to right. A value that ends with a point, as «Алексеева Я.» does, brings the
/// point of its sentence along. A sentence takes as many values as it has gaps; where a debug build finds it otherwise,
/// it says so.
pub fn fill(sentence: &str, values: &[&dyn std::fmt::Display]) -> String {
    debug_assert_eq!(sentence.matches("{}").count(), values.len(), "values of {sentence:?}");
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut values = values.iter();
    let mut parts = sentence.split("{}");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if let Some(value) = values.next() {
            out.push_str(&value.to_string());
        }
        let doubled = out.ends_with('.') && part.starts_with('.') && !part.starts_with("..");
        out.push_str(if doubled { &part[1..] } else { part });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_with_one_point() {
        assert_eq!(fill("Работать не могут: {}.", &[&"Алексеева Я."]), "Работать не могут: Алексеева Я.");
        assert_eq!(fill("{}. Со страниц уберите сами.", &[&"Победа"]), "Победа. Со страниц уберите сами.");
        assert_eq!(fill("{}...", &[&"и т. д."]), "и т. д....");
    }

    #[test]
    fn russian_counts() {
        let pairs = Text::of(Lang::Ru).counts.pairs;
        for (n, wanted) in
            [(1, "1 пара"), (3, "3 пары"), (5, "5 пар"), (11, "11 пар"), (21, "21 пара"), (112, "112 пар")]
        {
            assert_eq!(Text::of(Lang::Ru).count(n, pairs), wanted);
        }
    }

    #[test]
    fn english_counts() {
        let text = Text::of(Lang::En);
        assert_eq!(text.count(1, text.counts.pairs), "1 pair");
        assert_eq!(text.count(0, text.counts.pairs), "0 pairs");
    }

    #[test]
    fn fills_from_left_to_right() {
        assert_eq!(fill("{} из {}", &[&3, &"семи"]), "3 из семи");
    }

    #[test]
    #[should_panic(expected = "values of")]
    fn a_gap_without_a_value_is_no_slip_that_goes_unseen() {
        fill("{}: кандидат. {} отменяет.", &[&"Зимина А."]);
    }

    #[test]
    fn labels_of_fields_begin_alike_in_both_languages() {
        let begins_large = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let english = Text::of(Lang::En).fields.all();
        for ((name, ru), (_, en)) in Text::of(Lang::Ru).fields.all().into_iter().zip(english) {
            assert!(ru.starts_with('№') || begins_large(ru) == begins_large(en), "{name}: {ru} / {en}");
        }
    }

    #[test]
    fn both_languages_leave_the_same_gaps() {
        let pairs = [
            (RU.common.all(), EN.common.all()),
            (RU.fields.all(), EN.fields.all()),
            (RU.terms.all(), EN.terms.all()),
            (RU.commands.all(), EN.commands.all()),
            (RU.deeds.all(), EN.deeds.all()),
            (RU.findings.all(), EN.findings.all()),
            (RU.pairing.all(), EN.pairing.all()),
            (RU.matched.all(), EN.matched.all()),
            (RU.years.all(), EN.years.all()),
            (RU.panes.all(), EN.panes.all()),
            (RU.respond.all(), EN.respond.all()),
            (RU.rules.all(), EN.rules.all()),
            (RU.surveys.all(), EN.surveys.all()),
            (RU.messages.all(), EN.messages.all()),
            (RU.training.all(), EN.training.all()),
            (RU.monitoring.all(), EN.monitoring.all()),
            (RU.programme.all(), EN.programme.all()),
            (RU.base.all(), EN.base.all()),
            (RU.keep.all(), EN.keep.all()),
            (RU.system.all(), EN.system.all()),
            (RU.usage.all(), EN.usage.all()),
            (RU.help.all(), EN.help.all()),
        ];
        for ((name, ru), (_, en)) in pairs.iter().flat_map(|(ru, en)| ru.iter().zip(en)) {
            assert_eq!(ru.matches("{}").count(), en.matches("{}").count(), "{name}");
            assert!(!ru.is_empty() && !en.is_empty(), "{name}");
            assert!(!ru.contains("FILE"), "{name}: a Russian sentence names what stands for a file in Russian");
        }
    }
}
