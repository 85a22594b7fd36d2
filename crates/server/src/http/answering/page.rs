//! The pages as HTML.

use super::form::{Form, HONEYPOT};
use super::words::{emotion, words};
use crate::http::Language;
use std::fmt::Write as _;
use tropa_model::LocalText;
use tropa_voice::questionnaire::{Given, Problem, QuestionKind, Survey, SurveyQuestion, emotion_word};

/// A page without its frame: `html` puts in what changes with every answer.
pub(super) struct Page {
    language: Language,
    title: String,
    main: String,
}

impl Page {
    pub fn html(&self, nonce: &str, framed: bool) -> String {
        let script = if framed {
            format!("<script nonce=\"{nonce}\">{}</script>", include_str!("height.js"))
        } else {
            String::new()
        };
        format!(
            "<!doctype html>\n<html lang=\"{}\"{}>\n<head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"robots\" content=\"noindex\"><title>{}</title>\
             <style nonce=\"{nonce}\">{}</style></head>\n<body>\n<main>\n{}</main>\n{script}</body>\n</html>\n",
            self.language.tag(),
            if framed { " class=\"framed\"" } else { "" },
            escaped(&self.title),
            include_str!("answer.css"),
            self.main,
        )
    }
}

/// A page that only says something: why there is nothing to answer.
pub(super) fn notice(message: &str, language: Language) -> Page {
    Page {
        language,
        title: words(language).survey.to_owned(),
        main: format!("<p class=\"notice\">{}</p>\n", escaped(message)),
    }
}

/// The last page; `again` to somebody who comes back to an invitation that was answered.
pub(super) fn thanks(survey: &Survey, language: Language, again: bool) -> Page {
    let words = words(language);
    let own = survey.thanks.get(language.tag());
    let said = match (again, own.is_empty()) {
        (true, _) => words.already,
        (false, true) => words.thanks,
        (false, false) => own,
    };
    Page {
        language,
        title: survey.title.get(language.tag()).to_owned(),
        main: format!(
            "<div class=\"done\" role=\"status\"><svg viewBox=\"0 0 48 48\" aria-hidden=\"true\">\
             <circle cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"M14 25l7 7 14-15\"/></svg><h1>{}</h1>\
             <p class=\"soft\">{}</p></div>\n",
            escaped(said),
            words.closable
        ),
    }
}

/// A page of questions.
pub(super) struct Shown<'a> {
    pub survey: &'a Survey,
    pub token: &'a str,
    pub form: &'a Form,
    pub screen: &'a [&'a SurveyQuestion],
    pub language: Language,
    pub wrong: &'a [Problem],
    pub is_first: bool,
}

impl Shown<'_> {
    pub fn html(&self) -> Page {
        let words = words(self.language);
        let mut main = String::new();
        self.head(&mut main);
        // The page shows what is missing itself, in the survey's language: the browser does not check.
        let _ = writeln!(
            main,
            "<form method=\"post\" action=\"/s/{}\" novalidate>",
            escaped(self.token)
        );
        self.hidden(&mut main);
        for question in self.screen {
            self.question(question, &mut main);
        }
        let ends = !self.may_go_on();
        let _ = write!(
            main,
            "<button type=\"submit\">{}</button>\n</form>\n",
            if ends { words.send } else { words.next }
        );
        Page {
            language: self.language,
            title: self.survey.title.get(self.language.tag()).to_owned(),
            main,
        }
    }

    fn text<'t>(&self, text: &'t LocalText) -> &'t str {
        text.get(self.language.tag())
    }

    /// Whether another page may follow this one.
    fn may_go_on(&self) -> bool {
        let last = self.screen.last().map(|question| question.id.as_str());
        let at = self
            .survey
            .questions
            .iter()
            .position(|q| Some(q.id.as_str()) == last);
        at.is_some_and(|at| at + 1 < self.survey.questions.len())
    }

    fn head(&self, main: &mut String) {
        let words = words(self.language);
        if self.is_first {
            self.languages(main);
        }
        let _ = writeln!(main, "<h1>{}</h1>", escaped(self.text(&self.survey.title)));
        if self.is_first && !self.survey.intro.is_empty() {
            let _ = writeln!(
                main,
                "<p class=\"intro\">{}</p>",
                lines(self.text(&self.survey.intro))
            );
        }
        if self.survey.questions.len() > 1 {
            let first = self.screen.first().map(|question| question.id.as_str());
            let at = self
                .survey
                .questions
                .iter()
                .position(|q| Some(q.id.as_str()) == first);
            let part = 100 * at.unwrap_or(0) / self.survey.questions.len();
            let _ = writeln!(
                main,
                "<progress max=\"100\" value=\"{part}\" aria-label=\"{}\">{part}%</progress>",
                words.progress
            );
        }
        if !self.wrong.is_empty() {
            let _ = writeln!(
                main,
                "<div class=\"wrong\" role=\"alert\"><p>{}</p><ul>",
                words.mend
            );
            for question in self.screen {
                for problem in self
                    .wrong
                    .iter()
                    .filter(|problem| super::is_about(problem, question))
                {
                    let _ = writeln!(
                        main,
                        "<li><a href=\"#{}\">{}</a>: {}</li>",
                        escaped(&question.id),
                        escaped(self.text(&question.text)),
                        escaped(self.text(&problem.message))
                    );
                }
            }
            main.push_str("</ul></div>\n");
        }
    }

    fn languages(&self, main: &mut String) {
        if self.survey.languages.len() < 2 {
            return;
        }
        main.push_str("<nav class=\"languages\">");
        for (tag, name) in [("ru", "Русский"), ("en", "English")] {
            let query = self.query(tag);
            let here = if tag == self.language.tag() {
                " aria-current=\"true\""
            } else {
                ""
            };
            let _ = write!(
                main,
                "<a href=\"/s/{}?{}\" lang=\"{tag}\" hreflang=\"{tag}\"{here}>{name}</a>",
                escaped(self.token),
                escaped(&query)
            );
        }
        main.push_str("</nav>\n");
    }

    fn query(&self, tag: &str) -> String {
        let mut query = format!("lang={tag}");
        for (name, value) in [("step", &self.form.step), ("from", &self.form.from)] {
            if !value.is_empty() {
                let _ = write!(query, "&{name}={}", super::in_address(value));
            }
        }
        if self.form.framed {
            query.push_str("&embed=1");
        }
        query
    }

    fn hidden(&self, main: &mut String) {
        let screen: Vec<&str> = self.screen.iter().map(|question| question.id.as_str()).collect();
        let mut before = self.form.clone();
        before.screen = screen.iter().map(|id| (*id).to_owned()).collect();
        let fields = [
            ("_state", before.state()),
            ("_screen", screen.join(",")),
            ("_sitting", self.form.sitting.clone()),
            ("_step", self.form.step.clone()),
            ("_from", self.form.from.clone()),
            ("_lang", self.language.tag().to_owned()),
            ("_embed", if self.form.framed { "1" } else { "" }.to_owned()),
        ];
        for (name, value) in fields {
            let _ = writeln!(
                main,
                "<input type=\"hidden\" name=\"{name}\" value=\"{}\">",
                escaped(&value)
            );
        }
        let _ = writeln!(
            main,
            "<div class=\"away\" aria-hidden=\"true\"><label>{}<input name=\"{HONEYPOT}\" tabindex=\"-1\" \
             autocomplete=\"off\"></label></div>",
            words(self.language).machine
        );
    }

    fn question(&self, question: &SurveyQuestion, main: &mut String) {
        let words = words(self.language);
        let id = escaped(&question.id);
        let nothing = Given::default();
        let given = self.form.answers.get(&question.id).unwrap_or(&nothing);
        let wrong: Vec<&Problem> = self
            .wrong
            .iter()
            .filter(|problem| super::is_about(problem, question))
            .collect();
        let required = if question.required {
            format!(" <span class=\"soft\">({})</span>", words.required)
        } else {
            String::new()
        };
        let mut described = Vec::new();
        let mut below = String::new();
        if !question.help.is_empty() {
            described.push(format!("{id}-help"));
            let _ = writeln!(
                below,
                "<p class=\"soft\" id=\"{id}-help\">{}</p>",
                lines(self.text(&question.help))
            );
        }
        if !wrong.is_empty() {
            described.push(format!("{id}-wrong"));
            let said: Vec<String> = wrong
                .iter()
                .map(|problem| escaped(self.text(&problem.message)))
                .collect();
            let _ = writeln!(
                below,
                "<p class=\"mend\" id=\"{id}-wrong\">{}</p>",
                said.join("; ")
            );
        }
        let described = if described.is_empty() {
            String::new()
        } else {
            format!(" aria-describedby=\"{}\"", described.join(" "))
        };
        let text = lines(self.text(&question.text));
        if let QuestionKind::Text { long } = question.kind {
            let _ = writeln!(
                main,
                "<div class=\"question\" id=\"{id}\"><label class=\"asked\" for=\"{id}-text\">{text}{required}</label>\n{below}{}</div>",
                field(&id, given.text.as_deref(), long, &described)
            );
            return;
        }
        let _ = write!(
            main,
            "<fieldset class=\"question\" id=\"{id}\"{described}><legend class=\"asked\">{text}{required}</legend>\n{below}"
        );
        match &question.kind {
            QuestionKind::Faces {} => self.faces(&id, given, main),
            QuestionKind::Choice { .. } => self.options(question, "radio", given, main),
            QuestionKind::Multi { .. } => self.options(question, "checkbox", given, main),
            QuestionKind::Emotion { .. } => self.emotions(question, given, main),
            _ => self.scale(question, given, main),
        }
        if !question.comment.is_empty() {
            let _ = writeln!(
                main,
                "<label class=\"comment\" for=\"{id}-text\">{}</label>{}",
                lines(self.text(&question.comment)),
                field(&id, given.text.as_deref(), true, "")
            );
        }
        main.push_str("</fieldset>\n");
    }

    fn scale(&self, question: &SurveyQuestion, given: &Given, main: &mut String) {
        let Some((_, scale)) = question.scale() else {
            return;
        };
        let words = words(self.language);
        let (lo, hi) = match &question.kind {
            QuestionKind::Nps {} => words.nps,
            QuestionKind::Csat { .. } => words.csat,
            QuestionKind::Ces { .. } => words.ces,
            QuestionKind::Rating { lo_name, hi_name, .. } => (self.text(lo_name), self.text(hi_name)),
            _ => ("", ""),
        };
        let (first, last) = (scale.lo as i64, scale.hi as i64);
        let _ = write!(main, "<div class=\"scale n{}\">", last - first + 1);
        for score in first..=last {
            let spoken = match score {
                _ if score == first && !lo.is_empty() => format!(" aria-label=\"{score}: {}\"", escaped(lo)),
                _ if score == last && !hi.is_empty() => format!(" aria-label=\"{score}: {}\"", escaped(hi)),
                _ => String::new(),
            };
            let _ = write!(
                main,
                "<label><input type=\"radio\" name=\"{}.score\" value=\"{score}\"{}{spoken}><span>{score}</span></label>",
                escaped(&question.id),
                checked(given.score == Some(score as f64))
            );
        }
        let _ = writeln!(
            main,
            "</div><div class=\"ends\" aria-hidden=\"true\"><span>{}</span><span>{}</span></div>",
            escaped(lo),
            escaped(hi)
        );
    }

    /// Drawn here: fonts of telephones show faces each in their own way.
    fn faces(&self, id: &str, given: &Given, main: &mut String) {
        const MOUTHS: [&str; 5] = [
            "M15 34q9 -11 18 0",
            "M16 33q8 -5 16 0",
            "M16 32h16",
            "M16 30q8 6 16 0",
            "M14 28q10 14 20 0z",
        ];
        main.push_str("<div class=\"faces\">");
        for (at, (mouth, name)) in MOUTHS.iter().zip(words(self.language).faces).enumerate() {
            let score = at + 1;
            let _ = write!(
                main,
                "<label class=\"face{score}\"><input type=\"radio\" name=\"{id}.score\" value=\"{score}\"{}>\
                 <svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" r=\"21\"/>\
                 <circle class=\"eye\" cx=\"17\" cy=\"19\" r=\"2.2\"/><circle class=\"eye\" cx=\"31\" cy=\"19\" r=\"2.2\"/>\
                 <path d=\"{mouth}\"/></svg><span>{name}</span></label>",
                checked(given.score == Some(score as f64))
            );
        }
        main.push_str("</div>\n");
    }

    fn options(&self, question: &SurveyQuestion, kind: &str, given: &Given, main: &mut String) {
        let Some((options, other)) = question.options() else {
            return;
        };
        let words = words(self.language);
        let id = escaped(&question.id);
        if kind == "checkbox" {
            let _ = writeln!(main, "<p class=\"soft\">{}</p>", words.several);
        }
        main.push_str("<div class=\"options\">");
        for option in options {
            let _ = write!(
                main,
                "<label><input type=\"{kind}\" name=\"{id}.choice\" value=\"{}\"{}><span>{}</span></label>",
                escaped(&option.id),
                checked(given.choices.contains(&option.id)),
                escaped(self.text(&option.text))
            );
        }
        if other {
            let _ = write!(
                main,
                "<label class=\"own\"><input type=\"{kind}\" name=\"{id}.choice\" value=\"other\"{}><span>{}</span></label>\
                 <input class=\"other\" name=\"{id}.other\" maxlength=\"1000\" aria-label=\"{}: {}\" placeholder=\"{}\" value=\"{}\">",
                checked(given.other.is_some()),
                words.other,
                words.other,
                words.other_hint,
                words.other_hint,
                escaped(given.other.as_deref().unwrap_or_default())
            );
        }
        main.push_str("</div>\n");
    }

    fn emotions(&self, question: &SurveyQuestion, given: &Given, main: &mut String) {
        let _ = writeln!(main, "<p class=\"soft\">{}</p>", words(self.language).several);
        main.push_str("<div class=\"options chips\">");
        for one in question.emotions() {
            let _ = write!(
                main,
                "<label><input type=\"checkbox\" name=\"{}.emotion\" value=\"{}\"{}><span>{}</span></label>",
                escaped(&question.id),
                emotion_word(*one),
                checked(given.emotions.contains(one)),
                emotion(*one, self.language)
            );
        }
        main.push_str("</div>\n");
    }
}

fn field(id: &str, text: Option<&str>, long: bool, described: &str) -> String {
    let text = escaped(text.unwrap_or_default());
    if long {
        format!(
            "<textarea id=\"{id}-text\" name=\"{id}.text\" rows=\"4\" maxlength=\"5000\"{described}>\n{text}</textarea>\n"
        )
    } else {
        format!(
            "<input id=\"{id}-text\" name=\"{id}.text\" maxlength=\"5000\" value=\"{text}\"{described}>\n"
        )
    }
}

fn checked(yes: bool) -> &'static str {
    if yes { " checked" } else { "" }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Escaped, its line breaks kept.
fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}
