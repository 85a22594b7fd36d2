import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Survey } from '../../api/surveys';
import { asked, nextScreen, wrongWith, type Answers } from './flow';

const say = (en: string) => ({ en, ru: en });
const survey: Survey = {
  title: say('t'),
  languages: ['en', 'ru'],
  questions: [
    { id: 'nps', text: say('nps'), kind: { kind: 'nps' }, required: true },
    { id: 'good', text: say('good'), kind: { kind: 'text' }, show_if: [{ question: 'nps', is: { at_least: 9 } }] },
    { id: 'bad', text: say('bad'), kind: { kind: 'multi', most: 1, options: [{ id: 'late', text: say('late') }, { id: 'dear', text: say('dear') }] }, show_if: [{ question: 'nps', is: { at_most: 6 } }] },
    { id: 'how', text: say('how'), kind: { kind: 'text' }, show_if: [{ question: 'bad', is: { any_of: ['late'] } }] },
    { id: 'end', text: say('end'), kind: { kind: 'emotion' } },
  ],
};
const ids = (answers: Answers) => asked(survey, answers).map((question) => question.id).join(' ');
const screen = (answers: Answers) => nextScreen(survey, answers).map((question) => question.id).join(' ');

describe('what is asked', () => {
  it('follows the answers', () => {
    expect(ids({ nps: { score: 9 } })).toBe('nps good end');
    expect(ids({ nps: { score: 8 } })).toBe('nps end');
    expect(ids({ nps: { score: 2 }, bad: { choices: ['late'] } })).toBe('nps bad how end');
  });

  it('an answer to a question that is not asked any more counts as not given', () => {
    expect(ids({ nps: { score: 10 }, bad: { choices: ['late'] } })).toBe('nps good end');
  });

  it('a page ends at an answer that decides what follows', () => {
    expect(screen({})).toBe('nps');
    expect(screen({ nps: { score: 9 } })).toBe('good end');
    expect(screen({ nps: { score: 3 } })).toBe('bad');
    expect(screen({ nps: { score: 3 }, bad: {} })).toBe('end');
    expect(screen({ nps: { score: 8 }, end: {} })).toBe('');
  });
});

it('a required question wants what it asks, and no more than it allows', () => {
  const [nps, , bad] = survey.questions;
  if (!nps || !bad) throw new Error('questions');
  expect(wrongWith(nps, { text: 'a comment is not a score' })).toBe('required');
  expect(wrongWith(nps, { score: 0 })).toBeUndefined();
  expect(wrongWith(bad, { choices: ['late', 'dear'] })).toBe('too_many');
});

const served = '../crates/server/src/http/answering/answer.css';
it.skipIf(!existsSync(served))('the preview wears the very styles of the page of answers', () => {
  expect(readFileSync('src/features/surveys/answer.css', 'utf8')).toBe(readFileSync(served, 'utf8'));
});
