//! `tropa map new`: a map file to begin with.

use crate::args::MapNewArgs;
use crate::output::{self, Failure};
use crate::table::{Align, Table};
use std::path::Path;
use tropa_map::{Form, templates};

pub fn run(args: &MapNewArgs) -> Result<(), Failure> {
    let lang = args.lang.map_or("en", |lang| lang.tag());
    let Some(name) = &args.template else {
        return list(lang);
    };
    let template = templates::template(name).ok_or_else(|| {
        let names: Vec<&str> = templates::MAPS.iter().map(|template| template.name).collect();
        Failure::new(format!(
            "there is no template {name}; there are {}",
            names.join(", ")
        ))
    })?;
    let output = args
        .output
        .as_deref()
        .ok_or_else(|| Failure::new(format!("-o is missing: -o {name}.tropa.yaml")))?;
    let form = Form::of_name(&output.to_string_lossy()).ok_or_else(|| {
        Failure::new(format!(
            "-o {}: the ending says the form; expected .tropa.yaml or .tropa.json",
            output.display()
        ))
    })?;
    if output.exists() {
        return Err(Failure::new(format!(
            "{} is there already; name another file",
            output.display()
        )));
    }
    let mut map =
        tropa_map::parse(template.text).map_err(|error| Failure::new(format!("template {name}: {error}")))?;
    if args.lang.is_some() {
        map = tropa_map::only_in(&map, lang);
    }
    map.id = args.id.clone().unwrap_or_else(|| id_of(output, &map.id));
    output::write_file(output, tropa_map::write(&map, form).as_bytes())?;
    eprintln!("{}", output.display());
    Ok(())
}

/// The file's name up to its first dot, where it can be an id; else the template's own.
fn id_of(file: &Path, otherwise: &str) -> String {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let fits = !stem.is_empty()
        && stem
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if fits { stem } else { otherwise }.to_owned()
}

fn list(lang: &str) -> Result<(), Failure> {
    let mut table = Table::new(&[("template", Align::Left), ("for", Align::Left)]);
    for template in templates::MAPS {
        table.row(vec![
            template.name.to_owned(),
            template.about().get(lang).to_owned(),
        ]);
    }
    output::text(&table.to_text())
}
