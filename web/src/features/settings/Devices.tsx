import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, sessionsQuery } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatAgo } from '../../lib/format';
import { Button, Icon, Loading } from '../../ui';
import { Block } from './Block';

/** What a browser calls itself, in words: «Firefox, Linux». */
export function deviceName(agent: string | undefined): string | undefined {
  if (!agent) return undefined;
  const browser = (/(Firefox|Edg|OPR|YaBrowser|Chrome|Safari)\b/.exec(agent.replace(/Chrome(?=.*(Edg|OPR|YaBrowser))/, '')) ?? [])[1];
  const system = (/(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent) ?? [])[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', YaBrowser: 'Яндекс Браузер', 'Mac OS X': 'macOS' };
  return [browser, system].flatMap((word) => (word ? [names[word] ?? word] : [])).join(', ') || agent.slice(0, 60);
}

/** Where the person is signed in. */
export function Devices() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const end = useMutation({ mutationFn: endSession, onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }) });
  return (
    <Block id="devices" title={t('settings.devices')} text={t('settings.devicesText')}>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!sessions && !error && <Loading label={t('common.loading')} rows={2} height={44} />}
      {end.error && <Trouble error={end.error} />}
      <ul className="rows">
        {sessions?.map((session) => (
          <li key={session.id} className="row">
            <span className="row__icon">
              <Icon name={/Mobile|Android|iPhone/.test(session.agent ?? '') ? 'mobile' : 'web'} size={18} />
            </span>
            <span className="row__words">
              <b>{deviceName(session.agent) ?? t('settings.unknownDevice')}</b>
              <span className="muted">
                {session.current ? t('settings.thisDevice') : t('settings.seen', { ago: formatAgo(session.seen_at, Date.now(), lang) })}
                {session.ip && ` · ${session.ip}`}
              </span>
            </span>
            <Button small label={t('settings.endSession')} disabled={session.current || end.isPending} title={session.current ? t('settings.endThis') : undefined} onClick={() => end.mutate(session.id)} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
