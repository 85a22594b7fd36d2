import { bandPath, curvePath, splitRuns } from '../../lib/curve';
import type { GroupLine } from './curveLines';

/** A colour, a dash and a marker of its own for each line: any one of them tells it apart. */
export const groupLook = (i: number) => ({ hue: `var(--hue-${i * 2 + 1})`, dash: [undefined, '9 4', '2.5 4', '12 4 2.5 4'][i], marker: i });

/** How far apart the points of several groups at one step stand, in px. */
const apart = 13;

/** One line for each group over the same steps, with its intervals: full where measured, hollow where inferred, a gap where too few spoke. */
export function GroupCurves({ lines, keys, wide, y, joined }: { lines: readonly GroupLine[]; keys: string[]; wide: number; y: (value: number) => number; joined: boolean }) {
  return lines.map((line, i) => {
    const { hue, dash, marker } = groupLook(i);
    const shift = (i - (lines.length - 1) / 2) * apart;
    const points = keys.map((key, c) => {
      const point = line.points.get(key);
      return point?.value === undefined || point.state === 'missing' ? null : { x: (c + 0.5) * wide + shift, value: point.value, lo: point.lo, hi: point.hi, hollow: point.state === 'inferred' };
    });
    const { runs, gaps } = splitRuns(points);
    return (
      <g key={line.group}>
        {joined &&
          runs.map((run) => {
            const ends = run.values.flatMap((d) => (d.lo === undefined || d.hi === undefined ? [] : [{ x: d.x, lo: d.lo, hi: d.hi }]));
            if (ends.length !== run.values.length || ends.length < 2) return null;
            return <path key={run.start} d={bandPath(ends.map((d) => ({ x: d.x, y: y(d.hi) })), ends.map((d) => ({ x: d.x, y: y(d.lo) })))} style={{ fill: hue, opacity: 0.12 }} />;
          })}
        {joined &&
          gaps.map(([from, to]) => {
            const [a, b] = [points[from], points[to]];
            return a && b && <line key={from} className="step-curve__bridge" x1={a.x} y1={y(a.value)} x2={b.x} y2={y(b.value)} style={{ stroke: hue }} />;
          })}
        {joined && runs.map((run) => <path key={run.start} className="step-curve__line" strokeDasharray={dash} style={{ stroke: hue }} d={curvePath(run.values.map((d) => ({ x: d.x, y: y(d.value) })))} />)}
        {points.map(
          (point, c) =>
            point && (
              <g key={c}>
                {point.lo !== undefined && point.hi !== undefined && <line className="step-curve__whisker" x1={point.x} x2={point.x} y1={y(point.lo)} y2={y(point.hi)} style={{ stroke: hue }} />}
                <Dot x={point.x} y={y(point.value)} kind={marker} hue={hue} hollow={point.hollow} />
              </g>
            ),
        )}
      </g>
    );
  });
}

/** Circle, square, diamond, triangle. */
export function Dot({ x, y, kind, hue, hollow }: { x: number; y: number; kind: number; hue: string; hollow: boolean }) {
  const style = { stroke: hue, fill: hollow ? 'var(--surface)' : hue };
  const common = { style, strokeWidth: 2.2, strokeDasharray: hollow ? '3 2' : undefined };
  if (kind === 1) return <rect x={x - 5} y={y - 5} width={10} height={10} {...common} />;
  if (kind === 2) return <path d={`M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`} {...common} />;
  if (kind === 3) return <path d={`M${x} ${y - 7}L${x + 7} ${y + 5}L${x - 7} ${y + 5}Z`} {...common} />;
  return <circle cx={x} cy={y} r={5.5} {...common} />;
}
