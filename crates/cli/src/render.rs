//! `tropa render`: a map as a drawing.

use crate::args::RenderArgs;
use crate::film::{self, Video};
use crate::output::{self, Failure};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tropa_server::app::{Drawing, parse_map, render_pages};
use tropa_server::{Map, MapId, RenderOptions};

/// What the ending of a file asks for.
enum Target {
    Drawing(Drawing),
    Video(Video),
}

impl Target {
    fn of(ending: &str) -> Option<Self> {
        let video = || Video::of(ending).map(Self::Video);
        Drawing::of(ending).map(Self::Drawing).or_else(video)
    }
}

pub fn run(args: &RenderArgs) -> Result<(), Failure> {
    let ending = args
        .output
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let target = Target::of(ending).ok_or_else(|| {
        let shown = args.output.display();
        Failure::new(format!(
            "-o {shown}: the ending says the format; expected .svg, .png, .pdf, .html, .pptx, .xlsx or .md, \
             or .webm or .mp4 for the walk as a video"
        ))
    })?;
    let map = map(&args.map, args)?;
    let beside = match &args.beside {
        Some(other) => Some(Arc::new(self::map(other, args)?)),
        None => None,
    };
    let options = RenderOptions {
        lang: args.lang.tag().to_owned(),
        theme: args.theme,
        layout: args.layout,
        paper: args.paper,
        persona: args.persona.clone(),
        stage: args.stage.clone(),
        page: args.page,
        beside,
        ..RenderOptions::default()
    };
    match target {
        Target::Drawing(drawing) => draw(&map, drawing, &options, args),
        Target::Video(video) => film::write(&map, &options, video, &args.output),
    }
}

fn draw(map: &Map, drawing: Drawing, options: &RenderOptions, args: &RenderArgs) -> Result<(), Failure> {
    let output = args.output.as_path();
    let drawings = render_pages(map, drawing, options).map_err(|error| Failure::of(&error, args.lang))?;
    let several = drawings.len() > 1;
    for (i, drawing) in drawings.iter().enumerate() {
        let file = if several {
            numbered(output, i + 1)
        } else {
            output.to_owned()
        };
        output::write_file(&file, drawing)?;
        eprintln!(
            "{}: {} bytes",
            file.display(),
            crate::table::count(drawing.len() as u64)
        );
    }
    Ok(())
}

/// `map.svg` is `map-2.svg` for the second page.
fn numbered(file: &Path, page: usize) -> PathBuf {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    file.with_file_name(format!(
        "{}-{page}.{}",
        part(file.file_stem()),
        part(file.extension())
    ))
}

/// From a file of that name, else from the workspace.
fn map(name: &str, args: &RenderArgs) -> Result<Map, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return parse_map(&output::read_file(path)?, name).map_err(|error| Failure::of(&error, args.lang));
    }
    match MapId::new(name) {
        Ok(id) => Ok(args.data.open_existing()?.map(&id)?.map),
        Err(_) => Err(Failure::new(format!(
            "there is no file {name}; name a map file or the id of a map in the workspace"
        ))),
    }
}
