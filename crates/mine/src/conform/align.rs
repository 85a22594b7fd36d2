//! The cheapest way to lay a journey along a planned one.
//!
//! A state is a place in the journey and a step of the plan. A touchpoint of the journey that is no step costs 1, a
//! step passed over without being met costs 1 (0 where it is optional), a touchpoint that is the next step costs
//! nothing. What passing over costs between any two steps is found once per plan, so a journey takes time in
//! proportion to its length × steps, and never more (Dijkstra on the product of journey and plan, in layers; no
//! concurrency, so nothing can explode).

use super::Planned;

/// Cost of a way that does not exist.
const NEVER: u32 = u32::MAX / 4;

/// A plan made ready: steps are `0..n`, the place before the first is `n`.
pub struct Ready {
    n: usize,
    /// `enter[u][v]`: cost of passing over steps from `u` until `v` comes next.
    enter: Vec<Vec<u32>>,
    /// For the same pairs: the steps passed over come from following `via[u][v]`, the last before `v` (`u`: none).
    via: Vec<Vec<usize>>,
    /// `finish[u]`: cost of passing over steps from `u` to an end, and that end.
    finish: Vec<(u32, usize)>,
    pub optional: Vec<bool>,
    /// Steps an activity can be, by activity code.
    steps_of: Vec<Vec<usize>>,
    /// Cost of the cheapest way through the plan when everything is passed over.
    pub shortest: u32,
}

/// What happened at one point of an aligned journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The event at this place is this step.
    Met { event: usize, step: usize },
    /// The event is no step of the plan where it stands; it stands after this step (`None`: before the first).
    Inserted { event: usize, after: Option<usize> },
    /// The step was passed over.
    Skipped { step: usize },
}

impl Ready {
    /// `activities` are the names behind the codes of journeys.
    pub fn new(planned: &Planned, activities: &[String]) -> Self {
        let n = planned.steps.len();
        let optional: Vec<bool> = planned.steps.iter().map(|step| step.optional).collect();
        let pass = |step: usize| u32::from(!optional[step]);
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); n + 1];
        for &(from, to) in &planned.edges {
            next[from].push(to);
        }
        next[n] = planned.starts.clone();
        next.iter_mut().for_each(|steps| {
            steps.sort_unstable();
            steps.dedup();
        });
        let is_end = |step: usize| planned.ends.contains(&step);
        let (mut enter, mut via) = (vec![vec![NEVER; n]; n + 1], vec![vec![0; n]; n + 1]);
        let mut finish = vec![(NEVER, 0); n + 1];
        let tables = enter.iter_mut().zip(&mut via).zip(&mut finish);
        for (start, ((enter, via), finish)) in tables.enumerate() {
            // Costs from `start` to being at each step, having passed over it (0 at the start itself).
            let mut at = vec![NEVER; n + 1];
            let mut done = vec![false; n + 1];
            at[start] = 0;
            while let Some(u) = (0..=n)
                .filter(|&u| !done[u] && at[u] < NEVER)
                .min_by_key(|&u| (at[u], u))
            {
                done[u] = true;
                for &v in &next[u] {
                    if at[u] < enter[v] {
                        enter[v] = at[u];
                        via[v] = u;
                    }
                    at[v] = at[v].min(at[u] + pass(v));
                }
            }
            *finish = (0..n)
                .filter(|&u| is_end(u))
                .map(|u| (at[u], u))
                .min()
                .unwrap_or((NEVER, 0));
        }
        let steps_of = activities
            .iter()
            .map(|name| {
                (0..n)
                    .filter(|&step| planned.steps[step].activities.contains(name))
                    .collect()
            })
            .collect();
        Self {
            n,
            shortest: finish[n].0,
            enter,
            via,
            finish,
            optional,
            steps_of,
        }
    }

    /// Steps an activity can be.
    pub fn steps_of(&self, code: u32) -> &[usize] {
        &self.steps_of[code as usize]
    }

    /// Whether `to` may come right after `from` by the plan, optional steps between them passed over.
    pub fn allows(&self, from: usize, to: usize) -> bool {
        self.enter[from][to] == 0
    }

    /// Cost and moves in order. With `whole`, the journey must come to an end of the plan; else it is judged as far as
    /// it got.
    pub fn align(&self, codes: &[u32], whole: bool) -> (u32, Vec<Move>) {
        let n = self.n;
        // best[i][u]: cost of the first i events when the last step met is u; from: the step met before it.
        let mut best = vec![NEVER; n + 1];
        best[n] = 0;
        let mut from: Vec<Option<Vec<usize>>> = Vec::with_capacity(codes.len());
        for &code in codes {
            let steps = self.steps_of(code);
            let mut after: Vec<u32> = best.iter().map(|cost| (cost + 1).min(NEVER)).collect();
            if steps.is_empty() {
                from.push(None);
                best = after;
                continue;
            }
            let mut origin: Vec<usize> = vec![usize::MAX; n + 1];
            for &v in steps {
                let (cost, u) = (0..=n)
                    .map(|u| (best[u] + self.enter[u][v], u))
                    .min()
                    .unwrap_or((NEVER, n));
                // Where both cost the same the touchpoint is a step: the reading that explains more.
                if cost <= after[v] && cost < NEVER {
                    after[v] = cost;
                    origin[v] = u;
                }
            }
            from.push(Some(origin));
            best = after;
        }
        let end = |u: usize| if whole { self.finish[u].0 } else { 0 };
        let (cost, mut at) = (0..=n).map(|u| (best[u] + end(u), u)).min().unwrap_or((NEVER, n));
        let mut moves = Vec::new();
        if whole && cost < NEVER {
            self.passed(at, None, &mut moves);
        }
        for event in (0..codes.len()).rev() {
            match from[event].as_ref().map(|origin| origin[at]) {
                Some(origin) if origin != usize::MAX => {
                    moves.push(Move::Met { event, step: at });
                    self.passed(origin, Some(at), &mut moves);
                    at = origin;
                }
                _ => moves.push(Move::Inserted {
                    event,
                    after: (at < n).then_some(at),
                }),
            }
        }
        moves.reverse();
        (cost, moves)
    }

    /// The steps passed over on the cheapest way from `from` until `to` comes next (`None`: to an end), last first.
    fn passed(&self, from: usize, to: Option<usize>, moves: &mut Vec<Move>) {
        let mut at = match to {
            Some(to) => self.via[from][to],
            None => self.finish[from].1,
        };
        while at != from {
            moves.push(Move::Skipped { step: at });
            at = self.via[from][at];
        }
    }
}
