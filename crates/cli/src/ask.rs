//! `tropa ask`: a question typed, an answer as a table or as JSON.

use crate::args::{AskArgs, AskCommand, QuestionArgs};
use crate::output::{self, Failure};
use crate::steps;
use tropa_model::Question;
use tropa_model::question::{
    Ask, BetweenAsk, DailyAsk, FunnelAsk, GraphAsk, JourneysAsk, PathsAsk, StagesAsk, TouchpointsAsk,
    VariantsAsk,
};

pub fn run(args: &AskArgs) -> Result<(), Failure> {
    let (given, ask) = question(&args.command)?;
    let question = Question {
        source: given.source.source.clone(),
        filter: given.filter.clone(),
        cut: given.cut()?,
        ask,
    };
    let workspace = given.source.data.open_existing()?;
    let answer = workspace.ask(&question)?;
    if given.source.json {
        return output::json(&answer);
    }
    output::text(&crate::answers::to_text(&answer))
}

fn question(command: &AskCommand) -> Result<(&QuestionArgs, Ask), Failure> {
    let idle_s = |idle: &Option<String>| {
        idle.as_deref()
            .map(|text| steps::span_s(text, "--idle"))
            .transpose()
    };
    Ok(match command {
        AskCommand::Graph { question } => (question, Ask::Graph(GraphAsk::default())),
        AskCommand::Funnel {
            question,
            steps,
            window,
            by,
        } => {
            let window_s = window
                .as_deref()
                .map(|text| steps::span_s(text, "--window"))
                .transpose()?;
            (
                question,
                Ask::Funnel(FunnelAsk {
                    steps: steps::parse(steps)?,
                    window_s,
                    by: by.clone(),
                }),
            )
        }
        AskCommand::Variants { question, limit } => (question, Ask::Variants(VariantsAsk { limit: *limit })),
        AskCommand::Paths {
            question,
            depth,
            top,
            start,
        } => (
            question,
            Ask::Paths(PathsAsk {
                depth: *depth,
                top: *top,
                start: start.clone(),
            }),
        ),
        AskCommand::Daily { question, activity } => (
            question,
            Ask::Daily(DailyAsk {
                activities: activity.clone(),
            }),
        ),
        AskCommand::Between { question, from, to } => {
            let (from, to) = (steps::parse_one(from, "--from")?, steps::parse_one(to, "--to")?);
            (question, Ask::Between(BetweenAsk { from, to }))
        }
        AskCommand::Touchpoints { question, idle } => (
            question,
            Ask::Touchpoints(TouchpointsAsk {
                idle_s: idle_s(idle)?,
            }),
        ),
        AskCommand::Stages {
            question,
            steps,
            completed,
            failed,
            mark,
            idle,
        } => {
            let stages = steps::parse(steps)?;
            (
                question,
                Ask::Stages(StagesAsk {
                    stages,
                    completed: completed.clone(),
                    failed: failed.clone(),
                    marks: mark.clone(),
                    idle_s: idle_s(idle)?,
                }),
            )
        }
        AskCommand::Journeys {
            question,
            actor,
            limit,
            after,
        } => (
            question,
            Ask::Journeys(JourneysAsk {
                actor: actor.clone(),
                limit: *limit,
                after: after.clone(),
            }),
        ),
    })
}
