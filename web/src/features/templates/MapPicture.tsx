import type { LaneRole, MapDocument } from '../../api/types';
import { curvePath, splitRuns } from '../../lib/curve';
import { cellsOf, feelingsOf, tintOf } from '../map/model';

const width = 320;
const height = 180;
const headHeight = 22;
const lanesMax = 8;

/** The colour of a lane's cards: one per family of lanes, as on the map. */
const colours: Record<string, string> = {
  actions: 'var(--hue-2)',
  touchpoints: 'var(--hue-7)',
  voice: 'var(--hue-3)',
  pains: 'var(--danger)',
  delights: 'var(--ok)',
  opportunities: 'var(--amber-fill)',
  kpis: 'var(--hue-12)',
  front: 'var(--hue-5)',
  back: 'var(--hue-12)',
};
const colourOf = (role: LaneRole) => colours[tintOf(role)] ?? 'var(--hue-12)';

/** The grid of a map in small: stages, steps, lanes with as many cards as they have, the emotion curve. Decoration. */
export function MapPicture({ doc }: { doc: MapDocument }) {
  const columns = doc.stages.flatMap((stage, s) => stage.steps.map((step) => ({ step, stage, s })));
  const cell = width / Math.max(1, columns.length);
  const cells = cellsOf(doc);
  // A lane without a card still is a row, but those with cards come first where there is no room for all.
  const filled = new Set(doc.cards.map((card) => card.lane));
  const kept = new Set([...doc.lanes].sort((a, b) => Number(filled.has(b.id)) - Number(filled.has(a.id))).slice(0, lanesMax));
  const lanes = doc.lanes.filter((lane) => kept.has(lane));
  const tall = (role: LaneRole) => (role === 'feelings' ? 2.2 : 1);
  const unit = (height - headHeight - 4) / Math.max(1, lanes.reduce((sum, lane) => sum + tall(lane.role), 0));
  const starts = lanes.map((_, i) => headHeight + 4 + lanes.slice(0, i).reduce((sum, before) => sum + tall(before.role) * unit, 0));
  let at = 0;
  return (
    <svg className="map-picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {doc.stages.map((stage, s) => {
        const x = at * cell;
        const w = stage.steps.length * cell;
        at += stage.steps.length;
        return (
          <g key={stage.id} style={{ color: `var(--hue-${(s % 8) + 1})` }}>
            <rect x={x + 1} y="0" width={Math.max(1, w - 2)} height="10" rx="3" fill="currentColor" />
            {stage.steps.map((step, i) => (
              <rect key={step.id} x={x + i * cell + 1.5} y="13" width={Math.max(1, cell - 3)} height="6" rx="2" fill="currentColor" opacity="0.28" />
            ))}
          </g>
        );
      })}
      {lanes.map((lane, i) => {
        const y = starts[i] ?? 0;
        const h = tall(lane.role) * unit - 2;
        if (lane.role === 'feelings') return <Curve key={lane.id} doc={doc} columns={columns} cell={cell} y={y} h={h} />;
        const line = Math.max(2, Math.min(7, (h - 3) / 3));
        return (
          <g key={lane.id} style={{ color: colourOf(lane.role) }}>
            <rect x="0" y={y} width={width} height={h} rx="3" fill="currentColor" opacity="0.08" />
            {columns.map(({ step, stage }, c) => {
              const first = stage.steps[0] === step;
              const whole = first ? (cells.get(`${lane.id} ${stage.id}`) ?? []) : [];
              const own = cells.get(`${lane.id} ${step.id}`) ?? [];
              return [...whole, ...own].slice(0, 3).map((card, k) => (
                <rect
                  key={card.id}
                  x={c * cell + 2}
                  y={y + 1.5 + k * (line + 1)}
                  width={Math.max(1, (k < whole.length ? stage.steps.length * cell : cell) - 4)}
                  height={Math.max(1.5, line)}
                  rx="1.5"
                  fill="currentColor"
                  opacity={k < whole.length ? 0.42 : 0.62}
                />
              ));
            })}
          </g>
        );
      })}
    </svg>
  );
}

function Curve({ doc, columns, cell, y, h }: { doc: MapDocument; columns: { step: MapDocument['stages'][0]['steps'][0] }[]; cell: number; y: number; h: number }) {
  const points = feelingsOf(doc, columns).map((card, i) => (card?.feeling ? { x: (i + 0.5) * cell, y: y + h / 2 - (card.feeling.value * h) / 5 } : null));
  const { runs, gaps } = splitRuns(points);
  return (
    <g>
      <line x1="0" x2={width} y1={y + h / 2} y2={y + h / 2} stroke="var(--line)" />
      {gaps.map(([a, b]) => {
        const [p, q] = [points[a], points[b]];
        return p && q && <line key={a} x1={p.x} y1={p.y} x2={q.x} y2={q.y} stroke="var(--line-strong)" strokeWidth="1.6" strokeLinecap="round" strokeDasharray="0.1 4" />;
      })}
      {runs.map((run) => (
        <path key={run.start} d={curvePath(run.values)} fill="none" stroke="var(--ink)" strokeWidth="1.8" strokeLinecap="round" />
      ))}
      {points.map((point, i) => point && <circle key={i} cx={point.x} cy={point.y} r={Math.min(3, cell / 4)} fill="var(--surface)" stroke="var(--ink)" strokeWidth="1.4" />)}
    </g>
  );
}
