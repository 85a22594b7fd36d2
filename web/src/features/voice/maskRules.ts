/** Rules of masking as a person changes them. Pure. */

import type { MaskKind, MaskRules } from '../../api/voice';

export const withBuiltin = (rules: MaskRules, kind: MaskKind, on: boolean): MaskRules => ({ ...rules, off: on ? (rules.off ?? []).filter((one) => one !== kind) : [...new Set([...(rules.off ?? []), kind])].sort() });

export interface OwnRule {
  of: 'word' | 'pattern';
  text: string;
  label?: string;
}

export const ownRules = (rules: MaskRules): OwnRule[] => [
  ...(rules.words ?? []).map(({ word, label }): OwnRule => ({ of: 'word', text: word, ...(label ? { label } : {}) })),
  ...(rules.patterns ?? []).map(({ pattern, label }): OwnRule => ({ of: 'pattern', text: pattern, ...(label ? { label } : {}) })),
];

export function withOwn(rules: MaskRules, own: readonly OwnRule[]): MaskRules {
  const label = (rule: OwnRule) => (rule.label ? { label: rule.label } : {});
  return {
    ...rules,
    words: own.filter((rule) => rule.of === 'word').map((rule) => ({ word: rule.text, ...label(rule) })),
    patterns: own.filter((rule) => rule.of === 'pattern').map((rule) => ({ pattern: rule.text, ...label(rule) })),
  };
}

/** A masked text cut at its labels, so that they can be drawn as what they are. */
export function masked(text: string): { text: string; label: boolean }[] {
  return text.split(/(\[[\p{L}\d][\p{L}\d -]{0,40}\])/u).flatMap((part, i) => (part ? [{ text: part, label: i % 2 === 1 }] : []));
}

export const sameRules = (a: MaskRules, b: MaskRules) => JSON.stringify([[...(a.off ?? [])].sort(), ownRules(a)]) === JSON.stringify([[...(b.off ?? [])].sort(), ownRules(b)]);
