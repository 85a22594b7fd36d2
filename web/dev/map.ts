/** A map of the mock shop, its numbers taken from the mock's own answers. */

import type { Answer, Card, LaneRole, LocalText, MapDocument, StageRow, TouchpointRow } from '../src/api/types';
import { answer, wilson } from './ask';
import { russian, stages, type Journey } from './journeys';

const both = (en: string, ru: string): LocalText => ({ en, ru });
const percent = (share: number) => `${Math.round(share * 100)}`;

const channels: Record<string, LocalText> = {
  web: both('Website', 'Сайт'),
  mobile: both('Mobile app', 'Приложение'),
  store: both('Store', 'Магазин'),
  social: both('Social media', 'Соцсети'),
  email: both('Email', 'Почта'),
  call_centre: both('Call centre', 'Колл-центр'),
  sms: both('SMS', 'СМС'),
  visit: both('Visit', 'Выезд'),
};

export function makeMap(journeys: Journey[], source: string, id: string): MapDocument {
  const ask = (a: Parameters<typeof answer>[0]['ask']) => answer({ source, ask: a }, journeys, source, 3);
  const touchAnswer = ask({ touchpoints: {} });
  const stageAnswer = ask({
    stages: { stages: stages.map((s) => ({ name: s.en, activities: s.activities })), completed: ['Repeat order', 'Assembly', 'Delivery'] },
  });
  const touch = touchAnswer.rows as TouchpointRow[];
  const stageRows = stageAnswer.rows as StageRow[];
  const n = journeys.length;
  const base = both(`all ${n} journeys`, `все ${n} путей`);
  const cards: Card[] = [];
  const evidence = (a: Answer, rule: string, en: string, ru: string, records?: string) => [
    { rule, reason: both(en, ru), question: a.question, records, snapshot: `${source}@3` },
  ];
  const lane = (role: LaneRole) => ({ id: `lane-${role}`, role });

  stages.forEach((stage, k) => {
    const row = stageRows[k] as StageRow;
    const records = `activity in (${stage.activities.map((a) => `"${a}"`).join(', ')})`;
    const [lo, hi] = wilson(row.reached, n);
    const kpi = (name: 'reach' | 'loss' | 'median_time', text: LocalText, metric: Partial<Card['metric'] & object>) =>
      cards.push({
        id: `${stage.id}_${name}`,
        lane: 'lane-kpis',
        at: stage.id,
        text,
        metric: { name, value: 0, unit: 'share', n: row.reached, base: both('journeys that reached the stage', 'пути, дошедшие до этапа'), ...metric },
        state: 'measured',
        evidence: evidence(stageAnswer, `kpi.${name}`, `Counted in the stage «${stage.en}».`, `Посчитано на этапе «${stage.ru}».`, records),
      });
    kpi('reach', both('Reach', 'Охват'), { value: row.reach, lo, hi, n, base, count: row.reached });
    const part = (name: 'continued' | 'completed' | 'still_open', text: LocalText, count: number) =>
      kpi(name as 'reach', text, { name, value: count / row.reached, count });
    part('continued', both('Continued', 'Пошли дальше'), row.continued);
    if (row.completed > 0) part('completed', both('Completed', 'Завершили'), row.completed);
    part('still_open', both('Still open', 'Ещё в пути'), row.open);
    kpi('loss', both('Loss', 'Потери'), { value: row.loss, lo: row.loss_lo, hi: row.loss_hi, count: row.lost });
    if (row.duration) kpi('median_time', both('Median time', 'Медианное время'), { value: row.duration.p50_s, unit: 'seconds' });
    if (row.loss > 0.15)
      cards.push({
        id: `${stage.id}_pain`,
        lane: 'lane-pains',
        at: stage.id,
        text: both(
          `${percent(row.loss)} % of those who get here go no further`,
          `${percent(row.loss)} % дошедших сюда дальше не идут`,
        ),
        metric: { name: 'journeys_harmed', value: row.lost, unit: 'journeys', n: row.reached, base: both('journeys that reached the stage', 'пути, дошедшие до этапа') },
        pain: { kind: 'loss', severity: row.loss, severity_unit: 'share' },
        state: 'measured',
        evidence: evidence(stageAnswer, 'pain.loss', 'Loss above twice the median of all stages.', 'Потери вдвое выше медианы по этапам.', records),
      });
  });

  const steps = (stage: (typeof stages)[0]) =>
    stage.activities.map((activity) => ({
      id: `t_${activity.toLowerCase().replace(/ /g, '_')}`,
      name: { und: activity, ru: russian[activity] as string },
      activities: [activity],
      main: !['Store visit', 'Design consultation', 'Support call', 'Return'].includes(activity),
      moment_of_truth: activity === 'Delivery',
    }));

  for (const stage of stages)
    for (const step of steps(stage)) {
      const row = touch.find((t) => t.activity === step.activities[0]) as TouchpointRow;
      const records = `activity = "${row.activity}"`;
      const [lo, hi] = wilson(row.journeys, n);
      cards.push({
        id: `${step.id}_touch`,
        lane: 'lane-actions',
        at: step.id,
        text: both(`${row.events} contacts in ${row.journeys} journeys`, `${row.events} контактов в ${row.journeys} путях`),
        metric: { name: 'reach', value: row.reach, unit: 'share', lo, hi, n, base, count: row.journeys },
        state: 'measured',
        evidence: evidence(touchAnswer, 'touchpoint.reach', `«${row.activity}» occurs in ${row.journeys} of ${n} journeys.`, `«${step.name.ru}» встречается в ${row.journeys} из ${n} путей.`, records),
      });
      for (const c of row.channels)
        cards.push({
          id: `${step.id}_${c.channel}`,
          lane: 'lane-channels',
          at: step.id,
          channel: c.channel,
          text: channels[c.channel],
          metric: { name: 'channel_share', value: c.events / row.events, unit: 'share', n: row.events, base: both('events of the step', 'события шага'), count: c.events },
          state: 'measured',
          evidence: evidence(touchAnswer, 'channel.share', 'Share of the step’s events in this channel.', 'Доля событий шага в этом канале.', records),
        });
      if (row.score) {
        const feel = (x: number | null | undefined) => (x === null || x === undefined ? undefined : -2 + x - 1);
        cards.push({
          id: `${step.id}_feeling`,
          lane: 'lane-feelings',
          at: step.id,
          feeling: { value: row.score.mean - 3, lo: feel(row.score.mean_lo), hi: feel(row.score.mean_hi), n: row.score.n, raw_mean: row.score.mean, raw_scale: row.score.scale },
          state: 'measured',
          evidence: evidence(touchAnswer, 'feeling.score', `Mean of ${row.score.n} scores.`, `Среднее по ${row.score.n} оценкам.`, records),
        });
      }
      if (row.wait)
        cards.push({
          id: `${step.id}_median_wait`,
          lane: 'lane-kpis',
          at: step.id,
          text: both('Median wait before', 'Ожидание до шага, медиана'),
          metric: { name: 'wait', value: row.wait.p50_s, unit: 'seconds', n: row.wait.n, base: both('transitions into the step', 'переходы на этот шаг') },
          state: 'measured',
          evidence: evidence(touchAnswer, 'touchpoint.wait', 'Median time since the event before.', 'Медианное время с предыдущего события.', records),
        });
      if (row.wait && row.wait.p50_s > 60 * 3600)
        cards.push({
          id: `${step.id}_wait`,
          lane: 'lane-pains',
          at: step.id,
          text: both(`Long wait before «${row.activity}»`, `Долгое ожидание перед шагом «${step.name.ru}»`),
          metric: { name: 'journeys_harmed', value: Math.round(row.wait.n / 2), unit: 'journeys', n: row.wait.n, base: both('arrivals', 'переходы сюда') },
          pain: { kind: 'waiting', severity: row.wait.p50_s, severity_unit: 'seconds' },
          state: 'measured',
          evidence: evidence(touchAnswer, 'pain.waiting', 'Median wait above two days.', 'Медианное ожидание больше двух суток.', records),
        });
    }
  cards.push({
    id: 'q1', lane: 'lane-quotes', at: 't_delivery', state: 'single_voice',
    text: both('“They moved the date three times.”', '«Дату переносили три раза».'),
    evidence: [{ quote: { text: 'Дату переносили три раза, никто не звонил.' } }],
  });
  cards.push({
    id: 'o1', lane: 'lane-opportunities', at: 's4', state: 'assumption',
    text: both('Let people choose the delivery slot at checkout', 'Дать выбрать время доставки прямо при оплате'),
  });
  return {
    format: 'tropa.map',
    version: 2,
    id,
    title: both('Buying furniture, from the first ad to the second order', 'Покупка мебели: от первой рекламы до второго заказа'),
    kind: 'customer',
    state: 'as_is',
    scenario: both('A household furnishes a room', 'Семья обставляет комнату'),
    owner: 'Анна Ким',
    review_date: '2026-12-31',
    stages: stages.map((stage) => ({
      id: stage.id,
      name: both(stage.en, stage.ru),
      goal: both(`What people want at «${stage.en}»`, `Чего люди хотят на этапе «${stage.ru}»`),
      steps: steps(stage),
    })),
    lanes: (['actions', 'channels', 'feelings', 'pains', 'quotes', 'kpis', 'opportunities'] as const).map(lane),
    cards,
    channels: Object.entries(channels).map(([key, name]) => ({ id: key, name, icon: key })),
    paths: [],
    origin: {
      snapshot: `${source}@3`,
      from: touchAnswer.window.from,
      to: touchAnswer.window.to,
      n,
      base: touchAnswer.base,
      answers: [touchAnswer, stageAnswer],
    },
  };
}
