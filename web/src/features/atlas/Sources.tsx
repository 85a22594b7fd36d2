import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sourcesQuery } from '../../api/queries';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { buttonClass, Icon } from '../../ui';

/** The logs maps are found in. */
export function Sources() {
  const { t, lang } = useText();
  const { data: sources } = useQuery(sourcesQuery);
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
      </ul>
    </section>
  );
}
