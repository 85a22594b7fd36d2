/** The sides of a service blueprint and the lines between them, told from what the lanes mean: as `lines` of the map crate. */

import type { Lane, LaneRole } from '../../api/types';

export type Depth = 0 | 1 | 2 | 3;
export type LineKind = 'interaction' | 'visibility' | 'internal_interaction';

/** 0 the person, 1 front stage, 2 back stage, 3 support; figures, ideas and free text belong to no side. */
export function depthOf(role: LaneRole): Depth | null {
  switch (role) {
    case 'front_stage':
      return 1;
    case 'back_stage':
      return 2;
    case 'support':
      return 3;
    case 'kpis':
    case 'opportunities':
    case 'ideas':
    case 'action_items':
    case 'owner':
    case 'text':
      return null;
    default:
      return 0;
  }
}

export interface Zone {
  depth: Depth;
  lanes: Lane[];
  /** Below the zone; absent below the last one. Named by what is above it. */
  line?: LineKind;
}

const below: Record<0 | 1 | 2, LineKind> = { 0: 'interaction', 1: 'visibility', 2: 'internal_interaction' };

/** The lanes by side, the person's first: whatever order the map has them in, each line is there once. */
export function zonesOf(lanes: Lane[]): Zone[] {
  const zones = ([0, 1, 2, 3] as const).map((depth): Zone => ({ depth, lanes: lanes.filter((lane) => depthOf(lane.role) === depth) })).filter((zone) => zone.lanes.length > 0);
  return zones.map((zone, i) => (i < zones.length - 1 && zone.depth !== 3 ? { ...zone, line: below[zone.depth] } : zone));
}
