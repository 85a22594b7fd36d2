//! Taking a record out with all that cannot stand without it.

use super::ChangeError;
use super::check;
use super::record::{self, Record, RecordKind};
use super::references::{self, Field, Refers, Slot};
use super::work::{self, Work};
use std::collections::{BTreeMap, BTreeSet};

/// Ids to take out, by kind.
#[derive(Default)]
struct Gone(BTreeMap<RecordKind, BTreeSet<String>>);

impl Gone {
    fn add(&mut self, kind: RecordKind, id: impl Into<String>) {
        self.0.entry(kind).or_default().insert(id.into());
    }

    fn has(&self, kind: RecordKind, id: &str) -> bool {
        self.0.get(&kind).is_some_and(|ids| ids.contains(id))
    }

    fn of(&self, kind: RecordKind) -> BTreeSet<String> {
        self.0.get(&kind).cloned().unwrap_or_default()
    }

    /// Nothing the field may mean by this id stays: ids are unique among their kind only.
    fn lost(&self, work: &Work, to: &[RecordKind], id: &str) -> bool {
        to.iter().any(|kind| self.has(*kind, id))
            && !to
                .iter()
                .any(|kind| !self.has(*kind, id) && record::stands(work.map, *kind, id))
    }

    /// The field without the ids that are lost.
    fn drop(&self, work: &Work, field: Field<'_>) {
        match field.slot {
            // Records that cannot stand without it go themselves.
            Slot::Must(_) => {}
            Slot::May(id) => {
                if id.as_ref().is_some_and(|id| self.lost(work, field.to, id)) {
                    *id = None;
                }
            }
            Slot::List(ids) => ids.retain(|id| !self.lost(work, field.to, id)),
        }
    }
}

/// Where cards that span several steps come to begin and end.
type Ends = BTreeMap<String, (String, Option<String>)>;

impl Work<'_> {
    pub(super) fn remove(&mut self, kind: RecordKind, id: &str) -> Result<(), ChangeError> {
        let whole = self.record(kind, id)?;
        let mut gone = Gone::default();
        gone.add(kind, id);
        for (kind, id) in whole.inner() {
            gone.add(kind, id);
        }
        self.remove_lanes(&mut gone);
        let ends = self.shortened_spans(&mut gone);
        self.remove_cards(&mut gone, &ends);
        self.remove_moves_and_paths(&mut gone);
        self.remove_comments(&mut gone);

        for (id, (at, until)) in ends {
            if gone.has(RecordKind::Card, &id) {
                continue;
            }
            self.edit(RecordKind::Card, &id, |record| {
                if let Record::Card(card) = record {
                    (card.at, card.until) = (at, until);
                }
            })?;
        }
        self.forget(&gone)?;
        for kind in [
            RecordKind::Comment,
            RecordKind::Move,
            RecordKind::Path,
            RecordKind::Card,
            RecordKind::Lane,
        ] {
            self.take_all(kind, &gone.of(kind));
        }
        // Whatever was asked for and is not in one of the lists above; its steps and traits are inside it.
        if record::stands(self.map, kind, id) {
            self.take(kind, id)?;
        }
        Ok(())
    }

    /// A lane about one persona says nothing without it.
    fn remove_lanes(&self, gone: &mut Gone) {
        let personas = gone.of(RecordKind::Persona);
        for lane in &self.map.lanes {
            if lane.persona.as_ref().is_some_and(|id| personas.contains(id)) {
                gone.add(RecordKind::Lane, lane.id.as_str());
            }
        }
    }

    /// Cards that span several steps lose the ones that go; the new ends of those that stay.
    fn shortened_spans(&self, gone: &mut Gone) -> Ends {
        let lost = gone.of(RecordKind::Step);
        let mut ends = Ends::new();
        if lost.is_empty() || self.map.cards.iter().all(|card| card.until.is_none()) {
            return ends;
        }
        let order = work::order(self.map);
        let steps: Vec<&str> = self
            .map
            .stages
            .iter()
            .flat_map(|stage| &stage.steps)
            .map(|step| step.id.as_str())
            .collect();
        for card in &self.map.cards {
            let Some(until) = &card.until else { continue };
            let (Some(from), Some(to)) = (order.get(card.at.as_str()), order.get(until.as_str())) else {
                continue;
            };
            if from > to || !(lost.contains(&card.at) || lost.contains(until)) {
                continue;
            }
            let mut left = steps[*from..=*to].iter().filter(|id| !lost.contains(**id));
            match (left.next(), left.next_back()) {
                (Some(first), last) => {
                    ends.insert(
                        card.id.clone(),
                        ((*first).to_owned(), last.map(|id| (*id).to_owned())),
                    );
                }
                (None, _) => gone.add(RecordKind::Card, card.id.as_str()),
            }
        }
        ends
    }

    fn remove_cards(&self, gone: &mut Gone, shortened: &Ends) {
        let (lanes, personas) = (gone.of(RecordKind::Lane), gone.of(RecordKind::Persona));
        let mut emptied = Vec::new();
        for card in &self.map.cards {
            let place_lost = lanes.contains(&card.lane)
                || gone.lost(self, &[RecordKind::Step, RecordKind::Stage], &card.at)
                    && !shortened.contains_key(&card.id);
            let nobody = !card.personas.is_empty() && card.personas.iter().all(|id| personas.contains(id));
            if place_lost || nobody {
                gone.add(RecordKind::Card, card.id.as_str());
                continue;
            }
            let loses = card
                .channel
                .as_ref()
                .is_some_and(|id| gone.has(RecordKind::Channel, id))
                || card
                    .image
                    .as_ref()
                    .is_some_and(|id| gone.has(RecordKind::Image, id))
                || card.items.iter().any(|id| gone.has(RecordKind::Item, id));
            if loses {
                emptied.push(card.id.clone());
            }
        }
        for id in emptied {
            if let Ok(mut record) = self.record(RecordKind::Card, &id) {
                let before = check::own(&record);
                record.fields(&mut |field| gone.drop(self, field));
                if !check::own(&record).is_subset(&before) {
                    gone.add(RecordKind::Card, id);
                }
            }
        }
    }

    fn remove_moves_and_paths(&self, gone: &mut Gone) {
        let (steps, personas) = (gone.of(RecordKind::Step), gone.of(RecordKind::Persona));
        for way in &self.map.moves {
            let nobody = !way.personas.is_empty() && way.personas.iter().all(|id| personas.contains(id));
            if steps.contains(&way.from) || steps.contains(&way.to) || nobody {
                gone.add(RecordKind::Move, way.id.as_str());
            }
        }
        for path in &self.map.paths {
            if !path.steps.is_empty() && path.steps.iter().all(|id| steps.contains(id)) {
                gone.add(RecordKind::Path, path.id.as_str());
            }
        }
    }

    fn remove_comments(&self, gone: &mut Gone) {
        for comment in &self.map.comments {
            if gone.lost(self, &RecordKind::COMMENTED, &comment.at) {
                gone.add(RecordKind::Comment, comment.id.as_str());
            }
        }
        // Answers to answers: until nothing more goes.
        loop {
            let taken = gone.of(RecordKind::Comment);
            for comment in &self.map.comments {
                if comment.answers.as_ref().is_some_and(|id| taken.contains(id)) {
                    gone.add(RecordKind::Comment, comment.id.as_str());
                }
            }
            if gone.of(RecordKind::Comment).len() == taken.len() {
                return;
            }
        }
    }

    /// What stays forgets the ids of what goes; a former id that became nothing else goes too.
    fn forget(&mut self, gone: &Gone) -> Result<(), ChangeError> {
        let mut holders: Vec<(RecordKind, String)> = Vec::new();
        references::scan(self.map, &mut |kind, holder, field| {
            let held = field.slot.ids();
            let lost = held
                .iter()
                .any(|id| field.to.iter().any(|kind| gone.has(*kind, id)));
            if lost && !gone.has(kind, holder) {
                holders.push((kind, holder.to_owned()));
            }
        });
        holders.dedup();
        for (kind, id) in holders {
            if kind == RecordKind::Map {
                self.edit_head(|map| map.brand.iter_mut().for_each(|brand| brand.logo = None));
                continue;
            }
            let mut without = self.record(kind, &id)?;
            without.fields(&mut |field| gone.drop(self, field));
            self.edit(kind, &id, |record| *record = without)?;
            if kind == RecordKind::Former
                && self
                    .map
                    .former
                    .iter()
                    .any(|former| former.id == id && former.now.is_empty())
            {
                self.take(kind, &id)?;
            }
        }
        Ok(())
    }
}
