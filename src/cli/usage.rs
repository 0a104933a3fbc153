//! What is wrong with the arguments, in the language of the screen. `--help` itself is in English, like the names it
//! explains.

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

/// The sentence for wrong arguments; `None` where the parser's own words are the best there are.
pub fn sentence(error: &Error, text: &Text) -> Option<String> {
    let u = &text.usage;
    let told = |kind| error.get(kind).map(words).unwrap_or_default();
    let argument = told(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => fill(u.no_command, &[&told(ContextKind::InvalidSubcommand)]),
        ErrorKind::UnknownArgument => fill(u.no_argument, &[&argument]),
        ErrorKind::MissingRequiredArgument => fill(u.missing, &[&argument]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (value, allowed) = (told(ContextKind::InvalidValue), told(ContextKind::ValidValue));
            let allowed = if allowed.is_empty() { bounds(error) } else { allowed };
            let sentence = fill(u.bad_value, &[&value, &argument]);
            if allowed.is_empty() { sentence } else { format!("{sentence} {}", fill(u.allowed, &[&allowed])) }
        }
        ErrorKind::ArgumentConflict => u.demo_alone.to_owned(),
        _ => return None,
    })
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
    use clap::Parser;

    use super::*;
    use crate::cli::Args;

    fn said(args: &[&str]) -> String {
        let error = Args::try_parse_from(args).unwrap_err();
        sentence(&error, Text::of(Lang::Ru)).unwrap()
    }

    #[test]
    fn wrong_arguments_are_explained_in_russian() {
        assert!(said(&["nastavnik", "frob"]).contains("frob"));
        assert!(said(&["nastavnik", "--frob"]).contains("--frob"));
        assert!(said(&["nastavnik", "import", "mentees"]).contains("FILE"));
        let value = said(&["nastavnik", "--lang", "de"]);
        assert!(value.contains("de") && value.contains("ru, en"), "{value}");
        assert!(said(&["nastavnik", "demo", "--out", "x", "--pupils", "5"]).contains("100–100000"));
    }

    #[test]
    fn the_language_is_found_in_arguments_that_do_not_parse() {
        let args = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(lang_of(&args(&["nastavnik", "frob", "--lang", "en"])), Lang::En);
        assert_eq!(lang_of(&args(&["nastavnik", "frob"])), Lang::Ru);
    }
}
