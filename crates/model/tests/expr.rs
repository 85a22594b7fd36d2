//! The filter language read and written back.

use expect_test::{Expect, expect};
use tropa_model::expr::{EXPR_DEPTH_MAX, Expr, Op, Value, parse};

fn check(text: &str, expected: Expect) {
    let shown = match parse(text) {
        Ok(expr) => {
            let shown = expr.to_string();
            assert_eq!(parse(&shown).as_ref(), Ok(&expr), "{shown}");
            shown
        }
        Err(error) => format!("{error}"),
    };
    expected.assert_eq(&shown);
}

#[test]
fn the_language_reads_like_a_sentence() {
    check(
        r#"channel = "web" and amount > 100 and segment in ("vip")"#,
        expect![[r#"channel = "web" and amount > 100 and segment in ("vip")"#]],
    );
    check(
        r#"a = 1 or b = 2 and not c = 3"#,
        expect!["a = 1 or (b = 2 and not c = 3)"],
    );
    check(
        r#"(a = 1 or b = 2) AND c != -1.5e3"#,
        expect!["(a = 1 or b = 2) and c != -1500"],
    );
    check(
        r#"event(channel = 'web' and amount >= 0.1) and open"#,
        expect![[r#"event(channel = "web" and amount >= 0.1) and open"#]],
    );
    check(
        r#"has("покупка") and follows("a","b") and count("a") >= 2 and starts("s") and ends("e")"#,
        expect![[
            r#"has("покупка") and follows("a", "b") and count("a") >= 2 and starts("s") and ends("e")"#
        ]],
    );
    check(
        r#"город not in ("Москва", 'Омск') and score is missing and x is not missing"#,
        expect![[r#"город not in ("Москва", "Омск") and score is missing and x is not missing"#]],
    );
    check(
        r#"`not` = "say \"hi\" \\ bye""#,
        expect![[r#"`not` = "say \"hi\" \\ bye""#]],
    );
    check(
        r#"then("cart", ("pay", "order")) and ends("pay", "lost") and not then(("a"), "b")"#,
        expect![[r#"then("cart", ("pay", "order")) and ends("pay", "lost") and not then("a", "b")"#]],
    );
    check(
        r#"start >= "2024-01-01" and not lost"#,
        expect![[r#"start >= "2024-01-01" and not lost"#]],
    );
}

#[test]
fn an_error_says_where_and_what_was_expected() {
    check(
        "",
        expect!["filter, character 1: expected a name, a function, `not` or `(`, found the end"],
    );
    check(
        "канал = ",
        expect!["filter, character 9: expected a text in quotes or a number, found the end"],
    );
    check(
        "channel web",
        expect![
            "filter, character 9: expected =, !=, <, <=, >, >=, `in`, `not in` or `is missing`, found `web`"
        ],
    );
    check(
        r#"a = "x"#,
        expect![[r#"filter, character 7: expected the closing " of character 5, found the end"#]],
    );
    check(
        "a = 1 b = 2",
        expect!["filter, character 7: expected `and`, `or` or the end, found `b`"],
    );
    check(
        "a = 1.2.3",
        expect!["filter, character 5: expected a number, found `1.2.3`"],
    );
    check(
        "a = 1e999",
        expect!["filter, character 5: expected a number, found `1e999`"],
    );
    check(
        "near(\"x\")",
        expect![
            "filter, character 1: expected one of event, has, starts, ends, follows, then, count before `(`, found `near`"
        ],
    );
    check(
        "has(7)",
        expect!["filter, character 5: expected an activity in quotes, found 7"],
    );
    check(
        "then(\"a\")",
        expect!["filter, character 9: expected `,`, found `)`"],
    );
    check(
        "ends()",
        expect!["filter, character 6: expected an activity in quotes, found `)`"],
    );
    check(
        "count(\"a\")",
        expect!["filter, character 11: expected =, !=, <, <=, > or >=, found the end"],
    );
    check(
        "(a = 1",
        expect!["filter, character 7: expected `)`, found the end"],
    );
    check(
        "a in ()",
        expect!["filter, character 7: expected a text in quotes or a number, found `)`"],
    );
    check(
        "a ; drop",
        expect!["filter, character 3: expected a name, a value, an operator or a parenthesis, found `;`"],
    );
}

#[test]
fn nesting_and_length_are_limited() {
    let deep = |n: usize| format!("{}a = 1{}", "(".repeat(n), ")".repeat(n));
    assert!(parse(&deep(EXPR_DEPTH_MAX - 1)).is_ok());
    assert!(
        parse(&deep(EXPR_DEPTH_MAX))
            .unwrap_err()
            .expected
            .get("en")
            .contains("64 levels")
    );
    assert!(
        parse(&"(".repeat(16_000))
            .unwrap_err()
            .expected
            .get("en")
            .contains("64 levels")
    );
    assert!(parse(&"not ".repeat(4_000)).is_err());
    assert!(
        parse(&format!("a = \"{}\"", "x".repeat(70_000)))
            .unwrap_err()
            .expected
            .get("en")
            .contains("65536 bytes")
    );
}

/// SplitMix64 (Steele et al. 2014): small, seeded, good enough to draw test cases.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn text(&mut self) -> String {
        const PARTS: [&str; 14] = [
            "a", "Б", " ", "\"", "\\", "`", "'", "\n", "\t", "_", "-", "7", "and", "😀",
        ];
        (0..self.below(6))
            .map(|_| PARTS[self.below(PARTS.len())])
            .collect()
    }

    fn texts(&mut self) -> Vec<String> {
        (0..=self.below(3)).map(|_| self.text()).collect()
    }

    fn value(&mut self) -> Value {
        if self.below(2) == 0 {
            return Value::Text(self.text());
        }
        let number = f64::from_bits((self.below(1 << 32) as u64) << 32 | self.below(1 << 32) as u64);
        Value::Number(if number.is_finite() {
            number
        } else {
            self.below(100) as f64
        })
    }

    fn op(&mut self) -> Op {
        [Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge][self.below(6)]
    }

    fn expr(&mut self, depth: usize) -> Expr {
        let kinds = if depth == 0 { 11 } else { 15 };
        match self.below(kinds) {
            0 => Expr::Compare {
                name: self.text(),
                op: self.op(),
                value: self.value(),
            },
            1 => Expr::In {
                name: self.text(),
                values: (0..=self.below(3)).map(|_| self.value()).collect(),
                negated: self.below(2) == 0,
            },
            2 => Expr::Missing {
                name: self.text(),
                negated: self.below(2) == 0,
            },
            3 => Expr::Has(self.text()),
            4 => Expr::Starts(self.texts()),
            5 => Expr::Ends(self.texts()),
            6 => Expr::Follows(self.text(), self.text()),
            7 => Expr::Count {
                activity: self.text(),
                op: self.op(),
                value: self.below(9) as f64,
            },
            8 => Expr::Open,
            9 => Expr::Lost,
            10 => Expr::Then(self.texts(), self.texts()),
            11 => Expr::Not(Box::new(self.expr(depth - 1))),
            12 => Expr::Event(Box::new(self.expr(depth - 1))),
            kind => {
                let parts = (0..2 + self.below(3)).map(|_| self.expr(depth - 1)).collect();
                if kind == 13 {
                    Expr::And(parts)
                } else {
                    Expr::Or(parts)
                }
            }
        }
    }
}

#[test]
fn what_is_shown_parses_back_to_the_same() {
    for seed in 0..4_000 {
        let expr = Draw(seed).expr(4);
        let shown = expr.to_string();
        assert_eq!(parse(&shown).as_ref(), Ok(&expr), "seed {seed}: {shown}");
    }
}

#[test]
fn any_bytes_end_in_an_answer() {
    const BITS: [&str; 18] = [
        "(", ")", "and", " ", "or", "not", "a", "=", "\"x\"", "1", ",", "in", "event(", "count(", "`", "!",
        "then(", "ends(",
    ];
    for seed in 0..4_000 {
        let mut draw = Draw(seed);
        let text: String = (0..draw.below(20))
            .map(|_| BITS[draw.below(BITS.len())])
            .collect();
        if let Ok(expr) = parse(&text) {
            assert_eq!(
                parse(&expr.to_string()).as_ref(),
                Ok(&expr),
                "seed {seed}: {text}"
            );
        }
    }
}
