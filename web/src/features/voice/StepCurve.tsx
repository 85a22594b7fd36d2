import { useEffect, useRef, useState } from 'react';
import type { VoiceStep } from '../../api/voice';
import { useText } from '../../app/i18n';
import { bandPath, curvePath, feelingLevel, splitRuns } from '../../lib/curve';
import { formatCount, formatFeeling } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon } from '../../ui';
import { pointCount, type GroupLine } from './curveLines';
import { Dot, GroupCurves, groupLook } from './GroupCurves';

const height = 236;
const columnMin = 92;
const y = (value: number) => 24 + ((2 - Math.max(-2, Math.min(2, value))) / 4) * (height - 48);
const colour = (value: number) => `var(--feel-${feelingLevel(value)})`;

export interface CurveColumn {
  step: VoiceStep;
  /** Name of the stage, on its first column. */
  stage?: string;
}

/**
 * How people feel at each step: measured by scores, inferred from words, or nothing said; the three look different.
 * `lines`: each group for itself in place of all together. `joined`: the steps follow one another, so a line may lead from one to the next; otherwise there are only points.
 */
export function StepCurve({ columns, joined, lines, chosen, onChoose }: { columns: CurveColumn[]; joined: boolean; lines?: readonly GroupLine[]; chosen?: string; onChoose: (key: string) => void }) {
  const { t, lang } = useText();
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(960);
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const wide = Math.max(columnMin, Math.floor(room / Math.max(1, columns.length)));
  const width = wide * columns.length;
  const points = columns.map(({ step: { curve } }, i) => (curve.state === 'missing' || curve.value === undefined ? null : { x: (i + 0.5) * wide, value: curve.value, lo: curve.lo, hi: curve.hi, state: curve.state }));
  const { runs, gaps } = splitRuns(points);
  return (
    <div ref={box} className="step-curve scroll-x" tabIndex={0} role="region" aria-label={t('voice.curve')}>
      <div className="step-curve__wide" style={{ width }}>
        <div className="step-curve__stages" style={{ gridTemplateColumns: `repeat(${columns.length}, ${wide}px)` }} aria-hidden="true">
          {columns.map(({ stage }, i) => {
            if (stage === undefined) return null;
            const next = columns.findIndex((one, k) => k > i && one.stage !== undefined);
            return (
              <span key={i} style={{ gridColumn: `${i + 1} / ${(next < 0 ? columns.length : next) + 1}` }}>
                {stage}
              </span>
            );
          })}
        </div>
        <div className="step-curve__picture" style={{ height }}>
          <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            <defs>
              <linearGradient id="voice-curve" gradientUnits="userSpaceOnUse" x1="0" y1={y(2)} x2="0" y2={y(-2)}>
                {[2, 1, 0, -1, -2].map((value, i) => (
                  <stop key={value} offset={i / 4} style={{ stopColor: colour(value) }} />
                ))}
              </linearGradient>
            </defs>
            {[2, 1, 0, -1, -2].map((value) => (
              <line key={value} className={value === 0 ? 'step-curve__zero' : 'step-curve__guide'} x1={0} x2={width} y1={y(value)} y2={y(value)} />
            ))}
            {lines && <GroupCurves lines={lines} keys={columns.map(({ step }) => step.key)} wide={wide} y={y} joined={joined} />}
            {!lines && joined &&
              runs.map((run) => {
                const ends = run.values.flatMap((d) => (d.lo === undefined || d.hi === undefined ? [] : [{ x: d.x, lo: d.lo, hi: d.hi }]));
                if (ends.length !== run.values.length || ends.length < 2) return null;
                return <path key={run.start} className="step-curve__band" d={bandPath(ends.map((d) => ({ x: d.x, y: y(d.hi) })), ends.map((d) => ({ x: d.x, y: y(d.lo) })))} />;
              })}
            {!lines && joined && gaps.map(([from, to]) => {
              const [a, b] = [points[from], points[to]];
              return a && b && <line key={from} className="step-curve__bridge" x1={a.x} y1={y(a.value)} x2={b.x} y2={y(b.value)} />;
            })}
            {!lines && joined && runs.map((run) => <path key={run.start} className="step-curve__line" d={curvePath(run.values.map((d) => ({ x: d.x, y: y(d.value) })))} />)}
            {!lines && points.map((point, i) => {
              if (!point) return <line key={i} className="step-curve__missing" x1={(i + 0.5) * wide - 14} x2={(i + 0.5) * wide + 14} y1={y(0)} y2={y(0)} />;
              const hollow = point.state === 'inferred';
              return (
                <g key={i}>
                  {point.lo !== undefined && point.hi !== undefined && (
                    <>
                      <line className="step-curve__whisker" x1={point.x} x2={point.x} y1={y(point.lo)} y2={y(point.hi)} style={{ stroke: colour(point.value) }} />
                      {[point.lo, point.hi].map((end) => (
                        <line key={end} className="step-curve__whisker" x1={point.x - 5} x2={point.x + 5} y1={y(end)} y2={y(end)} style={{ stroke: colour(point.value) }} />
                      ))}
                    </>
                  )}
                  <circle cx={point.x} cy={y(point.value)} r={9} className="step-curve__ring" />
                  <circle cx={point.x} cy={y(point.value)} r={6.5} strokeWidth={2.5} strokeDasharray={hollow ? '3.2 2.2' : undefined} style={{ stroke: colour(point.value), fill: hollow ? 'var(--surface)' : colour(point.value) }} />
                </g>
              );
            })}
          </svg>
          <div className="step-curve__columns" style={{ gridTemplateColumns: `repeat(${columns.length}, ${wide}px)` }}>
            {columns.map(({ step }, i) => {
              const name = inLang(step.name, lang);
              const { curve } = step;
              const groups = (lines ?? []).map((line) => { const at = line.points.get(step.key); return `${line.group}: ${at?.value === undefined ? t('voice.tooFew') : `${formatFeeling(at.value, lang)}, n = ${formatCount(pointCount(at), lang)}`}`; });
              const words = lines ? groups.join('; ') : curve.value === undefined ? (step.n_items > 0 ? t('voice.tooFew') : t('voice.state_missing')) : `${t(`feeling.${feelingLevel(curve.value)}`)} ${formatFeeling(curve.value, lang)}, ${t(`voice.state_${curve.state}`)}`;
              return (
                <button key={step.key} type="button" className={`step-curve__column ${chosen === step.key ? 'step-curve__column--chosen' : ''}`} aria-pressed={chosen === step.key} aria-label={`${name}: ${words}${lines ? '' : `, n = ${curve.n}`}`} title={`${name}: ${words}`} onClick={() => onChoose(step.key)}>
                  {!lines && points[i] && (
                    <b className="step-curve__value num" style={{ top: y(points[i].value) + (points[i].value >= 0 ? -30 : 12), color: colour(points[i].value) }}>
                      {formatFeeling(points[i].value, lang)}
                    </b>
                  )}
                </button>
              );
            })}
          </div>
        </div>
        <div className="step-curve__names" style={{ gridTemplateColumns: `repeat(${columns.length}, ${wide}px)` }} aria-hidden="true">
          {columns.map(({ step }) => (
            <span key={step.key} className={chosen === step.key ? 'step-curve__name step-curve__name--chosen' : 'step-curve__name'}>
              <b>{inLang(step.name, lang)}</b>
              {lines ? (
                <span className="num step-curve__ns">
                  {lines.map((line, k) => {
                    const point = line.points.get(step.key);
                    return (
                      <i key={line.group} style={{ color: groupLook(k).hue }}>
                        {point && pointCount(point) > 0 ? formatCount(pointCount(point), lang) : '–'}
                      </i>
                    );
                  })}
                </span>
              ) : (
                <span className="num">{step.n_items > 0 ? formatCount(step.n_items, lang) : '–'}</span>
              )}
              {!lines && step.n_items > 0 && step.curve.value === undefined && <span>{t('voice.tooFew')}</span>}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** What the three kinds of points mean. */
export function CurveLegend({ lines }: { lines?: readonly GroupLine[] }) {
  const { t, lang } = useText();
  return (
    <ul className="curve-legend">
      {lines?.map((line, i) => (
        <li key={line.group}>
          <svg width={30} height={14} aria-hidden="true">
            <line x1={0} x2={30} y1={7} y2={7} strokeWidth={2.5} strokeDasharray={groupLook(i).dash} style={{ stroke: groupLook(i).hue }} />
            <Dot x={15} y={7} kind={i} hue={groupLook(i).hue} hollow={false} />
          </svg>
          <span>
            <b>{line.group}</b> <span className="num">n = {formatCount(line.n, lang)}</span>
          </span>
        </li>
      ))}
      {(['measured', 'inferred', 'missing'] as const).map((state) => (
        <li key={state}>
          <svg width={22} height={14} aria-hidden="true">
            {state === 'missing' ? (
              <line className="step-curve__missing" x1={2} x2={20} y1={7} y2={7} />
            ) : (
              <circle cx={11} cy={7} r={5} strokeWidth={2.2} strokeDasharray={state === 'inferred' ? '3 2' : undefined} style={{ stroke: 'var(--ink-2)', fill: state === 'inferred' ? 'none' : 'var(--ink-2)' }} />
            )}
          </svg>
          {t(`voice.state_${state}`)}
        </li>
      ))}
      <li>
        <Icon name="info" size={14} />
        {t('voice.whiskers')}
      </li>
    </ul>
  );
}
