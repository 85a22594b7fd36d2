import { useQuery } from '@tanstack/react-query';
import { mapRoleQuery } from '../../api/queries';
import type { Role } from '../../api/session';
import { mayAs, useHere } from '../../app/session';

/** What the person may do on this very map: it may be more or less than in the workspace. Until it is known, the workspace's role. */
export function useMapRole(map: string): Role {
  const { open, role } = useHere();
  const { data } = useQuery({ ...mapRoleQuery(map), enabled: !open });
  return open ? role : (data ?? role);
}

/** Who reads this map, and what they may do with it at least. The server has the last word. */
export function useMe(map: string): { id?: string; name?: string; may: (role: 'commenter' | 'editor' | 'administrator') => boolean } {
  const { open, person } = useHere();
  const role = useMapRole(map);
  return { id: person?.id ?? (open ? 'local' : undefined), name: person?.name, may: (least) => mayAs(role, least) };
}
