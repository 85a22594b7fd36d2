//! Which journeys stand behind a counted number, as a filter.

use crate::expr::{Expr, Op, Value};
use crate::question::StagesAsk;

/// A count in the row of a stage; the last four add up to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StagePart {
    Reached,
    Continued,
    Completed,
    Open,
    Lost,
}

impl StagePart {
    pub const ALL: [StagePart; 5] = [
        StagePart::Reached,
        StagePart::Continued,
        StagePart::Completed,
        StagePart::Open,
        StagePart::Lost,
    ];
}

impl StagesAsk {
    /// The filter that selects exactly the journeys counted in `part` of the stage (0-based), asked in the same base
    /// and without an `idle_s` of its own; `None` where the part of that stage counts nobody by definition.
    ///
    /// # Panics
    /// Where there is no such stage.
    pub fn records(&self, stage: usize, part: StagePart) -> Option<Expr> {
        let here = &self.stages[stage].activities;
        let later: Vec<String> = self.stages[stage + 1..]
            .iter()
            .flat_map(|stage| stage.activities.iter().cloned())
            .collect();
        let went_on = (!later.is_empty()).then(|| Expr::Then(here.clone(), later));
        if part == StagePart::Continued {
            return went_on;
        }
        let reached = has_any(here);
        let last_completes = self.completed.is_empty() && went_on.is_none();
        let ends = |activities: &[&String]| Expr::Ends(activities.iter().map(|&a| a.clone()).collect());
        let marked = |activity| self.marks.iter().map(move |mark| ends(&[activity, mark]));
        let ended_well = any(self
            .completed
            .iter()
            .flat_map(|activity| std::iter::once(ends(&[activity])).chain(marked(activity)))
            .collect());
        let ends_marked = || self.marks.iter().map(|mark| ends(&[mark]));
        let not = |expr: Option<Expr>| expr.map(|expr| Expr::Not(Box::new(expr)));
        let over = match part {
            StagePart::Reached => return Some(reached),
            StagePart::Completed if last_completes => return Some(reached),
            _ if last_completes => return None,
            StagePart::Open => vec![Some(Expr::Open), not(any(ends_marked().collect()))],
            StagePart::Lost => vec![any(std::iter::once(Expr::Lost).chain(ends_marked()).collect())],
            StagePart::Completed | StagePart::Continued => {
                let parts = [Some(reached), not(went_on), Some(ended_well?)];
                return Some(Expr::And(parts.into_iter().flatten().collect()));
            }
        };
        let parts = [Some(reached), not(went_on), not(ended_well)];
        Some(Expr::And(parts.into_iter().chain(over).flatten().collect()))
    }
}

/// Journeys with an event of the activity of which `also` holds.
pub fn event_at(activity: &str, also: Expr) -> Expr {
    let here = Expr::Compare {
        name: "activity".to_owned(),
        op: Op::Eq,
        value: Value::Text(activity.to_owned()),
    };
    Expr::Event(Box::new(Expr::And(vec![here, also])))
}

/// Journeys in which something comes before an event of the activity: those whose waiting for it can be told.
pub fn waits_for(activity: &str) -> Expr {
    let nothing_but_a_start = Expr::And(vec![
        Expr::Starts(vec![activity.to_owned()]),
        Expr::Count {
            activity: activity.to_owned(),
            op: Op::Eq,
            value: 1.0,
        },
    ]);
    Expr::And(vec![
        Expr::Has(activity.to_owned()),
        Expr::Not(Box::new(nothing_but_a_start)),
    ])
}

/// Journeys with an event that is any of these.
fn has_any(activities: &[String]) -> Expr {
    match activities {
        [one] => Expr::Has(one.clone()),
        several => Expr::In {
            name: "activity".to_owned(),
            values: several.iter().cloned().map(Value::Text).collect(),
            negated: false,
        },
    }
}

fn any(mut parts: Vec<Expr>) -> Option<Expr> {
    if parts.len() > 1 {
        Some(Expr::Or(parts))
    } else {
        parts.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Step;

    fn shown(completed: &[&str], marks: &[&str]) -> Vec<String> {
        let step = |activities: &[&str]| Step {
            name: None,
            activities: activities.iter().map(|a| (*a).to_owned()).collect(),
        };
        let ask = StagesAsk {
            stages: vec![step(&["a", "b"]), step(&["c"])],
            completed: completed.iter().map(|a| (*a).to_owned()).collect(),
            marks: marks.iter().map(|a| (*a).to_owned()).collect(),
            idle_s: None,
        };
        (0..2)
            .flat_map(|stage| StagePart::ALL.map(|part| (stage, part)))
            .map(|(stage, part)| {
                ask.records(stage, part)
                    .map_or("nobody".to_owned(), |e| e.to_string())
            })
            .collect()
    }

    #[test]
    fn each_part_of_a_stage_has_its_filter() {
        assert_eq!(
            shown(&["c"], &[]),
            [
                r#"activity in ("a", "b")"#,
                r#"then(("a", "b"), "c")"#,
                r#"activity in ("a", "b") and not then(("a", "b"), "c") and ends("c")"#,
                r#"activity in ("a", "b") and not then(("a", "b"), "c") and not ends("c") and open"#,
                r#"activity in ("a", "b") and not then(("a", "b"), "c") and not ends("c") and lost"#,
                r#"has("c")"#,
                "nobody",
                r#"has("c") and ends("c")"#,
                r#"has("c") and not ends("c") and open"#,
                r#"has("c") and not ends("c") and lost"#,
            ]
        );
    }

    #[test]
    fn a_mark_at_the_end_is_passed_over() {
        assert_eq!(
            shown(&["c"], &["lost"])[7..],
            [
                r#"has("c") and (ends("c") or ends("c", "lost"))"#,
                r#"has("c") and not (ends("c") or ends("c", "lost")) and open and not ends("lost")"#,
                r#"has("c") and not (ends("c") or ends("c", "lost")) and (lost or ends("lost"))"#,
            ]
        );
    }

    #[test]
    fn with_no_end_named_whoever_gets_to_the_last_stage_has_completed() {
        let shown = shown(&[], &[]);
        assert_eq!(shown[2], "nobody");
        assert_eq!(
            shown[4],
            r#"activity in ("a", "b") and not then(("a", "b"), "c") and lost"#
        );
        assert_eq!(
            shown[5..],
            [r#"has("c")"#, "nobody", r#"has("c")"#, "nobody", "nobody"]
        );
    }
}
