/** Maps under the wider maps they detail, and under the general maps they are derived from. */

import type { MapSummary } from '../../api/types';

export type LinkKind = NonNullable<MapSummary['links']>[number]['kind'];

export interface TreeNode {
  map: MapSummary;
  /** How it hangs on the one above: details a part of it, or is one role's version of it. */
  how: 'child' | 'derived' | null;
  below: TreeNode[];
}

/** A link may stand in either of the two maps. Cycles are cut where they close; every map stands exactly once. */
export function treeOf(maps: readonly MapSummary[]): TreeNode[] {
  const byId = new Map(maps.map((map) => [map.id, map]));
  const above = new Map<string, { id: string; how: 'child' | 'derived' }>();
  const isAbove = (id: string, under: string): boolean => {
    for (let at: string | undefined = id; at !== undefined; at = above.get(at)?.id) if (at === under) return true;
    return false;
  };
  const hang = (under: string, id: string, how: 'child' | 'derived') => {
    if (!byId.has(under) || !byId.has(id) || above.has(id) || isAbove(under, id)) return;
    above.set(id, { id: under, how });
  };
  for (const map of maps) {
    for (const link of map.links ?? []) {
      if (link.kind === 'parent') hang(link.map, map.id, 'child');
      else if (link.kind === 'child') hang(map.id, link.map, 'child');
      else if (link.kind === 'general') hang(link.map, map.id, 'derived');
      else if (link.kind === 'derived') hang(map.id, link.map, 'derived');
    }
  }
  const nodes = new Map(maps.map((map) => [map.id, { map, how: above.get(map.id)?.how ?? null, below: [] } as TreeNode]));
  const roots: TreeNode[] = [];
  for (const map of maps) {
    const node = nodes.get(map.id) as TreeNode;
    const over = above.get(map.id);
    (over ? (nodes.get(over.id) as TreeNode).below : roots).push(node);
  }
  return roots;
}

const beside: readonly LinkKind[] = ['as_is', 'to_be', 'employee', 'customer', 'related'];

/** Maps that stand beside this one, whichever of the two says so. */
export function besides(map: MapSummary, maps: readonly MapSummary[]): { kind: LinkKind; map: MapSummary }[] {
  const turned: Partial<Record<LinkKind, LinkKind>> = { as_is: 'to_be', to_be: 'as_is', employee: 'customer', customer: 'employee', related: 'related' };
  const found = new Map<string, { kind: LinkKind; map: MapSummary }>();
  const add = (kind: LinkKind | undefined, other: MapSummary | undefined) => {
    if (kind && other && other.id !== map.id && !found.has(other.id)) found.set(other.id, { kind, map: other });
  };
  for (const link of map.links ?? []) if (beside.includes(link.kind)) add(link.kind, maps.find((other) => other.id === link.map));
  for (const other of maps) for (const link of other.links ?? []) if (link.map === map.id) add(turned[link.kind], other);
  return [...found.values()];
}
