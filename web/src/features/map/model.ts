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

/** A column: one step, or a whole stage that is folded to a narrow strip. */
export interface GridColumn {
  stage: MapStage;
  /** Absent where the stage is folded. */
  step?: MapStep;
  /** CSS grid line the column starts at; the rail is 1. */
  line: number;
  /** Left edge in px from the right edge of the rail. */
  x: number;
  width: number;
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
  folded: boolean;
}
/** A place for cells in the rows of one level. */
export interface Slot {
  /** Of the step, or of the stage. */
  id: string;
  level: 'stage' | 'step' | 'folded';
  gridColumn: string;
  /** First and last column covered, by their place in the layout. */
  from: number;
  to: number;
}
export interface Layout {
  stages: GridStage[];
  columns: GridColumn[];
  /** Cells of rows about whole stages, and of rows about steps. */
  slots: Record<'stage' | 'step', Slot[]>;
  /** Value of `grid-template-columns`. */
  template: string;
  rail: number;
  /** Of every step of the map, shown or not, its place among all of them, from 0. */
  places: ReadonlyMap<string, number>;
  /** Of everything right of the rail. */
  width: number;
}

/** What one reader made of the columns: it is theirs alone and not part of the map. */
export interface ColumnView {
  folded: ReadonlySet<string>;
  /** Width of a step in px, where the reader drew it. */
  widths: ReadonlyMap<string, number>;
}
export const plainColumns: ColumnView = { folded: new Set(), widths: new Map() };
export const foldedWidth = 44;

/** Columns for the steps that pass `keep`; stages without any are left out. Step width fills `room` within its limits. */
export function layoutOf(
  doc: Pick<MapDocument, 'stages'>,
  room: number,
  keep: (step: MapStep, stage: MapStage) => boolean = () => true,
  view: ColumnView = plainColumns,
): Layout {
  const rail = room < narrowRoom ? railWidthNarrow : railWidth;
  const places = new Map(doc.stages.flatMap((stage) => stage.steps).map((step, i) => [step.id, i]));
  const narrowed = doc.stages.some((stage) => stage.steps.some((step) => !keep(step, stage)));
  const kept = doc.stages
    .map((stage, index) => ({ stage, index, folded: view.folded.has(stage.id), steps: stage.steps.filter((step) => keep(step, stage)) }))
    // A stage without steps is there to be filled, unless the view leaves steps out.
    .filter((entry) => entry.steps.length > 0 || !narrowed);
  const open = kept.filter((entry) => !entry.folded).flatMap((entry) => entry.steps);
  const drawnWidth = open.reduce((sum, step) => sum + (view.widths.get(step.id) ?? 0), 0);
  const fairCount = open.filter((step) => !view.widths.has(step.id)).length;
  const fixed = drawnWidth + kept.filter((entry) => entry.folded).length * foldedWidth + Math.max(0, kept.length - 1) * stageGap;
  const fair = fairCount ? Math.floor((room - rail - fixed) / fairCount) : stepWidthMin;
  const width = Math.max(stepWidthMin, Math.min(stepWidthMax, fair));
  const tracks = [`${rail}px`];
  const stages: GridStage[] = [];
  const slots: Layout['slots'] = { stage: [], step: [] };
  let x = 0;
  let count = 0;
  for (const { stage, index, steps, folded } of kept) {
    if (stages.length) {
      tracks.push(`${stageGap}px`);
      x += stageGap;
    }
    const line = tracks.length + 1;
    const from = count;
    const column = (wide: number, step?: MapStep): GridColumn => {
      const made = { stage, ...(step && { step }), line: tracks.length + 1, x, width: wide, centre: x + wide / 2, place: places.get((step ?? stage.steps[0])?.id ?? '') ?? 0 };
      tracks.push(`${wide}px`);
      x += wide;
      count += 1;
      return made;
    };
    const bare = folded || steps.length === 0;
    const columns = bare ? [column(folded ? foldedWidth : stepWidthMin)] : steps.map((step) => column(view.widths.get(step.id) ?? width, step));
    const end = line + columns.length;
    stages.push({ stage, index, line, end, columns, folded });
    slots.stage.push({ id: stage.id, level: folded ? 'folded' : 'stage', gridColumn: `${line} / ${end}`, from, to: count - 1 });
    columns.forEach(({ step, line: at }, i) => {
      slots.step.push({ id: step?.id ?? stage.id, level: step ? 'step' : 'folded', gridColumn: `${at}`, from: from + i, to: from + i });
    });
  }
  return { stages, columns: stages.flatMap((s) => s.columns), slots, template: tracks.join(' '), rail, places, width: x };
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
  /** Only its name is shown. */
  folded: boolean;
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
export function feelingsOf(doc: Pick<MapDocument, 'cards'>, columns: { step?: MapStep }[]): (Card | null)[] {
  const byStep = new Map(doc.cards.filter((card) => card.feeling).map((card) => [card.at, card]));
  return columns.map(({ step }) => (step && byStep.get(step.id)) ?? null);
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
  let assumed = 0;
  for (const card of doc.cards) if (card.state === 'assumption') assumed += 1;
  return assumed > doc.cards.length / 2;
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

/** What a reader should know of a stage that is folded. */
export interface FoldedCounts {
  pains: number;
  delights: number;
}

/** Cards in lanes of pains and of delights, by folded stage. */
export function foldedCounts(doc: Pick<MapDocument, 'stages' | 'lanes' | 'cards'>, folded: ReadonlySet<string>): Map<string, FoldedCounts> {
  const found = new Map<string, FoldedCounts>();
  if (folded.size === 0) return found;
  const stageOf = new Map(doc.stages.filter((stage) => folded.has(stage.id)).flatMap((stage) => [stage.id, ...stage.steps.map((step) => step.id)].map((at) => [at, stage.id] as const)));
  const roles = new Map(doc.lanes.map((lane) => [lane.id, lane.role]));
  for (const card of doc.cards) {
    const stage = stageOf.get(card.at);
    const role = roles.get(card.lane);
    if (stage === undefined || (role !== 'pains' && role !== 'delights')) continue;
    const counts = found.get(stage) ?? { pains: 0, delights: 0 };
    counts[role] += 1;
    found.set(stage, counts);
  }
  return found;
}
