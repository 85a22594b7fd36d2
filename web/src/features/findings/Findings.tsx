import './findings.css';
import '../explore/explore.css';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { ApiError } from '../../api/client';
import type { Found } from '../../api/findings';
import { sourcesQuery } from '../../api/queries';
import type { Source } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { splitBase } from '../../lib/base';
import { formatCount, formatDay } from '../../lib/format';
import { buttonClass, Empty, Icon, Loading, type IconName } from '../../ui';
import { FilterEditor } from '../explore/FilterBar';
import { activityHue } from '../explore/state';
import { decodeNames, encodeNames, type LookedSearch } from './state';

export const findingsPages = [
  { to: '/findings/segments', name: 'segments', icon: 'users' },
  { to: '/findings/moments', name: 'moments', icon: 'moments_of_truth' },
  { to: '/findings/attribution', name: 'attribution', icon: 'channels' },
  { to: '/findings/what-if', name: 'whatIf', icon: 'swap' },
] as const satisfies readonly { to: string; name: string; icon: IconName }[];
export type FindingsName = (typeof findingsPages)[number]['name'];

/** The pages of findings: their names, and the page itself once there is something to look at. */
export function Findings({ page, search, change, children }: {
  page: FindingsName;
  search: LookedSearch;
  change: (part: LookedSearch) => void;
  children: (source: Source) => ReactNode;
}) {
  const { t, lang } = useText();
  const { data: sources, error, refetch } = useQuery(sourcesQuery);
  useEffect(() => {
    document.title = `${t(`findings.page_${page}`)} · ${t('findings.title')} · ${t('shell.name')}`;
  }, [t, page]);
  const source = sources?.find((one) => one.name === search.source) ?? sources?.[0];
  const kept = { source: search.source, where: search.where, goals: search.goals };
  return (
    <div className="findings">
      <header className="explore__head">
        <h1>{t('findings.title')}</h1>
        {source && sources && (
          <>
            <select className="select" aria-label={t('explore.source')} value={source.name} onChange={(event) => change({ source: event.target.value, where: undefined, goals: undefined })}>
              {sources.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.snapshot}
                </option>
              ))}
            </select>
            <span className="muted num">{t('common.journeys', { count: source.actors, shown: formatCount(source.actors, lang) })}</span>
          </>
        )}
      </header>
      <nav className="explore__tabs" aria-label={t('findings.pages')}>
        {findingsPages.map(({ to, name, icon }) => (
          <Link key={to} to={to} search={kept} className="findings__link" activeOptions={{ includeSearch: false }}>
            <Icon name={icon} size={17} />
            {t(`findings.page_${name}`)}
          </Link>
        ))}
      </nav>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!error && !sources && <Loading label={t('common.loading')} rows={6} height={44} />}
      {sources?.length === 0 && (
        <Empty
          icon="database"
          title={t('explore.noSources')}
          text={t('explore.noSourcesText')}
          actions={
            <Link to="/import" className={buttonClass({ look: 'primary' })}>
              {t('atlas.import')}
            </Link>
          }
        />
      )}
      {source && children(source)}
    </div>
  );
}

/** What is asked: whose journeys, towards what, and what more the page wants to know. Then what every number rests on. */
export function Asked({ source, search, change, found, error, goals = true, children }: {
  source: Source;
  search: LookedSearch;
  change: (part: LookedSearch) => void;
  found?: Found<unknown>;
  error?: Error | null;
  goals?: boolean;
  children?: ReactNode;
}) {
  const { t, lang } = useText();
  const base = found && splitBase(found.base);
  return (
    <section className="panel asked" aria-label={t('findings.asked')}>
      <FilterEditor source={source} where={search.where} onChange={(where) => change({ where })} />
      {atField(error) === 'where' && <FieldTrouble error={error} />}
      {goals && <GoalPicker source={source} search={search} change={change} byDesign={found?.goals} error={atField(error) === 'goals' ? error : undefined} />}
      {children}
      {found && (
        <dl className="answer__meta asked__meta">
          <div>
            <dt>{t('answer.n')}</dt>
            <dd className="num">{t('common.journeys', { count: found.n, shown: formatCount(found.n, lang) })}</dd>
          </div>
          <div>
            <dt>{t('answer.base')}</dt>
            <dd>{base ? t(base.where ? 'answer.baseWhere' : 'answer.baseAll', { ...base }) : found.base}</dd>
          </div>
          <div>
            <dt>{t('answer.window')}</dt>
            <dd>
              {formatDay(found.window.from, lang)} – {formatDay(found.window.to, lang)}
            </dd>
          </div>
          <div>
            <dt>{t('answer.snapshot')}</dt>
            <dd className="mono">{found.snapshot}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

/** What counts as success: chips of activities, and where they come from while nobody has chosen any. */
function GoalPicker({ source, search, change, byDesign, error }: { source: Source; search: LookedSearch; change: (part: LookedSearch) => void; byDesign?: string[]; error?: Error | null }) {
  const { t } = useText();
  const chosen = decodeNames(search.goals);
  const shown = chosen.length ? chosen : (byDesign ?? []);
  const set = (names: string[]) => change({ goals: encodeNames(names) });
  return (
    <div className="filter__row goals">
      <Icon name="flag" size={16} />
      <span className="goals__name">{t('findings.goals')}</span>
      <ul className="filter__chips">
        {shown.map((goal) => (
          <li key={goal} className="chip filter__chip goals__chip">
            <i className="dot" style={{ background: activityHue(source.activity_names, goal) }} aria-hidden="true" />
            {goal}
            <button type="button" aria-label={t('findings.goalRemove', { goal })} onClick={() => set(shown.filter((one) => one !== goal))}>
              <Icon name="close" size={13} />
            </button>
          </li>
        ))}
      </ul>
      <select className="select select--small" aria-label={t('findings.goalAdd')} aria-invalid={error ? true : undefined} value="" onChange={(event) => set([...shown, event.target.value])}>
        <option value="" disabled>
          {t('findings.goalAdd')}…
        </option>
        {source.activity_names.filter((name) => !shown.includes(name)).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {chosen.length > 0 ? (
        <button type="button" className="button button--quiet button--small" onClick={() => set([])}>
          {t('findings.goalsByDesign')}
        </button>
      ) : (
        shown.length > 0 && <span className="muted goals__why">{t('findings.goalsWhy')}</span>
      )}
      {error && <FieldTrouble error={error} />}
    </div>
  );
}

/** The field an answer complains of. */
function atField(error: Error | null | undefined): 'where' | 'goals' | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'bad_filter' || error.code === 'bad_expression') return 'where';
  return error.path === 'goals' ? 'goals' : undefined;
}

export function FieldTrouble({ error }: { error: Error | null | undefined }) {
  return (
    <p className="field-trouble" role="alert">
      <Icon name="alert" size={15} />
      {error?.message}
      {error instanceof ApiError && error.help ? ` ${error.help}` : ''}
    </p>
  );
}

/** The answer once it is there; while another is on its way the last one stays, faded. */
export function AnswerOf<T>({ query, at, children }: { query: UseQueryResult<Found<T>>; at?: string; children: (found: Found<T>) => ReactNode }) {
  const { t } = useText();
  const { data, error, isFetching, refetch } = query;
  if (error) {
    const said = atField(error) ?? (error instanceof ApiError && at !== undefined && error.path === at);
    return said ? null : <Trouble error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return (
      <div className="panel findings__wait">
        <p className="muted">{t('findings.counting')}</p>
        <Loading label={t('common.loading')} rows={5} height={44} />
      </div>
    );
  }
  if (data.n === 0) return <Empty icon="search" title={t('answer.none')} text={t('answer.noneFiltered')} />;
  return (
    <div className={`findings__answer ${isFetching ? 'is-stale' : ''}`} aria-busy={isFetching}>
      {children(data)}
    </div>
  );
}
