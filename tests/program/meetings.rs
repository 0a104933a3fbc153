//! Forms of a meeting: what they say of the meetings around it.

use chrono::NaiveDate;
use nastavnik::app::Model;
use nastavnik::domain::{Pair, PairId, PairState};
use nastavnik::text::Lang;

use crate::stage::{self, keys};

#[test]
fn a_meeting_entered_late_is_told_of_the_one_before_it_and_of_no_later_one() {
    let mut model = stage::model(&stage::register(), Lang::Ru, (80, 24));
    let register = &model.world.register;
    let held = |id: PairId| -> Vec<NaiveDate> {
        let all = register.meetings_of(id).into_iter().filter(|(_, it)| it.is_held());
        all.map(|(_, it)| it.date).collect()
    };
    let apart = |days: &[NaiveDate]| days.len() > 1 && (days[days.len() - 1] - days[days.len() - 2]).num_days() > 1;
    let fits = |id: &PairId, pair: &Pair| pair.state == PairState::Fixed && apart(&held(*id));
    let id = register.pairs(model.world.year).find(|(id, pair)| fits(id, pair)).map(|(id, _)| id).unwrap();
    let days = held(id);
    let [earlier, last] = days[days.len() - 2..] else { unreachable!() };
    keys(&mut model, &["4"]);
    let front = model.desk.front;
    model.desk.panes[front].select(id.into(), &model.world);
    keys(&mut model, &["м"]);
    let said = |model: &Model| {
        let form = model.desk.form().unwrap();
        let human = |day| model.world.day(day);
        let hints = (form.hints)(form, &model.world).join("\n");
        [earlier, last].map(|day| hints.contains(&format!("{} {}", model.world.text.panes.previous, human(day))))
    };
    assert_eq!(said(&model), [false, true]);
    while model.desk.form().is_none_or(|form| form.inputs[form.focus()].id != "date") {
        keys(&mut model, &["up"]);
    }
    let between = last.pred_opt().unwrap().format("%d.%m.%Y").to_string();
    keys(&mut model, &["ctrl-u", &between, "down"]);
    assert_eq!(said(&model), [true, false]);
}
