import './items.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { voiceItemsQuery, voiceSummaryQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { voiceFilter } from '../../lib/voicefilter';
import { Button, Empty, Loading } from '../../ui';
import { useNarrow } from '../../ui/useNarrow';
import { ItemFilters } from './ItemFilters';
import { ItemList } from './ItemList';
import { ItemPane } from './ItemPane';
import { itemName } from './parts';
import type { ItemsSearch } from './state';
import { StepPick } from './StepPick';
import { useTeach } from './useTeach';

const route = getRouteApi('/voice/items');

/** Everything that was said, one after the other: read, judged and put where it belongs without leaving the keyboard. */
export function ItemsPage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = useNarrow();
  const mayNot = useMayNot('editor');
  const { data: summary } = useQuery(voiceSummaryQuery);
  const filter = useMemo(() => voiceFilter({ ...search }), [search]);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(voiceItemsQuery(filter));
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const n = data?.pages[0]?.n ?? items.length;
  const teach = useTeach();
  const [picking, setPicking] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const change = useCallback((part: Partial<ItemsSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false }), [navigate]);
  const found = search.item === undefined ? -1 : items.findIndex((one) => itemName(one) === search.item);
  // On a wide window the first one is read until another is chosen.
  const chosen = found >= 0 || search.item !== undefined || narrow ? found : items.length ? 0 : -1;
  const item = items[chosen];
  const name = search.item ?? (item && itemName(item));
  const choose = (at: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, at))];
    if (next) change({ item: itemName(next) });
  };
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const onKey = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = wayOf(event);
    if (way !== undefined) {
      event.preventDefault();
      return choose(way === 'first' ? 0 : way === 'last' ? items.length - 1 : chosen + way);
    }
    if (event.code === 'Slash') {
      event.preventDefault();
      return field.current?.focus();
    }
    if (!item || mayNot) return;
    if (event.code === 'KeyP') {
      event.preventDefault();
      setPicking(true);
    }
    if (event.code === 'KeyX' && item.step && item.step.by !== 'pinned') teach.mutate({ item, lesson: 'reject' });
    if (event.code === 'KeyU' && item.step?.by === 'pinned') teach.mutate({ item, lesson: 'unpin' });
  };
  // Anywhere on the page but in fields: letters need no focus on the list first.
  const heard = useRef(onKey);
  useEffect(() => {
    heard.current = onKey;
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (target.closest('input, select, textarea, [role="dialog"], [role="listbox"], [role="menu"]') || document.querySelector('[role="dialog"]')) return;
      if (/^(Key[JKPXU]|Slash)$/.test(event.code)) heard.current(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  if (!summary) return null;
  const reading = name !== undefined && (
    <ItemPane key={name} name={name} known={item} words={search.q} teach={teach} onPin={() => setPicking(true)} />
  );
  if (narrow && search.item !== undefined) {
    return (
      <div className="items items--one">
        <div className="items__walk">
          <Button small icon="back" label={t('voice.toList')} onClick={() => change({ item: undefined })} />
          <Button small iconOnly icon="arrow_up" label={t('voice.previous')} disabled={chosen <= 0} onClick={() => choose(chosen - 1)} />
          <Button small iconOnly icon="arrow_down" label={t('voice.next')} disabled={chosen < 0 || chosen >= items.length - 1} onClick={() => choose(chosen + 1)} />
        </div>
        <div className="panel items__pane">{reading}</div>
        {picking && item && <StepPick item={item} onPick={(step) => teach.mutate({ item, lesson: { pin: step } })} onClose={() => setPicking(false)} />}
      </div>
    );
  }
  return (
    <div className="items">
      <ItemFilters search={search} summary={summary} onChange={(part) => change({ ...part, item: undefined })} searchRef={field} />
      <div className="items__two">
        <section className={`panel items__list ${isPlaceholderData ? 'items__list--old' : ''}`} aria-busy={isPlaceholderData}>
          <p className="items__n muted num" role="status">
            {data && t('voice.said', { count: n, shown: formatCount(n, lang) })}
            {data && <span className="items__keys">{t('voice.keys')}</span>}
          </p>
          {error && <Trouble error={error} onRetry={() => void refetch()} />}
          {!data && !error && <Loading label={t('common.loading')} rows={8} height={64} />}
          {data && items.length === 0 && <Empty icon="search" title={t('voice.noneHere')} text={t('voice.noneHereText')} actions={<Button label={t('voice.clear')} onClick={() => void navigate({ search: {}, replace: true })} />} />}
          {items.length > 0 && <ItemList items={items} n={n} chosen={chosen} more={hasNextPage ? more : undefined} listRef={list} onChoose={choose} onOpen={() => list.current?.focus()} onKey={onKey} />}
        </section>
        {!narrow && <section className="panel items__pane" aria-label={t('voice.reading')}>{reading || <p className="muted">{t('voice.pickOne')}</p>}</section>}
      </div>
      {picking && item && (
        <StepPick
          item={item}
          onPick={(step) => teach.mutate({ item, lesson: { pin: step } })}
          onClose={() => {
            setPicking(false);
            window.setTimeout(() => list.current?.focus(), 0);
          }}
        />
      )}
    </div>
  );
}

/** Where a key leads in the list; letters by their place on the keyboard, so that Russian letters work too. */
function wayOf(event: { key: string; code: string }): number | 'first' | 'last' | undefined {
  if (event.key === 'ArrowDown' || event.code === 'KeyJ') return 1;
  if (event.key === 'ArrowUp' || event.code === 'KeyK') return -1;
  if (event.key === 'PageDown') return 8;
  if (event.key === 'PageUp') return -8;
  if (event.key === 'Home') return 'first';
  if (event.key === 'End') return 'last';
  return undefined;
}
