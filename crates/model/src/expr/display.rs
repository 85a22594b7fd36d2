//! Expressions as text that parses back to the same expression.

use super::lex::{is_name_part, is_name_start};
use super::{Expr, Op, Value, WORDS};
use std::fmt;

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Op::Eq => "=",
            Op::Ne => "!=",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            Op::Ge => ">=",
        })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => write_text(f, text),
            Value::Number(number) => write!(f, "{number}"),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::And(parts) => write_parts(f, parts, " and "),
            Expr::Or(parts) => write_parts(f, parts, " or "),
            Expr::Not(inner) => {
                f.write_str("not ")?;
                write_part(f, inner)
            }
            Expr::Compare { name, op, value } => {
                write_name(f, name)?;
                write!(f, " {op} {value}")
            }
            Expr::In {
                name,
                values,
                negated,
            } => {
                write_name(f, name)?;
                f.write_str(if *negated { " not in (" } else { " in (" })?;
                for (place, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if place == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
            Expr::Missing { name, negated } => {
                write_name(f, name)?;
                f.write_str(if *negated {
                    " is not missing"
                } else {
                    " is missing"
                })
            }
            Expr::Event(inner) => write!(f, "event({inner})"),
            Expr::Has(activity) => write_call(f, "has", activity),
            Expr::Starts(activities) => {
                f.write_str("starts")?;
                write_list(f, activities)
            }
            Expr::Ends(activities) => {
                f.write_str("ends")?;
                write_list(f, activities)
            }
            Expr::Follows(first, second) => {
                f.write_str("follows(")?;
                write_text(f, first)?;
                f.write_str(", ")?;
                write_text(f, second)?;
                f.write_str(")")
            }
            Expr::Then(first, second) => {
                f.write_str("then(")?;
                write_any(f, first)?;
                f.write_str(", ")?;
                write_any(f, second)?;
                f.write_str(")")
            }
            Expr::Count { activity, op, value } => {
                write_call(f, "count", activity)?;
                write!(f, " {op} {value}")
            }
            Expr::Open => f.write_str("open"),
            Expr::Lost => f.write_str("lost"),
        }
    }
}

fn write_parts(f: &mut fmt::Formatter<'_>, parts: &[Expr], between: &str) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        f.write_str(if place == 0 { "" } else { between })?;
        write_part(f, part)?;
    }
    Ok(())
}

/// `and` and `or` inside anything else stand in parentheses, also where precedence would not need them.
fn write_part(f: &mut fmt::Formatter<'_>, part: &Expr) -> fmt::Result {
    match part {
        Expr::And(_) | Expr::Or(_) => write!(f, "({part})"),
        _ => write!(f, "{part}"),
    }
}

fn write_call(f: &mut fmt::Formatter<'_>, function: &str, activity: &str) -> fmt::Result {
    write!(f, "{function}(")?;
    write_text(f, activity)?;
    f.write_str(")")
}

fn write_list(f: &mut fmt::Formatter<'_>, activities: &[String]) -> fmt::Result {
    for (place, activity) in activities.iter().enumerate() {
        f.write_str(if place == 0 { "(" } else { ", " })?;
        write_text(f, activity)?;
    }
    f.write_str(")")
}

fn write_any(f: &mut fmt::Formatter<'_>, activities: &[String]) -> fmt::Result {
    match activities {
        [one] => write_text(f, one),
        several => write_list(f, several),
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    let plain = name.starts_with(is_name_start)
        && name.chars().all(is_name_part)
        && !WORDS.contains(&name.to_lowercase().as_str());
    if plain {
        f.write_str(name)
    } else {
        write_quoted(f, name, '`')
    }
}

pub(super) fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write_quoted(f, text, '"')
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str, quote: char) -> fmt::Result {
    use fmt::Write;
    f.write_char(quote)?;
    for c in text.chars() {
        match c {
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            _ if c == '\\' || c == quote => write!(f, "\\{c}")?,
            _ => f.write_char(c)?,
        }
    }
    f.write_char(quote)
}
