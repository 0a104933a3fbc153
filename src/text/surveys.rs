//! Questionnaires: what is wrong with a file, what changed between versions, the editor, the second keying, answers from
//! outside.

use super::words;

words! {
    /// What is said of questionnaires themselves.
    Surveys {
        at_line: "строка {}", "line {}";
        at_item: "вопрос {}", "item {}";
        bad_word: "такого слова нет: «{}». Слова формата: README, «Слова файла анкеты»", "there is no such word: “{}”. The words are in README, “A questionnaire of one's own”";
        missing_word: "не хватает слова «{}»", "the word “{}” is missing";
        bad_type: "значение не того вида: {}", "a value of the wrong kind: {}";
        malformed: "нарушены правила записи TOML: {}", "this is not TOML: {}";
        empty_text: "поле «{}» пустое или его нет", "“{}” is empty or missing";
        bad_version: "версия {}: нужно число от 1 до 65535", "version {}: a number from 1 to 65535 is needed";
        unknown_code: "поле «{}»: нет такого значения «{}». Можно: {}", "“{}”: there is no value “{}”. Possible: {}";
        no_items: "в анкете нет ни одного вопроса", "the questionnaire has no items";
        duplicate_id: "такой номер уже есть у вопроса выше", "an item above has this id";
        bad_scale: "шкала {}–{}: нужна от 0 до 9 или от 1 до 10, низ меньше верха", "scale {}–{}: it must lie within 0 to 9 or 1 to 10 and rise";
        bad_percent: "проценты {}–{}: нужны от 0 до 100, низ меньше верха", "percent {}–{}: it must lie within 0 to 100 and rise";
        too_many_items: "вопросов {}, больше 500 в анкете не бывает", "{} items; 500 is the most";
        bad_id: "«{}» не годится в обозначения: только буквы, цифры, точка, _ и -, не больше 24 знаков", "“{}” is no good id: letters, digits, dot, _ and -, 24 signs at most";
        too_long: "поле «{}» длиннее 1000 знаков", "“{}” is longer than 1000 signs";
        same_option: "вариант «{}» дважды", "the option “{}” twice";
        was_taken: "was = «{}»: это номер другого вопроса", "was = “{}”: that is another item's id";
        both_ways: "reversed и neutral вместе не бывают: либо меньше – лучше, либо никак", "reversed and neutral exclude each other: either lower is better or nothing is";
        too_many_links: "связей {}, больше двух не бывает", "{} links; two is the most";
        condition_unknown: "условие: выше нет вопроса «{}»", "condition: there is no item “{}” above";
        condition_unfit: "условие: на вопрос «{}» так ответить нельзя. Да и нет – is = yes или no, варианты – их номера, is = [1, 2], оценка и доля – from и to", "condition: item “{}” cannot be answered so. Yes and no: is = yes or no; options: their numbers, is = [1, 2]; a rating or a share: from and to";
        too_few_options: "вариантов {}, нужно хотя бы два", "{} options; two are needed";
        too_many_options: "вариантов {}, больше девяти не бывает: ответ – одна цифра", "{} options; nine is the most: one digit answers";
        misplaced: "слово «{}» не для этого вида вопроса", "“{}” does not belong to this kind of item";
        link_outside_entry: "связь бывает только в анкете входа", "only an entry questionnaire has links";
        link_missing: "в анкете выхода нет вопроса «{}»", "the exit questionnaire has no item “{}”";
        link_other_kind: "вопрос «{}» анкеты выхода другого вида, сравнить нельзя", "item “{}” of the exit questionnaire is of another kind";
        older: "В файле версия {}, а в базе уже {}, и вопросы другие. Если это новая анкета, поставьте version = {}.", "The file is version {}, the base has {} with other items. If this is the newer one, write version = {}.";
        not_text: "Файл не в UTF-8, анкету из него не прочесть.", "The file is not UTF-8; no questionnaire can be read from it.";
        too_large: "Файл больше 1 МиБ: анкет такой длины не бывает.", "The file is larger than 1 MiB; no questionnaire is that long.";

        kind_yesno: "да / нет", "yes / no"; kind_scale: "оценка", "rating"; kind_choice: "один из", "one of"; kind_several: "несколько", "several"; kind_frequency: "как часто", "frequency"; kind_percent: "проценты", "per cent"; kind_text: "текст", "text";
        better_higher: "больше – лучше", "higher is better"; better_lower: "меньше – лучше", "lower is better"; better_none: "никак", "neither";
        item_id: "Обозначение", "Id"; item_ru: "Вопрос", "Question"; item_en: "По-английски", "In English"; item_kind: "Вид ответа", "Kind of answer";
        item_low: "Шкала от", "Scale from"; item_high: "до", "to"; item_options: "Варианты, по строке", "Options, one a line"; item_when: "Только если", "Only if";
        item_linked: "Итог в анкете выхода", "Outcome at the exit"; item_better: "Что лучше", "What is better"; item_required: "Обязателен", "Required";
        item_section: "Раздел перед ним", "Section before it"; item_help: "Пояснение", "Help"; item_was: "Прежнее обозначение", "Former id";
        head_title: "Название", "Title"; head_title_en: "По-английски", "In English"; head_code: "Код", "Code"; head_wave: "Волна", "Wave"; head_audience: "Кому", "For whom";
        version_head: "Версия", "Version"; version_short: "в. {}", "v. {}"; answers_head: "Ответов", "Answers"; sheets_title: "Анкеты школы", "The questionnaires of the school";
        sheets_count: "анкет {} · * – своя", "{} questionnaires · * the school's own"; items_count: "вопросов {} · ответов ещё нет", "{} items · no answers yet";
        items_answered: "вопросов {}, ответов {}: изменение станет новой версией", "{} items, {} answers: a change becomes a new version";
        version_of: "{} · версия {}", "{} · version {}"; new_title: "Новая анкета", "A new questionnaire"; item_title: "Вопрос {} · {}", "Item {} · {}";
        only_if: "только если на вопрос {} ответ: {}", "only if question {} is answered: {}"; mark_reversed: "обр.", "rev."; mark_when: "если {}", "if {}";
        bad_condition: "пишут «1 = да», «5 = 1, 2» (номера вариантов) или «4 = 7..10»", "write “1 = yes”, “5 = 1, 2” (numbers of options) or “4 = 7..10”";
        condition_order: "Вопрос {} задают по ответу на {}: он должен стоять ниже.", "Item {} is put by the answer to {}; it must stand below.";
        code_taken: "анкета с кодом «{}» уже есть", "there is a questionnaire of the code “{}”";
        has_answers: "На неё уже ответили: {}. Такую анкету не удаляют.", "It has been answered: {}. Such a questionnaire is not removed.";
        nothing_lacking: "Все анкеты программы уже здесь.", "All questionnaires of the program are here.";

        created: "Анкета «{}», версия {}: добавлена.", "Questionnaire “{}”, version {}: added.";
        unchanged: "Анкета «{}», версия {}: в базе такая же.", "Questionnaire “{}”, version {}: the base has the same.";
        edited: "Анкета «{}», версия {}: изменена, ответов на неё ещё нет.", "Questionnaire “{}”, version {}: changed; nobody had answered it.";
        new_version: "Анкета «{}»: теперь версия {}. Прежние вопросы сохраняют свои ответы: {}.", "Questionnaire “{}”: version {} now. Answers that keep the questions before: {}.";
        loose_of: "«{}», вопрос {}: остался без итога, в анкете выхода больше нет «{}».", "“{}”, item {}: its outcome is gone, the exit questionnaire has no “{}” any more.";
        loose: "Вопрос {}: связан с «{}», а в анкетах выхода такого нет.", "Item {}: linked to “{}”, which no exit questionnaire has.";
        added: "добавлен вопрос {}", "item {} added";
        removed: "убран вопрос {}", "item {} removed";
        renamed: "вопрос {} теперь {}, прежние ответы к нему остаются", "item {} is {} now and keeps its older answers";
        reworded: "вопрос {}: другие слова", "item {}: other words";
        other_kind: "вопрос {}: другой вид ответа, прежние ответы с новыми не сравниваются", "item {}: another kind of answer; older answers are not compared with new ones";
        turned_round: "вопрос {}: слова и лучший конец другие, прежние ответы сравниваются перевёрнутыми", "item {}: the scale is turned round; older answers are compared turned round";
        better_end: "вопрос {}: лучше теперь другой конец, прежние ответы сравниваются как есть", "item {}: the other end is the better one now; older answers are compared as they are";
        other_condition: "вопрос {}: другое условие", "item {}: another condition";
        reordered: "другой порядок вопросов", "another order of items";
        lacking: "У программы есть новые анкеты: {}. Клавиша «ещё» возьмёт их.", "The program has new questionnaires: {}. The key for “more” takes them.";
        renewed: "Взяты анкеты программы: {}.", "Taken from the program: {}.";
        no_such_survey: "Нет анкеты «{}». Есть: {}", "There is no questionnaire “{}”. There are: {}";
        which_survey: "Назовите анкету ключом --survey. Есть: {}", "Name the questionnaire with --survey. There are: {}";

        answer_bad: "вопрос {}: «{}» – такого ответа нет. Ждут: {}", "item {}: “{}” is no answer. Expected: {}";
        answer_one_or_all: "вопрос {}: «1» – это 1 % или 100 %? Напишите в ячейке «1 %» или «100 %» текстом", "item {}: is “1” 1 % or 100 %? Write “1 %” or “100 %” as text in the cell";
        answer_bad_day: "«{}» – не дата", "“{}” is no date";
        answer_day_order: "«{}»: что здесь день, а что месяц? Напишите с точками: день.месяц.год", "“{}”: which is the day and which the month? Write it as 2026-11-24";
        answer_day_ahead: "«{}»: этот день ещё не наступил", "“{}”: this day has not come yet";
        answer_day_elsewhere: "«{}»: это не в {} учебном году", "“{}” is not in the programme year {}";
        answer_on_file: "это уже в базе: {}", "this is on file already: {}";
        answer_other_version: "уже внесено ({}) по другой версии анкеты, расходится ответов: {}. Исправьте в панели 6 во внесённых", "on file already ({}) by another version of the questionnaire, differing answers: {}. Correct it in pane 6 among those keyed";
        answer_differs: "уже внесено ({}), расходится ответов: {}. Записать поверх: --update", "on file already ({}), differing answers: {}. To write over them: --update";
        answer_repeats: "то же, что в строке {}", "the same as in row {}";
        answer_repeats_otherwise: "тот же человек, что в строке {}, но расходится ответов: {}. Оставьте одну из строк", "the same person as in row {}, differing answers: {}. Keep one of the rows";
        answer_namesakes: "в базе двое с этим именем: добавьте столбец с классом или кодом", "two people of this name are on file: add a column with the class or the code";
        answer_may_be: "возможно, это {}: поправьте имя или добавьте код", "perhaps this is {}: mend the name or add the code";
        answer_not_asked: "{}: не из тех, кого это касается в этом году", "{} is not among those whom this concerns this year";
        answer_nobody: "такого человека в базе нет", "nobody of this name is on file";
        answer_none: "ни одного ответа, строка не берётся", "not a single answer, the row is not taken";
        answer_no_respondent: "Не видно, кто отвечал. Назовите столбец: --map name=СТОЛБЕЦ (или code, email). Столбцы: {}", "No column tells who answered. Name it: --map name=COLUMN (or code, email). Columns: {}";
        answer_no_items: "Ни один столбец не похож на вопрос анкеты. Назовите их: --map НОМЕР=СТОЛБЕЦ. Столбцы: {}", "No column looks like an item of the questionnaire. Name them: --map ID=COLUMN. Columns: {}";
        answer_no_item: "В анкете нет вопроса «{}». Есть: {}, а ещё name, last_name, first_name, patronymic, class, email, phone, code, date", "The questionnaire has no item “{}”. There are: {}, and name, last_name, first_name, patronymic, class, email, phone, code, date";
        answer_close: "столбец «{}» принят за вопрос {} «{}». Если это не он, назовите верный: --map {}=СТОЛБЕЦ", "column “{}” is taken for item {} “{}”. If it is not, name the right one: --map {}=COLUMN";
        answer_twins: "Столбцов «{}» несколько. Назовите нужный буквой: {}", "There are several columns “{}”. Name the one by its letter: {}";
        answer_twin: "столбец «{}» не читается: с тем же заголовком взят столбец {}. Взять этот: --map ВОПРОС={}", "column “{}” is not read: column {} of the same head is. To take this one: --map ITEM={}";
        answer_unread: "столбец «{}» не читается", "column “{}” is not read";
        answer_unasked: "Этих вопросов в файле нет: в базе ответы на них останутся как есть, у новых анкет будут «не опрошен»: {}", "The file has no answers to these: on file they stay as they are, in new forms they will be “not asked”: {}";
        answer_differs_shown: "уже внесено ({}), расходятся: {}. ← → – записать поверх", "on file already ({}), differing: {}. ← → write over it";
        answer_namesakes_shown: "в базе двое с этим именем. ← → – кто из них", "two people of this name are on file. ← → choose which";
        answer_may_be_shown: "возможно, это {}. ← → – решить", "perhaps this is {}. ← → decide";
        answer_known: "есть в базе", "on file"; answer_is: "это {}", "this is {}"; answer_over: "поверх: {}", "over: {}";
        answer_count: "ответов {}", "{} answers";
        answer_title: "Ответы на анкету «{}»: {}", "Answers to “{}”: {}"; measures_title: "Измерения: {}", "Measures: {}";
        answer_no_respondent_shown: "Не видно, о ком строка: дайте столбец имени, коду или почте (Tab, ← →).", "No column tells whom a row means: give one to the name, the code or the e-mail (Tab, ← →).";
        answer_no_items_shown: "Ни один столбец не похож на вопрос анкеты: дайте столбцы вопросам (Tab, ← →).", "No column looks like an item: give columns to the items (Tab, ← →).";
        measure_no_columns_shown: "Нужны столбцы: параметр, вход или выход, значение (Tab, ← →).", "Columns are needed for parameter, entry or exit, and value (Tab, ← →).";
        answer_unasked_shown: "нет в файле: {}", "not in the file: {}"; answer_no_entry_shown: "без анкеты входа: {}", "without an entry questionnaire: {}";
        column_item: "вопрос {} · {}", "item {} · {}"; column_close: "похоже: вопрос {} · {}", "like item {} · {}";
        column_name: "Фамилия Имя Отчество", "Full name"; column_last_name: "Фамилия", "Family name"; column_first_name: "Имя", "Given name"; column_patronymic: "Отчество", "Patronymic"; column_class: "Класс", "Class"; column_email: "Почта", "E-mail"; column_phone: "Телефон", "Telephone"; column_code: "Номер записи", "Number of the record"; column_date: "Дата", "Date";
        column_parameter: "Параметр", "Parameter"; column_wave: "Вход или выход", "Entry or exit"; column_value: "Значение", "Value"; column_notes: "Примечание", "Notes";
        measure_no_columns: "Нужны столбцы parameter, wave и value. Назовите их: --map value=СТОЛБЕЦ. Столбцы: {}", "Columns are needed for parameter, wave and value. Name them: --map value=COLUMN. Columns: {}";
        column_scale: "Шкала", "Scale"; column_better: "Лучше", "Better";
        school_bad_parameter: "«{}» – такого показателя школы нет. Чтобы завести его, нужны столбцы «Шкала» и «Лучше»", "“{}” is nothing the school measures. To begin with it, columns Scale and Better are needed";
        school_bad_scale: "шкала «{}»: ждут «доля, %», «число людей», «число случаев», «средний балл 2–5», «оценка 1–10» или «баллы теста»", "scale “{}”: expected are share, %; people; cases; mean mark 2–5; rating 1–10; points of a test";
        school_bad_better: "лучше «{}»: ждут «чем больше», «чем меньше» или «не судим»", "better “{}”: more, less or neither is expected";
        school_on_file: "это уже в базе", "this is on file already"; school_differs: "в базе другое значение. Записать поверх: --update", "another value is on file. To write over it: --update"; school_differs_shown: "в базе другое значение. ← → – записать поверх", "another value is on file. ← → write over it"; school_twice: "то же измерено в строке {}, значение другое. Оставьте одну из строк", "row {} measures the same with another value. Keep one of the rows";
        school_taken: "измерение школы", "measure of the school"; school_taken_new: "новый показатель школы", "something new of the school"; school_over: "поверх значения в базе", "over the value on file";
        measure_bad_parameter: "«{}» – такого параметра нет (М1–М12 или название; свой заводят столбцы «Шкала» и «Лучше»)", "“{}” is no parameter (m1 to m12 or its name; columns Scale and Better begin one of your own)";
        measure_bad_wave: "«{}»: ждут «вход» или «выход»", "“{}”: entry or exit is expected";
        measure_bad_value: "значение «{}»: {}", "value “{}”: {}";
        answer_no_entry: "Без анкеты входа: {}. Сравнить их ожидания будет не с чем.", "Without an entry questionnaire: {}. Their expectations cannot be compared.";
    }
}
