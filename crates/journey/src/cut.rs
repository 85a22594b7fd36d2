//! Lives cut into journeys when a question is asked: sessions of another length without importing anything again.

use crate::bits::Bits;
use crate::error::AskError;
use crate::filter::Filter;
use crate::fold;
use crate::index::Index;
use crate::partition::Partition;
use tropa_model::expr::{self, Expr};
use tropa_model::{Cut, LocalText};

/// A cut as it is applied: everything looked up once.
struct Rule<'a> {
    filter: Filter<'a>,
    idle_us: Option<u64>,
    /// Per code of an activity.
    begins: Vec<bool>,
    ends: Vec<bool>,
    begins_where: Option<Expr>,
    ends_where: Option<Expr>,
}

impl Index {
    /// The same events with every life cut into journeys. An event of the answer's columns is still the same event; an
    /// attribute of the actor is known of each of the actor's journeys. Codes and columns stay in the mapped files; the
    /// times are written anew, since they count from the start of a journey: 4 or 8 bytes an event. Cutting visits all
    /// events once, so whoever asks several questions keeps what is returned.
    ///
    /// A cut by context needs its places: see [`Index::cut_at`].
    pub fn cut(&self, cut: &Cut) -> Result<Self, AskError> {
        self.cut_with(cut, None)
    }

    /// As [`Index::cut`], with a journey beginning at event `e` also where `places[e]`: one place per event of the
    /// index, life after life in the index's own order: bucket by bucket, in each by the actor's key.
    pub fn cut_at(&self, cut: &Cut, places: &[bool]) -> Result<Self, AskError> {
        self.cut_with(cut, Some(places))
    }

    /// What the lives were cut by; `None` where a journey is a whole life.
    pub fn cut_by(&self) -> Option<&Cut> {
        self.cut.as_ref()
    }

    fn cut_with(&self, cut: &Cut, places: Option<&[bool]>) -> Result<Self, AskError> {
        let events: usize = self.partitions.iter().map(|p| p.entry.events as usize).sum();
        refuse(self, cut, places, events)?;
        let columns = self.column_names();
        let rule = self.rule(cut, &columns)?;
        let mut first = 0;
        let parts: Vec<(&Partition, Option<&[bool]>)> = self
            .partitions
            .iter()
            .map(|p| {
                let from = first;
                first += p.entry.events as usize;
                (p, places.map(|places| &places[from..first]))
            })
            .collect();
        let cut_one = |(p, places): &(&Partition, Option<&[bool]>)| -> Result<Partition, AskError> {
            Ok(p.cut(&rule.begins_of(p, *places)?))
        };
        let partitions = fold::map(self.threads, &parts, cut_one)
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self::of(
            self.manifest.clone(),
            partitions,
            self.threads,
            Some(cut.clone()),
        ))
    }

    fn rule<'a>(&'a self, cut: &Cut, columns: &'a [String]) -> Result<Rule<'a>, AskError> {
        let table = |activities: &[String]| {
            let mut table = vec![false; self.manifest.activities.len()];
            for activity in activities {
                table[crate::ask::code_of(self, activity)?] = true;
            }
            Ok::<_, AskError>(table)
        };
        let parse = |rule: &Option<String>| rule.as_deref().map(expr::parse).transpose();
        let (begins_where, ends_where) = (parse(&cut.begins_where)?, parse(&cut.ends_where)?);
        let idle = [&begins_where, &ends_where]
            .into_iter()
            .flatten()
            .any(crate::answer::speaks_of_idleness);
        Ok(Rule {
            filter: Filter {
                index: self,
                columns,
                idle_s: if idle { self.idle_s() } else { 0 },
            },
            idle_us: cut.idle_s.map(|idle_s| idle_s.saturating_mul(1_000_000)),
            begins: table(&cut.begins)?,
            ends: table(&cut.ends)?,
            begins_where,
            ends_where,
        })
    }
}

impl Rule<'_> {
    /// The events of a bucket with which a journey begins.
    fn begins_of(&self, p: &Partition, places: Option<&[bool]>) -> Result<Bits, AskError> {
        let events = |rule: &Option<Expr>| rule.as_ref().map(|e| self.filter.events(e, p)).transpose();
        let (begins_where, ends_where) = (events(&self.begins_where)?, events(&self.ends_where)?);
        let holds = |bits: &Option<Bits>, event: usize| bits.as_ref().is_some_and(|bits| bits.get(event));
        let mut journey = 0;
        Ok(Bits::from_fn(p.entry.events as usize, |event| {
            while p.offsets[journey + 1] as usize <= event {
                journey += 1;
            }
            if p.offsets[journey] as usize == event {
                return true;
            }
            let waited_us = || (p.ticks.get(event) - p.ticks.get(event - 1)).saturating_mul(p.tick_us);
            self.idle_us.is_some_and(|idle_us| waited_us() > idle_us)
                || self.begins[p.codes.get(event)]
                || self.ends[p.codes.get(event - 1)]
                || holds(&begins_where, event)
                || holds(&ends_where, event - 1)
                || places.is_some_and(|places| places[event])
        }))
    }
}

fn refuse(index: &Index, cut: &Cut, places: Option<&[bool]>, events: usize) -> Result<(), AskError> {
    let wrong = |en: &str, ru: &str| {
        Err(AskError::Invalid {
            field: "cut",
            reason: LocalText::en_ru(en, ru),
        })
    };
    if index.cut.is_some() {
        return wrong(
            "these journeys are already cut; cut whole lives",
            "эти пути уже разрезаны; разрезать можно только жизнь целиком",
        );
    }
    if cut.is_empty() {
        return wrong(
            "say where to cut: idle_s, begins, ends, begins_where, ends_where or context",
            "укажите, где резать: idle_s, begins, ends, begins_where, ends_where или context",
        );
    }
    if cut.context && places.is_none() {
        return wrong(
            "a cut by context must be computed first",
            "места разреза по контексту нужно сначала вычислить",
        );
    }
    if places.is_some_and(|places| places.len() != events) {
        return wrong(
            "the places of the cut are those of another snapshot",
            "места разреза вычислены для другого снимка данных",
        );
    }
    Ok(())
}
