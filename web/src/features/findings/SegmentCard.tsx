import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Segment, Segments } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, nearlyAll } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon } from '../../ui';
import { MapOfThese } from './MapOfThese';
import { formatPercent, formatRange } from './numbers';
import { DifferenceList, Legend, ShareBar, TypicalPath } from './pictures';
import { hueOf } from './WhySegments';

/** Told at first; the rest on demand. */
const shownFirst = 5;

/** A filter within another. */
export const within = (where: string | undefined, filter: string) => (where ? `(${where}) and (${filter})` : filter);

/** One segment: how large, how its people walk, what sets it apart, and what can be done with it. */
export function SegmentCard({ segment, found, source, where, onCompare }: { segment: Segment; found: Segments; source: Source; where?: string; onCompare?: () => void }) {
  const { t, lang } = useText();
  const [all, setAll] = useState(false);
  const name = inLang(segment.name, lang);
  const filter = segment.records ?? segment.near?.filter;
  const records = filter === undefined ? undefined : within(where, filter);
  const percent = (value: number) => formatPercent(value, lang);
  const sure = nearlyAll(segment.certainty) ? `> ${percent(0.99)}` : percent(segment.certainty);
  // That people of a region are of that region is no finding.
  const differences = segment.differences.filter((one) => !one.records || !found.segments.some((other) => other.records === one.records));
  const hidden = differences.length - shownFirst;
  return (
    <article className="panel segment" style={{ '--hue': hueOf(segment.number) } as React.CSSProperties} aria-label={name}>
      <header className="segment__head">
        <span className="segment__number num" aria-hidden="true">
          {segment.number}
        </span>
        <h3>{name}</h3>
      </header>
      <div className="segment__size">
        <b className="num segment__share">{percent(segment.share.value)}</b>
        <ShareBar share={segment.share} colour={hueOf(segment.number)} label={`${percent(segment.share.value)} (${formatRange(segment.share, percent)})`} />
        <span className="muted num">
          {formatRange(segment.share, percent)} · {t('common.journeys', { count: segment.n, shown: formatCount(segment.n, lang) })}
          {found.by === 'journeys' && found.segments.length > 1 && ` · ${t('findings.certainty', { share: sure })}`}
        </span>
      </div>
      {segment.typical && (
        <section className="segment__part">
          <h4>{t('findings.typical')}</h4>
          <TypicalPath activities={segment.typical.activities} names={source.activity_names} />
          <p className="muted num">
            {t('findings.typicalSaid', { count: segment.typical.journeys, shown: formatCount(segment.typical.journeys, lang), likeness: percent(segment.typical.likeness) })}
          </p>
        </section>
      )}
      {found.segments.length > 1 && (
        <section className="segment__part">
          <h4>{t('findings.setsApart')}</h4>
          {differences.length === 0 ? (
            <p className="muted">{t('findings.nothingApart')}</p>
          ) : (
            <>
              <Legend own={t('findings.here')} rest={t('findings.elsewhere')} />
              <DifferenceList
                list={all ? differences : differences.slice(0, shownFirst)}
                ownName={t('findings.here')}
                restName={t('findings.elsewhere')}
                hues={source.activity_names}
                source={source.name}
                where={where}
                label={t('findings.setsApart')}
              />
              {hidden > 0 && <Button small look="quiet" label={all ? t('findings.fewer') : t('findings.more', { count: hidden })} aria-expanded={all} onClick={() => setAll(!all)} />}
            </>
          )}
        </section>
      )}
      <footer className="segment__tools">
        {records !== undefined && (
          <>
            <MapOfThese source={source.name} where={records} name={name} />
            <Link to="/explore" search={{ source: source.name, tab: 'graph', where: records }} className={buttonClass({ small: true })}>
              <Icon name="compass" size={15} />
              {t('findings.look')}
            </Link>
          </>
        )}
        {onCompare && <Button small icon="swap" label={t('findings.compareThis')} onClick={onCompare} />}
        {!segment.records && segment.near && (
          <p className="muted segment__near">
            {t('findings.near', { precision: percent(segment.near.precision), recall: percent(segment.near.recall) })} <code className="mono">{segment.near.filter}</code>
          </p>
        )}
        {filter === undefined && found.segments.length > 1 && <p className="muted segment__near">{t('findings.noRule')}</p>}
      </footer>
    </article>
  );
}
