//! What is wrong with the arguments of the command line.

use super::words;

words! {
    /// What is wrong with the arguments of the command line.
    Usage {
        no_command: "Нет такой команды: {}. Все команды: nastavnik --help.", "There is no such command: {}. All commands: nastavnik --help.";
        no_argument: "Здесь нет такого ключа: {}. Все ключи: --help после команды.", "There is no such option here: {}. All options: --help after the command.";
        missing: "Не хватает: {}.", "Missing: {}.";
        bad_value: "Недопустимое значение «{}» для {}.", "The value “{}” does not fit {}.";
        allowed: "Можно: {}.", "Possible: {}.";
        twice: "Дважды: {}. Укажите один раз.", "Twice: {}. Give it once.";
        no_value: "Здесь не нужно значение: {}.", "No value belongs here: {}.";
        not_utf8: "Аргумент не в UTF-8. Проверьте кодировку терминала.", "An argument is not UTF-8. Look at the encoding of the terminal.";
        wrong: "Так вызвать нельзя. Как можно: nastavnik --help.", "This is no call of the program. What is: nastavnik --help.";
        demo_alone: "Ключ --demo только для экрана: у демонстрации нет базы, с которой могла бы работать команда.", "--demo goes with the screen alone: the demonstration has no base for a command to work on.";
    }
}
