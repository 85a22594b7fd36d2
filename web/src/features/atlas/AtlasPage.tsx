import './atlas.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { mapQuery, mapsQuery, sourcesQuery } from '../../api/queries';
import type { MapSummary } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatAgo, formatCount, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Empty, Icon, Meter, Skeleton } from '../../ui';
import { MiniMap } from './MiniMap';

/** Dialogs and what they need come when one is opened. */
const DiscoverDialog = lazy(() => import('./DiscoverDialog').then((m) => ({ default: m.DiscoverDialog })));

export function AtlasPage() {
  const { t } = useText();
  const { data: maps, error, refetch, isPending } = useQuery(mapsQuery);
  const { data: sources } = useQuery(sourcesQuery);
  const [discovering, setDiscovering] = useState(false);
  useEffect(() => {
    document.title = `${t('atlas.title')} · ${t('shell.name')}`;
  }, [t]);

  const noSource = sources !== undefined && sources.length === 0;
  const actions = (
    <>
      <Button
        look={noSource ? undefined : 'primary'}
        icon="route"
        label={t('atlas.discover')}
        disabled={noSource}
        title={noSource ? t('atlas.discoverNeedsSource') : undefined}
        onClick={() => setDiscovering(true)}
      />
      <Link to="/new" className={buttonClass({ look: noSource ? 'primary' : undefined })}>
        <Icon name="plus" size={17} />
        {t('new.title')}
      </Link>
      <Link to="/open" className={buttonClass({})}>
        <Icon name="file" size={17} />
        {t('open.title')}
      </Link>
      <Link to="/import" className={buttonClass({})}>
        <Icon name="upload" size={17} />
        {t('atlas.import')}
      </Link>
    </>
  );
  return (
    <>
      <header className="atlas-head">
        <Contours />
        <h1>{t('atlas.title')}</h1>
        <p className="atlas-head__text">{t('atlas.text')}</p>
        <div className="atlas-head__actions">{actions}</div>
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {isPending && <CardSkeletons label={t('common.loading')} />}
      {maps?.length === 0 && (
        <section className="panel">
          <Empty icon="map" title={t('atlas.empty')} text={noSource ? t('atlas.emptyText') : t('atlas.emptyWithSource')} actions={actions} />
        </section>
      )}
      {maps && maps.length > 0 && (
        <ul className={maps.length === 1 ? 'atlas-list atlas-list--one' : 'atlas-list'}>
          {maps.map((map) => (
            <li key={map.id}>
              <MapTile map={map} />
            </li>
          ))}
        </ul>
      )}
      {sources && sources.length > 0 && <Sources />}
      {discovering && (
        <Suspense fallback={null}>
          <DiscoverDialog onClose={() => setDiscovering(false)} sources={sources ?? []} />
        </Suspense>
      )}
    </>
  );
}

function MapTile({ map }: { map: MapSummary }) {
  const { t, lang } = useText();
  const { data: doc, isError } = useQuery(mapQuery(map.id));
  const share = map.total ? map.backed / map.total : 0;
  return (
    <article className="panel tile">
      <div className="tile__picture">
        {doc ? <MiniMap doc={doc} /> : isError ? <Icon name="map" size={32} /> : <Skeleton height={132} />}
      </div>
      <div className="tile__body">
        <div className="tile__kinds">
          <span className="chip chip--brand">{t(`kind.${map.kind}`)}</span>
          <span className="chip">{t(`mapState.${map.state}`)}</span>
        </div>
        <h2 className="tile__title">
          <Link to="/maps/$id" params={{ id: map.id }}>
            {inLang(map.title, lang)}
          </Link>
        </h2>
        <p className="muted num">
          {t('atlas.stages', { count: map.stages })} · {t('atlas.steps', { count: map.steps })}
          {map.snapshot && (
            <>
              {' · '}
              <span className="mono">{map.snapshot}</span>
            </>
          )}
        </p>
        <div className="tile__coverage">
          <span>{t('atlas.coverage')}</span>
          <Meter value={share} />
          <b className="num" title={t('map.coverage', { backed: formatCount(map.backed, lang), total: formatCount(map.total, lang) })}>
            {formatShare(share, lang, 0)}
          </b>
        </div>
        <p className="tile__foot muted">
          {t('atlas.updated', { ago: formatAgo(map.updated_at, Date.now(), lang) })}
          {map.owner && <span> · {map.owner}</span>}
        </p>
      </div>
    </article>
  );
}

function Sources() {
  const { t, lang } = useText();
  const { data: sources } = useQuery(sourcesQuery);
  return (
    <section className="atlas-sources" aria-labelledby="atlas-sources">
      <h2 id="atlas-sources">{t('atlas.sources')}</h2>
      <ul className="source-list">
        {sources?.map((source) => (
          <li key={source.name} className="panel source">
            <span className="source__icon">
              <Icon name="database" size={18} />
            </span>
            <div className="source__words">
              <b className="mono">{source.snapshot}</b>
              <span className="muted num">
                {t('common.events', { count: source.events, shown: formatCount(source.events, lang) })} ·{' '}
                {t('common.journeys', { count: source.actors, shown: formatCount(source.actors, lang) })} ·{' '}
                {t('common.activities', { count: source.activities, shown: formatCount(source.activities, lang) })}
              </span>
            </div>
            <div className="source__actions">
              <Link to="/explore" search={{ source: source.name }} className={buttonClass({ small: true })}>
                {t('atlas.explore')}
              </Link>
              <Link to="/sources/$source/quarantine" params={{ source: source.name }} className={buttonClass({ small: true, look: 'quiet' })}>
                {t('atlas.quarantine')}
              </Link>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CardSkeletons({ label }: { label: string }) {
  return (
    <div role="status">
      <span className="hidden-text">{label}</span>
      <ul className="atlas-list">
        {[0, 1, 2].map((i) => (
          <li key={i} className="panel tile">
            <Skeleton height={132} />
            <div className="tile__body">
              <Skeleton width="40%" height={20} />
              <Skeleton width="85%" height={22} />
              <Skeleton width="60%" />
              <Skeleton height={8} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Height lines with a walked path over them. */
function Contours() {
  return (
    <svg className="contours" viewBox="0 0 900 200" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      {[0, 1, 2, 3, 4, 5, 6].map((i) => (
        <path
          key={i}
          d={`M${380 + i * 34} 200C${420 + i * 40} ${110 - i * 6} ${520 + i * 30} ${150 - i * 22} ${600 + i * 22} ${84 - i * 8}S${760 + i * 12} ${60 - i * 16} ${920} ${120 - i * 30}`}
        />
      ))}
      <path className="contours__path" d="M470 214C560 176 560 96 640 112S760 164 840 52" />
      <circle cx="842" cy="48" r="7" />
    </svg>
  );
}
