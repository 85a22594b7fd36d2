//! `tropa map diff`: what is different between two maps, in words, as data, or as a picture.

use crate::args::{Lang, MapDiffArgs};
use crate::output::{self, Failure};
use serde::Serialize;
use std::path::Path;
use tropa_map::diff::{Difference, diff, markdown, report};
use tropa_server::app::compare;
use tropa_server::{Format, Map, MapId, RenderOptions};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    /// Ids of the maps.
    a: &'a str,
    b: &'a str,
    differences: &'a [Difference],
}

pub fn run(args: &MapDiffArgs) -> Result<(), Failure> {
    let (a, b) = (map(&args.a, args)?, map(&args.b, args)?);
    let differences = diff(&a, &b);
    let document = Document {
        schema: "tropa.map_diff/1",
        a: &a.id,
        b: &b.id,
        differences: &differences,
    };
    let lang = args.lang.of_maps();
    let Some(to) = &args.output else {
        return match args.json {
            true => output::json(&document),
            false => output::text(&report(&a, &b, &differences, lang).to_string()),
        };
    };
    let content = match to
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "md" => markdown(&report(&a, &b, &differences, lang)).into_bytes(),
        "txt" => format!("{}\n", report(&a, &b, &differences, lang)).into_bytes(),
        "json" => {
            let text = serde_json::to_string_pretty(&document);
            let text =
                text.map_err(|e| Failure::new(format!("cannot write the differences as JSON: {e}")))?;
            format!("{text}\n").into_bytes()
        }
        ending => {
            let drawn = Format::of(ending)
                .filter(|f| matches!(f, Format::Svg | Format::Html | Format::Png | Format::Pdf));
            let format = drawn.ok_or_else(|| {
                let shown = to.display();
                let endings = ".html, .svg, .png, .pdf, .md, .txt or .json";
                Failure::new(format!(
                    "-o {shown}: the ending says the format; expected {endings}"
                ))
            })?;
            let options = RenderOptions {
                lang: lang.tag().to_owned(),
                ..RenderOptions::default()
            };
            compare(&a, &b, format, &options).map_err(|error| Failure::of(&error, args.lang))?
        }
    };
    output::write_file(to, &content)?;
    eprintln!("{}: {}", to.display(), report(&a, &b, &differences, lang).summary);
    Ok(())
}

/// From a file of that name, else from the workspace.
fn map(named: &str, args: &MapDiffArgs) -> Result<Map, Failure> {
    let path = Path::new(named);
    if path.is_file() {
        return read(path, args.lang);
    }
    match MapId::new(named) {
        Ok(id) if args.data.dir.is_dir() => Ok(args.data.open_existing()?.map(&id)?.map),
        _ => Err(Failure::new(format!(
            "there is no file {named}; name a map file or the id of a map in the workspace"
        ))),
    }
}

/// A map file, JSON or YAML.
pub fn read(path: &Path, lang: Lang) -> Result<Map, Failure> {
    let bytes =
        std::fs::read(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    let form = tropa_map::Form::of_name(&path.to_string_lossy());
    tropa_map::read_bytes(&bytes, form).map_err(|error| {
        let text = error.text();
        Failure::new(format!("{}: {}", path.display(), text.get(lang.tag())))
    })
}
