//! What a respondent's wishes are in the base.
//!
//! Only what the code opens is read: the invitations, one questionnaire, its year, one person's name and class, and for
//! the end which responses of that person there are. Every write goes against the base as it stood when it was looked
//! at; where somebody else was faster it is looked at anew. The invitation's own count of sittings tells whether this
//! terminal may still write at all (see `domain/invitation.rs`).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use crate::domain::{
    Answer, Batch, Change, Invitation, InvitationId, Key, Kind, Person, Questionnaire, QuestionnaireId, Record,
    Register, Response, Stamp, Year, YearId,
};
use crate::panes::respond::{Opened, Told, Wish};
use crate::store::{Glance, Mode, Store, StoreError};
use crate::text::Text;

/// How long one attempt waits for others who write, before the screen says so.
pub const ATTEMPT: Duration = Duration::from_millis(700);

/// Where the answers go.
pub struct Desk {
    path: PathBuf,
    text: &'static Text,
    store: Option<Store>,
    mine: Option<(InvitationId, Arc<Invitation>)>,
}

/// Why a wish was not carried out.
enum Trouble {
    Store(StoreError),
    Told(Told),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

type Done<T> = Result<T, Trouble>;

impl Desk {
    /// Over the base at `path`, which is opened with the first wish.
    pub fn new(path: &Path, text: &'static Text) -> Self {
        Self { path: path.to_owned(), text, store: None, mine: None }
    }

    /// Opens the base, if it is not open.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::ReadOnly`] where answers could not be kept.
    pub fn open_base(&mut self) -> Result<&mut Store, StoreError> {
        let store = match self.store.take().filter(|store| !store.replaced()) {
            Some(store) => store,
            None => {
                let mut store = Store::open_patiently(&self.path, Mode::ReadWrite, ATTEMPT)?;
                if let Some(why) = store.read_only() {
                    return Err(StoreError::ReadOnly(why));
                }
                store.write_as_respondent();
                store
            }
        };
        Ok(self.store.insert(store))
    }

    /// Carries out a wish.
    pub fn perform(&mut self, wish: &Wish, today: NaiveDate) -> Told {
        let done = match wish {
            Wish::Open(code) => self.open(code, today),
            Wish::Keep(answers) => self.keep(answers),
            Wish::HandIn => self.hand_in(today),
            Wish::End(_) => return Told::Kept,
        };
        let text = &self.text.respond;
        match done {
            Ok(told) | Err(Trouble::Told(told)) => told,
            Err(Trouble::Store(StoreError::Busy { .. })) => Told::Waiting,
            Err(Trouble::Store(StoreError::NoSpace)) => Told::Failed(text.no_room),
            Err(Trouble::Store(_)) => Told::Failed(text.trouble),
        }
    }

    fn open(&mut self, code: &str, today: NaiveDate) -> Done<Told> {
        let found = self.open_base()?.glance(|glance| {
            let all = glance.of_kind(Kind::Invitation)?;
            let coded = |(key, record): (Key, Record)| match record {
                Record::Invitation(asked) if asked.code == code => InvitationId::of(key).map(|id| (id, asked)),
                _ => None,
            };
            all.into_iter().find_map(coded).map(|found| seen(glance, found, today)).transpose()
        })?;
        let Some(seen) = found else { return Ok(Told::Unknown) };
        if seen.asked.used_on.is_some() {
            return Ok(Told::Used);
        }
        if !seen.asked.is_open(today) {
            return Ok(Told::Unknown);
        }
        if seen.on_paper {
            return Ok(Told::OnPaper);
        }
        let Some((register, sheet)) = seen.register else { return Ok(Told::Unknown) };
        self.mine = Some((seen.id, Arc::clone(&seen.asked)));
        let sat_down = |glance: &Glance<'_>, asked: &Invitation| {
            // Changed between the look and the lock: the code is looked up anew.
            if glance.get::<Questionnaire>(asked.questionnaire)?.as_ref() != Some(&sheet) {
                return Err(Trouble::Told(Told::Waiting));
            }
            let sound = sheet.takes(&asked.answers);
            // Answers that a base of an older program laid out for other questions say nothing about these.
            let answers = if sound { asked.answers.clone() } else { Vec::new() };
            Ok(Invitation { answers, ..asked.clone() }.sat_down(sheet.items.len(), today))
        };
        let asked = self.replace("respond.open", sat_down, |_, _| None)?;
        let (person, questionnaire, year) = (asked.respondent, asked.questionnaire, asked.year);
        let answers = asked.answers.clone();
        Ok(Told::Opened(Box::new(Opened { register, person, questionnaire, year, answers })))
    }

    fn keep(&mut self, answers: &[Answer]) -> Done<Told> {
        let kept = |glance: &Glance<'_>, asked: &Invitation| {
            fits(glance, asked, answers)?;
            Ok(Invitation { answers: answers.to_vec(), ..asked.clone() })
        };
        self.replace("respond.answer", kept, |_, _| None).map(|_| Told::Kept)
    }

    fn hand_in(&mut self, today: NaiveDate) -> Done<Told> {
        let handed = |glance: &Glance<'_>, asked: &Invitation| {
            if has_response(glance, asked, today)? {
                return Err(Trouble::Told(Told::OnPaper));
            }
            fits(glance, asked, &asked.answers)?;
            Ok(asked.handed_in(today))
        };
        let response = |id: InvitationId, asked: &Invitation| {
            Some(Change::create::<Response>(id.response(), asked.response(today)))
        };
        self.replace("respond.done", handed, response).map(|_| Told::HandedIn)
    }

    /// Puts another invitation in the place of ours, with what else is to change in the same step.
    fn replace(
        &mut self,
        command: &str,
        make: impl Fn(&Glance<'_>, &Invitation) -> Done<Invitation>,
        beside: impl Fn(InvitationId, &Invitation) -> Option<Change>,
    ) -> Done<Arc<Invitation>> {
        let Some((id, mine)) = self.mine.clone() else { return Err(Trouble::Told(Told::Withdrawn)) };
        let start = Instant::now();
        loop {
            let store = self.open_base()?;
            let mut made = Err(Trouble::Told(Told::Withdrawn));
            let looked = store.glance(|glance| {
                let stored = glance.get::<Invitation>(id)?;
                made = current(stored, &mine).and_then(|stored| Ok((make(glance, &stored)?, stored)));
                glance.generation()
            })?;
            let (after, stored) = made?;
            let mut changes: Vec<Change> = beside(id, &stored).into_iter().collect();
            changes.push(Change::edit(id, &stored, after.clone()));
            match store.execute(looked, &Batch::new(command, changes)) {
                Ok(_) => {
                    let after = Arc::new(after);
                    self.mine = Some((id, Arc::clone(&after)));
                    return Ok(after);
                }
                Err(StoreError::Behind(_) | StoreError::Diverged { .. } | StoreError::Replaced { .. })
                    if start.elapsed() < ATTEMPT => {}
                Err(StoreError::Behind(_)) => return Err(StoreError::Busy { waited: ATTEMPT }.into()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Our invitation as it stands, if this terminal may still write to it.
fn current(stored: Option<Arc<Invitation>>, mine: &Invitation) -> Done<Arc<Invitation>> {
    let told = match stored {
        None => Told::Withdrawn,
        Some(stored) if stored.sitting != mine.sitting || stored.code != mine.code => Told::Elsewhere,
        // Handed in by ourselves, although the disk had said it failed.
        Some(stored) if stored.used_on.is_some() => Told::HandedIn,
        Some(stored) => return Ok(stored),
    };
    Err(Trouble::Told(told))
}

/// Whether these answers are such as the questionnaire takes as it stands.
fn fits(glance: &Glance<'_>, asked: &Invitation, answers: &[Answer]) -> Done<()> {
    let sheet = glance.get::<Questionnaire>(asked.questionnaire)?;
    if sheet.is_some_and(|sheet| sheet.takes(answers)) { Ok(()) } else { Err(Trouble::Told(Told::Changed)) }
}

/// What a code leads to.
struct Seen {
    id: InvitationId,
    asked: Arc<Invitation>,
    on_paper: bool,
    /// What the screen may know, and what is asked.
    register: Option<(Register, Arc<Questionnaire>)>,
}

fn seen(
    glance: &Glance<'_>,
    (id, asked): (InvitationId, Arc<Invitation>),
    today: NaiveDate,
) -> Result<Seen, StoreError> {
    let on_paper = asked.used_on.is_none() && has_response(glance, &asked, today)?;
    let sheet = glance.get::<Questionnaire>(asked.questionnaire)?;
    let person = glance.get::<Person>(asked.respondent)?;
    let year = glance.get::<Year>(asked.year)?;
    let register = match (sheet, person, year) {
        (Some(sheet), Some(person), Some(year)) => Some((register(&asked, &sheet, &person, &year), sheet)),
        _ => None,
    };
    Ok(Seen { id, asked, on_paper, register })
}

/// Whether this person has answered this questionnaire, in whatever version, this year by any other way; one that is put
/// again and again, this day.
fn has_response(glance: &Glance<'_>, asked: &Invitation, today: NaiveDate) -> Result<bool, StoreError> {
    let sheets: Vec<(Key, Record)> = glance.of_kind(Kind::Questionnaire)?;
    let sheet = |id: QuestionnaireId| {
        sheets.iter().find_map(|(key, record)| match record {
            Record::Questionnaire(sheet) if *key == id.into() => Some(sheet),
            _ => None,
        })
    };
    let Some(ours) = sheet(asked.questionnaire) else { return Ok(false) };
    let same = |record: &Record| match record {
        Record::Response(response) => {
            response.respondent == asked.respondent
                && response.year == asked.year
                && (!ours.is_repeated() || response.on == today)
                && sheet(response.questionnaire).is_some_and(|other| other.code == ours.code)
        }
        _ => false,
    };
    Ok(glance.of_kind(Kind::Response)?.iter().any(|(_, record)| same(record)))
}

/// All that the screen of a respondent may know.
fn register(asked: &Invitation, sheet: &Arc<Questionnaire>, person: &Person, year: &Arc<Year>) -> Register {
    let mut bare = Person::new(person.name.clone(), person.kind);
    bare.set_class(asked.year, person.class_in(asked.year).cloned());
    let stamp = || Stamp { generation: 0, at: 0, who: String::new() };
    let records: [(Key, Record); 3] = [
        (asked.year.into(), Record::Year(Arc::clone(year))),
        (asked.respondent.into(), Record::Person(Arc::new(bare))),
        (asked.questionnaire.into(), Record::Questionnaire(Arc::clone(sheet))),
    ];
    let rows = records.into_iter().map(|(key, record)| Ok::<_, YearId>((key, stamp(), record)));
    Register::load(rows, 3).unwrap_or_default()
}
