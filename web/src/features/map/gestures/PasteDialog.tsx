import { useText } from '../../../app/i18n';
import { Modal } from '../../../ui/Modal';
import type { TooLarge } from './useClipboard';

/** Asks what becomes of columns and rows that the map has no steps and lanes for. */
export default function PasteDialog({ tooLarge, onAnswer }: { tooLarge: TooLarge; onAnswer: (grow: boolean | null) => void }) {
  const { t } = useText();
  const { steps, lanes } = tooLarge;
  const parts = [steps && t('grid.newSteps', { count: steps }), lanes && t('grid.newLanes', { count: lanes })].filter(Boolean).join(t('grid.and'));
  return (
    <Modal title={t('grid.pasteLarge')} text={t('grid.pasteLargeText', { parts })} closeLabel={t('common.close')} onClose={() => onAnswer(null)} focus=".button--primary">
      <div className="dialog__form">
        <div className="dialog__actions">
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            {t('grid.pasteFitting')}
          </button>
          <button type="button" className="button button--primary" onClick={() => onAnswer(true)}>
            {t('grid.pasteGrow', { parts })}
          </button>
        </div>
      </div>
    </Modal>
  );
}
