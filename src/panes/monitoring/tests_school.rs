//! What the school measures of itself: entered at both ends, corrected, removed, compared with other years.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    Better, Change, Scale, SchoolMeasure, SchoolMeasureId, SchoolParameter, SchoolParameterId, Stamp, UsualParameter,
    Wave, Whose, Year, YearId, inverse,
};
use crate::fields::Value;
use crate::kit::{Act, FieldError, Form, World, sample as kit_sample};
use crate::panes::Pane;

fn world() -> World {
    let sample = Sample::new();
    let mut world = kit_sample::world();
    world.year = sample.year;
    world.register = sample.register;
    world
}

fn stamp() -> Stamp {
    Stamp { generation: 2, at: 0, who: "тест".into() }
}

fn put(form: &mut Form, field: &str, value: Value, world: &World) {
    form.input_mut(field).unwrap().put(value, &world.ctx());
}

fn submit(form: &Form, world: &mut World) -> Result<usize, Vec<FieldError>> {
    let Act::Save(batch) = (form.submit)(form, world)? else { panic!("nothing to save") };
    world.register.commit(&batch.changes, &stamp()).unwrap();
    Ok(batch.changes.len())
}

fn on_file(world: &World) -> Vec<(Wave, i32)> {
    let mut all: Vec<_> = world
        .register
        .school_parameters()
        .flat_map(|(id, _)| world.register.school_measures(id).map(|(_, it)| (it.wave, it.value)))
        .collect();
    all.sort();
    all
}

fn only(world: &World) -> SchoolParameterId {
    world.register.school_parameters().next().unwrap().0
}

fn drawn(pane: &mut Pages, world: &mut World) -> String {
    for _ in 0..5 {
        pane.run("pages.next", world);
    }
    let area = Rect { x: 0, y: 0, width: 120, height: 30 };
    let mut buffer = Buffer::empty(area);
    pane.refresh(world);
    pane.fit(area, world);
    pane.select(only(world).into(), world);
    pane.view(area, &mut buffer, world);
    let line = |y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..area.height).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn both_ends_are_entered_corrected_and_removed_with_what_they_measured() {
    let mut world = world();
    let mut form = school_form::usual(UsualParameter::Complaints, &world);
    for (typed, wrong) in [("", Some("entry")), ("2,5", Some("entry")), ("-1", Some("entry")), ("8", None)] {
        put(&mut form, "entry", Value::text(typed), &world);
        let found = submit(&form, &mut world).err().map(|errors| errors[0].field);
        assert_eq!(found, wrong, "{typed}");
    }
    assert_eq!(on_file(&world), [(Wave::Entry, 800)]);
    let again = school_form::usual(UsualParameter::Complaints, &world);
    assert_eq!(submit(&again, &mut world).unwrap_err()[0].field, "name", "there is one of that name");

    let mut form = school_form::known(only(&world), &world).unwrap();
    assert_eq!(form.inputs[form.focus()].id, "exit", "the entry is there: the exit is what it waits for");
    put(&mut form, "entry", Value::text("9"), &world);
    put(&mut form, "exit", Value::text("5"), &world);
    assert_eq!(submit(&form, &mut world), Ok(2));
    assert_eq!(on_file(&world), [(Wave::Entry, 900), (Wave::Exit, 500)]);

    let mut form = school_form::known(only(&world), &world).unwrap();
    put(&mut form, "scale", Value::Code(Scale::Mark.code()), &world);
    assert_eq!(submit(&form, &mut world).unwrap_err()[0].field, "scale", "9 is no mark");
    let mut form = school_form::known(only(&world), &world).unwrap();
    put(&mut form, "entry", Value::text(""), &world);
    assert_eq!(submit(&form, &mut world), Ok(1));
    assert_eq!(on_file(&world), [(Wave::Exit, 500)]);
    let mut form = school_form::known(only(&world), &world).unwrap();
    put(&mut form, "exit", Value::text(""), &world);
    let Ok(Act::Save(batch)) = (form.submit)(&form, &mut world) else { panic!("nothing to save") };
    world.register.commit(&batch.changes, &stamp()).unwrap();
    assert_eq!(world.register.school_parameters().count(), 0, "the last value takes the parameter with it");
    world.register.commit(&inverse(&batch.changes), &stamp()).unwrap();
    assert_eq!(on_file(&world), [(Wave::Exit, 500)], "and both come back");
}

#[test]
fn days_that_cannot_be_are_refused() {
    let mut world = world();
    let today = world.today();
    let mut form = school_form::own(&world);
    put(&mut form, "name", Value::text("Дежурства"), &world);
    put(&mut form, "scale", Value::Code(Scale::Cases.code()), &world);
    put(&mut form, "better", Value::Code(Better::More.code()), &world);
    put(&mut form, "entry", Value::text("4"), &world);
    put(&mut form, "exit", Value::text("6"), &world);
    put(&mut form, "exit_on", Value::date(today.succ_opt()), &world);
    assert_eq!(submit(&form, &mut world).unwrap_err()[0].field, "exit_on", "tomorrow");
    put(&mut form, "exit_on", Value::date(today.pred_opt()), &world);
    assert_eq!(submit(&form, &mut world).unwrap_err()[0].field, "exit_on", "the exit before the entry");
    put(&mut form, "entry_on", Value::date(today.pred_opt()), &world);
    assert_eq!(submit(&form, &mut world), Ok(3));
}

/// A fall of complaints is for the better; what may be said of it is said, and other years stand beside it.
#[test]
fn the_page_tells_how_the_school_went_and_what_that_does_not_say() {
    let mut world = world();
    let now = Year::clone(world.register.get::<Year>(world.year).unwrap());
    let (before, id) = (YearId(900), SchoolParameterId(901));
    let earlier = Year::around(now.start.pred_opt().unwrap());
    let parameter =
        SchoolParameter { name: "Жалобы".into(), scale: Scale::Cases, better: Better::Less, of: Whose::School };
    let mut changes = vec![Change::create(before, earlier), Change::create(id, parameter)];
    let all = [
        (before, Wave::Entry, 12),
        (before, Wave::Exit, 10),
        (world.year, Wave::Entry, 9),
        (world.year, Wave::Exit, 5),
    ];
    for (at, (year, wave, value)) in (902..).zip(all) {
        let measure =
            SchoolMeasure {
                year, parameter: id, wave, value: value * 100, on: day(9, 2), notes: "журнал".into()
            };
        changes.push(Change::create(SchoolMeasureId(at), measure));
    }
    world.register.commit(&changes, &stamp()).unwrap();
    let mut pane = pane();
    let shown = drawn(&mut pane, &mut world);
    let said = [
        "Школа в целом",
        "чем меньше, тем лучше",
        "было 9 – стало 5 · изменение −4",
        "Стало лучше.",
        "не видно",
        "−2",
        "вход: журнал",
    ];
    for words in said {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    let [Act::Read(title, lines)] = &pane.run("monitoring.table", &mut world)[..] else { panic!("no table") };
    assert_eq!((title.as_str(), lines.len()), ("Жалобы", 3));
    assert!(
        matches!(&pane.run("monitoring.open", &mut world)[..], [Act::Form(form)] if form.id == school_form::SCHOOL)
    );
    assert!(matches!(&pane.run("measure.new", &mut world)[..], [Act::Pick(_)]));
}
