import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/client';
import { editMap } from '../../api/edit';
import { templateQuery } from '../../api/mapQueries';
import { mapQuery } from '../../api/queries';
import type { MapDocument, Written } from '../../api/types';
import { useText } from '../../app/i18n';
import { newId } from '../../lib/ids';
import { intending, withTemplate } from './change';
import { forgetDraft, keepDraft, readDraft, type Draft } from './draft';
import { steps, type StartStep } from './search';

const route = getRouteApi('/start');

type Change = (doc: MapDocument) => MapDocument;

/** After this long without a key the map is written. */
const pauseMs = 700;

/** The stages of whoever skipped the question. */
const usualTemplate = 'seven_stages';

export type Start = ReturnType<typeof useStart>;

/** The map that grows through the eight steps: on this device first, on the server once it has a form. */
export function useStart() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const step: StartStep = search.step ?? 'purpose';
  const { map: mapId } = search;
  const [draft, setDraft] = useState<Draft>(readDraft);
  const { data: stored, error: loadError } = useQuery({ ...mapQuery(mapId ?? ''), enabled: mapId !== undefined, refetchOnWindowFocus: false });
  const doc = mapId === undefined ? draft.doc : stored;

  // Changes wait here for a pause; what is on its way is done again over whatever others wrote meanwhile.
  const waiting = useRef<Change[]>([]);
  const timer = useRef(0);
  const [unsaved, setUnsaved] = useState(false);
  const [saveError, setSaveError] = useState<Error | null>(null);
  const running = useRef<Promise<void>>(Promise.resolve());
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (mapId === undefined || waiting.current.length === 0) return running.current;
    running.current = running.current.then(async () => {
      const now = waiting.current;
      waiting.current = [];
      if (now.length === 0) return;
      try {
        await editMap(queries, mapId, (map) => now.reduce((made, change) => change(made), map), (map) => waiting.current.reduce((made, change) => change(made), map));
        setSaveError(null);
        if (waiting.current.length === 0) setUnsaved(false);
      } catch (error) {
        waiting.current = [...now, ...waiting.current];
        setSaveError(error as Error);
      }
    });
    return running.current;
  }, [mapId, queries]);
  useEffect(() => () => void flush(), [flush]);

  const change = useCallback(
    (how: Change) => {
      if (mapId === undefined) {
        setDraft((now) => {
          const next = { ...now, doc: how(now.doc) };
          keepDraft(next);
          return next;
        });
        return;
      }
      queries.setQueryData<MapDocument>(['map', mapId], (now) => now && how(now));
      waiting.current.push(how);
      setUnsaved(true);
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush(), pauseMs);
    },
    [mapId, queries, flush],
  );
  const changeDraft = (part: Partial<Draft>) =>
    setDraft((now) => {
      const next = { ...now, ...part };
      keepDraft(next);
      return next;
    });

  /** Writes the map for the first time; whoever chose no form gets the usual stages. */
  const create = useMutation({
    mutationFn: async () => {
      let whole = draft.doc;
      if (whole.stages.length === 0) {
        const template = await queries.ensureQueryData(templateQuery(usualTemplate));
        if (template.map) whole = withTemplate(whole, template.map, true);
        changeDraft({ template: usualTemplate });
      }
      if (draft.wish) whole = intending(whole, draft.wish);
      if (Object.keys(whole.title).length === 0) whole = { ...whole, title: { [lang]: t('start.untitled') } };
      const id = newId('journey');
      whole = { ...whole, id, edited: new Date().toISOString().slice(0, 10) };
      await call<Written>('PUT', `/maps/${id}?revision=0`, whole);
      queries.setQueryData(['map', id], whole);
      void queries.invalidateQueries({ queryKey: ['maps'] });
      return id;
    },
  });

  const go = async (to: StartStep) => {
    const late = steps.indexOf(to) > steps.indexOf('format');
    if (late && mapId === undefined) {
      const id = await create.mutateAsync().catch(() => undefined);
      if (id === undefined) return;
      // The template is still asked after when examples are told from own cards.
      keepDraft({ doc: readDraft().doc, template: readDraft().template });
      await navigate({ search: { step: to, map: id } });
    } else {
      await flush();
      await navigate({ search: (now) => ({ ...now, step: to, job: to === 'evidence' ? now.job : undefined }) });
    }
    window.scrollTo({ top: 0 });
  };

  const restart = () => {
    forgetDraft();
    setDraft(readDraft());
    void navigate({ search: {} });
  };

  return {
    step,
    search,
    doc,
    mapId,
    draft,
    changeDraft,
    change,
    go,
    flush,
    restart,
    job: search.job,
    setJob: (job: string | undefined) => void navigate({ search: (now) => ({ ...now, job }), replace: true }),
    creating: create.isPending,
    error: create.error ?? loadError ?? saveError,
    unsaved,
  };
}
