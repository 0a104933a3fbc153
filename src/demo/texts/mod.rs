//! What people of the invented school ask for, talk about and achieve. A theme keeps a request, the mentor who can help,
//! the goal, the meetings and their results together, so that a diary read from top to bottom makes sense.

mod growth;
pub(super) mod passport;
pub(super) mod selection;
mod study;

use crate::domain::{Form, Problem, Role, TargetGroup};

/// What kind of help a theme is; with the form it decides the role model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// Catching up in a subject.
    Learning,
    /// Confidence, company, feelings.
    Growth,
    /// A gift that needs more than lessons.
    Talent,
    /// Choosing a profession.
    Career,
    /// A new class or school.
    Newcomer,
    /// Something to make together.
    Project,
    /// A child with ОВЗ. Restricted.
    Ovz,
}

/// One subject of mentoring with everything that is said about it. Texts fit any sex and any grade from 5 to 11.
#[derive(Debug)]
pub(super) struct Theme {
    /// The seed's codes it touches.
    pub(super) problems: &'static [Problem],
    /// The target group its mentees usually belong to.
    pub(super) group: TargetGroup,
    /// What kind of help it is.
    pub(super) nature: Nature,
    /// Requests, as they are asked.
    pub(super) requests: &'static [&'static str],
    /// What a mentor can share.
    pub(super) competences: &'static [&'static str],
    /// Goals of a pair.
    pub(super) goals: &'static [&'static str],
    /// Topics of regular meetings.
    pub(super) topics: &'static [&'static str],
    /// What came of a meeting.
    pub(super) results: &'static [&'static str],
    /// What was agreed for the next time.
    pub(super) steps: &'static [&'static str],
    /// What came of the year.
    pub(super) outcomes: &'static [&'static str],
}

/// Every theme. Places in this list are used as identities within one run.
pub(super) fn themes() -> Vec<&'static Theme> {
    study::THEMES.iter().chain(growth::THEMES).collect()
}

impl Theme {
    /// The role model of a pair of this form on this theme.
    pub(super) fn role(&self, form: Form) -> Role {
        match (form, self.nature) {
            (Form::PupilPupil, Nature::Learning) => Role::AchieverStruggling,
            (Form::PupilPupil, Nature::Newcomer) => Role::SettledNewcomer,
            (Form::PupilPupil, Nature::Project | Nature::Talent) => Role::PeerPeer,
            (Form::PupilPupil, _) => Role::LeaderPassive,
            (Form::StudentPupil, Nature::Learning) => Role::AchieverStruggling,
            (Form::StudentPupil, Nature::Project | Nature::Talent) => Role::CuratorProjectAuthor,
            (Form::StudentPupil, Nature::Career) => Role::LeaderIndifferent,
            (Form::StudentPupil, _) => Role::PeerOther,
            (Form::TeacherPupil, Nature::Learning) => Role::TeacherStruggling,
            (Form::TeacherPupil, Nature::Talent) => Role::TeacherGifted,
            (Form::TeacherPupil, Nature::Project) => Role::TeacherProjectAuthor,
            (Form::TeacherPupil, Nature::Ovz) => Role::TeacherOvz,
            (Form::TeacherPupil, _) => Role::TeacherPassive,
            (_, Nature::Career) => Role::EmployerFuture,
            (_, Nature::Project | Nature::Talent) => Role::ColleagueYoung,
            (_, _) => Role::ProfessionalIndifferent,
        }
    }
}

/// Topics of the first meeting.
pub(super) const ACQUAINTANCE: &[&str] = &[
    "Знакомство: кто мы и чем увлекаемся",
    "Знакомство, правила общения и границы",
    "Знакомство, как и когда нам удобно встречаться",
    "Знакомство: чего мы ждём друг от друга",
];
/// What came of the first meeting.
pub(super) const ACQUAINTED: &[&str] = &[
    "Нашли общие интересы, договорились о времени",
    "Разговор сложился, обменялись контактами через куратора",
    "Сначала было неловко, к концу разговорились",
    "Записали правила: не опаздывать, предупреждать, не обсуждать с другими",
];
/// Topics of the meeting that plans the work.
pub(super) const PLANNING: &[&str] = &[
    "План работы до конца года",
    "Цель и шаги: что сделаем и к какому сроку",
    "План на полугодие и как поймём, что получилось",
    "Разбор трудностей и план занятий",
];
/// What came of planning.
pub(super) const PLANNED: &[&str] = &[
    "Записали цель и четыре шага к ней",
    "План согласован, первый срок через две недели",
    "Разбили цель на части, ответственность поровну",
    "План составлен, копия у куратора",
];
/// Topics of the last meeting.
pub(super) const FINAL: &[&str] = &[
    "Итоги: что получилось и что дальше",
    "Итоговая встреча: сравнили цель и результат",
    "Подводим итоги года, благодарим друг друга",
];
/// What came of the last meeting.
pub(super) const FINISHED: &[&str] = &[
    "Цель достигнута, обсудили планы на следующий год",
    "Сделано больше половины задуманного, оба довольны",
    "Договорились иногда встречаться и после программы",
    "Собрали впечатления, подписали итоговый лист",
];

/// What people like, for both sides.
pub(super) const INTERESTS: &[&str] = &[
    "шахматы",
    "волейбол",
    "баскетбол",
    "плавание",
    "лыжи",
    "танцы",
    "гитара",
    "вокал",
    "театр",
    "рисование",
    "керамика",
    "фотография",
    "монтаж видео",
    "робототехника",
    "программирование",
    "3D-моделирование",
    "астрономия",
    "биология",
    "история города",
    "книги",
    "настольные игры",
    "кулинария",
    "животные",
    "туризм",
    "английский язык",
    "аниме",
    "журналистика",
    "шитьё",
    "велосипед",
    "волонтёрство",
];
/// When people are free.
pub(super) const TIMES: &[&str] = &[
    "пн 14:30, ср 14:30",
    "вт 14:00, чт 14:00",
    "вт 15:10, пт 14:30",
    "ср 15:10",
    "чт 14:30, сб 11:00",
    "пн 15:10, чт 15:10",
    "пт 13:20",
    "вт 16:20, чт 16:20",
    "пн 14:00, вт 14:00, ср 14:00",
    "сб 11:00, сб 12:00",
];
/// Grades a mentor wishes.
pub(super) const AGES: &[&str] =
    &["5–6 класс", "5–7 класс", "6–8 класс", "7–9 класс", "8–10 класс", "9–11 класс", "любой"];

/// Safety notes, which only the curator sees.
pub(super) const SAFETY: &[&str] = &[
    "Рассказывает, что одноклассники третью неделю прячут рюкзак и смеются. Просит не говорить классному.",
    "В конце встречи вырвалось, что дома часто кричат и домой идти не хочется.",
    "Кто-то присылает обидные сообщения в общий чат класса, показаны снимки экрана.",
    "Говорит, что почти не спит перед контрольными и ничего не ест в школе.",
];
/// What the curator did about them.
pub(super) const SAFETY_ACTIONS: &[&str] = &[
    "Поговорили с психологом в тот же день, родители приглашены на встречу.",
    "Классный руководитель провёл беседу, договорились о наблюдении две недели.",
    "Передано социальному педагогу, повторная беседа назначена.",
];
/// Why somebody left, in words.
pub(super) const FAREWELLS: &[&str] = &[
    "Разговор с обеими сторонами проведён, расстались спокойно.",
    "Предупредили куратора заранее, вещи и материалы переданы.",
    "Договорились, что в следующем цикле можно попробовать снова.",
    "",
];
/// Exceptions a curator wrote down.
pub(super) const EXCEPTIONS: &[&str] = &[
    "Временно, до выхода второго наставника",
    "Решение куратора: общий проект, оба родителя согласны",
    "По просьбе классного руководителя",
];
/// Where general meetings are held.
pub(super) const GENERAL_PLACES: &[&str] = &["Актовый зал", "Школьная библиотека", "Коворкинг, 2 этаж"];
/// How they went.
pub(super) const GENERAL_COURSES: &[&str] = &[
    "Знакомство по кругу, по 5 минут на пару, потом общий чай. Наставники рассказали, чем могут помочь.",
    "Игра «Общее дело» в смешанных командах, после неё – свободное общение и вопросы наставникам.",
    "Наставники представили себя за столами по темам, ребята переходили от стола к столу.",
];
/// What came of them.
pub(super) const GENERAL_RESULTS: &[&str] = &[
    "Листы предпочтений розданы, собраны до конца недели. Кто не был – познакомятся отдельно.",
    "Большинство назвало двух-трёх наставников. С теми, кого никто не назвал, поговорит психолог.",
];
/// Remarks on preference sheets.
pub(super) const WISH_NOTES: &[&str] = &[
    "Хорошо бы кто-то, кто сам сдавал этот экзамен",
    "Главное, чтобы после уроков, а не в субботу",
    "Согласен и на группу",
    "Мама просит девушку или женщину",
];
