import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { acceptInvitation, invitationQuery, sessionQuery, type InvitationView } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useEnter } from '../../app/session';
import { buttonClass, Loading, Note } from '../../ui';
import { TextField } from '../../ui/TextField';
import { Door } from './Door';
import { NewPassword, otherTrouble } from './NewPassword';

const route = getRouteApi('/join/$token');

/** An invitation is accepted: with a new account, or with the one the person has. */
export function JoinPage() {
  const { t } = useText();
  const { token } = route.useParams();
  const { data: invitation, error } = useQuery(invitationQuery(token));
  if (error) {
    return (
      <Door title={t('door.joinGone')} text={t('door.joinGoneText')}>
        <Trouble error={error} />
        <p>
          <Link to="/sign-in" className={buttonClass({})}>
            {t('door.toSignIn')}
          </Link>
        </p>
      </Door>
    );
  }
  if (!invitation) {
    return (
      <Door title={t('door.join')}>
        <Loading label={t('common.loading')} rows={3} height={44} />
      </Door>
    );
  }
  return (
    <Door
      title={t('door.joinTo', { workspace: invitation.workspace })}
      text={invitation.invited_by ? t('door.joinBy', { name: invitation.invited_by, role: t(`role.${invitation.role}`) }) : t('door.joinAs', { role: t(`role.${invitation.role}`) })}
    >
      <JoinForm token={token} invitation={invitation} />
    </Door>
  );
}

function JoinForm({ token, invitation }: { token: string; invitation: InvitationView }) {
  const { t } = useText();
  const enter = useEnter();
  const { data: session } = useQuery(sessionQuery);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const already = session?.mode === 'signed_in' ? session.person : undefined;
  const same = already?.email.toLowerCase() === invitation.email.toLowerCase();
  const join = useMutation({
    mutationFn: async () => {
      await acceptInvitation(token, same ? {} : { name: name.trim(), password });
      await enter('/');
    },
  });
  return (
    <form
      className="door__form"
      onSubmit={(event) => {
        event.preventDefault();
        join.mutate();
      }}
    >
      {already && !same && <Note title={t('door.joinOther', { email: invitation.email, name: already.name })} />}
      <TextField label={t('door.email')} type="email" name="email" autoComplete="username" readOnly value={invitation.email} onChange={() => undefined} />
      {!same && (
        <>
          <TextField label={t('door.yourName')} name="name" autoComplete="name" required maxLength={120} value={name} onChange={setName} />
          <NewPassword value={password} onChange={setPassword} error={join.error} />
        </>
      )}
      {otherTrouble(join.error) && <Trouble error={join.error as Error} />}
      <button type="submit" className="button button--primary button--large" disabled={join.isPending}>
        {t('door.joinNow')}
      </button>
    </form>
  );
}
