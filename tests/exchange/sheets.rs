//! Files as tables.

use nastavnik::exchange::{CellKind, Encoding, Foreign, Limit, MOST_BYTES, Origin, SheetError, from_bytes, open};

use super::support::{fixture, fixture_path};

const TABLE: &str = "ФИО;Класс\nЖёлудев Пётр;7А\nЩукина Юлия;5Б\n";

fn failure(bytes: &[u8]) -> SheetError {
    from_bytes("f", bytes.to_vec(), None).unwrap_err()
}

#[test]
fn reads_every_encoding_to_the_letter() {
    let single = [
        (encoding_rs::WINDOWS_1251, Encoding::Windows1251),
        (encoding_rs::IBM866, Encoding::Cp866),
        (encoding_rs::KOI8_R, Encoding::Koi8R),
        (encoding_rs::UTF_8, Encoding::Utf8),
    ];
    for (table, wanted) in single {
        let bytes = table.encode(TABLE).0.into_owned();
        let sheet = from_bytes("f.csv", bytes, None).unwrap();
        assert_eq!(sheet.origin, Origin::Text { encoding: wanted, delimiter: ';' });
        assert_eq!(sheet.rows[1].text(0), "Жёлудев Пётр", "{wanted:?}");
        assert_eq!(sheet.rows[2].text(0), "Щукина Юлия", "{wanted:?}");
    }
}

#[test]
fn reads_utf_16_as_excel_saves_it() {
    let tabs = TABLE.replace(';', "\t");
    let bytes: Vec<u8> = std::iter::once(0xfeff).chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let sheet = from_bytes("f.txt", bytes, None).unwrap();
    assert_eq!(sheet.origin, Origin::Text { encoding: Encoding::Utf16Le, delimiter: '\t' });
    assert_eq!(sheet.rows[1].text(0), "Жёлудев Пётр");
}

#[test]
fn texts_come_in_one_spelling_and_without_control_characters() {
    let sheet = from_bytes("f.csv", "ФИО;Класс\nИ\u{306}одов\u{1b}[31m Пе\u{308}тр\u{202e};7А\n".into(), None).unwrap();
    assert_eq!(sheet.rows[1].text(0), "Йодов[31m Пётр");
}

#[test]
fn says_what_a_file_is_that_is_no_table() {
    let ole = |name: &str| {
        let wide = name.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain([0; 600]).chain(wide).collect::<Vec<u8>>()
    };
    for (bytes, wanted) in [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), SheetError::Foreign(Foreign::Picture)),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), SheetError::Foreign(Foreign::Picture)),
        (b"%PDF-1.7\n".to_vec(), SheetError::Foreign(Foreign::Pdf)),
        (b"<html><table><tr><td>a</td></tr></table>".to_vec(), SheetError::Foreign(Foreign::WebPage)),
        (b"a;b\0\0\0;c".to_vec(), SheetError::Foreign(Foreign::Other)),
        (ole("WordDocument"), SheetError::Foreign(Foreign::Document)),
        (ole("EncryptedPackage"), SheetError::Password),
        (Vec::new(), SheetError::Empty),
        (b"\n;;;\n  \n".to_vec(), SheetError::Empty),
        (
            vec![b'a'; usize::try_from(MOST_BYTES).unwrap() + 1],
            SheetError::TooLarge { limit: Limit::Bytes, most: MOST_BYTES },
        ),
    ] {
        assert_eq!(failure(&bytes), wanted);
    }
    assert!(matches!(failure(&ole("Workbook")), SheetError::Damaged { .. }));
}

#[test]
fn refuses_a_small_file_that_grows_without_bounds() {
    let mut bytes = std::fs::read(fixture_path("mentors.xlsx")).unwrap();
    let entry = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(failure(&bytes), SheetError::TooLarge { limit: Limit::Unpacked, .. }));
}

#[test]
fn an_extent_of_whole_rows_is_no_obstacle() {
    let mut book = zip::ZipArchive::new(std::fs::File::open(fixture_path("mentors.xlsx")).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let file = book.by_index(index).unwrap();
        out.start_file(file.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = std::io::read_to_string(file).unwrap();
        let (whole, rest) = text.split_once("<dimension ref=\"A1:").unwrap_or((&text, ""));
        let changed = rest.split_once('"').map(|(_, rest)| format!("{whole}<dimension ref=\"1:200\"{rest}"));
        std::io::Write::write_all(&mut out, changed.unwrap_or(text).as_bytes()).unwrap();
    }
    let bytes = out.finish().unwrap().into_inner();
    assert_eq!(from_bytes("f.xlsx", bytes, None).unwrap().rows, fixture("mentors.xlsx").rows);
}

#[test]
fn says_where_there_is_no_file() {
    let nowhere = fixture_path("nobody.csv");
    assert_eq!(open(&nowhere, None).unwrap_err(), SheetError::NotFound { path: nowhere });
    let folder = fixture_path("");
    assert_eq!(open(&folder, None).unwrap_err(), SheetError::NotAFile { path: folder });
}

#[test]
fn xlsx_keeps_dates_phones_and_row_numbers_and_passes_by_hidden_sheets() {
    let sheet = fixture("mentors.xlsx");
    assert_eq!((sheet.name.as_str(), sheet.names.as_slice()), ("Наставники", &["Наставники".to_owned()][..]));
    let row = sheet.rows.iter().find(|row| row.text(1).starts_with("Щеглова")).unwrap();
    assert_eq!((row.number, row.text(2), row.text(4)), (6, "89990000001", "07.09.2026"));
    assert_eq!((row.cells[2].kind, row.cells[4].kind), (CellKind::Number, CellKind::Date));
    assert_eq!(sheet.width(), 7);
    assert!(sheet.merges.iter().any(|merge| merge.rows == (3, 3) && merge.columns == (1, 2)));
}

#[test]
fn a_sheet_can_be_named_even_a_hidden_one() {
    let path = fixture_path("mentors.xlsx");
    assert_eq!(open(&path, Some("служебный")).unwrap().rows[1].text(0), "Тайнова Вера Львовна");
    let error = open(&path, Some("Лист9")).unwrap_err();
    assert_eq!(error, SheetError::NoSuchSheet { name: "Лист9".into(), names: vec!["Наставники".into()] });
}

#[test]
fn xls_and_ods_give_the_same_texts() {
    let xls = fixture("mentees.xls");
    let row = xls.rows.last().unwrap();
    assert_eq!((row.text(1), row.text(3), row.text(4)), ("Рябов Глеб Ильич", "2013", "03.09.2026"));
    let ods = fixture("mentees.ods");
    let row = ods.rows.last().unwrap();
    assert_eq!((row.text(0), row.text(4), row.text(5)), ("аль Рашид", "89990000012", "03.09.2026"));
}
