use super::super::{PersonKind, sample::Sample};
use super::*;

fn stamps(register: &Register) -> Vec<(Key, Stamp)> {
    register.all().filter_map(|(key, _)| Some((key, register.stamp(key)?))).collect()
}

/// A rename of one of two people, and something that is refused after it.
fn half_good(sample: &mut Sample) -> Batch {
    let one = sample.person("Ли Ада", PersonKind::Pupil, "7А");
    let two = sample.person("Юн Ян", PersonKind::Pupil, "7Б");
    let [first, second] = [one, two].map(|id| Arc::clone(sample.register.get::<Person>(id).unwrap()));
    let renamed = |person: &Person| Person { phone: "1".into(), ..person.clone() };
    // The second change replaces somebody who is not there.
    let stale = Change::edit(two, &Arc::new(renamed(&second)), Person::clone(&second));
    Batch::new("person.edit", vec![Change::edit(one, &first, renamed(&first)), stale])
}

#[test]
fn a_refusal_leaves_who_and_when_as_they_were() {
    let mut sample = Sample::new();
    let batch = half_good(&mut sample);
    let mut register = sample.register;
    let before = stamps(&register);
    let stamp = Stamp { generation: 9, at: 9, who: "другой".into() };
    register.commit(&batch.changes, &stamp).unwrap_err();
    assert_eq!(stamps(&register), before);
    register.check(&batch).unwrap_err();
    assert_eq!(stamps(&register), before);
    register.check(&Batch::new("person.edit", batch.changes[..1].to_vec())).unwrap();
    assert_eq!(stamps(&register), before);
}

#[test]
fn every_change_is_another_revision() {
    let mut sample = Sample::new();
    let batch = half_good(&mut sample);
    let mut register = sample.register;
    let mut last = register.revision();
    let mut is_new = |register: &Register| std::mem::replace(&mut last, register.revision()) != register.revision();
    assert!(!is_new(&register));
    let stamp = Stamp { generation: 9, at: 9, who: "другой".into() };
    register.commit(&batch.changes[..1], &stamp).unwrap();
    assert!(is_new(&register));
    register.retract(&batch.changes[..1]);
    assert!(is_new(&register));
    let mut other = Register::new();
    other.come_after(&register);
    assert!(is_new(&other), "another base is never taken for this one");
}

#[test]
fn a_broken_rule_leaves_who_and_when_as_they_were() {
    let mut sample = Sample::new();
    let id = sample.mentee("Ли Ада", "7А");
    let mut register = sample.register;
    let before = stamps(&register);
    let mentee = Arc::clone(register.get::<Mentee>(id).unwrap());
    let person = Arc::clone(register.mentee_person(id).unwrap());
    let touched = Person { phone: "1".into(), ..Person::clone(&person) };
    // The entry cannot do without its person.
    let changes =
        [Change::edit(mentee.person, &person, touched.clone()), Change::delete(mentee.person, &Arc::new(touched))];
    let stamp = Stamp { generation: 9, at: 9, who: "другой".into() };
    register.commit(&changes, &stamp).unwrap_err();
    assert_eq!(stamps(&register), before);
    assert_eq!(register.referring(mentee.person.into(), Kind::Mentee).collect::<Vec<_>>(), [Key::from(id)]);
}
