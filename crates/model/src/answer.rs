//! Answers: every number with unit, base, window, n and the snapshot it was counted in.

use crate::feeling::Scale;
use crate::question::Question;
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// What one counted thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Journeys,
    Events,
    Transitions,
    Actors,
}

/// A version of a source's facts: the same snapshot gives the same answer for ever (until erasure).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Snapshot {
    pub source: String,
    pub version: u64,
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.source, self.version)
    }
}

/// First and last event looked at, both included, RFC 3339 in UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimeWindow {
    pub from: String,
    pub to: String,
}

/// The one JSON form of every answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Answer {
    /// `tropa.answer.<ask>/1`.
    pub schema: String,
    pub question: Question,
    pub unit: Unit,
    /// What the shares are shares of, in words: `journeys of loans where segment = "vip"`.
    pub base: String,
    pub window: TimeWindow,
    /// Size of the base.
    pub n: u64,
    pub snapshot: Snapshot,
    pub rows: Rows,
    /// After this many seconds without an event a journey counts as over; absent where it plays no part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_s: Option<u64>,
    /// What the reader must know: ties, open windows, small n.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub notes: Vec<AnswerNote>,
}

/// What the reader of an answer must know. Written as its code, so that a page has words for it in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerNote {
    /// Scores are left out: the source does not state their scale.
    ScoresWithoutScale,
    /// A note in words, as answers frozen by earlier versions hold them.
    #[serde(untagged)]
    Words(String),
}

/// In English.
impl fmt::Display for AnswerNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ScoresWithoutScale => "Scores are left out: the source does not state their scale.",
            Self::Words(text) => text,
        })
    }
}

/// `untagged`, because `schema` already names the kind; deserialising tries the kinds in this order, and every row type
/// has a field no other has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Rows {
    Graph(Vec<GraphRow>),
    Funnel(Vec<FunnelRow>),
    Variants(Vec<VariantRow>),
    Paths(Vec<PathRow>),
    Daily(Vec<DailyRow>),
    Between(Vec<BetweenRow>),
    Touchpoints(Vec<TouchpointRow>),
    Stages(Vec<StageRow>),
    Journeys(Vec<JourneyRow>),
}

/// Quantiles and mean of times in seconds over `n` observations. Quantiles interpolate linearly (type 7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimesS {
    pub n: u64,
    pub mean_s: f64,
    pub p50_s: f64,
    pub p90_s: f64,
}

/// `from` absent: journeys that start with `to`. `to` absent: journeys that end with `from`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GraphRow {
    pub from: Option<String>,
    pub to: Option<String>,
    pub transitions: u64,
    /// Journeys with at least one such transition.
    pub journeys: u64,
    /// Of everything that leaves `from`, ends included, so that the rows of one `from` add up to 1; of all starts
    /// where `from` is absent.
    pub share: f64,
    /// Absent for starts and ends.
    pub time: Option<TimesS>,
}

/// One step for one group. Of those who reached it: `continued + open + dropped = reached` (the last step: all completed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunnelRow {
    /// Value of the breakdown attribute; absent without a breakdown.
    pub group: Option<String>,
    /// 1-based.
    pub step: u32,
    pub label: String,
    pub reached: u64,
    /// Of those who reached step 1 in the group.
    pub share: f64,
    /// Wilson 95 % interval of `share`.
    pub share_lo: f64,
    pub share_hi: f64,
    pub continued: u64,
    /// Did not continue yet, and may still: the window of the journey's latest entry had not ended when observation
    /// did. Without a window: the journey was not idle for longer than `Answer::idle_s`.
    pub open: u64,
    pub dropped: u64,
    /// From the step before to this one, over journeys that reached it; absent for step 1.
    pub time: Option<TimesS>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantRow {
    pub activities: Vec<String>,
    pub journeys: u64,
    pub share: f64,
    /// Share of this and all rows above.
    pub coverage: f64,
    pub duration: TimesS,
    /// Distinct sequences in the whole base.
    pub variants: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PathNode {
    Activity(String),
    /// Activities outside the column's top.
    Other,
    /// The journey is over; it stays here in all later columns, so that each column holds all n journeys.
    End,
}

/// From column `step` to column `step + 1`. The journeys of one step add up to n.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PathRow {
    /// 1-based column of `source`.
    pub step: u32,
    pub source: PathNode,
    pub target: PathNode,
    pub journeys: u64,
    /// Of all n.
    pub share: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DailyRow {
    /// UTC, `2012-03-14`.
    pub day: String,
    /// Absent: any activity.
    pub activity: Option<String>,
    /// Journeys with at least one such event on the day.
    pub journeys: u64,
    pub events: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BetweenRow {
    /// Journeys with a `from`.
    pub started: u64,
    /// Of them, with a later `to`.
    pub arrived: u64,
    /// Without one, but the journey may still go on.
    pub open: u64,
    pub dropped: u64,
    pub time: Option<TimesS>,
    /// Ends included: counts of arrivals in [lo_s, hi_s).
    pub histogram: Vec<TimeBin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimeBin {
    pub lo_s: f64,
    pub hi_s: f64,
    pub journeys: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TouchpointRow {
    pub activity: String,
    /// Journeys with at least one such event.
    pub journeys: u64,
    /// Of all n.
    pub reach: f64,
    pub events: u64,
    pub starts: u64,
    /// Journeys whose last event this is: `lost + open`.
    pub ends: u64,
    /// Ended here and idle for longer than `idle_s`.
    pub lost: u64,
    /// Last seen here, not yet idle for that long.
    pub open: u64,
    /// Journeys that come back to it after something else.
    pub returning: u64,
    /// Journeys that repeat it directly.
    pub repeating: u64,
    /// Mean over journeys of (place of the first occurrence) / (events − 1), 0 = start, 1 = end; 0 for one-event journeys.
    pub position: f64,
    /// From the event before, where there is one.
    pub wait: Option<TimesS>,
    /// Largest first.
    pub channels: Vec<ChannelCount>,
    /// Absent where no event of the activity carries a score.
    pub score: Option<ScoreSummary>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelCount {
    pub channel: String,
    pub events: u64,
}

/// Scores on their own scale, with the 95 % interval of the mean (Student's t; absent below n = 2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScoreSummary {
    /// Scores, of which one journey may give several.
    pub n: u64,
    /// Journeys that gave at least one of them. 0 in answers kept by a version that did not count it.
    #[serde(default)]
    pub journeys: u64,
    /// Journeys that gave at least one below the middle of the scale. 0 in answers kept by a version that did not count
    /// it.
    #[serde(default)]
    pub low_journeys: u64,
    pub mean: f64,
    pub mean_lo: Option<f64>,
    pub mean_hi: Option<f64>,
    pub scale: Scale,
}

/// Of the journeys that reached the stage: `continued + completed + open + lost = reached`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageRow {
    /// 1-based.
    pub stage: u32,
    pub label: String,
    pub reached: u64,
    pub reach: f64,
    /// Had an event in a later stage after its first event here.
    pub continued: u64,
    /// Did not continue, met one of [`StagesAsk::completed`](crate::question::StagesAsk) here or later, and did not end
    /// badly; where none is named, everyone in the last stage who did not end badly.
    pub completed: u64,
    /// Neither, and the journey may still go on: it has not been idle for longer than `Answer::idle_s`.
    pub open: u64,
    /// The rest.
    pub lost: u64,
    /// `lost / reached` with its Wilson 95 % interval.
    pub loss: f64,
    pub loss_lo: f64,
    pub loss_hi: f64,
    /// From the first event of the stage to its last, over journeys that reached it.
    pub duration: Option<TimesS>,
    /// Journeys that return to it after an event in a later stage.
    pub returning: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JourneyRow {
    pub actor: String,
    /// Attributes of the actor.
    pub attributes: std::collections::BTreeMap<String, String>,
    pub events: Vec<JourneyEvent>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JourneyEvent {
    pub activity: String,
    /// RFC 3339 in UTC.
    pub time: String,
    /// Everything else known of the event, by column name.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub attributes: std::collections::BTreeMap<String, String>,
}

/// Wilson score interval of `hits` of `n` at 95 %. (0, 1) when n is 0: nothing is known.
/// Source: Wilson 1927; formula as in Newcombe 1998, method 3.
pub fn wilson95(hits: u64, n: u64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (n, p, z) = (n as f64, hits as f64 / n as f64, 1.959_963_984_540_054_f64);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (
        ((centre - half) / scale).max(0.0),
        ((centre + half) / scale).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_matches_published_values() {
        // Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29.
        for ((hits, n), (lo, hi)) in [
            ((81, 263), (0.2553, 0.3662)),
            ((15, 148), (0.0624, 0.1605)),
            ((0, 20), (0.0, 0.1611)),
            ((1, 29), (0.0061, 0.1718)),
        ] {
            let (l, h) = wilson95(hits, n);
            assert!(
                (l - lo).abs() < 5e-5 && (h - hi).abs() < 5e-5,
                "{hits}/{n}: {l} {h}"
            );
        }
    }

    #[test]
    fn a_note_is_written_as_its_code_and_older_words_are_read() {
        let code = serde_json::to_string(&AnswerNote::ScoresWithoutScale).unwrap();
        assert_eq!(code, "\"scores_without_scale\"");
        let read = |text: &str| serde_json::from_str::<AnswerNote>(text).unwrap();
        assert_eq!(read(&code), AnswerNote::ScoresWithoutScale);
        assert_eq!(read("\"As it was\""), AnswerNote::Words("As it was".into()));
    }

    #[test]
    fn rows_of_every_kind_come_back_as_the_same_kind() {
        let rows = [
            Rows::Graph(vec![GraphRow {
                from: None,
                to: Some("a".into()),
                transitions: 1,
                journeys: 1,
                share: 1.0,
                time: None,
            }]),
            Rows::Daily(vec![DailyRow {
                day: "2020-01-01".into(),
                activity: None,
                journeys: 1,
                events: 2,
            }]),
            Rows::Paths(vec![PathRow {
                step: 1,
                source: PathNode::Other,
                target: PathNode::End,
                journeys: 1,
                share: 1.0,
            }]),
        ];
        for row in rows {
            let text = serde_json::to_string(&row).unwrap();
            assert_eq!(serde_json::from_str::<Rows>(&text).unwrap(), row, "{text}");
        }
    }
}
