//! Draws a map file: `cargo run -p tropa-render --example render_map -- map.tropa.json out.svg [ru|en] [dark] [a3] [scale]`.

use tropa_render::{Format, Layout, Paper, RenderOptions, Theme, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output, rest @ ..] = arguments.as_slice() else {
        return Err("usage: render_map MAP.tropa.json OUT.svg|png [ru|en] [dark] [SCALE]".into());
    };
    let ending = output.rsplit('.').next().unwrap_or_default();
    let format = Format::of(ending).ok_or_else(|| format!("unknown format «{ending}»"))?;
    let mut options = RenderOptions::default();
    for word in rest {
        if let Some(theme) = Theme::of(word) {
            options.theme = theme;
        } else if let Some(layout) = Layout::of(word) {
            options.layout = layout;
        } else if let Some(paper) = Paper::of(word) {
            options.paper = Some(paper);
        } else if let Ok(scale) = word.parse() {
            options.scale = scale;
        } else {
            options.lang = word.to_owned();
        }
    }
    let map = tropa_map::parse(&std::fs::read_to_string(input)?)?;
    let start = std::time::Instant::now();
    let bytes = render(&map, format, &options)?;
    eprintln!("{} bytes in {:.1?}", bytes.len(), start.elapsed());
    std::fs::write(output, bytes)?;
    Ok(())
}
