/** What the palette finds. Pure: commands and places in, the best ones out. */

import type { IconName } from '../../ui';

export interface Command {
  id: string;
  label: string;
  /** What kind of thing it is: a heading over its like. */
  group: string;
  icon: IconName;
  /** Where it is, or the keys it has. */
  note?: string;
  keys?: string;
  /** Why it cannot be done now. */
  disabled?: string;
  /** Other words it is found by. */
  also?: string;
  run: () => void;
}

/** How well a label answers: 0 not at all. Whole words begin best, letters in order are better than nothing. */
export function score(label: string, query: string): number {
  const [text, wanted] = [label.toLocaleLowerCase(), query.trim().toLocaleLowerCase()];
  if (!wanted) return 1;
  if (text === wanted) return 100;
  if (text.startsWith(wanted)) return 80;
  if (new RegExp(`[\\s«“"(\\-–—/]${escape(wanted)}`, 'u').test(text)) return 60;
  if (text.includes(wanted)) return 40;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => text.includes(word))) return 30;
  return wanted.length > 2 && inOrder(text, wanted) ? 10 : 0;
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The letters stand in the text in this order, not too far from each other. */
function inOrder(text: string, wanted: string): boolean {
  let at = -1;
  let gaps = 0;
  for (const letter of wanted) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return false;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return gaps <= wanted.length;
}

/** The best answers, in their groups; groups in the order of their best. */
export function found(commands: readonly Command[], query: string, max: number): Command[] {
  const scored = commands
    .map((command, i) => ({ command, i, points: Math.max(score(command.label, query), command.also ? score(command.also, query) - 5 : 0) }))
    .filter((one) => one.points > 0)
    .sort((a, b) => b.points - a.points || a.i - b.i)
    .slice(0, max);
  const groups = [...new Set(scored.map((one) => one.command.group))];
  return groups.flatMap((group) => scored.filter((one) => one.command.group === group).map((one) => one.command));
}
