/** Step-by-step paths as ribbons: each column holds all journeys, with *other* and *end* drawn, not hidden. */

import type { PathNode, PathRow } from '../api/types';

export interface SankeyNode {
  key: string;
  column: number;
  node: PathNode;
  journeys: number;
  /** Of all journeys, 0..=1. */
  share: number;
  x: number;
  y: number;
  height: number;
}
export interface SankeyLink {
  row: PathRow;
  source: SankeyNode;
  target: SankeyNode;
  /** Closed area. */
  path: string;
}
export interface Sankey {
  nodes: SankeyNode[];
  links: SankeyLink[];
  columns: number;
}

export const nodeKey = (node: PathNode): string => (typeof node === 'string' ? `#${node}` : node.activity);

/** Activities first, then *other*, then *end* at the bottom. */
const rank = (node: PathNode) => (node === 'end' ? 2 : node === 'other' ? 1 : 0);
const num = (value: number) => Math.round(value * 10) / 10;

export function buildSankey(rows: PathRow[], size: { width: number; height: number; nodeWidth: number; gap: number }): Sankey {
  const columns = rows.reduce((max, row) => Math.max(max, row.step + 1), 0);
  const byColumn: Map<string, SankeyNode>[] = Array.from({ length: columns }, () => new Map());
  const put = (column: number, node: PathNode, row: PathRow) => {
    const nodes = byColumn[column] as Map<string, SankeyNode>;
    const key = nodeKey(node);
    const found = nodes.get(key) ?? { key, column, node, journeys: 0, share: 0, x: 0, y: 0, height: 0 };
    found.journeys += row.journeys;
    found.share += row.share;
    nodes.set(key, found);
    return found;
  };
  // A node is counted once per column: by what leaves it, in the last column by what arrives.
  for (const row of rows) put(row.step - 1, row.source, row);
  for (const row of rows) if (row.step + 1 === columns) put(row.step, row.target, row);
  const find = (column: number, node: PathNode) => (byColumn[column] as Map<string, SankeyNode>).get(nodeKey(node));

  const most = Math.max(1, ...byColumn.map((nodes) => nodes.size));
  const room = size.height - (most - 1) * size.gap;
  const step = columns > 1 ? (size.width - size.nodeWidth) / (columns - 1) : 0;
  byColumn.forEach((nodes, c) => {
    const centre = (node: SankeyNode) => {
      const into = rows.filter((row) => row.step === c && nodeKey(row.target) === node.key);
      const total = into.reduce((sum, row) => sum + row.journeys, 0);
      const middle = (row: PathRow) => {
        const from = find(c - 1, row.source);
        return from ? from.y + from.height / 2 : 0;
      };
      return total > 0 ? into.reduce((sum, row) => sum + row.journeys * middle(row), 0) / total : 0;
    };
    const sorted = [...nodes.values()].sort(
      (a, b) => rank(a.node) - rank(b.node) || (c === 0 ? b.journeys - a.journeys : centre(a) - centre(b)) || (a.key < b.key ? -1 : 1),
    );
    let y = 0;
    for (const node of sorted) {
      node.x = num(c * step);
      node.y = num(y);
      node.height = Math.max(1, num(node.share * room));
      y += node.height + size.gap;
    }
  });

  const out = new Map<SankeyNode, number>();
  const into = new Map<SankeyNode, number>();
  const links = rows
    .flatMap((row) => {
      const [source, target] = [find(row.step - 1, row.source), find(row.step, row.target)];
      return source && target ? [{ row, source, target }] : [];
    })
    .sort((a, b) => a.row.step - b.row.step || a.source.y - b.source.y || a.target.y - b.target.y);
  const thickness = (share: number) => share * room;
  // Where ribbons arrive follows the order of their sources, where they leave that of their targets: no needless twist.
  const drawn = links.map((link) => {
    const y0 = link.source.y + (out.get(link.source) ?? 0);
    out.set(link.source, (out.get(link.source) ?? 0) + thickness(link.row.share));
    return { ...link, y0 };
  });
  const arrivals = new Map<object, number>();
  for (const link of [...drawn].sort((a, b) => a.target.column - b.target.column || a.target.y - b.target.y || a.source.y - b.source.y)) {
    arrivals.set(link, link.target.y + (into.get(link.target) ?? 0));
    into.set(link.target, (into.get(link.target) ?? 0) + thickness(link.row.share));
  }
  return {
    columns,
    nodes: byColumn.flatMap((nodes) => [...nodes.values()]),
    links: drawn.map((link) => {
      const { row, source, target, y0 } = link;
      const y1 = arrivals.get(link) ?? target.y;
      const [x0, x1, h] = [source.x + size.nodeWidth, target.x, thickness(row.share)];
      const half = (x1 - x0) / 2;
      const path =
        `M${num(x0)} ${num(y0)}C${num(x0 + half)} ${num(y0)} ${num(x1 - half)} ${num(y1)} ${num(x1)} ${num(y1)}` +
        `V${num(y1 + h)}C${num(x1 - half)} ${num(y1 + h)} ${num(x0 + half)} ${num(y0 + h)} ${num(x0)} ${num(y0 + h)}Z`;
      return { row, source, target, path };
    }),
  };
}
