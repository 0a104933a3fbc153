//! Invented records for the tests of this room.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

/// A person of whom a little is known.
pub fn person(number: u32) -> Person {
    let mut person = Person::new(PersonName::parse("Пробная Вера Ильинична"), PersonKind::Pupil);
    person.phone = format!("+7 900 {number:07}").into();
    person.set_class(YearId(1), Class::parse("7Б"));
    person
}

fn full_person() -> Person {
    let consent = Consent {
        kind: ConsentKind::Participation,
        signer: "Пробный И. И.".into(),
        signed_on: day(1),
        valid_until: Some(day(30)),
        withdrawn_on: Some(day(29)),
    };
    Person {
        birth: Birth::Date(day(2)),
        organisation: "Завод «Пример»".into(),
        position: "слесарь".into(),
        email: "vera@example.org".into(),
        guardian: "мать".into(),
        health: Health::None,
        consents: vec![consent],
        classes: Class::parse("7АБ").map(|class| (YearId(1), class)).into_iter().collect(),
        ..person(1)
    }
}

fn mentee() -> Mentee {
    let request = Request {
        text: "разобраться с алгеброй".into(),
        problems: vec![Problem::Motivation, Problem::Adaptation],
        source: Some(Source::Parent),
        priority: 1,
        state: RequestState::Open,
        made_on: Some(day(3)),
    };
    Mentee {
        requests: vec![request],
        group: Some(TargetGroup::Gifted),
        form: Some(Form::PupilPupil),
        entered_on: Some(day(3)),
        left_on: Some(day(30)),
        ..Mentee::new(PersonId(2), YearId(1))
    }
}

fn mentor() -> Mentor {
    let steps = (Step::DoneOn(day(4)), Step::Done, Step::Open);
    Mentor {
        form: Some(Form::PupilPupil),
        application: steps.0,
        interview: steps.1,
        training: steps.2,
        decision: InterviewDecision::Recommended,
        group_from: 3,
        ready_for_ovz: true,
        record_check_until: Some(day(28)),
        medical_check_until: Some(day(29)),
        entered_on: Some(day(3)),
        left_on: Some(day(30)),
        ..Mentor::new(PersonId(3), YearId(1))
    }
}

fn pair() -> Pair {
    let closing = Closing {
        on: day(20),
        reason: CloseReason::CycleEnd,
        by: Initiator::Both,
        talk_held: true,
        note: "да".into(),
        next: Next::NewPair,
    };
    Pair {
        role: Role::PeerPeer.code().into(),
        state: PairState::Finished,
        mentor_agreed_on: Some(day(4)),
        mentees_agreed_on: Some(day(3)),
        order_date: Some(day(5)),
        started_on: Some(day(5)),
        trial_until: Some(day(12)),
        paused_until: Some(day(19)),
        closing: Some(closing),
        part_of: Some(PairId(6)),
        ..Pair::new(YearId(1), Form::PupilPupil, MentorId(5), vec![MenteeId(4)])
    }
}

fn meeting() -> Meeting {
    Meeting {
        time: NaiveTime::from_hms_opt(14, 30, 0),
        minutes: 45,
        context: Some(Context::Project),
        present: vec![MenteeId(4)],
        mood_mentee: Some(4),
        mood_mentor: Some(5),
        safety_note: "ссора в раздевалке".into(),
        safety_action: "разговор с классом".into(),
        safety_noted: day(6).and_hms_opt(16, 5, 0),
        safety_acted: day(7).and_hms_opt(9, 40, 0),
        ..Meeting::planned(PairId(6), MeetingKind::Planning, day(6))
    }
}

fn questionnaire() -> Questionnaire {
    let label = |text: &str| Label { ru: text.into(), en: String::new() };
    let kinds = [
        ItemKind::YesNo,
        ItemKind::Text,
        ItemKind::Scale { low: 1, high: 10 },
        ItemKind::Choice(vec![label("а"), label("б")]),
        ItemKind::Several(vec![label("в")]),
        ItemKind::Percent { low: 0, high: 50 },
        ItemKind::Frequency,
    ];
    let wanted = |number: usize| match number {
        1 => Some(("q0", Wanted::YesNo(true))),
        4 => Some(("q3", Wanted::OneOf(vec![1]))),
        5 => Some(("q2", Wanted::Between { low: 1, high: 3 })),
        _ => None,
    };
    let item = |(number, kind): (usize, ItemKind)| Item {
        was: (number == 2).then(|| "вопрос2".to_owned()),
        section: label("раздел"),
        help: label("пояснение"),
        required: number == 0,
        reversed: number == 2,
        neutral: number == 6,
        linked: if number == 1 { vec!["q0".to_owned(), "q2".to_owned()] } else { Vec::new() },
        when: wanted(number).map(|(item, wanted)| Condition { item: item.to_owned(), wanted }),
        ..Item::new(format!("q{number}"), label("вопрос"), kind)
    };
    Questionnaire {
        code: "entry".into(),
        version: 1,
        title: label("Анкета"),
        wave: Wave::Entry,
        audience: Audience::Mentee,
        forms: vec![Form::PupilPupil],
        own: true,
        items: kinds.into_iter().enumerate().map(item).collect(),
    }
}

fn response() -> Response {
    let answers = vec![
        Answer::YesNo(true),
        Answer::Text("так".into()),
        Answer::Scale(7),
        Answer::Choice(1),
        Answer::Several([0].into()),
        Answer::Percent(50),
        Answer::Blank,
        Answer::NotAsked,
        Answer::NotApplicable,
    ];
    let second = Second::Open { on: day(9), answers: vec![Answer::YesNo(false), Answer::Skipped] };
    let plain = Response::new(QuestionnaireId(8), YearId(1), PersonId(2), day(7), answers);
    Response { second: Some(second), pair: Some(PairId(6)), ..plain }
}

fn pairing() -> Pairing {
    let role = RoleModel {
        code: "own".into(),
        title: "Старший – младший".into(),
        used: true,
        class_rule: ClassRule::NotLower,
        problems: vec![Problem::Adaptation],
        groups: vec![TargetGroup::Gifted],
        emphasis: vec![(Component::Interests, 150)],
    };
    let (mentors, mentees) = (vec![PersonKind::Pupil], vec![PersonKind::Pupil]);
    Pairing {
        forms: vec![FormModel { form: Form::PupilPupil, used: true, mentors, mentees, roles: vec![role] }],
        weights: vec![(Component::Request, 40), (Component::Time, 15)],
        soft: vec![PairingRule::Time],
        soft_cost: 15,
        strong: 75,
        good: 55,
        stay_bonus: 15,
        load_step: 2,
        names_on_sheet: 5,
        first: vec![Precedence::Urgent],
        topics: vec![Topic {
            title: "шахматы".into(),
            words: vec!["шахмат".into()],
            problems: vec![Problem::MetaSkills],
        }],
    }
}

fn general_meeting() -> GeneralMeeting {
    GeneralMeeting {
        place: "актовый зал".into(),
        format: MeetingFormat::Game,
        mentors: vec![MentorId(5)],
        mentees: vec![MenteeId(4)],
        course: "по кругу, по шесть минут".into(),
        result: "все назвали хотя бы одного".into(),
        ..GeneralMeeting::new(YearId(1), day(8))
    }
}

fn sheet() -> PreferenceSheet {
    let mut sheet = PreferenceSheet::new(YearId(1), MenteeId(4).into());
    sheet.on = Some(day(8));
    sheet.name_in_order([MentorId(5).into()]);
    sheet.vetoes = vec![MentorId(13).into()];
    sheet
}

fn ruling() -> Ruling {
    Ruling {
        year: YearId(1),
        mentee: MenteeId(4),
        mentor: MentorId(5),
        verdict: Verdict::Allow,
        lifted: vec![PairingRule::Time],
        reason: "будут встречаться онлайн".into(),
    }
}

fn invitation() -> Invitation {
    let asked = (QuestionnaireId(8), YearId(1));
    let issued = Invitation::new(asked, PersonId(3), "042173509".into(), day(9), 7);
    Invitation { used_on: Some(day(12)), ..issued.sat_down(2, day(10)) }
}

fn measure() -> Measure {
    Measure {
        year: YearId(1),
        person: PersonId(2),
        parameter: Parameter::Marks,
        wave: Wave::Entry,
        value: 425,
        on: day(8),
        notes: "классный журнал".into(),
    }
}

fn school_parameter() -> SchoolParameter {
    SchoolParameter {
        name: "Ходят в кружки".into(), scale: Scale::Percent, better: Better::More, of: Whose::School
    }
}

fn school_measure() -> SchoolMeasure {
    SchoolMeasure {
        year: YearId(1),
        parameter: SchoolParameterId(17),
        wave: Wave::Exit,
        value: 6_150,
        on: day(9),
        notes: "списки кружков".into(),
    }
}

fn numbers() -> YearNumbers {
    YearNumbers {
        aged_10_19: Some(600),
        aged_15_19: Some(210),
        young_teachers: Some(4),
        enterprises: Some(7),
        satisfied_by: SatisfiedBy::Outcome,
        facts: vec![(Indicator::Events, 12)],
        plans: vec![(Indicator::Mentees, 35)],
        ..YearNumbers::new(YearId(1))
    }
}

fn curator_sheet() -> CuratorSheet {
    let mut sheet = CuratorSheet::new(YearId(1));
    sheet.points = [2, 2, 1, 2, 1, 2, 1, 2, 1].map(Some).to_vec();
    sheet.notes = "после педсовета".into();
    sheet
}

fn swot() -> Swot {
    Swot {
        strengths: "слышат друг друга".into(),
        weaknesses: "мало времени".into(),
        opportunities: "завод готов помочь".into(),
        threats: "наставники выпускаются".into(),
        ..Swot::new(YearId(1))
    }
}

fn passport() -> Passport {
    let curator = Appointment { name: "Пробная К. В.".into(), order_no: "11".into(), order_on: Some(day(1)) };
    Passport {
        title: "Программа наставничества".into(),
        grounds: "приказ".into(),
        aim: "поддержка".into(),
        tasks: "раскрыть\nпомочь".into(),
        participants: "ученики".into(),
        partners: "завод".into(),
        span: "2026–2027".into(),
        results: "сообщество".into(),
        indicators: "рост".into(),
        correction: "ежегодно".into(),
        council_no: "1".into(),
        council_on: Some(day(1)),
        order_no: "10".into(),
        order_on: Some(day(2)),
        curators: vec![curator],
        ..Passport::new(YearId(1))
    }
}

fn activity() -> Activity {
    Activity {
        section: Section::Regulation,
        title: "Издать приказ".into(),
        from: Some(day(1)),
        due: Some(day(5)),
        responsible: "директор".into(),
        result: "приказ".into(),
        document: "приказ".into(),
        counted: Some(Counted::Order),
        done: Step::DoneOn(day(4)),
        notes: "в двух экземплярах".into(),
        ..Activity::new(YearId(1), Stage::Preparation)
    }
}

fn partner() -> Partner {
    Partner {
        kind: PartnerKind::College,
        contact: "Мастеров М. М.".into(),
        phone: "+70000000000".into(),
        email: "k@example.org".into(),
        agreement_no: "7".into(),
        agreement_on: Some(day(3)),
        agreement_until: Some(day(30)),
        gives: "студенты".into(),
        notes: "по средам".into(),
        ..Partner::new("Колледж № 0")
    }
}

fn waiver() -> Waiver {
    Waiver {
        year: YearId(1),
        gate: Gate::Training,
        about: MentorId(13).into(),
        reason: "учился в прошлом году".into(),
        on: day(9),
    }
}

fn training() -> Training {
    Training {
        minutes: 90,
        topics: vec!["goals".into()],
        method: TrainingMethod::Cases,
        styles: vec![MentorStyle::Developing],
        leader: "Психологова П. П.".into(),
        present: vec![MentorId(5)],
        notes: "в актовом зале".into(),
        ..Training::new(YearId(1), day(9), TrainingKind::InService)
    }
}

fn selection() -> Selection {
    Selection {
        application: "Я хочу помогать".into(),
        education: "педагогическое".into(),
        motive: "самой помогли".into(),
        experience: "вожатая".into(),
        limits: "не по субботам".into(),
        recommended_by: "классный руководитель".into(),
        aims: "научить учиться".into(),
        expectations: "дружба".into(),
        style: Some(MentorStyle::Instrumental),
        interviewer: "Психологова П. П.".into(),
        marks: vec![("motive".into(), 2)],
        conclusion: "подходит".into(),
        ..Selection::new(MentorId(5))
    }
}

fn plan() -> Plan {
    let item = PlanItem {
        basis: Basis::Vpr,
        task: "дроби".into(),
        due: Some(day(20)),
        expected: "решает сам".into(),
        actual: "решает".into(),
        done_on: Some(day(19)),
        mark: Some(5),
        ..PlanItem::new(PlanSection::Growth)
    };
    Plan {
        from: Some(day(8)), until: Some(day(28)), items: vec![item], notes: "план".into(), ..Plan::new(PairId(6))
    }
}

fn event() -> Event {
    Event {
        title: "Фестиваль".into(),
        until: Some(day(12)),
        place: "актовый зал".into(),
        high_rating: true,
        partner: Some(PartnerId(15)),
        held: true,
        present: vec![Attendance { person: PersonId(2), role: EventRole::Speaker, result: "диплом".into() }],
        result: "сорок гостей".into(),
        link: "https://example.org/f".into(),
        notes: "с концертом".into(),
        ..Event::new(YearId(1), EventKind::Forum, day(11))
    }
}

fn practice() -> Practice {
    Practice {
        title: "Дроби за месяц".into(),
        request: "подтянуть дроби".into(),
        work: "по средам".into(),
        result: "четыре вместо двойки".into(),
        mentee_words: "понял".into(),
        mentor_words: "горжусь".into(),
        published_on: Some(day(25)),
        link: "https://example.org/p".into(),
        points: vec![Some(9), None, Some(8), Some(7), Some(6)],
        notes: "для сборника".into(),
        ..Practice::new(YearId(1), Some(PairId(6)))
    }
}

fn award() -> Award {
    Award {
        nomination: "Лучший наставник".into(),
        pair: Some(PairId(6)),
        addressee: "Пробным И. И. и О. И.".into(),
        basis: "12 встреч".into(),
        order_no: "99".into(),
        order_on: Some(day(26)),
        given_on: Some(day(27)),
        words: "Спасибо".into(),
        ..Award::new(YearId(1), AwardKind::ParentsLetter, PersonId(3))
    }
}

fn staff() -> Staff {
    Staff { user: "petrova".into(), duty: Duty::Curator, person: Some(PersonId(3)), name: "Петрова".into() }
}

fn calendar() -> Calendar {
    Calendar { year: YearId(1), breaks: vec![Break { from: day(24), to: day(31) }] }
}

fn contact() -> Contact {
    Contact {
        with: vec![ContactSide::Mentor, ContactSide::Parents],
        how: ContactWay::Phone,
        asked: vec![ContactTopic::Activities, ContactTopic::Safety],
        note: "ходят в библиотеку".into(),
        ..Contact::on(PairId(6), day(9))
    }
}

fn lists() -> Lists {
    let wording =
        |list, code: &str, title: &str, retired| Wording { list, code: code.into(), title: title.into(), retired };
    Lists::default().with_wordings(
        Vocabulary::Problems,
        [
            wording(Vocabulary::Problems, Problem::Identity.code(), "ценности", true),
            wording(Vocabulary::Problems, Problem::Own12.code(), "буллинг", false),
        ],
    )
}

fn snooze() -> Snooze {
    Snooze {
        about: PairId(6).into(),
        cause: Cause::Silence,
        alarm: true,
        until: day(21),
        why: "наставник болеет".into(),
    }
}

/// As [`fullest_of_each`], with a response that answers its questionnaire.
pub fn one_of_each() -> Vec<Change> {
    let mut changes = fullest_of_each();
    for change in &mut changes {
        if change.key.kind == Kind::Response {
            let mut response = response();
            response.answers.truncate(questionnaire().items.len());
            *change = Change::create::<Response>(ResponseId(change.key.id), response);
        }
    }
    changes
}

/// One creation of every kind of record, with as many fields filled as can be, in an order in which each may refer to
/// those before it.
pub fn fullest_of_each() -> Vec<Change> {
    let school = School {
        name: "школа № 0".into(),
        full_name: "Школа для проб".into(),
        director: "Пробный И. И.".into(),
        active_year: YearId(1),
        rules: Rules::default(),
    };
    let mut year = Year::around(day(1));
    year.contingent = vec![(7, 50), (8, 48)];
    let changes = vec![
        Change::create::<School>(TheSchool, school),
        Change::create::<Year>(YearId(1), year),
        Change::create::<Person>(PersonId(2), full_person()),
        Change::create::<Person>(PersonId(3), person(3)),
        Change::create::<Mentee>(MenteeId(4), mentee()),
        Change::create::<Mentor>(MentorId(5), mentor()),
        Change::create::<Pair>(PairId(6), pair()),
        Change::create::<Meeting>(MeetingId(7), meeting()),
        Change::create::<Questionnaire>(QuestionnaireId(8), questionnaire()),
        Change::create::<Response>(ResponseId(9), response()),
        Change::create::<Mentor>(MentorId(13), Mentor::new(PersonId(2), YearId(1))),
        Change::create::<Pairing>(ThePairing, pairing()),
        Change::create::<GeneralMeeting>(GeneralMeetingId(10), general_meeting()),
        Change::create::<PreferenceSheet>(PreferenceSheetId(11), sheet()),
        Change::create::<Ruling>(RulingId(12), ruling()),
        Change::create::<Invitation>(InvitationId(14), invitation()),
        Change::create::<Measure>(MeasureId(14), measure()),
        Change::create::<YearNumbers>(YearNumbersId(1), numbers()),
        Change::create::<CuratorSheet>(CuratorSheetId(1), curator_sheet()),
        Change::create::<Swot>(SwotId(1), swot()),
        Change::create::<Passport>(PassportId(1), passport()),
        Change::create::<Activity>(ActivityId(14), activity()),
        Change::create::<Partner>(PartnerId(15), partner()),
        Change::create::<Waiver>(WaiverId(14), waiver()),
        Change::create::<Training>(TrainingId(14), training()),
        Change::create::<Selection>(SelectionId(5), selection()),
        Change::create::<Plan>(PlanId(6), plan()),
        Change::create::<Event>(EventId(14), event()),
        Change::create::<Practice>(PracticeId(14), practice()),
        Change::create::<Award>(AwardId(14), award()),
        Change::create::<Staff>(StaffId(14), staff()),
        Change::create::<Lists>(TheLists, lists()),
        Change::create::<Calendar>(CalendarId(1), calendar()),
        Change::create::<Contact>(ContactId(15), contact()),
        Change::create::<Snooze>(SnoozeId(16), snooze()),
        Change::create::<SchoolParameter>(SchoolParameterId(17), school_parameter()),
        Change::create::<SchoolMeasure>(SchoolMeasureId(18), school_measure()),
    ];
    assert!(Kind::ALL.iter().all(|kind| changes.iter().any(|change| change.key.kind == *kind)));
    changes
}
