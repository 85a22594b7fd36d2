/** Which questions a page of answers shows, as the server decides it. Pure. */

import type { Condition, Survey, SurveyQuestion, Test } from '../../api/surveys';
import type { Emotion } from '../../api/types';

export interface Given {
  score?: number;
  choices?: string[];
  other?: string;
  emotions?: Emotion[];
  text?: string;
}
/** By id of the question; a question that was shown and skipped has an empty one. */
export type Answers = Record<string, Given>;

export const saysNothing = (given: Given | undefined): boolean =>
  !given || (given.score === undefined && !given.choices?.length && !given.emotions?.length && !given.other?.trim() && !given.text?.trim());

function holds(test: Test, given: Given | undefined): boolean {
  const said = saysNothing(given) ? undefined : given;
  const chosen = (words: string[]) => [...(said?.choices ?? []), ...(said?.emotions ?? [])].some((word) => words.includes(word));
  if ('at_least' in test) return said?.score !== undefined && said.score >= test.at_least;
  if ('at_most' in test) return said?.score !== undefined && said.score <= test.at_most;
  if ('any_of' in test) return chosen(test.any_of);
  if ('none_of' in test) return !chosen(test.none_of);
  return (said !== undefined) === test.answered;
}

/** The questions that are asked after these answers. An answer to one that is not asked any more counts as not given. */
export function asked(survey: Survey, answers: Answers): SurveyQuestion[] {
  const all: SurveyQuestion[] = [];
  for (const question of survey.questions) {
    const fits = (condition: Condition) => holds(condition.is, all.some((earlier) => earlier.id === condition.question) ? answers[condition.question] : undefined);
    if ((question.show_if ?? []).every(fits)) all.push(question);
  }
  return all;
}

/** Questions of the next page: from the first that was not shown yet to the first whose answer decides what follows. */
export function nextScreen(survey: Survey, answers: Answers): SurveyQuestion[] {
  const screen: SurveyQuestion[] = [];
  for (const question of asked(survey, answers)) {
    if (answers[question.id]) continue;
    screen.push(question);
    if (survey.questions.some((later) => later.show_if?.some((condition) => condition.question === question.id))) break;
  }
  return screen;
}

/** Whether the answer says what a required question asks: a comment below is not it. */
export function saysWhatIsAsked(question: SurveyQuestion, given: Given | undefined): boolean {
  switch (question.kind.kind) {
    case 'choice':
    case 'multi':
      return Boolean(given?.choices?.length) || Boolean(given?.other?.trim());
    case 'emotion':
      return Boolean(given?.emotions?.length);
    case 'text':
      return Boolean(given?.text?.trim());
    default:
      return given?.score !== undefined;
  }
}

export type Wrong = 'required' | 'too_many';

export function wrongWith(question: SurveyQuestion, given: Given | undefined): Wrong | undefined {
  if (question.required && !saysWhatIsAsked(question, given)) return 'required';
  const most = question.kind.kind === 'multi' || question.kind.kind === 'emotion' ? (question.kind.most ?? 0) : 0;
  const chosen = (given?.choices?.length ?? 0) + (given?.emotions?.length ?? 0) + (question.kind.kind === 'multi' && given?.other?.trim() ? 1 : 0);
  return most > 0 && chosen > most ? 'too_many' : undefined;
}
