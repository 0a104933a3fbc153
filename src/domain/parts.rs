//! What somebody takes with them who leaves a group that others stay in: a closed pair of their own with this mentor,
//! which says why, who asked and what comes next. It is a part of the group and no pair that began anew: what is counted
//! by pairs counts the group alone, and what happened in the group up to that day is the part's history as well.

use std::sync::Arc;

use super::{Meeting, MeetingId, MeetingState, Pair, PairId, PairState, Register};

impl Register {
    /// The group a closed pair is a part of. Parts older than this knowledge do not name it: theirs is the group of the
    /// same mentor and year at whose meetings their mentee is named and in which they are not any more.
    pub fn group_of(&self, part: PairId) -> Option<PairId> {
        let pair = self.get::<Pair>(part).filter(|pair| pair.state.is_closed())?;
        if pair.part_of.is_some() {
            return pair.part_of;
        }
        let &[mentee] = pair.mentees.as_slice() else { return None };
        if pair.state != PairState::Ended {
            return None;
        }
        let left = |(id, other): &(PairId, &Arc<Pair>)| {
            let came = || self.meetings_of(*id).iter().any(|(_, meeting)| meeting.present.contains(&mentee));
            *id != part && other.year == pair.year && !other.mentees.contains(&mentee) && came()
        };
        self.pairs_of_mentor(pair.mentor).into_iter().find(left).map(|(id, _)| id)
    }

    /// The meetings that made up a pair's work, by day and hour: its own, and of a part those of its group up to the day
    /// on which the mentee left it. What was planned beyond that day was for those who stayed.
    pub fn history_of(&self, pair: PairId) -> Vec<(MeetingId, &Arc<Meeting>)> {
        let mut meetings = self.meetings_of(pair);
        let left = self.get::<Pair>(pair).and_then(|pair| pair.closing.as_ref());
        let Some((group, left)) = self.group_of(pair).zip(left) else { return meetings };
        let shared = self.meetings_of(group).into_iter();
        meetings.extend(shared.filter(|(_, it)| it.date <= left.on && it.state != MeetingState::Planned));
        meetings.sort_by_key(|(id, meeting)| (meeting.date, meeting.time, *id));
        meetings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{CloseReason, Closing, Initiator, MeetingKind, Next, PersonKind};

    #[test]
    fn a_part_has_the_history_of_its_group_whether_it_names_it_or_is_known_by_who_came() {
        let mut sample = Sample::new();
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        let [gone, stays] = ["Ли Ада", "Юн Ян"].map(|name| sample.mentee(name, "7А"));
        let group = sample.pair(mentor, &[gone, stays], day(10, 1));
        let met = |sample: &mut Sample, state, on, present: &[_]| {
            let id = sample.meeting(group, MeetingKind::Trial, state, on);
            sample.edit::<Meeting>(id, |it| it.present = present.to_vec());
            id
        };
        let with = met(&mut sample, MeetingState::Held, day(10, 5), &[gone, stays]);
        let missed = met(&mut sample, MeetingState::NoShow, day(10, 9), &[]);
        met(&mut sample, MeetingState::Held, day(11, 9), &[stays]);
        met(&mut sample, MeetingState::Planned, day(10, 12), &[]);
        let part = PairId(7_000);
        let closing = Closing {
            on: day(10, 12),
            reason: CloseReason::Moved,
            by: Initiator::Parent,
            talk_held: true,
            note: "".into(),
            next: Next::NoPair,
        };
        let own = Pair::clone(sample.register.get::<Pair>(group).unwrap());
        sample.edit::<Pair>(group, |pair| pair.mentees = vec![stays]);
        let own = Pair { mentees: vec![gone], state: PairState::Ended, closing: Some(closing), ..own };
        sample.put(part, own);
        let history = |sample: &Sample| sample.register.history_of(part).iter().map(|(id, _)| *id).collect::<Vec<_>>();
        assert_eq!((sample.register.group_of(part), history(&sample)), (Some(group), vec![with, missed]));
        sample.edit::<Meeting>(with, |it| it.present = vec![stays]);
        assert_eq!(sample.register.group_of(part), None, "nothing tells it from a pair of its own");
        sample.edit::<Pair>(part, |pair| pair.part_of = Some(group));
        assert_eq!((sample.register.group_of(part), history(&sample)), (Some(group), vec![with, missed]));
        sample.edit::<Pair>(part, |pair| (pair.state, pair.closing) = (PairState::Fixed, None));
        assert_eq!(sample.register.group_of(part), None, "one at work again is a pair");
        assert_eq!(sample.register.group_of(group), None);
    }
}
