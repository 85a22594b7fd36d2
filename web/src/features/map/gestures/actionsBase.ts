/** What all actions of the grid stand on: the open map, the selection, and a voice. */

import type { TFunction } from 'i18next';
import type { Card, LocalText } from '../../../api/types';
import type { Lang } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import type { MapStore } from '../../../live/store';
import { cardsAt, type Board } from '../board';
import type { Selection } from './selection';
import { coordinates, type Limit, type Spot } from './spots';

export interface Surroundings {
  store: MapStore;
  selection: Selection;
  board: () => Board;
  t: TFunction;
  lang: Lang;
  limit: Limit;
  /** Puts the focus there, drawing it first where it is out of sight. */
  goTo: (spot: Spot) => void;
  /** Says what happened: aloud, and on the page where it can be taken back. */
  say: (text: string, undo?: boolean) => void;
  unfold: (lane: string) => void;
  /** Name of who works here. */
  me: () => string;
}

export type HeadKind = 'stage' | 'step' | 'lane';
export type Direction = 'left' | 'right' | 'up' | 'down';

/** The language a text is edited in: the reader's, unless what is seen belongs to no language. */
export function languageOf(text: LocalText | undefined, lang: Lang): string {
  return text?.[lang] === undefined && text?.und !== undefined ? 'und' : lang;
}

/** The least and most of the scale of feelings. */
const feelingMin = -2;
const feelingMax = 2;
export const clampFeeling = (value: number) => Math.round(Math.max(feelingMin, Math.min(feelingMax, value)) * 10) / 10;

export class ActionsBase {
  constructor(protected readonly around: Surroundings) {}

  protected get edit() {
    return this.around.store.edit;
  }
  protected get map() {
    return this.around.store.getMap();
  }
  protected name(kind: HeadKind, id: string): string {
    const { lang, t } = this.around;
    const record = this.around.store.record(kind, id);
    const role = kind === 'lane' ? t(`lane.${(record as { role?: string } | undefined)?.role ?? 'text'}`) : '';
    return inLang(record?.name, lang) || role || t('grid.unnamed');
  }
  protected nameAt = (at: string) => this.name(this.map.stages.some((stage) => stage.id === at) ? 'stage' : 'step', at);

  protected newName = (key: string): LocalText => ({ [this.around.lang]: this.around.t(key) });

  /** Where a card ends that moves to a step: it covers as many as before, as far as the map goes. */
  protected untilFrom({ at: from, until }: Pick<Card, 'at' | 'until'>, at: string): string | undefined {
    if (until === undefined) return undefined;
    const steps = this.map.stages.flatMap((stage) => stage.steps.map((step) => step.id));
    const [first, last, here] = [steps.indexOf(from), steps.indexOf(until), steps.indexOf(at)];
    if (first < 0 || last <= first || here < 0) return undefined;
    const end = Math.min(steps.length - 1, here + last - first);
    return end > here ? steps[end] : undefined;
  }

  /** A feeling stands in the lane of the curve, and nothing else does. */
  fits(card: Card, lane: string): boolean {
    const role = this.around.store.record('lane', lane)?.role;
    return (role === 'feelings') === (card.feeling !== undefined);
  }

  /** Selects cards and says what became of them. */
  protected show(ids: readonly string[], text: string) {
    const { selection, goTo, say, board, unfold, limit } = this.around;
    say(text);
    // They are on the board once the page has drawn the change.
    requestAnimationFrame(() => {
      const [first] = ids;
      if (first === undefined) return;
      selection.cards(ids, { kind: 'card', id: first });
      const card = board().cards.get(first);
      const row = coordinates(board(), { kind: 'card', id: first })?.row;
      if (card && row !== undefined && cardsAt(board(), card.lane, card.at).findIndex((one) => one.id === first) >= limit(board(), row)) unfold(card.lane);
      goTo({ kind: 'card', id: first });
    });
  }
}

/** A record as it is copied: under an id of its own. */
export function withoutId<R extends { id: string }>(record: R): Omit<R, 'id'> {
  const copy: Partial<R> = { ...record };
  delete copy.id;
  return copy as Omit<R, 'id'>;
}
