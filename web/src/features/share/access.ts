/** Rights on one map as a list that is written whole. */

import type { AccessEntry, MapRole } from '../../api/accounts';

/** From the most to the least; `none` hides the map. */
export const mapRoles: readonly MapRole[] = ['editor', 'commenter', 'viewer', 'none'];

/** Of whom a line is: a person or a team, with its id. */
export type Whom = `person:${string}` | `team:${string}`;

export const whomOf = (entry: AccessEntry): Whom => (entry.person === undefined ? `team:${entry.team}` : `person:${entry.person}`);

/** The list with this right in the place of an earlier one; `null` takes it away. */
export function withRole(items: readonly AccessEntry[], whom: Whom, role: MapRole | null): AccessEntry[] {
  const id = whom.slice(whom.indexOf(':') + 1);
  const made: AccessEntry[] = role === null ? [] : [whom.startsWith('team:') ? { team: id, role } : { person: id, role }];
  if (!items.some((entry) => whomOf(entry) === whom)) return [...items, ...made];
  return items.flatMap((entry) => (whomOf(entry) === whom ? made : [entry]));
}
