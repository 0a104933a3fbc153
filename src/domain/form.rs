//! Forms of mentoring and the role models inside them (seed §7, model §6).

use super::coded::coded;

coded! {
    /// The role situation of a pair. The seed runs the first four; the last two are federal and optional.
    pub enum Form {
        /// Ученик – ученик.
        PupilPupil = "pupil_pupil",
        /// Студент – ученик.
        StudentPupil = "student_pupil",
        /// Работодатель – ученик.
        EmployerPupil = "employer_pupil",
        /// Педагог – ученик (regional; no federal questionnaire exists for it).
        TeacherPupil = "teacher_pupil",
        /// Работодатель – студент (federal, optional).
        EmployerStudent = "employer_student",
        /// Учитель – учитель (federal, optional).
        TeacherTeacher = "teacher_teacher",
    }
}

impl Form {
    /// The four forms of the seed (§7).
    pub const SEED: &'static [Self] = &[Self::PupilPupil, Self::StudentPupil, Self::EmployerPupil, Self::TeacherPupil];
}

coded! {
    /// A role model inside a form.
    pub enum Role {
        /// Успевающий – неуспевающий.
        AchieverStruggling = "achiever_struggling",
        /// Лидер – пассивный.
        LeaderPassive = "leader_passive",
        /// Равный – равному.
        PeerPeer = "peer_peer",
        /// Адаптированный – неадаптированный.
        SettledNewcomer = "settled_newcomer",
        /// Примирение, восстановительная медиация.
        Mediation = "mediation",
        /// Лидер – равнодушный.
        LeaderIndifferent = "leader_indifferent",
        /// Равный – другому.
        PeerOther = "peer_other",
        /// Куратор – автор проекта.
        CuratorProjectAuthor = "curator_project_author",
        /// Активный профессионал – равнодушный потребитель.
        ProfessionalIndifferent = "professional_indifferent",
        /// Коллега – молодой коллега.
        ColleagueYoung = "colleague_young",
        /// Работодатель – будущий сотрудник.
        EmployerFuture = "employer_future",
        /// Педагог – неуспевающий.
        TeacherStruggling = "teacher_struggling",
        /// Педагог – пассивный.
        TeacherPassive = "teacher_passive",
        /// Педагог – одарённый.
        TeacherGifted = "teacher_gifted",
        /// Педагог – ребёнок с ОВЗ. Restricted like all health data.
        TeacherOvz = "teacher_ovz",
        /// Педагог – автор проекта.
        TeacherProjectAuthor = "teacher_project_author",
    }
}

impl Role {
    /// The forms in which this role model occurs.
    pub fn forms(self) -> &'static [Form] {
        match self {
            Self::AchieverStruggling => &[Form::PupilPupil, Form::StudentPupil],
            Self::LeaderPassive | Self::PeerPeer | Self::SettledNewcomer | Self::Mediation => &[Form::PupilPupil],
            Self::LeaderIndifferent | Self::PeerOther => &[Form::StudentPupil],
            Self::CuratorProjectAuthor => &[Form::StudentPupil],
            Self::ProfessionalIndifferent => &[Form::EmployerPupil, Form::EmployerStudent],
            Self::ColleagueYoung | Self::EmployerFuture => &[Form::EmployerPupil, Form::EmployerStudent],
            Self::TeacherStruggling | Self::TeacherPassive | Self::TeacherGifted => &[Form::TeacherPupil],
            Self::TeacherOvz | Self::TeacherProjectAuthor => &[Form::TeacherPupil],
        }
    }
}
