import type { TouchpointRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatShare, formatSpan } from '../../lib/format';
import { questionOf } from '../../lib/urlstate';
import { DataTable, Meter, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import type { TabProps } from './ExplorePage';
import { activityHue, useExplore } from './state';

/** Everything counted per touchpoint: where the numbers on a map's steps come from. */
export function TouchpointsTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state] = useExplore();
  const count = (title: string, of: (r: TouchpointRow) => number): Column<TouchpointRow> => ({
    title,
    cell: (r) => formatCount(of(r), lang),
    raw: of,
    number: true,
  });
  const columns: Column<TouchpointRow>[] = [
    { title: t('touchpoints.activity'), cell: (r) => r.activity, raw: (r) => r.activity },
    { title: t('touchpoints.reach'), cell: (r) => formatShare(r.reach, lang), raw: (r) => r.reach, number: true },
    count(t('unit.journeys'), (r) => r.journeys),
    count(t('touchpoints.events'), (r) => r.events),
    { title: t('touchpoints.position'), cell: (r) => formatDecimal(r.position, lang, 2), raw: (r) => r.position, number: true },
    { title: t('touchpoints.wait'), cell: (r) => (r.wait ? formatSpan(r.wait.p50_s, lang) : '–'), raw: (r) => r.wait?.p50_s ?? null, number: true },
    count(t('touchpoints.starts'), (r) => r.starts),
    count(t('touchpoints.ends'), (r) => r.ends),
    count(t('touchpoints.lost'), (r) => r.lost),
    count(t('touchpoints.open'), (r) => r.open),
    count(t('touchpoints.returning'), (r) => r.returning),
    count(t('touchpoints.repeating'), (r) => r.repeating),
    {
      title: t('touchpoints.score'),
      cell: (r) => (r.score ? `${formatDecimal(r.score.mean, lang, 2)} (n = ${formatCount(r.score.n, lang)})` : '–'),
      raw: (r) => r.score?.mean ?? null,
      number: true,
    },
    { title: t('touchpoints.channels'), cell: (r) => r.channels.map((c) => c.channel).join(', '), raw: (r) => r.channels.map((c) => `${c.channel}: ${c.events}`).join('; ') },
  ];
  // The picture shows what can be compared by eye; the table has every column.
  const drawn: Column<TouchpointRow>[] = [
    {
      title: t('touchpoints.activity'),
      cell: (r) => (
        <span className="activity" style={{ '--hue': activityHue(source.activity_names, r.activity) } as React.CSSProperties}>
          {r.activity}
        </span>
      ),
    },
    {
      title: t('touchpoints.reach'),
      cell: (r) => (
        <span className="reach">
          <Meter value={r.reach} />
          <b className="num">{formatShare(r.reach, lang)}</b>
        </span>
      ),
    },
    columns[2] as Column<TouchpointRow>,
    {
      title: t('touchpoints.position'),
      cell: (r) => (
        <span className="position" aria-label={formatShare(r.position, lang, 0)} role="img">
          <span style={{ left: `${r.position * 100}%` }} />
        </span>
      ),
    },
    columns[5] as Column<TouchpointRow>,
    columns[8] as Column<TouchpointRow>,
    columns[9] as Column<TouchpointRow>,
    columns[12] as Column<TouchpointRow>,
  ];
  return (
    <AnswerFrame<TouchpointRow>
      question={questionOf({ ...state, source: source.name, tab: 'touchpoints' })}
      version={source.version}
      title={t('explore.tab_touchpoints')}
      columns={columns}
    >
      {(answer) => (
        <DataTable caption={t('explore.tab_touchpoints')} columns={drawn} rows={[...answer.rows].sort((a, b) => a.position - b.position)} />
      )}
    </AnswerFrame>
  );
}
