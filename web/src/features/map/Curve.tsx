import type { Card } from '../../api/types';
import { bandPath, curvePath, extremes, feelingLevel, splitRuns } from '../../lib/curve';
import { formatFeeling, type Lang } from '../../lib/format';
import { curveHeight, curveY } from './model';

/** Fewer scores than this and a point is drawn hollow: too few to lean on. */
export const scoresMin = 5;

interface Dot {
  x: number;
  value: number;
  lo?: number;
  hi?: number;
  solid: boolean;
  assumed: boolean;
}

function dotOf(card: Card | null, x: number): Dot | null {
  const point = card?.feeling;
  if (!card || !point) return null;
  const solid = card.state === 'measured' && (point.n === undefined || point.n >= scoresMin);
  return { x, value: point.value, lo: point.lo, hi: point.hi, solid, assumed: card.state === 'assumption' };
}

/** The curve over all columns. Its words for screen readers stand beside it, so the picture itself is skipped. */
export function Curve({ cards, centres, places, width, lang }: {
  cards: (Card | null)[];
  centres: number[];
  /** Place of each column among all steps of the map. */
  places: number[];
  width: number;
  lang: Lang;
}) {
  const dots = cards.map((card, i) => dotOf(card, centres[i] as number));
  const { runs, gaps } = splitRuns(dots, places);
  const atGap = new Set(gaps.flat());
  const labelled = new Set(extremes(dots.map((dot) => dot?.value ?? null)));
  const colour = (value: number) => `var(--feel-${feelingLevel(value)})`;
  return (
    <svg className="curve" width={width} height={curveHeight} viewBox={`0 0 ${width} ${curveHeight}`} aria-hidden="true">
      <defs>
        <linearGradient id="curve-line" gradientUnits="userSpaceOnUse" x1="0" y1={curveY(2)} x2="0" y2={curveY(-2)}>
          {[2, 1, 0, -1, -2].map((value, i) => (
            <stop key={value} offset={i / 4} style={{ stopColor: colour(value) }} />
          ))}
        </linearGradient>
      </defs>
      {[2, 1, 0, -1, -2].map((value) => (
        <line key={value} className={value === 0 ? 'curve__zero' : 'curve__guide'} x1={0} x2={width} y1={curveY(value)} y2={curveY(value)} />
      ))}
      {runs.map((run) => {
        const ends = run.values.flatMap((d) => (d.lo === undefined || d.hi === undefined ? [] : [{ x: d.x, lo: d.lo, hi: d.hi }]));
        if (ends.length !== run.values.length || ends.length < 2) return null;
        const upper = ends.map((d) => ({ x: d.x, y: curveY(d.hi) }));
        const lower = ends.map((d) => ({ x: d.x, y: curveY(d.lo) }));
        return <path key={run.start} className="curve__band" d={bandPath(upper, lower)} />;
      })}
      {gaps.map(([from, to]) => {
        const [a, b] = [dots[from], dots[to]];
        return a && b && <line key={from} className="curve__bridge" x1={a.x} y1={curveY(a.value)} x2={b.x} y2={curveY(b.value)} />;
      })}
      {runs.map((run) => (
        <path key={run.start} className="curve__line" d={curvePath(run.values.map((d) => ({ x: d.x, y: curveY(d.value) })))} />
      ))}
      {dots.map((dot, i) => {
        if (!dot) return null;
        const y = curveY(dot.value);
        const alone = dot.lo !== undefined && dot.hi !== undefined && runs.some((run) => run.start === i && run.values.length === 1);
        const hollow = !dot.solid || atGap.has(i);
        return (
          <g key={i}>
            {alone && <line className="curve__whisker" x1={dot.x} x2={dot.x} y1={curveY(dot.lo as number)} y2={curveY(dot.hi as number)} />}
            <circle cx={dot.x} cy={y} r={8} className="curve__ring" />
            <circle
              cx={dot.x}
              cy={y}
              r={hollow ? 5 : 6}
              style={{ fill: hollow ? 'var(--surface)' : colour(dot.value), stroke: colour(dot.value) }}
              strokeWidth={hollow ? 2.5 : 0}
              strokeDasharray={dot.assumed ? '2.5 2' : undefined}
            />
            {labelled.has(i) && (
              <text className="curve__label" x={dot.x} y={dot.value >= 0 ? y - 14 : y + 24} style={{ fill: colour(dot.value) }}>
                {formatFeeling(dot.value, lang)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
