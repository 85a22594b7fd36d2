import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/client';
import { sessionQuery, signIn, ssoAddress } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { safeNext, useEnter } from '../../app/session';
import { Icon, Note } from '../../ui';
import { TextField } from '../../ui/TextField';
import { Door } from './Door';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useText();
  const search = route.useSearch();
  const next = safeNext(search.next);
  const enter = useEnter();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enterNow = useMutation({
    mutationFn: async () => {
      await signIn({ email: email.trim(), password });
      await enter(next);
    },
  });

  if (session?.mode === 'setup') return <Navigate to="/setup" replace />;
  if ((session?.mode === 'signed_in' || session?.mode === 'open') && !enterNow.isPending) return <Navigate to={next} replace />;
  const wrong = enterNow.error instanceof ApiError && enterNow.error.code === 'wrong_password';
  return (
    <Door title={t('door.signIn')} text={search.next ? t('door.signInNext') : t('door.signInText')}>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {search.trouble && (
        <Note kind="error" title={t('door.notIn')}>
          <p>{t(`door.ssoRefused.${search.trouble}`, { defaultValue: t('door.ssoTrouble') })}</p>
        </Note>
      )}
      {session?.sso && (
        <>
          <a className="button button--large door__sso" href={ssoAddress(next)}>
            <Icon name="key" size={19} />
            {t('door.ssoWith', { name: session.sso.name })}
          </a>
          <p className="door__or">
            <span>{t('door.or')}</span>
          </p>
        </>
      )}
      <form
        className="door__form"
        onSubmit={(event) => {
          event.preventDefault();
          enterNow.mutate();
        }}
      >
        <TextField label={t('door.email')} type="email" name="email" autoComplete="username" required value={email} onChange={setEmail} />
        <TextField
          label={t('door.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
          show={{ show: t('door.showPassword'), hide: t('door.hidePassword') }}
          error={wrong ? enterNow.error?.message : undefined}
        />
        {enterNow.error && !wrong && <Trouble error={enterNow.error} />}
        <button type="submit" className="button button--primary button--large" disabled={enterNow.isPending}>
          {enterNow.isPending ? t('door.signingIn') : t('door.enter')}
        </button>
        <p className="door__aside">
          <Link to="/forgot">{t('door.forgot')}</Link>
        </p>
      </form>
    </Door>
  );
}
