import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { listed, others } from '../../../dev/atlas';
import { map, summary } from '../../../dev/mock';
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

/** The maps of a workspace with several. */
const many = (_: string, path: string) => (path === '/maps' ? { status: 200, body: { items: [map, ...others].map((doc) => ({ ...summary(doc), ...listed(doc) })) } } : undefined);

it('maps are narrowed by department and health, and the address says so', async () => {
  const { router } = await openPage('/', 'en', many);
  const user = userEvent.setup();
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Department' }), 'Delivery');
  await waitFor(() => expect(screen.queryByRole('link', { name: /Buying furniture/ })).toBeNull());
  expect(screen.getByRole('link', { name: 'Furnishing the first flat' })).toBeTruthy();
  expect(router.state.location.search).toEqual({ department: 'Delivery' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Health' }), 'open');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'A courier’s day' })).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(await screen.findByRole('link', { name: /Buying furniture/ })).toBeTruthy();
});

it('a table sorts by its headers', async () => {
  await openPage('/?view=table', 'en', many);
  const rows = () => screen.getAllByRole('row').slice(1).map((row) => row.querySelector('a')?.textContent);
  await screen.findByRole('table');
  await userEvent.click(screen.getByRole('button', { name: 'Map' }));
  await waitFor(() => expect(rows()).toEqual([...rows()].sort((a, b) => (a ?? '').localeCompare(b ?? '', 'en'))));
  expect(screen.getByRole('columnheader', { name: 'Map' }).getAttribute('aria-sort')).toBe('ascending');
});

it('several maps are put away at once', async () => {
  const { asked } = await openPage('/', 'en', (method, path) => (method === 'PATCH' ? { status: 200, body: {} } : many(method, path)));
  const user = userEvent.setup();
  await user.click(await screen.findByRole('checkbox', { name: /A courier’s day/ }));
  await user.click(screen.getByRole('checkbox', { name: /The chief engineer/ }));
  const bar = await screen.findByRole('region', { name: /chosen maps/ });
  expect(within(bar).getByText('2 maps chosen')).toBeTruthy();
  await user.click(within(bar).getByRole('button', { name: 'Archive' }));
  await waitFor(() => expect(asked.filter((a) => a.method === 'PATCH').map((a) => [a.path, a.body])).toHaveLength(2));
  expect(asked.find((a) => a.method === 'PATCH')?.body).toEqual({ archived: true });
  await waitFor(() => expect(screen.queryByRole('region', { name: /chosen maps/ })).toBeNull());
});

it('a field is written into each chosen map and nothing else of it changes', async () => {
  const { asked } = await openPage('/', 'en', (method, path) => {
    const found = others.find((doc) => path.startsWith(`/maps/${doc.id}`));
    if (found && method === 'GET') return { status: 200, body: found };
    return many(method, path);
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('checkbox', { name: /A courier’s day/ }));
  await user.click(await screen.findByRole('button', { name: 'Fill in fields' }));
  await user.type(await screen.findByRole('textbox', { name: 'Owner' }), 'Marina');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(asked.some((a) => a.method === 'PUT')).toBe(true));
  expect(asked.find((a) => a.method === 'PUT')?.body).toEqual({ ...others.find((doc) => doc.id === 'courier'), owner: 'Marina' });
});

it('the hierarchy hangs a role’s map under the general one', async () => {
  await openPage('/?view=tree', 'en', many);
  const general = (await screen.findByRole('link', { name: 'Buying equipment, in general' })).closest('li');
  expect(within(general as HTMLElement).getByRole('link', { name: 'The chief engineer’s way' })).toBeTruthy();
  expect(within(general as HTMLElement).getByText('one role’s version')).toBeTruthy();
});
