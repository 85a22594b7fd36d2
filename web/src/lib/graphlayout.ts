/** A layered drawing of a directed graph, left to right. Deterministic: same edges, same picture. */

export interface GraphEdge {
  from: string;
  to: string;
  /** Heavier edges decide the direction of flow; lighter ones that run against it are drawn as returns. */
  weight: number;
}
export interface PlacedNode {
  id: string;
  layer: number;
  /** Centre. */
  x: number;
  y: number;
}
export interface PlacedEdge extends GraphEdge {
  /** Runs against the flow, or to itself. */
  back: boolean;
  /** SVG path data. */
  path: string;
  /** Where a label sits. */
  labelX: number;
  labelY: number;
}
export interface GraphLayout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}
export interface LayoutOptions {
  nodeWidth: number;
  nodeHeight: number;
  layerGap: number;
  rowGap: number;
  /** Nodes that belong in the last layer. */
  last?: string[];
}

interface Slot {
  id: string;
  layer: number;
  order: number;
  y: number;
  /** Bend of a long edge, not a node. */
  bend: boolean;
  size: number;
  near: { slot: Slot; weight: number }[];
}

const bendSize = 10;
const round = (value: number) => Math.round(value * 10) / 10;

/** Edges in order of weight; each that would close a circle runs against the flow. */
function splitBack(edges: GraphEdge[]): { forward: GraphEdge[]; back: GraphEdge[] } {
  const out = new Map<string, string[]>();
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    const todo = [from];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (at === to) return true;
      for (const next of out.get(at) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        todo.push(next);
      }
    }
    return false;
  };
  const forward: GraphEdge[] = [];
  const back: GraphEdge[] = [];
  for (const edge of edges) {
    if (edge.from === edge.to || reaches(edge.to, edge.from)) back.push(edge);
    else {
      forward.push(edge);
      out.set(edge.from, [...(out.get(edge.from) ?? []), edge.to]);
    }
  }
  return { forward, back };
}

/** Longest path from the beginnings. */
function layersOf(ids: string[], forward: GraphEdge[], last: ReadonlySet<string>): Map<string, number> {
  const layer = new Map(ids.map((id) => [id, 0]));
  for (let round = 0; round < ids.length; round++) {
    let changed = false;
    for (const { from, to } of forward) {
      const wanted = (layer.get(from) ?? 0) + 1;
      if (wanted > (layer.get(to) ?? 0)) {
        layer.set(to, wanted);
        changed = true;
      }
    }
    if (!changed) break;
  }
  // A node that begins nothing may stand right before its first successor instead of far left.
  for (const id of [...ids].reverse()) {
    if (forward.some((e) => e.to === id)) continue;
    const next = forward.filter((e) => e.from === id).map((e) => layer.get(e.to) ?? 0);
    if (next.length) layer.set(id, Math.max(0, Math.min(...next) - 1));
  }
  const deepest = Math.max(0, ...layer.values());
  for (const id of last) if (layer.has(id)) layer.set(id, Math.max(deepest, 1));
  return layer;
}

export function layoutGraph(given: GraphEdge[], options: LayoutOptions): GraphLayout {
  const { nodeWidth, nodeHeight, layerGap, rowGap } = options;
  const edges = [...given].sort((a, b) => b.weight - a.weight || (a.from + a.to < b.from + b.to ? -1 : 1));
  const ids = [...new Set(edges.flatMap((e) => [e.from, e.to]))];
  const { forward, back } = splitBack(edges);
  const layer = layersOf(ids, forward, new Set(options.last ?? []));

  const slots = new Map<string, Slot>();
  const layers: Slot[][] = [];
  const put = (slot: Slot) => {
    const row = (layers[slot.layer] ??= []);
    slot.order = row.length;
    row.push(slot);
    return slot;
  };
  for (const id of ids) {
    slots.set(id, put({ id, layer: layer.get(id) ?? 0, order: 0, y: 0, bend: false, size: nodeHeight, near: [] }));
  }
  for (let l = 0; l < layers.length; l++) layers[l] ??= [];
  const slot = (id: string) => slots.get(id) as Slot;
  const chains = new Map<GraphEdge, Slot[]>();
  for (const edge of forward) {
    const chain = [slot(edge.from)];
    for (let l = slot(edge.from).layer + 1; l < slot(edge.to).layer; l++) {
      chain.push(put({ id: '', layer: l, order: 0, y: 0, bend: true, size: bendSize, near: [] }));
    }
    chain.push(slot(edge.to));
    chains.set(edge, chain);
    for (let i = 1; i < chain.length; i++) {
      const [a, b] = [chain[i - 1] as Slot, chain[i] as Slot];
      a.near.push({ slot: b, weight: edge.weight });
      b.near.push({ slot: a, weight: edge.weight });
    }
  }

  // Fewer crossings: sort each layer by the mean place of the neighbours before, then after, a few times.
  const mean = (s: Slot, side: number, of: (s: Slot) => number) => {
    const near = s.near.filter((n) => n.slot.layer === s.layer + side);
    const total = near.reduce((sum, n) => sum + n.weight, 0);
    return total > 0 ? near.reduce((sum, n) => sum + n.weight * of(n.slot), 0) / total : null;
  };
  for (let sweep = 0; sweep < 10; sweep++) {
    const side = sweep % 2 === 0 ? -1 : 1;
    for (const row of side < 0 ? layers : [...layers].reverse()) {
      const key = new Map(row.map((s) => [s, mean(s, side, (n) => n.order / Math.max(1, (layers[n.layer] as Slot[]).length)) ?? s.order / row.length]));
      row.sort((a, b) => (key.get(a) as number) - (key.get(b) as number) || a.order - b.order);
      row.forEach((s, i) => (s.order = i));
    }
  }

  // Straighter lines: pull each slot to its neighbours, then push apart what overlaps.
  const apart = (a: Slot, b: Slot) => (a.size + b.size) / 2 + (a.bend || b.bend ? rowGap * 0.6 : rowGap);
  for (const row of layers) {
    let y = 0;
    row.forEach((s, i) => {
      if (i > 0) y += apart(row[i - 1] as Slot, s);
      s.y = y;
    });
    const middle = y / 2;
    row.forEach((s) => (s.y -= middle));
  }
  for (let sweep = 0; sweep < 14; sweep++) {
    const side = sweep % 2 === 0 ? -1 : 1;
    for (const row of side < 0 ? layers : [...layers].reverse()) {
      const wanted = row.map((s) => mean(s, side, (n) => n.y) ?? s.y);
      const down = [...wanted];
      const up = [...wanted];
      for (let i = 1; i < row.length; i++) {
        down[i] = Math.max(down[i] as number, (down[i - 1] as number) + apart(row[i - 1] as Slot, row[i] as Slot));
      }
      for (let i = row.length - 2; i >= 0; i--) {
        up[i] = Math.min(up[i] as number, (up[i + 1] as number) - apart(row[i] as Slot, row[i + 1] as Slot));
      }
      row.forEach((s, i) => (s.y = ((down[i] as number) + (up[i] as number)) / 2));
    }
  }

  const all = layers.flat();
  const top = Math.min(0, ...all.map((s) => s.y - s.size / 2));
  const bottom = Math.max(0, ...all.map((s) => s.y + s.size / 2));
  const pad = 16;
  const shift = pad - top + (back.some((e) => e.from === e.to) ? 28 : 0);
  const x = (l: number) => pad + nodeWidth / 2 + l * (nodeWidth + layerGap);
  const placedNodes = ids.map((id) => ({ id, layer: slot(id).layer, x: x(slot(id).layer), y: round(slot(id).y + shift) }));
  const at = new Map(placedNodes.map((n) => [n.id, n]));

  // Edges leave and arrive side by side, in the order of where they lead, so that thick ones stay apart.
  const leave = new Map<GraphEdge, number>();
  const arrive = new Map<GraphEdge, number>();
  const spread = (list: GraphEdge[], into: Map<GraphEdge, number>, next: (chain: Slot[]) => Slot | undefined) => {
    const sorted = [...list].sort((a, b) => (next(chains.get(a) as Slot[])?.y ?? 0) - (next(chains.get(b) as Slot[])?.y ?? 0));
    const gap = Math.min(11, (nodeHeight - 14) / Math.max(1, sorted.length - 1));
    sorted.forEach((edge, i) => into.set(edge, (i - (sorted.length - 1) / 2) * gap));
  };
  for (const id of ids) {
    spread(forward.filter((e) => e.from === id), leave, (chain) => chain[1]);
    spread(forward.filter((e) => e.to === id), arrive, (chain) => chain.at(-2));
  }

  const placedEdges: PlacedEdge[] = [];
  for (const edge of forward) {
    const chain = chains.get(edge) as Slot[];
    const points = chain.map((s) => ({ x: x(s.layer), y: s.y + shift, bend: s.bend }));
    (points[0] as { y: number }).y += leave.get(edge) ?? 0;
    (points.at(-1) as { y: number }).y += arrive.get(edge) ?? 0;
    let path = '';
    for (let i = 1; i < points.length; i++) {
      const [p, q] = [points[i - 1], points[i]] as [(typeof points)[0], (typeof points)[0]];
      const x1 = p.x + (p.bend ? 0 : nodeWidth / 2);
      const x2 = q.x - (q.bend ? 0 : nodeWidth / 2 + 5);
      const half = (x2 - x1) / 2;
      path += `${i === 1 ? `M${round(x1)} ${round(p.y)}` : ''}C${round(x1 + half)} ${round(p.y)} ${round(x2 - half)} ${round(q.y)} ${round(x2)} ${round(q.y)}`;
    }
    // The label sits in the gap right of the node it leaves, on the line.
    const [a, b] = [points[0], points[1]] as [(typeof points)[0], (typeof points)[0]];
    const part = layerGap / 2 / (layerGap + (b.bend ? nodeWidth / 2 : 0));
    const rise = part * part * (3 - 2 * part);
    placedEdges.push({ ...edge, back: false, path, labelX: round(a.x + nodeWidth / 2 + layerGap / 2), labelY: round(a.y + (b.y - a.y) * rise) });
  }
  let deepest = bottom + shift;
  back.forEach((edge, i) => {
    const [a, b] = [at.get(edge.from), at.get(edge.to)] as [PlacedNode, PlacedNode];
    if (a === b) {
      const [left, right, y] = [a.x - 16, a.x + 16, a.y - nodeHeight / 2];
      const path = `M${left} ${round(y)}C${left - 6} ${round(y - 26)} ${right + 6} ${round(y - 26)} ${right} ${round(y - 4)}`;
      placedEdges.push({ ...edge, back: true, path, labelX: a.x, labelY: round(y - 22) });
      return;
    }
    const low = Math.max(a.y, b.y) + nodeHeight / 2 + 22 + (i % 6) * 9;
    deepest = Math.max(deepest, low);
    const [ax, bx] = [a.x - nodeWidth * 0.2, b.x + nodeWidth * 0.2];
    const path = `M${round(ax)} ${round(a.y + nodeHeight / 2)}C${round(ax)} ${round(low)} ${round(bx)} ${round(low)} ${round(bx)} ${round(b.y + nodeHeight / 2 + 5)}`;
    placedEdges.push({ ...edge, back: true, path, labelX: round((a.x + b.x) / 2), labelY: round(low - 6) });
  });
  return {
    nodes: placedNodes,
    edges: placedEdges,
    width: x(layers.length - 1) + nodeWidth / 2 + pad,
    height: round(deepest + pad),
  };
}
