import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Driver, Drivers, Estimate, Found } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon } from '../../ui';
import { formatAmount, formatPercent, formatPoints, formatQ, formatRange, signed } from './numbers';
import { DumbbellMark, ForestMark, Legend, type Scale } from './pictures';
import { PutOnMap } from './PutOnMap';

/** One comparison on the forest; folded out, how it was made and how firm it is. */
export function MomentRow({ driver, scale, number, found, source, open, onOpen }: {
  driver: Driver;
  scale: Scale;
  /** The outcome is a column of numbers, not a goal. */
  number: boolean;
  found: Found<Drivers>;
  source: Source;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const { t, lang } = useText();
  const [putting, setPutting] = useState(false);
  const title = inLang(driver.title, lang);
  const format = (value: number) => (number ? formatAmount(value, lang) : formatPercent(value, lang));
  const size = (value: number) => (number ? signed(value, (one) => formatAmount(one, lang)) : formatPoints(value, t, lang));
  const whole = (estimate: Estimate) => `${format(estimate.value)} (${formatRange(estimate, format)})`;
  const range = formatRange(driver.effect, size);
  const body = `moment-${driver.kind}-${driver.activity}-${driver.from ?? ''}`.replace(/\s+/g, '-');
  return (
    <li className={`moment ${open ? 'moment--open' : ''}`}>
      <button type="button" className="moment__head" aria-expanded={open} aria-controls={body} onClick={() => onOpen(!open)}>
        <span className="moment__what">
          <Icon name={open ? 'chevron_down' : 'chevron_right'} size={15} />
          <span>
            <span className={`chip moment__kind moment__kind--${driver.kind}`}>{t(`findings.kind_${driver.kind}`)}</span>
            <b>{title}</b>
          </span>
        </span>
        <ForestMark effect={driver.effect} scale={scale} faint={!driver.told} label={t('findings.effectIs', { value: size(driver.effect.value), range })} />
        <span className="moment__size num">
          <b className={driver.told ? (driver.effect.value > 0 ? 'is-more' : 'is-less') : 'muted'}>{size(driver.effect.value)}</b>
          <small className="muted">
            {range} · q {driver.q < 0.001 ? formatQ(driver.q, lang) : `= ${formatQ(driver.q, lang)}`}
          </small>
          <small className="muted">
            n = {formatCount(driver.exposed, lang)} / {formatCount(driver.unexposed, lang)}
          </small>
        </span>
      </button>
      {open && (
        <div className="moment__body" id={body}>
          <div className="moment__facts">
            <section>
              <h4>{t('findings.withWithout')}</h4>
              <Legend own={t('findings.with', { value: whole(driver.with), n: formatCount(driver.exposed, lang) })} rest={t('findings.without', { value: whole(driver.without), n: formatCount(driver.unexposed, lang) })} />
              <DumbbellMark
                own={driver.with}
                rest={driver.without}
                scale={number ? { min: Math.min(0, driver.with.lo ?? 0, driver.without.lo ?? 0), max: Math.max(driver.with.hi ?? 0, driver.without.hi ?? 0) * 1.05 } : { min: 0, max: 1 }}
                label={`${t('findings.with', { value: whole(driver.with), n: formatCount(driver.exposed, lang) })}; ${t('findings.without', { value: whole(driver.without), n: formatCount(driver.unexposed, lang) })}`}
              />
            </section>
            <dl className="facts moment__numbers">
              {!number && (
                <>
                  <dt>{t('findings.hang')}</dt>
                  <dd className="num">{signed(driver.outcomes, (one) => formatCount(one, lang))}</dd>
                </>
              )}
              <dt>{t('findings.adjusted')}</dt>
              <dd className="num">{size(driver.effect.value)}</dd>
              <dt>{t('findings.crude')}</dt>
              <dd className="num">{size(driver.crude)}</dd>
              <dt>{t('findings.overlap')}</dt>
              <dd className="num">{formatPercent(driver.overlap, lang)}</dd>
            </dl>
          </div>
          <p>{inLang(driver.reason, lang)}</p>
          <p className="muted">
            {t(Math.abs(driver.crude - driver.effect.value) > Math.abs(driver.crude) * 0.25 ? 'findings.crudeDiffers' : 'findings.crudeAlike')}{' '}
            {driver.e_value_interval > 1.05 ? t('findings.eValue', { factor: formatDecimal(driver.e_value_interval, lang, 1) }) : t('findings.eValueNone')}
          </p>
          <p className="moment__tools">
            <Button small look="primary" icon="moments_of_truth" label={t('findings.putOnMap')} disabled={!driver.told} title={driver.told ? undefined : t('findings.putNotChance')} onClick={() => setPutting(true)} />
            <Link to="/explore" search={{ source: source.name, tab: 'graph', where: driver.records }} className={buttonClass({ small: true })}>
              <Icon name="compass" size={15} />
              {t('findings.look')}
            </Link>
          </p>
          {putting && <PutOnMap driver={driver} found={found} source={source} onClose={() => setPutting(false)} />}
        </div>
      )}
    </li>
  );
}
