import { useState, type ReactNode } from 'react';
import { Button } from '.';
import { Modal } from './Modal';

/** Asks before something that cannot be taken back. The work itself may fail; then the dialog stays and says why. */
export function Confirm({ title, text, action, cancel, closeLabel, onConfirm, onClose, trouble, children }: {
  title: string;
  text?: ReactNode;
  action: string;
  cancel: string;
  closeLabel: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  trouble: (error: Error) => ReactNode;
  children?: ReactNode;
}) {
  const [error, setError] = useState<Error | null>(null);
  const [running, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (refused) {
      setError(refused instanceof Error ? refused : new Error(String(refused)));
      setRunning(false);
    }
  };
  return (
    <Modal title={title} text={text} closeLabel={closeLabel} onClose={onClose} focus=".button--danger">
      {children}
      {error && trouble(error)}
      <div className="dialog__actions">
        <Button label={cancel} onClick={onClose} />
        <button type="button" className="button button--danger" disabled={running} onClick={() => void run()}>
          {action}
        </button>
      </div>
    </Modal>
  );
}
