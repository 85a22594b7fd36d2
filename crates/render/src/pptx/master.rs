//! What all slides of a deck share: theme, master, layouts, the page of notes.

use super::deck::{HEIGHT, Logo, WIDTH};
use super::package::{NAMESPACES, TREE};
use super::shapes::emu;
use super::{CONTENT_WIDTH, FOOT, MARGIN, STAGE_TITLE_X, TITLE_Y};
use crate::scene::Color;
use crate::svg::Escaped;
use crate::theme::{Theme, Tokens};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// On every machine with an office program, or with a font of the same widths; it has Cyrillic.
const FONT: &str = "Arial";

/// Theme, master, layouts and notes master by name.
pub(super) fn parts(
    t: &Tokens,
    theme: Theme,
    lang: &str,
    logo: Option<&Logo>,
    add: &mut dyn FnMut(&str, Vec<u8>),
) {
    let mut part = |name: &str, xml: String| add(name, format!("{HEAD}{xml}").into_bytes());
    part("ppt/presProps.xml", format!("<p:presentationPr {NAMESPACES}/>"));
    part("ppt/viewProps.xml", format!("<p:viewPr {NAMESPACES}/>"));
    part(
        "ppt/tableStyles.xml",
        "<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         def=\"{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}\"/>"
            .to_owned(),
    );
    part("ppt/theme/theme1.xml", theme_xml(t));
    // Notes are printed: on white even where the slides are dark.
    let notes = if theme == Theme::Dark {
        Theme::Light.tokens()
    } else {
        *t
    };
    part("ppt/theme/theme2.xml", theme_xml(&notes));
    part("ppt/slideMasters/slideMaster1.xml", master(theme, lang));
    let logo = logo.map_or(String::new(), |logo| logo_shapes(logo, theme == Theme::Dark));
    let cover = placeholder(2, "ctrTitle", "Title", [MARGIN, 132.0, CONTENT_WIDTH, 120.0]);
    part(
        "ppt/slideLayouts/slideLayout1.xml",
        layout("Cover", "title", &cover),
    );
    let title = placeholder(2, "title", "Title", [MARGIN, TITLE_Y, CONTENT_WIDTH, 36.0]);
    let plain = format!("{logo}{title}{}", slide_number(lang));
    part(
        "ppt/slideLayouts/slideLayout2.xml",
        layout("Title and content", "obj", &plain),
    );
    let beside = [STAGE_TITLE_X, TITLE_Y, WIDTH - MARGIN - STAGE_TITLE_X, 36.0];
    let stage = format!(
        "{logo}{}{}",
        placeholder(2, "title", "Title", beside),
        slide_number(lang)
    );
    part(
        "ppt/slideLayouts/slideLayout3.xml",
        layout("Stage", "obj", &stage),
    );
    part("ppt/notesMasters/notesMaster1.xml", notes_master());
}

fn hex(Color(r, g, b): Color) -> String {
    format!("<a:srgbClr val=\"{r:02X}{g:02X}{b:02X}\"/>")
}

/// Dark and light swap on dark slides by the master's colour map; here `dk` is what is dark on paper.
fn theme_xml(t: &Tokens) -> String {
    let dark = t.paper.0 < 0x80;
    let (dk1, lt1) = if dark { (t.paper, t.ink) } else { (t.ink, t.paper) };
    let (dk2, lt2) = if dark {
        (t.line, t.muted)
    } else {
        (t.muted, t.line)
    };
    let mut colors = String::new();
    for (name, color) in [("dk1", dk1), ("lt1", lt1), ("dk2", dk2), ("lt2", lt2)] {
        colors.push_str(&format!("<a:{name}>{}</a:{name}>", hex(color)));
    }
    for (i, color) in t.stages.iter().enumerate() {
        colors.push_str(&format!("<a:accent{0}>{1}</a:accent{0}>", i + 1, hex(*color)));
    }
    for name in ["hlink", "folHlink"] {
        colors.push_str(&format!("<a:{name}>{}</a:{name}>", hex(t.continued)));
    }
    let solid = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"9525\">{solid}</a:ln>");
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    let font = |name: &str| {
        format!(
            "<a:{name}><a:latin typeface=\"{FONT}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:{name}>"
        )
    };
    format!(
        "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Tropa\"><a:themeElements>\
         <a:clrScheme name=\"Tropa\">{colors}</a:clrScheme>\
         <a:fontScheme name=\"Tropa\">{}{}</a:fontScheme>\
         <a:fmtScheme name=\"Tropa\"><a:fillStyleLst>{solid}{solid}{solid}</a:fillStyleLst>\
         <a:lnStyleLst>{line}{line}{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst>\
         <a:bgFillStyleLst>{solid}{solid}{solid}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
        font("majorFont"),
        font("minorFont")
    )
}

fn color_map(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => {
            "<p:clrMap bg1=\"dk1\" tx1=\"lt1\" bg2=\"dk2\" tx2=\"lt2\" accent1=\"accent1\" accent2=\"accent2\" \
             accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>"
        }
        _ => {
            "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
             accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>"
        }
    }
}

/// The logo at the foot, left of the slide's number; on dark slides on a light plate. The cover shows it large.
fn logo_shapes(logo: &Logo, dark: bool) -> String {
    const HEIGHT_MAX: f32 = 14.0;
    const WIDTH_MAX: f32 = 96.0;
    /// For the number.
    const ROOM: f32 = 34.0;
    let h = HEIGHT_MAX.min(WIDTH_MAX / logo.proportion);
    let w = h * logo.proportion;
    let (x, y) = (WIDTH - MARGIN - ROOM - w, FOOT + (HEIGHT_MAX - h) / 2.0);
    let frame = |x: f32, y: f32, w: f32, h: f32| {
        format!(
            "<a:xfrm><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>",
            emu(x),
            emu(y),
            emu(w),
            emu(h)
        )
    };
    let plate = if dark {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"20\" name=\"Logo ground\"/><p:cNvSpPr/><p:nvPr userDrawn=\"1\"/></p:nvSpPr><p:spPr>{}\
             <a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>",
            frame(x - 3.0, y - 3.0, w + 6.0, h + 6.0)
        )
    } else {
        String::new()
    };
    let alt = Escaped(&logo.alt);
    format!(
        "{plate}<p:pic><p:nvPicPr><p:cNvPr id=\"21\" name=\"Logo\" descr=\"{alt}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/>\
         </p:cNvPicPr><p:nvPr userDrawn=\"1\"/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId2\"/><a:stretch><a:fillRect/></a:stretch>\
         </p:blipFill><p:spPr>{}</p:spPr></p:pic>",
        frame(x, y, w, h)
    )
}

/// A place of a layout that slides fill.
fn placeholder(id: u32, kind: &str, name: &str, [x, y, w, h]: [f32; 4]) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"{}\" y=\"{}\"/>\
         <a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm></p:spPr><p:txBody>\
         <a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></a:bodyPr><a:lstStyle/>\
         <a:p><a:endParaRPr/></a:p></p:txBody></p:sp>",
        emu(x),
        emu(y),
        emu(w),
        emu(h)
    )
}

fn slide_number(lang: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Slide number\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"sldNum\" sz=\"quarter\" idx=\"12\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>\
         <a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody>\
         <a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"/><a:lstStyle><a:lvl1pPr algn=\"r\">\
         <a:defRPr sz=\"1000\"><a:solidFill><a:schemeClr val=\"tx2\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl1pPr></a:lstStyle>\
         <a:p><a:fld id=\"{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}\" type=\"slidenum\"><a:rPr lang=\"{lang}\"/><a:t>‹#›</a:t>\
         </a:fld></a:p></p:txBody></p:sp>",
        emu(WIDTH - MARGIN - 60.0),
        emu(FOOT),
        emu(60.0),
        emu(14.0)
    )
}

fn layout(name: &str, kind: &str, shapes: &str) -> String {
    format!(
        "<p:sldLayout {NAMESPACES} type=\"{kind}\" preserve=\"1\"><p:cSld name=\"{name}\"><p:spTree>{TREE}{shapes}</p:spTree>\
         </p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )
}

fn master(theme: Theme, lang: &str) -> String {
    let title = placeholder(2, "title", "Title", [MARGIN, TITLE_Y, CONTENT_WIDTH, 36.0]);
    let level = |n: u32, size: u32, bold: u32| {
        format!(
            "<a:lvl{n}pPr algn=\"l\"><a:buNone/><a:defRPr sz=\"{size}\" b=\"{bold}\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>\
             <a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl{n}pPr>"
        )
    };
    let body: String = (1..=5).map(|n| level(n, 1400, 0)).collect();
    format!(
        "<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/>\
         </p:bgPr></p:bg><p:spTree>{TREE}{title}{}</p:spTree></p:cSld>{}\
         <p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/><p:sldLayoutId id=\"2147483650\" r:id=\"rId2\"/>\
         <p:sldLayoutId id=\"2147483651\" r:id=\"rId3\"/></p:sldLayoutIdLst>\
         <p:txStyles><p:titleStyle>{}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>\
         <p:otherStyle>{}</p:otherStyle></p:txStyles></p:sldMaster>",
        slide_number(lang),
        color_map(theme),
        level(1, 2600, 1),
        level(1, 1200, 0),
    )
}

/// A4 upright: the slide above, the notes below.
fn notes_master() -> String {
    let frame = |id: u32, kind: &str, name: &str, [x, y, w, h]: [f32; 4], body: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
             <p:nvPr><p:ph type=\"{kind}\" idx=\"{}\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"{}\" y=\"{}\"/>\
             <a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>{body}</p:sp>",
            if kind == "body" { 1 } else { 2 },
            emu(x),
            emu(y),
            emu(w),
            emu(h)
        )
    };
    let text = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody>";
    let picture = frame(
        2,
        "sldImg",
        "Slide",
        [54.0, 54.0, HEIGHT - 108.0, (HEIGHT - 108.0) * 9.0 / 16.0],
        "",
    );
    let notes = frame(3, "body", "Notes", [54.0, 320.0, HEIGHT - 108.0, 346.0], text);
    format!(
        "<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/>\
         </p:bgPr></p:bg><p:spTree>{TREE}{picture}{notes}</p:spTree></p:cSld>{}\
         <p:notesStyle><a:lvl1pPr algn=\"l\"><a:spcBef><a:spcPts val=\"300\"/></a:spcBef><a:defRPr sz=\"1100\"><a:solidFill>\
         <a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>",
        color_map(Theme::Light)
    )
}
