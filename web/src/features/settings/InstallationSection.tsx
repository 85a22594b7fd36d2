import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { installationQuery } from '../../api/accounts';
import { ApiError } from '../../api/client';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs, useHere } from '../../app/session';
import { Icon, Loading } from '../../ui';
import { Block } from './Block';

/** How people come in and how letters go out, as the server was started; it is set there, not here. */
export function InstallationSection() {
  const { t } = useText();
  const here = useHere();
  const { data, error, refetch } = useQuery({ ...installationQuery, enabled: mayAs(here.role, 'administrator') });
  if (error && !(error instanceof ApiError && error.status === 404)) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data && !error && mayAs(here.role, 'administrator')) return <Loading label={t('common.loading')} rows={4} height={44} />;
  return (
    <>
      <Block id="password-sign-in" title={t('settings.byPassword')} text={t('settings.byPasswordText')}>
        <State on words={t('settings.isOn')} />
      </Block>
      <Block id="sso" title={t('settings.sso')} text={t('settings.ssoText')}>
        <State on={data?.sso !== undefined} words={data?.sso ? t('settings.ssoOn', { name: data.sso.name }) : t('settings.isOff')} />
        {data?.sso && (
          <dl className="setting-facts">
            <Fact name={t('settings.ssoIssuer')}>{data.sso.issuer}</Fact>
            <Fact name={t('settings.ssoDomains')}>{data.sso.allowed_domains?.join(', ') || t('settings.ssoAll')}</Fact>
            {data.sso.role && <Fact name={t('settings.ssoRole')}>{t(`role.${data.sso.role}`)}</Fact>}
          </dl>
        )}
        <p className="muted setting-how">
          {t('settings.how')} <code>TROPA_OIDC_ISSUER</code>, <code>TROPA_OIDC_CLIENT_ID</code>, <code>TROPA_OIDC_CLIENT_SECRET</code>
        </p>
      </Block>
      <Block id="mail" title={t('settings.mail')} text={t('settings.mailText')}>
        <State on={data?.mail !== undefined} words={data?.mail ? t('settings.mailOn', { from: data.mail.from }) : t('settings.isOff')} />
        <p className="muted setting-how">
          {t('settings.how')} <code>TROPA_SMTP_URL</code>, <code>TROPA_MAIL_FROM</code>
        </p>
      </Block>
      {data && (
        <Block id="about" title={t('settings.about')}>
          <dl className="setting-facts">
            <Fact name={t('settings.version')}>{data.version}</Fact>
            {data.database && <Fact name={t('settings.database')}>{data.database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}</Fact>}
          </dl>
        </Block>
      )}
    </>
  );
}

function State({ on, words }: { on: boolean; words: string }) {
  return (
    <p className={on ? 'on-off on-off--on' : 'on-off'}>
      <Icon name={on ? 'check' : 'minus'} size={16} />
      {words}
    </p>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
