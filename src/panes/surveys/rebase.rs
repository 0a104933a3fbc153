//! A paper taken up again over what is on file by now.
//!
//! Somebody else may have keyed the same paper meanwhile, or corrected it, or taken it away. Answers that only one
//! side gave stand; where both gave different ones, mine stands until the curator says otherwise.

use super::answer;
use super::keying::{FORM, Keying, SECOND, before, tidied};
use crate::domain::{
    Answer, Item, Person, PersonId, Questionnaire, QuestionnaireId, Response, ResponseId, Year, YearId, twin,
};
use crate::fields::names;
use crate::kit::{Beneath, Draft, Side, Versions, World};

/// What a draft says of a paper.
struct Kept<'a> {
    person: PersonId,
    questionnaire: QuestionnaireId,
    year: YearId,
    /// The response it corrects.
    response: Option<ResponseId>,
    /// The question it was left at.
    place: &'a str,
    /// Answers, and those a correction found, by question.
    fields: &'a [(String, String)],
}

/// One question: what was answered before either side, what was keyed, what is on file.
struct Question<'a> {
    item: &'a Item,
    base: Answer,
    mine: Answer,
    theirs: Answer,
}

/// The paper of a draft over what is on file, and what became of that. `None` when the draft is another form's, or
/// the person, the year or the questionnaire is gone.
pub fn restored(draft: &Draft, world: &World) -> Option<(Keying, Beneath)> {
    let kept = Kept::of(draft, world)?;
    if draft.form == SECOND {
        return kept.again(world).map(|keying| (keying, Beneath::Same));
    }
    let stored = kept.on_file(world);
    let mut keying = match stored {
        Some(id) => Keying::over(id, world)?,
        None => Keying::new(kept.person, kept.questionnaire, world)?,
    };
    keying.year = kept.year;
    let sheet = std::sync::Arc::clone(&keying.sheet);
    let questions: Vec<Question> =
        sheet.items.iter().zip(&keying.answers).map(|(item, theirs)| kept.question(item, &on_file(theirs))).collect();
    let beneath = match stored {
        None if kept.response.is_some() => Beneath::Gone,
        Some(id) if questions.iter().any(|question| question.base != question.theirs) => {
            differs(id, kept.response.is_none(), &questions, world)
        }
        _ => Beneath::Same,
    };
    let merged = questions.into_iter().map(|question| match stored.is_none() || question.is_mine() {
        true => question.mine,
        false => question.theirs,
    });
    keying.put_all(merged.collect());
    let place = sheet.items.iter().position(|known| known.id == kept.place);
    keying.go(place.unwrap_or_else(|| keying.first_open()));
    Some((keying, beneath))
}

/// An answer on file as a side of the comparison. What a condition left out follows from the answers above it.
fn on_file(answer: &Answer) -> Answer {
    if *answer == Answer::Skipped { Answer::NotAsked } else { answer.clone() }
}

fn differs(id: ResponseId, created: bool, questions: &[Question], world: &World) -> Beneath {
    if !questions.iter().any(Question::is_mine) {
        return Beneath::Agrees(id.into());
    }
    let versions = questions.iter().zip(1..).filter_map(|(question, number)| question.versions(number, world));
    Beneath::Differs { key: id.into(), created, versions: versions.collect() }
}

impl<'a> Kept<'a> {
    fn of(draft: &'a Draft, world: &World) -> Option<Self> {
        let [questionnaire, year, response, item, fields @ ..] = draft.fields.as_slice() else { return None };
        if draft.form != FORM && draft.form != SECOND {
            return None;
        }
        let kept = Self {
            person: PersonId::of(draft.target?)?,
            questionnaire: QuestionnaireId(questionnaire.1.parse().ok()?),
            year: YearId(year.1.parse().ok()?),
            response: response.1.parse().ok().map(ResponseId),
            place: &item.1,
            fields,
        };
        world.register.get::<Person>(kept.person)?;
        world.register.get::<Year>(kept.year)?;
        world.register.get::<Questionnaire>(kept.questionnaire)?;
        Some(kept)
    }

    /// A second keying as it was left. `None` when the paper is gone, or was keyed a second time meanwhile.
    fn again(&self, world: &World) -> Option<Keying> {
        let id =
            self.response.filter(|id| world.register.get::<Response>(*id).is_some_and(|it| it.second.is_none()))?;
        let mut keying = Keying::second(id, world)?;
        let sheet = std::sync::Arc::clone(&keying.sheet);
        let kept = |item: &Item| {
            let field = self.fields.iter().find(|(id, _)| *id == item.id).map(|(_, kept)| kept.as_str());
            field.and_then(|kept| answer::decode(&item.kind, kept)).unwrap_or(Answer::NotAsked)
        };
        keying.put_all(sheet.items.iter().map(kept).collect());
        let place = sheet.items.iter().position(|known| known.id == self.place);
        keying.go(place.unwrap_or_else(|| keying.first_open()));
        Some(keying)
    }

    /// The response this paper is, whoever keyed it.
    fn on_file(&self, world: &World) -> Option<ResponseId> {
        // Of a pulse there may be several: only that of today is the one that would be keyed twice.
        let known = self.response.filter(|id| world.register.get::<Response>(*id).is_some());
        let fresh = Response::new(self.questionnaire, self.year, self.person, world.today(), Vec::new());
        known.or_else(|| twin(&world.register, None, &fresh))
    }

    fn question<'b>(&self, item: &'b Item, theirs: &Answer) -> Question<'b> {
        let field = |name: &str| self.fields.iter().find(|(id, _)| id == name).map(|(_, kept)| kept.as_str());
        let read = |kept: &str| answer::decode(&item.kind, kept).unwrap_or(Answer::NotAsked);
        let base = match (self.response, field(&before(&item.id))) {
            (None, _) => Answer::NotAsked,
            (Some(_), Some(found)) => read(found),
            // A draft from before such fields were kept: all it differs in is its own.
            (Some(_), None) => theirs.clone(),
        };
        Question { item, base, mine: field(&item.id).map_or(Answer::NotAsked, read), theirs: theirs.clone() }
    }
}

impl Question<'_> {
    /// Whether this session keyed something that is not on file.
    fn is_mine(&self) -> bool {
        self.mine != self.base && tidied(&self.mine) != self.theirs
    }

    fn versions(&self, number: usize, world: &World) -> Option<Versions> {
        let (mine, theirs) = (self.mine != self.base, self.theirs != self.base);
        if !mine && !theirs {
            return None;
        }
        let words = |answer: &Answer| answer::words(&self.item.kind, answer, world.text);
        Some(Versions {
            field: self.item.id.clone(),
            label: format!("{number}. {}", names::label(&self.item.label, world.text)),
            before: words(&self.base),
            mine: words(&self.mine),
            theirs: words(&self.theirs),
            contested: theirs && self.is_mine(),
            side: if mine { Side::Mine } else { Side::Theirs },
        })
    }
}
