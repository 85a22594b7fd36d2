import './check.css';
import type { ReactNode } from 'react';

/** A box to tick, with what it means below. */
export function Check({ label, hint, checked, disabled, picture, onChange }: {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  /** Why it cannot be changed. */
  disabled?: string;
  picture?: ReactNode;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="check" title={disabled}>
      <input type="checkbox" checked={checked} disabled={disabled !== undefined} onChange={(event) => onChange(event.target.checked)} />
      {picture}
      <span className="check__words">
        {label}
        {hint && <span className="muted">{hint}</span>}
      </span>
    </label>
  );
}
