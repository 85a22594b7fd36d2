import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/client';
import { begin, edited, redone, undone, type History } from './history';

/** `conflict`: somebody else wrote meanwhile. `refused`: the server will not have it as it is; the next change tries again. */
export type DraftState = 'saved' | 'waiting' | 'saving' | 'conflict' | 'refused' | 'unreachable';

export interface Draft<Doc> {
  document: Doc;
  state: DraftState;
  /** What the server said, where it refused. */
  error?: Error;
  canUndo: boolean;
  canRedo: boolean;
  /** `field` names what is typed into: its letters are taken back together. */
  change: (to: (now: Doc) => Doc, field?: string) => void;
  undo: () => void;
  redo: () => void;
  /** After a conflict: what the other wrote, or what stands here over it. */
  takeTheirs: () => void;
  keepMine: () => void;
  retry: () => void;
}

interface Stored<Doc> {
  document: Doc;
  revision: number;
}

/** Typing rests this long before it is written. */
const restMs = 600;

/**
 * A document that writes itself, over the revision it was read at. One write at a time; what is typed meanwhile is the next.
 * `fetchAgain` reads what is stored now.
 */
export function useDraft<Doc>({ stored, put, fetchAgain, onSaved }: {
  stored: Stored<Doc>;
  put: (document: Doc, revision: number) => Promise<Stored<Doc>>;
  fetchAgain: () => Promise<Stored<Doc>>;
  onSaved: (stored: Stored<Doc>) => void;
}): Draft<Doc> {
  const [history, setHistory] = useState<History<Doc>>(() => begin(stored.document));
  const newest = useRef(history);
  const [state, setState] = useState<DraftState>('saved');
  const [error, setError] = useState<Error>();
  const work = useRef({ revision: stored.revision, saved: stored.document, now: stored.document, writing: false, stopped: false, conflict: false, timer: undefined as ReturnType<typeof setTimeout> | undefined, put, onSaved, fetchAgain });
  useEffect(() => {
    Object.assign(work.current, { put, onSaved, fetchAgain });
  });

  const write = useCallback(async () => {
    const at = work.current;
    clearTimeout(at.timer);
    if (at.writing || at.conflict || at.now === at.saved) return;
    at.writing = true;
    if (!at.stopped) setState('saving');
    const document = at.now;
    try {
      const answer = await at.put(document, at.revision);
      at.revision = answer.revision;
      at.saved = document;
      at.writing = false;
      at.onSaved(answer);
      if (at.stopped) return void (at.now === at.saved || write());
      setError(undefined);
      setState(at.now === at.saved ? 'saved' : 'waiting');
      if (at.now !== at.saved) at.timer = setTimeout(() => void write(), restMs);
    } catch (refused) {
      at.writing = false;
      if (at.stopped) return;
      setError(refused instanceof Error ? refused : new Error(String(refused)));
      at.conflict = refused instanceof ApiError && refused.status === 409;
      setState(at.conflict ? 'conflict' : refused instanceof ApiError && refused.status === 0 ? 'unreachable' : 'refused');
      // What was typed while the refused version was under way is a new try.
      if (!at.conflict && at.now !== document) at.timer = setTimeout(() => void write(), restMs);
    }
  }, []);

  const show = useCallback((next: History<Doc>) => {
    const at = work.current;
    if (next === newest.current) return;
    newest.current = next;
    at.now = next.now;
    setHistory(next);
    if (at.conflict) return;
    setState(at.now === at.saved && !at.writing ? 'saved' : 'waiting');
    clearTimeout(at.timer);
    at.timer = setTimeout(() => void write(), restMs);
  }, [write]);

  // What was typed in the last moment is written when the page is left.
  useEffect(() => {
    const at = work.current;
    at.stopped = false;
    const leaving = (event: BeforeUnloadEvent) => {
      if (at.now !== at.saved) event.preventDefault();
    };
    window.addEventListener('beforeunload', leaving);
    return () => {
      at.stopped = true;
      window.removeEventListener('beforeunload', leaving);
      void write();
    };
  }, [write]);

  const change = useCallback((to: (now: Doc) => Doc, field?: string) => show(edited(newest.current, to(newest.current.now), Date.now(), field)), [show]);

  const again = async (mine: boolean) => {
    const at = work.current;
    try {
      const theirs = await at.fetchAgain();
      Object.assign(at, { revision: theirs.revision, conflict: false });
      setError(undefined);
      if (mine) {
        at.saved = theirs.document;
        await write();
        return;
      }
      // What stood here can still be had back: one step of undo.
      show(edited(newest.current, theirs.document, Date.now()));
      clearTimeout(at.timer);
      at.saved = theirs.document;
      setState('saved');
      at.onSaved(theirs);
    } catch (refused) {
      setError(refused instanceof Error ? refused : new Error(String(refused)));
    }
  };

  return {
    document: history.now,
    state,
    error,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    undo: () => show(undone(newest.current)),
    redo: () => show(redone(newest.current)),
    takeTheirs: () => void again(false),
    keepMine: () => void again(true),
    retry: () => void write(),
  };
}
