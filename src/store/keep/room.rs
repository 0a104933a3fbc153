//! Whether there is room for what is about to be written: a full disk is better heard of before than in the middle.

use std::path::Path;

use super::super::error::StoreError;

/// Makes sure that a directory has room for so many bytes.
///
/// # Errors
/// [`StoreError::Room`] says how much is missing.
pub(super) fn ensure(directory: &Path, needed: u64) -> Result<(), StoreError> {
    let free = free(directory)?;
    if free < needed {
        return Err(StoreError::Room { path: directory.to_owned(), needed, free });
    }
    Ok(())
}

/// How many bytes a directory has room for.
pub(super) fn free(directory: &Path) -> Result<u64, StoreError> {
    let about = rustix::fs::statvfs(directory).map_err(|error| StoreError::io(directory, error.into()))?;
    Ok(about.f_bavail.saturating_mul(about.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_much_is_missing() {
        let here = std::env::temp_dir();
        ensure(&here, 1).unwrap();
        let Err(StoreError::Room { needed, free, .. }) = ensure(&here, u64::MAX) else { panic!("no disk has that") };
        assert!(needed == u64::MAX && free > 0);
    }
}
