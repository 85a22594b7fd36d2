import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../../api/client';
import { useJob } from '../../api/queries';
import type { Job } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { Button, buttonClass, Icon } from '../../ui';

/** Draws a map from just these journeys; the way to it stands here when it is done. */
export function MapOfThese({ source, where, name }: { source: string; where: string; name: string }) {
  const { t } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const start = useMutation({ mutationFn: () => call<Job>('POST', '/discover', { source, where, name }) });
  const { data: job, error } = useJob(start.data?.id ?? null);
  const map = job?.state === 'done' ? job.result?.map_id : undefined;
  useEffect(() => {
    if (map) void queries.invalidateQueries({ queryKey: ['maps'] });
  }, [map, queries]);
  if (map) {
    return (
      <Link to="/maps/$id" params={{ id: map }} className={buttonClass({ small: true, look: 'primary' })}>
        <Icon name="map" size={15} />
        {t('findings.toMap')}
      </Link>
    );
  }
  const failed = start.error ?? error ?? (job?.state === 'failed' ? new Error(job.error?.message ?? t('error.refused')) : null);
  const running = start.isPending || (start.isSuccess && !failed);
  return (
    <>
      <Button small icon="map" label={running ? t('findings.mapRuns') : t('findings.mapOf')} disabled={running || mayNot !== undefined} title={mayNot} onClick={() => start.mutate()} />
      {failed && <Trouble error={failed} />}
    </>
  );
}
