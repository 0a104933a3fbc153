//! A questionnaire from a file on disk.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::domain::Questionnaire;
use crate::text::SystemError;

use super::{ReadError, read_all};

/// The largest file that can be a questionnaire: a record of the base can hold no more.
const MOST_BYTES: u64 = 1 << 20;

/// Why a file gives no questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("no such file: {}", .0.display())]
    NotFound(PathBuf),
    /// It is a directory or a device.
    #[error("not a file: {}", .0.display())]
    NotAFile(PathBuf),
    /// The system would not let it be read.
    #[error("cannot read {}: {why:?}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: SystemError,
    },
    /// It is larger than a questionnaire can be.
    #[error("too large")]
    TooLarge,
    /// It is not UTF-8.
    #[error("not UTF-8")]
    NotText,
    /// It is no questionnaire: everything that is wrong with it, in the order of lines.
    #[error("{} faults", .0.len())]
    Read(Vec<ReadError>),
}

/// Reads a questionnaire from a file.
///
/// # Errors
/// [`OpenError`] when there is no file or it is no questionnaire.
pub fn open(path: &Path) -> Result<Questionnaire, OpenError> {
    let refuse = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => OpenError::NotFound(path.to_owned()),
        _ => OpenError::Unreadable { path: path.to_owned(), why: SystemError::from(&error) },
    };
    // Looked at before it is opened: opening a pipe would wait for somebody to write into it.
    if !fs::metadata(path).map_err(refuse)?.is_file() {
        return Err(OpenError::NotAFile(path.to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(refuse)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(refuse)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(OpenError::TooLarge);
    }
    let text = String::from_utf8(bytes).map_err(|_| OpenError::NotText)?;
    read_all(text.trim_start_matches('\u{feff}')).map_err(OpenError::Read)
}
