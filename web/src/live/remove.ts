/**
 * What goes with a record that is taken out, and what stays without it. The same table as `apply` of the map crate:
 *
 * | removed | goes with it | stays, without it |
 * | --- | --- | --- |
 * | stage | its steps and the cards that span it | links to other maps that stood there |
 * | step | its cards, moves from and to it, paths of this step alone | paths, cards that span other steps too |
 * | lane | its cards | |
 * | persona | its traits and lanes, cards and moves about nobody else | cards and moves about others too |
 * | card | | opportunities that answered it, actions that served it |
 * | channel, item, image | cards that say nothing without it | all else that pointed at it |
 *
 * Comments go with what they stand at: the server takes them, because they are not edited here.
 */

import type { Card, MapDocument } from '../api/types';
import type { RecordKind } from './shape';
import { cellValue } from './write';

export interface Removal {
  /** By kind, what is taken out. */
  gone: [RecordKind, string[]][];
  /** Fields that change of what stays. `cell` is the card's whole place. */
  set: [kind: RecordKind | 'map', id: string, field: string, value: unknown][];
}

type Gone = { [K in RecordKind]: Set<string> };

const nothing = (): Gone => ({
  stage: new Set(), step: new Set(), lane: new Set(), card: new Set(), persona: new Set(), trait: new Set(), channel: new Set(),
  item: new Set(), move: new Set(), path: new Set(), link: new Set(), image: new Set(), comment: new Set(), former: new Set(),
});

export function removalOf(map: MapDocument, kind: RecordKind, ids: readonly string[]): Removal {
  const gone = nothing();
  const set: Removal['set'] = [];
  for (const id of ids) gone[kind].add(id);
  for (const stage of map.stages) if (gone.stage.has(stage.id)) for (const step of stage.steps) gone.step.add(step.id);
  for (const persona of map.personas ?? []) if (gone.persona.has(persona.id)) for (const one of persona.traits ?? []) gone.trait.add(one.id);
  for (const lane of map.lanes) if (lane.persona !== undefined && gone.persona.has(lane.persona)) gone.lane.add(lane.id);
  removeCards(map, gone, set);
  removeWays(map, gone, set);
  forget(map, gone, set);
  const stays = set.filter(([of, id]) => of === 'map' || !gone[of].has(id));
  return { gone: (Object.entries(gone) as [RecordKind, Set<string>][]).flatMap(([of, all]) => (all.size ? [[of, [...all]] as [RecordKind, string[]]] : [])), set: stays };
}

const aboutNobody = (personas: string[] | undefined, gone: Gone) => (personas?.length ?? 0) > 0 && personas?.every((id) => gone.persona.has(id)) === true;

const placeGone = (gone: Gone, id: string) => gone.step.has(id) || gone.stage.has(id);

const says = (card: Partial<Card>) =>
  Object.keys(card.text ?? {}).length > 0 || card.metric || card.target || card.feeling || card.moment || (card.emotions?.length ?? 0) > 0 || card.channel !== undefined || card.image !== undefined || (card.items?.length ?? 0) > 0;

function removeCards(map: MapDocument, gone: Gone, set: Removal['set']) {
  const steps = map.stages.flatMap((stage) => stage.steps.map((step) => step.id));
  const without = (ids: string[] | undefined, all: Set<string>) => ids?.filter((id) => !all.has(id));
  for (const card of map.cards) {
    const span = card.until === undefined ? null : spanLeft(steps, card.at, card.until, gone);
    if (gone.lane.has(card.lane) || (placeGone(gone, card.at) && !span) || aboutNobody(card.personas, gone)) {
      gone.card.add(card.id);
      continue;
    }
    if (span && (span[0] !== card.at || span[1] !== card.until)) set.push(['card', card.id, 'cell', cellValue(card.lane, span[0], span[1])]);
    const left = {
      ...card,
      channel: card.channel !== undefined && gone.channel.has(card.channel) ? undefined : card.channel,
      image: card.image !== undefined && gone.image.has(card.image) ? undefined : card.image,
      items: without(card.items, gone.item),
    };
    if (says(card) && !says(left)) gone.card.add(card.id);
  }
}

/** First and last step that is left of a span; `null` where none is. */
function spanLeft(steps: string[], at: string, until: string, gone: Gone): [string, string] | null {
  const [from, to] = [steps.indexOf(at), steps.indexOf(until)];
  if (from < 0 || to < from) return null;
  const left = steps.slice(from, to + 1).filter((id) => !gone.step.has(id));
  const [first, last] = [left[0], left.at(-1)];
  return first !== undefined && last !== undefined ? [first, last] : null;
}

function removeWays(map: MapDocument, gone: Gone, set: Removal['set']) {
  for (const move of map.moves ?? []) if (gone.step.has(move.from) || gone.step.has(move.to) || aboutNobody(move.personas, gone)) gone.move.add(move.id);
  for (const path of map.paths ?? []) {
    const left = path.steps.filter((id) => !gone.step.has(id));
    if (left.length === path.steps.length) continue;
    if (left.length === 0) gone.path.add(path.id);
    else set.push(['path', path.id, 'steps', left]);
  }
}

/** What stays forgets the ids of what goes. */
function forget(map: MapDocument, gone: Gone, set: Removal['set']) {
  const list = (kind: RecordKind, id: string, field: string, ids: string[] | undefined, all: Set<string>) => {
    const left = ids?.filter((one) => !all.has(one));
    if (left && left.length !== ids?.length) set.push([kind, id, field, left.length ? left : undefined]);
  };
  const one = (kind: RecordKind | 'map', id: string, field: string, value: string | undefined, all: (id: string) => boolean) => {
    if (value !== undefined && all(value)) set.push([kind, id, field, undefined]);
  };
  const is = (all: Set<string>) => (id: string) => all.has(id);
  for (const card of map.cards) {
    one('card', card.id, 'channel', card.channel, is(gone.channel));
    one('card', card.id, 'image', card.image, is(gone.image));
    list('card', card.id, 'items', card.items, gone.item);
    list('card', card.id, 'personas', card.personas, gone.persona);
    one('card', card.id, 'moment.touchpoint', card.moment?.touchpoint, is(gone.item));
    list('card', card.id, 'opportunity.answers', card.opportunity?.answers, gone.card);
    list('card', card.id, 'opportunity.solves', card.opportunity?.solves, gone.card);
    one('card', card.id, 'action.opportunity', card.action?.opportunity, is(gone.card));
  }
  for (const step of map.stages.flatMap((stage) => stage.steps)) list('step', step.id, 'touchpoints', step.touchpoints, gone.item);
  for (const persona of map.personas ?? []) one('persona', persona.id, 'image', persona.image, is(gone.image));
  for (const item of map.items ?? []) one('item', item.id, 'channel', item.channel, is(gone.channel));
  for (const move of map.moves ?? []) list('move', move.id, 'personas', move.personas, gone.persona);
  for (const link of map.links ?? []) one('link', link.id, 'at', link.at, (id) => placeGone(gone, id));
  one('map', '', 'brand.logo', map.brand?.logo, is(gone.image));
}
