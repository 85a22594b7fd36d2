import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatCount, formatFeeling, formatShare, formatSpan, parseSpan } from './format';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it('group and point as the language does', () => {
    expect(plain(formatCount(1234567, 'ru'))).toBe('1 234 567');
    expect(formatCount(1234567, 'en')).toBe('1,234,567');
    expect(plain(formatShare(0.0562, 'ru'))).toBe('5,6 %');
    expect(formatShare(0.0562, 'en')).toBe('5.6%');
  });

  it('a small share is not nothing and everything is 100 %', () => {
    expect(formatShare(0.0001, 'en')).toBe('< 0.1%');
    expect(formatShare(0, 'en')).toBe('0%');
    expect(formatShare(1, 'en')).toBe('100%');
    expect(formatShare(0.256, 'en')).toBe('26%');
  });

  it('a feeling carries its sign, nothing carries none', () => {
    expect(formatFeeling(1.26, 'ru')).toBe('+1,3');
    expect(formatFeeling(-0.44, 'en')).toBe('\u22120.4');
    expect(formatFeeling(-0.04, 'en')).toBe('0.0');
  });

  it('bytes', () => {
    expect(plain(formatBytes(1_540_000, 'ru'))).toBe('1,5 МБ');
    expect(plain(formatBytes(999, 'en'))).toBe('999 B');
  });
});

describe('spans', () => {
  it.each([
    [0, '0 s'],
    [0.42, '0.4 s'],
    [59.7, '1 min'],
    [75, '1 min 15 s'],
    [3_599, '1 h'],
    [3_600, '1 h'],
    [86_399, '1 d'],
    [90_000, '1 d 1 h'],
    [12 * 86_400 + 40_000, '12 d'],
    [400 * 86_400, '400 d'],
  ])('%d seconds is %s', (seconds, text) => expect(plain(formatSpan(seconds, 'en'))).toBe(text));

  it('speaks Russian', () => expect(plain(formatSpan(3 * 86_400 + 4 * 3_600, 'ru'))).toBe('3 дн. 4 ч'));

  it('reads what a person types', () => {
    expect(parseSpan('7d')).toBe(604_800);
    expect(parseSpan(' 90 ')).toBe(90);
    expect(parseSpan('7 fortnights')).toBeNull();
  });
});

it('says how long ago', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  expect(formatAgo('2026-03-01T11:30:00Z', now, 'en')).toBe('30 minutes ago');
  expect(formatAgo('2026-02-28T12:00:00Z', now, 'ru')).toBe('вчера');
});
