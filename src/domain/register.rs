//! The register: everything one school has on file, in memory, and the one door through which it changes.
//!
//! Reading never touches the disk. A batch of changes is taken whole or refused whole: each change must find the
//! record it replaces exactly as its author saw it, and afterwards nothing may point at a record that is not there.
//! The same door serves the curator's own commands, undo, an import, and what other sessions wrote, so a rule holds
//! everywhere or nowhere.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::change::inverse;
use super::{
    Activity, ActivityId, Award, AwardId, Batch, Calendar, Change, Contact, ContactId, Entity, Entry, Event, EventId,
    Gate, GeneralMeeting, GeneralMeetingId, Invitation, InvitationId, Key, Kind, Lists, Measure, MeasureId, Meeting,
    MeetingId, Mentee, MenteeId, Mentor, MentorId, Pair, PairId, Pairing, Partner, PartnerId, Person, PersonId, Pool,
    Practice, PracticeId, PreferenceSheet, PreferenceSheetId, Questionnaire, QuestionnaireId, Record, Refusal,
    Response, ResponseId, Rules, Ruling, RulingId, School, SchoolMeasure, SchoolMeasureId, SchoolParameter,
    SchoolParameterId, Snooze, SnoozeId, Staff, StaffId, Stamp, TheLists, ThePairing, TheSchool, Training, TrainingId,
    Waiver, WaiverId, Whose, Year, YearId, YearNumbers, rules,
};

/// A record with who changed it last, packed: a school of ten years has tens of thousands of these.
#[derive(Debug, Clone)]
struct Slot {
    record: Record,
    at: i64,
    generation: u32,
    who: u16,
}

/// A key and what stood under it.
type Replaced = (Key, Option<Slot>);

/// Everything on file.
#[derive(Debug, Clone, Default)]
pub struct Register {
    slots: BTreeMap<Key, Slot>,
    referrers: HashMap<Key, Vec<Key>>,
    users: Vec<String>,
    generation: u64,
    highest_id: u32,
    revision: u64,
}

impl Register {
    /// An empty register.
    pub fn new() -> Self {
        Self::default()
    }

    /// The journal entry up to which this register knows the base.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// A number that is another one whenever anything on file is: what was worked out for the same number still holds.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Takes the place of a register, so that nothing worked out from that one holds for this one.
    pub fn come_after(&mut self, other: &Self) {
        self.revision = self.revision.max(other.revision) + 1;
    }

    /// The largest identity ever given out, as far as this register knows.
    pub fn highest_id(&self) -> u32 {
        self.highest_id
    }

    /// Says how far the register knows the base.
    pub fn set_position(&mut self, generation: u64, highest_id: u32) {
        self.generation = generation;
        self.highest_id = self.highest_id.max(highest_id);
    }

    /// Everything of a base, unchecked: what is in the base was checked when it got there. `count` is how many rows
    /// there are.
    ///
    /// Equal texts become one. Entered one by one, rows that come in order leave the nodes of the tree half empty. So they are lined up first,
    /// and the tree is built at one go.
    ///
    /// # Errors
    /// The first row that is one.
    pub fn load<E>(rows: impl Iterator<Item = Result<(Key, Stamp, Record), E>>, count: usize) -> Result<Self, E> {
        let mut register = Self::new();
        let (mut slots, mut pool) = (Vec::with_capacity(count), Pool::default());
        for row in rows {
            let (key, stamp, mut record) = row?;
            record.share(&mut pool);
            slots.push((key, register.enter(key, record, &stamp)));
        }
        register.slots = slots.into_iter().collect();
        register.referrers.values_mut().for_each(Vec::shrink_to_fit);
        Ok(register)
    }

    /// Takes a batch whole, or refuses it whole and stays as it was.
    ///
    /// # Errors
    /// [`Refusal`] when a change is stale, a rule that cannot be overridden is broken, or a reference would dangle.
    pub fn commit(&mut self, changes: &[Change], stamp: &Stamp) -> Result<(), Refusal> {
        self.take(changes, stamp).map(drop)
    }

    /// Takes a batch and gives what stood under its keys before, in the order of the changes.
    fn take(&mut self, changes: &[Change], stamp: &Stamp) -> Result<Vec<Replaced>, Refusal> {
        let mut replaced = Vec::with_capacity(changes.len());
        for change in changes {
            if let Err(refusal) = self.fits(change) {
                self.put_back(replaced);
                return Err(refusal);
            }
            replaced.push((change.key, self.put(change.key, change.after.clone(), stamp)));
        }
        let broken = changes.iter().find_map(|change| rules::violation(self, change));
        if let Some(refusal) = broken {
            self.put_back(replaced);
            return Err(refusal);
        }
        Ok(replaced)
    }

    /// Puts back what [`Self::take`] replaced, with the stamps it had.
    fn put_back(&mut self, replaced: Vec<Replaced>) {
        self.revision += 1;
        for (key, slot) in replaced.into_iter().rev() {
            self.remove(key);
            let Some(slot) = slot else { continue };
            self.refer(key, &slot.record);
            self.slots.insert(key, slot);
        }
    }

    /// Takes back a batch that [`Self::commit`] took and nothing has built upon. The stamps of the records it had
    /// replaced are lost; whoever needs them keeps the entries.
    pub fn retract(&mut self, changes: &[Change]) {
        for change in inverse(changes) {
            let stamp = self.stamp(change.key).unwrap_or_else(|| Stamp { generation: 0, at: 0, who: String::new() });
            self.put(change.key, change.after, &stamp);
        }
    }

    /// Takes over what another session committed. The base has already judged it.
    pub fn follow(&mut self, entry: &Entry) {
        let stamp = Stamp::from(entry);
        for change in &entry.changes {
            self.put(change.key, change.after.clone(), &stamp);
        }
        self.generation = self.generation.max(entry.generation);
    }

    /// Tries a batch without keeping it.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn check(&mut self, batch: &Batch) -> Result<(), Refusal> {
        let stamp = Stamp { generation: self.generation, at: 0, who: String::new() };
        let replaced = self.take(&batch.changes, &stamp)?;
        self.put_back(replaced);
        Ok(())
    }

    /// The record under a key.
    pub fn record(&self, key: Key) -> Option<&Record> {
        self.slots.get(&key).map(|slot| &slot.record)
    }

    /// Who changed a record last, and when.
    pub fn stamp(&self, key: Key) -> Option<Stamp> {
        let slot = self.slots.get(&key)?;
        let who = self.users.get(usize::from(slot.who)).cloned().unwrap_or_default();
        Some(Stamp { generation: u64::from(slot.generation), at: slot.at, who })
    }

    /// Every record of one kind, by identity.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = (Key, &Record)> {
        let range = Key { kind, id: 0 }..=Key { kind, id: u32::MAX };
        self.slots.range(range).map(|(key, slot)| (*key, &slot.record))
    }

    /// Every record, by kind and identity.
    pub fn all(&self) -> impl Iterator<Item = (Key, &Record)> {
        self.slots.iter().map(|(key, slot)| (*key, &slot.record))
    }

    /// The record one names by its identity.
    pub fn get<T: Entity>(&self, id: T::Id) -> Option<&Arc<T>> {
        T::unwrap(self.record(id.into())?)
    }

    /// The records of `kind` that refer to `key`, in no particular order.
    pub fn referring(&self, key: Key, kind: Kind) -> impl Iterator<Item = Key> + '_ {
        self.referrers.get(&key).into_iter().flatten().copied().filter(move |from| from.kind == kind)
    }

    fn fits(&self, change: &Change) -> Result<(), Refusal> {
        if self.record(change.key) == change.before.as_ref() {
            return Ok(());
        }
        Err(Refusal::Stale { key: change.key })
    }

    /// Puts a record under a key, or takes it away. Gives what stood there.
    fn put(&mut self, key: Key, record: Option<Record>, stamp: &Stamp) -> Option<Slot> {
        self.revision += 1;
        let old = self.remove(key);
        if let Some(record) = record {
            let slot = self.enter(key, record, stamp);
            self.slots.insert(key, slot);
        }
        old
    }

    fn remove(&mut self, key: Key) -> Option<Slot> {
        let old = self.slots.remove(&key)?;
        for target in old.record.references() {
            if let Some(list) = self.referrers.get_mut(&target) {
                list.retain(|from| *from != key);
            }
        }
        Some(old)
    }

    fn refer(&mut self, key: Key, record: &Record) {
        for target in record.references() {
            self.referrers.entry(target).or_default().push(key);
        }
    }

    /// Makes the rest of the register know of a record, and gives what is to stand under its key.
    fn enter(&mut self, key: Key, record: Record, stamp: &Stamp) -> Slot {
        self.refer(key, &record);
        self.highest_id = self.highest_id.max(key.id);
        Slot {
            record,
            at: stamp.at,
            generation: u32::try_from(stamp.generation).unwrap_or(u32::MAX),
            who: self.user(&stamp.who),
        }
    }

    fn user(&mut self, name: &str) -> u16 {
        let place = self.users.iter().position(|known| known == name).unwrap_or_else(|| {
            self.users.push(name.to_owned());
            self.users.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }
}

/// The questions every room asks of the register.
impl Register {
    /// The school, once a base has been founded.
    pub fn school(&self) -> Option<&Arc<School>> {
        self.get::<School>(TheSchool)
    }

    /// The school's numbers, or the defaults before there is a school.
    pub fn rules(&self) -> Rules {
        self.school().map(|school| school.rules.clone()).unwrap_or_default()
    }

    /// The pairing rules of the school, or the usual ones where none were changed.
    pub fn pairing(&self) -> &Pairing {
        self.get::<Pairing>(ThePairing).map_or(Pairing::usual(), |pairing| pairing)
    }

    /// General meetings of a year, by day.
    pub fn general_meetings(&self, year: YearId) -> Vec<(GeneralMeetingId, &Arc<GeneralMeeting>)> {
        let all = self.rows::<GeneralMeeting, _>(Kind::GeneralMeeting, GeneralMeetingId::of);
        let mut meetings: Vec<_> = all.filter(|(_, meeting)| meeting.year == year).collect();
        meetings.sort_by_key(|(id, meeting)| (meeting.date, *id));
        meetings
    }

    /// The lists of the school, or the usual ones where none were changed.
    pub fn lists(&self) -> &Lists {
        self.get::<Lists>(TheLists).map_or(Lists::usual(), |lists| lists)
    }

    /// The roadmap of a year by stage and day; what has no day comes last in its stage.
    pub fn activities(&self, year: YearId) -> Vec<(ActivityId, &Arc<Activity>)> {
        let all = self.rows::<Activity, _>(Kind::Activity, ActivityId::of);
        let mut activities: Vec<_> = all.filter(|(_, activity)| activity.year == year).collect();
        activities.sort_by_key(|(id, activity)| (activity.stage, activity.due.is_none(), activity.due, *id));
        activities
    }

    /// The partners of the school.
    pub fn partners(&self) -> impl Iterator<Item = (PartnerId, &Arc<Partner>)> {
        self.rows(Kind::Partner, PartnerId::of)
    }

    /// The reason for which a gate was passed by a mentor or a pair.
    pub fn passed(&self, gate: Gate, about: Key) -> Option<(WaiverId, &Arc<Waiver>)> {
        let waivers = self.referring(about, Kind::Waiver).filter_map(WaiverId::of);
        let mut waivers = waivers.filter_map(|id| self.get::<Waiver>(id).map(|waiver| (id, waiver)));
        waivers.find(|(_, waiver)| waiver.gate == gate)
    }

    /// The sessions for mentors of a year, by day.
    pub fn trainings(&self, year: YearId) -> Vec<(TrainingId, &Arc<Training>)> {
        let all = self.rows::<Training, _>(Kind::Training, TrainingId::of);
        let mut trainings: Vec<_> = all.filter(|(_, training)| training.year == year).collect();
        trainings.sort_by_key(|(id, training)| (training.on, *id));
        trainings
    }

    /// The sessions a mentor was at, by day.
    pub fn trainings_of(&self, mentor: MentorId) -> Vec<(TrainingId, &Arc<Training>)> {
        let attended = self.referring(mentor.into(), Kind::Training).filter_map(TrainingId::of);
        let mut trainings: Vec<_> = attended.filter_map(|id| self.get::<Training>(id).map(|it| (id, it))).collect();
        trainings.sort_by_key(|(id, training)| (training.on, *id));
        trainings
    }

    /// The events of a year, by day.
    pub fn events(&self, year: YearId) -> Vec<(EventId, &Arc<Event>)> {
        let all = self.rows::<Event, _>(Kind::Event, EventId::of);
        let mut events: Vec<_> = all.filter(|(_, event)| event.year == year).collect();
        events.sort_by_key(|(id, event)| (event.on, *id));
        events
    }

    /// The events of a year that took place on one of its days, by day. What is filed under a year and lies outside it
    /// counts for nothing.
    pub fn held_events(&self, year: YearId) -> Vec<&Event> {
        let Some(span) = self.get::<Year>(year) else { return Vec::new() };
        let within = |event: &&Event| event.held && event.is_in(span);
        self.events(year).into_iter().map(|(_, event)| event.as_ref()).filter(within).collect()
    }

    /// The practices of a year.
    pub fn practices(&self, year: YearId) -> impl Iterator<Item = (PracticeId, &Arc<Practice>)> {
        self.rows(Kind::Practice, PracticeId::of).filter(move |(_, it): &(_, &Arc<Practice>)| it.year == year)
    }

    /// The awards of a year.
    pub fn awards(&self, year: YearId) -> impl Iterator<Item = (AwardId, &Arc<Award>)> {
        self.rows(Kind::Award, AwardId::of).filter(move |(_, it): &(_, &Arc<Award>)| it.year == year)
    }

    /// Who may sit at the keyboard, and as what.
    pub fn staff(&self) -> impl Iterator<Item = (StaffId, &Arc<Staff>)> {
        self.rows(Kind::Staff, StaffId::of)
    }

    /// The preference sheets of a year.
    pub fn sheets(&self, year: YearId) -> impl Iterator<Item = (PreferenceSheetId, &Arc<PreferenceSheet>)> {
        let all = self.rows(Kind::PreferenceSheet, PreferenceSheetId::of);
        all.filter(move |(_, sheet): &(_, &Arc<PreferenceSheet>)| sheet.year == year)
    }

    /// The preference sheet of a mentee or a mentor.
    pub fn sheet_of(&self, author: Key) -> Option<(PreferenceSheetId, &Arc<PreferenceSheet>)> {
        let naming = self.referring(author, Kind::PreferenceSheet).filter_map(PreferenceSheetId::of);
        let mut sheets = naming.filter_map(|id| self.get::<PreferenceSheet>(id).map(|sheet| (id, sheet)));
        sheets.find(|(_, sheet)| sheet.author == author)
    }

    /// The curator's rulings of a year.
    pub fn rulings(&self, year: YearId) -> impl Iterator<Item = (RulingId, &Arc<Ruling>)> {
        let all = self.rows(Kind::Ruling, RulingId::of);
        all.filter(move |(_, ruling): &(_, &Arc<Ruling>)| ruling.year == year)
    }

    /// The curator's ruling about two people.
    pub fn ruling_on(&self, mentee: MenteeId, mentor: MentorId) -> Option<(RulingId, &Arc<Ruling>)> {
        let about = self.referring(mentee.into(), Kind::Ruling).filter_map(RulingId::of);
        let mut rulings = about.filter_map(|id| self.get::<Ruling>(id).map(|ruling| (id, ruling)));
        rulings.find(|(_, ruling)| ruling.mentor == mentor)
    }

    /// The years of all programmes, oldest first, those of one school year by the name of the programme.
    pub fn years(&self) -> Vec<(YearId, &Arc<Year>)> {
        let mut years: Vec<_> = self.rows::<Year, YearId>(Kind::Year, YearId::of).collect();
        years.sort_by(|(_, one), (_, other)| (one.start, &one.programme).cmp(&(other.start, &other.programme)));
        years
    }

    /// The years of the programme that `year` is one of, oldest first.
    pub fn years_of_programme(&self, year: YearId) -> Vec<(YearId, &Arc<Year>)> {
        let programme = self.get::<Year>(year).map(|year| &year.programme);
        let mut years = self.years();
        years.retain(|(_, other)| Some(&other.programme) == programme);
        years
    }

    /// The years of all programmes in the school year of `year`, itself among them.
    pub fn years_beside(&self, year: YearId) -> Vec<YearId> {
        let Some(of) = self.get::<Year>(year) else { return Vec::new() };
        self.years().into_iter().filter(|(_, other)| of.is_beside(other)).map(|(id, _)| id).collect()
    }

    /// The year the screens open with on `today`: the school's active one, or a later one of its programme that has begun.
    pub fn opening_year(&self, today: chrono::NaiveDate) -> Option<YearId> {
        let active = self.school().map(|school| school.active_year).filter(|year| self.get::<Year>(*year).is_some());
        let years = active.map_or_else(|| self.years(), |year| self.years_of_programme(year));
        let active = years.iter().position(|(id, _)| Some(*id) == active);
        let begun = years.iter().rposition(|(_, year)| year.start <= today);
        active.max(begun).or(years.len().checked_sub(1)).map(|at| years[at].0)
    }

    /// All people.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &Arc<Person>)> {
        self.rows(Kind::Person, PersonId::of)
    }

    /// Mentees of a year.
    pub fn mentees(&self, year: YearId) -> impl Iterator<Item = (MenteeId, &Arc<Mentee>)> {
        self.rows(Kind::Mentee, MenteeId::of).filter(move |(_, mentee): &(_, &Arc<Mentee>)| mentee.year == year)
    }

    /// Mentors of a year.
    pub fn mentors(&self, year: YearId) -> impl Iterator<Item = (MentorId, &Arc<Mentor>)> {
        self.rows(Kind::Mentor, MentorId::of).filter(move |(_, mentor): &(_, &Arc<Mentor>)| mentor.year == year)
    }

    /// Pairs and groups of a year, whatever their state.
    pub fn pairs(&self, year: YearId) -> impl Iterator<Item = (PairId, &Arc<Pair>)> {
        self.rows(Kind::Pair, PairId::of).filter(move |(_, pair): &(_, &Arc<Pair>)| pair.year == year)
    }

    /// Pairs and groups of all years.
    pub fn all_pairs(&self) -> impl Iterator<Item = (PairId, &Arc<Pair>)> {
        self.rows(Kind::Pair, PairId::of)
    }

    /// All meetings of all years.
    pub fn meetings(&self) -> impl Iterator<Item = (MeetingId, &Arc<Meeting>)> {
        self.rows(Kind::Meeting, MeetingId::of)
    }

    /// All questionnaires in all versions.
    pub fn questionnaires(&self) -> impl Iterator<Item = (QuestionnaireId, &Arc<Questionnaire>)> {
        self.rows(Kind::Questionnaire, QuestionnaireId::of)
    }

    /// All filled-in questionnaires.
    pub fn responses(&self) -> impl Iterator<Item = (ResponseId, &Arc<Response>)> {
        self.rows(Kind::Response, ResponseId::of)
    }

    /// All invitations to answer at a terminal, used ones as well.
    pub fn invitations(&self) -> impl Iterator<Item = (InvitationId, &Arc<Invitation>)> {
        self.rows(Kind::Invitation, InvitationId::of)
    }

    /// What was measured in a year.
    pub fn measures(&self, year: YearId) -> impl Iterator<Item = (MeasureId, &Arc<Measure>)> {
        self.rows(Kind::Measure, MeasureId::of).filter(move |(_, it): &(_, &Arc<Measure>)| it.year == year)
    }

    /// What the school measures of itself.
    pub fn school_parameters(&self) -> impl Iterator<Item = (SchoolParameterId, &Arc<SchoolParameter>)> {
        self.own_parameters(Whose::School)
    }

    /// What the school added to what is measured, of itself or of people.
    pub fn own_parameters(&self, of: Whose) -> impl Iterator<Item = (SchoolParameterId, &Arc<SchoolParameter>)> {
        let all = self.rows(Kind::SchoolParameter, SchoolParameterId::of);
        all.filter(move |(_, it): &(_, &Arc<SchoolParameter>)| it.of == of)
    }

    /// What was measured of it, in every year.
    pub fn school_measures(
        &self,
        parameter: SchoolParameterId,
    ) -> impl Iterator<Item = (SchoolMeasureId, &Arc<SchoolMeasure>)> {
        let of = self.referring(parameter.into(), Kind::SchoolMeasure).filter_map(SchoolMeasureId::of);
        of.filter_map(|id| Some((id, self.get::<SchoolMeasure>(id)?)))
    }

    /// The holidays of a year: the school's own, or the usual ones where none were entered.
    pub fn calendar(&self, year: YearId) -> Calendar {
        let usual = || Calendar::usual(year, self.get::<Year>(year).map(Arc::as_ref));
        self.get::<Calendar>(year.into()).map_or_else(usual, |calendar| (**calendar).clone())
    }

    /// The curator's talks with the sides of all pairs of all years.
    pub fn contacts(&self) -> impl Iterator<Item = (ContactId, &Arc<Contact>)> {
        self.rows(Kind::Contact, ContactId::of)
    }

    /// The curator's talks with the sides of a pair, oldest first.
    pub fn contacts_of(&self, pair: PairId) -> Vec<(ContactId, &Arc<Contact>)> {
        let about = self.referring(pair.into(), Kind::Contact).filter_map(ContactId::of);
        let mut contacts: Vec<_> = about.filter_map(|id| Some((id, self.get::<Contact>(id)?))).collect();
        contacts.sort_by_key(|(id, contact)| (contact.on, *id));
        contacts
    }

    /// The signals about a record that were put off, also those whose day has come.
    pub fn snoozes_of(&self, about: Key) -> impl Iterator<Item = (SnoozeId, &Arc<Snooze>)> {
        let about = self.referring(about, Kind::Snooze).filter_map(SnoozeId::of);
        about.filter_map(|id| Some((id, self.get::<Snooze>(id)?)))
    }

    /// The numbers of a year, empty ones where none were entered.
    pub fn numbers(&self, year: YearId) -> YearNumbers {
        self.get::<YearNumbers>(year.into()).map_or_else(|| YearNumbers::new(year), |numbers| (**numbers).clone())
    }

    /// The person behind a mentee's entry.
    pub fn mentee_person(&self, id: MenteeId) -> Option<&Arc<Person>> {
        self.get::<Person>(self.get::<Mentee>(id)?.person)
    }

    /// The person behind a mentor's entry.
    pub fn mentor_person(&self, id: MentorId) -> Option<&Arc<Person>> {
        self.get::<Person>(self.get::<Mentor>(id)?.person)
    }

    /// Who is behind a mentor's entry.
    pub fn mentor_person_id(&self, id: MentorId) -> Option<PersonId> {
        self.get::<Mentor>(id).map(|mentor| mentor.person)
    }

    /// A person's entry as a mentee in a year.
    pub fn mentee_of(&self, person: PersonId, year: YearId) -> Option<(MenteeId, &Arc<Mentee>)> {
        self.referring(person.into(), Kind::Mentee)
            .filter_map(MenteeId::of)
            .find_map(|id| self.get::<Mentee>(id).filter(|mentee| mentee.year == year).map(|mentee| (id, mentee)))
    }

    /// A person's entry as a mentor in a year.
    pub fn mentor_of(&self, person: PersonId, year: YearId) -> Option<(MentorId, &Arc<Mentor>)> {
        self.referring(person.into(), Kind::Mentor)
            .filter_map(MentorId::of)
            .find_map(|id| self.get::<Mentor>(id).filter(|mentor| mentor.year == year).map(|mentor| (id, mentor)))
    }

    /// The pairs of a mentee, oldest first, whatever their state.
    pub fn pairs_of_mentee(&self, id: MenteeId) -> Vec<(PairId, &Arc<Pair>)> {
        self.pairs_referring(id.into())
    }

    /// The pairs of a mentor, oldest first, whatever their state.
    pub fn pairs_of_mentor(&self, id: MentorId) -> Vec<(PairId, &Arc<Pair>)> {
        self.pairs_referring(id.into())
    }

    /// The working pair of a mentee.
    pub fn active_pair_of(&self, id: MenteeId) -> Option<(PairId, &Arc<Pair>)> {
        self.pairs_of_mentee(id).into_iter().find(|(_, pair)| pair.state.is_active())
    }

    /// Meetings of a pair by day and hour.
    pub fn meetings_of(&self, pair: PairId) -> Vec<(MeetingId, &Arc<Meeting>)> {
        let mut meetings: Vec<_> = self
            .referring(pair.into(), Kind::Meeting)
            .filter_map(MeetingId::of)
            .filter_map(|id| self.get::<Meeting>(id).map(|meeting| (id, meeting)))
            .collect();
        meetings.sort_by_key(|(id, meeting)| (meeting.date, meeting.time, *id));
        meetings
    }

    /// What a person answered, newest last.
    pub fn responses_of(&self, person: PersonId) -> Vec<(ResponseId, &Arc<Response>)> {
        let mut responses: Vec<_> = self
            .referring(person.into(), Kind::Response)
            .filter_map(ResponseId::of)
            .filter_map(|id| self.get::<Response>(id).map(|response| (id, response)))
            .collect();
        responses.sort_by_key(|(id, response)| (response.on, *id));
        responses
    }

    fn pairs_referring(&self, key: Key) -> Vec<(PairId, &Arc<Pair>)> {
        let mut pairs: Vec<_> = self
            .referring(key, Kind::Pair)
            .filter_map(PairId::of)
            .filter_map(|id| self.get::<Pair>(id).map(|pair| (id, pair)))
            .collect();
        pairs.sort_by_key(|(id, pair)| (pair.began_on(), *id));
        pairs
    }

    fn rows<'a, T: Entity + 'a, I: 'a>(
        &'a self,
        kind: Kind,
        of: fn(Key) -> Option<I>,
    ) -> impl Iterator<Item = (I, &'a Arc<T>)> {
        self.of_kind(kind).filter_map(move |(key, record)| Some((of(key)?, T::unwrap(record)?)))
    }
}

#[cfg(test)]
#[path = "register_tests.rs"]
mod tests;
