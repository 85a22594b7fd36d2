/** Surveys told in words of the page's language. */

import type { TFunction } from 'i18next';
import type { Condition, Survey, SurveyQuestion, SurveyState } from '../../api/surveys';
import type { Emotion } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import type { IconName } from '../../ui';
import { answerWords } from './answerWords';
import { testKind, type Kind } from './document';

export const kindIcons: Record<Kind, IconName> = {
  nps: 'share',
  csat: 'delights',
  ces: 'route',
  faces: 'smile',
  rating: 'kpis',
  choice: 'check',
  multi: 'outline',
  emotion: 'feelings',
  text: 'text',
};

export const stateIcons: Record<SurveyState, IconName> = { draft: 'pencil', open: 'check', closed: 'lock' };

/** A question by its words, cut short; one without words by its number. */
export function questionName(question: SurveyQuestion, number: number, t: TFunction, lang: Lang, charsMax = 60): string {
  const words = inLang(question.text, lang).trim();
  if (!words) return t('surveys.questionNumber', { number });
  return words.length > charsMax ? `${words.slice(0, charsMax - 1).trimEnd()}…` : words;
}

/** An option or a feeling as people read it. */
export function wordName(question: SurveyQuestion, word: string, lang: Lang): string {
  const { kind } = question;
  if (kind.kind === 'choice' || kind.kind === 'multi') {
    const found = kind.options.find((option) => option.id === word);
    return (found && inLang(found.text, lang)) || word;
  }
  return kind.kind === 'emotion' ? (answerWords[lang].emotions[word as Emotion] ?? word) : word;
}

/** «How likely are you…» is at most 6. */
export function conditionWords(condition: Condition, survey: Survey, t: TFunction, lang: Lang): string {
  const at = survey.questions.findIndex((question) => question.id === condition.question);
  const question = survey.questions[at];
  const name = question ? questionName(question, at + 1, t, lang, 36) : condition.question;
  const kind = testKind(condition.is);
  const words = 'any_of' in condition.is ? condition.is.any_of : 'none_of' in condition.is ? condition.is.none_of : [];
  const value = 'at_least' in condition.is ? String(condition.is.at_least) : 'at_most' in condition.is ? String(condition.is.at_most) : words.map((word) => `«${question ? wordName(question, word, lang) : word}»`).join(', ');
  return t(`surveys.if_${kind}`, { name, value });
}
