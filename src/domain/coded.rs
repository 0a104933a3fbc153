//! One way to declare a closed list of the programme's own words.
//!
//! Every such list needs the same four things: the variants, a stable English code for files and JSON,
//! the way back from the code, and the list of all variants for choices on screen. Declaring them together
//! keeps them from drifting apart.

/// Declares an enum whose variants carry a stable snake_case code.
///
/// The order of variants is part of the stored format: append, never reorder or remove.
///
/// `of` a [`Vocabulary`](super::Vocabulary), the list is one that a school may change: its `seats`, the last variants,
/// are kept free for entries of the school's own.
macro_rules! coded {
    (
        $(#[$meta:meta])* pub enum $name:ident of $list:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }
        seats { $($seat:ident = $own:literal),+ $(,)? }
    ) => {
        coded! {
            $(#[$meta])*
            pub enum $name {
                $($(#[$vmeta])* $variant = $code,)+
                $(#[doc = "A seat for an entry of the school's own."] $seat = $own,)+
            }
        }

        impl $name {
            /// The list of the school that it is.
            pub const LIST: super::Vocabulary = super::Vocabulary::$list;

            /// The code of every variant, in the order of [`Self::ALL`].
            pub const CODES: &'static [&'static str] = &[$($code,)+ $($own),+];

            /// The codes of its seats, in their order.
            pub const SEATS: &'static [&'static str] = &[$($own),+];
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every variant, in the order of the methodology.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code used in files, JSON and the command line.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The variant a code names, if any does.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use coded;
