import { useState } from 'react';
import { ApiError } from '../../api/client';
import type { Edit, Place } from '../../api/findings';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatDecimal, formatShare } from '../../lib/format';
import { Button, Field, Icon } from '../../ui';
import { FieldTrouble } from './Findings';
import { factorMax } from './state';

const kinds = ['move', 'bypass', 'close', 'connect', 'pace'] as const;
type Kind = (typeof kinds)[number];
const kindOf = (edit: Edit): Kind => kinds.find((kind) => kind in edit) ?? 'move';

/** A first version of a change of its kind, to be made one's own. */
function begin(kind: Kind, names: string[]): Edit {
  const [a = '', b = a] = names;
  switch (kind) {
    case 'move':
      return { move: { from: a, out_of: 'dropped', into: b === a ? 'completed' : { activity: b }, share: 0.5 } };
    case 'bypass':
      return { bypass: { activity: a } };
    case 'close':
      return { close: { activity: a } };
    case 'connect':
      return { connect: { from: a, into: { activity: b }, share: 0.2 } };
    case 'pace':
      return { pace: { to: a, factor: 0.5 } };
  }
}

/** The changes that are tried, one below the other; each is chosen from what the journeys have. */
export function ChainEdits({ edits, source, error, onChange }: { edits: Edit[]; source: Source; error: Error | null; onChange: (edits: Edit[]) => void }) {
  const { t } = useText();
  const names = source.activity_names;
  const set = (i: number, edit: Edit | null) => onChange(edits.flatMap((one, k) => (k === i ? (edit ? [edit] : []) : [one])));
  return (
    <section className="panel side chain-edits" aria-labelledby="chain-edits">
      <h2 id="chain-edits">{t('findings.changes')}</h2>
      {edits.length === 0 && <p className="muted">{t('findings.noChanges')}</p>}
      <ol className="chain-edits__list">
        {edits.map((edit, i) => (
          <li key={`${i} ${kindOf(edit)}`} className="chain-edit">
            <header>
              <b>{t(`findings.edit_${kindOf(edit)}`)}</b>
              <button type="button" className="button button--quiet button--small button--icon" aria-label={t('findings.editRemove', { number: i + 1 })} title={t('findings.editRemove', { number: i + 1 })} onClick={() => set(i, null)}>
                <Icon name="close" size={14} />
              </button>
            </header>
            <EditFields edit={edit} names={names} onChange={(next) => set(i, next)} />
          </li>
        ))}
      </ol>
      {error instanceof ApiError && error.path === 'edits' && <FieldTrouble error={error} />}
      <div className="chain-edits__new" role="group" aria-label={t('findings.editAdd')}>
        <span className="muted">{t('findings.editAdd')}</span>
        {kinds.map((kind) => (
          <Button key={kind} small icon="plus" label={t(`findings.edit_${kind}`)} title={t(`findings.editHint_${kind}`)} disabled={names.length === 0} onClick={() => onChange([...edits, begin(kind, names)])} />
        ))}
      </div>
    </section>
  );
}

function EditFields({ edit, names, onChange }: { edit: Edit; names: string[]; onChange: (edit: Edit) => void }) {
  const { t } = useText();
  if ('move' in edit) {
    const of = edit.move;
    return (
      <>
        <ActivityField label={t('findings.editFrom')} value={of.from} names={names} onChange={(from) => onChange({ move: { ...of, from } })} />
        <PlaceField label={t('findings.editOutOf')} value={of.out_of} names={names} onChange={(out_of) => onChange({ move: { ...of, out_of } })} />
        <PlaceField label={t('findings.editInto')} value={of.into} names={names} onChange={(into) => onChange({ move: { ...of, into } })} />
        <ShareField value={of.share} onChange={(share) => onChange({ move: { ...of, share } })} />
      </>
    );
  }
  if ('connect' in edit) {
    const of = edit.connect;
    return (
      <>
        <ActivityField label={t('findings.editFrom')} value={of.from} names={names} onChange={(from) => onChange({ connect: { ...of, from } })} />
        <PlaceField label={t('findings.editInto')} value={of.into} names={names} onChange={(into) => onChange({ connect: { ...of, into } })} />
        <ShareField value={of.share} onChange={(share) => onChange({ connect: { ...of, share } })} />
      </>
    );
  }
  if ('pace' in edit) {
    const of = edit.pace;
    return (
      <>
        <ActivityField label={t('findings.editTo')} value={of.to} names={names} onChange={(to) => onChange({ pace: { ...of, to } })} />
        <ActivityField label={t('findings.editOnlyFrom')} any={t('findings.editAnywhere')} value={of.from ?? ''} names={names} onChange={(from) => onChange({ pace: { ...(from ? { from } : {}), to: of.to, factor: of.factor } })} />
        <FactorField value={of.factor} onChange={(factor) => onChange({ pace: { ...of, factor } })} />
      </>
    );
  }
  const kind = 'bypass' in edit ? 'bypass' : 'close';
  const activity = 'bypass' in edit ? edit.bypass.activity : edit.close.activity;
  return <ActivityField label={t('findings.editActivity')} value={activity} names={names} onChange={(next) => onChange(kind === 'bypass' ? { bypass: { activity: next } } : { close: { activity: next } })} />;
}

function ActivityField({ label, value, names, any, onChange }: { label: string; value: string; names: string[]; any?: string; onChange: (name: string) => void }) {
  return (
    <Field label={label}>
      <select className="select select--small" value={value} onChange={(event) => onChange(event.target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {value !== '' && !names.includes(value) && <option>{value}</option>}
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </Field>
  );
}

/** An activity, or one of the two ends. */
function PlaceField({ label, value, names, onChange }: { label: string; value: Place; names: string[]; onChange: (place: Place) => void }) {
  const { t } = useText();
  const word = typeof value === 'string' ? `#${value}` : value.activity;
  return (
    <Field label={label}>
      <select className="select select--small" value={word} onChange={(event) => onChange(event.target.value === '#completed' || event.target.value === '#dropped' ? (event.target.value.slice(1) as Place) : { activity: event.target.value })}>
        <optgroup label={t('findings.placeEnds')}>
          <option value="#dropped">{t('findings.place_dropped')}</option>
          <option value="#completed">{t('findings.place_completed')}</option>
        </optgroup>
        <optgroup label={t('findings.placeActivities')}>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </optgroup>
      </select>
    </Field>
  );
}

function ShareField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t, lang } = useText();
  return <Slider label={t('findings.editShare')} value={value} min={0} max={1} step={0.01} words={(now) => formatShare(now, lang, 0)} onChange={onChange} />;
}

function FactorField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t, lang } = useText();
  return <Slider label={t('findings.editFactor')} value={value} min={0} max={Math.max(3, Math.min(factorMax, value))} step={0.05} words={(now) => `×${formatDecimal(now, lang, 2)}`} onChange={onChange} />;
}

/** Moves under the hand; the numbers are asked for when it rests. */
function Slider({ label, value, min, max, step, words, onChange }: { label: string; value: number; min: number; max: number; step: number; words: (value: number) => string; onChange: (value: number) => void }) {
  const [held, setHeld] = useState<number | null>(null);
  const now = held ?? value;
  const rest = () => {
    if (held !== null && held !== value) onChange(Math.round(held * 100) / 100);
    setHeld(null);
  };
  return (
    <label className="slider">
      <span className="slider__label">
        {label} <b className="num">{words(now)}</b>
      </span>
      <input type="range" min={min} max={max} step={step} value={now} aria-valuetext={words(now)} onChange={(event) => setHeld(Number(event.target.value))} onPointerUp={rest} onKeyUp={rest} onBlur={rest} />
    </label>
  );
}
