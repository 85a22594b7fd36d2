import type { Answer, VariantRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatShare, formatSpan } from '../../lib/format';
import { questionOf } from '../../lib/urlstate';
import { Meter, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import type { TabProps } from './ExplorePage';
import { activityHue, useExplore } from './state';

/** Longer sequences are cut in the list; the table and the CSV hold them whole. */
const chipsMax = 24;

export function VariantsTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state] = useExplore();
  const columns: Column<VariantRow>[] = [
    { title: t('variants.sequence'), cell: (r) => r.activities.join(' → '), raw: (r) => r.activities.join(' > ') },
    { title: t('unit.journeys'), cell: (r) => formatCount(r.journeys, lang), raw: (r) => r.journeys, number: true },
    { title: t('graph.ofAll'), cell: (r) => formatShare(r.share, lang), raw: (r) => r.share, number: true },
    { title: t('variants.coverage'), cell: (r) => formatShare(r.coverage, lang), raw: (r) => r.coverage, number: true },
    { title: t('variants.median'), cell: (r) => formatSpan(r.duration.p50_s, lang), raw: (r) => r.duration.p50_s, number: true },
  ];
  return (
    <AnswerFrame<VariantRow>
      question={questionOf({ ...state, source: source.name, tab: 'variants' })}
      version={source.version}
      title={t('explore.tab_variants')}
      columns={columns}
    >
      {(answer) => <Picture answer={answer} names={source.activity_names} />}
    </AnswerFrame>
  );
}

function Picture({ answer, names }: { answer: Answer<VariantRow>; names: string[] }) {
  const { t, lang } = useText();
  const first = answer.rows[0];
  const last = answer.rows.at(-1);
  if (!first || !last) return null;
  return (
    <div className="variants">
      <div className="variants__summary">
        <Coverage rows={answer.rows} />
        <p>
          {t('variants.summary', {
            count: answer.rows.length,
            shown: formatCount(answer.rows.length, lang),
            all: formatCount(first.variants, lang),
            share: formatShare(last.coverage, lang),
          })}
        </p>
      </div>
      <ol className="variants__list">
        {answer.rows.map((row, i) => (
          <li key={i} className="variant">
            <div className="variant__numbers num">
              <b>{formatShare(row.share, lang)}</b>
              <Meter value={row.share / first.share} />
              <span className="muted">
                {formatCount(row.journeys, lang)} · {formatSpan(row.duration.p50_s, lang)}
              </span>
            </div>
            <div className="variant__chips">
              {row.activities.slice(0, chipsMax).map((activity, k) => (
                <span key={k} className="activity" style={{ '--hue': activityHue(names, activity) } as React.CSSProperties}>
                  {activity}
                </span>
              ))}
              {row.activities.length > chipsMax && <span className="muted">{t('variants.more', { count: row.activities.length - chipsMax })}</span>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** How much of all journeys the first k variants hold. */
function Coverage({ rows }: { rows: VariantRow[] }) {
  const { t } = useText();
  const [width, height] = [220, 72];
  const x = (i: number) => (rows.length > 1 ? (i / (rows.length - 1)) * width : width);
  const points = rows.map((row, i) => `${x(i).toFixed(1)} ${(height - row.coverage * height).toFixed(1)}`);
  return (
    <svg width={width} height={height + 4} viewBox={`0 -2 ${width} ${height + 4}`} role="img" aria-label={t('variants.coveragePicture')} className="coverage">
      <path className="coverage__area" d={`M0 ${height}L${points.join('L')}L${width} ${height}Z`} />
      <path className="coverage__line" d={`M${points.join('L')}`} />
      <line className="coverage__base" x1="0" x2={width} y1={height} y2={height} />
    </svg>
  );
}
