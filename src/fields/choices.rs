//! Which word belongs to which of the programme's terms, and the options that choices offer.
//!
//! The match behind each word is total: a term without a word does not compile.

use super::vocabulary::Choice;
use crate::domain::status::{MenteeStatus, MentorStatus, Missing, RequestStatus};
use crate::domain::{
    Audience, Better, Cause, ClassRule, Component, ConsentKind, ContactSide, ContactTopic, ContactWay, Form, Health,
    Indicator, Initiator, InterviewDecision, Kind, MeetingFormat, MeetingKind, MeetingState, Next, PairStatus,
    PairingRule, Parameter, PersonKind, Precedence, RequestState, Role, SatisfiedBy, Scale, Standing, TargetGroup,
    UsualParameter, Verdict, Wave,
};
use crate::text::Text;

/// A term with a word in each language.
pub trait Worded {
    /// The word on screen.
    fn word(self, text: &Text) -> &'static str;
}

/// A term that is also known by a mark of a letter or two: «Р4», «З».
pub trait Marked {
    /// The mark on screen.
    fn mark(self, text: &Text) -> &'static str;
}

/// A term that a school may change, and so must understand.
pub trait Explained {
    /// One sentence that says what it means.
    fn explanation(self, text: &Text) -> &'static str;
}

macro_rules! explained {
    ($enum:ident { $($variant:ident: $word:ident),+ $(,)? }) => {
        impl Explained for $enum {
            fn explanation(self, text: &Text) -> &'static str {
                match self { $(Self::$variant => text.rules.$word),+ }
            }
        }
    };
}

/// As `choices`, for terms with a mark: the option is its mark, and its word says what that means.
macro_rules! marked {
    ($(#[$meta:meta])* $table:ident: $enum:ident {
        $($variant:ident: $mark:ident / $word:ident $([$restricted:literal])?),+ $(,)?
    }) => {
        impl Worded for $enum {
            fn word(self, text: &Text) -> &'static str {
                match self { $(Self::$variant => text.terms.$word),+ }
            }
        }

        impl Marked for $enum {
            fn mark(self, text: &Text) -> &'static str {
                match self { $(Self::$variant => text.terms.$mark),+ }
            }
        }

        $(#[$meta])*
        pub static $table: &[Choice] = &[$(
            choices!(@restricted Choice::new($enum::$variant.code(), |text| text.terms.$mark)
                .meaning_so(|text| text.terms.$word) $(, $restricted)?)
        ),+];
    };
}

macro_rules! choices {
    ($(#[$meta:meta])* $table:ident: $enum:ident {
        $($variant:ident: $word:ident $([$restricted:literal])?),+ $(,)?
    } $(and $rest:pat => $other:ident)?) => {
        impl Worded for $enum {
            fn word(self, text: &Text) -> &'static str {
                match self { $(Self::$variant => text.terms.$word,)+ $($rest => text.terms.$other)? }
            }
        }

        $(#[$meta])*
        pub static $table: &[Choice] = &[$(
            choices!(@restricted Choice::new($enum::$variant.code(), |text| text.terms.$word) $(, $restricted)?)
        ),+];
    };
    (@restricted $choice:expr) => { $choice };
    (@restricted $choice:expr, $restricted:literal) => { $choice.hidden($restricted) };
}
pub(super) use choices;

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
    /// Target groups.
    TARGET_GROUPS: TargetGroup {
        HardChoice: group_hard_choice, Gifted: group_gifted, Struggling: group_struggling, Ovz: group_ovz [true],
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
        Paused: paused, Completed: completed, Removed: removed, Moved: moved,
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
    /// How a pair stands.
    PAIR_STATUSES: PairStatus {
        Proposed: pair_proposed, AwaitingMentor: pair_awaiting_mentor, AwaitingMentees: pair_awaiting_mentees,
        Agreed: pair_agreed, Working: pair_fixed, Paused: pair_paused, Finished: pair_finished, Ended: pair_ended,
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
    /// Waves of a questionnaire.
    WAVES: Wave { Entry: wave_entry, Exit: wave_exit, Pulse: wave_pulse, Occasion: wave_occasion }
);
choices!(
    /// Whom a questionnaire asks.
    AUDIENCES: Audience { Mentee: audience_mentee, Mentor: audience_mentor, Curator: audience_curator }
);
/// The two sides of a pair, of those whom a questionnaire asks.
pub static SIDES: &[Choice] = AUDIENCES.split_at(2).0;

choices!(
    /// Kinds of record.
    RECORD_KINDS: Kind {
        School: record_school, Year: record_year, Person: record_person, Mentee: record_mentee, Mentor: record_mentor,
        Pair: record_pair, Meeting: record_meeting, Questionnaire: record_questionnaire, Response: record_response,
        Pairing: record_pairing, GeneralMeeting: record_general_meeting, PreferenceSheet: record_preference_sheet,
        Ruling: record_ruling, Invitation: record_invitation,
        Measure: record_measure, YearNumbers: record_year_numbers,
        CuratorSheet: record_curator_sheet, Swot: record_swot,
        Passport: record_passport, Activity: record_activity, Partner: record_partner, Waiver: record_waiver,
        Training: record_training, Selection: record_selection, Plan: record_plan, Event: record_event,
        Practice: record_practice, Award: record_award, Staff: record_staff, Lists: record_lists,
        Calendar: record_calendar, Contact: record_contact, Snooze: record_snooze,
        SchoolParameter: record_school_parameter, SchoolMeasure: record_school_measure,
    }
);
choices!(
    /// Whom the curator talked with.
    CONTACT_SIDES: ContactSide { Mentor: contact_mentor, Mentee: contact_mentee, Parents: contact_parents }
);
choices!(
    /// How the curator talked with them.
    CONTACT_WAYS: ContactWay {
        InPerson: contact_in_person, Phone: contact_phone, Message: contact_message, Online: contact_online,
    }
);
choices!(
    /// What was asked.
    CONTACT_TOPICS: ContactTopic {
        Activities: topic_activities, Outcomes: topic_outcomes, Safety: topic_safety,
        Relationship: topic_relationship, Impact: topic_impact,
    }
);
choices!(
    /// What signals are about.
    CAUSES: Cause {
        Silence: cause_silence, Missed: cause_missed, Comfort: cause_comfort, Apart: cause_apart, Stuck: cause_stuck,
        Order: cause_order, Pause: cause_pause, Final: cause_final, Contact: cause_contact, Risk: cause_risk,
        RecordCheck: missing_record_check, MedicalCheck: missing_medical_check, Gone: cause_gone, Places: cause_places,
        Unmarked: cause_unmarked, Reply: cause_reply, Trial: cause_trial, Waiting: cause_waiting, Entry: cause_entry,
        Exit: cause_exit, Roadmap: cause_roadmap, Agreement: cause_agreement, Steps: cause_steps, Early: cause_early,
    }
);
choices!(
    /// What is measured twice.
    PARAMETERS: Parameter {
        Involvement: parameter_involvement, Marks: parameter_marks, SoftSkills: parameter_soft_skills,
        WishForSchool: parameter_wish_for_school, Anxiety: parameter_anxiety, Future: parameter_future,
        Mood: parameter_mood, WishForMarks: parameter_wish_for_marks, Inclusion: parameter_inclusion,
        Invited: parameter_invited, Fitness: parameter_fitness, Burnout: parameter_burnout,
    } and Self::Own(_) => parameter_own
);
choices!(
    /// In what the school measures itself.
    SCALES: Scale {
        Percent: scale_percent, People: scale_people, Cases: scale_cases, Mark: scale_mark, Ten: scale_ten,
        Points: scale_points,
    }
);
choices!(
    /// Which way a parameter of the school should go.
    BETTER: Better { More: better_more, Less: better_less, Neither: better_neither }
);
choices!(
    /// What schools usually measure of themselves.
    USUAL_PARAMETERS: UsualParameter {
        MeanMark: usual_mean_mark, GoodMarks: usual_good_marks, Climate: usual_climate, Clubs: usual_clubs,
        Sports: usual_sports, Police: usual_police, Dispensary: usual_dispensary, Complaints: usual_complaints,
        Conflicts: usual_conflicts, Truancy: usual_truancy,
    }
);
choices!(
    /// By what a respondent counts as satisfied.
    SATISFIED_BY: SatisfiedBy { Glad: satisfied_glad, Outcome: satisfied_outcome, Mean: satisfied_mean }
);
choices!(
    /// What the curator's sheet says.
    STANDINGS: Standing {
        Optimal: standing_optimal, Acceptable: standing_acceptable, Unacceptable: standing_unacceptable,
    }
);
choices!(
    /// The indicators.
    INDICATORS: Indicator {
        Involved: indicator_involved, Events: indicator_events, Projects: indicator_projects,
        Career: indicator_career, EnterpriseMentors: indicator_enterprise_mentors,
        StudentMentors: indicator_student_mentors, Motivation: indicator_motivation,
        Adaptation: indicator_adaptation, Ovz: indicator_ovz [true], Mentees: indicator_mentees,
        MenteesOfAll: indicator_mentees_of_all, InvolvedOfAll: indicator_involved_of_all,
        YoungMentors: indicator_young_mentors, YoungTeachers: indicator_young_teachers,
        Enterprises: indicator_enterprises, SatisfiedMentees: indicator_satisfied_mentees,
        SatisfiedMentors: indicator_satisfied_mentors, BetterMarks: indicator_better_marks,
        BetterMood: indicator_better_mood, Clubs: indicator_clubs, Sports: indicator_sports,
        FutureMentors: indicator_future_mentors, Watched: indicator_watched, Complaints: indicator_complaints,
        ProjectsDone: indicator_projects_done, CareerDone: indicator_career_done, RegionJobs: indicator_region_jobs, Disoriented: indicator_disoriented,
    }
);
marked!(
    /// The rules that can stand between two people. Р8 says of a mentee what is health data.
    PAIRING_RULES: PairingRule {
        Consent: rule_1 / rule_consent, Admission: rule_2 / rule_admission, Form: rule_3 / rule_form,
        Time: rule_4 / rule_time, Places: rule_5 / rule_places, Veto: rule_6 / rule_veto, Class: rule_7 / rule_class,
        Ovz: rule_8 / rule_ovz [true], SamePerson: rule_9 / rule_same_person, Checks: rule_10 / rule_checks,
        Broken: rule_11 / rule_broken,
    }
);
explained!(PairingRule {
    Consent: about_consent,
    Admission: about_admission,
    Form: about_form,
    Time: about_time,
    Places: about_places,
    Veto: about_veto,
    Class: about_class_rule,
    Ovz: about_ovz,
    SamePerson: about_same_person,
    Checks: about_checks,
    Broken: about_broken,
});
marked!(
    /// What the score of a pair is made of.
    COMPONENTS: Component {
        Request: component_request_mark / component_request,
        Preference: component_preference_mark / component_preference,
        Time: component_time_mark / component_time,
        Interests: component_interests_mark / component_interests,
        Age: component_age_mark / component_age,
        Experience: component_experience_mark / component_experience,
    }
);
explained!(Component {
    Request: about_request,
    Preference: about_preference,
    Time: about_common_time,
    Interests: about_interests,
    Age: about_age,
    Experience: about_experience,
});
choices!(
    /// How classes must stand.
    CLASS_RULES: ClassRule { Any: class_any, Higher: class_higher, NotLower: class_not_lower }
);
explained!(ClassRule { Any: about_class_any, Higher: about_class_higher, NotLower: about_class_not_lower });
choices!(
    /// Who comes first.
    PRECEDENCES: Precedence { Ovz: first_ovz [true], Urgent: first_urgent, LeftOver: first_left_over }
);
explained!(Precedence { Ovz: about_first_ovz, Urgent: about_first_urgent, LeftOver: about_first_left_over });
choices!(
    /// What the curator decided about two people.
    VERDICTS: Verdict { Pin: verdict_pin, Forbid: verdict_forbid, Allow: verdict_allow }
);
choices!(
    /// Ways to hold the general meeting.
    MEETING_FORMATS: MeetingFormat {
        Speed: format_speed, Networking: format_networking, Game: format_game, Workshops: format_workshops,
        Online: format_online, Other: format_other,
    }
);

/// Why a rule never only warns; `None` for those that may.
pub fn firm(rule: PairingRule, text: &Text) -> Option<&'static str> {
    let r = &text.rules;
    match rule {
        PairingRule::Consent => Some(r.firm_consent),
        PairingRule::Admission => Some(r.firm_admission),
        PairingRule::Places => Some(r.firm_places),
        PairingRule::Veto => Some(r.firm_veto),
        PairingRule::SamePerson => Some(r.firm_same_person),
        PairingRule::Checks => Some(r.firm_checks),
        PairingRule::Form | PairingRule::Time | PairingRule::Class | PairingRule::Ovz | PairingRule::Broken => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_rule_bends_or_says_why_it_does_not_and_its_mark_is_its_number() {
        for text in [Text::of(Lang::Ru), Text::of(Lang::En)] {
            for (number, &rule) in (1..).zip(PairingRule::ALL) {
                assert_eq!(firm(rule, text).is_none(), rule.can_bend(), "{rule:?}");
                assert_eq!(rule.mark(text).chars().skip(1).collect::<String>(), number.to_string());
            }
        }
    }
}
