//! What the signs mean, and where the map comes from.

use super::emotion::{alone, hue, marker, sample};
use super::{Draw, MARGIN, Row, cards, heading, icon, kpis, moves};
use crate::curve::series::{Curve, Tells};
use crate::scene::{Area, Group, Node, Paint, Role, Stroke, Weight};
use crate::text::clean;
use crate::{icons, terms, words};
use tropa_map::document::{LaneRole, MetricName, MoveKind};
use tropa_map::format::day;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::PainKind;

const LINE: f32 = 26.0;
const SIGN: f32 = 34.0;

/// One sign with its meaning; the sign is drawn around (0, 0) = left, middle of the line.
struct Entry {
    sign: Vec<Node>,
    sign_width: f32,
    text: String,
}

/// Only the signs this map uses, flowing in as many lines as it takes.
pub(super) fn legend(draw: &Draw) -> Row {
    let entries = entries(draw);
    let title = words::legend(draw.lang);
    let mut nodes = vec![heading(
        2,
        title,
        vec![draw.text(title, MARGIN, 0.0, draw.style(13.0, Weight::SemiBold))],
    )];
    let (mut x, mut y) = (MARGIN, LINE);
    for entry in entries {
        let style = draw.muted(12.0);
        let w = entry.sign_width + 8.0 + draw.width(&entry.text, style);
        if x > MARGIN && x + w > draw.right() {
            (x, y) = (MARGIN, y + LINE);
        }
        let mut sign = entry.sign;
        sign.iter_mut().for_each(|node| node.shift(x, y + LINE / 2.0));
        let (lines, height) = draw.block(
            &entry.text,
            x + entry.sign_width + 8.0,
            y + (LINE - style.line()) / 2.0,
            draw.right() - x - entry.sign_width - 8.0,
            style,
        );
        sign.extend(lines);
        nodes.push(Group::node(Role::Part, "", sign));
        y += (height - style.line()).max(0.0);
        x += w + 28.0;
    }
    Row {
        nodes,
        height: y + LINE,
        ..Row::default()
    }
}

fn entries(draw: &Draw) -> Vec<Entry> {
    let (t, lang) = (draw.t, draw.lang);
    let mut entries = Vec::new();
    let mut add = |sign: Vec<Node>, sign_width: f32, text: &str| {
        entries.push(Entry {
            sign,
            sign_width,
            text: text.to_owned(),
        })
    };
    let steps = || draw.slices.iter().flat_map(|slice| &slice.stage.steps);
    if steps().any(|step| step.main) {
        add(
            vec![Node::line(0.0, 0.0, SIGN, 0.0, Stroke::solid(t.stage(0), 3.0))],
            SIGN,
            words::main_step(lang),
        );
        if steps().any(|step| !step.main) {
            add(
                vec![Node::line(
                    0.0,
                    0.0,
                    SIGN,
                    0.0,
                    Stroke::dashed(t.line_strong, 1.5, 2.0, 4.0),
                )],
                SIGN,
                words::side_step(lang),
            );
        }
    }
    let shown: Vec<&Curve> = draw.curves.iter().collect();
    let felt: Vec<&Curve> = shown
        .iter()
        .copied()
        .filter(|curve| curve.tells == Tells::Felt)
        .collect();
    let lone = alone(&shown);
    if let Some(curve) = felt.first() {
        let measured = felt
            .iter()
            .flat_map(|curve| curve.known())
            .any(|(_, point)| point.state == EvidenceState::Measured && point.lo.is_some());
        if measured && lone {
            let band = Node::Rect {
                area: Area::new(0.0, -7.0, SIGN, 14.0),
                radius: 3.0,
                fill: Some(Paint::Faint(t.line_strong, 0.22)),
                stroke: None,
            };
            let mut sign = vec![band];
            sign.extend(sample(draw, curve, true, SIGN));
            add(sign, SIGN, words::measured_point(lang));
        } else if measured {
            let color = hue(&t, curve.slot);
            let stroke = Stroke::solid(color, 1.5);
            let mut sign = vec![
                Node::line(8.0, -9.0, 8.0, 9.0, stroke),
                Node::line(4.0, -9.0, 12.0, -9.0, stroke),
                Node::line(4.0, 9.0, 12.0, 9.0, stroke),
            ];
            sign.extend(marker(
                draw,
                curve.slot,
                EvidenceState::Measured,
                (8.0, 0.0),
                5.0,
                color,
            ));
            add(sign, 16.0, words::measured_point(lang));
        }
    }
    // Curves are named beside their lane; what a lane with one curve shows is clear.
    let gaps = felt
        .iter()
        .any(|curve| curve.points.iter().any(Option::is_none) && curve.known().count() > 1);
    if gaps {
        let end = |x| Node::Circle {
            x,
            y: 0.0,
            r: 3.0,
            fill: Some(Paint::Solid(t.paper)),
            stroke: Some(Stroke::solid(t.line_strong, 1.5)),
        };
        let dots = Node::line(
            3.0,
            0.0,
            SIGN - 3.0,
            0.0,
            Stroke::dashed(t.line_strong, 1.5, 0.1, 6.0),
        );
        add(vec![dots, end(3.0), end(SIGN - 3.0)], SIGN, words::gap(lang));
    }
    if steps().any(|step| step.optional) {
        let frame = Node::Rect {
            area: Area::new(0.0, -7.0, 26.0, 14.0),
            radius: 4.0,
            fill: None,
            stroke: Some(Stroke::dashed(t.line_strong, 1.25, 5.0, 4.0)),
        };
        add(vec![frame], 26.0, words::optional_step(lang));
    }
    for kind in [MoveKind::Branch, MoveKind::Loop, MoveKind::Skip, MoveKind::Exit] {
        if draw.map.moves.iter().any(|way| way.kind == kind) {
            let line = Node::line(0.0, 0.0, SIGN, 0.0, moves::stroke(draw, kind));
            add(vec![line], SIGN, terms::move_kind(lang, kind));
        }
    }
    let verdicts: Vec<kpis::Verdict> = draw
        .cards_shown
        .iter()
        .filter_map(|card| kpis::verdict(card))
        .collect();
    for (verdict, color) in [(kpis::Verdict::Met, t.completed), (kpis::Verdict::Missed, t.lost)] {
        if verdicts.contains(&verdict) {
            let text = format!(
                "{} {}",
                lang.pick("target", "цель"),
                kpis::verdict_word(lang, verdict)
            );
            add(kpis::verdict_sign(draw, verdict, 6.0, 0.0, color), 12.0, &text);
        }
    }
    let has = |name| {
        draw.cards_shown
            .iter()
            .any(|card| card.metric.as_ref().is_some_and(|metric| metric.name == name))
    };
    for (name, color) in [
        (MetricName::Continued, t.continued),
        (MetricName::Completed, t.completed),
        (MetricName::StillOpen, t.open),
        (MetricName::Loss, t.lost),
    ] {
        if has(name) {
            add(
                kpis::swatch(draw, name, Area::new(0.0, -5.0, 16.0, 10.0), color),
                16.0,
                words::metric(lang, name),
            );
        }
    }
    let pains: Vec<PainKind> = draw
        .cards_shown
        .iter()
        .filter_map(|card| card.pain.as_ref().map(|pain| pain.kind))
        .collect();
    for (kind, en, ru) in [
        (PainKind::Loss, "people leave", "люди уходят"),
        (PainKind::Waiting, "long wait", "долгое ожидание"),
        (PainKind::Loop, "going round", "хождение по кругу"),
        (PainKind::Repeat, "doing it again", "повторы"),
        (PainKind::LowScore, "low score", "низкая оценка"),
    ] {
        if pains.contains(&kind) {
            add(
                vec![icon(icons::of_pain(kind), 0.0, -9.0, 18.0, t.pain)],
                18.0,
                lang.pick(en, ru),
            );
        }
    }
    if has(MetricName::JourneysHarmed) && draw.lanes.iter().any(|lane| lane.role == LaneRole::Pains) {
        add(
            cards::severity_marks(draw, 0.0, -3.0, 2),
            56.0,
            words::severity(lang),
        );
    }
    let states: Vec<EvidenceState> = [
        EvidenceState::Measured,
        EvidenceState::SupportedByText,
        EvidenceState::SingleVoice,
        EvidenceState::Assumption,
    ]
    .into_iter()
    .filter(|state| draw.cards_shown.iter().any(|card| card.state == *state))
    .collect();
    for state in &states {
        let text = if states == [EvidenceState::Measured] {
            words::all_measured(lang)
        } else {
            words::evidence(lang, *state)
        };
        let mut sign = cards::evidence_sign(draw, *state, 6.0, 0.0);
        let mut w = 12.0;
        if *state == EvidenceState::Assumption {
            let frame = Node::Rect {
                area: Area::new(18.0, -7.0, 26.0, 14.0),
                radius: 4.0,
                fill: Some(Paint::Solid(t.card)),
                stroke: Some(Stroke::dashed(t.line_strong, 1.0, 4.0, 3.0)),
            };
            sign.push(frame);
            w = 44.0;
        }
        add(sign, w, text);
    }
    entries
}

/// Where the numbers come from: snapshot, window, what was left out.
pub(super) fn footer(draw: &Draw) -> Row {
    let lang = draw.lang;
    let mut nodes = vec![Group::node(
        Role::Decoration,
        "",
        vec![Node::line(
            MARGIN,
            0.0,
            draw.right(),
            0.0,
            Stroke::solid(draw.t.line, 1.0),
        )],
    )];
    let mut y = 12.0;
    let mut parts = Vec::new();
    if let Some(origin) = &draw.map.origin {
        parts.push(format!("{}: {}", words::snapshot(lang), clean(&origin.snapshot)));
        parts.push(format!(
            "{} – {}",
            clean(&day(lang, &origin.from)),
            clean(&day(lang, &origin.to))
        ));
        if !origin.base.is_empty() {
            parts.push(clean(&origin.base));
        }
    }
    parts.push(words::made_with(lang).to_owned());
    let notes = draw
        .map
        .origin
        .iter()
        .flat_map(|origin| &origin.notes)
        .map(|note| draw.say(note));
    for line in std::iter::once(parts.join(" · ")).chain(notes) {
        let (lines, height) = draw.block(&line, MARGIN, y, draw.right() - MARGIN, draw.muted(11.0));
        nodes.push(Group::node(Role::Part, "", lines));
        y += height + 2.0;
    }
    Row {
        nodes,
        height: y,
        ..Row::default()
    }
}
