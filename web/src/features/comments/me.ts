import { mayAs, useHere } from '../../app/session';

/** Who reads, and what they may do at least in their workspace. The server has the last word on each map. */
export function useMe(): { id?: string; name?: string; may: (role: 'commenter' | 'editor' | 'administrator') => boolean } {
  const { open, person, role } = useHere();
  return { id: person?.id ?? (open ? 'local' : undefined), name: person?.name, may: (least) => mayAs(role, least) };
}
