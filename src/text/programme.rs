//! What pane 8 says.

use super::words;

words! {
    /// What pane 8 says.
    Programme {
        page_roadmap: "План", "Plan"; page_passport: "Паспорт", "Passport"; page_gates: "Ворота", "Gates"; page_partners: "Партнёры", "Partners"; page_lists: "Списки", "Lists";
        stage_full_1: "Подготовка условий", "Preparing the ground"; stage_full_2: "База наставляемых", "Base of mentees"; stage_full_3: "База наставников", "Base of mentors";
        stage_full_4: "Отбор и обучение", "Selection and training"; stage_full_5: "Формирование пар и групп", "Forming pairs and groups";
        stage_full_6: "Работа пар и групп", "Work of pairs and groups"; stage_full_7: "Завершение", "Completion";
        roadmap_head: "Дорожная карта {}: сделано {} из {}", "Roadmap {}: {} of {} done";
        roadmap_late: "опаздывает {}", "{} late";
        roadmap_sections: "по разделам", "by section"; roadmap_stages: "по этапам", "by stage";
        roadmap_empty: "Дорожной карты ещё нет.", "There is no roadmap yet.";
        span_from: "с {}", "from {}"; span: "{} – {}", "{} – {}";
        responsible: "ответственный: {}", "in charge: {}"; result: "результат: {}", "result: {}"; document: "документ: {}", "document: {}";
        due_by: "срок: {}", "due: {}"; counted_by: "считается само: {}", "counted: {}"; ticked: "отмечено {}", "ticked {}"; open: "не отмечено", "not ticked";
    }
}
