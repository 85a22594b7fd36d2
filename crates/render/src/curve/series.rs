//! Which curves a map holds: what each persona felt, what people expected, what the company intends, and what the map it
//! is linked to says of the same steps.

use crate::words;
use rustc_hash::FxHashMap;
use tropa_map::Lang;
use tropa_map::curve_summary;
use tropa_map::document::{Card, FeelingPoint, Lane, LaneRole, Map, Step};
use tropa_model::feeling::EvidenceState;

use crate::text::clean;

/// Curves drawn in one picture; more cannot be told apart.
pub(crate) const CURVES_MAX: usize = 4;

/// What a curve tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tells {
    Felt,
    /// What the map beside this one says: its to-be, its as-is, an earlier version.
    Beside,
    Expected,
    Intended,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Point<'a> {
    pub value: f64,
    pub lo: Option<f64>,
    pub hi: Option<f64>,
    pub n: Option<u64>,
    pub state: EvidenceState,
    /// Of this map.
    pub card: Option<&'a Card>,
}

/// One curve: a point or nothing for every step of the map.
#[derive(Clone, Debug)]
pub(crate) struct Curve<'a> {
    /// Of this map.
    pub lane: &'a str,
    pub persona: Option<&'a str>,
    pub name: String,
    pub tells: Tells,
    /// Which dash, marker and hue: that of the persona, alike in all pictures of a map.
    pub slot: usize,
    pub points: Vec<Option<Point<'a>>>,
}

impl Curve<'_> {
    /// Drawn with a wish's small sign instead of a marker.
    pub fn is_wish(&self) -> bool {
        matches!(self.tells, Tells::Expected | Tells::Intended)
    }

    /// The points with the number of their step, in order.
    pub fn known(&self) -> impl Iterator<Item = (usize, &Point<'_>)> {
        let points = self.points.iter().enumerate();
        points.filter_map(|(i, point)| Some((i, point.as_ref()?)))
    }
}

/// All curves, lane after lane; in a lane the personas in their order, then what all say, what another map says, and the
/// wishes, which stand in the first lane.
pub(crate) fn curves<'a>(map: &'a Map, beside: Option<&'a Map>, lang: Lang) -> Vec<Curve<'a>> {
    let mut felt = felt(map, lang);
    let mut slots: Vec<Option<&str>> = felt.iter().map(|curve| curve.persona).collect();
    slots.sort_by_key(|persona| order(map, *persona));
    slots.dedup();
    for curve in &mut felt {
        curve.slot = slots
            .iter()
            .position(|persona| *persona == curve.persona)
            .unwrap_or(0);
    }
    let Some(first) = feelings_lanes(map).next() else {
        return Vec::new();
    };
    let mut all = felt;
    let others = beside.map_or_else(Vec::new, |other| linked(map, other, &all, first, lang));
    all.extend(others);
    all.extend(wishes(map, first, lang));
    let lane_order = |id: &str| map.lanes.iter().position(|lane| lane.id == id);
    all.sort_by_key(|curve| {
        let kind = match curve.tells {
            Tells::Felt => 0,
            Tells::Beside => 1,
            _ => 2,
        };
        (lane_order(curve.lane), kind)
    });
    all
}

/// In words what the curves of a map do, each persona's by itself.
pub(crate) fn summary(map: &Map, curves: &[Curve], lang: Lang) -> Option<String> {
    let felt: Vec<&Curve> = curves.iter().filter(|curve| curve.tells == Tells::Felt).collect();
    if felt.len() < 2 {
        return curve_summary(map, lang).map(|text| clean(&text));
    }
    let told = felt.iter().filter_map(|curve| {
        let own = Map {
            stages: map.stages.clone(),
            lanes: map
                .lanes
                .iter()
                .filter(|lane| lane.id == curve.lane)
                .cloned()
                .collect(),
            cards: curve
                .known()
                .filter_map(|(_, point)| point.card.cloned())
                .collect(),
            ..Map::default()
        };
        let text = curve_summary(&own, lang)?;
        Some(format!("{}: {}", curve.name, clean(&text)))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn feelings_lanes(map: &Map) -> impl Iterator<Item = &Lane> {
    map.lanes.iter().filter(|lane| lane.role == LaneRole::Feelings)
}

fn steps(map: &Map) -> impl Iterator<Item = &Step> {
    map.stages.iter().flat_map(|stage| &stage.steps)
}

/// As the map names its personas; what all say comes last.
fn order(map: &Map, persona: Option<&str>) -> usize {
    persona.map_or(usize::MAX, |id| {
        let at = map.personas.iter().position(|persona| persona.id == id);
        at.unwrap_or(usize::MAX - 1)
    })
}

fn felt<'a>(map: &'a Map, lang: Lang) -> Vec<Curve<'a>> {
    let index: FxHashMap<&str, usize> = steps(map)
        .enumerate()
        .map(|(i, step)| (step.id.as_str(), i))
        .collect();
    let lanes: FxHashMap<&str, &Lane> = feelings_lanes(map).map(|lane| (lane.id.as_str(), lane)).collect();
    let mut all: Vec<Curve> = Vec::new();
    for card in &map.cards {
        let (Some(lane), Some(at)) = (lanes.get(card.lane.as_str()), index.get(card.at.as_str())) else {
            continue;
        };
        let Some(feeling) = card.feeling.as_ref().filter(|point| point.value.is_finite()) else {
            continue;
        };
        let mut of: Vec<Option<&str>> = card.personas.iter().map(|id| Some(id.as_str())).collect();
        if of.is_empty() {
            of.push(lane.persona.as_deref());
        }
        for persona in of {
            let known = all
                .iter()
                .position(|curve| curve.lane == lane.id && curve.persona == persona);
            let curve = known.unwrap_or_else(|| {
                all.push(Curve {
                    lane: &lane.id,
                    persona,
                    name: name(map, persona, lang),
                    tells: Tells::Felt,
                    slot: 0,
                    points: vec![None; index.len()],
                });
                all.len() - 1
            });
            // The first card of a step counts.
            all[curve].points[*at].get_or_insert(point(feeling, card.state, Some(card)));
        }
    }
    all.sort_by_key(|curve| order(map, curve.persona));
    all
}

fn point<'a>(feeling: &FeelingPoint, state: EvidenceState, card: Option<&'a Card>) -> Point<'a> {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    Point {
        value: feeling.value,
        lo: finite(feeling.lo),
        hi: finite(feeling.hi),
        n: feeling.n,
        state,
        card,
    }
}

fn name(map: &Map, persona: Option<&str>, lang: Lang) -> String {
    let known = persona.and_then(|id| map.personas.iter().find(|persona| persona.id == id));
    known.map_or_else(
        || words::everybody(lang).to_owned(),
        |persona| clean(persona.name.get(lang.tag())),
    )
}

/// What `other` says of the steps both maps have: known by their id, else by their name.
fn linked<'a>(
    map: &'a Map,
    other: &'a Map,
    felt: &[Curve<'a>],
    first: &'a Lane,
    lang: Lang,
) -> Vec<Curve<'a>> {
    let same = |a: &Step, b: &Step| {
        let name = |step: &Step| clean(step.name.get(lang.tag())).to_lowercase();
        a.id == b.id || (!name(a).is_empty() && name(a) == name(b))
    };
    let places: Vec<Option<usize>> = steps(other)
        .map(|step| {
            let by_id = steps(map).position(|own| own.id == step.id);
            by_id.or_else(|| steps(map).position(|own| same(own, step)))
        })
        .collect();
    let known = |theirs: Option<&str>| {
        let theirs = other
            .personas
            .iter()
            .find(|one| Some(one.id.as_str()) == theirs)?;
        map.personas.iter().find(|own| {
            own.id == theirs.id
                || (own.library.is_some() && own.library == theirs.library)
                || own.name.get(lang.tag()) == theirs.name.get(lang.tag())
        })
    };
    let state = if other.state == map.state {
        words::earlier(lang)
    } else {
        words::state(lang, other.state)
    };
    let several = felt.len() > 1;
    let curves = self::felt(other, lang).into_iter().filter_map(|theirs| {
        let persona = known(theirs.persona).map(|persona| persona.id.as_str());
        // A persona this map does not show is not shown beside it either.
        if theirs.persona.is_some() && persona.is_none() && !map.personas.is_empty() {
            return None;
        }
        let twin = felt
            .iter()
            .find(|own| own.persona == persona)
            .or_else(|| felt.first().filter(|_| !several));
        let mut points = vec![None; steps(map).count()];
        for (place, point) in places.iter().zip(&theirs.points) {
            if let (Some(place), Some(point)) = (place, point) {
                points[*place].get_or_insert(Point { card: None, ..*point });
            }
        }
        // A curve that says the same is not drawn twice.
        let values = |points: &[Option<Point>]| -> Vec<Option<f64>> {
            points
                .iter()
                .map(|point| point.map(|point| point.value))
                .collect()
        };
        let same = twin.is_some_and(|twin| values(&twin.points) == values(&points));
        (!same && points.iter().any(Option::is_some)).then(|| Curve {
            lane: twin.map_or(first.id.as_str(), |twin| twin.lane),
            persona,
            name: match several && persona.is_some() {
                true => format!("{}, {state}", name(map, persona, lang)),
                false => state.to_owned(),
            },
            tells: Tells::Beside,
            slot: twin.map_or(0, |twin| twin.slot),
            points,
        })
    });
    curves.collect()
}

fn wishes<'a>(map: &'a Map, first: &'a Lane, lang: Lang) -> Vec<Curve<'a>> {
    let curve = |tells: Tells, name: &str, value: &dyn Fn(&Step) -> Option<f64>| {
        let point = |value: f64| Point {
            value,
            lo: None,
            hi: None,
            n: None,
            state: EvidenceState::Assumption,
            card: None,
        };
        let points: Vec<Option<Point<'a>>> = steps(map)
            .map(|step| value(step).filter(|value| value.is_finite()).map(point))
            .collect();
        points.iter().any(Option::is_some).then(|| Curve {
            lane: &first.id,
            persona: None,
            name: name.to_owned(),
            tells,
            slot: 0,
            points,
        })
    };
    let expected = curve(Tells::Expected, words::expected(lang), &|step| {
        step.expected.as_ref()?.feeling
    });
    let intended = curve(Tells::Intended, words::intended(lang), &|step| {
        step.intended.as_ref()?.feeling
    });
    expected.into_iter().chain(intended).collect()
}
