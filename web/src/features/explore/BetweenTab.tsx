import { useCallback } from 'react';
import type { Answer, BetweenRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCompact, formatCount, formatShare, formatSpan } from '../../lib/format';
import { decodeSteps, encodeSteps, questionOf } from '../../lib/urlstate';
import { DataTable, Empty, Field, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import { Chart, chartLook, tokenColour } from './Chart';
import type { TabProps } from './ExplorePage';
import { useExplore } from './state';

export function BetweenTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const [from, to] = decodeSteps(state.steps);
  const columns: Column<BetweenRow>[] = [
    { title: t('between.started'), cell: (r) => formatCount(r.started, lang), raw: (r) => r.started, number: true },
    { title: t('between.arrived'), cell: (r) => formatCount(r.arrived, lang), raw: (r) => r.arrived, number: true },
    { title: t('funnel.open'), cell: (r) => formatCount(r.open, lang), raw: (r) => r.open, number: true },
    { title: t('funnel.dropped'), cell: (r) => formatCount(r.dropped, lang), raw: (r) => r.dropped, number: true },
    { title: t('graph.median'), cell: (r) => (r.time ? formatSpan(r.time.p50_s, lang) : '–'), raw: (r) => r.time?.p50_s ?? null, number: true },
    { title: t('graph.p90'), cell: (r) => (r.time ? formatSpan(r.time.p90_s, lang) : '–'), raw: (r) => r.time?.p90_s ?? null, number: true },
    { title: t('graph.mean'), cell: (r) => (r.time ? formatSpan(r.time.mean_s, lang) : '–'), raw: (r) => r.time?.mean_s ?? null, number: true },
  ];
  const pick = (place: 0 | 1, activity: string) => {
    const next = [from ?? { activities: [source.activity_names[0] ?? ''] }, to ?? { activities: [source.activity_names[0] ?? ''] }];
    next[place] = { activities: [activity] };
    change({ steps: encodeSteps(place === 0 && !to ? next.slice(0, 1) : next) });
  };
  const tools = ([0, 1] as const).map((place) => (
    <Field key={place} label={place === 0 ? t('between.from') : t('between.to')}>
      <select className="select select--small" value={(place === 0 ? from : to)?.activities[0] ?? ''} onChange={(e) => pick(place, e.target.value)}>
        <option value="" disabled>
          {t('steps.choose')}
        </option>
        {source.activity_names.map((n) => (
          <option key={n}>{n}</option>
        ))}
      </select>
    </Field>
  ));
  return (
    <AnswerFrame<BetweenRow>
      question={questionOf({ ...state, source: source.name, tab: 'between' })}
      version={source.version}
      title={t('explore.tab_between')}
      columns={columns}
      tools={tools}
      hint={<Empty icon="hourglass" title={t('between.hint')} text={t('between.hintText')} />}
    >
      {(answer) => <Picture answer={answer} />}
    </AnswerFrame>
  );
}

function Picture({ answer }: { answer: Answer<BetweenRow> }) {
  const { t, lang } = useText();
  const row = answer.rows[0];
  const make = useCallback(() => {
    const look = chartLook();
    const bins = row?.histogram ?? [];
    return {
      grid: { left: 56, right: 16, top: 30, bottom: 46 },
      tooltip: { trigger: 'axis', ...look.tooltip, valueFormatter: (v: unknown) => formatCount(Number(v), lang) },
      xAxis: {
        type: 'category',
        ...look.axis,
        data: bins.map((b) => `${formatSpan(b.lo_s, lang)} – ${formatSpan(b.hi_s, lang)}`),
        axisLabel: { color: look.ink, formatter: (text: string) => text.split(' – ')[0] ?? '', hideOverlap: true },
      },
      yAxis: { type: 'value', name: t('between.arrived'), nameTextStyle: { color: look.ink, align: 'left' }, ...look.axis, axisLabel: { color: look.ink, formatter: (v: number) => formatCompact(v, lang) } },
      series: [{ type: 'bar', name: t('unit.journeys'), data: bins.map((b) => b.journeys), barCategoryGap: '12%', color: tokenColour('--hue-1'), itemStyle: { borderRadius: [4, 4, 0, 0] } }],
    };
  }, [row, lang, t]);
  if (!row) return null;
  const parts = [
    { name: t('between.arrived'), value: row.arrived, look: 'completed' },
    { name: t('funnel.open'), value: row.open, look: 'open' },
    { name: t('funnel.dropped'), value: row.dropped, look: 'dropped' },
  ];
  return (
    <div className="between">
      <dl className="between__numbers">
        {row.time && (
          <>
            <Big name={t('graph.median')} value={formatSpan(row.time.p50_s, lang)} />
            <Big name={t('graph.p90')} value={formatSpan(row.time.p90_s, lang)} />
          </>
        )}
        <Big name={t('between.arrivedOf')} value={formatShare(row.started ? row.arrived / row.started : 0, lang)} />
      </dl>
      <DataTable
        caption={t('between.split')}
        columns={[
          { title: t('between.started'), cell: (p) => <span><span className={`legend__mark funnel__part--${p.look}`} aria-hidden="true" /> {p.name}</span> },
          { title: formatCount(row.started, lang), cell: (p) => formatCount(p.value, lang), number: true },
          { title: '', cell: (p) => formatShare(row.started ? p.value / row.started : 0, lang), number: true },
        ]}
        rows={parts}
      />
      {row.arrived > 0 && <Chart label={t('between.picture')} height={300} make={make} />}
    </div>
  );
}

function Big({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
