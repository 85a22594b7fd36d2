/** What is said at a step, as cards that may be put on a map. Pure. */

import type { Card, Evidence, LaneRole, LocalText, MapDocument } from '../../api/types';
import type { AskedOften, SaidOften, VoiceQuote, VoiceStep } from '../../api/voice';
import { filterQuery, type VoiceFilter } from '../../lib/voicefilter';

/** One thing that may be put on a map: its words, the lane it belongs to, and everything it rests on. */
export interface Saying {
  key: string;
  role: Extract<LaneRole, 'quotes' | 'pains' | 'delights' | 'questions' | 'ideas'>;
  text: LocalText;
  /** How many say so; one for a single quote. */
  n: number;
  quotes: VoiceQuote[];
  filter: VoiceFilter;
}

const language = (quote: VoiceQuote) => (quote.language === 'ru' || quote.language === 'en' ? quote.language : 'und');
const ofQuote = (quote: VoiceQuote, filter: VoiceFilter): Saying => ({
  key: `quote ${quote.source} ${quote.item} ${quote.span.part} ${quote.span.start}`,
  role: 'quotes',
  text: { [language(quote)]: quote.text },
  n: 1,
  quotes: [quote],
  filter,
});

export const quotesOf = (quotes: readonly VoiceQuote[], filter: VoiceFilter): Saying[] => quotes.map((quote) => ofQuote(quote, filter));

/** The texts that say so. What is said of an aspect may stand in a text of another feeling: the aspect alone is asked for. */
export const oftenFilter = (item: SaidOften, of: 'pains' | 'delights', filter: VoiceFilter): VoiceFilter => {
  if (!item.topic && item.aspect) return { ...filter, aspect: item.aspect };
  return { ...filter, feeling: of === 'pains' ? 'bad' : 'good', ...(item.topic ? { topic: item.topic.id } : {}) };
};

export const oftenOf = (step: VoiceStep, of: 'pains' | 'delights', filter: VoiceFilter): Saying[] =>
  step[of].map((item, i) => ({
    key: `${of} ${item.topic?.id ?? item.aspect ?? i}`,
    role: of,
    text: item.name,
    n: item.n,
    quotes: item.quote ? [item.quote] : [],
    filter: oftenFilter(item, of, filter),
  }));

export const askedOf = (groups: readonly AskedOften[], role: 'questions' | 'ideas', filter: VoiceFilter): Saying[] =>
  groups.map((group) => ({
    key: `${role} ${group.id}`,
    role,
    text: { [group.quotes[0] ? language(group.quotes[0]) : 'und']: group.text },
    n: group.n,
    quotes: group.quotes.slice(0, 3),
    filter: { ...filter, act: role === 'questions' ? 'question' : 'missing_function' },
  }));

/** What a card rests on: the exact words with their place, and the filter that shows all texts behind it. */
export function evidenceOf(saying: Saying): Evidence[] {
  const texts = filterQuery(saying.filter);
  const quotes = saying.quotes.map((quote): Evidence => ({
    rule: `voice.${saying.role}`,
    quote: {
      text: quote.text,
      ...(language(quote) === 'und' ? {} : { lang: language(quote) }),
      record: `voice:${quote.source}/${quote.item}#${quote.span.part}`,
      from: quote.span.start,
      to: quote.span.end,
    },
  }));
  const counted = saying.n > 1 || quotes.length === 0;
  return [...(counted ? [{ rule: 'voice.said', reason: { en: `said by ${saying.n}`, ru: `так сказали: ${saying.n}` }, texts }] : []), ...quotes];
}

/** Several voices support a statement; one is one. */
export const stateOf = (saying: Saying): Card['state'] => (saying.n > 1 ? 'supported_by_text' : 'single_voice');

/** Lanes whose cards are no words: a quote never goes there. */
const wordless: ReadonlySet<LaneRole> = new Set<LaneRole>(['feelings', 'kpis', 'channels', 'images', 'touchpoints']);
export const takes = (doc: Pick<MapDocument, 'lanes'>, lane: string): boolean => {
  const role = doc.lanes.find((one) => one.id === lane)?.role;
  return role !== undefined && !wordless.has(role);
};

/** Where the words of a card lie in the voice: `voice:SOURCE/ITEM#part`, or nothing for other records. */
export function itemOfRecord(record: string | null | undefined): string | undefined {
  const found = /^voice:(.+)#(?:title|pros|cons|body)$/.exec(record ?? '');
  return found?.[1];
}

/** The filter behind a card's statement; the first one it carries. */
export const textsBehind = (evidence: readonly Evidence[] | undefined): string | undefined => evidence?.find((one) => one.texts)?.texts ?? undefined;
