import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { askForReset, sessionQuery } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Note } from '../../ui';
import { TextField } from '../../ui/TextField';
import { Door } from './Door';

/** Asks for a link by mail; where no mail goes out, says who can make one. */
export function ForgotPage() {
  const { t } = useText();
  const { data: session } = useQuery(sessionQuery);
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => askForReset(email.trim()) });
  const back = (
    <p className="door__aside">
      <Link to="/sign-in">{t('door.toSignIn')}</Link>
    </p>
  );
  if (session && session.mail === false) {
    return (
      <Door title={t('door.reset')}>
        <Note title={t('door.noMail')}>
          <p>{t('door.noMailText')}</p>
        </Note>
        {back}
      </Door>
    );
  }
  return (
    <Door title={t('door.reset')} text={ask.isSuccess ? undefined : t('door.resetText')}>
      {ask.isSuccess ? (
        <Note kind="ok" title={t('door.resetSent', { email: email.trim() })}>
          <p>{t('door.resetSentText')}</p>
        </Note>
      ) : (
        <form
          className="door__form"
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <TextField label={t('door.email')} type="email" name="email" autoComplete="username" required value={email} onChange={setEmail} />
          {ask.error && <Trouble error={ask.error} />}
          <button type="submit" className="button button--primary button--large" disabled={ask.isPending}>
            {t('door.resetSend')}
          </button>
        </form>
      )}
      {back}
    </Door>
  );
}
