//! Writing a file whole or not at all.

use std::io::{self, Read, Write};
use std::path::Path;

use crate::exchange::error::ExportError;
use crate::text::SystemError;

/// Puts a file in its place once all of it is on disk; until then what was there stays. The file is for its owner
/// alone, as everything with names of children is.
///
/// # Errors
/// [`ExportError`] when the place is no file or the system refuses.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let unwritable =
        |error: io::Error| ExportError::Unwritable { path: path.to_owned(), why: SystemError::from(&error) };
    if path.file_name().is_none() || std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(ExportError::NotAFile { path: path.to_owned() });
    }
    if is_base(path) {
        return Err(ExportError::Base { path: path.to_owned() });
    }
    // A link is followed, so that the file it leads to is replaced and not the link.
    let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(unwritable)?;
    file.persist(&place).map_err(|error| unwritable(error.error))?;
    Ok(())
}

/// Whether a base lies there: an export in its place would be the end of it.
fn is_base(path: &Path) -> bool {
    let mut magic = [0; 4];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut magic)).is_ok() && &magic == b"redb"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_takes_the_place_of_a_base() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("school.redb");
        std::fs::write(&path, b"redb and more").unwrap();
        assert_eq!(save(&path, b"x"), Err(ExportError::Base { path: path.clone() }));
        assert_eq!(std::fs::read(&path).unwrap(), b"redb and more");
    }

    #[test]
    fn replaces_a_file_and_refuses_a_directory() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        save(&path, b"one").unwrap();
        save(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(save(folder.path(), b"x"), Err(ExportError::NotAFile { path: folder.path().to_owned() }));
        let nowhere = folder.path().join("none/out.csv");
        assert!(matches!(save(&nowhere, b"x"), Err(ExportError::Unwritable { .. })));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
