/** Taking back one's own edits, never another's. What was typed without a pause goes as one. */

import * as Y from 'yjs';
import { ownOrigin } from './origin';
import { kinds, shapes } from './shape';
import type { MapStore } from './store';

/** Typing within this long is one edit. */
const captureMs = 500;

/** What was selected when an edit was made: it is selected again when the edit is taken back. */
export type Selected = Readonly<Record<string, unknown>>;

export class Undo {
  private readonly manager: Y.UndoManager;
  private selected: Selected = {};
  private label = '';
  private readonly restored = new Set<(selected: Selected) => void>();
  private readonly changed = new Set<() => void>();

  constructor(store: MapStore) {
    const roots = kinds.map((kind) => store.doc.getMap(shapes[kind].root));
    this.manager = new Y.UndoManager(roots, { trackedOrigins: new Set([ownOrigin]), captureTimeout: captureMs });
    this.manager.on('stack-item-added', ({ stackItem }) => {
      stackItem.meta.set('selected', this.selected);
      this.tell();
    });
    this.manager.on('stack-item-popped', ({ stackItem }) => {
      const selected = stackItem.meta.get('selected') as Selected | undefined;
      if (selected) this.restored.forEach((listener) => listener(selected));
      this.tell();
    });
  }

  /** Says what is selected now. */
  select(selected: Selected) {
    this.selected = selected;
  }

  onRestore(listener: (selected: Selected) => void): () => void {
    this.restored.add(listener);
    return () => void this.restored.delete(listener);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.changed.add(listener);
    return () => void this.changed.delete(listener);
  };

  /** An edit of another kind than the last one, or elsewhere, is an edit of its own. */
  begin(label: string) {
    if (label !== this.label || !label.startsWith('text ')) this.manager.stopCapturing();
    this.label = label;
  }

  canUndo = () => this.manager.undoStack.length > 0;
  canRedo = () => this.manager.redoStack.length > 0;

  undo() {
    this.label = '';
    this.manager.undo();
  }

  redo() {
    this.label = '';
    this.manager.redo();
  }

  destroy() {
    this.manager.destroy();
  }

  private tell() {
    this.changed.forEach((listener) => listener());
  }
}
