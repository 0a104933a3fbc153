//! Keeping the base: backups, putting one back, checking, saving what is left, forgetting.

use super::words;

words! {
    /// Keeping the base: backups, putting one back, checking, saving what is left, forgetting.
    Keep {
        made: "Резервная копия сделана: {} ({}).", "The backup is made: {} ({}).";
        made_short: "Резервная копия: {}", "Backup: {}";
        removed: "Старых копий удалено: {}.", "Old backups removed: {}.";
        under_way: "делаю резервную копию, работать можно дальше", "making a backup; you can go on working";
        no_copy_of_demo: "Демонстрация исчезнет при выходе: копировать нечего.", "The demonstration vanishes when you leave: there is nothing to back up.";
        no_room: "Мало места в каталоге {}: нужно {} МБ, свободно {} МБ. Освободите место или укажите другое: --out FILE.", "Not enough room in {}: {} MB are needed, {} MB are free. Free some, or choose another place with --out FILE.";
        unreadable: "Копия не сделана: повреждена запись ({}). Посмотрите, что ещё повреждено: nastavnik check.", "No backup was made: a value is damaged ({}). See what else is: nastavnik check.";
        damaged: "Копия не сделана: файл базы повреждён. Посмотрите, что цело: nastavnik check.", "No backup was made: the base is damaged. See what is left: nastavnik check.";
        generation: "поколение {}, {}", "generation {}, {}";
        journal_entry: "запись журнала {}", "journal entry {}";
        fact: "сведение о базе «{}»", "fact “{}” of the base";
        unknown_kind: "запись {} неизвестного вида {}", "record {} of unknown kind {}";
    }
}
