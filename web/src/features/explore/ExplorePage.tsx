import './explore.css';
import './funnel.css';
import './graph.css';
import './lists.css';
import './sankey.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, type KeyboardEvent } from 'react';
import { sourcesQuery } from '../../api/queries';
import type { Source } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { tabs, type Tab } from '../../lib/urlstate';
import { buttonClass, Empty, Icon, Loading, type IconName } from '../../ui';
import { ActorTab } from './ActorTab';
import { FilterBar } from './FilterBar';
import { FunnelTab } from './FunnelTab';
import { GraphTab } from './GraphTab';
import { PathsTab } from './PathsTab';
import { StagesTab } from './StagesTab';
import { useExplore } from './state';
import { TouchpointsTab } from './TouchpointsTab';
import { VariantsTab } from './VariantsTab';

const DailyTab = lazy(() => import('./DailyTab').then((m) => ({ default: m.DailyTab })));
const BetweenTab = lazy(() => import('./BetweenTab').then((m) => ({ default: m.BetweenTab })));

const icons: Record<Tab, IconName> = {
  graph: 'graph',
  touchpoints: 'touchpoints',
  stages: 'kpis',
  funnel: 'funnel',
  paths: 'route',
  variants: 'layers',
  actor: 'users',
  daily: 'chart_line',
  between: 'hourglass',
};

export interface TabProps {
  source: Source;
}

export function ExplorePage() {
  const { t } = useText();
  const { data: sources, error, refetch } = useQuery(sourcesQuery);
  useEffect(() => {
    document.title = `${t('explore.title')} · ${t('shell.name')}`;
  }, [t]);
  if (error) {
    return (
      <div className="explore">
        <Trouble error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!sources) {
    return (
      <div className="explore">
        <Loading label={t('common.loading')} rows={6} height={44} />
      </div>
    );
  }
  if (sources.length === 0) {
    return (
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
    );
  }
  return <Explorer sources={sources} />;
}

function Explorer({ sources }: { sources: Source[] }) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const source = sources.find((s) => s.name === state.source) ?? sources[0];
  if (!source) return null;
  const tab = state.tab ?? 'graph';
  const shown = tabs.filter((name) => name !== 'stages' || tab === 'stages');
  const pick = (next: Tab) => change({ tab: next, view: undefined });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length] as Tab;
    pick(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className="explore">
      <header className="explore__head">
        <h1>{t('explore.title')}</h1>
        <select
          className="select"
          aria-label={t('explore.source')}
          value={source.name}
          onChange={(e) => change({ source: e.target.value, where: undefined, steps: undefined, by: undefined, start: undefined, actor: undefined })}
        >
          {sources.map((s) => (
            <option key={s.name} value={s.name}>
              {s.snapshot}
            </option>
          ))}
        </select>
        <span className="muted num">
          {t('common.journeys', { count: source.actors, shown: formatCount(source.actors, lang) })} ·{' '}
          {t('common.events', { count: source.events, shown: formatCount(source.events, lang) })}
        </span>
      </header>
      {state.source && source.name !== state.source && <p role="status" className="muted">{t('explore.unknownSource', { name: state.source })}</p>}
      <div className="explore__tabs" role="tablist" aria-label={t('explore.pictures')} tabIndex={-1} onKeyDown={onKeyDown}>
        {shown.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-controls="explore-panel"
            tabIndex={name === tab ? 0 : -1}
            className="explore__tab"
            onClick={() => pick(name)}
          >
            <Icon name={icons[name]} size={17} />
            {t(`explore.tab_${name}`)}
          </button>
        ))}
      </div>
      {tab !== 'actor' && <FilterBar source={source} />}
      <div id="explore-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Suspense fallback={<Loading label={t('common.loading')} rows={6} height={40} />}>
          <TabBody key={source.name} tab={tab} source={source} />
        </Suspense>
      </div>
    </div>
  );
}

function TabBody({ tab, source }: { tab: Tab; source: Source }) {
  switch (tab) {
    case 'graph':
      return <GraphTab source={source} />;
    case 'touchpoints':
      return <TouchpointsTab source={source} />;
    case 'stages':
      return <StagesTab source={source} />;
    case 'funnel':
      return <FunnelTab source={source} />;
    case 'paths':
      return <PathsTab source={source} />;
    case 'variants':
      return <VariantsTab source={source} />;
    case 'actor':
      return <ActorTab source={source} />;
    case 'daily':
      return <DailyTab source={source} />;
    case 'between':
      return <BetweenTab source={source} />;
  }
}
