import './controls.css';
import './panels.css';
import './overlays.css';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export { channelIcon, Icon, type IconName } from './Icon';
export { DataTable, type Column } from './DataTable';

type ButtonLook = { look?: 'primary' | 'quiet'; small?: boolean; icon?: IconName; iconOnly?: boolean };

/** Class names of a button, for links that look like one. */
export function buttonClass({ look, small, iconOnly }: ButtonLook): string {
  return [
    'button',
    look && `button--${look}`,
    small && 'button--small',
    iconOnly && 'button--icon',
  ]
    .filter(Boolean)
    .join(' ');
}

/** `label` is always there for assistive technology, also when only the icon is seen. */
export function Button({
  look,
  small,
  icon,
  iconOnly,
  label,
  ...rest
}: ButtonLook & { label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={buttonClass({ look, small, iconOnly })}
      aria-label={iconOnly ? label : undefined}
      title={iconOnly ? label : undefined}
      {...rest}
    >
      {icon && <Icon name={icon} size={small ? 15 : 17} />}
      {!iconOnly && label}
    </button>
  );
}

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="field">
      {label}
      {children}
    </label>
  );
}

export interface Choice<V extends string> {
  value: V;
  label: string;
  icon?: IconName;
}

export function Segmented<V extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: Choice<V>[];
  value: V;
  onChange: (value: V) => void;
}) {
  return (
    <div className="segmented" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button key={choice.value} type="button" aria-pressed={choice.value === value} onClick={() => onChange(choice.value)}>
          {choice.icon && <Icon name={choice.icon} size={15} />}
          {choice.label}
        </button>
      ))}
    </div>
  );
}

export function Note({
  kind = 'hint',
  title,
  children,
  actions,
}: {
  kind?: 'hint' | 'error' | 'ok';
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const icon = { hint: 'info', error: 'alert', ok: 'check' } as const;
  return (
    <div className={`note ${kind === 'hint' ? '' : `note--${kind}`}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icon[kind]} size={18} />
      <div className="note__body">
        {title && <p className="note__title">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="note__actions">{actions}</div>}
      </div>
    </div>
  );
}

export function Empty({ icon, title, text, actions }: { icon: IconName; title: string; text: string; actions?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty__picture">
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      <p className="empty__text">{text}</p>
      {actions && <div className="note__actions">{actions}</div>}
    </div>
  );
}

export function Skeleton({ width = '100%', height = 16 }: { width?: string | number; height?: string | number }) {
  return <span className="skeleton" style={{ width, height }} aria-hidden="true" />;
}

/** Shown while data is on its way; announced once, politely. */
export function Loading({ label, rows = 4, height = 28 }: { label: string; rows?: number; height?: number }) {
  return (
    <div role="status" style={{ display: 'grid', gap: 12 }}>
      <span className="hidden-text">{label}</span>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} width={`${100 - ((i * 17) % 40)}%`} height={height} />
      ))}
    </div>
  );
}

/** A share as a bar; the number stands beside it in text, so the bar itself is decoration. */
export function Meter({ value, colour }: { value: number; colour?: string }) {
  return (
    <span className="meter" aria-hidden="true">
      <span style={{ width: `${Math.max(0, Math.min(1, value)) * 100}%`, background: colour }} />
    </span>
  );
}
