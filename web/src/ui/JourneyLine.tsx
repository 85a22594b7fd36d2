import './journey.css';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { JourneyRow } from '../api/types';
import { formatInstant, formatSpan, type Lang } from '../lib/format';

/** Events shown at once; a clickstream of thousands stays a list one can read. */
const eventsMax = 60;

/** One journey event by event: what, when, how long after the event before, and what else is known. */
export function JourneyLine({ journey, highlight = [], title, max = eventsMax }: {
  journey: JourneyRow;
  highlight?: string[];
  title?: ReactNode;
  max?: number;
}) {
  const { t, i18n } = useTranslation();
  const lang: Lang = i18n.language === 'ru' ? 'ru' : 'en';
  const hidden = journey.events.length - max;
  const attributes = Object.entries(journey.attributes);
  return (
    <article className="journey">
      <header className="journey__head">
        <b>{title ?? journey.actor}</b>
        {attributes.map(([name, value]) => (
          <span key={name} className="chip">
            {name.replace(/^actor_/, '')}: {value}
          </span>
        ))}
      </header>
      <ol className="journey__events">
        {journey.events.slice(0, max).map((event, i) => {
          const before = journey.events[i - 1];
          const gap = before ? (Date.parse(event.time) - Date.parse(before.time)) / 1000 : null;
          return (
            <li key={i} className={`journey__event ${highlight.includes(event.activity) ? 'journey__event--here' : ''}`}>
              <span className="journey__gap num">{gap === null ? '' : `+${formatSpan(gap, lang)}`}</span>
              <span className="journey__what">
                <span className="journey__activity">{event.activity}</span>
                <time className="muted num" dateTime={event.time}>
                  {formatInstant(event.time, lang)}
                </time>
                {Object.entries(event.attributes ?? {}).map(([name, value]) => (
                  <span key={name} className="journey__attribute">
                    {name.replace(/^event_/, '')}: <b>{value}</b>
                  </span>
                ))}
              </span>
            </li>
          );
        })}
      </ol>
      {hidden > 0 && <p className="muted">{t('journey.more', { count: hidden })}</p>}
    </article>
  );
}
