//! Commands, declared once: identity, keys, label, explanation, when they are possible, what they do.
//!
//! The footer, F1, the palette, README's table of keys and the test that presses every key in both layouts all read
//! these rows.

use super::{Act, Code, Stroke, World, fold, unfold};
use crate::domain::{Deed, Key};
use crate::text::{Lang, Text};

/// The keys of a command in each language of the interface, so that the mnemonic fits the word.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    ru: &'static [&'static str],
    en: &'static [&'static str],
}

impl Keys {
    /// The same keys in both languages.
    pub const fn same(keys: &'static [&'static str]) -> Self {
        Self { ru: keys, en: keys }
    }

    /// A mnemonic for each language.
    pub const fn each(ru: &'static [&'static str], en: &'static [&'static str]) -> Self {
        Self { ru, en }
    }

    /// The keys in a language, as written in the table.
    pub fn of(self, lang: Lang) -> &'static [&'static str] {
        match lang {
            Lang::Ru => self.ru,
            Lang::En => self.en,
        }
    }

    /// What is left where plain keys are taken for text. Keys of either sort stand together in every row.
    #[must_use]
    pub fn beyond_text(self) -> Self {
        Self { ru: trimmed(self.ru), en: trimmed(self.en) }
    }

    /// Whether a folded press is one of the keys.
    pub fn fit(self, stroke: Stroke, lang: Lang) -> bool {
        self.of(lang).iter().any(|name| stroke_of(name) == Some(stroke))
    }
}

/// Without the keys at either end that write a character.
fn trimmed(keys: &'static [&'static str]) -> &'static [&'static str] {
    let beyond = |name: &&str| stroke_of(name).is_none_or(|stroke| stroke.text().is_none());
    let first = keys.iter().position(beyond).unwrap_or(keys.len());
    let end = keys.iter().rposition(beyond).map_or(first, |last| last + 1);
    &keys[first..end]
}

/// Which keyboard layout produced the last letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// QWERTY.
    Latin,
    /// ЙЦУКЕН.
    Cyrillic,
}

impl Layout {
    /// The layout a press gives away, if it does. With Control a terminal sends one byte for a key whatever the layout,
    /// so that says nothing.
    pub fn of(stroke: Stroke) -> Option<Self> {
        match stroke.code {
            _ if stroke.ctrl => None,
            Code::Char(c) if c.is_ascii_alphabetic() => Some(Self::Latin),
            Code::Char(c) if c.is_alphabetic() => Some(Self::Cyrillic),
            _ => None,
        }
    }
}

/// The press a name in a table stands for, folded: `н`, `D`, `ctrl-s`, `f1`, `enter`, `shift-down`.
pub fn stroke_of(name: &str) -> Option<Stroke> {
    if let Some(rest) = name.strip_prefix("ctrl-") {
        return stroke_of(rest).map(|stroke| Stroke { ctrl: true, ..stroke });
    }
    if let Some(rest) = name.strip_prefix("alt-") {
        return stroke_of(rest).map(|stroke| Stroke { alt: true, ..stroke });
    }
    if let Some(rest) = name.strip_prefix("shift-") {
        return stroke_of(rest).map(|stroke| Stroke { shift: true, ..stroke });
    }
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        // Names are written as keys are called; `.` and `,` are never names, so folding is safe.
        return Some(Stroke::char(fold(c)));
    }
    let code = match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "s-tab" => Code::BackTab,
        "space" => Code::Char(' '),
        "bs" => Code::Backspace,
        "del" => Code::Delete,
        "ins" => Code::Insert,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        _ => Code::F(name.strip_prefix('f')?.parse().ok()?),
    };
    Some(Stroke::plain(code))
}

/// A key's name for the eye: the letter of the layout last seen, a mark for special keys, `Ctrl+C`, `Alt+←`. Letters
/// held with Ctrl or Alt are called by their Latin name, which is printed on every keyboard.
pub fn key_name(name: &str, layout: Layout, world: &World) -> String {
    let marks = world.theme.marks();
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        let latin = fold(c);
        let shown = match layout {
            Layout::Cyrillic if latin.is_ascii_alphabetic() => unfold(latin),
            Layout::Cyrillic | Layout::Latin => latin,
        };
        return if shown.is_uppercase() { format!("Shift+{shown}") } else { shown.to_string() };
    }
    for (prefix, word) in [("ctrl-", "Ctrl"), ("alt-", "Alt"), ("shift-", "Shift"), ("s-", "Shift")] {
        if let Some(rest) = name.strip_prefix(prefix) {
            let held = key_name(rest, Layout::Latin, world);
            let held = if held.chars().count() == 1 { held.to_uppercase() } else { held };
            return format!("{word}+{held}");
        }
    }
    match name {
        "enter" => marks.enter.to_owned(),
        "space" => marks.space.to_owned(),
        "up" => marks.up.to_owned(),
        "down" => marks.down.to_owned(),
        "left" => marks.left.to_owned(),
        "right" => marks.right.to_owned(),
        "bs" => marks.backspace.to_owned(),
        "esc" => "Esc".to_owned(),
        "tab" => "Tab".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "ins" => "Ins".to_owned(),
        "del" => "Del".to_owned(),
        _ => name.to_uppercase(),
    }
}

/// A command over some state.
pub struct Command<S: 'static> {
    /// Stable identity, `mentee.new`; the journal keeps it.
    pub id: &'static str,
    /// Its keys.
    pub keys: Keys,
    /// One or two words for the footer.
    pub label: fn(&Text) -> &'static str,
    /// One sentence for F1.
    pub help: fn(&Text) -> &'static str,
    /// Its place in the footer, 1 first; 0 keeps it out of the footer.
    pub rank: u8,
    /// Whether it is possible here and now, or why not.
    pub enabled: fn(&S, &World) -> Result<(), String>,
    /// What it does.
    pub run: fn(&mut S, &mut World) -> Vec<Act>,
}

/// One row of a table of commands: identity, keys, the words of its label and its explanation in `text/commands.rs`,
/// place in the footer, when it is possible, what it does.
macro_rules! row {
    ($id:expr, $keys:expr, $word:ident, $help:ident, $rank:literal, $enabled:expr, $run:expr) => {
        $crate::kit::Command {
            id: $id,
            keys: $keys,
            label: |t| t.commands.$word,
            help: |t| t.commands.$help,
            rank: $rank,
            enabled: $enabled,
            run: $run,
        }
    };
}
pub(crate) use row;

/// A command as the footer, the help and the palette see it.
#[derive(Debug, Clone)]
pub struct Info {
    /// Identity.
    pub id: &'static str,
    /// Keys.
    pub keys: Keys,
    /// For the footer.
    pub label: &'static str,
    /// For F1.
    pub help: &'static str,
    /// Place in the footer.
    pub rank: u8,
    /// Why it is not possible, if it is not.
    pub disabled: Option<String>,
}

/// A table of commands as it stands over some state.
pub fn infos<S>(table: &'static [Command<S>], state: &S, world: &World) -> Vec<Info> {
    table
        .iter()
        .map(|command| Info { disabled: (command.enabled)(state, world).err(), ..describe(command, world.text) })
        .collect()
}

/// A command without any state: for tables of keys and tests.
pub fn describe<S>(command: &Command<S>, text: &Text) -> Info {
    Info {
        id: command.id,
        keys: command.keys,
        label: (command.label)(text),
        help: (command.help)(text),
        rank: command.rank,
        disabled: None,
    }
}

/// Runs the command of that identity, if the table has it: `None` sends the caller to the next table.
pub fn run<S>(table: &'static [Command<S>], id: &str, state: &mut S, world: &mut World) -> Option<Vec<Act>> {
    let command = table.iter().find(|command| command.id == id)?;
    Some(match (command.enabled)(state, world) {
        Ok(()) => (command.run)(state, world),
        Err(reason) => vec![Act::Refuse(reason)],
    })
}

/// Possible always.
pub fn always<S>(_: &S, _: &World) -> Result<(), String> {
    Ok(())
}

/// Possible wherever something may be changed.
pub fn writable<S>(_: &S, world: &World) -> Result<(), String> {
    world.closed_to(Deed::Anything).map_or(Ok(()), Err)
}

/// Possible wherever meetings may be changed.
pub fn loggable<S>(_: &S, world: &World) -> Result<(), String> {
    world.closed_to(Deed::Meeting).map_or(Ok(()), Err)
}

/// Possible where something of a meeting on file, or of the pair of one to come, may be changed.
pub fn loggable_at(deed: Deed, key: Key, world: &World) -> Result<(), String> {
    world.closed_at(deed, key).map_or(Ok(()), Err)
}

/// Possible wherever people's measures may be entered.
pub fn measurable<S>(_: &S, world: &World) -> Result<(), String> {
    world.closed_to(Deed::Measure).map_or(Ok(()), Err)
}

/// Possible wherever at least some of what is kept about a person may be changed.
pub fn touchable<S>(_: &S, world: &World) -> Result<(), String> {
    world.closed_to(Deed::Person).map_or(Ok(()), Err)
}

/// Possible wherever there may be steps of one's own.
pub fn steppable<S>(_: &S, world: &World) -> Result<(), String> {
    world.closed_to(Deed::OwnStep).map_or(Ok(()), Err)
}

/// The first key of a verb, as the person at the keyboard sees it.
pub fn first_key(keys: Keys, world: &World) -> String {
    keys.of(world.text.lang).first().map_or_else(String::new, |key| key_name(key, world.layout, world))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Theme;

    #[test]
    fn keys_are_called_as_people_call_them() {
        let mut world = crate::kit::sample::world();
        let shown = |name: &str, layout, world: &World| key_name(name, layout, world);
        let names = ["ctrl-c", "ctrl-z", "alt-left", "alt-enter", "s-tab", "shift-down", "f6", "u", "U", "pgdn"];
        let russian = ["Ctrl+C", "Ctrl+Z", "Alt+←", "Alt+↵", "Shift+Tab", "Shift+↓", "F6", "г", "Shift+Г", "PgDn"];
        assert_eq!(names.map(|name| shown(name, Layout::Cyrillic, &world)), russian);
        assert_eq!(shown("U", Layout::Latin, &world), "Shift+U");
        world.theme = Theme { lines: false, ..world.theme };
        assert_eq!(shown("alt-left", Layout::Cyrillic, &world), "Alt+Left");
    }
}
