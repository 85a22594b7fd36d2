import '../../ui/rows.css';
import './settings.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changePassword, changePerson } from '../../api/accounts';
import { ApiError } from '../../api/client';
import { sessionQuery, type Person } from '../../api/session';
import { Trouble } from '../../app/errors';
import { switchLang, useText } from '../../app/i18n';
import { useHere } from '../../app/session';
import { Button, Empty, Note, Segmented } from '../../ui';
import { Avatar } from '../../ui/Avatar';
import { TextField } from '../../ui/TextField';
import { NewPassword, otherTrouble } from '../session/NewPassword';
import { Block } from './Block';
import { Devices } from './Devices';
import { Tokens } from './Tokens';

/** What a person decides about themselves. */
export function AccountPage() {
  const { t } = useText();
  const { open, person } = useHere();
  useEffect(() => {
    document.title = `${t('account.profile')} · ${t('shell.name')}`;
  }, [t]);
  if (open || !person) return <Empty icon="person" title={t('account.open')} text={t('account.openText')} />;
  return (
    <div className="settings__sheet">
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('account.profile')}</h1>
          <p className="muted">{person.email}</p>
        </div>
      </header>
      <Profile person={person} />
      <Password />
      <Devices />
      <Tokens />
    </div>
  );
}

/** Told apart in light and dark, also by eyes that see few colours. */
const colours = ['#0f766e', '#2563a8', '#6d4fc4', '#a2467f', '#b45309', '#4d7c0f', '#0e7490', '#7a5436', '#be123c', '#3f5b8c'];

function Profile({ person }: { person: Person }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const [name, setName] = useState(person.name);
  const save = useMutation({
    mutationFn: changePerson,
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
  const palette = colours.includes(person.colour) ? colours : [person.colour, ...colours.slice(1)];
  return (
    <Block id="profile" title={t('settings.profile')} text={t('settings.profileText')}>
      <form
        className="block__form own-profile"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim() });
        }}
      >
        <Avatar name={name || person.name} colour={person.colour} size={72} />
        <div className="own-profile__fields">
          <div className="block__line">
            <TextField label={t('door.yourName')} autoComplete="name" required maxLength={120} value={name} onChange={setName} />
            <button type="submit" className="button" disabled={name.trim() === '' || name.trim() === person.name || save.isPending}>
              {t('settings.save')}
            </button>
          </div>
          <div className="own-profile__choice">
            <span>{t('settings.language')}</span>
            <Segmented
              label={t('settings.language')}
              value={person.language ?? lang}
              choices={[
                { value: 'ru', label: 'Русский' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(language) => {
                void switchLang(language);
                save.mutate({ language });
              }}
            />
          </div>
          <fieldset className="swatches">
            <legend>{t('settings.colour')}</legend>
            <div>
              {palette.map((colour, i) => (
                <label key={colour} className="swatch" style={{ background: colour }} title={t('settings.colourN', { n: i + 1 })}>
                  <input type="radio" name="colour" className="hidden-text" aria-label={t('settings.colourN', { n: i + 1 })} checked={colour === person.colour} onChange={() => save.mutate({ colour })} />
                </label>
              ))}
            </div>
          </fieldset>
          {save.error && <Trouble error={save.error} />}
        </div>
      </form>
    </Block>
  );
}

function Password() {
  const { t } = useText();
  const queries = useQueryClient();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ old: now, new: next }),
    onSuccess: () => {
      setNow('');
      setNext('');
      return queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const wrong = change.error instanceof ApiError && change.error.code === 'wrong_password';
  return (
    <Block id="password" title={t('door.password')} text={t('settings.passwordText')}>
      <form
        className="block__form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <div className="block__pair">
          <TextField
            label={t('settings.passwordNow')}
            type="password"
            autoComplete="current-password"
            required
            value={now}
            onChange={setNow}
            show={{ show: t('door.showPassword'), hide: t('door.hidePassword') }}
            error={wrong ? change.error?.message : undefined}
          />
          <NewPassword value={next} onChange={setNext} error={change.error} />
        </div>
        {!wrong && otherTrouble(change.error) && <Trouble error={change.error as Error} />}
        {change.isSuccess && <Note kind="ok" title={t('settings.passwordChanged')} />}
        <p>
          <Button type="submit" label={t('settings.passwordChange')} disabled={now === '' || next === '' || change.isPending} />
        </p>
      </form>
    </Block>
  );
}
