//! Invented names: common Russian surnames with the forms the grammar asks for, names that fit the age, and the rarities
//! every real list has (Ли, Черных, double surnames, ё written as е, no patronymic). All combinations are chance.

use crate::domain::PersonName;

use super::rng::Rng;

/// Grammatical sex, which no record keeps: it only decides the forms of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    /// Он.
    Male,
    /// Она.
    Female,
}

#[rustfmt::skip] // A table reads better dense.
const SURNAMES: &[&str] = &[
    "Абрамов", "Агафонов", "Акимов", "Аксёнов", "Алексеев", "Андреев", "Антонов", "Артемьев", "Афанасьев", "Баранов",
    "Белов", "Беляев", "Богданов", "Борисов", "Быков", "Васильев", "Виноградов", "Власов", "Волков", "Воробьёв",
    "Гаврилов", "Герасимов", "Голубев", "Горбунов", "Горшков", "Григорьев", "Громов", "Гусев", "Давыдов", "Данилов",
    "Денисов", "Дмитриев", "Дорофеев", "Егоров", "Ермаков", "Ершов", "Ефимов", "Жданов", "Жуков", "Журавлёв",
    "Зайцев", "Захаров", "Зимин", "Зуев", "Игнатов", "Ильин", "Исаев", "Казаков", "Калинин", "Карпов", "Киселёв",
    "Климов", "Ковалёв", "Колесников", "Комаров", "Кондратьев", "Коновалов", "Королёв", "Котов", "Крылов",
    "Кудрявцев", "Кузнецов", "Куликов", "Лаптев", "Ларионов", "Лебедев", "Логинов", "Лукин", "Макаров", "Максимов",
    "Мартынов", "Матвеев", "Медведев", "Мельников", "Миронов", "Морозов", "Муравьёв", "Назаров", "Некрасов",
    "Никитин", "Николаев", "Новиков", "Носов", "Орлов", "Осипов", "Павлов", "Панов", "Пестов", "Петухов", "Поляков",
    "Пономарёв", "Попов", "Прохоров", "Рогов", "Родионов", "Рыбаков", "Рябов", "Савельев", "Савин", "Семёнов",
    "Сергеев", "Соболев", "Соколов", "Соловьёв", "Сорокин", "Степанов", "Субботин", "Суханов", "Тарасов", "Тимофеев",
    "Титов", "Тихонов", "Трофимов", "Уваров", "Ушаков", "Фёдоров", "Филатов", "Фомин", "Фролов", "Цветков", "Чернов",
    "Чистяков", "Шилов", "Ширяев", "Шубин", "Щёголев", "Щербаков", "Юдин", "Яковлев", "Белинский", "Вишневский",
    "Горский", "Заречный", "Каменский", "Лесной", "Озёрский", "Полевой", "Раевский", "Черных", "Седых", "Долгих",
    "Русских", "Бондаренко", "Коваленко", "Шевченко", "Ткаченко", "Мельник", "Коваль", "Ли", "Ким", "Вебер", "Шмидт",
    "Гесс",
];

#[rustfmt::skip] // A table reads better dense.
const BOYS: &[&str] = &[
    "Александр", "Алексей", "Андрей", "Арсений", "Артём", "Богдан", "Вадим", "Валерий", "Виктор", "Владимир",
    "Владислав", "Георгий", "Глеб", "Григорий", "Даниил", "Данил", "Денис", "Дмитрий", "Евгений", "Егор", "Захар",
    "Иван", "Игорь", "Илья", "Кирилл", "Константин", "Лев", "Леонид", "Макар", "Максим", "Марк", "Матвей", "Мирон",
    "Михаил", "Никита", "Николай", "Олег", "Павел", "Пётр", "Платон", "Роман", "Савелий", "Семён", "Сергей",
    "Станислав", "Степан", "Тимофей", "Тимур", "Фёдор", "Ярослав",
];

#[rustfmt::skip] // A table reads better dense.
const GIRLS: &[&str] = &[
    "Александра", "Алёна", "Алина", "Алиса", "Анастасия", "Ангелина", "Анна", "Арина", "Валерия", "Варвара",
    "Василиса", "Вера", "Вероника", "Виктория", "Виолетта", "Дарья", "Диана", "Ева", "Евгения", "Екатерина", "Елена",
    "Елизавета", "Есения", "Злата", "Инна", "Камилла", "Карина", "Кира", "Кристина", "Ксения", "Любовь", "Маргарита",
    "Марина", "Мария", "Милана", "Мирослава", "Надежда", "Наталья", "Ольга", "Полина", "Таисия", "Снежана", "София",
    "Софья", "Стефания", "Татьяна", "Ульяна", "Эвелина", "Юлия", "Яна",
];

#[rustfmt::skip] // A table reads better dense.
const MEN: &[&str] = &[
    "Александр", "Алексей", "Анатолий", "Андрей", "Антон", "Борис", "Вадим", "Василий", "Виктор", "Виталий",
    "Владимир", "Вячеслав", "Геннадий", "Денис", "Дмитрий", "Евгений", "Иван", "Игорь", "Константин", "Максим",
    "Михаил", "Николай", "Олег", "Павел", "Пётр", "Роман", "Сергей", "Станислав", "Фёдор", "Юрий",
];

#[rustfmt::skip] // A table reads better dense.
const WOMEN: &[&str] = &[
    "Алла", "Анна", "Валентина", "Вера", "Галина", "Евгения", "Екатерина", "Елена", "Инна", "Ирина", "Ксения",
    "Лариса", "Людмила", "Любовь", "Марина", "Мария", "Надежда", "Наталья", "Нина", "Оксана", "Ольга", "Светлана",
    "Татьяна", "Тамара", "Юлия",
];

/// Fathers, as the stem to which -ич and -на are added, or -ич and -ична after the irregular ones.
#[rustfmt::skip] // A table reads better dense.
const FATHERS: &[&str] = &[
    "Александров", "Алексеев", "Анатольев", "Андреев", "Антонов", "Артёмов", "Борисов", "Вадимов", "Васильев",
    "Викторов", "Витальев", "Владимиров", "Вячеславов", "Геннадьев", "Денисов", "Дмитриев", "Евгеньев", "Иванов",
    "Игорев", "Константинов", "Максимов", "Михайлов", "Николаев", "Олегов", "Павлов", "Петров", "Романов", "Семёнов",
    "Сергеев", "Станиславов", "Степанов", "Фёдоров", "Юрьев", "Ярославов", "Никит", "Ильин",
];

/// Names of other peoples of Russia keep together: surname stem, his name, her name, father's stem.
const TATAR: (&[&str], &[&str], &[&str], &[&str]) = (
    &["Ахметов", "Галиев", "Валеев", "Сафин", "Хасанов", "Юсупов", "Мухаметов"],
    &["Айдар", "Булат", "Дамир", "Ильдар", "Камиль", "Рамиль", "Тимур", "Эмиль"],
    &["Айгуль", "Алсу", "Амина", "Гузель", "Диляра", "Лейсан", "Эльвира"],
    &["Айратов", "Маратов", "Наилев", "Рамилев", "Ренатов", "Рустамов", "Фаридов"],
);

/// Names that a list must cope with. Every school gets each of them once, worn by somebody who takes part.
pub(super) const RARITIES: &[(&str, Sex)] = &[
    ("Римский-Полевой Фёдор Артёмович", Sex::Male),
    ("Галиева Айгуль Маратовна", Sex::Female),
    ("Ли Виктор Семёнович", Sex::Male),
    ("Черных Алёна Фёдоровна", Sex::Female),
    ("Щёголева-Гесс Ксения Петровна", Sex::Female),
    ("Ким Эвелина", Sex::Female),
    ("Алиев Рашид Мамед оглы", Sex::Male),
    ("Соловьев Артем Андреевич", Sex::Male),
];

/// A surname in the form the sex asks for; what ends in no Russian suffix stays as it is.
pub(super) fn surname(masculine: &str, sex: Sex) -> String {
    if sex == Sex::Male {
        return masculine.to_owned();
    }
    if let Some(stem) = ["ий", "ый", "ой"].iter().find_map(|ending| masculine.strip_suffix(ending)) {
        return format!("{stem}ая");
    }
    let declined = ["ов", "ев", "ёв", "ин", "ын"].iter().any(|ending| masculine.ends_with(ending));
    if declined { format!("{masculine}а") } else { masculine.to_owned() }
}

fn patronymic(stem: &str, sex: Sex) -> String {
    match (stem, sex) {
        ("Ильин", Sex::Male) => "Ильич".to_owned(),
        ("Ильин", Sex::Female) => "Ильинична".to_owned(),
        ("Никит", Sex::Female) => "Никитична".to_owned(),
        (stem, Sex::Male) => format!("{stem}ич"),
        (stem, Sex::Female) => format!("{stem}на"),
    }
}

/// Either sex, as often.
pub(super) fn sex(rng: &mut Rng) -> Sex {
    if rng.chance(50) { Sex::Male } else { Sex::Female }
}

/// A name for a child or a student.
pub(super) fn young(rng: &mut Rng, sex: Sex) -> PersonName {
    let first = if sex == Sex::Male { BOYS } else { GIRLS };
    draw(rng, sex, first)
}

/// A name for somebody who left school long ago.
pub(super) fn grown(rng: &mut Rng, sex: Sex) -> PersonName {
    let first = if sex == Sex::Male { MEN } else { WOMEN };
    draw(rng, sex, first)
}

/// The woman who signs for a child: the mother as a rule, under the same surname.
pub(super) fn guardian(rng: &mut Rng, child: &PersonName) -> String {
    let parts: Vec<String> = child.last.split('-').map(|part| surname(part, Sex::Female)).collect();
    let kin = if rng.chance(92) { "мать" } else { "бабушка" };
    let patronymic = patronymic(rng.pick(FATHERS), Sex::Female);
    format!("{kin}, {} {} {patronymic}", parts.join("-"), rng.pick(WOMEN))
}

fn draw(rng: &mut Rng, sex: Sex, first: &[&str]) -> PersonName {
    if rng.chance(3) {
        let (last, boys, girls, fathers) = TATAR;
        let first = if sex == Sex::Male { boys } else { girls };
        return PersonName {
            last: surname(rng.pick(last), sex).into(),
            first: rng.text(first).into(),
            patronymic: patronymic(rng.pick(fathers), sex).into(),
        };
    }
    let mut last = surname(rng.pick(SURNAMES), sex);
    if rng.below(150) == 0 {
        last = format!("{last}-{}", surname(rng.pick(SURNAMES), sex));
    }
    if rng.chance(5) {
        last = last.replace('ё', "е");
    }
    PersonName {
        last: last.into(),
        first: rng.text(first).into(),
        patronymic: patronymic(rng.pick(FATHERS), sex).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_take_the_form_the_grammar_asks_for() {
        for (his, hers) in [
            ("Волков", "Волкова"),
            ("Соловьёв", "Соловьёва"),
            ("Ильин", "Ильина"),
            ("Горский", "Горская"),
            ("Полевой", "Полевая"),
            ("Черных", "Черных"),
            ("Шевченко", "Шевченко"),
            ("Ли", "Ли"),
        ] {
            assert_eq!((surname(his, Sex::Male).as_str(), surname(his, Sex::Female).as_str()), (his, hers));
        }
    }

    #[test]
    fn a_guardian_bears_the_name_of_the_child() {
        let mut rng = Rng::new(58);
        for (child, hers) in [("Римский-Полевой", "Римская-Полевая"), ("Галиева", "Галиева"), ("Ким", "Ким")]
        {
            let name = PersonName { last: child.into(), ..PersonName::default() };
            assert!(guardian(&mut rng, &name).contains(&format!(", {hers} ")));
        }
    }

    #[test]
    fn patronymics_follow_the_father() {
        assert_eq!(patronymic("Сергеев", Sex::Male), "Сергеевич");
        assert_eq!(patronymic("Сергеев", Sex::Female), "Сергеевна");
        assert_eq!(patronymic("Никит", Sex::Male), "Никитич");
        assert_eq!(patronymic("Никит", Sex::Female), "Никитична");
        assert_eq!(patronymic("Ильин", Sex::Female), "Ильинична");
    }

    #[test]
    fn the_tables_are_wide_enough_and_have_no_repeats() {
        for (table, least) in [(SURNAMES, 80), (BOYS, 40), (GIRLS, 40), (MEN, 25), (WOMEN, 25), (FATHERS, 30)] {
            let unique: std::collections::HashSet<_> = table.iter().collect();
            assert_eq!(unique.len(), table.len());
            assert!(table.len() >= least);
        }
    }
}
