import { expect, it } from 'vitest';
import { byMap, marked } from './found';

it('words are marked whatever their case', () => {
  expect(marked('Доставка: ждёт доставку', 'достав', 'ru')).toEqual([
    { text: 'Достав', hit: true },
    { text: 'ка: ждёт ', hit: false },
    { text: 'достав', hit: true },
    { text: 'ку', hit: false },
  ]);
});

it('nothing is lost where nothing fits', () => {
  expect(marked('Waits', 'pay', 'en')).toEqual([{ text: 'Waits', hit: false }]);
});

it('finds of one map stand together, the maps in the order of their first find', () => {
  const find = (map: string, id: string) => ({ map, id, title: {}, kind: 'card', snippet: '' });
  expect(byMap([find('b', '1'), find('a', '2'), find('b', '3')]).map((g) => [g.map, g.items.length])).toEqual([['b', 2], ['a', 1]]);
});
