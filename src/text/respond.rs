//! What a respondent reads at a terminal, and what the curator reads of codes.

use super::words;

words! {
    /// What a respondent reads at a terminal, and what the curator reads of codes.
    Respond {
        code_title: "Введите код с вашего листка", "Enter the code on your slip";
        code_hint: "9 цифр, потом Enter", "9 digits, then Enter";
        code_short: "В коде 9 цифр. Наберите его заново.", "A code has 9 digits. Type it once more.";
        code_unknown: "Код не подходит. Проверьте цифры. Осталось попыток: {}.", "The code does not fit. Check the digits. Tries left: {}.";
        code_enough: "Код не подошёл. Попросите учителя помочь и начните снова.", "The code did not fit. Ask a teacher for help and start again.";
        code_used: "Анкета по этому коду уже сдана. Спасибо!", "The questionnaire of this code has been handed in. Thank you!";
        hello: "Здравствуйте!", "Hello!";
        hello_not_me: "Если это не вы, нажмите Esc и скажите учителю.", "If this is not you, press Esc and tell a teacher.";
        hello_size: "Вопросов: {}. Каждый ответ сразу записывается.", "Questions: {}. Every answer is kept at once.";
        hello_again: "Уже есть ответы: {} из {}. Можно продолжить с этого места.", "Answered so far: {} of {}. You can go on from here.";
        hello_broken: "Если связь прервётся, введите тот же код на любом компьютере.", "If the line breaks, enter the same code at any computer.";
        hello_keys: "Enter начать · Esc закончить", "Enter begin · Esc end";
        place: "вопрос {} из {}", "question {} of {}";
        scale_words: "{} – меньше всего, {} – больше всего", "{} – least, {} – most";
        ten_words: "10 – клавишей 0 или цифрами 1 и 0", "10 is the key 0, or 1 and 0";
        several_words: "Можно выбрать несколько. Когда выбрали всё, нажмите Enter.", "You may choose several. Press Enter when done.";
        text_words: "Напишите своими словами и нажмите Enter.", "Write in your own words and press Enter.";
        percent_words: "Число от {} до {}, потом Enter.", "A number from {} to {}, then Enter.";
        needs_key: "Нажмите: {}. Пробел – не хочу отвечать.", "Press: {}. Space – I do not want to answer.";
        question_keys: "{} назад · пробел – не отвечать · Esc закончить", "{} back · space – no answer · Esc end";
        writing_keys: "Enter дальше · Alt+Enter новая строка · Esc закончить", "Enter next · Alt+Enter new line · Esc end";
        kept: "Ответ записан.", "Answer kept.";
        kept_of: "Вопрос {}: записано «{}».", "Question {}: “{}” is kept.";
        kept_one: "Вопрос {}: записано «{}». Хотели 10 – нажмите ещё 0. Дальше – Enter.", "Question {}: “{}” is kept. For 10 press 0 as well. Enter goes on.";
        waiting: "База занята, записываю ваш ответ…", "The base is busy, keeping your answer…";
        review: "Проверьте ответы", "Look through your answers";
        review_done: "Готово, сдать анкету", "Done, hand it in";
        review_keys: "{} {} выбрать · Enter изменить или сдать · Esc закончить", "{} {} choose · Enter change or hand in · Esc end";
        sure: "Сдать анкету? Потом изменить ответы будет нельзя.", "Hand it in? The answers cannot be changed then.";
        sure_keys: "д сдать · н вернуться", "y hand in · n go back";
        leave: "Закончить? Ответы записаны. Продолжить можно по тому же коду.", "End? Your answers are kept. The same code lets you go on.";
        leave_code: "Закончить?", "End?";
        leave_keys: "д закончить · н вернуться", "y end · n go back";
        thanks: "Спасибо! Анкета сдана.", "Thank you! The questionnaire is handed in.";
        thanks_keys: "Enter закончить", "Enter end";
        bye: "Ответы записаны. Продолжить можно по тому же коду.", "Your answers are kept. The same code lets you go on.";
        idle: "Долго никто ничего не нажимал, поэтому анкета закрыта. Ответы записаны, продолжить можно по тому же коду.", "Nobody has pressed a key for long, so the questionnaire was closed. The answers are kept, the same code lets you go on.";
        elsewhere: "Эту анкету открыли по тому же коду на другом компьютере. Продолжайте там.", "This questionnaire was opened by the same code at another computer. Go on there.";
        withdrawn: "Этот код больше не действует. Спросите учителя.", "This code is no longer good. Ask a teacher.";
        changed: "Вопросы этой анкеты изменили. Введите код ещё раз.", "The questions of this questionnaire have changed. Enter the code once more.";
        on_paper: "Ваша анкета уже внесена. Спросите учителя.", "Your questionnaire is on file already. Ask a teacher.";
        not_kept: "Не записалось: {}. Нажмите ещё раз.", "Not kept: {}. Press it once more.";
        no_room: "на диске нет места, скажите учителю", "the disk is full, tell a teacher";
        busy: "база занята", "the base is busy";
        trouble: "база недоступна, скажите учителю", "the base cannot be reached, tell a teacher";
        closed: "Анкеты сейчас не открываются. Скажите учителю.", "No questionnaire can be opened now. Tell a teacher.";
        too_small: "Окно слишком мало. Увеличьте его.", "The window is too small. Make it larger.";

        issue_title: "Выдать коды", "Give out codes";
        issue_line: "Получат код: {}.", "Will get a code: {}.";
        issue_begun: "Анкета на бумаге уже начата, без кода: {}.", "Begun on paper, left without a code: {}.";
        issue_day: "только на сегодня", "for today only"; issue_week: "на неделю", "for a week"; issue_fortnight: "на две недели", "for a fortnight";
        issue_no: "не выдавать", "none";
        issue_nobody: "У всех, кого можно спросить, код уже есть.", "Everybody who can be asked has a code.";
        issued: "Выдано кодов: {}, действуют до {}.", "Codes given out: {}, good until {}.";
        withdraw_title: "Отозвать коды: {}", "Withdraw codes: {}";
        withdraw_line: "По отозванному коду отвечать нельзя.", "A code that is withdrawn lets nobody answer.";
        withdraw_begun: "Начатые анкеты ({}) останутся в очереди с ответами, которые есть.", "Those begun ({}) stay in the queue with the answers there are.";
        withdraw_yes: "отозвать", "withdraw"; withdraw_no: "оставить", "keep";
        over_title: "{}: отвечает по коду", "{}: answering by a code"; over_line: "По коду уже дано ответов: {} из {}.", "Answers given by the code so far: {} of {}.";
        over_then: "Код перестанет действовать. Эти ответы откроются в бумаге, остальные внесёте вы.", "The code will be no good any more. These answers open in the paper, you key the others."; over_then_saved: "Код перестанет действовать. Эти ответы сложатся с бумагой; где они расходятся, решите вы.", "The code will be no good any more. These answers join the paper; where they differ you decide.";
        over_yes: "внести бумагу", "key the paper"; over_yes_saved: "сложить и записать", "join and save"; over_no: "не трогать", "leave it";
        no_codes: "Кодов, которые ещё не использованы, здесь нет.", "There are no unused codes here.";
        mark_code: "код {}", "code {}";
        mark_stale: "код просрочен", "code out of date";
        mark_begun: "{} · {}/{}", "{} · {}/{}";
        mark_own: "по коду", "by code";
        sheet_title: "Лист кодов", "Sheet of codes";
        sheet_name: "фамилия, имя", "name"; sheet_class: "класс", "class"; sheet_sheet: "анкета", "questionnaire";
        sheet_code: "код", "code"; sheet_until: "действует до", "good until";
        sheet_how: "Как начать: на школьном компьютере откройте «Анкеты» и введите код. Код только ваш, одноразовый.", "How to begin: open “Questionnaires” at a computer of the school and enter the code. It is yours alone and good once.";
    }
}
