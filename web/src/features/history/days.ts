/** The history of a map by days, and the points one may go back to. Pure. */

import type { HistoryRun, MapVersion } from '../../api/reviewQueries';
import { formatDay, type Lang } from '../../lib/format';

export type Entry = { run: HistoryRun } | { version: MapVersion };
export interface Day {
  /** `2026-11-22`, where the reader is. */
  key: string;
  entries: Entry[];
}

/** The reader's own day: a change made before midnight is yesterday's, whatever UTC says. */
export function dayOf(instant: string): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return instant.slice(0, 10);
  return `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`;
}

const timeOf = (entry: Entry) => ('run' in entry ? entry.run.until : entry.version.at);

/** Newest first; a version stands where it was named, above what it holds. Versions older than the runs that are known wait. */
export function daysOf(runs: HistoryRun[], versions: MapVersion[], whole: boolean): Day[] {
  const oldest = runs.at(-1)?.at ?? '';
  const entries: Entry[] = [...versions.filter((version) => whole || version.at >= oldest).map((version) => ({ version })), ...runs.map((run) => ({ run }))];
  entries.sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
  const days: Day[] = [];
  for (const entry of entries) {
    const key = dayOf(timeOf(entry));
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ key, entries: [entry] });
  }
  return days;
}

/** Today, yesterday, else the day. */
export function dayName(key: string, now: Date, lang: Lang): string {
  const days = Math.round((Date.parse(key) - Date.parse(dayOf(now.toISOString()))) / 86_400_000);
  if (days === 0 || days === -1) {
    const words = new Intl.RelativeTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { numeric: 'auto' }).format(days, 'day');
    return words.charAt(0).toLocaleUpperCase(lang) + words.slice(1);
  }
  return formatDay(`${key}T12:00:00Z`, lang);
}

/** 14:05, or 14:05–14:17 where it took longer. */
export function timeSpan(from: string, until: string, lang: Lang): string {
  const clock = new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  const [a, b] = [from, until].map((instant) => clock.format(new Date(instant)));
  return a === b ? (a ?? '') : `${a}–${b}`;
}

/** Ids that changed and are still there to be marked. */
export const markedIds = (changed: { id: string; what: string }[]): string[] => [...new Set(changed.filter((one) => one.what !== 'removed').map((one) => one.id))];
