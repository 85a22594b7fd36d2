import './whatif.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { whatIfQuery, type Found, type Load, type WhatIf, type WhatIfOrder } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatShare, formatSpan } from '../../lib/format';
import { Button, Note } from '../../ui';
import { activityHue } from '../explore/state';
import { ChainEdits } from './ChainEdits';
import { AnswerOf, Asked, Findings } from './Findings';
import { formatPercent, formatPoints, formatRange, formatTime, scaleOf, signed, type Format } from './numbers';
import { ChangePicture, DumbbellMark, Legend, Notes } from './pictures';
import { decodeEdits, decodeNames, encodeEdits, type WhatIfSearch } from './state';

const route = getRouteApi('/findings/what-if');

/** What a change of the journey would do if people went on as before everywhere else. */
export function WhatIfPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<WhatIfSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false });
  return (
    <Findings page="whatIf" search={search} change={change}>
      {(source) => <Changed key={source.name} source={source} search={search} change={change} />}
    </Findings>
  );
}

function Changed({ source, search, change }: { source: Source; search: WhatIfSearch; change: (part: Partial<WhatIfSearch>) => void }) {
  const { t } = useText();
  const goals = decodeNames(search.goals);
  const edits = decodeEdits(search.edits);
  const order: WhatIfOrder = {
    source: source.name,
    ...(search.where ? { where: search.where } : {}),
    ...(goals.length ? { goals } : {}),
    edits,
  };
  // While a slider moves, the last numbers stay until the new ones come.
  const query = useQuery({ ...whatIfQuery(order, source.version), placeholderData: keepPreviousData });
  return (
    <>
      <Asked source={source} search={search} change={change} found={query.data} error={query.error} />
      <div className="with-side what-if">
        <ChainEdits edits={edits} source={source} error={query.error} onChange={(next) => change({ edits: encodeEdits(next) })} />
        <div>
          <Note title={t('findings.mechanical')}>{t('findings.mechanicalText')}</Note>
          <AnswerOf query={query} at="edits">
            {(found) => <Outcome found={found} source={source} changed={edits.length > 0} />}
          </AnswerOf>
        </div>
      </div>
    </>
  );
}

const formatEvents: Format = (value, lang) => formatDecimal(value, lang, value < 10 ? 2 : 1);

function Outcome({ found, source, changed }: { found: Found<WhatIf>; source: Source; changed: boolean }) {
  const { t, lang } = useText();
  const { completed, duration_s, steps, loads, notes, memory, order, open } = found.found;
  const remembers = memory.of_bits > 0 ? memory.bits / memory.of_bits : 0;
  return (
    <>
      <div className="changes">
        <ChangePicture name={t('findings.completed')} change={completed} format={formatPercent} difference={(value) => formatPoints(value, t, lang)} share />
        <ChangePicture name={t('findings.duration')} change={duration_s} format={formatTime} difference={(value) => signed(value, (size) => formatSpan(size, lang))} />
        <ChangePicture name={t('findings.events')} change={steps} format={formatEvents} difference={(value) => signed(value, (size) => formatEvents(size, lang))} />
      </div>
      <Loads loads={loads} source={source} changed={changed} />
      <Notes notes={notes.slice(1)} />
      <p className="muted findings__design num">
        {t('findings.memory', { count: order, share: formatShare(remembers, lang) })}
        {open > 0 && ` ${t('findings.stillOpen', { shown: formatCount(open, lang) })}`}
      </p>
    </>
  );
}

const loadsFirst = 10;

/** How often each touchpoint is visited per journey, before and after; where it changes most comes first. */
function Loads({ loads, source, changed }: { loads: Load[]; source: Source; changed: boolean }) {
  const { t, lang } = useText();
  const [all, setAll] = useState(false);
  const sorted = [...loads].sort((a, b) => (changed ? Math.abs(b.change.value) - Math.abs(a.change.value) : 0) || b.before.value - a.before.value);
  const scale = scaleOf(loads.flatMap((load) => [load.before.hi, load.after.hi]));
  const visits = (value: number) => formatDecimal(value, lang, 2);
  return (
    <section className="panel loads" aria-labelledby="loads-title">
      <h2 id="loads-title">{t('findings.loads')}</h2>
      <Legend own={t('findings.after')} rest={t('findings.before')} />
      <ul className="differences">
        {(all ? sorted : sorted.slice(0, loadsFirst)).map((load) => {
          const still = load.change.value === 0;
          return (
            <li key={load.activity} className="difference">
              <span className="difference__what">
                <i className="dot" style={{ background: activityHue(source.activity_names, load.activity) }} aria-hidden="true" />
                {load.activity}
                <small className="muted num difference__under">
                  {t('findings.completesFrom', { share: formatShare(load.completes.value, lang), range: formatRange(load.completes, (v) => formatShare(v, lang)), span: formatSpan(load.left_s.value, lang) })}
                </small>
              </span>
              <DumbbellMark own={load.after} rest={load.before} scale={scale} label={t('findings.beforeAfter', { before: visits(load.before.value), after: visits(load.after.value) })} />
              <span className="difference__both num">
                <b>{visits(load.after.value)}</b>
                {!still && <span className="muted">{t('findings.instead', { value: visits(load.before.value) })}</span>}
                <small className="muted">{formatRange(load.after, visits)}</small>
              </span>
              <span className={`difference__size num ${still ? 'muted' : load.change.value > 0 ? 'is-more' : 'is-less'}`}>
                {still ? (
                  <small>{t('findings.unchanged')}</small>
                ) : (
                  <>
                    <b>{signed(load.change.value, visits)}</b>
                    <small className="muted">{formatRange(load.change, (v) => signed(v, visits))}</small>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {sorted.length > loadsFirst && <Button small look="quiet" label={all ? t('findings.fewer') : t('findings.more', { count: sorted.length - loadsFirst })} aria-expanded={all} onClick={() => setAll(!all)} />}
    </section>
  );
}
