//! Which of the encodings Russian files come in a text is written in.
//!
//! A byte order mark settles it; then the zeros of UTF-16; then the strictness of UTF-8. What is left are the three
//! one-byte tables of the eighties and nineties, told apart by how Russian the outcome looks: common letters, and
//! small letters inside words. General detectors need more text than a roster has.

use encoding_rs::{IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// An encoding that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1251.
    Windows1251,
    /// CP866, «DOS».
    Cp866,
    /// KOI8-R.
    Koi8R,
}

impl Encoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1251 => "Windows-1251",
            Self::Cp866 => "CP866",
            Self::Koi8R => "KOI8-R",
        }
    }

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1251 => WINDOWS_1251,
            Self::Cp866 => IBM866,
            Self::Koi8R => KOI8_R,
        }
    }
}

/// The text of a file and how it was written.
pub(super) fn decode(bytes: &[u8]) -> (String, Encoding) {
    let encoding = guess(bytes);
    let (text, _) = encoding.table().decode_with_bom_removal(bytes);
    (text.into_owned(), encoding)
}

fn guess(bytes: &[u8]) -> Encoding {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(table, _)| table);
    let known = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be];
    if let Some(found) = known.into_iter().find(|known| Some(known.table()) == marked) {
        return found;
    }
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return Encoding::Utf8;
    }
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let tables = [Encoding::Windows1251, Encoding::Cp866, Encoding::Koi8R];
    tables.into_iter().max_by(|a, b| russian(sample, *a).total_cmp(&russian(sample, *b))).unwrap_or(Encoding::Utf8)
}

/// UTF-16 without a mark: in Russian and ASCII text every second byte is 0 or 4.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let share = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| matches!(byte, 0 | 4)).count();
    let enough = |count: usize| count > 1 && count * 10 >= sample.len() / 2 * 8;
    match (enough(share(0)), enough(share(1))) {
        (false, true) => Some(Encoding::Utf16Le),
        (true, false) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// UTF-8 with a few broken bytes: whole Russian letters outnumber the breaks by far.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|c| ('\u{400}'..='\u{4ff}').contains(c)).count();
    letters > 10 && broken * 20 < letters
}

/// Frequency of the letters а to я in Russian texts, in hundredths of a per cent (Национальный корпус русского языка).
const FREQUENCY: [u16; 32] = [
    801, 159, 454, 170, 298, 845, 94, 165, 735, 121, 349, 440, 321, 670, 1097, 281, 473, 547, 626, 262, 26, 97, 48,
    144, 73, 36, 4, 190, 174, 32, 64, 201,
];

/// How likely the bytes are to be Russian in this encoding; larger is likelier.
fn russian(bytes: &[u8], encoding: Encoding) -> f64 {
    let (text, _) = encoding.table().decode_without_bom_handling(bytes);
    let mut before = ' ';
    let mut sum = 0.0;
    for c in text.chars() {
        if !c.is_ascii() {
            sum += weight(c, before);
        }
        before = c;
    }
    sum
}

fn weight(c: char, before: char) -> f64 {
    let small = c.to_lowercase().next().unwrap_or(c);
    let letter = match small {
        'а'..='я' => FREQUENCY.get(small as usize - 'а' as usize).map_or(1.0, |f| f64::from(*f)),
        'ё' => 20.0,
        '«' | '»' | '№' | '–' | '—' | '“' | '”' | '„' | '…' | '\u{a0}' => 30.0,
        _ => 0.5,
    };
    // «иВАНОВ» is what a wrong table makes of «Иванов».
    let odd_case = c.is_uppercase() && before.is_lowercase();
    letter.ln() - if odd_case { 4.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: [&str; 4] = [
        "№;ФИО наставляемого;Класс\n1;Щукин Пётр Ильич;7А\n",
        "ФИО;КЛАСС\nЖУКОВА АННА;5Б\n",
        "Фамилия,Имя\nЮдин,Эрик\n",
        "имя\nОльга\n",
    ];

    #[test]
    fn tells_the_one_byte_tables_apart_even_on_short_files() {
        for encoding in [Encoding::Windows1251, Encoding::Cp866, Encoding::Koi8R] {
            for sample in SAMPLES {
                let (bytes, _, lossy) = encoding.table().encode(sample);
                if lossy {
                    continue;
                }
                assert_eq!(decode(&bytes), (sample.to_owned(), encoding));
            }
        }
    }

    #[test]
    fn knows_utf_16_with_and_without_a_mark() {
        for sample in SAMPLES {
            let little: Vec<u8> = sample.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = sample.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&little), (sample.to_owned(), Encoding::Utf16Le));
            assert_eq!(decode(&big), (sample.to_owned(), Encoding::Utf16Be));
            assert_eq!(decode(&[b"\xff\xfe", &little[..]].concat()), (sample.to_owned(), Encoding::Utf16Le));
            assert_eq!(decode(&[b"\xfe\xff", &big[..]].concat()), (sample.to_owned(), Encoding::Utf16Be));
        }
    }

    #[test]
    fn knows_utf_8_with_a_mark_and_with_a_broken_byte() {
        assert_eq!(decode("\u{feff}Класс".as_bytes()), ("Класс".to_owned(), Encoding::Utf8));
        let mut broken = SAMPLES[0].as_bytes().to_vec();
        broken.pop();
        broken.push(0xd0);
        assert_eq!(decode(&broken).1, Encoding::Utf8);
        assert_eq!(decode(b"name,class\n").1, Encoding::Utf8);
    }
}
