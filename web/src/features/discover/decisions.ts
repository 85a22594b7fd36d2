/** What a person wants of a draft, part by part, with what a part needs. Pure, so that it can be checked. */

import type { Draft, DraftPart, DraftWhat } from '../../api/discover';
import type { MapChange } from '../../api/reviewQueries';
import type { LocalText, MapDocument } from '../../api/types';

export type Wish = 'accept' | 'reject';
export interface Choice {
  wish: Wish;
  /** What the part said when it was decided about: of other numbers nobody has said anything. */
  said: string;
  reason?: string;
}
export type Choices = ReadonlyMap<string, Choice>;
export const noChoices: Choices = new Map();

const saidBy = (part: DraftPart) => JSON.stringify(part.is ?? null);
const byKey = (parts: readonly DraftPart[]) => new Map(parts.map((part) => [part.key, part]));

/** The part and all it needs, directly or not. */
function withNeeds(key: string, parts: ReadonlyMap<string, DraftPart>): Set<string> {
  const all = new Set<string>();
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (all.has(next) || !parts.has(next)) continue;
    all.add(next);
    waiting.push(...(parts.get(next)?.needs ?? []));
  }
  return all;
}

/** Decides about parts: what an accepted one needs is accepted with it, what needs a refused one is left. Of `null` nothing is said. */
export function decide(choices: Choices, parts: readonly DraftPart[], keys: readonly string[], wish: Wish | null): Choices {
  const known = byKey(parts);
  const next = new Map(choices);
  for (const key of keys) {
    const part = known.get(key);
    if (!part) continue;
    if (wish === 'accept') {
      for (const one of withNeeds(key, known)) next.set(one, { wish, said: saidBy(known.get(one) as DraftPart) });
      continue;
    }
    if (wish === 'reject') next.set(key, { wish, said: saidBy(part), reason: next.get(key)?.reason });
    else next.delete(key);
    for (const other of parts) if (other.key !== key && next.get(other.key)?.wish === 'accept' && withNeeds(other.key, known).has(key)) next.delete(other.key);
  }
  return next;
}

export function because(choices: Choices, key: string, reason: string): Choices {
  const known = choices.get(key);
  return known ? new Map(choices).set(key, { ...known, reason }) : choices;
}

/** Choices that still speak of what the draft says; keys in the order of the draft. */
export function standing(choices: Choices, parts: readonly DraftPart[]): Choices {
  return new Map(parts.flatMap((part) => (choices.get(part.key)?.said === saidBy(part) ? [[part.key, choices.get(part.key) as Choice] as const] : [])));
}

/** Parts that are drawn: all but refused ones, those refused before and those that only say it in other words, and what needs none of these. */
export function drawnParts(parts: readonly DraftPart[], choices: Choices): DraftPart[] {
  const known = byKey(parts);
  const out = (part: DraftPart) => choices.get(part.key)?.wish === 'reject' || ((part.held !== undefined || isWording(part)) && choices.get(part.key)?.wish !== 'accept');
  return parts.filter((part) => [...withNeeds(part.key, known)].every((key) => !out(known.get(key) as DraftPart)));
}

export interface Sending {
  accept: string[];
  /** Refused ones by their reason: the server takes one reason at a time. */
  reject: { reason: string; keys: string[] }[];
}

export function sending(choices: Choices): Sending {
  const accept: string[] = [];
  const reject = new Map<string, string[]>();
  for (const [key, choice] of choices) {
    if (choice.wish === 'accept') accept.push(key);
    else {
      const reason = choice.reason?.trim() ?? '';
      reject.set(reason, [...(reject.get(reason) ?? []), key]);
    }
  }
  return { accept, reject: [...reject].map(([reason, keys]) => ({ reason, keys })) };
}

const fieldsSet = (change: MapChange): string[] => (change.do === 'set' ? [change.field[0] ?? ''] : change.do === 'several' ? change.changes.flatMap(fieldsSet) : [change.do]);
const numbersIn = (record: DraftPart['is']) => JSON.stringify(Object.entries((record?.text ?? {}) as LocalText).map(([lang, text]) => [lang, text.match(/\d+([.,]\d+)?/g)]));

/** Only the words are others, such as names people have given: every number is as it was. Not worth a decision, and never taken along. */
export function isWording(part: DraftPart): boolean {
  return part.what === 'changed' && fieldsSet(part.change).every((field) => field === 'text' || field === 'evidence') && numbersIn(part.was) === numbersIn(part.is);
}

export interface PartGroup {
  /** Of the stage; empty for what belongs to the whole map. */
  stage: string;
  parts: DraftPart[];
}

/** Parts stage by stage in the order of the map, steps in their order within; what is of the whole map comes last. */
export function grouped(parts: readonly DraftPart[], doc: Pick<MapDocument, 'stages'>): PartGroup[] {
  const places = new Map<string, { stage: string; order: number }>();
  let order = 0;
  for (const stage of doc.stages) {
    places.set(stage.id, { stage: stage.id, order: order++ });
    for (const step of stage.steps) places.set(step.id, { stage: stage.id, order: order++ });
  }
  const placeOf = (part: DraftPart) => places.get(part.at ?? part.id);
  const groups = new Map<string, DraftPart[]>(doc.stages.map((stage) => [stage.id, []]));
  groups.set('', []);
  for (const part of parts) groups.get(placeOf(part)?.stage ?? '')?.push(part);
  return [...groups]
    .filter(([, list]) => list.length > 0)
    .map(([stage, list]) => ({ stage, parts: list.sort((a, b) => (placeOf(a)?.order ?? 0) - (placeOf(b)?.order ?? 0)) }));
}

export const countOf = (parts: Draft['parts'], what: DraftWhat) => parts.filter((part) => part.what === what).length;
