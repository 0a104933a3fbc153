//! The card over the whole width: every field of a record under its label, then what belongs to the record.
//!
//! Beside the list a card has few cells; here nothing is left out and nothing is cut. What is restricted stays masked
//! until asked for.

use std::collections::BTreeMap;

use crate::domain::{
    Award, AwardId, Consent, ConsentKind, Event, EventId, Kind, Meeting, Mentor, Pair, PairId, Person, PersonId,
    Questionnaire, Response, Secret, Year, YearId,
};
use crate::fields::{Field, Said, Worded, dates, names};
use crate::kit::paint::{Line, Span, width as cells_of, wrap};
use crate::kit::{Tone, World};
use crate::panes::{mentees, people, surveys};
use crate::text::fill;

/// The widest a card gets, in cells: longer lines are hard to read.
const WIDEST: usize = 110;
/// Cells by which what goes on is set in.
const INDENT: usize = 2;

/// A card being written, from the top down.
pub struct FullCard<'a> {
    world: &'a World,
    width: usize,
    lines: Vec<Line>,
}

impl<'a> FullCard<'a> {
    /// An empty card in that many cells.
    pub fn new(world: &'a World, cells: usize) -> Self {
        Self { world, width: cells.min(WIDEST), lines: Vec::new() }
    }

    /// Cells in a line.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What was written.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// The heading of a part.
    pub fn heading(&mut self, title: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.lines.push(Line::of(title, self.world.theme.style(Tone::Heading)));
    }

    /// A sentence, set in by so many cells and wrapped; nothing where there are no words.
    pub fn say(&mut self, words: &str, tone: Tone, indent: usize) {
        if words.is_empty() {
            return;
        }
        let (style, pad) = (self.world.theme.style(tone), " ".repeat(indent));
        let lines = wrap(words, self.width.saturating_sub(indent)).into_iter();
        self.lines.extend(lines.map(|line| Line::of(format!("{pad}{}", line.trim_end()), style)));
    }

    /// A sentence whose further lines are set in.
    pub fn item(&mut self, words: &str, tone: Tone) {
        let first = wrap(words, self.width).into_iter().next().unwrap_or_default();
        let rest = words.get(first.len()..).unwrap_or_default().trim_start().to_owned();
        self.say(first.trim_end(), tone, 0);
        self.say(&rest, tone, INDENT);
    }

    /// A line that is ready.
    pub fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Every field of a record that says something, under its label; `told` are those that another part tells of.
    pub fn facts<T>(&mut self, fields: &[Field<T>], row: &T, told: &[&str]) {
        for field in fields.iter().filter(|field| is_fact(field) && !told.contains(&field.id)) {
            let ctx = self.world.ctx();
            if field.seen(row, &ctx).is_empty() {
                continue;
            }
            let shown = field.shown(row, &ctx);
            if shown.is_empty() && !ctx.sees(Secret::Restricted) {
                continue;
            }
            // A hidden choice looks like none; that there is one may be seen.
            let shown = if shown.is_empty() { self.world.text.common.hidden_hint.to_owned() } else { shown };
            self.fact((field.label)(self.world.text), &shown);
        }
    }

    fn fact(&mut self, label: &str, words: &str) {
        let (plain, muted) = (self.world.theme.style(Tone::Plain), self.world.theme.style(Tone::Muted));
        let column = if self.width < 70 { 20 } else { 26 };
        for (place, line) in wrap(words, self.width.saturating_sub(column)).into_iter().enumerate() {
            let label = if place == 0 { label } else { "" };
            let pad = " ".repeat(column.saturating_sub(cells_of(label)).max(1));
            self.lines.push(Line::of(label, muted).and(format!("{pad}{}", line.trim_end()), plain));
        }
    }

    /// Every consent of a person, the newest of each kind last; of `wanted` also that there is none.
    pub fn consents(&mut self, id: PersonId, person: &Person, wanted: &[ConsentKind]) {
        let p = &self.world.text.panes;
        // The representative signs, and often with a telephone.
        let reach = self.world.sees(Secret::Contacts(id));
        self.heading(p.card_consents);
        for &kind in ConsentKind::ALL {
            let of_kind: Vec<&Consent> = person.consents.iter().filter(|consent| consent.kind == kind).collect();
            let word = kind.word(self.world.text);
            if kind == ConsentKind::Health && !self.world.reveal {
                if !of_kind.is_empty() && self.world.sees_restricted() {
                    self.say(&format!("{word}: {}", self.world.text.common.hidden_hint), Tone::Muted, 0);
                }
                continue;
            }
            if of_kind.is_empty() && wanted.contains(&kind) {
                self.say(&fill(p.card_consent_none, &[&word]), Tone::Warning, 0);
            }
            for (place, consent) in of_kind.iter().enumerate() {
                self.consent(consent, place + 1 == of_kind.len(), reach);
            }
        }
    }

    /// One sheet of paper; whether it still holds is of weight for the newest alone.
    fn consent(&mut self, consent: &Consent, newest: bool, reach: bool) {
        let text = self.world.text;
        let signed = dates::full(consent.signed_on);
        let signer = match (reach, consent.signer.as_str()) {
            (false, _) => text.common.none,
            (true, "") => text.panes.signer_unknown,
            (true, signer) => signer,
        };
        let mut words = fill(text.panes.card_signed, &[&consent.kind.word(text), &signed, &signer]);
        if let Some(until) = consent.valid_until {
            words = format!("{words}, {}", fill(text.common.to_date, &[&dates::full(until)]));
        }
        if let Some(on) = consent.withdrawn_on {
            words = format!("{words} · {}", fill(text.panes.card_withdrawn, &[&dates::full(on)]));
        }
        let tone = match (newest, consent.holds_on(self.world.today())) {
            (true, true) => Tone::Plain,
            (true, false) => Tone::Danger,
            (false, _) => Tone::Muted,
        };
        self.item(&words, tone);
    }

    /// The pairs of a person in every year and in either role, the newest first.
    pub fn pairs(&mut self, person: PersonId) {
        let pairs = pairs_of(person, self.world);
        if pairs.is_empty() {
            return;
        }
        self.heading(self.world.text.panes.card_pairs);
        for (year, id, pair) in pairs {
            self.pair(year, id, pair, person);
        }
    }

    /// «2026/27 · с 12.10.2026 · наставник: Щёголева Ксения, 10Б · ученик – ученик · работает»
    fn pair(&mut self, year: YearId, id: PairId, pair: &Pair, person: PersonId) {
        let (world, text) = (self.world, self.world.text);
        let register = &world.register;
        let who = if mentor_of(pair, world) == Some(person) {
            let led: Vec<String> = pair.mentees.iter().map(|&id| names::of_key(register, id.into(), text)).collect();
            fill(text.panes.card_leads, &[&led.join("; ")])
        } else {
            fill(text.panes.card_led, &[&names::of_key(register, pair.mentor.into(), text)])
        };
        let since = pair.began_on().map(|day| fill(text.panes.card_since, &[&dates::full(day)]));
        let title = register.get::<Year>(year).map(|year| year.title()).unwrap_or_default();
        let state = pair.status().word(text).to_owned();
        let parts = std::iter::once(title).chain(since).chain([who, pair.form.word(text).to_owned(), state]);
        let tone = if pair.state.is_active() { Tone::Plain } else { Tone::Muted };
        self.item(&parts.collect::<Vec<_>>().join(" · "), tone);
        if pair.state.is_active() {
            let met = mentees::last_meeting(id, world);
            self.lines.push(set_in(met, INDENT, world));
        }
        self.closing(id, pair, INDENT);
        let sees = world.sees(Secret::Work(id));
        for (sentence, words) in [(text.panes.goal, &pair.goal), (text.panes.card_result, &pair.result)] {
            if sees && !words.is_empty() {
                self.say(&fill(sentence, &[words]), Tone::Muted, INDENT);
            }
        }
    }

    /// When and why a pair was closed, if it was; a reason of health stays hidden.
    fn closing(&mut self, id: PairId, pair: &Pair, indent: usize) {
        let Some(closing) = &pair.closing else { return };
        let text = self.world.text;
        let reason = people::closing_word(id, closing.reason, self.world);
        self.say(&fill(text.panes.closed_line, &[&dates::full(closing.on), &reason]), Tone::Muted, indent);
    }

    /// The meetings of these pairs, the newest first; with what was done and agreed where `whole`.
    pub fn meetings(&mut self, pairs: &[PairId], whole: bool) {
        let register = &self.world.register;
        // Who led a group and who left it met at the same meetings.
        let each: BTreeMap<_, _> = pairs.iter().flat_map(|&id| register.history_of(id)).collect();
        let mut meetings: Vec<&Meeting> = each.into_values().map(AsRef::as_ref).collect();
        if meetings.is_empty() {
            return;
        }
        meetings.sort_by_key(|meeting| std::cmp::Reverse((meeting.date, meeting.time)));
        self.heading(self.world.text.panes.card_meetings);
        for meeting in meetings {
            self.meeting(meeting, pairs.len() > 1, whole);
        }
    }

    fn meeting(&mut self, meeting: &Meeting, of_many: bool, whole: bool) {
        let (world, text) = (self.world, self.world.text);
        let pair = register_pair(meeting, world).filter(|_| of_many);
        let mut parts =
            vec![dates::full(meeting.date), meeting.kind.word(text).to_owned(), meeting.state.word(text).to_owned()];
        parts.extend(pair.map(|pair| names::of_pair(&world.register, pair, text)));
        parts.extend((!meeting.topic.is_empty()).then(|| meeting.topic.to_string()));
        self.item(&parts.join(" · "), if meeting.is_held() { Tone::Plain } else { Tone::Muted });
        if !meeting.safety_note.is_empty() && world.sees_restricted() {
            self.safety(meeting);
        }
        if !whole {
            return;
        }
        self.say(&meeting.result, Tone::Muted, INDENT);
        if !meeting.next_step.is_empty() {
            self.say(&fill(text.panes.next_step, &[&meeting.next_step]), Tone::Muted, INDENT);
        }
    }

    fn safety(&mut self, meeting: &Meeting) {
        let text = self.world.text;
        let words = if self.world.reveal {
            format!("! {}: {}", text.fields.safety_note.to_lowercase(), meeting.safety_note)
        } else {
            format!("! {}", text.panes.safety_hidden)
        };
        self.say(&words, Tone::Danger, INDENT);
    }

    /// The events a person took part in, the newest first.
    pub fn events(&mut self, person: PersonId) {
        let register = &self.world.register;
        let keys = register.referring(person.into(), Kind::Event).filter_map(EventId::of);
        let mut events: Vec<&Event> = keys.filter_map(|id| register.get::<Event>(id)).map(AsRef::as_ref).collect();
        if events.is_empty() {
            return;
        }
        events.sort_by_key(|event| std::cmp::Reverse(event.on));
        self.heading(self.world.text.deeds.events_of);
        for event in events {
            let Some(own) = event.of(person) else { continue };
            let role = own.role.said(&self.world.register, self.world.text).to_owned();
            let result = (!own.result.is_empty()).then(|| own.result.to_string());
            let parts = [dates::full(event.on), event.title.to_string(), role].into_iter().chain(result);
            self.item(&parts.collect::<Vec<_>>().join(" · "), if event.held { Tone::Plain } else { Tone::Muted });
        }
    }

    /// What a person was given, the newest first.
    pub fn awards(&mut self, person: PersonId) {
        let register = &self.world.register;
        let keys = register.referring(person.into(), Kind::Award).filter_map(AwardId::of);
        let mut awards: Vec<&Award> = keys.filter_map(|id| register.get::<Award>(id)).map(AsRef::as_ref).collect();
        if awards.is_empty() {
            return;
        }
        awards.sort_by_key(|award| std::cmp::Reverse((award.given_on.is_none(), award.given_on)));
        self.heading(self.world.text.deeds.awards_of);
        for award in awards {
            let year = register.get::<Year>(award.year).map(|year| year.title());
            let parts =
                year.into_iter().chain([award.kind.word(self.world.text).to_owned(), award.nomination.to_string()]);
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            self.item(&parts.join(" · "), Tone::Plain);
        }
    }

    /// Everything a person answered, paper by paper, the newest first.
    pub fn answers(&mut self, person: PersonId) {
        if !self.world.sees(Secret::Answers) {
            return;
        }
        let mut given: Vec<&Response> =
            self.world.register.responses_of(person).into_iter().map(|(_, response)| response.as_ref()).collect();
        given.sort_by_key(|response| std::cmp::Reverse(response.on));
        for response in given {
            self.paper(response);
        }
    }

    fn paper(&mut self, response: &Response) {
        let (world, text) = (self.world, self.world.text);
        let Some(asked) = world.register.get::<Questionnaire>(response.questionnaire) else { return };
        let (wave, audience, on) = (asked.wave.word(text), asked.audience.word(text), dates::full(response.on));
        self.heading(&fill(text.panes.card_answers, &[&wave, &audience, &on]));
        self.said(response);
    }

    /// The questions of a paper with what was answered.
    pub fn said(&mut self, response: &Response) {
        let text = self.world.text;
        let Some(asked) = self.world.register.get::<Questionnaire>(response.questionnaire) else { return };
        for (item, answer) in asked.items.iter().zip(&response.answers) {
            let said = surveys::answer_words(&item.kind, answer, text);
            if !said.is_empty() {
                let question = names::label(&item.label, text).trim_end_matches([':', '.']);
                let colon = if question.ends_with('?') { "" } else { ":" };
                self.item(&format!("{question}{colon} {said}"), Tone::Plain);
            }
        }
    }
}

/// Fields that import alone reads say nothing of their own.
fn is_fact<T>(field: &Field<T>) -> bool {
    field.id != "name" && (field.in_form || field.exported || field.column.is_some())
}

fn register_pair<'a>(meeting: &Meeting, world: &'a World) -> Option<&'a Pair> {
    world.register.get::<Pair>(meeting.pair).map(AsRef::as_ref)
}

fn mentor_of(pair: &Pair, world: &World) -> Option<PersonId> {
    world.register.get::<Mentor>(pair.mentor).map(|mentor| mentor.person)
}

fn set_in(mut line: Line, indent: usize, world: &World) -> Line {
    line.0.insert(0, Span { text: " ".repeat(indent), style: world.theme.style(Tone::Plain) });
    line
}

/// The pairs of a person in every year, as a mentee and as a mentor, the newest year first.
pub fn pairs_of(person: PersonId, world: &World) -> Vec<(YearId, PairId, &Pair)> {
    let register = &world.register;
    let of_year = |year: YearId| {
        let led = register.mentee_of(person, year).map(|(id, _)| register.pairs_of_mentee(id));
        let leads = register.mentor_of(person, year).map(|(id, _)| register.pairs_of_mentor(id));
        let pairs = led.into_iter().chain(leads).flatten();
        pairs.map(|(id, pair)| (year, id, pair.as_ref())).collect::<Vec<_>>().into_iter().rev()
    };
    register.years().into_iter().rev().flat_map(|(year, _)| of_year(year)).collect()
}

/// What every card of a person ends with: the papers signed, the pairs, the meetings, the answers.
pub fn person(card: &mut FullCard, id: PersonId, consents: &[ConsentKind], world: &World) {
    if let Some(person) = world.register.get::<Person>(id) {
        card.consents(id, person, consents);
    }
    card.pairs(id);
    let pairs: Vec<PairId> = pairs_of(id, world).into_iter().map(|(_, id, _)| id).collect();
    card.meetings(&pairs, false);
    card.answers(id);
    card.events(id);
    card.awards(id);
    if let Some(years) = people::other_years(&world.register, id, world) {
        card.line(Line::default());
        card.say(&years, Tone::Muted, 0);
    }
}
