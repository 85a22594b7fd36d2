/** Changes of a study's document. Pure. */

import type { StudyAnswered, StudyQuestion, StudyView, Study } from '../../api/surveys';

export const states: readonly StudyAnswered[] = ['answered', 'few', 'unanswered', 'not_asked'];

/** How many questions are how far, in the order of `states`. */
export const tally = (study: Pick<StudyView, 'states'>): { state: StudyAnswered; n: number }[] => states.map((state) => ({ state, n: study.states.filter((one) => one.state === state).length }));

export function freshQuestion(study: Study, text: string): StudyQuestion {
  const taken = new Set(study.questions.map((question) => question.id));
  for (let i = study.questions.length + 1; ; i++) {
    if (!taken.has(`q${i}`)) return { id: `q${i}`, text };
  }
}

export const withQuestion = (study: Study, id: string, change: Partial<StudyQuestion>): Study => ({ ...study, questions: study.questions.map((question) => (question.id === id ? tidy({ ...question, ...change }) : question)) });

/** Nothing is written for what is not there; without a finding nothing is settled. */
function tidy({ asked_in, finding, settled, ...rest }: StudyQuestion): StudyQuestion {
  return { ...rest, ...(asked_in?.length ? { asked_in } : {}), ...(finding ? { finding } : {}), ...(settled && finding?.trim() ? { settled } : {}) };
}

export const withAbout = (study: Study, about: string): Study => {
  const next = { ...study, about };
  if (!about) delete (next as Study).about;
  return next;
};

export function moved(study: Study, from: number, to: number): Study {
  const question = study.questions[from];
  if (!question || to < 0 || to >= study.questions.length) return study;
  return { ...study, questions: study.questions.toSpliced(from, 1).toSpliced(to, 0, question) };
}

/** What the server would refuse is not sent: a question without words waits until it has some. */
export const sendable = (study: Study): Study => ({ ...study, title: study.title.trim() || '…', questions: study.questions.filter((question) => question.text.trim() !== '') });
