//! The texts a task needs, masked once more before they go into a request.

use super::plan::AssistantWish;
use super::suggestions::word;
use super::suggestions::{Cite, Proposed, StorySentence};
use crate::app::voice::ItemFilter;
use crate::app::{AppError, ErrorCode, Fault, Workspace, no_such_map};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::MapId;
use tropa_intake::voice::Masks;
use tropa_map::Map;
use tropa_map::document::{Persona, Quote};
use tropa_model::feeling::EvidenceState;
use tropa_model::{LocalText, Span, Speaker, TextPart};
use tropa_voice::assistant::coding::{self, CodeWish, TurnAsked};
use tropa_voice::assistant::story::{self, StoryAsked};
use tropa_voice::assistant::topics::{self, TOPICS_PER_REQUEST, TopicAsked};
use tropa_voice::assistant::{Prompt, Tally, find};

/// Of one run; the next takes the others.
const TOPICS_MAX: usize = 80;
const TURNS_MAX: usize = 400;
const FACTS_MAX: usize = 40;
const QUOTES_MAX: usize = 12;
const WORDS_MAX: usize = 10;
const CODES_MAX: usize = 150;

/// What is asked, and how answers are read back into the workspace's own words.
pub(super) struct Work {
    pub pieces: Vec<Piece>,
    pub n_items: u64,
    pub left_out: u64,
    pub masked: u64,
}

/// One request.
pub(super) enum Piece {
    Topics(Vec<TopicPiece>),
    Story(StoryPiece),
    Coding(CodingPiece),
}

pub(super) struct TopicPiece {
    id: String,
    was: LocalText,
    asked: TopicAsked,
    /// Where each text stands, as it is stored.
    texts: Vec<Stored>,
}

pub(super) struct StoryPiece {
    map: String,
    persona: String,
    asked: StoryAsked,
    /// As they stand on the map, beside the masked ones.
    facts: Vec<String>,
    quotes: Vec<Option<Cite>>,
}

pub(super) struct CodingPiece {
    source: String,
    conversation: String,
    turns: Vec<TurnAsked>,
    stored: Vec<Stored>,
    codes: Vec<(String, String)>,
}

/// A text of the lake, or a part of one.
struct Stored {
    source: String,
    item: String,
    part: TextPart,
    text: String,
    /// Of its first character in the part.
    from: u32,
}

impl Stored {
    /// Where words of the sent form of this text stand in the stored one; `None` where a mask lies on them.
    fn cite(&self, sent: &str, start: u32, end: u32) -> Option<Cite> {
        // What is sent of a long text is its beginning.
        let (start, end) = if self.text.starts_with(sent) {
            (start, end)
        } else {
            let words: String = sent
                .chars()
                .skip(start as usize)
                .take((end - start) as usize)
                .collect();
            find(&self.text, &words)?
        };
        Some(Cite {
            source: self.source.clone(),
            item: self.item.clone(),
            span: Span {
                part: self.part,
                start: self.from + start,
                end: self.from + end,
            },
            text: String::new(),
        })
    }
}

impl Work {
    pub fn prompts(&self) -> Vec<Prompt> {
        let prompt = |piece: &Piece| match piece {
            Piece::Topics(of) => topics::prompt(&asked(of)),
            Piece::Story(of) => story::prompt(&of.asked),
            Piece::Coding(of) => coding::prompt(&of.turns, &names(&of.codes)),
        };
        self.pieces.iter().map(prompt).collect()
    }
}

fn asked(pieces: &[TopicPiece]) -> Vec<TopicAsked> {
    pieces.iter().map(|one| one.asked.clone()).collect()
}

fn names(codes: &[(String, String)]) -> Vec<String> {
    codes.iter().map(|(_, name)| name.clone()).collect()
}

impl Piece {
    /// What an answer proposes, with the places of its words in the workspace.
    pub fn read(&self, answer: &Value) -> (Vec<Proposed>, Tally) {
        match self {
            Self::Topics(of) => of_topics(of, answer),
            Self::Story(of) => of_story(of, answer),
            Self::Coding(of) => of_coding(of, answer),
        }
    }
}

fn of_topics(of: &[TopicPiece], answer: &Value) -> (Vec<Proposed>, Tally) {
    let read = topics::read(answer, &asked(of));
    let mut tally = read.tally;
    let mut proposed = Vec::new();
    for named in read.kept {
        let piece = &of[named.topic];
        let cites: Vec<Cite> = named
            .quotes
            .iter()
            .filter_map(|at| piece.texts[at.text].cite(&piece.asked.texts[at.text], at.start, at.end))
            .collect();
        if cites.is_empty() {
            (tally.kept, tally.without_source) = (tally.kept - 1, tally.without_source + 1);
            continue;
        }
        proposed.push(Proposed::TopicName {
            topic: piece.id.clone(),
            was: piece.was.clone(),
            name: LocalText::en_ru(named.en, named.ru),
            cites,
        });
    }
    (proposed, tally)
}

fn of_story(of: &StoryPiece, answer: &Value) -> (Vec<Proposed>, Tally) {
    let read = story::read(answer, &of.asked);
    let sentences: Vec<StorySentence> = read
        .kept
        .into_iter()
        .map(|sentence| StorySentence {
            text: sentence.text,
            facts: sentence.facts.iter().map(|at| of.facts[*at].clone()).collect(),
            cites: sentence
                .quotes
                .iter()
                .filter_map(|at| of.quotes[*at].clone())
                .collect(),
        })
        .collect();
    let proposed = (!sentences.is_empty()).then(|| Proposed::PersonaStory {
        map: of.map.clone(),
        persona: of.persona.clone(),
        name: of.asked.name.clone(),
        language: of.asked.language.clone(),
        sentences,
    });
    (proposed.into_iter().collect(), read.tally)
}

fn of_coding(of: &CodingPiece, answer: &Value) -> (Vec<Proposed>, Tally) {
    let read = coding::read(answer, &of.turns, &names(&of.codes));
    let mut tally = read.tally;
    let mut proposed = Vec::new();
    for coded in read.kept {
        let Some(cite) = of.stored[coded.turn].cite(&of.turns[coded.turn].text, coded.start, coded.end)
        else {
            (tally.kept, tally.not_in_text) = (tally.kept - 1, tally.not_in_text + 1);
            continue;
        };
        let (code, name) = match coded.code {
            CodeWish::Known(at) => (Some(of.codes[at].0.clone()), of.codes[at].1.clone()),
            CodeWish::New(name) => (None, name),
        };
        proposed.push(Proposed::Coding {
            conversation: of.conversation.clone(),
            code,
            name,
            cite,
        });
    }
    debug_assert!(
        proposed
            .iter()
            .all(|one| one.cites().iter().all(|cite| cite.source == of.source))
    );
    (proposed, tally)
}

/// The masks of the workspace with none of ours switched off: what may lie here need not be what may leave.
struct Strict {
    masks: Masks,
    masked: u64,
}

impl Strict {
    fn text(&mut self, text: &str) -> String {
        let masked = self.masks.apply(text);
        self.masked += masked.found.values().sum::<u64>();
        masked.text
    }
}

impl Workspace {
    /// The texts that a task needs.
    pub(super) fn gather(
        &self,
        wish: &AssistantWish,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<Work, AppError> {
        let rules = tropa_intake::voice::MaskRules {
            off: BTreeSet::new(),
            ..self.mask_rules()?
        };
        let masks = Masks::new(rules)
            .map_err(|problem| Fault::new(ErrorCode::BadRequest, problem.get("en"), problem.get("ru")))?;
        let mut strict = Strict { masks, masked: 0 };
        let mut work = match wish {
            AssistantWish::NameTopics { topics } => self.topics_to_name(topics, &mut strict, sees)?,
            AssistantWish::PersonaStory {
                map,
                persona,
                language,
            } => self.persona_to_tell(map, persona, language, &mut strict, sees)?,
            AssistantWish::CodeInterview { source, conversation } => {
                self.interview_to_code(source, conversation, &mut strict)?
            }
        };
        work.masked = strict.masked;
        Ok(work)
    }

    fn topics_to_name(
        &self,
        wanted: &[String],
        strict: &mut Strict,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<Work, AppError> {
        let mut list = self.voice_topics(&ItemFilter::default(), sees)?.items;
        list.retain(|topic| match wanted {
            [] => !topic.renamed,
            ids => ids.contains(&topic.id),
        });
        list.retain(|topic| !topic.quotes.is_empty());
        if list.is_empty() {
            return Err(nothing(
                "there are no such topics with texts to name; topics appear once there is enough feedback",
                "называть нечего: таких тем с текстами нет; темы появятся, когда наберётся достаточно отзывов",
            ));
        }
        let left_out = list.len().saturating_sub(TOPICS_MAX) as u64;
        list.truncate(TOPICS_MAX);
        let pieces: Vec<TopicPiece> = list
            .into_iter()
            .map(|topic| TopicPiece {
                id: topic.id,
                was: topic.name,
                asked: TopicAsked {
                    words: topic
                        .words
                        .iter()
                        .take(WORDS_MAX)
                        .map(|word| strict.text(word))
                        .collect(),
                    texts: topic
                        .quotes
                        .iter()
                        .map(|quote| strict.text(&quote.text))
                        .collect(),
                },
                texts: topic
                    .quotes
                    .into_iter()
                    .map(|quote| {
                        let shorter =
                            (quote.span.end - quote.span.start) as usize > quote.text.chars().count();
                        Stored {
                            from: quote.span.start
                                + u32::from(shorter)
                                    * self.spaces_before(&quote.source, &quote.item, quote.span),
                            source: quote.source,
                            item: quote.item,
                            part: quote.span.part,
                            text: quote.text,
                        }
                    })
                    .collect(),
            })
            .collect();
        let n_items = pieces.len() as u64;
        let mut requests: Vec<Piece> = Vec::new();
        let mut rest = pieces.into_iter().peekable();
        while rest.peek().is_some() {
            requests.push(Piece::Topics(rest.by_ref().take(TOPICS_PER_REQUEST).collect()));
        }
        Ok(work(requests, n_items, left_out))
    }

    /// White space at the beginning of a place, which a quote of it leaves out.
    fn spaces_before(&self, source: &str, item: &str, span: Span) -> u32 {
        let Ok(heard) = self.heard() else { return 0 };
        let words = heard.find(source, item).and_then(|item| span.of(item.said));
        words.map_or(0, |words| {
            words.chars().take_while(|c| c.is_whitespace()).count() as u32
        })
    }

    fn persona_to_tell(
        &self,
        map: &str,
        persona: &str,
        language: &str,
        strict: &mut Strict,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<Work, AppError> {
        if language != "en" && language != "ru" {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                "`language`: expected en or ru",
                "`language`: нужно en или ru",
            )
            .at("language")
            .into());
        }
        let id = MapId::new(map).map_err(|error| AppError::bad_map_id(&error))?;
        if !sees(&id) {
            return Err(no_such_map(map).into());
        }
        let document = self.map(&id)?.map;
        let Some(found) = document.personas.iter().find(|one| one.id == persona) else {
            return Err(Fault::new(
                ErrorCode::NotFound,
                "there is no such persona on the map",
                "такой персоны на карте нет",
            )
            .at("persona")
            .into());
        };
        let facts = facts(&document, found, language);
        let quotes = quotes(&document, found);
        if facts.is_empty() && quotes.is_empty() {
            return Err(nothing(
                "nothing is measured or quoted of this persona yet, only assumed: there is nothing to tell a story from",
                "об этой персоне пока ничего не измерено и не сказано, есть лишь предположения: рассказывать не из чего",
            ));
        }
        let asked = StoryAsked {
            name: strict.text(found.name.get(language)),
            language: language.to_owned(),
            facts: facts.iter().map(|fact| strict.text(fact)).collect(),
            quotes: quotes.iter().map(|quote| strict.text(&quote.text)).collect(),
        };
        let n_items = (facts.len() + quotes.len()) as u64;
        let piece = StoryPiece {
            map: map.to_owned(),
            persona: persona.to_owned(),
            asked,
            facts,
            quotes: quotes.into_iter().map(cite_of).collect(),
        };
        Ok(work(vec![Piece::Story(piece)], n_items, 0))
    }

    fn interview_to_code(
        &self,
        source: &str,
        conversation: &str,
        strict: &mut Strict,
    ) -> Result<Work, AppError> {
        let interview = self.interview(source, conversation, false)?;
        let codes = self.code_names(strict)?;
        let mut turns = Vec::new();
        let mut stored = Vec::new();
        for turn in interview.turns {
            for text in turn.texts {
                let sent: String = strict
                    .text(&text.text)
                    .chars()
                    .take(coding::TURN_CHARS_MAX)
                    .collect();
                if sent.trim().is_empty() {
                    continue;
                }
                let own = turn.speaker == Speaker::Actor;
                turns.push(TurnAsked { own, text: sent });
                stored.push(Stored {
                    source: source.to_owned(),
                    item: turn.id.clone(),
                    part: text.part,
                    text: text.text,
                    from: 0,
                });
            }
        }
        let left_out = turns.len().saturating_sub(TURNS_MAX) as u64;
        turns.truncate(TURNS_MAX);
        stored.truncate(TURNS_MAX);
        let ranges = coding::requests(&turns);
        if ranges.is_empty() {
            return Err(nothing(
                "nobody who was asked says anything in this interview",
                "в этом интервью тот, кого спрашивают, ничего не говорит",
            ));
        }
        let n_items = ranges.iter().map(|range| range.len() as u64).sum();
        let mut stored: Vec<Option<Stored>> = stored.into_iter().map(Some).collect();
        let pieces = ranges
            .into_iter()
            .map(|range| {
                Piece::Coding(CodingPiece {
                    source: source.to_owned(),
                    conversation: conversation.to_owned(),
                    turns: turns[range.clone()].to_vec(),
                    stored: stored[range].iter_mut().filter_map(Option::take).collect(),
                    codes: codes.clone(),
                })
            })
            .collect();
        Ok(work(pieces, n_items, left_out))
    }

    /// Ids of codes with their names, each after the names above it: `Delivery > Waiting`.
    fn code_names(&self, strict: &mut Strict) -> Result<Vec<(String, String)>, AppError> {
        let codes = self.codes()?.items;
        let by_id: BTreeMap<&str, (&str, Option<&str>)> = codes
            .iter()
            .map(|code| (code.id.as_str(), (code.name.as_str(), code.parent.as_deref())))
            .collect();
        let path = |id: &str| {
            let mut names: Vec<&str> = Vec::new();
            let mut at = Some(id);
            while let Some((name, parent)) = at.and_then(|id| by_id.get(id)).filter(|_| names.len() < 8) {
                names.insert(0, name);
                at = *parent;
            }
            names.join(" > ")
        };
        let mut listed: Vec<(u64, String, String)> = codes
            .iter()
            .map(|code| (code.n, code.id.clone(), path(&code.id)))
            .collect();
        // Where there are too many, those in use.
        listed.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        listed.truncate(CODES_MAX);
        Ok(listed
            .into_iter()
            .map(|(_, id, name)| (id, strict.text(&name)))
            .collect())
    }
}

fn work(pieces: Vec<Piece>, n_items: u64, left_out: u64) -> Work {
    Work {
        pieces,
        n_items,
        left_out,
        masked: 0,
    }
}

fn nothing(en: &str, ru: &str) -> AppError {
    Fault::new(ErrorCode::BadRequest, en, ru).into()
}

/// What is known of a persona and not merely assumed: its traits, how large it is, and what cards about it say.
fn facts(map: &Map, persona: &Persona, language: &str) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(size) = &persona.size {
        facts.push(counted(
            &format!("{} {}", number(size.value, size.unit), size.base.get(language)),
            size.n,
        ));
    }
    let known = |state: EvidenceState| state != EvidenceState::Assumption;
    for one in persona.traits.iter().filter(|one| known(one.state)) {
        let kind = word(&one.kind);
        let number = one
            .metric
            .as_ref()
            .map(|metric| number(metric.value, metric.unit));
        let number = number.map_or_else(String::new, |number| format!(" ({number})"));
        facts.push(format!("{kind}: {}{number}", one.text.get(language)));
    }
    let alone = map.personas.len() == 1;
    for card in map.cards.iter().filter(|card| known(card.state)) {
        let about = card.personas.contains(&persona.id) || alone && card.personas.is_empty();
        let text = card.text.get(language);
        let role = map
            .lanes
            .iter()
            .find(|lane| lane.id == card.lane)
            .map(|lane| lane.role);
        if let Some(role) = role.filter(|_| about && !text.trim().is_empty()) {
            let role = word(&role);
            facts.push(format!("{role}, {}: {text}", place(map, &card.at, language)));
        }
    }
    facts.truncate(FACTS_MAX);
    facts
}

fn counted(text: &str, n: u64) -> String {
    format!("{} (n = {n})", text.trim())
}

fn number(value: f64, unit: tropa_map::document::MetricUnit) -> String {
    use tropa_map::document::MetricUnit as Unit;
    let short = |value: f64| {
        let text = format!("{value:.1}");
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    match unit {
        Unit::Share => format!("{} %", short(value * 100.0)),
        Unit::Seconds => format!("{} s", short(value)),
        Unit::Journeys | Unit::Points | Unit::Times | Unit::Money | Unit::Number => short(value),
    }
}

/// The name of a step or stage.
fn place<'m>(map: &'m Map, id: &str, language: &str) -> &'m str {
    let steps = map.stages.iter().flat_map(|stage| &stage.steps);
    let names = map
        .stages
        .iter()
        .map(|stage| (&stage.id, &stage.name))
        .chain(steps.map(|step| (&step.id, &step.name)));
    let mut found = names.filter(|(known, _)| *known == id);
    found.next().map_or("", |(_, name)| name.get(language))
}

/// Words of the people the persona stands for, as the map has them.
fn quotes<'m>(map: &'m Map, persona: &'m Persona) -> Vec<&'m Quote> {
    let alone = map.personas.len() == 1;
    let of_cards = map
        .cards
        .iter()
        .filter(|card| card.personas.contains(&persona.id) || alone && card.personas.is_empty())
        .flat_map(|card| &card.evidence);
    let of_traits = persona.traits.iter().flat_map(|one| &one.evidence);
    let mut quotes: Vec<&Quote> = Vec::new();
    let all = persona
        .quote
        .iter()
        .chain(of_traits.chain(of_cards).filter_map(|one| one.quote.as_ref()));
    for quote in all {
        if !quote.text.trim().is_empty() && quotes.iter().all(|known| known.text != quote.text) {
            quotes.push(quote);
        }
    }
    quotes.truncate(QUOTES_MAX);
    quotes
}

/// The place of a quote that is kept in the workspace: `voice:SOURCE/ITEM#body`.
fn cite_of(quote: &Quote) -> Option<Cite> {
    let (place, part) = quote
        .record
        .as_deref()?
        .strip_prefix("voice:")?
        .rsplit_once('#')?;
    let (source, item) = place.split_once('/')?;
    let part: TextPart = serde_json::from_value(Value::String(part.to_owned())).ok()?;
    Some(Cite {
        source: source.to_owned(),
        item: item.to_owned(),
        span: Span {
            part,
            start: u32::try_from(quote.from?).ok()?,
            end: u32::try_from(quote.to?).ok()?,
        },
        text: String::new(),
    })
}
