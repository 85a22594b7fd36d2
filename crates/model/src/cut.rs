//! Where one person's life is cut into journeys.

use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// A rule that cuts every life into journeys. Where any part of it holds between two neighbouring events, one journey
/// ends and the next begins; at least one part is given.
///
/// `{"idle_s":1800}` are the sessions of web analytics; `{"begins":["search"],"ends":["pay"]}` goes by goals;
/// `{"ends_where":"activity = \"call\" and channel = \"shop\""}` is a rule of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Between two events further apart than this many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_s: Option<u64>,
    /// Before every event of these activities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub begins: Vec<String>,
    /// After every event of these activities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
    /// Before every event for which this filter holds, read as inside `event(…)`: facts of the journey are those of
    /// the whole life. See `expr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_where: Option<String>,
    /// After every event for which this filter holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_where: Option<String>,
    /// Where the model of the context sees a new journey begin. Its places are computed from the whole log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub context: bool,
}

impl Cut {
    pub fn idle(idle_s: u64) -> Self {
        Self {
            idle_s: Some(idle_s),
            ..Self::default()
        }
    }

    pub fn by_context() -> Self {
        Self {
            context: true,
            ..Self::default()
        }
    }

    /// Says nothing of where to cut.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// As in the base of an answer: `after 1800 s without an event, before «search»`.
impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(idle_s) = self.idle_s {
            parts.push(format!("after {idle_s} s without an event"));
        }
        let any = |names: &[String]| {
            names
                .iter()
                .map(|n| format!("«{n}»"))
                .collect::<Vec<_>>()
                .join(" or ")
        };
        if !self.begins.is_empty() {
            parts.push(format!("before {}", any(&self.begins)));
        }
        if !self.ends.is_empty() {
            parts.push(format!("after {}", any(&self.ends)));
        }
        if let Some(rule) = &self.begins_where {
            parts.push(format!("before {}", rule.trim()));
        }
        if let Some(rule) = &self.ends_where {
            parts.push(format!("after {}", rule.trim()));
        }
        if self.context {
            parts.push("by what stands around".to_owned());
        }
        f.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_says_only_what_is_given() {
        let cut: Cut = serde_json::from_str(r#"{"idle_s":1800,"ends":["pay","leave"]}"#).unwrap();
        assert_eq!(
            cut.to_string(),
            "after 1800 s without an event, after «pay» or «leave»"
        );
        assert_eq!(
            serde_json::to_string(&Cut::by_context()).unwrap(),
            r#"{"context":true}"#
        );
        assert!(Cut::default().is_empty() && !Cut::idle(0).is_empty());
        assert!(serde_json::from_str::<Cut>(r#"{"idle":1800}"#).is_err());
    }
}
