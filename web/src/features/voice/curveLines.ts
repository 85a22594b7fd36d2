/** Several curves over the same steps: one for each group of people. Pure. */

import type { GroupPoint, VoiceStep } from '../../api/voice';

/** Lines told apart in one picture by colour, dash and marker. */
export const linesMax = 4;

export interface GroupLine {
  /** The segment as the texts name it. */
  group: string;
  /** Scores and texts behind it at all steps. */
  n: number;
  /** By key of the step. */
  points: ReadonlyMap<string, GroupPoint>;
}

const behind = (point: GroupPoint) => point.n_scores + point.n_texts;

/** The groups that say most, most first. */
export function groupLines(steps: readonly VoiceStep[]): GroupLine[] {
  const found = new Map<string, Map<string, GroupPoint>>();
  for (const step of steps) {
    for (const point of step.groups ?? []) {
      if (!point.group) continue;
      const points = found.get(point.group) ?? new Map<string, GroupPoint>();
      points.set(step.key, point);
      found.set(point.group, points);
    }
  }
  return [...found]
    .map(([group, points]) => ({ group, points, n: [...points.values()].reduce((sum, point) => sum + behind(point), 0) }))
    .filter((line) => [...line.points.values()].some((point) => point.value !== undefined))
    .sort((a, b) => b.n - a.n || (a.group < b.group ? -1 : 1))
    .slice(0, linesMax);
}

/** Words of a point: how many scores, or how many texts where nobody scored. */
export const pointCount = (point: Pick<GroupPoint, 'n_scores' | 'n_texts'>): number => point.n_scores || point.n_texts;
