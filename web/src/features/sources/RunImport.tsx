import { Link } from '@tanstack/react-router';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatSpan } from '../../lib/format';
import { Button, buttonClass, DataTable, Icon, Note } from '../../ui';
import { JobProgressView } from '../../ui/JobProgress';
import type { components } from '../../api/schema';
import { Notes } from './Notes';
import type { ImportFlow } from './useImport';

export function Running({ flow }: { flow: ImportFlow }) {
  const { t } = useText();
  if (flow.jobError) return <Trouble error={flow.jobError} />;
  if (flow.job?.state === 'failed') {
    return (
      <Note kind="error" title={t('import.failed')} actions={<Button label={flow.mapping ? t('import.backToMapping') : t('import.again')} icon="back" onClick={flow.back} />}>
        {flow.job.error?.message.split('\n').map((line) => <p key={line}>{line}</p>)}
        {flow.job.error?.help && <p>{flow.job.error.help}</p>}
        <p>{t('import.failedText')}</p>
      </Note>
    );
  }
  return (
    <section className="panel running">
      <h2>{t('import.running')}</h2>
      <JobProgressView job={flow.job} />
      <p className="muted">{t('import.leaveText')}</p>
    </section>
  );
}

export function Finished({ flow }: { flow: ImportFlow }) {
  const { t, lang } = useText();
  const summary = flow.job?.result?.summary;
  const map = flow.job?.result?.map_id;
  const voice = flow.job?.result?.voice;
  if (voice) return <Heard summary={voice} onAnother={flow.restart} />;
  if (!summary) return null;
  const facts: [string, string][] = [
    [t('import.rows'), formatCount(summary.rows, lang)],
    [t('import.accepted'), formatCount(summary.accepted, lang)],
    [t('import.duplicates'), formatCount(summary.duplicates, lang)],
    [t('import.quarantined'), formatCount(summary.quarantined, lang)],
    [t('import.actors'), formatCount(summary.actors, lang)],
    [t('import.activities'), formatCount(summary.activities, lang)],
    [t('answer.window'), summary.from && summary.to ? `${formatDay(summary.from, lang)} – ${formatDay(summary.to, lang)}` : '–'],
    [t('import.duration'), formatSpan(summary.duration_s, lang)],
  ];
  return (
    <section className="panel finished" aria-labelledby="finished">
      <span className="empty__picture">
        <Icon name="check" size={28} />
      </span>
      <h2 id="finished">{summary.already_imported ? t('import.already') : t('import.finished', { snapshot: summary.snapshot })}</h2>
      <dl className="finished__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {summary.reasons.length > 0 && (
        <DataTable
          caption={t('import.byReason')}
          rows={summary.reasons}
          columns={[
            { title: t('import.byReason'), cell: (r) => t(`reject.${r.code}`, { defaultValue: r.code }) },
            { title: t('import.rows'), cell: (r) => formatCount(r.rows, lang), number: true },
          ]}
        />
      )}
      <Notes notes={summary.notes} />
      <div className="note__actions">
        {map && (
          <Link to="/maps/$id" params={{ id: map }} className={buttonClass({ look: 'primary' })}>
            <Icon name="map" size={17} />
            {t('import.openMap')}
          </Link>
        )}
        <Link to="/explore" search={{ source: summary.source }} className={buttonClass({ look: map ? undefined : 'primary' })}>
          {t('atlas.explore')}
        </Link>
        {summary.quarantined > 0 && (
          <Link to="/sources/$source/quarantine" params={{ source: summary.source }} className={buttonClass({})}>
            {t('atlas.quarantine')}
          </Link>
        )}
        <Button label={t('import.another')} onClick={flow.restart} />
      </div>
    </section>
  );
}

/** What people said has come in: how much, what was masked, and the way to read it. */
function Heard({ summary, onAnother }: { summary: components['schemas']['VoiceImportSummary']; onAnother: () => void }) {
  const { t, lang } = useText();
  const facts: [string, number][] = [
    [t('import.rows'), summary.rows],
    [t('import.accepted'), summary.accepted],
    [t('import.duplicates'), summary.duplicates],
    [t('import.quarantined'), summary.quarantined],
    [t('import.feedbackTexts'), summary.texts],
    [t('import.feedbackScores'), summary.scores],
    [t('import.feedbackMaskedPlaces'), Object.values(summary.masked).reduce((sum, n) => sum + n, 0)],
  ];
  return (
    <section className="panel finished" aria-labelledby="finished">
      <span className="empty__picture">
        <Icon name="feelings" size={28} />
      </span>
      <h2 id="finished">{summary.already_imported ? t('import.already') : t('import.finished', { snapshot: summary.snapshot })}</h2>
      <dl className="finished__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{formatCount(value, lang)}</dd>
          </div>
        ))}
      </dl>
      <Notes notes={summary.notes} />
      <div className="note__actions">
        <Link to="/voice" className={buttonClass({ look: 'primary' })}>
          <Icon name="feelings" size={17} />
          {t('import.openVoice')}
        </Link>
        <Link to="/voice/items" search={{ source: summary.source }} className={buttonClass({})}>
          {t('voice.page_items')}
        </Link>
        <Button label={t('import.another')} onClick={onAnother} />
      </div>
    </section>
  );
}
