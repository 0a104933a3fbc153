use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    Audience, ItemKind, Meeting, MeetingKind, MeetingState, Mentee, PairState, PersonKind, Questionnaire, Wave, status,
};

const PHRASES: Blanks = Blanks { name: "Обезличено", erased: "стёрто" };

fn unknown(sample: &mut Sample, person: PersonId) -> Anonymised {
    let found = anonymise(&sample.register, person, PHRASES, day(11, 20)).unwrap();
    let stamp = crate::domain::Stamp { generation: 2, at: 0, who: String::new() };
    sample.register.commit(&found.changes, &stamp).unwrap();
    found
}

#[test]
fn a_name_is_found_however_it_is_declined_and_with_whichever_initials() {
    let forms = Forms::of(&PersonName::parse("Лукин Максим Олегович"));
    let far = |text| forms.replaced(text, "X", false);
    assert_eq!(far("Был Лукин Максим Олегович, 7Б").as_deref(), Some("Был X, 7Б"));
    assert_eq!(far("у Лукина М. и М. Лукину").as_deref(), Some("у X и X"));
    assert_eq!(far("Максим Лукин рассказал").as_deref(), Some("X рассказал"));
    assert_eq!(far("Лукин Пётр, Лукинская улица, Максим"), None, "a namesake, a street, a given name alone");
    assert_eq!(forms.replaced("выбыл(а) Лукин М. (переезд)", "X", true).as_deref(), Some("выбыл(а) X (переезд)"));
    assert_eq!(forms.replaced("с Лукиным спорили", "X", true).as_deref(), Some("с X спорили"));
    assert_eq!(Forms::of(&PersonName::parse("Ли Ада")).replaced("литература и лица", "X", true), None);
}

#[test]
fn who_is_made_unknown_is_in_no_text_and_in_every_figure() {
    let mut sample = Sample::new();
    let sheet = sample.questionnaire("in-m", 1, Wave::Entry, Audience::Mentee);
    sample.edit::<Questionnaire>(sheet, |it| it.items[1].kind = ItemKind::Text);
    let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
    let mentee = sample.mentee("Лукин Максим Олегович", "7Б");
    let other = sample.mentee("Лукин Пётр", "7Б");
    let person = sample.person_of(mentee);
    sample.edit::<Person>(person, |it| {
        (it.phone, it.guardian, it.health) = ("+7 900".into(), "мать Лукина".into(), Health::Ovz);
        it.birth = Birth::Year(2013);
        it.consents.iter_mut().for_each(|consent| consent.signer = "Лукина О. П.".into());
    });
    sample.edit::<Mentee>(mentee, |it| it.notes = "живёт с бабушкой".into());
    sample.respond(sheet, person, &[Answer::Scale(7), Answer::Text("боюсь математики".into())]);
    let own = sample.pair(mentor, &[mentee], day(10, 1));
    let met = sample.meeting(own, MeetingKind::Trial, MeetingState::Held, day(10, 5));
    sample.edit::<Meeting>(met, |it| (it.result, it.safety_note) = ("поссорились".into(), "травля".into()));
    let group = sample.pair(mentor, &[other], day(10, 1));
    sample.edit::<Pair>(group, |it| it.notes = "05.10: выбыл(а) Лукин М.; остался Лукин Пётр".into());
    assert_eq!(still_in(&sample.register, person), Some(own));
    sample.close(own, PairState::Ended, day(11, 1));
    assert_eq!(still_in(&sample.register, person), None);
    let status = status::mentee(&sample.register, other, day(11, 20));

    let found = unknown(&mut sample, person);
    let register = &sample.register;
    let now = register.get::<Person>(person).unwrap();
    assert!(now.is_anonymous() && !register.get::<Person>(sample.person_of(other)).unwrap().is_anonymous());
    assert_eq!(
        (now.class_in(sample.year).unwrap().to_string(), now.birth, now.health),
        ("7".into(), Birth::Unknown, Health::NotStated)
    );
    let everything: String = register.all().map(|(_, record)| format!("{record:?}")).collect();
    for gone in
        ["Максим", "Олегович", "Лукин М.", "Лукина", "900", "бабушк", "боюсь", "поссорились", "травля", "математика"]
    {
        let known = everything.contains(gone);
        assert!(
            !known || (gone == "математика" && register.get::<Mentee>(mentee).unwrap().requests[0].text == "стёрто"),
            "{gone}"
        );
    }
    assert!(everything.contains("остался Лукин Пётр"));
    let entry = register.get::<Mentee>(mentee).unwrap();
    assert_eq!(
        (entry.standing, entry.left_on, entry.group),
        (MenteeStanding::Left, Some(day(11, 20)), Some(TargetGroup::Ovz))
    );
    assert_eq!(entry.requests[0].problems.len(), 1);
    assert_eq!(register.responses_of(person)[0].1.answers, [Answer::Scale(7), Answer::Text("стёрто".into())]);
    assert!(register.get::<Meeting>(met).unwrap().is_held());
    assert_eq!(found.named, [Key::from(group)]);
    assert_eq!(status::mentee(register, other, day(11, 20)), status);
    // Nothing is left to do, and the way back is whole.
    assert!(anonymise(register, person, PHRASES, day(11, 20)).unwrap().changes.is_empty());
    let back = crate::domain::inverse(&found.changes);
    let stamp = crate::domain::Stamp { generation: 3, at: 0, who: String::new() };
    sample.register.commit(&back, &stamp).unwrap();
    assert_eq!(sample.register.get::<Person>(person).unwrap().name.full(), "Лукин Максим Олегович");
}
