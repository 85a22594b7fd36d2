import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { curvePath, splitRuns } from '../../lib/curve';
import { inLang } from '../../lib/localtext';
import { curveSummary } from '../map/words';
import { feelingsOf } from '../map/model';
import { stepsOf } from './change';

const width = 640;
const height = 150;

/** The feelings along the way; what nobody said stays a gap. */
export function Curve({ doc }: { doc: MapDocument }) {
  const { t, lang } = useText();
  const steps = stepsOf(doc);
  const cell = width / Math.max(1, steps.length);
  const points = feelingsOf(doc, steps.map((step) => ({ step }))).map((card, i) => (card?.feeling ? { x: (i + 0.5) * cell, y: height / 2 - card.feeling.value * 30, card } : null));
  const { runs, gaps } = splitRuns(points);
  let at = 0;
  return (
    <svg className="start-curve__svg" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={curveSummary(doc, t, lang)}>
      {doc.stages.map((stage, s) => {
        const x = at * cell;
        at += stage.steps.length;
        return <rect key={stage.id} x={x + 1} y="0" width={Math.max(1, stage.steps.length * cell - 2)} height={height} rx="6" fill={`var(--hue-${(s % 8) + 1})`} opacity="0.07" />;
      })}
      <line x1="0" x2={width} y1={height / 2} y2={height / 2} stroke="var(--line-strong)" strokeDasharray="2 5" />
      {gaps.map(([a, b]) => {
        const [p, q] = [points[a], points[b]];
        return p && q && <line key={a} x1={p.x} y1={p.y} x2={q.x} y2={q.y} stroke="var(--line-strong)" strokeWidth="2.4" strokeLinecap="round" strokeDasharray="0.1 7" />;
      })}
      {runs.map((run) => (
        <path key={run.start} d={curvePath(run.values)} fill="none" stroke="var(--ink)" strokeWidth="2.4" strokeLinecap="round" />
      ))}
      {points.map(
        (point, i) =>
          point && (
            <circle key={i} cx={point.x} cy={point.y} r="6" fill={point.card.state === 'measured' ? 'var(--ink)' : 'var(--surface)'} stroke="var(--ink)" strokeWidth="2.2" strokeDasharray={point.card.state === 'assumption' ? '2.5 2.5' : undefined}>
              <title>{inLang(steps[i]?.name, lang)}</title>
            </circle>
          ),
      )}
    </svg>
  );
}
