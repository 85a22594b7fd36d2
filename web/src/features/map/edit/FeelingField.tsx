import { useText } from '../../../app/i18n';
import { feelingLevel } from '../../../lib/curve';
import { formatFeeling } from '../../../lib/format';
import { Icon, type IconName } from '../../../ui';

const faces: [number, IconName][] = [[-2, 'frown'], [-1, 'frown'], [0, 'meh'], [1, 'smile'], [2, 'smile']];

/** A feeling from −2 to +2: by faces, and in tenths by the slider. */
export function FeelingField({ label, value, onSave }: { label: string; value: number | undefined; onSave: (value: number | undefined) => void }) {
  const { t, lang } = useText();
  return (
    <div className="edit-field" role="group" aria-label={label}>
      <span className="edit-field__label" aria-hidden="true">
        {label}
        {value !== undefined && <b className="num">{`${t(`feeling.${feelingLevel(value)}`)}, ${formatFeeling(value, lang)}`}</b>}
      </span>
      <div className="edit-faces">
        {faces.map(([face, icon]) => (
          <button key={face} type="button" className="edit-face" style={{ color: `var(--feel-${face})` }} aria-pressed={value !== undefined && Math.round(value) === face} aria-label={`${t(`feeling.${face}`)}, ${formatFeeling(face, lang)}`} title={t(`feeling.${face}`)} onClick={() => onSave(face)}>
            <Icon name={icon} size={face % 2 === 0 && face !== 0 ? 26 : 22} />
          </button>
        ))}
        <input type="range" className="edit-slider" min={-2} max={2} step={0.1} aria-label={label} aria-valuetext={value === undefined ? t('edit.notSet') : formatFeeling(value, lang)} value={value ?? 0} onChange={(event) => onSave(Number(event.target.value))} />
        {value !== undefined && (
          <button type="button" className="button button--quiet button--icon button--small" aria-label={t('edit.clear')} title={t('edit.clear')} onClick={() => onSave(undefined)}>
            <Icon name="close" size={14} />
          </button>
        )}
      </div>
    </div>
  );
}
