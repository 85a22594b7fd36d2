import '../../sources/sources.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../api/client';
import { templateQuery } from '../../../api/mapQueries';
import { mapQuery, sourcesQuery, useJob } from '../../../api/queries';
import type { Job, MapDocument } from '../../../api/types';
import { Trouble } from '../../../app/errors';
import { useText } from '../../../app/i18n';
import { formatCount } from '../../../lib/format';
import { Button, Field, Note, Segmented } from '../../../ui';
import { JobProgressView } from '../../../ui/JobProgress';
import { MiniMap } from '../../atlas/MiniMap';
import { DropFiles } from '../../sources/DropFiles';
import { MappingStep } from '../../sources/MappingStep';
import { Running } from '../../sources/RunImport';
import { useImport } from '../../sources/useImport';
import { adopted, backed } from '../adopt';
import { stepsOf } from '../change';
import type { Start } from '../useStart';
import { FoundAgain } from './FoundAgain';
import { Voices } from './Voices';

type Way = 'files' | 'source' | 'voices';

/** What the map rests on: a log of events, or what people said. */
export function EvidenceStep({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t } = useText();
  const { data: sources } = useQuery(sourcesQuery);
  const [way, setWay] = useState<Way>('files');
  const ways: Way[] = sources?.length ? ['files', 'source', 'voices'] : ['files', 'voices'];
  return (
    <div className="start-form">
      {doc.origin && <Counted doc={doc} />}
      <Segmented<Way> label={t('start.evidence.way')} value={way} choices={ways.map((one) => ({ value: one, label: t(`start.evidence.way_${one}`), icon: one === 'files' ? 'upload' : one === 'source' ? 'database' : 'quotes' }))} onChange={setWay} />
      {way === 'files' && <FromFiles start={start} doc={doc} />}
      {way === 'source' && sources && <FromSource start={start} doc={doc} names={sources.map((source) => source.name)} />}
      {way === 'voices' && <Voices start={start} doc={doc} />}
    </div>
  );
}

/** After a log was taken in: how much of the map now rests on it. */
function Counted({ doc }: { doc: MapDocument }) {
  const { t, lang } = useText();
  const found = backed(doc);
  return (
    <Note kind="ok" title={t('start.evidence.taken')}>
      <p className="num">
        {t('map.coverage', { backed: formatCount(found.backed, lang), total: formatCount(found.total, lang) })}. <span className="mono">{doc.origin?.snapshot}</span>
      </p>
    </Note>
  );
}

function FromFiles({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t } = useText();
  const flow = useImport({ job: start.job, goTo: start.setJob });
  const mapId = flow.job?.result?.map_id;
  const source = flow.job?.result?.summary?.source;
  // Once events have come into it, the map is people's: what is found later is only proposed.
  const [again] = useState(doc.origin !== undefined);
  return (
    <div className="start-import">
      {flow.phase === 'files' && <DropFiles flow={flow} />}
      {flow.phase === 'mapping' && <MappingStep flow={flow} />}
      {flow.phase === 'run' && <Running flow={flow} />}
      {flow.phase === 'done' && mapId && (again && source ? <FoundAgain start={start} doc={doc} source={source} spare={mapId} onDone={flow.restart} /> : <Found start={start} doc={doc} id={mapId} onDone={flow.restart} />)}
      {flow.phase === 'done' && !mapId && (
        <Note title={t('start.evidence.noMap')} actions={<Button icon="back" label={t('import.another')} onClick={flow.restart} />}>
          {t('start.evidence.noMapText')}
        </Note>
      )}
    </div>
  );
}

/** A log that is already in the workspace. */
function FromSource({ start, doc, names }: { start: Start; doc: MapDocument; names: string[] }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const source = chosen ?? names[0] ?? '';
  const find = useMutation({ mutationFn: () => call<Job>('POST', '/discover', { source, stages: { auto: {} } }) });
  const { data: job, error } = useJob(find.data?.id ?? null);
  const found = job?.state === 'done' ? job.result?.map_id : undefined;
  const [asked, setAsked] = useState(0);
  const running = find.isPending || job?.state === 'running' || (find.isSuccess && !job && !error);
  if (found) return <Found start={start} doc={doc} id={found} onDone={() => find.reset()} />;
  const choice = (
    <Field label={t('discover.source')}>
      <select className="select" value={source} onChange={(e) => setChosen(e.target.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </Field>
  );
  if (doc.origin) {
    return (
      <>
        {names.length > 1 && choice}
        <FoundAgain key={`${source} ${asked}`} start={start} doc={doc} source={source} onDone={() => setAsked(asked + 1)} />
      </>
    );
  }
  return (
    <form
      className="start-add"
      onSubmit={(event) => {
        event.preventDefault();
        find.mutate();
      }}
    >
      {choice}
      <button type="submit" className="button button--primary" disabled={running}>
        {t('discover.start')}
      </button>
      {running && <JobProgressView job={job} />}
      {(find.error ?? error) && <Trouble error={(find.error ?? error) as Error} />}
      {job?.state === 'failed' && <Trouble error={new Error(job.error?.message ?? t('error.refused'))} />}
    </form>
  );
}

/** The way that was found in the log, to be taken into the map that is being made. */
function Found({ start, doc, id, onDone }: { start: Start; doc: MapDocument; id: string; onDone: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const { data: found, error, refetch } = useQuery(mapQuery(id));
  const take = useMutation({
    mutationFn: async (map: MapDocument) => {
      const template = start.draft.template;
      const examples = template ? ((await queries.ensureQueryData(templateQuery(template))).map?.cards ?? []) : [];
      const ids = new Set(examples.map((card) => card.id));
      start.change((own) => adopted(own, map, ids));
      await start.flush();
      // What was found lives on in this map: a second one would only be in the way.
      await call('DELETE', `/maps/${encodeURIComponent(id)}`).catch(() => undefined);
      void queries.invalidateQueries({ queryKey: ['maps'] });
    },
    onSuccess: onDone,
  });
  if (error && !take.isPending) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!found) return null;
  const rests = backed(found);
  const own = doc.cards.filter((card) => !card.feeling && card.evidence?.some((one) => one.quote)).length;
  return (
    <section className="panel start-found" aria-labelledby="start-found">
      <h2 id="start-found">{t('start.evidence.found')}</h2>
      <MiniMap doc={found} />
      <p className="num">
        {t('atlas.stages', { count: found.stages.length })} · {t('atlas.steps', { count: stepsOf(found).length })} · {t('new.cards', { count: found.cards.length })} ·{' '}
        {t('start.evidence.rests', { backed: rests.backed, total: rests.total })}
      </p>
      <p className="muted">{own > 0 ? t('start.evidence.takeTextOwn', { count: own }) : t('start.evidence.takeText')}</p>
      {take.error && <Trouble error={take.error} />}
      <div className="note__actions">
        <Button look="primary" icon="check" label={take.isPending ? t('start.evidence.taking') : t('start.evidence.take')} disabled={take.isPending} onClick={() => take.mutate(found)} />
        <Button label={t('start.evidence.notNow')} disabled={take.isPending} onClick={onDone} />
      </div>
    </section>
  );
}
