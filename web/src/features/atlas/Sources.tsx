import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sourcesQuery } from '../../api/queries';
import { voiceSummaryQuery } from '../../api/voiceQueries';
import { useText } from '../../app/i18n';
import { formatCount, formatDay } from '../../lib/format';
import { buttonClass, Icon } from '../../ui';
import { kindIcons } from '../voice/parts';

/** Where maps come from: logs of what people do, and what people say. */
export function Sources() {
  const { t, lang } = useText();
  const { data: sources } = useQuery(sourcesQuery);
  const { data: voice } = useQuery({ ...voiceSummaryQuery, retry: false });
  if (!sources?.length && !voice?.sources.length) return null;
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
        {voice?.sources.map((source) => {
          const kind = source.kinds[0]?.kind ?? 'review';
          return (
            <li key={`voice ${source.name}`} className="panel source">
              <span className="source__icon">
                <Icon name={kindIcons[kind]} size={18} />
              </span>
              <div className="source__words">
                <b className="mono">{`${source.name}@${source.version}`}</b>
                <span className="muted num">
                  {[
                    ...source.kinds.map((one) => `${t(`voice.kind_${one.kind}_many`)}: ${formatCount(one.n, lang)}`),
                    ...source.scores.slice(0, 2).map((score) => `${t(`voice.measure_${score.measure}`)} ${score.scale.lo}–${score.scale.hi}, n = ${formatCount(score.n, lang)}`),
                    source.from && source.to && `${formatDay(source.from, lang)} – ${formatDay(source.to, lang)}`,
                  ].filter(Boolean).join(' · ')}
                </span>
              </div>
              <div className="source__actions">
                <Link to="/voice/items" search={{ source: source.name }} className={buttonClass({ small: true })}>
                  {t('atlas.readTexts')}
                </Link>
                <Link to="/import" className={buttonClass({ small: true, look: 'quiet' })}>
                  {t('atlas.importMore')}
                </Link>
                <Link to="/sources/$source/quarantine" params={{ source: source.name }} className={buttonClass({ small: true, look: 'quiet' })}>
                  {t('atlas.quarantine')}
                </Link>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
