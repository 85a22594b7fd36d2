import type { Segments } from '../../api/findings';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { formatPercent, formatRange } from './numbers';
import { TriedPicture } from './pictures';

/** How many segments and why so many; below them all as parts of one bar. */
export function WhySegments({ found }: { found: Segments }) {
  const { t, lang } = useText();
  const { choice, segments } = found;
  return (
    <section className="panel why" aria-labelledby="why-segments">
      <div className="why__words">
        <h2 id="why-segments">{segments.length === 1 ? t('findings.oneSegment') : t('findings.nSegments', { count: segments.length })}</h2>
        {choice && <p>{inLang(choice.reason, lang)}</p>}
        {choice?.stability != null && (
          <p className="why__stability">
            <span className="stability" role="img" aria-label={t('findings.stability', { value: formatDecimal(choice.stability, lang, 2) })}>
              <span style={{ width: `${Math.max(0, Math.min(1, choice.stability)) * 100}%` }} />
            </span>
            <span className="num">{t('findings.stability', { value: formatDecimal(choice.stability, lang, 2) })}</span>
            <span className="muted">{t(choice.stability >= 0.85 ? 'findings.stabilityHigh' : choice.stability >= 0.6 ? 'findings.stabilityMiddle' : 'findings.stabilityLow')}</span>
          </p>
        )}
        {segments.length > 1 && (
          <div className="parts" aria-hidden="true">
            {segments.map((segment) => (
              <span key={segment.number} className="parts__one num" style={{ flexGrow: segment.n, '--hue': hueOf(segment.number) } as React.CSSProperties} title={`${inLang(segment.name, lang)}: ${formatPercent(segment.share.value, lang)} (${formatRange(segment.share, (v) => formatPercent(v, lang))})`}>
                {segment.share.value > 0.06 && segment.number}
              </span>
            ))}
          </div>
        )}
        {found.outside > 0 && <p className="muted num">{t('findings.outside', { count: found.outside, shown: formatCount(found.outside, lang) })}</p>}
      </div>
      {choice && <TriedPicture choice={choice} chosen={segments.length} />}
    </section>
  );
}

/** A segment's colour: the same on every picture of one division. */
export const hueOf = (number: number) => `var(--hue-${((number - 1) % 12) + 1})`;
