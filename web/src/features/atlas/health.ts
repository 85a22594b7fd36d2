/** How well a map is looked after, told from what the list of maps says of it. */

import type { MapSummary } from '../../api/types';

const dayMs = 86_400_000;

/** Content nobody touched for longer is called old: a quarter, after which most figures of a company are others. */
export const staleDays = 90;

export const troubles = ['overdue', 'stale', 'ownerless', 'unbacked', 'open'] as const;
/** `overdue`: the day of review has passed; `unbacked`: less than half of the cards rest on evidence; `open`: comments nobody resolved. */
export type TroubleKind = (typeof troubles)[number];

export interface Health {
  /** Share of cards that rest on evidence, 0..=1; `null` for a map without cards. */
  coverage: number | null;
  /** Whole days since the content was last worked on. */
  ageDays: number;
  /** Whole days the review is late; `null` when it is not, or when no day is set. */
  overdueDays: number | null;
  openComments: number;
  troubles: TroubleKind[];
}

export function healthOf(map: MapSummary, nowMs: number): Health {
  const coverage = map.total > 0 ? map.backed / map.total : null;
  const worked = Math.max(Date.parse(map.updated_at) || 0, map.edited ? Date.parse(map.edited) || 0 : 0);
  const ageDays = worked ? Math.max(0, Math.floor((nowMs - worked) / dayMs)) : 0;
  const due = map.review_date ? Date.parse(map.review_date) : NaN;
  // The day itself still counts.
  const late = Math.floor((nowMs - due) / dayMs);
  const overdueDays = Number.isFinite(late) && late > 0 ? late : null;
  const openComments = map.comments_open ?? 0;
  const has: Record<TroubleKind, boolean> = {
    overdue: overdueDays !== null,
    stale: ageDays > staleDays,
    ownerless: !map.owner,
    unbacked: coverage !== null && coverage < 0.5,
    open: openComments > 0,
  };
  return { coverage, ageDays, overdueDays, openComments, troubles: troubles.filter((kind) => has[kind]) };
}
