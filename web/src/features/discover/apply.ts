/** A draft drawn on the map it is about: a copy with the changes made, for looking. The server makes the real ones. */

import type { DraftPart, DraftWhat } from '../../api/discover';
import type { ListPlace, MapChange, RecordKind } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { quoted } from '../../lib/selector';
import type { Choices } from './decisions';

type Fields = Record<string, unknown> & { id: string };

const lists: Partial<Record<RecordKind, keyof MapDocument>> = { stage: 'stages', lane: 'lanes', card: 'cards', persona: 'personas', channel: 'channels', item: 'items', move: 'moves', path: 'paths', link: 'links', image: 'images' };

function listOf(doc: MapDocument, of: RecordKind, parent?: string): Fields[] | undefined {
  if (of === 'step') {
    const stage = doc.stages.find((one) => one.id === parent || one.steps.some((step) => step.id === parent));
    return stage?.steps as unknown as Fields[] | undefined;
  }
  const name = lists[of];
  if (!name) return undefined;
  const given = doc[name] as unknown as Fields[] | undefined;
  if (given) return given;
  (doc as unknown as Record<string, unknown>)[name] = [];
  return doc[name] as unknown as Fields[];
}

function put(list: Fields[], record: Fields, place: ListPlace | undefined) {
  const after = typeof place === 'object' ? list.findIndex((one) => one.id === place.after) : -1;
  if (place === 'first') list.unshift(record);
  else if (after >= 0) list.splice(after + 1, 0, record);
  else list.push(record);
}

function take(list: Fields[] | undefined, id: string): Fields | undefined {
  const at = list?.findIndex((one) => one.id === id) ?? -1;
  return at < 0 ? undefined : list?.splice(at, 1)[0];
}

/** Makes one change on `doc` itself; what cannot be made is left. */
function make(doc: MapDocument, change: MapChange) {
  switch (change.do) {
    case 'several':
      change.changes.forEach((one) => make(doc, one));
      return;
    case 'add': {
      const { kind, record } = change.record;
      const list = listOf(doc, kind, change.in);
      const given = structuredClone(record) as Fields;
      if (kind === 'stage') given.steps ??= [];
      if (list && !list.some((one) => one.id === given.id)) put(list, given, change.place);
      return;
    }
    case 'set': {
      let inner: Record<string, unknown> | undefined = listOf(doc, change.of, change.id)?.find((one) => one.id === change.id);
      const last = change.field.at(-1);
      if (!inner || last === undefined) return;
      for (const part of change.field.slice(0, -1)) inner = (inner[part] ??= {}) as Record<string, unknown>;
      if (change.value === undefined || change.value === null) delete inner[last];
      else inner[last] = structuredClone(change.value);
      return;
    }
    case 'remove':
      take(listOf(doc, change.of, change.id), change.id);
      if (change.of === 'step' || change.of === 'stage') doc.cards = doc.cards.filter((card) => card.at !== change.id);
      return;
    case 'move': {
      const to = listOf(doc, change.of, change.to ?? change.id);
      const record = to && take(listOf(doc, change.of, change.id), change.id);
      if (record) put(to, record, change.place);
      return;
    }
    case 'place_card': {
      const card = doc.cards.find((one) => one.id === change.id);
      if (card) Object.assign(card, { lane: change.lane, at: change.at });
      return;
    }
    default:
  }
}

/** The map with these parts on it. `gone`: what is not found any more is taken out; else it stays, to be struck through. */
export function withParts(doc: MapDocument, parts: readonly DraftPart[], { gone }: { gone: boolean }): MapDocument {
  const changed = structuredClone(doc);
  for (const part of parts) if (gone || part.what !== 'gone') make(changed, part.change);
  // A stage or step that is gone takes what stands on it along.
  const places = new Set(changed.stages.flatMap((stage) => [stage.id, ...stage.steps.map((step) => step.id)]));
  const lanes = new Set(changed.lanes.map((lane) => lane.id));
  changed.cards = changed.cards.filter((card) => places.has(card.at) && lanes.has(card.lane));
  return changed;
}

export const signs: Record<DraftWhat, string> = { new: '+', changed: '≠', gone: '−' };
const drawn: ReadonlySet<RecordKind> = new Set(['card', 'step', 'stage', 'lane']);

/** Marks of the parts as a style sheet, so that nothing is drawn again: colour and sign by kind, filled once accepted, a ring where one looks. */
export function marksSheet(within: string, parts: readonly DraftPart[], choices: Choices, active: string | undefined): string {
  return parts
    .filter((part) => drawn.has(part.of))
    .map((part) => {
      const place = `${within} :is([data-card=${quoted(part.id)}],[data-place=${quoted(part.id)}])`;
      const accepted = choices.get(part.key)?.wish === 'accept';
      const ring = part.key === active ? ',0 0 0 4px color-mix(in srgb,var(--mark) 45%,transparent)' : '';
      const fill = accepted ? ';background-color:color-mix(in srgb,var(--mark) 8%,var(--surface))' : '';
      const struck = part.what === 'gone' ? `${place}{text-decoration:line-through;text-decoration-color:var(--mark);text-decoration-thickness:1.5px}${place}>*{opacity:.62}` : '';
      // Names of steps begin at the left corner: their sign stands in the other one.
      const corner = part.of === 'card' ? 'left:-1px;border-radius:8px 0 8px 0' : 'right:-1px;border-radius:0 8px 0 8px';
      return `${place}{--mark:var(--draft-${part.what});box-shadow:inset 0 0 0 ${accepted ? 3 : 2}px var(--mark)${ring}${fill}}${place}::before{content:"${signs[part.what]}";position:absolute;${corner};top:-1px;z-index:3;width:17px;height:17px;background:var(--mark);color:var(--surface);font:700 12px/17px var(--font);text-align:center;text-decoration:none;pointer-events:none}${struck}`;
    })
    .join('\n');
}
