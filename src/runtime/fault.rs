//! A way to make the program fail on purpose, so that tests can see the real program do it. Not in release builds.
//!
//! `NASTAVNIK_FAULT=thread:word` makes the thread of that name panic when it meets the word in what it works on: `main`
//! and `keyboard` in what was typed or pasted, `store` in a job.

/// Panics when this thread is the one named and `what` holds the word. The message quotes `what`, as the messages of
/// careless panics do: no report may repeat it.
#[cfg(debug_assertions)]
pub fn strike(what: &impl std::fmt::Debug) {
    let Ok(wanted) = std::env::var("NASTAVNIK_FAULT") else { return };
    let Some((thread, word)) = wanted.split_once(':') else { return };
    let met = format!("{what:?}");
    if std::thread::current().name() == Some(thread) && met.contains(word) {
        std::panic::panic_any(format!("a fault was asked for: {met}"));
    }
}

/// Nothing: faults are for tests.
#[cfg(not(debug_assertions))]
pub fn strike(_: &impl std::fmt::Debug) {}
