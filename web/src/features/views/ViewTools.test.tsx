import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('one stage is shown, kept as a view, and opened again', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/maps/furniture');
  await user.click(await screen.findByRole('button', { name: 'What is shown: Everything' }));
  await user.click(screen.getByRole('menuitemradio', { name: '4. Receive' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ stage: 's4' }));
  expect(screen.queryByRole('columnheader', { name: /Discover/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'What is shown: Receive' }));
  await user.click(screen.getByRole('menuitem', { name: 'Save this view' }));
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ name: 'Receive', query: 'stage=s4', shared: false }));
  await user.click(screen.getByRole('button', { name: 'Show everything' }));
  await waitFor(() => expect(screen.getByRole('columnheader', { name: /Discover/ })).toBeTruthy());
  await user.click(screen.getByRole('button', { name: 'What is shown: Everything' }));
  await user.click(await screen.findByRole('menuitem', { name: /^Receive/ }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ stage: 's4' }));
});

it('the table is searched and sorted in the address', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/maps/furniture?view=table', 'ru');
  const table = await screen.findByRole('table', { name: 'Все карточки' });
  await user.click(within(table).getByRole('button', { name: 'Чувство' }));
  await waitFor(() => expect(within(table).getByRole('columnheader', { name: 'Чувство' }).getAttribute('aria-sort')).toBe('ascending'));
  expect(router.state.location.search).toMatchObject({ sort: 'feeling' });
  await user.type(screen.getByRole('searchbox'), 'дату');
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
  expect(within(table).getByRole('button', { name: '«Дату переносили три раза».' })).toBeTruthy();
});

it('a map without a back stage says what a blueprint needs', async () => {
  await openPage('/maps/furniture?view=blueprint');
  expect(await screen.findByRole('heading', { name: 'No lane shows the work behind the journey' })).toBeTruthy();
});
