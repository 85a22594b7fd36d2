import './templates.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { templateQuery, templatesQuery } from '../../api/mapQueries';
import type { TemplateView } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { buttonClass, Empty, Icon, Segmented, Skeleton } from '../../ui';
import { MapPicture } from './MapPicture';
import { shelfOf, shelves, type Shelf } from './shelves';

const route = getRouteApi('/new');
const NewMapDialog = lazy(() => import('./NewMapDialog').then((m) => ({ default: m.NewMapDialog })));

/** What one can begin with: maps by kind, sheets for personas and interviews. */
export function NewMapPage() {
  const { t } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: templates, error, refetch } = useQuery(templatesQuery);
  useEffect(() => {
    document.title = `${t('new.title')} · ${t('shell.name')}`;
  }, [t]);
  const shown = templates?.filter((template) => !search.shelf || shelfOf(template) === search.shelf);
  const chosen = templates?.find((template) => template.id === search.template && template.of === 'map');
  return (
    <>
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('new.title')}</h1>
          <p className="muted">{t('new.text')}</p>
        </div>
        <Link to="/open" className={buttonClass({})}>
          <Icon name="file" size={17} />
          {t('open.title')}
        </Link>
      </header>
      <div className="page-tools">
        <Segmented<Shelf | 'all'>
          label={t('new.filter')}
          value={search.shelf ?? 'all'}
          choices={(['all', ...shelves] as const).map((shelf) => ({ value: shelf, label: t(`new.shelf_${shelf}`) }))}
          onChange={(shelf) => void navigate({ search: { shelf: shelf === 'all' ? undefined : shelf }, replace: true })}
        />
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!templates && !error && <TileSkeletons label={t('common.loading')} />}
      {shown?.length === 0 && <Empty icon="search" title={t('new.none')} text={t('new.noneText')} />}
      {shown && shown.length > 0 && (
        <ul className="templates">
          {shown.map((template) => (
            <li key={template.id}>{template.of === 'map' ? <MapTile template={template} /> : <SheetTile template={template} />}</li>
          ))}
        </ul>
      )}
      {chosen && (
        <Suspense fallback={null}>
          <NewMapDialog template={chosen} onClose={() => void navigate({ search: ({ shelf }) => ({ shelf }), replace: true })} />
        </Suspense>
      )}
    </>
  );
}

function MapTile({ template }: { template: TemplateView }) {
  const { t, lang } = useText();
  const { data } = useQuery(templateQuery(template.id));
  return (
    <article className="panel template">
      <div className="template__picture">{data?.map ? <MapPicture doc={data.map} /> : <Skeleton height="100%" />}</div>
      <div className="template__body">
        <span className="chip chip--brand">{template.kind && t(`kind.${template.kind}`)}</span>
        <h2 className="template__title">
          <Link to="/new" search={(s) => ({ ...s, template: template.id })} replace>
            {inLang(template.title, lang)}
          </Link>
        </h2>
        <p className="template__about">{inLang(template.about, lang)}</p>
        <p className="muted num template__counts">
          {t('atlas.stages', { count: template.stages?.length ?? 0 })} · {t('atlas.steps', { count: template.steps })} · {t('new.cards', { count: template.cards })}
        </p>
      </div>
    </article>
  );
}

function SheetTile({ template }: { template: TemplateView }) {
  const { t, lang } = useText();
  return (
    <article className="panel template">
      <div className="template__picture template__picture--sheet">
        <span className="sheet-icon">
          <Icon name={template.of === 'persona' ? 'users' : 'document'} size={40} />
        </span>
      </div>
      <div className="template__body">
        <span className="chip">{t(`new.of_${template.of}`)}</span>
        <h2 className="template__title">
          <Link to="/templates/$id" params={{ id: template.id }}>
            {inLang(template.title, lang)}
          </Link>
        </h2>
        <p className="template__about">{inLang(template.about, lang)}</p>
        <p className="muted template__counts">{t('new.toPrint')}</p>
      </div>
    </article>
  );
}

function TileSkeletons({ label }: { label: string }) {
  return (
    <div role="status">
      <span className="hidden-text">{label}</span>
      <ul className="templates">
        {[0, 1, 2, 3, 4, 5].map((i) => (
          <li key={i}>
            <div className="panel template">
              <div className="template__picture">
                <Skeleton height="100%" />
              </div>
              <div className="template__body">
                <Skeleton width="40%" height={20} />
                <Skeleton width="80%" height={22} />
                <Skeleton />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
