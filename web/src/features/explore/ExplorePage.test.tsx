import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('states unit, base, n and snapshot under every picture', async () => {
  await openPage('/explore?tab=variants');
  const frame = await screen.findByRole('region', { name: 'Variants' });
  await within(frame).findByText('1,800');
  expect(within(frame).getByText('journeys of shop')).toBeTruthy();
  expect(within(frame).getByText('shop@3')).toBeTruthy();
});

it('a funnel in the address is asked and shows completed, open and dropped apart', async () => {
  const { asked } = await openPage('/explore?source=shop&tab=funnel&steps=Cart,Order%20placed&window=7d');
  const frame = await screen.findByRole('region', { name: 'Funnel' });
  await within(frame).findByText(/continued, .* still open, .* dropped/);
  expect(asked.find((a) => a.path === '/ask')?.body).toEqual({
    source: 'shop',
    ask: { funnel: { steps: [{ activities: ['Cart'] }, { activities: ['Order placed'] }], window_s: 604_800 } },
  });
});

it('steps are added, moved and removed, and the address follows', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/explore?tab=funnel&steps=Cart');
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Add a step' }), 'Payment');
  await waitFor(() => expect(router.state.location.search).toMatchObject({ steps: 'Cart,Payment' }));
  await user.click(screen.getByRole('button', { name: 'Step 2: move up' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ steps: 'Payment,Cart' }));
  await user.click(screen.getByRole('button', { name: 'Step 1: remove' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ steps: 'Cart' }));
});

it('a condition built by hand becomes part of the question', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/explore?tab=variants', 'ru');
  await user.click(await screen.findByRole('button', { name: 'Условие' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Признак' }), 'actor_segment');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Значение' }), 'student');
  await user.click(screen.getByRole('button', { name: 'Применить' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ where: 'actor_segment = "student"' }));
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ where: 'actor_segment = "student"' }));
  await user.click(screen.getByRole('button', { name: /Убрать условие/ }));
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('where', expect.anything()));
});

it('a filter the server cannot read is explained in place', async () => {
  await openPage('/explore?tab=variants&where=nonsense');
  expect((await screen.findByRole('alert')).textContent).toMatch(/is not a condition/);
});

it('an arrow of the flow tells its numbers by keyboard', async () => {
  const user = userEvent.setup();
  await openPage('/explore');
  const edge = await screen.findByRole('button', { name: /^Order placed to Payment: \d+ journeys/ });
  edge.focus();
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('heading', { name: 'Order placed → Payment' })).toBeTruthy();
  expect(screen.getByText('90% within')).toBeTruthy();
});

it('every picture is also a table', async () => {
  const user = userEvent.setup();
  await openPage('/explore?tab=paths');
  await user.click(await screen.findByRole('button', { name: 'Table' }));
  const table = await screen.findByRole('table', { name: 'Paths' });
  expect(within(table).getAllByRole('columnheader').map((h) => h.textContent)).toEqual(['Step', 'From', 'To', 'journeys', 'Of all journeys']);
  expect(within(table).getAllByText('End').length).toBeGreaterThan(0);
});

it('one journey is found by id and walked event by event', async () => {
  const user = userEvent.setup();
  await openPage('/explore?tab=actor');
  await user.type(await screen.findByRole('textbox', { name: /Id of a person/ }), 'c000007');
  await user.click(screen.getByRole('button', { name: 'Find' }));
  const frame = await screen.findByRole('region', { name: 'One journey' });
  expect(await within(frame).findByRole('article')).toBeTruthy();
  expect(within(frame).getAllByRole('listitem').length).toBeGreaterThan(1);
});

it('one journey is a walk, a table and a CSV', async () => {
  const user = userEvent.setup();
  const copied: string[] = [];
  const { router } = await openPage('/explore?tab=actor');
  await user.click((await screen.findAllByRole('button', { name: /^c000001/ }))[0] as HTMLElement);
  await waitFor(() => expect(router.state.location.search).toMatchObject({ actor: 'c000001' }));
  const frame = await screen.findByRole('region', { name: 'One journey' });
  await user.click(await within(frame).findByRole('button', { name: 'Table' }));
  const rows = within(await within(frame).findByRole('table')).getAllByRole('row');
  expect(rows.length).toBeGreaterThan(2);
  expect(within(frame).getByText('shop@3')).toBeTruthy();
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text: string) => (copied.push(text), Promise.resolve()) } });
  await user.click(within(frame).getByRole('button', { name: 'Copy CSV' }));
  await waitFor(() => expect(copied).toHaveLength(1));
  expect(copied[0]?.split('\n')[0]).toMatch(/^Person or case,Time,Activity,After the event before/);
  expect(copied[0]?.trim().split('\n')).toHaveLength(rows.length);
});

it('the flow graph is zoomed by keys and fitted', async () => {
  const user = userEvent.setup();
  await openPage('/explore');
  const zoom = await screen.findByRole('group', { name: 'Zoom' });
  await user.keyboard('+');
  expect(zoom.textContent).toContain('115%');
  await user.keyboard('0');
  expect(zoom.textContent).toContain('100%');
  expect(within(zoom).getByRole('button', { name: 'Fit to the window' }).getAttribute('aria-keyshortcuts')).toBe('F');
});
