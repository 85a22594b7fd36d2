import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

const people = (_: string, path: string) => (path === '/people' ? { status: 200, body: { items: [{ id: 'p2', name: 'Борис Лунин' }, { id: 'p3', name: 'Mary Stone' }] } } : undefined);

it('a comment on a stage is said, with somebody called by name', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/maps/furniture?panel=comments', 'en', people);
  const panel = await screen.findByRole('dialog', { name: 'Comments' });
  expect(await within(panel).findByText(/Why does nobody own this stage/)).toBeTruthy();
  await user.selectOptions(within(panel).getByRole('combobox', { name: 'About' }), 'lane-kpis');
  await user.type(within(panel).getByRole('textbox', { name: 'Your comment' }), 'Look @ma');
  await user.click(await within(panel).findByRole('option', { name: /Mary Stone/ }));
  await user.type(within(panel).getByRole('textbox', { name: 'Your comment' }), 'here');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(asked.find((one) => one.method === 'POST' && one.path.endsWith('/comments'))?.body).toEqual({ at: 'lane-kpis', text: 'Look @[Mary Stone](p3) here', mentions: ['p3'] }));
  expect(await within(panel).findByText('@Mary Stone', { selector: '.mention' })).toBeTruthy();
});

it('a conversation is resolved and found again among all', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/maps/furniture?panel=comments', 'ru', people);
  const panel = await screen.findByRole('dialog', { name: 'Комментарии' });
  const thread = await within(panel).findByRole('article', { name: /Mary Stone/ });
  await user.click(within(thread).getByRole('button', { name: 'Решено' }));
  await waitFor(() => expect(asked.find((one) => one.method === 'PATCH')?.body).toEqual({ resolved: true }));
  await waitFor(() => expect(within(panel).queryByRole('article', { name: /Mary Stone/ })).toBeNull());
  await user.click(within(panel).getByRole('button', { name: /^Все · / }));
  const again = await within(panel).findByRole('article', { name: /Mary Stone/ });
  await user.click(within(again).getByRole('button', { name: 'Открыть снова' }));
});

it('the place of a comment opens its card, with the conversation below the evidence', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/maps/furniture?panel=comments');
  const panel = await screen.findByRole('dialog', { name: 'Comments' });
  await user.click(await within(panel).findByRole('button', { name: /They moved the date/ }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ card: 'q1', panel: 'comments' }));
  expect(await screen.findByRole('heading', { name: 'Comments' })).toBeTruthy();
  expect(screen.getByText(/Звонки во вторник/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Back: Comments' }));
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('card', 'q1'));
});
