//! The rows of the page: what each is about, what it says, and what is usual there.

use super::tables::{BENDS, FIRST, FORM, LIMITS, Queue, ROLE, TOPIC, WEIGHT};
use crate::domain::{Component, Form, FormModel, Pairing, PairingRule, RoleModel, Topic, Words};
use crate::fields::choices::firm;
use crate::fields::{Ctx, Explained, Field, Marked, Worded, role};
use crate::text::{Text, fill};

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A form.
    Form(Form),
    /// A role model of a form, by its code.
    Role(Form, Words),
    /// The weight of a part of the score.
    Weight(Component),
    /// A rule that can stand between two people.
    Rule(PairingRule),
    /// A threshold, by the id of its field in [`LIMITS`].
    Limit(&'static str),
    /// Who comes first.
    First,
    /// A topic, by its title.
    Topic(Words),
}

/// Every row in order, with a number that stays as long as nothing before it in its section comes or goes.
pub fn all(pairing: &Pairing) -> Vec<(u32, Spot)> {
    let mut rows = Vec::new();
    for (model, at) in pairing.forms.iter().zip(1..) {
        rows.push((at * 1_000, Spot::Form(model.form)));
        let roles = model.roles.iter().map(|role| Spot::Role(model.form, role.code.clone()));
        rows.extend((at * 1_000 + 1..).zip(roles));
    }
    rows.extend((10_000..).zip(Component::ALL.iter().map(|&component| Spot::Weight(component))));
    rows.extend((20_000..).zip(PairingRule::ALL.iter().map(|&rule| Spot::Rule(rule))));
    rows.extend((30_000..).zip(LIMITS.iter().map(|field| Spot::Limit(field.id))));
    rows.push((40_000, Spot::First));
    rows.extend((50_000..).zip(pairing.topics.iter().map(|topic| Spot::Topic(topic.title.clone()))));
    rows
}

/// «ведут: ученик», for every field that says something.
fn facts<T>(fields: &[Field<T>], row: &T, ctx: &Ctx) -> Vec<(&'static str, String)> {
    let fact = |field: &Field<T>| ((field.label)(ctx.text), field.shown(row, ctx));
    fields.iter().map(fact).filter(|(_, words)| !words.is_empty()).collect()
}

/// The queue as its form has it.
pub fn queue(pairing: &Pairing) -> Queue {
    let mut places = pairing.first.iter().copied();
    [(); 3].map(|()| places.next())
}

impl Spot {
    /// Its name in a draft.
    pub fn code(&self) -> String {
        match self {
            Self::Form(form) => format!("form:{}", form.code()),
            Self::Role(form, code) => format!("role:{}:{code}", form.code()),
            Self::Weight(component) => format!("weight:{}", component.code()),
            Self::Rule(rule) => format!("rule:{}", rule.code()),
            Self::Limit(id) => format!("limit:{id}"),
            Self::First => "first".to_owned(),
            Self::Topic(title) => format!("topic:{title}"),
        }
    }

    /// The section it stands in.
    pub fn section(&self, text: &Text) -> &'static str {
        let r = &text.rules;
        match self {
            Self::Form(_) | Self::Role(..) => r.section_forms,
            Self::Weight(_) => r.section_weights,
            Self::Rule(_) => r.section_rules,
            Self::Limit(_) => r.section_limits,
            Self::First => r.section_first,
            Self::Topic(_) => r.section_topics,
        }
    }

    /// What it is called in its section.
    pub fn name(&self, pairing: &Pairing, text: &Text) -> String {
        match self {
            Self::Form(form) => form.word(text).to_owned(),
            Self::Role(..) => self.role(pairing).map_or_else(String::new, |model| role::title(model, text)),
            Self::Weight(component) => format!("{} {}", component.mark(text), component.word(text)),
            Self::Rule(rule) => format!("{} {}", rule.mark(text), rule.word(text)),
            Self::Limit(_) => self.limit().map_or("", |field| (field.label)(text)).to_owned(),
            Self::First => text.rules.first_name.to_owned(),
            Self::Topic(title) => title.to_string(),
        }
    }

    /// What it is called where its section is not seen: over a form, in the journal.
    pub fn title(&self, pairing: &Pairing, text: &Text) -> String {
        let (name, r) = (self.name(pairing, text), &text.rules);
        match self {
            Self::Form(_) => fill(r.form_name, &[&name]),
            Self::Role(..) => fill(r.role_name, &[&name]),
            Self::Weight(_) => fill(r.weight_name, &[&name]),
            Self::Topic(_) => fill(r.topic_name, &[&name]),
            Self::Rule(_) | Self::Limit(_) | Self::First => name,
        }
    }

    /// What it says, in the few cells of the list.
    pub fn value(&self, pairing: &Pairing, ctx: &Ctx) -> String {
        let r = &ctx.text.rules;
        let used = |used: bool| if used { r.used } else { r.unused }.to_owned();
        match self {
            Self::Form(_) => self.form(pairing).map_or_else(String::new, |model| used(model.used)),
            Self::Role(form, _) => {
                let run = pairing.form(*form).is_some_and(|model| model.used);
                used(run && self.role(pairing).is_some_and(|role| role.used))
            }
            Self::Weight(component) => share(pairing, *component, ctx.text),
            Self::Rule(rule) if !rule.can_bend() => r.always_hard.to_owned(),
            _ => self.told(pairing, ctx).into_iter().map(|(_, words)| words).next().unwrap_or_else(|| match self {
                Self::First => r.nobody_first.to_owned(),
                _ => r.silent.to_owned(),
            }),
        }
    }

    /// Everything it says, by the labels of its form. Two records say the same of a row when this is the same.
    pub fn told(&self, pairing: &Pairing, ctx: &Ctx) -> Vec<(&'static str, String)> {
        match self {
            Self::Form(_) => self.form(pairing).map_or_else(Vec::new, |model| facts(FORM, model, ctx)),
            Self::Role(..) => self.role(pairing).map_or_else(Vec::new, |role| facts(ROLE, role, ctx)),
            Self::Weight(component) => facts(WEIGHT, &pairing.weight(*component), ctx),
            Self::Rule(rule) => facts(BENDS, &pairing.bends(*rule), ctx),
            Self::Limit(_) => {
                self.limit().map_or_else(Vec::new, |field| facts(std::slice::from_ref(field), pairing, ctx))
            }
            Self::First => {
                let places = facts(FIRST, &queue(pairing), ctx);
                let words: Vec<String> = places.into_iter().map(|(_, words)| words).collect();
                let label = ctx.text.rules.first_name;
                if words.is_empty() { Vec::new() } else { vec![(label, words.join(", "))] }
            }
            // What it is called is how it is known.
            Self::Topic(title) => pairing.topic(title).map_or_else(Vec::new, |topic| facts(&TOPIC[1..], topic, ctx)),
        }
    }

    /// The sentence that explains it.
    pub fn explanation(&self, text: &Text) -> &'static str {
        let r = &text.rules;
        match self {
            Self::Form(_) => r.about_a_form,
            Self::Role(..) => r.about_a_role,
            Self::Weight(component) => component.explanation(text),
            Self::Rule(rule) => rule.explanation(text),
            Self::Limit("strong") => r.about_strong,
            Self::Limit("good") => r.about_good,
            Self::Limit("soft_cost") => r.about_soft_cost,
            Self::Limit("stay_bonus") => r.about_stay_bonus,
            Self::Limit("load_step") => r.about_load_step,
            Self::Limit(_) => r.about_names,
            Self::First => r.about_first,
            Self::Topic(_) => r.about_a_topic,
        }
    }

    /// The sentence on what a change of it changes, or why there is none.
    pub fn effect(&self, pairing: &Pairing, text: &Text) -> String {
        let r = &text.rules;
        match self {
            Self::Form(_) => r.does_form.to_owned(),
            Self::Role(..) => r.does_role.to_owned(),
            Self::Weight(_) => r.does_weight.to_owned(),
            Self::Rule(rule) => match firm(*rule, text) {
                Some(why) => why.to_owned(),
                None => fill(r.does_rule, &[&pairing.soft_cost]),
            },
            Self::Limit("strong") => r.does_strong.to_owned(),
            Self::Limit("good") => r.does_good.to_owned(),
            Self::Limit("names_on_sheet") => r.does_names.to_owned(),
            Self::Limit(_) | Self::First => r.does_points.to_owned(),
            Self::Topic(_) => r.does_topic.to_owned(),
        }
    }

    /// Whether the school has made it, so that nothing is usual there.
    pub fn is_own(&self) -> bool {
        match self {
            Self::Role(_, code) => RoleModel::own(code, "").is_own(),
            Self::Topic(title) => Pairing::usual().topic(title).is_none(),
            _ => false,
        }
    }

    /// Whether it says what it says in a school that has changed nothing.
    pub fn is_usual(&self, pairing: &Pairing, ctx: &Ctx) -> bool {
        !self.is_own() && self.told(pairing, ctx) == self.told(Pairing::usual(), ctx)
    }

    /// Puts it back to what is usual.
    pub fn put_back(&self, pairing: &mut Pairing) {
        let usual = Pairing::usual();
        match self {
            Self::Form(form) => {
                if let (Some(model), Some(usual)) = (self.form_mut(pairing), usual.form(*form)) {
                    *model = FormModel { roles: std::mem::take(&mut model.roles), ..usual.clone() };
                }
            }
            Self::Role(..) => {
                if let (Some(role), Some(usual)) = (self.role_mut(pairing), self.role(usual)) {
                    role.clone_from(usual);
                }
            }
            Self::Weight(component) => set_weight(pairing, *component, usual.weight(*component)),
            Self::Rule(rule) => set_soft(pairing, *rule, usual.bends(*rule)),
            Self::Limit("strong") => pairing.strong = usual.strong,
            Self::Limit("good") => pairing.good = usual.good,
            Self::Limit("soft_cost") => pairing.soft_cost = usual.soft_cost,
            Self::Limit("stay_bonus") => pairing.stay_bonus = usual.stay_bonus,
            Self::Limit("load_step") => pairing.load_step = usual.load_step,
            Self::Limit(_) => pairing.names_on_sheet = usual.names_on_sheet,
            Self::First => pairing.first.clone_from(&usual.first),
            Self::Topic(title) => {
                if let (Some(topic), Some(usual)) = (self.topic_mut(pairing), usual.topic(title)) {
                    topic.clone_from(usual);
                }
            }
        }
    }

    /// The field of a threshold.
    pub fn limit(&self) -> Option<&'static Field<Pairing>> {
        match self {
            Self::Limit(id) => LIMITS.iter().find(|field| field.id == *id),
            _ => None,
        }
    }

    /// The form a row of a form is about.
    pub fn form<'a>(&self, pairing: &'a Pairing) -> Option<&'a FormModel> {
        match self {
            Self::Form(form) => pairing.form(*form),
            _ => None,
        }
    }

    /// As [`Self::form`], to be changed.
    pub fn form_mut<'a>(&self, pairing: &'a mut Pairing) -> Option<&'a mut FormModel> {
        match self {
            Self::Form(form) => pairing.forms.iter_mut().find(|model| model.form == *form),
            _ => None,
        }
    }

    /// The role model a row of one is about.
    pub fn role<'a>(&self, pairing: &'a Pairing) -> Option<&'a RoleModel> {
        match self {
            Self::Role(form, code) => pairing.form(*form)?.roles.iter().find(|role| role.code == *code),
            _ => None,
        }
    }

    /// As [`Self::role`], to be changed.
    pub fn role_mut<'a>(&self, pairing: &'a mut Pairing) -> Option<&'a mut RoleModel> {
        let Self::Role(form, code) = self else { return None };
        let model = pairing.forms.iter_mut().find(|model| model.form == *form)?;
        model.roles.iter_mut().find(|role| role.code == *code)
    }

    /// The topic a row of one is about, to be changed.
    pub fn topic_mut<'a>(&self, pairing: &'a mut Pairing) -> Option<&'a mut Topic> {
        match self {
            Self::Topic(title) => pairing.topics.iter_mut().find(|topic| topic.title == *title),
            _ => None,
        }
    }
}

/// «40 · 40 %»: a weight with its part in the whole.
fn share(pairing: &Pairing, component: Component, text: &Text) -> String {
    let weight = u32::from(pairing.weight(component));
    let whole: u32 = pairing.weights.iter().map(|(_, weight)| u32::from(*weight)).sum();
    match (weight * 100 + whole / 2).checked_div(whole) {
        Some(percent) if weight > 0 => fill(text.rules.share, &[&weight, &percent]),
        _ => text.rules.weightless.to_owned(),
    }
}

/// Gives a component a weight.
pub fn set_weight(pairing: &mut Pairing, component: Component, weight: u16) {
    match pairing.weights.iter_mut().find(|(known, _)| *known == component) {
        Some((_, known)) => *known = weight,
        None => pairing.weights.push((component, weight)),
    }
}

/// Lets a rule only warn, or not.
pub fn set_soft(pairing: &mut Pairing, rule: PairingRule, soft: bool) {
    pairing.soft.retain(|known| *known != rule);
    pairing.soft.extend(soft.then_some(rule));
    pairing.soft.sort_unstable();
}

/// What differs between two records of the rules: row and field, before, after.
pub fn differences(before: &Pairing, after: &Pairing, ctx: &Ctx) -> Vec<(String, String, String)> {
    let mut spots: Vec<Spot> = all(after).into_iter().map(|(_, spot)| spot).collect();
    for (_, spot) in all(before) {
        if !spots.contains(&spot) {
            spots.push(spot);
        }
    }
    let mut differences = Vec::new();
    for spot in spots {
        let (was, is) = (spot.told(before, ctx), spot.told(after, ctx));
        if was == is {
            continue;
        }
        let named = if is.is_empty() { before } else { after };
        let title = spot.title(named, ctx.text);
        let words = |told: &[(&'static str, String)], label: &str| {
            told.iter().find(|(known, _)| *known == label).map_or_else(String::new, |(_, words)| words.clone())
        };
        let mut labels: Vec<&'static str> = is.iter().chain(&was).map(|(label, _)| *label).collect();
        let mut seen = std::collections::BTreeSet::new();
        labels.retain(|label| seen.insert(*label));
        for label in labels {
            let (was, is) = (words(&was, label), words(&is, label));
            if was != is {
                differences.push((format!("{title}. {label}"), was, is));
            }
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Precedence, Problem, TargetGroup};
    use crate::kit::sample;

    #[test]
    fn every_row_says_what_it_is_and_what_it_changes() {
        let world = sample::world();
        let ctx = world.ctx();
        let usual = Pairing::usual();
        for (_, spot) in all(usual) {
            assert!(!spot.name(usual, ctx.text).is_empty() && !spot.value(usual, &ctx).is_empty(), "{spot:?}");
            assert!(!spot.told(usual, &ctx).is_empty() && !spot.effect(usual, ctx.text).is_empty(), "{spot:?}");
            assert!(!spot.is_own() && spot.is_usual(usual, &ctx), "{spot:?}");
        }
    }

    #[test]
    fn every_row_goes_back_to_what_is_usual() {
        let world = sample::world();
        let ctx = world.ctx();
        let mut changed = Pairing::default();
        for model in &mut changed.forms {
            model.used = !model.used;
            model.mentors.push(crate::domain::PersonKind::Other);
            for role in &mut model.roles {
                role.used = false;
                role.problems = vec![Problem::Adaptation, Problem::OvzInvolvement, Problem::Motivation];
                role.groups.push(TargetGroup::Ovz);
            }
        }
        changed.weights.iter_mut().for_each(|(_, weight)| *weight += 1);
        let hard = |rule: &PairingRule| rule.can_bend() && !Pairing::usual().bends(*rule);
        changed.soft = PairingRule::ALL.iter().copied().filter(hard).collect();
        (changed.strong, changed.good, changed.soft_cost) = (99, 98, 97);
        (changed.stay_bonus, changed.load_step, changed.names_on_sheet) = (96, 95, 9);
        changed.first = vec![Precedence::LeftOver];
        changed.topics.iter_mut().for_each(|topic| topic.words.push("вот".into()));
        let rows = all(&changed);
        let bent = |spot: &Spot| !matches!(spot, Spot::Rule(rule) if !rule.can_bend());
        for (_, spot) in rows.iter().filter(|(_, spot)| bent(spot)) {
            assert!(!spot.is_usual(&changed, &ctx), "{spot:?}");
            let mut one = changed.clone();
            spot.put_back(&mut one);
            assert!(spot.is_usual(&one, &ctx), "{spot:?}");
            let told: Vec<String> = differences(&changed, &one, &ctx).into_iter().map(|(name, ..)| name).collect();
            let title = spot.title(&one, ctx.text);
            assert!(!told.is_empty() && told.iter().all(|name| name.starts_with(&title)), "{spot:?}: {told:?}");
        }
        rows.iter().for_each(|(_, spot)| spot.put_back(&mut changed));
        assert_eq!(&changed, Pairing::usual());
    }
}
