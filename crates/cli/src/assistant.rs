//! `tropa assistant`: what a language model may be asked, and what became of it.

use crate::args::{
    AssistantArgs, AssistantAskArgs, AssistantCommand, AssistantWishArgs, ProposalStateWord, TaskWord,
};
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::count;
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;
use tropa_model::LocalText;
use tropa_server::app::{
    AcceptProposal, AssistantPlan, AssistantSettings, AssistantStatus, AssistantWish, Author, Endpoint,
    Proposed, ProposedView, ProposedWish, Via, assistant_is_off,
};
use tropa_server::{AppError, AssistantState, MapId};

pub fn run(args: &AssistantArgs) -> Result<(), Failure> {
    let ask = ask_of(&args.command);
    let failed = |error: AppError| Failure::of(&error, ask.lang);
    let lang = ask.lang.tag();
    let settings = AssistantSettings::of(|name| std::env::var(name).ok()).map_err(Failure::new)?;
    let endpoint = settings.map(Endpoint::new);
    let needed = || endpoint.as_ref().ok_or_else(|| failed(assistant_is_off().into()));
    let workspace = ask.data.open_existing()?;
    let by = Author::local(Via::CommandLine);
    let sees = |_: &MapId| true;
    match &args.command {
        AssistantCommand::Status(_) => {
            let status = workspace.assistant(endpoint.as_ref()).map_err(failed)?;
            show(ask, &status, |status| told_status(status, lang))
        }
        AssistantCommand::Plan { wish, whole, .. } => {
            let plan = workspace
                .assistant_plan(needed()?, &wish_of(wish)?, &sees)
                .map_err(failed)?;
            show(ask, &plan, |plan| told_plan(plan, *whole))
        }
        AssistantCommand::Run { wish, token, .. } => {
            let endpoint = needed()?;
            let prepared = workspace
                .assistant_confirmed(endpoint, &wish_of(wish)?, token, &sees)
                .map_err(failed)?;
            workspace.note_assistant_run(&prepared, &by).map_err(failed)?;
            let mut bar = Bar::new();
            let never = AtomicBool::new(false);
            let ran =
                workspace.assistant_run(endpoint, &prepared, &never, &mut |progress| bar.show(progress));
            bar.clear();
            let ran = ran.map_err(failed)?;
            show(ask, &ran, |ran| {
                format!("{}\nrun {}\n", ran.told.get(lang), ran.run)
            })
        }
        AssistantCommand::Suggestions {
            state, run, limit, ..
        } => {
            let wish = ProposedWish {
                state: Some(match state {
                    ProposalStateWord::Open => AssistantState::Open,
                    ProposalStateWord::Accepted => AssistantState::Accepted,
                    ProposalStateWord::Rejected => AssistantState::Rejected,
                }),
                run: run.clone(),
                limit: Some(*limit),
                ..ProposedWish::default()
            };
            let list = workspace.assistant_suggestions(&wish, &sees).map_err(failed)?;
            show(ask, &list, |list| match list.items.as_slice() {
                [] => "no suggestions\n".to_owned(),
                items => items.iter().map(|one| told_proposal(one, lang)).collect(),
            })
        }
        AssistantCommand::Accept {
            ids,
            name_en,
            name_ru,
            sentences,
            ..
        } => {
            let name = name_en.as_ref().zip(name_ru.as_ref());
            let how = AcceptProposal {
                name: name.map(|(en, ru)| LocalText::en_ru(en.trim(), ru.trim())),
                sentences: sentences
                    .as_ref()
                    .map(|all| all.iter().filter_map(|place| place.checked_sub(1)).collect()),
            };
            let decided: Result<Vec<ProposedView>, AppError> = ids
                .iter()
                .map(|id| workspace.accept_proposal(id, &how, &by))
                .collect();
            let decided = decided.map_err(failed)?;
            show(ask, &decided, |all| format!("accepted: {}\n", all.len()))
        }
        AssistantCommand::Reject { ids, .. } => {
            let decided: Result<Vec<ProposedView>, AppError> =
                ids.iter().map(|id| workspace.reject_proposal(id, &by)).collect();
            let decided = decided.map_err(failed)?;
            show(ask, &decided, |all| format!("rejected: {}\n", all.len()))
        }
    }
}

fn ask_of(command: &AssistantCommand) -> &AssistantAskArgs {
    match command {
        AssistantCommand::Status(ask)
        | AssistantCommand::Plan { ask, .. }
        | AssistantCommand::Run { ask, .. }
        | AssistantCommand::Suggestions { ask, .. }
        | AssistantCommand::Accept { ask, .. }
        | AssistantCommand::Reject { ask, .. } => ask,
    }
}

fn wish_of(args: &AssistantWishArgs) -> Result<AssistantWish, Failure> {
    let needed = |value: &Option<String>, name: &str| {
        value
            .clone()
            .ok_or_else(|| Failure::new(format!("{name} is needed here")))
    };
    Ok(match args.task {
        TaskWord::Topics => AssistantWish::NameTopics {
            topics: args.topics.clone(),
        },
        TaskWord::Story => AssistantWish::PersonaStory {
            map: needed(&args.map, "--map")?,
            persona: needed(&args.persona, "--persona")?,
            language: args.language.tag().to_owned(),
        },
        TaskWord::Interview => AssistantWish::CodeInterview {
            source: needed(&args.source, "--source")?,
            conversation: needed(&args.conversation, "--conversation")?,
        },
    })
}

fn show<T: serde::Serialize>(
    ask: &AssistantAskArgs,
    answer: &T,
    text: impl FnOnce(&T) -> String,
) -> Result<(), Failure> {
    if ask.json {
        return output::json(answer);
    }
    output::text(&text(answer))
}

fn told_status(status: &AssistantStatus, lang: &str) -> String {
    match (&status.turn_on, &status.address, &status.model) {
        (None, Some(address), Some(model)) => {
            format!("on: {model} at {address}; {} suggestions wait\n", status.open)
        }
        (how, ..) => format!("{}\n", how.as_ref().map_or("off", |how| how.get(lang))),
    }
}

fn told_plan(plan: &AssistantPlan, whole: bool) -> String {
    let mut text = format!(
        "to        {} at {}\nitems     {} in {} request(s){}\ntexts     {} characters, about {} tokens; answers at most {} tokens\n",
        plan.model,
        plan.address,
        count(plan.n_items),
        count(plan.n_requests),
        match plan.left_out {
            0 => String::new(),
            n => format!("; {n} more left for another run"),
        },
        count(plan.chars),
        count(plan.tokens_in),
        count(plan.tokens_out_max),
    );
    let cost = plan.cost_max.map_or_else(
        || "no prices set (TROPA_ASSISTANT_PRICE_IN, TROPA_ASSISTANT_PRICE_OUT)".to_owned(),
        |cost| format!("at most {cost:.4} {}", plan.currency),
    );
    let _ = writeln!(
        text,
        "cost      {cost}\nmasked    {} place(s) just now",
        plan.masked
    );
    for (at, request) in plan.requests.iter().enumerate() {
        let user = if whole {
            request.user.clone()
        } else {
            // What a screen holds.
            request.user.chars().take(1_500).collect()
        };
        if whole {
            let _ = writeln!(text, "\n--- request {}, instructions\n{}", at + 1, request.system);
        }
        let _ = writeln!(text, "\n--- request {}, texts\n{user}", at + 1);
        if !whole {
            break;
        }
    }
    let _ = writeln!(
        text,
        "\nnothing was sent; to send exactly this: --token {}",
        plan.token
    );
    text
}

fn told_proposal(one: &ProposedView, lang: &str) -> String {
    let mut text = format!("{}  ", one.id);
    let mut cites = Vec::new();
    match &one.proposed {
        Proposed::TopicName {
            was, name, cites: of, ..
        } => {
            let both: Vec<&str> = ["en", "ru"].into_iter().map(|lang| name.get(lang)).collect();
            let _ = writeln!(text, "topic «{}» → {}", was.get(lang), both.join(" / "));
            cites.extend(of);
        }
        Proposed::PersonaStory { name, sentences, .. } => {
            let _ = writeln!(text, "story of {name}");
            for (at, sentence) in sentences.iter().enumerate() {
                let _ = writeln!(text, "  {}. {}", at + 1, sentence.text);
                for fact in &sentence.facts {
                    let _ = writeln!(text, "       {fact}");
                }
                for cite in &sentence.cites {
                    let _ = writeln!(text, "       “{}”", cite.text);
                }
            }
        }
        Proposed::Coding { code, name, cite, .. } => {
            let new = if code.is_none() { " (new)" } else { "" };
            let _ = writeln!(text, "code {name}{new}");
            cites.push(cite);
        }
    }
    for cite in cites {
        let _ = writeln!(text, "  “{}”  {}/{}", cite.text, cite.source, cite.item);
    }
    if one.stale {
        let _ = writeln!(text, "  the words it rests on were erased");
    }
    text
}
