//! The options that choices offer, and the lists of terms that a school may word its own way.
//!
//! What a school says of an entry lies over the program's words here and nowhere else: a field asks its [`Choice`], a
//! sentence asks the term itself ([`Said`]).

use super::choices::Worded;
use super::{Ctx, squeezed};
use crate::domain::{
    CloseReason, Context, EventKind, EventRole, PartnerKind, Place, Problem, Register, Source, Vocabulary,
};
use crate::text::{Lang, Text};

type Word = fn(&Text) -> &'static str;

/// One option of a choice.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// The stable code.
    pub code: &'static str,
    /// Whether the option itself discloses health.
    pub restricted: bool,
    word: Word,
    /// A longer explanation for the moment of choosing.
    meaning: Option<Word>,
    /// The list of the school that it is an entry of.
    list: Option<Vocabulary>,
}

impl Choice {
    /// An option with its word.
    pub const fn new(code: &'static str, word: Word) -> Self {
        Self { code, restricted: false, word, meaning: None, list: None }
    }

    /// With what it means, where its word is a mark.
    pub const fn meaning_so(self, meaning: Word) -> Self {
        Self { meaning: Some(meaning), ..self }
    }

    /// Disclosing health or not.
    pub const fn hidden(self, restricted: bool) -> Self {
        Self { restricted, ..self }
    }

    /// Masked from nobody: for what is said of no person.
    pub const fn open(self) -> Self {
        self.hidden(false)
    }

    const fn of(self, list: Vocabulary) -> Self {
        Self { list: Some(list), ..self }
    }

    /// Whether its word is a mark that stays what it is.
    pub fn is_mark(&self) -> bool {
        self.meaning.is_some()
    }

    /// The program's word for it.
    pub fn usual(&self, text: &Text) -> &'static str {
        (self.word)(text)
    }

    /// What a school may reword: what its mark means, or else its word, as the program has it.
    pub fn usual_title(&self, text: &Text) -> &'static str {
        (self.meaning.unwrap_or(self.word))(text)
    }

    /// All the program's words for it, in both languages.
    pub fn usual_words(&self) -> impl Iterator<Item = &'static str> {
        let words = [Some(self.word), self.meaning];
        [Lang::Ru, Lang::En]
            .into_iter()
            .flat_map(move |lang| words.into_iter().flatten().map(move |it| it(Text::of(lang))))
    }

    /// What the school calls it, where it has a word of its own for it.
    pub fn own_title<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a str> {
        ctx.register.lists().own_title(self.list?, self.code)
    }

    /// The word on screen. A mark stays what it is; a school rewords what it means.
    pub fn word<'a>(&self, ctx: &Ctx<'a>) -> &'a str {
        let own = if self.meaning.is_none() { self.own_title(ctx) } else { None };
        own.unwrap_or(self.usual(ctx.text))
    }

    /// What its mark means.
    pub fn meaning<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a str> {
        let usual = self.meaning?;
        Some(self.own_title(ctx).unwrap_or(usual(ctx.text)))
    }

    /// Whether there is such an option in this school.
    pub fn is_entry(&self, ctx: &Ctx) -> bool {
        self.list.is_none_or(|list| ctx.register.lists().has_entry(list, self.code))
    }

    fn is_offered(&self, ctx: &Ctx) -> bool {
        self.list.is_none_or(|list| ctx.register.lists().is_offered(list, self.code))
    }

    /// Whether any of its words in either language, its mark or its code reads as `title` does.
    pub fn is_called(&self, title: &str, ctx: &Ctx) -> bool {
        let wanted = squeezed(title);
        let reads = |word: &str| squeezed(word) == wanted;
        reads(self.code) || self.own_title(ctx).is_some_and(reads) || self.usual_words().any(reads)
    }
}

/// The options to offer: synonyms once, restricted ones only when revealed, and what the school has taken out only
/// where it is `held`. Of the school's lists restricted ones come last, so that the others keep their numbers.
pub fn offered(options: &'static [Choice], held: &[&str], ctx: &Ctx) -> Vec<&'static Choice> {
    let mut offered: Vec<&Choice> = Vec::new();
    let fits = |option: &&Choice| {
        (ctx.reveal || !option.restricted) && (option.is_offered(ctx) || held.contains(&option.code))
    };
    for option in options.iter().filter(fits) {
        if !offered.iter().any(|known| known.code == option.code) {
            offered.push(option);
        }
    }
    offered.sort_by_key(|option| option.restricted && option.list.is_some());
    offered
}

/// A term that a school may word its own way.
pub trait Said {
    /// The word on screen.
    fn said<'a>(self, register: &'a Register, text: &Text) -> &'a str;
}

/// As `choices`, for a list that a school may change.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $table:ident: $enum:ident {
        $($variant:ident: $word:ident $([$restricted:literal])?),+ $(,)?
    }) => {
        impl Said for $enum {
            fn said<'a>(self, register: &'a Register, text: &Text) -> &'a str {
                let usual = match self { $(Self::$variant => text.terms.$word),+ };
                register.lists().own_title(Self::LIST, self.code()).unwrap_or(usual)
            }
        }

        $(#[$meta])*
        pub static $table: &[Choice] = &[$(
            Choice::new($enum::$variant.code(), |text| text.terms.$word).of($enum::LIST)$(.hidden($restricted))?
        ),+];
    };
}

macro_rules! problems {
    ($($variant:ident: $mark:ident / $meaning:ident $([$restricted:literal])?),+ $(,)?) => {
        /// A problem is said by its mark, which no school changes.
        impl Worded for Problem {
            fn word(self, text: &Text) -> &'static str {
                match self { $(Self::$variant => text.terms.$mark),+ }
            }
        }

        /// The seed's problems and the school's own.
        pub static PROBLEMS: &[Choice] = &[$(
            Choice::new(Problem::$variant.code(), |text| text.terms.$mark)
                .meaning_so(|text| text.terms.$meaning)
                .of(Problem::LIST)$(.hidden($restricted))?
        ),+];
    };
}

problems! {
    Motivation: z1 / z1_long, CareerChoice: z2 / z2_long, SelfRealisation: z3 / z3_long, CivicPosition: z4 / z4_long,
    Awareness: z5 / z5_long, Identity: z6 / z6_long, Communication: z7 / z7_long, MetaSkills: z8 / z8_long,
    TalentThreshold: z9 / z9_long, Emotional: z10 / z10_long, Adaptation: z11 / z11_long,
    OvzInvolvement: ovz1 / ovz1_long [true], OvzAcceptance: ovz2 / ovz2_long [true],
    Own12: z12 / own_problem, Own13: z13 / own_problem, Own14: z14 / own_problem, Own15: z15 / own_problem,
    Own16: z16 / own_problem, Own17: z17 / own_problem, Own18: z18 / own_problem, Own19: z19 / own_problem,
    OwnOvz3: ovz3 / own_problem [true], OwnOvz4: ovz4 / own_problem [true],
}
vocabulary!(
    /// Sources of a request.
    SOURCES: Source {
        Own: source_self, Parent: source_parent, ClassTeacher: source_class_teacher, Teacher: source_teacher,
        Psychologist: source_psychologist, SocialWorker: source_social_worker, Test: source_test,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);
vocabulary!(
    /// Why a pair closed.
    CLOSE_REASONS: CloseReason {
        GoalReached: close_goal_reached, CycleEnd: close_cycle_end, Graduation: close_graduation, Moved: close_moved,
        NoTime: close_no_time, LostInterest: close_lost_interest, Mismatch: close_mismatch, Absences: close_absences,
        RulesBroken: close_rules_broken, Health: close_health [true], ParentsDecision: close_parents_decision,
        ConsentWithdrawn: close_consent_withdrawn, Rematch: close_rematch,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);
vocabulary!(
    /// Where people meet.
    PLACES: Place {
        School: place_school, Trip: place_trip, Partner: place_partner, Online: place_online, Phone: place_phone,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);
vocabulary!(
    /// Within what people meet.
    CONTEXTS: Context {
        Extracurricular: context_extracurricular, ClassHour: context_class_hour, Project: context_project,
        Contest: context_contest, Outing: context_outing, Volunteering: context_volunteering, Lesson: context_lesson,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);
vocabulary!(
    /// Kinds of event.
    EVENT_KINDS: EventKind {
        Festival: event_festival, Forum: event_forum, Contest: event_contest, Career: event_career,
        Project: event_project, Club: event_club, Volunteering: event_volunteering, Outing: event_outing,
        Briefing: event_briefing, Other: event_other,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);
vocabulary!(
    /// How somebody took part.
    EVENT_ROLES: EventRole {
        Participant: taking_participant, PrizeWinner: taking_prize_winner, Winner: taking_winner,
        Organiser: taking_organiser, Speaker: taking_speaker, Author: taking_author,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);
vocabulary!(
    /// Kinds of partner.
    PARTNER_KINDS: PartnerKind {
        Enterprise: partner_enterprise, Entrepreneur: partner_entrepreneur, University: partner_university,
        College: partner_college, Extracurricular: partner_extracurricular, Nonprofit: partner_nonprofit,
        School: partner_school, Other: partner_other,
        Own1: own_1, Own2: own_2, Own3: own_3, Own4: own_4, Own5: own_5, Own6: own_6, Own7: own_7, Own8: own_8,
    }
);

/// The entries of a list of the school, seats included, in their order.
pub fn entries(list: Vocabulary) -> &'static [Choice] {
    match list {
        Vocabulary::Problems => PROBLEMS,
        Vocabulary::Sources => SOURCES,
        Vocabulary::CloseReasons => CLOSE_REASONS,
        Vocabulary::Contexts => CONTEXTS,
        Vocabulary::Places => PLACES,
        Vocabulary::EventKinds => EVENT_KINDS,
        Vocabulary::EventRoles => EVENT_ROLES,
        Vocabulary::PartnerKinds => PARTNER_KINDS,
    }
}

/// What a problem means, as the school says it.
pub fn meaning<'a>(problem: Problem, ctx: &Ctx<'a>) -> &'a str {
    PROBLEMS.iter().find(|option| option.code == problem.code()).and_then(|option| option.meaning(ctx)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Access, Lists, TheLists, Wording};
    use crate::fields::{FieldKind, Problem as Wrong, Value};

    /// A school with words of its own.
    fn school(words: &[(Vocabulary, &str, &str, bool)]) -> Sample {
        let mut sample = Sample::new();
        let mut lists = Lists::default();
        for &list in Vocabulary::ALL {
            let of = words.iter().filter(|it| it.0 == list);
            let wording = |&(list, code, title, retired): &(_, &str, &str, _)| Wording {
                list,
                code: code.into(),
                title: title.into(),
                retired,
            };
            lists = lists.with_wordings(list, of.map(wording));
        }
        sample.put(TheLists, lists);
        sample
    }

    fn ctx(sample: &Sample, lang: Lang) -> Ctx<'_> {
        Ctx {
            register: &sample.register,
            year: sample.year,
            today: day(11, 24),
            text: Text::of(lang),
            reveal: false,
            access: Access::Curator,
        }
    }

    fn codes(options: &'static [Choice], held: &[&str], ctx: &Ctx) -> Vec<&'static str> {
        offered(options, held, ctx).into_iter().map(|option| option.code).collect()
    }

    #[test]
    fn nothing_changes_where_a_school_has_changed_nothing() {
        let sample = Sample::new();
        let ctx = Ctx { reveal: true, ..ctx(&sample, Lang::Ru) };
        for &list in Vocabulary::ALL {
            let usual = entries(list).len() - list.seats().len();
            assert_eq!(offered(entries(list), &[], &ctx).len(), usual, "{list:?}");
            let all: Vec<&str> = entries(list).iter().map(|option| option.code).collect();
            assert_eq!(all, list.codes(), "{list:?}");
            assert!(entries(list).iter().all(|option| option.own_title(&ctx).is_none()));
        }
    }

    #[test]
    fn the_schools_word_stands_everywhere_and_every_word_reads_back() {
        let list = Vocabulary::CloseReasons;
        let sample = school(&[(list, "mismatch", "не сошлись", false), (list, "own3", "смена формы", false)]);
        let kind = FieldKind::Choice(CLOSE_REASONS);
        for lang in [Lang::Ru, Lang::En] {
            let ctx = ctx(&sample, lang);
            assert_eq!(kind.show(&Value::Code("mismatch"), &ctx), "не сошлись");
            assert_eq!(CloseReason::Mismatch.said(&sample.register, ctx.text), "не сошлись");
            assert_eq!(CloseReason::Own3.said(&sample.register, ctx.text), "смена формы");
            for typed in ["Не сошлись", "mismatch", "несовместимость"] {
                assert_eq!(kind.parse(typed, &ctx), Ok(Value::Code("mismatch")), "{typed}");
            }
            assert_eq!(kind.parse("СМЕНА  ФОРМЫ", &ctx), Ok(Value::Code("own3")));
            for empty in ["own1", "своя запись 1"] {
                assert_eq!(kind.parse(empty, &ctx), Err(Wrong::NotAnOption), "{empty}");
            }
        }
    }

    #[test]
    fn what_was_taken_out_is_offered_only_where_it_stands_and_read_everywhere() {
        let list = Vocabulary::Contexts;
        let sample = school(&[(list, "outing", "", true), (list, "own1", "лагерь", true)]);
        let ctx = ctx(&sample, Lang::Ru);
        let shown = codes(CONTEXTS, &[], &ctx);
        assert!(!shown.contains(&"outing") && !shown.contains(&"own1"), "{shown:?}");
        assert!(codes(CONTEXTS, &["own1"], &ctx).contains(&"own1"));
        let kind = FieldKind::Choice(CONTEXTS);
        assert_eq!(kind.parse("лагерь", &ctx), Ok(Value::Code("own1")));
        assert_eq!(kind.show(&Value::Code("own1"), &ctx), "лагерь");
    }

    #[test]
    fn a_problem_keeps_its_mark_and_is_read_by_what_it_means() {
        let list = Vocabulary::Problems;
        let sample = school(&[
            (list, "z1", "учёба, успеваемость", false),
            (list, "z12", "буллинг", false),
            (list, "ovz3", "ОВЗ: тьютор", false),
        ]);
        let (kind, ctx) = (FieldKind::Tags(PROBLEMS), ctx(&sample, Lang::Ru));
        let read = |text: &str| kind.parse(text, &ctx);
        let is = |codes: &[&'static str]| Ok(Value::Codes(codes.to_vec()));
        assert_eq!(kind.show(&Value::Codes(vec!["z1", "z12"]), &ctx), "З1 З12");
        assert_eq!(meaning(Problem::Own12, &ctx), "буллинг");
        assert_eq!(read("буллинг; учёба, успеваемость"), is(&["z1", "z12"]));
        assert_eq!(read("буллинг, мотивация и успеваемость"), is(&["z1", "z12"]), "the usual word as well");
        assert_eq!(read("Z12 з2"), is(&["z2", "z12"]));
        assert_eq!(read("З1 2"), is(&["z1", "z2"]), "a mark and a number are no other mark");
        assert_eq!(read("12"), is(&["z12"]), "its number on screen");
        assert_eq!(read("13"), Err(Wrong::NotAnOption), "what is hidden has none");
        assert_eq!(read("З13"), Err(Wrong::NotAnOption), "a seat without a name");
        let both = Value::Codes(vec!["z12", "ovz3"]);
        assert_eq!(kind.show(&both, &ctx), "З12", "health stays closed");
        assert_eq!(kind.show(&both, &Ctx { reveal: true, ..ctx }), "З12 ОВЗ3");
        assert!(!codes(PROBLEMS, &["ovz3"], &ctx).contains(&"ovz3"));
        let open = codes(PROBLEMS, &[], &Ctx { reveal: true, ..ctx });
        assert_eq!(open[11..], ["z12", "ovz1", "ovz2", "ovz3"]);
    }
}
