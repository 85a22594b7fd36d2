import { Fragment } from 'react';
import type { Answer, FunnelRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatShare, formatSpan } from '../../lib/format';
import { decodeSteps, encodeSteps, questionOf } from '../../lib/urlstate';
import { Empty, Field, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import type { TabProps } from './ExplorePage';
import { useExplore } from './state';
import { StepPicker } from './StepPicker';

const windows = ['', '1h', '1d', '7d', '30d', '90d'];
const stepsMax = 32;

export function FunnelTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const steps = decodeSteps(state.steps);
  const custom = state.window && !windows.includes(state.window) ? [state.window] : [];
  const columns: Column<FunnelRow>[] = [
    ...(state.by ? [{ title: state.by, cell: (r: FunnelRow) => r.group || t('funnel.noValue'), raw: (r: FunnelRow) => r.group }] : []),
    { title: t('funnel.step'), cell: (r) => `${r.step}. ${r.label}`, raw: (r) => r.label },
    { title: t('funnel.reached'), cell: (r) => formatCount(r.reached, lang), raw: (r) => r.reached, number: true },
    { title: t('funnel.share'), cell: (r) => formatShare(r.share, lang), raw: (r) => r.share, number: true },
    { title: t('funnel.lo'), cell: (r) => formatShare(r.share_lo, lang, 1), raw: (r) => r.share_lo, number: true },
    { title: t('funnel.hi'), cell: (r) => formatShare(r.share_hi, lang, 1), raw: (r) => r.share_hi, number: true },
    { title: t('funnel.continued'), cell: (r) => formatCount(r.continued, lang), raw: (r) => r.continued, number: true },
    { title: t('funnel.open'), cell: (r) => formatCount(r.open, lang), raw: (r) => r.open, number: true },
    { title: t('funnel.dropped'), cell: (r) => formatCount(r.dropped, lang), raw: (r) => r.dropped, number: true },
    { title: t('funnel.median'), cell: (r) => (r.time ? formatSpan(r.time.p50_s, lang) : ''), raw: (r) => r.time?.p50_s ?? null, number: true },
  ];
  return (
    <div className="with-side">
      <aside className="panel side" aria-label={t('funnel.builder')}>
        <h2>{t('funnel.builder')}</h2>
        <StepPicker label={t('funnel.steps')} steps={steps} names={source.activity_names} max={stepsMax} onChange={(next) => change({ steps: encodeSteps(next) || undefined })} />
        <Field label={t('funnel.window')}>
          <select className="select select--small" value={state.window ?? ''} onChange={(e) => change({ window: e.target.value || undefined })}>
            {[...windows, ...custom].map((w) => (
              <option key={w} value={w}>
                {w ? t(`window.${w}`, { defaultValue: w }) : t('funnel.noWindow')}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('funnel.by')}>
          <select className="select select--small" value={state.by ?? ''} onChange={(e) => change({ by: e.target.value || undefined })}>
            <option value="">{t('funnel.noBy')}</option>
            {source.attributes
              .filter((a) => a.kind === 'coded')
              .map((a) => (
                <option key={a.name}>{a.name}</option>
              ))}
          </select>
        </Field>
      </aside>
      <AnswerFrame<FunnelRow>
        question={questionOf({ ...state, source: source.name, tab: 'funnel' })}
        version={source.version}
        title={t('explore.tab_funnel')}
        columns={columns}
        hint={<Empty icon="funnel" title={t('funnel.hint')} text={t('funnel.hintText')} />}
      >
        {(answer) => <Picture answer={answer} />}
      </AnswerFrame>
    </div>
  );
}

function Picture({ answer }: { answer: Answer<FunnelRow> }) {
  const { t, lang } = useText();
  const groups = [...new Set(answer.rows.map((r) => r.group))];
  return (
    <div className="funnel">
      <Legend />
      {groups.map((group) => {
        const rows = answer.rows.filter((r) => r.group === group);
        return (
          <Fragment key={group ?? ''}>
            {group !== null && <h3 className="funnel__group">{group || t('funnel.noValue')}</h3>}
            <ol className="funnel__steps">
              {rows.map((row, i) => (
                <li key={row.step} className="funnel__step">
                  <div className="funnel__label">
                    <span className="muted num">{row.step}</span> <b>{row.label}</b>
                    {row.time && <span className="muted num"> · {t('funnel.after', { span: formatSpan(row.time.p50_s, lang) })}</span>}
                  </div>
                  <FunnelBar row={row} last={i === rows.length - 1} />
                  <div className="funnel__numbers num">
                    <b>{formatShare(row.share, lang)}</b>
                    <span>{formatCount(row.reached, lang)}</span>
                    {i > 0 && (
                      <span className="muted" title={t('funnel.interval')}>
                        {formatDecimal(row.share_lo * 100, lang, 1)}–{formatShare(row.share_hi, lang, 1)}
                      </span>
                    )}
                  </div>
                  {i < rows.length - 1 && (
                    <p className="funnel__split num muted">
                      {t('funnel.split', {
                        continued: formatCount(row.continued, lang),
                        open: formatCount(row.open, lang),
                        dropped: formatCount(row.dropped, lang),
                      })}
                    </p>
                  )}
                </li>
              ))}
            </ol>
          </Fragment>
        );
      })}
    </div>
  );
}

/** Everyone who reached the step, split into who went on, who may still, and who did not; the whisker is the 95 % interval. */
function FunnelBar({ row, last }: { row: FunnelRow; last: boolean }) {
  const of = (count: number) => `${row.reached > 0 ? (row.share * 100 * count) / row.reached : 0}%`;
  return (
    <div className="funnel__bar" aria-hidden="true">
      <span className={`funnel__part ${last ? 'funnel__part--completed' : 'funnel__part--continued'}`} style={{ width: of(row.continued) }} />
      <span className="funnel__part funnel__part--open" style={{ width: of(row.open) }} />
      <span className="funnel__part funnel__part--dropped" style={{ width: of(row.dropped) }} />
      {row.step > 1 && (
        <span className="funnel__whisker" style={{ left: `${row.share_lo * 100}%`, width: `${(row.share_hi - row.share_lo) * 100}%` }} />
      )}
    </div>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <ul className="legend">
      {(['continued', 'completed', 'open', 'dropped'] as const).map((part) => (
        <li key={part}>
          <span className={`legend__mark funnel__part--${part}`} aria-hidden="true" />
          {t(`funnel.${part}`)}
        </li>
      ))}
    </ul>
  );
}
