//! `tropa render`: a map as a drawing.

use crate::args::{Lang, RenderArgs, Theme};
use crate::output::{self, Failure};
use std::path::Path;
use tropa_server::app::{parse_map, render};
use tropa_server::{Format, Map, MapId, RenderOptions, Workspace};

pub fn run(args: &RenderArgs) -> Result<(), Failure> {
    let ending = args
        .output
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let format = Format::of(ending).ok_or_else(|| {
        let shown = args.output.display();
        Failure::new(format!(
            "-o {shown}: the ending says the format; expected .svg, .png, .pdf, .html, .pptx or .md"
        ))
    })?;
    let map = map(args)?;
    let options = RenderOptions {
        lang: if args.lang == Lang::Ru { "ru" } else { "en" }.to_owned(),
        theme: if args.theme == Theme::Dark {
            tropa_server::Theme::Dark
        } else {
            tropa_server::Theme::Light
        },
        ..RenderOptions::default()
    };
    let drawing = render(&map, format, &options)?;
    output::write_file(&args.output, &drawing)?;
    eprintln!(
        "{}: {} bytes",
        args.output.display(),
        crate::table::count(drawing.len() as u64)
    );
    Ok(())
}

/// From a file of that name, else from the workspace.
fn map(args: &RenderArgs) -> Result<Map, Failure> {
    let path = Path::new(&args.map);
    if path.is_file() {
        return Ok(parse_map(&output::read_file(path)?, &args.map)?);
    }
    match MapId::new(&args.map) {
        Ok(id) => Ok(Workspace::open_existing(&args.data.dir)?.map(&id)?.map),
        Err(_) => Err(Failure::new(format!(
            "there is no file {}; name a map file or the id of a map in the workspace",
            args.map
        ))),
    }
}
