import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationsQuery, invite } from '../../api/accounts';
import { ApiError } from '../../api/client';
import type { Role } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatDay } from '../../lib/format';
import { Button, Note } from '../../ui';
import { ChoiceCards } from '../../ui/ChoiceCards';
import { CopyLine } from '../../ui/CopyLine';
import { Modal } from '../../ui/Modal';
import { TextField } from '../../ui/TextField';
import { rolesDown } from './rolesDown';

/** Invites one person; the link to hand over is shown once, and mailed where the server sends mail. */
export function InviteDialog({ mayOwn, again, onClose }: { mayOwn: boolean; again?: { email: string; role: Role }; onClose: () => void }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const [email, setEmail] = useState(again?.email ?? '');
  const [role, setRole] = useState<Role>(again?.role ?? 'editor');
  const send = useMutation({
    mutationFn: () => invite({ email: email.trim(), role }),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
  const made = send.data;
  if (made) {
    return (
      <Modal title={t('settings.invited', { email: made.email })} closeLabel={t('common.close')} onClose={onClose} focus=".copy-line .button">
        <div className="dialog__form">
          <Note kind="ok" title={made.mailed ? t('settings.invitedByMail') : t('settings.invitedByHand')} />
          <CopyLine label={t('settings.inviteLink')} value={made.link} copy={t('settings.copy')} copied={t('settings.copied')} />
          <p className="muted">{t('settings.untilDay', { day: formatDay(made.expires_at, lang) })}</p>
          <div className="dialog__actions">
            <Button
              label={t('settings.inviteNext')}
              onClick={() => {
                setEmail('');
                send.reset();
              }}
            />
            <Button look="primary" label={t('settings.done')} onClick={onClose} />
          </div>
        </div>
      </Modal>
    );
  }
  const taken = send.error instanceof ApiError && send.error.code === 'email_taken';
  return (
    <Modal title={again ? t('settings.inviteAgain') : t('settings.invite')} text={t('settings.inviteText')} closeLabel={t('common.close')} onClose={onClose} focus="input[type=email]">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <TextField label={t('door.email')} type="email" autoComplete="off" required value={email} onChange={setEmail} readOnly={again !== undefined} error={taken ? send.error?.message : undefined} />
        <ChoiceCards
          legend={t('settings.role')}
          name="role"
          value={role}
          onChange={setRole}
          choices={rolesDown.map((one) => ({ value: one, label: t(`role.${one}`), hint: t(`role.${one}_may`), disabled: one === 'owner' && !mayOwn ? t('settings.onlyOwners') : undefined }))}
        />
        {send.error && !taken && <Trouble error={send.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <button type="submit" className="button button--primary" disabled={send.isPending || email.trim() === ''}>
            {t('settings.makeInvitation')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
