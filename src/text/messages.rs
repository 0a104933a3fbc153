//! Errors, warnings and confirmations.

use super::words;

words! {
    /// Errors, warnings and confirmations.
    Messages {
        import_not_found: "Файла нет: {}", "There is no such file: {}";
        import_unreadable: "Не удалось прочитать {}: {}", "Cannot read {}: {}";
        import_not_a_file: "Это не файл: {}", "This is not a file: {}";
        import_empty: "В таблице ничего нет.", "There is nothing in the table.";
        import_too_many_bytes: "Файл больше {} МБ: это не список людей.", "The file is larger than {} MB: this is no list of people.";
        import_too_many_unpacked: "В распакованном виде файл больше {} МБ: это не список людей.", "Unpacked, the file is larger than {} MB: this is no list of people.";
        import_too_many_rows: "В таблице больше {} строк: это не список людей.", "The table has more than {} rows: this is no list of people.";
        import_too_many_cells: "В таблице больше {} ячеек: это не список людей.", "The table has more than {} cells: this is no list of people.";
        import_foreign: "Это {}, а нужна таблица: XLSX, XLS, ODS или CSV.", "This is {}; a table is needed: XLSX, XLS, ODS or CSV.";
        import_is_picture: "картинка (её придётся набрать)", "a picture (it has to be typed)";
        import_is_pdf: "документ PDF (попросите исходную таблицу)", "a PDF document (ask for the table it was made from)";
        import_is_document: "текстовый документ (скопируйте таблицу из него в Excel или LibreOffice Calc и сохраните)", "a text document (copy its table into Excel or LibreOffice Calc and save that)";
        import_is_slides: "презентация", "a presentation";
        import_is_archive: "архив (распакуйте его)", "an archive (unpack it)";
        import_is_web_page: "веб-страница (откройте её в Excel или LibreOffice Calc и сохраните как XLSX)", "a web page (open it in Excel or LibreOffice Calc and save it as XLSX)";
        import_is_xlsb: "двоичная книга XLSB (сохраните её как XLSX)", "a binary workbook, XLSB (save it as XLSX)";
        import_is_other: "не текст и не таблица", "neither text nor a table";
        import_password: "Файл под паролем. Откройте его, снимите пароль и сохраните.", "The file has a password. Open it, take the password off and save it.";
        import_damaged: "Файл повреждён ({}). Откройте его в Excel или LibreOffice Calc и сохраните заново.", "The file is damaged ({}). Open it in Excel or LibreOffice Calc and save it again.";
        import_no_sheets: "В текстовом файле нет листов: --sheet не нужен.", "A text file has no sheets: leave --sheet out.";
        import_no_sheet: "Листа «{}» нет. Есть: {}", "There is no sheet “{}”. There are: {}";
        import_no_field: "Поля «{}» нет. Есть: {}", "There is no field “{}”. There are: {}";
        import_no_column: "Столбца «{}» нет. Есть: {}", "There is no column “{}”. There are: {}";
        import_column_twice: "Столбец «{}» отдан двум полям.", "Column “{}” is given to two fields.";
        import_field_twice: "Полю «{}» отданы два столбца.", "Field “{}” is given two columns.";
        import_no_name_column: "Не нашёлся столбец с ФИО. Укажите его: --map name=СТОЛБЕЦ. Столбцы: {}", "No column with names was found. Say which one: --map name=COLUMN. Columns: {}";
        import_not_all_good: "Не взято ничего: с ошибками {}, ждут решения: {}. Исправьте их или возьмите остальные: --skip-bad.", "Nothing was taken: {} wrong, waiting for a decision: {}. Mend them, or take the others: --skip-bad.";
        import_same_twice: "Строки {} и {} – один и тот же человек. Пропустите одну из них.", "Rows {} and {} are the same person. Skip one of them.";
        import_gone: "Строка {}: записи, к которой она относится, уже нет. Прочитайте файл заново.", "Row {}: the record it belongs to is gone. Read the file again.";
        import_nothing: "Брать нечего: всё из файла уже есть в базе.", "Nothing to take: everything in the file is on file already.";
        import_unwritable: "Не удалось записать {}: {}", "Cannot write {}: {}";
        import_encoding: "Не удалось записать значения: {}", "Cannot write the values: {}";
        import_fault: "{}: {}: «{}»", "{}: {}: “{}”";
        import_no_name: "не указано ФИО", "no name is given";
        import_formula: "ошибка в формуле", "a formula failed";
        import_required: "нужно заполнить", "must be filled in";
        import_not_a_date: "это не дата (пишут 12.10.2025)", "not a date (write 12.10.2025)";
        import_not_a_time: "это не время (пишут 14:30)", "not an hour (write 14:30)";
        import_not_a_number: "нужно целое число от {} до {}", "a whole number from {} to {} is needed";
        import_not_an_option: "такого варианта нет", "not one of the options";
        import_not_a_class: "это не класс (пишут 7Б)", "not a class (write 7Б)";
        import_not_a_birth: "это не год и не дата рождения", "neither a year nor a date of birth";
        import_too_long: "длиннее {} знаков", "longer than {} characters";
        import_not_a_name: "нужны фамилия и имя", "family and given name are needed";
        import_on_file: "уже есть в базе этого года", "on file this year already";
        import_joins: "этот человек уже есть в базе: добавится только участие", "this person is on file: only the entry is added";
        import_namesakes: "в базе есть однофамильцы: решите, кто это", "there are namesakes on file: decide who this is";
        import_repeats: "повторяет строку {}", "repeats row {}";
        import_may_repeat: "возможно, тот же человек, что в строке {}: решите", "perhaps the same person as in row {}: decide";
        import_shared_email: "такая же почта у другого человека в базе", "somebody else on file has this e-mail";
        import_total: "итоги", "totals";
        import_numbering: "номера столбцов", "column numbers";
        import_repeated_head: "повтор шапки", "the head again";
        import_number_only: "пустая строка с номером", "an empty row with a number";
        import_remark: "отдельная надпись", "a line of its own";
        import_derived_column: "Столбец «{}» ({}) не взят: он выводится из пар. Сохранить как заметку: --map notes=…", "Column “{}” ({}) was not taken: it follows from the pairs. To keep it as a note: --map notes=…";
        import_unknown_column: "Столбец «{}» ({}) не взят: такого поля нет. Сохранить как заметку: --map notes=…", "Column “{}” ({}) was not taken: there is no such field. To keep it as a note: --map notes=…";
        import_head_line: "Строка файла", "File row";
        import_head_column: "Столбец с ошибкой", "Column at fault";
        import_head_reason: "Причина", "Reason";
    }
}
