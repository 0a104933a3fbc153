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
        section_forms: "формы", "forms"; section_weights: "оценка", "score"; section_rules: "запреты", "rules";
        section_limits: "пороги", "limits"; section_first: "очередь", "order"; section_topics: "темы", "topics";
        summary: "изменено {}", "{} changed"; summary_none: "всё как обычно", "all as usual";
        now: "сейчас: {}", "now: {}"; usual: "обычно: {}", "usual: {}"; own: "своё, обычного нет", "the school's own, no usual one";
        used: "есть", "yes"; unused: "нет", "no";
        hard: "жёсткое", "hard"; soft: "мягкое", "soft"; always_hard: "всегда жёсткое", "always hard";
        share: "{} · {} %", "{} · {} %"; weightless: "не считается", "not counted";
        nobody_first: "никто", "nobody"; silent: "слов нет", "no words";
        form_name: "форма «{}»", "form “{}”"; role_name: "модель «{}»", "role model “{}”"; weight_name: "вес: {}", "weight: {}";
        topic_name: "тема «{}»", "topic “{}”"; first_name: "кто первый", "who comes first";
        about_a_form: "Кто в этой форме ведёт и кого.", "Who may lead in it, and whom.";
        about_a_role: "Для каких проблем модель и как стоят классы.", "Which problems this model is for, and how classes must stand.";
        about_a_topic: "Слова, по которым тема узнаётся в запросе и в компетенциях.", "The words by which the topic is known in a request and in competences.";
        about_strong: "С этой оценки пара называется сильной.", "From this score on a pair is called strong.";
        about_good: "С этой оценки пара называется хорошей, ниже – слабой.", "From this score on a pair is called good, below it weak.";
        about_soft_cost: "Сколько баллов снимает нарушенное мягкое правило.", "How many points a broken soft rule costs.";
        about_stay_bonus: "Сколько баллов стоит остаться вместе, когда подбирают заново.", "How many points it is worth to stay together when others are matched anew.";
        about_load_step: "Сколько баллов стоит второй наставляемый у одного наставника, третий – вдвое дороже.", "How many points the second mentee of a mentor costs, the third twice as many.";
        about_names: "Сколько имён помещается на листе предпочтений.", "How many names a preference sheet has room for.";
        about_first: "Кому наставник достаётся раньше, когда на всех не хватает. Числа пар это не убавляет.", "Who gets a mentor first when there are not enough. It never lowers the number of pairs.";
        does_form: "Выключенную форму не предлагают новым парам; пары, что есть, остаются.", "A form that is switched off is not proposed for new pairs; those there are stay.";
        does_role: "Выключенную модель не предлагают новым парам; пары, что есть, остаются.", "A role model that is switched off is not offered to new pairs; those there are stay.";
        does_weight: "Чем больше вес, тем сильнее это двигает оценку пары. О чём эти двое не сказали, считается средним, а о чём не сказал никто – не считается.", "The more it weighs, the more it moves the score of a pair. What these two did not say counts as middling, and what nobody said does not count.";
        does_rule: "Жёсткое не даёт предложить пару. Мягкое снимает баллы ({}) и предупреждает.", "A hard rule keeps a pair from being proposed. A soft one costs points ({}) and warns.";
        does_topic: "Тема связывает запрос с компетенцией и помогает с проблемами, которые за ней стоят.", "A topic ties a request to a competence and helps with the problems behind it.";
        does_strong: "Меняет слово у пары, не сами пары.", "Changes the word for a pair, not the pairs.";
        does_good: "Пару слабее этого не принимают вместе со всеми надёжными.", "A pair below it is not accepted together with the safe ones.";
        does_points: "Меняет, какие пары предлагаются.", "Changes which pairs are proposed.";
        does_names: "Меняет лист, который раздают после общей встречи.", "Changes the sheet handed out after the general meeting.";
                                        new_role_title: "Своя ролевая модель формы «{}»", "An own role model of the form “{}”";
        new_topic_title: "Своя тема", "An own topic";
        cannot_add: "Своё добавляют к форме и к темам: встаньте на такую строку.", "Own ones are added to a form or to the topics: go to such a row.";
        cannot_remove: "Удаляют только своё. Это можно выключить или изменить.", "Only own ones are removed. This one can be switched off or changed.";
        role_in_use: "Пар с этой моделью: {}. Её можно выключить, но не удалить.", "Pairs with this role model: {}. It can be switched off, not removed.";
        form_in_use: "Пар этой формы: {}. Они останутся, новых не предложат.", "Pairs of this form: {}. They stay, new ones are not proposed.";
        usual_already: "Здесь и так всё как обычно.", "This is as usual already.";
        no_usual: "Это своё: обычного, к которому вернуться, нет.", "This is the school's own: there is no usual one to go back to.";
        need_people: "Форме нужен хоть кто-то с этой стороны.", "A form needs somebody on this side.";
        need_weight: "Что-нибудь должно весить больше нуля.", "Something must weigh more than nothing.";
        need_order: "Порог хорошей пары ниже порога сильной: сейчас {} и {}.", "A good pair starts below a strong one: now {} and {}.";
        first_twice: "Названо дважды.", "Named twice."; title_taken: "Такое название уже есть.", "This name is taken.";
        word_short: "Начало слова «{}» слишком коротко: нужно хотя бы две буквы.", "The beginning “{}” is too short: two letters at least.";
        group_hard_choice: "выбор", "choice"; group_gifted: "одарённые", "gifted"; group_struggling: "учёба", "study"; group_ovz: "ОВЗ", "OVZ";
    }
}
