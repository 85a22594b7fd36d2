/** Results as lines: for a file, and for pictures. Pure. */

import type { ChoiceCount, QuestionResult, SurveyResults } from '../../api/surveys';
import type { Emotion } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { answerWords } from './answerWords';

type Line = (string | number | null)[];

/** One line for each number, its interval beside it, and one for each text. */
export function resultRows(results: SurveyResults, lang: Lang): Line[] {
  return results.questions.flatMap((question) => {
    const head = [question.id, inLang(question.text, lang), question.kind];
    const estimates: Line[] = (['estimate', 'mean'] as const).flatMap((row) => {
      const one = question[row];
      return one ? [[...head, row, one.value ?? null, inLang(one.suppressed ?? one.base, lang), one.n, null, one.lo ?? null, one.hi ?? null]] : [];
    });
    const counts: Line[] = question.counts.map((count) => [...head, 'count', count.value, countName(question.kind, count, lang), count.n, Math.round(count.share * 10_000) / 10_000, null, null]);
    const texts: Line[] = question.texts.map((text) => [...head, 'text', text.score ?? null, text.text, 1, null, null, null]);
    return [...estimates, ...counts, ...texts];
  });
}

/** What was chosen, as people read it. */
export function countName(kind: string, count: ChoiceCount, lang: Lang): string {
  const words = inLang(count.text, lang);
  if (words) return words;
  if (kind === 'emotion') return answerWords[lang].emotions[count.value as Emotion] ?? count.value;
  return kind === 'faces' ? (answerWords[lang].faces[Number(count.value) - 1] ?? count.value) : count.value;
}

export interface NpsParts {
  detractors: number;
  passives: number;
  promoters: number;
}
/** 0 to 6, 7 and 8, 9 and 10. */
export function npsParts(counts: readonly ChoiceCount[]): NpsParts {
  const of = (from: number, to: number) => counts.filter((count) => Number(count.value) >= from && Number(count.value) <= to).reduce((sum, count) => sum + count.n, 0);
  return { detractors: of(0, 6), passives: of(7, 8), promoters: of(9, 10) };
}

/** How good a place on the scale is, −2 to +2: for its colour. */
export function levelOf(kind: string, value: string, counts: readonly ChoiceCount[]): -2 | -1 | 0 | 1 | 2 {
  const score = Number(value);
  if (kind === 'nps') return score >= 9 ? 2 : score >= 7 ? 0 : score >= 4 ? -1 : -2;
  const [lo, hi] = [Number(counts[0]?.value), Number(counts.at(-1)?.value)];
  const at = hi > lo ? (score - lo) / (hi - lo) : 0.5;
  return (Math.round(at * 4) - 2) as -2 | -1 | 0 | 1 | 2;
}

/** Most chosen first; scores stay in their order. */
export const byShare = (question: QuestionResult): ChoiceCount[] => [...question.counts].sort((a, b) => b.n - a.n);
