//! What may not be of questionnaires, answers and codes: the rules of [`super::rules`] about them, in a file of their own.

use super::{
    Change, Invitation, InvitationId, Key, Kind, Questionnaire, Record, Refusal, Register, Response, ResponseId,
    lineage,
};

/// How many papers hold on to the questions of this very version: responses, and questionnaires opened by a code that
/// are not handed in. Their answers lie in the order of its items, so it can be changed only while there are none.
pub fn holding(register: &Register, questionnaire: Key) -> usize {
    let opened = |key: Key| {
        InvitationId::of(key).and_then(|id| register.get::<Invitation>(id)).is_some_and(|asked| asked.is_opened())
    };
    let responses = register.referring(questionnaire, Kind::Response).count();
    responses + register.referring(questionnaire, Kind::Invitation).filter(|key| opened(*key)).count()
}

/// Whether others gave other questions to a questionnaire that these changes answer: the answers lie in the order of the
/// items as they were, which no rule can see afterwards.
pub fn overtaken(changes: &[Change], theirs: &[Change]) -> Option<Refusal> {
    let answered = |key: Key| {
        let of = |change: &Change| match &change.after {
            Some(Record::Response(response)) => Some(Key::from(response.questionnaire)),
            _ => None,
        };
        changes.iter().filter_map(of).any(|asked| asked == key)
    };
    let other = |change: &Change| match (&change.before, &change.after) {
        (Some(Record::Questionnaire(before)), Some(Record::Questionnaire(after))) => !before.asks_as(after),
        _ => false,
    };
    let changed = theirs.iter().find(|change| other(change) && answered(change.key))?;
    Some(Refusal::OtherQuestions { key: changed.key })
}

/// Ids are told apart, and what was answered keeps its questions: other questions are a new version.
pub(super) fn of_questionnaire(register: &Register, change: &Change, asked: &Questionnaire) -> Option<Refusal> {
    let mut seen = std::collections::HashSet::new();
    if !asked.items.iter().all(|item| !item.id.is_empty() && seen.insert(item.id.as_str())) {
        return Some(Refusal::OutOfRange { field: "items" });
    }
    if asks_others(register, change, asked) {
        return Some(Refusal::AsksOthers { key: change.key });
    }
    let Some(Record::Questionnaire(before)) = &change.before else { return None };
    (!before.asks_as(asked) && holding(register, change.key) > 0).then_some(Refusal::Answered { key: change.key })
}

/// Whether a questionnaire that somebody has answered, in whatever version, would be put to other people or at another
/// time: the answers on file would count for those.
fn asks_others(register: &Register, change: &Change, asked: &Questionnaire) -> bool {
    let of = |sheet: &Questionnaire| (sheet.wave, sheet.audience);
    let older = lineage::older(register, asked);
    let before = match &change.before {
        Some(Record::Questionnaire(before)) => Some(before.as_ref()),
        _ => older.first().copied(),
    };
    let versions = || register.questionnaires().filter(|(_, sheet)| sheet.code == asked.code);
    before.is_some_and(|before| of(before) != of(asked)) && versions().any(|(id, _)| holding(register, id.into()) > 0)
}

/// A response answers the questions of its questionnaire, and nobody answers one twice.
pub(super) fn of_response(register: &Register, change: &Change, response: &Response) -> Option<Refusal> {
    let questionnaire = register.get::<Questionnaire>(response.questionnaire)?;
    if !questionnaire.takes(&response.answers) {
        return Some(Refusal::OtherQuestions { key: response.questionnaire.into() });
    }
    let of = |it: &Response| (it.respondent, it.questionnaire, it.year, it.on, it.pair);
    // Two that an older program let in side by side can still be corrected.
    let stays = matches!(&change.before, Some(Record::Response(before)) if of(before) == of(response));
    let twin = !stays && twin(register, Some(change.key), response).is_some();
    twin.then_some(Refusal::DuplicateResponse { person: response.respondent })
}

/// The other response to the same questionnaire, in whatever version, by the same person in the same year. A pulse is asked
/// again and again; twice on one day about the same pair is the same paper twice.
pub fn twin(register: &Register, except: Option<Key>, response: &Response) -> Option<ResponseId> {
    let asked = register.get::<Questionnaire>(response.questionnaire)?;
    let is_it = |other: &Response| {
        other.year == response.year
            && (!asked.is_repeated() || (other.on == response.on && other.pair == response.pair))
            && register.get::<Questionnaire>(other.questionnaire).is_some_and(|sheet| sheet.code == asked.code)
    };
    register
        .referring(response.respondent.into(), Kind::Response)
        .filter(|other| Some(*other) != except)
        .filter_map(ResponseId::of)
        .find(|id| register.get::<Response>(*id).is_some_and(|other| is_it(other)))
}

/// A code opens one questionnaire, and what was answered by it answers that one; and the number of an invitation belongs
/// to the response that comes of it.
pub(super) fn of_invitation(register: &Register, key: Key, invitation: &Invitation) -> Option<Refusal> {
    let asked = register.get::<Questionnaire>(invitation.questionnaire)?;
    if invitation.is_opened() && !asked.takes(&invitation.answers) {
        return Some(Refusal::OtherQuestions { key: invitation.questionnaire.into() });
    }
    let twin = register.invitations().find(|(id, other)| Key::from(*id) != key && other.code == invitation.code);
    twin.map(|(id, _)| Refusal::Duplicate { key: id.into() })
}
