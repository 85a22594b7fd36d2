import { expect, it } from 'vitest';
import { condition, conjuncts, withCondition, withoutCondition } from './filter';

it('writes conditions with quotes where they belong', () => {
  expect(condition('channel', '=', 'web "old"', false)).toBe('channel = "web \\"old\\""');
  expect(condition('amount', '>', '1,5', true)).toBe('amount > 1.5');
  expect(condition('Тип клиента', '!=', 'x', false)).toBe('`Тип клиента` != "x"');
});

it('splits at a top-level and only', () => {
  expect(conjuncts('a = "x and y" and (b = 1 or c = 2) and event(d = 1 and e = 2)')).toEqual([
    'a = "x and y"',
    '(b = 1 or c = 2)',
    'event(d = 1 and e = 2)',
  ]);
  expect(conjuncts('a = 1 or b = 2 and c = 3')).toEqual(['a = 1 or b = 2 and c = 3']);
  expect(conjuncts('  ')).toEqual([]);
});

it('adds and removes without changing the rest', () => {
  expect(withCondition(undefined, 'a = 1')).toBe('a = 1');
  expect(withCondition('a = 1', 'b = 2')).toBe('a = 1 and b = 2');
  expect(withCondition('a = 1', 'a = 1')).toBe('a = 1');
  expect(withCondition('a = 1 or b = 2', 'c = 3')).toBe('(a = 1 or b = 2) and c = 3');
  expect(withoutCondition('a = 1 and b = 2', 0)).toBe('b = 2');
  expect(withoutCondition('a = 1', 0)).toBeUndefined();
});
