/** What the server says of what people say: shapes. Optional fields are absent, never null. */

import type { Emotion, LocalText } from './types';

export const voiceKinds = ['answer', 'review', 'ticket', 'chat', 'interview', 'observation', 'post'] as const;
export type VoiceKind = (typeof voiceKinds)[number];
export const voiceLanguages = ['ru', 'en', 'mixed', 'other', 'unknown'] as const;
export type VoiceLanguage = (typeof voiceLanguages)[number];
export type Measure = 'nps' | 'csat' | 'ces' | 'stars' | 'other';
export type TextPart = 'title' | 'pros' | 'cons' | 'body';
export type Speaker = 'actor' | 'company' | 'researcher';
export const speechActs = [
  'question', 'need', 'expectation', 'thought', 'barrier', 'delight', 'churn', 'recommends', 'warns_others', 'missing_function',
  'as_expected', 'better_than_expected', 'worse_than_expected',
] as const;
export type SpeechAct = (typeof speechActs)[number];
export type AttachedBy = 'named' | 'text' | 'time' | 'learned' | 'pinned';

export interface Scale {
  lo: number;
  hi: number;
}
/** Characters `start..end` of a part of the text: Unicode scalar values, `end` not included. */
export interface Span {
  part: TextPart;
  start: number;
  end: number;
}
export interface Opinion {
  /** −2..=+2. */
  feeling: number;
  /** Probability that the sign is right. */
  confidence: number;
}
export interface AspectReading {
  aspect: string;
  span: Span;
  opinion?: Opinion;
}
export interface EmotionReading {
  emotion: Emotion;
  span: Span;
  confidence: number;
}
export interface SentenceReading {
  span: Span;
  language: VoiceLanguage;
  opinion?: Opinion;
  aspects?: AspectReading[];
  emotions?: EmotionReading[];
  acts?: [SpeechAct, number][];
}
export interface Reading {
  language: VoiceLanguage;
  opinion?: Opinion;
  sentences: SentenceReading[];
}
export interface ItemStep {
  key: string;
  name: LocalText;
  confidence: number;
  because: LocalText;
  by: AttachedBy;
}
export interface ItemScore {
  value: number;
  scale: Scale;
  measure: Measure;
  feeling?: number;
}
export interface NamedTopic {
  id: string;
  name: LocalText;
}
export interface VoiceItem {
  id: string;
  source: string;
  kind: VoiceKind;
  time?: string;
  /** Only for those who may see who it was. */
  actor?: string;
  step?: ItemStep;
  /** A step too uncertain to count. */
  candidate?: ItemStep;
  /** Why there is no step. */
  unattached?: LocalText;
  rejected?: string[];
  channel?: string;
  segment?: string;
  score?: ItemScore;
  question?: string;
  choice?: string;
  texts: { part: TextPart; text: string }[];
  reading?: Reading;
  topics?: NamedTopic[];
  conversation?: string;
  turn?: number;
  speaker: Speaker;
  /** What the company answered publicly. */
  reply?: string;
  attributes?: Record<string, string>;
}
interface Stamped {
  snapshot?: string;
  revision?: number;
}
export interface VoiceItems extends Stamped {
  items: VoiceItem[];
  next?: string;
  /** All that pass the filter. */
  n: number;
}

export interface LanguageCount {
  language: VoiceLanguage;
  n: number;
}
export interface SourceScore {
  measure: Measure;
  scale: Scale;
  n: number;
  mean: number;
}
export interface VoiceSource {
  name: string;
  kinds: { kind: VoiceKind; n: number }[];
  n: number;
  n_texts: number;
  from?: string;
  to?: string;
  version?: number;
  languages: LanguageCount[];
  scores: SourceScore[];
}
export interface VoiceSummary extends Stamped {
  n: number;
  n_texts?: number;
  from?: string;
  to?: string;
  sources: VoiceSource[];
  languages?: LanguageCount[];
  feelings?: { bad: number; neutral: number; good: number; none: number };
  attached?: { n: number; share: number; of: number; by: { by: AttachedBy; n: number }[] };
  topics?: number;
  questions?: number;
  missing?: number;
  steps?: number;
  emotions?: { emotion: Emotion; n: number }[];
  acts?: { act: SpeechAct; n: number }[];
  model?: { used: boolean; n_train?: number; accuracy?: number; seed_accuracy?: number; analyser: number };
}

export interface VoiceQuote {
  source: string;
  item: string;
  span: Span;
  /** The exact words. */
  text: string;
  feeling?: number;
  language?: VoiceLanguage;
  score?: ItemScore;
  time?: string;
  step?: string;
  speaker_note?: string;
}
export interface SaidOften {
  topic?: NamedTopic;
  aspect?: string;
  name: LocalText;
  n: number;
  share: number;
  quote?: VoiceQuote;
}
export interface StepScore {
  measure: Measure;
  scale: Scale;
  question?: string;
  raw_mean: number;
  lo?: number;
  hi?: number;
  n: number;
  feeling: number;
  feeling_lo?: number;
  feeling_hi?: number;
}
export interface StepCurve {
  state: 'measured' | 'inferred' | 'missing';
  value?: number;
  lo?: number;
  hi?: number;
  n: number;
  measure?: Measure;
  note?: LocalText;
}
export interface VoiceStep {
  key: string;
  /** Id of the map's step or stage. */
  at?: string;
  kind: 'step' | 'stage';
  /** Of a map: id of the stage the step is in. */
  stage?: string;
  name: LocalText;
  n_items: number;
  n_texts: number;
  score?: StepScore;
  scores?: StepScore[];
  sentiment?: { mean: number; lo: number; hi: number; n: number };
  curve: StepCurve;
  nps?: { value: number; lo: number; hi: number; n: number; promoters: number; passives: number; detractors: number };
  pains: SaidOften[];
  delights: SaidOften[];
  questions: number;
  needs?: number;
  missing?: number;
  emotions?: { emotion: Emotion; n: number }[];
  expected?: { as: number; better: number; worse: number };
  best_quotes: VoiceQuote[];
}
export interface VoiceSteps extends Stamped {
  items: VoiceStep[];
  unattached: { n: number; share: number };
}

export interface VoiceTopic {
  id: string;
  name: LocalText;
  renamed: boolean;
  /** Ids that people put into this one. */
  merged?: string[];
  n: number;
  share: number;
  feeling?: { mean?: number; bad: number; neutral: number; good: number };
  trend: { week: string; n: number }[];
  state: 'new' | 'growing' | 'stable' | 'shrinking';
  q?: number;
  words: string[];
  quotes: VoiceQuote[];
  /** 0..=1: how much of it is found again in other draws of the data. */
  stability?: number;
  steps?: { key: string; n: number }[];
}
export interface VoiceTopics extends Stamped {
  items: VoiceTopic[];
  n: number;
  unsorted: number;
}

export interface AskedOften {
  id: string;
  /** The most typical one, in its exact words. */
  text: string;
  n: number;
  people?: number;
  words?: string[];
  steps: { key: string; name: LocalText; n: number }[];
  segments?: { segment: string; n: number }[];
  rank?: number;
  quotes: VoiceQuote[];
}
export interface AskedList extends Stamped {
  items: AskedOften[];
  n: number;
}
export interface VoiceQuotes extends Stamped {
  items: VoiceQuote[];
  n?: number;
  next?: string;
}

export interface VoiceQuality {
  analyser: number;
  model?: {
    used: boolean;
    n_train: number;
    n_held_out: number;
    accuracy: number;
    seed_accuracy: number;
    calibration: { confidence: number; right: number; n: number }[];
    ece: number;
    note?: LocalText;
  };
  attachment: Record<AttachedBy, number> & { n: number; unattached: number; checked?: { n: number; right: number } };
  languages: LanguageCount[];
  taught: { pins: number; rejects: number; topics_renamed: number; topics_merged: number; codings: number };
  how?: LocalText;
}

export interface Driver {
  driver: string;
  name: LocalText;
  share: number;
  lo: number;
  hi: number;
  rank: number;
  rank_lo: number;
  rank_hi: number;
  effect: number;
  n: number;
}
export interface Drivers {
  outcome: string;
  n: number;
  r2?: number;
  r2_lo?: number;
  r2_hi?: number;
  rows: Driver[];
  note?: LocalText;
  suppressed?: LocalText;
}
export interface Wave {
  from: string;
  to: string;
  n: number;
  value?: number;
  lo?: number;
  hi?: number;
  change?: { value: number; lo: number; hi: number };
  suppressed?: LocalText;
}
export interface Waves {
  measure: Measure;
  scale: Scale;
  rows: Wave[];
  unit: 'points' | 'mean' | 'share';
  note?: LocalText;
}

export interface InterviewSummary {
  source: string;
  conversation: string;
  n_turns: number;
  n_codings: number;
  n_suggested?: number;
  from?: string;
  speakers?: string[];
}
export interface Coding {
  id: string;
  source: string;
  conversation: string;
  item: string;
  span: Span;
  text: string;
  code: string;
  step?: string;
  by?: { id: string; name: string };
  at?: string;
}
export interface SuggestedQuote {
  item: string;
  span: Span;
  text: string;
  code?: string;
  name: LocalText;
  why: LocalText;
  score: number;
}
export interface Interview {
  source: string;
  conversation: string;
  turns: VoiceItem[];
  codings: Coding[];
  suggested: SuggestedQuote[];
}
export interface Code {
  id: string;
  name: string;
  parent?: string;
  color?: string;
  n: number;
}

/** What is put on a map: where, in which words, with which quotes behind it. */
export interface AdoptCard {
  lane: 'quotes' | 'thoughts' | 'questions' | 'pains' | 'delights' | 'needs' | 'expectations' | 'feelings' | 'ideas';
  at: string;
  text?: string;
  quotes?: { source: string; item: string; span: Span }[];
  n?: number;
  filter?: string;
  persona?: string;
}
export interface AdoptEverything {
  quotes?: boolean;
  pains?: boolean;
  delights?: boolean;
  questions?: boolean;
  feelings?: boolean;
  per_cell_max?: number;
}

export type MaskKind = 'email' | 'card' | 'passport' | 'phone' | 'number' | 'name' | 'own';
export interface MaskRules {
  schema: string;
  /** Counts the changes; given by the server. */
  version: number;
  off?: MaskKind[];
  /** Regular expressions; with a group `m` only the group is masked. */
  patterns?: { pattern: string; label?: string }[];
  words?: { word: string; label?: string }[];
}
export interface Masks {
  rules: MaskRules;
  builtin: { kind: MaskKind; on: boolean; label: LocalText; rule: LocalText }[];
}
export interface Masked {
  text: string;
  /** How many places each rule took out. */
  found: Partial<Record<MaskKind, number>>;
}
