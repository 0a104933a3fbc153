//! Role models as a school has them: what one is called, and which a field offers.

use super::choices::Worded;
use super::{Ctx, Listed};
use crate::domain::{Form, Pairing, Role, RoleModel};
use crate::text::Text;

/// The name of a role model: the school's own, or the one that belongs to its code.
pub fn title(role: &RoleModel, text: &Text) -> String {
    match Role::from_code(&role.code) {
        Some(known) if role.title.is_empty() => known.word(text).to_owned(),
        _ if role.title.is_empty() => role.code.to_string(),
        _ => role.title.to_string(),
    }
}

/// Every role model of the school once, for a field that holds the code of one.
pub fn listed(ctx: &Ctx) -> Vec<Listed> {
    let mut listed: Vec<Listed> = Vec::new();
    for role in ctx.register.pairing().forms.iter().flat_map(|form| &form.roles) {
        match listed.iter_mut().find(|known| role.code == known.code) {
            Some(known) => known.restricted |= role.is_restricted(),
            None => listed.push(Listed {
                code: role.code.to_string(),
                word: title(role, ctx.text),
                restricted: role.is_restricted(),
            }),
        }
    }
    listed
}

/// Codes of the role models that new pairs of a form may have.
pub fn used(pairing: &Pairing, form: Form) -> Vec<String> {
    let roles = pairing.form(form).map_or(&[][..], |model| &model.roles);
    roles.iter().filter(|role| role.used).map(|role| role.code.to_string()).collect()
}

/// Codes of all forms, those the school runs before the others.
pub fn forms(pairing: &Pairing) -> Vec<String> {
    let runs = |form: Form| pairing.form(form).is_some_and(|model| model.used);
    let mut forms = Form::ALL.to_vec();
    forms.sort_by_key(|form| !runs(*form));
    forms.into_iter().map(|form| form.code().to_owned()).collect()
}
