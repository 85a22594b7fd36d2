import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { gateQuery, sharedMapQuery, type SharedGate } from '../../api/accounts';
import { ApiError } from '../../api/client';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Loading } from '../../ui';
import { Door } from '../session/Door';
import { GuestMap } from './GuestMap';
import { GuestPassword } from './GuestPassword';

const route = getRouteApi('/shared/$token');
/** So often an open page asks whether the link still stands. */
const askAgainMs = 30_000;

/** A map for somebody without an account: nothing of the app but the map. */
export function GuestPage() {
  const { token } = route.useParams();
  const queries = useQueryClient();
  const { data: gate, error, refetch } = useQuery({ ...gateQuery(token), refetchInterval: (query) => (query.state.error ? false : askAgainMs), refetchOnWindowFocus: true });
  if (error) return <NoMap error={error} onRetry={() => void refetch()} />;
  if (!gate) return <Waiting />;
  if (gate.needs_password) return <GuestPassword token={token} workspace={gate.workspace} onOpen={() => queries.invalidateQueries({ queryKey: ['shared', token] })} />;
  return <Shared token={token} gate={gate} />;
}

function Shared({ token, gate }: { token: string; gate: SharedGate }) {
  const queries = useQueryClient();
  const { data: map, error, refetch } = useQuery({ ...sharedMapQuery(token), refetchInterval: askAgainMs });
  if (error instanceof ApiError && error.status === 401) return <GuestPassword token={token} workspace={gate.workspace} onOpen={() => queries.invalidateQueries({ queryKey: ['shared', token] })} />;
  if (error) return <NoMap error={error} onRetry={() => void refetch()} />;
  if (!map) return <Waiting />;
  return <GuestMap token={token} gate={gate} doc={map} />;
}

function Waiting() {
  const { t } = useText();
  return (
    <main className="guest guest--waits" id="main">
      <Loading label={t('common.loading')} rows={7} height={56} />
    </main>
  );
}

function NoMap({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useText();
  const status = error instanceof ApiError ? error.status : undefined;
  if (status === 410) return <Door title={t('guest.ended')} text={t('guest.endedText')} children={null} />;
  if (status === 404) return <Door title={t('guest.missing')} text={t('guest.missingText')} children={null} />;
  return (
    <Door title={t('error.page')}>
      <Trouble error={error} onRetry={onRetry} />
    </Door>
  );
}
