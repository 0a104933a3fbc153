//! What monitoring is made of as tables: answers, measures and the indicators of a year.
//!
//! Heads and words are those that the import of answers and of measures reads, so what leaves can come back.

use serde_json::{Value as Json, json};

use super::rows::{entry_may_leave, year};
use crate::analysis::monitoring::{Amount, Figure, Period, Plan, a_year_before, figures};
use crate::domain::{
    Answer, Indicator, Item, ItemKind, Measure, Person, PersonId, Questionnaire, QuestionnaireId, Response, Year,
    lineage,
};
use crate::exchange::answers::own_head;
use crate::fields::hundredths::decimal;
use crate::fields::{Ctx, Order, Worded, answer, choices, dates, names};

/// A table in both shapes: texts with the heads first, and objects.
pub(super) struct Both {
    pub texts: Vec<Vec<String>>,
    pub objects: Vec<Json>,
}

/// Somebody's paper.
struct Paper<'a> {
    number: u32,
    respondent: PersonId,
    person: &'a Person,
    response: &'a Response,
    asked: &'a Questionnaire,
}

/// The papers of the year, of one questionnaire in all its versions or of all, by the names of those who answered.
fn papers<'a>(code: Option<&str>, ctx: &Ctx<'a>) -> Vec<Paper<'a>> {
    let paper = |(id, response): (crate::domain::ResponseId, &'a std::sync::Arc<Response>)| {
        let asked = ctx.register.get::<Questionnaire>(response.questionnaire)?;
        let person = ctx.register.get::<Person>(response.respondent)?;
        let wanted = response.year == ctx.year && code.is_none_or(|code| asked.code == code);
        let leaves = entry_may_leave(response.respondent.into(), ctx);
        (wanted && leaves).then_some(Paper { number: id.0, respondent: response.respondent, person, response, asked })
    };
    let mut papers: Vec<Paper> = ctx.register.responses().filter_map(paper).collect();
    let order = Order::new();
    papers.sort_by_cached_key(|it| {
        (it.asked.rank().0, it.asked.code.clone(), order.key(&it.person.name.full()), it.response.on, it.number)
    });
    papers
}

fn class(person: &Person, ctx: &Ctx) -> String {
    person.class_in(ctx.year).map(ToString::to_string).unwrap_or_default()
}

/// Number, name, class and day: what tells a row in every table here.
fn who(person: PersonId, about: &Person, on: chrono::NaiveDate, ctx: &Ctx) -> Vec<String> {
    vec![person.0.to_string(), about.name.full(), class(about, ctx), dates::full(on)]
}

fn who_heads(ctx: &Ctx) -> Vec<String> {
    let s = &ctx.text.surveys;
    [s.column_code, s.column_name, s.column_class, s.column_date].map(str::to_owned).to_vec()
}

/// Answers: of one questionnaire a paper in each row and a column for each item of its newest version, as the import
/// takes them; of all a row for each answer.
pub(super) fn answers(of: Option<QuestionnaireId>, ctx: &Ctx) -> Both {
    let asked = of.and_then(|id| ctx.register.get::<Questionnaire>(id));
    let papers = papers(asked.map(|asked| asked.code.as_str()), ctx);
    let texts = match asked {
        Some(asked) => across(asked, &papers, ctx),
        None => down(&papers, ctx),
    };
    Both { texts, objects: papers.iter().map(|paper| paper_object(paper, ctx)).collect() }
}

fn across(asked: &Questionnaire, papers: &[Paper], ctx: &Ctx) -> Vec<Vec<String>> {
    let head = |item: &Item| own_head(item, names::label(&item.label, ctx.text));
    let mut table = vec![who_heads(ctx).into_iter().chain(asked.items.iter().map(head)).collect::<Vec<String>>()];
    for paper in papers {
        let same = paper.asked.version == asked.version;
        let given = &paper.response.answers;
        let told = if same { given.clone() } else { lineage::carried(ctx.register, asked, paper.asked, given) };
        let words = asked.items.iter().zip(&told).map(|(item, given)| said(&item.kind, given, ctx));
        table.push(who(paper.respondent, paper.person, paper.response.on, ctx).into_iter().chain(words).collect());
    }
    table
}

/// In words; what was not put stays empty, and the import finds that out again by itself.
fn said(kind: &ItemKind, given: &Answer, ctx: &Ctx) -> String {
    if *given == Answer::Skipped { String::new() } else { answer::words(kind, given, ctx.text) }
}

fn down(papers: &[Paper], ctx: &Ctx) -> Vec<Vec<String>> {
    let (s, m) = (&ctx.text.surveys, &ctx.text.monitoring);
    let own = [m.out_survey, s.version_head, s.item_id, s.item_ru, m.out_answer].map(str::to_owned);
    let mut table = vec![who_heads(ctx).into_iter().chain(own).collect::<Vec<String>>()];
    for paper in papers {
        let who = who(paper.respondent, paper.person, paper.response.on, ctx);
        let (code, version) = (&paper.asked.code, paper.asked.version.to_string());
        for (item, given) in paper.asked.items.iter().zip(&paper.response.answers) {
            let question = names::label(&item.label, ctx.text).to_owned();
            let words = answer::words(&item.kind, given, ctx.text);
            table.push([who.clone(), vec![code.clone(), version.clone(), item.id.clone(), question, words]].concat());
        }
    }
    table
}

fn paper_object(paper: &Paper, ctx: &Ctx) -> Json {
    let answers = paper.asked.items.iter().zip(&paper.response.answers);
    let answers: Vec<Json> = answers.map(|(item, given)| answer_object(item, given, ctx)).collect();
    json!({
        "id": paper.number,
        "person_id": paper.respondent.0,
        "pair_id": paper.response.pair.map(|pair| pair.0),
        "year": year(ctx),
        "name": paper.person.name.full(),
        "class": class(paper.person, ctx),
        "survey": paper.asked.code,
        "version": paper.asked.version,
        "wave": paper.asked.wave.code(),
        "audience": paper.asked.audience.code(),
        "on": paper.response.on.to_string(),
        "answers": answers,
    })
}

/// An answer with its value, and the ways of having none apart.
fn answer_object(item: &Item, given: &Answer, ctx: &Ctx) -> Json {
    let options = answer::options(&item.kind, ctx.text);
    let option = |index: &u8| options.get(usize::from(*index)).copied();
    let (state, value) = match given {
        Answer::NotAsked => ("not_asked", Json::Null),
        Answer::Blank => ("blank", Json::Null),
        Answer::NotApplicable => ("not_applicable", Json::Null),
        Answer::Skipped => ("skipped", Json::Null),
        Answer::YesNo(yes) => ("answered", json!(yes)),
        Answer::Scale(value) | Answer::Percent(value) => ("answered", json!(value)),
        Answer::Choice(index) => ("answered", json!(option(index))),
        Answer::Several(picked) => ("answered", json!(picked.iter().map(option).collect::<Vec<_>>())),
        Answer::Text(text) => ("answered", json!(text)),
    };
    json!({ "item": item.id, "question": names::label(&item.label, ctx.text), "state": state, "value": value })
}

/// Measures of the year, one in each row: of the school as a whole first, then of people by name.
pub(super) fn measures(ctx: &Ctx) -> Both {
    let s = &ctx.text.surveys;
    let own = [s.column_parameter, s.column_wave, s.column_value, s.column_notes, s.column_scale, s.column_better];
    let heads: Vec<String> = who_heads(ctx).into_iter().chain(own.map(str::to_owned)).collect();
    let mut both = Both { texts: vec![heads], objects: Vec::new() };
    measures_of_school(&mut both, ctx);
    measures_of_people(&mut both, ctx);
    both
}

fn measures_of_school(both: &mut Both, ctx: &Ctx) {
    let school = ctx.text.monitoring.school_whole;
    let order = Order::new();
    let mut parameters: Vec<_> = ctx.register.school_parameters().collect();
    parameters.sort_by_cached_key(|(_, it)| order.key(&it.name));
    for (parameter, of) in parameters {
        let all = ctx.register.school_measures(parameter).filter(|(_, it)| it.year == ctx.year);
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(_, it)| it.wave);
        for (id, it) in all {
            let who = [String::new(), school.to_owned(), String::new(), dates::full(it.on)];
            let said =
                [of.name.to_string(), it.wave.word(ctx.text).to_owned(), decimal(it.value), it.notes.to_string()];
            let about = [of.scale.word(ctx.text), of.better.word(ctx.text)].map(str::to_owned);
            both.texts.push(who.into_iter().chain(said).chain(about).collect());
            both.objects.push(json!({
                "id": id.0,
                "person_id": Json::Null,
                "year": year(ctx),
                "name": school,
                "class": "",
                "parameter": of.name,
                "wave": it.wave.code(),
                "value": f64::from(it.value) / 100.0,
                "on": it.on.to_string(),
                "notes": it.notes,
                "scale": of.scale.code(),
                "better": of.better.code(),
            }));
        }
    }
}

fn measures_of_people(both: &mut Both, ctx: &Ctx) {
    let leaves = |measure: &Measure| entry_may_leave(measure.person.into(), ctx);
    let all = ctx.register.measures(ctx.year).filter(|(_, measure)| leaves(measure));
    let mut all: Vec<_> = all.filter_map(|(id, it)| Some((id, it, ctx.register.get::<Person>(it.person)?))).collect();
    let order = Order::new();
    all.sort_by_cached_key(|(id, it, person)| (order.key(&person.name.full()), it.parameter, it.wave, *id));
    for (id, it, person) in all {
        // One of the school's own takes along what it is, so that another school can take it in.
        let own = it.parameter.own(ctx.register);
        let name = names::parameter(ctx.register, it.parameter, ctx.text);
        let words = [name, it.wave.word(ctx.text)].map(str::to_owned);
        let about = own.map_or(["", ""], |own| [own.scale.word(ctx.text), own.better.word(ctx.text)]);
        let [scale, better] = about.map(str::to_owned);
        let value = [decimal(it.value), it.notes.to_string(), scale, better];
        both.texts.push(who(it.person, person, it.on, ctx).into_iter().chain(words).chain(value).collect());
        both.objects.push(json!({
            "id": id.0,
            "person_id": it.person.0,
            "year": year(ctx),
            "name": person.name.full(),
            "class": class(person, ctx),
            "parameter": own.map_or(it.parameter.code(), |own| &own.name),
            "wave": it.wave.code(),
            "value": f64::from(it.value) / 100.0,
            "on": it.on.to_string(),
            "notes": it.notes,
            "scale": own.map(|own| own.scale.code()),
            "better": own.map(|own| own.better.code()),
        }));
    }
}

/// The indicators of the year as far as it has gone. One that discloses health leaves only when asked for; of a share of
/// few people only the counts.
pub(super) fn indicators(ctx: &Ctx) -> Both {
    let m = &ctx.text.monitoring;
    let heads = [
        m.out_code,
        m.out_indicator,
        ctx.text.fields.form,
        m.out_value,
        m.out_part,
        m.out_whole,
        m.out_plan,
        m.out_done,
        m.out_before,
    ];
    let mut both = Both { texts: vec![heads.map(str::to_owned).to_vec()], objects: Vec::new() };
    let Some(period) = ctx.register.get::<Year>(ctx.year).map(|year| Period::of_year(year, ctx.today)) else {
        return both;
    };
    let before = a_year_before(ctx.register, ctx.year, period).unwrap_or_default();
    for figure in figures(ctx.register, ctx.year, period).iter().filter(|it| ctx.reveal || !discloses(it.indicator)) {
        let before = before
            .iter()
            .find(|other| (other.indicator, other.form) == (figure.indicator, figure.form))
            .and_then(|it| shown(it.amount));
        let (value, plan) = (shown(figure.amount), figure.plan.map(Plan::number));
        let done = value.and_then(|_| figure.done());
        let (part, whole) = match figure.amount {
            Amount::Share { part, whole } => (Some(part), Some(whole)),
            Amount::Count(_) | Amount::Unknown => (None, None),
        };
        let number =
            |value: Option<f64>| value.map(|value| decimal((value * 100.0).round() as i32)).unwrap_or_default();
        let count = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
        both.texts.push(vec![
            figure.indicator.code().to_owned(),
            figure.indicator.word(ctx.text).to_owned(),
            figure.form.map_or("", |form| form.word(ctx.text)).to_owned(),
            number(value),
            count(part),
            count(whole),
            plan.map(|plan| plan.to_string()).unwrap_or_default(),
            number(done),
            number(before),
        ]);
        both.objects.push(indicator_object(figure, (value, part, whole), (plan, done, before), ctx));
    }
    both
}

type Fact = (Option<f64>, Option<usize>, Option<usize>);
type Against = (Option<u32>, Option<f64>, Option<f64>);

fn indicator_object(figure: &Figure, (value, part, whole): Fact, (plan, done, before): Against, ctx: &Ctx) -> Json {
    json!({
        "id": figure.indicator.code(),
        "year": year(ctx),
        "name": figure.indicator.word(ctx.text),
        "form": figure.form.map(|form| form.code()),
        "value": value,
        "part": part,
        "whole": whole,
        "plan": plan,
        "done": done,
        "before": before,
    })
}

/// The number, unless it is a share of so few people that it says nothing.
fn shown(amount: Amount) -> Option<f64> {
    if amount.is_small() { None } else { amount.number() }
}

fn discloses(indicator: Indicator) -> bool {
    choices::INDICATORS.iter().any(|choice| choice.code == indicator.code() && choice.restricted)
}
