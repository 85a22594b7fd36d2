//! `tropa admin`: helping people back in, on the server's own machine.

use crate::args::{AdminArgs, AdminCommand};
use crate::output::{self, Failure};
use crate::table::{Align, Table};

pub fn run(args: &AdminArgs) -> Result<(), Failure> {
    match &args.command {
        AdminCommand::People { data, json } => people(data, *json),
        AdminCommand::ResetLink { email, url, data } => {
            let workspace = data.open_existing()?;
            let person = workspace
                .person_by_email(email)?
                .ok_or_else(|| Failure::new(format!("nobody who may sign in has the e-mail {email}")))?;
            let (secret, expires_at) = workspace.new_reset(&person)?;
            eprintln!("good until {expires_at}, once:");
            output::text(&format!("{}/reset/{secret}", url.trim_end_matches('/')))
        }
        AdminCommand::MakeOwner { email, data } => {
            let person = data.open_existing()?.make_owner(email)?;
            eprintln!(
                "{} ({}) is an owner of the workspace and keeps the installation",
                person.name, person.email
            );
            Ok(())
        }
    }
}

#[derive(serde::Serialize)]
struct Line {
    email: String,
    name: String,
    /// Workspaces with the role in each: `Shop: owner`.
    workspaces: Vec<String>,
    keeps_installation: bool,
    disabled: bool,
    last_seen_at: Option<String>,
}

fn people(data: &crate::args::DataArg, json: bool) -> Result<(), Failure> {
    let all = data.open_existing()?.people_with_workspaces()?;
    let lines: Vec<Line> = all
        .into_iter()
        .map(|(person, memberships)| Line {
            email: person.email,
            name: person.name,
            workspaces: memberships
                .iter()
                .map(|one| format!("{}: {}", one.name, one.role))
                .collect(),
            keeps_installation: person.installation_admin,
            disabled: person.disabled_at.is_some(),
            last_seen_at: person.last_seen_at,
        })
        .collect();
    if json {
        return output::json(&serde_json::json!({"schema": "tropa.people/1", "items": lines}));
    }
    let mut table = Table::new(&[
        ("e-mail", Align::Left),
        ("name", Align::Left),
        ("workspaces", Align::Left),
        ("keeps the installation", Align::Left),
        ("last here", Align::Left),
    ]);
    for line in &lines {
        let state = if line.disabled { " (shut out)" } else { "" };
        table.row(vec![
            format!("{}{state}", line.email),
            line.name.clone(),
            line.workspaces.join(", "),
            if line.keeps_installation { "yes" } else { "" }.into(),
            line.last_seen_at.clone().unwrap_or_else(|| "–".into()),
        ]);
    }
    output::text(&table.to_text())
}
