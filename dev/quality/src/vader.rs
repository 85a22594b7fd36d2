//! VADER itself beside us, where a Python with `vaderSentiment` is at hand: `TROPA_PYTHON` names it, else `python3`.

use std::io::Write;
use std::process::{Command, Stdio};

const SCRIPT: &str = "import sys
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
analyzer = SentimentIntensityAnalyzer()
for line in sys.stdin:
    print(analyzer.polarity_scores(line.rstrip('\\n'))['compound'])
";

/// VADER's compound score of every text; `None` where there is no VADER.
pub fn compound(texts: &[&str]) -> Option<Vec<f64>> {
    let python = std::env::var("TROPA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(python)
        .args(["-c", SCRIPT])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let lines: String = texts
        .iter()
        .map(|text| text.replace(['\n', '\r'], " ") + "\n")
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().ok()?;
    let _ = writer.join();
    let scores: Vec<f64> = String::from_utf8(output.stdout)
        .ok()?
        .lines()
        .filter_map(|line| line.parse().ok())
        .collect();
    (scores.len() == texts.len()).then_some(scores)
}
