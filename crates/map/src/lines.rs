//! The lines of a service blueprint, told from what the lanes mean.

use crate::document::{LaneRole, Map};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A line across the whole map, between two lanes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapLine)]
pub struct Line {
    pub kind: LineKind,
    /// Id of the lane right above it.
    pub after: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MapLineKind)]
pub enum LineKind {
    /// Between what the person does and what is done for them.
    Interaction,
    /// Between what the person sees and what they do not.
    Visibility,
    /// Between people behind the scenes and what carries their work.
    InternalInteraction,
}

/// Below the person, below the front stage, below the back stage, in this order from top to bottom.
///
/// A line stands above the first lane that lies deeper than the lanes before it, and takes its name from what is above:
/// with no front stage there is a line of interaction and none of visibility. Rows that belong to no side (figures,
/// ideas, free text) neither draw a line nor hide one. A map whose lanes come in another order has the lines of its
/// first passage; a map without stages of service has none.
pub fn lines(map: &Map) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut deepest = None;
    for (i, lane) in map.lanes.iter().enumerate() {
        let Some(depth) = depth(lane.role) else { continue };
        if let Some(above) = deepest
            && depth > above
        {
            let kind = match above {
                0 => LineKind::Interaction,
                1 => LineKind::Visibility,
                _ => LineKind::InternalInteraction,
            };
            // Some lane of depth `above` stands before this one.
            lines.push(Line {
                kind,
                after: map.lanes[i - 1].id.clone(),
            });
        }
        deepest = Some(deepest.map_or(depth, |above: u8| above.max(depth)));
    }
    lines
}

fn depth(role: LaneRole) -> Option<u8> {
    use LaneRole as R;
    match role {
        R::Goals
        | R::Actions
        | R::Thoughts
        | R::Feelings
        | R::Needs
        | R::Expectations
        | R::Pains
        | R::Delights
        | R::MomentsOfTruth
        | R::Quotes
        | R::Questions
        | R::Touchpoints
        | R::Channels
        | R::Content
        | R::Images => Some(0),
        R::FrontStage => Some(1),
        R::BackStage => Some(2),
        R::Support => Some(3),
        R::Kpis | R::Opportunities | R::Ideas | R::ActionItems | R::Owner | R::Text => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Lane;

    fn check(roles: &[LaneRole], expected: &str) {
        let lanes = roles.iter().enumerate().map(|(i, role)| Lane {
            id: i.to_string(),
            role: *role,
            ..Lane::default()
        });
        let map = Map {
            lanes: lanes.collect(),
            ..Map::default()
        };
        let told: Vec<String> = lines(&map)
            .iter()
            .map(|l| format!("{:?} after {}", l.kind, l.after))
            .collect();
        assert_eq!(told.join(", "), expected);
    }

    #[test]
    fn lines_follow_from_what_the_lanes_mean() {
        use LaneRole as R;
        check(
            &[
                R::Actions,
                R::Touchpoints,
                R::FrontStage,
                R::BackStage,
                R::Support,
            ],
            "Interaction after 1, Visibility after 2, InternalInteraction after 3",
        );
        check(
            &[R::Actions, R::FrontStage, R::FrontStage, R::Support],
            "Interaction after 0, Visibility after 2",
        );
        check(
            &[R::Actions, R::BackStage, R::Support],
            "Interaction after 0, InternalInteraction after 1",
        );
        check(&[R::Actions, R::Kpis, R::Support], "Interaction after 1");
        check(&[R::FrontStage, R::BackStage], "Visibility after 0");
        check(&[R::Actions, R::Feelings, R::Pains, R::Kpis], "");
        check(&[], "");
    }

    #[test]
    fn rows_in_another_order_have_each_line_once() {
        use LaneRole as R;
        check(
            &[
                R::Actions,
                R::FrontStage,
                R::BackStage,
                R::Pains,
                R::FrontStage,
                R::BackStage,
            ],
            "Interaction after 0, Visibility after 1",
        );
    }
}
