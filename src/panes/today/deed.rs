//! Where a row leads and what deals with it: one place, so that the key a row promises is the key that works.

use super::{Row, snooze};
use crate::analysis::{ConsentGap, Reason, Signal, Subject, queue};
use crate::domain::status::Missing;
use crate::domain::{
    self, ConsentKind, Key, Kind, Meeting, MeetingId, Mentee, MenteeId, MentorId, Pair, PairId, PersonId, Wave,
};
use crate::fields::names;
use crate::kit::{Act, Form, PaneId, World};
use crate::panes::{consents, contacts, erasing, meetings, mentees, mentors, pairs, pane_of, surveys};
use crate::text::Text;

/// Identity of the command that goes to the record.
pub const OPEN: &str = "today.open";
/// Identity of the command that does what the row is about.
pub const DEAL: &str = "today.deal";
/// Identity of the command that logs a meeting.
pub const MEETING: &str = "today.meeting";
/// Identity of the command that records a talk of the curator.
pub const TALK: &str = "today.contact";
/// Identity of the command that puts a signal off, or brings it back.
pub const REST: &str = "today.snooze";
/// Identity of the command that keys a questionnaire.
pub const SURVEY: &str = "today.survey";

/// What deals with a row.
#[derive(Debug, Clone, Copy)]
pub enum Deed {
    /// Write what was done about a safety note.
    Answer(MeetingId),
    /// Say what became of a planned meeting.
    Mark(MeetingId),
    /// Mark today's meeting as held.
    Held(MeetingId, PairId),
    /// Log a meeting.
    Log(PairId),
    /// Fill in a field of a record; the word names what is filled in.
    Fill(Key, &'static str, fn(&Text) -> &'static str),
    /// Find a mentor.
    Match(MenteeId),
    /// Find mentors for many: the proposal does it for all at once, and shows this one first.
    Propose(MenteeId),
    /// Bring a pair back from its pause.
    Resume(PairId),
    /// Ask both sides of a pair whether they stay together.
    Trial(PairId),
    /// Make somebody unknown who took back the consent to their data, or say why the data are kept.
    Erase(Key),
    /// Say what becomes of the pairs at work of somebody whose consent was taken back.
    Decide(Key, ConsentKind),
    /// End a pair that a side has left, or let that mentee go from the group.
    Part(PairId),
    /// Say who agreed to a proposal.
    Agree(PairId),
    /// Fix under an order all that have agreed.
    Fix,
    /// Record a talk of the curator about a pair.
    Talk(PairId),
    /// Bring back what was put off.
    Wake,
    /// Key a questionnaire.
    Survey,
    /// Nothing but a look at the record.
    Look,
}

/// What deals with `row`.
pub fn of(row: Row) -> Deed {
    let Row::Signal(signal) = row else {
        let Row::Meeting(it) = row else { return Deed::Look };
        return Deed::Held(it.meeting, it.pair);
    };
    if signal.put_off.is_some() {
        return Deed::Wake;
    }
    match (&signal.reason, &signal.subject) {
        (Reason::ContactsDue { .. } | Reason::AtRisk { .. }, Subject::ManyPairs(many)) => {
            many.first().map_or(Deed::Look, |id| Deed::Talk(*id))
        }
        (
            Reason::Uncomfortable { .. }
            | Reason::OneOfPairs { .. }
            | Reason::ComfortFell { .. }
            | Reason::MoodFell { .. }
            | Reason::Apart { .. }
            | Reason::MissedOften { .. },
            Subject::Pair(id),
        ) => Deed::Talk(*id),
        (Reason::SafetyNote { .. }, Subject::Meeting(id)) => Deed::Answer(*id),
        (Reason::Unmarked { .. }, Subject::Meeting(id)) => Deed::Mark(*id),
        (Reason::Waiting { .. }, Subject::ManyMentees(many)) => match many.as_slice() {
            [] => Deed::Look,
            [id] => Deed::Match(*id),
            [id, ..] => Deed::Propose(*id),
        },
        (Reason::ReturnOverdue { .. }, Subject::Pair(id)) => Deed::Resume(*id),
        (Reason::TrialEnding { .. }, Subject::ManyPairs(many)) => {
            many.first().map_or(Deed::Look, |id| Deed::Trial(*id))
        }
        (Reason::SideGone { .. }, Subject::Pair(id)) => Deed::Part(*id),
        (Reason::DataWithdrawn { .. }, _) => key(row).map_or(Deed::Look, Deed::Erase),
        (Reason::NoConsent { kind, gap: ConsentGap::Withdrawn }, _) => {
            key(row).map_or(Deed::Look, |key| Deed::Decide(key, *kind))
        }
        (Reason::Unanswered { .. }, Subject::ManyPairs(many)) => many.first().map_or(Deed::Look, |id| Deed::Agree(*id)),
        (Reason::AgreedNoOrder { .. }, _) => Deed::Fix,
        (Reason::NoEntryAnswers { .. } | Reason::NoExitAnswers { .. }, _) => Deed::Survey,
        (
            Reason::Silent { .. }
            | Reason::Rhythm { .. }
            | Reason::MissedInRow { .. }
            | Reason::NoPlan { .. }
            | Reason::Stuck { .. }
            | Reason::NoFinal,
            Subject::Pair(id),
        ) => Deed::Log(*id),
        (reason, _) => match (field(reason), key(row)) {
            (Some((field, word)), Some(key)) => Deed::Fill(key, field, word),
            _ => Deed::Look,
        },
    }
}

type Gap = (&'static str, fn(&Text) -> &'static str);

/// The field that is wrong or empty.
fn field(reason: &Reason) -> Option<Gap> {
    let paper = |which: &Missing| match which {
        Missing::MedicalCheck => "medical_check_until",
        _ => "record_check_until",
    };
    Some(match reason {
        Reason::NoOrder => ("order_no", |t| t.panes.deal_order),
        Reason::OverCapacity { .. } => ("capacity", |t| t.panes.deal_places),
        Reason::NoConsent { kind, .. } => sheet(*kind),
        Reason::ConsentsLacking { .. } => sheet(ConsentKind::Data),
        Reason::CertificateExpired { which, .. }
        | Reason::CertificateMissing { which }
        | Reason::CertificateExpiring { which, .. } => (paper(which), |t| t.panes.deal_certificate),
        _ => return None,
    })
}

fn sheet(kind: ConsentKind) -> Gap {
    let field = if kind == ConsentKind::Participation { "consent_participation" } else { "consent_data" };
    (field, |t| t.panes.deal_consent)
}

impl Deed {
    /// What it changes, as far as that decides who may.
    pub fn sort(self) -> domain::Deed {
        match self {
            Self::Answer(_) => domain::Deed::MeetingOnFile,
            Self::Mark(_) | Self::Held(..) | Self::Log(_) => domain::Deed::Meeting,
            _ => domain::Deed::Anything,
        }
    }

    /// Why it is not for whoever sits at the keyboard, if it is not.
    pub fn closed(self, world: &World) -> Option<String> {
        match self {
            Self::Answer(id) | Self::Mark(id) | Self::Held(id, _) => world.closed_at(self.sort(), id.into()),
            Self::Log(pair) => world.closed_at(self.sort(), pair.into()),
            _ => world.closed_to(self.sort()),
        }
    }

    /// Does it.
    pub fn run(self, row: Row, world: &World) -> Vec<Act> {
        match self {
            Self::Answer(_) if !world.reveal => vec![Act::Refuse(world.text.panes.why_hidden.to_owned())],
            Self::Answer(id) => form(meetings::edit(id, world).map(|form| form.focused("safety_action"))),
            Self::Mark(id) => mark(id, world),
            Self::Held(id, pair) => held(id, pair, world),
            Self::Log(pair) => meetings::log(Some(pair), world),
            Self::Fill(key, field, _) => form(edit(key, world).map(|form| form.focused(field))),
            Self::Match(id) => form(Some(pairs::new(None, &[id], world))),
            Self::Propose(id) => vec![Act::Go(PaneId::Pairs, Some(id.into()))],
            Self::Resume(id) => pairs::resume(&[id], world),
            Self::Trial(id) => pairs::trial(id, world),
            Self::Part(id) => form(pairs::without_gone(id, world)),
            Self::Erase(entry) => erasing::offer(entry, world),
            // A pair that rests has its answer: what is left is a new sheet.
            Self::Decide(entry, kind) => match consents::decide(entry, kind, world) {
                Some(asked) => form(Some(asked)),
                None => form(edit(entry, world).map(|form| form.focused(sheet(kind).0))),
            },
            Self::Agree(id) => pairs::answer(id, world),
            Self::Fix => fix(row, world),
            Self::Talk(pair) => form(contacts::talk(pair, world)),
            Self::Wake => snooze::wake(row, world),
            Self::Survey => survey(row, world),
            Self::Look => go(row, world),
        }
    }

    /// The command that does it here and now, and the word beside its key.
    pub fn hint(self, world: &World) -> (&'static str, &'static str) {
        let (p, c) = (&world.text.panes, &world.text.commands);
        let closed = matches!(self, Self::Answer(_)) && !world.reveal;
        let writes = !matches!(self, Self::Survey | Self::Look);
        if closed || (writes && self.closed(world).is_some()) {
            return (OPEN, c.open_row);
        }
        match self {
            Self::Answer(_) => (DEAL, p.deal_answer),
            Self::Mark(_) | Self::Held(..) => (MEETING, p.deal_mark),
            Self::Log(_) => (MEETING, c.new_meeting),
            Self::Fill(_, _, word) => (DEAL, word(world.text)),
            Self::Match(_) | Self::Propose(_) => (DEAL, p.deal_match),
            Self::Resume(_) => (DEAL, p.deal_pause),
            Self::Trial(_) => (DEAL, p.deal_trial),
            Self::Part(_) => (DEAL, p.deal_part),
            Self::Erase(_) => (DEAL, p.deal_erase),
            Self::Decide(entry, kind) if consents::decide(entry, kind, world).is_some() => (DEAL, p.deal_decide),
            Self::Decide(..) => (DEAL, p.deal_consent),
            Self::Agree(_) => (DEAL, p.deal_agree),
            Self::Fix => (DEAL, p.deal_fix),
            Self::Talk(_) => (DEAL, p.deal_talk),
            Self::Wake => (REST, p.deal_wake),
            Self::Survey => (SURVEY, c.key_survey),
            Self::Look => (OPEN, c.open_row),
        }
    }
}

fn form(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn fix(row: Row, world: &World) -> Vec<Act> {
    let Row::Signal(Signal { subject: Subject::ManyPairs(many), .. }) = row else { return Vec::new() };
    form(Some(pairs::fix(many, world)))
}

/// Logging marks the oldest planned meeting of a pair; here it must be this one.
fn held(id: MeetingId, pair: PairId, world: &World) -> Vec<Act> {
    let acts = meetings::log(Some(pair), world);
    let is_it = matches!(acts.first(), Some(Act::Form(form)) if form.target == Some(id.into()));
    if is_it { acts } else { mark(id, world) }
}

fn mark(id: MeetingId, world: &World) -> Vec<Act> {
    form(meetings::edit(id, world).map(|form| form.focused("state")))
}

fn edit(key: Key, world: &World) -> Option<Form> {
    match key.kind {
        Kind::Mentee => mentees::edit(MenteeId::of(key)?, world),
        Kind::Mentor => mentors::edit(MentorId::of(key)?, world),
        Kind::Pair => pairs::edit(PairId::of(key)?, world),
        Kind::Meeting => meetings::edit(MeetingId::of(key)?, world),
        _ => None,
    }
}

/// The record a row is about; the first where there are several.
pub fn key(row: Row) -> Option<Key> {
    let signal = match row {
        Row::Signal(signal) => signal,
        Row::Meeting(it) => return Some(it.meeting.into()),
    };
    signal.subject.keys().first().copied()
}

/// Goes to the record; for a questionnaire, to whoever should answer. A closed pair is on no list, so its form opens.
pub fn go(row: Row, world: &World) -> Vec<Act> {
    if matches!(of(row), Deed::Survey) {
        return survey(row, world);
    }
    let Some(key) = key(row) else { return Vec::new() };
    let closed = PairId::of(key).and_then(|id| world.register.get::<Pair>(id)).is_some_and(|it| it.state.is_closed());
    if closed && world.closed_to(domain::Deed::Anything).is_none() {
        return form(edit(key, world));
    }
    pane_of(key).map(|pane| Act::Go(pane, Some(key))).into_iter().collect()
}

/// The one pair a row is about, if there is one.
pub fn pair(row: Row, world: &World) -> Option<PairId> {
    let register = &world.register;
    let subject = match row {
        Row::Signal(signal) => &signal.subject,
        Row::Meeting(it) => return Some(it.pair),
    };
    match subject {
        Subject::Pair(id) => Some(*id),
        Subject::Meeting(id) => register.get::<Meeting>(*id).map(|meeting| meeting.pair),
        Subject::Mentee(id) => register.active_pair_of(*id).map(|(id, _)| id),
        Subject::Mentor(id) => {
            let pairs = register.pairs_of_mentor(*id);
            let mut active = pairs.iter().filter(|(_, pair)| pair.state.is_active()).map(|(id, _)| *id);
            active.next().filter(|_| active.next().is_none())
        }
        Subject::ManyPairs(many) if talks(row) => many.first().copied(),
        Subject::ManyMentees(_) | Subject::ManyMentors(_) | Subject::ManyPairs(_) => None,
        Subject::Activities(_) | Subject::Partners(_) => None,
    }
}

/// Whether a row gathers pairs of which the first is meant by every key.
fn talks(row: Row) -> bool {
    let Row::Signal(signal) = row else { return false };
    matches!(signal.reason, Reason::ContactsDue { .. } | Reason::AtRisk { .. })
}

/// Goes to the questionnaire of the person a row is about.
pub fn survey(row: Row, world: &World) -> Vec<Act> {
    match respondent(row, world) {
        Some(person) => surveys::go_to(person),
        None => vec![Act::Go(PaneId::Surveys, None)],
    }
}

fn respondent(row: Row, world: &World) -> Option<PersonId> {
    let register = &world.register;
    if let Row::Signal(signal) = row
        && let (Reason::NoExitAnswers { .. }, Subject::ManyPairs(pairs)) = (&signal.reason, &signal.subject)
    {
        let due = queue(register, world.year, world.today()).due;
        let unasked = due.iter().find(|it| it.wave == Wave::Exit && it.begun.is_none() && pairs.contains(&it.pair));
        return unasked.map(|it| it.respondent);
    }
    let person = key(row).and_then(|key| names::person_of(register, key));
    person.or_else(|| {
        let mentee = register.get::<Pair>(pair(row, world)?)?.mentees.first().copied()?;
        Some(register.get::<Mentee>(mentee)?.person)
    })
}
