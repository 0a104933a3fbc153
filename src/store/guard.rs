//! The engine panics on pages that make no sense. Here that becomes an error value.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::StoreError;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread, now, would be caught here and turned into [`StoreError::Damaged`]. A panic hook
/// asks this: such a panic does not end the program, so the hook should leave the terminal alone.
pub fn panic_is_caught() -> bool {
    GUARDED.with(Cell::get)
}

/// Does some work with the engine; a panic inside means the file is damaged.
///
/// Nothing that outlives the panic is left half changed: the caller drops the engine's handle after
/// [`StoreError::Damaged`], and a write transaction that never committed never happened.
pub(super) fn guard<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.unwrap_or_else(|panic| Err(StoreError::Damaged { detail: message(panic.as_ref()) }))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_is_an_error_and_is_announced_to_the_hook() {
        assert!(!panic_is_caught());
        let result: Result<(), StoreError> = guard(|| {
            assert!(panic_is_caught());
            panic!("page 7 makes no sense");
        });
        assert!(matches!(result, Err(StoreError::Damaged { detail }) if detail.contains("page 7")));
        assert!(!panic_is_caught());
    }
}
