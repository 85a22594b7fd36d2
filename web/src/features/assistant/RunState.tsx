import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { stopAssistant } from '../../api/assistant';
import { useJob } from '../../api/queries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button, Note } from '../../ui';
import { JobProgressView } from '../../ui/JobProgress';

/** A run under way, and what it came to. */
export function RunState({ id, onEnd, onClose }: { id: string; onEnd: () => void; onClose: () => void }) {
  const { t, lang } = useText();
  const { data: job, error } = useJob(id);
  const stop = useMutation({ mutationFn: () => stopAssistant(id) });
  const ended = job !== undefined && job.state !== 'running';
  const tell = useRef(onEnd);
  useEffect(() => {
    tell.current = onEnd;
  });
  useEffect(() => {
    if (ended) tell.current();
  }, [ended]);
  if (error) return <Trouble error={error} />;
  if (!ended) {
    return (
      <section className="panel assistant-run" aria-label={t('assistant.running')}>
        <JobProgressView job={job} />
        <Button icon="close" label={t(stop.isSuccess ? 'assistant.stopping' : 'assistant.stop')} disabled={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()} />
      </section>
    );
  }
  const run = job.result?.assistant;
  const again = <Button small label={t('assistant.again')} onClick={onClose} />;
  if (job.state === 'failed' || !run) {
    return (
      <Note kind="error" title={t('assistant.failed')} actions={again}>
        {job.error?.message}
      </Note>
    );
  }
  return (
    <Note kind={run.n_suggestions > 0 ? 'ok' : 'hint'} title={t(run.stopped ? 'assistant.stopped' : 'assistant.done')} actions={again}>
      <p className="num">{inLang(run.told, lang)}</p>
    </Note>
  );
}
