import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askQuery } from '../../api/queries';
import type { Answer, JourneyEvent, JourneyRow, Question } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatInstant, formatSpan } from '../../lib/format';
import { Button, Empty, Icon, Loading, type Column } from '../../ui';
import { JourneyLine } from '../../ui/JourneyLine';
import { AnswerFrame } from './AnswerFrame';
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
        {state.actor ? (
          <OneJourney source={source} actor={state.actor} />
        ) : (
          <section className="panel answer" aria-label={t('explore.tab_actor')}>
            <Empty icon="users" title={t('actor.pick')} text={t('actor.pickText')} />
          </section>
        )}
      </div>
    </>
  );
}

/** An event with its journey, as a line of the table. */
interface Line {
  actor: string;
  event: JourneyEvent;
  /** Seconds since the event before. */
  gap: number | null;
}

function linesOf({ rows }: Answer<JourneyRow>): Line[] {
  return rows.flatMap(({ actor, events }) =>
    events.map((event, i) => {
      const before = events[i - 1];
      return { actor, event, gap: before ? (Date.parse(event.time) - Date.parse(before.time)) / 1000 : null };
    }),
  );
}

function OneJourney({ source, actor }: TabProps & { actor: string }) {
  const { t, lang } = useText();
  const question: Question = { source: source.name, ask: { journeys: { actor, limit: 1 } } };
  // The columns differ from log to log: whatever its events carry.
  const { data } = useQuery(askQuery<JourneyRow>(question, source.version));
  const names = [...new Set(data?.rows.flatMap((row) => row.events.flatMap((event) => Object.keys(event.attributes ?? {}))))];
  const columns: Column<Line>[] = [
    { title: t('actor.person'), cell: (l) => <span className="mono">{l.actor}</span>, raw: (l) => l.actor },
    { title: t('actor.time'), cell: (l) => formatInstant(l.event.time, lang), raw: (l) => l.event.time },
    { title: t('daily.activity'), cell: (l) => l.event.activity, raw: (l) => l.event.activity },
    { title: t('actor.gap'), cell: (l) => (l.gap === null ? '' : formatSpan(l.gap, lang)), raw: (l) => l.gap, number: true },
    ...names.map((name) => ({
      title: name.replace(/^event_/, ''),
      cell: (l: Line) => l.event.attributes?.[name] ?? '',
      raw: (l: Line) => l.event.attributes?.[name] ?? null,
    })),
  ];
  return (
    <AnswerFrame<JourneyRow, Line>
      question={question}
      version={source.version}
      title={t('explore.tab_actor')}
      columns={columns}
      lines={linesOf}
      empty={<Empty icon="search" title={t('actor.none', { actor })} text={t('actor.noneText')} />}
    >
      {(answer) => answer.rows.map((journey) => <Walk key={journey.actor} journey={journey} />)}
    </AnswerFrame>
  );
}

function Walk({ journey }: { journey: JourneyRow }) {
  const { t, lang } = useText();
  const [first, last] = [journey.events[0], journey.events.at(-1)];
  return (
    <div className="one-journey">
      {first && last && (
        <p className="muted num">
          {t('common.events', { count: journey.events.length, shown: formatCount(journey.events.length, lang) })} · {formatDay(first.time, lang)} – {formatDay(last.time, lang)} ·{' '}
          {formatSpan((Date.parse(last.time) - Date.parse(first.time)) / 1000, lang)}
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
