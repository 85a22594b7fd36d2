//! The page of results.

use super::tag;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Questions the three columnar engines answer; their factors make the geometric mean.
const QUESTIONS: [(&str, &str); 6] = [
    ("dfg", "graph: counts, mean, median, p90, starts and ends"),
    ("funnel", "funnel, 5 steps, 7 days, by segment"),
    ("variants", "top 20 variants"),
    ("sankey", "paths, 8 steps"),
    ("dfg_seg", "segment filter + graph"),
    ("daily", "daily active and conversion"),
];
const LOADS: [(&str, &str); 2] = [("load_parquet", "import Parquet"), ("load_csv", "import CSV")];
const COLUMNAR: [&str; 3] = ["chdb", "duckdb", "polars"];

#[derive(Clone, Copy)]
struct Times {
    wall_s: f64,
    cpu_s: f64,
}

/// Per task the best of several rounds; where rounds cannot be compared, what the last one says.
pub fn best_of_ours(rounds: &[Value]) -> Value {
    let mut best = rounds.last().cloned().unwrap_or_default();
    for (task, entry) in best.as_object_mut().into_iter().flatten() {
        let of_task = || rounds.iter().map(|round| &round[task.as_str()]);
        let least = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(f64::INFINITY, f64::min);
        if entry.get("wall_s").is_some() {
            let wall = least(&mut of_task().filter_map(|t| t["wall_s"].as_f64()));
            let cpu = least(&mut of_task().filter_map(|t| t["cpu_s"].as_f64()));
            *entry = serde_json::json!({ "wall_s": wall, "cpu_s": cpu });
        } else if task == "restart_s" {
            *entry = least(&mut of_task().filter_map(Value::as_f64)).into();
        }
    }
    best
}

/// One size: our times beside the best of the peers'; `left_out` says which peers are not in it, `loads` how busy the
/// machine was.
pub fn section(dir: &Path, n: u64, left_out: &[String], loads: &[f64]) -> Result<String, String> {
    let results = dir.join("results");
    let ours: Value = read_json(&results.join(format!("ours_{}.json", tag(n))))?;
    let peers_file = results.join(format!("peers_{}.jsonl", tag(n)));
    let peers = std::fs::read_to_string(&peers_file).unwrap_or_default();
    let (versions, peers) = best_of_peers(&peers);
    let mut text = format!("## {} events, string ids\n\n", grouped(n));
    if peers.is_empty() {
        text.push_str("The peers were not run.\n\n");
    } else {
        let names: Vec<&str> = versions.values().map(String::as_str).collect();
        let _ = writeln!(text, "Peers: {}.\n", names.join(", "));
    }
    for reason in left_out {
        let _ = writeln!(text, "Left out: {reason}.\n");
    }
    if let (Some(least), Some(most)) = (
        loads.iter().copied().reduce(f64::min),
        loads.iter().copied().reduce(f64::max),
    ) {
        let _ = writeln!(
            text,
            "Load of the machine, sampled after each engine: {least:.1} to {most:.1}.\n"
        );
    }
    text.push_str("| | Tropa, s (CPU) | best of chdb, DuckDB, Polars, s (CPU) | times faster: wall | CPU | pm4py, s (CPU) | times faster: CPU |\n");
    text.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    let mut factors = (Vec::new(), Vec::new());
    for (task, label) in LOADS.iter().chain(&QUESTIONS) {
        let Some(own) = times(&ours[*task]) else { continue };
        let _ = write!(text, "| {label} | {} |", shown(own));
        let columnar: Vec<(&str, Times)> = COLUMNAR
            .iter()
            .filter_map(|peer| Some((*peer, *peers.get(&((*peer).to_owned(), (*task).to_owned()))?)))
            .collect();
        let least = |of: fn(&Times) -> f64| columnar.iter().min_by(|a, b| of(&a.1).total_cmp(&of(&b.1)));
        match (least(|t| t.wall_s), least(|t| t.cpu_s)) {
            (Some((by_wall, wall)), Some((by_cpu, cpu))) => {
                let (wall_factor, cpu_factor) = (wall.wall_s / own.wall_s, cpu.cpu_s / own.cpu_s);
                let _ = write!(
                    text,
                    " {:.3} {by_wall} ({:.3} {by_cpu}) | {wall_factor:.1} | {cpu_factor:.1} |",
                    wall.wall_s, cpu.cpu_s
                );
                if QUESTIONS.iter().any(|(question, _)| question == task) {
                    factors.0.push(wall_factor);
                    factors.1.push(cpu_factor);
                }
            }
            _ => text.push_str(" | | |"),
        }
        match peers.get(&("pm4py".to_owned(), (*task).to_owned())).copied() {
            Some(pm4py) => {
                let _ = writeln!(text, " {} | {:.0} |", shown(pm4py), pm4py.cpu_s / own.cpu_s);
            }
            None => text.push_str(" – | – |\n"),
        }
    }
    if !factors.0.is_empty() {
        let least = |f: &[f64]| f.iter().copied().fold(f64::INFINITY, f64::min);
        let _ = writeln!(
            text,
            "\nThe six questions against the fastest of the three on each: geometric mean {:.1} times by wall clock, \
             {:.1} by CPU; least {:.1} and {:.1}.",
            geometric(&factors.0),
            geometric(&factors.1),
            least(&factors.0),
            least(&factors.1)
        );
    }
    text.push_str(&super::equal::sentence(&results, n)?);
    let inside = &ours["restart_inside"];
    let _ = writeln!(
        text,
        "\nFirst answer (graph) after a restart: {:.0} ms from the start of the process to its end with all six \
         questions answered; inside, the index is open after {:.0} ms and the graph answered after {:.0} ms. Peak \
         memory: {} MB in the import, {} MB in a process that only answers.",
        ours["restart_s"].as_f64().unwrap_or(f64::NAN) * 1e3,
        inside["open_s"].as_f64().unwrap_or(f64::NAN) * 1e3,
        inside["answer_s"].as_f64().unwrap_or(f64::NAN) * 1e3,
        ours["import_peak_rss_mb"],
        inside["peak_rss_mb"],
    );
    Ok(text)
}

/// The whole page.
pub fn page(sections: &[String]) -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZeroUsize::get);
    format!(
        "# Performance\n\nWritten by `cargo xtask bench`; every figure is of one run on one machine ({cores} cores), \
         nothing is cached between questions, and building the index counts as import. Wall and CPU times are each \
         the best of several repetitions, for the peers as well; each peer is represented by its fastest way to ask \
         (several forms are tried). All answers are compared; where more peers contradict ours than agree, the run fails. Our import is durable \
         (a Delta Lake version) and includes reading, sorting, compressing and indexing; the peers' is a table in \
         their native form. pm4py is compared by CPU: it uses one core.\n\n{}",
        sections.join("\n")
    )
}

pub(super) fn read_json(path: &Path) -> Result<Value, String> {
    let text = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_slice(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn times(value: &Value) -> Option<Times> {
    Some(Times {
        wall_s: value["wall_s"].as_f64()?,
        cpu_s: value["cpu_s"].as_f64()?,
    })
}

type Best = BTreeMap<(String, String), Times>;

/// Versions by peer, and per (peer, task) the best of all forms of the task.
fn best_of_peers(lines: &str) -> (BTreeMap<String, String>, Best) {
    let (mut versions, mut best) = (BTreeMap::new(), Best::new());
    for line in lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        let (Some(peer), Some(task)) = (line["peer"].as_str(), line["task"].as_str()) else {
            continue;
        };
        let (Some(wall_s), Some(cpu_s)) = (line["best"].as_f64(), line["cpu"].as_f64()) else {
            continue;
        };
        versions.insert(peer.to_owned(), line["ver"].as_str().unwrap_or(peer).to_owned());
        let known = best
            .entry((peer.to_owned(), canonical(task).to_owned()))
            .or_insert(Times { wall_s, cpu_s });
        *known = Times {
            wall_s: known.wall_s.min(wall_s),
            cpu_s: known.cpu_s.min(cpu_s),
        };
    }
    (versions, best)
}

/// The task of which this is a form.
pub(super) fn canonical(task: &str) -> &str {
    ["_arr_inorder", "_inorder", "_arr", "_stream", "_gather"]
        .iter()
        .find_map(|form| task.strip_suffix(form))
        .unwrap_or(task)
}

fn shown(times: Times) -> String {
    format!("{:.3} ({:.3})", times.wall_s, times.cpu_s)
}

fn geometric(factors: &[f64]) -> f64 {
    (factors.iter().map(|f| f.ln()).sum::<f64>() / factors.len() as f64).exp()
}

/// `10,000,000`.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_each_task_may_be_of_different_rounds() {
        let rounds = [(2.0, 3.0, 0.5), (1.0, 4.0, 0.6)].map(|(wall_s, cpu_s, restart_s)| {
            serde_json::json!({
                "dfg": { "wall_s": wall_s, "cpu_s": cpu_s },
                "restart_s": restart_s,
                "import_peak_rss_mb": 7,
            })
        });
        let expected = serde_json::json!({
            "dfg": { "wall_s": 1.0, "cpu_s": 3.0 },
            "restart_s": 0.5,
            "import_peak_rss_mb": 7,
        });
        assert_eq!(best_of_ours(&rounds), expected);
    }

    #[test]
    fn forms_of_a_task_count_for_the_task() {
        let lines = r#"{"peer":"chdb","ver":"chdb 4","task":"dfg","best":2.0,"cpu":3.0}
{"peer":"chdb","ver":"chdb 4","task":"dfg_arr_inorder","best":1.0,"cpu":4.0}
{"peer":"chdb","ver":"chdb 4","task":"dfg_seg_stream","best":9.0,"cpu":9.0}
{"peer":"chdb","ver":"chdb 4","task":"funnel","best":null,"cpu":null}"#;
        let (_, best) = best_of_peers(lines);
        let graph = best[&("chdb".to_owned(), "dfg".to_owned())];
        assert_eq!((graph.wall_s, graph.cpu_s), (1.0, 3.0));
        assert_eq!(best.len(), 2);
        assert_eq!(grouped(10_000_000), "10,000,000");
    }
}
