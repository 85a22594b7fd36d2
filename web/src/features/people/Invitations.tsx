import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationsQuery, takeBackInvitation, type Invitation } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useHere } from '../../app/session';
import { formatDay } from '../../lib/format';
import { Button, Icon } from '../../ui';
import { Block } from '../settings/Block';
import { InviteDialog } from './InviteDialog';

/** Who was invited and has not come yet. Sending again makes a new link; the old one ends. */
export function Invitations({ may }: { may: boolean }) {
  const { t, lang } = useText();
  const here = useHere();
  const queries = useQueryClient();
  const { data: invitations, error, refetch } = useQuery({ ...invitationsQuery, enabled: may });
  const [again, setAgain] = useState<Invitation | null>(null);
  const takeBack = useMutation({ mutationFn: takeBackInvitation, onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }) });
  if (!may || (invitations?.length === 0 && !error)) return null;
  return (
    <Block id="invitations" title={t('settings.invitations')} text={t('settings.invitationsText')}>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {takeBack.error && <Trouble error={takeBack.error} />}
      <ul className="rows">
        {invitations?.map((one) => (
          <li key={one.id} className="row">
            <span className="row__icon">
              <Icon name="email" size={18} />
            </span>
            <span className="row__words">
              <b>{one.email}</b>
              <span className="muted">
                {t(`role.${one.role}`)} · {t('settings.untilDay', { day: formatDay(one.expires_at, lang) })}
                {one.invited_by && ` · ${t('settings.invitedBy', { name: one.invited_by })}`}
              </span>
            </span>
            <span className="row__actions">
              <Button small label={t('settings.inviteAgain')} onClick={() => setAgain(one)} />
              <Button small look="quiet" label={t('settings.takeBack')} disabled={takeBack.isPending} onClick={() => takeBack.mutate(one.id)} />
            </span>
          </li>
        ))}
      </ul>
      {again && <InviteDialog mayOwn={here.role === 'owner'} again={again} onClose={() => setAgain(null)} />}
    </Block>
  );
}
