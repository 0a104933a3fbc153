//! What the operating system said, in words of ours: its own are in English.

use std::io::{self, ErrorKind};

use rustix::io::Errno;

use super::{Text, fill, words};

/// An error of the system as data: its kind, and its number where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemError {
    kind: ErrorKind,
    number: Option<i32>,
}

impl From<&io::Error> for SystemError {
    fn from(error: &io::Error) -> Self {
        let number = error.raw_os_error().or_else(|| number_in(&error.to_string()));
        // An error that somebody wrapped may have kept its number alone.
        let kind = number.map_or(error.kind(), |number| io::Error::from_raw_os_error(number).kind());
        Self { kind, number }
    }
}

/// The number in the text of an error that was wrapped to say more: there the number itself is out of reach.
fn number_in(text: &str) -> Option<i32> {
    let (_, rest) = text.split_once("(os error ")?;
    rest.split_once(')')?.0.parse().ok()
}

impl SystemError {
    /// «на диске нет места (ошибка 28)»: what happened, and the number an administrator looks it up by.
    pub fn words(self, text: &Text) -> String {
        let what = self.what(&text.system);
        self.number.map_or_else(|| what.to_owned(), |number| fill(text.system.numbered, &[&what, &number]))
    }

    fn what(self, s: &System) -> &'static str {
        match self.kind {
            ErrorKind::NotFound => s.not_found,
            ErrorKind::PermissionDenied => s.denied,
            ErrorKind::AlreadyExists => s.exists,
            ErrorKind::IsADirectory => s.directory,
            ErrorKind::NotADirectory => s.not_a_directory,
            ErrorKind::DirectoryNotEmpty => s.not_empty,
            ErrorKind::ReadOnlyFilesystem => s.read_only,
            ErrorKind::StorageFull => s.no_space,
            ErrorKind::QuotaExceeded => s.quota,
            ErrorKind::FileTooLarge => s.too_large,
            ErrorKind::InvalidFilename => s.name,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => s.busy,
            ErrorKind::WouldBlock | ErrorKind::TimedOut => s.timed_out,
            ErrorKind::BrokenPipe => s.pipe,
            ErrorKind::NotConnected => s.line,
            ErrorKind::UnexpectedEof => s.cut,
            ErrorKind::OutOfMemory => s.memory,
            ErrorKind::StaleNetworkFileHandle => s.stale,
            ErrorKind::InvalidInput | ErrorKind::Unsupported => s.unsupported,
            _ => self.what_of_no_kind(s),
        }
    }

    /// What only the number tells.
    fn what_of_no_kind(self, s: &System) -> &'static str {
        match self.number.map(Errno::from_raw_os_error) {
            Some(Errno::IO | Errno::NXIO | Errno::NODEV) => s.device,
            Some(Errno::MFILE | Errno::NFILE) => s.too_many_files,
            Some(Errno::LOOP) => s.circle,
            _ => s.unknown,
        }
    }
}

words! {
    /// What the operating system can say.
    System {
        numbered: "{} (ошибка {})", "{} (error {})";
        not_found: "нет такого файла или каталога", "no such file or directory";
        denied: "нет прав", "no permission";
        exists: "это имя уже занято", "the name is taken";
        directory: "это каталог, а не файл", "this is a directory and not a file";
        not_a_directory: "на пути к файлу стоит не каталог", "a part of the path is not a directory";
        not_empty: "каталог не пуст", "the directory is not empty";
        read_only: "диск подключён только для чтения", "the disk is mounted for reading only";
        no_space: "на диске нет места", "no space is left on the disk";
        quota: "исчерпано место, отведённое вам на диске", "your share of the disk is used up";
        too_large: "файл больше, чем позволяет диск или отведённый вам предел", "the file is larger than the disk or your limit allows";
        name: "имя слишком длинное или недопустимое", "the name is too long or not allowed";
        busy: "файл занят другой программой", "another program is using the file";
        timed_out: "ответа не дождались", "there was no answer in time";
        pipe: "тот, кто принимал вывод, закрылся", "whoever took the output has closed";
        line: "связи больше нет", "the line is gone";
        cut: "файл кончается раньше, чем должен", "the file ends too early";
        memory: "не хватает памяти", "memory has run out";
        stale: "сетевой диск потерял этот файл", "the network drive has lost the file";
        unsupported: "так система не умеет", "the system cannot do this";
        device: "диск или терминал не отвечает", "the disk or the terminal does not answer";
        too_many_files: "открыто слишком много файлов", "too many files are open";
        circle: "ссылки ведут по кругу", "links lead in a circle";
        unknown: "система отказала", "the system refused";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn said(error: &io::Error, lang: Lang) -> String {
        SystemError::from(error).words(Text::of(lang))
    }

    #[test]
    fn no_number_is_told_in_english_to_a_russian() {
        for number in 1..=133 {
            let said = said(&io::Error::from_raw_os_error(number), Lang::Ru);
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{number}: {said}");
            assert!(said.ends_with(&format!("(ошибка {number})")), "{said}");
        }
    }

    #[test]
    fn what_happens_to_files_has_words_of_its_own() {
        let common = [
            Errno::NOENT,
            Errno::ACCESS,
            Errno::PERM,
            Errno::EXIST,
            Errno::ISDIR,
            Errno::NOTDIR,
            Errno::NOTEMPTY,
            Errno::ROFS,
            Errno::NOSPC,
            Errno::DQUOT,
            Errno::FBIG,
            Errno::NAMETOOLONG,
            Errno::BUSY,
            Errno::AGAIN,
            Errno::TIMEDOUT,
            Errno::PIPE,
            Errno::NOMEM,
            Errno::STALE,
            Errno::INVAL,
            Errno::IO,
            Errno::MFILE,
            Errno::NFILE,
            Errno::LOOP,
        ];
        for errno in common {
            let error = io::Error::from(errno);
            for (lang, unknown) in [(Lang::Ru, "система отказала"), (Lang::En, "the system refused")] {
                assert!(!said(&error, lang).contains(unknown), "{error}");
            }
        }
        assert_eq!(said(&Errno::NOSPC.into(), Lang::Ru), "на диске нет места (ошибка 28)");
        assert_eq!(said(&Errno::NOSPC.into(), Lang::En), "no space is left on the disk (error 28)");
    }

    #[test]
    fn wrapping_hides_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let wrapped = tempfile::tempdir_in(directory.path().join("none")).unwrap_err();
        assert_eq!(said(&wrapped, Lang::Ru), "нет такого файла или каталога (ошибка 2)");
        let wrapped = io::Error::other(io::Error::from(Errno::MFILE));
        assert_eq!(said(&wrapped, Lang::Ru), "открыто слишком много файлов (ошибка 24)");
        assert_eq!(said(&ErrorKind::TimedOut.into(), Lang::Ru), "ответа не дождались");
        assert_eq!(said(&io::Error::other("a reason in English"), Lang::Ru), "система отказала");
    }
}
