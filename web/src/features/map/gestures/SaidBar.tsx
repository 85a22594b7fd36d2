import { useEffect, useState, useSyncExternalStore } from 'react';
import { useText } from '../../../app/i18n';
import type { Said } from './said';

/** How long an offer to take something back stays. */
const shownMs = 8_000;

export function SaidBar({ said, onUndo }: { said: Said; onUndo: () => void }) {
  const { t } = useText();
  const words = useSyncExternalStore(said.subscribe, said.get);
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (!words.undo) return;
    const timer = window.setTimeout(() => setOver(words.count), shownMs);
    return () => window.clearTimeout(timer);
  }, [words]);
  const shown = words.undo && over < words.count;
  return (
    <div className={shown ? 'said-bar' : 'hidden-text'}>
      <span role="status" aria-live="polite">
        {words.text}
      </span>
      {shown && (
        <button
          type="button"
          className="button button--small"
          onClick={() => {
            onUndo();
            setOver(words.count);
          }}
        >
          {t('grid.undo')}
        </button>
      )}
    </div>
  );
}
