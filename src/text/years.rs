//! One year after another.

use super::words;

words! {
    /// One year after another.
    Years {
        begin_title: "Открыть {} из {}", "Open {} from {}";
        fill_title: "Дополнить {} из {}", "Add to {} from {}";
        not_from_here: "Новый год открывают из последнего: перейдите в {} клавишей ].", "A new year is opened from the newest: go to {} with ].";
        nothing_to_carry: "В {} уже перенесено всё, что выбрано.", "Everything that is chosen is in {} already.";
        opened: "Открыт {}. Отменить целиком – клавиша «{}».", "{} is open. {} takes all of it back.";
        filled: "Перенесено: {}. Отменить целиком – клавиша «{}».", "Carried over: {}. {} takes all of it back.";

        opens_later: "До {} программа по-прежнему открывается на нынешнем годе. Между годами – клавиши [ и ].", "Until {} the program still opens with the present year. [ and ] go from year to year.";
        year: "Учебный год", "School year";
        pupils_up: "Переходят в следующий класс", "Go up a class";
        pupils_up_note: "Класс этого года остаётся за прошлым годом.", "The class of this year stays with this year.";
        ninth: "После 9 класса", "After the 9th grade";
        ninth_up: "в 10 класс", "to the 10th"; ninth_open: "класс не ставить", "leave the class open";
        graduates: "Выпускники школы", "School leavers";
        last_grade_is: "после {} класса", "after grade {}";
        moved: "Сменили школу", "Moved to another school";
        without_class: "Ученики без класса", "Pupils without a class";

        pairs: "Пары, которые работают", "Pairs at work";
        pairs_note: "Продолжается – завершается в этом году и работает в новом с теми же людьми. Каждую пару можно решить отдельно, внизу.", "Goes on: it closes in this year and works in the new one with the same people. Each pair can be decided on its own, below.";
        plan_go_on: "продолжаются", "go on"; plan_close: "завершаются", "close"; plan_stay: "не трогать", "leave alone";
        pairs_wait: "– продолжат, когда будет бумага", "– go on when a paper has come";
        pairs_forced: "– закрываются: выпуск, переезд", "– close: left school, moved";
        proposals: "Незакреплённые предложения", "Proposals never fixed";
        proposals_note: "Остаются в прошлом году; их участники переходят как ждущие.", "They stay behind; their people move on as waiting.";
        each_pair: "Каждая пара отдельно", "Each pair on its own";

        mentees_in_pairs: "Наставляемые в этих парах", "Mentees in these pairs";
        mentees_parted: "Наставляемые закрытых пар", "Mentees of pairs that close";
        parted_complete: "завершают", "complete"; parted_wait: "ждут нового наставника", "wait for another mentor";
        mentees_waiting: "Ждут наставника", "Wait for a mentor";
        waiting_on: "ждут дальше", "wait on"; not_carried: "не переносить", "leave behind";
        mentees_left: "Остаются в прошлом году", "Stay behind";
        fate_paired: "в паре", "in a pair"; fate_waits: "ждёт", "waits"; fate_completes: "завершает", "completes";
        fate_completed: "завершил(а)", "completed"; fate_left: "выбыл(а)", "left"; fate_graduates: "выпускается", "leaves school";
        fate_moved: "другая школа", "another school"; fate_no_pair: "пара не нужна", "wants no pair";
        fate_stays: "не переносится", "stays"; fate_there: "уже в новом году", "there already";

        mentors: "Наставники", "Mentors";
        mentors_note: "Анкета, собеседование, обучение и справки остаются с их датами.", "Application, interview, training and certificates keep their dates.";
        stay_in_base: "остаются в базе", "stay in the base";
        alumni: "Наставники-выпускники", "Mentors who leave school";
        alumni_note: "Дальше это взрослые извне: для допуска нужны справки.", "From now on they are adults from outside and need certificates.";
        mentors_out: "Отказ или исключение", "Refused or removed";

        papers: "Паспорт, дорожная карта, план показателей", "Passport, roadmap, planned numbers";
        carried: "перенести", "carry over";
        papers_note: "Паспорт: {}; мероприятий: {} (сроки на год позже, отметки сняты); показателей с планом: {}. Всё можно поправить.", "Passport: {}; activities: {} (a year later, unticked); planned numbers: {}. All can be corrected.";

        no_consent: "нет согласия ({})", "no consent ({})";
        waits_since: "Ждёт наставника с прошлого года ({})", "Has waited for a mentor since last year ({})";
        goes_on_in: "Продолжается в {}", "Goes on in {}";
        goes_on_since: "Пара работает с {}", "The pair has worked since {}";
    }
}
