//! Colours by what they mean, and the few marks the screens use.
//!
//! Colour supports and never carries: every meaning is there in words, a mark, or bold and reverse. With `NO_COLOR`
//! set only those remain. Sixteen colours, since nobody knows what the terminal can do.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tone {
    Plain,
    /// Beside the point.
    Muted,
    /// A heading.
    Heading,
    /// A key in the footer, a name that stands out.
    Accent,
    /// Needs a hand now.
    Danger,
    /// Needs a look.
    Warning,
    /// In order.
    Good,
    /// The one thing with the focus.
    Focus,
    /// The tab in front.
    ActiveTab,
}

/// Marks of the chrome.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Marks {
    pub focus: &'static str,
    pub rule: &'static str,
    pub bar: &'static str,
    pub tick: &'static str,
    pub cross: &'static str,
    pub dot: &'static str,
    pub warning: &'static str,
    pub full: &'static str,
    pub hollow: &'static str,
    pub enter: &'static str,
    pub space: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub left: &'static str,
    pub right: &'static str,
    pub rising: &'static str,
    pub falling: &'static str,
    pub backspace: &'static str,
    pub ellipsis: &'static str,
    pub picked: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub caret_left: &'static str,
    pub caret_right: &'static str,
    /// From little to much.
    pub shades: [&'static str; 4],
}

static LINES: Marks = Marks {
    focus: "▌",
    rule: "─",
    bar: "│",
    tick: "✓",
    cross: "×",
    dot: "·",
    warning: "▲",
    full: "■",
    hollow: "□",
    enter: "↵",
    space: "␣",
    up: "↑",
    down: "↓",
    left: "←",
    right: "→",
    rising: "▲",
    falling: "▼",
    backspace: "⌫",
    ellipsis: "…",
    picked: "●",
    before: "○",
    after: "●",
    caret_left: "‹",
    caret_right: "›",
    shades: ["░", "▒", "▓", "█"],
};

static ASCII: Marks = Marks {
    focus: ">",
    rule: "-",
    bar: "|",
    tick: "+",
    cross: "x",
    dot: "-",
    warning: "^",
    full: "#",
    hollow: ".",
    enter: "Enter",
    space: "Space",
    up: "Up",
    down: "Down",
    left: "Left",
    right: "Right",
    rising: "^",
    falling: "v",
    backspace: "BS",
    ellipsis: "..",
    picked: "*",
    before: "o",
    after: "*",
    caret_left: "<",
    caret_right: ">",
    shades: [".", "+", "%", "#"],
};

/// How the program looks on this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used.
    pub colour: bool,
    /// Whether the terminal draws lines and marks.
    pub lines: bool,
}

impl Theme {
    /// From the environment: `NO_COLOR`, `TERM`.
    pub fn detect(var: impl Fn(&str) -> Option<String>) -> Self {
        let term = var("TERM").unwrap_or_default();
        let colour = var("NO_COLOR").is_none_or(|value| value.is_empty())
            && !matches!(term.as_str(), "dumb" | "vt100" | "vt220");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| var(name).filter(|value| !value.is_empty()));
        // The text is Cyrillic in any case; only a terminal that says it cannot do UTF-8 gets plain marks.
        let utf8 = locale
            .is_none_or(|name| name.to_lowercase().replace('-', "").contains("utf8") || name == "C" || name == "POSIX");
        Self { colour, lines: utf8 && !matches!(term.as_str(), "linux" | "dumb" | "vt100" | "vt220") }
    }

    /// The marks.
    pub fn marks(self) -> &'static Marks {
        if self.lines { &LINES } else { &ASCII }
    }

    /// The style of a tone.
    pub fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        let coloured = |colour: Color| if self.colour { plain.fg(colour) } else { plain };
        match tone {
            Tone::Plain => plain,
            Tone::Muted => coloured(Color::DarkGray),
            Tone::Heading => plain.add_modifier(Modifier::BOLD),
            Tone::Accent => coloured(Color::Cyan),
            Tone::Danger => coloured(Color::LightRed).add_modifier(Modifier::BOLD),
            Tone::Warning => coloured(Color::Yellow),
            Tone::Good => coloured(Color::Green),
            Tone::Focus | Tone::ActiveTab => plain.add_modifier(Modifier::REVERSED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(vars: &[(&str, &str)]) -> Theme {
        Theme::detect(|name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn believes_the_environment() {
        assert_eq!(with(&[("TERM", "xterm-256color"), ("LANG", "ru_RU.UTF-8")]), Theme { colour: true, lines: true });
        assert!(!with(&[("TERM", "xterm"), ("NO_COLOR", "1")]).colour);
        assert!(!with(&[("TERM", "linux")]).lines);
        assert!(!with(&[("TERM", "xterm"), ("LANG", "ru_RU.KOI8-R")]).lines);
        assert!(with(&[("TERM", "xterm")]).lines);
    }

    #[test]
    fn without_colour_meaning_stays_in_modifiers() {
        let mono = Theme { colour: false, lines: true };
        for tone in [Tone::Danger, Tone::Heading, Tone::Focus, Tone::ActiveTab] {
            assert_ne!(mono.style(tone), Style::new(), "{tone:?}");
        }
    }
}
