import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keeping } from '../../api/reviewQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Button } from '../../ui';
import { Modal } from '../../ui/Modal';

/** Asks before the map becomes what it was; what is there now stays in the history. */
export function RestoreDialog({ map, seq, name, onClose, onDone }: { map: string; seq: number; name: string; onClose: () => void; onDone?: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: () => keeping.restore(map, { seq }),
    onSuccess: async () => {
      for (const key of ['map', 'history', 'review', 'comments']) await queries.invalidateQueries({ queryKey: [key, map] });
      onClose();
      onDone?.();
    },
  });
  return (
    <Modal title={t('history.restoreTo', { name })} text={t('history.restoreText')} closeLabel={t('common.close')} focus="[data-yes]" onClose={onClose}>
      {restore.error && <Trouble error={restore.error} />}
      <div className="dialog__actions">
        <Button label={t('common.cancel')} onClick={onClose} />
        <Button look="primary" data-yes label={t('history.restore')} disabled={restore.isPending} onClick={() => restore.mutate()} />
      </div>
    </Modal>
  );
}
