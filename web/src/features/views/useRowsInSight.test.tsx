import { act, render } from '@testing-library/react';
import { useMemo } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useRowsInSight } from './useRowsInSight';

function Table({ count }: { count: number }) {
  const rows = useMemo(() => Array.from({ length: count }, (_, i) => i), [count]);
  const chunks = useRowsInSight(rows);
  return (
    <table>
      {chunks.map((chunk) => (
        <tbody key={chunk.place} ref={chunk.ref} data-chunk={chunk.place}>
          {chunk.drawn ? chunk.rows.map((row) => <tr key={row} data-row={row}><td><button type="button">{row}</button></td></tr>) : <tr style={{ height: chunk.height }} />}
        </tbody>
      ))}
    </table>
  );
}

/** Tells what the test says is in sight. */
class Sight {
  static last: Sight;
  watched = new Set<Element>();
  constructor(private readonly tell: (entries: { target: Element; isIntersecting: boolean; boundingClientRect: { height: number } }[]) => void) {
    Sight.last = this;
  }
  observe = (element: Element) => void this.watched.add(element);
  unobserve = (element: Element) => void this.watched.delete(element);
  disconnect = () => this.watched.clear();
  see(place: number, isIntersecting: boolean, height = 900) {
    const target = [...this.watched].find((one) => (one as HTMLElement).dataset.chunk === String(place)) as Element;
    act(() => this.tell([{ target, isIntersecting, boundingClientRect: { height } }]));
  }
}
const drawn = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>('[data-row]')].map((row) => Number(row.dataset.row));

describe('rows of a long table', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('are all drawn where there are few, or nothing tells what is in sight', () => {
    vi.stubGlobal('IntersectionObserver', Sight);
    expect(drawn(render(<Table count={400} />).container)).toHaveLength(400);
    vi.stubGlobal('IntersectionObserver', undefined);
    expect(drawn(render(<Table count={900} />).container)).toHaveLength(900);
  });

  it('come as they are reached and leave room of their height', () => {
    vi.stubGlobal('IntersectionObserver', Sight);
    const { container } = render(<Table count={6_000} />);
    expect(drawn(container)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(Sight.last.watched.size).toBe(150);
    Sight.last.see(149, true);
    expect(drawn(container).at(-1)).toBe(5_999);
    Sight.last.see(0, false, 1_234);
    expect(drawn(container)).not.toContain(0);
    expect(container.querySelector<HTMLElement>('[data-chunk="0"] tr')?.style.height).toBe('1234px');
  });

  it('stay while one of them has the focus', () => {
    vi.stubGlobal('IntersectionObserver', Sight);
    const { container } = render(<Table count={1_000} />);
    container.querySelector('button')?.focus();
    Sight.last.see(0, false);
    expect(drawn(container)).toContain(0);
  });
});
