import { Link } from '@tanstack/react-router';
import type { VoiceTopic } from '../../api/voice';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon } from '../../ui';
import { FeelingMark, Spark } from './parts';

/** What stands out about how often a topic comes: shown as a word with an arrow, and only where there is something. */
export function TopicState({ topic }: { topic: VoiceTopic }) {
  const { t } = useText();
  if (topic.state === 'stable') return null;
  return (
    <span className={`topic-state topic-state--${topic.state}`} title={topic.q === undefined ? undefined : t('voice.topicQ', { q: topic.q.toPrecision(1) })}>
      <Icon name={topic.state === 'shrinking' ? 'arrow_down' : topic.state === 'new' ? 'plus' : 'arrow_up'} size={12} />
      {t(`voice.topic_${topic.state}`)}
    </span>
  );
}

export function TopicLine({ topic }: { topic: VoiceTopic }) {
  const { t, lang } = useText();
  const name = inLang(topic.name, lang);
  return (
    <div className="topic-line">
      <Link to="/voice/topics" search={{ topic: topic.id }} className="topic-line__name">
        {name}
      </Link>
      <TopicState topic={topic} />
      <Spark values={topic.trend.map((point) => point.n)} label={t('voice.trendOf', { name })} width={110} height={26} />
      <span className="num topic-line__n">{formatCount(topic.n, lang)}</span>
      <FeelingMark value={topic.feeling?.mean} small />
    </div>
  );
}
