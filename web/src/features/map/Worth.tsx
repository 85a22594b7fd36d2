import { Fragment } from 'react';
import type { Card, MapDocument, Metric } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatDay, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { metricInterval, metricValue } from './words';

/** What a moment of truth decides, what an opportunity is worth, who does what by when and what came of it. */
export function Worth({ card, doc }: { card: Card; doc: MapDocument }) {
  const { t, lang } = useText();
  const { moment, opportunity, action } = card;
  const number = (metric: Metric | undefined) => {
    if (!metric) return '';
    const interval = metricInterval(metric, lang);
    const label = inLang(metric.label, lang);
    return `${label ? `${label}: ` : ''}${metricValue(metric, lang)}${interval ? ` (${interval})` : ''}, n = ${metric.n}`;
  };
  const names = (ids: string[] | undefined) =>
    (ids ?? []).map((id) => inLang(doc.cards.find((other) => other.id === id)?.text, lang)).filter(Boolean).join('; ');
  const day = (date: string | undefined) => (date ? formatDay(date, lang) : '');
  const who = (of: { owner?: string; department?: Card['text'] } | undefined) =>
    [of?.owner, inLang(of?.department, lang)].filter(Boolean).join(', ');
  const work = opportunity ?? action;
  const facts: [string, string][] = [
    [t('worth.decides'), inLang(moment?.outcome, lang)],
    [t('worth.associated'), number(moment?.effect)],
    [t('worth.touchpoint'), inLang(doc.items?.find((item) => item.id === moment?.touchpoint)?.name, lang)],
    [t('worth.rank'), opportunity?.rank === undefined ? '' : `№ ${opportunity.rank}`],
    [t('worth.impact'), opportunity?.impact ? t(`worth.level.${opportunity.impact}`) : ''],
    [t('worth.effort'), opportunity?.effort ? t(`worth.level.${opportunity.effort}`) : ''],
    [t('worth.confidence'), opportunity?.confidence === undefined ? '' : formatShare(opportunity.confidence, lang)],
    [t('worth.reach'), number(opportunity?.reach)],
    [t('worth.expected'), number(opportunity?.effect)],
    [t('worth.answers'), names(opportunity?.answers)],
    [t('worth.solves'), names(opportunity?.solves)],
    [t('worth.serves'), names(action?.opportunity ? [action.opportunity] : [])],
    [t('worth.status.title'), work && work.status !== 'open' ? t(`worth.status.${work.status}`) : ''],
    [t('worth.owner'), who(opportunity) || who(action)],
    [t('worth.due'), day(action?.due)],
    [t('worth.hypothesis'), inLang(action?.hypothesis, lang)],
    [action?.measured ? t(`worth.design.${action.measured.design}`) : '', number(action?.measured?.change)],
    [t('worth.measuredOn'), day(action?.measured?.on)],
    [t('worth.but'), (action?.measured?.caveats ?? []).map((caveat) => inLang(caveat, lang)).join('; ')],
  ];
  const known = facts.filter(([, text]) => text);
  if (known.length === 0) return null;
  return (
    <section className="evidence" aria-labelledby="evidence-worth">
      <h3 id="evidence-worth">{t('worth.title')}</h3>
      <dl className="facts">
        {known.map(([name, text]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
