/** A moment of truth as a card of a map. */

import type { Driver, Drivers, Found } from '../../api/findings';
import type { Card, Lane, LocalText, MapDocument, MapStep } from '../../api/types';
import { newId } from '../../lib/ids';

export interface PlaceOfStep {
  step: MapStep;
  /** The step is this activity in the log. */
  fits: boolean;
}

/** Steps of a map in order; those that stand for the activity are marked. */
export const placesOn = (doc: MapDocument, activity: string): PlaceOfStep[] => doc.stages.flatMap((stage) => stage.steps.map((step) => ({ step, fits: step.activities?.includes(activity) ?? false })));

const day = (instant: string) => instant.slice(0, 10);

/** What it decides, in words. */
function outcomeOf(found: Drivers): LocalText {
  if ('number' in found.outcome) return { en: `how large «${found.outcome.number}» is`, ru: `каким будет «${found.outcome.number}»` };
  const names = found.outcome.goal.map((goal) => `«${goal}»`);
  return { en: `whether they reach ${names.join(' or ')}`, ru: `дойдут ли до ${names.join(' или ')}` };
}

/**
 * The card and, where the map has none yet, its lane. The effect is that of the better experience over the worse: where it is a bad
 * one that was looked at, the sign turns.
 */
export function momentChanges(doc: MapDocument, step: string, driver: Driver, found: Found<Drivers>, place?: () => string): { card: string; changes: object[] } {
  const id = place ?? (() => newId('card'));
  const lane: Lane | undefined = doc.lanes.find((one) => one.role === 'moments_of_truth');
  const made = lane?.id ?? newId('lane');
  const turned = driver.effect.value < 0;
  const { value, lo, hi, n } = driver.effect;
  const goal = 'goal' in found.found.outcome;
  const card: Card = {
    id: id(),
    lane: made,
    at: step,
    text: driver.title,
    state: 'measured',
    moment: {
      outcome: outcomeOf(found.found),
      effect: {
        name: 'own',
        label: { en: 'Associated difference in the outcome', ru: 'Связанная разница в исходе' },
        unit: goal ? 'share' : 'number',
        value: turned ? -value : value,
        ...(lo !== null && hi !== null ? (turned ? { lo: -hi, hi: -lo } : { lo, hi }) : {}),
        n,
        base: { en: 'compared journeys', ru: 'сравненные пути' },
        from: day(found.window.from),
        to: day(found.window.to),
      },
    },
    evidence: [{ rule: `moment.${driver.kind}`, reason: driver.reason, records: driver.records, snapshot: found.snapshot }],
  };
  const add = (kind: string, record: object) => ({ do: 'add', place: 'last', record: { kind, record } });
  return { card: card.id, changes: [...(lane ? [] : [add('lane', { id: made, role: 'moments_of_truth' })]), add('card', card)] };
}
