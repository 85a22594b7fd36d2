//! Shapes as DrawingML.

use super::deck::{
    Alt, Body, Dash, Fill, Geometry, Kind, Line, Paragraph, Place, Run, Shape, Table, TableCell, extent,
};
use super::xml::{Attribute, Xml};
use crate::scene::{Anchor, Area, Color, Seg, Weight};
use crate::theme::Tokens;
use std::collections::BTreeMap;

/// English Metric Units in a point.
const EMU: f32 = 12_700.0;
/// Marks a shape as decoration for screen readers.
const DECORATION: &str = "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\">\
     <adec:decorative xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/>\
     </a:ext></a:extLst>";

pub(super) fn emu(points: f32) -> i64 {
    (points * EMU).round() as i64
}

/// What the shapes of one slide need to be written.
pub(super) struct Writer<'a> {
    pub xml: Xml,
    pub t: Tokens,
    /// Language of the deck's own words: `ru-RU`, `en-US`.
    pub lang: &'static str,
    /// Relationship of a slide's key.
    pub jumps: &'a BTreeMap<String, String>,
    /// Relationship of an address.
    pub links: &'a BTreeMap<String, String>,
    /// Relationship of an image.
    pub images: &'a BTreeMap<usize, String>,
    next_id: u32,
}

impl<'a> Writer<'a> {
    pub fn new(
        t: Tokens,
        lang: &'static str,
        jumps: &'a BTreeMap<String, String>,
        links: &'a BTreeMap<String, String>,
        images: &'a BTreeMap<usize, String>,
    ) -> Self {
        Self {
            xml: Xml::document(),
            t,
            lang,
            jumps,
            links,
            images,
            next_id: 2,
        }
    }

    pub fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    pub fn shape(&mut self, shape: &Shape) {
        match &shape.kind {
            Kind::Form {
                geometry,
                fill,
                line,
                body,
            } => self.form(shape, *geometry, *fill, *line, body.as_ref()),
            Kind::Free { segs, fill, line } => self.free(shape, segs, *fill, *line),
            Kind::Table(table) => self.table(shape, table),
            Kind::Group(shapes) => self.group(shape, shapes),
            Kind::Picture(image) => self.picture(shape, *image),
        }
    }

    /// The shape's number, name, description and click.
    fn named(&mut self, shape: &Shape) {
        let id = self.id();
        let told = match &shape.alt {
            Alt::Told(told) => told.as_str(),
            _ => "",
        };
        let mut attributes: Vec<Attribute> = vec![("id", &id), ("name", &shape.name)];
        if !told.is_empty() {
            attributes.push(("descr", &told));
        }
        let jump = shape.jump.as_ref().and_then(|key| self.jumps.get(key));
        self.xml.element("p:cNvPr", &attributes, |xml| {
            if let Some(relation) = jump {
                let action = "ppaction://hlinksldjump";
                xml.empty("a:hlinkClick", &[("r:id", relation), ("action", &action)]);
            }
            if shape.alt == Alt::Decoration {
                xml.fixed(DECORATION);
            }
        });
    }

    fn form(
        &mut self,
        shape: &Shape,
        geometry: Geometry,
        fill: Option<Fill>,
        line: Option<Line>,
        body: Option<&Body>,
    ) {
        self.xml.fixed("<p:sp><p:nvSpPr>");
        self.named(shape);
        let bare = fill.is_none() && line.is_none() && body.is_some();
        self.xml.fixed(if bare {
            "<p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>"
        } else {
            "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
        });
        self.transform("a:xfrm", shape.area);
        self.geometry(geometry, shape.area);
        self.fill(fill);
        self.line("a:ln", line);
        self.xml.fixed("</p:spPr>");
        let empty = Body::new(Vec::new());
        self.body("p:txBody", body.unwrap_or(&empty), true);
        self.xml.fixed("</p:sp>");
    }

    fn transform(&mut self, name: &str, area: Area) {
        let (x, y) = (emu(area.x), emu(area.y));
        let (w, h) = (emu(area.w).max(1), emu(area.h).max(1));
        self.xml.element(name, &[], |xml| {
            xml.empty("a:off", &[("x", &x), ("y", &y)]);
            xml.empty("a:ext", &[("cx", &w), ("cy", &h)]);
        });
    }

    fn geometry(&mut self, geometry: Geometry, area: Area) {
        let short = area.w.min(area.h).max(0.1);
        let of_short = |length: f32| (length / short * 100_000.0).round() as i64;
        let (name, adjust) = match geometry {
            Geometry::Rect | Geometry::Square => ("rect", None),
            Geometry::Round(radius) => ("roundRect", Some(of_short(radius).min(50_000))),
            Geometry::Ellipse => ("ellipse", None),
            Geometry::Plate(depth) => ("homePlate", Some(of_short(depth))),
            Geometry::Triangle => ("triangle", None),
            Geometry::Diamond => ("diamond", None),
        };
        self.xml.element("a:prstGeom", &[("prst", &name)], |xml| {
            xml.element("a:avLst", &[], |xml| {
                if let Some(adjust) = adjust {
                    let formula = format!("val {adjust}");
                    xml.empty("a:gd", &[("name", &"adj"), ("fmla", &formula)]);
                }
            });
        });
    }

    fn color(&mut self, color: Color, opacity: Option<f32>) {
        let scheme = self.scheme(color);
        let rgb = format!("{:02X}{:02X}{:02X}", color.0, color.1, color.2);
        let (name, value) = match scheme {
            Some(known) => ("a:schemeClr", known),
            None => ("a:srgbClr", rgb.as_str()),
        };
        self.xml.element(name, &[("val", &value)], |xml| {
            if let Some(opacity) = opacity {
                let thousandths = (opacity.clamp(0.0, 1.0) * 100_000.0).round() as i64;
                xml.empty("a:alpha", &[("val", &thousandths)]);
            }
        });
    }

    /// The theme's name of a colour, so that changing the theme in the program changes the deck.
    fn scheme(&self, color: Color) -> Option<&'static str> {
        const ACCENTS: [&str; 6] = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6"];
        let t = self.t;
        let named = [
            (t.ink, "tx1"),
            (t.paper, "bg1"),
            (t.muted, "tx2"),
            (t.line, "bg2"),
        ];
        let known = named
            .iter()
            .find(|(known, _)| *known == color)
            .map(|(_, name)| *name);
        known.or_else(|| {
            let accent = t.stages.iter().position(|stage| *stage == color)?;
            Some(ACCENTS[accent])
        })
    }

    fn fill(&mut self, fill: Option<Fill>) {
        let (color, opacity) = match fill {
            None => return self.xml.fixed("<a:noFill/>"),
            Some(Fill::Solid(color)) => (color, None),
            Some(Fill::Faint(color, opacity)) => (color, Some(opacity)),
        };
        self.xml.fixed("<a:solidFill>");
        self.color(color, opacity);
        self.xml.fixed("</a:solidFill>");
    }

    fn line(&mut self, name: &str, line: Option<Line>) {
        let Some(line) = line else {
            return self.xml.element(name, &[], |xml| xml.fixed("<a:noFill/>"));
        };
        let width = emu(line.width);
        let dash = match line.dash {
            Dash::Solid => "solid",
            Dash::Short => "dash",
            Dash::Dot => "sysDot",
            Dash::Long => "lgDash",
        };
        self.xml.fixed(&format!("<{name} w=\"{width}\" cap=\"rnd\">"));
        self.fill(Some(Fill::Solid(line.color)));
        self.xml
            .fixed(&format!("<a:prstDash val=\"{dash}\"/><a:round/></{name}>"));
    }

    fn free(&mut self, shape: &Shape, segs: &[Seg], fill: Option<Fill>, line: Option<Line>) {
        self.xml.fixed("<p:sp><p:nvSpPr>");
        self.named(shape);
        self.xml.fixed("<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>");
        let area = extent(segs);
        self.transform("a:xfrm", area);
        let (w, h) = (emu(area.w).max(1), emu(area.h).max(1));
        self.xml
            .fixed("<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>");
        self.xml
            .fixed("<a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst>");
        let filled = if fill.is_some() { "norm" } else { "none" };
        self.xml
            .element("a:path", &[("w", &w), ("h", &h), ("fill", &filled)], |xml| {
                let point = |xml: &mut Xml, x: f32, y: f32| {
                    xml.empty("a:pt", &[("x", &emu(x - area.x)), ("y", &emu(y - area.y))]);
                };
                for seg in segs {
                    match *seg {
                        Seg::Move(x, y) => xml.element("a:moveTo", &[], |xml| point(xml, x, y)),
                        Seg::Line(x, y) => xml.element("a:lnTo", &[], |xml| point(xml, x, y)),
                        Seg::Cubic(a, b, c, d, x, y) => xml.element("a:cubicBezTo", &[], |xml| {
                            point(xml, a, b);
                            point(xml, c, d);
                            point(xml, x, y);
                        }),
                        Seg::Close => xml.empty("a:close", &[]),
                    }
                }
            });
        self.xml.fixed("</a:pathLst></a:custGeom>");
        self.fill(fill);
        self.line("a:ln", line);
        self.xml.fixed("</p:spPr>");
        self.body("p:txBody", &Body::new(Vec::new()), true);
        self.xml.fixed("</p:sp>");
    }

    fn group(&mut self, shape: &Shape, shapes: &[Shape]) {
        self.xml.fixed("<p:grpSp><p:nvGrpSpPr>");
        self.named(shape);
        self.xml
            .fixed("<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>");
        let area = shape.area;
        let (x, y) = (emu(area.x), emu(area.y));
        let (w, h) = (emu(area.w).max(1), emu(area.h).max(1));
        // The same coordinates inside as outside.
        self.xml.element("a:xfrm", &[], |xml| {
            xml.empty("a:off", &[("x", &x), ("y", &y)]);
            xml.empty("a:ext", &[("cx", &w), ("cy", &h)]);
            xml.empty("a:chOff", &[("x", &x), ("y", &y)]);
            xml.empty("a:chExt", &[("cx", &w), ("cy", &h)]);
        });
        self.xml.fixed("</p:grpSpPr>");
        shapes.iter().for_each(|shape| self.shape(shape));
        self.xml.fixed("</p:grpSp>");
    }

    fn picture(&mut self, shape: &Shape, image: usize) {
        let Some(relation) = self.images.get(&image) else {
            return;
        };
        self.xml.fixed("<p:pic><p:nvPicPr>");
        self.named(shape);
        self.xml
            .fixed("<p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>");
        self.xml.element("p:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", relation)]);
            xml.fixed("<a:stretch><a:fillRect/></a:stretch>");
        });
        self.xml.fixed("<p:spPr>");
        self.transform("a:xfrm", shape.area);
        self.geometry(Geometry::Rect, shape.area);
        self.xml.fixed("</p:spPr></p:pic>");
    }

    fn table(&mut self, shape: &Shape, table: &Table) {
        self.xml.fixed("<p:graphicFrame><p:nvGraphicFramePr>");
        self.named(shape);
        self.xml.fixed(
            "<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>",
        );
        self.transform("p:xfrm", shape.area);
        self.xml.fixed(
            "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\">\
             <a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>",
        );
        for width in &table.columns {
            self.xml.empty("a:gridCol", &[("w", &emu(*width))]);
        }
        self.xml.fixed("</a:tblGrid>");
        let last = table.rows.len().saturating_sub(1);
        for (i, row) in table.rows.iter().enumerate() {
            self.xml.fixed(&format!("<a:tr h=\"{}\">", emu(row.height)));
            for cell in &row.cells {
                // A firm line below the header, faint ones between rows, none at the sides.
                let below = match i {
                    0 => Some(Line::solid(self.t.line_strong, 1.25)),
                    i if i < last => Some(Line::solid(table.line, 0.75)),
                    _ => None,
                };
                self.cell(cell, below);
            }
            self.xml.fixed("</a:tr>");
        }
        self.xml
            .fixed("</a:tbl></a:graphicData></a:graphic></p:graphicFrame>");
    }

    fn cell(&mut self, cell: &TableCell, below: Option<Line>) {
        self.xml.fixed("<a:tc>");
        self.body("a:txBody", &cell.body, false);
        let [left, top, right, bottom] = cell.body.inset.map(emu);
        let place = anchor(cell.body.place);
        self.xml.fixed(&format!(
            "<a:tcPr marL=\"{left}\" marR=\"{right}\" marT=\"{top}\" marB=\"{bottom}\" anchor=\"{place}\">"
        ));
        self.line("a:lnL", None);
        self.line("a:lnR", None);
        self.line("a:lnT", None);
        self.line("a:lnB", below);
        self.fill(cell.fill.map(Fill::Solid));
        self.xml.fixed("</a:tcPr></a:tc>");
    }

    fn body(&mut self, name: &str, body: &Body, insets: bool) {
        self.xml.fixed(&format!("<{name}>"));
        if insets {
            let [left, top, right, bottom] = body.inset.map(emu);
            let place = anchor(body.place);
            self.xml.fixed(&format!(
                "<a:bodyPr wrap=\"square\" lIns=\"{left}\" tIns=\"{top}\" rIns=\"{right}\" bIns=\"{bottom}\" \
                 rtlCol=\"0\" anchor=\"{place}\"><a:noAutofit/></a:bodyPr><a:lstStyle/>"
            ));
        } else {
            self.xml.fixed("<a:bodyPr/><a:lstStyle/>");
        }
        if body.paragraphs.is_empty() {
            self.xml.fixed("<a:p><a:endParaRPr sz=\"1000\"/></a:p>");
        }
        for paragraph in &body.paragraphs {
            self.paragraph(paragraph);
        }
        self.xml.fixed(&format!("</{name}>"));
    }

    pub fn paragraph(&mut self, paragraph: &Paragraph) {
        let align = match paragraph.align {
            Anchor::Start => "l",
            Anchor::Middle => "ctr",
            Anchor::End => "r",
        };
        self.xml.fixed(&format!(
            "<a:p><a:pPr algn=\"{align}\"><a:lnSpc><a:spcPts val=\"{}\"/></a:lnSpc><a:spcBef><a:spcPts val=\"{}\"/></a:spcBef><a:buNone/>",
            (paragraph.line() * 100.0).round() as i64,
            (paragraph.before * 100.0).round() as i64
        ));
        if let Some(tab) = paragraph.tab {
            self.xml.fixed(&format!(
                "<a:tabLst><a:tab pos=\"{}\" algn=\"r\"/></a:tabLst>",
                emu(tab)
            ));
        }
        self.xml.fixed("</a:pPr>");
        for run in &paragraph.runs {
            for (i, line) in run.text.split('\n').enumerate() {
                if i > 0 {
                    self.xml.fixed("<a:br/>");
                }
                self.run(run, line);
            }
        }
        self.xml.fixed("</a:p>");
    }

    fn run(&mut self, run: &Run, text: &str) {
        if text.is_empty() {
            return;
        }
        let size = (run.size * 100.0).round() as i64;
        let lang = language(text, self.lang);
        let bold = if run.weight == Weight::Regular { 0 } else { 1 };
        self.xml.fixed(&format!(
            "<a:r><a:rPr lang=\"{lang}\" sz=\"{size}\" b=\"{bold}\" dirty=\"0\">"
        ));
        self.fill(Some(Fill::Solid(run.color)));
        if let Some(relation) = run.link.as_ref().and_then(|link| self.links.get(link)) {
            self.xml.empty("a:hlinkClick", &[("r:id", relation)]);
        }
        self.xml.fixed("</a:rPr>");
        self.xml.value("a:t", text);
        self.xml.fixed("</a:r>");
    }
}

fn anchor(place: Place) -> &'static str {
    match place {
        Place::Top => "t",
        Place::Middle => "ctr",
        Place::Bottom => "b",
    }
}

/// The language a text is in, told by its letters: a map may hold both, and spelling is checked by it.
pub(super) fn language(text: &str, own: &'static str) -> &'static str {
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    if text.chars().any(cyrillic) {
        "ru-RU"
    } else if text.chars().any(|c| c.is_ascii_alphabetic()) {
        "en-US"
    } else {
        own
    }
}
