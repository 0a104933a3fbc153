//! What is said of events, practices and awards.

use super::words;

words! {
    /// What is said of events, practices and awards.
    Deeds {
        page_events: "События", "Events"; page_practices: "Практики", "Practices"; page_awards: "Поощрение", "Awards";
        page_candidates: "Кандидаты", "Candidates"; page_year: "Итоги года", "The year";
        event_on: "Когда", "On"; event_until: "По какой день", "Until"; event_kind: "Вид", "Kind"; event_title: "Название", "Title";
        event_count: "Участников", "How many"; event_count_head: "чел", "ppl"; event_state_head: "было?", "held?";
        event_high: "Высокорейтинговое", "High-rated"; event_high_head: "рейт", "high"; event_held: "Прошло, доведено до конца", "Took place, was finished";
        event_place: "Где", "Where"; event_partner: "С партнёром", "With a partner"; event_result: "Что получилось", "What came of it";
        event_link: "Ссылка", "Link"; event_notes: "Заметки", "Notes";
        event_planned: "план", "planned"; event_running: "идёт", "going on"; event_unmarked: "отм.?", "mark?"; event_no_roll: "кто?", "who?"; event_was: "было", "held";
        new_event_title: "Новое событие", "New event";
        event_total: "прошло {}", "held {}"; event_total_people: "участников {}", "people {}"; event_total_high: "в высокорейтинговых {}", "in high-rated ones {}";
        event_who: "Кто был", "Who took part"; event_nobody: "кто был, ещё не внесено: клавиша «{}»", "the roll is still to be taken: key {}";
        event_role_line: "{}: {}", "{}: {}"; event_and: "{} и ещё {}", "{} and {} more"; event_days: "{} – {}", "{} – {}";
        event_with: "с партнёром: {}", "with {}"; event_is_high: "высокорейтинговое, участники идут в показатель", "high-rated, its people count for the indicator";
        event_counts: "считается в показателях: {}", "counts for: {}"; event_lasts: "Последний день раньше первого.", "The last day is before the first.";
        event_to_come: "Событие ещё впереди: отмечать рано.", "The event is still to come."; event_is_held: "Уже отмечено: прошло.", "It is marked as held already.";
        roll_title: "Кто был · {} · {}", "Who was there · {} · {}"; roll_pick: "Кого внести", "Whom to enter"; roll_present: "Были", "Were there";
        roll_role: "Роль", "Role"; roll_result: "Итог", "Result"; roll_class: "{} · весь класс", "{} · the whole class"; roll_mentees: "все наставляемые", "all mentees";
        roll_mentors: "все наставники", "all mentors"; roll_pairs: "пары: {}", "pairs of {}"; roll_people: "по одному", "one by one";
        roll_count: "{} чел., внесено {}", "{} people, {} entered"; roll_known: "{} · исправить внесённых", "{} · correct those entered"; roll_known_count: "внесено {}", "{} entered";
        roll_hint: "Отмечены все: лишних снимите в поле «Были» – Пробел, стрелки, Пробел. Роль и итог – для всех отмеченных.", "All are ticked: untick in “Were there” with Space, arrows, Space. Role and result are for all ticked.";
        roll_hint_known: "Отмечены те, кто уже внесён. Роль и итог меняются у отмеченных, если их вписать.", "Those entered already are ticked. Role and result change where you say them.";
        roll_hint_people: "Выберите людей; роль и итог – для всех выбранных.", "Choose people; role and result are for all of them."; roll_gone: "Снимутся с события: {}.", "Will be taken off: {}.";
        events_of: "События", "Events"; awards_of: "Поощрения", "Awards";

        practice_title: "Название", "Title"; practice_pair: "Пара", "Pair"; practice_request: "Запрос", "Request"; practice_work: "Что делали", "What was done";
        practice_result: "Измеримый результат", "Measured result"; practice_mentee_words: "Слова наставляемого", "The mentee's words"; practice_mentor_words: "Слова наставника", "The mentor's words";
        practice_points_1: "Результативность, 1–10", "Results, 1–10"; practice_points_2: "Эффективность, 1–10", "Efficiency, 1–10"; practice_points_3: "Уникальность, 1–10", "Uniqueness, 1–10";
        practice_points_4: "Тиражируемость, 1–10", "Can be repeated, 1–10"; practice_points_5: "Масштабируемость, 1–10", "Can be scaled, 1–10";
        practice_score: "Самооценка из 50", "Own score of 50"; practice_score_head: "балл", "score"; practice_score_line: "самооценка {} из 50", "own score {} of 50"; practice_score_part: "оценено {} из 5 критериев", "{} of 5 criteria judged";
        practice_published: "Опубликовано", "Published"; practice_published_head: "вышло", "out"; practice_link: "Ссылка на кейс", "Link";
        practice_of_school: "практика школы, без пары", "a practice of the school, no pair"; practice_pick: "Чья практика", "Whose practice";
        new_practice_title: "Новая практика: {}", "New practice: {}";
        practice_total_out: "опубликовано {}", "published {}"; practice_dose: "Встреч {}, часов {}.", "Meetings {}, hours {}.";
        practice_may: "публиковать можно: согласия всех есть", "may be published: everybody has agreed"; practice_may_not: "нет согласия на публикацию: {}", "no consent to publish: {}";
        practice_take_down: "согласия больше нет, снимите с публикации: {}", "consent is gone, take it off the site: {}"; practice_nobody: "никто не назван", "nobody is named";
        practice_out: "вышло {} · {}", "out {} · {}";
        case_link_mentee: "Ссылка на кейс/отзыв наставляемого, размещенные на сайте организации", "Link to the mentee's case";
        case_link_mentor: "Ссылка на кейс/отзыв наставника, размещенные на сайте организации", "Link to the mentor's case";

        award_person: "Кто", "Who"; award_kind: "Что вручают", "What is given"; award_nomination: "Номинация", "Nomination"; award_pair: "За пару", "For the pair";
        award_addressee: "Кому (дательный)", "To whom"; award_basis: "Основание", "Grounds"; award_order_no: "Приказ №", "Order no."; award_order_on: "Приказ от", "Order date";
        award_given_on: "Вручено, вышло", "Handed over"; award_given_head: "вручено", "given"; award_words: "Свой текст", "Own text";
        new_award_title: "Поощрение: {}", "Award: {}";
        award_total_given: "вручено {}", "given {}"; award_total_order: "без приказа {}", "without an order {}"; award_pick: "Номинация", "Nomination"; award_other: "без номинации", "no nomination";
        award_auto: "Текст составится сам, его показывает карточка (→). Нужен другой – впишите в «Свой текст».", "The text is composed, the card (→) shows it. Write another under “Own text”.";
        award_letters: "Письма: {}", "Letters: {}"; award_feature_may: "«Наши наставники»: согласие на публикацию есть", "“Our mentors”: consent to publish is there"; award_feature_may_not: "«Наши наставники»: нет согласия на публикацию – {}", "“Our mentors”: no consent to publish – {}";
        award_feature_down: "согласие отозвано: снимите рубрику – {}", "consent withdrawn: take the line off – {}";
        award_no_order: "приказа ещё нет", "no order yet"; award_order_line: "приказ № {} от {}", "order no. {} of {}"; award_not_given: "не вручено", "not handed over"; award_given_line: "вручено {}", "handed over {}"; award_text: "Текст", "Text";
        award_is_given: "Уже вручено.", "It has been handed over already."; award_letter_of: "Письма пишут к грамоте или сертификату.", "Letters go with a diploma or a certificate.";
        certificates_title: "Сертификаты всем завершившим: {}", "Certificates for all who completed: {}"; certificates_none: "Сертификаты есть у всех, кто завершил.", "Everybody who completed has a certificate."; certificates_nobody: "Программу ещё никто не завершил: пары завершают на странице «Пары».", "Nobody has completed yet: pairs are finished on the page of pairs.";
        certificates_hint: "Наставляемых {}, наставников {}. У кого сертификат этого года есть, второго не будет.", "Mentees {}, mentors {}. Whoever has this year's certificate gets no second one.";
        parents_of: "Родителям {}", "To the parents of {}";
        letter_nobody: "Писать некому: не ученик и без организации.", "Nobody to write to: no pupil, no organisation.";
        to_heading: "Благодарственное письмо", "Letter of thanks"; to_diploma: "ГРАМОТА", "DIPLOMA"; to_certificate: "СЕРТИФИКАТ", "CERTIFICATE"; to_feature: "Наши наставники", "Our mentors";
        to_awarded: "награждается", "is awarded to"; to_nomination: "в номинации «{}»", "in the nomination “{}”"; to_certifies: "вручается: {}", "is given to {}"; to_completed: "за участие в программе наставничества {} учебного года", "for taking part in the mentoring programme of {}"; to_the_head: "Руководителю организации {}", "To the head of {}"; to_own_head: "Директору школы", "To the head of the school";
        to_parents_body: "Благодарим вас за воспитание: {} помогает другим детям в программе наставничества {} учебного года.", "We thank you: {} helps other children in the mentoring programme of {}.";
        to_employer_body: "Благодарим за наставника: {} ведёт ребят в программе наставничества {} учебного года.", "We thank you for a mentor: {} leads children in the mentoring programme of {}.";
        to_basis: "Основание: {}.", "Grounds: {}."; to_order: "Приказ № {} от {}", "Order no. {} of {}"; to_director: "Директор {}", "Director {}";

        candidates_head: "порядок: {}", "order: {}"; candidates_none: "Ещё никто не завершил пару и не провёл встречи.", "Nobody has met or closed a pair yet.";
        order_result: "итог пары, цели, часы, встречи", "result, goals, hours, meetings"; order_meetings: "встречи, часы, итог пары, цели", "meetings, hours, result, goals"; order_projects: "проекты, итог пары, цели, часы", "projects, result, goals, hours";
        figure_meetings: "встреч {}", "meetings {}"; figure_hours: "часов {}", "hours {}"; figure_goals: "целей достигнуто {} из {}", "goals reached {} of {}";
        figure_projects: "проектов {}", "projects {}"; figure_high: "высокорейтинговых событий {}", "high-rated events {}"; figure_mentees: "наставляемых {}", "mentees {}"; figure_reached: "пар с достигнутой целью {} из {}", "pairs that reached their goal {} of {}";
        figure_pair_reached: "цель пары достигнута", "the pair reached its goal"; figure_pair_finished: "пара завершена", "the pair finished"; figure_pair_works: "пара работает", "the pair works"; figure_satisfied: "большинство ответивших наставляемых довольны", "most of the mentees who answered are satisfied";
        brief_figures: "{} встр. {} ч, цель {} из {}", "{} mtg {} h, goal {} of {}";

        year_pairs: "Пары и группы", "Pairs and groups"; year_begun: "начали работу", "began"; year_working: "ещё работают", "still work"; year_finished: "завершены", "finished"; year_ended: "прекращены", "ended early"; year_left: "вышли из групп", "left groups"; year_talks: "беседа при завершении проведена", "closing talk held"; year_results: "результат записан", "result on file";
        year_reasons: "Почему закрыты", "Why closed"; year_goals: "Цели", "Goals"; year_goal_pairs: "пар с целью", "pairs with a goal"; year_goal_reached: "пар, достигших цели", "pairs that reached it"; year_plan_goals: "целей в планах", "goals in plans"; year_plan_reached: "из них достигнуто", "of these reached";
        year_people: "Люди", "People"; year_mentees: "наставляемые в парах", "mentees in pairs"; year_mentors: "наставники в парах", "mentors in pairs"; year_completed: "наставляемые, завершившие программу", "mentees who completed the programme"; year_completed_mentors: "наставники, завершившие программу", "mentors who completed the programme"; year_candidates: "наставляемые, ставшие наставниками", "mentees who became mentors";
        year_meetings: "Встречи", "Meetings"; year_held: "состоялось", "held"; year_hours: "часов", "hours"; year_answers: "Анкеты", "Questionnaires"; year_entry: "вход: ответили", "entry: answered"; year_exit: "выход: ответили", "exit: answered";
        year_events: "События", "Events"; year_participants: "участников", "people"; year_practices: "Практики", "Practices"; year_written: "записано", "written"; year_out: "опубликовано", "published"; year_best: "самооценка 40 и выше", "own score 40 or more"; year_awards: "Поощрение", "Recognition"; year_hidden: "закрытая причина", "a restricted reason";
        year_head: "{} – {} · всё, что дал год, одним взглядом", "{} – {} · the year at a glance"; about_year: "Итоги программы за год, для директора и публичного подведения итогов. Enter открывает людей за числом.", "The results of the year, for the director and the festival. Enter opens the people behind a number."; year_of_before: "годом раньше {}", "a year before {}"; year_before: "годом раньше", "a year before";

        candidate_made: "{}: кандидат в наставники {}.", "{}: a candidate mentor of {}."; candidate_there: "{} уже в базе наставников {}: {}.", "{} is on file as a mentor of {} already: {}."; candidate_note: "Был(а) наставляемым(ой) в {}", "Was a mentee in {}"; candidate_led: "наставник {}", "mentor {}";
        not_of_year: "{}: в этом году не в программе.", "{}: takes no part this year.";
        no_events: "Событий в этом году ещё нет: собрание, конкурс, профориентация, проект, фестиваль. «н» записывает первое.", "No events this year yet: a briefing, a contest, career guidance, a project, the festival. The key for new enters the first.";
        no_practices: "Практик ещё нет. «н» записывает новую; из пары её записывают клавишей «т» в «Парах».", "No practices yet. The key for new enters one; a pair becomes one in the pane of pairs.";
        no_awards: "Никого ещё не поощрили. «к» показывает кандидатов с цифрами, «н» записывает награду.", "Nobody was honoured yet. The key for views shows candidates with figures, the key for new enters an award.";
    }
}
