/** What the steps of the guided start do to the map. Pure: map in, map out; new ids are given, so that a change may be done twice. */

import type { Card, Evidence, LaneRole, MapDocument, MapStep } from '../../api/types';

type Text = Record<string, string>;
export type Item = NonNullable<MapDocument['items']>[number];

/** The map before anything is known of it. */
export const emptyMap = (): MapDocument => ({ format: 'tropa.map', version: 2, id: '', title: {}, kind: 'customer', state: 'as_is', stages: [], lanes: [], cards: [] });

/** Lanes top to bottom: what the person does and feels, what it tells us, what we do about it. */
export const roleOrder: readonly LaneRole[] = [
  ...(['images', 'goals', 'actions', 'touchpoints', 'channels', 'content', 'thoughts', 'feelings', 'needs', 'expectations', 'questions', 'quotes'] as const),
  ...(['pains', 'delights', 'moments_of_truth', 'kpis', 'opportunities', 'ideas', 'action_items', 'owner', 'front_stage', 'back_stage', 'support', 'text'] as const),
];

/** Text in one language; an empty one is no text. Other languages stay. */
export function said(text: Text | undefined, lang: string, value: string): Text {
  const next = { ...text };
  if (!(lang in next)) delete next.und;
  if (value) next[lang] = value;
  else delete next[lang];
  return next;
}

export const stepsOf = (doc: MapDocument): MapStep[] => doc.stages.flatMap((stage) => stage.steps);

export const laneOf = (doc: MapDocument, role: LaneRole) => doc.lanes.find((lane) => lane.role === role);

/** A lane of the role stands on the map, at its place among the others. */
export function withLane(doc: MapDocument, role: LaneRole): MapDocument {
  if (laneOf(doc, role)) return doc;
  const taken = new Set(doc.lanes.map((lane) => lane.id));
  const wanted = `lane-${role.replace(/_/g, '-')}`;
  const id = taken.has(wanted) ? `${wanted}-own` : wanted;
  const rank = roleOrder.indexOf(role);
  const before = doc.lanes.findIndex((lane) => roleOrder.indexOf(lane.role) > rank);
  const at = before < 0 ? doc.lanes.length : before;
  return { ...doc, lanes: [...doc.lanes.slice(0, at), { id, role }, ...doc.lanes.slice(at)] };
}

/** No lane of the role, and none of its cards. */
export function withoutLane(doc: MapDocument, role: LaneRole): MapDocument {
  const gone = new Set(doc.lanes.filter((lane) => lane.role === role).map((lane) => lane.id));
  return withoutCards({ ...doc, lanes: doc.lanes.filter((lane) => !gone.has(lane.id)) }, (card) => gone.has(card.lane));
}

/** Without the cards, and without what pointed at them. */
export function withoutCards(doc: MapDocument, gone: (card: Card) => boolean): MapDocument {
  const ids = new Set(doc.cards.filter(gone).map((card) => card.id));
  if (ids.size === 0) return doc;
  const cards = doc.cards
    .filter((card) => !ids.has(card.id))
    .map((card) => {
      const { opportunity, action } = card;
      if (opportunity && [...(opportunity.answers ?? []), ...(opportunity.solves ?? [])].some((id) => ids.has(id))) {
        return { ...card, opportunity: { ...opportunity, answers: opportunity.answers?.filter((id) => !ids.has(id)), solves: opportunity.solves?.filter((id) => !ids.has(id)) } };
      }
      if (action?.opportunity !== undefined && ids.has(action.opportunity)) {
        return { ...card, action: { ...action, opportunity: undefined } };
      }
      return card;
    });
  return { ...doc, cards, comments: doc.comments?.filter((comment) => !ids.has(comment.at)) };
}

/** Stages, lanes and, if wanted, the example cards of a template. What people said of the map itself stays. */
export function withTemplate(doc: MapDocument, template: MapDocument, examples: boolean): MapDocument {
  const wish = intendedOf(doc);
  const own = (doc.items ?? []).filter((item) => item.kind === 'department');
  const next: MapDocument = {
    ...doc,
    stages: template.stages,
    lanes: template.lanes,
    // Feelings nobody felt would draw a curve that looks like knowledge.
    cards: examples ? template.cards.filter((card) => !card.feeling && (card.personas?.length ?? 0) === 0) : [],
    channels: template.channels,
    items: [...own, ...(template.items ?? []).filter((item) => !own.some((other) => other.id === item.id))],
  };
  delete next.moves;
  delete next.paths;
  delete next.origin;
  const kept = next.lanes.filter((lane) => lane.persona === undefined);
  const lanes = new Set(kept.map((lane) => lane.id));
  return intending({ ...next, lanes: kept, cards: next.cards.filter((card) => lanes.has(card.lane)) }, wish);
}

/** How people should look back on the whole: what the company wants them to feel at the last step. */
export const intendedOf = (doc: MapDocument): Text => stepsOf(doc).at(-1)?.intended?.text ?? {};

export function intending(doc: MapDocument, text: Text): MapDocument {
  const last = stepsOf(doc).at(-1);
  if (!last) return doc;
  const set = (step: MapStep): MapStep => {
    if (step.id !== last.id) return step;
    const { intended, ...rest } = step;
    const whole = { ...intended, text };
    return Object.keys(text).length > 0 || whole.feeling !== undefined || whole.emotions?.length ? { ...rest, intended: whole } : rest;
  };
  return { ...doc, stages: doc.stages.map((stage) => ({ ...stage, steps: stage.steps.map(set) })) };
}

/** The card of a lane at a step that a person may write over: counted ones are not for writing over. */
export function ownCard(doc: MapDocument, role: LaneRole, at: string): Card | undefined {
  const lanes = new Set(doc.lanes.filter((lane) => lane.role === role).map((lane) => lane.id));
  return doc.cards.find((card) => card.at === at && lanes.has(card.lane) && card.state !== 'measured' && !card.evidence?.length);
}

/** Cards of a role at a step that rest on something: shown, not changed. */
export function backedCards(doc: MapDocument, role: LaneRole, at: string): Card[] {
  const lanes = new Set(doc.lanes.filter((lane) => lane.role === role).map((lane) => lane.id));
  return doc.cards.filter((card) => card.at === at && lanes.has(card.lane) && (card.state === 'measured' || Boolean(card.evidence?.length)));
}

/** Writes the text of the own card there, makes it under `id` where there is none, and takes it away when it says nothing. */
export function withText(doc: MapDocument, role: LaneRole, at: string, lang: string, value: string, id: string): MapDocument {
  const card = ownCard(doc, role, at);
  if (!card) {
    if (!value) return doc;
    const next = withLane(doc, role);
    return { ...next, cards: [...next.cards, { id, lane: laneOf(next, role)?.id ?? '', at, text: { [lang]: value }, state: 'assumption' }] };
  }
  const text = said(card.text, lang, value);
  // Another language's words of an example are not this person's words.
  if (!value) return withoutCards(doc, (other) => other.id === card.id);
  return { ...doc, cards: doc.cards.map((other) => (other.id === card.id ? { ...other, text } : other)) };
}

/** The feeling at a step; a measured one is not changed. */
export function withFeeling(doc: MapDocument, at: string, value: number | null, id: string, evidence?: Evidence): MapDocument {
  const there = doc.cards.find((card) => card.at === at && card.feeling);
  if (there?.state === 'measured') return doc;
  if (value === null) return there ? withoutCards(doc, (card) => card.id === there.id) : doc;
  const state = evidence ? ('single_voice' as const) : (there?.state ?? ('assumption' as const));
  const more = evidence ? { evidence: [...(there?.evidence ?? []), evidence] } : {};
  if (there) return { ...doc, cards: doc.cards.map((card) => (card.id === there.id ? { ...card, ...more, state, feeling: { value } } : card)) };
  const next = withLane(doc, 'feelings');
  return { ...next, cards: [...next.cards, { id, lane: laneOf(next, 'feelings')?.id ?? '', at, text: {}, state, feeling: { value }, ...more }] };
}

export interface Voice {
  card: string;
  feelingCard: string;
  role: LaneRole;
  at: string;
  /** Exact words, their language, and who said them. */
  quote: string;
  lang: string;
  by: string;
  persona?: string;
  feeling: number | null;
}

/** Somebody's words as a card that rests on them; two voices for the same feeling are more than one. */
export function withVoice(doc: MapDocument, voice: Voice): MapDocument {
  const evidence: Evidence = { quote: { text: voice.quote, lang: voice.lang, ...(voice.by ? { by: voice.by } : {}) } };
  let next = withLane(doc, voice.role);
  if (next.cards.some((card) => card.id === voice.card)) return doc;
  const people = voice.persona ? { personas: [voice.persona] } : {};
  next = { ...next, cards: [...next.cards, { id: voice.card, lane: laneOf(next, voice.role)?.id ?? '', at: voice.at, text: { [voice.lang]: voice.quote }, ...people, state: 'single_voice', evidence: [evidence] }] };
  return voice.feeling === null ? next : withFeeling(next, voice.at, voice.feeling, voice.feelingCard, evidence);
}

/** Takes a voice away again: its card, and what it said about the feeling. A feeling nobody else spoke of goes with it. */
export function withoutVoice(doc: MapDocument, id: string): MapDocument {
  const card = doc.cards.find((one) => one.id === id);
  const words = card?.evidence?.find((one) => one.quote)?.quote?.text;
  const told = doc.cards.find((one) => one.at === card?.at && one.feeling && one.state !== 'measured' && one.evidence?.some((piece) => piece.quote?.text === words));
  let next = withoutCards(doc, (one) => one.id === id);
  if (!told) return next;
  const left = told.evidence?.filter((piece) => piece.quote?.text !== words) ?? [];
  if (left.length === 0) next = withoutCards(next, (one) => one.id === told.id);
  return { ...next, cards: next.cards.map((one) => (one.id === told.id ? { ...one, evidence: left } : one)) };
}

/** Writes a card over the one of its id, or adds it. */
export function withCard(doc: MapDocument, card: Card): MapDocument {
  const known = doc.cards.some((other) => other.id === card.id);
  return { ...doc, cards: known ? doc.cards.map((other) => (other.id === card.id ? card : other)) : [...doc.cards, card] };
}

const size = { low: 1, medium: 2, high: 3 } as const;

/** Large effect for little effort comes first; ties stay in the order of the journey. */
export function ranked(doc: MapDocument): MapDocument {
  const lane = laneOf(doc, 'opportunities');
  const worth = (card: Card) => size[card.opportunity?.impact ?? 'medium'] - size[card.opportunity?.effort ?? 'medium'];
  const own = doc.cards.filter((card) => card.lane === lane?.id && card.opportunity);
  const rank = new Map([...own].sort((a, b) => worth(b) - worth(a)).map((card, i) => [card.id, i + 1]));
  return { ...doc, cards: doc.cards.map((card) => (card.opportunity && rank.has(card.id) ? { ...card, opportunity: { ...card.opportunity, rank: rank.get(card.id) } } : card)) };
}

/** What hurts and what delights, the worst and the best first. A whole stage's cards count for the stage. */
export function findings(doc: MapDocument): { hurts: Card[]; delights: Card[] } {
  const of = (role: LaneRole) => {
    const lanes = new Set(doc.lanes.filter((lane) => lane.role === role).map((lane) => lane.id));
    return doc.cards.filter((card) => lanes.has(card.lane));
  };
  const feelings = doc.cards.filter((card) => card.feeling);
  const weight = (card: Card) => (card.metric?.unit === 'share' ? card.metric.value : 0) + (card.state === 'measured' ? 0.5 : 0) + (card.evidence?.length ? 0.25 : 0);
  // A step whose pain is named is not named once more by its mood.
  const pained = new Set(of('pains').map((card) => card.at));
  const pleased = new Set(of('delights').map((card) => card.at));
  const low = feelings.filter((card) => (card.feeling?.value ?? 0) <= -0.5 && !pained.has(card.at)).sort((a, b) => (a.feeling?.value ?? 0) - (b.feeling?.value ?? 0));
  const high = feelings.filter((card) => (card.feeling?.value ?? 0) >= 1 && !pleased.has(card.at)).sort((a, b) => (b.feeling?.value ?? 0) - (a.feeling?.value ?? 0));
  return {
    hurts: [...of('pains').sort((a, b) => weight(b) - weight(a)), ...low],
    delights: [...of('delights').sort((a, b) => weight(b) - weight(a)), ...high],
  };
}
