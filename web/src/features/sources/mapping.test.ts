import { describe, expect, it } from 'vitest';
import type { Detected, InputMapping } from '../../api/types';
import { inputFor, isPlain, lacks, optionsWith, parseMapping, columnUse, withUse } from './mapping';

const input: InputMapping = {
  name: 'orders',
  actor: 'client',
  columns: [
    { from: 'src', role: 'channel' },
    { from: 'seg', role: { actor_attribute: 'segment' } },
  ],
  events: [{ activity: 'status', time: { column: 'when', format: 'day_first' } }],
};

describe('the table of columns', () => {
  it('shows what each column is', () => {
    expect(['client', 'status', 'when', 'src', 'seg', 'other'].map((c) => columnUse(input, c))).toEqual([
      'actor',
      'activity',
      'time',
      'channel',
      'actor_attribute',
      'none',
    ]);
  });

  it('moves the actor to another column and leaves the old one free', () => {
    const next = withUse(input, 'seg', 'actor');
    expect(next.actor).toBe('seg');
    expect(columnUse(next, 'client')).toBe('none');
    expect(next.columns).toEqual([{ from: 'src', role: 'channel' }]);
    expect(lacks(next)).toEqual([]);
  });

  it('taking the time away leaves the mapping incomplete and says so', () => {
    expect(lacks(withUse(input, 'when', 'none'))).toEqual(['time']);
    expect(lacks(withUse(input, 'client', 'event_attribute'))).toEqual(['actor']);
  });

  it('one column has a single role, several may be attributes', () => {
    const next = withUse(withUse(input, 'seg', 'channel'), 'x', 'event_attribute');
    expect(next.columns).toEqual([
      { from: 'seg', role: 'channel' },
      { from: 'x', role: { event_attribute: 'x' } },
    ]);
  });

  it('a completion time can be added and taken away', () => {
    const next = withUse(input, 'done', 'end', 'iso');
    expect(next.events[0]?.end).toEqual({ column: 'done', format: 'iso' });
    expect(withUse(next, 'done', 'none').events[0]).not.toHaveProperty('end');
  });

  it('a column that is called like a constant stays a column', () => {
    const next = withUse(input, '=total', 'amount');
    expect(next.columns?.at(-1)?.from).toBe('\\=total');
    expect(columnUse(next, '=total')).toBe('amount');
  });
});

it('before there is a mapping, choices become options', () => {
  expect(optionsWith({ actor: 'a' }, 'a', 'time')).toEqual({ time: 'a' });
  expect(optionsWith({}, 'a', 'channel')).toEqual({});
});

it('files find their input by pattern', () => {
  const mapping = { schema: 'tropa.mapping/1', inputs: [{ ...input, files: 'orders*.csv' }, { ...input, name: 'rest' }] };
  const file = (name: string) => ({ name }) as Detected;
  expect(inputFor(mapping, file('orders_2026.csv'))).toBe(0);
  expect(inputFor(mapping, file('visits.csv'))).toBe(1);
});

it('several events in a row are not for the table', () => {
  expect(isPlain(input)).toBe(true);
  expect(isPlain({ ...input, events: [...input.events, ...input.events] })).toBe(false);
});

it('typed text that is no mapping is refused', () => {
  expect(parseMapping('{').error).toBeTruthy();
  expect(parseMapping('{}').error).toContain('inputs');
  expect(parseMapping(JSON.stringify({ schema: 'tropa.mapping/1', inputs: [input] })).mapping?.inputs).toHaveLength(1);
});
