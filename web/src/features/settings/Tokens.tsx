import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { makeToken, revokeToken, scopes, tokensQuery, type ApiToken, type Scope } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatAgo, formatDay } from '../../lib/format';
import { Button, Field, Icon, Loading, Note } from '../../ui';
import { Check } from '../../ui/Check';
import { Confirm } from '../../ui/Confirm';
import { CopyLine } from '../../ui/CopyLine';
import { Modal } from '../../ui/Modal';
import { TextField } from '../../ui/TextField';
import { Block } from './Block';
import { afterDays, lifetimes } from './lifetimes';

/** Keys for programs: what they may do, how long, and when they were used. */
export function Tokens() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { data: tokens, error, refetch } = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<ApiToken | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
  return (
    <Block
      id="tokens"
      title={t('settings.tokens')}
      text={t('settings.tokensText')}
      actions={<Button icon="plus" label={t('settings.tokenNew')} onClick={() => setMaking(true)} />}
    >
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!tokens && !error && <Loading label={t('common.loading')} rows={2} height={44} />}
      {tokens?.length === 0 && <p className="muted block__none">{t('settings.tokensNone')}</p>}
      <ul className="rows">
        {tokens?.map((token) => (
          <li key={token.id} className="row">
            <span className="row__icon">
              <Icon name="key" size={18} />
            </span>
            <span className="row__words">
              <b>{token.name}</b>
              <span className="muted">
                {token.scopes.map((scope) => t(`scope.${scope}`)).join(', ')} ·{' '}
                {token.expires_at ? t('settings.until', { day: formatDay(token.expires_at, lang) }) : t('settings.forEver')} ·{' '}
                {token.last_used_at ? t('settings.used', { ago: formatAgo(token.last_used_at, Date.now(), lang) }) : t('settings.neverUsed')}
              </span>
            </span>
            <Button small icon="trash" label={t('settings.revoke')} onClick={() => setLeaving(token)} />
          </li>
        ))}
      </ul>
      {making && <NewToken onClose={() => setMaking(false)} onMade={again} />}
      {leaving && (
        <Confirm
          title={t('settings.revokeToken', { name: leaving.name })}
          text={t('settings.revokeTokenText')}
          action={t('settings.revoke')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={() => revokeToken(leaving.id).then(again)}
          onClose={() => setLeaving(null)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </Block>
  );
}

function NewToken({ onClose, onMade }: { onClose: () => void; onMade: () => Promise<unknown> }) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState('90');
  const make = useMutation({
    mutationFn: () => {
      const end = afterDays(days, Date.now());
      return makeToken({ name: name.trim(), scopes: scopes.filter((scope) => chosen.includes(scope)), ...(end ? { expires_at: end } : {}) });
    },
    onSuccess: onMade,
  });
  if (make.data) {
    return (
      <Modal title={t('settings.tokenMade')} text={t('settings.tokenMadeText')} closeLabel={t('common.close')} onClose={onClose} focus=".copy-line .button">
        <div className="dialog__form">
          <CopyLine label={t('settings.tokenMade')} value={make.data.token} copy={t('settings.copy')} copied={t('settings.copied')} />
          <Note title={t('settings.tokenHow')}>
            <p className="mono">Authorization: Bearer …</p>
          </Note>
          <div className="dialog__actions">
            <Button label={t('settings.done')} onClick={onClose} />
          </div>
        </div>
      </Modal>
    );
  }
  return (
    <Modal title={t('settings.tokenNew')} closeLabel={t('common.close')} onClose={onClose} focus="input">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextField label={t('settings.tokenName')} hint={t('settings.tokenNameHint')} required maxLength={120} value={name} onChange={setName} />
        <fieldset className="checks">
          <legend>{t('settings.tokenMay')}</legend>
          {scopes.map((scope) => (
            <Check
              key={scope}
              label={t(`scope.${scope}`)}
              hint={t(`scope.${scope}_text`)}
              checked={chosen.includes(scope)}
              onChange={(on) => setChosen(on ? [...chosen, scope] : chosen.filter((one) => one !== scope))}
            />
          ))}
        </fieldset>
        <Field label={t('settings.lifetime')}>
          <select className="select" value={days} onChange={(event) => setDays(event.target.value)}>
            {lifetimes.map((one) => (
              <option key={one} value={one}>
                {t(`settings.days_${one}`)}
              </option>
            ))}
          </select>
        </Field>
        {make.error && <Trouble error={make.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <button type="submit" className="button button--primary" disabled={name.trim() === '' || chosen.length === 0 || make.isPending} title={chosen.length === 0 ? t('settings.tokenNothing') : undefined}>
            {t('settings.make')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
