import { useState } from 'react';
import type { Step } from '../../api/types';
import { useText } from '../../app/i18n';
import { Icon } from '../../ui';
import { activityHue } from './state';

/** Steps in order, each one or several activities; everything is a button or a select, so the keyboard does it all. */
export function StepPicker({ label, steps, names, max, onChange }: {
  label: string;
  steps: Step[];
  names: string[];
  max: number;
  onChange: (steps: Step[]) => void;
}) {
  const { t } = useText();
  const [alternative, setAlternative] = useState<number | null>(null);
  const replace = (i: number, step: Step | null) => onChange(steps.flatMap((s, k) => (k === i ? (step ? [step] : []) : [s])));
  const swap = (i: number, j: number) => {
    const next = [...steps];
    [next[i], next[j]] = [next[j] as Step, next[i] as Step];
    onChange(next);
  };
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, i) => (
        <li key={`${i} ${step.activities.join()}`} className="step">
          <span className="step__number num">{i + 1}</span>
          <span className="step__names">
            {step.activities.map((activity, k) => (
              <span key={activity} className="step__name" style={{ '--hue': activityHue(names, activity) } as React.CSSProperties}>
                {k > 0 && <span className="muted"> {t('steps.or')} </span>}
                {activity}
              </span>
            ))}
            {alternative === i && (
              <select
                className="select select--small"
                aria-label={t('steps.addAlternative')}
                value=""
                onChange={(e) => {
                  replace(i, { ...step, activities: [...step.activities, e.target.value] });
                  setAlternative(null);
                }}
              >
                <option value="" disabled>
                  {t('steps.choose')}
                </option>
                {names
                  .filter((n) => !step.activities.includes(n))
                  .map((n) => (
                    <option key={n}>{n}</option>
                  ))}
              </select>
            )}
          </span>
          <span className="step__tools">
            <IconButton icon="plus" label={t('steps.alternative', { step: i + 1 })} onClick={() => setAlternative(alternative === i ? null : i)} />
            <IconButton icon="arrow_up" label={t('steps.up', { step: i + 1 })} disabled={i === 0} onClick={() => swap(i, i - 1)} />
            <IconButton icon="arrow_down" label={t('steps.down', { step: i + 1 })} disabled={i === steps.length - 1} onClick={() => swap(i, i + 1)} />
            <IconButton icon="close" label={t('steps.remove', { step: i + 1 })} onClick={() => replace(i, null)} />
          </span>
        </li>
      ))}
      {steps.length < max && (
        <li className="step step--new">
          <span className="step__number num">{steps.length + 1}</span>
          <select
            className="select select--small"
            aria-label={t('steps.add')}
            value=""
            onChange={(e) => onChange([...steps, { activities: [e.target.value] }])}
          >
            <option value="" disabled>
              {t('steps.addStep')}
            </option>
            {names.map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
        </li>
      )}
    </ol>
  );
}

function IconButton({ icon, label, disabled, onClick }: { icon: 'plus' | 'arrow_up' | 'arrow_down' | 'close'; label: string; disabled?: boolean; onClick: () => void }) {
  return (
    <button type="button" className="button button--quiet button--small button--icon" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={14} />
    </button>
  );
}
