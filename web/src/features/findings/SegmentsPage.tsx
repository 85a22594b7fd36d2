import './segments.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { segmentsQuery, type SegmentsOrder } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { Empty, Field, Segmented } from '../../ui';
import { Check } from '../../ui/Check';
import { ComparePart } from './ComparePart';
import { AnswerOf, Asked, Findings } from './Findings';
import { columnName } from './numbers';
import { Notes } from './pictures';
import { RulesEditor } from './RulesEditor';
import { SegmentCard } from './SegmentCard';
import { decodeRules, encodeRules, segmentsBy, segmentsMax, type SegmentsSearch } from './state';
import { WhySegments } from './WhySegments';

const route = getRouteApi('/findings/segments');

export type ChangeSegments = (part: Partial<SegmentsSearch>) => void;

/** Groups of journeys: found, by an attribute or by rules; what sets each apart, and any two side by side. */
export function SegmentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeSegments = (part) => void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false });
  return (
    <Findings page="segments" search={search} change={change}>
      {(source) => <Divided key={source.name} source={source} search={search} change={change} />}
    </Findings>
  );
}

function Divided({ source, search, change }: { source: Source; search: SegmentsSearch; change: ChangeSegments }) {
  const { t } = useText();
  const columns = source.attributes.filter((one) => one.kind === 'coded');
  const given = search.by === 'attribute' && !search.column ? { ...search, column: columns[0]?.name } : search;
  const by = segmentsBy(given);
  const order: SegmentsOrder | null = by && { source: source.name, ...(search.where ? { where: search.where } : {}), by };
  const query = useQuery(segmentsQuery(order, source.version));
  const ofRules = search.by === 'rules' && !search.where;
  // Another division has other numbers: what was compared is not there any more.
  const divide: ChangeSegments = (part) => change({ own: undefined, other: undefined, ...part });
  return (
    <>
      <Asked source={source} search={search} change={divide} found={query.data} error={ofRules ? null : query.error} goals={false}>
        <div className="asked__row">
          <Segmented
            label={t('findings.divideBy')}
            value={search.by ?? 'journeys'}
            choices={(['journeys', 'attribute', 'rules'] as const).map((value) => ({ value, label: t(`findings.by_${value}`) }))}
            onChange={(value) => divide({ by: value === 'journeys' ? undefined : value })}
          />
          {search.by === undefined && (
            <>
              <Field label={t('findings.howMany')}>
                <select className="select select--small" value={search.k ?? ''} onChange={(event) => divide({ k: event.target.value ? Number(event.target.value) : undefined })}>
                  <option value="">{t('findings.asEvidence')}</option>
                  {Array.from({ length: segmentsMax - 1 }, (_, i) => i + 2).map((k) => (
                    <option key={k}>{k}</option>
                  ))}
                </select>
              </Field>
              <Check label={t('findings.pace')} checked={search.pace !== 'no'} onChange={(pace) => divide({ pace: pace ? undefined : 'no' })} />
            </>
          )}
          {search.by === 'attribute' && (
            <Field label={t('findings.column')}>
              <select className="select select--small" value={given.column} onChange={(event) => divide({ column: event.target.value })}>
                {columns.map((one) => (
                  <option key={one.name} value={one.name}>
                    {columnName(one.name)}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </div>
        {search.by === 'rules' && (
          <RulesEditor key={search.rules} rules={decodeRules(search.rules)} source={source} error={ofRules ? query.error : null} onChange={(rules) => divide({ rules: encodeRules(rules) })} />
        )}
      </Asked>
      {order === null ? (
        <Empty icon="users" title={t('findings.noRules')} text={t('findings.noRulesText')} />
      ) : (
        <AnswerOf query={query} at="by">
          {({ found }) => (
            <>
              <WhySegments found={found} />
              <ol className={`segments segments--${Math.min(3, found.segments.length)}`}>
                {found.segments.map((segment) => (
                  <li key={segment.number}>
                    <SegmentCard segment={segment} found={found} source={source} where={search.where} onCompare={found.segments.length > 1 ? () => change({ own: segment.number, other: found.segments.find((one) => one.number !== segment.number)?.number }) : undefined} />
                  </li>
                ))}
              </ol>
              <Notes notes={found.notes} />
              {found.segments.length > 1 && <ComparePart order={order} found={found} source={source} search={search} change={change} />}
            </>
          )}
        </AnswerOf>
      )}
    </>
  );
}
