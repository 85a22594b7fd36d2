import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError, call } from '../../api/client';
import type { DiscoverOrder } from '../../api/discover';
import { mapsQuery, sourcesQuery, useJob } from '../../api/queries';
import type { Job, MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount, formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { buttonClass, Empty, Field, Icon, Loading } from '../../ui';
import { JobProgressView } from '../../ui/JobProgress';
import { noChoices } from './decisions';
import { Frame } from './Frame';
import { Picture } from './Picture';
import { begun, orderOf, type DiscoverSearch } from './recipe';
import { RecipePanel } from './RecipePanel';
import { recipeWords } from './recipeWords';
import { useDraft } from './useDraft';

const route = getRouteApi('/discover');

/** A map found in events, looked at before it is kept. */
export function FirstPage() {
  const { t } = useText();
  const given = route.useSearch();
  const navigate = route.useNavigate();
  const sources = useQuery(sourcesQuery);
  const search = begun(given, undefined, sources.data ?? []);
  const order = sources.data ? orderOf(search) : null;
  const { draft, error, stale, refetch } = useDraft(order);
  useEffect(() => {
    document.title = `${t('again.firstTitle')} · ${t('shell.name')}`;
  }, [t]);
  if (sources.error) return <div className="map-message"><Trouble error={sources.error} onRetry={() => void sources.refetch()} /></div>;
  if (!sources.data) return <div className="map-message"><Loading label={t('common.loading')} rows={7} height={48} /></div>;
  if (sources.data.length === 0)
    return (
      <Empty
        icon="database"
        title={t('again.noSource')}
        text={t('again.noSourceText')}
        actions={
          <Link to="/import" className={buttonClass({ look: 'primary' })}>
            {t('shell.import')}
          </Link>
        }
      />
    );
  const change = (part: Partial<DiscoverSearch>) => void navigate({ search: { ...search, ...part }, replace: true, resetScroll: false });
  const badFilter = error instanceof ApiError && error.code === 'bad_filter';
  return (
    <Frame
      stale={stale && !error}
      recipeWords={recipeWords(search, t)}
      head={
        <>
          <Link to="/" className={buttonClass({ look: 'quiet', iconOnly: true })} aria-label={t('error.toAtlas')} title={t('error.toAtlas')}>
            <Icon name="back" size={18} />
          </Link>
          <div className="again__title">
            <h1>{t('again.firstTitle')}</h1>
            <p className="muted">{t('again.firstText')}</p>
          </div>
        </>
      }
      recipe={<RecipePanel search={search} sources={sources.data} error={error} keptFor="first" onChange={change} />}
      picture={
        error && !badFilter ? (
          <div className="again__message">
            <Trouble error={error} onRetry={refetch} />
          </div>
        ) : draft ? (
          <Picture doc={draft.map} choices={noChoices} view="over" />
        ) : (
          <div className="again__message">{!error && <Loading label={t('again.finding')} rows={8} height={44} />}</div>
        )
      }
      side={<div className="again__list">{draft && order && !error && <Found map={draft.map} order={order} search={search} stale={stale} />}</div>}
    />
  );
}

function Found({ map, order, search, stale }: { map: MapDocument; order: DiscoverOrder; search: DiscoverSearch; stale: boolean }) {
  const { t, lang } = useText();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const { data: maps } = useQuery(mapsQuery);
  const [name, setName] = useState('');
  const keep = useMutation({ mutationFn: () => call<Job>('POST', '/discover', { ...order, ...(name.trim() ? { name: name.trim() } : {}) }) });
  const { data: job, error: jobError } = useJob(keep.data?.id ?? null);
  const kept = job?.state === 'done' ? job.result?.map_id : undefined;
  useEffect(() => {
    if (!kept) return;
    void queries.invalidateQueries({ queryKey: ['maps'] });
    void navigate({ to: '/maps/$id', params: { id: kept }, search: {} });
  }, [kept, navigate, queries]);
  const running = keep.isPending || job?.state === 'running';
  const origin = map.origin;
  const notes = origin?.notes ?? [];
  const steps = map.stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  return (
    <div className="again-found">
      <h2>{t('again.what')}</h2>
      <ul className="again-found__facts">
        <li className="num">{t('again.stagesN', { count: map.stages.length })}</li>
        <li className="num">{t('again.steps', { count: steps })}</li>
        <li className="num">{t('again.cards', { count: map.cards.length })}</li>
        {origin && <li className="num">{t('common.journeys', { count: origin.n, shown: formatCount(origin.n, lang) })}</li>}
        {origin && <li>{t('again.window', { from: formatDay(origin.from, lang), to: formatDay(origin.to, lang) })}</li>}
      </ul>
      {notes.length > 0 && (
        <details className="again-found__notes">
          <summary>{t('again.notes')}</summary>
          <ul>
            {notes.map((note, i) => (
              <li key={i}>{inLang(note, lang)}</li>
            ))}
          </ul>
        </details>
      )}
      <form
        className="again-found__keep"
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <Field label={t('again.keepMapName')}>
          <input className="input" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {running && <JobProgressView job={job} />}
        {(keep.error ?? jobError) && <Trouble error={(keep.error ?? jobError) as Error} />}
        {job?.state === 'failed' && <Trouble error={new Error(job.error?.message ?? t('error.refused'))} />}
        <button type="submit" className="button button--primary" disabled={running || stale || mayNot !== undefined} title={mayNot}>
          {t('again.keepMap')}
        </button>
      </form>
      {(maps?.length ?? 0) > 0 && (
        <div className="again-found__beside">
          <Field label={t('again.beside')}>
            <select className="select" value="" onChange={(event) => void navigate({ to: '/maps/$id/discover', params: { id: event.target.value }, search })}>
              <option value="" disabled>
                {t('again.chooseMap')}
              </option>
              {maps?.map((one) => (
                <option key={one.id} value={one.id}>
                  {inLang(one.title, lang)}
                </option>
              ))}
            </select>
          </Field>
          <p className="muted">{t('again.besideText')}</p>
        </div>
      )}
    </div>
  );
}
