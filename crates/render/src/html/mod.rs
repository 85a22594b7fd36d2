//! The map as one page that needs nothing else: drawing, evidence of every card in a drawer, and the map as text.
//!
//! Everything a person wrote reaches the page as escaped text or as JSON read with `textContent`; the page's policy
//! forbids any request and any script but its own.

mod filter;

use crate::curve::series::{curves, summary};
use crate::facts::facts;
use crate::scene::{Color, Pages};
use crate::shown::{Ends, asked_stage};
use crate::svg::{Escaped, Fonts, svg};
use crate::tell;
use crate::text::clean;
use crate::{Layout, RenderOptions, fonts, layout, words};
use serde_json::{Value, json};
use std::fmt::Write as _;
use tropa_map::Lang;
use tropa_map::document::{Card, Evidence, Map};
use tropa_model::proposal::LocalText;

const CSS: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const WALK_CSS: &str = include_str!("walk.css");
const WALK_SCRIPT: &str = include_str!("walk.js");

/// Allows this page's two scripts and styles, fonts from the page itself, and no request anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-tropa'; font-src data:; img-src data:; \
                      base-uri 'none'; form-action 'none'";

pub(crate) fn html(map: &Map, pages: &Pages, options: &RenderOptions) -> String {
    let lang = Lang::of(&options.lang);
    let say = |text: &LocalText| clean(text.get(lang.tag()));
    let walk = options.layout == Layout::Walk;
    let mut page = String::with_capacity(512 * 1024);
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <title>{}</title>\n<style>{}\n{}\n{CSS}{}</style></head>\n<body{}>\n",
        lang.tag(),
        Escaped(&pages.title),
        fonts::css(),
        variables(options),
        if walk { WALK_CSS } else { "" },
        if walk { " class=\"walk\"" } else { "" },
    );
    let _ = writeln!(
        page,
        "<main class=\"sheet\" aria-label=\"{}\">",
        Escaped(&pages.title),
    );
    for (number, scene) in pages.pages.iter().enumerate() {
        page.push_str(&svg(scene, Fonts::Inline { number }));
    }
    page.push_str("</main>\n");
    if walk {
        player(&mut page, lang);
    } else {
        toolbar(&mut page, lang);
        filter::panel(&mut page, map, options, lang, &say);
    }
    let _ = writeln!(
        page,
        "<aside class=\"drawer\" role=\"dialog\" aria-label=\"{evidence}\" hidden>\
         <button class=\"close\" aria-label=\"{close}\">×</button><div></div></aside>",
        evidence = words::evidence_title(lang),
        close = words::close(lang),
    );
    let only = asked_stage(map, options).unwrap_or_default();
    outline(&mut page, map, only, lang, &say);
    let texts = json!({
        "none": words::no_evidence(lang),
        "paper": css_color(options.theme.tokens().paper),
        "play": lang.pick("Play", "Показать"),
        "pause": lang.pick("Pause", "Пауза"),
    });
    let _ = write!(
        page,
        "<script type=\"application/json\" id=\"words\">{}</script>\n\
         <script type=\"application/json\" id=\"evidence\">{}</script>\n",
        script_safe(&texts),
        script_safe(&evidence(map, lang, &say)),
    );
    if walk {
        let seconds: Vec<f32> = frames_seconds(map, options);
        let _ = writeln!(
            page,
            "<script type=\"application/json\" id=\"seconds\">{}</script>",
            json!(seconds)
        );
    }
    let _ = write!(
        page,
        "<script nonce=\"tropa\">{SCRIPT}</script>\n{}</body></html>\n",
        if walk {
            format!("<script nonce=\"tropa\">{WALK_SCRIPT}</script>\n")
        } else {
            String::new()
        },
    );
    page
}

/// How long each frame of a walk is looked at.
fn frames_seconds(map: &Map, options: &RenderOptions) -> Vec<f32> {
    let frames = layout::walk::frames(map, options).unwrap_or_default();
    frames.into_iter().map(|frame| frame.seconds).collect()
}

fn toolbar(page: &mut String, lang: Lang) {
    let _ = writeln!(
        page,
        "<div class=\"bar\" role=\"toolbar\" aria-label=\"{zoom}\"><button data-act=\"out\" aria-label=\"{out}\">−</button>\
         <button data-act=\"one\">100%</button><button data-act=\"in\" aria-label=\"{into}\">+</button>\
         <button data-act=\"fit\">{fit}</button></div>",
        zoom = lang.pick("Zoom", "Масштаб"),
        out = lang.pick("Smaller", "Мельче"),
        into = lang.pick("Larger", "Крупнее"),
        fit = lang.pick("Whole width", "По ширине"),
    );
}

fn player(page: &mut String, lang: Lang) {
    let _ = writeln!(
        page,
        "<div class=\"bar player\" role=\"toolbar\" aria-label=\"{walk}\">\
         <button data-walk=\"back\" aria-label=\"{back}\">‹</button>\
         <button data-walk=\"play\">{play}</button>\
         <button data-walk=\"on\" aria-label=\"{on}\">›</button>\
         <input type=\"range\" min=\"0\" value=\"0\" aria-label=\"{place}\">\
         <output aria-live=\"polite\"></output></div>",
        walk = lang.pick("Walk through the journey", "Прогулка по пути"),
        back = lang.pick("Step back", "Шаг назад"),
        play = lang.pick("Play", "Показать"),
        on = lang.pick("Next step", "Следующий шаг"),
        place = lang.pick("Place in the journey", "Место на пути"),
    );
}

/// JSON that cannot end the element it stands in.
fn script_safe(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn css_color(Color(r, g, b): Color) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

fn variables(options: &RenderOptions) -> String {
    let t = options.theme.tokens();
    let named = [
        ("paper", t.paper),
        ("ink", t.ink),
        ("muted", t.muted),
        ("card", t.card),
        ("track", t.track),
        ("line", t.line),
        ("focus", t.continued),
    ];
    let variables: String = named
        .iter()
        .map(|(name, color)| format!("--{name}:{};", css_color(*color)))
        .collect();
    format!(":root{{{variables}}}")
}

/// What the drawer shows, by card id.
fn evidence(map: &Map, lang: Lang, say: &dyn Fn(&LocalText) -> String) -> Value {
    let cards = map.cards.iter().map(|card| {
        let told = json!({
            "where": place(map, card, lang, say),
            "text": say(&card.text),
            "value": card.metric.as_ref().map(|metric| layout::metric_text(lang, metric)),
            "facts": facts(lang, map, card),
            "state": words::evidence(lang, card.state),
            "personas": card.personas,
            "evidence": card.evidence.iter().map(|item| fields(item, lang, say)).collect::<Vec<_>>(),
        });
        (clean(&card.id), told)
    });
    Value::Object(cards.collect())
}

/// Stage › step · lane.
fn place(map: &Map, card: &Card, lang: Lang, say: &dyn Fn(&LocalText) -> String) -> String {
    let lane = map
        .lanes
        .iter()
        .find(|lane| lane.id == card.lane)
        .map_or(String::new(), |lane| {
            let own = say(&lane.name);
            if own.is_empty() {
                words::lane(lang, lane.role).to_owned()
            } else {
                own
            }
        });
    let columns = map.stages.iter().find_map(|stage| {
        if stage.id == card.at {
            return Some(say(&stage.name));
        }
        let step = stage.steps.iter().find(|step| step.id == card.at)?;
        Some(format!("{} › {}", say(&stage.name), say(&step.name)))
    });
    [columns.unwrap_or_default(), lane]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// (name, text, is it code) for each thing that is known.
fn fields(
    item: &Evidence,
    lang: Lang,
    say: &dyn Fn(&LocalText) -> String,
) -> Vec<(&'static str, String, bool)> {
    let question = item
        .question
        .as_ref()
        .and_then(|question| serde_json::to_string_pretty(question).ok());
    [
        (words::evidence_title(lang), Some(say(&item.reason)), false),
        (
            words::quote(lang),
            item.quote.as_ref().map(|quote| quote.text.clone()),
            false,
        ),
        (words::rule(lang), item.rule.clone(), true),
        (words::records(lang), item.records.clone(), true),
        (words::question(lang), question, true),
        (words::snapshot(lang), item.snapshot.clone(), true),
    ]
    .into_iter()
    .filter_map(|(name, text, code)| {
        text.filter(|text| !text.is_empty())
            .map(|text| (name, text, code))
    })
    .collect()
}

/// Stage → step → lane → cards as nested headings: easier to follow by ear than a table of many lanes.
fn outline(
    page: &mut String,
    map: &Map,
    only: Option<usize>,
    lang: Lang,
    say: &dyn Fn(&LocalText) -> String,
) {
    let _ = writeln!(
        page,
        "<details class=\"outline\"><summary>{}</summary>",
        words::outline(lang)
    );
    if let Some(summary) = summary(map, &curves(map, None, lang), lang) {
        let _ = writeln!(
            page,
            "<p>{}: {}</p>",
            words::lane(lang, tropa_map::document::LaneRole::Feelings),
            Escaped(&clean(&summary))
        );
    }
    let mut by_place: rustc_hash::FxHashMap<&str, Vec<&Card>> = rustc_hash::FxHashMap::default();
    map.cards
        .iter()
        .for_each(|card| by_place.entry(&card.at).or_default().push(card));
    let ends = Ends::of(map);
    let list = |page: &mut String, at: &str| {
        let Some(cards) = by_place.get(at) else { return };
        page.push_str("<ul>");
        for card in cards {
            let lane = map.lanes.iter().find(|lane| lane.id == card.lane);
            let lane = lane.map_or(String::new(), |lane| {
                let own = say(&lane.name);
                if own.is_empty() {
                    words::lane(lang, lane.role).to_owned()
                } else {
                    own
                }
            });
            let told = tell::card(lang, map, &ends, card);
            let _ = write!(page, "<li>{}: {}</li>", Escaped(&lane), Escaped(&told));
        }
        page.push_str("</ul>\n");
    };
    for (i, stage) in map.stages.iter().enumerate() {
        if only.is_some_and(|asked| asked != i) {
            continue;
        }
        let _ = writeln!(page, "<h2>{}</h2>", Escaped(&say(&stage.name)));
        list(page, &stage.id);
        for step in &stage.steps {
            let mut name = say(&step.name);
            for (is, word) in [
                (step.moment_of_truth, words::moment_of_truth(lang)),
                (step.optional, words::optional(lang)),
            ] {
                if is {
                    name = format!("{name} · {word}");
                }
            }
            let _ = writeln!(page, "<h3>{}</h3>", Escaped(&name));
            let wishes = [
                (words::expected(lang), &step.expected),
                (words::intended(lang), &step.intended),
            ];
            for (name, wish) in wishes {
                if let Some(told) = wish.as_ref().and_then(|wish| tell::wish(lang, wish)) {
                    let _ = writeln!(page, "<p>{name}: {}</p>", Escaped(&told));
                }
            }
            list(page, &step.id);
        }
    }
    if !map.moves.is_empty() {
        let _ = write!(page, "<h2>{}</h2><ul>", words::moves(lang));
        for way in &map.moves {
            let _ = write!(page, "<li>{}</li>", Escaped(&tell::way(lang, map, way)));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</details>\n");
}
