import { expect, it } from 'vitest';
import type { VoiceQuote, VoiceStep } from '../../api/voice';
import { evidenceOf, itemOfRecord, oftenOf, quotesOf, stateOf, takes, textsBehind } from './sayings';

const quote: VoiceQuote = { source: 'reviews', item: 'r/7', span: { part: 'cons', start: 3, end: 20 }, text: 'ждали три недели', feeling: -1.4, language: 'ru' };
const step = { key: 'Delivery', pains: [{ topic: { id: 't-wait', name: { ru: 'опоздание' } }, name: { ru: 'опоздание' }, n: 88, share: 0.1, quote }], delights: [] } as unknown as VoiceStep;

it('a quote on a card keeps its exact place and is one voice', () => {
  const [saying] = quotesOf([quote], { step: 'Delivery' });
  if (!saying) throw new Error('no saying');
  expect(evidenceOf(saying)).toEqual([{ rule: 'voice.quotes', quote: { text: 'ждали три недели', lang: 'ru', record: 'voice:reviews/r/7#cons', from: 3, to: 20 } }]);
  expect(stateOf(saying)).toBe('single_voice');
  expect(itemOfRecord(evidenceOf(saying)[0]?.quote?.record)).toBe('reviews/r/7');
});

it('a pain names all the texts behind it', () => {
  const [saying] = oftenOf(step, 'pains', { step: 's3', map: 'shop' });
  if (!saying) throw new Error('no saying');
  expect(stateOf(saying)).toBe('supported_by_text');
  expect(evidenceOf(saying)).toHaveLength(2);
  expect(textsBehind(evidenceOf(saying))).toBe('step=s3&topic=t-wait&feeling=bad&map=shop');
});

it('words go into no lane of numbers or faces', () => {
  const lanes = [{ id: 'a', role: 'pains' as const }, { id: 'b', role: 'feelings' as const }];
  expect(takes({ lanes }, 'a')).toBe(true);
  expect(takes({ lanes }, 'b')).toBe(false);
  expect(takes({ lanes }, 'gone')).toBe(false);
});

it('other records are not of the voice', () => {
  expect(itemOfRecord('interview 7')).toBeUndefined();
  expect(itemOfRecord(undefined)).toBeUndefined();
});
