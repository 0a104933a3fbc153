//! What pane 7 says.

use super::words;

words! {
    /// What pane 7 says.
    Monitoring {
        page_figures: "Показатели", "Indicators"; page_answers: "Опросы", "Surveys"; page_movement: "Динамика", "Change";
        page_gaps: "Ожидания", "Hopes"; page_swot: "SWOT", "SWOT"; page_check: "Самопроверка", "Self-check";
        head_figures: "{} – {} · {}", "{} – {} · {}"; whole_year: "учебный год", "the year"; own_period: "свой период", "own period";
        passport: "Паспорт программы", "Passport of the programme"; federal: "Федеральные доли (Р-145)", "Federal shares (R-145)"; results: "Результаты форм", "Results of the forms";
        about_passport: "Девять показателей паспорта программы. Ждут роста от года к году; по трудностям адаптации – снижения.", "The nine indicators of the programme's passport. They should rise from year to year, adaptation problems should fall.";
        about_federal: "Доли из распоряжения Р-145. План можно вписать свой; без него показан федеральный. Из чисел Р-145 прочитано только 70 % на 2024 год, остальные проверьте по документу.", "Shares of order R-145. A plan of your own may be entered; without it the federal one is shown. Only the 70 % of 2024 was read in the order, check the others.";
        about_results: "Что документ просит оценивать у каждой формы наставничества (§7.1–7.4).", "What the document asks to evaluate for each form of mentoring (§7.1–7.4).";
        unknown: "нет данных", "no data"; no_whole: "{} из ?", "{} of ?"; of: "{} из {}", "{} of {}"; percent: "{} %", "{} %";
        plan_school: "план {}", "plan {}"; plan_federal: "план Р-145 {}", "R-145 plan {}"; plan_unsure: "план Р-145 {}, проверьте по Р-145", "R-145 plan {}, check it in R-145";
        plan_done: "выполнено на {} %", "{} % done"; plan_met: "план выполнен", "plan met"; plan_missed: "план не выполнен", "plan not met"; plan_none: "плана нет", "no plan";
        reading: "Как считается: {}", "How it is read: {}";
        reading_in_pairs: "состоит в паре, которая работала в этот период", "is in a pair that worked in the period";
        reading_of_age: "возраст на 31 декабря, из всех детей этого возраста", "age on 31 December, of all children of that age";
        reading_of_contingent: "из всех учеников по параллелям", "of all pupils by grade";
        reading_by_hand: "школа считает сама", "the school counts it";
        reading_without_events: "школа считает сама: событий этого вида в базе нет, они вносятся в виде 8", "the school counts it: no event of that kind is on file, they are entered in pane 8";
        reading_from_events: "ученики – участники событий этого вида, каждый один раз (вид 8, «События»)", "pupils who took part in events of that kind, each once (pane 8, Events)";
        reading_from_projects: "проекты, доведённые до конца (вид 8, «События»); люди – их участники", "projects brought to their end (pane 8, Events); the people are those of the projects";
        fact_from_events: "Факт считается по событиям этого года, вписанное число их не заменит.", "The fact is counted from the events of the year; a number entered here does not replace them.";
        reading_measured: "измерено дважды и стало лучше", "measured twice and became better";
        reading_answered: "ответили «да» в анкете выхода, из ответивших", "said yes at the exit, of those who answered";
        reading_from_requests: "просили о помощи с адаптацией, и пара ещё не завершена", "asked for help with adaptation, and no pair has finished";
        reading_organisations: "разные организации наставников", "different organisations of the mentors";
        lack_by_hand: "Число ещё не внесено: клавиша «{}».", "The number has not been entered: key {}.";
        lack_whole: "Нет числа, от которого считать: клавиша «{}».", "The number to divide by is missing: key {}.";
        lack_twice: "Никто ещё не измерен дважды или не ответил на выходе.", "Nobody was measured twice or answered at the exit yet.";
        by_years: "По годам (прошлые – целиком)", "By year (past ones whole)"; by_class: "По классам", "By class"; by_form: "По формам", "By form"; by_age: "По возрасту", "By age"; not_known: "неизвестно", "unknown"; years_old: "{} лет", "aged {}";
        better: "лучше, чем к этому дню год назад: {}", "better than a year ago to the day: {}"; same: "как к этому дню год назад", "as a year ago to the day"; worse: "хуже, чем к этому дню год назад: {}", "worse than a year ago to the day: {}";
        too_few: "человек мало: {}. Доли и средние не показаны, чтобы не выдать ответ одного.", "few people: {}. Shares and means are not shown, lest they tell one person's answer.";
        no_people: "За этой строкой нет списка людей.", "There is no list of people behind this row."; hidden_people: "Скрыто: F4 покажет.", "Hidden: F4 shows it.";
        people_title: "{} · {}", "{} · {}";
        rate: "вернули {} из {} · {} %", "returned {} of {} · {} %"; rate_none: "пока никого не спрашивают", "nobody is asked yet";
        answered_at_will: "ответили: {}", "answered: {}"; last_said: "повторных ответов: {}, взят последний", "answered again: {}; the last one counts";
        early: "и ещё {} раньше срока", "and {} more early"; doubled: "внесено повторно в другой версии: {}", "keyed again in another version: {}";
        mean: "среднее {} · медиана {} · ответов {}", "mean {} · median {} · answers {}"; yes_share: "да {} из {} · {} %", "yes {} of {} · {} %"; answers: "ответов {}", "answers {}";
        blank: "не ответили {}", "no answer {}"; not_applicable: "неприменимо {}", "not applicable {}"; skipped: "не задавалось по условию {}", "left out by a condition {}"; not_asked: "не внесено {}", "not keyed {}"; other_question: "в старой версии спрошено иначе {}", "asked otherwise in an old version {}";
        all_forms: "все формы", "all forms"; choose: "Какая анкета и форма", "Which questionnaire and form";
        satisfied: "Удовлетворены", "Satisfied"; satisfied_rule: "правило: {}", "rule: {}"; satisfied_of: "{} из {} · {} %", "{} of {} · {} %"; unsaid: "не сказали {}", "did not say {}";
        voices: "Ответы, чаще всего – первыми", "Answers, the commonest first"; no_sheets: "Анкет нет.", "There are no questionnaires.";
        movement_head: "вход – выход · {}", "entry – exit · {}"; movement_none: "Ничего ещё не измерено дважды. Клавиша «{}» вносит измерение.", "Nothing was measured yet. Key {} enters a measure.";
        paired: "измерены дважды {}", "measured twice {}"; lost: "потеряны: только вход {}, только выход {}", "lost: entry only {}, exit only {}";
        from_to: "было {} – стало {} · изменение {}", "was {} – became {} · change {}"; falls_good: "чем меньше, тем лучше", "less is better";
        split: "лучше {} · так же {} · хуже {}", "better {} · same {} · worse {}";
        significant: "Изменение не случайно: p {}, n = {}, сила {}. Можно сказать, что показатель у этих ребят изменился. Нельзя сказать, что причина – наставничество: сравнить не с кем.", "The change is no chance: p {}, n = {}, effect {}. One may say that it changed for these people. One may not say that mentoring is the cause: there is nobody to compare with.";
        not_significant: "Изменение не установлено: p {}, n = {}, сила {}. Нельзя сказать ни что показатель вырос, ни что он остался прежним.", "No change is established: p {}, n = {}, effect {}. One may say neither that it rose nor that it stayed.";
        untested: "Для проверки нужно не меньше {} человек, у кого есть оба измерения.", "A test needs at least {} people who have both.";
        effect_weak: "слабая", "weak"; effect_medium: "средняя", "medium"; effect_strong: "большая", "strong"; effect: "{} ({})", "{} ({})";
        by_normal: "приближённо", "approximate";
        dose: "Дозировка и изменение", "Dosage and change"; dose_meetings: "встречи", "meetings"; dose_minutes: "часы", "hours"; dose_gap: "самый долгий перерыв", "longest gap";
        dose_with: "связь (ранги, от −1 до 1): {}", "relation (ranks, −1 to 1): {}"; dose_none: "мало человек с обоими измерениями", "too few people with both";
        dose_warning: "Связь не значит причину.", "A relation is no cause.";
        slope: "Каждый: было {} стало {}", "Everybody: was {} became {}"; first_of: "первые {} из {}; все – клавиша «{}»", "the first {} of {}; all with {}";
        gaps_head: "ожидали на входе – получили на выходе", "hoped for at the entry – got at the exit"; gaps_none: "Нет никого, кто ответил и на входе, и на выходе.", "Nobody answered both at the entry and at the exit.";
        gap_mean: "в среднем {} · как ждали или лучше у {} %", "mean {} · as hoped or better for {} %"; gap_unpaired: "нет второй анкеты: {}", "without the other paper: {}"; gap_pairs: "По парам", "By pair"; gap_worst: "сильнее всего разошлось: {} ({})", "furthest apart: {} ({})"; gap_overall: "По вопросам: {}", "By question: {}"; gap_indicative: "На входе спрошено о нужде или важности, на выходе – об опыте: разрыв лишь ориентир.", "The entry asks for need or importance, the exit for experience: the gap is a hint only.";
        strengths: "Сильные стороны", "Strengths"; weaknesses: "Слабые стороны", "Weaknesses"; opportunities: "Возможности", "Opportunities"; threats: "Угрозы", "Threats";
        drafted: "черновик по данным; Enter – править и сохранить", "drafted from data; Enter to edit and save"; written: "записано куратором; Enter – править", "written by the curator; Enter to edit";
        said_by: "{} (сказали {})", "{} (said by {})"; rated: "{}: высокая оценка", "{}: rated high"; rated_low: "{}: низкая оценка", "{}: rated low";
        future_mentors: "хотят стать наставниками: {}", "want to become mentors: {}"; partners: "предприятия-партнёры: {}", "partner enterprises: {}"; free_places: "свободных мест у наставников: {}", "free places: {}";
        unmet: "запросы без пары: {}", "requests without a pair: {}"; consents_missing: "нет согласия: {}", "without consent: {}"; mentors_short: "не хватает мест наставников: {}", "places short: {}"; graduating: "наставники выпускаются: {}", "mentors about to leave school: {}";
        swot_empty: "пока ничего", "nothing so far"; swot_title: "SWOT-анализ", "SWOT analysis";
        curator: "Анкета куратора", "The curator's sheet"; curator_sum: "{} из 18 · {} уровень", "{} of 18 · {} level"; curator_open: "отвечено {} из 9", "{} of 9 answered"; curator_note: "Пороги 15 и 9 проверьте по методическим рекомендациям.", "Check the thresholds 15 and 9 in the guidelines.";
        curator_scale: "2 в полной мере · 1 частично · 0 не проявляется", "2 fully · 1 partly · 0 not at all";
        check_head: "выполнено {} % проверок стандарта", "{} % of the standard's checks are met"; check_none: "ни одной пары", "no pairs";
        check_met: "у {} из {}", "{} of {}"; check_missing: "Чего нет:", "Where it is missing:"; check_all: "Есть у всех, к кому относится.", "All to whom it applies have it."; check_nobody: "Пока ни к кому не относится.", "It applies to nobody yet.";
        check_not_seen: "Программа не видит и не проверяет: беседы куратора с каждой стороной (две в первый месяц, потом каждый месяц) и о чём в них говорили.", "Not seen and not checked: the curator's talks with each side (two in the first month, then monthly) and what was said.";
        standard_recruitment: "Привлечение", "Recruitment"; standard_screening: "Отбор", "Screening"; standard_training: "Обучение", "Training"; standard_matching: "Подбор и начало", "Matching"; standard_monitoring: "Сопровождение", "Monitoring"; standard_closure: "Завершение", "Closure";
        check_request: "запрос из перечня проблем", "request of the list of problems"; check_offer: "наставник назвал, чем поможет", "the mentor said what they offer"; check_application: "анкета наставника", "written application"; check_interview: "собеседование", "interview";
        check_certificates: "справки взрослого со стороны", "certificates of outside adults"; check_consents: "согласия действуют", "consents hold"; check_training: "часы обучения", "hours of training"; check_trained: "обучение до начала пары", "trained before the pair";
        check_criteria: "ролевая модель записана", "role model on file"; check_agreement: "обе стороны согласились", "both sides agreed"; check_first_month: "две встречи в первый месяц", "two meetings in the first month"; check_monthly: "встреча каждый месяц", "a meeting every month";
        check_described: "у встреч есть длина и содержание", "meetings have length and content"; check_relationship: "отношения спрошены", "the relationship was asked about"; check_safety: "на записки о безопасности ответили", "safety notes answered"; check_final: "итоговая встреча", "final meeting";
        check_talk: "беседа при завершении", "closing talk"; check_exit: "анкеты выхода обеих сторон", "exit answers of both sides"; check_next: "решено, что дальше", "what comes next is decided";
        curator_1: "1.1 Деятельность отвечает цели и задачам программы", "1.1 The work fits the goals of the programme"; curator_2: "1.2 Организация отвечает принципам программы", "1.2 The organisation fits its principles"; curator_3: "1.3 Подходы и технологии современные", "1.3 Approaches and methods are up to date";
        curator_4: "1.4 В организации спокойный психологический климат", "1.4 The climate is comfortable"; curator_5: "1.5 Наставник понимает наставляемого и верно ведёт его", "1.5 Mentors understand their mentees and lead them well"; curator_6: "2.1 Участники довольны", "2.1 Participants are satisfied";
        curator_7: "2.2 Партнёры довольны", "2.2 Partners are satisfied"; curator_8: "3.1 Наставляемые активны на мероприятиях", "3.1 Mentees are active"; curator_9: "3.2 Наставляемые применяют полученное", "3.2 Mentees use what they got"; curator_short_1: "1.1 цель и задачи", "1.1 goals"; curator_short_2: "1.2 принципы", "1.2 principles"; curator_short_3: "1.3 подходы, технологии", "1.3 approaches"; curator_short_4: "1.4 климат", "1.4 climate"; curator_short_5: "1.5 действия наставника", "1.5 mentor's actions"; curator_short_6: "2.1 участники довольны", "2.1 participants"; curator_short_7: "2.2 партнёры довольны", "2.2 partners"; curator_short_8: "3.1 активность", "3.1 activity"; curator_short_9: "3.2 применение", "3.2 use of it"; curator_notes: "Примечание", "Notes";
        measure_title: "Измерение · {}", "Measure · {}"; measure_whom: "Кого измеряли", "Who was measured"; measure_parameter: "Что измерено", "What"; measure_wave: "Когда", "When"; measure_value: "Значение", "Value"; measure_on: "Дата", "Date"; measure_notes: "Чем, кем", "By what, by whom";
        measure_bad: "Нужно число от {} до {}, до сотых.", "A number from {} to {} is needed, with up to two decimals."; measure_pulse: "Измеряют на входе или на выходе.", "Measures are taken at the entry or at the exit.";
        numbers_title: "Числа года {}", "Numbers of {}"; numbers_1019: "Детей 10–19 лет", "Children aged 10–19"; numbers_1519: "Детей 15–19 лет", "Children aged 15–19"; numbers_teachers: "Молодых специалистов", "Young teachers"; numbers_enterprises: "Предприятий-партнёров", "Partner enterprises"; numbers_satisfied: "Удовлетворён – это", "Satisfied means";
        grade_5: "Учеников в 5 классах", "Pupils, grade 5"; grade_6: "Учеников в 6 классах", "Pupils, grade 6"; grade_7: "Учеников в 7 классах", "Pupils, grade 7"; grade_8: "Учеников в 8 классах", "Pupils, grade 8"; grade_9: "Учеников в 9 классах", "Pupils, grade 9"; grade_10: "Учеников в 10 классах", "Pupils, grade 10"; grade_11: "Учеников в 11 классах", "Pupils, grade 11";
        target_title: "{} · {}", "{} · {}"; target_fact: "Факт", "Fact"; target_plan: "План", "Plan"; target_group: "Это заголовок: выберите показатель.", "This is a heading: choose an indicator.";
        period_title: "За какой период", "For which period"; period_from: "С", "From"; period_to: "По", "To"; period_bad: "Конец раньше начала.", "The end is before the beginning."; period_outside: "Период вне этого учебного года.", "The period is outside this year.";
    }
}
