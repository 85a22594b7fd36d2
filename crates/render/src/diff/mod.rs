//! Two maps as one drawing: what was added, removed, changed and moved.

use crate::layout::compare::{Marks, lang, scene};
use crate::scene::Pages;
use crate::svg::{Escaped, Fonts, svg};
use crate::text::clean;
use crate::{Format, Layout, RenderError, RenderOptions, fonts, pdf, png};
use std::fmt::Write as _;
use tropa_map::Map;
use tropa_map::change::RecordKind;
use tropa_map::diff::{Report, both, diff, markdown, report};

const CSS: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Allows this page's script and styles, fonts from the page itself, and no request anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-tropa'; font-src data:; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// What is different in `b`, the newer map, from `a`, as a file: drawings show the map with every difference marked and
/// told in words below; Markdown tells it in words alone.
pub fn compare(a: &Map, b: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let differences = diff(a, b);
    let report = report(a, b, &differences, lang(options));
    if format == Format::Markdown {
        return Ok(markdown(&report).into_bytes());
    }
    let marks = Marks::new(&differences);
    let map = both(a, b);
    // The whole map: a page or a stage of it would not be all that is different.
    let options = RenderOptions {
        layout: Layout::Grid,
        beside: Some(std::sync::Arc::new(a.clone())),
        paper: None,
        persona: None,
        stage: None,
        page: None,
        ..options.clone()
    };
    let list = format != Format::Html;
    let drawn = scene(&map, b, &options, &marks, &report, list)
        .ok_or(RenderError::NoSuchPage { asked: 1, count: 0 })?;
    match format {
        Format::Svg => Ok(svg(&drawn, Fonts::Embedded).into_bytes()),
        Format::Png => png::png(&drawn, options.scale),
        Format::Html => Ok(page(&svg(&drawn, Fonts::Inline { number: 0 }), &report, &options).into_bytes()),
        _ => pdf::pdf(&Pages::endless(drawn)),
    }
}

/// The drawing above, the differences in words below; a word leads to its card.
fn page(drawing: &str, report: &Report, options: &RenderOptions) -> String {
    let lang = lang(options);
    let mut page = String::with_capacity(drawing.len() + 256 * 1024);
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <title>{}</title>\n<style>{}\n{CSS}</style></head>\n<body class=\"{}\">\n\
         <main><div class=\"map\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">{drawing}</div>\n",
        lang.tag(),
        Escaped(&clean(&report.title)),
        fonts::css(),
        options.theme.word(),
        lang.pick(
            "The map with what changed marked",
            "Карта с отмеченными изменениями"
        ),
    );
    let _ = writeln!(
        page,
        "<section class=\"list\"><h1>{}</h1><p>{}</p>",
        Escaped(&clean(&report.title)),
        Escaped(&clean(&report.summary))
    );
    for section in &report.sections {
        let _ = writeln!(page, "<h2>{}</h2><ul>", Escaped(&clean(&section.title)));
        for line in &section.lines {
            let card = match line.of {
                RecordKind::Card => format!(" data-to=\"{}\"", Escaped(&clean(&line.id))),
                _ => String::new(),
            };
            let _ = write!(
                page,
                "<li><span class=\"sign {:?}\" aria-hidden=\"true\">{}</span><div><span class=\"what\"{card}>{}</span>",
                line.what,
                line.what.sign(),
                Escaped(&clean(&line.text))
            );
            for detail in &line.details {
                let _ = write!(page, "<p>{}</p>", Escaped(&clean(detail)));
            }
            page.push_str("</div></li>\n");
        }
        page.push_str("</ul>\n");
    }
    let _ = write!(
        page,
        "</section></main>\n<script nonce=\"tropa\">{SCRIPT}</script>\n</body></html>\n"
    );
    page
}
