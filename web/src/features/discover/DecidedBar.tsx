import './decided.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { keeping } from '../../api/reviewQueries';
import { useText } from '../../app/i18n';
import { Button } from '../../ui';
import { decided } from './decided';

/** Long enough to look at the map first. */
const shownMs = 20_000;
const saidMs = 6_000;

/** After a draft was applied: how much came onto the map, and a way back. */
export function DecidedBar({ map }: { map: string }) {
  const { t } = useText();
  const queries = useQueryClient();
  const now = useSyncExternalStore(decided.subscribe, decided.get);
  const [held, setHeld] = useState(false);
  const mine = now?.map === map ? now : null;
  const undo = useMutation({
    mutationFn: (seq: number) => keeping.restore(map, { seq }),
    onSuccess: () => Promise.all(['map', 'history', 'review', 'since-seen', 'draft'].map((key) => queries.invalidateQueries({ queryKey: key === 'draft' ? [key] : [key, map] }))),
  });
  const done = undo.isSuccess;
  useEffect(() => {
    if (!mine || held || undo.isPending) return;
    const timer = window.setTimeout(() => decided.set(null), done ? saidMs : shownMs);
    return () => window.clearTimeout(timer);
  }, [mine, held, done, undo.isPending]);
  if (!mine) return null;
  return (
    <div className="decided-bar" onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span role="status">{undo.error ? undo.error.message : done ? t('again.undone') : t('again.done', { accepted: mine.accepted, rejected: mine.rejected })}</span>
      {!done && <Button small icon="undo" label={t('again.undo')} disabled={undo.isPending} onClick={() => undo.mutate(mine.seq)} />}
      <Button small look="quiet" iconOnly icon="close" label={t('common.close')} onClick={() => decided.set(null)} />
    </div>
  );
}
