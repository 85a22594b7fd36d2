import { expect, it } from 'vitest';
import { quoted } from './selector';

it('an id with quotes, backslashes and line ends finds its element and nothing else', () => {
  for (const id of ['plain', 'a"b', 'a\\b', 'a\nb', '"],*{}', 'Шаг 1']) {
    const element = document.createElement('p');
    element.dataset.card = id;
    document.body.replaceChildren(element, document.createElement('p'));
    expect([...document.querySelectorAll(`[data-card=${quoted(id)}]`)]).toEqual([element]);
  }
});
