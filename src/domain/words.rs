//! Texts as records hold them: never changed in place, and the same text only once.
//!
//! Of ten thousand people on file a thousand have the same given name, the same signature stands under three consents,
//! and half the pairs meet on Tuesday at four. So a text is shared: a record holds a reference to it, and
//! [`Pool::share`] makes equal texts one when a base is loaded.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text in a record. It is stored as any string is.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words(Option<Arc<str>>);

impl Words {
    /// The text.
    pub fn as_str(&self) -> &str {
        self
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self((!text.is_empty()).then(|| text.into()))
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Self> for Words {
    fn from(text: &Self) -> Self {
        text.clone()
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        (*words).to_owned()
    }
}

impl AsRef<str> for Words {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Words {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Texts seen so far.
#[derive(Debug, Default)]
pub struct Pool(HashSet<Arc<str>>);

impl Pool {
    /// Makes `words` the text seen before, if it equals one.
    pub fn share(&mut self, words: &mut Words) {
        let Some(text) = &mut words.0 else { return };
        match self.0.get(text) {
            Some(known) => *text = Arc::clone(known),
            None => {
                self.0.insert(Arc::clone(text));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_become_one() {
        let mut pool = Pool::default();
        let (mut a, mut b, mut empty) = (Words::from("Алексей"), Words::from("Алексей"), Words::from(""));
        for words in [&mut a, &mut b, &mut empty] {
            pool.share(words);
        }
        assert!(std::ptr::eq(&*a, &*b));
        assert_eq!((a, empty.is_empty()), (b, true));
    }
}
