/** Personas of all maps, each once, with the maps they stand on. */

import type { BuyingRole, MapDocument, MapSummary, Persona, TraitKind } from '../../api/types';
import { personaKey } from '../atlas/state';

export interface Standing {
  map: MapSummary;
  /** The persona's id on that map. */
  id: string;
}
export interface PersonaGroup {
  key: string;
  name: Record<string, string>;
  library?: string;
  standings: Standing[];
}

/** By library id, where there is none by name; those on most maps first. */
export function groupsOf(maps: readonly MapSummary[]): PersonaGroup[] {
  const groups = new Map<string, PersonaGroup>();
  for (const map of maps) {
    for (const persona of map.personas ?? []) {
      const key = personaKey(persona);
      const group = groups.get(key);
      if (group) group.standings.push({ map, id: persona.id });
      else groups.set(key, { key, name: persona.name, library: persona.library, standings: [{ map, id: persona.id }] });
    }
  }
  return [...groups.values()].sort((a, b) => b.standings.length - a.standings.length || a.key.localeCompare(b.key));
}

/** The kinds of traits, as a sheet shows them. Every kind stands in exactly one chapter; a test counts. */
export const chapters = {
  who: ['age', 'profession', 'social_position', 'family', 'place', 'income', 'hobby', 'technology'],
  wants: ['goal', 'motive', 'need', 'value', 'interest', 'ambition'],
  hinders: ['problem', 'fear', 'barrier', 'disappointment'],
  acts: ['scenario', 'habit', 'purchase_frequency', 'preferred_channel', 'preferred_product', 'vocabulary', 'other'],
} as const satisfies Record<string, readonly TraitKind[]>;
export type Chapter = keyof typeof chapters;
export const chapterNames = Object.keys(chapters) as Chapter[];
export const traitKinds: readonly TraitKind[] = chapterNames.flatMap((chapter) => [...chapters[chapter]]);

export const buyingRoles: readonly BuyingRole[] = ['initiator', 'user', 'influencer', 'decider', 'approver', 'buyer', 'gatekeeper'];

export type PersonaTrait = NonNullable<Persona['traits']>[number];

/** The traits of a chapter in the order of its kinds, several of one kind as they stand. */
export const traitsIn = (persona: Persona, chapter: Chapter): PersonaTrait[] =>
  (chapters[chapter] as readonly TraitKind[]).flatMap((kind) => (persona.traits ?? []).filter((trait) => trait.kind === kind));

/** Of the traits, those that are more than assumed. */
export function backedTraits(persona: Persona): { backed: number; total: number } {
  const traits = persona.traits ?? [];
  return { backed: traits.filter((trait) => trait.state !== 'assumption').length, total: traits.length };
}

/** Writes the persona over the one of the same id, or adds it; `picture` comes along. */
export function withPersona(doc: MapDocument, persona: Persona, picture?: NonNullable<MapDocument['images']>[number] | null): MapDocument {
  const before = doc.personas ?? [];
  const known = before.some((other) => other.id === persona.id);
  const next: MapDocument = { ...doc, personas: known ? before.map((other) => (other.id === persona.id ? persona : other)) : [...before, persona] };
  if (picture) next.images = [...(doc.images ?? []).filter((image) => image.id !== picture.id), picture];
  // A picture nobody shows any more would only make the file large.
  const used = new Set([...(next.personas ?? []).map((p) => p.image), ...next.cards.map((card) => card.image), next.brand?.logo]);
  const old = before.find((other) => other.id === persona.id)?.image;
  if (old !== undefined && !used.has(old)) next.images = next.images?.filter((image) => image.id !== old);
  if (next.images?.length === 0) delete next.images;
  return next;
}

/** Takes the persona off the map, and its name off cards, lanes and moves. Cards that spoke of nobody else go too. */
export function withoutPersona(doc: MapDocument, id: string): MapDocument {
  const only = (people: string[] | undefined) => people?.length === 1 && people[0] === id;
  const less = <R extends { personas?: string[] }>(record: R): R => (record.personas?.includes(id) ? { ...record, personas: record.personas.filter((p) => p !== id) } : record);
  const lanes = doc.lanes.filter((lane) => lane.persona !== id);
  const kept = new Set(lanes.map((lane) => lane.id));
  return {
    ...doc,
    personas: (doc.personas ?? []).filter((persona) => persona.id !== id),
    lanes,
    cards: doc.cards.filter((card) => kept.has(card.lane) && !only(card.personas)).map(less),
    moves: doc.moves?.filter((move) => !only(move.personas)).map(less),
  };
}

/** Who takes part in a stage: those whom its cards or lanes name. */
export function takersOf(doc: MapDocument, stage: MapDocument['stages'][0]): Persona[] {
  const places = new Set([stage.id, ...stage.steps.map((step) => step.id)]);
  const laneOf = new Map(doc.lanes.map((lane) => [lane.id, lane.persona]));
  const named = new Set(doc.cards.filter((card) => places.has(card.at)).flatMap((card) => [...(card.personas ?? []), laneOf.get(card.lane) ?? '']));
  return (doc.personas ?? []).filter((persona) => named.has(persona.id));
}
