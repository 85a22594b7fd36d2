import type { StageRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatShare, formatSpan } from '../../lib/format';
import { questionOf } from '../../lib/urlstate';
import { Empty, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import type { TabProps } from './ExplorePage';
import { useExplore } from './state';

const parts = ['continued', 'completed', 'open', 'lost'] as const;
const look = { continued: 'continued', completed: 'completed', open: 'open', lost: 'dropped' };

/** The stages of a map, asked again: who went on, finished, is on the way, or was lost. */
export function StagesTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state] = useExplore();
  const count = (title: string, of: (r: StageRow) => number): Column<StageRow> => ({ title, cell: (r) => formatCount(of(r), lang), raw: of, number: true });
  const columns: Column<StageRow>[] = [
    { title: t('stages.stage'), cell: (r) => `${r.stage}. ${r.label}`, raw: (r) => r.label },
    count(t('funnel.reached'), (r) => r.reached),
    { title: t('metric.reach'), cell: (r) => formatShare(r.reach, lang), raw: (r) => r.reach, number: true },
    count(t('funnel.continued'), (r) => r.continued),
    count(t('funnel.completed'), (r) => r.completed),
    count(t('funnel.open'), (r) => r.open),
    count(t('funnel.dropped'), (r) => r.lost),
    { title: t('stages.loss'), cell: (r) => formatShare(r.loss, lang), raw: (r) => r.loss, number: true },
    { title: t('funnel.lo'), cell: (r) => formatShare(r.loss_lo, lang, 1), raw: (r) => r.loss_lo, number: true },
    { title: t('funnel.hi'), cell: (r) => formatShare(r.loss_hi, lang, 1), raw: (r) => r.loss_hi, number: true },
    { title: t('stages.duration'), cell: (r) => (r.duration ? formatSpan(r.duration.p50_s, lang) : '–'), raw: (r) => r.duration?.p50_s ?? null, number: true },
    count(t('stages.returning'), (r) => r.returning),
  ];
  return (
    <AnswerFrame<StageRow>
      question={questionOf({ ...state, source: source.name, tab: 'stages' })}
      version={source.version}
      title={t('explore.tab_stages')}
      columns={columns}
      hint={<Empty icon="kpis" title={t('stages.hint')} text={t('stages.hintText')} />}
    >
      {(answer) => (
        <ol className="funnel__steps">
          {answer.rows.map((row) => (
            <li key={row.stage} className="funnel__step">
              <div className="funnel__label">
                <span className="muted num">{row.stage}</span> <b>{row.label}</b>
                {row.duration && <span className="muted num"> · {formatSpan(row.duration.p50_s, lang)}</span>}
              </div>
              <div className="funnel__bar" aria-hidden="true">
                {parts.map((part) => (
                  <span
                    key={part}
                    className={`funnel__part funnel__part--${look[part]}`}
                    style={{ width: `${row.reached ? (row.reach * 100 * row[part]) / row.reached : 0}%` }}
                  />
                ))}
              </div>
              <div className="funnel__numbers num">
                <b>{formatShare(row.reach, lang)}</b>
                <span>{formatCount(row.reached, lang)}</span>
                <span className="muted">
                  {t('stages.loss')}: {formatShare(row.loss, lang)} ({formatDecimal(row.loss_lo * 100, lang, 1)}–{formatShare(row.loss_hi, lang, 1)})
                </span>
              </div>
              <p className="funnel__split num muted">
                {t('stages.split', {
                  continued: formatCount(row.continued, lang),
                  completed: formatCount(row.completed, lang),
                  open: formatCount(row.open, lang),
                  lost: formatCount(row.lost, lang),
                })}
              </p>
            </li>
          ))}
        </ol>
      )}
    </AnswerFrame>
  );
}
