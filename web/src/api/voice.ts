/**
 * What the server says of what people say, under the names the pages use. Made from the server's description
 * (`npm run api`); fields that are not there are absent, never null.
 */

import type { components } from './schema';
import type { Given, LocalText } from './types';

type Schemas = components['schemas'];

export type VoiceKind = Schemas['FeedbackKind'];
export const voiceKinds = ['answer', 'review', 'ticket', 'chat', 'interview', 'observation', 'post'] as const satisfies readonly VoiceKind[];
export type VoiceLanguage = Schemas['TextLanguage'];
export const voiceLanguages = ['ru', 'en', 'mixed', 'other', 'unknown'] as const satisfies readonly VoiceLanguage[];
export type SpeechAct = Schemas['SpeechAct'];
export const speechActs = [
  'question', 'need', 'expectation', 'thought', 'barrier', 'delight', 'churn', 'recommends', 'warns_others', 'missing_function',
  'as_expected', 'better_than_expected', 'worse_than_expected',
] as const satisfies readonly SpeechAct[];
export type Measure = Schemas['Measure'];
export type TextPart = Schemas['TextPart'];
export type Speaker = Schemas['Speaker'];
export type AttachedBy = Schemas['AttachedBy'];
/** Characters `start..end` of a part of the text: Unicode scalar values, `end` not included. */
export type Span = Schemas['Span'];
export type Opinion = Schemas['Opinion'];
export type AspectReading = Given<Schemas['AspectReading']>;
export type EmotionReading = Schemas['EmotionReading'];
/** The generated type of a pair is an array of either; the server sends what it is and how sure that is. */
export type SentenceReading = Omit<Given<Schemas['SentenceReading']>, 'acts'> & { acts?: [SpeechAct, number][] };
export type Reading = Omit<Given<Schemas['Reading']>, 'sentences'> & { sentences: SentenceReading[] };
export type ItemStep = Schemas['ItemStep'];
export type ItemScore = Schemas['ItemScore'];
export type NamedTopic = Schemas['TopicName'];
export type VoiceItem = Omit<Given<Schemas['VoiceItem']>, 'reading'> & { reading: Reading };
export type VoiceItems = Omit<Given<Schemas['VoiceItemList']>, 'items'> & { items: VoiceItem[] };
export type VoiceItemWhole = { item: VoiceItem; conversation: VoiceItem[] };

export type LanguageCount = Schemas['LanguageCount'];
export type VoiceSource = Given<Schemas['VoiceSource']>;
export type VoiceSummary = Omit<Given<Schemas['VoiceOverview']>, 'sources'> & { sources: VoiceSource[] };

export type VoiceQuote = Given<Schemas['VoiceQuote']>;
export type SaidOften = Given<Schemas['SaidOften']>;
export type StepScore = Given<Schemas['StepScore']>;
export type StepCurve = Given<Schemas['StepPoint']>;
/** The curve of one group (a segment) at a step. */
export type GroupPoint = Given<Schemas['Point']>;
export type VoiceStep = Given<Schemas['StepVoice']>;
export type VoiceSteps = Omit<Given<Schemas['StepVoiceList']>, 'items'> & { items: VoiceStep[] };

export type VoiceTopic = Given<Schemas['TopicView']>;
export type VoiceTopics = Omit<Given<Schemas['TopicList']>, 'items'> & { items: VoiceTopic[] };
export type AskedOften = Given<Schemas['AskedGroup']>;
export type AskedList = Omit<Given<Schemas['AskedList']>, 'items'> & { items: AskedOften[] };
export type VoiceQuotes = Omit<Given<Schemas['QuoteList']>, 'items'> & { items: VoiceQuote[] };
export type VoiceQuality = Given<Schemas['VoiceQuality']>;

export type Driver = Given<Schemas['NamedDriver']>;
export type Drivers = Omit<Given<Schemas['DriverList']>, 'rows'> & { rows: Driver[] };
export type DriverOutcome = Schemas['DriverOutcome'];
export type Wave = Given<Schemas['WaveRow']>;
export type Waves = Omit<Given<Schemas['WaveList']>, 'rows'> & { rows: Wave[] };

export type InterviewSummary = Given<Schemas['InterviewHead']>;
export type Coding = Given<Schemas['Coding']>;
export type SuggestedQuote = Given<Schemas['SuggestedCoding']>;
export type Interview = Omit<Given<Schemas['Interview']>, 'turns'> & { turns: VoiceItem[] };
export type Code = Given<Schemas['Code']>;

/** What is put on a map: where, in which words, with which quotes behind it. */
export type AdoptCard = Given<Schemas['AdoptCard']>;
export type AdoptEverything = Schemas['AdoptEverything'];

export type MaskKind = Schemas['MaskKind'];
/** `version` counts the changes; given by the server. */
export type MaskRules = Omit<Given<Schemas['MaskRules']>, 'version'> & { version: number };
export type Masks = { rules: MaskRules; builtin: Schemas['MaskRuleView'][] };
/** `found`: how many places each rule took out. */
export type Masked = { text: string; found: Partial<Record<MaskKind, number>> };

export type { LocalText };
