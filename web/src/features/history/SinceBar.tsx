import './history.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keeping, sinceSeenQuery } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { Button, Icon } from '../../ui';
import { placeOf } from '../comments/threads';
import { cardTitle } from '../map/words';
import { MarkCards } from '../views/Marks';
import { markedIds } from './days';

/** Places named before the rest is a number. */
const namedMax = 12;

/** What has changed since the reader's last visit, above a map on which it is marked. */
export function SinceBar({ doc, onPick, onDone }: { doc: MapDocument; onPick: (target: { card: string } | { place: string }) => void; onDone: () => void }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { data } = useQuery({ ...sinceSeenQuery(doc.id), retry: false });
  const done = useMutation({
    mutationFn: () => keeping.seen(doc.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: sinceSeenQuery(doc.id).queryKey });
      onDone();
    },
  });
  if (!data) return null;
  const ids = markedIds(data.changed);
  const places = ids.flatMap((id) => {
    const place = placeOf(doc, id, lang, (card) => cardTitle(card, doc, t, lang));
    return place ? [{ id, ...place }] : [];
  });
  const removed = new Set(data.changed.filter((one) => one.what === 'removed').map((one) => one.id)).size;
  return (
    <div className="since" role="region" aria-label={t('views.show_changed')}>
      <MarkCards ids={ids} />
      <Icon name="history" size={18} />
      <p className="since__title">{data.changed.length > 0 ? t('history.since', { count: ids.length + removed }) : t('history.sinceNone')}</p>
      <ul className="since__list">
        {places.slice(0, namedMax).map((place) => (
          <li key={place.id}>
            <button type="button" className="chip" onClick={() => onPick(place.kind === 'card' ? { card: place.id } : { place: place.id })}>
              <span className="hidden-text">{t(`comments.at_${place.kind}`)}: </span>
              <span>{place.name}</span>
            </button>
          </li>
        ))}
        {places.length > namedMax && <li className="muted">{t('map.more', { count: places.length - namedMax })}</li>}
        {removed > 0 && <li className="muted">{t('history.removedSince', { count: removed })}</li>}
      </ul>
      <Button small icon="check" label={t('history.sinceSeen')} disabled={done.isPending} onClick={() => done.mutate()} />
    </div>
  );
}

/** A shorter visit is a glance: what changed stays new. */
const glanceMs = 8_000;

/** Leaving a map after having looked at it, the reader has seen it. */
export function useSeen(map: string) {
  useEffect(() => {
    const from = Date.now();
    return () => {
      if (Date.now() - from > glanceMs) void keeping.seen(map).catch(() => undefined);
    };
  }, [map]);
}
