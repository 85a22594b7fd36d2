import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { draftQuery, type DiscoverOrder, type Draft } from '../../api/discover';

/** Clicks in a row ask once. */
const settledMs = 250;

/** The value once it has stood still; the first one at once. */
function useSettled<T>(value: T): T {
  const word = JSON.stringify(value);
  const [settled, setSettled] = useState({ word, value });
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled((now) => (now.word === word ? now : { word, value: JSON.parse(word) as T })), settledMs);
    return () => window.clearTimeout(timer);
  }, [word]);
  return settled.value;
}

export interface Drafting {
  draft: Draft | undefined;
  error: Error | null;
  /** What is shown answers an earlier recipe; the next draft is on its way. */
  stale: boolean;
  refetch: () => void;
}

/** The draft of a recipe; the one before stays until it has come. */
export function useDraft(order: DiscoverOrder | null, map?: string): Drafting {
  // `null` is the recipe nobody has yet: the first real one is not waited for.
  const settled = useSettled(order);
  const asked = settled ?? order;
  const { data, error, isFetching, refetch } = useQuery(draftQuery(asked, map));
  const behind = JSON.stringify(asked) !== JSON.stringify(order);
  return { draft: data, error: behind ? null : error, stale: behind || isFetching, refetch: () => void refetch() };
}
