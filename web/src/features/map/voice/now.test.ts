import { expect, test } from 'vitest';
import type { Card } from '../../../api/types';
import type { VoiceSteps } from '../../../api/voice';
import { groupName, pointNow, textsOf, voiceNow } from './now';

const card = (more: Partial<Card>): Card => ({ id: 'c', lane: 'feelings', at: 'pay', state: 'measured', ...more });
const said = { rule: 'voice.score' };
const steps = { items: [{ key: 'pay', at: 'pay', kind: 'step', n_items: 41, curve: { state: 'measured', value: -0.9, lo: -1.1, hi: -0.7, n: 41 } }] } as unknown as VoiceSteps;
const now = (choice: 'now' | 'saved') => voiceNow('m', steps, choice, () => undefined);

test('a point that came from what people said follows what they say now', () => {
  const point = card({ feeling: { value: -1, n: 40 }, evidence: [said] });
  expect(pointNow(point, now('now'))).toEqual({ value: -0.9, lo: -1.1, hi: -0.7, n: 41 });
  expect(pointNow(point, now('saved'))?.n).toBe(40);
});

test('a point put by hand or of one persona stays where it is', () => {
  expect(pointNow(card({ feeling: { value: 1 } }), now('now'))?.value).toBe(1);
  expect(pointNow(card({ feeling: { value: 1 }, evidence: [said], personas: ['p'] }), now('now'))?.value).toBe(1);
});

test('the texts behind a card are counted by what it carries', () => {
  expect(textsOf(card({}))).toBe(0);
  expect(textsOf(card({ evidence: [{ quote: { text: 'late', record: 'voice:reviews/r1#body' } }] }))).toBe(1);
  expect(textsOf(card({ evidence: [{ rule: 'voice.said', reason: { en: 'said by 31' }, texts: 'step=pay' }] }))).toBe(31);
});

test('a group has the name of the persona that stands for it', () => {
  const doc = { personas: [{ id: 'p', name: { en: 'Anna' }, segment: 'segment = "student"' }] };
  expect(groupName('student', doc, 'en')).toBe('Anna');
  expect(groupName('family', doc, 'en')).toBe('family');
});
