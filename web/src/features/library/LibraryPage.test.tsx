import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('shows where each thing is used and keeps the filter in the address', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/library');
  expect(await screen.findByText('Young family')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Repair' }).getAttribute('href')).toBe('/maps/repair');
  expect(screen.getByText('7 places')).toBeTruthy();
  await user.selectOptions(screen.getByRole('combobox', { name: 'What to show' }), 'channel');
  expect(router.state.location.search).toEqual({ kind: 'channel' });
  expect(screen.queryByText('Young family')).toBeNull();
  await user.type(screen.getByRole('searchbox'), 'zzz');
  expect(await screen.findByRole('heading', { name: 'Nothing found' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(router.state.location.search).toEqual({});
  await user.click(screen.getByRole('button', { name: 'Described differently: 1' }));
  expect(screen.queryByText('Website')).toBeNull();
});

it('an empty library says how to fill it', async () => {
  await openPage('/library', 'ru', (_, path) => (path === '/library' ? { status: 200, body: { items: [] } } : undefined));
  expect(await screen.findByRole('heading', { name: 'В библиотеке пока пусто' })).toBeTruthy();
});

it('a library that did not come says why', async () => {
  await openPage('/library', 'en', (_, path) => (path === '/library' ? { status: 500, body: { code: 'internal', message: 'no such table' } } : undefined));
  expect((await screen.findByRole('alert')).textContent).toMatch(/no such table/);
});
