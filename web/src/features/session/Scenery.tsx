import { useMemo } from 'react';
import { useText } from '../../app/i18n';
import { heightLines, smooth, type Hill, type Point } from '../../lib/terrain';

const size = { width: 900, height: 1000 };
const hills: readonly Hill[] = [
  { x: 200, y: 250, height: 0.85, spread: 150 },
  { x: 720, y: 190, height: 1.25, spread: 190 },
  { x: 560, y: 560, height: -0.8, spread: 140 },
  { x: 120, y: 640, height: 0.7, spread: 160 },
  { x: 830, y: 700, height: 0.9, spread: 150 },
  { x: 420, y: 900, height: 0.55, spread: 170 },
];
const levels = [-0.62, -0.46, -0.3, -0.15, 0, 0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.84, 0.96, 1.08, 1.2];

/** Where the path goes: up from the bottom, through the hollow, to the highest top. */
const trail: readonly Point[] = [
  { x: 96, y: 700 },
  { x: 178, y: 596 },
  { x: 270, y: 520 },
  { x: 372, y: 520 },
  { x: 452, y: 566 },
  { x: 548, y: 548 },
  { x: 604, y: 452 },
  { x: 588, y: 348 },
  { x: 640, y: 252 },
  { x: 728, y: 182 },
];
/** Stops of the path by their place in it, and on which side their names stand. */
const stops = [
  { point: 0, name: 'learns', side: 'end' },
  { point: 2, name: 'chooses', side: 'above' },
  { point: 5, name: 'waits', side: 'below' },
  { point: 7, name: 'uses', side: 'start' },
] as const;

/** A path through hills and a hollow: what a customer goes through is a landscape, and the way through it can be walked. */
export function Scenery() {
  const { t } = useText();
  const lines = useMemo(() => heightLines(hills, size.width, size.height, 20, levels), []);
  const path = smooth(trail);
  const goal = trail[trail.length - 1] as Point;
  return (
    <svg className="scenery" viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <radialGradient id="scenery-sun" cx="0.8" cy="0.18" r="0.75">
          <stop offset="0" stopColor="#f4c66a" stopOpacity="0.34" />
          <stop offset="0.5" stopColor="#f4c66a" stopOpacity="0.07" />
          <stop offset="1" stopColor="#f4c66a" stopOpacity="0" />
        </radialGradient>
        <mask id="scenery-walked">
          <path d={path} className="scenery__uncover" pathLength={1} />
        </mask>
      </defs>
      <rect {...size} fill="url(#scenery-sun)" />
      {lines.map((line, i) => (
        <path key={levels[i]} d={line} className={i % 4 === 0 ? 'scenery__line scenery__line--main' : 'scenery__line'} />
      ))}
      <path d={path} className="scenery__path" mask="url(#scenery-walked)" />
      {stops.map(({ point, name, side }, i) => {
        const { x, y } = trail[point] as Point;
        const [dx, dy] = { end: [20, 6], start: [-20, 6], above: [0, -22], below: [0, 36] }[side] as [number, number];
        return (
          <g key={name} className="scenery__stop" style={{ animationDelay: `${0.25 + i * 0.38}s` }}>
            <circle cx={x} cy={y} r={name === 'waits' ? 9 : 8} className={name === 'waits' ? 'scenery__low' : undefined} />
            <text x={x + dx} y={y + dy} textAnchor={side === 'end' ? 'start' : side === 'start' ? 'end' : 'middle'}>
              {t(`door.stop_${name}`)}
            </text>
          </g>
        );
      })}
      <g className="scenery__stop scenery__goal" style={{ animationDelay: '1.9s' }}>
        <circle cx={goal.x} cy={goal.y} r={20} className="scenery__halo" />
        <circle cx={goal.x} cy={goal.y} r={11} />
        <text x={goal.x} y={goal.y - 34} textAnchor="middle">
          {t('door.stop_returns')}
        </text>
      </g>
    </svg>
  );
}
