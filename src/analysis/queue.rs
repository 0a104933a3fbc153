//! The keying queue: who should answer which questionnaire and has not.
//!
//! The entry wave asks everybody whose pair has begun, whatever became of it since, so that the share of those who
//! answered stays honest (model §4.6). The exit wave asks those whose pairs of the year are over or have held their final
//! meeting, since a pair is finished with these papers in hand (gate 6→7), or all once the year is over; who goes on in
//! another pair is asked when that one ends. The pulse and the sheets of an occasion are
//! filled in at will and so are never due.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::roadmap::Tally;
use super::view::{PairRow, View};
use crate::domain::{
    Answer, Audience, Form, Gate, MeetingKind, Mentee, Mentor, Pair, PairId, PairState, Person, PersonId,
    Questionnaire, QuestionnaireId, Register, ResponseId, Wave, YearId, lineage,
};

/// A paper that has not been keyed, or not to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// The newest version of a questionnaire.
    pub questionnaire: QuestionnaireId,
    /// Its wave: entry or exit.
    pub wave: Wave,
    /// On which side the respondent is asked.
    pub audience: Audience,
    /// Who should answer.
    pub respondent: PersonId,
    /// The pair on account of which they are asked: the working one, else the newest.
    pub pair: PairId,
    /// The answers so far, where keying has begun and some item is still [`Answer::NotAsked`].
    pub begun: Option<ResponseId>,
}

/// How far one questionnaire is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Coverage {
    /// The newest version of a questionnaire.
    pub questionnaire: QuestionnaireId,
    /// Respondents who have answered it, or an older version of it, this year.
    pub answered: usize,
    /// Respondents who should.
    pub expected: usize,
}

/// All that is to be keyed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// By questionnaire ([`Questionnaire::rank`], code), then class with people without one last, then the bytes of the name.
    pub due: Vec<Due>,
    /// One row for every questionnaire of the entry and exit waves, in the same order.
    pub coverage: Vec<Coverage>,
    /// Exit questionnaires of all who will be asked by the end of the year, so many keyed of so many: also of those whose
    /// pairs still work. Whom the curator excused is not among them.
    pub at_exit: Tally,
}

/// Whether the order of respondents matters to the caller; sorting names costs more than finding them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    AsFound,
    ByClassAndName,
}

/// The keying queue of `year` on `today`.
pub fn queue(register: &Register, year: YearId, today: NaiveDate) -> Queue {
    of(&View::new(register, year, today), Order::ByClassAndName)
}

/// The same in no particular order of respondents, for whoever sorts them otherwise: sorting costs more than finding.
pub fn queue_as_found(register: &Register, year: YearId, today: NaiveDate) -> Queue {
    of(&View::new(register, year, today), Order::AsFound)
}

pub(super) fn of(view: &View, order: Order) -> Queue {
    let sheets = newest(view.register);
    let answers = Answers::of(view);
    let mut queue = Queue::default();
    for audience in [Audience::Mentee, Audience::Mentor] {
        let seats = seats(view, audience);
        let mut people: Vec<&[Seat]> = seats.chunk_by(|a, b| a.0 == b.0).collect();
        if order == Order::ByClassAndName {
            sort_by_class_and_name(view, &mut people);
        }
        for (id, sheet) in sheets.iter().filter(|(_, sheet)| sheet.audience == audience) {
            ask(view, *id, sheet, &people, &answers, &mut queue);
        }
    }
    let place = |id: QuestionnaireId| sheets.iter().position(|(other, _)| *other == id);
    queue.coverage.sort_by_key(|row| place(row.questionnaire));
    if order == Order::ByClassAndName {
        queue.due.sort_by_key(|due| place(due.questionnaire));
    }
    queue
}

/// A person's place in a pair that has begun.
type Seat = (PersonId, usize);

fn seats(view: &View, audience: Audience) -> Vec<Seat> {
    let mut seats = Vec::new();
    for (at, row) in view.pairs.iter().enumerate().filter(|(_, row)| row.pair.state != PairState::Proposed) {
        match audience {
            // Of a group that somebody left the mentor is asked once.
            Audience::Mentor if row.group.is_some() => {}
            Audience::Mentor => seats.extend(view.mentor(row.pair.mentor).map(|row| (row.mentor.person, at))),
            // The curator answers for the school, on account of no pair.
            Audience::Curator => {}
            Audience::Mentee => {
                let people = row.pair.mentees.iter().filter_map(|id| view.mentee(*id));
                seats.extend(people.map(|row| (row.mentee.person, at)));
            }
        }
    }
    seats.sort_unstable();
    seats
}

fn sort_by_class_and_name(view: &View, people: &mut [&[Seat]]) {
    people.sort_by_cached_key(|seats| {
        let id = seats[0].0;
        let person: Option<&Person> = view.register.get::<Person>(id).map(AsRef::as_ref);
        let class = person.and_then(|person| person.class_in(view.year));
        let name = person.map(|person| (&person.name.last, &person.name.first, &person.name.patronymic));
        (class.is_none(), class, name, id)
    });
}

/// The newest version of every code, in the order of [`Questionnaire::rank`].
fn newest(register: &Register) -> Vec<(QuestionnaireId, &Questionnaire)> {
    let newest = lineage::newest(register).into_iter().map(|(id, sheet)| (id, sheet.as_ref()));
    let mut sheets: Vec<(QuestionnaireId, &Questionnaire)> =
        newest.filter(|(_, sheet)| !sheet.is_repeated() && !sheet.items.is_empty()).collect();
    sheets.sort_by_key(|(_, sheet)| sheet.rank());
    sheets
}

/// What was answered this year, by code, so that an older version counts too.
struct Answers<'a> {
    codes: HashMap<&'a str, HashMap<PersonId, Answered>>,
    /// Whole answers to versions that were made for other forms than the newest one is.
    outgrown: HashMap<PersonId, Vec<&'a Questionnaire>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    Whole,
    Partly(ResponseId),
}

impl<'a> Answers<'a> {
    fn of(view: &View<'a>) -> Self {
        let mut codes: HashMap<&str, HashMap<PersonId, Answered>> = HashMap::new();
        let mut outgrown: HashMap<PersonId, Vec<&Questionnaire>> = HashMap::new();
        let forms: HashMap<&str, &[Form]> =
            newest(view.register).iter().map(|(_, sheet)| (sheet.code.as_str(), sheet.forms.as_slice())).collect();
        for (id, response) in view.register.responses().filter(|(_, response)| response.year == view.year) {
            let Some(sheet) = view.register.get::<Questionnaire>(response.questionnaire) else { continue };
            let partly = response.answers.contains(&Answer::NotAsked);
            if !partly && forms.get(sheet.code.as_str()).is_some_and(|forms| *forms != sheet.forms.as_slice()) {
                outgrown.entry(response.respondent).or_default().push(sheet);
            }
            let answered = if partly { Answered::Partly(id) } else { Answered::Whole };
            let known = codes.entry(sheet.code.as_str()).or_default().entry(response.respondent).or_insert(answered);
            if *known != Answered::Whole {
                *known = answered;
            }
        }
        Self { codes, outgrown }
    }

    /// Whether somebody of a form has answered what was made for that form before it got a questionnaire of its own.
    fn outgrown(&self, register: &Register, sheet: &Questionnaire, person: PersonId, form: Form) -> bool {
        let answered = self.outgrown.get(&person).into_iter().flatten();
        answered.into_iter().any(|old| stands_for(register, old, sheet, form))
    }

    fn find(&self, code: &str, person: PersonId) -> Option<Answered> {
        self.codes.get(code)?.get(&person).copied()
    }
}

/// Whom a questionnaire asks by the day of the view, each with the pair on account of which they are asked. The day may
/// lie back: what became of a pair later does not count, so that the share of those who answered is that of the day.
pub(super) fn asked(view: &View, sheet: &Questionnaire) -> Vec<(PersonId, PairId)> {
    let begun = |seat: &Seat| view.pairs[seat.1].pair.began_on().is_none_or(|first| first <= view.today);
    let seats: Vec<Seat> = seats(view, sheet.audience).into_iter().filter(begun).collect();
    let people = seats.chunk_by(|a, b| a.0 == b.0);
    let works = |row: &PairRow| {
        let closed_later = || row.pair.closing.as_ref().is_some_and(|closing| closing.on > view.today);
        row.pair.state.is_active() || closed_later()
    };
    let occasion = |own: &[Seat]| newest_fitting(view, sheet, own, works).filter(|_| is_time(view, sheet, own, works));
    let asked = |own: &[Seat]| Some((own[0].0, occasion(own)?));
    people.filter(|_| !sheet.is_repeated()).filter_map(asked).collect()
}

fn ask(
    view: &View,
    questionnaire: QuestionnaireId,
    sheet: &Questionnaire,
    people: &[&[Seat]],
    answers: &Answers,
    queue: &mut Queue,
) {
    let (mut answered, mut expected) = (0, 0);
    for seats in people {
        let Some(pair) = newest_fitting(view, sheet, seats, works_now) else { continue };
        let respondent = seats[0].0;
        let form = view.register.get::<Pair>(pair).map(|pair| pair.form);
        let outgrown = form.is_some_and(|form| answers.outgrown(view.register, sheet, respondent, form));
        let given = if outgrown { Some(Answered::Whole) } else { answers.find(&sheet.code, respondent) };
        let whole = given == Some(Answered::Whole);
        if sheet.wave == Wave::Exit && (whole || view.register.passed(Gate::ExitResponses, pair.into()).is_none()) {
            queue.at_exit.enter(whole);
        }
        if !is_time(view, sheet, seats, works_now) {
            continue;
        }
        expected += 1;
        answered += usize::from(whole);
        // Of whom nobody can tell who it was, nobody can be asked.
        if view.register.get::<Person>(respondent).is_some_and(|person| person.is_anonymous()) {
            continue;
        }
        let begun = match given {
            Some(Answered::Whole) => continue,
            Some(Answered::Partly(response)) => Some(response),
            None => None,
        };
        queue.due.push(Due { questionnaire, wave: sheet.wave, audience: sheet.audience, respondent, pair, begun });
    }
    queue.coverage.push(Coverage { questionnaire, answered, expected });
}

/// The people of a pair about to close whose exit questionnaire is due by that and has not been keyed to its end: the
/// mentees as they stand in `pair`, then the mentor. `id` is the pair on file that closes or that they leave; whoever
/// goes on, in another pair or with the rest of the group, is not asked yet.
pub fn exit_owed(register: &Register, pair: &Pair, id: Option<PairId>) -> Vec<PersonId> {
    let sheets = newest(register);
    let asked = |audience: Audience| {
        let fits = move |sheet: &Questionnaire| sheet.wave == Wave::Exit && sheet.audience == audience;
        sheets.iter().map(|(_, sheet)| *sheet).filter(move |sheet| fits(sheet) && sheet.fits(pair.form))
    };
    let goes_on =
        |pairs: Vec<(PairId, &Arc<Pair>)>| pairs.iter().any(|(other, it)| Some(*other) != id && it.state.is_active());
    let owes = |person: PersonId, audience| {
        asked(audience).any(|sheet| !has_answered(register, person, (pair.year, pair.form), sheet)).then_some(person)
    };
    let mentees = pair.mentees.iter().filter(|led| !goes_on(register.pairs_of_mentee(**led)));
    let mentees = mentees.filter_map(|led| owes(register.get::<Mentee>(*led)?.person, Audience::Mentee));
    let others = id.and_then(|id| register.get::<Pair>(id)).is_some_and(|it| it.mentees.len() > pair.mentees.len());
    let alone = !others && !goes_on(register.pairs_of_mentor(pair.mentor));
    let mentor = register.get::<Mentor>(pair.mentor).filter(|_| alone);
    mentees.chain(mentor.and_then(|mentor| owes(mentor.person, Audience::Mentor))).collect()
}

/// Whether an answer to `old` counts as one to `sheet`, for somebody in a pair of a form: `old` was made for that form,
/// its newest version is not any more, and `sheet`, made for some forms alone, asks the same people at the same time.
fn stands_for(register: &Register, old: &Questionnaire, sheet: &Questionnaire, form: Form) -> bool {
    let alike =
        old.code != sheet.code && !sheet.forms.is_empty() && old.wave == sheet.wave && old.audience == sheet.audience;
    let heirs = || register.questionnaires().filter(|(_, other)| other.code == old.code);
    let newest = || heirs().max_by_key(|(id, other)| (other.version, *id));
    alike && old.fits(form) && newest().is_some_and(|(_, heir)| !heir.fits(form))
}

fn has_answered(register: &Register, person: PersonId, (year, form): (YearId, Form), asked: &Questionnaire) -> bool {
    let given = register.responses_of(person).into_iter().filter(|(_, response)| response.year == year);
    let mut whole = given.filter(|(_, response)| !response.answers.contains(&Answer::NotAsked));
    whole.any(|(_, response)| {
        let sheet = register.get::<Questionnaire>(response.questionnaire);
        sheet.is_some_and(|sheet| sheet.code == asked.code || stands_for(register, sheet, asked, form))
    })
}

/// Whether a pair goes on today.
fn works_now(row: &PairRow) -> bool {
    row.pair.state.is_active()
}

/// Who goes on in a pair is asked at its end: after the final meeting, since the pair is finished with these papers in
/// hand.
fn is_time(view: &View, sheet: &Questionnaire, seats: &[Seat], works: impl Fn(&PairRow) -> bool) -> bool {
    let goes_on = || {
        let mut rows = seats.iter().map(|(_, at)| &view.pairs[*at]);
        rows.any(|row| works(row) && !row.has_held(MeetingKind::Final))
    };
    match sheet.wave {
        // Nobody has come in yet.
        Wave::Entry => !view.is_ahead(),
        Wave::Exit => view.is_over() || !goes_on(),
        _ => true,
    }
}

fn newest_fitting(
    view: &View,
    sheet: &Questionnaire,
    seats: &[Seat],
    works: impl Fn(&PairRow) -> bool,
) -> Option<PairId> {
    let newest = |row: &&PairRow| (works(row), row.pair.began_on(), row.id);
    let rows = seats.iter().map(|(_, at)| &view.pairs[*at]);
    rows.filter(|row| sheet.fits(row.pair.form)).max_by_key(newest).map(|row| row.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Form, MeetingState, PersonKind};

    const WHOLE: [Answer; 2] = [Answer::Scale(7), Answer::Blank];
    const PARTLY: [Answer; 2] = [Answer::Scale(7), Answer::NotAsked];

    fn pair(sample: &mut Sample, mentor: &str, mentee: &str, class: &str) -> PairId {
        let mentor = sample.mentor(mentor, PersonKind::Teacher);
        let mentee = sample.mentee(mentee, class);
        sample.pair(mentor, &[mentee], day(10, 1))
    }

    fn pupil(sample: &Sample, pair: PairId) -> PersonId {
        sample.person_of(sample.mentee_of(pair))
    }

    #[test]
    fn entry_asks_by_class_then_name_and_takes_old_versions() {
        let mut sample = Sample::new();
        let old = sample.questionnaire("in", 1, Wave::Entry, Audience::Mentee);
        let new = sample.questionnaire("in", 2, Wave::Entry, Audience::Mentee);
        let pulse = sample.questionnaire("pulse", 1, Wave::Pulse, Audience::Mentee);
        let tenth = pair(&mut sample, "М1", "Аистов Ян", "10А");
        let second = pair(&mut sample, "М2", "Яблоков Ян", "7Б");
        let first = pair(&mut sample, "М3", "Бобров Ян", "7Б");
        let done = pair(&mut sample, "М4", "Волков Ян", "5А");
        let half = pair(&mut sample, "М5", "Грачёв Ян", "5А");
        let respondent = pupil(&sample, done);
        sample.respond(old, respondent, &WHOLE);
        let respondent = pupil(&sample, half);
        let begun = sample.respond(new, respondent, &PARTLY);

        let queue = queue(&sample.register, sample.year, day(11, 1));
        assert_eq!(queue.due.iter().map(|due| due.pair).collect::<Vec<_>>(), [half, first, second, tenth]);
        assert_eq!(queue.due[0].begun, Some(begun));
        assert!(queue.due.iter().all(|due| due.questionnaire == new && due.questionnaire != pulse));
        assert_eq!(queue.coverage, [Coverage { questionnaire: new, answered: 1, expected: 5 }]);
    }

    #[test]
    fn an_answer_from_before_a_form_got_its_own_questionnaire_counts() {
        let mut sample = Sample::new();
        let old = sample.questionnaire("in", 1, Wave::Entry, Audience::Mentee);
        let (one, two) = (pair(&mut sample, "М1", "Аистов Ян", "7Б"), pair(&mut sample, "М2", "Бобров Ян", "7Б"));
        let answered = pupil(&sample, one);
        sample.respond(old, answered, &WHOLE);
        let narrow = sample.questionnaire("in", 2, Wave::Entry, Audience::Mentee);
        sample.edit::<Questionnaire>(narrow, |sheet| sheet.forms = vec![Form::PupilPupil]);
        let own = sample.questionnaire("in-teacher", 1, Wave::Entry, Audience::Mentee);
        sample.edit::<Questionnaire>(own, |sheet| sheet.forms = vec![Form::TeacherPupil]);
        let queue = queue(&sample.register, sample.year, day(11, 1));
        let coverage = |questionnaire| *queue.coverage.iter().find(|row| row.questionnaire == questionnaire).unwrap();
        assert_eq!(coverage(own), Coverage { questionnaire: own, answered: 1, expected: 2 });
        assert_eq!(coverage(narrow).expected, 0);
        assert_eq!(queue.due.iter().map(|due| due.pair).collect::<Vec<_>>(), [two]);
        // A second questionnaire of the same wave that was never part of the first is asked all the same.
        let more = sample.questionnaire("motives", 1, Wave::Entry, Audience::Mentee);
        let queue = super::queue(&sample.register, sample.year, day(11, 1));
        assert_eq!(queue.due.iter().filter(|due| due.questionnaire == more).count(), 2);
    }

    #[test]
    fn exit_waits_for_the_end_of_the_last_pair_or_of_the_year() {
        let mut sample = Sample::new();
        sample.questionnaire("out-m", 1, Wave::Exit, Audience::Mentee);
        let led = sample.questionnaire("out-n", 1, Wave::Exit, Audience::Mentor);
        let closed = pair(&mut sample, "М1", "Аистов Ян", "7Б");
        let going = pair(&mut sample, "М2", "Бобров Ян", "7Б");
        sample.close(closed, PairState::Finished, day(11, 1));
        let due = |sample: &Sample, today| queue(&sample.register, sample.year, today).due;
        assert_eq!(due(&sample, day(11, 2)).iter().map(|due| due.pair).collect::<Vec<_>>(), [closed, closed]);

        let (leader, mentee) = (sample.mentor_of(closed), sample.mentee("Волков Ян", "7Б"));
        sample.pair(leader, &[mentee], day(11, 2));
        assert!(due(&sample, day(11, 3)).iter().all(|due| due.questionnaire != led), "the mentor goes on");

        let end = day(8, 31);
        assert_eq!(due(&sample, end).len(), 1);
        let over = due(&sample, end.succ_opt().unwrap());
        assert_eq!(over.len(), 5);
        assert!(over.iter().any(|due| due.pair == going));
    }

    /// Gate 6→7 asks for these papers before the pair is finished, so they wait in the queue before.
    #[test]
    fn exit_is_asked_once_the_final_meeting_was_held() {
        let mut sample = Sample::new();
        sample.questionnaire("out-m", 1, Wave::Exit, Audience::Mentee);
        sample.questionnaire("out-n", 1, Wave::Exit, Audience::Mentor);
        let id = pair(&mut sample, "М1", "Аистов Ян", "7Б");
        let due = |sample: &Sample| queue(&sample.register, sample.year, day(4, 30)).due.len();
        sample.meeting(id, MeetingKind::Regular, MeetingState::Held, day(4, 1));
        assert_eq!(due(&sample), 0, "the pair goes on");
        sample.meeting(id, MeetingKind::Final, MeetingState::Held, day(4, 20));
        assert_eq!(due(&sample), 2);
        // Somebody who is led in another pair as well goes on there.
        let (mentee, other) =
            (sample.register.get::<Pair>(id).unwrap().mentees[0], sample.mentor("М2", PersonKind::Teacher));
        sample.pair(other, &[mentee], day(4, 2));
        assert_eq!(due(&sample), 1);
    }

    #[test]
    fn only_forms_that_fit_are_asked_and_proposals_are_not() {
        let mut sample = Sample::new();
        let sheet = sample.questionnaire("in", 1, Wave::Entry, Audience::Mentor);
        sample.edit::<Questionnaire>(sheet, |sheet| sheet.forms = vec![Form::PupilPupil]);
        let fits = pair(&mut sample, "М1", "Аистов Ян", "7Б");
        sample.edit::<Pair>(fits, |pair| pair.form = Form::PupilPupil);
        pair(&mut sample, "М2", "Бобров Ян", "7Б");
        let proposed = pair(&mut sample, "М3", "Волков Ян", "7Б");
        sample.edit::<Pair>(proposed, |pair| {
            pair.form = Form::PupilPupil;
            pair.state = PairState::Proposed;
        });
        let queue = queue(&sample.register, sample.year, day(11, 1));
        assert_eq!(queue.coverage, [Coverage { questionnaire: sheet, answered: 0, expected: 1 }]);
        assert_eq!(queue.due[0].respondent, sample.leader_of(fits));
    }

    #[test]
    fn who_goes_on_owes_no_exit_and_half_an_answer_is_none() {
        let mut sample = Sample::new();
        let asked = sample.questionnaire("out-m", 1, Wave::Exit, Audience::Mentee);
        let led = sample.questionnaire("out-n", 1, Wave::Exit, Audience::Mentor);
        let id = pair(&mut sample, "М1", "Аистов Ян", "7Б");
        let (mentee, mentor) = (pupil(&sample, id), sample.leader_of(id));
        let owed = |sample: &Sample| exit_owed(&sample.register, sample.register.get::<Pair>(id).unwrap(), Some(id));
        assert_eq!(owed(&sample), [mentee, mentor]);
        let half = sample.respond(asked, mentee, &PARTLY);
        assert_eq!(owed(&sample), [mentee, mentor]);
        sample.edit::<crate::domain::Response>(half, |response| response.answers = WHOLE.to_vec());
        assert_eq!(owed(&sample), [mentor]);
        // Of a group that one leaves the mentor goes on.
        let other = sample.mentee("Бобров Ян", "7Б");
        sample.edit::<Pair>(id, |pair| pair.mentees.push(other));
        let mut leaving = Pair::clone(sample.register.get::<Pair>(id).unwrap());
        leaving.mentees = vec![other];
        assert_eq!(exit_owed(&sample.register, &leaving, Some(id)), [sample.person_of(other)]);
        sample.respond(led, mentor, &WHOLE);
        assert_eq!(owed(&sample), [sample.person_of(other)]);
    }
}
