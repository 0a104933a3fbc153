//! Words of the selection and training of mentors, and of the plans of pairs.

use super::words;

words! {
    /// Selection, training, plans.
    Training {
        application: "Анкета целиком", "Application"; education: "Образование, стаж", "Education, experience";
        motive: "Почему хочет", "Why they want to"; experience: "Опыт с детьми", "Work with children";
        limits: "Ограничения", "Limits"; recommended_by: "Кто рекомендует", "Recommended by";
        aims: "Свои цели", "Own aims"; expectations: "Чего ждёт", "Expects"; style: "Стиль", "Style";
        criterion: "Критерий", "Criterion"; interviewer: "Кто проводил", "Held by"; conclusion: "Заключение", "Conclusion";
        psychological_short: "псих.", "psy."; pedagogical_short: "пед.", "ped."; professional_short: "проф.", "prof.";
        marks_mean: "{} ({}): 0 – нет, 1 – отчасти, 2 – да", "{} ({}): 0 no, 1 partly, 2 yes";
        points: "баллов {} из {}", "{} points of {}";
        points_open: "баллов {} из {}, без оценки: {}", "{} points of {}, not judged: {}";
        application_title: "Анкета кандидата · {}", "Application · {}";
        interview_title: "Лист собеседования · {}", "Interview sheet · {}";
        aims_title: "Цели и ожидания · {}", "Aims and expectations · {}";
        next_key: "{} – {}", "{} {}";
        next_application: "анкета принята", "application is in"; next_interview: "лист собеседования", "interview sheet";
        next_training: "обучение", "training"; next_consent: "внести согласие", "enter the consent";
        next_record_check: "внести справку", "enter the certificate";
        next_medical_check: "внести медсправку", "enter the medical check";
        next_waiver: "допустить с оговоркой", "admit with a reservation";
        application_on_file: "анкета: {}", "application: {}"; interview_by: "собеседование: {} из {} баллов", "interview: {} of {} points";
        steps_title: "Шаг отбора для отмеченных", "A step of selection for those marked";
        step: "Шаг", "Step"; step_on: "Когда", "When"; step_who: "Кому", "For whom";
        step_application: "анкета принята", "application in"; step_recommended: "рекомендован", "recommended";
        step_reserve: "в резерв", "reserve"; step_refused: "отказ", "refused"; step_training: "обучен не на занятиях", "trained elsewhere";
        step_hint: "шаг будет отмечен у {} из {}", "the step will be marked for {} of {}";
        step_in_future: "день ещё не наступил", "the day is still to come";
        step_nobody: "ни у кого из них этот шаг не открыт", "the step is open for none of them";
        waiver_title: "Допуск с оговоркой · {}", "Admission with a reservation · {}";
        waived: "допущен с оговоркой: {} – {} ({}, {})", "admitted with a reservation: {}: {} ({}, {})";
        waived_brief: "с оговоркой: {}", "reservation: {}";
        waiver_back: "снять оговорку: {}", "take back: {}"; waiver_pass: "допустить {}", "admit {}"; waiver_leave: "оставить как есть", "leave it";
        waiver_not_needed: "Оговорка не нужна: всё для допуска есть", "No reservation is needed: everything is in";
        decided: "решение: {}", "decision: {}";
        waiver_against: "Собеседование решено не в пользу кандидата: оговорка его не обходит, решение меняют в листе", "The interview was decided against them: a reservation does not get round it, change the decision in the sheet";
        waiver_never: "согласие и справки оговоркой не заменить", "a consent or a check cannot be passed";
        counted_by_sessions: "на занятиях – {}: правится явкой на странице «Обучение», здесь только то, что сверх", "{} at sessions: corrected by attendance on the page Training; only what goes beyond is kept here";
        compare_title: "Цели рядом · {}", "Aims side by side · {}";
        compare_request: "Запрос", "Request"; compare_nobody: "Никого не ведёт", "Leads nobody";
        compare_no_entry: "анкеты входа нет", "no entry questionnaire";
        aims_none: "Целей и ожиданий наставника нет: впишите их на странице «Обучение»", "No aims or expectations of the mentor: enter them on the page Training";

        kind: "Вид обучения", "Kind of training"; kind_head: "Вид", "Kind"; length: "Минут", "Minutes"; minutes_head: "Мин", "Min";
        topics: "Темы", "Topics"; topics_head: "Темы", "Topics"; method: "Как проходило", "Method"; method_head: "Как", "Method";
        styles: "Стили", "Styles"; leader: "Ведущий", "Leader"; present: "Кто был", "Who came"; came: "Пришло", "Came"; came_head: "Было", "Came";
        pick_ticking: "+ был   - не был   Enter – готово, выбрано {}", "+ came   - did not   Enter is done, {} chosen";
        several_hint: "номера через пробел, одни или после того, что есть", "numbers with a space between, alone or after what is there";
        notes: "Заметки", "Notes"; hours_head: "Часы", "Hrs"; lacking: "Обучен или чего не хватает", "Trained, or what is lacking";
        lacking_head: "Обучен / нет", "Trained / lacks"; style_head: "Стиль", "Style";
        hours: "{} ч", "{} h"; minutes: "{} мин", "{} min"; trained: "обучен", "trained";
        training_title: "Занятие", "Session"; training_new_title: "Новое занятие", "New session";
        roll_title: "Явка · {}", "Attendance · {}";
        roll_hint: "+ был, – не был, * все; первичное обучение завершат: {}", "+ came, - did not, * all; will complete primary training: {}";
        roll_nobody: "никто", "nobody"; page_training: "Обучение", "Training";
        roll_in_future: "занятие ещё не прошло: {}", "the session is still to come: {}";
        trained_of: "обучено {} из {}", "trained {} of {}"; sessions_hours: "первичных {}, текущих {}", "primary {}, in service {}";
        came_list: "были: {}", "came: {}"; came_none: "явка не отмечена", "attendance not taken";
        topic_had: "{} {}", "{} {}"; attended: "{} · {} · {}", "{} · {} · {}"; attended_none: "на занятиях не был", "was at no session";
        by_hand: "обучение отмечено без занятий{}", "training marked without sessions{}";
        elsewhere: "вне занятий: {}", "elsewhere: {}";
        no_session: "Занятие не выбрано", "No session chosen";
        no_session_missed: "Занятия, на котором этот наставник не был, нет: новое записывает «н».", "There is no session that this mentor has missed: the key for new enters one.";

        goal_task: "Проект, задание", "Project, task"; goal_due: "Срок", "Due"; goal_basis: "Откуда цель", "Where it comes from";
        goal_section: "Раздел плана", "Section"; goal_expected: "Планируемый результат", "Expected result";
        goal_done_on: "Достигнута", "Reached on"; goal_actual: "Фактический результат", "Actual result"; goal_mark: "Оценка наставника", "Mentor's mark";
        plan_title: "План пары · {}", "Plan · {}"; goal_title: "Цель · {}", "Goal · {}";
        plan_ask: "Обычная задача или своя:", "A usual task, or one of their own:";
        goal_own: "своя цель", "a goal of their own"; goal_new: "новая цель", "a new goal";
        plan_leave: "закрыть", "close"; plan_span: "срок плана и заметки", "span and notes";
        plan_from: "План с", "Plan from"; plan_until: "План по", "Plan until"; plan_backwards: "план кончается раньше, чем начинается", "the plan ends before it begins";
        plan_brief: "цели {}/{}", "goals {}/{}"; plan_line: "цели: {} из {}", "goals: {} of {}"; plan_late: "просрочено {}", "{} late";
        goal_to: "до {}: {}", "by {}: {}"; goal_late: "просрочена с {}: {}", "late since {}: {}"; goal_reached_on: "{} {}: {}", "{} {}: {}";
        goals_none: "Открытых целей нет: {} – добавить", "No open goals: {} adds one"; goals_late: "просрочено целей {}", "late goals {}";
        lesson_of_teachers: "урочная работа – только в форме «педагог – ученик»", "lessons only in the form teacher – pupil";
        goal_gone: "эту цель уже удалили", "the goal is gone"; goal_before: "цель достигнута не позже сегодняшнего дня", "a goal cannot be reached after today";
        goal_off: "Удалить цель", "Delete the goal"; plan_more: "и ещё {}", "and {} more";
        no_sessions: "Занятий в этом году ещё не было. «н» записывает первое, потом «с» – кто был.", "No sessions this year yet. The key for new enters the first, the key for next who was there.";
    }
}
