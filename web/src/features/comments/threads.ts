/** Comments as conversations, and the people mentioned in them. Pure. */

import type { MapComment, Person } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

export interface Thread {
  first: MapComment;
  /** Oldest first. */
  answers: MapComment[];
  /** When somebody last said something. */
  last: string;
}

/** The conversation last spoken in stands first; an answer to nothing begins one of its own. */
export function threadsOf(comments: MapComment[]): Thread[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const firstOf = (comment: MapComment): MapComment => {
    const walked = new Set<string>();
    let now = comment;
    for (;;) {
      const before = now.answers === undefined ? undefined : byId.get(now.answers);
      if (!before || walked.has(now.id)) return now;
      walked.add(now.id);
      now = before;
    }
  };
  const answers = new Map<string, MapComment[]>();
  for (const comment of comments) {
    const first = firstOf(comment).id;
    const list = answers.get(first) ?? [];
    if (comment.id !== first) list.push(comment);
    answers.set(first, list);
  }
  return [...answers].flatMap(([id, list]) => {
    const first = byId.get(id);
    if (!first) return [];
    const sorted = list.sort((a, b) => a.when.localeCompare(b.when) || a.id.localeCompare(b.id));
    return [{ first, answers: sorted, last: sorted.at(-1)?.when ?? first.when }];
  }).sort((a, b) => b.last.localeCompare(a.last) || a.first.id.localeCompare(b.first.id));
}

export type ThreadFilter = 'open' | 'mine' | 'all';

/** Mine: I spoke in it, or somebody called me. */
export function keepThread(thread: Thread, filter: ThreadFilter, me: string | undefined): boolean {
  if (filter === 'all') return true;
  if (filter === 'open') return !thread.first.resolved;
  return [thread.first, ...thread.answers].some((one) => (me !== undefined && one.person === me) || mentionsIn(one.text).some((person) => person.id === me));
}

/** How many conversations are open at each record. */
export function openCounts(comments: MapComment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { first } of threadsOf(comments)) if (!first.resolved) counts.set(first.at, (counts.get(first.at) ?? 0) + 1);
  return counts;
}

const mention = /@\[([^\]\n]{1,200})\]\(([^)\s]{1,100})\)/g;

export type TextPart = { text: string } | { person: Person };

/** A comment's text with the people in it: they are written `@[name](id)`. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(mention)) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index) });
    parts.push({ person: { name: found[1] ?? '', id: found[2] ?? '' } });
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

export const mentionsIn = (text: string): Person[] => partsOf(text).flatMap((part) => ('person' in part ? [part.person] : []));

/** What stands in the field while somebody writes: names without their ids. */
export const toWritten = (text: string): string => partsOf(text).map((part) => ('person' in part ? `@${part.person.name}` : part.text)).join('');

/** Back again: names of known people become mentions, the longest name first. */
export function fromWritten(text: string, people: Person[]): string {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  let result = '';
  for (let i = 0; i < text.length; ) {
    const before = i === 0 ? ' ' : (text[i - 1] ?? ' ');
    const person = text[i] === '@' && !/[\p{L}\p{N}]/u.test(before) ? byLength.find((one) => text.startsWith(one.name, i + 1) && !/^[\p{L}\p{N}]/u.test(text.slice(i + 1 + one.name.length))) : undefined;
    if (person) {
      result += `@[${person.name.replaceAll(']', ' ')}](${person.id})`;
      i += 1 + person.name.length;
    } else {
      result += text.charAt(i);
      i += 1;
    }
  }
  return result;
}

/** The `@word` that is being written at the caret; `null` where none is. */
export function mentionAt(text: string, caret: number): { from: number; word: string } | null {
  const found = /(^|[^\p{L}\p{N}@])@([\p{L}\p{N}.\- ]{0,40})$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[2] ?? '';
  return { from: caret - word.length - 1, word };
}

/** People whose name has a part that begins so. */
export function peopleLike(people: Person[], word: string, lang: Lang): Person[] {
  const wanted = word.trim().toLocaleLowerCase(lang);
  return people
    .filter(({ name }) => {
      const low = name.toLocaleLowerCase(lang);
      return low.startsWith(wanted) || low.split(/\s+/).some((part) => part.startsWith(wanted));
    })
    .slice(0, 6);
}

export type PlaceKind = 'card' | 'step' | 'stage' | 'lane' | 'persona' | 'map';

/** What a comment stands at, as people call it; `null` where it is no longer on the map. */
export function placeOf(doc: MapDocument, at: string, lang: Lang, titleOf: (card: MapDocument['cards'][0]) => string): { kind: PlaceKind; name: string } | null {
  const card = doc.cards.find((one) => one.id === at);
  if (card) return { kind: 'card', name: titleOf(card) };
  const stage = doc.stages.find((one) => one.id === at);
  if (stage) return { kind: 'stage', name: inLang(stage.name, lang) };
  const step = doc.stages.flatMap((one) => one.steps).find((one) => one.id === at);
  if (step) return { kind: 'step', name: inLang(step.name, lang) };
  const lane = doc.lanes.find((one) => one.id === at);
  if (lane) return { kind: 'lane', name: inLang(lane.name, lang) || lane.role };
  const persona = doc.personas?.find((one) => one.id === at);
  return persona ? { kind: 'persona', name: inLang(persona.name, lang) } : null;
}
