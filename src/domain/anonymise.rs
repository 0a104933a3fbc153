//! Making somebody unknown (152-ФЗ ст. 21; model §9): whose consent to keep their data was taken back stays in the figures
//! of past years as a participant of whom nobody can tell who it was.
//!
//! What is said of them alone is erased: name, birth, contacts, representatives, health, letter of the class, and every
//! free text of their own entries, of the pair that was theirs alone, and of what they answered. Elsewhere their name
//! is taken out of the texts that name them. What is counted stays: grades, problems, dates, states, marks, answers that
//! are no text; where only the fact counts that something was written, a word says that it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{
    Answer, Birth, Change, Class, Health, Key, Kind, Letter, Meeting, MeetingId, MenteeId, MenteeStanding,
    MentorStanding, Pair, PairId, Person, PersonId, PersonName, Record, Register, Second, TargetGroup, Words, Year,
    YearId,
};

/// Days in which data are to be destroyed or made anonymous once the consent was taken back (152-ФЗ ст. 21 ч. 5).
pub const ERASE_WITHIN: u64 = 30;

/// What stands between the word and the number of somebody who was made unknown.
const NUMBER: &str = " № ";

/// The words that take the place of what is erased.
#[derive(Debug, Clone, Copy)]
pub struct Blanks<'a> {
    /// Before the number: «Обезличено».
    pub name: &'a str,
    /// In place of a text.
    pub erased: &'a str,
}

/// What makes somebody unknown.
#[derive(Debug, Clone, Default)]
pub struct Anonymised {
    /// The step.
    pub changes: Vec<Change>,
    /// Records of others, or of groups, that name them.
    pub named: Vec<Key>,
}

impl Person {
    /// Whether they were made unknown.
    pub fn is_anonymous(&self) -> bool {
        self.name.first.is_empty() && self.name.patronymic.is_empty() && self.name.last.contains(NUMBER)
    }
}

/// The pair that is to be ended first, since nobody unknown is in one.
pub fn still_in(register: &Register, person: PersonId) -> Option<PairId> {
    pairs_of(register, person).find(|(_, pair)| !pair.state.is_closed()).map(|(id, _)| id)
}

/// The pairs of a person in every year and programme, on either side.
pub fn pairs_of(register: &Register, person: PersonId) -> impl Iterator<Item = (PairId, &Arc<Pair>)> {
    let of = move |entry| {
        let mut pairs: Vec<PairId> = register.referring(entry, Kind::Pair).filter_map(PairId::of).collect();
        pairs.sort_unstable();
        pairs
    };
    let ids = entries(register, person).into_iter().flat_map(of);
    ids.filter_map(|id| register.get::<Pair>(id).map(|pair| (id, pair)))
}

/// The entries of a person in every year and in either base.
fn entries(register: &Register, person: PersonId) -> Vec<Key> {
    let of = |kind| register.referring(person.into(), kind);
    of(Kind::Mentee).chain(of(Kind::Mentor)).collect()
}

/// The step that makes a person unknown on a day; `None` where nobody is under that identity.
pub fn anonymise(register: &Register, person: PersonId, phrases: Blanks, on: NaiveDate) -> Option<Anonymised> {
    let before = register.get::<Person>(person)?;
    let eraser = Eraser {
        register,
        person,
        entries: entries(register, person).into_iter().collect(),
        names: Forms::of(&before.name),
        label: format!("{}{NUMBER}{}", phrases.name, person.0),
        phrases,
        on,
    };
    let mut found = Anonymised::default();
    for (key, record) in register.all() {
        let mut after = record.clone();
        let whose = eraser.whose(key, record);
        eraser.erase(&mut after, whose);
        if after == *record {
            continue;
        }
        if whose != Relation::Own {
            found.named.push(key);
        }
        found.changes.push(Change { key, before: Some(record.clone()), after: Some(after) });
    }
    Some(found)
}

/// To whom a record belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// To them alone.
    Own,
    /// To a group or a mentor they are with: the bare family name there means them.
    Shared,
    /// To others: only the family name with the given one means them.
    Others,
}

struct Eraser<'a> {
    register: &'a Register,
    person: PersonId,
    entries: BTreeSet<Key>,
    names: Forms,
    label: String,
    phrases: Blanks<'a>,
    on: NaiveDate,
}

impl Eraser<'_> {
    fn of_pair(&self, pair: PairId) -> Relation {
        let Some(pair) = self.register.get::<Pair>(pair) else { return Relation::Others };
        let theirs = |id: &MenteeId| self.entries.contains(&(*id).into());
        if !pair.mentees.is_empty() && pair.mentees.iter().all(theirs) {
            return Relation::Own;
        }
        let parts = || pair.mentees.iter().any(theirs) || self.entries.contains(&pair.mentor.into());
        if parts() { Relation::Shared } else { Relation::Others }
    }

    /// Relation something is that is said about a record.
    fn about(&self, key: Key) -> Relation {
        let meeting = MeetingId::of(key).and_then(|id| self.register.get::<Meeting>(id)).map(|meeting| meeting.pair);
        match PairId::of(key).or(meeting) {
            Some(pair) => self.of_pair(pair),
            None if self.entries.contains(&key) || key == self.person.into() => Relation::Own,
            None => Relation::Others,
        }
    }

    fn whose(&self, key: Key, record: &Record) -> Relation {
        let own = |is: bool| if is { Relation::Own } else { Relation::Others };
        match record {
            Record::Person(_) => own(key == self.person.into()),
            Record::Mentee(_) | Record::Mentor(_) => own(self.entries.contains(&key)),
            Record::Selection(it) => own(self.entries.contains(&it.mentor.into())),
            Record::PreferenceSheet(it) => own(self.entries.contains(&it.author)),
            Record::Ruling(it) => {
                own(self.entries.contains(&it.mentee.into()) || self.entries.contains(&it.mentor.into()))
            }
            Record::Response(it) => own(it.respondent == self.person),
            Record::Invitation(it) => own(it.respondent == self.person),
            Record::Measure(it) => own(it.person == self.person),
            Record::Award(it) => own(it.person == self.person),
            Record::Waiver(it) => self.about(it.about),
            Record::Pair(_) => PairId::of(key).map_or(Relation::Others, |id| self.of_pair(id)),
            Record::Plan(it) => self.of_pair(it.pair),
            Record::Contact(it) => self.of_pair(it.pair),
            Record::Snooze(it) => self.about(it.about),
            Record::Practice(it) => it.pair.map_or(Relation::Others, |id| self.of_pair(id)),
            // Whoever left a group is named by the meetings they were at.
            Record::Meeting(it) => match self.of_pair(it.pair) {
                Relation::Others if it.present.iter().any(|id| self.entries.contains(&(*id).into())) => {
                    Relation::Shared
                }
                whose => whose,
            },
            Record::Event(it) if it.of(self.person).is_some() => Relation::Shared,
            _ => Relation::Others,
        }
    }

    fn erase(&self, record: &mut Record, whose: Relation) {
        match (record, whose) {
            (Record::Person(person), Relation::Own) => self.person(Arc::make_mut(person)),
            (record, Relation::Own) => {
                self.leave(record);
                rewrite(record, &mut |text| (!text.is_empty()).then(|| self.phrases.erased.to_owned()));
            }
            (record, whose) => {
                if let Record::Event(event) = record
                    && event.present.iter().any(|one| one.person == self.person && !one.result.is_empty())
                {
                    let own = Arc::make_mut(event).present.iter_mut().filter(|one| one.person == self.person);
                    own.for_each(|one| one.result = self.phrases.erased.into());
                }
                let bare = whose == Relation::Shared;
                rewrite(record, &mut |text| self.names.replaced(text, &self.label, bare));
            }
        }
    }

    fn person(&self, person: &mut Person) {
        person.name = PersonName { last: self.label.as_str().into(), ..PersonName::default() };
        person.birth = Birth::Unknown;
        for (_, class) in &mut person.classes {
            *class = Class { letter: Letter::default(), ..*class };
        }
        let contacts = [&mut person.organisation, &mut person.position, &mut person.phone, &mut person.email];
        contacts.into_iter().chain([&mut person.guardian]).for_each(|text| *text = Words::default());
        person.consents.iter_mut().for_each(|consent| consent.signer = Words::default());
        person.health = Health::NotStated;
    }

    /// Nobody unknown takes part any longer. That somebody was one of those with special needs is counted by the entry
    /// where it was by the person.
    fn leave(&self, record: &mut Record) {
        let goes_on = |year: YearId| self.register.get::<Year>(year).is_none_or(|year| self.on <= year.end);
        match record {
            Record::Mentee(it) => {
                let it = Arc::make_mut(it);
                let special = self.register.get::<Person>(it.person).is_some_and(|person| person.tells_of_health());
                it.group = it.group.or(special.then_some(TargetGroup::Ovz));
                if it.standing == MenteeStanding::Participating && goes_on(it.year) {
                    (it.standing, it.left_on) = (MenteeStanding::Left, it.left_on.or(Some(self.on)));
                }
            }
            Record::Mentor(it) => {
                let it = Arc::make_mut(it);
                let stays = matches!(it.standing, MentorStanding::Participating | MentorStanding::Paused);
                if stays && goes_on(it.year) {
                    (it.standing, it.left_on) = (MentorStanding::Removed, it.left_on.or(Some(self.on)));
                }
            }
            // A code that still lets in would bring new answers.
            Record::Invitation(it) if it.used_on.is_none() => {
                let it = Arc::make_mut(it);
                it.used_on = Some(self.on);
                it.answers.clear();
            }
            _ => {}
        }
    }
}

/// Lets `with` say every free text of a record anew.
fn rewrite(record: &mut Record, with: &mut dyn FnMut(&str) -> Option<String>) {
    match record {
        Record::Response(it) => {
            let texts = it.answers.iter().any(|answer| matches!(answer, Answer::Text(_)));
            if texts || it.second.is_some() {
                let it = Arc::make_mut(it);
                answers(&mut it.answers, with);
                if let Some(Second::Open { answers: again, .. }) = &mut it.second {
                    answers(again, with);
                }
            }
        }
        Record::Invitation(it) if !it.answers.is_empty() => answers(&mut Arc::make_mut(it).answers, with),
        record => texts(record).into_iter().for_each(|text| {
            if let Some(said) = with(text) {
                *text = said.into();
            }
        }),
    }
}

fn answers(answers: &mut [Answer], with: &mut dyn FnMut(&str) -> Option<String>) {
    for answer in answers {
        if let Answer::Text(text) = answer
            && let Some(said) = with(text)
        {
            *text = said.into();
        }
    }
}

/// The texts of a record in which somebody may be told of. Codes, numbers of orders and what the school says of itself
/// are none.
fn texts(record: &mut Record) -> Vec<&mut Words> {
    match record {
        Record::Mentee(it) => Arc::make_mut(it).texts().collect(),
        Record::Mentor(it) => Arc::make_mut(it).texts().collect(),
        Record::Meeting(it) => Arc::make_mut(it).texts().collect(),
        Record::Pair(it) => {
            let Pair { goal, result, exception, notes, closing, .. } = Arc::make_mut(it);
            [goal, result, exception, notes].into_iter().chain(closing.as_mut().map(|it| &mut it.note)).collect()
        }
        Record::Plan(it) => {
            let it = Arc::make_mut(it);
            let goals = it.items.iter_mut().flat_map(|goal| [&mut goal.task, &mut goal.expected, &mut goal.actual]);
            goals.chain([&mut it.notes]).collect()
        }
        Record::Contact(it) => vec![&mut Arc::make_mut(it).note],
        Record::Snooze(it) => vec![&mut Arc::make_mut(it).why],
        Record::Measure(it) => vec![&mut Arc::make_mut(it).notes],
        Record::Ruling(it) => vec![&mut Arc::make_mut(it).reason],
        Record::Waiver(it) => vec![&mut Arc::make_mut(it).reason],
        Record::PreferenceSheet(it) => vec![&mut Arc::make_mut(it).notes],
        Record::Training(it) => vec![&mut Arc::make_mut(it).notes],
        Record::GeneralMeeting(it) => {
            let it = Arc::make_mut(it);
            vec![&mut it.course, &mut it.result]
        }
        Record::Event(it) => {
            let it = Arc::make_mut(it);
            let told = it.present.iter_mut().map(|one| &mut one.result);
            told.chain([&mut it.result, &mut it.notes]).collect()
        }
        Record::Award(it) => {
            let it = Arc::make_mut(it);
            vec![&mut it.addressee, &mut it.basis, &mut it.words]
        }
        Record::Practice(it) => {
            let it = Arc::make_mut(it);
            let said = [&mut it.mentee_words, &mut it.mentor_words, &mut it.link, &mut it.notes];
            [&mut it.title, &mut it.request, &mut it.work, &mut it.result].into_iter().chain(said).collect()
        }
        Record::Selection(it) => {
            let it = Arc::make_mut(it);
            let said = [&mut it.recommended_by, &mut it.aims, &mut it.expectations, &mut it.conclusion];
            let told = [&mut it.application, &mut it.education, &mut it.motive, &mut it.experience, &mut it.limits];
            told.into_iter().chain(said).collect()
        }
        Record::CuratorSheet(it) => vec![&mut Arc::make_mut(it).notes],
        Record::Swot(it) => {
            let it = Arc::make_mut(it);
            vec![&mut it.strengths, &mut it.weaknesses, &mut it.opportunities, &mut it.threats]
        }
        _ => Vec::new(),
    }
}

/// A name in the forms in which texts have it: declined, with the given name or its initial before or after.
struct Forms {
    last: String,
    first: String,
    patronymic: String,
}

/// The most letters an ending adds to a stem: «Лукин», «Лукиным».
const ENDING: usize = 3;
/// A stem of fewer letters begins too many other words.
const SHORTEST: usize = 3;

impl Forms {
    fn of(name: &PersonName) -> Self {
        Self { last: stem(&name.last), first: stem(&name.first), patronymic: stem(&name.patronymic) }
    }

    /// The text without the name; `None` where it is not in there. `bare` also takes the family name alone.
    fn replaced(&self, text: &str, label: &str, bare: bool) -> Option<String> {
        if self.last.is_empty() {
            return None;
        }
        let words = words(text);
        let given = |at: Option<usize>| {
            let word = at.and_then(|at| words.get(at)).map(|(from, to)| &text[*from..*to]);
            word.is_some_and(|word| is_form(word, &self.first) || is_initial(word, &self.first))
        };
        let (mut said, mut done, mut at) = (String::new(), 0, 0);
        while at < words.len() {
            let (from, to) = words[at];
            let before = at.checked_sub(1).filter(|at| words[*at].0 >= done);
            if !is_form(&text[from..to], &self.last) || !(bare || given(Some(at + 1)) || given(before)) {
                at += 1;
                continue;
            }
            let start = if given(before) { before.map_or(from, |at| words[at].0) } else { from };
            let mut last = at;
            for part in [&self.first, &self.patronymic] {
                let next = words.get(last + 1).map(|(from, to)| &text[*from..*to]);
                last += usize::from(next.is_some_and(|word| is_form(word, part) || is_initial(word, part)));
            }
            said.push_str(&text[done..start]);
            said.push_str(label);
            done = words[last].1;
            at = last + 1;
            // The point of the initial goes with it.
            if last > words.iter().position(|word| word.0 == from).unwrap_or(last) && text[done..].starts_with('.') {
                done += 1;
            }
        }
        (done > 0).then(|| said + &text[done..])
    }
}

/// Where the words of a text begin and end; a double name is one.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphabetic() || *letter == '-') {
        match words.last_mut().filter(|(_, to)| *to == at) {
            Some((_, to)) => *to = at + letter.len_utf8(),
            None => words.push((at, at + letter.len_utf8())),
        }
    }
    words
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

/// A name without its ending.
fn stem(name: &str) -> String {
    let whole = folded(name);
    let vowel = |letter: char| "аеиоуыэюяйь".contains(letter);
    let stem = whole.trim_end_matches(vowel);
    if stem.chars().count() < SHORTEST { whole } else { stem.to_owned() }
}

fn is_form(word: &str, stem: &str) -> bool {
    let word = folded(word);
    let longer = |rest: &str| stem.chars().count() >= SHORTEST && rest.chars().count() <= ENDING;
    !stem.is_empty() && word.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || longer(rest))
}

fn is_initial(word: &str, stem: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().filter(|letter| letter.is_uppercase() && letters.next().is_none());
    first.is_some_and(|letter| stem.starts_with(&folded(&letter.to_string())))
}

#[cfg(test)]
#[path = "anonymise_tests.rs"]
mod tests;
