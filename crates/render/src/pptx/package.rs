//! The file: its parts, how they refer to each other, and the archive that holds them.

use super::deck::{Deck, HEIGHT, Kind, Layout, Paragraph, Shape, Slide, WIDTH};
use super::master;
use super::shapes::{Writer, emu};
use super::xml::Xml;
use crate::RenderError;
use crate::scene::Weight;
use crate::theme::{Theme, Tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.presentationml";
/// The namespaces of every part that holds shapes.
pub(super) const NAMESPACES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
/// The root of a tree of shapes: everything at its own place.
pub(super) const TREE: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>\
     <p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/>\
     <a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";

/// Parts by name in the order they are written; sorted here is not needed, the order is fixed.
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    fn add(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.0.push((name.into(), bytes));
    }
}

/// Type, target, and whether the target lies outside the file.
type Relation = (String, String, bool);

fn inside(kind: &str, target: impl Into<String>) -> Relation {
    (format!("{OFFICE}/{kind}"), target.into(), false)
}

/// `rId1` is the first.
fn relations(list: &[Relation]) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.element("Relationships", &[("xmlns", &RELATIONS)], |xml| {
        for (i, (kind, target, outside)) in list.iter().enumerate() {
            let id = format!("rId{}", i + 1);
            if *outside {
                let mode = "External";
                xml.empty(
                    "Relationship",
                    &[
                        ("Id", &id),
                        ("Type", kind),
                        ("Target", target),
                        ("TargetMode", &mode),
                    ],
                );
            } else {
                xml.empty("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
            }
        }
    });
    xml.finish()
}

pub(super) fn file(deck: &Deck, theme: Theme, t: Tokens, lang: &'static str) -> Result<Vec<u8>, RenderError> {
    let mut parts = Parts(Vec::new());
    parts.add("[Content_Types].xml", content_types(deck));
    parts.add(
        "_rels/.rels",
        relations(&[
            inside("officeDocument", "ppt/presentation.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                    .to_owned(),
                "docProps/core.xml".to_owned(),
                false,
            ),
            inside("extended-properties", "docProps/app.xml"),
        ]),
    );
    parts.add("docProps/core.xml", core_properties(deck, lang));
    parts.add("docProps/app.xml", app_properties(deck));
    parts.add("ppt/presentation.xml", presentation(deck, lang));
    let mut list = vec![
        inside("slideMaster", "slideMasters/slideMaster1.xml"),
        inside("notesMaster", "notesMasters/notesMaster1.xml"),
        inside("presProps", "presProps.xml"),
        inside("viewProps", "viewProps.xml"),
        inside("theme", "theme/theme1.xml"),
        inside("tableStyles", "tableStyles.xml"),
    ];
    list.extend((1..=deck.slides.len()).map(|i| inside("slide", format!("slides/slide{i}.xml"))));
    parts.add("ppt/_rels/presentation.xml.rels", relations(&list));
    master::parts(&t, theme, lang, deck.logo.as_ref(), &mut |name, bytes| {
        parts.add(name, bytes)
    });
    parts.add(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        relations(&[
            inside("slideLayout", "../slideLayouts/slideLayout1.xml"),
            inside("slideLayout", "../slideLayouts/slideLayout2.xml"),
            inside("slideLayout", "../slideLayouts/slideLayout3.xml"),
            inside("theme", "../theme/theme1.xml"),
        ]),
    );
    let mut list = vec![inside("slideMaster", "../slideMasters/slideMaster1.xml")];
    list.extend(deck.logo.as_ref().and_then(|logo| {
        let extension = deck.images.get(logo.image)?.extension;
        Some(inside(
            "image",
            format!("../media/image{}.{extension}", logo.image + 1),
        ))
    }));
    for i in 1..=3 {
        // The cover shows the logo in its own way.
        let list = if i == 1 { &list[..1] } else { &list[..] };
        parts.add(
            format!("ppt/slideLayouts/_rels/slideLayout{i}.xml.rels"),
            relations(list),
        );
    }
    parts.add(
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        relations(&[inside("theme", "../theme/theme2.xml")]),
    );
    for i in 1..=deck.slides.len() {
        slide_parts(deck, i, t, lang, &mut parts);
    }
    for (i, image) in deck.images.iter().enumerate() {
        parts.add(
            format!("ppt/media/image{}.{}", i + 1, image.extension),
            image.bytes.clone(),
        );
    }
    archive(parts)
}

/// Always the same bytes for the same parts: fixed times, fixed order.
fn archive(parts: Parts) -> Result<Vec<u8>, RenderError> {
    let failed = |error: zip::result::ZipError| RenderError::Pptx(error.to_string());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts.0 {
        zip.start_file(name, options).map_err(failed)?;
        zip.write_all(&bytes)
            .map_err(|error| RenderError::Pptx(error.to_string()))?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn content_types(deck: &Deck) -> Vec<u8> {
    let mut xml = Xml::document();
    let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.element("Types", &[("xmlns", &namespace)], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", &"rels"), ("ContentType", &relations)]);
        xml.empty(
            "Default",
            &[("Extension", &"xml"), ("ContentType", &"application/xml")],
        );
        let kinds: BTreeSet<&str> = deck.images.iter().map(|image| image.extension).collect();
        for kind in kinds {
            let media_type = format!("image/{kind}");
            xml.empty("Default", &[("Extension", &kind), ("ContentType", &media_type)]);
        }
        let mut part = |name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        };
        part(
            "/ppt/presentation.xml",
            &format!("{CONTENT}.presentation.main+xml"),
        );
        part(
            "/ppt/slideMasters/slideMaster1.xml",
            &format!("{CONTENT}.slideMaster+xml"),
        );
        for i in 1..=3 {
            part(
                &format!("/ppt/slideLayouts/slideLayout{i}.xml"),
                &format!("{CONTENT}.slideLayout+xml"),
            );
        }
        part(
            "/ppt/notesMasters/notesMaster1.xml",
            &format!("{CONTENT}.notesMaster+xml"),
        );
        for i in 1..=deck.slides.len() {
            part(
                &format!("/ppt/slides/slide{i}.xml"),
                &format!("{CONTENT}.slide+xml"),
            );
            part(
                &format!("/ppt/notesSlides/notesSlide{i}.xml"),
                &format!("{CONTENT}.notesSlide+xml"),
            );
        }
        for i in 1..=2 {
            part(
                &format!("/ppt/theme/theme{i}.xml"),
                "application/vnd.openxmlformats-officedocument.theme+xml",
            );
        }
        part("/ppt/presProps.xml", &format!("{CONTENT}.presProps+xml"));
        part("/ppt/viewProps.xml", &format!("{CONTENT}.viewProps+xml"));
        part("/ppt/tableStyles.xml", &format!("{CONTENT}.tableStyles+xml"));
        part(
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        );
        part(
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        );
    });
    xml.finish()
}

/// Without dates: the same map gives the same bytes on every day.
fn core_properties(deck: &Deck, lang: &str) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.fixed(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
    );
    let all = [
        ("dc:title", deck.title.as_str()),
        ("dc:subject", &deck.subject),
        ("dc:creator", &deck.author),
        ("cp:keywords", &deck.keywords),
        ("dc:description", &deck.description),
        ("dc:language", lang),
    ];
    for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
        xml.value(name, value);
    }
    xml.fixed("</cp:coreProperties>");
    xml.finish()
}

fn app_properties(deck: &Deck) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.fixed(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    );
    xml.value("Application", "Tropa");
    xml.value("PresentationFormat", "Widescreen");
    xml.value("Slides", &deck.slides.len().to_string());
    xml.value("Notes", &deck.slides.len().to_string());
    xml.fixed("</Properties>");
    xml.finish()
}

fn presentation(deck: &Deck, lang: &str) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.fixed(&format!("<p:presentation {NAMESPACES} saveSubsetFonts=\"1\">"));
    xml.fixed("<p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>");
    xml.fixed("<p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>");
    for i in 0..deck.slides.len() {
        let relation = format!("rId{}", i + 7);
        xml.empty("p:sldId", &[("id", &slide_id(i)), ("r:id", &relation)]);
    }
    xml.fixed("</p:sldIdLst>");
    xml.empty("p:sldSz", &[("cx", &emu(WIDTH)), ("cy", &emu(HEIGHT))]);
    xml.empty("p:notesSz", &[("cx", &emu(HEIGHT)), ("cy", &emu(720.0))]);
    xml.fixed(&format!(
        "<p:defaultTextStyle><a:defPPr><a:defRPr lang=\"{lang}\"/></a:defPPr></p:defaultTextStyle>"
    ));
    xml.fixed(
        "<p:extLst><p:ext uri=\"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}\">\
         <p14:sectionLst xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\">",
    );
    let mut first = 0;
    for (k, run) in deck.slides.chunk_by(|a, b| a.section == b.section).enumerate() {
        // An id of its own for each section; programs ask only that they differ.
        let id = format!("{{7A0B5C1E-0000-4000-8000-{:012X}}}", k + 1);
        xml.element("p14:section", &[("name", &run[0].section), ("id", &id)], |xml| {
            xml.element("p14:sldIdLst", &[], |xml| {
                for i in first..first + run.len() {
                    xml.empty("p14:sldId", &[("id", &slide_id(i))]);
                }
            });
        });
        first += run.len();
    }
    xml.fixed("</p14:sectionLst></p:ext></p:extLst></p:presentation>");
    xml.finish()
}

fn slide_id(index: usize) -> usize {
    256 + index
}

/// Slide `number` (from 1), its notes and their relations.
fn slide_parts(deck: &Deck, number: usize, t: Tokens, lang: &'static str, parts: &mut Parts) {
    let slide = &deck.slides[number - 1];
    let layout = match slide.layout {
        Layout::Cover => 1,
        Layout::Plain => 2,
        Layout::Stage => 3,
    };
    let mut list = vec![
        inside("slideLayout", format!("../slideLayouts/slideLayout{layout}.xml")),
        inside("notesSlide", format!("../notesSlides/notesSlide{number}.xml")),
    ];
    let mut found = Targets::default();
    slide.shapes.iter().for_each(|shape| found.add(shape));
    let (mut jumps, mut links, mut images) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for key in found.jumps {
        let target = deck
            .slides
            .iter()
            .position(|slide| slide.key.as_ref() == Some(&key));
        if let Some(target) = target {
            list.push(inside("slide", format!("slide{}.xml", target + 1)));
            jumps.insert(key, format!("rId{}", list.len()));
        }
    }
    for link in found.links {
        list.push((format!("{OFFICE}/hyperlink"), link.clone(), true));
        links.insert(link, format!("rId{}", list.len()));
    }
    for image in found.images {
        if let Some(known) = deck.images.get(image) {
            list.push(inside(
                "image",
                format!("../media/image{}.{}", image + 1, known.extension),
            ));
            images.insert(image, format!("rId{}", list.len()));
        }
    }
    let writer = Writer::new(t, lang, &jumps, &links, &images);
    parts.add(format!("ppt/slides/slide{number}.xml"), slide_xml(slide, writer));
    parts.add(
        format!("ppt/slides/_rels/slide{number}.xml.rels"),
        relations(&list),
    );
    parts.add(
        format!("ppt/notesSlides/notesSlide{number}.xml"),
        notes_xml(slide, t, lang),
    );
    parts.add(
        format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"),
        relations(&[
            inside("notesMaster", "../notesMasters/notesMaster1.xml"),
            inside("slide", format!("../slides/slide{number}.xml")),
        ]),
    );
}

/// What the shapes of a slide refer to.
#[derive(Default)]
struct Targets {
    jumps: BTreeSet<String>,
    links: BTreeSet<String>,
    images: BTreeSet<usize>,
}

impl Targets {
    fn add(&mut self, shape: &Shape) {
        self.jumps.extend(shape.jump.clone());
        match &shape.kind {
            Kind::Form { body: Some(body), .. } => self.paragraphs(&body.paragraphs),
            Kind::Form { .. } | Kind::Free { .. } => {}
            Kind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| self.paragraphs(&cell.body.paragraphs));
            }
            Kind::Group(shapes) => shapes.iter().for_each(|shape| self.add(shape)),
            Kind::Picture(image) => drop(self.images.insert(*image)),
        }
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        let runs = paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
        self.links.extend(runs.filter_map(|run| run.link.clone()));
    }
}

fn slide_xml(slide: &Slide, mut writer: Writer) -> Vec<u8> {
    writer
        .xml
        .fixed(&format!("<p:sld {NAMESPACES}><p:cSld><p:spTree>{TREE}"));
    let kind = if slide.layout == Layout::Cover {
        "ctrTitle"
    } else {
        "title"
    };
    let area = slide.title_area;
    let id = writer.id();
    writer.xml.fixed(&format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"{}\" y=\"{}\"/>\
         <a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm></p:spPr><p:txBody><a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle/>",
        emu(area.x),
        emu(area.y),
        emu(area.w),
        emu(area.h)
    ));
    let ink = writer.t.ink;
    writer.paragraph(&Paragraph::new(
        slide.title.clone(),
        slide.title_size,
        Weight::Bold,
        ink,
    ));
    writer.xml.fixed("</p:txBody></p:sp>");
    slide.shapes.iter().for_each(|shape| writer.shape(shape));
    if slide.layout != Layout::Cover {
        let id = writer.id();
        let lang = writer.lang;
        writer.xml.fixed(&format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Slide number\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
             <p:nvPr><p:ph type=\"sldNum\" sz=\"quarter\" idx=\"12\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>\
             <a:lstStyle/><a:p><a:fld id=\"{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}\" type=\"slidenum\"><a:rPr lang=\"{lang}\"/>\
             <a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>"
        ));
    }
    writer
        .xml
        .fixed("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>");
    writer.xml.finish()
}

fn notes_xml(slide: &Slide, t: Tokens, lang: &'static str) -> Vec<u8> {
    let (jumps, links, images) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut writer = Writer::new(t, lang, &jumps, &links, &images);
    writer.xml.fixed(&format!(
        "<p:notes {NAMESPACES}><p:cSld><p:spTree>{TREE}\
         <p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/>\
         </p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>\
         <p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
    ));
    if slide.notes.is_empty() {
        writer.xml.fixed("<a:p/>");
    }
    for note in &slide.notes {
        let lang = super::shapes::language(note, lang);
        writer.xml.fixed(&format!("<a:p><a:r><a:rPr lang=\"{lang}\"/>"));
        writer.xml.value("a:t", &note.replace('\n', " "));
        writer.xml.fixed("</a:r></a:p>");
    }
    writer.xml.fixed(
        "</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
    );
    writer.xml.finish()
}
