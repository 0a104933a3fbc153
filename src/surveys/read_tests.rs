//! Every fault the reader knows, each in a file that has nothing else wrong.

use super::*;

const HEAD: &str = "code = \"own\"\nversion = 2\ntitle = { ru = \"Пульс\", en = \"Pulse\" }\nwave = \"pulse\"\naudience = \"mentor\"\n";
const ITEM: &str = "[[items]]\nid = \"1\"\nkind = \"yesno\"\nru = \"Всё хорошо?\"\n";

/// The head's five lines, then `item` from line 6 on.
fn fault_of_item(item: &str) -> (Option<usize>, Option<String>, Fault) {
    let error = read(&format!("{HEAD}{item}")).unwrap_err();
    (error.line, error.item, error.fault)
}

fn fault_of_head(from: &str, to: &str) -> (Option<usize>, Fault) {
    assert!(HEAD.contains(from), "{from}");
    let error = read(&format!("{}{ITEM}", HEAD.replace(from, to))).unwrap_err();
    assert_eq!(error.item, None);
    (error.line, error.fault)
}

fn one() -> Option<String> {
    Some("1".to_owned())
}

#[test]
fn reads_every_kind() {
    let text = format!(
        "{HEAD}forms = [\"pupil_pupil\", \"teacher_pupil\"]\n{ITEM}reversed = true\n\
         [[items]]\nid = \"2\"\nkind = \"scale\"\nru = \"Как?\"\nen = \"How?\"\n\
         [[items]]\nid = \"3\"\nkind = \"scale\"\nlow = 2\nhigh = 5\nru = \"Как?\"\n\
         [[items]]\nid = \"4\"\nkind = \"choice\"\nru = \"Что?\"\noptions = [{{ ru = \"а\", en = \"a\" }}, {{ ru = \"б\" }}]\n\
         [[items]]\nid = \"5\"\nkind = \"several\"\nru = \"Что?\"\noptions = [{{ ru = \"а\" }}, {{ ru = \"б\" }}]\n\
         [[items]]\nid = \"6\"\nkind = \"percent\"\nru = \"Сколько?\"\n\
         [[items]]\nid = \"7\"\nkind = \"text\"\nru = \"  Почему?  \"\n"
    );
    let sheet = read(&text).unwrap();
    assert_eq!((sheet.code.as_str(), sheet.version, sheet.wave), ("own", 2, Wave::Pulse));
    assert_eq!((sheet.audience, sheet.title.en.as_str()), (Audience::Mentor, "Pulse"));
    assert_eq!(sheet.forms, [Form::PupilPupil, Form::TeacherPupil]);
    let kinds: Vec<ItemKind> = sheet.items.iter().map(|item| item.kind.clone()).collect();
    let label = |ru: &str, en: &str| Label { ru: ru.to_owned(), en: en.to_owned() };
    let labels = |first: &str| vec![label("а", first), label("б", "")];
    assert_eq!(
        kinds,
        [
            ItemKind::YesNo,
            ItemKind::Scale { low: 1, high: 10 },
            ItemKind::Scale { low: 2, high: 5 },
            ItemKind::Choice(labels("a")),
            ItemKind::Several(labels("")),
            ItemKind::Percent { low: 0, high: 100 },
            ItemKind::Text
        ]
    );
    assert!(sheet.items[0].reversed && !sheet.items[1].reversed);
    assert_eq!((sheet.items[1].label.en.as_str(), sheet.items[6].label.ru.as_str()), ("How?", "Почему?"));
}

#[test]
fn names_the_line_of_what_is_no_toml() {
    let (line, item, fault) = fault_of_item("[[items]]\nid = \n");
    assert_eq!((line, item), (Some(7), None));
    assert!(matches!(fault, Fault::Malformed(_)));
}

#[test]
fn refuses_words_it_does_not_know() {
    let (line, _, fault) = fault_of_item(&format!("{ITEM}revresed = true\n"));
    assert_eq!(line, Some(10));
    assert!(matches!(fault, Fault::Malformed(message) if message.contains("revresed")));
    assert!(matches!(fault_of_head("version = 2\n", "").1, Fault::Malformed(message) if message.contains("version")));
}

#[test]
fn judges_the_head() {
    let unknown = |field, code: &str| Fault::UnknownCode { field, code: code.to_owned() };
    assert_eq!(fault_of_head("\"own\"", "\" \""), (Some(1), Fault::EmptyText { field: "code" }));
    assert_eq!(fault_of_head("code = \"own\"\n", ""), (None, Fault::EmptyText { field: "code" }));
    assert_eq!(fault_of_head("\"Пульс\"", "\"\""), (Some(3), Fault::EmptyText { field: "title" }));
    assert_eq!(fault_of_head("version = 2", "version = 0"), (Some(2), Fault::Version(0)));
    assert_eq!(fault_of_head("version = 2", "version = 70000"), (Some(2), Fault::Version(70_000)));
    assert_eq!(fault_of_head("\"pulse\"", "\"middle\""), (Some(4), unknown("wave", "middle")));
    assert_eq!(fault_of_head("\"mentor\"", "\"all\""), (Some(5), unknown("audience", "all")));
    let forms = fault_of_head("wave", "forms = [\"pupil_pupil\",\n \"school\"]\nwave");
    assert_eq!(forms, (Some(5), unknown("forms", "school")));
}

#[test]
fn needs_items_with_ids_of_their_own() {
    assert_eq!(read(HEAD).unwrap_err(), ReadError { line: None, item: None, fault: Fault::NoItems });
    assert_eq!(fault_of_item(&format!("{ITEM}{ITEM}")), (Some(10), one(), Fault::DuplicateId));
    let empty = |field| Fault::EmptyText { field };
    let with = |from: &str, to: &str| fault_of_item(&ITEM.replace(from, to));
    assert_eq!(with("id = \"1\"\n", ""), (Some(6), None, empty("id")));
    assert_eq!(with("kind = \"yesno\"\n", ""), (Some(6), one(), empty("kind")));
    assert_eq!(with("Всё хорошо?", "  "), (Some(6), one(), empty("ru")));
    let unknown = Fault::UnknownCode { field: "kind", code: "stars".to_owned() };
    assert_eq!(with("yesno", "stars"), (Some(8), one(), unknown));
}

#[test]
fn keeps_scales_inside_one_to_ten() {
    for (low, high) in [(0, 10), (1, 11), (5, 5), (7, 3), (-1, 300)] {
        let item = ITEM.replace("\"yesno\"", &format!("\"scale\"\nlow = {low}\nhigh = {high}"));
        assert_eq!(fault_of_item(&item), (Some(9), one(), Fault::Scale { low, high }));
    }
}

#[test]
fn counts_options() {
    let choice = |count: usize| {
        let options: Vec<String> = (0..count).map(|number| format!("{{ ru = \"{number}\" }}")).collect();
        let options = options.join(", ");
        fault_of_item(&ITEM.replace("\"yesno\"", &format!("\"choice\"\noptions = [{options}]")))
    };
    assert_eq!(choice(1), (Some(9), one(), Fault::TooFewOptions(1)));
    assert_eq!(choice(10), (Some(9), one(), Fault::TooManyOptions(10)));
    let none = fault_of_item(&ITEM.replace("yesno", "several"));
    assert_eq!(none, (Some(8), one(), Fault::TooFewOptions(0)));
    let mute = ITEM.replace("\"yesno\"", "\"choice\"\noptions = [{ ru = \"да\" },\n { ru = \"\" }]");
    assert_eq!(fault_of_item(&mute), (Some(10), one(), Fault::EmptyText { field: "options" }));
}

#[test]
fn refuses_fields_of_another_kind() {
    for field in ["low", "high"] {
        assert_eq!(fault_of_item(&format!("{ITEM}{field} = 3\n")), (Some(10), one(), Fault::Misplaced { field }));
    }
    let options = format!("{ITEM}options = [{{ ru = \"а\" }}, {{ ru = \"б\" }}]\n");
    assert_eq!(fault_of_item(&options), (Some(10), one(), Fault::Misplaced { field: "options" }));
    let bounded = ITEM.replace("\"yesno\"", "\"choice\"\nlow = 1\noptions = [{ ru = 'а' }, { ru = 'б' }]");
    assert_eq!(fault_of_item(&bounded), (Some(9), one(), Fault::Misplaced { field: "low" }));
}

#[test]
fn links_only_expectations() {
    let linked = format!("{ITEM}linked = \"X1\"\n");
    assert_eq!(fault_of_item(&linked), (Some(10), one(), Fault::LinkOutsideEntry));
    let empty = format!("{ITEM}linked = \"\"\n");
    assert_eq!(fault_of_item(&empty), (Some(10), one(), Fault::EmptyText { field: "linked" }));
    let entry = read(&format!("{}{linked}", HEAD.replace("pulse", "entry"))).unwrap();
    assert_eq!(entry.items[0].linked, ["X1"]);
    let in_entry = |more: &str| {
        let error = read(&format!("{}{ITEM}{more}", HEAD.replace("pulse", "entry"))).unwrap_err();
        (error.line, error.fault)
    };
    assert_eq!(in_entry("linked = ['a', 'b', 'c']\n"), (Some(10), Fault::TooManyLinks(3)));
    assert_eq!(in_entry("linked = [1]\n"), (Some(10), Fault::EmptyText { field: "linked" }));
    let two = read(&format!("{}{ITEM}linked = ['X4', 'X5']\n", HEAD.replace("pulse", "entry"))).unwrap();
    assert_eq!(two.items[0].linked, ["X4", "X5"]);
}

#[test]
fn reads_what_is_said_of_an_item_beside_its_kind() {
    let text = format!(
        "{HEAD}{ITEM}required = true\nsection = {{ ru = 'Раздел' }}\nhelp = {{ ru = 'Пояснение', en = 'Help' }}\n\
         [[items]]\nid = '2'\nwas = '1а'\nkind = 'frequency'\nru = 'Как часто?'\nneutral = true\nwhen = {{ item = '1', is = 'no' }}\n\
         [[items]]\nid = '3'\nkind = 'scale'\nlow = 0\nhigh = 2\nru = 'Насколько?'\nwhen = {{ item = '2', is = [1, 5] }}\n\
         [[items]]\nid = '4'\nkind = 'percent'\nhigh = 50\nru = 'Сколько?'\nwhen = {{ item = '3', from = 1 }}\n\
         [[items]]\nid = '5'\nkind = 'text'\nru = 'Что?'\nwhen = {{ item = '4', from = 10, to = 20 }}\n"
    );
    let items = read(&text).unwrap().items;
    let told = |at: usize| items[at].when.as_ref().map(|when| (when.item.as_str(), &when.wanted));
    assert!(items[0].required && items[0].section.ru == "Раздел" && items[0].help.en == "Help");
    assert!(items[1].neutral && items[1].was.as_deref() == Some("1а"));
    assert_eq!(told(0), None);
    assert_eq!(told(1), Some(("1", &Wanted::YesNo(false))));
    assert_eq!(told(2), Some(("2", &Wanted::OneOf(vec![0, 4]))));
    assert_eq!(told(3), Some(("3", &Wanted::Between { low: 1, high: 2 })));
    assert_eq!(told(4), Some(("4", &Wanted::Between { low: 10, high: 20 })));
    assert_eq!(items[2].kind, ItemKind::Scale { low: 0, high: 2 });
    assert_eq!(items[3].kind, ItemKind::Percent { low: 0, high: 50 });
}

#[test]
fn refuses_conditions_that_cannot_be_met() {
    let second = |when: &str| {
        let (_, item, fault) = fault_of_item(&format!("{ITEM}{}when = {when}\n", ITEM.replace("\"1\"", "\"2\"")));
        assert_eq!(item.as_deref(), Some("2"));
        fault
    };
    assert_eq!(second("{ item = '3', is = 'yes' }"), Fault::ConditionOnUnknown("3".into()));
    assert_eq!(second("{ item = '2', is = 'yes' }"), Fault::ConditionOnUnknown("2".into()), "itself is not above");
    for unfit in ["is = 1", "is = 'maybe'", "from = 1", "is = 'yes', to = 3", "is = []"] {
        assert_eq!(second(&format!("{{ item = '1', {unfit} }}")), Fault::ConditionUnfit("1".into()), "{unfit}");
    }
    assert_eq!(second("{ is = 'yes' }"), Fault::EmptyText { field: "when.item" });
}

#[test]
fn refuses_ids_texts_and_marks_that_would_spoil_the_answers() {
    let with = |from: &str, to: &str| fault_of_item(&ITEM.replace(from, to)).2;
    assert_eq!(with("id = \"1\"", "id = \"1 а\""), Fault::BadId("1 а".into()));
    assert_eq!(with("id = \"1\"", "id = \"before/1\""), Fault::BadId("before/1".into()));
    assert_eq!(with("Всё хорошо?", &"ы".repeat(1_001)), Fault::TooLong { field: "ru" });
    assert_eq!(with("ru =", "neutral = true\nreversed = true\nru ="), Fault::BothWays);
    assert_eq!(with("ru =", "was = '1'\nru ="), Fault::WasTaken("1".into()));
    assert_eq!(with("ru =", "help = { en = 'Help' }\nru ="), Fault::EmptyText { field: "help" });
    let twice = ITEM.replace("\"yesno\"", "\"choice\"\noptions = [{ ru = \"да\" }, { ru = \"да\" }]");
    assert_eq!(fault_of_item(&twice).2, Fault::SameOption("да".into()));
    let percent = ITEM.replace("\"yesno\"", "\"percent\"\nhigh = 101");
    assert_eq!(fault_of_item(&percent).2, Fault::Percent { low: 0, high: 101 });
}

#[test]
fn takes_two_hundred_questions_and_not_five_hundred_and_one() {
    let items = |count: usize| -> String {
        (1..=count).map(|number| ITEM.replace("\"1\"", &format!("\"{number}\""))).collect()
    };
    assert_eq!(read(&format!("{HEAD}{}", items(200))).unwrap().items.len(), 200);
    assert_eq!(fault_of_item(&items(501)).2, Fault::TooManyItems(501));
}

#[test]
fn control_codes_never_reach_a_question() {
    let sheet = read(&format!("{HEAD}{}", ITEM.replace("Всё хорошо?", "Всё\\u001b[31m\\nхорошо?"))).unwrap();
    assert_eq!(sheet.items[0].label.ru, "Всё[31m хорошо?");
}

/// Everything that is wrong, as line, item and fault.
fn all_faults(text: &str) -> Vec<(Option<usize>, Option<String>, Fault)> {
    let faults = read_all(text).unwrap_err();
    faults.into_iter().map(|error| (error.line, error.item, error.fault)).collect()
}

#[test]
fn a_file_with_faults_of_every_sort_is_judged_in_one_reading() {
    let unknown = |field, code: &str| Fault::UnknownCode { field, code: code.to_owned() };
    let text = format!(
        "{}{}revresed = true\n{}when = {{ item = '9', is = 'yes' }}\n{}{}",
        HEAD.replace("\"pulse\"", "\"middle\"").replace("version = 2", "version = 0"),
        ITEM.replace("yesno", "stars"),
        ITEM.replace("\"1\"", "\"2\""),
        ITEM.replace("\"1\"", "\"3\"").replace("\"yesno\"", "\"scale\"\nlow = \"один\""),
        ITEM.replace("\"1\"", "\"4\"").replace("ru = \"Всё хорошо?\"\n", ""),
    );
    let found = all_faults(&text);
    let item = |id: &str| Some(id.to_owned());
    assert_eq!(found[..2], [(Some(2), None, Fault::Version(0)), (Some(4), None, unknown("wave", "middle"))]);
    assert_eq!(found[2], (Some(8), item("1"), unknown("kind", "stars")));
    assert!(
        matches!(&found[3], (Some(10), Some(id), Fault::Malformed(said)) if id == "1" && said.contains("revresed"))
    );
    assert_eq!(found[4], (Some(15), item("2"), Fault::ConditionOnUnknown("9".into())));
    assert!(matches!(&found[5], (Some(19), Some(id), Fault::Malformed(said)) if id == "3" && said.contains("string")));
    assert_eq!(found[6], (Some(21), item("4"), Fault::EmptyText { field: "ru" }));
    assert_eq!(found.len(), 7, "{found:?}");
}

#[test]
fn an_open_quotation_mark_is_told_where_it_began_and_hides_nothing() {
    let text =
        format!("{}{ITEM}", HEAD.replace("title = { ru = \"Пульс\", en = \"Pulse\" }", "title = { ru = \"Мотивы }"));
    assert_eq!(all_faults(&text), [(Some(3), None, Fault::Unclosed)]);
    let text =
        format!("{text}{}", ITEM.replace("\"1\"", "\"2\"").replace("yesno", "stars").replace("хорошо?\"", "хорошо?"));
    let unknown = Fault::UnknownCode { field: "kind", code: "stars".to_owned() };
    let second = || Some("2".to_owned());
    assert_eq!(
        all_faults(&text),
        [(Some(3), None, Fault::Unclosed), (Some(12), second(), unknown), (Some(13), second(), Fault::Unclosed)]
    );
    // What stands in a line that cannot be read is not said to be absent.
    let text = format!("{HEAD}{}", ITEM.replace("ru = ", "ru : "));
    assert!(matches!(&all_faults(&text)[..], [(Some(9), _, Fault::Malformed(_))]), "{:?}", all_faults(&text));
}
