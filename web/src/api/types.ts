/** The words of the API, as the server writes them. Same names as in the crates `model`, `map` and `intake`. */

export type LocalText = Record<string, string>;
export type EvidenceState = 'measured' | 'supported_by_text' | 'single_voice' | 'assumption';
export interface Scale {
  lo: number;
  hi: number;
}

export interface Step {
  name?: string;
  activities: string[];
}
export type Ask =
  | { graph: Record<string, never> }
  | { funnel: { steps: Step[]; window_s?: number; by?: string } }
  | { variants: { limit: number } }
  | { paths: { depth: number; top: number; start?: string } }
  | { daily: { activities: string[] } }
  | { between: { from: Step; to: Step } }
  | { touchpoints: { idle_s?: number } }
  | { stages: { stages: Step[]; completed: string[]; idle_s?: number } }
  | { journeys: { actor?: string; limit: number; after?: string } };

export interface Question {
  source?: string;
  where?: string;
  ask: Ask;
}

export type Unit = 'journeys' | 'events' | 'transitions' | 'actors';
export interface TimesS {
  n: number;
  mean_s: number;
  p50_s: number;
  p90_s: number;
}
export interface Answer<Row = AnyRow> {
  schema: string;
  question: Question;
  unit: Unit;
  base: string;
  window: { from: string; to: string };
  n: number;
  snapshot: { source: string; version: number };
  rows: Row[];
  idle_s?: number;
  notes?: string[];
}
export interface GraphRow {
  from: string | null;
  to: string | null;
  transitions: number;
  journeys: number;
  share: number;
  time: TimesS | null;
}
export interface FunnelRow {
  group: string | null;
  step: number;
  label: string;
  reached: number;
  share: number;
  share_lo: number;
  share_hi: number;
  continued: number;
  open: number;
  dropped: number;
  time: TimesS | null;
}
export interface VariantRow {
  activities: string[];
  journeys: number;
  share: number;
  coverage: number;
  duration: TimesS;
  variants: number;
}
export type PathNode = { activity: string } | 'other' | 'end';
export interface PathRow {
  step: number;
  source: PathNode;
  target: PathNode;
  journeys: number;
  share: number;
}
export interface DailyRow {
  day: string;
  activity: string | null;
  journeys: number;
  events: number;
}
export interface TimeBin {
  lo_s: number;
  hi_s: number;
  journeys: number;
}
export interface BetweenRow {
  started: number;
  arrived: number;
  open: number;
  dropped: number;
  time: TimesS | null;
  histogram: TimeBin[];
}
export interface ScoreSummary {
  n: number;
  mean: number;
  mean_lo: number | null;
  mean_hi: number | null;
  scale: Scale;
}
export interface TouchpointRow {
  activity: string;
  journeys: number;
  reach: number;
  events: number;
  starts: number;
  ends: number;
  lost: number;
  open: number;
  returning: number;
  repeating: number;
  position: number;
  wait: TimesS | null;
  channels: { channel: string; events: number }[];
  score: ScoreSummary | null;
}
export interface StageRow {
  stage: number;
  label: string;
  reached: number;
  reach: number;
  continued: number;
  completed: number;
  open: number;
  lost: number;
  loss: number;
  loss_lo: number;
  loss_hi: number;
  duration: TimesS | null;
  returning: number;
}
export interface JourneyEvent {
  activity: string;
  time: string;
  attributes?: Record<string, string>;
}
export interface JourneyRow {
  actor: string;
  attributes: Record<string, string>;
  events: JourneyEvent[];
}
export type AnyRow =
  | GraphRow
  | FunnelRow
  | VariantRow
  | PathRow
  | DailyRow
  | BetweenRow
  | TouchpointRow
  | StageRow
  | JourneyRow;

export type MapKind = 'customer' | 'user' | 'employee';
export type MapState = 'as_is' | 'to_be';
export type LaneRole =
  | 'goals'
  | 'actions'
  | 'touchpoints'
  | 'channels'
  | 'content'
  | 'thoughts'
  | 'feelings'
  | 'needs'
  | 'expectations'
  | 'pains'
  | 'delights'
  | 'moments_of_truth'
  | 'quotes'
  | 'questions'
  | 'kpis'
  | 'opportunities'
  | 'ideas'
  | 'action_items'
  | 'owner'
  | 'front_stage'
  | 'back_stage'
  | 'support'
  | 'images'
  | 'text';
export interface MapStep {
  id: string;
  name: LocalText;
  activities?: string[];
  main?: boolean;
  moment_of_truth?: boolean;
}
export interface MapStage {
  id: string;
  name: LocalText;
  goal?: LocalText;
  steps: MapStep[];
}
export interface Lane {
  id: string;
  role: LaneRole;
  name?: LocalText;
}
export type MetricName =
  | 'reach'
  | 'continued'
  | 'completed'
  | 'still_open'
  | 'loss'
  | 'median_time'
  | 'wait'
  | 'journeys_harmed'
  | 'channel_share'
  | 'times_per_journey'
  | 'score';
export interface Metric {
  name: MetricName;
  value: number;
  unit: 'share' | 'seconds' | 'journeys' | 'points' | 'times';
  lo?: number;
  hi?: number;
  n: number;
  base: LocalText;
  count?: number;
}
export interface FeelingPoint {
  value: number;
  lo?: number;
  hi?: number;
  n?: number;
  raw_mean?: number;
  raw_scale?: Scale;
}
export interface Evidence {
  rule?: string;
  reason?: LocalText;
  question?: Question;
  records?: string;
  snapshot?: string;
  quote?: string;
}
export type PainKind = 'loss' | 'waiting' | 'loop' | 'repeat' | 'low_score';
export interface Pain {
  kind: PainKind;
  severity: number;
  severity_unit: string;
}
export interface Card {
  id: string;
  lane: string;
  at: string;
  text?: LocalText;
  metric?: Metric;
  feeling?: FeelingPoint;
  pain?: Pain;
  channel?: string;
  state: EvidenceState;
  evidence?: Evidence[];
}
export interface Channel {
  id: string;
  name: LocalText;
  icon: string;
}
export interface MapPath {
  id: string;
  name: LocalText;
  steps: string[];
  journeys: number;
  share: number;
  evidence?: Evidence[];
}
export interface Origin {
  snapshot: string;
  from: string;
  to: string;
  n: number;
  base: string;
  filter?: string;
  answers?: Answer[];
  /** What the reader must know: what was left out and why. */
  notes?: LocalText[];
}
export interface MapDocument {
  format: string;
  version: number;
  id: string;
  title: LocalText;
  kind: MapKind;
  state: MapState;
  purpose?: LocalText;
  scenario?: LocalText;
  scope?: LocalText;
  department?: LocalText;
  owner?: string;
  review_date?: string;
  stages: MapStage[];
  lanes: Lane[];
  cards: Card[];
  channels?: Channel[];
  paths?: MapPath[];
  origin?: Origin;
}

export interface MapSummary {
  id: string;
  title: LocalText;
  kind: MapKind;
  state: MapState;
  stages: number;
  steps: number;
  cards: number;
  backed: number;
  total: number;
  source?: string | null;
  snapshot?: string | null;
  updated_at: string;
  owner?: string | null;
  review_date?: string | null;
}

export interface SourceAttribute {
  name: string;
  of: 'actor' | 'event';
  kind: 'coded' | 'number' | 'text';
  values?: string[];
}
export interface Source {
  name: string;
  version: number;
  snapshot: string;
  events: number;
  actors: number;
  activities: number;
  from?: string;
  to?: string;
  score_scale?: Scale;
  attributes: SourceAttribute[];
  activity_names: string[];
}

export interface JobProgress {
  stage: string;
  done: number;
  total?: number;
  unit: string;
  rows?: number;
  per_second?: number;
  left_s?: number;
}
export interface ApiErrorBody {
  code: string;
  message: string;
  path?: string;
  help?: string;
}
export interface Job {
  id: string;
  kind: 'import' | 'discover';
  state: 'running' | 'done' | 'failed';
  progress: JobProgress;
  result?: JobResult;
  error?: ApiErrorBody;
  started_at: string;
  ended_at?: string;
}
export interface JobResult {
  summary?: ImportSummary;
  map_id?: string;
}
export interface ImportSummary {
  schema: string;
  source: string;
  snapshot: string;
  already_imported: boolean;
  files: { name: string; bytes: number }[];
  rows: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  reasons: { code: string; rows: number }[];
  actors: number;
  activities: number;
  from?: string;
  to?: string;
  duration_s: number;
  notes: string[];
}
export interface QuarantinedRow {
  code: string;
  file: string;
  row: number;
  column?: string;
  value: string;
  reason: string;
}
export interface Uploaded {
  id: string;
  name: string;
  bytes: number;
}

export type Format = 'csv' | 'xlsx' | 'jsonl' | 'parquet' | 'xes' | 'ocel_json' | 'ocel_xml' | 'ocel_sqlite';
export type TimeFormat = 'iso' | 'day_first' | 'month_first' | 'epoch_s' | 'epoch_ms' | 'epoch_us' | 'epoch_ns' | 'excel_days';
export interface DetectedColumn {
  name: string;
  kind: 'empty' | 'integer' | 'number' | 'boolean' | 'time' | 'text';
  time?: { formats: TimeFormat[]; zoned: boolean };
  missing: number;
  distinct: number;
  range?: [number, number];
  samples: string[];
}
export interface Detected {
  name: string;
  bytes: number;
  format: Format;
  gzip: boolean;
  encoding?: string;
  delimiter?: string;
  quote?: string;
  decimal?: 'point' | 'comma';
  header?: boolean;
  sheet?: string;
  columns: DetectedColumn[];
  object_types?: { name: string; objects: number; events: number; attributes?: DetectedColumn[] }[];
  object_type?: string;
  rows_sampled: number;
  whole: boolean;
  notes: string[];
}
export type Role =
  | 'channel'
  | 'content'
  | 'campaign'
  | 'session'
  | 'score'
  | 'text'
  | 'amount'
  | 'currency'
  | 'outcome'
  | 'event_id'
  | 'duration_s'
  | { actor_attribute: string }
  | { event_attribute: string };
export interface ColumnMapping {
  from: string;
  role: Role;
  kind?: 'coded' | 'text' | 'number';
}
export interface TimeValue {
  column: string;
  format?: TimeFormat;
}
export interface EventMapping {
  activity: string;
  time: TimeValue;
  end?: TimeValue;
  optional?: boolean;
  columns?: ColumnMapping[];
}
export interface Layout {
  format?: Format;
  encoding?: string;
  delimiter?: string;
  quote?: string;
  decimal?: 'point' | 'comma';
  header?: boolean;
  sheet?: string;
  object_type?: string;
}
export interface InputMapping {
  name: string;
  files?: string;
  layout?: Layout;
  joins?: { input: string; on: string; key: string }[];
  actor?: string;
  columns?: ColumnMapping[];
  events: EventMapping[];
}
export interface Mapping {
  schema: string;
  time_zone?: string;
  score_scale?: Scale;
  lifecycle?: 'keep' | 'pair';
  ends?: string[];
  inputs: InputMapping[];
}
export interface MapOptions {
  actor?: string;
  activity?: string;
  time?: string;
  time_format?: TimeFormat;
  time_zone?: string;
  object_type?: string;
  score_scale?: Scale;
  lifecycle?: 'keep' | 'pair';
  ends?: string[];
}
export interface Proposed {
  mapping?: Mapping;
  reasons: { file: string; column: string; role: string; why: string }[];
  missing: { file: string; what: string; saw: string; pass: string }[];
  notes: string[];
}
export interface Preview {
  columns: string[];
  rows: string[][];
  rejected: QuarantinedRow[];
  notes: string[];
}
export interface PreviewAnswer {
  detected: Detected[];
  proposed: Proposed;
  preview?: Preview;
  source: string;
}
