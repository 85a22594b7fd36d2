import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../api/client';
import { useJob } from '../../api/queries';
import type { Job, Source } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Button, buttonClass, Field } from '../../ui';
import { JobProgressView } from '../../ui/JobProgress';
import { Modal } from '../../ui/Modal';

type Stages = 'auto' | '3' | '4' | '5' | '6' | '7' | '8' | 'aida_loyalty';

const wish = (stages: Stages) =>
  stages === 'auto' ? { auto: {} } : stages === 'aida_loyalty' ? { template: stages } : { count: Number(stages) };

export function DiscoverDialog({ onClose, sources }: { onClose: () => void; sources: Source[] }) {
  const { t } = useText();
  return (
    <Modal title={t('discover.title')} text={t('discover.text')} closeLabel={t('common.close')} onClose={onClose}>
      <DiscoverForm sources={sources} onClose={onClose} />
    </Modal>
  );
}

function DiscoverForm({ sources, onClose }: { sources: Source[]; onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  // What nobody has chosen yet follows the list: the dialog may be open before the sources have come.
  const [chosen, setChosen] = useState<string | null>(null);
  const source = chosen ?? sources[0]?.name ?? '';
  const [stages, setStages] = useState<Stages>('auto');
  const [where, setWhere] = useState('');
  const [name, setName] = useState('');
  const start = useMutation({
    mutationFn: () =>
      call<Job>('POST', '/discover', {
        source,
        stages: wish(stages),
        ...(where.trim() ? { where: where.trim() } : {}),
        ...(name.trim() ? { name: name.trim() } : {}),
      }),
  });
  const { data: job, error: jobError } = useJob(start.data?.id ?? null);
  const mapId = job?.state === 'done' ? job.result?.map_id : undefined;
  useEffect(() => {
    if (!mapId) return;
    void queries.invalidateQueries({ queryKey: ['maps'] });
    void navigate({ to: '/maps/$id', params: { id: mapId } });
  }, [mapId, navigate, queries]);

  const running = start.isPending || job?.state === 'running' || (start.isSuccess && !job && !jobError);
  return (
    <form
      className="dialog__form"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Field label={t('discover.source')}>
        <select className="select" value={source} onChange={(e) => setChosen(e.target.value)}>
          {sources.map((s) => (
            <option key={s.name} value={s.name}>
              {s.snapshot}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('discover.stages')}>
        <select className="select" value={stages} onChange={(e) => setStages(e.target.value as Stages)}>
          <option value="auto">{t('discover.auto')}</option>
          {(['3', '4', '5', '6', '7', '8'] as const).map((count) => (
            <option key={count} value={count}>
              {t('discover.count', { count: Number(count) })}
            </option>
          ))}
          <option value="aida_loyalty">AIDA + Loyalty</option>
        </select>
      </Field>
      <Field label={t('discover.where')}>
        <input className="input mono" value={where} placeholder='actor_segment = "family"' onChange={(e) => setWhere(e.target.value)} />
      </Field>
      <Field label={t('discover.name')}>
        <input className="input" value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      {running && <JobProgressView job={job} />}
      {start.error && <Trouble error={start.error} />}
      {jobError && <Trouble error={jobError} />}
      {job?.state === 'failed' && <Trouble error={new Error(job.error?.message ?? t('error.refused'))} />}
      <div className="dialog__actions">
        <Button label={t('common.cancel')} onClick={onClose} />
        <Link to="/discover" search={{ source: source || undefined, where: where.trim() || undefined, stages: stages === 'auto' ? undefined : stages }} className={buttonClass({})} title={t('again.firstText')}>
          {t('again.look')}
        </Link>
        <button type="submit" className="button button--primary" disabled={running || !source}>
          {t('discover.start')}
        </button>
      </div>
    </form>
  );
}
