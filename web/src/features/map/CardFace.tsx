import type { TFunction } from 'i18next';
import type { Card, Channel, LaneRole } from '../../api/types';
import { useText } from '../../app/i18n';
import { feelingLevel } from '../../lib/curve';
import { formatCount, formatFeeling, formatShare, formatSpan, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { channelIcon, Icon, Meter, type IconName } from '../../ui';
import { pointNow, useVoiceNow } from './voice/now';
import { metricInterval, metricValue } from './words';

const painIcon: Record<string, IconName> = {
  loss: 'route',
  waiting: 'hourglass',
  loop: 'refresh',
  repeat: 'copy',
  low_score: 'frown',
};

/** Parts of the bar above the numbers of a stage; their tiles carry its colours. */
const parts: ReadonlySet<string> = new Set(['continued', 'completed', 'still_open', 'loss']);

/** How a card looks inside its lane. The button around it belongs to the grid. */
export function CardFace({ card, role, t, lang, channel: find }: {
  card: Card;
  role: LaneRole;
  t: TFunction;
  lang: Lang;
  channel: (id: string) => Channel | undefined;
}) {
  const text = inLang(card.text, lang);
  const metric = card.metric;

  const feeling = pointNow(card, useVoiceNow());
  if (feeling) {
    // The point itself is drawn by the curve; here are its words for everyone who does not see it.
    const n = feeling.n === undefined ? '' : `, n = ${formatCount(feeling.n, lang)}`;
    return (
      <span className="hidden-text">
        {t(`feeling.${feelingLevel(feeling.value)}`)} {formatFeeling(feeling.value, lang)}
        {n}
      </span>
    );
  }
  if (role === 'channels' && card.channel) {
    const channel = find(card.channel);
    return (
      <span className="face-channel">
        <span className="face-channel__icon">
          <Icon name={channelIcon(channel?.icon ?? 'other')} size={17} />
        </span>
        <span className="face-channel__name">{channel ? inLang(channel.name, lang) : text}</span>
        {metric && <span className="face-channel__share num">{formatShare(metric.value, lang, 0)}</span>}
      </span>
    );
  }
  if (card.pain || role === 'pains') {
    const severity = card.pain && severityText(card.pain.severity, card.pain.severity_unit, lang, t);
    return (
      <span className="face-pain">
        <span className="face-pain__head">
          <Icon name={painIcon[card.pain?.kind ?? ''] ?? 'pains'} size={15} />
          {card.pain && <span>{t(`pain.${card.pain.kind}`)}</span>}
          {severity && <b className="num">{severity}</b>}
        </span>
        <span>{text}</span>
        {metric && (
          <span className="face-note num">
            {t(metric.name === 'journeys_harmed' ? 'map.harmed' : 'map.outOf', {
              count: metric.count ?? metric.value,
              shown: formatCount(metric.count ?? metric.value, lang),
              of: formatCount(metric.n, lang),
              base: inLang(metric.base, lang),
            })}
          </span>
        )}
      </span>
    );
  }
  if (metric && (role === 'actions' || role === 'touchpoints') && metric.unit === 'share') {
    return (
      <span className="face-reach">
        <span className="face-reach__row">
          <b className="num">{metricValue(metric, lang)}</b>
          <span className="face-note num">{metric.count === undefined ? '' : formatCount(metric.count, lang)}</span>
        </span>
        <Meter value={metric.value} />
        <span className="face-note">{text || t(`metric.${metric.name}`)}</span>
      </span>
    );
  }
  if (metric) {
    const interval = metricInterval(metric, lang);
    return (
      <span className="face-kpi">
        <span className="face-note">
          {parts.has(metric.name) && <span className={`face-kpi__mark outcomes__part--${metric.name}`} aria-hidden="true" />}
          {text || t(`metric.${metric.name}`)}
        </span>
        <b className={`face-kpi__value num ${metric.name === 'loss' ? 'face-kpi__value--loss' : ''}`}>{metricValue(metric, lang)}</b>
        <span className="face-note face-kpi__fine num">
          {interval && <span>{interval}</span>}
          <span>n = {formatCount(metric.n, lang)}</span>
        </span>
      </span>
    );
  }
  return <span className="face-text">{text || t('map.noText')}</span>;
}

/** The size of a pain in its own unit. */
export function severityText(severity: number, unit: string, lang: 'ru' | 'en', t: TFunction): string {
  if (unit === 'share') return formatShare(severity, lang);
  if (unit === 'seconds') return formatSpan(severity, lang);
  if (unit === 'feeling') return formatFeeling(severity, lang);
  return t('map.times', { value: new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(severity) });
}

/** What a statement rests on, as a mark and, where there is room, a word. */
export function StateMark({ state, word }: { state: Card['state']; word?: boolean }) {
  const { t } = useText();
  return <StateMarkIn state={state} word={word} t={t} />;
}

/** The same where the texts are at hand: thousands of cards do not ask for them one by one. */
export function StateMarkIn({ state, word, t }: { state: Card['state']; word?: boolean; t: TFunction }) {
  return (
    <span className="state">
      <span className={`state__mark state__mark--${state}`} aria-hidden="true" />
      <span className={word ? undefined : 'hidden-text'}>{t(`state.${state}`)}</span>
    </span>
  );
}
