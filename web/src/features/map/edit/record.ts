import type { MapDocument } from '../../../api/types';

/** A record other than a card whose drawer is open: in the address as `step:ID`. */
export interface OpenRecord {
  kind: 'stage' | 'step' | 'lane' | 'persona';
  id: string;
}

const recordKinds = ['stage', 'step', 'lane', 'persona'] as const;

export function openRecord(text: unknown): OpenRecord | undefined {
  if (typeof text !== 'string') return undefined;
  const colon = text.indexOf(':');
  const kind = recordKinds.find((one) => one === text.slice(0, colon));
  return kind && colon < text.length - 1 ? { kind, id: text.slice(colon + 1) } : undefined;
}

export const recordWord = ({ kind, id }: OpenRecord): string => `${kind}:${id}`;

/** The record an address speaks of, if it stands on the map. */
export function standing(map: MapDocument, text: unknown): OpenRecord | undefined {
  const of = openRecord(text);
  if (!of) return undefined;
  const lists = { stage: map.stages, step: map.stages.flatMap((stage) => stage.steps), lane: map.lanes, persona: map.personas ?? [] };
  return lists[of.kind].some((one) => one.id === of.id) ? of : undefined;
}
