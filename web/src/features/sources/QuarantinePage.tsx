import './sources.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { quarantineQuery } from '../../api/queries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, DataTable, Empty, Icon, Loading } from '../../ui';

const route = getRouteApi('/sources/$source/quarantine');

/** Rows that could not become events: where they stand, what was wrong, and how they come back. */
export function QuarantinePage() {
  const { source } = route.useParams();
  const { t, lang } = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(quarantineQuery(source));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;
  return (
    <div className="import">
      <header className="import__head">
        <div>
          <h1>{t('quarantine.title')}</h1>
          <p className="muted">{t('quarantine.text')}</p>
        </div>
        <Link to="/explore" search={{ source }} className={buttonClass({})}>
          <Icon name="database" size={16} />
          {source}
        </Link>
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={6} />}
      {data && (
        <section className="panel file">
          {items.length === 0 ? (
            <Empty icon="check" title={t('quarantine.none')} text={t('quarantine.noneText')} />
          ) : (
            <>
              <p className="num">{t('quarantine.count', { count: total, shown: formatCount(items.length, lang), all: formatCount(total, lang) })}</p>
              <DataTable
                caption={t('quarantine.title')}
                rows={items}
                max={items.length}
                columns={[
                  { title: t('quarantine.reason'), cell: (r) => (<><b>{t(`reject.${r.code}`, { defaultValue: r.code })}</b><br /><span className="muted">{inLang(r.reason, lang)}</span></>) },
                  { title: t('quarantine.file'), cell: (r) => r.file },
                  { title: t('quarantine.row'), cell: (r) => formatCount(r.row, lang), number: true },
                  { title: t('import.column'), cell: (r) => r.column ?? '–' },
                  { title: t('quarantine.value'), cell: (r) => (r.value ? <code className="mono">{r.value}</code> : '–') },
                ]}
              />
              {hasNextPage && (
                <div className="table-more">
                  <Button icon={isFetchingNextPage ? 'refresh' : 'arrow_down'} label={t('quarantine.more')} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()} />
                </div>
              )}
              <p className="muted">{t('quarantine.replay')}</p>
              <code className="mono command">tropa quarantine export --source {source}</code>
            </>
          )}
        </section>
      )}
    </div>
  );
}
