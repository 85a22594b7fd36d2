/** What people say of the open map now, beside what the map keeps. Pure. */

import { createContext, useContext } from 'react';
import type { Card, FeelingPoint, MapDocument } from '../../../api/types';
import type { VoiceStep, VoiceSteps } from '../../../api/voice';
import { inLang } from '../../../lib/localtext';
import type { Lang } from '../../../lib/format';
import { groupLines, type GroupLine } from '../../voice/curveLines';

/** Which curve the lane of feelings draws: what people say now, each group for itself, or what the map keeps. */
export const curveChoices = ['now', 'groups', 'saved'] as const;
export type CurveChoice = (typeof curveChoices)[number];

export interface VoiceNow {
  map: string;
  /** By id of the map's step or stage; only those something is said of. */
  at: ReadonlyMap<string, VoiceStep>;
  lines: readonly GroupLine[];
  choice: CurveChoice;
  choose: (choice: CurveChoice) => void;
}

const silent: VoiceNow = { map: '', at: new Map(), lines: [], choice: 'saved', choose: () => undefined };
export const VoiceNowContext = createContext<VoiceNow>(silent);
export const useVoiceNow = () => useContext(VoiceNowContext);

export function voiceNow(map: string, steps: VoiceSteps | undefined, choice: CurveChoice, choose: VoiceNow['choose']): VoiceNow {
  if (!steps) return { ...silent, map };
  const at = new Map(steps.items.flatMap((step) => (step.at !== undefined && step.n_items > 0 ? [[step.at, step] as const] : [])));
  return { map, at, lines: groupLines(steps.items.filter((step) => step.kind === 'step')), choice, choose };
}

/** Whether the point came from what people said: only such points follow what they say now. */
export const fromVoice = (card: Card): boolean => card.feeling !== undefined && !card.personas?.length && (card.evidence ?? []).some((one) => one.rule?.startsWith('voice.'));

/** The card's point as people say it now; its own where nothing newer is known. */
export function pointNow(card: Card, now: VoiceNow): FeelingPoint | undefined {
  const own = card.feeling;
  const curve = now.choice === 'now' && fromVoice(card) ? now.at.get(card.at)?.curve : undefined;
  if (!own || !curve || curve.value === undefined) return own;
  return { value: curve.value, lo: curve.lo, hi: curve.hi, n: curve.n };
}

/** How many texts stand behind a card; 0 where it rests on none. */
export function textsOf(card: Card): number {
  const evidence = card.evidence ?? [];
  const quotes = evidence.filter((one) => one.quote?.record?.startsWith('voice:')).length;
  if (!evidence.some((one) => one.texts)) return quotes;
  const own = card.metric;
  const counted = own?.count ?? (own?.unit === 'number' ? own.value : undefined) ?? card.feeling?.n;
  return Math.max(quotes, Math.round(counted ?? 0), saidBy(evidence));
}

/** «said by 12», as cards laid on the map by hand carry it. */
const saidBy = (evidence: NonNullable<Card['evidence']>): number => Math.max(0, ...evidence.map((one) => (one.rule === 'voice.said' ? Number(/\d+/.exec(one.reason?.en ?? '')?.[0] ?? 0) : 0)));

/** A group by the name of the persona that stands for it, where the map has one. */
export function groupName(group: string, doc: Pick<MapDocument, 'personas'>, lang: Lang): string {
  const persona = doc.personas?.find((one) => one.segment && new RegExp(`["'](${group.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})["']`).test(one.segment));
  return inLang(persona?.name, lang) || group;
}
