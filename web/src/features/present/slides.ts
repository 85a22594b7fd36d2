/** A map cut into slides: the whole, then stage by stage, then what to do first. Pure. */

import type { Card, LaneRole, MapDocument, MapStage, MapStep } from '../../api/types';

/** Steps a slide carries, so that its words are read from the back of a room. */
export const stepsMax = 4;
/** Cards below one step on a slide. */
export const cardsMax = 4;
export const finaleMax = 5;

export interface StepColumn {
  step: MapStep;
  feeling?: Card;
  /** The most telling first. */
  cards: { card: Card; role: LaneRole }[];
  /** How many more there are on the map. */
  more: number;
}

export type Slide =
  | { kind: 'title' }
  | { kind: 'stage'; stage: MapStage; index: number; part: number; parts: number; columns: StepColumn[]; whole: { card: Card; role: LaneRole }[] }
  | { kind: 'finale'; opportunities: Card[]; worst: Card[] };

/** What tells most to people who see the map for the first time. Numbers and rows of the office stay on the map. */
const telling: readonly LaneRole[] = ['pains', 'delights', 'quotes', 'actions', 'thoughts', 'needs', 'expectations', 'moments_of_truth', 'questions', 'goals', 'opportunities', 'front_stage', 'touchpoints', 'back_stage'];

/** A card that says something in words: a plain number (reach, share of a channel) does not. */
const speaks = (card: Card) => Object.keys(card.text ?? {}).length > 0 && (card.metric === undefined || card.pain !== undefined);

export function slidesOf(doc: MapDocument): Slide[] {
  if (doc.stages.length === 0) return [];
  const roles = new Map(doc.lanes.map((lane) => [lane.id, lane.role]));
  const at = new Map<string, { card: Card; role: LaneRole }[]>();
  for (const card of doc.cards) {
    const role = roles.get(card.lane);
    if (!role) continue;
    at.set(card.at, [...(at.get(card.at) ?? []), { card, role }]);
  }
  const told = (place: string) =>
    (at.get(place) ?? [])
      .filter(({ card, role }) => telling.includes(role) && !card.feeling && speaks(card))
      .sort((a, b) => telling.indexOf(a.role) - telling.indexOf(b.role));
  const stages = doc.stages.flatMap((stage, index): Slide[] => {
    const columns = stage.steps.map((step): StepColumn => {
      const cards = told(step.id);
      return { step, feeling: (at.get(step.id) ?? []).find(({ card }) => card.feeling)?.card, cards: cards.slice(0, cardsMax), more: Math.max(0, cards.length - cardsMax) };
    });
    const parts = Math.max(1, Math.ceil(columns.length / stepsMax));
    // Evenly: five steps are three and two, not four and one.
    const each = Math.ceil(columns.length / parts);
    return Array.from({ length: parts }, (_, part) => ({ kind: 'stage', stage, index, part, parts, columns: columns.slice(part * each, (part + 1) * each), whole: part === 0 ? told(stage.id).slice(0, 2) : [] }));
  });
  return [{ kind: 'title' }, ...stages, { kind: 'finale', opportunities: bestOf(doc, roles), worst: worstOf(doc) }];
}

/** Ranked ones first, in their order; then as they stand on the map. */
function bestOf(doc: MapDocument, roles: Map<string, LaneRole>): Card[] {
  return doc.cards
    .filter((card) => roles.get(card.lane) === 'opportunities' || card.opportunity !== undefined)
    .map((card, i) => ({ card, rank: card.opportunity?.rank ?? 1_000 + i }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, finaleMax)
    .map(({ card }) => card);
}

/** Pains by how many journeys they harm; those nobody counted come last. */
function worstOf(doc: MapDocument): Card[] {
  return doc.cards
    .filter((card) => card.pain !== undefined && speaks(card))
    .map((card) => ({ card, harmed: card.metric?.unit === 'journeys' ? card.metric.value : 0 }))
    .sort((a, b) => b.harmed - a.harmed)
    .slice(0, 3)
    .map(({ card }) => card);
}

/** What the keys of a keyboard and of a remote do. */
export function keyMeans(key: string): 'next' | 'back' | 'first' | 'last' | 'notes' | 'full' | 'end' | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
    case 'PageDown':
    case ' ':
    case 'Enter':
      return 'next';
    case 'ArrowLeft':
    case 'ArrowUp':
    case 'PageUp':
    case 'Backspace':
      return 'back';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Escape':
      return 'end';
  }
  // The same keys whatever alphabet the keyboard is in.
  if (/^[nNтТ]$/.test(key)) return 'notes';
  return /^[fFаА]$/.test(key) ? 'full' : null;
}
