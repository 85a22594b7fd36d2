/** What the pages of findings keep in the address: plain pairs a person may read, and write by hand. */

import type { Edit, Place, SegmentsBy } from '../../api/findings';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 4_000) : typeof value === 'number' ? String(value) : undefined);
const whole = (value: unknown, max: number): number | undefined => {
  const number = Number(text(value));
  return Number.isInteger(number) && number >= 1 && number <= max ? number : undefined;
};

/** Parts joined by `mark`; marks and backslashes within a part are escaped. */
const joined = (parts: string[], mark: string) => parts.map((part) => part.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`)).join(mark);

function parted(whole: string, mark: string): string[] {
  const parts = [''];
  for (let i = 0; i < whole.length; i++) {
    const c = whole.charAt(i);
    if (c === '\\' && i + 1 < whole.length) parts[parts.length - 1] += whole.charAt(++i);
    else if (c === mark) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

export const encodeNames = (names: string[]): string | undefined => joined(names, ',') || undefined;
export const decodeNames = (encoded: string | undefined): string[] => (encoded ? parted(encoded, ',').filter(Boolean) : []);

export interface Rule {
  name: string;
  where: string;
}
export const encodeRules = (rules: Rule[]): string | undefined => joined(rules.map((rule) => joined([rule.name, rule.where], ':')), ';') || undefined;
export const decodeRules = (encoded: string | undefined): Rule[] =>
  (encoded ? parted(encoded, ';') : []).map((rule) => {
    const [name = '', ...rest] = parted(rule, ':');
    return { name, where: rest.join(':') };
  });

const ends = { '+': 'completed', '-': 'dropped' } as const;
/** Ends have marks of their own; an activity that begins with one is told by `=` before it. */
const placeWord = (place: Place) => (place === 'completed' ? '+' : place === 'dropped' ? '-' : /^[-+=]/.test(place.activity) ? `=${place.activity}` : place.activity);
const placeOf = (word: string): Place => (word === '+' || word === '-' ? ends[word] : { activity: word.startsWith('=') ? word.slice(1) : word });

const words = (edit: Edit): string[] => {
  if ('move' in edit) return ['move', edit.move.from, placeWord(edit.move.out_of), placeWord(edit.move.into), String(edit.move.share)];
  if ('bypass' in edit) return ['bypass', edit.bypass.activity];
  if ('close' in edit) return ['close', edit.close.activity];
  if ('connect' in edit) return ['connect', edit.connect.from, placeWord(edit.connect.into), String(edit.connect.share)];
  return ['pace', edit.pace.from ?? '', edit.pace.to, String(edit.pace.factor)];
};

const within = (word: string | undefined, max: number): number | null => {
  const number = Number(word);
  return word !== undefined && word !== '' && number >= 0 && number <= max ? number : null;
};

/** As long as it may take; more is written as a wait of its own. */
export const factorMax = 10;

function editOf([kind, a = '', b = '', c = '', d]: string[]): Edit | null {
  switch (kind) {
    case 'move': {
      const share = within(d, 1);
      return a && b && c && share !== null ? { move: { from: a, out_of: placeOf(b), into: placeOf(c), share } } : null;
    }
    case 'bypass':
      return a ? { bypass: { activity: a } } : null;
    case 'close':
      return a ? { close: { activity: a } } : null;
    case 'connect': {
      const share = within(c, 1);
      return a && b && share !== null ? { connect: { from: a, into: placeOf(b), share } } : null;
    }
    case 'pace': {
      const factor = within(c, factorMax);
      return b && factor !== null ? { pace: { ...(a ? { from: a } : {}), to: b, factor } } : null;
    }
    default:
      return null;
  }
}

export const encodeEdits = (edits: Edit[]): string | undefined => joined(edits.map((edit) => joined(words(edit), '>')), ';') || undefined;
export const decodeEdits = (encoded: string | undefined): Edit[] =>
  (encoded ? parted(encoded, ';') : []).flatMap((one) => {
    const edit = editOf(parted(one, '>'));
    return edit ? [edit] : [];
  });

export interface LookedSearch {
  source?: string;
  where?: string;
  /** Activities that count as success, by commas; absent: the ends by design. */
  goals?: string;
}
const looked = (search: Record<string, unknown>): LookedSearch => ({ source: text(search.source), where: text(search.where), goals: text(search.goals) });

export interface SegmentsSearch extends LookedSearch {
  by?: 'attribute' | 'rules';
  column?: string;
  rules?: string;
  /** This many segments, whatever the evidence says. */
  k?: number;
  /** Slow and fast walkers of one path are not told apart. */
  pace?: 'no';
  /** The two that are compared. */
  own?: number;
  other?: number;
  /** Differences that may be chance, too. */
  all?: 'yes';
}
export const segmentsMax = 12;
export const segmentsSearch = (search: Record<string, unknown>): SegmentsSearch => ({
  ...looked(search),
  by: search.by === 'attribute' || search.by === 'rules' ? search.by : undefined,
  column: text(search.column),
  rules: text(search.rules),
  k: whole(search.k, segmentsMax),
  pace: search.pace === 'no' ? 'no' : undefined,
  own: whole(search.own, 24),
  other: whole(search.other, 24),
  all: search.all === 'yes' ? 'yes' : undefined,
});

/** What the segments are asked by; `null` while a column or a rule is missing. */
export function segmentsBy(search: SegmentsSearch): SegmentsBy | null {
  if (search.by === 'attribute') return search.column ? { attribute: search.column } : null;
  if (search.by === 'rules') {
    const rules = decodeRules(search.rules).filter((rule) => rule.name.trim() && rule.where.trim());
    return rules.length ? { rules } : null;
  }
  return { journeys: { ...(search.k ? { segments: search.k } : {}), pace: search.pace !== 'no' } };
}

export interface MomentsSearch extends LookedSearch {
  /** A column of numbers as the outcome instead of goals. */
  number?: string;
  /** Days both sides are followed. */
  days?: number;
  /** The one that is folded out. */
  open?: string;
}
export const momentsSearch = (search: Record<string, unknown>): MomentsSearch => ({ ...looked(search), number: text(search.number), days: whole(search.days, 3_650), open: text(search.open) });

export interface AttributionSearch extends LookedSearch {
  /** Column that names the touch; `activity` takes the activity itself. */
  by?: string;
  value?: string;
  /** Days before the goal in which a touch counts. */
  days?: number;
}
export const attributionSearch = (search: Record<string, unknown>): AttributionSearch => ({ ...looked(search), by: text(search.by), value: text(search.value), days: whole(search.days, 3_650) });

export interface WhatIfSearch extends LookedSearch {
  edits?: string;
}
export const whatIfSearch = (search: Record<string, unknown>): WhatIfSearch => ({ ...looked(search), edits: text(search.edits) });
