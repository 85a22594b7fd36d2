import { memo, useSyncExternalStore } from 'react';
import type { Card, LaneRole } from '../../../api/types';
import { CardFace, StateMarkIn } from '../CardFace';
import { readMark } from '../gestures/selection';
import type { LaneRow, Slot } from '../model';
import { cardTitleIn } from '../words';
import { useKit } from './kit';

interface CellProps {
  lane: string;
  role: LaneRole;
  level: LaneRow['level'];
  cards: Card[];
  slot: Slot;
  /** Cards shown; the rest is a number. */
  limit: number;
  dim: boolean;
  openCard?: string;
}

/** One cell with its cards. Clicks and keys are heard by the grid; what is selected comes past React's tree. */
export const Cell = memo(function Cell({ lane, role, level, cards, slot, limit, dim, openCard }: CellProps) {
  const { t, lang, selection, channel } = useKit();
  const key = `${lane} ${slot.id}`;
  const mark = useSyncExternalStore(selection.subscribe, () => selection.markOf(key));
  const { cell, cards: chosen } = readMark(mark);
  const kind = role === 'kpis' ? `cell--kpis-${level}` : `cell--${role}`;
  const place = { gridColumn: slot.gridColumn };
  const about = { role: 'gridcell', 'aria-colindex': slot.from + 2, 'aria-colspan': slot.to > slot.from ? slot.to - slot.from + 1 : undefined } as const;
  if (cards.length === 0) {
    return (
      <div
        {...about}
        className={`cell cell--empty ${kind} ${cell ? 'cell--chosen' : ''}`}
        style={place}
        data-cell={key}
        data-nav={`cell ${key}`}
        tabIndex={-1}
        aria-label={t('map.emptyCell')}
        aria-selected={cell || undefined}
      />
    );
  }
  return (
    <div {...about} className={`cell ${kind} ${dim ? 'dim' : ''} ${cell ? 'cell--chosen' : ''}`} style={place} data-cell={key} aria-selected={cell || undefined}>
      {role === 'kpis' && level === 'stage' && <Outcomes cards={cards} />}
      {cards.slice(0, limit).map((card) => (
        <button
          key={card.id}
          type="button"
          data-nav={`card ${card.id}`}
          data-card={card.id}
          tabIndex={-1}
          className={`card card--${card.state} ${card.id === openCard ? 'card--open' : ''} ${chosen.includes(card.id) ? 'card--chosen' : ''}`}
          aria-haspopup="dialog"
          title={card.feeling ? cardTitleIn(card, channel, t, lang) : undefined}
        >
          <CardFace card={card} role={role} t={t} lang={lang} channel={channel} />
          {card.state === 'measured' ? <span className="hidden-text">, {t('state.measured')}</span> : <StateMarkIn t={t} state={card.state} word />}
        </button>
      ))}
      {cards.length > limit && (
        <button type="button" className="cell__more" data-unfold={lane} tabIndex={-1}>
          {t('map.more', { count: cards.length - limit })}
        </button>
      )}
    </div>
  );
});

/** Where those who reached the stage went, as one bar: its parts add up to everyone. The tiles below name the numbers. */
function Outcomes({ cards }: { cards: Card[] }) {
  const parts = (['continued', 'completed', 'still_open', 'loss'] as const).map((name) => ({ name, value: cards.find((card) => card.metric?.name === name)?.metric?.value ?? 0 }));
  if (parts.reduce((sum, part) => sum + part.value, 0) < 0.99) return null;
  return (
    <span className="outcomes" aria-hidden="true">
      {parts.map((part) => (
        <span key={part.name} className={`outcomes__part outcomes__part--${part.name}`} style={{ flexGrow: part.value }} />
      ))}
    </span>
  );
}
