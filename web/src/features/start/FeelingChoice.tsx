import { useId } from 'react';
import { useText } from '../../app/i18n';

const values = [-2, -1, 0, 1, 2] as const;

/** A face by its mouth: the lower the feeling, the lower its corners. */
function Mood({ value }: { value: number }) {
  const bend = 12 + value * 3;
  return (
    <svg width="30" height="30" viewBox="0 0 30 30" aria-hidden="true">
      <circle cx="15" cy="15" r="13" fill={`var(--feel-${value})`} fillOpacity="0.16" stroke={`var(--feel-${value})`} strokeWidth="1.8" />
      <circle cx="10.6" cy="12" r="1.6" fill={`var(--feel-${value})`} />
      <circle cx="19.4" cy="12" r="1.6" fill={`var(--feel-${value})`} />
      <path d={`M9.5 ${20 - value * 1.1}Q15 ${bend + 8} 20.5 ${20 - value * 1.1}`} fill="none" stroke={`var(--feel-${value})`} strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  );
}

/** Five faces; the one that is chosen may be taken back by choosing it again. */
export function FeelingChoice({ label, value, onChange, hideLabel }: { label: string; value: number | null; onChange: (value: number | null) => void; hideLabel?: boolean }) {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset className="moods">
      <legend className={hideLabel ? 'hidden-text' : undefined}>{label}</legend>
      <div>
        {values.map((one) => (
          <label key={one} className="mood" title={t(`feeling.${one}`)}>
            <input type="radio" className="hidden-text" name={name} checked={value === one} onChange={() => onChange(one)} onClick={() => value === one && onChange(null)} />
            <Mood value={one} />
            <span className="hidden-text">{t(`feeling.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
