import './attribution.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { attributionQuery, type AttributionOrder, type Found, type Attribution } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { Empty, Field } from '../../ui';
import { byChannel } from './credits';
import { CreditTable } from './CreditTable';
import { AnswerOf, Asked, Findings } from './Findings';
import { ModelSpread } from './ModelSpread';
import { columnName } from './numbers';
import { Notes } from './pictures';
import { decodeNames, type AttributionSearch } from './state';

const route = getRouteApi('/findings/attribution');
const dayS = 86_400;

/** Who gets the credit for a goal, by several models at once: none of them measures a cause. */
export function AttributionPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<AttributionSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false });
  return (
    <Findings page="attribution" search={search} change={change}>
      {(source) => <Credits key={source.name} source={source} search={search} change={change} />}
    </Findings>
  );
}

function Credits({ source, search, change }: { source: Source; search: AttributionSearch; change: (part: Partial<AttributionSearch>) => void }) {
  const { t } = useText();
  const goals = decodeNames(search.goals);
  const columns = source.attributes.filter((one) => one.of === 'event' && one.kind !== 'number').map((one) => one.name);
  const numbers = source.attributes.filter((one) => one.kind === 'number').map((one) => one.name);
  const hasChannel = columns.includes('channel');
  const order: AttributionOrder = {
    source: source.name,
    ...(search.where ? { where: search.where } : {}),
    ...(goals.length ? { goals } : {}),
    ...(search.by ? { by: search.by } : {}),
    ...(search.value ? { value: search.value } : {}),
    ...(search.days ? { lookback_s: search.days * dayS } : {}),
  };
  const query = useQuery(attributionQuery(order, source.version));
  return (
    <>
      <Asked source={source} search={search} change={change} found={query.data} error={query.error}>
        <div className="asked__row">
          <Field label={t('findings.touchBy')}>
            <select className="select select--small" value={search.by ?? (hasChannel ? 'channel' : 'activity')} onChange={(event) => change({ by: event.target.value === (hasChannel ? 'channel' : 'activity') ? undefined : event.target.value })}>
              {columns.map((name) => (
                <option key={name} value={name}>
                  {columnName(name)}
                </option>
              ))}
              <option value="activity">{t('findings.touchActivity')}</option>
            </select>
          </Field>
          {numbers.length > 0 && (
            <Field label={t('findings.value')}>
              <select className="select select--small" value={search.value ?? ''} onChange={(event) => change({ value: event.target.value || undefined })}>
                <option value="">{t('findings.noValue')}</option>
                {numbers.map((name) => (
                  <option key={name} value={name}>
                    {columnName(name)}
                  </option>
                ))}
              </select>
            </Field>
          )}
          <Field label={t('findings.lookback')}>
            <select className="select select--small" value={search.days ?? ''} onChange={(event) => change({ days: event.target.value ? Number(event.target.value) : undefined })}>
              <option value="">{t('findings.lookbackNone')}</option>
              {[1, 7, 14, 30, 90].map((days) => (
                <option key={days} value={days}>
                  {t('findings.days', { count: days })}
                </option>
              ))}
            </select>
          </Field>
        </div>
      </Asked>
      <AnswerOf query={query}>{(found) => <Shared found={found} value={search.value} />}</AnswerOf>
    </>
  );
}

function Shared({ found, value }: { found: Found<Attribution>; value?: string }) {
  const { t, lang } = useText();
  const rows = byChannel(found.found);
  const { conversions, n, open } = found.found;
  if (rows.length === 0 || conversions === 0) return <Empty icon="channels" title={t('findings.noCredit')} text={t('findings.noCreditText')} />;
  const disagree = rows.filter((row) => row.disagrees);
  return (
    <>
      <section className="panel credits" aria-labelledby="credits-spread">
        <header className="credits__head">
          <h2 id="credits-spread">{disagree.length ? t('findings.modelsDisagree', { count: disagree.length, all: rows.length }) : t('findings.modelsAgree')}</h2>
          <p className="muted num">
            {t('findings.creditBase', { goals: formatCount(conversions, lang), n: formatCount(n, lang) })}
            {open > 0 && ` ${t('findings.creditOpen', { shown: formatCount(open, lang) })}`}
          </p>
        </header>
        <ModelSpread rows={rows} />
      </section>
      <section className="panel credits" aria-labelledby="credits-table">
        <h2 id="credits-table">{t('findings.creditTable')}</h2>
        <CreditTable rows={rows} value={value} />
      </section>
      <Notes notes={found.found.notes} />
    </>
  );
}
