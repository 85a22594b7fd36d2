import type { Card, Evidence, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatFeeling } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { severityText, StateMark } from '../map/CardFace';
import { metricInterval, metricValue } from '../map/words';

/** One card for a guest: what it says and, where it was left in, what it rests on. Nothing is asked of the data. */
export function GuestCard({ card, doc }: { card: Card; doc: MapDocument }) {
  const { t, lang } = useText();
  const lane = doc.lanes.find((one) => one.id === card.lane);
  const stage = doc.stages.find((one) => one.id === card.at || one.steps.some((step) => step.id === card.at));
  const step = stage?.steps.find((one) => one.id === card.at);
  const place = [stage, step].flatMap((one) => (one ? [inLang(one.name, lang)] : [])).join(' → ');
  const text = inLang(card.text, lang);
  const interval = card.metric && metricInterval(card.metric, lang);
  const reasons = (card.evidence ?? []).filter((item) => inLang(item.reason, lang) || item.quote);
  return (
    <>
      <section className="evidence">
        <p className="muted">{[place, lane && (inLang(lane.name, lang) || t(`lane.${lane.role}`))].filter(Boolean).join(' · ')}</p>
        {text && (card.feeling || card.metric) && <p>{text}</p>}
        <StateMark state={card.state} word />
      </section>
      {(card.metric || card.feeling || card.pain) && (
        <section className="evidence" aria-labelledby="guest-numbers">
          <h3 id="guest-numbers">{t('evidence.numbers')}</h3>
          <dl className="facts">
            {card.pain && (
              <>
                <dt>{t(`pain.${card.pain.kind}`)}</dt>
                <dd className="facts__big num">{severityText(card.pain.severity, card.pain.severity_unit, lang, t)}</dd>
              </>
            )}
            {card.metric && (
              <>
                <dt>{t(`metric.${card.metric.name}`)}</dt>
                <dd className="facts__big num">{metricValue(card.metric, lang)}</dd>
                {interval && (
                  <>
                    <dt>{t('evidence.interval')}</dt>
                    <dd className="num">{interval}</dd>
                  </>
                )}
                <dt>{t('answer.n')}</dt>
                <dd className="num">{formatCount(card.metric.n, lang)}</dd>
                <dt>{t('answer.base')}</dt>
                <dd>{inLang(card.metric.base, lang)}</dd>
              </>
            )}
            {card.feeling && (
              <>
                <dt>{t('evidence.feeling')}</dt>
                <dd className="facts__big num">{formatFeeling(card.feeling.value, lang)}</dd>
              </>
            )}
          </dl>
        </section>
      )}
      {reasons.length > 0 && (
        <section className="evidence" aria-labelledby="guest-rests">
          <h3 id="guest-rests">{t('guest.rests')}</h3>
          {reasons.map((item, i) => (
            <Reason key={i} item={item} />
          ))}
        </section>
      )}
    </>
  );
}

function Reason({ item }: { item: Evidence }) {
  const { lang } = useText();
  const reason = inLang(item.reason, lang);
  return (
    <>
      {item.quote && <blockquote className="quote">{item.quote.text}</blockquote>}
      {reason && <p>{reason}</p>}
    </>
  );
}
