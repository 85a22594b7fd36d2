/** What can be done with cards and with the points of the curve. */

import { flushSync } from 'react-dom';
import type { Card } from '../../../api/types';
import { cardsAt, type Board } from '../board';
import { cardTitleIn } from '../words';
import { ActionsBase, clampFeeling, languageOf, type Direction } from './actionsBase';
import { coordinates, nextCell, type Cell, type Spot } from './spots';

export class CardActions extends ActionsBase {
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
    if (cards.every((card) => card.until === undefined)) this.edit.moveCards(cards.map((card) => card.id), { ...cell, before, until: undefined });
    else this.edit.transact('move', () => cards.forEach((card) => this.edit.moveCards([card.id], { ...cell, before, until: this.untilFrom(card, cell.at) })));
    this.show(cards.map((card) => card.id), t('grid.cardsMoved', { count: cards.length, place: this.nameAt(cell.at), lane: this.name('lane', cell.lane) }));
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
    this.edit.transact('move', () => ordered.forEach(({ card, to }) => to && this.edit.moveCards([card.id], { ...to, until: this.untilFrom(card, to.at) })));
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

  /** A card covers one step more, or one less; never less than its own. */
  stretchCard(id: string, by: 1 | -1) {
    const { board, say, t } = this.around;
    const card = board().cards.get(id);
    const steps = this.map.stages.flatMap((stage) => stage.steps.map((step) => step.id));
    const from = steps.indexOf(card?.at ?? '');
    const to = steps.indexOf(card?.until ?? card?.at ?? '') + by;
    if (!card || from < 0 || to < from || to >= steps.length) return say(t('grid.edge'));
    const cell = cardsAt(board(), card.lane, card.at);
    const until = to === from ? undefined : steps[to];
    this.edit.moveCards([id], { lane: card.lane, at: card.at, until, before: cell[cell.findIndex((one) => one.id === id) + 1]?.id });
    say(until === undefined ? t('grid.notStretched') : t('grid.stretched', { place: this.nameAt(until) }));
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
}

const linesOf = (card: Card | undefined, lang: string): string[] =>
  (card?.text?.[lang] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line);
