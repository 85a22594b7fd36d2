import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('the list is walked by keys, and the address says what is read', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/voice/items?feeling=bad');
  const list = await screen.findByRole('listbox', { name: 'What was said' });
  list.focus();
  await user.keyboard('j');
  await waitFor(() => expect(router.state.location.search).toHaveProperty('item'));
  const second = within(list).getAllByRole('option')[1];
  expect(second?.getAttribute('aria-selected')).toBe('true');
});

it('a filter is a chip that takes itself away', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/voice/items?feeling=bad', 'ru');
  await user.click(await screen.findByRole('button', { name: 'Убрать: Плохо' }));
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('feeling', 'bad'));
});

it('the overview tells each step with its feeling in words, and which are silent', async () => {
  await openPage('/voice?map=furniture');
  expect(await screen.findByRole('button', { name: /^Support call: Disappointed .* measured by scores, n = \d+/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Cart: nothing said/ })).toBeTruthy();
});
