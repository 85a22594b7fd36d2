/** Estimates as people read them: the number, its interval, and what is between two of them. */

import type { TFunction } from 'i18next';
import type { Difference, Estimate, JourneyMeasure } from '../../api/findings';
import { formatCount, formatDecimal, formatShare, formatSpan, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

export type Format = (value: number, lang: Lang) => string;

const minus = '\u2212';
const nbsp = '\u00a0';

/** Three digits that matter, whatever the size. */
export const formatAmount: Format = (value, lang) => new Intl.NumberFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { maximumSignificantDigits: 3 }).format(value);
export const formatPercent: Format = (value, lang) => formatShare(value, lang);
export const formatTime: Format = (value, lang) => formatSpan(value, lang);

/** As its measure is counted: shares, seconds, or plain amounts. */
export function formatOf({ scale, what }: Pick<Difference, 'scale' | 'what'>): Format {
  if (scale === 'share') return formatPercent;
  return what.measure === 'duration' || what.measure === 'stage_time' ? formatTime : formatAmount;
}

/** +3.2 pp, −0.4 п. п.: a difference of shares is in points, not in per cent. */
export function formatPoints(value: number, t: TFunction, lang: Lang): string {
  return `${signed(value * 100, (size) => formatDecimal(size, lang, 1))}${nbsp}${t('findings.points')}`;
}

/** A number with its sign; what rounds to nothing has none. */
export function signed(value: number, format: (size: number) => string): string {
  const size = format(Math.abs(value));
  const nothing = format(0) === size;
  return nothing ? size : `${value < 0 ? minus : '+'}${size}`;
}

/** Both ends of the interval with their unit once; an end that is not bounded is named so. */
export function formatRange(of: Pick<Estimate, 'lo' | 'hi'>, format: (value: number) => string): string {
  const end = (value: number | null) => (value === null ? '∞' : format(value));
  const [lo, hi] = [end(of.lo), end(of.hi)];
  const unit = /[\s\u00a0]*(?:%|pp|п\. п\.)$/.exec(hi)?.[0];
  return `${unit !== undefined && lo.endsWith(unit) ? lo.slice(0, -unit.length) : lo}…${hi}`;
}

/** Own against rest: points, times, or an amount. */
export function formatDifference(of: Difference, value: number, t: TFunction, lang: Lang): string {
  if (of.scale === 'share') return formatPoints(value, t, lang);
  if (of.scale === 'ratio') return `×${formatDecimal(value, lang, value < 10 ? 2 : 0)}`;
  return signed(value, (size) => formatAmount(size, lang));
}

/** The chance that it is none; below a thousandth nobody tells sizes apart. */
export const formatQ = (q: number, lang: Lang) => (q < 0.001 ? `<${nbsp}${formatDecimal(0.001, lang, 3)}` : formatDecimal(q, lang, 3));

/** What is measured, in few words. */
export function measureName(what: JourneyMeasure, t: TFunction, lang: Lang): string {
  switch (what.measure) {
    case 'activity':
      return what.activity;
    case 'start':
      return t('findings.measure_start', { activity: what.activity });
    case 'end':
      return t('findings.measure_end', { activity: what.activity });
    case 'transition':
      return `${what.from} → ${what.to}`;
    case 'value':
      return `${columnName(what.column)}: ${what.value}`;
    case 'stage':
      return inLang(what.name, lang);
    case 'stage_passed':
      return t('findings.measure_stage_passed', { stage: inLang(what.name, lang) });
    case 'stage_time':
      return t('findings.measure_stage_time', { stage: inLang(what.name, lang) });
    case 'number':
      return columnName(what.column);
    default:
      return t(`findings.measure_${what.measure}`);
  }
}

/** A column without the prefix that says whose it is. */
export const columnName = (name: string) => name.replace(/^(actor|event)_/, '');

export const measureKey = (what: JourneyMeasure) => JSON.stringify(what);

/** From this chance on a difference is not told unless asked for. */
export const qMax = 0.05;

/** The largest effect first; what may be chance is left out unless `all`. */
export const worthTelling = (list: Difference[], all: boolean) =>
  list.filter((one) => all || one.q < qMax).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));

/** Where the scale of a picture ends: a little beyond the last interval. */
export function scaleOf(values: (number | null | undefined)[], share = false): { min: number; max: number } {
  const known = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const max = Math.max(0, ...known);
  const min = Math.min(0, ...known);
  const room = (max - min || 1) * 0.04;
  return { min: min < 0 ? min - room : 0, max: share ? Math.min(1, max + room) : max + room };
}

/** Equal activities in a row as one with how often. */
export function runsOf(activities: string[]): { activity: string; times: number }[] {
  const runs: { activity: string; times: number }[] = [];
  for (const activity of activities) {
    const last = runs.at(-1);
    if (last?.activity === activity) last.times += 1;
    else runs.push({ activity, times: 1 });
  }
  return runs;
}

export const countOf: Format = (value, lang) => formatCount(value, lang);
