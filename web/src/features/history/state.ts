export interface MomentSearch {
  /** What the moment is compared with: another one, or the map as it is now. Absent: nothing. */
  with?: number | 'now';
  view?: 'map';
}

const whole = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : undefined;
};

export function momentSearch(search: Record<string, unknown>): MomentSearch {
  return {
    with: search.with === undefined ? undefined : search.with === 'now' ? 'now' : whole(search.with),
    view: search.view === 'map' ? 'map' : undefined,
  };
}
