import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('a map stands in the atlas with its kind, snapshot and coverage', async () => {
  await openPage('/');
  const link = await screen.findByRole('link', { name: /Buying furniture/ });
  expect(link.getAttribute('href')).toBe('/maps/furniture');
  expect(screen.getByText('Customer journey')).toBeTruthy();
  expect(screen.getAllByText('shop@3').length).toBeGreaterThan(0);
  expect(screen.getByText('99%')).toBeTruthy();
});

it('an empty workspace says how to begin', async () => {
  await openPage('/', 'ru', (_, path) => (path === '/maps' || path === '/sources' ? { status: 200, body: { items: [] } } : undefined));
  expect(await screen.findByRole('heading', { name: 'Карт пока нет' })).toBeTruthy();
  const [discover] = await screen.findAllByRole('button', { name: 'Найти карту' });
  await waitFor(() => expect(discover?.hasAttribute('disabled')).toBe(true));
  expect(discover?.title).toMatch(/Сначала импортируйте журнал/);
});

it('a server that refuses is quoted, and one may try again', async () => {
  let broken = true;
  await openPage('/', 'en', (_, path) =>
    path === '/maps' && broken ? { status: 500, body: { code: 'internal', message: 'the catalogue is locked', help: 'stop the other server' } } : undefined,
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(/the catalogue is locked.*stop the other server/);
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: /Buying furniture/ })).toBeTruthy();
});

it('discovery sends what was chosen and opens the map', async () => {
  const { router, asked } = await openPage('/', 'en', (method, path) =>
    method === 'GET' && path.startsWith('/jobs/')
      ? { status: 200, body: { id: 'discover', kind: 'discover', state: 'done', started_at: '', progress: { stage: 'discovering', done: 1, unit: 'steps' }, result: { map_id: 'furniture' } } }
      : undefined,
  );
  const user = userEvent.setup();
  await screen.findByText('10,004 events', { exact: false });
  await user.click(screen.getByRole('button', { name: 'Discover a map' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Stages' }), '5');
  await user.click(screen.getByRole('button', { name: 'Discover' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/maps/furniture'));
  expect(asked.find((a) => a.path === '/discover')?.body).toEqual({ source: 'shop', stages: { count: 5 } });
});

it('a dialog opened before the sources came chooses one when they come', async () => {
  let come: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    come = resolve;
  });
  await openPage('/', 'en', async (_, path) => {
    if (path === '/sources') await gate;
    return undefined;
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Discover a map' }));
  const start = await screen.findByRole<HTMLButtonElement>('button', { name: 'Discover' });
  expect(start.disabled).toBe(true);
  come();
  await waitFor(() => expect(start.disabled).toBe(false));
});
