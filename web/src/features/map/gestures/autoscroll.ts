/** Scrolls a box while the pointer rests near one of its edges. Returns how to stop. */

/** Width of the edge that scrolls, in px, and the fastest step per frame. */
const edge = 56;
const fastest = 22;

export function autoscroll(box: HTMLElement, pointer: () => { x: number; y: number }, moved: () => void): () => void {
  let frame = 0;
  const speed = (at: number, from: number, to: number) => {
    if (at < from + edge) return -Math.ceil(Math.min(1, (from + edge - at) / edge) * fastest);
    if (at > to - edge) return Math.ceil(Math.min(1, (at - to + edge) / edge) * fastest);
    return 0;
  };
  const step = () => {
    const { x, y } = pointer();
    const view = box.getBoundingClientRect();
    const [left, top] = [speed(x, view.left, view.right), speed(y, view.top, view.bottom)];
    if (left || top) {
      box.scrollBy(left, top);
      moved();
    }
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
