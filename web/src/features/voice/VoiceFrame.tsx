import './voice.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { voiceKey, voiceSummaryQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay } from '../../lib/format';
import { buttonClass, Empty, Icon, Loading, type IconName } from '../../ui';

/** Pages that have their say before anybody has spoken. */
const early: readonly string[] = ['masks', 'surveys', 'studies', 'assistant'];

export const voicePages = [
  { to: '/voice', name: 'overview', icon: 'feelings' },
  { to: '/voice/items', name: 'items', icon: 'comment' },
  { to: '/voice/topics', name: 'topics', icon: 'layers' },
  { to: '/voice/questions', name: 'questions', icon: 'questions' },
  { to: '/voice/interviews', name: 'interviews', icon: 'users' },
  { to: '/voice/surveys', name: 'surveys', icon: 'check' },
  { to: '/voice/studies', name: 'studies', icon: 'ideas' },
  { to: '/voice/quality', name: 'quality', icon: 'kpis' },
  { to: '/voice/masks', name: 'masks', icon: 'shield' },
  { to: '/voice/assistant', name: 'assistant', icon: 'suggestion' },
] as const satisfies readonly { to: string; name: string; icon: IconName }[];

/** These pages stand in no room: they look for new answers while they are in sight. */
const lookAgainMs = 10_000;

/** New facts or decisions: everything on these pages is asked anew. */
function useHeardAnew(stamp: string | undefined) {
  const queries = useQueryClient();
  const known = useRef(stamp);
  useEffect(() => {
    if (known.current !== undefined && stamp !== undefined && known.current !== stamp) {
      void queries.invalidateQueries({ queryKey: voiceKey, predicate: (one) => one.queryKey[1] !== 'summary' });
    }
    known.current = stamp ?? known.current;
  }, [queries, stamp]);
}

/** Everything people say: its pages, and what is there at all. */
export function VoiceFrame() {
  const { t, lang } = useText();
  const path = useRouterState({ select: (s) => s.location.pathname.replace(/\/$/, '') });
  const { data: summary, error, refetch } = useQuery({ ...voiceSummaryQuery, refetchInterval: lookAgainMs });
  useHeardAnew(summary && `${summary.snapshot} ${summary.revision}`);
  const now = [...voicePages].reverse().find((page) => path.startsWith(page.to));
  useEffect(() => {
    document.title = `${now && now.name !== 'overview' ? `${t(`voice.page_${now.name}`)} · ` : ''}${t('voice.title')} · ${t('shell.name')}`;
  }, [t, now]);
  return (
    <div className="voice">
      <header className="voice__head">
        <h1>{t('voice.title')}</h1>
        {summary && summary.n > 0 && (
          <p className="muted num">
            {t('voice.said', { count: summary.n, shown: formatCount(summary.n, lang) })} · {t('voice.sources', { count: summary.sources.length })}
            {summary.from && summary.to && ` · ${formatDay(summary.from, lang)} – ${formatDay(summary.to, lang)}`}
          </p>
        )}
        <Link to="/import" className={`${buttonClass({ small: true })} voice__import`}>
          <Icon name="upload" size={15} />
          {t('voice.import')}
        </Link>
      </header>
      <nav className="voice__nav" aria-label={t('voice.pages')}>
        {voicePages.map(({ to, name, icon }) => (
          <Link key={to} to={to} activeOptions={{ exact: name === 'overview', includeSearch: false }} className="voice__link">
            <Icon name={icon} size={16} />
            {t(`voice.page_${name}`)}
          </Link>
        ))}
      </nav>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!error && !summary && <Loading label={t('common.loading')} rows={6} height={44} />}
      {summary && (summary.n > 0 || (now && early.includes(now.name)) ? <Outlet /> : <Nothing />)}
    </div>
  );
}

/** Nobody has said anything yet: what can be brought in, and how. */
function Nothing() {
  const { t } = useText();
  return (
    <section className="panel voice-nothing">
      <Empty
        icon="feelings"
        title={t('voice.nothing')}
        text={t('voice.nothingText')}
        actions={
          <>
            <Link to="/import" className={buttonClass({ look: 'primary' })}>
              <Icon name="upload" size={17} />
              {t('voice.nothingImport')}
            </Link>
            <Link to="/voice/surveys" className={buttonClass({})}>
              <Icon name="check" size={17} />
              {t('surveys.ask')}
            </Link>
          </>
        }
      />
      <ul className="voice-nothing__kinds">
        {(['answer', 'review', 'chat', 'interview'] as const).map((kind) => (
          <li key={kind}>
            <b>{t(`voice.kind_${kind}_many`)}</b>
            <span className="muted">{t(`voice.kind_${kind}_file`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
