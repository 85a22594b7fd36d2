import type { ReactNode } from 'react';

export interface Column<Row> {
  /** Header, also the header of the CSV. */
  title: string;
  /** What a person reads. */
  cell: (row: Row) => ReactNode;
  /** The raw value for CSV; absent means the cell's text. */
  raw?: (row: Row) => string | number | null;
  number?: boolean;
}

export function DataTable<Row>({ caption, columns, rows, max = 500, more }: {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** Rows drawn; the rest is named by `more`. */
  max?: number;
  more?: (hidden: number) => string;
}) {
  const hidden = rows.length - max;
  return (
    <div className="scroll-x">
      <table className="data-table">
        <caption className="hidden-text">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.number ? 'cell-num' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, max).map((row, i) => (
            <tr key={i}>
              {columns.map((column) => (
                <td key={column.title} className={column.number ? 'cell-num' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && more && <p className="muted table-more">{more(hidden)}</p>}
    </div>
  );
}
