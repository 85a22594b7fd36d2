/** What was just done, said aloud by screen readers and, where it can be taken back, shown for a while. */

export interface Words {
  text: string;
  undo: boolean;
  /** Grows with every word, so that the same one is said again. */
  count: number;
}

export class Said {
  private words: Words = { text: '', undo: false, count: 0 };
  private readonly listeners = new Set<() => void>();

  get = () => this.words;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  say = (text: string, undo = false) => {
    this.words = { text, undo, count: this.words.count + 1 };
    this.listeners.forEach((listener) => listener());
  };
}
