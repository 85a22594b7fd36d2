import { useQuery } from '@tanstack/react-query';
import { callFile } from '../api/client';
import { Loading } from '../ui';
import { Trouble } from './errors';
import { useText } from './i18n';

/** An image cannot say why it did not come; asked again as a file, the server says it. */
export function Refused({ address }: { address: string }) {
  const { t } = useText();
  const { error, refetch } = useQuery({ queryKey: ['refused', address], queryFn: ({ signal }) => callFile(address, signal).then(() => null), gcTime: 0, retry: false });
  return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Loading label={t('common.loading')} rows={3} />;
}
