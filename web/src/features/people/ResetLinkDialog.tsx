import { useQuery } from '@tanstack/react-query';
import { resetLink, type Member } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatInstant } from '../../lib/format';
import { Button, Loading } from '../../ui';
import { CopyLine } from '../../ui/CopyLine';
import { Modal } from '../../ui/Modal';

/** A link with which a person sets a new password, to be handed over by hand. Made when the dialog opens. */
export function ResetLinkDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t, lang } = useText();
  const { data, error } = useQuery({ queryKey: ['reset_link', member.id], queryFn: () => resetLink(member.id), staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false });
  return (
    <Modal title={t('settings.resetLinkFor', { name: member.name })} text={t('settings.resetLinkText')} closeLabel={t('common.close')} onClose={onClose}>
      <div className="dialog__form">
        {error && <Trouble error={error} />}
        {!data && !error && <Loading label={t('common.loading')} rows={1} height={36} />}
        {data && (
          <>
            <CopyLine label={t('settings.resetLink')} value={data.link} copy={t('settings.copy')} copied={t('settings.copied')} />
            <p className="muted">{t('settings.untilTime', { time: formatInstant(data.expires_at, lang) })}</p>
          </>
        )}
        <div className="dialog__actions">
          <Button label={t('settings.done')} onClick={onClose} />
        </div>
      </div>
    </Modal>
  );
}
