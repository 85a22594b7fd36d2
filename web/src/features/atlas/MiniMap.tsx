import type { MapDocument } from '../../api/types';
import { curvePath, splitRuns } from '../../lib/curve';
import { inLang } from '../../lib/localtext';
import { useText } from '../../app/i18n';
import { feelingsOf, reachAt } from '../map/model';

const width = 320;
const height = 132;

/** The map at a glance: stages as stones with their reach below, the emotion curve above. Decoration; words stand beside it. */
export function MiniMap({ doc }: { doc: MapDocument }) {
  const { lang } = useText();
  const columns = doc.stages.flatMap((stage, s) => stage.steps.map((step) => ({ step, s })));
  const cell = width / Math.max(1, columns.length);
  const feelings = feelingsOf(doc, columns);
  const points = feelings.map((card, i) =>
    card?.feeling ? { x: (i + 0.5) * cell, y: 36 - card.feeling.value * 16 } : null,
  );
  const { runs, gaps } = splitRuns(points);
  let at = 0;
  return (
    <svg className="mini-map" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2={width} y1="36" y2="36" className="mini-map__zero" />
      {gaps.map(([a, b]) => {
        const [p, q] = [points[a], points[b]];
        return p && q && <line key={a} x1={p.x} y1={p.y} x2={q.x} y2={q.y} className="mini-map__bridge" />;
      })}
      {runs.map((run) => (
        <path key={run.start} d={curvePath(run.values)} className="mini-map__curve" />
      ))}
      {doc.stages.map((stage, s) => {
        const x = at * cell;
        const w = stage.steps.length * cell;
        at += stage.steps.length;
        const reach = reachAt(doc, stage) ?? 1;
        return (
          <g key={stage.id} style={{ color: `var(--hue-${(s % 8) + 1})` }}>
            <title>{inLang(stage.name, lang)}</title>
            <rect x={x + 1} y={76} width={Math.max(1, w - 2)} height={56} rx="4" fill="currentColor" opacity="0.13" />
            <rect x={x + 1} y={76 + 56 * (1 - reach)} width={Math.max(1, w - 2)} height={56 * reach} rx="4" fill="currentColor" opacity="0.85" />
          </g>
        );
      })}
      {points.map((p, i) => p && <path key={i} d={`M${p.x} ${p.y}h0.01`} className="mini-map__dot" />)}
    </svg>
  );
}
