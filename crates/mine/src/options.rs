use crate::error::MineError;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::ToSchema;

/// What a person may ask of discovery. `{}` is a good start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscoverOptions {
    #[serde(default)]
    pub stages: StagesWish,
    /// Touchpoints that a person wants in a certain stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<StagePin>,
}

/// A touchpoint that stands in this stage whatever the flow says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StagePin {
    pub activity: String,
    /// Place of the stage, from 1; of a template, the place among all its stages.
    pub stage: u32,
}

/// How many stages, or which. On the wire `{"auto":{}}`, `{"count":5}`, `{"template":"aida_loyalty"}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum StagesWish {
    /// As many as the flow shows.
    #[default]
    Auto,
    /// Exactly this many.
    Count(u32),
    /// The stages of a template that have touchpoints in the log.
    Template(Template),
}

/// Known sequences of stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// Attention, Interest, Desire, Action, Loyalty.
    AidaLoyalty,
    /// Awareness, Consideration, Purchase, Delivery, Use, Support, Loyalty.
    GenericSeven,
}

impl Template {
    pub const ALL: [Template; 2] = [Template::AidaLoyalty, Template::GenericSeven];

    pub fn name(self) -> &'static str {
        match self {
            Template::AidaLoyalty => "aida_loyalty",
            Template::GenericSeven => "generic_seven",
        }
    }
}

/// The command line's form: `auto`, a number, or a template's name.
impl FromStr for StagesWish {
    type Err = MineError;

    fn from_str(text: &str) -> Result<Self, MineError> {
        let text = text.trim();
        if text == "auto" {
            return Ok(StagesWish::Auto);
        }
        if let Ok(count) = text.parse() {
            return Ok(StagesWish::Count(count));
        }
        Template::ALL
            .into_iter()
            .find(|template| template.name() == text)
            .map(StagesWish::Template)
            .ok_or_else(|| {
                let known = Template::ALL.map(Template::name).join(", ");
                MineError::UnknownStages {
                    given: text.chars().take(80).collect(),
                    known,
                }
            })
    }
}

#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Wire {
    Auto {},
    Count(u32),
    Template(Template),
}

impl From<Wire> for StagesWish {
    fn from(wire: Wire) -> Self {
        match wire {
            Wire::Auto {} => StagesWish::Auto,
            Wire::Count(count) => StagesWish::Count(count),
            Wire::Template(template) => StagesWish::Template(template),
        }
    }
}

impl From<StagesWish> for Wire {
    fn from(wish: StagesWish) -> Self {
        match wish {
            StagesWish::Auto => Wire::Auto {},
            StagesWish::Count(count) => Wire::Count(count),
            StagesWish::Template(template) => Wire::Template(template),
        }
    }
}

impl utoipa::PartialSchema for StagesWish {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        Wire::schema()
    }
}

impl ToSchema for StagesWish {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>) {
        Wire::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_a_word_a_number_or_a_template() {
        assert_eq!("auto".parse(), Ok(StagesWish::Auto));
        assert_eq!(" 5 ".parse(), Ok(StagesWish::Count(5)));
        assert_eq!(
            "aida_loyalty".parse(),
            Ok(StagesWish::Template(Template::AidaLoyalty))
        );
        let error = StagesWish::from_str("aida").unwrap_err();
        assert_eq!(
            error.to_string(),
            "«aida» is neither a number of stages nor a template; templates are aida_loyalty, generic_seven"
        );
    }
}
