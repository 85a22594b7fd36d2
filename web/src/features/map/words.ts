/** Numbers and questions of a map in words. */

import type { TFunction } from 'i18next';
import type { Ask, Card, Channel, MapDocument, Metric, Question, Step } from '../../api/types';
import { feelingLevel } from '../../lib/curve';
import { formatCount, formatDecimal, formatFeeling, formatShare, formatSpan, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { feelingsOf } from './model';

/** The number as it stands large on a card. */
export function metricValue(metric: Metric, lang: Lang): string {
  return valueIn(metric, metric.value, lang);
}

function valueIn(metric: Metric, value: number, lang: Lang): string {
  switch (metric.unit) {
    case 'share':
      return formatShare(value, lang);
    case 'seconds':
      return formatSpan(value, lang);
    case 'journeys':
      return formatCount(value, lang);
    case 'times':
      return `${formatDecimal(value, lang, 1)}×`;
    case 'points':
    case 'money':
    case 'number':
      return formatDecimal(value, lang, 2);
  }
}

/** `24–28 %`; `null` where there is no interval. */
export function metricInterval(metric: Metric, lang: Lang): string | null {
  if (metric.lo === undefined || metric.hi === undefined) return null;
  if (metric.unit !== 'share') return `${valueIn(metric, metric.lo, lang)}–${valueIn(metric, metric.hi, lang)}`;
  const digits = metric.hi - metric.lo < 0.02 || metric.hi < 0.1 ? 1 : 0;
  return `${formatDecimal(metric.lo * 100, lang, digits)}–${formatShare(metric.hi, lang, digits)}`;
}

/** What a card says, in one line: its text, else its channel, number or feeling. */
export function cardTitle(card: Card, doc: Pick<MapDocument, 'channels'>, t: TFunction, lang: Lang): string {
  return cardTitleIn(card, (id) => doc.channels?.find((c) => c.id === id), t, lang);
}

export function cardTitleIn(card: Card, find: (channel: string) => Channel | undefined, t: TFunction, lang: Lang): string {
  const text = inLang(card.text, lang);
  if (card.feeling) return `${t(`feeling.${feelingLevel(card.feeling.value)}`)}, ${formatFeeling(card.feeling.value, lang)}`;
  if (card.metric && card.metric.name !== 'journeys_harmed') {
    const name = text || t(`metric.${card.metric.name}`);
    return card.metric.name === 'reach' && text ? text : `${name}: ${metricValue(card.metric, lang)}`;
  }
  if (text) return text;
  const channel = card.channel === undefined ? undefined : find(card.channel);
  return channel ? inLang(channel.name, lang) : t('map.noText');
}

/** The curve for those who cannot or need not see it. */
export function curveSummary(doc: Pick<MapDocument, 'stages' | 'cards'>, t: TFunction, lang: Lang): string {
  const columns = doc.stages.flatMap((stage) => stage.steps.map((step) => ({ step })));
  const points = feelingsOf(doc, columns).flatMap((card, i) => {
    const feeling = card?.feeling;
    const step = columns[i]?.step;
    return feeling && step ? [{ number: i + 1, name: inLang(step.name, lang), value: feeling.value, n: feeling.n }] : [];
  });
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return t('curve.none');
  const low = points.reduce((a, b) => (b.value < a.value ? b : a));
  const high = points.reduce((a, b) => (b.value > a.value ? b : a));
  const word = (value: number) => t(`feeling.${feelingLevel(value)}`).toLocaleLowerCase(lang);
  const place = (p: typeof low) =>
    t('curve.place', {
      number: p.number,
      name: p.name,
      value: formatFeeling(p.value, lang),
      n: p.n === undefined ? '–' : formatCount(p.n, lang),
    });
  return t('curve.summary', {
    first: word(first.value),
    last: word(last.value),
    low: place(low),
    high: place(high),
    known: points.length,
    steps: columns.length,
  });
}

const names = (step: Step) => step.name ?? step.activities.map((a) => `«${a}»`).join(' / ');

/** A question as a sentence. The filter stays as it is written: it is a formula. */
export function questionText(question: Question, t: TFunction, lang: Lang): string {
  const ask: Ask = question.ask;
  const body = (() => {
    if ('graph' in ask) return t('question.graph');
    if ('funnel' in ask) {
      const steps = ask.funnel.steps.map(names).join(' → ');
      const window = ask.funnel.window_s === undefined ? '' : ` ${t('question.within', { span: formatSpan(ask.funnel.window_s, lang) })}`;
      const by = ask.funnel.by ? ` ${t('question.by', { name: ask.funnel.by })}` : '';
      return t('question.funnel', { steps }) + window + by;
    }
    if ('variants' in ask) return t('question.variants', { limit: ask.variants.limit });
    if ('paths' in ask) return t('question.paths', { depth: ask.paths.depth });
    if ('daily' in ask) return t('question.daily');
    if ('between' in ask) return t('question.between', { from: names(ask.between.from), to: names(ask.between.to) });
    if ('touchpoints' in ask) return t('question.touchpoints');
    if ('stages' in ask) return t('question.stages', { stages: ask.stages.stages.map(names).join(' → ') });
    return ask.journeys.actor ? t('question.actor', { actor: ask.journeys.actor }) : t('question.journeys');
  })();
  return question.where ? `${body} ${t('question.where', { where: question.where })}` : body;
}
