//! The plain model beside us: TF-IDF of words (1–2) and letter runs (2–5) with logistic or ridge regression of
//! scikit-learn, where a Python has it: `TROPA_PYTHON` names it, else `python3`.

use std::io::Write;
use std::process::{Command, Stdio};

const SCRIPT: &str = "import sys
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
kind = sys.argv[1]
rows = [line.rstrip('\\n').split('\\t', 2) for line in sys.stdin]
train = [row for row in rows if row[0] == 'train']
test = [row for row in rows if row[0] == 'test']
blocks = [TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
          TfidfVectorizer(analyzer='char_wb', ngram_range=(2, 5), sublinear_tf=True, min_df=3)]
x = hstack([block.fit_transform([row[2] for row in train]) for block in blocks]).tocsr()
y = [float(row[1]) for row in train]
t = hstack([block.transform([row[2] for row in test]) for block in blocks]).tocsr()
if kind == 'sign':
    said = LogisticRegression(C=1.0, max_iter=500).fit(x, [value > 0 for value in y]).decision_function(t)
else:
    said = Ridge(alpha=2.0).fit(x, y).predict(t)
for value in said:
    print(value)
";

/// What is asked of the plain model.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Good or bad: a number above or below 0.
    Sign,
    Value,
}

/// Learns from texts and values, tells those of `asked`. `None` where there is no scikit-learn.
pub fn predict(kind: Kind, taught: &[(&str, f64)], asked: &[&str]) -> Option<Vec<f64>> {
    let python = std::env::var("TROPA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let word = match kind {
        Kind::Sign => "sign",
        Kind::Value => "value",
    };
    let mut child = Command::new(python)
        .args(["-W", "ignore", "-c", SCRIPT, word])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let one_line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    let mut lines = String::new();
    for (text, value) in taught {
        lines += &format!("train\t{value}\t{}\n", one_line(text));
    }
    for text in asked {
        lines += &format!("test\t0\t{}\n", one_line(text));
    }
    let mut stdin = child.stdin.take()?;
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().ok()?;
    let _ = writer.join();
    let said: Vec<f64> = String::from_utf8(output.stdout)
        .ok()?
        .lines()
        .filter_map(|line| line.parse().ok())
        .collect();
    (said.len() == asked.len()).then_some(said)
}
