//! Who is at the keyboard, as far as the system knows.
//!
//! The journal must name people even where several curators share one machine, so the name comes from the user
//! number, which a user cannot choose, and only falls back to the environment where no account file lists it.

use std::env;
use std::fs;
use std::process;

/// Whom the journal names for answers given by a code. No system user can be called so.
pub const RESPONDENT: &str = "@respond";

/// A user in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The system user.
    pub user: String,
    /// The terminal, such as `pts/3`; `-` where there is none.
    pub tty: String,
    /// The process.
    pub pid: u32,
}

impl Identity {
    /// Who runs this process.
    pub fn current() -> Self {
        Self { user: user(), tty: tty(), pid: process::id() }
    }

    /// The session: terminal and process.
    pub fn session(&self) -> String {
        format!("{}:{}", self.tty, self.pid)
    }
}

fn user() -> String {
    let uid = rustix::process::getuid().as_raw();
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    account(&accounts, uid)
        .or_else(|| ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok().filter(|user| !user.is_empty())))
        .unwrap_or_else(|| uid.to_string())
}

/// The name of a user number in the text of an account file, `name:password:uid:…` a line.
fn account(accounts: &str, uid: u32) -> Option<String> {
    let number = uid.to_string();
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.is_empty())?;
        (fields.nth(1) == Some(number.as_str())).then(|| name.to_owned())
    })
}

fn tty() -> String {
    let name = rustix::termios::ttyname(rustix::stdio::stdin(), Vec::new()).ok();
    let name = name.and_then(|name| name.into_string().ok()).unwrap_or_default();
    match name.strip_prefix("/dev/").unwrap_or(&name) {
        "" => "-".to_owned(),
        short => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_account_of_a_number() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\n# note\n\n:x:7::\nivanova:x:1001:1001::/home/ivanova:/bin/sh\n";
        assert_eq!(account(accounts, 1001).as_deref(), Some("ivanova"));
        assert_eq!(account(accounts, 0).as_deref(), Some("root"));
        assert_eq!(account(accounts, 7), None);
        assert_eq!(account(accounts, 100), None);
    }

    #[test]
    fn names_this_process() {
        let me = Identity::current();
        assert!(!me.user.is_empty() && !me.tty.is_empty());
        assert!(me.session().ends_with(&process::id().to_string()));
    }
}
