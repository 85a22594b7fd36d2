import { describe, expect, it } from 'vitest';
import { blocksOf, spansOf } from './markdown';

const plain = (text: string) => [{ text, bold: false }];

describe('the Markdown of sheets', () => {
  it('has headings, paragraphs, lists and tables', () => {
    expect(blocksOf('# A\n\none\ntwo\n\n1. x\n2. y\n   z\n\n| a | b |\n| --- | --- |\n| 1 | |\n')).toEqual([
      { kind: 'heading', level: 1, spans: plain('A') },
      { kind: 'paragraph', spans: plain('one two') },
      { kind: 'list', ordered: true, items: [plain('x'), plain('y z')] },
      { kind: 'table', head: [plain('a'), plain('b')], rows: [[plain('1'), []]] },
    ]);
  });

  it('bold is bold; a lonely star and tags stay text', () => {
    expect(spansOf('**Before.** Two')).toEqual([{ text: 'Before.', bold: true }, { text: ' Two', bold: false }]);
    expect(spansOf('a ** b <script>')).toEqual(plain('a ** b <script>'));
    expect(blocksOf('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'paragraph', spans: plain('<img src=x onerror=alert(1)>') }]);
  });

  it('any text ends', () => {
    for (const text of ['', '#', '|', '- ', '1.', '**', '\n\n\n', '#x', '| |', '*** ***', '-x\n|', 'a\n# b\n- c']) expect(Array.isArray(blocksOf(text))).toBe(true);
  });
});
