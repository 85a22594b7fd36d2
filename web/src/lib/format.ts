/** Numbers, times and spans as a reader of the language expects them. */

export type Lang = 'ru' | 'en';

const locale = (lang: Lang) => (lang === 'ru' ? 'ru-RU' : 'en-GB');

export function formatCount(value: number, lang: Lang): string {
  return new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 0 }).format(value);
}

/** 1,234 → "1.2K", «1,2 тыс.». */
export function formatCompact(value: number, lang: Lang): string {
  return new Intl.NumberFormat(locale(lang), { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** 0..=1 as per cent: one digit below 10 %, none from there on; a small share is never shown as 0 %. */
export function formatShare(value: number, lang: Lang, digits?: number): string {
  const percent = value * 100;
  const fraction = digits ?? (Math.abs(percent) >= 9.95 || percent === 0 || percent === 100 ? 0 : 1);
  if (percent > 0 && percent < 0.05 && digits === undefined) return `< ${formatShare(0.001, lang, 1)}`;
  return new Intl.NumberFormat(locale(lang), {
    style: 'percent',
    minimumFractionDigits: percent === 0 || percent === 100 ? 0 : fraction,
    maximumFractionDigits: fraction,
  }).format(value);
}

/** Words around a share that is nearly all: nothing that was estimated is certain. */
export const nearlyAll = (value: number) => value > 0.99;

export function formatDecimal(value: number, lang: Lang, digits = 1): string {
  return new Intl.NumberFormat(locale(lang), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** +1.3, −0.4 with a true minus sign; 0.0 without a sign. */
export function formatFeeling(value: number, lang: Lang): string {
  const text = formatDecimal(Math.abs(value), lang, 1);
  const rounded = Math.round(value * 10);
  return rounded > 0 ? `+${text}` : rounded < 0 ? `\u2212${text}` : text;
}

const spans: { s: number; en: string; ru: string }[] = [
  { s: 86_400, en: 'd', ru: 'дн.' },
  { s: 3_600, en: 'h', ru: 'ч' },
  { s: 60, en: 'min', ru: 'мин' },
  { s: 1, en: 's', ru: 'с' },
];

/** The two largest units that matter: 3 d 4 h, 12 min, 0.4 s. */
export function formatSpan(seconds: number, lang: Lang): string {
  const word = (i: number) => (spans[i] as (typeof spans)[0])[lang];
  if (!Number.isFinite(seconds)) return '–';
  const sign = seconds < 0 ? '\u2212' : '';
  const s = Math.abs(seconds);
  if (s < 1) return `${sign}${s === 0 ? '0' : formatDecimal(s, lang, s < 0.1 ? 2 : 1)}\u00a0${word(3)}`;
  if (s >= 100 * 86_400) return `${sign}${formatCount(s / 86_400, lang)}\u00a0${word(0)}`;
  let major = spans.findIndex((unit) => s >= unit.s);
  const minor = spans[major + 1];
  let high = Math.floor(s / (spans[major] as { s: number }).s);
  if (!minor || high >= 10) {
    high = Math.round(s / (spans[major] as { s: number }).s);
    const above = spans[major - 1];
    if (above && high * (spans[major] as { s: number }).s >= above.s) {
      major -= 1;
      high = 1;
    }
    return `${sign}${high}\u00a0${word(major)}`;
  }
  let low = Math.round((s - high * (spans[major] as { s: number }).s) / minor.s);
  const ratio = (spans[major] as { s: number }).s / minor.s;
  if (low >= ratio) {
    high += 1;
    low = 0;
  }
  const above = spans[major - 1];
  if (above && high * (spans[major] as { s: number }).s >= above.s) return `${sign}1\u00a0${word(major - 1)}`;
  return `${sign}${high}\u00a0${word(major)}${low > 0 ? ` ${low}\u00a0${word(major + 1)}` : ''}`;
}

export function formatBytes(bytes: number, lang: Lang): string {
  const units = lang === 'ru' ? ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'] : ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatDecimal(value, lang, unit === 0 || value >= 100 ? 0 : 1)}\u00a0${units[unit]}`;
}

/** A day of an RFC 3339 instant, in UTC: 14 Mar 2012, 14 мар. 2012 г. */
export function formatDay(instant: string, lang: Lang): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return instant;
  return new Intl.DateTimeFormat(locale(lang), { dateStyle: 'medium', timeZone: 'UTC' }).format(time);
}

/** Day and minute in UTC. */
export function formatInstant(instant: string, lang: Lang): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return instant;
  return new Intl.DateTimeFormat(locale(lang), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(time);
}

/** How long ago, in the largest unit: 5 minutes ago, вчера. */
export function formatAgo(instant: string, nowMs: number, lang: Lang): string {
  const seconds = (new Date(instant).getTime() - nowMs) / 1000;
  if (Number.isNaN(seconds)) return instant;
  const relative = new Intl.RelativeTimeFormat(locale(lang), { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 45) return relative.format(0, 'second');
  if (size < 2_700) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 79_200) return relative.format(Math.round(seconds / 3600), 'hour');
  if (size < 2_160_000) return relative.format(Math.round(seconds / 86_400), 'day');
  return formatDay(instant, lang);
}

/** `90s`, `30m`, `24h`, `7d`, `2w` as seconds; a bare number is seconds; `null` when it is none of them. */
export function parseSpan(text: string): number | null {
  const match = /^\s*(\d{1,9})\s*(s|m|min|h|d|w)?\s*$/.exec(text);
  if (!match) return null;
  const unit = { s: 1, m: 60, min: 60, h: 3600, d: 86_400, w: 604_800 }[match[2] ?? 's'] as number;
  return Number(match[1]) * unit;
}
