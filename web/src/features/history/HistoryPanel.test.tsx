import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('what changed since one last looked is named above the map, and seen when one says so', async () => {
  const user = userEvent.setup();
  const { asked, router } = await openPage('/maps/furniture?show=changed');
  const bar = await screen.findByRole('region', { name: 'What changed' });
  expect(within(bar).getByRole('button', { name: /Let people choose the delivery slot/ })).toBeTruthy();
  await user.click(within(bar).getByRole('button', { name: 'Got it' }));
  await waitFor(() => expect(asked.some((one) => one.method === 'PUT' && one.path.endsWith('/seen'))).toBe(true));
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('show', 'changed'));
});

it('a state gets a name', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/maps/furniture?panel=history');
  const panel = await screen.findByRole('dialog', { name: 'History' });
  await user.click(await within(panel).findByRole('button', { name: 'Name this state' }));
  const dialog = await screen.findByRole('dialog', { name: 'Name this state' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Before the workshop');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ name: 'Before the workshop' }));
  expect(await screen.findByText('Before the workshop')).toBeTruthy();
});

it('restoring is asked for and leads to what was there', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/maps/furniture?panel=history');
  const panel = await screen.findByRole('dialog', { name: 'History' });
  const run = (await within(panel).findByText('A card was removed')).closest<HTMLElement>('.run');
  await user.click(within(run as HTMLElement).getByRole('button', { name: 'Restore' }));
  const dialog = await screen.findByRole('dialog', { name: /Restore the map as of/ });
  expect(asked.some((one) => one.method === 'POST')).toBe(false);
  await user.click(within(dialog).getByRole('button', { name: 'Restore' }));
  await waitFor(() => expect(asked.find((one) => one.path.endsWith('/restore'))?.body).toEqual({ seq: 30 }));
});

it('a moment is looked at, and compared with now in words', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/maps/furniture/at/21', 'ru');
  expect(await screen.findByText('Так выглядела карта после правок: Mary Stone. Здесь её нельзя менять.')).toBeTruthy();
  expect(await screen.findByRole('grid')).toBeTruthy();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Сравнить с' }), 'now');
  expect(await screen.findByText('Карточка «Дать выбрать время доставки»')).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ with: 'now' });
});
