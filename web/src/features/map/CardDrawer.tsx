import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { askQuery } from '../../api/queries';
import type { Card, Evidence, JourneyRow, MapDocument, Metric, Question } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatDecimal, formatFeeling } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { exploreLink } from '../../lib/urlstate';
import { buttonClass, Icon, Loading } from '../../ui';
import { JourneyLine } from '../../ui/JourneyLine';
import { severityText, StateMark } from './CardFace';
import { TextsBehind } from '../voice/TextsBehind';
import { metricInterval, metricValue, questionText } from './words';
import { Worth } from './Worth';

/** What a statement rests on: the numbers, the rule, the question to ask again, and journeys to look at. */
export function CardEvidence({ card, doc, brief }: { card: Card; doc: MapDocument; /** State, worth and the list of reasons stand above it. */ brief?: boolean }) {
  const { t, lang } = useText();
  const evidence = card.evidence ?? [];
  const records = evidence.find((e) => e.records)?.records;
  const question = evidence.find((e) => e.question)?.question;
  const snapshot = evidence.find((e) => e.snapshot)?.snapshot ?? doc.origin?.snapshot;
  const source = question?.source ?? snapshot?.split('@')[0];
  const text = inLang(card.text, lang);
  return (
    <>
      {!brief && (
        <section className="evidence">
          {text && card.feeling && <p>{text}</p>}
          <StateMark state={card.state} word />
          <p className="muted">{t(`state.${card.state}_text`)}</p>
        </section>
      )}
      {(card.metric || card.feeling || card.pain) && (!brief || evidence.some((e) => e.question || e.rule)) && (
        <section className="evidence" aria-labelledby="evidence-numbers">
          <h3 id="evidence-numbers">{t('evidence.numbers')}</h3>
          <dl className="facts">
            {card.pain && (
              <>
                <dt>{t(`pain.${card.pain.kind}`)}</dt>
                <dd className="facts__big num">{severityText(card.pain.severity, card.pain.severity_unit, lang, t)}</dd>
              </>
            )}
            {card.metric && <MetricFacts metric={card.metric} />}
            {card.feeling && <FeelingFacts card={card} />}
            {doc.origin && (
              <>
                <dt>{t('answer.window')}</dt>
                <dd>
                  {formatDay(doc.origin.from, lang)} – {formatDay(doc.origin.to, lang)}
                </dd>
              </>
            )}
            {snapshot && (
              <>
                <dt>{t('answer.snapshot')}</dt>
                <dd className="mono">{snapshot}</dd>
              </>
            )}
          </dl>
        </section>
      )}
      <TextsBehind evidence={evidence} />
      {(!brief || counted(card)) && <Worth card={card} doc={doc} />}
      {!brief && evidence.map((item, i) => <Reason key={i} item={item} />)}
      {!brief && evidence.length === 0 && <p className="muted">{t('evidence.none')}</p>}
      {question && <Asked question={question} source={source} />}
      {records && source ? (
        <Examples source={source} records={records} base={question?.where} highlight={activitiesAt(doc, card.at)} />
      ) : (
        !brief && evidence.length > 0 && <p className="muted">{t('evidence.noRecords')}</p>
      )}
    </>
  );
}

/** Numbers of worth and work that are not typed in. */
const counted = ({ moment, opportunity, action }: Card) => [moment?.effect, opportunity?.effect, opportunity?.reach, action?.measured].some((one) => one !== undefined);

function activitiesAt(doc: MapDocument, at: string): string[] {
  return doc.stages.flatMap((stage) =>
    stage.steps.flatMap((step) => (stage.id === at || step.id === at ? (step.activities ?? []) : [])),
  );
}

function MetricFacts({ metric }: { metric: Metric }) {
  const { t, lang } = useText();
  const interval = metricInterval(metric, lang);
  return (
    <>
      <dt>{t(`metric.${metric.name}`)}</dt>
      <dd className="facts__big num">{metricValue(metric, lang)}</dd>
      {interval && (
        <>
          <dt>{t('evidence.interval')}</dt>
          <dd className="num">{interval}</dd>
        </>
      )}
      {metric.count !== undefined && (
        <>
          <dt>{t('evidence.count')}</dt>
          <dd className="num">{formatCount(metric.count, lang)}</dd>
        </>
      )}
      <dt>{t('answer.n')}</dt>
      <dd className="num">{formatCount(metric.n, lang)}</dd>
      <dt>{t('answer.base')}</dt>
      <dd>{inLang(metric.base, lang)}</dd>
    </>
  );
}

function FeelingFacts({ card }: { card: Card }) {
  const { t, lang } = useText();
  const point = card.feeling;
  if (!point) return null;
  return (
    <>
      <dt>{t('evidence.feeling')}</dt>
      <dd className="facts__big num">{formatFeeling(point.value, lang)}</dd>
      {point.lo !== undefined && point.hi !== undefined && (
        <>
          <dt>{t('evidence.interval')}</dt>
          <dd className="num">
            {formatFeeling(point.lo, lang)} … {formatFeeling(point.hi, lang)}
          </dd>
        </>
      )}
      {point.raw_mean !== undefined && point.raw_scale && (
        <>
          <dt>{t('evidence.rawMean')}</dt>
          <dd className="num">
            {t('evidence.onScale', { mean: formatDecimal(point.raw_mean, lang, 2), lo: point.raw_scale.lo, hi: point.raw_scale.hi })}
          </dd>
        </>
      )}
      {point.n !== undefined && (
        <>
          <dt>{t('answer.n')}</dt>
          <dd className="num">{formatCount(point.n, lang)}</dd>
        </>
      )}
    </>
  );
}

function Reason({ item }: { item: Evidence }) {
  const { t, lang } = useText();
  const reason = inLang(item.reason, lang);
  if (!reason && !item.rule && !item.quote) return null;
  return (
    <section className="evidence">
      {item.quote && <blockquote className="quote">{item.quote.text}</blockquote>}
      {(reason || item.rule) && <h3>{t('evidence.why')}</h3>}
      {reason && <p>{reason}</p>}
      {item.rule && (
        <p className="muted">
          {t('evidence.rule')} <code className="mono">{item.rule}</code>
        </p>
      )}
    </section>
  );
}

function Asked({ question, source }: { question: Question; source?: string }) {
  const { t, lang } = useText();
  const link = exploreLink(question, source);
  return (
    <section className="evidence" aria-labelledby="evidence-question">
      <h3 id="evidence-question">{t('evidence.question')}</h3>
      <p>{questionText(question, t, lang)}</p>
      <details className="json">
        <summary>JSON</summary>
        {/* Scrolls sideways, so it takes the keyboard. */}
        <pre role="region" aria-label="JSON" tabIndex={0}>
          {JSON.stringify(question, null, 2)}
        </pre>
      </details>
      {link && (
        <Link to="/explore" search={link} className={buttonClass({ small: true })}>
          <Icon name="external" size={15} />
          {t('evidence.openInExplore')}
        </Link>
      )}
    </section>
  );
}

const examplesMax = 5;

function Examples({ source, records, base, highlight }: { source: string; records: string; base?: string; highlight: string[] }) {
  const { t } = useText();
  // Rules write their own selector in full; the question's filter only narrows where the selector does not say it.
  const where = base && !records.includes(base) ? `(${base}) and (${records})` : records;
  const { data, error, refetch, isPending } = useQuery(
    askQuery<JourneyRow>({ source, where, ask: { journeys: { limit: examplesMax } } }),
  );
  return (
    <section className="evidence" aria-labelledby="evidence-examples">
      <h3 id="evidence-examples">{t('evidence.examples')}</h3>
      <p className="muted">
        <code className="mono">{where}</code>
      </p>
      {isPending && <Loading label={t('common.loading')} rows={3} height={44} />}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && <p className="muted">{t('evidence.noExamples')}</p>}
      <ul className="examples">
        {data?.rows.map((journey) => (
          <li key={journey.actor}>
            <JourneyLine
              journey={journey}
              highlight={highlight}
              title={
                <Link to="/explore" search={{ source, tab: 'actor', actor: journey.actor }}>
                  {journey.actor}
                </Link>
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
