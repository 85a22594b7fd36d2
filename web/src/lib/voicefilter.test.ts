import { expect, it } from 'vitest';
import { filterQuery, narrowing, voiceFilter } from './voicefilter';

it('the address says what is looked at; what is no filter is left out', () => {
  expect(voiceFilter({ source: 'myfin', feeling: 'bad', from: '2026-03-01', to: 'yesterday', order: 'worst', item: '7', page: 3 })).toEqual({ source: 'myfin', feeling: 'bad', from: '2026-03-01', order: 'worst' });
  expect(voiceFilter({ feeling: 'furious', attached: 'maybe', q: 42 })).toEqual({ q: '42' });
});

it('goes to the server in the same words', () => {
  expect(filterQuery({ step: 'Доставка', feeling: 'bad' }, { limit: '60' })).toBe(`step=${encodeURIComponent('Доставка')}&feeling=bad&limit=60`);
});

it('the order narrows nothing', () => {
  expect(narrowing({ order: 'worst', topic: 't1' })).toEqual(['topic']);
});
