//! Asking for a file: rosters in, bases out.

use crate::domain::{Kind, Questionnaire, QuestionnaireId};
use crate::fields::{Ctx, Field, FieldKind, Value, names};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::surveys;
use crate::text::fill;

/// A path as a form holds it.
#[derive(Debug, Clone, Default)]
struct Path(String);

static PATH: &[Field<Path>] = &[Field::new(
    "path",
    |text| text.messages.file_prompt,
    FieldKind::Path,
    |path: &Path, _| Value::text(&path.0),
    |path: &mut Path, value, _: &Ctx| path.0 = value.into_text(),
)
.required()];

/// Asks for the file of a roster.
pub fn ask_import(kind: Kind, world: &World) -> Act {
    Act::Form(Box::new(import(kind, world)))
}

/// Asks for the file to write a base to.
pub fn ask_export(kind: Kind, world: &World) -> Act {
    Act::Form(Box::new(export(kind, world)))
}

/// Asks for the file to write the sheet of codes to.
pub fn ask_codes(world: &World) -> Act {
    Act::Form(Box::new(codes(world)))
}

fn codes(world: &World) -> Form {
    let name = format!("codes-{}.txt", world.today().format("%Y-%m-%d"));
    form("export.codes", world.text.respond.sheet_title, &name, world)
}

/// Either form again, by its identity, for a path that was half typed.
pub fn reopen(id: &str, world: &World) -> Option<Form> {
    match id {
        "import.mentees" => Some(import(Kind::Mentee, world)),
        "import.mentors" => Some(import(Kind::Mentor, world)),
        "import.survey" => Some(import(Kind::Questionnaire, world)),
        "import.measures" => Some(import(Kind::Measure, world)),
        "export.mentees" => Some(export(Kind::Mentee, world)),
        "export.mentors" => Some(export(Kind::Mentor, world)),
        "export.consents" => Some(export(Kind::Person, world)),
        "export.answers" => Some(export(Kind::Response, world)),
        "export.measures" => Some(export(Kind::Measure, world)),
        "export.indicators" => Some(export(Kind::YearNumbers, world)),
        "export.events" => Some(export(Kind::Event, world)),
        "import.preferences" => Some(import(Kind::PreferenceSheet, world)),
        "export.preferences" => Some(export(Kind::PreferenceSheet, world)),
        "export.codes" => Some(codes(world)),
        _ => None,
    }
}

fn import(kind: Kind, world: &World) -> Form {
    let c = &world.text.commands;
    let (id, title) = match kind {
        Kind::Mentor => ("import.mentors", c.import_mentors_help),
        Kind::Questionnaire => ("import.survey", c.sheet_import_help),
        Kind::Measure => ("import.measures", c.import_measures_help),
        Kind::PreferenceSheet => ("import.preferences", c.import_wishes_help),
        _ => ("import.mentees", c.import_mentees_help),
    };
    form(id, title, "", world)
}

fn export(kind: Kind, world: &World) -> Form {
    let c = &world.text.commands;
    let (id, title, name) = match kind {
        Kind::Mentor => ("export.mentors", c.export_mentors, "mentors"),
        Kind::Person => ("export.consents", c.export_consents, "consents"),
        Kind::PreferenceSheet => ("export.preferences", c.export_wishes, "preferences"),
        Kind::Response => ("export.answers", c.export_answers, "answers"),
        Kind::Measure => ("export.measures", c.export_measures, "measures"),
        Kind::YearNumbers => ("export.indicators", c.export_indicators, "indicators"),
        Kind::Event => ("export.events", c.export_events, "events"),
        _ => ("export.mentees", c.export_mentees, "mentees"),
    };
    form(id, title, &format!("{name}-{}.csv", world.today().format("%Y-%m-%d")), world)
}

/// Asks for the file to write a questionnaire to.
pub fn ask_export_survey(id: QuestionnaireId, world: &World) -> Option<Act> {
    export_survey(id, world).map(|form| Act::Form(Box::new(form)))
}

/// Identity of the form that asks for a file of answers to a questionnaire.
pub const IMPORT_ANSWERS: &str = "import.answers";

/// The form that asks for it.
pub fn import_answers(id: QuestionnaireId, world: &World) -> Option<Form> {
    let sheet = world.register.get::<Questionnaire>(id)?;
    let title = fill(world.text.commands.import_answers_of, &[&names::title(sheet, world.text)]);
    let mut form = form(IMPORT_ANSWERS, &title, "", world);
    form.target = Some(id.into());
    Some(form)
}

/// Identity of that form.
pub const EXPORT_SURVEY: &str = "export.survey";

/// The form that asks for it.
pub fn export_survey(id: QuestionnaireId, world: &World) -> Option<Form> {
    let sheet = world.register.get::<Questionnaire>(id)?;
    let path = format!("{}-{}.toml", sheet.code, sheet.version);
    let mut form = form(EXPORT_SURVEY, world.text.commands.sheet_export_help, &path, world);
    form.target = Some(id.into());
    Some(form)
}

fn form(id: &'static str, title: &str, path: &str, world: &World) -> Form {
    let ctx = world.ctx();
    let inputs = PATH.iter().map(|field| Input::of(field, &Path::default(), &ctx)).collect();
    let mut form = Form::new(id, title, None, inputs, submit);
    if let Some(input) = form.input_mut("path").filter(|_| !path.is_empty()) {
        input.put(Value::text(path), &ctx);
    }
    form
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut path = Path::default();
    form.write(PATH, &mut path, &world.ctx())?;
    if path.0.ends_with('/') {
        // A directory is looked into, not read.
        return Ok(Act::Complete(path.0));
    }
    Ok(match form.id {
        "import.mentees" => Act::OpenRoster(Kind::Mentee, path.0),
        "import.mentors" => Act::OpenRoster(Kind::Mentor, path.0),
        "import.survey" => Act::OpenRoster(Kind::Questionnaire, path.0),
        IMPORT_ANSWERS => Act::OpenRoster(Kind::Response, path.0),
        "import.measures" => Act::OpenRoster(Kind::Measure, path.0),
        EXPORT_SURVEY => {
            let sheet =
                form.target.and_then(QuestionnaireId::of).and_then(|id| world.register.get::<Questionnaire>(id));
            let text = sheet.map_or_else(String::new, |sheet| surveys::write(sheet));
            Act::WriteFrom(path.0.into(), text.into_bytes())
        }
        "import.preferences" => Act::OpenRoster(Kind::PreferenceSheet, path.0),
        "export.preferences" => Act::Export(Kind::PreferenceSheet, path.0),
        "export.codes" => Act::Export(Kind::Invitation, path.0),
        "export.mentors" => Act::Export(Kind::Mentor, path.0),
        "export.consents" => Act::Export(Kind::Person, path.0),
        "export.answers" => Act::Export(Kind::Response, path.0),
        "export.measures" => Act::Export(Kind::Measure, path.0),
        "export.indicators" => Act::Export(Kind::YearNumbers, path.0),
        "export.events" => Act::Export(Kind::Event, path.0),
        _ => Act::Export(Kind::Mentee, path.0),
    })
}
