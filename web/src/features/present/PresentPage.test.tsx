import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('turns by keys and a click on a stage, keeps its place in the address, and ends on the map', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/maps/furniture/present');
  expect(await screen.findByRole('heading', { level: 1, name: /Buying furniture/ })).toBeTruthy();
  await user.keyboard('{ArrowRight}');
  expect(await screen.findByRole('heading', { level: 1, name: 'Discover' })).toBeTruthy();
  await user.keyboard(' {PageDown}{ArrowLeft}');
  expect(await screen.findByRole('heading', { level: 1, name: 'Choose' })).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ slide: '3' });
  await user.click(screen.getByRole('button', { name: /4 Receive/ }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Receive' })).toBeTruthy();
  await user.keyboard('n');
  expect(await screen.findByRole('complementary', { name: 'Speaker notes' })).toBeTruthy();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/maps/furniture'));
});
