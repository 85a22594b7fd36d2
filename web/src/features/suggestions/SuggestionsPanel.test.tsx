import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

/** By its title: to ask the whole page for roles takes long in jsdom. The first one waits for all parts of the page. */
const suggestion = async (title: string) => (await screen.findByText(title, { selector: 'h3' }, { timeout: 25_000 })).closest('article') as HTMLElement;

it('a suggestion is accepted in part; what stands on nothing cannot be taken', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/maps/furniture?panel=suggestions');
  const one = await suggestion('Сказать о переносе доставки заранее');
  await user.click(within(one).getByRole('checkbox', { name: /They moved the date/ }));
  await user.click(within(one).getByRole('button', { name: 'Accept 2 of 3' }));
  await waitFor(() => expect(asked.find((each) => each.path.endsWith('/g1/accept'))?.body).toEqual({ parts: [0, 1] }));
  const found = await suggestion('shop@4');
  expect(within(found).getByText('No longer on the map: this part cannot be made.')).toBeTruthy();
  expect(within(found).getByRole('button', { name: 'Accept 2 of 3' })).toBeTruthy();
});

it('a suggestion is turned down with a reason', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/maps/furniture?panel=suggestions', 'ru');
  const one = await suggestion('shop@4');
  await user.click(within(one).getByRole('button', { name: 'Отклонить' }));
  await user.type(within(one).getByRole('textbox'), 'Уже знаем');
  await user.click(within(one).getByRole('button', { name: 'Отклонить' }));
  await waitFor(() => expect(asked.find((each) => each.path.endsWith('/g2/reject'))?.body).toEqual({ reason: 'Уже знаем' }));
  expect(await screen.findByText('Уже знаем')).toBeTruthy();
});
