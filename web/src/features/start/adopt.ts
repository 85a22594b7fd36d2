/** Takes a map that was found in a log into the map a person has begun. */

import type { Card, MapDocument } from '../../api/types';
import { intendedOf, intending, roleOrder, stepsOf } from './change';

const plain = (text: Record<string, string>) => Object.values(text).map((word) => word.trim().toLocaleLowerCase());

/** By id, those of the first list before those of the second. */
function union<R extends { id: string }>(a: readonly R[] | undefined, b: readonly R[] | undefined): R[] {
  const known = new Set(a?.map((one) => one.id));
  return [...(a ?? []), ...(b ?? []).filter((one) => !known.has(one.id))];
}

/**
 * The columns, figures and paths are those that were found; the title, purpose, people, personas and what somebody wrote or heard
 * are those of the person. Own cards move to the found step of the same name, else to the step as far along the way.
 * Example cards of a template go: the log has shown better.
 */
export function adopted(own: MapDocument, found: MapDocument, examples: ReadonlySet<string>): MapDocument {
  const before = stepsOf(own);
  const after = stepsOf(found);
  const home = (at: string): string | undefined => {
    const stage = own.stages.findIndex((one) => one.id === at);
    if (stage >= 0) {
      const names = plain(own.stages[stage]?.name ?? {});
      return (found.stages.find((one) => plain(one.name).some((name) => names.includes(name))) ?? found.stages[Math.floor((stage / own.stages.length) * found.stages.length)])?.id;
    }
    const step = before.findIndex((one) => one.id === at);
    if (step < 0) return undefined;
    const names = plain(before[step]?.name ?? {});
    return (after.find((one) => plain(one.name).some((name) => names.includes(name))) ?? after[Math.floor((step / before.length) * after.length)])?.id;
  };
  // One lane a role, but a persona's own lane stays its own.
  const laneNow = new Map<string, string>();
  const lanes = [...found.lanes];
  for (const lane of own.lanes) {
    const same = lane.persona === undefined ? found.lanes.find((other) => other.role === lane.role && other.persona === undefined) : undefined;
    if (same) {
      laneNow.set(lane.id, same.id);
      continue;
    }
    const id = lanes.some((other) => other.id === lane.id) ? `${lane.id}-own` : lane.id;
    laneNow.set(lane.id, id);
    const rank = roleOrder.indexOf(lane.role);
    const at = lanes.findIndex((other) => roleOrder.indexOf(other.role) > rank);
    lanes.splice(at < 0 ? lanes.length : at, 0, { ...lane, id });
  }
  const felt = new Set(found.cards.filter((card) => card.feeling).map((card) => card.at));
  const ids = new Set(found.cards.map((card) => card.id));
  const kept = own.cards.flatMap((card): Card[] => {
    if ((examples.has(card.id) && !card.evidence?.length) || ids.has(card.id)) return [];
    const lane = laneNow.get(card.lane);
    const at = home(card.at);
    if (lane === undefined || at === undefined || (card.feeling && felt.has(at))) return [];
    return [{ ...card, until: undefined, lane, at }];
  });
  const next: MapDocument = {
    ...own,
    stages: found.stages,
    lanes,
    cards: [...found.cards, ...kept],
    channels: union(found.channels, own.channels),
    items: union(found.items, own.items),
    personas: union(own.personas, found.personas),
    images: union(own.images, found.images),
    paths: found.paths,
    moves: found.moves,
    origin: found.origin,
  };
  for (const list of ['channels', 'items', 'personas', 'images', 'paths', 'moves'] as const) if (!next[list]?.length) delete next[list];
  const wish = intendedOf(own);
  return Object.keys(wish).length ? intending(next, wish) : next;
}

/** How much of a map rests on something. */
export function backed(doc: MapDocument): { backed: number; total: number } {
  return { backed: doc.cards.filter((card) => card.state !== 'assumption' && card.evidence?.length).length, total: doc.cards.length };
}
