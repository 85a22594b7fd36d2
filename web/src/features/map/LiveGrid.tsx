import { useMemo } from 'react';
import { useMapStore, usePresence, useSetPlace, useWritable } from '../../live';
import { MapGrid, type GridProps } from './MapGrid';

/** The grid of the open map: what is done in it reaches the room, and what others do is seen in it. */
export function LiveGrid(props: Omit<GridProps, 'live'>) {
  const store = useMapStore();
  const writable = useWritable();
  const people = usePresence();
  const setPlace = useSetPlace();
  const live = useMemo(() => ({ store, writable, people, setPlace }), [store, writable, people, setPlace]);
  return <MapGrid {...props} live={live} />;
}
