//! `tropa voice survey`: surveys of one's own without a browser.

use crate::args::{SurveyArgs, SurveyCommand, SurveyDataArgs};
use crate::output::{self, Failure};
use crate::table::{Align, Table};
use std::path::Path;
use tropa_server::app::{
    Author, QuestionResult, SampleWish, SurveyResults, SurveyWhole, Via, check_survey, invitations_csv,
    survey_templates,
};
use tropa_server::{Survey, SurveyEstimate, SurveyState};

/// Surveys in one answer; more are read in the browser.
const LIST_MAX: u32 = 200;

pub fn run(args: &SurveyArgs) -> Result<(), Failure> {
    match &args.command {
        SurveyCommand::List(given) => list(given),
        SurveyCommand::New { file, template, data } => new(file.as_deref(), template.as_deref(), data),
        SurveyCommand::Check { file } => check(file),
        SurveyCommand::Open {
            id,
            invited_only,
            data,
        } => open(id, SurveyState::Open, Some(!invited_only), data),
        SurveyCommand::Close { id, data } => open(id, SurveyState::Closed, None, data),
        SurveyCommand::Results { id, data } => results(id, data),
        SurveyCommand::Invite {
            id,
            url,
            source,
            filter,
            persona,
            n,
            seed,
            expires,
            data,
        } => {
            let wish = SampleWish {
                source: source.clone(),
                filter: filter.clone(),
                persona: persona.clone(),
                actors: Vec::new(),
                n: *n,
                seed: *seed,
                expires_days: *expires,
            };
            let url = url.clone().or_else(|| std::env::var("TROPA_URL").ok());
            let url = url.ok_or_else(|| {
                Failure::new("name the address people reach the server by: --url or TROPA_URL")
            })?;
            let made = data.open_existing()?.invite_to_survey(id, &wish)?;
            output::text(&invitations_csv(&made, url.trim_end_matches('/')))
        }
    }
}

fn list(given: &SurveyDataArgs) -> Result<(), Failure> {
    let surveys = given.data.open_existing()?.surveys("", LIST_MAX)?;
    if given.json {
        return output::json(&surveys);
    }
    let mut table = Table::new(&[
        ("id", Align::Left),
        ("title", Align::Left),
        ("state", Align::Left),
        ("questions", Align::Right),
        ("answers", Align::Right),
    ]);
    for survey in &surveys {
        table.row(vec![
            survey.id.clone(),
            survey.title.get("en").to_owned(),
            state(survey.state).to_owned(),
            survey.questions.to_string(),
            survey.answers.to_string(),
        ]);
    }
    output::text(&table.to_text())
}

fn state(state: SurveyState) -> &'static str {
    match state {
        SurveyState::Draft => "draft",
        SurveyState::Open => "open",
        SurveyState::Closed => "closed",
    }
}

fn read(file: &Path) -> Result<Survey, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", file.display())))?;
    serde_json::from_str(&text).map_err(|e| Failure::new(format!("{}: {e}", file.display())))
}

fn check(file: &Path) -> Result<(), Failure> {
    let problems = check_survey(&read(file)?);
    if problems.is_empty() {
        return output::text("the survey can be asked as it is\n");
    }
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.path, problem.message))
        .collect();
    Err(Failure::new(lines.join("\n")))
}

fn new(file: Option<&Path>, template: Option<&str>, given: &SurveyDataArgs) -> Result<(), Failure> {
    let document = match (file, template) {
        (Some(file), _) => read(file)?,
        (None, name) => {
            let wanted = name.unwrap_or_default();
            let found = survey_templates().iter().find(|template| template.id == wanted);
            let known: Vec<&str> = survey_templates().iter().map(|known| known.id.as_str()).collect();
            found
                .ok_or_else(|| {
                    Failure::new(format!(
                        "there is no template «{wanted}»; there are {}",
                        known.join(", ")
                    ))
                })?
                .document
                .clone()
        }
    };
    let author = Author::local(Via::CommandLine);
    let made = given.data.open_existing()?.add_survey(&document, &author)?;
    told(&made, given.json)
}

fn open(id: &str, wanted: SurveyState, public: Option<bool>, given: &SurveyDataArgs) -> Result<(), Failure> {
    let changed = given
        .data
        .open_existing()?
        .open_survey(id, Some(wanted), public)?;
    told(&changed, given.json)
}

fn told(survey: &SurveyWhole, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(survey);
    }
    let mut text = format!(
        "{} «{}» is {}; answered under /s/{}\n",
        survey.head.id,
        survey.head.title,
        state(survey.head.state),
        survey.key
    );
    for problem in &survey.problems {
        text += &format!("  to mend: {}: {}\n", problem.path, problem.message);
    }
    output::text(&text)
}

fn results(id: &str, given: &SurveyDataArgs) -> Result<(), Failure> {
    let found = given
        .data
        .open_existing()?
        .survey_results(id, (None, None), None)?;
    if given.json {
        return output::json(&found);
    }
    output::text(&results_text(&found))
}

fn results_text(found: &SurveyResults) -> String {
    let mut text = format!("{} people answered", found.sittings);
    if found.invitations.sent > 0 {
        text += &format!(
            "; {} of {} who were invited",
            found.invitations.answered, found.invitations.sent
        );
    }
    text += "\n";
    for question in &found.questions {
        text += &format!("\n{} ({}, n = {})\n", question.text, question.kind, question.n);
        text += &numbers(question);
        for count in question.counts.iter().filter(|count| count.n > 0) {
            let name = if count.text.is_empty() {
                count.value.clone()
            } else {
                count.text.to_string()
            };
            text += &format!("  {name}: {} ({:.0} %)\n", count.n, 100.0 * count.share);
        }
        for said in question.texts.iter().take(5) {
            text += &format!("  «{}»\n", said.text.replace('\n', " "));
        }
    }
    text
}

fn numbers(question: &QuestionResult) -> String {
    let line = |name: &str, number: &SurveyEstimate| match (
        number.value,
        number.lo,
        number.hi,
        &number.suppressed,
    ) {
        (Some(value), Some(lo), Some(hi), _) => {
            format!(
                "  {name} {value:.1} ({:.0} % interval {lo:.1} to {hi:.1})\n",
                100.0 * number.level
            )
        }
        (Some(value), ..) => format!("  {name} {value:.1}\n"),
        (None, .., Some(why)) => format!("  {name}: {why}\n"),
        (None, .., None) => String::new(),
    };
    let mut text = String::new();
    if let Some(number) = &question.estimate {
        text += &line(&question.kind.to_uppercase(), number);
    }
    if let Some(number) = question.mean.as_ref().filter(|number| number.value.is_some()) {
        text += &line("mean", number);
    }
    text
}
