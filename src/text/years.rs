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

        many_title: "Изменить у отмеченных: {}", "Change for those marked: {}";
        many_field: "Какое поле", "Which field";
        many_waits: "Отмечено строк: {}. Выберите поле и значение; до F2 ничего не изменится.", "Rows marked: {}. Choose a field and a value; nothing changes before F2.";
        many_same: "У всех отмеченных уже так: менять нечего.", "All those marked are so already: nothing would change.";
        many_changes: "Изменится {} из {}, остальные уже такие.", "{} of {} will change, the others are so already.";
        many_empty: "Здесь нужно значение: очистить поле у многих сразу нельзя.", "A value is needed: a field cannot be emptied for many at once.";

        join_two: "Отметьте двоих – или никого: тогда программа спросит, с кем.", "Mark two, or nobody: then the program asks with whom.";
        join_none: "Похожих записей не найдено.", "Nobody seems to be on file twice.";
        join_found: "Похоже, внесены дважды", "On file twice, it seems";
        join_with: "{} – это тот же человек, что", "{} is the same person as";
        decide_title: "Согласие отозвано, пара работает: {}", "Consent withdrawn, pair at work: {}";
        erase_title: "Обезличить: {}", "Make unknown: {}"; erase_name: "Обезличено", "Unknown"; erase_word: "стёрто", "erased";
        erase_ask: "Согласие на обработку данных отозвано. По 152-ФЗ (ст. 21) данные уничтожают или обезличивают до {}.", "The consent to keep the data was withdrawn. By law they are destroyed or made unknown by {}.";
        erase_none: "Согласие на обработку данных не отозвано. Обезличить всё равно можно.", "The consent to keep the data was not withdrawn. The person can be made unknown all the same.";
        erase_kept: "Записано, почему данные хранятся: {}", "On file is why the data are kept: {}";
        erase_end: "завершить пару", "end the pair"; erase_look: "обезличить: сначала посмотреть, что сотрётся", "make unknown: look first at what is erased"; erase_why: "записать, почему данные хранятся", "write down why the data are kept"; erase_no: "пока ничего", "nothing for now";
        erase_pair: "Сначала завершите пару {}: обезличенный в паре не работает.", "End the pair {} first: nobody unknown is in one.";
        erase_done: "Здесь уже всё обезличено.", "All of this has been made unknown.";
        erase_becomes: "Имя", "Name"; erase_person: "Сотрутся", "Erased";
        erase_facts: "дата рождения, телефон, почта, место работы, представитель, сведения о здоровье, подписавшие согласия; от класса останется параллель", "birth, phone, e-mail, work, representative, health, signers of consents; of the class the grade stays";
        erase_texts: "Свободные тексты", "Free texts"; erase_named: "Имя уберётся из записей о других", "The name leaves records of others"; erase_stays: "Останутся", "Stay"; erase_figures: "годы, пары, встречи и их даты, отметки, ответы без текста: цифры прошлых лет не меняются", "years, pairs, meetings and days, marks, answers that are no text: figures of past years are the same";
        erase_journal: "В журнале и резервных копиях", "In the journal and the backups";
        erase_journal_why: "прежнее останется, чтобы шаг можно было отменить, пока не выполнят nastavnik tidy --forget-erased; старые копии удалите сами", "the former values stay, so that the step can be undone, until nastavnik tidy --forget-erased is run; delete old backups by hand";
        erase_sure: "Стереть? Отменить можно, пока журнал не очищен.", "Erase? It can be undone until the journal is cleared."; erase_yes: "да, обезличить", "yes, make unknown";
        join_title: "Один человек: {}", "One person: {}";
        join_stays: "Остаётся запись", "The record that stays"; join_goes: "Уходит запись: {}", "The record that goes: {}";
        join_other: "У второй записи: {}", "The other record says: {}";
        join_moved: "Перейдёт в эту запись", "Moves to this record"; join_together: "Записи одного года объединятся", "Entries of one year become one";
        join_strangers: "Похоже, это два разных человека", "These seem to be two people"; join_strangers_why: "имя, рождение и класс не совпадают", "name, birth and class all differ"; join_strangers_ask: "Имя, рождение и класс не совпадают. Всё-таки один человек?", "Name, birth and class all differ. One person all the same?"; join_strangers_yes: "да, объединить", "yes, join them"; join_strangers_no: "нет", "no";
        join_own: "оставить свою", "keep its own"; join_of_other: "взять от второй записи", "take the other's";
        join_twice_note: "Есть у обоих, остаться может одна; вторая уйдёт. Её можно вернуть отменой.", "Both have one and only one can stay. Undo brings the other back.";
        join_refused: "Объединить нельзя: {}", "They cannot be joined: {}";
        alike_same: "почти наверняка", "almost surely"; alike_possible: "имя то же", "the same name"; alike_doubtful: "сомнительно", "doubtful";

        page_years: "Годы", "Years";
        sums_head: "Годы рядом: {} – {}", "Years side by side: {} – {}"; sums_title: "Сравнение лет", "Years compared";
        sums_note: "Прошлые годы – целиком, нынешний – по сегодня.", "Past years whole, this one up to today.";
        sum_mentees: "Наставляемые", "Mentees"; sum_mentors: "Наставники", "Mentors"; sum_involved: "Людей в парах", "People in pairs";
        sum_pairs: "Пары и группы", "Pairs and groups"; sum_finished: "из них завершены", "of them finished"; sum_ended: "прекращены досрочно", "ended early";
        sum_meetings: "Проведено встреч", "Meetings held"; sum_completed: "Наставляемых завершили программу", "Mentees who completed";
        sum_glad_mentees: "Довольны наставляемые", "Satisfied mentees"; sum_glad_mentors: "Довольны наставники", "Satisfied mentors";

        page_staff: "Роли", "Duties";
        staff_user: "Пользователь", "User"; staff_duty: "Роль", "Duty"; staff_name: "Имя", "Name"; staff_person: "Кто из участников", "Which participant";
        staff_title: "Роль за клавиатурой", "Duty at the keyboard";
        staff_none: "Ролей нет: каждый, кто откроет базу, – куратор.", "No duties: whoever opens the base is a curator.";
        staff_you: "это вы", "this is you";
        staff_first: "Куратором запишется {} – вы сами: без куратора роли не сменить.", "{}, yourself, is put down as curator: without one nobody could change a duty.";
        staff_no_curator: "Хотя бы один куратор должен остаться: иначе роли больше не сменить.", "At least one curator must stay, or nobody could change a duty again.";
        staff_helper: "Помощнику нужно указать, кто он из участников: его пары – те, что он ведёт.", "A helper must be one of the participants: their pairs are those they lead.";
        duty_curator_is: "всё", "everything"; duty_psychologist_is: "видит всё; меняет записки о безопасности, здоровье, замеры", "sees everything; changes safety notes, health, measures";
        duty_director_is: "видит всё, ничего не меняет", "sees everything, changes nothing"; duty_helper_is: "записывает встречи своих пар; закрытого не видит", "logs meetings of their own pairs; sees nothing restricted";
        staff_protects: "Роль защищает от случайной правки и взгляда через плечо, но не от того, кто может прочитать сам файл базы.", "A duty protects against slips and glances, not against whoever can read the file of the base itself.";

        page_consents: "Согласия", "Consents"; consents_empty: "Здесь будут все, кто в программе, и что у них подписано. Внесите наставляемых (2) и наставников (3).", "Everybody of the programme and what they signed will stand here. Enter mentees (2) and mentors (3).";
        consents_none: "Таких здесь нет.", "There are none.";
        sheet_holds: "есть", "held"; sheet_ends: "истекает", "ends"; sheet_expired: "истекло", "expired"; sheet_withdrawn: "отозвано", "withdrawn"; sheet_missing: "нет", "none";
        sheet_data: "ПДн", "data"; sheet_participation: "участие", "part"; sheet_publication: "публ.", "publ."; sheet_health: "здоровье", "health";
        sheet_signed: "Подписано", "Signed"; sheet_until: "Действует до", "Valid until"; sheet_signer: "Кто подписал", "Signed by"; sheet_people: "Чьи согласия", "Whose";
        sheet_title: "Согласия на бумаге", "Consents on paper";
        sheet_usual_signer: "Кто подписал – оставьте пустым: у каждого его представитель, у взрослого он сам.", "Leave “signed by” empty: the representative of each, an adult themselves.";
        sheet_no_representative: "Представитель не записан: {}. Впишите, кто подписал: за ребёнка подписывает он.", "No representative on file: {}. Write who signed: a child does not sign.";
        sheet_there: "Уже есть и действует: {}. Запишется ещё один лист.", "There already and valid: {}. One more sheet is entered.";
        sheet_order: "Действует до – не раньше дня подписи.", "Valid until is not before the day of signing.";
        sheet_in_future: "День подписи ещё не наступил.", "The day of signing is yet to come.";
        which_all: "все", "all"; which_any: "чего-то нет", "something missing"; which_data: "нет ПДн", "no data consent"; which_participation: "нет участия", "no consent to take part"; which_publication: "нет публикации", "no consent to publish"; which_ends: "истекает или отозвано", "ending or withdrawn";
        gaps_data: "ПДн нет: {}", "no data: {}"; gaps_participation: "участия нет: {}", "no part: {}"; gaps_publication: "публ. нет: {}", "no publ.: {}";
        after_pairs: "Пары", "Pairs"; after_pause: "приостановить", "pause"; after_end: "закончить", "end"; after_leave: "пока не трогать", "leave alone for now";
        leaving_pairs: "Пара ещё работает: {}. Скажите, что с ней будет.", "Still at work: {}. Say what becomes of it."; leaving_group: "Из группы выходит только выбывший; остальные работают дальше.", "Only whoever leaves goes from the group; the others go on.";
        leaving_today: "Дата выхода, если её не указать, – сегодня.", "Where no day is given, it is today."; mover: "Кто сменил школу", "Who changed school"; mover_nobody: "никто, причина другая", "nobody, it was something else";
        stops_pairs: "Работать не могут: {}.", "May not go on working: {}.";
        stops_group: "Из группы выходит тот, чьё согласие отозвано; остальные работают дальше.", "Whoever it is about leaves the group; the others go on.";
        stops_published: "Снимется с публикации: {}. Со страниц в сети уберите сами.", "Will no longer be published: {}. Take it off the web pages yourself.";
        stops_exports: "В выгрузки этот человек больше не попадёт. По 152-ФЗ (ст. 21) данные уничтожают или обезличивают за 30 дней.", "This person will be left out of exports. 152-FZ (art. 21) gives 30 days to destroy the data or make them anonymous.";
        unpublished_note: "{}: снято с публикации, отозвано согласие", "{}: no longer published, the consent was withdrawn";
        blocks_pair: "В пару нельзя: нет согласия ({}).", "Cannot be paired: no consent ({}).";
        blocks_publication: "Публиковать нельзя: нет согласия.", "May not be published: no consent.";
        blocks_export: "В выгрузки не попадает: согласие на данные отозвано.", "Left out of exports: the consent to data is withdrawn.";
        nothing_withdrawn: "Отозванных согласий нет.", "No consent is withdrawn.";
        restored: "Согласие снова действует: {}", "The consent holds again: {}";

        denied_helper: "Помощник записывает только встречи своих пар, кроме закрытого в них. Остальное меняет куратор.", "A helper logs meetings of their own pairs only. All else is changed by the curator.";
        denied_helper_nobody: "Помощник записывает встречи своих пар, а кто вы из наставников, ещё не указано. Попросите куратора: страница «Роли».", "A helper logs meetings of their own pairs, and nobody has said which mentor you are. Ask the curator: the page of duties.";
        denied_removal: "Внесённую встречу удаляет куратор. Если её не было, отметьте: «отменена» или «не пришли».", "A meeting on file is removed by the curator. If it did not take place, mark it as cancelled or missed.";
        denied_psychologist: "Психолог меняет записки о безопасности, сведения о здоровье и замеры. Остальное меняет куратор.", "A psychologist changes safety notes, health and measures. All else is changed by the curator.";
        denied_director: "Директор видит всё и ничего не меняет. Запись вносит куратор.", "The director sees everything and changes nothing. The curator does the writing.";
        denied_stranger: "Вашего имени нет в списке ролей: можно только смотреть. Попросите куратора внести вас: страница «Роли».", "Your name is not on the list of duties: you can only look. Ask the curator to put you there: the page of duties.";
        closed_page: "Эту страницу видят куратор, психолог и директор.", "This page is for the curator, the psychologist and the director.";
        closed_table: "Эту таблицу выгружают куратор, психолог и директор.", "This table is for the curator, the psychologist and the director.";
        denied_reveal: "Закрытое видят куратор, психолог и директор.", "What is restricted is seen by the curator, the psychologist and the director.";

        no_consent: "нет согласия ({})", "no consent ({})";
        waits_since: "Ждёт наставника с прошлого года ({})", "Has waited for a mentor since last year ({})";
        goes_on_in: "Продолжается в {}", "Goes on in {}";
        goes_on_since: "Пара работает с {}", "The pair has worked since {}";
    }
}
