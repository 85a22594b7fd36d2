import './check.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { reviewQuery } from '../../api/mapQueries';
import type { Coverage, MapDocument, Severity } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Icon, Loading, Meter, Note } from '../../ui';
import { remarksOf, targetOf } from './place';
import { Remark, severities, severityIcon } from './Remark';

/** What is wrong with the map, what would make it better, and how much of it rests on evidence. */
export function CheckPanel({ doc, level, last, onLevel, onPick }: {
  doc: MapDocument;
  level?: Severity;
  /** The remark that was opened before: the focus is back on it. */
  last: { current: number | null };
  onLevel: (level: Severity | undefined) => void;
  onPick: (target: { card: string } | { place: string }) => void;
}) {
  const { t, lang } = useText();
  const { data, error, refetch, isFetching } = useQuery({ ...reviewQuery(doc.id), refetchOnMount: 'always' });
  const list = useRef<HTMLUListElement>(null);
  const there = data !== undefined;
  useEffect(() => {
    if (!there || last.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-remark="${last.current}"]`)?.focus();
    last.current = null;
  }, [there, last]);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('check.checking')} rows={6} height={36} />;
  const all = remarksOf(data).map((remark, i) => ({ remark, i }));
  const shown = all.filter(({ remark }) => !level || remark.severity === level);
  return (
    <>
      <section className="check__coverage" aria-labelledby="check-coverage">
        <h3 id="check-coverage">{t('check.coverage')}</h3>
        <CoverageLine name={t('check.wholeMap')} coverage={data.coverage.map} strong />
        <details>
          <summary>{t('check.byStage')}</summary>
          {data.coverage.stages.map(({ id, coverage }) => (
            <CoverageLine key={id} name={inLang(doc.stages.find((stage) => stage.id === id)?.name, lang) || id} coverage={coverage} />
          ))}
        </details>
      </section>
      <section className="check__remarks" aria-labelledby="check-remarks" aria-busy={isFetching}>
        <h3 id="check-remarks">{t('check.remarks')}</h3>
        {all.length === 0 ? (
          <Note kind="ok" title={t('check.none')}>
            {t('check.noneText')}
          </Note>
        ) : (
          <div className="filter-chips" role="group" aria-label={t('check.filter')}>
            {severities.map((severity) => {
              const count = all.filter(({ remark }) => remark.severity === severity).length;
              return (
                <button
                  key={severity}
                  type="button"
                  className={`chip check__level remark--${severity}`}
                  aria-pressed={level === severity}
                  disabled={count === 0}
                  onClick={() => onLevel(level === severity ? undefined : severity)}
                >
                  <Icon name={severityIcon[severity]} size={14} />
                  {t(`check.count_${severity}`, { count, shown: formatCount(count, lang) })}
                </button>
              );
            })}
            {level && <Button small look="quiet" icon="close" label={t('check.showAll')} onClick={() => onLevel(undefined)} />}
          </div>
        )}
        {level && shown.length === 0 && all.length > 0 && <p className="muted">{t('check.noneOfLevel')}</p>}
        <ul ref={list} className="remarks">
          {shown.map(({ remark, i }) => {
            const target = targetOf(doc, remark.ids);
            return (
              <li key={i}>
                {target ? (
                  <button
                    type="button"
                    className="remark-button"
                    data-remark={i}
                    onClick={() => {
                      if ('card' in target) last.current = i;
                      onPick(target);
                    }}
                  >
                    <Remark remark={remark} doc={doc} />
                    <Icon name="chevron_right" size={16} />
                  </button>
                ) : (
                  <Remark remark={remark} doc={doc} />
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

function CoverageLine({ name, coverage: { backed, total }, strong }: { name: string; coverage: Coverage; strong?: boolean }) {
  const { lang } = useText();
  const share = total ? backed / total : 0;
  return (
    <div className={strong ? 'coverage-line coverage-line--strong' : 'coverage-line'}>
      <span>{name}</span>
      <Meter value={share} colour={share < 0.34 ? 'var(--amber-fill)' : undefined} />
      <span className="num">
        {total ? formatShare(share, lang, 0) : '–'} <span className="muted">{formatCount(backed, lang)}/{formatCount(total, lang)}</span>
      </span>
    </div>
  );
}
