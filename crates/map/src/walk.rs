//! Every text of a map with its place.

use crate::document::{Card, Evidence, Map, Metric, Persona, Quote, Step, Wish};
use std::fmt;
use tropa_model::proposal::LocalText;

/// A place in a document, written out only when somebody asks: `cards[3].evidence[0].reason`.
#[derive(Clone, Copy)]
pub(crate) enum Spot<'p> {
    Top(&'static str),
    Field(&'p Spot<'p>, &'static str),
    Item(&'p Spot<'p>, usize),
}

impl Spot<'_> {
    fn field(&self, name: &'static str) -> Spot<'_> {
        Spot::Field(self, name)
    }
}

impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top(name) => f.write_str(name),
            Self::Field(outer, name) => write!(f, "{outer}.{name}"),
            Self::Item(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}

/// A text as people wrote it.
#[derive(Clone, Copy)]
pub(crate) enum Words<'a> {
    /// May be said in every language of the map.
    Local(&'a LocalText),
    /// As it is: a quote, a name, a comment.
    Plain(&'a str),
}

type See<'s, 'a> = &'s mut dyn FnMut(&Spot<'_>, Words<'a>);

/// All texts people read, in the order of the document. Ids, rules and questions are no texts.
pub(crate) fn texts<'a>(map: &'a Map, see: See<'_, 'a>) {
    let heads = [
        ("title", &map.title),
        ("purpose", &map.purpose),
        ("scenario", &map.scenario),
        ("scope", &map.scope),
        ("department", &map.department),
    ];
    for (name, text) in heads {
        see(&Spot::Top(name), Words::Local(text));
    }
    plain(&Spot::Top("owner"), &map.owner, see);
    plain(&Spot::Top("edition"), &map.edition, see);
    each("feeling_words", &map.feeling_words, |spot, text| {
        see(spot, Words::Local(text))
    });
    each("links", &map.links, |spot, link| {
        see(&spot.field("label"), Words::Local(&link.label))
    });
    each("personas", &map.personas, |spot, persona| {
        of_persona(spot, persona, see)
    });
    each("stages", &map.stages, |spot, stage| {
        see(&spot.field("name"), Words::Local(&stage.name));
        see(&spot.field("goal"), Words::Local(&stage.goal));
        see(&spot.field("description"), Words::Local(&stage.description));
        inside(&spot.field("steps"), &stage.steps, |spot, step| {
            of_step(spot, step, see)
        });
    });
    each("moves", &map.moves, |spot, way| {
        see(&spot.field("label"), Words::Local(&way.label));
        of_evidence(spot, &way.evidence, see);
    });
    each("lanes", &map.lanes, |spot, lane| {
        see(&spot.field("name"), Words::Local(&lane.name))
    });
    each("cards", &map.cards, |spot, card| of_card(spot, card, see));
    each("channels", &map.channels, |spot, channel| {
        see(&spot.field("name"), Words::Local(&channel.name))
    });
    each("items", &map.items, |spot, item| {
        see(&spot.field("name"), Words::Local(&item.name));
        see(&spot.field("description"), Words::Local(&item.description));
        inside(&spot.field("synonyms"), &item.synonyms, |spot, text| {
            see(spot, Words::Local(text))
        });
        plain(&spot.field("owner"), &item.owner, see);
    });
    each("paths", &map.paths, |spot, path| {
        see(&spot.field("name"), Words::Local(&path.name));
        of_evidence(spot, &path.evidence, see);
    });
    each("images", &map.images, |spot, image| {
        see(&spot.field("alt"), Words::Local(&image.alt))
    });
    each("comments", &map.comments, |spot, comment| {
        see(&spot.field("by"), Words::Plain(&comment.by));
        see(&spot.field("text"), Words::Plain(&comment.text));
    });
    if let Some(origin) = &map.origin {
        let spot = Spot::Top("origin");
        inside(&spot.field("notes"), &origin.notes, |spot, text| {
            see(spot, Words::Local(text))
        });
    }
}

fn each<'a, T>(name: &'static str, items: &'a [T], see: impl FnMut(&Spot<'_>, &'a T)) {
    inside(&Spot::Top(name), items, see);
}

fn inside<'a, T>(list: &Spot<'_>, items: &'a [T], mut see: impl FnMut(&Spot<'_>, &'a T)) {
    for (i, item) in items.iter().enumerate() {
        see(&Spot::Item(list, i), item);
    }
}

fn plain<'a>(spot: &Spot<'_>, text: &'a Option<String>, see: See<'_, 'a>) {
    if let Some(text) = text {
        see(spot, Words::Plain(text));
    }
}

fn of_persona<'a>(spot: &Spot<'_>, persona: &'a Persona, see: See<'_, 'a>) {
    see(&spot.field("name"), Words::Local(&persona.name));
    see(&spot.field("summary"), Words::Local(&persona.summary));
    see(&spot.field("story"), Words::Local(&persona.story));
    of_quote(spot, persona.quote.as_ref(), see);
    of_metric(spot, "size", persona.size.as_ref(), see);
    inside(&spot.field("traits"), &persona.traits, |spot, known| {
        see(&spot.field("text"), Words::Local(&known.text));
        of_metric(spot, "metric", known.metric.as_ref(), see);
        of_evidence(spot, &known.evidence, see);
    });
}

fn of_step<'a>(spot: &Spot<'_>, step: &'a Step, see: See<'_, 'a>) {
    see(&spot.field("name"), Words::Local(&step.name));
    see(&spot.field("description"), Words::Local(&step.description));
    let wishes: [(&'static str, &'a Option<Wish>); 2] =
        [("intended", &step.intended), ("expected", &step.expected)];
    for (name, wish) in wishes {
        if let Some(wish) = wish {
            see(&spot.field(name).field("text"), Words::Local(&wish.text));
        }
    }
}

fn of_card<'a>(spot: &Spot<'_>, card: &'a Card, see: See<'_, 'a>) {
    see(&spot.field("text"), Words::Local(&card.text));
    of_metric(spot, "metric", card.metric.as_ref(), see);
    if let Some(moment) = &card.moment {
        let spot = spot.field("moment");
        see(&spot.field("outcome"), Words::Local(&moment.outcome));
        of_metric(&spot, "effect", moment.effect.as_ref(), see);
    }
    if let Some(opportunity) = &card.opportunity {
        let spot = spot.field("opportunity");
        of_metric(&spot, "reach", opportunity.reach.as_ref(), see);
        of_metric(&spot, "effect", opportunity.effect.as_ref(), see);
        plain(&spot.field("owner"), &opportunity.owner, see);
        see(&spot.field("department"), Words::Local(&opportunity.department));
    }
    if let Some(action) = &card.action {
        let spot = spot.field("action");
        see(&spot.field("hypothesis"), Words::Local(&action.hypothesis));
        if let Some(measured) = &action.measured {
            let spot = spot.field("measured");
            of_metric(&spot, "change", Some(&measured.change), see);
            inside(&spot.field("caveats"), &measured.caveats, |spot, text| {
                see(spot, Words::Local(text))
            });
        }
        plain(&spot.field("owner"), &action.owner, see);
        see(&spot.field("department"), Words::Local(&action.department));
    }
    of_evidence(spot, &card.evidence, see);
}

fn of_metric<'a>(spot: &Spot<'_>, name: &'static str, metric: Option<&'a Metric>, see: See<'_, 'a>) {
    if let Some(metric) = metric {
        let spot = spot.field(name);
        see(&spot.field("base"), Words::Local(&metric.base));
        see(&spot.field("label"), Words::Local(&metric.label));
    }
}

fn of_quote<'a>(spot: &Spot<'_>, quote: Option<&'a Quote>, see: See<'_, 'a>) {
    if let Some(quote) = quote {
        let spot = spot.field("quote");
        see(&spot.field("text"), Words::Plain(&quote.text));
        plain(&spot.field("by"), &quote.by, see);
    }
}

fn of_evidence<'a>(spot: &Spot<'_>, evidence: &'a [Evidence], see: See<'_, 'a>) {
    inside(&spot.field("evidence"), evidence, |spot, reason| {
        see(&spot.field("reason"), Words::Local(&reason.reason));
        of_metric(spot, "answer", reason.answer.as_ref(), see);
        of_quote(spot, reason.quote.as_ref(), see);
        if let Some(note) = &reason.note {
            let spot = spot.field("note");
            see(&spot.field("text"), Words::Local(&note.text));
            see(&spot.field("by"), Words::Plain(&note.by));
        }
    });
}
