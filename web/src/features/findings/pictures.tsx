import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Change, Difference, Estimate, SegmentChoice } from '../../api/findings';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { activityHue } from '../explore/state';
import { formatDifference, formatOf, formatQ, formatRange, measureKey, measureName, runsOf, scaleOf, type Format } from './numbers';

export interface Scale {
  min: number;
  max: number;
}

/** Per cent of the width: marks at both ends stay whole. */
const at = (value: number, { min, max }: Scale) => `${2 + (Math.max(0, Math.min(1, (value - min) / (max - min || 1))) * 96)}%`;
const ends = (of: Pick<Estimate, 'lo' | 'hi'>, scale: Scale) => ({ x1: at(of.lo ?? scale.min, scale), x2: at(of.hi ?? scale.max, scale) });

/** Two estimates on one line: what is looked at filled, what it is held against hollow, each with its interval. */
export function DumbbellMark({ own, rest, scale, label }: { own: Estimate; rest: Estimate; scale: Scale; label: string }) {
  return (
    <svg className="mark" height={24} role="img" aria-label={label}>
      <line className="mark__axis" x1="2%" x2="98%" y1={12} y2={12} />
      <line className="mark__between" x1={at(own.value, scale)} x2={at(rest.value, scale)} y1={12} y2={12} />
      <line className="mark__interval mark__interval--rest" {...ends(rest, scale)} y1={12} y2={12} />
      <line className="mark__interval mark__interval--own" {...ends(own, scale)} y1={12} y2={12} />
      <circle className="mark__rest" cx={at(rest.value, scale)} cy={12} r={5} />
      <circle className="mark__own" cx={at(own.value, scale)} cy={12} r={6} />
    </svg>
  );
}

/** An effect with its interval beside the line of no effect. */
export function ForestMark({ effect, scale, none = 0, faint, label }: { effect: Estimate; scale: Scale; none?: number; faint?: boolean; label: string }) {
  const side = effect.value >= none ? 'up' : 'down';
  return (
    <svg className={`mark mark--${faint ? 'faint' : side}`} height={26} role="img" aria-label={label}>
      <line className="mark__zero" x1={at(none, scale)} x2={at(none, scale)} y1={0} y2={26} />
      <line className="mark__whisker" {...ends(effect, scale)} y1={13} y2={13} />
      {[effect.lo, effect.hi].map((end, i) => end !== null && <line key={i} className="mark__cap" x1={at(end, scale)} x2={at(end, scale)} y1={8} y2={18} />)}
      <circle className="mark__effect" cx={at(effect.value, scale)} cy={13} r={5.5} />
    </svg>
  );
}

/** A share as a bar, its interval on top of the end. */
export function ShareBar({ share, colour, label }: { share: Estimate; colour: string; label: string }) {
  const scale = { min: 0, max: 1 };
  return (
    <svg className="share-bar" height={16} role="img" aria-label={label}>
      <rect className="share-bar__field" x="2%" width="96%" y={3} height={10} rx={5} />
      <rect x="2%" width={`${share.value * 96}%`} y={3} height={10} rx={5} style={{ fill: colour }} />
      <line className="share-bar__interval" {...ends(share, scale)} y1={8} y2={8} />
    </svg>
  );
}

/** What filled and hollow marks stand for. */
export function Legend({ own, rest }: { own: string; rest: string }) {
  const { t } = useText();
  return (
    <p className="legend">
      <span>
        <i className="legend__own" aria-hidden="true" /> {own}
      </span>
      <span>
        <i className="legend__rest" aria-hidden="true" /> {rest}
      </span>
      <span className="muted">{t('findings.legendInterval')}</span>
    </p>
  );
}

/** Differences one below the other: what, where both stand, and how far apart with what certainty. */
export function DifferenceList({ list, ownName, restName, hues, source, where, label }: {
  list: Difference[];
  ownName: string;
  restName: string;
  /** Names of the source's activities: each has its colour everywhere. */
  hues?: string[];
  source: string;
  where?: string;
  label: string;
}) {
  const shares = scaleOf(list.filter((one) => one.scale === 'share').flatMap((one) => [one.own.hi, one.rest.hi, one.own.value, one.rest.value]), true);
  return (
    <ul className="differences" aria-label={label}>
      {list.map((one) => {
        const scale = one.scale === 'share' ? shares : scaleOf([one.own.hi, one.rest.hi, one.own.lo, one.rest.lo, one.own.value, one.rest.value]);
        return <DifferenceRow key={measureKey(one.what)} of={one} scale={scale} ownName={ownName} restName={restName} hues={hues} source={source} where={where} />;
      })}
    </ul>
  );
}

function DifferenceRow({ of, scale, ownName, restName, hues, source, where }: { of: Difference; scale: Scale; ownName: string; restName: string; hues?: string[]; source: string; where?: string }) {
  const { t, lang } = useText();
  const format = formatOf(of);
  const name = measureName(of.what, t, lang);
  const activity = 'activity' in of.what ? of.what.activity : undefined;
  const number = (estimate: Estimate) => t('findings.estimate', { value: format(estimate.value, lang), range: formatRange(estimate, (v) => format(v, lang)), n: formatCount(estimate.n, lang) });
  return (
    <li className="difference">
      <span className="difference__what">
        {activity !== undefined && hues && <i className="dot" style={{ background: activityHue(hues, activity) }} aria-hidden="true" />}
        {of.records ? (
          <Link to="/explore" search={{ source, tab: 'variants', where: where ? `(${where}) and ${of.records}` : of.records }} title={t('findings.toJourneys')}>
            {name}
          </Link>
        ) : (
          name
        )}
      </span>
      <DumbbellMark own={of.own} rest={of.rest} scale={scale} label={`${name}: ${ownName} ${number(of.own)}; ${restName} ${number(of.rest)}`} />
      <span className="difference__both num">
        <b title={`${ownName}: ${number(of.own)}`}>{format(of.own.value, lang)}</b>
        <span className="muted" title={`${restName}: ${number(of.rest)}`}>
          {t('findings.against', { value: format(of.rest.value, lang) })}
        </span>
        <small className="muted">
          n = {formatCount(of.own.n, lang)} / {formatCount(of.rest.n, lang)}
        </small>
      </span>
      <span className={`difference__size num ${of.effect > 0 ? 'is-more' : 'is-less'}`}>
        <b>{formatDifference(of, of.difference.value, t, lang)}</b>
        <small className="muted">
          {formatRange(of.difference, (v) => formatDifference(of, v, t, lang))} · q {of.q < 0.001 ? formatQ(of.q, lang) : `= ${formatQ(of.q, lang)}`}
        </small>
      </span>
    </li>
  );
}

/** A journey that stands for a segment, step by step on the trail. */
export function TypicalPath({ activities, names, max = 14 }: { activities: string[]; names: string[]; max?: number }) {
  const { t } = useText();
  const runs = runsOf(activities);
  const more = runs.length - max;
  return (
    <ol className="typical" aria-label={t('findings.typical')}>
      {runs.slice(0, max).map((run, i) => (
        <li key={i} className="typical__step" style={{ '--hue': activityHue(names, run.activity) } as React.CSSProperties}>
          {run.activity}
          {run.times > 1 && <b className="num"> ×{run.times}</b>}
        </li>
      ))}
      {more > 0 && <li className="muted">{t('findings.moreSteps', { count: more })}</li>}
    </ol>
  );
}

const tried = { width: 300, height: 118, left: 44, right: 12, top: 12, bottom: 26 };

/** Every number of segments that was tried, with what it gains over one and how far that is certain. */
export function TriedPicture({ choice, chosen }: { choice: SegmentChoice; chosen: number }) {
  const { t, lang } = useText();
  const list = choice.tried;
  if (list.length === 0) return null;
  const scale = scaleOf(list.flatMap((one) => [one.gain - 1.96 * one.gain_se, one.gain + 1.96 * one.gain_se]));
  const y = (value: number) => tried.top + (1 - (value - scale.min) / (scale.max - scale.min || 1)) * (tried.height - tried.top - tried.bottom);
  const x = (i: number) => tried.left + ((i + 0.5) * (tried.width - tried.left - tried.right)) / list.length;
  const words = list.map((one) => t('findings.triedOne', { count: one.segments, gain: formatDecimal(one.gain, lang, 2) })).join('; ');
  return (
    <figure className="tried">
      <svg viewBox={`0 0 ${tried.width} ${tried.height}`} role="img" aria-label={`${t('findings.tried')}: ${words}`}>
        <line className="tried__zero" x1={tried.left} x2={tried.width - tried.right} y1={y(0)} y2={y(0)} />
        <text className="tried__text" x={tried.left - 6} y={y(0) + 4} textAnchor="end">
          0
        </text>
        <text className="tried__text" x={tried.left - 6} y={y(Math.max(...list.map((one) => one.gain))) + 4} textAnchor="end">
          {formatDecimal(Math.max(...list.map((one) => one.gain)), lang, 2)}
        </text>
        {list.map((one, i) => (
          <g key={one.segments} className={one.segments === chosen ? 'tried__one tried__one--chosen' : 'tried__one'}>
            <line x1={x(i)} x2={x(i)} y1={y(one.gain - 1.96 * one.gain_se)} y2={y(one.gain + 1.96 * one.gain_se)} />
            <circle cx={x(i)} cy={y(one.gain)} r={one.segments === chosen ? 6 : 4} />
            <text className="tried__text" x={x(i)} y={tried.height - 8} textAnchor="middle">
              {one.segments}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="muted">{t('findings.triedCaption')}</figcaption>
    </figure>
  );
}

/** One number before and after, with what lies between. */
export function ChangePicture({ name, hint, change, format, difference, share }: { name: string; hint?: ReactNode; change: Change; format: Format; difference: (value: number) => string; share?: boolean }) {
  const { t, lang } = useText();
  const scale = scaleOf([change.before.hi, change.after.hi, change.before.value, change.after.value], share);
  const number = (estimate: Estimate) => `${format(estimate.value, lang)} (${formatRange(estimate, (v) => format(v, lang))})`;
  const still = change.change.value === 0 && change.change.lo === 0 && change.change.hi === 0;
  return (
    <section className="panel change" aria-label={name}>
      <h3>{name}</h3>
      <p className="change__numbers num">
        <span title={number(change.before)}>{format(change.before.value, lang)}</span>
        {!still && (
          <>
            <span aria-hidden="true" className="muted">
              →
            </span>
            <span className="hidden-text">{t('findings.becomes')}</span>
            <b title={number(change.after)}>{format(change.after.value, lang)}</b>
          </>
        )}
      </p>
      <DumbbellMark own={change.after} rest={change.before} scale={scale} label={t('findings.beforeAfter', { before: number(change.before), after: number(change.after) })} />
      <p className="change__size num">
        {still ? (
          <span className="muted">{formatRange(change.before, (v) => format(v, lang))}</span>
        ) : (
          <>
            <b>{difference(change.change.value)}</b> <span className="muted">{formatRange(change.change, difference)}</span>
          </>
        )}
        <span className="muted"> · n = {formatCount(change.before.n, lang)}</span>
      </p>
      {hint}
    </section>
  );
}

export function Notes({ notes }: { notes: Parameters<typeof inLang>[0][] }) {
  const { lang } = useText();
  return notes.length === 0 ? null : (
    <ul className="finding-notes">
      {notes.map((note, i) => (
        <li key={i}>{inLang(note, lang)}</li>
      ))}
    </ul>
  );
}
