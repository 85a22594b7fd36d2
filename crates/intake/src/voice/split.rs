//! One text that names its own parts: «Достоинства: … Недостатки: … Комментарий: …».

use regex::Regex;
use std::sync::LazyLock;
use tropa_model::feedback::TextPart;

static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|[\n.!;]\s*|\s{2,})(?P<label>достоинства|плюсы|преимущества|недостатки|минусы|комментарий|общее впечатление|pros|advantages|cons|disadvantages|comment|summary)\s*:\s*",
    )
    .expect("a fixed pattern")
});

fn part_of(label: &str) -> TextPart {
    match label.to_lowercase().as_str() {
        "достоинства" | "плюсы" | "преимущества" | "pros" | "advantages" => {
            TextPart::Pros
        }
        "недостатки" | "минусы" | "cons" | "disadvantages" => TextPart::Cons,
        _ => TextPart::Body,
    }
}

/// The parts of a text in the order of [`TextPart`]; the whole as its body where it does not name both what is good and
/// what is bad.
pub fn parts(text: &str) -> Vec<(TextPart, String)> {
    let labels: Vec<_> = LABELS.captures_iter(text).collect();
    let has = |part| labels.iter().any(|label| part_of(&label["label"]) == part);
    if !(has(TextPart::Pros) && has(TextPart::Cons)) {
        return vec![(TextPart::Body, text.to_owned())];
    }
    let mut found: Vec<(TextPart, String)> = Vec::new();
    let mut put = |part: TextPart, text: &str| {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match found.iter_mut().find(|(known, _)| *known == part) {
            Some((_, known)) => {
                known.push('\n');
                known.push_str(text);
            }
            None => found.push((part, text.to_owned())),
        }
    };
    let first = labels[0].get(0).expect("the whole match").start();
    put(TextPart::Body, &text[..first]);
    for (place, label) in labels.iter().enumerate() {
        let start = label.get(0).expect("the whole match").end();
        // The sign before the next label still belongs to this part.
        let end = labels.get(place + 1).map_or(text.len(), |next| {
            let whole = next.get(0).expect("the whole match");
            let sign = whole.as_str().starts_with(['.', '!', ';']);
            whole.start() + usize::from(sign)
        });
        put(part_of(&label["label"]), &text[start.min(end)..end]);
    }
    found.sort_by_key(|(part, _)| *part);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use TextPart::{Body, Cons, Pros};

    #[track_caller]
    fn check(text: &str, expected: &[(TextPart, &str)]) {
        let parts = parts(text);
        let parts: Vec<(TextPart, &str)> = parts.iter().map(|(part, text)| (*part, text.as_str())).collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn good_and_bad_are_told_apart_where_the_text_names_both() {
        check(
            "Достоинства: быстро\nНедостатки: дорого\nКомментарий: беру ещё",
            &[(Pros, "быстро"), (Cons, "дорого"), (Body, "беру ещё")],
        );
        check(
            "Плюсы: рядом с домом. Минусы: очередь!",
            &[(Pros, "рядом с домом."), (Cons, "очередь!")],
        );
        check("Pros: cheap  Cons: slow", &[(Pros, "cheap"), (Cons, "slow")]);
    }

    #[test]
    fn a_text_that_names_one_side_only_stays_whole() {
        check("Плюсы: никаких", &[(Body, "Плюсы: никаких")]);
        check("Есть свои плюсы и минусы", &[(Body, "Есть свои плюсы и минусы")]);
    }
}
