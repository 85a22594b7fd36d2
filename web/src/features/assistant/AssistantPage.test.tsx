import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { assistantIs } from '../../../dev/assistant';
import { openPage } from '../../../dev/render';

beforeEach(() => assistantIs({}));

it('where it is off one line says how to switch it on, and nothing is asked of it', async () => {
  assistantIs({ on: false, open: 0, address: undefined, model: undefined, turn_on: { en: 'start the server with TROPA_ASSISTANT_URL', ru: 'запустите сервер с TROPA_ASSISTANT_URL' } });
  const { asked } = await openPage('/voice/assistant', 'ru');
  expect(await screen.findByRole('heading', { name: 'Помощник выключен' })).toBeTruthy();
  expect(screen.getByText(/запустите сервер с TROPA_ASSISTANT_URL/)).toBeTruthy();
  expect(asked.filter((one) => one.path.startsWith('/assistant')).map((one) => one.path)).toEqual(['/assistant']);
});

it('nothing is sent before the plan was seen, and then exactly the plan', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/voice/assistant');
  await user.click(await screen.findByRole('button', { name: 'See what would be sent' }));
  const sheet = await screen.findByRole('region', { name: 'This would be sent' });
  expect(within(sheet).getByText(/at most 0\.0017 USD/)).toBeTruthy();
  expect(within(sheet).getByText(/Диван везли три недели/).textContent).toContain('[телефон]');
  expect(asked.some((one) => one.path === '/assistant/runs')).toBe(false);
  await user.click(within(sheet).getByRole('button', { name: 'Send to qwen3:8b' }));
  expect(await screen.findByText(/3 of 17 quotes dropped: not in the text/)).toBeTruthy();
  const sent = asked.find((one) => one.path === '/assistant/runs');
  expect(sent?.body).toEqual({ wish: { task: 'name_topics', topics: [] }, token: 'f00dfeedf00dfeedf00dfeedf00dfeed' });
});

it('suggestions are walked and decided by keys, with the changes made to them', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/voice/assistant');
  const name = await screen.findByRole('textbox', { name: 'In English' });
  await user.clear(name);
  await user.type(name, 'Slow delivery');
  (document.activeElement as HTMLElement).blur();
  await user.keyboard('a');
  await waitFor(() => expect(asked.find((one) => one.path === '/assistant/suggestions/s1/accept')?.body).toEqual({ name: { en: 'Slow delivery', ru: 'Опоздание доставки' } }));
  await waitFor(() => expect(screen.queryByText('The sofa came two weeks late')).toBeNull());
  await user.keyboard('j');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Coding of an interview');
  await user.keyboard('x');
  await waitFor(() => expect(asked.some((one) => one.path === '/assistant/suggestions/s3/reject')).toBe(true));
});

it('a sentence of a story may be left out', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/voice/assistant', 'ru');
  const story = await screen.findByRole('listitem', { name: 'История персоны' });
  await user.click(within(story).getByRole('checkbox', { name: /Они сравнивают/ }));
  expect(within(story).getByRole<HTMLInputElement>('checkbox', { name: /Дольше всего/ }).disabled).toBe(true);
  await user.click(within(story).getByRole('button', { name: 'Принять' }));
  await waitFor(() => expect(asked.find((one) => one.path === '/assistant/suggestions/s2/accept')?.body).toEqual({ sentences: [1] }));
});
