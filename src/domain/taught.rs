//! How far the primary training of a mentor is (model §7: «допуск = все обязательные темы + не меньше часов школы»).
//!
//! It is worked out from the sessions and never stored, so that attendance and admission cannot disagree. The step in
//! the entry ([`Mentor::training`]) and its hours are for what was learned where no session is on file: elsewhere, or
//! before there were sessions. Hours of both add up.

use chrono::NaiveDate;

use super::{Mentor, MentorId, Register, Step, Training, TrainingKind, TrainingTopic, Words};

/// What a mentor was taught by some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught<'a> {
    /// Topics of the sessions they were at, by code, each once, in the order of the sessions.
    pub had: Vec<&'a Words>,
    /// Mandatory topics they still lack.
    pub lacking: Vec<&'a TrainingTopic>,
    /// Minutes of primary training at sessions.
    pub minutes: u32,
    /// Hours learned elsewhere, as the entry says.
    pub elsewhere: u16,
    /// The day of the session that completed primary training, if sessions did.
    pub completed_on: Option<NaiveDate>,
    /// What the entry itself says.
    pub by_hand: Step,
}

impl Taught<'_> {
    /// When primary training was completed: as the entry says, else as the sessions show.
    pub fn step(&self) -> Step {
        if self.by_hand.is_done() {
            return self.by_hand;
        }
        self.completed_on.map_or(Step::Open, Step::DoneOn)
    }

    /// Whole hours of primary training, at sessions and elsewhere.
    pub fn hours(&self) -> u16 {
        u16::try_from(self.minutes / 60).unwrap_or(u16::MAX).saturating_add(self.elsewhere)
    }

    /// Counts one more session, `hours` being the rule of the school. In service nobody is made ready to begin.
    pub fn attend(&mut self, training: &Training, hours: u16) {
        if training.kind == TrainingKind::InService {
            return;
        }
        self.minutes += u32::from(training.minutes);
        self.lacking.retain(|topic| !training.topics.contains(&topic.code));
        let complete = self.lacking.is_empty() && self.minutes_lacking(hours) == 0;
        if complete && self.completed_on.is_none() {
            self.completed_on = Some(training.on);
        }
    }

    /// Minutes that the school still asks for, `hours` being its rule.
    pub fn minutes_lacking(&self, hours: u16) -> u32 {
        (u32::from(hours) * 60).saturating_sub(self.minutes + u32::from(self.elsewhere) * 60)
    }
}

/// The sessions somebody was at until `day`, in this year and before, by day: who was taught once stays taught.
pub fn attended(register: &Register, id: MentorId, day: NaiveDate) -> Vec<&Training> {
    let Some(mentor) = register.get::<Mentor>(id) else { return Vec::new() };
    let entries = register.referring(mentor.person.into(), super::Kind::Mentor).filter_map(MentorId::of);
    let sessions = entries.flat_map(|entry| register.trainings_of(entry)).map(|(_, training)| training.as_ref());
    let mut sessions: Vec<&Training> = sessions.filter(|training| training.on <= day).collect();
    sessions.sort_by_key(|training| training.on);
    sessions
}

/// What a mentor was taught until `day`.
pub fn taught(register: &Register, id: MentorId, day: NaiveDate) -> Taught<'_> {
    let hours = register.school().map_or(super::Rules::default().training_hours, |school| school.rules.training_hours);
    let entry = register.get::<Mentor>(id);
    let mandatory = || register.lists().topics.iter().filter(|topic| topic.mandatory);
    let mut taught = Taught {
        had: Vec::new(),
        lacking: mandatory().collect(),
        minutes: 0,
        elsewhere: entry.map_or(0, |mentor| mentor.training_hours),
        completed_on: None,
        by_hand: entry.map_or(Step::Open, |mentor| mentor.training),
    };
    for training in attended(register, id, day) {
        for code in &training.topics {
            if !taught.had.contains(&code) {
                taught.had.push(code);
            }
        }
        taught.attend(training, hours);
    }
    taught
}

/// When primary training was completed, as far as it was by `day`; as the entry says where it says so.
pub fn trained(register: &Register, id: MentorId, day: NaiveDate) -> Step {
    let by_hand = register.get::<Mentor>(id).map_or(Step::Open, |mentor| mentor.training);
    if by_hand.is_done() { by_hand } else { taught(register, id, day).step() }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, day};
    use super::super::{Lists, PersonKind, TheLists, TrainingId};
    use super::*;

    /// A school whose mandatory topics are «a» and «b», with a mentor nobody has taught.
    fn school() -> (Sample, MentorId) {
        let mut sample = Sample::new();
        let topic = |code: &str, mandatory| TrainingTopic { code: code.into(), title: code.into(), mandatory };
        let topics = vec![topic("a", true), topic("b", true), topic("c", false)];
        sample.put(TheLists, Lists { topics, ..Lists::default() });
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
        (sample, mentor)
    }

    fn session(
        sample: &mut Sample,
        id: u32,
        on: NaiveDate,
        kind: TrainingKind,
        (topics, minutes): (&[&str], u16),
        present: &[MentorId],
    ) {
        let topics = topics.iter().map(|&code| code.into()).collect();
        let present = present.to_vec();
        sample.put(TrainingId(id), Training { topics, minutes, present, ..Training::new(sample.year, on, kind) });
    }

    #[test]
    fn complete_with_the_last_mandatory_topic_and_the_last_minute_of_the_schools_hours() {
        use TrainingKind::Primary;
        let (mut sample, mentor) = school();
        session(&mut sample, 9_001, day(10, 1), Primary, (&["a"], 60), &[mentor]);
        assert_eq!(taught(&sample.register, mentor, day(10, 5)).step(), Step::Open);
        session(&mut sample, 9_002, day(10, 3), Primary, (&["b", "c"], 59), &[mentor]);
        let so_far = taught(&sample.register, mentor, day(10, 5));
        assert_eq!((so_far.lacking.len(), so_far.minutes_lacking(2), so_far.completed_on), (0, 1, None));
        sample.edit::<Training>(TrainingId(9_002), |training| training.minutes = 60);
        let done = taught(&sample.register, mentor, day(10, 5));
        assert_eq!((done.step(), done.hours()), (Step::DoneOn(day(10, 3)), 2));
        assert_eq!(done.had, ["a", "b", "c"].map(Words::from).iter().collect::<Vec<_>>());
        assert_eq!(trained(&sample.register, mentor, day(10, 2)), Step::Open, "the day before it was not");
        assert_eq!(trained(&sample.register, mentor, day(10, 3)), Step::DoneOn(day(10, 3)));
        // Attendance taken back takes admission back with it.
        sample.edit::<Training>(TrainingId(9_001), |training| training.present.clear());
        assert_eq!(trained(&sample.register, mentor, day(10, 5)), Step::Open);
    }

    #[test]
    fn hours_alone_topics_alone_and_training_in_service_are_not_enough() {
        use TrainingKind::{InService, Primary};
        let (mut sample, mentor) = school();
        session(&mut sample, 9_001, day(10, 1), Primary, (&["a"], 600), &[mentor]);
        assert!(!trained(&sample.register, mentor, day(10, 5)).is_done(), "a topic is missing");
        session(&mut sample, 9_002, day(10, 2), InService, (&["b"], 60), &[mentor]);
        let now = taught(&sample.register, mentor, day(10, 5));
        assert_eq!((now.had.len(), now.lacking.len(), now.hours()), (2, 1, 10));
    }

    #[test]
    fn hours_learned_elsewhere_add_up_and_the_step_by_hand_is_enough() {
        let (mut sample, mentor) = school();
        session(&mut sample, 9_001, day(10, 1), TrainingKind::Primary, (&["a", "b"], 60), &[mentor]);
        assert!(!trained(&sample.register, mentor, day(10, 5)).is_done());
        sample.edit::<Mentor>(mentor, |mentor| mentor.training_hours = 1);
        assert_eq!(trained(&sample.register, mentor, day(10, 5)), Step::DoneOn(day(10, 1)));
        sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Done);
        assert_eq!(trained(&sample.register, mentor, day(9, 1)), Step::Done);
    }

    #[test]
    fn who_was_taught_last_year_stays_taught() {
        let (mut sample, mentor) = school();
        session(&mut sample, 9_001, day(10, 1), TrainingKind::Primary, (&["a", "b"], 120), &[mentor]);
        let person = sample.register.get::<Mentor>(mentor).unwrap().person;
        let next = super::super::YearId(9_100);
        sample.put(next, super::super::Year::around(day(9, 1)).next());
        let again = MentorId(9_101);
        sample.put(again, Mentor::new(person, next));
        let autumn = NaiveDate::from_ymd_opt(2027, 9, 20).unwrap();
        assert_eq!(trained(&sample.register, again, autumn), Step::DoneOn(day(10, 1)));
    }
}
