import { useEffect, useRef, useState } from 'react';
import type { Card } from '../../../api/types';
import { feelingLevel } from '../../../lib/curve';
import { formatFeeling } from '../../../lib/format';
import { Icon } from '../../../ui';
import { useKit } from '../grid/kit';
import { curveHeight, curveY } from '../model';

const faces = [-2, -1, 0, 1, 2] as const;
const faceIcons = { '-2': 'frown', '-1': 'frown', '0': 'meh', '1': 'smile', '2': 'smile' } as const;

/** A point of the curve set by faces, by number or by arrows; a measured one takes a note instead. */
export function PointEditor({ card }: { card: Card }) {
  const { t, lang, actions } = useKit();
  const box = useRef<HTMLDivElement>(null);
  const value = card.feeling?.value ?? 0;
  const measured = card.state === 'measured';
  const [note, setNote] = useState('');
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true }), []);
  if (!actions) return null;
  const end = () => actions.endText('done');
  const y = curveY(value);
  return (
    <div
      ref={box}
      className="point-editor"
      role="toolbar"
      aria-label={t('grid.pointOf')}
      style={y > curveHeight / 2 ? { bottom: curveHeight - y + 16 } : { top: y + 16 }}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && actions.endText('blur')}
      onKeyDown={(event) => {
        event.stopPropagation();
        const inField = event.target instanceof HTMLInputElement;
        if (event.key === 'Escape' || (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement))) {
          event.preventDefault();
          if (measured && note.trim() && event.key === 'Enter') actions.addNote(card.id, note.trim());
          return end();
        }
        const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
        if (measured || by === undefined || (inField && !event.key.endsWith('p') && !event.key.endsWith('n'))) return;
        event.preventDefault();
        actions.setFeeling(card, value + by * (event.shiftKey ? 0.5 : 0.1));
      }}
    >
      {measured ? (
        <label className="point-editor__note">
          {t('grid.measuredStays')}
          <input data-first className="input" value={note} placeholder={t('grid.notePlaceholder')} onChange={(event) => setNote(event.target.value)} />
        </label>
      ) : (
        <>
          {faces.map((face) => (
            <button
              key={face}
              type="button"
              className={`point-editor__face point-editor__face--${face}`}
              data-first={feelingLevel(value) === face ? '' : undefined}
              aria-pressed={feelingLevel(value) === face}
              title={`${t(`feeling.${face}`)} ${formatFeeling(face, lang)}`}
              aria-label={`${t(`feeling.${face}`)} ${formatFeeling(face, lang)}`}
              onClick={() => actions.setFeeling(card, face)}
            >
              <Icon name={faceIcons[face]} size={20} />
            </button>
          ))}
          <input
            className="input point-editor__number num"
            type="number"
            min={-2}
            max={2}
            step={0.1}
            value={value}
            aria-label={t('grid.pointValue')}
            onChange={(event) => event.target.value !== '' && actions.setFeeling(card, event.target.valueAsNumber)}
          />
        </>
      )}
    </div>
  );
}
