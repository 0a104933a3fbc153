//! JSON: typed values under the ids of their fields.

use serde_json::{Map, Value as Json, json};

use crate::domain::{Mentee, Secret};
use crate::exchange::error::ExportError;
use crate::fields::{Ctx, Field, FieldKind, Value};

/// Writes an array of objects, indented for people.
pub(super) fn bytes(objects: &[Json]) -> Result<Vec<u8>, ExportError> {
    let failed = |error: serde_json::Error| ExportError::Encoding { why: error.to_string() };
    let mut out = serde_json::to_vec_pretty(objects).map_err(failed)?;
    out.push(b'\n');
    Ok(out)
}

/// Adds the fields that exports write to an object, restricted ones only when `ctx` reveals them.
pub(super) fn fields<T>(object: &mut Map<String, Json>, fields: &[Field<T>], row: &T, ctx: &Ctx) {
    for field in fields.iter().filter(|field| field.exported && (ctx.reveal || !field.restricted)) {
        object.insert(field.id.to_owned(), value(&field.kind, field.seen(row, ctx), ctx));
    }
}

fn value(kind: &FieldKind, value: Value, ctx: &Ctx) -> Json {
    // An option that discloses health leaves only when asked for.
    let shown = |code: &&'static str| ctx.reveal || !kind.discloses(code, ctx);
    match value {
        Value::Empty if matches!(kind, FieldKind::Tags(_) | FieldKind::Pick { many: true, .. }) => json!([]),
        Value::Empty => Json::Null,
        Value::Text(code) if !ctx.reveal && kind.discloses(&code, ctx) => Json::Null,
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Date(date) => json!(date.to_string()),
        Value::Time(time) => json!(time.format("%H:%M").to_string()),
        Value::Flag(flag) => json!(flag),
        Value::Code(code) => Some(code).filter(shown).map_or(Json::Null, |code| json!(code)),
        Value::Codes(codes) => json!(codes.into_iter().filter(shown).collect::<Vec<_>>()),
        Value::Picked(keys) => {
            let named =
                |key| json!({ "id": key_id(key), "name": crate::fields::names::of_key(ctx.register, key, ctx.text) });
            let records: Vec<Json> = keys.into_iter().map(named).collect();
            let one = !matches!(kind, FieldKind::Pick { many: true, .. });
            if one { records.into_iter().next().unwrap_or(Json::Null) } else { Json::Array(records) }
        }
    }
}

fn key_id(key: crate::domain::Key) -> u32 {
    key.id
}

/// Every request of a mentee; the fields hold the main one alone.
pub(super) fn requests(mentee: &Mentee, ctx: &Ctx) -> Json {
    if !ctx.sees(Secret::Requests(mentee.person)) {
        return json!([]);
    }
    let one = |request: &crate::domain::Request| {
        let problems = request.problems.iter().filter(|problem| ctx.reveal || !problem.is_restricted());
        json!({
            "text": request.text,
            "problems": problems.map(|problem| problem.code()).collect::<Vec<_>>(),
            "source": request.source.map(crate::domain::Source::code),
            "priority": request.priority,
            "state": request.state.code(),
            "made_on": request.made_on.map(|day| day.to_string()),
        })
    };
    Json::Array(mentee.requests.iter().map(one).collect())
}
