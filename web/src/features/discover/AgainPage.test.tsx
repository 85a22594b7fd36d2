import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('parts are decided by keys, what they need comes along, and all goes to the map at once', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/maps/furniture/discover');
  const parts = within(await screen.findByRole('region', { name: 'What differs' }));
  const card = await parts.findByRole('button', { name: /^New: 231 contacts/ });
  card.focus();
  await user.keyboard('a');
  expect(await screen.findByText(/^2 accepted, 0 refused/)).toBeTruthy();
  expect(parts.getByRole('button', { name: /^New: Chat with a consultant.*accepted/ })).toBeTruthy();
  parts.getByRole('button', { name: /^No longer found: Store visit/ }).focus();
  await user.keyboard('r');
  await user.type(await parts.findByRole('textbox', { name: /Why not/ }), 'Counted');
  await user.click(parts.getByRole('button', { name: 'Apply 3 decisions' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/maps/furniture'));
  expect(asked.filter((one) => one.path.endsWith('/decide')).map((one) => one.body)).toEqual([
    { recipe: { source: 'shop', stages: { auto: {} } }, reject: ['gone:step:t_store_visit'], reason: 'Counted' },
    { recipe: { source: 'shop', stages: { auto: {} } }, accept: ['new:step:t_chat', 'new:card:chat_reach'] },
  ]);
  expect(await screen.findByText('On the map: 2; refused: 1')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(asked.some((one) => one.path === '/maps/furniture/restore')).toBe(true));
});

it('another number of stages asks again and stands in the address; a filter not understood is said at the filter', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/maps/furniture/discover', 'ru');
  await user.click(await screen.findByRole('button', { name: '7 этапов' }));
  expect(router.state.location.search).toMatchObject({ source: 'shop', stages: '7' });
  await waitFor(() => expect(asked.at(-1)?.body).toEqual({ source: 'shop', stages: { count: 7 } }));
  await user.click(screen.getByRole('button', { name: 'Текстом' }));
  await user.type(screen.getByRole('textbox', { name: 'Выражение фильтра' }), 'a === 1{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('«===»');
  expect(screen.getByRole('textbox', { name: 'Выражение фильтра' }).getAttribute('aria-invalid')).toBe('true');
});

it('nothing that differs is said with its snapshot, and somebody who may only look cannot decide', async () => {
  const map = { recipe: {}, parts: [], map: { id: 'm', title: {}, stages: [], lanes: [], cards: [], origin: { snapshot: 'shop@9', n: 1_234, from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', base: '' } } };
  const { unmount } = await openPage('/maps/furniture/discover', 'en', (_, path) => (path.endsWith('/draft') ? { status: 200, body: map } : undefined));
  expect(await screen.findByRole('heading', { name: 'Nothing differs' })).toBeTruthy();
  expect(screen.getByText(/shop@9, 1,234 journeys/)).toBeTruthy();
  unmount();
  await openPage('/maps/furniture/discover', 'en', (_, path) => (path.endsWith('/draft') ? { status: 403, body: { code: 'not_allowed', message: 'needs the role editor' } } : undefined));
  expect((await screen.findByRole('alert')).textContent).toContain('needs the role editor');
});

it('a map is looked at before it is kept', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/discover?stages=4');
  expect(await screen.findByRole('heading', { name: 'What was found' })).toBeTruthy();
  expect(await screen.findByRole('grid')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Keep this map' }));
  expect(asked.find((one) => one.path === '/discover')?.body).toEqual({ source: 'shop', stages: { count: 4 } });
  expect(router.state.location.search).toMatchObject({ stages: '4' });
});
