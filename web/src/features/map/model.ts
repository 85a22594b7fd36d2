/** A map document seen as a grid: columns, rows, cells. Pure, so that it can be checked. */

import type { Card, Lane, LaneRole, MapDocument, MapStage, MapStep, Metric, MetricName, TouchpointRow } from '../../api/types';

export const railWidth = 208;
/** Of the lane rail where there is little room. */
export const railWidthNarrow = 132;
const narrowRoom = 820;
export const stageGap = 12;
export const stepWidthMin = 184;
export const stepWidthMax = 300;
export const curveHeight = 176;
export const curveUnit = 32;

/** Where a feeling stands in the curve lane, in px from its top. */
export const curveY = (value: number) => curveHeight / 2 - value * curveUnit;

export interface GridColumn {
  stage: MapStage;
  step: MapStep;
  /** CSS grid line the column starts at; the rail is 1. */
  line: number;
  /** Centre in px from the right edge of the rail. */
  centre: number;
  /** Among all steps of the map, shown or not, from 0. */
  place: number;
}
export interface GridStage {
  stage: MapStage;
  index: number;
  line: number;
  /** First line after the stage. */
  end: number;
  columns: GridColumn[];
}
export interface Layout {
  stages: GridStage[];
  columns: GridColumn[];
  /** Value of `grid-template-columns`. */
  template: string;
  /** Of everything right of the rail. */
  width: number;
}

/** Columns for the steps that pass `keep`; stages without any are left out. Step width fills `room` within its limits. */
export function layoutOf(doc: MapDocument, room: number, keep: (step: MapStep, stage: MapStage) => boolean = () => true): Layout {
  const rail = room < narrowRoom ? railWidthNarrow : railWidth;
  const places = new Map(doc.stages.flatMap((stage) => stage.steps).map((step, i) => [step.id, i]));
  const kept = doc.stages
    .map((stage, index) => ({ stage, index, steps: stage.steps.filter((step) => keep(step, stage)) }))
    .filter((entry) => entry.steps.length > 0);
  const count = kept.reduce((sum, entry) => sum + entry.steps.length, 0);
  const gaps = Math.max(0, kept.length - 1) * stageGap;
  const fair = count ? Math.floor((room - rail - gaps) / count) : stepWidthMin;
  const width = Math.max(stepWidthMin, Math.min(stepWidthMax, fair));
  const tracks = [`${rail}px`];
  const stages: GridStage[] = [];
  let x = 0;
  for (const { stage, index, steps } of kept) {
    if (stages.length) {
      tracks.push(`${stageGap}px`);
      x += stageGap;
    }
    const line = tracks.length + 1;
    const columns = steps.map((step, i) => ({ stage, step, line: line + i, centre: x + i * width + width / 2, place: places.get(step.id) ?? 0 }));
    tracks.push(...steps.map(() => `${width}px`));
    x += steps.length * width;
    stages.push({ stage, index, line, end: line + steps.length, columns });
  }
  return { stages, columns: stages.flatMap((s) => s.columns), template: tracks.join(' '), width: x };
}

/** Cards by lane and place. */
export function cellsOf(doc: MapDocument): Map<string, Card[]> {
  const cells = new Map<string, Card[]>();
  for (const card of doc.cards) {
    const key = `${card.lane} ${card.at}`;
    const cell = cells.get(key);
    if (cell) cell.push(card);
    else cells.set(key, [card]);
  }
  return cells;
}

/** Cards a cell shows until its lane is unfolded: the fullest cell of a lane decides how tall the lane is for all. */
export function cardsShown(role: LaneRole, level: LaneRow['level']): number {
  if (role === 'kpis' || role === 'feelings') return Infinity;
  if (level === 'stage') return 4;
  return 2;
}

export interface LaneRow {
  lane: Lane;
  /** A lane with cards of both kinds has two rows, whole stages first. */
  level: 'stage' | 'step';
  /** First row of its lane: carries the rail. */
  first: boolean;
  rows: number;
}

/** Rows top to bottom. A lane without any card keeps one empty row: that nobody knows is worth seeing. */
export function rowsOf(doc: MapDocument, lanes: Lane[] = doc.lanes): LaneRow[] {
  const stageIds = new Set(doc.stages.map((stage) => stage.id));
  return lanes.flatMap((lane) => {
    const cards = doc.cards.filter((card) => card.lane === lane.id);
    const levels: ('stage' | 'step')[] = [];
    if (cards.some((card) => stageIds.has(card.at))) levels.push('stage');
    if (cards.some((card) => !stageIds.has(card.at)) || levels.length === 0) levels.push('step');
    return levels.map((level, i) => ({ lane, level, first: i === 0, rows: levels.length }));
  });
}

export function metricAt(doc: MapDocument, at: string, name: MetricName): Metric | undefined {
  return doc.cards.find((card) => card.at === at && card.metric?.name === name)?.metric;
}

/** Share of all journeys that come to the step or stage, 0..=1; `undefined` where nobody counted. */
export function reachAt(doc: MapDocument, place: MapStep | MapStage): number | undefined {
  const metric = metricAt(doc, place.id, 'reach');
  if (metric?.unit === 'share') return metric.value;
  const [activity, ...others] = 'activities' in place ? (place.activities ?? []) : [];
  if (activity === undefined || others.length) return undefined;
  const rows = doc.origin?.answers?.find((answer) => answer.schema.includes('touchpoints'))?.rows as TouchpointRow[] | undefined;
  return rows?.find((row) => row.activity === activity)?.reach;
}

/** The feeling card of each column; `null` where there is none. */
export function feelingsOf(doc: MapDocument, columns: { step: MapStep }[]): (Card | null)[] {
  const byStep = new Map(doc.cards.filter((card) => card.feeling).map((card) => [card.at, card]));
  return columns.map(({ step }) => byStep.get(step.id) ?? null);
}

/** Steps with a pain, a negative feeling, or inside a stage with a pain of its own. */
export function problemSteps(doc: MapDocument): Set<string> {
  const painLanes = new Set(doc.lanes.filter((lane) => lane.role === 'pains').map((lane) => lane.id));
  const hurt = new Set(
    doc.cards
      .filter((card) => painLanes.has(card.lane) || card.pain !== undefined || (card.feeling?.value ?? 0) < 0)
      .map((card) => card.at),
  );
  return new Set(
    doc.stages.flatMap((stage) => stage.steps.filter((step) => hurt.has(step.id) || hurt.has(stage.id)).map((step) => step.id)),
  );
}

/** Lanes that tell about problems. */
export const problemLanes: ReadonlySet<LaneRole> = new Set<LaneRole>(['feelings', 'pains', 'kpis', 'quotes', 'questions', 'opportunities']);

/** Cards that rest on evidence, of all: as `coverage` of the map crate counts. */
export function coverageOf(doc: MapDocument): { backed: number; total: number } {
  const backed = doc.cards.filter((card) => card.state !== 'assumption' && (card.evidence?.length ?? 0) > 0).length;
  return { backed, total: doc.cards.length };
}

/** More is assumed than known: a template, or a map just begun. Saying so on each card would say nothing. */
export function isSketch(doc: MapDocument): boolean {
  return doc.cards.filter((card) => card.state === 'assumption').length > doc.cards.length / 2;
}

/** What a map is compared with first: its other state where one is linked, the older on the left. */
export function comparison(doc: MapDocument): { a?: string; b?: string } {
  const link = doc.links?.find(({ kind }) => kind === 'to_be' || kind === 'as_is');
  if (!link) return { a: doc.id };
  return link.kind === 'to_be' ? { a: doc.id, b: link.map } : { a: link.map, b: doc.id };
}

/** The tint family of a lane: one per family, never per cell. */
export function tintOf(role: LaneRole): string {
  switch (role) {
    case 'goals':
    case 'actions':
      return 'actions';
    case 'touchpoints':
    case 'channels':
    case 'content':
      return 'touchpoints';
    case 'thoughts':
    case 'quotes':
    case 'questions':
    case 'needs':
    case 'expectations':
      return 'voice';
    case 'feelings':
      return 'feelings';
    case 'pains':
      return 'pains';
    case 'delights':
    case 'moments_of_truth':
      return 'delights';
    case 'opportunities':
    case 'ideas':
    case 'action_items':
      return 'opportunities';
    case 'kpis':
      return 'kpis';
    case 'front_stage':
      return 'front';
    case 'back_stage':
    case 'support':
    case 'owner':
    case 'images':
    case 'text':
      return 'back';
  }
}
