/**
 * The words of the API. Made from the server's description (`npm run api`), under the names the pages use.
 *
 * The server leaves out what is not there (or, in rows of answers, writes `null`); the generated types call such fields
 * both optional and nullable. Here they are one or the other, as they really come.
 */

import type { components } from './schema';

type Schemas = components['schemas'];

/** Optional fields as `null` or missing → missing only, at every depth. */
export type Given<T> = T extends (infer Item)[]
  ? Given<Item>[]
  : T extends object
    ? { [K in keyof T]: undefined extends T[K] ? Given<Exclude<T[K], null>> : Given<T[K]> }
    : T;
/** A row of an answer: every field is there, some are `null`. */
type Row<T> = { [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> : T[K] };

export type LocalText = Record<string, string>;
export type EvidenceState = Schemas['EvidenceState'];
export type Scale = Schemas['Scale'];
export type Unit = Schemas['Unit'];
export type TimesS = Schemas['TimesS'];

export type Step = Given<Schemas['Step']>;
export type Ask = Given<Schemas['Ask']>;
export type Question = Omit<Given<Schemas['Question']>, 'ask'> & { ask: Ask };

export type GraphRow = Row<Schemas['GraphRow']>;
export type FunnelRow = Row<Schemas['FunnelRow']>;
export type VariantRow = Row<Schemas['VariantRow']>;
export type PathNode = Schemas['PathNode'];
export type PathRow = Row<Schemas['PathRow']>;
export type DailyRow = Row<Schemas['DailyRow']>;
export type TimeBin = Schemas['TimeBin'];
export type BetweenRow = Row<Schemas['BetweenRow']>;
export type ScoreSummary = Row<Schemas['ScoreSummary']>;
export type TouchpointRow = Row<Schemas['TouchpointRow']>;
export type StageRow = Row<Schemas['StageRow']>;
export type JourneyEvent = Given<Schemas['JourneyEvent']>;
export type JourneyRow = Omit<Row<Schemas['JourneyRow']>, 'events'> & { events: JourneyEvent[] };
export type AnyRow = GraphRow | FunnelRow | VariantRow | PathRow | DailyRow | BetweenRow | TouchpointRow | StageRow | JourneyRow;
export type Answer<R extends AnyRow = AnyRow> = Omit<Given<Schemas['Answer']>, 'rows' | 'question'> & { question: Question; rows: R[] };

export type MapKind = Schemas['MapKind'];
export type MapState = Schemas['MapState'];
export type LaneRole = Schemas['LaneRole'];
export type MapStep = Given<Schemas['MapStep']>;
export type MapStage = Omit<Given<Schemas['Stage']>, 'steps'> & { steps: MapStep[] };
export type Lane = Given<Schemas['Lane']>;
export type MetricName = Schemas['MetricName'];
export type Metric = Given<Schemas['Metric']>;
export type FeelingPoint = Given<Schemas['FeelingPoint']>;
export type PainKind = Schemas['PainKind'];
export type Pain = Schemas['Pain'];
export type Evidence = Omit<Given<Schemas['Evidence']>, 'question'> & { question?: Question };
export type Card = Omit<Given<Schemas['Card']>, 'evidence'> & { evidence?: Evidence[] };
export type Channel = Schemas['Channel'];
export type MapPath = Omit<Given<Schemas['Path']>, 'evidence'> & { evidence?: Evidence[] };
export type Origin = Omit<Given<Schemas['Origin']>, 'answers'> & { answers?: Answer[] };
export type Persona = Omit<Given<Schemas['Persona']>, 'traits'> & { traits?: Trait[] };
export type MapDocument = Omit<Given<Schemas['Map']>, 'stages' | 'lanes' | 'cards' | 'paths' | 'origin' | 'channels' | 'personas'> & {
  stages: MapStage[];
  lanes: Lane[];
  cards: Card[];
  channels?: Channel[];
  paths?: MapPath[];
  origin?: Origin;
  personas?: Persona[];
};
export type MapSummary = Given<Schemas['MapSummary']> & {
  updated_at: string;
  /** Of a map that was put away. */
  archived_at?: string;
};

export type Source = Given<Schemas['SourceView']>;
export type SourceAttribute = Schemas['AttributeView'];

export type ApiErrorBody = Omit<Given<Schemas['ApiError']>, 'code'> & { code: string };
export type JobProgress = Given<Schemas['JobProgress']>;
export type ImportSummary = Given<Schemas['ImportSummary']>;
export type Job = Given<Schemas['Job']>;
export type JobResult = Given<Schemas['JobResult']>;
export type RejectedRow = Given<Schemas['RejectedRow']>;
export type QuarantineList = Given<Schemas['QuarantineList']>;
export type Uploaded = Schemas['Uploaded'];

export type Format = Schemas['Format'];
export type TimeFormat = Schemas['TimeFormat'];
export type DetectedColumn = Given<Schemas['DetectedColumn']>;
export type Detected = Given<Schemas['Detected']>;
export type Role = Schemas['Role'];
export type ColumnMapping = Given<Schemas['ColumnMapping']>;
export type EventMapping = Given<Schemas['EventMapping']>;
export type Layout = Given<Schemas['Layout']>;
/** The server always names the events, also where there are none. */
export type InputMapping = Omit<Given<Schemas['InputMapping']>, 'events'> & { events: EventMapping[] };
export type Mapping = Omit<Given<Schemas['Mapping']>, 'inputs'> & { inputs: InputMapping[] };
/** All may be left out. */
export type MapOptions = { [K in keyof Schemas['MapOptions']]?: Exclude<Schemas['MapOptions'][K], null> };
export type Preview = Given<Schemas['Preview']>;
export type Proposed = Omit<Given<Schemas['Proposed']>, 'mapping'> & { mapping?: Mapping };
export type PreviewAnswer = Omit<Given<Schemas['PreviewAnswer']>, 'proposed'> & { proposed: Proposed };

export type TemplateView = Given<Schemas['TemplateView']>;
export type TemplateWhole = Omit<Given<Schemas['TemplateWhole']>, 'map' | 'persona'> & { map?: MapDocument; persona?: Persona };
export type Written = Schemas['Written'];
export type Severity = Schemas['LintSeverity'];
export type MapRemark = Schemas['MapRemark'];
export type Coverage = Schemas['Coverage'];
export type MapReview = Given<Schemas['MapReview']>;
export type MapFormat = Schemas['MapFormat'];
export type FormatNote = Schemas['FormatNote'];
export type FormatLoss = Schemas['FormatLoss'];
export type ChangeLine = Given<Schemas['ChangeLine']>;
export type ImportedMap = Omit<Given<Schemas['ImportedMap']>, 'map'> & { map?: MapDocument };
export type DifferenceKind = Schemas['MapDifferenceKind'];
export type MapDiff = Given<Schemas['MapDiff']>;
export type LibraryKind = Schemas['LibraryKind'];
export type LibraryEntry = Schemas['LibraryEntry'];

export type Trait = Omit<Given<Schemas['Trait']>, 'evidence'> & { evidence?: Evidence[] };
export type TraitKind = Schemas['TraitKind'];
export type BuyingRole = Schemas['BuyingRole'];
export type MapItem = Given<Schemas['Item']>;
export type ItemKind = Schemas['ItemKind'];
export type MapImage = Given<Schemas['Image']>;
export type MapMove = Omit<Given<Schemas['Move']>, 'evidence'> & { evidence?: Evidence[] };
export type MoveKind = Schemas['MoveKind'];
export type MapLink = Given<Schemas['MapLink']>;
export type MapComment = Given<Schemas['Comment']>;
export type MapFormer = Given<Schemas['Former']>;
export type Emotion = Schemas['Emotion'];
export type MetricUnit = Schemas['MetricUnit'];
export type Status = Schemas['Status'];
export type Level = Schemas['Level'];
export type Horizon = Schemas['Horizon'];
export type Comparison = Schemas['Comparison'];
