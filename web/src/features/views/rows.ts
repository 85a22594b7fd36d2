/** The cards of a map as rows of a table: what stands in them, sorted and narrowed. Pure. */

import type { Card, EvidenceState, Lane, MapDocument } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

export interface CardRow {
  card: Card;
  lane: Lane;
  text: string;
  laneName: string;
  /** From 0; a card of a stage stands before those of its steps. */
  place: number;
  stage: string;
  /** Empty: the whole stage. */
  step: string;
  personas: string;
  evidence: number;
  comments: number;
}

export const sortKeys = ['place', 'text', 'lane', 'value', 'feeling', 'state', 'evidence', 'comments'] as const;
export type SortKey = (typeof sortKeys)[number];
export interface Sort {
  key: SortKey;
  down: boolean;
}

/** `-feeling`: downwards. What nobody knows is the order of the journey. */
export function sortOf(text: string | undefined): Sort {
  const down = text?.startsWith('-') ?? false;
  const key = sortKeys.find((one) => one === (down ? text?.slice(1) : text));
  return { key: key ?? 'place', down: key !== undefined && down };
}
export const sortText = ({ key, down }: Sort): string | undefined => (key === 'place' && !down ? undefined : `${down ? '-' : ''}${key}`);

/** A second click on the same column turns it round, a third one leaves it. */
export function nextSort(now: Sort, key: SortKey): Sort {
  if (now.key !== key) return { key, down: false };
  return now.down ? { key: 'place', down: false } : { key, down: true };
}

export function rowsOfCards(doc: MapDocument, lanes: Lane[], keepStep: (step: string) => boolean, comments: ReadonlyMap<string, number>, lang: Lang, laneName: (lane: Lane) => string, title: (card: Card) => string): CardRow[] {
  const places = new Map<string, { place: number; stage: string; step: string; kept: boolean }>();
  let place = 0;
  doc.stages.forEach((stage, i) => {
    const name = `${i + 1}. ${inLang(stage.name, lang)}`;
    places.set(stage.id, { place: place++, stage: name, step: '', kept: stage.steps.some((step) => keepStep(step.id)) });
    for (const step of stage.steps) places.set(step.id, { place: place++, stage: name, step: inLang(step.name, lang), kept: keepStep(step.id) });
  });
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const persona = new Map(doc.personas?.map((one) => [one.id, inLang(one.name, lang)]));
  return doc.cards.flatMap((card) => {
    const [lane, at] = [laneOf.get(card.lane), places.get(card.at)];
    if (!lane || !at?.kept) return [];
    const names = (card.personas ?? []).map((id) => persona.get(id) ?? id).join(', ');
    return [{ card, lane, laneName: laneName(lane), text: title(card), place: at.place, stage: at.stage, step: at.step, personas: names, evidence: card.evidence?.length ?? 0, comments: comments.get(card.id) ?? 0 }];
  });
}

const states: readonly EvidenceState[] = ['assumption', 'single_voice', 'supported_by_text', 'measured'];

/** Every word stands somewhere in the row. */
export function fits(row: CardRow, words: string[], lang: Lang): boolean {
  const all = `${row.text} ${row.laneName} ${row.stage} ${row.step} ${row.personas}`.toLocaleLowerCase(lang);
  return words.every((word) => all.includes(word));
}

export const wordsOf = (q: string | undefined, lang: Lang): string[] => (q ?? '').toLocaleLowerCase(lang).split(/\s+/).filter(Boolean);

/** Rows without a value stand last, upwards and downwards. */
export function sortRows(rows: CardRow[], { key, down }: Sort, lang: Lang): CardRow[] {
  const order = new Intl.Collator(lang, { numeric: true });
  const value = (row: CardRow): number | string | undefined => {
    switch (key) {
      case 'place':
        return row.place;
      case 'text':
        return row.text || undefined;
      case 'lane':
        return row.laneName;
      case 'value':
        return row.card.metric?.value;
      case 'feeling':
        return row.card.feeling?.value;
      case 'state':
        return states.indexOf(row.card.state);
      case 'evidence':
        return row.evidence;
      case 'comments':
        return row.comments;
    }
  };
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) return x === y ? a.place - b.place : x === undefined ? 1 : -1;
    const by = typeof x === 'number' && typeof y === 'number' ? x - y : order.compare(String(x), String(y));
    return (down ? -by : by) || a.place - b.place;
  });
}
