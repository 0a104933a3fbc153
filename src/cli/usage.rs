//! What is wrong with the arguments, in the language of the screen.

use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text::{Lang, Text, fill};

/// The language asked for, as far as arguments that do not parse can tell.
pub fn lang_of(args: &[OsString]) -> Lang {
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let english = words.windows(2).any(|two| two == ["--lang", "en"]) || words.contains(&"--lang=en");
    if english { Lang::En } else { Lang::Ru }
}

/// The sentence for wrong arguments.
pub fn sentence(error: &Error, text: &Text) -> String {
    let u = &text.usage;
    let told = |kind| error.get(kind).map(words).unwrap_or_default();
    let argument = told(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => fill(u.no_command, &[&told(ContextKind::InvalidSubcommand)]),
        ErrorKind::UnknownArgument => fill(u.no_argument, &[&argument]),
        ErrorKind::MissingRequiredArgument => fill(u.missing, &[&argument]),
        ErrorKind::ArgumentConflict => fill(u.twice, &[&argument]),
        ErrorKind::TooManyValues => fill(u.no_value, &[&argument]),
        ErrorKind::InvalidUtf8 => u.not_utf8.to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(error, &argument, text),
        _ => u.wrong.to_owned(),
    }
}

/// What is wrong with a value, and what would be right.
fn bad_value(error: &Error, argument: &str, text: &Text) -> String {
    let u = &text.usage;
    let told = |kind| error.get(kind).map(words).unwrap_or_default();
    let (value, allowed) = (told(ContextKind::InvalidValue), told(ContextKind::ValidValue));
    let allowed = if allowed.is_empty() { bounds(error) } else { allowed };
    let sentence =
        if value.is_empty() { fill(u.missing, &[&argument]) } else { fill(u.bad_value, &[&value, &argument]) };
    if allowed.is_empty() { sentence } else { format!("{sentence} {}", fill(u.allowed, &[&allowed])) }
}

/// «100–100000», where the parser knows bounds.
fn bounds(error: &Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    source.split_once(" is not in ").map(|(_, bounds)| bounds.replace("..=", "–")).unwrap_or_default()
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;

    fn said(args: &[&str]) -> String {
        let text = Text::of(Lang::Ru);
        let words = ["nastavnik"].iter().chain(args);
        sentence(&help::command(text).try_get_matches_from(words).unwrap_err(), text)
    }

    #[test]
    fn wrong_arguments_are_explained_in_russian() {
        for (args, sentence) in [
            (&["frob"][..], "Нет такой команды: frob."),
            (&["--frob"], "Здесь нет такого ключа: --frob."),
            (&["import", "mentees"], "Не хватает: <ФАЙЛ>."),
            (&["--db"], "Не хватает: --db <ФАЙЛ>."),
            (&["--db", "a", "--db", "b"], "Дважды: --db <ФАЙЛ>."),
            (&["--demo=yes"], "Здесь не нужно значение: --demo."),
            (&["--lang", "de"], "Недопустимое значение «de» для --lang <ЯЗЫК>. Можно: ru, en."),
            (&["demo", "--out", "x", "--pupils", "5"], "Можно: 100–100000."),
            (&["demo", "--out", "x", "--pupils", "много"], "Недопустимое значение «много» для --pupils <ЧИСЛО>."),
        ] {
            let said = said(args);
            assert!(said.contains(sentence), "{args:?}: {said}");
        }
    }

    #[test]
    fn the_language_is_found_in_arguments_that_do_not_parse() {
        let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(lang_of(&args(&["nastavnik", "frob", "--lang", "en"])), Lang::En);
        assert_eq!(lang_of(&args(&["nastavnik", "frob"])), Lang::Ru);
    }
}
