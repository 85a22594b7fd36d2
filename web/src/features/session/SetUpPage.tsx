import { useMutation, useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/client';
import { sessionQuery, setUp } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useEnter } from '../../app/session';
import { TextField } from '../../ui/TextField';
import { Door } from './Door';
import { NewPassword, otherTrouble } from './NewPassword';

/** The first person of an installation makes themselves its owner. */
export function SetUpPage() {
  const { t, lang } = useText();
  const enter = useEnter();
  const { data: session, error } = useQuery(sessionQuery);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [workspace, setWorkspace] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation({
    mutationFn: async () => {
      const more = code.trim() ? { setup_code: code.trim() } : {};
      await setUp({ name: name.trim(), email: email.trim(), password, workspace: workspace.trim(), language: lang, ...more });
      await enter('/');
    },
  });
  if (session && session.mode !== 'setup' && !begin.isPending) return <Navigate to="/" replace />;
  const codeWanted = session?.setup_code_needed || (begin.error instanceof ApiError && begin.error.path === 'setup_code');
  return (
    <Door title={t('door.setUp')} text={t('door.setUpText')} foot={t('door.setUpFoot')}>
      {error && <Trouble error={error} />}
      <form
        className="door__form"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        {codeWanted && (
          <TextField label={t('door.code')} name="code" autoComplete="one-time-code" className="text-field--mono" required value={code} onChange={setCode} hint={t('door.codeHint')} />
        )}
        <div className="door__pair">
          <TextField label={t('door.yourName')} name="name" autoComplete="name" required maxLength={120} value={name} onChange={setName} />
          <TextField label={t('door.workspace')} name="organization" autoComplete="organization" required maxLength={120} value={workspace} onChange={setWorkspace} placeholder={t('door.workspaceExample')} />
        </div>
        <TextField label={t('door.email')} type="email" name="email" autoComplete="username" required value={email} onChange={setEmail} />
        <NewPassword label={t('door.password')} value={password} onChange={setPassword} error={begin.error} />
        {otherTrouble(begin.error) && <Trouble error={begin.error as Error} />}
        <button type="submit" className="button button--primary button--large" disabled={begin.isPending}>
          {begin.isPending ? t('door.settingUp') : t('door.begin')}
        </button>
      </form>
    </Door>
  );
}
