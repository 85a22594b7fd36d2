import './library.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { libraryQuery } from '../../api/mapQueries';
import type { LibraryEntry, LibraryKind } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Empty, Icon, Loading, type IconName } from '../../ui';
import { libraryKinds } from './state';

const route = getRouteApi('/library');

const icons: Record<LibraryKind, IconName> = {
  persona: 'users',
  touchpoint: 'touchpoints',
  channel: 'channels',
  system: 'support',
  content: 'content',
  insight: 'ideas',
  metric: 'kpis',
  department: 'owner',
  employee_role: 'users',
};

/** What maps share: lives once, stands on many maps. */
export function LibraryPage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(libraryQuery);
  useEffect(() => {
    document.title = `${t('library.title')} · ${t('shell.name')}`;
  }, [t]);
  const text = (search.q ?? '').trim().toLocaleLowerCase(lang);
  const fits = (entry: LibraryEntry) =>
    (!search.kind || entry.kind === search.kind) &&
    (!search.differs || entry.differs) &&
    (!text || [entry.library, ...Object.values(entry.name), ...entry.used.flatMap((use) => Object.values(use.title))].some((word) => word.toLocaleLowerCase(lang).includes(text)));
  const shown = data?.filter(fits) ?? [];
  const kinds = libraryKinds.filter((kind) => data?.some((entry) => entry.kind === kind));
  const differing = data?.filter((entry) => entry.differs).length ?? 0;
  const filtered = search.kind !== undefined || search.differs !== undefined || search.q !== undefined;
  return (
    <>
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('library.title')}</h1>
          <p className="muted">{t('library.text')}</p>
        </div>
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={6} height={48} />}
      {data?.length === 0 && (
        <section className="panel">
          <Empty
            icon="layers"
            title={t('library.empty')}
            text={t('library.emptyText')}
            actions={
              <Link to="/" className={buttonClass({ look: 'primary' })}>
                {t('error.toAtlas')}
              </Link>
            }
          />
        </section>
      )}
      {data && data.length > 0 && (
        <>
          <div className="page-tools" role="search">
            <input
              className="input library__search"
              type="search"
              placeholder={t('library.search')}
              aria-label={t('library.search')}
              value={search.q ?? ''}
              onChange={(e) => void navigate({ search: (s) => ({ ...s, q: e.target.value || undefined }), replace: true })}
            />
            <select
              className="select"
              aria-label={t('library.kind')}
              value={search.kind ?? ''}
              onChange={(e) => void navigate({ search: (s) => ({ ...s, kind: (e.target.value || undefined) as LibraryKind | undefined }), replace: true })}
            >
              <option value="">{t('library.allKinds')}</option>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`library.kind_${kind}`)} ({data.filter((entry) => entry.kind === kind).length})
                </option>
              ))}
            </select>
            {differing > 0 && (
              <button
                type="button"
                className="button button--toggle"
                aria-pressed={search.differs === 'yes'}
                onClick={() => void navigate({ search: (s) => ({ ...s, differs: s.differs ? undefined : 'yes' }), replace: true })}
              >
                {t('library.onlyDiffers', { shown: formatCount(differing, lang) })}
              </button>
            )}
            {filtered && <Button look="quiet" icon="close" label={t('check.showAll')} onClick={() => void navigate({ search: {}, replace: true })} />}
          </div>
          {shown.length === 0 && <Empty icon="search" title={t('library.none')} text={t('library.noneText')} />}
          <div className="library">
            {kinds.map((kind) => {
              const entries = shown.filter((entry) => entry.kind === kind);
              return (
                entries.length > 0 && (
                  <section key={kind} aria-labelledby={`library-${kind}`}>
                    <h2 id={`library-${kind}`} className="library__kind">
                      <Icon name={icons[kind]} size={19} />
                      {t(`library.kind_${kind}`)}
                    </h2>
                    <ul className="panel library__list">
                      {entries.map((entry) => (
                        <Entry key={entry.library} entry={entry} />
                      ))}
                    </ul>
                  </section>
                )
              );
            })}
          </div>
        </>
      )}
    </>
  );
}

function Entry({ entry }: { entry: LibraryEntry }) {
  const { t, lang } = useText();
  return (
    <li className="library__entry">
      <div className="library__name">
        <b>{inLang(entry.name, lang) || entry.library}</b>
        <span className="mono muted">{entry.library}</span>
        {entry.differs && (
          <span className="chip chip--amber" title={t('library.differsText')}>
            <Icon name="warning" size={13} />
            {t('library.differs')}
          </span>
        )}
      </div>
      <div className="library__used">
        <span className="muted">{t('library.used')}</span>
        <ul>
          {entry.used.map((use) => (
            <li key={`${use.map} ${use.id}`}>
              <Link to="/maps/$id" params={{ id: use.map }}>
                {inLang(use.title, lang) || use.map}
              </Link>{' '}
              <span className="muted num">{t('library.places', { count: use.places, shown: formatCount(use.places, lang) })}</span>
              {entry.kind === 'persona' && (
                <>
                  {' '}
                  <Link to="/personas/$map/$persona" params={{ map: use.map, persona: use.id }} className="muted">
                    {t('library.sheet')}
                  </Link>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
