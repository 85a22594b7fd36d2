/** The little Markdown our own sheets are written in: headings, paragraphs, lists, tables, bold. No HTML ever comes out of it. */

export interface Span {
  text: string;
  bold: boolean;
}
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; items: Span[][] }
  | { kind: 'table'; head: Span[][]; rows: Span[][][] };

/** `a **b** c` → three spans; a star that has no partner is a star. */
export function spansOf(text: string): Span[] {
  const parts = text.split(/\*\*(.+?)\*\*/);
  return parts.map((part, i) => ({ text: part, bold: i % 2 === 1 })).filter((span) => span.text !== '');
}

const cellsOf = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => spansOf(cell.trim()));

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] as string;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const item = /^\s*(?:(\d+)\.|[-*])\s+/.exec(line);
    if (line.trim() === '') {
      i += 1;
    } else if (heading) {
      blocks.push({ kind: 'heading', level: Math.min(3, (heading[1] as string).length) as 1 | 2 | 3, spans: spansOf(heading[2] as string) });
      i += 1;
    } else if (item) {
      const ordered = item[1] !== undefined;
      const items: string[] = [];
      for (; i < lines.length && (lines[i] as string).trim() !== ''; i++) {
        const next = /^\s*(?:\d+\.|[-*])\s+(.*)$/.exec(lines[i] as string);
        if (next) items.push(next[1] as string);
        else items.push(`${items.pop() ?? ''} ${(lines[i] as string).trim()}`);
      }
      blocks.push({ kind: 'list', ordered, items: items.map(spansOf) });
    } else if (line.trim().startsWith('|')) {
      const rows: string[] = [];
      for (; i < lines.length && (lines[i] as string).trim().startsWith('|'); i++) rows.push(lines[i] as string);
      const [head, ...rest] = rows.filter((row) => !/^[\s|:-]+$/.test(row) || !row.includes('-'));
      if (head !== undefined) blocks.push({ kind: 'table', head: cellsOf(head), rows: rest.map(cellsOf) });
    } else {
      const words: string[] = [];
      for (; i < lines.length && (lines[i] as string).trim() !== '' && !/^(#{1,6}\s|\s*(?:\d+\.|[-*])\s|\s*\|)/.test(lines[i] as string); i++) words.push((lines[i] as string).trim());
      blocks.push({ kind: 'paragraph', spans: spansOf(words.join(' ')) });
    }
  }
  return blocks;
}
