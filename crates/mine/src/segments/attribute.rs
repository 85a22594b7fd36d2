//! Segments that are given: by rules people write, or by the values of an attribute.

use super::{Division, FoundBy, NONE, Part};
use tropa_model::expr::{Expr, Op, Value};
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyValues, Journeys};

/// Values that get a segment of their own; the rarer ones are left out.
const VALUES_MAX: usize = 12;

/// Segments by the values of an attribute of the journey; of an attribute of events, by the first value known in it.
///
/// The twelve most frequent values; journeys without a value, or with a rarer one, belong to no segment. `None` where
/// there is no such column of texts.
pub fn by_attribute(journeys: &Journeys, column: &str) -> Option<Division> {
    let column = journeys.column(column)?;
    let JourneyValues::Coded { codes, names } = &column.values else {
        return None;
    };
    let value = |journey: usize| match column.of {
        ColumnOf::Journey => codes[journey],
        ColumnOf::Event => journeys
            .events(journey)
            .map(|event| codes[event])
            .find(|code| *code != 0)
            .unwrap_or(0),
    };
    let values: Vec<u32> = (0..journeys.len()).map(value).collect();
    let mut counts = vec![0_u64; names.len() + 1];
    values.iter().for_each(|&code| counts[code as usize] += 1);
    let mut order: Vec<usize> = (1..counts.len()).filter(|&code| counts[code] > 0).collect();
    order.sort_by_key(|&code| (std::cmp::Reverse(counts[code]), code));
    order.truncate(VALUES_MAX);
    let mut place = vec![NONE; counts.len()];
    for (part, &code) in order.iter().enumerate() {
        place[code] = part as u32;
    }
    let records = |name: &str| {
        let equal = Expr::Compare {
            name: column.name.clone(),
            op: Op::Eq,
            value: Value::Text(name.to_owned()),
        };
        (column.of == ColumnOf::Journey).then(|| equal.to_string())
    };
    Some(Division {
        by: FoundBy::Attribute,
        parts: order
            .iter()
            .map(|&code| Part {
                name: Some(LocalText::plain(names[code - 1].clone())),
                records: records(&names[code - 1]),
            })
            .collect(),
        of: values.iter().map(|&code| place[code as usize]).collect(),
        certainty: vec![1.0; journeys.len()],
        choice: None,
    })
}

/// Segments by rules: the name and the `where` expression of each, and for every journey the place of the first rule it
/// meets, or [`NONE`].
pub fn by_rules(rules: Vec<(LocalText, String)>, of: Vec<u32>) -> Division {
    Division {
        by: FoundBy::Rules,
        parts: rules
            .into_iter()
            .map(|(name, records)| Part {
                name: Some(name),
                records: Some(records),
            })
            .collect(),
        certainty: vec![1.0; of.len()],
        of,
        choice: None,
    }
}
