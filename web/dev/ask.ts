/** Answers questions the slow obvious way, for the mock API. Small logs only. */

import type { Answer, AnyRow, Ask, PathNode, Question, Step, TimesS } from '../src/api/types';
import type { Journey } from './journeys';

export class AskError extends Error {}

function times(values: number[]): TimesS | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (q: number) => {
    const at = q * (sorted.length - 1);
    const low = sorted[Math.floor(at)] as number;
    return low + ((sorted[Math.ceil(at)] as number) - low) * (at - Math.floor(at));
  };
  return {
    n: values.length,
    mean_s: values.reduce((a, b) => a + b, 0) / values.length,
    p50_s: quantile(0.5),
    p90_s: quantile(0.9),
  };
}

export function wilson(hits: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.959963984540054;
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, (centre - half) / (1 + (z * z) / n)), Math.min(1, (centre + half) / (1 + (z * z) / n))];
}

/** Understands `name = "value"` and `name in ("a", "b")`, joined by `and`: enough for a mock. */
function keep(expression: string | undefined): (journey: Journey) => boolean {
  if (!expression?.trim()) return () => true;
  const tests = expression.split(/\s+and\s+/).map((part) => {
    const match = /^\s*\(?(\w+)\s*(=|!=|in|has|contains|reaches)\s*\(?((?:"[^"]*"[,\s]*)+)\)?\s*$/.exec(part);
    if (!match) throw new AskError(`«${part.trim()}» is not a condition: write name = "value"`);
    const [, name, op, list] = match as unknown as [string, string, string, string];
    const values = [...list.matchAll(/"([^"]*)"/g)].map((m) => m[1]);
    return (journey: Journey) => {
      const held =
        name === 'actor_segment' || name === 'segment'
          ? values.includes(journey.segment)
          : journey.events.some((e) => values.includes(name === 'activity' ? e.activity : e.attributes[name]));
      return op === '!=' ? !held : held;
    };
  });
  return (journey) => tests.every((test) => test(journey));
}

const has = (step: Step, activity: string) => step.activities.includes(activity);
const label = (step: Step) => step.name ?? step.activities.join(' | ');
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

function rowsOf(ask: Ask, journeys: Journey[], idleS: number, untilMs: number): AnyRow[] {
  const n = journeys.length;
  const idle = (j: Journey) => untilMs - (j.events.at(-1)?.ms ?? 0) > idleS * 1000;
  if ('graph' in ask) {
    const edges = new Map<string, { from: string | null; to: string | null; count: number; who: Set<string>; gaps: number[] }>();
    const add = (from: string | null, to: string | null, who: string, gap?: number) => {
      const key = JSON.stringify([from, to]);
      const edge = edges.get(key) ?? { from, to, count: 0, who: new Set(), gaps: [] };
      edge.count += 1;
      edge.who.add(who);
      if (gap !== undefined) edge.gaps.push(gap);
      edges.set(key, edge);
    };
    const out = new Map<string | null, number>();
    for (const j of journeys) {
      j.events.forEach((e, i) => {
        const before = j.events[i - 1];
        add(before?.activity ?? null, e.activity, j.actor, before && (e.ms - before.ms) / 1000);
      });
      const last = j.events.at(-1);
      if (last) add(last.activity, null, j.actor);
    }
    for (const e of edges.values()) out.set(e.from, (out.get(e.from) ?? 0) + e.count);
    return [...edges.values()]
      .map((e) => ({
        from: e.from,
        to: e.to,
        transitions: e.count,
        journeys: e.who.size,
        share: e.count / (out.get(e.from) as number),
        time: times(e.gaps),
      }))
      .sort((a, b) => b.journeys - a.journeys);
  }
  if ('funnel' in ask) {
    const { steps, window_s, by } = ask.funnel;
    const groups = by ? [...new Set(journeys.map((j) => j.segment))].sort() : [null];
    return groups.flatMap((group) => {
      const runs = journeys
        .filter((j) => group === null || j.segment === group)
        .map((j) => {
          let k = 0;
          let entered = 0;
          const gaps: number[] = [];
          for (const e of j.events) {
            const step = steps[k];
            if (!step) break;
            if (k > 0 && window_s !== undefined && e.ms - entered > window_s * 1000) break;
            if (!has(step, e.activity)) continue;
            if (k === 0) entered = e.ms;
            gaps.push(e.ms);
            k += 1;
          }
          const open = window_s === undefined ? !idle(j) : untilMs - entered <= window_s * 1000;
          return { k, open, gaps };
        });
      const first = runs.filter((r) => r.k >= 1).length;
      return steps.map((step, i) => {
        const reached = runs.filter((r) => r.k > i);
        const last = i === steps.length - 1;
        const stuck = reached.filter((r) => r.k === i + 1);
        const [share_lo, share_hi] = wilson(reached.length, first);
        return {
          group,
          step: i + 1,
          label: label(step),
          reached: reached.length,
          share: first ? reached.length / first : 0,
          share_lo,
          share_hi,
          continued: last ? reached.length : reached.length - stuck.length,
          open: last ? 0 : stuck.filter((r) => r.open).length,
          dropped: last ? 0 : stuck.filter((r) => !r.open).length,
          time: i === 0 ? null : times(reached.map((r) => ((r.gaps[i] as number) - (r.gaps[i - 1] as number)) / 1000)),
        };
      });
    });
  }
  if ('variants' in ask) {
    const kinds = new Map<string, Journey[]>();
    for (const j of journeys) {
      const key = JSON.stringify(j.events.map((e) => e.activity));
      kinds.set(key, [...(kinds.get(key) ?? []), j]);
    }
    let covered = 0;
    return [...kinds]
      .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
      .slice(0, ask.variants.limit)
      .map(([key, list]) => {
        covered += list.length;
        const spans = list.map((j) => ((j.events.at(-1)?.ms ?? 0) - (j.events[0]?.ms ?? 0)) / 1000);
        return {
          activities: JSON.parse(key) as string[],
          journeys: list.length,
          share: list.length / n,
          coverage: covered / n,
          duration: times(spans) as TimesS,
          variants: kinds.size,
        };
      });
  }
  if ('paths' in ask) {
    const { depth, top, start } = ask.paths;
    const cut = journeys.map((j) => {
      const names = j.events.map((e) => e.activity);
      return start === undefined ? names : names.slice(names.indexOf(start));
    });
    const column = (k: number) => {
      const counts = new Map<string, number>();
      for (const names of cut) if (names[k] !== undefined) counts.set(names[k], (counts.get(names[k]) ?? 0) + 1);
      return new Set([...counts].sort((a, b) => b[1] - a[1]).slice(0, top).map(([name]) => name));
    };
    const rows: AnyRow[] = [];
    for (let k = 0; k < depth; k++) {
      const [left, right] = [column(k), column(k + 1)];
      const node = (name: string | undefined, kept: Set<string>): PathNode =>
        name === undefined ? 'end' : kept.has(name) ? { activity: name } : 'other';
      const counts = new Map<string, number>();
      for (const names of cut) {
        const key = JSON.stringify([node(names[k], left), node(names[k + 1], right)]);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const [key, count] of counts) {
        const [source, target] = JSON.parse(key) as [PathNode, PathNode];
        rows.push({ step: k + 1, source, target, journeys: count, share: count / cut.length });
      }
    }
    return rows;
  }
  if ('daily' in ask) {
    const days = new Map<string, { who: Set<string>; events: number }>();
    for (const j of journeys)
      for (const e of j.events)
        for (const name of [null, ...(ask.daily.activities ?? [])]) {
          if (name !== null && name !== e.activity) continue;
          const key = JSON.stringify([day(e.ms), name]);
          const cell = days.get(key) ?? { who: new Set(), events: 0 };
          cell.who.add(j.actor);
          cell.events += 1;
          days.set(key, cell);
        }
    return [...days].sort().map(([key, cell]) => {
      const [when, activity] = JSON.parse(key) as [string, string | null];
      return { day: when, activity, journeys: cell.who.size, events: cell.events };
    });
  }
  if ('between' in ask) {
    const { from, to } = ask.between;
    const gaps: number[] = [];
    let [started, open] = [0, 0];
    for (const j of journeys) {
      const i = j.events.findIndex((e) => has(from, e.activity));
      if (i < 0) continue;
      started += 1;
      const later = j.events.slice(i + 1).find((e) => has(to, e.activity));
      if (later) gaps.push((later.ms - (j.events[i] as { ms: number }).ms) / 1000);
      else if (!idle(j)) open += 1;
    }
    const width = Math.max(1, Math.max(0, ...gaps) / 24) * 1.0001;
    const histogram = Array.from({ length: 24 }, (_, k) => ({
      lo_s: k * width,
      hi_s: (k + 1) * width,
      journeys: gaps.filter((g) => g >= k * width && g < (k + 1) * width).length,
    }));
    return [{ started, arrived: gaps.length, open, dropped: started - gaps.length - open, time: times(gaps), histogram }];
  }
  if ('touchpoints' in ask) {
    const names = [...new Set(journeys.flatMap((j) => j.events.map((e) => e.activity)))];
    return names
      .map((activity) => {
        const with_ = journeys.filter((j) => j.events.some((e) => e.activity === activity));
        const events = with_.flatMap((j) => j.events.filter((e) => e.activity === activity));
        const ends = with_.filter((j) => j.events.at(-1)?.activity === activity);
        const waits = with_.flatMap((j) =>
          j.events.flatMap((e, i) => (i > 0 && e.activity === activity ? [(e.ms - (j.events[i - 1] as { ms: number }).ms) / 1000] : [])),
        );
        const scores = events.flatMap((e) => (e.attributes.score ? [Number(e.attributes.score)] : []));
        const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
        const sd = Math.sqrt(scores.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, scores.length - 1));
        const half = (1.97 * sd) / Math.sqrt(scores.length);
        const channels = new Map<string, number>();
        for (const e of events) {
          const name = e.attributes.channel ?? 'other';
          channels.set(name, (channels.get(name) ?? 0) + 1);
        }
        const place = (j: Journey) =>
          j.events.length < 2 ? 0 : j.events.findIndex((e) => e.activity === activity) / (j.events.length - 1);
        return {
          activity,
          journeys: with_.length,
          reach: with_.length / n,
          events: events.length,
          starts: with_.filter((j) => j.events[0]?.activity === activity).length,
          ends: ends.length,
          lost: ends.filter(idle).length,
          open: ends.filter((j) => !idle(j)).length,
          returning: 0,
          repeating: with_.filter((j) => j.events.some((e, i) => i > 0 && e.activity === activity && j.events[i - 1]?.activity === activity)).length,
          position: with_.reduce((sum, j) => sum + place(j), 0) / with_.length,
          wait: times(waits),
          channels: [...channels].sort((a, b) => b[1] - a[1]).map(([channel, count]) => ({ channel, events: count })),
          score: scores.length ? { n: scores.length, mean, mean_lo: mean - half, mean_hi: mean + half, scale: { lo: 1, hi: 5 } } : null,
        };
      })
      .sort((a, b) => b.journeys - a.journeys);
  }
  if ('stages' in ask) {
    const { stages, completed = [] } = ask.stages;
    const stageOf = (activity: string) => stages.findIndex((s) => has(s, activity));
    return stages.map((stage, k) => {
      const reached = journeys.filter((j) => j.events.some((e) => has(stage, e.activity)));
      const far = (j: Journey) => Math.max(...j.events.map((e) => stageOf(e.activity)));
      const stay = reached.filter((j) => far(j) <= k);
      const done = stay.filter((j) => k === stages.length - 1 || completed.includes(j.events.at(-1)?.activity ?? ''));
      const rest = stay.filter((j) => !done.includes(j));
      const lost = rest.filter(idle).length;
      const [loss_lo, loss_hi] = wilson(lost, reached.length);
      const spans = reached.map((j) => {
        const own = j.events.filter((e) => has(stage, e.activity));
        return ((own.at(-1)?.ms ?? 0) - (own[0]?.ms ?? 0)) / 1000;
      });
      return {
        stage: k + 1,
        label: label(stage),
        reached: reached.length,
        reach: reached.length / n,
        continued: reached.length - stay.length,
        completed: done.length,
        open: rest.length - lost,
        lost,
        loss: reached.length ? lost / reached.length : 0,
        loss_lo,
        loss_hi,
        duration: times(spans),
        returning: 0,
      };
    });
  }
  const { actor, limit, after } = ask.journeys;
  return journeys
    .filter((j) => (actor === undefined || j.actor === actor) && (after === undefined || j.actor > after))
    .slice(0, limit)
    .map((j) => ({
      actor: j.actor,
      attributes: { segment: j.segment },
      events: j.events.map((e) => ({ activity: e.activity, time: new Date(e.ms).toISOString(), attributes: e.attributes })),
    }));
}

export function answer(question: Question, all: Journey[], source: string, version: number): Answer {
  const kept = all.filter(keep(question.where));
  const start = 'paths' in question.ask ? question.ask.paths.start : undefined;
  const journeys = start === undefined ? kept : kept.filter((j) => j.events.some((e) => e.activity === start));
  const stamps = all.flatMap((j) => j.events.map((e) => e.ms));
  const untilMs = stamps.reduce((a, b) => Math.max(a, b), 0);
  const fromMs = stamps.reduce((a, b) => Math.min(a, b), Infinity);
  const idle_s = 21 * 86_400;
  return {
    schema: `tropa.answer.${Object.keys(question.ask)[0]}/1`,
    question,
    unit: 'graph' in question.ask ? 'transitions' : 'journeys',
    base: `journeys of ${source}${question.where ? ` where ${question.where}` : ''}`,
    window: { from: new Date(fromMs).toISOString(), to: new Date(untilMs).toISOString() },
    n: journeys.length,
    snapshot: { source, version },
    rows: rowsOf(question.ask, journeys, idle_s, untilMs),
    idle_s,
  };
}
