//! Whether the expectations of an entry questionnaire find their outcomes in the exit questionnaire. A file of its own
//! because it judges two questionnaires, where the reader judges one.

use crate::domain::{Item, Questionnaire};

use super::{Fault, ReadError};

/// Checks that every link of `entry` names an item of `exit` that takes the same kind of answer.
///
/// # Errors
/// [`Fault::LinkMissing`] or [`Fault::LinkOfOtherKind`], with the id of the entry item and no line.
pub fn check_links(entry: &Questionnaire, exit: &Questionnaire) -> Result<(), ReadError> {
    entry.items.iter().try_for_each(|item| match item.linked.iter().find_map(|wanted| fault(item, wanted, exit)) {
        Some(fault) => Err(ReadError { line: None, item: Some(item.id.clone()), fault }),
        None => Ok(()),
    })
}

fn fault(item: &Item, wanted: &str, exit: &Questionnaire) -> Option<Fault> {
    let Some(outcome) = exit.items.iter().find(|other| other.id == *wanted) else {
        return Some(Fault::LinkMissing(wanted.to_owned()));
    };
    (outcome.kind != item.kind).then(|| Fault::LinkOfOtherKind(wanted.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn sheet(wave: &str, id: &str, kind: &str, more: &str) -> Questionnaire {
        let text = format!(
            "code = 'c'\nversion = 1\ntitle = {{ ru = 'Т' }}\nwave = '{wave}'\naudience = 'mentee'\n\
             [[items]]\nid = '{id}'\nkind = '{kind}'\nru = 'Как?'\n{more}"
        );
        read(&text).unwrap()
    }

    #[test]
    fn a_link_needs_an_item_of_the_same_kind() {
        let entry = sheet("entry", "1", "scale", "linked = 'X1'");
        assert_eq!(check_links(&entry, &sheet("exit", "X1", "scale", "")), Ok(()));
        let error = |exit| check_links(&entry, &exit).unwrap_err();
        let missing = error(sheet("exit", "X2", "scale", ""));
        assert_eq!((missing.item.as_deref(), missing.fault), (Some("1"), Fault::LinkMissing("X1".into())));
        assert_eq!(error(sheet("exit", "X1", "text", "")).fault, Fault::LinkOfOtherKind("X1".into()));
        assert_eq!(error(sheet("exit", "X1", "scale", "high = 5")).fault, Fault::LinkOfOtherKind("X1".into()));
    }
}
