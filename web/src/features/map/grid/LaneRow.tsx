import { memo, type ReactNode } from 'react';
import type { Card } from '../../../api/types';
import { inLang } from '../../../lib/localtext';
import { Icon } from '../../../ui';
import type { LaneCells } from '../board';
import { Curve } from '../Curve';
import type { Range } from '../drawn';
import { curveY, tintOf, type LaneRow as Row, type Layout } from '../model';
import { Cell } from './Cell';
import { useKit } from './kit';

interface LaneRowProps {
  row: Row;
  /** Place among all rows of the grid, from 1; the headers are the first two. */
  index: number;
  layout: Layout;
  cells: LaneCells;
  /** Columns drawn; `null`: an empty strip out of sight. */
  drawn: Range | null;
  limit: number;
  /** Absent where every card is seen already. */
  unfolded?: boolean;
  path: ReadonlySet<string> | null;
  openCard?: string;
  /** Feeling of each column, and the curve in words, in the lane of the curve. */
  feelings?: (Card | null)[];
  summary?: string;
  elementRef: (element: HTMLElement | null) => void;
}
const none: Card[] = [];

/** A lane, or that half of it which speaks of whole stages or of steps. Laid out apart from all others. */
export const LaneRow = memo(function LaneRow({ row, index, layout, cells, drawn, limit, unfolded, path, openCard, feelings, summary, elementRef }: LaneRowProps) {
  const { lang } = useKit();
  const { lane, level, first, folded } = row;
  const curve = lane.role === 'feelings' && level === 'step' && !folded;
  const slots = drawn && !folded ? layout.slots[level].filter((slot) => slot.to >= drawn.from && slot.from <= drawn.to && slot.level !== 'folded') : [];
  return (
    <div
      ref={elementRef}
      role="row"
      aria-rowindex={index}
      className={`lane-row lane-row--${tintOf(lane.role)} ${first ? 'lane-row--first' : ''} ${folded ? 'lane-row--folded' : ''}`}
      style={{ gridTemplateColumns: layout.template }}
    >
      <Rail row={row} curve={curve} unfolded={unfolded}>
        {curve && summary && <p className="hidden-text">{summary}</p>}
      </Rail>
      {curve && drawn && feelings && (
        <span className="curve-place" style={{ gridColumn: '2 / -1' }}>
          <Curve cards={feelings} centres={layout.columns.map((c) => c.centre)} places={layout.columns.map((c) => c.place)} width={layout.width} lang={lang} />
        </span>
      )}
      {slots.map((slot) => {
        const cards = cells.get(slot.id) ?? none;
        return (
          <Cell
            key={slot.id}
            lane={lane.id}
            role={lane.role}
            level={level}
            cards={cards}
            slot={slot}
            dim={path !== null && level === 'step' && !path.has(slot.id)}
            limit={limit}
            openCard={openCard && cards.some((card) => card.id === openCard) ? openCard : undefined}
          />
        );
      })}
    </div>
  );
});

function Rail({ row: { lane, level, first, folded }, curve, unfolded, children }: { row: Row; curve: boolean; unfolded?: boolean; children?: ReactNode }) {
  const { t, lang } = useKit();
  const name = inLang(lane.name, lang) || t(`lane.${lane.role}`);
  const look = `rail rail--${tintOf(lane.role)}`;
  // A lane has one header; its second row goes on under it.
  if (!first) return <div className={look} aria-hidden="true" data-rail={lane.id} data-level={level} />;
  return (
    <div role="rowheader" aria-colindex={1} data-place={lane.id} data-nav={`lane ${lane.id}`} tabIndex={-1} className={`${look} ${curve ? 'rail--curve' : ''}`}>
      <span className="rail__name">
        <Icon name={lane.role} size={16} />
        {name}
      </span>
      {unfolded !== undefined && !folded && (
        <button type="button" className="rail__fold" data-unfold={lane.id} aria-expanded={unfolded} aria-label={`${t(unfolded ? 'map.fold' : 'map.unfold')}: ${name}`}>
          <Icon name={unfolded ? 'minus' : 'plus'} size={13} />
          {t(unfolded ? 'map.fold' : 'map.unfold')}
        </button>
      )}
      {curve &&
        [2, 1, 0, -1, -2].map((value) => (
          <span key={value} className={Math.abs(value) === 1 ? 'rail__word rail__word--inner' : 'rail__word'} style={{ top: curveY(value) }} aria-hidden="true">
            {t(`feeling.${value}`)}
          </span>
        ))}
      {children}
    </div>
  );
}
