/** Steps of the voice as columns of the curve. Pure. */

import type { MapDocument } from '../../api/types';
import type { VoiceStep, VoiceSteps } from '../../api/voice';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import type { CurveColumn } from './StepCurve';

/** Columns shown where the steps come from no map; the rest are in the list of filters. */
export const columnsMax = 24;

/** Of a map in its order with its stages; else those spoken of most first. */
export function columnsOf(steps: VoiceSteps, doc: MapDocument | undefined, lang: Lang): CurveColumn[] {
  const own = steps.items.filter((one) => one.kind === 'step');
  if (!doc) return [...own].sort((a, b) => b.n_items - a.n_items).slice(0, columnsMax).map((step) => ({ step }));
  const at = new Map(steps.items.flatMap((one) => (one.at ? [[one.at, one] as const] : [])));
  return doc.stages.flatMap((stage) =>
    stage.steps.flatMap((step, i) => {
      const found = at.get(step.id) ?? nothingAt(step.id, step.name, stage.id);
      return [{ step: found, ...(i === 0 ? { stage: inLang(stage.name, lang) } : {}) }];
    }),
  );
}

const nothingAt = (id: string, name: VoiceStep['name'], stage: string): VoiceStep => ({
  key: id, at: id, kind: 'step', stage, name, n_items: 0, n_texts: 0, curve: { state: 'missing', n: 0, n_scores: 0, n_texts: 0, shrunk: 0 }, scores: [], pains: [], delights: [], questions: 0, needs: 0, missing: 0, emotions: [], expected: { as: 0, better: 0, worse: 0 }, best_quotes: [],
});

/** The one that hurts most among those spoken of often enough; shown until another is picked. */
export function worstOf(columns: CurveColumn[]): VoiceStep | undefined {
  const known = columns.map((column) => column.step).filter((step) => step.curve.value !== undefined);
  const enough = known.filter((step) => step.n_items >= 10);
  return [...(enough.length ? enough : known)].sort((a, b) => (a.curve.value ?? 0) - (b.curve.value ?? 0))[0] ?? columns.find((column) => column.step.n_items > 0)?.step;
}

/** A step as the filter of texts names it: of a map by its place in it. */
export const stepFilter = (step: VoiceStep, map: string | undefined) => (map && step.at ? { step: step.at, map } : { step: step.key });
