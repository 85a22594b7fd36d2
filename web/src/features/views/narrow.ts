/** A part of a map as a view shows it. Cards keep their identity: what did not change is not drawn again. */

import type { Card, Lane, MapDocument } from '../../api/types';
import { problemLanes, problemSteps } from '../map/model';
import type { ViewSearch } from './state';

export interface Narrowed {
  doc: MapDocument;
  lanes: Lane[];
  keepStep: (step: string) => boolean;
  /** Nothing of the map is left. */
  nothing: boolean;
}

const everyStep = () => true;

/** As `only_of` of the map crate: cards that speak of everybody stay. Ids that are not on the map narrow nothing. */
export function narrow(doc: MapDocument, search: Pick<ViewSearch, 'show' | 'persona' | 'stage'>): Narrowed {
  let shown = doc;
  let lanes = doc.lanes;
  const tests: ((step: string) => boolean)[] = [];
  const persona = doc.personas?.find((one) => one.id === search.persona);
  if (persona) {
    lanes = lanes.filter((lane) => !lane.persona || lane.persona === persona.id);
    const kept = new Set(lanes.map((lane) => lane.id));
    shown = {
      ...shown,
      personas: [persona],
      cards: shown.cards.filter((card) => kept.has(card.lane) && (!card.personas?.length || card.personas.includes(persona.id))),
    };
  }
  const stage = doc.stages.find((one) => one.id === search.stage);
  if (stage) {
    const steps = new Set(stage.steps.map((step) => step.id));
    tests.push((step) => steps.has(step));
  }
  if (search.show === 'problems') {
    const hurt = problemSteps(shown);
    lanes = lanes.filter((lane) => problemLanes.has(lane.role));
    tests.push((step) => hurt.has(step));
  }
  if (search.show === 'assumptions') {
    const cards = shown.cards.filter((card) => card.state === 'assumption');
    const held = new Set(cards.map((card) => card.lane));
    const places = placesOf(doc, cards);
    shown = { ...shown, cards };
    lanes = lanes.filter((lane) => held.has(lane.id));
    tests.push((step) => places.has(step));
  }
  const keepStep = tests.length ? (step: string) => tests.every((test) => test(step)) : everyStep;
  const nothing = !doc.stages.some((one) => one.steps.some((step) => keepStep(step.id))) && (tests.length > 0 || doc.stages.length === 0);
  return { doc: shown, lanes, keepStep, nothing };
}

/** Steps the cards stand at; a card of a stage stands at all of its steps. */
export function placesOf(doc: MapDocument, cards: Card[]): Set<string> {
  const order = doc.stages.flatMap((stage) => stage.steps.map((step) => step.id));
  const places = new Set<string>();
  for (const card of cards) {
    const stage = doc.stages.find((one) => one.id === card.at);
    if (stage) stage.steps.forEach((step) => places.add(step.id));
    else if (card.until) order.slice(order.indexOf(card.at), order.indexOf(card.until) + 1).forEach((step) => places.add(step));
    else places.add(card.at);
  }
  return places;
}
