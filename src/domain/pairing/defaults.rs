//! The pairing rules a school starts with.
//!
//! Forms and role models are those of seed §7 and model §6; weights and thresholds are ours, after model §5.2. Every
//! one can be changed on screen.

use std::sync::LazyLock;

use super::{ClassRule, Component, FormModel, Pairing, PairingRule, Precedence, RoleModel, Topic};
use crate::domain::{Form, PersonKind, Problem, Role, TargetGroup};

static DEFAULT: LazyLock<Pairing> = LazyLock::new(Pairing::default);

impl Pairing {
    /// The rules of a school that has changed none.
    pub fn usual() -> &'static Self {
        &DEFAULT
    }
}

impl Default for Pairing {
    fn default() -> Self {
        Self {
            forms: Form::ALL.iter().map(|&form| form_model(form)).collect(),
            weights: vec![
                (Component::Request, 40),
                (Component::Preference, 25),
                (Component::Time, 15),
                (Component::Interests, 10),
                (Component::Age, 5),
                (Component::Experience, 5),
            ],
            // Another form than the one wished is worth a talk, not worth staying without a mentor.
            soft: vec![PairingRule::Form],
            soft_cost: 15,
            strong: 75,
            good: 55,
            stay_bonus: 15,
            load_step: 0,
            names_on_sheet: 5,
            first: vec![Precedence::Ovz, Precedence::Urgent],
            topics: TOPICS.iter().map(topic).collect(),
        }
    }
}

fn form_model(form: Form) -> FormModel {
    use PersonKind::{Employee, Graduate, Other, Parent, Pupil, Student, Teacher};
    let adults = vec![Employee, Parent, Graduate, Other];
    let (mentors, mentees) = match form {
        Form::PupilPupil => (vec![Pupil], vec![Pupil]),
        Form::StudentPupil => (vec![Student, Graduate], vec![Pupil]),
        Form::EmployerPupil => (adults, vec![Pupil]),
        Form::TeacherPupil => (vec![Teacher], vec![Pupil]),
        Form::EmployerStudent => (adults, vec![Student]),
        Form::TeacherTeacher => (vec![Teacher], vec![Teacher]),
    };
    let roles = Role::ALL.iter().filter(|role| role.forms().contains(&form)).map(|&role| role_model(role)).collect();
    FormModel { form, used: Form::SEED.contains(&form), mentors, mentees, roles }
}

/// What a role model is for, from its sense in seed §7 and model §6.
fn role_model(role: Role) -> RoleModel {
    use Problem::{
        Adaptation, Awareness, CareerChoice, CivicPosition, Communication, Emotional, Identity, MetaSkills, Motivation,
        OvzAcceptance, OvzInvolvement, SelfRealisation, TalentThreshold,
    };
    let (class_rule, problems, groups, emphasis): (_, &[Problem], &[TargetGroup], &[(Component, u16)]) = match role {
        Role::AchieverStruggling => {
            (ClassRule::Higher, &[Motivation], &[TargetGroup::Struggling], &[(Component::Request, 150)])
        }
        Role::LeaderPassive => (
            ClassRule::Higher,
            &[Communication, Emotional, Identity, CivicPosition],
            &[TargetGroup::HardChoice],
            &[(Component::Interests, 150)],
        ),
        Role::PeerPeer => (
            ClassRule::Any,
            &[MetaSkills, SelfRealisation, TalentThreshold],
            &[TargetGroup::Gifted],
            &[(Component::Interests, 150)],
        ),
        Role::SettledNewcomer => {
            (ClassRule::NotLower, &[Adaptation, OvzAcceptance], &[], &[(Component::Interests, 150)])
        }
        Role::Mediation => (ClassRule::Any, &[], &[], &[(Component::Preference, 150)]),
        Role::LeaderIndifferent => {
            (ClassRule::Any, &[CareerChoice, Awareness, CivicPosition, Identity], &[TargetGroup::HardChoice], &[])
        }
        Role::PeerOther => (ClassRule::Any, &[Communication, MetaSkills, Emotional, Adaptation], &[], &[]),
        Role::CuratorProjectAuthor => {
            (ClassRule::Any, &[SelfRealisation, TalentThreshold], &[TargetGroup::Gifted], &[(Component::Request, 150)])
        }
        Role::ProfessionalIndifferent => {
            (ClassRule::Any, &[Awareness, Identity, CivicPosition, Motivation], &[TargetGroup::HardChoice], &[])
        }
        Role::ColleagueYoung => {
            (ClassRule::Any, &[SelfRealisation, TalentThreshold, MetaSkills], &[TargetGroup::Gifted], &[])
        }
        Role::EmployerFuture => (ClassRule::Any, &[CareerChoice], &[], &[(Component::Request, 150)]),
        Role::TeacherStruggling => {
            (ClassRule::Any, &[Motivation], &[TargetGroup::Struggling], &[(Component::Request, 150)])
        }
        Role::TeacherPassive => (
            ClassRule::Any,
            &[Communication, Emotional, Adaptation, Identity, Awareness],
            &[TargetGroup::HardChoice],
            &[],
        ),
        Role::TeacherGifted => {
            (ClassRule::Any, &[TalentThreshold], &[TargetGroup::Gifted], &[(Component::Request, 150)])
        }
        Role::TeacherOvz => (ClassRule::Any, &[OvzInvolvement, OvzAcceptance], &[TargetGroup::Ovz], &[]),
        Role::TeacherProjectAuthor => (ClassRule::Any, &[SelfRealisation], &[], &[(Component::Request, 150)]),
    };
    RoleModel {
        code: role.code().into(),
        title: "".into(),
        used: true,
        class_rule,
        problems: problems.to_vec(),
        groups: groups.to_vec(),
        emphasis: emphasis.to_vec(),
    }
}

/// Title, beginnings of words, problems.
type Row = (&'static str, &'static [&'static str], &'static [Problem]);

fn topic((title, words, problems): &Row) -> Topic {
    Topic {
        title: (*title).into(),
        words: words.iter().map(|&word| word.into()).collect(),
        problems: problems.to_vec(),
    }
}

/// What requests and competences of a Russian school are usually about. Order matters to nobody.
static TOPICS: &[Row] = &[
    ("математика", &["математ", "алгебр", "геометр", "дроб", "уравнен"], &[Problem::Motivation]),
    ("физика", &["физик", "механик", "электричеств"], &[Problem::Motivation]),
    ("химия", &["хими"], &[Problem::Motivation]),
    ("биология", &["биолог", "анатоми", "ботаник", "медицин"], &[Problem::Motivation]),
    ("русский язык", &["русск", "орфограф", "пунктуац", "сочинен", "изложен", "диктант"], &[Problem::Motivation]),
    ("литература", &["литератур", "чтени", "читат", "стих"], &[Problem::Motivation]),
    ("иностранный язык", &["английск", "немецк", "французск", "иностранн", "english"], &[Problem::Motivation]),
    (
        "история и общество",
        &["истори", "обществозн", "право", "краевед"],
        &[Problem::Motivation, Problem::CivicPosition],
    ),
    ("география", &["географ", "туризм", "поход"], &[Problem::Motivation]),
    (
        "программирование",
        &["программир", "информатик", "код", "python", "робот", "компьютер", "сайт"],
        &[Problem::Motivation, Problem::TalentThreshold],
    ),
    ("подготовка к экзаменам", &["огэ", "егэ", "впр", "гиа", "экзамен"], &[Problem::Motivation]),
    ("учёба", &["учеб", "успеваем", "домашн", "двойк", "предмет", "организ", "режим дня"], &[Problem::Motivation]),
    ("олимпиады", &["олимпиад", "конкурс", "турнир"], &[Problem::TalentThreshold]),
    (
        "исследование и проект",
        &["проект", "исследов", "эколог", "научн", "изобрет"],
        &[Problem::SelfRealisation, Problem::MetaSkills],
    ),
    (
        "выбор профессии",
        &["профес", "професси", "поступ", "куда идти", "карьер", "вуз", "колледж", "техникум", "предприят"],
        &[Problem::CareerChoice, Problem::Awareness],
    ),
    (
        "публичные выступления",
        &["выступ", "публичн", "ораторск", "речь", "доклад", "сцен", "ведущ"],
        &[Problem::Communication, Problem::MetaSkills],
    ),
    (
        "общение",
        &["общен", "общат", "общаю", "друз", "подруг", "друж", "коммуник", "конфликт", "ссор", "команд", "коллектив"],
        &[Problem::Communication],
    ),
    (
        "адаптация",
        &["адаптац", "новеньк", "новой школ", "нового класс", "новом класс", "перешл", "переех"],
        &[Problem::Adaptation],
    ),
    (
        "уверенность и чувства",
        &["уверен", "тревож", "волну", "боюсь", "боит", "стесн", "настроен", "эмоц", "стресс"],
        &[Problem::Emotional],
    ),
    (
        "лидерство",
        &["лидер", "самоуправ", "организатор", "старост", "инициатив"],
        &[Problem::CivicPosition, Problem::SelfRealisation],
    ),
    ("добровольчество", &["волонт", "доброволь", "помощь люд", "приют"], &[Problem::CivicPosition]),
    ("музыка", &["музык", "гитар", "вокал", "пени", "хор", "фортепиан"], &[Problem::SelfRealisation]),
    ("рисование и дизайн", &["рисов", "рису", "дизайн", "живопис", "график", "архитект"], &[Problem::SelfRealisation]),
    (
        "театр и видео",
        &["театр", "актер", "режисс", "видео", "монтаж", "фото", "журнал", "блог"],
        &[Problem::SelfRealisation],
    ),
    (
        "спорт",
        &["спорт", "футбол", "волейбол", "баскетбол", "тренир", "бег", "плаван", "лыж"],
        &[Problem::SelfRealisation],
    ),
    ("шахматы", &["шахмат"], &[Problem::MetaSkills]),
    (
        "мастерство руками",
        &["столяр", "токар", "слесар", "сварк", "кулинар", "шить", "рукодел", "инженер", "чертеж"],
        &[Problem::CareerChoice],
    ),
];
