//! Which word belongs to which of the programme's terms, and the options that choices offer.
//!
//! The match behind each word is total: a term without a word does not compile.

use super::Choice;
use crate::domain::status::{MenteeStatus, MentorStatus, Missing, RequestStatus};
use crate::domain::{
    Audience, CloseReason, ConsentKind, Form, Health, Initiator, InterviewDecision, Kind, MeetingFormat, MeetingKind,
    MeetingState, Next, PairState, PersonKind, Place, Problem, RequestState, Role, Source, TargetGroup, Wave,
};
use crate::text::Text;

/// A term with a word in each language.
pub trait Worded {
    /// The word on screen.
    fn word(self, text: &Text) -> &'static str;
}

macro_rules! choices {
    ($(#[$meta:meta])* $table:ident: $enum:ident {
        $($variant:ident: $word:ident $(/ $long:ident)? $([$restricted:literal])?),+ $(,)?
    }) => {
        impl Worded for $enum {
            fn word(self, text: &Text) -> &'static str {
                match self { $(Self::$variant => text.terms.$word),+ }
            }
        }

        $(#[$meta])*
        pub static $table: &[Choice] = &[$(Choice {
            code: $enum::$variant.code(),
            word: |text| text.terms.$word,
            long: choices!(@long $($long)?),
            restricted: choices!(@restricted $($restricted)?),
        }),+];
    };
    (@long) => { None };
    (@long $long:ident) => { Some(|text| text.terms.$long) };
    (@restricted) => { false };
    (@restricted $restricted:literal) => { $restricted };
}

choices!(
    /// Who a person is.
    PERSON_KINDS: PersonKind {
        Pupil: pupil, Student: student, Teacher: teacher, Parent: parent, Graduate: graduate, Employee: employee,
        Other: other,
    }
);
choices!(
    /// Health.
    HEALTH: Health {
        NotStated: health_not_stated, None: health_none, Ovz: health_ovz [true], Zpr: health_zpr [true],
    }
);
choices!(
    /// Forms of mentoring.
    FORMS: Form {
        PupilPupil: form_pupil_pupil, StudentPupil: form_student_pupil, EmployerPupil: form_employer_pupil,
        TeacherPupil: form_teacher_pupil, EmployerStudent: form_employer_student, TeacherTeacher: form_teacher_teacher,
    }
);
choices!(
    /// Role models.
    ROLES: Role {
        AchieverStruggling: role_achiever_struggling, LeaderPassive: role_leader_passive, PeerPeer: role_peer_peer,
        SettledNewcomer: role_settled_newcomer, Mediation: role_mediation, LeaderIndifferent: role_leader_indifferent,
        PeerOther: role_peer_other, CuratorProjectAuthor: role_curator_project_author,
        ProfessionalIndifferent: role_professional_indifferent, ColleagueYoung: role_colleague_young,
        EmployerFuture: role_employer_future, TeacherStruggling: role_teacher_struggling,
        TeacherPassive: role_teacher_passive, TeacherGifted: role_teacher_gifted, TeacherOvz: role_teacher_ovz [true],
        TeacherProjectAuthor: role_teacher_project_author,
    }
);
choices!(
    /// The seed's problems.
    PROBLEMS: Problem {
        Motivation: z1 / z1_long, CareerChoice: z2 / z2_long, SelfRealisation: z3 / z3_long, CivicPosition: z4 / z4_long,
        Awareness: z5 / z5_long, Identity: z6 / z6_long, Communication: z7 / z7_long, MetaSkills: z8 / z8_long,
        TalentThreshold: z9 / z9_long, Emotional: z10 / z10_long, Adaptation: z11 / z11_long,
        OvzInvolvement: ovz1 / ovz1_long [true], OvzAcceptance: ovz2 / ovz2_long [true],
    }
);
choices!(
    /// Target groups.
    TARGET_GROUPS: TargetGroup {
        HardChoice: group_hard_choice, Gifted: group_gifted, Struggling: group_struggling, Ovz: group_ovz [true],
    }
);
choices!(
    /// Sources of a request.
    SOURCES: Source {
        Own: source_self, Parent: source_parent, ClassTeacher: source_class_teacher, Teacher: source_teacher,
        Psychologist: source_psychologist, SocialWorker: source_social_worker, Test: source_test,
    }
);
choices!(
    /// Decisions about a request.
    REQUEST_STATES: RequestState { Open: request_open, Postponed: request_postponed, Withdrawn: request_withdrawn }
);
choices!(
    /// What a request is seen to be.
    REQUEST_STATUSES: RequestStatus {
        New: request_new, Matching: request_matching, Met: request_met, Postponed: request_postponed,
        Withdrawn: request_withdrawn,
    }
);
choices!(
    /// The life of a mentee.
    MENTEE_STATUSES: MenteeStatus {
        Applied: mentee_applied, AwaitingConsent: mentee_awaiting_consent, Matching: mentee_matching,
        Paired: mentee_paired, Completed: completed, Left: left,
    }
);
choices!(
    /// The life of a mentor.
    MENTOR_STATUSES: MentorStatus {
        Potential: mentor_potential, Applied: mentor_applied, Interviewed: mentor_interviewed, Reserve: mentor_reserve,
        Refused: mentor_refused, Trained: mentor_trained, Admitted: mentor_admitted, Leading: mentor_leading,
        Paused: paused, Completed: completed, Removed: removed,
    }
);
choices!(
    /// What an interview ended with.
    DECISIONS: InterviewDecision {
        Pending: decision_pending, Recommended: decision_recommended, Reserve: decision_reserve,
        Refused: decision_refused,
    }
);
choices!(
    /// What stands between a mentor and admission.
    MISSING: Missing {
        Application: missing_application, Interview: missing_interview, Training: missing_training,
        Consent: missing_consent, RecordCheck: missing_record_check, MedicalCheck: missing_medical_check,
    }
);
choices!(
    /// Kinds of consent.
    CONSENTS: ConsentKind {
        Data: consent_data, Participation: consent_participation, Publication: consent_publication,
        Health: consent_health [true],
    }
);
choices!(
    /// The life of a pair.
    PAIR_STATES: PairState {
        Proposed: pair_proposed, Fixed: pair_fixed, Paused: pair_paused, Finished: pair_finished, Ended: pair_ended,
    }
);
choices!(
    /// Why a pair closed.
    CLOSE_REASONS: CloseReason {
        GoalReached: close_goal_reached, CycleEnd: close_cycle_end, Graduation: close_graduation, Moved: close_moved,
        NoTime: close_no_time, LostInterest: close_lost_interest, Mismatch: close_mismatch, Absences: close_absences,
        RulesBroken: close_rules_broken, Health: close_health [true], ParentsDecision: close_parents_decision,
        ConsentWithdrawn: close_consent_withdrawn,
    }
);
choices!(
    /// What comes after the end.
    NEXTS: Next { Open: next_open, NewPair: next_new_pair, NextYear: next_year, NoPair: next_no_pair }
);
choices!(
    /// Who asked for the end.
    INITIATORS: Initiator {
        Curator: by_curator, Mentor: by_mentor, Mentee: by_mentee, Parent: by_parent, Both: by_both,
    }
);
choices!(
    /// The five kinds of meeting.
    MEETING_KINDS: MeetingKind {
        Acquaintance: kind_acquaintance, Trial: kind_trial, Planning: kind_planning, Regular: kind_regular,
        Final: kind_final,
    }
);
choices!(
    /// What became of a meeting.
    MEETING_STATES: MeetingState {
        Planned: meeting_planned, Held: meeting_held, Cancelled: meeting_cancelled, NoShow: meeting_no_show,
    }
);
choices!(
    /// Where people meet.
    PLACES: Place {
        School: place_school, Trip: place_trip, Partner: place_partner, Online: place_online, Phone: place_phone,
    }
);
choices!(
    /// Ways to hold the general meeting.
    MEETING_FORMATS: MeetingFormat {
        Speed: general_speed, Networking: general_networking, Game: general_game, Workshops: general_workshops,
        Online: general_online, Other: general_other,
    }
);
choices!(
    /// Waves of a questionnaire.
    WAVES: Wave { Entry: wave_entry, Exit: wave_exit, Pulse: wave_pulse }
);
choices!(
    /// Whom a questionnaire asks.
    AUDIENCES: Audience { Mentee: audience_mentee, Mentor: audience_mentor }
);
choices!(
    /// Kinds of record.
    RECORD_KINDS: Kind {
        School: record_school, Year: record_year, Person: record_person, Mentee: record_mentee, Mentor: record_mentor,
        Pair: record_pair, Meeting: record_meeting, Questionnaire: record_questionnaire, Response: record_response,
        Pairing: record_pairing, GeneralMeeting: record_general_meeting, PreferenceSheet: record_preference_sheet,
        Ruling: record_ruling,
    }
);
