import './atlas.css';
import './manage.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { mapsQuery, sourcesQuery } from '../../api/queries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { Button, buttonClass, Empty, Icon, Skeleton } from '../../ui';
import { Contours } from './Contours';
import { MapTable } from './MapTable';
import { MapTile, type Choosing } from './MapTile';
import { MapTree } from './MapTree';
import { Sources } from './Sources';
import { isArchived, shownMaps, type AtlasSearch } from './state';
import { AtlasTools } from './Tools';

/** Dialogs and what they need come when one is opened. */
const DiscoverDialog = lazy(() => import('./DiscoverDialog').then((m) => ({ default: m.DiscoverDialog })));
const BulkBar = lazy(() => import('./Bulk').then((m) => ({ default: m.BulkBar })));

const route = getRouteApi('/');

/** Fewer maps are seen at a glance: filters would only stand in the way. */
const toolsFrom = 2;

export function AtlasPage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: maps, error, refetch, isPending } = useQuery(mapsQuery);
  const { data: sources } = useQuery(sourcesQuery);
  const [discovering, setDiscovering] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    document.title = `${t('atlas.title')} · ${t('shell.name')}`;
  }, [t]);

  const change = (part: Partial<AtlasSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  const choosing: Choosing = {
    chosen,
    toggle: (id) =>
      setChosen((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
  };
  const shown = maps ? shownMaps(maps, search, lang, Date.now()) : [];
  // What a filter hides is not acted on.
  const acted = shown.filter((map) => chosen.has(map.id));
  const noSource = sources !== undefined && sources.length === 0;
  const noMap = maps?.length === 0;
  const mayNot = useMayNot('editor');
  const actions = (
    <>
      {mayNot ? (
        <Button icon="flag" label={t('start.title')} disabled title={mayNot} />
      ) : (
        <Link to="/start" className={buttonClass({ look: noMap || noSource ? 'primary' : undefined })}>
          <Icon name="flag" size={17} />
          {t('start.title')}
        </Link>
      )}
      <Button
        look={noMap || noSource ? undefined : 'primary'}
        icon="route"
        label={t('atlas.discover')}
        disabled={noSource || mayNot !== undefined}
        title={mayNot ?? (noSource ? t('atlas.discoverNeedsSource') : undefined)}
        onClick={() => setDiscovering(true)}
      />
      <Link to="/new" className={buttonClass({})}>
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
  const view = search.view ?? 'cards';
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
      {noMap && (
        <section className="panel">
          <Empty icon="map" title={t('atlas.empty')} text={noSource ? t('atlas.emptyText') : t('atlas.emptyWithSource')} actions={actions} />
        </section>
      )}
      {maps && !noMap && (maps.length >= toolsFrom || search.view) && <AtlasTools maps={maps} search={search} onChange={change} />}
      {maps && !noMap && shown.length === 0 && (
        <section className="panel">
          {maps.every(isArchived) && !search.archived ? (
            <Empty icon="layers" title={t('atlas.allArchived')} text={t('atlas.allArchivedText')} actions={<Button look="primary" label={t('atlas.toArchive')} onClick={() => change({ archived: 'yes' })} />} />
          ) : (
            <Empty
              icon="search"
              title={t('atlas.none')}
              text={t('atlas.noneText')}
              actions={
                search.q && (
                  <Link to="/search" search={{ q: search.q }} className={buttonClass({ look: 'primary' })}>
                    <Icon name="search" size={17} />
                    {t('atlas.findInside')}
                  </Link>
                )
              }
            />
          )}
        </section>
      )}
      {shown.length > 0 && view === 'cards' && (
        <ul className={maps?.length === 1 ? 'atlas-list atlas-list--one' : 'atlas-list'} data-choosing={acted.length > 0 || undefined}>
          {shown.map((map) => (
            <li key={map.id}>
              <MapTile map={map} choosing={choosing} />
            </li>
          ))}
        </ul>
      )}
      {shown.length > 0 && view === 'table' && <MapTable maps={shown} choosing={choosing} sort={search.sort ?? 'changed'} onSort={(sort) => change({ sort: sort === 'changed' ? undefined : sort })} />}
      {shown.length > 0 && view === 'tree' && <MapTree maps={shown} />}
      <Sources />
      <Suspense fallback={null}>
        {acted.length > 0 && <BulkBar maps={acted} onDone={() => setChosen(new Set())} />}
        {discovering && <DiscoverDialog onClose={() => setDiscovering(false)} sources={sources ?? []} />}
      </Suspense>
    </>
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
