//! Sentences about the rules of pairing: what a rule, a part of the score, an order of classes or a turn means.

use super::words;

words! {
    /// What the rules of pairing mean, and what can be said where a school changes them.
    Rules {
        about_consent: "Нет нужного согласия, или оно истекло или отозвано.", "A consent that is needed is missing, has run out or was withdrawn.";
        about_admission: "Наставник ещё не прошёл отбор или обучение.", "The mentor has not been selected or trained yet.";
        about_form: "Нет формы, в которой один мог бы вести другого.", "There is no form in which one could lead the other.";
        about_time: "Нет ни одного часа, когда свободны оба.", "There is no hour at which both are free.";
        about_places: "У наставника не осталось свободных мест.", "The mentor has no free place left.";
        about_veto: "Одна из сторон или куратор сказали «нет».", "One of the sides, or the curator, said no.";
        about_class_rule: "Класс наставника не таков, как требует ролевая модель: обычно ученик ведёт того, кто младше.", "The mentor's class is not what the role model asks for: a pupil usually leads a younger one.";
        about_ovz: "Наставник не отметил, что готов к ребёнку с ОВЗ.", "The mentor did not say to be ready for a child with OVZ.";
        about_same_person: "Наставник и наставляемый – один человек, или родитель и его ребёнок.", "Mentor and mentee are one person, or parent and child.";
        about_checks: "У взрослого со стороны нет справок, с которыми допускают к детям.", "An adult from outside lacks the checks needed to work with children.";
        about_broken: "Эти двое уже были парой, и она прекратилась раньше срока.", "These two were a pair before, and it ended early.";
        firm_consent: "Всегда жёсткое: без согласия школа не вправе ставить человека в пару.", "Always hard: without consent a school may not pair anybody.";
        firm_admission: "Всегда жёсткое: к ребёнку идёт только тот, кого школа узнала и обучила.", "Always hard: only somebody the school has come to know and trained goes to a child.";
        firm_places: "Всегда жёсткое: места, которого нет, не дать. Прибавьте наставнику мест в его карточке.", "Always hard: a place that is not there cannot be given. Add places in the mentor's card.";
        firm_veto: "Всегда жёсткое: никого не ставят в пару против воли.", "Always hard: nobody is paired against their will.";
        firm_same_person: "Всегда жёсткое: никто не наставник самому себе и своему ребёнку.", "Always hard: nobody is their own mentor, or that of their child.";
        firm_checks: "Всегда жёсткое: без справок взрослого со стороны к детям не допускают.", "Always hard: without the checks no adult from outside may work with children.";
        about_request: "Сколько из запросов наставляемого по силам наставнику; важный запрос весит больше.", "How much of what the mentee asks for the mentor can give; an important request weighs more.";
        about_preference: "Кого стороны назвали после общей встречи; названный обеими весит больше.", "Whom the sides named after the general meeting; being named by both weighs more.";
        about_common_time: "Сколько часов, когда свободны оба.", "How many hours both are free.";
        about_interests: "Что нравится обоим.", "What both like.";
        about_age: "Подходит ли наставляемый под возраст, который пожелал наставник.", "Whether the mentee is of the age the mentor wished for.";
        about_experience: "Что у наставника за плечами и было ли хорошо этим двоим вместе раньше.", "What is behind the mentor, and whether the two did well together before.";
        about_class_any: "Класс наставника не важен.", "The mentor's class does not matter.";
        about_class_higher: "Наставник-ученик должен быть старше хотя бы на класс.", "A pupil who leads must be at least one class higher.";
        about_class_not_lower: "Наставник-ученик – из того же класса или старше.", "A pupil who leads is of the same class or a higher one.";
        about_first_ovz: "Когда наставников не хватает, сначала дети с ОВЗ.", "When there are not enough mentors, children with OVZ come first.";
        about_first_urgent: "Когда наставников не хватает, сначала те, чей запрос самый важный.", "When there are not enough mentors, those with the most important request come first.";
        about_first_left_over: "Когда наставников не хватает, сначала те, кто был в программе в прошлом году и остался без наставника.", "When there are not enough mentors, those come first who were in the programme last year and had none.";
    }
}
