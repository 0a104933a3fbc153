//! The words of the programme around the pairs: stages, sections, gates, training, events, awards.

use super::choices::{Worded, choices};
use super::vocabulary::Choice;
use crate::domain::{
    AwardKind, Basis, Counted, CriterionGroup, Duty, Gate, MentorStyle, PlanSection, Section, Stage, TrainingKind,
    TrainingMethod,
};
use crate::text::Text;

choices!(
    /// The seven stages.
    STAGES: Stage {
        Preparation: stage_1, Mentees: stage_2, Mentors: stage_3, Selection: stage_4, Pairing: stage_5, Work: stage_6,
        Completion: stage_7,
    }
);
choices!(
    /// Sections of a roadmap.
    SECTIONS: Section {
        Regulation: section_regulation, Support: section_support, Introduction: section_introduction,
        Spreading: section_spreading, Monitoring: section_monitoring, Coordination: section_coordination,
    }
);
choices!(
    /// What tells how far an activity is.
    COUNTED: Counted {
        Order: counted_order, Preparations: counted_preparations, Partners: counted_partners,
        Requests: counted_requests, Consents: counted_consents, Applications: counted_applications,
        Interviews: counted_interviews, Training: counted_training, Admitted: counted_admitted,
        GeneralMeeting: counted_general_meeting, Pairs: counted_pairs, FirstMeetings: counted_first_meetings,
        Plans: counted_plans, Meetings: counted_meetings, EntryResponses: counted_entry_responses,
        ExitResponses: counted_exit_responses, Closed: counted_closed, Review: counted_review,
        Practices: counted_practices, Awards: counted_awards, Festival: counted_festival,
        FinalMeetings: counted_final_meetings, PupilMentors: counted_pupil_mentors,
        TeacherMentors: counted_teacher_mentors, OutsideMentors: counted_outside_mentors,
        InService: counted_in_service, Interim: counted_interim,
    }
);
choices!(
    /// Gates.
    GATES: Gate {
        Application: gate_application, Interview: gate_interview, Training: gate_training, Meetings: gate_meetings,
        ExitResponses: gate_exit_responses, DataKept: gate_data_kept,
    }
);
choices!(
    /// When mentors are taught.
    TRAINING_KINDS: TrainingKind { Primary: training_primary, InService: training_in_service }
);
choices!(
    /// How mentors are taught.
    TRAINING_METHODS: TrainingMethod {
        RolePlay: method_role_play, Workshop: method_workshop, Cases: method_cases, Discussion: method_discussion,
        Lecture: method_lecture, Online: method_online,
    }
);
choices!(
    /// The two styles.
    MENTOR_STYLES: MentorStyle { Developing: style_developing, Instrumental: style_instrumental }
);
choices!(
    /// What a criterion judges.
    CRITERION_GROUPS: CriterionGroup {
        Psychological: criterion_psychological, Pedagogical: criterion_pedagogical,
        Professional: criterion_professional,
    }
);
choices!(
    /// Sections of a plan.
    PLAN_SECTIONS: PlanSection { Difficulties: plan_difficulties, Growth: plan_growth }
);
choices!(
    /// Where a goal comes from.
    BASES: Basis {
        Request: basis_request, Vpr: basis_vpr, Oge: basis_oge, Gia: basis_gia, Teacher: basis_teacher,
    }
);
choices!(
    /// What is given.
    AWARD_KINDS: AwardKind {
        Diploma: award_diploma, ParentsLetter: award_parents_letter, EmployerLetter: award_employer_letter,
        Certificate: award_certificate, Feature: award_feature,
    }
);
choices!(
    /// What somebody at the keyboard is.
    DUTIES: Duty {
        Curator: duty_curator, Helper: duty_helper, Psychologist: duty_psychologist, Director: duty_director,
    }
);
