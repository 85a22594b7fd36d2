import { expect, it } from 'vitest';
import type { Code } from '../../api/voice';
import { byWord, mayStandUnder, sentenceBeside, tree } from './coding';

const text = 'Ждали долго. А приедут ли они? Приехали 😀 вечером.';
const from = (place: { start: number; end: number } | undefined) => ({ item: 't', start: place?.start ?? -1, end: place?.end ?? -1 });
const words = (place?: { start: number; end: number }) => place && Array.from(text).slice(place.start, place.end).join('');

it('sentences are walked from one to the next, and the last one stays', () => {
  const first = sentenceBeside(text, null, 1);
  expect(words(first)).toBe('Ждали долго.');
  const second = sentenceBeside(text, from(first), 1);
  expect(words(second)).toBe('А приедут ли они?');
  const third = sentenceBeside(text, from(second), 1);
  expect(words(third)).toBe('Приехали 😀 вечером.');
  expect(words(sentenceBeside(text, from(third), 1))).toBe('Приехали 😀 вечером.');
  expect(words(sentenceBeside(text, from(third), -1))).toBe('А приедут ли они?');
  expect(words(sentenceBeside(text, null, -1))).toBe('Приехали 😀 вечером.');
});

it('a mark grows and shrinks by words and is never empty', () => {
  let picked = { item: 't', start: 0, end: 5 };
  picked = byWord(text, picked, 1);
  expect(words(picked)).toBe('Ждали долго.');
  picked = byWord(text, byWord(text, picked, -1), -1);
  expect(words(picked)).toBe('Ждали');
});

const code = (id: string, parent?: string): Code => ({ id, name: id, n: 0, ...(parent ? { parent } : {}) });

it('codes stand under their parents; one whose parent is gone stands at the top', () => {
  const codes = [code('waiting', 'barriers'), code('trust'), code('barriers'), code('lost', 'gone')];
  expect(tree(codes).map((one) => `${'>'.repeat(one.depth)}${one.code.id}`)).toEqual(['barriers', '>waiting', 'lost', 'trust']);
});

it('a code never stands under its own child, and a ring of codes loses nobody', () => {
  const codes = [code('a'), code('b', 'a'), code('c', 'b')];
  expect(mayStandUnder(codes, 'a', 'c')).toBe(false);
  expect(mayStandUnder(codes, 'c', 'a')).toBe(true);
  expect(tree([code('a', 'b'), code('b', 'a')]).length).toBe(2);
});
