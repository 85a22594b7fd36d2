/** What is found beyond a map: segments, moments of truth, credit of channels, and what a change would do. */

import { queryOptions } from '@tanstack/react-query';
import { call } from './client';
import type { LocalText } from './types';

/** A number with the interval that holds the true one; an end that nothing bounds is `null`. */
export interface Estimate {
  value: number;
  lo: number | null;
  hi: number | null;
  n: number;
  level: number;
}

export interface Looked {
  source?: string;
  where?: string;
}

/** A finding with what it was found in. */
export interface Found<T> {
  /** `source@version`. */
  snapshot: string;
  base: string;
  window: { from: string; to: string };
  /** Journeys in the base. */
  n: number;
  goals?: string[];
  found: T;
}

export type JourneyMeasure =
  | { measure: 'activity' | 'start' | 'end'; activity: string }
  | { measure: 'transition'; from: string; to: string }
  | { measure: 'value'; column: string; value: string }
  | { measure: 'stage' | 'stage_passed' | 'stage_time'; name: LocalText }
  | { measure: 'events' | 'duration' }
  | { measure: 'number'; column: string };

export interface Difference {
  what: JourneyMeasure;
  /** Shares 0..=1 and their difference; medians and the ratio; means and their difference. */
  scale: 'share' | 'ratio' | 'mean';
  own: Estimate;
  rest: Estimate;
  difference: Estimate;
  /** Orders over measures; above 0 where the group has more. */
  effect: number;
  q: number;
  text: LocalText;
  records?: string | null;
}

export interface SegmentsTried {
  segments: number;
  /** Nats per journey over one segment. */
  gain: number;
  gain_se: number;
}

export interface SegmentChoice {
  tried: SegmentsTried[];
  stability?: number | null;
  reason: LocalText;
}

export interface Segment {
  number: number;
  name: LocalText;
  n: number;
  share: Estimate;
  certainty: number;
  records?: string | null;
  near?: { filter: string; precision: number; recall: number } | null;
  typical?: { activities: string[]; journeys: number; likeness: number } | null;
  differences: Difference[];
}

export interface Segments {
  by: 'rules' | 'attribute' | 'journeys';
  n: number;
  outside: number;
  segments: Segment[];
  choice?: SegmentChoice | null;
  notes: LocalText[];
}

export type SegmentsBy = { journeys: { segments?: number; pace: boolean } } | { attribute: string } | { rules: { name: string; where: string }[] };
export interface SegmentsOrder extends Looked {
  by: SegmentsBy;
}

export interface FunnelPair {
  name: LocalText;
  reached: Difference;
  passed?: Difference | null;
  time?: Difference | null;
}

export interface SegmentComparison {
  own: { place: number; n: number };
  other: { place: number; n: number };
  funnel: FunnelPair[];
  touchpoints: Difference[];
  transitions: Difference[];
  ends: Difference[];
  channels: Difference[];
  attributes: Difference[];
  times: Difference[];
}

export type DriverKind = 'met' | 'failure' | 'repeat' | 'wait' | 'low_score';
export interface Driver {
  kind: DriverKind;
  activity: string;
  from?: string | null;
  threshold?: number | null;
  exposed: number;
  unexposed: number;
  with: Estimate;
  without: Estimate;
  /** With minus without. */
  effect: Estimate;
  crude: number;
  q: number;
  told: boolean;
  /** Outcomes that hang on it. */
  outcomes: number;
  overlap: number;
  e_value: number;
  e_value_interval: number;
  title: LocalText;
  reason: LocalText;
  records: string;
}

export interface Drivers {
  outcome: { goal: string[] } | { number: string };
  n: number;
  horizon_s?: number | null;
  fdr: number;
  drivers: Driver[];
  refused: { activity: string; why: 'required' | 'part_of_the_goal' | 'no_choice'; reason: LocalText }[];
  design: LocalText;
}

export interface DriversOrder extends Looked {
  goals?: string[];
  number?: string;
  horizon_s?: number;
}

export interface Credit {
  channel: string;
  conversions: Estimate;
  share: Estimate;
  value: number;
}

export type CreditModel = string | { decay: { half_life_s: number } } | { markov: { order: number } };
export interface ModelCredits {
  model: CreditModel;
  title: LocalText;
  credits: Credit[];
}

export interface Attribution {
  n: number;
  conversions: number;
  untouched: number;
  open: number;
  models: ModelCredits[];
  notes: LocalText[];
}

export interface AttributionOrder extends Looked {
  goals?: string[];
  by?: string;
  value?: string;
  lookback_s?: number;
}

export type Place = { activity: string } | 'completed' | 'dropped';
export type Edit =
  | { move: { from: string; out_of: Place; into: Place; share: number } }
  | { bypass: { activity: string } }
  | { close: { activity: string } }
  | { connect: { from: string; into: Place; share: number } }
  | { pace: { from?: string; to: string; factor: number } };

export interface Change {
  before: Estimate;
  after: Estimate;
  /** After minus before. */
  change: Estimate;
}

export interface Load extends Change {
  activity: string;
  completes: Estimate;
  left_s: Estimate;
}

export interface WhatIf {
  n: number;
  open: number;
  order: number;
  completed: Change;
  duration_s: Change;
  steps: Change;
  loads: Load[];
  memory: { p: number; bits: number; of_bits: number };
  notes: LocalText[];
}

export interface WhatIfOrder extends Looked {
  goals?: string[];
  edits: Edit[];
}

/** Found anew only in another snapshot: the same question over the same journeys gives the same numbers. */
const findingQuery = <T>(kind: string, order: object | null, version?: number) =>
  queryOptions({
    queryKey: ['findings', kind, version, order],
    enabled: order !== null,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call<Found<T>>('POST', `/findings/${kind}`, order, signal),
  });

export const segmentsQuery = (order: SegmentsOrder | null, version?: number) => findingQuery<Segments>('segments', order, version);
export const compareSegmentsQuery = (order: { segments: SegmentsOrder; own: number; other: number } | null, version?: number) =>
  findingQuery<SegmentComparison>('segments/compare', order, version);
export const driversQuery = (order: DriversOrder | null, version?: number) => findingQuery<Drivers>('drivers', order, version);
export const attributionQuery = (order: AttributionOrder | null, version?: number) => findingQuery<Attribution>('attribution', order, version);
export const whatIfQuery = (order: WhatIfOrder | null, version?: number) => findingQuery<WhatIf>('what-if', order, version);
