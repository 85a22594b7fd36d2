import { useState } from 'react';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { condition, conjuncts, quoted, withCondition, withoutCondition, type Operator } from '../../lib/filter';
import { Button, Field, Icon } from '../../ui';
import { useExplore } from './state';

const numeric: Operator[] = ['>', '>=', '=', '<=', '<'];
const worded: Operator[] = ['=', '!='];

/** Which journeys Explore looks at. */
export function FilterBar({ source }: { source: Source }) {
  const [state, change] = useExplore();
  return <FilterEditor source={source} where={state.where} onChange={(where) => change({ where })} />;
}

/** A filter: conditions as chips, a builder for new ones, and the expression itself. */
export function FilterEditor({ source, where, onChange, invalid }: {
  source: Source;
  where: string | undefined;
  onChange: (where: string | undefined) => void;
  /** Id of what says why the server did not take it. */
  invalid?: string;
}) {
  const { t } = useText();
  const [building, setBuilding] = useState(false);
  const [raw, setRaw] = useState<string | null>(invalid === undefined ? null : (where ?? ''));
  const parts = conjuncts(where ?? '');
  return (
    <section className="filter" aria-label={t('filter.title')}>
      <div className="filter__row">
        <Icon name="filter" size={16} />
        {parts.length === 0 && <span className="muted">{t('filter.none')}</span>}
        <ul className="filter__chips">
          {parts.map((part, i) => (
            <li key={part} className="chip chip--brand filter__chip">
              <code className="mono">{part}</code>
              <button type="button" aria-label={t('filter.remove', { part })} onClick={() => onChange(withoutCondition(where, i))}>
                <Icon name="close" size={13} />
              </button>
            </li>
          ))}
        </ul>
        <Button small icon="plus" label={t('filter.add')} aria-expanded={building} onClick={() => setBuilding(!building)} />
        <Button
          small
          look="quiet"
          label={t('filter.asText')}
          aria-expanded={raw !== null}
          onClick={() => setRaw(raw === null ? (where ?? '') : null)}
        />
      </div>
      {building && (
        <Builder
          source={source}
          onAdd={(added) => {
            onChange(withCondition(where, added));
            setBuilding(false);
          }}
        />
      )}
      {raw !== null && (
        <form
          className="filter__row"
          onSubmit={(event) => {
            event.preventDefault();
            onChange(raw.trim() || undefined);
          }}
        >
          <input
            className="input mono filter__raw"
            aria-label={t('filter.expression')}
            aria-invalid={invalid !== undefined || undefined}
            aria-describedby={invalid}
            spellCheck={false}
            value={raw}
            placeholder='actor_segment = "family" and has("Payment")'
            onChange={(e) => setRaw(e.target.value)}
          />
          <button type="submit" className="button button--small button--primary">
            {t('filter.apply')}
          </button>
        </form>
      )}
    </section>
  );
}

function Builder({ source, onAdd }: { source: Source; onAdd: (added: string) => void }) {
  const { t } = useText();
  const choices = [...source.attributes.map((a) => a.name), '#has', '#not_has'];
  const [name, setName] = useState(choices[0] ?? '#has');
  const attribute = source.attributes.find((a) => a.name === name);
  const number = attribute?.kind === 'number';
  const ops = number ? numeric : worded;
  const [op, setOp] = useState<Operator>('=');
  const [value, setValue] = useState('');
  const values = attribute ? (attribute.values ?? []) : source.activity_names;
  const pickable = !number && values.length > 0;
  const chosen = value || (pickable ? (values[0] ?? '') : '');
  const valid = number ? /^-?\d+([.,]\d+)?$/.test(chosen.trim()) : chosen !== '';
  return (
    <form
      className="filter__row filter__builder"
      onSubmit={(event) => {
        event.preventDefault();
        if (!valid) return;
        if (name === '#has') onAdd(`has(${quoted(chosen)})`);
        else if (name === '#not_has') onAdd(`not has(${quoted(chosen)})`);
        else onAdd(condition(name, ops.includes(op) ? op : (ops[0] as Operator), chosen, number));
      }}
    >
      <Field label={t('filter.attribute')}>
        <select
          className="select select--small"
          value={name}
          onChange={(e) => {
            setName(e.target.value);
            setValue('');
          }}
        >
          <optgroup label={t('filter.ofActor')}>
            {source.attributes.filter((a) => a.of === 'actor').map((a) => <option key={a.name}>{a.name}</option>)}
          </optgroup>
          <optgroup label={t('filter.ofEvent')}>
            {source.attributes.filter((a) => a.of === 'event').map((a) => <option key={a.name}>{a.name}</option>)}
          </optgroup>
          <optgroup label={t('filter.ofJourney')}>
            <option value="#has">{t('filter.has')}</option>
            <option value="#not_has">{t('filter.hasNot')}</option>
          </optgroup>
        </select>
      </Field>
      {attribute && (
        <Field label={t('filter.operator')}>
          <select className="select select--small" value={ops.includes(op) ? op : ops[0]} onChange={(e) => setOp(e.target.value as Operator)}>
            {ops.map((o) => (
              <option key={o}>{o}</option>
            ))}
          </select>
        </Field>
      )}
      <Field label={attribute ? t('filter.value') : t('filter.activity')}>
        {pickable ? (
          <select className="select select--small" value={chosen} onChange={(e) => setValue(e.target.value)}>
            {values.map((v) => (
              <option key={v}>{v}</option>
            ))}
          </select>
        ) : (
          <input className="input input--small" inputMode={number ? 'decimal' : 'text'} value={value} onChange={(e) => setValue(e.target.value)} />
        )}
      </Field>
      <button type="submit" className="button button--small button--primary" disabled={!valid} title={valid ? undefined : t('filter.needsValue')}>
        {t('filter.apply')}
      </button>
    </form>
  );
}
