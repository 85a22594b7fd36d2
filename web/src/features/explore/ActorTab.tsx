import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askQuery } from '../../api/queries';
import type { JourneyRow } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatSpan } from '../../lib/format';
import { Button, Empty, Icon, Loading } from '../../ui';
import { JourneyLine } from '../../ui/JourneyLine';
import type { TabProps } from './ExplorePage';
import { FilterBar } from './FilterBar';
import { useExplore } from './state';

const listed = 20;

/** One person's journey, event by event: found by id, or picked from those the filter keeps. */
export function ActorTab({ source }: TabProps) {
  const { t } = useText();
  const [state, change] = useExplore();
  const [typed, setTyped] = useState(state.actor ?? '');
  return (
    <>
      <form
        className="actor-search"
        onSubmit={(event) => {
          event.preventDefault();
          change({ actor: typed.trim() || undefined });
        }}
      >
        <input className="input mono" aria-label={t('actor.id')} placeholder={t('actor.id')} value={typed} onChange={(e) => setTyped(e.target.value)} />
        <button type="submit" className="button button--primary">
          <Icon name="search" size={17} />
          {t('actor.find')}
        </button>
      </form>
      <FilterBar source={source} />
      <div className="with-side">
        <ActorList source={source} onPick={(actor) => (setTyped(actor), change({ actor }))} />
        <section className="panel answer" aria-label={t('explore.tab_actor')}>
          {state.actor ? (
            <OneJourney source={source} actor={state.actor} />
          ) : (
            <Empty icon="users" title={t('actor.pick')} text={t('actor.pickText')} />
          )}
        </section>
      </div>
    </>
  );
}

function OneJourney({ source, actor }: TabProps & { actor: string }) {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(askQuery<JourneyRow>({ source: source.name, ask: { journeys: { actor, limit: 1 } } }, source.version));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={6} height={36} />;
  const journey = data.rows[0];
  if (!journey) return <Empty icon="search" title={t('actor.none', { actor })} text={t('actor.noneText')} />;
  const [first, last] = [journey.events[0], journey.events.at(-1)];
  return (
    <div className="one-journey">
      {first && last && (
        <p className="muted num">
          {t('common.events', { count: journey.events.length, shown: formatCount(journey.events.length, lang) })} · {formatDay(first.time, lang)} – {formatDay(last.time, lang)} ·{' '}
          {formatSpan((Date.parse(last.time) - Date.parse(first.time)) / 1000, lang)} · <span className="mono">{source.snapshot}</span>
        </p>
      )}
      <JourneyLine journey={journey} max={500} />
    </div>
  );
}

function ActorList({ source, onPick }: TabProps & { onPick: (actor: string) => void }) {
  const { t } = useText();
  const [state] = useExplore();
  const [after, setAfter] = useState<string | undefined>();
  const { data, error, refetch } = useQuery(
    askQuery<JourneyRow>(
      {
        source: source.name,
        ...(state.where ? { where: state.where } : {}),
        ask: { journeys: { limit: listed, ...(after ? { after } : {}) } },
      },
      source.version,
    ),
  );
  return (
    <aside className="panel side" aria-label={t('actor.list')}>
      <h2>{t('actor.list')}</h2>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={8} height={26} />}
      <ul className="actor-list">
        {data?.rows.map((row) => (
          <li key={row.actor}>
            <button type="button" aria-pressed={row.actor === state.actor} onClick={() => onPick(row.actor)}>
              <span className="mono">{row.actor}</span>
              <span className="muted num">{row.events.length}</span>
            </button>
          </li>
        ))}
      </ul>
      {data?.rows.length === 0 && <p className="muted">{t('answer.noneFiltered')}</p>}
      <div className="side__row">
        {after && <Button small label={t('actor.toStart')} onClick={() => setAfter(undefined)} />}
        {data?.rows.length === listed && <Button small label={t('actor.next')} onClick={() => setAfter(data.rows.at(-1)?.actor)} />}
      </div>
    </aside>
  );
}
