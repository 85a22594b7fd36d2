/** What can be done on the grid, said in the map's words. Every gesture, menu entry and key ends here. */

import type { TFunction } from 'i18next';
import { flushSync } from 'react-dom';
import type { Card, Channel, LaneRole, LocalText } from '../../../api/types';
import type { Lang } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import type { CardCopy } from '../../../live/edit';
import type { MapStore } from '../../../live/store';
import { cardsAt, type Board } from '../board';
import { cardTitleIn } from '../words';
import { toHtml, toTsv, type Block, type Pasted } from './clipboard';
import type { Selection } from './selection';
import { block, cellOf, coordinates, nextCell, type Cell, type Limit, type Spot } from './spots';

export interface Surroundings {
  store: MapStore;
  selection: Selection;
  board: () => Board;
  t: TFunction;
  lang: Lang;
  limit: Limit;
  /** Puts the focus there, drawing it first where it is out of sight. */
  goTo: (spot: Spot) => void;
  /** Says what happened: aloud, and on the page where it can be taken back. */
  say: (text: string, undo?: boolean) => void;
  unfold: (lane: string) => void;
  /** Name of who works here. */
  me: () => string;
}

export type HeadKind = 'stage' | 'step' | 'lane';
export type Direction = 'left' | 'right' | 'up' | 'down';

/** The language a text is edited in: the reader's, unless what is seen belongs to no language. */
export function languageOf(text: LocalText | undefined, lang: Lang): string {
  return text?.[lang] === undefined && text?.und !== undefined ? 'und' : lang;
}

/** The least and most of the scale of feelings. */
const feelingMin = -2;
const feelingMax = 2;
export const clampFeeling = (value: number) => Math.round(Math.max(feelingMin, Math.min(feelingMax, value)) * 10) / 10;

export class Actions {
  constructor(private readonly around: Surroundings) {}

  private get edit() {
    return this.around.store.edit;
  }
  private get map() {
    return this.around.store.getMap();
  }
  private name(kind: HeadKind, id: string): string {
    const { lang, t } = this.around;
    const record = this.around.store.record(kind, id);
    const role = kind === 'lane' ? t(`lane.${(record as { role?: string } | undefined)?.role ?? 'text'}`) : '';
    return inLang(record?.name, lang) || role || t('grid.unnamed');
  }
  private nameAt = (at: string) => this.name(this.map.stages.some((stage) => stage.id === at) ? 'stage' : 'step', at);

  // Cards

  /** A new card begins as an empty text: it comes to be with its first letter. */
  begin(cell: Cell, typed?: string) {
    const { board, selection, store, goTo } = this.around;
    const lane = store.record('lane', cell.lane);
    if (lane?.role === 'feelings') return this.addPoint(cell, 0);
    const has = cardsAt(board(), cell.lane, cell.at).length;
    if (has === 0) goTo({ kind: 'cell', ...cell });
    selection.edit({ kind: 'card', id: null, cell, ...(typed !== undefined && { typed }) });
  }

  /** A card between others is there at once: its place is seen while it is typed. */
  beginBefore(cell: Cell, before: string | undefined) {
    const id = this.edit.addCard({ ...cell, before, lang: this.around.lang });
    this.around.selection.edit({ kind: 'card', id, cell, fresh: true });
  }

  /** Called with the first letters of a new card. */
  create(cell: Cell, text: string): string {
    const { selection, lang } = this.around;
    const id = this.edit.addCard({ ...cell, lang, text });
    selection.edit({ kind: 'card', id, cell, fresh: true });
    return id;
  }

  beginText(spot: Spot, typed?: string) {
    const { selection, board } = this.around;
    if (spot.kind === 'cell') return this.begin(spot, typed);
    if (spot.kind !== 'card') return selection.edit({ kind: spot.kind, id: spot.id });
    const card = board().cards.get(spot.id);
    if (!card) return;
    const cell = { lane: card.lane, at: card.at };
    if (card.feeling) return selection.edit({ kind: 'point', id: card.id, cell });
    selection.edit({ kind: 'card', id: card.id, cell, ...(typed !== undefined && { typed }) });
  }

  endText(how: 'done' | 'cancel' | 'next' | 'previous' | 'another' | 'blur') {
    const { selection, board, goTo, limit } = this.around;
    const { editing } = selection.get();
    if (!editing) return;
    // Drawn before the focus moves on; when it has gone already, React draws in its own time.
    if (how === 'blur') selection.edit(null);
    else flushSync(() => selection.edit(null));
    const made = editing.fresh && editing.id !== null ? this.around.store.record('card', editing.id) : undefined;
    if (made && !Object.values(made.text ?? {}).some((text) => text.trim())) this.edit.remove('card', [made.id]);
    if (how === 'blur') return;
    if (editing.kind !== 'card' && editing.kind !== 'point') return goTo({ kind: editing.kind, id: editing.id ?? '' });
    const cell = editing.cell ?? { lane: '', at: '' };
    if (how === 'another') return this.begin(cell);
    const there = editing.id !== null && this.around.store.record('card', editing.id);
    const next = how === 'next' || how === 'previous' ? nextCell(board(), cell, how === 'next' ? 1 : -1, limit) : null;
    const last = cardsAt(board(), cell.lane, cell.at).at(-1);
    const spot: Spot = next ?? (there ? { kind: 'card', id: there.id } : last ? { kind: 'card', id: last.id } : { kind: 'cell', ...cell });
    selection.pick(spot);
    goTo(spot);
  }

  removeCards(ids: readonly string[]) {
    if (ids.length === 0) return;
    const { board, selection, goTo, say, t } = this.around;
    const first = board().cards.get(ids[0] as string);
    this.edit.remove('card', ids);
    say(t('grid.cardsRemoved', { count: ids.length }), true);
    if (!first) return;
    const cell = { lane: first.lane, at: first.at };
    const left = this.map.cards.find((card) => card.lane === cell.lane && card.at === cell.at);
    const spot: Spot = left ? { kind: 'card', id: left.id } : { kind: 'cell', ...cell };
    requestAnimationFrame(() => {
      selection.pick(spot);
      goTo(spot);
    });
  }

  duplicateCards(ids: readonly string[]) {
    if (ids.length === 0) return;
    const { board } = this.around;
    const made = this.edit.transact('paste', () =>
      this.edit.copyCards(ids).flatMap((copy, i) => {
        const cell = cardsAt(board(), copy.lane, copy.at);
        const at = cell.findIndex((card) => card.id === ids[i]);
        return this.edit.pasteCards([copy], { lane: copy.lane, at: copy.at, until: copy.until, before: cell[at + 1]?.id });
      }),
    );
    this.show(made, this.around.t('grid.cardsDuplicated', { count: made.length }));
  }

  /** To one cell, in the order given. */
  moveCards(ids: readonly string[], cell: Cell, before?: string) {
    const { board, say, t } = this.around;
    const cards = ids.flatMap((id) => board().cards.get(id) ?? []).filter((card) => this.fits(card, cell.lane));
    if (cards.length === 0) return say(t('grid.doesNotFit'));
    this.edit.moveCards(cards.map((card) => card.id), { ...cell, before });
    this.show(cards.map((card) => card.id), t('grid.cardsMoved', { count: cards.length, place: this.nameAt(cell.at), lane: this.name('lane', cell.lane) }));
  }

  /** A feeling stands in the lane of the curve, and nothing else does. */
  fits(card: Card, lane: string): boolean {
    const role = this.around.store.record('lane', lane)?.role;
    return (role === 'feelings') === (card.feeling !== undefined);
  }

  /** Each card one place on: to the next step, or past its neighbour and then to the next lane. */
  shiftCards(ids: readonly string[], way: Direction) {
    const { board: now, say, t } = this.around;
    const board = now();
    const cards = ids.flatMap((id) => board.cards.get(id) ?? []);
    const by = way === 'left' || way === 'up' ? -1 : 1;
    const [only] = cards;
    if ((way === 'up' || way === 'down') && cards.length === 1 && only) {
      if (only.feeling) return this.setFeeling(only, only.feeling.value - by * 0.5);
      const cell = cardsAt(board, only.lane, only.at);
      const at = cell.findIndex((card) => card.id === only.id);
      const past = cell[at + by];
      if (past) return this.moveCards([only.id], only, by < 0 ? past.id : cell[at + 2]?.id);
    }
    const moves = cards.map((card) => ({ card, to: this.beside(board, card, way, by) }));
    if (moves.some(({ to }) => to === null)) return say(t('grid.edge'));
    const ordered = by > 0 ? [...moves].reverse() : moves;
    this.edit.transact('move', () => ordered.forEach(({ card, to }) => to && this.edit.moveCards([card.id], to)));
    const to = moves[0]?.to;
    if (to) this.show(ids, t('grid.cardsMoved', { count: cards.length, place: this.nameAt(to.at), lane: this.name('lane', to.lane) }));
  }

  private beside(board: Board, card: Card, way: Direction, by: number): Cell | null {
    const here = coordinates(board, { kind: 'card', id: card.id });
    if (!here) return null;
    if (way === 'left' || way === 'right') {
      const level = board.rows[here.row]?.level ?? 'step';
      const slots = board.layout.slots[level].filter((slot) => slot.level !== 'folded');
      const slot = slots[slots.findIndex((one) => one.id === card.at) + by];
      return slot ? { lane: card.lane, at: slot.id } : null;
    }
    const lanes = [...new Set(board.rows.map((row) => row.lane.id))];
    for (let at = lanes.indexOf(card.lane) + by; at >= 0 && at < lanes.length; at += by) {
      const lane = lanes[at] as string;
      if (this.fits(card, lane)) return { lane, at: card.at };
    }
    return null;
  }

  /** Several cards become the first of them: texts one under the other, evidence together. */
  mergeCards(ids: readonly string[]) {
    const { board, lang, t } = this.around;
    const cards = ids.flatMap((id) => board().cards.get(id) ?? []);
    const [first, ...others] = cards;
    if (!first || others.length === 0) return;
    this.edit.transact('merge', () => {
      const langs = new Set(cards.flatMap((card) => Object.keys(card.text ?? {})));
      for (const code of langs) {
        const lines = cards.flatMap((card) => card.text?.[code]?.trim() || []);
        this.edit.setText('card', first.id, 'text', code, lines.join('\n'));
      }
      if (langs.size === 0) this.edit.setText('card', first.id, 'text', lang, '');
      for (const other of others) for (const evidence of other.evidence ?? []) this.edit.addEvidence('card', first.id, evidence);
      for (const field of ['personas', 'items'] as const) {
        const all = [...new Set(cards.flatMap((card) => card[field] ?? []))];
        // An empty list of personas means everybody: one such card speaks for all.
        const everybody = field === 'personas' && cards.some((card) => !card.personas?.length);
        if (all.length) this.edit.setField('card', first.id, field, everybody ? undefined : all);
      }
      this.edit.remove('card', others.map((card) => card.id));
    });
    this.show([first.id], t('grid.cardsMerged', { count: cards.length }));
  }

  /** One card per line of its text. */
  splitCard(id: string) {
    const { board, lang, t } = this.around;
    const card = board().cards.get(id);
    const code = languageOf(card?.text, lang);
    const lines = linesOf(card, code);
    if (!card || lines.length < 2) return;
    const cell = cardsAt(board(), card.lane, card.at);
    const before = cell[cell.findIndex((one) => one.id === id) + 1]?.id;
    const made = this.edit.transact('split', () => {
      this.edit.setText('card', id, 'text', code, lines[0] ?? '');
      const [copy] = this.edit.copyCards([id]);
      return lines.slice(1).flatMap((line) => (copy ? this.edit.pasteCards([{ ...copy, text: { [code]: line } }], { lane: card.lane, at: card.at, before }) : []));
    });
    this.show([id, ...made], t('grid.cardSplit', { count: made.length + 1 }));
  }

  canSplit = (id: string) => {
    const card = this.around.board().cards.get(id);
    return linesOf(card, languageOf(card?.text, this.around.lang)).length > 1;
  };

  /** Selects cards and says what became of them. */
  private show(ids: readonly string[], text: string) {
    const { selection, goTo, say, board, unfold, limit } = this.around;
    say(text);
    // They are on the board once the page has drawn the change.
    requestAnimationFrame(() => {
      const [first] = ids;
      if (first === undefined) return;
      selection.cards(ids, { kind: 'card', id: first });
      const card = board().cards.get(first);
      const row = coordinates(board(), { kind: 'card', id: first })?.row;
      if (card && row !== undefined && cardsAt(board(), card.lane, card.at).findIndex((one) => one.id === first) >= limit(board(), row)) unfold(card.lane);
      goTo({ kind: 'card', id: first });
    });
  }

  // The curve

  setFeeling(card: Card, value: number) {
    const { say, t, lang } = this.around;
    if (!card.feeling) return;
    if (card.state === 'measured') return say(t('grid.measuredStays'));
    const next = clampFeeling(value);
    if (next !== card.feeling.value) this.edit.setField('card', card.id, 'feeling', { ...card.feeling, value: next });
    say(`${this.nameAt(card.at)}: ${cardTitleIn({ ...card, feeling: { value: next } }, () => undefined, t, lang)}`);
  }

  /** What somebody knows about a point or card, kept among its evidence. */
  addNote(card: string, text: string) {
    const { lang, say, t, me } = this.around;
    this.edit.addEvidence('card', card, { note: { by: me() || t('grid.someone'), text: { [lang]: text } } });
    say(t('grid.noteAdded'));
  }

  addPoint(cell: Cell, value: number, persona?: string): string {
    const id = this.edit.addCard({ ...cell, lang: this.around.lang, feeling: { value: clampFeeling(value) }, ...(persona && { personas: [persona] }) });
    this.show([id], this.around.t('grid.pointAdded', { place: this.nameAt(cell.at) }));
    return id;
  }

  // Stages, steps, lanes

  addStep(beside: string, after: boolean) {
    const stage = this.map.stages.find((one) => one.id === beside || one.steps.some((step) => step.id === beside));
    if (!stage) return;
    const at = stage.steps.findIndex((step) => step.id === beside);
    const before = at < 0 ? (after ? undefined : stage.steps[0]?.id) : stage.steps[after ? at + 1 : at]?.id;
    const id = this.edit.addStep({ stage: stage.id, name: this.newName('grid.newStep'), before });
    this.rename('step', id);
  }

  addStage(beside: string | null, after: boolean) {
    const at = this.map.stages.findIndex((stage) => stage.id === beside);
    const before = at < 0 ? undefined : this.map.stages[after ? at + 1 : at]?.id;
    const { stage } = this.edit.addStage({ name: this.newName('grid.newStage'), step: this.newName('grid.newStep'), before });
    this.rename('stage', stage);
  }

  addLane(role: LaneRole, beside: string | null, after: boolean) {
    const at = this.map.lanes.findIndex((lane) => lane.id === beside);
    const before = at < 0 ? undefined : this.map.lanes[after ? at + 1 : at]?.id;
    const id = this.edit.addLane({ role, before });
    this.around.say(this.around.t('grid.laneAdded', { lane: this.name('lane', id) }));
    requestAnimationFrame(() => this.around.goTo({ kind: 'lane', id }));
  }

  private newName = (key: string): LocalText => ({ [this.around.lang]: this.around.t(key) });

  rename(kind: HeadKind, id: string) {
    requestAnimationFrame(() => {
      this.around.goTo({ kind, id });
      this.around.selection.edit({ kind, id });
    });
  }

  removeHead(kind: HeadKind, id: string) {
    const { say, t } = this.around;
    const name = this.name(kind, id);
    const places = new Set(kind === 'stage' ? [id, ...(this.map.stages.find((stage) => stage.id === id)?.steps ?? []).map((step) => step.id)] : [id]);
    const count = this.map.cards.filter((card) => (kind === 'lane' ? card.lane === id : places.has(card.at))).length;
    this.edit.remove(kind, [id]);
    say(t(`grid.removed_${kind}`, { name, count }), true);
  }

  moveHead(kind: HeadKind, id: string, place: { parent?: string; before?: string }) {
    if (place.before === id) return;
    this.edit.move(kind, id, place);
    const { say, t, goTo } = this.around;
    say(t('grid.headMoved', { name: this.name(kind, id) }));
    requestAnimationFrame(() => goTo({ kind, id }));
  }

  shiftHead(kind: HeadKind, id: string, way: Direction) {
    const back = way === 'left' || way === 'up';
    if ((kind === 'lane') === (way === 'left' || way === 'right')) return;
    const list = kind === 'stage' ? this.map.stages : this.map.lanes;
    if (kind === 'step') return this.shiftStep(id, back);
    const at = list.findIndex((one) => one.id === id);
    if (back ? at <= 0 : at >= list.length - 1) return this.around.say(this.around.t('grid.edge'));
    this.moveHead(kind, id, { before: list[back ? at - 1 : at + 2]?.id });
  }

  /** A step moves on within its stage, and at its edge into the next one. */
  private shiftStep(id: string, back: boolean) {
    const { stages } = this.map;
    const at = stages.findIndex((stage) => stage.steps.some((step) => step.id === id));
    const steps = stages[at]?.steps ?? [];
    const place = steps.findIndex((step) => step.id === id);
    if (back ? place > 0 : place < steps.length - 1) return this.moveHead('step', id, { parent: stages[at]?.id, before: steps[back ? place - 1 : place + 2]?.id });
    const next = stages[back ? at - 1 : at + 1];
    if (!next) return this.around.say(this.around.t('grid.edge'));
    this.moveHead('step', id, { parent: next.id, before: back ? undefined : next.steps[0]?.id });
  }

  duplicateHead(kind: HeadKind, id: string) {
    const copied = (pairs: [from: string, to: string][], field: 'at' | 'lane') => {
      const to = new Map(pairs);
      const cards = this.map.cards.filter((card) => to.has(card[field]));
      const copies = this.edit.copyCards(cards.map((card) => card.id));
      copies.forEach((copy) => this.edit.pasteCards([{ ...copy, until: undefined, [field]: to.get(copy[field]) ?? copy[field] }]));
    };
    const made = this.edit.transact('paste', () => {
      if (kind === 'lane') {
        const { lanes } = this.map;
        const at = lanes.findIndex((lane) => lane.id === id);
        const { role, name, persona } = lanes[at] ?? { role: 'text' as const };
        const lane = this.edit.addLane({ role, name, persona, before: lanes[at + 1]?.id });
        copied([[id, lane]], 'lane');
        return lane;
      }
      const at = this.map.stages.findIndex((stage) => stage.id === id || stage.steps.some((step) => step.id === id));
      const stage = this.map.stages[at];
      if (!stage) return '';
      if (kind === 'stage') {
        const { stage: to } = this.edit.addStage({ name: stage.name, step: null, before: this.map.stages[at + 1]?.id });
        const steps = stage.steps.map((step): [string, string] => [step.id, this.edit.addStep({ ...withoutId(step), stage: to })]);
        copied([[id, to], ...steps], 'at');
        return to;
      }
      const place = stage.steps.findIndex((step) => step.id === id);
      const to = this.edit.addStep({ ...withoutId(stage.steps[place] ?? { id, name: {} }), stage: stage.id, before: stage.steps[place + 1]?.id });
      copied([[id, to]], 'at');
      return to;
    });
    this.rename(kind, made);
  }

  /** The steps from this one on become a stage of their own. */
  splitStage(step: string) {
    const at = this.map.stages.findIndex((stage) => stage.steps.some((one) => one.id === step));
    const stage = this.map.stages[at];
    const place = stage?.steps.findIndex((one) => one.id === step) ?? 0;
    if (!stage || place <= 0) return;
    const made = this.edit.transact('split', () => {
      const { stage: to } = this.edit.addStage({ name: this.newName('grid.newStage'), step: null, before: this.map.stages[at + 1]?.id });
      for (const one of stage.steps.slice(place)) this.edit.move('step', one.id, { parent: to });
      return to;
    });
    this.rename('stage', made);
  }

  canSplitStage = (step: string) => this.map.stages.some((stage) => stage.steps.findIndex((one) => one.id === step) > 0);

  /** The stage, step or lane behind this one goes into it, with all its cards. */
  mergeNext(kind: HeadKind, id: string) {
    const next = this.nextHead(kind, id);
    if (next === undefined) return;
    const { say, t } = this.around;
    const name = this.name(kind, next);
    // First the cards and steps go over, then what is empty goes: removing looks at the map as it stands between edits.
    // One label, so that both are taken back as one.
    const label = `text merge ${kind} ${id}`;
    this.edit.transact(label, () => {
      const field = kind === 'lane' ? 'lane' : 'at';
      const cards = this.map.cards.filter((card) => card[field] === next);
      for (const card of cards) this.edit.moveCards([card.id], { lane: card.lane, at: card.at, [field]: id });
      const into = this.map.stages.find((stage) => stage.id === next);
      if (kind === 'stage') for (const step of into?.steps ?? []) this.edit.move('step', step.id, { parent: id });
    });
    this.edit.transact(label, () => this.edit.remove(kind, [next]));
    say(t('grid.merged', { name, into: this.name(kind, id) }), true);
  }

  /** What may go into this one: the next in its list. Feelings and texts do not share a lane. */
  nextHead(kind: HeadKind, id: string): string | undefined {
    const { lanes, stages } = this.map;
    if (kind === 'lane') {
      const at = lanes.findIndex((lane) => lane.id === id);
      const [own, next] = [lanes[at], lanes[at + 1]];
      return own && next && (own.role === 'feelings') === (next.role === 'feelings') ? next.id : undefined;
    }
    const list = kind === 'stage' ? stages : (stages.find((stage) => stage.steps.some((step) => step.id === id))?.steps ?? []);
    const at = list.findIndex((one) => one.id === id);
    return at < 0 ? undefined : list[at + 1]?.id;
  }

  // The clipboard

  paste(cell: Cell, pasted: Pasted, grow: boolean): { made: string[]; steps: number; lanes: number } {
    const board = this.around.board();
    const here = coordinates(board, { kind: 'cell', ...cell });
    const rows: Block = pasted.kind === 'block' ? pasted.rows : [];
    if (pasted.kind === 'lines') {
      const made = this.edit.transact('paste', () => pasted.lines.map((text) => this.put(cell, text)));
      this.show(made, this.around.t('grid.pasted', { count: made.length }));
      return { made, steps: 0, lanes: 0 };
    }
    const width = Math.max(0, ...rows.map((row) => row.length));
    const open = board.rows.map((row, at) => ({ row, at })).filter(({ row, at }) => at >= (here?.row ?? 0) && !row.folded);
    const columns = board.layout.columns.slice(here?.from ?? 0);
    const missing = { steps: Math.max(0, width - columns.length), lanes: Math.max(0, rows.length - open.length) };
    if (!grow && (missing.steps || missing.lanes)) return { made: [], ...missing };
    const made = this.edit.transact('paste', () => {
      const stage = columns.at(-1)?.stage ?? this.map.stages.at(-1);
      const extra = grow && stage ? Array.from({ length: missing.steps }, () => this.edit.addStep({ stage: stage.id, name: this.newName('grid.newStep') })) : [];
      const below = grow ? Array.from({ length: missing.lanes }, () => this.edit.addLane({ role: 'text' })) : [];
      return rows.flatMap((texts, r) =>
        texts.flatMap((text, c) => {
          const line = open[r]?.row;
          const lane = line?.lane.id ?? below[r - open.length];
          const column = (here?.from ?? 0) + c;
          const slot = line && c < columns.length ? board.layout.slots[line.level].find((one) => one.from <= column && column <= one.to) : undefined;
          const at = slot ? (slot.level === 'folded' ? undefined : slot.id) : c < columns.length ? columns[c]?.step?.id : extra[c - columns.length];
          return lane && at && text.trim() ? [this.put({ lane, at }, text.trim())] : [];
        }),
      );
    });
    this.show(made, this.around.t('grid.pasted', { count: made.length }));
    return { made, steps: 0, lanes: 0 };
  }

  /** A text as a card of its lane: in the lane of the curve, a number is a feeling. */
  private put(cell: Cell, text: string): string {
    const { lang, store } = this.around;
    if (store.record('lane', cell.lane)?.role !== 'feelings') return this.edit.addCard({ ...cell, lang, text });
    const value = Number(text.replace(',', '.').replace('−', '-').replace(/^\+/, ''));
    return this.edit.addCard({ ...cell, lang, text: Number.isNaN(value) ? text : '', feeling: { value: clampFeeling(Number.isNaN(value) ? 0 : value) } });
  }

  /** What was copied here before, with everything on the cards: each lands as far from this cell as it lay from the first. */
  pasteCards(cell: Cell, copied: Copied): string[] {
    const { board: now } = this.around;
    const board = now();
    const here = coordinates(board, { kind: 'cell', ...cell });
    const made = this.edit.transact('paste', () =>
      copied.cards.flatMap(({ down, right, card }) => {
        const row = board.rows[(here?.row ?? 0) + down];
        const column = (here?.from ?? 0) + right;
        const slot = row && board.layout.slots[row.level].find((one) => one.from <= column && column <= one.to && one.level !== 'folded');
        const to = slot ? { lane: row.lane.id, at: slot.id } : null;
        return to && this.fits(card as Card, to.lane) ? this.edit.pasteCards([{ ...card, until: undefined }], to) : [];
      }),
    );
    this.show(made, this.around.t('grid.pasted', { count: made.length }));
    return made;
  }
}

/** The cards chosen and the cells around them, in every form a clipboard can carry. Readers may copy too. */
export function copiedOf(board: Board, selection: Selection, map: string, channel: (id: string) => Channel | undefined, t: TFunction, lang: Lang): { text: string; html: string; cards: Copied } | null {
  const { cursor, cells } = selection.get();
  const ids = selection.chosen();
  const marked = [...cells].map((key): Spot => {
    const [lane = '', at = ''] = key.split(' ');
    return { kind: 'cell', lane, at };
  });
  const spots: Spot[] = [...ids.map((id): Spot => ({ kind: 'card', id })), ...marked, ...(ids.length || marked.length || !cursor || !cellOf(board, cursor) ? [] : [cursor])];
  const cellRows = block(board, spots);
  const corner = cellRows[0]?.[0];
  const first = corner && coordinates(board, { kind: 'cell', ...corner });
  if (!first) return null;
  const chosen = new Set(ids);
  const title = (card: Card) => (card.feeling && !inLang(card.text, lang) ? String(card.feeling.value) : cardTitleIn(card, channel, t, lang));
  const rows = cellRows.map((row) => row.map((cell) => cardsAt(board, cell.lane, cell.at).filter((card) => chosen.has(card.id)).map(title).join('\n')));
  const cards = ids.flatMap((id) => {
    const card = board.cards.get(id);
    const at = card && coordinates(board, { kind: 'cell', lane: card.lane, at: card.at });
    if (!card || !at) return [];
    return [{ down: at.row - first.row, right: at.from - first.from, card: withoutId(card) }];
  });
  return { text: toTsv(rows), html: toHtml(rows), cards: { format: 'tropa.cards', map, cards } };
}

/** Cards on a clipboard, with where each lay from the first cell. */
export interface Copied {
  format: 'tropa.cards';
  map: string;
  cards: { down: number; right: number; card: CardCopy }[];
}

function withoutId<R extends { id: string }>(record: R): Omit<R, 'id'> {
  const copy: Partial<R> = { ...record };
  delete copy.id;
  return copy as Omit<R, 'id'>;
}

const linesOf = (card: Card | undefined, lang: string): string[] =>
  (card?.text?.[lang] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line);
