import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { voiceKey } from '../../../api/voiceQueries';
import { useNotice, useStatus, type Notice } from '../../../live';

/** Answers that tell of the map itself. */
const aboutMap = (id: string) => [['map', id], ['maps'], ['review', id]];

/** What other pages know of the map grows old with every edit, and what stands beside it when the room says so. */
export function useFreshness(id: string) {
  const queries = useQueryClient();
  const { state } = useStatus();
  useEffect(() => {
    // A line is lost for want of a network, or because the session ended: the server says which.
    if (state === 'offline') void queries.invalidateQueries({ queryKey: ['session'] });
    if (state !== 'saved') return;
    return () => {
      for (const queryKey of aboutMap(id)) void queries.invalidateQueries({ queryKey, refetchType: 'none' });
    };
  }, [queries, id, state]);
  useNotice(
    useCallback(
      ({ kind }: Notice) => {
        const keys = kind === 'comments' ? [['comments', id], ['notifications']] : kind === 'suggestions' ? [['suggestions', id]] : kind === 'versions' ? [['versions', id], ['history', id]] : kind === 'voice' ? [voiceKey] : [['session'], ['maps'], ['map_role', id]];
        for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
      },
      [queries, id],
    ),
  );
}
