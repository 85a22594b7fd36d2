import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, upload } from '../../api/client';
import { useText } from '../../app/i18n';
import { useJob } from '../../api/queries';
import type { components } from '../../api/schema';
import type { Job, MapOptions, Mapping, PreviewAnswer, Uploaded } from '../../api/types';
import { voiceKey } from '../../api/voiceQueries';

export type Feedback = components['schemas']['VoiceExamined'];

export interface Incoming {
  key: number;
  name: string;
  bytes: number;
  sent: number;
  uploaded?: Uploaded;
  error?: Error;
}

export type ImportFlow = ReturnType<typeof useImport>;

let keys = 0;

/**
 * State of one import from the dropped file to the map. Leaving the page stops uploads, not a running import: the page keeps its
 * job in the address.
 */
export function useImport({ job: id, goTo }: { job: string | undefined; goTo: (job: string | undefined) => void }) {
  const queries = useQueryClient();
  const { lang } = useText();
  const [files, setFiles] = useState<Incoming[]>([]);
  const [looked, setLooked] = useState(false);
  const [options, setOptions] = useState<MapOptions>({});
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [source, setSource] = useState('');
  /** What the files hold as feedback, where they look like it. */
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [asEvents, setAsEvents] = useState(false);
  const stop = useRef(new Map<number, AbortController>());
  useEffect(() => {
    const running = stop.current;
    return () => running.forEach((controller) => controller.abort());
  }, []);

  const add = useCallback((list: Iterable<File>) => {
    for (const file of list) {
      const key = (keys += 1);
      const controller = new AbortController();
      stop.current.set(key, controller);
      const change = (part: Partial<Incoming>) => setFiles((now) => now.map((f) => (f.key === key ? { ...f, ...part } : f)));
      setFiles((now) => [...now, { key, name: file.name, bytes: file.size, sent: 0 }]);
      upload<Uploaded>(file, (sent) => change({ sent }), controller.signal).then(
        (uploaded) => change({ uploaded, sent: file.size }),
        (error: Error) => error.name !== 'AbortError' && change({ error }),
      );
    }
  }, []);
  const remove = (key: number) => {
    stop.current.get(key)?.abort();
    stop.current.delete(key);
    setFiles((now) => now.filter((f) => f.key !== key));
  };

  const uploads = files.flatMap((f) => (f.uploaded ? [f.uploaded.id] : []));
  const look = useMutation({
    mutationFn: async (order: { options: MapOptions; mapping: Mapping | null }): Promise<PreviewAnswer | null> => {
      const said = order.mapping ? null : call<Feedback>('POST', '/voice/imports/preview', { uploads }).catch(() => null);
      const events = call<PreviewAnswer>('POST', '/imports/preview', { uploads, options: order.options, ...(order.mapping ? { mapping: order.mapping } : {}) });
      const [heard, read] = await Promise.allSettled([said, events]);
      const found = heard.status === 'fulfilled' ? heard.value : null;
      if (!order.mapping) setFeedback(found);
      if (read.status === 'fulfilled') return read.value;
      // Words of people need not be readable as events.
      if (found) return null;
      throw read.reason;
    },
    onSuccess: (answer, order) => {
      setLooked(true);
      if (!answer) return setSource((now) => now || '');
      if (!order.mapping) {
        setMapping(answer.proposed.mapping ?? null);
        setSource((now) => now || answer.source);
      }
    },
  });
  const { mutate: lookAt, error: lookError, variables: lookedAt } = look;
  // A refusal is in the words of the server: in another language it must be asked for again.
  const refused = useRef(lookedAt);
  useEffect(() => {
    refused.current = lookError ? lookedAt : undefined;
  });
  useEffect(() => {
    if (refused.current) lookAt(refused.current);
  }, [lang, lookAt]);

  const start = useMutation({
    mutationFn: (order: { mapping: Mapping; source: string }) =>
      call<Job>('POST', '/imports', {
        uploads,
        mapping: order.mapping,
        ...(order.source.trim() ? { source: order.source.trim() } : {}),
        discover: true,
      }),
    onSuccess: (started) => {
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      goTo(started.id);
    },
  });
  const hear = useMutation({
    mutationFn: (order: { feedback: Feedback; source: string }) =>
      call<Job>('POST', '/voice/imports', { uploads, mapping: order.feedback.proposed.mapping, source: order.source.trim() || order.feedback.source }),
    onSuccess: (started) => {
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      goTo(started.id);
    },
  });
  const { data: job, error: jobError } = useJob(id ?? null);
  const ended = job?.state === 'done';
  useEffect(() => {
    if (!ended) return;
    void queries.invalidateQueries({ queryKey: ['sources'] });
    void queries.invalidateQueries({ queryKey: ['maps'] });
    void queries.invalidateQueries({ queryKey: voiceKey });
  }, [ended, queries]);

  const back = () => {
    start.reset();
    hear.reset();
    goTo(undefined);
  };
  const restart = () => {
    goTo(undefined);
    look.reset();
    start.reset();
    hear.reset();
    setFeedback(null);
    setAsEvents(false);
    setFiles([]);
    setLooked(false);
    setOptions({});
    setMapping(null);
    setSource('');
  };

  return {
    phase: ended ? ('done' as const) : id !== undefined || start.isPending || hear.isPending ? ('run' as const) : looked ? ('mapping' as const) : ('files' as const),
    files,
    add,
    remove,
    ready: files.length > 0 && files.every((f) => f.uploaded),
    /** Looks at the files anew, or at their first rows with a mapping that a person changed. */
    look: (next: MapOptions = options) => {
      setOptions(next);
      lookAt({ options: next, mapping: null });
    },
    change: (next: Mapping, complete: boolean) => {
      setMapping(next);
      if (complete) lookAt({ options, mapping: next });
    },
    looking: look.isPending,
    lookError: look.error,
    answer: look.data ?? undefined,
    feedback: asEvents ? null : feedback,
    readAs: (as: 'events' | 'feedback') => setAsEvents(as === 'events'),
    startFeedback: () => feedback && hear.mutate({ feedback, source: source || feedback.source }),
    options,
    mapping,
    source,
    setSource,
    start: () => mapping && start.mutate({ mapping, source }),
    startError: start.error ?? hear.error,
    job,
    jobError,
    back,
    restart,
  };
}
