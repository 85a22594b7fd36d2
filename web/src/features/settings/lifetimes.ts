/** How long something that opens doors lasts, in days. */
export const lifetimes = ['7', '30', '90', '365', 'never'] as const;

/** The instant that many days on, or nothing where there is no end. */
export function afterDays(days: string, nowMs: number): string | undefined {
  const count = Number(days);
  return Number.isFinite(count) ? new Date(nowMs + count * 86_400_000).toISOString() : undefined;
}
