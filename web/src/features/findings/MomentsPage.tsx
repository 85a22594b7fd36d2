import './moments.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { driversQuery, type Driver, type Drivers, type DriversOrder, type Found } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatShare, formatSpan } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Empty, Field } from '../../ui';
import { AnswerOf, Asked, Findings } from './Findings';
import { MomentRow } from './MomentRow';
import { columnName, scaleOf } from './numbers';
import { decodeNames, type MomentsSearch } from './state';

const route = getRouteApi('/findings/moments');
const dayS = 86_400;

export const driverKey = (driver: Driver) => [driver.kind, driver.activity, driver.from ?? ''].join('~');

/** What is tied to the outcome once everything recorded before is made alike. */
export function MomentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<MomentsSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false });
  return (
    <Findings page="moments" search={search} change={change}>
      {(source) => <Moments key={source.name} source={source} search={search} change={change} />}
    </Findings>
  );
}

function Moments({ source, search, change }: { source: Source; search: MomentsSearch; change: (part: Partial<MomentsSearch>) => void }) {
  const { t, lang } = useText();
  const goals = decodeNames(search.goals);
  const order: DriversOrder = {
    source: source.name,
    ...(search.where ? { where: search.where } : {}),
    ...(goals.length ? { goals } : {}),
    ...(search.number ? { number: search.number } : {}),
    ...(search.days ? { horizon_s: search.days * dayS } : {}),
  };
  const query = useQuery(driversQuery(order, source.version));
  const numbers = source.attributes.filter((one) => one.kind === 'number');
  return (
    <>
      <Asked source={source} search={search} change={change} found={query.data} error={query.error} goals={search.number === undefined}>
        <div className="asked__row">
          {numbers.length > 0 && (
            <Field label={t('findings.outcome')}>
              <select className="select select--small" value={search.number ?? ''} onChange={(event) => change({ number: event.target.value || undefined })}>
                <option value="">{t('findings.outcomeGoal')}</option>
                {numbers.map((one) => (
                  <option key={one.name} value={one.name}>
                    {t('findings.outcomeNumber', { name: columnName(one.name) })}
                  </option>
                ))}
              </select>
            </Field>
          )}
          {search.number === undefined && (
            <Field label={t('findings.horizon')}>
              <select className="select select--small" value={search.days ?? ''} onChange={(event) => change({ days: event.target.value ? Number(event.target.value) : undefined })}>
                <option value="">{query.data?.found.horizon_s != null && !search.days ? t('findings.horizonAutoIs', { span: formatSpan(query.data.found.horizon_s, lang) }) : t('findings.horizonAuto')}</option>
                {[1, 7, 14, 30, 60, 90, 180].map((days) => (
                  <option key={days} value={days}>
                    {t('findings.days', { count: days })}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </div>
      </Asked>
      <AnswerOf query={query}>{(found) => <Told found={found} source={source} search={search} change={change} />}</AnswerOf>
    </>
  );
}

function Told({ found, source, search, change }: { found: Found<Drivers>; source: Source; search: MomentsSearch; change: (part: Partial<MomentsSearch>) => void }) {
  const { t, lang } = useText();
  const { drivers, refused, design, outcome, fdr } = found.found;
  const number = 'number' in outcome;
  const told = drivers.filter((one) => one.told);
  const chance = drivers.filter((one) => !one.told);
  const scale = scaleOf(drivers.flatMap((one) => [one.effect.lo, one.effect.hi, one.effect.value]));
  const row = (driver: Driver) => (
    <MomentRow
      key={driverKey(driver)}
      driver={driver}
      scale={scale}
      number={number}
      found={found}
      source={source}
      open={search.open === driverKey(driver)}
      onOpen={(open) => change({ open: open ? driverKey(driver) : undefined })}
    />
  );
  return (
    <>
      <section className="panel moments" aria-labelledby="moments-told">
        <header className="moments__head">
          <h2 id="moments-told">{told.length === 0 ? t('findings.noMoments') : t('findings.moments', { count: told.length })}</h2>
          <p className="muted">{t('findings.associated')}</p>
        </header>
        {told.length === 0 ? (
          <Empty icon="moments_of_truth" title={drivers.length === 0 ? t('findings.tooFew') : t('findings.allChance')} text={drivers.length === 0 ? t('findings.tooFewText') : t('findings.allChanceText', { count: drivers.length })} />
        ) : (
          <>
            <div className="moment__axis muted" aria-hidden="true">
              <span />
              <span className="moment__ends">
                <span>← {t('findings.fewerGoals')}</span>
                <span>{t('findings.moreGoals')} →</span>
              </span>
            </div>
            <ol className="moments__list">{told.map(row)}</ol>
          </>
        )}
      </section>
      {chance.length > 0 && (
        <details className="panel moments moments--folded">
          <summary>
            {t('findings.mayBeChance', { count: chance.length })} <span className="muted">{t('findings.mayBeChanceWhy', { fdr: formatShare(fdr, lang, 0) })}</span>
          </summary>
          <ol className="moments__list">{chance.map(row)}</ol>
        </details>
      )}
      {refused.length > 0 && (
        <details className="panel moments moments--folded">
          <summary>
            {t('findings.refused', { count: refused.length })} <span className="muted">{t('findings.refusedWhy')}</span>
          </summary>
          <ul className="finding-notes">
            {refused.map((one) => (
              <li key={`${one.why} ${one.activity}`}>{inLang(one.reason, lang)}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="muted findings__design">{inLang(design, lang)}</p>
    </>
  );
}
