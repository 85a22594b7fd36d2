import type { Card } from '../../api/types';
import type { GroupPoint } from '../../api/voice';
import { bandPath, curvePath, extremes, feelingLevel, splitRuns } from '../../lib/curve';
import { formatFeeling, type Lang } from '../../lib/format';
import { curveHeight, curveY } from './model';
import { pointNow, useVoiceNow, type VoiceNow } from './voice/now';

/** Fewer scores than this and a point is drawn hollow: too few to lean on. */
export const scoresMin = 5;
/** Curves told apart in one lane: by colour, dash and marker. */
export const curvesMax = 4;
const dashes = [undefined, '9 4', '2.5 4', '12 4 2.5 4'];
const ownLook = (i: number) => ({ hue: `var(--hue-${i * 2 + 1})`, dash: dashes[i], marker: i });

export interface Series {
  /** Persona it speaks of; empty for everybody. */
  persona: string;
  /** Point of each column; `null` where there is none. */
  cards: (Card | null)[];
}

interface Dot {
  x: number;
  value: number;
  lo?: number;
  hi?: number;
  solid: boolean;
  assumed: boolean;
  moving: boolean;
}

function dotOf(card: Card | null, x: number, moved: Moved | null, now: VoiceNow): Dot | null {
  const point = card ? pointNow(card, now) : undefined;
  if (!card || !point) return null;
  const solid = card.state === 'measured' && (point.n === undefined || point.n >= scoresMin);
  const moving = moved?.card === card.id;
  return { x, value: moving ? moved.value : point.value, lo: point.lo, hi: point.hi, solid, assumed: card.state === 'assumption', moving };
}

interface Moved {
  card: string;
  value: number;
}

/** The points of one group of people, in the order of the columns. */
export interface VoiceLine {
  group: string;
  points: (GroupPoint | undefined)[];
}
/** How far apart the points of several groups at one step stand, in px. */
const apart = 14;
const voiceDot = (point: GroupPoint | undefined, x: number): Dot | null =>
  point?.value === undefined || point.state === 'missing' ? null : { x, value: point.value, lo: point.lo, hi: point.hi, solid: point.state === 'measured', assumed: false, moving: false };

/** The curves of a lane over all columns. Their words for screen readers stand beside it, so the picture itself is skipped. */
export function Curve({ series, lines, centres, places, width, lang, moved = null }: {
  series: Series[];
  /** What groups of people say now, in place of the map's own curves. */
  lines?: VoiceLine[];
  centres: number[];
  /** Place of each column among all steps of the map. */
  places: number[];
  width: number;
  lang: Lang;
  /** A point that is being dragged, and where it is now. */
  moved?: Moved | null;
}) {
  const now = useVoiceNow();
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
      {lines?.slice(0, curvesMax).map(({ group, points }, i) => (
        <OneCurve key={group} dots={points.map((point, c) => voiceDot(point, (centres[c] as number) + (i - (lines.length - 1) / 2) * apart))} places={places} lang={lang} own={ownLook(i)} />
      ))}
      {!lines && series.slice(0, curvesMax).map(({ persona, cards }, i) => (
        <OneCurve
          key={persona}
          dots={cards.map((card, c) => dotOf(card, centres[c] as number, moved, now))}
          places={places}
          lang={lang}
          own={series.length > 1 ? ownLook(i) : null}
        />
      ))}
    </svg>
  );
}

/** `own`: its colour, dash and marker where several curves share the lane; alone, the colour says the feeling. */
function OneCurve({ dots, places, lang, own }: { dots: (Dot | null)[]; places: number[]; lang: Lang; own: { hue: string; dash?: string; marker: number } | null }) {
  const { runs, gaps } = splitRuns(dots, places);
  const atGap = new Set(gaps.flat());
  const labelled = new Set(extremes(dots.map((dot) => dot?.value ?? null)));
  const colour = (value: number) => own?.hue ?? `var(--feel-${feelingLevel(value)})`;
  return (
    <>
      {runs.map((run) => {
        const ends = run.values.flatMap((d) => (d.lo === undefined || d.hi === undefined ? [] : [{ x: d.x, lo: d.lo, hi: d.hi }]));
        if (ends.length !== run.values.length || ends.length < 2) return null;
        const upper = ends.map((d) => ({ x: d.x, y: curveY(d.hi) }));
        const lower = ends.map((d) => ({ x: d.x, y: curveY(d.lo) }));
        return <path key={run.start} className="curve__band" d={bandPath(upper, lower)} style={own ? { fill: own.hue } : undefined} />;
      })}
      {gaps.map(([from, to]) => {
        const [a, b] = [dots[from], dots[to]];
        return a && b && <line key={from} className="curve__bridge" x1={a.x} y1={curveY(a.value)} x2={b.x} y2={curveY(b.value)} style={own ? { stroke: own.hue } : undefined} />;
      })}
      {runs.map((run) => (
        <path
          key={run.start}
          className="curve__line"
          d={curvePath(run.values.map((d) => ({ x: d.x, y: curveY(d.value) })))}
          style={own ? { stroke: own.hue } : undefined}
          strokeDasharray={own?.dash}
        />
      ))}
      {dots.map((dot, i) => {
        if (!dot) return null;
        const y = curveY(dot.value);
        const alone = dot.lo !== undefined && dot.hi !== undefined && runs.some((run) => run.start === i && run.values.length === 1);
        const hollow = !dot.solid || atGap.has(i);
        const look = { style: { fill: hollow ? 'var(--surface)' : colour(dot.value), stroke: colour(dot.value) }, strokeWidth: hollow ? 2.5 : 0, strokeDasharray: dot.assumed ? '2.5 2' : undefined };
        return (
          <g key={i}>
            {alone && <line className="curve__whisker" x1={dot.x} x2={dot.x} y1={curveY(dot.lo as number)} y2={curveY(dot.hi as number)} />}
            <circle cx={dot.x} cy={y} r={8} className="curve__ring" />
            <Marker x={dot.x} y={y} r={(hollow ? 5 : 6) + (dot.moving ? 2 : 0)} kind={own?.marker ?? 0} {...look} />
            {(labelled.has(i) || dot.moving) && (
              <text className="curve__label" x={dot.x} y={dot.value >= 0 ? y - 14 : y + 24} style={{ fill: colour(dot.value) }}>
                {formatFeeling(dot.value, lang)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** Circle, square, triangle, diamond: told apart without colour. */
function Marker({ x, y, r, kind, ...look }: { x: number; y: number; r: number; kind: number; style: object; strokeWidth: number; strokeDasharray?: string }) {
  if (kind === 1) return <rect x={x - r} y={y - r} width={2 * r} height={2 * r} {...look} />;
  if (kind === 2) return <path d={`M${x} ${y - r * 1.2}L${x + r * 1.1} ${y + r * 0.8}H${x - r * 1.1}Z`} {...look} />;
  if (kind === 3) return <path d={`M${x} ${y - r * 1.25}L${x + r * 1.25} ${y}L${x} ${y + r * 1.25}L${x - r * 1.25} ${y}Z`} {...look} />;
  return <circle cx={x} cy={y} r={r} {...look} />;
}
