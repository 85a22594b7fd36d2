import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sessionQuery } from '../../../api/session';
import type { Me } from '../../../live';

/** How others in the room see the person at this browser; `undefined` while nobody knows, `null` without accounts. */
export function useMe(): Me | null | undefined {
  const { data, isPending } = useQuery(sessionQuery);
  const person = data?.person;
  return useMemo(() => {
    if (person) return { id: person.id, name: person.name, colour: person.colour };
    return isPending ? undefined : null;
  }, [person, isPending]);
}
