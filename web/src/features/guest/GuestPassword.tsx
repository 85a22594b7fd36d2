import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { openShared } from '../../api/accounts';
import { ApiError } from '../../api/client';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { TextField } from '../../ui/TextField';
import { Door } from '../session/Door';

/** The link has a password; a name may be given at the same door. */
export function GuestPassword({ token, workspace, onOpen }: { token: string; /** Who shares the map. */ workspace?: string; onOpen: () => Promise<unknown> }) {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const [name, setName] = useState('');
  const open = useMutation({
    mutationFn: () => openShared(token, { password, ...(name.trim() ? { name: name.trim() } : {}) }),
    onSuccess: onOpen,
  });
  const wrong = open.error instanceof ApiError && open.error.code === 'wrong_password';
  return (
    <Door title={workspace ? t('guest.lockedBy', { workspace }) : t('guest.locked')} text={t('guest.lockedText')}>
      <form
        className="door__form"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate();
        }}
      >
        <TextField
          label={t('guest.password')}
          type="password"
          autoComplete="off"
          required
          value={password}
          onChange={setPassword}
          show={{ show: t('door.showPassword'), hide: t('door.hidePassword') }}
          error={wrong ? t('guest.wrong') : undefined}
        />
        <TextField label={t('guest.name')} hint={t('guest.nameHint')} autoComplete="name" maxLength={120} value={name} onChange={setName} />
        {open.error && !wrong && <Trouble error={open.error} />}
        <button type="submit" className="button button--primary button--large" disabled={open.isPending}>
          {t('guest.open')}
        </button>
      </form>
    </Door>
  );
}
