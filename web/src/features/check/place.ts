/** Where on the map a remark points, from the ids it names. Pure. */

import type { TFunction } from 'i18next';
import type { MapDocument, MapRemark, MapReview, Severity } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

/** What a click leads to: a card opens, a stage, step or lane comes into sight; `null` for the map as a whole. */
export function targetOf(doc: MapDocument, ids: string[]): { card: string } | { place: string } | null {
  for (const id of [...ids].reverse()) {
    if (doc.cards.some((card) => card.id === id)) return { card: id };
    if (doc.lanes.some((lane) => lane.id === id)) return { place: id };
    if (doc.stages.some((stage) => stage.id === id || stage.steps.some((step) => step.id === id))) return { place: id };
  }
  return null;
}

/** «Pain points · Waits for delivery»: the lane and the step of a card, the step with its stage, a persona. */
export function placeOf(doc: MapDocument, ids: string[], lang: Lang, t: TFunction): string {
  const laneName = (id: string) => {
    const lane = doc.lanes.find((one) => one.id === id);
    return lane && (inLang(lane.name, lang) || t(`lane.${lane.role}`));
  };
  const spot = (id: string): string | undefined => {
    for (const stage of doc.stages) {
      if (stage.id === id) return inLang(stage.name, lang);
      const step = stage.steps.find((one) => one.id === id);
      if (step) return inLang(step.name, lang);
    }
    return undefined;
  };
  const last = ids.at(-1);
  if (last === undefined) return '';
  const card = doc.cards.find((one) => one.id === last);
  if (card) return [laneName(card.lane), spot(card.at), inLang(card.text, lang).slice(0, 80)].filter(Boolean).join(' · ');
  const persona = doc.personas?.find((one) => ids.includes(one.id));
  const names = ids.map((id) => laneName(id) ?? spot(id)).filter(Boolean);
  return [persona && inLang(persona.name, lang), ...names].filter(Boolean).join(' · ');
}

/** All remarks, what is wrong before what could be better. */
export function remarksOf(review: MapReview): MapRemark[] {
  const weight: Record<Severity, number> = { error: 0, warning: 1, note: 2 };
  return [...review.problems, ...review.advice].sort((a, b) => weight[a.severity] - weight[b.severity]);
}
