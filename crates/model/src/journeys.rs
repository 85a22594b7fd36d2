//! Journeys handed from who holds them to who learns from them: whole, in columns, with nothing but codes and times.

use std::collections::HashMap;
use std::ops::Range;

/// Some journeys as columns. Journey `j` owns events `starts[j]..starts[j + 1]`, in time order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journeys {
    /// Names of activities by code.
    pub activities: Vec<String>,
    /// One more than there are journeys; begins with 0 (an empty list means no journeys).
    pub starts: Vec<usize>,
    /// Activity of every event.
    pub codes: Vec<u32>,
    /// Time of every event, microseconds since 1970 UTC; never falls within a journey.
    pub times_us: Vec<i64>,
    /// What else is known, by name ascending. Only the columns that were asked for.
    pub columns: Vec<JourneyColumn>,
}

/// One more thing known of each journey, or of each event.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyColumn {
    /// As in filters: `channel`, `actor_segment`.
    pub name: String,
    pub of: ColumnOf,
    pub values: JourneyValues,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnOf {
    Journey,
    Event,
}

#[derive(Clone, Debug, PartialEq)]
pub enum JourneyValues {
    /// Code 0 is a missing value; `names[code - 1]` is the text of any other.
    Coded { codes: Vec<u32>, names: Vec<String> },
    /// NaN is a missing value.
    Number(Vec<f64>),
}

/// The distinct sequences of activities with the number of journeys that took each.
///
/// Most frequent first, ties by codes. Variant `v` owns codes `starts[v]..starts[v + 1]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variants {
    pub activities: Vec<String>,
    pub starts: Vec<usize>,
    pub codes: Vec<u32>,
    pub journeys: Vec<u64>,
}

impl Journeys {
    /// Number of journeys.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Places of the events of a journey.
    pub fn events(&self, journey: usize) -> Range<usize> {
        self.starts[journey]..self.starts[journey + 1]
    }

    /// Activities of a journey, first to last.
    pub fn codes_of(&self, journey: usize) -> &[u32] {
        &self.codes[self.events(journey)]
    }

    /// Times of a journey, microseconds since 1970 UTC.
    pub fn times_of(&self, journey: usize) -> &[i64] {
        &self.times_us[self.events(journey)]
    }

    pub fn column(&self, name: &str) -> Option<&JourneyColumn> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Distinct sequences with their counts, and for every journey the place of its variant.
    pub fn variants(&self) -> (Variants, Vec<u32>) {
        let mut places: HashMap<&[u32], u32> = HashMap::new();
        let mut found: Vec<(&[u32], u64)> = Vec::new();
        let mut of: Vec<u32> = Vec::with_capacity(self.len());
        for journey in 0..self.len() {
            let codes = self.codes_of(journey);
            let place = *places.entry(codes).or_insert_with(|| {
                found.push((codes, 0));
                found.len() as u32 - 1
            });
            found[place as usize].1 += 1;
            of.push(place);
        }
        let mut order: Vec<u32> = (0..found.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| {
            let (a, b) = (found[a as usize], found[b as usize]);
            b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0))
        });
        let mut rank = vec![0_u32; order.len()];
        let mut variants = Variants {
            activities: self.activities.clone(),
            starts: vec![0],
            ..Variants::default()
        };
        for (place, &at) in order.iter().enumerate() {
            rank[at as usize] = place as u32;
            let (codes, journeys) = found[at as usize];
            variants.codes.extend_from_slice(codes);
            variants.starts.push(variants.codes.len());
            variants.journeys.push(journeys);
        }
        of.iter_mut().for_each(|place| *place = rank[*place as usize]);
        (variants, of)
    }
}

impl Variants {
    /// Number of distinct sequences.
    pub fn len(&self) -> usize {
        self.journeys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.journeys.is_empty()
    }

    /// Activities of a variant, first to last.
    pub fn codes_of(&self, variant: usize) -> &[u32] {
        &self.codes[self.starts[variant]..self.starts[variant + 1]]
    }

    /// All journeys.
    pub fn total(&self) -> u64 {
        self.journeys.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sequences_are_one_variant_and_every_journey_knows_its_own() {
        let journeys = Journeys {
            activities: vec!["a".into(), "b".into()],
            starts: vec![0, 2, 3, 5],
            codes: vec![0, 1, 1, 0, 1],
            times_us: vec![0, 1, 5, 7, 7],
            columns: Vec::new(),
        };
        let (variants, of) = journeys.variants();
        assert_eq!(variants.journeys, [2, 1]);
        assert_eq!(
            (variants.codes_of(0), variants.codes_of(1)),
            (&[0, 1][..], &[1][..])
        );
        assert_eq!(of, [0, 1, 0]);
        assert_eq!(variants.total(), 3);
        assert!(Journeys::default().variants().0.is_empty());
    }
}
