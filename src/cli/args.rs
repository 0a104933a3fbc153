//! The arguments. What `nastavnik --help` says of each is added in `help`, in the language of the screen.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::exchange::export::Format;
use crate::pairing::Objective;
use crate::text::Lang;

/// A school's mentoring programme in the terminal: two bases, pairs, meetings, questionnaires.
#[derive(Debug, Parser)]
#[command(name = "nastavnik", version, arg_required_else_help = false)]
pub struct Args {
    /// The base; otherwise nastavnik.redb in the user's data directory
    #[arg(long, env = "NASTAVNIK_DB", global = true)]
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
    /// Take a roster into the base, as one step that can be undone
    Import(Import),
    /// Write a table of the base
    Export(Export),
    /// Propose pairs for all who wait, explained; changes nothing
    Match(Match),
    /// Make a verified backup, also while others work
    Backup(Backup),
    /// Look the base through, also while others work; save what can be read of a damaged one
    Check(Check),
    /// Put a backup in the place of the base, which stays beside it under another name
    Restore(Restore),
    /// Write the base anew, smaller, and forget what is old; only when nobody is inside
    Tidy(Tidy),
    /// Let one person answer one questionnaire by a code, and nothing else
    Respond(Respond),
    /// Make an invented school of any size, always the same for the same seed and day
    Demo(Demo),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// Where a backup goes.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The backup [default: a file that says when, in the directory of backups beside the base]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Remove none of the older backups in the directory beside the base
    #[arg(long)]
    pub keep_all: bool,
}

/// What to do about a damaged base.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Save everything that can be read into a new base; the damaged one is not touched
    #[arg(long)]
    pub rescue: Option<PathBuf>,
}

/// What to put back.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// A backup, or a base
    pub file: PathBuf,
}

/// What the base is to forget.
#[derive(Debug, clap::Args)]
pub struct Tidy {
    /// Delete the contents of journal entries older than that many years; who did what, and when, stays
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub forget_before: Option<u32>,
    /// Delete what the journal still holds of those who were made unknown; that can no longer be undone
    #[arg(long)]
    pub forget_erased: bool,
    /// Remove none of the older backups in the directory beside the base
    #[arg(long)]
    pub keep_all: bool,
}

/// Who answers, and how long nobody may press a key.
#[derive(Debug, clap::Args)]
pub struct Respond {
    /// The code on the slip; otherwise it is asked for
    pub code: Option<String>,
    /// End the session after that many minutes without a key
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=240))]
    pub idle: u16,
}

/// What the invented school is like.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The base to create
    #[arg(long)]
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

/// What can be imported.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ImportKind {
    /// The base of mentees
    Mentees,
    /// The base of mentors
    Mentors,
    /// A questionnaire
    Survey,
    /// Answers to a questionnaire
    Answers,
    /// Totals of instruments and other measures
    Measures,
    /// Whom both sides wish after the general meeting
    Preferences,
}

/// What to import, and how.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What the file lists
    pub kind: ImportKind,
    /// CSV, XLSX, XLS or ODS; a questionnaire is TOML
    pub file: PathBuf,
    /// Give a column to a field by hand; a column is its head, letters or number; `notes` may be repeated
    #[arg(long)]
    pub map: Vec<String>,
    /// Say what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Take the good rows and write the others, with their reasons, to FILE.rejected.csv
    #[arg(long)]
    pub skip_bad: bool,
    /// Write what the file says over entries that are on file already
    #[arg(long)]
    pub update: bool,
    /// The sheet of a workbook
    #[arg(long)]
    pub sheet: Option<String>,
    /// The code of the questionnaire that was answered
    #[arg(long)]
    pub survey: Option<String>,
    /// The programme year, such as 2026/27, created if it is not there; otherwise the one the screens open with
    #[arg(long)]
    pub year: Option<String>,
}

/// A table that can be exported.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum TableKind {
    /// The base of mentees
    Mentees,
    /// The base of mentors
    Mentors,
    /// Pairs and groups
    Pairs,
    /// Meetings
    Meetings,
    /// A questionnaire, as import takes it
    Survey,
    /// Whom both sides wish, a choice in each row
    Preferences,
    /// Who has which consents
    Consents,
    /// Answers to questionnaires
    Answers,
    /// Totals of instruments and other measures
    Measures,
    /// The indicators of the year
    Indicators,
    /// Events
    Events,
}

/// A format of an export.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ExportFormat {
    /// Semicolons and a UTF-8 mark, as Excel opens it
    Csv,
    /// A workbook of one sheet
    Xlsx,
    /// One array of objects
    Json,
}

impl From<ExportFormat> for Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Xlsx => Self::Xlsx,
            ExportFormat::Json => Self::Json,
        }
    }
}

/// What to export, and how.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What to write
    pub kind: TableKind,
    /// How
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// The code of the questionnaire
    #[arg(long)]
    pub survey: Option<String>,
    /// Where to; otherwise to standard output
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The programme year, such as 2026/27, of several programmes with its name; otherwise the one the screens open with
    #[arg(long)]
    pub year: Option<String>,
    /// With health data, safety notes and vetoes, which are left out otherwise
    #[arg(long)]
    pub with_restricted: bool,
}

/// What a proposal is to be best at.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Aim {
    /// The greatest sum of scores
    Score,
    /// The least sum of the ranks that mentees stated
    Ranks,
    /// No two who would both rather have each other
    Stable,
}

impl From<Aim> for Objective {
    fn from(aim: Aim) -> Self {
        match aim {
            Aim::Score => Self::Score,
            Aim::Ranks => Self::Ranks,
            Aim::Stable => Self::Stable,
        }
    }
}

/// How to propose pairs.
#[derive(Debug, clap::Args)]
pub struct Match {
    /// JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// What pairs are to be best at
    #[arg(long, value_enum, default_value_t = Aim::Score)]
    pub objective: Aim,
    /// Plan with people whose papers are on their way, and mark them
    #[arg(long)]
    pub include_pending: bool,
    /// The programme year, such as 2026/27, of several programmes with its name; otherwise the one the screens open with
    #[arg(long)]
    pub year: Option<String>,
}
