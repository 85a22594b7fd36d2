import { useEffect, useMemo, useState, type CSSProperties, type RefObject } from 'react';
import type { Card, Lane, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Empty, Icon } from '../../ui';
import { CardFace, StateMark } from '../map/CardFace';
import { layoutOf, type Layout } from '../map/model';
import { cardTitle } from '../map/words';
import { zonesOf } from './lines';

/** The same map as a service blueprint: who does what, on which side of which line. */
export function Blueprint({ doc, lanes, keepStep, openCard, onOpen, scroller }: {
  doc: MapDocument;
  lanes: Lane[];
  keepStep: (step: string) => boolean;
  openCard?: string;
  onOpen: (card: string) => void;
  scroller: RefObject<HTMLDivElement | null>;
}) {
  const { t, lang } = useText();
  const [room, setRoom] = useState(1200);
  useEffect(() => setRoom((scroller.current?.clientWidth ?? 1248) - 48), [scroller]);
  const layout = useMemo(() => layoutOf(doc, room, (step) => keepStep(step.id)), [doc, room, keepStep]);
  const zones = useMemo(() => zonesOf(lanes), [lanes]);
  const byLane = useMemo(() => {
    const map = new Map<string, Card[]>();
    for (const card of doc.cards) map.set(card.lane, [...(map.get(card.lane) ?? []), card]);
    return map;
  }, [doc]);
  if (!zones.some((zone) => zone.depth > 0)) return <Empty icon="layers" title={t('blueprint.none')} text={t('blueprint.noneText')} />;
  return (
    <div className="blueprint" role="table" aria-label={t('blueprint.title')} style={{ '--columns': layout.template } as CSSProperties}>
      <div role="rowgroup" className="blueprint__head">
        <div role="row" className="blueprint__row">
          <span role="columnheader" className="blueprint__corner">
            {t('map.stages')}
          </span>
          {layout.stages.map(({ stage, index, line, end }) => (
            <span key={stage.id} role="columnheader" aria-colspan={end - line} data-place={stage.id} className="blueprint__stage" style={{ gridColumn: `${line} / ${end}`, '--hue': `var(--hue-${(index % 8) + 1})` } as CSSProperties}>
              {index + 1}. {inLang(stage.name, lang)}
            </span>
          ))}
        </div>
        <div role="row" className="blueprint__row">
          <span role="columnheader" className="blueprint__corner">
            {t('map.steps')}
          </span>
          {layout.columns.map(({ step, line }) => (
            <span key={line} role="columnheader" data-place={step?.id} className="blueprint__step" style={{ gridColumn: line }}>
              {inLang(step?.name, lang)}
            </span>
          ))}
        </div>
      </div>
      {zones.map((zone) => (
        <div key={zone.depth} role="rowgroup" className={`blueprint__zone blueprint__zone--${zone.depth}`} aria-label={t(`blueprint.zone_${zone.depth}`)}>
          <p className="blueprint__zone-name" aria-hidden="true">
            <span>{t(`blueprint.zone_${zone.depth}`)}</span>
          </p>
          {zone.lanes.map((lane) => (
            <LaneRow key={lane.id} lane={lane} cards={byLane.get(lane.id) ?? []} doc={doc} layout={layout} openCard={openCard} onOpen={onOpen} />
          ))}
          {zone.line && (
            <p className={`blueprint__line blueprint__line--${zone.line}`}>
              <span>{t(`blueprint.line_${zone.line}`)}</span>
            </p>
          )}
        </div>
      ))}
    </div>
  );
}

function LaneRow({ lane, cards, doc, layout, openCard, onOpen }: { lane: Lane; cards: Card[]; doc: MapDocument; layout: Layout; openCard?: string; onOpen: (card: string) => void }) {
  const { t, lang } = useText();
  const cells = useMemo(() => {
    const places = new Map<string, { line: number; end: number; cards: Card[] }>();
    for (const card of cards) {
      const stage = layout.stages.find((one) => one.stage.id === card.at);
      const from = layout.columns.find((one) => one.step?.id === card.at);
      const until = layout.columns.find((one) => card.until !== undefined && one.step?.id === card.until);
      const line = stage?.line ?? from?.line;
      if (line === undefined) continue;
      const end = stage ? stage.end : Math.max(line, until?.line ?? line) + 1;
      const key = `${line} ${end}`;
      const cell = places.get(key) ?? { line, end, cards: [] };
      cell.cards.push(card);
      places.set(key, cell);
    }
    return [...places.values()].sort((a, b) => a.line - b.line || a.end - b.end);
  }, [cards, layout]);
  return (
    <div role="row" className="blueprint__row blueprint__lane">
      <span role="rowheader" className="blueprint__rail" data-place={lane.id}>
        <Icon name={lane.role} size={16} />
        {inLang(lane.name, lang) || t(`lane.${lane.role}`)}
      </span>
      {cells.map((cell) => (
        <div key={`${cell.line} ${cell.end}`} role="cell" aria-colspan={cell.end - cell.line} className={`cell cell--${lane.role === 'feelings' ? 'text' : lane.role} blueprint__cell`} style={{ gridColumn: `${cell.line} / ${cell.end}` }}>
          {cell.cards.map((card) => (
            <button key={card.id} type="button" data-card={card.id} className={`card card--${card.state} ${card.id === openCard ? 'card--open' : ''}`} aria-haspopup="dialog" onClick={() => onOpen(card.id)}>
              {card.feeling ? <span>{cardTitle(card, doc, t, lang)}</span> : <CardFace card={card} role={lane.role} t={t} lang={lang} channel={(id) => doc.channels?.find((one) => one.id === id)} />}
              {card.state === 'measured' ? <span className="hidden-text">, {t('state.measured')}</span> : <StateMark state={card.state} word />}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
