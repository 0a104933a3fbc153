//! What is said about a proposal: reasons, doubts, prices, what would help.

use super::words;

words! {
    /// Sentences about proposed pairs.
    Pairing {
        strong: "сильная", "strong"; good: "хорошая", "good"; weak: "слабая", "weak";
        score_line: "{} из 100, {}", "{} of 100, {}";
        points_of: "{} из {}", "{} of {}";

        covers: "закрывает: {}", "covers: {}";
        covers_some: "закрывает {} из {}: {}; не закрывает: {}", "covers {} of {}: {}; does not cover: {}";
        covers_near: "не по теме, но с той же трудностью: {}", "another topic, for the same problem: {}";
        covers_near_some: "не по теме, но с той же трудностью: {}; не закрывает: {}", "another topic, for the same problem: {}; does not cover: {}";
        covers_none: "запросов не закрывает: {}", "covers none of the requests: {}";
        both_first: "первый выбор обоих", "first choice of both";
        both_named: "назвали друг друга: {}-й и {}-й выбор", "named each other: choices {} and {}";
        mentee_named: "наставляемый назвал: {}-й выбор; наставник не назвал", "named by the mentee: choice {}; not by the mentor";
        mentor_named: "наставник назвал: {}-й выбор; наставляемый не назвал", "named by the mentor: choice {}; not by the mentee";
        none_named: "друг друга не назвали", "did not name each other";
        common_hours: "общие окна: {}", "hours in common: {}"; no_common_hours: "общих окон нет", "no hours in common";
        both_like: "общее: {}", "both like: {}"; nothing_shared: "общих интересов не названо", "no interest in common";
        any_age: "наставнику подходит любой возраст", "any age suits the mentor";
        from: "от {}", "from {}"; up_to: "до {}", "up to {}";
        age_fits_grades: "в желаемых классах: {}", "within the wished grades: {}";
        age_fits_years: "в желаемом возрасте: {}", "within the wished ages: {}";
        age_off_grades: "пожелание – класс {}, разница {}", "wished grades {}, {} off";
        age_off_years: "пожелание – возраст {}, разница {}", "wished ages {}, {} off";
        finished_together: "уже были парой, и успешно", "were a pair before, and did well";
        finished_pairs: "успешно завершил пар: {}", "finished {} pairs well";
        trained_hours: "обучение, часов: {}", "hours of training: {}";
        unknown_both: "нет данных с обеих сторон, считается посередине", "nothing known of either side, counted as middling";
        unknown_mentee: "нет данных о наставляемом, считается посередине", "nothing known of the mentee, counted as middling";
        unknown_mentor: "нет данных о наставнике, считается посередине", "nothing known of the mentor, counted as middling";

        consent_missing: "ещё нет: {}", "still missing: {}";
        lacks: "у наставника нет: {}", "the mentor lacks: {}";
        mentor_out: "наставник не участвует: {}", "the mentor takes no part: {}";
        other_form: "желает форму «{}»", "wishes the form “{}”"; no_form: "ни одна форма не подходит обоим", "no form suits both";
        no_hours: "нет общего времени: {} и {}", "no hours in common: {} and {}";
        no_places: "у наставника нет свободных мест", "the mentor has no free place";
        veto_mentee: "вето наставляемого", "the mentee said no"; veto_mentor: "вето наставника", "the mentor said no";
        veto_curator: "вы запретили эту пару", "you forbade this pair";
        class_not_above: "класс наставника ({}) не выше класса наставляемого ({})", "the mentor's class ({}) is not above the mentee's ({})";
        hidden_rule: "закрытое условие (F4)", "a restricted condition (F4)"; hidden_more: "(F4)", "(F4)";
        hidden_firm: "Мешает закрытое условие, которое не обойти. Покажет F4.", "A restricted condition that never bends stands in the way. F4 shows it.";
        came_apart: "эта пара уже распадалась {}: {}", "this pair came apart on {}: {}";
        came_apart_plain: "эта пара уже распадалась", "this pair came apart before";
        family: "один человек или одна семья", "one person, or one family";

        doubt_consent: "ждём: {}", "on its way: {}"; doubt_papers: "у наставника ещё нет: {}", "mentor still lacks: {}";
        doubt_soft: "{} (−{})", "{} (−{})";
        doubt_request: "запрос не записан", "no request on file"; doubt_weak: "балл ниже {}", "score below {}";
        doubt_small: "группа меньше {}", "group smaller than {}";

        together: "Так и предложено.", "That is what is proposed.";
        all_pinned: "{}: все места у тех, кого вы сцепили.", "All places of {} are held by pinned pairs.";
        free_of_charge: "Можно без потерь.", "Possible at no cost.";
        price: "цена {}", "price {}"; price_people: "без наставника станет больше на {}", "{} more would be without a mentor";
        price_turn: "без наставника останется тот, чья очередь раньше", "somebody whose turn is earlier would be without a mentor";
        price_ranks: "цена {} мест в списках", "price {} places on the lists";
        goes_to: "{} → {} ({})", "{} → {} ({})"; left_out: "{} – без наставника", "{} – without a mentor";
        wishes_mentee: "{} больше хочет к своему наставнику.", "{} would rather stay with their mentor.";
        wishes_mentor: "{}: места займут те, кого наставник хочет больше.", "The places of {} go to those the mentor likes better.";
        wishes_both: "Оба предпочли бы друг друга.", "Both would rather have each other.";

        without_consent: "ещё нет: {}", "still missing: {}";
        without_anybody: "нет подходящих: {}", "nobody suits: {}";
        without_rule: "{} – {}", "{} – {}";
        without_places: "{} на {}: {}", "{} for {}: {}";
        wait_for: "ждут {}", "{} wait"; rivals: "среди них: {}", "among them: {}";
        without_wishes: "в этом варианте места заняли те, кого выбрали раньше", "in this variant the places went to those who were chosen first";
        short_consent: "нет согласия", "no consent"; short_nobody: "нет подходящих", "nobody suits"; short_wishes: "не выбран", "not chosen"; short_places: "мест {} на {}", "{} places for {}";
        help_place: "+1 место и сцепить: {}", "one more place and a pin: {}"; help_lift: "{}: снять {}", "{}: lift {}";
        help_moves: "сдвинутся ещё {}", "{} others would move";
        no_help: "одной правки мало: ищите нового наставника", "no single change helps: look for another mentor";
        help_by_score: "что поможет, видно в варианте «по баллам»", "the variant by score shows what would help";
        rest_of: "ещё {}", "{} more";

        objective_score: "по баллам", "by score"; objective_ranks: "по выбору", "by choices";
        objective_stable: "без обид", "stable"; objective_today: "как сейчас", "as today";
        about_score: "больше всего пар, затем баллов", "most pairs, then the greatest score";
        about_ranks: "больше всего пар, затем места повыше в списках", "most pairs, then the best places on the lists";
        about_stable: "никто не предпочёл бы другого; очереди не смотрит", "no two would rather have each other; minds no precedence";
        about_today: "работающие пары, как они есть", "the working pairs as they are";

        proven: "лучшего нет, проверено", "nothing is better, checked"; proven_stable: "обид нет, проверено", "stable, checked"; not_proven: "не проверено", "not checked";
        pending: "бумаги ещё идут", "papers on their way";
        nobody_waits: "Никто не ждёт наставника: все, кто может, уже в паре.", "Nobody waits for a mentor: all who can are in a pair.";
        nobody_trained: "Ни один наставник ещё не допущен, не хватает: {}.", "No mentor is admitted yet; still missing: {}.";
        no_mentees: "В этом году нет ни одного наставляемого. Внесите их списком или по одному.", "There is no mentee this year. Import a roster, or enter them one by one.";
        no_mentors: "В этом году нет ни одного наставника. Внесите их списком или по одному.", "There is no mentor this year. Import a roster, or enter them one by one.";
        no_pair_allowed: "Правила не допускают ни одной пары: {}. Вето снимают на листе предпочтений, остальное – в карточках и в правилах подбора.", "The rules allow no pair at all: {}. A veto is lifted on the preference sheet, anything else in the cards and in the rules of pairing.";
        no_free_places: "У допущенных наставников нет свободных мест. Прибавьте места в карточке наставника.", "No admitted mentor has a free place. Add places in the mentor's card.";
        too_large: "Слишком много людей сразу: {} и {}. Разделите год на программы.", "Too many people at once: {} and {}. Split the year into programmes.";
        pinned_elsewhere: "наставляемый сцеплен с другим: {}", "the mentee is pinned to {}";
        pins_fill: "сцепленных больше, чем мест: {}", "more are pinned than there are places: {}";
        pin_lost: "Сцепленная пара не помещается: {} – {} ({})", "A pinned pair does not fit: {} – {} ({})";
    }
}
