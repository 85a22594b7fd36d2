/** Blocks of cells as spreadsheets exchange them: tab-separated text and an HTML table. Pure. */

/** Rows of cells; a line break inside a cell parts its cards. */
export type Block = string[][];

/** A spreadsheet would take these for a formula. */
const formula = /^[=@]|^[+-](?![\d.,\s]|$)/;
const guard = (cell: string) => (formula.test(cell) ? `'${cell}` : cell);
const unguard = (cell: string) => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell);

export function toTsv(block: Block): string {
  return block.map((row) => row.map((cell) => quoted(guard(cell))).join('\t')).join('\n');
}
const quoted = (cell: string) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export function fromTsv(text: string): Block {
  const rows: Block = [];
  let row: string[] = [];
  let cell = '';
  let inQuotes = false;
  const endCell = () => {
    row.push(unguard(cell.trim()));
    cell = '';
  };
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let i = 0; i < plain.length; i += 1) {
    const sign = plain.charAt(i);
    if (inQuotes) {
      if (sign !== '"') cell += sign;
      else if (plain.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else inQuotes = false;
    } else if (sign === '"' && cell === '') inQuotes = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n') {
      endCell();
      rows.push(row);
      row = [];
    } else cell += sign;
  }
  endCell();
  rows.push(row);
  return rows;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Cells are marked as text, so that no spreadsheet takes one for a formula, a number or a date. */
export function toHtml(block: Block): string {
  const cell = (text: string) => `<td style="mso-number-format:'\\@';white-space:pre-wrap">${escaped(text).replaceAll('\n', '<br>')}</td>`;
  return `<meta charset="utf-8"><table>${block.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

/** The first table of an HTML page; `null` where there is none. Cells over several columns leave the others empty. */
export function fromHtml(html: string): Block | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => {
      cell.querySelectorAll('br').forEach((br) => br.replaceWith('\n'));
      const text = (cell.textContent ?? '').replace(/\u00a0/g, ' ').replace(/[ \t]*\n[ \t]*/g, '\n').trim();
      return [text, ...Array.from({ length: Math.min(cell.colSpan, 100) - 1 }, () => '')];
    }),
  );
}

export type Pasted =
  /** Rows and columns of a table. */
  | { kind: 'block'; rows: Block }
  /** Lines of plain text: a list of statements for one cell. */
  | { kind: 'lines'; lines: string[] };

/** What a clipboard holds for the grid; `null` for nothing. */
export function readClipboard(text: string, html: string): Pasted | null {
  const table = /<table/i.test(html) ? fromHtml(html) : null;
  if (table?.some((row) => row.some((cell) => cell))) return { kind: 'block', rows: table };
  if (!text.trim()) return null;
  if (text.includes('\t')) return { kind: 'block', rows: fromTsv(text) };
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim().replace(/^[-•*–]\s+/, ''));
  return { kind: 'lines', lines: lines.filter((line) => line) };
}
