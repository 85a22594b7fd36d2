import type { Drivers } from '../../api/voice';
import { useText } from '../../app/i18n';
import { formatCount, formatFeeling, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { TextsLink } from './parts';

const rowsMax = 8;

/** What goes along with the score: shares of the explained spread with their intervals. Associated, never «causes». */
export function DriversPart({ drivers }: { drivers: Drivers }) {
  const { t, lang } = useText();
  const suppressed = inLang(drivers.suppressed, lang);
  if (suppressed || drivers.rows.length === 0) return <p className="muted">{suppressed || t('voice.noDrivers')}</p>;
  const top = Math.max(...drivers.rows.map((row) => row.hi), 0.01);
  return (
    <>
      <ul className="drivers">
        {drivers.rows.slice(0, rowsMax).map((row) => {
          const [of, id] = [row.driver.slice(0, row.driver.indexOf(':')), row.driver.slice(row.driver.indexOf(':') + 1)];
          const name = inLang(row.name, lang);
          return (
            <li key={row.driver} className="driver">
              <span className="driver__name">{of === 'topic' || of === 'aspect' ? <TextsLink filter={{ [of]: id }}>{name}</TextsLink> : name}</span>
              <span className="driver__bar" aria-hidden="true">
                <span className={`driver__fill ${row.effect < 0 ? 'driver__fill--bad' : ''}`} style={{ width: `${(row.share / top) * 100}%` }} />
                <span className="driver__range" style={{ left: `${(Math.max(0, row.lo) / top) * 100}%`, width: `${((row.hi - Math.max(0, row.lo)) / top) * 100}%` }} />
              </span>
              <span className="num driver__share">
                {formatShare(row.share, lang, 0)} <span className="muted">({formatShare(row.lo, lang, 0)} … {formatShare(row.hi, lang, 0)})</span>
              </span>
              <span className={`num driver__effect feel--${row.effect < 0 ? -1 : 1}`} title={t('voice.effect')}>
                {formatFeeling(row.effect, lang)}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="muted block__note num">
        {t(`voice.measure_${drivers.outcome}`)} · n = {formatCount(drivers.n, lang)}
        {drivers.r2 !== undefined && ` · R² ${formatShare(drivers.r2, lang, 0)}`} · {t('voice.associated')}
      </p>
    </>
  );
}
