//! The one filter language: `channel = "web" and amount > 100 and segment in ("vip") and not has("refund")`.
//!
//! An expression selects journeys. A comparison of an attribute of the actor, or of a fact of the journey (`events`,
//! `duration_s`, `start`, `end`, `actor`), speaks of the journey; a comparison of an attribute of the event
//! (`channel`, `amount`, `activity`) holds if at least one event satisfies it. Several comparisons that must hold in
//! the same event stand in `event(channel = "web" and amount > 100)`. A missing value satisfies no comparison, not
//! even `!=`; ask for it with `is missing`. Here is only grammar: names are looked up where the columns are known.
//!
//! ```text
//! or      := and ("or" and)*
//! and     := not ("and" not)*
//! not     := "not" not | primary
//! primary := "(" or ")" | "event" "(" or ")" | "has" "(" text ")" | "starts"|"ends" "(" text ("," text)* ")"
//!          | "follows" "(" text "," text ")" | "then" "(" any "," any ")" | "count" "(" text ")" op number
//!          | "open" | "lost" | name test
//! any     := text | "(" text ("," text)* ")"
//! test    := op value | ["not"] "in" "(" value ("," value)* ")" | "is" ["not"] "missing"
//! op      := "=" | "!=" | "<" | "<=" | ">" | ">="
//! name    := letter or _, then letters, digits, _ - . | `anything in backquotes`
//! value   := "text" | 'text' | number
//! ```

mod display;
mod lex;

use crate::proposal::LocalText;
use lex::Token;

/// Longest expression accepted, in bytes: far above what people write, far below what hurts. The longest that discovery
/// writes names every touchpoint of a map twice, and names may be web addresses.
pub const EXPR_BYTES_MAX: usize = 64 * 1024;
/// Deepest nesting of parentheses and `not`: keeps the recursion within any thread's stack.
pub const EXPR_DEPTH_MAX: usize = 64;

/// A filter on journeys. `and` and `or` hold at least two parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Compare {
        name: String,
        op: Op,
        value: Value,
    },
    In {
        name: String,
        values: Vec<Value>,
        negated: bool,
    },
    Missing {
        name: String,
        negated: bool,
    },
    /// All of it must hold in one and the same event.
    Event(Box<Expr>),
    Has(String),
    /// Its first events are these, in this order; at least one.
    Starts(Vec<String>),
    /// Its last events are these, in this order; at least one.
    Ends(Vec<String>),
    /// The second directly follows the first somewhere.
    Follows(String, String),
    /// After some event that is any of the first comes, at once or later, one that is any of the second. Both lists
    /// hold at least one activity.
    Then(Vec<String>, Vec<String>),
    Count {
        activity: String,
        op: Op,
        value: f64,
    },
    /// The journey may still go on: its last event is no longer ago than the idle time.
    Open,
    /// The journey is over: no event for longer than the idle time.
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Op {
    /// Whether `left op right`; false when the two cannot be ordered (NaN).
    pub fn holds<T: PartialOrd + ?Sized>(self, left: &T, right: &T) -> bool {
        match self {
            Op::Eq => left == right,
            Op::Ne => left.partial_cmp(right).is_some_and(|o| o.is_ne()),
            Op::Lt => left < right,
            Op::Le => left <= right,
            Op::Gt => left > right,
            Op::Ge => left >= right,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Always finite.
    Number(f64),
}

/// Where an expression stops making sense. `at` counts characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("filter, character {at}: expected {expected}, found {found}")]
pub struct ExprError {
    pub at: usize,
    pub expected: LocalText,
    pub found: LocalText,
}

/// Reads an expression. Words of the language are recognised in any case, names and texts as they are written.
pub fn parse(text: &str) -> Result<Expr, ExprError> {
    if text.len() > EXPR_BYTES_MAX {
        let at = text
            .char_indices()
            .take_while(|(byte, _)| *byte <= EXPR_BYTES_MAX)
            .count();
        return Err(ExprError {
            at,
            expected: LocalText::en_ru(
                format!("at most {EXPR_BYTES_MAX} bytes"),
                format!("не больше {EXPR_BYTES_MAX} байт"),
            ),
            found: LocalText::en_ru(format!("{} bytes", text.len()), format!("{} байт", text.len())),
        });
    }
    let tokens = lex::lex(text)?;
    let mut parser = Parser {
        tokens,
        place: 0,
        depth: 0,
    };
    let expr = parser.or()?;
    match parser.peek() {
        Token::End => Ok(expr),
        _ => Err(parser.expected(Wanted("`and`, `or` or the end", "`and`, `or` или конец"))),
    }
}

const WORDS: [&str; 15] = [
    "and", "or", "not", "in", "is", "missing", "event", "has", "starts", "ends", "follows", "then", "count",
    "open", "lost",
];

/// What would have made sense at a place, in English and in Russian.
#[derive(Clone, Copy)]
struct Wanted(&'static str, &'static str);

impl Wanted {
    const fn symbol(sign: &'static str) -> Self {
        Self(sign, sign)
    }
}

impl From<Wanted> for LocalText {
    fn from(Wanted(en, ru): Wanted) -> Self {
        Self::en_ru(en, ru)
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    place: usize,
    depth: usize,
}

impl Parser {
    fn or(&mut self) -> Result<Expr, ExprError> {
        let mut parts = vec![self.and()?];
        while self.take_word("or") {
            parts.push(self.and()?);
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expr::Or(parts)
        })
    }

    fn and(&mut self) -> Result<Expr, ExprError> {
        let mut parts = vec![self.not()?];
        while self.take_word("and") {
            parts.push(self.not()?);
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expr::And(parts)
        })
    }

    fn not(&mut self) -> Result<Expr, ExprError> {
        if self.depth == EXPR_DEPTH_MAX {
            let (at, token) = &self.tokens[self.place];
            return Err(ExprError {
                at: *at,
                expected: LocalText::en_ru(
                    format!("at most {EXPR_DEPTH_MAX} levels of nesting"),
                    format!("вложенность не глубже {EXPR_DEPTH_MAX}"),
                ),
                found: token.shown(),
            });
        }
        self.depth += 1;
        let expr = if self.take_word("not") {
            self.not().map(|inner| Expr::Not(Box::new(inner)))
        } else {
            self.primary()
        };
        self.depth -= 1;
        expr
    }

    fn primary(&mut self) -> Result<Expr, ExprError> {
        const START: Wanted = Wanted("a name, a function, `not` or `(`", "имя, функция, `not` или `(`");
        let word = match self.peek().clone() {
            Token::Open => {
                self.place += 1;
                let inner = self.or()?;
                self.take(&Token::Close, Wanted::symbol("`)`"))?;
                return Ok(inner);
            }
            Token::Quoted(name) => {
                self.place += 1;
                return self.test(name);
            }
            Token::Word(word) => word,
            _ => return Err(self.expected(START)),
        };
        let word_place = self.place;
        self.place += 1;
        let call = *self.peek() == Token::Open;
        match word.to_lowercase().as_str() {
            "event" if call => {
                self.place += 1;
                let inner = self.or()?;
                self.take(&Token::Close, Wanted::symbol("`)`"))?;
                Ok(Expr::Event(Box::new(inner)))
            }
            "has" if call => Ok(Expr::Has(self.argument()?)),
            "starts" if call => Ok(Expr::Starts(self.list()?)),
            "ends" if call => Ok(Expr::Ends(self.list()?)),
            "count" if call => {
                let activity = self.argument()?;
                let op = self.op()?;
                match self.peek().clone() {
                    Token::Number(value) => {
                        self.place += 1;
                        Ok(Expr::Count { activity, op, value })
                    }
                    _ => Err(self.expected(Wanted("a number", "число"))),
                }
            }
            "follows" if call => {
                self.place += 1;
                let first = self.text()?;
                self.take(&Token::Comma, Wanted::symbol("`,`"))?;
                let second = self.text()?;
                self.take(&Token::Close, Wanted::symbol("`)`"))?;
                Ok(Expr::Follows(first, second))
            }
            "then" if call => {
                self.place += 1;
                let first = self.any()?;
                self.take(&Token::Comma, Wanted::symbol("`,`"))?;
                let second = self.any()?;
                self.take(&Token::Close, Wanted::symbol("`)`"))?;
                Ok(Expr::Then(first, second))
            }
            "open" => Ok(Expr::Open),
            "lost" => Ok(Expr::Lost),
            "event" | "has" | "starts" | "ends" | "count" | "follows" | "then" => {
                Err(self.expected(Wanted::symbol("`(`")))
            }
            _ if call => {
                self.place = word_place;
                Err(self.expected(Wanted(
                    "one of event, has, starts, ends, follows, then, count before `(`",
                    "event, has, starts, ends, follows, then или count перед `(`",
                )))
            }
            lower if WORDS.contains(&lower) => {
                self.place = word_place;
                Err(self.expected(START))
            }
            _ => self.test(word),
        }
    }

    /// What stands after a name.
    fn test(&mut self, name: String) -> Result<Expr, ExprError> {
        if let Token::Op(op) = *self.peek() {
            self.place += 1;
            return Ok(Expr::Compare {
                name,
                op,
                value: self.value()?,
            });
        }
        if self.take_word("is") {
            let negated = self.take_word("not");
            return if self.take_word("missing") {
                Ok(Expr::Missing { name, negated })
            } else {
                Err(self.expected(Wanted::symbol("`missing`")))
            };
        }
        let negated = self.take_word("not");
        if !self.take_word("in") {
            return Err(self.expected(if negated {
                Wanted::symbol("`in`")
            } else {
                Wanted(
                    "=, !=, <, <=, >, >=, `in`, `not in` or `is missing`",
                    "=, !=, <, <=, >, >=, `in`, `not in` или `is missing`",
                )
            }));
        }
        self.take(&Token::Open, Wanted::symbol("`(`"))?;
        let mut values = vec![self.value()?];
        while *self.peek() == Token::Comma {
            self.place += 1;
            values.push(self.value()?);
        }
        self.take(&Token::Close, Wanted("`,` or `)`", "`,` или `)`"))?;
        Ok(Expr::In {
            name,
            values,
            negated,
        })
    }

    fn argument(&mut self) -> Result<String, ExprError> {
        self.take(&Token::Open, Wanted::symbol("`(`"))?;
        let text = self.text()?;
        self.take(&Token::Close, Wanted::symbol("`)`"))?;
        Ok(text)
    }

    /// One or more activities in parentheses.
    fn list(&mut self) -> Result<Vec<String>, ExprError> {
        self.take(&Token::Open, Wanted::symbol("`(`"))?;
        let mut texts = vec![self.text()?];
        while *self.peek() == Token::Comma {
            self.place += 1;
            texts.push(self.text()?);
        }
        self.take(&Token::Close, Wanted("`,` or `)`", "`,` или `)`"))?;
        Ok(texts)
    }

    /// One activity, or several in parentheses.
    fn any(&mut self) -> Result<Vec<String>, ExprError> {
        if *self.peek() == Token::Open {
            self.list()
        } else {
            Ok(vec![self.text()?])
        }
    }

    fn text(&mut self) -> Result<String, ExprError> {
        match self.value_token(Wanted("an activity in quotes", "действие в кавычках"))? {
            Value::Text(text) => Ok(text),
            Value::Number(_) => {
                self.place -= 1;
                Err(self.expected(Wanted("an activity in quotes", "действие в кавычках")))
            }
        }
    }

    fn value(&mut self) -> Result<Value, ExprError> {
        self.value_token(Wanted(
            "a text in quotes or a number",
            "текст в кавычках или число",
        ))
    }

    fn value_token(&mut self, expected: Wanted) -> Result<Value, ExprError> {
        let value = match self.peek().clone() {
            Token::Text(text) => Value::Text(text),
            Token::Number(number) => Value::Number(number),
            _ => return Err(self.expected(expected)),
        };
        self.place += 1;
        Ok(value)
    }

    fn op(&mut self) -> Result<Op, ExprError> {
        match *self.peek() {
            Token::Op(op) => {
                self.place += 1;
                Ok(op)
            }
            _ => Err(self.expected(Wanted("=, !=, <, <=, > or >=", "=, !=, <, <=, > или >="))),
        }
    }

    fn take(&mut self, token: &Token, expected: Wanted) -> Result<(), ExprError> {
        if self.peek() != token {
            return Err(self.expected(expected));
        }
        self.place += 1;
        Ok(())
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(given) if given.to_lowercase() == word);
        self.place += usize::from(found);
        found
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.place].1
    }

    fn expected(&self, expected: Wanted) -> ExprError {
        let (at, token) = &self.tokens[self.place];
        ExprError {
            at: *at,
            expected: expected.into(),
            found: token.shown(),
        }
    }
}
