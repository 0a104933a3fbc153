//! How many pairs stand how, and what places there are: the line under the list.

use crate::domain::{Pair, PairStatus, status};
use crate::kit::World;
use crate::text::fill;

/// «предложено 3», «ждут 2», «согласны 4», «работает 80», «мест 17», «пауза 2»: what waits for the curator first, what
/// there is none of left out. With the closed ones on the list, also how many ended early, and how many of these
/// through nobody's fault.
pub fn of(with_closed: bool, world: &World) -> Vec<String> {
    // Whoever left a group is counted with it.
    let whole = world.register.pairs(world.year).filter(|(id, _)| world.register.group_of(*id).is_none());
    let pairs: Vec<&Pair> = whole.map(|(_, pair)| pair.as_ref()).collect();
    let count = |fits: &dyn Fn(PairStatus) -> bool| pairs.iter().filter(|pair| fits(pair.status())).count();
    let p = &world.text.panes;
    let awaiting = |status| matches!(status, PairStatus::AwaitingMentor | PairStatus::AwaitingMentees);
    let counted = [
        (p.numbers_proposed, count(&|it| it == PairStatus::Proposed)),
        (p.numbers_waiting, count(&awaiting)),
        (p.numbers_agreed, count(&|it| it == PairStatus::Agreed)),
        (p.numbers_working, count(&|it| it == PairStatus::Working)),
        (p.numbers_places, places(world)),
        (p.numbers_paused, count(&|it| it == PairStatus::Paused)),
        (world.text.training.goals_late, super::plan::late(world)),
    ];
    let mut parts: Vec<String> =
        counted.iter().filter(|(_, number)| *number > 0).map(|(words, number)| fill(words, &[number])).collect();
    let ended = count(&|it| it == PairStatus::Ended);
    if with_closed && ended > 0 {
        let on_trial = pairs.iter().filter(|pair| pair.ended_on_trial()).count();
        parts.push(fill(p.numbers_ended, &[&ended, &on_trial]));
    }
    parts
}

/// Free places of the mentors who may lead.
fn places(world: &World) -> usize {
    let (register, today) = (&world.register, world.today());
    let admitted = register.mentors(world.year).filter(|(id, mentor)| {
        mentor.standing == crate::domain::MentorStanding::Participating
            && status::missing_for_admission(register, *id, today).is_empty()
    });
    admitted.map(|(id, _)| usize::try_from(status::free_places(register, id)).unwrap_or(0)).sum()
}
