import { expect, it } from 'vitest';
import type { MaskRules } from '../../api/voice';
import { masked, ownRules, sameRules, withBuiltin, withOwn } from './maskRules';

const rules: MaskRules = { schema: 'tropa.masks/1', version: 3, off: ['name'], patterns: [{ pattern: 'К-\\d{5}', label: 'клиент' }], words: [{ word: 'Ромашка' }] };

it('a rule of ours is switched off once and on again', () => {
  expect(withBuiltin(withBuiltin(rules, 'email', false), 'email', false).off).toEqual(['email', 'name']);
  expect(withBuiltin(rules, 'name', true).off).toEqual([]);
});

it('own words and patterns go into one list and come back as they were', () => {
  expect(ownRules(rules)).toEqual([{ of: 'word', text: 'Ромашка' }, { of: 'pattern', text: 'К-\\d{5}', label: 'клиент' }]);
  expect(withOwn(rules, ownRules(rules))).toEqual(rules);
});

it('what stands in brackets is drawn as a mask; other brackets are words', () => {
  expect(masked('Пишите на [e-mail] или [телефон], ok [!]').filter((part) => part.label).map((part) => part.text)).toEqual(['[e-mail]', '[телефон]']);
  expect(masked('Нет масок')).toEqual([{ text: 'Нет масок', label: false }]);
});

it('the order of what is off and the version change nothing', () => {
  expect(sameRules({ ...rules, off: ['name', 'email'] }, { ...rules, version: 9, off: ['email', 'name'] })).toBe(true);
  expect(sameRules(rules, withBuiltin(rules, 'card', false))).toBe(false);
});
