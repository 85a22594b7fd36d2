import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { commentsQuery, peopleQuery, saying, type MapComment } from '../../api/reviewQueries';
import { fromWritten, mentionsIn, openCounts } from './threads';

const nobody: ReadonlyMap<string, number> = new Map();

/** Open conversations at each record of the map, by its id. One query, however many ask. */
export function useOpenComments(map: string): ReadonlyMap<string, number> {
  const { data } = useQuery(commentsQuery(map));
  return useMemo(() => (data ? openCounts(data) : nobody), [data]);
}

/** Says, changes and takes back; the list is asked for again, and until then shows what was meant. */
export function useSaying(map: string) {
  const queries = useQueryClient();
  const { data: people = [] } = useQuery(peopleQuery);
  const key = commentsQuery(map).queryKey;
  const again = () => queries.invalidateQueries({ queryKey: key });
  const patch = (change: (now: MapComment[]) => MapComment[]) => queries.setQueryData(key, (now) => now && change(now));
  const say = useMutation({
    mutationFn: ({ at, written, answers }: { at: string; written: string; answers?: string }) => {
      const text = fromWritten(written.trim(), people);
      const mentions = [...new Set(mentionsIn(text).map((person) => person.id))];
      return saying.comment(map, { at, text, ...(answers ? { answers } : {}), ...(mentions.length ? { mentions } : {}) });
    },
    onSuccess: again,
  });
  const edit = useMutation({
    mutationFn: ({ comment, written, resolved }: { comment: string; written?: string; resolved?: boolean }) =>
      saying.edit(map, comment, { ...(written === undefined ? {} : { text: fromWritten(written.trim(), people) }), ...(resolved === undefined ? {} : { resolved }) }),
    onMutate: ({ comment, resolved }) => {
      if (resolved !== undefined) patch((now) => now.map((one) => (one.id === comment ? { ...one, resolved } : one)));
    },
    onSettled: again,
  });
  const remove = useMutation({ mutationFn: (comment: string) => saying.remove(map, comment), onSuccess: again });
  return { people, say, edit, remove };
}
