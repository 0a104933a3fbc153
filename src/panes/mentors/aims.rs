//! Aims side by side: what a mentor sets out to do, expects and leans to, and what those they lead ask for and expect
//! (seed §4: «сравнить свои цели с целями наставляемых для выявления и решения возможных разногласий»).

use crate::domain::{
    Answer, ItemKind, Mentee, MenteeId, Mentor, MentorId, Pair, PairId, PersonId, Questionnaire, Response, Secret,
    Wave, YearId,
};
use crate::fields::{Worded, names};
use crate::kit::paint::{Line, width as cells_of, wrap};
use crate::kit::{Act, Tone, World};
use crate::text::fill;

/// The page to read about a mentor and everybody they lead.
pub fn read(id: MentorId, world: &World) -> Vec<Act> {
    let title = fill(world.text.training.compare_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    vec![Act::Read(title, lines(id, &led(id, world), usize::from(world.size.width), world))]
}

/// The page to read about a pair.
pub fn read_pair(id: PairId, world: &World) -> Vec<Act> {
    let Some(pair) = world.register.get::<Pair>(id) else { return Vec::new() };
    let title = fill(world.text.training.compare_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    vec![Act::Read(title, lines(pair.mentor, &pair.mentees, usize::from(world.size.width), world))]
}

/// Everybody a mentor leads, else whoever is proposed to them.
fn led(id: MentorId, world: &World) -> Vec<MenteeId> {
    let pairs = world.register.pairs_of_mentor(id);
    let of = |fits: fn(&Pair) -> bool| {
        pairs.iter().filter(|(_, pair)| fits(pair)).flat_map(|(_, pair)| pair.mentees.clone()).collect::<Vec<_>>()
    };
    let now = of(|pair| pair.state.is_active());
    if now.is_empty() { of(|pair| !pair.state.is_closed()) } else { now }
}

/// The widest a column gets, in cells.
const WIDEST: usize = 60;
/// Cells between the columns.
const BETWEEN: usize = 3;

/// A column before it is wrapped: headings and what stands under them.
type Column = Vec<(String, Tone)>;

fn lines(id: MentorId, mentees: &[MenteeId], window: usize, world: &World) -> Vec<Line> {
    let t = &world.text.training;
    let cells = (window.saturating_sub(BETWEEN + 4) / 2).clamp(16, WIDEST);
    let mut left = mentor(id, world);
    if left.is_empty() {
        left.push((t.aims_none.to_owned(), Tone::Warning));
    }
    let mut right: Column = Vec::new();
    for &mentee in mentees {
        if !right.is_empty() {
            right.push((String::new(), Tone::Plain));
        }
        right.extend(self::mentee(mentee, world));
    }
    if right.is_empty() {
        right.push((t.compare_nobody.to_owned(), Tone::Muted));
    }
    beside(&left, &right, cells, world)
}

/// Two columns, each wrapped by itself.
fn beside(left: &Column, right: &Column, cells: usize, world: &World) -> Vec<Line> {
    let broken = |column: &Column| -> Vec<(String, Tone)> {
        let wrapped = |(words, tone): &(String, Tone)| {
            wrap(words, cells).into_iter().map(|line| (line.trim_end().to_owned(), *tone)).collect::<Vec<_>>()
        };
        column.iter().flat_map(wrapped).collect()
    };
    let (left, right) = (broken(left), broken(right));
    let none = (String::new(), Tone::Plain);
    let row = |at: usize| {
        let ((one, tone), (other, beside)) = (left.get(at).unwrap_or(&none), right.get(at).unwrap_or(&none));
        let pad = " ".repeat(cells.saturating_sub(cells_of(one)) + BETWEEN);
        Line::of(format!("{one}{pad}"), world.theme.style(*tone)).and(other.clone(), world.theme.style(*beside))
    };
    (0..left.len().max(right.len())).map(row).collect()
}

fn mentor(id: MentorId, world: &World) -> Column {
    let (register, t) = (&world.register, &world.text.training);
    let Some(entry) = register.get::<Mentor>(id) else { return Vec::new() };
    let mut column = Vec::new();
    if let Some(sheet) = world.selection_of(id) {
        let style = sheet.style.map_or("", |style| style.word(world.text));
        for (label, words) in
            [(t.aims, sheet.aims.as_str()), (t.expectations, sheet.expectations.as_str()), (t.style, style)]
        {
            say(&mut column, label, words);
        }
    }
    column.extend(expected(entry.person, entry.year, world));
    if !column.is_empty() {
        column.insert(0, (names::of_key(register, id.into(), world.text), Tone::Accent));
    }
    column
}

fn mentee(id: MenteeId, world: &World) -> Column {
    let (register, t) = (&world.register, &world.text.training);
    let Some(entry) = register.get::<Mentee>(id) else { return Vec::new() };
    let mut column = vec![(names::of_key(register, id.into(), world.text), Tone::Accent)];
    let asked: Vec<&str> = entry.open_requests().map(|request| request.text.as_str()).collect();
    if world.sees(Secret::Requests(entry.person)) {
        say(&mut column, t.compare_request, &asked.join("\n"));
    }
    let expected = expected(entry.person, entry.year, world);
    if expected.is_empty() && world.sees(Secret::Answers) {
        column.push((t.compare_no_entry.to_owned(), Tone::Muted));
    }
    column.extend(expected);
    column
}

fn say(column: &mut Column, label: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    column.push((label.to_owned(), Tone::Muted));
    column.extend(words.lines().map(|line| (line.to_owned(), Tone::Plain)));
}

/// What somebody wrote in the entry questionnaire of a year. A text that only goes on with a yes or a no («если да, то
/// где») says nothing of what they expect.
fn expected(person: PersonId, year: YearId, world: &World) -> Column {
    let mut column = Vec::new();
    if !world.sees(Secret::Answers) {
        return column;
    }
    let responses = world.register.responses_of(person);
    let of_year = responses.iter().map(|(_, response)| response.as_ref()).filter(|response| response.year == year);
    for response in of_year {
        let sheet = world.register.get::<Questionnaire>(response.questionnaire);
        if let Some(sheet) = sheet.filter(|sheet| sheet.wave == Wave::Entry) {
            column.extend(written(sheet, response, world));
        }
    }
    column
}

fn written(sheet: &Questionnaire, response: &Response, world: &World) -> Column {
    let mut column = Vec::new();
    for (at, (item, answer)) in sheet.items.iter().zip(&response.answers).enumerate() {
        let goes_on = at.checked_sub(1).is_some_and(|before| sheet.items[before].kind == ItemKind::YesNo);
        if let (ItemKind::Text, Answer::Text(words), false) = (&item.kind, answer, goes_on) {
            say(&mut column, names::label(&item.label, world.text), words);
        }
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Selection, SelectionId};

    #[test]
    fn aims_and_requests_stand_beside_each_other_and_nothing_is_cut() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let mentor = sample.mentor_of(pair);
        let mut world = crate::kit::sample::world();
        world.year = sample.year;
        let words = |line: &Line| line.0.iter().map(|span| span.text.as_str()).collect::<String>();
        world.register = sample.register.clone();
        let before = lines(mentor, &[sample.mentee_of(pair)], 80, &world);
        assert!(words(&before[0]).starts_with(world.text.training.aims_none.split(' ').next().unwrap()), "{before:?}");
        let mut sheet = Selection::new(mentor);
        sheet.aims = "помочь с дробями и не бросить на полпути, когда станет трудно".into();
        sample.put(SelectionId::from(mentor), sheet);
        world.register = sample.register.clone();
        for window in [60, 80, 200] {
            let page: Vec<String> =
                lines(mentor, &[sample.mentee_of(pair)], window, &world).iter().map(words).collect();
            let all = page.join("\n");
            assert!(page.iter().all(|line| cells_of(line) <= window), "{all}");
            assert!(all.contains("трудно") && all.contains("математика"), "{all}");
        }
    }
}
