//! What every theme promises of every drawing: text can be read on what lies under it, and greyscale holds no colour.

#[path = "../../map/tests/retailer/mod.rs"]
mod retailer;

use tropa_map::document::{Brand, Map};
use tropa_map::{adopt, parse, templates};
use tropa_model::proposal::LocalText;
use tropa_render::scene::{Area, Color, Group, Node, Paint, Scene, Seg, Stroke, Text};
use tropa_render::{Layout, RenderOptions, Theme, pages};

/// What lies on the sheet so far, in the order it was drawn.
enum Ground<'a> {
    Rect(Area, Paint),
    Circle(f32, f32, f32, Paint),
    Shape(&'a [Seg], Paint),
}

impl Ground<'_> {
    fn paint_at(&self, x: f32, y: f32) -> Option<Paint> {
        let (inside, paint) = match self {
            Self::Rect(area, paint) => (
                area.x <= x && x <= area.right() && area.y <= y && y <= area.bottom(),
                paint,
            ),
            Self::Circle(cx, cy, r, paint) => ((x - cx).hypot(y - cy) <= *r, paint),
            Self::Shape(segs, paint) => (covers(segs, x, y), paint),
        };
        inside.then_some(*paint)
    }
}

/// Whether the shape of straight lines and curves (taken by their ends) covers the point: even-odd rule.
fn covers(segs: &[Seg], x: f32, y: f32) -> bool {
    let points: Vec<(f32, f32)> = segs.iter().filter_map(Seg::end).collect();
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    let crossed = edges
        .filter(|((ax, ay), (bx, by))| (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax);
    crossed.count() % 2 == 1
}

fn color_at(grounds: &[Ground], paper: Color, x: f32, y: f32) -> Color {
    grounds
        .iter()
        .filter_map(|ground| ground.paint_at(x, y))
        .fold(paper, |below, paint| match paint {
            Paint::Solid(color) => color,
            Paint::Faint(color, opacity) => color.over(below, opacity),
            Paint::Vertical { stops, .. } => stops[2],
        })
}

fn luminance(Color(r, g, b): Color) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// WCAG 2.2.
fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

struct Reader<'a> {
    paper: Color,
    least: f64,
    grounds: Vec<Ground<'a>>,
    /// Worst first is not asked: one line each.
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    fn nodes(&mut self, nodes: &'a [Node]) {
        for node in nodes {
            match node {
                Node::Group(Group { nodes, .. }) => self.nodes(nodes),
                Node::Rect { area, fill, .. } => {
                    self.grounds.extend(fill.map(|paint| Ground::Rect(*area, paint)));
                }
                Node::Circle { x, y, r, fill, .. } => {
                    self.grounds
                        .extend(fill.map(|paint| Ground::Circle(*x, *y, *r, paint)));
                }
                Node::Path { segs, fill, .. } => {
                    self.grounds.extend(fill.map(|paint| Ground::Shape(segs, paint)));
                }
                Node::Text(text) => self.text(text),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let y = text.y - text.size * 0.35;
        for share in [0.02, 0.25, 0.5, 0.75, 0.98] {
            let x = text.left() + text.width * share;
            let ground = color_at(&self.grounds, self.paper, x, y);
            let found = contrast(text.color, ground);
            if found < self.least {
                self.faults.push(format!(
                    "{found:.2} «{}» {:?} on {ground:?}",
                    text.text, text.color
                ));
                return;
            }
        }
    }
}

fn maps() -> Vec<Map> {
    let title = LocalText::en_ru("Buying furniture", "Покупка мебели");
    let templates = templates::MAPS.iter().map(|template| {
        tropa_map::read(template.text, Some(tropa_map::Form::Yaml)).expect("a template is sound")
    });
    let workshop = include_str!("golden/workshop.tropa.json");
    templates
        .chain([
            adopt(&retailer::proposal(true), title, "map-1".into()),
            parse(workshop).expect("the golden map is sound"),
        ])
        .collect()
}

fn scenes(map: &Map, theme: Theme) -> Vec<(Layout, Scene)> {
    let drawn = |layout: &Layout| {
        let options = RenderOptions {
            theme,
            layout: *layout,
            ..RenderOptions::default()
        };
        let drawn = pages(map, &options).expect("every layout is drawn");
        (*layout, drawn.as_one_picture().into_owned())
    };
    Layout::ALL.iter().map(drawn).collect()
}

/// What cannot be read of the map in the theme.
fn faults(map: &Map, theme: Theme) -> Vec<String> {
    let mut faults = Vec::new();
    for (layout, scene) in scenes(map, theme) {
        let mut reader = Reader {
            paper: scene.background,
            least: if theme == Theme::HighContrast { 7.0 } else { 4.5 },
            grounds: Vec::new(),
            faults: Vec::new(),
        };
        reader.nodes(&scene.nodes);
        let told = |fault| format!("{} {}: {fault}", theme.word(), layout.word());
        faults.extend(reader.faults.into_iter().map(told));
    }
    faults.sort();
    faults.dedup();
    faults
}

#[test]
fn every_text_of_every_drawing_can_be_read_on_what_lies_under_it() {
    let faults: Vec<String> = Theme::ALL
        .iter()
        .flat_map(|theme| maps().into_iter().flat_map(|map| faults(&map, *theme)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every colour of the nodes and all in them.
fn colours(nodes: &[Node], found: &mut Vec<Color>) {
    fn paint(paint: Option<Paint>, found: &mut Vec<Color>) {
        match paint {
            Some(Paint::Solid(color) | Paint::Faint(color, _)) => found.push(color),
            Some(Paint::Vertical { stops, .. }) => found.extend(stops),
            None => {}
        }
    }
    fn both(fill: Option<Paint>, stroke: Option<Stroke>, found: &mut Vec<Color>) {
        paint(fill, found);
        paint(stroke.map(|stroke| stroke.paint), found);
    }
    for node in nodes {
        match node {
            Node::Group(group) => colours(&group.nodes, found),
            Node::Rect { fill, stroke, .. }
            | Node::Circle { fill, stroke, .. }
            | Node::Path { fill, stroke, .. } => both(*fill, *stroke, found),
            Node::Icon { color, .. } => found.push(*color),
            Node::Text(text) => found.push(text.color),
            Node::Picture { .. } => {}
        }
    }
}

#[test]
fn greyscale_drawings_hold_no_colour() {
    for mut map in maps() {
        map.brand = Some(Brand {
            color: Some("#C2410C".to_owned()),
            accent: Some("#2563A8".to_owned()),
            ..Brand::default()
        });
        for (layout, scene) in scenes(&map, Theme::Greyscale) {
            let mut found = vec![scene.background];
            colours(&scene.nodes, &mut found);
            for Color(r, g, b) in found {
                assert!(r == g && g == b, "{} {r} {g} {b}", layout.word());
            }
        }
    }
}

#[test]
fn a_brand_is_seen_on_the_drawing_and_leaves_all_of_it_readable() {
    let mut map = maps().remove(0);
    for color in ["#0B5D1E", "#FFF200", "#E2574C", "#000000", "#FFFFFF"] {
        map.brand = Some(Brand {
            color: Some(color.to_owned()),
            ..Brand::default()
        });
        for theme in Theme::ALL {
            let faults = faults(&map, *theme);
            assert!(faults.is_empty(), "{color}\n{}", faults.join("\n"));
        }
    }
    map.brand = Some(Brand {
        color: Some("#0B5D1E".to_owned()),
        ..Brand::default()
    });
    let mut found = Vec::new();
    colours(&scenes(&map, Theme::Light)[0].1.nodes, &mut found);
    assert!(found.contains(&Color::hex(0x0B_5D1E)));
}
