//! What `--help` says, in the language of the screen.
//!
//! The parser knows its arguments from `args` and has only English words of its own. Here each argument gets its
//! words by its id, and what the parser would add in English (headings, defaults, possible values) is left out there
//! and said here.

use clap::builder::{PossibleValue, PossibleValuesParser, Resettable, TypedValueParser};
use clap::{Arg, ArgAction, Command, CommandFactory, ValueEnum};

use super::args::{Aim, Args, ExportFormat, ImportKind, Language, TableKind};
use crate::text::{Help, Text, fill};

/// Where options that work everywhere stand: behind a command's own, before `--help`.
const AFTER_OWN: usize = 900;

/// The parser, with every word of its help in a language.
pub fn command(text: &Text) -> Command {
    let mut command = Args::command();
    // First the parser adds what is its own (`--help`, `help`, options that work everywhere), then all get words.
    command.build();
    speak(command, &text.help)
}

/// Gives words to a command and to those below it.
fn speak(command: Command, h: &Help) -> Command {
    let name = command.get_name().to_owned();
    let template = template(&command, h);
    let command = command.help_template(template).subcommand_value_name(h.command);
    let mut command = command.mut_args(|arg| argument(arg, &name, h));
    if let Some(about) = about(&name, h) {
        command = command.about(about);
    }
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim_start().replace("[OPTIONS]", h.options_here);
    for below in command.get_subcommands_mut() {
        *below = speak(std::mem::take(below), h);
    }
    command.override_usage(usage)
}

/// The parts of the help of a command, under headings in the language.
fn template(command: &Command, h: &Help) -> String {
    let style = command.get_styles().get_header();
    let parts = [
        (command.has_subcommands(), h.commands, "{subcommands}"),
        (command.get_positionals().next().is_some(), h.arguments, "{positionals}"),
        (command.get_opts().next().is_some(), h.options, "{options}"),
    ];
    let parts = parts.iter().filter(|(there, ..)| *there);
    let parts: String = parts.map(|(_, head, part)| format!("\n\n{style}{head}{style:#}\n{part}")).collect();
    format!("{{about-with-newline}}\n{style}{}{style:#} {{usage}}{parts}", h.usage)
}

/// Gives words to an argument of a command.
fn argument(arg: Arg, command: &str, h: &Help) -> Arg {
    let id = arg.get_id().to_string();
    let arg = match (command, id.as_str()) {
        // One help, however it is asked for.
        (_, "help") => arg.action(ArgAction::HelpLong),
        (_, "lang") => arg.value_parser(choices(language, h)),
        ("import", "kind") => arg.value_parser(choices(roster, h)),
        ("export", "kind") => arg.value_parser(choices(table, h)),
        ("export", "format") => arg.value_parser(choices(format, h)),
        ("match", "objective") => arg.value_parser(choices(aim, h)),
        _ => arg,
    };
    let mut lines = vec![meaning(command, &id, h).unwrap_or_default().to_owned()];
    lines.extend(values(&arg));
    lines.extend(otherwise(&arg, h));
    let arg = arg.help(lines.join("\n")).long_help(Resettable::Reset);
    let arg = arg.hide_default_value(true).hide_possible_values(true).hide_env(true);
    // What works everywhere comes after what is the command's own.
    let arg = if arg.is_global_set() { arg.display_order(AFTER_OWN) } else { arg };
    match value_name(&id, h) {
        Some(name) => arg.value_name(name),
        None => arg,
    }
}

/// The values of a choice: a line for each that has words, or all in one.
fn values(arg: &Arg) -> Vec<String> {
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    let values = arg.get_possible_values();
    let named = values.iter().filter_map(|value| Some(format!("{} – {}", value.get_name(), value.get_help()?)));
    let named: Vec<String> = named.collect();
    if named.len() == values.len() {
        return named;
    }
    vec![values.iter().map(PossibleValue::get_name).collect::<Vec<_>>().join(", ")]
}

/// What stands in when the argument is not given.
fn otherwise(arg: &Arg, h: &Help) -> Option<String> {
    if !arg.get_action().takes_values() {
        return None;
    }
    let default = arg.get_default_values().iter().map(|value| fill(h.default, &[&value.display()]));
    let variable = arg.get_env().map(|name| fill(h.variable, &[&name.display()]));
    default.chain(variable).next().map(|words| format!("[{words}]"))
}

/// A parser of a choice whose values have words.
fn choices<E>(word: fn(&E, &Help) -> &'static str, h: &Help) -> impl TypedValueParser<Value = E>
where
    E: ValueEnum + Send + Sync + 'static,
{
    let named = |value: &E| Some(value.to_possible_value()?.help(word(value, h)));
    let values: Vec<_> = E::value_variants().iter().filter_map(named).collect();
    PossibleValuesParser::new(values).try_map(|name| E::from_str(&name, false))
}

fn language(language: &Language, h: &Help) -> &'static str {
    match language {
        Language::Ru => h.russian,
        Language::En => h.english,
    }
}

fn roster(kind: &ImportKind, h: &Help) -> &'static str {
    match kind {
        ImportKind::Mentees => h.mentees,
        ImportKind::Mentors => h.mentors,
        ImportKind::Survey => h.survey_file,
        ImportKind::Answers => h.answers,
        ImportKind::Measures => h.measures,
        ImportKind::Preferences => h.preferences,
    }
}

fn table(kind: &TableKind, h: &Help) -> &'static str {
    match kind {
        TableKind::Mentees => h.mentees,
        TableKind::Mentors => h.mentors,
        TableKind::Pairs => h.pairs,
        TableKind::Meetings => h.meetings,
        TableKind::Survey => h.survey_file,
        TableKind::Preferences => h.preferences,
        TableKind::Consents => h.consents,
        TableKind::Answers => h.answers_out,
        TableKind::Measures => h.measures,
        TableKind::Indicators => h.indicators,
        TableKind::Events => h.events,
    }
}

fn format(format: &ExportFormat, h: &Help) -> &'static str {
    match format {
        ExportFormat::Csv => h.csv,
        ExportFormat::Xlsx => h.xlsx,
        ExportFormat::Json => h.json,
    }
}

fn aim(aim: &Aim, h: &Help) -> &'static str {
    match aim {
        Aim::Score => h.by_score,
        Aim::Ranks => h.by_ranks,
        Aim::Stable => h.by_wishes,
    }
}

/// What a command does.
fn about(command: &str, h: &Help) -> Option<&'static str> {
    Some(match command {
        "nastavnik" => h.nastavnik,
        "import" => h.import,
        "export" => h.export,
        "match" => h.propose,
        "backup" => h.backup,
        "check" => h.check,
        "restore" => h.restore,
        "tidy" => h.tidy,
        "respond" => h.respond,
        "demo" => h.demo,
        "completions" => h.completions,
        "help" => h.help,
        _ => return None,
    })
}

/// What an argument of a command means.
fn meaning(command: &str, id: &str, h: &Help) -> Option<&'static str> {
    Some(match (command, id) {
        (_, "db") => h.db,
        (_, "lang") => h.lang,
        (_, "help") => h.help_flag,
        (_, "version") => h.version,
        ("nastavnik", "demo") => h.demo_screen,
        ("nastavnik", "no_sync") => h.no_sync,
        ("import", "kind") => h.roster,
        ("import", "file") => h.roster_file,
        ("import", "map") => h.map,
        ("import", "dry_run") => h.dry_run,
        ("import", "skip_bad") => h.skip_bad,
        ("import", "update") => h.update,
        ("import", "sheet") => h.sheet,
        ("import" | "export", "survey") => h.survey_code,
        ("import" | "export" | "match", "year") => h.year_wanted,
        ("export", "kind") => h.table,
        ("export", "format") => h.format_wanted,
        ("export", "out") => h.out,
        ("export", "with_restricted") => h.with_restricted,
        ("match", "json") => h.as_json,
        ("match", "objective") => h.objective_wanted,
        ("match", "include_pending") => h.include_pending,
        ("backup", "out") => h.backup_out,
        ("backup" | "tidy", "keep_all") => h.keep_all,
        ("check", "rescue") => h.rescue,
        ("restore", "file") => h.restore_file,
        ("tidy", "forget_before") => h.forget_before,
        ("tidy", "forget_erased") => h.forget_erased,
        ("respond", "code") => h.respond_code,
        ("respond", "idle") => h.respond_idle,
        ("demo", "out") => h.new_base,
        ("demo", "pupils") => h.pupils,
        ("demo", "years") => h.years,
        ("demo", "seed") => h.seed,
        ("completions", "shell") => h.shell_wanted,
        ("help", "subcommand") => h.about_command,
        _ => return None,
    })
}

/// What the value of an argument is called.
fn value_name(id: &str, h: &Help) -> Option<&'static str> {
    Some(match id {
        "db" | "file" | "out" | "rescue" => h.file,
        "lang" => h.language,
        "kind" => h.what,
        "map" => h.column,
        "survey" => h.code,
        "sheet" => h.name,
        "year" => h.year,
        "format" => h.format,
        "objective" => h.objective,
        "pupils" | "years" | "seed" => h.number,
        "code" => h.code_value,
        "idle" => h.minutes_value,
        "forget_before" => h.years_value,
        "shell" => h.shell,
        "subcommand" => h.command,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    /// Every command, from the topmost down.
    fn all(command: Command) -> Vec<Command> {
        let below = command.get_subcommands().cloned().collect::<Vec<_>>();
        std::iter::once(command).chain(below.into_iter().flat_map(all)).collect()
    }

    /// Words that are names and not English: options, files and formats, values, variables.
    const NAMES: [&str; 46] = [
        "consents",
        "survey",
        "answers",
        "measures",
        "indicators",
        "events",
        "xlsx",
        "TOML",
        "match",
        "score",
        "ranks",
        "stable",
        "JSON",
        "nastavnik",
        "import",
        "export",
        "demo",
        "completions",
        "help",
        "redb",
        "rejected",
        "csv",
        "json",
        "CSV",
        "XLSX",
        "XLS",
        "ODS",
        "Excel",
        "ru",
        "en",
        "mentees",
        "mentors",
        "pairs",
        "meetings",
        "preferences",
        "backup",
        "check",
        "restore",
        "tidy",
        "respond",
        "bash",
        "elvish",
        "fish",
        "powershell",
        "zsh",
        "NASTAVNIK_DB",
    ];

    fn english(help: &str) -> Vec<&str> {
        help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()))
            .filter(|word| !word.starts_with('-') && !NAMES.contains(word) && *word != "2026h")
            .collect()
    }

    #[test]
    fn every_command_and_argument_has_words() {
        for lang in [Lang::Ru, Lang::En] {
            let h = &Text::of(lang).help;
            for command in all(command(Text::of(lang))) {
                let name = command.get_name();
                assert!(about(name, h).is_some(), "{name}");
                for arg in command.get_arguments() {
                    let id = arg.get_id().as_str();
                    assert!(meaning(name, id, h).is_some(), "{name} {id}");
                    let takes = arg.get_action().takes_values();
                    assert_eq!(takes, value_name(id, h).is_some(), "{name} {id}");
                }
            }
        }
    }

    #[test]
    fn russian_help_is_russian() {
        for mut command in all(command(Text::of(Lang::Ru))) {
            let help = format!("{}\n{}", command.render_help(), command.render_long_help());
            assert!(help.contains("Вызов: nastavnik"), "{help}");
            assert_eq!(english(&help), Vec::<&str>::new(), "{help}");
        }
        assert_eq!(english("Вызов: nastavnik [OPTIONS] --db <ФАЙЛ>"), ["OPTIONS"], "a leak is seen");
    }

    #[test]
    fn help_fits_a_window_and_names_arguments_in_their_order() {
        for mut command in all(command(Text::of(Lang::Ru))).into_iter().chain(all(command(Text::of(Lang::En)))) {
            let help = command.render_long_help().to_string();
            let long = help.lines().find(|line| line.chars().count() > 80);
            assert_eq!(long, None, "{help}");
            let places: Vec<_> = command.get_positionals().map(|arg| help.rfind(&format!("  {arg}"))).collect();
            assert!(places.is_sorted() && !places.contains(&None), "{help}");
        }
    }

    #[test]
    fn english_help_is_english() {
        for mut command in all(command(Text::of(Lang::En))) {
            let help = command.render_long_help().to_string();
            let russian = help.chars().find(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
            assert_eq!(russian, None, "{help}");
        }
    }

    #[test]
    fn help_tells_defaults_choices_and_variables() {
        let mut command = command(Text::of(Lang::Ru));
        let help = command.render_help().to_string();
        for part in ["ru – русский", "[по умолчанию ru]", "[переменная NASTAVNIK_DB]", "nastavnik [КЛЮЧИ] [КОМАНДА]"]
        {
            assert!(help.contains(part), "no {part} in:\n{help}");
        }
    }

    #[test]
    fn completions_are_in_the_language_too() {
        for shell in [clap_complete::Shell::Bash, clap_complete::Shell::Zsh, clap_complete::Shell::Fish] {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut command(Text::of(Lang::Ru)), "nastavnik", &mut out);
            let script = String::from_utf8(out).unwrap();
            assert!(script.contains("--skip-bad") || script.contains("skip-bad"), "{script}");
            for leak in ["Print help", "Print version", "Print this", "Russian", "The base", "Which shell"] {
                assert!(!script.contains(leak), "{leak} in the completions of {shell}");
            }
        }
    }
}
