//! Letters by what they mean: one verb has one key, in every pane where it is possible.
//!
//! | ru | en | meaning | where |
//! |---|---|---|---|
//! | Enter | Enter | open what is under the cursor | everywhere; 6: its paper |
//! | `н`, Ins | `n`, Ins | новый, новая: somebody or something new; 6: codes | 2 3 4 5 6, 7 a measure, 8 a line, a curator, a partner |
//! | Del | Del | удалить | 2 3 4 5 6 8 |
//! | Bs | Bs | вернуть обычное: put the row back; lay out what is usual | 4 8 |
//! | `м` | `m` | встреча: log a meeting, the general one too | 1 2 4 5 |
//! | `п` | `p` | план: plan a meeting; the plan of a pair, of an indicator | 1 4 5 7 |
//! | `а` | `s` | анкета: key a paper of this person; 6 7: choose which questionnaire | 1 2 3, 6 7 |
//! | `с` | `d` | сделать следующее: what the row waits for | 1 deal with it, 3 4 the next step, the next sheet, 5 held, 7 the numbers of the year, 8 tick the line, give a reason at a gate, who was there |
//! | `ф` | `f` | закрепить (зафиксировать) пару | 2 3 4 |
//! | `Ф` | `F` | закрепить все, что согласны | 4 |
//! | `С` | `D` | согласны все, кого ждали | 4 |
//! | `з` | `c` | завершить, отменить, отозвать: end it, and say so | 1 4 pair, 2 3 consent, 5 meeting, 6 code, 8 the reason at a gate |
//! | `у` | `r` | приостановить или вернуть в работу; отложить сигнал или вернуть его; убрать запись списка из выбора или вернуть | 4, 1, 8 |
//! | `ш` | `x` | не пришли | 5 |
//! | `к` | `v` | какие строки, карта: the same base seen otherwise | 1 stages, 2 map, 4 closed, the other side, 5 which, 6 keyed, 7 as a table, 8 the plan by section, what differs in the passport |
//! | `т` | `w` | тоже: the person also in the other base | 2 3 |
//! | `Т` | `W` | тоже, на будущее: a mentee as a candidate mentor | 2 |
//! | `е` | `a` | ещё: add one more request or mentee, the application; complete who is on file | 2 3 4, a roster on its way in |
//! | `ы` | `o` | выбыл: one of a group leaves it | 4 |
//! | `К` | `V` | контроль: key a paper a second time, or settle the differences | 6 keyed |
//! | `А` | `S` | бланки: the questionnaires themselves, to be changed | 6 |
//! | `ц` | `b` | сцепить (bind): the two belong together; all mutual first choices; a pulse and its pair | 4 6 |
//! | `М` | `M` | многие: изменить у всех отмеченных: one field of many rows | 2 3 4 |
//! | `Ц` | `B` | это один человек: two on file are one | 2 3 |
//! | `Ы` | `O` | обезличить: make somebody unknown | 2 3 |
//! | `и` | `i` | импорт: a roster, preference sheets, a questionnaire, answers, measures in | 2 3 4 6 7 |
//! | `в` | `e` | выгрузить: the base out to a file; 6: the sheet of codes, a questionnaire | 2 3 4 6 |
//! | Space | Space | принять: the pair as proposed | 4 proposal |
//! | `В` | `A` | принять все надёжные | 4 proposal |
//! | `я` | `y` | почему не… | 4 proposal |
//! | `ч` | `t` | что если | 1 4 |
//! | `П` | `P` | период: for which days | 7 |
//! | `Л` | `I` | лист собеседования: the interview sheet | 3 |
//! | `!` | `!` | оговорка: let pass with a reason, or take that back | 3 |
//! | `=` | `=` | сравнить: side by side; the saved text and what the data say now | 3 4 7 8 |
//! | `+` | `+` | есть: a goal is reached | 4 |
//! | `Р` | `C` | разговор: a talk of the curator with a side of the pair | 1 4 |
//! | `г` | `u` | отменить свой шаг (Shift: вернуть) | everywhere |
//!
//! The keys of `h j k l` only move, those of `.` and `,` are never letters of a command, and the function keys mean the
//! same everywhere: see `app/commands.rs`, [`super::LIST`] and [`super::FORM`]. To give a pane a command: take its verb
//! from here; a verb that is new takes a letter that is free in every pane, and a line in the table above.

use super::Keys;

/// The digits that open what a question lists.
pub const DIGITS: [Keys; 9] = [
    Keys::same(&["1"]),
    Keys::same(&["2"]),
    Keys::same(&["3"]),
    Keys::same(&["4"]),
    Keys::same(&["5"]),
    Keys::same(&["6"]),
    Keys::same(&["7"]),
    Keys::same(&["8"]),
    Keys::same(&["9"]),
];
/// Take a step of one's own back.
pub const UNDO: Keys = Keys::same(&["u", "ctrl-z"]);
/// Open what is under the cursor.
pub const OPEN: Keys = Keys::same(&["enter"]);
/// Something new.
pub const NEW: Keys = Keys::each(&["н", "ins"], &["n", "ins"]);
/// Remove the record.
pub const REMOVE: Keys = Keys::same(&["del"]);
/// Log a meeting.
pub const MEETING: Keys = Keys::each(&["м"], &["m"]);
/// Log a meeting where a new record is a meeting.
pub const NEW_MEETING: Keys = Keys::each(&["м", "н", "ins"], &["m", "n", "ins"]);
/// Plan a meeting.
pub const PLAN: Keys = Keys::each(&["п"], &["p"]);
/// Key a paper, or choose which.
pub const SURVEY: Keys = Keys::each(&["а"], &["s"]);
/// Do what the row waits for.
pub const NEXT: Keys = Keys::each(&["с"], &["d"]);
/// Fix a pair under an order.
pub const FIX: Keys = Keys::each(&["ф"], &["f"]);
/// Fix every pair that has agreed.
pub const FIX_ALL: Keys = Keys::each(&["Ф"], &["F"]);
/// Everybody who was waited for has agreed.
pub const AGREE_ALL: Keys = Keys::each(&["С"], &["D"]);
/// One of several leaves.
pub const LEAVE: Keys = Keys::each(&["ы"], &["o"]);
/// End it: a pair, a planned meeting, a consent.
pub const END: Keys = Keys::each(&["з"], &["c"]);
/// Pause it, or bring it back to work.
pub const REST: Keys = Keys::each(&["у"], &["r"]);
/// Nobody came.
pub const NO_SHOW: Keys = Keys::each(&["ш"], &["x"]);
/// See the same base otherwise.
pub const VIEW: Keys = Keys::each(&["к"], &["v"]);
/// The person also in the other base.
pub const ALSO: Keys = Keys::each(&["т"], &["w"]);
/// The person in the other base for the time to come.
pub const ALSO_NEXT: Keys = Keys::each(&["Т"], &["W"]);
/// Add to what the record has.
pub const MORE: Keys = Keys::each(&["е"], &["a"]);
/// Key a paper a second time and compare.
pub const CHECK: Keys = Keys::each(&["К"], &["V"]);
/// The questionnaires themselves.
pub const SHEETS: Keys = Keys::each(&["А"], &["S"]);
/// Put the row back to what is usual.
pub const USUAL: Keys = Keys::same(&["bs"]);
/// A roster in.
pub const IMPORT: Keys = Keys::each(&["и"], &["i"]);
/// The base out to a file.
pub const EXPORT: Keys = Keys::each(&["в"], &["e"]);
/// Accept what is proposed.
pub const ACCEPT: Keys = Keys::same(&["space"]);
/// Accept everything that is safe.
pub const ACCEPT_ALL: Keys = Keys::each(&["В"], &["A"]);
/// Why not somebody else.
pub const WHY_NOT: Keys = Keys::each(&["я"], &["y"]);
/// What if.
pub const WHAT_IF: Keys = Keys::each(&["ч"], &["t"]);
/// For which days.
pub const PERIOD: Keys = Keys::each(&["П"], &["P"]);
/// Let somebody pass with a reason, or take that back.
pub const EXCUSE: Keys = Keys::same(&["!"]);
/// The interview sheet.
pub const INTERVIEW: Keys = Keys::each(&["Л"], &["I"]);
/// Side by side.
pub const COMPARE: Keys = Keys::same(&["="]);
/// A goal is reached.
pub const REACHED: Keys = Keys::same(&["+"]);
/// A talk of the curator.
pub const CONTACT: Keys = Keys::each(&["Р"], &["C"]);
/// Change a field of all marked rows.
pub const MANY: Keys = Keys::each(&["М"], &["M"]);
/// Two records are one person.
pub const JOIN: Keys = Keys::each(&["Ц"], &["B"]);
/// Make somebody unknown.
pub const ERASE: Keys = Keys::each(&["Ы"], &["O"]);
/// The two belong together.
pub const PIN: Keys = Keys::each(&["ц"], &["b"]);
