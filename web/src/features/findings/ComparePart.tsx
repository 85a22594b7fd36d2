import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { compareSegmentsQuery, type Difference, type FunnelPair, type Segments, type SegmentsOrder } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatSpan } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Field } from '../../ui';
import { Check } from '../../ui/Check';
import { AnswerOf } from './Findings';
import { formatDifference, formatPercent, formatRange, qMax, worthTelling } from './numbers';
import { DifferenceList, Legend } from './pictures';
import type { ChangeSegments } from './SegmentsPage';
import type { SegmentsSearch } from './state';
import { hueOf } from './WhySegments';

const parts = ['touchpoints', 'transitions', 'ends', 'channels', 'times', 'attributes'] as const;

/** Any two segments on every picture. */
export function ComparePart({ order, found, source, search, change }: { order: SegmentsOrder; found: Segments; source: Source; search: SegmentsSearch; change: ChangeSegments }) {
  const { t, lang } = useText();
  const head = useRef<HTMLElement>(null);
  const of = (number: number | undefined) => found.segments.find((one) => one.number === number);
  const [own, other] = [of(search.own), of(search.other)];
  const pair = own && other && own !== other ? { segments: order, own: own.number, other: other.number } : null;
  const query = useQuery(compareSegmentsQuery(pair, source.version));
  const asked = pair === null ? undefined : `${pair.own} ${pair.other}`;
  const before = useRef(asked);
  useEffect(() => {
    // Chosen on a card further up: the pictures come into sight.
    if (asked !== undefined && before.current === undefined) head.current?.scrollIntoView?.({ block: 'start', behavior: 'smooth' });
    before.current = asked;
  }, [asked]);
  const pick = (side: 'own' | 'other', number: number) => {
    const rest = side === 'own' ? (search.other ?? found.segments.find((one) => one.number !== number)?.number) : (search.own ?? found.segments.find((one) => one.number !== number)?.number);
    change(side === 'own' ? { own: number, other: rest === number ? search.own : rest } : { other: number, own: rest === number ? search.other : rest });
  };
  return (
    <section className="panel compare-part" aria-labelledby="compare-segments" ref={head}>
      <header className="compare-part__head">
        <h2 id="compare-segments">{t('findings.compareTwo')}</h2>
        {pair ? (
          (['own', 'other'] as const).map((side) => (
            <Field key={side} label={t(`findings.compare_${side}`)}>
              <select className="select select--small" value={pair[side]} onChange={(event) => pick(side, Number(event.target.value))}>
                {found.segments.map((one) => (
                  <option key={one.number} value={one.number}>
                    {inLang(one.name, lang)}
                  </option>
                ))}
              </select>
            </Field>
          ))
        ) : (
          <Button icon="swap" label={t('findings.compareFirst')} onClick={() => change({ own: 1, other: 2 })} />
        )}
        {pair && <Check label={t('findings.showAll')} checked={search.all === 'yes'} onChange={(all) => change({ all: all ? 'yes' : undefined })} />}
      </header>
      {pair && own && other && (
        <AnswerOf query={query}>
          {({ found: compared }) => {
            const names = [inLang(own.name, lang), inLang(other.name, lang)] as const;
            const all = search.all === 'yes';
            const lists = parts.map((part) => ({ part, list: compared[part], told: worthTelling(compared[part], all) })).filter(({ list }) => list.length > 0);
            return (
              <>
                <Legend own={`${names[0]} (n = ${formatCount(compared.own.n, lang)})`} rest={`${names[1]} (n = ${formatCount(compared.other.n, lang)})`} />
                {compared.funnel.length > 0 && <FunnelPairs rows={compared.funnel} names={names} hues={[hueOf(own.number), hueOf(other.number)]} />}
                {lists.map(({ part, list, told }) => (
                  <section key={part} className="compare-part__list">
                    <h3>
                      {t(`findings.part_${part}`)} <small className="muted num">{t('findings.toldOf', { told: told.length, all: list.length })}</small>
                    </h3>
                    {told.length === 0 ? (
                      <p className="muted">{t('findings.noneTold')}</p>
                    ) : (
                      <DifferenceList list={told.slice(0, 40)} ownName={names[0]} restName={names[1]} hues={source.activity_names} source={source.name} where={search.where} label={t(`findings.part_${part}`)} />
                    )}
                  </section>
                ))}
              </>
            );
          }}
        </AnswerOf>
      )}
    </section>
  );
}

/** Both funnels stage by stage, mirrored at the middle. */
function FunnelPairs({ rows, names, hues }: { rows: FunnelPair[]; names: readonly [string, string]; hues: [string, string] }) {
  const { t, lang } = useText();
  const percent = (value: number) => formatPercent(value, lang);
  const told = (of: Difference | null | undefined) => of != null && of.q < qMax;
  return (
    <section className="compare-part__list">
      <h3>{t('findings.part_funnel')}</h3>
      <ol className="funnel-pair">
        {rows.map((row) => {
          const { own, rest } = row.reached;
          return (
            <li key={inLang(row.name, lang)} className="funnel-pair__row">
              {([own, rest] as const).map((side, k) => (
                <span key={k} className={`funnel-pair__side funnel-pair__side--${k === 0 ? 'own' : 'other'}`} title={`${names[k]}: ${percent(side.value)} (${formatRange(side, percent)}), n = ${formatCount(side.n, lang)}`}>
                  <span className="funnel-pair__bar" style={{ width: `${side.value * 100}%`, background: hues[k] }} aria-hidden="true" />
                  <span className="num">
                    <span className="hidden-text">{names[k]}: </span>
                    <b>{percent(side.value)}</b> <small className="muted">{formatRange(side, percent)}</small>
                  </span>
                </span>
              ))}
              <span className="funnel-pair__name">
                {inLang(row.name, lang)}
                <small className={told(row.reached) ? 'funnel-pair__told num' : 'muted num'}>
                  {told(row.reached) ? formatDifference(row.reached, row.reached.difference.value, t, lang) : t('findings.alike')}
                </small>
                {row.time && told(row.time) && (
                  <small className="muted num">
                    {t('findings.timeTo', { own: formatSpan(row.time.own.value, lang), other: formatSpan(row.time.rest.value, lang) })}
                  </small>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
