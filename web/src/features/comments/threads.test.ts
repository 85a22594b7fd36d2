import { describe, expect, it } from 'vitest';
import type { MapComment } from '../../api/reviewQueries';
import { fromWritten, keepThread, mentionAt, mentionsIn, openCounts, partsOf, peopleLike, threadsOf, toWritten } from './threads';

const said = (id: string, when: number, more: Partial<MapComment> = {}): MapComment => ({ id, at: 'card', by: 'Ann', when: `2026-11-2${when}T10:00:00Z`, text: id, ...more });

describe('conversations', () => {
  const all = [
    said('a', 0),
    said('b', 1, { at: 'other', person: 'bob' }),
    said('a2', 3, { answers: 'a1' }),
    said('a1', 2, { answers: 'a', text: 'look @[Bob Ray](bob)' }),
    said('lost', 0, { answers: 'gone', resolved: true }),
  ];
  it('have answers of answers in order of time; who was last spoken in is first', () => {
    expect(threadsOf(all).map((t) => [t.first.id, ...t.answers.map((one) => one.id)].join(' '))).toEqual(['a a1 a2', 'b', 'lost']);
  });

  it('answering in a circle ends', () => {
    expect(threadsOf([said('x', 0, { answers: 'y' }), said('y', 1, { answers: 'x' })]).length).toBeGreaterThan(0);
  });

  it('are counted where they stand, the resolved ones not', () => {
    expect([...openCounts(all)]).toEqual([['card', 1], ['other', 1]]);
  });

  it('are mine when I spoke in them or was called', () => {
    expect(threadsOf(all).filter((t) => keepThread(t, 'mine', 'bob')).map((t) => t.first.id)).toEqual(['a', 'b']);
    expect(threadsOf(all).filter((t) => keepThread(t, 'open', 'bob')).map((t) => t.first.id)).toEqual(['a', 'b']);
    expect(threadsOf(all).filter((t) => keepThread(t, 'mine', undefined))).toEqual([]);
  });
});

describe('people in a text', () => {
  const people = [{ id: '1', name: 'Анна' }, { id: '2', name: 'Анна Ким' }, { id: '3', name: 'Bob' }];
  it('are told from words around them', () => {
    expect(partsOf('a @[Bob](3), b')).toEqual([{ text: 'a ' }, { person: { id: '3', name: 'Bob' } }, { text: ', b' }]);
    expect(mentionsIn('mail me@[x] (y) and @[](z)')).toEqual([]);
  });

  it('are written by name and come back with their ids, the longest name first', () => {
    const text = '@[Анна Ким](2) и @[Анна](1): см. почту x@Bob.org, @Bobby';
    expect(toWritten(text)).toBe('@Анна Ким и @Анна: см. почту x@Bob.org, @Bobby');
    expect(fromWritten(toWritten(text), people)).toBe(text);
  });

  it('are asked for while an @word is being written', () => {
    expect(mentionAt('ask @An', 7)).toEqual({ from: 4, word: 'An' });
    expect(mentionAt('mail x@An', 9)).toBeNull();
    expect(mentionAt('plain', 5)).toBeNull();
    expect(peopleLike(people, 'ки', 'ru').map((one) => one.id)).toEqual(['2']);
    expect(peopleLike(people, '', 'ru')).toHaveLength(3);
  });
});
