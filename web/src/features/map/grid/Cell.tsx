import { memo, useSyncExternalStore, type CSSProperties } from 'react';
import type { Card, LaneRole } from '../../../api/types';
import { formatCount } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import { Icon } from '../../../ui';
import { CardFace, StateMarkIn } from '../CardFace';
import { languageOf } from '../gestures/actions';
import { PointEditor } from '../gestures/PointEditor';
import { readMark } from '../gestures/selection';
import { TextInPlace } from '../gestures/TextInPlace';
import type { LaneRow, Layout, Slot } from '../model';
import { CardVoice } from '../voice/marks';
import { textsOf } from '../voice/now';
import { cardTitleIn } from '../words';
import { useKit } from './kit';
import type { Span } from './spans';

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
  /** Lines of the row it takes, where cards over several steps stand above it. */
  lines?: string;
  /** A card over several steps stands above it. */
  under?: boolean;
  /** Ids of the cards of this place that are drawn over several steps, not here. */
  wide?: string;
}

/** One cell with its cards. Clicks and keys are heard by the grid; what is selected comes past React's tree. */
export const Cell = memo(function Cell({ lane, role, level, cards, slot, limit, dim, openCard, lines, under, wide }: CellProps) {
  const { t, selection, actions, others } = useKit();
  const key = `${lane} ${slot.id}`;
  const { cell, cursor, several, cards: chosen, editing } = readMark(useSyncExternalStore(selection.subscribe, () => selection.markOf(key)));
  const whoHere = useSyncExternalStore(others.subscribe, () => others.at(`cell ${key}`));
  const whoOn = useSyncExternalStore(others.subscribe, () => cards.map((card) => others.at(`card ${card.id}`)).join('|'));
  const people = whoOn.split('|');
  const furthest = Math.max(-1, ...cards.map((card, i) => (chosen.includes(card.id) || card.id === editing ? i : -1)));
  const shown = cards.slice(0, Math.max(limit, furthest + 1));
  const isNew = editing !== undefined && !editing.startsWith('~') && !cards.some((card) => card.id === editing) && !wide?.split(' ').includes(editing);
  const empty = cards.length === 0 && !isNew;
  const kind = role === 'kpis' ? `cell--kpis-${level}` : `cell--${role}`;
  const look = `cell ${kind} ${empty ? 'cell--empty' : ''} ${dim ? 'dim' : ''} ${cell ? 'cell--chosen' : ''} ${cursor ? 'cell--cursor' : ''} ${actions ? 'cell--open' : ''} ${under ? 'cell--under' : ''}`;
  const point = editing?.startsWith('~') ? cards.find((card) => `~${card.id}` === editing) : undefined;
  const place = { lane, at: slot.id };
  // One list, one key: the editor of a new card goes on as the editor of that card, with the same element and caret.
  const items = shown.map((card, i) =>
    card.id === editing ? (
      <EditedCard key="editor" card={card} cell={place} />
    ) : (
      <CardButton
        key={card.id}
        card={card}
        role={role}
        open={card.id === openCard}
        chosen={chosen.includes(card.id)}
        alone={!several && chosen[0] === card.id && !editing}
        who={people[i] ?? ''}
      />
    ),
  );
  if (isNew) items.push(<EditedCard key="editor" card={null} cell={place} />);
  return (
    <div
      role="gridcell"
      aria-colindex={slot.from + 2}
      aria-colspan={slot.to > slot.from ? slot.to - slot.from + 1 : undefined}
      aria-selected={cell || (cursor && empty) || undefined}
      aria-label={empty ? t('map.emptyCell') : undefined}
      className={look}
      style={{ gridColumn: slot.gridColumn, gridRow: lines, ...(whoHere && { outline: `2px solid ${whoHere.split(' ')[0]}`, outlineOffset: -2 }) }}
      data-cell={key}
      data-nav={empty ? `cell ${key}` : undefined}
      tabIndex={empty ? -1 : undefined}
    >
      {role === 'kpis' && level === 'stage' && <Outcomes cards={cards} />}
      {items}
      {point && <PointEditor card={point} />}
      {cards.length > shown.length && (
        <button type="button" className="cell__more" data-unfold={lane} tabIndex={-1}>
          {t('map.more', { count: cards.length - shown.length })}
        </button>
      )}
      {actions && cursor && !several && !editing && !(role === 'feelings') && (
        <button type="button" className="cell__add" data-add={key} tabIndex={-1} aria-label={t('grid.addCard')} title={`${t('grid.addCard')} · Ctrl+Enter`}>
          <Icon name="plus" size={14} />
        </button>
      )}
      {whoHere && <Tag who={whoHere} />}
    </div>
  );
});

/** A card over several steps: one gridcell across all of them, above the cells of each. */
export const WideCard = memo(function WideCard({ span, role, layout, open, dim }: { span: Span; role: LaneRole; layout: Layout; open: boolean; dim: boolean }) {
  const { selection, others } = useKit();
  const { card, from, to, line, cut } = span;
  const place = { lane: card.lane, at: card.at };
  const { several, cards: chosen, editing } = readMark(useSyncExternalStore(selection.subscribe, () => selection.markOf(`${card.lane} ${card.at}`)));
  const who = useSyncExternalStore(others.subscribe, () => others.at(`card ${card.id}`));
  return (
    <div
      role="gridcell"
      aria-colindex={from + 2}
      aria-colspan={to - from + 1}
      className={`cell cell--${role === 'kpis' ? 'kpis-step' : role} cell--wide ${dim ? 'dim' : ''}`}
      style={{ gridColumn: `${layout.columns[from]?.line} / ${(layout.columns[to]?.line ?? 0) + 1}`, gridRow: line + 1 }}
      data-wide={card.id}
    >
      {card.id === editing ? (
        <EditedCard card={card} cell={place} />
      ) : (
        <CardButton card={card} role={role} open={open} chosen={chosen.includes(card.id)} alone={!several && chosen[0] === card.id && !editing} who={who} cut={cut} />
      )}
    </div>
  );
});

function CardButton({ card, role, open, chosen, alone, who, cut }: { card: Card; role: LaneRole; open: boolean; chosen: boolean; alone: boolean; who: string; cut?: Span['cut'] }) {
  const { t, lang, channel, actions, step } = useKit();
  const texts = card.feeling ? 0 : textsOf(card);
  const face = (
    <>
      <CardFace card={card} role={role} t={t} lang={lang} channel={channel} />
      {cut?.before && (
        <span className="face-until">
          <span className="hidden-text">{t('grid.since')}</span>
          <Icon name="arrow_left" size={12} /> {step(card.at)}
        </span>
      )}
      {card.until && (
        // Seen by its width; said to those who listen.
        <span className={cut && !cut.behind ? 'hidden-text' : 'face-until'}>
          <span className="hidden-text">{t('grid.until')}</span>
          <Icon name="arrow_right" size={12} /> {step(card.until)}
        </span>
      )}
      {texts > 0 && <span className="hidden-text">, {t('voice.textsN', { count: texts, shown: formatCount(texts, lang) })}</span>}
      {card.state === 'measured' ? <span className="hidden-text">, {t('state.measured')}</span> : <StateMarkIn t={t} state={card.state} word />}
    </>
  );
  return (
    <span className="card-frame">
      <button
        type="button"
        data-nav={`card ${card.id}`}
        data-card={card.id}
        tabIndex={-1}
        className={`card card--${card.state} ${cut ? 'card--wide' : ''} ${cut?.before ? 'card--cut-before' : ''} ${cut?.behind ? 'card--cut-behind' : ''} ${open ? 'card--open' : ''} ${chosen ? 'card--chosen' : ''} ${who ? 'card--who' : ''}`}
        style={who ? ({ '--who': who.split(' ')[0] } as CSSProperties) : undefined}
        aria-haspopup="dialog"
        aria-pressed={actions ? chosen : undefined}
        title={card.feeling ? cardTitleIn(card, channel, t, lang) : undefined}
      >
        {cut ? <span className="card__held">{face}</span> : face}
      </button>
      <CardVoice card={card} />
      {alone && actions && (
        <button type="button" className="card-frame__open" data-open={card.id} tabIndex={-1} aria-label={t('grid.details')} title={`${t('grid.details')} · ${t('grid.space')}`}>
          <Icon name="external" size={14} />
        </button>
      )}
      {who && <Tag who={who} />}
    </span>
  );
}

/** The name of who is at work here, in their colour. */
export function Tag({ who }: { who: string }) {
  const space = who.indexOf(' ');
  return (
    <span className="who" style={{ background: who.slice(0, space) }}>
      {who.slice(space + 1)}
    </span>
  );
}

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

function EditedCard({ card, cell }: { card: Card | null; cell: { lane: string; at: string } }) {
  const { t, lang, selection, actions, store } = useKit();
  if (!actions || !store) return null;
  const code = languageOf(card?.text, lang);
  return (
    <div className={`card card--edited card--${card?.state ?? 'assumption'}`}>
      <TextInPlace
        store={store}
        kind="card"
        id={card?.id ?? null}
        field="text"
        lang={code}
        typed={selection.get().editing?.typed}
        label={t('grid.cardText')}
        placeholder={inLang(card?.text, lang) || t('grid.typeHere')}
        onCreate={(text) => actions.create(cell, text)}
        onEnd={(how) => actions.endText(how)}
      />
    </div>
  );
}
