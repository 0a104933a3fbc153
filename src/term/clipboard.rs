//! The clipboard of the person's own computer, reached through the terminal (OSC 52).

use super::error::TermError;

/// The longest text that is sent, in bytes. Terminals take sequences of very different length and none tells; the base64
/// of this much, 66 668 bytes, is a page or two of names and keeps below the limits we know of.
pub const COPY_LIMIT: usize = 50_000;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The sequence that puts `text` on the clipboard.
///
/// Inside tmux it is sent twice: plainly, which tmux itself takes with `set-clipboard on`, and wrapped to be passed on
/// to the terminal around it, which needs `allow-passthrough on`. Each is ignored where the other works.
///
/// # Errors
/// [`TermError::TooLongToCopy`] beyond [`COPY_LIMIT`].
pub fn osc52(text: &str, in_tmux: bool) -> Result<Vec<u8>, TermError> {
    if text.len() > COPY_LIMIT {
        return Err(TermError::TooLongToCopy { bytes: text.len(), limit: COPY_LIMIT });
    }
    let plain = format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes()));
    if !in_tmux {
        return Ok(plain.into_bytes());
    }
    let wrapped = format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"));
    Ok([plain, wrapped].concat().into_bytes())
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sextet = (word >> (18 - 6 * place)) & 63;
            let digit = if place > chunk.len() { b'=' } else { ALPHABET[sextet as usize] };
            out.push(char::from(digit));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_vectors_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64("Ёж?".as_bytes()), "0IHQtj8=");
    }

    #[test]
    fn tmux_gets_it_plain_and_wrapped() {
        assert_eq!(osc52("foo", false).unwrap(), b"\x1b]52;c;Zm9v\x1b\\");
        let wrapped: &[u8] = b"\x1b]52;c;Zm9v\x1b\\\x1bPtmux;\x1b\x1b]52;c;Zm9v\x1b\x1b\\\x1b\\";
        assert_eq!(osc52("foo", true).unwrap(), wrapped);
    }

    #[test]
    fn what_no_terminal_takes_is_refused() {
        assert!(osc52(&"я".repeat(COPY_LIMIT / 2), false).is_ok());
        let refused = osc52(&"я".repeat(COPY_LIMIT / 2 + 1), false);
        assert!(matches!(refused, Err(TermError::TooLongToCopy { bytes: 50_002, limit: COPY_LIMIT })));
    }
}
