import './search.css';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useDeferredValue, useEffect } from 'react';
import { call } from '../../api/client';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Empty, Icon, Loading, type IconName } from '../../ui';
import { byMap, marked, type Found } from './found';

const route = getRouteApi('/search');

/** Shorter words find half of everything. */
const lettersMin = 2;

const searchQuery = (q: string) =>
  queryOptions<Found[]>({
    queryKey: ['search', q],
    enabled: q.length >= lettersMin,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<{ items: Found[] }>('GET', `/search?q=${encodeURIComponent(q)}`, undefined, signal).then((list) => list.items),
  });

const icons: Record<string, IconName> = { map: 'map', stage: 'layers', step: 'actions', card: 'text', persona: 'users', trait: 'users', item: 'touchpoints', channel: 'channels', comment: 'messenger', lane: 'outline' };

/** Words inside all maps a person may see. */
export function SearchPage() {
  const { t, lang } = useText();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    document.title = `${t('search.title')} · ${t('shell.name')}`;
  }, [t]);
  const asked = useDeferredValue(q.trim());
  const { data, error, refetch, isFetching } = useQuery(searchQuery(asked));
  const long = asked.length >= lettersMin;
  const groups = data && long ? byMap(data) : [];
  return (
    <div className="search">
      <h1>{t('search.title')}</h1>
      <div className="search__field" role="search">
        <Icon name="search" size={20} />
        {/* The page has one purpose; whoever comes here wants to type. */}
        {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
        <input className="input" type="search" autoFocus placeholder={t('search.hint')} aria-label={t('search.title')} value={q} onChange={(e) => void navigate({ search: { q: e.target.value || undefined }, replace: true })} />
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      <p className="muted" role="status">
        {long && data && !isFetching ? t('search.found', { count: data.length }) : long ? '' : t('search.text')}
      </p>
      {long && !data && !error && <Loading label={t('common.loading')} rows={5} height={48} />}
      {long && data?.length === 0 && !isFetching && <Empty icon="search" title={t('search.none', { q: asked })} text={t('search.noneText')} />}
      {groups.map((group) => (
        <section key={group.map} className="panel search__map" aria-labelledby={`found-${group.map}`}>
          <h2 id={`found-${group.map}`}>
            <Link to="/maps/$id" params={{ id: group.map }}>
              {inLang(group.title, lang) || group.map}
            </Link>
          </h2>
          <ul>
            {group.items.map((item) => (
              <li key={`${item.kind} ${item.id}`}>
                <Place item={item}>
                  <Icon name={icons[item.kind] ?? 'text'} size={16} />
                  <span className="search__words">
                    <span>
                      {marked(item.snippet, asked, lang).map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : <span key={i}>{part.text}</span>))}
                    </span>
                    <span className="muted">{t(`search.kind_${item.kind}`, { defaultValue: t('search.kind_card') })}</span>
                  </span>
                </Place>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Where a find leads: a persona to its sheet, a card to its drawer, all else to the map. */
function Place({ item, children }: { item: Found; children: React.ReactNode }) {
  if (item.kind === 'persona')
    return (
      <Link to="/personas/$map/$persona" params={{ map: item.map, persona: item.id }} className="search__hit">
        {children}
      </Link>
    );
  return (
    <Link to="/maps/$id" params={{ id: item.map }} search={item.kind === 'card' ? { card: item.id } : {}} className="search__hit">
      {children}
    </Link>
  );
}
