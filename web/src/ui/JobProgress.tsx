import { useTranslation } from 'react-i18next';
import type { Job } from '../api/types';
import { formatBytes, formatCompact, formatCount, formatSpan, type Lang } from '../lib/format';

/** How far a job is: a bar where the end is known, else a moving one; speed and time left in words. */
export function JobProgressView({ job }: { job?: Job }) {
  const { t, i18n } = useTranslation();
  const lang: Lang = i18n.language === 'ru' ? 'ru' : 'en';
  const progress = job?.progress;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  const stage = progress ? t(`job.${progress.stage}`, { defaultValue: progress.stage }) : t('job.starting');
  const bytes = progress?.unit === 'bytes';
  const amount = (value: number) => (bytes ? formatBytes(value, lang) : formatCount(value, lang));
  return (
    <div className="progress">
      <div className="progress__words">
        <b>{stage}</b>
        {progress && progress.done > 0 && (
          <span className="num">
            {amount(progress.done)}
            {progress.total ? ` / ${amount(progress.total)}` : ''}
          </span>
        )}
      </div>
      <div
        className={`progress__bar ${share === null ? 'progress__bar--unknown' : ''}`}
        role="progressbar"
        aria-label={stage}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <span style={{ width: share === null ? '30%' : `${share * 100}%` }} />
      </div>
      {progress && (
        <p className="muted num">
          {[
            progress.rows !== undefined && t('job.rows', { count: progress.rows, shown: formatCount(progress.rows, lang) }),
            progress.per_second && t('job.speed', { rate: formatCompact(progress.per_second, lang) }),
            progress.left_s && t('job.left', { span: formatSpan(Math.max(1, progress.left_s), lang) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  );
}
