import './choices.css';
import type { ReactNode } from 'react';

export interface CardChoice<V extends string> {
  value: V;
  label: string;
  hint?: string;
  /** Why it cannot be chosen now. */
  disabled?: string;
  /** Above the words; the words carry the meaning. */
  picture?: ReactNode;
}

/** One of several, each with a picture or a hint. Radio buttons underneath: arrows walk, screen readers count. */
export function ChoiceCards<V extends string>({ legend, name, choices, value, onChange, look = 'row' }: {
  legend: string;
  name: string;
  choices: readonly CardChoice<V>[];
  value: V;
  onChange: (value: V) => void;
  /** `row`: name and hint side by side; `picture`: a picture above the name. */
  look?: 'row' | 'picture';
}) {
  return (
    <fieldset className={`choices choices--${look}`}>
      <legend>{legend}</legend>
      <div className="choices__list">
        {choices.map((choice) => (
          <label key={choice.value} className="choice" title={choice.disabled}>
            <input type="radio" className="hidden-text" name={name} value={choice.value} checked={choice.value === value} disabled={choice.disabled !== undefined && choice.value !== value} onChange={() => onChange(choice.value)} />
            {choice.picture}
            <span className="choice__words">
              <span className="choice__label">{choice.label}</span>
              {(choice.disabled ?? choice.hint) && <span className="choice__hint">{choice.disabled ?? choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
