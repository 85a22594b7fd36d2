//! Lists of steps as they are typed: `visit,phone|chat,"pay, by card"`.

use crate::output::Failure;
use tropa_model::question::Step;
use tropa_model::time::parse_span_s;

/// Steps in order. Commas separate steps, bars the alternatives of one; in "double quotes" both are part of a name, and
/// `""` is a quote. `Name=a|b` gives a step a name.
pub fn parse(text: &str) -> Result<Vec<Step>, Failure> {
    let mut steps = Vec::new();
    let mut step = Step {
        name: None,
        activities: Vec::new(),
    };
    let mut word = Word::default();
    let mut chars = text.chars().peekable();
    loop {
        match chars.next() {
            Some('"') if word.quoted || word.text.trim().is_empty() => {
                word.begin_quote();
                loop {
                    match chars.next() {
                        Some('"') if chars.peek() == Some(&'"') => {
                            chars.next();
                            word.text.push('"');
                        }
                        Some('"') => break,
                        Some(c) => word.text.push(c),
                        None => {
                            return Err(Failure::new(format!(
                                "--steps {text}: a quote is opened and never closed"
                            )));
                        }
                    }
                }
            }
            Some('=') if step.name.is_none() && step.activities.is_empty() && !word.is_empty() => {
                step.name = Some(std::mem::take(&mut word).finish(text)?);
            }
            Some('|') => step.activities.push(std::mem::take(&mut word).finish(text)?),
            Some(',') => {
                step.activities.push(std::mem::take(&mut word).finish(text)?);
                steps.push(std::mem::replace(
                    &mut step,
                    Step {
                        name: None,
                        activities: Vec::new(),
                    },
                ));
            }
            Some(c) => word.text.push(c),
            None => {
                step.activities.push(word.finish(text)?);
                steps.push(step);
                return Ok(steps);
            }
        }
    }
}

/// One step: an activity, or alternatives with bars.
pub fn parse_one(text: &str, flag: &str) -> Result<Step, Failure> {
    let mut steps = parse(text)?;
    if steps.len() != 1 {
        return Err(Failure::new(format!(
            "{flag} {text}: expected one step; put a name with commas in \"double quotes\""
        )));
    }
    Ok(steps.remove(0))
}

/// `7d` as seconds.
pub fn span_s(text: &str, flag: &str) -> Result<u64, Failure> {
    parse_span_s(text).ok_or_else(|| {
        Failure::new(format!(
            "{flag} {text}: expected a time such as 90s, 30m, 24h, 7d or 2w"
        ))
    })
}

#[derive(Default)]
struct Word {
    text: String,
    quoted: bool,
}

impl Word {
    fn begin_quote(&mut self) {
        if !self.quoted {
            self.text.clear();
        }
        self.quoted = true;
    }

    fn is_empty(&self) -> bool {
        !self.quoted && self.text.trim().is_empty()
    }

    fn finish(self, whole: &str) -> Result<String, Failure> {
        if self.is_empty() {
            return Err(Failure::new(format!(
                "--steps {whole}: a step is empty; separate activities with one comma each"
            )));
        }
        Ok(if self.quoted {
            self.text
        } else {
            self.text.trim().to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let steps = parse(text).unwrap();
        let activities: Vec<Vec<&str>> = steps
            .iter()
            .map(|step| step.activities.iter().map(String::as_str).collect())
            .collect();
        assert_eq!(activities, expected, "{text}");
    }

    #[test]
    fn steps_are_separated_by_commas_and_alternatives_by_bars() {
        check("visit,pay", &[&["visit"], &["pay"]]);
        check(
            " visit , phone|chat ,pay",
            &[&["visit"], &["phone", "chat"], &["pay"]],
        );
        check("Оплата картой", &[&["Оплата картой"]]);
    }

    #[test]
    fn quotes_keep_commas_bars_and_quotes() {
        check(r#""pay, by card",x"#, &[&["pay, by card"], &["x"]]);
        check(r#""a|b"|c"#, &[&["a|b", "c"]]);
        check(r#""say ""hi""""#, &[&[r#"say "hi""#]]);
    }

    #[test]
    fn a_step_may_have_a_name() {
        let steps = parse("Buy=cart|pay,visit").unwrap();
        assert_eq!(
            (steps[0].label(), steps[1].label()),
            ("Buy".to_owned(), "visit".to_owned())
        );
    }

    #[test]
    fn an_empty_step_or_an_open_quote_is_refused() {
        for bad in ["", "a,,b", "a,", "a|", "\"a"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse_one("a,b", "--from").is_err());
    }
}
