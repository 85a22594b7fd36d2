/** What is kept on this device until the map exists on the server. */

import type { MapDocument } from '../../api/types';
import { emptyMap } from './change';

export interface Draft {
  doc: MapDocument;
  /** Id of the template the stages are from. */
  template?: string;
  /** How people should look back, until there is a last step to hold it. */
  wish?: Record<string, string>;
}

const key = 'tropa.start';

export function readDraft(): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
    if (kept?.doc && Array.isArray(kept.doc.stages) && Array.isArray(kept.doc.lanes) && Array.isArray(kept.doc.cards)) return kept;
  } catch {
    // What cannot be read is begun anew.
  }
  return { doc: emptyMap() };
}

export function keepDraft(draft: Draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // No room or not allowed: the page still holds it.
  }
}

export const forgetDraft = () => localStorage.removeItem(key);
