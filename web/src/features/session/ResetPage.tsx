import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { resetPassword } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { buttonClass, Note } from '../../ui';
import { Door } from './Door';
import { NewPassword, otherTrouble } from './NewPassword';

const route = getRouteApi('/reset/$token');

/** A link made for one person and one time sets a new password. */
export function ResetPage() {
  const { t } = useText();
  const { token } = route.useParams();
  const [password, setPassword] = useState('');
  const reset = useMutation({ mutationFn: () => resetPassword(token, password) });
  return (
    <Door title={t('door.setPassword')} text={reset.isSuccess ? undefined : t('door.setPasswordText')}>
      {reset.isSuccess ? (
        <>
          <Note kind="ok" title={t('door.passwordSet')}>
            <p>{t('door.passwordSetText')}</p>
          </Note>
          <p>
            <Link to="/sign-in" className={buttonClass({ look: 'primary' })}>
              {t('door.toSignIn')}
            </Link>
          </p>
        </>
      ) : (
        <form
          className="door__form"
          onSubmit={(event) => {
            event.preventDefault();
            reset.mutate();
          }}
        >
          <NewPassword value={password} onChange={setPassword} error={reset.error} />
          {otherTrouble(reset.error) && <Trouble error={reset.error as Error} />}
          <button type="submit" className="button button--primary button--large" disabled={reset.isPending}>
            {t('door.setPassword')}
          </button>
        </form>
      )}
    </Door>
  );
}
