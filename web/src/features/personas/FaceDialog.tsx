import { useState } from 'react';
import { useText } from '../../app/i18n';
import { Button } from '../../ui';
import { Modal } from '../../ui/Modal';
import { addressOf } from './Face';
import { anyFace, drawFace, partNames, parts, type Face } from './faces';

/** A face put together from drawn parts: each part has its row, the choices are shown on this very face. */
export function FaceDialog({ face: start, onChoose, onClose }: { face: Face; onChoose: (face: Face) => void; onClose: () => void }) {
  const { t } = useText();
  const [face, setFace] = useState(start);
  return (
    <Modal title={t('personas.draw')} text={t('personas.drawText')} className="face-dialog" closeLabel={t('common.close')} onClose={onClose}>
      <div className="face-dialog__body">
        <div className="face-dialog__now">
          <img className="persona-face" src={addressOf(drawFace(face))} width={148} height={148} alt="" />
          <Button small icon="refresh" label={t('personas.anyFace')} onClick={() => setFace(anyFace())} />
        </div>
        <div className="face-dialog__parts">
          {partNames.map((part) => (
            <fieldset key={part} className="face-part">
              <legend>{t(`personas.part_${part}`)}</legend>
              <div className="face-part__choices">
                {Array.from({ length: parts[part] }, (_, value) => (
                  <label key={value}>
                    <input type="radio" className="hidden-text" name={part} checked={face[part] === value} onChange={() => setFace((now) => ({ ...now, [part]: value }))} />
                    <img className="persona-face" src={addressOf(drawFace({ ...face, [part]: value }))} width={40} height={40} alt={t('personas.partNumber', { number: value + 1 })} />
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
      </div>
      <div className="dialog__actions">
        <Button label={t('common.cancel')} onClick={onClose} />
        <Button look="primary" label={t('personas.takeFace')} onClick={() => onChoose(face)} />
      </div>
    </Modal>
  );
}
