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
        let went_on = (!later.is_empty()).then(|| Expr::Then(here.clone(), later.clone()));
        if part == StagePart::Continued {
            return went_on;
        }
        let reached = has_any(here);
        let is_last = went_on.is_none();
        let not = |expr: Expr| Expr::Not(Box::new(expr));
        let (at_once, elsewhere): (Vec<&String>, Vec<&String>) = self
            .completed
            .iter()
            .filter(|activity| !later.contains(activity))
            .partition(|activity| here.contains(activity));
        let owned = |list: Vec<&String>| list.into_iter().cloned().collect::<Vec<_>>();
        // Here or after having been here; what completes in a later stage is behind those who continued.
        let met = any([
            (!at_once.is_empty()).then(|| has_any(&owned(at_once))),
            (!elsewhere.is_empty()).then(|| Expr::Then(here.clone(), owned(elsewhere))),
        ]);
        let all_complete = self.completed.is_empty() && is_last;
        let bad_end = any(self.failed.iter().flat_map(|bad| {
            let marked = self
                .marks
                .iter()
                .map(move |mark| Expr::Ends(vec![bad.clone(), mark.clone()]));
            std::iter::once(Expr::Ends(vec![bad.clone()]))
                .chain(marked)
                .map(Some)
        }));
        let marked = any(self.marks.iter().map(|mark| Some(Expr::Ends(vec![mark.clone()]))));
        let stayed = [Some(reached.clone()), went_on.map(not)];
        let rest = match part {
            StagePart::Reached => return Some(reached),
            StagePart::Completed if all_complete => vec![bad_end.map(not)],
            StagePart::Completed | StagePart::Continued => vec![Some(met?), bad_end.map(not)],
            StagePart::Open | StagePart::Lost => {
                let not_completed = match (met, bad_end) {
                    (_, bad_end) if all_complete => Some(bad_end?),
                    (None, _) => None,
                    (Some(met), None) => Some(not(met)),
                    (Some(met), Some(bad_end)) => any([Some(not(met)), Some(bad_end)]),
                };
                let over = if part == StagePart::Open {
                    [Some(Expr::Open), marked.map(not)]
                } else {
                    [any([Some(Expr::Lost), marked]), None]
                };
                std::iter::once(not_completed).chain(over).collect()
            }
        };
        all(stayed.into_iter().chain(rest))
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

/// What is there, joined by `or`.
fn any(parts: impl IntoIterator<Item = Option<Expr>>) -> Option<Expr> {
    let mut parts: Vec<Expr> = parts
        .into_iter()
        .flatten()
        .flat_map(|part| match part {
            Expr::Or(inner) => inner,
            one => vec![one],
        })
        .collect();
    if parts.len() > 1 {
        Some(Expr::Or(parts))
    } else {
        parts.pop()
    }
}

/// What is there, joined by `and`.
fn all(parts: impl IntoIterator<Item = Option<Expr>>) -> Option<Expr> {
    let mut parts: Vec<Expr> = parts.into_iter().flatten().collect();
    if parts.len() > 1 {
        Some(Expr::And(parts))
    } else {
        parts.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Step;

    fn shown(completed: &[&str], failed: &[&str], marks: &[&str]) -> Vec<String> {
        let list = |names: &[&str]| names.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>();
        let step = |activities: &[&str]| Step {
            name: None,
            activities: list(activities),
        };
        let ask = StagesAsk {
            stages: vec![step(&["a", "b"]), step(&["c", "d"])],
            completed: list(completed),
            failed: list(failed),
            marks: list(marks),
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
            shown(&["b", "c", "x"], &[], &[]),
            [
                r#"activity in ("a", "b")"#,
                r#"then(("a", "b"), ("c", "d"))"#,
                r#"activity in ("a", "b") and not then(("a", "b"), ("c", "d")) and (has("b") or then(("a", "b"), "x"))"#,
                r#"activity in ("a", "b") and not then(("a", "b"), ("c", "d")) and not (has("b") or then(("a", "b"), "x")) and open"#,
                r#"activity in ("a", "b") and not then(("a", "b"), ("c", "d")) and not (has("b") or then(("a", "b"), "x")) and lost"#,
                r#"activity in ("c", "d")"#,
                "nobody",
                r#"activity in ("c", "d") and (has("c") or then(("c", "d"), ("b", "x")))"#,
                r#"activity in ("c", "d") and not (has("c") or then(("c", "d"), ("b", "x"))) and open"#,
                r#"activity in ("c", "d") and not (has("c") or then(("c", "d"), ("b", "x"))) and lost"#,
            ]
        );
    }

    #[test]
    fn a_mark_at_the_end_is_passed_over_and_a_bad_end_is_no_completion() {
        assert_eq!(
            shown(&["c"], &["d"], &["lost"])[7..],
            [
                r#"activity in ("c", "d") and has("c") and not (ends("d") or ends("d", "lost"))"#,
                r#"activity in ("c", "d") and (not has("c") or ends("d") or ends("d", "lost")) and open and not ends("lost")"#,
                r#"activity in ("c", "d") and (not has("c") or ends("d") or ends("d", "lost")) and (lost or ends("lost"))"#,
            ]
        );
        assert_eq!(
            shown(&[], &["d"], &[])[7..],
            [
                r#"activity in ("c", "d") and not ends("d")"#,
                r#"activity in ("c", "d") and ends("d") and open"#,
                r#"activity in ("c", "d") and ends("d") and lost"#,
            ]
        );
    }

    #[test]
    fn with_no_end_named_whoever_gets_to_the_last_stage_has_completed() {
        let shown = shown(&[], &[], &[]);
        assert_eq!(shown[2], "nobody");
        assert_eq!(
            shown[4],
            r#"activity in ("a", "b") and not then(("a", "b"), ("c", "d")) and lost"#
        );
        let all = r#"activity in ("c", "d")"#;
        assert_eq!(shown[5..], [all, "nobody", all, "nobody", "nobody"]);
    }
}
