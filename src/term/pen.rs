//! Colours and attributes in the fewest bytes.

use super::glyph::{SEEN_ON_BLANK, is_plain_blank};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// With what the terminal would write the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Attribute, the parameter that turns it on, the parameter that turns it off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The pen after a reset.
    pub const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The pen that a cell asks for.
    pub const fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether the cell comes out right when written with this pen. A blank does with any foreground.
    pub fn fits(self, cell: &Cell) -> bool {
        self == Self::of(cell) || (is_plain_blank(cell) && self.is_bare() && self.bg == cell.bg)
    }

    /// Whether erasing with this pen leaves cells that look untouched, on terminals that erase with the current
    /// background and on those that do not.
    pub fn erases_clean(self) -> bool {
        self.is_bare() && self.bg == Color::Reset
    }

    fn is_bare(self) -> bool {
        !self.modifier.intersects(SEEN_ON_BLANK)
    }

    /// Writes what turns this pen into `next`: the differences, or everything after a reset if that is shorter.
    pub fn turn_into(self, next: Self, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        let steps = self.steps(next);
        let mut fresh = Self::PLAIN.steps(next);
        if fresh.is_empty() {
            out.extend_from_slice(b"\x1b[m");
            return;
        }
        fresh.insert_str(0, "0;");
        let shorter = if steps.len() <= fresh.len() { steps } else { fresh };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.as_bytes());
        out.push(b'm');
    }

    /// The parameters that lead from one pen to the other, joined with semicolons.
    fn steps(self, next: Self) -> String {
        let mut steps: Vec<String> = Vec::new();
        let gone = self.modifier.difference(next.modifier);
        let mut kept = self.modifier.intersection(next.modifier);
        for (_, _, off) in ATTRIBUTES.iter().filter(|(attribute, _, _)| gone.contains(*attribute)) {
            let off = off.to_string();
            if !steps.contains(&off) {
                steps.push(off);
            }
        }
        // One parameter puts out two attributes, so the one that stays has to be lit again.
        for pair in [Modifier::BOLD.union(Modifier::DIM), Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK)] {
            if gone.intersects(pair) {
                kept.remove(pair);
            }
        }
        let lit = next.modifier.difference(kept);
        steps.extend(ATTRIBUTES.iter().filter(|(a, _, _)| lit.contains(*a)).map(|(_, on, _)| on.to_string()));
        if self.fg != next.fg {
            steps.push(colour(next.fg, 30));
        }
        if self.bg != next.bg {
            steps.push(colour(next.bg, 40));
        }
        steps.join(";")
    }
}

/// The parameter of a colour; `base` is 30 for the foreground and 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    let index = match colour {
        Color::Reset => return (base + 9).to_string(),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    match index {
        0..8 => (base + index).to_string(),
        8..16 => (base + 52 + index).to_string(),
        _ => format!("{};5;{index}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        from.turn_into(to, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shorter_way_is_taken() {
        let red = Pen { fg: Color::Red, ..Pen::PLAIN };
        let bold = Pen { modifier: Modifier::BOLD, ..red };
        assert_eq!(turn(Pen::PLAIN, Pen::PLAIN), "");
        assert_eq!(turn(Pen::PLAIN, red), "\x1b[31m");
        assert_eq!(turn(red, bold), "\x1b[1m");
        assert_eq!(turn(bold, Pen::PLAIN), "\x1b[m");
        assert_eq!(turn(bold, red), "\x1b[22m");
    }

    #[test]
    fn an_attribute_put_out_with_its_neighbour_is_lit_again() {
        let both = Pen { modifier: Modifier::BOLD | Modifier::DIM, bg: Color::Rgb(1, 2, 3), ..Pen::PLAIN };
        let dim = Pen { modifier: Modifier::DIM, ..both };
        assert_eq!(turn(both, dim), "\x1b[22;2m");
    }

    #[test]
    fn the_bright_half_has_numbers_of_its_own() {
        assert_eq!(colour(Color::DarkGray, 30), "90");
        assert_eq!(colour(Color::White, 40), "107");
        assert_eq!(colour(Color::Indexed(16), 40), "48;5;16");
    }
}
