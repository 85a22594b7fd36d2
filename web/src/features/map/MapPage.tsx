import './map.css';
import './grid.css';
import './curve.css';
import './cards.css';
import './drawer.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api/client';
import { mapQuery } from '../../api/queries';
import { NotFoundPage, Trouble } from '../../app/errors';
import type { MapSearch } from '../../app/router';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import type { VoiceFilter } from '../../lib/voicefilter';
import { MapStoreProvider, useMap, useMapStore } from '../../live';
import { Icon, Loading } from '../../ui';
import { Drawer } from '../../ui/Drawer';
import { useNarrow } from '../../ui/useNarrow';
import { useZoom } from '../../ui/useZoom';
import { usePaletteKeys } from '../palette/usePaletteKeys';
import { CommentMarks } from '../comments/CommentMarks';
import { DecidedBar } from '../discover/DecidedBar';
import { CommentsAt } from '../comments/CommentsAt';
import { SinceBar, useSeen } from '../history/SinceBar';
import { SuggestBar } from '../suggestions/SuggestBar';
import { SuggestHere } from '../suggestions/SuggestHere';
import { SuggestMode } from '../suggestions/SuggestMode';
import { reviewPanels, viewSearch } from '../views/state';
import { useView } from '../views/useView';
import { NothingShown, ViewBody } from '../views/ViewBody';
import { recordWord, standing, type OpenRecord } from './edit/record';
import { useRecordTitle } from './edit/useRecordTitle';
import { LiveState } from './live/LiveTools';
import { LostEdits } from './live/LostEdits';
import { findPlace, showPlace } from './live/showPlace';
import { useFreshness } from './live/useFreshness';
import { useMe } from './live/useMe';
import { LiveGrid } from './LiveGrid';
import { MapHead } from './MapHead';
import { MapTools } from './MapTools';
import { NarrowTop } from './NarrowTop';
import { Outline } from './Outline';
import { cardTitle } from './words';
import { VoiceNowHere } from './voice/VoiceNowHere';
import type { CurveChoice } from './voice/now';

const route = getRouteApi('/maps/$id');
const CheckPanel = lazy(() => import('../check/CheckPanel').then((m) => ({ default: m.CheckPanel })));
const ReviewPanel = lazy(() => reviewPanel().then((m) => ({ default: m.ReviewPanel })));
const recordBody = () => import('./edit/RecordBody');
const reviewPanel = () => import('../views/ReviewPanel');
const CardBody = lazy(() => recordBody().then((m) => ({ default: m.CardBody })));
const RecordBody = lazy(() => recordBody().then((m) => ({ default: m.RecordBody })));
const SettingsDialog = lazy(() => import('./edit/SettingsDialog').then((m) => ({ default: m.SettingsDialog })));
const KeysDialog = lazy(() => import('../palette/KeysDialog').then((m) => ({ default: m.KeysDialog })));
const MapPalette = lazy(() => import('../palette/MapPalette').then((m) => ({ default: m.MapPalette })));
const ExportDialog = lazy(() => import('../export/ExportDialog').then((m) => ({ default: m.ExportDialog })));

/** The map itself comes first. */
const aheadMs = 2_500;

export function MapPage() {
  const { id } = route.useParams();
  const { t } = useText();
  const { data, error, refetch } = useQuery(mapQuery(id));
  const me = useMe();
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  if (error) {
    return (
      <div className="map-message">
        <Trouble error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data || me === undefined) {
    return (
      <div className="map-message">
        <Loading label={t('common.loading')} rows={7} height={56} />
      </div>
    );
  }
  return (
    <MapStoreProvider key={`${id} ${me?.id ?? ''}`} id={id} first={data} me={me}>
      <SuggestMode>
        <OpenMap />
      </SuggestMode>
    </MapStoreProvider>
  );
}

function OpenMap() {
  const { t, lang } = useText();
  const doc = useMap();
  const store = useMapStore();
  useFreshness(doc.id);
  useSeen(doc.id);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  useAhead();
  const zoom = useZoom(scroller);
  const narrow = useNarrow();
  const [pathId, setPathId] = useState('');
  const part = useView(doc, search);
  const { lanes, keepStep } = part;

  const title = inLang(doc.title, lang);
  useEffect(() => {
    document.title = `${title} · ${t('shell.name')}`;
  }, [title, t]);

  const path = useMemo(() => {
    const chosen = doc.paths?.find((p) => p.id === pathId);
    return chosen ? new Set(chosen.steps) : null;
  }, [doc, pathId]);

  const open = useCallback((card: string) => void navigate({ search: (s) => ({ ...s, card, record: undefined }), replace: true }), [navigate]);
  const openPlace = useCallback((kind: OpenRecord['kind'], id: string) => void navigate({ search: (s) => ({ ...s, card: undefined, record: recordWord({ kind, id }) }), replace: true }), [navigate]);
  const comment = useCallback(
    ({ kind, id }: { kind: 'card' | OpenRecord['kind']; id: string }) => {
      if (kind === 'card') open(id);
      else openPlace(kind, id);
      focusSoon('.comments-at textarea');
    },
    [open, openPlace],
  );
  const change = useCallback((part: Partial<MapSearch>) => void navigate({ search: (s) => ({ ...s, ...part }), replace: true }), [navigate]);
  const chooseCurve = useCallback((curve: CurveChoice) => change({ curve: curve === 'now' ? undefined : curve }), [change]);
  const showTexts = useCallback((filter: VoiceFilter & { item?: string }) => void navigate({ to: '/voice/items', search: filter }), [navigate]);
  const close = () => change({ card: undefined, record: undefined, panel: undefined, level: undefined, thread: undefined });
  const card = doc.cards.find((c) => c.id === search.card);
  const record = card ? undefined : standing(doc, search.record);
  const recordTitle = useRecordTitle(record);
  const [palette, setPalette] = useState(false);
  usePaletteKeys(
    useCallback(() => setPalette(true), []),
    useCallback(() => change({ dialog: 'keys' }), [change]),
  );
  const shown = useRef<string>('');
  useEffect(() => {
    shown.current = card?.id ?? record?.id ?? (search.panel ? '' : shown.current);
  }, [card, record?.id, search.panel]);
  const checkButton = useRef<HTMLButtonElement>(null);
  /** The remark whose card was opened: the way back leads to it. */
  const lastRemark = useRef<number | null>(null);
  const checking = search.panel === 'check';
  const panel = reviewPanels.find((one) => one === search.panel);
  const pick = useCallback((target: { card: string } | { place: string }) => {
    const doc = store.getMap();
    const place = 'card' in target ? doc.cards.find((one) => one.id === target.card)?.at : target.place;
    const narrow = window.innerWidth < 700;
    void navigate({
      search: (s) => ({
        ...s,
        ...('card' in target ? { card: target.card, record: undefined } : narrow ? { panel: undefined, level: undefined } : {}),
        // What is hidden by the view is shown again.
        ...(place !== undefined && !findPlace(place) ? { show: undefined, persona: undefined, stage: undefined } : {}),
      }),
      replace: true,
    }).then(() => place !== undefined && showPlace(place));
  }, [navigate, store]);
  const returnFocus = () => {
    if (!shown.current && panel) return document.querySelector<HTMLElement>(`[data-panel="${panel}"]`)?.focus();
    if (!shown.current) return checkButton.current?.focus();
    const place = findPlace(shown.current);
    (place?.closest<HTMLElement>('[data-nav]') ?? place)?.focus();
  };

  const tools = { doc, search, zoom, path: pathId, onPath: setPathId, checkButton, onPalette: () => setPalette(true) };
  return (
    <div className="map-page">
      {narrow ? (
        <NarrowTop title={title}>
          <MapHead doc={doc} onPersona={(id) => openPlace('persona', id)} />
          <MapTools {...tools} undo={false} />
        </NarrowTop>
      ) : (
        <>
          <MapHead doc={doc} title={title} onPersona={(id) => openPlace('persona', id)}>
            <LiveState />
          </MapHead>
          <MapTools {...tools} />
        </>
      )}
      <LostEdits />
      <SuggestBar onSent={() => void navigate({ search: (s) => ({ ...s, card: undefined, panel: 'suggestions' }), replace: true })} />
      {search.show === 'changed' && <SinceBar doc={doc} onPick={pick} onDone={() => void navigate({ search: (s) => ({ ...s, show: undefined }), replace: true })} />}
      {/* Scrolls both ways; the keyboard scrolls it through the grid inside, which takes the focus. */}
      <div ref={scroller} className={search.view ? `map-scroll map-scroll--${search.view}` : 'map-scroll'} id="map-scroll">
        <CommentMarks map={doc.id} />
        {part.nothing ? (
          <NothingShown doc={doc} search={search} onShowAll={() => void navigate({ search: (s) => ({ ...s, show: undefined, persona: undefined, stage: undefined }), replace: true })} />
        ) : search.view === 'outline' ? (
          <Outline doc={part.doc} lanes={lanes} keepStep={keepStep} onOpen={open} />
        ) : search.view ? (
          <ViewBody doc={doc} part={part} search={search} onSearch={(change) => void navigate({ search: (s) => ({ ...s, ...change }), replace: true })} openCard={card?.id} onOpen={open} scroller={scroller} />
        ) : (
          <VoiceNowHere map={doc.id} choice={search.curve ?? 'now'} onChoose={chooseCurve}>
            <LiveGrid doc={part.doc} lanes={lanes} keepStep={keepStep} path={path} zoom={zoom.zoom} openCard={card?.id} onOpen={open} onOpenPlace={openPlace} onComment={comment} onTexts={showTexts} scroller={scroller} />
          </VoiceNowHere>
        )}
      </div>
      <Drawer
        open={card !== undefined || record !== undefined || checking || panel !== undefined}
        onClose={close}
        onReturnFocus={returnFocus}
        closeLabel={t('common.close')}
        title={card ? cardTitle(card, doc, t, lang) : record ? recordTitle : panel ? t(`views.panel_${panel}`) : t('check.title')}
      >
        {(card || record) && (checking || panel) && <BackToPanel label={panel ? t('views.backTo', { panel: t(`views.panel_${panel}`) }) : t('check.back')} onBack={() => change({ card: undefined, record: undefined })} />}
        {(card ?? record) && (
          <Suspense fallback={<Loading label={t('common.loading')} rows={6} height={36} />}>
            {card && <CardBody key={card.id} card={card} doc={doc} onGone={close} />}
            {record && <RecordBody key={record.id} of={record} onGone={close} />}
            <SuggestHere />
            <CommentsAt key={`${card?.id ?? record?.id} comments`} map={doc.id} at={card?.id ?? record?.id ?? ''} />
          </Suspense>
        )}
        {!card && !record && panel && (
          <Suspense fallback={<Loading label={t('common.loading')} rows={6} height={36} />}>
            <ReviewPanel panel={panel} doc={doc} thread={search.thread} onPick={pick} onView={(change) => void navigate({ search: (s) => ({ ...s, ...change }), replace: true })} />
          </Suspense>
        )}
        {!card && !record && checking && (
          <Suspense fallback={<Loading label={t('check.checking')} rows={6} height={36} />}>
            <CheckPanel
              doc={doc}
              level={search.level}
              last={lastRemark}
              onLevel={(level) => void navigate({ search: (s) => ({ ...s, level }), replace: true })}
              onPick={pick}
            />
          </Suspense>
        )}
      </Drawer>
      <DecidedBar map={doc.id} />
      {palette && (
        <Suspense fallback={null}>
          <MapPalette change={change} pick={pick} onClose={() => setPalette(false)} />
        </Suspense>
      )}
      {search.dialog && (
        <Suspense fallback={null}>
          {search.dialog === 'settings' ? <SettingsDialog onClose={() => change({ dialog: undefined })} /> : <KeysDialog onClose={() => change({ dialog: undefined })} />}
        </Suspense>
      )}
      {search.export && (
        <Suspense fallback={null}>
          <ExportDialog
            doc={doc}
            choice={search}
            onChoose={(change) => void navigate({ search: (s) => ({ ...s, ...change }), replace: true })}
            onClose={() => void navigate({ search: ({ card, record, panel, level, thread, ...now }) => ({ card, record, panel, level, thread, ...viewSearch(now) }), replace: true })}
          />
        </Suspense>
      )}
    </div>
  );
}

/** What work without a connection needs is there before it is lost: drawers, menus, the palette. */
function useAhead() {
  useEffect(() => {
    const fetch = () => {
      for (const part of [recordBody, reviewPanel, () => import('./gestures/ContextMenu'), () => import('./gestures/PasteDialog'), () => import('../palette/MapPalette')]) void part().catch(() => undefined);
    };
    const later = window.setTimeout(() => ('requestIdleCallback' in window ? window.requestIdleCallback(fetch) : fetch()), aheadMs);
    return () => window.clearTimeout(later);
  }, []);
}

/** Puts the focus on something that is about to be drawn. */
function focusSoon(selector: string, tries = 20) {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) element.focus();
  else if (tries > 0) setTimeout(() => focusSoon(selector, tries - 1), 100);
}

/** The way back from a card to what led to it; the focus comes along. */
function BackToPanel({ label, onBack }: { label: string; onBack: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <p>
      <button ref={button} type="button" className="button button--small" onClick={onBack}>
        <Icon name="back" size={15} />
        {label}
      </button>
    </p>
  );
}
