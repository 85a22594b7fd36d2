import { describe, expect, it } from 'vitest';
import type { Survey } from '../../api/surveys';
import { addQuestion, blankKind, blankTest, changeQuestion, duplicateQuestion, freshId, missingIn, moveQuestion, newQuestion, placeOfProblem, removeQuestion, testsFor, withText } from './document';
import { begin, edited, redone, undone } from './history';
import { levelOf, npsParts } from './resultRows';

const survey: Survey = {
  title: { en: 'T', ru: 'Т' },
  languages: ['ru', 'en'],
  questions: [
    { id: 'nps', text: { en: 'likely?' }, kind: { kind: 'nps' } },
    { id: 'why', text: { en: 'why?' }, kind: { kind: 'text' }, show_if: [{ question: 'nps', is: { at_most: 6 } }] },
    { id: 'end', text: { en: 'end' }, kind: { kind: 'text' } },
  ],
};
const ids = (of: Survey) => of.questions.map((question) => question.id).join(' ');

describe('questions', () => {
  it('are moved, copied under an id of their own, and taken away with what looked at them', () => {
    expect(ids(moveQuestion(survey, 0, 2))).toBe('why end nps');
    expect(moveQuestion(survey, 0, 3)).toBe(survey);
    expect(ids(duplicateQuestion(survey, 1))).toBe('nps why why_2 end');
    const without = removeQuestion(survey, 0);
    expect(ids(without)).toBe('why end');
    expect(without.questions[0]).not.toHaveProperty('show_if');
  });

  it('get the first id that nobody has', () => {
    expect(freshId('nps', ['nps', 'nps_2'])).toBe('nps_3');
    expect(ids(addQuestion(survey, newQuestion('nps', survey), 1))).toBe('nps nps_2 why end');
  });

  it('keep their options when one answer becomes several', () => {
    const choice = { kind: 'choice' as const, options: [{ id: 'a', text: { en: 'A' } }], other: true };
    expect(blankKind('multi', choice)).toEqual({ kind: 'multi', options: choice.options, other: true });
  });

  it('write nothing for what is not there', () => {
    const changed = changeQuestion(survey, 1, { show_if: [], required: false, step: undefined });
    expect(Object.keys(changed.questions[1] ?? {}).sort()).toEqual(['id', 'kind', 'text']);
  });
});

it('a text lacks a language only once it is said in another', () => {
  expect(missingIn({ en: 'x' }, survey)).toEqual(['ru']);
  expect(missingIn({}, survey)).toEqual([]);
  expect(withText({ en: 'x', ru: 'у' }, 'ru', '')).toEqual({ en: 'x' });
});

it('only scores are compared, only options are chosen', () => {
  expect(testsFor({ kind: 'nps' })).toContain('at_most');
  expect(testsFor({ kind: 'text' })).toEqual(['answered', 'skipped']);
  expect(blankTest('at_least', { kind: 'nps' }, { at_most: 4 })).toEqual({ at_least: 4 });
});

it('a problem is told where it is', () => {
  expect(placeOfProblem('questions[12].kind.options[0].text.ru')).toBe(12);
  expect(placeOfProblem('title.en')).toBeUndefined();
});

it('letters of one word are taken back together, other changes one by one', () => {
  let history = begin('');
  history = edited(history, 'a', 0, 'title');
  history = edited(history, 'ab', 300, 'title');
  history = edited(history, 'ab!', 5_000, 'title');
  history = edited(history, 'new', 5_100);
  const back = [history, undone(history), undone(undone(history)), undone(undone(undone(history)))].map((one) => one.now);
  expect(back).toEqual(['new', 'ab!', 'ab', '']);
  expect(redone(undone(history)).now).toBe('new');
  expect(undone(begin('x')).now).toBe('x');
});

it('scores have their parts and their colours', () => {
  const counts = Array.from({ length: 11 }, (_, i) => ({ value: String(i), n: i, share: 0 }));
  expect(npsParts(counts)).toEqual({ detractors: 21, passives: 15, promoters: 19 });
  expect([0, 5, 7, 10].map((score) => levelOf('nps', String(score), counts))).toEqual([-2, -1, 0, 2]);
  expect(['1', '3', '5'].map((score) => levelOf('csat', score, counts.slice(1, 6)))).toEqual([-2, 0, 2]);
});
