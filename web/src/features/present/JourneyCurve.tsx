import type { MapDocument } from '../../api/types';
import { curvePath, feelingLevel, splitRuns } from '../../lib/curve';

const width = 1600;
const height = 190;
const [top, bottom] = [18, 20];
const yOf = (value: number) => top + ((2 - value) / 4) * (height - top - bottom);

/** The whole journey's feelings, always in sight: the stage that is spoken of is bright, the others step back. */
export function JourneyCurve({ doc, stage, step }: { doc: MapDocument; stage?: string; step?: ReadonlySet<string> }) {
  const steps = doc.stages.flatMap((one, index) => one.steps.map((each) => ({ step: each, stage: one.id, index })));
  const xOf = (i: number) => ((i + 0.5) / Math.max(1, steps.length)) * width;
  const feelings = new Map(doc.cards.filter((card) => card.feeling).map((card) => [card.at, card]));
  const values = steps.map(({ step: each }, i) => {
    const card = feelings.get(each.id);
    return card?.feeling ? { x: xOf(i), value: card.feeling.value, assumed: card.state === 'assumption' } : null;
  });
  const { runs, gaps } = splitRuns(values);
  const first = steps.findIndex((one) => one.stage === stage);
  const count = steps.filter((one) => one.stage === stage).length;
  const colour = (value: number) => `var(--feel-${feelingLevel(value)})`;
  return (
    <svg className="show-curve" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <linearGradient id="show-line" gradientUnits="userSpaceOnUse" x1="0" y1={yOf(2)} x2="0" y2={yOf(-2)}>
          {[2, 1, 0, -1, -2].map((value, i) => (
            <stop key={value} offset={i / 4} style={{ stopColor: colour(value) }} />
          ))}
        </linearGradient>
      </defs>
      {first >= 0 && <rect className="show-curve__here" x={(first / steps.length) * width} y={0} width={(count / steps.length) * width} height={height} rx={10} style={{ '--hue': `var(--hue-${((steps[first]?.index ?? 0) % 8) + 1})` } as React.CSSProperties} />}
      <line className="show-curve__zero" x1={0} x2={width} y1={yOf(0)} y2={yOf(0)} />
      {gaps.map(([from, to]) => {
        const [a, b] = [values[from], values[to]];
        return a && b && <line key={from} className="show-curve__gap" x1={a.x} y1={yOf(a.value)} x2={b.x} y2={yOf(b.value)} />;
      })}
      {runs.map((run) => (
        <path key={run.start} className="show-curve__line" d={curvePath(run.values.map((dot) => ({ x: dot.x, y: yOf(dot.value) })))} />
      ))}
      {values.map((dot, i) => {
        if (!dot) return null;
        const spoken = stage === undefined || (step ? step.has(steps[i]?.step.id ?? '') : steps[i]?.stage === stage);
        return (
          // The picture is stretched to the window: a line of no length with round ends stays a circle.
          <line
            key={i}
            x1={dot.x}
            x2={dot.x + 0.01}
            y1={yOf(dot.value)}
            y2={yOf(dot.value)}
            className="show-curve__dot"
            style={{ stroke: colour(dot.value), strokeWidth: spoken ? 20 : 11, opacity: dot.assumed ? 0.55 : 1 }}
          />
        );
      })}
    </svg>
  );
}
