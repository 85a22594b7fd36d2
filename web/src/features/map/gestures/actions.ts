/** What can be done on the grid, said in the map's words. Every gesture, menu entry and key ends here. */

import type { TFunction } from 'i18next';
import type { Card, Channel } from '../../../api/types';
import type { Lang } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import type { CardCopy } from '../../../live/edit';
import { cardsAt, type Board } from '../board';
import { cardTitleIn } from '../words';
import { clampFeeling, withoutId } from './actionsBase';
import { toHtml, toTsv, type Block, type Pasted } from './clipboard';
import { HeadActions } from './headActions';
import type { Selection } from './selection';
import { block, cellOf, coordinates, type Cell, type Spot } from './spots';

export { languageOf, type HeadKind } from './actionsBase';

export class Actions extends HeadActions {

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
        return to && this.fits(card as Card, to.lane) ? this.edit.pasteCards([card], { ...to, until: this.untilFrom(card, to.at) }) : [];
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
