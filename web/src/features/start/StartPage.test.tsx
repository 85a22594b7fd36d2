import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { MapDocument } from '../../api/types';
import { openPage } from '../../../dev/render';

beforeEach(() => localStorage.removeItem('tropa.start'));

it('what was said is kept on this device and shown again', async () => {
  const user = userEvent.setup();
  const first = await openPage('/start', 'ru');
  await user.type(await screen.findByLabelText('Как назовём путь'), 'Заказать диван');
  expect(screen.getByRole('complementary', { name: 'Ваша карта сейчас' }).textContent).toMatch(/Заказать диван/);
  first.unmount();
  await openPage('/start', 'ru');
  expect((await screen.findByLabelText<HTMLInputElement>('Как назовём путь')).value).toBe('Заказать диван');
});

it('the map is written once, after its form, with all that was said', async () => {
  const user = userEvent.setup();
  const { asked, router } = await openPage('/start', 'en');
  await user.type(await screen.findByLabelText('What we call the journey'), 'Order a sofa');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await user.click(await screen.findByRole('button', { name: 'Support' }));
  await user.type(screen.getByLabelText(/look back/), 'Well');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await user.click(await screen.findByRole('radio', { name: /Order with delivery/ }));
  await user.click(await screen.findByRole('checkbox', { name: /^Moments of truth/ }));
  expect(asked.some((a) => a.method === 'PUT')).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ step: 'persona', map: expect.stringMatching(/^journey-/) }));
  const put = asked.filter((a) => a.method === 'PUT');
  expect(put).toHaveLength(1);
  expect(put[0]?.path).toMatch(/\?revision=0$/);
  const map = put[0]?.body as MapDocument;
  expect(map.title).toEqual({ en: 'Order a sofa' });
  expect(map.items?.map((item) => item.name)).toEqual([{ en: 'Support' }]);
  expect(map.stages.at(-1)?.steps.at(-1)?.intended?.text).toEqual({ en: 'Well' });
  expect(map.lanes.some((lane) => lane.role === 'moments_of_truth')).toBe(true);
  expect(map.cards.every((card) => !card.feeling)).toBe(true);
});

it('a server that refuses keeps one at the step, with what was said', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/start?step=format', 'en', (method) => (method === 'PUT' ? { status: 500, body: { code: 'internal', message: 'the disk is full' } } : undefined));
  await user.click(await screen.findByRole('radio', { name: /Order with delivery/ }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/the disk is full/);
  expect(router.state.location.search).toEqual({ step: 'format' });
});

it('a quote becomes a card that rests on it', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/start?step=evidence&map=furniture', 'en');
  await user.click(await screen.findByRole('button', { name: 'What people said' }));
  await user.type(screen.getByLabelText('A person’s words'), 'Where is my sofa?');
  await user.click(screen.getByRole('button', { name: 'Add the quote' }));
  await waitFor(() => expect(asked.some((a) => a.method === 'PUT')).toBe(true), { timeout: 20_000 });
  const map = asked.find((a) => a.method === 'PUT')?.body as MapDocument;
  expect(map.cards.find((card) => card.evidence?.some((one) => one.quote?.text === 'Where is my sofa?'))?.state).toBe('single_voice');
  expect(await screen.findByText('Saved in the map', undefined, { timeout: 20_000 })).toBeTruthy();
});

it('what events say of a map that rests on some already is proposed by the server, not written over it', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/start?step=evidence&map=furniture', 'en');
  await user.click(await screen.findByRole('button', { name: 'Imported before' }));
  await user.click(await screen.findByRole('button', { name: 'Compare with my map' }));
  expect(await screen.findByRole('heading', { name: '3 changes proposed' }, { timeout: 20_000 })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Look at each on the map' }).getAttribute('href')).toMatch(/\/maps\/furniture\?.*suggestions/);
  await user.click(screen.getByRole('button', { name: 'Accept all' }));
  await waitFor(() => expect(asked.some((a) => a.method === 'POST' && /\/maps\/furniture\/suggestions\/g2\/accept$/.test(a.path))).toBe(true));
  expect(asked.some((a) => a.method === 'PUT')).toBe(false);
  expect(asked.some((a) => a.method === 'POST' && /\/discover$/.test(a.path) && !a.path.includes('/maps/'))).toBe(false);
}, 60_000);
