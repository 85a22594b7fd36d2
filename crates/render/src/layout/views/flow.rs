//! Lets blocks flow down one endless sheet or over sheets of paper.

use super::super::grid::{Grid, slices};
use super::super::paper::bare;
use super::super::{Draw, GAP, MARGIN, OnPages, RAIL, Row, brand, cut, header, legend, place};
use crate::options::{Paper, PaperSize};
use crate::scene::{Anchor, Group, Node, Pages, Role, Scene};
use crate::{RenderError, RenderOptions};
use tropa_map::Map;

/// Of a sheet without end, and the widest a page is laid out before it is enlarged.
const WIDTH: f32 = 1400.0;
/// No layout is set on fewer units across, nor on fewer for each stage: words would break.
const WIDTH_MIN: f32 = 800.0;
const STAGE_WIDTH_MIN: f32 = 170.0;
/// The smallest text of these layouts, in units.
const TEXT_MIN: f32 = 11.0;
/// 7 points of paper in units of 1/96 inch.
const PAPER_TEXT_MIN: f32 = 7.0 / 72.0 * 96.0;
const BETWEEN: f32 = 14.0;
/// Room for the line at the foot of a page.
const FOOT: f32 = 26.0;

/// What a layout puts below the header: blocks from `MARGIN` to the given right edge.
pub(super) type Blocks = fn(&Draw, f32) -> Vec<Row>;

pub(super) fn pages(map: &Map, options: &RenderOptions, blocks: Blocks) -> Result<Pages, RenderError> {
    let Some(paper) = options.paper else {
        let draw = laid_out(map, options, WIDTH)?;
        return Ok(Pages::endless(endless(&draw, &all_blocks(&draw, blocks))));
    };
    let sizes: &[PaperSize] = match paper.size {
        PaperSize::Auto => &[
            PaperSize::A4,
            PaperSize::A3,
            PaperSize::A2,
            PaperSize::A1,
            PaperSize::A0,
        ],
        _ => &[paper.size],
    };
    let mut fewest: Option<Pages> = None;
    for size in sizes {
        let sheet = Paper { size: *size, ..paper };
        for k in scales(sheet, map.stages.len()) {
            let pages = on_paper(map, options, sheet, k, blocks)?;
            if pages.pages.len() == 1 {
                return Ok(pages);
            }
            // Nowhere on one page: of equal numbers the larger text, which comes first.
            if fewest
                .as_ref()
                .is_none_or(|known| pages.pages.len() < known.pages.len())
            {
                fewest = Some(pages);
            }
        }
    }
    Ok(fewest.expect("a sheet was tried"))
}

/// Page in units of 1/96 inch.
fn page_size(paper: Paper) -> (f32, f32) {
    let (short, long) = paper.size.millimetres();
    let (width, height) = if paper.portrait {
        (short, long)
    } else {
        (long, short)
    };
    (width / 25.4 * 96.0, height / 25.4 * 96.0)
}

/// How large to draw, the largest first: larger than as wide as the sheet without end where there is room, then smaller
/// down to what can just be read.
fn scales(paper: Paper, stages: usize) -> impl Iterator<Item = f32> {
    let least = PAPER_TEXT_MIN / TEXT_MIN;
    let usual = (page_size(paper).0 / WIDTH).max(least);
    let widest = page_size(paper).0 / WIDTH_MIN.max(STAGE_WIDTH_MIN * stages as f32);
    let larger = [1.8, 1.55, 1.35, 1.15]
        .into_iter()
        .map(move |more| usual * more)
        .filter(move |k| *k <= widest);
    let smaller = [1.0, 0.93, 0.86].map(move |less| (usual * less).max(least));
    larger
        .chain(smaller)
        .chain([(usual * least).sqrt().min(usual), least])
}

/// The map measured for a sheet of `width` units.
fn laid_out<'a>(map: &'a Map, options: &'a RenderOptions, width: f32) -> Result<Draw<'a>, RenderError> {
    let mut draw = Draw::new(map, options)?;
    let slices = slices(map, options)?;
    let columns: usize = slices.iter().map(|slice| slice.columns()).sum::<usize>().max(1);
    // The header spans the columns of the grid; they are not drawn here, only their right edge counts.
    let rails = if columns >= super::super::COLUMNS_WITH_TWO_RAILS {
        2.0 * (RAIL + GAP)
    } else {
        RAIL + GAP
    };
    let gaps = GAP * slices.len().saturating_sub(1) as f32;
    draw.grid = Grid::with_columns_of((width - 2.0 * MARGIN - rails - gaps) / columns as f32, &slices);
    if draw.grid.stages.is_empty() {
        draw.grid.right = width - MARGIN - draw.second_rail_width();
    }
    Ok(draw)
}

fn all_blocks(draw: &Draw, blocks: Blocks) -> Vec<Row> {
    let mut all = vec![header::header(draw)];
    all.extend(blocks(draw, draw.right()));
    all.push(legend::footer(draw));
    all
}

fn endless(draw: &Draw, blocks: &[Row]) -> Scene {
    let (mut nodes, mut y) = (Vec::new(), MARGIN);
    for block in blocks {
        let row = Row {
            nodes: block.nodes.clone(),
            height: block.height,
            ..Row::default()
        };
        place(&mut nodes, &mut y, row, BETWEEN);
    }
    scene(draw, draw.right() + MARGIN, y - BETWEEN + MARGIN, nodes)
}

fn scene(draw: &Draw, width: f32, height: f32, nodes: Vec<Node>) -> Scene {
    Scene {
        width,
        height: height.ceil(),
        background: draw.t.paper,
        lang: draw.lang.tag(),
        title: draw.say(&draw.map.title),
        description: draw.curve_summary(),
        marks: Vec::new(),
        nodes,
    }
}

fn on_paper(
    map: &Map,
    options: &RenderOptions,
    paper: Paper,
    k: f32,
    blocks: Blocks,
) -> Result<Pages, RenderError> {
    let (page_w, page_h) = page_size(paper);
    let width = page_w / k;
    let draw = laid_out(map, options, width)?;
    let room = page_h / k - 2.0 * MARGIN - FOOT;

    let mut pages: Vec<Vec<Node>> = vec![Vec::new()];
    let mut y = 0.0;
    let mut head: Option<Row> = None;
    let blocks = all_blocks(&draw, blocks);
    for i in 0..blocks.len() {
        let (block, wanted) = (&blocks[i], kept_together(&blocks[i..], room));
        let repeats = block.on_pages == OnPages::Repeated;
        if repeats {
            head = None;
        }
        if y > 0.0 && y + wanted > room {
            pages.push(Vec::new());
            y = 0.0;
            if let Some(head) = head.as_ref().filter(|head| head.height < room / 3.0) {
                let again = Group::node(Role::Decoration, "", bare(head.nodes.clone()));
                append(&mut pages, vec![again], 0.0);
                y = head.height + BETWEEN;
            }
        }
        let (mut rest, mut height) = (block.nodes.clone(), block.height);
        // What is higher than a page goes on overleaf.
        while y + height > room {
            let halves = cut::cut(rest, room - y);
            if halves.above.is_empty() || halves.moved <= 0.0 {
                rest = halves.below;
                break;
            }
            append(&mut pages, halves.above, y);
            pages.push(Vec::new());
            y = 0.0;
            rest = halves.below;
            height -= halves.moved;
        }
        append(&mut pages, rest, y);
        y += height + BETWEEN;
        match block.on_pages {
            OnPages::Repeated => {
                head = Some(Row {
                    nodes: block.nodes.clone(),
                    height: block.height,
                    ..Row::default()
                });
            }
            OnPages::EndsTable => head = None,
            _ => {}
        }
    }

    let count = pages.len();
    let title = draw.say(&map.title);
    let pages = pages.into_iter().enumerate().map(|(i, mut nodes)| {
        nodes.iter_mut().for_each(|node| node.shift(0.0, MARGIN));
        nodes.push(foot(&draw, &title, i + 1, count, page_h / k));
        nodes.iter_mut().for_each(|node| node.scale(k));
        Scene {
            width: page_w,
            height: page_h,
            ..scene(&draw, page_w, page_h, nodes)
        }
    });
    let pages: Vec<Scene> = pages.collect();
    Ok(Pages {
        lang: draw.lang.tag(),
        title,
        description: pages[0].description.clone(),
        on_paper: true,
        pages,
    })
}

/// The height of the first block with those it must stand with; its own where all of them fit no page.
fn kept_together(blocks: &[Row], room: f32) -> f32 {
    let mut all = 0.0;
    for block in blocks {
        all += block.height;
        if matches!(block.on_pages, OnPages::Free | OnPages::EndsTable) {
            break;
        }
        all += BETWEEN;
    }
    if all <= room { all } else { blocks[0].height }
}

fn append(pages: &mut [Vec<Node>], mut nodes: Vec<Node>, y: f32) {
    nodes.iter_mut().for_each(|node| node.shift(0.0, y));
    pages
        .last_mut()
        .expect("there is always a page")
        .append(&mut nodes);
}

fn foot(draw: &Draw, title: &str, number: usize, count: usize, height: f32) -> Node {
    let style = draw.muted(11.0);
    let y = height - MARGIN + 4.0 - style.line() / 2.0;
    let of = match draw.lang {
        tropa_map::Lang::En => format!("page {number} of {count}"),
        tropa_map::Lang::Ru => format!("лист {number} из {count}"),
    };
    let (logo, logo_width) = if count > 1 {
        brand::at_foot(draw, MARGIN, y + style.line() / 2.0)
    } else {
        (None, 0.0)
    };
    let room = draw.right() - MARGIN - draw.width(&of, style) - logo_width - 24.0;
    let title = draw.measure.wrap(title, room, style.size, style.weight);
    let title = title.into_iter().next().unwrap_or_default();
    let mut nodes = vec![
        draw.text(title, MARGIN + logo_width, y, style),
        draw.anchored(of, draw.right(), y, Anchor::End, style),
    ];
    nodes.extend(logo);
    Group::node(Role::Decoration, "", nodes)
}
