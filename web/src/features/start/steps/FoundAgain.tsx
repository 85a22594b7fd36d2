import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { call } from '../../../api/client';
import { useJob } from '../../../api/queries';
import { suggesting, suggestionsQuery } from '../../../api/reviewQueries';
import type { Job, MapDocument } from '../../../api/types';
import { Trouble } from '../../../app/errors';
import { useText } from '../../../app/i18n';
import { Button, Note } from '../../../ui';
import { JobProgressView } from '../../../ui/JobProgress';
import type { Start } from '../useStart';

/**
 * A map that rests on events already: what they say now is compared with it on the server and comes as a suggestion, so
 * that nothing people have changed since is written over. `spare`: the map an import has made of the same events.
 */
export function FoundAgain({ start, doc, source, spare, onDone }: { start: Start; doc: MapDocument; source: string; spare?: string; onDone: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const find = useMutation({
    mutationFn: async () => {
      await start.flush();
      return call<Job>('POST', `/maps/${encodeURIComponent(doc.id)}/discover`, { source, stages: { auto: {} } });
    },
  });
  const { data: job, error } = useJob(find.data?.id ?? null);
  const done = job?.state === 'done';
  const proposed = done ? (job.result?.suggestion_id ?? undefined) : undefined;
  const { data: suggestions } = useQuery({ ...suggestionsQuery(doc.id), enabled: proposed !== undefined });
  const suggestion = suggestions?.find((one) => one.id === proposed);
  useEffect(() => {
    if (!done) return;
    void queries.invalidateQueries({ queryKey: ['suggestions', doc.id] });
    // What was found lives on in the suggestion: a second map would only be in the way.
    if (spare) void call('DELETE', `/maps/${encodeURIComponent(spare)}`).then(() => queries.invalidateQueries({ queryKey: ['maps'] }), () => undefined);
  }, [done, spare, doc.id, queries]);
  const take = useMutation({
    mutationFn: async (id: string) => {
      await start.flush();
      await suggesting.accept(doc.id, id);
      await Promise.all(['map', 'suggestions', 'history', 'since-seen'].map((key) => queries.invalidateQueries({ queryKey: [key, doc.id] })));
    },
    onSuccess: onDone,
  });
  const trouble = find.error ?? error ?? take.error ?? (job?.state === 'failed' ? new Error(job.error?.message ?? t('error.refused')) : null);
  const running = find.isPending || job?.state === 'running' || (find.isSuccess && !job && !error);
  if (done && proposed === undefined) {
    return (
      <Note kind="ok" title={t('start.evidence.same')} actions={<Button label={t('start.evidence.good')} onClick={onDone} />}>
        {t('start.evidence.sameText')}
      </Note>
    );
  }
  return (
    <section className="panel start-found" aria-labelledby="start-again">
      <h2 id="start-again">{proposed === undefined ? t('start.evidence.again') : t('start.evidence.proposed', { count: suggestion?.changes.length ?? 0 })}</h2>
      <p className="muted">{proposed === undefined ? t('start.evidence.againText') : t('start.evidence.proposedText')}</p>
      {running && <JobProgressView job={job} />}
      {trouble && <Trouble error={trouble} />}
      {proposed === undefined ? (
        <div className="note__actions">
          <Button look="primary" icon="search" label={t('start.evidence.compare')} disabled={running} onClick={() => find.mutate()} />
          {spare && <Button label={t('start.evidence.notNow')} disabled={running} onClick={onDone} />}
        </div>
      ) : (
        <div className="note__actions">
          <Button look="primary" icon="check" label={take.isPending ? t('start.evidence.taking') : t('start.evidence.acceptAll')} disabled={take.isPending || !suggestion} onClick={() => take.mutate(proposed)} />
          <Link to="/maps/$id" params={{ id: doc.id }} search={{ panel: 'suggestions' }} className="button">
            {t('start.evidence.lookAtEach')}
          </Link>
        </div>
      )}
    </section>
  );
}
