import { describe, expect, it } from 'vitest';
import type { HistoryRun, MapVersion } from '../../api/reviewQueries';
import { dayName, dayOf, daysOf, markedIds, timeSpan } from './days';

const run = (seq: number, day: number, hour: number): HistoryRun => ({
  from_seq: seq, to_seq: seq, at: new Date(2026, 10, day, hour).toISOString(), until: new Date(2026, 10, day, hour, 20).toISOString(), person: { id: 'a', name: 'Ann' }, via: 'live', changed: [], words: [],
});
const version = (id: string, day: number, hour: number): MapVersion => ({ id, seq: 1, name: id, at: new Date(2026, 10, day, hour).toISOString() });
const told = (runs: HistoryRun[], versions: MapVersion[], whole = true) => daysOf(runs, versions, whole).map((day) => `${day.key}: ${day.entries.map((one) => ('run' in one ? one.run.from_seq : one.version.id)).join(' ')}`);

describe('the history', () => {
  it('is told by the reader’s days, newest first, with versions where they were named', () => {
    expect(told([run(3, 22, 23), run(2, 22, 9), run(1, 20, 12)], [version('named', 22, 10)])).toEqual(['2026-11-22: 3 named 2', '2026-11-20: 1']);
  });

  it('holds older versions back until their time has come', () => {
    const old = version('old', 1, 10);
    expect(told([run(2, 22, 9)], [old], false)).toEqual(['2026-11-22: 2']);
    expect(told([run(2, 22, 9)], [old], true)).toEqual(['2026-11-22: 2', '2026-11-01: old']);
  });

  it('names today and yesterday', () => {
    const now = new Date(2026, 10, 22, 0, 30);
    expect([dayName(dayOf(now.toISOString()), now, 'en'), dayName('2026-11-21', now, 'ru'), dayName('2026-11-01', now, 'en')]).toEqual(['Today', 'Вчера', '1 Nov 2026']);
  });

  it('says a span of time once where it took no time', () => {
    const at = (minute: number) => new Date(2026, 10, 22, 14, minute).toISOString();
    expect([timeSpan(at(5), at(5), 'en'), timeSpan(at(5), at(17), 'ru')]).toEqual(['14:05', '14:05–14:17']);
  });

  it('marks what is still there, once', () => {
    expect(markedIds([{ id: 'a', what: 'changed' }, { id: 'a', what: 'moved' }, { id: 'b', what: 'removed' }])).toEqual(['a']);
  });
});
