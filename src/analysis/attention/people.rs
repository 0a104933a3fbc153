//! Signals about mentees and mentors.

use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};

use super::super::queue::{Due, Queue};
use super::super::view::{MenteeRow, MentorRow, View};
use super::{ConsentGap, Level, Reason, Signals, Subject, parted};
use crate::domain::status::Missing;
use crate::domain::{
    Audience, Cause, ConsentKind, ERASE_WITHIN, Gate, Kind, MenteeId, MentorId, MentorStanding, PairId, PairState,
    Person, PersonId, Record, Register, Wave, pairs_of,
};

pub(super) fn look(view: &View, out: &mut Signals) {
    let withdrawn = look_at_withdrawn(view, out);
    for row in view.mentees.iter().filter(|row| !withdrawn.contains(&row.mentee.person)) {
        if let Some(kind) = row.gap.filter(|_| row.paired) {
            let gap = consent_gap(row.person, kind, view.today);
            out.alarm(Subject::Mentee(row.id), Reason::NoConsent { kind, gap });
        }
    }
    for row in &view.mentors {
        look_at_leader(view, row, &withdrawn, out);
        look_at_certificates(view, row, out);
    }
    look_at_waiting(view, out);
    look_at_unready(view, out);
}

/// Whose data should not be here any longer, of whichever year: the last day is the one the law sets. As long as a pair
/// of theirs works, what becomes of that comes first.
fn look_at_withdrawn(view: &View, out: &mut Signals) -> HashSet<PersonId> {
    let mut found = HashSet::new();
    if view.is_over() {
        return found;
    }
    for (key, record) in view.register.of_kind(Kind::Person) {
        let Record::Person(person) = record else { continue };
        let Some(on) = person.consent(ConsentKind::Data).and_then(|sheet| sheet.withdrawn_on) else { continue };
        let due = PersonId::of(key).filter(|_| on <= view.today && !person.is_anonymous());
        let Some(id) = due.filter(|_| view.register.passed(Gate::DataKept, key).is_none()) else { continue };
        let Some(subject) = newest_entry(view, id).filter(|_| !is_at_work(view.register, id)) else { continue };
        let by = on.checked_add_days(Days::new(ERASE_WITHIN)).unwrap_or(on);
        out.alarm(subject, Reason::DataWithdrawn { by, left: (by - view.today).num_days() });
        found.insert(id);
    }
    found
}

/// Whether a pair of theirs works, of whichever year and programme.
fn is_at_work(register: &Register, person: PersonId) -> bool {
    pairs_of(register, person).any(|(_, pair)| pair.state == PairState::Fixed)
}

/// The entry by which a person is shown: of this year, else the last one made.
fn newest_entry(view: &View, person: PersonId) -> Option<Subject> {
    let register = view.register;
    let led = register.mentee_of(person, view.year).map(|(id, _)| Subject::Mentee(id));
    let leads = || register.mentor_of(person, view.year).map(|(id, _)| Subject::Mentor(id));
    let of = |kind| register.referring(person.into(), kind).max();
    let earlier = || of(Kind::Mentee).and_then(MenteeId::of).map(Subject::Mentee);
    led.or_else(leads).or_else(earlier).or_else(|| of(Kind::Mentor).and_then(MentorId::of).map(Subject::Mentor))
}

fn consent_gap(person: &Person, kind: ConsentKind, today: NaiveDate) -> ConsentGap {
    let Some(consent) = person.consent(kind) else { return ConsentGap::Missing };
    let withdrawn = consent.withdrawn_on.is_some_and(|day| day <= today);
    if withdrawn { ConsentGap::Withdrawn } else { ConsentGap::Expired }
}

fn look_at_leader(view: &View, row: &MentorRow, withdrawn: &HashSet<PersonId>, out: &mut Signals) {
    if !row.leads() {
        return;
    }
    if row.missing.contains(&Missing::Consent) && !withdrawn.contains(&row.mentor.person) {
        let kind = ConsentKind::Data;
        let gap = consent_gap(row.person, kind, view.today);
        out.alarm(Subject::Mentor(row.id), Reason::NoConsent { kind, gap });
    }
    let capacity = usize::from(row.mentor.capacity);
    if row.taken > capacity {
        out.warn(Subject::Mentor(row.id), Reason::OverCapacity { capacity, taken: row.taken });
    }
}

/// What ran out stops only those who lead; for the others it is one more step that is lacking.
fn look_at_certificates(view: &View, row: &MentorRow, out: &mut Signals) {
    let stays = row.leads() || row.mentor.standing == MentorStanding::Participating;
    if !row.person.kind.is_external_adult() || !stays {
        return;
    }
    let papers = [
        (Missing::RecordCheck, row.mentor.record_check_until),
        (Missing::MedicalCheck, row.mentor.medical_check_until),
    ];
    for (which, until) in papers {
        let subject = Subject::Mentor(row.id);
        match until.map(|on| (on, (on - view.today).num_days())) {
            None if row.leads() => out.alarm(subject, Reason::CertificateMissing { which }),
            Some((on, days)) if days < 0 && row.leads() => {
                out.alarm(subject, Reason::CertificateExpired { which, on, days: -days });
            }
            Some((on, days)) if (0..=i64::from(view.rules.expiry_notice_days)).contains(&days) => {
                out.warn(subject, Reason::CertificateExpiring { which, on, days });
            }
            _ => {}
        }
    }
}

/// The same patience as with a pair that does not meet: a child without a mentor is as alone as one whose mentor
/// does not come.
fn look_at_waiting(view: &View, out: &mut Signals) {
    let threshold = i64::from(view.rules.silence_warn_days);
    let days = |since: NaiveDate| (view.today - since).num_days();
    let start = view.span.map(|year| year.start);
    let waits = |row: &MenteeRow| {
        // In a year nobody waits before it begins.
        let known = waiting_since(row).map(|day| start.map_or(day, |first| day.max(first)));
        // Whose first day nobody wrote down may have waited since the year began.
        let longest = days(known.or(start)?);
        (longest >= threshold).then_some((row.id, known.map(days)))
    };
    let long: Vec<(MenteeId, Option<i64>)> = view.mentees.iter().filter(|row| row.waits()).filter_map(waits).collect();
    for part in parted(view, (Cause::Waiting, Level::Warning), long, |(id, _)| (*id).into()) {
        let days = part.iter().filter_map(|(_, days)| *days).max();
        let undated = part.iter().filter(|(_, days)| days.is_none()).count();
        let who: Vec<MenteeId> = part.into_iter().map(|(id, _)| id).collect();
        let count = who.len();
        out.warn(Subject::ManyMentees(who), Reason::Waiting { count, days, undated, threshold });
    }
}

/// The day they joined, or first asked; later when a pair of theirs has closed since.
fn waiting_since(row: &MenteeRow) -> Option<NaiveDate> {
    let asked = || row.mentee.open_requests().filter_map(|request| request.made_on).min();
    let joined = row.mentee.entered_on.or_else(asked);
    joined.max(row.freed_on)
}

fn look_at_unready(view: &View, out: &mut Signals) {
    let lacks = |row: &&MenteeRow| row.participates() && !row.paired && row.gap.is_some();
    let mentees: Vec<MenteeId> = view.mentees.iter().filter(lacks).map(|row| row.id).collect();
    let count = mentees.len();
    if count > 0 {
        out.warn(Subject::ManyMentees(mentees), Reason::ConsentsLacking { count });
    }
    let mentors: Vec<MentorId> = view.mentors.iter().filter(|row| is_on_the_way(row)).map(|row| row.id).collect();
    for part in parted(view, (Cause::Steps, Level::Note), mentors, |id| (*id).into()) {
        let count = part.len();
        out.note(Subject::ManyMentors(part), Reason::StepsLacking { count });
    }
}

/// Those whom the interview turned down or put on reserve lack nothing.
fn is_on_the_way(row: &MentorRow) -> bool {
    let decided = row.mentor.decision.is_against();
    row.mentor.standing == MentorStanding::Participating && !row.leads() && !decided && !row.missing.is_empty()
}

pub(super) fn look_at_answers(view: &View, queue: &Queue, out: &mut Signals) {
    let works = |due: &Due| view.pair(due.pair).is_some_and(|row| row.pair.state.is_active());
    let unasked = |wave: Wave| queue.due.iter().filter(move |due| due.wave == wave && due.begun.is_none());
    let people = |audience: Audience| -> HashSet<PersonId> {
        unasked(Wave::Entry).filter(|due| due.audience == audience && works(due)).map(|due| due.respondent).collect()
    };
    let silent = people(Audience::Mentee);
    let mentees: Vec<MenteeId> =
        view.mentees.iter().filter(|row| silent.contains(&row.mentee.person)).map(|row| row.id).collect();
    let silent = people(Audience::Mentor);
    let mentors: Vec<MentorId> =
        view.mentors.iter().filter(|row| silent.contains(&row.mentor.person)).map(|row| row.id).collect();
    let closed: BTreeSet<PairId> = unasked(Wave::Exit).filter(|due| !works(due)).map(|due| due.pair).collect();
    let entry = (Cause::Entry, Level::Warning);
    for part in parted(view, entry, mentees, |id| (*id).into()) {
        let reason = Reason::NoEntryAnswers { count: part.len(), audience: Audience::Mentee };
        out.warn(Subject::ManyMentees(part), reason);
    }
    for part in parted(view, entry, mentors, |id| (*id).into()) {
        let reason = Reason::NoEntryAnswers { count: part.len(), audience: Audience::Mentor };
        out.warn(Subject::ManyMentors(part), reason);
    }
    for part in parted(view, (Cause::Exit, Level::Warning), closed.into_iter().collect(), |id| (*id).into()) {
        let count = part.len();
        out.warn(Subject::ManyPairs(part), Reason::NoExitAnswers { count });
    }
}
