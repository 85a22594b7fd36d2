/** Changes of a survey's document. Pure: a document in, a new one out; questions are named by their place. */

import type { ChoiceOption, Condition, QuestionKind, Survey, SurveyQuestion, Test } from '../../api/surveys';
import type { Emotion, LocalText } from '../../api/types';

export const kinds = ['nps', 'csat', 'ces', 'faces', 'rating', 'choice', 'multi', 'emotion', 'text'] as const;
export type Kind = (typeof kinds)[number];
export const languages = ['ru', 'en'] as const;
export type SurveyLang = (typeof languages)[number];

/** All that are offered where a question names none, in the order of the page of answers. */
export const emotions: readonly Emotion[] = ['joy', 'satisfaction', 'confidence', 'trust', 'hope', 'interest', 'confusion', 'doubt', 'impatience', 'irritation', 'disappointment'];

export const blankSurvey = (lang: SurveyLang, title: LocalText): Survey => ({ title, languages: lang === 'ru' ? ['ru', 'en'] : ['en', 'ru'], questions: [] });

/** The survey's languages, first to last; words it does not know are passed over. */
export const languagesOf = (survey: Survey): SurveyLang[] => survey.languages.filter((one): one is SurveyLang => one === 'ru' || one === 'en');

/** `base`, `base_2`, `base_3`, …: the first that nobody has. */
export function freshId(base: string, taken: readonly string[]): string {
  for (let i = 1; ; i++) {
    const id = i === 1 ? base : `${base}_${i}`;
    if (!taken.includes(id)) return id;
  }
}

const both = (en: string, ru: string): LocalText => ({ en, ru });
/** What is asked, where the field has its usual words. */
const usual: Partial<Record<Kind, LocalText>> = {
  nps: both('How likely are you to recommend us to a friend or colleague?', 'Насколько вероятно, что вы порекомендуете нас друзьям или коллегам?'),
  csat: both('How satisfied are you?', 'Насколько вы довольны?'),
  faces: both('How satisfied are you?', 'Насколько вы довольны?'),
  ces: both('How easy was it?', 'Насколько это было легко?'),
  emotion: both('What did you feel?', 'Что вы чувствовали?'),
};

const option = (id: string): ChoiceOption => ({ id, text: {} });
const freshOptions = () => [option('option'), option('option_2')];

export function blankKind(kind: Kind, from?: QuestionKind): QuestionKind {
  const options = from && (from.kind === 'choice' || from.kind === 'multi') ? from.options : freshOptions();
  const other = from && (from.kind === 'choice' || from.kind === 'multi') ? from.other : undefined;
  switch (kind) {
    case 'nps':
    case 'faces':
      return { kind };
    case 'csat':
      return { kind, points: 5 };
    case 'ces':
      return { kind, points: 7 };
    case 'rating':
      return { kind, lo: 1, hi: 5 };
    case 'choice':
      return { kind, options, ...(other ? { other } : {}) };
    case 'multi':
      return { kind, options, ...(other ? { other } : {}) };
    case 'emotion':
      return { kind, most: 3 };
    case 'text':
      return { kind, long: true };
  }
}

export function newQuestion(kind: Kind, survey: Survey): SurveyQuestion {
  const taken = survey.questions.map((question) => question.id);
  return { id: freshId(kind === 'text' ? 'say' : kind === 'multi' ? 'which' : kind, taken), text: { ...usual[kind] }, kind: blankKind(kind) };
}

const withQuestions = (survey: Survey, questions: SurveyQuestion[]): Survey => ({ ...survey, questions });

export const addQuestion = (survey: Survey, question: SurveyQuestion, at: number): Survey => withQuestions(survey, survey.questions.toSpliced(at, 0, question));

/** A copy right after it, under an id of its own. */
export function duplicateQuestion(survey: Survey, at: number): Survey {
  const question = survey.questions[at];
  if (!question) return survey;
  const copy = { ...structuredClone(question), id: freshId(question.id, survey.questions.map((one) => one.id)) };
  return addQuestion(survey, copy, at + 1);
}

/** What looked at it is asked without that condition. */
export function removeQuestion(survey: Survey, at: number): Survey {
  const gone = survey.questions[at];
  if (!gone) return survey;
  const rest = survey.questions.toSpliced(at, 1).map((question) => {
    const kept = question.show_if?.filter((condition) => condition.question !== gone.id);
    return kept?.length === question.show_if?.length ? question : tidy({ ...question, show_if: kept });
  });
  return withQuestions(survey, rest);
}

export function moveQuestion(survey: Survey, from: number, to: number): Survey {
  const question = survey.questions[from];
  if (!question || to < 0 || to >= survey.questions.length || from === to) return survey;
  return withQuestions(survey, survey.questions.toSpliced(from, 1).toSpliced(to, 0, question));
}

export const changeQuestion = (survey: Survey, at: number, change: Partial<SurveyQuestion>): Survey =>
  withQuestions(survey, survey.questions.map((question, i) => (i === at ? tidy({ ...question, ...change }) : question)));

/** Nothing is written for what is not there. */
function tidy(question: SurveyQuestion): SurveyQuestion {
  const { help, comment, step, show_if, required, ...rest } = question;
  return {
    ...rest,
    ...(required ? { required } : {}),
    ...(help ? { help } : {}),
    ...(comment && question.kind.kind !== 'text' ? { comment } : {}),
    ...(step ? { step } : {}),
    ...(show_if?.length ? { show_if } : {}),
  };
}

/** With the touchpoint it is about, or about none. */
export const withStep = (survey: Survey, step: string | undefined): Survey => {
  const next = { ...survey, step };
  if (!step) delete next.step;
  return next;
};

/** A text with one language set; an emptied language is gone. */
export function withText(text: LocalText | undefined, lang: string, value: string): LocalText {
  const rest = Object.fromEntries(Object.entries(text ?? {}).filter(([key]) => key !== lang));
  return value === '' ? rest : { ...rest, [lang]: value };
}

/** Said in some of the survey's languages, not in all. */
export function missingIn(text: LocalText | undefined, survey: Survey): SurveyLang[] {
  if (!text || Object.values(text).every((one) => one.trim() === '') || text.und) return [];
  return languagesOf(survey).filter((lang) => !text[lang]?.trim());
}

/** Both ends included; nothing where a question has no score. */
export function scaleOf(kind: QuestionKind): { lo: number; hi: number } | undefined {
  switch (kind.kind) {
    case 'nps':
      return { lo: 0, hi: 10 };
    case 'csat':
    case 'ces':
      return { lo: 1, hi: kind.points };
    case 'faces':
      return { lo: 1, hi: 5 };
    case 'rating':
      return { lo: kind.lo, hi: kind.hi };
    default:
      return undefined;
  }
}

export const offeredEmotions = (kind: QuestionKind): readonly Emotion[] => (kind.kind !== 'emotion' ? [] : kind.emotions?.length ? kind.emotions : emotions);

/** Words an answer can be: ids of options, or of feelings. */
export function wordsOf(kind: QuestionKind): string[] {
  if (kind.kind === 'choice' || kind.kind === 'multi') return kind.options.map((one) => one.id);
  return [...offeredEmotions(kind)];
}

export const testKinds = ['at_least', 'at_most', 'any_of', 'none_of', 'answered', 'skipped'] as const;
export type TestKind = (typeof testKinds)[number];

export function testKind(test: Test): TestKind {
  if ('at_least' in test) return 'at_least';
  if ('at_most' in test) return 'at_most';
  if ('any_of' in test) return 'any_of';
  if ('none_of' in test) return 'none_of';
  return test.answered ? 'answered' : 'skipped';
}

/** What may be asked of an answer to such a question. */
export function testsFor(kind: QuestionKind): TestKind[] {
  if (scaleOf(kind)) return ['at_least', 'at_most', 'answered', 'skipped'];
  return wordsOf(kind).length ? ['any_of', 'none_of', 'answered', 'skipped'] : ['answered', 'skipped'];
}

/** A test to begin with, keeping what the one before said. */
export function blankTest(test: TestKind, kind: QuestionKind, before?: Test): Test {
  const scale = scaleOf(kind);
  const end = before && 'at_least' in before ? before.at_least : before && 'at_most' in before ? before.at_most : undefined;
  const words = before && 'any_of' in before ? before.any_of : before && 'none_of' in before ? before.none_of : undefined;
  switch (test) {
    case 'at_least':
      return { at_least: end ?? (kind.kind === 'nps' ? 9 : (scale?.hi ?? 1)) };
    case 'at_most':
      return { at_most: end ?? (kind.kind === 'nps' ? 6 : Math.floor(((scale?.lo ?? 1) + (scale?.hi ?? 1)) / 2)) };
    case 'any_of':
      return { any_of: words ?? wordsOf(kind).slice(0, 1) };
    case 'none_of':
      return { none_of: words ?? wordsOf(kind).slice(0, 1) };
    case 'answered':
      return { answered: true };
    case 'skipped':
      return { answered: false };
  }
}

export const blankCondition = (earlier: SurveyQuestion): Condition => ({ question: earlier.id, is: blankTest(testsFor(earlier.kind)[0] === 'at_least' ? 'at_most' : (testsFor(earlier.kind)[0] as TestKind), earlier.kind) });

/** The place in a problem's path: `questions[2].text.ru` is of question 2, `title.en` of none. */
export function placeOfProblem(path: string): number | undefined {
  const found = /^questions\[(\d+)\]/.exec(path);
  return found ? Number(found[1]) : undefined;
}
