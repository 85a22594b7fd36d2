import { blocksOf, type Span } from '../lib/markdown';

const Spans = ({ spans }: { spans: Span[] }) => spans.map((span, i) => (span.bold ? <b key={i}>{span.text}</b> : <span key={i}>{span.text}</span>));

/** Rows drawn for a row without a word: it means room to write, and one line is not enough of it. */
const blankRows = 10;

/** A text of ours set as a document. */
export function Markdown({ text }: { text: string }) {
  return blocksOf(text).map((block, i) => {
    switch (block.kind) {
      case 'heading': {
        const Level = `h${block.level}` as const;
        return (
          <Level key={i}>
            <Spans spans={block.spans} />
          </Level>
        );
      }
      case 'paragraph':
        return (
          <p key={i}>
            <Spans spans={block.spans} />
          </p>
        );
      case 'list': {
        const List = block.ordered ? 'ol' : 'ul';
        return (
          <List key={i}>
            {block.items.map((item, k) => (
              <li key={k}>
                <Spans spans={item} />
              </li>
            ))}
          </List>
        );
      }
      case 'table':
        return (
          <div key={i} className="scroll-x">
            <table className="data-table">
              <thead>
                <tr>
                  {block.head.map((cell, k) => (
                    <th key={k} scope="col">
                      <Spans spans={cell} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {block.rows.flatMap((row) => (row.every((cell) => cell.length === 0) ? Array.from({ length: blankRows }, () => row) : [row])).map((row, k) => (
                  <tr key={k}>
                    {row.map((cell, c) => (
                      <td key={c}>
                        <Spans spans={cell} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
    }
  });
}
