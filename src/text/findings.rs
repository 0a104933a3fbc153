//! What may be said of findings, and what not: sentences of pane 7.

use super::words;

words! {
    /// What may be said of findings, and what not.
    Findings {
        results_school: "Результаты форм: вся школа", "Results of the forms: the whole school";
        results_form: "Результаты: {}", "Results: {}";
        about_results_school: "Что документ просит оценивать у форм наставничества (§7.1–7.4), по всей школе. Что школа считает сама – учёт, жалобы, – на формы не делится и стоит только здесь.", "What the document asks to evaluate of the forms of mentoring (§7.1–7.4), for the whole school. What the school counts itself cannot be told by form and stands here only.";
        about_results_form: "То же самое только о тех, кто в эти дни был в парах этой формы. Кто был в парах двух форм, посчитан в обеих.", "The same of those alone who were in pairs of this form on these days. Whoever was in pairs of two forms counts in both.";
        of_form: "только пары формы «{}»", "pairs of the form “{}” alone";
        plan_of_school: "План ставят для всей школы.", "Plans are made for the whole school.";
        plan_of_school_where: "План ставят для всей школы: эта же строка есть в части «{}».", "Plans are made for the whole school: the same row is in the part “{}”.";
        reading_satisfied: "доволен тот, кто {}; доля от ответивших на выходе", "satisfied is who {}; of those who answered at the exit";
        rule_glad: "ответил «да»: рад, что участвовал", "said yes: glad to have taken part";
        rule_outcome: "оценил результат на 7 и выше", "rated the outcome 7 or more";
        rule_mean: "дал в среднем 7 и выше по всем оценкам", "gave 7 or more in the mean of all ratings";
        read_otherwise: "Год назад считали иначе, поэтому «лучше» и «хуже» не сказать.", "A year ago it was read otherwise: neither better nor worse can be said.";
        readings_differ: "По годам считали по-разному: {}.", "Over the years it was read differently: {}.";
        too_few_to_compare: "Людей мало – сейчас или год назад: сравнение ничего не скажет.", "Few people now or a year ago: comparing says nothing.";
        for_the_year: "{} за год", "{} a year";
        hand_of_year: "Это число за весь год. Часть года с ним не сравнить, план по ней не проверить.", "This is the number of a whole year. A part of the year can neither be compared with it nor held against the plan.";
        plan_of_year: "План – на весь год, по части года о нём судить рано.", "The plan is for the whole year: a part of it does not tell.";
        plan_ahead: "год ещё не начался", "the year has not begun"; plan_so_far: "выполнено на {} %, год ещё идёт", "{} % done, the year goes on";
        by_grade: "По параллелям, доля от учеников", "By grade, of its pupils"; grade: "{} классы", "grade {}";
        by_organisation: "По предприятиям, наставников", "By enterprise, mentors";
        of_share: "{} из {} · {} %", "{} of {} · {} %";
        counts_only: "Здесь числа людей: сколько всего таких в каждой группе, в базе нет.", "These are numbers of people: how many there are in each group is not on file.";
        in_two_forms: "В парах двух форм: {}. Они посчитаны в каждой, поэтому сумма больше.", "In pairs of two forms: {}. They count in each, so the sum is larger.";

        small_group: "Людей всего {}: по стольким доля и среднее ничего не говорят, а в отчёте выдали бы ответ одного. Поэтому здесь и в отчётах – только числа; ответы по людям открывает Enter.", "There are only {} people: shares and means of so few say nothing, and in a report would give away what one of them said. So here and in reports there are counts alone; Enter opens the answers by person.";
        returned: "Вернули анкету", "Returned"; not_returned: "Не вернули анкету", "Not returned"; answered: "Ответили", "Answered"; asked: "Кого спрашивали", "Asked"; half_keyed: "Внесены не до конца", "Not keyed to the end"; early: "Раньше срока", "Early";
        returned_about: "Ниже – ответы всех, чьи анкеты внесены: {}.", "Below are the answers of all whose papers are keyed: {}.";
        returned_of: "вернули {} из {}, кого к этому дню спрашивали", "{} of {} who were asked by that day returned it";
        returned_half: "внесены не до конца: {} – до конца внесённых среди вернувших нет", "not keyed to the end: {}, not among those who returned it";
        returned_early: "раньше срока: {} – пара ещё не началась или ещё работает", "early: {}, the pair has not begun or goes on";
        returned_silent: "не вернули: {}. Enter покажет, кто.", "not returned: {}. Enter shows who.";
        returned_all: "Вернули все, кого спрашивали.", "All who were asked returned it.";
        nobody_silent: "Не вернувших нет.", "There is nobody who has not returned it.";
        satisfied_here: "По ответам на эту анкету.", "By the answers to this questionnaire.";
        mean_of: "среднее {} · медиана {} · ответивших {}", "mean {} · median {} · answered by {}";
        answered_by: "ответы: {}", "answers: {}";
        whole_year_only: "весь год, без выбора дней", "the whole year, whatever the days";

        movement_head: "вход – выход · выход {} – {}", "entry – exit · exit {} – {}"; gaps_head: "ждали на входе – получили · выход {} – {}", "hoped for – got · exit {} – {}";
        one_paper: "одна анкета на {}", "one paper about {}"; hoped: "ждали", "hoped"; got: "получили", "got";
        told_turned: "«{}» спрошено с другого конца: ответы здесь перевёрнуты, чтобы их можно было вычесть.", "“{}” was asked from the other end: its answers are turned round here, so that they can be subtracted.";
        end_changed: "Лучший конец сменился в версии {}, а слова прежние: старые ответы сравниваются как есть. Если раньше отвечали наоборот, измените и слова – тогда старые ответы перевернутся.", "The better end changed in version {} and the words did not: older answers are compared as they are. If they meant the opposite, change the words as well, and older answers are turned round.";
        end_turned: "Шкала перевёрнута в версии {}: старые ответы здесь перевёрнуты.", "The scale was turned round in version {}: older answers are turned round here.";
        taken_twice: "людей: {}", "people: {}";
        answered_twice: "Ответили и на входе, и на выходе: {}.", "Answered both at the entry and at the exit: {}.";
        measured_twice: "Измерены и на входе, и на выходе: {}.", "Measured both at the entry and at the exit: {}.";
        exit_ahead: "Выход впереди – пара работает или не началась: {}.", "The exit lies ahead, the pair works or has not begun: {}.";
        exit_lost: "Потеряны: только вход {}, только выход {}.", "Lost: entry only {}, exit only {}.";
        none_lost: "Никто не потерян.", "Nobody is lost.";
        improved: "Стало лучше у {} % ({} из {}).", "Better for {} % ({} of {}).";
        better_word: "лучше", "better"; same_word: "так же", "same"; worse_word: "хуже", "worse";
        unlikely: "Вряд ли это случайность: p {}; изменились {} из {}, сила {}. Причина ли тому наставничество, отсюда не видно: сравнить не с кем.", "Hardly chance: p {}; {} of {} changed, effect {}. Whether mentoring is the cause cannot be seen from this: there is nobody to compare with.";
        maybe_chance: "Это могло выйти и случайно: p {}; изменились {} из {}, сила {}. Нельзя сказать ни что стало иначе, ни что всё осталось как было.", "It may be chance: p {}; {} of {} changed, effect {}. One may say neither that it changed nor that it stayed.";
        maybe_chance_strong: "У этих людей сдвиг заметный, но их мало, и это могло выйти случайно: p {}; изменились {} из {}, сила {}.", "For these people the shift is marked, but they are few and it may be chance: p {}; {} of {} changed, effect {}.";
        nobody_changed: "Ни у кого ничего не изменилось, проверять нечего.", "Nothing changed for anybody: there is nothing to test.";
        side_by_side: "Проверок на этой странице {} (изменения и связи с занятиями): одна из двадцати вышла бы «не случайной» сама собой, поэтому порог общий, 0,05 на все.", "There are {} tests on this page, of changes and of doses: one in twenty would come out as no chance by itself, so all of them share one level of 0.05.";
        one_of_many: "По одной этой проверке – вряд ли случайность, но проверок на странице много, и такая могла выйти сама собой: p {}; изменились {} из {}, сила {}. Утверждать, что стало иначе, нельзя.", "By this test alone it is hardly chance, but there are many tests on the page and one like it may come by itself: p {}; {} of {} changed, effect {}. One may not claim that it changed.";
        slope_all: "Каждый: {} было, {} стало", "Everybody: {} was, {} became";
        slope_worst: "Сильнее всего в худшую сторону: {}", "Most for the worse: {}";
        slope_best: "Сильнее всего в лучшую сторону: {}", "Most for the better: {}";
        slope_rest: "{} было, {} стало. Между ними ещё {}; все – клавиша «{}».", "{} was, {} became. Between them {} more; all with {}.";
        dose_title: "Сколько занимались и что изменилось", "How much they had and what changed";
        dose_meetings: "встреч больше", "more meetings"; dose_minutes: "часов больше", "more hours"; dose_gap: "перерыв между встречами дольше", "longer gap between meetings";
        dose_better: "{} – изменение лучше", "{}: better change"; dose_worse: "{} – изменение хуже", "{}: worse change"; dose_unclear: "{} – связи с изменением не видно: сказать нечего", "{}: no relation to the change can be seen, so nothing is said";
        dose_numbers: "связь {} ({}), людей {}, p {}: {}", "relation {} ({}), people {}, p {}: {}";
        dose_unlikely: "вряд ли случайность", "hardly chance"; dose_chance: "могло выйти случайно", "may be chance";
        dose_unvaried: "{}: у всех одинаково или людей мало", "{}: alike for all, or too few people";
        dose_about: "Считаются встречи до выходного измерения; каникулы перерывом не считаются. Связь по рангам: 0 – никакой, 1 и −1 – полная. Она не говорит, что от чего.", "Meetings up to the exit measurement count; holidays are no gap. The relation is by ranks: 0 is none, 1 and −1 are full. It does not say what comes of what.";
        relation_none: "почти никакой", "next to none"; relation_weak: "слабая", "weak"; relation_medium: "заметная", "medium"; relation_strong: "сильная", "strong";

        sums_ahead: "Этот год ещё не начался.", "This year has not begun yet.";
        sums_running: "Этот год ещё идёт, поэтому стрелки нет: с тем же днём год назад сравнивает страница «Показатели».", "This year goes on, so there is no arrow: the page of indicators compares with the same day a year ago.";
        sums_rule: "Правило всех лет: {}.", "The rule of all years: {}.";
        sums_rule_changed: "Правило менялось: {}. Годы с разным правилом не сравниваются.", "The rule changed: {}. Years with different rules are not compared.";
    }
}
