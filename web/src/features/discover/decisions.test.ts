import { describe, expect, it } from 'vitest';
import { joined, type DraftPart } from '../../api/discover';
import type { MapDocument } from '../../api/types';
import { marksSheet, withParts } from './apply';
import { because, decide, drawnParts, grouped, isWording, noChoices, sending, standing } from './decisions';

const part = (key: string, more: Partial<DraftPart> = {}): DraftPart => ({ key, what: 'new', of: 'card', id: key, name: {}, change: { do: 'remove', of: 'card', id: key }, is: { id: key }, ...more });
const stage = part('stage', { of: 'stage' });
const step = part('step', { of: 'step', needs: ['stage'] });
const card = part('card', { at: 'step', needs: ['step'] });
const other = part('other', { what: 'changed' });
const parts = [stage, step, card, other];
const wishes = (choices: ReadonlyMap<string, { wish: string }>) => Object.fromEntries([...choices].map(([key, one]) => [key, one.wish]));

describe('decisions', () => {
  it('what a part needs is accepted with it, however far', () => {
    expect(wishes(decide(noChoices, parts, ['card'], 'accept'))).toEqual({ card: 'accept', step: 'accept', stage: 'accept' });
  });

  it('refusing what accepted parts need leaves them open', () => {
    const all = decide(noChoices, parts, ['card', 'other'], 'accept');
    expect(wishes(decide(all, parts, ['stage'], 'reject'))).toEqual({ stage: 'reject', other: 'accept' });
    expect(wishes(decide(all, parts, ['step'], null))).toEqual({ stage: 'accept', other: 'accept' });
  });

  it('accepting what needs a refused part takes the refusal back', () => {
    const no = decide(noChoices, parts, ['stage'], 'reject');
    expect(wishes(decide(no, parts, ['step'], 'accept'))).toEqual({ stage: 'accept', step: 'accept' });
  });

  it('a choice holds for the same words, not for other numbers of the same part', () => {
    const chosen = decide(noChoices, parts, ['other', 'stage'], 'accept');
    const later = [stage, { ...other, is: { id: 'other', metric: 2 } }];
    expect(wishes(standing(chosen, later))).toEqual({ stage: 'accept' });
  });

  it('refusals are sent by their reason', () => {
    let choices = decide(noChoices, parts, ['stage', 'other'], 'reject');
    choices = because(choices, 'other', ' Not ours ');
    choices = because(choices, 'nobody', 'x');
    expect(sending(choices)).toEqual({ accept: [], reject: [{ reason: '', keys: ['stage'] }, { reason: 'Not ours', keys: ['other'] }] });
  });

  it('refused parts and those refused before are not drawn, nor what stands on them', () => {
    const keys = (list: DraftPart[]) => list.map((one) => one.key);
    expect(keys(drawnParts(parts, decide(noChoices, parts, ['step'], 'reject')))).toEqual(['stage', 'other']);
    const before = [stage, { ...step, held: { by: 'Ann', at: '2026-01-01T00:00:00Z' } }, card];
    expect(keys(drawnParts(before, noChoices))).toEqual(['stage']);
    expect(keys(drawnParts(before, decide(noChoices, before, ['card'], 'accept')))).toEqual(['stage', 'step', 'card']);
  });

  it('other words with the same numbers are no change to decide about, other numbers are', () => {
    const said = (was: string, is: string, field = 'text') => part('c', { what: 'changed', was: { text: { en: was } }, is: { text: { en: is } }, change: { do: 'set', of: 'card', id: 'c', field: [field], value: {} } });
    expect(isWording(said('Waiting for the delivery: 1.6 days', 'Waiting for «Delivered»: 1.6 days'))).toBe(true);
    expect(isWording(said('Waiting: 1.6 days', 'Waiting: 2.6 days'))).toBe(false);
    expect(isWording(said('Reach', 'Reach', 'metric'))).toBe(false);
    expect(drawnParts([said('a', 'b')], noChoices)).toEqual([]);
  });

  it('two changes of one record are one part with all their needs', () => {
    const twice = joined([part('step', { needs: ['stage'] }), part('x'), part('step', { needs: ['stage', 'lane'] })]);
    expect(twice.map((one) => [one.key, one.change.do, one.needs])).toEqual([['step', 'several', ['stage', 'lane']], ['x', 'remove', undefined]]);
  });

  it('parts stand stage by stage in the order of the map, the whole map last', () => {
    const doc = { stages: [{ id: 's1', name: {}, steps: [{ id: 'a', name: {} }, { id: 'b', name: {} }] }, { id: 's2', name: {}, steps: [] }] } as unknown as MapDocument;
    const list = [part('path', { of: 'path' }), part('on b', { at: 'b' }), part('on a', { at: 'a' }), part('s2', { of: 'stage' })];
    expect(grouped(list, doc).map((group) => [group.stage, group.parts.map((one) => one.key)])).toEqual([['s1', ['on a', 'on b']], ['s2', ['s2']], ['', ['path']]]);
  });
});

describe('the picture of a draft', () => {
  const doc = { stages: [{ id: 's1', name: {}, steps: [{ id: 'a', name: {} }, { id: 'b', name: {} }] }], lanes: [{ id: 'l', role: 'kpis' }], cards: [{ id: 'c', lane: 'l', at: 'b', state: 'measured', text: { en: 'was' } }] } as unknown as MapDocument;
  const stage2 = part('n', { of: 'stage', id: 's2', change: { do: 'add', record: { kind: 'stage', record: { id: 's2', name: {} } }, place: 'last' } });
  const move = part('m', { what: 'changed', of: 'step', id: 'b', change: { do: 'move', of: 'step', id: 'b', to: 's2' } });
  const said = part('t', { what: 'changed', id: 'c', change: { do: 'several', changes: [{ do: 'set', of: 'card', id: 'c', field: ['text', 'en'], value: 'is' }] } });
  const gone = part('g', { what: 'gone', of: 'step', id: 'b', change: { do: 'remove', of: 'step', id: 'b' } });

  it('new stages, moved steps and new words are seen, the map itself is not touched', () => {
    const seen = withParts(doc, [stage2, move, said], { gone: false });
    expect(seen.stages.map((one) => [one.id, one.steps.map((each) => each.id)])).toEqual([['s1', ['a']], ['s2', ['b']]]);
    expect(seen.cards[0]?.text).toEqual({ en: 'is' });
    expect(doc.stages).toHaveLength(1);
    expect(doc.cards[0]?.text).toEqual({ en: 'was' });
  });

  it('what is gone stays in place to be struck through, or leaves with its cards', () => {
    expect(withParts(doc, [gone], { gone: false })).toEqual(doc);
    const without = withParts(doc, [gone], { gone: true });
    expect(without.stages[0]?.steps.map((one) => one.id)).toEqual(['a']);
    expect(without.cards).toEqual([]);
    expect(marksSheet('.x', [gone], noChoices, undefined)).toMatch(/content:"−".*line-through/s);
  });
});
