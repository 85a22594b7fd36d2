import { describe, expect, it } from 'vitest';
import { layoutGraph, type GraphEdge } from './graphlayout';

const options = { nodeWidth: 120, nodeHeight: 40, layerGap: 80, rowGap: 20 };
const edges = (text: string): GraphEdge[] =>
  text.split(' ').map((part) => {
    const [from, to, weight] = part.split(/[>:]/) as [string, string, string];
    return { from, to, weight: Number(weight) };
  });

describe('the drawing of a graph', () => {
  it('flows from left to right along the heavy edges', () => {
    const { nodes, edges: drawn } = layoutGraph(edges('a>b:9 b>c:8 c>a:1 b>d:3'), options);
    const layer = Object.fromEntries(nodes.map((n) => [n.id, n.layer]));
    expect(layer).toMatchObject({ a: 0, b: 1, c: 2, d: 2 });
    expect(drawn.filter((e) => e.back).map((e) => e.from + e.to)).toEqual(['ca']);
  });

  it('no two nodes overlap', () => {
    let seed = 3;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const names = 'abcdefghijklmnopqr'.split('');
    const pick = () => names[Math.floor(random() * names.length)] as string;
    for (let round = 0; round < 30; round++) {
      const list = Array.from({ length: 45 }, () => ({ from: pick(), to: pick(), weight: Math.ceil(random() * 100) }));
      const { nodes, width, height } = layoutGraph(list, options);
      for (const p of nodes) {
        expect(p.x - 60).toBeGreaterThanOrEqual(0);
        expect(p.x + 60).toBeLessThanOrEqual(width);
        expect(p.y - 20).toBeGreaterThanOrEqual(0);
        expect(p.y + 20).toBeLessThanOrEqual(height);
        for (const q of nodes) {
          if (p !== q && p.layer === q.layer) expect(Math.abs(p.y - q.y), `round ${round}`).toBeGreaterThanOrEqual(40);
        }
      }
    }
  });

  it('same edges in another order, same picture', () => {
    const list = edges('a>b:9 b>c:8 a>c:7 c>d:6 b>d:5 d>b:1');
    expect(layoutGraph([...list].reverse(), options)).toEqual(layoutGraph(list, options));
  });

  it('the end stands last and a loop is a return', () => {
    const { nodes, edges: drawn } = layoutGraph(edges('a>b:9 b>c:8 a>end:2 b>b:3'), { ...options, last: ['end'] });
    expect(nodes.find((n) => n.id === 'end')?.layer).toBe(2);
    expect(drawn.find((e) => e.from === e.to)?.back).toBe(true);
  });

  it('nothing is an empty picture', () => {
    expect(layoutGraph([], options).nodes).toEqual([]);
  });
});
