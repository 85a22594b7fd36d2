//! CJML 2.0 (SINTEF): planned and actual journeys as touchpoints between an end user and service providers.
//!
//! A planned journey is how it should be, an actual one how it was. References are resolved by id and by name: even the
//! published sample refers to an actor by its name.

use super::build::Builder;
use super::place::at_line;
use super::text::{clean, line};
use super::xml::{self, Element, Writer};
use super::{ExportOptions, Format, FormatError, ImportOptions, Imported};
use crate::document::{Card, ItemKind, LaneRole, Map, MapState, Path, Step};
use std::collections::HashMap;
use tropa_model::proposal::LocalText;

pub(super) fn looks_like(text: &str) -> bool {
    text.contains("<CJML") || text.contains("<cjml")
}

pub(super) fn import(text: &str, options: &ImportOptions) -> Result<Imported, FormatError> {
    let root = xml::parse(text, Format::Cjml)?;
    let malformed = |element: &Element, saw: (&str, &str), expected: (&str, &str)| FormatError::Malformed {
        format: "CJML",
        place: at_line(element.line),
        saw: LocalText::en_ru(saw.0, saw.1),
        expected: LocalText::en_ru(expected.0, expected.1),
    };
    if root.name == "cjml" {
        return Err(malformed(
            &root,
            (
                "<cjml>, the dialect of remake-cjml-tool",
                "<cjml>, диалект remake-cjml-tool",
            ),
            (
                "<CJML version=\"2.0\"> with plannedJourney or actualJourney; export it from the tool as CJML 2.0",
                "<CJML version=\"2.0\"> с plannedJourney или actualJourney; выгрузите файл из программы как CJML 2.0",
            ),
        ));
    }
    if root.name != "CJML" {
        let saw = format!("<{}>", root.name);
        let wanted = "<CJML version=\"2.0\">";
        return Err(malformed(&root, (&saw, &saw), (wanted, wanted)));
    }
    let journeys: Vec<&Element> = root
        .children
        .iter()
        .filter(|c| matches!(c.name.as_str(), "plannedJourney" | "actualJourney"))
        .collect();
    let wanted = options.journey.as_deref();
    let journey = match wanted {
        None => journeys.first(),
        Some(id) => journeys.iter().find(|j| j.text_of("journeyID") == id),
    };
    let ids = journeys
        .iter()
        .map(|j| j.text_of("journeyID"))
        .collect::<Vec<_>>()
        .join(", ");
    let Some(journey) = journey else {
        let named = wanted.map_or(String::new(), |id| format!(" «{id}»"));
        let saw = (format!("no journey{named}"), format!("нет пути{named}"));
        let expected = if journeys.is_empty() {
            (
                "plannedJourney or actualJourney".to_owned(),
                "plannedJourney или actualJourney".to_owned(),
            )
        } else {
            (format!("one of {ids}"), format!("один из {ids}"))
        };
        return Err(malformed(&root, (&saw.0, &saw.1), (&expected.0, &expected.1)));
    };
    let mut reader = CjmlReader {
        build: Builder::new(Format::Cjml, options),
        actors: HashMap::new(),
    };
    if journeys.len() > 1 {
        let read = journey.text_of("journeyID");
        reader.build.note(
            format!("line {}", root.line),
            format!(
                "the file holds {} journeys ({ids}); {read} was read",
                journeys.len()
            ),
            format!("в файле несколько путей ({ids}); прочитан {read}"),
        );
    }
    reader.journey(journey);
    let title = journey.text_of("journeyTitle");
    let title = if title.is_empty() {
        journey.text_of("journeyID")
    } else {
        title
    };
    reader.build.finish("", title)
}

/// Who takes part.
#[derive(Clone)]
enum Actor {
    /// Persona id.
    User(String),
    /// Item id.
    Provider(String),
}

struct CjmlReader {
    build: Builder,
    /// By id and by name.
    actors: HashMap<String, Actor>,
}

impl CjmlReader {
    fn journey(&mut self, journey: &Element) {
        self.build.map.state = match journey.name.as_str() {
            "plannedJourney" => MapState::ToBe,
            _ => MapState::AsIs,
        };
        let (short, long) = (
            journey.text_of("journeyShortSummary"),
            journey.text_of("journeyLongSummary"),
        );
        self.build.map.scenario = self.build.text(if long.is_empty() { short } else { long });
        for actor in journey.child("actors").map_or(&[][..], |a| &a.children) {
            self.actor(actor);
        }
        let mut phases: HashMap<String, usize> = HashMap::new();
        for phase in journey
            .child("journeyPhases")
            .into_iter()
            .flat_map(|p| p.all("journeyPhase"))
        {
            let id = phase.attribute("phaseID").to_owned();
            let name = phase.text_of("phaseName");
            let description = self.build.text(phase.text_of("phaseDescription"));
            self.build
                .stage(&id, if name.is_empty() { &id } else { name })
                .description = description;
            let place = self.build.map.stages.len().saturating_sub(1);
            phases.insert(line(name), place);
            phases.insert(id, place);
        }
        let mut order = Vec::new();
        for point in journey.child("touchpoints").map_or(&[][..], |t| &t.children) {
            let phase = point.child("belongsTo").map_or("", |b| b.attribute("phaseIDref"));
            let stage = match phases.get(phase).or_else(|| phases.get(&line(phase))) {
                Some(stage) => *stage,
                None => {
                    let name = if phase.is_empty() {
                        journey.text_of("journeyTitle")
                    } else {
                        phase
                    };
                    self.build.stage("", name);
                    let place = self.build.map.stages.len().saturating_sub(1);
                    phases.insert(phase.to_owned(), place);
                    place
                }
            };
            order.extend(self.touchpoint(stage, point));
        }
        self.path(order);
    }

    /// The order of the file, where it is not that of the columns.
    fn path(&mut self, order: Vec<String>) {
        let columns = self
            .build
            .map
            .stages
            .iter()
            .flat_map(|s| &s.steps)
            .map(|step| &step.id);
        if columns.ne(order.iter()) {
            self.build.map.paths.push(Path {
                id: "path-recorded".to_owned(),
                name: LocalText::en_ru("As recorded", "Как записано"),
                steps: order,
                ..Path::default()
            });
        }
    }

    fn actor(&mut self, actor: &Element) {
        let id = [actor.attribute("actorID"), actor.attribute("actorIDref")]
            .into_iter()
            .find(|id| !id.is_empty());
        let id = id.unwrap_or_default();
        let names = [actor.text_of("actorName"), actor.text_of("companyName"), id];
        let name = names
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let known = match actor.name.as_str() {
            "endUser" => Actor::User(self.build.persona(id, name)),
            _ => Actor::Provider(self.build.item(id, ItemKind::Department, name)),
        };
        for key in [actor.text_of("actorName"), actor.text_of("companyName"), id] {
            if !key.is_empty() {
                self.actors.insert(line(key), known.clone());
            }
        }
    }

    /// Who acts or receives; somebody nobody declared is a provider.
    fn party(&mut self, party: Option<&Element>) -> Option<Actor> {
        let reference = line(party?.child("refersTo")?.attribute("actorIDref"));
        if reference.is_empty() {
            return None;
        }
        if let Some(actor) = self.actors.get(&reference) {
            return Some(actor.clone());
        }
        let at = party.map_or(0, |p| p.line);
        self.build.note(
            format!("line {at}"),
            format!("«{reference}» is not among the actors and was taken for a service provider"),
            format!("«{reference}» нет среди участников; считается поставщиком услуги"),
        );
        let actor = Actor::Provider(self.build.item("", ItemKind::Department, &reference));
        self.actors.insert(reference, actor.clone());
        Some(actor)
    }

    fn touchpoint(&mut self, stage: usize, point: &Element) -> Option<String> {
        let communicates = point.name.ends_with("CommunicationPoint");
        if !communicates && !point.name.ends_with("Action") {
            self.build.note(
                format!("line {}", point.line),
                format!("<{}> is no touchpoint and was left out", point.name),
                format!("<{}> — не точка контакта, пропущено", point.name),
            );
            return None;
        }
        let initiator = self.party(point.child("initiator"));
        let receiver = self.party(point.child("receiver"));
        let acts = point
            .child("initiator")
            .map_or("", |i| i.text_of("initiatorLabel"));
        let gets = point.child("receiver").map_or("", |r| r.text_of("receiverLabel"));
        let id = point.text_of("touchpointID");
        let by_provider = matches!(initiator, Some(Actor::Provider(_)));
        // The step is what the user does or meets.
        let user_label = if by_provider && !gets.is_empty() && receiver.is_some() {
            gets
        } else {
            acts
        };
        let name = [user_label, acts, gets, id]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let step = self.build.step_of(stage, id, name).id.clone();

        let mut people = Vec::new();
        for (actor, label, acts) in [(&initiator, acts, true), (&receiver, gets, false)] {
            match actor {
                Some(Actor::User(persona)) => people.push(persona.clone()),
                Some(Actor::Provider(item)) => {
                    let role = if acts && !communicates {
                        LaneRole::BackStage
                    } else {
                        LaneRole::FrontStage
                    };
                    let lane = self.build.lane_of(role);
                    let card = self
                        .build
                        .card("", &lane, &step, if label.is_empty() { name } else { label });
                    card.items.push(item.clone());
                }
                None => {}
            }
        }
        people.dedup();
        let channel = point.child("channel").map_or("", |c| c.text_of("channelName"));
        if !channel.is_empty() {
            let (lane, channel) = (
                self.build.lane_of(LaneRole::Channels),
                self.build.channel("", channel),
            );
            self.build.card("", &lane, &step, "").channel = Some(channel);
        }
        for (element, role) in [("message", LaneRole::Content), ("comment", LaneRole::Text)] {
            let text = point.text_of(element);
            if !text.is_empty() {
                let lane = self.build.lane_of(role);
                self.build.card("", &lane, &step, text);
            }
        }
        self.conformance(point, id, &step);
        self.experience(point, &step, people);
        Some(step)
    }

    /// Where the journey left the plan.
    fn conformance(&mut self, point: &Element, id: &str, step: &str) {
        let compliance = point.text_of("compliance");
        let deviates = id
            .strip_prefix(['D', 'd'])
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        let text = match compliance {
            "failing" => ("Failed, against the plan", "Не удалось, вопреки плану"),
            "missing" => ("Planned, but did not happen", "Запланировано, но не произошло"),
            "adhoc" => ("Not in the plan", "Не было в плане"),
            "" if deviates => ("Not in the plan", "Не было в плане"),
            _ => return,
        };
        let role = if matches!(compliance, "failing" | "missing") {
            LaneRole::Pains
        } else {
            LaneRole::Text
        };
        let lane = self.build.lane_of(role);
        self.build.card("", &lane, step, "").text = LocalText::en_ru(text.0, text.1);
    }

    fn experience(&mut self, point: &Element, step: &str, people: Vec<String>) {
        let Some(experience) = point.child("touchpointExperience") else {
            return;
        };
        let (says, rating) = (
            experience.text_of("experienceDescription"),
            experience.text_of("experienceRating"),
        );
        if says.is_empty() && rating.is_empty() {
            return;
        }
        let place = format!("line {}", experience.line);
        let value = rating
            .replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|v| v.is_finite())
            .or(match rating.to_lowercase().as_str() {
                "very positive" => Some(2.0),
                "positive" | "good" | "satisfied" => Some(1.0),
                "neutral" => Some(0.0),
                "negative" | "bad" | "dissatisfied" => Some(-1.0),
                "very negative" => Some(-2.0),
                _ => None,
            });
        if value.is_none() && !rating.is_empty() {
            self.build.note(
                place.clone(),
                format!("the rating «{rating}» is neither a number nor a known word; it stands in the text"),
                format!("оценка «{rating}» — не число и не известное слово; она осталась в тексте"),
            );
        }
        let feeling = value.map(|value| self.build.feeling(value, &place));
        let text = if value.is_none() && says.is_empty() {
            rating
        } else {
            says
        };
        let lane = self.build.lane_of(LaneRole::Feelings);
        let card = self.build.card("", &lane, step, text);
        card.feeling = feeling;
        card.personas = people;
    }
}

/// An as-is map is an actual journey, a to-be map a planned one.
pub(super) fn write(map: &Map, options: &ExportOptions) -> String {
    let lang = options.lang.as_str();
    let planned = map.state == MapState::ToBe;
    let mut xml = Writer::new();
    xml.open("CJML", &[("version", "2.0")]);
    xml.open(
        if planned {
            "plannedJourney"
        } else {
            "actualJourney"
        },
        &[],
    );
    xml.leaf("journeyID", &map.id);
    xml.leaf("journeyTitle", &line(map.title.get(lang)));
    xml.open("journeyPhases", &[]);
    for stage in &map.stages {
        xml.open("journeyPhase", &[("phaseID", &stage.id)]);
        xml.leaf("phaseName", &line(stage.name.get(lang)));
        xml.leaf("phaseDescription", &clean(stage.description.get(lang)));
        xml.close();
    }
    xml.close();
    xml.leaf("journeyLongSummary", &clean(map.scenario.get(lang)));
    let user = map.personas.first().map_or("user", |p| p.id.as_str());
    let provider_known = map.items.iter().any(|item| item.kind == ItemKind::Department);
    xml.open("actors", &[]);
    if map.personas.is_empty() {
        xml.open("endUser", &[("actorID", user)]);
        xml.leaf("actorName", options.words().pick("Customer", "Клиент"));
        xml.close();
    }
    for persona in &map.personas {
        xml.open("endUser", &[("actorID", &persona.id)]);
        xml.leaf("actorName", &line(persona.name.get(lang)));
        xml.close();
    }
    for item in map.items.iter().filter(|item| item.kind == ItemKind::Department) {
        xml.open("serviceProvider", &[("actorID", &item.id)]);
        xml.leaf("companyName", &line(item.name.get(lang)));
        xml.close();
    }
    if !provider_known {
        xml.open("serviceProvider", &[("actorID", COMPANY)]);
        xml.leaf("companyName", options.words().pick("Company", "Компания"));
        xml.close();
    }
    xml.close();
    xml.open("touchpoints", &[]);
    let providers: Vec<&str> = map
        .items
        .iter()
        .filter(|i| i.kind == ItemKind::Department)
        .map(|i| i.id.as_str())
        .collect();
    let touchpoints = Touchpoints {
        map,
        lang,
        planned,
        user,
        providers,
    };
    for stage in &map.stages {
        for step in &stage.steps {
            touchpoints.write(&mut xml, &stage.id, step);
        }
    }
    xml.finish()
}

/// The provider of maps that name none.
const COMPANY: &str = "company";

struct Touchpoints<'m> {
    map: &'m Map,
    lang: &'m str,
    planned: bool,
    user: &'m str,
    providers: Vec<&'m str>,
}

impl Touchpoints<'_> {
    fn card(&self, step: &Step, roles: &[LaneRole]) -> Option<&Card> {
        let lane_has = |card: &&Card| {
            self.map
                .lanes
                .iter()
                .any(|l| l.id == card.lane && roles.contains(&l.role))
        };
        self.map
            .cards
            .iter()
            .filter(|card| card.at == step.id)
            .find(lane_has)
    }

    fn write(&self, xml: &mut Writer, stage: &str, step: &Step) {
        let channel = self
            .card(step, &[LaneRole::Channels])
            .and_then(|card| card.channel.as_ref());
        let channel = channel.and_then(|id| self.map.channels.iter().find(|c| c.id == *id));
        let front = self.card(step, &[LaneRole::FrontStage, LaneRole::BackStage]);
        let communicates = channel.is_some() || front.is_some();
        let name = match (self.planned, communicates) {
            (true, true) => "plannedCommunicationPoint",
            (true, false) => "plannedAction",
            (false, true) => "actualCommunicationPoint",
            (false, false) => "actualAction",
        };
        let feeling = self.card(step, &[LaneRole::Feelings]);
        let user = feeling
            .and_then(|card| card.personas.first())
            .map_or(self.user, String::as_str);
        xml.open(name, &[]);
        xml.leaf("touchpointID", &step.id);
        xml.empty("belongsTo", &[("phaseIDref", stage)]);
        xml.open("initiator", &[]);
        xml.empty("refersTo", &[("actorIDref", user)]);
        xml.leaf("initiatorLabel", &line(step.name.get(self.lang)));
        xml.close();
        if communicates {
            let provider =
                front.and_then(|card| card.items.iter().find(|id| self.providers.contains(&id.as_str())));
            let provider = provider
                .map(String::as_str)
                .or(self.providers.first().copied())
                .unwrap_or(COMPANY);
            xml.open("receiver", &[]);
            xml.empty("refersTo", &[("actorIDref", provider)]);
            xml.leaf(
                "receiverLabel",
                &clean(front.map_or("", |card| card.text.get(self.lang))),
            );
            xml.close();
            xml.open("channel", &[]);
            xml.leaf(
                "channelName",
                &line(channel.map_or("", |c| c.name.get(self.lang))),
            );
            xml.close();
        }
        for (element, role) in [("comment", LaneRole::Text), ("message", LaneRole::Content)] {
            xml.leaf(
                element,
                &clean(
                    self.card(step, &[role])
                        .map_or("", |card| card.text.get(self.lang)),
                ),
            );
        }
        if let Some(card) = feeling.filter(|_| !self.planned) {
            xml.open("touchpointExperience", &[]);
            xml.leaf("experienceDescription", &clean(card.text.get(self.lang)));
            xml.leaf(
                "experienceRating",
                &card
                    .feeling
                    .as_ref()
                    .map_or(String::new(), |f| f.value.to_string()),
            );
            xml.close();
        }
        xml.close();
    }
}
