//! Where a list and its card lie: beside each other where there is room, else one under the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kit::{Tone, World, paint};

/// How much of a window the list takes, in hundredths.
pub(super) struct Shares {
    /// From this width on the card stands beside the list.
    pub beside_from: u16,
    /// Of the width of a wide window.
    pub wide: u16,
    /// Of the width where the card still has room beside the list.
    pub narrow: u16,
    /// Of the height where the card lies under the list.
    pub under: u16,
}

/// Where list and card lie.
pub(super) struct Areas {
    /// The list.
    pub list: Rect,
    /// The card.
    pub card: Rect,
    /// Whether the card stands beside the list.
    pub beside: bool,
}

/// From this width on a card usually has room beside a list.
pub(super) const BESIDE: u16 = 70;
/// From this width on a window is wide.
const WIDE: u16 = 120;

/// Divides a window between list and card, with a line between them.
pub(super) fn split(area: Rect, shares: &Shares) -> Areas {
    if area.width >= shares.beside_from {
        let list = part(area.width, if area.width >= WIDE { shares.wide } else { shares.narrow });
        let card = Rect { x: area.x + list + 2, width: area.width.saturating_sub(list + 2), ..area };
        return Areas { list: Rect { width: list, ..area }, card, beside: true };
    }
    let list = part(area.height, shares.under);
    let card = Rect { y: area.y + list + 1, height: area.height.saturating_sub(list + 1), ..area };
    Areas { list: Rect { height: list, ..area }, card, beside: false }
}

/// So many hundredths of a side.
fn part(whole: u16, hundredths: u16) -> u16 {
    let cells = u32::from(whole) * u32::from(hundredths) / 100;
    u16::try_from(cells).unwrap_or(whole)
}

/// Draws what parts list and card.
pub(super) fn frame(areas: &Areas, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let style = theme.style(Tone::Muted);
    if areas.beside {
        let x = areas.card.x.saturating_sub(2);
        for y in areas.list.y..areas.list.bottom() {
            buf.set_string(x, y, marks.bar, style);
        }
    } else {
        let under = Rect { y: areas.list.bottom(), height: 1, ..areas.list };
        paint::rule(buf, under, under.y, marks.rule, style);
    }
}
