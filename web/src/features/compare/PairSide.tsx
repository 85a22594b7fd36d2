import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { useMap } from '../../live';
import { Loading } from '../../ui';
import { Drawer } from '../../ui/Drawer';
import { CommentMarks } from '../comments/CommentMarks';
import { recordWord, standing, type OpenRecord } from '../map/edit/record';
import { useRecordTitle } from '../map/edit/useRecordTitle';
import { LiveGrid } from '../map/LiveGrid';
import { SaveState, UndoTools } from '../map/live/LiveTools';
import { LostEdits } from '../map/live/LostEdits';
import { useFreshness } from '../map/live/useFreshness';
import { cardTitle } from '../map/words';
import type { Side } from './marks';

const CardBody = lazy(() => import('../map/edit/RecordBody').then((m) => ({ default: m.CardBody })));
const RecordBody = lazy(() => import('../map/edit/RecordBody').then((m) => ({ default: m.RecordBody })));

const keepAll = () => true;

/** One of two maps that stand side by side: its own room, its own undo, its own drawer on its own side. */
export function PairSide({ side, scroller, zoom, onChange, onScroll }: {
  side: Side;
  scroller: RefObject<HTMLDivElement | null>;
  zoom: number;
  onChange: (side: Side, doc: MapDocument) => void;
  onScroll: (side: Side) => void;
}) {
  const { t, lang } = useText();
  const doc = useMap();
  const box = useRef<HTMLElement>(null);
  useFreshness(doc.id);
  useEffect(() => onChange(side, doc), [side, doc, onChange]);
  const [open, setOpen] = useState<{ card?: string; record?: string }>({});
  const openCard = useCallback((card: string) => setOpen({ card }), []);
  const openPlace = useCallback((kind: OpenRecord['kind'], id: string) => setOpen({ record: recordWord({ kind, id }) }), []);
  const close = () => setOpen({});
  const card = doc.cards.find((one) => one.id === open.card);
  const record = card ? undefined : standing(doc, open.record);
  const recordTitle = useRecordTitle(record);
  const last = useRef('');
  useEffect(() => {
    last.current = card?.id ?? record?.id ?? last.current;
  }, [card?.id, record?.id]);
  const role = t(side === 'a' ? 'compare.older' : 'compare.newer');
  return (
    <section ref={box} className={`pair__side pair__side--${side}`} aria-label={`${role}: ${inLang(doc.title, lang)}`}>
      <header className="pair__head">
        <h2>
          <span className="pair__role">{role}</span>
          <Link to="/maps/$id" params={{ id: doc.id }}>
            {inLang(doc.title, lang)}
          </Link>
        </h2>
        <span className="chip">{t(`mapState.${doc.state}`)}</span>
        <SaveState />
        <UndoTools within={box} />
      </header>
      <LostEdits />
      <div ref={scroller} className="map-scroll" onScroll={() => onScroll(side)}>
        <CommentMarks map={doc.id} within={`.pair__side--${side}`} />
        <LiveGrid doc={doc} lanes={doc.lanes} keepStep={keepAll} path={null} zoom={zoom} openCard={card?.id} onOpen={openCard} onOpenPlace={openPlace} scroller={scroller} />
      </div>
      <Drawer
        open={card !== undefined || record !== undefined}
        at={side === 'a' ? 'left' : 'right'}
        onClose={close}
        onReturnFocus={() => {
          const places = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-nav]') ?? [])];
          places.find((one) => one.dataset.card === last.current || one.dataset.place === last.current)?.focus();
        }}
        closeLabel={t('common.close')}
        title={card ? cardTitle(card, doc, t, lang) : recordTitle}
      >
        <Suspense fallback={<Loading label={t('common.loading')} rows={6} height={36} />}>
          {card && <CardBody key={card.id} card={card} doc={doc} onGone={close} />}
          {record && <RecordBody key={record.id} of={record} onGone={close} />}
        </Suspense>
      </Drawer>
    </section>
  );
}
