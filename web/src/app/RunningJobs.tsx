import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { runningQuery } from '../api/queries';
import type { Job } from '../api/types';
import { formatShare } from '../lib/format';
import { Icon } from '../ui';
import { useText } from './i18n';

/** What the server works on now, in the corner of every page: nothing while it rests. */
export function RunningJobs() {
  const { t } = useText();
  const queries = useQueryClient();
  const { data: jobs = [] } = useQuery(runningQuery);
  const ids = jobs.map((job) => job.id).join(' ');
  const before = useRef(ids);
  useEffect(() => {
    const ended = before.current.split(' ').some((id) => id && !ids.includes(id));
    before.current = ids;
    if (!ended) return;
    void queries.invalidateQueries({ queryKey: ['sources'] });
    void queries.invalidateQueries({ queryKey: ['maps'] });
  }, [ids, queries]);
  const [first, ...others] = jobs;
  if (!first) return null;
  const face = <Face job={first} more={others.length} />;
  return first.kind === 'import' ? (
    <Link to="/import" search={{ job: first.id }} className="running-job" title={t('shell.toJob')}>
      {face}
    </Link>
  ) : (
    <span className="running-job">{face}</span>
  );
}

function Face({ job, more }: { job: Job; more: number }) {
  const { t, lang } = useText();
  const { done, total } = job.progress;
  const share = total ? Math.min(1, done / total) : null;
  const name = t(`job.kind_${job.kind}`);
  return (
    <>
      <Icon name={job.kind === 'import' ? 'upload' : 'route'} size={15} />
      <span className="running-job__words">
        {name}
        {more > 0 && <span className="muted"> +{more}</span>}
      </span>
      <span
        className="running-job__bar"
        role="progressbar"
        aria-label={`${name}: ${t(`job.${job.progress.stage}`)}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <span style={{ width: share === null ? '30%' : `${share * 100}%` }} />
      </span>
      {share !== null && <span className="num running-job__share">{formatShare(share, lang, 0)}</span>}
    </>
  );
}
