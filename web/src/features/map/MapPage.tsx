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
import type { MapDocument } from '../../api/types';
import { NotFoundPage, Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Loading, Segmented } from '../../ui';
import { Drawer } from '../../ui/Drawer';
import { useZoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { CardEvidence } from './CardDrawer';
import { StateMark } from './CardFace';
import { MapGrid } from './MapGrid';
import { coverageOf, problemLanes, problemSteps } from './model';
import { Outline } from './Outline';
import { cardTitle } from './words';

const route = getRouteApi('/maps/$id');
const ExportDialog = lazy(() => import('../export/ExportDialog').then((m) => ({ default: m.ExportDialog })));

export function MapPage() {
  const { id } = route.useParams();
  const { t } = useText();
  const { data, error, refetch } = useQuery(mapQuery(id));
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  if (error) {
    return (
      <div className="map-message">
        <Trouble error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data) {
    return (
      <div className="map-message">
        <Loading label={t('common.loading')} rows={7} height={56} />
      </div>
    );
  }
  return <OpenMap key={data.id} doc={data} />;
}

function OpenMap({ doc }: { doc: MapDocument }) {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = useZoom(scroller);
  const [pathId, setPathId] = useState('');
  const problems = search.show === 'problems';

  const title = inLang(doc.title, lang);
  useEffect(() => {
    document.title = `${title} · ${t('shell.name')}`;
  }, [title, t]);

  const hurt = useMemo(() => problemSteps(doc), [doc]);
  const keepStep = useCallback((step: string) => !problems || hurt.has(step), [problems, hurt]);
  const lanes = useMemo(() => (problems ? doc.lanes.filter((lane) => problemLanes.has(lane.role)) : doc.lanes), [doc, problems]);
  const path = useMemo(() => {
    const chosen = doc.paths?.find((p) => p.id === pathId);
    return chosen ? new Set(chosen.steps) : null;
  }, [doc, pathId]);

  const open = useCallback((card: string) => void navigate({ search: (s) => ({ ...s, card }), replace: true }), [navigate]);
  const close = () => void navigate({ search: (s) => ({ ...s, card: undefined }), replace: true });
  const card = doc.cards.find((c) => c.id === search.card);
  const shown = useRef<string>('');
  useEffect(() => {
    if (card) shown.current = card.id;
  }, [card]);
  const returnFocus = () => {
    const cards = [...document.querySelectorAll<HTMLElement>('[data-card]')];
    cards.find((element) => element.dataset.card === shown.current)?.focus();
  };

  const nothing = doc.stages.length === 0 || (problems && hurt.size === 0);
  return (
    <div className="map-page">
      <MapHead doc={doc} title={title} />
      <div className="map-tools" role="toolbar" aria-label={t('map.tools')}>
        <Segmented
          label={t('map.view')}
          value={search.view ?? 'map'}
          choices={[
            { value: 'map', label: t('map.viewMap'), icon: 'grid' },
            { value: 'outline', label: t('map.viewOutline'), icon: 'outline' },
          ]}
          onChange={(view) => void navigate({ search: (s) => ({ ...s, view: view === 'outline' ? view : undefined }) })}
        />
        <button
          type="button"
          className="button button--toggle"
          aria-pressed={problems}
          onClick={() => void navigate({ search: (s) => ({ ...s, show: problems ? undefined : 'problems' }) })}
        >
          {t('map.problems')}
        </button>
        {(doc.paths?.length ?? 0) > 0 && search.view !== 'outline' && (
          <select className="select map-tools__path" aria-label={t('map.path')} value={pathId} onChange={(e) => setPathId(e.target.value)}>
            <option value="">{t('map.allPaths')}</option>
            {doc.paths?.map((p) => (
              <option key={p.id} value={p.id}>
                {inLang(p.name, lang)} · {formatShare(p.share, lang)}
              </option>
            ))}
          </select>
        )}
        {search.view !== 'outline' && (
          <ZoomTools zoom={zoom} />
        )}
        <Button icon="download" label={t('map.export')} aria-haspopup="dialog" onClick={() => void navigate({ search: (s) => ({ ...s, export: 'pdf' }) })} />
      </div>
      {/* Scrolls both ways; the keyboard scrolls it through the grid inside, which takes the focus. */}
      <div ref={scroller} className={search.view === 'outline' ? 'map-scroll map-scroll--outline' : 'map-scroll'} id="map-scroll">
        {nothing ? (
          <Empty
            icon="check"
            title={problems ? t('map.noProblems') : t('map.noStages')}
            text={problems ? t('map.noProblemsText') : t('map.noStagesText')}
          />
        ) : search.view === 'outline' ? (
          <Outline doc={doc} lanes={lanes} keepStep={keepStep} onOpen={open} />
        ) : (
          <MapGrid doc={doc} lanes={lanes} keepStep={keepStep} path={path} zoom={zoom.zoom} openCard={card?.id} onOpen={open} scroller={scroller} />
        )}
      </div>
      <Drawer
        open={card !== undefined}
        onClose={close}
        onReturnFocus={returnFocus}
        closeLabel={t('common.close')}
        title={card ? cardTitle(card, doc, t, lang) : ''}
      >
        {card && <CardEvidence key={card.id} card={card} doc={doc} />}
      </Drawer>
      {search.export && (
        <Suspense fallback={null}>
          <ExportDialog
            doc={doc}
            choice={search}
            onChoose={(change) => void navigate({ search: (s) => ({ ...s, ...change }), replace: true })}
            onClose={() => void navigate({ search: ({ card, view, show }) => ({ card, view, show }), replace: true })}
          />
        </Suspense>
      )}
    </div>
  );
}

function MapHead({ doc, title }: { doc: MapDocument; title: string }) {
  const { t, lang } = useText();
  const coverage = coverageOf(doc);
  const scenario = inLang(doc.scenario, lang);
  const notes = doc.origin?.notes ?? [];
  return (
    <header className="map-head">
      <div className="map-head__words">
        <h1>{title}</h1>
        {scenario && <p className="muted">{scenario}</p>}
      </div>
      <ul className="map-head__facts">
        <li className="chip chip--brand">{t(`kind.${doc.kind}`)}</li>
        <li className="chip">{t(`mapState.${doc.state}`)}</li>
        {doc.origin && (
          <>
            <li className="chip mono">{doc.origin.snapshot}</li>
            <li className="chip num">{t('common.journeys', { count: doc.origin.n, shown: formatCount(doc.origin.n, lang) })}</li>
            <li className="chip">
              {formatDay(doc.origin.from, lang)} – {formatDay(doc.origin.to, lang)}
            </li>
          </>
        )}
        {doc.owner && <li className="chip">{t('map.owner', { name: doc.owner })}</li>}
        {doc.review_date && <li className="chip">{t('map.review', { day: formatDay(doc.review_date, lang) })}</li>}
        <li className="chip chip--brand num" title={t('map.coverageText')}>
          <StateMark state="measured" />
          {t('map.coverage', { backed: formatCount(coverage.backed, lang), total: formatCount(coverage.total, lang) })}
        </li>
      </ul>
      {notes.length > 0 && (
        <details className="map-head__notes">
          <summary>{t('map.notes', { count: notes.length })}</summary>
          <ul>
            {notes.map((note, i) => (
              <li key={i}>{inLang(note, lang)}</li>
            ))}
          </ul>
        </details>
      )}
    </header>
  );
}
