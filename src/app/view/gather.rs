//! A table of answers or of measures on its way in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::gather::{Gather, Page, Planned};
use crate::domain::Answer;
use crate::exchange::{
    AnswerColumn, AnswerDecision, AnswerState, AnswerTarget, NamedRow, Sureness, answer_remark_shown, cell_fault,
};
use crate::fields::hundredths::decimal;
use crate::fields::{Worded, names};
use crate::kit::paint::{self, clip, clip_words, width};
use crate::kit::{Tone, World};
use crate::text::fill;

/// Cells of the number of a row with its gap.
const NUMBER: u16 = 5;

impl Gather {
    /// Draws it.
    pub fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let (theme, marks) = (world.theme, world.theme.marks());
        let cells = usize::from(area.width);
        let title = clip(&self.title(world), cells, marks.ellipsis);
        paint::put(buf, area, area.x, area.y, &title, theme.style(Tone::Heading));
        let totals = clip(&self.totals(world), cells, marks.ellipsis);
        paint::put(buf, area, area.x, area.y + 1, &totals, theme.style(Tone::Muted));
        let note = clip(&self.note(world), cells, marks.ellipsis);
        paint::put(buf, area, area.x, area.y + 2, &note, theme.style(Tone::Warning));
        let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let top = (self.cursor + 1).saturating_sub(usize::from(rows.height));
        let widths = self.widths(top, rows, world);
        for (at, y) in (top..self.count()).zip(rows.y..rows.bottom()) {
            let current = at == self.cursor;
            let lead = if current { marks.focus } else { " " };
            paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
            let line = Rect { x: rows.x + 1, y, width: rows.width.saturating_sub(1), height: 1 };
            match self.page {
                Page::Rows => self.draw_row(at, current, widths, line, buf, world),
                Page::Columns => self.draw_column(at, current, line, buf, world),
            }
        }
        for (line, y) in paint::wrap(&self.about(world), cells).iter().zip(rows.bottom()..area.bottom()) {
            paint::put(buf, area, area.x, y, line, theme.style(Tone::Warning));
        }
    }

    fn title(&self, world: &World) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match self.asked(world) {
            Some(asked) => fill(world.text.surveys.answer_title, &[&names::title(asked, world.text), &name]),
            None => fill(world.text.surveys.measures_title, &[&name]),
        }
    }

    fn totals(&self, world: &World) -> String {
        if let Some(error) = self.error() {
            return self.error_words(error, world.text);
        }
        let states = [AnswerState::Taken, AnswerState::Rejected, AnswerState::Undecided, AnswerState::Skipped];
        let [taken, rejected, undecided, skipped] = states.map(|state| self.tally(state));
        fill(world.text.panes.import_totals, &[&taken, &rejected, &undecided, &skipped])
    }

    /// What the table lacks: items without a column, people without an entry questionnaire, columns nobody reads.
    fn note(&self, world: &World) -> String {
        let s = &world.text.surveys;
        let mut parts = Vec::new();
        if let (Planned::Answers(_, Ok(plan)), Some(asked)) = (&self.planned, self.asked(world)) {
            if plan.without_entry > 0 {
                parts.push(fill(s.answer_no_entry_shown, &[&plan.without_entry]));
            }
            let ids: Vec<&str> = plan.unasked.iter().filter_map(|at| Some(asked.items.get(*at)?.id.as_str())).collect();
            if !ids.is_empty() {
                parts.push(fill(s.answer_unasked_shown, &[&ids.join(", ")]));
            }
        }
        let unread = self.columns.columns.iter().filter(|column| column.target == AnswerTarget::Unknown);
        parts.extend(unread.filter(|column| !column.head.is_empty()).map(|it| fill(s.answer_unread, &[&it.name()])));
        parts.join(" · ")
    }

    /// Cells of whom the rows in sight name, and of what they say. What becomes of them has its room first, up to a half;
    /// what they say leaves where the window is narrow.
    fn widths(&self, top: usize, rows: Rect, world: &World) -> (usize, usize) {
        let seen: Vec<&NamedRow> = self.rows().into_iter().skip(top).take(usize::from(rows.height)).collect();
        let room = usize::from(rows.width.saturating_sub(NUMBER + 1));
        let fate = seen.iter().map(|row| width(&self.fate(row, world).0)).max().unwrap_or(0).min(room / 2);
        let who = seen.iter().map(|row| width(&row.who)).max().unwrap_or(0).min((room - fate).saturating_sub(1));
        let left = room.saturating_sub(fate + who + 2);
        let gist = (top..top + seen.len()).map(|at| width(&self.gist(at, world))).max().unwrap_or(0).min(left);
        (who, if gist > 8 { gist } else { 0 })
    }

    fn draw_row(
        &self,
        at: usize,
        current: bool,
        (who, gist): (usize, usize),
        line: Rect,
        buf: &mut Buffer,
        world: &World,
    ) {
        let Some(row) = self.row(at) else { return };
        let (theme, marks) = (world.theme, world.theme.marks());
        let number = format!("{:>4} ", row.number);
        paint::put(buf, line, line.x, line.y, &number, theme.style(Tone::Muted));
        let (fate, tone) = self.fate(row, world);
        let mut x = line.x + NUMBER;
        let name = clip_words(&row.who, who, marks.ellipsis);
        paint::put(buf, line, x, line.y, &name, theme.style(if current { Tone::Focus } else { Tone::Plain }));
        x += u16::try_from(who + 1).unwrap_or(0);
        if gist > 0 {
            let said = clip(&self.gist(at, world), gist, marks.ellipsis);
            paint::put(buf, line, x, line.y, &said, theme.style(Tone::Plain));
            x += u16::try_from(gist + 1).unwrap_or(0);
        }
        let room = usize::from(line.right().saturating_sub(x));
        paint::put(buf, line, x, line.y, &clip(&fate, room, marks.ellipsis), theme.style(tone));
    }

    /// What a row says: how many answers, or which measure.
    fn gist(&self, at: usize, world: &World) -> String {
        let text = world.text;
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.rows.get(at).map_or_else(String::new, |row| {
                let none = [Answer::NotAsked, Answer::Blank, Answer::NotApplicable, Answer::Skipped];
                let given = |answer: &&Answer| !none.contains(*answer);
                fill(text.surveys.answer_count, &[&row.answers.iter().filter(given).count()])
            }),
            Planned::Measures(Ok(plan)) => {
                let measure = plan.rows.get(at).and_then(|row| row.measure.as_ref());
                measure.map_or_else(String::new, |it| {
                    format!("{} {} · {}", it.wave.word(text), decimal(it.value), it.parameter.word(text))
                })
            }
            _ => String::new(),
        }
    }

    fn fate(&self, row: &NamedRow, world: &World) -> (String, Tone) {
        let (p, s) = (&world.text.panes, &world.text.surveys);
        let who = |person| names::entry(&world.register, person, world.year);
        match (row.state(), row.decision) {
            (AnswerState::Rejected, _) => {
                let first = row.faults.first().map(|fault| cell_fault(fault, self.asked(world), world.text));
                (first.unwrap_or_default(), Tone::Danger)
            }
            (_, AnswerDecision::Take(person)) if who(person) == row.who => (s.answer_known.to_owned(), Tone::Good),
            (_, AnswerDecision::Take(person)) => (fill(s.answer_is, &[&who(person)]), Tone::Good),
            (_, AnswerDecision::Replace(person, _)) => (fill(s.answer_over, &[&who(person)]), Tone::Good),
            (_, AnswerDecision::Skip) => (p.import_skip.to_owned(), Tone::Muted),
            (_, AnswerDecision::Undecided) if row.candidates.is_empty() => (s.answer_nobody.to_owned(), Tone::Warning),
            (_, AnswerDecision::Undecided) => (p.import_undecided.to_owned(), Tone::Warning),
        }
    }

    fn draw_column(&self, at: usize, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
        let Some(column) = self.columns.columns.get(at) else { return };
        let half = usize::from(line.width) / 2;
        let tone = if current { Tone::Focus } else { Tone::Plain };
        let head = clip(&column.name(), half, world.theme.marks().ellipsis);
        paint::put(buf, line, line.x, line.y, &head, world.theme.style(tone));
        let x = line.x + u16::try_from(half).unwrap_or(0) + 1;
        let room = usize::from(line.right().saturating_sub(x));
        let (words, tone) = self.column_words(column, world);
        paint::put(
            buf,
            line,
            x,
            line.y,
            &clip_words(&words, room, world.theme.marks().ellipsis),
            world.theme.style(tone),
        );
    }

    fn column_words(&self, column: &AnswerColumn, world: &World) -> (String, Tone) {
        let s = &world.text.surveys;
        let plain = match column.target {
            AnswerTarget::Unknown => return (world.text.panes.import_unknown.to_owned(), Tone::Warning),
            AnswerTarget::Item(at) => {
                let item = self.asked(world).and_then(|asked| asked.items.get(at));
                let close = column.sure == Sureness::Close;
                let (form, tone) = if close { (s.column_close, Tone::Warning) } else { (s.column_item, Tone::Good) };
                let words = item.map(|item| fill(form, &[&item.id, &names::label(&item.label, world.text)]));
                return (words.unwrap_or_default(), tone);
            }
            AnswerTarget::Name => s.column_name,
            AnswerTarget::LastName => s.column_last_name,
            AnswerTarget::FirstName => s.column_first_name,
            AnswerTarget::Patronymic => s.column_patronymic,
            AnswerTarget::Class => s.column_class,
            AnswerTarget::Email => s.column_email,
            AnswerTarget::Phone => s.column_phone,
            AnswerTarget::Code => s.column_code,
            AnswerTarget::Date => s.column_date,
            AnswerTarget::Parameter => s.column_parameter,
            AnswerTarget::Wave => s.column_wave,
            AnswerTarget::Value => s.column_value,
            AnswerTarget::Notes => s.column_notes,
        };
        (plain.to_owned(), Tone::Good)
    }

    /// The whole reason of the row under the cursor.
    fn about(&self, world: &World) -> String {
        let Some(row) = self.row(self.cursor).filter(|_| self.page == Page::Rows) else { return String::new() };
        let faults = row.faults.iter().map(|fault| cell_fault(fault, self.asked(world), world.text));
        let remark = row.remark.iter().map(|remark| answer_remark_shown(remark, &world.ctx()));
        faults.chain(remark).collect::<Vec<String>>().join("; ")
    }
}
