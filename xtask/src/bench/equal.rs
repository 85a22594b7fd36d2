//! Whether our answers are those of the peers.

use super::table::{canonical, read_json};
use super::tag;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Who agrees with us on what, in words; an error where more peers contradict us than agree.
pub fn sentence(results: &Path, n: u64) -> Result<String, String> {
    let ours = read_json(&results.join(format!("res_{}_tropa_str_warm.json", tag(n))))?;
    let mut agree: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut differ = agree.clone();
    for (peer, answers) in peers(results, n)? {
        for (form, answer) in answers.as_object().into_iter().flatten() {
            let task = canonical(form);
            let Some(own) = ours.get(task) else { continue };
            let side = if own == answer { &mut agree } else { &mut differ };
            side.entry(task.to_owned()).or_default().insert(peer.clone());
        }
    }
    for (task, against) in &differ {
        let with = agree.get(task).map_or(0, BTreeSet::len);
        if against.len() > with {
            return Err(format!(
                "{task}: {with} peers give our answer, {against:?} do not"
            ));
        }
    }
    let all: BTreeSet<&str> = agree.values().flatten().map(String::as_str).collect();
    if all.is_empty() {
        return Ok(String::new());
    }
    let mut text = format!(
        "\nEqual answers, to the last digit shown: {} ({}).",
        all.into_iter().collect::<Vec<_>>().join(", "),
        agree.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
    );
    for (task, peers) in differ {
        let peers = peers.into_iter().collect::<Vec<_>>().join(", ");
        text.push_str(&format!(
            " Not equal: {peers} on {task}, where the others agree with us and with each other."
        ));
    }
    text.push('\n');
    Ok(text)
}

fn peers(results: &Path, n: u64) -> Result<Vec<(String, Value)>, String> {
    let (prefix, suffix) = (format!("res_{}_", tag(n)), "_str_warm.json");
    let mut found = Vec::new();
    let entries = std::fs::read_dir(results).map_err(|e| format!("{}: {e}", results.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(peer) = name
            .strip_prefix(&prefix)
            .and_then(|rest| rest.strip_suffix(suffix))
            && peer != "tropa"
        {
            found.push((peer.to_owned(), read_json(&entry.path())?));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}
