//! A year laid out for reading: its mentees, mentors and pairs, each with what the judgements keep asking for.
//!
//! The register answers one question at a time; asked forty thousand times that costs more than the answers are worth.
//! So one walk over the year collects everything, and every judgement reads from here. Statuses follow the rules of
//! [`crate::domain::status`]; the tests below hold the two together.

use std::sync::Arc;

use chrono::{Days, Months, NaiveDate, NaiveTime};

use crate::domain::status::{self, Missing};
use crate::domain::{
    Calendar, ConsentKind, Contact, ContactSide, Meeting, MeetingId, MeetingKind, MeetingState, Mentee, MenteeId,
    MenteeStanding, Mentor, MentorId, MentorStanding, Pair, PairId, PairState, Person, Register, Rules, Year, YearId,
};

/// The kinds of meeting every pair holds once before its regular ones (seed §4).
pub(super) const FIRST_KINDS: [MeetingKind; 3] = [MeetingKind::Acquaintance, MeetingKind::Trial, MeetingKind::Planning];

/// One year, on one day.
pub(super) struct View<'a> {
    pub register: &'a Register,
    pub year: YearId,
    pub span: Option<&'a Year>,
    pub today: NaiveDate,
    pub rules: Rules,
    pub calendar: Calendar,
    /// By identity.
    pub mentees: Vec<MenteeRow<'a>>,
    /// By identity.
    pub mentors: Vec<MentorRow<'a>>,
    /// By identity.
    pub pairs: Vec<PairRow<'a>>,
}

/// What delay and silence are judged by.
#[derive(Clone, Copy)]
pub(super) struct Gauge<'a> {
    pub rules: &'a Rules,
    pub calendar: &'a Calendar,
    pub today: NaiveDate,
}

impl Gauge<'_> {
    /// Days since a day, without holidays.
    pub fn days(&self, since: NaiveDate) -> i64 {
        (self.today - since).num_days() - self.calendar.days_off(since, self.today)
    }
}

/// A mentee with what the pairs say of them.
pub(super) struct MenteeRow<'a> {
    pub id: MenteeId,
    pub mentee: &'a Mentee,
    pub person: &'a Person,
    /// The first consent missing to be in a pair.
    pub gap: Option<ConsentKind>,
    /// Is in a working pair.
    pub paired: bool,
    /// Was in a pair that reached its end.
    pub finished: bool,
    /// The newest day on which a pair of theirs closed.
    pub freed_on: Option<NaiveDate>,
}

/// A mentor with what the pairs say of them.
pub(super) struct MentorRow<'a> {
    pub id: MentorId,
    pub mentor: &'a Mentor,
    pub person: &'a Person,
    /// What stands between them and admission.
    pub missing: Vec<Missing>,
    /// Mentees in their working pairs.
    pub taken: usize,
}

/// A pair with its meetings by day and hour.
pub(super) struct PairRow<'a> {
    pub id: PairId,
    pub pair: &'a Pair,
    /// The group it is a part of, which is counted in its place.
    pub group: Option<PairId>,
    pub meetings: Vec<MeetingRow<'a>>,
    /// The curator's talks about it, by day.
    pub contacts: Vec<&'a Contact>,
}

/// What the judgements ask of a meeting, laid side by side: walking the records themselves, each somewhere else in
/// memory, takes most of the time otherwise.
pub(super) struct MeetingRow<'a> {
    pub id: MeetingId,
    pub meeting: &'a Meeting,
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
    pub kind: MeetingKind,
    pub state: MeetingState,
    pub mood_mentee: Option<u8>,
    /// See [`Meeting::awaits_safety_action`].
    pub awaits_action: bool,
}

impl<'a> View<'a> {
    pub fn new(register: &'a Register, year: YearId, today: NaiveDate) -> Self {
        let span = register.get::<Year>(year).map(Arc::as_ref);
        // As in the statuses: what has run out since a year ended takes nothing back.
        let day = span.map_or(today, |span| today.min(span.end));
        let mut view = Self {
            register,
            year,
            span,
            today,
            rules: register.rules(),
            calendar: register.calendar(year),
            mentees: mentee_rows(register, year, day),
            mentors: mentor_rows(register, year, day),
            pairs: pair_rows(register, year),
        };
        view.enter_pairs();
        view
    }

    /// What delay and silence are judged by.
    pub fn gauge(&self) -> Gauge<'_> {
        Gauge { rules: &self.rules, calendar: &self.calendar, today: self.today }
    }

    /// The mentee under an identity, if of this year.
    pub fn mentee(&self, id: MenteeId) -> Option<&MenteeRow<'a>> {
        self.mentees.binary_search_by_key(&id, |row| row.id).ok().map(|at| &self.mentees[at])
    }

    /// The mentor under an identity, if of this year.
    pub fn mentor(&self, id: MentorId) -> Option<&MentorRow<'a>> {
        self.mentors.binary_search_by_key(&id, |row| row.id).ok().map(|at| &self.mentors[at])
    }

    /// The pair under an identity, if of this year.
    pub fn pair(&self, id: PairId) -> Option<&PairRow<'a>> {
        self.pairs.binary_search_by_key(&id, |row| row.id).ok().map(|at| &self.pairs[at])
    }

    /// Pairs and groups that began, each once: whoever left a group is counted with it.
    pub fn begun(&self) -> impl Iterator<Item = &PairRow<'a>> {
        self.pairs.iter().filter(|row| row.pair.state != PairState::Proposed && row.group.is_none())
    }

    /// Whether the last day of the year has passed.
    pub fn is_over(&self) -> bool {
        self.span.is_some_and(|year| self.today > year.end)
    }

    /// Whether the year was opened ahead of time: its first day is still to come, and nothing of it can be late.
    pub fn is_ahead(&self) -> bool {
        self.span.is_some_and(|year| self.today < year.start)
    }

    fn enter_pairs(&mut self) {
        for row in &self.pairs {
            let pair = row.pair;
            if pair.state.is_active()
                && let Ok(at) = self.mentors.binary_search_by_key(&pair.mentor, |row| row.id)
            {
                self.mentors[at].taken += pair.mentees.len();
            }
            for id in &pair.mentees {
                if let Ok(at) = self.mentees.binary_search_by_key(id, |row| row.id) {
                    self.mentees[at].enter(pair);
                }
            }
        }
    }
}

fn mentee_rows(register: &Register, year: YearId, today: NaiveDate) -> Vec<MenteeRow<'_>> {
    register
        .mentees(year)
        .filter_map(|(id, mentee)| {
            let person = register.get::<Person>(mentee.person)?;
            let gap = status::missing_consent(person, today);
            Some(MenteeRow { id, mentee, person, gap, paired: false, finished: false, freed_on: None })
        })
        .collect()
}

fn mentor_rows(register: &Register, year: YearId, today: NaiveDate) -> Vec<MentorRow<'_>> {
    register
        .mentors(year)
        .filter_map(|(id, mentor)| {
            let person = register.get::<Person>(mentor.person)?;
            let missing = status::missing_for_admission(register, id, today);
            Some(MentorRow { id, mentor, person, missing, taken: 0 })
        })
        .collect()
}

fn pair_rows(register: &Register, year: YearId) -> Vec<PairRow<'_>> {
    let mut pairs: Vec<PairRow> = register
        .pairs(year)
        .map(|(id, pair)| {
            let group = register.group_of(id);
            PairRow { id, pair, group, meetings: Vec::new(), contacts: Vec::new() }
        })
        .collect();
    for (id, meeting) in register.meetings() {
        if let Ok(at) = pairs.binary_search_by_key(&meeting.pair, |row| row.id) {
            pairs[at].meetings.push(MeetingRow::new(id, meeting));
        }
    }
    for (_, contact) in register.contacts() {
        if let Ok(at) = pairs.binary_search_by_key(&contact.pair, |row| row.id) {
            pairs[at].contacts.push(contact);
        }
    }
    for row in &mut pairs {
        row.meetings.sort_by_key(|it| (it.date, it.time, it.id));
        row.contacts.sort_by_key(|it| it.on);
    }
    pairs
}

impl MenteeRow<'_> {
    fn enter(&mut self, pair: &Pair) {
        self.paired |= pair.state.is_active();
        self.finished |= pair.state == PairState::Finished;
        self.freed_on = self.freed_on.max(pair.closing.as_ref().map(|closing| closing.on));
    }

    /// Takes part and is not done.
    pub fn participates(&self) -> bool {
        self.mentee.standing == MenteeStanding::Participating
    }

    /// Has all that a pair needs and is in none.
    pub fn waits(&self) -> bool {
        self.participates() && !self.paired && self.gap.is_none() && self.mentee.open_requests().next().is_some()
    }
}

impl MentorRow<'_> {
    /// May lead, and wants to.
    pub fn is_admitted(&self) -> bool {
        self.mentor.standing == MentorStanding::Participating && self.missing.is_empty()
    }

    /// Has a working pair.
    pub fn leads(&self) -> bool {
        self.taken > 0
    }

    /// Places not taken; none when more were taken than there are.
    pub fn free_places(&self) -> usize {
        usize::from(self.mentor.capacity).saturating_sub(self.taken)
    }
}

impl<'a> MeetingRow<'a> {
    fn new(id: MeetingId, meeting: &'a Meeting) -> Self {
        Self {
            id,
            meeting,
            date: meeting.date,
            time: meeting.time,
            kind: meeting.kind,
            state: meeting.state,
            mood_mentee: meeting.mood_mentee,
            awaits_action: meeting.awaits_safety_action(),
        }
    }
}

impl<'a> PairRow<'a> {
    /// One pair without the rest of its year.
    pub fn alone(register: &'a Register, id: PairId) -> Option<Self> {
        let pair = register.get::<Pair>(id)?;
        let meetings = register.meetings_of(id).into_iter().map(|(id, meeting)| MeetingRow::new(id, meeting)).collect();
        let contacts = register.contacts_of(id).into_iter().map(|(_, contact)| contact.as_ref()).collect();
        Some(Self { id, pair, group: register.group_of(id), meetings, contacts })
    }

    /// The meetings that took place, by day.
    pub fn held(&self) -> impl DoubleEndedIterator<Item = &MeetingRow<'a>> {
        self.meetings.iter().filter(|it| it.state == MeetingState::Held)
    }

    /// Whether a meeting of this kind took place.
    pub fn has_held(&self, kind: MeetingKind) -> bool {
        self.held().any(|it| it.kind == kind)
    }

    /// Those of the first three kinds that have not taken place.
    pub fn missing_kinds(&self) -> Vec<MeetingKind> {
        FIRST_KINDS.into_iter().filter(|kind| !self.has_held(*kind)).collect()
    }

    /// The day on which the pair last met, or began.
    pub fn silent_since(&self) -> Option<NaiveDate> {
        self.held().next_back().map(|it| it.date).or_else(|| self.pair.began_on())
    }

    /// Meetings in a row that were missed or cancelled, up to the newest of which it is known.
    pub fn missed_in_row(&self) -> usize {
        let past = self.meetings.iter().rev().map(|it| it.state).filter(|state| *state != MeetingState::Planned);
        past.take_while(|state| *state != MeetingState::Held).count()
    }

    /// The days on which the curator talked with a side, in their order.
    pub fn talked(&self, side: ContactSide) -> impl Iterator<Item = NaiveDate> + '_ {
        self.contacts.iter().filter(move |contact| contact.with.contains(&side)).map(|contact| contact.on)
    }

    /// The last day of the first month of its work.
    pub fn first_month_end(&self) -> Option<NaiveDate> {
        self.pair.began_on()?.checked_add_months(Months::new(1))?.pred_opt()
    }

    /// The last day of the trial period: as written, or as the school's rules count it.
    pub fn trial_end(&self, rules: &Rules) -> Option<NaiveDate> {
        let counted =
            || self.pair.began_on().and_then(|first| first.checked_add_days(Days::new(u64::from(rules.trial_days))));
        self.pair.trial_until.or_else(counted)
    }

    /// The kinds a working pair should have held by now and has not: none while it is on trial or on leave.
    pub fn overdue_kinds(&self, rules: &Rules, today: NaiveDate) -> Vec<MeetingKind> {
        let late = self.pair.state == PairState::Fixed && self.trial_end(rules).is_some_and(|last| today > last);
        if late { self.missing_kinds() } else { Vec::new() }
    }

    /// Days of silence without holidays, where they are worth a look. A pair on leave is not expected to meet.
    pub fn silence(&self, gauge: Gauge) -> Option<i64> {
        let since = self.silent_since().filter(|_| self.pair.state == PairState::Fixed)?;
        Some(gauge.days(since)).filter(|days| *days >= i64::from(gauge.rules.silence_warn_days))
    }

    /// The mentee's mood in the two meetings before the last two and in the last two, as means in tenths.
    pub fn moods(&self) -> Option<(u8, u8)> {
        let mut newest = self.held().rev().filter_map(|it| it.mood_mentee);
        let mut mean = || Some((newest.next()? + newest.next()?) * 5);
        let now = mean()?;
        Some((mean()?, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonKind;
    use crate::domain::sample::{Sample, after, day};
    use crate::domain::status::MenteeStatus;

    #[test]
    fn agrees_with_the_statuses_of_the_domain() {
        let mut sample = Sample::new();
        let (start, today) = (day(10, 1), day(11, 20));
        let pair = sample.working(start);
        sample.mentee("Зимина Анна", "6А");
        sample.first_three(pair, start);
        sample.meeting(pair, MeetingKind::Regular, MeetingState::NoShow, after(start, 10));
        sample.meeting(pair, MeetingKind::Regular, MeetingState::Cancelled, after(start, 12));
        sample.meeting(pair, MeetingKind::Regular, MeetingState::NoShow, after(start, 14));
        let other = sample.mentor("Гусев Олег", PersonKind::Student);
        sample.edit::<Mentor>(other, |mentor| mentor.record_check_until = None);

        let view = View::new(&sample.register, sample.year, today);
        let row = &view.pairs[0];
        let silent = row.silent_since().map(|since| (today - since).num_days());
        assert_eq!(silent, status::silent_days(&sample.register, pair, today));
        assert_eq!(row.missed_in_row(), 3, "a cancelled meeting was none either");
        let alone = PairRow::alone(&sample.register, pair).unwrap();
        assert!(alone.meetings.iter().map(|it| it.id).eq(row.meetings.iter().map(|it| it.id)));
        for mentee in &view.mentees {
            let status = status::mentee(&sample.register, mentee.id, today);
            assert_eq!(mentee.waits(), status == Some(MenteeStatus::Matching));
            assert_eq!(mentee.paired, status == Some(MenteeStatus::Paired));
        }
        for mentor in &view.mentors {
            let free = i32::try_from(mentor.free_places()).unwrap();
            assert_eq!(free, status::free_places(&sample.register, mentor.id));
        }
        assert_eq!(view.mentors[1].missing, [Missing::RecordCheck]);
    }

    #[test]
    fn moods_are_means_of_two_and_two() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        for (days, mood) in [(1, Some(5)), (2, Some(4)), (3, None), (4, Some(2)), (5, Some(3))] {
            let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(day(10, 1), days));
            sample.edit::<Meeting>(id, |meeting| meeting.mood_mentee = mood);
        }
        let view = View::new(&sample.register, sample.year, day(11, 1));
        assert_eq!(view.pairs[0].moods(), Some((45, 25)));
    }
}
