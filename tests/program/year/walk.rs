//! Who walks through the year: somebody at the keyboard of the real program, and what they read off its screens.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use nastavnik::domain::Register;
use serde_json::Value;

use crate::school::*;
use crate::support::Program;

pub const TAB: &str = "\t";
pub const BACK_TAB: &str = "\x1b[Z";
pub const F4: &str = "\x1bOS";
pub const F8: &str = "\x1b[19~";
pub const HOME: &str = "\x1b[H";
pub const INSERT: &str = "\x1b[2~";
pub const CTRL_A: &str = "\x01";
pub const CTRL_O: &str = "\x0f";

/// The window everything is typed in, and the one in which a whole plan fits.
const WINDOW: (u16, u16) = (80, 24);
const TALL: (u16, u16) = (100, 60);

/// Pages of pane 8, in their order.
const PAGES: [&str; 11] = [
    "План",
    "Паспорт",
    "Обучение",
    "Ворота",
    "Партнёры",
    "Согласия",
    "События",
    "Практики",
    "Поощрение",
    "Списки",
    "Роли",
];

/// Somebody at the keyboard, from the empty base on.
pub struct Walk {
    pub school: School,
    pub program: Program,
    keys: usize,
    letters: usize,
    /// What each stage took: its name, keys, letters.
    pub spent: Vec<(&'static str, usize, usize)>,
}

/// So many of so many, as a screen says it.
pub type Of = (usize, usize);

/// The plan of pane 8 as it is on screen: each line and each stage by the beginning of its name.
#[derive(Debug)]
pub struct Plan(Vec<String>);

impl Plan {
    /// What a counted line or a stage says.
    pub fn of(&self, name: &str) -> Of {
        let row = self.row(name);
        of(row).unwrap_or_else(|| panic!("no figures in {row:?}"))
    }

    fn row(&self, name: &str) -> &str {
        let bare = |row: &str| row.trim_start_matches(['▌', ' ', '✓', '▲', '·']).to_owned();
        let mut rows = self.0.iter().filter(|row| bare(row).starts_with(name));
        let row = rows.next().unwrap_or_else(|| panic!("no {name:?} in:\n{}", self.0.join("\n")));
        assert!(rows.next().is_none(), "two lines begin with {name:?}");
        row
    }
}

/// «12 из 14» at the end of a row, or before a share: «2 из 6, 33 %».
fn of(row: &str) -> Option<Of> {
    let bare = row.trim_end().strip_suffix(" %").and_then(|row| row.rsplit_once(',')).map_or(row, |(row, _)| row);
    let mut words = bare.split_whitespace().rev();
    let all = words.next()?.parse().ok()?;
    (words.next()? == "из").then_some(())?;
    Some((words.next()?.parse().ok()?, all))
}

impl Walk {
    /// At the greeting of a program that has no base yet.
    pub fn begin() -> Self {
        let school = School::none();
        // Whoever gives the test another day (faketime) gives it to the program as well.
        let day = |name: &&str| name.starts_with("FAKETIME") || *name == "LD_PRELOAD";
        let env: Vec<(String, String)> = std::env::vars().filter(|(name, _)| day(&name.as_str())).collect();
        let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut program = school.start_with(&[], &env, WINDOW);
        program.wait_for("Базы ещё нет", PATIENCE);
        Self { school, program, keys: 0, letters: 0, spent: Vec::new() }
    }

    /// Presses keys and types texts: what is one character or an escape sequence is a key, all else is typed letter by
    /// letter. Nothing is waited for: the program takes what was typed ahead in its order. Only after Escape a person
    /// pauses, or it would begin the sequence of another key.
    pub fn does(&mut self, typed: &[&str]) -> &mut Self {
        for keys in typed {
            match *keys {
                ESC => self.program.press(ESC, PATIENCE),
                keys => self.program.send(keys),
            }
            if keys.starts_with('\x1b') || keys.chars().count() == 1 {
                self.keys += 1;
            } else {
                self.letters += keys.chars().count();
            }
        }
        self
    }

    /// Waits until a text is on screen.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.program.wait_for(text, PATIENCE);
        self
    }

    /// Waits until a text is on screen, wherever lines were broken on the way.
    pub fn reads(&mut self, text: &str) -> &mut Self {
        self.program.wait_until(&format!("{text:?}"), PATIENCE, |screen| flat(&screen.contents()).contains(text));
        self
    }

    /// Opens a page of pane 8 by the shorter way round.
    pub fn page(&mut self, name: &str) -> &mut Self {
        let at = |screen: &vt100::Screen| {
            let text = screen.contents();
            PAGES.iter().position(|page| text.contains(&format!("[{page}]")))
        };
        self.does(&["8"]);
        self.program.wait_until("page of pane 8", PATIENCE, |screen| at(screen).is_some());
        let from = at(self.program.screen()).unwrap();
        let to = PAGES.iter().position(|page| *page == name).unwrap();
        let ahead = (to + PAGES.len() - from) % PAGES.len();
        let (key, times) = if ahead <= PAGES.len() / 2 { (TAB, ahead) } else { (BACK_TAB, PAGES.len() - ahead) };
        self.does(&vec![key; times]).sees(&format!("[{name}]"))
    }

    /// Turns to a page of pane 7 by the key of the next one.
    pub fn results(&mut self, name: &str) -> &mut Self {
        self.does(&["7"]).sees("Показатели");
        while !self.program.text().contains(&format!("[{name}]")) {
            self.program.press(TAB, PATIENCE);
            self.keys += 1;
        }
        self
    }

    /// Brings the cursor of what is in front to the first row that some letters find; all rows are shown again.
    pub fn to(&mut self, letters: &str) -> &mut Self {
        self.does(&["/", letters, ESC])
    }

    /// Reads the whole plan in a window that it fits into.
    pub fn plan(&mut self) -> Plan {
        // Pane 1 comes in between, so that the plan on screen is one that was drawn after all that was typed.
        self.does(&["1"]).sees("Требует внимания");
        self.page("План");
        self.resize(TALL, "обратная связь от участников");
        let plan = Plan(self.program.text().lines().map(str::to_owned).collect());
        self.resize(WINDOW, "[План]");
        plan
    }

    /// How far a stage is by the list of stages that pane 1 opens.
    pub fn stage(&mut self, name: &str) -> Of {
        self.does(&["1", "к"]);
        // «подготовка ■■□□□ 2 из 6, 40 %», and below it what is late, which a small window has no room for.
        let said = |screen: &vt100::Screen| {
            let text = screen.contents();
            let mut rows = text.lines().filter(|line| line.trim_start().starts_with(&format!("{name} ")));
            rows.find_map(of)
        };
        self.program.resize(TALL);
        self.program.wait_until(&format!("stage {name:?}"), PATIENCE, |screen| said(screen).is_some());
        let figures = said(self.program.screen()).unwrap();
        self.does(&[ESC]);
        self.resize(WINDOW, "Этапы года");
        figures
    }

    fn resize(&mut self, (width, height): (u16, u16), text: &str) {
        self.program.resize((width, height));
        let last = height - 1;
        self.program.wait_until(&format!("{text:?} in a new size"), PATIENCE, |screen| {
            screen.contents().contains(text) && screen.contents_between(last, 0, last, width).contains("F1")
        });
    }

    /// Writes a file beside the base and gives its path.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.school.directory().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A command of the program without a screen, over the base of the walk.
    pub fn run(&self, args: &[&str]) -> Output {
        run(&self.school.base, args)
    }

    /// A table of the base, as the program exports it.
    pub fn table(&mut self, kind: &str) -> Vec<Value> {
        self.program.rest(PATIENCE);
        let output = self.run(&["export", kind, "--format", "json"]);
        let text = String::from_utf8(output.stdout).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// What is on disk after all that was typed.
    pub fn registered(&mut self) -> Register {
        self.program.rest(PATIENCE);
        self.school.register()
    }

    /// Ends a stage: what it took is noted, and counting begins anew.
    pub fn ends(&mut self, stage: &'static str) {
        self.program.rest(PATIENCE);
        self.spent.push((stage, std::mem::take(&mut self.keys), std::mem::take(&mut self.letters)));
    }

    /// What each stage took, a line each.
    pub fn told(&self) -> String {
        let mut told = String::new();
        for (stage, keys, letters) in &self.spent {
            writeln!(told, "{stage}: {keys} keys, {letters} letters").unwrap();
        }
        told
    }
}

/// The text of a screen with every run of spaces and line breaks as one space.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The program without a screen.
pub fn run(base: &std::path::Path, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(base).args(args).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A person of the demonstration: the cells of their row by the heads of an exported table.
pub type Row = BTreeMap<String, String>;

/// The rows of a table that the program exported.
pub fn rows(csv: &str) -> Vec<Row> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let named = |record: csv::StringRecord| -> Row {
        heads.iter().zip(&record).map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| named(record.unwrap())).collect()
}

/// A table of some columns, as somebody sends it who has only these.
pub fn table(rows: &[Row], columns: &[&str]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(columns).unwrap();
    for row in rows {
        writer.write_record(columns.iter().map(|column| row[*column].as_str())).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}
