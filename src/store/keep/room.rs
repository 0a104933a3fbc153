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

/// A file is looked through in memory, and the engine looks at a copy.
const IMAGES: u64 = 2;

/// Makes sure that a file of so many bytes can be looked through.
///
/// # Errors
/// [`StoreError::Memory`] says how much is missing.
pub(super) fn ensure_memory(path: &Path, bytes: u64) -> Result<(), StoreError> {
    if largest_image() < bytes { Err(lack_of_memory(path, bytes)) } else { Ok(()) }
}

/// That a file of so many bytes cannot be looked through.
pub(super) fn lack_of_memory(path: &Path, bytes: u64) -> StoreError {
    StoreError::Memory { path: path.to_owned(), needed: bytes.saturating_mul(IMAGES), free: free_memory() }
}

/// Bytes of the largest file that can be looked through.
pub(super) fn largest_image() -> u64 {
    free_memory() / IMAGES
}

/// How many bytes of memory the system can give without swapping; without end where it does not say.
fn free_memory() -> u64 {
    let told = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or(u64::MAX, |kilobytes| kilobytes.saturating_mul(1024))
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
        ensure_memory(&here, 1 << 20).unwrap();
        let Err(StoreError::Memory { needed, free, .. }) = ensure_memory(&here, 1 << 60) else {
            panic!("no such memory")
        };
        assert!(needed == 2 << 60 && free > 1 << 20 && largest_image() < 1 << 60);
    }
}
