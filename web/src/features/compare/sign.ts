import type { DifferenceKind } from '../../api/types';

/** Tells the kinds of difference apart without colour. */
export const sign: Record<DifferenceKind, string> = { added: '+', removed: '−', renamed: '≠', changed: '≠', moved: '→', split: '÷', merged: '∪' };
