import { useCallback } from 'react';
import type { Answer, DailyRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCompact, formatCount, formatDay } from '../../lib/format';
import { decodeSteps, encodeSteps, questionOf } from '../../lib/urlstate';
import { Icon, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import { Chart, chartLook, tokenColour } from './Chart';
import type { TabProps } from './ExplorePage';
import { activityHue, useExplore } from './state';

const linesMax = 8;

export function DailyTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const chosen = decodeSteps(state.steps).flatMap((s) => s.activities);
  const set = (activities: string[]) => change({ steps: encodeSteps(activities.map((a) => ({ activities: [a] }))) || undefined });
  const columns: Column<DailyRow>[] = [
    { title: t('daily.day'), cell: (r) => formatDay(r.day, lang), raw: (r) => r.day },
    { title: t('daily.activity'), cell: (r) => r.activity ?? t('daily.any'), raw: (r) => r.activity ?? '' },
    { title: t('unit.journeys'), cell: (r) => formatCount(r.journeys, lang), raw: (r) => r.journeys, number: true },
    { title: t('unit.events'), cell: (r) => formatCount(r.events, lang), raw: (r) => r.events, number: true },
  ];
  const tools = (
    <>
      {chosen.map((activity) => (
        <span key={activity} className="activity" style={{ '--hue': activityHue(source.activity_names, activity) } as React.CSSProperties}>
          {activity}
          <button type="button" aria-label={t('daily.remove', { activity })} onClick={() => set(chosen.filter((a) => a !== activity))}>
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      {chosen.length < linesMax && (
        <select className="select select--small" aria-label={t('daily.add')} value="" onChange={(e) => set([...chosen, e.target.value])}>
          <option value="" disabled>
            {t('daily.add')}
          </option>
          {source.activity_names
            .filter((n) => !chosen.includes(n))
            .map((n) => (
              <option key={n}>{n}</option>
            ))}
        </select>
      )}
    </>
  );
  return (
    <AnswerFrame<DailyRow>
      question={questionOf({ ...state, source: source.name, tab: 'daily' })}
      version={source.version}
      title={t('explore.tab_daily')}
      columns={columns}
      tools={tools}
    >
      {(answer) => <Picture answer={answer} names={source.activity_names} />}
    </AnswerFrame>
  );
}

function Picture({ answer, names }: { answer: Answer<DailyRow>; names: string[] }) {
  const { t, lang } = useText();
  const make = useCallback(() => {
    const look = chartLook();
    const activities = [...new Set(answer.rows.map((r) => r.activity))];
    return {
      grid: { left: 56, right: 16, top: 34, bottom: 64 },
      legend: { top: 0, right: 8, icon: 'roundRect', itemWidth: 14, itemHeight: 4, textStyle: { color: look.ink } },
      tooltip: { trigger: 'axis', ...look.tooltip, valueFormatter: (v: unknown) => formatCount(Number(v), lang) },
      xAxis: { type: 'time', ...look.axis, splitLine: { show: false } },
      yAxis: { type: 'value', name: t('unit.journeys'), nameTextStyle: { color: look.ink, align: 'right' }, ...look.axis, axisLabel: { color: look.ink, formatter: (v: number) => formatCompact(v, lang) } },
      dataZoom: [{ type: 'slider', height: 20, bottom: 12, borderColor: 'transparent', backgroundColor: 'transparent', fillerColor: tokenColour('--brand-soft'), moveHandleSize: 0, handleStyle: { color: look.line, borderColor: look.ink }, selectedDataBackground: { lineStyle: { color: look.ink }, areaStyle: { color: look.line } }, dataBackground: { lineStyle: { color: look.line }, areaStyle: { color: look.line } }, textStyle: { color: look.ink } }],
      series: activities.map((activity) => {
        const hue = activity === null ? '--brand' : activityHue(names, activity).slice(4, -1);
        return {
          type: 'line',
          name: activity ?? t('daily.any'),
          showSymbol: false,
          lineStyle: { width: 2 },
          color: tokenColour(hue),
          areaStyle: activity === null ? { opacity: 0.08 } : undefined,
          data: answer.rows.filter((r) => r.activity === activity).map((r) => [r.day, r.journeys]),
        };
      }),
    };
  }, [answer, names, lang, t]);
  return <Chart label={t('daily.picture')} make={make} />;
}
