import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { map, summary } from '../../../dev/mock';
import { openPage } from '../../../dev/render';

const second = { ...map, id: 'second', title: { en: 'To be', ru: 'Как надо' } };
const two = (_: string, path: string) => {
  if (path === '/maps/second') return { status: 200, body: second };
  if (path === '/maps') return { status: 200, body: { items: [summary(map), summary(second)] } };
  if (!path.includes('/diff/')) return undefined;
  const [, a, b] = /^\/maps\/([^/]+)\/diff\/([^/?]+)/.exec(path) ?? [];
  const head = (id?: string) => ({ id, title: { en: id }, revision: 1 });
  const lines = [
    { what: 'added', of: 'card', id: 'c1', text: `Card “Call back” is new in ${b}` },
    { what: 'changed', of: 'stage', id: 's1', text: 'Stage “Get”', details: ['goal: none → get it'] },
  ];
  return { status: 200, body: { a: head(a), b: head(b), differences: [], words: { title: 'x', summary: '1 added, 1 changed', sections: [{ title: 'Get', stage: 's1', lines }] } } };
};

it('two maps are chosen, told apart in words, filtered and swapped, all in the address', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/compare?a=furniture', 'en', two);
  expect(await screen.findByRole('heading', { name: 'Choose two maps' })).toBeTruthy();
  await user.selectOptions(screen.getByRole('combobox', { name: 'After' }), 'second');
  expect(router.state.location.search).toEqual({ a: 'furniture', b: 'second' });
  expect(await screen.findByText('1 added, 1 changed')).toBeTruthy();
  const section = screen.getByRole('region', { name: 'Get' });
  expect(within(section).getByText('goal: none → get it')).toBeTruthy();
  expect(within(section).getByRole('link', { name: /Open the card/ }).getAttribute('href')).toBe('/maps/second?card=c1');
  await user.click(screen.getByRole('button', { name: /added 1/ }));
  expect(router.state.location.search).toMatchObject({ what: 'added' });
  expect(screen.queryByText('goal: none → get it')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await user.click(screen.getByRole('button', { name: 'Swap' }));
  expect(router.state.location.search).toEqual({ a: 'second', b: 'furniture' });
  expect(await screen.findByText('Card “Call back” is new in furniture')).toBeTruthy();
});

it('one picture with the differences marked, or both maps side by side as grids', async () => {
  const user = userEvent.setup();
  await openPage('/compare?a=furniture&b=second&view=picture', 'ru', two);
  const one = await screen.findByRole('img');
  expect(one.getAttribute('src')).toBe('/api/v1/maps/furniture/diff/second?format=svg&lang=ru&theme=light');
  await user.click(screen.getByRole('button', { name: 'Рядом' }));
  expect(await screen.findByRole('region', { name: /^Было: / })).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Стало: Как надо' })).toBeTruthy();
  expect(await screen.findAllByRole('grid')).toHaveLength(2);
  // The differences are gone through one by one.
  await user.click(await screen.findByRole('button', { name: 'Следующее различие' }));
  expect(screen.getByText('1 / 2')).toBeTruthy();
});

it('equal maps and too few maps are said to be so', async () => {
  const { unmount } = await openPage('/compare?a=furniture&b=furniture');
  expect(await screen.findByRole('heading', { name: 'The maps are the same' })).toBeTruthy();
  unmount();
  await openPage('/compare', 'ru', (_, path) => (path === '/maps' ? { status: 200, body: { items: [summary(map)] } } : undefined));
  expect(await screen.findByRole('heading', { name: 'Сравнивать пока не с чем' })).toBeTruthy();
});
