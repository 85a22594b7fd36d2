import './interview.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { interviewsQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay } from '../../lib/format';
import { buttonClass, Empty, Icon, Loading } from '../../ui';

/** Conversations with people: which there are, and how far they are coded. */
export function InterviewsPage() {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(interviewsQuery);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={4} height={64} />;
  if (data.length === 0) {
    return (
      <Empty
        icon="users"
        title={t('voice.noInterviews')}
        text={t('voice.noInterviewsText')}
        actions={
          <Link to="/import" className={buttonClass({ look: 'primary' })}>
            {t('voice.nothingImport')}
          </Link>
        }
      />
    );
  }
  return (
    <ul className="panel rows interviews">
      {data.map((one) => (
        <li key={`${one.source} ${one.conversation}`} className="row">
          <span className="row__icon">
            <Icon name="users" size={18} />
          </span>
          <div className="row__words">
            <b>
              <Link to="/voice/interviews/$source/$conversation" params={{ source: one.source, conversation: one.conversation }}>
                {one.conversation}
              </Link>
            </b>
            <span className="muted num">{[one.from && formatDay(one.from, lang), one.source].filter(Boolean).join(' · ')}</span>
            <span className="row__chips">
              <span className="chip num">{t('voice.nTurns', { count: one.n_turns, shown: formatCount(one.n_turns, lang) })}</span>
              <span className="chip chip--brand num">{t('voice.nCodings', { count: one.n_codings, shown: formatCount(one.n_codings, lang) })}</span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
