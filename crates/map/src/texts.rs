//! Every text of a map with the record it stands in: what a search looks through.

use crate::change::RecordKind;
use crate::document::{Evidence, Map, Metric, Wish};
use tropa_model::proposal::LocalText;

/// One text in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOf<'m> {
    pub kind: RecordKind,
    /// Of the record; the map's own id for texts of the map itself.
    pub id: &'m str,
    /// BCP 47 tag where the text says it.
    pub lang: Option<&'m str>,
    pub text: &'m str,
    /// It says why the record stands there (a reason, a quote, a note beside it), not what the record is.
    pub of_evidence: bool,
}

/// All texts people wrote or read on the map, in the order of the document. Ids, links, questions and pictures are none.
pub fn texts(map: &Map) -> Vec<TextOf<'_>> {
    let mut found = Found {
        texts: Vec::new(),
        in_evidence: false,
    };
    found.map(map);
    found.columns(map);
    found.cards(map);
    found.library(map);
    found.texts
}

struct Found<'m> {
    texts: Vec<TextOf<'m>>,
    in_evidence: bool,
}

impl<'m> Found<'m> {
    fn map(&mut self, map: &'m Map) {
        let heads = [
            &map.title,
            &map.purpose,
            &map.scenario,
            &map.scope,
            &map.department,
        ];
        for text in heads.into_iter().chain(&map.feeling_words) {
            self.local(RecordKind::Map, &map.id, text);
        }
        self.plain(RecordKind::Map, &map.id, map.owner.as_deref());
        for persona in &map.personas {
            for text in [&persona.name, &persona.summary, &persona.story] {
                self.local(RecordKind::Persona, &persona.id, text);
            }
            let quote = persona.quote.as_ref().map(|quote| quote.text.as_str());
            self.plain(RecordKind::Persona, &persona.id, quote);
            for held in &persona.traits {
                self.local(RecordKind::Trait, &held.id, &held.text);
                self.evidence(RecordKind::Trait, &held.id, &held.evidence);
            }
        }
    }

    fn columns(&mut self, map: &'m Map) {
        for stage in &map.stages {
            for text in [&stage.name, &stage.goal, &stage.description] {
                self.local(RecordKind::Stage, &stage.id, text);
            }
            for step in &stage.steps {
                self.local(RecordKind::Step, &step.id, &step.name);
                self.local(RecordKind::Step, &step.id, &step.description);
                for Wish { text, .. } in step.intended.iter().chain(&step.expected) {
                    self.local(RecordKind::Step, &step.id, text);
                }
            }
        }
        for lane in &map.lanes {
            self.local(RecordKind::Lane, &lane.id, &lane.name);
        }
    }

    fn cards(&mut self, map: &'m Map) {
        for card in &map.cards {
            let (kind, id) = (RecordKind::Card, card.id.as_str());
            self.local(kind, id, &card.text);
            self.metric(kind, id, card.metric.as_ref());
            if let Some(moment) = &card.moment {
                self.local(kind, id, &moment.outcome);
            }
            if let Some(opportunity) = &card.opportunity {
                self.local(kind, id, &opportunity.department);
                self.plain(kind, id, opportunity.owner.as_deref());
            }
            if let Some(action) = &card.action {
                self.local(kind, id, &action.department);
                self.local(kind, id, &action.hypothesis);
                self.plain(kind, id, action.owner.as_deref());
                for caveat in action.measured.iter().flat_map(|measured| &measured.caveats) {
                    self.local(kind, id, caveat);
                }
            }
            self.evidence(kind, id, &card.evidence);
        }
    }

    fn library(&mut self, map: &'m Map) {
        for channel in &map.channels {
            self.local(RecordKind::Channel, &channel.id, &channel.name);
        }
        for item in &map.items {
            self.local(RecordKind::Item, &item.id, &item.name);
            self.local(RecordKind::Item, &item.id, &item.description);
            for synonym in &item.synonyms {
                self.local(RecordKind::Item, &item.id, synonym);
            }
            self.plain(RecordKind::Item, &item.id, item.owner.as_deref());
        }
        for way in &map.moves {
            self.local(RecordKind::Move, &way.id, &way.label);
            self.evidence(RecordKind::Move, &way.id, &way.evidence);
        }
        for path in &map.paths {
            self.local(RecordKind::Path, &path.id, &path.name);
            self.evidence(RecordKind::Path, &path.id, &path.evidence);
        }
        for link in &map.links {
            self.local(RecordKind::Link, &link.id, &link.label);
        }
        for image in &map.images {
            self.local(RecordKind::Image, &image.id, &image.alt);
        }
        for comment in &map.comments {
            self.plain(RecordKind::Comment, &comment.id, Some(&comment.text));
        }
    }

    fn evidence(&mut self, kind: RecordKind, id: &'m str, evidence: &'m [Evidence]) {
        self.in_evidence = true;
        for one in evidence {
            self.local(kind, id, &one.reason);
            self.plain(kind, id, one.quote.as_ref().map(|quote| quote.text.as_str()));
            if let Some(note) = &one.note {
                self.local(kind, id, &note.text);
            }
        }
        self.in_evidence = false;
    }

    fn metric(&mut self, kind: RecordKind, id: &'m str, metric: Option<&'m Metric>) {
        if let Some(metric) = metric {
            self.local(kind, id, &metric.label);
        }
    }

    fn local(&mut self, kind: RecordKind, id: &'m str, text: &'m LocalText) {
        for (lang, text) in &text.0 {
            self.push(kind, id, Some(lang), text);
        }
    }

    fn plain(&mut self, kind: RecordKind, id: &'m str, text: Option<&'m str>) {
        if let Some(text) = text {
            self.push(kind, id, None, text);
        }
    }

    fn push(&mut self, kind: RecordKind, id: &'m str, lang: Option<&'m str>, text: &'m str) {
        if !text.trim().is_empty() {
            let of_evidence = self.in_evidence;
            self.texts.push(TextOf {
                kind,
                id,
                lang,
                text,
                of_evidence,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is written into a text of a template's map is found again.
    #[test]
    fn every_local_text_of_every_template_is_found() {
        for template in crate::templates::MAPS {
            let map = template.map();
            let known: std::collections::BTreeSet<&str> =
                texts(&map).iter().map(|found| found.text).collect();
            let mut missing = Vec::new();
            local_texts(&serde_json::to_value(&map).unwrap(), &mut |text| {
                if !text.trim().is_empty() && !known.contains(text) {
                    missing.push(text.to_owned());
                }
            });
            assert!(missing.is_empty(), "{}: {missing:?}", template.name);
        }
    }

    /// Objects whose keys are all languages.
    fn local_texts(value: &serde_json::Value, tell: &mut impl FnMut(&str)) {
        match value {
            serde_json::Value::Object(fields)
                if fields.keys().all(|key| key == "en" || key == "ru") && !fields.is_empty() =>
            {
                fields.values().filter_map(|text| text.as_str()).for_each(tell);
            }
            serde_json::Value::Object(fields) => fields.values().for_each(|value| local_texts(value, tell)),
            serde_json::Value::Array(items) => items.iter().for_each(|value| local_texts(value, tell)),
            _ => {}
        }
    }
}
