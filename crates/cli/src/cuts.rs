//! How lives are cut into journeys, as it is typed: `30m`, `begins:search,visit`, `ends-where:activity = "pay"`.

use crate::args::QuestionArgs;
use crate::output::Failure;
use crate::steps::span_s;
use tropa_server::findings::{Cut, CutWish};

/// A rule that can be put into a question.
pub fn rule(text: &str) -> Result<Cut, Failure> {
    let names = |list: &str| {
        let names = list.split(',').map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    let text = text.trim();
    Ok(match text.split_once(':') {
        Some(("begins", list)) => Cut {
            begins: names(list),
            ..Cut::default()
        },
        Some(("ends", list)) => Cut {
            ends: names(list),
            ..Cut::default()
        },
        Some(("begins-where", filter)) => Cut {
            begins_where: Some(filter.trim().to_owned()),
            ..Cut::default()
        },
        Some(("ends-where", filter)) => Cut {
            ends_where: Some(filter.trim().to_owned()),
            ..Cut::default()
        },
        _ if text == "context" => Cut::by_context(),
        _ => Cut::idle(span_s(text, "--cut")?),
    })
}

/// A wish: a rule, or how a rule is to be found.
pub fn wish(text: &str) -> Result<CutWish, Failure> {
    Ok(match text.trim() {
        "auto" => CutWish::Auto,
        "gap" => CutWish::Gap,
        "context" => CutWish::Context,
        "whole" => CutWish::Whole,
        text => CutWish::Rule(rule(text)?),
    })
}

impl QuestionArgs {
    /// The rule given, where one was.
    pub fn cut(&self) -> Result<Option<Cut>, Failure> {
        self.cut.as_deref().map(rule).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_a_pause_or_says_what_begins_and_ends() {
        assert_eq!(rule("30m").unwrap(), Cut::idle(1_800));
        assert_eq!(rule("begins:search, visit").unwrap().begins, ["search", "visit"]);
        let ends = rule("ends-where:activity = \"pay\"").unwrap();
        assert_eq!(ends.ends_where.as_deref(), Some("activity = \"pay\""));
        assert_eq!(wish("auto").unwrap(), CutWish::Auto);
        assert!(rule("soon").is_err());
    }
}
