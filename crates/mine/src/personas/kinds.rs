//! Kinds of traits, and which attribute speaks of which.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Kind of a trait; the names are those of the map's personas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftTraitKind {
    Age,
    Profession,
    SocialPosition,
    Family,
    Place,
    Income,
    Goal,
    Scenario,
    PreferredChannel,
    PreferredProduct,
    Technology,
    Habit,
    PurchaseFrequency,
    Motive,
    Problem,
    Need,
    Fear,
    Disappointment,
    Vocabulary,
    Other,
}

/// What a draft would like to know of everybody; the rest is a bonus.
pub const WANTED: [DraftTraitKind; 9] = [
    DraftTraitKind::Age,
    DraftTraitKind::Profession,
    DraftTraitKind::Place,
    DraftTraitKind::Goal,
    DraftTraitKind::PreferredChannel,
    DraftTraitKind::Motive,
    DraftTraitKind::Problem,
    DraftTraitKind::Fear,
    DraftTraitKind::Vocabulary,
];

/// Beginnings of words in the name of a column, and the kind it speaks of.
const COLUMNS: [(&[&str], DraftTraitKind); 9] = [
    (&["age", "возраст", "birth"], DraftTraitKind::Age),
    (
        &[
            "profession",
            "job",
            "occupation",
            "position",
            "професси",
            "должност",
        ],
        DraftTraitKind::Profession,
    ),
    (
        &["company", "industry", "business", "отрасл", "компан"],
        DraftTraitKind::SocialPosition,
    ),
    (
        &["family", "children", "marital", "семь", "семей", "дети"],
        DraftTraitKind::Family,
    ),
    (
        &[
            "city",
            "region",
            "country",
            "state",
            "place",
            "город",
            "регион",
            "област",
            "стран",
        ],
        DraftTraitKind::Place,
    ),
    (
        &["income", "salary", "revenue", "доход", "зарплат"],
        DraftTraitKind::Income,
    ),
    (
        &["product", "category", "brand", "товар", "категори", "продукт"],
        DraftTraitKind::PreferredProduct,
    ),
    (
        &["device", "os", "browser", "platform", "устройств", "платформ"],
        DraftTraitKind::Technology,
    ),
    (&["channel", "канал"], DraftTraitKind::PreferredChannel),
];

/// The kind an attribute speaks of, by the words of its name.
pub fn kind_of_column(name: &str) -> DraftTraitKind {
    let lower = name.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .find_map(|word| {
            COLUMNS
                .iter()
                // Short words must match whole: `os` is not the beginning of `ostrich`.
                .find(|(stems, _)| {
                    stems.iter().any(|s| {
                        if s.len() <= 3 {
                            word == *s
                        } else {
                            word.starts_with(s)
                        }
                    })
                })
                .map(|(_, kind)| *kind)
        })
        .unwrap_or(DraftTraitKind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_speaks_of_what_its_name_says() {
        assert_eq!(kind_of_column("actor_age"), DraftTraitKind::Age);
        assert_eq!(kind_of_column("actor_Город"), DraftTraitKind::Place);
        assert_eq!(kind_of_column("stage"), DraftTraitKind::Other);
        assert_eq!(kind_of_column("os"), DraftTraitKind::Technology);
    }
}
