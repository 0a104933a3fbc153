//! The arguments, as `nastavnik --help` explains them.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::text::Lang;

/// A school's mentoring programme in the terminal: two bases, pairs, meetings, questionnaires.
#[derive(Debug, Parser)]
#[command(name = "nastavnik", version, arg_required_else_help = false)]
pub struct Args {
    /// The base [default: nastavnik.redb in the user's data directory]
    #[arg(long, value_name = "FILE", env = "NASTAVNIK_DB", global = true)]
    pub db: Option<PathBuf>,
    /// The language of screens and messages
    #[arg(long, value_enum, default_value_t = Language::Ru, global = true)]
    pub lang: Language,
    /// The screen over an invented school that vanishes afterwards
    #[arg(long)]
    pub demo: bool,
    /// Draw without synchronized updates, for terminals that show their codes
    #[arg(long)]
    pub no_sync: bool,
    /// What to do without a screen
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Language {
    /// Russian
    Ru,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ru => Self::Ru,
            Language::En => Self::En,
        }
    }
}

/// The commands without a screen.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make an invented school of any size, always the same for the same seed and day
    Demo(Demo),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// What the invented school is like.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The base to create
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Pupils of the school
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    pub pupils: u32,
    /// Years of the programme
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub years: u8,
    /// Another number makes another school
    #[arg(long, default_value_t = 58)]
    pub seed: u64,
}
